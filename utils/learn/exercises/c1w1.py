"""Course 1, week 1: systems of linear equations."""

from __future__ import annotations

import numpy as np

from utils.learn.compare import difference
from utils.learn.definition import REFERENCE, Case, Exercise, Named, Slip
from utils.learn.probes import View

# --- C1W1-3 Lab: Arrays in NumPy -------------------------------------------------------------------------------------


def _windows(series, width: int, last: int = 0) -> np.ndarray:
    """Return the windows of a series as rows; `last` says how many are left out at the end."""
    return np.array([series[i : i + width] for i in range(len(series) - width + 1 - last)]).reshape(-1, width)


def _blocks(series, width: int) -> np.ndarray:
    return np.asarray(series)[: len(series) // width * width].reshape(-1, width)


def _no_zeros(spread) -> np.ndarray:
    return np.where(spread == 0, 1, spread)


def _scaled(X, ddof: int = 0) -> np.ndarray:
    return (X - X.mean(axis=0)) / _no_zeros(X.std(axis=0, ddof=ddof))


def _half_a_board(rows: int, columns: int) -> np.ndarray:
    board = np.zeros((rows, columns), dtype=int)
    board[::2, 1::2] = 1
    return board


def _two_brackets(rows: int, columns: int) -> np.ndarray:
    board = np.zeros((rows, columns), dtype=int)
    board[::2][1::2] = 1
    board[1::2][::2] = 1
    return board


def _tiled(rows: int, columns: int) -> np.ndarray:
    return np.tile([[0, 1], [1, 0]], ((rows + 1) // 2, (columns + 1) // 2))


def _sums_before(series) -> np.ndarray:
    return np.concatenate([[0.0], np.cumsum(series)])


def _running_totals_without_zero(series, width: int) -> np.ndarray:
    totals = np.cumsum(series)
    return (totals[width:] - totals[:-width]) / width


def _own_copy_of(want):
    """Return what tells whether a result has these entries, and memory of its own."""
    want = np.array(want)

    def holds(result, image, *_):
        reason = difference(result, want)
        if reason and isinstance(result, np.ndarray) and want.size <= 20 and result.size <= 40:
            return f"{reason} Expected {want.tolist()}, got {result.tolist()}."
        if reason is None and isinstance(result, View):
            return (
                "The right pixels, but not a copy: whoever paints on your result paints on the original photograph too. "
                "Slices are views; return `.copy()` of the result."
            )
        if reason is None and result.dtype != image.dtype:
            return (
                f"The right pixels in dtype {result.dtype}; the image has dtype {image.dtype}, and the piece should have it too. "
                "If you fill an array of your own, make it with `dtype=image.dtype`."
            )
        return reason

    return holds


_PHOTO = np.array(
    [[10, 11, 12, 13, 14], [20, 21, 22, 23, 24], [30, 31, 32, 33, 34], [40, 41, 42, 43, 44]], dtype=np.uint8
)
_COLOUR = np.stack([_PHOTO, _PHOTO + np.uint8(100), _PHOTO + np.uint8(200)], axis=-1)

ARRAYS = (
    Exercise(
        id="c1w1.basket_totals",
        title="What every basket costs",
        arguments=("counts", "prices"),
        hints=(
            "For one basket you saw two ways: multiply the counts by the prices and add up, or let `@` do both. Which of them works on all rows at once?",
            "`counts` has shape `(baskets, items)` and `prices` has shape `(items,)`. A matrix `@` a vector takes each row of the matrix "
            "and the vector, multiplies entry by entry and adds up: one number for each row.",
            "Return `counts @ ...`, with the vector on the right. (Or multiply the two arrays and add up along the axis of the items.)",
        ),
        cases=(
            Case(
                "four baskets of three items",
                (np.array([[3, 1, 2], [1, 0, 4], [2, 2, 0], [0, 5, 1]]), np.array([1.2, 0.8, 0.5])),
                expect=np.array([5.4, 3.2, 4.0, 4.5]),
            ),
            Case(
                "as many baskets as items",
                (np.array([[1, 0, 2], [0, 3, 0], [4, 1, 1]]), np.array([1.5, 2.0, 0.25])),
                expect=np.array([2.0, 6.0, 8.25]),
            ),
            Case("a single basket", (np.array([[2, 1, 4]]), np.array([1.0, 10.0, 0.5])), expect=np.array([14.0])),
            Case(
                "a shop with a single item",
                (np.array([[3], [0], [7], [1]]), np.array([2.5])),
                expect=np.array([7.5, 0.0, 17.5, 2.5]),
            ),
            Case(
                "an empty basket and whole prices",
                (np.array([[0, 0], [5, 6], [1, 2]]), np.array([2, 3])),
                expect=np.array([0, 28, 8]),
            ),
            Case("no basket at all", (np.zeros((0, 3), dtype=int), np.array([1.2, 0.8, 0.5])), expect=np.zeros(0)),
        ),
        slips=(
            Slip(
                "The prices met the *columns* of the table, as in `prices @ counts` or `counts.T @ prices`. "
                "That stops with an error unless there are as many baskets as items, and then it is wrong in silence. The table, as it is, comes first.",
                wrong=lambda counts, prices: prices @ counts,
            ),
            Slip(
                "You added up everything: this is what all baskets cost together. Add along the items only, `axis=1`, so that one number for each basket is left.",
                wrong=lambda counts, prices: (counts * prices).sum(),
            ),
            Slip(
                "This is what was spent on each *item*: the baskets were summed away (`axis=0`). Sum the items away, `axis=1`: your result needs one entry for each basket.",
                wrong=lambda counts, prices: (counts * prices).sum(axis=0),
            ),
            Slip(
                "You multiplied counts by prices and did not add up yet: the result is still a whole table. A basket's total is the sum of its row.",
                wrong=lambda counts, prices: counts * prices,
            ),
            Slip(
                "You counted the pieces in each basket; the prices do not come in. Ten bananas would cost as much as ten apples.",
                wrong=lambda counts, prices: counts.sum(axis=1),
            ),
            Slip(
                "You priced the first basket only. Leave out the index: `counts` itself, with all its rows, can stand before the `@`.",
                wrong=lambda counts, prices: counts[0] @ prices,
            ),
            Slip(
                "Only the first basket is priced. Does the `return` stand inside the loop? Then it ends the function after the first round; move it to the left, below the loop.",
                wrong=lambda counts, prices: counts[0] @ prices if len(counts) else None,
            ),
            Slip(
                "Python's own `sum` adds the *rows*, so this is what was spent on each item. Write `(counts * prices).sum(axis=1)`, which adds inside each row.",
                wrong=lambda counts, prices: sum(counts * prices),
            ),
        ),
    ),
    Exercise(
        id="c1w1.standardise_columns",
        title="Put every column on the same scale",
        arguments=("X",),
        hints=(
            "You need one mean and one standard deviation for each column. Which axis has to disappear? And what happens where a standard deviation is 0?",
            "`X.mean(axis=0)` and `X.std(axis=0)` have shape `(columns,)`, and that shape fits `X` by broadcasting: subtract the one, divide by the other. "
            "Before you divide, put 1 where the standard deviation is 0.",
            "After `spread = X.std(axis=0)`, write `spread[X.max(axis=0) == X.min(axis=0)] = 1` (a boolean mask on the left; rounding can leave 1e-17 where 0 should stand) and return `(X - X.mean(axis=0)) / spread`.",
        ),
        cases=(
            Case(
                "two columns of different scale",
                (np.array([[50.0, 600.0], [70.0, 800.0], [90.0, 1000.0]]),),
                expect=np.sqrt(1.5) * np.array([[-1.0, -1.0], [0.0, 0.0], [1.0, 1.0]]),
            ),
            Case(
                "whole numbers",
                (np.array([[1, 10, -3], [3, 0, -3], [1, 0, 5], [3, 10, 5]]),),
                expect=np.array([[-1.0, 1.0, -1.0], [1.0, -1.0, -1.0], [-1.0, -1.0, 1.0], [1.0, 1.0, 1.0]]),
            ),
            Case(
                "as many rows as columns",
                (np.array([[0.0, 7.0], [4.0, 1.0]]),),
                expect=np.array([[-1.0, 1.0], [1.0, -1.0]]),
            ),
            Case(
                "a column that never changes",
                (np.array([[2.0, 5.0], [6.0, 5.0], [2.0, 5.0], [6.0, 5.0]]),),
                expect=np.array([[-1.0, 0.0], [1.0, 0.0], [-1.0, 0.0], [1.0, 0.0]]),
            ),
            Case("a single row", (np.array([[8.0, -2.0, 3.5]]),), expect=np.zeros((1, 3))),
            Case(
                "one column",
                (np.array([[2.0], [4.0], [4.0], [4.0], [5.0], [5.0], [7.0], [9.0]]),),
                expect=np.array([[-1.5], [-0.5], [-0.5], [-0.5], [0.0], [0.0], [1.0], [2.0]]),
            ),
        ),
        slips=(
            Slip(
                "The brackets are missing: division binds tighter than minus, so `X - mean / spread` divides the mean alone. Write `(X - mean) / spread`.",
                wrong=lambda X: X - X.mean(axis=0) / X.std(axis=0),
            ),
            Slip(
                "You took one mean and one standard deviation of the whole table. With `axis=0` you get one for each column; a column of rents and a column of rooms have nothing in common.",
                wrong=lambda X: (X - X.mean()) / X.std(),
            ),
            Slip(
                "You standardised the rows. A column is a feature, and `axis=0` runs down the rows and leaves one number for each column.",
                wrong=lambda X: (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True),
            ),
            Slip(
                "`axis=1` leaves one number for each *row*, and those meet the columns when they are subtracted: an error for most tables, wrong in silence for square ones and for a single row or column. Use `axis=0`.",
                wrong=lambda X: (X - X.mean(axis=1)) / X.std(axis=1),
            ),
            Slip(
                "Right, except where a column never changes: its standard deviation is 0, and 0/0 gives nan. Where a column never changes, put 1 in place of its standard deviation before you divide.",
                wrong=lambda X: (X - X.mean(axis=0)) / X.std(axis=0),
            ),
            Slip(
                "You divided by n - 1 inside the standard deviation (`ddof=1`). Here it is n, NumPy's default, so that the entries of a standardised column have a mean square of exactly 1.",
                wrong=lambda X: _scaled(X, ddof=1),
            ),
            Slip(
                "Two things: `ddof=1` divides by n - 1 inside the standard deviation, and here it is n, NumPy's default. And a column that never changes gives 0/0, which is nan: put 1 in place of a standard deviation of 0.",
                wrong=lambda X: (X - X.mean(axis=0)) / X.std(axis=0, ddof=1),
            ),
            Slip(
                "The brackets are missing: division binds tighter than minus, so only the mean is divided. Subtract first: `(X - mean) / spread`.",
                wrong=lambda X: X - X.mean(axis=0) / _no_zeros(X.std(axis=0)),
            ),
            Slip(
                "You standardised the rows, each with its own mean and standard deviation. A column is a feature: `axis=0` runs down the rows and leaves one number for each column.",
                wrong=lambda X: (X - X.mean(axis=1, keepdims=True)) / _no_zeros(X.std(axis=1, keepdims=True)),
            ),
            Slip(
                "`axis=1` leaves one number for each *row*, and those meet the columns when they are subtracted: an error for most tables, wrong in silence for square ones and for a single row or column. Name `axis=0` in the mean and in the standard deviation.",
                wrong=lambda X: (X - X.mean(axis=1)) / _no_zeros(X.std(axis=1)),
            ),
            Slip(
                "You divided by the variance (`var`), which is the *square* of the standard deviation. Use `std`.",
                wrong=lambda X: (X - X.mean(axis=0)) / _no_zeros(X.var(axis=0)),
            ),
            Slip(
                "Right, except beside a column that never changes: your 1 took the place of *all* standard deviations, so the other columns were not divided. Replace those of the columns alone that never change.",
                wrong=lambda X: (X - X.mean(axis=0)) / (X.std(axis=0) if X.std(axis=0).all() else 1),
            ),
        ),
    ),
    Exercise(
        id="c1w1.checkerboard",
        title="A checkerboard without a loop",
        arguments=("rows", "columns"),
        hints=(
            "Write down the first two rows of a 3 × 5 board. In row 0, at which columns are the ones? And in row 1?",
            "Start from zeros of dtype int; `np.zeros` takes the shape as one argument, in brackets of its own. Two assignments are enough: one for the even rows, one for the odd rows, each with slices of step 2.",
            "`board = np.zeros((rows, columns), dtype=int)`, then `board[::2, 1::2] = 1` puts ones into the even rows. The odd rows need the columns 0, 2, 4, …: `board[1::2, ____] = 1`, with a slice of your own in the gap.",
        ),
        cases=(
            Case("the board of chess", (8, 8), expect=np.indices((8, 8)).sum(axis=0) % 2),
            Case("odd sizes", (3, 5), expect=np.array([[0, 1, 0, 1, 0], [1, 0, 1, 0, 1], [0, 1, 0, 1, 0]])),
            Case("more rows than columns", (5, 2), expect=np.array([[0, 1], [1, 0], [0, 1], [1, 0], [0, 1]])),
            Case("a single row", (1, 4), expect=np.array([[0, 1, 0, 1]])),
            Case("a single column", (3, 1), expect=np.array([[0], [1], [0]])),
            Case("a single square", (1, 1), expect=np.array([[0]])),
            Case("no rows", (0, 3), expect=np.zeros((0, 3), dtype=int)),
        ),
        slips=(
            Slip(
                "The colours are exchanged: the upper left square has to be 0. Count from 0: a square is 1 where row plus column is odd.",
                wrong=lambda rows, columns: 1 - np.indices((rows, columns)).sum(axis=0) % 2,
            ),
            Slip(
                "These are vertical stripes: every row is the same. The odd rows have to begin with 1.",
                wrong=lambda rows, columns: np.indices((rows, columns))[1] % 2,
            ),
            Slip(
                "These are horizontal stripes: every column is the same. Inside a row the squares alternate too.",
                wrong=lambda rows, columns: np.indices((rows, columns))[0] % 2,
            ),
            Slip(
                "Half of the squares are still missing: only the even rows (0, 2, 4, …) have their ones. The odd rows need an assignment of their own.",
                wrong=_half_a_board,
            ),
            Slip(
                "Half of the squares are still missing: only the odd rows (1, 3, 5, …) have their ones. The even rows need an assignment of their own, and theirs begin in column 1.",
                wrong=lambda rows, columns: (
                    np.indices((rows, columns)).sum(axis=0) % 2 * (np.arange(rows) % 2)[:, None]
                ),
            ),
            Slip(
                "The board holds no ones at all. To write, put a slice on the left of a single `=`; `==` only compares, and changes nothing.",
                wrong=lambda rows, columns: np.zeros((rows, columns), dtype=int),
            ),
            Slip(
                "Two pairs of brackets one after the other, as in `board[::2][1::2]`, both pick *rows*. Put the slice of the rows and the slice of the columns into one pair: `board[::2, 1::2]`.",
                wrong=_two_brackets,
            ),
            Slip(
                "Right, except for a board without rows: an empty list cannot tell `np.array` that there are 3 columns. `np.zeros((rows, columns), dtype=int)` makes the shape first.",
                wrong=lambda rows, columns: np.array([[(i + j) % 2 for j in range(columns)] for i in range(rows)]),
            ),
            Slip(
                "You counted 0, 1, 0, 1, … through all rows one after another. That alternates downwards only where the number of columns is odd; with 8 columns you get stripes.",
                wrong=lambda rows, columns: (np.arange(rows * columns) % 2).reshape(rows, columns),
            ),
            Slip(
                "Rows and columns are mixed up: the shape is `(rows, columns)`, rows first.",
                wrong=lambda rows, columns: np.indices((columns, rows)).sum(axis=0) % 2,
            ),
            Slip(
                "Whole 2 × 2 tiles overshoot where a size is odd. Cut the board back with `[:rows, :columns]`, or assign to slices instead.",
                wrong=_tiled,
            ),
        ),
    ),
    Exercise(
        id="c1w1.crop_and_flip",
        title="Cut a piece out of a photograph and mirror it",
        arguments=("image", "top", "left", "height", "width"),
        probe=Named("utils.learn.probes.marking_views"),
        hints=(
            "Axis 0 of an image runs from top to bottom, axis 1 from left to right. A slice ends *before* its second number. And whose memory is the result?",
            "First cut: rows from `top` to `top + height`, columns from `left` to `left + width`. Then turn axis 1 round with step -1. "
            "Slices give views, so end with a copy.",
            "`piece = image[top : top + height, left : left + width]` cuts; `piece[:, ::-1]` mirrors, for grey and for colour alike. Return that as `.copy()`.",
        ),
        cases=(
            Case(
                "a piece of a grey photograph", (_PHOTO, 1, 0, 2, 3), holds=_own_copy_of([[22, 21, 20], [32, 31, 30]])
            ),
            Case("a piece of a colour photograph", (_COLOUR, 0, 1, 3, 2), holds=_own_copy_of(_COLOUR[0:3, [2, 1]])),
            Case("a piece at the lower right border", (_PHOTO, 2, 3, 2, 2), holds=_own_copy_of([[34, 33], [44, 43]])),
            Case("the whole photograph", (_PHOTO, 0, 0, 4, 5), holds=_own_copy_of(_PHOTO[:, [4, 3, 2, 1, 0]])),
            Case("one row of pixels", (_PHOTO, 3, 1, 1, 3), holds=_own_copy_of([[43, 42, 41]])),
            Case(
                "one column of pixels, in decimals",
                (_PHOTO / 4, 1, 2, 3, 1),
                holds=_own_copy_of([[5.5], [8.0], [10.5]]),
            ),
        ),
        slips=(
            Slip(
                "The piece is right, but it is not mirrored. Turn the columns round with `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: image[top : top + height, left : left + width].copy(),
            ),
            Slip(
                "You turned the rows round: the picture stands on its head. Left and right are axis 1: `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: image[top : top + height, left : left + width][
                    ::-1
                ].copy(),
            ),
            Slip(
                "`np.flip` without an axis turns *every* axis round: left and right, top and bottom, and in colour red and blue. A mirror exchanges left and right only: `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: np.flip(
                    image[top : top + height, left : left + width]
                ).copy(),
            ),
            Slip(
                "You turned the *last* axis round (`[..., ::-1]` or `axis=-1`). That is right for grey; in colour the last axis holds red, green and blue, and red becomes blue. Name axis 1.",
                wrong=lambda image, top, left, height, width: image[top : top + height, left : left + width][
                    ..., ::-1
                ].copy(),
            ),
            Slip(
                "You mirrored the whole image first and cut afterwards, so `left` was counted from the right border. Cut first.",
                wrong=lambda image, top, left, height, width: image[:, ::-1][
                    top : top + height, left : left + width
                ].copy(),
            ),
            Slip(
                "`height` and `width` are sizes, not ends: the rows run from `top` to `top + height`, the columns from `left` to `left + width`.",
                wrong=lambda image, top, left, height, width: image[top:height, left:width][:, ::-1].copy(),
            ),
            Slip(
                "One row and one column too many: a slice already ends before its second number, so `top + height` needs no + 1.",
                wrong=lambda image, top, left, height, width: image[top : top + height + 1, left : left + width + 1][
                    :, ::-1
                ].copy(),
            ),
            Slip(
                "A slice with step -1 runs from its start *down* to its stop. From `left` down to `left + width` there is nothing, so your piece has no columns. Cut first; then turn the piece with `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: image[
                    top : top + height, left : left + width : -1
                ].copy(),
            ),
            Slip(
                "Right, except where the piece begins at the left border: there `left - 1` is -1, which means the *last* column, and the slice comes out empty. Cut first, with step 1; then turn the piece with `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: image[
                    top : top + height, left + width - 1 : left - 1 : -1
                ].copy(),
            ),
            Slip(
                "Your piece sits one column too far to the right: backwards too, a slice begins *at* its start, here `left + width`, and ends before its stop. Cut first, with step 1; then turn the piece with `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: image[
                    top : top + height, left + width : left : -1
                ].copy(),
            ),
            Slip(
                "A third slice in the same brackets belongs to the colours: a grey image has no such axis, and in colour red and blue change places. Turn the columns with brackets of their own, `[:, ::-1]`.",
                wrong=lambda image, top, left, height, width: image[
                    top : top + height, left : left + width, ::-1
                ].copy(),
            ),
            Slip(
                "Right for colour. A grey image has two axes, so a third index (`, :`) stops with an error. Leave it out: axes that are not named are taken whole.",
                wrong=lambda image, top, left, height, width: image[top : top + height, left : left + width, :][
                    :, ::-1
                ].copy(),
            ),
            Slip(
                "Two pairs of brackets one after the other, as in `image[top : top + height][left : left + width]`, both pick *rows*. Put both slices into one pair, separated by a comma.",
                wrong=lambda image, top, left, height, width: image[top : top + height][left : left + width][
                    :, ::-1
                ].copy(),
            ),
        ),
    ),
    Exercise(
        id="c1w1.pairwise_differences",
        title="Every entry against every other",
        arguments=("x", "y"),
        hints=(
            "The result needs an axis for `x` (down) and an axis for `y` (across). Which shapes have the two arrays to have, so that broadcasting stretches both?",
            "Stand `x` up as a column of shape `(n, 1)`, with `x[:, None]`; leave `y` as it is, of shape `(m,)`. Subtract. "
            "Before that, make both float: unsigned integers cannot go below 0.",
            "`x = np.asarray(x, dtype=float)`, the same for `y`; then return `x[:, None] - ...`.",
        ),
        cases=(
            Case(
                "three against two",
                (np.array([5.0, 1.0, 4.0]), np.array([1.0, 2.5])),
                expect=np.array([[4.0, 2.5], [0.0, -1.5], [3.0, 1.5]]),
            ),
            Case(
                "an array against itself",
                (np.array([1, 4, 9]), np.array([1, 4, 9])),
                expect=np.array([[0, -3, -8], [3, 0, -5], [8, 5, 0]]),
            ),
            Case(
                "one number against many",
                (np.array([2.0]), np.array([-1.0, 0.5, 2.0, 7.0])),
                expect=np.array([[3.0, 1.5, 0.0, -5.0]]),
            ),
            Case(
                "many against one number",
                (np.array([3.0, -2.0, 0.25]), np.array([1.0])),
                expect=np.array([[2.0], [-3.0], [-0.75]]),
            ),
            Case(
                "brightnesses of dtype uint8",
                (np.array([10, 250], dtype=np.uint8), np.array([20, 200, 10], dtype=np.uint8)),
                expect=np.array([[-10.0, -190.0, 0.0], [230.0, 50.0, 240.0]]),
            ),
        ),
        slips=(
            Slip(
                "Rows and columns are exchanged: row i belongs to `x[i]`, column j to `y[j]`. So `x` is the one to stand up as a column, `x[:, None]`.",
                wrong=lambda x, y: np.asarray(x, float)[None, :] - np.asarray(y, float)[:, None],
            ),
            Slip(
                "The sign is the wrong way round: entry [i, j] is `x[i] - y[j]`.",
                wrong=lambda x, y: np.asarray(y, float)[None, :] - np.asarray(x, float)[:, None],
            ),
            Slip(
                "You subtracted entry by entry: first from first, second from second. Every entry of `x` has to meet every entry of `y`: give `x` a second axis, `x[:, None]`.",
                wrong=lambda x, y: np.asarray(x, float) - np.asarray(y, float),
            ),
            Slip(
                "Right, except for brightnesses: in dtype uint8 there is nothing below 0, so 10 - 20 comes out as 246. Convert both arrays to float before you subtract.",
                wrong=lambda x, y: x[:, None] - y[None, :],
            ),
            Slip(
                "You took sizes without sign (`abs`). A difference keeps its sign: it says which of the two is larger.",
                wrong=lambda x, y: np.abs(np.asarray(x, float)[:, None] - np.asarray(y, float)),
            ),
            Slip(
                "Rows and columns are exchanged: row i belongs to `x[i]`, so `x` is the one to stand up as a column, `x[:, None]`. And make both float first, or differences below 0 go wrong in dtype uint8.",
                wrong=lambda x, y: x[None, :] - y[:, None],
            ),
            Slip(
                "The sign is the wrong way round: entry [i, j] is `x[i] - y[j]`. And make both float first, or differences below 0 go wrong in dtype uint8.",
                wrong=lambda x, y: y[None, :] - x[:, None],
            ),
            Slip(
                "You made the arrays whole numbers, and that cuts decimals off: 2.5 becomes 2. Make them `float`.",
                wrong=lambda x, y: x.astype(int)[:, None] - y.astype(int),
            ),
        ),
    ),
    Exercise(
        id="c1w1.moving_average",
        title="The mean of every window",
        arguments=("series", "width"),
        hints=(
            "How many windows of 3 fit into 5 numbers? Write them down. Which number leaves and which one enters when the window moves by one?",
            "Take running totals with a 0 in front. The sum of the window that starts at i is the total before `i + width` minus the total before i. "
            "One subtraction of two slices does that for all windows; then divide by the width.",
            "`totals = np.concatenate([[0.0], np.cumsum(series)])`; the sums of all windows are `totals[width:] - totals[:-width]`. Divide.",
        ),
        cases=(
            Case(
                "four numbers, windows of two", (np.array([2.0, 4.0, 6.0, 10.0]), 2), expect=np.array([3.0, 5.0, 8.0])
            ),
            Case(
                "whole numbers, windows of three",
                (np.array([1, 2, 5, 9, 0, 4]), 3),
                expect=np.array([8 / 3, 16 / 3, 14 / 3, 13 / 3]),
            ),
            Case("windows of one", (np.array([3.0, -1.0, 7.5]), 1), expect=np.array([3.0, -1.0, 7.5])),
            Case("one window over everything", (np.array([1.0, 2.0, 3.0, 6.0]), 4), expect=np.array([3.0])),
            Case("a series that does not change", (np.full(7, 0.5), 5), expect=np.full(3, 0.5)),
            Case("a single number", (np.array([42]), 1), expect=np.array([42.0])),
        ),
        slips=(
            Slip(
                "The last window is missing: n numbers hold n - width + 1 windows of that width. Five numbers hold three windows of 3, not two.",
                wrong=lambda series, width: _windows(series, width, last=1).mean(axis=1),
            ),
            Slip(
                "The first window is missing: `np.cumsum` has no 0 in front, so no total can be taken away to leave it. Put one there: `np.concatenate([[0.0], np.cumsum(series)])`.",
                wrong=_running_totals_without_zero,
            ),
            Slip(
                "These are the sums of the windows. Divide by the width to get means.",
                wrong=lambda series, width: _windows(series, width).sum(axis=1),
            ),
            Slip(
                "Your windows do not overlap: each begins where the one before it ended. A moving window goes on by one number at a time.",
                wrong=lambda series, width: _blocks(series, width).mean(axis=1),
            ),
            Slip(
                'Your result is as long as the series: at the ends, windows that stick out were filled with zeros, which pulls the mean towards 0. Keep full windows only (`mode="valid"` in `np.convolve`).',
                wrong=lambda series, width: np.convolve(series, np.ones(width) / width, mode="same"),
            ),
            Slip(
                "The decimals are cut off. Either `//` divided and rounded down (use `/`), or the means were written into an array of whole numbers (make it float).",
                wrong=lambda series, width: _windows(series, width).sum(axis=1) // width,
            ),
            Slip(
                "The brackets are missing: division binds tighter than minus, so only the second total is divided. Subtract first: `(totals[width:] - totals[:-width]) / width`.",
                wrong=lambda series, width: _sums_before(series)[width:] - _sums_before(series)[:-width] / width,
            ),
            Slip(
                "Your last windows stick out over the end and hold fewer than `width` numbers. Stop at the last full window: n numbers hold n - width + 1 of them.",
                wrong=lambda series, width: np.array([np.mean(series[i : i + width]) for i in range(len(series))]),
            ),
            Slip(
                "Only the first window is there. Does the `return` stand inside the loop? Then it ends the function after the first round; move it to the left, below the loop.",
                wrong=lambda series, width: np.array([np.mean(series[:width])]),
            ),
            Slip(
                "Your windows do not overlap, and the last one may not even be full. A moving window goes on by one number at a time: `range` without a step of `width`.",
                wrong=lambda series, width: np.array(
                    [np.mean(series[i : i + width]) for i in range(0, len(series), width)]
                ),
            ),
            Slip(
                'Your result is longer than the series: windows that stick out at either end were filled with zeros. Keep full windows only (`mode="valid"` in `np.convolve`).',
                wrong=lambda series, width: np.convolve(series, np.ones(width) / width),
            ),
        ),
    ),
)

