"""PageRank of a large web: the course's function beside networkx's SciPy version. Prints ratios of one run.

Both get the same web and the same tolerance. networkx works on a graph of Python objects; making it from the links is
counted apart, and together with the ranking. Peak memory is that of a fresh process that makes the web and ranks it.

python benchmarks/page_rank.py [--pages N] [--links M] [--rounds K]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import networkx as nx  # noqa: E402
import numpy as np  # noqa: E402

from utils import linalg  # noqa: E402

ASKED = 3.0  # times networkx's own time, for the ranking
MEMORY = 500.0  # MB
TOL = 1e-10
ALONE = """
import resource, sys, time
from utils import linalg
import scipy.sparse
start = time.perf_counter()
web = linalg.random_web({pages}, {links}, seed=2026)
linalg.page_rank(web.links, web.n, tol={tol})
seconds = time.perf_counter() - start
unit = 2**20 if sys.platform == "darwin" else 2**10
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, seconds)
"""


def peak(pages: int, links: int) -> tuple[float, float]:
    """Peak memory in MB, and seconds, of a process that makes the web and ranks it."""
    code = ALONE.format(pages=pages, links=links, tol=TOL)
    ended = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    megabytes, seconds = map(float, ended.stdout.split())
    return megabytes, seconds


def timed(function, *args, **options):
    """Return what the function returns, and the seconds that it took."""
    start = time.perf_counter()
    result = function(*args, **options)
    return result, time.perf_counter() - start


def graph_of(web) -> nx.DiGraph:
    """Return the web as networkx wants it."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(web.n))
    graph.add_edges_from(web.links.tolist())
    return graph


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    megabytes, seconds = peak(args.pages, args.links)  # first: a child's peak counts what its parent held at its start
    web = linalg.random_web(args.pages, args.links, seed=2026)
    linalg.page_rank(web.links, web.n, max_iter=2)  # SciPy's import is not what is measured
    times: dict[str, list[float]] = {name: [] for name in ("matrix", "ours", "graph", "theirs")}
    for _ in range(args.rounds):  # turn by turn, so that both meet the same machine
        _, seconds = timed(linalg.link_matrix, web.links, web.n, sparse=True)
        times["matrix"].append(seconds)
        result, seconds = timed(linalg.page_rank, web.links, web.n, tol=TOL)
        times["ours"].append(seconds)
        graph, seconds = timed(graph_of, web)
        times["graph"].append(seconds)
        # networkx stops at a change of tol * pages
        theirs, seconds = timed(nx.pagerank, graph, alpha=0.85, tol=TOL / web.n, max_iter=1000)
        times["theirs"].append(seconds)
        del graph
    gap = np.abs(result.ranks - np.array([theirs[page] for page in range(web.n)])).max()
    best = {name: min(found) for name, found in times.items()}
    together = best["graph"] + best["theirs"]
    print(f"{args.pages} pages, {args.links} links, change at most {TOL:g}: {result.iterations} iterations")
    print(f"  links to ranks, course: {best['ours']:.3f} s (of which the sparse matrix {best['matrix']:.3f} s)")
    print(f"  networkx: graph from links {best['graph']:.3f} s, ranks from the graph {best['theirs']:.3f} s")
    print(f"  ratio to networkx's ranking alone: {best['ours'] / best['theirs']:.3f} (asked: at most {ASKED:g})")
    print(f"  ratio to networkx with its graph: {best['ours'] / together:.3f}")
    print(f"  largest difference of a rank: {gap:.1e} (asked: at most 1e-8)")
    print(f"  a fresh process makes and ranks the web: {seconds:.2f} s, peak {megabytes:.0f} MB (asked: {MEMORY:g} MB)")


if __name__ == "__main__":
    main()
