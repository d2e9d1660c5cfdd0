"""Answers are found wherever learners leave them, and are defined with what they need: as in the notebook, from top to bottom."""

from __future__ import annotations

import ast
import asyncio
import json
import textwrap

import pytest

from utils.grade import wire
from utils.grade.answers import Cell, bound_names, cells_of, find, loaded_names, parsed
from utils.grade.exam import Exam, Question
from utils.grade.examinee import Examinee


def code(source: str) -> str:
    """Return source text without the indentation that it has in a test."""
    return textwrap.dedent(source).strip("\n")


PRISTINE = {
    "setup": "import numpy as np\nfrom utils import linalg\nfrom utils.linalg import classify as kind\n\nLIMIT = 10",
    "pattern": code('''
        def spread(v):
            """Return the difference between the largest and the smallest entry."""
            return max(v) - min(v)
    '''),
    "demo": "for share in range(3):\n    print(share)\ntable = [spread([1, 4]), LIMIT]\nprint(missing_on_purpose)",
    "check-alpha": "print(alpha)",
}
BLANK = {
    name: f'def {name}(x):\n    """Work {name} out."""\n    # 1. Think.\n    ...' for name in ("alpha", "beta", "gamma")
}
RIGHT = {
    "alpha": "def alpha(x):\n    return x + 1",
    "beta": "def beta(x):\n    return x + 2",
    "gamma": "def gamma(x):\n    return x + 3",
}


def _question(name: str, kind: str = "function") -> Question:
    return Question(f"c1w1.{name}", name, f"ex-{name}", kind, ("x",), "", 1.0, ((1,),))


EXAM = Exam("A.ipynb", tuple(map(_question, BLANK)), tuple(PRISTINE.items()))


def cell(source, id="", exercise=None, kind="code") -> dict:
    """Return a cell as Jupyter writes it, or as somebody's tool left it."""
    made = {"cell_type": kind, "source": source, "metadata": {"exercise": exercise} if exercise else {}}
    return made | ({"id": id} if id else {}) | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def notebook(*own: dict, **answers: str) -> list[dict]:
    """Return the cells of the assignment with answers in the exercise cells; cells of the learner's own stand after the set-up."""
    cells = [
        cell(PRISTINE["setup"], "setup"),
        *own,
        cell(PRISTINE["pattern"], "pattern"),
        cell(PRISTINE["demo"], "demo"),
    ]
    for name in BLANK:
        cells.append(cell(answers.get(name, BLANK[name]), f"ex-{name}", f"c1w1.{name}"))
    return [*cells, cell(PRISTINE["check-alpha"], "check-alpha")]


def found_in(cells: list, exam: Exam = EXAM):
    """Return what is found in these cells."""
    return find(json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5}).encode(), exam)


class Sat:
    """What became of a submission: its answers as they run, and what the grader was told."""

    def __init__(self, cells: list, exam: Exam = EXAM) -> None:
        self.sent: list[dict] = []
        namespace = {"__name__": "__main__"}
        for source in exam.imports:
            exec(source, namespace)
        examinee = Examinee(exam, namespace, lambda frame: self.sent.append(wire.unpack(frame)[0]))
        content = json.dumps({"cells": cells}).encode()
        examinee.sit(content, {"skip": [], "todo": [[number, 0] for number in range(len(exam.questions))]})
        self.values = {}
        for frame in self.sent:
            if frame["is"] == "outcome" and "value" in frame and not frame["error"]:
                name = exam.questions[frame["case"][0]].name
                self.values[name] = wire.decode(frame["value"], [])
        self.defined = {one["what"].partition(".")[2]: one for one in self.sent if one["is"] == "defined"}
        self.errors = {
            exam.questions[one["case"][0]].name: one["error"]
            for one in self.sent
            if one["is"] == "outcome" and one["error"]
        }


ALL_RIGHT = {"alpha": 2, "beta": 3, "gamma": 4}


# --- where answers are found


def test_answers_are_found_in_their_own_cells_without_a_word():
    found = found_in(notebook(**RIGHT))
    assert {id_: one.source for id_, one in found.answers.items()} == {f"c1w1.{n}": RIGHT[n] for n in RIGHT}
    assert not any(one.note or one.trouble for one in found.answers.values())
    assert found.before == [] and found.notes == []
    assert Sat(notebook(**RIGHT)).values == ALL_RIGHT


