"""The mathematics of `utils.linalg`, held against SymPy (exact) and NumPy."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils import linalg as la

held = settings(deadline=None, max_examples=50, derandomize=True)  # the same cases at every run

small = st.integers(-4, 4)
real = st.floats(-10, 10, allow_nan=False).map(lambda x: round(x, 6))


few = st.integers(1, 4)


@st.composite
def whole_systems(draw, rows=few, unknowns=few):
    """Draw systems of small whole numbers, often singular ones."""
    m, n = draw(rows), draw(unknowns)
    A = draw(arrays(int, (m, n), elements=small))
    b = draw(arrays(int, m, elements=small))
    if m > 1 and draw(st.booleans()):
        factor = draw(small)
        A[-1] = factor * A[0]
        b[-1] = factor * b[0] + draw(st.sampled_from([0, 0, 1]))
    return A, b


def exact_kind(A, b):
    """Return how many solutions there are, by exact ranks."""
    A, b = sympy.Matrix(A.tolist()), sympy.Matrix(b.tolist())
    rank = A.rank()
    if A.row_join(b).rank() > rank:
        return "none"
    return "one" if rank == A.cols else "many"


@held
@given(whole_systems())
def test_classify_agrees_with_exact_ranks(system):
    A, b = system
    assert la.classify(A, b) == exact_kind(A, b)


@held
@given(whole_systems(), st.integers(1, 9))
def test_rounding_of_slider_positions_does_not_change_the_class(system, k):
    """0.1 * 3 is not 0.3, and np.arange does not land on it either."""
    A, b = system
    noisy = np.vstack([0.1 * k * A, A / 3.0])
    right = np.concatenate([0.1 * k * b, b / 3.0])
    assert la.classify(noisy, right) == exact_kind(A, b)
    steps = np.arange(-20, 20.05, 0.1)  # its zero is 2.8e-13
    on_steps = [steps[10 * v + 200] for v in (np.vstack([A, 0 * A[:1] + 1]), np.append(b, 3))]
    assert la.classify(*on_steps) == exact_kind(*(np.rint(v).astype(int) for v in on_steps))


@held
@given(whole_systems(), st.floats(0.5, 2))
def test_scaling_a_row_by_any_factor_does_not_change_the_class(system, factor):
    """With an irrational factor the entries are no short fractions, so this goes through floats."""
    A, b = system
    scale = np.array([np.pi * factor, np.e * 1e-3, np.sqrt(2) * 1e3, np.log(3)])[: len(A)]
    assert la.classify(A * scale[:, None], b * scale) == exact_kind(A, b)


@held
@given(whole_systems())
def test_solution_set_holds_solutions_and_all_directions(system):
    A, b = system
    kind, point, directions = la.solution_set(A, b)
    assert directions.shape == (A.shape[1] - np.linalg.matrix_rank(A), A.shape[1])
    np.testing.assert_allclose(A @ directions.T, 0, atol=1e-12)
    assert np.linalg.matrix_rank(directions) == len(directions) if len(directions) else True
    assert (point is None) == (kind == "none")
    if point is not None:
        np.testing.assert_allclose(A @ point, b, atol=1e-12)


@held
@given(arrays(float, (3, 3), elements=real), arrays(float, 3, elements=real))
def test_one_solution_is_that_of_numpy(A, b):
    if np.linalg.cond(A) < 1e6:
        kind, point, _ = la.solution_set(A, b)
        assert kind == "one"
        np.testing.assert_allclose(point, np.linalg.solve(A, b), rtol=1e-7, atol=1e-9)


@held
@given(st.integers(1, 5).flatmap(lambda m: st.integers(1, 5).flatmap(lambda n: arrays(int, (m, n), elements=small))))
def test_rank_agrees_with_numpy_and_ignores_the_size_of_rows(A):
    expected = np.linalg.matrix_rank(A)
    assert la.rank(A) == expected
    assert la.rank(A * 10.0 ** np.arange(-6, len(A) - 6)[:, None]) == expected


@held
@given(st.integers(1, 4).flatmap(lambda n: arrays(int, (n, n), elements=small)))
def test_determinant_is_exact_for_whole_numbers_and_their_thirds(A):
    n, exact = len(A), int(sympy.Matrix(A.tolist()).det())
    assert la.determinant(A) == exact
    assert la.determinant(A / 3) == float(Fraction(exact, 3**n))


@held
@given(arrays(float, (3, 3), elements=real))
def test_the_six_products_add_up_to_the_determinant(A):
    terms = la.determinant_3x3_terms(A)
    assert sorted(term.sign for term in terms) == [-1, -1, -1, 1, 1, 1]
    assert len({term.cells for term in terms}) == 6
    for term in terms:
        assert sorted(j for _, j in term.cells) == [0, 1, 2]
        assert term.factors == tuple(A[cell] for cell in term.cells)
    np.testing.assert_allclose(sum(term.value for term in terms), np.linalg.det(A), atol=1e-8)


@held
@given(arrays(float, (2, 2), elements=real))
def test_the_two_products_add_up_to_the_determinant(A):
    np.testing.assert_allclose(sum(t.value for t in la.determinant_2x2_terms(A)), np.linalg.det(A), atol=1e-10)


@held
@given(whole_systems())
def test_row_dependence_gives_zero_or_does_not_exist(system):
    A, _ = system
    c = la.row_dependence(A)
    if c is None:
        assert np.linalg.matrix_rank(A) == len(A)
    else:
        assert c.any()
        np.testing.assert_allclose(c @ A, 0, atol=1e-12)


@held
@given(arrays(float, (2, 2), elements=real))
def test_condition_number_agrees_with_numpy(A):
    expected = np.linalg.cond(A)
    if expected < 1e9:
        np.testing.assert_allclose(la.condition_number_2x2(A), expected, rtol=1e-6)
        np.testing.assert_allclose(la.condition_number(A), expected, rtol=1e-6)


def test_a_singular_matrix_has_no_finite_condition_number():
    assert la.condition_number([[0.3, 0.1 * 3], [1, 1]]) == la.condition_number_2x2([[0.3, 0.1 * 3], [1, 1]]) == np.inf


@held
@given(st.floats(0, 180), st.floats(0.1, 10))
def test_angle_between_rows_is_that_between_the_lines(angle, length):
    turn = np.radians(angle)
    expected = min(angle, 180 - angle)
    found = la.angle_between_rows([[1, 0], [length * np.cos(turn), length * np.sin(turn)]])
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_angle_between_rows_needs_directions():
    with pytest.raises(ValueError, match="zero row has no direction"):
        la.angle_between_rows([[0, 0], [1, 1]])


PLANES = {
    "point": ([[1, 1, 1], [1, -1, 0], [0, 1, -1]], [3, 0, 0]),
    "line": ([[1, 1, 0], [1, -1, 0], [1, 0, 0]], [2, 2, 2]),
    "plane": ([[1, 1, 1], [2, 2, 2], [-1, -1, -1]], [1, 2, -1]),
    "prism": ([[1, 1, 1], [1, 1, -1], [1, 1, 0]], [2, 2, -3]),
    "parallel": ([[1, 1, 1], [2, 2, 2], [0, 0, 1]], [1, 3, 0]),
    "contradiction": ([[0, 0, 0], [1, 0, 0]], [1, 0]),
    "everywhere": ([[0, 0, 0]], [0]),
    "apart": ([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], [0, 0, 0, 1]),
}


@pytest.mark.parametrize("kind", PLANES)
def test_meeting_tells_the_ways_in_which_planes_meet(kind):
    assert la.meeting(*PLANES[kind]) == kind


def test_meeting_tells_the_ways_in_which_lines_meet():
    assert la.meeting([[1, 1], [1, -1]], [3, 1]) == "point"
    assert la.meeting([[1, 1], [2, 2]], [3, 6]) == "line"
    assert la.meeting([[1, 1], [2, 2]], [3, 7]) == "parallel"
    assert la.meeting([[1, 0], [0, 1], [1, 1]], [0, 0, 1]) == "apart"
    assert la.meeting([[0, 0]], [0]) == "everywhere"
    with pytest.raises(ValueError, match="2 columns"):
        la.meeting([[1, 1, 1, 1]], [1])


@held
@given(whole_systems(unknowns=st.integers(2, 3)))
def test_meeting_shares_something_exactly_when_there_is_a_solution(system):
    shared = la.meeting(*system) in ("point", "line", "plane", "everywhere")
    assert shared == (la.classify(*system) != "none")


@held
@given(whole_systems(unknowns=st.integers(2, 3)))
def test_parallel_groups_hold_every_equation_with_a_direction_once(system):
    A, b = system
    groups = la.parallel_groups(A, b)
    assert sorted(i for group in groups for same in group for i in same) == list(np.flatnonzero(A.any(axis=1)))
    for group in groups:
        members = [i for same in group for i in same]
        assert la.rank(A[members]) == 1
        assert (la.classify(A[members], b[members]) == "none") == (len(group) > 1)


coefficient = st.floats(-5, 5).map(lambda x: round(x, 3))


@held
@given(arrays(float, 2, elements=coefficient), coefficient)
def test_line_segment_runs_from_rim_to_rim_on_the_line(a, c):
    if not a.any():
        with pytest.raises(ValueError, match="does not describe a line"):
            la.line_segment(a, c)
        return
    low, high = -3.0, 4.0
    ends = la.line_segment(a, c, (low, high))
    corners = np.array([[low, low], [low, high], [high, low], [high, high]]) @ a - c
    if ends is None:
        assert corners.min() >= -1e-6 or corners.max() <= 1e-6
        return
    np.testing.assert_allclose(ends @ a, c, atol=1e-9 * max(1, abs(c)))
    for end in ends:
        assert np.isclose(end, low).any() or np.isclose(end, high).any()
        assert (end >= low).all() and (end <= high).all()


@held
@given(arrays(float, 3, elements=coefficient), coefficient, st.integers(0, 2**32 - 1))
def test_plane_polygon_is_all_of_the_plane_in_the_box(a, c, seed):
    if np.abs(a).max() < 0.01:
        return
    polygon = la.plane_polygon(a, c, (-4, 4))
    rng = np.random.default_rng(seed)
    points = rng.uniform(-4, 4, (200, 3))
    points -= np.outer((points @ a - c) / (a @ a), a)  # onto the plane
    inside = points[(np.abs(points) < 4 - 1e-6).all(axis=1)]
    if not len(polygon):
        assert not len(inside)
        return
    np.testing.assert_allclose(polygon @ a, c, atol=1e-6)
    assert (np.abs(polygon) <= 4 + 1e-9).all()
    along = np.roll(polygon, -1, axis=0) - polygon
    for p in inside:  # on the same side of every edge
        sides = np.cross(along, p - polygon) @ a
        assert (sides >= -1e-6).all() or (sides <= 1e-6).all()


@pytest.mark.parametrize("axis", range(3))
@pytest.mark.parametrize("height", (-4, 4))
def test_a_plane_in_a_face_of_the_box_is_that_face(axis, height):
    polygon = la.plane_polygon(np.eye(3)[axis], height, (-4, 4))
    assert len(polygon) == 4
    assert (polygon[:, axis] == height).all()


def area(polygon):
    """Return the area of a flat polygon (shoelace)."""
    if len(polygon) < 3:
        return 0.0
    x, y = polygon.T
    return abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2


@held
@given(arrays(float, 2, elements=coefficient), coefficient)
def test_splitting_a_polygon_loses_nothing(a, c):
    hexagon = 3 * np.column_stack([np.cos(np.arange(6)), np.sin(np.arange(6))])
    if np.hypot(*a) < 0.01:
        return
    below, above = la.split_polygon(hexagon, a, c)
    np.testing.assert_allclose(area(below) + area(above), area(hexagon), atol=1e-6)
    assert (below @ a <= c + 1e-6).all() and (above @ a >= c - 1e-6).all()


@held
@given(arrays(float, (2, 2), elements=coefficient), arrays(float, 2, elements=coefficient), st.floats(0.01, 2))
def test_the_overlap_of_two_strips_has_the_area_of_the_formula(A, b, error):
    if abs(np.linalg.det(A)) < 0.05:
        return
    whole = la.strip_overlap(A, b, error, None)
    np.testing.assert_allclose(area(whole), 4 * error**2 / abs(np.linalg.det(A)), rtol=1e-6)
    np.testing.assert_allclose(np.abs(whole @ A.T - b), error, rtol=1e-6, atol=1e-9)
    seen = la.strip_overlap(A, b, error, (-1e4, 1e4))
    np.testing.assert_allclose(area(seen), area(whole), rtol=1e-4)


def test_the_overlap_of_strips_that_miss_each_other_is_empty():
    assert la.strip_overlap([[1, 1], [1, 1]], [0, 3], 0.5).shape == (0, 2)
    assert la.strip_overlap([[0, 0]], [3], 0.5).shape == (0, 2)
    with pytest.raises(ValueError, match="give limits"):
        la.strip_overlap([[1, 1], [1, 1]], [0, 3], 0.5, None)
    with pytest.raises(ValueError, match="must not be negative"):
        la.strip_overlap([[1, 1]], [0], -0.5)


BAD = [
    (lambda: la.as_matrix([1, 2]), r"A single row is written \[\[1, 2\]\]"),
    (lambda: la.as_matrix([[1, 2], [3]]), "different lengths"),
    (lambda: la.as_matrix([[1, np.nan]]), r"A\[0, 1\] is nan"),
    (lambda: la.as_matrix([[1, np.inf]]), "finite"),
    (lambda: la.as_matrix([["a", "b"]]), "real numbers"),
    (lambda: la.as_matrix([[True, False]]), "type bool"),
    (lambda: la.as_matrix([[1j]]), "type complex"),
    (lambda: la.as_matrix(None), "must"),
    (lambda: la.as_matrix([[]]), "shape"),
    (lambda: la.as_matrix([[1, 2]], shape=(2, None)), "must be 2 x any .* but is 1 x 2"),
    (lambda: la.as_vector([[1, 2], [3, 4]]), "must be a vector"),
    (lambda: la.as_vector([1, 2, 3], size=2), "must have 2 entries, but has 3"),
    (lambda: la.as_system([[1, 2]], [1, 2]), "one entry for each of the 1 rows"),
    (lambda: la.as_system([[1, 2]], [1], unknowns=3), "must have 3 columns"),
    (lambda: la.determinant([[1, 2]]), "square"),
    (lambda: la.condition_number([[1, 2]]), "square"),
    (lambda: la.determinant_3x3_terms([[1, 2], [3, 4]]), "3 x 3"),
    (lambda: la.line_segment([1, 1], 0, (2, 2)), "low < high"),
    (lambda: la.plane_polygon([0, 0, 0], 1), "does not describe a plane"),
    (lambda: la.clip_line([0, 0], [0, 0], (0, 1)), "needs a direction"),
]


@pytest.mark.parametrize("k", range(len(BAD)))
def test_bad_input_gets_a_sentence_that_says_what_to_mend(k):
    call, message = BAD[k]
    with pytest.raises(ValueError, match=message):
        call()


def test_arguments_are_left_as_they_were():
    A, b = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([3.0, 1.0])
    before = A.copy(), b.copy()
    for call in (la.solution_set, la.classify, la.meeting, la.parallel_groups, la.line_intersection):
        call(A, b)
    la.rank(A), la.determinant(A), la.row_dependence(A)
    np.testing.assert_array_equal(A, before[0])
    np.testing.assert_array_equal(b, before[1])


def test_large_systems_are_solved_in_floats():
    rng = np.random.default_rng(0)
    A = rng.integers(-9, 10, (30, 30))
    x = rng.integers(-9, 10, 30)
    np.testing.assert_allclose(la.solution_set(A, A @ x).point, x, atol=1e-8)
    A[-1] = A[0] + A[1]
    assert la.rank(A) == 29
    assert la.classify(A, A @ x) == "many"
    assert la.classify(A, A @ x + np.eye(30)[-1]) == "none"
