"""Course 1, week 2: elimination and rank."""

from __future__ import annotations

import re
from fractions import Fraction
from numbers import Real

import numpy as np

from utils import linalg
from utils.learn.compare import describe, difference
from utils.learn.definition import REFERENCE, Case, Exercise, Named, Slip

# --- C1W2-3 Lab: Row operations by machine ---------------------------------------------------------------------------

_BILL = np.array([[0, 2, 4, 80], [2, 3, 1, 111], [6, 5, 3, 213]])  # three jobs: GB, epochs, checkpoints; seconds
_TWO = np.array([[2.0, 1.0, 5.0], [3.0, 4.0, 10.0]])
_TALL = np.array([[1.0, 2.0, 0.0], [0.0, -3.0, 4.0], [5.0, 0.5, 1.0], [2.0, 2.0, -2.0]])
_ON_FRACTIONS = Named("utils.learn.probes.on_fractions")


def _row_text(row) -> str:
    return ", ".join(f"{x:.6g}" for x in row)


def _as_floats(value):
    """Return an array of objects that are numbers, such as Fractions, as floats; anything else as it is."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        if all(isinstance(x, Real) and not isinstance(x, bool) for x in value.flat):
            return value.astype(float)
    return value


def _row_operation_holds(operation):
    """Make a case's property: the matrix after ``operation(*arguments)``; a wrong one is told as the operation that it shows."""

    def holds(result, A, *given):
        numbers = [linalg.as_fractions([x])[0] if isinstance(x, float) else x for x in given if not isinstance(x, str)]
        asked = operation(*numbers)
        swap = asked is None or asked.kind == "swap"
        if isinstance(result, dict) and "not exact" in result:
            kind = result["not exact"]
            found = f"an array of {kind}"
            if kind == "object":
                found = "an array that holds other things than Fractions (a float times a Fraction is a float)"
            keeps = "`A.copy()` keeps them" if swap else "`np.array` of a list of rows keeps them"
            return (
                f"`A` {'' if swap else 'and `c` '}held Fractions here, and {found} came back: no longer exact. "
                f"{keeps}; `float(...)`, `astype(float)`, `dtype=float` and `np.zeros` do not."
            )
        if swap and isinstance(result, np.ndarray) and result.dtype == object:
            return f"Your array is of dtype object, but `A` is of dtype {A.dtype}. A swap changes no number: start from `A.copy()`."
        result = _as_floats(result)
        right = A.astype(float) if asked is None else linalg.apply_operation(A, asked)
        reason = difference(result, right)
        if reason is None and swap and result.dtype != A.dtype:
            return (
                f"The numbers are right, but your array is of dtype {result.dtype} and `A` is of dtype {A.dtype}. "
                "A swap changes no number: start from `A.copy()`."
            )
        if reason is None or not isinstance(result, np.ndarray) or result.shape != right.shape:
            return reason
        if result.dtype.kind not in "biuf" or not np.isfinite(result).all():
            return reason
        done = linalg.row_operation_between(A, result)
        words = "A row swapped with itself stays as it is" if asked is None else f"{asked.words} was asked for"
        different = np.flatnonzero(~np.isclose(result, A).all(axis=1))
        if done is None and swap and len(different) == 1:
            seen = f"Only row `A[{different[0]}]` changed."
        elif done is None:
            seen = linalg.describe_change(A, result)
        else:
            seen = "Nothing changed." if done.kind == "nothing" else f"What came out is {done.words}."
        i = int(np.flatnonzero(~np.isclose(result, right).all(axis=1))[0])
        if result.dtype.kind in "iu" and np.array_equal(result, np.trunc(right)):
            seen = "The decimals are cut off, because the array that was written into holds integers."
        return (
            f"{words} (words count rows from 1). {seen} "
            f"Row `A[{i}]` should become {_row_text(right[i])}; yours is {_row_text(result[i])}."
        )

    return holds


_holds_swap = _row_operation_holds(lambda i, k: None if i == k else linalg.as_operation(("swap", i, k)))
_holds_scale = _row_operation_holds(lambda i, c: linalg.as_operation(("scale", i, c)))
_holds_add = _row_operation_holds(lambda i, k, c: linalg.as_operation(("add", i, k, c)))


def _with_rows(A, changes, *, dtype=None):
    """Return a copy of A with the rows in `changes` put in; ``dtype=A.dtype`` cuts off decimals where A holds integers."""
    rows = list(A)
    for i, row in changes.items():
        rows[i] = row
    return np.array(rows, dtype=dtype)


def _swap_through_views(A, i, k):
    B = A.copy()
    B[i], B[k] = B[k], B[i]
    return B


def _swap_views_inside(A, i, k):
    A[i], A[k] = A[k], A[i]
    return A


def _swap_entries(A, i, k):
    B = A.copy()
    B[i, k] = A[k, i]
    return B


def _swap_without_right_hand_side(A, i, k):
    B = A.copy()
    B[[i, k], :-1] = A[[k, i], :-1]
    return B


def _swap_columns(A, i, k):
    B = A.copy()
    B[:, [i, k]] = A[:, [k, i]]
    return B


def _swap_from_one(A, i, k):
    return _with_rows(A, {i - 1: A[k - 1], k - 1: A[i - 1]})


def _not_zero(c):
    if c == 0:
        raise ValueError("c is 0")
    return c


def _scale_inside(A, i, c, dtype=None):
    B = A.astype(dtype or A.dtype)
    B[i] *= _not_zero(c)
    return B


def _scale_in_caller(A, i, c):
    A[i] *= _not_zero(c)
    return A


def _scale_list(A, i, c):
    rows = A.tolist()
    rows[i] = _not_zero(c) * rows[i]
    return np.array(rows)


def _add_inside(A, i, k, c, dtype=None):
    _other_row(i, k)
    B = A.astype(dtype or A.dtype)
    B[i] += c * B[k]
    return B


def _add_in_caller(A, i, k, c):
    _other_row(i, k)
    A[i] += c * A[k]
    return A


def _add_lists(A, i, k, c):
    _other_row(i, k)
    rows = A.tolist()
    rows[i] = rows[i] + c * rows[k]
    return np.array(rows)


def _scale_column(A, i, c):
    return np.array((_with_rows(A.T, {i: _not_zero(c) * A[:, i]})).T)


def _other_row(i, k):
    if i == k:
        raise ValueError("i is k")


def _add_rows(A, i, k, *, row, other=1, target=None, refuse=True, dtype=None, last=True):
    """Put ``row * A[i] + other * A[k]`` in row `target` (or i), all of it or all but its last entry."""
    if refuse:
        _other_row(i, k)
    new = row * A[i] + other * A[k]
    if not last:
        new = np.append(new[:-1], A[i, -1])
    return _with_rows(A, {i if target is None else target: new}, dtype=dtype)


def _first_row_holds(result, A, column, start, tolerance):
    entries = np.abs(A[:, column].astype(float))
    right = next((i for i in range(start, len(A)) if entries[i] > tolerance), None)
    if right is None and result is None:
        return None
    if isinstance(result, np.ndarray) and result.ndim == 0:
        result = result.item()
    is_row = isinstance(result, int | np.integer) and not isinstance(result, bool | np.bool_)
    if is_row and right is not None and int(result) == right:
        return None
    if right is None:
        found = f"the row {result}" if is_row else describe(result)
        return (
            f"From row {start} on, no entry of column {column} counts as other than zero, so `None` is asked for. "
            f"Your function returned {found}."
        )
    here = f"row {right} has {A[right, column]:g} there"
    if result is None:
        return (
            f"Your function returned None, as if every entry of column {column} from row {start} on were zero; but {here}. "
            + ("Does your search see negative entries?" if A[right, column] < 0 else "Does your search stop too early?")
        )
    if not is_row:
        return f"Your answer is {describe(result)}; the number of a row (an int) or None was asked for."
    if not 0 <= result < len(A):
        return f"Your answer is {result}, but the rows are numbered 0 to {len(A) - 1}."
    if result < start:
        return (
            f"Your answer is row {result}, above row {start}, where the search starts; rows above have their pivots already. "
            "Is your number counted from `start` instead of from the top?"
        )
    if entries[result] <= tolerance:
        return (
            f"Your answer is row {result}, but its entry {A[result, column]:g} counts as zero: "
            f"its size is not above the tolerance {tolerance:g}. The first that does not is further down."
        )
    return f"Your answer is row {result}, but {here}, and row {right} comes first."


def _search(A, column, start, tolerance, *, size=abs, none=None, offset=0, step=1):
    rows = list(range(start, len(A)))[::step]
    return next((i - offset for i in rows if size(A[i, column]) > tolerance), none)


def _first_entry(A, column, start, tolerance):
    return next((x for x in A[start:, column] if abs(x) > tolerance), None)


def _only_the_start(A, column, start, tolerance):
    return start if start < len(A) and abs(A[start, column]) > tolerance else None


def _search_row(A, column, start, tolerance):
    entries = A[min(column, len(A) - 1)]
    return next((j for j in range(start, len(entries)) if abs(entries[j]) > tolerance), None)


def _largest_row(A, column, start, tolerance):
    below = np.abs(A[start:, column])
    return start + int(below.argmax()) if below.size and below.max() > tolerance else None


def _done(A, operation):
    """Do one operation as the exercises do it, and refuse what they refuse."""
    kind, *rest = operation
    if kind not in ("swap", "scale", "add"):
        raise ValueError(f"{kind!r} is no row operation")
    return linalg.apply_operation(A, operation)


def _history(A, operations, *, each_from_start=False, with_start=False, turned=False):
    history, now = [A.astype(float)] if with_start else [], A
    for operation in operations:
        if turned and operation[0] == "add":
            operation = ("add", operation[2], operation[1], operation[3])
        now = _done(A if each_from_start else now, operation)
        history.append(now)
    return history


def _history_without_refusing(A, operations):
    history, now = [], A.astype(float)
    for operation in operations:
        if operation[0] in ("swap", "scale", "add"):
            now = _done(now, operation)
        history.append(now)
    return history


def _history_of_fours(A, operations):
    history = []
    for operation in operations:
        kind, i, k, c = operation
        A = _done(A, (kind, i, k, c))
        history.append(A)
    return history


def _history_assigned(A, operations):
    history = []
    for operation in operations:
        A = _done(A, operation)
        history = history.append(A)
    return history


def _history_of_one_array(A, operations):
    last = _history(A, operations)[-1:]
    return last * len(operations)


def _history_holds(result, A, operations):
    if not isinstance(result, list | tuple):
        if isinstance(result, np.ndarray) and result.shape == A.shape:
            return "Your answer is one matrix; a list was asked for, with the matrix after *each* operation."
        if isinstance(result, np.ndarray):
            return (
                f"Your answer is one array, of shape {result.shape}; a list of matrices was asked for, since they need not be of the same type. "
                "Return the list itself, without `np.array`."
            )
        return difference(result, [A] * len(operations))
    if any(isinstance(entry, np.ndarray) and entry.ndim == 1 for entry in result):
        return (
            "The entries of your list are rows, not matrices. `history.append(A)` puts a whole matrix in as one entry; "
            "`extend` and `+=` take it apart into rows."
        )
    if len(result) != len(operations):
        more = ""
        if len(result) == len(operations) + 1:
            more = " Does it hold the matrix from before the first operation too?"
        if len(result) < len(operations):
            more = " Is the list made once, before the loop, and does it grow in the loop? Does `return` stand after the loop?"
        asked = f"{len(operations)} operations were given, so {len(operations)} matrices are asked for"
        if len(operations) == 1:
            asked = "One operation was given, so one matrix is asked for"
        return f"{asked}; your list holds {len(result)}.{more}"
    result = [_as_floats(matrix) for matrix in result]
    for step, matrix in enumerate(result):
        if not isinstance(matrix, np.ndarray) or matrix.shape != A.shape or matrix.dtype.kind not in "biuf":
            return (
                f"Entry {step} of your list is {describe(matrix)}; the matrix after operation {step + 1} was asked for, "
                f"an array of shape {A.shape}. Do `swap_rows`, `scale_row` and `add_multiple` pass their checks?"
            )
        if not np.isfinite(matrix).all():
            return f"Entry {step} of your list holds nan or infinity."
    wrong = linalg.first_wrong_operation(A, result, operations)
    if wrong is None:
        return None
    if len(operations) > 1 and all(np.array_equal(matrix, A) for matrix in result):
        return (
            "Every entry of your list is the matrix of the beginning. `swap_rows`, `scale_row` and `add_multiple` leave it as it is and "
            "return a new one: keep what they return, `A = swap_rows(A, ...)`."
        )
    if len(result) > 1 and all(np.shares_memory(result[0], matrix) for matrix in result[1:]):
        return _ONE_ARRAY
    announced = (linalg.as_fractions([x])[0] if isinstance(x, float) else x for x in operations[wrong.step])
    meant = linalg.as_operation(tuple(announced)).words  # as in wrong.words: 1/2, not 0.5
    asked = "" if meant in wrong.words else f" Asked for was {meant}."
    before = result[wrong.step - 1] if wrong.step else A
    right = linalg.apply_operation(before, operations[wrong.step])
    if result[wrong.step].dtype.kind in "iu" and np.array_equal(result[wrong.step], np.trunc(right)):
        asked += " Your matrix holds integers there: what is written into it loses its decimals."
    return f"The first matrix that is not right is entry {wrong.step} of your list. {wrong.words}{asked}"


_ONE_ARRAY = (
    "Every entry of your list is the matrix after the *last* operation. The list holds the same array several times: "
    "changing that array changes all entries. Make a new array at every step (your three functions do) and append that one."
)


def _count(n, *, right=1, under=0, division=1, both=2, above=False, more_rows=0):
    count = 0
    for j in range(n):
        rows = n - 1 if above else n - 1 - j + more_rows
        count += rows * (division + both * (n - 1 - j + right + under))
    return count


