"""PageRank: which pages of a web matter, from nothing but who links to whom.

Pages have the numbers 0 to n - 1. A link is a pair (from, to); a repeated link counts once, a page may link to itself.
The link matrix L has one column for each page: ``L[i, j]`` is the chance that a surfer on page j who follows one of its
links at random comes to page i. A *dangling* page has no link at all; a *trap* is a group of pages that links only
among itself.

References
----------
.. [1] S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer Networks and ISDN
   Systems 30, 1998, 107-117.
.. [2] A. N. Langville and C. D. Meyer, "Google's PageRank and Beyond", Princeton University Press, 2006.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.linalg.validation import as_count, as_matrix, as_vector, is_whole

__all__ = ["PageRank", "Walk", "Web", "google_matrix", "link_matrix", "page_kinds", "page_rank", "random_web", "surf"]


@dataclass(frozen=True)
class PageRank:
    """What `page_rank` found.

    Attributes
    ----------
    ranks : ndarray of float, shape (n,)
        One number for each page; they sum to 1 (unless dangling pages lose theirs).
    iterations : int
    changes : ndarray of float, shape (iterations,)
        How much each iteration changed the ranks: the sum of ``abs(new - old)``.
    converged : bool
        Whether the last change was at most the tolerance.
    steps : ndarray of float, shape (iterations + 1, n), or None
        The ranks after each iteration, the start first; only kept on request.
    """

    ranks: np.ndarray
    iterations: int
    changes: np.ndarray
    converged: bool
    steps: np.ndarray | None = None


@dataclass(frozen=True)
class Walk:
    """Where a surfer went.

    Attributes
    ----------
    pages : ndarray of int, shape (steps + 1,)
        The pages in order, the start first.
    jumped : ndarray of bool, shape (steps,)
        For each step, whether the surfer jumped to a page drawn at random instead of following a link.
    """

    pages: np.ndarray
    jumped: np.ndarray


@dataclass(frozen=True)
class Web:
    """A generated web.

    Attributes
    ----------
    n : int
        The number of pages.
    links : ndarray of int, shape (m, 2)
        Different pairs (from, to).
    dangling : ndarray of int
        Pages without links, in order.
    trap : ndarray of int
        Pages that link only among themselves, in order.
    """

    n: int
    links: np.ndarray
    dangling: np.ndarray
    trap: np.ndarray


def _fraction(value, name) -> float:
    number = isinstance(value, int | float | np.number) and not isinstance(value, bool | np.bool_)
    if not number or not 0 <= value <= 1:
        raise ValueError(f"{name} must be a number from 0 to 1, but is {value!r}.")
    return float(value)


def _pairs(links, n) -> np.ndarray:
    """Return links as an array of whole numbers, shape (m, 2), each one a page."""
    try:
        raw = np.asarray(links)
    except ValueError as error:  # ragged
        raise ValueError("links must be pairs (from, to), but some have another length than others.") from error
    if raw.size == 0 and raw.ndim <= 2:
        return np.zeros((0, 2), dtype=np.int64)
    if raw.ndim != 2 or raw.shape[1] != 2:
        raise ValueError(f"links must be pairs (from, to), such as [(0, 1), (1, 2)], but have shape {raw.shape}.")
    if raw.dtype == bool or not np.issubdtype(raw.dtype, np.number) or np.iscomplexobj(raw):
        raise ValueError(f"links must hold numbers of pages, but their entries are of type {raw.dtype}.")
    pairs = raw.astype(np.int64, copy=False) if np.issubdtype(raw.dtype, np.integer) else _whole(raw)
    if pairs.min() < 0 or pairs.max() >= n:
        bad = pairs[((pairs < 0) | (pairs >= n)).any(axis=1)][0]
        raise ValueError(f"pages have the numbers 0 to {n - 1}, but there is a link ({bad[0]}, {bad[1]}).")
    return pairs


def _whole(raw) -> np.ndarray:
    if not np.isfinite(raw).all() or (raw != np.floor(raw)).any():
        bad = raw[(~np.isfinite(raw) | (raw != np.floor(raw))).any(axis=1)][0]
        raise ValueError(f"pages have whole numbers, but there is a link ({bad[0]:g}, {bad[1]:g}).")
    return raw.astype(np.int64)


def _sparse_links(links, n):
    """Return the link matrix as a sparse array in rows; columns of dangling pages are empty."""
    from scipy import sparse

    pairs = _pairs(links, n)
    shape = (n, n)
    index = np.int32 if n < 2**31 else np.int64
    start, end = pairs[:, 0].astype(index), pairs[:, 1].astype(index)
    L = sparse.coo_array((np.ones(len(pairs)), (end, start)), shape=shape).tocsr()  # adds repeated links up
    L.data[:] = 1.0
    out = np.bincount(L.indices, minlength=n)
    L.data /= out[L.indices]
    return L


def link_matrix(links, n, *, dangling="zero", sparse=False):
    """Return the link matrix: entry (i, j) is 1 / (number of pages that j links to) if j links to i, else 0.

    Parameters
    ----------
    links : array_like of int, shape (m, 2)
        Pairs (from, to). A repeated link counts once; a link of a page to itself counts like any other.
    n : int
        The number of pages.
    dangling : {"zero", "spread"}
        The column of a page without links: zeros, or 1 / n in each place.
    sparse : bool
        Return a sparse array that stores the links only.

    Returns
    -------
    ndarray of float or scipy.sparse.csr_array, shape (n, n)
        Each column sums to 1; the column of a dangling page to 0 with ``dangling="zero"``.

    Raises
    ------
    ValueError
        For links that are no pairs of pages, an n that is no whole number from 1 on, or an unknown option.

    Examples
    --------
    >>> link_matrix([(0, 1), (0, 2), (1, 2)], 3)
    array([[0. , 0. , 0. ],
           [0.5, 0. , 0. ],
           [0.5, 1. , 0. ]])
    """
    n = as_count(n, name="n")
    if dangling not in ("zero", "spread"):
        raise ValueError(f'dangling must be "zero" or "spread", but is {dangling!r}.')
    if sparse and dangling == "spread":
        raise ValueError('A spread column is full; a sparse link matrix goes with dangling="zero".')
    L = _sparse_links(links, n)
    if sparse:
        return L
    dense = L.toarray()
    if dangling == "spread":
        dense[:, ~dense.any(axis=0)] = 1 / n
    return dense


def google_matrix(links, n, *, damping=0.85):
    """Return the matrix of the surfer who sometimes jumps: ``damping * L + (1 - damping) / n``, dangling pages spread.

    Parameters
    ----------
    links : array_like of int, shape (m, 2)
        Pairs (from, to).
    n : int
        The number of pages.
    damping : float
        The chance of following a link; with the rest, the surfer jumps to any page.

    Returns
    -------
    ndarray of float, shape (n, n)
        Each column sums to 1.

    Raises
    ------
    ValueError
        As `link_matrix`, and for a damping outside 0 to 1.

    Examples
    --------
    >>> google_matrix([(0, 1), (1, 0)], 2, damping=0.5)
    array([[0.25, 0.75],
           [0.75, 0.25]])
    """
    damping = _fraction(damping, "damping")
    return damping * link_matrix(links, n, dangling="spread") + (1 - damping) / n


def _as_link_matrix(web, n):
    """Return whatever describes a web as a link matrix that can be multiplied: sparse, or a dense array as it came."""
    from scipy import sparse

    if not sparse.issparse(web):
        if n is not None:
            return _sparse_links(web, as_count(n, name="n"))
        L = as_matrix(web, name="the link matrix")
    else:
        L = web.tocsr().astype(float)
        if not np.isfinite(L.data).all():
            raise ValueError("the link matrix must hold finite numbers.")
    if L.shape[0] != L.shape[1] or L.shape[0] == 0:
        raise ValueError(
            f"a link matrix is square, one row and one column for each page, but this one has shape {L.shape}. "
            "For a list of links (from, to), give n too, the number of pages."
        )
    if n is not None and n != L.shape[0]:
        raise ValueError(f"n is {n!r}, but the link matrix has {L.shape[0]} pages.")
    if (L.data if sparse.issparse(L) else L).min(initial=0.0) < 0:
        raise ValueError("the entries of a link matrix are chances, but one is negative.")
    sums = np.asarray(L.sum(axis=0)).ravel()
    wrong = np.flatnonzero((np.abs(sums - 1) > 1e-9) & (sums != 0))
    if wrong.size:
        raise ValueError(
            f"each column of a link matrix sums to 1 (or to 0, for a dangling page), but column {wrong[0]} sums to "
            f"{sums[wrong[0]]:.6g}."
        )
    return L


def _first_ranks(start, n):
    if start is None:
        return np.full(n, 1 / n)
    start = as_vector(start, size=n, name="start")
    if start.min() < 0 or start.sum() == 0:
        raise ValueError("start must hold chances: none negative, and not all of them 0.")
    return start / start.sum()


def page_rank(
    web, n=None, *, damping=0.85, tol=1e-10, max_iter=1000, dangling="spread", start=None, keep_steps=False
) -> PageRank:
    """Return the ranks of the pages of a web by power iteration.

    One iteration is ``r = damping * (L @ r + lost / n) + (1 - damping) / n``, where ``lost`` is what stood on dangling
    pages. No n x n matrix is made: memory goes with the number of links.

    Parameters
    ----------
    web : array_like of int, shape (m, 2), or matrix (dense or scipy.sparse), shape (n, n)
        Pairs (from, to), together with `n`; or, without `n`, a link matrix, columns of dangling pages zero or spread.
    n : int, optional
        The number of pages.
    damping : float
        The chance of following a link instead of jumping to any page; 1 is the plain method.
    tol : float
        Stop when an iteration changes the ranks by at most `tol`, added up over all pages. The ranks are then at most
        ``damping / (1 - damping) * tol`` away from the true ones, added up.
    max_iter : int
        Stop after so many iterations in any case.
    dangling : {"spread", "lose"}
        What happens to the rank on a dangling page: all pages share it, or it is lost (and the sum shrinks).
    start : array_like, shape (n,), optional
        The first ranks, scaled to sum 1; left out, all are equal.
    keep_steps : bool
        Keep the ranks after each iteration.

    Returns
    -------
    PageRank
        Its field ``converged`` says whether the tolerance was reached.

    Raises
    ------
    ValueError
        For what is no web, or an option outside its range.

    Examples
    --------
    >>> result = page_rank([(0, 1), (1, 0), (2, 0)], 3)
    >>> result.ranks.round(4)
    array([0.4865, 0.4635, 0.05  ])
    >>> result.converged
    True
    """
    damping = _fraction(damping, "damping")
    max_iter = as_count(max_iter, name="max_iter")
    if dangling not in ("spread", "lose"):
        raise ValueError(f'dangling must be "spread" or "lose", but is {dangling!r}.')
    if not isinstance(tol, int | float | np.number) or isinstance(tol, bool) or not 0 <= tol < np.inf:
        raise ValueError(f"tol must be a number, 0 or more, but is {tol!r}.")
    L = _as_link_matrix(web, n)
    n = L.shape[0]
    r = _first_ranks(start, n)
    changes, steps = [], [r] if keep_steps else None
    converged = False
    while len(changes) < max_iter and not converged:
        new = L @ r
        new *= damping
        # What is missing to a sum of 1 is what dangling pages lost and what the jumps bring: all pages share it. The
        # sum stays 1 to the last digit that way, without a list of the dangling pages.
        new += (1 - new.sum()) / n if dangling == "spread" else (1 - damping) / n
        changes.append(float(np.abs(new - r).sum()))
        converged = changes[-1] <= tol
        r = new
        if keep_steps:
            steps.append(r)
    return PageRank(r, len(changes), np.array(changes), converged, np.array(steps) if keep_steps else None)


def surf(web, n=None, *, steps, damping=0.85, start=None, rng) -> Walk:
    """Let one surfer walk through a web at random.

    Parameters
    ----------
    web : array_like of int, shape (m, 2), or link matrix, shape (n, n)
        As for `page_rank`.
    n : int, optional
        The number of pages, for a list of links.
    steps : int
        How often the surfer moves on.
    damping : float
        The chance of following a link; else, and always on a dangling page, the surfer jumps to any page.
    start : int, optional
        The first page; left out, it is drawn at random.
    rng : numpy.random.Generator

    Returns
    -------
    Walk

    Raises
    ------
    ValueError
        As `page_rank`; for a start that is no page.

    Examples
    --------
    >>> walk = surf([(0, 1), (1, 2), (2, 0)], 3, steps=4, damping=1, start=0, rng=np.random.default_rng(0))
    >>> walk.pages
    array([0, 1, 2, 0, 1])
    """
    from scipy import sparse

    steps, damping = as_count(steps, name="steps", least=0), _fraction(damping, "damping")
    by_column = sparse.csc_array(_as_link_matrix(web, n))
    n = by_column.shape[0]
    if start is not None and not (is_whole(start) and 0 <= start < n):
        raise ValueError(f"start must be a page from 0 to {n - 1}, but is {start!r}.")
    pages, jumped = np.zeros(steps + 1, dtype=int), np.zeros(steps, dtype=bool)
    pages[0] = rng.integers(n) if start is None else start
    ends, chances, first = by_column.indices, by_column.data, by_column.indptr
    for k in range(steps):
        here = slice(first[pages[k]], first[pages[k] + 1])
        jumped[k] = here.start == here.stop or rng.random() >= damping
        pages[k + 1] = rng.integers(n) if jumped[k] else ends[here][_drawn(chances[here], rng)]
    return Walk(pages, jumped)


def _drawn(chances, rng) -> int:
    """Return a place drawn with the given chances, which sum to 1 up to rounding."""
    return min(int(np.searchsorted(np.cumsum(chances), rng.random(), side="right")), len(chances) - 1)


def page_kinds(links, n):
    """Tell for each page whether it is dangling, in a trap, or neither.

    Parameters
    ----------
    links : array_like of int, shape (m, 2)
        Pairs (from, to).
    n : int
        The number of pages.

    Returns
    -------
    ndarray of str, shape (n,)
        "dangling": no link leads on. "trap": of a group of pages that reach each other and nothing else, though the
        web has other pages. "page": all others.

    Raises
    ------
    ValueError
        As `link_matrix`.

    Examples
    --------
    >>> page_kinds([(0, 1), (0, 2), (1, 1)], 3).tolist()
    ['page', 'trap', 'dangling']
    """
    from scipy.sparse.csgraph import connected_components

    n = as_count(n, name="n")
    pairs = _pairs(links, n)
    L = _sparse_links(pairs, n)
    count, group = connected_components(L.T, directed=True, connection="strong")
    is_open = np.zeros(count, dtype=bool)
    is_open[group[pairs[group[pairs[:, 0]] != group[pairs[:, 1]], 0]]] = True
    has_links = np.zeros(n, dtype=bool)
    has_links[pairs[:, 0]] = True
    kinds = np.full(n, "page", dtype="<U8")
    if count > 1:
        kinds[~is_open[group] & has_links] = "trap"
    kinds[~has_links] = "dangling"
    return kinds


def random_web(n, links, seed, *, dangling=0.1, trap=3, exponent=2.1) -> Web:
    """Return a generated web: a few pages that very many link to, dangling pages, and a trap.

    The recipe: pages are put in random order. The page at place k (from 0) gets a popularity proportional to
    ``(k + 10) ** (-1 / (exponent - 1))``, so that in-degrees fall off like ``degree ** -exponent`` (2.1 was measured on
    the real web [1]_). The given share of the pages gets no links; the pages of the trap form a ring and link to nobody
    else, and one page outside links to it. Every other page gets one link, and the rest of the links start at pages
    drawn with chances from a gamma distribution (shape 2) and end at pages drawn by popularity. Repeated links and
    links to oneself are drawn again.

    Parameters
    ----------
    n : int
        The number of pages.
    links : int
        The number of different links.
    seed : int
        The same seed gives the same web.
    dangling : float
        Share of pages without links.
    trap : int
        Number of pages in the trap: 0, or 2 and more.
    exponent : float
        How fast in-degrees fall off; above 1.

    Returns
    -------
    Web

    Raises
    ------
    ValueError
        If an argument is outside its range, or the links are too few or too many for the pages.

    References
    ----------
    .. [1] A. Broder et al., "Graph structure in the Web", Computer Networks 33, 2000, 309-320.

    Examples
    --------
    >>> web = random_web(1000, 8000, seed=1)
    >>> web.links.shape, len(web.dangling), len(web.trap)
    ((8000, 2), 100, 3)
    """
    n, links, trap = as_count(n, name="n"), as_count(links, name="links"), as_count(trap, name="trap", least=0)
    dangling = _fraction(dangling, "dangling")
    if trap == 1 or not exponent > 1:
        raise ValueError("trap must be 0, or 2 and more pages; exponent must be above 1.")
    rng = np.random.default_rng(seed)
    order = rng.permutation(n)
    popularity = np.empty(n)
    popularity[order] = (np.arange(n) + 10.0) ** (-1 / (exponent - 1))
    roles = rng.permutation(n)
    silent, ring, others = np.split(roles, [round(dangling * n), round(dangling * n) + trap])
    fewest = len(others) + trap + (trap > 0)
    if len(others) < 2 or not fewest <= links <= len(others) * (n - 1) // 4:
        raise ValueError(
            f"{n} pages, {len(silent)} of them dangling and {trap} in a trap, can carry {fewest} to "
            f"{max(len(others) * (n - 1) // 4, 0)} links by this recipe, but {links} are asked for."
        )
    fixed = [np.column_stack([ring, np.roll(ring, -1)])]
    if trap:
        fixed.append(np.array([[others[0], ring[0]]]))
    steps = np.cumsum(popularity)
    activity = np.cumsum(rng.gamma(2.0, size=len(others)))
    end = _draws(steps, len(others), rng)
    end = np.where(end == others, np.roll(others, -1), end)
    fixed.append(np.column_stack([others, end]))
    keys = _different(_keys(np.concatenate(fixed), n))
    while len(keys) < links:
        missing = links - len(keys)
        start, end = others[_draws(activity, missing, rng)], _draws(steps, missing, rng)
        fresh = _different(_keys(np.column_stack([start, end])[start != end], n))
        known = keys[np.minimum(np.searchsorted(keys, fresh), len(keys) - 1)] == fresh
        keys = np.sort(np.concatenate([keys, fresh[~known]]), kind="stable")  # two sorted runs: a merge
    pairs = np.column_stack([keys // n, keys % n])
    return Web(n, pairs, np.sort(silent), np.sort(ring))


def _keys(pairs, n):
    """One number for each link, so that links can be compared and sorted as numbers."""
    return pairs[:, 0] * n + pairs[:, 1]


def _different(keys):
    """Sorted, each once. Sorting beats np.unique, which looks every number up in a table."""
    keys = np.sort(keys)
    return keys[np.append(True, keys[1:] != keys[:-1])] if len(keys) else keys


def _draws(sums, count, rng):
    """Draw places with chances in proportion to the steps of a running sum."""
    return np.minimum(np.searchsorted(sums, rng.random(count) * sums[-1], side="right"), len(sums) - 1)
