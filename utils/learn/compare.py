"""Compare what came out with what was wanted, and say in a sentence how they differ.

The sentences never contain the wanted value: graded exercises show them too.
"""

from __future__ import annotations

import cmath
import numbers
from collections.abc import Mapping
from typing import Any

import numpy as np

__all__ = ["difference", "describe"]

CLOSE_CALL = 1e-5  # of the largest entry: an answer this near, and wrong all the same, has lost digits somewhere


def describe(value: Any) -> str:
    """Name a value in a few words, as a message would.

    Examples
    --------
    >>> describe([1, 2]), describe(np.zeros((2, 3))), describe(None), describe(True)
    ('a list of length 2', 'an array of shape (2, 3)', 'None', 'the boolean True')
    """
    if value is None:
        return "None"
    if isinstance(value, bool | np.bool_):
        return f"the boolean {bool(value)}"
    if isinstance(value, np.ndarray):
        kind = "an array" if type(value) is np.ndarray else f"a numpy.{type(value).__name__}"
        return f"{kind} of shape {value.shape}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of length {len(value)}"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, numbers.Number):
        return f"the number {value}"
    if callable(value):
        return "a function"
    if isinstance(value, Mapping):
        return f"a dict with {len(value)} keys"
    return f"an object of type {type(value).__name__}"


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool | np.bool_) or (
        isinstance(value, np.ndarray) and value.ndim == 0 and value.dtype == bool
    )


def _returned(value: Any) -> str:
    if value is None:
        return "Your function returned None. Is there a `return` on every way out of it?"
    return f"Your answer is {describe(value)}"


def _number(got: Any, want: Any, rtol: float, atol: float) -> str | None:
    if isinstance(got, np.ndarray) and got.ndim > 0:
        return f"{_returned(got)}; a single number was asked for."
    if _is_bool(got) or isinstance(got, str) or not isinstance(got, numbers.Number | np.ndarray):
        ending = "" if got is None else "; a number was asked for."
        return _returned(got) + ending
    if isinstance(got, np.ndarray):
        got = got.item()
    if isinstance(got, numbers.Complex) and not isinstance(got, numbers.Real):
        if not isinstance(want, complex) and abs(complex(got).imag) > atol:
            return f"Your answer is the complex number {got:.6g}; a real number was asked for."
    if isinstance(want, numbers.Integral):
        return None if got == want else "The number is not right."
    try:
        close = _near(complex(got), complex(want), rtol, atol)
    except OverflowError:
        close = False
    if close:
        return None
    if got != got:
        return "Your answer is nan (not a number), which usually comes from 0/0 or inf - inf."
    if isinstance(got, float | np.floating) and np.isinf(got):
        return "Your answer is infinite, which usually comes from a division by zero."
    return _number_pattern(complex(got), complex(want), rtol, atol)


def _near(got: complex, want: complex, rtol: float, atol: float) -> bool:
    """Say what ``numpy.isclose`` says, with nan equal to nan; for single numbers this is ten times as fast."""
    if got == want or (cmath.isnan(got) and cmath.isnan(want)):
        return True
    return cmath.isfinite(got) and cmath.isfinite(want) and abs(got - want) <= atol + rtol * abs(want)


def _number_pattern(got: complex, want: complex, rtol: float, atol: float) -> str:
    def near(value: complex) -> bool:
        return _near(got, value, rtol, atol)

    if want != 0 and near(-want):
        return "The size is right, the sign is not."
    if want != 0 and abs(want) != 1 and near(1 / want):
        return "This is the reciprocal: 1 divided by the right number."
    if want.imag == 0 and want.real != int(want.real) and got == int(want.real):
        return (
            "The decimals are cut off. Is there an integer division `//` or an integer array where decimals are needed?"
        )
    return "The number is not right."


def _shape_sentence(got: np.ndarray, want: np.ndarray) -> str:
    text = f"Your array has shape {got.shape}; shape {want.shape} was asked for."
    if got.ndim == want.ndim == 2 and got.shape == want.shape[::-1]:
        return text + " Are rows and columns mixed up?"
    if got.ndim == 2 and want.ndim == 1 and got.size == want.size:
        return text + " A vector here has one axis; `.ravel()` or indexing with a single number drops the other."
    if got.ndim == want.ndim == 1 and abs(got.size - want.size) == 1:
        return text + " One too many or one too few: look at the ends."
    return text


def _close(got: np.ndarray, want: np.ndarray, rtol: float, atol: float) -> np.ndarray:
    if want.dtype.kind in "biuOSU" and got.dtype.kind in "biuOSU":
        return got == want
    return np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)


