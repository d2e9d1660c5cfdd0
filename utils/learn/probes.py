"""Probes: functions that work an answer for a check, where its return value alone does not show what matters."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Rational
from typing import Any

import numpy as np

from utils.linalg import as_fractions

__all__ = ["View", "marking_views", "on_fractions", "unpacking_sparse"]


class View(np.ndarray):
    """An array that looks at the memory of an argument; made by `marking_views`, and an array like any other."""


def marking_views(answer: Callable[..., Any], *args: Any) -> Any:
    """Call an answer and mark its result where it is a view of an argument.

    Parameters
    ----------
    answer : callable
    *args : object
        Its arguments.

    Returns
    -------
    object
        The result; where it is an array that shares memory with an argument, a `View` with the same entries. The mark
        is for the checks in a notebook: it does not survive being saved, as grading would.

    Examples
    --------
    >>> a = np.array([1, 2, 3])
    >>> marking_views(lambda x: x[:2], a)
    View([1, 2])
    >>> marking_views(lambda x: x[:2].copy(), a)
    array([1, 2])
    """
    result = answer(*args)
    if not isinstance(result, np.ndarray):
        return result
    shares = any(isinstance(arg, np.ndarray) and np.may_share_memory(result, arg) for arg in args)
    return result.view(View) if shares else result


def on_fractions(answer: Callable[..., Any], *args: Any) -> Any:
    """Call an answer as it is, or, where the last argument says ``"in Fractions"``, on the same numbers as exact fractions.

    Parameters
    ----------
    answer : callable
    *args : object
        Its arguments. Before ``"in Fractions"``, arrays become arrays of Fractions, and floats Fractions.

    Returns
    -------
    object
        The result. An array of Fractions comes back as floats; an array that was asked for in Fractions and is not exact
        as ``{"not exact": "float64"}``, with its dtype.

    Examples
    --------
    >>> on_fractions(lambda A, c: c * A, np.array([3, 1]), 1 / 3, "in Fractions")
    array([1.        , 0.33333333])
    >>> on_fractions(lambda A, c: np.array(c * A, dtype=float), np.array([3, 1]), 1 / 3, "in Fractions")
    {'not exact': 'float64'}
    """
    if not args or not isinstance(args[-1], str) or args[-1] != "in Fractions":
        return answer(*args)
    exact = [as_fractions(arg) if isinstance(arg, np.ndarray) else arg for arg in args[:-1]]
    exact = [as_fractions([arg])[0] if isinstance(arg, float) else arg for arg in exact]
    result = answer(*exact)
    if not isinstance(result, np.ndarray):
        return result
    if result.dtype != object or not all(isinstance(entry, Rational) for entry in result.flat):
        return {"not exact": str(result.dtype)}
    return result.astype(float)


def unpacking_sparse(answer: Callable[..., Any], *args: Any) -> Any:
    """Call an answer and take the sparse matrices of its result apart into plain values.

    Parameters
    ----------
    answer : callable
    *args : object
        Its arguments.

    Returns
    -------
    object
        The result, with a dict in the place of each SciPy sparse matrix or array: its shape, and the rows, columns and values of
        its entries other than 0, row by row. Entries given twice are added up, as SciPy does.

    Examples
    --------
    >>> from scipy.sparse import eye_array
    >>> unpacking_sparse(lambda n: 3 * eye_array(n), 2)
    {'shape': (2, 2), 'rows': array([0, 1]), 'columns': array([0, 1]), 'values': array([3., 3.])}
    """
    return _unpacked(answer(*args))


def _unpacked(value: Any) -> Any:
    if isinstance(value, list | tuple):
        parts = [_unpacked(part) for part in value]
        return parts if isinstance(value, list) else tuple(parts)
    if not hasattr(value, "tocsr") or not hasattr(value, "nnz"):
        return value
    canonical = value.tocsr().copy()
    canonical.sum_duplicates()
    canonical.eliminate_zeros()
    entries = canonical.tocoo()
    return {
        "shape": tuple(int(size) for size in entries.shape),
        "rows": np.asarray(entries.row, dtype=np.int64),
        "columns": np.asarray(entries.col, dtype=np.int64),
        "values": np.asarray(entries.data, dtype=float),
    }
