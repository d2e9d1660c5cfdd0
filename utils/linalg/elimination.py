"""Gaussian elimination: row operations, echelon forms, and every step on the way with words and a reason.

A matrix is in *row echelon form* if (1) rows of zeros are at the bottom and (2) the first nonzero entry of each row, its
*pivot*, is right of the pivot of the row above. Pivots need not be 1. It is in *reduced* row echelon form if besides each
pivot is 1 and the only nonzero entry of its column.

Rows and columns are counted from 0 in arguments and results, and from 1 in words. What counts as zero in floats is said
in `utils.linalg.systems`: a computed entry that is at most `TOLERANCE` times the numbers that it was computed from.
"""

from __future__ import annotations

import numbers
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np

from utils.linalg import systems
from utils.linalg.systems import TOLERANCE
from utils.linalg.validation import as_matrix, as_vector

MINUS = "\N{MINUS SIGN}"
#: `elimination_steps` keeps the matrix after each step: more entries than this nobody reads.
MOST_ENTRIES = 1000
PIVOTING = ("first", "partial")


# ------------------------------------------------------------------------------------------------- numbers as fractions


def as_fractions(value, *, name="A"):
    """Return a matrix or a vector as exact fractions.

    Parameters
    ----------
    value : array_like, shape (m, n) or (n,)
        Whole numbers and Fractions are taken as they are. A float is taken for the fraction that it is within rounding
        of: its decimals if there are at most six (0.0001 is 1/10000), else a fraction of small denominator
        (0.3333333333333333 is 1/3).
    name : str
        What to call it in a message.

    Returns
    -------
    ndarray of object
        Of `fractions.Fraction`, in the shape of ``value``. Sums, products and row operations of NumPy keep them exact.

    Raises
    ------
    ValueError
        If ``value`` is malformed, or an entry is no short fraction, such as a square root.

    Examples
    --------
    >>> 3 * as_fractions([[1 / 3, 0.25]])
    array([[Fraction(1, 1), Fraction(3, 4)]], dtype=object)
    """
    try:
        one_row = np.ndim(value) < 2
    except ValueError:  # ragged: as_matrix says so
        one_row = False
    floats = as_vector(value, name=name)[None, :] if one_row else as_matrix(value, name=name)
    raw = np.asarray(value, dtype=object).reshape(floats.shape)
    exact = _exact(raw, systems._without_noise(floats), (lambda i, j: f"{name}[{j if one_row else f'{i}, {j}'}]"))
    return exact[0] if one_row else exact


def _exact(raw, floats, place):
    """Return Fractions of what was given, ``raw``, or of its floats freed from noise; ``place`` names an entry."""
    exact = np.empty(floats.shape, dtype=object)
    for i, row in enumerate(floats.tolist()):
        slack = systems.SNAP * max(map(abs, row))
        for j, x in enumerate(row):
            given = raw[i, j]
            if isinstance(given, numbers.Rational):
                exact[i, j] = Fraction(int(given.numerator), int(given.denominator))
                continue
            exact[i, j] = systems._as_fraction(x, slack)
            if exact[i, j] is None:
                raise ValueError(f"{place(i, j)} is {x!r}, which is no short fraction. Use exact=False for floats.")
    return exact


def number_words(x, digits=6):
    """Return a number as it is written in a row operation: ``3``, ``−3/2``, ``0.125``.

    Parameters
    ----------
    x : Fraction, int or float
    digits : int
        Significant digits of a float.

    Returns
    -------
    str

    Examples
    --------
    >>> number_words(Fraction(3, 2)), number_words(0.125), number_words(2.0)
    ('3/2', '0.125', '2')
    """
    if isinstance(x, numbers.Rational):
        text = str(Fraction(int(x.numerator), int(x.denominator)))
    else:
        text = f"{float(x) + 0.0:.{digits}g}"
    return text.replace("-", MINUS)


def _multiple_words(f, row):
    """Return a multiple of a row as it is written: ``R1``, ``−2 R1``, ``(3/2) R1``."""
    size = number_words(abs(f))
    size = "" if size == "1" else f"({size}) " if "/" in size else f"{size} "
    return f"{MINUS if f < 0 else ''}{size}R{row + 1}"


# -------------------------------------------------------------------------------------------------------- row operations


