"""What `utils.draw.elimination` promises: true to the steps, one picture on the Axes given, readable anywhere."""

from __future__ import annotations

from fractions import Fraction as F

import figure_checks
import numpy as np
import pytest
from figure_checks import complaints, words
from matplotlib.collections import LineCollection

from utils import draw, figures, style
from utils import linalg as la
from utils.draw._labels import Placer

E = draw.elimination
TWO = la.elimination_steps([[2, 1], [3, 4]], [5, 10], reduced=True)
THREE = la.elimination_steps([[1, 1, 1], [1, -1, 0], [0, 1, -1]], [3, 0, 0])
STRIPES = np.add.outer(np.arange(24.0), 5 * np.arange(32.0))

FLAT = {
    "matrix": lambda ax=None: E.matrix([[F(-17, 13), 2], [0, 1]], [5, F(1, 3)], pivots=[(0, 0)], changed=[1], ax=ax),
    "staircase": lambda ax=None: E.staircase([[1, 2, 0], [2, 4, 1]], [1, 3], ax=ax),
    "product": lambda ax=None: E.product([([[1, 2]], "A"), "=", ([[1, 2]], "B")], ax=ax),
    "lu_picture": lambda ax=None: E.lu_picture([[1, 2, 1], [4, 4, 2], [2, 1, 5]], ax=ax),
    "sparsity": lambda ax=None: E.sparsity(la.plate_system(4)[0], ax=ax),
    "plate": lambda ax=None: E.plate(np.add.outer(np.arange(9.0), np.arange(9.0)), ax=ax),
    "cost_curve": lambda ax=None: E.cost_curve(100, measured=[(5, 65), (10, 660)], ax=ax),
    "small_pivot": lambda ax=None: E.small_pivot(mark=8, ax=ax),
}
SEVERAL = {
    "stepper": lambda: E.stepper(TWO, 1),
    "stepper in space": lambda: E.stepper(THREE, 1.5),
    "stepper of a matrix": lambda: E.stepper(la.elimination_steps([[1, 2], [3, 4]]), 1),
    "input_output": lambda: E.input_output([[1, 2], [2, 4]], [2, 4], [1, 1]),
    "compression": lambda: E.compression(STRIPES, 1),
    "compression_strip": lambda: E.compression_strip(STRIPES, [0, 1, 2]),
}


@pytest.mark.parametrize("name", FLAT)
def test_one_axes_is_made_or_drawn_on_and_returned(name):
    assert figure_checks.drawing_complaints(FLAT[name]) == []


@pytest.mark.parametrize("name", SEVERAL)
def test_several_axes_come_as_an_array_of_one_readable_figure(name):
    assert figure_checks.panel_complaints(SEVERAL[name]()) == []


# ------------------------------------------------------------------------------------------------------------ stepper


