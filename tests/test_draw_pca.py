"""What `utils.draw.pca` promises: true to the numbers, one picture on the Axes given, readable anywhere."""

from __future__ import annotations

import figure_checks
import numpy as np
import pytest
from figure_checks import complaints, words
from matplotlib.collections import LineCollection, PatchCollection
from matplotlib.colors import to_rgb
from sklearn.datasets import load_digits, load_iris

from utils import draw, style
from utils import linalg as la

P = draw.pca
RNG = np.random.default_rng(3)
CLOUD = RNG.standard_normal((40, 2)) @ [[2.0, 1.0], [0.0, 0.7]] + [3, 2]
IRIS, DIGITS = load_iris(), load_digits()
FOUND = la.pca(DIGITS.data, 30)

FLAT = {
    "cloud": lambda ax=None: P.cloud(CLOUD, 0.5, ax=ax),
    "cloud alone": lambda ax=None: P.cloud(CLOUD, ax=ax),
    "variance_curve": lambda ax=None: P.variance_curve(CLOUD, 0.5, ax=ax),
    "variance_curve alone": lambda ax=None: P.variance_curve(CLOUD, ax=ax),
    "ellipse": lambda ax=None: P.ellipse(la.covariance_matrix(CLOUD), CLOUD.mean(axis=0), ax=ax),
    "covariance_rectangles": lambda ax=None: P.covariance_rectangles(CLOUD[:9], ax=ax),
    "scree": lambda ax=None: P.scree(FOUND, 8, ax=ax),
    "scree of variances": lambda ax=None: P.scree([5, 3, 1], ax=ax),
    "cumulated": lambda ax=None: P.cumulated(FOUND, 8, ax=ax),
    "cumulated to a goal": lambda ax=None: P.cumulated(FOUND, goal=0.8, ax=ax),
    "image_grid": lambda ax=None: P.image_grid(DIGITS.images[:7], captions=DIGITS.target[:7], ax=ax),
    "components": lambda ax=None: P.image_grid(FOUND.components[:6], columns=3, ax=ax),
    "reconstruction_strip": lambda ax=None: P.reconstruction_strip(FOUND, DIGITS.images[3], [0, 3, 30], ax=ax),
    "scatter": lambda ax=None: P.scatter(FOUND.project(DIGITS.data)[:300, :2], DIGITS.target[:300], ax=ax),
    "covariance_map": lambda ax=None: P.covariance_map(np.corrcoef(IRIS.data.T), ["a", "b", "c", "d"], ax=ax),
}


@pytest.mark.parametrize("name", FLAT)
def test_one_axes_is_made_or_drawn_on_and_returned(name):
    assert figure_checks.drawing_complaints(FLAT[name]) == []


# ----------------------------------------------------------------------------------------------------------- direction


@pytest.mark.parametrize("degrees", [0, 27, 45, 90, 117, 135, 180, 270, -30])
@pytest.mark.parametrize("spread", ["stretched", "round", "a line", "one place", "far away"])
def test_direction_reads_well_at_every_angle(degrees, spread):
    X = {
        "stretched": CLOUD,
        "round": RNG.standard_normal((200, 2)),
        "a line": np.outer(np.arange(6.0), [1, 2]),
        "one place": np.ones((4, 2)),
        "far away": CLOUD + 300,
    }[spread]
    axes = P.direction(X, np.radians(degrees))
    assert isinstance(axes, np.ndarray) and len(axes) == 2 and complaints(axes) == []


def test_shadows_lie_on_the_line_and_at_right_angles():
    ax = P.cloud(CLOUD, 0.4)
    shadows = next(line for line in ax.lines if line.get_marker() == "s").get_xydata()
    u, mean = np.array([np.cos(0.4), np.sin(0.4)]), CLOUD.mean(axis=0)
    assert (CLOUD - shadows) @ u == pytest.approx(np.zeros(40), abs=1e-12)
    assert (shadows - mean) @ (-u[1], u[0]) == pytest.approx(np.zeros(40), abs=1e-12)
    losses = next(c for c in ax.collections if isinstance(c, LineCollection) and len(c.get_segments()) == 40)
    assert np.array(losses.get_segments()) == pytest.approx(np.stack([CLOUD, shadows], axis=1))


