"""What a learner meets at a check: every accident gets one clear sentence, and nothing is lost."""

from __future__ import annotations

import threading
import time
import warnings

import numpy as np
import pytest

from utils.learn import attempt, check, hint, loop, registry, solution, store
from utils.learn.calling import call
from utils.learn.definition import REFERENCE, Case, Exercise, Slip, by_name
from utils.learn.evaluation import CaseResult, diagnose, evaluate, judge
from utils.learn.loop import CheckNotPassed

A = np.array([[1.0, 2.0], [3.0, 4.0]])


def exercise(**changes) -> Exercise:
    parts = dict(
        id="c1w1.first_column", title="First column", arguments=("A",), time_limit=0.3,
        hints=("Which index is the column?", "Take all rows of one column.", "`A[:, 0]`"),
        cases=(Case("a square matrix", (A,), expect=np.array([1.0, 3.0])),
               Case("one row", (np.array([[5.0, 6.0]]),), expect=np.array([5.0]))),
        slips=(Slip("You took the first row. The column is the second index.", wrong=lambda A: A[0]),),
    )  # fmt: skip
    return Exercise(**(parts | changes))


def endless(A):
    while True:
        pass


def endless_and_stubborn(A):
    while True:
        try:
            np.sqrt(2.0)
        except:  # noqa: E722
            pass


def sleeping(A):
    time.sleep(60)


def in_whole_numbers(A):
    first = A[:, 0].astype(int)
    first -= 0.5
    return first


def changing(A):
    first = A[:, 0].copy()
    A[:] = 0
    return first


def through_a_helper(A):
    def pick(A):
        return A[:, 0]

    return pick(A, 0)


def calling_itself(A):
    return first_column(A, 0)


def first_column(A):
    return A[:, 0]


def loud(A):
    print("spam " * 1_000_000)
    return 0


def matrix(A):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        return np.matrix(A[:, 0])


def recursing(A):
    return recursing(A)


def leaving(A):
    raise SystemExit(1)


class Odd:
    """Equal to everything, and it cannot be shown."""

    __hash__ = None

    def __eq__(self, other):
        return True

    def __repr__(self):
        raise RuntimeError("no picture of me")


ACCIDENTS = {
    "raises": (lambda A: A[:, 7], "error", "IndexError"),
    "returns None": (lambda A: print(end=""), "failed", "returned None"),
    "wrong shape": (lambda A: A[:, :1], "failed", "shape (2, 1); shape (2,) was asked for. A vector here has one axis"),
    "list for array": (lambda A: [row[0] for row in A], "failed", "a NumPy array was asked for"),
    "matrix for vector": (matrix, "failed", "numpy.matrix"),
    "nan": (lambda A: A[:, 0] * np.nan, "failed", "nan (not a number)"),
    "changed argument": (changing, "failed", "changed its argument `A`"),
    "prints a great deal": (loud, "failed", "array of shape (2,) was asked for"),
    "never ends": (endless, "error", "still running after 0.3 seconds"),
    "never ends and catches everything": (endless_and_stubborn, "error", "still running"),
    "sleeps": (sleeping, "error", "still running"),
    "calls itself for ever": (recursing, "error", "calls itself without end"),
    "wants other arguments": (lambda: 1, "error", "Keep the parameters as they were: `first_column(A)`"),
    "calls itself with other arguments": (calling_itself, "error", "Keep the parameters as they were: `first_column(A)`"),
    "exits": (leaving, "error", "SystemExit"),
    "a name that is not there": (lambda A: nowhere, "error", "NameError"),  # noqa: F821
    "an odd object": (lambda A: Odd(), "failed", "of type Odd"),
    "an array of objects": (lambda A: np.array([Odd(), Odd()]), "failed", "dtype object"),
    "a placeholder": (lambda A: (A, ...)[1], "failed", "placeholder"),
    "text": (lambda A: "1 3", "failed", "the text '1 3'"),
    "integers cut off": (lambda A: A[:, 0].astype(int) - 1, "failed", "Expected"),
    "not a function": (3.5, "failed", "Hand over the function itself"),
    "complex": (lambda A: A[:, 0] + 1j, "failed", "complex"),
    "searches nothing": (lambda A: A[np.argmax(A[2:, 0])], "error", "A slice had no entries left"),
    "puts a vector beside a matrix": (lambda A: np.concatenate([A, A[0]], axis=1), "error", "A vector has one axis and a matrix two"),
    "decimals into whole numbers": (in_whole_numbers, "error", "Make it float first"),
}  # fmt: skip


