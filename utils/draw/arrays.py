"""Arrays drawn as blocks of cells: what is picked, what is stretched, what is summed away.

A cell is one unit high and `width` units wide; the first row is on top, as NumPy prints it.

Examples
--------
>>> import numpy as np
>>> from utils.draw import arrays
>>> ax = arrays.cells(np.arange(6).reshape(2, 3), label="A, shape (2, 3)")
>>> ax = arrays.cells(np.ones((2, 1)), at=(4, 0), ax=ax)
"""

from __future__ import annotations

import numpy as np
from matplotlib.collections import PolyCollection

from utils import style

__all__ = ["panels", "cells", "broadcast", "reduction"]

_GAP = 1.7  # cells between two blocks, room for the sign between them


_RIM, _TITLE = 0.12, 0.42  # inches around a panel, and above it for its title


def panels(width, height, *, rows=1, columns=1, width_ratios=None):
    """Make a figure for pictures and blocks of cells: no ticks, narrow rims, room for a title above each panel.

    Parameters
    ----------
    width, height : float
        Size in inches.
    rows, columns : int
        Number of panels.
    width_ratios : sequence of float, optional
        Widths of the columns relative to one another.

    Returns
    -------
    fig : matplotlib.figure.Figure
    axes : Axes, or ndarray of Axes where there are several panels

    Examples
    --------
    >>> fig, (left, right) = panels(8, 3, columns=2)
    >>> left.axison
    False
    """
    fig, axes = style.new_figure(width, height, rows=rows, columns=columns)
    share = np.ones(columns) if width_ratios is None else np.asarray(width_ratios, dtype=float)
    edges = np.concatenate([[0.0], np.cumsum(share / share.sum())])
    for k, ax in enumerate(np.ravel(axes)):
        i, j = divmod(k, columns)
        box = ((edges[j + 1] - edges[j]) * width - 2 * _RIM, height / rows - 2 * _RIM - _TITLE)
        low = (edges[j] * width + _RIM, height * (rows - 1 - i) / rows + _RIM)
        ax.set_position([low[0] / width, low[1] / height, box[0] / width, box[1] / height])
        ax.set_axis_off()
    return fig, axes


def _axes(ax, width, height):
    """Return the Axes to draw on: without ticks, one scale for both directions."""
    if ax is None:
        _, ax = style.new_figure(width, height)
        ax.set_position([0.02, 0.03, 0.96, 0.85])
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def _table(A):
    """Return a matrix of at most two axes as rows and columns: a number as one cell, a vector as one row."""
    A = np.asarray(A)
    if A.ndim > 2:
        raise ValueError(f"A has {A.ndim} axes; draw it sheet by sheet, each with one axis or two.")
    return A.reshape(1, -1) if A.ndim < 2 else A


