"""Find exercises, reference solutions and the weeks of the course by their ids."""

from __future__ import annotations

import ast
import functools
import importlib
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from utils.learn.definition import REFERENCE, Case, Exercise

__all__ = [
    "ROOT",
    "UnknownId",
    "exercise",
    "exercises",
    "weeks_with_exercises",
    "did_you_mean",
    "solutions_module",
    "reference",
    "reference_source",
    "expected",
]

ROOT = Path(__file__).resolve().parents[2]
"""The folder of the course."""


class UnknownId(LookupError):
    """No exercise or question has this id; the message names the nearest ones."""


def did_you_mean(word: str, known: list[str]) -> str:
    """Say which known ids are nearest to a mistyped one.

    Examples
    --------
    >>> did_you_mean("c1w1.resdual", ["c1w1.residual", "c1w1.mixture"])
    'Did you mean "c1w1.residual"?'
    >>> did_you_mean("zzz", ["c1w1.residual"])
    'Ids look like "c1w1.residual".'
    """
    import difflib

    near = difflib.get_close_matches(str(word), known, n=2, cutoff=0.6)
    if near:
        return "Did you mean " + " or ".join(f'"{id}"' for id in near) + "?"
    return f'Ids look like "{known[0]}".' if known else "There are none yet."


@functools.cache
def weeks_with_exercises() -> tuple[str, ...]:
    """Return the weeks that have exercise definitions, such as ``("c1w1",)``."""
    return tuple(sorted(path.stem for path in (Path(__file__).parent / "exercises").glob("c?w?.py")))


@functools.cache
def _week(week: str) -> dict[str, Exercise]:
    module = importlib.import_module(f"utils.learn.exercises.{week}")
    found = {item.id: item for item in module.EXERCISES}
    if len(found) != len(module.EXERCISES):
        raise ValueError(f"Two exercises of {week} have the same id.")
    return found


def exercises(week: str | None = None) -> tuple[Exercise, ...]:
    """Return the exercises of one week, or of all.

    Examples
    --------
    >>> "c1w1" in {item.week for item in exercises()}
    True
    """
    chosen = weeks_with_exercises() if week is None else (week,)
    return tuple(item for name in chosen for item in _week(name).values())


def exercise(exercise_id: str) -> Exercise:
    """Return one exercise.

    Parameters
    ----------
    exercise_id : str
        Such as ``"c1w1.residual"``.

    Returns
    -------
    Exercise

    Raises
    ------
    UnknownId
        With the nearest ids in its message.
    """
    week = str(exercise_id).partition(".")[0]
    if week in weeks_with_exercises() and exercise_id in _week(week):
        return _week(week)[exercise_id]
    known = [item.id for item in exercises()]
    raise UnknownId(f'There is no exercise "{exercise_id}". {did_you_mean(exercise_id, known)}')


def solutions_module(week: str) -> ModuleType | None:
    """Return the module of reference solutions, or None where the folder `solutions` was removed."""
    path = ROOT / "solutions" / f"{week}.py"
    return _load_solutions(path) if path.is_file() else None


@functools.cache
def _load_solutions(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"solutions.{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reference(exercise_id: str) -> Callable | None:
    """Return the reference solution of an exercise, or None where there is none here."""
    item = exercise(exercise_id)
    return getattr(solutions_module(item.week), item.name, None)


def reference_source(exercise_id: str) -> str | None:
    """Return the source of a reference solution as a learner could type it, or None where there is none here."""
    item = exercise(exercise_id)
    path = ROOT / "solutions" / f"{item.week}.py"
    if not path.is_file():
        return None
    source = path.read_text(encoding="utf-8")
    for node in ast.parse(source).body:
        named = getattr(node, "name", None) or (isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None))
        if named == item.name:
            return ast.get_source_segment(source, node)
    return None


def expected(item: Exercise, case: Case):
    """Return what a case expects, from the reference solution where the case says so. For the grader's side only.

    Raises
    ------
    LookupError
        Where the reference solution is needed and not there.
    """
    if case.expect is not REFERENCE:
        return case.expect
    solve = reference(item.id)
    if solve is None:
        raise LookupError(
            f"The case {case.probe!r} needs the reference solution of {item.id}; put the folder `solutions` back."
        )
    from utils.learn.calling import call

    outcome = call(solve, case, item)
    if not outcome.returned:
        raise LookupError(
            f"The reference solution of {item.id} failed on {case.probe!r}: {outcome.error} {outcome.message}"
        )
    return outcome.value
