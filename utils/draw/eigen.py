"""Pictures of eigenvectors: the hunt on the unit circle, powers, eigenbasis, spirals, Markov chains, power iteration.

In the plane, `style.FIRST` is the vector x that goes in, `style.SECOND` is A x, and `style.RESULT` marks what is found:
directions that A keeps. Angles are in radians, as in NumPy; words on a picture give degrees.
"""

from __future__ import annotations

import functools
import math

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Circle, FancyArrowPatch, Polygon
from matplotlib.path import Path

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw import linalg as lines
from utils.draw._labels import Placer
from utils.draw._shapes import unit_circle
from utils.draw._text import low, number
from utils.draw.linalg import _in_style

__all__ = [
    "characteristic",
    "distribution_lines",
    "eigen_grid",
    "eigen_hunt",
    "ellipse_axes",
    "fan",
    "markov_chain",
    "power_convergence",
    "powers",
    "spiral",
    "turning_curve",
]

CIRCLE = unit_circle(180)
NAMES = ("x_1", "x_2")
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LAMBDA = "λ"


@functools.lru_cache(maxsize=64)
def _remembered(entries, n):
    return la.eigen(np.array(entries).reshape(n, n))


def _eigen(A):
    """Return the eigenspaces; the same matrix, under a slider for something else, is not worked twice."""
    return _remembered(tuple(A.ravel().tolist()), len(A))


def _kind(A):
    """Return the kind of a 2x2 matrix, as `utils.linalg.eigen_kind` does, from what is remembered."""
    found = _eigen(A)
    if not found.real:
        return "complex"
    if len(found.spaces) == 2:
        return "two real"
    return "repeated" if found.diagonalisable else "defective"


@functools.lru_cache(maxsize=8)
def _locked_at(entries, angle, within):
    return la.lock(np.array(entries).reshape(2, 2), angle, within=within)


def _locked(A, angle, within):
    """Return what `utils.linalg.lock` does; two pictures beside each other ask the same."""
    return _locked_at(tuple(A.ravel().tolist()), float(angle), within)


def _circle_and_image(ax, image):
    """Draw the unit circle and the ellipse it becomes."""
    both = LineCollection(
        [CIRCLE.T, image.T], colors=[style.QUIET, style.tint(style.SECOND, 0.35)], linewidths=[1.3, 1.8],
        linestyles=["-", (0, style.DASHES[1])], zorder=1.5,
    )  # fmt: skip
    ax.add_collection(both, autolim=False)


def _rim(ax, xlabel, ylabel, xticks, yticks, words=None):
    """Name the axes of a chart, write numbers along its rim, and return its placer."""
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    lines.rim(ax, xticks, yticks, words)
    return Placer.of(ax)


def _plane(A):
    return la.as_matrix(A, shape=(2, 2))


def _window(points, least=1.35):
    """Return a square window around the origin that holds all points, shape (2, n)."""
    half = max(1.15 * float(np.abs(points).max()), least)
    return -half, half


def _degrees(angle):
    return number(float(round(math.degrees(angle)))) + "°"


def _value(x):
    """Return a number with a sign, for a formula: 3, −1/2, 1.62."""
    return number(0.0 if abs(x) < 1e-12 else x)


def _times_x(value):
    """Return the runs of ``A x = value x``."""
    words = _value(value)
    factor = {"1": "", f"{lines.number(-1)}": "−"}.get(words, f"({words})" if "/" in words else words)
    return ("A", "bold"), ("x", "bold"), (f" = {factor}", "plain"), ("x", "bold")


def _line_through(ax, placer, direction, box, color, *, words=None, width=1.6, dash="-", zorder=1.9):
    """Draw a line through the origin, from rim to rim."""
    ends = la.clip_line(np.zeros(2), direction, box)
    ax.plot(*ends.T, color=color, lw=width, ls=dash, zorder=zorder)
    placer.avoid_segment(ends, 0.6)
    if words:
        placer.add(words, _labels.along(ends, gap=7), color=lines._text_color(color), size=12)


def _directions(ax, placer, A, box, *, label=True, width=1.6):
    """Draw the lines of the real eigenvectors; return the eigenspaces."""
    found = _eigen(A)
    for k, space in enumerate(found.spaces):
        if isinstance(space.value, complex) or space.geometric == 2:
            continue
        words = f"{LAMBDA} = {_value(space.value)}" if label else None
        dash = "-" if k == 0 else (0, style.DASHES[1])
        _line_through(ax, placer, space.basis[:, 0], box, style.RESULT, words=words, width=width, dash=dash)
    return found


