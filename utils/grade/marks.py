"""What grading finds: plain records of a submission, its exercises and their cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["CaseMark", "ExerciseMark", "Mark"]


@dataclass(frozen=True)
class CaseMark:
    """One case of an exercise, judged.

    Parameters
    ----------
    probe : str
        What the case looks at, in words.
    status : {"passed", "failed", "error"}
    message : str
        The diagnosis, in Markdown; empty for a pass. It may quote what the submission printed or raised.
    call : str
        The call that a learner can repeat, for visible cases; empty for the hidden ones.
    slip : int, optional
        Number of the known mistake, among the exercise's slips, that explains the result.
    """

    probe: str
    status: str
    message: str = ""
    call: str = ""
    slip: int | None = None


@dataclass(frozen=True)
class ExerciseMark:
    """One exercise of a submission.

    Parameters
    ----------
    id : str
        Such as ``"c1w1.solve_2x2"``.
    title : str
    status : {"passed", "failed", "error", "blank", "missing"}
        ``blank``: handed in as it was handed out; ``missing``: nothing in the notebook defines the name.
    points : float
        Rounded to two decimals, and below `possible` unless everything passed.
    possible : int
    message : str
        What concerns the whole exercise: not attempted, a syntax error, where the answer was found if not in its own cell.
    cases : tuple of CaseMark
        Empty where nothing could be run.
    """

    id: str
    title: str
    status: str
    points: float
    possible: int
    message: str = ""
    cases: tuple[CaseMark, ...] = ()

    @property
    def name(self) -> str:
        """What the learner defines."""
        return self.id.partition(".")[2]

    @property
    def passed(self) -> int:
        """How many cases passed."""
        return sum(case.status == "passed" for case in self.cases)


@dataclass(frozen=True)
class Mark:
    """A graded submission: one row of the table.

    Parameters
    ----------
    student : str
        Key of the row.
    file : str
        The submission, from the folder or zip of submissions.
    status : {"graded", "blank", "refused", "incomplete"}
        ``blank``: a readable notebook without any attempt. ``refused``: not a notebook that can be read.
        ``incomplete``: the grader could not finish, through no fault of the answers that were not reached, or the time was used up.
    note : str
        Plain reasons: why points are lost without a run, which file was taken, what was odd. Empty if there is nothing to say.
    score, max_score : float
    seconds : float
        Wall time of this submission; the one entry that differs from run to run.
    sha256 : str
        Of the submission's bytes; empty where they could not be read.
    exercises : tuple of ExerciseMark
        Always one for each graded exercise, in the notebook's order, whatever the status.

    Examples
    --------
    >>> exercise = ExerciseMark("c1w1.residual", "Residual", "passed", 5.0, 5, cases=(CaseMark("a claim", "passed"),))
    >>> mark = Mark("amara", "amara.ipynb", "graded", "", 5.0, 5, 0.1, "", (exercise,))
    >>> Mark.from_plain(mark.plain()) == mark
    True
    """

    student: str
    file: str
    status: str
    note: str
    score: float
    max_score: int
    seconds: float
    sha256: str
    exercises: tuple[ExerciseMark, ...]

    def plain(self) -> dict[str, Any]:
        """Return the record as what JSON knows."""
        exercises = [{**vars(one), "cases": [dict(vars(case)) for case in one.cases]} for one in self.exercises]
        return {**vars(self), "exercises": exercises}

    @classmethod
    def from_plain(cls, record: Mapping[str, Any]) -> Mark:
        """Return the mark that :meth:`plain` wrote."""
        exercises = tuple(
            ExerciseMark(**{**one, "cases": tuple(CaseMark(**case) for case in one["cases"])})
            for one in record["exercises"]
        )
        return cls(**{**record, "exercises": exercises})