@pytest.mark.parametrize(("answer", "status", "sentence"), ACCIDENTS.values(), ids=ACCIDENTS)
def test_each_accident_gets_its_sentence(answer, status, sentence):
    result = evaluate(exercise(), answer)
    assert result.status == status
    assert sentence in result.diagnosis
    assert sentence.split("`")[0] in repr(result)
    assert "course-check" in result._repr_html_()


def test_the_parameters_are_to_be_kept_only_where_they_are_what_does_not_fit():
    for answer in (through_a_helper, lambda A: np.dot(A), lambda A: (lambda x: x)(), lambda A: max()):
        result = evaluate(exercise(), answer)
        assert "TypeError" in result.diagnosis and "Keep the parameters" not in result.diagnosis
    for answer in (lambda A, b: A, lambda: 1):
        assert "Keep the parameters" in evaluate(exercise(), answer).diagnosis


def test_an_answer_is_judged_where_arrays_of_different_shapes_are_wanted():
    pair = exercise(cases=(Case("a pair", (np.eye(2),), expect=(np.eye(2), np.ones(2))),), slips=())
    assert evaluate(pair, lambda A: (np.eye(2), np.ones(2))).passed
    assert "a pair was asked for" in evaluate(pair, lambda A: A).diagnosis


def test_a_right_answer_passes_and_a_known_slip_is_named():
    assert evaluate(exercise(), lambda A: A[:, 0]).passed
    assert evaluate(exercise(), lambda A: A[0]).diagnosis == "You took the first row. The column is the second index."


def refusing_everything(A):
    raise ValueError("no")


def refusing_in_one_line(A):
    if A.size: raise ValueError("not this one")  # fmt: skip  # noqa: E701
    return A[:, 0]


def test_a_refusal_in_one_line_is_a_refusal():
    item = exercise(slips=(Slip("You refused what should pass.", wrong=refusing_everything),))
    assert evaluate(item, refusing_in_one_line).diagnosis == "You refused what should pass."


def nearly_one(q, A):
    """Held more tightly than two results are compared."""
    return None if abs(np.linalg.norm(q) - 1) < 1e-9 else "The length is not 1."


def test_a_slip_explains_only_cases_on_which_it_fails_itself():
    # The slip forgets to divide by the length, which is 1 to all digits in the first two cases and not in the third.
    unit, other = np.array([0.6, 0.8]), np.array([1.0, 0.0])
    cases = (Case("unit already", (unit,), holds=nearly_one), Case("another", (other,), holds=nearly_one),
             Case("long", (5 * unit,), holds=nearly_one))  # fmt: skip
    item = exercise(cases=cases, slips=(Slip("You forgot to divide by the length.", wrong=lambda A: A.copy()),))
    blurred = lambda A: A / np.linalg.norm(A) * (1 + 1e-8 * (np.linalg.norm(A) < 2))  # noqa: E731
    result = evaluate(item, blurred)  # agrees with the slip on both cases that it fails, and the slip passes them
    assert [case.status for case in result.cases] == ["failed", "failed", "passed"]
    assert {case.slip for case in result.cases} == {None} and result.diagnosis == "The length is not 1."
    assert evaluate(item, lambda A: A + 0.0).diagnosis == "You forgot to divide by the length."
    both = evaluate(item, lambda A: A * (1 + 1e-8))  # alike on every case, and only the last is the slip's
    assert [case.slip for case in both.cases] == [None, None, 0]


def test_a_slip_is_run_no_further_once_it_cannot_explain_an_answer():
    runs = []

    def second_row(A):
        runs.append(A)
        return A[1]

    cases = (Case("right anyway", (np.ones((2, 2)),), expect=np.ones(2)), Case("the first that failed", (A,), expect=A[:, 0]),
             Case("another", (5.0 * A,), expect=5.0 * A[:, 0]))  # fmt: skip
    item = exercise(cases=cases, slips=(Slip("You took the second row.", wrong=second_row),))
    assert evaluate(item, lambda A: A[0]).status == "failed"
    assert len(runs) == 1
    assert evaluate(item, lambda A: A[1]).diagnosis == "You took the second row."


