"""Pictures of right angles at work: Gram-Schmidt vector by vector, projections, least squares, mirrors.

Vectors have the colours of `utils.draw.linalg`: the first is `style.FIRST`, the second `style.SECOND`, the third
`style.ACCENT`. A shadow or a projection is `style.RESULT`; what is left over is `style.SECOND`, dashed.

Examples
--------
>>> from utils import linalg
>>> from utils.draw import orthogonality
>>> steps = linalg.gram_schmidt_steps([[3, 1], [4, 3]])
>>> left, right = orthogonality.stepper(steps, 2)
"""

from __future__ import annotations

import functools
import textwrap

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw import linalg as plane
from utils.draw._labels import Placer
from utils.draw._scene import Scene
from utils.draw._shapes import unit_circle
from utils.draw._text import MINUS, low, number
from utils.draw.elimination import HEAD, matrix
from utils.draw.linalg import _dash, _in_style, _role, _text_color, _write

__all__ = [
    "FLAG",
    "fitted_line",
    "line_and_projection",
    "mirror",
    "orthogonality_loss",
    "projection",
    "right_angle",
    "stepper",
]

FLAG = np.array([(0.0, 0.0), (0.0, 3.0), (1.6, 2.4), (0.0, 1.8), (0.0, 0.0)])
"""A pennant on a pole, a closed line of points in rows: its mirror image differs from every turned copy."""
DOTTED = (0, (1.5, 2))
DASHED = (0, (4, 2.5))


def _name(letter, k=None):
    """Return the name of a vector in runs: a bold letter with its index."""
    return ((letter, "bold"),) if k is None else ((letter, "bold"), (low(k + 1), "plain"))


def _frame(ax, limits, d, names=None, view=None):
    """Prepare an Axes of d dimensions; return it with its placer and its window."""
    if d == 2:
        if ax is None:
            _, ax = style.new_figure(6.0, 5.8)
        ax = plane.axes_2d(ax, limits, names or ("x", "y"))
    else:
        ax = plane.axes_3d(ax, limits, names or ("x", "y", "z"), **(view or {}))
    placer = Placer.of(ax)
    return ax, placer, placer.frame[0]


def _arrow(ax, v, *, start=None, color, label=None, dashed=False):
    """Draw an arrow in two or three dimensions."""
    start = np.zeros(len(v)) if start is None else start
    if len(v) == 2:
        plane.arrow(v, start=start, ax=ax, color=color, label=label, dashed=dashed)
        return
    ends = _part_inside(ax, start, start + v)
    if ends is None or np.allclose(ends[1], start + v):
        plane.arrow_3d(v, start=start, ax=ax, color=color, label=label, dashed=dashed)
    else:  # nothing clips what is drawn in space: the tip would stand outside the box
        _segment(ax, *ends, color, width=2.4, dash=DASHED if dashed else "-")
        if label:
            Placer.of(ax).add(label, _labels.around(ends[1], gap=6), color=_text_color(color), size=13)


def _part_inside(ax, p, q):
    """Return the ends of the part of a straight line that lies in the window, or None."""
    box = Placer.of(ax).frame[0]
    on_it = p + np.linspace(0, 1, 201)[:, None] * (q - p)
    slack = 1e-9 * (box[:, 1] - box[:, 0])
    seen = on_it[((on_it >= box[:, 0] - slack) & (on_it <= box[:, 1] + slack)).all(axis=1)]
    return seen[[0, -1]] if len(seen) else None


def _segment(ax, p, q, color, *, width=1.8, dash="-", zorder=3.5):
    """Draw a line between two points in two or three dimensions; labels keep off it."""
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    if np.abs(q - p).max() < 1e-9:
        return
    if len(p) == 2:
        ax.plot(*np.array([p, q]).T, color=color, lw=width, ls=dash, zorder=zorder)
    else:
        Scene.of(ax).add_line(p, q, color, width=width, dash=dash)
    Placer.of(ax).avoid_segment((p, q), 0.7)


def _dot(ax, p, color, *, hollow=False, label=None):
    """Mark a point of the window in two or three dimensions."""
    if _part_inside(ax, np.asarray(p, dtype=float), np.asarray(p, dtype=float)) is None:
        return
    face = style.PAPER if hollow else color
    look = {"ms": 8, "mfc": face, "mec": color if hollow else style.PAPER, "mew": 1.6, "zorder": 10, "clip_on": False}
    ax.plot(*np.asarray(p, dtype=float)[:, None], "o", **look)
    placer = Placer.of(ax)
    placer.avoid_mark(p)
    if label:
        placer.add(label, _labels.around(p), color=_text_color(color), size=12.5)


