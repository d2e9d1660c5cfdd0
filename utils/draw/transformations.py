"""Pictures of matrices as maps of the plane: the grid on its way from I to A, products, other bases, layers, decisions.

The first basis vector and the grid lines along it are `style.FIRST`, the second and its lines `style.SECOND`. The plane
as it was before stays behind as a grey grid and pale outlines. A plane that was turned over shows it three times: the
letter is in mirror writing, the unit square is hatched, and the badge says so.

Examples
--------
>>> from utils.draw import transformations
>>> ax = transformations.grid([[2, 1], [0, 1]], 0.5)
"""

from __future__ import annotations

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw import linalg as lines
from utils.draw._labels import Placer
from utils.draw._shapes import unit_circle
from utils.draw._text import number, point_text
from utils.draw.linalg import _in_style, _join, _prepared, _text_color
from utils.linalg.transformations import _basis, _real

__all__ = [
    "basis_grid",
    "change_of_basis",
    "composition",
    "composition_steps",
    "grid",
    "half_plane",
    "layer",
    "letter",
    "round_trip",
]

SHOW = ("square", "circle", "letter")
FEW, MOST = 10, 40  # grid lines on either side of the origin
SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
CIRCLE = unit_circle(72).T
E = (("e", "bold"), ("₁", "plain")), (("e", "bold"), ("₂", "plain"))
F_OUTLINE = np.array([[0, 0], [0.24, 0], [0.24, 0.4], [0.58, 0.4], [0.58, 0.62], [0.24, 0.62], [0.24, 0.78],
                      [0.7, 0.78], [0.7, 1], [0, 1], [0, 0]])  # fmt: skip


def letter(corner=(-2.1, 0.4), height=1.5):
    """Return the outline of a letter F: it looks different in a mirror, and from every side.

    Parameters
    ----------
    corner : array_like, shape (2,)
        Its lower left corner.
    height : float
        Above 0.

    Returns
    -------
    ndarray, shape (11, 2)
        A closed outline, one row per corner.

    Raises
    ------
    ValueError
        If the height is not above 0, or a number is not finite.

    Examples
    --------
    >>> letter((0, 0), 2)[-2]
    array([0., 2.])
    """
    height = _real(height, "height")
    if height <= 0:
        raise ValueError(f"height must be above 0, but is {height:g}.")
    return la.as_vector(corner, size=2, name="corner") + height * F_OUTLINE


# ------------------------------------------------------------------------------------------------- parts of a picture


def _pieces(figures, name):
    """Return a list of point arrays, shape (n, 2), from one such array or a sequence of them."""
    if figures is None:
        return []
    try:
        single = np.ndim(figures) == 2
    except ValueError:  # arrays of different lengths
        single = False
    return [la.as_matrix(piece, shape=(None, 2), name=name) for piece in ([figures] if single else figures)]


def _state(M):
    """Return the rank of M and its determinant, 0 where the plane is flattened."""
    sizes = np.linalg.svd(M, compute_uv=False)
    rank = int((sizes > 1e-9 * max(1.0, sizes[0])).sum())
    return rank, float(np.linalg.det(M)) if rank == 2 else 0.0


def _status(ax, M, area=True):
    """Say in a corner what the map does to areas and to the two sides of the plane."""
    rank, size = _state(M)
    color, words = style.RESULT, "↺ orientation kept"
    if rank < 2:
        color, words = style.SECOND, ("— everything on one line" if rank else "• everything on one point")
    elif size < 0:
        color, words = style.ACCENT, "⇄ turned over (mirror image)"
    _corner(ax, f"{words}, area × {number(abs(size))}" if area else words, color)


def _corner(ax, words, color):
    """Put a coloured label into a corner."""
    placer = Placer.of(ax)
    placer.remove_group("badge")
    box = {"boxstyle": "round,pad=0.4,rounding_size=0.6", "fc": style.tint(color, 0.85), "ec": color, "lw": 1.4}
    placer.add(
        words, _labels.corners(gap=11), color=style.INK, size=11.5, halo=False, box=box, zorder=30, pad=10,
        over_lines=0.0, group="badge", first=True,
    )  # fmt: skip


