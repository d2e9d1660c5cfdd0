"""Determinants of small matrices, and the signed products that the 2x2 and the 3x3 rule add up."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from utils.linalg.systems import _as_fractions
from utils.linalg.validation import as_matrix


class Term(NamedTuple):
    """One signed product of a determinant.

    Attributes
    ----------
    sign : {1, -1}
    cells : tuple of (row, column)
        Where the factors stand in the matrix, counted from 0, from the top row down.
    factors : tuple of float
    value : float
        ``sign`` times the product of the factors.
    """

    sign: int
    cells: tuple
    factors: tuple
    value: float


def _term(A, sign, columns):
    cells = tuple(enumerate(columns))
    factors = tuple(float(A[cell]) for cell in cells)
    return Term(sign, cells, factors, float(sign * np.prod(factors)) + 0.0)


def determinant_2x2_terms(A):
    """Return the two signed products of a 2x2 determinant.

    Parameters
    ----------
    A : array_like, shape (2, 2)

    Returns
    -------
    list of Term
        The main diagonal with plus, then the other one with minus.

    Examples
    --------
    >>> [term.value for term in determinant_2x2_terms([[1, 2], [3, 4]])]
    [4.0, -6.0]
    """
    A = as_matrix(A, shape=(2, 2))
    return [_term(A, 1, (0, 1)), _term(A, -1, (1, 0))]


def determinant_3x3_terms(A):
    """Return the six signed products of the rule of Sarrus for a 3x3 determinant.

    Parameters
    ----------
    A : array_like, shape (3, 3)

    Returns
    -------
    list of Term
        First the three diagonals that run down to the right (plus), then the three that run down to the left (minus),
        each from left to right as they start in the top row.

    Examples
    --------
    >>> terms = determinant_3x3_terms([[1, 2, 3], [4, 5, 6], [7, 8, 10]])
    >>> [term.value for term in terms]
    [50.0, 84.0, 96.0, -105.0, -48.0, -80.0]
    >>> sum(term.value for term in terms)
    -3.0
    """
    A = as_matrix(A, shape=(3, 3))
    plus = [_term(A, 1, (j, (j + 1) % 3, (j + 2) % 3)) for j in range(3)]
    minus = [_term(A, -1, (j, (j - 1) % 3, (j - 2) % 3)) for j in (2, 0, 1)]
    return plus + minus


def determinant(A):
    """Return the determinant of a square matrix, exact where the entries are short fractions up to rounding.

    Parameters
    ----------
    A : array_like, shape (n, n)

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If A is not square, not finite or not numbers.

    Examples
    --------
    >>> determinant([[1, 2], [3, 4]])
    -2.0
    >>> determinant([[0.1 * 3, 0.6], [0.1, 0.2]])  # np.linalg.det leaves 1e-17 here
    0.0
    """
    A = as_matrix(A)
    if A.shape[0] != A.shape[1]:
        raise ValueError(f"A determinant needs a square matrix, but A is {A.shape[0]} x {A.shape[1]}.")
    rows = _as_fractions(A)
    if rows is None:
        return float(np.linalg.det(A))
    result = 1
    for column in range(len(rows)):
        swap = next((i for i in range(column, len(rows)) if rows[i][column]), None)
        if swap is None:
            return 0.0
        if swap != column:
            rows[column], rows[swap] = rows[swap], rows[column]
            result = -result
        pivot = rows[column][column]
        result *= pivot
        for i in range(column + 1, len(rows)):
            factor = rows[i][column] / pivot
            rows[i] = [x - factor * y for x, y in zip(rows[i], rows[column], strict=True)]
    return float(result)
