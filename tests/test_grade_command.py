"""The command from end to end: the right score for every one of a class, the same twice, and no run that leaves anything behind."""

from __future__ import annotations

import csv
import dataclasses
import importlib.util
import io
import json
import os
import random
import signal
import subprocess
import sys
import time
import types
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from utils.grade import command, examiner, sandbox
from utils.grade.exam import set_exam
from utils.learn import graft, registry
from utils.learn.evaluation import evaluate

SEED = 5
NOTEBOOK = next(registry.ROOT.glob("Course1-*/Week1/C1W1-5-*.ipynb"))
BLANK = graft.load(NOTEBOOK)
EXAM, KEY = set_exam(NOTEBOOK, SEED)
REFERENCE = graft.reference_answers(exercise.id for exercise in KEY.exercises)
UNTOUCHED = {id_: source for id_, source in graft.answers_in(BLANK).items() if id_ in REFERENCE}
FAULTY = "def broken(A:\n    return"
LINUX = sys.platform == "linux"
POSIX = os.name == "posix"
linux_only = pytest.mark.skipif(not LINUX, reason="looks for processes in /proc, and forks learners' processes")


def _mistakes() -> dict[str, list[str]]:
    path = registry.ROOT / "tests" / "mistakes" / "c1w1.py"
    spec = importlib.util.spec_from_file_location("mistakes_c1w1", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MISTAKES


# --- a class, and what each of it deserves


def deserved(answers: dict[str, str | None]) -> dict[str, float]:
    """Return the points of a submission by exercise, from what a check says on the same cases; without the grader."""
    scope = {"np": np, "__name__": "__main__"}
    for id_ in REFERENCE:
        if answers.get(id_) is not None and answers[id_] != FAULTY:
            exec(answers[id_], scope)
    found = {}
    for exercise, cases in zip(KEY.exercises, KEY.cases, strict=True):
        answer = scope.get(exercise.name, ...)
        # Without the known mistakes: they change what is said, and not how many pass.
        result = evaluate(dataclasses.replace(exercise, slips=()), answer, cases=cases)
        passed, number = sum(case.status == "passed" for case in result.cases), len(cases)
        found[exercise.name] = exercise.points if passed == number else round(exercise.points * passed / number, 2)
    return found


def _cell(source: str, **more) -> dict:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None, **more}


def _exercise_cells(cells: list[dict]) -> list[dict]:
    return [cell for cell in cells if cell["metadata"].get("exercise") in REFERENCE]


def _strip(cells: list[dict]) -> None:
    for cell in cells:
        cell["metadata"] = {}
        cell.pop("id", None)


def _strip_metadata(cells: list[dict]) -> None:
    for cell in cells:
        cell["metadata"] = {}


def _merge(cells: list[dict]) -> None:
    first, *rest = _exercise_cells(cells)
    first["source"] = "\n\n".join(map(graft.source_of, (first, *rest)))
    for cell in rest:
        cells.remove(cell)


def _copy_blank(cells: list[dict]) -> None:
    for cell in _exercise_cells(cells):
        cells.append({**cell, "source": UNTOUCHED[cell["metadata"]["exercise"]]})


def _edit_checks(cells: list[dict]) -> None:
    for cell in cells:
        if cell.get("id", "").startswith(("check-", "hint-")):
            cell["source"] = "print('all tests passed')"


def _scratch(cells: list[dict]) -> None:
    cells.insert(3, _cell("import math\nwhile True:\n    pass"))
    cells.insert(3, _cell("raise RuntimeError('left over')"))


def _lists(cells: list[dict]) -> None:
    for cell in cells:
        cell["source"] = graft.source_of(cell).splitlines(keepends=True)


def _outputs(cells: list[dict]) -> None:
    for cell in _exercise_cells(cells):
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["10/10\n"] * 500}]


CHANGES = [None, _strip, _strip_metadata, list.reverse, _merge, _copy_blank, _edit_checks, _scratch, _lists, _outputs]