def _text(value):
    if isinstance(value, bool | np.bool_ | str):
        return str(value)
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def cells(
    A, *, ax=None, at=(0.0, 0.0), color=style.FIRST, picked=None, copies=None, indices=False, label=None, width=1.0
):
    """Draw an array as a block of cells with its entries.

    Parameters
    ----------
    A : array_like, shape (n,), (m, n) or ()
        A vector is drawn as one row, a number as one cell.
    ax : Axes, optional
    at : (float, float)
        Upper left corner of the block.
    color : color
    picked : array_like of bool, optional
        Which entries to fill; the others stay white. Left out, all are filled.
    copies : array_like of bool, optional
        Which entries are copies that take no memory: pale, with a dashed edge.
    indices : bool
        Write the number of each row and column beside it (for a vector: of each entry).
    label : str, optional
        Text below the block.
    width : float
        Width of a cell.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A has more than two axes.

    Examples
    --------
    >>> import numpy as np
    >>> A = np.arange(12).reshape(3, 4)
    >>> ax = cells(A, picked=A > 6, indices=True)
    >>> [text.get_text() for text in ax.texts][:3]
    ['0', '1', '2']
    """
    axes, A = np.ndim(A), _table(A)
    rows, columns = A.shape
    ax = _axes(ax, min(9.0, 1.2 + 0.6 * columns * width), 1.2 + 0.6 * rows)
    filled = np.ones(A.shape, bool) if picked is None else np.broadcast_to(_table(picked), A.shape)
    pale = np.zeros(A.shape, bool) if copies is None else np.broadcast_to(_table(copies), A.shape)
    left = at[0] + width * np.arange(columns)
    top = at[1] - np.arange(rows)
    corners = np.array([(0, 0), (width, 0), (width, -1), (0, -1)])
    boxes = np.stack(np.broadcast_arrays(left[None, :], top[:, None]), axis=-1)[:, :, None, :] + corners
    looks = (
        (~filled, style.PAPER, style.QUIET, "-", 0.9),
        (filled & pale, style.tint(color, 0.93), color, (0, (3, 2)), 1.0),
        (filled & ~pale, style.tint(color, 0.72), color, "-", 1.6),
    )
    for group, face, edge, dash, line in looks:
        if group.any():
            look = {"facecolors": face, "edgecolors": edge, "linestyles": [dash], "linewidths": line}
            ax.add_collection(PolyCollection(boxes[group], **look))
    place = {"ha": "center", "va": "center"}
    for (i, j), value in np.ndenumerate(A):
        quiet = pale[i, j] or not filled[i, j]
        ax.text(left[j] + width / 2, top[i] - 0.52, _text(value), color=style.QUIET if quiet else style.INK, **place)
    if indices:
        for j in range(columns):
            ax.text(left[j] + width / 2, at[1] + 0.35, str(j), color=style.QUIET, fontsize=11, **place)
        for i in range(rows if axes > 1 else 0):
            ax.text(at[0] - 0.35, top[i] - 0.52, str(i), color=style.QUIET, fontsize=11, **place)
    if label:
        ax.text(at[0] + width * columns / 2, at[1] - rows - 0.25, label, ha="center", va="top")
    rim = 0.6 * indices  # room for what is written around the block
    below = 1.0 if label else 0.0
    ax.update_datalim([(at[0] - rim, at[1] + rim), (at[0] + width * columns, at[1] - rows - below)])
    ax.autoscale_view()
    return ax


def _stretched(a, shape):
    """Return `a` in `shape` as a table, and which of its cells are copies."""
    original = np.zeros(np.shape(a), bool)
    first = np.ones(shape, bool)
    padded = (1,) * (len(shape) - original.ndim) + original.shape
    for axis, size in enumerate(padded):
        if size == 1 and shape[axis] > 1:
            later = np.arange(shape[axis]).reshape([-1 if k == axis else 1 for k in range(len(shape))]) > 0
            first &= ~later
    return _table(np.broadcast_to(a, shape)), _table(~first)


def _rule(one, two, result, names):
    """Write two shapes and that of the result below each other, aligned on the right."""
    axes = max(len(one), len(two))
    heads = (*names, " + ".join(names))
    shapes = (one, two, ("?",) * axes if result is None else result)
    indent = max(map(len, heads))
    return "\n".join(
        f"{head:<{indent}}" + "".join(f"{size:>4}" for size in ("",) * (axes - len(shape)) + shape)
        for head, shape in zip(heads, shapes, strict=True)
    )