@dataclass(frozen=True)
class RowOperation:
    """One elementary row operation.

    Attributes
    ----------
    kind : {"swap", "scale", "add", "nothing"}
        Swap two rows; multiply a row by a number other than 0; add a multiple of *another* row; change nothing.
    row : int or None
        The row that changes, counted from 0.
    source : int, optional
        The other row of a swap, or the row of which a multiple is added.
    factor : Fraction, int or float, optional
        The number of a "scale" or an "add".

    Raises
    ------
    ValueError
        If it is none: a factor 0 in "scale", a row added to itself, an unknown kind.

    Examples
    --------
    >>> operation = RowOperation("add", 1, 0, Fraction(-3, 2))
    >>> operation.words
    'R2 ← R2 − (3/2) R1'
    >>> operation.determinant_factor
    1
    """

    kind: str
    row: int | None = None
    source: int | None = None
    factor: object = None

    def __post_init__(self):
        if self.kind not in ("swap", "scale", "add", "nothing"):
            raise ValueError(f'kind must be "swap", "scale", "add" or "nothing", but is {self.kind!r}.')
        needs = {"swap": ("row", "source"), "scale": ("row",), "add": ("row", "source"), "nothing": ()}[self.kind]
        for name in needs:
            value = getattr(self, name)
            if not isinstance(value, numbers.Integral) or isinstance(value, bool) or value < 0:
                raise ValueError(f'{name} of a "{self.kind}" must be a row number 0, 1, 2, ..., but is {value!r}.')
        if self.kind in ("scale", "add"):
            real = isinstance(self.factor, numbers.Real) and not isinstance(self.factor, bool | np.bool_)
            if not real or not np.isfinite(float(self.factor)):
                raise ValueError(f'factor of a "{self.kind}" must be a finite number, but is {self.factor!r}.')
        if self.kind == "scale" and self.factor == 0:
            raise ValueError("factor of a row must not be 0: that loses the equation, and nothing brings it back.")
        if self.kind in ("swap", "add") and self.row == self.source:
            raise ValueError(f'A "{self.kind}" needs two different rows, but both are row {self.row}.')

    @property
    def words(self):
        """The operation as it is written by hand, rows counted from 1."""
        if self.kind == "nothing":
            return "no change"
        target = f"R{self.row + 1}"
        if self.kind == "swap":
            return f"{target} ↔ R{self.source + 1}"
        if self.kind == "scale":
            return f"{target} ← {_multiple_words(self.factor, self.row)}"
        return (
            f"{target} ← {target} {MINUS if self.factor < 0 else '+'} {_multiple_words(abs(self.factor), self.source)}"
        )

    @property
    def determinant_factor(self):
        """The number by which the determinant of a square matrix is multiplied."""
        return {"swap": -1, "scale": self.factor}.get(self.kind, 1)

    @property
    def inverse(self):
        """The operation that takes this one back."""
        if self.kind == "scale":
            exact = isinstance(self.factor, numbers.Rational)
            return RowOperation("scale", self.row, None, Fraction(1) / self.factor if exact else 1 / self.factor)
        if self.kind == "add":
            return RowOperation("add", self.row, self.source, -self.factor)
        return self


def as_operation(value):
    """Return a row operation from a tuple: ``("swap", i, k)``, ``("scale", i, c)`` or ``("add", i, k, c)``.

    Parameters
    ----------
    value : RowOperation or tuple
        Rows counted from 0. ``("add", i, k, c)`` adds c times row k to row i.

    Returns
    -------
    RowOperation

    Raises
    ------
    ValueError
        If it is neither.

    Examples
    --------
    >>> as_operation(("add", 2, 0, -3)).words
    'R3 ← R3 − 3 R1'
    """
    if isinstance(value, RowOperation):
        return value
    lengths = {"swap": 3, "scale": 3, "add": 4}
    try:
        kind, *rest = value
        fits = len(rest) + 1 == lengths.get(kind)
    except TypeError:
        fits = False
    if not fits:
        raise ValueError(f'Write ("swap", i, k), ("scale", i, c) or ("add", i, k, c), not {value!r}.')
    return RowOperation(kind, rest[0], None, rest[1]) if kind == "scale" else RowOperation(kind, *rest)


def _working_copy(A):
    """Return a matrix to compute in: Fractions stay Fractions, everything else becomes floats."""
    floats = as_matrix(A)
    raw = np.asarray(A)
    if raw.dtype == object and all(isinstance(x, numbers.Rational) for x in raw.flat):
        return as_fractions(raw)
    return floats


def _in_rows(operation, m):
    for row in (operation.row, operation.source):
        if row is not None and row >= m:
            raise ValueError(f"{operation.words} needs row {row + 1}, but the matrix has {m} rows.")
    return operation


def apply_operation(A, operation):
    """Return a matrix after one row operation.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Left as it is. An array of Fractions gives Fractions, anything else floats.
    operation : RowOperation or tuple
        As in `as_operation`.

    Returns
    -------
    ndarray, shape (m, n)

    Examples
    --------
    >>> apply_operation([[2, 1], [3, 4]], ("add", 1, 0, -1.5))
    array([[2. , 1. ],
           [0. , 2.5]])
    """
    M = _working_copy(A)
    operation = _in_rows(as_operation(operation), len(M))
    factor = operation.factor
    if factor is not None:
        exact = M.dtype == object and isinstance(factor, numbers.Rational)
        M = M if exact or M.dtype != object else M.astype(float)
        factor = Fraction(int(factor.numerator), int(factor.denominator)) if exact else float(factor)
    if operation.kind == "swap":
        M[[operation.row, operation.source]] = M[[operation.source, operation.row]]
    elif operation.kind == "scale":
        M[operation.row] = factor * M[operation.row]
    elif operation.kind == "add":
        M[operation.row] = M[operation.row] + factor * M[operation.source]
    return M


