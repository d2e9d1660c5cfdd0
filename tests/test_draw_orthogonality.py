"""What `utils.draw.orthogonality` promises: true right angles, one picture on the Axes given, readable anywhere."""

from __future__ import annotations

import figure_checks
import matplotlib as mpl
import numpy as np
import pytest
from figure_checks import complaints, words

from utils import draw
from utils import linalg as la
from utils.draw._labels import Placer

O = draw.orthogonality  # noqa: E741
TWO = la.gram_schmidt_steps([[3, 1], [4, 3]])
THREE = la.gram_schmidt_steps([[1, 1, 0], [1, 0, 1], [0, 1, 1]])
HANGING = np.column_stack([O.FLAG[:, 0] + 1, 0 * O.FLAG[:, 0], O.FLAG[:, 1]])

FLAT = {
    "projection": lambda ax=None: O.projection([2, 1], [3, 4], ax=ax),
    "a tried point": lambda ax=None: O.projection([2, 1], [3, 4], x=1, ax=ax),
    "fitted_line": lambda ax=None: O.fitted_line([0, 1, 2], [1, 0, 5], ax=ax),
    "a tried line": lambda ax=None: O.fitted_line([0, 1, 2], [1, 0, 5], line=(1, 1), squares=True, ax=ax),
    "mirror": lambda ax=None: O.mirror(O.FLAG + (1, 0.5), [1, -1], ax=ax),
    "orthogonality_loss": lambda ax=None: O.orthogonality_loss(mark=8, measured=[(4, 1e-10)], ax=ax),
}
SPACE = {
    "projection on a plane": lambda ax=None: O.projection([[1, 0], [1, 1], [1, 2]], [1, 0, 5], x=[1, 1], ax=ax),
    "projection on a line": lambda ax=None: O.projection([1, 2, 2], [3, 0, 3], ax=ax),
    "mirror in space": lambda ax=None: O.mirror(HANGING, [1, 1, 0.3], ax=ax),
}
SEVERAL = {
    "stepper": lambda: O.stepper(TWO, 1.5),
    "stepper in space": lambda: O.stepper(THREE, 4.5),
    "line_and_projection": lambda: O.line_and_projection([0, 1, 2], [1, 0, 5], line=(2, 1), squares=True),
}


@pytest.mark.parametrize("name", [*FLAT, *SPACE])
def test_one_axes_is_made_or_drawn_on_and_returned(name):
    draw_it = FLAT.get(name) or SPACE[name]
    assert figure_checks.drawing_complaints(draw_it, projection="3d" if name in SPACE else None) == []


@pytest.mark.parametrize("name", SEVERAL)
def test_several_axes_come_as_an_array_of_one_readable_figure(name):
    assert figure_checks.panel_complaints(SEVERAL[name]()) == []


# ------------------------------------------------------------------------------------------------------------ stepper


VECTORS = {
    "plane": [[3, 1], [4, 3]],
    "perpendicular already": [[2, -1], [1, 2]],
    "on one line": [[1, 2], [2, 4]],
    "zero first": [[0, 1], [0, 1]],
    "backwards": [[1, -3], [0, 1]],
    "three in the plane": [[1, 0, 2], [1, 2, -1]],
    "one": [[3], [4]],
    "space": [[1, 1, 0], [1, 0, 1], [0, 1, 1]],
    "two in space": [[1, 3], [2, 0], [2, 3]],
    "flat in space": [[1, 0, 1], [0, 1, 1], [0, 0, 0]],
    "tilted": [[2, 1, -1], [1, -2, 3], [0.5, 1, 1]],
}


@pytest.mark.parametrize("name", VECTORS)
def test_every_step_reads_well(name):
    steps = la.gram_schmidt_steps(VECTORS[name])
    for k in [*range(len(steps)), len(steps) / 2 - 0.6]:
        axes = O.stepper(steps, k)
        said = steps[int(np.ceil(k))].words
        assert complaints(axes) == [], (k, said)  # that draws it, too
        assert said in [text.get_text() for text in axes[0].texts]


def test_the_arrow_at_work_moves_along_the_shadow():
    tips = []
    for k in (1, 1.25, 1.5, 2):
        right = O.stepper(TWO, k)[1]
        patches = [p for p in right.patches if isinstance(p, mpl.patches.FancyArrowPatch)]
        tips.append(np.array(patches[-1]._posA_posB[1]) if k > 1 else np.array([1.0, 3.0]))
    steps = np.diff(tips, axis=0)
    shadow = TWO[2].shadow
    np.testing.assert_allclose(steps, -np.outer([0.25, 0.25, 0.5], shadow), atol=1e-9)


def test_the_picture_does_not_jump_from_step_to_step():
    for steps in (TWO, THREE):
        seen = {(*O.stepper(steps, k)[0].get_xlim(), *O.stepper(steps, k)[1].get_xlim()) for k in (0, 2, 3)}
        assert len(seen) == 1
    assert len({O.stepper(THREE, k)[1].azim for k in (0, 3, 5)}) == 1


