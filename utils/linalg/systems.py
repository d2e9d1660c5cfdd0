"""How many solutions a linear system has, and what they look like.

Whether a system is singular is a yes-or-no question, and floats blur it: ``0.1 * 3`` is not ``0.3``. Where every entry
is a short fraction up to rounding (as typed numbers and slider positions are), the work is done in exact fractions;
elsewhere in floats, with each row scaled to length one and a relative tolerance.

**What counts as zero**, here and in `utils.linalg.elimination`: a number *computed* in floats counts as zero where it is
at most `TOLERANCE` (1e-10) times the numbers that it was computed from. A number *given* counts as what it says, however
small, if it has at most six digits (1e-20); only where it has more of them and is below `SNAP` (1e-12) times the largest
entry is it taken for what rounding has left of a zero (2.8421709430404007e-13 beside ones).
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from utils.linalg.validation import as_matrix, as_square, as_system

#: Floats within this of a short fraction, relative to the largest entry of their row, are taken to be that fraction.
SNAP = 1e-12
#: Largest denominator of a short fraction: four decimals, and all thirds, sevenths, ... that people type.
LARGEST_DENOMINATOR = 10_000
#: Relative size below which a float counts as zero in an elimination of rows of length one.
TOLERANCE = 1e-10
#: Numbers of at most this many digits, such as 0.0001 or 1e-20, are taken as typed: exactly, and never for noise.
TYPED_DIGITS = 6
#: Systems with more entries than this are reduced in floats, which is fast.
LARGEST_EXACT = 400


class SolutionSet(NamedTuple):
    """All solutions of a system: ``point + t1 * directions[0] + t2 * directions[1] + ...``.

    Attributes
    ----------
    kind : {"one", "none", "many"}
    point : ndarray of float, shape (n,), or None
        One solution (the free unknowns are 0 in it), or None where there is none.
    directions : ndarray of float, shape (k, n)
        A basis of the solutions of ``A x = 0``, one per row; k is the number of free unknowns.
    """

    kind: str
    point: np.ndarray | None
    directions: np.ndarray


def _is_typed(x):
    """Return whether a float has so few digits that somebody typed it; what rounding leaves has all sixteen."""
    digits = repr(abs(x)).partition("e")[0].replace(".", "").strip("0")
    return len(digits) <= TYPED_DIGITS and 1e-100 < abs(x) < 1e100


def _as_fraction(x, slack):
    """Return the short fraction that a float stands for, or None."""
    if x.is_integer():
        return Fraction(int(x))
    if _is_typed(x):
        return Fraction(repr(x))
    short = Fraction(x).limit_denominator(LARGEST_DENOMINATOR)
    return short if abs(short - Fraction(x)) <= slack else None


def _as_fractions(rows):
    """Return the array as lists of Fractions, or None where some entry is not a short fraction up to rounding."""
    if rows.size > LARGEST_EXACT:
        return None
    exact = []
    for row in rows.tolist():
        slack = SNAP * max(map(abs, row))
        exact.append([_as_fraction(x, slack) for x in row])
        if None in exact[-1]:
            return None
    return exact


def _without_noise(array):
    """Return a copy in which entries that only rounding can have left (-3e-15 among ones) are zero."""
    array = np.array(array, dtype=float)
    for place in np.argwhere((np.abs(array) <= SNAP * np.abs(array).max()) & (array != 0)):
        if not _is_typed(float(array[tuple(place)])):
            array[tuple(place)] = 0.0
    return array


def _reduce(rows, columns, tolerance):
    """Bring ``rows`` (a list of lists, changed in place) to reduced echelon form; return the pivot columns.

    Only the first ``columns`` columns are searched for pivots. Works on Fractions (tolerance 0) and on floats.
    """
    pivots = []
    for column in range(columns):
        top = len(pivots)
        if top == len(rows):
            break
        best = max(range(top, len(rows)), key=lambda i: abs(rows[i][column]))
        if abs(rows[best][column]) <= tolerance:
            continue
        rows[top], rows[best] = rows[best], rows[top]
        pivot = rows[top][column]
        rows[top] = [x / pivot for x in rows[top]]
        for i, row in enumerate(rows):
            if i != top and row[column]:
                factor = row[column]
                rows[i] = [x - factor * y for x, y in zip(row, rows[top], strict=True)]
        pivots.append(column)
    return pivots


def _reduce_array(M, columns, tolerance):
    """Do what `_reduce` does on a float array in place, whole rows at a time."""
    pivots = []
    for column in range(columns):
        top = len(pivots)
        if top == len(M):
            break
        best = top + int(np.argmax(np.abs(M[top:, column])))
        if abs(M[best, column]) <= tolerance:
            continue
        M[[top, best]] = M[[best, top]]
        M[top] /= M[top, column]
        factors = M[:, column].copy()
        factors[top] = 0.0
        M -= np.outer(factors, M[top])
        pivots.append(column)
    return pivots


def _unit_rows(A):
    lengths = np.linalg.norm(A, axis=1, keepdims=True)
    return A / np.where(lengths > 0, lengths, 1.0)


def rank(A):
    """Return the number of independent rows of a matrix, robust against rounding in its entries.

    Parameters
    ----------
    A : array_like, shape (m, n)

    Returns
    -------
    int
        Exact where the entries are short fractions up to rounding. Otherwise the number of singular values above
        1e-10 of the largest one, after every row is scaled to length one. Entries of more than six digits that are
        below 1e-12 of the largest are taken for 0; so scaling a row by up to about 1e12 does not change the answer.

    Examples
    --------
    >>> rank([[1, 2], [2, 4]])
    1
    >>> rank([[0.1 * 3, 0.6], [0.1, 0.2]])  # 0.1 * 3 is 0.30000000000000004
    1
    >>> rank([[1e-20, 0], [0, 1]])  # small, but typed
    2
    >>> rank([[0.1 * 3 - 0.3, 0], [0, 1]])  # 5.551115123125783e-17, left by rounding
    1
    """
    A = _without_noise(as_matrix(A))
    exact = _as_fractions(A)
    if exact is not None:
        return len(_reduce(exact, A.shape[1], 0))
    values = np.linalg.svd(_unit_rows(A), compute_uv=False)
    return int((values > TOLERANCE * values[0]).sum()) if values[0] > 0 else 0


def solution_set(A, b):
    """Return all solutions of ``A x = b``, for any number of equations and unknowns.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,)

    Returns
    -------
    SolutionSet
        ``kind``, ``point``, ``directions``.

    Raises
    ------
    ValueError
        If A or b is malformed, not finite, or their sizes do not agree.

    Examples
    --------
    >>> solution_set([[1, 1], [1, -1]], [3, 1]).point
    array([2., 1.])
    >>> kind, point, directions = solution_set([[1, 2], [2, 4]], [3, 6])
    >>> kind, point, directions
    ('many', array([3., 0.]), array([[-2.,  1.]]))
    >>> solution_set([[1, 2], [2, 4]], [3, 7]).kind
    'none'
    """
    A, b = as_system(A, b)
    rows, pivots, contradiction = _reduced(A, b)
    n = A.shape[1]
    directions = np.zeros((n - len(pivots), n))
    for k, free in enumerate(j for j in range(n) if j not in pivots):
        directions[k, free] = 1.0
        for i, j in enumerate(pivots):
            directions[k, j] = -float(rows[i][free])
    if contradiction:
        return SolutionSet("none", None, directions)
    point = np.zeros(n)
    point[pivots] = [float(rows[i][n]) for i in range(len(pivots))]
    if len(pivots) == n == len(A) and not isinstance(rows[0][0], Fraction):
        point = np.linalg.solve(A, b)  # pivots the better way; same answer to fewer lost digits
    return SolutionSet("many" if len(directions) else "one", point, directions)


def _reduced(A, b):
    """Return ``[A | b]`` in reduced echelon form (Fractions or floats), its pivot columns, and whether 0 = 1 is left."""
    A, b = _without_noise(A), _without_noise(b)
    n = A.shape[1]
    rows = _as_fractions(np.column_stack([A, b]))
    if rows is None:
        return _reduce_floats(A, b)
    pivots = _reduce(rows, n, 0)
    return rows, pivots, any(row[n] != 0 for row in rows[len(pivots) :])


def _reduce_floats(A, b):
    """Reduce a system of floats; a right-hand side left in a zero row counts as zero when rounding explains it."""
    lengths = np.linalg.norm(A, axis=1)
    scale = np.where(lengths > 0, lengths, 1.0)
    size = np.abs(b / scale).max() or 1.0  # b has its own unit: scaled to at most one, put back at the end
    rows = np.column_stack([A / scale[:, None], b / scale / size])
    n = A.shape[1]
    pivots = _reduce_array(rows, n, TOLERANCE)
    contradiction = bool((np.abs(rows[len(pivots) :, n]) > TOLERANCE).any())
    rows[:, n] *= size
    return rows, pivots, contradiction


def classify(A, b):
    """Say how many solutions ``A x = b`` has: one, none or infinitely many.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,)

    Returns
    -------
    {"one", "none", "many"}

    Notes
    -----
    By rank (Rouché-Capelli): none if ``rank([A | b]) > rank(A)``; one if ``rank(A) = n``; else infinitely many.
    For a square A, only A decides whether there is exactly one; if there is not, b decides between none and many.
    With more equations than unknowns, b can also decide between one and none.

    Examples
    --------
    >>> classify([[1, 1], [1, -1]], [3, 1])
    'one'
    >>> classify([[1, 1], [2, 2]], [3, 1]), classify([[1, 1], [2, 2]], [3, 6])
    ('none', 'many')
    """
    return solution_set(A, b).kind


def row_dependence(A):
    """Return the numbers c, not all zero, with ``c[0] * row 0 + c[1] * row 1 + ... = 0``; None if rows are independent.

    Parameters
    ----------
    A : array_like, shape (m, n)

    Returns
    -------
    ndarray of float, shape (m,), or None
        The last entry that is not zero is -1, so the others say how to build that row from the rows before it.

    Examples
    --------
    >>> row_dependence([[1, 2], [3, 6]])
    array([ 3., -1.])
    >>> row_dependence([[1, 0, 1], [0, 1, 1], [2, 3, 5]])
    array([ 2.,  3., -1.])
    >>> row_dependence([[1, 2], [3, 4]]) is None
    True
    """
    A = as_matrix(A)
    directions = solution_set(A.T, np.zeros(A.shape[1])).directions
    if not len(directions):
        return None
    c = -directions[0]
    return c + 0.0  # no negative zeros


def _proportion(p, q):
    """Return t with p = t q (both nonzero rows), or None."""
    if rank(np.vstack([p, q])) > 1:
        return None
    j = int(np.argmax(np.abs(q)))
    return p[j] / q[j]


def parallel_groups(A, b):
    """Sort the equations of a system by direction, then by whether they are the very same line or plane.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,)

    Returns
    -------
    list of list of list of int
        Outer: one entry per direction. Middle: one entry per distinct line or plane of that direction. Inner: the
        equations that say it. Equations ``0 x + 0 y + ... = c`` appear nowhere.

    Examples
    --------
    >>> parallel_groups([[1, 1], [2, 2], [1, 1], [1, -1]], [3, 6, 5, 1])
    [[[0, 1], [2]], [[3]]]
    """
    A, b = as_system(A, b)
    groups = []
    for i in range(len(A)):
        if not A[i].any():
            continue
        for group in groups:
            j = group[0][0]
            if _proportion(A[i], A[j]) is None:
                continue
            for same in group:
                if classify(A[[i, same[0]]], b[[i, same[0]]]) == "many":
                    same.append(i)
                    break
            else:
                group.append([i])
            break
        else:
            groups.append([[i]])
    return groups


def meeting(A, b):
    """Say how lines (two unknowns) or planes (three unknowns) meet.

    Parameters
    ----------
    A : array_like, shape (m, n), n = 2 or 3
    b : array_like, shape (m,)

    Returns
    -------
    {"point", "line", "plane", "prism", "parallel", "apart", "contradiction", "everywhere"}
        What they share: one point; a line; a plane (all the same). Or why they share nothing: "parallel", at least
        two of them are parallel and apart; "prism", three planes meet two by two in parallel lines; "apart", any
        other way, such as three lines that form a triangle. "contradiction" and "everywhere" are for equations
        ``0 = c`` and ``0 = 0`` that leave nothing to draw or decide.

    Examples
    --------
    >>> meeting([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 2, 3])
    'point'
    >>> meeting([[1, 0, 0], [0, 1, 0], [1, 1, 0]], [1, 1, 3])
    'prism'
    >>> meeting([[1, 1, 1], [2, 2, 2], [1, 0, 0]], [1, 3, 0])
    'parallel'
    """
    A, b = as_system(A, b)
    n = A.shape[1]
    if n not in (2, 3):
        raise ValueError(f"A must have 2 columns (lines) or 3 columns (planes), but has {n}.")
    kind, _, directions = solution_set(A, b)
    if kind == "one":
        return "point"
    if kind == "many":
        return (
            ("line", "plane", "everywhere")[len(directions) - 1]
            if n == 3
            else ("line", "everywhere")[len(directions) - 1]
        )
    flat = ~A.any(axis=1)
    if (flat & (b != 0)).any():
        return "contradiction"
    groups = parallel_groups(A, b)
    if any(len(group) > 1 for group in groups):
        return "parallel"
    if n == 3 and len(groups) == 3:
        return "prism"
    return "apart"


def condition_number(A):
    """Return the largest factor by which relative errors in b can grow on their way to x (in the Euclidean norm).

    Parameters
    ----------
    A : array_like, shape (n, n)

    Returns
    -------
    float
        Largest over smallest singular value; infinity for a singular matrix.

    Examples
    --------
    >>> condition_number([[2, 0], [0, 0.5]])
    4.0
    >>> condition_number([[1, 2], [2, 4]])
    inf
    """
    A = as_square(A)
    if rank(A) < len(A):
        return float("inf")
    return float(np.linalg.cond(A))


def condition_number_2x2(A):
    """Return the condition number of a 2x2 matrix by its closed formula.

    Parameters
    ----------
    A : array_like, shape (2, 2)

    Returns
    -------
    float
        With s the sum of the squared entries and d = abs(det A): ``(s + sqrt(s**2 - 4 d**2)) / (2 d)``; infinity if
        the matrix is singular.

    Examples
    --------
    >>> condition_number_2x2([[1, 0], [0, 1]])
    1.0
    >>> round(condition_number_2x2([[1, 1], [1, 1.01]]), 1)
    402.0
    """
    (p, q), (r, t) = A = as_matrix(A, shape=(2, 2))
    if rank(A) < 2:
        return float("inf")
    # (p + t, q - r) and (p - t, q + r) have lengths s1 + s2 and |s1 - s2|: no cancellation under a root
    total = np.hypot(p + t, q - r)
    difference = np.hypot(p - t, q + r)
    largest = (total + difference) / 2
    return float(largest / (abs(p * t - q * r) / largest))


def angle_between_rows(A):
    """Return the angle between the two lines of a 2-row matrix, in degrees from 0 (parallel) to 90.

    Parameters
    ----------
    A : array_like, shape (2, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If a row is zero: it has no direction.

    Examples
    --------
    >>> angle_between_rows([[1, 0], [1, 1]])
    45.0
    """
    A = as_matrix(A, shape=(2, None))
    if not A.any(axis=1).all():
        raise ValueError("Each row of A needs an entry other than zero; a zero row has no direction.")
    p, q = _unit_rows(A)
    cosine = abs(float(p @ q))
    sine = float(np.linalg.norm(q - (p @ q) * p))
    return float(np.degrees(np.arctan2(sine, cosine)))
