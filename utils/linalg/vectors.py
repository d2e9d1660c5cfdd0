"""Vectors: lengths, distances, angles, and the shadow of one vector on the line of another.

One vector is a 1-D array; a cloud of vectors has one vector per row. Angles are in radians.
"""

from __future__ import annotations

import numbers

import numpy as np

from utils.linalg.validation import as_matrix, as_vector

__all__ = [
    "angle",
    "cosine_similarity",
    "distance",
    "norm",
    "pairwise_cosine_similarities",
    "pairwise_distances",
    "project_on_line",
    "unit_ball",
    "unit_vector",
]


def _as_order(p, least=1):
    """Return p as a float; complain about anything that is not a number of at least ``least``, or infinity."""
    if isinstance(p, bool | np.bool_) or not isinstance(p, numbers.Real) or np.isnan(p):
        raise ValueError(f"p must be a number or infinity (np.inf), but is {p!r}.")
    if p < least:
        raise ValueError(f"p must be {least} or more: below 1 a detour can count as shorter. But p is {p!r}.")
    return float(p)


def _as_pair(u, v, names=("u", "v")):
    u, v = as_vector(u, name=names[0]), as_vector(v, name=names[1])
    if u.size != v.size:
        raise ValueError(
            f"{names[0]} and {names[1]} must have as many entries as each other, but have {u.size} and {v.size}."
        )
    return u, v


def _scaled(v, name):
    """Return v divided by its largest entry: its direction, safe from overflow when squared."""
    largest = np.abs(v).max()
    if largest == 0:
        raise ValueError(f"{name} is the zero vector, which has no direction; give one with an entry other than 0.")
    return v / largest


def unit_direction(value, *, size=None, name):
    """Return the unit vector along a direction, which messages call by its name."""
    direction = _scaled(as_vector(value, size=size, name=name), name)
    return direction / np.linalg.norm(direction)


def norm(v, p=2):
    r"""Return the length of a vector as the p-norm measures it.

    Parameters
    ----------
    v : array_like, shape (n,)
    p : float
        1 adds up the absolute values, 2 is the straight length, `numpy.inf` takes the largest absolute value. Any other
        number from 1 on: the p-th root of the sum of p-th powers of the absolute values.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If v is not a vector of finite numbers, or p is less than 1 (then the triangle inequality fails).

    Examples
    --------
    >>> norm([3, -4], 1), norm([3, -4]), norm([3, -4], np.inf)
    (7.0, 5.0, 4.0)
    """
    v, p = np.abs(as_vector(v, name="v")), _as_order(p)
    largest = float(v.max())
    if largest == 0 or np.isinf(p):
        return largest
    # The largest entry taken out first: 1e200 squared would overflow, 1e-200 squared would be 0.
    return largest * float(((v / largest) ** p).sum() ** (1 / p))


def distance(u, v, p=2):
    """Return the distance between two points: the p-norm of their difference.

    Parameters
    ----------
    u, v : array_like, shape (n,)
    p : float
        As in `norm`: 1 for streets at right angles, 2 as the crow flies, `numpy.inf` for the longest single leg.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If sizes differ, or as in `norm`.

    Examples
    --------
    >>> distance([1, 1], [4, 5]), distance([1, 1], [4, 5], 1)
    (5.0, 7.0)
    """
    u, v = _as_pair(u, v)
    return norm(u - v, p)


def unit_vector(v):
    """Return the vector of length 1 in the direction of v.

    Parameters
    ----------
    v : array_like, shape (n,)
        Not zero.

    Returns
    -------
    ndarray of float, shape (n,)

    Raises
    ------
    ValueError
        If v is zero, or not a vector of finite numbers.

    Examples
    --------
    >>> unit_vector([3, 4])
    array([0.6, 0.8])
    """
    return unit_direction(v, name="v")


def cosine_similarity(u, v):
    """Return the cosine of the angle between two vectors: dot product over the product of their lengths.

    Parameters
    ----------
    u, v : array_like, shape (n,)
        Not zero.

    Returns
    -------
    float
        From -1 (opposite directions) through 0 (orthogonal) to 1 (same direction).

    Raises
    ------
    ValueError
        If sizes differ, or one of them is zero.

    Examples
    --------
    >>> round(cosine_similarity([1, 0], [3, 3]), 4), cosine_similarity([1, 2], [2, -1])
    (0.7071, 0.0)
    """
    u, v = _as_pair(u, v)
    u, v = _scaled(u, "u"), _scaled(v, "v")
    # Rounding may leave 1.0000000000000002, whose arc cosine does not exist.
    return float(np.clip(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)), -1, 1))


def angle(u, v):
    """Return the angle between two vectors, in radians from 0 to pi.

    Parameters
    ----------
    u, v : array_like, shape (n,)
        Not zero.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If sizes differ, or one of them is zero.

    Notes
    -----
    Of the two unit vectors' difference and sum the lengths are 2 sin(angle / 2) and 2 cos(angle / 2). This is exact for
    small angles too, where the arc cosine loses half of the digits [1]_.

    References
    ----------
    .. [1] W. Kahan, "How Futile are Mindless Assessments of Roundoff in Floating-Point Computation?", 2006, section 12.

    Examples
    --------
    >>> float(np.degrees(angle([1, 0], [0, 2])))
    90.0
    """
    u, v = _as_pair(u, v)
    u, v = _scaled(u, "u"), _scaled(v, "v")
    u, v = u / np.linalg.norm(u), v / np.linalg.norm(v)
    return float(2 * np.arctan2(np.linalg.norm(u - v), np.linalg.norm(u + v)))