def elementary_matrix(operation, size):
    """Return the matrix E for which ``E @ A`` is A after a row operation.

    Parameters
    ----------
    operation : RowOperation or tuple
        As in `as_operation`.
    size : int
        Number of rows of A.

    Returns
    -------
    ndarray of float, shape (size, size)

    Examples
    --------
    >>> elementary_matrix(("add", 1, 0, -1.5), 2)
    array([[ 1. ,  0. ],
           [-1.5,  1. ]])
    """
    if not isinstance(size, numbers.Integral) or isinstance(size, bool) or size < 1:
        raise ValueError(f"size must be a whole number of rows, 1 or more, but is {size!r}.")
    return apply_operation(np.eye(size), operation)


# ----------------------------------------------------------------------------------------------------- elimination


@dataclass(frozen=True, eq=False)
class Step:
    """One step of an elimination.

    Attributes
    ----------
    kind : {"start", "swap", "scale", "add", "done"}
    words : str
        Such as ``"R2 ← R2 − (3/2) R1"``.
    why : str
        What the operation is for, in a sentence.
    matrix : ndarray, shape (m, n + k)
        ``[A | b]`` after the step, or A if there is no b; of Fractions or floats. Not to be written to.
    columns : int
        The number n of columns of A, so the bar is before column n.
    pivot : tuple (row, column) or None
        The pivot that the operation works with.
    pivots : tuple of (row, column)
        All pivots found so far.
    determinant_factor : Fraction, int or float
        By how much the step multiplies the determinant of A (if A is square): -1, the factor of the row, or 1.
    operation : RowOperation or None
        None at the start and at the end.
    """

    kind: str
    words: str
    why: str
    matrix: np.ndarray
    columns: int
    pivot: tuple | None
    pivots: tuple
    determinant_factor: object
    operation: RowOperation | None

    @cached_property
    def array(self):
        """The matrix as floats, shape (m, n + k)."""
        return self.matrix.astype(float)

    @property
    def A(self):
        """The coefficients as floats, shape (m, n)."""
        return self.array[:, : self.columns]

    @property
    def b(self):
        """The right-hand side as floats, shape (m,) (or (m, k) if there are several); None if there is none."""
        right = self.array[:, self.columns :]
        return None if right.shape[1] == 0 else right[:, 0] if right.shape[1] == 1 else right

    @property
    def changed(self):
        """The rows that the step changed."""
        if self.operation is None:
            return ()
        rows = (self.operation.row, self.operation.source)
        return rows if self.kind == "swap" else rows[:1]


def _rounded(M, digits):
    """Return floats rounded to so many significant digits."""
    size = np.where(M == 0, 1.0, np.abs(M))
    unit = 10.0 ** (digits - 1 - np.floor(np.log10(size)))
    return np.round(M * unit) / unit