ROWS: tuple[Exercise, ...] = (
    Exercise(
        id="c1w2.swap_rows",
        title="Swap two rows",
        arguments=("A", "i", "k"),
        probe=_ON_FRACTIONS,
        hints=(
            "`A` belongs to the caller, so start from `A.copy()`. Then two rows get new contents: where do those come from?",
            "A list of row numbers as index takes several rows at once: `A[[2, 0]]` is row 2, then row 0, as a new array. "
            "Such an index works on the left of `=` too.",
            "`B = A.copy()`, then `B[[i, k]] = A[[k, i]]`, then return `B`.",
        ),
        cases=(
            Case("two equations", (_TWO, 0, 1), holds=_holds_swap),
            Case("first and last of four rows", (_TALL, 0, 3), holds=_holds_swap),
            Case("the larger number first", (_TALL, 2, 1), holds=_holds_swap),
            Case("whole numbers", (_BILL, 0, 1), holds=_holds_swap),
            Case("a row with itself", (_TALL, 1, 1), holds=_holds_swap),
            Case("a single column", (np.array([[1.0], [2.0], [3.0]]), 0, 2), holds=_holds_swap),
            Case(
                "Fractions", (np.array([[1.0, 0.5], [0.25, 3.0], [7.0, 1.5]]), 0, 1, "in Fractions"), holds=_holds_swap
            ),
        ),
        slips=(
            Slip(
                "Both rows are the same now: the old row i is lost. Was it overwritten before it was needed? `B[i], B[k] = B[k], B[i]` works for "
                "lists, but `B[i]` of an array is a view, which shows the new contents once row i is overwritten; `old = B[i]` remembers nothing either. "
                "Take `B[i].copy()`, or index with a list of rows.",
                wrong=_swap_through_views,
            ),
            Slip(
                "Both rows are the same now, and `A` itself was changed. `A[i]` is a view of `A`, not a copy: once row i is overwritten, the view shows "
                "the new contents. Start from `B = A.copy()`, and index with a list of rows.",
                wrong=_swap_views_inside,
            ),
            Slip(
                "`B[i, k]` is a single entry, the one in row i and column k. A list inside the brackets takes whole rows: `B[[i, k]]`.",
                wrong=_swap_entries,
            ),
            Slip(
                "The last column stayed where it was. It holds the right-hand sides, and an equation has two sides: both have to move.",
                wrong=_swap_without_right_hand_side,
            ),
            Slip(
                "Columns were swapped. The first index of an array is the row, so `B[:, [i, k]]` picks columns and `B[[i, k]]` rows.",
                wrong=_swap_columns,
            ),
            Slip(
                "The rows were counted from 1. In words the first row is R1, in Python it is row 0: use `i` and `k` as they are.",
                wrong=_swap_from_one,
            ),
            Slip(
                "All rows are upside down. With two rows that is a swap, with more it is not: only rows i and k change places.",
                wrong=lambda A, i, k: A[::-1].copy(),
            ),
        ),
    ),
    Exercise(
        id="c1w2.scale_row",
        title="Multiply a row by a number",
        arguments=("A", "i", "c"),
        probe=_ON_FRACTIONS,
        hints=(
            "Look at the dtype. An array of integers stays one: half of 3, written into it, becomes 1.",
            "Do not write into an array of the old type. `list(A)` is the list of the rows; replace one of them in the list, and "
            "make a new array of the list. It gets a type that fits every row.",
            "Refuse `c == 0`; then `rows = list(A)`, `rows[i] = c * A[i]`, and return `np.array(rows)`.",
        ),
        cases=(
            Case("a row times -2", (_TWO, 1, -2.0), holds=_holds_scale),
            Case("whole numbers, halved", (_BILL, 1, 0.5), holds=_holds_scale),
            Case("the last of four rows", (_TALL, 3, 0.5), holds=_holds_scale),
            Case("a single row", (np.array([[4.0, -2.0, 6.0]]), 0, 0.25), holds=_holds_scale),
            Case("a single column", (np.array([[3.0], [5.0], [6.0]]), 0, 3.0), holds=_holds_scale),
            Case(
                "Fractions",
                (np.array([[1.0, 3.0, 2.0], [5.0, 1.0, 4.0]]), 1, 1 / 3, "in Fractions"),
                holds=_holds_scale,
            ),
            Case("c = 0 loses an equation", (_TWO, 0, 0.0), raises=ValueError),
        ),
        slips=(
            Slip(
                "The decimals are cut off where `A` holds whole numbers: a copy of it is an array of integers too, and everything written into it "
                "becomes an integer. Let `np.array(rows)` choose the type.",
                wrong=lambda A, i, c: _with_rows(A, {i: _not_zero(c) * A[i]}, dtype=A.dtype),
            ),
            Slip(
                "`B[i] *= c` writes the result back into an array of integers, and NumPy refuses to put decimals there. "
                "A row of a list may get any type: `rows = list(A)`, then `rows[i] = ...`.",
                wrong=_scale_inside,
            ),
            Slip(
                "`astype(float)` gives the Fractions up, and then NumPy cannot write a sum or product of floats and Fractions back with `B[i] *= c`. "
                "A list of rows needs no type: `rows = list(A)`, then `rows[i] = ...`, then `np.array(rows)`.",
                wrong=lambda A, i, c: _scale_inside(A, i, c, dtype=float),
            ),
            Slip(
                "`*=` writes into the memory that `A` has, so the caller's matrix changes, and a matrix of integers refuses decimals. The rows in "
                "`list(A)` are views of it, as `A[i]` is. Make a new row, `rows[i] = c * A[i]`.",
                wrong=_scale_in_caller,
            ),
            Slip(
                "`A.tolist()` makes plain lists, and a number times a plain list does not multiply its entries. "
                "`list(A)` keeps each row an array: `rows = list(A)`, then `rows[i] = c * A[i]`.",
                wrong=_scale_list,
            ),
            Slip(
                "The whole matrix was multiplied. A row operation changes row i and leaves the other equations as they are.",
                wrong=lambda A, i, c: _not_zero(c) * A,
            ),
            Slip(
                "The row was divided by `c`. Asked for is `c` times the row.",
                wrong=lambda A, i, c: _with_rows(A, {i: A[i] / _not_zero(c)}),
            ),
            Slip(
                "A column was multiplied. `A[:, i]` is a column; an equation is a row, `A[i]`.",
                wrong=_scale_column,
            ),
            Slip(
                "`c = 0` has to be refused with a ValueError: it makes 0 = 0 of an equation, and nothing brings the equation back.",
                wrong=lambda A, i, c: _with_rows(A, {i: c * A[i]}),
            ),
            Slip(
                "This is the row alone. Return the whole matrix, with the new row in its place.",
                wrong=lambda A, i, c: _not_zero(c) * A[i],
            ),
        ),
    ),
    Exercise(
        id="c1w2.add_multiple",
        title="Add a multiple of one row to another",
        arguments=("A", "i", "k", "c"),
        probe=_ON_FRACTIONS,
        hints=(
            "Read `R2 ← R2 + c R1` aloud: which row gets new contents, and which one is only read?",
            "As in `scale_row`: a list of the rows, one of them replaced by a sum of two rows, and a new array of the list. First refuse `i == k`.",
            "`rows = list(A)`, `rows[i] = A[i] + c * A[k]`, and return `np.array(rows)`.",
        ),
        cases=(
            Case("clear the first entry of the second row", (_TWO, 1, 0, -1.5), holds=_holds_add),
            Case("whole numbers", (_BILL, 2, 1, -3), holds=_holds_add),
            Case("whole numbers, half a row", (_BILL, 1, 2, 0.5), holds=_holds_add),
            Case("to a row above", (_TALL, 0, 2, -0.2), holds=_holds_add),
            Case("neighbours in four rows", (_TALL, 3, 2, 2.0), holds=_holds_add),
            Case("c = 0 changes nothing", (_TWO, 0, 1, 0.0), holds=_holds_add),
            Case(
                "Fractions",
                (np.array([[3.0, 1.0, 2.0], [1.0, 1.0, 4.0]]), 1, 0, -1 / 3, "in Fractions"),
                holds=_holds_add,
            ),
            Case("a row to itself is refused", (_TWO, 1, 1, -1.0), raises=ValueError),
        ),
        slips=(
            Slip(
                "The multiple was subtracted. Here it is always *added*; to subtract, the caller gives a negative `c`.",
                wrong=lambda A, i, k, c: _add_rows(A, i, k, row=1, other=-c),
            ),
            Slip(
                "Row k was changed and row i was only read. It is the other way round: row i is the one that gets new contents.",
                wrong=lambda A, i, k, c: _add_rows(A, k, i, row=1, other=c),
            ),
            Slip(
                "`c` went to row i instead of row k: you computed `c * A[i] + A[k]`. The row that changes is taken once, the other one `c` times.",
                wrong=lambda A, i, k, c: _add_rows(A, i, k, row=c, other=1),
            ),
            Slip(
                "Row i became `c` times row k; what row i said is lost. It has to be row i *plus* that.",
                wrong=lambda A, i, k, c: _add_rows(A, i, k, row=0, other=c),
            ),
            Slip(
                "The last column was left out. It holds the right-hand sides, and an equation has two sides: add both.",
                wrong=lambda A, i, k, c: _add_rows(A, i, k, row=1, other=c, last=False),
            ),
            Slip(
                "The decimals are cut off where `A` holds whole numbers: a copy of it is an array of integers too. "
                "Let `np.array(rows)` choose the type.",
                wrong=lambda A, i, k, c: _add_rows(A, i, k, row=1, other=c, dtype=A.dtype),
            ),
            Slip(
                "`B[i] += c * B[k]` writes the result back into an array of integers, and NumPy refuses to put decimals there. "
                "A row of a list may get any type: `rows = list(A)`, then `rows[i] = ...`.",
                wrong=_add_inside,
            ),
            Slip(
                "`astype(float)` gives the Fractions up, and then NumPy cannot write a sum or product of floats and Fractions back with `B[i] += c * B[k]`. "
                "A list of rows needs no type: `rows = list(A)`, then `rows[i] = ...`, then `np.array(rows)`.",
                wrong=lambda A, i, k, c: _add_inside(A, i, k, c, dtype=float),
            ),
            Slip(
                "`+=` writes into the memory that `A` has, so the caller's matrix changes, and a matrix of integers refuses decimals. The rows in "
                "`list(A)` are views of it, as `A[i]` is. Make a new row, `rows[i] = A[i] + c * A[k]`.",
                wrong=_add_in_caller,
            ),
            Slip(
                "`A.tolist()` makes plain lists: `+` joins two of them, and a number times a list does not multiply its entries. "
                "`list(A)` keeps each row an array: `rows = list(A)`, then `rows[i] = A[i] + c * A[k]`.",
                wrong=_add_lists,
            ),
            Slip(
                "`i == k` has to be refused with a ValueError. Adding a row to itself is scaling in disguise, and with `c = -1` it loses the equation.",
                wrong=lambda A, i, k, c: _add_rows(A, i, k, row=1, other=c, refuse=False),
            ),
        ),
    ),
    Exercise(
        id="c1w2.first_nonzero_row",
        title="Find the first row with a usable entry",
        arguments=("A", "column", "start", "tolerance"),
        hints=(
            "Only rows `start`, `start + 1`, … take part, and the number that you return counts from the top. What is the size of -3?",
            "Go through these rows in a loop. Return the row number as soon as `abs` of the entry is above the tolerance; "
            "after the loop none was found.",
            "`for i in range(start, len(A)):`, in it `if abs(A[i, column]) > tolerance: return i`, and after the loop `return None`.",
        ),
        cases=(
            Case("a zero in the first place", (_BILL, 0, 0, 0.0), holds=_first_row_holds),
            Case("the row where the search starts", (_TALL, 1, 1, 0.0), holds=_first_row_holds),
            Case(
                "a negative entry",
                (np.array([[0.0, 1.0], [-3.0, 2.0], [7.0, 1.0]]), 0, 0, 1e-10),
                holds=_first_row_holds,
            ),
            Case(
                "rows above the start",
                (np.array([[5.0, 1.0, 2.0], [0.0, 3.0, 1.0], [0.0, 0.0, 2.0], [0.0, 4.0, 1.0]]), 1, 2, 1e-10),
                holds=_first_row_holds,
            ),
            Case(
                "what rounding left of a zero",
                (np.array([[0.1, 0.2], [5.6e-17, 1.0], [0.25, 0.5]]), 0, 1, 5e-11),
                holds=_first_row_holds,
            ),
            Case(
                "a small number that is meant",
                (np.array([[0.0001, 1.0, 1.0], [1.0, 1.0, 2.0]]), 0, 0, 2e-10),
                holds=_first_row_holds,
            ),
            Case(
                "an entry exactly as large as the tolerance",
                (np.array([[0.5, 2.0], [1.0, 4.0]]), 0, 0, 0.5),
                holds=_first_row_holds,
            ),
            Case(
                "nothing but zeros below",
                (np.array([[2.0, 1.0, 4.0], [0.0, 0.0, 1.0], [0.0, 1e-17, 3.0]]), 1, 1, 4e-10),
                holds=_first_row_holds,
            ),
            Case("no row left", (np.array([[0.0, 1.0, 2.0], [3.0, 1.0, 4.0]]), 0, 2, 0.0), holds=_first_row_holds),
        ),
        slips=(
            Slip(
                "The rows above `start` were searched too. They have their pivots already; begin at `start`.",
                wrong=lambda A, column, start, tolerance: _search(A, column, 0, tolerance),
            ),
            Slip(
                "The number is counted from `start`, as `np.flatnonzero(A[start:, column])[0]` gives it. Add `start` to count from the top.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, tolerance, offset=start),
            ),
            Slip(
                "Only row `start` was looked at. `return None` stands inside the loop, so the first zero ends the search; it belongs after the loop.",
                wrong=_only_the_start,
            ),
            Slip(
                "Negative entries were passed over. It is the *size* that counts: compare `abs(...)` with the tolerance.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, tolerance, size=lambda x: x),
            ),
            Slip(
                "Every entry that is not exactly 0 was taken, so what rounding leaves of a zero was taken for a pivot. Compare with the tolerance.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, 0.0),
            ),
            Slip(
                "An entry exactly as large as the tolerance counts as zero here: the size has to be *above* it, `>` and not `>=`.",
                wrong=lambda A, column, start, tolerance: _search(
                    A, column, start, 0, size=lambda x: abs(x) >= tolerance
                ),
            ),
            Slip(
                "The size was compared with a limit of your own (or of `np.isclose`), the same in every case. Compare it with the argument `tolerance`.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, 1e-10),
            ),
            Slip(
                "The tolerance was multiplied by the largest entry. The caller has done so already: compare with `tolerance` as it is.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, tolerance * np.abs(A).max()),
            ),
            Slip(
                "The last row was never looked at. `range(start, len(A))` ends with `len(A) - 1`, which is the last row.",
                wrong=lambda A, column, start, tolerance: _search(A[:-1], column, start, tolerance),
            ),
            Slip(
                "The search began one row too late: row `start` itself may be used. `range(start, len(A))` begins with it.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start + 1, tolerance),
            ),
            Slip(
                "The number is one too large: rows are counted from 0, as in `A[i, column]`.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, tolerance, offset=-1),
            ),
            Slip(
                "This is the entry. Asked for is the number of the row in which it stands.",
                wrong=_first_entry,
            ),
            Slip(
                "This is the row with the *largest* entry. It is a good choice in floats (part 6), but asked for is the first that is not zero.",
                wrong=_largest_row,
            ),
            Slip(
                "Rows and columns are mixed up: `A[i, column]` walks down a column, `A[column, i]` along a row.",
                wrong=_search_row,
            ),
            Slip(
                "-1 was returned where there is no such row. As an index, -1 is the *last* row, so nobody would notice; return None.",
                wrong=lambda A, column, start, tolerance: _search(A, column, start, tolerance, none=-1),
            ),
        ),
    ),
    Exercise(
        id="c1w2.apply_operations",
        title="Replay a log of row operations",
        arguments=("A", "operations"),
        hints=(
            "Each operation starts from what the one before it has left, not from the first `A`. Where do you keep the matrix of the moment?",
            "Start with an empty list. For each operation look at its first entry, call the function that belongs to it, "
            "go on with the matrix that it returns, and append that matrix to the list.",
            '`for kind, *numbers in operations:`, in it `if kind == "swap": A = swap_rows(A, *numbers)`, and so on with `elif`; '
            "in the `else`, raise ValueError. Then `history.append(A)`; after the loop return `history`.",
        ),
        cases=(
            Case("a single operation", (_TWO, [("add", 1, 0, -1.5)]), holds=_history_holds),
            Case(
                "one of each kind",
                (_TWO, [("swap", 0, 1), ("scale", 0, 2.0), ("add", 1, 0, -0.25)]),
                holds=_history_holds,
            ),
            Case(
                "the bills of three jobs",
                (_BILL, [("swap", 0, 1), ("add", 2, 0, -3), ("add", 2, 1, 2), ("scale", 1, 0.25)]),
                holds=_history_holds,
            ),
            Case(
                "upwards, four rows",
                (_TALL, [("add", 0, 3, 0.5), ("swap", 1, 3), ("add", 2, 1, -1.0)]),
                holds=_history_holds,
            ),
            Case(
                "there and back again",
                (_TWO, [("add", 0, 1, 2.0), ("add", 0, 1, -2.0), ("swap", 0, 1), ("swap", 0, 1)]),
                holds=_history_holds,
            ),
            Case("an empty log", (_TWO, []), holds=_history_holds),
            Case("an unknown kind", (_TWO, [("swap", 0, 1), ("shift", 0, 2)]), raises=ValueError),
        ),
        slips=(
            Slip(_ONE_ARRAY, wrong=_history_of_one_array),
            Slip(
                "Each matrix in the list is the one from *before* its operation. Do the operation first, then append.",
                wrong=lambda A, operations: [A.astype(float), *_history(A, operations)][: len(operations)],
            ),
            Slip(
                "Each operation was done to the matrix of the beginning. Go on with what the operation before has left: `A = swap_rows(A, …)`.",
                wrong=lambda A, operations: _history(A, operations, each_from_start=True),
            ),
            Slip(
                "The three kinds differ in length: a swap and a scaling have three entries, an addition has four. "
                "`for kind, *numbers in operations` takes whatever follows the kind as a list.",
                wrong=_history_of_fours,
            ),
            Slip(
                "`append` changes the list itself and returns None, so after `history = history.append(A)` the list is lost. "
                "Write `history.append(A)` alone.",
                wrong=_history_assigned,
            ),
            Slip(
                "This is the last matrix. A list was asked for, with the matrix after each operation.",
                wrong=lambda A, operations: (_history(A, operations) or [A])[-1],
            ),
            Slip(
                "The list begins with the matrix from before the first operation. Asked for is one matrix per operation.",
                wrong=lambda A, operations: _history(A, operations, with_start=True),
            ),
            Slip(
                'The two rows of an "add" are mixed up: `("add", i, k, c)` changes row i and reads row k, in the order of `add_multiple`.',
                wrong=lambda A, operations: _history(A, operations, turned=True),
            ),
            Slip(
                "An unknown kind has to be refused with a ValueError. Here it was passed over, so a misspelt log would look like one that worked.",
                wrong=_history_without_refusing,
            ),
        ),
    ),
    Exercise(
        id="c1w2.count_operations",
        title="Count the arithmetic of elimination",
        arguments=("n",),
        hints=(
            "Do `n = 3` on paper first. Below the first pivot there are 2 rows; each costs 1 division and, in the 3 places right of the pivot "
            "(right-hand side included), 1 multiplication and 1 subtraction: 7 a row.",
            "Loop over the pivot columns `j`. Below pivot `j` there are `n - 1 - j` rows, and right of it `n - j` entries, "
            "the right-hand side included. Add up 1 + 2 times that for each row.",
            "`for j in range(n):`, in it `count += (n - 1 - j) * (1 + 2 * (n - j))`.",
        ),
        cases=(
            Case("two equations", (2,), expect=5),
            Case("three equations", (3,), expect=19),
            Case("a single equation", (1,), expect=0),
            Case("four equations", (4,), expect=46),
            Case("ten equations", (10,), expect=705),
            Case("a hundred equations", (100,), expect=671550),
        ),
        slips=(
            Slip(
                "The right-hand side was left out. Each row has one more entry right of the pivot than `A` alone: `n - j` with columns counted from 0.",
                wrong=lambda n: _count(n, right=0),
            ),
            Slip(
                "The divisions are missing: each row below a pivot needs its multiplier, which is one division.",
                wrong=lambda n: _count(n, division=0),
            ),
            Slip(
                "Each pivot was given a single division. Each row below it needs a multiplier of its own: one division for each row.",
                wrong=lambda n: sum(1 + 2 * (n - 1 - j) * (n - j) for j in range(n - 1)),
            ),
            Slip(
                "A division was counted for every entry. The multiplier belongs to the whole row: one division for each row.",
                wrong=lambda n: _count(n, division=0, both=3),
            ),
            Slip(
                "The entry below the pivot was computed too. It becomes 0 by choice of the multiplier, so nothing has to be computed there.",
                wrong=lambda n: _count(n, under=1),
            ),
            Slip(
                "A multiplication and a subtraction are two operations. Each entry right of the pivot costs both.",
                wrong=lambda n: _count(n, both=1),
            ),
            Slip(
                "The rows above the pivot were cleared as well. That leads to reduced echelon form; echelon form needs zeros below only.",
                wrong=lambda n: _count(n, above=True),
            ),
            Slip(
                "The pivot row itself was counted among the rows to clear. Below pivot `j` there are `n - 1 - j` rows.",
                wrong=lambda n: _count(n, more_rows=1),
            ),
            Slip(
                "All columns were counted for every pivot. Left of the pivot stand zeros by then, which nobody computes: right of pivot `j` there are "
                "`n - j` entries, the right-hand side included.",
                wrong=lambda n: n * (n - 1) // 2 * (1 + 2 * n),
            ),
            Slip(
                "This is the count for the first pivot alone. Is `return` inside the loop?",
                wrong=lambda n: (n - 1) * (1 + 2 * n),
            ),
            Slip(
                "This is 0 for every n. Is `count` set to 0 again inside the loop, or overwritten with `=` where `+=` is meant? "
                "Below the last pivot there are no rows, so that one adds 0.",
                wrong=lambda n: 0,
            ),
            Slip(
                "For each pivot only one row was cleared. All rows below it need clearing: `n - 1 - j` of them.",
                wrong=lambda n: sum(1 + 2 * (n - j) for j in range(n - 1)),
            ),
            Slip(
                "This is the leading term of the count, near it for large n. Asked for is the exact number.",
                wrong=lambda n: 2 * n**3 / 3,
            ),
            Slip(
                "n³ says how the count *grows*, not how large it is. Count, with loops or with a sum.",
                wrong=lambda n: n**3,
            ),
        ),
    ),
)

# --- C1W2-4 Lab: Solving in practice ---------------------------------------------------------------------------------


def _solved_columns(A, B):
    import warnings

    from scipy.linalg import lu_factor, lu_solve

    with warnings.catch_warnings(action="ignore"):
        return lu_solve(lu_factor(A), B)


def _solved_rows(A, B, *, transposed=False, tolerance=None, size=np.abs):
    """Solve A x = b for each row b of B, with one thing wrong where a keyword asks for it."""
    import warnings

    from scipy.linalg import lu_factor, lu_solve

    with warnings.catch_warnings(action="ignore"):
        factors = lu_factor(A.T if transposed else A)
    if tolerance is not None and (size(np.diag(factors[0])) <= tolerance).any():
        raise ValueError("singular")
    return lu_solve(factors, np.asarray(B, dtype=float).T).T


