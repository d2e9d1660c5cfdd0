"""Right angles put to use: Gram-Schmidt, A = Q R, projection, least squares, mirrors."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

import numpy as np

from utils.linalg.systems import TOLERANCE
from utils.linalg.validation import as_matrix, as_vector

MINUS = "\N{MINUS SIGN}"
DEPENDENT = 1e-13  # of a column's length: less than this beside the columns before it is rounding


def _columns(A, name="A"):
    """Return A as a matrix of columns; a vector is one column."""
    if np.ndim(A) == 1:
        return as_vector(A, name=name)[:, None]
    return as_matrix(A, name=name)


def _targets(b, m):
    """Return b as a matrix of columns with m rows, and whether it was a vector."""
    flat = np.ndim(b) < 2
    B = as_vector(b)[:, None] if flat else as_matrix(b, name="b")
    if len(B) != m:
        raise ValueError(f"b needs one entry for each of the {m} rows of A, but has {len(B)}.")
    return B, flat


# --------------------------------------------------------------------------------------------------- Gram-Schmidt


def gram_schmidt(A, *, method="modified", tolerance=TOLERANCE):
    """Make the columns of a matrix orthonormal, one after the other.

    From each column the shadows on the results so far are taken away; what is left is scaled to length 1.

    Parameters
    ----------
    A : array_like, shape (m, n)
        The vectors are its columns.
    method : {"modified", "classical"}
        Compute each shadow of what is left ("modified"), or of the column as it was ("classical"). In exact arithmetic
        the results are the same; with rounding "modified" stays closer to right angles.
    tolerance : float
        What is left counts as zero where it is at most so many times as long as the column itself.

    Returns
    -------
    Q : ndarray of float, shape (m, n)
        Columns of length 1, perpendicular to each other. A column of A that is a combination of those before it gives
        a column of zeros.

    Raises
    ------
    ValueError
        If A is not a matrix of finite numbers, or the method is unknown.

    References
    ----------
    .. [1] A. Bjorck, "Numerics of Gram-Schmidt orthogonalization", Linear Algebra Appl. 197-198 (1994) 297-316.

    Examples
    --------
    >>> gram_schmidt([[3, 1], [4, 3]])
    array([[ 0.6, -0.8],
           [ 0.8,  0.6]])
    >>> gram_schmidt([[1, 2], [0, 0]])
    array([[1., 0.],
           [0., 0.]])
    """
    return _orthogonalise(as_matrix(A), method, tolerance)[0]


def _orthogonalise(A, method, tolerance):
    """Return Q and R with ``A = Q R``."""
    if method not in ("modified", "classical"):
        raise ValueError(f'method must be "modified" or "classical", but is {method!r}.')
    m, n = A.shape
    Q, R = np.zeros((m, n)), np.zeros((n, n))
    for k in range(n):
        rest = A[:, k].copy()
        if method == "classical":
            R[:k, k] = Q[:, :k].T @ A[:, k]
            rest -= Q[:, :k] @ R[:k, k]
        else:
            for j in range(k):
                R[j, k] = Q[:, j] @ rest
                rest -= R[j, k] * Q[:, j]
        length = np.linalg.norm(rest)
        if length > tolerance * np.linalg.norm(A[:, k]):
            R[k, k] = length
            Q[:, k] = rest / length
    return Q, R


class QR(NamedTuple):
    """The factors of ``A = Q @ R``.

    Attributes
    ----------
    Q : ndarray of float, shape (m, n)
        Orthonormal columns, as from `gram_schmidt`.
    R : ndarray of float, shape (n, n)
        Upper triangular: column k holds the amounts of the columns of Q that make column k of A.
    """

    Q: np.ndarray
    R: np.ndarray


def qr(A, *, method="modified"):
    """Return ``A = Q @ R``: Gram-Schmidt, remembered.

    Parameters
    ----------
    A : array_like, shape (m, n)
    method : {"modified", "classical"}
        As in `gram_schmidt`.

    Returns
    -------
    QR
        R has a positive diagonal. `numpy.linalg.qr` may give columns of Q and rows of R with the opposite sign. A column
        of A that depends on those before it gives zeros in Q and 0 on the diagonal of R.

    Raises
    ------
    ValueError
        If A is not a matrix of finite numbers, or the method is unknown.

    Examples
    --------
    >>> Q, R = qr([[3, 1], [4, 3]])
    >>> R
    array([[5., 3.],
           [0., 1.]])
    """
    return QR(*_orthogonalise(as_matrix(A), method, TOLERANCE))


class GramSchmidtStep(NamedTuple):
    """One step of Gram-Schmidt.

    Attributes
    ----------
    kind : {"start", "subtract", "scale", "zero", "done"}
    words : str
        What is done, such as "Take away 3 q1".
    why : str
        The reason, with its numbers.
    index : int or None
        The column at work, from 0.
    along : int or None
        The result whose shadow is taken away, from 0.
    factor : float or None
        How much of that result is taken away; for "scale" the length.
    columns : ndarray of float, shape (m, n)
        All columns after this step: results, the one at work, those that wait.
    finished : int
        How many columns are results.
    """

    kind: str
    words: str
    why: str
    index: int | None
    along: int | None
    factor: float | None
    columns: np.ndarray
    finished: int

    @property
    def shadow(self):
        """The vector that is taken away, shape (m,), or None."""
        return self.factor * self.columns[:, self.along] if self.kind == "subtract" else None


def gram_schmidt_steps(A):
    """Return every step of Gram-Schmidt, in words and numbers.

    Parameters
    ----------
    A : array_like, shape (m, n)
        The vectors are its columns; up to nine of them.

    Returns
    -------
    tuple of GramSchmidtStep
        Start; for each column one step "subtract" for each result so far and one step "scale" (or "zero", where
        nothing is left); done.

    Raises
    ------
    ValueError
        If A is not a matrix of finite numbers, or has more than nine columns.

    Examples
    --------
    >>> for step in gram_schmidt_steps([[3, 1], [4, 3]]):
    ...     print(step.words)
    Start with a₁ and a₂
    q₁ = a₁ / 5
    Take the shadow on q₁ away from a₂
    q₂ = w₂ / 1
    Done: 2 orthonormal vectors
    """
    A = as_matrix(A)
    m, n = A.shape
    if n > 9:
        raise ValueError(f"Steps are for up to 9 columns, but A has {n}; use gram_schmidt(A).")
    now, names = A.copy(), [f"a{_low(k)}" for k in range(n)]
    together = ", ".join(names[:-1]) + (" and " if n > 1 else "") + names[-1]
    steps = [GramSchmidtStep("start", f"Start with {together}", "Take them in this order.", None, None, None, A, 0)]
    kept = []
    for k in range(n):
        given = np.linalg.norm(A[:, k])
        for j in kept:
            amount = float(now[:, j] @ now[:, k])
            if abs(amount) <= TOLERANCE * given:
                amount = 0.0
            now = now.copy()
            now[:, k] -= amount * now[:, j]
            now[np.abs(now[:, k]) <= 1e-12 * given, k] = 0.0  # what rounding left of a zero
            q, w = f"q{_low(j)}", f"w{_low(k)}" if j != kept[0] else names[k]
            said = f"q{_low(j)} · {w} = {_amount(amount)}, so the shadow is {_amount(amount)} {q}."
            said += f" What is left is perpendicular to {q}."
            words = f"Take the shadow on {q} away from {w}"
            if amount == 0.0:
                said = f"{q} · {w} = 0: there is no shadow to take away."
            steps.append(GramSchmidtStep("subtract", words, said, k, j, amount, now, k))
        name = f"w{_low(k)}" if kept else names[k]
        length = float(np.linalg.norm(now[:, k]))
        now = now.copy()
        if length <= TOLERANCE * given:
            now[:, k] = 0.0
            said = f"{names[k]} is " + ("a combination of the vectors before it." if given else "the zero vector.")
            steps.append(GramSchmidtStep("zero", f"Nothing is left of {names[k]}", said, k, None, 0.0, now, k + 1))
            continue
        now[:, k] /= length
        kept.append(k)
        said = f"{name} has length {_root(length)}. Dividing by it gives length 1 and keeps the direction."
        words = f"q{_low(k)} = {name} / {_root(length, short=True)}"
        steps.append(GramSchmidtStep("scale", words, said, k, None, length, now, k + 1))
    count = len(kept)
    said = "Each has length 1, and every two are perpendicular." if count > 1 else "It has length 1."
    if count < n:
        said += f" The {n} vectors span {count} dimension{'s' * (count != 1)}."
    words = f"Done: {count} orthonormal vector{'s' * (count != 1)}"
    steps.append(GramSchmidtStep("done", words, said if count else "All vectors were zero.", None, None, None, now, n))
    return tuple(steps)


def _low(k):
    return chr(0x2081 + k)


def _amount(x):
    """Return a number in words: whole, a short fraction, or three significant decimals."""
    if x == 0:
        return "0"
    exact = Fraction(x).limit_denominator(12)
    if abs(float(exact) - x) < 1e-9 * max(1.0, abs(x)):
        text = str(abs(exact))
        text = f"({text})" if "/" in text else text
    else:
        text = f"{abs(x):.3g}"
    return MINUS + text if x < 0 else text


def _root(x, *, short=False):
    """Return a length in words: as the root of a whole number or a short fraction where it is one."""
    square = Fraction(x * x).limit_denominator(12)
    if _amount(x).strip("()") == str(Fraction(x).limit_denominator(12)):
        return _amount(x)
    if abs(float(square) - x * x) < 1e-9 * max(1.0, x * x) and max(square.numerator, square.denominator) < 1000:
        text = f"√{square}" if square.denominator == 1 else f"√({square})"
        return text if short else f"{text} ≈ {x:.3g}"
    return f"{x:.3g}"


def loss_of_orthogonality(Q):
    """Return how far columns are from orthonormal: the largest stretch of ``Q.T @ Q - I``.

    Parameters
    ----------
    Q : array_like, shape (m, n)

    Returns
    -------
    float
        0 for orthonormal columns, about 1 or more where nothing is left of the right angles.

    Examples
    --------
    >>> loss_of_orthogonality([[1, 0], [0, 1]])
    0.0
    >>> loss_of_orthogonality([[1, 0.5], [0, 1]]) > 0.5
    True
    """
    Q = as_matrix(Q, name="Q")
    return float(np.linalg.norm(Q.T @ Q - np.eye(Q.shape[1]), 2))


def hilbert(n):
    """Return the Hilbert matrix, whose columns are nearly dependent: entry (i, j) is ``1 / (i + j + 1)`` from 0.

    Parameters
    ----------
    n : int

    Returns
    -------
    ndarray of float, shape (n, n)

    Raises
    ------
    ValueError
        If n is not a whole number, 1 or more.

    Examples
    --------
    >>> hilbert(2)
    array([[1.        , 0.5       ],
           [0.5       , 0.33333333]])
    """
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise ValueError(f"n must be a whole number, 1 or more, but is {n!r}.")
    k = np.arange(n)
    return 1.0 / (k[:, None] + k + 1)


def has_orthonormal_columns(Q, *, tolerance=TOLERANCE):
    """Whether the columns have length 1 and are perpendicular to each other.

    Parameters
    ----------
    Q : array_like, shape (m, n)
    tolerance : float
        How far an entry of ``Q.T @ Q`` may be from that of the identity.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_orthonormal_columns([[0.6], [0.8]])
    True
    """
    Q = as_matrix(Q, name="Q")
    return bool(np.abs(Q.T @ Q - np.eye(Q.shape[1])).max() <= tolerance)


def is_orthogonal(Q, *, tolerance=TOLERANCE):
    """Whether a matrix is orthogonal: square, with orthonormal columns, so that its transpose is its inverse.

    Parameters
    ----------
    Q : array_like, shape (m, n)
    tolerance : float
        As in `has_orthonormal_columns`.

    Returns
    -------
    bool
        False for a matrix that is not square, whatever its columns are.

    Examples
    --------
    >>> is_orthogonal([[0.6, -0.8], [0.8, 0.6]]), is_orthogonal([[1, 1], [1, -1]])
    (True, False)
    """
    Q = as_matrix(Q, name="Q")
    return Q.shape[0] == Q.shape[1] and has_orthonormal_columns(Q, tolerance=tolerance)


def orthonormal_basis(A):
    """Return an orthonormal basis of what the columns of a matrix span, by Gram-Schmidt run twice.

    The second run puts right what rounding did to the angles in the first.

    Parameters
    ----------
    A : array_like, shape (m, n) or (m,)
        A vector stands for one column.

    Returns
    -------
    ndarray of float, shape (m, r)
        r is the dimension; there are no columns of zeros.

    Examples
    --------
    >>> orthonormal_basis([[1, 2, 0], [0, 0, 3]])
    array([[1., 0.],
           [0., 1.]])
    """
    Q = _orthogonalise(_columns(A), "modified", TOLERANCE)[0]
    Q = _orthogonalise(Q, "modified", TOLERANCE)[0] if Q.size else Q
    return Q[:, Q.any(axis=0)]


# --------------------------------------------------------------------------------------------------- projection


def projection_matrix(A):
    """Return the matrix of the orthogonal projection on what the columns of A span.

    Parameters
    ----------
    A : array_like, shape (m, n) or (m,)
        A vector stands for one column. Columns may depend on each other.

    Returns
    -------
    P : ndarray of float, shape (m, m)
        ``P @ P = P`` and ``P.T = P``. For independent columns it is ``A @ inv(A.T @ A) @ A.T``.

    Examples
    --------
    >>> projection_matrix([1, 1])
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    Q = orthonormal_basis(A)
    return Q @ Q.T