class _Elimination:
    """The work: a matrix of Fractions or floats that is reduced in place, one operation after another.

    ``bound`` holds for each float the size below which it can be what cancellation has left of a zero: `TOLERANCE` times
    the largest number that took part in a subtraction there. A number as given has bound 0.
    """

    def __init__(self, M, columns, pivoting, digits=None):
        self.M, self.columns, self.pivoting, self.digits = M, columns, pivoting, digits
        self.exact = M.dtype == object
        self.bound = None if self.exact else np.zeros(M.shape)
        self.pivots = []
        self.notes = []
        if digits is not None:
            self.M[:] = _rounded(M, digits)

    def do(self, kind, row, source=None, factor=None):
        """Carry out one operation and return it."""
        M, bound = self.M, self.bound
        if kind == "swap":
            M[[row, source]] = M[[source, row]]
            if not self.exact:
                bound[[row, source]] = bound[[source, row]]
        elif kind == "scale":
            M[row] = factor * M[row]
            if not self.exact:
                bound[row] *= abs(factor)
        else:
            product = self.round(factor * M[source])
            if not self.exact:
                terms = TOLERANCE * np.maximum(np.abs(M[row]), np.abs(product))
                terms[(M[row] == 0) | (product == 0)] = 0.0  # nothing cancels there
                bound[row] = np.maximum(terms, np.maximum(bound[row], abs(factor) * bound[source]))
            M[row] = M[row] + product
        if kind != "swap":
            M[row] = self.round(M[row])
            if not self.exact:
                M[row, np.abs(M[row]) <= bound[row]] = 0.0
        return RowOperation(kind, row, source, factor)

    def round(self, row):
        return row if self.digits is None else _rounded(row, self.digits)

    def down(self):
        """Bring the matrix to row echelon form; yield each operation, its reason and its pivot."""
        M, m = self.M, len(self.M)
        for column in range(self.columns):
            top = len(self.pivots)
            if top == m:
                return
            candidates = [i for i in range(top, m) if M[i, column] != 0]
            if not candidates:
                below = f" from row {top + 1} down" if top else ""
                self.notes.append(f"Column {column + 1} holds only zeros{below}: no pivot.")
                continue
            best = candidates[0]
            if self.pivoting == "partial":
                best = max(candidates, key=lambda i: abs(M[i, column]))
            if best != top:
                if M[top, column] == 0:
                    why = f"Row {top + 1} has 0 in column {column + 1}, and 0 cannot be a pivot; row {best + 1} can."
                else:
                    why = f"Row {best + 1} has the largest entry of column {column + 1}: the safest pivot in floats."
                yield self.do("swap", top, best), why, (top, column)
            self.pivots.append((top, column))
            pivot = M[top, column]
            for i in range(top + 1, m):
                if M[i, column] != 0:
                    entry = M[i, column]
                    factor = self.round(np.array([-entry / pivot]))[0] if self.digits else -entry / pivot
                    done = self.do("add", i, top, factor)
                    M[i, column] = entry * 0  # what it is; floats may miss it in the last digit
                    quotient = f"{_in_brackets(entry)} / {_in_brackets(pivot)}"
                    why = f"Clears column {column + 1} of row {i + 1}: {quotient} = {number_words(-factor)} times the pivot row."
                    yield done, why, (top, column)

    def up(self):
        """Go on to reduced row echelon form: from the last pivot to the first, make it 1 and clear above it."""
        M = self.M
        for top, column in reversed(self.pivots):
            pivot = M[top, column]
            if pivot != 1:
                done = self.do("scale", top, None, 1 / pivot)
                M[top, column] = pivot / pivot
                yield done, f"Makes the pivot of row {top + 1} equal to 1.", (top, column)
            for i in range(top - 1, -1, -1):
                if M[i, column] != 0:
                    done = self.do("add", i, top, -M[i, column])
                    M[i, column] = pivot * 0
                    yield done, f"Clears column {column + 1} of row {i + 1}, above the pivot.", (top, column)


def _in_brackets(x):
    words = number_words(x, 4)
    return f"({words})" if "/" in words or x < 0 else words


def _matrix_to_reduce(A, b, exact, digits):
    """Return ``[A | b]`` as Fractions or floats, and the number of columns of A."""
    if exact and digits is not None:
        raise ValueError("digits is for floats: give exact=False with it.")
    floats = as_matrix(A)
    m, n = floats.shape
    raw, floats = [np.asarray(A, dtype=object)], [systems._without_noise(floats)]
    if b is not None:
        right = as_vector(b) if np.ndim(b) < 2 else as_matrix(b, name="b")
        if right.ndim == 2 and len(right) != m and 1 in right.shape:
            right = right.ravel()
        if len(right) != m:
            raise ValueError(f"b needs one entry for each of the {m} rows of A, but has {len(right)}.")
        raw.append(np.asarray(b, dtype=object).reshape(m, -1))
        floats.append(systems._without_noise(right).reshape(m, -1))
    if not exact:
        return np.hstack(floats), n
    return _exact(np.hstack(raw), np.hstack(floats), lambda i, j: f"A[{i}, {j}]" if j < n else f"b[{i}]"), n


def _checked(pivoting, digits=None):
    if pivoting not in PIVOTING:
        raise ValueError(f'pivoting must be "first" or "partial", but is {pivoting!r}.')
    if digits is not None and (not isinstance(digits, numbers.Integral) or not 1 <= digits <= 15):
        raise ValueError(f"digits must be a whole number from 1 to 15, but is {digits!r}.")


