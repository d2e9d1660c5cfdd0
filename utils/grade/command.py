"""The command: ``python course.py grade NOTEBOOK SUBMISSIONS --out DIR``."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import platform
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from pathlib import Path
from typing import Any

from utils.grade import sandbox
from utils.grade.examiner import Examiner, GraderTrouble, Limits, Transcript
from utils.learn.registry import ROOT

__all__ = ["main"]

HIDDEN = ("solutions", "tests", "utils/learn/exercises", "utils/learn/quizzes")


class Refused(Exception):
    """Why nothing was graded, and what to do."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python course.py grade",
        description="Rerun a class's graded notebooks in a sandbox; write scores, feedback pages and a class summary.",
        epilog="docs/INSTRUCTORS.md shows the way from a zip to the feedback pages.",
    )
    add = parser.add_argument
    add("notebook", metavar="NOTEBOOK", help="the blank notebook: its path, or its id such as C1W1-5")
    add("submissions", metavar="SUBMISSIONS", type=Path, help="a folder of submissions, or a zip of it")
    add(
        "--out",
        metavar="DIR",
        type=Path,
        required=True,
        help="folder for the results: new or empty, or one to go on with",
    )
    add(
        "--jobs",
        metavar="N",
        type=_at_least(1),
        default=_cores(),
        help="submissions side by side (default: cores, %(default)s)",
    )
    add(
        "--timeout",
        metavar="S",
        type=_at_least(1),
        default=120,
        help="seconds for one submission in all (default %(default)s)",
    )
    add(
        "--memory",
        metavar="MB",
        type=_at_least(64),
        default=1024,
        help="memory for one submission (default %(default)s)",
    )
    add(
        "--seed",
        metavar="K",
        type=_at_least(0),
        help="draw the same cases again (default: fresh ones; the seed is recorded)",
    )
    add("--only", metavar="STUDENT", help="grade this student alone, keeping the other rows of DIR")
    add("--resume", action="store_true", help="go on with an interrupted run, or grade what is new or changed")
    add("--scheduler", metavar="ADDRESS", help="send submissions to a Dask cluster, such as tcp://10.0.0.1:8786")
    add("--require-isolation", action="store_true", help="refuse to run unless every protection is active")
    return parser


def _at_least(least: int):
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} on")
        return int(text)

    return number


def _cores() -> int:
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_notebook(name: str) -> Path:
    """Return the path of the blank notebook that a path or an id names.

    Raises
    ------
    ValueError
        With what there is instead.

    Examples
    --------
    >>> find_notebook("c1w1-5").name
    'C1W1-5-Assignment-One-None-or-Many.ipynb'
    """
    path = Path(name)
    if path.is_file():
        return path.resolve()
    blank = sorted(ROOT.glob("Course?-*/Week?/*.ipynb"))
    found = [one for one in blank if one.name.casefold().startswith(name.casefold())]
    if len(found) == 1:
        return found[0]
    from utils.learn.graft import exercise_ids, load
    from utils.learn.registry import exercise

    graded = [one.stem[:6] for one in blank if any(exercise(id_).graded for id_ in exercise_ids(load(one)))]
    raise ValueError(
        f"There is no notebook {name}. Give its path, or its id; those with points are {', '.join(graded)}."
    )


# --- what the results depend on


def _sha256(*parts: bytes) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


def _course_hash() -> str:
    files = [
        path
        for folder in ("utils", "solutions")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".toml")
    ]
    return _sha256(
        *(part for path in sorted(files) for part in (path.relative_to(ROOT).as_posix().encode(), path.read_bytes()))
    )


def _environment() -> tuple[str, str]:
    """Return the environment in words, and the hash of every package's name and version."""
    packages = set()
    for entry in sys.path:
        with contextlib.suppress(OSError):
            packages |= {name for name in os.listdir(entry or ".") if name.endswith(".dist-info")}
    import numpy

    words = f"Python {platform.python_version()}, NumPy {numpy.__version__}, {platform.system()} {platform.machine()}"
    return words, _sha256(words.encode(), *(name.encode() for name in sorted(packages)))


def _header(notebook: Path, seed: int, key):
    from utils.grade.records import Header

    words, environment = _environment()
    return Header(
        notebook.name,
        _sha256(notebook.read_bytes()),
        _course_hash(),
        environment,
        words,
        seed,
        tuple((item.id, item.title, item.points) for item in key.exercises),
        (),
        title=_title(notebook),
    )


def _title(notebook: Path) -> str:
    """Return the notebook's first heading."""
    from utils.learn.graft import load, source_of

    lines = (line for cell in load(notebook)["cells"] for line in source_of(cell).splitlines())
    return next((line[2:].strip() for line in lines if line.startswith("# ")), notebook.stem)


# --- protections


