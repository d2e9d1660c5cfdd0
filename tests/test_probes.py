"""The probe that looks at memory: it refuses features times features, and no right answer by chance."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from scipy import linalg as scipy_linalg

from utils.learn.probes import in_bounds

WIDE = np.random.default_rng(1).normal(size=(8, 600))


def products(X):
    Xc = X - X.mean(axis=0)
    return Xc @ Xc.T


def lists_of_lists(X):
    rows = X.tolist()
    columns = [list(column) for column in zip(*rows, strict=True)]
    rows = [[x - sum(c) / len(c) for x, c in zip(row, columns, strict=True)] for row in rows]
    return [[sum(a * b for a, b in zip(one, other, strict=True)) for other in rows] for one in rows]


def every_pair(X):
    return (X[:, None, :] * X[None, :, :]).sum(axis=2)


def reduced(X):
    return scipy_linalg.svd(X - X.mean(axis=0), full_matrices=False)


def whole(X):
    return np.linalg.svd(X - X.mean(axis=0))


def single_precision(X):
    return X.astype(np.float32).T @ X.astype(np.float32)


@pytest.mark.parametrize("answer", [products, lists_of_lists, every_pair, reduced])
def test_what_takes_no_features_times_features_comes_back_as_it_is(answer):
    assert not isinstance(in_bounds(answer, WIDE.copy()), dict)


@pytest.mark.parametrize("answer", [whole, single_precision, lambda X: np.cov(X, rowvar=False)])
def test_features_times_features_are_seen(answer):
    assert in_bounds(answer, WIDE.copy()) == {"too large": 600}


@pytest.mark.parametrize("noisy", [1, 2])
def test_what_an_import_or_another_thread_takes_at_one_call_is_not_held_against_an_answer(noisy):
    kept = []

    def answer(X):
        if len(kept) < noisy:
            thread = threading.Thread(target=lambda: kept.append(np.ones((600, 1200))))
            thread.start()
            thread.join()
        return products(X)

    assert isinstance(in_bounds(answer, WIDE.copy()), np.ndarray)


def test_an_argument_that_an_answer_changes_is_not_handed_to_it_again():
    seen = []

    def answer(X):
        seen.append(X.copy())
        X[:] = 0
        return np.ones((600, 600))

    assert in_bounds(answer, WIDE.copy()) == {"too large": 600}
    assert all(np.array_equal(one, WIDE) for one in seen)


def test_where_points_are_many_memory_is_not_looked_at():
    assert isinstance(in_bounds(lambda X: X.T @ X, np.ones((20, 600))), np.ndarray)