# --- C1W1-4 Lab: Systems as matrices ---------------------------------------------------------------------------------

_SHOP = ["2 kg rice and 3 kg beans cost 13", "4 kg rice and 1 kg beans cost 11"]
_ORDERS = [
    "3 kg pears and 1 kg apples cost 11",
    "2 kg apples and 1 kg figs cost 13",
    "1 kg figs and 1 kg pears and 1 kg apples cost 14",
]


def _sentence(sentence):
    """Read one sentence as [(item, weight), ...] and its total."""
    left, total = sentence.split(" cost ")
    return [(part.split()[2], float(part.split()[0])) for part in left.split(" and ")], float(total)


def _rows_without_zeros(sentences):
    read = [_sentence(sentence) for sentence in sentences]
    A = np.array([[weight for _, weight in pairs] for pairs, _ in read])
    return A, np.array([total for _, total in read]), sorted({name for pairs, _ in read for name, _ in pairs})


def _system_of(sentences, *, dtype=float, mentioned=False, overwrite=False, by_place=False, repeated=False):
    """Do what `sentences_to_system` does, with one thing wrong where a keyword asks for it."""
    read = [_sentence(sentence) for sentence in sentences]
    names = [name for pairs, _ in read for name, _ in pairs]
    names = names if repeated else list(dict.fromkeys(names))
    names = names if mentioned else sorted(names)
    A = np.zeros((len(read), len(names)), dtype=dtype)
    for i, (pairs, _) in enumerate(read):
        for place, (name, weight) in enumerate(pairs):
            j = place if by_place else names.index(name)
            A[i, j] = weight if overwrite else A[i, j] + weight
    return A, np.array([total for _, total in read], dtype=float), names