@_in_style
def right_angle(corner, u, v, *, ax, size=None, color=style.INK):
    """Draw the little square that marks a right angle.

    Parameters
    ----------
    corner : array_like, shape (2,) or (3,)
    u, v : array_like, in the shape of corner
        The two directions, as vectors from the corner. Nothing is drawn where one of them is zero, or outside the window.
    ax : Axes
        Prepared for plane or space, such as by `utils.draw.linalg.axes_2d`.
    size : float, optional
        Side of the square; by default it suits the window and the two vectors.
    color : color

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = plane.axes_2d(limits=(-1, 5))
    >>> ax = right_angle([0, 0], [4, 2], [-1, 2], ax=ax)
    """
    corner = la.as_vector(corner, name="corner")
    u, v = (la.as_vector(x, size=corner.size, name=name) for x, name in ((u, "u"), (v, "v")))
    lengths = np.linalg.norm(u), np.linalg.norm(v)
    frame = Placer.of(ax).frame
    reach = 4.0 if frame is None else float((frame[0][:, 1] - frame[0][:, 0]).max())
    outside = frame is not None and ((corner < frame[0][:, 0] - 1e-9) | (corner > frame[0][:, 1] + 1e-9)).any()
    if min(lengths) < 0.004 * reach or outside:
        return ax
    size = min(0.038 * reach, 0.45 * min(lengths)) if size is None else size
    a, b = size * u / lengths[0], size * v / lengths[1]
    corners = corner + np.array([a, a + b, b])
    if corner.size == 2:
        ax.plot(*corners.T, color=color, lw=1.5, ls="-", zorder=6)
    else:
        for p, q in zip(corners[:-1], corners[1:], strict=True):
            Scene.of(ax).add_line(p, q, color, width=1.5)
    return ax


def _span(ax, Q, box, *, color=style.QUIET, words=None):
    """Draw the line or the plane that one or two orthonormal columns span."""
    d, r = Q.shape
    placer = Placer.of(ax)
    text = {"color": _text_color(color), "size": 12}
    if r == 1:
        ends = la.clip_line(np.zeros(d), Q[:, 0], box)
        if ends is None:
            return
        _segment(ax, *ends, style.tint(color, 0.35), width=1.6, zorder=1.5)
        if words:
            placer.add(words, _labels.along(ends) if d == 2 else _labels.around(ends[1]), **text)
    elif r == 2 and d == 3:
        normal = np.cross(Q[:, 0], Q[:, 1])
        polygon = la.plane_polygon(normal, 0, box)
        scene = Scene.of(ax)
        scene.add_face(polygon, color, alpha=0.2, plane=(normal, 0))
        for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
            scene.add_line(p, q, color, alpha=0.5, width=1.2)
        if words and len(polygon):
            placer.add(words, _labels.outline(polygon), **text)


# --------------------------------------------------------------------------------------------------- Gram-Schmidt


@_in_style
def stepper(steps, k, *, axes=None, limits=None, elevation=None, azimuth=None, why=True):
    """Draw one step of Gram-Schmidt: words and the vectors as columns on the left, the arrows on the right.

    Parameters
    ----------
    steps : sequence of GramSchmidtStep
        From `utils.linalg.gram_schmidt_steps`, for vectors of two or three entries.
    k : int or float
        Which step, from 0 (start) to ``len(steps) - 1``. At 2.4 step 3 is done to 40 %: the arrow is on its way.
    axes : sequence of two Axes, optional
        One for the columns, one for the arrows (three-dimensional for three entries).
    limits : (low, high) or one such pair per axis, optional
        The window; by default one that fits every step.
    elevation, azimuth : float, optional
        Of the eye, in space.
    why : bool
        Write the reason of the step below its words.

    Returns
    -------
    ndarray of Axes, shape (2,)

    Raises
    ------
    ValueError
        If k is outside the steps, or the vectors have neither two nor three entries.

    Examples
    --------
    >>> steps = la.gram_schmidt_steps([[1, 1, 0], [1, 0, 1], [0, 1, 1]])
    >>> left, right = stepper(steps, 1.5)
    >>> right.name
    '3d'
    """
    if not 0 <= k <= len(steps) - 1:
        raise ValueError(f"k must be a step from 0 to {len(steps) - 1}, but is {k!r}.")
    d = len(steps[0].columns)
    if d not in (2, 3):
        raise ValueError(f"Steps can be drawn for vectors of 2 or 3 entries, but these have {d}.")
    after = int(np.ceil(k - 1e-9))
    part = 1.0 if after == 0 else float(k - after + 1)
    step, before = steps[after], steps[max(after - 1, 0)]
    if axes is None:
        fig, axes = style.new_figure(9.6, 4.9, columns=2, projection=(None, "3d" if d == 3 else None))
        axes[0].set_position([0.01, 0.03, 0.44, 0.95 - HEAD / 4.9])
        axes[1].set_position([0.47, 0.02, 0.52, 0.94] if d == 3 else [0.53, 0.12, 0.44, 0.84])
    left, right = np.asarray(axes, dtype=object)
    _step_columns(left, steps, step, before, part, why)
    limits = _step_window(steps, d) if limits is None else limits
    view = None
    if d == 3:
        basis = la.orthonormal_basis(steps[0].columns)[:, :2]
        view = _view(right, _normal(basis), elevation, azimuth)
    right, _, box = _frame(right, limits, d, view=view)
    _step_arrows(right, steps[0].columns, step, before, part, box)
    return np.array([left, right])


