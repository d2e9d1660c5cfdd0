"""Grafting: answers put into a notebook's exercise cells give a runnable notebook."""

from __future__ import annotations

import copy
import json

import pytest
from notebook_runs import NOTEBOOKS, run_code

from utils.learn import graft

with_exercises = pytest.mark.parametrize(
    "path", [p for p in NOTEBOOKS if graft.exercise_ids(graft.load(p))], ids=lambda p: p.stem[:7]
)


@with_exercises
def test_answers_come_back_out_and_nothing_else_changes(path):
    notebook = graft.load(path)
    kept = copy.deepcopy(notebook)
    answers = {one: f"# answer to {one}" for one in graft.exercise_ids(notebook)}
    grafted = graft.graft(notebook, answers)
    assert graft.answers_in(grafted) == answers
    assert notebook == kept
    back = graft.graft(grafted, graft.answers_in(notebook))
    assert graft.code_of(back) == graft.code_of(notebook)
    assert [cell["id"] for cell in back["cells"]] == [cell["id"] for cell in notebook["cells"]]


@with_exercises
def test_a_blank_notebook_runs_to_its_end(path, own_progress):
    run_code(graft.code_of(graft.load(path)))


@with_exercises
def test_a_notebook_of_wrong_answers_runs_to_its_end(path, own_progress):
    notebook = graft.load(path)
    for body in ("return None", "raise RuntimeError('x')", "return 'x'", "return np.nan"):
        wrong = {
            one: f"def {one.partition('.')[2]}(*args, **kwargs):\n    {body}" for one in graft.exercise_ids(notebook)
        }
        run_code(graft.code_of(graft.graft(notebook, wrong)))


def test_an_answer_to_no_exercise_is_refused():
    with pytest.raises(ValueError, match="has no exercise c1w1.nothing"):
        graft.graft({"cells": []}, {"c1w1.nothing": ""})


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[]", "no list of cells"),
        (b'{"worksheets": []}', "old format 3"),
        (b"[" * 200_000, "nested without end"),
    ],
)
def test_what_is_no_notebook_is_refused_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "x.ipynb"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=sentence):
        graft.load(path)


def test_outputs_are_dropped_and_sources_may_be_lists(tmp_path):
    cell = {
        "cell_type": "code",
        "metadata": {"exercise": "c1w1.x"},
        "source": ["a\n", "b"],
        "outputs": [1],
        "execution_count": 3,
    }
    path = tmp_path / "x.ipynb"
    path.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    grafted = graft.graft(graft.load(path), {})
    assert grafted["cells"][0]["outputs"] == [] and grafted["cells"][0]["execution_count"] is None
    assert graft.answers_in(grafted) == {"c1w1.x": "a\nb"}


@with_exercises
def test_a_strict_run_stops_at_a_wrong_answer(path, own_progress, monkeypatch):
    from utils.learn.loop import CheckNotPassed

    monkeypatch.setenv("COURSE_STRICT", "1")
    notebook = graft.load(path)
    answers = graft.reference_answers(graft.exercise_ids(notebook))
    run_code(graft.code_of(graft.graft(notebook, answers)))
    last = list(answers)[-1]
    answers[last] = f"def {last.partition('.')[2]}(*anything):\n    return 'no'"
    with pytest.raises(CheckNotPassed, match=last):
        run_code(graft.code_of(graft.graft(notebook, answers)))
