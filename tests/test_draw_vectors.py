"""What `utils.draw.vectors` promises: true to the vectors, one picture on the Axes given, readable at the extremes."""

from __future__ import annotations

import figure_checks
import numpy as np
import pytest
from figure_checks import complaints, words
from matplotlib.patches import FancyArrowPatch

from utils import draw, figures

V = draw.vectors

FLAT = {
    "arrows": lambda ax=None: V.arrows([[3, 1], [-1, 2], [2, -3]], ax=ax),
    "tip_to_tail": lambda ax=None: V.tip_to_tail([[3, 1], [1, 2]], ax=ax),
    "tip_to_tail of three": lambda ax=None: V.tip_to_tail([[3, 1], [-1, 2], [-3, -1]], names=["a1", "a2", "a3"], ax=ax),
    "difference": lambda ax=None: V.difference([4, 3], [1, 2], ax=ax),
    "multiples": lambda ax=None: V.multiples([2, 1], [-1, 0.5, 2], ax=ax),
    "dot_shadow": lambda ax=None: V.dot_shadow([4, 1], [2, 3], ax=ax),
    "projection": lambda ax=None: V.projection([2, 4], [3, 1], ax=ax),
    "unit_balls": lambda ax=None: V.unit_balls(ax=ax),
    "norm_balls": lambda ax=None: V.norm_balls([3, 2], 1, ax=ax),
    "routes": lambda ax=None: V.routes([1, 1], [5, 4], ax=ax),
}


def tips(ax):
    """Return tail and tip of every arrow."""
    return [
        np.array(patch._posA_posB) for patch in ax.patches if isinstance(patch, FancyArrowPatch)
    ]  # fmt: skip


@pytest.mark.parametrize("name", FLAT)
def test_one_axes_is_made_or_drawn_on_and_returned(name):
    assert figure_checks.drawing_complaints(FLAT[name], size=(7, 6)) == []


SPECIAL = [(0, 0), (3, 0), (0, -3), (-3, 0), (2, 2), (-2, -2), (3, 3), (-3, 3), (0.05, 0), (9, -9)]


@pytest.mark.parametrize("b", SPECIAL)
def test_every_picture_of_two_vectors_reads_well_in_a_fixed_window(b):
    window = (-4, 4)
    for ax in (
        V.arrows([[2, 2], b], limits=window),
        V.tip_to_tail([[2, 2], b], limits=window),
        V.difference([2, 2], b, limits=window),
        V.dot_shadow([2, 2], b, limits=window),
        V.projection(b, [2, 2], limits=window),
        V.routes([2, 2], b, limits=window),
        V.norm_balls(b, 3, limits=window),
        V.multiples(b, [-1, 0, 0.5, 2], limits=window),
    ):
        assert ax.get_xlim() == window
        # An arrow that leaves the window may take its label to the rim; overlaps are wrong anywhere.
        if max(np.abs(b)) <= 2:
            assert complaints(ax) == []
        else:
            figures.png(ax)


def test_the_sum_goes_from_the_first_tail_to_the_last_tip():
    ax = V.tip_to_tail([[3, 1], [1, 2]], parallelogram=False)
    first, second, total = tips(ax)
    np.testing.assert_allclose(first, [(0, 0), (3, 1)])
    np.testing.assert_allclose(second, [(3, 1), (4, 3)])
    np.testing.assert_allclose(total, [(0, 0), (4, 3)])
    assert "u + v = (4, 3)" in words(ax)


def test_the_difference_leads_from_the_second_tip_to_the_first():
    ax = V.difference([4, 3], [1, 2], moved=False)
    np.testing.assert_allclose(tips(ax)[-1], [(1, 2), (4, 3)])
    assert "u − v = (3, 1)" in words(ax)


@pytest.mark.parametrize(
    ("b", "product", "says"), [([2, 3], "11", "same side"), ([-1, 4], "0", "right angle"), ([-3, 2], "−10", "opposite")]
)
def test_the_shadow_tells_product_and_sign(b, product, says):
    badge = next(text for text in words(V.dot_shadow([4, 1], b)) if "·" in text)
    assert f"a · b = {product} " in badge and says in badge


