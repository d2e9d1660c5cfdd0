"""Webs of pages: who links to whom, what a surfer does, how ranks settle.

Pages have the numbers 0 to n - 1 and are called A, B, C, ... unless names are given. A page is a circle with its letter;
a dangling page is a square and a page of a trap a diamond, each with the word beside it. A page's area is in proportion
to its rank.

Examples
--------
>>> from utils import linalg
>>> from utils.draw import web
>>> links = [(0, 1), (1, 0), (2, 0), (1, 2)]
>>> ax = web.pages(links, 3, linalg.page_rank(links, 3).ranks)
"""

from __future__ import annotations

import itertools
import string

import numpy as np
from matplotlib.collections import LineCollection, PolyCollection

from utils import linalg, style

__all__ = ["convergence", "degrees_and_ranks", "layout", "page_names", "pages", "rank_bars", "surfer"]

_RADIUS = 0.15  # of a page with the average rank; the pages stand on a circle of radius 1
_SMALLEST, _LARGEST = 0.085, 0.36
_BEND = 0.2  # how far the two arrows of a pair bow apart, as a share of their length
_HEAD = 0.1  # length of an arrow head
_LOOP = 0.13  # radius of a link of a page to itself
_RING = 0.07  # how far the ring about the surfer stands off
_SIDES = {"page": 48, "dangling": 4, "trap": 4}
_TURN = {"page": 0.0, "dangling": np.pi / 4, "trap": 0.0}
_GROW = {"page": 1.0, "dangling": np.sqrt(np.pi / 2), "trap": np.sqrt(np.pi / 2)}  # the same area for every shape
_COLOR = {"page": style.FIRST, "dangling": style.SECOND, "trap": style.ACCENT}
_WORD = {"page": "", "dangling": "dangling", "trap": "trap"}


def page_names(n):
    """Return names for n pages: A, B, C, ...; numbers if the letters do not suffice.

    Examples
    --------
    >>> page_names(3)
    ['A', 'B', 'C']
    """
    return list(string.ascii_uppercase[:n]) if n <= 26 else [str(page) for page in range(n)]


def layout(links, n):
    """Return places for the pages of a small web: on a circle, in an order that keeps arrows short.

    On a circle no arrow runs through a third page. Up to eight pages all orders are tried; more stay in their own order.

    Parameters
    ----------
    links : array_like of int, shape (m, 2)
        Pairs (from, to).
    n : int
        The number of pages.

    Returns
    -------
    ndarray of float, shape (n, 2)

    Raises
    ------
    ValueError
        If links are no pairs of pages.

    Examples
    --------
    >>> layout([(0, 1)], 2).round(6) + 0.0
    array([[ 0.,  1.],
           [ 0., -1.]])
    """
    tied = linalg.link_matrix(links, n) > 0
    one, two = np.nonzero(np.triu(tied | tied.T, 1))
    order = np.arange(n)
    if 3 < n <= 8 and len(one):
        rest = np.array(list(itertools.permutations(range(1, n))))
        seats = np.column_stack([np.zeros(len(rest), dtype=int), rest])  # seats[k, page]: where the page sits
        order = seats[np.argmin(np.sin(np.pi * np.abs(seats[:, one] - seats[:, two]) / n).sum(axis=1).round(9))]
    angle = np.pi / 2 - 2 * np.pi * order / max(n, 1)
    return np.column_stack([np.cos(angle), np.sin(angle)])


def _outline(place, radius, kind):
    """Return the corners of the shape of a page."""
    turn = _TURN[kind] + 2 * np.pi * np.arange(_SIDES[kind]) / _SIDES[kind]
    return place + radius * _GROW[kind] * np.column_stack([np.cos(turn), np.sin(turn)])


def _beyond(offsets, radius, kind, margin=0.0):
    """Say which points, given relative to a page's middle, lie outside its shape by more than a margin."""
    x, y = np.abs(np.atleast_2d(offsets).T)
    size = {"page": np.hypot(x, y), "trap": x + y, "dangling": np.sqrt(2) * np.maximum(x, y)}[kind]
    return size > (radius + margin) * _GROW[kind]