def test_a_blank_notebook_is_blank():
    sat = Sat(notebook())
    assert {name: one["state"] for name, one in sat.defined.items()} == dict.fromkeys(BLANK, "blank")
    assert sat.values == {}


@pytest.mark.parametrize("keep", ["metadata", "id", "name"])
def test_answers_are_found_by_metadata_then_by_cell_id_then_by_name(keep):
    cells = notebook(**RIGHT)
    for one in cells:
        if keep != "metadata":
            one["metadata"] = {}
        if keep != "id":
            one.pop("id", None)
    found = found_in(cells)
    assert {id_: one.source for id_, one in found.answers.items()} == {f"c1w1.{n}": RIGHT[n] for n in RIGHT}
    assert all(("by its name" in one.note) == (keep == "name") for one in found.answers.values())
    assert any("lost their ids" in note for note in found.notes) == (keep == "name")


def test_metadata_goes_before_the_cell_id_and_both_go_before_the_name():
    by_name = cell("def alpha(x):\n    return 'by name'")
    by_id = cell("def alpha(x):\n    return 'by id'", "ex-alpha")
    by_metadata = cell("def alpha(x):\n    return 'by metadata'", "other", "c1w1.alpha")
    assert Sat([by_metadata, by_id, by_name]).values["alpha"] == "by metadata"
    assert Sat([by_id, by_name]).values["alpha"] == "by id"
    assert Sat([by_name]).values["alpha"] == "by name"
    note = found_in([by_metadata, by_id, by_name]).answers["c1w1.alpha"].note
    assert "elsewhere too" in note


def test_a_cell_that_says_it_answers_another_exercise_is_not_taken_by_its_id():
    stolen = cell("def alpha(x):\n    return 'beta cell'", "ex-alpha", "c1w1.beta")
    note = found_in([stolen]).answers["c1w1.alpha"].note
    assert "by its name" in note


def test_a_deleted_cell_is_missing_and_the_others_are_untouched():
    cells = [one for one in notebook(**RIGHT) if one.get("id") != "ex-beta"]
    assert "c1w1.beta" not in found_in(cells).answers
    assert Sat(cells).values == {"alpha": 2, "gamma": 4}


@pytest.mark.parametrize("blank_first", [True, False])
def test_a_filled_copy_is_taken_wherever_the_blank_one_stands(blank_first):
    blank, filled = cell(BLANK["alpha"], "ex-alpha", "c1w1.alpha"), cell(RIGHT["alpha"], "ex-alpha", "c1w1.alpha")
    cells = [blank, filled] if blank_first else [filled, blank]
    assert Sat(cells).values["alpha"] == 2


@pytest.mark.parametrize("own", [BLANK["alpha"], "", "# nothing here", "alpha = ...", "def alpha(x):\n    pass"])
def test_an_answer_elsewhere_is_found_where_the_exercises_own_cell_is_blank_or_empty(own):
    cells = [cell(own, "ex-alpha", "c1w1.alpha"), cell(RIGHT["alpha"], "scratch")]
    sat = Sat(cells)
    assert sat.values["alpha"] == 2
    assert "by its name" in found_in(cells).answers["c1w1.alpha"].note


def test_of_two_filled_copies_the_last_is_taken_and_the_note_says_so():
    cells = [cell(f"def alpha(x):\n    return {n}", "ex-alpha", "c1w1.alpha") for n in (7, 8, 9)]
    assert Sat(cells).values["alpha"] == 9
    assert "3 cells define `alpha`; the last" in found_in(cells).answers["c1w1.alpha"].note


def test_the_last_definition_in_a_cell_counts():
    twice = RIGHT["alpha"] + "\n\n\ndef alpha(x):\n    return 'last'"
    assert Sat(notebook(alpha=twice)).values["alpha"] == "last"


def test_reordered_cells_change_nothing():
    cells = notebook(
        cell("def help_me(x):\n    return x + 1", "own"), **{**RIGHT, "alpha": "def alpha(x):\n    return help_me(x)"}
    )
    assert Sat(cells[::-1]).values == Sat(cells).values == ALL_RIGHT