def broadcast(a, b, *, ax=None, names=("a", "b"), slots=None, rule=True):
    """Draw a + b with the shapes stretched: the copies that broadcasting pretends are pale and dashed.

    Parameters
    ----------
    a, b : array_like
        At most two axes each.
    ax : Axes, optional
    names : (str, str)
    slots : (int, int), optional
        Rows and columns to keep room for, so that a figure with a slider does not jump. Default: what is needed.
    rule : bool
        Write the two shapes below, aligned on the right, with the result.

    Returns
    -------
    Axes

    Examples
    --------
    >>> import numpy as np
    >>> ax = broadcast(np.array([[10], [20]]), np.array([1, 2, 3]))
    >>> ax.get_title()
    'Shapes (2, 1) and (3,) fit: the result has shape (2, 3)'
    >>> broadcast(np.ones(3), np.ones(4)).get_title()
    'Shapes (3,) and (4,) do not fit: 3 meets 4'
    """
    a, b = np.asarray(a), np.asarray(b)
    try:
        shape = np.broadcast_shapes(a.shape, b.shape)
    except ValueError:
        shape = None
    tables = [_table(x).shape for x in (a, b)] + ([_table(np.empty(shape)).shape] if shape is not None else [])
    rows, columns = slots or (max(t[0] for t in tables), max(t[1] for t in tables))
    ax = _axes(ax, min(9.0, 1.5 * columns + 2.6), 0.6 * rows + (2.2 if rule else 1.2))
    starts = [k * (columns + _GAP) for k in range(3)]
    signs = [start - _GAP / 2 for start in starts[1:]]
    middle = -rows / 2
    heading = {"ha": "center", "va": "bottom", "fontweight": "bold"}
    for x, start, color, name in ((a, starts[0], style.FIRST, names[0]), (b, starts[1], style.SECOND, names[1])):
        table, copies = _stretched(x, shape) if shape is not None else (_table(x), None)
        cells(table, ax=ax, at=_centred(table, start, rows, columns), color=color, copies=copies)
        ax.text(start + columns / 2, 0.3, f"{name}, shape {x.shape}", color=color, **heading)
    for x, sign in zip(signs, "+=", strict=True):
        ax.text(x, middle, sign, ha="center", va="center", fontsize=20)
    where = (starts[2] + columns / 2, 0.3)
    if shape is not None:
        total = _table(a + b)
        cells(total, ax=ax, at=_centred(total, starts[2], rows, columns), color=style.RESULT)
        ax.text(*where, f"{names[0]} + {names[1]}, shape {shape}", color=style.RESULT, **heading)
        ax.set_title(f"Shapes {a.shape} and {b.shape} fit: the result has shape {shape}")
    else:
        clash = next((p, q) for p, q in zip(a.shape[::-1], b.shape[::-1], strict=False) if p != q and 1 not in (p, q))
        ax.text(where[0], middle, "✗\nValueError", ha="center", va="center", fontsize=16, color=style.SECOND)
        ax.set_title(f"Shapes {a.shape} and {b.shape} do not fit: {clash[0]} meets {clash[1]}")
    if rule:
        look = {"family": "monospace", "ha": "center", "va": "top", "linespacing": 1.35}
        ax.text(starts[1] + columns / 2, -rows - 0.5, _rule(a.shape, b.shape, shape, names), **look)
    ax.set_xlim(-0.5, starts[2] + columns + 0.5)
    ax.set_ylim(-rows - (2.9 if rule else 0.4), 1.1)
    return ax


def _centred(table, start, rows, columns):
    """Return the upper left corner that puts a table into the middle of its slot."""
    return start + (columns - table.shape[1]) / 2, -(rows - table.shape[0]) / 2


def reduction(A, axis, *, ax=None, what="sum"):
    """Draw a sum (or another reduction) along one axis: arrows run along the axis that disappears.

    Parameters
    ----------
    A : array_like, shape (m, n)
    axis : {0, 1}
        0 runs down the rows and leaves one result for each column; 1 runs along the columns and leaves one for each
        row.
    ax : Axes, optional
    what : {"sum", "mean", "max", "min"}

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If A does not have two axes, or axis is neither 0 nor 1.

    Examples
    --------
    >>> ax = reduction([[1, 2, 3], [4, 5, 6]], axis=0)
    >>> [text.get_text() for text in ax.texts][-4:-1]
    ['5', '7', '9']
    """
    A = np.asarray(A)
    if A.ndim != 2 or axis not in (0, 1):
        raise ValueError(f"A has {A.ndim} axes and axis is {axis!r}; give a matrix and axis 0 or 1.")
    rows, columns = A.shape
    result = getattr(A, what)(axis=axis)
    ax = _axes(ax, 1.2 + 0.6 * (columns + 2.5), 1.2 + 0.6 * (rows + 2.5))
    cells(A, ax=ax)
    label = {"s": f"shape {A.shape} → {result.shape}", "ha": "center", "va": "top", "color": style.RESULT}
    arrow = {"arrowprops": {"arrowstyle": "-|>", "color": style.RESULT, "lw": 2, "shrinkA": 0, "shrinkB": 0}}
    if axis == 0:
        for j in range(columns):
            ax.annotate("", (j + 0.5, -rows - 0.95), (j + 0.5, -rows - 0.1), **arrow)
        cells(result, ax=ax, at=(0, -rows - 1.05), color=style.RESULT)
        ax.text(columns / 2, -rows - 2.3, **label)
    else:
        for i in range(rows):
            ax.annotate("", (columns + 0.95, -i - 0.5), (columns + 0.1, -i - 0.5), **arrow)
        cells(result[:, None], ax=ax, at=(columns + 1.05, 0), color=style.RESULT)
        ax.text(columns / 2 + 1, -rows - 0.3, **label)
    ax.set_xlim(-0.6, columns + 2.6)
    ax.set_ylim(-rows - 3.1, 0.6)
    return ax