@_in_style
def eigen_hunt(A, angle, *, ax=None, limits=None, within=0.02, found=False):
    """Draw x on the unit circle and A x, locked where both lie on one line.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    angle : float
        Direction of x in radians. Within ``within`` of an eigen-direction, x is put exactly on it.
    ax : Axes, optional
    limits : (low, high), optional
        By default a window that holds A x for every angle.
    within : float
        Radians. A slider in steps of one degree never misses a direction with the default.
    found : bool
        Draw the lines of the real eigenvectors from the start.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A is not a 2x2 matrix of finite real numbers.

    Examples
    --------
    >>> ax = eigen_hunt([[2, 1], [1, 2]], np.radians(45))
    >>> [text.get_text() for text in ax.texts if "locked" in text.get_text()]
    ['●  locked: Ax = 3x']
    """
    A = _plane(A)
    angle, value = _locked(A, angle, within)
    x = np.array([np.cos(angle), np.sin(angle)])
    y = A @ x if value is None else value * x
    image = A @ CIRCLE
    ax = lines.axes_2d(ax, _window(image) if limits is None else limits, NAMES)
    placer = Placer.of(ax)
    box = placer.frame[0]
    _circle_and_image(ax, image)
    kind = _kind(A)
    if found:
        _directions(ax, placer, A, box)
    if value is not None:
        _line_through(ax, placer, x, box, style.tint(style.RESULT, 0.55), width=8)
    both = value is not None and abs(value - 1) < 1e-9
    name_x, name_y = (("x", "bold"),), (("A", "bold"), ("x", "bold"))
    lines.arrow(y, ax=ax, color=style.SECOND, label=None if both else name_y)
    lines.arrow(x, ax=ax, color=style.FIRST, label=(*name_x, (" = ", "plain"), *name_y) if both else name_x)
    turned = la.turning_angle(A, angle)
    if value is None and abs(turned) > 0.03:
        reach = 0.42 * min(1.0, max(np.linalg.norm(y), 0.3))
        arc = angle + turned * np.linspace(0, 1, 41)
        ax.plot(reach * np.cos(arc), reach * np.sin(arc), color=style.INK, lw=1.5, ls="-", zorder=4)
    lines.badge(ax, *_hunt_words(kind, value, turned))
    return ax


def _hunt_words(kind, value, turned):
    """Return the badge of the hunt: runs or words, and the kind."""
    if value is None:
        words = f"turned by {_degrees(turned)}"
        return (f"no real direction locks: {words}", "none") if kind == "complex" else (words, "info")
    head = "every direction locks: " if kind == "repeated" else "locked: "
    tail = (" = ", "plain"), ("0", "bold")
    runs = (
        ((head, "plain"), *_times_x(value))
        if abs(value) > 1e-12
        else ((head, "plain"), ("A", "bold"), ("x", "bold"), *tail, (f", {LAMBDA} = 0", "plain"))
    )
    return "".join(text for text, _ in runs), "many" if kind == "repeated" else "one"


@_in_style
def turning_curve(A, angle=None, *, ax=None, within=0.02):
    """Draw by how many degrees a matrix turns each direction; where the curve meets 0 or 180, a direction is kept.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    angle : float, optional
        A direction to mark, in radians; locked as in `eigen_hunt`.
    ax : Axes, optional
    within : float

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = turning_curve([[2, 1], [1, 2]], 0.3)
    >>> [float(y) for y in ax.get_ylim()]
    [-195.0, 195.0]
    """
    A = _plane(A)
    if ax is None:
        _, ax = style.new_figure(6.0, 4.2)
    grid = np.linspace(0, 2 * np.pi, 721)
    x = np.array([np.cos(grid), np.sin(grid)])
    y = A @ x
    turned = np.degrees(np.arctan2(x[0] * y[1] - x[1] * y[0], (x * y).sum(axis=0)))
    turned[np.linalg.norm(y, axis=0) < 1e-9 * max(np.abs(A).max(), 1e-300)] = np.nan
    turned = np.where(turned < -180 + 1e-6, 180.0, turned)
    jump = np.flatnonzero(np.abs(np.diff(turned)) > 120)
    degrees = np.insert(np.degrees(grid), jump + 1, np.nan)
    curve = np.insert(turned, jump + 1, np.nan)
    levels = LineCollection(
        [[(0, level), (360, level)] for level in (0, 180, -180)], colors=style.tint(style.RESULT, 0.35), linewidths=1.6,
        linestyles=["-", (0, style.DASHES[1]), (0, style.DASHES[1])], zorder=1,
    )  # fmt: skip
    ax.add_collection(levels, autolim=False)
    for level, words in ((0, "same direction"), (180, "opposite direction")):
        _say(ax, _off_the_curve(degrees, curve, level), words, color=style.QUIET, size=11)
    ax.plot(degrees, curve, color=style.SECOND, lw=2.2, ls="-", zorder=3)
    ax.set(xlim=(0, 360), ylim=(-195, 195))
    _rim(ax, "direction of x, degrees", "turned by, degrees", range(0, 361, 90), (-180, -90, 0, 90, 180))
    marks = []
    for space in _eigen(A).spaces:
        if isinstance(space.value, complex) or space.geometric == 2:
            continue
        own = math.degrees(math.atan2(*space.basis[::-1, 0])) % 180
        if abs(space.value) < 1e-12:
            for place in (own, own + 180):
                ax.plot([place, place], [-180, 180], color=style.QUIET, lw=1.3, ls=(0, style.DASHES[2]), zorder=2)
            continue
        levels = (0,) if space.value > 0 else (180, -180)
        marks += [(place, level) for place in (own, own + 180) for level in levels]
    if marks:
        ax.plot(*np.transpose(marks), "o", color=style.RESULT, ms=9, zorder=4, clip_on=False)
    if angle is not None:
        angle, value = _locked(A, angle, within)
        here = round(math.degrees(angle), 9) % 360
        at = la.turning_angle(A, angle)
        if value is not None and abs(value) > 1e-12:
            at = 0.0 if value > 0 else math.pi
        if not math.isnan(at):
            ax.plot([here, here], [0, math.degrees(at)], color=style.INK, lw=1.5, ls="-", zorder=4)
            ax.plot(here, math.degrees(at), "D", color=style.INK, ms=8, zorder=5, clip_on=False)
    return ax