SYSTEMS = {
    "two lines": ([[2, 1], [3, 4]], [5, 10]),
    "wide fractions": ([[F(-17, 13), 2], [3, F(101, 7)]], [5, F(-22, 7)]),
    "zero pivot": ([[0, 2], [3, 1]], [4, 5]),
    "no solution": ([[1, 2], [2, 4]], [3, 7]),
    "many solutions": ([[1, 2], [2, 4]], [3, 6]),
    "zero column": ([[0, 2], [0, 4]], [3, 6]),
    "nothing": ([[0, 0], [0, 0]], [0, 1]),
    "three lines": ([[1, 1], [1, -1], [2, 1]], [3, 1, 5]),
    "far away": ([[1, 1], [1, 2]], [300, 100]),
    "three planes": ([[1, 1, 1], [1, -1, 0], [0, 1, -1]], [3, 0, 0]),
    "prism": ([[1, 1, 1], [1, 1, -1], [1, 1, 0]], [2, 2, -3]),
    "common line": ([[1, 1, 0], [1, -1, 0], [1, 0, 0]], [2, 2, 2]),
    "same plane": ([[1, 1, 1], [2, 2, 2], [3, 3, 3]], [1, 2, 3]),
    "swap in space": ([[0, 1, 1], [1, 0, 1], [1, 1, 0]], [2, 2, 2]),
    "four unknowns": ([[2, F(-17, 13), 3, 1], [F(3, 7), 1, -1, 2], [1, 1, F(22, 7), -1]], [1, 2, F(-5, 9)]),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_step_of_every_kind_of_system_reads_well(name):
    steps = la.elimination_steps(*SYSTEMS[name], reduced=True)
    for k in range(len(steps)):
        axes = E.stepper(steps, k)
        assert complaints(axes) == [], steps[k].words
        head = steps[k].words if steps[k].operation else steps[k].words.split(":")[0]
        assert head in words(axes[0])
    for k in (0.5, len(steps) / 2, len(steps) - 1.4):
        assert complaints(E.stepper(steps, k)) == [], k


def test_a_moving_line_turns_about_the_solution():
    for k in (0.3, 0.8, 1):
        right = E.stepper(TWO, k)[1]
        trace = next(c for c in right.collections if isinstance(c, LineCollection) and c.get_zorder() == 1.8)
        lines = [*trace.get_segments(), right.lines[-2].get_xydata()]
        assert len(lines) > 5
        for p, q in lines:
            (a, b), (c, d) = p - (2, 1), q - (2, 1)
            assert abs(a * d - b * c) < 1e-6 * np.hypot(*(q - p)) + 1e-9


def test_the_trace_turns_by_even_angles():
    old, new = np.array([3.0, 4, 10]), np.array([0, 2.5, 2.5])
    rows = [*E._positions(old, new), new]
    angles = np.array([np.arctan2(row[1], row[0]) for row in rows])
    np.testing.assert_allclose(np.diff(angles), np.diff(angles)[0], atol=1e-9)


def test_on_its_way_the_matrix_is_that_before_and_the_line_between():
    left, right = E.stepper(TWO, 0.5)
    assert "3" in words(left) and "0" not in words(left)
    assert "R2 on its way" in words(right)
    left, right = E.stepper(TWO, 1)
    assert "0" in words(left) and "(5/2)y = 5/2" in words(right)


def test_the_picture_does_not_jump_from_step_to_step():
    for steps in (TWO, THREE):
        limits = {(*E.stepper(steps, k)[0].get_xlim(), *E.stepper(steps, k)[1].get_xlim()) for k in range(len(steps))}
        assert len(limits) == 1
    far = la.elimination_steps([[1, 1], [1, 2]], [300, 100])
    low, high = E.stepper(far, 0)[1].get_xlim()
    assert low < -200 and high > 500


def test_a_step_on_axes_given_is_drawn_there():
    _, (left, right) = style.new_figure(9, 4.5, columns=2)
    axes = E.stepper(TWO, 1, axes=(left, right), limits=(0, 5))
    assert axes[0] is left and axes[1] is right and tuple(right.get_xlim()) == (0, 5)
    _, alone = style.new_figure(6, 4)
    assert E.stepper(TWO, 1, axes=[alone]).tolist() == [alone]
    assert len(E.stepper(TWO, 1, geometry=False)) == 1


# ----------------------------------------------------------------------------------------------------------- matrices


def test_fractions_are_stacked_and_long_ones_written_as_decimals():
    assert words(E.matrix([[F(-17, 13), 0.25]])) == ["−", "17", "13", "0.25"]
    assert words(E.matrix([[F(123457, 3), F(2)]])) == ["≈41152.333", "2"]
    assert words(E.matrix([[0.0001, -10000.0, 1e-20, 1.23456789, 0.1 * 3]])) == [
        "0.0001", "−10000", "1e−20", "1.235", "0.3"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("shape", "size"), [((1, 1), 9), ((2, 7), 9), ((7, 2), 9), ((4, 6), 99), ((8, 9), 9), ((12, 13), 9)]
)
def test_matrices_of_any_shape_keep_their_entries_apart(shape, size):
    rng = np.random.default_rng(1)
    top, bottom = rng.integers(-size, size, shape), rng.integers(1, size, shape)
    A = np.array([[F(int(p), int(q)) for p, q in zip(*rows, strict=True)] for rows in zip(top, bottom, strict=True)])
    A = A.reshape(shape)
    ax = E.matrix(A, row_names=True, column_names=[f"x_{j + 1}" for j in range(shape[1])], changed=[0])
    assert complaints(ax) == []
    assert complaints(E.staircase(A[:4])) == []


def test_ranks_and_verdicts_are_said():
    assert "rank A = 1, rank [A | b] = 2: no solution" in words(E.staircase([[1, 2], [2, 4]], [3, 7]))
    assert "rank A = rank [A | b] = 1 < 2 unknowns: infinitely many" in words(E.staircase([[1, 2], [2, 4]], [3, 6]))
    assert "rank A = rank [A | b] = 2 unknowns: exactly one solution" in words(E.staircase([[1, 2], [3, 4]], [3, 6]))
    assert "rank 1, 1 free" in words(E.staircase([[2**0.5, 2], [1, 2**0.5]]))
    shown = words(E.staircase([[1, 2, 0], [2, 4, 1]]))
    assert shown.count("pivot") == 2 and shown.count("free") == 1


def test_a_matrix_that_is_no_echelon_form_is_told_why():
    said = " ".join(words(E.staircase([[0, 2], [1, 3]], eliminate=False))).replace("\n", " ")
    assert la.echelon_complaint([[0, 2], [1, 3]]) in said


# ------------------------------------------------------------------------------------------------------------- spaces


@pytest.mark.parametrize("m", (2, 3))
@pytest.mark.parametrize("n", (2, 3))
@pytest.mark.parametrize("rank", (0, 1, 2, 3))
def test_spaces_of_every_size_and_rank_are_drawn(m, n, rank):
    if rank > min(m, n):
        return
    rng = np.random.default_rng(10 * m + n)
    A = np.round(rng.uniform(-2, 2, (m, rank)), 1) @ np.round(rng.uniform(-2, 2, (rank, n)), 1)
    for b in (None, A @ np.ones(n), np.arange(1.0, m + 1)):
        left, right = axes = E.input_output(A, b, np.ones(n))
        assert complaints(axes) == []
        assert f"rank {rank}" in right.get_title()
        if b is not None:
            assert ("not in it" in right.get_title()) == (la.classify(A, b) == "none")
    assert (left.name == "3d") == (n == 3) and (right.name == "3d") == (m == 3)


def test_dots_land_where_the_matrix_sends_them():
    A = np.array([[1.0, 2.0], [2.0, 4.0]])
    left, right = E.input_output(A)
    inputs, images = (ax.lines[0].get_xydata() for ax in (left, right))
    np.testing.assert_allclose(np.unique(images, axis=0), np.unique(inputs @ A.T, axis=0), atol=1e-9)
    assert not E.input_output(A, dots=False)[0].lines[0].get_xydata().shape == inputs.shape


# ------------------------------------------------------------------------------------------------- pictures, curves


def test_compression_says_what_it_keeps_and_what_is_lost():
    left, right = E.compression(STRIPES, 1)
    pieces = la.low_rank(STRIPES)
    assert "rank 1: 56 numbers instead of 768 (7.3 %)" == left.get_title()
    assert right.lines[0].get_ydata()[1] == pytest.approx(100 * pieces.relative_error(1))
    grey = np.clip(pieces.image(1), 0, 255).astype(np.uint8)
    want = np.dstack([grey, grey, grey, np.full_like(grey, 255)]).astype(float)
    np.testing.assert_allclose(left.images[0].get_array().astype(float), want, atol=1)  # Matplotlib's greys round down
    colour = np.stack([STRIPES, STRIPES.max() - STRIPES, STRIPES], axis=2)
    for k in (0, 2, 24):
        assert complaints(E.compression(la.low_rank(colour), k)) == []
    assert [ax.get_title().split("\n")[0] for ax in E.compression_strip(pieces, [0, 2])] == ["rank 0", "rank 2"]


def test_a_large_sparse_matrix_is_drawn_in_blocks():
    ax = E.sparsity(la.plate_system(60)[0])
    assert max(ax.images[0].get_array().shape) <= 321
    assert ax.get_title().startswith("17\N{NARROW NO-BREAK SPACE}760 of 12\N{NARROW NO-BREAK SPACE}960")
    assert E.sparsity([[1, 0], [0, 0]]).get_title() == "1 of 4 entries are not 0 (25 %)"


def test_a_plate_keeps_its_limits_and_names_its_colours():
    ax = E.plate(np.add.outer(np.arange(4.0), np.zeros(4)) - 1, edges=(-1, 4))
    assert ax.get_xlim() == (-0.5, 3.5) and ax.get_ylim() == (3.5, -0.5)
    written = {text.get_text(): text.get_position()[1] for text in ax.texts}
    assert written["4"] == pytest.approx(-0.5) and written["\N{MINUS SIGN}1"] == pytest.approx(3.5)
    assert len(E.plate(np.ones((3, 3))).images) == 2  # all alike: the colours still have a scale


def test_the_curve_of_small_pivots_grows_only_without_a_swap():
    kept, swapped = (line.get_ydata() for line in E.small_pivot().lines[:2])
    assert kept[-1] == 1 and max(swapped) < 1e-15
    marked = E.small_pivot(mark=16)
    assert [line.get_ydata()[0] for line in marked.lines if list(line.get_xdata()) == [16]][:2] == [
        kept[15],
        swapped[15],
    ]
    assert all(text.get_bbox_patch() is not None for text in marked.texts)  # the line of the mark ends at the words


def test_labels_keep_clear_of_the_solution():
    for k in range(len(TWO)):
        right = E.stepper(TWO, k)[1]
        figures.png(right)
        x, y = right.transData.transform((2, 1))
        for label in Placer.of(right).labels:
            x0, y0, x1, y1 = label.text.get_window_extent().extents
            assert not (x0 < x < x1 and y0 < y < y1), label.text.get_text()


@pytest.mark.parametrize("call, message", [
    (lambda: E.matrix([1, 2]), r"\[\[1, 2\]\]"),
    (lambda: E.matrix([[1, 2], [3]]), "different lengths"),
    (lambda: E.matrix([[np.nan]]), "finite"),
    (lambda: E.matrix([[1]], [1, 2]), "one entry for each of the 1 rows"),
    (lambda: E.matrix([[1]], pivots=[(1, 0)]), "places"),
    (lambda: E.stepper(TWO, 99), "k must be a step from 0 to"),
    (lambda: E.stepper(TWO, -1), "k must be a step from 0 to"),
    (lambda: E.input_output(np.eye(4)), "2 or 3 rows"),
    (lambda: E.input_output(np.eye(2), [1, 2, 3]), "2 entries"),
    (lambda: E.compression(STRIPES, 99), "from 0 to 24"),
    (lambda: E.plate([1, 2, 3]), "n x n points"),
    (lambda: E.plate([[1, np.nan], [1, 1]]), "finite"),
    (lambda: E.lu_picture([[1, 2]]), "square"),
])  # fmt: skip
def test_errors_say_what_to_mend(call, message):
    with pytest.raises(ValueError, match=message):
        call()
