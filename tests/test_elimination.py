"""Elimination, spaces, factors and large systems of `utils.linalg`, held against SymPy, SciPy and NumPy."""

from __future__ import annotations

from fractions import Fraction

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
sides = st.integers(1, 5)
whole = st.tuples(sides, sides).flatmap(lambda shape: arrays(int, shape, elements=small))
square = st.integers(1, 5).flatmap(lambda n: arrays(int, (n, n), elements=small))
real = st.floats(-10, 10, allow_nan=False).map(lambda x: round(x, 9))


@st.composite
def systems(draw):
    """Draw systems of small whole numbers, often singular ones."""
    m, n = draw(sides), draw(st.integers(1, 4))
    A, b = draw(arrays(int, (m, n), elements=small)), draw(arrays(int, m, elements=small))
    if m > 1 and draw(st.booleans()):
        factor = draw(small)
        A[-1] = factor * A[0]
        b[-1] = factor * b[0] + draw(st.sampled_from([0, 0, 1]))
    return A, b


@st.composite
def operations(draw, m):
    """Draw a row operation on m rows."""
    kind = draw(st.sampled_from(["swap", "scale", "add"] if m > 1 else ["scale"]))
    i = draw(st.integers(0, m - 1))
    k = draw(st.integers(0, m - 1).filter(lambda k: k != i)) if kind != "scale" else None
    factor = draw(st.fractions(-5, 5, max_denominator=9).filter(lambda f: f not in (0, 1))) if kind != "swap" else None
    return la.RowOperation(kind, i, k, factor)


def thirds(A):
    """Return a matrix of whole numbers, divided by 3, as SymPy has it."""
    return sympy.Matrix(A.tolist()) / 3


def as_sympy(M):
    return sympy.Matrix([[sympy.Rational(x.numerator, x.denominator) for x in row] for row in M])


def projector(basis):
    """Return the orthogonal projection on what the columns of a basis span."""
    q = scipy.linalg.orth(basis) if basis.shape[1] else basis
    return q @ q.T


# ------------------------------------------------------------------------------------------------------------- steps


@held
@given(systems(), st.sampled_from(["first", "partial"]), st.booleans())
def test_every_step_is_the_operation_that_it_names(system, pivoting, reduced):
    A, b = system
    steps = la.elimination_steps(A / 3, b, pivoting=pivoting, reduced=reduced)
    assert steps[0].kind == "start" and steps[-1].kind == "done"
    np.testing.assert_array_equal(steps[0].array, np.column_stack([A / 3, b]))
    for before, step in zip(steps, steps[1:], strict=False):
        if step.kind == "done":
            assert step.operation is None and (step.matrix == before.matrix).all()
            continue
        assert (la.apply_operation(before.matrix, step.operation) == step.matrix).all()
        assert all(isinstance(x, Fraction) for x in step.matrix.flat)
        assert step.words == step.operation.words and step.kind == step.operation.kind
        np.testing.assert_allclose(la.elementary_matrix(step.operation, len(A)) @ before.array, step.array, atol=1e-9)
        assert set(np.flatnonzero((before.matrix != step.matrix).any(axis=1))) <= set(step.changed)


@held
@given(systems())
def test_no_step_changes_the_solutions(system):
    A, b = system
    kinds = {la.classify(step.A, step.b) for step in la.elimination_steps(A, b, reduced=True)}
    assert len(kinds) == 1
    said = la.elimination_steps(A, b)[-1].words
    ends = {"one": "Exactly one solution.", "none": ": no solution.", "many": " free."}
    assert said.endswith(ends[kinds.pop()])


@held
@given(systems())
def test_the_last_step_is_the_reduced_form_of_sympy(system):
    A, b = system
    last = la.elimination_steps(A / 3, reduced=True)[-1]
    form, places = thirds(A).rref()
    assert as_sympy(last.matrix) == form
    assert tuple(column for _, column in last.pivots) == places


