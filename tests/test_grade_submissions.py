"""Every submission in a folder or zip is found, gets one row with a plain reason, and is read without harm."""

from __future__ import annotations

import io
import os
import random
import socket
import stat
import subprocess
import sys
import threading
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from utils.grade import submissions
from utils.grade.submissions import Refusal, Submission, find
from utils.learn.registry import ROOT

NOTEBOOK = "C1W1-5-Assignment-One-None-or-Many.ipynb"
MARKS = (b"c1w1.residual", b"c1w1.solve_2x2", b"c1w1.determinant_2x2")
ONE, ALL = MARKS[0], b" ".join(MARKS)

needs_links = pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links need a privilege on Windows")
unix = pytest.mark.skipif(os.name != "posix", reason="a special file of Unix")


def put(root: Path, files: dict[str, bytes | None]) -> Path:
    """Write files below a folder; None makes a folder."""
    for name, content in files.items():
        path = root / name
        (path if content is None else path.parent).mkdir(parents=True, exist_ok=True)
        if content is not None:
            path.write_bytes(content)
    return root


def pack(path: Path, files: dict[str, bytes | None], **options) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in files.items():
            archive.writestr(name + "/" if content is None else name, content or b"")
    return path


@pytest.fixture(params=["folder", "zip"])
def place(request, tmp_path):
    """Make the same submissions as a folder and as a zip."""

    def make(files):
        return put(tmp_path / "class", files) if request.param == "folder" else pack(tmp_path / "class.zip", files)

    return make


def look(path, **options):
    return find(path, notebook=NOTEBOOK, marks=MARKS, **options)


def rows(path, **options) -> dict[str, Submission]:
    found = look(path, **options).submissions
    assert [one.student for one in found] == sorted({one.student for one in found})
    assert all(text.endswith(".") for one in found for text in (one.note, one.refused) if text)
    return {one.student: one for one in found}


def files(path) -> dict[str, str]:
    return {one.student: one.file for one in rows(path).values()}


def refusal(one: Submission) -> str:
    with pytest.raises(Refusal) as caught:
        one.read()
    assert str(caught.value).endswith(".")
    return str(caught.value)


# --- Layouts ---------------------------------------------------------------------------------------------------------


def test_flat_notebooks_are_found(place):
    path = place({"amara.ipynb": b"A", "ben.IPYNB": b"B", "empty.ipynb": b""})
    found = rows(path)
    assert {name: one.read() for name, one in found.items()} == {"amara": b"A", "ben": b"B", "empty": b""}
    assert not any(one.note or one.refused for one in found.values())
    assert look(path).inside == "" and look(path).passed_over == ()


def test_a_folder_for_each_student_is_found_at_any_depth(place):
    path = place({"amara/hw.ipynb": b"A", "ben/week 1/mine/x.ipynb": b"B", "ben/data.csv": b""})
    assert files(path) == {"amara": "amara/hw.ipynb", "ben": "ben/week 1/mine/x.ipynb"}
    assert [one.note for one in rows(path).values()] == ["", ""]


@pytest.mark.parametrize("assignment", [NOTEBOOK.removesuffix(".ipynb"), "C1W1-5", "c1w1-5"])
@pytest.mark.parametrize("name", [NOTEBOOK, "solved.ipynb"])
def test_of_nbgraders_tree_only_the_assignment_is_taken(place, assignment, name):
    path = place({f"{who}/{other}/{file}": content
                  for who in ("amara", "ben")
                  for other, file, content in ((assignment, name, ONE), ("C1W2-5", "other.ipynb", ALL), ("aaa", "x.ipynb", ALL))})  # fmt: skip
    assert files(path) == {who: f"{who}/{assignment}/{name}" for who in ("amara", "ben")}
    assert [one.note for one in rows(path).values()] == ["", ""]


def test_mixed_layouts_work(place):
    path = place({"amara.ipynb": b"", "ben/x.ipynb": b"", f"caro/C1W1-5/{NOTEBOOK}": b"",
                  "Dan Ek_77_assignsubmission_file_/x.ipynb": b"", "evafox_LATE_12_34_x.ipynb": b""})  # fmt: skip
    assert list(rows(path)) == ["Dan Ek_77", "amara", "ben", "caro", "evafox_12"]


@pytest.mark.parametrize("inner", [
    {"amara.ipynb": b"", "ben.ipynb": b""},
    {"amara/x.ipynb": b"", "ben/y.ipynb": b""},
    {f"amara/C1W1-5/{NOTEBOOK}": b"", f"ben/C1W1-5/{NOTEBOOK}": b""},
    {"amara.ipynb": b"", "ben/y.ipynb": b"", "report.pdf": b""},
], ids=["flat", "folders", "nbgrader", "mixed"])  # fmt: skip
def test_a_folder_around_all_is_seen_through(place, inner):
    path = place({f"Homework/{name}": content for name, content in inner.items()} | {"__MACOSX/Homework/._x": b"", "Homework/.DS_Store": b""})  # fmt: skip
    found = look(path)
    assert {"amara", "ben"} <= {one.student for one in found.submissions} <= {"amara", "ben", "report"}
    assert all(one.file.startswith("Homework/") for one in found.submissions)
    assert found.inside == "Homework"
    assert found.passed_over == ("Homework/.DS_Store", "__MACOSX")


@pytest.mark.parametrize("around", ["class", "submitted", "x/class", "submitted/class"])
def test_a_class_of_one_is_known_by_the_name_of_the_folder_around(place, around):
    assert list(rows(place({f"{around}/amara/hw.ipynb": b""}))) == ["amara"]