def written(answers: dict[str, str | None], change=None) -> bytes:
    """Return a notebook with these answers; None deletes the exercise's cell."""
    notebook = graft.graft(BLANK, {id_: source for id_, source in answers.items() if source is not None})
    gone = {id_ for id_, source in answers.items() if source is None}
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["metadata"].get("exercise") not in gone]
    if change is not None:
        change(notebook["cells"])
    return json.dumps(notebook).encode()


@dataclasses.dataclass(frozen=True)
class Pupil:
    """A submission of the class, and what it deserves: points by exercise, and the status of its row."""

    name: str
    path: str
    content: bytes
    points: dict[str, float]
    status: str = "graded"


def _mixed(rng: random.Random, mistakes: dict[str, list[str]]) -> dict[str, str | None]:
    """Return answers as a learner might hand them in: most right, some wrong, some blank, gone or no Python."""
    answers: dict[str, str | None] = {}
    for id_ in REFERENCE:
        kind = rng.choices(["right", "wrong", "blank", "gone", "broken"], [10, 5, 2, 1, 1])[0]
        choice = {"right": REFERENCE[id_], "wrong": rng.choice(mistakes[id_]), "blank": UNTOUCHED[id_], "gone": None}
        answers[id_] = choice.get(kind, FAULTY)
    return answers


NO_NOTEBOOKS = {
    "empty": b"",
    "text": b"my homework",
    "truncated": written(REFERENCE)[:5000],
    "latin": b"\xff\xfe\xe9",
    "list": b"[1]",
}


def make_class() -> list[Pupil]:
    rng, mistakes = random.Random(2026), _mistakes()
    nothing = dict.fromkeys((exercise.name for exercise in KEY.exercises), 0)
    all_right = {exercise.name: exercise.points for exercise in KEY.exercises}
    pupils = [Pupil(name, f"{name}.ipynb", content, nothing, "refused") for name, content in NO_NOTEBOOKS.items()]
    for number in range(5):
        name = f"blank{number}"
        pupils.append(Pupil(name, f"{name}/homework.ipynb", written({}, CHANGES[number]), nothing, "blank"))
    for number in range(10):
        name = f"right{number}"
        path = f"{name}/C1W1-5/{NOTEBOOK.name}" if number % 2 else f"{name}.ipynb"
        pupils.append(Pupil(name, path, written(REFERENCE, CHANGES[number]), all_right))
    for number in range(40):
        answers = _mixed(rng, mistakes)
        change = rng.choice(CHANGES) if FAULTY not in answers.values() else None
        name = f"mixed{number:02}"
        points = deserved(answers)
        untouched = all(source in (None, UNTOUCHED[id_]) for id_, source in answers.items())
        pupils.append(
            Pupil(name, f"{name}.ipynb", written(answers, change), points, "blank" if untouched else "graded")
        )
    return pupils


def hand_in(folder: Path, pupils) -> Path:
    for pupil in pupils:
        path = folder / pupil.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pupil.content)
    return folder


@pytest.fixture(scope="session")
def pupils() -> list[Pupil]:
    return make_class()


@pytest.fixture(scope="session")
def submissions(pupils, tmp_path_factory) -> Path:
    return hand_in(tmp_path_factory.mktemp("class"), pupils)


# --- running the command


@pytest.fixture(scope="session")
def examiners():
    """One examiner for all runs in this process that draw the same cases: starting one is what takes time."""
    kept: dict[bytes, examiner.Examiner] = {}

    def give(exam) -> examiner.Examiner:
        packed = exam.pack()
        if packed not in kept:
            kept[packed] = examiner.Examiner(examiner.Limits(60.0), (str(registry.ROOT / "solutions"),))
            kept[packed].give(exam)
            kept[packed].wait_until_ready()
        return kept[packed]

    yield give
    for one in kept.values():
        one.close()


