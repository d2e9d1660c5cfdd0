"""Pictures of vectors: arrows, sums, lengths, distances, angles, and shadows.

Every function takes ``ax=None`` (then it makes a figure in the course's style), returns the Axes, and adds to what is
there. The first vector is `style.FIRST`, the second `style.SECOND`, what comes out of them `style.RESULT`. Give
``limits`` wherever a slider moves things: windows that fit by themselves would jump.
"""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw._labels import Placer
from utils.draw._text import low, number, point_text
from utils.draw.linalg import (
    _in_style,
    _join,
    _prepared,
    _role,
    _text_color,
    _window_of,
    _write,
    arrow,
    badge,
    note,
    point,
)
from utils.draw.orthogonality import right_angle

__all__ = [
    "angle_arc",
    "arrows",
    "difference",
    "dot_shadow",
    "multiples",
    "norm_balls",
    "projection",
    "ranking",
    "routes",
    "similarity_map",
    "tip_to_tail",
    "unit_balls",
]

TINY = 1e-9
NORMS = {1.0: "L1", 2.0: "L2", np.inf: "L∞"}


def _bold(name):
    """Return the name of a vector in runs: bold letters, digits as an index, the rest plain."""
    if not isinstance(name, str):
        return name
    return tuple((low(c), "plain") if c.isdigit() else (c, "bold" if c.isalpha() else "plain") for c in name)


def _named(name, v, coordinates=True):
    return _join(_bold(name), f" = {point_text(v)}" if coordinates else "")


def _window(ax, limits, points):
    """Return the limits given, or None where the Axes has some, or a square that holds all points."""
    if limits is not None or (ax is not None and Placer.of(ax).frame is not None):
        return limits
    return _window_of([np.atleast_2d(points)])


def _as_arrows(vectors):
    """Return vectors of the plane as rows."""
    rows = [la.as_vector(v, size=2, name=f"vector {i + 1}") for i, v in enumerate(vectors)]
    if not rows:
        raise ValueError("Give at least one vector; there is none.")
    return np.array(rows)


def _as_names(names, n):
    names = (*("u", "v", "w")[:n], *(f"v{k}" for k in range(4, n + 1))) if names is None else tuple(names)
    if len(names) != n:
        raise ValueError(f"Give one name for each of the {n} vectors, but there are {len(names)}.")
    return names


def _guide(ax, p, q, *, color=style.QUIET, lw=1.4, dashes=style.DASHES[2], zorder=2.5, weight=0.5):
    """Draw a thin line that labels keep off."""
    ax.plot(*np.array([p, q]).T, color=color, lw=lw, ls=(0, dashes) if dashes else "-", zorder=zorder)
    Placer.of(ax).avoid_segment((p, q), weight)


def _band(ax, p, q, color):
    """Draw a wide pale line, which an arrow may lie on without hiding it."""
    ax.plot(*np.array([p, q]).T, color=color, lw=11, ls="-", zorder=2, solid_capstyle="butt")
    Placer.of(ax).avoid_segment((p, q), 1.5)


@_in_style
def arrows(vectors, *, ax=None, names=None, colors=None, coordinates=True, limits=None):
    """Draw vectors of the plane as arrows from the origin, with their names.

    Parameters
    ----------
    vectors : sequence of array_like, shape (2,)
    ax : Axes, optional
    names : sequence of str, optional
        A digit in a name becomes an index. By default u, v, w, v₄, …
    colors : sequence of color, optional
        By default one role after the other.
    coordinates : bool
        Write the entries behind the name.
    limits : (low, high) or two such pairs, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there is no vector, one does not have two entries, or the names are too few or too many.

    Examples
    --------
    >>> ax = arrows([[3, 1], [-1, 2]])
    """
    vectors = _as_arrows(vectors)
    names = _as_names(names, len(vectors))
    ax, _, _ = _prepared(ax, _window(ax, limits, vectors), ("", ""))
    for i, (v, name) in enumerate(zip(vectors, names, strict=True)):
        arrow(v, ax=ax, color=_role(i) if colors is None else colors[i], label=_named(name, v, coordinates))
    return ax


