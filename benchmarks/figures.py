"""How long a slider's new picture takes in the kernel, and what the package costs to import.

Run it with the project's Python: ``python benchmarks/figures.py``. It prints milliseconds beside their budgets, and
ratios. The budget is held against processor time, which on an idle machine is what a learner waits; on a busy one the
median shows what the others take.
"""

import os
import statistics
import subprocess
import sys
import time

import numpy as np

BASE = "import numpy, matplotlib.pyplot"
IMPORTS = {
    "style, figures, explore": "import utils.style, utils.figures, utils.explore",
    "from utils import draw": "from utils import draw",
    "base and from utils import draw": f"{BASE}; from utils import draw",
    "base and draw.linalg in use": f"{BASE}; from utils import draw; draw.linalg.system",
}
IMPORT_BUDGET = 1.10
BUDGET = {"2-D": 60, "3-D": 120}  # ms


def import_times(repeats=15):
    """Best wall time of each import, in s, each in a fresh Python; taken in turns, so that all meet the same load."""
    best = dict.fromkeys([BASE, *IMPORTS.values()], float("inf"))
    for _ in range(repeats):
        for code in best:
            clock = f"import time; t = time.perf_counter()\n{code}\nprint(time.perf_counter() - t)"
            done = subprocess.run([sys.executable, "-c", clock], capture_output=True, text=True, env=os.environ)
            best[code] = min(best[code], float(done.stdout)) if done.returncode == 0 else float("nan")
    return best


def two_lines(slope):
    """Draw two lines with labels, a crossing, a badge and a grid: the typical figure of week 1."""
    from utils import style

    fig, ax = style.new_figure(6, 5, equal=True)
    x = np.array([-6.0, 6.0])
    ax.grid(True)
    ax.plot(x, slope * x + 1, color=style.FIRST)
    ax.plot(x, 2 - x, color=style.SECOND, dashes=style.DASHES[1])
    ax.text(-5.5, 4, f"y = {slope:.1f} x + 1", color=style.FIRST)
    ax.text(2.2, -3, "x + y = 2", color=style.SECOND)
    cross = 1 / (slope + 1)
    ax.plot(cross, 2 - cross, "o", color=style.RESULT)
    box = {"boxstyle": "round", "facecolor": style.tint(style.RESULT, 0.85), "edgecolor": style.RESULT}
    ax.text(0.03, 0.95, f"✓ one solution ({cross:.1f}, {2 - cross:.1f})", transform=ax.transAxes, va="top", bbox=box)
    ax.set(xlim=(-6, 6), ylim=(-6, 6), xlabel="x", ylabel="y")
    ax.set_title("Two lines, one crossing: exactly one solution")
    return ax


def twenty_polygons(turn):
    """Draw three planes as 21 polygons in space."""
    from mpl_toolkits.mplot3d.art3d import Poly3DCollection

    from utils import style

    fig, ax = style.new_figure(6, 5.5, projection="3d")
    t = np.linspace(-4, 4, 8)
    for k, color in enumerate(style.PALETTE[:3]):
        strips = [np.array([(a, -4, 0), (b, -4, 0), (b, 4, 0), (a, 4, 0)]) for a, b in zip(t, t[1:], strict=False)]
        faces = [np.roll(strip, k, axis=1) for strip in strips]
        ax.add_collection3d(Poly3DCollection(faces, facecolor=color, edgecolor=style.tint(color, 0.4), alpha=0.7))
    ax.set(xlim=(-4, 4), ylim=(-4, 4), zlim=(-4, 4), xlabel="x", ylabel="y", zlabel="z")
    ax.view_init(22, turn)
    ax.set_title("Three planes, one common point")
    return ax


def system_of_the_package(slope):
    """Draw two equations as the notebooks do."""
    from utils import draw

    return draw.linalg.system([[slope, -1], [1, 1]], [-1, 2])


def planes_of_the_package(level):
    """Draw three equations in three unknowns as the notebooks do."""
    from utils import draw

    return draw.linalg.planes([[1, 0, 0], [0, 1, 0.5], [0.5, 0, 1]], [0, 1, level])


def redraws():
    """Give the figures that are timed: drawing function, its slider, alt text."""
    from utils.explore import slider

    slope, level = slider("slope", -0.5, 2.5, 0.1, 1), slider("level", -2, 2, 0.1, 0)
    turn = slider("turn", -90, 90, 5, 0, "degrees")
    return {
        ("two lines", "2-D"): (two_lines, {"slope": slope}, "Two lines, one of slope {slope:.1f}, cross."),
        ("twenty polygons", "3-D"): (twenty_polygons, {"turn": turn}, "Three planes seen from {turn} degrees."),
        ("system", "2-D"): (system_of_the_package, {"slope": slope}, "Two lines, one of slope {slope:.1f}, cross."),
        ("planes", "3-D"): (planes_of_the_package, {"level": level}, "Three planes, one at level {level:.1f}."),
    }


def redraw_times(draw, control, alt, repeats=25):
    """Wall and processor times in ms of whole callbacks, each at another position: drawing, PNG, HTML."""
    from utils.explore import explore

    explorer = explore(draw, alt=alt, **control)
    (name, item), times = next(iter(explorer.controls.items())), []
    for k in range(repeats + 3):
        start, worked = time.perf_counter(), time.process_time()
        picture = explorer.picture(**{name: item.position(k % (item.steps + 1))})
        times.append((1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)))
        assert "<img" in picture, picture
    return times[3:], len(picture) * 3 // 4000


def main():
    """Print the table."""
    best = import_times()
    print(f"import: {BASE}: {1000 * best[BASE]:.0f} ms")
    for name, code in IMPORTS.items():
        print(
            f"import: {name}: {1000 * best[code]:.0f} ms, ratio {best[code] / best[BASE]:.2f} (at most {IMPORT_BUDGET})"
        )
    for (name, kind), case in redraws().items():
        times, size = redraw_times(*case)
        (wall, worked), best = (statistics.median(column) for column in zip(*times, strict=True)), min(times)[0]
        print(
            f"redraw {kind} {name}: median {wall:.1f} ms, best {best:.1f} ms, {worked:.1f} ms of processor "
            f"({worked / BUDGET[kind]:.2f} of the budget of {BUDGET[kind]} ms), {size} kB"
        )


if __name__ == "__main__":
    main()