def _split_without_spaces(sentences):
    for sentence in sentences:
        for part in sentence.split(" cost ")[0].split("and"):
            _, _, _ = part.split()
    return _system_of(sentences)


def _transposed_system(sentences):
    A, b, names = _system_of(sentences)
    return A.T.copy(), b, names


def _crossing(line1, line2):
    A = np.array([line1[:2], line2[:2]], dtype=float)
    return np.linalg.solve(A, np.array([line1[2], line2[2]], dtype=float))


def _parallel(line1, line2, tolerance=1e-9, size=abs):
    (a, b, _), (c, d, _) = line1, line2
    return size(a * d - b * c) <= tolerance * np.hypot(a, b) * np.hypot(c, d)


def _crossing_wrong_pairs(line1, line2):
    (a, b, _), (c, d, _) = line1, line2
    if abs(a * c - b * d) <= 1e-9 * np.hypot(a, b) * np.hypot(c, d):
        raise ValueError("parallel")
    return _crossing(line1, line2)


def _guarded_crossing(line1, line2, *, A=None, sign=1.0, swap=False, size=abs):
    if _parallel(line1, line2, size=size):
        raise ValueError("parallel")
    A = np.array([line1[:2], line2[:2]], dtype=float) if A is None else A
    x = np.linalg.solve(A, sign * np.array([line1[2], line2[2]], dtype=float))
    return x[::-1].copy() if swap else x


def _crossing_absolute(line1, line2):
    if abs(line1[0] * line2[1] - line1[1] * line2[0]) < 1e-9:
        raise ValueError("parallel")
    return _crossing(line1, line2)


def _crossing_by_slopes(line1, line2):
    (a, b, c), (d, e, f) = line1, line2
    m, k = -a / b, -d / e
    if abs(m - k) < 1e-9:
        raise ValueError("parallel")
    x = (f / e - c / b) / (m - k)
    return np.array([x, m * x + c / b])


def _is_plane_through(result, p, q, r):
    if isinstance(result, list | tuple):
        return f"Your answer is a {type(result).__name__}; a NumPy array of four numbers was asked for. `np.array([...])` makes one of it."
    if not isinstance(result, np.ndarray):
        return (
            "Your function returned None. Is there a `return` on every way out of it?"
            if result is None
            else "An array of four numbers was asked for."
        )
    if result.shape == (3,):
        return "Your array has three numbers: the direction `a, b, c` without `d`. The plane is one of many parallel ones until `d` is given."
    if result.shape != (4,):
        return (
            f"Your array has shape {result.shape}; shape (4,) was asked for: `a, b, c, d` with `a x + b y + c z = d`."
        )
    if not np.isfinite(result).all():
        return "Some of the four numbers are nan or inf, which usually comes from a division by zero."
    normal, d = result[:3], result[3]
    length = np.linalg.norm(normal)
    if length == 0:
        return "`a`, `b` and `c` are all zero, so `0 = d` is no plane."
    points = np.array([p, q, r], dtype=float)
    across = np.linalg.norm(points[1:] - points[0], axis=1).min()

    def off(value):
        return np.abs(points @ normal - value) / length > 1e-6 * across

    missed = off(d)
    if not missed.any():
        return None
    if not off(-d).any():
        return "The plane is right in the form `a x + b y + c z + d = 0`. Here `d` stands on the right-hand side, so its sign is the other one."
    level = points @ normal / length
    if np.ptp(level) <= 1e-6 * across:
        return "`a`, `b` and `c` are right, `d` is not: put one of the points into `a x + b y + c z` and see what comes out."
    which = ", ".join(name for name, wrong in zip("pqr", missed, strict=True) if wrong)
    return f"The plane misses {which}. Put each of the three points into `a x + b y + c z`: all three must give `d`."


def _plane(p, q, r, *, tolerance=1e-9, absolute=False, sign=1.0, differences=True):
    p, q, r = (np.asarray(point, dtype=float) for point in (p, q, r))
    u, v = q - p, r - p
    normal = np.cross(u, v)
    scale = 1.0 if absolute else np.linalg.norm(u) * np.linalg.norm(v)
    if np.linalg.norm(normal) <= tolerance * scale:
        raise ValueError("on one line")
    normal = normal if differences else np.cross(p, q)
    return np.append(normal, sign * (normal @ p))


def _plane_by_height(p, q, r):
    points = np.array([p, q, r], dtype=float)
    a, b, c = np.linalg.solve(np.column_stack([points[:, :2], np.ones(3)]), points[:, 2])
    return np.array([a, b, -1.0, -c])


def _plane_with_one(p, q, r):
    return np.append(np.linalg.solve(np.array([p, q, r], dtype=float), np.ones(3)), 1.0)


def _plane_unchecked(p, q, r):
    p, q, r = (np.asarray(point, dtype=float) for point in (p, q, r))
    normal = np.cross(q - p, r - p)
    return np.append(normal, normal @ p)


def _mixed(shares, target, amount, *, scaled=True, negative=1e-9, condition=1e10):
    A = np.vstack([shares, np.ones(shares.shape[1])])
    if condition and np.linalg.cond(A) > condition:
        raise ValueError("not determined")
    right = np.append(np.asarray(target) * (amount if scaled else 1.0), amount)
    x = np.linalg.solve(A, right)
    if negative is not None and (x < -negative * amount).any():
        raise ValueError("out of reach")
    return x


def _mixed_without_total(shares, target, amount):
    return np.linalg.solve(shares, np.asarray(target) * amount)


