"""PageRank agrees with networkx and with eigenvectors, says what broke a web, and handles a large one in little memory."""

from __future__ import annotations

import os
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from utils import linalg
from utils.learn.registry import ROOT

SIX = [(0, 1), (0, 2), (1, 2), (2, 0), (2, 3), (3, 2), (3, 4), (4, 0), (4, 5), (1, 4)]  # page 5 is dangling
TRAPPED = [(0, 1), (1, 0), (1, 2), (2, 3), (3, 2), (0, 4), (4, 5)]  # 2 and 3 a trap, 5 dangling
WEBS = {
    "six pages": (SIX, 6),
    "trap": (TRAPPED, 6),
    "itself": ([(0, 0), (1, 0)], 2),
    "one page": ([], 1),
    "no links": ([], 4),
    "repeated": ([(0, 1), (0, 1), (0, 2), (1, 0)], 3),
}


def networkx_ranks(links, n, damping=0.85) -> np.ndarray:
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(np.asarray(links, dtype=int).reshape(-1, 2).tolist())
    ranks = nx.pagerank(graph, alpha=damping, tol=1e-13 / n, max_iter=5000)
    return np.array([ranks[page] for page in range(n)])


@pytest.mark.parametrize("damping", [0.3, 0.85, 0.95])
@pytest.mark.parametrize("name", WEBS)
def test_ranks_agree_with_networkx(name, damping):
    result = linalg.page_rank(*WEBS[name], damping=damping, tol=1e-13)
    assert result.converged
    np.testing.assert_allclose(result.ranks, networkx_ranks(*WEBS[name], damping), atol=1e-10, rtol=0)


def test_ranks_of_a_large_web_agree_with_networkx():
    web = linalg.random_web(100_000, 300_000, seed=2026)
    result = linalg.page_rank(web.links, web.n)
    assert result.converged and abs(result.ranks.sum() - 1) < 1e-12
    A = sparse.csr_array((np.ones(len(web.links)), web.links.T), shape=(web.n, web.n))
    graph = nx.from_scipy_sparse_array(A, create_using=nx.DiGraph)
    theirs = nx.pagerank(graph, alpha=0.85, tol=1e-10 / web.n, max_iter=1000)
    np.testing.assert_allclose(result.ranks, [theirs[page] for page in range(web.n)], atol=1e-8, rtol=0)


def test_a_large_web_is_made_and_ranked_within_500_megabytes():
    pytest.importorskip("resource")  # Windows has none
    code = (
        "import pathlib, resource, sys; from utils import linalg\n"
        "web = linalg.random_web(100_000, 1_000_000, seed=1)\n"
        "assert linalg.page_rank(web.links, web.n).converged\n"
        "status = pathlib.Path('/proc/self/status')\n"  # ru_maxrss counts what the parent held when it forked
        "peak = [line.split()[1] for line in status.read_text().splitlines() if line.startswith('VmHWM')]"
        " if status.exists() else []\n"
        "unit = 2**20 if sys.platform == 'darwin' else 2**10\n"
        "print(int(peak[0]) / 1024 if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
    )
    assert float(ended.stdout) < 500


@pytest.mark.parametrize("name", WEBS)
def test_ranks_are_the_eigenvector_of_the_google_matrix(name):
    links, n = WEBS[name]
    G = linalg.google_matrix(links, n)
    np.testing.assert_allclose(G.sum(axis=0), 1)
    values, vectors = np.linalg.eig(G)
    leading = vectors[:, np.argmax(values.real)].real
    np.testing.assert_allclose(linalg.page_rank(links, n, tol=1e-14).ranks, leading / leading.sum(), atol=1e-12)


def test_a_link_matrix_in_all_its_forms_gives_the_same_ranks():
    expected = linalg.page_rank(SIX, 6).ranks
    for L in (
        linalg.link_matrix(SIX, 6),
        linalg.link_matrix(SIX, 6, dangling="spread"),
        linalg.link_matrix(SIX, 6, sparse=True),
        sparse.csc_matrix(linalg.link_matrix(SIX, 6)),
        linalg.link_matrix(SIX, 6).tolist(),
    ):
        np.testing.assert_allclose(linalg.page_rank(L).ranks, expected, atol=1e-12)


def test_link_matrices_have_columns_that_sum_to_one_except_for_dangling_pages():
    np.testing.assert_allclose(linalg.link_matrix(SIX, 6).sum(axis=0), [1, 1, 1, 1, 1, 0])
    np.testing.assert_allclose(linalg.link_matrix(SIX, 6, dangling="spread").sum(axis=0), 1)
    thin = linalg.link_matrix(SIX, 6, sparse=True)
    assert sparse.issparse(thin) and thin.nnz == len(SIX)
    np.testing.assert_array_equal(thin.toarray(), linalg.link_matrix(SIX, 6))


