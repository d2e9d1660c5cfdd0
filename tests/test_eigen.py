"""What `utils.linalg.eigen` promises, held against NumPy and SymPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import linalg as la

RNG = np.random.default_rng(4)
ROTATED = np.linalg.qr(RNG.normal(size=(4, 4)))[0]
SMALL = st.integers(-3, 3)


def as_dictionary(A):
    """Return {value: (algebraic, geometric)}, values rounded."""
    return {np.round(complex(s.value), 6): (s.algebraic, s.geometric) for s in la.eigen(A).spaces}


# --------------------------------------------------------------------------------------------- against other sources


@pytest.mark.parametrize("n", [1, 2, 3, 5, 8, 12])
def test_values_and_vectors_agree_with_numpy(n):
    A = RNG.normal(size=(n, n))
    found = la.eigen(A)
    assert not found.exact or n == 0
    ours, numpys = np.sort_complex(found.values.astype(complex)), np.sort_complex(np.linalg.eigvals(A).astype(complex))
    np.testing.assert_allclose(ours, numpys, atol=1e-9)
    assert found.diagonalisable and found.vectors.shape == (n, n)
    np.testing.assert_allclose(A @ found.vectors, found.vectors * found.values, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(found.vectors, axis=0), 1)


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 3).flatmap(lambda n: st.lists(st.lists(SMALL, min_size=n, max_size=n), min_size=n, max_size=n)))
def test_multiplicities_of_whole_matrices_agree_with_sympy(rows):
    M = sympy.Matrix(rows)
    found = la.eigen(rows)
    assert found.exact
    by_sympy = M.eigenvals()
    if len(rows) < 3:
        expected = {
            np.round(complex(value), 6): (count, len((M - value * sympy.eye(len(rows))).nullspace()))
            for value, count in by_sympy.items()
        }
        assert as_dictionary(rows) == expected
    assert sorted(s.algebraic for s in found.spaces) == sorted(by_sympy.values())
    assert found.diagonalisable == M.is_diagonalizable()
    for s in found.spaces:
        np.testing.assert_allclose(np.array(rows) @ s.basis, s.value * s.basis, atol=1e-8)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(SMALL, min_size=n, max_size=n), min_size=n, max_size=n)))
def test_the_characteristic_polynomial_is_that_of_sympy(rows):
    x = sympy.Symbol("x")
    expected = [int(c) for c in sympy.Matrix(rows).charpoly(x).all_coeffs()]
    assert la.characteristic_polynomial(rows, exact=True).tolist() == expected
    np.testing.assert_allclose(la.characteristic_polynomial(rows), expected)
    np.testing.assert_allclose(la.characteristic_polynomial(np.array(rows) * np.pi), np.poly(np.array(rows) * np.pi), atol=1e-6)  # fmt: skip


# --------------------------------------------------------------------------------------------- multiplicities


JORDAN = {
    "two blocks of one value": ([[2, 1, 0, 0], [0, 2, 0, 0], [0, 0, 2, 1], [0, 0, 0, 2]], {2: (4, 2)}),
    "a block of three": ([[2, 1, 0, 0], [0, 2, 1, 0], [0, 0, 2, 0], [0, 0, 0, 3]], {2: (3, 1), 3: (1, 1)}),
    "repeated, not defective": ([[2, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0], [0, 0, 0, 3]], {2: (3, 3), 3: (1, 1)}),
    "a pair twice": ([[0, -1, 1, 0], [1, 0, 0, 1], [0, 0, 0, -1], [0, 0, 1, 0]], {1j: (2, 1), -1j: (2, 1)}),
}


@pytest.mark.parametrize("name", JORDAN)
def test_repeated_values_are_counted_exactly_and_in_floats(name):
    J, expected = JORDAN[name]
    assert as_dictionary(J) == expected and la.eigen(J).exact
    turned = ROTATED @ np.array(J) @ ROTATED.T
    assert as_dictionary(turned) == expected and not la.eigen(turned).exact


def test_irrational_repeated_values_of_whole_matrices():
    fibonacci = np.array([[1, 1], [1, 0]])
    twice = np.kron(np.eye(2, dtype=int), fibonacci)
    golden = (1 + math.sqrt(5)) / 2
    assert as_dictionary(twice) == {np.round(complex(golden), 6): (2, 2), np.round(complex(1 - golden), 6): (2, 2)}
    coupled = np.block([[fibonacci, np.eye(2, dtype=int)], [np.zeros((2, 2), dtype=int), fibonacci]])
    assert [s.geometric for s in la.eigen(coupled).spaces] == [1, 1]


def test_a_matrix_defective_within_rounding_is_called_so_and_one_farther_off_is_not():
    near = la.eigen([[1, 1], [0, 1 + 1e-9]])
    assert not near.exact and len(near.spaces) == 1 and near.spaces[0].defective
    assert near.spaces[0].spread == pytest.approx(1e-9, rel=1e-6)
    apart = la.eigen([[math.pi, 1], [0, math.pi + 1e-5]])
    assert len(apart.spaces) == 2 and apart.diagonalisable
    assert la.eigen([[1, 1], [0, 1.000001]]).diagonalisable  # six digits: taken as typed, worked exactly
    well = la.eigen([[math.pi, 0], [0, math.pi + 1e-9]])  # symmetric: values this far apart are certainly two
    assert len(well.spaces) == 2


def test_values_far_apart_in_size_are_not_taken_for_one():
    A = [[1000 * math.sqrt(2), 1, 0], [0, 1, 0.3], [0, 0, 1.005 + 1e-7 / 3]]
    assert len(la.eigen(A).spaces) == 3


def test_two_defective_values_in_floats_stay_two():
    J = np.array([[math.pi, 1, 0, 0], [0, math.pi, 0, 0], [0, 0, math.e, 1], [0, 0, 0, math.e]])
    assert [(s.algebraic, s.geometric) for s in la.eigen(J).spaces] == [(2, 1), (2, 1)]


def test_slider_rounding_counts_as_the_number_meant():
    assert la.eigen_kind([[0.1 * 3, 1], [0, 0.3]]) == "defective"
    assert la.eigen_kind([[np.cos(np.pi / 2), -1], [1, np.cos(np.pi / 2)]]) == "complex"
    assert la.eigen([[1 / 3, 0], [0, 1]]).spaces[1].fraction.denominator == 3


@pytest.mark.parametrize(
    ("A", "kind"),
    [([[1, 2], [3, 2]], "two real"), ([[0, 0], [0, 0]], "repeated"), ([[5, 0], [0, 5]], "repeated"),
     ([[3, 1], [-1, 1]], "defective"), ([[1, -1], [1, 1]], "complex"), ([[1, 1], [1, 1]], "two real")],
)  # fmt: skip
def test_the_kind_of_a_2x2_matrix(A, kind):
    assert la.eigen_kind(A) == kind


def test_order_is_by_size_then_real_part_then_above_the_axis():
    values = [s.value for s in la.eigen([[0, 0, 0, 0], [0, -2, 0, 0], [0, 0, 2, 0], [0, 0, 0, 1]]).spaces]
    assert values == [2, -2, 1, 0]
    pair = la.eigen([[0, -1], [1, 0]]).values
    assert pair[0].imag > 0 > pair[1].imag


# --------------------------------------------------------------------------------------- diagonalising and powers


def test_diagonalise_gives_back_the_matrix_also_with_complex_values():
    for A in ([[1, 2], [3, 2]], [[0, -1], [1, 0]], RNG.normal(size=(5, 5)), np.eye(3)):
        P, d = la.diagonalise(A)
        np.testing.assert_allclose(P @ np.diag(d) @ np.linalg.inv(P), A, atol=1e-9)
    with pytest.raises(ValueError, match="defective.*2.*1 independent"):
        la.diagonalise([[1, 1], [0, 1]])
    with pytest.raises(ValueError, match="within rounding"):
        la.diagonalise([[math.pi, 1], [0, math.pi]])


def test_spectral_decomposition_agrees_with_numpy_and_is_orthogonal():
    S = RNG.normal(size=(6, 6))
    S = S + S.T
    Q, d = la.spectral_decomposition(S)
    np.testing.assert_allclose(d[::-1], np.linalg.eigvalsh(S))
    np.testing.assert_allclose(Q.T @ Q, np.eye(6), atol=1e-12)
    np.testing.assert_allclose(Q * d @ Q.T, S, atol=1e-12)
    with pytest.raises(ValueError, match=r"symmetric, but A\[0, 1\] is 1 and A\[1, 0\] is 0"):
        la.spectral_decomposition([[1, 1], [0, 1]])


@pytest.mark.parametrize("k", [0, 1, 2, 7, 30, -1, -3])
def test_powers_are_those_of_numpy(k):
    A = np.array([[1.0, 0.5], [0.25, 0.75]])
    np.testing.assert_allclose(la.matrix_power(A, k), np.linalg.matrix_power(A, k), rtol=1e-12)


def test_power_refuses_what_has_no_meaning():
    for k in (0.5, "2", True):
        with pytest.raises(ValueError, match="whole number"):
            la.matrix_power(np.eye(2), k)
    with pytest.raises(ValueError, match="singular"):
        la.matrix_power([[1, 1], [1, 1]], -1)


# --------------------------------------------------------------------------------------------- turning and locking


def test_lock_holds_eigen_directions_and_no_others():
    A = [[1, 2], [3, 2]]  # 4 along (2, 3), -1 along (1, -1)
    angle, value = la.lock(A, math.radians(56))
    assert value == 4 and math.tan(angle) == pytest.approx(1.5)
    assert la.lock(A, math.radians(-45))[1] == la.lock(A, math.radians(135))[1] == -1
    assert la.lock(A, 0.3) == (0.3, None)
    assert all(la.lock([[0.8, -0.6], [0.6, 0.8]], t)[1] is None for t in np.linspace(0, 6, 50))
    assert la.lock([[2, 0], [0, 2]], 0.7) == (0.7, 2.0)


def test_a_slider_in_whole_degrees_meets_every_real_direction():
    for _ in range(20):
        A = RNG.integers(-4, 5, size=(2, 2))
        real = {s.value for s in la.eigen(A).spaces if not isinstance(s.value, complex)}
        met = {la.lock(A, math.radians(t))[1] for t in range(180)} - {None}
        assert met == real


def test_turning_angles():
    assert math.degrees(la.turning_angle([[0, -1], [1, 0]], 1.0)) == pytest.approx(90)
    assert la.turning_angle([[-1, 0], [0, -1]], 0.4) == pytest.approx(math.pi)
    assert math.isnan(la.turning_angle([[1, 1], [1, 1]], math.radians(135)))


# --------------------------------------------------------------------------------------------- power iteration


def test_power_iteration_finds_the_largest_value_of_numpy():
    S = RNG.normal(size=(6, 6))
    S = S @ S.T
    found = la.power_iteration(S, most=5000)
    values, vectors = np.linalg.eigh(S)
    assert found.converged and found.value == pytest.approx(values[-1])
    assert abs(found.vector @ vectors[:, -1]) == pytest.approx(1)
    assert found.vectors.shape == (found.steps + 1, 6) and len(found.values) == len(found.residuals) == found.steps + 1


def test_power_iteration_with_a_negative_largest_value_flips_and_still_converges():
    found = la.power_iteration([[-3, 0], [0, 1]], [1, 1])
    assert found.converged and found.value == pytest.approx(-3)
    assert found.vectors[-1] @ found.vectors[-2] == pytest.approx(-1)


@pytest.mark.parametrize("A", [[[0, -1], [1, 0]], [[1, 0], [0, -1]], [[0, 1], [4, 0]]])
def test_power_iteration_says_where_it_does_not_converge(A):
    found = la.power_iteration(A, [1, 3], most=200)
    assert not found.converged and found.steps == 200


def test_power_iteration_is_blind_to_a_direction_that_the_start_lacks_and_stops_at_zero():
    assert la.power_iteration([[3, 0], [0, 1]], [0, 1]).value == 1
    assert la.power_iteration([[0, 0], [0, 0]]).converged
    nilpotent = la.power_iteration([[0, 1], [0, 0]], [0, 1])
    assert nilpotent.converged and nilpotent.value == 0
    with pytest.raises(ValueError, match="zero vector"):
        la.power_iteration(np.eye(2), [0, 0])


def test_power_iteration_scales_so_that_nothing_overflows():
    found = la.power_iteration([[1e200, 0], [0, 1]], [1, 1])
    assert found.converged and found.value == pytest.approx(1e200)


def test_deflation_takes_one_value_away_and_keeps_the_others():
    S = np.array([[4.0, 1, 0], [1, 3, 1], [0, 1, 2]])
    Q, d = la.spectral_decomposition(S)
    rest = la.deflate(S, d[0], 5 * Q[:, 0])
    np.testing.assert_allclose(np.sort(np.linalg.eigvalsh(rest)), np.sort([0, d[1], d[2]]), atol=1e-12)
    np.testing.assert_allclose(rest @ Q[:, 1], d[1] * Q[:, 1], atol=1e-12)
    A = np.array([[1.0, 2], [3, 2]])
    np.testing.assert_allclose(np.sort(np.linalg.eigvals(la.deflate(A, 4, [2, 3]))), [-1, 0], atol=1e-12)
    with pytest.raises(ValueError, match="no eigenvector for the value 4"):
        la.deflate(A, 4, [1, 0])
    with pytest.raises(ValueError, match="defective"):
        la.deflate([[1, 1], [0, 1]], 1, [1, 0])


def test_rayleigh_quotient_and_eigenvalue_of():
    assert la.eigenvalue_of([[1, 2], [3, 2]], [20, 30]) == pytest.approx(4)
    assert la.eigenvalue_of([[1, 1], [1, 1]], [1, -1]) == 0
    assert la.eigenvalue_of([[1, 2], [3, 2]], [2, 3.01]) is None
    assert la.rayleigh_quotient([[2, 0], [0, 4]], [1, 1]) == 3
    for f in (la.eigenvalue_of, la.rayleigh_quotient):
        with pytest.raises(ValueError, match="zero vector"):
            f(np.eye(2), [0, 0])


# ----------------------------------------------------------------------------------------------------- Markov chains


def random_chain(n, zeros=0.3):
    P = RNG.random((n, n)) * (RNG.random((n, n)) > zeros)
    P[RNG.integers(n, size=n), np.arange(n)] += 0.1
    return P / P.sum(axis=0)


@pytest.mark.parametrize("n", [1, 2, 3, 6, 20])
def test_the_steady_state_is_numpys_eigenvector(n):
    for _ in range(5):
        P = random_chain(n)
        values, vectors = np.linalg.eig(P)
        ones = np.flatnonzero(np.abs(values - 1) < 1e-9)
        assert len(ones) == len(la.closed_classes(P))
        if len(ones) > 1:
            with pytest.raises(ValueError, match="infinitely many"):
                la.steady_state(P)
            continue
        p = la.steady_state(P)
        v = vectors[:, ones[0]].real
        np.testing.assert_allclose(p, v / v.sum(), atol=1e-9)
        np.testing.assert_allclose(P @ p, p, atol=1e-12)
        assert (p >= 0).all() and p.sum() == pytest.approx(1)


def test_regular_means_that_some_power_has_no_zero():
    for _ in range(40):
        P = random_chain(4, zeros=0.6)
        assert la.is_regular(P) == (np.linalg.matrix_power(P, 200) > 1e-300).all() or (P @ P > 0).all()
    assert not la.is_regular([[0, 1], [1, 0]]) and la.is_regular([[1]])
    slowest = np.roll(np.eye(4), 1, axis=0)
    slowest[:, 3] = [0.5, 0.5, 0, 0]  # Wielandt's worst case: only power 10 is positive
    assert la.is_regular(slowest) and (np.linalg.matrix_power(slowest, 9) == 0).any()


def test_transient_states_get_zero_and_flipping_chains_have_a_steady_state_too():
    np.testing.assert_allclose(la.steady_state([[1, 0.5], [0, 0.5]]), [1, 0])
    np.testing.assert_allclose(la.steady_state([[0, 1], [1, 0]]), [0.5, 0.5])
    assert la.closed_classes([[1, 0.2, 0], [0, 0.6, 0], [0, 0.2, 1]]) == ((0,), (2,))


def test_distributions_are_powers_times_the_start():
    P, p0 = random_chain(5), np.eye(5)[2]
    np.testing.assert_allclose(la.distributions(P, p0, 6)[6], np.linalg.matrix_power(P, 6) @ p0)
    with pytest.raises(ValueError, match="sum 1"):
        la.distributions(P, np.ones(5), 2)


def test_messages_of_chains():
    with pytest.raises(ValueError, match="Its rows do: transpose it"):
        la.steady_state([[0.9, 0.1], [0.5, 0.5]])
    with pytest.raises(ValueError, match=r"P\[0, 1\] is -0.5"):
        la.steady_state([[1, -0.5], [0, 1.5]])
    assert not la.is_markov([[1.5, 0], [-0.5, 1]]) and not la.is_markov([[0.5, 0.5]])


# ------------------------------------------------------------------------------------------------------- bad input


BAD = {
    "not square": ([[1, 2, 3], [4, 5, 6]], "square"),
    "one dimension": ([1, 2], "rows and columns"),
    "empty": ([], "rows and columns|shape"),
    "words": ([["a", "b"], ["c", "d"]], "numbers"),
    "not finite": ([[1, np.nan], [0, 1]], "finite"),
    "ragged": ([[1, 2], [3]], "different lengths"),
    "complex": ([[1j, 0], [0, 1]], "real"),
}
FUNCTIONS = {
    "eigen": la.eigen, "characteristic_polynomial": la.characteristic_polynomial, "diagonalise": la.diagonalise,
    "spectral_decomposition": la.spectral_decomposition, "matrix_power": lambda A: la.matrix_power(A, 2),
    "power_iteration": la.power_iteration, "deflate": lambda A: la.deflate(A, 1, [1, 0]),
    "steady_state": la.steady_state, "is_symmetric": la.is_symmetric, "eigenvalue_of": lambda A: la.eigenvalue_of(A, [1, 0]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_bad_input_is_told_in_words(name, case):
    A, words = BAD[case]
    with pytest.raises(ValueError, match=words):
        FUNCTIONS[name](A)


def test_arguments_stay_as_they_are():
    A = np.array([[0.5, 0.25], [0.5, 0.75]])
    before = A.copy()
    for f in FUNCTIONS.values():
        try:
            f(A)
        except ValueError:
            pass
        assert (A == before).all()
