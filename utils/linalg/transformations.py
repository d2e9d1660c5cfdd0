"""Matrices as maps of space: the everyday ones, the matrix of a map, the way from I to A, and other coordinates.

Angles are in radians, and a positive angle turns anticlockwise. Vectors are columns in formulas and one-dimensional
arrays here; the vectors of a basis are the columns of a matrix; a set of points has one row per point.
"""

from __future__ import annotations

import numbers

import numpy as np

from utils.linalg.systems import TOLERANCE
from utils.linalg.validation import as_matrix, as_square, as_vector
from utils.linalg.vectors import unit_direction


def _real(x, name):
    """Return a real, finite number as a float."""
    if isinstance(x, (bool, np.bool_)) or not isinstance(x, (numbers.Real, np.number)) or not np.isfinite(x):
        raise ValueError(f"{name} must be one real, finite number, but is {x!r}.")
    return float(x)


def rotation(angle):
    """Return the matrix that turns the plane about the origin.

    Parameters
    ----------
    angle : float
        Radians; positive turns anticlockwise.

    Returns
    -------
    ndarray, shape (2, 2)
        Its columns are where e1 and e2 land: ``(cos, sin)`` and ``(-sin, cos)``.

    Raises
    ------
    ValueError
        If the angle is not one finite real number.

    Examples
    --------
    >>> rotation(np.pi / 2).round(3) + 0.0
    array([[ 0., -1.],
           [ 1.,  0.]])
    """
    angle = _real(angle, "angle")
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s], [s, c]])


def stretch(*factors):
    """Return the matrix that stretches each axis by its own factor.

    Parameters
    ----------
    *factors : float
        One for each axis. Below 1 shrinks, 0 flattens, negative also reflects.

    Returns
    -------
    ndarray, shape (n, n)

    Raises
    ------
    ValueError
        If there is no factor, or one is not a finite real number.

    Examples
    --------
    >>> stretch(2, 0.5)
    array([[2. , 0. ],
           [0. , 0.5]])
    """
    if not factors:
        raise ValueError("stretch needs one factor for each axis, such as stretch(2, 0.5), but got none.")
    return np.diag([_real(factor, "a factor") for factor in factors])


def shear(factor, *, along="x"):
    """Return the matrix that slides the plane along one axis, in proportion to the distance from that axis.

    Parameters
    ----------
    factor : float
        How far a point at distance 1 slides.
    along : {"x", "y"}
        "x" keeps e1 and sends e2 to ``(factor, 1)``; "y" keeps e2 and sends e1 to ``(1, factor)``.

    Returns
    -------
    ndarray, shape (2, 2)

    Raises
    ------
    ValueError
        If `along` is neither axis, or the factor is not a finite real number.

    Examples
    --------
    >>> shear(2)
    array([[1., 2.],
           [0., 1.]])
    """
    if along not in ("x", "y"):
        raise ValueError(f'along must be "x" or "y", but is {along!r}.')
    factor = _real(factor, "factor")
    return np.array([[1.0, factor], [0.0, 1.0]]) if along == "x" else np.array([[1.0, 0.0], [factor, 1.0]])


