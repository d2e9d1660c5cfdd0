"""An environment of its own for each grader, and processes that see nothing of the others."""

from __future__ import annotations

import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

__all__ = ["Environment", "clean_variables"]

# The same versions as ours of what answers and kernels use, so that the graders alone differ.
SHARED = ("numpy", "matplotlib", "ipykernel")
ABROAD = ("PYTHON", "VIRTUAL_ENV", "CONDA_", "JUPYTER", "IPYTHON", "MPL", "COURSE_", "UV_")


def clean_variables(home: Path, binaries: Path) -> dict[str, str]:
    """Return environment variables for a measured process: one thread, a home of its own, and nothing of other Pythons."""
    home.mkdir(parents=True, exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ABROAD)}
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    path = os.pathsep.join([str(binaries), *os.defpath.split(os.pathsep)])
    return kept | threads | {"HOME": str(home), "PATH": path}


class Environment:
    """A virtual environment with one grader, made on first use.

    Parameters
    ----------
    folder : Path
        Where environments are kept; one that is there already is used again.
    grader : str
        Name of the package.
    version : str
    """

    def __init__(self, folder: Path, grader: str, version: str) -> None:
        self.folder, self.grader, self.version = (folder / f"{grader}-{version}").resolve(), grader, version
        self.binaries = self.folder / "bin"
        self.variables = clean_variables(self.folder / "home", self.binaries)

    def make(self) -> None:
        """Make the environment where it is not complete yet."""
        done = self.folder / "complete"
        if done.exists():
            return
        print(f"making the environment of {self.grader} {self.version} in {self.folder} …", flush=True)
        pins = [f"{name}=={importlib.metadata.version(name)}" for name in SHARED]
        usual = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        python = getattr(sys, "_base_executable", sys.executable)
        subprocess.run([python, "-m", "venv", "--clear", str(self.folder)], check=True, env=usual)
        install = [self.binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, f"{self.grader}=={self.version}", *pins], check=True, env=usual)
        done.touch()

    def run(self, *command: str, folder: Path) -> str:
        """Run one of the environment's commands in a folder; return what it said, end the benchmark where it failed."""
        ended = subprocess.run(
            [self.binaries / command[0], *command[1:]],
            cwd=folder,
            env=self.variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if ended.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{ended.stdout[-4000:]}")
        return ended.stdout
