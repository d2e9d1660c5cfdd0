"""Pictures of linear systems: lines, planes, columns, areas, determinants.

Every function takes ``ax=None`` (then it makes a figure in the course's style), returns the Axes, and adds to what is
there: two calls on one Axes make one picture. Labels find their own places when the Axes is drawn.

Colours have roles: the first line, plane, row or column is `style.FIRST`, the second `style.SECOND`, the third
`style.ACCENT`; `style.RESULT` is for what comes out (a solution, an area, the vector b).
"""

from __future__ import annotations

import functools
import re

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon
from matplotlib.transforms import ScaledTranslation

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw._labels import Placer
from utils.draw._scene import HATCH, OVER, Scene
from utils.draw._text import Line, equation, low, name_runs, number, point_text
from utils.linalg.geometry import _as_box

__all__ = [
    "arrow",
    "arrow_3d",
    "axes_2d",
    "axes_3d",
    "badge",
    "baskets",
    "columns",
    "columns_3d",
    "diagonals",
    "matrix",
    "note",
    "parallelepiped",
    "parallelogram",
    "planes",
    "point",
    "row_and_column",
    "system",
    "uncertainty",
    "verdict",
]

ROLES = (style.FIRST, style.SECOND, style.ACCENT, style.QUIET)
KINDS = {
    "one": ("\N{BLACK CIRCLE}", "exactly one solution", style.RESULT),
    "none": ("\N{MULTIPLICATION X}", "no solution", style.SECOND),
    "many": ("\N{INFINITY}", "infinitely many solutions", style.ACCENT),
    "info": ("", "", style.QUIET),
}
TAG = {  # of labels that may lie on coloured faces
    "size": 13,
    "halo": False,
    "pad": 5,
    "group": "planes",
    "box": {"boxstyle": "round,pad=0.18,rounding_size=0.35", "fc": style.PAPER, "ec": "none", "alpha": 0.92},
}
NOTES = ("lower left", "lower right", "upper right", "upper left")  # where remarks go
COMPASS = "→↗↑↖←↙↓↘"


def _in_style(draw):
    """Run a drawing function under the course's settings: opened once here, not anew for every artist."""

    @functools.wraps(draw)
    def styled(*args, **kwargs):
        with style.context():
            return draw(*args, **kwargs)

    return styled


def _role(i):
    return ROLES[i % len(ROLES)]


def _dash(i):
    pattern = style.DASHES[i % len(style.DASHES)]
    return (0, pattern) if pattern else "-"


def _text_color(color):
    """Return a colour in which text is readable: ACCENT is too pale for letters, so it is darkened."""
    return style.INK if style.contrast_ratio(color, style.PAPER) < 3 else color


def _compass(step):
    return COMPASS[int(np.round(np.degrees(np.arctan2(step[1], step[0])) / 45)) % 8]


@_in_style
def axes_2d(ax=None, limits=None, names=("x", "y"), *, equal=True):
    """Prepare an Axes for plane geometry: axes through the origin, a light grid, numbers at the rim, equal scales.

    Parameters
    ----------
    ax : Axes, optional
        Made new if not given.
    limits : (low, high) or ((x_low, x_high), (y_low, y_high)), optional
        The window: (-6, 6), or what the Axes was prepared with before.
    names : tuple of str
        Names of the two axes.
    equal : bool
        Same scale on both axes. Turn it off only where neither angles nor lengths mean anything.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = axes_2d(limits=(0, 5))
    >>> [float(x) for x in ax.get_xlim()]
    [0.0, 5.0]
    """
    if ax is None:
        _, ax = style.new_figure(6.0, 5.8)
    placer = Placer.of(ax)
    if placer.frame is not None:
        if limits is None or np.array_equal(_as_box(limits, 2), placer.frame[0]):
            return ax
        for artist in placer.frame[1]:
            artist.remove()
    box = _as_box((-6, 6) if limits is None else limits, 2)
    (left, right), (bottom, top) = box
    ax.set_xlim(left, right)
    ax.set_ylim(bottom, top)
    if equal:
        ax.set_aspect("equal")
    for spine in ax.spines.values():
        spine.set_visible(False)
    flat = len(names[1]) < 4
    ax.set_xlabel(_plain(names[0]), fontsize=13, fontstyle=_slant(names[0]))
    ax.set_ylabel(
        _plain(names[1]), fontsize=13, fontstyle=_slant(names[1]), va="center", rotation=0 if flat else 90
    )  # fmt: skip
    inches = ax.get_figure(root=True).dpi_scale_trans
    steps = [_ticks(*ends) for ends in box]
    rim(ax, *steps)
    # fixed places, so that the names do not jump when a label of the rim becomes longer
    aside = max(28, 10 + 6.8 * max(len(number(t)) for t in steps[1])) if steps[1] else 28
    ax.xaxis.set_label_coords(0.5, 0, ax.transAxes + ScaledTranslation(0, -19 / 72, inches))
    ax.yaxis.set_label_coords(0, 0.5, ax.transAxes + ScaledTranslation(-aside / 72, 0, inches))
    fine = [_ticks(low, high, 12) for low, high in box]
    light = LineCollection(
        [((t, bottom), (t, top)) for t in fine[0]] + [((left, t), (right, t)) for t in fine[1]],
        colors=style.tint(style.CONTEXT, 0.55), linewidths=0.8, zorder=0.5,
    )  # fmt: skip
    origin = LineCollection(
        [((0, bottom), (0, top))] * bool(left <= 0 <= right) + [((left, 0), (right, 0))] * bool(bottom <= 0 <= top),
        colors=style.QUIET, linewidths=1.3, zorder=0.8, clip_on=False,
    )  # fmt: skip
    ax.add_collection(light, autolim=False)
    ax.add_collection(origin, autolim=False)
    placer.frame = box, (light, origin)
    placer.remove_group("frame")
    for ends in origin.get_segments():
        placer.avoid_segment(ends, 0.3, group="frame")
    return ax


def rim(ax, xticks, yticks, words=None):
    """Write numbers along the rim of an Axes, without marks.

    Parameters
    ----------
    ax : Axes
    xticks, yticks : sequence of float
    words : sequence of str, optional
        What to write at the yticks in place of numbers.
    """
    yticks = list(yticks)
    ax.set_xticks(xticks, [number(t) for t in xticks])
    ax.set_yticks(yticks, [number(t) for t in yticks] if words is None else list(words))
    ax.tick_params(length=0, pad=4.2, labelsize=11, labelcolor=style.QUIET)


def _plain(name):
    return "".join(text for text, _ in name_runs(name)) if name else ""


def _slant(name):
    return "italic" if len(name) == 1 or "_" in name else "normal"


def _join(*parts):
    """Return one sequence of runs from strings and runs."""
    return tuple(run for part in parts for run in (((part, "plain"),) if isinstance(part, str) else part))


def _column_name(j, amount=None):
    """Return the name of a column in runs, with how much of it is taken."""
    name = ("a", "bold"), (low(j + 1), "plain")
    return name if amount is None else _join(f"{number(amount)}\N{THIN SPACE}", name)


def _write(ax, x, y, runs, **options):
    """Write at a point given in data coordinates."""
    text = Line(x, y, runs, **({"transform": ax.transData} | options))
    text.set_in_layout(False)
    return ax.add_artist(text)


