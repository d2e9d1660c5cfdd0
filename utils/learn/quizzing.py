"""Quiz questions: read from TOML, answered by buttons in JupyterLab, readable as text everywhere else."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from utils.learn import registry, store
from utils.learn.loop import display, say, shell
from utils.learn.markup import to_html, to_text

__all__ = ["Choice", "Question", "quiz", "question", "questions", "read"]

FOLDER = Path(__file__).parent / "quizzes"
LETTERS = "ABCDEFGH"


@dataclass(frozen=True)
class Choice:
    """One choice of a question, with the explanation that meets it."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class Question:
    """A question with exactly one right choice."""

    id: str
    prompt: str
    choices: tuple[Choice, ...]

    def __post_init__(self) -> None:
        if sum(choice.right for choice in self.choices) != 1:
            raise ValueError(f'Question "{self.id}" needs exactly one choice with right = true.')
        if not 3 <= len(self.choices) <= len(LETTERS):
            raise ValueError(f'Question "{self.id}" needs 3 to {len(LETTERS)} choices, not {len(self.choices)}.')
        if any(len(choice.why.split()) < 4 for choice in self.choices):
            raise ValueError(f'Question "{self.id}": each choice needs `why`, a sentence that explains it.')
        if len({choice.text for choice in self.choices}) != len(self.choices):
            raise ValueError(f'Question "{self.id}" has the same choice twice.')


def read(source: str) -> tuple[Question, ...]:
    """Read questions from the text of a TOML file.

    Parameters
    ----------
    source : str
        ``[[question]]`` tables with `id`, `prompt` and ``[[question.choice]]`` tables with `text`, `why` and, once, ``right = true``.

    Returns
    -------
    tuple of Question

    Raises
    ------
    ValueError
        With the question's id, where something is missing.
    """
    found = []
    for entry in tomllib.loads(source).get("question", []):
        unknown = set(entry) - {"id", "prompt", "choice"} | {
            k for c in entry.get("choice", []) for k in set(c) - {"text", "why", "right"}
        }
        if unknown or not {"id", "prompt", "choice"} <= set(entry) or any("text" not in c for c in entry["choice"]):
            raise ValueError(
                f"Question {entry.get('id', '?')!r} needs id, prompt and choices with text, why (and right); not known: {sorted(unknown)}."
            )
        choices = tuple(Choice(c["text"], c.get("why", ""), c.get("right", False)) for c in entry["choice"])
        found.append(Question(entry["id"], entry["prompt"].strip(), choices))
    ids = [item.id for item in found]
    if len(set(ids)) != len(ids):
        raise ValueError("Two questions have the same id: " + ", ".join(sorted({i for i in ids if ids.count(i) > 1})))
    return tuple(found)


@functools.cache
def questions(week: str | None = None) -> tuple[Question, ...]:
    """Return the questions of one week, such as ``"c1w1"``, or of all."""
    paths = sorted(FOLDER.glob("c?w?.toml")) if week is None else [FOLDER / f"{week}.toml"]
    return tuple(item for path in paths if path.is_file() for item in read(path.read_text(encoding="utf-8")))


def question(question_id: str) -> Question:
    """Return one question.

    Raises
    ------
    UnknownId
        With the nearest ids in its message.
    """
    for item in questions():
        if item.id == question_id:
            return item
    known = [item.id for item in questions()]
    raise registry.UnknownId(f'There is no question "{question_id}". {registry.did_you_mean(question_id, known)}')


def verdict(item: Question, number: int) -> str:
    """Say whether choice `number` (from 0) is the right one."""
    return f"{LETTERS[number]} is right." if item.choices[number].right else f"{LETTERS[number]} is not it."


def feedback(item: Question, number: int) -> str:
    """Return the answer to choice `number` (from 0) as Markdown."""
    return f"**{verdict(item, number)}** {item.choices[number].why}"


def as_text(item: Question) -> str:
    """Return a question as plain text, without its answer."""
    return "\n".join(
        [f"? {to_text(item.prompt)}"]
        + [f"  {LETTERS[i]}. {to_text(choice.text)}" for i, choice in enumerate(item.choices)]
    )


def as_html(item: Question) -> str:
    """Return a question as HTML whose explanations fold out, for where no buttons work."""
    rows = "".join(
        f"<li>{_bare(choice.text)}<details><summary>I choose {LETTERS[i]}</summary>{to_html(feedback(item, i))}</details></li>"
        for i, choice in enumerate(item.choices)
    )
    return f'<div class="course-quiz">{to_html(item.prompt)}<ol type="A">{rows}</ol></div>'


def _bare(markdown: str) -> str:
    html = to_html(markdown)
    return html.removeprefix("<p>").removesuffix("</p>") if html.count("<p>") == 1 else html


def widget(item: Question):
    """Return the question as a widget: a button for each choice, the explanation below."""
    import ipywidgets as widgets

    from utils.learn.report import panel

    answer = widgets.HTMLMath()
    answer.add_class("course-quiz-answer")

    def chosen(number: int) -> None:
        choice = item.choices[number]
        rows[number].children[0].icon = "check" if choice.right else "times"  # tried already
        status = "passed" if choice.right else "failed"
        answer.value = panel(status, verdict(item, number), f"<div>{to_html(choice.why)}</div>")
        store.record("question", item.id, choice.right)

    rows = []
    for number, choice in enumerate(item.choices):
        button = widgets.Button(
            description=LETTERS[number],
            tooltip=f"Choose {LETTERS[number]}",
            layout=widgets.Layout(width="4.2em", flex="0 0 auto"),
        )
        button.on_click(lambda _, number=number: chosen(number))
        rows.append(
            widgets.HBox([button, widgets.HTMLMath(_bare(choice.text))], layout=widgets.Layout(align_items="center"))
        )
    box = widgets.VBox([widgets.HTMLMath(to_html(item.prompt)), *rows, answer])
    box.add_class("course-quiz")
    return box


def quiz(question_id: str) -> None:
    """Ask a question.

    Parameters
    ----------
    question_id : str
        Such as ``"c1w1.parallel-lines"``.
    """
    try:
        item = question(question_id)
    except registry.UnknownId as error:
        say("error", str(error))
        return
    if shell() is None:
        print(as_text(item))
        return
    from IPython.display import display as show_bundle

    bundle = {"text/plain": as_text(item), "text/html": as_html(item)}
    try:
        box = widget(item)
        bundle["application/vnd.jupyter.widget-view+json"] = {
            "version_major": 2,
            "version_minor": 0,
            "model_id": box.model_id,
        }
    except Exception:  # no widgets in this kernel: the text stays
        display(bundle["text/html"], bundle["text/plain"])
        return
    show_bundle(bundle, raw=True)