SYSTEMS = (
    Exercise(
        id="c1w1.residual",
        title="Residual: by how much is each equation missed?",
        arguments=("A", "x", "b"),
        hints=(
            "`A @ x` is what the equations *would* say if `x` were right. What do they say in fact?",
            "One subtraction of two vectors: what the right-hand side says, minus what `x` makes of the left-hand side.",
            "`return b - A @ x`",
        ),
        cases=(
            Case(
                "a claim that misses every equation",
                (np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([1.0, 1.0]), np.array([13.0, 11.0])),
                expect=np.array([8.0, 6.0]),
            ),
            Case(
                "a claim that is too high for one equation",
                (np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([5.0, 1.0]), np.array([13.0, 11.0])),
                expect=np.array([0.0, -10.0]),
            ),
            Case(
                "the solution itself",
                (np.array([[2.0, 3.0], [4.0, 1.0]]), np.array([2.0, 3.0]), np.array([13.0, 11.0])),
                expect=np.array([0.0, 0.0]),
            ),
            Case(
                "three equations, two unknowns",
                (np.array([[1.0, 2.0], [0.0, 1.0], [3.0, -1.0]]), np.array([1.0, 2.0]), np.array([4.0, 2.0, 0.0])),
                expect=np.array([-1.0, 0.0, -1.0]),
            ),
            Case(
                "a single equation",
                (np.array([[1.0, -2.0, 0.5]]), np.array([3.0, 1.0, 4.0]), np.array([4.0])),
                expect=np.array([1.0]),
            ),
            Case(
                "whole numbers",
                (np.array([[1, 2, 0], [0, 1, 5]]), np.array([1, 1, 1]), np.array([7, 2])),
                expect=np.array([4, -4]),
            ),
        ),
        slips=(
            Slip(
                "This is `A x - b`. Here the residual is `b - A x`: positive where the claim comes out too low. The size is the same, the sign is not.",
                wrong=lambda A, x, b: A @ x - b,
            ),
            Slip(
                "`A * x` multiplies entry by entry and adds nothing up. One equation needs a sum of products: `A @ x`.",
                wrong=lambda A, x, b: b - A * x,
            ),
            Slip(
                "`x @ A` (or `A.T @ x`) runs down the *columns* of `A`. An equation is a row, so the matrix stands first, as it is: `A @ x`.",
                wrong=lambda A, x, b: b - x @ A,
            ),
            Slip(
                "Each number is the *size* of the miss. Keep the sign: it says whether the claim comes out too low or too high.",
                wrong=lambda A, x, b: np.abs(b - A @ x),
            ),
            Slip(
                "This is one number for all equations together. Here one number *per equation* was asked for, so leave the norm or the sum away.",
                wrong=lambda A, x, b: np.linalg.norm(b - A @ x),
            ),
            Slip(
                "You solved the system and compared with `x`. That is, up to its sign, the *error* of `x`. The residual needs no solution: it compares both sides of each equation.",
                wrong=lambda A, x, b: np.linalg.solve(A, b) - x,
            ),
        ),
    ),
    Exercise(
        id="c1w1.sentences_to_system",
        title="From sentences to a matrix",
        arguments=("sentences",),
        hints=(
            "Take one sentence apart on paper first. Which words separate the pieces? Which piece is a number, which a name?",
            'Three steps: split every sentence at `" cost "` and at `" and "`; collect all names and sort them; then go through the sentences '
            "again and add each weight at row = number of the sentence, column = `names.index(name)` of a matrix of zeros.",
            '`left, total = sentence.split(" cost ")`, then `for part in left.split(" and "):` with `weight, kg, name = part.split()`. With `names = '
            "sorted(...)` and `A = np.zeros((len(sentences), len(names)))`: `A[i, names.index(name)] += float(weight)`.",
        ),
        cases=(
            Case(
                "two sentences, two items",
                (_SHOP,),
                expect=(np.array([[3.0, 2.0], [1.0, 4.0]]), np.array([13.0, 11.0]), ["beans", "rice"]),
            ),
            Case(
                "items in another order in each sentence, and some missing",
                (_ORDERS,),
                expect=(
                    np.array([[1.0, 0.0, 3.0], [2.0, 1.0, 0.0], [1.0, 1.0, 1.0]]),
                    np.array([11.0, 13.0, 14.0]),
                    ["apples", "figs", "pears"],
                ),
            ),
            Case(
                "decimals",
                (["0.5 kg tea and 1.5 kg sugar cost 9.75", "0.25 kg tea cost 3.5"],),
                expect=(np.array([[1.5, 0.5], [0.0, 0.25]]), np.array([9.75, 3.5]), ["sugar", "tea"]),
            ),
            Case(
                "more sentences than items",
                (["1 kg salt cost 1", "2 kg salt and 1 kg flour cost 4", "3 kg flour cost 6"],),
                expect=(np.array([[0.0, 1.0], [1.0, 2.0], [3.0, 0.0]]), np.array([1.0, 4.0, 6.0]), ["flour", "salt"]),
            ),
            Case(
                "the same item twice in a sentence",
                (["2 kg rice and 1 kg oats and 3 kg rice cost 14"],),
                expect=(np.array([[1.0, 5.0]]), np.array([14.0]), ["oats", "rice"]),
            ),
            Case(
                "names that contain `and`",
                (["2 kg candy and 1 kg almonds cost 19", "1 kg candy and 1 kg mandarins cost 8"],),
                expect=(
                    np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]),
                    np.array([19.0, 8.0]),
                    ["almonds", "candy", "mandarins"],
                ),
            ),
        ),
        slips=(
            Slip(
                "The columns stand in the order in which the items are first mentioned. Sort the names: then everybody's matrix has the same columns.",
                wrong=lambda sentences: _system_of(sentences, mentioned=True),
            ),
            Slip(
                "The first item of a sentence went to column 0, the second to column 1. A column belongs to an *item*, wherever it stands in the sentence: "
                "ask `names.index(name)`.",
                wrong=lambda sentences: _system_of(sentences, by_place=True),
            ),
            Slip(
                "An item that is named twice in a sentence lost its first weight: `=` writes over it. `+=` adds.",
                wrong=lambda sentences: _system_of(sentences, overwrite=True),
            ),
            Slip(
                'You split at `and` without its spaces, so `candy` falls apart too. Split at `" and "`.',
                wrong=_split_without_spaces,
            ),
            Slip(
                "A name that occurs several times got several columns. Collect the names in a set first: `sorted(set(...))`.",
                wrong=lambda sentences: _system_of(sentences, repeated=True),
            ),
            Slip(
                "Rows and columns are exchanged. One *row* per sentence (`A[i]` is equation `i`), one *column* per item.",
                wrong=_transposed_system,
            ),
            Slip(
                "The decimals of the weights are cut off: the matrix holds whole numbers only (`dtype=int`). `np.zeros(...)` without a dtype makes floats.",
                wrong=lambda sentences: _system_of(sentences, dtype=int),
            ),
            Slip(
                "Each row holds the weights of its sentence in the order of the words, without zeros. A row needs a place for *every* item: start from "
                "`np.zeros((len(sentences), len(names)))` and put each weight in the column of its item.",
                wrong=_rows_without_zeros,
            ),
        ),
    ),
    Exercise(
        id="c1w1.lines_intersection",
        title="Where two lines cross",
        arguments=("line1", "line2"),
        hints=(
            "Two lines are two equations in two unknowns. Which of the six numbers go into `A`, which into `b`?",
            "First decide whether the lines are parallel: `abs(a1*b2 - a2*b1)` against `1e-9` times both lengths of the coefficient pairs. Only then solve.",
            "With `a1, b1, c1 = line1` and `a2, b2, c2 = line2`: `if abs(a1*b2 - a2*b1) <= 1e-9 * np.hypot(a1, b1) * np.hypot(a2, b2): raise "
            'ValueError("...")`, then `np.linalg.solve(np.array([[a1, b1], [a2, b2]]), np.array([c1, c2]))`.',
        ),
        cases=(
            Case("two lines that cross", ((1.0, 1.0, 3.0), (1.0, -1.0, 1.0)), expect=np.array([2.0, 1.0])),
            Case("a crossing with decimals", ((2.0, 1.0, 3.5), (1.0, 2.0, 4.0)), expect=np.array([1.0, 1.5])),
            Case("a vertical line", ((1.0, 0.0, 2.0), (1.0, 2.0, 8.0)), expect=np.array([2.0, 3.0])),
            Case("parallel lines", ((1.0, 2.0, 3.0), (2.0, 4.0, 1.0)), raises=ValueError),
            Case("the same line written twice", ((1.0, 2.0, 3.0), (2.0, 4.0, 6.0)), raises=ValueError),
            Case("parallel up to the 12th decimal", ((1.0, 2.0, 3.0), (1.0, 2.0 + 1e-12, 1.0)), raises=ValueError),
            Case(
                "nearly parallel, and crossing all the same",
                ((1.0, 1.0, 3.0), (1.0, 1.001, 3.002)),
                expect=np.array([1.0, 2.0]),
            ),
            Case("very small coefficients", ((1e-6, 0.0, 2e-6), (1e-6, 1e-6, 5e-6)), expect=np.array([2.0, 3.0])),
        ),
        slips=(
            Slip(
                "You left the decision to `np.linalg.solve` (or asked whether the determinant is exactly 0). That finds exactly parallel lines at best. Lines that differ in "
                'the 12th decimal "cross" trillions of units away: compare the determinant with `1e-9` times the two lengths. If you do compare: does your test `raise`? One that only prints stops nothing.',
                wrong=_crossing,
            ),
            Slip(
                "Lines that do cross are refused: the determinant may be negative, and then it is below every small positive number. Compare its *size*: `abs(a1*b2 - a2*b1)`.",
                wrong=lambda line1, line2: _guarded_crossing(line1, line2, size=float),
            ),
            Slip(
                "Some crossing lines are refused. The determinant is `a1*b2 - a2*b1`: each product takes the `a` of one line and the `b` of the other. In yours `a` meets `a` and `b` meets `b`.",
                wrong=_crossing_wrong_pairs,
            ),
            Slip(
                "You compared the determinant with a fixed small number. It shrinks with the coefficients: `1e-6 x = 2e-6` is the line `x = 2`, not a parallel one. "
                "Compare with `1e-9` *times the two lengths*.",
                wrong=_crossing_absolute,
            ),
            Slip(
                "You divided by `b` to get a slope. A vertical line has `b = 0` and no slope; the form `a x + b y = c` does without one.",
                wrong=_crossing_by_slopes,
            ),
            Slip(
                "The two lines went into the *columns* of the matrix. Each line is an equation, and each equation is a row.",
                wrong=lambda line1, line2: _guarded_crossing(
                    line1, line2, A=np.array([line1[:2], line2[:2]], dtype=float).T
                ),
            ),
            Slip(
                "Both coordinates have the wrong sign. You read the line as `a x + b y + c = 0`; here `c` stands on the right-hand side.",
                wrong=lambda line1, line2: _guarded_crossing(line1, line2, sign=-1.0),
            ),
            Slip(
                "`x` and `y` are exchanged: return the point as `[x, y]`.",
                wrong=lambda line1, line2: _guarded_crossing(line1, line2, swap=True),
            ),
        ),
    ),
    Exercise(
        id="c1w1.plane_through_points",
        title="The plane through three points",
        arguments=("p", "q", "r"),
        hints=(
            "The direction `(a, b, c)` of a plane is at right angles to every arrow in it. Which two arrows in the plane do three points give you?",
            "Take the arrows `q - p` and `r - p`. `np.cross` of them is at right angles to both: that is `(a, b, c)`. Then `d` follows from any one point. "
            "If the cross product is (nearly) zero, measured against the two lengths, the points lie on one line.",
            "`u, v = q - p, r - p`, `normal = np.cross(u, v)`; raise ValueError if `np.linalg.norm(normal) <= 1e-9 * np.linalg.norm(u) * np.linalg.norm(v)`; "
            "else `return np.append(normal, normal @ p)`.",
        ),
        cases=(
            Case(
                "three points in general position",
                (np.array([2.0, -1.0, 1.0]), np.array([-1.0, 2.0, 1.0]), np.array([0.0, 0.0, 3.0])),
                holds=_is_plane_through,
            ),
            Case(
                "whole numbers",
                (np.array([1, 0, 0]), np.array([0, 2, 0]), np.array([0, 0, 3])),
                holds=_is_plane_through,
            ),
            Case(
                "a plane through the origin",
                (np.array([1.0, 0.0, 2.0]), np.array([0.0, 1.0, -1.0]), np.array([2.0, 1.0, 3.0])),
                holds=_is_plane_through,
            ),
            Case(
                "an upright plane",
                (np.array([1.0, 2.0, 0.0]), np.array([2.0, 1.0, 0.0]), np.array([1.0, 2.0, 5.0])),
                holds=_is_plane_through,
            ),
            Case(
                "a very small triangle",
                (np.array([1.0, 1.0, 1.0]), np.array([1.0 + 2.0**-18, 1.0, 1.0]), np.array([1.0, 1.0 + 2.0**-18, 1.0])),
                holds=_is_plane_through,
            ),
            Case(
                "three points on one line",
                (np.array([0.0, 1.0, 2.0]), np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.0])),
                raises=ValueError,
            ),
            Case(
                "three points on one line, up to the 12th decimal",
                (np.array([1.0, 0.0, 2.0]), np.array([2.0, 1.0, 4.0]), np.array([3.0, 2.0, 6.0 + 1e-12])),
                raises=ValueError,
            ),
            Case(
                "a point given twice",
                (np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 4.0]), np.array([0.0, 5.0, 1.0])),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "The sign of `d` is that of the form `a x + b y + c z + d = 0`. Here `d` stands on the right-hand side: put one of the points in and see.",
                wrong=lambda p, q, r: _plane(p, q, r, sign=-1.0),
            ),
            Slip(
                "You wrote the plane as a height, `z = ... x + ... y + ...`. An upright plane is not of that form, as a vertical line has no slope. The cross product treats all directions alike.",
                wrong=_plane_by_height,
            ),
            Slip(
                "You set `d = 1` and solved for `a, b, c`. A plane through the origin has `d = 0`, and no scaling turns 0 into 1.",
                wrong=_plane_with_one,
            ),
            Slip(
                "You took the cross product of two *points*. The arrows that lie in the plane are differences of points: `q - p` and `r - p`.",
                wrong=lambda p, q, r: _plane(p, q, r, differences=False),
            ),
            Slip(
                "Points on one line give the cross product zero, and `0 x + 0 y + 0 z = 0` is no plane. Raise ValueError there.",
                wrong=_plane_unchecked,
            ),
            Slip(
                "You asked whether the cross product is *exactly* zero. Rounding seldom leaves exact zeros: compare its length with `1e-9` times the two lengths.",
                wrong=lambda p, q, r: _plane(p, q, r, tolerance=0.0),
            ),
            Slip(
                "You compared the cross product with a fixed small number. A small triangle has a small cross product and yet a clear plane: compare with `1e-9` *times the two lengths*.",
                wrong=lambda p, q, r: _plane(p, q, r, absolute=True),
            ),
        ),
    ),
    Exercise(
        id="c1w1.mixture",
        title="How much of each to mix",
        arguments=("shares", "target", "amount"),
        hints=(
            "Write the equations for one substance: (share in component 1) times (kg of component 1) + ... = kg of that substance in the mix. How many kg is that? "
            "Then count equations and unknowns: one equation is still missing.",
            "Put a row of ones below `shares` (all amounts add up to `amount`). The right-hand side is `target * amount`, then `amount`. Look at the condition number before you solve "
            "and at the signs after.",
            "`A = np.vstack([shares, np.ones(shares.shape[1])])`, `b = np.append(target * amount, amount)`; ValueError if `np.linalg.cond(A) > 1e10`; `x = np.linalg.solve(A, b)`; "
            "ValueError if `(x < -1e-9 * amount).any()`; return `x`.",
        ),
        cases=(
            Case("two acids", (np.array([[0.10, 0.40]]), np.array([0.25]), 12.0), expect=np.array([6.0, 6.0])),
            Case(
                "two acids, nearer to one of them",
                (np.array([[0.10, 0.40]]), np.array([0.20]), 12.0),
                expect=np.array([8.0, 4.0]),
            ),
            Case(
                "three feeds, protein and fat",
                (np.array([[0.5, 0.1, 0.2], [0.0, 0.0, 0.4]]), np.array([0.32, 0.08]), 50.0),
                expect=np.array([25.0, 15.0, 10.0]),
            ),
            Case(
                "four alloys, three metals",
                (
                    np.array([[0.5, 0.1, 0.2, 0.0], [0.1, 0.6, 0.1, 0.2], [0.2, 0.1, 0.5, 0.1]]),
                    np.array([0.13, 0.24, 0.23]),
                    20.0,
                ),
                expect=np.array([2.0, 4.0, 6.0, 8.0]),
            ),
            Case(
                "a target that is one of the components, up to rounding",
                (np.array([[0.10, 0.40]]), np.array([0.40 + 1e-13]), 12.0),
                expect=np.array([0.0, 12.0]),
            ),
            Case("a target out of reach", (np.array([[0.10, 0.40]]), np.array([0.50]), 12.0), raises=ValueError),
            Case(
                "a target out of reach of three feeds",
                (np.array([[0.5, 0.1, 0.2], [0.0, 0.0, 0.4]]), np.array([0.45, 0.2]), 50.0),
                raises=ValueError,
            ),
            Case(
                "a third component that is a mix of the other two, up to the 12th decimal",
                (np.array([[0.2, 0.5, 0.3], [0.4, 0.1, 0.3 + 1e-12]]), np.array([0.34, 0.26]), 10.0),
                raises=ValueError,
                rtol=0.05,
                atol=0.05,
            ),  # tolerances for recognising a slip: a dozen digits are lost here
        ),
        slips=(
            Slip(
                "One equation is missing, so the matrix is not square. The amounts have to add up to `amount`: a row of ones below `shares`.",
                wrong=_mixed_without_total,
            ),
            Slip(
                "The right-hand side mixes two units: `target` holds shares, but the equations count kg. In the mix there are `target * amount` kg of each substance.",
                wrong=lambda shares, target, amount: _mixed(
                    shares, target, amount, scaled=False, negative=None, condition=None
                ),
            ),
            Slip(
                "These are the shares of the components in the mix: they add up to 1. The answer is asked in kg, so they have to add up to `amount`.",
                wrong=lambda shares, target, amount: _mixed(shares, target, amount) / amount,
            ),
            Slip(
                "The equations are right and solved. The two refusals are still missing: ValueError if the condition number is above `1e10`, and if an amount is below `-1e-9 * amount`.",
                wrong=lambda shares, target, amount: _mixed(shares, target, amount, negative=None, condition=None),
            ),
            Slip(
                "The equations are solved, but one amount is negative: nobody can take kilograms *out* of a mix. Raise ValueError there.",
                wrong=lambda shares, target, amount: _mixed(shares, target, amount, negative=None),
            ),
            Slip(
                "An amount of about -0.000000000001 is a zero with a rounding error. Refuse only what is below `-1e-9 * amount`.",
                wrong=lambda shares, target, amount: _mixed(shares, target, amount, negative=0.0),
            ),
            Slip(
                "You left it to `np.linalg.solve` to notice that the amounts are not determined. It stays silent when the matrix is singular but for the 12th decimal: "
                "ask `np.linalg.cond(A) > 1e10` first.",
                wrong=lambda shares, target, amount: _mixed(shares, target, amount, condition=None),
            ),
        ),
    ),
)