def test_the_shadow_has_its_length_and_sign_written_on():
    assert "shadow 2" in words(V.dot_shadow([3, 0], [2, 1]))
    assert "shadow −2" in words(V.dot_shadow([3, 0], [-2, 1]))
    assert not [text for text in words(V.dot_shadow([3, 0], [0, 2])) if text.startswith("shadow")]


def test_a_zero_vector_has_no_shadow_and_throws_none():
    assert any("zero vector has no shadow" in text for text in words(V.dot_shadow([3, 0], [0, 0])))
    for draw_it in (V.dot_shadow, lambda a, b: V.projection(b, a)):
        with pytest.raises(ValueError, match="a is the zero vector"):
            draw_it([0, 0], [1, 2])


def test_the_projection_names_foot_and_rest():
    seen = words(V.projection([2, 4], [3, 1]))
    assert "p = (3, 1)" in seen and "b − p = (−1, 3)" in seen


@pytest.mark.parametrize(
    ("u", "v", "degrees"), [([1, 0], [1, 1], "45°"), ([1, 0], [-2, 0], "180°"), ([0, 1], [2, 0], "90°")]
)
def test_the_arc_tells_degrees_and_follows_the_shorter_way(u, v, degrees):
    ax = V.angle_arc(u, v, ax=V.arrows([u, v], limits=(-3, 3)))
    assert degrees in words(ax)
    arc = ax.lines[-1].get_xydata()
    if degrees == "45°":
        angles = np.degrees(np.arctan2(arc[:, 1], arc[:, 0]))
        assert angles.min() == pytest.approx(0) and angles.max() == pytest.approx(45)


def test_routes_add_up():
    seen = words(V.routes([1, 1], [5, 4]))
    assert {"L1, streets: 4 + 3 = 7", "L2, straight: 5", "L∞, longest leg: 4"} <= set(seen)


def test_balls_are_named_and_a_dented_one_is_called_no_norm():
    assert {"L1", "L2", "L∞"} <= set(words(V.unit_balls()))
    assert "bent inwards: no norm" in words(V.unit_balls(0.6))
    assert "bent inwards: no norm" not in words(V.unit_balls(1))


@pytest.mark.parametrize(("p", "says"), [(1, "L1: length 5"), (np.inf, "L∞: length 3"), (3, "p = 3: length 3.27")])
def test_the_ball_reaches_the_tip_and_the_badge_says_how_long(p, says):
    assert says in words(V.norm_balls([3, 2], p))


def test_the_map_marks_its_groups():
    ax = V.similarity_map(np.eye(6), groups=[0, 0, 1, 1, 1, 2], names=["a", "b", "c"])
    figures.png(ax)
    assert [t.get_text() for t in ax.get_xticklabels()] == ["a", "b", "c"]
    assert ax.get_xticks().tolist() == [0.5, 3, 5]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: V.arrows([]),
        lambda: V.arrows([[1, 2, 3]]),
        lambda: V.arrows([[1, 2]], names=["a", "b"]),
        lambda: V.tip_to_tail([[1, np.nan]]),
        lambda: V.angle_arc([0, 0], [1, 0], ax=V.arrows([[1, 0]])),
        lambda: V.norm_balls([1, 2], 0.5),
        lambda: V.unit_balls(0),
        lambda: V.similarity_map([[1, 2, 3], [4, 5, 6]]),
        lambda: V.similarity_map(np.eye(3), groups=[0, 1]),
        lambda: V.similarity_map(np.eye(3), groups=[0, 1, 1], names=["one"]),
    ],
)
def test_what_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(ValueError):
        wrong()


def test_a_vanishing_angle_is_written_as_0_degrees_in_spite_of_rounding():
    ax = V.dot_shadow([4, 1], 3 * np.array([np.cos(np.arctan2(1, 4)), np.sin(np.arctan2(1, 4))]).round(12))
    assert "0°" in words(ax)


def test_the_map_and_its_scale_stay_inside_the_figure():
    assert complaints(V.similarity_map(np.eye(6), groups=[0, 0, 1, 1, 1, 2], names=["kitchen", "b", "c"])) == []


def test_a_right_angle_up_to_rounding_gives_the_product_0():
    turned = np.arctan2(1, 4) + np.pi / 2
    ax = V.dot_shadow([4, 1], 3.5 * np.array([np.cos(turned), np.sin(turned)]).round(12))
    assert any(text.startswith("a · b = 0 ") for text in words(ax)) and "90°" in words(ax)
