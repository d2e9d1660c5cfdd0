"""Pictures for the lecture on determinants: signed area and volume, and the 24 products of a 4x4 matrix."""

from __future__ import annotations

import itertools

import numpy as np
from matplotlib.patches import Polygon, Rectangle

from utils import style
from utils.draw import linalg
from utils.draw._scene import Scene
from utils.linalg import as_matrix, determinant, plane_polygon


def signed_area(A, *, ax=None, limits=None, label=True, names=("x", "y")):
    """Draw the parallelogram whose sides are the rows of a 2x2 matrix, with its signed area.

    A counter-clockwise turn from row 1 to row 2 (positive determinant) leaves it plain; a clockwise turn (negative)
    hatches it, so that the sign is seen without reading.

    Parameters
    ----------
    A : array_like, shape (2, 2)
    ax : Axes, optional
    limits, names
        As in `utils.draw.linalg.axes_2d`.
    label : bool
        Whether to write the signed area.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = signed_area([[4, 3], [3, -1]])
    >>> [patch.get_hatch() for patch in ax.patches if patch.get_hatch()]
    ['//']
    """
    A = as_matrix(A, shape=(2, 2))
    area = determinant(A)
    text = f"signed area = {area:.3g}".replace("-", "\N{MINUS SIGN}") if label else False
    ax = linalg.parallelogram(A, ax=ax, limits=limits, label=text, names=names)
    if area < 0:
        corners = np.array([[0, 0], A[0], A[0] + A[1], A[1]])
        pale = style.tint(style.SECOND, 0.72)
        ax.add_patch(Polygon(corners, fc=pale, ec=style.SECOND, hatch="//", lw=1.5, zorder=1.6))
    return ax


def box_on_sheet(A, *, ax=None, limits=None, elevation=None, azimuth=None):
    """Draw the slanted box whose edges are the rows of a 3x3 matrix, on the plane of its first two rows.

    Parameters
    ----------
    A : array_like, shape (3, 3)
        With independent rows 1 and 2.
    ax : Axes3D, optional
    limits, elevation, azimuth
        As in `utils.draw.linalg.axes_3d`.

    Returns
    -------
    Axes3D

    Raises
    ------
    ValueError
        If rows 1 and 2 are dependent: they span no plane.

    Examples
    --------
    >>> ax = box_on_sheet([[4, 0, 1], [0, 4, 1], [2, 2, 3]], limits=(-1, 9))
    >>> ax.name
    '3d'
    """
    A = as_matrix(A, shape=(3, 3))
    normal = np.cross(A[0], A[1])
    if not normal.any():
        raise ValueError("Rows 1 and 2 must be independent: dependent rows lie on one line and span no plane.")
    ax = linalg.axes_3d(ax, limits, elevation=elevation, azimuth=azimuth)
    sheet = plane_polygon(normal, 0, np.column_stack([ax.get_xlim(), ax.get_ylim(), ax.get_zlim()]).T)
    Scene.of(ax).add_face(sheet, style.CONTEXT, alpha=0.45, plane=(normal, 0.0))
    return linalg.parallelepiped(A, ax=ax, label=False)


def permutation_sign(columns):
    """Return +1 if an even number of swaps sorts the columns, else -1.

    Parameters
    ----------
    columns : sequence of int
        An ordering of 0, 1, ..., n - 1.

    Returns
    -------
    {1, -1}

    Examples
    --------
    >>> permutation_sign([0, 1, 2, 3]), permutation_sign([1, 0, 2, 3])
    (1, -1)
    """
    return (-1) ** sum(columns[i] > columns[j] for i, j in itertools.combinations(range(len(columns)), 2))


def four_by_four_products(*, ax=None):
    """Draw the 24 products of a 4x4 determinant, and what drawing diagonals as on a 3x3 matrix makes of them.

    Each small board marks the four entries of one product. First come the eight that lie on diagonals (right sign, then
    wrong sign), then the sixteen that no diagonal passes through.

    Parameters
    ----------
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = four_by_four_products()
    >>> len(ax.patches)
    120
    """
    if ax is None:
        ax = style.new_figure(8.4, 4.2, equal=True)[1]
        ax.set_position([0.02, 0.02, 0.96, 0.86])
    diagonals = {tuple((j + s * i) % 4 for i in range(4)): s for j in range(4) for s in (1, -1)}
    everything = list(itertools.permutations(range(4)))
    right = [p for p in everything if diagonals.get(p) == permutation_sign(p)]
    wrong = [p for p in diagonals if p not in right]
    missing = [p for p in everything if p not in diagonals]
    groups = (
        ("✓ right sign", style.RESULT, right, 0, 0),
        ("✗ wrong sign", style.SECOND, wrong, 4, 0),
        ("– missing", style.QUIET, missing, 0, 1),
    )
    for words, color, boards, column, row in groups:
        head = {"color": color, "fontsize": 13, "fontweight": "bold", "va": "bottom"}
        ax.text(5.2 * column, 1.1 - 6.6 * row, f"{words}: {len(boards)}", **head)
        for k, p in enumerate(boards):
            x, y = 5.2 * (column + k % 8), -6.6 * row - 5.0 * (k // 8)
            ax.add_patch(Rectangle((x, y - 3.4), 4, 4, facecolor=style.PAPER, edgecolor=style.QUIET, linewidth=0.8))
            ax.plot(*_grid_lines(x, y), color=style.CONTEXT, linestyle="-", linewidth=0.6, zorder=1.5)
            for i, j in enumerate(p):
                ax.add_patch(Rectangle((x + j, y - i - 0.4), 1, 1, facecolor=color, edgecolor="none", zorder=2))
    ax.set(xlim=(-0.4, 41.2), ylim=(-15.4, 3.0))
    ax.set_aspect("equal")
    ax.axis("off")
    return ax


def _grid_lines(x, y):
    """Return the inner lines of a board with its top left cell at (x, y), as one line with gaps."""
    xs, ys = [], []
    for k in (1, 2, 3):
        xs += [x + k, x + k, np.nan, x, x + 4, np.nan]
        ys += [y - 3.4, y + 0.6, np.nan, y + 0.6 - k, y + 0.6 - k, np.nan]
    return xs, ys