def _array(got: Any, want: np.ndarray, rtol: float, atol: float, same: str) -> str | None:
    if got is None:
        return _returned(got)
    if isinstance(got, list | tuple):
        return f"{_returned(got)}; a NumPy array was asked for. `np.array(...)` makes one of it."
    if isinstance(got, np.matrix):
        return "Your answer is a numpy.matrix, which behaves differently from an array (its `*` is a matrix product). Use np.array."
    if not isinstance(got, np.ndarray):
        if want.ndim == 0:
            return _number(got, want.item(), rtol, atol)
        return f"{_returned(got)}; an array of shape {want.shape} was asked for."
    if got.shape != want.shape:
        return _shape_sentence(got, want)
    if got.dtype == object:
        return "Your array holds Python objects (dtype object), not numbers. Are its rows of different lengths?"
    if want.dtype == bool and got.dtype != bool:
        return f"Your array has dtype {got.dtype}; True and False (dtype bool) were asked for."
    if got.dtype.kind in "US" and want.dtype.kind not in "US":
        return f"Your array holds text (dtype {got.dtype}), not numbers; `.astype(float)` turns digits into numbers."
    if (want.dtype.kind in "US") != (got.dtype.kind in "US"):
        return f"Your array has dtype {got.dtype}, which is not the kind of entries that was asked for."
    if got.dtype.kind == "c" and want.dtype.kind != "c" and np.abs(got.imag).max(initial=0) > atol:
        return "Your array holds complex numbers; real ones were asked for."
    right = _agree(got, want, rtol, atol, same)
    return None if right.all() else _array_pattern(got, want, right, rtol, atol)


def _agree(got: np.ndarray, want: np.ndarray, rtol: float, atol: float, same: str) -> np.ndarray:
    """Entry by entry, under the freedom that `same` leaves."""
    if same == "sign":
        plus, minus = _close(got, want, rtol, atol), _close(got, -want, rtol, atol)
        return plus if plus.sum() >= minus.sum() else minus
    if same == "column_signs":
        plus, minus = _close(got, want, rtol, atol), _close(got, -want, rtol, atol)
        return np.where(plus.all(axis=0), plus, np.where(minus.all(axis=0), minus, plus))
    if same == "unordered":

        def ordered(a):
            return np.sort(a) if a.ndim == 1 else a[np.lexsort(np.round(a, 9).T[::-1])]

        return _close(ordered(got), ordered(want), rtol, atol)
    if same == "span":
        both = np.linalg.matrix_rank(np.hstack([got, want]), tol=max(atol, 1e-8))
        alike = (
            both == np.linalg.matrix_rank(got, tol=max(atol, 1e-8)) == np.linalg.matrix_rank(want, tol=max(atol, 1e-8))
        )
        return np.array(alike)
    return _close(got, want, rtol, atol)


def _array_pattern(got: np.ndarray, want: np.ndarray, right: np.ndarray, rtol: float, atol: float) -> str:
    def near(value: np.ndarray) -> bool:
        return bool(_close(got, value, rtol, atol).all())

    if np.isnan(got.astype(complex) if got.dtype.kind in "fc" else 0).any() and not (
        want.dtype.kind in "fc" and np.isnan(want).any()
    ):
        return f"{int(np.isnan(got).sum())} of the {got.size} entries are nan (not a number), which usually comes from 0/0 or from the mean of nothing."
    if want.dtype.kind in "fiu" and got.dtype.kind in "fiu":
        if near(-want.astype(float)):
            return "Every entry has the right size and the wrong sign."
        if want.dtype.kind == "f" and got.dtype.kind in "iu" and near(np.trunc(want)):
            return f"The decimals are cut off: your array has dtype {got.dtype}. Make it float before you write decimals into it."
    if want.ndim == 2 and want.shape[0] == want.shape[1] and near(want.T):
        return "This is the transpose: rows and columns are mixed up."
    if want.ndim == 1 and want.size > 1 and near(want[::-1]):
        return "The right numbers, in reverse order."
    if want.ndim == 2 and near(want[::-1]):
        return "The right rows, upside down."
    if want.ndim >= 2 and near(want[:, ::-1]):
        return "The columns are in reverse order."
    if want.dtype.kind == "f" and got.dtype.kind == "f" and want.size:
        with np.errstate(invalid="ignore"):
            scale, error = np.abs(want).max(), np.abs(got - want).max()
        if np.isfinite(scale) and 0 < error <= CLOSE_CALL * scale:
            digits = int(-np.log10(error / scale))
            if got.dtype.itemsize < 8:
                return f"Right to {digits} digits, which is what dtype {got.dtype} keeps. Work with float64 numbers."
            return (
                f"Right to about {digits} digits, and not further. Was something rounded, or did something stop early?"
            )
    wrong = int((~right).sum()) if right.shape == want.shape else want.size
    if wrong == want.size:
        return "No entry is right yet." if want.size > 1 else "The entry is not right."
    first = tuple(int(i) for i in np.argwhere(~right)[0])
    place = f"[{', '.join(map(str, first))}]"
    return f"{wrong} of {want.size} entries are not right; the first of them is at {place}."