def _rim(radius, kind, direction):
    """Return how far the rim of a page is from its middle, in a direction of length 1."""
    x, y = np.abs(direction)
    return radius * _GROW[kind] / {"page": 1.0, "trap": x + y, "dangling": np.sqrt(2) * max(x, y)}[kind]


def _curve(start, end, radii, kinds, bend):
    """Return the points of an arrow's shaft from rim to rim, and the corners of its head."""
    across = end - start
    length = np.hypot(*across)
    side = np.array([-across[1], across[0]]) * bend
    t = np.linspace(0, 1, 41)[:, None]
    points = start + t * across + 4 * t * (1 - t) * side / 2
    free = _beyond(points - start, radii[0], kinds[0], 0.02) & _beyond(points - end, radii[1], kinds[1], 0.03)
    if length == 0 or free.sum() < 4:
        free = np.abs(t[:, 0] - 0.5) < 0.2
    points = points[free]
    return _with_head(points)


def _with_head(points):
    tip = points[-1]
    base = points[np.argmax(np.hypot(*(points - tip).T) <= _HEAD)]
    ahead = (tip - base) / max(np.hypot(*(tip - base)), 1e-9)
    wing = 0.38 * _HEAD * np.array([-ahead[1], ahead[0]])
    back = tip - _HEAD * ahead
    shaft = points[np.hypot(*(points - tip).T) > 0.6 * _HEAD]
    return np.vstack([shaft, tip - 0.5 * _HEAD * ahead]), np.array([tip, back + wing, back - wing])


def _loop(place, radius, outward):
    """Return the shaft and the head of a page's link to itself, drawn on its outer side."""
    turn = np.arctan2(-outward[1], -outward[0]) + np.linspace(0.12, 0.88, 41) * 2 * np.pi
    return _with_head(place + (radius + 0.1) * outward + _LOOP * np.column_stack([np.cos(turn), np.sin(turn)]))


def _radii(ranks, n):
    if ranks is None:
        return np.full(n, _RADIUS)
    return np.clip(_RADIUS * np.sqrt(np.maximum(ranks, 0) * n), _SMALLEST, _LARGEST)


def _outward(places):
    """Return for each page the direction away from the middle of all pages."""
    away = places - places.mean(axis=0)
    size = np.hypot(*away.T)[:, None]
    return np.where(size > 1e-9, away / np.maximum(size, 1e-9), [0.0, 1.0])