def test_drawn_cases_are_held_to_what_the_key_expects():
    slip = Slip("You took the first row. The column is the second index.", wrong=lambda A: A[0])
    item = exercise(slips=(slip,))
    drawn = [Case(f"drawn {i}", (np.full((2, 2), float(i)) + A,), REFERENCE) for i in range(3)]
    wants = [case.args[0][:, 0] for case in drawn]
    outcomes = [call(lambda A: A[0], case, item) for case in drawn]
    results = [judge(item, *each) for each in zip(drawn, outcomes, wants, strict=True)]
    assert {one.slip for one in diagnose(item, drawn, outcomes, results, wants=wants)} == {0}
    symmetric = [Case("symmetric", (A + A.T,), REFERENCE) for _ in range(2)]  # there the slip is right
    outcomes = [call(lambda A: A[0] + 1e-9, case, item) for case in symmetric]
    results = [CaseResult("failed", case.probe, "Too far.") for case in symmetric]
    wants = [case.args[0][:, 0] for case in symmetric]
    assert {one.slip for one in diagnose(item, symmetric, outcomes, results, wants=wants)} == {None}


def test_a_great_deal_of_printing_is_kept_short():
    assert len(repr(evaluate(exercise(), loud))) < 2000


def test_an_endless_loop_is_stopped_outside_the_main_thread_too():
    results = []
    thread = threading.Thread(target=lambda: results.append(evaluate(exercise(), endless)))
    thread.start()
    thread.join(20)
    assert results and results[0].status == "error"


def test_the_interpreter_lives_on_after_an_endless_loop():
    for answer in (endless, endless_and_stubborn):
        evaluate(exercise(), answer)
        until = time.perf_counter() + 0.1
        while time.perf_counter() < until:  # a timer left running would raise in here
            pass
    assert evaluate(exercise(), lambda A: A[:, 0]).passed


def test_cases_get_copies_of_their_arguments():
    kept = exercise().cases[0].args[0].copy()
    evaluate(exercise(), changing)
    assert np.array_equal(A, kept)


def test_functions_of_the_package_are_passed_by_name():
    item = exercise(
        cases=(Case("a function", (by_name("utils.learn.compare.describe"),), expect="None"),), arguments=("f",)
    )
    assert evaluate(item, lambda f: f(None)).passed
    with pytest.raises(ValueError, match="plain values"):
        Case("a local function", (lambda x: x,), expect=1)
    with pytest.raises(ValueError, match="course package"):
        by_name("os.system")


def test_an_exception_can_be_what_is_asked_for():
    item = exercise(cases=(Case("an empty matrix", (np.empty((0, 0)),), raises=ValueError),), slips=())

    def refuses(A):
        raise ValueError("empty")

    assert evaluate(item, refuses).passed
    assert "ValueError should be raised" in evaluate(item, lambda A: 0).diagnosis
    assert "ValueError was asked for" in evaluate(item, lambda A: 1 / 0).diagnosis


def test_a_property_can_be_what_is_asked_for():
    item = exercise(
        cases=(
            Case(
                "orthogonal",
                (A,),
                holds=lambda q, A: None if abs(q @ A[0]) < 1e-9 else "Not orthogonal to the first row.",
            ),
        ),
        slips=(),
    )
    assert evaluate(item, lambda A: np.array([-A[0, 1], A[0, 0]])).passed
    assert evaluate(item, lambda A: A[0]).diagnosis == "Not orthogonal to the first row."
    assert "could not be compared" in evaluate(item, lambda A: "x").diagnosis


@pytest.mark.parametrize(
    "changes",
    [{"id": "residual"}, {"kind": "poem"}, {"cases": ()}, {"hints": ("one",)}],
)
def test_definitions_that_cannot_work_are_refused(changes):
    with pytest.raises(ValueError):
        exercise(**changes)


