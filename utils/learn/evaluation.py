"""Judge an answer: call it on every case, compare, and find the diagnosis.

Judgement is kept apart from calling (:mod:`utils.learn.calling`): :func:`judge` needs an exercise, a case and an
:class:`~utils.learn.calling.Outcome`, wherever that outcome was produced.
"""

from __future__ import annotations

import numbers as numbers_module
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from utils.learn import registry
from utils.learn.calling import Outcome, call, is_blank
from utils.learn.compare import describe, difference
from utils.learn.definition import MISSING, Case, Exercise, Named, Slip

__all__ = ["CaseResult", "Result", "evaluate", "judge", "diagnose", "wrong_outcome", "unfit"]

EXPLANATIONS = {
    "ZeroDivisionError": "Something was divided by zero. Which case has a zero there, and what should happen then?",
    "IndexError": "An index ran past the end. Python counts from 0, so the last index is the length minus 1.",
    "KeyError": "A dict was asked for a key that it does not have.",
    "RecursionError": "The function calls itself without end. What stops it?",
    "UnboundLocalError": "A name is used before it gets a value. Is it set inside an `if` or a loop that did not run?",
    "LinAlgError": "NumPy met a matrix that it cannot work with, often a singular one.",
    "UFuncTypeError": "An array keeps its type: whole numbers cannot take up decimals in place, as with `+=`, `-=` or `/=`. "
    "Make it float first, `np.array(A, dtype=float)`.",
    "MemoryError": "The answer asked for more memory than there is. How large is the array that it makes?",
}


_NO_PRODUCT = (
    "For `A @ B`, the columns of `A` have to be as many as the rows of `B` (or the entries of a vector); print both `.shape` "
    "just before that line. Is a `.T` missing, or one too many?"
)
CLUES = (
    (
        "IndexError",
        "too many indices",
        "An array has one index for each axis; print its `.shape` just before that line.",
    ),
    ("ValueError", "broadcast", "Two arrays met whose shapes do not fit; print their `.shape` just before that line."),
    ("ValueError", "mismatch in its core dimension", _NO_PRODUCT),
    ("ValueError", "not aligned", _NO_PRODUCT),
    (
        "ValueError",
        "same number of dimensions",
        "A vector has one axis and a matrix two; `b[:, None]` makes a matrix of one column of a vector `b`.",
    ),
    (
        "ValueError",
        "empty sequence",
        "A slice had no entries left: is an index past the end, and should the loop have stopped?",
    ),
    (
        "ValueError",
        "truth value of an array",
        "An array was used where one True or False is needed; `.any()` or `.all()` makes one.",
    ),
)
"""What NumPy's messages mean: an exception's name, a part of its message, and what to look at."""


@dataclass(frozen=True)
class CaseResult:
    """One case, judged. `status` is "passed", "failed", "error" or "skipped"."""

    status: str
    probe: str
    message: str = ""
    call: str = ""
    slip: int | None = None
    printed: str = ""
    printed_characters: int = 0


@dataclass(frozen=True)
class Result:
    """All cases of an exercise, judged. `status` is "passed", "failed", "error" or "blank"."""

    exercise: Exercise
    status: str
    cases: tuple[CaseResult, ...] = ()
    message: str = ""

    @property
    def passed(self) -> bool:
        """Whether every case passed."""
        return self.status == "passed"

    @property
    def share(self) -> float:
        """The part of the cases that passed, between 0 and 1."""
        return sum(case.status == "passed" for case in self.cases) / len(self.cases) if self.cases else 0.0

    @property
    def diagnosis(self) -> str:
        """What the first case that did not pass says."""
        return next((case.message for case in self.cases if case.status != "passed"), self.message)

    def _repr_html_(self) -> str:
        from utils.learn.report import html

        return html(self)

    def __repr__(self) -> str:
        from utils.learn.report import text

        return text(self)