def _reach(M, box, shift):
    """Return how many grid lines on either side of the origin it takes to cover the window."""
    least = np.linalg.svd(M, compute_uv=False)[-1]
    far = np.abs(box - np.asarray(shift)[:, None]).max(axis=1)
    return int(np.clip(np.ceil(np.hypot(*far) / max(least, 1e-9)) + 1, FEW, MOST))


def _grid_lines(M, reach, shift=(0, 0)):
    """Return the images of the lines along e1 and along e2, each of shape (2 reach + 1, 2, 2)."""
    k = np.arange(-reach, reach + 1.0)
    ends = np.array([-reach, reach], dtype=float)
    along_x = np.stack(np.broadcast_arrays(ends, k[:, None]), axis=-1)  # line, end, coordinate
    return along_x @ M.T + shift, along_x[..., ::-1] @ M.T + shift


def _slanted_grid(ax, M, box, *, shift=(0, 0), colors=(style.FIRST, style.SECOND), pale=0.5, zorder=1.2):
    """Draw the image of the grid: two families of parallel, evenly spaced lines, the two axes a little stronger."""
    reach = _reach(M, box, shift)
    n = 2 * reach + 1
    widths, strong = np.full(n, 1.0), np.arange(n) == reach
    widths[strong] = 1.8
    shades = [style.tint(color, 0.25 if axis else pale) for color in colors for axis in strong]
    _strokes(ax, [*np.concatenate(_grid_lines(M, reach, shift))], shades, np.tile(widths, 2), zorder)


def _strokes(ax, pieces, color, width, zorder, dashes="-"):
    """Draw many lines as one artist, which is what keeps a slider quick."""
    lines_ = LineCollection(pieces, colors=color, linewidths=width, linestyles=dashes, zorder=zorder)
    ax.add_collection(lines_, autolim=False)


def _is_closed(points):
    return len(points) > 2 and np.array_equal(points[0], points[-1])


def _outline(ax, points, *, fill="none", color=style.INK, hatch=None, width=1.8, zorder=2.5, dashes="-"):
    """Draw a polyline; a closed one is filled."""
    if not _is_closed(points):
        return _strokes(ax, [points], color, width, zorder, dashes)
    look = {"fc": fill, "ec": color, "lw": width, "ls": dashes, "zorder": zorder, "hatch": hatch}
    return ax.add_artist(Polygon(points, closed=True, joinstyle="round", **look))  # add_patch would look for limits


def _keep_labels_off(ax, piece, path):
    """Let labels avoid a drawn figure; for a long outline it would cost more than it is worth."""
    if len(piece) < 20:
        for ends in np.stack([path[:-1], path[1:]], axis=1):
            Placer.of(ax).avoid_segment(ends, 0.5)


def _shapes(ax, M, show, figure, points, *, shift=(0, 0), ghost=False):
    """Draw the unit square, the circle, the letter, and the figures and points given, all under ``M x + shift``."""
    moved = lambda piece: piece @ M.T + shift  # noqa: E731
    drawn = [letter()] * ("letter" in show) + figure
    if ghost:
        drawn = [SQUARE] * ("square" in show) + [CIRCLE] * ("circle" in show) + drawn
        _strokes(ax, [moved(piece) for piece in drawn], style.QUIET, 1.1, 1.8, (0, (3, 2)))
        drawn = []
    elif "square" in show:
        over = _state(M)[1] < 0
        color = style.ACCENT if over else style.RESULT
        _outline(ax, moved(SQUARE), fill=(*to_rgb(color), 0.3), color=color, hatch="//" if over else None, zorder=2.2)
    if "circle" in show and not ghost:
        _outline(ax, moved(CIRCLE), color=style.INK, width=1.5, zorder=2.4, dashes=(0, (5, 2)))
    for piece in drawn:
        _keep_labels_off(ax, piece, moved(piece))
        _outline(ax, moved(piece), fill=(*to_rgb(style.QUIET), 0.45), color=style.INK, width=1.5, zorder=2.6)
    for k, cloud in enumerate(points):
        look = {"color": style.QUIET, "alpha": 0.35, "ms": 3.5} if ghost else {"color": style.INK, "ms": 5}
        ax.plot(*moved(cloud).T, style.MARKERS[k % len(style.MARKERS)], ls="none", mew=0, zorder=2.8, **look)


