"""Marks are what the answers deserve: the same judgement as a check's, a reason for every lost point, and no use in lying."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import math
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from utils.grade import examiner, wire
from utils.grade.exam import Exam, Question, set_exam
from utils.grade.examinee import Examinee
from utils.grade.examiner import GraderTrouble, Transcript
from utils.grade.marking import LONGEST, Marker, points
from utils.grade.marks import Mark
from utils.learn import evaluation, graft, registry
from utils.learn.definition import Case, Exercise, Named
from utils.learn.evaluation import evaluate

SEED = 5
NOTEBOOK = next(registry.ROOT.glob("Course1-*/Week1/C1W1-5-*.ipynb"))
EXAM, KEY = set_exam(NOTEBOOK, SEED)
BLANK = graft.load(NOTEBOOK)
REFERENCE = graft.reference_answers(question.id for question in EXAM.questions)
NUMBER = {question.id: number for number, question in enumerate(EXAM.questions)}
CASES = {exercise.id: cases for exercise, cases in zip(KEY.exercises, KEY.cases, strict=True)}
STATUSES = {"passed", "failed", "error", "blank", "missing"}
QUICK = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture],
)


def _mistakes() -> dict[str, list[str]]:
    path = registry.ROOT / "tests" / "mistakes" / "c1w1.py"
    spec = importlib.util.spec_from_file_location("mistakes_c1w1", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {id_: sources for id_, sources in module.MISTAKES.items() if id_ in NUMBER}


MISTAKES = [(id_, source) for id_, sources in _mistakes().items() for source in sources]
SLIPS = [(exercise, number) for exercise in KEY.exercises for number in range(len(exercise.slips))]


# --- submissions, run here: what a learner's process would send, through the bytes that it would send


def _received(sitting, frames) -> Transcript:
    for frame in frames:
        sitting._note(*examiner._message(frame))
    return sitting.transcript


def run(
    sources: dict[str, str] | bytes, exam: Exam = EXAM, only: int | None = None, answers: dict | None = None
) -> Transcript:
    """Return the transcript of a submission with these answers; `only` runs the cases of one question."""
    frames: list[bytes] = []
    namespace = {"__name__": "__main__"}
    for source in exam.imports:
        exec(source, namespace)
    examinee = Examinee(exam, namespace, frames.append)
    sitting = examiner._Sitting(exam, math.inf)
    todo = [case for case in sitting.orders()["todo"] if only is None or case[0] == only]
    if isinstance(sources, dict):
        sources = json.dumps(graft.graft(BLANK, sources)).encode()
    examinee.sit(sources, {"skip": [], "todo": [] if answers else todo})
    if answers:
        now = dict(namespace)
        for id_, answer in answers.items():
            examinee._answers[id_], examinee._then[id_] = answer, now
        examinee._run(todo)
    return _received(sitting, frames)


MARKER = Marker(KEY)  # one for all, as for a class: it works out once what the known mistakes make of each case


def marked(transcript: Transcript, marker: Marker = MARKER) -> Mark:
    return marker.mark("amara", "amara.ipynb", "", "00", transcript)


def reason(mark: Mark, exercise) -> str:
    """Return what a reader is told about an exercise's lost points, in the row or beside the exercise."""
    cases = " ".join(case.message for case in exercise.cases if case.status != "passed")
    row = (
        mark.note
        if mark.status == "refused"
        or exercise.name in mark.note
        or "Not graded" in mark.note
        or "None of the exercises was found" in mark.note
        else ""
    )
    return f"{exercise.message} {cases} {row}".strip()


