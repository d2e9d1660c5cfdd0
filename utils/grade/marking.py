"""Judge what came back from a submission's processes: points, diagnoses, and a plain reason for every point that is lost."""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np

from utils.grade import wire
from utils.grade.exam import Key
from utils.grade.examiner import Transcript
from utils.grade.marks import CaseMark, ExerciseMark, Mark
from utils.learn.calling import Outcome, TimeIsUp, time_limit
from utils.learn.definition import Case, Exercise
from utils.learn.evaluation import CaseResult, call_text, diagnose, judge, wrong_outcome

__all__ = ["Marker", "points"]


def points(possible: int, passed: int, cases: int) -> float:
    """Return the points for the share of cases that passed, to two decimals and never rounded up to the full number.

    Examples
    --------
    >>> points(10, 20, 20), points(10, 2, 3), points(10, 1999, 2000)
    (10.0, 6.67, 9.99)
    """
    if passed == cases:
        return float(possible)
    return min(round(possible * passed / cases, 2), possible - 0.01)


class Marker:
    """Marks transcripts against a key.

    Parameters
    ----------
    key : Key

    Examples
    --------
    A class is marked by one marker: what the known mistakes make of each case is worked out once.
    """

    def __init__(self, key: Key) -> None:
        self._key = key
        self._wrong: dict[tuple[int, int, int], Outcome] = {}
        # What is the same for every submission is worked out once: the visible cases as calls, and where each case stands.
        self._calls = [
            [call_text(item, case) if place < len(item.cases) else "" for place, case in enumerate(cases)]
            for item, cases in zip(key.exercises, key.cases, strict=True)
        ]
        self._places = {id(case): place for cases in key.cases for place, case in enumerate(cases)}
        self._slips = {id(slip): which for item in key.exercises for which, slip in enumerate(item.slips)}

    def mark(self, student: str, file: str, note: str, sha256: str, transcript: Transcript) -> Mark:
        """Mark one submission.

        Parameters
        ----------
        student, file : str
        note : str
            What was odd about the file.
        sha256 : str
            Of the submission; empty where it could not be read.
        transcript : Transcript

        Returns
        -------
        Mark
        """
        marked = [self._exercise(number, transcript) for number in range(len(self._key.exercises))]
        marked = self._following_on(transcript, marked)
        notes = [note, *transcript.notes, *self._reasons(transcript, marked)]
        return Mark(
            student,
            file,
            self._status(transcript, marked),
            "\n".join(_sentence(_printable(one)) for one in notes if one)[: 10 * LONGEST],
            round(sum(one.points for one in marked), 2),
            self._key.possible,
            round(transcript.seconds, 3),
            sha256,
            tuple(marked),
        )

    def refuse(self, student: str, file: str, note: str, why: str) -> Mark:
        """Return the mark of a file that could not be read at all."""
        return self.mark(student, file, note, "", Transcript(refused=why))

    @staticmethod
    def _status(transcript: Transcript, marked: list[ExerciseMark]) -> str:
        if transcript.trouble or transcript.out_of_time:
            return "incomplete"
        if transcript.refused:
            return "refused"
        if all(one.status in ("blank", "missing") for one in marked):
            return "blank"
        return "graded"

    @staticmethod
    def _reasons(transcript: Transcript, marked: list[ExerciseMark]) -> list[str]:
        if transcript.trouble:
            return [f"Not graded, through no fault of the submission: {transcript.trouble}"]
        if transcript.refused:
            return [transcript.refused]
        reasons = []
        if transcript.out_of_time:
            reasons.append("The time for one submission was used up; what was not reached has no points.")
        if all(one.status == "missing" for one in marked):
            return [*reasons, "None of the exercises was found in it. Is it the notebook of this assignment?"]
        for status, words in (("blank", "Not attempted"), ("missing", "Not found in the notebook")):
            names = [one.name for one in marked if one.status == status and not one.cases and not _own_words(one)]
            if names:
                reasons.append(f"{words}: {', '.join(names)}.")
        # A row says in a word why points are missing; the feedback page says it in full.
        for one in marked:
            said = [one.message] if one.message and one.status != "passed" else []
            reasons += [f"{one.name}: {words}" for words in said + _common_trouble(one)]
        return reasons

    def _following_on(self, transcript: Transcript, marked: list[ExerciseMark]) -> list[ExerciseMark]:
        """Where an answer calls another exercise that is not right, say so: its own diagnosis may be about that one."""
        by_name = {one.name: one for one in marked}
        found = []
        for one in marked:
            uses = transcript.answers.get(one.id, {}).get("uses", "").split()
            wrong = [by_name[name] for name in uses if name in by_name and by_name[name].status != "passed"]
            if one.cases and one.status != "passed" and wrong:
                words = " and ".join(f"`{other.name}`, which {_state_in_words(other)}" for other in wrong)
                one = replace(one, message=f"{one.message} It calls your {words}. Mend that first.".strip())
            found.append(one)
        return found

    def _exercise(self, number: int, transcript: Transcript) -> ExerciseMark:
        exercise = self._key.exercises[number]

        def without_cases(status: str, message: str = "") -> ExerciseMark:
            return ExerciseMark(exercise.id, exercise.title, status, 0.0, exercise.points, _printable(message))

        if transcript.trouble and not transcript.outcomes:
            return without_cases("error", "Not graded: the grader was in trouble.")
        if transcript.refused:
            return without_cases("missing")
        where = transcript.answers.get(exercise.id)
        if where is None:
            late = transcript.out_of_time and not transcript.answers
            return without_cases("error", "Not reached.") if late else without_cases("missing")
        state = transcript.defined.get(exercise.id)
        if state is None:
            return without_cases("error", "Not reached.")
        if state["state"] == "blank":
            return without_cases("blank")
        if state["state"] == "unfit":
            return without_cases("failed", state["text"])
        if state["state"] == "missing":
            words = where["trouble"] or state["trouble"] or "The cell ran, and defined no such name."
            return without_cases("error", f"{words} {where['note']}".strip())
        return self._cases(number, exercise, transcript, where, state)

    def _cases(self, number: int, exercise: Exercise, transcript: Transcript, where: dict, state: dict) -> ExerciseMark:
        cases = self._key.cases[number]
        outcomes, results = [], []
        for place, case in enumerate(cases):
            outcome, words = self._outcome(number, place, transcript)
            outcomes.append(outcome)
            if words:
                results.append(CaseResult("error", case.probe, words))
            else:
                results.append(
                    _judged(exercise, case, outcome, self._key.wanted[number][place], self._calls[number][place])
                )
        results = diagnose(
            exercise, list(cases), outcomes, results, functools.partial(self._slip, number), self._key.wanted[number]
        )
        marks = tuple(
            CaseMark(one.probe, one.status, _printable(one.message), shown, one.slip)
            for one, shown in zip(results, self._calls[number], strict=True)
        )
        passed = sum(one.status == "passed" for one in marks)
        status = "passed" if passed == len(marks) else "error" if {m.status for m in marks} == {"error"} else "failed"
        after = f"The cell stopped after the definition ({state['trouble']})." if state["trouble"] else ""
        return ExerciseMark(
            exercise.id,
            exercise.title,
            status,
            points(exercise.points, passed, len(marks)),
            exercise.points,
            _printable(" ".join(filter(None, (where["note"], after)))),
            marks,
        )

    def _slip(self, number: int, slip: Any, case: Any, exercise: Exercise) -> Outcome:
        """Return what a known mistake makes of a case, worked out once for the class."""
        which, place = self._slips[id(slip)], self._places[id(case)]
        known = self._wrong.get((number, which, place))
        if known is None:
            known = self._wrong[number, which, place] = wrong_outcome(slip, case, exercise)
        return known

    def _outcome(self, number: int, place: int, transcript: Transcript) -> tuple[Outcome, str]:
        """Return an outcome as the judge wants it, and words of the grader's own where there is nothing to judge."""
        report, blobs = transcript.outcomes.get((number, place), (None, []))
        nothing = Outcome(error="NothingCameBack")
        if report is None:
            late = "The time for one submission was used up before this was reached."
            return nothing, late if transcript.out_of_time else "Nothing came back for this case."
        if "died" in report:
            return nothing, str(report["died"])[:500]
        if report.get("timed_out") is True:
            return Outcome(timed_out=True), ""
        if report.get("too_large"):
            return nothing, f"It returned {str(report['too_large'])[:100]}, more than can be looked at."
        try:
            return self._reported(number, place, report, blobs), ""
        except (wire.Garbled, KeyError, TypeError, ValueError, RecursionError):
            return nothing, "What it returned could not be read."

    def _reported(self, number: int, place: int, report: dict, blobs: list[bytes]) -> Outcome:
        value = wire.decode(report["value"], blobs)
        after, before = report["after"], self._key.digests[number][place]
        kind = self._key.exercises[number].kind
        changed = tuple(i for i, (now, was) in enumerate(zip(after, before, strict=True)) if now != was)
        error = report["error"]
        return Outcome(
            value=value,
            error=_printable(str(error)[:100]) if error is not None else None,
            message=_printable(str(report["message"])[:300]),
            line=_printable(str(report["line"])[:200]),
            bases=tuple(str(base)[:100] for base in report["bases"]),
            changed=changed[:1] if kind != "value" else (),
            deliberate=report["deliberate"] is True,
        )