def _zero_of(A):
    return 1e-10 * np.abs(A).max()


def _solved_if_determinant(A, B):
    if abs(np.linalg.det(A)) <= 1e-10:
        raise ValueError("singular")
    return _solved_rows(A, B)


def _solved_if_diagonal(A, B):
    if (np.abs(np.diag(A)) <= _zero_of(A)).any():
        raise ValueError("singular")
    return _solved_rows(A, B)


def _diagonal_of_the_pair(A, B):
    import warnings

    from scipy.linalg import lu_factor

    with warnings.catch_warnings(action="ignore"):
        return np.diag(lu_factor(A))


def _solved_without_swaps(A, B):
    import warnings

    from scipy.linalg import lu_factor, lu_solve

    with warnings.catch_warnings(action="ignore"):
        return lu_solve(lu_factor(A)[0], B.T).T


def _digits(A, *, log=np.log10, order=None, most=16.0, square=True):
    """Return the digits that A may cost, with one thing wrong where a keyword asks for it."""
    if square and A.shape[0] != A.shape[1]:
        raise ValueError("not square")
    lost = float(log(np.linalg.cond(A, order)))
    return lost if most is None else min(most, lost)


def _digits_of(A, from_condition):
    if A.shape[0] != A.shape[1]:
        raise ValueError("not square")
    return float(from_condition(np.linalg.cond(A)))


def _digits_by_two_norms(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError("not square")
    return min(16.0, float(np.log10(np.linalg.norm(A) * np.linalg.norm(np.linalg.inv(A)))))


def _digits_unless_small_determinant(A):
    if A.shape[0] == A.shape[1] and abs(np.linalg.det(A)) <= 1e-10:
        return 16.0
    return _digits(A)


def _digits_by_determinant(A):
    if A.shape[0] != A.shape[1]:
        raise ValueError("not square")
    size = abs(float(np.linalg.det(A)))
    return min(16.0, -float(np.log10(size))) if size else 16.0


def _rank_above(A, tolerance):
    return int((np.linalg.svd(A, compute_uv=False) > tolerance).sum())


def _rank_by_pivots(A, error):
    import warnings

    from scipy.linalg import lu_factor

    with warnings.catch_warnings(action="ignore"):
        pivots = np.diag(lu_factor(A)[0])
    return int((np.abs(pivots) > max(error * np.sqrt(A.size), _zero_of(A))).sum())


def _low_rank(layer, k):
    U, s, V = np.linalg.svd(np.asarray(layer, dtype=float), full_matrices=False)
    return (U[:, :k] * s[:k]) @ V[:k]


def _low_rank_without_sizes(layer, k):
    U, _, V = np.linalg.svd(np.asarray(layer, dtype=float), full_matrices=False)
    return U[:, :k] @ V[:k]


def _last_pairs(layer, k):
    U, s, V = np.linalg.svd(np.asarray(layer, dtype=float), full_matrices=False)
    return (U[:, -k:] * s[-k:]) @ V[-k:]


def _single_pair(layer, k):
    U, s, V = np.linalg.svd(np.asarray(layer, dtype=float), full_matrices=False)
    k = min(k, len(s))
    return s[k - 1] * np.outer(U[:, k - 1], V[k - 1])


def _brightnesses(picture):
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)


def _compressed(image, k, *, layer=_low_rank, finish=_brightnesses):
    if image.ndim == 2:
        return finish(layer(image, k))
    return finish(np.stack([layer(image[:, :, c], k) for c in range(image.shape[2])], axis=2))


def _compressed_as_stack(image, k):
    U, s, V = np.linalg.svd(image.astype(float), full_matrices=False)
    return _brightnesses((U[..., :k] * s[..., None, :k]) @ V[..., :k, :])


def _compressed_side_by_side(image, k):
    return _brightnesses(_low_rank(image.reshape(len(image), -1), k)).reshape(image.shape)


def _is_picture(want):
    """Return what tells whether a result has these brightnesses, and is an image of dtype uint8."""
    want = np.array(want, dtype=np.uint8)

    def holds(result, image, k):
        reason = difference(result, want)
        floats = isinstance(result, np.ndarray) and result.dtype.kind == "f" and result.shape == want.shape
        if reason and floats and np.array_equal(_brightnesses(result), want):
            return "The right numbers, before rounding and clipping. End with `np.clip(np.round(...), 0, 255).astype(np.uint8)`."
        if reason is None and result.dtype != np.uint8:
            return (
                f"The right brightnesses in dtype {result.dtype}; an image here has dtype uint8. "
                "End with `.astype(np.uint8)`, after rounding and clipping."
            )
        return reason

    return holds


_TILE = np.array([[255, 250, 10, 30], [240, 0, 20, 60], [5, 35, 250, 90]], dtype=np.uint8)
_TILE_IN_COLOUR = np.stack([_TILE, _TILE[::-1], 255 - _TILE], axis=2)


def _dense_plate(
    n, top, bottom, left, right, *, sign=1.0, corners=True, around=False, diagonal=None, neighbour=-1.0, flat=True
):
    """Return the equations of a plate as a dense matrix and b, with one thing wrong where a keyword asks for it."""
    A, b = np.zeros((n * n, n * n)), np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            here, beside = i * n + j, 0
            for k, m in ((i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)):
                inside = 0 <= k * n + m < n * n if around and k == i else 0 <= k < n and 0 <= m < n
                if inside:
                    A[here, k * n + m] = neighbour
                    beside += 1
            A[here, here] = beside if diagonal == "inside" else 4.0
    edges = ((np.s_[0], top), (np.s_[-1], bottom), (np.s_[:, 0], left), (np.s_[:, -1], right))
    for edge, value in edges:
        b[edge] = sign * value + (b[edge] if corners else 0.0)
    return A, b.ravel() if flat else b


def _sparse_plate(*args, **changes):
    from scipy.sparse import csr_array

    A, b = _dense_plate(*args, **changes)
    return csr_array(A), b


def _divided_plate(*args):
    A, b = _sparse_plate(*args)
    return A / 4.0, b / 4.0


def _is_plate_system(result, n, top, bottom, left, right):
    if result is None:
        return "Your function returned None. Is there a `return` on every way out of it?"
    if not isinstance(result, tuple | list) or len(result) != 2:
        return "Two things were asked for: `return A, b`."
    got, b = result
    A, want = _dense_plate(n, top, bottom, left, right)
    if isinstance(b, dict) and not isinstance(got, dict):
        return "The sparse matrix came second. The matrix first, then the right-hand side: `return A, b`."
    if isinstance(got, np.ndarray):
        fits = got.shape == A.shape and np.allclose(got, A)
        return (
            f"{'The entries of `A` are right, but it' if fits else '`A`'} is a dense array: it stores every zero. "
            "For a plate of 100 x 100 points that is 800 MB. "
            "Collect rows, columns and values of the other entries, and let `coo_array` make the matrix."
        )
    if not isinstance(got, dict):
        return f"`A` should be a sparse array of SciPy; yours is of type {type(got).__name__}."
    if got["shape"] != A.shape:
        return (
            f"`A` has shape {got['shape']}. There are {n} x {n} = {n * n} unknowns and as many equations. "
            "Give `coo_array` the shape: `shape=(n * n, n * n)`."
        )
    mine = np.zeros(A.shape)
    mine[got["rows"], got["columns"]] = got["values"]
    wrong = ~np.isclose(mine, A)
    if wrong.any():
        i, j = (int(index) for index in np.argwhere(wrong)[0])
        row = f"Row {i} of `A`, the equation of the point in row {i // n}, column {i % n} of the plate,"
        other = f"unknown {j}, the point in row {j // n}, column {j % n}"
        if A[i, j] == 0:
            return f"{row} holds {mine[i, j]:g} for {other}, which is not a neighbour of it."
        if mine[i, j] == 0:
            return f"{row} has no entry for {other}: it should be {A[i, j]:g}."
        return f"{row} holds {mine[i, j]:g} for {other}; it should be {A[i, j]:g}."
    reason = difference(b, want)
    if reason is None:
        return None
    if isinstance(b, np.ndarray) and b.shape == want.shape and b.dtype.kind in "fiu":
        i = int(np.flatnonzero(~np.isclose(b, want))[0])
        if b.dtype.kind in "iu" and np.abs(b - want).max() < 2.0:  # at most two edges were cut off on their way in
            return (
                f"`A` is right. `b` holds whole numbers (dtype {b.dtype}), and decimals are cut off on their way in: "
                f"`b[{i}]` is {b[i]} instead of {want[i]:g}. Make it with `np.zeros(n * n)`."
            )
        return (
            f"`A` is right. `b[{i}]` (row {i // n}, column {i % n} of the plate) is {b[i]:g}: which edges touch this point, "
            "and what are their temperatures together?"
        )
    return f"`A` is right. About `b`: {reason}"