def _hands(ax, M, *, labels, names=E, shift=(0, 0), colors=(style.FIRST, style.SECOND)):
    """Draw the images of the basis vectors, each with the place where its tip is."""
    for j, color in enumerate(colors):
        tip = M[:, j]
        words = None
        if labels:
            words = names[j] if labels == "names" else _join(names[j], f" → {point_text(tip)}")
        _arrow(ax, tip, shift, color, words)


HEAD, HALF_HEAD, HALF_SHAFT = 13.0, 5.6, 1.35  # of an arrow, in points


def _points_per_unit(ax):
    """Return the scale of an Axes with equal axes whose window is set."""
    place, inches = ax.get_position(original=True), ax.get_figure(root=True).get_size_inches()
    spans = np.abs(np.array([np.diff(ax.get_xlim())[0], np.diff(ax.get_ylim())[0]]))
    return 72 * float(((place.width, place.height) * inches / spans).min())


def _arrow(ax, v, start, color, words):
    """Draw an arrow; if its tip is outside the window, its label stands at the edge where it leaves.

    One polygon: a FancyArrowPatch, as in `utils.draw.linalg.arrow`, takes ten times as long, and here there are many.
    """
    placer, v, start = Placer.of(ax), np.asarray(v, dtype=float), np.asarray(start, dtype=float)
    box, tip, length = placer.frame[0], start + v, float(np.hypot(*v))
    outside = bool(((tip < box[:, 0]) | (tip > box[:, 1])).any())
    if length < 1e-9:
        lines.arrow(v, start=start, ax=ax, color=color)
    else:
        along, scale = v / length, _points_per_unit(ax)
        across = np.array([-along[1], along[0]])
        head = min(HEAD / scale, length)
        wide, thin = head * HALF_HEAD / HEAD, min(HALF_SHAFT / scale, head * HALF_HEAD / HEAD)
        neck = tip - head * along
        corners = [start + thin * across, neck + thin * across, neck + wide * across, tip]
        corners += [neck - wide * across, neck - thin * across, start - thin * across]
        ax.add_artist(Polygon(corners, closed=True, fc=color, ec="none", zorder=5))
        placer.avoid_segment((start, tip), 1.5)
    if words:
        place = _labels.at_edge(tip) if outside else _labels.tip(start, tip) if length >= 1e-9 else _labels.around(tip)
        placer.add(words, place, color=_text_color(color), size=13)


def _checked(A, t, turning):
    A = la.as_matrix(A, shape=(2, 2))
    return A, la.morph(A, t, turning=turning)


# ----------------------------------------------------------------------------------------------------------- one map


