"""The one-cell test of the set-up: it looks whether everything is there that the notebooks need."""

from __future__ import annotations

import importlib.metadata
import os
import sys

from utils.learn import store
from utils.learn.registry import ROOT

__all__ = ["findings", "check_setup"]

NEEDED = {
    "numpy": "2.2",
    "matplotlib": "3.11",
    "sympy": "1.13",
    "scipy": "1.15",
    "scikit-learn": "1.6",
    "networkx": "3.4",
    "ipywidgets": "8.1",
    "jupyterlab": "4.4",
    "mistune": "3.1",
}
"""Oldest versions that the course is tested with; `pyproject.toml` says why each is needed."""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".")[:2] if part.isdigit())


def findings() -> list[tuple[bool, str]]:
    """Look at Python, the packages and the place for your progress.

    Returns
    -------
    list of (bool, str)
        Whether it is in order, and a sentence.

    Examples
    --------
    >>> all(fine for fine, _ in findings())
    True
    """
    found = [
        (
            sys.version_info >= (3, 11),
            f"Python {sys.version_info.major}.{sys.version_info.minor} (3.11 or newer is needed)",
        )
    ]
    for name, oldest in NEEDED.items():
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            found.append((False, f"{name} is missing"))
        else:
            found.append((_numbers(version) >= _numbers(oldest), f"{name} {version}"))
    place = store.location()
    writable = os.access(place if place.exists() else place.parent, os.W_OK)
    found.append(
        (
            writable,
            f"your progress is kept in {place.name}"
            if writable
            else f"the folder {ROOT.name} cannot be written, so your progress will not be kept",
        )
    )
    return found


def check_setup() -> None:
    """Show what was found, and what to do where something is missing."""
    import html

    from utils.learn.loop import display
    from utils.learn.report import SYMBOLS, panel

    found = findings()
    fine = all(ok for ok, _ in found)
    head = (
        "Everything is in place."
        if fine
        else "Something is missing. Close this, and start the course with:  python course.py lab"
    )
    status = "passed" if fine else "failed"
    lines = [f"{SYMBOLS['passed' if ok else 'failed']} {sentence}" for ok, sentence in found]
    display(
        panel(status, head, "<br>" + "<br>".join(map(html.escape, lines))),
        "\n".join([f"{SYMBOLS[status]} {head}", *lines]),
    )