def test_merged_cells_answer_every_exercise_in_them():
    merged = cell("\n\n".join([*RIGHT.values(), "print(alpha(1), beta(1))"]), "ex-alpha", "c1w1.alpha")
    assert Sat([merged]).values == ALL_RIGHT
    notes = [one.note for one in found_in([merged]).answers.values()]
    assert notes[0] == "" and all("by its name" in note for note in notes[1:])


def test_a_renamed_answer_is_missing_and_says_so():
    cells = notebook(**{**RIGHT, "beta": "def Beta(x):\n    return x + 2"})
    assert found_in(cells).answers["c1w1.beta"].trouble == "The exercise's cell defines `Beta`, not `beta`."
    assert Sat(cells).values == {"alpha": 2, "gamma": 4}


def test_a_misspelled_answer_that_is_given_its_name_afterwards_counts():
    cells = notebook(beta="def Beta(x):\n    return x + 2\n\nbeta = Beta")
    assert Sat(cells).values["beta"] == 3


def test_an_alias_of_a_helper_in_another_cell_counts():
    assert Sat(notebook(cell("def mine(x):\n    return x + 2"), beta="beta = mine")).values["beta"] == 3


@pytest.mark.parametrize("kind", ["markdown", "raw", "heading", None, 5])
def test_only_code_cells_are_read(kind):
    assert found_in([cell(RIGHT["alpha"], "ex-alpha", "c1w1.alpha", kind)]).answers == {}


ODD_CELLS = [
    None, 3, "cell", [], {}, {"cell_type": "code"}, {"cell_type": "code", "source": None}, {"cell_type": "code", "source": 5},
    {"cell_type": "code", "source": [1, 2]}, {"cell_type": "code", "source": {"a": 1}}, {"cell_type": ["code"], "source": ""},
    {"cell_type": "code", "source": "x = 1", "metadata": None}, {"cell_type": "code", "source": "x = 1", "metadata": [1]},
    {"cell_type": "code", "source": "x = 1", "metadata": {"exercise": ["c1w1.alpha"]}, "id": 7},
    {"cell_type": "code", "source": "x = 1", "metadata": {"exercise": "c9w9.nothing"}, "id": None},
    {"cell_type": "code", "source": "x = '\ud800'"}, {"cell_type": "code", "source": "x = 'a\0b'"},
    {"cell_type": "code", "source": "(" * 5000}, {"cell_type": "code", "source": "x = " + "+".join(["1"] * 5000)},
    {"cell_type": "code", "source": "x = " + "-" * 5000 + "1"}, {"cell_type": "code", "source": "\ufeffx = 1"},
    {"cell_type": "code", "source": "if True:\n" * 150}, {"cell_type": "code", "source": "%%bash\nrm -rf /"},
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_CELLS, ids=[repr(one)[:40] for one in ODD_CELLS])
def test_a_cell_of_any_oddity_costs_the_others_nothing(odd):
    assert Sat([odd, *notebook(**RIGHT), odd]).values == ALL_RIGHT


def test_all_odd_cells_at_once_are_read():
    assert len(cells_of({"cells": ODD_CELLS})) < len(ODD_CELLS)
    assert Sat([*ODD_CELLS, *notebook(**RIGHT)]).values == ALL_RIGHT


def test_lines_given_as_a_list_are_one_source():
    lines = RIGHT["alpha"].splitlines(keepends=True)
    assert cells_of({"cells": [cell(lines, "i", "e")]}) == [Cell("i", "e", RIGHT["alpha"])]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b'{"cells": 5}', b"PK\x03\x04", b"\xff\xfe", b"[" * 100_000, b'{"cells": [']
)
def test_what_is_no_notebook_is_refused_with_the_reason(content):
    with pytest.raises(ValueError, match="notebook"):
        find(content, EXAM)


def test_a_notebook_without_code_says_so():
    assert found_in([cell("# Title", kind="markdown")]).notes == ["The notebook has no code cells."]


# --- what cannot be run


