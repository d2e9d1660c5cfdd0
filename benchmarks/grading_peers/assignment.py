"""One assignment for all graders: five functions, 18 cells, one plot; and the cases that test them.

Exercises, reference solutions, planted mistakes and cases are the course's own, of C1W1-5. For the other graders the cases
are written out as assertions, as an instructor would write them there: the same number as our grader runs.
"""

from __future__ import annotations

import functools
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from grading_peers import ROOT
from utils.learn import graft, registry
from utils.learn.definition import MISSING, Case

__all__ = [
    "NAMES",
    "Test",
    "cell",
    "students",
    "tests",
    "points",
    "reference",
    "notebook",
    "our_notebook",
    "our_submission",
    "write",
]

Cell = dict[str, Any]
NAMES = ("determinant_2x2", "determinant_3x3", "rows_are_dependent", "is_singular", "classify_system")
FILE = "lines.ipynb"
IMPORTS = "import matplotlib.pyplot as plt\nimport numpy as np"
PLOT = """\
t = np.linspace(-5, 5, 41)
values = np.array([determinant_2x2(np.array([[x, 1], [2, 3]])) for x in t], dtype=float)
fig, ax = plt.subplots(figsize=(7, 4.5))
ax.plot(t, values)
ax.axhline(0, color="0.7")
ax.set(xlabel="upper left entry", ylabel="determinant", title="One entry moves, the determinant follows")
plt.show()"""


def students(count: int) -> list[str]:
    """Name as many students as asked for."""
    return [f"student{number:04d}" for number in range(1, count + 1)]


def cell(name: str, kind: str, source: str, **metadata: Any) -> Cell:
    """Make a cell of a notebook."""
    made: Cell = {"cell_type": kind, "id": name.replace("_", "-"), "metadata": metadata, "source": source}
    return made | {"outputs": [], "execution_count": None} if kind == "code" else made


@functools.cache
def _original() -> tuple[Cell, ...]:
    (path,) = ROOT.glob("Course1-Linear-Algebra/Week1/C1W1-5-*.ipynb")
    return tuple(graft.load(path)["cells"])


def _exercise_and_text(name: str) -> tuple[Cell, str]:
    """Return the exercise cell of the course's notebook, and the text that stands above it."""
    cells = _original()
    place = next(i for i, one in enumerate(cells) if one["metadata"].get("exercise") == f"c1w1.{name}")
    return cells[place], graft.source_of(cells[place - 1])


def notebook(setup: str, answer: Callable[[str], Cell], check: Callable[[str], Cell], **metadata: Any) -> dict:
    """Make the assignment for one grader: its own set-up, and its own cells for an answer and for a check."""
    cells = [cell("title", "markdown", "# Lines and their determinants"), cell("setup", "code", setup)]
    for name in NAMES:
        cells += [cell(f"text-{name}", "markdown", _exercise_and_text(name)[1]), answer(name), check(name)]
    cells.append(cell("plot", "code", PLOT))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}, **metadata}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def write(path: Path, book: dict) -> None:
    """Write a notebook, and the folders that lead to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(book, indent=1, ensure_ascii=False), encoding="utf-8")


def points(name: str) -> int:
    """Return the points of an exercise."""
    return registry.exercise(f"c1w1.{name}").points


def reference(name: str) -> str:
    """Return the right answer, as source text."""
    return registry.reference_source(f"c1w1.{name}")


def our_notebook() -> dict:
    """Make the blank assignment as the course has it."""

    def answer(name: str) -> Cell:
        stub = graft.source_of(_exercise_and_text(name)[0])
        return cell(f"ex-{name}", "code", stub, exercise=f"c1w1.{name}")

    def check(name: str) -> Cell:
        return cell(f"check-{name}", "code", f'check("c1w1.{name}", {name})')

    return notebook(f"{IMPORTS}\n\nfrom utils.learn import check", answer, check)


@functools.cache
def _mistakes() -> dict[str, list[str]]:
    spec = importlib.util.spec_from_file_location("mistakes", ROOT / "tests" / "mistakes" / "c1w1.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MISTAKES


def our_submission(blank: dict, student: str, *, kind: str = "right", number: int = 0) -> dict:
    """Make a submission of the course's assignment.

    Parameters
    ----------
    blank : dict
        The assignment.
    student : str
        Named in each answer, so that no two submissions are the same.
    kind : {"right", "wrong", "blank"}
        Of a wrong one two answers are planted mistakes, others for each `number`.
    """
    if kind == "blank":
        return blank
    answers = {name: reference(name) for name in NAMES}
    if kind == "wrong":
        for name in (NAMES[number % len(NAMES)], NAMES[(number + 2) % len(NAMES)]):
            planted = _mistakes()[f"c1w1.{name}"]
            answers[name] = planted[number // len(NAMES) % len(planted)]
    return graft.graft(blank, {f"c1w1.{name}": f"# {student}\n{source}" for name, source in answers.items()})


class Test:
    """A case, as the assertion that an instructor would write."""

    def __init__(self, name: str, case: Case, hidden: bool) -> None:
        self.hidden = hidden
        call = f"{name}({', '.join(map(_literal, case.args))})"
        want = registry.expected(registry.exercise(f"c1w1.{name}"), case) if case.expect is not MISSING else None
        if case.raises is not None:
            refused = f"except {case.raises.__name__}:\n    pass\nelse:\n    raise AssertionError({case.probe!r})"
            self.source = f"try:\n    {call}\n{refused}"
        elif isinstance(want, str | bool | np.bool_):
            self.source = f"assert {call} == {_literal(want)}, {case.probe!r}"
        else:
            self.source = (
                f"assert np.allclose({call}, {_literal(want)}, rtol={case.rtol}, atol={case.atol}), {case.probe!r}"
            )


def _literal(value: Any) -> str:
    """Write a value as code."""
    if isinstance(value, np.ndarray):
        dtype = "" if value.dtype.kind == "U" else f", dtype=np.{value.dtype}"
        shape = f".reshape({value.shape})" if value.size == 0 else ""
        return f"np.array({_literal(value.tolist())}{dtype}){shape}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not np.isfinite(value):
        return "np.nan" if np.isnan(value) else "np.inf" if value > 0 else "-np.inf"
    return repr(value)


@functools.cache
def tests(name: str) -> tuple[Test, ...]:
    """Return the tests of an exercise: its visible cases, and hidden ones as our grader would draw them."""
    exercise = registry.exercise(f"c1w1.{name}")
    visible = [Test(name, case, hidden=False) for case in exercise.cases]
    hidden = [Test(name, case, hidden=True) for case in exercise.more(np.random.default_rng(2026))]
    return (*visible, *hidden)