def test_cases_that_expect_nothing_or_two_things_are_refused():
    with pytest.raises(ValueError, match="exactly one"):
        Case("nothing", (1,))
    with pytest.raises(ValueError, match="exactly one"):
        Case("two", (1,), expect=1, raises=ValueError)


# --- check, hint, solution as typed in a notebook ----------------------------------------------------------------------

GOOD = "c1w1.determinant_2x2"


def test_check_shows_and_records(own_progress, capsys):
    check(GOOD, registry.reference(GOOD))
    assert capsys.readouterr().out.startswith("✓ determinant_2x2: passed")
    assert store.load().exercises == {GOOD: "passed"}


def test_a_wrong_id_meets_the_right_one(own_progress, capsys):
    check("c1w1.determinent_2x2", print)
    assert 'Did you mean "c1w1.determinant_2x2"' in capsys.readouterr().out
    hint("c1w1.determinant2x2")
    solution("c1w1.determinant2x2")
    assert capsys.readouterr().out.count("Did you mean") == 2


def test_check_without_an_answer_outside_a_notebook_says_so(own_progress, capsys):
    check(GOOD)
    assert "not defined yet" in capsys.readouterr().out


def test_strict_checks_raise(own_progress, monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")
    for answer in (lambda A: 1, ..., 3):
        with pytest.raises(CheckNotPassed):
            check(GOOD, answer)
    with pytest.raises(CheckNotPassed):
        check("c1w1.nothing", print)
    check(GOOD, registry.reference(GOOD))


def test_a_fault_of_the_check_itself_is_told_and_the_learner_goes_on(own_progress, monkeypatch, capsys):
    monkeypatch.setattr(loop, "evaluate", lambda *_: 1 / 0)
    check(GOOD, print)
    assert "This check itself failed" in capsys.readouterr().out


def test_hints_rise_and_are_remembered(own_progress, capsys):
    for number in (1, 2, 3, 3):
        hint(GOOD)
        assert f"Hint {number} of 3" in capsys.readouterr().out
    hint(GOOD, 1)
    assert "Hint 1 of 3" in capsys.readouterr().out
    hint(GOOD, 9)
    assert "number from 1 to 3" in capsys.readouterr().out


def test_the_solution_is_for_after_an_attempt(own_progress, capsys):
    solution(GOOD)
    assert "after an attempt" in capsys.readouterr().out
    check(GOOD, lambda A: 0)
    capsys.readouterr()
    solution(GOOD)
    assert "def determinant_2x2" in capsys.readouterr().out


def test_solutions_can_be_taken_out(own_progress, monkeypatch, tmp_path, capsys):
    right = registry.reference(GOOD)
    monkeypatch.setattr(registry, "ROOT", tmp_path)
    solution(GOOD, show=True)
    assert "not in this copy of the course" in capsys.readouterr().out
    check(GOOD, right)
    assert "passed" in capsys.readouterr().out


def test_attempt_lets_nothing_escape(capsys):
    def blank(x): ...

    assert attempt(blank, 1) is None
    assert attempt(lambda x: 1 / 0, 1) is None
    assert attempt(lambda x: [].sort(), 1) is None
    assert attempt(lambda x: x, 0) == 0
    said = capsys.readouterr().out
    assert "with your own blank" in said and "ZeroDivisionError" in said and "returned None" in said


def test_names_that_are_not_defined_yet_get_advice():
    assert "run the set-up cell" in loop.advice_for_missing("np")
    assert "run the cell of that exercise" in loop.advice_for_missing("determinant_2x2")
    assert loop.advice_for_missing("x") is None


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda x: np.ones((2, 3)) @ np.ones(2), "the columns of `A` have to be as many as the rows of `B`"),
        (lambda x: np.dot(np.ones((2, 3)), np.ones((2, 2))), "Is a `.T` missing, or one too many?"),
        (lambda x: np.ones(3) + np.ones(2), "Two arrays met whose shapes do not fit"),
        (lambda x: np.ones(3)[0, 0], "one index for each axis"),
        (lambda x: np.hstack([np.ones((2, 2)), np.ones(2)]), "a matrix of one column"),
        (lambda x: max([]), "A slice had no entries left"),
        (lambda x: 1 if np.ones(2) > 0 else 0, "`.any()` or `.all()` makes one"),
    ],
)
def test_numpys_messages_about_shapes_are_explained(answer, words):
    result = evaluate(exercise(), answer)
    assert result.status == "error" and words in result.diagnosis


