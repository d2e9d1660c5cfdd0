"""What `utils.draw.transformations` promises: true to the map, parallel and even lines, flips that are seen and read."""

from __future__ import annotations

import figure_checks
import numpy as np
import pytest
from figure_checks import complaints, words
from matplotlib.collections import LineCollection
from matplotlib.patches import Polygon

from utils import draw
from utils import linalg as la

T = draw.transformations
TURN, SHEAR = la.rotation(np.pi / 2), la.shear(1)
CORNERS, AND, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1], [0, 1, 1, 0]
MATRICES = {
    "identity": np.eye(2),
    "stretch and shear": [[2, 1], [0, 1]],
    "whole numbers": np.array([[1, -1], [1, 1]]),
    "mirror": [[0, 1], [1, 0]],
    "half turn": [[-1, 0], [0, -1]],
    "line": [[1, 2], [0.5, 1]],
    "steep line": [[0, 0], [1, 3]],
    "first column zero": [[0, 2], [0, 1]],
    "point": [[0, 0], [0, 0]],
    "tiny": [[1e-9, 0], [0, 1e-9]],
    "nearly flat": [[1, 2], [0.5, 1.0001]],
    "huge": [[300, 0], [0, -500]],
}

FLAT = {
    "grid": lambda ax=None: T.grid([[2, 1], [0, 1]], 0.5, vectors={"v": [1, 2]}, ax=ax),
    "round_trip": lambda ax=None: T.round_trip([[2, 1], [0, 1]], 1.5, ax=ax),
    "basis_grid": lambda ax=None: T.basis_grid([[1, -1], [1, 1]], [3, 1], ax=ax),
    "layer": lambda ax=None: T.layer([[1, 1], [-1, 1]], [0, -1], relu=True, points=CORNERS, classes=XOR, ax=ax),
    "half_plane": lambda ax=None: T.half_plane([1, 1], -1.5, CORNERS, AND, ax=ax),
}
SEVERAL = {
    "composition": lambda: T.composition(TURN, SHEAR, 1.5),
    "composition_steps": lambda: T.composition_steps(TURN, SHEAR, names=("rotate", "shear")),
    "change_of_basis": lambda: T.change_of_basis([[0, 1], [1, 0]], [[1, -1], [1, 1]], [3, 1]),
}


def families(ax):
    """Return the segments of the two families of slanted grid lines, each of shape (n, 2, 2)."""
    segments = np.array(next(c for c in ax.collections if c.get_zorder() == 1.2).get_segments())
    return np.split(segments, 2)


def square(ax):
    return next(p for p in ax.artists + ax.patches if isinstance(p, Polygon) and p.get_zorder() == 2.2)


@pytest.mark.parametrize("name", FLAT)
def test_one_axes_is_made_or_drawn_on_and_returned(name):
    assert figure_checks.drawing_complaints(FLAT[name]) == []


@pytest.mark.parametrize("name", SEVERAL)
def test_several_axes_come_as_an_array_of_one_readable_figure(name):
    assert figure_checks.panel_complaints(SEVERAL[name]()) == []


@pytest.mark.parametrize("name", MATRICES)
@pytest.mark.filterwarnings("error")
def test_every_map_is_drawn_all_the_way_without_a_warning(name):
    for t in (0, 0.37, 0.5, 1):
        for turning in (False, True):
            assert complaints(T.grid(MATRICES[name], t, turning=turning)) == [], (t, turning)


@pytest.mark.parametrize("name", MATRICES)
def test_grid_lines_stay_parallel_and_even_and_run_along_the_columns(name):
    A = np.asarray(MATRICES[name], dtype=float)
    for t in (0, 0.4, 1):
        M = la.morph(A, t)
        for segments, along, across in zip(families(T.grid(A, t)), (0, 1), (1, 0), strict=True):
            steps = segments[:, 1] - segments[:, 0]
            np.testing.assert_allclose(steps, np.tile((len(segments) - 1) * M[:, along], (len(steps), 1)), atol=1e-6)
            gaps = np.diff(segments[:, 0], axis=0)
            np.testing.assert_allclose(gaps, np.tile(M[:, across], (len(gaps), 1)), atol=1e-6)
            np.testing.assert_allclose(segments.mean(axis=(0, 1)), 0, atol=1e-6)