def project(A, b):
    """Return the point nearest to b among all combinations of the columns of A.

    Parameters
    ----------
    A : array_like, shape (m, n) or (m,)
        A vector stands for one column. Columns may depend on each other.
    b : array_like, shape (m,) or (m, k)
        One vector, or one per column.

    Returns
    -------
    ndarray of float, in the shape of b
        What is missing, ``b - project(A, b)``, is perpendicular to every column of A.

    Raises
    ------
    ValueError
        If sizes do not agree, or something is not a finite number.

    Examples
    --------
    >>> project([2, 1], [3, 4])
    array([4., 2.])
    """
    Q = orthonormal_basis(A)
    B, flat = _targets(b, len(Q))
    found = Q @ (Q.T @ B)
    return found[:, 0] if flat else found


class LeastSquares(NamedTuple):
    """A solution of ``A x = b`` in the sense of least squares.

    Attributes
    ----------
    x : ndarray of float, shape (n,)
    fitted : ndarray of float, shape (m,)
        ``A @ x``, the projection of b.
    residual : ndarray of float, shape (m,)
        ``b - A @ x``, perpendicular to every column of A.
    """

    x: np.ndarray
    fitted: np.ndarray
    residual: np.ndarray

    @property
    def error(self):
        """The length of the residual."""
        return float(np.linalg.norm(self.residual))