@_in_style
def grid(
    A, t=1.0, *, ax=None, limits=(-4, 4), show=SHOW, figure=None, points=None, vectors=None, shift=(0, 0),
    turning=False, ghost=True, labels=True, status=True, before=None,
):  # fmt: skip
    """Draw the plane on its way from I to A: grid, basis vectors, unit square, circle, letter and whatever is given.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        May be singular: then the plane ends on a line or on a point.
    t : float in [0, 1]
        How far on the way: 0 is the plane as it was, 1 is A.
    ax : Axes, optional
    limits : (low, high) or ((x_low, x_high), (y_low, y_high))
        The window. It stays the same while t moves.
    show : sequence of {"square", "circle", "letter"}
        Which of the three to draw; an empty tuple for none.
    figure : array_like, shape (n, 2), or a sequence of such arrays, optional
        Polylines of your own, one row per point; one that ends where it began is filled.
    points : array_like, shape (n, 2), or a sequence of such arrays, optional
        Point sets of your own.
    vectors : dict of str to array_like of shape (2,), optional
        Further vectors to follow, by name.
    shift : array_like, shape (2,)
        Added to every image (the bias of an affine map), in the proportion t.
    turning : bool
        Turn and stretch instead of going straight; see `utils.linalg.morph`.
    ghost : bool
        Leave the shapes behind where they were.
    labels : bool or "names"
        Write at e1 and e2 where they are, or their names only.
    status : bool or "sides"
        Say in a corner whether the plane was turned over, and by how much areas grew; "sides" leaves the area out.
    before : array_like, shape (2, 2), optional
        A map that was done first: then the picture goes from ``before`` to ``A @ before``.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a matrix is not 2 x 2, t is outside [0, 1], or something is not finite.

    Examples
    --------
    >>> ax = grid([[0, -1], [1, 0]], 0.5)
    >>> ax = grid([[1, 2], [2, 4]], show=("square",), vectors={"v": [1, 1]})
    """
    A, M = _checked(A, t, turning)
    start = np.eye(2) if before is None else la.as_matrix(before, shape=(2, 2), name="before")
    M = M @ start
    shift = t * la.as_vector(shift, size=2, name="shift")
    unknown = [name for name in show if name not in SHOW]
    if unknown:
        raise ValueError(f"show may hold {', '.join(SHOW)}, but holds {unknown[0]!r}.")
    figure, points = _pieces(figure, "figure"), _pieces(points, "points")
    ax, placer, box = _prepared(ax, limits, ("x", "y"))
    _slanted_grid(ax, M, box, shift=shift)
    if ghost and t > 0:
        _shapes(ax, start, show, figure, points, ghost=True)
    _shapes(ax, M, show, figure, points, shift=shift)
    _hands(ax, M, labels=labels, shift=shift)
    for name, v in (vectors or {}).items():
        v = la.as_vector(v, size=2, name=name)
        if ghost and t > 0:
            lines.arrow(start @ v, ax=ax, color=style.tint(style.INK, 0.6), dashed=True)
        words = (*_vector_name(name), (f" → {point_text(M @ v)}", "plain"))
        _arrow(ax, M @ v, shift, style.INK, words)
    if status:
        _status(ax, M, area=status != "sides")
    return ax


def _vector_name(name):
    return ((name, "bold" if len(name) == 1 else "plain"),)


# ----------------------------------------------------------------------------------------------------------- products


def _stage(first, second, t, turning):
    """Return the matrix of a composition at t: 0 to 1 does the first map, 1 to 2 the second on top of it."""
    t = _real(t, "t")
    if not 0 <= t <= 2:
        raise ValueError(f"t must be between 0 (nothing done) and 2 (both maps done), but is {t:g}.")
    done = la.morph(first, min(t, 1.0), turning=turning)
    return la.morph(second, max(t - 1.0, 0.0), turning=turning) @ done


def _rows_text(M):
    return "rows " + ", ".join(point_text(row) for row in M)


@_in_style
def composition(
    A, B, t=2.0, *, axes=None, limits=(-4, 4), show=("square", "letter"), figure=None, points=None, turning=False,
    names=("A", "B"), status=False,
):  # fmt: skip
    """Draw both orders of two maps side by side: left first B, then A, which is A B; right first A, then B.

    Parameters
    ----------
    A, B : array_like, shape (2, 2)
    t : float in [0, 2]
        0 is the plane as it was, 1 after the first map of each panel, 2 after both; in between the map is on its way.
    axes : sequence of two Axes, optional
    limits, show, figure, points, turning, status
        As in `grid`.
    names : tuple of str
        What to call the maps, such as ``("rotate", "shear")``.

    Returns
    -------
    ndarray of Axes, shape (2,)
        Their titles say which map is on its way.

    Raises
    ------
    ValueError
        If a matrix is not 2 x 2, t is outside [0, 2], or something is not finite.

    Examples
    --------
    >>> left, right = composition([[0, -1], [1, 0]], [[1, 1], [0, 1]], 1.5)
    >>> right.get_title()
    'first A, then B (on its way)'
    """
    A, B = la.as_matrix(A, shape=(2, 2)), la.as_matrix(B, shape=(2, 2), name="B")
    if axes is None:
        _, axes = style.new_figure(9.2, 4.8, columns=2)
    for ax, (first, second), (one, two) in zip(axes, ((B, A), (A, B)), (names[::-1], names), strict=True):
        M = _stage(first, second, t, turning)
        grid(M, ax=ax, limits=limits, show=show, figure=figure, points=points, status=status)
        ax.set_title(_order_title(one, two, t))
    return np.asarray(axes)


