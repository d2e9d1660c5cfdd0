"""Progress is kept in one local file that survives bad content, two notebooks at once and an interrupted write."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from utils.learn import course_map, store
from utils.learn.registry import ROOT

ID = "c1w1.determinant_2x2"


def test_the_best_status_stays(own_progress):
    for status in ("failed", "passed", "failed", "blank"):
        store.record("exercise", ID, status)
    progress = store.load()
    assert progress.exercises == {ID: "passed"}
    assert progress.attempts == {ID: 3}


def test_bad_content_is_passed_over_and_kept(own_progress):
    store.record("exercise", ID, "passed")
    rubbish = (
        b'{"kind": "exercise", "id"\n[1, 2]\n"x"\n{"kind": "poem", "id": "x", "value": 1}\n\xff\xfe\x00garbage\n'
        + b"[" * 100_000
        + b"\n"
    )
    own_progress.write_bytes(rubbish + own_progress.read_bytes())
    store.record("question", "q", True)
    progress = store.load()
    assert progress.exercises == {ID: "passed"} and progress.questions == {"q": True}
    assert progress.unreadable >= 5
    assert own_progress.read_bytes().startswith(rubbish)


def test_a_write_that_was_cut_off_spoils_its_own_line_alone(own_progress):
    store.record("exercise", "c1w1.one", "passed")
    whole = own_progress.read_bytes()
    for cut in range(len(whole)):
        own_progress.write_bytes(whole + whole[:cut])
        store.record("exercise", "c1w1.two", "passed")
        assert store.load().exercises == {"c1w1.one": "passed", "c1w1.two": "passed"}


def test_several_notebooks_can_write_at_once(own_progress):
    code = "import sys; from utils.learn import store\nfor i in range(200): store.record('exercise', f'c1w1.{sys.argv[1]}{i}', 'passed')"
    running = [
        subprocess.Popen([sys.executable, "-c", code, name], env=os.environ, cwd=ROOT) for name in ("a", "b", "c")
    ]
    assert [process.wait(120) for process in running] == [0, 0, 0]
    progress = store.load()
    assert len(progress.exercises) == 600 and progress.unreadable == 0


def test_a_place_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "missing" / "progress.jsonl"))
    assert "could not be saved" in store.record("exercise", ID, "passed")
    assert store.load().exercises == {}
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    assert "could not be saved" in store.record("exercise", ID, "passed")
    assert store.load().exercises == {}


def test_the_map_shows_what_is_done(own_progress):
    before = course_map.html(store.load())
    store.record("exercise", ID, "passed")
    after = course_map.html(store.load())
    assert before != after
    assert after.count("<details") == sum(bool(week.notebooks) for week in course_map.weeks())
    assert len(course_map.weeks()) == 11
    assert "Systems of linear equations" in course_map.text(store.load())


@pytest.mark.parametrize("week", course_map.weeks(), ids=lambda week: week.id)
def test_the_map_links_to_files_that_are_there(week):
    for notebook in week.notebooks:
        assert (ROOT / notebook.path).is_file()
        assert notebook.kind and notebook.minutes
