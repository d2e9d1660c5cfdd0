"""Markdown to HTML for hints, quizzes and messages, with formulas left as they are for MathJax."""

from __future__ import annotations

import functools
import re

__all__ = ["to_html", "to_text"]


@functools.cache
def _renderer():
    import mistune  # loaded here: a check that passes needs none of it

    return mistune.create_markdown(escape=True, plugins=["math", "table"])


def to_html(markdown: str) -> str:
    r"""Render Markdown as HTML; text in dollars reaches MathJax untouched, and HTML in the text is shown, not obeyed.

    Examples
    --------
    >>> to_html("Scale by $a_1 * a_2$, *not* `a`.")
    '<p>Scale by <span class="math">\\(a_1 * a_2\\)</span>, <em>not</em> <code>a</code>.</p>'
    """
    return _renderer()(markdown).strip()


_SYMBOLS = {
    r"\times": "×", r"\cdot": "·", r"\ne": "≠", r"\neq": "≠", r"\le": "≤", r"\ge": "≥", r"\approx": "≈", r"\dots": "…",
    r"\cdots": "…", r"\kappa": "κ", r"\theta": "θ", r"\lambda": "λ", r"\top": "T", r"\pm": "±", r"\det": "det",
    r"\lVert": "‖", r"\rVert": "‖", r"\lvert": "|", r"\rvert": "|", r"\infty": "∞", r"\,": " ", r"\quad": "  ",
}  # fmt: skip


def _matrix(found: re.Match) -> str:
    rows = [row.split("&") for row in re.split(r"\\\\", found[1]) if row.strip()]
    return "[" + ", ".join("[" + ", ".join(entry.strip() for entry in row) + "]" for row in rows) + "]"


def _formula(found: re.Match) -> str:
    text = re.sub(r"\\begin\{[pb]matrix\}(.*?)\\end\{[pb]matrix\}", _matrix, found[1], flags=re.S)
    text = re.sub(r"\\(?:mathbf|text|mathrm|operatorname|hat)\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}", r"(\1)/(\2)", text)
    text = re.sub(r"\\(?:[A-Za-z]+|,)", lambda command: _SYMBOLS.get(command[0], command[0]), text)
    return text.replace("{", "").replace("}", "")


def to_text(markdown: str) -> str:
    r"""Return Markdown for a reader of plain text: as it is, with formulas as one would type them.

    Examples
    --------
    >>> to_text(r"Scale $\mathbf{a}_1$ by $\frac{1}{2}$: $\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$.")
    'Scale a_1 by (1)/(2): [[1, 2], [3, 4]].'
    """
    return re.sub(r"\$\$?(.+?)\$\$?", _formula, markdown, flags=re.S).strip()