def _order_title(one, two, t):
    if 0 < t < 1:
        return f"first {one} (on its way), then {two}"
    if t == 1:
        return f"first {one} (done), then {two}"
    return f"first {one}, then {two}" + (" (on its way)" if 1 < t < 2 else "")


@_in_style
def composition_steps(A, B, *, limits=(-4, 4), show=("square", "letter"), figure=None, names=("A", "B")):
    """Draw both orders in two rows of three pictures: the plane, after the first map, after both. For a still figure.

    Parameters
    ----------
    A, B : array_like, shape (2, 2)
    limits, show, figure
        As in `grid`.
    names : tuple of str
        What to call the maps.

    Returns
    -------
    ndarray of Axes, shape (2, 3)
        The upper row does first B, then A, which is A B.

    Raises
    ------
    ValueError
        If a matrix is not 2 x 2, or something is not finite.

    Examples
    --------
    >>> composition_steps([[0, -1], [1, 0]], [[1, 1], [0, 1]]).shape
    (2, 3)
    """
    A, B = la.as_matrix(A, shape=(2, 2)), la.as_matrix(B, shape=(2, 2), name="B")
    _, axes = style.new_figure(10.0, 7.4, rows=2, columns=3)
    for row, (first, second), (one, two) in zip(axes, ((B, A), (A, B)), (names[::-1], names), strict=True):
        stages = (np.eye(2), "start"), (first, f"after {one}"), (second @ first, f"after {one}, then {two}")
        for ax, (M, title) in zip(row, stages, strict=True):
            grid(M, ax=ax, limits=limits, show=show, figure=figure, status=False, labels="names", ghost=False)
            ax.set_title(title, fontsize=12)
    return axes


@_in_style
def round_trip(A, t=2.0, *, ax=None, limits=(-4, 4), show=SHOW, figure=None, points=None, turning=False):
    """Draw the plane on its way through A and back through the inverse of A; a singular A cannot be undone.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    t : float in [0, 2]
        0 to 1 does A, 1 to 2 undoes it with the inverse. Without an inverse the picture stays as it is at 1, and the
        badge says so.
    ax, limits, show, figure, points, turning
        As in `grid`.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A is not 2 x 2, t is outside [0, 2], or something is not finite.

    Examples
    --------
    >>> ax = round_trip([[2, 1], [0, 1]], 1.5)
    """
    A = la.as_matrix(A, shape=(2, 2))
    flat = _state(A)[0] < 2
    back = np.eye(2) if flat else np.linalg.inv(A)
    lost = flat and t >= 1
    ax = grid(
        _stage(A, back, t, turning), ax=ax, limits=limits, show=show, figure=figure, points=points, status=not lost
    )
    if lost:
        _corner(ax, "✕ no way back: several points land on one", style.SECOND)
    return ax


# ------------------------------------------------------------------------------------------------------------- bases


B_NAMES = (("b", "bold"), ("₁", "plain")), (("b", "bold"), ("₂", "plain"))


def _in_basis(c):
    """Return coordinates in a basis, in square brackets, so that they are not taken for the standard ones."""
    return "[" + ", ".join(number(x) for x in c) + "]"


@_in_style
def basis_grid(basis, v=None, *, ax=None, limits=(-4, 4), steps=True, name="v"):
    """Draw the grid of a basis over the standard one, and a vector with its coordinates in both.

    Parameters
    ----------
    basis : array_like, shape (2, 2)
        The basis vectors are its columns.
    v : array_like, shape (2,), optional
    ax, limits
        As in `grid`.
    steps : bool
        Draw the way to v along the basis vectors, dashed.
    name : str

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If the columns of the basis are dependent, a size is wrong, or something is not finite.

    Examples
    --------
    >>> ax = basis_grid([[1, -1], [1, 1]], [3, 1])
    """
    B = _basis(la.as_matrix(basis, shape=(2, 2), name="basis"))
    ax, _, box = _prepared(ax, limits, ("x", "y"))
    _slanted_grid(ax, B, box)
    _hands(ax, B, labels="names", names=B_NAMES)
    if v is not None:
        v = la.as_vector(v, size=2, name=name)
        c = la.coordinates(v, B)
        if steps:
            here = np.zeros(2)
            for j, color in enumerate((style.FIRST, style.SECOND)):
                if abs(c[j]) > 1e-9:
                    lines.arrow(c[j] * B[:, j], start=here, ax=ax, color=style.tint(color, 0.3), dashed=True)
                here = here + c[j] * B[:, j]
        words = (*_vector_name(name), (f" = {point_text(v)} = {_in_basis(c)} in the basis", "plain"))
        _arrow(ax, v, (0, 0), style.INK, words)
    return ax