def _step_window(steps, d):
    """Return a window for all arrows of all steps, the same at every step."""
    points = np.concatenate([step.columns.T for step in steps])
    shadows = [step.shadow for step in steps if step.shadow is not None]
    points = np.vstack([points, np.zeros(d), *shadows])
    low_, high = points.min(axis=0), points.max(axis=0)
    low_, high = np.minimum(low_, -0.4), np.maximum(high, 1.2)
    side = 1.12 * (high - low_).max()
    middle = (low_ + high) / 2
    step = 0.5 if side < 6 else 1.0
    start = np.floor((middle - side / 2) / step) * step
    side = np.ceil((side + step / 2) / step) * step
    return [(float(a), float(a + side)) for a in start]


def _column_names(step, n, *, begun):
    """Return q, w or a with its index for every column."""
    names = []
    for i in range(n):
        if i < step.finished:
            names.append(_name("q", i))
        else:
            names.append(_name("w" if i == step.index and begun else "a", i))
    return names


def _step_columns(ax, steps, step, before, part, why):
    shown = step if part == 1.0 else before
    n = step.columns.shape[1]
    names = _column_names(shown, n, begun=shown.kind == "subtract")
    ground = {}
    if step.index is not None:
        tint = style.tint(_role(step.index), 0.75)
        ground = {(i, step.index): tint for i in range(len(step.columns))}
    matrix(shown.columns, ax=ax, column_names=names, highlight=ground, like=[one.columns for one in steps])
    box, figure = ax.get_position(original=True), ax.get_figure(root=True)
    width, height = np.array([box.width, box.height]) * figure.get_size_inches()
    place = {"transform": ax.transAxes, "ha": "left", "va": "top", "zorder": 10}
    _write(ax, 0.03, 1 + (HEAD - 0.12) / height, ((step.words, "bold"),), size=14, color=style.INK, **place)
    if why and step.why:
        folded = textwrap.fill(step.why, max(30, int(width * 10.6)))
        _write(ax, 0.03, 1 + (HEAD - 0.45) / height, folded, size=11.5, color=style.QUIET, **place)


def _step_arrows(ax, given, step, before, part, box):
    """Draw the vectors as they are now, and what happens to the one at work."""
    d, n = given.shape
    work = step.index
    now = step.columns.copy()
    if part < 1.0:
        now[:, work] = (1 - part) * before.columns[:, work] + part * step.columns[:, work]
    finished = [i for i in range(step.finished) if i != work and now[:, i].any()]
    if d == 2:
        circle = LineCollection([unit_circle(96).T], colors=style.CONTEXT, linewidths=1.3, zorder=1)
        ax.add_collection(circle, autolim=False)
    if d == 3 and len(finished) == 2 and step.kind != "done":
        _span(ax, now[:, finished], box, words="all mixes of q₁ and q₂" if finished == [0, 1] else None)
    elif step.kind == "subtract":
        _span(ax, now[:, [step.along]], box)
    changed = [i for i in range(n) if i < step.finished or i == work]
    for i in changed:
        if np.abs(given[:, i] - now[:, i]).max() > 1e-9:
            _arrow(ax, given[:, i], color=style.tint(_role(i), 0.6), dashed=True)
            if i == work:
                around = _labels.around(given[:, i], gap=6)
                Placer.of(ax).add(_name("a", i), around, color=style.QUIET, size=13)
    for i in range(n):
        if i == work or not now[:, i].any():
            continue
        done = i < step.finished
        colour = _role(i) if done or work is None else style.tint(_role(i), 0.35)
        _arrow(ax, now[:, i], color=colour, label=_name("q" if done else "a", i))
    if work is not None:
        _work(ax, step, before, now[:, work], part)
    elif step.kind == "done":
        results = [now[:, i] for i in range(n) if now[:, i].any()]
        for j, u in enumerate(results):
            for v in results[:j]:
                right_angle(np.zeros(d), u, v, ax=ax)