def pages(
    links,
    n,
    ranks=None,
    *,
    ax=None,
    names=None,
    places=None,
    marks=True,
    faint=False,
    digits=3,
    emphasis=None,
    jump=None,
    here=None,
):
    """Draw a small web: pages, arrows for links, ranks as areas and numbers.

    Parameters
    ----------
    links : array_like of int, shape (m, 2)
        Pairs (from, to).
    n : int
        The number of pages; up to a dozen can be read.
    ranks : array_like, shape (n,), optional
        Written beside each page, and drawn as its area.
    ax : Axes, optional
    names : sequence of str, optional
    places : array_like, shape (n, 2), optional
        Where the pages stand, about as far from 0 as 1; left out, `layout` places them.
    marks : bool
        Show dangling pages and traps by shape, colour and word.
    faint : bool
        Draw the arrows pale.
    digits : int
        Digits of the ranks.
    emphasis : (int, int), optional
        A link to draw strong.
    jump : (int, int), optional
        A step without a link to draw, dashed.
    here : int, optional
        A page to put a ring around: where the surfer is.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If links are no pairs of pages, or ranks, names or places are not one for each page.

    Examples
    --------
    >>> ax = pages([(0, 1), (1, 0), (1, 2)], 3, [0.4, 0.4, 0.2])
    """
    L = linalg.link_matrix(links, n)
    ranks = None if ranks is None else linalg.as_vector(ranks, size=n, name="ranks")
    places = layout(links, n) if places is None else linalg.as_matrix(places, shape=(n, 2), name="places")
    names = page_names(n) if names is None else list(names)
    if len(names) != n:
        raise ValueError(f"names must be {n}, one for each page, but are {len(names)}.")
    kinds = linalg.page_kinds(links, n) if marks else np.full(n, "page")
    ax = _canvas(ax, places)
    radii, outward = _radii(ranks, n), _outward(places)
    rims = [_rim(*of_page) for of_page in zip(radii, kinds, outward, strict=True)]
    _draw_links(ax, L, (places, radii, kinds), rims, outward, faint, emphasis)
    if jump is not None and jump[0] != jump[1]:
        shaft, head = _curve(places[jump[0]], places[jump[1]], radii[list(jump)], kinds[list(jump)], -_BEND)
        ax.plot(*shaft.T, color=style.SECOND, linewidth=2.6, dashes=style.DASHES[2], zorder=3)
        ax.fill(*head.T, color=style.SECOND, zorder=3)
    shapes = [_outline(place, radius, kind) for place, radius, kind in zip(places, radii, kinds, strict=True)]
    fill = [style.tint(_COLOR[kind], 0.78) for kind in kinds]
    ax.add_collection(
        PolyCollection(shapes, facecolors=fill, edgecolors=[_COLOR[kind] for kind in kinds], linewidths=1.8, zorder=4),
        autolim=False,
    )
    if here is not None:
        ring = _outline(places[here], radii[here] * _GROW[kinds[here]] + _RING, "page")
        ax.add_collection(
            PolyCollection([ring], facecolors="none", edgecolors=style.SECOND, linewidths=3.2, zorder=5), autolim=False
        )
    for page in range(n):
        ax.text(*places[page], names[page], ha="center", va="center", fontsize=12, fontweight="bold", zorder=6)
        words = [] if ranks is None else [f"{ranks[page]:.{digits}f}"]
        words += [_WORD[kinds[page]]] if _WORD[kinds[page]] else []
        if words:
            gap = rims[page] + 0.06 + (0.1 + _LOOP if L[page, page] else 0.0)
            gap += radii[page] * _GROW[kinds[page]] - rims[page] + _RING + 0.03 if page == here else 0.0
            _beside(ax, places[page] + gap * outward[page], outward[page], "\n".join(words))
    return ax


def _beside(ax, point, outward, text):
    level = "center" if abs(outward[1]) < 0.4 else "bottom" if outward[1] > 0 else "top"
    side = "center" if abs(outward[0]) < 0.3 else "left" if outward[0] > 0 else "right"
    ax.text(*point, text, ha=side, va=level, fontsize=11, linespacing=1.1, zorder=6)


def _canvas(ax, places):
    if ax is None:
        fig, ax = style.new_figure(6.0, 5.2)
        ax.set_position([0.01, 0.01, 0.98, 0.89])
    ax.set_axis_off()
    ax.set_aspect("equal", adjustable="box")
    low, high = places.min(axis=0), places.max(axis=0)
    centre, half = (low + high) / 2, np.maximum((high - low) / 2, 0.4)
    ax.set_xlim(centre[0] - half[0] - 0.75, centre[0] + half[0] + 0.75)
    ax.set_ylim(centre[1] - half[1] - 0.66, centre[1] + half[1] + 0.64)
    return ax


def _draw_links(ax, L, drawn, rims, outward, faint, emphasis):
    """Draw all arrows in two collections: shafts and heads. ``drawn`` has the places, radii and kinds of the pages."""
    places, radii, kinds = drawn
    shafts, heads, colors = [], [], []
    quiet = style.CONTEXT if faint else style.QUIET
    for end, start in np.argwhere(L > 0):
        if start == end:
            shaft, head = _loop(places[start], rims[start], outward[start])
        else:
            bend = _BEND if L[start, end] > 0 else 0.0
            both = [start, end]
            shaft, head = _curve(places[start], places[end], radii[both], kinds[both], bend)
        shafts.append(shaft)
        heads.append(head)
        colors.append(style.SECOND if emphasis is not None and (start, end) == tuple(emphasis) else quiet)
    widths = [2.8 if color == style.SECOND else 1.5 for color in colors]
    ax.add_collection(LineCollection(shafts, colors=colors, linewidths=widths, zorder=2), autolim=False)
    ax.add_collection(PolyCollection(heads, facecolors=colors, edgecolors="none", zorder=2.5), autolim=False)


