"""Make a notebook as the course stores them: no outputs, readable cell ids that stay, one way of writing the file.

python -m utils.learn.tidy NOTEBOOK [NOTEBOOK ...]
"""

from __future__ import annotations

import copy
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from utils.learn.graft import load, source_of

__all__ = ["tidied", "tidy_file", "main"]

KEPT_CELL_METADATA = ("exercise", "jupyter", "tags")
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def _words(text: str, most: int = 5) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())[:most])


def _suggestion(cell: dict[str, Any], before: str) -> str:
    """Propose a readable id, from the exercise, the call or the heading; else from the cell before."""
    source, exercise = source_of(cell), cell.get("metadata", {}).get("exercise", "")
    if exercise:
        return "ex-" + _words(exercise.partition(".")[2])
    called = re.search(r'^(?:# )?(check|hint|solution|quiz)\("\w+\.([\w-]+)"', source, re.M)
    if called:
        return f"{called[1]}-{_words(called[2])}"
    heading = re.search(r"^#+\s+(.+)$", source, re.M) if cell["cell_type"] == "markdown" else None
    if heading:
        return _words(heading[1])
    if re.search(r"^(?:show|explore)\(", source, re.M):
        return f"fig-{before}"
    return f"{before}-{'text' if cell['cell_type'] == 'markdown' else 'code'}"


def _openers(cells: list[dict[str, Any]]):
    """Yield the title and the set-up cell, whose ids are the same in every notebook."""
    if cells and cells[0]["cell_type"] == "markdown":
        yield cells[0], "title"
    yield from (
        (cell, "setup") for cell in [c for c in cells if c["cell_type"] == "code"][:1] if "import" in source_of(cell)
    )


def _drawn(cell_id: str) -> bool:
    """Whether an id is one that Jupyter drew, or none at all."""
    return not cell_id or bool(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){0,3}(-[0-9a-f]{12})?", cell_id))


def tidied(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return a notebook as the course stores them; ids that are readable already stay.

    Parameters
    ----------
    notebook : dict
        It is not changed.

    Returns
    -------
    dict

    Examples
    --------
    >>> cell = {"cell_type": "code", "id": "3f2a9c01", "metadata": {}, "source": 'quiz("c1w1.two-lines")', "outputs": [1]}
    >>> tidied({"cells": [cell], "metadata": {}})["cells"][0]["id"]
    'quiz-two-lines'
    """
    clean = copy.deepcopy(notebook)
    clean["metadata"] = {"kernelspec": KERNEL, "language_info": {"name": "python"}} | {
        key: value for key, value in clean.get("metadata", {}).items() if key == "course"
    }
    clean["nbformat"], clean["nbformat_minor"] = 4, 5
    taken = {cell.get("id", "") for cell in clean["cells"]}
    named = {id(cell): name for cell, name in _openers(clean["cells"])}
    before = "start"
    for cell in clean["cells"]:
        cell["metadata"] = {key: value for key, value in cell.get("metadata", {}).items() if key in KEPT_CELL_METADATA}
        cell["source"] = source_of(cell).splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
        if _drawn(cell.get("id", "")):
            wish = named.get(id(cell), _suggestion(cell, before))[:56].strip("-") or "cell"
            number = next(i for i in range(1, len(taken) + 2) if (wish if i == 1 else f"{wish}-{i}") not in taken)
            cell["id"] = wish if number == 1 else f"{wish}-{number}"
            taken.add(cell["id"])
        before = re.sub(r"^(?:ex|check|hint|fig|quiz|solution)-", "", cell["id"])
    return clean


def tidy_file(path: str | Path) -> bool:
    """Tidy a file in place, all at once or not at all; return whether it changed.

    Raises
    ------
    ValueError
        Where the file is not a notebook.
    """
    path = Path(path)
    text = json.dumps(tidied(load(path)), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if path.read_text(encoding="utf-8") == text:
        return False
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
    return True


def main(paths: list[str]) -> int:
    """Tidy the notebooks named on the command line."""
    if not paths:
        print("Name the notebooks: python -m utils.learn.tidy NOTEBOOK [NOTEBOOK ...]", file=sys.stderr)
        return 2
    for path in paths:
        try:
            print(f"{path}: {'tidied' if tidy_file(path) else 'tidy already'}")
        except (OSError, ValueError) as error:
            print(f"{path}: left alone. {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