def check_mark(mark: Mark) -> Mark:
    """Hold a mark to what holds for every mark."""
    assert [one.id for one in mark.exercises] == [exercise.id for exercise in KEY.exercises]
    assert mark.score == round(sum(one.points for one in mark.exercises), 2)
    assert mark.max_score == KEY.possible == 100
    assert mark.status in {"graded", "blank", "refused", "incomplete"}
    for one, cases in zip(mark.exercises, KEY.cases, strict=True):
        assert one.status in STATUSES
        assert 0 <= one.points <= one.possible and one.points == round(one.points, 2)
        assert (one.status == "passed") == (one.points == one.possible)
        assert len(one.cases) in (0, len(cases))
        if one.cases:
            assert one.points == points(one.possible, one.passed, len(cases))
            assert all(case.message for case in one.cases if case.status != "passed")
            visible = len(registry.exercise(one.id).cases)
            assert all(case.call for case in one.cases[:visible]) and not any(case.call for case in one.cases[visible:])
        if one.points < one.possible:
            assert reason(mark, one)
        texts = [one.message, *(text for case in one.cases for text in (case.probe, case.message, case.call))]
        assert all(text.isprintable() and len(text) <= LONGEST for text in texts)
    assert all(line.isprintable() for line in mark.note.splitlines())
    assert Mark.from_plain(json.loads(json.dumps(mark.plain()))) == mark
    return mark


@pytest.fixture(scope="session")
def honest() -> Transcript:
    """The reference solutions' transcript; not to be changed."""
    return run(REFERENCE)


# --- points


@QUICK
@given(st.integers(1, 100), st.integers(1, 400), st.data())
def test_points_are_in_proportion_and_full_only_for_everything(possible, cases, data):
    passed = data.draw(st.integers(0, cases))
    found = points(possible, passed, cases)
    assert (found == possible) == (passed == cases)
    assert found == round(found, 2)
    assert abs(found - possible * passed / cases) <= 0.01 + 1e-9
    assert passed == 0 or points(possible, passed - 1, cases) <= found
    assert (found == 0) if passed == 0 else found >= 0


def test_nothing_is_rounded_up_to_full_points():
    assert points(15, 99_999, 100_000) == 14.99
    assert points(10, 1, 3) == 3.33 and points(10, 2, 3) == 6.67 and points(15, 0, 3) == 0.0


# --- honest submissions


def test_the_reference_solutions_get_every_point(honest):
    mark = check_mark(marked(honest))
    assert (mark.status, mark.score, mark.note) == ("graded", 100, "")
    assert {one.status for one in mark.exercises} == {"passed"}
    assert not any(one.message or any(case.message for case in one.cases) for one in mark.exercises)


def test_the_blank_notebook_gets_nothing_and_says_so():
    mark = check_mark(marked(run({})))
    assert (mark.status, mark.score) == ("blank", 0)
    assert mark.note == f"Not attempted: {', '.join(one.name for one in mark.exercises)}."


def test_a_transcript_is_marked_the_same_twice_and_after_a_journey(honest):
    assert marked(honest) == marked(honest)
    packed = honest.pack()
    assert marked(Transcript.unpack(packed)) == marked(honest)
    assert Transcript.unpack(packed).pack() == packed


def test_one_marker_marks_a_class_as_a_fresh_one_would():
    id_, source = MISTAKES[0]
    transcript = run({id_: source}, only=NUMBER[id_])
    assert marked(transcript, Marker(KEY)) == marked(transcript) == marked(transcript)


@pytest.fixture(scope="module", autouse=True)
def remembered():
    """Let checks, too, remember what the known mistakes make of each case; nothing else about them is changed."""
    known, call, wrong = {}, evaluation.call, {id(slip.wrong) for exercise in KEY.exercises for slip in exercise.slips}

    def remember(answer, case, exercise):
        if id(answer) not in wrong:
            return call(answer, case, exercise)
        key = id(answer), id(case)
        if key not in known:
            known[key] = call(answer, case, exercise)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evaluation, "call", remember)
        yield


def _as_function(id_: str, source: str):
    scope = {"np": np}
    for other, text in REFERENCE.items():
        if other != id_:
            exec(text, scope)
    exec(source, scope)
    return scope[id_.partition(".")[2]]