LONGEST = 3000  # characters of one message
JUDGING = 10.0  # seconds to look at one result; an ordinary one takes a millisecond


def _judged(exercise: Exercise, case: Case, outcome: Outcome, want: Any, shown: str) -> CaseResult:
    """Judge one case; a value so odd that judgement itself fails costs that case and nothing else."""
    try:
        with np.errstate(all="ignore"), time_limit(JUDGING):
            return judge(exercise, case, outcome, want, shown)
    except TimeIsUp:
        return CaseResult("error", case.probe, "What it returned could not be judged in time; it is very large.")
    except Exception as error:
        return CaseResult("error", case.probe, f"What it returned could not be judged ({type(error).__name__}).")


def _own_words(one: ExerciseMark) -> bool:
    return bool(one.message) and not one.cases


def _state_in_words(one: ExerciseMark) -> str:
    if one.cases:
        return f"passed {one.passed} of {len(one.cases)} checks"
    return {"blank": "was not attempted", "missing": "was not found"}.get(one.status, "could not be run")


def _common_trouble(one: ExerciseMark) -> list[str]:
    """Say in a word what most failed cases have in common, where it is not a wrong result."""
    failed = [case for case in one.cases if case.status != "passed"]
    if not failed:
        return []
    stopped = Counter(found[0] for case in failed if (found := STOPPED.match(case.message)))
    for words, count in stopped.most_common(1):
        if 2 * count >= len(failed):
            return [f"{count} of {len(one.cases)} checks: {words}."]
    if one.passed == 0:
        return [f"no check passed; the first of them, {failed[0].probe}: {failed[0].message}"]
    return []


STOPPED = re.compile(
    r"It stopped with \w+|It was still running after [\d.]+ seconds|It ended the whole process[^.]*|It crashed the whole process"
    r"|The process was stopped|It broke the process|What came back could not be read"
)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _printable(text: str, most: int = LONGEST) -> str:
    """Return text without what could upset a table or a page: control characters, halves of surrogate pairs, great length."""
    text = text[:most]
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