def test_one_students_folder_is_not_taken_for_the_class(place):
    path = place({f"amara/{NOTEBOOK}": b"", "amara/notes.ipynb": b"", "amara/old/x.ipynb": b""})
    assert files(path) == {"amara": f"amara/{NOTEBOOK}"}


@pytest.mark.parametrize(
    "other", ["ben/index.html", "ben/.DS_Store", "ben/.ipynb_checkpoints/x.ipynb", "ben/report.pdf"]
)
def test_a_student_with_nothing_to_grade_is_not_lost_beside_one_with_several_notebooks(place, other):
    assert list(rows(place({"amara/a.ipynb": b"", "amara/b.ipynb": b"", other: b""}))) == ["amara", "ben"]


def test_one_students_tree_of_assignments_is_not_taken_for_the_class(place):
    path = place({f"amara/C1W1-5/{NOTEBOOK}": b"", "amara/C1W2-5/x.ipynb": b""})
    assert files(path) == {"amara": f"amara/C1W1-5/{NOTEBOOK}"}


# --- Learning platforms ----------------------------------------------------------------------------------------------


def test_moodles_folders_are_one_student_each(place):
    path = place({"Ada King_12345_assignsubmission_file_/x.ipynb": b"A",
                  "Ada King_12345_assignsubmission_onlinetext_/onlinetext.html": b"",
                  "Group B-Bo Li_678_assignsubmission_file/x.ipynb": b"B",
                  "Cy Ro_9_assignsubmission_onlinetext_/onlinetext.html": b""})  # fmt: skip
    found = rows(path)
    assert list(found) == ["Ada King_12345", "Cy Ro_9", "Group B-Bo Li_678"]
    assert found["Ada King_12345"].note == "" and found["Ada King_12345"].read() == b"A"
    assert "only onlinetext.html" in found["Cy Ro_9"].refused


def test_moodle_without_folders_and_within_folders_of_groups(place):
    path = place({"Red/Ada King_1_assignsubmission_file_/x.ipynb": b"", "Red/Bo Li_2_assignsubmission_file_/x.ipynb": b"",
                  "Blue/Cy Ro_3_assignsubmission_file_/x.ipynb": b"", "Blue/.DS_Store": b"", "index.html": b"", "Dee Ho_4_assignsubmission_file_/x.ipynb": b"",
                  "Eli Fu_5_assignsubmission_file_my work.ipynb": b""})  # fmt: skip
    assert list(rows(path)) == ["Ada King_1", "Bo Li_2", "Cy Ro_3", "Dee Ho_4", "Eli Fu_5"]


def test_no_learner_takes_anothers_place_by_naming_a_folder_like_the_platform(place):
    path = place({"Ada King_1_assignsubmission_file_/x.ipynb": b"A", "ben/x.ipynb": b"",
                  "mallory/Ada King_1_assignsubmission_file_/x.ipynb": b"M",
                  "Mal Ory_2_assignsubmission_file_/Ada King_1_assignsubmission_file_/x.ipynb": b"M",
                  "Mal Lo_3_assignsubmission_file_x_1_assignsubmission_file_.ipynb": b"M"})  # fmt: skip
    found = rows(path)
    assert list(found) == ["Ada King_1", "Mal Lo_3", "Mal Ory_2", "ben", "mallory"]
    assert found["Ada King_1"].read() == b"A"


def test_canvas_names_bring_one_learners_files_together(place):
    path = place({"kingada_LATE_123_4001_hw.ipynb": b"", "kingada_LATE_123_4002_data.csv": b"", "libo_124_4003_hw-1.ipynb": b"",
                  "roy_125_4004_plan.ipynb": ALL, f"roy_125_4005_{NOTEBOOK[:-6]}-2.ipynb": b"", "zed_126_4006_essay.pdf": b""})  # fmt: skip
    found = rows(path)
    assert list(found) == ["kingada_123", "libo_124", "roy_125", "zed_126"]
    assert found["kingada_123"].note == "The platform marked it as late."
    assert found["libo_124"].note == ""
    assert found["roy_125"].file == f"roy_125_4005_{NOTEBOOK[:-6]}-2.ipynb" and "plan.ipynb" in found["roy_125"].note
    assert "essay.pdf" in found["zed_126"].refused


def test_brightspace_and_blackboard_give_a_row_for_each_time_it_was_handed_in(place):
    path = place({"index.html": b"", "12-34 - Ada King - Sep 12, 2024 1123 PM/x.ipynb": b"",
                  "13-34 - Bo Li - Sep 12, 2024 1123 PM/x.ipynb": b"", "13-34 - Bo Li - 13 September, 2024 9 AM/x.ipynb": b"",
                  "HW 1_cy_attempt_2024-09-12-11-23-45_x.ipynb": b"", "HW 1_cy_attempt_2024-09-12-11-23-45.txt": b""})  # fmt: skip
    found = rows(path)
    assert list(found) == ["12-34 - Ada King", "13-34 - Bo Li - 13 September, 2024 9 AM",
                           "13-34 - Bo Li - Sep 12, 2024 1123 PM", "HW 1_cy"]  # fmt: skip
    assert found["12-34 - Ada King"].note == found["HW 1_cy"].note == ""
    assert all("2 go by the name of 13-34 - Bo Li" in one.note for name, one in found.items() if "Bo Li" in name)