def test_a_step_that_is_not_there_and_vectors_that_cannot_be_drawn_are_refused():
    with pytest.raises(ValueError, match="from 0 to 4"):
        O.stepper(TWO, 5)
    with pytest.raises(ValueError, match="2 or 3 entries"):
        O.stepper(la.gram_schmidt_steps(np.eye(4)), 1)


# --------------------------------------------------------------------------------------------------- projection, lines


def test_right_angles_are_right():
    ax = draw.linalg.axes_2d(limits=(-1, 5))
    O.right_angle([4, 2], [-4, -2], [-1, 2], ax=ax)
    square = ax.lines[-1].get_xydata()
    sides = np.array([square[0] - (4, 2), square[1] - square[0], square[2] - square[1], (4, 2) - square[2]])
    np.testing.assert_allclose([sides[k] @ sides[k + 1] for k in range(3)], 0, atol=1e-12)
    assert len(O.right_angle([0, 0], [0, 0], [1, 0], ax=ax).lines) == 1  # no direction, no angle


@pytest.mark.parametrize("b", [[4, 2], [0, 0], [-1, 2], [30, 40]])
def test_a_projection_reads_well_wherever_b_is(b):
    ax = O.projection([2, 1], b, limits=(-6, 6))
    assert complaints(ax) == []
    ax = O.projection([[1, 0], [1, 1], [1, 2]], [*b, 1], limits=(-6, 6))
    assert complaints(ax) == []


def test_length_left_over_is_said():
    assert any("2.24" in text for text in words(O.projection([2, 1], [3, 4])))
    assert any("3.16" in text for text in words(O.projection([2, 1], [3, 4], x=1)))
    assert any("2.45" in text for text in words(O.line_and_projection([0, 1, 2], [1, 0, 5])[1]))


def test_residuals_end_on_the_line():
    x, y = [0, 1, 2, 4], [1, 0, 5, 3]
    ax = O.fitted_line(x, y)
    slope, height = np.polyfit(x, y, 1)
    gaps = next(c for c in ax.collections if c.get_zorder() == 2.5).get_segments()
    np.testing.assert_allclose([g[1] for g in gaps], [(a, height + slope * a) for a in x], atol=1e-12)
    assert any("the least" in text for text in words(ax))
    assert not any("the least" in text for text in words(O.fitted_line(x, y, line=(1, 1))))


@pytest.mark.parametrize("line", [(0, -1), (2, 0), (-30, 5), (1, 2.5)])
def test_any_tried_line_reads_well(line):
    assert complaints(O.line_and_projection([0, 1, 2], [1, 0, 5], line=line, limits=(-2, 6), squares=True)) == []


# ------------------------------------------------------------------------------------------------------------ mirrors


@pytest.mark.parametrize(("part", "angle"), [(0, 0), (0.3, 30), (0.5, 90), (1, 0), (1, 45), (1, 170)])
def test_a_mirror_reads_well_at_any_angle(part, angle):
    normal = [-np.sin(np.radians(angle)), np.cos(np.radians(angle))]
    ax = O.mirror(O.FLAG + (1, 1), normal, part=part, limits=(-6, 6))
    assert complaints(ax) == []
    ax = O.mirror(HANGING, [*normal, 0.4], part=part, limits=(-4, 4))
    assert complaints(ax) == []


def test_a_mirror_outside_the_window_says_so():
    assert any("outside" in text for text in words(O.mirror(O.FLAG, [1, 0], through=[50, 0], limits=(-4, 4))))


def test_later_pictures_keep_the_window_and_the_eye():
    ax = draw.linalg.axes_3d(limits=(-5, 5), azimuth=33)
    O.projection([[1, 0], [1, 1], [1, 2]], [1, 0, 5], ax=ax)
    assert ax.azim == 33 and ax.get_xlim() == (-5, 5)
    assert Placer.of(ax).frame is not None


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: O.projection(np.eye(4), np.ones(4)), "2 or 3 rows"),
        (lambda: O.projection([2, 1], [1, 2, 3]), "2 entries"),
        (lambda: O.projection([2, 1], [1, 2], x=[1, 2]), "1 entry"),
        (lambda: O.fitted_line([0, 1], [1, 2, 3]), "as many entries"),
        (lambda: O.fitted_line([1, 1], [1, 2]), "two different x"),
        (lambda: O.line_and_projection([0, 1, 2, 3], [1, 0, 5, 2]), "3 of them"),
        (lambda: O.mirror(O.FLAG, [0, 0]), "zero vector"),
        (lambda: O.mirror(O.FLAG, [1, 0], part=2), "from 0 to 1"),
        (lambda: O.mirror(np.ones((2, 4)), [1, 0, 0, 0]), "2 or 3 columns"),
        (lambda: O.mirror([[0, np.nan]], [1, 0]), "finite"),
    ],
)
def test_bad_input_is_told_what_to_mend(call, says):
    with pytest.raises(ValueError, match=says):
        call()
