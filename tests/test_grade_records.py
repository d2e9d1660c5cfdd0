"""The results folder: complete, the same for the same marks, and never lost by what happens in between."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from utils.grade.marks import CaseMark, ExerciseMark, Mark
from utils.grade.records import Header, Records, Unwritable, page_names
from utils.learn.registry import ROOT

HEADER = Header(
    "C1W1-5-Assignment-One-None-or-Many.ipynb", "11" * 32, "22" * 32, "33" * 32, "Python 3.12, numpy 2.4", 7,
    (("c1w1.solve_2x2", "Solve two equations, or refuse", 10), ("c1w1.is_singular", "Singular or not?", 15)),
    ("Landlock", "no network"),
)  # fmt: skip


def marked(student: str, points: float = 5.0, **changes) -> Mark:
    cases = (
        CaseMark("whole numbers", "passed", call="solve_2x2(…)"),
        CaseMark("decimals", "failed", "Not $x$.", "", 0),
    )
    exercises = (
        ExerciseMark("c1w1.solve_2x2", "Solve two equations, or refuse", "failed", points, 10, "", cases),
        ExerciseMark("c1w1.is_singular", "Singular or not?", "blank", 0.0, 15),
    )
    mark = Mark(student, f"{student}.ipynb", "graded", "", points, 25, 0.25, "ab" * 32, exercises)
    return replace(mark, **changes)


CLASS = [
    marked("zoe", 7.5),
    marked("amara", 10.0),
    marked("Bo Berg_12"),
    marked("李小龙"),
    marked("a/b\\c"),
    marked("../x"),
]


def write(out: Path, marks, header: Header = HEADER, **options) -> dict[str, bytes]:
    with Records.open(out, header, resume=False, **options) as records:
        for mark in marks:
            records.add(mark)
    return content(out)


def content(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def rows(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((out / "grades.csv").read_bytes().decode("utf-8-sig"), newline="")))


# --- what comes out


def test_a_finished_folder_holds_table_details_pages_and_nothing_else(tmp_path):
    found = write(tmp_path / "new" / "out", CLASS)
    names = {"grades.csv", "results.jsonl", "summary.html"} | {f"feedback/{n}" for n in page_names(m.student for m in CLASS).values()}  # fmt: skip
    assert set(found) == names
    assert {path.name for path in (tmp_path / "new").iterdir()} == {"out"}


def test_the_same_marks_in_any_order_give_the_same_bytes(tmp_path):
    marks = [*CLASS, marked("Amara"), marked("Straße"), marked("STRASSE")]
    assert write(tmp_path / "a", marks) == write(tmp_path / "b", marks[::-1])


def test_the_table_has_a_row_for_each_student_and_a_column_for_each_exercise(tmp_path):
    write(tmp_path / "out", CLASS)
    first = rows(tmp_path / "out")[2]
    assert list(first) == [
        "student",
        "file",
        "score",
        "max_score",
        "status",
        "note",
        "seconds",
        "solve_2x2",
        "is_singular",
    ]
    assert list(first.values()) == ["amara", "amara.ipynb", "10", "25", "graded", "", "0.25", "10", "0"]
    assert sorted(row["student"] for row in rows(tmp_path / "out")) == sorted(mark.student for mark in CLASS)
    assert (tmp_path / "out" / "grades.csv").read_bytes().startswith("\ufeffstudent".encode())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\uff1d", "x;=", "x; @"])
def test_no_cell_of_the_table_is_a_formula(tmp_path, start):
    text = f"{start}HYPERLINK(1)"
    write(tmp_path / "out", [marked(text, note=text)])
    for cell in list(rows(tmp_path / "out")[0].values()):
        assert not any(piece.strip().startswith(tuple("=+-@\uff1d")) for piece in cell.split(";")), cell
        assert not set(cell) & set("\t\r\n")


def test_the_reasons_of_a_note_share_a_cell_and_stay_apart(tmp_path):
    write(tmp_path, [marked("amara", note="Taken from `a (1).ipynb`.\n\nsolve_2x2: found in `b`\n=1+1")])
    assert rows(tmp_path)[0]["note"] == "Taken from `a (1).ipynb`. solve_2x2: found in `b`; '=1+1"


def test_a_header_keeps_its_title_and_an_older_one_has_none():
    titled = replace(HEADER, title="One, none or many?")
    assert Header.from_plain(json.loads(json.dumps(titled.plain()))) == titled
    older = HEADER.plain()
    del older["title"]
    assert Header.from_plain(older) == HEADER


def test_results_are_lines_of_json_with_the_header_first(tmp_path):
    write(tmp_path / "out", CLASS)
    header, *lines = map(json.loads, (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines())
    assert header["seed"] == 7 and header["exercises"][1]["possible"] == 15 and header["format"] == 1
    assert {line["student"]: Mark.from_plain(line) for line in lines} == {mark.student: mark for mark in CLASS}
    students = [line["student"] for line in lines]
    assert students == sorted(students, key=lambda name: (name.casefold(), name))


def test_names_and_messages_that_no_encoding_holds_are_written_all_the_same(tmp_path):
    odd = marked("\udcff\x00\u2028\u202e", note="\ud800" * 10 + "x" * 10**6)
    write(tmp_path / "out", [odd])
    (tmp_path / "out" / "results.jsonl").read_bytes().decode("utf-8")
    assert len(rows(tmp_path / "out")[0]["note"]) < 32_767  # what a cell of Excel holds
    with Records.open(tmp_path / "out", HEADER, resume=True) as records:
        assert records.known == {odd.student: odd}


# --- names of pages

NAMES = st.text(
    st.one_of(st.sampled_from('aAbB.- _/\\:*?"<>|éÉßſ\u0301\u202e\x00\ud800ŉＡ'), st.characters()), max_size=300
)


@settings(deadline=None)
@given(st.lists(NAMES, unique=True, max_size=12))
@example(["", ".", "..", "con", "NUL.txt", "a", "A", "a ", "a.", "é", "e\u0301", "ﬁ", "fi", "x" * 300, "x" * 301])
@example(["Amara", "amara", "amara-f040d5d0d2"])
def test_page_names_are_safe_and_apart_on_every_system(students):
    names = page_names(students)
    assert list(names) == students
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names.values()}
    assert len(folded) == len(students)
    for name in names.values():
        assert not set(name) & set('/\\:*?"<>|') and name.isprintable() and name.endswith(".html")
        assert len(name.encode()) < 140 and name[0] not in ". " and name == unicodedata.normalize("NFC", name)
        assert name.partition(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt9", ""}


def test_ordinary_names_are_kept():
    names = ["amara", "Zoë Berg_11202", "李小龙", "O'Brien (1)", "a.b@example.org"]
    assert page_names(names) == {name: f"{name}.html" for name in names}


def test_two_names_that_some_systems_take_for_one_get_a_page_each(tmp_path):
    found = write(tmp_path / "out", [marked("amara", 3.0), marked("Amara", 4.0), marked("bo")])
    assert sorted(found) == ["feedback/Amara-884c47e181.html", "feedback/amara-f040d5d0d2.html", "feedback/bo.html", "grades.csv", "results.jsonl", "summary.html"]  # fmt: skip
    assert b"<b>4</b>" in found["feedback/Amara-884c47e181.html"]
    for name in found:
        assert not name.startswith("feedback/") or name.encode() in found["summary.html"]


# --- going on


def interrupted(out: Path, marks) -> None:
    records = Records.open(out, HEADER, resume=False)
    for mark in marks:
        records.add(mark)
    records.abandon()


def test_an_interrupted_run_goes_on_to_the_same_bytes(tmp_path):
    whole = write(tmp_path / "whole", CLASS)
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt), Records.open(out, HEADER, resume=False) as records:
        for mark in CLASS[:3]:
            records.add(mark)
        raise KeyboardInterrupt
    assert not (out / "grades.csv").exists()
    assert Records.seed_of(out) == 7
    with Records.open(out, HEADER, resume=True) as records:
        assert records.known == {mark.student: mark for mark in CLASS[:3]}
        for mark in CLASS[3:]:
            records.add(mark)
    assert content(out) == whole


@pytest.mark.parametrize("cut", [1, 2, 40, 300])
def test_a_torn_last_line_costs_its_own_submission_alone(tmp_path, cut):
    out = tmp_path / "out"
    interrupted(out, CLASS)
    journal = out / ".journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-cut])
    with Records.open(out, HEADER, resume=True) as records:
        assert list(records.known) == [mark.student for mark in CLASS[:-1]]
        records.add(CLASS[-1])
    assert content(out) == write(tmp_path / "whole", CLASS)


def test_a_line_in_the_middle_that_cannot_be_read_costs_its_own_submission_alone(tmp_path):
    interrupted(tmp_path, CLASS)
    journal = tmp_path / ".journal.jsonl"
    lines = journal.read_bytes().split(b"\n")
    journal.write_bytes(b"\n".join([lines[0], b"[1]", b'{"student": 3}', b"\xff", *lines[2:]]))
    with Records.open(tmp_path, HEADER, resume=True) as records:
        assert set(records.known) == {mark.student for mark in CLASS[1:]}


def test_a_killed_run_leaves_its_marks_and_no_lock(tmp_path):
    code = (
        "import os, sys; sys.path.insert(0, 'tests'); from test_grade_records import *\n"
        "records = Records.open(sys.argv[1], HEADER, resume=False); records.add(CLASS[0]); records.add(CLASS[1]); os._exit(9)"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(tmp_path / "out")], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})  # fmt: skip
    assert ended.returncode == 9
    with Records.open(tmp_path / "out", HEADER, resume=True) as records:
        assert list(records.known) == ["zoe", "amara"]


def test_a_finished_folder_can_be_gone_on_with(tmp_path):
    write(tmp_path / "out", CLASS[:3])
    assert Records.seed_of(tmp_path / "out") == 7
    with Records.open(tmp_path / "out", HEADER, resume=True) as records:
        for mark in CLASS[3:]:
            records.add(mark)
    assert content(tmp_path / "out") == write(tmp_path / "whole", CLASS)


def test_one_row_of_a_finished_folder_can_be_replaced(tmp_path):
    write(tmp_path / "out", CLASS)
    with Records.open(tmp_path / "out", HEADER, resume=False, only=True) as records:
        records.add(marked("amara", 2.5))
    assert content(tmp_path / "out") == write(tmp_path / "whole", [marked("amara", 2.5) if m.student == "amara" else m for m in CLASS])  # fmt: skip


def test_rows_of_students_without_a_submission_are_kept_and_say_so_once(tmp_path):
    line, out, students = "Its file is no longer among the submissions.", tmp_path / "out", {m.student for m in CLASS}
    marks = [replace(mark, note="Renamed." if mark.student == "zoe" else "") for mark in CLASS]
    whole = write(out, marks)
    for _ in range(2):
        with Records.open(out, HEADER, resume=True) as records:
            records.close(present=students - {"zoe"})
        notes = {row["student"]: row["note"] for row in rows(out)}
        assert notes.pop("zoe") == f"{line} Renamed." and set(notes.values()) == {""} and len(notes) == len(CLASS) - 1
    assert line in (out / "feedback" / "zoe.html").read_text(encoding="utf-8")
    assert "No longer among the submissions" in (out / "summary.html").read_text(encoding="utf-8")
    Records.open(out, HEADER, resume=True).close()  # who does not say who is present changes nothing
    assert line in (out / "grades.csv").read_text(encoding="utf-8")
    Records.open(out, HEADER, resume=True).close(present=students)
    assert content(out) == whole


def test_a_run_that_was_interrupted_while_going_on_keeps_what_was_finished(tmp_path):
    write(tmp_path, CLASS[:3])
    finished = (tmp_path / "grades.csv").read_bytes()
    records = Records.open(tmp_path, HEADER, resume=True)
    records.add(marked("zoe", 1.0))
    records.abandon()
    assert (tmp_path / "grades.csv").read_bytes() == finished
    with Records.open(tmp_path, HEADER, resume=True) as records:
        assert records.known["zoe"].score == 1.0 and len(records.known) == 3


def test_a_page_that_somebody_took_away_is_written_again(tmp_path):
    whole = write(tmp_path, CLASS)
    (tmp_path / "feedback" / "amara.html").unlink()
    (tmp_path / "feedback" / "zoe.html").write_bytes(b"")
    Records.open(tmp_path, HEADER, resume=True).close()
    assert content(tmp_path) == whole


def test_going_on_in_an_empty_folder_begins(tmp_path):
    with Records.open(tmp_path, HEADER, resume=True) as records:
        assert records.known == {}
    assert Records.seed_of(tmp_path) == 7


def test_only_protections_that_held_throughout_are_claimed(tmp_path):
    interrupted(tmp_path, CLASS[:1])
    with Records.open(tmp_path, replace(HEADER, protections=("no network", "memory")), resume=True) as records:
        assert records.header.protections == ("no network",)


# --- refusing


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"seed": 8}, "seed 7, not 8"),
        ({"notebook_sha256": "0"}, "notebook"),
        ({"course_sha256": "0"}, "exercises, their solutions or the grader"),
        ({"environment_sha256": "0", "environment": "Python 3.13"}, "Python 3.12, numpy 2.4, and is Python 3.13"),
    ],
)
@pytest.mark.parametrize("finished", [True, False])
def test_results_made_otherwise_are_not_mixed(tmp_path, changes, says, finished):
    (write if finished else interrupted)(tmp_path, CLASS[:2])
    before = content(tmp_path)
    with pytest.raises(ValueError, match=says) as refused:
        Records.open(tmp_path, replace(HEADER, **changes), resume=True)
    assert "--out" in str(refused.value)
    assert content(tmp_path) == before


@pytest.mark.parametrize("finished", [True, False])
def test_earlier_results_are_not_written_over(tmp_path, finished):
    (write if finished else interrupted)(tmp_path, CLASS[:2])
    before = content(tmp_path)
    with pytest.raises(ValueError, match="--resume"):
        Records.open(tmp_path, HEADER, resume=False)
    assert content(tmp_path) == before


def test_results_of_another_format_are_not_read(tmp_path):
    write(tmp_path, CLASS[:2])
    path = tmp_path / "results.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 2'))
    with pytest.raises(ValueError, match="another version of the grader"):
        Records.open(tmp_path, HEADER, resume=True)
    assert path.exists()


@pytest.mark.parametrize("resume", [True, False])
def test_a_folder_with_other_files_is_left_alone(tmp_path, resume):
    (tmp_path / "thesis.tex").write_text("x", encoding="utf-8")
    with pytest.raises(ValueError, match="holds other files .thesis.tex"):
        Records.open(tmp_path, HEADER, resume=resume)
    assert set(content(tmp_path)) == {"thesis.tex"}


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "out").write_text("x", encoding="utf-8")
    for path in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(ValueError, match="folder"):
            Records.open(path, HEADER, resume=False)


def test_two_runs_do_not_write_in_one_folder(tmp_path):
    with Records.open(tmp_path, HEADER, resume=False) as first:
        first.add(CLASS[0])
        for resume in (True, False):
            with pytest.raises(ValueError, match="Another run is writing"):
                Records.open(tmp_path, HEADER, resume=resume)
        first.add(CLASS[1])
    assert len(rows(tmp_path)) == 2


def test_a_run_that_comes_to_nothing_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError), Records.open(tmp_path / "out", HEADER, resume=False):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


# --- a disk that takes no more


def full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_takes_back_half_a_line_and_keeps_the_rest(tmp_path, monkeypatch):
    records = Records.open(tmp_path, HEADER, resume=False)
    records.add(CLASS[0])
    real, calls = os.write, []

    def half(handle, data):
        calls.append(len(data))
        return real(handle, data[: len(data) // 2]) if len(calls) == 1 else full()

    with monkeypatch.context() as patched, pytest.raises(Unwritable, match="Make room there.*--resume"):
        patched.setattr(os, "write", half)
        records.add(CLASS[1])
    assert len(calls) == 2
    records.add(CLASS[2])  # room was made
    records.close()
    assert [row["student"] for row in rows(tmp_path)] == ["Bo Berg_12", "zoe"]


@pytest.mark.parametrize("function", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_end_leaves_the_journal_and_no_half_file(tmp_path, monkeypatch, function):
    records = Records.open(tmp_path, HEADER, resume=False)
    for mark in CLASS:
        records.add(mark)
    with monkeypatch.context() as patched, pytest.raises(Unwritable, match="could not be written"):
        patched.setattr(os, function, full)
        records.close()
    records.abandon()
    assert {path.name for path in tmp_path.iterdir()} == {".journal.jsonl", "feedback"}
    Records.open(tmp_path, HEADER, resume=True).close()
    assert content(tmp_path) == write(tmp_path / "whole", CLASS)


def test_a_disk_that_is_full_from_the_start_is_a_refusal(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(ValueError, match="No space left|cannot be used"):
        Records.open(tmp_path / "out", HEADER, resume=False)
    assert list(tmp_path.iterdir()) == []
