"""Quizzes: every choice explained, answered by buttons, readable as text, refused when malformed."""

from __future__ import annotations

import re

import pytest

from utils.learn import quiz, quizzing, registry, store
from utils.learn.markup import to_text

GOOD = """
[[question]]
id = "c1w1.sample"
prompt = "What is $1 + a_1$ for `a_1 = 1`?"
[[question.choice]]
text = "$2$"
why = "One and one are two."
right = true
[[question.choice]]
text = "$1$"
why = "This forgets the second number."
[[question.choice]]
text = "$3 < 4$ <b>"
why = "This counts one number twice."
"""

ITEM = quizzing.read(GOOD)[0]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("right = true", ""),
        lambda text: text.replace(
            'why = "This forgets the second number."', 'why = "This forgets the second number."\nright = true'
        ),
        lambda text: text.replace('why = "One and one are two."', ""),
        lambda text: text.replace('why = "One and one are two."', 'why = "No."'),
        lambda text: text.replace('text = "$2$"', ""),
        lambda text: text.replace('"$1$"', '"$2$"'),
        lambda text: text.replace("prompt", "promt"),
        lambda text: text.replace("right", "rihgt"),
        lambda text: text[: text.index('[[question.choice]]\ntext = "$3')],
        lambda text: text + text,
    ],
)
def test_a_malformed_question_is_refused(change):
    with pytest.raises(ValueError, match="uestion"):
        quizzing.read(change(GOOD))


def texts():
    """Every text that is shown as plain text too, with where it stands."""
    for item in quizzing.questions():
        yield item.id, item.prompt
        for number, choice in enumerate(item.choices):
            yield f"{item.id}, choice {number}", choice.text
            yield f"{item.id}, why {number}", choice.why
    for exercise in registry.exercises():
        for number, words in enumerate((*exercise.hints, *(slip.why for slip in exercise.slips))):
            yield f"{exercise.id}, hint or slip {number}", words


def left_over(words: str) -> list[str]:
    """What is left of LaTeX in the plain form of a text; its code, where a backslash is Python's, aside."""
    return re.findall(
        r"\\[A-Za-z]+|\\.|\$|[_^]\{|[\ue000-\uf8ff]", re.sub(r"(`+).*?\1", "", to_text(words), flags=re.S)
    )


def test_no_latex_is_left_in_plain_text():
    assert {place: left for place, words in texts() if (left := left_over(words))} == {}
    assert left_over(r"$\nosuchcommand x$") == [r"\nosuchcommand"] and left_over(r"one $ alone") == ["$"]
    assert left_over(r"a `\d+` in code") == []


@pytest.mark.parametrize(("formula", "words"), [
    (r"2\operatorname{rank}\mathbf{A} = \operatorname{rank}(B)", "2 rank A = rank(B)"),
    (r"\det\mathbf{A}\det B = \lambda_1\lambda_2", "det A det B = λ_1λ_2"),
    (r"R_2 \leftarrow R_2 - \frac{\sqrt{2}}{x_{1}} R_1", "R_2 ← R_2 - (√(2))/(x_1) R_1"),
    (r"\lVert \mathbf{v} \rVert_2\to 0, \lvert x\rvert\le\tfrac12", "‖v‖_2 → 0, |x| ≤ (1)/(2)"),
    (r"x \in\{1, 2\}", "x ∈ {1, 2}"),
    (r"\left[\begin{array}{rr|r} 1 & 2 & 3\\ 0 & 1 & \hat{\mathbf{x}}\end{array}\right]^{\top}", "[[[1, 2, 3], [0, 1, x]]]^T"),
])  # fmt: skip
def test_formulas_become_what_one_would_type(formula, words):
    assert to_text(f"${formula}$") == words


@pytest.mark.parametrize("item", quizzing.questions(), ids=[item.id for item in quizzing.questions()])
def test_every_question_shows_as_text_html_and_widget(item, own_progress):
    assert item.id.startswith(("c1w", "c2w", "c3w"))
    assert quizzing.as_text(item).count("\n") >= len(item.choices)
    assert quizzing.as_html(item).count("<details>") == len(item.choices)
    box = quizzing.widget(item)
    for number, (choice, row) in enumerate(zip(item.choices, box.children[1:-1], strict=True)):
        row.children[0].click()
        assert (" is right." in box.children[-1].value) == choice.right
        assert store.load().questions[item.id] == any(one.right for one in item.choices[: number + 1])


def test_formulas_and_angle_brackets_survive():
    shown = quizzing.as_html(ITEM)
    assert r"\(1 + a_1\)" in shown and "&lt;b&gt;" in shown and "<b>" not in shown


def test_the_text_does_not_give_the_answer_away():
    assert "One and one" not in quizzing.as_text(ITEM) and "right" not in quizzing.as_text(ITEM)


def test_right_choices_are_not_always_in_the_same_place():
    places = [next(i for i, choice in enumerate(item.choices) if choice.right) for item in quizzing.questions()]
    assert len(places) < 5 or max(map(places.count, set(places))) <= 0.6 * len(places)


def test_a_wrong_id_meets_the_right_one(capsys):
    known = quizzing.questions()[0].id
    quiz(known[:-1])
    assert known in capsys.readouterr().out


def test_outside_a_notebook_the_question_is_printed(capsys):
    quiz(quizzing.questions()[0].id)
    assert capsys.readouterr().out.startswith("? ")
