"""Pictures of variance, covariance and principal components: clouds, directions, ellipses, and images as points.

Points are rows of ``X``. What is given is `style.FIRST`, shadows on a direction and what gets lost are `style.SECOND`,
what is kept is `style.RESULT`. Signed pictures (components) run from `style.FIRST` for negative over white to
`style.SECOND` for positive, with a scale beside.

Examples
--------
>>> from utils.draw import pca
>>> left, right = pca.direction([[0, 0], [2, 1], [4, 3]], np.radians(30))
"""

from __future__ import annotations

import functools
import itertools

import numpy as np
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon, Rectangle
from matplotlib.path import Path

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw import linalg as plane
from utils.draw._labels import Placer
from utils.draw._shapes import unit_circle
from utils.draw._text import MINUS, _outline, number
from utils.draw.linalg import _in_style, _text_color

__all__ = [
    "cloud",
    "covariance_map",
    "covariance_rectangles",
    "cumulated",
    "direction",
    "ellipse",
    "image_grid",
    "reconstruction_strip",
    "scatter",
    "scree",
    "variance_curve",
]

CLASS_COLORS = (*style.PALETTE, style.INK, style.QUIET)
TILE = 48  # pixels of the canvas, at least, for one picture of a grid


def _cloud(X):
    X = la.as_matrix(X, shape=(None, 2), name="X")
    if len(X) < 2:
        raise ValueError("X has 1 row; give at least 2 points.")
    return X


def _window(X, share=0.12):
    """Return a square window about points, with some room."""
    low, high = X.min(axis=0), X.max(axis=0)
    half = (high - low).max() / 2 or 1.0
    return [(c - (1 + share) * half, c + (1 + share) * half) for c in (low + high) / 2]


def _unit(angle):
    if isinstance(angle, bool) or not np.isscalar(angle) or not np.isfinite(angle):
        raise ValueError(f"angle must be a number, in radians, but is {angle!r}.")
    return np.array([np.cos(angle), np.sin(angle)])


def _degrees(angle):
    return f"{number(np.degrees(angle), 1, fraction=False)}°"


def _digits(size):
    """Return how many decimals a number of this size is written with."""
    return 0 if abs(size) >= 1000 else 1 if abs(size) >= 100 else 2


def _decimal(value):
    digits = _digits(value)
    return f"{round(value, digits) + 0.0:.{digits}f}".replace("-", MINUS)  # + 0.0: no minus before a zero


def _frame(ax, x, y, steps):
    """Prepare an Axes for a curve, with numbers along its rim."""
    ax.set(xlim=x, ylim=y)
    plane.rim(ax, steps, plane._ticks(*y, 5))
    return Placer.of(ax)


# ------------------------------------------------------------------------------------------------- clouds in the plane


@_in_style
def cloud(X, angle=None, *, ax=None, limits=None, names=("x_1", "x_2"), residuals=True):
    """Draw points in the plane and, for a direction, their shadows on the line through their mean.

    Parameters
    ----------
    X : array_like, shape (n, 2)
    angle : float, optional
        Direction of the line, in radians.
    ax : Axes, optional
    limits, names
        As in `utils.draw.linalg.axes_2d`. Give limits wherever a slider moves the points.
    residuals : bool
        Draw what each point loses: the stretch from it to its shadow.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = cloud([[0, 0], [2, 1], [4, 3]], np.radians(35))
    """
    X = _cloud(X)
    ax, placer, box = plane._prepared(ax, limits if limits is not None else _window(X), names)
    small = len(X) > 150
    ax.plot(*X.T, "o", color=style.FIRST, ms=4 if small else 6, mec=style.PAPER, mew=0.5, zorder=4)
    mean = X.mean(axis=0)
    if angle is not None:
        u = _unit(angle)
        shadows = mean + np.outer((X - mean) @ u, u)
        reach = np.abs(box).max() * 4
        ends = la.clip_line(mean, u, box)
        ends = np.array([mean - reach * u, mean + reach * u]) if ends is None else ends
        ax.plot(*ends.T, color=style.INK, lw=1.6, zorder=3)
        if residuals:
            pairs = np.stack([X, shadows], axis=1)
            color = style.tint(style.SECOND, 0.45)
            ax.add_collection(LineCollection(pairs, colors=color, linewidths=1.0, zorder=2), autolim=False)
        ax.plot(*shadows.T, "s", color=style.SECOND, ms=3.5 if small else 5, mec=style.PAPER, mew=0.4, zorder=5)
    ax.plot(*mean, "P", color=style.INK, ms=9, mec=style.PAPER, mew=1.2, zorder=6)
    placer.avoid_mark(mean)
    return ax