def _work(ax, step, before, here, part):
    """Draw the vector at work and, where a shadow is taken away, that shadow."""
    work, old, color = step.index, before.columns[:, step.index], _role(step.index)
    if step.kind == "subtract":
        direction = step.columns[:, step.along]
        shadow = step.shadow
        if np.abs(shadow).max() > 1e-9:
            _arrow(ax, shadow, color=style.RESULT, label="shadow")
            _segment(ax, old, shadow, style.QUIET, dash=DOTTED)
            right_angle(shadow, -shadow, old - shadow, ax=ax)
            _segment(ax, old, here, style.tint(color, 0.4), width=1.6)
        if part == 1.0:
            right_angle(np.zeros(len(here)), direction, here, ax=ax)
    if step.kind == "zero":
        _dot(ax, here, color, label="nothing is left")
        return
    if part < 1.0:
        label = None
    elif step.kind == "subtract":
        label = _name("w", work)
    else:
        label = _name("q", work)
    if np.abs(here).max() < 1e-9:
        _dot(ax, here, color)
    else:
        _arrow(ax, here, color=color, label=label)


# --------------------------------------------------------------------------------------------------- projection


@_in_style
def projection(A, b, *, x=None, solution=True, ax=None, limits=None, labels=True, elevation=None, azimuth=None):
    """Draw the point of a line or a plane that is nearest to b, and what is left over at a right angle.

    Parameters
    ----------
    A : array_like, shape (2,), (3,), (2, n) or (3, n)
        A vector, for the line along it; or columns that span a line or a plane.
    b : array_like, shape (2,) or (3,)
    x : float or array_like, shape (n,), optional
        Amounts of the columns: another point of the line or plane, with its distance to b.
    solution : bool
        Draw the nearest point. Turn it off where it is to be found by steering x.
    ax : Axes, optional
        Three-dimensional for vectors of three entries.
    limits : (low, high) or one such pair per axis, optional
        Give them where a slider moves the picture; by default the window fits.
    labels : bool
    elevation, azimuth : float, optional
        Of the eye, in space.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the vectors have neither two nor three entries, or sizes do not agree.

    Examples
    --------
    >>> ax = projection([2, 1], [3, 4])
    >>> ax = projection([[1, 0], [1, 1], [1, 2]], [1, 0, 5], x=[1, 1])
    """
    A = la.as_vector(A, name="A")[:, None] if np.ndim(A) == 1 else la.as_matrix(A)
    d = len(A)
    if d not in (2, 3):
        raise ValueError(f"A must have 2 or 3 rows to be drawn, but has {d}.")
    b = la.as_vector(b, size=d, name="b")
    p = la.project(A, b)
    tried = None if x is None else A @ la.as_vector(np.atleast_1d(x), size=A.shape[1], name="x")
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _around([*A.T, b, p] + ([] if tried is None else [tried]), d)
    Q = la.orthonormal_basis(A)
    view = _view(ax, _normal(Q), elevation, azimuth) if d == 3 else None
    ax, placer, box = _frame(ax, limits, d, view=view)
    kind = {1: "line", 2: "plane"}.get(Q.shape[1])
    _span(ax, Q, box, color=style.FIRST, words="all multiples of a" if kind == "line" and labels else None)
    for j, a in enumerate(A.T):
        name = _name("a", None if A.shape[1] == 1 else j) if labels else None
        _arrow(ax, a, color=style.FIRST, label=name)
    rest = b - p
    _arrow(ax, b, color=style.INK, label=_name("b") if labels else None)
    if not solution:
        pass
    elif np.abs(p).max() > 1e-9:
        _arrow(ax, p, color=style.RESULT, label=_name("p") if labels else None)
    else:
        _dot(ax, p, style.RESULT, label=_name("p") if labels else None)
    if solution and np.linalg.norm(rest) > 1e-9:
        _gap(ax, p, b, style.SECOND, _length("r", rest) if labels else None)
        along = _along(p, A, Q)
        right_angle(p, along, rest, ax=ax)
    if tried is not None and (not solution or np.abs(tried - p).max() > 1e-9):
        _dot(ax, tried, style.ACCENT, hollow=True)
        _gap(ax, tried, b, style.ACCENT, f"{np.linalg.norm(b - tried):.2f}" if labels else None)
    return ax


def _along(p, A, Q):
    """Return a direction in the span along which a right angle at p is easily seen: back to the origin, or along."""
    if np.abs(p).max() > 1e-9:
        return -p
    return Q[:, 0] if Q.size else np.zeros(len(A))