def surfer(walk, k, links, n, *, ax=None, names=None, places=None, count_from=0):
    """Draw where a surfer is after k steps, the last step, and how the visits are shared so far.

    Parameters
    ----------
    walk : utils.linalg.Walk
        From `utils.linalg.surf`.
    k : int
        Steps made.
    links, n, ax, names, places
        As for `pages`.
    count_from : int
        Leave out visits before this step.

    Returns
    -------
    Axes
        The title says the step in words.

    Raises
    ------
    ValueError
        If the walk has fewer than k steps.

    Examples
    --------
    >>> links = [(0, 1), (1, 2), (2, 0)]
    >>> walk = linalg.surf(links, 3, steps=5, damping=1, start=0, rng=np.random.default_rng(0))
    >>> surfer(walk, 4, links, 3).get_title()
    'Step 4: from A to B by a link'
    """
    if not 0 <= k < len(walk.pages):
        raise ValueError(f"k must be 0 to {len(walk.pages) - 1}, the steps of this walk, but is {k}.")
    visits = np.bincount(walk.pages[min(count_from, k) : k + 1], minlength=n)
    names = page_names(n) if names is None else names
    places = layout(links, n) if places is None else np.asarray(places, dtype=float)
    here = int(walk.pages[k])
    step = None if k == 0 else (int(walk.pages[k - 1]), here)
    jumped = k > 0 and bool(walk.jumped[k - 1])
    ax = pages(
        links,
        n,
        visits / visits.sum(),
        ax=ax,
        names=names,
        places=places,
        faint=True,
        digits=2,
        emphasis=None if jumped else step,
        jump=step if jumped else None,
        here=here,
    )
    if k == 0:
        ax.set_title(f"The surfer starts at {names[here]}")
    else:
        how = "by a jump" if jumped else "by a link"
        ax.set_title(f"Step {k}: from {names[step[0]]} to {names[here]} {how}")
    return ax


def rank_bars(steps, k=None, *, ax=None, names=None, final=None, top=None):
    """Draw the ranks after an iteration as bars.

    Parameters
    ----------
    steps : array_like, shape (iterations + 1, n)
        The ranks after each iteration, the start first: ``page_rank(..., keep_steps=True).steps``.
    k : int, optional
        Which iteration; left out, the last.
    ax : Axes, optional
    names : sequence of str, optional
    final : array_like, shape (n,), optional
        Ranks to mark with a line over each bar: where all this goes.
    top : float, optional
        Upper end of the axis; left out, it has room for every iteration.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If steps are no table of numbers, or k is no row of it.

    Examples
    --------
    >>> ax = rank_bars([[0.5, 0.5], [0.7, 0.3]], 1)
    >>> [float(bar.get_height()) for bar in ax.patches]
    [0.7, 0.3]
    """
    steps = linalg.as_matrix(steps, name="steps")
    k = len(steps) - 1 if k is None else k
    if not 0 <= k < len(steps):
        raise ValueError(f"k must be 0 to {len(steps) - 1}, the iterations there are, but is {k}.")
    n = steps.shape[1]
    names = page_names(n) if names is None else names
    if ax is None:
        _, ax = style.new_figure(6.4, 4.2)
    ax.bar(range(n), steps[k], color=style.tint(style.FIRST, 0.35), edgecolor=style.FIRST, width=0.66)
    highest = max(steps.max(), 0.0 if final is None else np.max(final))
    if final is not None:
        final = linalg.as_vector(final, size=n, name="final")
        marks = [[(page - 0.4, rank), (page + 0.4, rank)] for page, rank in enumerate(final)]
        ax.add_collection(LineCollection(marks, colors=style.SECOND, linewidths=2.4, zorder=3))
    ax.set_xticks(range(n), [f"{name}\n{rank:.3f}" for name, rank in zip(names, steps[k], strict=True)])
    ax.set_ylim(0, top if top is not None else 1.12 * highest)
    ax.set_xlim(-0.6, n - 0.4)
    ax.set_ylabel("rank")
    return ax


