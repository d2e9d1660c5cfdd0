"""From what a person types to float arrays, or a sentence that says what to mend."""

from __future__ import annotations

import numpy as np


def _as_floats(value, name, what):
    """Return ``value`` as a new float array; complain in words about anything that is not real, finite numbers."""
    try:
        raw = np.asarray(value)
    except ValueError as error:  # ragged nested lists
        raise ValueError(f"{name} must be {what} of numbers, but its rows have different lengths.") from error
    if raw.dtype == bool or np.iscomplexobj(raw):
        raise ValueError(f"{name} must hold real numbers, but its entries are of type {raw.dtype}.")
    try:
        array = np.array(raw, dtype=float)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name} must be {what} of real numbers, but got {value!r}.") from error
    if not np.isfinite(array).all():
        place = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        index = ", ".join(map(str, place))
        raise ValueError(f"{name} must hold finite numbers, but {name}[{index}] is {array[place]}. Replace or drop it.")
    return array


def as_matrix(value, *, shape=None, name="A"):
    """Return a matrix as a two-dimensional float array.

    Parameters
    ----------
    value : array_like, shape (m, n)
        Real, finite numbers; at least one row and one column.
    shape : tuple of (int or None), optional
        The shape wanted; None at a place accepts any length there.
    name : str
        What to call the matrix in a message.

    Returns
    -------
    ndarray of float, shape (m, n)
        A copy: changing it leaves ``value`` alone.

    Raises
    ------
    ValueError
        If ``value`` is not two-dimensional, is empty, has another shape than asked for, or holds anything but finite
        real numbers.

    Examples
    --------
    >>> as_matrix([[1, 2], [3, 4]])
    array([[1., 2.],
           [3., 4.]])
    >>> as_matrix([1, 2, 3])
    Traceback (most recent call last):
    ...
    ValueError: A must be a matrix with rows and columns, but has shape (3,). A single row is written [[1, 2, 3]].
    """
    array = _as_floats(value, name, "a matrix")
    if array.ndim != 2 or array.size == 0:
        hint = ""
        if array.ndim == 1 and array.size:
            hint = f" A single row is written [[{', '.join(f'{x:g}' for x in array[:6])}{', ...' * (array.size > 6)}]]."
        raise ValueError(f"{name} must be a matrix with rows and columns, but has shape {array.shape}.{hint}")
    if shape is not None and any(want not in (None, got) for want, got in zip(shape, array.shape, strict=True)):
        want = " x ".join("any" if n is None else str(n) for n in shape)
        raise ValueError(f"{name} must be {want} (rows x columns), but is {array.shape[0]} x {array.shape[1]}.")
    return array


def as_square(value, *, name="A"):
    """Return a square matrix as a two-dimensional float array.

    Parameters
    ----------
    value : array_like, shape (n, n)
        Real, finite numbers; at least one row.
    name : str
        What to call the matrix in a message.

    Returns
    -------
    ndarray of float, shape (n, n)
        A copy.

    Raises
    ------
    ValueError
        As in `as_matrix`, or if there are not as many columns as rows.

    Examples
    --------
    >>> as_square([[1, 2]])
    Traceback (most recent call last):
    ...
    ValueError: A must be square, with as many columns as rows, but is 1 x 2.
    """
    array = as_matrix(value, name=name)
    if array.shape[0] != array.shape[1]:
        raise ValueError(
            f"{name} must be square, with as many columns as rows, but is {array.shape[0]} x {array.shape[1]}."
        )
    return array


def is_whole(value):
    """Tell whether a value is one whole number, Python's or NumPy's; True and False are none.

    Examples
    --------
    >>> is_whole(3), is_whole(np.int64(3)), is_whole(3.0), is_whole(True)
    (True, True, False, False)
    """
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def as_count(value, *, name="n", least=1):
    """Return a whole number of things as an int.

    Parameters
    ----------
    value : int
    name : str
        What to call the number in a message.
    least : int

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If ``value`` is not a whole number, or less than ``least``.

    Examples
    --------
    >>> as_count(2.5, name="steps")
    Traceback (most recent call last):
    ...
    ValueError: steps must be a whole number, 1 or more, but is 2.5.
    """
    if not is_whole(value) or value < least:
        raise ValueError(f"{name} must be a whole number, {least} or more, but is {value!r}.")
    return int(value)


def as_vector(value, *, size=None, name="b"):
    """Return a vector as a one-dimensional float array.

    Parameters
    ----------
    value : array_like, shape (n,), (n, 1) or (1, n)
        Real, finite numbers; one row or one column is taken as the vector in it.
    size : int, optional
        The number of entries wanted.
    name : str
        What to call the vector in a message.

    Returns
    -------
    ndarray of float, shape (n,)

    Raises
    ------
    ValueError
        If ``value`` is not a vector, has another size than asked for, or holds anything but finite real numbers.

    Examples
    --------
    >>> as_vector([[3], [4]])
    array([3., 4.])
    >>> as_vector([1, 2, 3], size=2, name="x")
    Traceback (most recent call last):
    ...
    ValueError: x must have 2 entries, but has 3.
    """
    array = _as_floats(value, name, "a vector")
    if array.ndim == 2 and 1 in array.shape:
        array = array.ravel()
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be a vector, such as [1, 2], but has shape {array.shape}.")
    if size is not None and array.size != size:
        raise ValueError(f"{name} must have {size} {'entry' if size == 1 else 'entries'}, but has {array.size}.")
    return array


def as_system(A, b, *, unknowns=None):
    """Return the matrix and the right-hand side of a system, checked against each other.

    Parameters
    ----------
    A : array_like, shape (m, n)
        One row of coefficients per equation.
    b : array_like, shape (m,)
        One right-hand side per equation.
    unknowns : int, optional
        The number of columns wanted.

    Returns
    -------
    A : ndarray of float, shape (m, n)
    b : ndarray of float, shape (m,)

    Raises
    ------
    ValueError
        If either is malformed, or ``b`` does not have one entry per row of ``A``.

    Examples
    --------
    >>> A, b = as_system([[1, 1], [1, -1]], [3, 1])
    >>> b
    array([3., 1.])
    >>> as_system([[1, 1], [1, -1]], [3, 1, 4])
    Traceback (most recent call last):
    ...
    ValueError: b needs one entry for each of the 2 rows of A, but has 3.
    """
    A = as_matrix(A, name="A")
    if unknowns is not None and A.shape[1] != unknowns:
        raise ValueError(f"A must have {unknowns} columns, one per unknown, but has {A.shape[1]}.")
    b = as_vector(b, name="b")
    if b.size != A.shape[0]:
        raise ValueError(f"b needs one entry for each of the {A.shape[0]} rows of A, but has {b.size}.")
    return A, b