def test_what_a_platform_puts_beside_the_submissions_is_passed_over(place):
    found = look(place({"index.html": b"", "grades.csv": b"", "amara/x.ipynb": b"", "ben/index.html": b""}))
    assert found.passed_over == ("grades.csv", "index.html")
    assert [one.student for one in found.submissions] == ["amara", "ben"]
    assert "only index.html" in found.submissions[1].refused


def test_what_nobody_hands_in_is_passed_over_and_named(place):
    found = look(place({"__MACOSX/._amara.ipynb": b"", "._ben.ipynb": b"", ".git/config": b"", "Thumbs.db": b"", "desktop.ini": b"",
                        "amara.ipynb": b"", "ben/.ipynb_checkpoints/x-checkpoint.ipynb": ALL, "ben/x.ipynb": b"",
                        "caro/.ipynb_checkpoints/x-checkpoint.ipynb": b"", "ben/~$x.docx": b""}))  # fmt: skip
    assert found.passed_over == ("._ben.ipynb", ".git", "Thumbs.db", "__MACOSX", "ben/.ipynb_checkpoints", "ben/~$x.docx",
                                 "caro/.ipynb_checkpoints", "desktop.ini")  # fmt: skip
    assert [one.student for one in found.submissions] == ["amara", "ben", "caro"]
    assert found.submissions[1].note == ""
    assert "only .ipynb_checkpoints (Jupyter's old copies)" in found.submissions[2].refused


# --- A row for everything --------------------------------------------------------------------------------------------


def test_what_is_not_a_notebook_gets_a_row_with_the_reason(place):
    found = rows(place({"amara.ipynb": b"", "report.pdf": b"", "thoughts": b"", "ben.zip": b"PK", "caro/a.pdf": b"", "caro/b/c.csv": b"",
                        "dan": None, "eva/hw.zip": b"PK", "fay/old": None}))  # fmt: skip
    assert found["report"].refused == "It is not a notebook (.ipynb) but a .pdf file."
    assert found["thoughts"].refused == "It is not a notebook (.ipynb)."
    assert "zip" in found["ben"].refused and "Unpack" in found["ben"].refused
    assert found["caro"].refused == "There is no notebook (.ipynb) in it, only a.pdf and b/c.csv."
    assert found["dan"].refused == found["fay"].refused == "There is no notebook (.ipynb) in it: it is empty."
    assert "hw.zip" in found["eva"].refused
    assert found["dan"].file == "dan" and found["report"].file == "report.pdf"
    assert all(refusal(one) == one.refused for one in found.values() if one.student != "amara")


def test_a_folder_with_the_name_of_a_notebook_is_a_folder(place):
    found = rows(place({"amara.ipynb/x.ipynb": b"A", "ben.ipynb": None, ".ipynb": None, "caro/x.ipynb": None}))
    assert found["amara"].read() == b"A"
    assert "empty" in found["ben"].refused and "empty" in found["unnamed"].refused and "empty" in found["caro"].refused


def test_what_a_browser_added_to_the_name_does_not_matter_and_is_told(place):
    found = rows(place({"amara.ipynb.txt": b"A", "ben/x.ipynb.json": b"B"}))
    assert [one.read() for one in found.values()] == [b"A", b"B"]
    assert [one.note for one in found.values()] == [f"Read as a notebook, though it is called {name}." for name in ("amara.ipynb.txt", "x.ipynb.json")]  # fmt: skip


def test_a_file_above_the_limit_is_refused_with_what_to_do(place):
    path = place({"amara.ipynb": b"x" * 5000, "ben.ipynb": b"x" * 4096, "caro/x.ipynb": b"x" * 5000})
    found = rows(path, limit=4096)
    assert found["amara"].refused == found["caro"].refused
    assert (
        found["amara"].refused.startswith("It has 5000 bytes, more than the 4096 bytes")
        and "clear all outputs" in found["amara"].refused
    )
    assert len(found["ben"].read()) == 4096
    assert submissions._too_large(200 * 2**20, submissions.LIMIT).startswith("It has 200 MB, more than the 64 MB")


@needs_links
def test_links_are_never_followed(tmp_path):
    secret = put(tmp_path / "secret", {"x.ipynb": b"secret"})
    path = put(tmp_path / "class", {"amara.ipynb": b"", "ben/data.csv": b"", "caro/x.ipynb": b"own", "dan/y.csv": b""})
    (path / "eva.ipynb").symlink_to(secret / "x.ipynb")
    (path / "fay").symlink_to(secret)
    (path / "gus.ipynb").symlink_to("nowhere")
    (path / "ben" / "x.ipynb").symlink_to(secret / "x.ipynb")
    (path / "caro" / "more").symlink_to(secret)
    (path / "dan" / "x").symlink_to(secret)
    found = rows(path)
    for name in ("ben", "eva", "gus"):
        assert "symbolic link" in refusal(found[name])
    assert "link" in refusal(found["fay"]) and "x (a link, not followed)" in refusal(found["dan"])
    assert found["caro"].read() == b"own" and "Not looked at: more" in found["caro"].note


