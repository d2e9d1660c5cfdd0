"""Run a notebook's code as a plain script in this process, and keep what it draws."""

from __future__ import annotations

import contextlib
import functools
import io
from dataclasses import dataclass, field
from typing import Any

from utils import explore, figures
from utils.learn import course_map, graft, registry

NOTEBOOKS = [registry.ROOT / notebook.path for notebook in course_map.notebooks()]
START = registry.ROOT / "Start-Here.ipynb"
ALL = [path for path in (START, *NOTEBOOKS) if path.is_file()]


@dataclass
class Shown:
    """A figure that a notebook showed, and its picture: a look at the figure's ticks may move them by a pixel."""

    figure: Any
    alt: str
    caption: str | None
    picture: bytes


@dataclass
class Run:
    """What came of a run."""

    shown: list[Shown] = field(default_factory=list)
    explorers: list = field(default_factory=list)
    namespace: dict = field(default_factory=dict)
    printed: str = ""

    @property
    def alts(self) -> list[str]:
        """Every alt text at its first position."""
        return [one.alt for one in self.shown] + [one.alt_at() for one in self.explorers]


def run_code(cells: list[tuple[str, str]]) -> Run:
    """Execute code cells one after another in one namespace."""
    run = Run(namespace={"__name__": "__main__"})
    show = figures.show

    def keeping(fig, *, alt, caption=None):
        run.shown.append(Shown(figures.figure_of(fig), figures.checked_alt(alt), caption, figures.png(fig)))

    heard = io.StringIO()
    explore.Explorer.created.clear()
    figures.show = keeping
    try:
        with contextlib.redirect_stdout(heard):
            for name, source in cells:
                exec(compile(source, f"<{name}>", "exec"), run.namespace)
    finally:
        figures.show = show
    run.explorers = list(explore.Explorer.created)
    run.printed = heard.getvalue()
    return run


@functools.cache
def run(path, solved: bool = True) -> Run:
    """Run a notebook, with the reference solutions in its exercises or blank."""
    notebook = graft.load(path)
    if solved:
        notebook = graft.graft(notebook, graft.reference_answers(graft.exercise_ids(notebook)))
    return run_code(graft.code_of(notebook))