def _off_the_curve(degrees, curve, level):
    """Return the place just above or below a level where a label is farthest from the curve."""
    best = None
    for away in (-17, 17, -58, 58) if level == 0 else (-17,):
        for place in (290, 70, 180, 215, 145, 110, 250):
            near = np.abs(degrees - place) < 66
            gap = min(np.nanmin(np.abs(curve[near] - (level + away)), initial=400), 28)
            if best is None or gap > best[0] + 1:
                best = gap, (place, level + away)
    return best[1]


@_in_style
def fan(A, *, ax=None, limits=None, count=24, labels=True):
    """Draw many unit vectors at once, each tied to its image; eigen-directions stand out.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    ax : Axes, optional
    limits : (low, high), optional
    count : int
        Number of directions.
    labels : bool
        Write the real eigenvalues beside their lines.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = fan([[1, 1], [0, 1]])
    """
    A = _plane(A)
    angles = np.arange(count) * 2 * np.pi / count
    x = np.array([np.cos(angles), np.sin(angles)])
    y = A @ x
    ax = lines.axes_2d(ax, _window(A @ CIRCLE) if limits is None else limits, NAMES)
    placer = Placer.of(ax)
    _circle_and_image(ax, A @ CIRCLE)
    ties = np.stack([x.T, y.T], axis=1)
    ax.add_collection(LineCollection(ties, colors=style.tint(style.INK, 0.55), linewidths=1.3, zorder=2), autolim=False)
    ax.plot(*x, "o", mfc=style.PAPER, mec=style.FIRST, mew=1.6, ms=9, zorder=3)
    ax.plot(*y, "s", color=style.SECOND, ms=5, zorder=3)
    found = _directions(ax, placer, A, placer.frame[0], label=labels, width=2.4)
    for p in (*x.T, *y.T):
        placer.avoid_mark(p, 3)
    real = [s for s in found.spaces if not isinstance(s.value, complex)]
    if not real:
        lines.badge(ax, "no real direction is kept", "none")
    elif real[0].geometric == 2:
        lines.badge(ax, f"every direction is kept, {LAMBDA} = {_value(real[0].value)}", "many")
    elif len(real) == 1:
        lines.badge(ax, "one line is kept", "info")
    else:
        lines.badge(ax, "two lines are kept", "one")
    return ax