@_in_style
def change_of_basis(A, basis, v=None, t=1.0, *, axes=None, limits=(-4, 4), basis_limits=None, turning=False):
    """Draw one map in two coordinate systems side by side: on our paper, and on the paper of somebody with a basis.

    Left, the standard grid is straight and the grid of the basis lies over it; right, the basis is straight and the
    standard grid lies slanted over it. The vector v and its image are the same arrows in both, with other coordinates.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        The map, in standard coordinates.
    basis : array_like, shape (2, 2)
        The basis vectors are its columns.
    v : array_like, shape (2,), optional
        A vector to follow; by default the sum of the basis vectors.
    t : float in [0, 1]
        How far v is on its way to A v.
    axes : sequence of two Axes, optional
    limits, basis_limits : (low, high) or two such pairs
        The windows left and right.
    turning : bool
        As in `grid`.

    Returns
    -------
    ndarray of Axes, shape (2,)

    Raises
    ------
    ValueError
        If the columns of the basis are dependent, a size is wrong, or something is not finite.

    Examples
    --------
    >>> left, right = change_of_basis([[0, 1], [1, 0]], [[1, -1], [1, 1]], [3, 1])
    >>> right.get_title()
    'in the basis: rows (1, 0), (0, −1)'
    """
    A, M = _checked(A, t, turning)
    B = _basis(la.as_matrix(basis, shape=(2, 2), name="basis"))
    v = B.sum(axis=1) if v is None else la.as_vector(v, size=2, name="v")
    inside, image = la.coordinates(v, B), la.coordinates(M @ v, B)
    if axes is None:
        _, axes = style.new_figure(9.2, 4.8, columns=2)
    left, right = axes
    basis_limits = limits if basis_limits is None else basis_limits
    _, _, box = _prepared(left, limits, ("x", "y"))
    _slanted_grid(left, B, box)
    _hands(left, B, labels="names", names=B_NAMES)
    _pair(left, v, M @ v, point_text, t)
    left.set_title(f"standard coordinates: {_rows_text(A)}")
    _, _, box = _prepared(right, basis_limits, ("amount of b₁", "amount of b₂"))
    back = np.linalg.inv(B)
    _slanted_grid(right, back, box, colors=(style.QUIET, style.QUIET), pale=0.6)
    _hands(right, np.eye(2), labels="names", names=B_NAMES)
    _pair(right, inside, image, _in_basis, t)
    right.set_title(f"in the basis: {_rows_text(la.change_of_basis(A, B))}")
    return np.asarray(axes)


def _pair(ax, v, image, write, t):
    _arrow(ax, v, (0, 0), style.INK, (("v", "bold"), (f" = {write(v)}", "plain")))
    if t > 0:
        start = (("A", "bold"), ("v", "bold"), (" = ", "plain")) if t == 1 else (("on its way ", "plain"),)
        _arrow(ax, image, (0, 0), style.RESULT, (*start, (write(image), "plain")))


# ------------------------------------------------------------------------------------------------------------ networks


