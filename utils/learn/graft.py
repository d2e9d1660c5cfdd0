"""Grafting: put a set of answers into the exercise cells of a notebook.

A submission, the reference solutions, a blank notebook and a planted mistake are all the same thing: answers, by exercise
id, as source text. Tests and grading both use this one piece of code. Notebooks are plain dicts, as ``json`` reads them.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from utils.learn import registry

__all__ = [
    "load",
    "parse",
    "source_of",
    "exercise_ids",
    "exercise_cells",
    "answers_in",
    "graft",
    "reference_answers",
    "code_of",
]


def load(path: str | Path) -> dict[str, Any]:
    """Read a notebook.

    Raises
    ------
    ValueError
        Where the file is not a notebook; the sentence says what it is instead.
    """
    path = Path(path)
    return parse(path.read_bytes(), path.name)


def parse(content: bytes, name: str = "The file") -> dict[str, Any]:
    """Read a notebook from its bytes.

    Parameters
    ----------
    content : bytes
    name : str
        Stands in the message where it is not a notebook.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        Where it is not a notebook; the sentence says what it is instead.

    Examples
    --------
    >>> parse(b'{"cells": []}')
    {'cells': []}
    >>> parse(b"", "amara.ipynb")
    Traceback (most recent call last):
    ValueError: amara.ipynb is not a notebook: it is empty.
    """
    if not content.strip():
        raise ValueError(f"{name} is not a notebook: it is empty.")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{name} is not UTF-8 text, so it is not a notebook as Jupyter saves it.") from error
    except RecursionError as error:
        raise ValueError(f"{name} is not a notebook: its JSON is nested without end.") from error
    except ValueError as error:
        raise ValueError(f"{name} is not a notebook: it is not valid JSON ({error}).") from error
    if isinstance(notebook, dict) and "worksheets" in notebook:
        raise ValueError(f"{name} is a notebook of the old format 3. Open and save it in JupyterLab first.")
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise ValueError(
            f"{name} is not a notebook of format 4: it has no list of cells. Open and save it in JupyterLab first."
        )
    return notebook


def source_of(cell: Mapping[str, Any]) -> str:
    """Return a cell's source as one string (the format allows a list of lines)."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def exercise_cells(notebook: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the exercise cells of a notebook by exercise id; of cells with the same id, the first."""
    found: dict[str, dict[str, Any]] = {}
    for cell in notebook["cells"]:
        exercise_id = cell.get("metadata", {}).get("exercise")
        if cell.get("cell_type") == "code" and exercise_id:
            found.setdefault(exercise_id, cell)
    return found


def exercise_ids(notebook: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of a notebook's exercises, in the order in which they stand."""
    return tuple(exercise_cells(notebook))


def answers_in(notebook: Mapping[str, Any]) -> dict[str, str]:
    r"""Return the source of each exercise cell by exercise id.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {"exercise": "c1w1.residual"}, "source": ["def residual():\n", "    ..."]}
    >>> answers_in({"cells": [cell]})
    {'c1w1.residual': 'def residual():\n    ...'}
    """
    return {exercise_id: source_of(cell) for exercise_id, cell in exercise_cells(notebook).items()}


def graft(notebook: Mapping[str, Any], answers: Mapping[str, str]) -> dict[str, Any]:
    """Put answers into a notebook's exercise cells.

    Parameters
    ----------
    notebook : dict
        The pristine notebook; it is not changed.
    answers : dict of str to str
        Source text by exercise id. Exercises without an answer stay as they are.

    Returns
    -------
    dict
        A runnable notebook without outputs.

    Raises
    ------
    ValueError
        Where an answer belongs to no exercise of the notebook.

    Examples
    --------
    >>> cell = {"cell_type": "code", "metadata": {"exercise": "c1w1.residual"}, "source": "...", "outputs": []}
    >>> graft({"cells": [cell]}, {"c1w1.residual": "residual = 1"})["cells"][0]["source"]
    'residual = 1'
    """
    grafted = copy.deepcopy(dict(notebook))
    cells = exercise_cells(grafted)
    strangers = sorted(set(answers) - set(cells))
    if strangers:
        raise ValueError(f"The notebook has no exercise {', '.join(strangers)}; it has {', '.join(cells) or 'none'}.")
    for exercise_id, source in answers.items():
        cells[exercise_id]["source"] = source
    for cell in grafted["cells"]:
        if cell.get("cell_type") == "code":
            cell["outputs"], cell["execution_count"] = [], None
    return grafted


def reference_answers(exercise_ids: Iterable[str]) -> dict[str, str]:
    """Return the reference solutions of exercises as answers.

    Raises
    ------
    LookupError
        Where a solution is missing.
    """
    answers = {exercise_id: registry.reference_source(exercise_id) for exercise_id in exercise_ids}
    missing = [exercise_id for exercise_id, source in answers.items() if source is None]
    if missing:
        raise LookupError(f"There is no reference solution for {', '.join(missing)} in the folder `solutions`.")
    return answers


def code_of(notebook: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the code cells as (cell id, source), in order."""
    return [
        (cell.get("id", str(i)), source_of(cell))
        for i, cell in enumerate(notebook["cells"])
        if cell.get("cell_type") == "code"
    ]
