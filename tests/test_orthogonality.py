"""Gram-Schmidt, projections, least squares and mirrors of `utils.linalg`, held against NumPy, SciPy and SymPy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils import linalg as la

held = settings(deadline=None, max_examples=40, derandomize=True)  # the same cases at every run

small = st.integers(-4, 4)
whole = st.tuples(st.integers(1, 5), st.integers(1, 4)).flatmap(lambda shape: arrays(int, shape, elements=small))


def independent(rng, m, n):
    return rng.integers(-5, 6, (m, n)) + 0.25 * np.eye(m, n)


# ------------------------------------------------------------------------------------------------------- Gram-Schmidt


@pytest.mark.parametrize("method", ["modified", "classical"])
@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (3, 2), (5, 5), (40, 12)])
def test_qr_is_that_of_numpy_up_to_signs(method, shape):
    A = np.random.default_rng(7).normal(size=shape)
    Q, R = la.qr(A, method=method)
    Q0, R0 = np.linalg.qr(A)
    signs = np.sign(np.diag(R0))
    np.testing.assert_allclose(Q, Q0 * signs, atol=1e-12)
    np.testing.assert_allclose(R, signs[:, None] * R0, atol=1e-12)
    assert (np.diag(R) > 0).all()
    np.testing.assert_array_equal(Q, la.gram_schmidt(A, method=method))


@held
@given(whole)
def test_dependent_columns_give_zeros_and_the_rest_is_orthonormal(A):
    Q, R = la.qr(A)
    np.testing.assert_allclose(Q @ R, A, atol=1e-10)
    pivots = sympy.Matrix(A.tolist()).rref()[1]
    assert tuple(np.flatnonzero(Q.any(axis=0))) == pivots
    kept = Q[:, list(pivots)]
    np.testing.assert_allclose(kept.T @ kept, np.eye(len(pivots)), atol=1e-9)
    assert la.orthonormal_basis(A).shape == (len(A), len(pivots))


def test_gram_schmidt_agrees_with_sympy_in_exact_arithmetic():
    A = [[1, 1, 0], [1, 0, 1], [0, 1, 1]]
    exact = sympy.GramSchmidt([sympy.Matrix(c) for c in np.transpose(A).tolist()], orthonormal=True)
    np.testing.assert_allclose(la.gram_schmidt(A), np.hstack([np.array(v, dtype=float) for v in exact]), atol=1e-14)


def test_the_modified_method_keeps_right_angles_longer():
    H = la.hilbert(8)
    np.testing.assert_allclose(H, scipy.linalg.hilbert(8), rtol=1e-15)
    loss = {m: la.loss_of_orthogonality(la.gram_schmidt(H, method=m, tolerance=0.0)) for m in ("classical", "modified")}
    assert loss["classical"] > 0.1 and loss["modified"] < 1e-4
    assert la.loss_of_orthogonality(np.linalg.qr(H)[0]) < 1e-14


@held
@given(whole)
def test_steps_end_where_gram_schmidt_ends(A):
    steps = la.gram_schmidt_steps(A)
    np.testing.assert_allclose(steps[-1].columns, la.gram_schmidt(A), atol=1e-9)
    assert [steps[0].kind, steps[-1].kind] == ["start", "done"]
    for before, step in zip(steps[:-1], steps[1:], strict=True):
        if step.kind == "subtract":
            w, q = step.columns[:, step.index], step.columns[:, step.along]
            np.testing.assert_allclose(before.columns[:, step.index] - step.shadow, w, atol=1e-9)
            assert abs(w @ q) < 1e-9
        if step.kind == "scale":
            assert abs(np.linalg.norm(step.columns[:, step.index]) - 1) < 1e-12
        if step.kind == "zero":
            assert not step.columns[:, step.index].any()
        assert step.words and step.why


def test_steps_speak_in_roots_and_fractions():
    words = " ".join(f"{s.words}. {s.why}" for s in la.gram_schmidt_steps([[1, 1, 0], [1, 0, 1], [0, 1, 1]]))
    assert "q₁ = a₁ / √2" in words and "w₂ / √(3/2)" in words and "√(3/2) ≈ 1.22" in words
    words = " ".join(s.words for s in la.gram_schmidt_steps([[1, 2, 0], [0, 0, 0], [0, 0, 0]]))
    assert "Nothing is left of a₂" in words and "Nothing is left of a₃" in words and "1 orthonormal vector" in words


def test_orthogonal_matrices_are_square():
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    assert la.is_orthogonal(turn) and la.has_orthonormal_columns(turn[:, :1])
    assert not la.is_orthogonal(turn[:, :1]) and not la.is_orthogonal(2 * turn)


# --------------------------------------------------------------------------------------- projection and least squares


@held
@given(whole, st.data())
def test_projections_are_those_of_the_pseudoinverse(A, data):
    b = data.draw(arrays(int, len(A), elements=small))
    P = la.projection_matrix(A)
    np.testing.assert_allclose(P, A @ np.linalg.pinv(A), atol=1e-9)
    np.testing.assert_allclose(la.project(A, b), P @ b, atol=1e-9)
    np.testing.assert_allclose(A.T @ (b - la.project(A, b)), 0, atol=1e-8)


def test_projection_of_several_vectors_and_on_a_vector():
    B = np.arange(6.0).reshape(2, 3)
    np.testing.assert_allclose(la.project([2, 1], B), la.projection_matrix([[2], [1]]) @ B)
    np.testing.assert_allclose(la.project([0, 0], [3, 4]), [0, 0])


@pytest.mark.parametrize("method", ["qr", "normal"])
def test_least_squares_is_that_of_numpy(method):
    rng = np.random.default_rng(1)
    for m, n in [(2, 1), (3, 2), (30, 4), (5, 5)]:
        A, b = independent(rng, m, n), rng.normal(size=m)
        found = la.least_squares(A, b, method=method)
        np.testing.assert_allclose(found.x, np.linalg.lstsq(A, b)[0], atol=1e-8)
        np.testing.assert_allclose(A.T @ found.residual, 0, atol=1e-8)
        np.testing.assert_allclose(found.fitted + found.residual, b)
        assert found.error == pytest.approx(np.linalg.norm(found.residual))


def test_qr_keeps_digits_that_the_normal_equations_lose():
    t = np.linspace(0, 1, 50)
    A = np.vander(t, 10, increasing=True)
    truth = np.ones(10)
    lost = [np.abs(la.least_squares(A, A @ truth, method=m).x - 1).max() for m in ("qr", "normal")]
    assert lost[0] < 1e-8 and lost[1] > 1e-6


# ------------------------------------------------------------------------------------------------------------ mirrors


@held
@given(st.integers(1, 5).flatmap(lambda n: arrays(int, n, elements=small)).filter(lambda v: v.any()))
def test_a_reflection_is_orthogonal_symmetric_and_its_own_inverse(normal):
    H = la.reflection_matrix(normal)
    np.testing.assert_allclose(H @ H, np.eye(len(normal)), atol=1e-12)
    np.testing.assert_allclose(H, H.T)
    np.testing.assert_allclose(H @ normal, -normal, atol=1e-12)
    assert np.linalg.det(H) == pytest.approx(-1)
    np.testing.assert_allclose(H, np.eye(len(normal)) - 2 * la.projection_matrix(normal), atol=1e-12)


def test_images_are_as_far_behind_the_mirror():
    rng = np.random.default_rng(3)
    points, normal, foot = rng.normal(size=(6, 3)), np.array([1.0, -2, 0.5]), np.array([0.3, 1, -2])
    images = la.reflect(points, normal, through=foot)
    np.testing.assert_allclose((images - foot) @ normal, -((points - foot) @ normal))
    np.testing.assert_allclose(np.cross(images - points, normal), 0, atol=1e-12)
    np.testing.assert_allclose(la.reflect(points[0], normal, through=foot), images[0])
    np.testing.assert_allclose(la.reflect(images, normal, through=foot), points)
    assert np.isfinite(la.reflection_matrix([1e300, 1e300])).all()
    assert np.isfinite(la.reflection_matrix([1e-300, 1e-300])).all()


def test_arguments_are_left_alone_and_whole_numbers_divide():
    A = np.array([[3, 1], [4, 3]])
    given_before = A.copy()
    for call in (la.gram_schmidt, la.qr, la.projection_matrix, la.gram_schmidt_steps):
        call(A)
    la.least_squares(A, [1, 2])
    np.testing.assert_array_equal(A, given_before)
    assert la.gram_schmidt(A).dtype == float


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: la.gram_schmidt([1, 2]), "rows and columns"),
        (lambda: la.gram_schmidt([]), "rows and columns"),
        (lambda: la.gram_schmidt([[1, np.nan]]), "finite"),
        (lambda: la.gram_schmidt([[1, 2], [3]]), "different lengths"),
        (lambda: la.gram_schmidt([["a", "b"]]), "real numbers"),
        (lambda: la.gram_schmidt([[1.0]], method="fast"), "method"),
        (lambda: la.gram_schmidt_steps(np.eye(10)), "up to 9"),
        (lambda: la.project([[1, 0], [0, 1]], [1, 2, 3]), "2 rows"),
        (lambda: la.least_squares([[1, 2], [2, 4], [3, 6]], [1, 2, 3]), "Column 1 .* combination"),
        (lambda: la.least_squares([[1, 0], [1, 0]], [1, 2]), "Column 1 .* zero"),
        (lambda: la.least_squares([[1, 2, 3]], [1]), "3 columns but only 1 row"),
        (lambda: la.least_squares([[1], [2]], [1, 2, 3]), "2 rows"),
        (lambda: la.least_squares([[1], [2]], [1, 2], method="svd"), "method"),
        (lambda: la.reflection_matrix([0, 0]), "zero vector"),
        (lambda: la.reflect([[1, 2, 3]], [1, 0]), "2 coordinates"),
        (lambda: la.reflect([1, 2], [1, 0], through=[1]), "2 entries"),
        (lambda: la.hilbert(0), "whole number"),
        (lambda: la.hilbert(2.5), "whole number"),
    ],
)
def test_bad_input_is_told_what_to_mend(call, says):
    with pytest.raises(ValueError, match=says):
        call()
