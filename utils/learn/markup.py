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


_OPEN, _CLOSE, _BEFORE, _AFTER = "\uf8f0\uf8f1\uf8f2\uf8f3"  # braces that are meant; before and after a function's name
_SYMBOLS = {
    r"\times": "×", r"\cdot": "·", r"\ne": "≠", r"\neq": "≠", r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥",
    r"\approx": "≈", r"\dots": "…", r"\ldots": "…", r"\cdots": "…", r"\vdots": "⋮", r"\ddots": "⋱", r"\pm": "±", r"\mp": "∓",
    r"\lVert": "‖", r"\rVert": "‖", r"\Vert": "‖", r"\|": "‖", r"\lvert": "|", r"\rvert": "|", r"\vert": "|", r"\mid": "|",
    r"\infty": "∞", r"\sum": "Σ", r"\prod": "∏", r"\int": "∫", r"\partial": "∂", r"\nabla": "∇", r"\top": "T", r"\perp": "⊥",
    r"\in": "∈", r"\notin": "∉", r"\circ": "∘", r"\odot": "⊙", r"\otimes": "⊗", r"\oplus": "⊕", r"\langle": "⟨", r"\rangle": "⟩",
    r"\leftarrow": "←", r"\to": "→", r"\rightarrow": "→", r"\mapsto": "↦", r"\leftrightarrow": "↔", r"\Rightarrow": "⇒",
    r"\iff": "⇔", r"\alpha": "α", r"\beta": "β", r"\gamma": "γ", r"\delta": "δ", r"\varepsilon": "ε", r"\epsilon": "ε",
    r"\eta": "η", r"\theta": "θ", r"\kappa": "κ", r"\lambda": "λ", r"\mu": "μ", r"\pi": "π", r"\rho": "ρ", r"\sigma": "σ",
    r"\tau": "τ", r"\phi": "φ", r"\varphi": "φ", r"\chi": "χ", r"\psi": "ψ", r"\omega": "ω", r"\Delta": "Δ", r"\Lambda": "Λ",
    r"\Sigma": "Σ", r"\Omega": "Ω", r"\left": "", r"\right": "", r"\quad": "  ", r"\qquad": "    ", r"\!": "",
    r"\,": " ", r"\;": " ", r"\:": " ", r"\ ": " ", r"\{": _OPEN, r"\}": _CLOSE, r"\%": "%", r"\\": " ",
}  # fmt: skip
_NAMES = "det|log|ln|exp|sin|cos|tan|arccos|arctan|min|max|arg|ker|dim|lim"


def _matrix(found: re.Match) -> str:
    rows = [row.split("&") for row in re.split(r"\\\\", found[1]) if row.strip()]
    return "[" + ", ".join("[" + ", ".join(entry.strip() for entry in row) + "]" for row in rows) + "]"


def _formula(found: re.Match) -> str:
    text = re.sub(r"\\begin\{(?:[pbv]matrix|array\}\{[^{}]*)\}(.*?)\\end\{\w+\}", _matrix, found[1], flags=re.S)
    text = re.sub(r"\\l[vV]ert +| +\\r[vV]ert", lambda bar: _SYMBOLS[bar[0].strip()], text)
    text = re.sub(r"\\operatorname\*?\{([^{}]*)\}", rf"{_BEFORE}\1{_AFTER}", text)
    text = re.sub(rf"\\({_NAMES})(?![A-Za-z])", rf"{_BEFORE}\1{_AFTER}", text)
    text = re.sub(r"\\(?:[A-Za-z]+|[^A-Za-z])", lambda command: _SYMBOLS.get(command[0], command[0]), text)
    before = ""
    while text != before:  # from the innermost braces outwards
        before = text
        text = re.sub(
            r"\\(?:math\w+|text\w*|boldsymbol|hat|bar|tilde|vec|overline)(?:\{([^{}]*)\}| +(\w))", r"\1\2", text
        )
        text = re.sub(r"\\[dt]?frac(?:\{([^{}]*)\}\{([^{}]*)\}| *(\d) *(\d))", r"(\1\3)/(\2\4)", text)
        text = re.sub(r"\\sqrt\{([^{}]*)\}", r"√(\1)", text)
        text = re.sub(r"([_^])\{([^{}]*)\}", r"\1\2", text)
    text = re.sub(r"[{}]", "", text)
    # A name of a function keeps its distance from letters and digits, and from nothing else.
    text = re.sub(rf"(?<=\w) *{_BEFORE}", " ", text).replace(_BEFORE, "")
    text = re.sub(rf"{_AFTER} *(?=\w)", " ", text).replace(_AFTER, "")
    text = re.sub(r" *([←→↔↦⇒⇔≠≤≥≈∈∉]) *", r" \1 ", text)
    return re.sub(r"(?<=\d)· (?=\d)", "·", text).replace(_OPEN, "{").replace(_CLOSE, "}").strip()


def to_text(markdown: str) -> str:
    r"""Return Markdown for a reader of plain text: as it is, with formulas as one would type them.

    Examples
    --------
    >>> to_text(r"Scale $\mathbf{a}_1$ by $\frac{1}{2}$: $\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$.")
    'Scale a_1 by (1)/(2): [[1, 2], [3, 4]].'
    >>> to_text(r"$R_2\leftarrow R_2 - 3R_1$ leaves $\operatorname{rank}\mathbf{A} \le 4$ and $\lvert\det(A)\rvert$")
    'R_2 ← R_2 - 3R_1 leaves rank A ≤ 4 and |det(A)|'
    """
    return re.sub(r"\$\$?(.+?)\$\$?", _formula, markdown, flags=re.S).strip()