@needs_links
@pytest.mark.parametrize("portable", [False, True])
def test_a_link_put_in_place_after_looking_is_not_followed(tmp_path, monkeypatch, portable):
    if portable:  # as on Windows
        monkeypatch.setattr(os, "supports_dir_fd", set())
        monkeypatch.delattr(os, "O_NOFOLLOW")
        monkeypatch.delattr(os, "O_NONBLOCK")
    secret = put(tmp_path / "secret", {"x.ipynb": b"secret"})
    path = put(tmp_path / "class", {"amara/x.ipynb": b"A", "ben/x.ipynb": b"B", "caro/x.ipynb": b"C"})
    found = rows(path)
    (path / "amara").rename(tmp_path / "gone")
    (path / "amara").symlink_to(secret)
    (path / "ben" / "x.ipynb").unlink()
    (path / "ben" / "x.ipynb").symlink_to(secret / "x.ipynb")
    assert "symbolic link" in refusal(found["amara"]) and "symbolic link" in refusal(found["ben"])
    assert found["caro"].read() == b"C"
    (path / "caro" / "x.ipynb").unlink()
    assert "cannot be read" in refusal(found["caro"])


@unix
def test_pipes_and_sockets_are_refused_without_opening_them(tmp_path, monkeypatch):
    path = put(tmp_path / "class", {"amara.ipynb": b"A", "caro.ipynb": b""})
    os.mkfifo(path / "pipe.ipynb")
    monkeypatch.chdir(path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.ipynb")
        found = rows(path)
    assert "named pipe" in refusal(found["pipe"]) and "socket" in refusal(found["socket"])
    (path / "caro.ipynb").unlink()
    os.mkfifo(path / "caro.ipynb")  # after looking: opened without waiting, and not read
    assert "named pipe" in refusal(found["caro"])


def test_a_file_that_grows_after_looking_is_still_bounded(tmp_path):
    path = put(tmp_path / "class", {"amara.ipynb": b"x"})
    (one,) = rows(path, limit=100).values()
    (path / "amara.ipynb").write_bytes(b"x" * 1000)
    assert "more than the 100 bytes" in refusal(one)


@unix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="nothing is closed to root")
def test_what_may_not_be_read_is_refused(tmp_path):
    path = put(tmp_path / "class", {"amara.ipynb": b"", "ben/x.ipynb": b"", "caro.ipynb": b""})
    (path / "amara.ipynb").chmod(0)
    (path / "ben").chmod(0)
    try:
        found = rows(path)
        assert "Permission denied" in refusal(found["amara"]) and "Permission denied" in refusal(found["ben"])
    finally:
        (path / "ben").chmod(0o700)


def test_trouble_with_one_file_or_folder_stays_its_own(tmp_path, monkeypatch):
    path = put(tmp_path / "class", {"amara.ipynb": b"", "ben/x.ipynb": b"", "caro.ipynb": b"C"})
    listing, opening = os.scandir, os.open

    def scandir(where):
        if str(where).endswith("ben"):
            raise PermissionError(13, "Permission denied")
        return listing(where)

    def refuse(name, *arguments, **options):
        if str(name).endswith("amara.ipynb"):
            raise PermissionError(13, "Permission denied")
        return opening(name, *arguments, **options)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "supports_dir_fd", {refuse})
    found = rows(path)
    assert "Permission denied" in refusal(found["amara"]) and "Permission denied" in refusal(found["ben"])
    assert found["caro"].read() == b"C"


def test_a_tree_without_end_is_not_walked_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "DEEPEST", 3)
    path = put(tmp_path / "class", {"amara/x.ipynb": b"", "ben/1/2/3/4/5/x.ipynb": b""})
    assert "1/2/3 (too deep)" in rows(path)["ben"].refused
    monkeypatch.setattr(submissions, "MOST_ENTRIES", 50)
    put(path, {f"ben/{i}/x.ipynb": b"" for i in range(100)})
    put(path, {"zoe/x/x.ipynb": b"Z"})
    assert {"amara", "ben", "zoe"} == set(rows(path))
    assert "not looked into" in rows(path)["zoe"].refused or rows(path)["zoe"].read() == b"Z"


# --- Which notebook counts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("inside", "taken", "reason"), [
    ({NOTEBOOK: b"", "all.ipynb": ALL}, NOTEBOOK, "has the assignment's file name"),
    ({NOTEBOOK.lower(): b"", "all.ipynb": ALL}, NOTEBOOK.lower(), "has the assignment's file name"),
    ({NOTEBOOK: ONE, NOTEBOOK[:-6] + " - Copy (2).ipynb": ALL}, NOTEBOOK, "has the assignment's file name"),
    ({NOTEBOOK[:-6] + "-Copy1.ipynb": b"", "all.ipynb": ALL}, NOTEBOOK[:-6] + "-Copy1.ipynb", "renamed copy"),
    ({NOTEBOOK[:-6] + " (1).ipynb": ONE, NOTEBOOK[:-6] + " (2).ipynb": ALL}, NOTEBOOK[:-6] + " (2).ipynb", "later copy by its number"),
    ({NOTEBOOK[:-6] + " - Copy.ipynb": ONE, NOTEBOOK[:-6] + "_copy.ipynb": ALL}, NOTEBOOK[:-6] + "_copy.ipynb", "renamed copy of the assignment and shows 3 of the assignment's 3 marks"),
    ({"a.ipynb": ONE, "b.ipynb": ALL, "c.ipynb": b""}, "b.ipynb", "shows 3 of the assignment's 3 marks"),
    ({"deep/er/" + NOTEBOOK: b"", "all.ipynb": ALL}, "deep/er/" + NOTEBOOK, "has the assignment's file name"),
    ({"a.ipynb": b"", "my " + NOTEBOOK: b""}, "my " + NOTEBOOK, "by its name (none shows an exercise"),
    ({"b.ipynb": b"", "a.ipynb": b"", "a/a.ipynb": b""}, "a.ipynb", "by its name (none shows an exercise"),
], ids=range(10))  # fmt: skip
def test_of_several_notebooks_one_is_taken_and_the_others_are_named(place, inside, taken, reason):
    path = place({f"amara/{name}": content for name, content in inside.items()} | {"ben/x.ipynb": b""})
    one = rows(path)["amara"]
    assert one.file == f"amara/{taken}"
    assert reason in one.note
    assert all(name in one.note for name in inside)


