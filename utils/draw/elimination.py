"""Pictures of Gaussian elimination, rank and large systems: typeset matrices, moving lines and planes, compression.

Rows of a system have the colours of `utils.draw.linalg`: the first row, line or plane is `style.FIRST`, the second
`style.SECOND`, the third `style.ACCENT`. Pivots and solutions are `style.RESULT`, and pivots stand in a frame.

Examples
--------
>>> from utils import linalg
>>> from utils.draw import elimination
>>> steps = linalg.elimination_steps([[1, 1], [1, -1]], [3, 1])
>>> left, right = elimination.stepper(steps, 1)
"""

from __future__ import annotations

import numbers
import textwrap
from fractions import Fraction

import numpy as np
from matplotlib import colormaps
from matplotlib.collections import LineCollection
from matplotlib.patches import FancyBboxPatch
from matplotlib.ticker import MaxNLocator

from utils import linalg as la
from utils import style
from utils.draw import _labels
from utils.draw import linalg as lines
from utils.draw._labels import Placer
from utils.draw._scene import Scene
from utils.draw._text import MINUS, _outline, equation, name_runs, number
from utils.draw.linalg import _dash, _in_style, _role, _text_color, _write

__all__ = [
    "compression",
    "compression_strip",
    "cost_curve",
    "input_output",
    "lu_picture",
    "matrix",
    "plate",
    "product",
    "small_pivot",
    "sparsity",
    "staircase",
    "stepper",
]

EM = 0.40  # size of a letter, where a row of a table is one unit high
LONGEST = 4  # digits of a numerator or denominator; longer fractions are written as decimals
TRACES = 7  # positions of a moving line that are left behind it


# --------------------------------------------------------------------------------------------------- typeset matrices


def _cell(x):
    """Return sign, numerator and denominator as texts; the last is empty where there is no fraction to write."""
    if isinstance(x, str):
        return "", x, ""
    if isinstance(x, numbers.Rational):
        top, bottom = abs(int(x.numerator)), int(x.denominator)
        if max(len(str(top)), len(str(bottom))) > LONGEST:
            return "", "≈" + number(float(x), 3, fraction=False), ""
        return MINUS if x < 0 else "", str(top), "" if bottom == 1 else str(bottom)
    x = float(x)
    if x == round(x) and abs(x) < 1e6:
        return "", la.number_words(int(x)), ""
    return "", la.number_words(x, 4 if abs(x) < 1000 else 6), ""


def _length(text):
    """Return the width of a text in units of the table."""
    return EM * _outline(((text, "plain"),))[1] if text else 0.0


def _width(cell):
    sign, top, bottom = cell
    return _length(sign) + max(_length(top), _length(bottom))


class _Grid:
    """A matrix laid out: the texts of its cells, where its columns and rows are, and how high a row is."""

    def __init__(self, rows, like=(), *, high=0.0):
        self.cells = [[_cell(x) for x in row] for row in rows]
        tables = [self.cells, *([[_cell(x) for x in row] for row in other] for other in like)]
        n = len(self.cells[0])
        widths = [max(max(_width(row[j]) for row in table) for table in tables) for j in range(n)]
        self.edges = np.concatenate([[0.0], np.cumsum([max(0.85, width + 0.6) for width in widths])])
        stacked = any(cell[2] for table in tables for row in table for cell in row)
        self.high = max(high, 1.3 if stacked else 1.0)
        self.width, self.height = self.edges[-1], self.high * len(self.cells)

    def middle(self, i, j):
        """Return the centre of a cell; y runs up, the last row ends at 0."""
        return (self.edges[j] + self.edges[j + 1]) / 2, self.top(i) - self.high / 2

    def top(self, i):
        """Return the height of the upper edge of row i."""
        return self.height - i * self.high


def _board(ax, x, y, *, room=0.0):
    """Return an Axes without axes that shows at least the ranges x and y in equal units, and the font size that fits.

    ``room`` inches are kept free above the table, for a title of several lines.
    """
    if ax is None:
        width, height = 0.56 * (x[1] - x[0]), 0.56 * (y[1] - y[0])
        fig, ax = style.new_figure(max(width + 0.5, 2.6), max(height + 0.8 + room, 1.8))
        tall = fig.get_size_inches()[1]
        ax.set_position([0.02, 0.02, 0.96, 1 - 0.02 - (0.45 + room) / tall])
    ax.set_axis_off()
    box, figure = ax.get_position(original=True), ax.get_figure(root=True)
    inches = np.array([box.width, box.height]) * figure.get_size_inches()
    unit = min(inches[0] / (x[1] - x[0]), inches[1] / (y[1] - y[0]), 0.72)
    spare = inches / unit - (x[1] - x[0], y[1] - y[0])
    ax.set_xlim(x[0] - spare[0] / 2, x[1] + spare[0] / 2)
    ax.set_ylim(y[0] - spare[1] / 2, y[1] + spare[1] / 2)
    return ax, float(np.clip(EM * 72 * unit, 11, 22))


def _put(ax, grid, at, size, colors=None):
    """Write the cells of a grid with its lower left corner at a point."""
    rules = []
    for i, row in enumerate(grid.cells):
        for j, (sign, top, bottom) in enumerate(row):
            x, y = grid.middle(i, j) + np.asarray(at)
            look = {"size": size, "color": style.INK if colors is None else colors(i, j), "zorder": 3}
            if not bottom:
                _write(ax, x, y, sign + top, **look)
                continue
            wide = max(_length(top), _length(bottom))
            left = x - _width((sign, top, bottom)) / 2 + _length(sign)
            if sign:
                _write(ax, left, y, sign, ha="right", **look)
            # where letters are as large as they get in a small picture they need not get smaller in a fraction
            look["size"] = max(11, 0.9 * size)
            _write(ax, left + wide / 2, y + 0.29, top, **look)
            _write(ax, left + wide / 2, y - 0.29, bottom, **look)
            rules.append([(left, y), (left + wide, y)])
    if rules:
        ax.add_collection(LineCollection(rules, colors=style.INK, linewidths=1.1, zorder=3), autolim=False)


def _brackets(ax, grid, at):
    left, bottom = np.asarray(at) - (0.14, 0.08)
    right, top = left + grid.width + 0.28, bottom + grid.height + 0.16
    both = [[(x + d, bottom), (x, bottom), (x, top), (x + d, top)] for x, d in ((left, 0.18), (right, -0.18))]
    ax.add_collection(LineCollection(both, colors=style.INK, linewidths=1.8, joinstyle="miter"), autolim=False)