def _sequence(got: Any, want: list | tuple, rtol: float, atol: float, same: str) -> str | None:
    noun = "pair" if isinstance(want, tuple) and len(want) == 2 else f"{type(want).__name__} of {len(want)} things"
    if isinstance(got, np.ndarray) and isinstance(want, list):
        return f"{_returned(got)}; a list was asked for. `.tolist()` makes one of it."
    if not isinstance(got, list | tuple):
        return _returned(got) + ("" if got is None else f"; a {noun} was asked for.")
    if len(got) != len(want):
        return f"Your answer has {len(got)} part{'' if len(got) == 1 else 's'}; {len(want)} were asked for."
    for place, (mine, wanted) in enumerate(zip(got, want, strict=True)):
        reason = difference(mine, wanted, rtol=rtol, atol=atol, same=same)
        if reason is not None:
            return f"Part {place + 1} of {len(want)}: {reason}"
    return None


def difference(got: Any, want: Any, *, rtol: float = 1e-7, atol: float = 1e-9, same: str = "value") -> str | None:
    """Say how `got` differs from `want`, or return None where it does not.

    Integers, strings and booleans are compared exactly, everything else within the tolerances, shape first.

    Parameters
    ----------
    got, want : object
        Plain values: numbers, strings, booleans, None, arrays, lists, tuples, dicts.
    rtol, atol : float
        Relative and absolute tolerance.
    same : str
        See :class:`utils.learn.definition.Case`.

    Returns
    -------
    str or None
        One sentence or two, without the wanted value.

    Examples
    --------
    >>> difference(2.0, 2.0 + 1e-12) is None
    True
    >>> difference(-2.0, 2.0)
    'The size is right, the sign is not.'
    >>> difference([1, 2], np.array([1, 2]))
    'Your answer is a list of length 2; a NumPy array was asked for. `np.array(...)` makes one of it.'
    """
    if isinstance(want, np.ndarray):
        return _array(got, want, rtol, atol, same)
    if _is_bool(want):
        if _is_bool(got):
            return None if bool(got) == bool(want) else f"Your answer is {bool(got)}, and that is the other way round."
        return _returned(got) + ("" if got is None else "; True or False was asked for.")
    if isinstance(want, str):
        if isinstance(got, str):
            if got.strip().casefold() == want.casefold() and got != want:
                return f"{_returned(got)}. Small and capital letters and spaces count; compare with the specification."
            return None if got == want else f"{_returned(got)}, which is not right."
        return _returned(got) + ("" if got is None else "; a text was asked for.")
    if want is None:
        return None if got is None else f"{_returned(got)}; None was asked for."
    if isinstance(want, Mapping):
        return _mapping(got, want, rtol, atol, same)
    if isinstance(want, list | tuple):
        return _sequence(got, want, rtol, atol, same)
    if isinstance(want, numbers.Number):
        if same == "sign" and _number(got, want, rtol, atol) is not None:
            return _number(got, -want, rtol, atol)
        return _number(got, want, rtol, atol)
    raise TypeError(
        f"An exercise expects {describe(want)}, which is not a plain value; return numbers, strings, arrays, lists or dicts."
    )


def _mapping(got: Any, want: Mapping, rtol: float, atol: float, same: str) -> str | None:
    if not isinstance(got, Mapping):
        return _returned(got) + ("" if got is None else "; a dict was asked for.")
    if set(got) != set(want):
        missing = sorted(map(str, set(want) - set(got)))
        extra = sorted(map(str, set(got) - set(want)))
        words = [f"missing: {', '.join(missing)}"] * bool(missing) + [f"not asked for: {', '.join(extra)}"] * bool(
            extra
        )
        return f"The keys of your dict are not the ones asked for ({'; '.join(words)})."
    for key, wanted in want.items():
        reason = difference(got[key], wanted, rtol=rtol, atol=atol, same=same)
        if reason is not None:
            return f"At key {key!r}: {reason}"
    return None