@held
@given(square, st.sampled_from(["first", "partial"]), st.booleans())
def test_the_factors_of_the_steps_give_the_determinant(A, pivoting, reduced):
    steps = la.elimination_steps(A, pivoting=pivoting, reduced=reduced)
    assert la.determinant_from_steps(steps) == sympy.Matrix(A.tolist()).det()


@held
@given(arrays(float, (4, 4), elements=real), arrays(float, 4, elements=real))
def test_steps_in_floats_end_in_the_solution_of_numpy(A, b):
    if np.linalg.cond(A) > 1e6:
        return
    steps = la.elimination_steps(A, b, exact=False, pivoting="partial", reduced=True)
    np.testing.assert_allclose(steps[-1].b, np.linalg.solve(A, b), rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(la.determinant_from_steps(steps), np.linalg.det(A), rtol=1e-9, atol=1e-9)
    added = [abs(s.operation.factor) for s in steps if s.kind == "add" and s.operation.row > s.operation.source]
    assert max(added, default=0) <= 1


def test_a_column_on_the_right_is_worked_on_and_holds_no_pivot():
    steps = la.elimination_steps([[2, 1], [4, 3]], np.eye(2), reduced=True)
    np.testing.assert_array_equal(steps[-1].b, np.linalg.inv([[2, 1], [4, 3]]))
    assert la.elimination_steps([[0, 0]], [5])[-1].pivots == ()
    np.testing.assert_array_equal(la.elimination_steps([[2], [4]], [[1], [2]])[-1].b, [1, 0])


def test_reasons_name_the_zero_pivot_and_the_column_without_one():
    swap = la.elimination_steps([[0, 1], [2, 3]])[1]
    assert swap.words == "R1 ↔ R2" and "0 cannot be a pivot" in swap.why
    assert "largest entry" in la.elimination_steps([[1, 1], [2, 3]], pivoting="partial")[1].why
    assert "Column 2 holds only zeros from row 2 down" in la.elimination_steps([[1, 2, 3], [2, 4, 7]])[-1].why


def test_three_digits_lose_the_solution_unless_rows_are_swapped():
    A, b = [[0.0001, 1], [1, 1]], [1, 2]
    kept = la.elimination_steps(A, b, exact=False, digits=3, reduced=True)[-1]
    swapped = la.elimination_steps(A, b, exact=False, digits=3, reduced=True, pivoting="partial")[-1]
    np.testing.assert_array_equal(kept.b, [0, 1])
    np.testing.assert_array_equal(swapped.b, [1, 1])


def test_words_are_those_of_a_person():
    words = [
        (("swap", 0, 2), "R1 ↔ R3"),
        (("scale", 1, Fraction(1, 3)), "R2 ← (1/3) R2"),
        (("scale", 1, -1), "R2 ← −R2"),
        (("scale", 1, -2.5), "R2 ← −2.5 R2"),
        (("add", 1, 0, Fraction(-3, 2)), "R2 ← R2 − (3/2) R1"),
        (("add", 1, 0, 1.0), "R2 ← R2 + R1"),
        (("add", 1, 0, -2), "R2 ← R2 − 2 R1"),
    ]
    assert [la.as_operation(value).words for value, _ in words] == [said for _, said in words]


# ------------------------------------------------------------------------------------------------- zero and fractions


def test_typed_numbers_are_what_they_say_however_small():
    assert la.rank([[1e-20, 0], [0, 1]]) == 2
    assert la.determinant([[1e-20, 1], [1, 1]]) == float(Fraction(1, 10**20) - 1)
    assert la.solution_set([[1e-15, 0], [0, 1]], [1e-15, 1]).point == pytest.approx([1, 1])
    assert la.elimination_steps([[1e-20, 1], [1, 1]])[0].matrix[0, 0] == Fraction(1, 10**20)
    kept = la.elimination_steps([[1e-20, 1], [1, 1]], [1, 2], exact=False, reduced=True)[-1]
    np.testing.assert_array_equal(kept.b, [0, 1])  # what floats make of it without a swap; x is 1


def test_what_rounding_leaves_of_a_zero_is_a_zero():
    noise = 0.1 * 3 - 0.3
    for exact in (True, False):
        steps = la.elimination_steps([[0.1 * 3, 0.6], [0.1, 0.2]], [noise, 0] if exact else [0.3, 0.1], exact=exact)
        assert steps[-1].words.endswith("Infinitely many solutions: unknown 2 is free.")
    assert la.rank([[noise, noise], [1, 0]]) == 1
    assert la.null_space([[noise, 1], [0, 1]]).shape == (2, 1)


@held
@given(systems(), st.floats(0.5, 2))
def test_floats_and_fractions_find_the_same_pivots(system, factor):
    """Rows of irrational lengths and very different sizes go through floats."""
    A, b = system
    scale = np.array([np.pi * factor, np.e * 1e-3, np.sqrt(2) * 1e3, np.log(3), np.sqrt(3)])[: len(A), None]
    expected = thirds(A).rref()[1]
    assert la.pivots(A * scale) == la.pivots(A) == expected
    assert la.rank(A * scale) == len(expected)
    assert la.solve(A * scale, b * scale[:, 0]).kind == la.solve(A, b).kind
    for pivoting in ("first", "partial"):
        last = la.elimination_steps(A * scale, exact=False, pivoting=pivoting)[-1]
        assert tuple(j for _, j in last.pivots) == expected


@held
@given(st.integers(2, 12), st.integers(1, 11), st.integers(0, 9999))
def test_dependent_rows_of_floats_leave_rows_of_exact_zeros(n, r, seed):
    r = min(r, n)
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(n, r)) @ rng.normal(size=(r, n))
    R = la.row_echelon_form(A)
    assert la.echelon_complaint(R) is None
    assert len(la.leading_positions(R)) == la.rank(A) == r
    assert not R[r:].any()


