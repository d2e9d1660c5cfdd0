"""How long the course's PCA takes beside scikit-learn's, on one thread. Prints ratios; at most 1.5 is asked for.

python benchmarks/pca.py
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np  # noqa: E402
from sklearn.datasets import load_digits  # noqa: E402
from sklearn.decomposition import PCA  # noqa: E402

from utils import linalg  # noqa: E402

MOST = 1.5


def pictures(n: int, side: int, seed: int = 0) -> np.ndarray:
    """Blots with soft edges, as many and as large as asked for: neighbouring pixels go together, as in handwriting."""
    rng = np.random.default_rng(seed)
    steps = np.arange(side)
    centres, widths = rng.uniform(0, side, (n, 2, 3)), rng.uniform(side / 12, side / 4, (n, 3))
    bumps = np.exp(-(((steps[None, :, None, None] - centres[:, None]) / widths[:, None, None]) ** 2))
    images = 255 * np.einsum("nib,njb->nij", bumps[:, :, 0], bumps[:, :, 1]).clip(0, 1)
    return (images + rng.normal(0, 4, images.shape)).reshape(n, side * side)


def seconds(work, rounds: int) -> tuple[list[float], object]:
    """Wall times of one call after the other, and the last result."""
    found, result = [], None
    for _ in range(rounds):
        start = time.perf_counter()
        result = work()
        found.append(time.perf_counter() - start)
    return found, result


def compare(name: str, X: np.ndarray, k: int | None, rounds: int) -> float:
    """Run both in turns, so that both meet the same load; give the ratio of the medians."""
    ours, theirs = [], []
    for _ in range(rounds):
        times, found = seconds(lambda: linalg.pca(X, k), 1)
        ours += times
        times, peer = seconds(lambda: PCA(k).fit(X), 1)
        theirs += times
    ratio = statistics.median(ours[1:]) / statistics.median(theirs[1:])
    apart = np.abs(found.variances - peer.explained_variance_).max() / peer.explained_variance_[0]
    print(
        f"pca {name}, {'all' if k is None else k} components: {1000 * statistics.median(ours[1:]):7.1f} ms, "
        f"scikit-learn {1000 * statistics.median(theirs[1:]):7.1f} ms ({peer._fit_svd_solver}), "
        f"ratio {ratio:.2f} (at most {MOST}); best {min(ours) / min(theirs):.2f}; variances apart by {apart:.0e}"
    )
    return ratio


if __name__ == "__main__":
    digits, large = load_digits().data, pictures(5000, 28)
    ratios = [
        compare("1797 x 64", digits, None, 41),
        compare("1797 x 64", digits, 10, 41),
        compare("5000 x 784", large, None, 5),
        compare("5000 x 784", large, 50, 9),
        compare("200 x 784", large[:200], None, 15),
    ]
    print(f"pca: the slowest ratio is {max(ratios):.2f} (at most {MOST})")
