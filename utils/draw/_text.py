r"""Numbers and equations as people write them, on a text that is quick to draw.

Mathtext takes about ten milliseconds for a short equation that it has not seen before, and a slider shows a new one at
every step. `Line` sets the little that equations of lines and planes need (slanted letters, upright numbers, bold
vectors, a halo) from outlines of single characters, which are kept.
"""

from __future__ import annotations

import functools
from fractions import Fraction

import numpy as np
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D, Bbox, IdentityTransform

from utils import style

FONTS = {
    "plain": {},
    "slanted": {"style": "italic"},
    "bold": {"weight": "bold"},
}
ASCENT, DESCENT, LEADING = 0.76, 0.2, 1.3  # of a line of text, in font sizes
MINUS = "\N{MINUS SIGN}"


@functools.lru_cache(maxsize=512)
def _glyph(character, font):
    """Return the outline of a character at size 1 and how far the next one is from it."""
    prop = FontProperties(family="DejaVu Sans", **FONTS[font])
    bar = TextPath((0, 0), "|", size=100, prop=prop).vertices
    both = TextPath((0, 0), character + "|", size=100, prop=prop).vertices
    advance = both[-len(bar) :, 0].min() - bar[:, 0].min()
    if not character.strip():
        return np.empty((0, 2)), np.empty(0, dtype=Path.code_type), advance / 100
    outline = TextPath((0, 0), character, size=100, prop=prop)
    return outline.vertices / 100, outline.codes, advance / 100


@functools.lru_cache(maxsize=512)
def _outline(runs):
    """Return the outline of one line of runs at size 1, and its width."""
    x, vertices, codes = 0.0, [np.empty((0, 2))], [np.empty(0, dtype=Path.code_type)]
    for text, font in runs:
        for character in text:
            points, kinds, advance = _glyph(character, font)
            if len(points):
                vertices.append(points + (x, 0))
                codes.append(kinds)
            x += advance
    return Path(np.concatenate(vertices), np.concatenate(codes)), x


class Line(Text):
    """One or more lines of text in several fonts.

    Parameters
    ----------
    x, y : float
        Where, in the coordinates of ``transform`` (by default pixels).
    runs : str or sequence of (str, font)
        Fonts are "plain", "slanted" and "bold".
    halo : bool
        Draw a rim in the colour of the paper, so that the text is readable on lines.
    box : dict, optional
        Draw a rounded box behind the text: properties of a FancyBboxPatch.
    """

    def __init__(self, x, y, runs, *, color, size=12, halo=False, box=None, **options):
        runs = ((runs, "plain"),) if isinstance(runs, str) else tuple(runs)
        options = {"ha": "center", "va": "center", "clip_on": False, "transform": IdentityTransform()} | options
        super().__init__(x, y, "".join(text for text, _ in runs), color=color, fontsize=size, **options)
        self._lines = [[]]
        for text, font in runs:
            first, *more = text.split("\n")
            self._lines[-1].append((first, font))
            self._lines += [[(part, font)] for part in more]
        self._lines = [tuple(line) for line in self._lines]
        self._halo = halo
        self._box = None
        if box is not None:
            self._box = FancyBboxPatch((0, 0), 1, 1, transform=IdentityTransform(), **box)

    def get_bbox_patch(self):
        """Return the rounded box behind the text, or None."""
        return self._box

    def _pixels(self):
        return self.get_fontsize() * self.get_figure(root=True).dpi / 72

    def _place(self):
        """Return the lower left corner, the width and the height in pixels."""
        scale = self._pixels()
        width = scale * max(_outline(line)[1] for line in self._lines)
        height = scale * (ASCENT + DESCENT + LEADING * (len(self._lines) - 1))
        x, y = self.get_transform().transform(self.get_position())
        x -= {"left": 0, "center": width / 2, "right": width}[self.get_ha()]
        y -= {"bottom": 0, "center": height / 2, "top": height}[self.get_va()]
        return x, y, width, height

    def get_window_extent(self, renderer=None, dpi=None):
        """Return the box around the text in pixels."""
        return Bbox.from_bounds(*self._place())

    def draw(self, renderer):
        """Draw the box, the halo and the letters."""
        if not self.get_visible() or not self.get_text():
            return
        x, y, width, height = self._place()
        scale = self._pixels()
        if self._box is not None:
            self._box.set_figure(self.get_figure(root=True))
            self._box.set_bounds(x, y, width, height)
            self._box.set_mutation_scale(scale)
            self._box.draw(renderer)
        color = self.get_color()
        align = {"left": 0, "center": 0.5, "right": 1}[self.get_ha()]
        for pass_ in ("halo", "letters") if self._halo else ("letters",):
            gc = renderer.new_gc()
            gc.set_alpha(self.get_alpha() or 1.0)
            if pass_ == "halo":
                gc.set_foreground(style.PAPER)
                gc.set_linewidth(renderer.points_to_pixels(3.5))
                gc.set_joinstyle("round")
            else:
                gc.set_linewidth(0)
            for k, line in enumerate(self._lines):
                path, advance = _outline(line)
                left = x + align * (width - scale * advance)
                base = y + scale * (DESCENT + LEADING * (len(self._lines) - 1 - k))
                where = Affine2D.from_values(scale, 0, 0, scale, left, base)
                renderer.draw_path(gc, path, where, None if pass_ == "halo" else _rgba(color))
            gc.restore()
        self.stale = False