def test_fractions_are_taken_as_given():
    long = Fraction(123456789, 987654321)
    assert la.as_fractions([[long, 2**70]])[0].tolist() == [long, 2**70]
    assert la.as_fractions([0.1, 1 / 3, 2.5e-7, -0.0]).tolist() == [
        Fraction(1, 10), Fraction(1, 3), Fraction(1, 4_000_000), 0
    ]  # fmt: skip
    assert la.as_fractions(sympy.Matrix([[sympy.Rational(2, 7)]]).tolist())[0, 0] == Fraction(2, 7)


# ----------------------------------------------------------------------------------------------------- echelon forms


@held
@given(whole, st.sampled_from(["first", "partial"]))
def test_echelon_forms_keep_their_rules_and_the_row_space(A, pivoting):
    R = la.row_echelon_form(A, pivoting=pivoting)
    assert la.echelon_complaint(R) is None
    assert la.row_equivalent(A, R) and la.foreign_row(A, R) is None
    reduced = la.reduced_row_echelon_form(A / 3)
    assert la.echelon_complaint(reduced, reduced=True) is None
    np.testing.assert_allclose(reduced, np.array(thirds(A).rref()[0].tolist(), dtype=float), atol=1e-12)
    assert as_sympy(la.reduced_row_echelon_form(A, exact=True)) == sympy.Matrix(A.tolist()).rref()[0]
    assert len(la.pivots(A)) == np.linalg.matrix_rank(A)


@pytest.mark.parametrize(("R", "reduced", "words"), [
    ([[0, 0], [0, 1]], False, "Row 1 holds only zeros"),
    ([[0, 1], [1, 0]], False, "pivot of row 2 is in column 1"),
    ([[1, 1], [1, 0]], False, "pivot of row 2 is in column 1"),
    ([[2, 0], [0, 1]], True, "pivot of row 1 is 2"),
    ([[1, 3], [0, 1]], True, "but also 3 in row 1"),
    ([[1, 3, 0], [0, 0, 1]], True, None),
    ([[0, 0]], True, None),
    ([[2, 1], [0, 5e-17]], False, None),
])  # fmt: skip
def test_a_form_that_breaks_a_rule_is_told_which(R, reduced, words):
    said = la.echelon_complaint(R, reduced=reduced)
    assert said is None if words is None else words in said