def _frame_cell(ax, grid, at, i, j, color, *, edge=True):
    x, y = grid.middle(i, j) + np.asarray(at)
    width = grid.edges[j + 1] - grid.edges[j] - 0.2
    ax.add_patch(FancyBboxPatch(
        (x - width / 2, y - grid.high / 2 + 0.09), width, grid.high - 0.18,
        boxstyle="round,pad=0,rounding_size=0.16", fc=style.tint(color, 0.78), ec=color if edge else "none",
        lw=1.6 if edge else 0, zorder=1.5,
    ))  # fmt: skip


def _numbers(A, name="A"):
    """Return a matrix with its Fractions kept, everything else as floats."""
    floats = la.as_matrix(A, name=name)
    return _keep_fractions(np.asarray(A), floats)


def _keep_fractions(raw, floats):
    """Return an array of floats in which Fractions are left as they were given."""
    if raw.dtype != object:
        return floats
    mixed = floats.astype(object)
    for place, x in np.ndenumerate(raw.reshape(floats.shape)):
        if isinstance(x, numbers.Rational):
            mixed[place] = x
    return mixed


def _rows(A, b):
    """Return the rows of ``[A | b]`` and the number of columns before the bar (None without b)."""
    A = _numbers(A)
    if b is None:
        return A, None
    right = _keep_fractions(np.asarray(b), la.as_vector(b))
    if len(right) != len(A):
        raise ValueError(f"b needs one entry for each of the {len(A)} rows of A, but has {len(right)}.")
    return np.column_stack([A.astype(object), right.astype(object)]), A.shape[1]


def _places(pivots, shape):
    """Return pivots as a set of (row, column), each of them inside the matrix."""
    found = {(int(i), int(j)) for i, j in pivots}
    for i, j in found:
        if not (0 <= i < shape[0] and 0 <= j < shape[1]):
            raise ValueError(f"pivots must be places (row, column) of a {shape[0]} x {shape[1]} matrix, not {(i, j)}.")
    return found


@_in_style
def matrix(
    A,
    b=None,
    *,
    ax=None,
    columns=None,
    pivots=(),
    changed=(),
    source=None,
    stairs=False,
    row_names=False,
    column_names=None,
    highlight=None,
    name=None,
    like=(),
    room=0.0,
):
    """Typeset a matrix: fractions stacked, pivots framed, changed rows on a band, a bar before the right-hand side.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Fractions are written as fractions, floats as decimals of up to three places.
    b : array_like, shape (m,), optional
        Right-hand side, behind a bar.
    ax : Axes, optional
    columns : int, optional
        Put the bar after so many columns, if A is augmented already.
    pivots : sequence of (row, column)
        Cells to frame.
    changed : sequence of int
        Rows on a band in their colour, with a mark at the right.
    source : int, optional
        The row that was used, with its band dashed.
    stairs : bool
        Draw the staircase under the first nonzero entries of the rows. Sensible for an echelon form only.
    row_names : bool
        Write R1, R2, ... before the rows.
    column_names : sequence of str, optional
        Names above the columns, such as ``("x", "y")``; one for each, or one for each before the bar.
    highlight : dict of (row, column) to color, optional
        Cells to set on a tinted ground.
    name : str, optional
        Put ``name =`` before it, in bold.
    like : sequence of array_like
        Further matrices of the same shape, for which the columns are to be wide enough: so that a figure with a slider
        does not jump.
    room : float
        Inches to keep free above it, if a figure is made.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from fractions import Fraction
    >>> ax = matrix([[2, 1], [0, Fraction(5, 2)]], [5, Fraction(5, 2)], pivots=[(0, 0), (1, 1)])
    """
    M, before_bar = _rows(A, b)
    before_bar = before_bar if columns is None or columns == M.shape[1] else columns
    m, n = M.shape
    framed = _places(pivots, (m, n))
    grid = _Grid(M, [_numbers(other) for other in like])
    left = (0.95 if row_names else 0.0) + (0.85 + 0.3 * len(name) if name else 0.0)
    top = grid.height + (0.75 if column_names else 0.0)
    ax, size = _board(
        ax, (-0.4 - left, grid.width + (0.75 if len(changed) or len(like) else 0.4)), (-0.25, top + 0.25), room=room
    )
    for i in dict.fromkeys([*changed, *([] if source is None else [source])]):
        moved = i in changed
        ax.add_patch(FancyBboxPatch(
            (0.0, grid.top(i + 1) + 0.05), grid.width, grid.high - 0.1, boxstyle="round,pad=0,rounding_size=0.16",
            fc=style.tint(_role(i), 0.82) if moved else style.PAPER, ec=_role(i), lw=1.2, zorder=1,
            ls="-" if moved else (0, (4, 2.5)),
        ))  # fmt: skip
        if moved:
            ax.plot(grid.width + 0.45, grid.middle(i, 0)[1], "<", color=_role(i), ms=8, zorder=3)
    for cell, color in (highlight or {}).items():
        _frame_cell(ax, grid, (0, 0), *cell, color, edge=False)
    for i, j in framed:
        _frame_cell(ax, grid, (0, 0), i, j, style.RESULT)
    _put(ax, grid, (0, 0), size)
    _brackets(ax, grid, (0, 0))
    if before_bar is not None:
        _bar(ax, grid, before_bar)
    if stairs:
        places = la.leading_positions(M.astype(float))
        _stairs(ax, grid, places, n if before_bar is None else before_bar)
        for i, j in places if before_bar is not None else ():
            if j >= before_bar:
                _frame_cell(ax, grid, (0, 0), i, j, style.SECOND)  # it says 0 = c
    for i in range(m if row_names else 0):
        weight = "bold" if i in changed else "plain"
        look = {"color": _text_color(_role(i)), "size": 0.92 * size if size > 12 else 11, "ha": "right"}
        _write(ax, -0.4, grid.middle(i, 0)[1], ((f"R{i + 1}", weight),), **look)
    for j, word in enumerate(column_names or ()):
        x = grid.middle(0, j)[0]
        runs = word if isinstance(word, tuple) else name_runs(word)
        _write(ax, x, grid.height + 0.5, runs, size=max(11, 0.9 * size), color=style.QUIET)
    if name:
        x = -1.35 if row_names else -0.4
        _write(ax, x, grid.height / 2, ((name, "bold"), (" =", "plain")), ha="right", size=size, color=style.INK)
    return ax


def _bar(ax, grid, columns):
    x = grid.edges[columns]
    bar = [[(x, 0.02), (x, grid.height - 0.02)]]
    ax.add_collection(LineCollection(bar, colors=style.QUIET, linewidths=1.4, zorder=2), autolim=False)