def test_variance_and_squared_error_in_the_title_add_up_and_are_right():
    ax = P.variance_curve(CLOUD, np.radians(33))
    u = np.array([np.cos(np.radians(33)), np.sin(np.radians(33))])
    kept = (CLOUD @ u).var(ddof=1)
    total = CLOUD.var(axis=0, ddof=1).sum()
    parts = [float(word) for word in ax.get_title().replace("33°:", "").replace("+", "=").split("=")]
    assert parts == pytest.approx([kept, total - kept, total], abs=0.0101)
    assert round(parts[0] + parts[1], 9) == parts[2]
    curve, error = (line.get_ydata() for line in ax.lines[:2])
    assert curve[33] == pytest.approx(kept) and curve + error == pytest.approx(np.full(181, total))


@pytest.mark.parametrize(("degrees", "place"), [(0, 0), (33, 33), (180, 180), (213, 33), (-30, 150)])
def test_the_mark_stands_at_the_angle_and_180_at_the_right_end(degrees, place):
    ax = P.variance_curve(CLOUD, np.radians(degrees))
    mark = next(line for line in ax.lines if line.get_marker() == "o")
    assert mark.get_xdata()[0] == pytest.approx(place)


def test_no_covariance_is_written_without_a_minus():
    tiny = [[1, 0], [-1, 0], [0, 1], [1e-9, -1]]
    assert la.covariance_matrix(tiny)[0, 1] < 0
    assert P.covariance_rectangles(tiny).get_title().startswith("Covariance 0.00:")


# ------------------------------------------------------------------------------------------- ellipse, covariance, shares


def test_the_ellipse_has_the_standard_deviation_as_its_half_width():
    C = np.array([[4.0, 1.2], [1.2, 1.0]])
    ax = P.ellipse(C, (1, 2), sizes=(1,))
    outline = next(line for line in ax.lines if len(line.get_xdata()) == 121).get_xydata() - (1, 2)
    # x' C⁻¹ x = 1 on it, and its widest points lie one standard deviation from the mean
    assert np.einsum("ij,jk,ik->i", outline, np.linalg.inv(C), outline) == pytest.approx(np.ones(121))
    assert np.abs(outline).max(axis=0) == pytest.approx([2, 1], rel=1e-2)


@pytest.mark.parametrize(
    "C", [[[1, 0], [0, 1]], [[1, 1], [1, 1]], [[0, 0], [0, 0]], [[1e-6, 0], [0, 1e4]], [[2, -1.9], [-1.9, 2]]]
)
def test_every_covariance_matrix_has_an_ellipse(C):
    assert complaints(P.ellipse(C)) == []


@pytest.mark.parametrize(
    ("C", "message"), [([[1, 2], [0, 1]], "symmetric"), ([[1, 2], [2, 1]], "negative"), ([[1]], "2 x 2")]
)
def test_what_is_no_covariance_matrix_is_refused(C, message):
    with pytest.raises(ValueError, match=message):
        P.ellipse(C)


def test_rectangles_have_the_areas_whose_sum_is_the_covariance():
    X = CLOUD[:12]
    ax = P.covariance_rectangles(X)
    boxes = [path for c in ax.collections if isinstance(c, PatchCollection) for path in c.get_paths()]
    corners = [path.vertices for path in boxes]
    sizes = sorted(abs(np.prod(np.ptp(points, axis=0))) for points in corners)
    products = (X - X.mean(axis=0)).prod(axis=1)
    assert sizes == pytest.approx(sorted(np.abs(products)))
    assert f"Covariance {products.sum() / 11:.2f}" in ax.get_title()