def _length(letter, v):
    return (*_name(letter), (f", length {np.linalg.norm(v):.2f}", "plain"))


def _gap(ax, p, q, color, label):
    """Draw what is missing from p to q, dashed, with its label in the middle."""
    ends = _part_inside(ax, p, q)
    if ends is None:
        return
    _segment(ax, *(ends if len(p) == 3 else (p, q)), color, width=2.4, dash=DASHED, zorder=4)
    if label:
        place = _labels.along(ends, prefer="middle")
        Placer.of(ax).add(label, place, color=_text_color(color), size=12.5)


def _around(points, d):
    """Return a window with whole-number limits around the origin and all points."""
    points = [np.round(p, 9) for p in points]
    return plane._window_of(points) if d == 2 else plane._box_of(points)


def _view(ax, normal, elevation, azimuth, towards=None):
    """Return where to look from, so that a plane is seen as half its size and what stands on it stands upright.

    The eye is on the side of ``towards``, or above the plane. Only for what the caller leaves open, and for an Axes that
    has no view yet: the picture does not turn by itself.
    """
    if azimuth is not None or (ax is not None and Placer.of(ax).frame is not None):
        return {"elevation": elevation, "azimuth": azimuth}
    height = np.radians(18 if elevation is None else elevation)
    turns = np.array([*range(15, 80, 5), *range(-75, -10, 5)])
    eyes = np.column_stack([
        np.cos(height) * np.cos(np.radians(turns)), np.cos(height) * np.sin(np.radians(turns)),
        np.full(len(turns), np.sin(height)),
    ])  # fmt: skip
    side = normal[2] if towards is None or abs(normal @ towards) < 1e-9 else normal @ towards
    seen = (-1.0 if side < 0 else 1.0) * (eyes @ normal) / (np.linalg.norm(normal) or 1.0)
    cost = np.minimum(np.abs(seen - 0.5), np.abs(seen + 0.5) + 0.3) + 0.001 * np.abs(turns - 28)
    return {"elevation": elevation, "azimuth": float(turns[np.argmin(cost)])}


def _normal(Q):
    """Return the normal of the plane that two orthonormal columns span in space; zeros for a line."""
    return np.cross(Q[:, 0], Q[:, 1]) if Q.shape == (3, 2) else np.zeros(3)


# --------------------------------------------------------------------------------------------------- least squares


def _observations(x, y):
    x, y = la.as_vector(x, name="x"), la.as_vector(y, name="y")
    if x.size != y.size:
        raise ValueError(f"x and y need as many entries as each other, but have {x.size} and {y.size}.")
    if x.size < 2 or np.ptp(x) == 0:
        raise ValueError("A line needs observations at two different x or more.")
    return x, y


def _line_words(line, names):
    """Return the equation of a line, such as ``y = 1 + 2 x``."""
    x, y = names
    at_zero, slope = number(line[0]), number(abs(line[1]))
    times = "" if slope == "1" else f"{slope} "
    if slope == "0":
        return f"{y} = {at_zero}"
    if at_zero == "0":
        return f"{y} = {MINUS if line[1] < 0 else ''}{times}{x}"
    return f"{y} = {at_zero} {MINUS if line[1] < 0 else '+'} {times}{x}"


