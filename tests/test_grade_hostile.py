"""A class of hostile and unlucky submissions, graded in one run: each gets what its answers deserve, and nothing is left behind.

The table is in `hostile.py`. The runner grades it as an instructor would, from a copy of the course with secrets planted in
it, with honest submissions in between; then every case is a test on the results.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import html
import io
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hostile import (
    ASSIGNMENT,
    HONEST,
    HOSTILE,
    LINUX,
    NAMES,
    AtMost,
    Context,
    Hostile,
    Listening,
    Short,
    honest,
    possible,
    precious,
    saved,
)

from utils.grade import exam
from utils.learn.evaluation import _shown
from utils.learn.registry import ROOT

SEED = 824_693_571_043
TIMEOUT = 20
MEMORY = 256
FASTER = {  # a hanging case costs a second here, and not several
    "utils/learn/definition.py": [("time_limit: float = 3.0", "time_limit: float = 0.6")],
    "utils/grade/examinee.py": [("DEFINING_LIMIT = 10.0", "DEFINING_LIMIT = 4.0")],
    "utils/grade/examiner.py": [("GRACE = 2.0", "GRACE = 1.0"), ("DEFINING = 10.0", "DEFINING = 4.0")],
}
WARDEN = """
# Stands between the test and the runner: whatever the runner leaves behind becomes a child of this process.
import ctypes, json, os, signal, subprocess, sys, time

report, seconds, *command = sys.argv[1:]
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def children():
    found = {}
    for name in os.listdir("/proc") if sys.platform == "linux" else []:
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", "rb") as file:
                    state, parent = file.read().rpartition(b")")[2].split()[:2]
                with open(f"/proc/{name}/cmdline", "rb") as file:
                    words = file.read().replace(bytes(1), b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if int(parent) == os.getpid() and state != b"Z":
                found[int(name)] = words[:300]
    return found


started = time.monotonic()
try:
    ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=float(seconds))
    code, out, err = ended.returncode, ended.stdout, ended.stderr
except subprocess.TimeoutExpired as late:
    code, out, err = None, late.stdout or b"", late.stderr or b""
lasted = time.monotonic() - started
for _ in range(30):
    left = children()
    if not left:
        break
    time.sleep(0.1)
for _ in range(50):
    rest = children()
    for pid in rest:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    if not rest:
        break
    time.sleep(0.1)
with open(report, "w") as file:
    json.dump({"code": code, "out": out.decode("utf-8", "replace"), "err": err.decode("utf-8", "replace"),
               "left": list(left.values()), "seconds": lasted}, file)
"""


@dataclass
class Batch:
    """One run of the runner, and what it wrote."""

    context: Context
    out: Path
    code: int | None
    said: str
    left: list[str]
    seconds: float
    rows: dict[str, dict] = field(default_factory=dict)

    def row(self, one: Hostile) -> dict:
        if one.row.startswith("file:"):
            [row] = [row for row in self.rows.values() if row["file"] == _spelled(one.row[5:], self.rows)]
            return row
        return self.rows[one.row]


def _spelled(name: str, rows: dict) -> str:
    """A file's name as the results spell it: characters that no table can hold are written otherwise."""
    files = [row["file"] for row in rows.values()]
    if name in files:
        return name
    [near] = [file for file in files if _bare(file) == _bare(name)]
    return near


def _bare(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c == "="))


