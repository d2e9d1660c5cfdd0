"""How long the learner waits: imports, checks, and notebooks beside the same code as a script. Prints ratios of one run.

python benchmarks/learning_loop.py [--notebooks] [--rounds N]
"""

from __future__ import annotations

import argparse
import copy
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["MPLBACKEND"] = "Agg"
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a learner's second start finds everything compiled
os.environ["COURSE_PROGRESS"] = os.path.join(tempfile.mkdtemp(), "progress.jsonl")

BASE = "import numpy, matplotlib.pyplot"
COURSE = {
    "from utils import draw": "import numpy, matplotlib.pyplot\nfrom utils import draw\ndraw.linalg",
    "draw, figures, explore and the learner's loop": (
        "import numpy, matplotlib.pyplot\nfrom utils import draw\ndraw.linalg\nfrom utils.explore import explore\n"
        "from utils.figures import show\nfrom utils.learn import check, hint, quiz, solution"
    ),
}


def seconds(command: list[str]) -> float:
    """Wall time of a process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(ROOT)})
    return time.perf_counter() - start


def imports(rounds: int) -> None:
    """Time of the course's imports beside NumPy's and Matplotlib's, turn by turn so that both meet the same machine."""
    bare = [sys.executable, "-c", "pass"]
    times: dict[str, list[float]] = {name: [] for name in ("nothing", "base", *COURSE)}
    for code in (BASE, *COURSE.values()):  # once unmeasured: caches on disk
        seconds([sys.executable, "-c", code])
    for _ in range(rounds):
        times["nothing"].append(seconds(bare))
        times["base"].append(seconds([sys.executable, "-c", BASE]))
        for name, code in COURSE.items():
            times[name].append(seconds([sys.executable, "-c", code]))
    base = min(times["base"])
    print(f"import numpy, matplotlib.pyplot: {base * 1000:.0f} ms (Python alone {min(times['nothing']) * 1000:.0f} ms)")
    for name in COURSE:
        print(f"  {name}: {min(times[name]) / base:.3f} x (asked: at most 1.10)")


def checks(rounds: int) -> None:
    """Time that `check` adds to the learner's own code, for every exercise: the answer is called as often as the check calls it."""
    import contextlib
    import io

    import numpy

    from utils.learn import check, registry
    from utils.learn.evaluation import evaluate

    for item in registry.exercises():
        if not evaluate(item, registry.reference(item.id)).passed:
            raise SystemExit(f"{item.id}: the reference solution does not pass, so its time says nothing.")
    worst = ("", 0.0)
    for number, item in enumerate(registry.exercises()):
        for label, answer in (("right", registry.reference(item.id)), ("wrong", item.slips[0].wrong)):
            times, own = [], []
            for _ in range(rounds):
                with contextlib.redirect_stdout(io.StringIO()):
                    start = time.perf_counter()
                    check(item.id, answer)
                    times.append(time.perf_counter() - start)
                start = time.perf_counter()
                if item.kind == "function" and item.probe is None:  # else its own time counts as the check's
                    for case in item.cases:
                        with contextlib.suppress(Exception), numpy.errstate(all="ignore"):
                            answer(*copy.deepcopy(case.args))
                own.append(time.perf_counter() - start)
            beyond = (statistics.median(times) - statistics.median(own)) * 1000
            first = f", first call {times[0] * 1000:.1f} ms" if number == 0 and label == "right" else ""
            print(f"  {item.id:32s} {label:5s} {beyond:6.1f} ms beyond the answer's own{first}")
            worst = max(worst, (f"{item.id} ({label})", beyond), key=lambda pair: pair[1])
    print(f"check: slowest {worst[0]}, {worst[1]:.1f} ms (asked: under 50)")


def notebooks() -> None:
    """Wall time of each notebook in a kernel beside the same code as a plain script."""
    import json

    import nbformat
    from nbclient import NotebookClient

    from utils.learn import course_map, graft

    for notebook in course_map.notebooks():
        path = ROOT / notebook.path
        blank = graft.load(path)
        code = "\n".join(source for _, source in graft.code_of(blank))
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "script.py"
            script.write_text(code, encoding="utf-8")
            plain = seconds([sys.executable, str(script)])
        start = time.perf_counter()
        NotebookClient(
            nbformat.reads(json.dumps(blank), 4),
            timeout=300,
            kernel_name="python3",
            resources={"metadata": {"path": str(path.parent)}},
        ).execute()
        kernel = time.perf_counter() - start
        print(f"  {path.stem:52s} kernel {kernel:5.1f} s, script {plain:5.1f} s, ratio {kernel / plain:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--notebooks", action="store_true", help="also run every notebook in a kernel and as a script")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    imports(options.rounds)
    checks(options.rounds)
    if options.notebooks:
        notebooks()
