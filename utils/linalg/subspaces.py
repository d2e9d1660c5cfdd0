"""Null space, column space, and all solutions of a system with the basis that spans them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.linalg import systems
from utils.linalg.elimination import _reduced_to_form, as_fractions
from utils.linalg.validation import as_matrix, as_system, as_vector


def null_space(A, *, orthonormal=False, exact=False):
    """Return a basis of all x with ``A x = 0``, one vector per column.

    Parameters
    ----------
    A : array_like, shape (m, n)
    orthonormal : bool
        Columns of length one, at right angles to each other (from the singular value decomposition). Otherwise one
        column for each free unknown, which is 1 in it, the other free unknowns 0: read off the reduced row echelon
        form, with short fractions where A has them.
    exact : bool
        Return Fractions.

    Returns
    -------
    ndarray, shape (n, k)
        ``k = n - rank(A)``; shape (n, 0) if only x = 0 does.

    Examples
    --------
    >>> null_space([[1, 2, 3], [2, 4, 6]])
    array([[-2., -3.],
           [ 1.,  0.],
           [ 0.,  1.]])
    >>> null_space([[1, 2], [3, 4]]).shape
    (2, 0)
    >>> abs(null_space([[3, -4]], orthonormal=True)).round(9)
    array([[0.8],
           [0.6]])
    """
    array = as_matrix(A)
    if orthonormal and exact:
        raise ValueError("An orthonormal basis needs square roots: choose orthonormal=True or exact=True, not both.")
    if orthonormal:
        rows = systems._unit_rows(systems._without_noise(array))
        return np.linalg.svd(rows)[2][systems.rank(array) :].T.copy()
    R, places = _reduced_to_form(A, True, "partial", exact)
    n = array.shape[1]
    held = [column for _, column in places]
    free = [j for j in range(n) if j not in held]
    basis = np.zeros((n, len(free)))
    if exact:
        basis = as_fractions(np.zeros((n, max(len(free), 1)), dtype=int))[:, : len(free)]
    for k, j in enumerate(free):
        basis[j, k] += 1
        basis[held, k] = -R[: len(held), j]
    return basis if exact else basis + 0.0


def column_space(A, *, orthonormal=False):
    """Return a basis of all ``A x``, one vector per column.

    Parameters
    ----------
    A : array_like, shape (m, n)
    orthonormal : bool
        Columns of length one, at right angles to each other. Otherwise the columns of A itself that hold a pivot.

    Returns
    -------
    ndarray of float, shape (m, rank(A))

    Examples
    --------
    >>> column_space([[1, 2, 0], [2, 4, 1]])
    array([[1., 0.],
           [2., 1.]])
    """
    array = as_matrix(A)
    held = [column for _, column in _reduced_to_form(A, False, "partial", False)[1]]
    if not orthonormal or not held:
        return array[:, held]
    own = systems._without_noise(array)[:, held]
    return np.linalg.qr(own / np.linalg.norm(own, axis=0))[0]


@dataclass(frozen=True, eq=False)
class Solution:
    """All solutions of ``A x = b``: ``particular + null_space @ t`` for every choice of t.

    Attributes
    ----------
    kind : {"one", "none", "many"}
    particular : ndarray of float, shape (n,), or None
        One solution, in which the free unknowns are 0; None if there is none.
    null_space : ndarray of float, shape (n, k)
        A basis of the solutions of ``A x = 0``, one per column; also given where there is no solution.
    pivots, free : tuple of int
        The unknowns that hold a pivot, and those to be chosen, counted from 0.
    """

    kind: str
    particular: np.ndarray | None
    null_space: np.ndarray
    pivots: tuple
    free: tuple

    def point(self, t=()):
        """Return the solution in which the free unknowns have the values t.

        Parameters
        ----------
        t : array_like, shape (k,)

        Returns
        -------
        ndarray of float, shape (n,)
        """
        if self.particular is None:
            raise ValueError("The system has no solution.")
        if not self.free and np.size(t) == 0:
            return self.particular.copy()
        return self.particular + self.null_space @ as_vector(np.atleast_1d(t), size=len(self.free), name="t")


def solve(A, b):
    """Return all solutions of ``A x = b``: exactly one, none, or a particular one and the directions to add.

    Parameters
    ----------
    A : array_like, shape (m, n)
    b : array_like, shape (m,)

    Returns
    -------
    Solution

    Raises
    ------
    ValueError
        If A or b is malformed, not finite, or their sizes do not agree.

    Examples
    --------
    >>> solve([[1, 1], [1, -1]], [3, 1]).particular
    array([2., 1.])
    >>> found = solve([[1, 2, 1], [0, 0, 1]], [4, 1])
    >>> found.kind, found.free, found.particular
    ('many', (1,), array([3., 0., 1.]))
    >>> found.point([10])
    array([-17.,  10.,   1.])
    >>> solve([[1, 1], [2, 2]], [3, 7]).kind
    'none'
    """
    A, b = as_system(A, b)
    found = systems.solution_set(A, b)
    n = A.shape[1]
    # in each direction the last entry other than 0 is the 1 of its own free unknown: pivots stand left of it
    free = tuple(int(np.flatnonzero(direction)[-1]) for direction in found.directions)
    held = tuple(j for j in range(n) if j not in free)
    return Solution(found.kind, found.point, found.directions.T.copy() + 0.0, held, free)