def _assert_as_a_check_says(mark: Mark, id_: str, answer) -> None:
    number = NUMBER[id_]
    found, result = mark.exercises[number], evaluate(id_, answer, cases=KEY.cases[number])
    assert found.status == result.status
    assert [case.status for case in found.cases] == [case.status for case in result.cases]
    assert [case.slip for case in found.cases] == [case.slip for case in result.cases]
    # A line of code is quoted where there is a file to quote it from, which a function made here does not have.
    pairs = [
        (mine, theirs)
        for mine, theirs in zip(found.cases, result.cases, strict=True)
        if "of your function" not in mine.message
    ]
    assert [mine.message for mine, _ in pairs] == [
        "".join(c if c.isprintable() else " " for c in theirs.message) for _, theirs in pairs
    ]
    assert found.points == points(
        found.possible, sum(case.status == "passed" for case in result.cases), len(result.cases)
    )


@pytest.mark.parametrize(("id_", "source"), MISTAKES, ids=[f"{id_[5:]}-{n}" for n, (id_, _) in enumerate(MISTAKES)])
def test_a_planted_mistake_is_judged_as_a_check_judges_it(id_, source):
    mark = check_mark(marked(run({**REFERENCE, id_: source}, only=NUMBER[id_])))
    assert mark.exercises[NUMBER[id_]].points < mark.exercises[NUMBER[id_]].possible
    _assert_as_a_check_says(mark, id_, _as_function(id_, source))


@pytest.mark.parametrize(("exercise", "slip"), SLIPS, ids=[f"{exercise.name}-{slip}" for exercise, slip in SLIPS])
def test_a_known_mistake_gets_its_own_diagnosis(exercise, slip):
    wrong = exercise.slips[slip].wrong
    mark = marked(run(REFERENCE, only=NUMBER[exercise.id], answers={exercise.id: wrong}))
    found = mark.exercises[NUMBER[exercise.id]]
    _assert_as_a_check_says(mark, exercise.id, wrong)
    assert found.points < found.possible
    told = {case.slip for case in found.cases if case.status != "passed"} - {None}
    assert len(told) == 1  # perhaps that of another slip that gives the same on all of these cases
    number = told.pop()
    # Where bad input was to be refused, the message says that, unless not refusing it is the whole mistake.
    explained = [(case, one) for case, one in zip(found.cases, CASES[exercise.id], strict=True) if case.slip == number]
    plain = [case for case, one in explained if one.raises is None] or [case for case, _ in explained]
    assert {case.message for case in plain} == {exercise.slips[number].why}
    for case in found.cases[len(exercise.cases) :]:  # the hidden ones
        assert "Expected" not in case.message and not case.call


def test_an_answer_that_changes_its_argument_fails_there_alone():
    source = REFERENCE["c1w1.determinant_2x2"].replace(
        "def determinant_2x2(A):", "def determinant_2x2(A):\n    if len(A) == 2: A[0] = A[0] * 0"
    )
    mark = check_mark(marked(run({"c1w1.determinant_2x2": source}, only=0)))
    assert any("changed its argument `A`" in case.message for case in mark.exercises[0].cases)
    assert mark.exercises[0].points < 10


def test_a_function_of_the_course_as_an_argument_is_not_taken_for_changed(tmp_path, monkeypatch):
    exercise = Exercise(
        "c1w1.apply_twice", "Twice", ("f", "x"), (Case("a function", (Named("utils.linalg.determinant"), np.eye(2)), expect=1.0),),
        ("", "", ""), points=3,
    )  # fmt: skip
    monkeypatch.setattr(registry, "exercise", lambda id_: exercise)
    source = "def apply_twice(f, x):\n    return float(f(x))"
    cells = [{"cell_type": "code", "id": "x", "metadata": {"exercise": exercise.id}, "source": source}]
    path = tmp_path / "A.ipynb"
    path.write_text(json.dumps({"cells": cells}))
    exam, key = set_exam(path, SEED)
    mark = marked(run(path.read_bytes(), Exam.unpack(exam.pack())), Marker(key))
    assert [case.message for case in mark.exercises[0].cases] == [""] and mark.score == 3