def _shown(value: Any) -> str:
    if isinstance(value, Named):
        return value.path.rpartition(".")[2]
    if isinstance(value, np.ndarray):
        if value.size > 36 or value.dtype == object:  # an object may refuse to be shown
            return f"an array of shape {value.shape}"
        text = np.array2string(value, separator=", ", precision=6, suppress_small=True, threshold=40)
        return f"np.array({' '.join(text.split())})"
    if isinstance(value, np.generic):
        value = value.item()
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."


def typed(value: Any) -> str:
    """Write an argument as one would type it; typing that gives the same value again, its kind of numbers included.

    Examples
    --------
    >>> typed(np.array([[100, 27]], dtype=np.int8)), typed([1.5, float("nan")]), typed(np.zeros((0, 3)))
    ('np.array([[100, 27]], dtype=np.int8)', '[1.5, np.nan]', 'np.empty((0, 3))')
    """
    if isinstance(value, Named):
        return value.path.rpartition(".")[2]
    if isinstance(value, np.ndarray):
        kind = (
            ""
            if value.dtype in (float, int, bool, complex) or value.dtype.kind in "US"
            else f", dtype=np.{value.dtype}"
        )
        if value.size == 0:
            return f"np.empty({value.shape}{kind or f', dtype={value.dtype.name}' * (value.dtype != float)})"
        return f"np.array({typed(value.tolist())}{kind})"
    if isinstance(value, np.generic):
        return typed(value.item()) if value.dtype in (float, int, bool) else f"np.{value.dtype}({typed(value.item())})"
    if isinstance(value, list):
        return f"[{', '.join(map(typed, value))}]"
    if isinstance(value, tuple):
        return f"({', '.join(map(typed, value))}{',' * (len(value) == 1)})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{typed(key)}: {typed(item)}' for key, item in value.items())}}}"
    if isinstance(value, float) and not np.isfinite(value):
        return {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}[repr(value)]
    return repr(value)


def _argument(value: Any) -> str:
    if isinstance(value, np.ndarray) and (value.size > 36 or value.dtype == object):
        return f"an array of shape {value.shape}"
    text = typed(value)
    return text if len(text) <= 1000 else text[:300] + "..."


def call_text(exercise: Exercise, case: Case) -> str:
    """Write a case as the call that a learner can repeat: ``residual(np.array([[1, 2]]), …)``."""
    if exercise.kind != "function":
        return exercise.name
    return f"{exercise.name}({', '.join(map(_argument, case.args))})"


def _called_wrongly(exercise: Exercise, outcome: Outcome) -> bool:
    """Whether a TypeError is about the answer's own parameters, not about those of something that it calls.

    It is where no line of the answer was reached, or where it calls itself.

    Examples
    --------
    >>> from utils.learn.definition import Case
    >>> case = Case("two", (2,), expect=4)
    >>> twice = Exercise(id="c1w1.double", title="Twice", arguments=("x",), hints=("", "", ""), cases=(case,))
    >>> _called_wrongly(twice, call(lambda: 4, case, twice)), _called_wrongly(twice, call(lambda x: max(), case, twice))
    (True, False)
    """
    called = re.match(r"(?:\S+\.)?(\w+|<lambda>)\(\) (?:takes|missing) .*positional argument", outcome.message)
    return called is not None and (outcome.line == "" or called[1] == exercise.name)


def _error_sentence(exercise: Exercise, outcome: Outcome) -> str:
    where = f" in {outcome.line}" if outcome.line else ""
    text = f"It stopped with {outcome.error}{where}: {outcome.message}".rstrip(": ")
    text += "" if text.endswith((".", "!", "?")) else "."
    if outcome.deliberate:
        return text + " Your own code refused here, but this case has an answer. Where is the border between the two?"
    if outcome.error == "TypeError" and _called_wrongly(exercise, outcome):
        return text + f" Keep the parameters as they were: `{exercise.name}({', '.join(exercise.arguments)})`."
    if outcome.error == "NameError":
        return text + " Is it spelled as where it was defined, and was the set-up cell at the top run?"
    clue = next((words for error, part, words in CLUES if outcome.error == error and part in outcome.message), None)
    if clue is not None:
        return f"{text} {clue}"
    explained = next((EXPLANATIONS[name] for name in outcome.bases if name in EXPLANATIONS), "")
    return f"{text} {explained}".rstrip()


