"""Find a class's submissions in a folder or a zip, whatever lies in there, and read each one safely.

Three layouts are known, and may be mixed: ``<student>.ipynb``; ``<student>/…/<anything>.ipynb``; nbgrader's
``<student>/<assignment>/<notebook>.ipynb``. A folder around all of them is seen through. Learning platforms name things in
their own way, and one learner's files are brought together by it:

========== ==================================================== =======================================================
Platform   As it comes                                          Student
========== ==================================================== =======================================================
Moodle     ``Ada King_123_assignsubmission_file_/x.ipynb``, or  ``Ada King_123``; folders of groups around them are seen
           flat with the file's name at the end                 through, if nothing else is there
Canvas     ``kingada_LATE_123_456_x.ipynb``                     ``kingada_123``; the note says that it was late
Blackboard ``Week 1_king_attempt_2024-09-12-11-23-45_x.ipynb``  ``Week 1_king``; with the attempt if there are several
Brightspace ``12-34 - Ada King - Sep 12, 2024 1123 PM/x.ipynb`` ``12-34 - Ada King``; with the date if there are several
========== ==================================================== =======================================================

Whatever else lies where the students are gets a row of its own, with the reason why it is not read; but beside a notebook of
the same name that can be read it is only named in the note (``olga.pdf`` beside ``olga.ipynb``). What no learner hands in
gets no row: hidden files, what operating systems and Jupyter leave behind, the pages and tables that platforms put beside
the submissions (``index.html``, ``grades.csv``). These are named in `Found.passed_over`, so that nothing is lost in silence.

Nothing is ever written, unpacked or followed: links are not, in folders neither; a zip is read in memory, piece by piece.
"""

from __future__ import annotations

import itertools
import os
import re
import stat
import struct
import threading
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

__all__ = ["Found", "Refusal", "Submission", "find"]

LIMIT = 64 * 2**20
"""Bytes that a notebook may have."""
MOST_MEMBERS = 20_000
"""Entries that a zip may have."""
MOST_ENTRIES = 200_000
"""Files and folders looked at in a folder of submissions; the upper levels come first, so that no one can use it up."""
DEEPEST = 12
"""Levels of folders looked into."""
GLANCE = 8 * 2**20
"""Bytes of one notebook searched for the assignment's marks where several could be meant."""
LONGEST = 200
"""Characters of a student's key."""
LONGEST_PATH = 1000
"""Characters of a path in a zip; file systems allow no more."""

JUNK = {
    "__macosx",
    "__pycache__",
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "$recycle.bin",
    "system volume information",
}
BESIDE = {"index.html", "index.htm", "grades.csv"}
"""What platforms put beside the submissions."""
GATHERED = {"submissions", "submitted"}
"""Names that a folder around the students' has."""

PLATFORMS = (
    # The platform writes the beginning and the learner the rest: the shortest beginning is the one to believe.
    re.compile(r"(?P<base>(?P<key>.+?_\d+))_assignsubmission_[a-z]+(?:_(?P<rest>.*))?", re.DOTALL),
    re.compile(r"(?P<key>(?P<base>.+?)_attempt_\d{4}(?:-\d\d){5})(?:_(?P<rest>.+)|\.txt)", re.DOTALL),
    re.compile(r"(?P<key>(?P<base>\d+-\d+ - .+?) - [^-]*\d{4}[^-]*?)(?: - (?P<rest>.+))?", re.DOTALL),
)
MOODLE = PLATFORMS[0]
CANVAS = re.compile(r"(?P<who>[^_]+)_(?P<late>late_)?(?P<user>\d+)_\d+_(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
COPY = re.compile(
    r"(?<=.)(?:\s?\((?:\d+|copy|another copy|\d+(?:st|nd|rd|th) copy)\)"
    r"|(?:\s-\s|\s|[-_])(?:copy|kopie|copie|copia|cópia)(?:\s?\d+)?)+\Z",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?P<stem>.+?)(?:(?P<dash>-)|\s?\()(?P<number>\d{1,9})(?(dash)|\))", re.DOTALL)
"""How browsers and platforms call what is handed in again."""
NOTEBOOK = re.compile(r"\.ipynb(?P<more>\.txt|\.json)?\Z", re.IGNORECASE)
"""How a notebook's name ends; some browsers add to it."""
SUFFIX = re.compile(r"(?<=.)\.\w{1,8}\Z")

SYMLINK = "It is a symbolic link, which is never followed. Put the file itself in its place."
TWICE = "The zip holds two files of this name, and it is not clear which one counts. Unpack it, keep one, and grade the folder."
ENCRYPTED = "It is encrypted. Unpack the zip with its password and grade the folder."
NESTED = "It is a zip inside the zip. Unpack both and grade the folder."
TOO_DEEP = f"It lies more than {DEEPEST} folders deep and was not looked into."
TOO_MANY = f"It was not looked into: there are more than {MOST_ENTRIES} entries. Leave only what is to be graded."
KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFDIR: "a folder",
}