# -------------------------------------------------------------------------------------------------------- operations


@held
@given(st.data())
def test_an_operation_is_its_matrix_and_can_be_taken_back(data):
    A = data.draw(whole)
    operation = data.draw(operations(len(A)))
    after, E = la.apply_operation(A, operation), la.elementary_matrix(operation, len(A))
    np.testing.assert_allclose(E @ A, after, atol=1e-12)
    np.testing.assert_allclose(la.apply_operation(after, operation.inverse), A, atol=1e-12)
    assert np.linalg.det(E) == pytest.approx(float(operation.determinant_factor))
    exact = la.apply_operation(la.as_fractions(A), operation)
    assert (la.apply_operation(exact, operation.inverse) == A).all()


@held
@given(st.data())
def test_the_operation_between_two_matrices_is_found(data):
    A = data.draw(whole)
    operation = data.draw(operations(len(A)))
    after = la.apply_operation(A / 7, operation)
    found = la.row_operation_between(A / 7, after)
    assert found is not None
    np.testing.assert_allclose(la.apply_operation(A / 7, found), after, atol=1e-9)
    if la.rank(A) == len(A):
        assert found.kind == operation.kind and found.factor == operation.factor
        assert {found.row, found.source} == {operation.row, operation.source}


@held
@given(st.data())
def test_what_no_operation_leads_to_is_not_explained_away(data):
    A = data.draw(arrays(int, (3, 4), elements=small))
    B = data.draw(arrays(int, (3, 4), elements=small))
    found = la.row_operation_between(A, B)
    if found is not None:
        np.testing.assert_allclose(la.apply_operation(A, found), B, atol=1e-9)
    else:
        assert len(la.describe_change(A, B)) > 20
    assert (la.row_operation_between(A, A)).kind == "nothing"


START = [[2, 1, -1, 8], [-3, -1, 2, -11], [-2, 1, 2, -3]]


@pytest.mark.parametrize(("row", "new", "words"), [
    (2, [0, 2, 1, -3], "R3 ← R3 + R1 fits row 3 except on the right-hand side: it gives 5 there, not −3."),
    (2, [0, 2, 7, 5], "R3 ← R3 + R1 fits row 3 except in column 3: it gives 1 there, not 7."),
    (1, [0, 1, 1, 2], "R2 ← 2 R2 + 3 R1 was done: scaling and adding are two operations"),
    (1, [4, 2, -2, 16], "Row 2 became 2 R1, a multiple of row 1: what row 2 said is lost."),
    (1, [-1, -0.5, 0.5, -4], "Row 2 became −(1/2) R1, a multiple of row 1: what row 2 said is lost."),
    (1, [2, 1, -1, 8], "Row 2 became a copy of row 1: what row 2 said is lost."),
    (1, [1.5, 1.5, 0, 7.5], "R2 ← (3/2) R2 + 3 R1 was done"),
    (1, [0, 0, 0, 0], "multiplying by 0 is no row operation"),
    (1, [5, 9, -4, 1], "neither a multiple of what it was"),
])  # fmt: skip
def test_a_wrong_operation_is_described(row, new, words):
    after = [list(r) for r in START]
    after[row] = new
    assert words in la.describe_change(START, after, columns=3)
    wrong = la.first_wrong_operation(START, [START, after], columns=3)
    assert wrong.step == 1 and wrong.words.startswith("Step 2: ")