def convergence(errors, *, ax=None, slopes=True, ylabel="change of the ranks", floor=1e-14):
    """Draw how changes or errors shrink from iteration to iteration, on a logarithmic axis.

    Parameters
    ----------
    errors : dict of float to array_like
        For each damping factor, one number for each iteration.
    ax : Axes, optional
    slopes : bool
        Draw above the end of each curve, dotted, a line that falls like ``damping ** k``.
    ylabel : str
    floor : float
        What is smaller is not drawn: rounding.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there is no curve.

    Examples
    --------
    >>> ax = convergence({0.5: 0.5 ** np.arange(1, 30)})
    >>> ax.get_yscale()
    'log'
    """
    if not errors:
        raise ValueError("errors must hold at least one curve: {damping: numbers}.")
    if ax is None:
        _, ax = style.new_figure(7.4, 4.8)
    longest = max(len(curve) for curve in errors.values())
    for j, (damping, curve) in enumerate(errors.items()):
        curve = np.asarray(curve, dtype=float)
        k = np.arange(1, len(curve) + 1)
        seen = curve > floor
        color = style.PALETTE[j % 4]
        ax.plot(k[seen], curve[seen], color=color, linestyle="-", linewidth=2.2)
        if seen.any():
            last = np.flatnonzero(seen)[-1]
            if slopes and damping > 0:
                guide = 6 * curve[last] * float(damping) ** (k[: last + 1] - k[last])
                near = (guide <= curve[: last + 1].max()) & (k[: last + 1] > last * 0.15)
                ax.plot(k[: last + 1][near], guide[near], color=color, linewidth=1.4, dashes=style.DASHES[2])
            ax.annotate(
                f"{damping:g}",
                (k[last], curve[last]),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=11,
                color=_dark(color),
                fontweight="bold",
            )
    ax.set_yscale("log")
    ax.set_xlim(0, longest * 1.08 + 1)
    ax.set_xlabel("iteration")
    ax.set_ylabel(ylabel)
    return ax


def _dark(color):
    """Return a colour that can be read as text on paper."""
    return color if style.contrast_ratio(color, style.PAPER) >= 4.5 else style.INK


def degrees_and_ranks(links, n, ranks, *, ax=None, marks=None):
    """Draw rank against the number of links to a page, one dot for each page, on logarithmic axes.

    Parameters
    ----------
    links : array_like of int, shape (m, 2)
    n : int
    ranks : array_like, shape (n,)
        All above 0.
    ax : Axes, optional
    marks : dict of str to array_like of int, optional
        Pages to mark, with a word for them.

    Returns
    -------
    Axes
        Pages that nobody links to cannot stand on a logarithmic axis; they are drawn at 1/2.

    Raises
    ------
    ValueError
        If links are no pairs of pages, or ranks are not one for each page.

    Examples
    --------
    >>> ax = degrees_and_ranks([(0, 1), (2, 1), (1, 0)], 3, [0.4, 0.5, 0.1])
    >>> ax.get_xscale(), ax.get_yscale()
    ('log', 'log')
    """
    ranks = linalg.as_vector(ranks, size=n, name="ranks")
    degrees = np.maximum(np.diff(linalg.link_matrix(links, n, sparse=True).indptr), 0.5)
    if ax is None:
        _, ax = style.new_figure(7.2, 5)
    dots = {"linestyle": "", "marker": "o", "markeredgewidth": 0, "rasterized": True}
    alpha = float(np.clip(4000 / n, 0.08, 0.8))
    ax.plot(degrees, ranks, markersize=2.6, color=style.FIRST, alpha=alpha, **dots)
    for word, chosen in (marks or {}).items():
        chosen = np.asarray(chosen, dtype=int)
        ax.plot(degrees[chosen], ranks[chosen], markersize=7, color=style.SECOND, **dots)
        first = chosen[np.argmax(ranks[chosen])]
        ax.annotate(
            word,
            (degrees[first], ranks[first]),
            xytext=(0, 8),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=11,
        )
    ax.set_xscale("log")
    ax.set_yscale("log")
    ax.set_xlabel("links to the page (none: drawn at 0.5)")
    ax.set_ylabel("rank")
    return ax