class Refusal(Exception):
    """A sentence: why a file is no submission that can be read."""


@dataclass(frozen=True)
class Submission:
    """One row to come: what a student handed in, or why there is nothing to read.

    Parameters
    ----------
    student : str
        Key of the row: unique, in Unicode's composed form (NFC), without control characters and path separators.
    file : str
        Path inside the folder or zip of submissions, with ``/``; characters that cannot be shown are replaced.
    note : str
        Plain words: which of several files was taken, that it was renamed, or late.
    refused : str
        Why there is nothing to read; empty if there is.
    place : object
        Where the bytes are; `read` uses it.
    limit : int
        Bytes that it may have.
    """

    student: str
    file: str
    note: str = ""
    refused: str = ""
    place: _Disk | _Member | None = field(default=None, repr=False, compare=False)
    limit: int = field(default=LIMIT, repr=False, compare=False)

    def read(self) -> bytes:
        """Return the file's bytes, read only now; several threads may do so at once.

        Returns
        -------
        bytes
            At most `limit` of them. They may be empty, and need not be a notebook.

        Raises
        ------
        Refusal
            If there is nothing to read, with the reason as a sentence.

        Examples
        --------
        >>> Submission("amara", "amara.pdf", refused="It is not a notebook (.ipynb).").read()
        Traceback (most recent call last):
        utils.grade.submissions.Refusal: It is not a notebook (.ipynb).
        """
        if self.refused or self.place is None:
            raise Refusal(self.refused or "There is nothing to read.")
        content = self.place.head(self.limit + 1)
        if len(content) > self.limit:
            raise Refusal(_too_large(None, self.limit))
        return content


@dataclass(frozen=True)
class Found:
    """What lies in a folder or zip of submissions.

    Parameters
    ----------
    submissions : tuple of Submission
        Sorted by student.
    passed_over : tuple of str
        Files and folders that are nobody's submission: hidden ones, ``__MACOSX``, ``.ipynb_checkpoints``, ``Thumbs.db``,
        a platform's ``index.html``.
    inside : str
        The folder around all submissions that was seen through, such as ``"submitted"``; empty if there is none.
    duplicates : tuple of tuple of str
        Students of one name, such as ``("amara", "amara (1)")``: one learner has several rows, if they are not two.
    """

    submissions: tuple[Submission, ...]
    passed_over: tuple[str, ...] = ()
    inside: str = ""
    duplicates: tuple[tuple[str, ...], ...] = ()


def find(path: str | os.PathLike[str], *, notebook: str, marks: Sequence[bytes] = (), limit: int = LIMIT) -> Found:
    """Find the submissions in a folder or a zip.

    Every file and every folder where the students are gets a row; see the module's text for the layouts and for what gets
    none. No notebook is read, unless several of one student could be meant: then the one with the assignment's file name
    counts, else a renamed copy of it, else the one with most marks. Of copies that a platform numbered (``x (1)``, ``x-1``)
    the last one counts, if it shows marks or none does. The note names the others. Notebooks in folders of other assignments
    are left alone if one folder bears this assignment's name, as in nbgrader's tree.
    A zip stays open as long as one of its submissions is kept.

    Parameters
    ----------
    path : path-like
        The folder or the zip.
    notebook : str
        File name of the assignment.
    marks : sequence of bytes
        Byte strings that show that a notebook is this assignment, such as the ids of its exercises.
    limit : int
        Bytes that a submission may have.

    Returns
    -------
    Found

    Raises
    ------
    ValueError
        If there is no such folder or zip, it cannot be opened, or holds nothing to grade.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "amara (1).ipynb").write_text("{}")
    ...     _ = Path(folder, "ben.pdf").write_text("")
    ...     for one in find(folder, notebook="C1W1-5.ipynb").submissions:
    ...         print(one.student, one.note or one.refused, sep=": ")
    amara: Renamed: the file is called amara (1).ipynb.
    ben: It is not a notebook (.ipynb) but a .pdf file.
    """
    path = Path(path)
    assignment = _Assignment(os.path.basename(notebook), tuple(dict.fromkeys(marks)), limit)
    if os.path.isdir(path):
        own_name = path.resolve().name
        entries = _in_folder(str(path.resolve()), limit)
    else:
        own_name = _original(path.stem)
        entries = _in_zip(_opened(path), limit)
    prefix = _around(entries, own_name, assignment)
    aside = [entry for entry in entries if entry.kind == "junk" or _is_beside(entry, prefix)]
    students = _by_student(_beneath(entry, prefix) for entry in entries if not _is_beside(entry, prefix))
    rows = _without_asides([_row(student, assignment, prefix) for student in students])
    if not rows:
        raise ValueError(
            f"There is no submission in {path}. Give the folder or zip that holds <student>.ipynb or <student>/<notebook>.ipynb."
        )
    submissions, duplicates = _named(rows, limit)
    passed_over = sorted({_path(entry.parts) for entry in aside})
    return Found(tuple(sorted(submissions, key=lambda one: one.student)), tuple(passed_over), _path(prefix), duplicates)