class Place:
    """Stands for the grader's own place: submissions run as they do there, in an examiner that is warm already."""

    examiners = None
    seen: list[bytes] = []

    def __init__(self, limits, forbidden, jobs) -> None:
        self.places, self._threads = jobs, ThreadPoolExecutor(jobs)
        Place.seen.clear()

    def give(self, exam) -> None:
        self._examiner = Place.examiners(exam)

    def protections(self):
        return self._examiner.protections

    def submit(self, content):
        Place.seen.append(content)
        return self._threads.submit(self._examine, content)

    def _examine(self, content):
        return self._examiner.examine(content)

    def close(self) -> None:
        self._threads.shutdown(cancel_futures=True)


@dataclasses.dataclass
class Ran:
    """What a run of the command left: exit code, what it printed, and the results."""

    code: int
    out: str
    err: str
    folder: Path

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        text = (self.folder / "grades.csv").read_bytes().decode("utf-8-sig")
        return {row["student"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}

    @property
    def lines(self) -> list[dict]:
        return [json.loads(line) for line in (self.folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]

    @property
    def marks(self) -> dict[str, dict]:
        return {line["student"]: line for line in self.lines[1:]}


def without_seconds(ran: Ran, students=None) -> dict:
    """Return all that a run found and that must not differ from run to run."""
    chosen = students or ran.marks
    return {
        "rows": {name: {k: v for k, v in ran.rows[name].items() if k != "seconds"} for name in chosen},
        "marks": {name: {k: v for k, v in ran.marks[name].items() if k != "seconds"} for name in chosen},
        "pages": {name: (ran.folder / "feedback" / f"{name}.html").read_bytes() for name in chosen},
    }


@pytest.fixture
def grade(examiners, monkeypatch, capsys, tmp_path):
    """Run the command in this process."""
    monkeypatch.setattr(Place, "examiners", staticmethod(examiners))

    def run(submissions, *options, notebook="C1W1-5", out=None, seed=SEED, place=Place) -> Ran:
        out = tmp_path / "out" if out is None else out
        words = [str(notebook), str(submissions), "--out", str(out), *map(str, options)]
        words += [] if seed is None else ["--seed", str(seed)]
        with monkeypatch.context() as patch:
            patch.setattr(sandbox, "hide_memory", lambda: False)  # it would hide this worker's memory from other tests
            if place is not None:
                patch.setattr(command, "_Local", place)
            try:
                code = command.main(words)
            except SystemExit as ending:
                code = ending.code
        return Ran(code, *capsys.readouterr(), out)

    return run


def start(submissions, out, *options, **environment) -> subprocess.Popen:
    """Start the command as an instructor would."""
    words = [
        sys.executable,
        "-m",
        "utils.grade",
        "C1W1-5",
        str(submissions),
        "--out",
        str(out),
        "--seed",
        str(SEED),
        *options,
    ]
    return subprocess.Popen(
        words,
        cwd=registry.ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: subprocess.Popen, out: Path) -> Ran:
    said = process.communicate(timeout=300)
    return Ran(process.returncode, *said, out)


@pytest.fixture(scope="session")
def graded(submissions, tmp_path_factory) -> Ran:
    """The class, graded once by the command as it is typed."""
    out = tmp_path_factory.mktemp("graded") / "results"
    ran = ended(start(submissions, out, "--jobs", "2"), out)
    assert (ran.code, ran.err) == (0, ""), ran.err
    return ran


@pytest.fixture
def some(pupils, tmp_path):
    """Four submissions in a folder of their own."""
    return hand_in(
        tmp_path / "some", [pupil for pupil in pupils if pupil.name in ("right0", "mixed01", "blank0", "empty")]
    )


# --- a class of 60


def test_a_class_of_sixty_gets_the_right_score_for_every_one(graded, pupils):
    assert len(pupils) == 60 and list(graded.rows) == sorted(pupil.name for pupil in pupils)
    for pupil in pupils:
        row = graded.rows[pupil.name]
        points = {exercise.name: float(row[exercise.name]) for exercise in KEY.exercises}
        assert (pupil.name, points) == (
            pupil.name,
            {name: pytest.approx(due, abs=1e-9) for name, due in pupil.points.items()},
        )
        assert float(row["score"]) == pytest.approx(sum(points.values()), abs=1e-9)
        assert (row["max_score"], row["file"]) == ("100", pupil.path)
        assert row["status"] == pupil.status


def test_the_class_is_mixed_enough_to_mean_something(pupils):
    totals = {sum(pupil.points.values()) for pupil in pupils}
    assert len(totals) > 25
    for exercise in KEY.exercises:
        found = {pupil.points[exercise.name] for pupil in pupils}
        assert 0 in found and exercise.points in found and len(found) > 2


def test_nothing_is_zero_without_a_reason(graded):
    for name, mark in graded.marks.items():
        for one in mark["exercises"]:
            if one["points"] == 0:
                row = graded.rows[name]["note"]
                named = one["id"].partition(".")[2] in row or mark["status"] == "refused" and len(row) > 20
                assert named, (name, one["id"], row)
            if one["points"] < one["possible"] and one["cases"]:
                assert all(case["message"] for case in one["cases"] if case["status"] != "passed")


def test_what_was_graded_and_how_is_recorded(graded, pupils):
    header = graded.lines[0]
    assert header["seed"] == SEED and header["notebook"] == NOTEBOOK.name
    assert all(len(header[name]) == 64 for name in ("notebook_sha256", "course_sha256", "environment_sha256"))
    assert {mark["sha256"] for mark in graded.marks.values()} >= {
        _sha256(pupil.content) for pupil in pupils if pupil.content
    }
    assert (graded.folder / "summary.html").stat().st_size > 1000
    assert sorted(path.name for path in graded.folder.iterdir()) == [
        "feedback",
        "grades.csv",
        "results.jsonl",
        "summary.html",
    ]
    assert len(list((graded.folder / "feedback").iterdir())) == 60


def _sha256(content: bytes) -> str:
    import hashlib

    return hashlib.sha256(content).hexdigest()


def test_the_command_says_what_it_does_and_ends_with_the_counts(graded):
    lines = graded.out.splitlines()
    assert "8 graded exercises, 100 points" in lines[0] and f"seed {SEED}" in lines[0]
    assert lines[1].startswith("60 of 60 submissions")
    assert any(line.startswith("Protections: ") for line in lines)
    assert "Self-test: the reference solutions score 100 of 100, the blank notebook 0." in lines
    assert lines[-1].startswith("60 submissions in ") and "5 blank" in lines[-1] and "5 refused" in lines[-1]
    assert lines[-1].endswith("summary.html")


def test_the_same_class_gets_the_same_twice(graded, grade, submissions):
    again = grade(submissions, "--jobs", 2)
    assert (again.code, again.err) == (0, "")
    assert without_seconds(again) == without_seconds(graded)
    assert {**again.lines[0], "protections": 0} == {**graded.lines[0], "protections": 0}


def test_one_job_finds_what_two_find(graded, grade, some):
    ran = grade(some, "--jobs", 1)
    assert without_seconds(ran) == without_seconds(graded, ran.rows)


def test_without_fork_the_scores_are_the_same(graded, grade, pupils, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_GRADE_FORK", "no")
    few = [pupil for pupil in pupils if pupil.name in ("mixed03", "blank1")]
    ran = grade(hand_in(tmp_path / "few", few), "--jobs", 2, place=command._Local)
    assert ran.code == 0 and "no isolation" in ran.out
    mine, theirs = ([{**mark, "seconds": 0} for mark in (r.marks["mixed03"], r.marks["blank1"])] for r in (ran, graded))
    assert mine == theirs


# --- interrupted


def _descendants(pid: int) -> set[int]:
    found, waiting = set(), [pid]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            try:
                new = set(map(int, task.read_text().split()))
            except OSError:
                continue
            waiting += new - found
            found |= new
    return found


def _alive(pids) -> list[int]:
    """Return which of these processes still run; a zombie does not."""
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX":
            found.append(pid)
    return found


def _all_gone(pids) -> bool:
    for _ in range(200):
        if not _alive(pids):
            return True
        time.sleep(0.05)
    return False


@dataclasses.dataclass
class Interrupted:
    """A run that was ended while its sixth submission was at work: what it said, what it left, and the processes it had."""

    ran: Ran
    submissions: Path
    journal: list[dict]
    processes: set[int]
    few: list[Pupil]


def _few(pupils) -> list[Pupil]:
    return sorted((one for one in pupils if one.name.startswith(("mixed0", "right0"))), key=lambda one: one.name)


@pytest.fixture(scope="session")
def interrupted(pupils, tmp_path_factory) -> dict[str, Interrupted]:
    """Two runs side by side, of which one is killed and one gets Ctrl-C."""
    started = {}
    few = _few(pupils)
    slow = "import time\ntime.sleep(9)\n" + REFERENCE["c1w1.determinant_2x2"]
    for ending in ("SIGKILL", "SIGINT"):
        folder = tmp_path_factory.mktemp(ending)
        hand_in(folder / "class", few)
        (folder / "class" / few[5].path).write_bytes(written({"c1w1.determinant_2x2": slow}))
        (folder / "temporary").mkdir()
        environment = {"TMPDIR": str(folder / "temporary")}
        started[ending] = (start(folder / "class", folder / "out", "--jobs", "1", **environment), folder)
    found = {}
    for ending, (process, folder) in started.items():
        journal = folder / "out" / ".journal.jsonl"
        for _ in range(2400):
            if journal.exists() and journal.read_bytes().count(b"\n") >= 6 or process.poll() is not None:
                break
            time.sleep(0.05)
        time.sleep(0.5)  # the sixth has begun
        processes = _descendants(process.pid) if LINUX else set()
        process.send_signal(getattr(signal, ending))
        ran = ended(process, folder / "out")
        lines = [json.loads(line) for line in journal.read_bytes().splitlines()] if journal.exists() else []
        found[ending] = Interrupted(ran, folder / "class", lines, processes, few)
    for one in found.values():  # what was at work is handed in again, without the delay
        hand_in(one.submissions, one.few)
    return found


@linux_only
@pytest.mark.parametrize("ending", ["SIGKILL", "SIGINT"])
def test_an_interrupted_run_leaves_a_journal_and_no_process(interrupted, ending):
    one = interrupted[ending]
    assert len(one.processes) >= 2  # a nursery, and the submission at work
    assert _all_gone(one.processes)
    assert [line["student"] for line in one.journal[1:]] == sorted(pupil.name for pupil in one.few)[:5]
    assert not (one.ran.folder / "grades.csv").exists()
    if ending == "SIGINT":
        assert one.ran.code == 130
        assert "--resume goes on" in one.ran.err and "Traceback" not in one.ran.err
        assert list((one.submissions.parent / "temporary").iterdir()) == []
    else:
        assert one.ran.code == -9


@pytest.mark.skipif(not POSIX, reason="sends signals")
@pytest.mark.parametrize("ending", ["SIGKILL", "SIGINT"])
def test_a_resumed_run_loses_nothing_and_grades_nothing_twice(interrupted, ending, grade, graded):
    one = interrupted[ending]
    ran = grade(one.submissions, "--resume", out=one.ran.folder, seed=None)
    assert (ran.code, ran.err) == (0, "")
    assert f"seed {SEED}" in ran.out
    names = [pupil.name for pupil in one.few]
    assert sorted(ran.rows) == sorted(names)
    assert without_seconds(ran, names) == without_seconds(graded, names)
    assert [ran.marks[line["student"]]["seconds"] for line in one.journal[1:]] == [
        line["seconds"] for line in one.journal[1:]
    ]
    assert not (ran.folder / ".journal.jsonl").exists()


# --- going on


def test_a_changed_or_new_submission_alone_is_graded_on_resume(some, grade, pupils):
    first = grade(some)
    chosen = {pupil.name: pupil for pupil in pupils}
    (some / "right0.ipynb").write_bytes(chosen["mixed02"].content)
    hand_in(some, [chosen["mixed05"]])
    second = grade(some, "--resume", seed=None)
    assert (first.code, second.code) == (0, 0)
    assert len(Place.seen) == 4  # the reference, the blank notebook, the changed one and the new one
    for name in ("mixed01", "blank0"):
        assert second.marks[name] == first.marks[name]
    assert float(second.rows["right0"]["score"]) == pytest.approx(sum(chosen["mixed02"].points.values()))
    assert set(second.rows) == {*first.rows, "mixed05"}


def test_only_grades_one_student_and_keeps_the_other_rows(some, grade, pupils):
    first = grade(some)
    chosen = {pupil.name: pupil for pupil in pupils}
    (some / "mixed01.ipynb").write_bytes(chosen["mixed02"].content)
    (some / "right0.ipynb").write_bytes(chosen["mixed02"].content)
    second = grade(some, "--only", "mixed01", seed=None)
    assert second.code == 0 and "1 of 4 submissions" in second.out
    assert f"mixed01: {sum(chosen['mixed02'].points.values()):g} of 100." in second.out
    assert second.rows["mixed01"]["score"] == f"{sum(chosen['mixed02'].points.values()):g}"
    assert [second.marks[name] for name in ("right0", "blank0", "empty")] == [
        first.marks[name] for name in ("right0", "blank0", "empty")
    ]
    third = grade(some, "--only", "mixed99", seed=None)
    assert third.code == 2 and "no student 'mixed99'" in third.err and "Near: mixed01" in third.err
    assert third.rows == second.rows


def test_only_into_an_empty_folder_gives_one_row(some, grade):
    ran = grade(some, "--only", "right0")
    assert ran.code == 0 and list(ran.rows) == ["right0"]
    assert "right0: 100 of 100." in ran.out


def test_a_fresh_seed_is_recorded_and_gives_the_same_scores_again(some, grade, tmp_path, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(command.secrets, "randbelow", lambda _: 77)
        first = grade(some, seed=None)
    assert first.code == 0 and first.lines[0]["seed"] == 77 and "seed 77" in first.out
    second = grade(some, "--resume", "--only", "mixed01", seed=None)
    assert second.code == 0 and without_seconds(second) == without_seconds(first)
    other = grade(some, "--resume")
    assert other.code == 2 and "seed" in other.err


def test_seeds_differ_where_none_is_given():
    assert len({command.secrets.randbelow(2**31) for _ in range(5)}) > 1
    drawn = [set_exam(NOTEBOOK, seed)[0].pack() for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


# --- wrong usage


class Nowhere:
    """A place that must not be reached: the command has to refuse before anything runs."""

    def __init__(self, *_) -> None:
        self.places = 1

    def give(self, exam) -> None:
        pass

    def protections(self):
        return sandbox.Protections((), dict.fromkeys(sandbox.LAYERS, "not on this system"))

    def submit(self, content):
        raise AssertionError("something was run")

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--jobs", "0"], "'0' is not a whole number from 1 on"),
        (["--jobs", "two"], "'two' is not a whole number from 1 on"),
        (["--timeout", "0.5"], "'0.5' is not a whole number from 1 on"),
        (["--memory", "10"], "'10' is not a whole number from 64 on"),
        (["--seed", "-1"], "argument --seed"),
        (["--seed", "²"], "is not a whole number"),
        (["--only"], "expected one argument"),
        (["--no-such"], "unrecognized arguments"),
    ],
)
def test_wrong_options_are_told_in_a_sentence(some, grade, options, words):
    ran = grade(some, *options, place=Nowhere, seed=None)
    assert ran.code == 2 and words in ran.err and "Traceback" not in ran.err
    assert not ran.folder.exists()


def test_help_names_every_option(capsys):
    with pytest.raises(SystemExit) as ending:
        command.main(["--help"])
    said = capsys.readouterr().out
    assert ending.value.code == 0
    names = (
        "NOTEBOOK SUBMISSIONS --out --jobs --timeout --memory --seed --only --resume --scheduler --require-isolation"
    )
    assert all(name in said for name in names.split())


@pytest.mark.parametrize("name", ["C1W1-5", "c1w1-5", NOTEBOOK, NOTEBOOK.name, NOTEBOOK.stem])
def test_a_notebook_is_found_by_its_id_its_name_and_its_path(name):
    assert command.find_notebook(str(name)) == NOTEBOOK


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("C9W9-5", "There is no notebook C9W9-5"),
        ("", "There is no notebook"),
        ("C1W1", "C1W1"),
        ("no/such/file.ipynb", "There is no notebook no/such/file.ipynb"),
        ("C1W1-3", "has no graded exercises"),
        (registry.ROOT / "README.md", "README.md is not a notebook"),
        (registry.ROOT / "Course1-Linear-Algebra", "There is no notebook"),
    ],
    ids=["unknown", "empty", "many", "missing", "lab", "text", "folder"],
)
def test_what_is_no_assignment_is_refused_with_what_there_is(some, grade, name, words):
    ran = grade(some, notebook=name, place=Nowhere)
    assert ran.code == 2 and words in ran.err
    assert "C1W1-5" in ran.err or "graded" in ran.err or "not a notebook" in ran.err
    assert not ran.folder.exists()


def test_submissions_that_are_not_there_are_refused(grade, tmp_path):
    (tmp_path / "nobody").mkdir()
    (tmp_path / "file.txt").write_text("x")
    for name in ("missing", "nobody", "file.txt"):
        ran = grade(tmp_path / name, place=Nowhere)
        assert ran.code == 2 and name in ran.err and ran.err.startswith("grade: ")


def test_results_are_not_written_where_submissions_lie(some, grade):
    for out in (some, some / "results"):
        ran = grade(some, out=out, place=Nowhere)
        assert ran.code == 2 and "inside SUBMISSIONS" in ran.err


def test_a_folder_that_holds_something_else_is_refused(some, grade, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name, words in (("full", "thesis.txt"), ("file", "is a file")):
        ran = grade(some, out=tmp_path / name)
        assert ran.code == 2 and words in ran.err
    assert (tmp_path / "full" / "thesis.txt").read_text() == "mine"
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["thesis.txt"]


def test_earlier_results_are_not_overwritten(some, grade):
    first = grade(some)
    before = {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()}
    again = grade(some)
    assert again.code == 2 and "--resume" in again.err
    assert {path: path.read_bytes() for path in first.folder.rglob("*") if path.is_file()} == before


# --- refusals


def test_nothing_is_graded_where_the_reference_solutions_fail(some, grade, monkeypatch):
    wrong = {**REFERENCE, "c1w1.is_singular": "def is_singular(A):\n    import no_such_package\n    return True"}
    monkeypatch.setattr(graft, "reference_answers", lambda _: wrong)
    ran = grade(some)
    assert ran.code == 2 and not ran.folder.exists()
    assert "The reference solutions score" in ran.err and "is_singular" in ran.err and "no_such_package" in ran.err


def test_nothing_is_graded_where_a_solution_is_missing(some, grade, monkeypatch):
    monkeypatch.setattr(registry, "reference", lambda _: None)
    ran = grade(some, place=Nowhere)
    assert ran.code == 2 and "put the folder `solutions` back" in ran.err


def test_nothing_is_graded_by_a_notebook_that_is_filled_in(some, grade, tmp_path):
    filled = tmp_path / NOTEBOOK.name
    filled.write_bytes(written({"c1w1.solve_2x2": REFERENCE["c1w1.solve_2x2"]}))
    ran = grade(some, notebook=filled)
    assert ran.code == 2 and not ran.folder.exists()
    assert f"{NOTEBOOK.name} is not blank: solve_2x2 is filled in" in ran.err


def test_trouble_of_the_graders_own_is_told_in_a_sentence(some, grade):
    class Trouble(Nowhere):
        def protections(self):
            raise examiner.GraderTrouble("The process that learners' answers run in did not start.")

    ran = grade(some, place=Trouble)
    assert (ran.code, ran.err) == (1, "grade: The process that learners' answers run in did not start.\n")


def test_trouble_with_one_submission_is_a_row_and_not_the_end(some, grade, pupils):
    victim = next(pupil for pupil in pupils if pupil.name == "mixed01").content

    class Fails(Place):
        def _examine(self, content):
            return 1 / 0 if content == victim else super()._examine(content)

    ran = grade(some, place=Fails)
    assert ran.code == 0 and ran.rows["mixed01"]["status"] == "incomplete"
    assert "through no fault of the submission: ZeroDivisionError" in ran.rows["mixed01"]["note"]
    assert (ran.rows["right0"]["score"], ran.rows["empty"]["status"]) == ("100", "refused")
    again = grade(some, "--resume")
    assert again.rows["mixed01"]["status"] == "graded"


def test_an_odd_transcript_that_marking_stumbles_over_is_a_row_and_not_the_end(some, grade, pupils):
    victim = next(pupil for pupil in pupils if pupil.name == "mixed01").content

    class Odd(Place):
        def _examine(self, content):
            odd = types.SimpleNamespace(trouble="", refused="", out_of_time=False, answers=None, notes=[])
            return odd if content == victim else super()._examine(content)

    ran = grade(some, place=Odd)
    assert ran.code == 0 and ran.rows["mixed01"]["status"] == "incomplete" and ran.rows["right0"]["score"] == "100"


@linux_only
def test_required_isolation_refuses_to_run_with_less(some, grade, monkeypatch):
    monkeypatch.setenv("COURSE_GRADE_WITHOUT", "landlock,seccomp")
    ran = grade(some, "--require-isolation", place=command._Local)
    assert ran.code == 2 and "--require-isolation: nothing protects" in ran.err and "Nothing was graded" in ran.err
    assert "not active" in ran.out
    assert not ran.folder.exists()


def test_required_isolation_refuses_where_there_is_none_at_all(some, grade):
    ran = grade(some, "--require-isolation", place=Nowhere)
    assert ran.code == 2 and "--require-isolation" in ran.err and "no isolation" in ran.out


@linux_only
def test_required_isolation_runs_where_every_protection_is_active(some, grade, examiners):
    missing = examiners(EXAM).protections.missing
    if missing:
        pytest.skip(f"this machine does not offer {', '.join(missing)}")
    ran = grade(some, "--require-isolation", "--only", "right0")
    assert ran.code == 0 and len(ran.lines[0]["protections"]) >= 5


# --- zip


def test_a_zip_of_the_class_gives_the_same_as_the_folder(graded, grade, pupils, tmp_path):
    import zipfile

    few = [pupil for pupil in pupils if pupil.name in ("right1", "mixed04", "text")]
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for pupil in few:
            archive.writestr(pupil.path, pupil.content)
    ran = grade(tmp_path / "class.zip")
    assert (ran.code, ran.err) == (0, "")
    for pupil in few:
        mine, theirs = ({**r.marks[pupil.name], "seconds": 0} for r in (ran, graded))
        assert mine == theirs