PRACTICE: tuple[Exercise, ...] = (
    Exercise(
        id="c1w2.relative_residual",
        title="Relative residual: how well are the equations met?",
        arguments=("A", "x", "b"),
        hints=(
            "The residual `b - A @ x` is a list of numbers, one for each equation. Its length makes one number of it. Large or small, compared with what?",
            "`np.linalg.norm` gives the length of a vector. Divide the length of the residual by the length of `b`.",
            "`return np.linalg.norm(b - A @ x) / ...`, with the length of the right-hand side below.",
        ),
        cases=(
            Case(
                "a claim of zeros",
                (np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([0.0, 0.0]), np.array([3.0, 4.0])),
                expect=1.0,
            ),
            Case(
                "a claim that misses one equation",
                (np.array([[2.0, 1.0], [3.0, 4.0]]), np.array([2.0, 2.0]), np.array([6.0, 8.0])),
                expect=0.6,
            ),
            Case(
                "the solution itself",
                (np.array([[2.0, 1.0], [3.0, 4.0]]), np.array([2.0, 1.0]), np.array([5.0, 10.0])),
                expect=0.0,
            ),
            Case(
                "the same claim, in other units",
                (np.array([[2e-6, 1e-6], [3e-6, 4e-6]]), np.array([2.0, 2.0]), np.array([6e-6, 8e-6])),
                expect=0.6,
            ),
            Case(
                "three equations, two unknowns",
                (np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), np.array([2.0, 1.0]), np.array([2.0, 3.0, 6.0])),
                expect=np.sqrt(13.0) / 7.0,
            ),
            Case(
                "whole numbers, one equation",
                (np.array([[1, 2, -1]]), np.array([1, 1, 1]), np.array([-4])),
                expect=1.5,
            ),
        ),
        slips=(
            Slip(
                "This is the length of the residual, in the units of `b`. Divide it by the length of `b`: written in micrograms instead of grams, the same claim must get the same number.",
                wrong=lambda A, x, b: np.linalg.norm(b - A @ x),
            ),
            Slip(
                "You divided equation by equation. One number for all of them was asked for: first the length of each vector, then one division.",
                wrong=lambda A, x, b: (b - A @ x) / b,
            ),
            Slip(
                "`A * x` multiplies entry by entry and adds nothing up. The left-hand sides are sums of products: `A @ x`.",
                wrong=lambda A, x, b: np.linalg.norm(b - A * x) / np.linalg.norm(b),
            ),
            Slip(
                "You divided equation by equation and took the length afterwards: an equation with a small right-hand side then counts more. First the two lengths, then one division.",
                wrong=lambda A, x, b: np.linalg.norm((b - A @ x) / b),
            ),
            Slip(
                "You divided by the length of the *claim* `x`. What the residual is measured against is the right-hand side `b`, which has the same units.",
                wrong=lambda A, x, b: np.linalg.norm(b - A @ x) / np.linalg.norm(x),
            ),
            Slip(
                "You divided by the length of `A @ x`. A claim of zeros would then divide by 0; divide by the length of what is given, `b`.",
                wrong=lambda A, x, b: np.linalg.norm(b - A @ x) / np.linalg.norm(A @ x),
            ),
            Slip(
                "These are sums of squares, without their roots. `np.linalg.norm` takes the root; with `@` or `sum` you have to take it yourself: `np.sqrt(r @ r)`.",
                wrong=lambda A, x, b: ((b - A @ x) ** 2).sum() / (b**2).sum(),
            ),
            Slip(
                "`x @ A` goes down the columns of `A` and adds the equations up, each times an entry of `x`. The left-hand sides are the rows times `x`: `A @ x`.",
                wrong=lambda A, x, b: np.linalg.norm(b - x @ A) / np.linalg.norm(b),
            ),
            Slip(
                "You added up the absolute values (or took their mean). That is a fine measure too, but the *length* was asked for: the root of the sum of the squares, `np.linalg.norm` without a further argument.",
                wrong=lambda A, x, b: np.abs(b - A @ x).sum() / np.abs(b).sum(),
            ),
            Slip(
                "You compared the largest entries alone. The *length* was asked for, to which every equation adds: `np.linalg.norm` without a further argument.",
                wrong=lambda A, x, b: np.abs(b - A @ x).max() / np.abs(b).max(),
            ),
            Slip(
                "This is the difference of two lengths. `A @ x` can be as long as `b` and point elsewhere. Subtract the vectors first, then take the length.",
                wrong=lambda A, x, b: (np.linalg.norm(b) - np.linalg.norm(A @ x)) / np.linalg.norm(b),
            ),
            Slip(
                "You solved the system again and measured the new solution. What is to be measured is the claim `x` that is handed over; nothing has to be solved.",
                wrong=lambda A, x, b: np.linalg.norm(b - A @ np.linalg.solve(A, b)) / np.linalg.norm(b),
            ),
        ),
    ),
    Exercise(
        id="c1w2.solve_many",
        title="One elimination, many right-hand sides",
        arguments=("A", "B"),
        hints=(
            "Elimination works on `A`; the right-hand sides come along afterwards. Which of SciPy's two functions sees `A`, and which one sees `B`? And how does `lu_solve` want several right-hand sides: as rows or as columns?",
            "`factors = lu_factor(A)` once. The pivots stand on the diagonal of `factors[0]`: where one of them is, in size, at most `1e-10 * np.abs(A).max()`, raise ValueError. "
            "`lu_solve` takes and returns *columns*, so turn `B` before and the result after.",
            '`pivots = np.diag(factors[0])`; `if (np.abs(pivots) <= 1e-10 * np.abs(A).max()).any(): raise ValueError("...")`; then `lu_solve(factors, ...)` of the transpose `B.T`, and `.T` of what comes out.',
        ),
        cases=(
            Case(
                "three right-hand sides, two unknowns",
                (np.array([[2.0, 1.0], [3.0, 4.0]]), np.array([[5.0, 10.0], [1.0, -1.0], [3.0, 2.0]])),
                expect=np.array([[2.0, 1.0], [1.0, -1.0], [2.0, -1.0]]),
            ),
            Case(
                "as many right-hand sides as unknowns, and a first pivot of zero",
                (
                    np.array([[0.0, 2.0, 1.0], [1.0, 1.0, 0.0], [3.0, 0.0, -2.0]]),
                    np.array([[7.0, 3.0, -3.0], [2.0, -1.0, -8.0], [1.0, 2.0, 4.0]]),
                ),
                expect=np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 4.0], [2.0, 0.0, 1.0]]),
            ),
            Case(
                "a single right-hand side",
                (np.array([[1.0, 2.0], [3.0, 1.0]]), np.array([[4.0, 7.0]])),
                expect=np.array([[2.0, 1.0]]),
            ),
            Case(
                "whole numbers, negative pivots",
                (np.array([[-2, 1], [1, -3]]), np.array([[1, 1], [0, -5], [-3, 4]])),
                expect=np.array([[-0.8, -0.6], [1.0, 2.0], [1.0, -1.0]]),
            ),
            Case(
                "one unknown",
                (np.array([[4.0]]), np.array([[2.0], [-8.0], [0.0]])),
                expect=np.array([[0.5], [-2.0], [0.0]]),
            ),
            Case(
                "coefficients of a millionth",
                (np.array([[2e-6, 1e-6], [3e-6, 4e-6]]), np.array([[5e-6, 1e-5]])),
                expect=np.array([[2.0, 1.0]]),
            ),
            Case(
                "coefficients that are smaller still",
                (np.array([[2e-12, 1e-12], [3e-12, 4e-12]]), np.array([[5e-12, 1e-11], [1e-12, -1e-12]])),
                expect=np.array([[2.0, 1.0], [1.0, -1.0]]),
            ),
            Case(
                "a singular matrix",
                (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([[3.0, 6.0], [3.0, 7.0]])),
                raises=ValueError,
            ),
            Case(
                "a singular matrix of negative numbers",
                (np.array([[-0.1 * 3, -0.6], [-0.1, -0.2]]), np.array([[1.0, 3.0]])),
                raises=ValueError,
            ),
            Case(
                "a matrix that is singular on paper",
                (np.array([[0.1 * 3, 0.6], [0.1, 0.2]]), np.array([[1.0, 1.0], [3.0, 1.0]])),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "The rows of `B` are the right-hand sides, but `lu_solve` takes them as *columns*. With as many right-hand sides as unknowns that goes wrong in silence. Hand over `B.T`, and turn the result back.",
                wrong=lambda A, B: _solved_columns(A, B),
            ),
            Slip(
                "The right-hand sides are the *rows* of `B`; you turned the result and handed `B` over as it is. It needs both: `B.T` in, and `.T` of what comes out.",
                wrong=lambda A, B: _solved_columns(A, B).T,
            ),
            Slip(
                "`np.linalg.solve` takes right-hand sides as *columns*; here they are the rows of `B`. Hand over `B.T` (to `lu_solve`, so that you can look at the pivots), and turn the result back.",
                wrong=lambda A, B: np.linalg.solve(A, B),
            ),
            Slip(
                "The solutions stand in the columns, as `lu_solve` returns them. Row `i` of the result should solve for row `i` of `B`: return the transpose, `.T`.",
                wrong=lambda A, B: _solved_rows(A, B, tolerance=_zero_of(A)).T,
            ),
            Slip(
                "These rows solve another system, that of $\\mathbf{A}^\\top$. That comes from `B @ inv(A)`, or from turning `A` instead of `B`.",
                wrong=lambda A, B: _solved_rows(A, B, transposed=True, tolerance=_zero_of(A)),
            ),
            Slip(
                "Only the first right-hand side is solved. `lu_solve` takes all of them at once, as the columns of `B.T`.",
                wrong=lambda A, B: _solved_rows(A, B[:1], tolerance=_zero_of(A))[0],
            ),
            Slip(
                "Right wherever there is exactly one solution. For a singular matrix `lu_factor` at most warns and `lu_solve` goes on. Look at the pivots, the diagonal of `factors[0]`, before you solve.",
                wrong=_solved_rows,
            ),
            Slip(
                "You asked whether a pivot is *exactly* 0, or left the question to NumPy, which asks the same. Rounding leaves pivots like 3e-17: compare their size with `1e-10 * np.abs(A).max()`.",
                wrong=lambda A, B: _solved_rows(A, B, tolerance=0.0),
            ),
            Slip(
                "A matrix with a *negative* pivot is refused: it is below any small positive number. Compare `np.abs(pivots)`.",
                wrong=lambda A, B: _solved_rows(A, B, tolerance=_zero_of(A), size=np.asarray),
            ),
            Slip(
                "You compared the *determinant* with a small number. It is a product of all pivots, so it is small as soon as the coefficients are. Look at the pivots, one by one.",
                wrong=_solved_if_determinant,
            ),
            Slip(
                "You compared the pivots with a fixed small number. A system in small units has small pivots and is not singular for that: compare with `1e-10` *times* the largest entry of `A`.",
                wrong=lambda A, B: _solved_rows(A, B, tolerance=1e-10),
            ),
            Slip(
                "`A.max()` is the largest entry, not the largest *in absolute value*: where all entries are negative, so is your tolerance, and nothing is below it. `np.abs(A).max()`.",
                wrong=lambda A, B: _solved_rows(A, B, tolerance=1e-10 * A.max()),
            ),
            Slip(
                "You looked at the diagonal of `A` itself. The pivots come up during elimination, after swaps: they stand on the diagonal of `factors[0]`.",
                wrong=_solved_if_diagonal,
            ),
            Slip(
                "`lu_factor` returns a *pair*: the array with U and L, and the row swaps. The pivots stand on the diagonal of the first of them: `np.diag(factors[0])`.",
                wrong=_diagonal_of_the_pair,
            ),
            Slip(
                "`lu_solve` wants the pair that `lu_factor` returned, whole: the array with U and L, and the row swaps. Hand over `factors`, not `A` or `factors[0]`.",
                wrong=_solved_without_swaps,
            ),
        ),
    ),
    Exercise(
        id="c1w2.digits_lost",
        title="How many digits a matrix may cost",
        arguments=("A",),
        hints=(
            "A condition number of 1000 may turn an error in the 10th digit into an error in the 7th. Which function makes 3 of 1000?",
            "The logarithm to base 10 of `np.linalg.cond(A)`, but never more than 16. And before that: is `A` square at all?",
            '`if A.shape[0] != A.shape[1]: raise ValueError("...")`, then `return min(16.0, ____)`, with `np.log10` of the condition number in the gap.',
        ),
        cases=(
            Case("the identity", (np.eye(3),), expect=0.0),
            Case("a factor of a thousand between two unknowns", (np.diag([1.0, 1000.0]),), expect=3.0),
            Case("lines at right angles, in small units", (1e-6 * np.array([[3.0, -4.0], [4.0, 3.0]]),), expect=0.0),
            Case(
                "two lines that are nearly parallel", (np.array([[1.0, 1.0], [1.0, 1.001]]),), expect=3.6022771657032688
            ),
            Case("whole numbers", (np.array([[2, 1], [3, 4]]),), expect=0.76555137067572616),
            Case("a condition number of 1e20", (np.diag([1.0, 1e-20]),), expect=16.0),
            Case("a singular matrix", (np.array([[1.0, 2.0], [2.0, 4.0]]),), expect=16.0),
            Case("a matrix of zeros", (np.zeros((2, 2)),), expect=16.0),
            Case("three equations, two unknowns", (np.array([[1.0, 2.0], [0.0, 1.0], [1.0, 1.0]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "`np.log` is the logarithm to base e. Decimal digits are powers of ten: `np.log10`.",
                wrong=lambda A: _digits(A, log=np.log),
            ),
            Slip(
                "This is the condition number itself, the factor. Its number of digits is asked: take `np.log10` of it.",
                wrong=lambda A: _digits(A, log=float, most=None),
            ),
            Slip(
                "The condition number of another norm (`'fro'`). For the identity of size 3 it is 3, although nothing is lost there. Use `np.linalg.cond(A)` as it is.",
                wrong=lambda A: _digits(A, order="fro"),
            ),
            Slip(
                "`np.linalg.norm` of a matrix is the root of the sum of all squares: for the identity of size 3 your product of two is 3, although nothing is lost there. "
                "And `inv` stops at a singular matrix. Use `np.linalg.cond(A)`.",
                wrong=_digits_by_two_norms,
            ),
            Slip(
                "You used the determinant. It shrinks with the units: two lines at right angles cost no digit, however small their coefficients. Use `np.linalg.cond`.",
                wrong=_digits_by_determinant,
            ),
            Slip(
                "More digits than there are cannot be lost: a float carries about 16. Cut off there: `min(16.0, ...)`.",
                wrong=lambda A: _digits(A, most=None),
            ),
            Slip(
                "You compared the *condition number* with 16. It is its logarithm that is cut off there: a condition number of 1000 costs 3 digits.",
                wrong=lambda A: _digits_of(A, lambda kappa: 16.0 if kappa > 16 else np.log10(kappa)),
            ),
            Slip(
                "The 16 is inside the logarithm: you cut the *condition number* off there. First the logarithm, then `min(16.0, ...)`.",
                wrong=lambda A: _digits_of(A, lambda kappa: np.log10(min(16.0, kappa))),
            ),
            Slip(
                "This is the condition number itself, cut off at 16. Take its logarithm to base 10 first.",
                wrong=lambda A: _digits_of(A, lambda kappa: min(16.0, kappa)),
            ),
            Slip(
                "`np.log2` counts binary digits. Decimal digits are powers of ten: `np.log10`.",
                wrong=lambda A: _digits(A, log=np.log2),
            ),
            Slip(
                "A small determinant does not make a matrix singular: it shrinks with the units. Two lines at right angles cost no digit, however small their coefficients. The condition number alone decides.",
                wrong=_digits_unless_small_determinant,
            ),
            Slip(
                "The condition number of another norm (`1` or `inf`). For two lines at right angles it is above 1, although nothing is lost there. Use `np.linalg.cond(A)` as it is.",
                wrong=lambda A: _digits(A, order=1),
            ),
            Slip(
                "`np.min` looks for the smallest entry of *one* array; its second argument is an axis. The smaller of two numbers is `min(16.0, ...)`.",
                wrong=lambda A: _digits_of(A, lambda kappa: np.min(16.0, np.log10(kappa))),
            ),
            Slip(
                '`max(16.0, ...)` is 16 at *least*. "Never more than 16" is the smaller of the two: `min(16.0, ...)`.',
                wrong=lambda A: max(16.0, _digits(A, most=None)),
            ),
            Slip(
                "These are the digits that are *left* of 16. How many are lost was asked: the logarithm itself.",
                wrong=lambda A: 16.0 - _digits(A),
            ),
            Slip(
                "You rounded to whole digits. Return the logarithm as it is, with its decimals.",
                wrong=lambda A: float(np.ceil(_digits(A) - 1e-9)),
            ),
            Slip(
                "You rounded down to whole digits. Return the logarithm as it is, with its decimals.",
                wrong=lambda A: float(np.floor(_digits(A) + 1e-9)),
            ),
            Slip(
                "`np.linalg.cond` gives a number for any shape, but three equations in two unknowns are not a system that `solve` takes. Raise ValueError unless `A` is square.",
                wrong=lambda A: _digits(A, square=False),
            ),
        ),
    ),
    Exercise(
        id="c1w2.certain_rank",
        title="The rank that measured data are sure to have",
        arguments=("A", "error"),
        hints=(
            "`np.linalg.matrix_rank` counts singular values above a tolerance. Its own tolerance knows of rounding alone. Which one belongs to entries that are each off by up to `error`?",
            "The tolerance is the larger of two numbers: `error` times the square root of the number of entries, for the measurement; and `1e-10` times the largest entry in size, for the rounding.",
            "`tolerance = max(error * np.sqrt(A.size), 1e-10 * np.abs(A).max())`, then hand it to `np.linalg.matrix_rank` as `tol=...`.",
        ),
        cases=(
            Case(
                "one row is twice another, as far as one can tell",
                (np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.01], [1.0, 0.0, 1.0]]), 0.01),
                expect=2,
            ),
            Case(
                "the same table, measured a hundred times better",
                (np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 6.01], [1.0, 0.0, 1.0]]), 0.0001),
                expect=3,
            ),
            Case("exact entries", (np.array([[1.0, 2.0], [2.0, 4.001]]), 0.0), expect=2),
            Case("exact entries, singular on paper", (np.array([[0.1 * 3, 0.6], [0.1, 0.2]]), 0.0), expect=1),
            Case(
                "exact negative entries, singular on paper",
                (np.array([[-0.1 * 3, -0.6], [-0.1, -0.2]]), 0.0),
                expect=1,
            ),
            Case("two rows that are nearly proportional", (np.array([[1.0, 2.0], [2.0, 4.1]]), 0.015), expect=1),
            Case(
                "a third column, well below the bound",
                (np.array([[9.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 0.15], [0.0, 0.0, 0.0]]), 0.1),
                expect=2,
            ),
            Case(
                "a weak third column, not quite enough",
                (np.array([[9.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 0.32], [0.0, 0.0, 0.0]]), 0.1),
                expect=2,
            ),
            Case(
                "a weak third column, strong enough",
                (np.array([[9.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 0.38], [0.0, 0.0, 0.0]]), 0.1),
                expect=3,
            ),
            Case(
                "a third column, well above the bound",
                (np.array([[9.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 0.6], [0.0, 0.0, 0.0]]), 0.1),
                expect=3,
            ),
            Case("one large and one small column", (np.array([[1000.0, 0.0], [0.0, 1.0], [0.0, 0.0]]), 0.01), expect=2),
            Case("nothing but noise", (np.array([[0.01, -0.02, 0.01], [0.0, 0.02, -0.01]]), 0.02), expect=0),
            Case("exact entries, very small", (np.array([[3, 1], [1, 2]]) * 1e-12, 0.0), expect=2),
        ),
        slips=(
            Slip(
                "The error of the data does not come in: `matrix_rank(A)` by itself knows of rounding alone, and to it nearly every measured table has full rank. Hand over a tolerance of your own, `tol=...`.",
                wrong=lambda A, error: int(np.linalg.matrix_rank(A)),
            ),
            Slip(
                "You took `error` itself for the tolerance. That is the error of *one* entry; together they can change a singular value by up to `error` times the square root of the number of entries.",
                wrong=lambda A, error: _rank_above(A, max(error, _zero_of(A))),
            ),
            Slip(
                "The square root is missing: `error * A.size` is more than the errors can do, and hides what is there.",
                wrong=lambda A, error: _rank_above(A, max(error * A.size, _zero_of(A))),
            ),
            Slip(
                "You multiplied `error` by the largest singular value (as `rtol` does). `error` is in the units of the entries already: a large column would hide a small one.",
                wrong=lambda A, error: _rank_above(A, max(error, 1e-10) * np.linalg.svd(A, compute_uv=False)[0]),
            ),
            Slip(
                "With `error = 0` your tolerance is 0, and every speck of rounding counts as rank. Take the larger of this tolerance and `1e-10 * np.abs(A).max()`.",
                wrong=lambda A, error: _rank_above(A, error * np.sqrt(A.size)),
            ),
            Slip(
                "The part for rounding is a fixed small number. Exact entries of size 1e-12 are not rounding: take `1e-10` *times* the largest entry.",
                wrong=lambda A, error: _rank_above(A, max(error * np.sqrt(A.size), 1e-10)),
            ),
            Slip(
                "You took the *smaller* of the two tolerances, so the measurement hardly counts. A singular value has to be above both: take the larger, `max(...)`.",
                wrong=lambda A, error: _rank_above(A, min(error * np.sqrt(A.size), _zero_of(A))),
            ),
            Slip(
                "Two things. `error` is the error of *one* entry; together they can change a singular value by up to `error` times the square root of the number of entries. And with `error = 0`, rounding must not count: take the larger of this and `1e-10 * np.abs(A).max()`.",
                wrong=lambda A, error: _rank_above(A, error),
            ),
            Slip(
                "`A.max()` is the largest entry, not the largest *in absolute value*: where all entries are negative, so is this tolerance. `np.abs(A).max()`.",
                wrong=lambda A, error: _rank_above(A, max(error * np.sqrt(A.size), 1e-10 * A.max())),
            ),
            Slip(
                "You counted *pivots*. The bound on what errors can do holds for the singular values; a pivot can be far larger than the smallest of them. Use `np.linalg.matrix_rank` with `tol=...`, or count what `np.linalg.svd(A, compute_uv=False)` gives.",
                wrong=_rank_by_pivots,
            ),
            Slip(
                "`np.linalg.svd(A)` returns three arrays: U, the singular values, V turned. The singular values alone come from `np.linalg.svd(A, compute_uv=False)`.",
                wrong=lambda A, error: (np.linalg.svd(A) > max(error * np.sqrt(A.size), _zero_of(A))).sum(),
            ),
            Slip(
                "`np.max` looks for the largest entry of *one* array; its second argument is an axis. The larger of two numbers is `max(..., ...)`.",
                wrong=lambda A, error: np.max(error * np.sqrt(A.size), _zero_of(A)),
            ),
            Slip(
                "You counted the singular values that are *small*. Rank is how many are left above the tolerance.",
                wrong=lambda A, error: min(A.shape) - _rank_above(A, max(error * np.sqrt(A.size), _zero_of(A))),
            ),
            Slip(
                "You took the square root of the number of rows alone. Every entry can be wrong: the square root of their number is `np.sqrt(A.size)`.",
                wrong=lambda A, error: _rank_above(A, max(error * np.sqrt(len(A)), _zero_of(A))),
            ),
            Slip(
                "You multiplied `error` by the shorter side of the table. Only for a square table is that the square root of the number of entries: `np.sqrt(A.size)`.",
                wrong=lambda A, error: _rank_above(A, max(error * min(A.shape), _zero_of(A))),
            ),
            Slip(
                "You multiplied `error` by the longer side of the table. Only for a square table is that the square root of the number of entries: `np.sqrt(A.size)`.",
                wrong=lambda A, error: _rank_above(A, max(error * max(A.shape), _zero_of(A))),
            ),
        ),
    ),
    Exercise(
        id="c1w2.compress_image",
        title="A picture from k columns and k rows",
        arguments=("image", "k"),
        hints=(
            "For a grey picture: `np.linalg.svd(..., full_matrices=False)` gives `U, s, Vt`. The first k columns of `U`, the first k numbers of `s` and the first k *rows* of `Vt` are what is kept. What of a picture in colour?",
            "Multiply column j of `U` by `s[j]`: `U[:, :k] * s[:k]` does that for all of them. Then `@ Vt[:k]`. A picture in colour is three grey ones, `image[:, :, c]`: treat each by itself and stack them again. Round, clip to 0 … 255, and only then back to uint8.",
            "For one channel: `U, s, Vt = np.linalg.svd(channel.astype(float), full_matrices=False)` and `layer = (U[:, :k] * s[:k]) @ Vt[:k]`. For colour: `np.stack([... for c in range(image.shape[2])], axis=2)`. "
            "At the end `np.clip(np.round(picture), 0, 255).astype(np.uint8)`.",
        ),
        cases=(
            Case(
                "a grey picture, rank 1",
                (_TILE, 1),
                holds=_is_picture([[255, 182, 55, 61], [172, 110, 34, 37], [64, 41, 13, 14]]),
            ),
            Case(
                "a grey picture, rank 2",
                (_TILE, 2),
                holds=_is_picture([[255, 184, 10, 46], [175, 111, 19, 32], [8, 29, 250, 91]]),
            ),
            Case("full rank: nothing is lost", (_TILE, 3), holds=_is_picture(_TILE)),
            Case("k beyond the smaller side", (_TILE, 10), holds=_is_picture(_TILE)),
            Case(
                "a picture in colour, rank 1",
                (_TILE_IN_COLOUR, 1),
                holds=_is_picture(
                    [
                        [[255, 64, 69], [182, 41, 144], [55, 13, 140], [61, 14, 162]],
                        [[172, 172, 99], [110, 110, 207], [34, 34, 200], [37, 37, 232]],
                        [[64, 255, 74], [41, 182, 154], [13, 55, 150], [14, 61, 174]],
                    ]
                ),
            ),
            Case(
                "a picture in colour, rank 2, with results below 0 and above 255",
                (_TILE_IN_COLOUR, 2),
                holds=_is_picture(
                    [
                        [[255, 8, 0], [184, 29, 69], [10, 250, 248], [46, 91, 185]],
                        [[175, 175, 66], [111, 111, 185], [19, 19, 231], [32, 32, 239]],
                        [[8, 255, 226], [29, 184, 254], [250, 10, 7], [91, 46, 144]],
                    ]
                ),
            ),
            Case(
                "a single row of pixels",
                (np.array([[0, 100, 255, 17, 3]], dtype=np.uint8), 1),
                holds=_is_picture([[0, 100, 255, 17, 3]]),
            ),
        ),
        slips=(
            Slip(
                "The singular values `s` do not come in. Column j of `U` has length 1; `s[j]` says how much of it is in the picture: `(U[:, :k] * s[:k]) @ Vt[:k]`.",
                wrong=lambda image, k: _compressed(image, k, layer=_low_rank_without_sizes),
            ),
            Slip(
                "You kept the *last* k, the least important ones. The singular values come in order, the largest first: `[:k]`.",
                wrong=lambda image, k: _compressed(image, k, layer=_last_pairs),
            ),
            Slip(
                "You kept pair number k alone. Rank k takes the first k pairs *together*: `U[:, :k]` with a colon before the k, not `U[:, k - 1]`.",
                wrong=lambda image, k: _compressed(image, k, layer=_single_pair),
            ),
            Slip(
                "Brightnesses beyond 0 … 255 wrapped around: 258 became 2, and white turned black. `np.clip(..., 0, 255)` before `.astype(np.uint8)`.",
                wrong=lambda image, k: _compressed(
                    image, k, finish=lambda picture: np.round(picture).astype(int).astype(np.uint8)
                ),
            ),
            Slip(
                "The decimals were cut off: `astype(np.uint8)` does not round, 99.8 becomes 99. `np.round` first.",
                wrong=lambda image, k: _compressed(
                    image, k, finish=lambda picture: np.clip(picture, 0, 255).astype(np.uint8)
                ),
            ),
            Slip(
                "`astype(np.uint8)` alone neither rounds nor clips: 99.8 becomes 99, and 258 becomes 2. First `np.round`, then `np.clip(..., 0, 255)`, then `.astype(np.uint8)`.",
                wrong=lambda image, k: _compressed(
                    image, k, finish=lambda picture: picture.astype(int).astype(np.uint8)
                ),
            ),
            Slip(
                "Your picture holds decimals, or numbers beyond 0 … 255. An image of dtype uint8 was asked for: round, clip, then `.astype(np.uint8)`.",
                wrong=lambda image, k: _compressed(image, k, finish=np.asarray),
            ),
            Slip(
                "In colour, `np.linalg.svd(image)` takes the picture for a stack of small matrices, one for each *row* of pixels, pixels by three colours, so rank 3 loses nothing. Treat each colour `image[:, :, c]` by itself.",
                wrong=_compressed_as_stack,
            ),
            Slip(
                "Right for grey pictures. A picture in colour went to `np.linalg.svd` whole, which takes it for a stack of small matrices, one for each *row* of pixels. Ask for `image.ndim`, and treat each colour `image[:, :, c]` by itself.",
                wrong=lambda image, k: _brightnesses(_low_rank(image, k)),
            ),
            Slip(
                "You kept one pair too few: `[:k]` is the first k already, with the indices 0 to k - 1.",
                wrong=lambda image, k: _compressed(image, k, layer=lambda layer, k: _low_rank(layer, k - 1)),
            ),
            Slip(
                "You kept one pair too many: `[:k]` is the first k, with the indices 0 to k - 1.",
                wrong=lambda image, k: _compressed(image, k, layer=lambda layer, k: _low_rank(layer, k + 1)),
            ),
            Slip(
                "In colour you laid the three channels side by side in one matrix. That is a good idea too, but not the one asked for: treat each colour `image[:, :, c]` by itself.",
                wrong=_compressed_side_by_side,
            ),
        ),
    ),
    Exercise(
        id="c1w2.plate_system",
        title="The equations of a plate, without their zeros",
        arguments=("n", "top", "bottom", "left", "right"),
        probe=Named("utils.learn.probes.unpacking_sparse"),
        hints=(
            "Take a 3 × 3 plate and write down the equation of one corner, one point beside an edge and the middle. Which neighbours are unknowns, which are edges with a known temperature?",
            "Go through all points with two loops. For each of the four neighbours: inside the plate it gives an entry -1 in `A`; beyond an edge it adds that edge's temperature to `b`. "
            "Collect rows, columns and values in three lists.",
            "For the neighbour above: `if i > 0: rows.append(here); columns.append(here - n); values.append(-1.0)`, `else: b[here] += top`. The other three are alike (beside: `here - 1` if `j > 0`, `here + 1` if `j < n - 1`). "
            "At the end `coo_array((values, (rows, columns)), shape=(n * n, n * n)).tocsr()`.",
        ),
        cases=(
            Case("a single point", (1, 100.0, 20.0, 30.0, 50.0), holds=_is_plate_system),
            Case("two by two points", (2, 100.0, 0.0, 0.0, 0.0), holds=_is_plate_system),
            Case("four different edges", (3, 100.0, 10.0, 40.0, 70.0), holds=_is_plate_system),
            Case("cold edges", (4, -20.0, 5.0, 0.0, -3.5), holds=_is_plate_system),
            Case("a larger plate", (20, 100.0, 0.0, 25.0, 50.0), holds=_is_plate_system),
        ),
        slips=(
            Slip(
                "The entries are right, but `A` is a dense array: it stores every zero. For a plate of 100 x 100 points that is 800 MB. Collect rows, columns and values of the other entries, and let `coo_array` make the matrix.",
                wrong=lambda *args: _dense_plate(*args),
            ),
            Slip(
                "The last point of each row is joined with the first point of the next row. Their numbers are neighbours, `here` and `here + 1`, but the points lie at opposite edges. Ask for the column before you join: `j < n - 1`, `j > 0`.",
                wrong=lambda *args: _sparse_plate(*args, around=True),
            ),
            Slip(
                "`b` has the wrong sign. The edge stands on the left as `- edge`; on the other side of the equals sign it is `+ edge`.",
                wrong=lambda *args: _sparse_plate(*args, sign=-1.0),
            ),
            Slip(
                "Top and bottom are exchanged. Row 0 of the plate is at the top: it is the row `i = 0` that `top` touches.",
                wrong=lambda n, top, bottom, left, right: _sparse_plate(n, bottom, top, left, right),
            ),
            Slip(
                "Left and right are exchanged. Column 0 of the plate, `j = 0`, is on the left.",
                wrong=lambda n, top, bottom, left, right: _sparse_plate(n, top, bottom, right, left),
            ),
            Slip(
                "A corner touches *two* edges, and the later one wrote over the earlier. Add: `b[here] += ...`.",
                wrong=lambda *args: _sparse_plate(*args, corners=False),
            ),
            Slip(
                "On the diagonal you counted the neighbours inside the plate. Each point has four neighbours; those on the edge count too, they are known but they are there. The diagonal is 4 everywhere.",
                wrong=lambda *args: _sparse_plate(*args, diagonal="inside"),
            ),
            Slip(
                "The neighbours have the sign of the point itself. The equation is 4 times the point *minus* its neighbours: entries of -1.",
                wrong=lambda *args: _sparse_plate(*args, neighbour=1.0),
            ),
            Slip(
                "You numbered the points column by column (`i + j * n`). Here they are numbered row by row: the point in row i and column j is unknown `i * n + j`, as `.reshape(n, n)` reads them.",
                wrong=lambda n, top, bottom, left, right: _sparse_plate(n, left, right, top, bottom),
            ),
            Slip(
                "Your equations are right but divided by 4 (a point *is* the mean). So that the check can compare, write them with 4 on the diagonal and -1 for the neighbours.",
                wrong=_divided_plate,
            ),
            Slip(
                "`A` is right, and so are the numbers in `b`, but `b` has the shape of the plate. One entry for each equation was asked for, shape `(n * n,)`: `.ravel()`.",
                wrong=lambda *args: _sparse_plate(*args, flat=False),
            ),
        ),
    ),
)

