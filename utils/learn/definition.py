"""What an exercise is: plain data that the notebooks' checks and the grader both read.

An :class:`Exercise` has a title, points, three hints, visible cases and known slips. A :class:`Case` holds arguments that can
cross a process boundary (numbers, strings, booleans, arrays, lists, dicts, and functions of the course package by name) and
what has to come out: a value, a property, or an exception. A :class:`Slip` is a mistake that learners make, written as the
function that makes it, so that it is recognised on every case, the grader's fresh ones included.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

__all__ = ["REFERENCE", "MISSING", "Named", "by_name", "Slip", "Case", "Exercise"]


class _Marker:
    """A value that stands for itself and compares equal to nothing else."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


MISSING = _Marker("MISSING")
REFERENCE = _Marker("REFERENCE")
"""As ``Case.expect``: the grader asks the reference solution for the value."""


@dataclass(frozen=True)
class Named:
    """A function of the course package, passed by its name, as in ``Named("utils.linalg.classify")``."""

    path: str

    def __post_init__(self) -> None:
        if not self.path.startswith("utils."):
            raise ValueError(
                f"{self.path!r} is not a function of the course package; write its full name, such as 'utils.linalg.classify'."
            )

    def resolve(self) -> Callable:
        """Return the function itself."""
        module, _, name = self.path.rpartition(".")
        return getattr(importlib.import_module(module), name)


def by_name(path: str) -> Named:
    """Name a function of the course package, for use among a case's arguments.

    Parameters
    ----------
    path : str
        Full dotted name, such as ``"utils.linalg.classify"``.

    Returns
    -------
    Named

    Examples
    --------
    >>> by_name("utils.learn.definition.by_name").resolve().__name__
    'by_name'
    """
    return Named(path)


@dataclass(frozen=True)
class Slip:
    """A known mistake and what to say about it.

    Parameters
    ----------
    why : str
        The diagnosis: what was done, and how to notice it. One or two sentences, in Markdown.
    wrong : callable
        The mistake itself: takes an exercise's arguments, returns the wrong result (or raises what the mistake raises).
    """

    why: str
    wrong: Callable[..., Any]


_PLAIN = (bool, int, float, complex, str, type(None), np.ndarray, np.generic, Named)


def _plain(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype != object
    if isinstance(value, list | tuple):
        return all(map(_plain, value))
    if isinstance(value, Mapping):
        return all(isinstance(k, str | int) and _plain(v) for k, v in value.items())
    return isinstance(value, _PLAIN)


SAME = ("value", "sign", "column_signs", "unordered", "span")


@dataclass(frozen=True)
class Case:
    """One question put to an answer.

    Parameters
    ----------
    probe : str
        What the case looks at, in words that a learner may read ("a row of zeros").
    args : tuple
        Plain arguments. They are copied before each call.
    expect : object
        The right result. ``REFERENCE`` lets the grader ask the reference solution.
    holds : callable, optional
        Instead of `expect`: ``holds(result, *args)`` returns None where the result is right, else a sentence about what is not.
    raises : type, optional
        Instead of `expect`: the exception that the answer has to raise.
    rtol, atol : float
        Tolerances of ``numpy.allclose``.
    same : {"value", "sign", "column_signs", "unordered", "span"}
        What counts as the same: the value; the value up to one sign; each column up to its sign; the same entries
        (or rows) in any order; columns that span the same space.
    """

    probe: str
    args: tuple = ()
    expect: Any = MISSING
    holds: Callable[..., str | None] | None = None
    raises: type[BaseException] | None = None
    rtol: float = 1e-7
    atol: float = 1e-9
    same: str = "value"

    def __post_init__(self) -> None:
        given = (self.expect is not MISSING) + (self.holds is not None) + (self.raises is not None)
        if given != 1:
            raise ValueError(f"Case {self.probe!r} needs exactly one of expect, holds and raises; it has {given}.")
        if not isinstance(self.args, tuple) or not _plain(self.args):
            raise ValueError(
                f"The arguments of case {self.probe!r} must be a tuple of plain values (numbers, strings, booleans, arrays, "
                "lists, dicts) or functions of the course package given by_name(...)."
            )
        if self.same not in SAME:
            raise ValueError(f"Case {self.probe!r}: same={self.same!r} is not one of {', '.join(SAME)}.")


@dataclass(frozen=True)
class Exercise:
    """An exercise, as data.

    Parameters
    ----------
    id : str
        Week and name: ``"c1w1.basket_totals"``. The name is what the learner defines.
    title : str
        A few words for the report and the map.
    arguments : tuple of str
        Names of the parameters, for messages. Empty for an answer that is a plain value.
    cases : tuple of Case
        The visible cases, fixed.
    hints : tuple of str
        Three: what to look at; the plan; nearly the code.
    points : int
        Points in a graded notebook; 0 for a lab.
    slips : tuple of Slip
        Known mistakes, the most telling first.
    more : callable, optional
        ``more(rng)`` returns further cases for grading, drawn from a ``numpy.random.Generator``.
    kind : {"function", "value", "class"}
        What the learner defines.
    probe : Named, optional
        A function of the package that works the answer (``probe(answer, *args)``) and returns plain values; for classes,
        iterators and training loops.
    time_limit : float
        Seconds for one call.

    Examples
    --------
    >>> exercise = Exercise(
    ...     id="c1w1.double", title="Twice", arguments=("x",), hints=("a", "b", "c"),
    ...     cases=(Case("a small number", args=(2,), expect=4),),
    ...     slips=(Slip("You added 2.", wrong=lambda x: x + 2),))
    >>> exercise.week, exercise.name, exercise.graded
    ('c1w1', 'double', False)
    """

    id: str
    title: str
    arguments: tuple[str, ...]
    cases: tuple[Case, ...]
    hints: tuple[str, ...]
    points: int = 0
    slips: tuple[Slip, ...] = ()
    more: Callable[[np.random.Generator], Iterable[Case]] | None = None
    kind: str = "function"
    probe: Named | None = None
    time_limit: float = 3.0
    week: str = field(init=False)
    name: str = field(init=False)

    def __post_init__(self) -> None:
        found = re.fullmatch(r"(c\dw\d)\.([A-Za-z_]\w*)", self.id)
        if not found:
            raise ValueError(f"Exercise id {self.id!r} must be week.name, such as 'c1w1.basket_totals'.")
        object.__setattr__(self, "week", found[1])
        object.__setattr__(self, "name", found[2])
        if self.kind not in ("function", "value", "class"):
            raise ValueError(f"{self.id}: kind must be 'function', 'value' or 'class', not {self.kind!r}.")
        if not self.cases:
            raise ValueError(f"{self.id} has no cases; a check without cases cannot fail.")
        if any(case.expect is REFERENCE for case in self.cases):
            raise ValueError(f"{self.id}: visible cases need their own expected values; REFERENCE is for more(rng).")
        if len(self.hints) != 3:
            raise ValueError(
                f"{self.id} needs three hints (what to look at; the plan; nearly the code), not {len(self.hints)}."
            )

    @property
    def graded(self) -> bool:
        """Whether the exercise carries points."""
        return self.points > 0
