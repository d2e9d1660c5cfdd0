"""Functions of points or of vectors whose inside an exercise has to find from outside.

The first group takes points as the columns of an array of shape (n, m) and returns as many columns. The functions after
`machine` take one vector.
"""

from __future__ import annotations

import numpy as np

__all__ = [
    "turn_and_move",
    "lean",
    "order",
    "fahrenheit",
    "grey",
    "fold",
    "area",
    "machine",
    "quarter_turn",
    "tile",
    "parcel",
    "half_of_the_first",
    "shadow_length",
]


def _columns(P, rows: int) -> np.ndarray:
    P = np.asarray(P, dtype=float)
    if P.ndim != 2 or len(P) != rows:
        raise ValueError(f"Points come as columns: an array of shape ({rows}, m), not {P.shape}.")
    return P


def turn_and_move(P):
    """Turn points of the plane by a quarter, anticlockwise, then move them by (3, 1).

    Examples
    --------
    >>> turn_and_move([[1, 0], [0, 2]]).tolist()
    [[3.0, 1.0], [2.0, 1.0]]
    """
    x, y = _columns(P, 2)
    return np.array([3.0 - y, 1.0 + x])


def lean(P):
    """Slide points of the plane to the right by half their height.

    Examples
    --------
    >>> lean([[1], [4]]).tolist()
    [[3.0], [4.0]]
    """
    x, y = _columns(P, 2)
    return np.array([x + 0.5 * y, y])


def order(P):
    """Return the price, the number of rolls and the minutes in the queue for an order of rolls and coffees.

    Examples
    --------
    >>> order([[0, 4], [0, 2]]).tolist()
    [[5.0, 21.0], [0.0, 4.0], [1.0, 9.0]]
    """
    rolls, coffees = _columns(P, 2)
    return np.array([5.0 + 3.0 * rolls + 2.0 * coffees, rolls, 1.0 + 4.0 * coffees])


def fahrenheit(P):
    """Turn degrees Celsius into degrees Fahrenheit.

    Examples
    --------
    >>> fahrenheit([[0, 100]]).tolist()
    [[32.0, 212.0]]
    """
    return 1.8 * _columns(P, 1) + 32.0


def grey(P):
    """Return one brightness for red, green and blue: the luma of ITU-R BT.601.

    Examples
    --------
    >>> grey([[100], [100], [100]]).round(6).tolist()
    [[100.0]]
    """
    red, green, blue = _columns(P, 3)
    return np.array([0.299 * red + 0.587 * green + 0.114 * blue])


def fold(P):
    """Fold the plane along both axes: every coordinate loses its sign.

    Examples
    --------
    >>> fold([[-1], [2]]).tolist()
    [[1.0], [2.0]]
    """
    return np.abs(_columns(P, 2))


def area(P):
    """Return the area of the rectangle between the origin and each point, with its sign.

    Examples
    --------
    >>> area([[2], [-3]]).tolist()
    [[-6.0]]
    """
    x, y = _columns(P, 2)
    return np.array([x * y])


def machine(kind: str, W, b):
    """Return a function of points with given numbers inside.

    Parameters
    ----------
    kind : {"layer", "bent", "curved", "folded"}
        ``W P + b``; the same with negative results cut off at 0; with the first coordinate squared before; with the signs
        of all coordinates dropped before.
    W : array_like, shape (k, n)
    b : array_like, shape (k, 1)

    Returns
    -------
    callable
        From points of shape (n, m) to points of shape (k, m).

    Raises
    ------
    ValueError
        If there is no such kind.

    Examples
    --------
    >>> machine("bent", [[2, -1]], [[1]])([[1, 0], [0, 3]]).tolist()
    [[3.0, 0.0]]
    """
    if kind not in ("layer", "bent", "curved", "folded"):
        raise ValueError(f'kind must be "layer", "bent", "curved" or "folded", but is {kind!r}.')
    W, b = np.array(W, dtype=float), np.array(b, dtype=float)

    def transformation(P):
        P = _columns(P, W.shape[1])
        if kind == "curved":
            P = np.vstack([P[:1] ** 2, P[1:]])
        elif kind == "folded":
            P = np.abs(P)
        out = W @ P + b
        return np.maximum(out, 0.0) if kind == "bent" else out

    return transformation


def _vector(v, size: int) -> np.ndarray:
    v = np.asarray(v)
    if v.shape != (size,):
        raise ValueError(
            f"This function takes one vector with {size} entries: an array of shape ({size},), not {v.shape}."
        )
    return v


def quarter_turn(v):
    """Turn a vector of the plane by a quarter, anticlockwise.

    Examples
    --------
    >>> quarter_turn([3, 1])
    array([-1,  3])
    """
    x, y = _vector(v, 2)
    return np.array([-y, x])


def tile(v):
    """Return the place of a tile: so many steps along one edge of a slanted floor, so many along the other.

    Examples
    --------
    >>> tile([1, 2])
    array([4., 5.])
    """
    x, y = _vector(v, 2)
    return np.array([2.0 * x + y, 0.5 * (2 * x + 4 * y)])


def parcel(v):
    """Return weight and price of a parcel with so many books, pens and cups.

    Examples
    --------
    >>> parcel([1, 0, 2])
    array([ 1.5, 18. ])
    """
    books, pens, cups = _vector(v, 3)
    return np.array([0.9 * books + 0.02 * pens + 0.3 * cups, 8.0 * books + 1.5 * pens + 5.0 * cups])


def half_of_the_first(v):
    """Halve the first entry of a vector; the result keeps the type of what it gets.

    Examples
    --------
    >>> half_of_the_first([3.0, 1.0]), half_of_the_first([3, 1])
    (array([1.5, 1. ]), array([1, 1]))
    """
    out = np.array(_vector(v, 2))
    out[0] = out[0] / 2
    return out


def shadow_length(v):
    """Return, as a vector with one entry, how far a vector reaches in the direction of (3, 4).

    Examples
    --------
    >>> shadow_length([5.0, 0.0])
    array([3.])
    """
    return np.array([_vector(v, 2) @ np.array([0.6, 0.8])])