@_in_style
def tip_to_tail(vectors, *, ax=None, names=None, total=None, limits=None, parallelogram=True):
    """Draw a sum: each vector starts where the one before it ends; the sum goes from the first tail to the last tip.

    Parameters
    ----------
    vectors : sequence of array_like, shape (2,)
    ax : Axes, optional
    names : sequence of str, optional
        By default u, v, w, …
    total : str, optional
        Name of the sum; by default the names joined by plus signs.
    limits : (low, high) or two such pairs, optional
    parallelogram : bool
        For two vectors, draw the other order too, as pale dashed arrows: it ends in the same point.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        As in `arrows`.

    Examples
    --------
    >>> ax = tip_to_tail([[3, 1], [1, 2]])
    """
    vectors = _as_arrows(vectors)
    names = _as_names(names, len(vectors))
    corners = np.vstack([np.zeros(2), np.cumsum(vectors, axis=0)])
    other = parallelogram and len(vectors) == 2
    ax, placer, _ = _prepared(ax, _window(ax, limits, np.vstack([corners, vectors])), ("", ""))
    if other:
        for i, start in ((1, np.zeros(2)), (0, vectors[1])):
            if np.abs(vectors[i]).max() > TINY:
                arrow(vectors[i], start=start, ax=ax, color=style.tint(_role(i), 0.55), dashed=True)
    for i, (v, start, name) in enumerate(zip(vectors, corners[:-1], names, strict=True)):
        arrow(v, start=start, ax=ax, color=_role(i))
        place = _labels.around(start) if np.abs(v).max() < TINY else _labels.along((start, start + v), prefer="middle")
        placer.add(_named(name, v), place, color=_text_color(_role(i)), size=13)
    if total is None:
        total = _join(*(part for name in names for part in (" + ", _bold(name))))[1:]
    arrow(corners[-1], ax=ax, color=style.RESULT, label=_named(total, corners[-1]))
    return ax


@_in_style
def difference(u, v, *, ax=None, names=("u", "v"), limits=None, moved=True):
    """Draw a difference u - v: the arrow that leads from the tip of v to the tip of u.

    Parameters
    ----------
    u, v : array_like, shape (2,)
    ax : Axes, optional
    names : tuple of two str
    limits : (low, high) or two such pairs, optional
    moved : bool
        Draw the same arrow once more from the origin, dashed.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = difference([4, 3], [1, 2])
    """
    u, v = _as_arrows([u, v])
    d = u - v
    ax, placer, _ = _prepared(ax, _window(ax, limits, [u, v, d]), ("", ""))
    for i, (w, name) in enumerate(((u, names[0]), (v, names[1]))):
        arrow(w, ax=ax, color=_role(i), label=_named(name, w))
    name = _join(_bold(names[0]), " − ", _bold(names[1]))
    arrow(d, start=v, ax=ax, color=style.RESULT)
    place = _labels.around(v) if np.abs(d).max() < TINY else _labels.along((v, u), prefer="middle", away_from=(0, 0))
    placer.add(_named(name, d), place, color=style.RESULT, size=13)
    if moved and min(np.abs(v).max(), np.abs(d).max()) > TINY:
        arrow(d, ax=ax, color=style.tint(style.RESULT, 0.35), dashed=True)
    return ax


@_in_style
def multiples(v, factors, *, ax=None, name="v", limits=None):
    """Draw a vector and multiples of it, all on one line through the origin.

    Parameters
    ----------
    v : array_like, shape (2,)
    factors : float or sequence of float
    ax : Axes, optional
    name : str
    limits : (low, high) or two such pairs, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = multiples([2, 1], [-1, 0.5, 2])
    """
    v = la.as_vector(v, size=2, name="v")
    factors = la.as_vector(np.atleast_1d(factors), name="factors")
    tips = factors[:, None] * v
    ax, placer, box = _prepared(ax, _window(ax, limits, np.vstack([v, tips])), ("", ""))
    if np.abs(v).max() > TINY:
        ends = la.clip_line(np.zeros(2), v, box)
        if ends is not None:
            _guide(ax, *ends, color=style.CONTEXT, zorder=1.5, weight=0.3)
    arrow(v, ax=ax, color=style.FIRST, label=_named(name, v))
    # The longer ones first, so that on either side no arrow hides a shorter one.
    for k in np.argsort(-np.abs(factors), kind="stable"):
        tip = tips[k]
        color = style.RESULT if len(factors) == 1 else (style.SECOND, style.RESULT, style.ACCENT)[k % 3]
        if np.abs(tip).max() > TINY:
            # Beside v rather than on it: a band under it where they point the same way.
            _band(ax, np.zeros(2), tip, style.tint(color, 0.55))
            if not 0 < factors[k] <= 1:
                arrow(tip, ax=ax, color=color)
        point(tip, ax=ax, label="", color=color)
        text = _join(f"{number(factors[k])}\N{THIN SPACE}", _bold(name), f" = {point_text(tip)}")
        placer.add(text, _labels.around(tip, gap=10), color=_text_color(color), size=13)
    return ax