@_in_style
def variance_curve(X, angle=None, *, ax=None, most=None):
    """Draw the variance along a direction against its angle, and the squared error that the shadows make.

    Parameters
    ----------
    X : array_like, shape (n, 2)
    angle : float, optional
        A direction to mark, in radians.
    ax : Axes, optional
    most : float, optional
        Upper end of the vertical axis.

    Returns
    -------
    Axes

    Notes
    -----
    Both are divided by n - 1. By Pythagoras they add up to the same total at every angle.

    Examples
    --------
    >>> ax = variance_curve([[0, 0], [2, 1], [4, 3]], np.radians(35))
    """
    C = la.covariance_matrix(_cloud(X))
    if ax is None:
        _, ax = style.new_figure(6.2, 4.4)
    total = float(np.trace(C))
    degrees = np.linspace(0, 180, 181)
    u = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    kept = ((C @ u) * u).sum(axis=0)
    top = most or 1.25 * total or 1.0
    placer = _frame(ax, (0, 180), (0, top), range(0, 181, 45))
    ax.plot(degrees, kept, color=style.RESULT, ls="-")
    ax.plot(degrees, total - kept, color=style.SECOND, ls=(0, style.DASHES[1]))
    level = LineCollection([[(0, total), (180, total)]], colors=style.QUIET, linewidths=1.6, linestyles="dotted")
    ax.add_collection(level, autolim=False)
    placer.avoid_segment([(0, total), (180, total)])
    words = f"sum {total:.{_digits(total)}f}"
    placer.add(words, _labels.at((180, total), 1, direction=(-1, 0.3)), color=style.QUIET, size=12, first=True)
    for values, words, color in ((kept, "variance", style.RESULT), (total - kept, "squared error", style.SECOND)):
        for a, b in itertools.pairwise(range(0, 181, 15)):
            placer.avoid_segment([(degrees[a], values[a]), (degrees[b], values[b])])
        peak = int(values[15:-15].argmax()) + 15
        placer.add(words, _labels.around((degrees[peak], values[peak])), color=color, size=12)
    if angle is None:
        ax.set_title(f"Largest variance at {degrees[kept.argmax()]:.0f}°")
    else:
        at = float(np.degrees(angle))
        at = at if 0 <= at <= 180 else at % 180  # 180 stays at the right end, where a slider ends
        here = la.variance_along(X, _unit(angle))
        upright = LineCollection([[(at, 0), (at, total)]], colors=style.CONTEXT, linewidths=1.4, zorder=1)
        ax.add_collection(upright, autolim=False)
        ax.plot(at, here, "o", color=style.RESULT, ms=9, zorder=5, clip_on=False)
        ax.plot(at, total - here, "s", color=style.SECOND, ms=8, zorder=5, clip_on=False)
        placer.avoid_mark((at, here))
        placer.avoid_mark((at, total - here))
        digits = _digits(total)
        rounded = round(here, digits), round(total, digits)  # so that the sum is right as it stands in the title
        words = [f"{value:.{digits}f}" for value in (rounded[0], abs(rounded[1] - rounded[0]), rounded[1])]
        ax.set_title(f"{_degrees(angle)}: {words[0]} + {words[1]} = {words[2]}")
    ax.set_xlabel("angle of the direction in degrees")
    ax.set_ylabel("sum of squares / (n − 1)")
    return ax