def test_a_syntax_error_is_told_with_its_line_and_costs_only_its_cell():
    cells = notebook(**{**RIGHT, "beta": "def beta(x):\n    return x +"})
    found = found_in(cells).answers["c1w1.beta"]
    assert found.trouble.startswith("SyntaxError in line 2, `return x +`")
    sat = Sat(cells)
    assert sat.values == {"alpha": 2, "gamma": 4}
    assert sat.defined["beta"]["state"] == "missing"


def test_an_answer_elsewhere_is_found_where_the_exercises_own_cell_is_no_python():
    cells = [cell("def alpha(x:\n    return", "ex-alpha", "c1w1.alpha"), cell(RIGHT["alpha"])]
    assert "not valid Python" in found_in(cells).answers["c1w1.alpha"].note
    assert Sat(cells).values["alpha"] == 2


def test_a_broken_cell_without_ids_is_still_known_by_its_name():
    assert "SyntaxError" in found_in([cell("def alpha(x):\n  return (1")]).answers["c1w1.alpha"].trouble


def test_a_cell_that_stops_after_the_definition_still_answers():
    sat = Sat(notebook(**{**RIGHT, "alpha": RIGHT["alpha"] + "\n\n1 / 0"}))
    assert sat.values == ALL_RIGHT
    assert "ZeroDivisionError in line 4, `1 / 0`" in sat.defined["alpha"]["trouble"]


def test_a_cell_that_stops_before_the_definition_says_where():
    sat = Sat(notebook(**{**RIGHT, "alpha": "1 / 0\n" + RIGHT["alpha"]}))
    assert sat.values == {"beta": 3, "gamma": 4}
    assert sat.defined["alpha"]["state"] == "missing" and "line 1" in sat.defined["alpha"]["trouble"]


@pytest.mark.parametrize(
    "ending", ["raise SystemExit", "exit()", "raise KeyboardInterrupt", "raise BaseException('x')"]
)
def test_a_cell_that_wants_to_end_everything_costs_only_itself(ending):
    sat = Sat(notebook(**{**RIGHT, "alpha": ending + "\n" + RIGHT["alpha"]}))
    assert sat.values == {"beta": 3, "gamma": 4}


def test_an_answer_that_is_no_function_is_told_apart():
    sat = Sat(notebook(**{**RIGHT, "alpha": "alpha = 3", "beta": "class beta:\n    def f(self):\n        return 1"}))
    assert sat.defined["alpha"]["state"] == sat.defined["beta"]["state"] == "unfit"
    assert "A function was asked for" in sat.defined["alpha"]["text"]


def test_values_and_classes_are_answers_where_they_are_asked_for():
    exam = Exam("A.ipynb", (_question("alpha", "value"), _question("beta", "class")), ())
    cells = [
        cell("import numpy as np\nalpha = [1, 2]", "ex-alpha"),
        cell("class beta:\n    def run(self):\n        return 1", "ex-beta"),
    ]
    sat = Sat(cells, exam)
    assert sat.values["alpha"] == [1, 2]
    assert sat.defined["beta"]["state"] == "ready"
    blank = Sat(
        [cell("alpha = ...", "ex-alpha"), cell("class beta:\n    def run(self):\n        ...", "ex-beta")], exam
    )
    assert {one["state"] for one in blank.defined.values()} == {"blank"}


# --- what Jupyter allows besides Python


@pytest.mark.parametrize(
    "first",
    [
        "%matplotlib inline",
        "%load_ext autoreload",
        "!pip install numpy",
        "files = !ls",
        "?print",
        "%%time",
        "%%capture out",
        "%%prun -q",
    ],
)
def test_magics_and_shell_lines_do_not_hide_an_answer(first):
    source, tree, trouble = parsed(first + "\n" + RIGHT["alpha"])
    assert trouble == "" and "alpha" in bound_names(tree)
    assert source.splitlines()[1] == "def alpha(x):"  # messages name the learner's own line numbers


def test_a_cell_for_another_language_defines_nothing():
    found = found_in([cell("%%writefile answers.py\n" + RIGHT["alpha"], "ex-alpha", "c1w1.alpha")]).answers
    assert [one.trouble for one in found.values()] == ["The exercise's cell does not define `alpha`."]