@_in_style
def angle_arc(u, v, *, ax, label=True, radius=None, color=style.INK):
    """Draw the arc between two directions, with the angle in degrees; a right angle gets its square.

    Parameters
    ----------
    u, v : array_like, shape (2,)
        Neither is zero.
    ax : Axes
        With limits that are set.
    label : bool or str
        Write the angle, or these words.
    radius : float, optional
        In units of the axes; by default a part of the window, or of the shorter vector.
    color : color

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a vector is zero: it has no direction.

    Examples
    --------
    >>> ax = angle_arc([3, 1], [1, 2], ax=arrows([[3, 1], [1, 2]]))
    """
    u, v = _as_arrows([u, v])
    theta = la.angle(u, v)
    if radius is None:
        radius = min(0.12 * np.ptp(ax.get_xlim()), 0.55 * min(np.hypot(*u), np.hypot(*v)))
    start = np.arctan2(u[1], u[0])
    turn = theta if u[0] * v[1] - u[1] * v[0] >= 0 else -theta
    if abs(theta - np.pi / 2) < 1e-9:
        right_angle((0, 0), u, v, ax=ax)
    elif theta > 1e-6:
        t = start + np.linspace(0, turn, 40)
        ax.plot(radius * np.cos(t), radius * np.sin(t), color=color, lw=1.8, ls="-", zorder=6)
    if label:
        text = label if isinstance(label, str) else f"{number(round(np.degrees(theta), 1), 1)}°"
        anchor = radius * np.array([np.cos(start + turn / 2), np.sin(start + turn / 2)])
        Placer.of(ax).add(text, _labels.around(anchor, gap=9, rings=(0, 10, 22)), color=color, size=13)
    return ax


def _drop(b, a, ax, placer):
    """Draw the line along a and the way from the tip of b down to it; return the foot."""
    foot = la.project_on_line(b, a)
    ends = la.clip_line(np.zeros(2), a, placer.frame[0])
    if ends is not None:
        _guide(ax, *ends, color=style.CONTEXT, dashes=(), zorder=1.4, weight=0.3)
    if np.abs(b - foot).max() > TINY:
        _guide(ax, b, foot, zorder=3)
        right_angle(foot, -foot if np.abs(foot).max() > TINY else a, b - foot, ax=ax)
    return foot


@_in_style
def dot_shadow(a, b, *, ax=None, names=("a", "b"), limits=None, arc=True):
    """Draw a dot product as a shadow: b falls square on the line of a, and its shadow has a length and a sign.

    The shadow is a green band where it points along a (dot product above 0), an orange one where it points against it
    (below 0). A badge tells the product and what its sign means.

    Parameters
    ----------
    a : array_like, shape (2,)
        Not zero.
    b : array_like, shape (2,)
    ax : Axes, optional
    names : tuple of two str
    limits : (low, high) or two such pairs, optional
    arc : bool
        Draw the angle too.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a is zero.

    Examples
    --------
    >>> ax = dot_shadow([4, 1], [2, 3])
    """
    a, b = _as_arrows([a, b])
    foot = la.project_on_line(b, a)
    ax, placer, _ = _prepared(ax, _window(ax, limits, [a, b, foot]), ("", ""))
    _drop(b, a, ax, placer)
    product = float(a @ b)
    sign = 0 if abs(product) <= 1e-9 * la.norm(a) * la.norm(b) else int(np.sign(product))
    color = (style.QUIET, style.RESULT, style.SECOND)[sign]
    if sign:
        _band(ax, np.zeros(2), foot, style.tint(color, 0.45))
        text = f"shadow {number(product / la.norm(a), fraction=False)}"
        off = b if la.norm(b - foot) > TINY else np.array([-a[1], a[0]])
        place = _labels.along((np.zeros(2), foot), gap=13, prefer="middle", away_from=off)
        placer.add(text, place, color=color, size=13)
    arrow(a, ax=ax, color=style.FIRST, label=_named(names[0], a))
    arrow(b, ax=ax, color=style.INK, label=_named(names[1], b))
    if arc and np.abs(b).max() > TINY:
        angle_arc(a, b, ax=ax)
    words = ("right angle, no shadow", "positive: same side", "negative: opposite sides")[sign]
    if not b.any():
        words = "a zero vector has no shadow"
    text = f"{names[0]} · {names[1]} = {number(product) if sign else 0}   {words}"
    return badge(ax, text, kind="info")


