"""Lines, planes and strips inside a window: the shapes behind the pictures of a system."""

from __future__ import annotations

import numpy as np

from utils.linalg.systems import solution_set
from utils.linalg.validation import as_matrix, as_system, as_vector


def _as_box(limits, dimensions):
    """Return limits as an array of shape (dimensions, 2); one pair serves every axis."""
    box = np.asarray(limits, dtype=float)
    if box.shape == (2,):
        box = np.tile(box, (dimensions, 1))
    if box.shape != (dimensions, 2) or not np.isfinite(box).all() or (box[:, 0] >= box[:, 1]).any():
        raise ValueError(
            f"limits must be a pair (low, high) with low < high, or {dimensions} such pairs, but got {limits!r}."
        )
    return box


def line_intersection(A, b):
    """Return the point where two lines cross, or None where they do not cross in exactly one point.

    Parameters
    ----------
    A : array_like, shape (2, 2)
        One row of coefficients per line.
    b : array_like, shape (2,)

    Returns
    -------
    ndarray of float, shape (2,), or None

    Examples
    --------
    >>> line_intersection([[1, 1], [1, -1]], [3, 1])
    array([2., 1.])
    >>> line_intersection([[1, 1], [2, 2]], [3, 1]) is None
    True
    """
    A = as_matrix(A, shape=(2, 2))
    found = solution_set(A, b)
    return found.point if found.kind == "one" else None


def line_segment(a, c, limits=(-6, 6)):
    """Return the part of the line ``a[0] x + a[1] y = c`` that lies in a rectangle.

    Parameters
    ----------
    a : array_like, shape (2,)
        Not both zero.
    c : float
    limits : (low, high) or ((x_low, x_high), (y_low, y_high))

    Returns
    -------
    ndarray of float, shape (2, 2), or None
        The two ends, one per row, the left (for a vertical line: the lower) one first; None if the line misses the
        rectangle or only touches a corner of it.

    Raises
    ------
    ValueError
        If both coefficients are zero: ``0 x + 0 y = c`` is not a line.

    Examples
    --------
    >>> line_segment([1, 1], 3, (0, 6))
    array([[0., 3.],
           [3., 0.]])
    >>> line_segment([0, 1], 9, (0, 6)) is None
    True
    """
    a = as_vector(a, size=2, name="a")
    c = float(as_vector([c], name="c")[0])
    box = _as_box(limits, 2)
    if not a.any():
        raise ValueError("a must not be (0, 0): the equation 0 x + 0 y = c does not describe a line.")
    direction = np.array([a[1], -a[0]])
    if direction[0] < 0 or (direction[0] == 0 and direction[1] < 0):
        direction = -direction
    return clip_line(a * c / (a @ a), direction, box)


def clip_line(point, direction, limits):
    """Return the part of a line that lies in a box, in any number of dimensions.

    Parameters
    ----------
    point : array_like, shape (n,)
        A point on the line.
    direction : array_like, shape (n,)
        Not all zero.
    limits : (low, high) or n such pairs

    Returns
    -------
    ndarray of float, shape (2, n), or None
        The two ends in the order of the direction; None if the line misses the box or only touches it in a point.

    Examples
    --------
    >>> clip_line([0, 0, 1], [1, 0, 0], (-2, 2))
    array([[-2.,  0.,  1.],
           [ 2.,  0.,  1.]])
    """
    point = as_vector(point, name="point")
    direction = as_vector(direction, size=point.size, name="direction")
    box = _as_box(limits, point.size)
    if not direction.any():
        raise ValueError("direction must not be all zeros: a line needs a direction.")
    direction = direction / np.linalg.norm(direction)
    size = max(np.abs(box).max(), 1e-300)
    low, high = -np.inf, np.inf
    for p, d, (start, stop) in zip(point, direction, box, strict=True):
        if abs(d) < 1e-12:
            if not start - 1e-9 * size <= p <= stop + 1e-9 * size:
                return None
            continue
        t, s = sorted(((start - p) / d, (stop - p) / d))
        low, high = max(low, t), min(high, s)
    if high - low <= 1e-9 * size:
        return None
    ends = np.array([point + low * direction, point + high * direction])
    return np.clip(ends, box[:, 0], box[:, 1]) + 0.0


def split_polygon(polygon, a, c):
    """Cut a convex polygon along the line or plane ``a . x = c``.

    Parameters
    ----------
    polygon : array_like, shape (k, n)
        Its corners in order.
    a : array_like, shape (n,)
    c : float

    Returns
    -------
    below, above : ndarray of float, shape (j, n)
        The parts with ``a . x <= c`` and with ``a . x >= c``; shape (0, n) where nothing (or only an edge) is left.
        A polygon that lies in the plane is returned as both.

    Examples
    --------
    >>> below, above = split_polygon([[0, 0], [2, 0], [2, 2], [0, 2]], [1, 0], 1)
    >>> below
    array([[0., 0.],
           [1., 0.],
           [1., 2.],
           [0., 2.]])
    """
    polygon = np.asarray(polygon, dtype=float)
    if not len(polygon):
        return polygon, polygon
    a = np.asarray(a, dtype=float)
    length = np.linalg.norm(a)
    heights = (polygon @ a - c) / (length or 1.0)
    heights[np.abs(heights) <= 1e-9 * max(1.0, np.abs(polygon).max())] = 0.0
    if not heights.any():
        return polygon, polygon
    parts = []
    for side in (-1.0, 1.0):
        h = side * heights
        if not (h > 0).any():
            parts.append(np.empty((0, polygon.shape[1])))
            continue
        corners = []
        for i in range(len(polygon)):
            j = (i + 1) % len(polygon)
            if h[i] >= 0:
                corners.append(polygon[i])
            if h[i] * h[j] < 0:
                t = h[i] / (h[i] - h[j])
                corners.append(polygon[i] + t * (polygon[j] - polygon[i]))
        parts.append(np.array(corners))
    return tuple(parts)