def least_squares(A, b, *, method="qr"):
    """Return the x for which ``A x`` is nearest to b.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Independent columns, so at least as many rows as columns.
    b : array_like, shape (m,)
    method : {"qr", "normal"}
        By ``R x = Q.T b``, as libraries do (with the Householder QR of NumPy), or by the normal equations
        ``A.T A x = A.T b``, which square the condition number.

    Returns
    -------
    LeastSquares

    Raises
    ------
    ValueError
        If the columns depend on each other (then many x are equally good), sizes do not agree, or something is not a
        finite number.

    References
    ----------
    .. [1] L. N. Trefethen, D. Bau, "Numerical Linear Algebra", SIAM, 1997, lectures 11 and 19.

    Examples
    --------
    >>> found = least_squares([[1, 0], [1, 1], [1, 2]], [1, 0, 5])
    >>> [round(float(x), 9) + 0.0 for x in found.x]
    [0.0, 2.0]
    >>> [round(float(x), 9) for x in found.residual]
    [1.0, -2.0, 1.0]
    """
    if method not in ("qr", "normal"):
        raise ValueError(f'method must be "qr" or "normal", but is {method!r}.')
    A = as_matrix(A)
    b = as_vector(b)
    m, n = A.shape
    if b.size != m:
        raise ValueError(f"b needs one entry for each of the {m} rows of A, but has {b.size}.")
    if n > m:
        raise ValueError(f"A has {n} columns but only {m} rows, so its columns are dependent: many x are equally good.")
    Q, R = np.linalg.qr(A)
    weak = np.abs(np.diag(R)) <= DEPENDENT * np.linalg.norm(A, axis=0)
    if weak.any():
        k = int(np.flatnonzero(weak)[0])
        raise ValueError(
            f"Column {k} of A (from 0) is {'zero' if not A[:, k].any() else 'a combination of those before it'}, so many "
            "x are equally good. Leave it out."
        )
    if method == "qr":
        x = np.zeros(n)
        y = Q.T @ b
        for i in range(n - 1, -1, -1):
            x[i] = (y[i] - R[i, i + 1 :] @ x[i + 1 :]) / R[i, i]
    else:
        x = np.linalg.solve(A.T @ A, A.T @ b)
    fitted = A @ x
    return LeastSquares(x, fitted, b - fitted)