@_in_style
def characteristic(A, value, *, axes=None, limits=None, values=None):
    """Draw det(A - value I) as an area and as a curve: the area collapses where the curve is zero.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    value : float
        The number tried as an eigenvalue.
    axes : sequence of two Axes, optional
    limits : (low, high), optional
        Window of the left picture; give it under a slider, or a window for all of ``values`` is taken.
    values : (low, high), optional
        Range of tried numbers on the right; by default around both zeros.

    Returns
    -------
    ndarray of Axes, shape (2,)

    Examples
    --------
    >>> left, right = characteristic([[2, 1], [1, 2]], 3)
    """
    A = _plane(A)
    middle, determinant = np.trace(A) / 2, la.determinant(A)
    half = math.sqrt(abs(middle**2 - determinant))
    if values is None:
        values = middle - 1.6 * half - 1, middle + 1.6 * half + 1
    if axes is None:
        _, axes = style.new_figure(9.6, 4.6, columns=2)
    left, right = axes
    shifted = A - value * np.eye(2)
    if limits is None:
        ends = [A - v * np.eye(2) for v in values]
        limits = _window(np.hstack([*ends, *(M.sum(axis=1, keepdims=True) for M in ends)]))
    lines.axes_2d(left, limits, NAMES)
    p = float(np.linalg.det(shifted))
    zero = abs(p) < 1e-9 * max(1.0, np.abs(A).max() ** 2)
    p = 0.0 if zero else p
    lines.parallelogram(shifted, ax=left, by="columns", limits=limits, label=f"signed area {number(p)}")
    left.set_title(f"Columns of A − {LAMBDA}I, {LAMBDA} = {number(value)}")
    grid = np.linspace(*values, 121)
    curve = grid**2 - 2 * middle * grid + determinant
    right.axhline(0, color=style.QUIET, lw=1.3, zorder=1)
    right.plot(grid, curve, color=style.FIRST, lw=2.2, ls="-", zorder=2)
    inside = middle**2 - determinant
    if inside >= -1e-12 * max(1.0, middle**2):
        ends = {middle - math.sqrt(max(inside, 0.0)), middle + math.sqrt(max(inside, 0.0))}
        right.plot(sorted(ends), [0] * len(ends), "o", mfc=style.PAPER, mec=style.RESULT, mew=2.2, ms=10, zorder=3)
    right.plot([value, value], [0, p], color=style.SECOND, lw=1.8, ls="-", zorder=3)
    right.plot(value, p, "D", color=style.RESULT if zero else style.SECOND, ms=9, zorder=4)
    room = 0.12 * max(np.ptp(curve), 1.0)
    right.set(xlim=values, ylim=(min(curve.min(), 0) - room, max(curve.max(), 0) + room))
    ends = right.get_ylim()
    _rim(right, LAMBDA, f"det(A − {LAMBDA}I)", lines._ticks(*values), lines._ticks(*ends))
    right.set_title("An eigenvalue: the area is gone" if zero else f"det(A − {LAMBDA}I) = {number(p)}")
    return np.array([left, right])


# ----------------------------------------------------------------------------------------- powers and eigenbasis


def _trajectory(A, start, n):
    found = [start]
    for _ in range(n):
        found.append(A @ found[-1])
    return np.array(found)


def _power_name(k, letter="x"):
    return (
        ((letter, "bold"),)
        if k == 0
        else (("A", "bold"), (str(k).translate(HIGH) if k > 1 else "", "plain"), (letter, "bold"))
    )


@_in_style
def powers(A, starts, n, *, ax=None, limits=None, directions=True, names=True):
    """Draw where the powers of a matrix carry points: x, A x, A^2 x, ...

    Parameters
    ----------
    A : array_like, shape (2, 2)
    starts : array_like, shape (2,) or (k, 2)
        One start, or one per row.
    n : int
        Number of multiplications.
    ax : Axes, optional
    limits : (low, high), optional
        Give them under a slider for n. Points outside are left out.
    directions : bool
        Draw the real eigenvectors as lines, with their eigenvalues.
    names : bool
        Name the first points, where there is one start.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = powers([[1.2, 0.3], [0.3, 0.8]], [[1, 0], [0, 1]], 5)
    """
    A = _plane(A)
    starts = la.as_matrix(np.atleast_2d(np.asarray(starts, dtype=float)), shape=(None, 2), name="starts")
    n = int(n)
    paths = [_trajectory(A, start, n) for start in starts]
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _window(np.vstack(paths).T)
    ax = lines.axes_2d(ax, limits, NAMES)
    placer = Placer.of(ax)
    box = placer.frame[0]
    if directions:
        _directions(ax, placer, A, box)
    for j, path in enumerate(paths):
        color = style.PALETTE[j % 2] if len(paths) < 3 else style.FIRST
        ax.plot(*path.T, color=style.tint(color, 0.4), lw=1.5, ls=(0, style.DASHES[j % 2]) if j % 2 else "-", zorder=3)
        ax.plot(*path[1:-1].T, "o", color=style.tint(color, 0.25), ms=5.5, zorder=4)
        ax.plot(*path[0], "o", mfc=style.PAPER, mec=color, mew=2, ms=9, zorder=5)
        if n:
            ax.plot(*path[-1], "o", color=color, ms=9, zorder=5)
        inside = ((path >= box[:, 0]) & (path <= box[:, 1])).all(axis=1)
        for p in path[inside]:
            placer.avoid_mark(p, 5)
        if names and len(paths) == 1:
            for k in sorted({0, 1, 2, n} & set(range(n + 1))):
                if inside[k] and (k in (0, n) or np.linalg.norm(path[k] - path[k - 1]) > 0.05 * np.ptp(box[0])):
                    placer.add(_power_name(k), _labels.around(path[k]), color=style.INK, size=12)
    return ax


