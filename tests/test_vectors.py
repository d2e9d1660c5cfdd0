"""`utils.linalg.vectors` against NumPy, SciPy and scikit-learn, at ordinary and at extreme sizes, and on bad input."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import cosine_similarity as sklearn_cosine

from utils import linalg as la

RNG = np.random.default_rng(31)
ORDERS = [1, 1.5, 2, 3, 10, np.inf]


@pytest.mark.parametrize("p", ORDERS)
@pytest.mark.parametrize("n", [1, 2, 7, 300])
def test_norm_and_distance_are_those_of_numpy(p, n):
    u, v = RNG.normal(size=(2, n))
    assert la.norm(u, p) == pytest.approx(np.linalg.norm(u, p), rel=1e-12)
    assert la.distance(u, v, p) == pytest.approx(np.linalg.norm(u - v, p), rel=1e-12)
    assert la.norm(np.zeros(n), p) == 0 and la.distance(u, u, p) == 0


@pytest.mark.parametrize("p", ORDERS)
def test_norm_is_homogeneous_and_fulfils_the_triangle_inequality(p):
    for u, v in RNG.normal(size=(50, 2, 4)):
        assert la.norm(-3.5 * u, p) == pytest.approx(3.5 * la.norm(u, p))
        assert la.norm(u + v, p) <= la.norm(u, p) + la.norm(v, p) + 1e-12


@pytest.mark.parametrize("p", ORDERS)
@pytest.mark.parametrize("scale", [1e-300, 1e-160, 1e160, 1e300])
def test_norm_neither_overflows_nor_vanishes(p, scale):
    assert la.norm([3 * scale, -4 * scale], p) == pytest.approx(scale * la.norm([3, 4], p))


def test_larger_p_never_measures_longer():
    for v in RNG.normal(size=(20, 5)):
        sizes = [la.norm(v, p) for p in ORDERS]
        assert all(a >= b - 1e-12 for a, b in zip(sizes, sizes[1:], strict=False))


@pytest.mark.parametrize("p", [0, 0.5, -1, np.nan, "2", None, True, 1j, [2]])
def test_a_p_that_makes_no_norm_is_refused(p):
    for measure in (lambda: la.norm([1, 2], p), lambda: la.pairwise_distances([[1, 2]], p=p)):
        with pytest.raises(ValueError, match="p must be"):
            measure()


@pytest.mark.parametrize("n", [1, 2, 3, 50])
def test_cosine_and_angle_agree_with_the_definition(n):
    for u, v in RNG.normal(size=(30, 2, n)):
        expected = u @ v / np.linalg.norm(u) / np.linalg.norm(v)
        assert la.cosine_similarity(u, v) == pytest.approx(expected, abs=1e-12)
        assert np.cos(la.angle(u, v)) == pytest.approx(expected, abs=1e-12)
        assert la.angle(u, v) == la.angle(v, u)


def test_cosine_and_angle_do_not_depend_on_length():
    u, v = [1, 2, 2], [2, -1, 5]
    for scale in (1e-200, 1e-3, 7, 1e200):
        longer = scale * np.array(v)
        assert la.cosine_similarity(u, longer) == pytest.approx(la.cosine_similarity(u, v), rel=1e-12)
        assert la.angle(u, longer) == pytest.approx(la.angle(u, v), rel=1e-12)


@pytest.mark.parametrize("theta", [1e-12, 1e-6, 0.3, np.pi / 2, 3.0, np.pi - 1e-6])
def test_small_and_large_angles_keep_their_digits(theta):
    assert la.angle([1, 0], [np.cos(theta), np.sin(theta)]) == pytest.approx(theta, rel=1e-9)


def test_angles_of_special_directions_are_exact():
    assert la.angle([2, 3], [4, 6]) == pytest.approx(0, abs=1e-15)
    assert la.angle([2, 3], [-2, -3]) == pytest.approx(np.pi, abs=1e-15)
    assert la.angle([2, 3], [-3, 2]) == pytest.approx(np.pi / 2, abs=1e-15)
    v = np.array([0.1, 0.2, 0.3])
    assert la.cosine_similarity(v, 3 * v) <= 1 and la.cosine_similarity(v, -v) >= -1


def test_unit_vector_has_length_one_and_the_same_direction():
    for v in ([3, 4], [-5], [1e-200, 1e-200], [1e200, -1e200, 0], RNG.normal(size=9)):
        e = la.unit_vector(v)
        assert np.linalg.norm(e) == pytest.approx(1, rel=1e-14) and la.cosine_similarity(e, v) == pytest.approx(1)


@pytest.mark.parametrize("n", [1, 2, 3, 20])
def test_projection_is_nearest_and_leaves_a_rest_at_a_right_angle(n):
    for a, b in RNG.normal(size=(20, 2, n)):
        p = la.project_on_line(b, a)
        amount = np.linalg.lstsq(a[:, None], b, rcond=None)[0][0]
        np.testing.assert_allclose(p, amount * a, atol=1e-12)
        assert abs(a @ (b - p)) < 1e-12
        np.testing.assert_allclose(la.project_on_line(p, a), p, atol=1e-12)
        np.testing.assert_allclose(la.project_on_line(b, -7 * a), p, atol=1e-12)


def test_projection_is_safe_from_overflow():
    np.testing.assert_allclose(la.project_on_line([2, 4], [3e200, 1e200]), [3, 1], rtol=1e-12)
    np.testing.assert_allclose(la.project_on_line([2, 4], [3e-200, 1e-200]), [3, 1], rtol=1e-12)


@pytest.mark.parametrize("p", ORDERS)
def test_pairwise_distances_are_those_of_single_pairs(p):
    X, Y = RNG.normal(size=(6, 4)), RNG.normal(size=(3, 4))
    expected = [[np.linalg.norm(x - y, p) for y in Y] for x in X]
    np.testing.assert_allclose(la.pairwise_distances(X, Y, p), expected, rtol=1e-12)
    own = la.pairwise_distances(X, p=p)
    np.testing.assert_allclose(own, cdist(X, X, "minkowski", p=p) if p < np.inf else cdist(X, X, "chebyshev"))
    assert own.shape == (6, 6) and not own.diagonal().any() and np.array_equal(own, own.T)


def test_distances_of_close_points_far_from_the_origin_keep_their_digits():
    X = np.array([[1e8, 0.0], [1e8, 1e-4]])
    assert la.pairwise_distances(X)[0, 1] == pytest.approx(1e-4)


def test_pairwise_cosines_are_those_of_scikit_learn():
    X, Y = RNG.normal(size=(6, 4)), RNG.normal(size=(3, 4))
    np.testing.assert_allclose(la.pairwise_cosine_similarities(X, Y), sklearn_cosine(X, Y), atol=1e-12)
    own = la.pairwise_cosine_similarities(X)
    np.testing.assert_allclose(own.diagonal(), 1) and own.max() <= 1
    assert la.pairwise_cosine_similarities([[1e200, 0], [1e-200, 1e-200]])[0, 1] == pytest.approx(np.sqrt(0.5))


@pytest.mark.parametrize("f", [la.cosine_similarity, la.angle])
def test_zero_vectors_have_no_direction(f):
    for pair in (([0, 0], [1, 2]), ([1, 2], [0, 0])):
        with pytest.raises(ValueError, match="zero vector"):
            f(*pair)


def test_zero_vectors_are_refused_where_a_direction_is_wanted():
    with pytest.raises(ValueError, match="v is the zero vector"):
        la.unit_vector([0, 0])
    with pytest.raises(ValueError, match="a is the zero vector"):
        la.project_on_line([1, 2], [0, 0])
    assert not la.project_on_line([0, 0], [1, 2]).any()
    with pytest.raises(ValueError, match="Row 1 of X is zero"):
        la.pairwise_cosine_similarities([[1, 2], [0, 0]])
    with pytest.raises(ValueError, match="Row 0 of Y is zero"):
        la.pairwise_cosine_similarities([[1, 2]], [[0, 0]])


@pytest.mark.parametrize("f", [la.distance, la.cosine_similarity, la.angle, la.project_on_line])
def test_sizes_must_agree(f):
    with pytest.raises(ValueError, match="2 and 3"):
        f([1, 2], [1, 2, 3])


@pytest.mark.parametrize(
    "bad", [[], [[1, 2], [3, 4]], ["a", "b"], [1, np.nan], [1, np.inf], [1 + 1j, 0], [True, False], 3]
)
def test_what_is_no_vector_is_refused(bad):
    for f in (la.norm, la.unit_vector, lambda v: la.angle(v, [1, 0]), lambda v: la.project_on_line([1, 0], v)):
        with pytest.raises(ValueError):
            f(bad)


@pytest.mark.parametrize("bad", [[], [1, 2], [[1, 2], [3]], [["a"]], [[np.nan]]])
def test_what_is_no_cloud_is_refused(bad):
    for f in (la.pairwise_distances, la.pairwise_cosine_similarities):
        with pytest.raises(ValueError):
            f(bad)
        with pytest.raises(ValueError):
            f([[1, 2]], bad)
    with pytest.raises(ValueError, match="2 and 3 entries"):
        la.pairwise_distances([[1, 2]], [[1, 2, 3]])


def test_arguments_are_left_alone():
    u, v = np.array([3, 4]), np.array([1, 2])
    for f in (la.distance, la.cosine_similarity, la.angle, la.project_on_line):
        f(u, v)
    la.unit_vector(u)
    assert u.tolist() == [3, 4] and v.tolist() == [1, 2] and u.dtype.kind == "i"


@pytest.mark.parametrize("p", [0.3, 0.5, 1, 1.5, 2, 4, 50, 1000, np.inf])
@pytest.mark.parametrize("n", [8, 240])
def test_the_edge_of_a_unit_ball_has_p_length_one_and_all_corners(p, n):
    edge = la.unit_ball(p, n)
    assert edge.shape == (n, 2)
    size = np.abs(edge).max(axis=1) if np.isinf(p) else (np.abs(edge) ** p).sum(axis=1)
    np.testing.assert_allclose(size, 1, rtol=1e-9)
    for corner in ([1, 0], [0, 1], [-1, 0], [0, -1]):
        assert (np.abs(edge - corner).max(axis=1) < 1e-12).any()
    assert (np.isclose(*np.abs(edge).T)).sum() >= 4
    turn = np.unwrap(np.arctan2(edge[:, 1], edge[:, 0]))
    assert (np.diff(turn) > 0).all() and turn[-1] < 2 * np.pi


@pytest.mark.parametrize(("p", "n"), [(0, 8), (-1, 8), (np.nan, 8), (2, 0), (2, 12), (2, 8.0), (2, True)])
def test_a_ball_that_cannot_be_is_refused(p, n):
    with pytest.raises(ValueError, match="must be"):
        la.unit_ball(p, n)