def _stairs(ax, grid, places, columns):
    """Draw the line that separates the zeros below an echelon form from the rest, left of the bar."""
    places = [(i, j) for i, j in places if j < columns]
    if not places:
        return
    x, y = [grid.edges[0]], [grid.height]
    for i, j in places:
        x += [grid.edges[j]] * 2
        y += [grid.top(i), grid.top(i + 1)]
    line = {"color": style.SECOND, "lw": 2.4, "ls": "-", "zorder": 2.5, "solid_joinstyle": "miter"}
    ax.plot([*x, grid.edges[columns]], [*y, y[-1]], **line)


@_in_style
def staircase(A, b=None, *, ax=None, names=None, eliminate=True, reduced=False, verdict=True):
    """Draw an echelon form with its staircase, which columns hold a pivot, and what the ranks say about solutions.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,), optional
    ax : Axes, optional
    names : sequence of str, optional
        The unknowns; x₁, x₂, ... by default.
    eliminate : bool
        Bring the matrix to echelon form first. Otherwise it is drawn as it is, and where it is no echelon form the
        title says which rule it breaks.
    reduced : bool
        Go on to the reduced form.
    verdict : bool
        Write the ranks below, and the number of solutions if there is a b.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = staircase([[1, 2, 1], [2, 4, 3]], [3, 7])
    """
    M, bar = _rows(A, b)
    n = la.as_matrix(A).shape[1]
    complaint = None
    if eliminate:
        exact = True
        try:
            steps = la.elimination_steps(A, b, reduced=reduced)
        except ValueError:
            exact = False
            steps = la.elimination_steps(A, b, reduced=reduced, exact=False, pivoting="partial")
        M = steps[-1].matrix if exact else steps[-1].array
    else:
        complaint = la.echelon_complaint(M.astype(float)[:, :n], reduced=reduced)
    places = la.leading_positions(M.astype(float))
    held = [j for _, j in places if j < n]
    column_names = [f"x_{j + 1}" for j in range(n)] if names is None else list(names)
    grid = _Grid(M)
    below = 1.25 if verdict else 0.75
    words = _ranks(len(held), len(places), n, b is not None) if verdict else ""
    words = words if complaint is None else textwrap.fill(complaint, 46)
    below += 0.3 * words.count("\n")
    wide = max(grid.width + 0.8, 0.8 * max(map(_length, words.split("\n"))) + 0.4)
    spare = (wide - grid.width) / 2
    ax, size = _board(ax, (-spare, grid.width + spare), (-below - 0.25, grid.height + 1.0))
    framed = [(i, j) for i, j in places if j < n]
    for i, j in framed:
        _frame_cell(ax, grid, (0, 0), i, j, style.RESULT)
    for i, j in places:
        if j >= n:
            _frame_cell(ax, grid, (0, 0), i, j, style.SECOND)
    _put(ax, grid, (0, 0), size)
    _brackets(ax, grid, (0, 0))
    if bar is not None:
        _bar(ax, grid, n)
    if complaint is None:
        _stairs(ax, grid, framed, n)
    for j in range(n):
        x = grid.middle(0, j)[0]
        _write(ax, x, grid.height + 0.5, name_runs(column_names[j]), size=max(11, 0.9 * size), color=style.QUIET)
        if complaint is None:
            word, color = ("pivot", style.RESULT) if j in held else ("free", style.INK)
            _write(ax, x, -0.45, word, size=11, color=color)
    if words:
        _write(
            ax, grid.width / 2, -0.85 - 0.3 * (1 + words.count("\n")), words, size=max(11, 0.8 * size), color=style.INK
        )
    return ax


def _ranks(r, r_augmented, n, with_b):
    if not with_b:
        return f"rank {r}, {n - r} free"
    if r_augmented > r:
        return f"rank A = {r}, rank [A | b] = {r_augmented}: no solution"
    if r == n:
        return f"rank A = rank [A | b] = {n} unknowns: exactly one solution"
    return f"rank A = rank [A | b] = {r} < {n} unknowns: infinitely many"


@_in_style
def product(parts, *, ax=None):
    """Write matrices in a row with signs between them, such as P A = L U.

    Parameters
    ----------
    parts : sequence of str or tuple (matrix, name) or (matrix, name, highlight)
        A str is a sign, such as ``"="``. ``highlight`` is a dict of (row, column) to color.
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = product([([[1, 2], [3, 4]], "A"), "=", ([[1, 0], [3, 1]], "L"), ([[1, 2], [0, -2]], "U")])
    """
    x, placed = 0.0, []
    high = max(_Grid(_numbers(part[0])).high for part in parts if not isinstance(part, str))
    for part in parts:
        if isinstance(part, str):
            placed.append((x + 0.15, None, part, {}))
            x += 0.3 + _length(part) + 0.35
        else:
            grid = _Grid(_numbers(part[0]), high=high)
            placed.append((x + 0.2, grid, part[1], part[2] if len(part) > 2 else {}))
            x += grid.width + 0.65
    height = max(grid.height for _, grid, _, _ in placed if grid is not None)
    ax, size = _board(ax, (-0.2, x), (-0.3, height + 0.95))
    for left, grid, word, highlight in placed:
        if grid is None:
            _write(ax, left, height / 2, word, ha="left", size=size, color=style.INK)
            continue
        at = (left, (height - grid.height) / 2)
        for cell, color in highlight.items():
            _frame_cell(ax, grid, at, *cell, color)
        _put(ax, grid, at, size)
        _brackets(ax, grid, at)
        _write(ax, left + grid.width / 2, height + 0.55, ((word, "bold"),), size=size, color=style.INK)
    return ax


@_in_style
def lu_picture(A, *, ax=None, pivoting="partial"):
    """Draw P A = L U: the multipliers that L remembers, and the pivots of U.

    Parameters
    ----------
    A : array_like, shape (n, n)
    ax : Axes, optional
    pivoting : {"partial", "first"}

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = lu_picture([[1, 2, 1], [4, 4, 2], [2, 1, 5]])
    """
    P, L, U = la.lu(A, pivoting=pivoting)
    n = len(U)
    short = [_as_short(M) for M in (P, _numbers(A), L, U)]
    multipliers = {(i, j): style.SECOND for i in range(n) for j in range(i)}
    pivots = {(i, i): style.RESULT for i in range(n) if U[i, i]}
    names = ((short[0], "P"), (short[1], "A"), "=", (short[2], "L", multipliers), (short[3], "U", pivots))
    return product(names, ax=ax)


def _as_short(M):
    """Return a matrix in fractions of small denominators where that is what its floats stand for."""
    try:
        exact = la.as_fractions(M)
    except ValueError:
        return M
    return exact if max(x.denominator for x in exact.flat) <= 999 else M