def elimination_steps(A, b=None, *, reduced=False, exact=True, pivoting="first", digits=None):
    """Return every step of Gaussian elimination, each with its words, its reason and the matrix after it.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,) or (m, k), optional
        Right-hand side, which takes part in every operation and offers no pivots.
    reduced : bool
        Go on to reduced row echelon form: from the last pivot to the first, scale it to 1 and clear above it.
    exact : bool
        Compute in fractions; see `as_fractions` for what a float stands for. Otherwise in floats.
    pivoting : {"first", "partial"}
        Take the first row that has an entry other than 0 in the column, or the one that has the largest.
    digits : int, optional
        With ``exact=False``: round every result to so many significant digits, as a pocket calculator would.

    Returns
    -------
    tuple of Step
        The first one is "start", the last one "done".

    Raises
    ------
    ValueError
        If A or b is malformed, sizes do not agree, an entry is no short fraction (with ``exact=True``), or A and b have
        more than 1000 entries: `row_echelon_form` and `lu` are for these.

    Notes
    -----
    The product of all ``determinant_factor`` is the determinant of the last matrix over that of A.

    References
    ----------
    .. [1] G. Strang, "Introduction to Linear Algebra", 6th ed., Wellesley-Cambridge Press, 2023, chapter 2.

    Examples
    --------
    >>> for step in elimination_steps([[2, 1], [3, 4]], [5, 10]):
    ...     print(step.words)
    Start
    R2 ← R2 − (3/2) R1
    Row echelon form: pivots in columns 1 and 2. Exactly one solution.
    >>> print(step.matrix)
    [[Fraction(2, 1) Fraction(1, 1) Fraction(5, 1)]
     [Fraction(0, 1) Fraction(5, 2) Fraction(5, 2)]]
    """
    _checked(pivoting, digits)
    M, columns = _matrix_to_reduce(A, b, exact, digits)
    if M.size > MOST_ENTRIES:
        raise ValueError(f"The matrix has {M.size} entries, too many for step by step; use row_echelon_form or lu.")
    work = _Elimination(M, columns, pivoting, digits)

    def step(kind, words, why, pivot=None, operation=None):
        matrix = M.copy()
        matrix.setflags(write=False)
        factor = 1 if operation is None else operation.determinant_factor
        pivots = tuple(work.pivots)
        return Step(kind, words, why, matrix, columns, pivot, pivots, factor, operation)

    given = (
        f"{len(M)} equations, {columns} unknowns."
        if b is not None
        else f"A matrix of {len(M)} rows, {columns} columns."
    )
    steps = [step("start", "Start", given)]
    for phase in (work.down, work.up) if reduced else (work.down,):
        for operation, why, pivot in phase():
            steps.append(step(operation.kind, operation.words, " ".join([*work.notes, why]), pivot, operation))
            work.notes.clear()
    steps.append(step("done", _summary(M, columns, work.pivots, reduced), " ".join(work.notes)))
    return tuple(steps)


def _summary(M, columns, pivots, reduced):
    """Say which form was reached, where its pivots are, and what that means for the solutions."""
    places = [str(column + 1) for _, column in pivots]
    where = "no pivots" if not places else f"pivot in column {places[0]}"
    if len(places) > 1:
        where = f"pivots in columns {', '.join(places[:-1])} and {places[-1]}"
    said = f"{'Reduced row' if reduced else 'Row'} echelon form: {where}."
    if M.shape[1] != columns + 1:
        return said
    for i in range(len(pivots), len(M)):
        if M[i, columns] != 0:
            return f"{said} Row {i + 1} says 0 = {number_words(M[i, columns])}: no solution."
    free = [j + 1 for j in range(columns) if str(j + 1) not in places]
    if not free:
        return f"{said} Exactly one solution."
    if len(free) == 1:
        return f"{said} Infinitely many solutions: unknown {free[0]} is free."
    names = f"{', '.join(map(str, free[:-1]))} and {free[-1]}"
    return f"{said} Infinitely many solutions: unknowns {names} are free."


def determinant_from_steps(steps):
    """Return the determinant that an elimination has found: product of the pivots over all factors of its steps.

    Parameters
    ----------
    steps : sequence of Step
        From `elimination_steps` of a square matrix, up to the end.

    Returns
    -------
    Fraction or float

    Examples
    --------
    >>> determinant_from_steps(elimination_steps([[0, 2], [3, 4]]))
    Fraction(-6, 1)
    """
    last = steps[-1]
    n = last.columns
    if len(last.matrix) != n:
        raise ValueError(f"A determinant needs a square matrix, but A is {len(last.matrix)} x {n}.")
    product = 1
    for i in range(n):
        product = product * last.matrix[i, i]
    for step in steps:
        product = product / step.determinant_factor
    return product


# ----------------------------------------------------------------------------------------------------- echelon forms


def _reduced_to_form(A, reduced, pivoting, exact):
    _checked(pivoting)
    array = as_matrix(A)
    M = systems._without_noise(array)
    if exact:
        M = as_fractions(A)
    elif (short := systems._as_fractions(M)) is not None:
        M = np.array(short, dtype=object)
    work = _Elimination(M, array.shape[1], pivoting)
    for phase in (work.down, work.up) if reduced else (work.down,):
        for _ in phase():
            pass
    return work.M if exact else work.M.astype(float) + 0.0, tuple(work.pivots)


def row_echelon_form(A, *, exact=False, pivoting="partial"):
    """Return a row echelon form of a matrix. Pivots are left as they come out, not scaled to 1.

    Parameters
    ----------
    A : array_like, shape (m, n)
        For a system, the augmented matrix ``[A | b]``; then the right-hand side may hold a pivot too.
    exact : bool
        Return Fractions; else floats, still computed in fractions where the entries are short ones.
    pivoting : {"partial", "first"}
        Swap the largest entry of the column into the pivot's place, or the first one that is not 0.

    Returns
    -------
    ndarray, shape (m, n)

    Notes
    -----
    A row echelon form is not unique: it depends on the rows that were swapped. The reduced one is unique, and so are
    the places of the pivots.

    Examples
    --------
    >>> row_echelon_form([[1, 2], [3, 4]])
    array([[3.        , 4.        ],
           [0.        , 0.66666667]])
    >>> row_echelon_form([[1, 2], [3, 4]], pivoting="first")
    array([[ 1.,  2.],
           [ 0., -2.]])
    """
    return _reduced_to_form(A, False, pivoting, exact)[0]