# --- C1W1-5 Assignment: One, none or many? ---------------------------------------------------------------------------


def _checked(A, *shapes: tuple[int, ...]) -> np.ndarray:
    """Return A as floats, or raise what the specifications of the assignment ask for."""
    A = np.array(A, dtype=float)
    if A.shape not in shapes or not np.isfinite(A).all():
        raise ValueError("shape or entries")
    return A


def _small_det(A) -> float:
    """Return the determinant, small ones by LAPACK; inf and nan go through as they are."""
    return float(np.linalg.det(A))


def _volume(A) -> float:
    """Return the product of the lengths of the rows: the largest determinant that rows of these lengths can have."""
    return float(np.prod(np.linalg.norm(A, axis=1)))


def _with(A, place, value) -> np.ndarray:
    """Return A as floats with another entry at one place."""
    A = np.array(A, dtype=float)
    A[place] = value
    return A


def _bad_matrices(rng: np.random.Generator, n: int) -> list[Case]:
    square = rng.integers(1, 9, size=(n, n))
    words = np.array([["one", "two", "three"][:n]] * n)
    return [
        Case("nan among the entries", (_with(square, (n - 1, 0), np.nan),), raises=ValueError),
        Case("an infinite entry", (_with(square, (0, 1), np.inf),), raises=ValueError),
        Case("words in place of numbers", (words,), raises=ValueError),
        Case("one row too many", (rng.integers(1, 9, size=(n + 1, n)),), raises=ValueError),
        Case("a vector in place of a matrix", (rng.normal(size=n),), raises=ValueError),
    ]


def _more_determinant_2x2(rng: np.random.Generator) -> list[Case]:
    fresh = [Case(f"decimals, number {i}", (rng.normal(size=(2, 2)),), REFERENCE) for i in (1, 2, 3)]
    row = rng.integers(1, 9, size=2).astype(float)
    a, b, c, d = (int(k) for k in rng.integers(90, 127, size=4))
    big = int(rng.integers(3, 9)) * 10**9
    return [
        *fresh,
        Case("a row that is a multiple of the other", (np.array([row, rng.integers(2, 5) * row]),), REFERENCE),
        Case("whole numbers", (rng.integers(-9, 10, size=(2, 2)),), REFERENCE),
        Case("whole numbers stored as int8", (np.array([[a, -b], [c, d]], dtype=np.int8),), REFERENCE),
        Case("billions stored as int64", (np.array([[big + 1, 7], [-5, big]]),), REFERENCE),
        *_bad_matrices(rng, 2),
    ]


# A slip refuses bad input where its value there would be that of the right formula: somebody who has the formula right and
# forgot to refuse must not be told of a slip.
def _det2_down_columns(A):
    A = np.array(A, dtype=float)
    if not np.isfinite(A).all():
        raise ValueError("entries")
    return A[0, 0] * A[1, 0] - A[0, 1] * A[1, 1]


def _det2_in_own_type(A):
    _checked(A, (2, 2))
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]


def _more_determinant_3x3(rng: np.random.Generator) -> list[Case]:
    fresh = [Case(f"decimals, number {i}", (rng.normal(size=(3, 3)),), REFERENCE) for i in (1, 2, 3)]
    rows = rng.integers(1, 9, size=(2, 3))
    small = rng.integers(40, 100, size=(3, 3))
    np.fill_diagonal(small, 127)
    return [
        *fresh,
        Case("a row that is a mix of the others", (np.vstack([rows, 2 * rows[0] - rows[1]]),), REFERENCE),
        Case("zeros above the diagonal", (np.tril(rng.integers(1, 9, size=(3, 3))),), REFERENCE),
        Case("whole numbers stored as int8", (small.astype(np.int8),), REFERENCE),
        Case("millions stored as int64", (rng.integers(2, 9, size=(3, 3)) * 10**6 + 10**7 * np.eye(3, dtype=int),), REFERENCE),
        *_bad_matrices(rng, 3),
    ]  # fmt: skip


def _minors_3x3(A):
    """Return the entries of the first row, and the 2×2 determinant that goes with each."""
    A = np.array(A, dtype=float)
    a, b, c = A[0, :3]
    d, e, f = A[1, :3]
    g, h, i = A[2, :3]
    return (a, b, c), (e * i - f * h, d * i - f * g, d * h - e * g)


def _det3_middle_plus(A):
    (a, b, c), (one, two, three) = _minors_3x3(A)
    return a * one + b * two + c * three


def _det3_last_minus(A):
    (a, b, c), (one, two, three) = _minors_3x3(_checked(A, (3, 3)))
    return a * one - b * two - c * three


def _det3_plus_diagonals(A):
    A = np.array(A, dtype=float)
    return sum(A[0, j] * A[1, (j + 1) % 3] * A[2, (j + 2) % 3] for j in range(3))


def _det3_two_diagonals(A):
    A = np.array(A, dtype=float)
    return A[0, 0] * A[1, 1] * A[2, 2] - A[0, 2] * A[1, 1] * A[2, 0]


def _det3_in_own_type(A):
    _checked(A, (3, 3))
    (a, b, c), (d, e, f), (g, h, i) = A
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)


def _more_rows_are_dependent(rng: np.random.Generator) -> list[Case]:
    row = rng.integers(1, 10, size=4) / 10
    third = np.vstack([[0.1, 0.7, *row], [0.3, 2.1, *(3 * row)]])
    whole = rng.integers(1, 10, size=4)
    almost = np.vstack([whole, 2 * whole])
    almost[1, 3] += 1
    p, q = rng.permutation(np.arange(1, 10))[:2]
    gap = np.array([[p, 0, 1], [q, 0, 1]])
    words = np.array([["one", "two"], ["three", "four"]])
    return [
        Case("three times a row of decimals", (third,), expect=True),
        Case("a multiple in all entries but the last", (almost,), expect=False),
        Case("a column of zeros between two others", (gap,), expect=False),
        Case("small decimals", (1e-6 * np.array([[p, q], [q, -p]]),), expect=False),
        Case("a negative multiple, with zeros in matching places", (np.array([[0, p, 0, q], [0, -p, 0, -q]]),), expect=True),
        Case("a row of zeros, the second one", (np.array([[p, -q, 2], [0, 0, 0]]),), expect=True),
        Case("both rows zero", (np.zeros((2, 3)),), expect=True),
        Case("one column", (rng.integers(1, 9, size=(2, 1)),), expect=True),
        Case("whole numbers stored as int8", (np.array([[16, 0], [0, 16]], dtype=np.int8),), expect=False),
        Case("two random rows of seven", (rng.normal(size=(2, 7)),), expect=False),
        Case("three rows", (rng.normal(size=(3, 3)),), raises=ValueError),
        Case("no columns", (np.zeros((2, 0)),), raises=ValueError),
        Case("nan among the entries", (_with(whole.reshape(2, 2), (1, 1), np.nan),), raises=ValueError),
        Case("words in place of numbers", (words,), raises=ValueError),
    ]  # fmt: skip


def _two_rows(A):
    A = np.array(A, dtype=float)
    if A.ndim != 2 or len(A) != 2 or A.shape[1] == 0 or not np.isfinite(A).all():
        raise ValueError("shape or entries")
    return A


def _all_minors_vanish(A, pairs=None, limit=None) -> bool:
    r, s = A = _two_rows(A)
    limit = 1e-9 * np.linalg.norm(r) * np.linalg.norm(s) if limit is None else limit
    n = A.shape[1]
    pairs = [(i, j) for i in range(n) for j in range(i + 1, n)] if pairs is None else pairs(n)
    return all(abs(r[i] * s[j] - r[j] * s[i]) <= limit for i, j in pairs)


def _minors_and_limit(A) -> tuple[list[float], float]:
    """Return the difference of the cross products for each pair of columns, and the limit of the specification."""
    r, s = _two_rows(A)
    n = len(r)
    minors = [r[i] * s[j] - r[j] * s[i] for i in range(n) for j in range(i + 1, n)]
    return minors, 1e-9 * np.linalg.norm(r) * np.linalg.norm(s)


def _some_minor_vanishes(A) -> bool:
    minors, limit = _minors_and_limit(A)
    return any(abs(minor) <= limit for minor in minors)


def _all_minors_below(A) -> bool:
    minors, limit = _minors_and_limit(A)
    return all(abs(minor) < limit for minor in minors)


def _all_signed_minors_vanish(A) -> bool:
    minors, limit = _minors_and_limit(A)
    return all(minor <= limit for minor in minors)


def _dependent_by_ratio(A) -> bool:
    r, s = _two_rows(A)
    with np.errstate(all="ignore"):
        ratio = s / r
    return bool(np.allclose(ratio, ratio[0]))


_EITHER = ((2, 2), (3, 3))


def _more_is_singular(rng: np.random.Generator) -> list[Case]:
    two = rng.integers(1, 9, size=(2, 3))
    mixed = np.vstack([two, two[0] + two[1]])
    k = int(rng.integers(2, 9))
    a, b = rng.permutation(np.arange(2, 10))[:2]
    large = np.array([[257299.8, 615385.1, 764054.9], [383677.6, 460921.6, 997209.9], [640977.4, 1076306.7, 1761264.8]])
    return [
        Case("the sum of two rows as the third", (mixed[rng.permutation(3)],), expect=True),
        Case("the numbers from 1 to 9", (np.arange(1, 10).reshape(3, 3),), expect=True),
        Case("a row of decimals and its multiple", (np.array([[0.1, 0.7], [0.3, 2.1]]) * 2.0**k,), expect=True),
        Case("very large decimals, the third row a sum", (2.0**20 * large[:, rng.permutation(3)],), expect=True),
        Case("a negative determinant", (np.array([[a, b], [b, a]]) if a < b else np.array([[b, a], [a, b]]),), expect=False),
        Case("small entries", (1e-6 * (np.eye(3) * k + 1),), expect=False),
        Case("nearly parallel rows", (np.array([[1.0, 1.0], [1.0, 1.0001]]) * k,), expect=False),
        Case("a row of zeros", (np.array([[a, b, 1], [0, 0, 0], [1, a, b]]),), expect=True),
        Case("whole numbers stored as int8", (np.array([[16, 0], [0, 16]], dtype=np.int8),), expect=False),
        Case("a long row and a short one", (np.array([[a * 1e5, 0.0], [b * 1.0, k * 1e-5]]),), expect=False),
        Case("four rows", (np.eye(4),), raises=ValueError),
        Case("nan among the entries", (_with(mixed, (2, 2), np.nan),), raises=ValueError),
        Case("words in place of numbers", (np.array([["one", "two"], ["three", "four"]]),), raises=ValueError),
    ]  # fmt: skip


def _singular_by(rule):
    """Return a function that decides by a rule of the determinant and the largest possible one."""

    def wrong(A) -> bool:
        A = _checked(A, *_EITHER)
        return bool(rule(_small_det(A), _volume(A)))

    return wrong


def _system(A, b):
    return _checked(A, (2, 2)), _checked(b, (2,))


def _near_zero(A) -> bool:
    return abs(_small_det(A)) <= 1e-9 * _volume(A)


def _kind_of_two_lines(A, b) -> str:
    """Tell apart one, none and many, as the specification says."""
    if not _near_zero(A):
        return "one"
    if any(not row.any() and c != 0 for row, c in zip(A, b, strict=True)):
        return "none"
    return "many" if _all_minors_vanish(np.column_stack([A, b])) else "none"