@_in_style
def projection(b, a, *, ax=None, names=("b", "a"), limits=None):
    """Draw the projection of b on the line along a: the foot p, and the rest b - p at a right angle to the line.

    Parameters
    ----------
    b : array_like, shape (2,)
    a : array_like, shape (2,)
        Not zero.
    ax : Axes, optional
    names : tuple of two str
    limits : (low, high) or two such pairs, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a is zero.

    Examples
    --------
    >>> ax = projection([2, 4], [3, 1])
    """
    b, a = _as_arrows([b, a])
    foot = la.project_on_line(b, a)
    ax, placer, box = _prepared(ax, _window(ax, limits, [a, b, foot]), ("", ""))
    _drop(b, a, ax, placer)
    if np.abs(foot).max() > TINY:
        _band(ax, np.zeros(2), foot, style.tint(style.RESULT, 0.45))
    arrow(a, ax=ax, color=style.FIRST, label=_named(names[1], a))
    arrow(b, ax=ax, color=style.SECOND, label=_named(names[0], b))
    point(foot, ax=ax, label="")
    placer.add(_named("p", foot), _labels.around(foot, gap=10), color=style.RESULT, size=13)
    rest = b - foot
    if np.abs(rest).max() > TINY:
        text = _join(_bold(names[0]), " − ", _bold("p"), f" = {point_text(rest)}")
        placer.add(text, _labels.along((foot, b), prefer="middle"), color=style.INK, size=12.5)
    ends = la.clip_line(np.zeros(2), a, box)
    if ends is not None:
        placer.add(_join("multiples of ", _bold(names[1])), _labels.along(ends), color=style.QUIET, size=11.5)
    return ax


