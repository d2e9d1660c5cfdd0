"""The exam: what is asked, which every learner's process may know, and its key, which only the grader knows."""

from __future__ import annotations

import ast
import copy
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from utils.grade import wire
from utils.grade.answers import bound_names, loaded_names, parsed
from utils.learn import graft, registry
from utils.learn.calling import _resolve
from utils.learn.definition import MISSING, Case, Exercise, Named

__all__ = ["Question", "Exam", "Key", "set_exam", "generator"]


@dataclass(frozen=True)
class Question:
    """An exercise without its answers: what a learner's process needs to run the cases."""

    id: str
    name: str
    cell_id: str
    kind: str
    arguments: tuple[str, ...]
    probe: str
    time_limit: float
    cases: tuple[tuple, ...]

    @functools.cached_property
    def exercise(self) -> Exercise:
        """The question as :func:`utils.learn.calling.call` wants it, with cases that expect nothing."""
        cases = tuple(Case("", args=args, holds=_unknown) for args in self.cases)
        probe = Named(self.probe) if self.probe else None
        return Exercise(
            self.id, "", self.arguments, cases, ("", "", ""), kind=self.kind, probe=probe, time_limit=self.time_limit
        )


def _unknown(*_) -> None:
    raise NotImplementedError("what is expected is known to the grader only")


@dataclass(frozen=True)
class Exam:
    """What is asked.

    Parameters
    ----------
    notebook : str
        File name of the assignment.
    questions : tuple of Question
        The graded exercises, in the notebook's order.
    cells : tuple of (str, str)
        Id and source of the other code cells of the blank notebook.
    """

    notebook: str
    questions: tuple[Question, ...]
    cells: tuple[tuple[str, str], ...]

    @functools.cached_property
    def _trees(self) -> list[tuple[str, ast.Module]]:
        read = (parsed(source) for _, source in self.cells)
        return [(source, tree) for source, tree, _ in read if tree is not None]

    @functools.cached_property
    def imports(self) -> tuple[str, ...]:
        """The import statements of the blank notebook."""
        return tuple(ast.unparse(node) for _, tree in self._trees for node in tree.body if _is_import(node))

    @functools.cached_property
    def imported(self) -> frozenset[str]:
        """The names that those imports bind."""
        return frozenset(name for source in self.imports for name in bound_names(ast.parse(source)))

    @functools.cached_property
    def pieces(self) -> list[tuple[set[str], set[str], str]]:
        """The cells of the blank notebook that define something an answer could use: names bound, names read, source."""
        found = [(bound_names(tree) - self.imported, loaded_names(tree), source) for source, tree in self._trees]
        return [piece for piece in found if piece[0]]

    def pack(self) -> bytes:
        """Return the exam as a message."""
        blobs: list[bytes] = []
        questions = [
            {
                "id": q.id,
                "name": q.name,
                "cell_id": q.cell_id,
                "kind": q.kind,
                "arguments": list(q.arguments),
                "probe": q.probe,
                "time_limit": q.time_limit,
                "cases": [wire.encode(args, blobs) for args in q.cases],
            }
            for q in self.questions
        ]
        return wire.pack({"notebook": self.notebook, "questions": questions, "cells": self.cells}, blobs)

    @classmethod
    def unpack(cls, frame: bytes) -> Exam:
        """Return the exam that :meth:`pack` wrote."""
        message, blobs = wire.unpack(frame)
        questions = tuple(
            Question(
                **{
                    **q,
                    "arguments": tuple(q["arguments"]),
                    "cases": tuple(wire.decode(args, blobs) for args in q["cases"]),
                }
            )
            for q in message["questions"]
        )
        return cls(message["notebook"], questions, tuple(map(tuple, message["cells"])))


def _is_import(node: ast.AST) -> bool:
    return isinstance(node, ast.Import | ast.ImportFrom)


@dataclass(frozen=True)
class Key:
    """What only the grader knows: the definitions, the cases, what each expects, and how its arguments look untouched."""

    exercises: tuple[Exercise, ...]
    cases: tuple[tuple[Case, ...], ...]
    wanted: tuple[tuple[Any, ...], ...]
    digests: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def possible(self) -> int:
        """The points of the whole exam."""
        return sum(exercise.points for exercise in self.exercises)


def generator(seed: int, exercise_id: str) -> np.random.Generator:
    """Return the generator that draws an exercise's further cases: its own, so that one exercise's draws do not shift another's.

    Examples
    --------
    >>> int(generator(7, "c1w1.residual").integers(1000)) == int(generator(7, "c1w1.residual").integers(1000))
    True
    """
    return np.random.default_rng([seed, *exercise_id.encode()])


def _cases(exercise: Exercise, seed: int) -> tuple[Case, ...]:
    further = exercise.more(generator(seed, exercise.id)) if exercise.more is not None else ()
    return (*exercise.cases, *further)


def set_exam(path: str | Path, seed: int) -> tuple[Exam, Key]:
    """Draw an exam for a notebook.

    Parameters
    ----------
    path : path
        The blank notebook.
    seed : int
        Of the further cases; the same seed draws the same ones.

    Returns
    -------
    exam : Exam
    key : Key

    Raises
    ------
    ValueError
        Where the notebook has no graded exercises, or is no notebook.
    LookupError
        Where a reference solution is missing.
    """
    path = Path(path)
    notebook = graft.load(path)
    cells = graft.exercise_cells(notebook)
    try:
        exercises = tuple(item for item in map(registry.exercise, cells) if item.graded)
    except registry.UnknownId as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not exercises:
        raise ValueError(f"{path.name} has no graded exercises; grade takes an assignment or a project.")
    cases = tuple(_cases(item, seed) for item in exercises)
    wanted = tuple(
        tuple(copy.deepcopy(registry.expected(item, case)) if case.expect is not MISSING else MISSING for case in drawn)
        for item, drawn in zip(exercises, cases, strict=True)
    )
    # As an answer gets them: a function by its name has become the function.
    digests = tuple(tuple(tuple(wire.digest(_resolve(one)) for one in case.args) for case in drawn) for drawn in cases)
    questions = tuple(
        Question(
            item.id,
            item.name,
            cells[item.id].get("id", ""),
            item.kind,
            item.arguments,
            item.probe.path if item.probe else "",
            item.time_limit,
            tuple(case.args for case in drawn),
        )
        for item, drawn in zip(exercises, cases, strict=True)
    )
    own = {id(cell) for cell in cells.values()}
    others = tuple(
        (cell.get("id", ""), graft.source_of(cell))
        for cell in notebook["cells"]
        if cell.get("cell_type") == "code" and id(cell) not in own
    )
    return Exam(path.name, questions, others), Key(exercises, cases, wanted, digests)