def reduced_row_echelon_form(A, *, exact=False):
    """Return the reduced row echelon form of a matrix: pivots 1, and zeros above and below them.

    Parameters
    ----------
    A : array_like, shape (m, n)
    exact : bool
        As in `row_echelon_form`.

    Returns
    -------
    ndarray, shape (m, n)

    Examples
    --------
    >>> reduced_row_echelon_form([[1, 2, 3], [4, 5, 6]])
    array([[ 1.,  0., -1.],
           [ 0.,  1.,  2.]])
    """
    return _reduced_to_form(A, True, "partial", exact)[0]


def pivots(A):
    """Return the columns of a matrix that hold a pivot once it is in echelon form.

    Parameters
    ----------
    A : array_like, shape (m, n)

    Returns
    -------
    tuple of int
        Counted from 0, in order. There are as many as the rank.

    Examples
    --------
    >>> pivots([[1, 2, 3], [2, 4, 7]])
    (0, 2)
    """
    return tuple(column for _, column in _reduced_to_form(A, False, "partial", False)[1])


def leading_positions(R):
    """Return the place of the first nonzero entry of every row that has one, of a matrix as it stands.

    Parameters
    ----------
    R : array_like, shape (m, n)

    Returns
    -------
    tuple of (row, column)

    Examples
    --------
    >>> leading_positions([[0, 3], [0, 0]])
    ((0, 1),)
    """
    R = systems._without_noise(as_matrix(R, name="R"))
    return tuple((i, int(np.flatnonzero(row)[0])) for i, row in enumerate(R) if row.any())


def echelon_complaint(R, *, reduced=False):
    """Say which rule of the (reduced) row echelon form a matrix breaks first, or return None if it keeps them all.

    Parameters
    ----------
    R : array_like, shape (m, n)
    reduced : bool
        Hold it to the rules of the reduced form too.

    Returns
    -------
    str or None

    Examples
    --------
    >>> echelon_complaint([[0, 2], [1, 3]])
    'The pivot of row 2 is in column 1, not right of the pivot of row 1 in column 2.'
    >>> echelon_complaint([[2, 0], [0, 1]]) is None
    True
    >>> echelon_complaint([[2, 0], [0, 1]], reduced=True)
    'The pivot of row 1 is 2; in reduced form every pivot is 1.'
    """
    R = systems._without_noise(as_matrix(R, name="R"))
    found = leading_positions(R)
    rows = [i for i, _ in found]
    for k, i in enumerate(rows):
        if i != k:
            return f"Row {k + 1} holds only zeros, but row {i + 1} below it does not; rows of zeros go to the bottom."
    for (i, before), (k, after) in zip(found, found[1:], strict=False):
        if after <= before:
            return (
                f"The pivot of row {k + 1} is in column {after + 1}, "
                f"not right of the pivot of row {i + 1} in column {before + 1}."
            )
    if not reduced:
        return None
    for i, j in found:
        if abs(R[i, j] - 1) > TOLERANCE:
            return f"The pivot of row {i + 1} is {number_words(R[i, j])}; in reduced form every pivot is 1."
        for k in range(len(R)):
            if k != i and abs(R[k, j]) > TOLERANCE * max(1.0, np.abs(R[k]).max()):
                return (
                    f"Column {j + 1} holds the pivot of row {i + 1}, but also {number_words(R[k, j])} in row {k + 1}; "
                    "in reduced form the pivot is the only nonzero entry of its column."
                )
    return None


def row_equivalent(A, R):
    """Return whether row operations lead from one matrix to another: whether their rows span the same space.

    Parameters
    ----------
    A, R : array_like, shape (m, n)

    Returns
    -------
    bool

    Examples
    --------
    >>> row_equivalent([[1, 2], [3, 4]], [[1, 0], [0, 1]]), row_equivalent([[1, 2], [2, 4]], [[1, 3], [0, 0]])
    (True, False)
    """
    A, R = as_matrix(A), as_matrix(R, name="R")
    if A.shape != R.shape:
        return False
    r = systems.rank(A)
    return r == systems.rank(R) == systems.rank(np.vstack([A, R]))


