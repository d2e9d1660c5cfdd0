"""Wall time, processor time and memory of a process and of all that it starts."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

__all__ = ["Measured", "measure", "measured"]

PROC = Path("/proc")
MB = 1024  # of the kB in which Linux counts


@dataclass(frozen=True)
class Measured:
    """What one run took.

    Parameters
    ----------
    seconds : float
        Wall time.
    processor : float
        Seconds of all cores, the waited-for children's included.
    parent, tree : float
        Most memory of the process itself, and of the whole tree with shared pages counted once, in MB; 0 where Linux' /proc
        is not there.
    """

    seconds: float
    processor: float
    parent: float = 0
    tree: float = 0


@contextmanager
def measured() -> Iterator[list[Measured]]:
    """Measure the processes that are started and waited for within; the list has the result at the end."""
    taken: list[Measured] = []
    before, start = os.times(), time.perf_counter()
    yield taken
    seconds, after = time.perf_counter() - start, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    taken.append(Measured(seconds, processor))


def _kilobytes(path: Path, name: str) -> int:
    try:
        found = re.search(rf"^{name}:\s*(\d+) kB", path.read_text(), re.MULTILINE)
    except OSError:  # it has ended, or is out of reach in its sandbox
        return 0
    return int(found[1]) if found else 0


def _family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for folder in PROC.glob("[0-9]*"):
        try:
            after_name = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(after_name[1]), []).append(int(folder.name))
    family, waiting = [], [pid]
    while waiting:
        family.append(waiting.pop())
        waiting += children.get(family[-1], [])
    return family


def _watch(pid: int, most: dict[str, int], ended: threading.Event) -> None:
    # The parent's own peak is kept by the kernel, so that only its last moments can be missed. ru_maxrss would not do: it
    # survives an exec, and takes in the children.
    turn = 0
    while not ended.wait(0.02):
        most["parent"] = max(most["parent"], _kilobytes(PROC / str(pid) / "status", "VmHWM"))
        if turn % 20 == 0:  # this one costs the measured processes something
            shares = [_kilobytes(PROC / str(one) / "smaps_rollup", "Pss") for one in _family(pid)]
            most["tree"] = max(most["tree"], sum(shares))
        turn += 1


def measure(command: Sequence[str | os.PathLike], *, folder: Path, variables: dict[str, str], memory: bool) -> Measured:
    """Run a command to its end.

    Parameters
    ----------
    command : sequence of str or path
    folder : Path
        Where it runs.
    variables : dict of str to str
        Its environment variables.
    memory : bool
        Whether to watch its memory as well.

    Raises
    ------
    SystemExit
        Where it failed, with the end of what it said.
    """
    most = {"parent": 0, "tree": 0}
    ended = threading.Event()
    with measured() as taken:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        watch = threading.Thread(target=_watch, args=(process.pid, most, ended))
        if memory and PROC.is_dir():
            watch.start()
        said = process.communicate()[0]
    ended.set()
    if watch.ident is not None:
        watch.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed with {process.returncode}:\n{said[-4000:]}")
    return replace(taken[0], parent=most["parent"] / MB, tree=most["tree"] / MB)