# --- What lies there -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Entry:
    """A file or folder: ``kind`` is file, folder, junk, or name (a member of a zip whose name leads elsewhere)."""

    parts: tuple[str, ...]
    kind: str
    problem: str = ""
    place: _Disk | _Member | None = None

    @property
    def name(self) -> str:
        return self.parts[-1]


def _in_folder(root: str, limit: int) -> list[_Entry]:
    """Return what is in a folder and below, level by level, without following anything."""
    entries: list[_Entry] = []
    level: list[tuple[str, ...]] = [()]
    for _ in range(DEEPEST + 1):
        below = []
        for parts in level:
            if len(entries) > MOST_ENTRIES:
                entries.append(_Entry(parts, "folder", TOO_MANY))
                continue
            try:
                with os.scandir(os.path.join(root, *parts)) as listing:
                    found = [_looked_at(one, root, parts, limit) for one in listing]
            except OSError as error:
                if not parts:
                    raise ValueError(f"{root} cannot be opened ({error.strerror}). Make it readable.") from None
                entries.append(_Entry(parts, "folder", _trouble(error)))
                continue
            found.sort(key=lambda entry: entry.name)
            entries += found
            below += [entry.parts for entry in found if entry.kind == "folder" and not entry.problem]
        level = below
    return entries + [_Entry(parts, "folder", TOO_DEEP) for parts in level]


def _looked_at(one: os.DirEntry[str], root: str, above: tuple[str, ...], limit: int) -> _Entry:
    parts = (*above, one.name)
    if _is_junk(one.name):
        return _Entry(parts, "junk")
    try:
        info = one.stat(follow_symlinks=False)
    except OSError as error:
        return _Entry(parts, "file", _trouble(error))
    if _is_link(info):
        return _Entry(parts, "file", SYMLINK)
    if stat.S_ISDIR(info.st_mode):
        return _Entry(parts, "folder")
    return _Entry(parts, "file", _unfit(info, limit if _is_notebook(one.name) else info.st_size), _Disk(root, parts))


def _opened(path: Path) -> _Archive:
    if not os.path.exists(path):
        raise ValueError(f"There is no {path}. Give the folder or the zip of the submissions.")
    if NOTEBOOK.search(path.name):
        raise ValueError(f"{path} is one notebook. Give the folder that it lies in, with --only for one student.")
    try:
        if not path.is_file():
            raise zipfile.BadZipFile
        archive = _Archive(path)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, struct.error, EOFError):
        raise ValueError(
            f"{path} is neither a folder nor a zip that can be opened. Unpack it, or download it again, and give the folder."
        ) from None
    except OSError as error:
        raise ValueError(f"{path} cannot be opened ({error.strerror or error}). Make it readable.") from None
    count = len(archive.members)
    if count > MOST_MEMBERS:
        raise ValueError(f"{path} has {count} entries, more than {MOST_MEMBERS}. Unpack it and give the folder.")
    return archive


def _in_zip(archive: _Archive, limit: int) -> list[_Entry]:
    """Return what the directory of a zip lists; a name that leads out of it becomes an entry of its own."""
    entries: dict[tuple[str, tuple[str, ...]], _Entry] = {}
    for info in archive.members:
        name = _member_name(info)
        elsewhere = _leads_elsewhere(name)
        parts = (name,) if elsewhere else tuple(part for part in name.split("/") if part not in ("", "."))
        junk = next((i for i, part in enumerate(parts, 1) if _is_junk(part)), None)
        if not parts:
            continue
        if elsewhere:
            entry = _Entry(parts, "name", elsewhere)
        elif junk:
            entry = _Entry(parts[:junk], "junk")
        elif name.endswith("/"):
            entry = _Entry(parts, "folder")
        else:
            entry = _Entry(parts, "file", _unfit_member(info, limit), _Member(archive, info))
        known = entries.setdefault((entry.kind, entry.parts), entry)
        if known is not entry and entry.kind == "file":
            entries[entry.kind, entry.parts] = replace(known, problem=TWICE)
    return list(entries.values())


def _member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; many programs write UTF-8 and do not say so, which then reads as code page 437."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        try:
            return name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass
    return name


def _leads_elsewhere(name: str) -> str:
    """Return why a member's name is not one to go by; empty for an ordinary one.

    >>> _leads_elsewhere("amara/x.ipynb")
    ''
    """
    if len(name) > LONGEST_PATH:
        return "Its name in the zip is too long. Ask how the zip was made."
    if "\\" in name:
        return "Its name in the zip has a backslash. Pack the submissions with another program, or unpack them and grade the folder."
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/") or "\0" in name:
        return "Its name in the zip leads out of the zip, so it is not read. Ask how the zip was made."
    return ""


