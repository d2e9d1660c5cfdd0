"""Set-up of all tests: one thread, no network, a progress file of their own, and the notebooks with the solutions grafted in."""

from __future__ import annotations

import os
import tempfile

# Before anything imports NumPy: the same sums in the same order on every machine.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[name] = "1"
os.environ.pop("COURSE_STRICT", None)
os.environ["MPLBACKEND"] = "Agg"
os.environ["COURSE_PROGRESS"] = os.path.join(tempfile.mkdtemp(prefix="course-progress-"), "progress.jsonl")

import json  # noqa: E402
import socket  # noqa: E402

import pytest  # noqa: E402

from utils.learn import course_map, graft, registry  # noqa: E402

collect_ignore_glob = ["mistakes/*"]  # source text to be planted; nothing there is a test

GRAFTED = registry.ROOT / ".grafted"


def strict_copy(notebook: dict) -> dict:
    """Return a notebook with the reference solutions in its exercise cells, in which every check has to pass."""
    filled = graft.graft(notebook, graft.reference_answers(graft.exercise_ids(notebook)))
    first = {"cell_type": "code", "id": "every-check-has-to-pass", "metadata": {}, "outputs": [], "execution_count": None,
             "source": 'import os\n\nos.environ["COURSE_STRICT"] = "1"'}  # fmt: skip
    filled["cells"].insert(0, first)
    return filled


def write_grafted() -> list[str]:
    """Write a strict copy of every notebook that has exercises; return their paths from the root."""
    written = []
    for notebook in course_map.notebooks():
        if not notebook.exercises:
            continue
        path = GRAFTED / notebook.path.rpartition("/")[2]
        path.parent.mkdir(exist_ok=True)
        text = json.dumps(strict_copy(graft.load(registry.ROOT / notebook.path)), ensure_ascii=False)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            partial = path.with_suffix(f".{os.getpid()}")
            partial.write_text(text, encoding="utf-8")
            partial.replace(path)
        written.append(path.relative_to(registry.ROOT).as_posix())
    return written


def pytest_configure(config):
    """Where the whole suite runs, add the grafted notebooks to what nbval executes."""
    if not hasattr(config, "workerinput") and config.args_source is config.ArgsSource.TESTPATHS:
        config.args += [str(registry.ROOT / path) for path in write_grafted()]


@pytest.fixture(autouse=True)
def no_network(request, monkeypatch):
    """Refuse connections to other machines, so that nothing here comes to need a network."""
    connect = socket.socket.connect

    def only_here(self, address):
        host = address[0] if isinstance(address, tuple) else ""
        if host not in ("", "localhost", "127.0.0.1", "::1"):
            raise OSError(f"A test tried to reach {host}; tests use no network.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture
def own_progress(tmp_path, monkeypatch):
    """A fresh progress file."""
    path = tmp_path / "progress.jsonl"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    return path