@_in_style
def direction(X, angle, *, axes=None, limits=None, names=("x_1", "x_2"), residuals=True):
    """Draw a cloud with its shadows on a direction, and beside it variance and squared error against the angle.

    Parameters
    ----------
    X : array_like, shape (n, 2)
    angle : float
        In radians.
    axes : sequence of two Axes, optional
    limits, names, residuals
        As in `cloud`.

    Returns
    -------
    ndarray of Axes, shape (2,)

    Examples
    --------
    >>> axes = direction([[0, 0], [2, 1], [4, 3]], np.radians(35))
    >>> axes[1].get_title()
    '35°: 6.27 + 0.06 = 6.33'
    """
    if axes is None:
        _, axes = style.new_figure(9.4, 4.4, columns=2, width_ratios=(1, 1.05))
    left, right = axes
    cloud(X, angle, ax=left, limits=limits, names=names, residuals=residuals)
    variance_curve(X, angle, ax=right)
    return np.array([left, right])


@_in_style
def ellipse(C, mean=(0, 0), *, ax=None, sizes=(1, 2), limits=None, names=("x_1", "x_2"), labels=True):
    """Draw what a covariance matrix says of a cloud: ellipses along its eigenvectors, as long as standard deviations.

    Parameters
    ----------
    C : array_like, shape (2, 2)
        A covariance matrix: symmetric, no negative eigenvalue.
    mean : array_like, shape (2,)
        Where the ellipses are centred.
    ax : Axes, optional
    sizes : sequence of float
        In standard deviations; the principal axes are drawn to the largest.
    limits, names
        As in `utils.draw.linalg.axes_2d`.
    labels : bool
        Write the standard deviation at each axis.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If ``C`` is not a covariance matrix.

    Examples
    --------
    >>> ax = ellipse([[4, 1], [1, 2]])
    """
    C = la.as_matrix(C, shape=(2, 2), name="C")
    mean = la.as_vector(mean, size=2, name="mean")
    if abs(C[0, 1] - C[1, 0]) > 1e-9 * np.abs(C).max():
        raise ValueError(f"C must be symmetric, but has {C[0, 1]:g} above its diagonal and {C[1, 0]:g} below.")
    values, vectors = np.linalg.eigh(C)
    if values[0] < -1e-9 * max(np.abs(values).max(), 1e-300):
        raise ValueError(f"C must have no negative eigenvalue (a variance is never negative), but has {values[0]:.3g}.")
    deviations = np.sqrt(np.maximum(values[::-1], 0.0))
    vectors = vectors[:, ::-1]
    vectors = vectors * np.where(vectors[np.abs(vectors).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    largest = max(sizes)
    if limits is None and (ax is None or Placer.of(ax).frame is None):
        half = 1.15 * largest * (deviations[0] or 1.0)
        limits = [(c - half, c + half) for c in mean]
    ax, placer, box = plane._prepared(ax, limits, names)
    circle = unit_circle(120)
    for i, size in enumerate(sorted(sizes, reverse=True)):
        outline = mean[:, None] + size * (vectors * deviations) @ circle
        if i == 0:
            ax.add_patch(Polygon(outline.T, fc=style.tint(style.RESULT, 0.88), ec="none", zorder=1))
        ax.plot(*outline, color=style.RESULT, lw=1.8, ls="-", zorder=3)
        for a, b in itertools.pairwise(range(0, 121, 15)):
            placer.avoid_segment(outline.T[[a, b]], 0.4)
    for j, color in enumerate((style.SECOND, style.ACCENT)):
        if deviations[j] <= 1e-12 * max(deviations[0], 1e-300):
            continue
        words = f"standard deviation {_decimal(deviations[j])}" if labels else None
        plane.arrow(largest * deviations[j] * vectors[:, j], start=mean, ax=ax, color=color, label=words)
    return ax


@_in_style
def covariance_rectangles(X, *, ax=None, limits=None, names=("x_1", "x_2")):
    """Draw, for each point, the rectangle that it spans with the mean: its signed area is the point's product.

    Parameters
    ----------
    X : array_like, shape (n, 2)
    ax : Axes, optional
    limits, names
        As in `utils.draw.linalg.axes_2d`.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = covariance_rectangles([[0, 0], [2, 1], [4, 3]])
    >>> ax.get_title()
    'Covariance 3.00: sum of the areas, divided by 2'
    """
    X = _cloud(X)
    ax, placer, box = plane._prepared(ax, limits if limits is not None else _window(X), names)
    mean = X.mean(axis=0)
    products = (X - mean).prod(axis=1)
    for sign, color, hatch in ((1, style.RESULT, None), (-1, style.SECOND, "//")):
        chosen = X[np.sign(products) == sign]
        boxes = [Rectangle(mean, *(p - mean)) for p in chosen]
        ax.add_collection(
            PatchCollection(
                boxes, facecolor=style.tint(color, 0.6), edgecolor=color, alpha=0.5, hatch=hatch, lw=0.8, zorder=1
            ),
            autolim=False,
        )
    (left, right), (bottom, top) = box
    cross = [((mean[0], bottom), (mean[0], top)), ((left, mean[1]), (right, mean[1]))]
    ax.add_collection(
        LineCollection(cross, colors=style.QUIET, linewidths=1.2, linestyles=[(0, (4, 3))]), autolim=False
    )
    ax.plot(*X.T, "o", color=style.FIRST, ms=7, mec=style.PAPER, mew=0.8, zorder=4)
    ax.plot(*mean, "P", color=style.INK, ms=10, mec=style.PAPER, mew=1.2, zorder=6)
    value = products.sum() / (len(X) - 1)
    ax.set_title(f"Covariance {_decimal(value)}: sum of the areas, divided by {len(X) - 1}")
    return ax


# ---------------------------------------------------------------------------------------------------- share by share


def _shares(found):
    """Return ratios of a PCA, or of variances."""
    if isinstance(found, la.PCA):
        return found.ratio
    values = la.as_vector(found, name="variances")
    if (values < 0).any() or not values.any():
        raise ValueError("variances must not be negative, and not all 0.")
    return values / values.sum()


def _count(k, most):
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 0 <= k <= most:
        raise ValueError(f"k must be a whole number from 0 to {most}, but is {k!r}.")
    return int(k)


def _percent(share):
    return f"{100 * share:.0f} %" if 0.0995 <= share <= 0.995 or share in (0, 1) else f"{100 * share:.3g} %"


@_in_style
def scree(found, k=None, *, ax=None, most=None):
    """Draw the share of each component in the total variance as bars.

    Parameters
    ----------
    found : PCA, or array_like of variances
    k : int, optional
        The first k are drawn as kept.
    ax : Axes, optional
    most : int, optional
        Draw only so many bars.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = scree([6, 3, 1], 2)
    >>> ax.get_title()
    '2 of 3 components hold 90 % of the variance'
    """
    shares = _shares(found)
    kept = None if k is None else _count(k, len(shares))
    if ax is None:
        _, ax = style.new_figure(6.4, 4.2)
    shown = shares[:most]
    corners = [Rectangle((j + 0.6, 0), 0.8, 100 * share) for j, share in enumerate(shown)]
    split = len(shown) if kept is None else kept
    for boxes, color in ((corners[:split], style.RESULT), (corners[split:], style.tint(style.SECOND, 0.55))):
        edge = style.RESULT if color == style.RESULT else style.SECOND
        ax.add_collection(PatchCollection(boxes, facecolor=color, edgecolor=edge, lw=0.6, zorder=2), autolim=False)
    ax.set(
        xlim=(0.3, len(shown) + 0.7),
        ylim=(0, 105 * shown.max() or 1),
        xlabel="component",
        ylabel="share of the variance in %",
    )
    if kept is None:
        ax.set_title(f"Share of each of {len(shares)} components")
    else:
        ax.set_title(f"{kept} of {len(shares)} components hold {_percent(shares[:kept].sum())} of the variance")
    return ax


@_in_style
def cumulated(found, k=None, *, goal=None, ax=None):
    """Draw how much of the variance the first k components hold together.

    Parameters
    ----------
    found : PCA, or array_like of variances
    k : int, optional
        A number of components to mark.
    goal : float, optional
        A share to reach, such as 0.9: the fewest components that do are marked.
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If k or the goal is out of reach.

    Examples
    --------
    >>> ax = cumulated([6, 3, 1], goal=0.8)
    >>> ax.get_title()
    '80 % of the variance takes 2 of 3 components'
    """
    shares = _shares(found)
    held = np.concatenate([[0.0], np.cumsum(shares)])
    if ax is None:
        _, ax = style.new_figure(6.4, 4.2)
    marks = {"ms": 4} if len(held) <= 70 else {"ms": 0}
    ax.plot(np.arange(len(held)), 100 * held, "o-", color=style.FIRST, lw=2, clip_on=False, **marks)
    if goal is not None:
        enough = np.flatnonzero(held >= goal - 1e-12)
        if isinstance(goal, bool) or not 0 < goal <= 1 or not enough.size:
            raise ValueError(
                f"goal must be more than 0 and at most {held[-1]:.6g}, what the components hold; it is {goal!r}."
            )
        k = int(enough[0])
        ax.axhline(100 * goal, color=style.QUIET, lw=1.4, ls=(0, style.DASHES[2]), zorder=1)
        ax.set_title(f"{_percent(goal)} of the variance takes {k} of {len(shares)} components")
    if k is not None:
        k = _count(k, len(shares))
        ax.plot([k, k], [0, 100 * held[k]], color=style.CONTEXT, lw=1.4, ls="-", zorder=1)
        ax.plot(k, 100 * held[k], "o", color=style.RESULT, ms=10, zorder=5, clip_on=False)
        if goal is None:
            ax.set_title(f"{k} of {len(shares)} components hold {_percent(held[k])} of the variance")
    ax.set(xlim=(0, len(shares)), ylim=(0, 104), xlabel="components kept", ylabel="variance held in %")
    return ax


# ----------------------------------------------------------------------------------------------------- images as points


@functools.cache
def _ramp(signed):
    """Return 511 colours: from paper to ink, or from negative over paper to positive."""
    rgb = {name: np.array(to_rgb(getattr(style, name))) for name in ("FIRST", "SECOND", "INK", "PAPER")}
    t = np.linspace(0, 1, 256)[:, None]
    if not signed:
        t = np.linspace(0, 1, 511)[:, None]
        return (1 - t) * rgb["PAPER"] + t * rgb["INK"]
    up, down = ((1 - t) * rgb["PAPER"] + t * rgb[name] for name in ("SECOND", "FIRST"))
    return np.concatenate([down[:0:-1], up])


def _painted(values, low, high, signed):
    place = np.clip((values - low) / (high - low) * 510, 0, 510).round().astype(int)
    return _ramp(signed)[place]


def _as_images(images, shape):
    images = np.asarray(images)
    if images.dtype == object or images.dtype == bool or np.iscomplexobj(images) or images.dtype.kind not in "iuf":
        raise ValueError("images must be an array of real numbers, one picture after the other, all of one size.")
    images = images.astype(float)
    if shape is None and images.ndim == 2:
        side = int(round(np.sqrt(images.shape[1])))
        if side * side != images.shape[1]:
            raise ValueError(
                f"A row of {images.shape[1]} entries is not a square picture; give shape=(rows, columns) of one."
            )
        shape = side, side
    if images.ndim == 2 and images.size and int(np.prod(shape)) == images.shape[1]:
        images = images.reshape(len(images), *shape)
    if images.ndim != 3 or images.size == 0:
        raise ValueError(f"images must have shape (n, rows, columns), or (n, rows * columns), not {images.shape}.")
    if not np.isfinite(images).all():
        raise ValueError("images must hold finite numbers.")
    return images


@_in_style
def image_grid(images, *, captions=None, columns=None, shape=None, signed=None, limits=None, scale=None, ax=None):
    """Draw small grey pictures in rows, each with a caption below; signed ones in two colours, with a scale.

    Parameters
    ----------
    images : array_like, shape (n, rows, columns) or (n, rows * columns)
        Also components of a PCA. Where small values are no ink they are white; large ones are dark.
    captions : sequence of str, optional
        One for each picture, of one or more lines.
    columns : int, optional
        Pictures in a row; by default at most ten.
    shape : (rows, columns), optional
        Of one picture, where they come as vectors; by default square.
    signed : bool, optional
        Negative in one colour, positive in another, zero white. By default, if a value is negative and the limits
        do not begin at 0 or above (a reconstruction may have small negative entries and is no signed picture).
    limits : (low, high), optional
        What is white and what is darkest; for signed pictures high alone counts, and low is -high.
    scale : bool, optional
        Draw the colour scale; by default for signed pictures.
    ax : Axes, optional

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If these are no pictures of one size, or the captions do not fit.

    Examples
    --------
    >>> ax = image_grid(np.arange(32.0).reshape(2, 4, 4), captions=["first", "second"])
    """
    images = _as_images(images, shape)
    n, high, wide = images.shape
    captions = [""] * n if captions is None else [str(words) for words in captions]
    if len(captions) != n:
        raise ValueError(f"There are {n} images, but {len(captions)} captions.")
    per_row = min(n, 10) if columns is None else columns
    if isinstance(per_row, bool) or not isinstance(per_row, int | np.integer) or per_row < 1:
        raise ValueError(f"columns must be a whole number of pictures, at least 1, but is {columns!r}.")
    if signed is None:
        signed = bool(images.min() < 0) and (limits is None or limits[0] < 0)
    if limits is None:
        bottom, top = (-np.abs(images).max(), np.abs(images).max()) if signed else (images.min(), images.max())
    else:
        bottom, top = (-limits[1], limits[1]) if signed else limits
    if not top > bottom:
        bottom, top = (-1.0, 1.0) if signed else (bottom, bottom + 1.0)
    scale = signed if scale is None else scale

    # One canvas for all: an image artist for each picture would take as long as everything else.
    zoom = max(1, -(-TILE // max(high, wide)))
    tile_high, tile_wide, gap = zoom * high, zoom * wide, max(2, zoom * max(high, wide) // 10)
    rows = -(-n // per_row)
    inches = min(1.25, (9.2 if not scale else 8.4) / per_row / (1 + gap / tile_wide)) if ax is None else None
    lines = max(words.count("\n") + 1 if words else 0 for words in captions)
    if ax is None:
        per_inch = tile_wide / inches
        under = int(0.2 * lines * per_inch) + (int(0.06 * per_inch) if lines else 0)
        ax = _made(inches, gap, per_inch, per_row, rows, tile_high, tile_wide, under, scale)
    else:
        under = int(0.22 * lines * tile_high)
    pitch_high, pitch_wide = tile_high + under + gap, tile_wide + gap
    canvas = np.ones((rows * pitch_high - gap, per_row * pitch_wide - gap, 3)) * to_rgb(style.PAPER)
    painted = _painted(images, bottom, top, signed).repeat(zoom, axis=1).repeat(zoom, axis=2)
    frames = []
    for i, picture in enumerate(painted):
        y, x = (i // per_row) * pitch_high, (i % per_row) * pitch_wide
        canvas[y : y + tile_high, x : x + tile_wide] = picture
        frames.append(Rectangle((x, y), tile_wide, tile_high))
        if captions[i]:
            ax.text(x + tile_wide / 2, y + tile_high + gap * 0.35, captions[i], ha="center", va="top", fontsize=11)
    size = canvas.shape[1], canvas.shape[0]
    ax.imshow(canvas, interpolation="nearest", extent=(0, size[0], size[1], 0))
    ax.add_collection(PatchCollection(frames, facecolor="none", edgecolor=style.CONTEXT, lw=0.8), autolim=False)
    ax.set(xlim=(-0.5, size[0] + 0.5), ylim=(size[1] + 0.5, -0.5))
    ax.set_axis_off()
    if scale:
        _scale(ax, bottom, top, signed, size, tile_wide)
    return ax


def _made(inches, gap, per_inch, per_row, rows, tile_high, tile_wide, under, scale):
    """Make a figure in which the canvas of a grid keeps its scale, with room for a title and the colour scale."""
    width = (per_row * (tile_wide + gap) - gap) / per_inch
    height = (rows * (tile_high + under + gap) - gap) / per_inch
    side, beside, above, below = 0.12, 1.0 if scale else 0.12, 0.45, 0.1
    whole = max(width + side + beside, 3.2), max(height + above + below, 1.8)
    _, ax = style.new_figure(*whole)
    ax.set_position([side / whole[0], below / whole[1], width / whole[0], height / whole[1]])
    return ax


def _scale(ax, low, high, signed, size, tile):
    """Draw the colour scale right of a canvas, with its ends (and zero) written."""
    left = size[0] + 0.18 * tile
    right = left + 0.12 * tile
    tall = min(size[1], 3.2 * tile)
    strip = _ramp(signed)[::-1][:, None]
    bar = ax.imshow(strip, extent=(left, right, tall, 0), interpolation="nearest", aspect=ax.get_aspect())
    bar.set_clip_on(False)
    ends = [(left, 0), (right, 0), (right, tall), (left, tall)]
    ax.add_patch(Polygon(ends, fc="none", ec=style.QUIET, lw=0.8, clip_on=False))
    for value in (low, 0.0, high) if signed else (low, high):
        y = tall * (high - value) / (high - low)
        place = "center" if signed and value == 0 else "top" if value == high else "bottom"
        words = f"{value:.2g}".replace("-", MINUS)
        ax.text(
            right + 0.06 * tile, y, f"+{words}" if signed and value > 0 else words, va=place, ha="left", fontsize=11
        )
    ax.set(xlim=(-0.5, size[0] + 0.5), ylim=(size[1] + 0.5, -0.5))


@_in_style
def reconstruction_strip(found, x, ks, *, shape=None, limits=None, ax=None):
    """Draw a picture and what is left of it with k components, for several k.

    Parameters
    ----------
    found : PCA
    x : array_like, shape (d,) or (rows, columns)
        One picture.
    ks : sequence of int
        From 0 (the mean) to the number of components.
    shape : (rows, columns), optional
        Of the picture; by default square.
    limits : (low, high), optional
        What is white and what is darkest; by default the smallest and largest entry of x.
    ax : Axes, optional

    Returns
    -------
    Axes

    Notes
    -----
    The caption gives the squared error in percent of that of the mean (k = 0).

    Examples
    --------
    >>> found = la.pca([[0, 0, 0, 1], [0, 2, 0, 3], [0, 4, 1, 5]])
    >>> ax = reconstruction_strip(found, [0, 2, 0, 3], [0, 1, 2])
    """
    if not isinstance(found, la.PCA):
        raise ValueError("found must be what linalg.pca returns.")
    if np.ndim(x) == 2 and 1 not in np.shape(x) and shape is None:
        shape = np.shape(x)
    x = la.as_vector(np.ravel(x), size=found.mean.size, name="x")
    ks = [_count(k, len(found.components)) for k in ks]
    z = (x - found.mean) @ found.components.T
    copies = [found.mean + z[:k] @ found.components[:k] for k in ks]
    whole = ((x - found.mean) ** 2).sum()
    captions = ["original"]
    for k, copy in zip(ks, copies, strict=True):
        left = ((x - copy) ** 2).sum() / whole if whole else 0.0
        captions.append(f"{'mean' if k == 0 else f'k = {k}'}\nerror {_percent(left if left > 5e-4 else 0.0)}")
    limits = (x.min(), x.max()) if limits is None else limits
    images = np.stack([x, *copies])
    return image_grid(images, captions=captions, columns=len(images), shape=shape, signed=False, limits=limits, ax=ax)


@functools.lru_cache(maxsize=64)
def _letter(character):
    """Return a character's outline as a marker, centred."""
    path, _ = _outline(((character, "bold"),))
    low, high = path.vertices.min(axis=0), path.vertices.max(axis=0)
    return Path(path.vertices - (low + high) / 2, path.codes)


@_in_style
def scatter(
    Z, labels=None, *, ax=None, names=("component 1", "component 2"), limits=None, centres=True, highlight=None
):
    """Draw points by two coordinates, each class in its colour and with its own mark.

    Parameters
    ----------
    Z : array_like, shape (n, 2)
    labels : array_like, shape (n,), optional
        Classes. Those whose name is a single character are marked with it, others with shapes.
    ax : Axes, optional
    names : tuple of str
        Of the two axes.
    limits : (low, high) or one pair for each axis, optional
    centres : bool
        Write the name of each class at the mean of its points.
    highlight : sequence of classes, optional
        Draw only these in colour, the others pale.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If ``Z`` is not a matrix with two columns, or there is not one label for each point.

    Examples
    --------
    >>> ax = scatter([[0, 0], [1, 0], [1, 2]], [3, 3, 7])
    """
    Z = la.as_matrix(Z, shape=(None, 2), name="Z")
    labels = np.zeros(len(Z), dtype=int) if labels is None else np.asarray(labels)
    if labels.shape != (len(Z),):
        raise ValueError(f"labels must be one for each of the {len(Z)} points, but has shape {labels.shape}.")
    if limits is None:
        low, high = Z.min(axis=0), Z.max(axis=0)
        room = 0.05 * ((high - low).max() or 1.0)
        limits = np.column_stack([low - room, high + room])
    (left, right), (bottom, top) = limits if np.ndim(limits) == 2 else (limits, limits)
    if ax is None:  # as high as the window asks for, so that no paper is wasted
        _, ax = style.new_figure(6.8, 1.15 + np.clip(5.8 * (top - bottom) / (right - left), 2.4, 5.2), equal=True)
    classes = list(np.unique(labels))
    few = len(classes) == 1
    chosen = classes if highlight is None else [c for c in classes if c in list(highlight)]
    placer = Placer.of(ax)
    size = 4.5 if len(Z) > 400 else 6.5
    for i, one in enumerate(classes):
        points, name, strong = Z[labels == one], str(one), one in chosen
        color = CLASS_COLORS[i % len(CLASS_COLORS)]
        mark = _letter(name) if len(name) == 1 and not few else style.MARKERS[(i // 6 + i) % 4]
        shade = color if strong else style.tint(style.CONTEXT, 0.3)
        rim = {"mew": 0.0} if len(name) == 1 and not few else {"mec": style.PAPER, "mew": 0.4}
        ax.plot(*points.T, ls="none", marker=mark, ms=size, color=shade, zorder=3 if strong else 2, **rim)
    if centres and not few:
        for i, one in enumerate(classes):
            if one in chosen:
                centre = Z[labels == one].mean(axis=0)
                color = _text_color(CLASS_COLORS[i % len(CLASS_COLORS)])
                placer.add(str(one), _labels.around(centre, gap=-6), color=color, size=17, weight="bold", zorder=20)
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel=names[0], ylabel=names[1])
    return ax


@_in_style
def covariance_map(C, names=None, *, ax=None, limit=None):
    """Draw a covariance or correlation matrix as a map: positive in one colour, negative in another, with a scale.

    Parameters
    ----------
    C : array_like, shape (d, d)
    names : sequence of str, optional
        Of the features, written at rows and columns; with up to eight features the entries are written too.
    ax : Axes, optional
    limit : float, optional
        The value of full colour; by default the largest entry in size.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If ``C`` is not square, or there is not one name for each feature.

    Examples
    --------
    >>> ax = covariance_map([[1, 0.5], [0.5, 1]], ["height", "weight"])
    """
    C = la.as_square(C, name="C")
    d = len(C)
    if names is not None and len(names) != d:
        raise ValueError(f"There are {d} features, but {len(names)} names.")
    if ax is None:
        _, ax = style.new_figure(6.4, 5.2)
        ax.set_position([0.24, 0.10, 0.60, 0.78] if names is not None else [0.12, 0.10, 0.70, 0.80])
    top = limit or np.abs(C).max() or 1.0
    ax.imshow(_painted(C, -top, top, True), interpolation="nearest", extent=(0, d, d, 0))
    if d <= 8:
        for i, j in itertools.product(range(d), range(d)):
            strong = abs(C[i, j]) > 0.75 * top
            words = number(C[i, j], 2, fraction=False)
            ax.text(j + 0.5, i + 0.5, words, ha="center", va="center", color=style.PAPER if strong else style.INK)
    ax.set_xticks(np.arange(d) + 0.5 if names is not None else [], names if names is not None else [])
    ax.set_yticks(np.arange(d) + 0.5 if names is not None else [], names if names is not None else [])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    _scale(ax, -top, top, True, (d, d), d / 3)
    ax.set(xlim=(0, d), ylim=(d, 0))
    return ax
