"""What a learner meets inside IPython: names that are not there yet, other folders, a session that lives on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from utils.learn.registry import ROOT


def session(tmp_path, *cells: str) -> str:
    """Run cells in an IPython of their own, in another folder than the course's, and return what was shown."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance(colors='NoColor')\n"
        f"for cell in {cells!r}:\n"
        "    shell.run_cell(cell)\n"
    )
    variables = os.environ | {
        "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path), "COURSE_PROGRESS": str(tmp_path / "progress.jsonl"),
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, env=variables, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


IMPORT = "import numpy as np\nfrom utils.learn import check, hint, quiz, solution"


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ('check("c1w1.residual", residual)', "`residual` is not defined yet: run the cell of that exercise"),
        ('check("c1w1.residual")', "`residual` is not defined yet"),
        ("rng.normal()", "run the set-up cell at the top of the notebook first"),
    ],
)
def test_cells_run_out_of_order_get_one_clear_sentence(tmp_path, cell, sentence):
    shown = session(tmp_path, IMPORT, cell, "print('still', 'here')")
    assert sentence in shown
    assert "still here" in shown


def test_other_errors_and_names_stay_as_they_are(tmp_path):
    shown = session(tmp_path, IMPORT, "my_own_name", "1 / 0")
    assert "NameError: name 'my_own_name' is not defined" in shown
    assert "not defined yet" not in shown and "ZeroDivisionError" in shown


def test_the_answer_is_taken_from_the_notebook_where_it_is_left_out(tmp_path):
    shown = session(tmp_path, IMPORT, "def residual(*anything):\n    return 'x'", 'check("c1w1.residual")')
    assert "residual: not yet" in shown


def test_an_endless_loop_is_stopped_and_the_session_lives_on(tmp_path):
    shown = session(
        tmp_path, IMPORT, "def residual(A, x, b):\n    while True:\n        pass", 'check("c1w1.residual", residual)',
        "def residual(A, x, b):\n    return b - A @ x", 'check("c1w1.residual", residual)',
    )  # fmt: skip
    assert "still running after" in shown
    assert "residual: passed" in shown


def test_a_quiz_shows_its_text_where_no_buttons_are(tmp_path):
    from utils.learn import quizzing

    item = quizzing.questions()[0]
    assert quizzing.as_text(item).splitlines()[-1].strip() in session(tmp_path, IMPORT, f'quiz("{item.id}")')


def test_a_check_says_when_it_meets_an_older_definition(tmp_path):
    right = "def residual(A, x, b):\n    return b - A @ x"
    shown = session(
        tmp_path, IMPORT, right, "def residual(A, x, b):\n    return b - - * A", 'check("c1w1.residual", residual)'
    )
    assert "stopped with SyntaxError, so this checks the definition before it" in shown
    mended = session(tmp_path, IMPORT, "def residual(A x):", right, 'check("c1w1.residual", residual)')
    assert "definition before it" not in mended and "residual: passed" in mended
    tried = session(tmp_path, IMPORT, right + "\nresidual(1)", 'check("c1w1.residual", residual)')
    assert "definition before it" not in tried and "residual: passed" in tried
