"""Probes: functions that work an answer for a check, where its return value alone does not show what matters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

__all__ = ["View", "marking_views"]


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
