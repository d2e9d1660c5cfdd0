"""The baskets: what shape they have, that the truth is behind the totals, and that they say where they come from."""

from __future__ import annotations

import numpy as np
import pytest

from utils import data


@pytest.mark.parametrize("n", [1, 2, 300, np.int64(17)])
def test_each_row_is_a_basket_that_is_not_empty(n):
    market = data.baskets(n)
    assert market.counts.shape == (n, 3) and market.counts.dtype == np.int64
    assert market.totals.shape == (n,) and market.prices.shape == (3,) and len(market.items) == 3
    assert market.counts.min() >= 0 and market.counts.max() <= 6
    assert market.counts.any(axis=1).all()


def test_without_noise_the_totals_are_exact():
    market = data.baskets(500, noise=0)
    assert np.allclose(market.counts @ market.prices, market.totals, atol=1e-9)


@pytest.mark.parametrize("noise", [0.05, 0.10, 1.5])
def test_the_errors_have_the_size_asked_for_and_mean_zero(noise):
    market = data.baskets(20_000, noise=noise)
    errors = market.totals - market.counts @ market.prices
    assert errors.std() == pytest.approx(noise, rel=0.03)
    assert abs(errors.mean()) < 4 * noise / np.sqrt(20_000)


def test_noise_changes_the_totals_alone():
    quiet, loud = data.baskets(50, noise=0), data.baskets(50, noise=0.5)
    assert np.array_equal(quiet.counts, loud.counts) and not np.array_equal(quiet.totals, loud.totals)


def test_totals_are_whole_cents():
    totals = data.baskets().totals
    assert np.allclose(totals * 100, np.round(totals * 100), atol=1e-9)


def test_about_six_in_ten_are_breakfast_baskets_with_equal_counts():
    counts = data.baskets(20_000).counts
    share = (counts[:, 1] == counts[:, 2]).mean()
    assert share == pytest.approx(0.6 + 0.4 / 7, abs=0.015)


def test_all_baskets_determine_the_prices_and_breakfast_baskets_alone_do_not():
    counts = data.baskets().counts
    assert np.linalg.matrix_rank(counts) == 3
    assert np.linalg.matrix_rank(counts[counts[:, 1] == counts[:, 2]]) == 2


def test_a_seed_repeats_its_baskets_and_another_gives_others():
    one, same, other = data.baskets(), data.baskets(), data.baskets(seed=7)
    assert np.array_equal(one.counts, same.counts) and np.array_equal(one.totals, same.totals)
    assert not np.array_equal(one.counts, other.counts) and np.array_equal(one.prices, other.prices)


def test_writing_into_the_baskets_does_not_reach_the_next_ones():
    first = data.baskets()
    for array in (first.counts, first.totals, first.prices):
        array[:] = 99
    assert data.baskets().prices.max() < 1 and data.baskets().counts.max() <= 6


@pytest.mark.parametrize("n", [0, -1, 100_001, 2.5, 3.0, True, "300", None, np.nan])
def test_a_number_of_baskets_that_cannot_be_is_refused(n):
    with pytest.raises(ValueError, match="from 1 to 100000"):
        data.baskets(n)


@pytest.mark.parametrize("noise", [-0.1, np.nan, np.inf, "0.1", None, True, 1j, [0.1]])
def test_noise_that_is_no_size_is_refused(noise):
    with pytest.raises(ValueError, match="0 or more"):
        data.baskets(noise=noise)


@pytest.mark.parametrize("seed", [-1, 1.5, "1", None, True])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(ValueError, match="seed"):
        data.baskets(seed=seed)


def test_source_licence_seed_and_row_are_printed(capsys):
    data.baskets(12, noise=0.25, seed=3)
    told = capsys.readouterr().out
    for part in ("12 shopping baskets", "seed 3", "CC BY 4.0", "one basket", "0.25 euros", "made by this course"):
        assert part in told
