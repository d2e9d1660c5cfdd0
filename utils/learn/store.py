"""The learner's progress, in one local file of one JSON record a line.

Lines are only ever appended, each in one write that begins and ends with a line break. So two notebooks can write at once, a
write that was cut off spoils its own line alone, and a line that cannot be read is passed over, never deleted.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from utils.learn.registry import ROOT

__all__ = ["Progress", "location", "record", "load"]

RANK = {"blank": 0, "error": 1, "failed": 1, "passed": 2}


@dataclass
class Progress:
    """What the file says: the best status of each exercise, questions answered right, hints opened, attempts made."""

    exercises: dict[str, str] = field(default_factory=dict)
    questions: dict[str, bool] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    unreadable: int = 0


def location() -> Path:
    """Return the path of the progress file: ``COURSE_PROGRESS``, or ``.progress.jsonl`` in the folder of the course."""
    return Path(os.environ.get("COURSE_PROGRESS") or ROOT / ".progress.jsonl")


def record(kind: str, item_id: str, value) -> str | None:
    """Append one record.

    Parameters
    ----------
    kind : {"exercise", "question", "hint"}
    item_id : str
    value : str, bool or int
        The status, whether the answer was right, or the number of the hint.

    Returns
    -------
    str or None
        A sentence for the learner where it could not be written; nothing is raised, the check itself counts more.
    """
    line = "\n" + json.dumps({"kind": kind, "id": item_id, "value": value}, ensure_ascii=False) + "\n"
    try:
        handle = os.open(location(), os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            os.write(handle, line.encode())
        finally:
            os.close(handle)
    except OSError as error:
        return f"Your progress could not be saved in {location().name} ({error.strerror}). Is the folder of the course writable?"
    return None


def load() -> Progress:
    """Read the progress file; what cannot be read is counted and passed over."""
    progress = Progress()
    try:
        lines = location().read_bytes().decode("utf-8", errors="replace").splitlines()
    except OSError:
        return progress
    for line in filter(str.strip, lines):
        try:
            entry = json.loads(line)
            _take(progress, entry["kind"], str(entry["id"]), entry["value"])
        except (ValueError, TypeError, KeyError, RecursionError):
            progress.unreadable += 1
    return progress


def _take(progress: Progress, kind: str, item_id: str, value) -> None:
    if kind == "exercise":
        rank = RANK[value]
        progress.attempts[item_id] = progress.attempts.get(item_id, 0) + (rank > 0)
        if rank >= RANK[progress.exercises.get(item_id, "blank")]:
            progress.exercises[item_id] = value
    elif kind == "question":
        progress.questions[item_id] = bool(value) or progress.questions.get(item_id, False)
    elif kind == "hint":
        progress.hints[item_id] = max(int(value), progress.hints.get(item_id, 0))
    else:
        raise ValueError(kind)