def foreign_row(A, R):
    """Return the first row of R that is no combination of the rows of A, or None.

    Parameters
    ----------
    A : array_like, shape (m, n)
    R : array_like, shape (k, n)
        What is meant to come from A by row operations.

    Returns
    -------
    int or None
        Counted from 0. An operation went wrong on the way to this row (or to a row that was added to it).

    Examples
    --------
    >>> foreign_row([[1, 2], [2, 4]], [[1, 2], [0, 1]])
    1
    """
    A, R = as_matrix(A), as_matrix(R, name="R")
    if A.shape[1] != R.shape[1]:
        raise ValueError(f"R must have {A.shape[1]} columns as A has, but has {R.shape[1]}.")
    r = systems.rank(A)
    return next((i for i, row in enumerate(R) if systems.rank(np.vstack([A, row])) > r), None)


# ------------------------------------------------------------------------------------- which operation it was, or not


def _pair(before, after):
    B, C = as_matrix(before, name="before"), as_matrix(after, name="after")
    if B.shape != C.shape:
        sizes = [f"{M.shape[0]} x {M.shape[1]}" for M in (B, C)]
        raise ValueError(f"Row operations keep the shape, but before is {sizes[0]} and after is {sizes[1]}.")
    return B, C


def _close(x, y, size):
    return np.abs(x - y) <= 1e-9 * size


def _multiple(of, row, size):
    """Return f with ``row = f * of`` and which entries disagree with it, at best none; f is None if ``of`` is zero."""
    best, worst = None, None
    for j in np.flatnonzero(np.abs(of) > 1e-9 * size):
        f = row[j] / of[j]
        off = ~_close(row, f * of, np.maximum(np.abs(row), np.abs(f * of)) + size)
        if worst is None or off.sum() < worst.sum():
            best, worst = float(f), off
        if not worst.any():
            break
    return best, worst


def _nice(f):
    """Return a factor as a Fraction where it is a short one."""
    short = systems._as_fraction(float(f), 1e-9 * max(1.0, abs(f)))
    return float(f) if short is None else short


def _changed_rows(B, C):
    sizes = np.maximum(np.abs(B).max(axis=1), np.abs(C).max(axis=1))
    return [i for i in range(len(B)) if not _close(B[i], C[i], sizes[i]).all()]


def row_operation_between(before, after):
    """Return the row operation that leads from one matrix to another, or None if no single one does.

    Parameters
    ----------
    before, after : array_like, shape (m, n)
        Compared up to rounding (1e-9 of the size of the row).

    Returns
    -------
    RowOperation or None
        Of kind "nothing" if the matrices are equal. Where two would do (a row that is a multiple of another), scaling
        is named before adding.

    Raises
    ------
    ValueError
        If one is malformed or their shapes differ.

    Examples
    --------
    >>> row_operation_between([[2, 1], [3, 4]], [[2, 1], [0, 2.5]]).words
    'R2 ← R2 − (3/2) R1'
    >>> row_operation_between([[2, 1], [3, 4]], [[2, 1], [0, 3]]) is None
    True
    """
    B, C = _pair(before, after)
    changed = _changed_rows(B, C)
    if not changed:
        return RowOperation("nothing")
    if len(changed) == 2:
        i, k = changed
        size = max(np.abs(B[changed]).max(), np.abs(C[changed]).max())
        if _close(B[i], C[k], size).all() and _close(B[k], C[i], size).all():
            return RowOperation("swap", i, k)
    if len(changed) != 1:
        return None
    i = changed[0]
    size = max(np.abs(B[i]).max(), np.abs(C[i]).max())
    f, off = _multiple(B[i], C[i], size)
    if f and not off.any():
        return RowOperation("scale", i, None, _nice(f))
    for k in range(len(B)):
        f, off = (None, None) if k == i else _multiple(B[k], C[i] - B[i], size)
        if f and not off.any():
            return RowOperation("add", i, k, _nice(f))
    return None


def describe_change(before, after, *, columns=None):
    """Say which row operation leads from one matrix to another, or what stands in the way.

    Parameters
    ----------
    before, after : array_like, shape (m, n)
    columns : int, optional
        The number of unknowns, if what is right of them is a right-hand side.

    Returns
    -------
    str
        Words of the operation if there is one; else a sentence about the nearest one.

    Examples
    --------
    >>> describe_change([[2, 1, 5], [4, 3, 9]], [[2, 1, 5], [0, 1, 9]], columns=2)
    'R2 ← R2 − 2 R1 fits row 2 except on the right-hand side: it gives −1 there, not 9.'
    >>> describe_change([[1, 2], [3, 4]], [[1, 2], [6, 4]])
    'Row 2 is neither a multiple of what it was nor that plus a multiple of one other row.'
    """
    found = row_operation_between(before, after)
    if found is not None:
        return found.words
    B, C = _pair(before, after)
    changed = _changed_rows(B, C)
    if len(changed) > 1:
        rows = " and ".join([", ".join(str(i + 1) for i in changed[:-1]), str(changed[-1] + 1)])
        return f"Rows {rows} changed; one row operation changes one row, or swaps two as they are."
    i = changed[0]
    if not np.abs(C[i]).max() > 0:
        return f"Row {i + 1} became a row of zeros; multiplying by 0 is no row operation, since nothing brings the row back."
    return (
        _two_in_one(B, C, i)
        or _nearly(B, C, i, columns)
        or (f"Row {i + 1} is neither a multiple of what it was nor that plus a multiple of one other row.")
    )