# --- C1W2-5 Assignment: Gaussian elimination from scratch ------------------------------------------------------------


def _floats(value, axes: int) -> np.ndarray:
    """Return an argument as floats, or refuse it as rule 1 of the assignment says."""
    array = np.array(value, dtype=float)
    if array.ndim != axes or array.size == 0 or not np.isfinite(array).all():
        raise ValueError("shape or entries")
    return array


def _floats_and_right(A, b) -> tuple[np.ndarray, np.ndarray]:
    A, b = _floats(A, 2), _floats(b, 1)
    if len(b) != len(A):
        raise ValueError("sizes")
    return A, b


def _limit(A) -> float:
    """Return the size up to which a number counts as zero, by rule 3 of the assignment."""
    return 1e-10 * np.abs(A).max()


def _quotient(a: float, b: float) -> float:
    """Divide as NumPy does, where Python would refuse."""
    return a / b if b else a * np.inf


def _largest(values: list[float]) -> int:
    """Return the place of the first largest value, a nan before all others, as ``np.argmax`` does."""
    best = 0
    for k, value in enumerate(values):
        if value != value:
            return k
        if value > values[best]:
            best = k
    return best


class _Gauss:
    """Elimination as the assignment asks, with one mistake: in every operation, or in operation number `only` alone.

    ``due`` collects the operations that were due, ``done`` what was done in their place. The rows are lists: to explain one
    wrong answer hundreds of small matrices are worked through, and lists of a few numbers are several times as fast as arrays.
    """

    def __init__(self, A, fault="", *, only=None, cleared=True):
        given = _floats(A, 2)
        self.rows = given.tolist()
        self.fault, self.only, self.cleared = fault, only, cleared
        self.limit = {"exact zero": 0.0, "fixed limit": 1e-10}.get(fault, float(_limit(given)))
        self.whole = fault == "whole numbers" and np.asarray(A).dtype.kind in "iu"
        self.due, self.done, self.places = [], [], []

    @property
    def M(self) -> np.ndarray:
        """What the matrix has become, as a new array."""
        return np.array(self.rows)

    def _here(self, *faults) -> bool:
        return self.fault in faults and self.only in (None, len(self.due))

    def _pivot_row(self, row: int, column: int) -> int | None:
        if self.fault == "none":
            p = row
        elif self.fault == "whole column":
            p = _largest([abs(x[column]) for x in self.rows])
        else:
            below = [x[column] for x in self.rows[row:]]
            sizes = list(map(abs, below))
            if self.fault == "first":
                p = row + _largest([float(size > self.limit) for size in sizes])
            else:
                p = _largest(below if self.fault == "signed" else sizes) + (0 if self.fault == "offset" else row)
        return p if self.fault == "none" or abs(self.rows[p][column]) > self.limit else None

    def _swap(self, row: int, p: int) -> None:
        M = self.rows
        if self._here("swap left out"):
            said = "it was left out"
        elif self._here("row copied"):
            said, M[row] = f"row {p + 1} was copied into row {row + 1} and what stood there is lost", list(M[p])
        else:
            said, M[row], M[p] = "", M[p], M[row]
        self.due.append(("swap", row, p))
        self.done.append(said)

    def _add(self, i: int, row: int, column: int) -> None:
        mine, pivots = self.rows[i], self.rows[row]
        entry, pivot = mine[column], pivots[column]
        factor = _quotient(entry, pivot)
        due = ("add", i, row, -factor)
        used = range(len(mine))
        done = ""
        if self._here("sign"):
            factor = -factor
        elif self._here("inverted"):
            factor = _quotient(pivot, entry) if entry else 0.0
        elif self._here("undivided"):
            factor = entry
        elif self._here("operation left out"):
            factor = 0.0
        elif self._here("right-hand side"):
            used, done = used[:-1], "the last column was left out"
        elif self._here("pivot column only"):
            used, done = used[column : column + 1], "only the pivot's column was changed"
        if not done and factor != -due[3]:
            done = ("add", i, row, -factor) if factor else "it was left out"
        for j in used:
            mine[j] -= factor * pivots[j]
        if self.cleared and factor and not self.fault == "none":
            mine[column] = 0.0
        if self.whole:
            mine[:] = np.trunc(mine).tolist()
        self.due.append(due)
        self.done.append(done)

    def down(self):
        m, n = len(self.rows), len(self.rows[0])
        row = 0
        for column in range(n):
            if row == m:
                break
            p = self._pivot_row(row, column)
            if p is None:
                for below in self.rows[row:]:
                    if abs(below[column]) <= self.limit:
                        below[column] = 0.0
                row += self.fault == "diagonal"
                continue
            if p != row:
                self._swap(row, p)
            self.places.append((row, column))
            for i in range(row + 1, m):
                if self.rows[i][column] != 0:
                    self._add(i, row, column)
            row += 1
        return self

    def up(self):
        M = self.rows
        for row, column in reversed(self.places):
            pivot = M[row][column]
            if self.fault == "pivot alone":
                M[row][column] = 1.0
            elif self.fault != "unscaled" and not self._here("scaling left out"):
                M[row] = [_quotient(x, pivot) for x in M[row]]
            for i in range(row - 1, -1, -1):
                if self.fault != "not above" and M[i][column] != 0:
                    self._add(i, row, column)
        return self


def _eliminated(fault: str, *, cleared: bool = True):
    """Return a function that brings a matrix to echelon form with a mistake in every operation."""

    def wrong(A):
        with np.errstate(all="ignore"):
            return _Gauss(A, fault, cleared=cleared).down().M

    return wrong


def _fully_eliminated(fault: str):
    def wrong(A):
        with np.errstate(all="ignore"):
            return _Gauss(A, fault).down().up().M

    return wrong


def _eliminated_then(change):
    """Return a function that changes what the right elimination gives: ``change(M, places)``, in place or anew."""

    def wrong(A):
        work = _Gauss(A).down()
        with np.errstate(all="ignore"):
            changed = change(M := work.M, work.places)
        return M if changed is None else changed

    return wrong


_SWAPPED_WRONGLY = ("swap left out", "row copied")
_ADDED_WRONGLY = ("operation left out", "sign", "inverted", "undivided", "right-hand side", "pivot column only")


def _same_rows(M, R) -> bool:
    """Say whether two matrices agree up to rounding, as they are or with rows that are scaled so that they begin with 1."""
    # Lists, row by row: hundreds of small matrices are compared here, and most of them differ in an early row.
    plain = scaled = True
    for row, want in zip(M.tolist(), R.tolist(), strict=True):
        near = 1e-11 * max(map(abs, want))
        plain = plain and all(abs(x - y) <= near for x, y in zip(row, want, strict=True))
        if scaled:
            dust = 1e-10 * max(1e-300, *map(abs, row))
            lead = next((x for x in row if abs(x) > dust), 1.0)
            scaled = all(abs(x / lead - y) <= near for x, y in zip(row, want, strict=True))
        if not (plain or scaled):
            return False
    return True


def _first_wrong_step(A, R, reduced: bool) -> str | None:
    """Find the one operation that, done wrongly, leads to a learner's result; say which, and what was due."""
    if A.size > 12:
        return None
    right = _Gauss(A).down()
    due = (right.up() if reduced else right).due
    with np.errstate(all="ignore"):
        for only in [*range(len(due)), None]:
            swaps = only is None or due[only][0] == "swap"
            adds = only is None or not swaps
            for fault in _SWAPPED_WRONGLY * swaps + _ADDED_WRONGLY * adds:
                for cleared in (True, False) if fault in _ADDED_WRONGLY else (True,):
                    work = _Gauss(A, fault, only=only, cleared=cleared).down()
                    work = work.up() if reduced else work
                    k = next((k for k, done in enumerate(work.done) if done), None)
                    if k is not None and np.isfinite(work.M).all() and _same_rows(work.M, R):
                        return _wrong_step_in_words(work, k, only is None)
    return None


def _in_words(operation) -> str:
    """Write an operation with its factor as a fraction, if that is a short one."""
    if operation[0] == "add":
        short = Fraction(float(operation[3])).limit_denominator(1000)
        if abs(short - operation[3]) <= 1e-9 * abs(operation[3]):
            operation = (*operation[:3], short)
    return linalg.as_operation(operation).words


def _wrong_step_in_words(work: _Gauss, k: int, always: bool) -> str:
    due, done = _in_words(work.due[k]), work.done[k]
    done = done if isinstance(done, str) else f"{_in_words(done)} was done"
    after = f"after {_in_words(work.due[k - 1])}, " if k else ""
    rest = "the later ones go wrong in the same way" if always and len(work.due) > k + 1 else "what came later fits"
    return f"The first operation that went wrong: {after}{due} was due, and {done}; {rest}."


def _next_step(R, reduced: bool) -> str:
    """Say which operation would bring a result that is not finished nearer to the form that was asked for."""
    work = _Gauss(R)
    if reduced and linalg.echelon_complaint(R) is None:
        work.places = list(linalg.leading_positions(R))
        work.up()
    else:
        work.down()
    return f" The next operation due would be {_in_words(work.due[0])}." if work.due else ""


def _echelon_verdict(result, A, reduced: bool = False) -> str | None:
    """Judge a (reduced) row echelon form: any that row operations reach, to nine digits."""
    said = _form_verdict(result, A, reduced)
    if said and isinstance(result, np.ndarray) and result.dtype in (np.float32, np.float16):
        said += f" Besides, your matrix holds {result.dtype}, with half of the digits or fewer: use `dtype=float`."
    if said and isinstance(result, np.ndarray) and result.shape == np.shape(A) and result.dtype.kind in "iu":
        said += (
            f" Besides, your matrix holds whole numbers (dtype {result.dtype}): decimals that are written into it are cut off "
            "without a word. Begin with `M = np.array(A, dtype=float)`."
        )
    return said


def _rounded_verdict(A, R) -> str | None:
    """Say so if a result is the right form with its numbers rounded."""
    work = _Gauss(A).down()
    for right in (work.M, work.up().M):
        size = max(1.0, np.abs(right).max())
        rounded = [digits for digits in range(9) if np.abs(R - np.round(right, digits)).max() <= 1e-12 * size]
        if rounded and np.abs(R - right).max() > 1e-12 * size:
            places = f"{rounded[0]} decimals" if len(rounded) == 1 else "a few decimals"
            return (
                f"Every operation was right, and then the numbers were rounded to {places}: what is small is lost that way, "
                "and the rows no longer carry the same equations. Return them as they came out."
            )
    return None


def _form_verdict(result, A, reduced: bool) -> str | None:
    given = _floats(A, 2)
    if not isinstance(result, np.ndarray) or result.shape != given.shape or result.dtype.kind not in "fiu":
        return difference(result, np.full(given.shape, 0.5)) or "A matrix of floats was asked for."
    if not np.isfinite(result).all():
        return (
            f"{int((~np.isfinite(result)).sum())} of the {result.size} entries are nan or infinite: something was divided by "
            "0. Was there a 0 in the pivot's place, and a row below that could be swapped up? Or was the pivot's row subtracted "
            "from itself, or a row of zeros divided by its first entry?"
        )
    R = result.astype(float)
    limits = np.maximum(_limit(given), 1e-10 * np.abs(R).max(axis=1, keepdims=True))
    R = np.where(np.abs(R) <= limits, 0.0, R)
    foreign, complaint = linalg.foreign_row(given, R), linalg.echelon_complaint(R, reduced=reduced)
    have, left = linalg.rank(given), linalg.rank(R)
    if reduced and complaint is None and have == left and (inexact := _lost_digits(given, R, most=1e-5)):
        return inexact
    if foreign is None and have == left:
        if complaint is None:
            return _lost_digits(given, R)
        wrong = _first_wrong_step(given, R, reduced)
        form = "reduced row echelon form" if reduced else "row echelon form"
        following = "" if "every pivot is 1" in complaint else _next_step(R, reduced)
        unfinished = "The rows still carry the same equations, so nothing is lost, but the form is not reached."
        ending = wrong or unfinished + following
        return f"This is no {form} yet. {complaint} {ending}"
    if rounded := _rounded_verdict(given, R):
        return rounded
    # A wrong operation and dust alike make dependent rows independent; their reduced form, often ones and zeros, tells nothing.
    step = _first_wrong_step(given, R, reduced) if left <= have or not reduced else None
    if step:
        return step
    if foreign is None:
        return (
            f"The rows of `A` carry {have} independent equations, your result has only {left}. Row operations lose nothing: was a "
            "row overwritten, in a swap or by a multiple of another one? (Or was an entry taken for 0 that is not? Or did a row shrink so much, by multiplying with small numbers, "
            "that it counts as zero now?)"
        )
    if left > have:
        return (
            f"Your result has {left} pivots, but the rows of `A` carry only {have} independent equations. Either an operation went "
            "wrong, or dust that rounding left was taken for a pivot: compare with the tolerance of rule 3."
        )
    due = [_in_words(one) for one in _Gauss(given).down().due]
    right = f" With partial pivoting these were due: {'; '.join(due)}." if 0 < len(due) <= 4 else ""
    return (
        f"Row {foreign + 1} of your result is the first that is no combination of the rows of `A`: an operation on the way to it "
        f"went wrong.{right} Print the matrix after each operation and compare."
    )