def test_rows_that_changed_together_are_named():
    after = [START[0], [0, 0.5, 0.5, 1], [0, 2, 1, 5]]
    assert "Rows 2 and 3 changed" in la.describe_change(START, after)
    assert "Rows 1, 2 and 3 changed" in la.describe_change(START, 2 * np.array(START) + 1)


def test_a_learners_steps_are_followed_to_the_first_slip():
    right = [step.array for step in la.elimination_steps(START)[1:-1]]
    operations = [step.operation for step in la.elimination_steps(START)[1:-1]]
    assert la.first_wrong_operation(START, right) is None
    assert la.first_wrong_operation(START, right, operations) is None
    slip = [*right[:1], la.apply_operation(right[0], ("add", 2, 0, -1))]
    wrong = la.first_wrong_operation(START, slip, operations[:2])
    assert wrong == (1, "Step 2: R3 ← R3 + R1 was announced, but R3 ← R3 − R1 was done.")
    still = la.first_wrong_operation(START, [START], [("add", 1, 0, 1)])
    assert still.words == "Step 1: R2 ← R2 + R1 was announced, but nothing changed."
    assert "keep the shape" in la.first_wrong_operation(START, [np.eye(2)]).words
    floats = la.first_wrong_operation(START, [la.apply_operation(START, ("add", 1, 0, 1.5))], [("add", 1, 0, -1.5)])
    assert floats.words == "Step 1: R2 ← R2 − (3/2) R1 was announced, but R2 ← R2 + (3/2) R1 was done."


# ------------------------------------------------------------------------------------------------- spaces, solutions


@held
@given(whole)
def test_the_null_space_is_that_of_sympy_and_scipy(A):
    expected = sympy.Matrix(A.tolist()).nullspace()
    exact = la.null_space(A, exact=True)
    assert exact.shape == (A.shape[1], len(expected))
    assert [list(column) for column in exact.T] == [[Fraction(int(x.p), int(x.q)) for x in v] for v in expected]
    np.testing.assert_allclose(la.null_space(A / 3), exact.astype(float), atol=1e-12)
    N = la.null_space(A * np.pi, orthonormal=True)
    np.testing.assert_allclose(N.T @ N, np.eye(len(expected)), atol=1e-12)
    np.testing.assert_allclose(projector(N), projector(scipy.linalg.null_space(A)), atol=1e-9)


@held
@given(whole)
def test_the_column_space_is_that_of_scipy(A):
    basis, q = la.column_space(A), la.column_space(A, orthonormal=True)
    assert basis.shape == q.shape == (A.shape[0], np.linalg.matrix_rank(A))
    np.testing.assert_allclose(q.T @ q, np.eye(q.shape[1]), atol=1e-12)
    for one in (basis, q):
        np.testing.assert_allclose(projector(one), projector(A.astype(float)) if A.any() else 0, atol=1e-9)


@held
@given(systems(), st.lists(small, min_size=4, max_size=4))
def test_all_solutions_are_solutions_and_free_unknowns_are_free(system, t):
    A, b = system
    found = la.solve(A / 3, b)
    augmented = np.column_stack([A, b])
    ranks = np.linalg.matrix_rank(A), np.linalg.matrix_rank(augmented)
    expected = "none" if ranks[1] > ranks[0] else "one" if ranks[0] == A.shape[1] else "many"
    assert found.kind == expected
    assert found.pivots == la.pivots(A) and len(found.pivots) + len(found.free) == A.shape[1]
    np.testing.assert_allclose(A @ found.null_space, 0, atol=1e-9)
    if found.kind == "none":
        assert found.particular is None
        with pytest.raises(ValueError, match="no solution"):
            found.point()
        return
    x = found.point(t[: len(found.free)])
    np.testing.assert_allclose(A / 3 @ x, b, atol=1e-9)
    np.testing.assert_allclose(x[list(found.free)], t[: len(found.free)], atol=1e-9)


# ------------------------------------------------------------------------------------------------- triangles, P A = L U


