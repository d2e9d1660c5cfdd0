"""Drawn arrays say what NumPy says: entries, stretched copies, sums."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from utils import figures, style
from utils.draw import arrays

SHAPES = [(), (1,), (3,), (4,), (1, 4), (3, 1), (3, 4)]


def written(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def colours(ax) -> list[str]:
    return [text.get_color() for text in ax.texts]


@pytest.mark.parametrize(("one", "two"), list(itertools.product(SHAPES, SHAPES)))
def test_broadcasting_is_drawn_as_numpy_does_it(one, two):
    a = 10 * np.arange(1, 1 + np.prod(one, dtype=int)).reshape(one)
    b = np.arange(1, 1 + np.prod(two, dtype=int)).reshape(two)
    ax = arrays.broadcast(a, b)
    try:
        total = a + b
    except ValueError:
        assert "do not fit" in ax.get_title() and any("ValueError" in text for text in written(ax))
        return
    assert f"the result has shape {total.shape}" in ax.get_title()
    assert [text for text in written(ax) if text.isdigit()][-total.size :] == [str(entry) for entry in total.flat]
    assert colours(ax).count(style.QUIET) == 2 * total.size - a.size - b.size  # the copies, and nothing else, are pale


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("what", ["sum", "mean", "max", "min"])
def test_a_reduction_shows_its_results(axis, what):
    A = np.array([[3, 1, 2], [1, 0, 4]])
    result = getattr(A, what)(axis=axis)
    shown = written(arrays.reduction(A, axis, what=what))
    assert [text for text in shown if text and "shape" not in text][A.size :] == [f"{entry:.4g}" for entry in result]
    assert f"shape (2, 3) → {result.shape}" in shown


def test_picked_cells_are_filled_and_the_others_quiet():
    A = np.arange(6).reshape(2, 3)
    ax = arrays.cells(A, picked=A > 3)
    assert colours(ax) == [style.QUIET] * 4 + [style.INK] * 2


def test_a_vector_has_one_row_of_indices_and_a_matrix_two():
    assert written(arrays.cells(np.array([7, 8]), indices=True)) == ["7", "8", "0", "1"]
    assert written(arrays.cells(np.array([[7, 8]]), indices=True)) == ["7", "8", "0", "1", "0"]


def test_entries_are_written_short_and_with_a_true_minus():
    assert written(arrays.cells([-1.5, 1 / 3])) == ["\N{MINUS SIGN}1.5", "0.3333"]
    assert written(arrays.cells([True, False])) == ["True", "False"]


def test_two_blocks_on_one_axes_make_one_picture():
    ax = arrays.cells([1, 2])
    assert arrays.cells([3], at=(4, 0), ax=ax) is ax
    assert len(figures.png(ax)) > 1000


@pytest.mark.parametrize(("rows", "columns", "ratios"), [(1, 1, None), (1, 3, (1, 2, 1)), (2, 2, None)])
def test_panels_stay_inside_the_figure_and_apart(rows, columns, ratios):
    _, axes = arrays.panels(9, 3 * rows, rows=rows, columns=columns, width_ratios=ratios)
    boxes = [ax.get_position() for ax in np.ravel(axes)]
    assert all(0 < box.x0 < box.x1 < 1 and 0 < box.y0 < box.y1 < 1 for box in boxes)
    assert not any(one.overlaps(two) for one, two in itertools.combinations(boxes, 2))


def test_what_cannot_be_drawn_is_refused_with_a_reason():
    with pytest.raises(ValueError, match="3 axes"):
        arrays.cells(np.zeros((2, 2, 2)))
    with pytest.raises(ValueError, match="axis 0 or 1"):
        arrays.reduction([[1, 2]], axis=2)
    with pytest.raises(ValueError, match="give a matrix"):
        arrays.reduction([1, 2], axis=0)