def _protections(found, required: bool) -> list[str]:
    """Print what is active and what is not, and refuse where all of it was required; return what is."""
    if not found.layers:
        print(
            "Protections: a process of its own, a clean environment and time limits for each submission, no more. "
            "This system offers no isolation: run only submissions that you would run yourself."
        )
    else:
        print("Protections: " + "; ".join(one.name for one in found.protections if one.active) + ".")
        for one in found.protections:
            if not one.active:
                print(f"  not active: {one.name} ({one.why_not})")
    if required and found.missing:
        raise Refused(f"--require-isolation: nothing protects {', '.join(found.missing)} here. Nothing was graded.")
    return [one.name for one in found.protections if one.active]


# --- the self-test


def _self_test(notebook: Path, submit, marker) -> None:
    """Refuse to grade unless the reference solutions get every point, and the blank notebook none, in the same sandbox."""
    from utils.learn import graft

    blank = graft.load(notebook)
    filled = graft.graft(blank, graft.reference_answers(graft.exercise_ids(blank)))
    futures = [submit(json.dumps(one).encode()) for one in (filled, blank)]
    full, none = (marker.mark("", "", "", "", future.result()) for future in futures)
    if full.status != "graded" or full.score != full.max_score:
        lost = [
            f"{one.name} {one.points:g} of {one.possible}: {one.message or next((c.message for c in one.cases if c.status != 'passed'), '')}"
            for one in full.exercises
            if one.points != one.possible
        ]
        raise Refused(
            f"The reference solutions score {full.score:g} of {full.max_score} here, so no score could be trusted; nothing was "
            f"graded. {full.note} {' '.join(lost)[:1500]}".strip()
        )
    if none.score != 0 or none.status != "blank":
        filled_in = [one.name for one in none.exercises if one.status not in ("blank", "missing")]
        raise Refused(
            f"{notebook.name} is not blank: {', '.join(filled_in)} {'is' if len(filled_in) == 1 else 'are'} filled in, and it scores {none.score:g}. "
            "Give the notebook as it was handed out; nothing was graded."
        )
    print(f"Self-test: the reference solutions score {full.score:g} of {full.max_score}, the blank notebook 0.")


# --- the run


class _Local:
    """Submissions run on this machine, in threads that wait for processes."""

    def __init__(self, limits: Limits, forbidden: tuple[str, ...], jobs: int) -> None:
        self._examiner = Examiner(limits, forbidden)
        self._threads: Executor = ThreadPoolExecutor(jobs)
        self.places = jobs

    def give(self, exam) -> None:
        self._examiner.give(exam)

    def protections(self):
        self._examiner.wait_until_ready()
        return self._examiner.protections

    def submit(self, content: bytes) -> Future[Transcript]:
        return self._threads.submit(self._examiner.examine, content)

    def close(self) -> None:
        self._examiner.close()
        self._threads.shutdown(cancel_futures=True)


def _place(options: argparse.Namespace, limits: Limits, forbidden: tuple[str, ...]):
    if options.scheduler is None:
        return _Local(limits, forbidden, options.jobs)
    from utils.grade import cluster

    return cluster.Cluster(options.scheduler, limits)


def _choose(found, options: argparse.Namespace) -> list:
    if options.only is None:
        return list(found.submissions)
    chosen = [one for one in found.submissions if one.student == options.only]
    begin = [one for one in found.submissions if one.student.casefold().startswith(options.only.casefold())]
    chosen = chosen or (begin if len(begin) == 1 else [])
    if not chosen:
        import difflib

        near = difflib.get_close_matches(options.only, [one.student for one in found.submissions], n=3, cutoff=0.4)
        raise Refused(
            f"There is no student {options.only!r}. {'Near: ' + ', '.join(near) + '.' if near else ''}".strip()
        )
    return chosen


def _grade(submissions: list, place, marker, records, again: bool) -> Iterator[str]:
    """Grade each submission and record it; yield "graded" or "kept" after each, in whatever order they end."""
    from utils.grade.submissions import Refusal

    running: dict[Future, tuple[Any, str]] = {}

    def settle(some: set[Future]) -> Iterator[str]:
        for future in some:
            submission, sha256 = running.pop(future)
            about = submission.student, submission.file, submission.note, sha256
            try:
                mark = marker.mark(*about, future.result())
            except Exception as error:  # the grader's own fault must not cost the others their marks
                mark = marker.mark(*about, Transcript(trouble=f"{type(error).__name__}: {error}"))
            records.add(mark)
            yield "graded"

    for submission in submissions:
        try:
            content = submission.read()
        except Refusal as refusal:
            records.add(marker.refuse(submission.student, submission.file, submission.note, str(refusal)))
            yield "graded"
            continue
        sha256 = hashlib.sha256(content).hexdigest()
        known = records.known.get(submission.student)
        if not again and known is not None and known.sha256 == sha256 and known.status != "incomplete":
            yield "kept"
            continue
        running[place.submit(content)] = submission, sha256
        del content
        if len(running) >= 2 * place.places:
            yield from settle(wait(running, return_when=FIRST_COMPLETED).done)
    while running:
        yield from settle(wait(running, return_when=FIRST_COMPLETED).done)