@_in_style
def fitted_line(x, y, *, line=None, ax=None, limits=None, squares=False, labels=True, names=("x", "y")):
    """Draw observations, a line through them, and the residuals: how far each observation is above or below it.

    Parameters
    ----------
    x, y : array_like, shape (m,)
    line : (height at 0, slope), optional
        A line that is tried; the least-squares line by default.
    ax : Axes, optional
    limits : (low, high) or ((x_low, x_high), (y_low, y_high)), optional
    squares : bool
        Draw the square of each residual. They are true squares where both axes have the same scale.
    labels : bool
        Write the line's equation and the sum of the squares.
    names : tuple of str

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If x and y do not have the same size, or all x are the same.

    Examples
    --------
    >>> ax = fitted_line([0, 1, 2], [1, 0, 5])
    >>> ax = fitted_line([0, 1, 2], [1, 0, 5], line=(1, 1), squares=True)
    """
    x, y = _observations(x, y)
    best = la.least_squares(np.column_stack([np.ones_like(x), x]), y).x
    used = best if line is None else la.as_vector(line, size=2, name="line")
    optimal = np.abs(used - best).max() <= 1e-9 * max(1.0, np.abs(best).max())
    fitted = used[0] + used[1] * x
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = plane._window_of([np.column_stack([x, y])])
    ax, placer, box = _frame(ax, limits, 2, names)
    color = style.RESULT if optimal else style.SECOND
    ends = la.clip_line((0.0, used[0]), (1.0, used[1]), box)
    if ends is not None:
        ax.plot(*ends.T, color=color, lw=2.6, ls="-" if optimal else _dash(1), zorder=3)
        placer.avoid_segment(ends)
        if labels:
            placer.add(_line_words(used, names), _labels.along(ends), color=color, size=12.5)
    gaps = [((a, b), (a, c)) for a, b, c in zip(x, y, fitted, strict=True)]
    ax.add_collection(LineCollection(gaps, colors=style.ACCENT, linewidths=2.6, zorder=2.5), autolim=False)
    if squares:
        for a, b, c in zip(x, y, fitted, strict=True):
            side = b - c  # to the right of an observation above the line, to the left of one below: off the line
            corners = [(a, c), (a, b), (a - side, b), (a - side, c)] if used[1] >= 0 else (
                [(a, c), (a, b), (a + side, b), (a + side, c)]
            )  # fmt: skip
            ax.add_patch(Polygon(corners, fc=style.tint(style.ACCENT, 0.7), ec=style.ACCENT, lw=1.0, zorder=1.2))
    ax.plot(x, y, "o", color=style.FIRST, ms=9, mec=style.PAPER, mew=1.4, zorder=8, clip_on=True)
    for ends_ in gaps:
        placer.avoid_segment(ends_)
        placer.avoid_mark(ends_[0])
    if labels:
        total = float(((y - fitted) ** 2).sum())
        plane.badge(ax, f"sum of squares {number(total)}" + (": the least" if optimal else ""), kind="info")
    return ax


@_in_style
def line_and_projection(
    x,
    y,
    *,
    line=None,
    axes=None,
    limits=None,
    space_limits=None,
    squares=False,
    names=("x", "y"),
    vector_names=("1", "x", "y"),
    elevation=None,
    azimuth=None,
):
    """Draw a line through three observations, and beside it the same as a projection in the space of observations.

    On the right each axis is one observation: the vector y of the three heights, the plane of all mixes of the column of
    ones and the column x, and the point of that plane nearest to y, which holds the three heights of the line.

    Parameters
    ----------
    x, y : array_like, shape (3,)
    line : (height at 0, slope), optional
        A line that is tried: on the right a point of the plane.
    axes : sequence of two Axes, optional
        A flat one and a three-dimensional one.
    limits, space_limits : optional
        The two windows; give them where a slider moves the picture.
    squares : bool
    names : tuple of str
        Of the two axes of the plane.
    vector_names : tuple of str
        Of the column of ones, the column x and the vector y.
    elevation, azimuth : float, optional

    Returns
    -------
    ndarray of Axes, shape (2,)

    Raises
    ------
    ValueError
        If there are not three observations, or all x are the same.

    Examples
    --------
    >>> left, right = line_and_projection([0, 1, 2], [1, 0, 5])
    """
    x, y = _observations(x, y)
    if x.size != 3:
        raise ValueError(f"The space of observations can be drawn for 3 of them, but there are {x.size}.")
    A = np.column_stack([np.ones(3), x])
    found = la.least_squares(A, y)
    used = found.x if line is None else la.as_vector(line, size=2, name="line")
    tried = A @ used
    if axes is None:
        fig, axes = style.new_figure(10.2, 4.9, columns=2, projection=(None, "3d"))
        axes[0].set_position([0.075, 0.12, 0.38, 0.82])
        axes[1].set_position([0.48, 0.02, 0.51, 0.94])
    left, right = np.asarray(axes, dtype=object)
    left = fitted_line(x, y, line=used, ax=left, limits=limits, squares=squares, names=names)
    if space_limits is None and Placer.of(right).frame is None:
        space_limits = _around([*A.T, y, found.fitted, tried], 3)
    Q = la.orthonormal_basis(A)
    view = _view(right, _normal(Q), elevation, azimuth, found.residual)
    right, _, box = _frame(right, space_limits, 3, ("1st", "2nd", "3rd"), view)
    _span(right, Q, box, color=style.FIRST, words="heights of all lines")
    for v, color, name in zip((*A.T, y), (style.FIRST, style.FIRST, style.INK), vector_names, strict=True):
        _arrow(right, v, color=color, label=_name(name))
    p, rest = found.fitted, found.residual
    if np.linalg.norm(rest) > 1e-9:
        _gap(right, p, y, style.SECOND, f"{np.linalg.norm(rest):.2f}")
        right_angle(p, -p if p.any() else A[:, 0], rest, ax=right)
    _dot(right, p, style.RESULT, label=_name("p"))
    if np.abs(tried - p).max() > 1e-9:
        _dot(right, tried, style.ACCENT, hollow=True)
        _gap(right, tried, y, style.ACCENT, f"{np.linalg.norm(y - tried):.2f}")
    return np.array([left, right])


