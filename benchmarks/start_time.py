"""How long ``python course.py lab`` takes until JupyterLab answers: the first time, and once the environment is made.

Run it with any Python from 3.11: ``python benchmarks/start_time.py [rounds]``. It works in copies in a temporary
folder, each with an empty cache, so that every package comes from the index, and prints seconds beside their targets,
and ratios. The copies (1 GB each) are deleted at the very end only: some file systems, among them ext4 without a
journal, take many times as long to make files for minutes after so many were deleted.
"""

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = getattr(sys, "_base_executable", None) or sys.executable
TARGETS = {"first": 15, "second": 5}  # s, with a near index
LEFT_OUT = shutil.ignore_patterns(".venv*", ".git", ".grafted", "__pycache__", ".ipynb_checkpoints")


def without_uv(path):
    """Return a search path from which the folders that have uv are left out."""
    folders = path.split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if not shutil.which("uv", path=folder))


def answer_time(command, variables):
    """Start a JupyterLab, wait for its page, stop it; return the seconds until the page came."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = f"http://127.0.0.1:{port}/lab/tree/Start-Here.ipynb?token=benchmark"
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=benchmark"]
    start = time.perf_counter()
    with (
        tempfile.TemporaryFile() as log,
        subprocess.Popen(command + options, stdout=log, stderr=log, env=variables) as server,
    ):
        while True:
            try:
                urllib.request.urlopen(page).close()
                break
            except OSError:
                if server.poll() is not None:
                    log.seek(0)
                    sys.exit(log.read().decode(errors="replace"))
                time.sleep(0.02)
        seconds = time.perf_counter() - start
        stop = page.replace("/lab/tree/Start-Here.ipynb", "/api/shutdown")
        urllib.request.urlopen(urllib.request.Request(stop, method="POST")).close()
    return seconds


def one_round(folder, variables):
    """Return the seconds of a first start, a second one, and a bare JupyterLab in the same environment."""
    copy = Path(folder, "course")
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    variables = variables | {"UV_CACHE_DIR": str(Path(folder, "uv")), "PIP_CACHE_DIR": str(Path(folder, "pip"))}
    course = [PYTHON, str(copy / "course.py"), "lab"]
    first, second = answer_time(course, variables), answer_time(course, variables)
    python = copy / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    bare = [str(python), "-m", "jupyterlab", "--allow-root", f"--ServerApp.root_dir={copy}"]
    return first, second, answer_time(bare, variables)


def main(rounds=3):
    """Measure with uv on the search path, if it is there, and without; print a table."""
    named = ("VIRTUAL_ENV", "CONDA_", "COURSE_", "JUPYTER_", "PYTHON")
    usual = {name: value for name, value in os.environ.items() if not name.startswith(named)}
    ways = {"pip brings uv": usual | {"PATH": without_uv(usual["PATH"])}}
    if shutil.which("uv"):
        ways = {"uv is there": usual} | ways
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    print(f"{system}, Python {platform.python_version()}, {rounds} rounds; the median, in s, and the best")
    print(f"{'':16}{'first start':>20}{'second start':>20}{'bare JupyterLab':>20}{'second : bare':>16}")
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        for way, variables in ways.items():
            rows = [one_round(tempfile.mkdtemp(dir=folder), variables) for _ in range(rounds)]
            columns = list(zip(*rows, strict=True))
            middle = [statistics.median(column) for column in columns]
            cells = [f"{m:.1f} (best {min(column):.1f})" for m, column in zip(middle, columns, strict=True)]
            print(f"{way:16}" + "".join(f"{cell:>20}" for cell in cells) + f"{middle[1] / middle[2]:>16.2f}")
            ratios = [seconds / target for seconds, target in zip(middle, TARGETS.values(), strict=False)]
            print(f"{'  : target':16}" + "".join(f"{ratio:>20.2f}" for ratio in ratios))
            missed = missed or max(ratios) > 1
    print("Targets: " + ", ".join(f"{start} start {seconds} s" for start, seconds in TARGETS.items()) + ".")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
