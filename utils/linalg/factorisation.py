"""Triangular systems, and elimination remembered: P A = L U."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from utils.linalg import systems
from utils.linalg.systems import TOLERANCE
from utils.linalg.validation import as_count, as_matrix, as_square, as_vector


def _right_hand_side(b, n):
    """Return b as a matrix of columns, and whether it was a vector."""
    flat = np.ndim(b) < 2
    B = as_vector(b)[:, None] if flat else as_matrix(b, name="b")
    if len(B) != n:
        raise ValueError(f"b needs one entry for each of the {n} rows of the matrix, but has {len(B)}.")
    return B, flat


def back_substitution(U, b):
    """Solve ``U x = b`` for an upper triangular U, from the last unknown to the first.

    Parameters
    ----------
    U : array_like, shape (n, n)
        Zeros below the diagonal, none on it.
    b : array_like, shape (n,) or (n, k)
        One right-hand side, or one per column.

    Returns
    -------
    ndarray of float, in the shape of b

    Raises
    ------
    ValueError
        If U is not square, not upper triangular, or has a zero on its diagonal; or sizes do not agree.

    Examples
    --------
    >>> back_substitution([[2, 1], [0, 5]], [5, 5])
    array([2., 1.])
    """
    U = systems._without_noise(as_square(U, name="U"))
    B, flat = _right_hand_side(b, len(U))
    _refuse(np.tril(U, -1), "U", "upper", "below")
    _refuse_zeros(U, "U")
    x = np.zeros_like(B)
    for i in range(len(U) - 1, -1, -1):
        x[i] = (B[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x[:, 0] if flat else x


def forward_substitution(L, b):
    """Solve ``L x = b`` for a lower triangular L, from the first unknown to the last.

    Parameters
    ----------
    L : array_like, shape (n, n)
        Zeros above the diagonal, none on it.
    b : array_like, shape (n,) or (n, k)

    Returns
    -------
    ndarray of float, in the shape of b

    Examples
    --------
    >>> forward_substitution([[1, 0], [1.5, 1]], [5, 10])
    array([5. , 2.5])
    """
    L = systems._without_noise(as_square(L, name="L"))
    B, flat = _right_hand_side(b, len(L))
    _refuse(np.triu(L, 1), "L", "lower", "above")
    _refuse_zeros(L, "L")
    x = np.zeros_like(B)
    for i in range(len(L)):
        x[i] = (B[i] - L[i, :i] @ x[:i]) / L[i, i]
    return x[:, 0] if flat else x


def _refuse(rest, name, kind, side):
    if rest.any():
        i, j = (int(k) for k in np.argwhere(rest)[0])
        raise ValueError(
            f"{name} must be {kind} triangular, but {name}[{i}, {j}] {side} the diagonal is {rest[i, j]:g}."
        )


def _refuse_zeros(T, name):
    zero = np.flatnonzero(np.diag(T) == 0)
    if zero.size:
        i = int(zero[0])
        raise ValueError(f"{name}[{i}, {i}] is 0, so unknown {i + 1} is not determined: use linalg.solve(A, b).")


class LU(NamedTuple):
    """The factors of ``P @ A = L @ U``.

    Attributes
    ----------
    P : ndarray of float, shape (n, n)
        The order in which elimination took the rows: a permutation of the identity's rows.
    L : ndarray of float, shape (n, n)
        Lower triangular with ones on the diagonal; below it the multipliers of the elimination.
    U : ndarray of float, shape (n, n)
        The row echelon form that elimination ends with.
    """

    P: np.ndarray
    L: np.ndarray
    U: np.ndarray


def lu(A, *, pivoting="partial"):
    """Return the factors of ``P @ A = L @ U``: elimination, remembered.

    Parameters
    ----------
    A : array_like, shape (n, n)
        It may be singular; then U has a zero on its diagonal (up to rounding).
    pivoting : {"partial", "first"}
        Take the largest entry of each column for the pivot, so that no multiplier is above 1; or the first one that is
        not 0, which is there to see how it fails.

    Returns
    -------
    LU
        ``P, L, U``. `scipy.linalg.lu` returns the transpose of this P, for ``A = P @ L @ U``.

    Raises
    ------
    ValueError
        If A is not square, not finite or not numbers.

    References
    ----------
    .. [1] G. H. Golub, C. F. Van Loan, "Matrix Computations", 4th ed., Johns Hopkins University Press, 2013,
       sections 3.2 and 3.4.

    Examples
    --------
    >>> P, L, U = lu([[1, 2], [4, 4]])
    >>> P
    array([[0., 1.],
           [1., 0.]])
    >>> L
    array([[1.  , 0.  ],
           [0.25, 1.  ]])
    >>> U
    array([[4., 4.],
           [0., 1.]])
    """
    if pivoting not in ("partial", "first"):
        raise ValueError(f'pivoting must be "partial" or "first", but is {pivoting!r}.')
    U = as_square(A)
    n = len(U)
    order, L = np.arange(n), np.zeros((n, n))
    for k in range(n - 1):
        candidates = np.abs(U[k:, k])
        best = k + int(np.argmax(candidates if pivoting == "partial" else candidates > 0))
        if U[best, k] == 0:
            continue  # nothing to clear in this column
        for M in (U, L, order):
            M[[k, best]] = M[[best, k]]
        L[k + 1 :, k] = U[k + 1 :, k] / U[k, k]
        U[k + 1 :, k:] -= np.outer(L[k + 1 :, k], U[k, k:])
        U[k + 1 :, k] = 0.0
    return LU(np.eye(n)[order], L + np.eye(n), U)


def lu_solve(factors, b):
    """Solve ``A x = b`` with the factors of A: n**2 operations for each right-hand side instead of n**3 / 3.

    Parameters
    ----------
    factors : LU
        ``P, L, U`` from `lu`.
    b : array_like, shape (n,) or (n, k)

    Returns
    -------
    ndarray of float, in the shape of b

    Raises
    ------
    ValueError
        If A is singular: a pivot is at most 1e-10 times the numbers that it was computed from.

    Examples
    --------
    >>> lu_solve(lu([[1, 1], [1, -1]]), [3, 1])
    array([2., 1.])
    """
    P, L, U = (as_matrix(M, name=name) for M, name in zip(factors, "PLU", strict=True))
    B, flat = _right_hand_side(b, len(U))
    taken_from = np.einsum("ij,ji->i", np.abs(L), np.abs(U))  # the sizes of all terms that each pivot adds up
    weak = np.abs(np.diag(U)) <= TOLERANCE * taken_from
    if weak.any():
        k = int(np.flatnonzero(weak)[0])
        raise ValueError(f"A is singular: pivot {k + 1} of U is {U[k, k]:g}, so no unique solution. Use linalg.solve.")
    y = P @ B
    for i in range(len(L)):
        y[i] = (y[i] - L[i, :i] @ y[:i]) / L[i, i]
    for i in range(len(U) - 1, -1, -1):
        y[i] = (y[i] - U[i, i + 1 :] @ y[i + 1 :]) / U[i, i]
    return y[:, 0] if flat else y


class Cost(NamedTuple):
    """Numbers of arithmetic operations.

    Attributes
    ----------
    divisions, multiplications, subtractions : int
    """

    divisions: int
    multiplications: int
    subtractions: int

    @property
    def total(self):
        """All together."""
        return sum(self)


def elimination_cost(n):
    """Return how many operations bring ``[A | b]`` with n equations and n unknowns to row echelon form, at most.

    Parameters
    ----------
    n : int

    Returns
    -------
    Cost
        ``n (n - 1) / 2`` divisions for the multipliers, ``(n - 1) n (n + 1) / 3`` multiplications and as many
        subtractions: about ``2 n**3 / 3`` in all. Entries known to become 0 are not computed.

    Examples
    --------
    >>> elimination_cost(3)
    Cost(divisions=3, multiplications=8, subtractions=8)
    >>> elimination_cost(100).total
    671550
    """
    n = as_count(n)
    return Cost(n * (n - 1) // 2, (n - 1) * n * (n + 1) // 3, (n - 1) * n * (n + 1) // 3)


def back_substitution_cost(n):
    """Return how many operations `back_substitution` needs for n unknowns: ``n**2`` in all.

    Parameters
    ----------
    n : int

    Returns
    -------
    Cost

    Examples
    --------
    >>> back_substitution_cost(3), back_substitution_cost(100).total
    (Cost(divisions=3, multiplications=3, subtractions=3), 10000)
    """
    n = as_count(n)
    return Cost(n, n * (n - 1) // 2, n * (n - 1) // 2)