def copy_of_the_course(folder: Path, context_secret: str) -> None:
    """Copy what the runner needs, make its limits short, and plant a secret among the solutions."""
    for name in ("utils", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ASSIGNMENT).parent.mkdir(parents=True)
    for path in (ROOT / ASSIGNMENT).parent.glob("*.ipynb"):
        shutil.copy(path, folder / path.relative_to(ROOT))
    for name in ("course.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    for name, changes in FASTER.items():
        text = (folder / name).read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, f"{name} no longer says {before!r}; mend FASTER"
            text = text.replace(before, after)
        (folder / name).write_text(text, encoding="utf-8")
    solutions = folder / "solutions" / "c1w1.py"
    solutions.write_text(solutions.read_text(encoding="utf-8") + f'\n\nSECRET = "{context_secret}"\n', encoding="utf-8")


def fingerprint(folder: Path) -> dict[str, str]:
    """Hash every file of a folder, but what Python itself keeps there."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
    }


def make_context(folder: Path) -> Context:
    public = "secret-" + secrets.token_hex(6)
    places = {name: folder / name for name in ("course", "submissions", "out", "home", "temporary", "outside")}
    for path in places.values():
        path.mkdir()
    token = secrets.token_hex(3)
    hidden = {
        name: secrets.token_hex(10) for name in ("environment", "solutions", "submission", "home", "outside", "results")
    }
    context = Context(**places, token=token, public=public, secrets=hidden, listening=Listening(folder, token))
    copy_of_the_course(context.course, context.secret("solutions"))
    return context


def plant(context: Context) -> None:
    """Put files where submissions have no business, and secrets into them."""
    for path, content in precious(context).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def grade(context: Context, submissions: Path, out: Path, *options: str, seconds: float = 400, **more: str) -> Batch:
    """Run the runner as a command of its own, and read what it wrote."""
    report = context.temporary.parent / f"{out.name}.report"
    variables = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "VIRTUAL_ENV") if name in os.environ}
    variables |= {
        "HOME": str(context.home), "TMPDIR": str(context.temporary), "TEMP": str(context.temporary), "TMP": str(context.temporary),
        "GRADER_TOKEN": context.secret("environment"), "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1", "MPLCONFIGDIR": str(context.temporary.parent / "matplotlib"),
    }  # fmt: skip
    variables |= more
    command = [sys.executable, "-c", WARDEN, str(report), str(seconds), sys.executable, "-m", "utils.grade",
               str(context.course / ASSIGNMENT), str(submissions), "--out", str(out), *options]  # fmt: skip
    subprocess.run(command, cwd=context.course, env=variables, check=True, start_new_session=os.name != "nt")
    told = json.loads(report.read_text(encoding="utf-8"))
    batch = Batch(context, out, told["code"], told["out"] + told["err"], told["left"], told["seconds"])
    if (out / "results.jsonl").is_file():
        _, *rows = map(json.loads, (out / "results.jsonl").read_text(encoding="utf-8").splitlines())
        batch.rows = {row["student"]: row for row in rows}
        assert len(batch.rows) == len(rows)
    return batch


def write(folder: Path, files) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


TABLE = [one for one in HOSTILE if LINUX or not one.contained]
OPTIONS = ("--seed", str(SEED), "--jobs", "2", "--timeout", str(TIMEOUT), "--memory", str(MEMORY))
REQUIRED = ("--require-isolation",) if LINUX else ()


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    context = make_context(tmp_path_factory.mktemp("h"))
    yield context
    context.listening.close()
    for folder in ("/tmp", "/var/tmp", "/dev/shm"):  # what a hole in the sandbox let through
        for path in Path(folder).glob(f"*{context.token}*") if Path(folder).is_dir() else ():
            with contextlib.suppress(OSError):
                path.unlink()


@pytest.fixture(scope="module")
def batch(scene):
    """The whole table, graded in one run."""
    for one in HONEST:
        write(scene.submissions, honest(scene, one))
    for one in TABLE:
        write(scene.submissions, one.build(scene))
    plant(scene)
    scene.course_before, scene.submissions_before = fingerprint(scene.course), fingerprint(scene.submissions)
    return grade(scene, scene.submissions, scene.results, *OPTIONS, *REQUIRED)


@pytest.fixture(autouse=True)
def graded(request):
    """Say once what the runner said, where it did not get to the end; all tests would fail for the same reason."""
    if "batch" in request.fixturenames:
        found = request.getfixturevalue("batch")
        if not found.rows:
            pytest.fail(f"The batch was not graded (exit code {found.code}).\n{found.said[-3000:]}", pytrace=False)


def messages(exercise: dict) -> str:
    return " ".join([exercise["message"], *(case["message"] for case in exercise["cases"])])


def everything(row: dict) -> str:
    return " ".join([row["note"], *map(messages, row["exercises"])])


def points_deserved(one: Hostile, exercise: dict) -> float:
    """Return what an exercise deserves; of several possibilities the one that was met, if any was."""
    name, got = exercise["id"].partition(".")[2], exercise["points"]
    due = one.lost.get(name, possible(name))
    found = [_points(name, one, exercise) for one in (due if isinstance(due, tuple) else (due,))]
    return got if got in found else found[0]


def _points(name: str, due: float, exercise: dict) -> float:
    if isinstance(due, AtMost):
        return min(exercise["points"], float(due))
    if not isinstance(due, Short):
        return float(due)
    cases = len(exercise["cases"]) or 1
    return round(possible(name) * (cases - due) / cases, 2)


@pytest.mark.parametrize("one", TABLE, ids=lambda one: one.name)
def test_each_gets_what_its_answers_deserve(batch, one):
    row = batch.row(one)
    got = {item["id"].partition(".")[2]: item["points"] for item in row["exercises"]}
    due = {item["id"].partition(".")[2]: points_deserved(one, item) for item in row["exercises"]}
    assert list(got) == list(NAMES)
    assert got == due, f"{row['note']}\n" + "\n".join(
        f"{item['id']}: {messages(item)[:600]}" for item in row["exercises"] if item["points"] != item["possible"]
    )
    assert row["score"] == pytest.approx(sum(due.values())) and row["max_score"] == 100
    assert row["status"] in one.status, row["note"]


@pytest.mark.parametrize("one", [one for one in TABLE if one.reason], ids=lambda one: one.name)
def test_the_reason_is_given(batch, one):
    row = batch.row(one)
    if isinstance(one.reason, str):
        assert re.search(one.reason, everything(row)), everything(row)[:1500]
        return
    for name, pattern in one.reason.items():
        [exercise] = [item for item in row["exercises"] if item["id"] == f"c1w1.{name}"]
        said = messages(exercise) + (f" {row['note']}" if name in row["note"] else "")
        assert re.search(pattern, said), said[:1500]


@pytest.mark.parametrize("one", [one for one in TABLE if one.after], ids=lambda one: one.name)
def test_nothing_is_left_behind(batch, one):
    assert one.after(batch.context) is None


@pytest.mark.parametrize("one", [one for one in TABLE if one.odd], ids=lambda one: one.name)
def test_what_was_odd_is_said(batch, one):
    assert re.search(one.odd, everything(batch.row(one))), everything(batch.row(one))[:1500]


# --- The whole batch -------------------------------------------------------------------------------------------------


def plain(row: dict) -> dict:
    """A row without what may differ from run to run."""
    return {**row, "seconds": 0}


def test_the_runner_ends_well_and_says_no_traceback(batch):
    assert batch.code == 0, batch.said[-3000:]
    assert "Traceback" not in batch.said


def test_every_submission_has_exactly_one_row(batch):
    students = [one.name for one in HONEST] + [one.row for one in TABLE]
    assert len(batch.rows) == len(students), {one for one in students if not one.startswith("file:")} ^ set(batch.rows)
    with (batch.out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert len(table) == len(students)
    assert {len(row) for row in table} == {7 + len(NAMES)} and not any(None in row.values() for row in table)


@pytest.mark.parametrize("one", HONEST, ids=lambda one: one.name)
def test_honest_ones_are_untouched(batch, one):
    row = batch.rows[one.name]
    points = {item["id"].partition(".")[2]: item["points"] for item in row["exercises"]}
    assert points == {name: possible(name) * (name in one.solved) for name in NAMES}
    assert row["status"] == one.status
    others = [batch.rows[other.name] for other in HONEST if other.solved == one.solved]
    assert all(other["exercises"] == row["exercises"] for other in others)


def test_nothing_is_zero_in_silence(batch):
    for student, row in batch.rows.items():
        lost = [item for item in row["exercises"] if item["points"] < item["possible"]]
        assert not lost or row["note"] or all(messages(item).strip() for item in lost), student
        assert row["score"] > 0 or row["note"], student
        assert not any("fault of the submission" in messages(item) for item in lost), student


def test_no_process_is_left(batch):
    assert batch.left == []


def test_no_file_is_left(batch):
    assert list(batch.context.temporary.iterdir()) == []
    names = {path.name for path in batch.context.home.iterdir()} - {"keys", ".cache", ".config"}
    assert names == set()


def test_nobody_was_reached(batch):
    assert batch.context.listening.reached == []


def test_course_and_submissions_are_as_they_were(batch):
    assert fingerprint(batch.context.course) == batch.context.course_before
    assert fingerprint(batch.context.submissions) == batch.context.submissions_before
    for path, content in precious(batch.context).items():
        assert path.read_text(encoding="utf-8") == content


def outputs(batch: Batch) -> dict[str, str]:
    found = {
        path.relative_to(batch.out).as_posix(): path.read_text(encoding="utf-8")
        for path in batch.out.rglob("*")
        if path.is_file()
    }
    return {**found, "what it printed": batch.said}


@pytest.mark.parametrize("place", ["environment", "solutions", "submission", "home", "outside", "results"])
def test_no_secret_comes_out(batch, place):
    secret = batch.context.secrets[place]
    for name, text in outputs(batch).items():
        assert secret not in text and secret[::-1] not in text, name


def test_no_solution_comes_out(batch):
    lines = (ROOT / "solutions" / "c1w1.py").read_text(encoding="utf-8").splitlines()
    telling = {line.strip() for line in lines if len(line.strip()) > 40}
    for name, text in outputs(batch).items():
        readable = html.unescape(text)
        assert not [line for line in telling if line in readable], name


def test_no_expected_value_of_a_hidden_case_comes_out(batch):
    _, key = exam.set_exam(ROOT / ASSIGNMENT, SEED)
    wanted = {
        _shown(want)
        for exercise, cases, wants in zip(key.exercises, key.cases, key.wanted, strict=True)
        for case, want in list(zip(cases, wants, strict=True))[len(exercise.cases) :]
        if case.raises is None and len(_shown(want)) > 8
    }
    assert wanted
    for name, text in outputs(batch).items():
        assert not [value for value in wanted if value in text], name


def test_pages_hold_no_script_and_no_address(batch):
    pages = [path for path in batch.out.rglob("*.html")]
    assert len(pages) == len(batch.rows) + 1
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<script|<img|<iframe|<object|<base|\son\w+\s*=|javascript:", _tags(text), re.I), (
            path.name
        )
        assert not re.search(r"(src|href)\s*=\s*[\"']?\s*(https?:|//|javascript:|data:text)", _tags(text), re.I), (
            path.name
        )


def _tags(page: str) -> str:
    """What stands inside tags, where it could do something."""
    return " ".join(re.findall(r"<[^>]*>", page))


def test_the_table_holds_no_formula(batch):
    with (batch.out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    for row in rows[1:]:
        for cell in (row[0], row[1], row[4], row[5]):
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), row


def test_results_are_plain_text(batch):
    for name in ("results.jsonl", "grades.csv", "summary.html"):
        text = (batch.out / name).read_bytes().decode("utf-8")
        control = {c for c in text if ord(c) < 32} - {"\n", "\r", "\t"}
        assert not control, (name, control)


def test_every_page_can_be_reached_from_the_summary(batch):
    summary = (batch.out / "summary.html").read_text(encoding="utf-8")
    from urllib.parse import unquote

    linked = {unquote(html.unescape(link)) for link in re.findall(r'href="(feedback/[^"]+)"', summary)}
    assert linked == {f"feedback/{path.name}" for path in (batch.out / "feedback").iterdir()}


AGAIN = ("aaa-full", "fff-half", "ppp-blank", "syntax-error", "copied-cell-with-another-try", "refuses-nothing", "markup-in-a-message",
         "patches-allclose-and-is-wrong", "equals-everything-as-an-array", "hides-that-it-changes-arguments", "answers-left-blank",
         "tuned-to-the-visible-cases", "truncated", "exit-in-a-function", "helper-in-another-cell")  # fmt: skip


def test_the_same_seed_gives_the_same_rows_again(batch, scene):
    few = scene.temporary.parent / "few"
    few.mkdir()
    for name in AGAIN:
        shutil.copy(scene.submissions / f"{name}.ipynb", few)
    again = grade(scene, few, scene.temporary.parent / "again", *OPTIONS[:2], "--jobs", "1", *OPTIONS[4:])
    assert again.code == 0, again.said[-2000:]
    assert {name: plain(row) for name, row in again.rows.items()} == {name: plain(batch.rows[name]) for name in AGAIN}
    for name in AGAIN:
        assert (again.out / "feedback" / f"{name}.html").read_bytes() == (
            batch.out / "feedback" / f"{name}.html"
        ).read_bytes()


# --- Without a nursery, as on macOS and Windows -----------------------------------------------------------------------

PLAIN = ("syntax-error", "endless-loop-that-catches-everything", "hundred-megabytes-past-print", "hostile-reduce", "magics",
         "equals-everything-as-an-array", "memory-fault", "copied-cell-with-another-try")  # fmt: skip


@pytest.fixture(scope="module")
def without_fork(scene):
    """A few of the table, each graded in an ordinary Python process."""
    folder = scene.temporary.parent / "plain"
    folder.mkdir()
    for one in (*HONEST[:2], *(one for one in HOSTILE if one.name in PLAIN)):
        write(folder, honest(scene, one) if one in HONEST else one.build(scene))
    out = scene.temporary.parent / "without-fork"
    return grade(scene, folder, out, "--seed", str(SEED), "--jobs", "2", COURSE_GRADE_FORK="no")


@pytest.mark.parametrize("name", [*PLAIN, *(one.name for one in HONEST[:2])])
def test_without_a_nursery_the_rows_are_the_same(batch, without_fork, name):
    if without_fork.code != 0:
        pytest.fail(without_fork.said[-3000:], pytrace=False)
    ours, theirs = without_fork.rows[name], batch.rows[name]
    assert ours["score"] == theirs["score"] and ours["status"] == theirs["status"], ours["note"]
    assert [one["points"] for one in ours["exercises"]] == [one["points"] for one in theirs["exercises"]]


def test_without_a_nursery_nothing_is_left_behind(without_fork, scene):
    assert without_fork.left == [] and list(scene.temporary.iterdir()) == []


# --- A zip -----------------------------------------------------------------------------------------------------------


def bomb(megabytes: int) -> bytes:
    return bytes(megabytes * 2**20)


@pytest.fixture(scope="module")
def zipped(scene):
    """A zip of submissions with everything in it that a zip can hold."""
    path = scene.temporary.parent / "class.zip"
    right = saved(scene.solved())
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as file:
        file.writestr("amara.ipynb", right)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("aaa-full.ipynb", right)
        file.writestr("zzz-full/Whatever (1).ipynb", right)
        file.writestr("__MACOSX/._aaa-full.ipynb", b"\0\5\26\7")
        file.writestr("bomb.ipynb", bomb(300))
        file.writestr(f"../{scene.token}-up.ipynb", right)
        file.writestr(f"x/../../../{scene.token}-further-up.ipynb", right)
        file.writestr(f"/tmp/{scene.token}-absolute.ipynb", right)
        file.writestr(f"C:\\{scene.token}-drive.ipynb", right)
        file.writestr("nested.zip", inner.getvalue())
        file.writestr("=1+1.ipynb", right)
        link = zipfile.ZipInfo("link.ipynb")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
        broken = zipfile.ZipInfo("broken.ipynb")
        file.writestr(broken, right)
    content = bytearray(path.read_bytes())
    at = content.index(b"broken.ipynb") + 200
    content[at : at + 40] = bytes(40)
    path.write_bytes(bytes(content))
    return grade(scene, path, scene.temporary.parent / "of-a-zip", "--seed", "1", "--jobs", "2")


@pytest.fixture
def zip_rows(zipped):
    if zipped.code != 0:
        pytest.fail(zipped.said[-3000:], pytrace=False)
    return list(zipped.rows.values())


@pytest.mark.parametrize("name", ["aaa-full", "zzz-full", "=1+1"])
def test_a_zip_is_graded(zip_rows, name):
    [row] = [row for row in zip_rows if name in row["file"] and "MACOSX" not in row["file"]]
    assert row["score"] == 100 and row["status"] == "graded", row["note"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("bomb", "large|MB|size"), ("-up", r"\.\.|outside|path|name"), ("further-up", r"\.\.|outside|path|name"),
     ("absolute", "absolute|outside|path|name"), ("drive", "drive|path|name|backslash"), ("nested", "zip"), ("link", "link"),
     ("broken", "broken|damaged|CRC|corrupt|read")],
)  # fmt: skip
def test_what_a_zip_may_not_hold_is_refused_with_its_reason(zip_rows, name, reason):
    [row] = [row for row in zip_rows if name in row["file"] and not (name == "-up" and "further" in row["file"])]
    assert row["status"] == "refused" and row["score"] == 0
    assert re.search(reason, row["note"]), row["note"]


def test_a_zip_leaves_nothing_behind(zipped, scene):
    assert zipped.left == [] and list(scene.temporary.iterdir()) == []
    for folder in (scene.temporary.parent, scene.temporary.parent.parent, Path("/tmp")):
        assert not list(folder.glob(f"{scene.token}-*")), folder


# --- The attacks are attacks -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not LINUX, reason="these attacks are written for Linux")
@pytest.mark.parametrize(
    "name",
    ["reads-the-solutions", "reads-other-submissions", "reads-the-home-of-the-grader", "reads-the-environment", "opens-sockets",
     "searches-its-own-memory-for-the-key", "reads-the-memory-of-the-grader", "writes-and-deletes-outside"],
)  # fmt: skip
def test_outside_the_sandbox_the_attack_succeeds(tmp_path, name):
    """Else its test would pass whatever the sandbox does."""
    scene = make_context(tmp_path)
    try:
        plant(scene)
        write(scene.submissions, honest(scene, HONEST[0]))
        [one] = [one for one in HOSTILE if one.name == name]
        [content] = one.build(scene).values()
        [source] = [
            "".join(cell["source"])
            for cell in json.loads(content)["cells"]
            if cell["metadata"].get("exercise") == "c1w1.determinant_2x2"
        ]
        planted = scene.secret("environment")
        first = f"SECRET = {planted!r}\nimport numpy as np\n" if "memory" in name else "import numpy as np\n"
        last = "\ntry:\n    determinant_2x2(np.ones((2, 3)))\nexcept RuntimeError as error:\n    print(error)\n"
        inner = [sys.executable, "-c", first + source + last]
        command = inner
        if name == "reads-the-memory-of-the-grader":  # a parent that holds the secret, and looks like the grader's
            command = [sys.executable, "-c", f"import subprocess, sys; SECRET = {planted!r}; subprocess.run(sys.argv[3:], check=True)",
                       "utils", "grade", *inner]  # fmt: skip
        variables = {**os.environ, "GRADER_TOKEN": planted, "HOME": str(scene.home)}
        ended = subprocess.run(command, capture_output=True, text=True, env=variables, cwd=tmp_path, timeout=60)
        assert re.match("found|did|reached", ended.stdout), ended.stderr[-2000:]
        assert "nothing" not in ended.stdout
    finally:
        scene.listening.close()
        for folder in ("/tmp", "/var/tmp", "/dev/shm"):
            for path in Path(folder).glob(f"{scene.token}*"):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def test_the_table_names_each_case_once():
    names = [one.name for one in HOSTILE]
    assert len(set(names)) == len(names)
    assert all(set(one.lost) <= set(NAMES) for one in HOSTILE)