@_in_style
def layer(
    W, b=(0, 0), *, relu=False, t=None, ax=None, limits=(-4, 4), show=("square",), figure=None, points=None,
    classes=None, origin=True,
):  # fmt: skip
    """Draw what a layer of a network with two inputs and two outputs does to the plane: ``W x``, then ``+ b``, ReLU.

    Parameters
    ----------
    W : array_like, shape (2, 2)
        Weights: one row per output.
    b : array_like, shape (2,)
        Biases.
    relu : bool
        Cut negative outputs to 0: everything outside the first quadrant is folded onto its edge.
    t : float in [0, 3], optional
        How far: 0 to 1 does W, 1 to 2 adds b, 2 to 3 (with `relu`) cuts. By default to the end.
    ax, limits, show, figure, points
        As in `grid`; all of them are bent by ReLU.
    classes : array_like of int, shape (n,), optional
        Classes of `points`, 0 or 1: then these get a marker and a colour each.
    origin : bool
        Mark where the origin is.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a size is wrong, t is outside its range, or something is not finite.

    Examples
    --------
    >>> ax = layer([[1, 1], [-1, 1]], [0, -1], relu=True)
    """
    W, b = la.as_matrix(W, shape=(2, 2), name="W"), la.as_vector(b, size=2)
    end = 3.0 if relu else 2.0
    t = end if t is None else _real(t, "t")
    if not 0 <= t <= end:
        raise ValueError(f"t must be between 0 and {end:g}, but is {t:g}.")
    M, shift = la.morph(W, min(t, 1.0)), np.clip(t - 1, 0, 1) * b
    cut = float(np.clip(t - 2, 0, 1))

    def through(x):
        z = x @ M.T + shift
        return z + cut * (np.maximum(z, 0) - z)

    ax, _, box = _prepared(ax, limits, ("z₁", "z₂") if t else ("x₁", "x₂"))
    reach = _reach(M, box, shift)
    for family, color in zip(_grid_lines(np.eye(2), reach), (style.FIRST, style.SECOND), strict=True):
        bent = through(_with_bends(family, M, shift)) if cut else through(family)
        _strokes(ax, bent, style.tint(color, 0.5), 1.1, 1.2)
    figures = (
        _pieces(figure, "figure") + ([SQUARE] if "square" in show else []) + ([CIRCLE] if "circle" in show else [])
    )
    figures += [letter()] if "letter" in show else []
    grey = (*to_rgb(style.RESULT), 0.25)
    for piece in figures:
        edges = np.stack([piece[:-1], piece[1:]], axis=1)
        path = through(_with_bends(edges, M, shift).reshape(-1, 2))
        if _is_closed(piece):
            path[-1] = path[0]  # up to rounding it is already there
        _keep_labels_off(ax, piece, path[::4])
        _outline(ax, path, fill=grey, color=style.RESULT, width=1.6)
    clouds = _pieces(points, "points")
    if classes is not None:
        if len(clouds) != 1:
            raise ValueError(f"classes need one set of points, but got {len(clouds)}.")
        classes = _classes(classes, len(clouds[0]))
        for k in (0, 1):
            _class_marks(ax, through(clouds[0][classes == k]), k)
    else:
        for cloud in clouds:
            ax.plot(*through(cloud).T, "o", color=style.INK, ms=5, mew=0, ls="none", zorder=4)
    if origin:
        here = through(np.zeros((1, 2)))[0]
        lines.point(here, ax=ax, label=f"origin → {point_text(here)}" if t else "origin", color=style.INK)
    return ax


def _with_bends(edges, M, shift):
    """Return edges, shape (n, 2, 2), with two further points each: where the two coordinates of the image change sign.

    Between these points ReLU is linear, so straight pieces between the images are exact.
    """
    z = edges @ M.T + shift
    fall = z[:, 0] - z[:, 1]
    s = np.divide(z[:, 0], fall, out=np.zeros_like(fall), where=np.abs(fall) > 1e-12)
    s = np.sort(np.column_stack([np.zeros(len(s)), np.clip(s, 0, 1), np.ones(len(s))]), axis=1)
    return edges[:, :1] + s[..., None] * (edges[:, 1:] - edges[:, :1])


def _classes(labels, n):
    labels = la.as_vector(labels, size=n, name="labels")
    if not np.isin(labels, (0, 1)).all():
        raise ValueError(f"labels must be 0 or 1, but are {sorted(set(labels.tolist()))[:4]}.")
    return labels.astype(int)