def _lost_digits(A, R, most=np.inf) -> str | None:
    """Say so if an echelon form is right on paper and too inexact to solve anything with (but not off by more than ``most``)."""
    work = _Gauss(R)
    work.places = list(linalg.leading_positions(R))
    found, want = work.up().M, linalg.reduced_row_echelon_form(A)
    off = np.abs(found - want).max() / max(1.0, np.abs(want).max())
    if off <= 1e-9 or off > most:
        return None
    return (
        f"This is an echelon form, but digits were lost on the way: what can be read off it is wrong in the size of {off:.0e}. "
        "A pivot that is small beside other entries of its column makes large multiples; swap the largest one into its place. "
        "(Or did you round?)"
    )


def _reduced_verdict(result, A) -> str | None:
    return _echelon_verdict(result, A, reduced=True)


def _augmented_verdict(result, A, b) -> str | None:
    """Judge [A | b]: right entries, in floats."""
    reason = difference(result, np.column_stack([A, b]).astype(float))
    if reason is None and result.dtype.kind != "f":
        return (
            f"The entries are right, but they are whole numbers (dtype {result.dtype}), which elimination cannot use: "
            "half of 3 would become 1. Make floats: `np.array(A, dtype=float)`."
        )
    return reason


def _columns_in_words(places) -> str:
    names = [str(j + 1) for j in places]
    return "no column" if not names else f"column {names[0]}" if len(names) == 1 else f"columns {', '.join(names)}"


def _solution_verdict(result, A, b) -> str | None:
    """Judge kind, particular solution and null space; any particular solution and any basis is right."""
    A, b = _floats_and_right(A, b)
    want = linalg.solve(A, b)
    m, n = A.shape
    if not isinstance(result, tuple | list) or len(result) != 3:
        return difference(result, (want.kind, 0.5, 0.5)) or "Three things were asked for."
    kind, x, N = result
    if not isinstance(kind, str) or kind not in ("one", "none", "many"):
        return f'The first of the three is {describe(kind)}; "one", "none" or "many" was asked for.'
    if kind != want.kind:
        held = linalg.pivots(np.column_stack([A, b]))
        where = f"The echelon form of [A | b] has its pivots in {_columns_in_words(held)}, and b is column {n + 1}"
        return (
            f'You say "{kind}". {where}. What does a pivot in the last column mean, and what a column of A without one?'
        )
    if kind == "none":
        if x is None and N is None:
            return None
        return "Right, there is no solution; so the second and the third of the three are None."
    reason = difference(x, np.full(n, 0.5))
    if not isinstance(x, np.ndarray) or x.shape != (n,) or x.dtype.kind not in "fiu" or not np.isfinite(x).all():
        return f"The solution (second of the three): {reason}"
    left = A @ x - b
    wrong = np.abs(left) > 1e-8 * (np.abs(A).sum(axis=1) * np.abs(x).max() + np.abs(b) + _limit(A))
    if wrong.any():
        i = int(np.argmax(wrong))
        gap = list(want.pivots) != list(range(len(want.pivots)))
        place = " Does the last entry of each row go to the unknown of that row's *pivot*?" if gap else ""
        return f'"{kind}" is right, but your solution does not solve equation {i + 1}: left minus right is {left[i]:.4g}.{place}'
    k = want.null_space.shape[1]
    if N is None and k == 0:
        return f"Solution right. The third of the three is None; with one solution it has no columns: `np.zeros(({n}, 0))`."
    if not isinstance(N, np.ndarray) or N.shape != (n, k) or N.dtype.kind not in "fiu" or not np.isfinite(N).all():
        if isinstance(N, np.ndarray) and N.ndim == 2 and N.shape == (k, n):
            return "The third of the three has its vectors as rows; one *column* for each free unknown was asked for."
        if isinstance(N, np.ndarray) and N.ndim == 2 and N.shape[0] == n:
            have = f"The third of the three has {N.shape[1]} column{'' if N.shape[1] == 1 else 's'}"
            if k == 0:
                return f"{have}; with one solution no unknown is free, and it has none: `np.zeros(({n}, 0))`."
            return f"{have}; it needs one for each free unknown of `A`."
        return f"The basis (third of the three): {difference(N, np.full((n, k), 0.5))}"
    for j in range(k):
        off = np.abs(A @ N[:, j]) > 1e-8 * (np.abs(A).sum(axis=1) + _limit(A)) * np.abs(N[:, j]).max()
        if off.any():
            i = int(np.argmax(off))
            return (
                f"Column {j + 1} of the third is no solution of A x = 0: row {i + 1} of A times it gives {A[i] @ N[:, j]:.4g}. "
                "In that column the free unknown is 1; each pivot unknown is *minus* the entry of its row in the reduced form."
            )
    if k and linalg.rank(N) < k:
        return "The columns of the third are dependent: they leave out solutions. Is each free unknown 1 in its own column?"
    return None


# Every case below keeps its entries well away from the limit, so that rule 3 and the exact rank agree.
_WORKED = np.array([[1, 2, 1, 3], [2, 4, -2, 2], [4, 0, 4, 8]])
_ZERO_FIRST = np.array([[0, 2, 4], [3, 1, 5]])
_NO_PIVOT = np.array([[1, 2, 1, 1], [2, 4, 3, 5], [4, 8, 6, 7]])
_NEGATIVE = np.array([[0.0, 0.0, 2.0, 1.0], [0.0, -3.0, 1.0, 4.0]])
_DUST = np.array([[0.1, 0.3, 0.2], [0.6, 1.8, 1.1], [0.4, 1.2, 0.3]])
_SMALL = 1e-12 * np.array([[2.0, 1.0], [1.0, 3.0]])
_TINY_PIVOT = np.array([[1e-8, 3.0, 7.0], [-3.0, 0.7, 0.9]])
_FOUR_ROWS = np.array([[1, 2], [3, 5], [-2, 1], [4, 4]])
_WORDS = np.array([["one", "two"], ["three", "four"]])


def _bad_for_elimination(rng: np.random.Generator) -> list[Case]:
    A = rng.integers(1, 9, size=(3, 4)).astype(float)
    A[2, 0] = np.nan
    return [
        Case("nan among the entries", (A,), raises=ValueError),
        Case("an infinite entry", (np.array([[1.0, np.inf], [2.0, 1.0]]),), raises=ValueError),
        Case("words in place of numbers", (_WORDS,), raises=ValueError),
        Case("a vector in place of a matrix", (rng.normal(size=4),), raises=ValueError),
        Case("no columns", (np.zeros((3, 0)),), raises=ValueError),
    ]


def _drawn_matrices(rng: np.random.Generator) -> list[tuple[str, np.ndarray]]:
    """Return matrices that ask for every turn of an elimination, with what they ask for."""
    whole = rng.integers(-9, 10, size=(4, 5))
    whole[0, 0], whole[1, 0] = 3, 7  # so that a multiple is no whole number
    p, q, r = (int(k) for k in rng.permutation(np.arange(2, 9))[:3])
    gap = np.array([[p, 2 * p, 1, q], [2 * p, 4 * p, 5, r], [4 * p, 8 * p, 3, 1], [p, 2 * p, 4, 2]])
    dust = rng.choice([1.0, 2.0, 4.0]) * _DUST[rng.permutation(3)]  # neither powers of 2 nor the order change the dust
    tall = rng.integers(1, 9, size=(5, 2))
    tiny = np.array([[1e-8, p, q, 7.0], [-3.0, 0.7, 0.9, r], [1.0, 0.3, q, 0.1]])
    return [
        ("four equations in whole numbers", whole),
        ("zeros in the pivot's place", np.array([[0, 0, p, 1], [0, q, 1, r], [r, 1, 2, q]])),
        ("a column without a pivot", gap),
        ("columns of zeros on the left, a negative pivot", np.array([[0.0, 0, 0, p], [0, 0, -q, 1.0]])),
        ("decimals that leave dust", dust),
        ("small entries", 1e-12 * np.array([[p, 1.0], [1.0, q]])),
        ("a tiny number in the pivot's place", tiny),
        ("more rows than columns", tall),
        ("a single row", rng.normal(size=(1, 4))),
        ("only zeros", np.zeros((3, 2))),
        ("eight equations in decimals", rng.normal(size=(8, 9))),
    ]


def _more_row_echelon_form(rng: np.random.Generator) -> list[Case]:
    drawn = [Case(probe, (A,), holds=_echelon_verdict) for probe, A in _drawn_matrices(rng)]
    return [*drawn, *_bad_for_elimination(rng)]


def _more_reduced(rng: np.random.Generator) -> list[Case]:
    drawn = [Case(probe, (A,), holds=_reduced_verdict) for probe, A in _drawn_matrices(rng)]
    return [*drawn, *_bad_for_elimination(rng)]


def _scaled_on_the_diagonal(M, places):
    """Divide every row by the entry on the diagonal, whatever it is, and clear above it."""
    for k in range(min(M.shape) - 1, -1, -1):
        M[k] = M[k] / M[k, k]
        for i in range(k):
            M[i] = M[i] - M[i, k] * M[k]


def _zero_rows_divided(M, places):
    """Scale every row by its first entry, the rows of zeros too."""
    work = _Gauss(M)
    work.places = places
    found = work.up().M
    found[len(places) :] = np.nan
    return found


def _added_above(M, places):
    work = _Gauss(M, "sign")
    work.places = places
    return work.up().M


def _more_augment(rng: np.random.Generator) -> list[Case]:
    A, b = rng.normal(size=(3, 4)), rng.normal(size=3)
    hole = b.copy()
    hole[1] = np.nan
    square, right = rng.integers(-9, 10, size=(3, 3)), rng.integers(1, 10, size=3)
    return [
        Case("three equations, four unknowns", (A, b), holds=_augmented_verdict),
        Case("whole numbers, as many equations as unknowns", (square, right), holds=_augmented_verdict),
        Case("a single equation", (A[:1], b[:1]), holds=_augmented_verdict),
        Case("one unknown", (A[:, :1], b), holds=_augmented_verdict),
        Case("one right-hand side missing", (A, b[:2]), raises=ValueError),
        Case("as many right-hand sides as unknowns", (A, rng.normal(size=4)), raises=ValueError),
        Case("nan on the right", (A, hole), raises=ValueError),
        Case("words on the right", (square, np.array(["one", "two", "three"])), raises=ValueError),
        Case("a right-hand side with two axes", (A, b[:, None]), raises=ValueError),
        Case("a vector in place of A", (b, b), raises=ValueError),
    ]


def _more_rank(rng: np.random.Generator) -> list[Case]:
    r = int(rng.integers(2, 4))
    low = rng.integers(1, 6, size=(6, r)) @ rng.integers(-4, 5, size=(r, 5))
    k = float(rng.integers(2, 9))
    cases = [
        (f"a product of {r} columns and {r} rows", low, linalg.rank(low)),
        ("zeros on the diagonal", np.array([[0, k, 1], [0, 0, k], [0, 0, 0]]), 2),
        ("decimals that leave dust", k * _DUST[rng.permutation(3)], 2),
        ("small entries", 1e-12 * np.array([[k, 1.0], [1.0, 3.0]]), 2),
        ("only zeros", np.zeros((2, 4)), 0),
        ("a single column", rng.normal(size=(4, 1)), 1),
        ("the numbers from 1 to 25", np.arange(1, 26).reshape(5, 5), 2),
        ("a row twice", np.array([[1, 2, k], [1, 2, k], [3, 1, 1]]), 2),
        ("random decimals, seven by nine", rng.normal(size=(7, 9)), 7),
    ]
    return [*(Case(probe, (A,), expect=want) for probe, A, want in cases), *_bad_for_elimination(rng)]


def _count_rows(M, limit) -> int:
    return int((np.abs(M) > limit).any(axis=1).sum())


def _triangular(rng: np.random.Generator, n: int) -> np.ndarray:
    U = np.triu(rng.integers(-5, 6, size=(n, n)))
    np.fill_diagonal(U, rng.choice([-4, -3, -2, 2, 3, 4, 5], size=n))
    U[0, n - 1] = 3
    return U


def _more_back_substitution(rng: np.random.Generator) -> list[Case]:
    U, b = _triangular(rng, 4), rng.integers(-9, 10, size=4)
    b[3] = 7
    hole, low = U.astype(float), U.astype(float)
    hole[2, 2] = 0.0
    low[2, 1] = 1.0
    bad = U.astype(float)
    bad[0, 1] = np.nan
    six = _triangular(rng, 6) + 0.5 * np.triu(np.ones((6, 6)), 1)
    return [
        Case("four unknowns, whole numbers", (U, b), expect=np.linalg.solve(U, b)),
        Case("six unknowns", (six, rng.normal(size=6)), REFERENCE),
        Case("one unknown", (np.array([[4.0]]), np.array([b[3] / 1.0])), REFERENCE),
        Case("small entries", (1e-12 * U, 1e-12 * b), REFERENCE, rtol=1e-7),
        Case("dust below the diagonal", (U + np.tril(np.full((4, 4), 1e-17), -1), b), expect=np.linalg.solve(U, b)),
        Case("a zero on the diagonal", (hole, b), raises=ValueError),
        Case("dust on the diagonal", (hole + 1e-16 * np.eye(4), b), raises=ValueError),
        Case("an entry below the diagonal", (low, b), raises=ValueError),
        Case("not square", (U[:3], b[:3]), raises=ValueError),
        Case("too few right-hand sides", (U, b[:3]), raises=ValueError),
        Case("nan among the entries", (bad, b), raises=ValueError),
        Case("words on the right", (U[:2, :2], np.array(["one", "two"])), raises=ValueError),
    ]


def _checked_triangle(U, b) -> tuple[np.ndarray, np.ndarray]:
    U, b = _floats_and_right(U, b)
    if (
        U.shape[0] != U.shape[1]
        or (np.abs(np.tril(U, -1)) > _limit(U)).any()
        or (np.abs(np.diag(U)) <= _limit(U)).any()
    ):
        raise ValueError("not square, not triangular, or a zero on the diagonal")
    return U, b


def _substituted(term, order=-1):
    """Return a back substitution whose line reads ``x[i] = term(U, b, x, i)``."""

    def wrong(U, b):
        U, b = _checked_triangle(U, b)
        x = np.zeros(len(b))
        for i in range(len(b))[::order]:
            x[i] = term(U, b, x, i)
        return x

    return wrong


def _substituted_anyhow(U, b):
    U, b = _floats_and_right(U, b)
    if U.shape[0] != U.shape[1]:
        raise ValueError("not square")
    x = np.zeros(len(b))
    with np.errstate(all="ignore"):
        for i in range(len(b))[::-1]:
            x[i] = (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]
    return x


def _solved(
    A, b, *, limit=None, consistent=True, kind=None, sign=-1.0, ones=True, by_row=False, rows=False, first=False
):
    """Solve a system as the assignment asks, or with one of the mistakes of solve_linear_system."""
    A, b = _floats_and_right(A, b)
    M = np.column_stack([A, b])
    m, n = A.shape
    fault = "exact zero" if limit == 0 else ""
    contradiction = n in [column for _, column in _Gauss(M, fault).down().places]
    if contradiction and consistent and kind is None:
        return "none", None, None
    work = _Gauss(M[:, :n] if contradiction else M, fault).down().up()
    R = work.M if not contradiction else np.column_stack([work.M, np.zeros(m)])
    held = [column for _, column in work.places]
    free = [j for j in range(n) if j not in held]
    x, N = np.zeros(n), np.zeros((n, len(free)))
    for k, j in enumerate(free):
        N[j, k] = 1.0 if ones else 0.0
    for i, j in enumerate(held):
        place = i if by_row else j
        x[place] = R[i, n]
        N[place] = N[place] * (not by_row) + sign * R[i, free]
    if rows:
        N = N.T
    if first:
        N = N[:, :1]
    return kind(m, n) if kind else "many" if free else "one", x, N


def _by_counting(m, n):
    return "one" if m == n else "many" if m < n else "none"


def _solved_by_counting(A, b):
    kind, x, N = _solved(A, b, kind=_by_counting)
    return (kind, None, None) if kind == "none" else (kind, x, N)


def _more_solve(rng: np.random.Generator) -> list[Case]:
    p, q, r = (int(k) for k in rng.permutation(np.arange(2, 9))[:3])
    square = np.array([[0, p, 1], [q, 1, 2], [1, 0, r]])
    x = rng.integers(-5, 6, size=3)
    wide = np.array([[1, p, 0, q, 1], [2, 2 * p, 1, r, 3], [0, 0, 1, 4, -1]])
    tall = np.array([[p, 1], [1, q], [p + 1, q + 1], [2 * p, 2]])
    two = rng.integers(-4, 5, size=2)
    line = 2.0 ** rng.integers(0, 6) * np.array([[0.1, 0.3, 0.2], [0.6, 1.8, 1.2]])[rng.permutation(2)]
    big = rng.normal(size=(9, 9))
    hole = np.array([1.0, np.nan, 2.0])

    def case(probe, A, b):
        return Case(probe, (A, b), holds=_solution_verdict)

    return [
        case("a zero in the first pivot's place", square, square @ x),
        case("two free unknowns, not the last ones", wide, wide @ np.array([1, 2, 0, p, -1])),
        case("an equation too many that contradicts", tall, tall @ two + np.array([0, 0, 0, p])),
        case("more equations than unknowns, and yet a solution", tall, tall @ two),
        case("fewer equations than unknowns, and a contradiction", np.array([[1, p, q], [2, 2 * p, 2 * q]]), np.array([r, r + 1])),
        case("a redundant equation in decimals", line[:, :2], line[:, 2]),
        case("nothing but zeros, on the right too", np.zeros((2, 3)), np.zeros(2)),
        case("nothing but zeros, except on the right", np.zeros((2, 2)), np.array([0.0, p])),
        case("right-hand side zero, one solution", square, np.zeros(3)),
        case("a first unknown that nothing says anything about", np.array([[0, p, 1], [0, 1, q]]), np.array([r, 1])),
        case("nine equations in decimals", big, big @ rng.normal(size=9)),
        Case("too few right-hand sides", (square, np.array([1.0, 2.0])), raises=ValueError),
        Case("nan in the matrix", (np.where(square == p, np.nan, square), np.zeros(3)), raises=ValueError),
        Case("nan on the right", (square, hole), raises=ValueError),
        Case("words in place of numbers", (_WORDS, np.array([1, 2])), raises=ValueError),
        Case("a vector in place of A", (hole, np.array([1.0])), raises=ValueError),
    ]  # fmt: skip


