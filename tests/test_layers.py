"""The rooms of the package: each uses the rooms to its left only, and importing one loads no more than it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from utils.learn.registry import ROOT

ROOMS = (
    {"linalg", "calculus", "networks", "probability", "statistics"},
    {"style", "_images", "_ticks"},
    {"draw"},
    {"figures", "explore"},
    {"data"},
    {"learn"},
    {"grade"},
)
"""From left to right; rooms in one set may use each other in drawing and in exploring, mathematics rooms likewise."""
HEAVY = (
    "sympy",
    "scipy",
    "sklearn",
    "pandas",
    "statsmodels",
    "IPython",
    "ipywidgets",
    "mistune",
    "nbformat",
    "networkx",
)


def place(room: str) -> int | None:
    return next((i for i, rooms in enumerate(ROOMS) if room in rooms), None)


def imported_rooms(source: str) -> set[str]:
    """Rooms of the package that a module imports, at its top or within a function."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            parts = node.module.split(".")
            if parts[0] == "utils":
                found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("utils.")}
    return found


def layer_complaints(room: str, source: str) -> list[str]:
    own = place(room)
    complaints = [] if own is not None else [f"{room} is not one of the rooms"]
    for other in imported_rooms(source) - {room}:
        if place(other) is None:
            complaints.append(f"{room} imports utils.{other}, which is not one of the rooms")
        elif own is not None and place(other) > own:
            complaints.append(f"{room} imports {other}, a room to its right")
    return complaints


def modules() -> list[Path]:
    return sorted(path for path in (ROOT / "utils").rglob("*.py") if path != ROOT / "utils" / "__init__.py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT / "utils").as_posix())
def test_each_module_uses_the_rooms_to_its_left(path):
    room = path.relative_to(ROOT / "utils").parts[0].removesuffix(".py")
    assert layer_complaints(room, path.read_text(encoding="utf-8")) == []


def test_an_import_to_the_right_is_noticed():
    assert layer_complaints("draw", "from utils.learn import check")
    assert layer_complaints("linalg", "def f():\n    from utils import draw")
    assert layer_complaints("style", "import utils.draw.linalg")
    assert layer_complaints("misc", "")
    assert layer_complaints("learn", "from utils import helpers")
    assert not layer_complaints("learn", "from utils import draw, style\nfrom utils.learn import store\nimport numpy")


def loaded_after(statement: str) -> set[str]:
    code = f"{statement}\nimport sys\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.split()
    )


@pytest.mark.parametrize(
    "statement",
    ["import utils", "from utils import draw, style, linalg, data", "from utils.figures import show",
     "from utils.explore import explore, slider", "from utils.learn import check, hint, quiz, solution, progress"],
)  # fmt: skip
def test_importing_loads_nothing_heavy(statement):
    assert loaded_after(statement) & set(HEAVY) == set()


def test_importing_the_package_alone_loads_not_even_numpy():
    assert "numpy" not in loaded_after("import utils")


def test_a_heavy_import_would_be_noticed():
    assert "sympy" in loaded_after("import sympy")
