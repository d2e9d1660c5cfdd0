"""The score report: what it counts, what it says, and that nothing in an answer stops it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from utils.learn import registry, score
from utils.learn.definition import Case, Exercise

GRADED = [exercise for exercise in registry.exercises("c1w1") if exercise.graded]


def references() -> dict:
    return {exercise.name: registry.reference(exercise.id) for exercise in GRADED}


def line_of(reached: score.Score, name: str) -> score.Line:
    return next(line for line in reached.lines if line.name == name)


def double(answer, monkeypatch, time_limit=3.0) -> score.Line:
    """The line of one made-up exercise with four checks and 10 points."""
    cases = tuple(Case(f"the number {i}", (i,), expect=2 * i) for i in (1, 3, 4, 5))
    exercise = Exercise(
        id="c1w1.double",
        title="Twice",
        points=10,
        arguments=("x",),
        hints=("", "", ""),
        cases=cases,
        time_limit=time_limit,
    )
    monkeypatch.setattr(score.registry, "exercises", lambda week: (exercise,))
    return score.score("c1w1", {"double": answer}).lines[0]


def blank(x):
    """Return twice x."""
    ...


def test_the_reference_solutions_reach_every_point():
    reached = score.score("c1w1", references())
    assert (reached.points, reached.possible) == (pytest.approx(100), 100)
    assert reached.passed == reached.checks == sum(len(exercise.cases) for exercise in GRADED)
    assert "100 of 100 points" in repr(reached) and "course-passed" in reached._repr_html_()


def test_an_empty_notebook_reaches_none_and_says_which_cells_were_not_run():
    reached = score.score("c1w1", {})
    assert (reached.points, reached.passed) == (0, 0)
    assert repr(reached).count("not defined") == len(GRADED)


def test_points_follow_the_share_of_checks_passed(monkeypatch):
    line = double(lambda x: 2 * x if x < 5 else 0, monkeypatch)
    assert (line.passed, line.checks, line.points) == (3, 4, 7.5)


def test_a_blank_answer_is_called_not_attempted(monkeypatch):
    line = double(blank, monkeypatch)
    assert (line.status, line.points) == ("blank", 0)
    assert "not attempted" in repr(score.Score("c1w1", (line,)))


def raises(x):
    raise RuntimeError("<b>no</b>")


def leaves(x):
    raise SystemExit


@pytest.mark.parametrize(
    "answer",
    [raises, leaves, None, 7, "text", ..., np.zeros(3), int, lambda: 1],
    ids=lambda answer: getattr(answer, "__name__", str(answer)),
)
def test_nothing_that_an_answer_is_or_does_stops_it(answer, monkeypatch, capsys):
    assert double(answer, monkeypatch).points == 0
    score.score_report("c1w1", {"double": answer})
    assert "0 of 10 points" in capsys.readouterr().out


def test_an_answer_that_never_ends_costs_one_time_limit_only(monkeypatch):
    def forever(x):
        while True:
            pass

    start = time.perf_counter()
    line = double(forever, monkeypatch, time_limit=0.2)
    assert line.points == 0 and line.checks == 4
    assert time.perf_counter() - start < 2


def test_checks_after_an_endless_one_still_count_as_checks(monkeypatch):
    def forever_from_four(x):
        while x >= 4:
            pass
        return 2 * x

    line = double(forever_from_four, monkeypatch, time_limit=0.2)
    assert (line.passed, line.checks, line.points) == (2, 4, 5.0)


def test_points_are_never_rounded_up_to_the_full_number():
    almost = score.Line("f", "failed", 999, 1000, 9.99, 10)
    assert "9.9 of 10 points" in repr(score.Score("c1w1", (almost,)))
    assert score._points(0.1 + 0.2) == "0.3" and score._points(10.0) == "10"


def test_it_says_that_grading_uses_further_checks(capsys):
    score.score_report("c1w1", references())
    told = capsys.readouterr().out
    assert "visible checks passed" in told and "further ones" in told
    assert "further ones" in score.score("c1w1", {})._repr_html_()


def test_the_table_names_its_columns_and_escapes_what_it_shows():
    html = score.Score("c1w1", (score.Line("<i>", "failed", 1, 2, 5.0, 10),))._repr_html_()
    assert html.count('scope="col"') == 3 and "&lt;i&gt;" in html and "<i>" not in html


def test_an_unknown_week_is_answered_in_a_sentence(capsys):
    score.score_report("c9w9", {})
    assert "There is no week" in capsys.readouterr().out


def test_a_fault_of_its_own_is_told_not_raised(monkeypatch, capsys):
    def broken(*_):
        raise KeyError("oh")

    monkeypatch.setattr(score, "evaluate", broken)
    score.score_report("c1w1", {"is_singular": lambda A: True})
    assert "could not be worked out" in capsys.readouterr().out


def test_outside_a_notebook_nothing_is_defined(capsys):
    score.score_report("c1w1")
    assert "0 of 100 points" in capsys.readouterr().out


def test_a_notebook_of_a_week_can_be_scored_alone():
    assert score.score("c1w1-5", {}) == score.Score("c1w1-5", score.score("c1w1", {}).lines)
    assert score.score("c1w1-3", {}).lines == ()


@pytest.mark.parametrize("name", ["c1w1-9", "c9w9-1"])
def test_a_notebook_that_is_not_there_is_named(name, capsys):
    score.score_report(name, {})
    assert "There is no" in capsys.readouterr().out