def test_await_at_the_top_of_a_cell_is_allowed(monkeypatch):
    class Loop:
        @staticmethod
        def run(main):  # an event loop of the real kind would open sockets here
            with pytest.raises(StopIteration):
                main.send(None)

    monkeypatch.setattr(asyncio, "run", Loop.run)
    awaited = "async def one():\n    return 1\n\nstep = await one()\n\ndef alpha(x):\n    return x + step"
    assert Sat(notebook(alpha=awaited)).values["alpha"] == 2


# --- what answers need besides themselves


HELPERS = {
    "function": "def help_me(x):\n    return x + 1",
    "function that needs another": "def first(x):\n    return x + STEP\n\nSTEP = 1\n\ndef help_me(x):\n    return first(x)",
    "recursive": "def help_me(x):\n    return x + 1 if x > 0 else help_me(-x)",
    "lambda": "help_me = lambda x: x + 1",
    "partial": "import functools, operator\nhelp_me = functools.partial(operator.add, 1)",
    "class": "class help_me:\n    def __new__(cls, x):\n        return x + 1",
    "decorated": "import functools\n\n@functools.lru_cache(maxsize=None)\ndef help_me(x):\n    return x + 1",
    "own decorator": "def twice(f):\n    return lambda x: f(x) + 1\n\n@twice\ndef help_me(x):\n    return x",
    "async beside it": "async def other():\n    ...\n\ndef help_me(x):\n    return x + 1",
    "default value": "ONE = 1\n\ndef help_me(x, step=ONE):\n    return x + step",
    "annotated": "import typing\n\ndef help_me(x: typing.Any) -> 'int':\n    return x + 1\n\nunused: int = 3",
    "under if": "if True:\n    def help_me(x):\n        return x + 1\nelse:\n    help_me = None",
    "under try": "try:\n    from no_such_package import help_me\nexcept ImportError:\n    def help_me(x):\n        return x + 1",
    "under with": "import contextlib\nwith contextlib.nullcontext():\n    def help_me(x):\n        return x + 1",
    "in a loop": "for step in (5, 1):\n    def help_me(x, step=step):\n        return x + step",
    "unpacked": "help_me, other = (lambda x: x + 1), None",
    "starred": "help_me, *rest = [lambda x: x + 1, 2, 3]",
    "counted up": "STEP = 0\nSTEP += 1\n\ndef help_me(x):\n    return x + STEP",
    "closure": "def make(step):\n    def inner(x):\n        return x + step\n    return inner\n\nhelp_me = make(1)",
    "one line": "a = 1; help_me = lambda x: x + a; b = 2",
    "odd line ends": "'''a\x0cb\u2028c\x1cd'''\r\ndef help_me(x):\r\n    return x + 1",
    "beside what fails": "def help_me(x):\n    return x + 1\n\nraise RuntimeError('a scratch cell')",
    "import as": "import operator as op\nhelp_me = op.index\nimport numpy as help_np\ndef help_me(x):\n    return int(help_np.add(x, 1))",
    "star import": "from operator import *\ndef help_me(x):\n    return add(x, 1)",
    "comprehension": "STEPS = [1, 2]\n\ndef help_me(x):\n    return [x + s for s in STEPS][0]",
    "global": "count = 0\n\ndef help_me(x):\n    global count\n    count += 1\n    return x + 1 + count * 0",
    "walrus": "if (step := 1) > 0:\n    help_me = lambda x: x + step",
}  # fmt: skip


@pytest.mark.parametrize("helper", HELPERS.values(), ids=HELPERS)
@pytest.mark.parametrize("where", ["before", "after", "in the set-up cell", "in another answer's cell"])
def test_helpers_in_other_cells_come_with_the_answer(helper, where):
    cells = notebook(**RIGHT | {"alpha": "def alpha(x):\n    return help_me(x)"})
    if where == "before":
        cells.insert(1, cell(helper))
    elif where == "after":
        cells.append(cell(helper))
    elif where == "in the set-up cell":
        cells[0] = cell(PRISTINE["setup"] + "\n\n" + helper, "setup")
    else:
        own = next(one for one in cells if one.get("id") == "ex-gamma")
        own["source"] += "\n\n" + helper
    assert Sat(cells).values == ALL_RIGHT