@pytest.mark.parametrize("t", (0, 0.3, 1))
def test_the_grid_covers_the_window(t):
    M = la.morph([[2, 1], [0, 0.5]], t)
    reach = (len(families(T.grid([[2, 1], [0, 0.5]], t))[0]) - 1) / 2
    corners = np.array([[x, y] for x in (-4, 4) for y in (-4, 4)])
    assert np.abs(np.linalg.solve(M, corners.T)).max() <= reach


def test_a_flip_shows_in_words_colour_and_hatch():
    kept, over = T.grid([[2, 1], [0, 1]]), T.grid([[0, 1], [1, 0]])
    assert any("orientation kept, area × 2" in text for text in words(kept))
    assert any("turned over" in text for text in words(over))
    assert square(kept).get_hatch() is None and square(over).get_hatch()
    assert square(kept).get_edgecolor() != square(over).get_edgecolor()


def test_a_singular_map_says_what_is_left():
    assert any("everything on one line, area × 0" in text for text in words(T.grid(MATRICES["line"])))
    assert any("everything on one point" in text for text in words(T.grid(MATRICES["point"])))
    assert any("no way back" in text for text in words(T.round_trip(MATRICES["line"], 2)))


def test_given_figures_points_and_vectors_are_moved():
    A, outline, cloud = np.array([[2, 1], [0, 1]]), [[0, 0], [1, 0], [0, 1], [0, 0]], [[1, 1], [2, -1], [0.5, 0]]
    ax = T.grid(A, figure=[outline, [[0, 0], [-1, -1]]], points=cloud, vectors={"v": [1, 1]}, show=())
    moved = np.array(outline) @ A.T
    assert any(isinstance(p, Polygon) and np.allclose(p.get_xy(), moved) for p in ax.artists + ax.patches)
    assert any(
        np.shape(line.get_xydata()) == (3, 2) and np.allclose(line.get_xydata(), cloud @ A.T) for line in ax.lines
    )
    assert any("→ (3, 1)" in text for text in words(ax))
    opened = [
        c for c in ax.collections if isinstance(c, LineCollection) and np.allclose(c.get_segments()[0][-1], [-3, -1])
    ]
    assert opened


def test_a_map_after_another_starts_where_that_one_ended():
    np.testing.assert_allclose(
        square(T.grid(TURN, 0, before=SHEAR)).get_xy(), square(T.grid(SHEAR)).get_xy(), atol=1e-12
    )


def test_the_two_orders_end_in_the_two_products():
    left, right = T.composition(TURN, SHEAR, 2)
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    np.testing.assert_allclose(square(left).get_xy(), unit @ (TURN @ SHEAR).T, atol=1e-12)
    np.testing.assert_allclose(square(right).get_xy(), unit @ (SHEAR @ TURN).T, atol=1e-12)
    assert (left.get_title(), right.get_title()) == ("first B, then A", "first A, then B")
    left, right = T.composition(TURN, SHEAR, 1)
    np.testing.assert_allclose(square(left).get_xy(), unit @ SHEAR.T, atol=1e-12)
    for t in (0, 0.5, 1, 1.5, 2):
        assert complaints(T.composition(TURN, SHEAR, t, names=("rotate", "shear"))) == []


def test_a_round_trip_comes_home():
    start = square(T.grid(np.eye(2))).get_xy()
    np.testing.assert_allclose(square(T.round_trip([[2, 1], [0, 1]], 2)).get_xy(), start, atol=1e-12)


def test_a_change_of_basis_gives_both_matrices_and_both_coordinates():
    left, right = T.change_of_basis([[0, 1], [1, 0]], [[1, -1], [1, 1]], [3, 1])
    assert left.get_title() == "standard coordinates: rows (0, 1), (1, 0)"
    assert right.get_title() == "in the basis: rows (1, 0), (0, −1)"
    assert "v = (3, 1)" in words(left) and "Av = (1, 3)" in words(left)
    assert "v = [2, −1]" in words(right) and "Av = [2, 1]" in words(right)
    assert any("= (3, 1) = [2, −1] in the basis" in text for text in words(T.basis_grid([[1, -1], [1, 1]], [3, 1])))