# --- reasons


def _one(state: str, text: str = "", trouble: str = "", where: str = "") -> Transcript:
    id_ = EXAM.questions[0].id
    return Transcript(
        answers={id_: {"note": "", "trouble": where, "uses": ""}},
        defined={id_: {"state": state, "text": text, "trouble": trouble}},
    )


@pytest.mark.parametrize(
    ("transcript", "status", "words"),
    [
        (Transcript(refused="The file is not a notebook: it is empty."), "missing", "it is empty"),
        (Transcript(), "missing", "None of the exercises was found in it"),
        (Transcript(out_of_time=True), "error", "Not reached"),
        (Transcript(trouble="No process could be made."), "error", "No process could be made"),
        (_one("blank"), "blank", "Not attempted: determinant_2x2"),
        (
            _one("unfit", "A function was asked for; this is the number 3."),
            "failed",
            "determinant_2x2: A function was asked",
        ),
        (_one("missing", where="SyntaxError in line 2"), "error", "determinant_2x2: SyntaxError in line 2"),
        (_one("missing", trouble="NameError in line 1"), "error", "determinant_2x2: NameError in line 1"),
        (_one("missing"), "error", "defined no such name"),
        (dataclasses.replace(_one("ready"), defined={}), "error", "Not reached"),
        (_one("ready"), "error", "Nothing came back"),
        (dataclasses.replace(_one("ready"), out_of_time=True), "error", "The time for one submission was used up"),
    ],
)
def test_nothing_is_scored_zero_in_silence(transcript, status, words):
    mark = check_mark(marked(transcript))
    assert mark.score == 0 and mark.exercises[0].status == status
    assert words in mark.note
    if mark.status == "incomplete":
        assert transcript.trouble or transcript.out_of_time


@pytest.mark.parametrize(
    ("report", "words"),
    [
        ({"timed_out": True}, "still running after 3 seconds"),
        ({"died": "It crashed the whole process (signal 11, SIGSEGV)."}, "It crashed"),
        ({"too_large": "a very large array"}, "a very large array, more than can be looked at"),
        ({"value": ["x"]}, "could not be read"),
    ],
)
def test_a_case_that_did_not_come_to_an_end_says_why_and_costs_only_itself(honest, report, words):
    transcript = dataclasses.replace(honest, outcomes={**honest.outcomes, (0, 2): ({"is": "outcome", **report}, [])})
    mark = check_mark(marked(transcript))
    found = mark.exercises[0]
    assert [case.status for case in found.cases].count("error") == 1 and words in found.cases[2].message
    assert found.points == points(10, len(found.cases) - 1, len(found.cases))
    assert mark.score == round(90 + found.points, 2)


def test_a_file_that_could_not_be_read_has_its_reason_in_the_row():
    mark = check_mark(Marker(KEY).refuse("amara", "a.ipynb", "There are two.", "It is a folder, not a notebook."))
    assert (mark.status, mark.score, mark.sha256) == ("refused", 0, "")
    assert mark.note == "There are two.\nIt is a folder, not a notebook."


def test_an_exercise_of_which_no_case_passed_says_so_in_the_row():
    mark = check_mark(marked(run({"c1w1.determinant_2x2": "def determinant_2x2(A):\n    return 'no'"}, only=0)))
    assert "determinant_2x2: no check passed" in mark.note


# --- liars


ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just("x" * 100_000)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    max_leaves=8,
)
FIELDS = (
    "error",
    "message",
    "line",
    "bases",
    "timed_out",
    "deliberate",
    "after",
    "value",
    "died",
    "too_large",
    "case",
    "is",
)
ENDLESS: list = []
for _ in range(300):
    ENDLESS = [ENDLESS]


def _with(honest: Transcript, case: tuple, report: dict, blobs: list[bytes] = []) -> Transcript:  # noqa: B006
    return dataclasses.replace(honest, outcomes={**honest.outcomes, case: (report, blobs)})


