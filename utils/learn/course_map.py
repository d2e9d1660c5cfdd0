"""The map of the course: weeks, notebooks, exercises, and how far the learner is."""

from __future__ import annotations

import functools
import html as _html
import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from utils import style
from utils.learn import store
from utils.learn.registry import ROOT

__all__ = ["COURSES", "Notebook", "Week", "weeks", "notebooks", "html", "text", "show"]

COURSES = {
    "c1": ("Course1-Linear-Algebra", "Linear algebra"),
    "c2": ("Course2-Calculus", "Calculus"),
    "c3": ("Course3-Probability-Statistics", "Probability and statistics"),
}


@dataclass(frozen=True)
class Notebook:
    """A notebook of the course: where it is, what it is, what it asks."""

    path: str
    title: str
    kind: str
    minutes: int
    exercises: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Week:
    """A week of the course."""

    id: str
    title: str
    hours: int
    able: str

    @property
    def folder(self) -> str:
        """The week's folder, from the root of the course."""
        return f"{COURSES[self.id[:2]][0]}/Week{self.id[3]}"

    @property
    def name(self) -> str:
        """The week in words, such as "Course 1, week 1"."""
        return f"Course {self.id[1]}, week {self.id[3]}"

    @property
    def notebooks(self) -> tuple[Notebook, ...]:
        """The week's notebooks in order of study; none while the week is being written."""
        return tuple(_notebook(path) for path in sorted((ROOT / self.folder).glob("C?W?-*.ipynb")))


@functools.cache
def weeks() -> tuple[Week, ...]:
    """Return the eleven weeks in order of study."""
    source = (Path(__file__).parent / "weeks.toml").read_text(encoding="utf-8")
    return tuple(Week(**entry) for entry in tomllib.loads(source)["week"])


def notebooks() -> tuple[Notebook, ...]:
    """Return every notebook of the weeks that are there."""
    return tuple(notebook for week in weeks() for notebook in week.notebooks)


def _notebook(path: Path) -> Notebook:
    from utils.learn.graft import code_of, exercise_ids, source_of

    notebook = json.loads(path.read_text(encoding="utf-8"))
    about = notebook["metadata"].get("course", {})
    heading = next(
        (line for cell in notebook["cells"][:1] for line in source_of(cell).splitlines() if line.startswith("# ")),
        f"# {path.stem}",
    )
    asked = [found for _, code in code_of(notebook) for found in re.findall(r'\bquiz\("([^"]+)"\)', code)]
    return Notebook(
        path.relative_to(ROOT).as_posix(),
        heading[2:].strip(),
        about.get("kind", ""),
        about.get("minutes", 0),
        exercise_ids(notebook),
        tuple(asked),
    )


def _done(ids: tuple[str, ...], done: set[str]) -> int:
    return sum(one in done for one in ids)


def _bar(done: int, total: int) -> str:
    share = 100 * done / total if total else 0
    return (
        f'<span role="img" aria-label="{done} of {total} done" style="display:inline-block;vertical-align:middle;width:8em;height:.7em;'
        f'border:1px solid {style.QUIET};border-radius:4px;overflow:hidden"><span style="display:block;height:100%;width:{share:.0f}%;background:{style.RESULT}"></span></span>'
    )


def _finished(progress: store.Progress) -> tuple[set[str], set[str]]:
    return {id for id, status in progress.exercises.items() if status == "passed"}, {
        id for id, right in progress.questions.items() if right
    }


def html(progress: store.Progress) -> str:
    """Return the map as HTML: a block for each course, a row for each week and notebook, with links."""
    exercises, questions = _finished(progress)
    parts = []
    for key, (_, name) in COURSES.items():
        parts.append(f'<h3 style="margin:.8em 0 .2em">Course {key[1]}: {name}</h3>')
        parts += [_week_html(week, exercises, questions) for week in weeks() if week.id.startswith(key)]
    if progress.unreadable:
        parts.append(
            f"<p>{progress.unreadable} line(s) of your progress file could not be read and were passed over.</p>"
        )
    return '<div class="course-map">' + "".join(parts) + "</div>"


def _week_html(week: Week, exercises: set[str], questions: set[str]) -> str:
    found = week.notebooks
    head = f"<b>Week {week.id[3]}. {_html.escape(week.title)}</b> (about {week.hours} h): {_html.escape(week.able)}"
    if not found:
        return f'<div style="margin:.3em 0;color:var(--jp-ui-font-color2, {style.QUIET})">○ {head}. <i>Being written.</i></div>'
    total = sum(len(one.exercises) + len(one.questions) for one in found)
    done = sum(_done(one.exercises, exercises) + _done(one.questions, questions) for one in found)
    rows = "".join(_notebook_html(one, exercises, questions) for one in found)
    opened = " open" if done < total else ""
    symbol = "✓" if done == total else "◐" if done else "○"
    return f'<details{opened} style="margin:.3em 0"><summary>{symbol} {head} {_bar(done, total)} {done} of {total}</summary><table style="margin-left:1.2em">{rows}</table></details>'


def _cell(done: int, total: int, noun: str) -> str:
    mark = "✓ " if total and done == total else ""
    return f'<td style="text-align:left">{mark}{done} of {total} {noun}</td>' if total else "<td></td>"


def _notebook_html(notebook: Notebook, exercises: set[str], questions: set[str]) -> str:
    return (
        f'<tr><td style="text-align:left"><a href="{notebook.path}">{_html.escape(notebook.title)}</a></td>'
        f'<td style="text-align:left">{notebook.kind}, {notebook.minutes} min</td>'
        + _cell(_done(notebook.exercises, exercises), len(notebook.exercises), "exercises")
        + _cell(_done(notebook.questions, questions), len(notebook.questions), "questions")
        + "</tr>"
    )


def text(progress: store.Progress) -> str:
    """Return the map as plain text."""
    exercises, questions = _finished(progress)
    lines = []
    for week in weeks():
        found = week.notebooks
        lines.append(f"{week.name}: {week.title} ({'about ' + str(week.hours) + ' h' if found else 'being written'})")
        for one in found:
            done = _done(one.exercises, exercises) + _done(one.questions, questions)
            lines.append(f"  {done:2d} of {len(one.exercises) + len(one.questions):2d}  {one.title}")
    return "\n".join(lines)


def show() -> None:
    """Show the map in the notebook."""
    from utils.learn.loop import display

    progress = store.load()
    display(html(progress), text(progress))