def test_a_dangling_page_loses_the_ranks_and_a_trap_takes_them_all():
    lost = linalg.page_rank(SIX, 6, damping=1, dangling="lose", max_iter=400)
    assert lost.ranks.sum() < 1e-6
    without_end = [link for link in TRAPPED if link != (4, 5)] + [(4, 0)]
    taken = linalg.page_rank([*without_end, (5, 0)], 6, damping=1, max_iter=400)
    assert taken.ranks[[2, 3]].sum() > 1 - 1e-9


def test_a_ring_goes_round_for_ever_without_damping():
    plain = linalg.page_rank([(0, 1), (1, 0)], 2, damping=1, start=[0.8, 0.2], max_iter=50)
    assert not plain.converged and plain.iterations == 50
    assert linalg.page_rank([(0, 1), (1, 0)], 2, start=[0.8, 0.2]).converged


@pytest.mark.parametrize("damping", [0.5, 0.7, 0.85, 0.95])
def test_changes_shrink_by_the_damping_at_each_iteration(damping):
    """The second eigenvalue of the Google matrix has at most the size of the damping; a trap and the rest reach it."""
    changes = linalg.page_rank([(0, 1), (1, 0), (2, 3), (3, 2)], 4, damping=damping, start=[4, 1, 1, 1]).changes
    np.testing.assert_allclose(changes[1:21] / changes[:20], damping, rtol=1e-6)
    web = linalg.random_web(2000, 12_000, seed=3)
    changes = linalg.page_rank(web.links, web.n, damping=damping, tol=1e-11).changes
    assert np.all(changes[1:] <= damping * changes[:-1] * (1 + 1e-6) + 1e-15)


def test_the_error_is_bounded_as_promised():
    true = linalg.page_rank(SIX, 6, tol=1e-15).ranks
    for tol in (1e-2, 1e-4, 1e-6):
        assert np.abs(linalg.page_rank(SIX, 6, tol=tol).ranks - true).sum() <= 0.85 / 0.15 * tol


def test_steps_are_kept_on_request():
    result = linalg.page_rank(SIX, 6, keep_steps=True)
    assert result.steps.shape == (result.iterations + 1, 6)
    np.testing.assert_allclose(result.steps[0], 1 / 6)
    np.testing.assert_array_equal(result.steps[-1], result.ranks)
    np.testing.assert_allclose(np.abs(np.diff(result.steps, axis=0)).sum(axis=1), result.changes)
    assert linalg.page_rank(SIX, 6).steps is None


@pytest.mark.parametrize("damping", [0.0, 0.6, 0.85])
def test_a_surfer_visits_pages_as_often_as_their_ranks_say(damping):
    walk = linalg.surf(SIX, 6, steps=40_000, damping=damping, rng=np.random.default_rng(5))
    visits = np.bincount(walk.pages, minlength=6) / len(walk.pages)
    np.testing.assert_allclose(visits, linalg.page_rank(SIX, 6, damping=damping).ranks, atol=0.02)


def test_a_surfer_follows_links_unless_it_jumps():
    walk = linalg.surf(SIX, 6, steps=500, start=3, rng=np.random.default_rng(6))
    assert walk.pages[0] == 3 and len(walk.jumped) == 500
    for start, end, jumped in zip(walk.pages[:-1], walk.pages[1:], walk.jumped, strict=True):
        assert jumped or (start, end) in SIX
        assert jumped or start != 5
    assert 0.05 < walk.jumped[walk.pages[:-1] != 5].mean() < 0.25


def test_kinds_of_pages_agree_with_networkx_components():
    for links, n in [*WEBS.values(), (linalg.random_web(400, 1500, seed=8).links, 400)]:
        graph = nx.DiGraph()
        graph.add_nodes_from(range(n))
        graph.add_edges_from(np.asarray(links, dtype=int).reshape(-1, 2).tolist())
        expected = np.full(n, "page", dtype="<U8")
        for group in nx.attracting_components(graph):
            if len(group) < n:
                expected[list(group)] = "trap"
        expected[[page for page in graph if graph.out_degree(page) == 0]] = "dangling"
        np.testing.assert_array_equal(linalg.page_kinds(links, n), expected)