@_in_style
def eigen_grid(A, t=1.0, *, x=None, ax=None, limits=None):
    """Draw the grid along the eigenvectors on its way from where it was (t = 0) to where A puts it (t = 1).

    On the way the matrix is (1 - t) I + t A. It has the eigenvectors of A, so the grid lines only slide along themselves.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        With two independent real eigenvectors.
    t : float
        From 0 to 1.
    x : array_like, shape (2,), optional
        A vector to take along, with its parts along the eigenvectors.
    ax : Axes, optional
    limits : (low, high), optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A has no basis of real eigenvectors.

    Examples
    --------
    >>> ax = eigen_grid([[2, 1], [1, 2]], 0.5, x=[2, 0])
    """
    A = _plane(A)
    if la.eigen_kind(A) == "complex":
        raise ValueError("A has no real eigenvectors, so there is no eigenbasis to draw in the plane.")
    P, d = la.diagonalise(A)
    stretch = 1 - t + t * d
    x = None if x is None else la.as_vector(x, size=2, name="x")
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        shown = np.hstack([P * np.maximum(np.abs(d), 1)] + ([] if x is None else [x[:, None], (A @ x)[:, None]]))
        limits = _window(shown, 3)
    ax = lines.axes_2d(ax, limits, NAMES)
    placer = Placer.of(ax)
    reach = int(np.ceil(np.abs(np.linalg.inv(P)).sum() * np.abs(placer.frame[0]).max()))
    far = 4.0 * reach
    for scale, colors, width in (((1.0, 1.0), [style.tint(style.CONTEXT, 0.25)] * 2, 0.9),
                                 (stretch, [style.tint(style.FIRST, 0.35), style.tint(style.SECOND, 0.35)], 1.4)):  # fmt: skip
        for j in (0, 1):
            most = min(int(reach / max(abs(scale[1 - j]), 0.05)) + 1, 80)
            across = np.outer(np.arange(-most, most + 1) * scale[1 - j], P[:, 1 - j])
            along = far * P[:, j] if abs(scale[j]) > 1e-9 else np.zeros(2)
            if not along.any():
                continue
            ends = np.stack([across - along, across + along], axis=1)
            dash = "-" if j == 0 else (0, style.DASHES[1])
            ax.add_collection(LineCollection(ends, colors=colors[j], linewidths=width, linestyles=[dash], zorder=1.2 + (width > 1)), autolim=False)  # fmt: skip
    for j, color in enumerate((style.FIRST, style.SECOND)):
        factor = "" if abs(stretch[j] - 1) < 1e-9 else f"{number(stretch[j])}\N{THIN SPACE}"
        name = (factor, "plain"), ("p", "bold"), (low(j + 1), "plain")
        lines.arrow(stretch[j] * P[:, j], ax=ax, color=color, label=name)
    if x is not None:
        parts = np.linalg.solve(P, x) * stretch
        y = P @ parts
        for j, color in enumerate((style.FIRST, style.SECOND)):
            corner = parts[j] * P[:, j]
            ax.plot(*np.array([corner, y]).T, color=style.QUIET, lw=1.3, ls=(0, style.DASHES[2]), zorder=3)
            ax.plot(*corner, "o", color=color, ms=6, zorder=5)
        name = (
            (("x", "bold"),)
            if t < 1e-9
            else (("A", "bold"), ("x", "bold"))
            if t > 1 - 1e-9
            else (("on its way", "plain"),)
        )
        lines.arrow(y, ax=ax, color=style.RESULT, label=name)
    return ax


@_in_style
def spiral(A, x0, n, *, ax=None, limits=None):
    """Draw the powers of a matrix with a complex pair of eigenvalues: points on a spiral or an ellipse.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        With complex eigenvalues.
    x0 : array_like, shape (2,)
        The start.
    n : int
        Number of multiplications.
    ax : Axes, optional
    limits : (low, high), optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the eigenvalues are real.

    Examples
    --------
    >>> ax = spiral([[0.8, -0.5], [0.5, 0.8]], [1, 0], 8)
    """
    A = _plane(A)
    x0 = la.as_vector(x0, size=2, name="x0")
    if la.eigen_kind(A) != "complex":
        raise ValueError("A has real eigenvalues, so its powers do not turn round and round: use powers.")
    space = _eigen(A).spaces[0]
    value, v = complex(space.value), space.basis[:, 0]
    c = np.linalg.solve(np.column_stack([v, v.conj()]), x0.astype(complex))[0]
    n = int(n)
    t = np.linspace(0, n, 24 * n + 2)
    path = 2 * np.real(np.outer(v, c * value**t))  # x0 = 2 Re(c v), and A multiplies v by its value
    points = _trajectory(A, x0, n)
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        limits = _window(path)
    ax = lines.axes_2d(ax, limits, NAMES)
    placer = Placer.of(ax)
    ax.plot(*path, color=style.tint(style.FIRST, 0.45), lw=1.6, ls="-", zorder=3)
    ax.plot(*points[1:].T, "o", color=style.FIRST, ms=7, zorder=4)
    ax.plot(*points[0], "o", mfc=style.PAPER, mec=style.FIRST, mew=2, ms=9, zorder=5)
    box = placer.frame[0]
    for k, p in enumerate(points):
        if ((p < box[:, 0]) | (p > box[:, 1])).any():
            continue
        placer.avoid_mark(p, 5)
        if k < 3 or k == n:
            placer.add(_power_name(k), _labels.around(p), color=style.INK, size=12)
    r, angle = abs(value), math.atan2(value.imag, value.real)
    words = f"|{LAMBDA}| = {number(r)}: " + (
        "stays on an ellipse" if abs(r - 1) < 1e-9 else "spirals in" if r < 1 else "spirals out"
    )
    lines.badge(ax, f"{words}\n{_degrees(angle)} per step, {number(2 * math.pi / angle, 1)} steps per turn", "info")
    return ax