def test_a_comparison_that_fails_before_its_raise_is_no_refusal():
    def refuses(A):
        if A[0] == 0: raise ValueError("zero")  # fmt: skip  # noqa: E701
        return A[:, 0]

    def stops(A):
        if A.shape[0] > 0: raise ValueError("rows")  # fmt: skip  # noqa: E701

    assert "`.any()` or `.all()` makes one" in evaluate(exercise(), refuses).diagnosis
    assert "Your own code refused here" in evaluate(exercise(), stops).diagnosis


# --- the first import of a large library ------------------------------------------------------------------------------


def library(folder, name, modules, seconds) -> None:
    """Write a package whose import takes a while, as those of SciPy and scikit-learn do for the first time."""
    (folder / name).mkdir()
    for k in range(modules):
        (folder / name / f"m{k}.py").write_text(f"import time\ntime.sleep({seconds})\n")
    (folder / name / "__init__.py").write_text("\n".join(f"from {name} import m{k}" for k in range(modules)))


def test_an_answer_gets_the_time_that_its_library_takes_to_import(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    library(tmp_path, "slow_library", modules=60, seconds=0.04)

    def first_column(A):
        import slow_library  # noqa: F401

        A[0, 0] += 1  # the second call must be given fresh arguments, or this would go wrong
        return A[:, 0] - np.array([1, 0])[: len(A)]

    case = exercise().cases[0]
    outcome = call(first_column, case, exercise(time_limit=2))  # too short for all of the modules
    assert not outcome.timed_out and outcome.value.tolist() == [1.0, 3.0]


def test_a_loop_without_end_gets_no_second_time(monkeypatch):
    started = time.perf_counter()
    assert call(endless, exercise().cases[0], exercise()).timed_out
    once = time.perf_counter() - started
    assert once < 2 * exercise().time_limit


# --- answers that are nearly right ------------------------------------------------------------------------------------


def third(**changes) -> Exercise:
    """Exercise with an answer whose digits matter."""
    case = Case("thirds", (np.array([1.0, 2.0]),), expect=np.array([1 / 3, 2 / 3]), rtol=1e-9)
    return exercise(cases=(case,), slips=(), **changes)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda v: (v / 3).astype(np.float32), "dtype float32"),
        (lambda v: np.round(v / 3, 6), "Right to about 6 digits"),
        (lambda v: v / 3 + [0, 1e-7], "Right to about 6 digits"),
        (lambda v: np.round(v / 3, 3), "No entry is right yet. Expected"),
        (lambda v: v / 3 + [0, np.inf], "1 of 2 entries"),
    ],
)
def test_an_answer_that_lost_digits_is_told_so(answer, words):
    message = evaluate(third(), answer).cases[0].message
    assert words in message
    shown = message.partition("Expected ")[2]
    if shown:
        want, got = shown.rstrip(".").split(", got ")
        assert want != got


def test_a_copy_that_is_advised_reaches_the_arrays_in_a_list():
    def add_up(matrices):
        total = matrices[0]
        for M in matrices[1:]:
            total += M
        return total

    arguments = ([np.eye(2), np.ones((2, 2))],)
    case = Case("two matrices", arguments, expect=np.eye(2) + 1)
    message = evaluate(exercise(arguments=("matrices",), cases=(case,), slips=()), add_up).cases[0].message
    assert "copy.deepcopy(matrices)" in message


@pytest.mark.parametrize("got", [[1.0, 2.0], [np.inf, np.inf], [np.nan, np.inf], [2.0, np.inf], [1.0, -np.inf]])
def test_infinite_entries_make_no_noise(got):
    case = Case("1 and infinity", (np.array([1.0, 0.0]),), expect=np.array([1.0, np.inf]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = evaluate(exercise(cases=(case,), slips=()), lambda v: np.array(got))
    assert result.status == "failed" and "digits" not in result.cases[0].message