@functools.lru_cache(maxsize=64)
def _rgba(color):
    from matplotlib.colors import to_rgba

    return to_rgba(color)


def number(x, digits=2, *, fraction=True):
    """Return a number as a person writes it: no trailing zeros, a true minus sign, fractions of small denominators.

    Examples
    --------
    >>> number(2.0), number(-0.5), number(0.1 * 3), number(1e-17), number(1 / 3)
    ('2', '\N{MINUS SIGN}0.5', '0.3', '0', '1/3')
    >>> number(1e-4), number(-0.00123), number(1e-7), number(2.5e6)
    ('0.0001', '\N{MINUS SIGN}0.0012', '10⁻⁷', '2.5·10⁶')
    """
    x = float(x)
    rounded = round(x, digits)
    if fraction and abs(x - rounded) > 1e-9 * max(1.0, abs(x)):
        short = Fraction(x).limit_denominator(12)
        if abs(float(short) - x) <= 1e-9 * max(1.0, abs(x)):
            return str(short).replace("-", MINUS)
    if rounded == 0 and abs(x) >= 9.5e-5:
        return f"{float(f'{x:.1e}'):.5f}".rstrip("0").replace("-", MINUS)
    if (rounded == 0 and abs(x) > 1e-12) or abs(x) >= 1e6:
        mantissa, exponent = f"{abs(x):.1e}".replace(".0e", "e").split("e")
        return (MINUS if x < 0 else "") + ("" if mantissa == "1" else f"{mantissa}·") + f"10{high(int(exponent))}"
    text = f"{rounded:.{digits}f}".rstrip("0").rstrip(".")
    return (text if text not in ("-0", "") else "0").replace("-", MINUS)


def point_text(point, digits=2):
    """Return a point as ``(2, 1)``.

    Examples
    --------
    >>> point_text([2, 0.5])
    '(2, 0.5)'
    """
    return "(" + ", ".join(number(x, digits) for x in point) + ")"


def name_runs(name):
    """Return an unknown's name as runs: a letter slanted (with its index low), a word upright.

    Examples
    --------
    >>> name_runs("x"), name_runs("x_1"), name_runs("apples")
    ((('x', 'slanted'),), (('x', 'slanted'), ('₁', 'plain')), (('apples', 'plain'),))
    """
    if len(name) == 1:
        return ((name, "slanted"),)
    if len(name) > 2 and name[1] == "_" and name[2:].isdigit():
        return (name[0], "slanted"), (low(name[2:]), "plain")
    return ((name, "plain"),)


def low(digits):
    """Return digits as an index.

    Examples
    --------
    >>> low(12)
    '₁₂'
    """
    return "".join(chr(0x2080 + int(d)) for d in str(digits))


def high(exponent):
    """Return a whole number as an exponent.

    Examples
    --------
    >>> high(-12)
    '⁻¹²'
    """
    return str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def equation(a, c, names):
    """Return ``a . x = c`` as runs.

    Examples
    --------
    >>> "".join(text for text, _ in equation([2, -1], 3, ("x", "y")))
    '2x \N{MINUS SIGN} y = 3'
    >>> "".join(text for text, _ in equation([0, 0.5], -1, ("x", "y")))
    '0.5y = \N{MINUS SIGN}1'
    >>> "".join(text for text, _ in equation([2, 1], 8, ("apple", "banana")))
    '2 apple + banana = 8'
    >>> "".join(text for text, _ in equation([1e-4, -1e-7], 1, ("x", "y")))
    '0.0001x \N{MINUS SIGN} 10⁻⁷y = 1'
    >>> "".join(text for text, _ in equation([0, 0], 4, ("x", "y")))
    '0 = 4'
    """
    runs = []
    for value, name in zip(a, names, strict=True):
        size = number(abs(value))
        if size == "0":
            continue
        if "/" in size:
            size = f"({size})"
        letters = name_runs(name)
        factor = "" if size == "1" else size + (" " if letters[0][1] == "plain" else "")
        sign = (f" {MINUS} " if runs else MINUS) if value < 0 else (" + " if runs else "")
        runs += [(sign + factor, "plain"), *letters]
    return (*(runs or [("0", "plain")]), (f" = {number(c)}", "plain"))