def _unfit(info: os.stat_result, limit: int) -> str:
    """Return why something on the disk is not read; empty for a regular file of a sensible size."""
    if not stat.S_ISREG(info.st_mode):
        return f"It is {KINDS.get(stat.S_IFMT(info.st_mode), 'something else')}, not a file, and was not opened."
    return _too_large(info.st_size, limit) if info.st_size > limit else ""


def _unfit_member(info: zipfile.ZipInfo, limit: int) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind == stat.S_IFLNK:
        return SYMLINK
    if kind in KINDS:
        return f"It is {KINDS[kind]}, not a file."
    if info.flag_bits & 0x1:
        return ENCRYPTED
    if info.filename.lower().endswith(".zip"):
        return NESTED
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # The others cannot be unpacked piece by piece, and a few bytes of them may become gigabytes.
        return "It is packed in a way that is not read here. Unpack the zip and grade the folder."
    return _too_large(info.file_size, limit) if info.file_size > limit and _is_notebook(info.filename) else ""


def _too_large(size: int | None, limit: int) -> str:
    has = "It has" if size is None else f"It has {_megabytes(size)},"
    return (
        f"{has} more than the {_megabytes(limit)} that are read. Open it in JupyterLab, clear all outputs, save it, "
        "and grade it again."
    )


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.0f} MB" if size >= 2**20 else f"{size} bytes"


def _trouble(error: Exception) -> str:
    return f"It cannot be read ({getattr(error, 'strerror', None) or error}). Make it readable and grade it again."


def _is_link(info: os.stat_result) -> bool:
    """Tell whether this leads elsewhere: a symbolic link, or a junction of Windows."""
    mount_point = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)
    return stat.S_ISLNK(info.st_mode) or getattr(info, "st_reparse_tag", 0) == mount_point


def _is_junk(name: str) -> bool:
    folded = name.casefold()
    return folded in JUNK or folded.startswith("~$") or (folded.startswith(".") and folded != ".ipynb")