def _marks_of(exam) -> list[bytes]:
    return [text.encode() for question in exam.questions for text in (question.id, f"def {question.name}")]


def run(options: argparse.Namespace) -> None:
    """Carry out the command.

    Parameters
    ----------
    options : argparse.Namespace

    Raises
    ------
    Refused, ValueError, LookupError
        Why nothing was graded.
    """
    started = time.monotonic()
    notebook = find_notebook(options.notebook)
    if options.out.resolve().is_relative_to(options.submissions.resolve()):
        raise Refused(
            "--out lies inside SUBMISSIONS, where its pages would look like submissions. Give a folder beside it."
        )
    sandbox.hide_memory()
    paths = [str(ROOT / name) for name in HIDDEN] + [str(options.submissions), str(options.out)]
    place = _place(options, Limits(float(options.timeout), options.memory), tuple(paths))
    try:
        _run(options, notebook, place, started)
    finally:
        place.close()


def _run(options: argparse.Namespace, notebook: Path, place, started: float) -> None:
    from utils.grade import pages
    from utils.grade.exam import set_exam
    from utils.grade.marking import Marker
    from utils.grade.records import Records
    from utils.grade.submissions import find

    seed = options.seed
    if seed is None and (options.resume or options.only):
        seed = Records.seed_of(options.out)
    if seed is None:
        seed = secrets.randbelow(10**15)
    exam, key = set_exam(notebook, seed)
    place.give(exam)
    found = find(options.submissions, notebook=notebook.name, marks=_marks_of(exam))
    chosen = _choose(found, options)
    marker = Marker(key)
    cases = sum(map(len, key.cases))
    print(f"{notebook.stem}: {len(key.exercises)} graded exercises, {key.possible} points, {cases} cases, seed {seed}.")
    print(f"{len(chosen)} of {len(found.submissions)} submissions in {options.submissions}.")
    if found.passed_over:
        print(
            f"  passed over, as nobody's submission: {', '.join(found.passed_over[:10])}{', …' * (len(found.passed_over) > 10)}"
        )
    header = _header(notebook, seed, key)
    go_on = {"resume": options.resume, "only": options.only is not None}
    Records.open(options.out, header, **go_on).abandon()  # what is wrong with DIR is said before anything takes time
    pages.make_ready()
    active = _protections(place.protections(), options.require_isolation)
    _self_test(notebook, place.submit, marker)
    header = replace(header, protections=tuple(active))
    with Records.open(options.out, header, **go_on) as records:
        steps = _grade(chosen, place, marker, records, again=options.only is not None)
        done = Counter(_with_progress(steps, len(chosen)))
        marks = [records.known[one.student] for one in chosen]
        present = {one.student for one in found.submissions}
        gone = sorted(records.known.keys() - present)
        records.close(present=present)
    if done["kept"]:
        print(f"{done['kept']} kept from before, {done['graded']} graded now.")
    if gone:
        print(f"Kept, though no longer in {options.submissions}: {', '.join(gone[:10])}{', …' * (len(gone) > 10)}")
    _report(marks, options.out, time.monotonic() - started)


def _with_progress(steps: Iterator[str], total: int) -> Iterator[str]:
    from tqdm import tqdm

    yield from tqdm(steps, total=total, unit=" notebook", desc="Grading", disable=None, leave=False, dynamic_ncols=True)


def _report(marks: list, out: Path, seconds: float) -> None:
    counts = Counter(mark.status for mark in marks)
    words = ", ".join(
        f"{counts[status]} {status}" for status in ("graded", "blank", "refused", "incomplete") if counts[status]
    )
    scored = [mark.score for mark in marks if mark.status == "graded"]
    mean = f"; mean of the graded ones {sum(scored) / len(scored):.1f} of {marks[0].max_score}" if scored else ""
    if len(marks) == 1:
        print(f"{marks[0].student}: {marks[0].score:g} of {marks[0].max_score}. {marks[0].note}".rstrip())
    number = f"{len(marks)} submission{'s' * (len(marks) != 1)}"
    print(f"{number} in {seconds:.1f} s: {words}{mean}. Open {out / 'summary.html'}")


def main(arguments: list[str]) -> int:
    """Grade, and return the exit code: 0 done, 1 the grader's trouble, 2 nothing was graded, 130 interrupted.

    Parameters
    ----------
    arguments : list of str

    Returns
    -------
    int
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a name that the terminal cannot show must not end the run
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(arguments)
    try:
        run(options)
    except (Refused, ValueError, LookupError) as error:
        print(f"grade: {error}", file=sys.stderr)
        return 2
    except (GraderTrouble, OSError) as error:
        print(f"grade: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ngrade: Stopped. What was graded is kept; the same command with --resume goes on.", file=sys.stderr)
        return 130
    return 0
