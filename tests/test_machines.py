"""Functions to look into, and the probes that hand them over: what is inside them, and what the probes tell apart."""

from __future__ import annotations

import numpy as np
import pytest

from utils.learn import machines
from utils.learn.probes import seeded, with_machine

AFFINE = {machines.turn_and_move: 2, machines.lean: 2, machines.order: 2, machines.fahrenheit: 1, machines.grey: 3}
BENT = {machines.fold: 2, machines.area: 2}


def departure(f, n):
    """How far f is from the affine map that agrees with it at the origin and at the basis vectors."""
    P = np.random.default_rng(1).normal(size=(n, 50))
    b = f(np.zeros((n, 1)))
    return np.abs((f(np.eye(n)) - b) @ P + b - f(P)).max()


@pytest.mark.parametrize(("f", "n"), AFFINE.items())
def test_affine_functions_are_affine_and_keep_columns_apart(f, n):
    assert departure(f, n) < 1e-12
    P = np.random.default_rng(2).normal(size=(n, 4))
    assert np.array_equal(f(P), np.hstack([f(P[:, [j]]) for j in range(4)]))


@pytest.mark.parametrize(("f", "n"), BENT.items())
def test_the_others_are_not(f, n):
    assert departure(f, n) > 0.1


@pytest.mark.parametrize("kind", ["bent", "curved", "folded"])
def test_a_machine_with_numbers_inside_is_affine_only_as_a_layer(kind):
    rng = np.random.default_rng(3)
    W, b = rng.normal(size=(3, 2)), rng.normal(size=(3, 1))
    assert departure(machines.machine("layer", W, b), 2) < 1e-12
    assert departure(machines.machine(kind, W, b), 2) > 0.1


def test_points_of_another_size_are_refused():
    for f in (*AFFINE, *BENT, machines.machine("layer", np.eye(2), np.zeros((2, 1)))):
        with pytest.raises(ValueError, match="columns"):
            f(np.zeros((4, 2)))
    with pytest.raises(ValueError, match="kind"):
        machines.machine("straight", np.eye(2), np.zeros((2, 1)))


def test_a_function_is_handed_over_by_name_or_by_numbers():
    assert with_machine(lambda f, n: f(np.eye(n)).tolist(), machines.lean, 2) == [[1.0, 0.5], [0.0, 1.0]]
    assert with_machine(lambda f, n: f(np.eye(n)).tolist(), ["layer", [[2, 3]], [[1]]], 2) == [[3.0, 4.0]]


def test_a_seed_has_to_give_the_same_numbers_and_another_seed_others():
    def drawn(rng):
        return [(rng.normal(size=(2, 3)), np.zeros((2, 1)))]

    fresh = seeded(lambda sizes, seed: drawn(np.random.default_rng()), [3, 2], 1)
    fixed = seeded(lambda sizes, seed: drawn(np.random.default_rng(0)), [3, 2], 1)
    assert set(fresh) == {"again"} and set(fixed) == {"other seed"}
    right = seeded(lambda sizes, seed: drawn(np.random.default_rng(seed)), [3, 2], 1)
    assert np.array_equal(right[0][0], np.random.default_rng(1).normal(size=(2, 3)))
    assert seeded(lambda sizes, seed: "no numbers", [3, 2], 1) == "no numbers"