def _square(A) -> np.ndarray:
    A = _floats(A, 2)
    if A.shape[0] != A.shape[1]:
        raise ValueError("not square")
    return A


def _singular_up_to_dust(result, A) -> str | None:
    if isinstance(result, bool | np.bool_) and not result:
        return (
            "One row is a mix of the others, so the matrix is singular, and you say False. In floats rounding leaves dust where the "
            "last pivot would be: did it count as a pivot, or make a determinant that is not exactly 0? Compare with rule 3."
        )
    return difference(result, True)


def _more_singular(rng: np.random.Generator) -> list[Case]:
    n = int(rng.integers(5, 9))
    A = rng.integers(-5, 6, size=(n, n))
    A[n - 1] = A[:2].sum(axis=0) - A[2]
    k = float(rng.integers(2, 9))
    anti = np.array([[0, k, 0, 0], [1, 0, 0, 0], [0, 0, 0, k], [0, 0, 1, 0]])
    cases = [
        (f"{n} rows, the last a mix of three others", A[rng.permutation(n)], True),
        ("the multiplication table up to 10", np.outer(np.arange(1, 11), np.arange(1, 11)), True),
        ("zeros on the diagonal, and yet four pivots", anti, False),
        ("ten times 0.01 on the diagonal", 0.01 * np.eye(10) + 0.001 * np.eye(10, k=1) * k, False),
        ("decimals that leave dust", 2.0 ** rng.integers(1, 9) * _DUST[rng.permutation(3)], True),
        ("a column of zeros", np.array([[0, k, 1], [0, 2, k], [0, 1, 1]]), True),
        ("one number, 0", np.zeros((1, 1)), True),
        ("one number, not 0", np.array([[-k]]), False),
        ("random decimals, twelve rows", rng.normal(size=(12, 12)), False),
    ]
    wide = Case("more columns than rows", (rng.normal(size=(2, 3)),), raises=ValueError)
    return [*(Case(probe, (M,), expect=want) for probe, M, want in cases), wide, *_bad_for_elimination(rng)]


def _tables(
    streets, inflow, *, sign=1.0, order=None, unsigned=False, negative=False, mentioned=False, transposed=False
):
    """Return the system of a street map, or with one of the mistakes of junction_system."""
    if len(streets) == 0 or any(start == end for start, end in streets):
        raise ValueError("streets")
    names = dict.fromkeys(name for street in streets for name in street)
    junctions = list(names) if order == "met" else sorted(names)
    if not mentioned and any(name not in junctions for name in inflow):
        raise ValueError("inflow")
    if mentioned:
        junctions = sorted(inflow)
    A = np.zeros((len(junctions), len(streets)))
    for k, (start, end) in enumerate(streets):
        if start in junctions:
            A[junctions.index(start), k] = sign
        if end in junctions:
            A[junctions.index(end), k] = 1.0 if unsigned else -sign
    b = np.array([inflow.get(name, 0) for name in junctions], dtype=float)
    if not np.isfinite(b).all():
        raise ValueError("inflow")
    return (A.T if transposed else A), (-b if negative else b)


_RING = [("A", "B"), ("B", "C"), ("C", "A")]
_MAP = [("C", "A"), ("A", "B"), ("B", "C"), ("C", "D"), ("A", "D")]


def _more_junctions(rng: np.random.Generator) -> list[Case]:
    towns = [str(one) for one in rng.permutation(["Kent", "Lyra", "Mons", "Nida", "Oslo"])]
    ring = [(towns[i], towns[(i + 1) % 5]) for i in range(5)]
    across = [(towns[0], towns[2]), (towns[3], towns[1])]
    p, q = (int(k) for k in rng.integers(20, 90, size=2))
    return [
        Case("a ring of five with two streets across", (ring + across, {towns[0]: p, towns[3]: -p}), REFERENCE),
        Case("two streets side by side", ([("S", "T"), ("S", "T"), ("T", "R")], {"S": p, "R": -p}), REFERENCE),
        Case("a street there and one back", ([("Y", "X"), ("X", "Y")], {"Y": p + 0.5, "X": -p - 0.5}), REFERENCE),
        Case("inflows that do not add up", (ring, {towns[1]: p, towns[2]: -q - 100}), REFERENCE),
        Case("nothing from outside", (ring[:3], {}), REFERENCE),
        Case("a single street, to an earlier letter", ([("Z", "A")], {"Z": q, "A": -q}), REFERENCE),
        Case("an inflow where no street is", (ring, {"Paris": p}), raises=ValueError),
        Case("a street that ends where it starts", ([*ring, (towns[0], towns[0])], {}), raises=ValueError),
        Case("no streets", ([], {}), raises=ValueError),
        Case("an inflow that is nan", (ring, {towns[0]: float("nan")}), raises=ValueError),
    ]  # fmt: skip


def _typed(text, *, moved=True, one=True, right=True, order=True, repeated=True):
    """Read typed equations, or with one of the mistakes of parse_equations. Lines without = are refused."""
    lines = [line.replace(" ", "").replace("*", "") for line in text.splitlines() if line.strip()]
    if any(line.count("=") != 1 or line.startswith("=") or line.endswith("=") for line in lines):
        raise ValueError("=")
    rows = []
    for line in lines:
        row, constant = {}, 0.0
        for side, weight in zip(line.split("="), (1.0, -1.0), strict=True):
            weight = weight if moved else 1.0
            for sign, number, name in re.findall(r"([+-]?)(\d+\.?\d*|\.\d+)?([A-Za-z]\w*)?", side):
                if not number and not name:
                    continue
                value = weight * (-1.0 if sign == "-" else 1.0) * float(number or one)
                if name:
                    row[name] = (row.get(name, 0.0) if repeated else 0.0) + value
                elif right or weight < 0 or not moved:
                    constant -= value if moved else -value
        rows.append((row, constant))
    names = list(dict.fromkeys(name for row, _ in rows for name in row))
    names = sorted(names) if order else names
    if not names or re.search(r"[\^/()]|[A-Za-z]\w*\s+[A-Za-z]|\d\s+\d|[+\-*]\s*(?:$|=)", text, re.M):
        raise ValueError("text")
    return names, np.array([[row.get(name, 0.0) for name in names] for row, _ in rows]), np.array([c for _, c in rows])