def judge(
    exercise: Exercise, case: Case, outcome: Outcome, want: Any = MISSING, shown: str | None = None
) -> CaseResult:
    """Judge what one call gave.

    Parameters
    ----------
    exercise : Exercise
    case : Case
    outcome : Outcome
        From :func:`utils.learn.calling.call`, here or in another process.
    want : object, optional
        The expected value where the case itself does not carry it.
    shown : str, optional
        The case as a call, where it has been written already.

    Returns
    -------
    CaseResult
    """
    want = case.expect if want is MISSING else want
    shown = call_text(exercise, case) if shown is None else shown

    def result(status: str, message: str = "") -> CaseResult:
        return CaseResult(status, case.probe, message, shown, None, outcome.printed, outcome.printed_characters)

    if outcome.timed_out:
        return result(
            "error",
            f"It was still running after {exercise.time_limit:g} seconds and was stopped. Does a loop never end?",
        )
    if case.raises is not None:
        if case.raises.__name__ in outcome.bases:
            return result("passed")
        if outcome.deliberate:
            where = f" in {outcome.line}" if outcome.line else ""
            return result(
                "error",
                f"It stopped with {outcome.error}{where}. To refuse is right here, but with another exception: "
                f"`raise {case.raises.__name__}(...)` was asked for.",
            )
        if outcome.error:
            return result("error", f"{_error_sentence(exercise, outcome)} A {case.raises.__name__} was asked for here.")
        return result(
            "failed",
            f"{case.raises.__name__} should be raised here. Your answer came back with {describe(outcome.value)}.",
        )
    if outcome.error:
        return result("error", _error_sentence(exercise, outcome))
    if outcome.value is ...:
        return result("failed", "Your function returned `...`, the placeholder. Replace it by your own code.")
    reason = _wrong(case, outcome, want)
    if reason is None and not outcome.changed:
        return result("passed")
    if outcome.changed:
        name = exercise.arguments[outcome.changed[0]]
        start = "The result is right, but the" if reason is None else f"{reason} And the"
        return result(
            "failed",
            f"{start} function changed its argument `{name}`, which belongs to the caller. "
            f"Work on a copy: `{_copying(name, case.args[outcome.changed[0]])}`.",
        )
    if exercise.kind == "value":
        reason = reason.replace("Your function returned", "Your answer is")
    said = describe(outcome.value) in reason
    return result("failed", reason if said else reason + _seen(exercise, case, outcome.value, want))


def _copying(name: str, argument: Any) -> str:
    """Return code that copies an argument, the arrays within a list included."""
    parts = argument.values() if isinstance(argument, dict) else argument if isinstance(argument, list | tuple) else ()
    deep = any(isinstance(part, np.ndarray | list | dict) for part in parts)
    return f"copy.deepcopy({name})" if deep else f"{name}.copy()"


def _seen(exercise: Exercise, case: Case, got: Any, want: Any) -> str:
    """Say what came out, and in ungraded exercises what should have come, where it is short and of the right kind."""
    numeric = isinstance(got, numbers_module.Number | np.ndarray) and not isinstance(got, bool | np.bool_)
    if case.holds is not None or not numeric or not _short(got) or np.ndim(got) != _axes(want):
        return ""
    came = _shown(got)
    if exercise.graded:
        return f" Your answer: {came}."
    wanted = _shown(want)
    return "" if wanted == came else f" Expected {wanted}, got {came}."  # equal: they differ in digits not shown


def _axes(value: Any) -> int | None:
    """Return how many axes a value has as an array; None where it is none, such as a pair of arrays of different shapes."""
    try:
        return np.ndim(value)
    except ValueError:
        return None


def _short(value: Any) -> bool:
    return not isinstance(value, np.ndarray) or value.size <= 36