@pytest.mark.parametrize(("inside", "taken"), [
    ({"hw": ALL, "hw (1)": ONE}, "hw (1)"),
    ({"hw (1)": ALL, "hw (2)": ONE}, "hw (2)"),
    ({"hw": b"", "hw-1": b"", "hw-2": b"", "hw-10": b""}, "hw-10"),
    ({NOTEBOOK[:-6]: ALL, NOTEBOOK[:-6] + "-1": ONE}, NOTEBOOK[:-6] + "-1"),
    ({NOTEBOOK[:-6]: ALL, NOTEBOOK[:-6] + " (1)": ALL, NOTEBOOK[:-6] + " (1) - Copy": ALL, "z": ALL}, NOTEBOOK[:-6] + " (1)"),
    ({"hw": ALL, "hw - Copy": ALL}, "hw"),
    ({"hw": ALL, "hw - Kopie (2)": ALL}, "hw"),
    ({"hw": ALL, "hw (1)": b""}, "hw"),
    ({"hw-1": ALL, "hw-2": ONE}, "hw-1"),
    ({"hw": ALL, "again/hw (1)": ONE}, "hw"),
], ids=range(10))  # fmt: skip
def test_of_numbered_copies_the_last_one_is_taken_if_it_is_the_assignment(place, inside, taken):
    path = place({f"amara/{name}.ipynb": content for name, content in inside.items()} | {"ben/x.ipynb": b""})
    assert rows(path)["amara"].file == f"amara/{taken}.ipynb"


def test_the_note_on_several_notebooks_says_how_to_have_another_graded(place):
    found = rows(place({"amara/hw.ipynb": b"", "amara/hw (1).ipynb": b"", "libo_7_41_hw.ipynb": b"", "libo_7_42_hw-1.ipynb": b"",
                        "roy/a.ipynb": b"", "roy/b.ipynb": ONE, "roy/c.ipynb": b""}))  # fmt: skip
    assert found["amara"].note == (
        "Two notebooks: hw (1).ipynb was taken, as the later copy by its number; hw.ipynb was not looked at. "
        "To grade hw.ipynb instead, remove hw (1).ipynb."
    )
    assert found["libo_7"].note == (
        "Two notebooks: libo_7_42_hw-1.ipynb was taken, as the later copy by its number; libo_7_41_hw.ipynb was not looked "
        "at. To grade libo_7_41_hw.ipynb instead, remove libo_7_42_hw-1.ipynb."
    )
    assert found["roy"].note == (
        "Three notebooks: b.ipynb was taken, as it shows 1 of the assignment's 3 marks; a.ipynb and c.ipynb were not looked "
        "at. To grade another instead, keep that one alone."
    )


def test_the_assignment_by_its_name_is_taken_or_named_wherever_it_lies(place):
    one = rows(
        place(
            {"amara/C1W1-5/x.ipynb": b"", f"amara/final/{NOTEBOOK}": ALL, "amara/C1W2-5/y.ipynb": ALL, "ben.ipynb": b""}
        )
    )["amara"]
    assert one.file == f"amara/final/{NOTEBOOK}"
    assert "; C1W1-5/x.ipynb was not looked at." in one.note and "C1W2" not in one.note


def test_a_notebook_that_cannot_be_read_gives_way_and_is_named(place):
    path = place({f"amara/{NOTEBOOK}": b"x" * 999, "amara/b.ipynb": b"B", "ben/x.ipynb": b""})
    one = rows(path, limit=100)["amara"]
    assert one.read() == b"B" and f"Not looked at: {NOTEBOOK}" in one.note


def test_only_notebooks_that_could_be_meant_are_read(tmp_path, monkeypatch):
    path = put(tmp_path, {f"s{i}/x.ipynb": ALL for i in range(20)} | {"s0/y.ipynb": ONE, f"s1/{NOTEBOOK}": ALL})
    read = []
    head = submissions._Disk.head
    monkeypatch.setattr(
        submissions._Disk, "head", lambda self, most: read.append((self.parts, most)) or head(self, most)
    )
    look(path)
    assert sorted(parts for parts, _ in read) == [("s0", "x.ipynb"), ("s0", "y.ipynb")]
    assert sum(most for _, most in read) <= submissions.LIMIT


# --- Names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["amara (1)", "amara (2)", "amara(1)", "amara - Copy", "amara - Copy (2)", "amara copy", "amara copy 2",
                                  "amara-Copy1", "amara_copy", "amara - Kopie", "amara (1) (1)", "amara (copy)"])  # fmt: skip
def test_a_renamed_copy_is_the_same_student(place, name):
    found = rows(place({f"{name}.ipynb": b"A", "ben.ipynb": b""}))
    assert list(found) == ["amara", "ben"]
    assert found["amara"].note == f"Renamed: the file is called {name}.ipynb."