def _more_classify_system(rng: np.random.Generator) -> list[Case]:
    p, q = (int(k) for k in rng.permutation(np.arange(1, 10))[:2])
    k, c = int(rng.integers(2, 6)), int(rng.integers(1, 9))
    row = np.array([p, q])
    parallel = np.array([row, -k * row])
    word = np.array(["three", "four"])
    return [
        Case("two lines that cross", (np.array([[p, q], [q, -p]]), np.array([c, k])), expect="one"),
        Case("two lines that cross at the origin", (np.array([[p, q], [q, -p]]), np.zeros(2)), expect="one"),
        Case("lines that cross at a small angle", (np.array([[1.0, 1.0], [1.0, 1.0001]]), np.array([c, c])), expect="one"),
        Case("parallel lines", (parallel, np.array([c, -k * c - 1])), expect="none"),
        Case("parallel lines, one through the origin", (parallel, np.array([0, c])), expect="none"),
        Case("the same line twice, through the origin", (parallel, np.zeros(2)), expect="many"),
        Case("the same level line twice", (np.array([[0, p], [0, -k * p]]), np.array([c, -k * c])), expect="many"),
        Case("the same line in decimals", (np.array([[0.1, 0.7], [0.3, 2.1]]) * 2.0**k, np.array([0.4, 1.2]) * 2.0**k), expect="many"),
        Case("lines that cross, small coefficients", (1e-6 * np.array([[p, q], [q, -p]]), 1e-6 * np.array([c, k])), expect="one"),
        Case("0x + 0y = 0 and a line", (np.array([[0, 0], row]), np.array([0, c])), expect="many"),
        Case("a line and 0x + 0y = c", (np.array([row, [0, 0]]), np.array([k, c])), expect="none"),
        Case("0x + 0y = 0 twice", (np.zeros((2, 2)), np.zeros(2)), expect="many"),
        Case("0x + 0y = c, twice", (np.zeros((2, 2)), np.array([c, k * c])), expect="none"),
        Case("whole numbers stored as int8", (np.array([[16, 0], [0, 16]], np.int8), np.array([c, k], np.int8)), expect="one"),
        Case("nan on the right", (parallel, np.array([1.0, np.nan])), raises=ValueError),
        Case("three equations", (np.array([row, -row, [1, 1]]), np.array([1, 2, 3])), raises=ValueError),
        Case("words on the right", (parallel, word), raises=ValueError),
    ]  # fmt: skip


def _classify_exactly(A, b) -> str:
    A, b = _system(A, b)
    if A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0] != 0:
        return "one"
    return _kind_of_two_lines(A, b)


def _classify_refusing_small(A, b) -> str:
    A, b = _system(A, b)
    kind = _kind_of_two_lines(A, b)
    return "none" if kind == "one" and abs(_small_det(A)) < 1e-9 else kind


def _classify_by_numerators(A, b) -> str:
    A, b = _system(A, b)
    if not _near_zero(A):
        return "one"
    return "many" if _all_minors_vanish(np.column_stack([A, b])) else "none"


def _classify_zero_row(A, b, zero_row: str) -> str:
    A, b = _system(A, b)
    return zero_row if (~A.any(axis=1)).any() else _kind_of_two_lines(A, b)


def _classify_renamed(A, b, names: dict[str, str]) -> str:
    kind = _kind_of_two_lines(*_system(A, b))
    return names.get(kind, kind)


def _more_solve_2x2(rng: np.random.Generator) -> list[Case]:
    k = int(rng.integers(2, 6))
    whole = rng.integers(1, 9, size=(2, 2)) + np.array([[10, 0], [0, 10]])
    row = rng.integers(1, 9, size=2)
    odd = np.array([[3, 1], [-1, 2]])
    return [
        Case("decimals", (rng.normal(size=(2, 2)) + 3 * np.eye(2), rng.normal(size=2)), REFERENCE),
        Case("decimals, the large entries off the diagonal", (rng.normal(size=(2, 2)) + 4 * np.eye(2)[::-1], rng.normal(size=2)), REFERENCE),
        Case("whole numbers with a solution in decimals", (odd, np.array([k, 1])), REFERENCE),
        Case("zero in the top left corner", (np.array([[0, k], [3, 1]]), np.array([4 * k, 5])), REFERENCE),
        Case("small coefficients", (1e-6 * whole, 1e-6 * np.array([k, 1 - k])), REFERENCE),
        Case("whole numbers stored as int8", (np.array([[100, -90], [95, 110]], np.int8), np.array([k, 100], np.int8)), REFERENCE),
        Case("lines that cross at a small angle", (np.array([[1.0, 1.0], [1.0, 1.001]]), np.array([k, k + 1.0])), REFERENCE),
        Case("parallel lines", (np.array([row, k * row]), np.array([1, k + 1])), raises=ValueError),
        Case("the same line in decimals", (np.array([[0.1, 0.3], [0.6, 1.8]]), np.array([1.5, 9.0])), raises=ValueError),
        Case("a row of zeros", (np.array([row, [0, 0]]), np.array([1, 0])), raises=ValueError),
        Case("nan on the right", (whole, np.array([np.nan, 1.0])), raises=ValueError),
        Case("three equations", (rng.normal(size=(3, 3)), np.ones(3)), raises=ValueError),
        Case("words on the right", (whole, np.array(["three", "four"])), raises=ValueError),
    ]  # fmt: skip


def _numerators(A, b):
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    (p, q), (r, t) = A[:2, :2]
    c, d = b[:2]
    return p * t - q * r, c * t - q * d, p * d - c * r


def _solve_swapped(A, b):
    det, x, y = _numerators(A, b)
    return np.array([y / det, x / det])


def _solve_sign(A, b):
    det, x, y = _numerators(A, b)
    return np.array([x / det, -y / det])


def _solve_transposed(A, b):
    det, x, y = _numerators(np.array(A, dtype=float)[:2, :2].T, b)
    return np.array([x / det, y / det])


def _solve_undivided(A, b):
    return np.array(_numerators(A, b)[1:])


def _solve_whole(A, b):
    A, b = _system(A, b)
    if _near_zero(A):
        raise ValueError("singular")
    return np.trunc(np.linalg.solve(A, b) + 1e-12)


def _solve_unless_exactly_singular(A, b):
    det, x, y = _numerators(*_system(A, b))
    if det == 0:
        raise ValueError("singular")
    return np.array([x / det, y / det])


def _solve_refusing_small(A, b):
    A, b = _system(A, b)
    if abs(_small_det(A)) < 1e-9:
        raise ValueError("singular")
    return np.linalg.solve(A, b)


def _more_enough_baskets(rng: np.random.Generator) -> list[Case]:
    free = rng.integers(0, 7, size=(6, 1))
    packs = np.hstack([free, np.tile(rng.integers(1, 7, size=(6, 1)), 2)])
    packs[:2] = [[1, 2, 2], [3, 1, 1]]
    loose = np.vstack([packs, [2, 0, 3]])
    a, b, c = (int(k) for k in rng.permutation(np.arange(2, 7))[:3])
    apart = np.array([[a, 0, 0], [b, 0, 0], [0, c, 0], [0, a, 0], [0, 0, b]])
    return [
        Case("seven baskets, six of them breakfast offers", (loose,), expect=True),
        Case("six baskets with as many rolls as yoghurts", (packs,), expect=False),
        Case("three informative baskets, none next to another", (apart,), expect=True),
        Case("twelve random baskets", (rng.integers(1, 9, size=(12, 3)) + 9 * np.tile(np.eye(3, dtype=int), (4, 1)),), expect=True),
        Case("ten times the same two baskets", (np.tile([[a, b, c], [b, a, 1]], (5, 1)),), expect=False),
        Case("weights in small units", (1e-4 * np.array([[a, b, 0], [0, c, a], [b, 0, c]]),), expect=True),
        Case("the third basket a sum, in decimals", (np.array([[0.1, 0.7, 0.2], [0.3, 0.4, 0.9], [0.4, 1.1, 1.1]]),), expect=False),
        Case("whole numbers stored as int8", (np.diag([16, 16, 16]).astype(np.int8),), expect=True),
        Case("one basket", (np.array([[a, b, c]]),), expect=False),
        Case("empty baskets", (np.zeros((4, 3)),), expect=False),
        Case("two items", (rng.integers(0, 5, size=(4, 2)),), raises=ValueError),
        Case("nan among the counts", (_with(loose, (1, 1), np.nan),), raises=ValueError),
        Case("words in place of counts", (np.array([["one", "two", "three"]] * 3),), raises=ValueError),
    ]  # fmt: skip


def _basket_rows(counts):
    counts = np.array(counts, dtype=float)
    if counts.ndim != 2 or counts.shape[1] != 3 or not np.isfinite(counts).all():
        raise ValueError("shape or entries")
    return counts


def _triples(counts):
    n = len(counts)
    return [[i, j, k] for i in range(n) for j in range(i + 1, n) for k in range(j + 1, n)]


def _pairwise_different(counts, multiples: bool) -> bool:
    """Three rows of which no two are equal (or multiples of each other)."""
    counts = _basket_rows(counts)

    def alike(i, j):
        return _all_minors_vanish(counts[[i, j]]) if multiples else np.array_equal(counts[i], counts[j])

    return any(not (alike(i, j) or alike(i, k) or alike(j, k)) for i, j, k in _triples(counts))


def _some_triple(counts, choose) -> bool:
    counts = _basket_rows(counts)
    return any(not _near_zero(counts[triple]) for triple in choose(counts))


def _more_estimate_prices(rng: np.random.Generator) -> list[Case]:
    prices = np.round(rng.uniform(0.3, 4.0, size=3), 2)
    counts = rng.integers(0, 7, size=(9, 3))
    counts[:3] = [[5, 1, 0], [0, 4, 1], [1, 0, 6]]
    counts[3:6, 2] = counts[3:6, 1]
    noisy = counts @ prices + rng.normal(scale=0.2, size=9)
    flat = np.array([[1, 2, 2], [3, 1, 1], [0, 4, 4], [5, 3, 3]])
    more = np.vstack([counts, counts[:3], [[0, 0, 0]]])
    again = np.concatenate([noisy, noisy[:3] + rng.normal(scale=0.2, size=3), [0.05]])
    close = np.array([[2, 2, 3], [2, 3, 2], [3, 3, 3], [2, 3, 3], [9, 8, 9]])
    return [
        Case("nine noisy baskets", (counts, noisy), expect=_least_squares(counts, noisy), rtol=1e-6),
        Case("nine baskets with exact totals", (counts, counts @ prices), expect=prices, rtol=1e-6),
        Case("thirteen noisy baskets, some repeated and one empty", (more, again), expect=_least_squares(more, again), rtol=1e-6),
        Case("baskets that are much alike", (close, close @ prices + 0.1 * rng.normal(size=5)), REFERENCE, rtol=1e-6),
        Case("exactly three baskets", (counts[:3], noisy[:3]), expect=_least_squares(counts[:3], noisy[:3]), rtol=1e-6),
        Case("whole numbers stored as int8", (counts.astype(np.int8), rng.integers(20, 99, size=9).astype(np.int8)), REFERENCE, rtol=1e-6),
        Case("weights in small units", (1e-3 * counts, noisy), expect=1e3 * _least_squares(counts, noisy), rtol=1e-6),
        Case("breakfast offers alone", (flat, flat @ prices), raises=ValueError),
        Case("a total too many", (counts, np.append(noisy, 1.0)), raises=ValueError),
        Case("nan among the totals", (counts, _with(noisy, 4, np.nan)), raises=ValueError),
        Case("words in place of totals", (counts[:3], np.array(["one", "two", "three"])), raises=ValueError),
    ]  # fmt: skip


def _least_squares(counts, totals) -> np.ndarray:
    """Return the prices with the smallest sum of squared errors: what the weighted average of all triples has to be."""
    return np.linalg.lstsq(np.asarray(counts, dtype=float), np.asarray(totals, dtype=float), rcond=None)[0]


def _weighted_triples(counts, totals, weight) -> np.ndarray:
    """Average the answers of all non-singular triples with a weight that depends on the determinant."""
    counts, totals = _basket_rows(counts), np.array(totals, dtype=float)
    if totals.shape != counts.shape[:1] or not np.isfinite(totals).all():
        raise ValueError("shape or entries")
    good = [triple for triple in _triples(counts) if not _near_zero(counts[triple])]
    if not good:
        raise ValueError("not enough")
    answers = np.array([np.linalg.solve(counts[triple], totals[triple]) for triple in good])
    weights = weight(np.array([_small_det(counts[triple]) for triple in good]))
    return weights @ answers / weights.sum()


def _unscaled_weights(counts, totals) -> np.ndarray:
    counts = _basket_rows(counts)
    right = _weighted_triples(counts, totals, lambda det: det**2)
    dets = np.array([_small_det(counts[triple]) for triple in _triples(counts)])
    return right * (dets**2).sum() / len(dets)


def _undivided_weights(counts, totals) -> np.ndarray:
    right = _weighted_triples(counts, totals, lambda det: det**2)
    counts = _basket_rows(counts)
    return right * sum(_small_det(counts[triple]) ** 2 for triple in _triples(counts))


def _share_weights(counts, totals) -> np.ndarray:
    """Weigh with the squared share: the squared determinant once every row, with its total, is divided by the row's length."""
    counts, totals = _basket_rows(counts), np.array(totals, dtype=float)
    lengths = np.linalg.norm(counts, axis=1)
    lengths[lengths == 0] = 1.0
    return _weighted_triples(counts / lengths[:, None], totals / lengths, lambda det: det**2)


# Counts of three items, and the total in euros.
_NOISY = np.array([[4, 1, 2, 4.7], [1, 3, 1, 2.8], [0, 1, 4, 4.4], [3, 2, 1, 3.5], [2, 2, 3, 5.1]])
_UNEVEN = np.array([[6, 1, 5, 8.9], [1, 0, 1, 1.4], [0, 1, 1, 1.6], [1, 6, 0, 3.2], [5, 5, 6, 10.7], [1, 1, 1, 2.2]])

