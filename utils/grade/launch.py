"""Start the nursery. Imports next to nothing, so that the nursery can begin to import while the grader still does."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["Nursery", "can_fork", "clean_environment", "begin", "take"]

ROOT = Path(__file__).resolve().parents[2]
# What grader and nursery say to each other: a request to fork, and the two answers to it.
FORK, BORN, FAILED = b"F", b"B", b"E"
FORK_BYTES = 200  # of a request to fork, after its first
BROKEN = 98  # exit code of a learner's process in which the examinee's own code failed
_begun: list[Nursery] = []


def can_fork() -> bool:
    """Tell whether submissions can be forked from a warm process here."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and os.environ.get("COURSE_GRADE_FORK", "") != "no"


def clean_environment(home: str) -> dict[str, str]:
    """Return the environment of a learner's process: nothing of the instructor's but where matplotlib keeps its font list.

    Parameters
    ----------
    home : str
        An empty folder.

    Returns
    -------
    dict

    Examples
    --------
    >>> clean_environment("/tmp/x")["HOME"]
    '/tmp/x'
    """
    own = os.environ
    cache = own.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    variables = {
        "PATH": os.defpath,
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": own.get("MPLCONFIGDIR") or os.path.join(cache, "matplotlib"),
        "IPYTHONDIR": os.path.join(home, ".ipython"),
        "PYTHONHASHSEED": "0",
        "COURSE_PROGRESS": os.path.join(home, "progress.jsonl"),
        "LOKY_MAX_CPU_COUNT": "1",  # else scikit-learn starts a program to count the processors
    }
    variables |= {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "BLIS")}
    if os.name == "nt":  # without these, no Python starts
        variables |= {name: own[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in own}
    return variables


class Nursery:
    """A nursery's process, seen from the grader.

    Attributes
    ----------
    folder : str
        Temporary, for the learners' processes; removed by :meth:`close`.
    control : socket.socket
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="course-grade-")
        self.folder = self._folder.name
        self.control, theirs = socket.socketpair()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from utils.grade.nursery import main; main({theirs.fileno()})"
        environment = clean_environment(self.folder)
        environment |= {name: value for name, value in os.environ.items() if name == "COURSE_GRADE_WITHOUT"}
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._errors,
            pass_fds=[theirs.fileno()],
            cwd=self.folder,
            env=environment,
        )
        theirs.close()

    @property
    def alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def last_words(self) -> str:
        """Return the end of what it wrote to standard error."""
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace").strip()[-600:]

    def close(self) -> None:
        """End it, with every process that it forked, and remove its folder."""
        self.control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()
        with contextlib.suppress(OSError):
            self._folder.cleanup()


def begin() -> None:
    """Start a nursery for whoever comes to :meth:`take` one."""
    if can_fork():
        _begun.append(Nursery())


def take() -> Nursery:
    """Return the nursery that was begun, or start one."""
    return _begun.pop() if _begun else Nursery()