# --------------------------------------------------------------------------------------------------- mirrors


@_in_style
def mirror(
    points,
    normal,
    *,
    through=None,
    part=1.0,
    ax=None,
    limits=None,
    rays=True,
    labels=True,
    elevation=None,
    azimuth=None,
):
    """Draw a figure and its image in a mirror: a line in the plane, a plane in space.

    Parameters
    ----------
    points : array_like, shape (k, 2) or (k, 3)
        The corners of a drawn line, one per row; a line that ends where it starts is filled in the plane. See `FLAG`.
    normal : array_like, shape (2,) or (3,)
        Perpendicular to the mirror.
    through : array_like, shape (2,) or (3,), optional
        A point of the mirror; the origin by default.
    part : float
        How far the image is on its way: 0 at the figure, 0.5 flat on the mirror, 1 behind it.
    ax : Axes, optional
    limits : (low, high) or one such pair per axis, optional
    rays : bool
        Draw from each corner to its image, with right angles at the mirror.
    labels : bool
    elevation, azimuth : float, optional
        Of the eye, in space.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the normal is zero, sizes do not agree, or part is outside 0 to 1.

    Examples
    --------
    >>> ax = mirror(FLAG + (1, 0.5), [1, -1])
    >>> ax = mirror([[1, 0, 0], [1, 0, 2], [2, 0, 1]], [1, 1, 0])
    """
    points = la.as_matrix(points, name="points")
    d = points.shape[1]
    if d not in (2, 3):
        raise ValueError(f"points must have 2 or 3 columns to be drawn, but have {d}.")
    if not 0 <= part <= 1:
        raise ValueError(f"part must be a number from 0 to 1, but is {part!r}.")
    normal = la.as_vector(normal, size=d, name="normal")
    images = la.reflect(points, normal, through=through)
    foot = np.zeros(d) if through is None else la.as_vector(through, size=d, name="through")
    moved = (1 - part) * points + part * images
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _around([*points, *images, foot], d)
    view = _view(ax, normal, elevation, azimuth, points.mean(axis=0) - foot) if d == 3 else None
    ax, placer, box = _frame(ax, limits, d, view=view)
    unit = normal / np.linalg.norm(normal)
    _draw_mirror(ax, unit, foot, box, labels)
    if rays:
        _rays(ax, points, moved, (points + images) / 2, unit, part)
    for corners, color, dash, words in ((points, style.FIRST, "-", "figure"), (moved, style.SECOND, DASHED, "image")):
        if words == "image" and part == 0:
            continue
        _outline_of(ax, corners, color, dash)
        if labels:
            words = words if words == "figure" or part == 1 else "on its way"
            far = corners[np.argmax(np.abs((corners - foot) @ unit))]
            placer.add(words, _labels.around(far, gap=10), color=_text_color(color), size=13)
    return ax


def _draw_mirror(ax, unit, foot, box, labels):
    placer = Placer.of(ax)
    if len(unit) == 2:
        ends = la.clip_line(foot, (-unit[1], unit[0]), box)
        if ends is None:
            plane.note(ax, "the mirror is outside the window")
            return
        ax.plot(*ends.T, color=style.tint(style.RESULT, 0.6), lw=8, ls="-", zorder=1.2, solid_capstyle="butt")
        ax.plot(*ends.T, color=style.RESULT, lw=1.8, ls="-", zorder=1.4)
        placer.avoid_segment(ends)
        if labels:
            placer.add("mirror", _labels.along(ends, gap=9), color=style.RESULT, size=13)
        return
    polygon = la.plane_polygon(unit, unit @ foot, box)
    if not len(polygon):
        plane.note(ax, "the mirror is outside the box")
        return
    scene = Scene.of(ax)
    scene.add_face(polygon, style.RESULT, alpha=0.35, plane=(unit, unit @ foot))
    for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        scene.add_line(p, q, style.RESULT, width=1.6)
    if labels:
        placer.add("mirror", _labels.outline(polygon), color=style.RESULT, size=13)


