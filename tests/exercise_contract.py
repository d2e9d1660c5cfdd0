"""The contract of an exercise, as functions that return complaints; `test_exercises.py` holds every exercise to it."""

from __future__ import annotations

import numpy as np

from utils.learn import registry
from utils.learn.calling import call, is_blank
from utils.learn.definition import MISSING, REFERENCE, Exercise
from utils.learn.evaluation import Result, evaluate, judge


def run(source: str, name: str):
    """Define an answer from its source text, as a notebook would, and return it."""
    namespace = {"np": np, "__name__": "__main__"}
    exec(compile(source, f"<{name}>", "exec"), namespace)
    return namespace[name]


def with_earlier_answers(exercise: Exercise, source: str):
    """Define an answer beside the reference solutions of its week, which it may call."""
    namespace = {"np": np, "__name__": "__main__"}
    for other in registry.exercises(exercise.week):
        if other.id != exercise.id:
            exec(registry.reference_source(other.id) or "", namespace)
    exec(compile(source, f"<{exercise.name}>", "exec"), namespace)
    return namespace[exercise.name]


def reference_complaints(exercise: Exercise, solve) -> list[str]:
    """The reference solution passes every visible case."""
    if solve is None:
        return [f"{exercise.id}: no reference solution"]
    result = evaluate(exercise, solve)
    return [] if result.passed else [f"{exercise.id}: the reference solution is not passed: {result.diagnosis}"]


def blank_complaints(exercise: Exercise, source: str | None) -> list[str]:
    """The stub in the notebook counts as blank."""
    if source is None:
        return [f"{exercise.id}: no notebook has a cell for it"]
    answer = run(source, exercise.name)
    if not is_blank(answer) or evaluate(exercise, answer).status != "blank":
        return [f"{exercise.id}: the stub in the notebook does not count as blank"]
    return []


def slip_complaints(exercise: Exercise) -> list[str]:
    """Each slip, given as the answer, is not passed and meets its own diagnosis."""
    complaints = []
    for number, slip in enumerate(exercise.slips):
        result: Result = evaluate(exercise, slip.wrong)
        met = {case.slip for case in result.cases if case.status in ("failed", "error")}
        if result.passed:
            complaints.append(f"{exercise.id}: slip {number} passes: {slip.why}")
        elif met != {number}:
            said = sorted({case.message for case in result.cases if case.status != "passed"})
            complaints.append(f"{exercise.id}: slip {number} ({slip.why}) meets {met}: {said}")
    if len({slip.why for slip in exercise.slips}) != len(exercise.slips):
        complaints.append(f"{exercise.id}: two slips have the same diagnosis")
    if len(exercise.slips) < 2:
        complaints.append(f"{exercise.id}: fewer than two known slips")
    return complaints


def mistake_complaints(exercise: Exercise, mistakes: list[str]) -> list[str]:
    """At least three planted mistakes, and none of them passes."""
    complaints = (
        []
        if len(set(mistakes)) >= 3
        else [f"{exercise.id}: {len(set(mistakes))} planted mistakes, at least three are needed"]
    )
    for source in mistakes:
        result = evaluate(exercise, with_earlier_answers(exercise, source))
        if result.status in ("passed", "blank"):
            complaints.append(f"{exercise.id}: a planted mistake is {result.status}:\n{source}")
    return complaints


def generator_complaints(exercise: Exercise, solve, seeds=range(8)) -> list[str]:
    """A graded exercise draws further cases: the reference passes them, some slip or another fails on them, a seed repeats them."""
    if not exercise.graded:
        return []
    if exercise.more is None:
        return [f"{exercise.id}: graded, but without a generator more(rng)"]
    complaints = []
    for seed in seeds:
        cases = list(exercise.more(np.random.default_rng(seed)))
        again = list(exercise.more(np.random.default_rng(seed)))
        if len(cases) < 4:
            complaints.append(f"{exercise.id}: more(rng) draws {len(cases)} cases, at least four are needed")
        if [_frozen(case.args) for case in cases] != [_frozen(case.args) for case in again]:
            complaints.append(f"{exercise.id}: more(rng) gives other cases for the same seed {seed}")
        result = evaluate(exercise, solve, cases=cases)
        if not result.passed:
            complaints.append(
                f"{exercise.id}: seed {seed}: the reference is not passed on a drawn case: {result.diagnosis}"
            )
        for number, slip in enumerate(exercise.slips):
            if _passes(exercise, slip.wrong, cases):
                complaints.append(f"{exercise.id}: seed {seed}: slip {number} passes every drawn case: {slip.why}")
    return complaints


def _passes(exercise: Exercise, answer, cases) -> bool:
    """Say whether an answer passes, without a diagnosis, and only as far as the first case that it fails."""

    def passed(case) -> bool:
        want = registry.expected(exercise, case) if case.expect is not MISSING else MISSING
        return judge(exercise, case, call(answer, case, exercise), want).status == "passed"

    return all(passed(case) for case in cases)


def _frozen(value) -> str:
    with np.printoptions(threshold=10**7, precision=17):
        return repr(value)


def teaching_complaints(exercise: Exercise) -> list[str]:
    """Hints rise, diagnoses are sentences, cases are several and probe different things."""
    complaints = []
    if any(len(hint.split()) < 5 for hint in exercise.hints) or len(set(exercise.hints)) != 3:
        complaints.append(f"{exercise.id}: three different hints of at least a sentence each are needed")
    if len(exercise.cases) < 3:
        complaints.append(f"{exercise.id}: {len(exercise.cases)} visible cases, at least three are needed")
    if len({case.probe for case in exercise.cases}) != len(exercise.cases):
        complaints.append(f"{exercise.id}: two cases probe the same thing in the same words")
    complaints += [
        f"{exercise.id}: not a sentence: {slip.why!r}"
        for slip in exercise.slips
        if len(slip.why.split()) < 6 or slip.why[-1] not in ".?!"
    ]
    return complaints


def leak_complaints(exercise: Exercise) -> list[str]:
    """The report of a graded exercise never prints an expected value: a wrong answer far from it must not bring it out."""
    if not exercise.graded:
        return []
    complaints = []
    for case in exercise.cases:
        if case.expect is MISSING or case.expect is REFERENCE or isinstance(case.expect, bool | str):
            continue
        for wrong in (1234567.5, np.full((2, 2), 1234567.5), None, "no"):
            said = repr(evaluate(exercise, lambda *_, wrong=wrong: wrong, cases=[case])).replace(
                _call(exercise, case), ""
            )
            shown = (
                np.array2string(np.asarray(case.expect), separator=", ")
                if isinstance(case.expect, np.ndarray)
                else repr(case.expect)
            )
            if len(shown) > 2 and shown in said:
                complaints.append(f"{exercise.id}: the report of case {case.probe!r} shows the expected value {shown}")
    return complaints


def _call(exercise: Exercise, case) -> str:
    from utils.learn.evaluation import call_text

    return call_text(exercise, case)


def tidy_complaints(exercise: Exercise, solve) -> list[str]:
    """The reference solution leaves its arguments alone and prints nothing."""
    outcomes = [(case, call(solve, case, exercise)) for case in exercise.cases]
    return [
        f"{exercise.id}: the reference solution changes its arguments or prints, on {case.probe!r}"
        for case, outcome in outcomes
        if outcome.changed or outcome.printed_characters
    ]
