"""Every exercise of the course keeps its contract, and each guard complains about an exercise that breaks it."""

from __future__ import annotations

import importlib.util

import exercise_contract as contract
import numpy as np
import pytest

from utils.learn import course_map, graft, registry
from utils.learn.definition import REFERENCE, Case, Exercise, Slip

EXERCISES = registry.exercises()
IDS = [exercise.id for exercise in EXERCISES]
every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=IDS)


def mistakes(week: str) -> dict[str, list[str]]:
    path = registry.ROOT / "tests" / "mistakes" / f"{week}.py"
    spec = importlib.util.spec_from_file_location(f"mistakes_{week}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.MISTAKES


def stubs() -> dict[str, str]:
    found = {}
    for notebook in course_map.notebooks():
        found |= graft.answers_in(graft.load(registry.ROOT / notebook.path))
    return found


@every_exercise
def test_a_blank_answer_is_called_blank(exercise):
    assert contract.blank_complaints(exercise, stubs().get(exercise.id)) == []


@every_exercise
def test_the_reference_solution_passes_and_is_tidy(exercise):
    solve = registry.reference(exercise.id)
    assert contract.reference_complaints(exercise, solve) == []
    assert contract.tidy_complaints(exercise, solve) == []


@every_exercise
def test_the_solution_shown_to_learners_runs_alone_and_passes(exercise):
    source = registry.reference_source(exercise.id)
    assert contract.reference_complaints(exercise, contract.with_earlier_answers(exercise, source)) == []


@every_exercise
def test_each_slip_meets_its_own_diagnosis(exercise):
    assert contract.slip_complaints(exercise) == []


@every_exercise
def test_planted_mistakes_do_not_pass(exercise):
    assert contract.mistake_complaints(exercise, mistakes(exercise.week).get(exercise.id, [])) == []


@every_exercise
def test_hints_diagnoses_and_cases_teach(exercise):
    assert contract.teaching_complaints(exercise) == []


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.graded], ids=[e.id for e in EXERCISES if e.graded])
def test_graded_exercises_draw_further_cases(exercise):
    assert contract.generator_complaints(exercise, registry.reference(exercise.id)) == []


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.graded], ids=[e.id for e in EXERCISES if e.graded])
def test_reports_of_graded_exercises_do_not_show_expected_values(exercise):
    assert contract.leak_complaints(exercise) == []


def test_every_exercise_cell_has_a_definition_and_every_definition_a_cell():
    assert sorted(stubs()) == sorted(IDS)


def test_graded_notebooks_carry_100_points():
    for notebook in course_map.notebooks():
        if notebook.kind in ("assignment", "project"):
            assert sum(registry.exercise(one).points for one in notebook.exercises) == 100, notebook.path


# --- the guards themselves, on an exercise that breaks the contract ----------------------------------------------------


def broken(**changes) -> Exercise:
    parts = dict(
        id="c1w1.double", title="Twice", arguments=("x",), points=5,
        hints=("Look at the sign of the number.", "Add the number to itself, once.", "Return `x + x`, nothing else needed."),
        cases=(Case("a small number", (2,), expect=4), Case("zero", (0,), expect=0), Case("a negative number", (-30,), expect=-60)),
        slips=(Slip("You squared the number instead of doubling it.", wrong=lambda x: x**2),
               Slip("You added two to the number instead of doubling.", wrong=lambda x: x + 2)),
        more=lambda rng: [Case(f"drawn number {i}", (int(rng.integers(3, 100)),), REFERENCE) for i in range(4)],
    )  # fmt: skip
    return Exercise(**(parts | changes))


def test_a_wrong_or_missing_reference_is_noticed():
    assert contract.reference_complaints(broken(), lambda x: x + 1)
    assert contract.reference_complaints(broken(), None)
    assert not contract.reference_complaints(broken(), lambda x: x + x)


def test_a_stub_that_is_filled_in_is_noticed():
    assert contract.blank_complaints(broken(), "def double(x):\n    return 2 * x")
    assert contract.blank_complaints(broken(), None)
    assert not contract.blank_complaints(broken(), 'def double(x):\n    """Twice."""\n    # add\n    ...')


def test_slips_that_pass_or_meet_anothers_diagnosis_are_noticed():
    right = Slip("This is said although the answer is right.", wrong=lambda x: 2 * x)
    twin = Slip("You took the second power of the number.", wrong=lambda x: x * x)
    assert contract.slip_complaints(broken(slips=(right, *broken().slips)))
    assert contract.slip_complaints(broken(slips=(*broken().slips, twin)))
    assert contract.slip_complaints(broken(slips=()))
    assert not contract.slip_complaints(broken())


def test_mistakes_that_pass_or_are_too_few_are_noticed():
    wrong = [f"def double(x):\n    return x + {i}" for i in range(1, 4)]
    assert contract.mistake_complaints(broken(), wrong[:2])
    assert contract.mistake_complaints(broken(), [*wrong, "def double(x):\n    return x + x"])
    assert not contract.mistake_complaints(broken(), wrong)


def test_generators_that_are_missing_unseeded_or_blind_are_noticed(monkeypatch):
    monkeypatch.setattr(contract.registry, "reference", lambda _: lambda x: 2 * x)
    unseeded = np.random.default_rng(5)
    few = lambda rng: [Case("drawn", (3,), expect=6)]  # noqa: E731
    blind = lambda rng: [Case(f"drawn {i}", (2,), expect=4) for i in range(4)]  # noqa: E731
    loose = lambda rng: [Case(f"drawn {i}", (int(unseeded.integers(3, 10**6)),), REFERENCE) for i in range(4)]  # noqa: E731
    for more in (None, few, blind, loose):
        assert contract.generator_complaints(broken(more=more), lambda x: 2 * x, seeds=range(2))
    assert not contract.generator_complaints(broken(), lambda x: 2 * x, seeds=range(2))


def test_poor_hints_and_single_cases_are_noticed():
    assert contract.teaching_complaints(broken(hints=("a", "b", "c")))
    assert contract.teaching_complaints(broken(cases=broken().cases[:1]))
    assert contract.teaching_complaints(broken(slips=(Slip("Wrong.", wrong=lambda x: x),)))
    assert not contract.teaching_complaints(broken())


def test_a_report_that_shows_an_expected_value_is_noticed():
    shows = broken(cases=(Case("shows 99887766", (49943883,), expect=99887766),))
    assert contract.leak_complaints(shows)
    assert not contract.leak_complaints(broken())


def test_an_untidy_reference_is_noticed():
    def changes(x):
        x[0] = 1
        return 4

    listed = broken(cases=(Case("a list", ([5],), expect=4),))
    assert contract.tidy_complaints(listed, changes)
    assert contract.tidy_complaints(broken(), lambda x: print(x) or 2 * x)