@_in_style
def ellipse_axes(A, *, ax=None, limits=None, labels=True):
    """Draw the image of the unit circle with its axes, and the eigen-directions: for a symmetric matrix they agree.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    ax : Axes, optional
    limits : (low, high), optional
    labels : bool

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = ellipse_axes([[2, 1], [1, 2]])
    """
    A = _plane(A)
    image = A @ CIRCLE
    ax = lines.axes_2d(ax, _window(image) if limits is None else limits, NAMES)
    placer = Placer.of(ax)
    box = placer.frame[0]
    ax.plot(*CIRCLE, color=style.QUIET, lw=1.3, ls="-", zorder=1.5)
    ax.add_patch(Polygon(image.T, fc=style.tint(style.SECOND, 0.85), ec=style.SECOND, lw=2, zorder=1.4))
    U, s, _ = np.linalg.svd(A)
    for j in (0, 1):
        ends = np.array([-U[:, j] * s[j], U[:, j] * s[j]])
        ax.plot(*ends.T, color=style.SECOND, lw=2, ls=(0, style.DASHES[2]), zorder=2.6)
        placer.avoid_segment(ends)
    found = _eigen(A)
    shown = []
    for space in found.spaces:
        if isinstance(space.value, complex):
            continue
        for v in space.basis.T:
            shown.append(v)
            _line_through(ax, placer, v, box, style.tint(style.RESULT, 0.45), width=1.6)
            words = f"{LAMBDA} = {_value(space.value)}" if labels else None
            tip = space.value * v if abs(space.value) > 1e-9 else v
            lines.arrow(tip, ax=ax, color=style.RESULT, label=words, dashed=abs(space.value) <= 1e-9)
    if la.is_symmetric(A):
        small = 0.09 * np.ptp(box[0]) / 2
        p, q = small * shown[0], small * shown[1]
        ax.plot(*np.array([p, p + q, q]).T, color=style.INK, lw=1.5, ls="-", zorder=4)
        lines.badge(ax, "symmetric: eigenvectors at right angles", "one")
    elif len(shown) == 2:
        angle = math.degrees(math.acos(min(abs(float(shown[0] @ shown[1])), 1.0)))
        lines.badge(ax, f"not symmetric: {number(round(angle))}° between the eigenvectors", "info")
    else:
        lines.badge(ax, "one line of eigenvectors" if shown else "no real eigenvectors", "none")
    return ax


# ---------------------------------------------------------------------------------------------------- Markov chains


def _state_places(n):
    if n == 1:
        return np.array([[0.0, -0.3]])
    angles = np.pi / 2 + np.pi / n * (n == 2) + np.pi / n * (n == 4) - 2 * np.pi * np.arange(n) / n
    if n == 2:
        angles = np.array([np.pi, 0.0])
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _percent(p):
    return f"{100 * p:.0f} %" if abs(100 * p - round(100 * p)) < 0.05 or p >= 0.995 else f"{100 * p:.1f} %"