def clip_polygon(polygon, A, b):
    """Return the part of a convex polygon where ``A x <= b`` holds in every row.

    Parameters
    ----------
    polygon : array_like, shape (k, n)
    A : array_like, shape (m, n)
    b : array_like, shape (m,)

    Returns
    -------
    ndarray of float, shape (j, n)
        Its corners in order; shape (0, n) if nothing is left.

    Examples
    --------
    >>> clip_polygon([[0, 0], [2, 0], [2, 2], [0, 2]], [[1, 1]], [2])
    array([[0., 0.],
           [2., 0.],
           [0., 2.]])
    """
    A, b = as_system(A, b)
    polygon = np.asarray(polygon, dtype=float)
    for a, c in zip(A, b, strict=True):
        if a.any():
            polygon = split_polygon(polygon, a, c)[0]
        elif c < 0:
            return polygon[:0]
    return polygon


def plane_polygon(a, c, limits=(-4, 4)):
    """Return the part of the plane ``a . x = c`` that lies in a box, as a convex polygon of three to six corners.

    Parameters
    ----------
    a : array_like, shape (3,)
        Not all zero.
    c : float
    limits : (low, high) or three such pairs

    Returns
    -------
    ndarray of float, shape (k, 3)
        The corners in order around the polygon; shape (0, 3) if the plane misses the box.

    Raises
    ------
    ValueError
        If all coefficients are zero: ``0 x + 0 y + 0 z = c`` is not a plane.

    Examples
    --------
    >>> plane_polygon([0, 0, 1], 1, (0, 2))
    array([[0., 0., 1.],
           [2., 0., 1.],
           [2., 2., 1.],
           [0., 2., 1.]])
    >>> len(plane_polygon([1, 1, 1], 3, (0, 2)))
    6
    """
    a = as_vector(a, size=3, name="a")
    c = float(as_vector([c], name="c")[0])
    box = _as_box(limits, 3)
    if not a.any():
        raise ValueError("a must not be (0, 0, 0): the equation 0 x + 0 y + 0 z = c does not describe a plane.")
    k = int(np.argmax(np.abs(a)))  # solve for the unknown with the largest coefficient, over the whole base of the box
    i, j = [axis for axis in range(3) if axis != k]
    polygon = np.zeros((4, 3))
    polygon[:, [i, j]] = [(x, y) for x, y in zip(box[i, [0, 1, 1, 0]], box[j, [0, 0, 1, 1]], strict=True)]
    polygon[:, k] = (c - polygon[:, i] * a[i] - polygon[:, j] * a[j]) / a[k]
    axis = np.zeros(3)
    axis[k] = 1.0
    polygon = split_polygon(polygon, axis, box[k, 1])[0]
    return split_polygon(polygon, axis, box[k, 0])[1] + 0.0


def strip_overlap(A, b, error, limits=(-6, 6)):
    """Return all points that satisfy every equation up to an error: the overlap of strips about the lines.

    Parameters
    ----------
    A : array_like, shape (m, 2)
    b : array_like, shape (m,)
    error : float or array_like, shape (m,)
        Each right-hand side is known up to plus or minus this much; not negative.
    limits : (low, high), ((x_low, x_high), (y_low, y_high)) or None
        The window. None asks for the whole overlap of two crossing strips.

    Returns
    -------
    ndarray of float, shape (k, 2)
        The corners of ``{x : abs(A x - b) <= error}`` in order; shape (0, 2) if it is empty or has no area
        (without limits and with error 0: four equal corners).

    Raises
    ------
    ValueError
        If an error is negative, or ``limits`` is None and the overlap is not a parallelogram.

    Examples
    --------
    >>> strip_overlap([[1, 0], [0, 1]], [2, 1], 0.5)
    array([[1.5, 1.5],
           [1.5, 0.5],
           [2.5, 0.5],
           [2.5, 1.5]])
    """
    A, b = as_system(A, b, unknowns=2)
    error = np.broadcast_to(as_vector(np.atleast_1d(error), name="error"), b.shape)
    if (error < 0).any():
        raise ValueError(f"error must not be negative, but holds {error.min():g}.")
    if limits is None:
        if len(A) != 2 or solution_set(A, b).kind != "one":
            raise ValueError("Without limits the overlap must be bounded: give two lines that cross, or give limits.")
        signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
        return np.linalg.solve(A, (b + signs * error).T).T
    (left, right), (bottom, top) = _as_box(limits, 2)
    window = np.array([[left, bottom], [right, bottom], [right, top], [left, top]])
    return clip_polygon(window, np.vstack([-A, A]), np.concatenate([error - b, b + error]))