# --- Reading ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Disk:
    """A file below a folder, opened step by step so that no link can be put in the way between looking and reading."""

    root: str
    parts: tuple[str, ...]

    def head(self, most: int) -> bytes:
        try:
            handle = self._open()
            try:
                info = os.fstat(handle)
                if problem := _unfit(info, info.st_size):
                    raise Refusal(problem)
                with open(handle, "rb", closefd=False) as file:
                    return file.read(min(most, info.st_size + 1))
            finally:
                os.close(handle)
        except (OSError, ValueError) as error:
            raise Refusal(SYMLINK if self._link() else _trouble(error)) from None

    def _open(self) -> int:
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
        if not (os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW") and hasattr(os, "O_DIRECTORY")):
            if self._link():
                raise OSError(0, "a symbolic link")
            return os.open(os.path.join(self.root, *self.parts), flags)
        folder = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for part in self.parts[:-1]:
                below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
                os.close(folder)
                folder = below
            return os.open(self.parts[-1], flags, dir_fd=folder)
        finally:
            os.close(folder)

    def _link(self) -> bool:
        """Tell whether the file, or a folder on the way to it, is a link by now."""
        steps = (os.path.join(self.root, *self.parts[:i]) for i in range(1, len(self.parts) + 1))
        try:
            return any(_is_link(os.lstat(step)) for step in steps)
        except (OSError, ValueError):
            return False


class _Archive:
    """An open zip; one member is read at a time, so that threads may share it."""

    def __init__(self, path: Path):
        self._lock = threading.Lock()
        self._zip = zipfile.ZipFile(path)
        self.members = self._zip.infolist()

    def head(self, info: zipfile.ZipInfo, most: int) -> bytes:
        content = bytearray()
        with self._lock, self._zip.open(info) as stream:
            # In small pieces: what counts is what really comes out, not what the directory of the zip promises.
            while len(content) < most and (piece := stream.read(min(most - len(content), 2**16))):
                content += piece
        return bytes(content)


@dataclass(frozen=True)
class _Member:
    archive: _Archive
    info: zipfile.ZipInfo

    def head(self, most: int) -> bytes:
        try:
            return self.archive.head(self.info, most)
        except (zipfile.BadZipFile, zlib.error, EOFError, struct.error):
            raise Refusal("It is damaged in the zip. Download the zip again, or ask for the file.") from None
        except (RuntimeError, NotImplementedError, ValueError, OverflowError) as error:
            raise Refusal(f"It cannot be unpacked ({error}). Unpack the zip and grade the folder.") from None
        except OSError as error:
            raise Refusal(_trouble(error)) from None


# --- Whose it is -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Assignment:
    notebook: str
    marks: tuple[bytes, ...]
    limit: int

    @property
    def stem(self) -> str:
        return _plain(NOTEBOOK.sub("", self.notebook))

    def is_folder(self, name: str) -> bool:
        """Tell whether a folder bears the assignment's name, in full or its beginning (``C1W1-5``)."""
        name = _plain(name)
        return name == self.stem or (len(name) > 2 and self.stem.startswith(tuple(name + mark for mark in "-_. ")))

    def likeness(self, name: str) -> int:
        """Return 0 for the assignment's file name, 1 for a renamed copy, 2 for a name with it in it, 3 for others."""
        stem = _plain(_stem(name))
        if stem == self.stem:
            return 0
        if self.stem in (_original(stem), self.numbered(name)[0]):
            return 1
        return 2 if self.stem in stem else 3

    def numbered(self, name: str, beside: Iterable[str] = ()) -> tuple[str, int]:
        """Return a notebook's name without the number that a platform gave to a copy, and the number.

        Numbers in the assignment's own name are none, nor those of what a learner copied (``x - Copy (2)``); ``hw-1`` is one
        if ``hw`` is beside it, else ``hw-1`` and ``hw-2`` are two things.
        """
        stem = _plain(_stem(name))
        found = NUMBERED.fullmatch(stem)
        if stem == self.stem or not found or _original(found["stem"]) != found["stem"]:
            return stem, 0
        if found["dash"] and found["stem"] not in (self.stem, *beside):
            return stem, 0
        return found["stem"], int(found["number"])

    def shown(self, place: _Disk | _Member, budget: int) -> int:
        """Count the marks in the beginning of a notebook."""
        try:
            content = place.head(min(budget, GLANCE))
        except Refusal:
            return 0
        return sum(mark in content for mark in self.marks)


@dataclass
class _Student:
    """What goes by one name: a file, a folder, or the files that a platform gave to one learner."""

    name: str
    key: str
    base: str
    platform: bool = False
    folder: bool = False
    late: bool = False
    at: tuple[str, ...] = ()
    """Path of the file or folder below that of the class."""
    files: list[tuple[tuple[str, ...], _Entry]] = field(default_factory=list)
    """Each with its path below the student, as the learner knows it."""


@dataclass(frozen=True)
class _Row:
    student: _Student
    file: str
    notes: tuple[str, ...]
    refused: str = ""
    place: _Disk | _Member | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether this is a member of a zip whose name leads out of it."""
        return any(entry.kind == "name" for _, entry in self.student.files)


def _around(entries: list[_Entry], own_name: str, assignment: _Assignment) -> tuple[str, ...]:
    """Return the folders around all students, from the outside: usually none, or one."""
    prefix: tuple[str, ...] = ()
    while True:
        # Of what is passed over, the folder that it lies in counts: it is somebody's.
        inner = [
            one.parts[:-1] if one.kind == "junk" else one.parts
            for one in entries
            if one.kind != "name" and not _is_beside(one, prefix)
        ]
        inner = [parts[len(prefix) :] for parts in inner if len(parts) > len(prefix)]
        names = {parts[0] for parts in inner}
        if len(names) != 1:
            return prefix
        (name,) = names
        if not _is_around(name, [parts[1:] for parts in inner if len(parts) > 1], own_name, assignment):
            return prefix
        prefix = (*prefix, name)


def _is_around(name: str, below: list[tuple[str, ...]], own_name: str, assignment: _Assignment) -> bool:
    """Tell whether the only folder holds the class, rather than being one student's.

    In doubt it is the class's: too many rows are seen at once, a class taken for one student is not.
    """
    if not below or _platform(name):
        return False
    if _plain(name) in GATHERED | {_plain(own_name)}:
        return True
    names = {parts[0] for parts in below}
    folders = {parts[0] for parts in below if len(parts) > 1}
    if any(MOODLE.fullmatch(one) for one in names):
        return True
    if any(_is_notebook(one) and assignment.likeness(one) < 2 for one in names - folders):
        return False
    if len(folders) > 1 and any(map(assignment.is_folder, folders)):
        return False
    if len(names) == 1:
        (only,) = names
        return _is_around(only, [parts[1:] for parts in below if len(parts) > 1], own_name, assignment)
    return len({parts[0] for parts in below if _is_notebook(parts[-1])}) > 1


def _is_beside(entry: _Entry, prefix: tuple[str, ...]) -> bool:
    """Tell whether this is what a platform puts beside the students' files, or beside the folder around them."""
    at = entry.parts[:-1]
    return entry.kind == "file" and entry.name.casefold() in BESIDE and prefix[: len(at)] == at


def _beneath(entry: _Entry, prefix: tuple[str, ...]) -> _Entry:
    """Return an entry with its path from the folder of the class; that folder itself has none, nor have those around it."""
    if entry.kind == "name":
        return entry
    return replace(entry, parts=entry.parts[len(prefix) :])


def _by_student(entries: Iterable[_Entry]) -> list[_Student]:
    """Gather entries by student."""
    entries = [entry for entry in entries if entry.parts]
    groups = _moodle_groups(entries)
    students: dict[tuple[str, str], _Student] = {}
    for entry in entries:
        if entry.kind == "name":
            key = "_".join(part for part in re.split(r"[/\\:]+", _stem(entry.name)) if part not in ("", ".."))
            students["name", entry.name] = _Student(entry.name, key, key, files=[((entry.name,), entry)])
            continue
        parts = entry.parts[entry.parts[0] in groups :]
        if len(parts) <= (entry.kind == "junk"):
            continue
        folder = len(parts) > 1 or entry.kind == "folder"
        owner, student, rest = _owner(parts[0], folder)
        student = students.setdefault(owner, student)
        student.at = student.at or entry.parts[: len(entry.parts) - len(parts) + 1]
        student.late |= bool(not folder and (found := CANVAS.fullmatch(parts[0])) and found["late"])
        if entry.kind != "folder" or entry.problem:
            student.files.append((parts[1:] or (rest,), entry))
    return list(students.values())


def _moodle_groups(entries: Iterable[_Entry]) -> set[str]:
    """Return the folders that hold Moodle's and nothing else, if there is nothing else beside them.

    A learner can make folders within their own, never outside: as long as all are Moodle's, no one can take another's place.
    """
    inside: dict[str, set[str]] = {}
    for entry in entries:
        if entry.kind in ("file", "folder"):
            inside.setdefault(entry.parts[0], set()).update(entry.parts[1:2])
    groups = {name for name in inside if not MOODLE.fullmatch(name)}
    whole = all(inside[name] and all(map(MOODLE.fullmatch, inside[name])) for name in groups)
    return groups if whole else set()


def _owner(name: str, folder: bool) -> tuple[tuple[str, str], _Student, str]:
    """Return what tells this student from others, the student, and the file's name as the learner knows it."""
    name = unicodedata.normalize("NFC", name)
    if found := _platform(name):
        key, base, rest = found["key"], found["base"], found.groupdict().get("rest") or name
        return ("platform", key), _Student(name, key, base, platform=True, folder=True), rest
    if not folder and (found := CANVAS.fullmatch(name)):
        key = f"{found['who']}_{found['user']}"
        return ("platform", key), _Student(name, key, key, platform=True, folder=True), found["rest"]
    key = _stem(name) if not folder or _is_notebook(name) else name
    return ("folder" if folder else "file", name), _Student(name, key, _original(key), folder=folder), name


def _platform(name: str) -> re.Match[str] | None:
    return next((found for pattern in PLATFORMS if (found := pattern.fullmatch(name))), None)


# --- Which file counts -----------------------------------------------------------------------------------------------


def _row(student: _Student, assignment: _Assignment, prefix: tuple[str, ...]) -> _Row:
    """Choose a student's notebook, or say why there is none."""
    notes = ["The platform marked it as late."] if student.late else []
    notebooks = [(below, one) for below, one in student.files if _is_notebook(below[-1]) and one.kind == "file"]
    sound = _of_assignment([(below, one) for below, one in notebooks if not one.problem], assignment)
    if not sound:
        refused, entry = _why_not(student, notebooks)
        parts = entry.parts if entry else student.at
        if entry is None or entry.kind != "name":
            parts = (*prefix, *parts)
        return _Row(student, _shown("/".join(parts)), tuple(notes), refused)
    below, entry, why = _best(sound, assignment)
    others = [_called(*file) for file in sound if file[1] is not entry]
    if others:
        notes.append(_choice(_called(below, entry), why, others))
    notes += _unread([_called(*file) for file in student.files if file[1].problem and _may_matter(*file)])
    if NOTEBOOK.search(below[-1])["more"]:
        notes.append(f"Read as a notebook, though it is called {_path(below)}.")
    return _Row(student, _shown("/".join((*prefix, *entry.parts))), tuple(notes), "", entry.place)


def _choice(taken: str, why: str, others: list[str]) -> str:
    """Return which of several notebooks was taken, and what to do for another."""
    number, were, instead = {2: "Two", 3: "Three"}.get(len(others) + 1, len(others) + 1), "were", "another"
    cure = "keep that one alone"
    if len(others) == 1:
        were, instead, cure = "was", others[0], f"remove {taken}"
    return (
        f"{number} notebooks: {taken} was taken, {why}; {_listed(others)} {were} not looked at. "
        f"To grade {instead} instead, {cure}."
    )


def _of_assignment(files: list, assignment: _Assignment) -> list:
    """Leave out notebooks in the folders of other assignments, where one folder bears this assignment's name."""
    own = [below for below, _ in files if len(below) > 1 and assignment.is_folder(below[0])]
    if not own:
        return files
    return [
        (below, one) for below, one in files if len(below) == 1 or below in own or assignment.likeness(below[-1]) < 2
    ]


def _best(files: list, assignment: _Assignment) -> tuple[tuple[str, ...], _Entry, str]:
    """Return the path below the student, the entry, and why: by its name first, then the marks in it, then its number."""
    alike = {below: min(assignment.likeness(below[-1]), 2) for below, _ in files}
    beside = {_plain(_stem(below[-1])) for below in alike}
    copies = {below: (below[:-1], *assignment.numbered(below[-1], beside)) for below in alike}
    closest = min(alike.values())
    rivals = [file for file in files if alike[file[0]] == closest or (alike[file[0]] == 1 and copies[file[0]][2])]
    counts = {id(one): 0 for _, one in rivals}
    if len(rivals) > 1:
        share = assignment.limit // len(rivals)  # of what may be read to choose for one student
        counts = {id(one): assignment.shown(one.place, share) for _, one in rivals}
    marked = any(counts.values())

    def order(file):
        below, one = file
        loose = not (len(below) > 1 and assignment.is_folder(below[0]))
        renamed = assignment.likeness(below[-1]), COPY.search(_stem(below[-1])) is not None
        return alike[below] != closest, -counts[id(one)], loose, renamed, len(below), below

    first = min(rivals, key=order)
    family = [file for file in rivals if copies[file[0]][:2] == copies[first[0]][:2]]
    family = [file for file in family if counts[id(file[1])] or not marked]
    below, entry = max([first, *family], key=lambda file: copies[file[0]][2])
    if len(family) > 1 and copies[below][2]:
        return below, entry, "as the later copy by its number"
    why = ("as it has the assignment's file name", "as a renamed copy of the assignment", "by its name")[alike[below]]
    if marked:
        most = f"shows {counts[id(entry)]} of the assignment's {len(assignment.marks)} marks"
        why = f"as it {most}" if closest == 2 else f"{why} and {most}"
    elif len(rivals) > 1:
        why += " (none shows an exercise of this assignment)"
    return below, entry, why


def _why_not(student: _Student, notebooks: list) -> tuple[str, _Entry | None]:
    """Return why a student has nothing to read, and the file that it is about."""
    if notebooks:
        below, entry = min(notebooks, key=lambda file: (len(file[0]), file[0]))
        others = [_path(one) for one, other in notebooks if other is not entry]
        return entry.problem + (f" Nor can {_listed(others)} be read." if others else ""), entry
    if not student.folder:
        _, entry = student.files[0]
        if entry.problem:
            return entry.problem, entry
        suffix = SUFFIX.search(entry.name)
        if suffix and suffix[0].lower() == ".zip":
            return "It is a zip, not a notebook (.ipynb). Unpack it into a folder of that name.", entry
        return f"It is not a notebook (.ipynb){f' but a {suffix[0]} file' if suffix else ''}.", entry
    closed = next((one for _, one in student.files if one.problem and one.parts == student.at), None)
    if closed and closed.problem != NESTED:
        return closed.problem, closed
    nested = [one for _, one in student.files if one.problem == NESTED]
    if nested:
        return (
            f"There is no notebook in it, but a zip inside the zip: {_listed([_shown(one.name) for one in nested])}. Unpack both.",
            None,
        )
    held = [_path(below) + _what(entry) for below, entry in student.files]
    only = f", only {_listed(held)}" if held else ": it is empty"
    return f"There is no notebook (.ipynb) in it{only}.", None


def _what(entry: _Entry) -> str:
    if entry.kind == "junk":
        return " (Jupyter's old copies)" if entry.name == ".ipynb_checkpoints" else ""
    known = {"": "", SYMLINK: " (a link, not followed)", TOO_DEEP: " (too deep)"}
    return known.get(entry.problem, " (not readable)")


def _may_matter(below: tuple[str, ...], entry: _Entry) -> bool:
    return entry.kind == "folder" or entry.problem == SYMLINK or _is_notebook(below[-1])


def _without_asides(rows: list[_Row]) -> list[_Row]:
    """Take the rows of what lies beside a student's one readable notebook away, and name it in the note of that.

    What may hold a notebook is beside it only under the very same name; one may be Amara's, the other Amara (1)'s.
    """
    readable: dict[str, list[_Row]] = {}
    for row in rows:
        if not row.refused:
            readable.setdefault(_plain(row.student.base), []).append(row)
    beside: dict[int, list[_Student]] = {}
    kept = []
    for row in rows:
        good = [] if row.elsewhere or not row.refused else readable.get(_plain(row.student.base), [])
        if len(good) > 1 or any(_may_matter(*file) for file in row.student.files):
            good = [one for one in good if one.student.key == row.student.key]
        if len(good) == 1:
            beside.setdefault(id(good[0]), []).append(row.student)
        else:
            kept.append(row)
    return [replace(row, notes=(*row.notes, *_asides(beside.get(id(row), [])))) for row in kept]


def _asides(students: list[_Student]) -> list[str]:
    """Return what to say of students' files that get no row of their own."""
    foreign, unread = [], []
    for student in students:
        files = [(below, one) for below, one in student.files if one.kind != "junk"]
        foreign += [_path(one.parts) for below, one in files if not _may_matter(below, one)]
        foreign += [] if files else [_path(student.at) + "/"]
        unread += [_path(one.parts) for below, one in files if _may_matter(below, one)]
    return _unread(unread) + ([f"Also handed in: {_listed(sorted(foreign))}."] if foreign else [])


def _unread(names: list[str]) -> list[str]:
    return [f"Not looked at: {_listed(sorted(names))} (a link, too large, or not readable)."] if names else []


# --- What it is called -----------------------------------------------------------------------------------------------


def _named(rows: list[_Row], limit: int) -> tuple[list[Submission], tuple[tuple[str, ...], ...]]:
    """Give each row its key: the name without what a copy or a platform added, if no other row is of that name.

    Return the keys of rows that share a name, too.
    """
    alike: dict[str, list[str]] = {}
    for row in rows:
        alike.setdefault(_plain(row.student.base), []).append(row.file)
    used: set[str] = set()
    keys: dict[str, list[str]] = {}
    submissions = []
    for row in sorted(rows, key=_precedence):
        student, notes, same = row.student, list(row.notes), sorted(alike[_plain(row.student.base)])
        wanted = student.base if len(same) == 1 else student.key
        if len(same) > 1:
            notes.append(
                f"{len(same)} go by the name of {_key(student.base)}: {_listed(same)}. Keep the one that counts."
            )
        elif student.base != student.key and not student.platform:
            notes.append(f"Renamed: the {'folder' if student.folder else 'file'} is called {_shown(student.name)}.")
        key = _unused(_key(wanted), _key(student.name), used)
        if key != unicodedata.normalize("NFC", wanted):
            notes.append(f"Called {key} here, as the name is another's or cannot be shown.")
        used.add(_plain(key))
        keys.setdefault(_plain(student.base), []).append(key)
        submissions.append(Submission(key, row.file, " ".join(notes), row.refused, row.place, limit))
    return submissions, tuple(sorted(tuple(sorted(some)) for some in keys.values() if len(some) > 1))


def _precedence(row: _Row) -> tuple[bool, bool, str]:
    """Order rows by their right to a name: what can be read first, a member of a zip that leads elsewhere last."""
    return row.elsewhere, bool(row.refused), row.file


def _unused(key: str, whole: str, used: set[str]) -> str:
    """Return a key that no other row has, for spreadsheets and file systems that do not tell ``Amara`` from ``amara``."""
    choices = itertools.chain((key, whole), (f"{key} [{number}]" for number in itertools.count(2)))
    return next(choice for choice in choices if _plain(choice) not in used)


def _key(name: str) -> str:
    r"""Return a name as a key: one line, no separators, nothing that cannot be seen, no dots at the ends.

    >>> _key("../am\x07ara\n")
    '_amara'
    """
    name = unicodedata.normalize("NFC", name)
    name = "".join(" " if char.isspace() else char for char in name if char.isspace() or not _unseen(char))
    name = " ".join(re.sub(r"[/\\]", "_", name).split()).strip(". ")
    return (name if len(name) <= LONGEST else name[: LONGEST - 1] + "…") or "unnamed"


def _shown(text: str) -> str:
    """Return a path that can be written down and shown: what cannot be seen becomes a replacement character."""
    text = unicodedata.normalize("NFC", "".join("\ufffd" if _unseen(char) else char for char in text))
    return text if len(text) <= 2 * LONGEST else text[:LONGEST] + "…" + text[-LONGEST + 1 :]


def _unseen(char: str) -> bool:
    """Tell whether this is a control, formatting or private character, a lone surrogate, or a line break."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def _is_notebook(name: str) -> bool:
    return NOTEBOOK.search(name) is not None


def _stem(name: str) -> str:
    return NOTEBOOK.sub("", name if _is_notebook(name) else SUFFIX.sub("", name))


def _original(stem: str) -> str:
    """Return a name without what programs add to copies.

    >>> [_original(name) for name in ("amara (1)", "amara - Copy (2)", "amara-Copy1", "amara_copy", "copy", "hardcopy")]
    ['amara', 'amara', 'amara', 'amara', 'copy', 'hardcopy']
    """
    return COPY.sub("", stem)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _path(below: tuple[str, ...]) -> str:
    return _shown("/".join(below))


def _called(below: tuple[str, ...], entry: _Entry) -> str:
    """Return a file's path below the student, with the name that it bears where it lies."""
    return _path((*below[:-1], entry.name))


def _listed(names: list[str], most: int = 3) -> str:
    """Return names in a row.

    >>> _listed(["a", "b", "c", "d", "e"])
    'a, b, c and 2 more'
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