@_in_style
def markov_chain(P, p=None, *, names=None, ax=None):
    """Draw the states of a Markov chain with an arrow for each step that can happen.

    Parameters
    ----------
    P : array_like, shape (n, n)
        Column-stochastic: entry (i, j) is the probability to go from state j to state i. Up to eight states.
    p : array_like, shape (n,), optional
        A distribution, drawn as discs: all of a state's ring filled is probability 1.
    names : sequence of str, optional
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If P is not column-stochastic, or sizes disagree.

    Examples
    --------
    >>> ax = markov_chain([[0.9, 0.5], [0.1, 0.5]], [1, 0], names=["dry", "wet"])
    """
    P = la.as_matrix(P, name="P")
    if not la.is_markov(P) or len(P) > 8:
        raise ValueError("P must be square, of at most 8 states, without negative entries, and each column sum 1.")
    n = len(P)
    names = [str(k + 1) for k in range(n)] if names is None else list(names)
    if len(names) != n:
        raise ValueError(f"names must have one name for each of the {n} states, but has {len(names)}.")
    p = None if p is None else la.as_vector(p, size=n, name="p")
    if ax is None:
        _, ax = style.new_figure(5.6, 3.4 if n < 3 else 5.0)
        ax.set_position([0.02, 0.02, 0.96, 0.88])
    spread = 1.5 if n < 3 else 1.45
    places = spread * _state_places(n)
    ring = 0.47 if n <= 4 else 0.38
    for j in range(n):
        for i in range(n):
            if P[i, j] <= 0:
                continue
            if i == j:
                _loop(ax, places[j], ring, P[j, j])
            else:
                _step(ax, places[j], places[i], ring, P[i, j], both=P[j, i] > 0)
    for k, (place, name) in enumerate(zip(places, names, strict=True)):
        ax.add_artist(Circle(place, ring, fc=style.PAPER, ec=style.INK, lw=1.8, zorder=4))
        if p is not None:
            ax.add_artist(
                Circle(place, ring * math.sqrt(max(p[k], 0.0)), fc=style.tint(style.FIRST, 0.45), ec="none", zorder=5)
            )
        words = name if p is None else f"{name}\n{_percent(p[k])}"
        _say(ax, place, words, size=11 if "." in words else 11.5, zorder=6)  # a decimal more has to fit in
    room = 1.05 if n < 3 else 1.12  # above the number at the loop of the topmost state
    heights = places[:, 1]
    ax.set(xlim=(-spread - 1.2, spread + 1.2), ylim=(heights.min() - room, heights.max() + room))
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def _head(ax, path_or_ends, chance, **more):
    look = {"color": style.tint(style.SECOND, 0.15), "lw": 1.0 + 3.2 * chance, "mutation_scale": 15, "zorder": 3}
    ax.add_artist(FancyArrowPatch(**path_or_ends, arrowstyle="-|>,head_length=0.5,head_width=0.25", **(look | more)))


def _chance(ax, place, chance):
    box = {"boxstyle": "round,pad=0.12", "fc": style.PAPER, "ec": "none"}
    _say(ax, place, number(chance), size=11.5, zorder=7, box=box)


def _say(ax, place, words, **options):
    """Write at a point given in data: our own letters, which are ready faster than Matplotlib's."""
    lines._write(ax, *place, ((words, "plain"),), **({"color": style.INK} | options))


