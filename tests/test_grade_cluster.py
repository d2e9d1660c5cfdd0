"""A class graded on a Dask cluster gets the same results, also where a worker is lost in the middle."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from utils.learn import graft, registry

REQUIRED = os.environ.get("COURSE_CLUSTER") == "required"
pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None and not REQUIRED,
        reason="Dask is not installed (an optional extra)",
    ),
    pytest.mark.skipif(sys.platform != "linux", reason="the cluster is tried out on Linux"),
]
NOTEBOOK = registry.ROOT / "Course1-Linear-Algebra/Week1/C1W1-5-Assignment-One-None-or-Many.ipynb"
SUBMISSIONS = 14

CLUSTER = """
import json, os, sys
from distributed import Client, LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:
        with Client(cluster) as client:
            workers = list(client.run(os.getpid).values())
        print(json.dumps({"address": cluster.scheduler_address, "workers": workers}), flush=True)
        sys.stdin.read()
"""


@pytest.fixture(scope="module")
def submissions(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    blank = graft.load(NOTEBOOK)
    answers = graft.reference_answers(graft.exercise_ids(blank))
    for number in range(SUBMISSIONS):
        mine = dict(answers)
        for exercise_id in list(answers)[: number % 4]:
            mine[exercise_id] = f"def {exercise_id.partition('.')[2]}(*anything):\n    return {number}"
        if number > 7:  # long enough that a worker is at work when it is lost
            mine["c1w1.determinant_2x2"] = "import time\n\ndef determinant_2x2(A):\n    time.sleep(0.05)"
        (folder / f"student{number:02}.ipynb").write_text(json.dumps(graft.graft(blank, mine)), encoding="utf-8")
    return folder


@pytest.fixture
def cluster(tmp_path):
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def start(submissions: Path, out: Path, *options: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "utils.grade", str(NOTEBOOK), str(submissions), "--out", str(out), "--seed", "11"]
    return subprocess.Popen(
        [*command, *options], cwd=registry.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def rows(out: Path) -> list[dict]:
    lines = (out / "results.jsonl").read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "seconds": 0} for line in lines]


@pytest.fixture(scope="module")
def here(submissions, tmp_path_factory) -> list[dict]:
    out = tmp_path_factory.mktemp("here") / "out"
    process = start(submissions, out, "--jobs", "2")
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said
    return rows(out)


def test_a_cluster_gives_the_same_results_as_this_machine(submissions, here, cluster, tmp_path):
    process = start(submissions, tmp_path / "out", "--scheduler", cluster["address"])
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said
    assert rows(tmp_path / "out") == here


def test_a_lost_worker_costs_nothing(submissions, here, cluster, tmp_path):
    out = tmp_path / "out"
    process = start(submissions, out, "--scheduler", cluster["address"])
    journal = out / ".journal.jsonl"
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        if journal.is_file() and journal.read_bytes().count(b"\n") >= 4:  # the header and three submissions
            break
        time.sleep(0.02)
    assert process.poll() is None, process.communicate()[0]
    os.kill(cluster["workers"][0], signal.SIGKILL)
    said = process.communicate(timeout=300)[0]
    assert process.returncode == 0, said
    assert rows(out) == here
    students = [row["student"] for row in rows(out)[1:]]
    assert students == sorted(set(students)) and len(students) == SUBMISSIONS


def test_a_scheduler_that_does_not_answer_is_named_in_a_sentence(submissions, tmp_path):
    process = start(submissions, tmp_path / "out", "--scheduler", "tcp://127.0.0.1:9")
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 1
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in said and "Traceback" not in said