@held
@given(st.integers(1, 8), st.integers(1, 3), st.integers(0, 9999))
def test_triangular_systems_are_solved_as_scipy_does(n, k, seed):
    rng = np.random.default_rng(seed)
    U = np.triu(rng.uniform(1, 2, (n, n)))
    for b in (rng.normal(size=n), rng.normal(size=(n, k))):
        np.testing.assert_allclose(
            la.back_substitution(U, b), scipy.linalg.solve_triangular(U, b), rtol=1e-9, atol=1e-9
        )
        expected = scipy.linalg.solve_triangular(U.T, b, lower=True)
        np.testing.assert_allclose(la.forward_substitution(U.T, b), expected, rtol=1e-9, atol=1e-9)


@held
@given(st.integers(1, 8), st.integers(0, 9999))
def test_the_factors_are_those_of_scipy(n, seed):
    A = np.random.default_rng(seed).normal(size=(n, n))
    P, L, U = la.lu(A)
    for mine, theirs in zip((P.T, L, U), scipy.linalg.lu(A), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-9)
    for b in (np.arange(n), np.eye(n)):
        np.testing.assert_allclose(la.lu_solve((P, L, U), b), np.linalg.solve(A, b), rtol=1e-6, atol=1e-8)


@held
@given(square, st.sampled_from(["first", "partial"]))
def test_factors_of_any_square_matrix_multiply_to_it(A, pivoting):
    P, L, U = factors = la.lu(A, pivoting=pivoting)
    np.testing.assert_allclose(P @ A, L @ U, atol=1e-9)
    assert not np.triu(L, 1).any() and (np.diag(L) == 1).all() and not np.tril(U, -1).any()
    assert (P.sum(axis=0) == 1).all() and (P.sum(axis=1) == 1).all()
    if pivoting == "partial":
        assert np.abs(L).max() <= 1
    if np.linalg.matrix_rank(A) < len(A):
        with pytest.raises(ValueError, match="A is singular"):
            la.lu_solve(factors, np.ones(len(A)))
    else:
        np.testing.assert_allclose(A @ la.lu_solve(factors, np.ones(len(A))), 1, atol=1e-6)


def test_small_typed_pivots_are_no_reason_to_refuse():
    np.testing.assert_allclose(la.lu_solve(la.lu([[1e-12, 0], [0, 1]]), [1e-12, 1]), [1, 1])


@pytest.mark.parametrize("n", [1, 2, 3, 7])
def test_costs_are_what_loops_count(n):
    divisions = multiplications = 0
    for k in range(n):
        for _ in range(k + 1, n):
            divisions += 1
            multiplications += n - k  # the entries right of the pivot's column, and b
    assert la.elimination_cost(n) == (divisions, multiplications, multiplications)
    assert la.back_substitution_cost(n) == (n, sum(range(n)), sum(range(n)))


# ------------------------------------------------------------------------------------------------- compression, plate


@held
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9999))
def test_the_approximation_of_rank_k_is_the_nearest_one(m, n, seed):
    rng = np.random.default_rng(seed)
    A = rng.uniform(0, 255, (m, n))
    pieces, s = la.low_rank(A), np.linalg.svd(A, compute_uv=False)
    for k in range(min(m, n) + 1):
        near = la.rank_k_approximation(A, k)
        assert np.linalg.matrix_rank(near, tol=1e-8) == k
        np.testing.assert_allclose(np.linalg.norm(A - near), np.sqrt((s[k:] ** 2).sum()), atol=1e-8)
        np.testing.assert_allclose(pieces.relative_error(k), np.linalg.norm(A - near) / np.linalg.norm(A), atol=1e-10)
        assert pieces.stored_numbers(k) == k * (m + n)
    np.testing.assert_allclose(pieces.image(min(m, n)), A, atol=1e-9)


