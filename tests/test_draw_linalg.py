"""What `utils.draw.linalg` promises: one picture on the Axes given, right hiding, readable at every slider position."""

from __future__ import annotations

import sys

import figure_checks
import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.path import Path

from utils import draw, figures, style
from utils import linalg as la
from utils.draw._labels import Placer
from utils.draw._scene import FACE, Scene
from utils.draw._text import Line, equation, number

D = draw.linalg
A2, B2 = [[1, 1], [1, -1]], [3, 1]
A3, B3 = [[1, 1, 1], [1, -1, 0], [0, 1, -1]], [3, 0, 0]

FLAT = {
    "axes_2d": lambda ax=None: D.axes_2d(ax),
    "system": lambda ax=None: D.system(A2, B2, ax=ax),
    "verdict": lambda ax=None: D.verdict(A2, B2, ax=D.system(A2, B2, ax=ax)),
    "note": lambda ax=None: D.note(D.axes_2d(ax), "A remark"),
    "point": lambda ax=None: D.point([2, 1], ax=ax),
    "arrow": lambda ax=None: D.arrow([2, 1], ax=ax, label="v"),
    "columns": lambda ax=None: D.columns(A2, B2, ax=ax),
    "parallelogram": lambda ax=None: D.parallelogram([[3, 1], [1, 2]], ax=ax),
    "uncertainty": lambda ax=None: D.uncertainty(A2, B2, 0.3, ax=ax),
    "matrix": lambda ax=None: D.matrix(A2, b=B2, ax=ax, highlight="diagonal", name="A"),
    "diagonals": lambda ax=None: D.diagonals(A3, ax=ax),
    "baskets": lambda ax=None: D.baskets([[2, 1], [1, 3]], [8, 9], ax=ax),
}
SOLID = {
    "axes_3d": lambda ax=None: D.axes_3d(ax),
    "planes": lambda ax=None: D.planes(A3, B3, ax=ax),
    "arrow_3d": lambda ax=None: D.arrow_3d([1, 2, 3], ax=ax, label="v"),
    "columns_3d": lambda ax=None: D.columns_3d(A3, B3, ax=ax),
    "parallelepiped": lambda ax=None: D.parallelepiped([[2, 0, 0], [0, 2, 0], [1, 1, 2]], ax=ax),
}
EVERY = FLAT | SOLID


def words(ax):
    """Return all texts that are seen on an Axes, after it was drawn."""
    figures.png(ax)
    return [text.get_text() for text in ax.texts if text.get_visible()]


def complaints(ax):
    return figure_checks.text_complaints(ax) + figure_checks.colour_complaints(ax)


@pytest.mark.parametrize("name", EVERY)
def test_without_axes_a_figure_is_made_that_pyplot_does_not_know(name):
    ax = EVERY[name]()
    assert isinstance(ax, Axes)
    assert figures.png(ax)[:4] == b"\x89PNG"
    assert not sys.modules.get("matplotlib.pyplot") or not sys.modules["matplotlib.pyplot"].get_fignums()


@pytest.mark.parametrize("name", EVERY)
def test_on_axes_given_it_draws_there_and_returns_them(name):
    fig, ax = style.new_figure(6, 5, projection="3d" if name in SOLID else None)
    assert EVERY[name](ax) is ax
    assert fig.axes == [ax]
    assert len(ax.get_children()) > len(style.new_figure(6, 5)[1].get_children())


@pytest.mark.parametrize("name", EVERY)
def test_global_settings_stay_as_they_were(name):
    before = dict(mpl.rcParams)
    EVERY[name]()
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("name", EVERY)
def test_colours_are_the_courses_and_texts_are_readable(name):
    assert complaints(EVERY[name]()) == []


def test_row_and_column_returns_both_axes():
    left, right = axes = D.row_and_column([[2, 1], [1, 3]], [5, 5])
    assert axes.shape == (2,) and left.figure is right.figure
    assert complaints(left) == []
    assert D.row_and_column(A2, B2, [1, 1], axes=axes)[0] is left


def test_draw_loads_subjects_when_they_are_used():
    assert "linalg" in dir(draw)
    with pytest.raises(AttributeError, match="no attribute 'alchemy'"):
        _ = draw.alchemy


# ------------------------------------------------------------------------------------------------- all positions