def test_a_copy_beside_the_first_gets_a_row_and_both_say_so(place):
    found = rows(
        place(
            {
                "amara.ipynb": b"A",
                "amara (1).ipynb": b"B",
                "ben (1)/x.ipynb": b"",
                "caro (1).ipynb": b"",
                "caro (2).ipynb": b"",
            }
        )
    )
    assert list(found) == ["amara", "amara (1)", "ben", "caro (1)", "caro (2)"]
    assert found["amara"].read() == b"A" and found["amara (1)"].read() == b"B"
    for name in ("amara", "amara (1)"):
        assert (
            found[name].note == "2 go by the name of amara: amara (1).ipynb and amara.ipynb. Keep the one that counts."
        )
    assert found["ben"].note == "Renamed: the folder is called ben (1)."
    assert "2 go by the name of caro" in found["caro (1)"].note


def test_a_students_other_files_are_named_in_the_note_and_get_no_row(place):
    path = place({"olga.ivanova.pdf": b"", "olga.ivanova.ipynb": b"O", "Olga.Ivanova (1).docx": b"", "ben/x.ipynb": b"B", "ben.py": b"",
                  "ben.ipynb.html": b"", "caro.ipynb": b"C", "caro/report.pdf": b"", "dan.ipynb": b"D", "dan": None,
                  "eva.ipynb": b"", "eva (1).ipynb": b"", "eva.pdf": b"", "eva (2).pdf": b"",
                  "HW 1_cy_attempt_2024-09-12-11-23-45_x.pdf": b"", "HW 1_cy_attempt_2024-09-12-11-24-45_x.ipynb": b""})  # fmt: skip
    found = rows(path)
    assert list(found) == ["HW 1_cy", "ben", "caro", "dan", "eva", "eva (1)", "eva (2)", "olga.ivanova"]
    assert found["olga.ivanova"].read() == b"O"
    assert found["olga.ivanova"].note == "Also handed in: Olga.Ivanova (1).docx and olga.ivanova.pdf."
    assert found["ben"].note == "Also handed in: ben.ipynb.html and ben.py."
    assert found["caro"].note == "Also handed in: caro/report.pdf." and found["dan"].note == "Also handed in: dan/."
    assert found["HW 1_cy"].note == "Also handed in: HW 1_cy_attempt_2024-09-12-11-23-45_x.pdf."
    assert found["eva"].note.startswith("Also handed in: eva.pdf. 3 go by the name of eva")
    assert look(path).duplicates == (("eva", "eva (1)", "eva (2)"),)


def test_a_notebook_that_cannot_be_read_keeps_its_row_unless_it_is_clearly_the_same_students(place):
    big = b"x" * 999
    path = place({"amara.ipynb": big, "amara (1).ipynb": b"A", "ben.ipynb": big, "ben/x.ipynb": b"B", "caro.ipynb": big, "caro.pdf": b""})  # fmt: skip
    found = rows(path, limit=100)
    assert list(found) == ["amara", "amara (1)", "ben", "caro", "caro.pdf"]
    assert found["amara"].refused and not found["amara (1)"].refused
    assert found["ben"].read() == b"B"
    assert found["ben"].note == "Not looked at: ben.ipynb (a link, too large, or not readable)."
    assert look(path, limit=100).duplicates == (("amara", "amara (1)"), ("caro", "caro.pdf"))


def test_two_things_of_one_name_both_get_a_row(place):
    found = rows(place({"amara.pdf": b"", "amara.ipynb": b"A", "amara/x.ipynb": b"B", "Amara.txt": b""}))
    assert list(found) == ["Amara.txt", "amara", "amara [2]", "amara.pdf"]
    assert "Called amara [2] here" in found["amara [2]"].note
    assert all("4 go by the name of" in one.note for one in found.values())
    assert sorted(one.read() for one in found.values() if not one.refused) == [b"A", b"B"]
    assert len({name.casefold() for name in found}) == 4


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_names_are_the_same_student_in_either_unicode_form(tmp_path, form):
    name = unicodedata.normalize(form, "Zoë Ångström")
    path = pack(tmp_path / "x.zip", {f"{name}.ipynb": b"Z", f"{name} Jr/x.ipynb": b""})
    assert list(rows(path)) == [unicodedata.normalize("NFC", one) for one in ("Zoë Ångström", "Zoë Ångström Jr")]
    assert rows(path)["Zoë Ångström"].note == ""


def test_both_unicode_forms_of_a_name_in_one_zip_are_one_student(tmp_path):
    nfc, nfd = (unicodedata.normalize(form, "Zoë") for form in ("NFC", "NFD"))
    found = rows(pack(tmp_path / "x.zip", {f"{nfc}/data.csv": b"", f"{nfd}/x.ipynb": b"Z", "ben.ipynb": b""}))
    assert set(found) == {"Zoë", "ben"}
    assert found["Zoë"].read() == b"Z"
    found = rows(pack(tmp_path / "y.zip", {f"{nfc}.ipynb": b"", f"{nfd}.ipynb": ALL, "ben.ipynb": b""}))
    assert found["Zoë"].read() == ALL and "Two notebooks" in found["Zoë"].note


def test_keys_hold_nothing_that_a_page_or_a_file_cannot_be_named_after(tmp_path):
    odd = [
        "am\x07ara",
        "amara",
        "am\u202eara",
        "a\tb\nc",
        "\x01",
        "\u200b",
        "..x",
        "x" * 500,
        "x" * 499 + "y",
        "<b>&amp;",
        "=1+1",
        "Ünï 名前",
    ]
    path = pack(tmp_path / "x.zip", {f"{name}/x.ipynb": name.encode() for name in odd})
    found = rows(path)
    assert len(found) == len(odd) - 1  # ..x is hidden
    for key, one in found.items():
        assert key == key.strip(" .") and 0 < len(key) <= 210
        assert not set(key) & set("/\\") and not any(unicodedata.category(char)[0] == "C" for char in key)
        assert not any(unicodedata.category(char)[0] == "C" for char in one.file)
        (key + one.file + one.note).encode("utf-8")
    assert found["amara"].read() in (b"amara", b"am\x07ara", "am\u202eara".encode())
    assert sum("Called" in one.note for one in found.values()) >= 6
    assert {"<b>&amp;", "=1+1", "Ünï 名前", "a b c"} <= set(found)


