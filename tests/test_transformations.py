"""What `utils.linalg.transformations` promises, held against complex numbers, NumPy and SciPy."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.linalg
from hypothesis import given
from hypothesis import strategies as st

from utils import linalg as la

ANGLES = (-7.0, -np.pi, -1.0, 0.0, 0.3, np.pi / 2, 2.0, np.pi, 6.0)
ENTRIES = st.floats(-5, 5, allow_nan=False).map(lambda x: round(x, 3))
MATRICES = st.lists(ENTRIES, min_size=4, max_size=4).map(lambda x: np.reshape(x, (2, 2)))


@pytest.mark.parametrize("angle", ANGLES)
def test_rotation_is_multiplication_by_a_complex_number_of_size_one(angle):
    z = (2 - 3j) * np.exp(1j * angle)
    np.testing.assert_allclose(la.rotation(angle) @ [2, -3], [z.real, z.imag], atol=1e-12)


@pytest.mark.parametrize("angle", ANGLES)
def test_reflection_turns_the_conjugate_by_twice_the_angle_of_the_line(angle):
    z = np.conj(2 - 3j) * np.exp(2j * angle)
    F = la.reflection([5 * np.cos(angle), 5 * np.sin(angle)])
    np.testing.assert_allclose(F @ [2, -3], [z.real, z.imag], atol=1e-12)
    np.testing.assert_allclose(F @ F, np.eye(2), atol=1e-12)


def test_stretch_and_shear_send_the_basis_vectors_where_they_say():
    np.testing.assert_array_equal(la.stretch(2, 3, -1) @ np.eye(3), np.diag([2, 3, -1]))
    np.testing.assert_array_equal(la.shear(2) @ [0, 1], [2, 1])
    np.testing.assert_array_equal(la.shear(2, along="y") @ [1, 0], [1, 2])
    assert la.stretch(2, 3).dtype == float


@given(st.lists(ENTRIES, min_size=3, max_size=3), st.lists(ENTRIES, min_size=3, max_size=3))
def test_projection_leaves_a_rest_square_to_the_line(direction, v):
    if np.linalg.norm(direction) < 1e-3:
        return
    P = la.projection(direction)
    rest = np.subtract(v, P @ v)
    assert abs(rest @ direction) < 1e-9 * (1 + np.linalg.norm(v)) * np.linalg.norm(direction)
    np.testing.assert_allclose(P @ P, P, atol=1e-12)
    np.testing.assert_allclose(P @ direction, direction, atol=1e-9)


def test_directions_of_any_length_do():
    for size in (1e-200, 1e200):
        np.testing.assert_allclose(la.projection([size, size]), [[0.5, 0.5], [0.5, 0.5]])
        np.testing.assert_allclose(la.reflection([size, size]), [[0, 1], [1, 0]], atol=1e-12)


@given(st.integers(1, 5), st.integers(1, 5), st.integers(0, 99))
def test_matrix_of_finds_the_matrix_of_a_matrix_map(m, n, seed):
    A = np.random.default_rng(seed).normal(size=(m, n))
    np.testing.assert_allclose(la.matrix_of(lambda v: A @ v, n), A)
    assert la.linearity_gap(lambda v: A @ v, n) < 1e-12


@pytest.mark.parametrize("f", [lambda v: v + 1, lambda v: v**2, np.abs, lambda v: np.maximum(v, 0)])
def test_a_gap_is_found_where_a_map_is_not_linear(f):
    assert la.linearity_gap(f, 2) > 0.01


@given(MATRICES)
def test_morph_goes_from_the_identity_to_the_matrix(A):
    for turning in (False, True):
        np.testing.assert_allclose(la.morph(A, 0, turning=turning), np.eye(2), atol=1e-12)
        np.testing.assert_allclose(la.morph(A, 1, turning=turning), A, atol=1e-9)
        way = [la.morph(A, t, turning=turning) for t in np.linspace(0, 1, 101)]
        # a half turn moves by pi / 100 in such a step; the rest is the stretch, at most 10 or so
        assert np.abs(np.diff(way, axis=0)).max() < 0.2 * (1 + np.abs(A).max()) * np.pi / 5


def test_a_straight_morph_moves_points_along_lines_and_a_turning_one_along_arcs():
    half = la.rotation(np.pi)
    np.testing.assert_allclose(la.morph(half, 0.5), np.zeros((2, 2)), atol=1e-12)
    for t in (0.2, 0.5, 0.9):
        np.testing.assert_allclose(la.morph(la.rotation(2.0), t, turning=True), la.rotation(2.0 * t), atol=1e-12)
        R, S = scipy.linalg.polar(la.morph([[2, 1], [0, 1]], t, turning=True))
        np.testing.assert_allclose(np.linalg.eigvalsh(S) > 0, True)
    mirror = la.reflection([1, 2])  # a mirror needs no turn: it flattens onto its line and opens on the other side
    np.testing.assert_allclose(la.morph(mirror, 0.5, turning=True), la.projection([1, 2]), atol=1e-12)


@given(MATRICES, st.lists(ENTRIES, min_size=2, max_size=2))
def test_coordinates_rebuild_the_vector(B, v):
    if abs(np.linalg.det(B)) < 1e-2:
        return
    np.testing.assert_allclose(B @ la.coordinates(v, B), v, atol=1e-8)


@given(MATRICES, MATRICES, st.lists(ENTRIES, min_size=2, max_size=2))
def test_a_map_and_its_matrix_in_a_basis_say_the_same(A, B, v):
    if abs(np.linalg.det(B)) < 1e-2:
        return
    inside = la.change_of_basis(A, B) @ la.coordinates(v, B)
    np.testing.assert_allclose(inside, la.coordinates(A @ v, B), atol=1e-6)


def test_change_of_basis_shows_a_mirror_from_its_own_line():
    np.testing.assert_allclose(
        la.change_of_basis(la.reflection([3, 1]), np.array([[3, -1], [1, 3]])), np.diag([1, -1]), atol=1e-12
    )


def test_a_layer_is_a_matrix_a_shift_and_a_cut():
    W, b, X = np.array([[1, 2], [-1, 1], [0, 3]]), [1, 0, -1], np.arange(8).reshape(4, 2) - 3
    z = np.array([W @ x + b for x in X])
    np.testing.assert_allclose(la.apply_layer(W, b, X), z)
    np.testing.assert_allclose(la.apply_layer(W, b, X, relu=True), z * (z > 0))


def test_a_perceptron_decides_and_and_a_point_on_the_boundary_is_zero():
    corners = [[0, 0], [0, 1], [1, 0], [1, 1]]
    assert la.perceptron([1, 1], -1.5, corners).tolist() == [0, 0, 0, 1]
    assert la.perceptron([1, 1], -1, corners).tolist() == [0, 0, 0, 1]
    assert la.perceptron([0.1, 0.1], -0.2, [[1, 1]]).tolist() == [0]
    assert la.perceptron([0.1, 0.1, 0.1], -0.3, [[1, 1, 1]]).tolist() == [0]  # 0.1 + 0.1 + 0.1 > 0.3 in floats
    assert la.perceptron([0, 0], 1, corners).tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: la.rotation("90"), "angle must be one real"),
        (lambda: la.rotation(np.nan), "finite"),
        (lambda: la.rotation([1, 2]), "one real"),
        (lambda: la.stretch(), "one factor for each axis"),
        (lambda: la.stretch(1, True), "real"),
        (lambda: la.shear(1, along="z"), '"x" or "y"'),
        (lambda: la.projection([0, 0]), "zero vector"),
        (lambda: la.reflection([1, 2, 3]), "2 entries"),
        (lambda: la.matrix_of(3, 2), "function"),
        (lambda: la.matrix_of(lambda v: v, 0), "1 or more"),
        (lambda: la.matrix_of(lambda v: v[: int(v[0]) + 1], 2), "one size"),
        (lambda: la.morph([[1, 2, 3], [4, 5, 6]], 0), "square"),
        (lambda: la.morph([[1, 2], [3, 4]], 1.5), "between 0"),
        (lambda: la.morph(np.eye(3), 0.5, turning=True), "2 x 2"),
        (lambda: la.morph([[1, 2], [3]], 0), "different lengths"),
        (lambda: la.coordinates([1, 2], [[1, 2], [2, 4]]), "independent columns"),
        (lambda: la.coordinates([1, 2, 3], np.eye(2)), "2 entries"),
        (lambda: la.change_of_basis(np.eye(3), np.eye(2)), "one size"),
        (lambda: la.change_of_basis([[1, np.nan], [0, 1]], np.eye(2)), "finite"),
        (lambda: la.apply_layer([[1, 2]], [1, 2], [[1, 1]]), "1 entry"),
        (lambda: la.apply_layer([[1, 2]], [1], [[1, 1, 1]]), "any x 2"),
        (lambda: la.perceptron([1, 2], [3], [[1, 1]]), "b must be one"),
    ],
)
def test_bad_input_is_refused_with_what_was_expected(call, words):
    with pytest.raises(ValueError, match=words):
        call()
