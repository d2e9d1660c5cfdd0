"""What `utils.draw.eigen` promises: true to the mathematics, one picture on the Axes given, readable anywhere."""

from __future__ import annotations

import math

import figure_checks
import numpy as np
import pytest
from figure_checks import complaints, words
from matplotlib.collections import LineCollection

from utils import draw, style
from utils import linalg as la

E = draw.eigen
CHAIN = [[0.6, 0.3, 0.1], [0.3, 0.4, 0.4], [0.1, 0.3, 0.5]]
STATES = ["dry", "rain", "snow"]

FLAT = {
    "eigen_hunt": lambda ax=None: E.eigen_hunt([[2, 1], [1, 2]], 0.4, ax=ax),
    "turning_curve": lambda ax=None: E.turning_curve([[1, 2], [3, 2]], 0.4, ax=ax),
    "fan": lambda ax=None: E.fan([[1, 1], [0, 1]], ax=ax),
    "powers": lambda ax=None: E.powers([[1.2, 0.3], [0.3, 0.8]], [-1, 2], 6, ax=ax),
    "eigen_grid": lambda ax=None: E.eigen_grid([[2, 1], [1, 2]], 0.5, x=[2, 0], ax=ax),
    "spiral": lambda ax=None: E.spiral([[0.8, -0.5], [0.5, 0.8]], [2, 0], 9, ax=ax),
    "ellipse_axes": lambda ax=None: E.ellipse_axes([[2, 1], [1, 2]], ax=ax),
    "markov_chain": lambda ax=None: E.markov_chain(CHAIN, [0.5, 0.25, 0.25], names=STATES, ax=ax),
    "distribution_lines": lambda ax=None: E.distribution_lines(CHAIN, [0, 0, 1], 10, k=3, names=STATES, ax=ax),
    "power_convergence": lambda ax=None: E.power_convergence([[2, 1], [1, 2]], [1, 0], 20, k=4, ax=ax),
}
KINDS = {
    "two real": [[1, 2], [3, 2]], "symmetric": [[2, 1], [1, 2]], "zero value": [[1, 1], [1, 1]], "flip": [[0, 1], [1, 0]],
    "repeated": [[2, 0], [0, 2]], "nothing": [[0, 0], [0, 0]], "defective": [[1, 1], [0, 1]], "complex": [[0.8, -0.6], [0.6, 0.8]],
    "large": [[300, 100], [100, -300]], "small": [[0.01, 0], [0, 0.02]],
}  # fmt: skip


def said(ax, part):
    return any(part in text for text in words(ax))


@pytest.mark.parametrize("name", FLAT)
def test_one_axes_is_made_or_drawn_on_and_returned(name):
    assert figure_checks.drawing_complaints(FLAT[name]) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("degrees", [0, 45, 60, 135, 270])
def test_the_hunt_reads_well_for_every_kind_of_matrix(kind, degrees):
    fig, (left, right) = style.new_figure(10, 4.7, columns=2)
    E.eigen_hunt(KINDS[kind], math.radians(degrees), ax=left)
    E.turning_curve(KINDS[kind], math.radians(degrees), ax=right)
    assert complaints(fig) == []


@pytest.mark.parametrize(
    ("kind", "degrees", "expected"),
    [("symmetric", 45, "locked: Ax = 3x"), ("symmetric", 134, "locked: Ax = x"), ("symmetric", 20, "turned by 16°"),
     ("two real", 135, "locked: Ax = −x"), ("zero value", 135, "λ = 0"), ("repeated", 77, "every direction locks: Ax = 2x"),
     ("complex", 10, "no real direction locks: turned by 37°"), ("defective", 0, "locked: Ax = x"), ("defective", 90, "turned by −45°")],
)  # fmt: skip
def test_the_badge_tells_the_truth(kind, degrees, expected):
    assert said(E.eigen_hunt(KINDS[kind], math.radians(degrees)), expected)


def test_what_locks_is_drawn_on_the_line():
    ax = E.eigen_hunt([[1, 2], [3, 2]], math.radians(56))
    tips = [np.array(p.get_path().vertices[-1]) for p in ax.patches]
    assert said(ax, "Ax = 4x") and len(tips) == 2


def test_the_window_of_the_hunt_does_not_jump():
    limits = {E.eigen_hunt([[1, 2], [3, 2]], t).get_xlim() for t in np.linspace(0, 6, 7)}
    assert len(limits) == 1


@pytest.mark.parametrize(("kind", "marks"), [("symmetric", 4), ("two real", 6), ("defective", 2), ("complex", 0)])
def test_the_turning_curve_marks_each_kept_direction(kind, marks):
    ax = E.turning_curve(KINDS[kind])
    found = [point for line in ax.lines if line.get_marker() == "o" for point in line.get_xydata()]
    assert len(found) == marks
    for degrees, level in found:
        turned = la.turning_angle(KINDS[kind], math.radians(degrees))
        assert abs(math.cos(turned) - math.cos(math.radians(level))) < 1e-9


@pytest.mark.parametrize("kind", KINDS)
def test_fan_and_ellipse_read_well_for_every_kind(kind):
    assert complaints(E.fan(KINDS[kind])) == [] and complaints(E.ellipse_axes(KINDS[kind])) == []


def test_fan_and_ellipse_say_what_is_there():
    assert said(E.fan(KINDS["complex"]), "no real direction") and said(E.fan(KINDS["defective"]), "one line is kept")
    assert said(E.fan(KINDS["repeated"]), "every direction") and said(E.fan(KINDS["two real"]), "two lines")
    assert said(E.ellipse_axes(KINDS["symmetric"]), "right angles")
    assert said(E.ellipse_axes([[2, 1], [0, 1]]), "not symmetric: 45°")


