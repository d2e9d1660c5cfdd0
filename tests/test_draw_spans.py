"""What `utils.draw.spans` promises: exactly the reachable points inside the box, for every rank."""

import numpy as np
import pytest

from utils import draw
from utils.draw._scene import FACE, LINE, Scene
from utils.figures import png

PLANE = [[2, 0], [0, 2], [1, 1]]


def drawn(ax, kind):
    return [item for item in Scene.of(ax)._items if item.kind == kind and item.group is None]


@pytest.mark.parametrize("shift", [(0, 0, 0), (0, 1, -1), (1, 1, 1)])
def test_the_plane_of_two_vectors_is_drawn_where_the_shift_takes_it(shift):
    ax = draw.spans.reach(PLANE, shift=shift, limits=(-4, 4))
    (face,) = drawn(ax, FACE)
    normal = np.cross([2, 0, 1], [0, 2, 1])
    assert np.allclose((face.corners - shift) @ normal, 0)
    assert np.abs(face.corners).max() <= 4 + 1e-9
    png(ax.figure)


def test_a_shift_in_the_span_moves_nothing():
    faces = [drawn(draw.spans.reach(PLANE, shift=s, limits=(-4, 4)), FACE)[0].corners for s in ([0, 0, 0], [1, 1, 1])]
    assert np.allclose(*faces)


def test_a_plane_outside_the_box_is_not_drawn():
    ax = draw.spans.reach([[1, 0], [0, 1], [0, 0]], shift=[0, 0, 9], limits=(-4, 4))
    assert not drawn(ax, FACE)


def test_dependent_vectors_reach_a_line_or_a_point_and_three_independent_ones_everything():
    (line,) = drawn(draw.spans.reach([[1, -2], [2, -4], [0, 0]], limits=(-4, 4)), LINE)
    assert np.allclose(np.cross(line.corners[1] - line.corners[0], [1, 2, 0]), 0)
    assert len(draw.spans.reach(np.zeros((3, 2)), shift=[1, 1, 1], limits=(-4, 4)).lines) == 1
    ax = draw.spans.reach(np.eye(3), limits=(-4, 4))
    assert not drawn(ax, FACE) and not drawn(ax, LINE)


@pytest.mark.parametrize(
    ("A", "shift"),
    [([[1, 2], [3, 4]], (0, 0, 0)), (PLANE, (1, 2)), (PLANE, (1, 2, np.nan)), ([[np.inf], [0], [0]], (0, 0, 0))],
)
def test_bad_input_is_refused_in_words(A, shift):
    with pytest.raises(ValueError, match=r"[A-Za-z]{4}"):
        draw.spans.reach(A, shift=shift)