@_in_style
def unit_balls(orders=(1, 2, np.inf), *, ax=None, labels=True, limits=(-1.75, 1.75)):
    """Draw the unit balls of several norms: all vectors that are at most 1 long, as each norm measures.

    Parameters
    ----------
    orders : float or sequence of float
        More than 0, or `numpy.inf`. What is below 1 bends inwards and is no norm: the figure says so.
    ax : Axes, optional
    labels : bool
    limits : (low, high) or two such pairs

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = unit_balls([1, 2, np.inf])
    """
    orders = [float(p) for p in np.atleast_1d(orders)]
    edges = [la.unit_ball(p) for p in orders]
    ax, placer, _ = _prepared(ax, limits, ("", ""))
    for i, (p, edge) in enumerate(zip(orders, edges, strict=True)):
        color = _role(i)
        if len(orders) == 1:
            ax.add_patch(Polygon(edge, fc=style.tint(color, 0.8), ec="none", zorder=1.5))
        dashes = style.DASHES[i % len(style.DASHES)]
        ring = np.vstack([edge, edge[:1]])
        ax.plot(*ring.T, color=color, lw=2.4, ls=(0, dashes) if dashes else "-", zorder=3 + 0.1 * i)
        for k in range(0, len(edge), 12):
            placer.avoid_segment((ring[k], ring[k + 12]), 1.0)
        if labels:
            # On the diagonals the balls lie apart: each label gets a quarter of the plane to itself.
            spot = edge[len(edge) * (1 + 2 * (i % 4)) // 8]
            placer.add(_norm_name(p), _labels.around(spot, gap=7, rings=(0, 10)), color=_text_color(color), size=13)
    if any(p < 1 for p in orders):
        note(ax, "bent inwards: no norm", color=style.SECOND)
    return ax


def _norm_name(p):
    return NORMS[p] if p in NORMS else f"p = {number(p, 2, fraction=False)}"


@_in_style
def norm_balls(v, p=2, *, ax=None, name="v", limits=None):
    """Draw how a p-norm measures a vector: the unit ball, and the ball of the same shape that reaches its tip.

    Parameters
    ----------
    v : array_like, shape (2,)
    p : float
        At least 1, or `numpy.inf`.
    ax : Axes, optional
    name : str
    limits : (low, high) or two such pairs, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If p is less than 1, or v does not have two entries.

    Examples
    --------
    >>> ax = norm_balls([3, 2], 1)
    """
    v = la.as_vector(v, size=2, name="v")
    size = la.norm(v, p)
    edge = la.unit_ball(p)
    ax, placer, _ = _prepared(ax, _window(ax, limits, max(size, 1) * edge), ("", ""))
    ax.add_patch(Polygon(edge, fc=style.tint(style.CONTEXT, 0.5), ec=style.QUIET, lw=1.4, zorder=1.5))
    ring = size * np.vstack([edge, edge[:1]])
    ax.plot(*ring.T, color=style.RESULT, lw=2.2, ls="-", zorder=3)
    for k in range(0, len(edge), 12):
        placer.avoid_segment((ring[k], ring[k + 12]), 1.0)
    arrow(v, ax=ax, color=style.FIRST, label=_named(name, v))
    placer.add("unit ball", _labels.around((0, -1), gap=4, rings=(0, 12)), color=style.QUIET, size=11.5)
    return badge(ax, f"{_norm_name(p)}: length {number(size, fraction=False)}", kind="info")


@_in_style
def routes(p, q, *, ax=None, names=("P", "Q"), limits=None):
    """Draw three distances between two points: along the streets, as the crow flies, and the longest single leg.

    Parameters
    ----------
    p, q : array_like, shape (2,)
    ax : Axes, optional
    names : tuple of two str
    limits : (low, high) or two such pairs, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = routes([1, 1], [5, 4])
    """
    p, q = _as_arrows([p, q])
    ax, placer, _ = _prepared(ax, _window(ax, limits, [p, q]), ("", ""))
    corner = np.array([q[0], p[1]])
    legs = [(p, corner), (corner, q)]
    lengths = np.abs(q - p)
    longest = int(np.argmax(lengths))
    if lengths[longest] > TINY:
        _band(ax, *legs[longest], style.tint(style.ACCENT, 0.45))
    ax.plot(*np.array([p, corner, q]).T, color=style.SECOND, lw=2.4, ls=(0, style.DASHES[1]), zorder=3)
    ax.plot(*np.array([p, q]).T, color=style.FIRST, lw=2.6, ls="-", zorder=4)
    for ends, leg in zip(legs, lengths, strict=True):
        placer.avoid_segment(ends)
        if leg > TINY:
            place = _labels.along(ends, prefer="middle", gap=9, away_from=(p + q) / 2)
            placer.add(number(leg), place, color=style.SECOND, size=13)
    placer.avoid_segment((p, q))
    straight = number(la.distance(p, q), fraction=False)
    if lengths.min() > TINY:
        place = _labels.along((p, q), prefer="middle", away_from=corner)
        placer.add(straight, place, color=style.FIRST, size=13)
    for place, name in ((p, names[0]), (q, names[1])):
        point(place, ax=ax, label=f"{name} {point_text(place)}", color=style.INK)
    note(ax, f"L1, streets: {' + '.join(number(x) for x in lengths)} = {number(lengths.sum())}", color=style.SECOND)
    note(ax, f"L2, straight: {straight}", color=style.FIRST)
    note(ax, f"L∞, longest leg: {number(lengths.max())}", color=style.ACCENT)
    return ax


@_in_style
def similarity_map(S, *, ax=None, groups=None, names=None, limits=(0, 1), label="cosine similarity"):
    """Draw a table of similarities (or distances) as a field of colours, with its groups marked off.

    Parameters
    ----------
    S : array_like, shape (n, n)
        Entry (i, j) is how similar i and j are.
    ax : Axes, optional
        With room at its right for the colour scale.
    groups : array_like of int, shape (n,), optional
        The group of each row; rows of a group stand together.
    names : sequence of str, optional
        One name for each group, written at the rim.
    limits : (low, high)
        The values at the ends of the colour scale.
    label : str
        What the colours mean.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If S is not square, or there is not one group for each row, or not one name for each group.

    Examples
    --------
    >>> ax = similarity_map([[1, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], groups=[0, 0, 1], names=["red", "blue"])
    """
    S = la.as_matrix(S, name="S")
    n = len(S)
    if S.shape[1] != n:
        raise ValueError(f"S must be square, one row and one column for each object, but is {n} x {S.shape[1]}.")
    starts = np.array([0, n])
    if groups is not None:
        groups = np.asarray(groups)
        if groups.shape != (n,):
            raise ValueError(f"groups must hold one group for each of the {n} rows, but has shape {groups.shape}.")
        starts = np.r_[0, np.flatnonzero(groups[1:] != groups[:-1]) + 1, n]
    if names is not None and len(names) != len(starts) - 1:
        raise ValueError(f"Give one name for each of the {len(starts) - 1} groups, but there are {len(names)}.")
    if ax is None:
        _, ax = style.new_figure(6.8, 5.6)
        ax.set_position([0.13, 0.08, 0.66, 0.82])
    image = ax.imshow(S, vmin=limits[0], vmax=limits[1], interpolation="nearest", cmap=style.FIELD_CMAP)
    ax.set_xticks([])
    ax.set_yticks([])
    for cut in starts[1:-1] - 0.5:
        ax.axhline(cut, color=style.PAPER, lw=1.2, ls="-")
        ax.axvline(cut, color=style.PAPER, lw=1.2, ls="-")
    if names is not None:
        middles = (starts[:-1] + starts[1:] - 1) / 2
        ax.set_xticks(middles, names)
        ax.set_yticks(middles, names)
        ax.tick_params(length=0)
    bar = ax.get_figure(root=True).colorbar(image, cax=ax.inset_axes([1.04, 0, 0.05, 1]))
    bar.set_label(label)
    return ax


@_in_style
def ranking(values, texts, *, ax=None, longest=1.0, colors=style.FIRST, top=0.0, width=1.0, size=11.5):
    """Draw a ranked list: for each entry a bar as long as its value, and a text beside the bars.

    The letters are the quick ones of this package: long texts that change at every step of a slider take most of a
    figure's time otherwise.

    Parameters
    ----------
    values : array_like, shape (n,)
        Not negative, in the order of the list.
    texts : sequence of str, length n
    ax : Axes, optional
        Its window is the caller's: rows are 1 apart, and bars begin at x = 0.
    longest : float
        The value whose bar is `width` long; one above it is drawn as long as this.
    colors : color, or a sequence of n
    top : float
        Height of the first row.
    width : float
        How much room the bars take, in units of x.
    size : float
        Size of the letters, in points.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are not as many texts or colours as values, a value is negative, or `longest` is not positive.

    Examples
    --------
    >>> ax = ranking([0.9, 0.4], ["0.90  bees", "0.40  clouds"])
    >>> [text.get_text() for text in ax.texts]
    ['0.90  bees', '0.40  clouds']
    """
    values, texts = la.as_vector(values, name="values"), list(texts)
    colors = [colors] * len(values) if isinstance(colors, str) else list(colors)
    if not len(values) == len(texts) == len(colors):
        raise ValueError(
            f"Give one text and one colour for each value; got {len(values)} values, {len(texts)} texts and "
            f"{len(colors)} colours."
        )
    if (values < 0).any() or not longest > 0:
        raise ValueError("A bar has a length: values must be 0 or more, and longest above 0.")
    if ax is None:
        _, ax = style.new_figure(8, 1.2 + 0.45 * len(values))
        ax.set(xlim=(0, 8 * width), ylim=(top - len(values) + 0.4, top + 0.6))
    ax.set_axis_off()
    heights = top - np.arange(len(values), dtype=float)
    ends = width * np.minimum(values / longest, 1.0)
    bars = np.stack([np.column_stack([np.zeros_like(ends), heights]), np.column_stack([ends, heights])], axis=1)
    shades = [style.tint(color, 0.45) for color in colors]
    ax.add_collection(LineCollection(bars, colors=shades, linewidths=15, capstyle="butt"), autolim=False)
    for height, text in zip(heights, texts, strict=True):
        _write(ax, 1.15 * width, height, text, size=size, color=style.INK, ha="left", zorder=3)
    return ax