# --------------------------------------------------------------------------------------------------- step by step


@_in_style
def stepper(steps, k, *, axes=None, limits=None, names=None, elevation=None, azimuth=None, geometry=True, why=True):
    """Draw one step of an elimination: words and matrix on the left, lines or planes on the right.

    The line (or plane) that an operation moves leaves a trace: it turns about what it shares with the row that is
    added, and all positions of it pass through the solution.

    Parameters
    ----------
    steps : sequence of Step
        From `utils.linalg.elimination_steps`.
    k : int or float
        Which step, from 0 (start) to ``len(steps) - 1``. At 2.4 the operation of step 3 is done to 40 %: matrix as
        before, line on its way.
    axes : sequence of Axes, optional
        One for the matrix and one for the geometry (three-dimensional for three unknowns).
    limits : (low, high) or one such pair per unknown, optional
        The window; by default one that holds the origin and the solution, the same for every step.
    names : sequence of str, optional
        The unknowns: x, y, z or x₁, x₂, ...
    elevation, azimuth : float, optional
        Of the eye, for planes.
    geometry : bool
        Draw lines or planes, where there are two or three unknowns and one right-hand side.
    why : bool
        Write the reason of the step below its words.

    Returns
    -------
    ndarray of Axes
        Matrix and geometry, or the matrix alone.

    Raises
    ------
    ValueError
        If k is outside the steps.

    Examples
    --------
    >>> steps = la.elimination_steps([[1, 1, 1], [1, -1, 0], [0, 1, -1]], [3, 0, 0])
    >>> left, right = stepper(steps, 1.5)
    >>> right.name
    '3d'
    """
    if not 0 <= k <= len(steps) - 1:
        raise ValueError(f"k must be a step from 0 to {len(steps) - 1}, but is {k!r}.")
    after = int(np.ceil(k - 1e-9))
    part = 1.0 if after == 0 else float(k - after + 1)
    step, before = steps[after], steps[max(after - 1, 0)]
    n = step.columns
    drawn = geometry and n in (2, 3) and step.b is not None and step.b.ndim == 1
    if names is None:
        names = ("x", "y", "z")[:n] if n <= 3 else tuple(f"x_{j + 1}" for j in range(n))
    if axes is None:
        axes = _stepper_axes(drawn, n)
    axes = np.atleast_1d(np.asarray(axes, dtype=object))
    _step_matrix(axes[0], steps, step, before, part, names, why)
    if drawn and len(axes) > 1:
        limits = _window(steps[0], n) if limits is None else limits
        view = {"elevation": elevation, "azimuth": azimuth} if n == 3 else {}
        _step_geometry(axes[1], step, before, part, limits, names, view)
    return axes


HEAD = 1.25  # inches above the matrix of a step, for words and reason


def _stepper_axes(drawn, n):
    if not drawn:
        fig, ax = style.new_figure(7.2, 4.6)
        ax.set_position([0.02, 0.03, 0.96, 0.94 - HEAD / 4.6])
        return [ax]
    fig, (left, right) = style.new_figure(10.0, 4.9, columns=2, projection=(None, "3d" if n == 3 else None))
    left.set_position([0.01, 0.03, 0.46, 0.95 - HEAD / 4.9])
    right.set_position([0.50, 0.02, 0.49, 0.92] if n == 3 else [0.55, 0.12, 0.42, 0.82])
    return [left, right]


def _step_matrix(ax, steps, step, before, part, names, why):
    shown = step if part == 1.0 else before
    operation = step.operation
    changed = step.changed
    source = operation.source if operation is not None and operation.kind == "add" else None
    pivots = {step.pivot} - {None} if operation is not None else step.pivots
    if operation is not None and operation.kind == "swap" and part == 1.0:
        pivots = {step.pivot}
    elif operation is not None and operation.kind == "swap":
        pivots = set()
    bar = step.matrix.shape[1] - step.columns
    matrix(
        shown.matrix, ax=ax, columns=step.columns if bar else None, pivots=pivots, changed=changed, source=source,
        row_names=True, column_names=names, stairs=step.kind == "done", like=[one.matrix for one in steps],
    )  # fmt: skip
    box, figure = ax.get_position(original=True), ax.get_figure(root=True)
    width, height = np.array([box.width, box.height]) * figure.get_size_inches()
    place = {"transform": ax.transAxes, "ha": "left", "va": "top", "zorder": 10}
    head, *rest = step.words.split(": ", 1) if operation is None else [step.words]
    said = " ".join([*rest, *([step.why] if why and step.why else [])])
    _write(ax, 0.03, 1 + (HEAD - 0.12) / height, ((head, "bold"),), size=16, color=style.INK, **place)
    if said:
        said = said[0].upper() + said[1:]
        folded = textwrap.fill(said, max(30, int(width * 10.6)))
        _write(ax, 0.03, 1 + (HEAD - 0.47) / height, folded, size=11.5, color=style.QUIET, **place)


def _window(start, n):
    """Return a window that holds the origin and the solution, the same at every step."""
    least = 6.0 if n == 2 else 4.0
    point = la.solution_set(start.A, start.b).point
    reach = 0.0 if point is None else np.abs(point).max()
    if reach <= least - 1:
        return (-least, least)
    size = 10.0 ** np.floor(np.log10(reach))
    half = float(size * np.ceil(1.25 * reach / size))
    return (-half, half)


def _words(row, names):
    """Return the equation that a row of Fractions or floats says, exactly if that is short enough."""
    *a, c = row
    if not all(isinstance(x, numbers.Rational) for x in row):
        return equation([float(x) for x in a], float(c), names)
    runs = []
    for x, name in zip(a, names, strict=True):
        if x == 0:
            continue
        size = str(abs(Fraction(x)))
        size = "" if size == "1" else f"({size})" if "/" in size else size
        sign = (f" {MINUS} " if runs else MINUS) if x < 0 else (" + " if runs else "")
        runs += [(sign + size, "plain"), *name_runs(name)]
    runs = (*(runs or [("0", "plain")]), (f" = {la.number_words(c)}", "plain"))
    return runs if sum(len(text) for text, _ in runs) <= 30 else equation([float(x) for x in a], float(c), names)


