"""`utils.learn.tidy` makes a notebook as the guards want it, keeps what is readable, and leaves other files alone."""

from __future__ import annotations

import json

import notebook_guards as guards
from notebook_runs import ALL

from utils.learn import graft, tidy


def saved_by_jupyterlab() -> dict:
    def cell(kind, cell_id, source, **more):
        return {"cell_type": kind, "id": cell_id, "metadata": {"collapsed": True}, "source": source, **more}

    return {
        "nbformat": 4, "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "own-env"}, "widgets": {"x": 1}, "course": {"id": "c1w2-3", "kind": "lab", "minutes": 60}},
        "cells": [
            cell("markdown", "3f2a9c01", "# Row operations\ntext"),
            cell("code", "d3b07384-d113-4ec6-a5d8-7b1e2c3f4a5b", "import numpy as np", outputs=[{"output_type": "stream"}], execution_count=4),
            cell("code", "0a0a0a0a", "x = 2", outputs=[], execution_count=None),
            cell("code", "kept-id", "x = 3", outputs=[], execution_count=None),
        ],
    }  # fmt: skip


def test_what_jupyterlab_saves_becomes_what_the_course_stores():
    assert guards.storage_complaints(saved_by_jupyterlab())
    clean = tidy.tidied(saved_by_jupyterlab())
    assert guards.storage_complaints(clean) == []
    assert [cell["id"] for cell in clean["cells"]] == [
        "title",
        "setup",
        "setup-code",
        "kept-id",
    ]
    assert [source for _, source in graft.code_of(clean)] == ["import numpy as np", "x = 2", "x = 3"]


def test_tidying_twice_changes_nothing_more():
    once = tidy.tidied(saved_by_jupyterlab())
    assert tidy.tidied(once) == once


def test_the_notebooks_of_the_course_are_tidy():
    for path in ALL:
        notebook = graft.load(path)
        assert json.dumps(tidy.tidied(notebook), sort_keys=True) == json.dumps(notebook, sort_keys=True), path


def test_a_file_that_is_no_notebook_is_left_alone(tmp_path, capsys):
    path = tmp_path / "notes.ipynb"
    path.write_text("not json", encoding="utf-8")
    assert tidy.main([str(path)]) == 1
    assert path.read_text(encoding="utf-8") == "not json"
    assert "left alone" in capsys.readouterr().err
    assert tidy.main([]) == 2


def test_the_command_tidies_in_place(tmp_path, capsys):
    path = tmp_path / "new.ipynb"
    path.write_text(json.dumps(saved_by_jupyterlab()), encoding="utf-8")
    assert tidy.main([str(path)]) == 0 and tidy.main([str(path)]) == 0
    said = capsys.readouterr().out
    assert "tidied" in said and "tidy already" in said