ELIMINATION: tuple[Exercise, ...] = (
    Exercise(
        id="c1w2.augment",
        title="The matrix with its right-hand side",
        points=5,
        arguments=("A", "b"),
        hints=(
            "`b` becomes one more *column*. Which function of NumPy puts columns side by side?",
            "Make arrays of floats from both. Refuse an `A` that has not two axes, or that is empty, a `b` whose shape is not "
            "`(len(A),)`, and entries that are not finite. Then put them side by side.",
            "`A, b = np.array(A, dtype=float), np.array(b, dtype=float)`; after the refusals `return np.column_stack([A, b])`.",
        ),
        cases=(
            Case("three equations, two unknowns", (np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]]), np.array([7.0, 8.0, 9.0])), holds=_augmented_verdict),
            Case("whole numbers", (np.array([[2, 1], [3, 4]]), np.array([5, 10])), holds=_augmented_verdict),
            Case("a single equation", (np.array([[1.0, -1.0, 2.0]]), np.array([4.0])), holds=_augmented_verdict),
            Case("a right-hand side too many", (np.array([[2.0, 1.0], [3.0, 4.0]]), np.array([5.0, 10.0, 1.0])), raises=ValueError),
            Case("an infinite right-hand side", (np.array([[2.0, 1.0], [3.0, 4.0]]), np.array([5.0, np.inf])), raises=ValueError),
        ),
        slips=(
            Slip(
                "You put `b` below `A`, as a further row. Each right-hand side belongs to its equation: it goes into a further column.",
                wrong=lambda A, b: np.vstack([_floats(A, 2), _floats(b, 1)]),
            ),
            Slip(
                "The right-hand side came out on the left. It stands behind the bar, as the *last* column.",
                wrong=lambda A, b: np.column_stack(_floats_and_right(A, b)[::-1]),
            ),
            Slip(
                "The entries are right, but you left whole numbers as they were. Elimination divides, and an array of whole numbers "
                "cannot hold 1.5: make floats first, `np.array(A, dtype=float)`.",
                wrong=lambda A, b: _floats_and_right(A, b) and np.column_stack([A, b]),
            ),
            Slip(
                "You returned `A` as it was. `np.column_stack` makes a *new* array: return that.",
                wrong=lambda A, b: _floats_and_right(A, b)[0],
            ),
        ),
        more=_more_augment,
    ),
    Exercise(
        id="c1w2.row_echelon_form",
        title="Row echelon form with partial pivoting",
        points=25,
        arguments=("A",),
        hints=(
            "Keep two counters: `column` goes from left to right and always moves on; `row` says where the next pivot belongs, and "
            "moves on only when there is a pivot.",
            "For each column: find the row `p`, from `row` down, with the largest entry in size. At most the tolerance: go to the "
            "next column with the same `row`. Otherwise swap rows `row` and `p`, subtract from each row below `row` the multiple "
            "of row `row` that clears its entry in `column`, and add 1 to `row`. Stop when `row` is past the last row.",
            "`p = row + np.argmax(np.abs(M[row:, column]))`; `if abs(M[p, column]) <= tolerance: continue`; `M[[row, p]] = M[[p, row]]`; "
            "then `for i in range(row + 1, m): M[i] = M[i] - M[i, column] / M[row, column] * M[row]` and `M[i, column] = 0.0`; "
            "after that loop `row += 1`.",
        ),
        cases=(
            Case("the worked example, in whole numbers", (_WORKED,), holds=_echelon_verdict),
            Case("a zero in the pivot's place", (_ZERO_FIRST,), holds=_echelon_verdict),
            Case("a column without a pivot", (_NO_PIVOT,), holds=_echelon_verdict),
            Case("two columns of zeros on the left, a negative pivot", (_NEGATIVE,), holds=_echelon_verdict),
            Case("decimals that leave dust", (_DUST,), holds=_echelon_verdict),
            Case("small entries", (_SMALL,), holds=_echelon_verdict, atol=1e-21),
            Case("a tiny number in the pivot's place", (_TINY_PIVOT,), holds=_echelon_verdict),
            Case("more rows than columns", (_FOUR_ROWS,), holds=_echelon_verdict),
            Case("only zeros", (np.zeros((2, 3)),), holds=_echelon_verdict),
            Case("an infinite entry", (np.array([[1.0, np.inf], [2.0, 1.0]]),), raises=ValueError),
            Case("a vector in place of a matrix", (np.array([1.0, 2.0, 3.0]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You took the first entry other than 0 for the pivot. That is enough on paper; in floats a tiny pivot makes huge "
                "multiples, and the digits of the other row are lost. Take the entry that is largest *in size*, from the pivot's row down.",
                wrong=_eliminated("first"),
            ),
            Slip(
                "Something was divided by 0: you took what stood in the pivot's place without a look. Search the column from the "
                "pivot's row down and swap the largest entry up; if all of them are 0, the column has no pivot.",
                wrong=_eliminated("none"),
            ),
            Slip(
                "After a column without a pivot your function stopped, or went to the next column *and* to the next row. The row still "
                "waits for its pivot: move on to the next column alone (`continue`, not `break`).",
                wrong=_eliminated("diagonal"),
            ),
            Slip(
                "The multiples come out with the wrong sign: you added where the entry should be cleared. With the factor "
                "entry / pivot, *subtract* the multiple of the pivot row.",
                wrong=_eliminated("sign"),
            ),
            Slip(
                "The factor is upside down: it is the entry to be cleared, divided by the pivot.",
                wrong=_eliminated("inverted"),
            ),
            Slip(
                "You took the entry itself as the factor, which clears it only where the pivot is 1. Divide by the pivot: entry / pivot.",
                wrong=_eliminated("undivided"),
            ),
            Slip(
                "In a swap a row was copied over another one, and what stood there is lost: `M[row] = M[p]` comes first, and then both "
                "are the same. Swap in one line, `M[[row, p]] = M[[p, row]]`.",
                wrong=_eliminated("row copied"),
            ),
            Slip(
                "A number that rounding left was taken for a pivot. Compare with the tolerance, worked out once from `A` as it was "
                "given, `1e-10 * np.abs(A).max()`, and not with 0.",
                wrong=_eliminated("exact zero"),
            ),
            Slip(
                "You used a fixed tolerance, or rounded to so many decimals; both take a matrix of small entries for zeros. Round nothing, "
                "and multiply 1e-10 by the largest entry of `A` in size.",
                wrong=_eliminated("fixed limit"),
            ),
            Slip(
                "An array of whole numbers cannot hold 1.5: what was written into it lost its decimals without a word. Begin with "
                "`M = np.array(A, dtype=float)`.",
                wrong=_eliminated("whole numbers"),
            ),
            Slip(
                "You took the largest entry of the column, and a negative one counts as small that way. Largest *in size* means: "
                "take `np.abs` before `argmax`.",
                wrong=_eliminated("signed"),
            ),
            Slip(
                "`np.argmax` of a slice counts from where the slice begins. For `M[row:, column]` add `row` to get the row of the matrix.",
                wrong=_eliminated("offset"),
            ),
            Slip(
                "You searched the whole column, so a row that was finished came back down. Search from the pivot's row on: `M[row:, column]`.",
                wrong=_eliminated("whole column"),
            ),
            Slip(
                "The last column was left out of the row operations. A row operation changes the whole row, the right-hand side too.",
                wrong=_eliminated("right-hand side"),
            ),
        ),
        more=_more_row_echelon_form,
    ),
    Exercise(
        id="c1w2.reduced_row_echelon_form",
        title="Reduced row echelon form",
        points=15,
        arguments=("A",),
        hints=(
            "Start from your echelon form. Two things are missing in each row that has a pivot, and none in a row of zeros.",
            "Go through the rows from the last to the first. Find the row's pivot: its first entry above the tolerance. No such entry: "
            "nothing to do. Otherwise divide the row by the pivot, and subtract the multiple of it from each row *above* that "
            "clears the pivot's column there.",
            "`R = row_echelon_form(A)`; `for row in range(len(R) - 1, -1, -1):` `places = np.flatnonzero(np.abs(R[row]) > tolerance)`; "
            "if there are none, `continue`; `column = places[0]`; `R[row] = R[row] / R[row, column]`; `for i in range(row): "
            "R[i] = R[i] - R[i, column] * R[row]`.",
        ),
        cases=(
            Case("the worked example, in whole numbers", (_WORKED,), holds=_reduced_verdict),
            Case("a zero in the pivot's place", (_ZERO_FIRST,), holds=_reduced_verdict),
            Case("a column without a pivot", (_NO_PIVOT,), holds=_reduced_verdict),
            Case("two columns of zeros on the left, a negative pivot", (_NEGATIVE,), holds=_reduced_verdict),
            Case("decimals that leave dust", (_DUST,), holds=_reduced_verdict),
            Case("small entries", (_SMALL,), holds=_reduced_verdict, atol=1e-21),
            Case("more rows than columns", (_FOUR_ROWS,), holds=_reduced_verdict),
            Case("only zeros", (np.zeros((2, 3)),), holds=_reduced_verdict),
            Case("a vector in place of a matrix", (np.array([1.0, 2.0, 3.0]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "The columns are cleared, but the pivots are not 1. Divide each row that has a pivot by it, the whole row.",
                wrong=_fully_eliminated("unscaled"),
            ),
            Slip(
                "The pivots are 1, but above them something is left. Clear the rows above each pivot too, with multiples of its row.",
                wrong=_fully_eliminated("not above"),
            ),
            Slip(
                "Only the pivot became 1; the rest of its row was not divided (or was divided by 1, because the pivot had been "
                "overwritten already). Divide the whole row at once: `R[row] = R[row] / R[row, column]`.",
                wrong=_fully_eliminated("pivot alone"),
            ),
            Slip(
                "You took the diagonal for the pivots. After a column without a pivot they stand to the right of it: look for the "
                "first entry of each row that is not zero.",
                wrong=_eliminated_then(_scaled_on_the_diagonal),
            ),
            Slip(
                "A row of zeros was divided by its first entry, and 0/0 is nan. A row of zeros has no pivot: leave it as it is.",
                wrong=_eliminated_then(_zero_rows_divided),
            ),
            Slip(
                "Above the pivots the multiples have the wrong sign: subtract the entry times the pivot's row.",
                wrong=_eliminated_then(_added_above),
            ),
            Slip(
                "This is the echelon form of part 2. Two things are still missing: pivots that are 1, and zeros above them.",
                wrong=_eliminated(""),
            ),
        ),
        more=_more_reduced,
    ),
    Exercise(
        id="c1w2.rank",
        title="Rank",
        points=10,
        arguments=("A",),
        hints=(
            "The rank is the number of pivots. How can you tell from an echelon form how many there are?",
            "Bring the matrix to echelon form; every row that is not zero holds one pivot. Count the rows with an entry above the "
            "tolerance of rule 3, worked out from `A` as it was given.",
            "`R = row_echelon_form(A)`; `tolerance = 1e-10 * np.abs(np.array(A, dtype=float)).max()`; "
            "`return int((np.abs(R) > tolerance).any(axis=1).sum())`.",
        ),
        cases=(
            Case("the third row the sum of the others", (np.array([[1, 2, 3], [4, 5, 6], [5, 7, 9]]),), expect=2),
            Case("zeros on the diagonal", (np.array([[0, 1, 2], [0, 0, 3], [0, 0, 0]]),), expect=2),
            Case("entries that add up to 0", (np.array([[3, -3], [1, 2]]),), expect=2),
            Case("more columns than rows", (np.array([[1.0, 2.0, 0.0, 1.0], [2.0, 4.0, 0.0, 3.0]]),), expect=2),
            Case("more rows than columns", (np.array([[1, 2], [2, 4], [3, 6], [-1, -2]]),), expect=1),
            Case("decimals that leave dust", (_DUST,), expect=2),
            Case("small entries", (_SMALL,), expect=2),
            Case("only zeros", (np.zeros((2, 3)),), expect=0),
            Case("a vector in place of a matrix", (np.array([1.0, 2.0, 3.0]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You counted entries on the diagonal. A pivot may stand to the right of it: count the rows that are not zero.",
                wrong=lambda A: int((np.abs(np.diag(_Gauss(A).down().M)) > _limit(_floats(A, 2))).sum()),
            ),
            Slip(
                "You counted without eliminating: rows that are not zero in `A` itself may still repeat each other. Bring `A` to "
                "echelon form first.",
                wrong=lambda A: _count_rows(_floats(A, 2), 0.0),
            ),
            Slip(
                "Dust was counted as a pivot. What counts as zero is at most 1e-10 times the largest entry of `A` in size.",
                wrong=lambda A: _count_rows(_Gauss(A, "exact zero").down().M, 0.0),
            ),
            Slip(
                "You used a fixed tolerance, and small entries all count as zero that way: multiply it by the largest entry of `A` in size.",
                wrong=lambda A: _count_rows(_Gauss(A, "fixed limit").down().M, 1e-10),
            ),
            Slip(
                "You counted the rows of zeros. The rank is the number of the *other* rows.",
                wrong=lambda A: len(A) - len(_Gauss(A).down().places),
            ),
            Slip(
                "That is the number of columns without a pivot. The rank is the number of columns with one.",
                wrong=lambda A: _floats(A, 2).shape[1] - len(_Gauss(A).down().places),
            ),
            Slip(
                "You returned the smaller side of the matrix, the largest rank that is possible. Rows may repeat each other: count pivots.",
                wrong=lambda A: min(_floats(A, 2).shape),
            ),
            Slip(
                "You counted columns that are not zero. A column without a pivot may hold numbers too: count the *rows* of the echelon form that "
                "are not zero, `.any(axis=1)`.",
                wrong=lambda A: int((np.abs(_Gauss(A).down().M) > _limit(_floats(A, 2))).any(axis=0).sum()),
            ),
            Slip(
                "You counted the rows in which *no* entry is zero (`all`). A row holds a pivot as soon as one entry is not zero: `any`.",
                wrong=lambda A: int((np.abs(_Gauss(A).down().M) > _limit(_floats(A, 2))).all(axis=1).sum()),
            ),
        ),
        more=_more_rank,
    ),
    Exercise(
        id="c1w2.back_substitution",
        title="Back substitution",
        points=10,
        arguments=("U", "b"),
        hints=(
            "The last equation holds one unknown only. Once you know it, how many are unknown in the equation above?",
            "Go through the rows from the last to the first. In row i all unknowns behind x_i are known by then: take the right-hand side, "
            "subtract what they contribute, divide by the entry on the diagonal.",
            "`x = np.zeros(n)`; `for i in range(n - 1, -1, -1): x[i] = (b[i] - U[i, i + 1:] @ x[i + 1:]) / U[i, i]`. For the refusals: "
            "`np.tril(U, -1)` is what stands below the diagonal, `np.diag(U)` what stands on it.",
        ),
        cases=(
            Case("three unknowns, whole numbers", (np.array([[2, 1, -1], [0, 3, 2], [0, 0, 4]]), np.array([3, 1, 10])), expect=np.array([41 / 12, -4 / 3, 2.5])),
            Case("two unknowns", (np.array([[0.5, 3.0], [0.0, -2.0]]), np.array([2.0, 5.0])), expect=np.array([19.0, -2.5])),
            Case("a diagonal matrix", (np.diag([2.0, 4.0, -5.0]), np.array([3.0, 3.0, 3.0])), expect=np.array([1.5, 0.75, -0.6])),
            Case("one unknown", (np.array([[4.0]]), np.array([-6.0])), expect=np.array([-1.5])),
            Case("small entries", (_SMALL * [[1, 1], [0, 1]], np.array([1e-12, 2e-12])), expect=np.array([1 / 6, 2 / 3])),
            Case("a zero on the diagonal", (np.array([[2.0, 1.0], [0.0, 0.0]]), np.array([3.0, 0.0])), raises=ValueError),
            Case("an entry below the diagonal", (np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([3.0, 4.0])), raises=ValueError),
            Case("not square", (np.array([[2.0, 1.0, 1.0], [0.0, 1.0, 2.0]]), np.array([3.0, 4.0])), raises=ValueError),
        ),
        slips=(
            Slip(
                "This is `b[i] / U[i, i]`: the unknowns behind `x[i]` took nothing away. Did you go from the first unknown to the last? Then "
                "they are still 0: begin at the bottom. Or did you read `U[j, i]`, which is 0, in place of `U[i, j]`?",
                wrong=_substituted(lambda U, b, x, i: (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i], order=1),
            ),
            Slip(
                "You did not divide by the entry on the diagonal, which is the coefficient of the unknown that is sought.",
                wrong=_substituted(lambda U, b, x, i: b[i] - U[i, i + 1 :] @ x[i + 1 :]),
            ),
            Slip(
                "The known unknowns were added to the right-hand side. Brought over to that side they change their sign: subtract.",
                wrong=_substituted(lambda U, b, x, i: (b[i] + U[i, i + 1 :] @ x[i + 1 :]) / U[i, i]),
            ),
            Slip(
                "You divided the right-hand side alone, and then subtracted. The whole difference is divided: mind the brackets.",
                wrong=_substituted(lambda U, b, x, i: b[i] / U[i, i] - U[i, i + 1 :] @ x[i + 1 :]),
            ),
            Slip(
                "You divided only what is subtracted: without brackets the division comes before the subtraction. The whole difference is divided.",
                wrong=_substituted(lambda U, b, x, i: b[i] - U[i, i + 1 :] @ x[i + 1 :] / U[i, i]),
            ),
            Slip(
                "The first unknown is never worked out. `range(n - 1, 0, -1)` ends before 0: `range(n - 1, -1, -1)` comes down to row 0.",
                wrong=_substituted(lambda U, b, x, i: (b[i] - U[i, i + 1 :] @ x[i + 1 :]) / U[i, i] if i else 0.0),
            ),
            Slip(
                "You took the right-hand sides of the equations below in place of the unknowns that came out of them: multiply by `x`, not by `b`.",
                wrong=_substituted(lambda U, b, x, i: (b[i] - U[i, i + 1 :] @ b[i + 1 :]) / U[i, i]),
            ),
            Slip(
                "You used one neighbour only, the next unknown. Every unknown behind the diagonal contributes to the equation.",
                wrong=_substituted(lambda U, b, x, i: (b[i] - (U[i, i + 1] * x[i + 1] if i + 1 < len(b) else 0)) / U[i, i]),
            ),
            Slip(
                "The solutions are right, but the function does not refuse what it cannot solve: a zero on the diagonal, or an entry "
                "below it, has to end in a ValueError.",
                wrong=_substituted_anyhow,
            ),
        ),
        more=_more_back_substitution,
    ),
    Exercise(
        id="c1w2.solve_linear_system",
        title="One, none or many, and all solutions",
        points=20,
        arguments=("A", "b"),
        hints=(
            "Everything can be read off the reduced echelon form of [A | b]. Which columns hold a pivot? Look at the last one first.",
            "A pivot in the last column: none. Otherwise each column of A with a pivot belongs to a pivot unknown, the others are free. "
            "Particular solution: free unknowns 0, each pivot unknown the last entry of its row. Basis: one column for each free "
            "unknown, which is 1 there; each pivot unknown is minus the entry of its row in the free unknown's column.",
            "With `R` reduced and `pivots` the list of pivot columns (row i of R holds `pivots[i]`): `x[pivots[i]] = R[i, n]`; for the k-th "
            "free column `j`: `N[j, k] = 1` and `N[pivots[i], k] = -R[i, j]` for every `i`. Kind: `\"many\"` if there is a free column, else `\"one\"`.",
        ),
        cases=(
            Case("three equations, one solution", (np.array([[1, 2, 1], [2, 4, -2], [4, 0, 4]]), np.array([3, 2, 8])), holds=_solution_verdict),
            Case("a contradiction", (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([3.0, 7.0])), holds=_solution_verdict),
            Case("the same line twice", (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([3.0, 6.0])), holds=_solution_verdict),
            Case("two free unknowns, one between the pivots", (np.array([[1, 2, 0, 3], [2, 4, 1, 5]]), np.array([4, 11])), holds=_solution_verdict),
            Case("more equations than unknowns, and yet a solution", (np.array([[1, 1], [1, -1], [3, 1]]), np.array([3, 1, 7])), holds=_solution_verdict),
            Case("more unknowns than equations, and yet none", (np.array([[1, 1, 1], [2, 2, 2]]), np.array([1, 3])), holds=_solution_verdict),
            Case("a redundant equation, in decimals", (np.array([[0.1, 0.3], [0.6, 1.8]]), np.array([0.2, 1.2])), holds=_solution_verdict),
            Case("nothing but zeros", (np.zeros((2, 2)), np.zeros(2)), holds=_solution_verdict),
            Case("a right-hand side too few", (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0])), raises=ValueError),
            Case("a right-hand side that is nan", (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, np.nan])), raises=ValueError),
        ),
        slips=(
            Slip(
                "You never said \"none\" for a row that reads 0 = c, with c not 0. No choice of the unknowns makes it true: look for a pivot in the "
                "last column before anything else.",
                wrong=lambda A, b: _solved(A, b, consistent=False),
            ),
            Slip(
                "You compared the number of equations with the number of unknowns. Equations may repeat or contradict each other: count "
                "pivots, not rows.",
                wrong=_solved_by_counting,
            ),
            Slip(
                "The basis has the wrong sign. In x + 2y = 0 the choice y = 1 makes x *minus* 2: bring the free unknown to the other side.",
                wrong=lambda A, b: _solved(A, b, sign=1.0),
            ),
            Slip(
                "You filled in row by row: what stands in row i of the reduced form belongs to the unknown of that row's *pivot column*, which need not "
                "be unknown i.",
                wrong=lambda A, b: _solved(A, b, by_row=True),
            ),
            Slip(
                "In the basis the free unknowns are missing: each is 1 in its own column, or the column says nothing about it.",
                wrong=lambda A, b: _solved(A, b, ones=False),
            ),
            Slip(
                "The basis vectors are rows. One *column* for each free unknown was asked for, so that `x + N @ t` gives every solution.",
                wrong=lambda A, b: _solved(A, b, rows=True),
            ),
            Slip(
                "You gave one basis vector, though several unknowns are free. Every free unknown has its own column.",
                wrong=lambda A, b: _solved(A, b, first=True),
            ),
            Slip(
                "Dust was taken for a pivot: what should read 0 = 0 came out with 0.0000000000000001 or so in it. Compare with the tolerance "
                "of rule 3, not with 0.",
                wrong=lambda A, b: _solved(A, b, limit=0),
            ),
        ),
        more=_more_solve,
    ),
    Exercise(
        id="c1w2.is_singular_by_elimination",
        title="Singular, at any size",
        points=5,
        arguments=("A",),
        hints=(
            "A square matrix is non-singular exactly if every column holds a pivot. You have a function that counts pivots.",
            "Refuse what is not square. Then compare the number of pivots with the number of rows.",
            "`A = np.array(A, dtype=float)`; `if A.ndim != 2 or A.shape[0] != A.shape[1]: raise ValueError(...)`; `return rank(A) < len(A)`.",
        ),
        cases=(
            Case("four equations, one pivot each", (np.array([[0, 2, 0, 1], [1, 0, 0, 3], [0, 0, 0, 4], [2, 1, 5, 0]]),), expect=False),
            Case("the numbers from 1 to 16", (np.arange(1, 17).reshape(4, 4),), expect=True),
            Case("no zero anywhere", (np.array([[1, 2, 3], [2, 1, 1], [3, 3, 4]]),), expect=True),
            Case("the second row twice the first", (np.array([[1, 2], [2, 4]]),), expect=True),
            Case("zeros on the diagonal", (np.array([[0.0, 1.0], [1.0, 0.0]]),), expect=False),
            Case("a small determinant", (0.001 * np.eye(6),), expect=False),
            Case("decimals that leave dust", (_DUST,), holds=_singular_up_to_dust),
            Case("two rows, three columns", (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "True and False are exchanged: True is for a singular matrix, which lacks a pivot.",
                wrong=lambda A: len(_Gauss(_square(A)).down().places) == len(A),
            ),
            Slip(
                "You looked at the diagonal of `A` itself. Zeros there say nothing before the elimination.",
                wrong=lambda A: bool((np.abs(np.diag(_square(A))) <= _limit(_square(A))).any()),
            ),
            Slip(
                "You looked for a row of zeros in `A` itself. Rows may repeat each other without a single zero: bring `A` to echelon form first.",
                wrong=lambda A: bool((_square(A) == 0).all(axis=1).any()),
            ),
            Slip(
                "You compared a determinant with a fixed limit. A product of six pivots of 0.001 is 1e-18, and yet none of them is 0: "
                "count pivots.",
                wrong=lambda A: bool(abs(np.prod(np.diag(_Gauss(_square(A)).down().M))) < 1e-9),
            ),
            Slip(
                "You asked whether something is exactly 0. Rounding leaves dust in decimals: use the tolerance of rule 3.",
                wrong=lambda A: len(_Gauss(_square(A), "exact zero").down().places) < len(A),
            ),
        ),
        more=_more_singular,
    ),
    Exercise(
        id="c1w2.junction_system",
        title="From a table of streets to a system",
        points=10,
        arguments=("streets", "inflow"),
        hints=(
            "A street stands in two equations only: that of the junction where it starts, and that of the one where it ends.",
            "Collect the names of all junctions from the streets and sort them; the place in that list is the row. For each street k "
            "put 1 into the row of its start and -1 into the row of its end, in column k. The right-hand side is the inflow, 0 where none is given.",
            "`junctions = sorted({name for street in streets for name in street})`; `A = np.zeros((len(junctions), len(streets)))`; "
            "`for k, (start, end) in enumerate(streets): A[junctions.index(start), k] = 1` and `A[junctions.index(end), k] = -1`; "
            "`b = np.array([inflow.get(name, 0) for name in junctions], dtype=float)`.",
        ),
        cases=(
            Case("a ring of three junctions", (_RING, {"A": 10, "B": -10}), expect=(np.array([[1.0, 0.0, -1.0], [-1.0, 1.0, 0.0], [0.0, -1.0, 1.0]]), np.array([10.0, -10.0, 0.0]))),
            Case(
                "streets that do not begin with A",
                (_MAP, {"D": -30, "C": 50.5, "B": -20.5}),
                expect=(np.array([[-1.0, 1, 0, 0, 1], [0, -1, 1, 0, 0], [1, 0, -1, 1, 0], [0, 0, 0, -1, -1]]), np.array([0.0, -20.5, 50.5, -30.0])),
            ),
            Case("a street there and one back", ([("B", "A"), ("A", "B")], {}), expect=(np.array([[-1.0, 1.0], [1.0, -1.0]]), np.zeros(2))),
            Case("an inflow where no street is", (_RING, {"E": 5}), raises=ValueError),
            Case("a street that ends where it starts", ([("A", "B"), ("B", "B")], {}), raises=ValueError),
            Case("no streets", ([], {}), raises=ValueError),
        ),
        slips=(
            Slip(
                "The signs in `A` are exchanged: leaving counts +1 where the street starts, arriving -1 where it ends.",
                wrong=lambda streets, inflow: _tables(streets, inflow, sign=-1.0),
            ),
            Slip(
                "The rows are in the order in which the junctions are met. Sort their names: the first row belongs to the first in the alphabet.",
                wrong=lambda streets, inflow: _tables(streets, inflow, order="met"),
            ),
            Slip(
                "Arriving counts as +1 in your matrix, like leaving. What arrives has to be subtracted.",
                wrong=lambda streets, inflow: _tables(streets, inflow, unsigned=True),
            ),
            Slip(
                "The right-hand side has the wrong sign: out minus in *equals* the inflow from outside.",
                wrong=lambda streets, inflow: _tables(streets, inflow, negative=True),
            ),
            Slip(
                "You made a row only for the junctions that `inflow` names. Every junction has an equation; what it does not name is 0.",
                wrong=lambda streets, inflow: _tables(streets, inflow, mentioned=True),
            ),
            Slip(
                "Rows and columns are mixed up: one row for each junction, one column for each street.",
                wrong=lambda streets, inflow: _tables(streets, inflow, transposed=True),
            ),
        ),
        more=_more_junctions,
    ),
    Exercise(
        id="c1w2.parse_equations",
        title="Bonus: equations as you type them",
        arguments=("text",),
        hints=(
            "One line at a time: split it at the `=`, and each side into terms. A term has a sign, perhaps a number, perhaps a name.",
            "Bring everything to one side in your head: a term on the right counts with the opposite sign. Add up the coefficients of each name "
            "in a dict; plain numbers go to the right-hand side. At the end sort all names and fill the matrix, 0 where a name is missing.",
            "`re.compile(r\"\\s*([+-]?)\\s*(\\d+\\.?\\d*|\\.\\d+)?(\\s*\\*)?\\s*([A-Za-z]\\w*)?\\s*\")` matches one term; `match(side, place)` "
            "begins at `place`, and `piece.end()` is where the next one begins. A missing number is 1. Refuse a term with neither number nor name, "
            "and a second term without a sign.",
        ),
        cases=(
            Case("two equations", ("2x + 3y = 5\nx - y = 1",), expect=(["x", "y"], np.array([[2.0, 3.0], [1.0, -1.0]]), np.array([5.0, 1.0]))),
            Case("unknowns on both sides, a number on the left", ("3y - 4 = x\ny = 2x",), expect=(["x", "y"], np.array([[-1.0, 3.0], [-2.0, 1.0]]), np.array([4.0, 0.0]))),
            Case("a name twice in one equation", ("x + 2x + y = 6\n\n-y = x",), expect=(["x", "y"], np.array([[3.0, 1.0], [-1.0, -1.0]]), np.array([6.0, 0.0]))),
            Case("longer names, decimals, a star", ("0.5*roll + apple = 1.25\n roll = .75",), expect=(["apple", "roll"], np.array([[1.0, 0.5], [0.0, 1.0]]), np.array([1.25, 0.75]))),
            Case("a single equation, out of order", ("z - b = 0",), expect=(["b", "z"], np.array([[-1.0, 1.0]]), np.array([0.0]))),
            Case("a line without =", ("x + y = 3\nx - y",), raises=ValueError),
            Case("two names side by side", ("x y = 3",), raises=ValueError),
            Case("a power", ("x^2 = 4",), raises=ValueError),
            Case("no unknown", ("2 = 3",), raises=ValueError),
        ),
        slips=(
            Slip(
                "What stands on the right counted as if it stood on the left. Brought over to the other side it changes its sign.",
                wrong=lambda text: _typed(text, moved=False),
            ),
            Slip(
                "A name without a number counted 0 times. `x` means 1 times x.",
                wrong=lambda text: _typed(text, one=0.0),
            ),
            Slip(
                "A plain number on the left got lost: it goes to the right-hand side with the opposite sign.",
                wrong=lambda text: _typed(text, right=False),
            ),
            Slip(
                "The unknowns are in the order in which they appear. Sort them, so that everybody knows which column is which.",
                wrong=lambda text: _typed(text, order=False),
            ),
            Slip(
                "A name that appears twice in an equation kept only its last number. Add the coefficients up.",
                wrong=lambda text: _typed(text, repeated=False),
            ),
        ),
    ),
)  # fmt: skip

EXERCISES = (*ROWS, *PRACTICE, *ELIMINATION)
