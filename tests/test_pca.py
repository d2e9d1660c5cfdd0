"""Principal components against scikit-learn's, and by what they promise: length, right angles, variance, error."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

from utils import linalg as la

METHODS = ("covariance", "dual", "svd")


def cloud(n, d, seed=0):
    """Points whose variances along the axes of a turned frame fall evenly, so that every component is well defined."""
    rng = np.random.default_rng(seed)
    frame = np.linalg.qr(rng.standard_normal((d, d)))[0]
    return rng.standard_normal((n, d)) * np.geomspace(10, 1, d) @ frame.T + rng.normal(0, 5, d)


def close_up_to_sign(rows, others):
    """Whether rows are the same vectors to 1e-8, each up to its sign."""
    return np.abs(rows * np.sign((rows * others).sum(axis=1))[:, None] - others).max() < 1e-8


# --------------------------------------------------------------------------------------------------------- covariance


@pytest.mark.parametrize("ddof", [0, 1])
@pytest.mark.parametrize("shape", [(2, 1), (5, 3), (3, 7), (40, 4)])
def test_covariance_is_that_of_numpy(shape, ddof):
    X = cloud(*shape)
    expected = np.atleast_2d(np.cov(X, rowvar=False, ddof=ddof))
    assert la.covariance_matrix(X, ddof=ddof) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_covariance_takes_whole_numbers_and_leaves_them_alone():
    X = np.array([[1, 2], [3, 2], [5, 8]], dtype=np.uint8)
    before = X.copy()
    assert la.covariance_matrix(X).tolist() == [[4, 6], [6, 12]]
    assert (X == before).all()


def test_variance_along_is_that_of_the_shadows():
    X = cloud(50, 3)
    for direction in np.random.default_rng(1).standard_normal((5, 3)):
        shadows = X @ direction / np.linalg.norm(direction)
        assert la.variance_along(X, direction) == pytest.approx(shadows.var(ddof=1))
        assert la.variance_along(X, 1e-200 * direction) == pytest.approx(shadows.var(ddof=1))
        assert la.variance_along(X, direction, ddof=0) == pytest.approx(shadows.var())


# ---------------------------------------------------------------------------------------- agreement with scikit-learn


@pytest.mark.parametrize("method", ["auto", *METHODS])
@pytest.mark.parametrize(("n", "d"), [(60, 5), (5, 60), (12, 12), (13, 12), (200, 170), (160, 400), (2, 3), (30, 1)])
def test_components_agree_with_scikit_learn_up_to_sign(n, d, method):
    X = cloud(n, d)
    k = min(n - 1, d)
    ours, theirs = la.pca(X, k, method=method), PCA(k, svd_solver="full").fit(X)
    assert np.abs(ours.mean - theirs.mean_).max() < 1e-12
    assert np.abs(ours.variances - theirs.explained_variance_).max() < 1e-8
    assert np.abs(ours.ratio - theirs.explained_variance_ratio_).max() < 1e-8
    assert close_up_to_sign(ours.components, theirs.components_)
    assert ours.n == n and ours.method == (method if method != "auto" else "dual" if n < d else "covariance")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("rows", "k"), [(slice(None), 20), (slice(0, 40), 15), (slice(0, 500), 40)])
def test_digits_agree_with_scikit_learn(rows, k, method):
    X = load_digits().data[rows]  # some pixels are never inked: constant features
    assert (X.std(axis=0) == 0).any()
    ours, theirs = la.pca(X, k, method=method), PCA(k, svd_solver="full").fit(X)
    assert np.abs(ours.variances - theirs.explained_variance_).max() < 1e-8
    assert close_up_to_sign(ours.components, theirs.components_)
    Z, W = ours.project(X), theirs.transform(X)
    assert np.abs(np.abs(Z) - np.abs(W)).max() < 1e-8
    assert np.abs(ours.reconstruct(Z) - theirs.inverse_transform(W)).max() < 1e-8


@pytest.mark.parametrize(("n", "d", "k"), [(300, 200, 10), (300, 200, 66), (200, 900, 10), (200, 900, 199)])
def test_a_part_of_the_components_is_the_beginning_of_all(n, d, k):
    X = cloud(n, d, seed=3)
    part, whole = la.pca(X, k), la.pca(X, method="svd")
    assert close_up_to_sign(part.components, whole.components[:k])
    assert np.abs(part.ratio - whole.ratio[:k]).max() < 1e-10


def test_signs_are_settled_by_the_largest_entry():
    for method in METHODS:
        rows = la.pca(cloud(30, 6), method=method).components
        assert (rows[np.arange(6), np.abs(rows).argmax(axis=1)] > 0).all()


# ------------------------------------------------------------------------------------------------------------ promises

POINTS = st.tuples(st.integers(2, 8), st.integers(1, 8)).flatmap(
    lambda shape: arrays(float, shape, elements=st.integers(-20, 20).map(lambda x: x / 4))
)


@settings(max_examples=80, deadline=None)
@given(POINTS, st.sampled_from(METHODS))
def test_what_components_promise_holds_for_any_points(X, method):
    """Also where points coincide, features are constant or copies of each other, and k is more than the rank."""
    found = la.pca(X, method=method)
    k = min(X.shape)
    assert found.components.shape == (k, X.shape[1])
    assert found.components @ found.components.T == pytest.approx(np.eye(k), abs=1e-9)
    assert (found.variances >= 0).all() and (np.diff(found.variances) <= 1e-9).all()
    total = X.var(axis=0, ddof=1).sum()
    assert found.variances.sum() == pytest.approx(total, abs=1e-8)
    assert found.ratio.sum() == pytest.approx(1 if total else 0, abs=1e-9)
    Z = found.project(X)
    assert Z.mean(axis=0) == pytest.approx(np.zeros(k), abs=1e-9)
    assert np.atleast_2d(np.cov(Z, rowvar=False)) == pytest.approx(np.diag(found.variances), abs=1e-7)
    assert found.reconstruct(Z) == pytest.approx(X, abs=1e-7)
    for j in range(1, k):  # what is left out is the sum of the other variances
        rest = ((X - found.reconstruct(Z[:, :j])) ** 2).sum() / (len(X) - 1)
        assert rest == pytest.approx(found.variances[j:].sum(), abs=1e-7)


@pytest.mark.parametrize("method", METHODS)
def test_components_beyond_the_rank_have_variance_zero(method):
    rng = np.random.default_rng(4)
    X = rng.standard_normal((6, 2)) @ rng.standard_normal((2, 9)) + 3
    found = la.pca(X, 6, method=method)
    assert (found.variances[:2] > 0.01).all() and found.variances[2:] == pytest.approx(np.zeros(4), abs=1e-12)
    assert found.components @ found.components.T == pytest.approx(np.eye(6), abs=1e-9)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("value", [0.0, 0.1, 1e8 / 3])
def test_points_that_are_all_the_same_have_no_variance(method, value):
    found = la.pca(np.full((7, 3), value), method=method)
    assert (found.variances == 0).all() and (found.ratio == 0).all()
    assert found.components @ found.components.T == pytest.approx(np.eye(3), abs=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_a_large_mean_does_not_spoil_the_components(method):
    X = cloud(40, 4)
    far = la.pca(X + 1e6, method=method)
    assert np.abs(far.components - la.pca(X).components).max() < 1e-8


def test_the_data_are_left_alone():
    X = cloud(10, 3)
    before = X.copy()
    found = la.pca(X)
    found.project(X)
    assert (X == before).all()


def test_first_and_needed():
    found = la.pca(cloud(100, 5))
    two = found.first(2)
    assert two.components.shape == (2, 5) and np.array_equal(two.ratio, found.ratio[:2])
    for share in (0.1, 0.5, 0.9, 0.999, 1):
        k = found.needed(share)
        assert found.ratio[:k].sum() >= share - 1e-12 and (k == 1 or found.ratio[: k - 1].sum() < share)
    with pytest.raises(ValueError, match="hold 0"):
        two.needed(0.9999)


# ------------------------------------------------------------------------------------------------------------ bad input

BAD = {
    "one point": ([[1.0, 2.0]], "single point|at least 2 points"),
    "a vector": ([1.0, 2.0, 3.0], "rows and columns"),
    "three axes": (np.zeros((2, 2, 2)), "rows and columns"),
    "empty": ([], "rows and columns"),
    "no columns": (np.zeros((3, 0)), "rows and columns"),
    "ragged": ([[1, 2], [3]], "different lengths"),
    "words": ([["a", "b"], ["c", "d"]], "real numbers"),
    "missing": ([[1, np.nan], [2, 3]], "finite"),
    "infinite": ([[1, np.inf], [2, 3]], "finite"),
    "complex": ([[1j, 0], [0, 1]], "real numbers"),
    "too large": ([[1e200, 0], [-1e200, 1]], "too large"),
}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", BAD)
@pytest.mark.filterwarnings("ignore:overflow:RuntimeWarning")
def test_bad_data_are_described(name, method):
    X, words = BAD[name]
    with pytest.raises(ValueError, match=words):
        la.pca(X, method=method)
    with pytest.raises(ValueError, match=words):
        la.covariance_matrix(X)


@pytest.mark.parametrize("k", [0, -1, 4, 2.0, "2", True])
def test_a_number_of_components_that_cannot_be(k):
    with pytest.raises(ValueError, match="from 1 to 3"):
        la.pca(cloud(9, 3), k)
    with pytest.raises(ValueError, match="from 1 to 3"):
        la.pca(cloud(9, 3)).first(k)


def test_other_arguments_that_cannot_be():
    found = la.pca(cloud(9, 3), 2)
    with pytest.raises(ValueError, match="'auto', 'covariance', 'dual', 'svd'"):
        la.pca(cloud(9, 3), method="eigen")
    for ddof in (-1, 0.5, None, True):
        with pytest.raises(ValueError, match="ddof"):
            la.covariance_matrix(cloud(9, 3), ddof=ddof)
    for direction, words in (([0, 0, 0], "zero vector"), ([1, 0], "3 entries"), ([[1, 0], [0, 1]], "vector")):
        with pytest.raises(ValueError, match=words):
            la.variance_along(cloud(9, 3), direction)
    with pytest.raises(ValueError, match="X must be any x 3"):
        found.project(cloud(4, 2))
    with pytest.raises(ValueError, match="rows and columns"):
        found.project([1, 2, 3])
    with pytest.raises(ValueError, match="only 2 components"):
        found.reconstruct(np.zeros((4, 3)))
    for share in (0, 1.5, -0.1, "0.9", True, None):
        with pytest.raises(ValueError, match="share"):
            found.needed(share)
