"""The score of an assignment so far: what a learner's own answers reach on the visible checks."""

from __future__ import annotations

import html as _html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from utils.learn import registry
from utils.learn.definition import MISSING, Exercise
from utils.learn.evaluation import Result, evaluate
from utils.learn.loop import display, say, shell

__all__ = ["Line", "Score", "score", "score_report"]

NOTE = (
    "These are the checks that you can see. Grading runs the same functions on further ones: other numbers, other sizes, "
    "and every edge case that the specifications name. An answer made to fit the visible checks alone loses points there."
)


@dataclass(frozen=True)
class Line:
    """One exercise of a score. `status` is that of its result, or "missing" where the name is not defined."""

    name: str
    status: str
    passed: int
    checks: int
    points: float
    possible: int


@dataclass(frozen=True)
class Score:
    """The score of a week's graded exercises on the visible checks."""

    week: str
    lines: tuple[Line, ...]

    @property
    def points(self) -> float:
        """Points so far."""
        return sum(line.points for line in self.lines)

    @property
    def possible(self) -> int:
        """Points in all."""
        return sum(line.possible for line in self.lines)

    @property
    def passed(self) -> int:
        """Visible checks passed."""
        return sum(line.passed for line in self.lines)

    @property
    def checks(self) -> int:
        """Visible checks in all."""
        return sum(line.checks for line in self.lines)

    @property
    def headline(self) -> str:
        """The total in one sentence."""
        return (
            f"Score so far: {_points(self.points)} of {self.possible} points; "
            f"{self.passed} of {self.checks} visible checks passed."
        )

    def __repr__(self) -> str:
        width = max((len(line.name) for line in self.lines), default=0)
        rows = [
            f"  {_symbol(line)} {line.name:<{width}}  {line.passed:>2} of {line.checks:>2} checks  "
            f"{_points(line.points):>4} of {line.possible:>2} points{_remark(line)}"
            for line in self.lines
        ]
        return "\n".join([self.headline, *rows, NOTE])

    def _repr_html_(self) -> str:
        from utils.learn.report import COLOURS, panel

        head = "".join(
            f'<th scope="col" style="text-align:{side}">{word}</th>'
            for word, side in (("Exercise", "left"), ("Visible checks passed", "right"), ("Points", "right"))
        )
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;font-weight:normal">'
            f'<span style="color:{COLOURS.get(line.status, COLOURS["blank"])}">{_symbol(line)}</span> '
            f"<code>{_html.escape(line.name)}</code>{_html.escape(_remark(line))}</th>"
            f'<td style="text-align:right">{line.passed} of {line.checks}</td>'
            f'<td style="text-align:right">{_points(line.points)} of {line.possible}</td></tr>'
            for line in self.lines
        )
        body = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table><div>{_html.escape(NOTE)}</div>"
        done = bool(self.lines) and all(line.status == "passed" for line in self.lines)
        return panel("passed" if done else "note", self.headline, body)


def _symbol(line: Line) -> str:
    from utils.learn.report import SYMBOLS

    return SYMBOLS.get(line.status, SYMBOLS["blank"])


def _remark(line: Line) -> str:
    remarks = {"blank": " (not attempted yet)", "missing": " (not defined: run its cell)"}
    return remarks.get(line.status, "")


def _points(points: float) -> str:
    """Write points with at most one decimal, never rounded up to the full number."""
    down = int(points * 10 + 1e-9) / 10
    return f"{down:.1f}".removesuffix(".0")


def _line(exercise: Exercise, answer: Any) -> Line:
    if answer is MISSING:
        return Line(exercise.name, "missing", 0, len(exercise.cases), 0.0, exercise.points)
    result: Result = evaluate(exercise, answer)
    passed = sum(case.status == "passed" for case in result.cases)
    share = passed / len(exercise.cases)
    return Line(exercise.name, result.status, passed, len(exercise.cases), share * exercise.points, exercise.points)


def _graded(name: str) -> list[Exercise]:
    """Return the graded exercises of a week, or of one of its notebooks."""
    week, _, number = name.partition("-")
    if week not in registry.weeks_with_exercises():
        known = list(registry.weeks_with_exercises())
        raise registry.UnknownId(f'There is no week "{week}" with exercises. {registry.did_you_mean(week, known)}')
    graded = [exercise for exercise in registry.exercises(week) if exercise.graded]
    if not number:
        return graded
    from utils.learn.course_map import notebooks

    for notebook in notebooks():
        if notebook.path.rpartition("/")[2].lower().startswith(f"{name}-"):
            return [exercise for exercise in graded if exercise.id in notebook.exercises]
    raise registry.UnknownId(f'There is no notebook "{name}". Notebooks are named like "{week}-5".')


def score(week: str, answers: Mapping[str, Any]) -> Score:
    """Score answers on the visible checks of a week's graded exercises.

    Parameters
    ----------
    week : str
        Such as ``"c1w1"``; or one of its notebooks, such as ``"c1w3-6"``, where a week has several that are graded.
    answers : mapping of str to object
        The answers by their names, such as ``{"is_singular": is_singular}``; other names in it are passed over.

    Returns
    -------
    Score
        One line for each graded exercise. Its points follow the share of its visible checks that pass; an exercise
        that is blank, or whose name is missing, has none.

    Raises
    ------
    UnknownId
        If no week of that name has exercises, or there is no such notebook.

    Examples
    --------
    >>> import numpy as np
    >>> reached = score("c1w1", {"is_singular": lambda A: bool(abs(np.linalg.det(A)) < 1e-9)})
    >>> [(line.passed, line.checks) for line in reached.lines if line.name == "is_singular"]
    [(6, 8)]
    """
    return Score(week, tuple(_line(exercise, answers.get(exercise.name, MISSING)) for exercise in _graded(week)))


def score_report(week: str, answers: Mapping[str, Any] | None = None) -> None:
    """Show the score so far, from the functions as they stand in the notebook now.

    Nothing that an answer does stops it: a function that raises, or runs too long, has failed that check, no more.

    Parameters
    ----------
    week : str
        Such as ``"c1w1"``, or a notebook, such as ``"c1w3-6"``.
    answers : mapping of str to object, optional
        The answers by their names. Left out, the notebook's own definitions are taken.

    Examples
    --------
    >>> score_report("c1w9", {})  # doctest: +ELLIPSIS
    ! There is no week "c1w9" with exercises. Did you mean ...
    """
    try:
        if answers is None:
            running = shell()
            answers = running.user_ns if running is not None else {}
        reached = score(week, answers)
        display(reached._repr_html_(), repr(reached))
    except registry.UnknownId as error:
        say("error", str(error))
    except Exception as error:  # the report's own fault: the notebook goes on
        say(
            "error",
            f"The score could not be worked out ({type(error).__name__}: {error}). "
            "Your answers are not lost; please report it.",
        )