@QUICK
@given(st.data())
def test_no_report_of_a_case_can_do_more_than_fail_it(honest, data):
    number = data.draw(st.integers(0, len(EXAM.questions) - 1))
    case = (number, data.draw(st.integers(0, len(KEY.cases[number]) - 1)))
    report = dict(honest.outcomes[case][0])
    for name in data.draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=4)):
        if data.draw(st.booleans()):
            report.pop(name, None)
        else:
            report[name] = data.draw(ANYTHING)
    mark = check_mark(marked(_with(honest, case, report, honest.outcomes[case][1])))
    others = [one for one in mark.exercises if one.id != EXAM.questions[number].id]
    assert {one.status for one in others} == {"passed"}
    assert sum(one.status != "passed" for one in mark.exercises[number].cases) <= 1


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize(
    "value", [None, [], {}, "", 5, ENDLESS, ["a"] * 3, [[]], {"a": []}, -1, True], ids=lambda v: repr(v)[:12]
)
def test_no_field_of_a_report_stops_the_marking(honest, name, value):
    report = {**honest.outcomes[0, 0][0], name: value}
    mark = check_mark(marked(_with(honest, (0, 0), report)))
    assert {one.status for one in mark.exercises[1:]} == {"passed"}
    del report[name]
    check_mark(marked(_with(honest, (0, 0), report)))


@pytest.mark.parametrize("case", [(0, 999), (99, 0), (-1, -1), ("a", None), (0,), (0, 0, 0), (1.5, 2)])
def test_reports_of_cases_that_there_are_not_change_nothing(honest, case):
    report, blobs = honest.outcomes[0, 0]
    assert marked(_with(honest, case, report, blobs)) == marked(honest)
    sitting = examiner._Sitting(EXAM, math.inf)
    sitting._note({"is": "outcome", "case": list(case), "cost": 1}, [])
    assert sitting.transcript.outcomes == {}


def test_a_fingerprint_too_many_or_too_few_is_no_crash(honest):
    report, blobs = honest.outcomes[0, 0]
    for after in ([], report["after"] * 2, [None] * 1000, [*report["after"], None]):
        mark = check_mark(marked(_with(honest, (0, 0), {**report, "after": after}, blobs)))
        assert mark.exercises[0].cases[0].status == "error"


VALUES = st.one_of(
    st.integers(), st.floats(), st.complex_numbers(), st.fractions(), st.text(max_size=5), st.none(), st.booleans(), st.just(...),
    st.sampled_from([10**3000, -(10**3000), float("nan"), np.float64("inf"), np.zeros(0), np.array("x"), wire.opaque("x"), {}, [], print]),
    hnp.arrays(
        st.sampled_from(["f8", "f4", "i1", "u8", "c16", "?", "U2", "S2", "f2"]), hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
    ),
    st.lists(st.floats(), max_size=3), st.dictionaries(st.text(max_size=2), st.floats(), max_size=2),
)  # fmt: skip


@QUICK
@given(VALUES)
def test_any_value_can_be_judged_without_a_warning(honest, value):
    blobs: list[bytes] = []
    described = wire.encode(value, blobs)
    outcomes = {case: ({**report, "value": described}, blobs) for case, (report, _) in honest.outcomes.items()}
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        mark = marked(dataclasses.replace(honest, outcomes=outcomes))
    assert [str(one.message) for one in heard] == []
    check_mark(mark)
    assert mark.score < 100


MESSAGES = st.one_of(
    st.fixed_dictionaries(
        {
            "is": st.sampled_from(
                ["found", "defining", "defined", "calling", "outcome", "trouble", "refused", "unheard of"]
            )
        },
        optional={
            name: ANYTHING for name in ("case", "what", "state", "text", "trouble", "why", "notes", "answers", "value")
        },
    ),
    st.dictionaries(st.text(max_size=3), ANYTHING, max_size=2),
)