def projection(direction):
    """Return the matrix that drops every vector straight onto a line through the origin.

    Parameters
    ----------
    direction : array_like, shape (n,)
        A direction of the line, of any length but 0.

    Returns
    -------
    ndarray, shape (n, n)
        ``u u.T`` for the unit vector u of the line; of rank 1.

    Raises
    ------
    ValueError
        If the direction is the zero vector, or no vector of finite real numbers.

    Examples
    --------
    >>> projection([1, 1]).round(3)
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    u = unit_direction(direction, name="direction")
    return np.outer(u, u)


def reflection(direction):
    """Return the matrix that reflects the plane in a line through the origin.

    Parameters
    ----------
    direction : array_like, shape (2,)
        A direction of the mirror line, of any length but 0.

    Returns
    -------
    ndarray, shape (2, 2)
        ``2 u u.T - I`` for the unit vector u of the line: walk to the line, and as far again.

    Raises
    ------
    ValueError
        If the direction is the zero vector, or no vector of two finite real numbers.

    Examples
    --------
    >>> reflection([1, 1]).round(3) + 0.0
    array([[0., 1.],
           [1., 0.]])
    """
    u = unit_direction(direction, size=2, name="direction")
    return 2 * np.outer(u, u) - np.eye(2)


def matrix_of(f, n):
    """Return the matrix of a linear map: column j is where the j-th standard basis vector lands.

    Parameters
    ----------
    f : callable
        Takes an array of shape (n,), returns one of shape (m,). Whether f is linear is not checked; see
        `linearity_gap`.
    n : int
        How many entries f takes.

    Returns
    -------
    ndarray, shape (m, n)

    Raises
    ------
    ValueError
        If f is not callable, n is not a positive whole number, or f does not return vectors of one size.

    Examples
    --------
    >>> matrix_of(lambda v: [v[0] + v[1], 2 * v[1], -v[0]], 2)
    array([[ 1.,  1.],
           [ 0.,  2.],
           [-1.,  0.]])
    """
    n = _size(f, n)
    columns = [as_vector(f(e), name=f"f(e{j + 1})") for j, e in enumerate(np.eye(n))]
    sizes = sorted({column.size for column in columns})
    if len(sizes) > 1:
        raise ValueError(f"f must return vectors of one size, but returned sizes {', '.join(map(str, sizes))}.")
    return np.column_stack(columns) + 0.0  # + 0.0 makes 0 of -0


def _size(f, n):
    if not callable(f):
        raise ValueError(f"f must be a function from vectors to vectors, but is {f!r}.")
    if isinstance(n, bool) or not isinstance(n, numbers.Integral) or n < 1:
        raise ValueError(f"n must be the number of entries that f takes, 1 or more, but is {n!r}.")
    return int(n)


def linearity_gap(f, n, *, trials=20, seed=0):
    """Return by how much a map fails to be linear at a few random vectors: 0 up to rounding for a linear one.

    Parameters
    ----------
    f : callable
        Takes an array of shape (n,), returns one of shape (m,).
    n : int
        How many entries f takes.
    trials : int
        How many pairs of vectors are tried.
    seed : int
        Of the random vectors.

    Returns
    -------
    float
        The largest entry of ``f(a u + b v) - (a f(u) + b f(v))`` that was met, in absolute value. Above 0 proves that
        f is not linear; 0 makes it plausible that it is.

    Raises
    ------
    ValueError
        As in `matrix_of`.

    Examples
    --------
    >>> linearity_gap(lambda v: [v[1], v[0]], 2) < 1e-12
    True
    >>> linearity_gap(lambda v: v + 1, 2) > 0.1
    True
    """
    n = _size(f, n)
    rng = np.random.default_rng(seed)
    worst = 0.0
    for _ in range(trials):
        (u, v), (a, b) = rng.normal(size=(2, n)), rng.normal(size=2)
        whole, fu, fv = (as_vector(f(x.copy()), name="f(v)") for x in (a * u + b * v, u, v))
        worst = max(worst, float(np.abs(whole - a * fu - b * fv).max()))
    return worst


def morph(A, t, *, turning=False):
    """Return the matrix on the way from the identity at t = 0 to A at t = 1.

    Parameters
    ----------
    A : array_like, shape (n, n)
        2 x 2 where `turning`.
    t : float in [0, 1]
    turning : bool
        False goes straight, ``(1 - t) I + t A``: every point moves along a straight line at an even pace, and a half
        turn squeezes the plane through one point. True turns: A is a stretch along two square directions followed by a
        rotation (polar decomposition), and on the way the stretch grows evenly while the rotation turns evenly. Where A
        mirrors, one of the two stretches goes through 0.

    Returns
    -------
    ndarray, shape (n, n)

    Raises
    ------
    ValueError
        If A is not square (2 x 2 where `turning`), or t is outside [0, 1].

    Examples
    --------
    >>> morph([[0, -1], [1, 0]], 0.5)
    array([[ 0.5, -0.5],
           [ 0.5,  0.5]])
    >>> morph([[0, -1], [1, 0]], 0.5, turning=True).round(3)
    array([[ 0.707, -0.707],
           [ 0.707,  0.707]])
    """
    A = as_square(A)
    t = _real(t, "t")
    if not 0 <= t <= 1:
        raise ValueError(f"t must be between 0 (the identity) and 1 (the matrix), but is {t:g}.")
    if not turning:
        return (1 - t) * np.eye(len(A)) + t * A
    if len(A) != 2:
        raise ValueError(f"A must be 2 x 2 for a turning morph, but is {len(A)} x {len(A)}.")
    angle, S = _turn_and_stretch(A)
    return rotation(t * angle) @ ((1 - t) * np.eye(2) + t * S)


def _turn_and_stretch(A):
    """Return an angle and a symmetric S with ``A = rotation(angle) @ S``, of the least turn where A mirrors."""
    U, sizes, Vt = np.linalg.svd(A)
    Q, S = U @ Vt, Vt.T @ np.diag(sizes) @ Vt
    ways = [(Q, S)]
    if np.linalg.det(Q) < 0:  # let one of the two stretches be negative instead
        even = sizes[0] - sizes[1] <= 1e-9 * max(sizes[0], 1e-300)
        # for an even stretch every direction will do: take the one that the mirror turns round
        vectors = [_mirrored(Q)] if even else list(Vt)
        flips = [np.eye(2) - 2 * np.outer(v, v) for v in vectors]
        ways = [(Q @ F, F @ S) for F in flips]
    angles = [np.arctan2(R[1, 0], R[0, 0]) for R, _ in ways]
    best = int(np.argmin(np.abs(angles)))
    return angles[best], ways[best][1]


def _mirrored(Q):
    """Return the unit vector that a reflection of the plane sends to its opposite."""
    columns = (np.eye(2) - Q).T
    v = max(columns, key=np.linalg.norm)
    return v / np.linalg.norm(v)


def _basis(basis):
    B = as_square(basis, name="basis")
    sizes = np.linalg.svd(B, compute_uv=False)
    if sizes[-1] <= TOLERANCE * sizes[0]:
        raise ValueError(
            f"basis must have independent columns, one per basis vector, but the columns of {B.tolist()} are dependent."
        )
    return B


def coordinates(v, basis):
    """Return how much of each basis vector a vector is made of: the c with ``basis @ c == v``.

    Parameters
    ----------
    v : array_like, shape (n,)
    basis : array_like, shape (n, n)
        The basis vectors are its columns.

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    ValueError
        If the basis is not square or its columns are dependent, or v is of another size.

    Examples
    --------
    >>> coordinates([3, 1], [[1, -1], [1, 1]])
    array([ 2., -1.])
    """
    B = _basis(basis)
    return np.linalg.solve(B, as_vector(v, size=len(B), name="v")) + 0.0


def change_of_basis(A, basis):
    """Return the matrix that does in coordinates of a basis what A does in the standard ones: ``inv(B) @ A @ B``.

    Parameters
    ----------
    A : array_like, shape (n, n)
    basis : array_like, shape (n, n)
        The basis vectors are its columns.

    Returns
    -------
    ndarray, shape (n, n)
        Column j holds the coordinates, in the basis, of A times the j-th basis vector.

    Raises
    ------
    ValueError
        If A or the basis is not square, the columns of the basis are dependent, or the sizes differ.

    Examples
    --------
    >>> change_of_basis([[0, 1], [1, 0]], [[1, -1], [1, 1]])  # a mirror, seen from its own line
    array([[ 1.,  0.],
           [ 0., -1.]])
    """
    A, B = as_square(A), _basis(basis)
    if A.shape != B.shape:
        raise ValueError(f"A and the basis must have one size, but are {len(A)} x {len(A)} and {len(B)} x {len(B)}.")
    return np.linalg.solve(B, A @ B) + 0.0


def apply_layer(W, b, points, *, relu=False):
    """Return what a layer of a network makes of points: ``W x + b`` for each, negative entries cut to 0 by ReLU.

    Parameters
    ----------
    W : array_like, shape (n_out, n_in)
        Weights: one row per output.
    b : array_like, shape (n_out,)
        Biases.
    points : array_like, shape (m, n_in)
        One row per point.
    relu : bool

    Returns
    -------
    ndarray, shape (m, n_out)
        One row per point.

    Raises
    ------
    ValueError
        If the sizes disagree or something is not a finite real number.

    Examples
    --------
    >>> apply_layer([[1, 1], [1, -1]], [0, 1], [[2, 1], [0, 3]], relu=True)
    array([[3., 2.],
           [3., 0.]])
    """
    W = as_matrix(W, name="W")
    b = as_vector(b, size=len(W), name="b")
    z = as_matrix(points, shape=(None, W.shape[1]), name="points") @ W.T + b
    return np.maximum(z, 0.0) if relu else z


def perceptron(w, b, points):
    """Return the decisions of a perceptron: 1 where ``w . x + b > 0``, 0 elsewhere.

    Parameters
    ----------
    w : array_like, shape (n,)
        Weights.
    b : float
        Bias.
    points : array_like, shape (m, n)
        One row per point.

    Returns
    -------
    ndarray of int, shape (m,)
        A point on the boundary, where the sum is 0 up to rounding, is decided as 0.

    Raises
    ------
    ValueError
        If the sizes disagree or something is not a finite real number.

    Examples
    --------
    >>> perceptron([1, 1], -1.5, [[0, 0], [0, 1], [1, 0], [1, 1]])
    array([0, 0, 0, 1])
    """
    w = as_vector(w, name="w")
    b = _real(b, "b")
    X = as_matrix(points, shape=(None, w.size), name="points")
    total = X @ w + b
    size = np.abs(X) @ np.abs(w) + abs(b)
    return (total > TOLERANCE * size).astype(int)