def _ticks(low, high, steps=7):
    """Return round numbers from low to high, at most about ``steps`` of them."""
    rough = (high - low) / steps
    power = 10.0 ** np.floor(np.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough * 0.999)
    first = int(np.ceil(low / step - 1e-9))
    return [k * step for k in range(first, int(np.floor(high / step + 1e-9)) + 1)]


def _prepared(ax, limits, names, size=None):
    """Return the Axes prepared, its placer and its window."""
    if ax is None and size is not None:
        _, ax = style.new_figure(*size)
    ax = axes_2d(ax, limits, names)
    placer = Placer.of(ax)
    return ax, placer, placer.frame[0]


@_in_style
def badge(ax, text=None, kind="info"):
    """Put a verdict into a corner of the picture: a symbol and words on a tinted label.

    Parameters
    ----------
    ax : Axes
    text : str, optional
        The words; by default those of the kind, such as "exactly one solution".
    kind : {"one", "none", "many", "info"}

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the kind is unknown, or "info" comes without a text.

    Examples
    --------
    >>> ax = badge(system([[1, 1], [1, -1]], [3, 1]), kind="one")
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(map(repr, KINDS))}, but is {kind!r}.")
    mark, words, color = KINDS[kind]
    text = words if text is None else text
    if not text:
        raise ValueError('A badge of kind "info" needs a text.')
    placer = Placer.of(ax)
    placer.remove_group("badge")
    box = {"boxstyle": "round,pad=0.45,rounding_size=0.7", "fc": style.tint(color, 0.85), "ec": color, "lw": 1.4}
    placer.add(
        f"{mark}  {text}" if mark else text, _labels.corners(gap=13), color=style.INK, size=12, halo=False, box=box,
        zorder=30, pad=12, over_lines=0.0, group="badge", first=True,
    )  # fmt: skip
    return ax


@_in_style
def verdict(A, b, *, ax):
    """Put the badge that tells how many solutions ``A x = b`` has.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,)
    ax : Axes

    Returns
    -------
    Axes

    Examples
    --------
    >>> A, b = [[1, 1], [2, 2]], [3, 7]
    >>> ax = verdict(A, b, ax=system(A, b))
    """
    return badge(ax, kind=la.classify(A, b))


@_in_style
def note(ax, text, *, color=style.INK):
    """Write a remark into a free corner, the lower ones first.

    Parameters
    ----------
    ax : Axes
    text : str
    color : color

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = note(axes_2d(), "Every point fits.")
    """
    Placer.of(ax).add(
        text, _labels.corners(NOTES, rows=4), color=_text_color(color), size=11.5, zorder=25, over_lines=0.1
    )
    return ax


@_in_style
def point(p, *, ax=None, label=None, color=style.RESULT, limits=None, names=("x", "y"), hollow=False):
    """Mark a point, with its coordinates.

    Parameters
    ----------
    p : array_like, shape (2,)
    ax : Axes, optional
    label : str, optional
        By default the coordinates; an empty string for none.
    color : color
    limits, names
        As in `axes_2d`.
    hollow : bool
        Draw a ring, for a point that is tried or left over.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = point([2, 1])
    """
    p = la.as_vector(p, size=2, name="p")
    ax, placer, box = _prepared(ax, limits, names)
    label = point_text(p) if label is None else label
    if ((p < box[:, 0]) | (p > box[:, 1])).any():
        if not label:
            return ax
        words = f"{label} is outside {_compass(p - box.mean(axis=1))}"
        placer.add(words, _labels.at_edge(p), color=_text_color(color), size=12, weight="bold")
        return ax
    face = style.PAPER if hollow else color
    ax.plot(
        *p, "o", ms=8 if hollow else 10, mfc=face, mec=color if hollow else style.PAPER, mew=1.8, zorder=10,
        clip_on=False,
    )  # fmt: skip
    placer.avoid_mark(p)
    if label:
        placer.add(label, _labels.around(p), color=_text_color(color), size=13, weight="bold")
    return ax


@_in_style
def system(A, b, *, ax=None, limits=None, names=("x", "y"), labels=True, mark=True, faint=False):
    """Draw a system of equations with two unknowns: one line per equation, and what they share.

    Parameters
    ----------
    A : array_like, shape (m, 2)
        One row of coefficients per equation.
    b : array_like, shape (m,)
    ax : Axes, optional
        A second call on the same Axes goes on with the next colours.
    limits : (low, high) or ((x_low, x_high), (y_low, y_high)), optional
        The window; (-6, 6) unless the Axes has one.
    names : tuple of str
        The unknowns.
    labels : bool or sequence of str
        Write the equations on the lines, or these words.
    mark : bool
        Mark the common point, or the common line.
    faint : bool
        Draw pale lines without labels or marks: how things were before a change.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A does not have two columns, sizes disagree, or something is not finite.

    Examples
    --------
    >>> ax = system([[1, 1], [1, -1]], [3, 1])
    >>> ax = system([[1, 1], [2, 2]], [3, 6], names=("apple", "banana"), limits=(0, 6))
    """
    A, b = la.as_system(A, b, unknowns=2)
    ax, placer, box = _prepared(ax, limits, names)
    first = 0 if faint else placer.lines
    if not faint:
        placer.lines += len(A)
    words = [equation(a, c, names) for a, c in zip(A, b, strict=True)] if labels is True else labels
    doubles = {i for group in la.parallel_groups(A, b) for same in group for i in same[1:]}
    on_a_band = mark and bool(doubles)
    for i, (a, c) in enumerate(zip(A, b, strict=True)):
        color = _role(first + i)
        text = words[i] if labels and not faint else None
        if not a.any():
            if not faint:
                note(ax, _no_equation(first + i, c), color=color)
            continue
        ends = la.line_segment(a, c, box)
        if ends is None:
            if text:
                nearest = a * (c - a @ box.mean(axis=1)) / (a @ a)
                words_out = _join(text, f" is outside {_compass(nearest)}")
                placer.add(words_out, _labels.at_edge(box.mean(axis=1) + nearest), color=_text_color(color))
            continue
        if faint:
            ax.plot(*ends.T, color=style.tint(color, 0.6), lw=1.6, ls=_dash(i), zorder=2)
            continue
        on_top = i in doubles
        ax.plot(
            *ends.T, color=color, lw=2.6, ls=(0, (4, 3)) if on_top else _dash(first + i) if not doubles else "-",
            zorder=4 if on_top else 3, solid_capstyle="butt", dash_capstyle="butt",
        )  # fmt: skip
        placer.avoid_segment(ends)
        if text:
            gap = 10 if on_a_band else 5
            placer.add(text, _labels.along(ends, gap=gap), color=_text_color(color), size=13)
    if mark and not faint and len(A) > 1:
        _mark_common(ax, placer, A, b, box)
    return ax


def _no_equation(i, c):
    """Return what an equation says in which every coefficient is zero."""
    return f"equation {i + 1}:  0 = {number(c)},  {'no point fits' if c else 'every point fits'}"


def _mark_common(ax, placer, A, b, box):
    """Mark what the lines share: a point, a line, or, for three or more that share nothing, where pairs cross."""
    kind, p, directions = la.solution_set(A, b)
    if kind == "one":
        point(p, ax=ax)
    elif kind == "many" and len(directions) == 1:
        ends = la.clip_line(p, directions[0], box)
        if ends is not None:
            ax.plot(*ends.T, color=style.tint(style.RESULT, 0.55), lw=11, zorder=1.5, solid_capstyle="butt", ls="-")
    elif kind == "many":
        ax.axvspan(*box[0], color=style.tint(style.RESULT, 0.8), zorder=0.2, lw=0)
    elif len(A) > 2:
        for i in range(len(A)):
            for j in range(i):
                q = la.line_intersection(A[[j, i]], b[[j, i]])
                if q is not None and (q >= box[:, 0]).all() and (q <= box[:, 1]).all():
                    point(q, ax=ax, label="", color=style.INK, hollow=True)


@_in_style
def arrow(v, *, start=(0, 0), ax=None, color=style.FIRST, label=None, dashed=False, limits=None, names=("x", "y")):
    """Draw a vector as an arrow.

    Parameters
    ----------
    v : array_like, shape (2,)
        The step from the start to the tip.
    start : array_like, shape (2,)
    ax : Axes, optional
    color : color
    label : str, optional
    dashed : bool
    limits, names
        As in `axes_2d`.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = arrow([3, 1], label="a")
    """
    v, start = la.as_vector(v, size=2, name="v"), la.as_vector(start, size=2, name="start")
    ax, placer, _ = _prepared(ax, limits, names)
    end = start + v
    if np.abs(v).max() < 1e-9:
        ax.plot(*start, "o", color=color, ms=7, zorder=5)
        placer.avoid_mark(start)
        if label:
            placer.add(label, _labels.around(start), color=_text_color(color), size=13)
        return ax
    look = {"color": color, "shrinkA": 0, "mutation_scale": 18, "zorder": 4.5 if dashed else 5}
    head = "-|>,head_length=0.55,head_width=0.26"
    if dashed:  # a dashed patch would have a dashed head: the shaft and the head apart
        ax.add_artist(FancyArrowPatch(start, end, arrowstyle="-", lw=2.6, shrinkB=9, ls=(0, (4, 2.5)), **look))
        ax.add_artist(FancyArrowPatch(start, end, arrowstyle=head, lw=0, shrinkB=0, **look))
    else:  # not add_patch, which would work out the limits, and they are set
        ax.add_artist(FancyArrowPatch(start, end, arrowstyle=head, lw=2.6, shrinkB=0, joinstyle="miter", **look))
    placer.avoid_segment((start, end), 1.5)
    if label:
        placer.add(label, _labels.tip(start, end), color=_text_color(color), size=13)
    return ax


def _window_of(points, least=3):
    """Return a square window with whole-number limits, around the origin and all points."""
    points = np.vstack([np.zeros(2), *points])
    low, high = points.min(axis=0), points.max(axis=0)
    half = max((high - low).max() / 2 * 1.2 + 0.4, least)
    middle = (low + high) / 2
    return [(np.floor(m - half), np.floor(m - half) + np.ceil(2 * half) + 1) for m in middle]


@_in_style
def columns(A, b=None, x=None, *, ax=None, limits=None, lattice=True, labels=True):
    """Draw the column picture: how much of each column, laid tip to tail, reaches b.

    Parameters
    ----------
    A : array_like, shape (2, n)
        Its columns are the ingredients.
    b : array_like, shape (2,), optional
        The target.
    x : array_like, shape (n,), optional
        The amounts. By default a solution, if there is one; then the mix ends in b.
    ax : Axes, optional
    limits : (low, high) or two such pairs, optional
        Give them where a slider moves the picture; by default the window fits what is drawn.
    lattice : bool
        For two columns, draw whole steps along them as a slanted grid; for columns on one line, draw that line.
    labels : bool

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A does not have two rows, sizes disagree, or something is not finite.

    Examples
    --------
    >>> ax = columns([[1, 1], [1, -1]], [3, 1])
    >>> ax = columns([[1, 2], [1, 2]], [3, 1])  # columns on one line, b off it
    """
    A = la.as_matrix(A, shape=(2, None))
    n = A.shape[1]
    b = None if b is None else la.as_vector(b, size=2, name="b")
    if x is None and b is not None:
        x = la.solution_set(A, b).point
    x = None if x is None else la.as_vector(x, size=n, name="x")
    tips = A.T if x is None else np.vstack([A.T, np.cumsum(A * x, axis=1).T])
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _window_of([tips] if b is None else [tips, b])
    ax, placer, box = _prepared(ax, limits, ("", ""))
    ax.set_xlabel("first entry", fontsize=12)
    ax.set_ylabel("second entry", fontsize=12, rotation=90)
    if lattice:
        _lattice(ax, placer, A, box)
    for j in range(n):
        color = _role(j)
        text = _join(_column_name(j), f" = {point_text(A[:, j])}") if labels else None
        arrow(A[:, j], ax=ax, color=color, label=text)
    if x is not None:
        here = np.zeros(2)
        for j in range(n):
            step = x[j] * A[:, j]
            if np.abs(step).max() > 1e-9 and not (np.allclose(x[j], 1) and np.allclose(here, 0)):
                arrow(step, start=here, ax=ax, color=style.tint(_role(j), 0.35), dashed=True)
                middle = here + step / 2  # a name belongs to what is seen: none beside the window
                if labels and ((box[:, 0] <= middle) & (middle <= box[:, 1])).all():
                    text = _column_name(j, x[j])
                    place = _labels.along((here, here + step), prefer="middle")
                    placer.add(text, place, color=_text_color(_role(j)), size=13)
            here = here + step
        if b is None or np.abs(here - b).max() > 1e-9:
            point(here, ax=ax, label=f"mix {point_text(here)}" if labels else "", color=style.INK, hollow=True)
            if b is not None:
                ax.plot(*np.array([here, b]).T, color=style.QUIET, lw=1.6, ls=(0, style.DASHES[2]), zorder=4)
    if b is not None:
        arrow(b, ax=ax, color=style.RESULT)
        placer.avoid_mark(b)
        if labels:
            text = _join((("b", "bold"),), f" = {point_text(b)}")
            placer.add(text, _labels.tip((0, 0), b), color=style.RESULT, size=13)
    return ax


def _lattice(ax, placer, A, box):
    """Draw whole steps along two independent columns, or the one line that dependent columns reach."""
    n = A.shape[1]
    if la.rank(A) == 2 and n == 2:
        corners = np.array([(x, y) for x in box[0] for y in box[1]])
        steps = np.linalg.solve(A, corners.T).T
        for j in range(2):
            lines = []
            low, high = np.floor(steps[:, j].min()), np.ceil(steps[:, j].max())
            if high - low > 60:
                return
            for k in np.arange(low, high + 1):
                ends = la.clip_line(k * A[:, j], A[:, 1 - j], box)
                if ends is not None:
                    lines.append(ends)
            pale = style.tint(_role(1 - j), 0.6)  # these lines run along the other column
            ax.add_collection(LineCollection(lines, colors=pale, linewidths=1.0, zorder=1), autolim=False)
    elif la.rank(A) == 1:
        along = A[:, np.abs(A).max(axis=0).argmax()]
        ends = la.clip_line(np.zeros(2), along, box)
        if ends is not None:
            ax.plot(*ends.T, color=style.tint(style.FIRST, 0.72), lw=8, zorder=1, solid_capstyle="butt", ls="-")
            placer.avoid_segment(ends, 0.5)
            placer.add("every mix is on this line", _labels.along(ends, gap=9), color=style.QUIET, size=11.5)


@_in_style
def parallelogram(A, *, ax=None, by="rows", limits=None, label=True, names=("x", "y")):
    """Draw the parallelogram that two vectors span, with its area, abs(det A), written in.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    ax : Axes, optional
    by : {"rows", "columns"}
        Which are the sides.
    limits : (low, high) or two such pairs, optional
        Give them where a slider moves the picture; by default the window fits.
    label : bool or str
        Write the area, or these words.
    names : tuple of str

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = parallelogram([[3, 1], [1, 2]])  # area 5
    """
    A = la.as_matrix(A, shape=(2, 2))
    p, q = _sides(A, by)
    corners = np.array([np.zeros(2), p, p + q, q])
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _window_of([corners])
    ax, placer, _ = _prepared(ax, limits, names)
    area = abs(la.determinant(A))
    shape = Polygon(corners, fc=style.tint(style.RESULT, 0.72), ec="none", zorder=1.5)
    ax.add_patch(shape)
    edge = {"color": style.RESULT, "lw": 1.5, "ls": "-", "zorder": 2}
    ax.plot(*np.array([p, p + q, q]).T, **edge)
    for ends in ((p, p + q), (q, p + q)):
        placer.avoid_segment(ends, 0.5)
    word = by[:-1]
    middle = (p + q) / 2
    for k, side in enumerate((p, q)):
        arrow(side, ax=ax, color=_role(k))
        place = _labels.tip((0, 0), side)
        if area:
            place = _labels.along((np.zeros(2), side), prefer="middle", away_from=middle)
        placer.add(f"{word} {k + 1}: {point_text(side)}", place, color=_text_color(_role(k)), size=13)
    if label:
        if isinstance(label, str):
            text = label
        else:
            text = f"area = {number(area)}" if area else f"area = 0: the {by} lie on one line"
        placer.add(
            text, _labels.inside([middle], extra=_labels.around(p + q, rings=(6, 30, 60))),
            color=style.RESULT, size=14, weight="bold",
        )  # fmt: skip
    return ax


def _sides(A, by):
    if by not in ("rows", "columns"):
        raise ValueError(f'by must be "rows" or "columns", but is {by!r}.')
    return A if by == "rows" else A.T


@_in_style
def uncertainty(A, b, error, *, ax=None, limits=None, names=("x", "y"), labels=True):
    """Draw lines whose right-hand sides are known up to an error: a strip about each, and where the strips overlap.

    Parameters
    ----------
    A : array_like, shape (m, 2)
    b : array_like, shape (m,)
    error : float or array_like, shape (m,)
        Each right-hand side may be off by plus or minus this much.
    ax : Axes, optional
    limits, names
        As in `axes_2d`.
    labels : bool
        Write the equations, and how far each unknown may be off.

    Returns
    -------
    Axes

    Notes
    -----
    Exact: for two crossing lines the overlap is the parallelogram of all ``x`` with ``abs(A x - b) <= error``, and the
    unknowns may be off by ``abs(inverse(A)) @ error``.

    Examples
    --------
    >>> ax = uncertainty([[1, 1], [1, 1.2]], [3, 3.2], 0.1)
    """
    A, b = la.as_system(A, b, unknowns=2)
    error = np.broadcast_to(la.as_vector(np.atleast_1d(error), name="error"), b.shape)
    ax, placer, box = _prepared(ax, limits, names)
    first = placer.lines
    for i in range(len(A)):
        if A[i].any():
            strip = la.strip_overlap(A[[i]], b[[i]], error[[i]], box)
            if len(strip):
                ax.add_patch(Polygon(strip, fc=style.tint(_role(first + i), 0.62), ec="none", alpha=0.7, zorder=1.2))
    system(A, b, ax=ax, names=names, labels=labels, mark=False)
    overlap = la.strip_overlap(A, b, error, box)
    if len(overlap):
        ax.add_patch(Polygon(overlap, fc=style.tint(style.RESULT, 0.35), ec=style.RESULT, lw=2.2, zorder=6, alpha=0.9))
        for ends in zip(overlap, np.roll(overlap, -1, axis=0), strict=True):
            placer.avoid_segment(ends, 2.0)
    kind, p, _ = la.solution_set(A, b)
    if kind == "one":
        point(p, ax=ax, label="", color=style.INK)
        if labels and len(A) == 2:
            off = np.abs(np.linalg.inv(A)) @ error
            said = [f" = {number(p[k], fraction=False)} ± {number(off[k], fraction=False)}" for k in (0, 1)]
            text = _join(name_runs(names[0]), said[0], "\n", name_runs(names[1]), said[1])
            seen = (p >= box[:, 0]).all() and (p <= box[:, 1]).all()
            place = _labels.around(p, rings=(10, 35, 60, 90)) if seen else _labels.at_edge(p)
            placer.add(text, place, color=style.RESULT, size=13.5)
            whole = la.strip_overlap(A, b, error, None)
            if (whole < box[:, 0]).any() or (whole > box[:, 1]).any():
                note(ax, "the overlap goes on outside the window", color=style.RESULT)
    elif labels and len(overlap):
        note(ax, "every point of the green strip fits", color=style.RESULT)
    return ax


@_in_style
def row_and_column(A, b, x=None, *, axes=None, limits=None, column_limits=None, names=("x", "y")):
    """Draw the row picture and the column picture of a system with two equations side by side.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    b : array_like, shape (2,)
    x : array_like, shape (2,), optional
        A point that is tried: marked on the left, mixed on the right. By default the solution.
    axes : sequence of two Axes, optional
    limits, column_limits : (low, high) or two such pairs, optional
        Windows of the left and of the right picture.
    names : tuple of str

    Returns
    -------
    ndarray of Axes, shape (2,)

    Examples
    --------
    >>> left, right = row_and_column([[1, 1], [1, -1]], [3, 1])
    """
    A = la.as_matrix(A, shape=(2, 2))
    if axes is None:
        _, axes = style.new_figure(10.6, 5.2, columns=2)
    left, right = axes
    system(A, b, ax=left, limits=limits, names=names)
    if x is not None:
        p = la.as_vector(x, size=2, name="x")
        found = la.solution_set(A, b)
        if found.kind != "one" or np.abs(found.point - p).max() > 1e-9:
            point(p, ax=left, color=style.INK, hollow=True, label=f"try {point_text(p)}")
    left.set_title("Row picture: where do the lines meet?")
    columns(A, b, x, ax=right, limits=column_limits)
    right.set_title("Column picture: which mix reaches b?")
    return np.array([left, right])


@_in_style
def axes_3d(ax=None, limits=None, names=("x", "y", "z"), *, elevation=None, azimuth=None):
    """Prepare a three-dimensional Axes: a light box with named edges and numbers, painted right by `planes`.

    Parameters
    ----------
    ax : Axes3D, optional
        Made new if not given.
    limits : (low, high) or three such pairs, optional
        The box: (-4, 4), or what the Axes was prepared with before.
    names : tuple of str
    elevation, azimuth : float, optional
        Where you look from, in degrees: height above the floor, and turn about the vertical. 18 and 28 at first.

    Returns
    -------
    Axes3D

    Examples
    --------
    >>> ax = axes_3d(limits=(0, 5), azimuth=30)
    >>> float(ax.azim)
    30.0
    """
    if ax is None:
        _, ax = style.new_figure(6.6, 5.6, projection="3d")
    if not hasattr(ax, "get_proj"):
        raise ValueError('ax must be three-dimensional: make it with style.new_figure(projection="3d").')
    placer = Placer.of(ax)
    fresh = placer.frame is None
    if elevation is not None or azimuth is not None or fresh:
        now = (18, 28) if fresh else (ax.elev, ax.azim)
        ax.view_init(now[0] if elevation is None else elevation, now[1] if azimuth is None else azimuth)
    if not fresh and (limits is None or np.array_equal(_as_box(limits, 3), placer.frame[0])):
        box = placer.frame[0]
        ax.set_box_aspect(box[:, 1] - box[:, 0], zoom=_zoom(box, ax.elev))
        return ax
    box = _as_box((-4, 4) if limits is None else limits, 3)
    ax.computed_zorder = False
    ax.set_axis_off()
    ax.set_xlim3d(*box[0])
    ax.set_ylim3d(*box[1])
    ax.set_zlim3d(*box[2])
    ax.set_box_aspect(box[:, 1] - box[:, 0], zoom=_zoom(box, ax.elev))
    placer.remove_group("frame")
    scene = Scene.of(ax)
    scene.remove_group("frame")
    for axis in range(3):
        for u in (0, 1):
            for v in (0, 1):
                ends = _edge(box, axis, u, v)
                scene.add_line(*ends, style.CONTEXT, width=1.0, group="frame")
        values = _ends_and_between(*box[axis])
        for value in values:
            place = _beside_edge(box, axis, value, gap=7, least=max(70, 34 * (len(values) - 1)))
            placer.add(number(value), place, color=style.QUIET, size=11, halo=False, group="frame", optional=True)
        gap = 24 if axis < 2 else 32
        place = _beside_edge(box, axis, box[axis].mean(), gap=gap)
        placer.add(name_runs(names[axis]), place, color=style.INK, size=14, halo=False, over_lines=0.0, group="frame")
    placer.frame = box, ()
    return ax


def _zoom(box, elevation):
    """Return how large the box can be drawn at this height of the eye so that it fits at every turn."""
    dx, dy, dz = (box[:, 1] - box[:, 0]) / np.linalg.norm(box[:, 1] - box[:, 0])
    tilt = np.radians(elevation)
    tall = abs(np.cos(tilt)) * dz + abs(np.sin(tilt)) * np.hypot(dx, dy)
    return float(np.clip(0.85 / tall, 0.6, 1.12))


def _ends_and_between(low, high):
    """Return the two ends of a range and a few round numbers between them."""
    between = [t for t in _ticks(low, high, 3) if min(t - low, high - t) > 0.15 * (high - low)]
    return [low, *between, high]


def _edge(box, axis, u, v):
    """Return the ends of one of the four edges of a box that run along an axis."""
    others = [k for k in range(3) if k != axis]
    ends = np.empty((2, 3))
    ends[:, axis] = box[axis]
    ends[:, others[0]], ends[:, others[1]] = box[others[0], u], box[others[1], v]
    return ends


def _beside_edge(box, axis, value, *, gap, least=0):
    """Return the place for a number beside that edge of the box which is at the rim of the picture in any view."""
    corners = np.concatenate([*(_edge(box, axis, u, v) for u in (0, 1) for v in (0, 1)), [box.mean(axis=1)]])
    t = (value - box[axis, 0]) / (box[axis, 1] - box[axis, 0])

    def candidates(ax):
        flat = _labels.to_pixels(ax, corners)
        edges, centre = flat[:8].reshape(4, 2, 2), flat[8]
        # numbers along the floor stand below the lowest edge, those of the height left of the leftmost one
        rim = int(np.argmin(edges[:, :, 0 if axis == 2 else 1].sum(axis=1)))
        p, q = edges[rim]
        length = np.hypot(*(q - p))
        scale = ax.get_figure(root=True).dpi / 100
        if length < least * scale:
            return None
        start, end = corners[2 * rim : 2 * rim + 2]
        inward = (12 * scale * (0.5 - t) * 2 * (q - p) / length) if t in (0.0, 1.0) and axis < 2 else 0.0
        anchor = _labels.to_pixels(ax, start + t * (end - start)) + inward
        normal = np.array([p[1] - q[1], q[0] - p[0]]) / max(length, 1e-9)
        if length < 20 * scale:
            normal = np.array([0.0, -1.0])
        if normal @ ((p + q) / 2 - centre) < 0:
            normal = -normal
        return anchor, normal[None, :], gap * scale, np.zeros(1)

    return candidates


@_in_style
def planes(
    A, b, *, ax=None, limits=None, elevation=None, azimuth=None, meeting=True, names=("x", "y", "z"), labels=True
):
    """Draw a system of equations with three unknowns: one plane per equation, and what they share.

    Each plane is clipped to the box and cut along the others, so that near parts hide far parts from every side, also
    where planes pass through each other.

    Parameters
    ----------
    A : array_like, shape (m, 3)
    b : array_like, shape (m,)
    ax : Axes3D, optional
        A second call on the same Axes adds its planes to those that are there.
    limits : (low, high) or three such pairs, optional
        The box; (-4, 4) unless the Axes has one.
    elevation, azimuth : float, optional
        Where you look from, in degrees; 18 and 28 at first.
    meeting : bool
        Mark the common point or line, and the lines in which planes cut each other.
    names : tuple of str
    labels : bool or sequence of str
        Write the equations beside the planes, or these words.

    Returns
    -------
    Axes3D

    Raises
    ------
    ValueError
        If A does not have three columns, sizes disagree, or something is not finite.

    Examples
    --------
    >>> ax = planes([[1, 1, 1], [1, -1, 0], [0, 1, -1]], [3, 0, 0], azimuth=30)
    """
    A, b = la.as_system(A, b, unknowns=3)
    ax = axes_3d(ax, limits, names, elevation=elevation, azimuth=azimuth)
    placer, scene = Placer.of(ax), Scene.of(ax)
    if labels is True:
        words = [equation(a, c, names) for a, c in zip(A, b, strict=True)]
    else:
        words = list(labels) if labels else [""] * len(A)
    past = scene.contents
    if past is not None:
        A, b, words = np.vstack([past[0], A]), np.concatenate([past[1], b]), past[2] + words
        scene.remove_group("planes")
        placer.remove_group("planes")
        for artist in past[3]:
            artist.remove()
    marks = []
    scene.contents = A, b, words, marks
    box = placer.frame[0]
    for group in la.parallel_groups(A, b):
        for same in group:
            _add_plane(scene, placer, A, b, words, same, box)
    for i, (a, c) in enumerate(zip(A, b, strict=True)):
        if not a.any():
            _remark(placer, _no_equation(i, c), _role(i))
    if meeting:
        _mark_meeting(ax, scene, placer, A, b, box, marks)
    return ax


def _remark(placer, text, color):
    place = _labels.corners(NOTES, rows=4)
    placer.add(text, place, color=_text_color(color), **TAG | {"size": 11.5, "over_lines": 0.1})


def _add_plane(scene, placer, A, b, words, same, box):
    """Add one plane of the box; where several equations say the same plane, in stripes of their colours."""
    i = same[0]
    polygon = la.plane_polygon(A[i], b[i], box)
    if not len(polygon):
        for k in same:
            _remark(placer, _join(words[k] or f"plane {k + 1}", " is outside the box"), _role(k))
        return
    plane = A[i], b[i]
    if len(same) == 1:
        scene.add_face(polygon, _role(i), alpha=0.7, plane=plane, group="planes")
    else:
        for k, band in enumerate(_bands(polygon, 4 * len(same))):
            scene.add_face(band, _role(same[k % len(same)]), alpha=0.7, plane=plane, group="planes")
    for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        for k, member in enumerate(same):
            dash = "-" if k == 0 else (0, (4, 3))
            scene.add_line(p, q, _role(member), width=2.0, dash=dash, group="planes")
        placer.avoid_segment((p, q), 0.6, group="planes")
    for member in same:
        if words[member]:
            placer.add(words[member], _labels.outline(polygon), color=_text_color(_role(member)), **TAG)


def _bands(polygon, count):
    """Cut a polygon into bands of equal width across its longest diagonal."""
    spread = polygon - polygon.mean(axis=0)
    along = spread[np.argmax((spread**2).sum(axis=1))]
    heights = polygon @ along
    for c in np.linspace(heights.min(), heights.max(), count + 1)[1:-1]:
        band, polygon = la.split_polygon(polygon, along, c)
        if len(band):
            yield band
    yield polygon


def _mark_meeting(ax, scene, placer, A, b, box, marks):
    """Draw the lines in which planes cut each other, and the point or the line that all share."""
    kind = la.meeting(A, b)
    kinds, p, directions = la.solution_set(A, b)
    groups = [same[0] for group in la.parallel_groups(A, b) for same in group]
    common = la.clip_line(p, directions[0], box) if kind == "line" else None
    for j, first in enumerate(groups):
        for second in groups[:j]:
            pair = la.solution_set(A[[first, second]], b[[first, second]])
            if pair.kind != "many":
                continue
            ends = la.clip_line(pair.point, pair.directions[0], box)
            if ends is None or common is not None and np.allclose(ends, common):
                continue
            color = style.INK
            scene.add_line(*ends, color, width=2.6 if kind == "prism" else 1.5, group="planes")
            placer.avoid_segment(ends, 0.4, group="planes")
    if kind == "point":
        if (p < box[:, 0]).any() or (p > box[:, 1]).any():
            _remark(placer, f"they meet at {point_text(p)}, outside the box", style.RESULT)
            return
        marks += ax.plot(*p[:, None], "o", ms=11, mfc=style.RESULT, mec=style.PAPER, mew=2, zorder=10)
        placer.avoid_mark(p, group="planes")
        place = _labels.around(p, rings=(0, 14, 30))
        placer.add(point_text(p), place, color=style.RESULT, weight="bold", **TAG)
    elif kind == "line":
        if common is None:
            _remark(placer, "the common line is outside the box", style.RESULT)
            return
        scene.add_line(*common, style.RESULT, width=5, group="planes")
        scene.add_line(*common, style.RESULT, width=2.5, alpha=0.6, kind=OVER, group="planes")
        placer.avoid_segment(common, 1.5, group="planes")
        place = _labels.around(common[1], rings=(0, 14))
        placer.add("common line", place, color=style.RESULT, weight="bold", **TAG)


@_in_style
def arrow_3d(v, *, start=(0, 0, 0), ax=None, color=style.FIRST, label=None, dashed=False, limits=None):
    """Draw a vector in space as an arrow.

    Parameters
    ----------
    v : array_like, shape (3,)
    start : array_like, shape (3,)
    ax : Axes3D, optional
    color : color
    label : str, optional
    dashed : bool
    limits
        As in `axes_3d`.

    Returns
    -------
    Axes3D

    Examples
    --------
    >>> ax = arrow_3d([1, 2, 3], label="a")
    """
    v, start = la.as_vector(v, size=3, name="v"), la.as_vector(start, size=3, name="start")
    ax = axes_3d(ax, limits)
    placer, scene = Placer.of(ax), Scene.of(ax)
    end = start + v
    if np.abs(v).max() < 1e-9:
        ax.plot(*start[:, None], "o", color=color, ms=7, zorder=5)
        placer.avoid_mark(start)
    else:
        scene.add_arrow(start, end, color, dash=(0, (4, 2.5)) if dashed else "-")
        placer.avoid_segment((start, end), 1.5)
    if label:
        placer.add(label, _labels.around(end, gap=6), color=_text_color(color), size=13)
    return ax


@_in_style
def columns_3d(A, b=None, x=None, *, ax=None, limits=None, elevation=None, azimuth=None, labels=True):
    """Draw the column picture in space: how much of each column, laid tip to tail, reaches b.

    Parameters
    ----------
    A : array_like, shape (3, n)
    b : array_like, shape (3,), optional
    x : array_like, shape (n,), optional
        The amounts. By default a solution, if there is one.
    ax : Axes3D, optional
    limits : (low, high) or three such pairs, optional
        By default the box fits what is drawn.
    elevation, azimuth : float, optional
        As in `axes_3d`.
    labels : bool

    Returns
    -------
    Axes3D

    Examples
    --------
    >>> ax = columns_3d([[1, 0, 1], [0, 1, 1], [0, 0, 2]], [3, 2, 2])
    """
    A = la.as_matrix(A, shape=(3, None))
    b = None if b is None else la.as_vector(b, size=3, name="b")
    if x is None and b is not None:
        x = la.solution_set(A, b).point
    x = None if x is None else la.as_vector(x, size=A.shape[1], name="x")
    tips = A.T if x is None else np.vstack([A.T, np.cumsum(A * x, axis=1).T])
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _box_of([tips] if b is None else [tips, b])
    ax = axes_3d(ax, limits, ("first", "second", "third"), elevation=elevation, azimuth=azimuth)
    placer, scene = Placer.of(ax), Scene.of(ax)
    _span(scene, placer, A, placer.frame[0])
    for j in range(A.shape[1]):
        arrow_3d(A[:, j], ax=ax, color=_role(j), label=_column_name(j) if labels else None)
    if x is not None:
        here = np.zeros(3)
        for j in range(A.shape[1]):
            step = x[j] * A[:, j]
            if np.abs(step).max() > 1e-9:
                arrow_3d(step, start=here, ax=ax, color=style.tint(_role(j), 0.25), dashed=True)
                if labels:
                    text = _column_name(j, x[j])
                    place = _labels.along((here, here + step), prefer="middle")
                    placer.add(text, place, color=_text_color(_role(j)), size=12.5)
            here = here + step
    if b is not None:
        arrow_3d(b, ax=ax, color=style.RESULT, label=_join((("b", "bold"),), f" = {point_text(b)}") if labels else None)
    return ax


def _box_of(points):
    """Return a cube with whole-number limits, around the origin and all points."""
    points = np.vstack([np.zeros(3), *points])
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    side = max((high - low).max(), 2)
    start = np.where(low == 0, 0, np.where(high == 0, -side, np.floor((low + high - side) / 2)))
    return [(first, first + side) for first in start]


def _span(scene, placer, A, box):
    """Draw the plane or the line that dependent columns reach."""
    rank = la.rank(A)
    if rank == 2:
        normal = la.solution_set(A.T, np.zeros(A.shape[1])).directions[0]
        polygon = la.plane_polygon(normal, 0, box)
        scene.add_face(polygon, style.FIRST, alpha=0.14, plane=(normal, 0))
        for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
            scene.add_line(p, q, style.FIRST, alpha=0.4, width=1.2)
        if len(polygon):
            placer.add("every mix is on this plane", _labels.outline(polygon), color=style.QUIET, size=11.5)
    elif rank == 1:
        ends = la.clip_line(np.zeros(3), A[:, np.abs(A).max(axis=0).argmax()], box)
        if ends is not None:
            scene.add_line(*ends, style.FIRST, alpha=0.2, width=8, kind=HATCH)
            placer.add("every mix is on this line", _labels.around(ends[1]), color=style.QUIET, size=11.5)


@_in_style
def parallelepiped(A, *, ax=None, by="rows", limits=None, elevation=None, azimuth=None, label=True):
    """Draw the box that three vectors span, with its volume, abs(det A).

    Parameters
    ----------
    A : array_like, shape (3, 3)
    ax : Axes3D, optional
    by : {"rows", "columns"}
        Which are the edges.
    limits : (low, high) or three such pairs, optional
        By default the frame fits what is drawn.
    elevation, azimuth : float, optional
        As in `axes_3d`.
    label : bool or str
        Write the volume, or these words.

    Returns
    -------
    Axes3D

    Examples
    --------
    >>> ax = parallelepiped([[2, 0, 0], [0, 2, 0], [1, 1, 2]])  # volume 8
    """
    A = la.as_matrix(A, shape=(3, 3))
    edges = _sides(A, by)
    corners = np.array([[i, j, k] for i in (0, 1) for j in (0, 1) for k in (0, 1)]) @ edges
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _box_of([corners])
    ax = axes_3d(ax, limits, elevation=elevation, azimuth=azimuth)
    placer, scene = Placer.of(ax), Scene.of(ax)
    volume = abs(la.determinant(A))
    for k in range(3):
        p, q, r = edges[k], edges[(k + 1) % 3], edges[(k + 2) % 3]
        normal = np.cross(p, q)
        for shift in (0, 1):
            base = shift * r
            if np.linalg.norm(normal) > 1e-9:
                face = [base, base + p, base + p + q, base + q]
                scene.add_face(face, style.RESULT, alpha=0.18, plane=(normal, normal @ base))
        for i in (0, 1):
            for j in (0, 1):
                if i or j:
                    base = i * q + j * r
                    scene.add_line(base, base + p, style.RESULT, width=1.6)
                    placer.avoid_segment((base, base + p), 0.7)
    for k in range(3):
        arrow_3d(edges[k], ax=ax, color=_role(k), label=f"{by[:-1]} {k + 1}")
    if label:
        text = label
        if label is True:
            flat = ("in the origin", "on one line", "in one plane")[min(la.rank(A), 2)]
            text = f"volume = {number(volume)}" if volume else f"volume = 0: the {by} lie {flat}"
        place = _labels.around(edges.sum(axis=0), rings=(4, 25, 50))
        placer.add(text, place, color=style.RESULT, weight="bold", **TAG | {"group": None})
    return ax


@_in_style
def matrix(A, *, ax=None, b=None, highlight=None, fmt=None, name=None, by=None):
    """Write a matrix as a table in brackets, with b behind a bar if it is given.

    Parameters
    ----------
    A : array_like, shape (m, n)
    ax : Axes, optional
    b : array_like, shape (m,), optional
        The right-hand side of an augmented matrix.
    highlight : {"diagonal", "upper", "lower"}, sequence of (row, column) or dict of (row, column) to color, optional
        Cells to set on a tinted ground; "upper" and "lower" leave out the diagonal.
    fmt : callable or str, optional
        How to write a number, such as ``"{:.1f}"``; by default as short as possible.
    name : str, optional
        Put ``name =`` before it, in bold.
    by : {"rows", "columns"}, optional
        Colour the entries by the role of their row or their column.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = matrix([[1, 2], [3, 4]], b=[5, 6], highlight="diagonal")
    """
    A = la.as_matrix(A)
    m, n = A.shape
    b = None if b is None else la.as_vector(b, size=m, name="b")
    write = number if fmt is None else fmt.format if isinstance(fmt, str) else fmt
    cells = [[write(x) for x in row] for row in (A if b is None else np.column_stack([A, b]))]
    width = 0.62 + 0.26 * max(len(text) for row in cells for text in row)
    total = width * len(cells[0])
    name = re.sub(r"\\mathbf|[${}\\]", "", name) if name else ""
    left = 1.0 + 0.25 * len(name) if name else 0.0
    ax, size = _table(ax, (-0.35 - left, total + 0.35), (-0.25, m + 0.25))
    grounds = _grounds(highlight, m, n)
    for i, row in enumerate(cells):
        for j, text in enumerate(row):
            x, y = (j + 0.5) * width, m - i - 0.5
            if (i, j) in grounds:
                _ground(ax, x, y, width, grounds[i, j])
            color = style.RESULT if j == n else {"rows": _role(i), "columns": _role(j)}.get(by, style.INK)
            _write(ax, x, y, text, size=size, color=_text_color(color), zorder=3)
    _brackets(ax, -0.12, total + 0.12, -0.08, m + 0.08)
    if b is not None:
        ax.plot([n * width] * 2, [0.05, m - 0.05], color=style.QUIET, lw=1.4, ls="-", zorder=2)
    if name:
        _write(ax, -0.4, m / 2, ((name, "bold"), (" =", "plain")), ha="right", size=size, color=style.INK)
    return ax


def _table(ax, x, y):
    """Return an Axes without axes on which one unit is one line of a table, and the font size that fits."""
    if ax is None:
        width, height = 0.55 * (x[1] - x[0]), 0.55 * (y[1] - y[0])
        fig, ax = style.new_figure(max(width, 1.8) + 1.1, max(height, 1.0) + 1.3)
        ax.set_position([0.02, 0.02, 0.96, 0.96 - 0.4 / fig.get_size_inches()[1]])
    ax.set_axis_off()
    ax.set_aspect("equal")
    ax.set_xlim(*x)
    ax.set_ylim(*y)
    box, figure = ax.get_position(original=True), ax.get_figure(root=True)
    inches = figure.get_size_inches()
    unit = min(box.width * inches[0] / (x[1] - x[0]), box.height * inches[1] / (y[1] - y[0]))
    return ax, float(np.clip(0.40 * 72 * unit, 11, 22))


def _grounds(highlight, m, n):
    if highlight is None:
        return {}
    color = style.tint(style.RESULT, 0.75)
    everywhere = [(i, j) for i in range(m) for j in range(n)]
    named = {
        "diagonal": lambda i, j: i == j,
        "upper": lambda i, j: i < j,
        "lower": lambda i, j: i > j,
    }
    if isinstance(highlight, str):
        if highlight not in named:
            raise ValueError(f'highlight must be "diagonal", "upper", "lower" or cells, but is {highlight!r}.')
        return {cell: color for cell in everywhere if named[highlight](*cell)}
    return dict(highlight) if isinstance(highlight, dict) else {tuple(cell): color for cell in highlight}


def _ground(ax, x, y, width, color):
    ax.add_patch(FancyBboxPatch(
        (x - width / 2 + 0.12, y - 0.36), width - 0.24, 0.72, boxstyle="round,pad=0.02,rounding_size=0.15",
        fc=color, ec="none", zorder=1,
    ))  # fmt: skip


def _brackets(ax, left, right, bottom, top):
    for x, tip in ((left, left + 0.18), (right, right - 0.18)):
        ax.plot([tip, x, x, tip], [bottom, bottom, top, top], color=style.INK, lw=1.8, ls="-", solid_joinstyle="miter")


@_in_style
def diagonals(A, *, ax=None, upto=None):
    """Draw the rule for a 2x2 or a 3x3 determinant: arrows along the diagonals, their signed products, and the sum.

    Parameters
    ----------
    A : array_like, shape (2, 2) or (3, 3)
        For 3x3 the first two columns are written again on the right (rule of Sarrus).
    ax : Axes, optional
    upto : int, optional
        Draw only the first so many products (first those with plus), and their sum so far.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A is neither 2x2 nor 3x3: for larger matrices diagonals do not give the determinant.

    Examples
    --------
    >>> ax = diagonals([[1, 2, 3], [4, 5, 6], [7, 8, 10]])
    """
    A = la.as_matrix(A)
    n = len(A)
    if A.shape not in ((2, 2), (3, 3)):
        raise ValueError(f"The rule of diagonals holds for 2 x 2 and 3 x 3, but A is {A.shape[0]} x {A.shape[1]}.")
    terms = la.determinant_2x2_terms(A) if n == 2 else la.determinant_3x3_terms(A)
    upto = len(terms) if upto is None else int(np.clip(upto, 0, len(terms)))
    shown = 2 if n == 2 else 5
    longest = max(len(number(x)) for x in [*A.ravel(), *(t.value for t in terms)])
    width = max(1.25, 0.75 + 0.24 * longest)
    ax, size = _table(ax, (-1.55 * width, (shown + 0.95) * width), (-2.35, n + 0.35))
    for i in range(n):
        for j in range(shown):
            color = style.INK if j < n else style.QUIET
            at = (j + 0.5) * width, n - i - 0.5
            ground = {"boxstyle": "round,pad=0.1,rounding_size=0.4", "fc": style.PAPER, "ec": "none"}
            _write(ax, *at, number(A[i, j % n]), size=size, color=color, box=ground, zorder=5)
    _brackets(ax, 0.1 * width, (n - 0.1) * width, 0.0, n)
    starts = [0, 1] if n == 2 else [0, 1, 2, 2, 3, 4]
    for k, (term, start) in enumerate(zip(terms, starts, strict=True)):
        if k >= upto:
            break
        _diagonal(ax, term, start, n, width, size)
    total = sum(term.value for term in terms[:upto])
    text = _sum_text(terms, upto, total)
    _write(ax, shown * width / 2, -1.85, text, size=max(11, size - 4), color=style.INK)
    return ax


def _diagonal(ax, term, start, n, width, size):
    """Draw one arrow along a diagonal and its product below."""
    color = _role(0 if term.sign > 0 else 1)
    pale = term.value == 0
    end = start + term.sign * (n - 1)
    slope = np.array([term.sign * width, -1.0])
    tail = np.array([(start + 0.5) * width, n - 0.5]) - 0.32 * slope
    tip = np.array([(end + 0.5) * width, 0.5]) + 0.78 * slope
    ax.add_patch(FancyArrowPatch(
        tail, tip, arrowstyle="-|>", mutation_scale=14, lw=2.2, color=style.tint(color, 0.75 if pale else 0.35),
        ls="-" if term.sign > 0 else (0, style.DASHES[1]), shrinkA=0, shrinkB=0, zorder=2,
    ))  # fmt: skip
    sign = "+" if term.sign > 0 else "−"
    value = term.value * term.sign
    product = number(value)
    text = f"{sign} {product}" if value >= 0 else f"{sign} ({product})"
    at = tip + 0.38 * slope * [0.8, 1.0]
    _write(ax, *at, text, size=max(11, size - 1), color=style.QUIET if pale else color, zorder=5)


def _sum_text(terms, upto, total):
    if not upto:
        return "det = ?"
    parts = []
    for k, term in enumerate(terms[:upto]):
        value = term.value * term.sign
        written = number(value) if value >= 0 else f"({number(value)})"
        if k == 0:
            parts.append(written)
        else:
            parts.append(("+ " if term.sign > 0 else "− ") + written)
    done = upto == len(terms)
    return f"{'det' if done else 'so far'} = {' '.join(parts)}" + (f" = {number(total)}" if upto > 1 else "")


@_in_style
def baskets(counts, totals=None, *, ax=None, items=("apple", "banana", "cherry"), unit="coins", start=0):
    """Draw baskets of items with what each costs in all: a system of equations before it is written down.

    Parameters
    ----------
    counts : array_like of int, shape (m, n)
        How many of each item are in each basket; not negative.
    totals : array_like, shape (m,), optional
        What each basket costs; a question mark if not given.
    ax : Axes, optional
    items : sequence of str
        One name per column.
    unit : str
    start : int
        The number of the first basket less one.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a count is negative or not whole, or there are fewer names than columns.

    Examples
    --------
    >>> ax = baskets([[2, 1], [1, 3]], [8, 9])
    """
    counts = la.as_matrix(counts, name="counts")
    m, n = counts.shape
    if (counts < 0).any() or (counts != np.round(counts)).any():
        raise ValueError("counts must be whole numbers, 0 or more: how many of each item are in a basket.")
    if len(items) < n:
        raise ValueError(f"items must have a name for each of the {n} columns of counts, but has {len(items)}.")
    totals = None if totals is None else la.as_vector(totals, size=m, name="totals")
    counts = counts.astype(int)
    piles = np.where(counts > 8, 2, counts)  # more than eight are written: one symbol, times so many
    longest = max(int(piles.sum(axis=1).max()) + n - 1, 3)
    right = 1.7 + 0.62 * longest
    if ax is None:
        _, ax = style.new_figure(0.62 * (right + 3.2), 0.62 * (1.15 * m + 1.0) + 0.5)
        ax.set_position([0.02, 0.02, 0.96, 0.9])
    ax.set_axis_off()
    ax.set_aspect("equal")
    ax.set_xlim(0, right + 3.2)
    ax.set_ylim(-0.1, 1.15 * m + 0.85)
    x = 1.75
    for j in range(n):
        top = 1.15 * m + 0.45
        ax.plot(x, top, style.MARKERS[j % 4], color=_role(j), ms=11, clip_on=False)
        _write(ax, x + 0.32, top, items[j], ha="left", color=_text_color(_role(j)))
        x += 0.85 + 0.24 * len(items[j])
    for i in range(m):
        y = 1.15 * (m - 1 - i) + 0.55
        _write(ax, 1.15, y, f"basket {i + 1 + start}", ha="right", color=style.INK)
        ax.add_patch(FancyBboxPatch(
            (1.4, y - 0.34), right - 1.4, 0.68, boxstyle="round,pad=0.05,rounding_size=0.3",
            fc=style.tint(style.CONTEXT, 0.75), ec=style.CONTEXT, lw=1.4, zorder=0.5,
        ))  # fmt: skip
        x = 1.75
        for j in range(n):
            look = {"color": _role(j), "mec": style.PAPER, "mew": 1, "ms": 15, "zorder": 2}
            if counts[i, j] > 8:
                ax.plot(x, y, style.MARKERS[j % 4], **look)
                _write(ax, x + 0.28, y, f"× {counts[i, j]}", ha="left", color=_text_color(_role(j)))
            else:
                ax.plot(x + 0.62 * np.arange(counts[i, j]), [y] * counts[i, j], style.MARKERS[j % 4], **look)
            x += 0.62 * piles[i, j]
            x += 0.31 * bool(piles[i, j])
        value = "?" if totals is None else number(totals[i])
        _write(ax, right + 0.3, y, f"= {value} {unit}", ha="left", size=14, color=style.RESULT)
    return ax