def _step_geometry(ax, step, before, part, limits, names, view):
    """Draw the rows as lines or planes, the moving one with its trace."""
    n = step.columns
    old = before.array
    new = step.array.copy()
    moving = step.operation.row if step.kind == "add" else None
    labels = [_words(row, names) for row in (step.matrix if part == 1.0 else before.matrix)]
    if moving is not None and part < 1.0:
        new[moving] = (1 - part) * old[moving] + part * step.array[moving]
        labels[moving] = f"R{moving + 1} on its way"
    elif part < 1.0:
        new = old
    if n == 3:
        lines.axes_3d(ax, limits, names, **view)
        if moving is not None:
            _trace_planes(ax, old[moving], new[moving], moving)
        lines.planes(new[:, :3], new[:, 3], ax=ax, limits=limits, names=names, labels=labels)
    else:
        lines.axes_2d(ax, limits, names)
        if moving is not None:
            _trace_lines(ax, old[moving], new[moving], moving)
        lines.system(new[:, :2], new[:, 2], ax=ax, limits=limits, names=names, labels=labels)
    if step.kind == "done":
        lines.verdict(new[:, :n], new[:, n], ax=ax)


def _positions(old, new):
    """Return rows from the old to the new one, at about equal turns, without the new one."""
    a, c = old[:-1], new[:-1]
    if not a.any() or not c.any():
        t = np.linspace(0, 1, TRACES + 1)[:-1]
        return [row for row in (1 - t[:, None]) * old + t[:, None] * new if np.abs(row[:-1]).max() > 1e-9]
    unit = np.linalg.norm(a), np.linalg.norm(c)
    if abs(a @ c) >= (1 - 1e-9) * unit[0] * unit[1]:  # parallel, or the same: it slides
        t = np.linspace(0, 1, TRACES + 1)[:-1]
    else:
        angle = np.arccos(np.clip(a @ c / (unit[0] * unit[1]), -1, 1))
        turn = np.linspace(0, angle, TRACES + 1)[:-1]
        share = np.sin(turn) / unit[1]
        t = share / (share + np.sin(angle - turn) / unit[0])
    return list((1 - t[:, None]) * old + t[:, None] * new)


def _trace_lines(ax, old, new, i):
    box = Placer.of(ax).frame[0]
    ends = [la.line_segment(row[:2], row[2], box) for row in _positions(old, new)]
    if ends and ends[0] is not None:
        ax.plot(*ends[0].T, color=style.tint(_role(i), 0.35), lw=1.8, ls=(0, style.DASHES[1]), zorder=2)
        Placer.of(ax).avoid_segment(ends[0], 0.5)
    trace = [segment for segment in ends[1:] if segment is not None]
    look = {"colors": style.tint(_role(i), 0.62), "linewidths": 1.1, "zorder": 1.8}
    ax.add_collection(LineCollection(trace, **look), autolim=False)