@pytest.mark.parametrize("t", (0, 0.5, 1, 1.5, 2, 2.5, 3))
def test_a_layer_bends_its_grid_exactly(t):
    W, b = np.array([[1, 1], [-1, 1]]), np.array([0.3, -1])
    ax = T.layer(W, b, relu=True, t=t, points=CORNERS, classes=XOR, show=("square", "circle", "letter"))
    assert complaints(ax) == []
    if t == 3:
        bent = np.concatenate([np.concatenate(c.get_segments()) for c in ax.collections if c.get_zorder() == 1.2])
        assert (bent >= 0).all()
        for path in next(c for c in ax.collections if c.get_zorder() == 1.2).get_segments():
            p, q = path[1], path[2]  # between the two bends a piece is straight: its middle is the image of a middle
            assert np.isfinite([p, q]).all()
        edge = np.array([[[-3.0, 0.2], [2.0, 0.2]]])
        fine = edge[0, 0] + np.linspace(0, 1, 2001)[:, None] * (edge[0, 1] - edge[0, 0])
        exact = la.apply_layer(W, b, fine, relu=True)
        path = np.maximum(T._with_bends(edge, W, b)[0] @ W.T + b, 0)
        near = [min(_distance(x, p, q) for p, q in zip(path, path[1:], strict=False)) for x in exact[::50]]
        assert max(near) < 1e-9


def _distance(x, p, q):
    step = q - p
    s = np.clip((x - p) @ step / (step @ step), 0, 1) if (step @ step) > 0 else 0.0
    return np.linalg.norm(x - p - s * step)


def test_a_half_plane_shades_where_the_sum_is_positive_and_counts_what_is_right():
    ax = T.half_plane([1, 1], -1.5, CORNERS, AND)
    shaded = next(p for p in ax.patches if isinstance(p, Polygon)).get_xy()
    assert (shaded @ [1, 1] - 1.5 > -1e-9).all()
    assert "✓ 4 of 4 right" in words(ax)
    assert "✕ 3 of 4 right" in words(T.half_plane([1, 1], -0.5, CORNERS, XOR))


@pytest.mark.parametrize(("w", "b"), [([0, 0], 1), ([0, 0], -1), ([0, 0], 0), ([1, 0], 0), ([1, 1], 50), ([0, -2], 1)])
@pytest.mark.filterwarnings("error")
def test_every_decision_reads_well(w, b):
    assert complaints(T.half_plane(w, b, CORNERS, AND)) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: T.grid([[1, 2, 3], [4, 5, 6]]), "2 x 2"),
        (lambda: T.grid([1, 2]), "matrix with rows"),
        (lambda: T.grid(np.eye(2), 1.2), "between 0"),
        (lambda: T.grid([[1, np.nan], [0, 1]]), "finite"),
        (lambda: T.grid(np.eye(2), show=("cat",)), "'cat'"),
        (lambda: T.grid(np.eye(2), figure=[[1, 2, 3]]), "figure must be any x 2"),
        (lambda: T.letter((0, 0), 0), "above 0"),
        (lambda: T.composition(np.eye(2), np.eye(2), 3), "between 0"),
        (lambda: T.basis_grid([[1, 2], [2, 4]]), "independent"),
        (lambda: T.change_of_basis(np.eye(2), [[1, 2], [2, 4]]), "independent"),
        (lambda: T.layer(np.eye(2), t=3), "between 0 and 2"),
        (lambda: T.layer(np.eye(2), points=CORNERS, classes=[0, 1]), "4 entries"),
        (lambda: T.half_plane([1, 2], 0, CORNERS, [0, 1, 2, 1]), "0 or 1"),
    ],
)
def test_bad_input_is_refused_in_words(call, message):
    with pytest.raises(ValueError, match=message):
        call()