@unix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS refuses such names")
def test_names_that_are_not_utf8_on_the_disk_are_read(tmp_path):
    path = put(tmp_path / "class", {"ben.ipynb": b""})
    Path(os.fsdecode(os.fsencode(path) + b"/zo\xeb.ipynb")).write_bytes(b"Z")
    one = rows(path)["zo"]
    assert one.read() == b"Z" and one.file == "zo\ufffd.ipynb" and "Called zo here" in one.note


@unix
def test_a_backslash_in_a_name_on_the_disk_separates_nothing(tmp_path):
    path = put(tmp_path / "class", {"..\\am\\ara.ipynb": b"A", "x\\y.ipynb": b""})
    assert list(rows(path)) == ["x_y"]
    assert look(path).passed_over == ("..\\am\\ara.ipynb",)


# --- Zips ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../amara.ipynb", "../../etc/amara.ipynb", "/etc/amara.ipynb", "C:/amara.ipynb", "ben/../amara.ipynb",
                                  "..\\amara.ipynb", "ben\\x.ipynb", "\\\\server\\amara.ipynb", "z" * 2000 + ".ipynb"])  # fmt: skip
def test_a_name_that_leads_out_of_the_zip_is_a_refused_row(tmp_path, name):
    info = zipfile.ZipInfo("x")
    info.filename = info.orig_filename = name
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr(info, b"evil")
        archive.writestr("amara.ipynb", b"A")
        archive.writestr("ben.ipynb", b"B")
    found = rows(tmp_path / "class.zip")
    assert found.pop("amara").read() == b"A" and found.pop("ben").read() == b"B"
    ((key, one),) = found.items()
    assert "name in the zip" in refusal(one)
    assert not set(key) & set("/\\") and ".." not in key


def test_reading_writes_nothing(tmp_path, monkeypatch):
    path = pack(
        tmp_path / "class.zip", {"amara.ipynb": b"A", "../../ben.ipynb": b"B", "caro/x.ipynb": b"", "caro/y.ipynb": b""}
    )
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for one in look(path).submissions:
        if not one.refused:
            one.read()
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == ["class.zip", "here"]