def _trace_planes(ax, old, new, i):
    """Draw the rim of the plane as it was, and of one or two positions between."""
    scene, box = Scene.of(ax), Placer.of(ax).frame[0]
    positions = _positions(old, new)
    for k, row in enumerate(positions[:: max(1, len(positions) // 3)]):
        polygon = la.plane_polygon(row[:3], row[3], box)
        dash, width = ((0, (5, 2.5)), 1.8) if k == 0 else ("-", 0.9)
        for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
            scene.add_line(p, q, style.tint(_role(i), 0.1 if k == 0 else 0.45), width=width, dash=dash)


# --------------------------------------------------------------------------------------------------- spaces


@_in_style
def input_output(
    A,
    b=None,
    x=None,
    *,
    axes=None,
    limits=None,
    output_limits=None,
    dots=True,
    labels=True,
    elevation=None,
    azimuth=None,
):
    """Draw the space of x beside the space of A x: null space and solutions on the left, column space on the right.

    Parameters
    ----------
    A : array_like, shape (m, n)
        m and n are 2 or 3.
    b : array_like, shape (m,), optional
        A target; on the left all x with ``A x = b``.
    x : array_like, shape (n,), optional
        An input, drawn on the left, with its output on the right.
    axes : sequence of two Axes, optional
        Three-dimensional where n, or m, is 3.
    limits, output_limits : (low, high) or one such pair per axis, optional
        Windows: (-4, 4) on the left, on the right one that holds what is drawn. Give both where a slider moves things.
    dots : bool
        Draw a lattice of inputs and where each of them lands, so that one sees what A flattens.
    labels : bool
    elevation, azimuth : float, optional
        Of the eye, for what is three-dimensional.

    Returns
    -------
    ndarray of Axes, shape (2,)

    Raises
    ------
    ValueError
        If A has sides other than 2 and 3, or sizes do not agree.

    Examples
    --------
    >>> left, right = input_output([[1, 2], [2, 4]], [2, 4])
    """
    A = la.as_matrix(A)
    m, n = A.shape
    if m not in (2, 3) or n not in (2, 3):
        raise ValueError(f"A must have 2 or 3 rows and 2 or 3 columns to be drawn, but is {m} x {n}.")
    b = None if b is None else la.as_vector(b, size=m)
    x = None if x is None else la.as_vector(x, size=n, name="x")
    if axes is None:
        _, axes = style.new_figure(10.6, 5.2, columns=2, projection=tuple("3d" if d == 3 else None for d in (n, m)))
    left, right = axes
    view = {"elevation": elevation, "azimuth": azimuth}
    _space(left, (-4, 4) if limits is None else limits, n, ("x", "y", "z"), view)
    lattice = _lattice(Placer.of(left).frame[0], n)
    images = lattice @ A.T
    if output_limits is None:
        reach = max(np.abs(images).max() * (1.0 if dots else 0.6), 0 if b is None else 1.2 * np.abs(b).max(), 2.0)
        output_limits = (-float(np.ceil(reach)), float(np.ceil(reach)))
    _space(right, output_limits, m, ("first", "second", "third")[:m], view)
    _draw_inputs(left, A, b, x, lattice if dots else None, labels)
    _draw_outputs(right, A, b, x, images if dots else None, labels)
    return np.array([left, right])


def _space(ax, limits, d, names, view):
    if d == 3:
        return lines.axes_3d(ax, limits, names, **view)
    lines.axes_2d(ax, limits, names[:2])
    if len(names[1]) > 3:
        ax.set_xlabel(f"{names[0]} entry", fontsize=12)
        ax.set_ylabel(f"{names[1]} entry", fontsize=12, rotation=90)
    return ax


def _lattice(box, d):
    """Return points on a grid in the window."""
    steps = [np.linspace(low, high, 9 if d == 2 else 5) for low, high in 0.75 * box]
    return np.stack(np.meshgrid(*steps, indexing="ij"), axis=-1).reshape(-1, d)


def _cloud(ax, points):
    """Draw small points, over lines and planes: many inputs may land on one of them."""
    if points is not None:
        inside = ((points >= Placer.of(ax).frame[0][:, 0]) & (points <= Placer.of(ax).frame[0][:, 1])).all(axis=1)
        ax.plot(*points[inside].T, "o", color=style.INK, ms=3.2, mec=style.PAPER, mew=0.6, ls="none", zorder=3.6)


def _say(ax, text):
    """Write a title above all labels; Matplotlib puts that of a picture in space lower, at 0.92 of its y."""
    ax.set_title(text, y=1.005 / 0.92 if hasattr(ax, "get_proj") else None)


def _draw_inputs(ax, A, b, x, dots, labels):
    n = A.shape[1]
    found = la.solve(A, np.zeros(len(A)) if b is None else b)
    k = len(found.free)
    _cloud(ax, dots)
    _subspace(ax, np.zeros(n), found.null_space, style.SECOND, "null space: A x = 0" if labels else "")
    if b is not None and found.particular is not None and b.any():
        words = "all x with A x = b" if k else "x with A x = b"
        _subspace(ax, found.particular, found.null_space, style.RESULT, words if labels else "", dashed=True)
    if x is not None:
        _mark(ax, x, "x", style.INK)
    what = ("only the point 0", "a line", "a plane", "all of space")[k]
    _say(ax, f"Inputs: the null space is {what}" + (" (all of it)" if n == k == 2 else ""))


def _draw_outputs(ax, A, b, x, dots, labels):
    m = len(A)
    basis = la.column_space(A)
    r = basis.shape[1]
    _cloud(ax, dots)
    _subspace(ax, np.zeros(m), basis, style.FIRST, "column space: all A x" if labels else "")
    if x is not None:
        _mark(ax, A @ x, "A x", style.INK)
    what = ("the point 0", "a line", "a plane" if m == 3 else "the whole plane", "all of space")[r]
    if b is not None:
        _mark(ax, b, "b", style.RESULT, filled=True)
        inside = la.solve(A, b).kind != "none"
        _say(ax, f"Outputs: rank {r}, {what}; b is {'in it' if inside else 'not in it'}")
    else:
        _say(ax, f"Outputs: rank {r}, {what}")


def _mark(ax, p, name, color, *, filled=False):
    """Mark a point by its name in bold, in the plane or in space."""
    box, placer = Placer.of(ax).frame[0], Placer.of(ax)
    runs = tuple((letter, "bold" if letter.strip() else "plain") for letter in name)
    if ((p < box[:, 0]) | (p > box[:, 1])).any():
        lines.note(ax, f"{name} is outside the window")
        return
    face = color if filled else style.PAPER
    look = {"mfc": face, "mec": style.PAPER if filled else color, "mew": 1.8, "zorder": 12, "clip_on": False}
    ax.plot(*np.asarray(p)[:, None], "o", ms=10 if filled else 8, **look)
    placer.avoid_mark(p)
    placer.add(runs, _labels.around(p), color=color, size=14)


def _subspace(ax, point, basis, color, words, *, dashed=False):
    """Draw a point, line, plane or all of a window through a point, along the columns of a basis."""
    placer = Placer.of(ax)
    box = placer.frame[0]
    d, k = len(point), basis.shape[1]
    text = {"color": _text_color(color), "size": 12}
    if k == 0:
        if ((point >= box[:, 0]) & (point <= box[:, 1])).all():
            ax.plot(*point[:, None], "s", color=color, ms=8, zorder=9, mec=style.PAPER, mew=1.2)
            placer.avoid_mark(point)
            if words:
                placer.add(words, _labels.around(point), **text)
        elif words:
            lines.note(ax, f"{words}: outside the window", color=color)
    elif k == 1:
        ends = la.clip_line(point, basis[:, 0], box)
        if ends is None:
            if words:
                lines.note(ax, f"{words}: outside the window", color=color)
            return
        if d == 3:
            dash = (0, (5, 2)) if dashed else "-"
            Scene.of(ax).add_line(*ends, color, width=3.4, dash=dash)
        else:
            ax.plot(*ends.T, color=color, lw=3.2, ls=(0, style.DASHES[1]) if dashed else "-", zorder=3)
        placer.avoid_segment(ends)
        if words:
            placer.add(words, _labels.along(ends), **text)
    elif d == 2:
        ax.axvspan(*box[0], color=style.tint(color, 0.85), zorder=0.2, lw=0)
        if words:
            lines.note(ax, words, color=color)
    elif k == 2:
        normal = np.cross(basis[:, 0], basis[:, 1])
        polygon = la.plane_polygon(normal, normal @ point, box)
        if not len(polygon):
            lines.note(ax, f"{words or 'the plane'}: outside the box", color=color)
            return
        scene = Scene.of(ax)
        scene.add_face(polygon, color, alpha=0.35, plane=(normal, normal @ point))
        for p, q in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
            scene.add_line(p, q, color, width=1.6, dash=(0, (5, 2)) if dashed else "-")
        if words:
            placer.add(words, _labels.outline(polygon), **text)
    elif words:
        lines.note(ax, f"{words}: everywhere", color=color)


# --------------------------------------------------------------------------------------------------- compression


def _pieces(image):
    return image if isinstance(image, la.LowRank) else la.low_rank(image)


def _show_image(ax, picture):
    """Show brightnesses from 0 to 255."""
    ax.set_axis_off()
    shown = np.clip(picture, 0, 255).astype(np.uint8)
    # As bytes with an opacity Matplotlib draws it in a third of the time that it takes for numbers or for three channels.
    if shown.ndim == 2:
        shown = colormaps[style.PHOTO_CMAP](shown, bytes=True)
    else:
        shown = np.dstack([shown, np.full(shown.shape[:2], 255, dtype=np.uint8)])
    ax.imshow(shown, interpolation="nearest")


def _grouped(count):
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def _percent(share):
    return f"{100 * share:.0f} %" if share >= 0.0995 or share == 0 else f"{100 * share:.2g} %"


@_in_style
def compression_strip(image, ks, *, axes=None):
    """Draw a picture at several ranks in a row, with the numbers that each takes and the error that is left.

    Parameters
    ----------
    image : array_like of brightnesses from 0 to 255, shape (m, n) or (m, n, 3), or LowRank
    ks : sequence of int
        The ranks.
    axes : sequence of Axes, optional
        One for each rank.

    Returns
    -------
    ndarray of Axes

    Examples
    --------
    >>> axes = compression_strip(np.outer(np.arange(20), np.arange(30)), [0, 1])
    >>> axes.shape
    (2,)
    """
    pieces = _pieces(image)
    ks = [int(k) for k in ks]
    if axes is None:
        wide = 11.0 / len(ks)
        high = (wide - 0.15) * pieces.shape[0] / pieces.shape[1]
        fig, axes = style.new_figure(11.0, high + 0.95, columns=len(ks))
        for j, ax in enumerate(np.atleast_1d(axes)):
            ax.set_position(
                [(j * wide + 0.075) / 11.0, 0.05 / (high + 0.95), (wide - 0.15) / 11.0, high / (high + 0.95)]
            )
    axes = np.atleast_1d(np.asarray(axes, dtype=object))
    whole = int(np.prod(pieces.shape))
    for ax, k in zip(axes, ks, strict=True):
        _show_image(ax, pieces.image(k))
        stored = pieces.stored_numbers(k)
        ax.set_title(
            f"rank {k}\n{_percent(stored / whole)} of the numbers\nerror {_percent(pieces.relative_error(k))}",
            fontsize=12,
        )
    return axes


@_in_style
def compression(image, k, *, axes=None):
    """Draw a picture at rank k, beside the error of every rank and how many numbers rank k takes.

    Parameters
    ----------
    image : array_like of brightnesses from 0 to 255, shape (m, n) or (m, n, 3), or LowRank
        Take a picture apart once with `utils.linalg.low_rank` where a slider changes k.
    k : int
    axes : sequence of two Axes, optional

    Returns
    -------
    ndarray of Axes, shape (2,)

    Examples
    --------
    >>> left, right = compression(np.outer(np.arange(20), np.arange(30)), 1)
    """
    pieces = _pieces(image)
    if axes is None:
        fig, axes = style.new_figure(8.6, 3.7, columns=2)
        axes[0].set_position([0.015, 0.04, 0.56, 0.84])
        axes[1].set_position([0.69, 0.18, 0.28, 0.70])
    left, right = axes
    _show_image(left, pieces.image(k))
    whole, stored = int(np.prod(pieces.shape)), pieces.stored_numbers(k)
    error = pieces.relative_error(k)
    left.set_title(f"rank {k}: {_grouped(stored)} numbers instead of {_grouped(whole)} ({_percent(stored / whole)})")
    squares = (pieces.values**2).sum(axis=0)
    rest = np.concatenate([np.cumsum(squares[::-1])[::-1], [0.0]])
    errors = 100 * np.sqrt(rest / (rest[0] or 1.0))
    right.plot(np.arange(len(errors)), errors, color=style.FIRST, ls="-")
    right.plot([k, k], [0, errors[k]], color=style.CONTEXT, lw=1.4, ls="-")
    right.plot(k, errors[k], "o", color=style.RESULT, ms=10, zorder=5, clip_on=False)
    even = whole / (sum(pieces.shape[:2]) * len(pieces.values))
    if even < len(errors) - 1:
        right.axvline(even, color=style.QUIET, lw=1.4, ls=(0, style.DASHES[2]))
        right.text(even + 0.015 * len(errors), 78, "from here on\nno saving", color=style.QUIET, fontsize=11, ha="left")
    right.set(xlim=(0, (len(errors) - 1)), ylim=(0, 100), xlabel="rank k", ylabel="error in %")
    right.set_title(f"error {_percent(error)}")
    return np.array([left, right])


# --------------------------------------------------------------------------------------------------- large systems


@_in_style
def sparsity(A, *, ax=None):
    """Draw where a matrix has entries other than 0.

    Parameters
    ----------
    A : array_like or scipy.sparse array, shape (m, n)
    ax : Axes, optional

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = sparsity(la.plate_system(4)[0])
    >>> ax.get_title()
    '64 of 256 entries are not 0 (25 %)'
    """
    if hasattr(A, "tocoo"):
        coordinates = A.tocoo()
        places, shape = np.array([coordinates.row, coordinates.col])[:, coordinates.data != 0], A.shape
    else:
        dense = la.as_matrix(A)
        places, shape = np.array(np.nonzero(dense)), dense.shape
    if ax is None:
        _, ax = style.new_figure(5.4, 5.6)
    m, n = shape
    block = int(np.ceil(max(shape) / 320))  # a large matrix is shown in blocks, dark where anything is in them
    seen = np.zeros((-(-m // block), -(-n // block)))
    seen[places[0] // block, places[1] // block] = 1.0
    colours = np.where(seen[..., None] > 0, _rgb(style.FIRST), _rgb(style.PAPER))
    ax.imshow(colours, interpolation="nearest", extent=(0, n, m, 0))
    for spine in ax.spines.values():
        spine.set_visible(True)
    ax.set(xlabel=f"{_grouped(n)} columns", ylabel=f"{_grouped(m)} rows")
    ax.set_xticks([])
    ax.set_yticks([])
    count = places.shape[1]
    ax.set_title(f"{_grouped(count)} of {_grouped(m * n)} entries are not 0 ({_percent(count / (m * n))})")
    return ax


def _rgb(color):
    from matplotlib.colors import to_rgb

    return np.array(to_rgb(color))


@_in_style
def plate(u, *, ax=None, edges=None):
    """Draw the temperatures of a plate, with lines of equal temperature.

    Parameters
    ----------
    u : array_like, shape (n, n) or (n * n,)
        Row 0 is at the top.
    ax : Axes, optional
    edges : (low, high), optional
        Range of the colours; by default that of u.

    Returns
    -------
    Axes

    Examples
    --------
    >>> A, b = la.plate_system(20)
    >>> from scipy.sparse.linalg import spsolve
    >>> ax = plate(spsolve(A.tocsc(), b))
    """
    u = np.asarray(u, dtype=float)
    side = int(round(np.sqrt(u.size)))
    if side * side != u.size or u.size == 0 or not np.isfinite(u).all():
        raise ValueError(f"u must hold the finite temperatures of n x n points, but has shape {u.shape}.")
    u = u.reshape(side, side)
    low, high = (u.min(), u.max()) if edges is None else edges
    if ax is None:
        _, ax = style.new_figure(6.4, 5.2)
        ax.set_position([0.02, 0.04, 0.80, 0.86])
    drawn = ax.imshow(u, cmap=style.FIELD_CMAP, vmin=low, vmax=high if high > low else low + 1, interpolation="nearest")
    if side > 3 and u.max() > u.min():
        from contourpy import contour_generator

        generator = contour_generator(z=u)
        same = [line for level in np.linspace(low, high, 11)[1:-1] for line in generator.lines(level)]
        ax.add_collection(LineCollection(same, colors=style.PAPER, linewidths=0.9), autolim=False)
    top = drawn.get_clim()[1]
    # A colorbar of Matplotlib takes axes of its own and half as long as everything else here; a strip beside will do.
    strip = np.linspace(top, low, 128)[:, None]
    beside = (1.04 * side, 1.09 * side, side - 0.5, -0.5)
    bar = ax.imshow(strip, cmap=style.FIELD_CMAP, vmin=low, vmax=top, extent=beside)
    bar.set_clip_on(False)
    ax.set(xlim=(-0.5, side - 0.5), ylim=(side - 0.5, -0.5))
    for value in MaxNLocator(5).tick_values(low, top):
        if low <= value <= top:
            height = side * (top - value) / (top - low) - 0.5
            ax.text(1.105 * side, height, f"{value:.6g}".replace("-", MINUS), ha="left", va="center", fontsize=11)
    ax.text(1.2 * side, side / 2 - 0.5, "temperature", rotation=90, ha="left", va="center")
    ax.set_axis_off()
    return ax


@_in_style
def cost_curve(n=None, *, ax=None, most=1000, measured=None, cofactors=True):
    """Draw how many operations elimination and back substitution take, on scales where a power is a straight line.

    Parameters
    ----------
    n : int, optional
        A number of unknowns to mark, with its counts.
    ax : Axes, optional
    most : int
        The largest number of unknowns.
    measured : sequence of (n, count), optional
        Counts of one's own, drawn as squares.
    cofactors : bool
        Also draw the products of the determinant's sum over all orders, n! of them with n - 1 multiplications each.

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = cost_curve(100, measured=[(10, 705)])
    """
    if ax is None:
        fig, ax = style.new_figure(7.4, 5.0)
        ax.set_position([0.11, 0.14, 0.66, 0.76])
    sizes = np.unique(np.geomspace(2, most, 80).round().astype(int))
    eliminate = [la.elimination_cost(int(s)).total for s in sizes]
    back = [la.back_substitution_cost(int(s)).total for s in sizes]
    ax.set_xscale("log")
    ax.set_yscale("log")
    top = 10.0 ** np.ceil(np.log10(eliminate[-1]) + 0.3)
    curves = [
        ("elimination: about 2n³/3", sizes, eliminate, 0),
        ("back substitution: n²", sizes, back, 1),
    ]
    if cofactors:
        few = np.arange(2, 21)
        many = np.cumprod(few.astype(float)) * (few - 1)
        curves.append(("all n! products", few[many < top], many[many < top], 3))
    for words, x, y, k in curves:
        ax.plot(x, y, color=style.PALETTE[k], ls=_dash(k), lw=2.4)
        ends = (x[-1] * 1.06, y[-1]) if k != 3 else (x[-1] * 1.1, top / 2.2)
        ax.text(
            *ends,
            textwrap.fill(words, 16),
            color=_text_color(style.PALETTE[k]),
            va="center" if k != 3 else "top",
            fontsize=11.5,
        )
    if n is not None:
        counts = la.elimination_cost(n).total, la.back_substitution_cost(n).total
        ax.axvline(n, color=style.CONTEXT, lw=1.4, ls="-", zorder=1)
        for count, color in zip(counts, (style.FIRST, style.SECOND), strict=True):
            ax.plot(n, max(count, 1), "o", color=color, ms=9, zorder=5)
        ax.set_title(f"{n} unknowns: {_grouped(counts[0])} operations, then {_grouped(counts[1])}")
    if measured is not None:
        points = np.array(measured, dtype=float)
        ax.plot(*points.T, "s", color=style.RESULT, ms=8, zorder=6, mec=style.PAPER, label="counted")
        ax.legend(loc="lower right")
    ax.set_yticks(10.0 ** np.arange(0, np.log10(top) + 0.5, 2))
    ax.set_xticks(10.0 ** np.arange(1, np.log10(most) + 1e-9))
    ax.set(xlim=(2, most), ylim=(1, top), xlabel="number of unknowns n", ylabel="arithmetic operations")
    ax.grid(True)
    ax.minorticks_off()
    return ax


@_in_style
def small_pivot(*, ax=None, exponents=range(0, 21), mark=None):
    """Draw what a small pivot costs: the error of ``e x + y = 1, x + y = 2`` solved with and without a row swap.

    Parameters
    ----------
    ax : Axes, optional
    exponents : sequence of int
        e runs over 10 to the power of minus these.
    mark : int, optional
        An exponent to mark.

    Returns
    -------
    Axes

    Notes
    -----
    The solution is ``x = 1 / (1 - e)``, ``y = (1 - 2 e) / (1 - e)``; the error is that of x, relative. Where it is 0 it
    is drawn at the lower rim. At ``e = 1`` the system is singular, so it is left out.

    Examples
    --------
    >>> ax = small_pivot(mark=16)
    """
    if ax is None:
        _, ax = style.new_figure(7.0, 4.6)
    powers = [int(p) for p in exponents if p != 0]
    errors = {"first": [], "partial": []}
    for p in powers:
        e = Fraction(1, 10**p)
        right = 1 / (1 - e)
        for pivoting, found in errors.items():
            P, L, U = la.lu([[float(e), 1.0], [1.0, 1.0]], pivoting=pivoting)
            y = P @ (1.0, 2.0)
            second = (y[1] - L[1, 0] * y[0]) / U[1, 1]
            x = (y[0] - U[0, 1] * second) / U[0, 0]
            found.append(max(float(abs((Fraction(float(x)) - right) / right)), 1e-17))
    names = {"first": "small pivot kept", "partial": "rows swapped first"}
    for k, (pivoting, found) in enumerate(errors.items()):
        color = (style.SECOND, style.RESULT)[k]
        ax.plot(powers, found, style.MARKERS[k], color=color, ls=_dash(k), lw=2, ms=6)
        place = (powers[len(powers) // 2] - 2.6, 1e-5) if k == 0 else (powers[-1], 3e-16)
        ground = {"facecolor": style.PAPER, "edgecolor": "none", "pad": 1.5}  # the line of the mark ends at the words
        ax.text(*place, names[pivoting], color=color, fontsize=12, ha="right", va="bottom", bbox=ground)
        if mark in powers:
            ax.plot(mark, found[powers.index(mark)], style.MARKERS[k], color=color, ms=10, zorder=5)
    ax.set_yscale("log")
    if mark is not None:
        ax.axvline(mark, color=style.CONTEXT, lw=1.4, ls="-", zorder=1)
    ax.set(xlim=(min(powers) - 0.4, max(powers) + 0.4), ylim=(5e-18, 10))
    ax.set(xlabel="p, for the pivot 10 to the power of −p", ylabel="relative error of x")
    ax.set_yticks([1e-16, 1e-12, 1e-8, 1e-4, 1])
    ax.minorticks_off()
    return ax