def _rays(ax, points, moved, feet, unit, part):
    corners = list({tuple(np.round(p, 9)): i for i, p in enumerate(points)}.values())
    d = points.shape[1]
    lines = [(points[i], moved[i]) for i in corners if np.abs(points[i] - moved[i]).max() > 1e-9]
    if d == 2:
        ax.add_collection(LineCollection(lines, colors=style.QUIET, linewidths=1.3, linestyles=[DOTTED]), autolim=False)
    else:
        for p, q in lines:
            Scene.of(ax).add_line(p, q, style.QUIET, width=1.3, dash=DOTTED)
    for p, q in lines:
        Placer.of(ax).avoid_segment((p, q), 0.4)
    if part > 0.5:
        along = np.array([-unit[1], unit[0]]) if d == 2 else _in_plane(unit)
        for i in corners:
            right_angle(feet[i], along, points[i] - feet[i], ax=ax, color=style.QUIET)


def _in_plane(unit):
    """Return a direction perpendicular to a unit vector in space, level where there is one."""
    level = np.cross((0.0, 0.0, 1.0), unit)
    return level if np.abs(level).max() > 1e-6 else np.array([1.0, 0.0, 0.0])


def _outline_of(ax, corners, color, dash):
    placer = Placer.of(ax)
    if corners.shape[1] == 2:
        if len(corners) > 3 and np.allclose(corners[0], corners[-1]):
            ax.add_patch(Polygon(corners, fc=style.tint(color, 0.75), ec="none", lw=0, zorder=2))
        ax.plot(*corners.T, color=color, lw=2.6, ls=dash, zorder=4)
        ax.plot(*corners.T, "o", color=color, ms=5, zorder=4.2)
    else:
        for p, q in zip(corners[:-1], corners[1:], strict=True):
            Scene.of(ax).add_line(p, q, color, width=2.8, dash=dash)
    for p, q in zip(corners[:-1], corners[1:], strict=True):
        placer.avoid_segment((p, q))


# --------------------------------------------------------------------------------------------------- rounding


@functools.lru_cache(maxsize=256)
def _hilbert_loss(n, method):
    H = la.hilbert(n)
    Q = np.linalg.qr(H)[0] if method == "Householder" else la.gram_schmidt(H, method=method, tolerance=0.0)
    return la.loss_of_orthogonality(Q)


@_in_style
def orthogonality_loss(*, ax=None, sizes=range(2, 16), mark=None, measured=None, householder=True):
    """Draw how far Gram-Schmidt's columns are from orthonormal, on Hilbert matrices of growing size.

    Parameters
    ----------
    ax : Axes, optional
    sizes : sequence of int
        The sizes n of the n x n Hilbert matrices.
    mark : int, optional
        A size to mark, with its values.
    measured : sequence of (n, loss), optional
        Values of one's own, drawn as squares.
    householder : bool
        Draw `numpy.linalg.qr` too, which works by reflections.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = orthogonality_loss(mark=8)
    """
    if ax is None:
        _, ax = style.new_figure(7.4, 4.8)
    sizes = [int(n) for n in sizes]
    ax.set_yscale("log")
    methods = ["classical", "modified", *(["Householder"] if householder else [])]
    colors = dict(zip(methods, (style.SECOND, style.FIRST, style.RESULT), strict=False))
    curves = [np.maximum([_hilbert_loss(n, method) for n in sizes], 1e-17) for method in methods]
    heights = np.log10([found[-1] for found in curves])
    for k in np.argsort(heights)[-2::-1]:  # names at the ends of the curves, pushed apart upwards
        above = heights[heights > heights[k]]
        if above.size and above.min() - heights[k] < 2.4:
            heights[heights > heights[k]] += 2.4 - (above.min() - heights[k])
    for k, (method, found) in enumerate(zip(methods, curves, strict=True)):
        ax.plot(sizes, found, style.MARKERS[k], color=colors[method], ls=_dash(k), lw=2, ms=6)
        words = "reflections\n(NumPy)" if method == "Householder" else f"{method}\nGram\N{EN DASH}Schmidt"
        ax.text(sizes[-1] + 0.3, 10.0 ** heights[k], words, color=colors[method], fontsize=11.5, va="center")
    if mark is not None:
        ax.axvline(mark, color=style.CONTEXT, lw=1.4, ls="-", zorder=1)
    if measured is not None:
        own = np.array(measured, dtype=float).reshape(-1, 2)
        ax.plot(own[:, 0], np.maximum(own[:, 1], 1e-17), "D", mfc="none", mec=style.INK, ms=10, mew=1.6, zorder=6)
    ax.set(xlim=(sizes[0] - 0.5, sizes[-1] + 0.27 * (sizes[-1] - sizes[0] + 1)), ylim=(3e-17, 1e4))
    ax.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
    ax.minorticks_off()
    ax.grid(True)
    ax.set(xlabel="size n of the Hilbert matrix", ylabel="loss of orthogonality")
    return ax