def _step(ax, start, end, ring, chance, *, both):
    """Draw the arrow between two different states, bent aside where there is one back."""
    gap = end - start
    length = np.linalg.norm(gap)
    along = gap / length
    left = np.array([-along[1], along[0]])
    bend = 0.26 * both
    tilt = math.asin(min(0.32 * both, 1.0))
    out = np.cos(tilt) * along + np.sin(tilt) * left
    back = -np.cos(tilt) * along + np.sin(tilt) * left
    p, q = start + (ring + 0.03) * out, end + (ring + 0.05) * back
    middle = (p + q) / 2 + bend * length * left * 0.55
    path = Path([p, middle, q], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    _head(ax, {"path": path}, chance)
    third = 0.5 if both else 0.42
    on = (1 - third) ** 2 * p + 2 * third * (1 - third) * middle + third**2 * q
    _chance(ax, on, chance)


def _loop(ax, place, ring, chance):
    """Draw the arrow of a state to itself, on its outer side."""
    size = np.linalg.norm(place)
    out = place / size if size > 1 else np.array([0.0, 1.0])  # a single state stands in the middle
    side = np.array([-out[1], out[0]])
    p = place + ring * (0.8 * out + 0.6 * side)
    q = place + (ring + 0.03) * (0.8 * out - 0.6 * side)
    a, b = p + 0.75 * out + 0.35 * side, q + 0.75 * out - 0.35 * side
    _head(ax, {"path": Path([p, a, b, q], [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])}, chance)
    _chance(ax, (p + 3 * a + 3 * b + q) / 8, chance)


@_in_style
def distribution_lines(P, p0, steps, *, k=None, names=None, ax=None, steady=True):
    """Draw the probabilities of the states of a Markov chain over its steps.

    Parameters
    ----------
    P : array_like, shape (n, n)
        Column-stochastic.
    p0 : array_like, shape (n,)
        The distribution at the start.
    steps : int
    k : int, optional
        A step to mark.
    names : sequence of str, optional
    ax : Axes, optional
    steady : bool
        Draw the steady state as pale lines, where there is exactly one.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = distribution_lines([[0.9, 0.5], [0.1, 0.5]], [0, 1], 10, k=3, names=["dry", "wet"])
    """
    history = la.distributions(P, p0, steps)
    n = history.shape[1]
    names = [str(j + 1) for j in range(n)] if names is None else list(names)
    if ax is None:
        _, ax = style.new_figure(6.4, 4.0)
    goal = la.steady_state(P) if steady and len(la.closed_classes(P)) == 1 else None
    ends = []
    for j in range(n):
        color, dash = lines._role(j), lines._dash(j)
        if goal is not None:
            ax.plot([0, steps], [goal[j]] * 2, color=style.tint(color, 0.7), lw=5, ls="-", zorder=1)
        marker = style.MARKERS[j % len(style.MARKERS)]
        ax.plot(history[:, j], color=color, lw=2, ls=dash, marker=marker, ms=5, zorder=3)
        ends.append(history[-1, j])
    order = np.argsort(ends)
    heights = np.array(ends)[order]
    heights[0] = max(heights[0], 0.035)  # the axis must not strike a label through
    for i in range(1, n):  # labels at the right end, at least a line apart
        heights[i] = max(heights[i], heights[i - 1] + 0.075)
    heights -= max(0.0, heights[-1] - 1.03)
    for place, j in zip(heights, order, strict=True):
        _say(ax, (steps * 1.02 + 0.02, place), names[j], color=lines._text_color(lines._role(j)), size=12, ha="left")
    if k is not None:
        ax.axvline(k, color=style.QUIET, lw=1.3, ls=(0, style.DASHES[2]), zorder=2)
        for j in range(n):
            ax.plot(k, history[k, j], style.MARKERS[j % 4], color=lines._role(j), mec=style.INK, ms=10, zorder=5)
    ax.set(xlim=(-0.02 * steps, steps * (1.05 + 0.022 * max(map(len, names)))), ylim=(0, 1.04))
    whole = [int(t) for t in lines._ticks(0, steps, 6) if float(t).is_integer()]
    _rim(ax, "step", "probability", whole, (0, 0.5, 1))
    return ax


# -------------------------------------------------------------------------------------------------- power iteration


@_in_style
def power_convergence(A, x0=None, steps=30, *, ax=None, k=None, labels=True):
    """Draw the error of power iteration, on a scale of powers of ten, beside the line that the eigenvalues predict.

    The error is the sine of the angle between the vector and the eigenspace of the largest absolute eigenvalue.

    Parameters
    ----------
    A : array_like, shape (n, n)
        Diagonalisable; at least two different eigenvalues.
    x0 : array_like, shape (n,), optional
    steps : int
    ax : Axes, optional
    k : int, optional
        A step to mark.
    labels : bool

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A has one eigenvalue only, or is defective.

    Examples
    --------
    >>> ax = power_convergence([[2, 1], [1, 2]], [1, 0], 20)
    """
    P, d = la.diagonalise(A)
    first = np.abs(d - d[0]) <= 1e-12 * max(abs(d[0]), 1e-300)
    if first.all():
        raise ValueError("A has one eigenvalue only: every vector is an eigenvector, and there is no error to draw.")
    ratio = abs(d[~first][0]) / abs(d[0])
    run = la.power_iteration(A, x0, tolerance=0.0, most=int(steps))
    space = np.linalg.qr(P[:, first])[0]
    away = run.vectors.T - space @ (space.conj().T @ run.vectors.T)
    error = np.linalg.norm(away, axis=0)
    if ax is None:
        _, ax = style.new_figure(6.4, 4.2)
    shown = np.arange(len(error))
    floor = 1e-16
    ax.semilogy(shown, np.maximum(error, floor), "o", color=style.FIRST, ms=6, zorder=3)
    middle = max(len(error) // 2, 1)
    usable = np.flatnonzero(error > 1e-13)
    anchor = int(min(middle, usable[-1])) if usable.size else 0
    line = max(error[anchor], floor) * ratio ** (np.arange(steps + 1.0) - anchor) if ratio > 0 else None
    if line is not None:
        ax.semilogy(np.arange(steps + 1), line, color=style.SECOND, lw=1.8, ls=(0, style.DASHES[1]), zorder=2)
    if k is not None and k < len(error):
        ax.semilogy(k, max(error[k], floor), "D", color=style.RESULT, ms=10, zorder=4)
    low_end = max(10 ** np.floor(np.log10(max(error.min(), floor))), floor)
    ax.set(xlim=(-0.02 * steps, 1.02 * steps), ylim=(low_end / 2, 3))
    decades = int(-np.log10(low_end))
    stride = max(1, math.ceil(decades / 5))
    ticks = list(range(0, decades + 1, stride))
    ax.minorticks_off()
    powers_of_ten = [f"10{'⁻' * (t > 0)}{str(t).translate(HIGH)}" for t in ticks]
    _rim(ax, "step", "error", lines._ticks(0, steps, 6), [10.0**-t for t in ticks], powers_of_ten)
    if labels:
        words = f"times {number(ratio, 3)} per step" if ratio < 1 - 1e-12 else "ratio 1: it never settles"
        ax.text(0.97, 0.95, words, transform=ax.transAxes, ha="right", va="top", fontsize=12, color=style.INK)
    return ax