def test_scree_and_cumulated_tell_the_shares():
    assert P.scree([6, 3, 1], 2).get_title() == "2 of 3 components hold 90 % of the variance"
    bars = [path for c in P.scree([6, 3, 1], 2).collections for path in c.get_paths()]
    assert [path.vertices[:, 1].max() for path in bars] == pytest.approx([60, 30, 10])
    curve = P.cumulated([6, 3, 1]).lines[0].get_xydata()
    assert curve == pytest.approx(np.array([[0, 0], [1, 60], [2, 90], [3, 100]]))
    assert (
        P.cumulated(FOUND, goal=0.5).get_title() == f"50 % of the variance takes {FOUND.needed(0.5)} of 30 components"
    )


def test_shares_that_cannot_be():
    for variances in ([1, -1], [0, 0], [[1, 2], [3, 4]]):
        with pytest.raises(ValueError, match="variances"):
            P.scree(variances)
    for k in (-1, 4, 1.0, True):
        with pytest.raises(ValueError, match="from 0 to 3"):
            P.cumulated([3, 2, 1], k)
    for goal in (0, 1.2, True):
        with pytest.raises(ValueError, match="goal"):
            P.cumulated([3, 2, 1], goal=goal)


# -------------------------------------------------------------------------------------------------------------- images


def canvas(ax):
    return ax.images[0].get_array()


def test_a_grid_shows_each_pixel_once_in_its_place():
    images = np.zeros((3, 2, 2))
    images[1] = [[0, 1], [0, 0]]
    shown = np.asarray(canvas(P.image_grid(images, columns=2, captions=["one", "two", "three"])))
    ink = np.argwhere(np.abs(shown - to_rgb(style.INK)).max(axis=-1) < 1e-9)
    assert len(ink) == 24 * 24  # one pixel of a picture of 2 x 2, in a tile of 48 x 48
    assert ink.min(axis=0)[0] == 0 and ink.min(axis=0)[1] == 48 + 4 + 24  # top right of the second tile


def test_negative_zero_and_positive_have_colours_of_their_own():
    shown = np.asarray(canvas(P.image_grid([[-2.0, 0, 0, 2.0]])))
    assert shown[0, 0] == pytest.approx(to_rgb(style.FIRST)) and shown[0, -1] == pytest.approx(to_rgb(style.PAPER))
    assert shown[-1, -1] == pytest.approx(to_rgb(style.SECOND))


def test_signed_pictures_have_a_labelled_scale_and_unsigned_ones_none():
    assert {"+2", "0", "−2"} <= set(words(P.image_grid([[-1.0, 0, 0, 2.0]])))
    assert words(P.image_grid([[0.0, 1, 2, 3]], captions=["a"])) == ["a"]


def test_a_copy_with_small_negative_entries_is_no_signed_picture_where_limits_say_so():
    shown = np.asarray(canvas(P.image_grid([[-0.5, 0, 0, 16.0]], limits=(0, 16))))
    assert shown[0, 0] == pytest.approx(to_rgb(style.PAPER)) and shown[-1, -1] == pytest.approx(to_rgb(style.INK))


@pytest.mark.parametrize("n", [1, 2, 10, 11, 23])
@pytest.mark.parametrize("side", [8, 28])
@pytest.mark.parametrize("signed", [False, True])
def test_grids_of_any_size_are_readable(n, side, signed):
    images = RNG.standard_normal((n, side, side)) if signed else RNG.random((n, side, side))
    captions = [f"{i}\n{i} %" for i in range(n)]
    assert complaints(P.image_grid(images, captions=captions)) == []
    assert complaints(P.image_grid(images.reshape(n, -1), columns=5)) == []


def test_pictures_that_are_not_square_and_constant_ones():
    assert complaints(P.image_grid(RNG.random((4, 12)), shape=(3, 4))) == []
    assert complaints(P.image_grid(np.zeros((2, 4, 4)))) == []
    assert complaints(P.image_grid(np.ones((2, 4, 4)), signed=True)) == []


@pytest.mark.parametrize(
    ("images", "options", "message"),
    [
        (np.zeros((2, 10)), {}, "not a square picture"),
        (np.zeros((2, 12)), {"shape": (5, 2)}, "shape"),
        (np.zeros(4), {}, "shape"),
        (np.zeros((0, 4, 4)), {}, "shape"),
        ([["a"]], {}, "real numbers"),
        ([[np.nan, 1, 1, 1]], {}, "finite"),
        (np.zeros((2, 4)), {"captions": ["one"]}, "2 images, but 1 captions"),
        (np.zeros((2, 4)), {"columns": 0}, "columns"),
    ],
)
def test_what_is_no_grid_is_refused(images, options, message):
    with pytest.raises(ValueError, match=message):
        P.image_grid(images, **options)


