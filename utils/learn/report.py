"""Show a result as text and as HTML: symbol, words and colour together, never colour alone."""

from __future__ import annotations

import html as _html
import re

from utils import style
from utils.learn.evaluation import CaseResult, Result

__all__ = ["text", "html", "panel"]

SYMBOLS = {"passed": "✓", "failed": "✗", "error": "!", "blank": "○", "skipped": "–", "note": "i"}
COLOURS = {
    "passed": style.RESULT,
    "failed": style.SECOND,
    "error": style.SECOND,
    "blank": style.QUIET,
    "skipped": style.QUIET,
    "note": style.FIRST,
}


def headline(result: Result) -> str:
    """Return the first line of a report."""
    name, cases = result.exercise.name, result.cases
    passed = sum(case.status == "passed" for case in cases)
    if result.status == "blank":
        return f"{name}: not attempted yet. Replace the `...` in the exercise cell, run it, then run this check again."
    if result.status == "passed":
        more = " Grading uses further ones." if result.exercise.graded else ""
        return f"{name}: passed, {_count(len(cases), 'visible check' if result.exercise.graded else 'check')} of {len(cases)}.{more}"
    if not cases:
        return f"{name}: not yet. {result.message}"
    return f"{name}: not yet, {passed} of {_count(len(cases), 'check')} passed."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _groups(result: Result) -> list[tuple[CaseResult, list[str]]]:
    """Failed cases with equal messages together, so that one diagnosis is read once."""
    groups: dict[str, tuple[CaseResult, list[str]]] = {}
    for case in result.cases:
        if case.status in ("failed", "error"):
            groups.setdefault(case.message, (case, []))[1].append(case.probe)
    return list(groups.values())


def _printed(case: CaseResult) -> str:
    if case.printed_characters == 0:
        return ""
    rest = case.printed_characters - len(case.printed)
    return case.printed.rstrip() + (f" … and {rest:,} more characters" if rest > 0 else "")


def text(result: Result) -> str:
    """Return a result as plain text."""
    lines = [f"{SYMBOLS[result.status]} {headline(result)}"]
    for case, probes in _groups(result):
        lines.append(f"  {SYMBOLS[case.status]} {'; '.join(probes)}")
        lines.append(f"      {case.call}")
        lines.append(f"      {case.message}")
        if _printed(case):
            lines.append(f"      It printed: {_printed(case)}")
    lines += [
        f"  {SYMBOLS[case.status]} {case.probe}"
        for case in result.cases
        if case.status == "passed" and not result.passed
    ]
    return "\n".join(lines)


def _inline(message: str) -> str:
    from utils.learn.markup import to_html

    return to_html(message)


def html(result: Result) -> str:
    """Return a result as HTML."""
    parts = []
    for case, probes in _groups(result):
        printed = f"<div>It printed: <code>{_html.escape(_printed(case))}</code></div>" if _printed(case) else ""
        parts.append(
            f'<div style="margin:.5em 0 0 1.4em"><b>{SYMBOLS[case.status]} {_code("; ".join(probes))}</b>'
            f'<div><code>{_html.escape(case.call)}</code></div><div class="course-diagnosis">{_inline(case.message)}</div>{printed}</div>'
        )
    rest = [case.probe for case in result.cases if case.status == "passed"]
    if rest and not result.passed:
        parts.append(f'<div style="margin:.5em 0 0 1.4em">{SYMBOLS["passed"]} passed: {_code("; ".join(rest))}</div>')
    return panel(result.status, headline(result), "".join(parts))


def _code(text: str) -> str:
    """Escape a line of text for HTML; words in backticks are set as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", _html.escape(text))


def panel(status: str, head: str, body: str = "") -> str:
    """Return a box with a coloured edge, a symbol and a headline.

    Parameters
    ----------
    status : {"passed", "failed", "error", "blank", "skipped", "note"}
    head : str
        Plain text; it is escaped, and words in backticks are set as code.
    body : str
        HTML.
    """
    return (
        f'<div class="course-check course-{status}" role="status" style="border-left:5px solid {COLOURS[status]};padding:.3em .8em;margin:.3em 0">'
        f"<b>{SYMBOLS[status]}</b> {_code(head)}{body}</div>"
    )