def _class_marks(ax, points, k, size=9):
    """Mark points of a class: 0 is an empty ring, 1 a full square."""
    look = {"marker": "s", "mfc": style.SECOND, "mec": style.PAPER} if k else {"marker": "o", "mfc": style.PAPER}
    ax.plot(
        *points.T, ls="none", zorder=9, ms=size, mew=2 if not k else 1.2, clip_on=False,
        **({"mec": style.FIRST} | look),
    )  # fmt: skip


@_in_style
def half_plane(
    w, b, points=None, labels=None, *, ax=None, limits=(-1, 2), names=("x₁", "x₂"), status=True, normal=True
):
    """Draw the decision of a perceptron: the boundary ``w . x + b = 0``, the side where it says 1, and the points.

    Parameters
    ----------
    w : array_like, shape (2,)
        Weights. Where both are 0 there is no boundary, and b alone decides.
    b : float
        Bias.
    points : array_like, shape (n, 2), optional
        One row per point.
    labels : array_like of int, shape (n,), optional
        Their classes, 0 or 1; wrongly decided points are crossed.
    ax, limits
        As in `grid`.
    names : tuple of str
        Names of the axes.
    status : bool
        Say in a corner how many of the labelled points are decided rightly.
    normal : bool
        Draw w as an arrow that starts on the boundary.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If a size is wrong, a label is neither 0 nor 1, or something is not finite.

    Examples
    --------
    >>> ax = half_plane([1, 1], -1.5, [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1])
    """
    w, b = la.as_vector(w, size=2, name="w"), _real(b, "b")
    ax, placer, box = _prepared(ax, limits, names)
    corners = np.array([[x, y] for x, y in zip(box[0][[0, 1, 1, 0]], box[1][[0, 0, 1, 1]], strict=True)])
    side = _side(corners, w, b)
    if len(side):
        ax.add_patch(Polygon(side, closed=True, fc=style.tint(style.SECOND, 0.82), ec="none", zorder=0.3))
    for words, part in (("says 1", side), ("says 0", _side(corners, -w, -b))):
        if len(part):
            middle = part.mean(axis=0)
            places = np.vstack([middle, *(middle + s * (part - middle) for s in (0.35, 0.7))])
            placer.add(words, _labels.inside(places), color=style.INK, size=12.5)
    ends = la.line_segment(w, -b, box) if w.any() else None
    if ends is not None:
        ax.plot(*ends.T, color=style.INK, lw=2.4, zorder=3)
        placer.avoid_segment(ends)
        if normal:
            _arrow(ax, w, ends.mean(axis=0), style.RESULT, (("w", "bold"),))
    if points is not None:
        _decided(ax, placer, w, b, points, labels, status)
    return ax


def _side(corners, w, b):
    """Return the part of a convex polygon where ``w . x + b > 0``, shape (k, 2); k may be 0."""
    values = corners @ w + b
    kept = []
    for p, q, u, v in zip(corners, np.roll(corners, -1, axis=0), values, np.roll(values, -1), strict=True):
        if u > 0:
            kept.append(p)
        if (u > 0) != (v > 0):
            kept.append(p + u / (u - v) * (q - p))
    return np.array(kept).reshape(-1, 2) if len(kept) > 2 else np.empty((0, 2))


def _decided(ax, placer, w, b, points, labels, status):
    """Mark the points of a decision, and cross those that it gets wrong."""
    points = la.as_matrix(points, shape=(None, 2), name="points")
    says = la.perceptron(w, b, points)
    classes = says if labels is None else _classes(labels, len(points))
    for k in (0, 1):
        _class_marks(ax, points[classes == k], k, size=13 if len(points) < 30 else 7)
    for p in points[:: len(points) // 60 + 1]:
        placer.avoid_mark(p)
    wrong = points[says != classes]
    ax.plot(*wrong.T, "x", color=style.INK, ms=19 if len(points) < 30 else 9, mew=2.4, ls="none", zorder=9.5)
    if status and labels is not None:
        right = len(points) - len(wrong)
        mark, color = ("✓", style.RESULT) if right == len(points) else ("✕", style.SECOND)
        _corner(ax, f"{mark} {right} of {len(points)} right", color)
