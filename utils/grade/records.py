"""The results folder of a grading: a journal while it runs, then the table, the details and the pages.

Each mark is in the journal, on the disk, before the next one is asked for; so an interrupted run goes on where it stopped.
The files of the finished folder are written beside their places and moved there, all at the end; only then does the
journal go. The same marks give the same bytes, in whatever order they came: no file holds a date.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from utils.grade import pages
from utils.grade.marks import Mark

__all__ = ["Header", "Records", "Unwritable", "page_names"]

TABLE, RESULTS, SUMMARY, PAGES, JOURNAL = "grades.csv", "results.jsonl", "summary.html", "feedback", ".journal.jsonl"
FORMAT = 1
LITTER = {".DS_Store", "Thumbs.db", "desktop.ini"}  # what file managers leave in a folder


class Unwritable(OSError):
    """Something of the results could not be written; the message says what, why, and how to go on."""


@dataclass(frozen=True)
class Header:
    """What a grading was made with: equal headers and equal submissions give equal scores.

    Parameters
    ----------
    notebook : str
        File name of the assignment.
    notebook_sha256, course_sha256, environment_sha256 : str
    environment : str
        Python and packages, in words.
    seed : int
        From which the grading cases are drawn.
    exercises : tuple of (str, str, int)
        Id, title and points of each graded exercise, in the notebook's order.
    protections : tuple of str
        What held submissions off the machine, in words.
    format : int
        Of the files; changes when an older grader could no longer read them.
    title : str
        The notebook's first heading; where it is empty, pages make a title from the file name.

    Examples
    --------
    >>> header = Header("a.ipynb", "", "", "", "Python 3.12", 7, (("c1w1.residual", "Residual", 5),), ())
    >>> Header.from_plain(header.plain()) == header
    True
    """

    notebook: str
    notebook_sha256: str
    course_sha256: str
    environment_sha256: str
    environment: str
    seed: int
    exercises: tuple[tuple[str, str, int], ...]
    protections: tuple[str, ...]
    format: int = FORMAT
    title: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the header as what JSON knows, with the format first."""
        exercises = [dict(zip(("id", "title", "possible"), one, strict=True)) for one in self.exercises]
        return {"format": self.format, **asdict(self), "exercises": exercises, "protections": list(self.protections)}

    @classmethod
    def from_plain(cls, record: Mapping[str, Any]) -> Header:
        """Return the header that :meth:`plain` wrote."""
        exercises = tuple((one["id"], one["title"], one["possible"]) for one in record["exercises"])
        return cls(**{**record, "exercises": exercises, "protections": tuple(record["protections"])})


def _differences(earlier: Header, now: Header) -> list[str]:
    """Say in what two gradings differ that would give other scores."""
    found = []
    if earlier.notebook_sha256 != now.notebook_sha256 or earlier.exercises != now.exercises:
        found.append(f"the notebook {earlier.notebook} was another one, or has changed")
    if earlier.seed != now.seed:
        found.append(f"the cases were drawn from seed {earlier.seed}, not {now.seed} (leave out --seed to keep it)")
    if earlier.course_sha256 != now.course_sha256:
        found.append("the exercises, their solutions or the grader have changed")
    if earlier.environment_sha256 != now.environment_sha256:
        found.append(f"the environment was {earlier.environment}, and is {now.environment}")
    return found


# --- lines of JSON


