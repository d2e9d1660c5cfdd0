"""How long a slider's new picture takes in the kernel, for every slider of every notebook. Prints ratios to the budget.

Each notebook has a process of its own, as it has a kernel of its own in front of a learner.

python benchmarks/sliders.py [a word of a notebook's name]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["MPLBACKEND"] = "Agg"
os.environ["COURSE_PROGRESS"] = os.path.join(tempfile.mkdtemp(), "progress.jsonl")
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import notebook_runs  # noqa: E402
import numpy as np  # noqa: E402

BUDGET = {"2-D": 60.0, "3-D": 120.0}  # milliseconds


def times(explorer, rounds: int = 9) -> list[float]:
    """Milliseconds of the whole callback, drawing and PNG, at random positions."""
    rng = np.random.default_rng(0)
    explorer.picture(**explorer.default)
    found = []
    for values in explorer.sample(rng, rounds):
        start = time.perf_counter()
        explorer.picture(**values)
        found.append((time.perf_counter() - start) * 1000)
    return found


def measure(path: Path) -> None:
    """Print a line for each slider of a notebook; the last line is the worst share of the budget."""
    worst = 0.0
    for explorer in notebook_runs.run(path).explorers:
        kind = "3-D" if any(hasattr(ax, "get_proj") for ax in explorer.at().axes) else "2-D"
        middle = statistics.median(found := times(explorer))
        worst = max(worst, middle / BUDGET[kind])
        print(
            f"{path.stem[:10]:10s} {kind} median {middle:5.1f} ms, slowest {max(found):5.1f} ms, "
            f"{middle / BUDGET[kind]:.2f} of the budget  {explorer.alt_at()[:50]}"
        )
    print(worst)


if __name__ == "__main__":
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    paths = [path for path in notebook_runs.ALL if word in path.name]
    if not paths:
        sys.exit(f"There is no notebook with {word!r} in its name.")
    if len(paths) == 1:
        measure(paths[0])
        sys.exit()
    worst = []
    for path in paths:
        done = subprocess.run([sys.executable, __file__, path.name], stdout=subprocess.PIPE, text=True, check=True)
        *lines, last = done.stdout.splitlines()
        print(*lines, sep="\n", end="\n" if lines else "", flush=True)
        worst.append(float(last))
    print(f"sliders: the slowest median takes {max(worst):.2f} of its budget (60 ms in the plane, 120 ms in space)")