class _Run:
    """Stands for a process of which these messages come."""

    def __init__(self, messages) -> None:
        self._messages = list(messages)

    def receive(self, _):
        if not self._messages:
            raise examiner._Ended
        return examiner._message(wire.pack(self._messages.pop(0)))


FOUND = {
    "is": "found",
    "notes": [],
    "answers": {question.id: {"note": "", "trouble": "", "uses": ""} for question in EXAM.questions},
}


@QUICK
@given(st.lists(MESSAGES, max_size=6), st.booleans())
def test_whatever_a_process_says_the_grader_goes_on(messages, honest_start):
    sitting = examiner._Sitting(EXAM, math.inf)
    try:
        reason = sitting.follow(_Run([FOUND, *messages] if honest_start else messages), 1.0)
        if reason:
            sitting.blame(reason, "")
    except GraderTrouble:
        assert not honest_start  # only before anything of the submission was run is its word taken for this
    check_mark(marked(Transcript.unpack(sitting.transcript.pack())))


def test_what_a_process_says_twice_counts_once():
    first = {"is": "defined", "what": EXAM.questions[0].id, "state": "blank", "text": "", "trouble": ""}
    forged = {"is": "outcome", "case": [0, 0], "value": ["f", "0x1p+0"]}
    again = {"is": "outcome", "case": [0, 0], "value": ["f", "0x1p+5"]}
    sitting = examiner._Sitting(EXAM, math.inf)
    sitting.follow(_Run([FOUND, {**FOUND, "answers": {}}, first, {**first, "state": "ready"}, forged, again]), 1.0)
    assert sitting.transcript.defined[EXAM.questions[0].id]["state"] == "blank"
    assert sitting.transcript.outcomes[0, 0][0]["value"] == ["f", "0x1p+0"]
    assert set(sitting.transcript.answers) == set(NUMBER)


def test_talk_without_end_is_not_kept():
    long = "x" * 10**6
    chatter = [{"is": "defined", "what": f"{n}{long}", "state": long, "text": long, "trouble": long} for n in range(20)]
    own = {"is": "defined", "what": EXAM.questions[0].id, "state": long, "text": long, "trouble": long}
    sitting = examiner._Sitting(EXAM, math.inf)
    sitting.follow(_Run([FOUND, *chatter, own, {"is": "defining", "what": long}]), 1.0)
    assert len(sitting.transcript.pack()) < 50_000


def test_values_of_very_many_bytes_in_all_are_let_go_and_cost_their_own_cases():
    array = np.zeros(wire.LARGEST_VALUE // 8)
    blobs: list[bytes] = []
    described = wire.encode(array, blobs)
    sitting = examiner._Sitting(EXAM, math.inf)
    sitting._note({**FOUND, "cost": 0}, [])
    for number, question in enumerate(EXAM.questions[:2]):
        sitting._note(
            {"is": "defined", "what": question.id, "state": "ready", "text": "", "trouble": "", "cost": 0}, []
        )
        for case in range(len(question.cases)):
            report = {"is": "outcome", "case": [number, case], "value": described, "cost": len(blobs[0])}
            sitting._note(report, blobs)
    kept = sum(len(blob) for _, own in sitting.transcript.outcomes.values() for blob in own)
    assert kept <= examiner.MOST_KEPT
    mark = check_mark(marked(sitting.transcript))
    assert mark.score == 0 and "very many bytes in all" in mark.exercises[1].cases[-1].message


def test_a_question_knows_nothing_of_its_answer():
    packed = EXAM.pack()
    for exercise in KEY.exercises:
        for slip in exercise.slips:
            assert slip.why.encode() not in packed
    names = {field.name for field in dataclasses.fields(Question)}
    assert names == {"id", "name", "cell_id", "kind", "arguments", "probe", "time_limit", "cases"}
    assert all(case.expect is not None or case.holds for question in EXAM.questions for case in question.exercise.cases)
    assert Exam.unpack(packed).pack() == packed