def test_scratch_cells_that_no_answer_needs_are_not_run():
    cells = notebook(cell("other = 1\nwhile True:\n    pass"), cell("import antigravity"), **RIGHT)
    assert found_in(cells).before == []


def test_calls_in_a_helpers_cell_are_not_run():
    helper = "print(undefined)\ndef help_me(x):\n    return x + 1\n\nwhile True:\n    pass"
    assert Sat(notebook(cell(helper), alpha="def alpha(x):\n    return help_me(x)")).values["alpha"] == 2


@pytest.mark.parametrize(
    "answer",
    [
        "def alpha(x):\n    share = x\n    return share + 1",
        "def alpha(x, spread=1):\n    return x + spread",
        "def alpha(x):\n    return [x + table for table in (1,)][0]",
        "def alpha(x):\n    return (lambda share: share + 1)(x)",
        "def alpha(x):\n    def spread(v):\n        return v + 1\n    return spread(x)",
        "import types\n\ndef alpha(x):\n    return types.SimpleNamespace(share=x + 1).share",
        "def alpha(x):\n    'spread and share and table'\n    return x + 1",
        "def alpha(x):\n    for table in (x,):\n        pass\n    return table + 1",
        "def alpha(x):\n    class Local:\n        spread = x + 1\n    return Local.spread",
        "def alpha(x):\n    return dict(share=x + 1)['share']",
    ],
)
def test_names_that_are_only_local_or_attributes_bring_no_cell_along(answer):
    assert found_in(notebook(alpha=answer)).before == []
    assert Sat(notebook(alpha=answer)).values["alpha"] == 2


@pytest.mark.parametrize(
    "answer",
    [
        "def alpha(x):\n    return spread([0, x]) + 1",
        "def alpha(x):\n    return x + LIMIT - 9",
        "def alpha(x):\n    return [x + n - 9 for n in [LIMIT]][0]",
        "class Own:\n    step = LIMIT - 9\n\ndef alpha(x):\n    return x + Own.step",
        "def alpha(x, step=LIMIT):\n    return x + step - 9",
        "def alpha(x):\n    return table[0] + x - 2",
    ],
)
def test_what_the_blank_notebook_defines_can_be_used(answer):
    assert Sat(notebook(alpha=answer)).values["alpha"] == 2


def test_imports_of_the_blank_notebook_are_there_and_are_not_run_again():
    answer = "def alpha(x):\n    return int(np.add(x, 1)) + (kind is not linalg.classify)"
    assert found_in(notebook(alpha=answer)).before == []
    assert Sat(notebook(alpha=answer)).values["alpha"] == 2


SHADOWS = {
    "function of the blank notebook": ("def spread(x):\n    return x + 1", "spread(x)"),
    "loop variable of the blank notebook": ("def share(x):\n    return x + 1", "share(x)"),
    "constant": ("LIMIT = 1", "x + LIMIT"),
    "constant, built upon": ("LIMIT = LIMIT - 9", "x + LIMIT"),
    "constant, counted down": ("LIMIT -= 9", "x + LIMIT"),
    "import": ("from numpy import linalg", "x + int(round(linalg.det(np.eye(2))))"),
    "builtin": ("def round(x):\n    return x + 1", "round(x)"),
    "builtin by a star": ("from numpy import *", "x + int(sum([[0, 1]], axis=1)[0])"),
    "all of it": ("from numpy import *", "x + int(linalg.det(eye(2)))"),
}


@pytest.mark.parametrize(("helper", "result"), SHADOWS.values(), ids=SHADOWS)
def test_what_learners_define_themselves_takes_the_place_of_what_was_there(helper, result):
    cells = notebook(cell(helper), **RIGHT | {"alpha": f"def alpha(x):\n    return {result}"})
    assert Sat(cells).values == ALL_RIGHT


def test_a_changed_set_up_cell_brings_its_imports_and_constants():
    changed = PRISTINE["setup"].replace("import numpy as np", "import math\nimport numpy as np, numpy") + "\nMINE = 1"
    cells = notebook(**RIGHT | {"alpha": "def alpha(x):\n    return x + MINE * int(math.cos(0)) * int(numpy.cos(0))"})
    cells[0] = cell(changed, "setup")
    assert Sat(cells).values == ALL_RIGHT