def test_a_bomb_is_unpacked_no_further_than_the_limit(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("bomb.ipynb", bytes(50 * 2**20))
        archive.writestr("ben.ipynb", b"B")
    found = rows(tmp_path / "class.zip", limit=2**20)
    assert found["bomb"].refused.startswith("It has 50 MB, more than the 1 MB")
    assert found["ben"].read() == b"B"


def test_a_bomb_that_hides_its_size_is_refused(tmp_path):
    path = pack(tmp_path / "class.zip", {"bomb.ipynb": bytes(5 * 2**20), "ben.ipynb": b"B"})
    path.write_bytes(path.read_bytes().replace((5 * 2**20).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    found = rows(path, limit=2**20)
    assert not found["bomb"].refused and "damaged" in refusal(found["bomb"])
    assert found["ben"].read() == b"B"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_cannot_be_unpacked_piece_by_piece_is_refused(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "class.zip", "w", method) as archive:
        archive.writestr("bomb.ipynb", bytes(2**20))
    assert "Unpack the zip" in refusal(rows(tmp_path / "class.zip")["bomb"])


def test_a_damaged_member_is_refused_and_the_others_are_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        archive.writestr("amara.ipynb", b"all the answers")
        archive.writestr("ben.ipynb", b"B")
    path = tmp_path / "class.zip"
    path.write_bytes(path.read_bytes().replace(b"all the answers", b"all the ANSWERS"))
    found = rows(path)
    assert "damaged" in refusal(found["amara"]) and found["ben"].read() == b"B"


def test_an_encrypted_member_is_refused(tmp_path):
    path = pack(tmp_path / "class.zip", {"amara.ipynb": b"A"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert rows(path)["amara"].refused == submissions.ENCRYPTED


def test_links_and_pipes_in_a_zip_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name, kind in (("link.ipynb", stat.S_IFLNK), ("pipe.ipynb", stat.S_IFIFO), ("amara/x.ipynb", stat.S_IFLNK)):
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 3, (kind | 0o777) << 16
            archive.writestr(info, b"/etc/passwd")
    found = rows(tmp_path / "class.zip")
    assert "symbolic link" in refusal(found["link"]) and "symbolic link" in refusal(found["amara"])
    assert "named pipe" in refusal(found["pipe"])


def test_a_zip_inside_the_zip_is_refused(tmp_path):
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    found = rows(
        pack(tmp_path / "class.zip", {"amara.zip": inner.getvalue(), "ben/hw.zip": inner.getvalue(), "caro.ipynb": b""})
    )
    assert "a zip inside the zip" in refusal(found["amara"]) and "a zip inside the zip" in refusal(found["ben"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_in_a_zip_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "class.zip", "w") as archive:
        for name in ("amara.ipynb", "amara.ipynb", "ben/x.ipynb", "./ben//x.ipynb", "caro.ipynb"):
            archive.writestr(name, name)
    found = rows(tmp_path / "class.zip")
    assert "two files of this name" in refusal(found["amara"]) and "two files of this name" in refusal(found["ben"])
    assert found["caro"].read() == b"caro.ipynb"


@pytest.mark.parametrize(
    ("raw", "shown"), [("Zoë".encode(), "Zoë"), ("Zoë".encode("cp437"), "Zoë"), ("名前".encode(), "名前")]
)
def test_names_that_do_not_say_how_they_are_written_are_read(tmp_path, raw, shown):
    path = pack(tmp_path / "class.zip", {"X" * len(raw) + ".ipynb": b"Z"})
    path.write_bytes(path.read_bytes().replace(b"X" * len(raw), raw))
    assert {name: one.read() for name, one in rows(path).items()} == {shown: b"Z"}


def test_a_zip_can_be_read_by_several_threads_at_once(tmp_path):
    random.seed(1)
    content = {f"s{i}.ipynb": random.randbytes(50_000) for i in range(40)}
    found = look(pack(tmp_path / "class.zip", content)).submissions
    start = threading.Barrier(8)

    def read(one):
        if one.student < "s16":
            start.wait(20)
        return one.read()

    first = sorted(found, key=lambda one: one.student >= "s16")[:8]
    rest = [one for one in found if one not in first]
    with ThreadPoolExecutor(8) as pool:
        several = list(pool.map(read, first)) + [one for _ in range(5) for one in pool.map(Submission.read, rest)]
    assert several == [content[one.file] for one in first] + 5 * [content[one.file] for one in rest]


def test_a_zip_changed_after_looking_is_refused_not_misread(tmp_path):
    path = pack(tmp_path / "class.zip", {"amara.ipynb": b"A" * 1000, "ben.ipynb": b"B"})
    found = rows(path)
    path.write_bytes(bytes(path.stat().st_size))
    assert "damaged" in refusal(found["amara"])


# --- What cannot be used at all --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "content", "sentence"), [
    ("missing", None, "There is no"),
    ("amara.ipynb", b"{}", "is one notebook. Give the folder"),
    ("class.tar.gz", b"\x1f\x8b", "neither a folder nor a zip"),
    ("class.zip", b"", "neither a folder nor a zip"),
    ("class.zip", b"PK\x05\x06" + bytes(10), "neither a folder nor a zip"),
    ("class.zip", b"PK\x05\x06" + bytes(18), "There is no submission in"),
    ("class.zip", b"PK\x05\x06" + bytes(6) + b"\xff" * 8 + bytes(4), "neither a folder nor a zip"),
])  # fmt: skip
def test_what_is_no_folder_or_zip_is_said_with_what_to_give(tmp_path, name, content, sentence):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ValueError, match=sentence) as caught:
        look(tmp_path / name)
    assert str(caught.value).endswith(".")


def test_nothing_to_grade_is_said(place):
    with pytest.raises(ValueError, match="There is no submission in .*<student>.ipynb"):
        look(place({".DS_Store": b"", "__MACOSX/x.ipynb": b"", "index.html": b""}))


def test_a_zip_cut_off_anywhere_is_refused_in_words(tmp_path):
    whole = pack(tmp_path / "class.zip", {"amara.ipynb": b"A" * 50, "ben/x.ipynb": b""}).read_bytes()
    for cut in range(len(whole)):
        (tmp_path / "cut.zip").write_bytes(whole[:cut])
        with pytest.raises(ValueError, match="neither a folder nor a zip"):
            look(tmp_path / "cut.zip")


def test_any_broken_byte_costs_a_row_or_the_zip_never_more(tmp_path):
    whole = pack(tmp_path / "class.zip", {"amara.ipynb": b"A" * 50, "ben/x.ipynb": b"B"}).read_bytes()
    for at in range(len(whole)):
        for flip in (0x01, 0x80, 0xFF):
            (tmp_path / "broken.zip").write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
            try:
                found = look(tmp_path / "broken.zip").submissions
            except ValueError:
                continue
            for one in found:
                try:
                    one.read()
                except Refusal as error:
                    assert str(error).endswith(".")


def test_too_many_entries_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(submissions, "MOST_MEMBERS", 3)
    path = pack(tmp_path / "class.zip", {f"s{i}.ipynb": b"" for i in range(4)})
    with pytest.raises(ValueError, match="4 entries, more than 3. Unpack it"):
        look(path)


# --- Large classes ---------------------------------------------------------------------------------------------------


def test_a_large_class_is_found_without_reading_a_notebook(place, monkeypatch):
    path = place({f"student {i:04}/x.ipynb": bytes(1000) for i in range(1000)})
    for kind in (submissions._Disk, submissions._Member):
        monkeypatch.setattr(kind, "head", lambda self, most: pytest.fail("read"))
    assert len(look(path).submissions) == 1000


def test_the_module_imports_nothing_heavy():
    code = "import utils.grade.submissions, sys; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert not {"numpy", "json", "matplotlib"} & set(loaded)


@unix
def test_nothing_is_left_open(tmp_path):
    folder = put(tmp_path / "class", {"amara/x.ipynb": b"A", "ben/y/x.ipynb": b"B"})
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("open files are counted through /proc")
    before = len(os.listdir("/proc/self/fd"))
    found = rows(folder)
    assert [one.read() for one in found.values()] == [b"A", b"B"]
    (folder / "amara" / "x.ipynb").unlink()
    refusal(found["amara"])
    (folder / "amara" / "x.ipynb").mkdir()
    assert "a folder" in refusal(found["amara"])
    assert len(os.listdir("/proc/self/fd")) == before
