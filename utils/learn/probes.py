"""Probes: functions that work an answer for a check, where its return value alone does not show what matters."""

from __future__ import annotations

import copy
import time
import tracemalloc
from collections.abc import Callable
from numbers import Rational
from typing import Any

import numpy as np

from utils.linalg import as_fractions

__all__ = [
    "View",
    "marking_views",
    "on_fractions",
    "unpacking_sparse",
    "with_machine",
    "seeded",
    "walking",
    "in_bounds",
]


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


def with_machine(answer: Callable[..., Any], transformation: Any, *args: Any) -> Any:
    """Call an answer with a function of points: a named one as it is, or one that is made from numbers.

    Parameters
    ----------
    answer : callable
    transformation : callable or list
        A function, or ``[kind, W, b]`` for `utils.learn.machines.machine`: functions with drawn numbers inside have no name.
    *args : object
        The further arguments.

    Returns
    -------
    object
        The result.

    Examples
    --------
    >>> with_machine(lambda f, n: f(np.eye(n)), ["layer", [[2, 3]], [[1]]], 2)
    array([[3., 4.]])
    """
    from utils.learn.machines import machine

    return answer(machine(*transformation) if isinstance(transformation, list | tuple) else transformation, *args)


def seeded(answer: Callable[..., Any], first: Any, seed: int) -> Any:
    """Call an answer that draws random numbers, twice with the same seed and once with another one.

    Parameters
    ----------
    answer : callable
        Takes an argument and a seed.
    first : object
        The argument.
    seed : int

    Returns
    -------
    object
        The result; but ``{"again": ...}`` where the same seed gives something else at the second call, and ``{"other seed": ...}``
        where another seed gives the same.

    Examples
    --------
    >>> seeded(lambda n, seed: np.random.default_rng(seed).integers(9, size=n), 3, 1).shape
    (3,)
    >>> seeded(lambda n, seed: np.arange(float(n)), 3, 1)
    {'other seed': array([0., 1., 2.])}
    """
    kept = copy.deepcopy(first)
    result, again = answer(first, seed), answer(copy.deepcopy(kept), seed)
    if not _same_numbers(result, again):
        return {"again": again}
    other = answer(kept, seed + 1)
    return {"other seed": other} if _any_numbers(result) and _same_numbers(result, other) else result


def _numbers_in(value: Any) -> list[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    return [part for item in value for part in _numbers_in(item)] if isinstance(value, list | tuple) else [value]


def _same_numbers(a: Any, b: Any) -> bool:
    mine, other = _numbers_in(a), _numbers_in(b)
    return len(mine) == len(other) and all(np.array_equal(x, y) for x, y in zip(mine, other, strict=True))


def _any_numbers(value: Any) -> bool:
    """Say whether there is anything random to expect: an array whose entries are not all the same."""
    return any(
        isinstance(part, np.ndarray) and part.dtype.kind == "f" and part.size > 1 and (part != part.flat[0]).any()
        for part in _numbers_in(value)
    )


def walking(answer: Callable[..., Any], links: Any, n: int, steps: int, damping: float, seed: int) -> Any:
    """Call an answer that walks through a web at random, twice with the same seed and once with another one.

    Parameters
    ----------
    answer : callable
        Takes links, the number of pages, the number of steps, the damping and a seed.
    links, n, steps, damping, seed : object
        The arguments.

    Returns
    -------
    object
        The result; but ``{"again": True}`` where the same seed gives another walk the second time, and
        ``{"other seed": True}`` where another seed gives the same array although it is long and has free jumps.

    Examples
    --------
    >>> walking(lambda links, n, steps, damping, seed: np.arange(steps), [(0, 1)], 2, 3, 0.5, 1)
    array([0, 1, 2])
    >>> walking(lambda links, n, steps, damping, seed: np.zeros(steps), [(0, 1)], 2, 2000, 0.5, 1)
    {'other seed': True}
    """
    kept = copy.deepcopy(links)
    result, again = answer(links, n, steps, damping, seed), answer(copy.deepcopy(kept), n, steps, damping, seed)
    if not np.array_equal(result, again):
        return {"again": True}
    long = isinstance(result, np.ndarray) and steps >= 2000
    if long and damping < 1 and n > 1 and np.array_equal(result, answer(kept, n, steps, damping, seed + 1)):
        return {"other seed": True}
    return result


def in_bounds(answer: Callable[..., Any], X: Any, *args: Any) -> Any:
    """Call an answer on a table with many columns, and say so where it takes memory for columns times columns.

    Parameters
    ----------
    answer : callable
        Takes a table and further arguments.
    X : object
        The table, shape (n, d). Memory is looked at from d = 400 on, where d is at least 50 times n.
    *args : object
        The further arguments.

    Returns
    -------
    object
        The result; but ``{"too large": d}`` where the answer at some time held more memory than three eighths of a d x d
        array of floats. That is less than such an array in single precision takes, and far more than several copies of the
        table, the work space of a linear algebra library, or lists of lists.

    Examples
    --------
    >>> in_bounds(lambda X: (X @ X.T).shape, np.ones((3, 600)))
    (3, 3)
    >>> in_bounds(lambda X: (X.T @ X).shape, np.ones((3, 600)))
    {'too large': 600}
    """
    n, d = X.shape if isinstance(X, np.ndarray) and X.ndim == 2 else (0, 0)
    if d < max(400, 50 * n):
        return answer(X, *args)
    kept, allowed = X.copy(), 3 * d * d
    result, least = _traced(answer, X, *args)
    # Once more, and a third time where it is quick: what is imported or prepared at the first call counts as memory, too,
    # and so does what another thread of the notebook takes at the same moment.
    for _ in range(2):
        if least <= allowed:
            break
        start = time.perf_counter()
        least = min(least, _traced(answer, kept.copy(), *args)[1])
        if time.perf_counter() - start > 0.3:
            break
    return {"too large": d} if least > allowed else result


def _traced(answer: Callable[..., Any], *args: Any) -> tuple[Any, int]:
    """Return the result of a call, and the most bytes that it held at once."""
    mine = not tracemalloc.is_tracing()
    if mine:
        tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        result = answer(*args)
        return result, tracemalloc.get_traced_memory()[1] - before
    finally:
        if mine:
            tracemalloc.stop()


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