ASSIGNMENT = (
    Exercise(
        id="c1w1.determinant_2x2",
        title="Determinant of a 2×2 matrix",
        points=10,
        arguments=("A",),
        hints=(
            "Look at the two diagonals of the matrix. One product counts for, the other against.",
            "First make an array of floats from `A` and refuse what is not a 2×2 matrix of finite numbers. Then take the "
            "product down the main diagonal and subtract the product of the other diagonal.",
            "`A = np.array(A, dtype=float)`; if `A.shape != (2, 2)` or not `np.isfinite(A).all()`, `raise ValueError(...)`; "
            "with `a = A[0, 0]` and so on for `b`, `c`, `d`, return `a * d - b * c`.",
        ),
        cases=(
            Case("four different numbers", (np.array([[1.0, 2.0], [3.0, 4.0]]),), expect=-2.0),
            Case("a triangular matrix", (np.array([[2.0, 7.0], [0.0, 5.0]]),), expect=10.0),
            Case("a row three times the other", (np.array([[1.0, 3.0], [3.0, 9.0]]),), expect=0.0),
            Case("the rows of the first matrix swapped", (np.array([[3.0, 4.0], [1.0, 2.0]]),), expect=2.0),
            Case("decimals, one of them negative", (np.array([[2.5, -3.0], [4.0, 0.5]]),), expect=13.25),
            Case("whole numbers stored as int8", (np.array([[10, -10], [10, 10]], dtype=np.int8),), expect=200.0),
            Case("two rows and three columns", (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),), raises=ValueError),
            Case("an infinite entry", (np.array([[1.0, np.inf], [3.0, 4.0]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You added the two products. The second diagonal counts against: subtract it.",
                wrong=lambda A: float(A[0, 0]) * float(A[1, 1]) + float(A[0, 1]) * float(A[1, 0]),
            ),
            Slip(
                "You subtracted in the other order, which turns the sign round: the main diagonal comes first.",
                wrong=lambda A: float(A[0, 1]) * float(A[1, 0]) - float(A[0, 0]) * float(A[1, 1]),
            ),
            Slip(
                "You multiplied along the rows. The products run along the diagonals.",
                wrong=lambda A: float(A[0, 0]) * float(A[0, 1]) - float(A[1, 0]) * float(A[1, 1]),
            ),
            Slip("You multiplied down the columns. The products run along the diagonals.", wrong=_det2_down_columns),
            Slip(
                "You took the absolute value. A determinant keeps its sign; the sign says which way round the rows lie.",
                wrong=lambda A: abs(float(A[0, 0]) * float(A[1, 1]) - float(A[0, 1]) * float(A[1, 0])),
            ),
            Slip(
                "The formula is right, but the products were made in the array's own type. int8 holds -128 to 127 and wraps "
                "round without a word beyond that: make floats of the entries first, `A = np.array(A, dtype=float)`.",
                wrong=_det2_in_own_type,
            ),
        ),
        more=_more_determinant_2x2,
    ),
    Exercise(
        id="c1w1.determinant_3x3",
        title="Determinant of a 3×3 matrix",
        points=10,
        arguments=("A",),
        hints=(
            "Each entry of the first row goes with the 2×2 determinant that is left when you cross out its row and its column.",
            "Floats and refusal first. Then three terms, one for each entry of the first row, with the signs plus, minus, plus. "
            "Write down which four entries are left for the middle term: they are not next to each other.",
            "After `(a, b, c), (d, e, f), (g, h, i) = A`, return `a * (e*i - f*h) - b * (...) + c * (...)`, where the second "
            "bracket leaves out the middle column and the third the last one.",
        ),
        cases=(
            Case(
                "nine different places", (np.array([[2.0, 1.0, 3.0], [0.0, 4.0, 1.0], [5.0, 2.0, 6.0]]),), expect=-11.0
            ),
            Case(
                "zeros below the diagonal",
                (np.array([[2.0, 5.0, -1.0], [0.0, 3.0, 4.0], [0.0, 0.0, -2.0]]),),
                expect=-12.0,
            ),
            Case(
                "two rows of the first matrix swapped",
                (np.array([[0.0, 4.0, 1.0], [2.0, 1.0, 3.0], [5.0, 2.0, 6.0]]),),
                expect=11.0,
            ),
            Case(
                "the third row the sum of the others",
                (np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 3.0], [1.0, 3.0, 3.0]]),),
                expect=0.0,
            ),
            Case("decimals", (np.array([[0.5, -1.2, 2.0], [1.5, 0.0, -0.4], [3.0, 2.2, 1.0]]),), expect=10.28),
            Case(
                "whole numbers stored as int8",
                (np.array([[10, 7, 10], [-2, -7, 1], [10, -2, 8]], dtype=np.int8),),
                expect=382.0,
            ),
            Case(
                "three rows and four columns",
                (np.array([[1.0, 2.0, 0.0, 1.0], [0.0, 1.0, 3.0, 1.0], [2.0, 1.0, 1.0, 1.0]]),),
                raises=ValueError,
            ),
            Case(
                "an infinite entry",
                (np.array([[1.0, np.inf, 2.0], [3.0, 4.0, 5.0], [1.0, 2.0, 6.0]]),),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "The middle term came out with the wrong sign. The signs along the first row are plus, minus, plus, and the middle "
                "bracket starts with `d*i`: look at both.",
                wrong=_det3_middle_plus,
            ),
            Slip(
                "The third term came out with the wrong sign. The signs along the first row are plus, minus, plus, and the last "
                "bracket starts with `d*h`: look at both.",
                wrong=_det3_last_minus,
            ),
            Slip(
                "You took the three products with plus alone. Three more, along the diagonals that run down to the left, count against.",
                wrong=_det3_plus_diagonals,
            ),
            Slip(
                "You took two diagonals of the six. The rule for 2×2 does not carry over: a 3×3 determinant has six products.",
                wrong=_det3_two_diagonals,
            ),
            Slip(
                "You took the product of the diagonal. For a triangular matrix that is the determinant; other matrices have further products to count.",
                wrong=lambda A: np.prod(np.diag(np.array(A, dtype=float))),
            ),
            Slip(
                "The formula is right, but the products were made in the array's own type. int8 holds -128 to 127 and wraps "
                "round without a word beyond that: make floats of the entries first.",
                wrong=_det3_in_own_type,
            ),
        ),
        more=_more_determinant_3x3,
    ),
    Exercise(
        id="c1w1.rows_are_dependent",
        title="Is one row a multiple of the other?",
        points=15,
        arguments=("A",),
        hints=(
            "Two rows are dependent when *every* pair of columns has determinant 0. Which pairs of columns are there?",
            "For each pair of columns i < j work out `r[i] * s[j] - r[j] * s[i]`. One that is larger in size than the limit proves "
            "independence. The limit is 1e-9 times the length of the one row times the length of the other.",
            "`limit = 1e-9 * np.linalg.norm(r) * np.linalg.norm(s)`; two loops, `for i in range(n)` and `for j in range(i + 1, n)`; "
            "inside, `if abs(...) > limit: return False`; after both loops, `return True`.",
        ),
        cases=(
            Case(
                "twice the first row, but for the last entry",
                (np.array([[1.0, 2.0, 3.0], [2.0, 4.0, 7.0]]),),
                expect=False,
            ),
            Case("a column of zeros between two others", (np.array([[1.0, 0.0, 2.0], [3.0, 0.0, 5.0]]),), expect=False),
            Case("a row of zeros", (np.array([[4.0, -1.0, 2.0], [0.0, 0.0, 0.0]]),), expect=True),
            Case("zeros in matching places", (np.array([[0, 2, 0, -4], [0, -3, 0, 6]]),), expect=True),
            Case("three times a row of decimals", (np.array([[0.1, 0.7, 0.2], [0.3, 2.1, 0.6]]),), expect=True),
            Case("small entries", (np.array([[1e-6, 2e-6], [3e-6, 4e-6]]),), expect=False),
            Case("one column", (np.array([[3.0], [5.0]]),), expect=True),
            Case("three rows", (np.array([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You looked at the first two columns alone. A later column can still break the multiple: look at every pair of columns.",
                wrong=lambda A: _all_minors_vanish(A, pairs=lambda n: [(0, 1)][: n - 1]),
            ),
            Slip(
                "You compared neighbouring columns alone. A column of zeros in between hides a difference: look at every pair of columns.",
                wrong=lambda A: _all_minors_vanish(A, pairs=lambda n: [(i, i + 1) for i in range(n - 1)]),
            ),
            Slip(
                "You asked whether something is exactly 0. In floats 3 * 0.1 is not 0.3, so allow the small amount that the "
                "specification states.",
                wrong=lambda A: _all_minors_vanish(A, limit=0.0),
            ),
            Slip(
                "You used a fixed tolerance. Small entries have small products, whatever their direction: multiply the "
                "tolerance by the lengths of both rows.",
                wrong=lambda A: _all_minors_vanish(A, limit=1e-9),
            ),
            Slip(
                "You divided entry by entry. 0/0 is nan and equals nothing, so matching zeros break the comparison: compare products "
                "instead of quotients.",
                wrong=_dependent_by_ratio,
            ),
            Slip(
                "One pair of columns with 0 was enough for your function. *Every* pair must give 0: a single pair that does not "
                "proves independence.",
                wrong=_some_minor_vanishes,
            ),
            Slip(
                "A row of zeros came out as independent. Both sides of the comparison are 0 there, and 0 < 0 is False: a difference "
                "counts as zero if it is at most the limit, with <=.",
                wrong=_all_minors_below,
            ),
            Slip(
                "You left out the absolute value: a negative difference is below every limit.",
                wrong=_all_signed_minors_vanish,
            ),
            Slip(
                "True and False are exchanged: True is for rows of which one is a multiple of the other.",
                wrong=lambda A: not _all_minors_vanish(A),
            ),
        ),
        more=_more_rows_are_dependent,
    ),
    Exercise(
        id="c1w1.is_singular",
        title="Singular or not?",
        points=15,
        arguments=("A",),
        hints=(
            "The determinant alone does not tell: small entries have a small determinant. What is the largest that it could be?",
            "Work out the size of the determinant and the product of the lengths of the rows. Singular means that the first is at "
            "most 1e-9 times the second. At most: a row of zeros makes both of them 0.",
            "`lengths = np.linalg.norm(A, axis=1)` gives one length for each row. Return "
            "`bool(abs(det) <= 1e-9 * np.prod(lengths))`, with `det` from your functions above or from `np.linalg.det(A)`.",
        ),
        cases=(
            Case("a negative determinant", (np.array([[1.0, 2.0], [3.0, 4.0]]),), expect=False),
            Case("a row that is twice the other", (np.array([[2, 3], [4, 6]]),), expect=True),
            Case(
                "the third row the sum of the others",
                (np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [1.0, 1.0, 3.0]]),),
                expect=True,
            ),
            Case("a row of decimals and three times it", (np.array([[0.1, 0.7], [0.3, 2.1]]),), expect=True),
            Case(
                "large decimals, the third row a sum",
                (
                    np.array(
                        [
                            [257299.8, 615385.1, 764054.9],
                            [383677.6, 460921.6, 997209.9],
                            [640977.4, 1076306.7, 1761264.8],
                        ]
                    ),
                ),
                expect=True,
            ),
            Case("small entries", (np.array([[1e-6, 2e-6], [3e-6, 4e-6]]),), expect=False),
            Case("a row of zeros", (np.array([[5.0, 1.0, 2.0], [0.0, 0.0, 0.0], [1.0, 0.0, 1.0]]),), expect=True),
            Case("two rows and three columns", (np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You asked whether the determinant is exactly 0. Rounding leaves a small remainder in decimals, so allow the "
                "small amount that the specification states.",
                wrong=_singular_by(lambda det, volume: det == 0),
            ),
            Slip(
                "You used a fixed tolerance. It takes small entries for a singular matrix, and misses a singular one with large "
                "entries: multiply the tolerance by the lengths of the rows.",
                wrong=_singular_by(lambda det, volume: abs(det) < 1e-9),
            ),
            Slip(
                "A row of zeros came out as not singular. Both sides of the comparison are 0 there, and neither 0 < 0 nor 0/0 <= 1e-9 "
                "is True: write <=, and a product on the right.",
                wrong=_singular_by(lambda det, volume: abs(det) < 1e-9 * volume),
            ),
            Slip(
                "You left out the absolute value: a negative determinant is below every limit.",
                wrong=_singular_by(lambda det, volume: det <= 1e-9 * volume),
            ),
            Slip(
                "True and False are exchanged: True is for a singular matrix, whose determinant is 0.",
                wrong=_singular_by(lambda det, volume: abs(det) > 1e-9 * volume),
            ),
        ),
        more=_more_is_singular,
    ),
    Exercise(
        id="c1w1.classify_system",
        title="One, none or many?",
        points=15,
        arguments=("A", "b"),
        hints=(
            "First ask `A` alone: is it singular? Only if it is do you need `b`, to tell none from many.",
            "Singular: look for a row `0x + 0y = c` with c other than 0, which no point satisfies. Without such a row, ask whether the "
            "rows of the table `[A | b]` (2 rows, 3 columns) are dependent: then both equations say the same.",
            '`M = np.column_stack([A, b])`. Not singular: `"one"`. Some row with `not row[:2].any() and row[2] != 0`: `"none"`. '
            'Otherwise `"many"` if the two rows of `M` are dependent, else `"none"`.',
        ),
        cases=(
            Case("two lines that cross", (np.array([[1, 1], [1, -1]]), np.array([3, 1])), expect="one"),
            Case("parallel lines", (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([3.0, 7.0])), expect="none"),
            Case("the same line twice", (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([3.0, 6.0])), expect="many"),
            Case("0x + 0y = 3 and a line", (np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([3.0, 5.0])), expect="none"),
            Case("a line and 0x + 0y = 0", (np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([5.0, 0.0])), expect="many"),
            Case("0x + 0y = 0 twice", (np.zeros((2, 2)), np.zeros(2)), expect="many"),
            Case("0x + 0y = 2 and 0x + 0y = 4", (np.zeros((2, 2)), np.array([2.0, 4.0])), expect="none"),
            Case(
                "the same line in decimals", (np.array([[0.1, 0.7], [0.3, 2.1]]), np.array([0.4, 1.2])), expect="many"
            ),
            Case(
                "lines that cross, with small coefficients",
                (1e-6 * np.array([[1.0, 2.0], [3.0, 4.0]]), 1e-6 * np.ones(2)),
                expect="one",
            ),
            Case(
                "three numbers on the right",
                (np.array([[1.0, 2.0], [2.0, 4.0]]), np.array([3.0, 6.0, 9.0])),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "You exchanged none and many. Singular and contradictory is none; singular and consistent is many.",
                wrong=lambda A, b: _classify_renamed(A, b, {"none": "many", "many": "none"}),
            ),
            Slip(
                'You called every singular system "many". The right-hand side decides: parallel lines have no point in common.',
                wrong=lambda A, b: _classify_renamed(A, b, {"none": "many"}),
            ),
            Slip(
                'You called every singular system "none". The right-hand side decides: the same line twice has many solutions.',
                wrong=lambda A, b: _classify_renamed(A, b, {"many": "none"}),
            ),
            Slip(
                "You asked whether the determinant is exactly 0. In decimals rounding leaves a small remainder: use the "
                "tolerance of the specification.",
                wrong=_classify_exactly,
            ),
            Slip(
                "You used a fixed tolerance for the determinant. Small coefficients are not a singular matrix: compare with the lengths "
                "of the rows, as in `is_singular`.",
                wrong=_classify_refusing_small,
            ),
            Slip(
                "You compared the two equations with each other alone. Where every coefficient is 0, one can be a multiple of the other "
                "and both be false: 0x + 0y = 2 has no solution.",
                wrong=_classify_by_numerators,
            ),
            Slip(
                'You took every row of zeros for "many". 0x + 0y = 3 is false whatever x and y are: look at the right-hand side.',
                wrong=lambda A, b: _classify_zero_row(A, b, "many"),
            ),
            Slip(
                'You took every row of zeros for "none". 0x + 0y = 0 is always true; it takes no solution away.',
                wrong=lambda A, b: _classify_zero_row(A, b, "none"),
            ),
        ),
        more=_more_classify_system,
    ),
    Exercise(
        id="c1w1.solve_2x2",
        title="Solve two equations, or refuse",
        points=10,
        arguments=("A", "b"),
        hints=(
            "Eliminate y by hand: multiply the first equation by `A[1, 1]`, the second by `A[0, 1]`, and subtract. What multiplies x?",
            "Refuse bad input, then a singular `A`. Both unknowns are quotients over the determinant. For the numerator of x put `b` in "
            "place of the first *column* of `A`, for y in place of the second, and take that determinant.",
            "`x = (b[0] * A[1, 1] - A[0, 1] * b[1]) / det` and `y = (A[0, 0] * b[1] - b[0] * A[1, 0]) / det`; "
            "return `np.array([x, y])`.",
        ),
        cases=(
            Case("whole numbers", (np.array([[1, 1], [1, -1]]), np.array([3, 1])), expect=np.array([2.0, 1.0])),
            Case(
                "whole numbers with a solution in decimals",
                (np.array([[2, 1], [-1, 3]]), np.array([1, 1])),
                expect=np.array([2 / 7, 3 / 7]),
            ),
            Case(
                "zero in the top left corner",
                (np.array([[0.0, 2.0], [3.0, 1.0]]), np.array([4.0, 5.0])),
                expect=np.array([1.0, 2.0]),
            ),
            Case(
                "small coefficients",
                (np.array([[1e-6, 2e-6], [3e-6, 4e-6]]), np.array([5e-6, 11e-6])),
                expect=np.array([1.0, 2.0]),
            ),
            Case(
                "whole numbers stored as int8",
                (np.array([[10, -10], [10, 10]], np.int8), np.array([100, 60], np.int8)),
                expect=np.array([8.0, -2.0]),
            ),
            Case("parallel lines", (np.array([[1.0, 2.0], [3.0, 6.0]]), np.array([3.0, 7.0])), raises=ValueError),
            Case(
                "the same line in decimals",
                (np.array([[0.1, 0.3], [0.6, 1.8]]), np.array([1.5, 9.0])),
                raises=ValueError,
            ),
            Case(
                "three numbers on the right",
                (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([3.0, 6.0, 9.0])),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "x and y are exchanged: the first entry of the answer belongs to the first column.",
                wrong=_solve_swapped,
            ),
            Slip(
                "The sign of y is turned round. Put `b` in place of the second column and take the determinant again.",
                wrong=_solve_sign,
            ),
            Slip(
                "You worked with rows in place of columns: this solves the transposed system. An unknown belongs to a *column* of `A`.",
                wrong=_solve_transposed,
            ),
            Slip("You did not divide by the determinant of `A`.", wrong=_solve_undivided),
            Slip(
                "The decimals are cut off: whole numbers were divided with `//`, or written into an integer array. Make floats of "
                "`A` and `b` first.",
                wrong=_solve_whole,
            ),
            Slip(
                "You refused a system whose determinant is exactly 0 alone. In decimals rounding leaves a small remainder, and dividing by "
                "it gives numbers that mean nothing: use the tolerance of the specification.",
                wrong=_solve_unless_exactly_singular,
            ),
            Slip(
                "You refused a system whose determinant is small. Small coefficients are not singular: compare with the lengths of the "
                "rows, as in `is_singular`.",
                wrong=_solve_refusing_small,
            ),
        ),
        more=_more_solve_2x2,
    ),
    Exercise(
        id="c1w1.enough_baskets",
        title="Do these baskets determine the prices?",
        points=10,
        arguments=("counts",),
        hints=(
            "Three prices need three equations that do not depend on each other. They may stand anywhere in the table.",
            "Go through all triples i < j < k of rows. One that is not singular is enough. With fewer than three rows there is no "
            "triple, and the answer comes out False by itself.",
            "Three nested loops, or `itertools.combinations(range(len(counts)), 3)`; inside, "
            "`if not is_singular(counts[[i, j, k]]): return True`; after the loops, `return False`.",
        ),
        cases=(
            Case(
                "four baskets, the last a repetition",
                (np.array([[2, 1, 0], [1, 3, 1], [0, 1, 4], [2, 1, 0]]),),
                expect=True,
            ),
            Case("two baskets", (np.array([[2, 1, 0], [1, 3, 1]]),), expect=False),
            Case(
                "as many rolls as yoghurts in all four",
                (np.array([[1, 2, 2], [3, 1, 1], [0, 4, 4], [5, 3, 3]]),),
                expect=False,
            ),
            Case(
                "two baskets, each bought twice",
                (np.array([[1, 2, 1], [1, 2, 1], [2, 1, 1], [2, 1, 1]]),),
                expect=False,
            ),
            Case(
                "multiples of one basket, and another",
                (np.array([[1, 1, 1], [2, 2, 2], [3, 3, 3], [1, 0, 0]]),),
                expect=False,
            ),
            Case(
                "the fourth brings what the first three lack",
                (np.array([[1, 1, 1], [2, 2, 2], [1, 0, 0], [0, 1, 0]]),),
                expect=True,
            ),
            Case(
                "three that are enough, not in a row",
                (np.array([[1, 1, 1], [2, 2, 2], [1, 0, 0], [3, 0, 0], [0, 1, 0]]),),
                expect=True,
            ),
            Case("no basket at all", (np.zeros((0, 3)),), expect=False),
            Case("two items in place of three", (np.array([[1, 2], [3, 4], [5, 6]]),), raises=ValueError),
        ),
        slips=(
            Slip(
                "You counted the baskets. Three baskets are not enough where one depends on the others.",
                wrong=lambda counts: len(_basket_rows(counts)) >= 3,
            ),
            Slip(
                "You counted different baskets. A basket can differ from all others and still be a mix of them.",
                wrong=lambda counts: _pairwise_different(counts, multiples=False),
            ),
            Slip(
                "You compared the baskets two by two. No one of three need be a multiple of another for one to be the sum of the "
                "other two: take the determinant of all three.",
                wrong=lambda counts: _pairwise_different(counts, multiples=True),
            ),
            Slip(
                "You looked at the first three baskets alone. Later ones may bring what they lack.",
                wrong=lambda counts: _some_triple(counts, lambda rows: _triples(rows)[:1]),
            ),
            Slip(
                "You looked at three baskets in a row alone. The three that are enough may stand anywhere: go through all triples.",
                wrong=lambda counts: _some_triple(
                    counts, lambda rows: [[i, i + 1, i + 2] for i in range(len(rows) - 2)]
                ),
            ),
            Slip(
                "You asked for every triple to be non-singular. One triple is enough.",
                wrong=lambda counts: (
                    not any(_near_zero(_basket_rows(counts)[triple]) for triple in _triples(_basket_rows(counts)))
                ),
            ),
        ),
        more=_more_enough_baskets,
    ),
    Exercise(
        id="c1w1.estimate_prices",
        title="Prices from noisy baskets",
        points=15,
        arguments=("counts", "totals"),
        hints=(
            "Each triple of baskets gives an answer. A triple that is nearly singular gives a poor one, and its determinant knows.",
            "Go through all triples, leave out the singular ones, solve each of the others, and add up det² times its answer. Add up the "
            "det² too, and divide the one sum by the other at the end. No good triple: refuse.",
            "Start with `top = np.zeros(3)` and `bottom = 0.0`; for each good triple, with `rows = [i, j, k]`: `w = np.linalg.det(counts[rows])**2`, "
            "`top += w * np.linalg.solve(counts[rows], totals[rows])`, `bottom += w`; at the end `return top / bottom`.",
        ),
        cases=(
            Case(
                "three baskets with exact totals",
                (np.array([[2, 1, 0], [1, 3, 1], [0, 1, 4]]), np.array([1.65, 2.9, 4.25])),
                expect=np.array([0.6, 0.45, 0.95]),
                rtol=1e-6,
            ),
            Case(
                "five exact baskets, two of them the same",
                (
                    np.array([[1, 1, 1], [1, 1, 1], [1, 0, 0], [3, 0, 2], [0, 1, 0]]),
                    np.array([2.0, 2.0, 0.6, 3.7, 0.45]),
                ),
                expect=np.array([0.6, 0.45, 0.95]),
                rtol=1e-6,
            ),
            Case(
                "five noisy baskets",
                (_NOISY[:, :3], _NOISY[:, 3]),
                expect=_least_squares(_NOISY[:, :3], _NOISY[:, 3]),
                rtol=1e-6,
            ),
            Case(
                "large baskets among small ones",
                (_UNEVEN[:, :3], _UNEVEN[:, 3]),
                expect=_least_squares(_UNEVEN[:, :3], _UNEVEN[:, 3]),
                rtol=1e-6,
            ),
            Case(
                "totals in whole cents, stored as integers",
                (_NOISY[:, :3].astype(np.int8), np.array([413, 290, 428, 377, 520])),
                expect=_least_squares(_NOISY[:, :3], np.array([413, 290, 428, 377, 520])),
                rtol=1e-6,
            ),
            Case(
                "as many rolls as yoghurts in all four",
                (np.array([[1, 2, 2], [3, 1, 1], [0, 4, 4], [5, 3, 3]]), np.array([3.4, 3.2, 5.6, 7.2])),
                raises=ValueError,
            ),
            Case(
                "four baskets and five totals",
                (np.array([[2, 1, 0], [1, 3, 1], [0, 1, 4], [1, 1, 1]]), np.array([1.65, 2.9, 4.25, 2.0, 1.0])),
                raises=ValueError,
            ),
        ),
        slips=(
            Slip(
                "You weighted all triples alike. One triple that is nearly singular then spoils the average: weight each with det².",
                wrong=lambda counts, totals: _weighted_triples(counts, totals, np.ones_like),
            ),
            Slip(
                "You weighted with the size of the determinant. The specification asks for its square.",
                wrong=lambda counts, totals: _weighted_triples(counts, totals, np.abs),
            ),
            Slip(
                "You weighted with the determinant itself. Its sign depends on the order of the rows; square it.",
                wrong=lambda counts, totals: _weighted_triples(counts, totals, lambda det: det),
            ),
            Slip(
                "You took one triple, the one with the largest determinant. The other baskets know something too: average over all triples.",
                wrong=lambda counts, totals: _weighted_triples(counts, totals, lambda det: det**2 == (det**2).max()),
            ),
            Slip(
                "You took the first triple that is not singular. The other baskets know something too: average over all triples.",
                wrong=lambda counts, totals: _weighted_triples(counts, totals, lambda det: np.arange(len(det)) == 0),
            ),
            Slip(
                "You divided by the number of triples. A weighted average divides by the sum of the weights.",
                wrong=_unscaled_weights,
            ),
            Slip(
                "You added up weight times answer and stopped there. A weighted average divides that by the sum of the weights.",
                wrong=_undivided_weights,
            ),
            Slip(
                "You weighted with the square of the share. The specification asks for the square of the determinant itself, not "
                "divided by the lengths of the rows.",
                wrong=_share_weights,
            ),
        ),
        more=_more_estimate_prices,
    ),
)

EXERCISES = (*ARRAYS, *SYSTEMS, *ASSIGNMENT)
