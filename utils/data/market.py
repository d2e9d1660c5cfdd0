"""Shopping baskets whose prices are to be recovered from their totals: generated, with a stated seed and a known truth."""

from __future__ import annotations

import numbers
from typing import NamedTuple

import numpy as np

__all__ = ["Baskets", "baskets"]

ITEMS = ("apple", "roll", "yoghurt")
PRICES = (0.60, 0.45, 0.95)
PACK_SHARE = 0.6
MOST = 6


class Baskets(NamedTuple):
    """Baskets, their totals, and the truth behind them; see `baskets`."""

    items: tuple[str, ...]
    counts: np.ndarray
    totals: np.ndarray
    prices: np.ndarray


def baskets(n: int = 300, *, noise: float = 0.10, seed: int = 2026) -> Baskets:
    """Generate shopping baskets with noisy totals, and print what they are.

    Six baskets in ten (on average) come from the breakfast offer, which hands out rolls and yoghurts in pairs, so that
    the two counts are equal; in the others every count is free. No basket is empty. A total is the sum of count times
    price, plus a normally distributed error with mean 0 (hand-written tips, coupons, slips of the pen), rounded to whole cents.

    Parameters
    ----------
    n : int, default 300
        Number of baskets, from 1 to 100 000.
    noise : float, default 0.10
        Standard deviation of the error of a total, in euros; 0 makes every total exact.
    seed : int, default 2026
        Seed of the generator: the same seed gives the same baskets.

    Returns
    -------
    Baskets
        A named tuple of ``items`` (tuple of str, the names of the columns), ``counts`` (ndarray of int64, shape (n, 3),
        from 0 to 6), ``totals`` (ndarray of float, shape (n,), in euros) and ``prices`` (ndarray of float, shape (3,),
        the true prices in euros).

    Raises
    ------
    ValueError
        If n is not a whole number from 1 to 100 000, noise is not a finite number that is 0 or more, or seed is not a
        whole number that is 0 or more.

    Notes
    -----
    More noise with the same seed is the same errors, made larger; the counts stay as they are.

    Examples
    --------
    >>> market = baskets(4, noise=0)
    Baskets: 4 shopping baskets with 3 items (apple, roll, yoghurt), generated with seed 2026
    Source: made by this course (utils/data/market.py); no real shop or customer is behind it
    Licence: CC BY 4.0, as the text and figures of the course
    Row: one basket; counts of each item (pieces), and its total (euros), off by about 0.00 euros
    >>> market.counts.shape, market.totals.shape
    ((4, 3), (4,))
    >>> bool(np.allclose(market.counts @ market.prices, market.totals))
    True
    """
    _check(n, noise, seed)
    rng = np.random.default_rng(int(seed))
    counts = _counts(rng, int(n))
    errors = rng.normal(size=int(n))
    prices = np.array(PRICES)
    totals = np.round(counts @ prices + float(noise) * errors, 2)
    print(
        f"Baskets: {n} shopping basket{'' if n == 1 else 's'} with {len(ITEMS)} items ({', '.join(ITEMS)}), "
        f"generated with seed {seed}\n"
        "Source: made by this course (utils/data/market.py); no real shop or customer is behind it\n"
        "Licence: CC BY 4.0, as the text and figures of the course\n"
        f"Row: one basket; counts of each item (pieces), and its total (euros), off by about {noise:.2f} euros"
    )
    return Baskets(ITEMS, counts, totals, prices)


def _counts(rng: np.random.Generator, n: int) -> np.ndarray:
    """Return the counts, shape (n, 3); in a breakfast basket the last two are equal and not 0."""
    counts = rng.integers(0, MOST + 1, size=(n, 3))
    pairs = rng.integers(1, MOST + 1, size=n)
    breakfast = rng.random(n) < PACK_SHARE
    counts[breakfast, 1:] = pairs[breakfast, None]
    empty = ~counts.any(axis=1)
    counts[empty, 0] = 1
    return counts


def _check(n, noise, seed) -> None:
    def whole(value) -> bool:
        return isinstance(value, numbers.Integral) and not isinstance(value, bool | np.bool_)

    if not whole(n) or not 1 <= n <= 100_000:
        raise ValueError(f"n is {n!r}; give a whole number of baskets from 1 to 100000.")
    if isinstance(noise, bool | np.bool_) or not isinstance(noise, numbers.Real) or not 0 <= noise < np.inf:
        raise ValueError(
            f"noise is {noise!r}; give the size of the errors in euros, a finite number that is 0 or more."
        )
    if not whole(seed) or seed < 0:
        raise ValueError(f"seed is {seed!r}; give a whole number that is 0 or more.")