# --------------------------------------------------------------------------------------------------- mirrors


def reflection_matrix(normal):
    """Return the matrix that reflects in the mirror through the origin with a given normal.

    Parameters
    ----------
    normal : array_like, shape (n,)
        Perpendicular to the mirror, of any length but 0. In the plane the mirror is a line, in space a plane.

    Returns
    -------
    ndarray of float, shape (n, n)
        ``I - 2 n n.T / (n . n)``: symmetric, orthogonal, and its own inverse.

    Raises
    ------
    ValueError
        If the normal is zero or not a vector of finite numbers.

    References
    ----------
    .. [1] A. S. Householder, "Unitary triangularization of a nonsymmetric matrix", J. ACM 5 (1958) 339-342.

    Examples
    --------
    >>> reflection_matrix([0, 2])
    array([[ 1.,  0.],
           [ 0., -1.]])
    """
    normal = as_vector(normal, name="normal")
    largest = np.abs(normal).max()
    if largest == 0:
        raise ValueError("normal must not be the zero vector: it tells which way the mirror faces.")
    normal = normal / largest  # so that no square runs out of range
    return np.eye(normal.size) - 2.0 * np.outer(normal, normal) / (normal @ normal)


def reflect(points, normal, *, through=None):
    """Return the mirror images of points.

    Parameters
    ----------
    points : array_like, shape (k, n) or (n,)
        One point per row, or a single one.
    normal : array_like, shape (n,)
        Perpendicular to the mirror.
    through : array_like, shape (n,), optional
        A point of the mirror; the origin by default.

    Returns
    -------
    ndarray of float, in the shape of points

    Raises
    ------
    ValueError
        If sizes do not agree, or the normal is zero.

    Examples
    --------
    >>> reflect([[3, 1], [2, 5]], [1, 0], through=[2, 0])
    array([[1., 1.],
           [2., 5.]])
    """
    H = reflection_matrix(normal)
    single = np.ndim(points) == 1
    points = as_vector(points, name="points")[None, :] if single else as_matrix(points, name="points")
    if points.shape[1] != len(H):
        raise ValueError(f"points need {len(H)} coordinates like the normal, but have {points.shape[1]}.")
    foot = np.zeros(len(H)) if through is None else as_vector(through, size=len(H), name="through")
    images = (points - foot) @ H + foot  # H is symmetric: rows may be multiplied from the right
    return images[0] if single else images