def _two_in_one(B, C, i):
    """Say so if the row became ``a`` times itself plus ``f`` times one other row."""
    if B.shape[1] < 3:
        return None  # two numbers always fit two entries
    size = max(np.abs(B[i]).max(), np.abs(C[i]).max())
    target = f"R{i + 1}"
    for k in range(len(B)):
        if k == i or not B[k].any():
            continue
        (a, f), *_ = np.linalg.lstsq(np.column_stack([B[i], B[k]]), C[i], rcond=None)
        if systems.rank(B[[i, k]]) < 2 or not _close(C[i], a * B[i] + f * B[k], size).all():
            continue
        if abs(a) <= 1e-9 * max(1.0, abs(f)):
            words = "a copy of" if abs(f - 1) <= 1e-9 else f"{_multiple_words(_nice(f), k)}, a multiple of"
            return f"Row {i + 1} became {words} row {k + 1}: what row {i + 1} said is lost."
        mix = f"{_multiple_words(_nice(a), i)} {MINUS if f < 0 else '+'} {_multiple_words(abs(_nice(f)), k)}"
        return f"{target} ← {mix} was done: scaling and adding are two operations; do one at a time."
    return None


def _nearly(B, C, i, columns):
    """Say so if an operation fits in all columns but one."""
    n = B.shape[1]
    if n < 3:
        return None
    size = max(np.abs(B[i]).max(), np.abs(C[i]).max())
    for k in [*range(i), *range(i + 1, len(B)), i]:
        f, off = _multiple(B[k], C[i] if k == i else C[i] - B[i], size)
        if not f or off.sum() != 1 or ((np.abs(B[k]) > 0) & ~off).sum() < 2:
            continue
        j = int(np.flatnonzero(off)[0])
        operation = RowOperation("scale", i, None, _nice(f)) if k == i else RowOperation("add", i, k, _nice(f))
        right = apply_operation(B, operation)[i, j]
        where = f"in column {j + 1}" if columns is None or j < columns else "on the right-hand side"
        gives = f"it gives {number_words(_nice(right))} there, not {number_words(_nice(C[i, j]))}"
        return f"{operation.words} fits row {i + 1} except {where}: {gives}."
    return None


class WrongOperation(NamedTuple):
    """The first step of a learner that is no row operation, or not the one that was announced.

    Attributes
    ----------
    step : int
        Counted from 0: the first of the learner's matrices is step 0.
    words : str
        What is wrong, in a sentence.
    """

    step: int
    words: str


def first_wrong_operation(A, matrices, operations=None, *, columns=None):
    """Return the first of a learner's steps that is no single row operation, or not the announced one.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Where the learner starts.
    matrices : sequence of array_like, shape (m, n)
        The matrix after each step.
    operations : sequence of RowOperation or tuple, optional
        What the learner says was done, one for each step; see `as_operation`.
    columns : int, optional
        The number of unknowns, if what is right of them is a right-hand side.

    Returns
    -------
    WrongOperation or None
        None if every step is right.

    Examples
    --------
    >>> first_wrong_operation([[1, 2], [3, 4]], [[[1, 2], [0, -2]], [[1, 0], [0, 2]]])
    WrongOperation(step=1, words='Step 2: Rows 1 and 2 changed; one row operation changes one row, or swaps two as they are.')
    >>> first_wrong_operation([[1, 2], [3, 4]], [[[1, 2], [6, 10]]], [("add", 1, 0, -3)]).words
    'Step 1: R2 ← R2 − 3 R1 was announced, but R2 ← R2 + 3 R1 was done.'
    """
    matrices = list(matrices)
    if operations is not None:
        operations = [as_operation(value) for value in operations]
        if len(operations) != len(matrices):
            raise ValueError(f"{len(operations)} operations for {len(matrices)} matrices; give one for each.")
    before = A
    for k, after in enumerate(matrices):
        try:
            found = row_operation_between(before, after)
        except ValueError as error:
            return WrongOperation(k, f"Step {k + 1}: {error}")
        if operations is not None:
            meant = _in_rows(operations[k], len(as_matrix(before)))
            if not _changed_rows(apply_operation(as_matrix(before), meant), as_matrix(after)):
                found = meant
            elif found is not None:
                if meant.factor is not None:  # the float 1.5 is written as it is in what was found, 3/2
                    meant = replace(meant, factor=_nice(meant.factor))
                return WrongOperation(k, f"Step {k + 1}: {meant.words} was announced, but {_done(found)}.")
        if found is None:
            return WrongOperation(k, f"Step {k + 1}: {describe_change(before, after, columns=columns)}")
        before = after
    return None


def _done(operation):
    return "nothing changed" if operation.kind == "nothing" else f"{operation.words} was done"