SLIDES = np.round(np.arange(-3, 3.01, 0.5), 10)


@pytest.mark.parametrize("slope", SLIDES)
def test_two_lines_read_well_at_every_slope_and_right_hand_side(slope):
    for right in (-5, 0, 3, 30):
        A, b = [[1, 1], [-slope, 1]], [3, right]
        ax = D.verdict(A, b, ax=D.system(A, b))
        assert complaints(ax) == [], (slope, right)
        assert len(words(ax)) >= 3


@pytest.mark.parametrize("azimuth", range(-180, 181, 45))
def test_planes_read_well_from_every_side(azimuth):
    systems = (A3, B3), ([[1, 1, 1], [1, 1, -1], [1, 1, 0]], [2, 2, -3]), (np.ones((3, 3)), [1, 1, 1])
    for k, elevation in enumerate((0, 20, 60, 90, -30)):
        A, b = systems[k % 3]
        ax = D.planes(A, b, elevation=elevation, azimuth=azimuth)
        assert figure_checks.text_complaints(D.verdict(A, b, ax=ax)) == [], (elevation, A)


@pytest.mark.parametrize("k", range(12))
def test_columns_and_areas_read_well_anywhere(k):
    rng = np.random.default_rng(k)
    A, b, x = (np.round(rng.uniform(-4, 4, shape), 1) for shape in ((2, 2), 2, 2))
    assert complaints(D.columns(A, b, x)) == []
    assert complaints(D.parallelogram(A, limits=(-8, 8))) == []
    assert complaints(D.uncertainty(A, b, 0.4)) == []
    assert complaints(D.parallelepiped(np.round(rng.uniform(-2, 2, (3, 3)), 1))) == []
    assert complaints(D.diagonals(np.round(rng.uniform(-9, 9, (3, 3)), 1))) == []


# ------------------------------------------------------------------------------------------------- special cases


LINES = {
    "vertical and horizontal": ([[1, 0], [0, 1]], [2, -3]),
    "parallel vertical": ([[1, 0], [2, 0]], [2, 6]),
    "the same twice": ([[1, 1], [2, 2]], [3, 6]),
    "the same after rounding": ([[0.1 * 3, 1], [0.1, 1 / 3]], [1, 1 / 3]),
    "no line, no point": ([[0, 0], [1, 1]], [3, 2]),
    "no line, every point": ([[0, 0], [1, 1]], [0, 2]),
    "nothing but zeros": ([[0, 0], [0, 0]], [0, 0]),
    "outside": ([[1, 1], [1, -1]], [50, 1]),
    "one equation": ([[1, 2]], [3]),
    "three through a point": ([[1, 1], [1, -1], [2, 1]], [3, 1, 5]),
    "a triangle": ([[1, 1], [1, -1], [2, 1]], [3, 1, -4]),
    "six": ([[1, k] for k in range(-3, 3)], [1] * 6),
}


@pytest.mark.parametrize("name", LINES)
def test_special_systems_of_lines_are_drawn(name):
    A, b = LINES[name]
    for draw_it in (D.system, lambda A, b: D.uncertainty(A, b, 0.3)):
        assert complaints(D.verdict(A, b, ax=draw_it(A, b))) == []


def test_rows_of_zeros_are_said_in_words():
    assert any("no point fits" in text for text in words(D.system([[0, 0], [1, 1]], [3, 2])))
    assert any("every point fits" in text for text in words(D.system([[0, 0], [1, 1]], [0, 2])))
    assert any("no point fits" in text for text in words(D.planes([[0, 0, 0], [1, 1, 1]], [3, 2])))