@pytest.mark.parametrize(("n", "links", "seed"), [(10, 13, 0), (60, 300, 1), (5000, 40_000, 2)])
def test_a_random_web_is_what_it_promises(n, links, seed):
    web = linalg.random_web(n, links, seed=seed)
    assert web.links.shape == (links, 2) and len(np.unique(web.links, axis=0)) == links
    assert (web.links[:, 0] != web.links[:, 1]).all() and web.links.min() >= 0 and web.links.max() < n
    kinds = linalg.page_kinds(web.links, n)
    np.testing.assert_array_equal(np.flatnonzero(kinds == "dangling"), web.dangling)
    assert len(web.dangling) == round(0.1 * n) and set(kinds[web.trap]) == {"trap"} and len(web.trap) == 3
    inside = np.isin(web.links, web.trap)
    assert (inside[:, 1] & ~inside[:, 0]).any()  # a way in
    np.testing.assert_array_equal(web.links, linalg.random_web(n, links, seed=seed).links)
    assert not np.array_equal(web.links, linalg.random_web(n, links, seed=seed + 1).links)


def test_in_degrees_of_a_random_web_have_a_heavy_tail():
    web = linalg.random_web(100_000, 1_000_000, seed=2026)
    degrees = np.sort(np.bincount(web.links[:, 1], minlength=web.n))[::-1]
    share = np.arange(1, len(degrees) + 1) / len(degrees)
    tail = (degrees > 50) & (degrees < 2000)
    slope = np.polyfit(np.log(degrees[tail]), np.log(share[tail]), 1)[0]
    assert abs(slope + 1.1) < 0.1  # the share with more than k links falls like k ** -(2.1 - 1)
    assert degrees[0] > 500 * np.median(degrees)


@pytest.mark.parametrize(
    ("links", "n", "words"),
    [
        ([(0, 1), (1,)], 2, "pairs"),
        ([0, 1], 2, "pairs"),
        ([(0, 1, 2)], 3, "pairs"),
        ([(0, 3)], 3, "0 to 2"),
        ([(0, -1)], 3, r"link \(0, -1\)"),
        ([(0, 0.5)], 3, "whole numbers"),
        ([(0, np.nan)], 3, "whole numbers"),
        ([("a", "b")], 3, "numbers of pages"),
        ([(0, 1)], 0, "1 or more"),
        ([(0, 1)], 2.5, "whole number"),
        ([(0, 1)], True, "whole number"),
    ],
)
def test_what_is_no_web_is_refused_with_a_reason(links, n, words):
    for function in (linalg.link_matrix, linalg.google_matrix, linalg.page_rank, linalg.page_kinds):
        with pytest.raises(ValueError, match=words):
            function(links, n)


@pytest.mark.parametrize(
    ("web", "words"),
    [
        (np.ones((2, 3)), "square"),
        ([[0.5, 1], [0.6, 0]], "column 0 sums to 1.1"),
        ([[2.0, 0], [-1, 1]], "negative"),
        ([[0, np.nan], [1, 0]], "finite"),
        (sparse.csr_array([[0, np.inf], [1, 0]]), "finite"),
        ([[0, 1], [1]], "different lengths"),
        ([["a"]], "real numbers"),
        ([], "rows and columns"),
    ],
)
def test_what_is_no_link_matrix_is_refused_with_a_reason(web, words):
    with pytest.raises(ValueError, match=words):
        linalg.page_rank(web)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"damping": 1.2}, "0 to 1"),
        ({"damping": np.nan}, "0 to 1"),
        ({"damping": "0.85"}, "0 to 1"),
        ({"tol": -1}, "tol"),
        ({"max_iter": 0}, "max_iter"),
        ({"dangling": "keep"}, "dangling"),
        ({"start": [1, 0]}, "start"),
        ({"start": [1, -1, 1]}, "start"),
    ],
)
def test_options_outside_their_range_are_refused(options, words):
    with pytest.raises(ValueError, match=words):
        linalg.page_rank([(0, 1)], 3, **options)


def test_other_misuse_is_refused():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="start"):
        linalg.surf([(0, 1)], 2, steps=3, start=2, rng=rng)
    with pytest.raises(ValueError, match="steps"):
        linalg.surf([(0, 1)], 2, steps=-1, rng=rng)
    with pytest.raises(ValueError, match="spread"):
        linalg.link_matrix([(0, 1)], 2, dangling="spread", sparse=True)
    with pytest.raises(ValueError, match="4 pages"):
        linalg.page_rank(sparse.eye_array(4), 3)
    for arguments in ((10, 5), (10, 80), (3, 4)):
        with pytest.raises(ValueError, match="can carry"):
            linalg.random_web(*arguments, seed=0)
    with pytest.raises(ValueError, match="trap"):
        linalg.random_web(10, 13, seed=0, trap=1)