def test_colours_are_approximated_one_by_one():
    picture = np.random.default_rng(1).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    pieces = la.low_rank(picture)
    for channel in range(3):
        one = la.rank_k_approximation(picture[:, :, channel], 2)
        np.testing.assert_allclose(pieces.image(2)[:, :, channel], one, atol=1e-9)
    assert pieces.stored_numbers(2) == 3 * 2 * 14
    missing = np.linalg.norm(picture - pieces.image(2)) / np.linalg.norm(picture.astype(float))
    assert pieces.relative_error(2) == pytest.approx(missing)
    assert la.low_rank(np.zeros((2, 2))).relative_error(0) == 0


@pytest.mark.parametrize("n", [1, 2, 5])
def test_the_plate_balances_each_point_with_its_neighbours(n):
    edges = {"top": 100.0, "bottom": np.arange(n), "left": 20.0, "right": -5.0}
    A, b = la.plate_system(n, **edges)
    frame = np.zeros((n + 2, n + 2))
    frame[0, 1:-1], frame[-1, 1:-1], frame[1:-1, 0], frame[1:-1, -1] = edges.values()
    frame[1:-1, 1:-1] = np.linalg.solve(A.toarray(), b).reshape(n, n)
    around = frame[:-2, 1:-1] + frame[2:, 1:-1] + frame[1:-1, :-2] + frame[1:-1, 2:]
    np.testing.assert_allclose(frame[1:-1, 1:-1], around / 4, atol=1e-9)


def test_ten_thousand_unknowns_take_five_entries_each():
    A, b = la.plate_system(100)
    assert A.shape == (10_000, 10_000) and A.nnz == 5 * 10_000 - 4 * 100
    assert (A != A.T).nnz == 0 and b.sum() == 100 * 100


# -------------------------------------------------------------------------------------------------------- bad input