def _line(record: Mapping[str, Any]) -> bytes:
    """One record as one line; half a pair of surrogates, which UTF-8 cannot hold, is written as its escape."""
    try:
        return json.dumps(record, ensure_ascii=False, allow_nan=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(record, allow_nan=False).encode() + b"\n"


def _read(data: bytes) -> tuple[Header | None, dict[str, Mark]]:
    """Read a header and the marks after it; a line that cannot be read is passed over, and its submission graded anew.

    Raises
    ------
    ValueError
        If a newer grader wrote the lines.
    """
    header, marks = None, {}
    for line in data.split(b"\n"):
        try:
            record = json.loads(line)
            if "format" in record:
                if record["format"] != FORMAT:
                    raise _OtherFormat(record["format"])
                header = Header.from_plain(record)
            else:
                mark = _shared(Mark.from_plain(record))
                marks[mark.student] = mark
        except _OtherFormat as other:
            raise ValueError(
                f"it was written by another version of the grader (format {other}, not {FORMAT})"
            ) from None
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
    return header, marks


class _OtherFormat(Exception):
    pass


def _shared(mark: Mark) -> Mark:
    """Keep equal texts once: a class has the same probes, calls and diagnoses in every row."""
    same = sys.intern
    exercises = tuple(
        replace(
            one,
            id=same(one.id),
            title=same(one.title),
            cases=tuple(
                replace(case, probe=same(case.probe), call=same(case.call), message=same(case.message))
                for case in one.cases
            ),
        )
        for one in mark.exercises
    )
    return replace(mark, exercises=exercises)


# --- writing


def _sentence(error: OSError) -> str:
    cause = error.__cause__ if isinstance(error, Unwritable) else error
    return getattr(cause, "strerror", None) or type(cause).__name__


def _unwritable(name: str, out: Path, error: OSError) -> Unwritable:
    return Unwritable(
        f"{name} could not be written in {out} ({_sentence(error)}). Make room there, close the file if another program "
        "has it open, then run the same command with --resume: what was graded so far is kept."
    )


def _put(places: Mapping[Path, bytes], out: Path) -> None:
    """Write files beside their places, and move them there when all of them are on the disk."""
    partial = {path: path.with_name(f".{path.name}.part") for path in places}
    path = out
    try:
        for path, content in places.items():
            with open(partial[path], "wb") as file:
                file.write(content)
                file.flush()
                if len(places) > 1:  # feedback pages, one at a time, are written anew if a crash loses them
                    os.fsync(file.fileno())
        for path in places:
            os.replace(partial[path], path)
    except OSError as error:
        raise _unwritable(path.name, out, error) from error
    finally:
        for rest in partial.values():
            with contextlib.suppress(OSError):
                rest.unlink(missing_ok=True)


class _Busy(Exception):
    pass


def _lock(handle: int) -> None:
    """Take the lock on an open file, which goes with the process, however it ends; where there are no locks, go without."""
    try:
        import fcntl
    except ImportError:  # Windows: one byte, far beyond the end
        import msvcrt

        os.lseek(handle, 2**30, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            raise _Busy from None
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _Busy from None
    except OSError:
        return


class _Journal:
    """The file of a running grading, which is also its lock. Each line is whole, or is taken back."""

    def __init__(self, path: Path, *, made: bool) -> None:
        self.path, self._made = path, made
        self.found = path.exists()
        self.empty = not self.found  # of marks; see `_earlier`
        self._end = 0
        self._handle = self._locked()

    def _locked(self) -> int:
        """Open the file and lock it; once more where a run that was just ending took it away in between."""
        while True:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            try:
                _lock(handle)
                if os.path.samestat(os.fstat(handle), os.stat(self.path)):
                    return handle
            except FileNotFoundError:
                pass
            except BaseException:
                os.close(handle)
                raise
            os.close(handle)

    def read(self) -> bytes:
        """Return the whole lines, and cut off a last one that is not whole."""
        with open(self.path, "rb") as file:
            data = file.read()
        self._end = data.rfind(b"\n") + 1
        os.ftruncate(self._handle, self._end)
        return data[: self._end]

    def append(self, record: Mapping[str, Any]) -> None:
        """Add a line and wait until it is on the disk."""
        line = _line(record)
        try:
            os.lseek(self._handle, self._end, os.SEEK_SET)
            rest = memoryview(line)
            while rest:
                rest = rest[os.write(self._handle, rest) :]
            os.fsync(self._handle)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(self._handle, self._end)
            raise _unwritable("The journal", self.path.parent, error) from error
        self._end += len(line)
        self.empty = self.empty and "format" in record

    def release(self, *, remove: bool) -> None:
        """Let go of the lock; take the file away too, or leave it for the next run."""
        windows = os.name == "nt"  # an open file cannot be removed there; elsewhere it goes while the lock holds
        with contextlib.suppress(OSError):
            if remove and not windows:
                self.path.unlink()
        os.close(self._handle)
        with contextlib.suppress(OSError):
            if remove and windows:
                self.path.unlink()

    def give_up(self) -> None:
        """Let go of the lock; a journal without marks goes, and so does the folder that was made for it."""
        self.release(remove=self.empty)
        if self._made and self.empty:
            with contextlib.suppress(OSError):
                self.path.parent.rmdir()


# --- names of pages


# What Windows keeps for devices, whatever comes after the dot.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.I)
_LOOKS_NUMBERED = re.compile(r"-[0-9a-f]{10}$")


def _number(student: str) -> str:
    return hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _stem(student: str) -> str:
    """Return a name without what some system refuses in a file name."""
    allowed = (
        one if unicodedata.category(one)[0] in "LMN" or one in " -_.,+()@'" else "_"
        for one in unicodedata.normalize("NFC", student)
    )
    stem = "".join(allowed).strip(" .").encode()[:80].decode(errors="ignore").strip(" .")
    return f"_{stem}" if not stem or _DEVICE.fullmatch(stem) else stem


def page_names(students: Iterable[str]) -> dict[str, str]:
    """Return the file name of each student's page: the student's own name where every system can have it.

    Where it cannot, and where two differ in what some systems do not tell apart (small and capital letters), a number
    made from the name is added.

    Parameters
    ----------
    students : iterable of str
        Each once.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> page_names(["Zoë Berg_12", "amara", "../x"])
    {'Zoë Berg_12': 'Zoë Berg_12.html', 'amara': 'amara.html', '../x': '_x-d6b96a97d1.html'}
    >>> sorted(page_names(["Amara", "amara"]).values())
    ['Amara-884c47e181.html', 'amara-f040d5d0d2.html']
    """
    students = list(students)
    stems = {student: _stem(student) for student in students}
    alike = Counter(_key(stem) for stem in stems.values())
    names = {}
    for student, stem in stems.items():
        own = stem == student and alike[_key(stem)] == 1 and not _LOOKS_NUMBERED.search(stem)
        names[student] = f"{stem}.html" if own else f"{stem}-{_number(student)}.html"
    return names


def _key(stem: str) -> str:
    """Return what two names have in common that some system does not tell apart."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", stem).casefold())


# --- the table


_FORMULA = re.compile(r"(^|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
LONGEST_CELL = 4000


def _cell(text: str) -> str:
    r"""Make a text safe in a spreadsheet: one line, and nothing that would be worked out as a formula.

    Lines that end as sentences do follow each other; after others there is a semicolon. A semicolon counts as the start
    of a cell, because some countries' spreadsheets split there.

    >>> _cell("=1+1"), _cell("a;@b"), _cell("One.\nAnd `two`\nand three.")
    ("'=1+1", "a;'@b", 'One. And `two`; and three.')
    """
    lines = [line.strip() for line in pages.readable(text, LONGEST_CELL).replace("\t", " ").split("\n")]
    one_line = re.sub(r"(?<![.!?:;…])\n", "; ", "\n".join(filter(None, lines))).replace("\n", " ")
    return _FORMULA.sub(r"\1\2'", one_line)


def _table(marks: Iterable[Mark], header: Header) -> bytes:
    """Return the table as CSV, with the mark at its start by which Excel knows UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    names = [exercise_id.partition(".")[2] for exercise_id, _, _ in header.exercises]
    writer.writerow(["student", "file", "score", "max_score", "status", "note", "seconds", *names])
    for mark in marks:
        reached = {one.id: pages.points(one.points) for one in mark.exercises}
        writer.writerow(
            [_cell(mark.student), _cell(mark.file), pages.points(mark.score), pages.points(mark.max_score), mark.status,
             _cell(mark.note), f"{mark.seconds:.2f}", *(reached.get(one, "") for one, _, _ in header.exercises)]
        )  # fmt: skip
    return text.getvalue().encode("utf-8-sig")


# --- the folder


class Records:
    """The results folder: journal, table, pages. Made by :meth:`open`; not for several threads at once.

    As a context manager it closes itself at the end, and keeps the journal where the block was left by an exception.

    Attributes
    ----------
    out : Path
    header : Header
        As given, with the protections that held throughout.
    known : dict of str to Mark
        What is marked so far, by student; after :meth:`open` with `resume` or `only`, what the folder held.
    """

    def __init__(self, out: Path, header: Header, known: dict[str, Mark], journal: _Journal) -> None:
        self.out, self.header, self.known, self._journal = out, header, known, journal

    @classmethod
    def open(cls, out: str | os.PathLike, header: Header, *, resume: bool, only: bool = False) -> Records:
        """Begin a grading, or go on with one.

        Parameters
        ----------
        out : path-like
            The folder; made where it is missing.
        header : Header
        resume, only : bool
            Go on with the results in the folder, or replace a row of them. Either needs the same notebook, course,
            environment and seed; where the folder is empty, it is begun.

        Returns
        -------
        Records

        Raises
        ------
        ValueError
            If the folder holds other things, or results made otherwise, or cannot be written, or another run is at work
            in it. The message says what to do.
        """
        out = Path(out)
        try:
            made = _make(out)
            journal = _Journal(out / JOURNAL, made=made)
        except _Busy:
            raise ValueError(
                f"Another run is writing in {out}. Wait until it ends, or give another folder to --out."
            ) from None
        except OSError as error:
            raise ValueError(f"{out} cannot be written ({_sentence(error)}). Give another folder to --out.") from None
        try:
            earlier, known = _earlier(out, journal)
            _refuse_if_unfit(out, earlier, known, header, journal, go_on=resume or only)
            if known:
                both = tuple(one for one in header.protections if one in earlier.protections)
                header = replace(header, protections=both)
            journal.append(header.plain())
        except OSError as error:
            journal.give_up()
            raise ValueError(f"{out} cannot be used ({_sentence(error)}). Give another folder to --out.") from None
        except BaseException:
            journal.give_up()
            raise
        return cls(out, header, known, journal)

    @staticmethod
    def seed_of(out: str | os.PathLike) -> int | None:
        """Return the seed of the results in a folder, finished or interrupted; None where there are none.

        Parameters
        ----------
        out : path-like

        Examples
        --------
        >>> Records.seed_of("no/such/folder") is None
        True
        """
        for name in (JOURNAL, RESULTS):
            try:
                with open(Path(out) / name, "rb") as file:
                    return Header.from_plain(json.loads(file.readline())).seed
            except (OSError, ValueError, TypeError, KeyError):
                continue
        return None

    def __enter__(self) -> Records:
        return self

    def __exit__(self, kind, *_) -> None:
        try:
            if kind is None:
                self.close()
        finally:
            self.abandon()

    def add(self, mark: Mark) -> None:
        """Write a mark: its page, then its line in the journal. It replaces an earlier one of the same student.

        Parameters
        ----------
        mark : Mark

        Raises
        ------
        Unwritable
            If the disk is full or does not take it. What was added before is kept.
        """
        self._write_page(mark, page_names([mark.student])[mark.student])
        self._journal.append(mark.plain())
        self.known[mark.student] = mark

    def close(self, present: Collection[str] | None = None) -> None:
        """Write the table, the details and the class page, and take the journal away; once is enough.

        Parameters
        ----------
        present : collection of str, optional
            Everybody who has a submission now. The rows of others, which an earlier run left, are kept, and their notes
            say so; where a submission is back, that line goes again. Left out, no row changes.

        Raises
        ------
        Unwritable
            If the disk is full or does not take them; the journal stays, and `resume` goes on with it.
        """
        if self._journal is None:
            return
        if present is not None:
            self._tell_gone(present)
        marks = sorted(self.known.values(), key=lambda mark: (mark.student.casefold(), mark.student))
        names = page_names(mark.student for mark in marks)
        self._settle_pages(marks, names)
        links = {student: f"{PAGES}/{name}" for student, name in names.items()}
        places = {
            self.out / TABLE: _table(marks, self.header),
            self.out / SUMMARY: pages.summary_page(marks, self.header, links).encode(),
            self.out / RESULTS: b"".join([_line(self.header.plain()), *(_line(mark.plain()) for mark in marks)]),
        }
        _put(places, self.out)
        journal, self._journal = self._journal, None
        journal.release(remove=True)

    def abandon(self) -> None:
        """Stop without the table: the journal stays for `resume`. After :meth:`close` it does nothing."""
        journal, self._journal = self._journal, None
        if journal is not None:
            journal.give_up()

    def _tell_gone(self, present: Collection[str]) -> None:
        """Say in the rows of those who have no submission any more that it is gone, and take it back from the others."""
        for mark in list(self.known.values()):
            lines = [line for line in mark.note.split("\n") if line and line != pages.GONE]
            note = "\n".join(lines if mark.student in present else [pages.GONE, *lines])
            if (pages.GONE in mark.note.split("\n")) == (mark.student in present):
                self.add(replace(mark, note=note))

    def _write_page(self, mark: Mark, name: str) -> None:
        folder = self.out / PAGES
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise _unwritable(PAGES, self.out, error) from error
        _put({folder / name: pages.feedback_page(mark, self.header).encode()}, folder)

    def _settle_pages(self, marks: list[Mark], names: Mapping[str, str]) -> None:
        """Give each page its name among all of them, and write again what a crash or somebody took away."""
        kept = set(names.values())
        for mark in marks:
            first = page_names([mark.student])[mark.student]
            if names[mark.student] != first or not _has_content(self.out / PAGES / first):
                self._write_page(mark, names[mark.student])
            if first not in kept:
                with contextlib.suppress(OSError):
                    (self.out / PAGES / first).unlink(missing_ok=True)


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _make(out: Path) -> bool:
    """Make the folder where it is missing; say whether it was made."""
    if out.exists() and not out.is_dir():
        raise ValueError(f"{out} is a file. Give a folder to --out: a new one, or an empty one.")
    try:
        out.mkdir(parents=True)
    except FileExistsError:
        return False
    return True


def _earlier(out: Path, journal: _Journal) -> tuple[Header | None, dict[str, Mark]]:
    """Return what the folder holds: the results of a finished run, and on top of them the journal of an interrupted one."""
    header, marks = None, {}
    try:
        if (out / RESULTS).exists():
            header, marks = _read((out / RESULTS).read_bytes())
        journaled, later = _read(journal.read())
    except ValueError as error:
        raise ValueError(f"{out} holds results that cannot be read: {error}. Give another folder to --out.") from None
    journal.empty = not later
    return journaled or header, marks | later


def _refuse_if_unfit(
    out: Path, earlier: Header | None, known: dict[str, Mark], now: Header, journal: _Journal, *, go_on: bool
) -> None:
    if earlier is not None and (known or (out / RESULTS).exists()):
        if not go_on:
            raise ValueError(
                f"{out} holds the results of an earlier run. Add --resume to go on with it, or give another folder to --out."
            )
        differences = _differences(earlier, now)
        if differences:
            raise ValueError(
                f"{out} holds results that this run cannot go on with: {'; '.join(differences)}. "
                "To grade all submissions anew, give another folder to --out."
            )
        return
    ours = {JOURNAL, *LITTER} | ({PAGES} if journal.found else set())  # killed before its first mark was written
    others = sorted(path.name for path in out.iterdir() if path.name not in ours)
    if others:
        raise ValueError(
            f"{out} holds other files ({pages.readable(others[0], 60)}{', …' if len(others) > 1 else ''}). "
            "Give a new or an empty folder to --out."
        )
