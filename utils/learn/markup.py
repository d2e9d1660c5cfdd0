"""Markdown to HTML for hints, quizzes and messages, with formulas left as they are for MathJax."""

from __future__ import annotations

import functools

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


def to_text(markdown: str) -> str:
    """Return Markdown for a reader of plain text: as it is, without the dollars around formulas.

    Examples
    --------
    >>> to_text("Scale by $a_1$.")
    'Scale by a_1.'
    """
    return markdown.replace("$", "").strip()