def project_on_line(b, a):
    """Return the point on the line through the origin along a that is nearest to b.

    Parameters
    ----------
    b : array_like, shape (n,)
        The vector that is projected.
    a : array_like, shape (n,)
        A direction of the line, of any length but zero.

    Returns
    -------
    ndarray of float, shape (n,)
        ``(a @ b) / (a @ a) * a``; what is left, b minus this, is orthogonal to a.

    Raises
    ------
    ValueError
        If sizes differ, or a is zero.

    Examples
    --------
    >>> project_on_line([2, 4], [3, 1])
    array([3., 1.])
    """
    b, a = _as_pair(b, a, ("b", "a"))
    a = _scaled(a, "a")
    return (a @ b) / (a @ a) * a


def _as_clouds(X, Y):
    X = as_matrix(X, name="X")
    Y = X if Y is None else as_matrix(Y, name="Y")
    if X.shape[1] != Y.shape[1]:
        raise ValueError(f"The rows of X and Y must be equally long, but have {X.shape[1]} and {Y.shape[1]} entries.")
    return X, Y


def pairwise_distances(X, Y=None, p=2):
    """Return the distances of every row of X to every row of Y.

    Parameters
    ----------
    X : array_like, shape (n, d)
        One point per row.
    Y : array_like, shape (m, d), optional
        By default X itself.
    p : float
        As in `norm`.

    Returns
    -------
    ndarray of float, shape (n, m)
        Entry (i, j) is the distance between row i of X and row j of Y.

    Raises
    ------
    ValueError
        If X or Y is not a matrix of finite numbers, or their rows differ in length, or p is less than 1.

    Examples
    --------
    >>> pairwise_distances([[0, 0], [3, 4]], [[0, 0], [3, 0], [0, 4]])
    array([[0., 3., 4.],
           [5., 4., 3.]])
    """
    from scipy.spatial.distance import cdist

    X, Y = _as_clouds(X, Y)
    p = _as_order(p)
    plain = {1: "cityblock", 2: "euclidean", np.inf: "chebyshev"}
    return cdist(X, Y, plain[p]) if p in plain else cdist(X, Y, "minkowski", p=p)


def pairwise_cosine_similarities(X, Y=None):
    """Return the cosine similarities of every row of X with every row of Y.

    Parameters
    ----------
    X : array_like, shape (n, d)
        One vector per row, none of them zero.
    Y : array_like, shape (m, d), optional
        By default X itself.

    Returns
    -------
    ndarray of float, shape (n, m)
        From -1 to 1.

    Raises
    ------
    ValueError
        If a row is zero, or as in `pairwise_distances`.

    Examples
    --------
    >>> pairwise_cosine_similarities([[1, 0], [0, 2]], [[5, 0], [3, 4]])
    array([[1. , 0.6],
           [0. , 0.8]])
    """
    X, Y = _as_clouds(X, Y)
    return np.clip(_unit_rows(X, "X") @ _unit_rows(Y, "Y").T, -1, 1)


def _unit_rows(X, name):
    largest = np.abs(X).max(axis=1)
    if not largest.all():
        row = int(np.argmin(largest))
        raise ValueError(f"Row {row} of {name} is zero and has no direction; leave such rows out.")
    X = X / largest[:, None]
    return X / np.linalg.norm(X, axis=1, keepdims=True)


def unit_ball(p, n=240):
    """Return points on the edge of the unit ball in the plane: all vectors of p-norm 1, anticlockwise from (1, 0).

    Parameters
    ----------
    p : float
        More than 0, or `numpy.inf`. Below 1 the curve bends inwards, and what it measures is no norm.
    n : int
        Number of points, a multiple of 8, so that all corners are among them.

    Returns
    -------
    ndarray of float, shape (n, 2)

    Raises
    ------
    ValueError
        If p is not a number greater than 0, or n is not a positive multiple of 8.

    Examples
    --------
    >>> unit_ball(1, 8).round(3) + 0
    array([[ 1. ,  0. ],
           [ 0.5,  0.5],
           [ 0. ,  1. ],
           [-0.5,  0.5],
           [-1. ,  0. ],
           [-0.5, -0.5],
           [ 0. , -1. ],
           [ 0.5, -0.5]])
    """
    p = _as_order(p, least=0)
    if p == 0:
        raise ValueError("p must be greater than 0, but is 0.")
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 8 or n % 8:
        raise ValueError(f"n must be a positive multiple of 8, but is {n!r}.")
    # One eighth of the curve is a graph over the diagonal's side; the rest is its mirror images.
    t = np.linspace(0, np.pi / 4, n // 8 + 1)
    u, v = np.cos(t), np.sin(t)
    v[0], v[-1] = 0.0, u[-1]
    if np.isfinite(p):  # u is the larger: its power is taken out, so that a large p does not underflow
        length = u * (1 + (v / u) ** p) ** (1 / p)
    else:
        length = u
    u, v = u / length, v / length
    quarter = np.column_stack([np.r_[u, v[-2:0:-1]], np.r_[v, u[-2:0:-1]]])
    turned = [quarter]
    for _ in range(3):
        quarter = np.column_stack([-quarter[:, 1], quarter[:, 0]])
        turned.append(quarter)
    return np.vstack(turned)