BAD = [
    (lambda: la.elimination_steps([1, 2]), r"A single row is written \[\[1, 2\]\]"),
    (lambda: la.elimination_steps([[1, 2], [3]]), "different lengths"),
    (lambda: la.elimination_steps([[1, np.nan]]), r"A\[0, 1\] is nan"),
    (lambda: la.elimination_steps([["a"]]), "real numbers"),
    (lambda: la.elimination_steps([[]]), "shape"),
    (lambda: la.elimination_steps(np.empty((0, 3))), "shape"),
    (lambda: la.elimination_steps([[1, 2]], [1, 2]), "one entry for each of the 1 rows"),
    (lambda: la.elimination_steps([[1, 2**0.5]]), "no short fraction. Use exact=False"),
    (lambda: la.elimination_steps([[1]], pivoting="full"), '"first" or "partial"'),
    (lambda: la.elimination_steps([[1]], digits=3), "give exact=False"),
    (lambda: la.elimination_steps([[1]], exact=False, digits=0), "from 1 to 15"),
    (lambda: la.elimination_steps(np.eye(40)), "too many for step by step"),
    (lambda: la.determinant_from_steps(la.elimination_steps([[1, 2]])), "square"),
    (lambda: la.as_fractions([2**0.5]), r"A\[0\] is 1.414"),
    (lambda: la.as_fractions([[10**400]]), "real numbers"),
    (lambda: la.row_echelon_form([[1, 2], [3]]), "different lengths"),
    (lambda: la.reduced_row_echelon_form([[None]]), "must"),
    (lambda: la.row_echelon_form([[1]], pivoting="none"), '"first" or "partial"'),
    (lambda: la.as_operation(("swap", 0)), "Write"),
    (lambda: la.as_operation(3), "Write"),
    (lambda: la.RowOperation("turn", 0), "kind must be"),
    (lambda: la.RowOperation("swap", 0, -1), "row number"),
    (lambda: la.RowOperation("swap", 1, 1), "two different rows"),
    (lambda: la.RowOperation("scale", 0, None, 0), "must not be 0"),
    (lambda: la.RowOperation("scale", 0, None, np.nan), "finite number"),
    (lambda: la.RowOperation("add", 0, 1, "2"), "finite number"),
    (lambda: la.apply_operation([[1, 2]], ("swap", 0, 1)), "needs row 2, but the matrix has 1 rows"),
    (lambda: la.elementary_matrix(("scale", 0, 2), 0), "whole number of rows"),
    (lambda: la.row_operation_between([[1]], [[1, 2]]), "keep the shape"),
    (lambda: la.first_wrong_operation([[1]], [[[1]]], []), "give one for each"),
    (lambda: la.foreign_row([[1]], [[1, 2]]), "1 columns"),
    (lambda: la.null_space([[1]], orthonormal=True, exact=True), "not both"),
    (lambda: la.solve([[1, 2]], [1, 2]), "one entry for each"),
    (lambda: la.solve([[1, 1]], [1]).point([1, 2]), "t must have 1 entry"),
    (lambda: la.back_substitution([[1, 2]], [1]), "U must be square"),
    (lambda: la.back_substitution([[1, 2], [3, 4]], [1, 1]), "must be upper triangular"),
    (lambda: la.back_substitution([[1, 2], [0, 0]], [1, 1]), "unknown 2 is not determined"),
    (lambda: la.back_substitution([[1, 2], [0, 1e-17 / 3]], [1, 1]), "unknown 2 is not determined"),
    (lambda: la.back_substitution([[1]], [1, 2]), "one entry for each of the 1 rows"),
    (lambda: la.forward_substitution([[1, 2], [3, 4]], [1, 1]), "must be lower triangular"),
    (lambda: la.lu([[1, 2]]), "must be square"),
    (lambda: la.lu([[1]], pivoting="no"), '"partial" or "first"'),
    (lambda: la.lu_solve(la.lu([[1, 2], [2, 4]]), [1, 2]), "A is singular"),
    (lambda: la.elimination_cost(0), "1 or more"),
    (lambda: la.low_rank([1, 2]), "rows, columns"),
    (lambda: la.low_rank([[np.inf]]), "finite"),
    (lambda: la.rank_k_approximation([[1, 2]], 2), "from 0 to 1"),
    (lambda: la.rank_k_approximation([[1, 2]], 0.5), "whole number"),
    (lambda: la.plate_system(0), "1 or more"),
    (lambda: la.plate_system(3, top=[1, 2]), "top must have 3 entries"),
    (lambda: la.plate_system(3, left=np.nan), "finite"),
]  # fmt: skip


@pytest.mark.parametrize("k", range(len(BAD)))
def test_bad_input_gets_a_sentence_that_says_what_to_mend(k):
    call, message = BAD[k]
    with pytest.raises(ValueError, match=message):
        call()


def test_whole_numbers_are_divided_as_numbers_and_arguments_left_alone():
    A, b = np.array([[2, 1], [3, 4]]), np.array([5, 10])
    before = A.copy(), b.copy()
    np.testing.assert_array_equal(la.row_echelon_form(A, pivoting="first"), [[2, 1], [0, 2.5]])
    np.testing.assert_array_equal(la.apply_operation(A, ("scale", 0, 0.5)), [[1, 0.5], [3, 4]])
    assert la.solve(A, b).particular.tolist() == [2, 1] == la.lu_solve(la.lu(A), b).round(12).tolist()
    la.elimination_steps(A, b), la.null_space(A), la.column_space(A), la.lu(A), la.low_rank(A)
    np.testing.assert_array_equal(A, before[0])
    np.testing.assert_array_equal(b, before[1])


def test_a_hundred_unknowns_are_reduced_at_once():
    rng = np.random.default_rng(3)
    A, x = rng.normal(size=(100, 100)), rng.normal(size=100)
    R = la.reduced_row_echelon_form(np.column_stack([A, A @ x]))
    np.testing.assert_allclose(R[:, -1], x, atol=1e-8)
    np.testing.assert_allclose(la.solve(A, A @ x).particular, x, atol=1e-8)