def test_what_is_outside_the_window_is_said_with_its_direction():
    texts = words(D.system([[1, 1], [1, -1]], [50, 1]))
    assert "x + y = 50 is outside ↗" in texts
    assert "(25.5, 24.5) is outside ↗" in texts
    texts = words(D.planes([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [9, 1, 1]))
    assert "x = 9 is outside the box" in texts
    assert "they meet at (9, 1, 1), outside the box" in texts


def test_lines_that_coincide_are_both_seen():
    ax = D.system([[1, 1], [2, 2]], [3, 6])
    blue, red = (next(line for line in ax.lines if line.get_color() == c) for c in (style.FIRST, style.SECOND))
    assert blue.get_linestyle() == "-"
    assert red.get_linestyle() == "--" and red.get_zorder() > blue.get_zorder()
    assert {"x + y = 3", "2x + 2y = 6"} <= set(words(ax))


def test_planes_that_coincide_are_striped_in_all_their_colours():
    ax = D.planes([[1, 1, 1], [2, 2, 2], [3, 3, 3]], [1, 2, 3])
    figures.png(ax)
    shown = {mpl.colors.to_hex(c) for c in Scene.of(ax).get_facecolor() if c[3]}
    assert shown == {c.lower() for c in (style.FIRST, style.SECOND, style.ACCENT)}


@pytest.mark.parametrize("A, b", [
    ([[1, 0, 0]], [1]), ([[1, 1, 0], [1, -1, 0], [1, 0, 0]], [2, 2, 2]), ([[1, 1, 1]] * 3, [-3, 0, 3]),
    ([[0, 0, 0], [1, 1, 1]], [0, 2]), (np.zeros((2, 3)), [0, 1]), (np.eye(3), [4, 4, 4]), (np.eye(3), [20, 30, 40]),
    ([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], [1, 1, 1, 3]),
])  # fmt: skip
def test_special_systems_of_planes_are_drawn(A, b):
    assert complaints(D.verdict(A, b, ax=D.planes(A, b))) == []


def test_flat_areas_and_volumes_are_drawn_and_named():
    for A in ([[3, 1], [6, 2]], [[3, 1], [-3, -1]], [[0, 0], [3, 1]], [[0, 0], [0, 0]]):
        ax = D.parallelogram(A, limits=(-8, 8))
        assert complaints(ax) == []
        assert any("area = 0" in text for text in words(ax))
    for A in ([[1, 0, 0], [0, 1, 0], [1, 1, 0]], [[1, 1, 1], [2, 2, 2], [0, 0, 0]], np.zeros((3, 3))):
        ax = D.parallelepiped(A)
        assert complaints(ax) == []
        assert any("volume = 0" in text for text in words(ax))


def test_a_step_outside_the_window_has_no_name_beside_it():
    ax = D.columns([[3, 1], [1, 2]], [-0.5, 1.5], [-3, -3], limits=(-6, 6))
    seen = [text.replace("\u2009", " ") for text in words(ax)]
    assert "−3 a₁" in seen and "−3 a₂" not in seen
    assert complaints(ax) == []


def test_dependent_columns_show_what_they_reach():
    assert "every mix is on this line" in words(D.columns([[1, 2], [1, 2]], [3, 1]))
    assert "every mix is on this plane" in words(D.columns_3d([[1, 0, 1], [0, 1, 1], [0, 0, 0]], [1, 1, 1]))
    for A in (np.zeros((2, 2)), [[1], [2]], [[1, 0, 2], [0, 1, 1]]):
        assert complaints(D.columns(A, [1, 2])) == []


TRAPS = [np.nan, np.inf, "x", None, [[1, 2], [3]]]
TAKES_MATRIX = {
    "system": lambda A: D.system(A, [1, 1]),
    "planes": lambda A: D.planes(A, [1, 1]),
    "columns": lambda A: D.columns(A, [1, 1]),
    "columns_3d": lambda A: D.columns_3d(A, [1, 1]),
    "parallelogram": D.parallelogram,
    "parallelepiped": D.parallelepiped,
    "matrix": D.matrix,
    "diagonals": D.diagonals,
    "uncertainty": lambda A: D.uncertainty(A, [1, 1], 0.1),
    "baskets": D.baskets,
}


@pytest.mark.parametrize("name", TAKES_MATRIX)
@pytest.mark.parametrize("trap", range(len(TRAPS)))
def test_bad_matrices_get_a_value_error(name, trap):
    bad = TRAPS[trap] if isinstance(TRAPS[trap], list) else [[1, TRAPS[trap]], [1, 1]]
    with pytest.raises(ValueError, match="must"):
        TAKES_MATRIX[name](bad)


@pytest.mark.parametrize("call, message", [
    (lambda: D.system([[1, 2, 3]], [1]), "2 columns"),
    (lambda: D.planes([[1, 2]], [1]), "3 columns"),
    (lambda: D.planes(A3, B3, ax=style.new_figure()[1]), 'projection="3d"'),
    (lambda: D.system(A2, B2, limits=(3, 1)), "low < high"),
    (lambda: D.badge(D.axes_2d(), kind="some"), "must be one of"),
    (lambda: D.badge(D.axes_2d()), "needs a text"),
    (lambda: D.parallelogram(A2, by="diagonal"), '"rows" or "columns"'),
    (lambda: D.matrix(A2, highlight="middle"), "highlight must be"),
    (lambda: D.diagonals(np.eye(4)), "2 x 2 and 3 x 3"),
    (lambda: D.baskets([[1, -1]]), "whole numbers"),
    (lambda: D.baskets([[1, 1]], items=["apple"]), "a name for each of the 2 columns"),
    (lambda: D.uncertainty(A2, B2, -1), "must not be negative"),
])  # fmt: skip
def test_errors_say_what_to_mend(call, message):
    with pytest.raises(ValueError, match=message):
        call()


# --------------------------------------------------------------------------------------------------- one picture


def test_two_calls_make_one_picture():
    ax = D.system([[1, 1]], [3])
    D.system([[1, -1]], [1], ax=ax)
    colors = [line.get_color() for line in ax.lines]
    assert colors == [style.FIRST, style.SECOND]
    assert {"x + y = 3", "x − y = 1"} <= set(words(ax))


def test_planes_added_later_are_cut_along_those_that_are_there():
    at_once = D.planes(A3, B3)
    in_turn = D.planes(A3[2:], B3[2:], ax=D.planes(A3[:2], B3[:2]))
    for ax in (at_once, in_turn):
        figures.png(ax)
    assert len(Scene.of(at_once).get_paths()) == len(Scene.of(in_turn).get_paths())
    assert sorted(words(at_once)) == sorted(words(in_turn))
    assert figures.png(at_once) == figures.png(in_turn)


def test_a_window_given_later_replaces_the_first_one():
    ax = D.axes_2d(limits=(-6, 6))
    D.system(A2, B2, ax=ax, limits=(0, 4))
    assert [float(x) for x in ax.get_xlim()] == [0, 4]
    assert [float(x) for x in D.system(A2, B2, ax=ax).get_xlim()] == [0, 4]
    for labels in (ax.get_xticklabels(), ax.get_yticklabels()):
        assert [label.get_text() for label in labels] == ["0", "1", "2", "3", "4"]


def test_faint_lines_carry_no_label_and_take_no_colour():
    ax = D.system(A2, B2, faint=True)
    D.system(A2, B2, ax=ax)
    assert [line.get_color() for line in ax.lines[-3:-1]] == [style.FIRST, style.SECOND]
    assert words(ax).count("x + y = 3") == 1


# --------------------------------------------------------------------------------------------- hiding in space


def inside_flat(polygon, q):
    return Path(np.vstack([polygon, polygon[:1]]), closed=True).contains_point(q, radius=-1e-9)


def wrongly_hidden(ax, rng, samples=250):
    """Shoot rays from the eye through random points of faces; count faces that are painted over by farther ones."""
    figures.png(ax)
    scene = Scene.of(ax)
    order = list(scene.painting_order(ax.M))
    rank = {piece: place for place, piece in enumerate(order)}
    faces = [k for k, (_, item) in enumerate(scene._pieces) if item.kind == FACE]
    corners = {k: scene._pieces[k][0] for k in faces}

    def project(p):
        h = np.column_stack([np.atleast_2d(p), np.ones(len(np.atleast_2d(p)))]) @ ax.M.T
        return h[:, :2] / h[:, 3:]

    flat = {k: project(corners[k]) for k in faces}
    eye = ax._get_camera_loc() if ax._focal_length != np.inf else None
    wrong = tested = 0
    for _ in range(samples):
        k = faces[rng.integers(len(faces))]
        weights = rng.dirichlet(np.ones(len(corners[k])))
        p = weights @ corners[k]
        q = project(p)[0]
        for other in faces:
            if other == k or not inside_flat(flat[other], q):
                continue
            normal = np.cross(corners[other][1] - corners[other][0], corners[other][2] - corners[other][0])
            normal = normal / np.linalg.norm(normal)
            start = np.array([(v[0] + v[1]) / 2 for v in (ax.get_xlim(), ax.get_ylim(), ax.get_zlim())])
            start = eye if eye is not None else start
            along = p - start
            if abs(normal @ along) < 1e-6 * np.linalg.norm(along):
                continue
            t = normal @ (corners[other][0] - start) / (normal @ along)
            if abs(t - 1) < 1e-6:
                continue
            tested += 1
            wrong += (t < 1) != (rank[other] > rank[k])
    return wrong, tested


@pytest.mark.parametrize("k", range(16))
def test_near_faces_hide_far_faces_from_every_side(k):
    rng = np.random.default_rng(k)
    A, b = rng.integers(-3, 4, (3 + k % 2, 3)), rng.integers(-3, 4, 3 + k % 2)
    ax = D.planes(A, b, azimuth=rng.uniform(-180, 180), elevation=rng.uniform(-80, 80))
    wrong, tested = wrongly_hidden(ax, rng)
    assert tested > 20
    assert wrong == 0


def test_near_faces_hide_far_faces_in_other_pictures_too():
    rng = np.random.default_rng(5)
    ax = D.parallelepiped([[2, 0, 1], [0, 2, 0], [1, 1, 2]], limits=(-4, 4), azimuth=70)
    D.planes([[1, 1, 1], [0, 0, 1]], [2, 1], ax=ax)
    wrong, tested = wrongly_hidden(ax, rng)
    assert tested > 20 and wrong == 0


def test_the_test_of_hiding_sees_a_wrong_order():
    rng = np.random.default_rng(1)
    ax = D.planes(A3, B3)
    scene = Scene.of(ax)
    right = scene.painting_order
    scene.painting_order = lambda M: right(M)[::-1]
    wrong, _ = wrongly_hidden(ax, rng)
    assert wrong > 20


def test_the_order_follows_a_later_turn_of_the_view():
    ax = D.planes(A3, B3, azimuth=20)
    ax.view_init(30, 200)
    wrong, tested = wrongly_hidden(ax, np.random.default_rng(2))
    assert tested > 20 and wrong == 0


# -------------------------------------------------------------------------------------------------------- texts


def test_labels_keep_clear_of_the_point_that_is_marked():
    for slope in SLIDES:
        A, b = [[1, 1], [-slope, 1]], [3, 1]
        ax = D.system(A, b)
        p = la.line_intersection(A, b)
        figures.png(ax)
        if p is None or np.abs(p).max() > 6:
            continue
        x, y = ax.transData.transform(p)
        for label in Placer.of(ax).labels:
            x0, y0, x1, y1 = label.text.get_window_extent().extents
            assert not (x0 < x < x1 and y0 < y < y1), (slope, label.text.get_text())


def test_equations_are_written_as_people_write_them():
    def written(*args):
        return "".join(text for text, _ in equation(*args))

    assert written([1, -1], 0, "xy") == "x − y = 0"
    assert written([-1, 2.5], -0.5, "xy") == "−x + 2.5y = −0.5"
    assert written([0, 1], 1 / 3, "xy") == "y = 1/3"
    assert written([1 / 3, 0], 2, "xy") == "(1/3)x = 2"
    assert written([1, 0, -2], 4, ("x_1", "x_2", "x_3")) == "x₁ − 2x₃ = 4"
    assert written([2, 1], 8, ("apple", "pear")) == "2 apple + pear = 8"
    assert (
        number(1234567) == "1.2·10⁶"
        and number(-0.001) == "−0.001"
        and number(3e-8) == "3·10⁻⁸"
        and number(-1e-17) == "0"
    )


def test_a_line_of_text_measures_what_it_draws():
    fig, ax = style.new_figure(4, 3)
    ax.set_axis_off()
    text = ax.add_artist(Line(200, 200, (("x", "slanted"), (" + 2 = ", "plain"), ("b", "bold")), color=style.INK))
    ink = np.asarray(figure_checks.drawn(fig).buffer_rgba())[::-1, :, :3].min(axis=2) < 128
    rows, cols = np.nonzero(ink)
    x0, y0, x1, y1 = text.get_window_extent().extents
    assert x0 - 2 <= cols.min() and cols.max() <= x1 + 2
    assert y0 - 2 <= rows.min() and rows.max() <= y1 + 2
    assert cols.max() - cols.min() > 0.9 * (x1 - x0)