def _wrong(case: Case, outcome: Outcome, want: Any) -> str | None:
    try:
        if case.holds is not None:
            return case.holds(outcome.value, *case.args)
        return difference(outcome.value, want, rtol=case.rtol, atol=case.atol, same=case.same)
    except Exception as error:  # a value so odd that it cannot be compared is wrong, not a crash of the check
        return f"Your answer is {describe(outcome.value)}, which could not be compared ({type(error).__name__})."


def _alike(case: Case, mine: Outcome, slip: Outcome) -> bool:
    if case.raises is not None and case.raises.__name__ in mine.bases and case.raises.__name__ in slip.bases:
        return True  # both refuse, as asked; a LinAlgError is a ValueError too
    if mine.changed != slip.changed or mine.timed_out or slip.timed_out:
        return False
    if mine.error or slip.error:
        # Two refusals are alike, in whatever words; of a library's errors, only the same one.
        words = mine.deliberate and slip.deliberate or mine.message == slip.message
        return mine.error == slip.error and words
    try:
        return difference(mine.value, slip.value, rtol=case.rtol, atol=case.atol, same=case.same) is None
    except Exception:
        return False


def _identical(mine: Outcome, slip: Outcome) -> bool:
    """Whether both gave the same array to the last bit."""
    return (
        type(mine.value) is type(slip.value) is np.ndarray
        and mine.value.dtype == slip.value.dtype != object
        and mine.value.shape == slip.value.shape
        and mine.value.tobytes() == slip.value.tobytes()
        and mine.changed == slip.changed
    )


def _explaining(
    exercise: Exercise,
    cases: list[Case],
    outcomes: list[Outcome],
    failed: list[int],
    wrong: Callable[[Slip, Case, Exercise], Outcome],
    wants: list[Any],
) -> tuple[int, list[int]] | None:
    """Find the slip that explains an answer best, and the failed cases that it explains.

    Best is one that gives the same on every case; then one that gives the same wherever no exception is asked for (bad
    input may be refused by then, or not yet); then, for answers that are more than True, False or a word (which agree
    by chance), one that gives the same on every case that failed, where more than one did. A slip explains only cases
    on which it fails itself: what is wrong where the slip is right is something else, however near the two results are.
    """

    def fails(slip: Slip, i: int) -> bool:
        theirs = wrong(slip, cases[i], exercise)
        if _identical(outcomes[i], theirs):
            return True  # as the answer did, and the judge need not be asked again
        return judge(exercise, cases[i], theirs, wants[i], shown="").status != "passed"

    plain = [i for i, case in enumerate(cases) if case.raises is None]
    telling = all(
        outcomes[i].error is None and not isinstance(outcomes[i].value, bool | np.bool_ | str | None) for i in failed
    )
    second = third = None
    # A slip that differs on a failed case where no exception is asked for is none of the three: no need to run it on the rest.
    first = next((i for i in failed if i in plain), None)
    for number, slip in enumerate(exercise.slips):
        if first is not None and not _alike(cases[first], outcomes[first], wrong(slip, cases[first], exercise)):
            continue
        alike = [_alike(case, mine, wrong(slip, case, exercise)) for case, mine in zip(cases, outcomes, strict=True)]
        if all(alike) and (explained := [i for i in failed if fails(slip, i)]):
            return number, explained
        if second is None and all(alike[i] for i in plain):
            explained = [i for i in failed if i in plain and fails(slip, i)]
            second = (number, explained) if explained else None
        if third is None and telling and len(failed) > 1 and all(alike[i] and fails(slip, i) for i in failed):
            third = number, failed
    return second or third


def wrong_outcome(slip: Slip, case: Case, exercise: Exercise) -> Outcome:
    """Return what a known mistake makes of a case."""
    return call(slip.wrong, case, exercise)