def test_each_answer_has_the_helper_that_stood_in_its_own_cell():
    answers = {
        name: f"def clean(x):\n    return x + {step}\n\ndef {name}(x):\n    return clean(x)"
        for step, name in enumerate(BLANK, start=1)
    }
    assert Sat(notebook(**answers)).values == ALL_RIGHT
    assert Sat(notebook(**answers)[::-1]).values == ALL_RIGHT


def test_answers_can_use_one_another_in_either_direction():
    answers = {
        "alpha": "def alpha(x):\n    return beta(x) - 1",
        "beta": RIGHT["beta"],
        "gamma": "def gamma(x):\n    return alpha(x) + 2",
    }
    assert Sat(notebook(**answers)).values == ALL_RIGHT


def test_a_helper_may_use_an_answer():
    cells = notebook(cell("STEP = alpha(1)\n\ndef help_me(x):\n    return x + STEP - 2 + 2"), **RIGHT)
    cells[-3]["source"] = "def beta(x):\n    return help_me(x)"
    assert Sat(cells).values == ALL_RIGHT


def test_a_helper_that_is_nowhere_is_an_error_of_that_answer_alone():
    sat = Sat(notebook(**RIGHT | {"beta": "def beta(x):\n    return nowhere(x)"}))
    assert sat.values == {"alpha": 2, "gamma": 4} and sat.errors == {"beta": "NameError"}


def test_decorators_and_attributes_of_an_answer_come_with_it():
    answer = "def one_more(f):\n    return lambda x: f(x) + 1\n\n@one_more\ndef alpha(x):\n    return x\n\nalpha.note = 'mine'"
    assert Sat(notebook(alpha=answer)).values["alpha"] == 2


def test_an_answer_under_if_or_try_is_found():
    answers = {
        "alpha": "if True:\n    def alpha(x):\n        return x + 1",
        "beta": "try:\n    beta = no_such_name\nexcept NameError:\n    def beta(x):\n        return x + 2",
        "gamma": "import os\nwith open(os.devnull) as nothing:\n    gamma = lambda x: x + 3",
    }
    assert Sat(notebook(**answers)).values == ALL_RIGHT


# --- names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import a.b, c as d\nfrom e import f as g, h", "a d g h"),
        ("a, (b, *c) = 1, (2, 3)\nd = e = 1\nf: int = 1\ng += 1", "a b c d e f g"),
        ("x.y = 1\nz[0] = 1", ""),
        ("for i, j in []:\n    k = 1\nelse:\n    m = 1", "i j k m"),
        ("with open() as f, open() as (g, h):\n    pass", "f g h"),
        ("try:\n    a = 1\nexcept ValueError:\n    b = 1\nelse:\n    c = 1\nfinally:\n    d = 1", "a b c d"),
        ("def f(p):\n    q = 1\nclass C:\n    r = 1\nasync def g():\n    s = 1", "C f g"),
        ("[x for x in y]\nlambda z: (w := 1)", ""),
        ("if (n := 10) > 5:\n    pass\nwhile (m := 0):\n    pass", "m n"),
        ("match x:\n    case 1:\n        a = 1", "a"),
    ],
)
def test_names_that_a_cell_binds(source, names):
    assert bound_names(ast.parse(source)) == set(names.split())


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(x):\n    return x.a + b.c", "b"),
        ("def f(x, y=d):\n    z = x\n    return z + y", "d"),
        ("def f():\n    global g\n    g = 1\n    return g + h", "g h"),
        ("def f():\n    return [i + n for i in m]", "m n"),
        ("def f():\n    def g():\n        return k\n    return g", "k"),
        ("@deco\nclass C(Base):\n    x = y\n    def m(self):\n        return z", "Base deco y z"),
        ("f'{a}{b!r:{c}}'", "a b c"),
        ("def f():\n    return (lambda q: q + r)", "r"),
    ],
)
def test_names_that_a_cell_reads(source, names):
    assert loaded_names(ast.parse(source)) - {"__name__"} == set(names.split())


def test_a_thousand_terms_are_no_trouble():
    assert bound_names(ast.parse("x = " + "+".join(["1"] * 900))) == {"x"}