@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0, 2.0, 3.0, 4.5])
def test_the_characteristic_polynomial_is_the_area(value):
    axes = E.characteristic([[2, 1], [1, 2]], value, values=(-1.5, 5.5))
    assert complaints(axes) == []
    area = (2 - value) ** 2 - 1
    assert axes[1].get_title() == ("An eigenvalue: the area is gone" if area == 0 else f"det(A − λI) = {area:g}".replace("-", "−"))  # fmt: skip


@pytest.mark.parametrize("kind", ["complex", "defective", "zero value", "large"])
def test_characteristic_of_other_kinds(kind):
    assert complaints(E.characteristic(KINDS[kind], 0.5)) == []


def test_powers_are_the_powers():
    A = np.array([[1.2, 0.3], [0.3, 0.8]])
    ax = E.powers(A, [-1, 2], 6)
    path = next(line for line in ax.lines if len(line.get_xdata()) == 7)
    np.testing.assert_allclose(path.get_xydata()[6], np.linalg.matrix_power(A, 6) @ [-1, 2])
    for n in (0, 1, 40):
        assert complaints(E.powers(A, [[-1, 2], [1, 1]], n, limits=(-3, 3))) == []


@pytest.mark.parametrize("t", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("kind", ["symmetric", "two real", "zero value", "flip", "repeated"])
def test_lines_of_the_eigenbasis_only_slide_along_themselves(kind, t):
    A = np.array(KINDS[kind], dtype=float)
    ax = E.eigen_grid(A, t, x=[2, 1], limits=(-5, 5))
    assert complaints(ax) == []
    P, _ = la.diagonalise(A)
    for lines in (c for c in ax.collections if isinstance(c, LineCollection) and 1.1 < c.get_zorder() < 3):
        for p, q in lines.get_segments():
            step = (q - p) / np.linalg.norm(q - p)
            assert min(abs(step[0] * v[1] - step[1] * v[0]) for v in P.T) < 1e-9


def test_what_has_no_eigenbasis_or_no_complex_pair_is_refused():
    for kind in ("complex", "defective"):
        with pytest.raises(ValueError, match="eigen"):
            E.eigen_grid(KINDS[kind])
    with pytest.raises(ValueError, match="real eigenvalues"):
        E.spiral([[2, 1], [1, 2]], [1, 0], 3)
    with pytest.raises(ValueError, match="one eigenvalue only"):
        E.power_convergence(np.eye(2))
    with pytest.raises(ValueError, match="square"):
        E.markov_chain([[0.5, 0.5]])


def test_the_spiral_passes_through_the_powers():
    A, x0 = np.array([[0.8, -0.5], [0.5, 0.8]]), np.array([2.0, 0])
    ax = E.spiral(A, x0, 9)
    path = max(ax.lines, key=lambda line: len(line.get_xdata())).get_xydata()
    for k in range(10):
        assert np.linalg.norm(path - np.linalg.matrix_power(A, k) @ x0, axis=1).min() < 0.05
    assert said(ax, "spirals in") and said(E.spiral([[0, -1], [1, 0]], [1, 0], 4), "90° per step, 4 steps per turn")
    assert said(E.spiral([[1.1, -0.5], [0.5, 1.1]], [0.1, 0], 9), "spirals out")


@pytest.mark.parametrize("n", range(1, 9))
def test_chains_of_any_size_read_well(n):
    P = np.full((n, n), 1 / n) if n < 5 else np.roll(np.eye(n), 1, axis=0)
    assert complaints(E.markov_chain(P, np.full(n, 1 / n))) == []
    assert complaints(E.distribution_lines(P, np.eye(n)[0], 6)) == []


def test_distribution_lines_are_the_distributions():
    ax = E.distribution_lines(CHAIN, [0, 0, 1], 8, names=STATES)
    expected = la.distributions(CHAIN, [0, 0, 1], 8)
    shown = [line.get_ydata() for line in ax.lines if len(line.get_xdata()) == 9]
    np.testing.assert_allclose(np.array(shown).T, expected)


def test_names_of_states_at_zero_stay_above_the_axis():
    ax = E.distribution_lines([[1, 0.5, 0], [0, 0, 0], [0, 0.5, 1]], [1, 0, 0], 5, names=["one", "two", "three"])
    ax.figure.canvas.draw()
    floor = ax.transData.transform((0, 0))[1]
    names = [t for t in ax.texts + ax.artists if getattr(t, "get_text", str)() in {"one", "two", "three"}]
    assert len(names) == 3 and all(t.get_window_extent().y0 > floor for t in names)


def test_errors_of_power_iteration_fall_as_predicted():
    ax = E.power_convergence([[2, 1], [1, 2]], [1, 0], 20)
    error = ax.lines[0].get_ydata()
    np.testing.assert_allclose(error[5:15] / error[4:14], 1 / 3, rtol=1e-3)
    assert said(ax, "times 1/3 per step") and said(E.power_convergence([[1, 0], [0, -1]], [1, 2], 10), "never settles")
    for A, x0 in (
        ([[1, 0], [0, 0]], [1, 1]),
        ([[0, -1, 0], [1, 0, 0], [0, 0, 2]], [1, 1, 1]),
        ([[3, 0], [0, 1]], [1, 0]),
    ):
        assert complaints(E.power_convergence(A, x0, 12)) == []


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="2 x 2"):
        E.eigen_hunt(np.eye(3), 0)
    with pytest.raises(ValueError, match="finite"):
        E.fan([[1, np.nan], [0, 1]])