def test_a_strip_tells_the_error_that_is_left():
    x = DIGITS.data[7]
    ax = P.reconstruction_strip(FOUND, x, [0, 5, 30])
    told = words(ax)
    assert told[0] == "original" and told[1] == "mean\nerror 100 %"
    copy = FOUND.first(5).reconstruct(FOUND.first(5).project([x]))[0]
    share = ((x - copy) ** 2).sum() / ((x - FOUND.mean) ** 2).sum()
    assert told[2] == f"k = 5\nerror {100 * share:.0f} %"
    for bad in ([31], [-1], [1.5]):
        with pytest.raises(ValueError, match="from 0 to 30"):
            P.reconstruction_strip(FOUND, x, bad)
    with pytest.raises(ValueError, match="64 entries"):
        P.reconstruction_strip(FOUND, x[:9], [1])
    with pytest.raises(ValueError, match="linalg.pca"):
        P.reconstruction_strip(FOUND.components, x, [1])


# ------------------------------------------------------------------------------------------------------ scatter and maps


def test_classes_have_marks_of_their_own_and_stand_where_they_are():
    Z, labels = np.array([[0.0, 0], [1, 0], [1, 2], [5, 5]]), np.array([3, 3, 7, 0])
    ax = P.scatter(Z, labels)
    assert [line.get_xydata().tolist() for line in ax.lines] == [[[5, 5]], [[0, 0], [1, 0]], [[1, 2]]]
    outlines = [line.get_marker().vertices for line in ax.lines]
    assert all(a.shape != b.shape or not np.allclose(a, b) for a, b in zip(outlines, outlines[1:], strict=False))
    assert {"0", "3", "7"} <= set(words(ax))
    named = P.scatter(IRIS.data[:, :2], IRIS.target_names[IRIS.target])
    assert len({line.get_marker() for line in named.lines}) == 3 and complaints(named) == []


def test_highlighted_classes_alone_keep_their_colour():
    Z, labels = RNG.standard_normal((30, 2)), np.repeat([0, 1, 2], 10)
    colours = [line.get_color() for line in P.scatter(Z, labels, highlight=[1]).lines]
    assert colours[1] == style.PALETTE[1] and colours[0] == colours[2] != style.PALETTE[0]


@pytest.mark.parametrize(("Z", "labels"), [([[1, 2, 3]], None), ([1, 2], None), ([[1, 2]], [1, 2]), ([[1, 2]], 1)])
def test_what_is_no_scatter_is_refused(Z, labels):
    with pytest.raises(ValueError):
        P.scatter(Z, labels)


def test_a_map_writes_few_entries_and_refuses_what_is_not_square():
    told = words(P.covariance_map([[1, -0.5], [-0.5, 1]], ["height", "age"]))
    assert told.count("−0.5") == 2 and told.count("1") == 2 and "+1" in told
    assert complaints(P.covariance_map(la.covariance_matrix(DIGITS.data))) == []
    assert complaints(P.covariance_map(np.zeros((3, 3)))) == []
    with pytest.raises(ValueError, match="square"):
        P.covariance_map([[1, 2, 3], [4, 5, 6]])
    with pytest.raises(ValueError, match="2 features, but 1 names"):
        P.covariance_map(np.eye(2), ["a"])


@pytest.mark.parametrize("X", [[[1, 2]], [1, 2], [[1, 2, 3], [4, 5, 6]], [[np.nan, 1], [2, 3]]])
def test_what_is_no_cloud_is_refused(X):
    for draws in (P.cloud, P.variance_curve, P.covariance_rectangles):
        with pytest.raises(ValueError, match="X"):
            draws(X)
    with pytest.raises(ValueError, match="angle"):
        P.cloud(CLOUD, np.inf)