def diagnose(
    exercise: Exercise,
    cases: list[Case],
    outcomes: list[Outcome],
    results: list[CaseResult],
    wrong: Callable[[Slip, Case, Exercise], Outcome] = wrong_outcome,
    wants: list[Any] | None = None,
) -> list[CaseResult]:
    """Replace the messages of failed cases by the diagnosis of the slip that explains them, where one does.

    Parameters
    ----------
    exercise : Exercise
    cases, outcomes, results : list
        One of each for each case.
    wrong : callable, optional
        ``wrong(slip, case, exercise)``; whoever judges many answers on the same cases gives one that remembers.
    wants : list, optional
        What each case expects, where not every case carries it itself.

    Returns
    -------
    list of CaseResult
    """
    failed = [i for i, item in enumerate(results) if item.status in ("failed", "error")]
    if not failed or any(outcome.timed_out for outcome in outcomes):
        return results
    wants = [case.expect for case in cases] if wants is None else wants
    found = _explaining(exercise, cases, outcomes, failed, wrong, wants)
    if found is None:
        return results
    number, explained = found
    # That bad input has to be refused is a matter of its own, and the judge's sentence says it; unless that is the whole slip.
    plain = [i for i in explained if cases[i].raises is None] or explained
    changed = list(results)
    for i in explained:
        message = exercise.slips[number].why if i in plain else results[i].message
        changed[i] = replace(results[i], message=message, slip=number)
    return changed


def unfit(exercise: Exercise, answer: Any) -> str | None:
    """Say why an answer is not of the kind that was asked for, or return None."""
    if exercise.kind == "value" or (exercise.kind == "class" and isinstance(answer, type)):
        return None
    if exercise.kind == "class":
        return f"A class was asked for; `{exercise.name}` is {describe(answer)}."
    if isinstance(answer, type) or not callable(answer):
        return (
            f"A function was asked for; this is {describe(answer)}. Hand over the function itself, without brackets: "
            f'`check("{exercise.id}", {exercise.name})`.'
        )
    return None


def evaluate(exercise: str | Exercise, answer: Any, *, cases: Iterable[Case] | None = None) -> Result:
    """Judge an answer on the visible cases (or on others).

    Parameters
    ----------
    exercise : str or Exercise
        The exercise or its id.
    answer : object
        What the learner defined.
    cases : iterable of Case, optional
        Other cases than the visible ones.

    Returns
    -------
    Result
        Whatever the answer does; only an unknown id raises.

    Raises
    ------
    UnknownId
        Where no exercise has this id.

    Examples
    --------
    >>> from utils.learn.definition import Case, Exercise
    >>> twice = Exercise(id="c1w1.double", title="Twice", arguments=("x",), hints=("", "", ""),
    ...                  cases=(Case("a small number", args=(3,), expect=6),))
    >>> evaluate(twice, lambda x: x + x).status
    'passed'
    >>> evaluate(twice, lambda x: x**2).diagnosis
    'The number is not right. Expected 6, got 9.'
    """
    item = registry.exercise(exercise) if isinstance(exercise, str) else exercise
    if is_blank(answer):
        return Result(item, "blank", message="Not attempted yet.")
    trouble = unfit(item, answer)
    if trouble is not None:
        return Result(item, "failed", message=trouble)
    cases = list(item.cases if cases is None else cases)
    outcomes, results, wants = [], [], []
    for case in cases:
        outcome = call(answer, case, item)
        outcomes.append(outcome)
        wants.append(registry.expected(item, case) if case.expect is not MISSING else MISSING)
        results.append(judge(item, case, outcome, wants[-1]))
        if outcome.timed_out:  # the next case would cost the learner as many seconds again
            skipped = [
                CaseResult("skipped", rest.probe, "Not run, because an earlier one did not end.")
                for rest in cases[len(results) :]
            ]
            return Result(item, "error", (*results, *skipped))
    results = diagnose(item, cases, outcomes, results, wants=wants)
    statuses = {one.status for one in results}
    status = "passed" if statuses == {"passed"} else "error" if statuses == {"error"} else "failed"
    return Result(item, status, tuple(results))
