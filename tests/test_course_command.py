"""`course.py`: what it does on a first use, a second one, after accidents, and what it says when it cannot.

The command runs for real, in a copy of its files, with a stand-in for uv that makes an environment of three small
modules; nothing is downloaded.
"""

from __future__ import annotations

import ast
import json
import os
import runpy
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
FILES = ("course.py", "pyproject.toml", "requirements.lock", "requirements-work.lock")
NO_INDEX = "http://127.0.0.1:9/simple"  # the port of "discard": nothing answers there

UV = """
import json, os, sys, time, venv
from pathlib import Path

here = Path(__file__).parent
with open(here / "calls", "a") as log:
    log.write(json.dumps(sys.argv[1:]) + chr(10))
(here / "folder").write_text(os.getcwd())
if (here / "says").exists():
    sys.exit((here / "says").read_text())
if sys.argv[1] == "venv":
    venv.create(sys.argv[-1], with_pip=False, symlinks=os.name != "nt")
elif sys.argv[2] == "install":
    root = Path(sys.argv[sys.argv.index("--python") + 1]).parents[1]
    [site] = [*root.glob("lib/python*/site-packages"), *root.glob("Lib/site-packages")][:1]
    (site / "half.py").touch()
    time.sleep(float((here / "seconds").read_text()) if (here / "seconds").exists() else 0)
    for name in ("jupyterlab", "pytest"):
        (site / name).mkdir(exist_ok=True)
        (site / name / "__main__.py").write_text((here / "tool.py").read_text())
"""
TOOL = """
import importlib.util, json, os, sys

found = importlib.util.find_spec("utils")
print(json.dumps({"tool": __file__, "python": sys.executable, "arguments": sys.argv[1:], "folder": os.getcwd(),
                  "variables": dict(os.environ), "utils": found and list(found.submodule_search_locations)[0]}))
sys.exit(int(os.environ.get("TOOL_EXIT", 0)))
"""


class Copy:
    """A copy of the course's files with a stand-in for uv, in which the command can be tried."""

    def __init__(self, folder: Path):
        self.root, self.uv = folder / "the course", folder / "uv"
        self.root.mkdir()
        self.uv.mkdir()
        for name in FILES:
            shutil.copy(ROOT / name, self.root)
        shutil.copytree(ROOT / ".jupyter", self.root / ".jupyter", ignore=shutil.ignore_patterns("lab"))
        (self.root / "utils").mkdir()
        (self.root / "utils" / "__init__.py").touch()
        (self.uv / "uv.py").write_text(UV)
        (self.uv / "tool.py").write_text(TOOL)
        if os.name == "nt":
            (self.uv / "uv.cmd").write_text(f'@"{BASE_PYTHON}" "{self.uv / "uv.py"}" %*\n')
        else:
            (self.uv / "uv").write_text(f"#!{BASE_PYTHON}\n{UV}")
            (self.uv / "uv").chmod(0o755)

    @property
    def env(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.env / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def variables(self, **changes) -> dict[str, str]:
        """Return an environment in which nothing but the stand-in can be found and no index can be reached."""
        named = ("VIRTUAL_ENV", "CONDA_", "PYTHON", "PIP_", "UV_", "COURSE_", "JUPYTER_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(named)}
        return kept | {"PATH": str(self.uv), "PIP_INDEX_URL": NO_INDEX, "PIP_CONFIG_FILE": os.devnull} | changes

    def start(self, *arguments: str, python=BASE_PYTHON, **changes) -> subprocess.Popen:
        """Start ``course.py`` and return the process."""
        command = [str(python), str(self.root / "course.py"), *arguments]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=self.variables(**changes))

    def run(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run ``course.py`` to its end."""
        with self.start(*arguments, **options) as process:
            out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def installs(self) -> int:
        """Return how many times the packages were installed."""
        calls = self.uv / "calls"
        lines = calls.read_text().splitlines() if calls.exists() else []
        return sum(json.loads(line)[:2] == ["pip", "install"] for line in lines)


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def told(done: subprocess.CompletedProcess) -> dict:
    """Return what the stand-in for Jupyter or pytest saw."""
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_one_sentence(done: subprocess.CompletedProcess, *words: str, code: int = 1):
    """Check that the command ended with a sentence for the reader, not with a traceback."""
    last = done.stderr.strip().splitlines()[-1]
    assert done.returncode == code, done.stderr
    assert last.startswith("course.py: "), done.stderr
    assert last.endswith((".", "?", "venv")), last
    assert all(word in last for word in words), last
    assert "Traceback" not in done.stderr


# --- before anything is made


def test_help_names_the_commands(copy):
    done = copy.run("--help")
    assert done.returncode == 0
    assert all(f"course.py {command}" in done.stdout for command in ("lab", "test", "grade"))


def test_no_command_shows_the_help(copy):
    done = copy.run()
    assert done.returncode == 2
    assert "course.py lab" in done.stdout


@pytest.mark.parametrize("typed, meant", [("lba", "'lab'"), ("tests", "'test'"), ("xyz", "lab, test and grade")])
def test_wrong_command_gets_the_right_one_proposed(copy, typed, meant):
    assert_one_sentence(copy.run(typed), typed, meant, code=2)
    assert not copy.env.exists()


def test_old_python_gets_one_sentence(copy):
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 1, 'final', 0); runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend, str(copy.root / "course.py")], capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("This course needs Python 3.11 or newer, and this is Python 3.9")
    assert "Traceback" not in done.stderr


def readable_for(source: str, version: tuple[int, int]) -> bool:
    try:
        ast.parse(source, feature_version=version)
    except SyntaxError:
        return False
    return True


def test_old_python_can_read_the_file_so_far_as_to_say_so():
    assert readable_for((ROOT / "course.py").read_text(encoding="utf-8"), (3, 6))
    assert not readable_for("if (x := 1):\n    pass", (3, 6))
    assert not readable_for("match x:\n    case 1:\n        pass", (3, 6))


def imports(source: str) -> set[str]:
    nodes = list(ast.walk(ast.parse(source)))
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return {name.partition(".")[0] for name in names + [n.module for n in nodes if isinstance(n, ast.ImportFrom)]}


def test_standard_library_is_all_it_needs():
    assert imports((ROOT / "course.py").read_text(encoding="utf-8")) <= sys.stdlib_module_names
    assert not imports("import os\nfrom numpy.linalg import det") <= sys.stdlib_module_names


# --- first and second use


def test_first_use_makes_the_environment_and_the_second_only_starts(copy):
    first = copy.run("lab", "--no-browser", "--port", "8999")
    seen = told(first)
    assert Path(seen["python"]) == copy.python
    assert seen["arguments"][-3:] == ["--no-browser", "--port", "8999"]
    assert f"--ServerApp.root_dir={copy.root}" in seen["arguments"]
    assert "installing the packages ..." in first.stderr
    assert "done in" in first.stderr
    second = copy.run("lab")
    assert told(second)
    assert second.stderr == ""
    assert copy.installs() == 1


def test_packages_come_from_the_lock_with_their_hashes(copy):
    told(copy.run("test"))
    calls = [json.loads(line) for line in (copy.uv / "calls").read_text().splitlines()]
    assert "--require-hashes" in calls[1]
    assert calls[1][-1] == str(copy.root / "requirements.lock")
    assert calls[0][calls[0].index("--python") + 1] == BASE_PYTHON


def test_uv_does_not_work_in_a_folder_with_settings_of_a_project(copy, monkeypatch):
    """Settings of uv in a ``pyproject.toml``, the course's or another one, once made every installation fail."""
    monkeypatch.chdir(copy.root)
    told(copy.run("lab"))
    folder = Path((copy.uv / "folder").read_text())
    assert copy.root not in (folder, *folder.parents)
    assert not any(
        (place / name).exists() for place in (folder, *folder.parents) for name in ("pyproject.toml", "uv.toml")
    )


def test_weekly_run_takes_the_newest_packages_in_place_of_the_lock(copy):
    told(copy.run("test", COURSE_LOCK="none"))
    [call] = [line for line in (copy.uv / "calls").read_text().splitlines() if '"install"' in line]
    assert "--require-hashes" not in call
    assert "jupyterlab>=" in call
    told(copy.run("test"))
    assert copy.installs() == 2, "an environment without the lock must not pass for one with it"


def test_tests_get_their_arguments_one_thread_and_no_window(copy):
    seen = told(
        copy.run("test", "-k", "two words", "--maxfail=1", PYTHONDONTWRITEBYTECODE="1", PYTHONPATH="/elsewhere")
    )
    assert seen["arguments"] == ["-k", "two words", "--maxfail=1"]
    assert Path(seen["folder"]) == copy.root
    assert seen["variables"]["OMP_NUM_THREADS"] == seen["variables"]["OPENBLAS_NUM_THREADS"] == "1"
    assert seen["variables"]["MPLBACKEND"] == "Agg"
    assert not {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"} & seen["variables"].keys()


def test_exit_code_is_that_of_the_tool(copy):
    assert copy.run("test", TOOL_EXIT="5").returncode == 5


def test_lab_adds_the_quiet_configuration_to_the_readers_own(copy):
    own = str(copy.root / "my configuration")
    seen = told(copy.run("lab", JUPYTER_CONFIG_PATH=own))
    assert seen["variables"]["JUPYTER_CONFIG_PATH"].split(os.pathsep) == [str(copy.root / ".jupyter"), own]
    assert seen["variables"]["JUPYTER_PREFER_ENV_PATH"] == "1"


def test_utils_can_be_imported_from_every_folder(copy):
    assert Path(told(copy.run("lab"))["utils"]) == copy.root / "utils"


def test_grader_is_handed_over_to(copy):
    (copy.root / "utils" / "grade").mkdir()
    (copy.root / "utils" / "grade" / "__main__.py").write_text(TOOL)
    seen = told(copy.run("grade", "x.ipynb", "--quiet"))
    assert seen["arguments"] == ["x.ipynb", "--quiet"]
    assert Path(seen["tool"]).parent == copy.root / "utils" / "grade"


# --- accidents


def break_nothing(copy):
    pass


def break_stamp(copy):
    (copy.env / "course-is-whole").unlink()


def break_python(copy):
    copy.python.unlink()


def break_version(copy):
    stamp = copy.env / "course-is-whole"
    stamp.write_text(stamp.read_text().replace(f"{sys.version_info[0]}.{sys.version_info[1]}", "3.0"))


def break_folder(copy):
    shutil.rmtree(copy.env)
    copy.env.mkdir()


def break_lock(copy):
    with (copy.root / "requirements.lock").open("a") as file:
        file.write("one-more==1.0\n")


@pytest.mark.parametrize(
    "accident, installs",
    [(break_nothing, 1), (break_stamp, 2), (break_python, 2), (break_version, 2), (break_folder, 2), (break_lock, 2)],
)
def test_incomplete_or_outdated_environment_is_made_anew(copy, accident, installs):
    told(copy.run("lab"))
    accident(copy)
    told(copy.run("lab"))
    told(copy.run("lab"))
    assert copy.installs() == installs
    assert not (copy.root / ".venv-old").exists()


def test_moved_folder_works_at_once(copy):
    told(copy.run("lab"))
    copy.root = copy.root.rename(copy.root.with_name("moved elsewhere"))
    seen = told(copy.run("lab"))
    assert Path(seen["python"]) == copy.python
    assert Path(seen["utils"]) == copy.root / "utils"
    assert copy.installs() == 1


def test_two_starts_at_once_make_one_environment(copy):
    (copy.uv / "seconds").write_text("1")
    with copy.start("lab") as one, copy.start("lab") as two:
        outputs = [process.communicate(timeout=120) for process in (one, two)]
    assert (one.returncode, two.returncode) == (0, 0), outputs
    assert copy.installs() == 1
    assert sum("waiting for it" in err for _, err in outputs) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that kills one process without asking it")
def test_killed_set_up_is_mended_by_the_next_start(copy):
    (copy.uv / "seconds").write_text("2")
    with copy.start("lab") as process:
        until = time.monotonic() + 60
        while not list(copy.env.glob("lib/*/site-packages/half.py")) and time.monotonic() < until:
            time.sleep(0.02)
        process.kill()
    assert not (copy.env / "course-is-whole").exists()
    (copy.uv / "seconds").unlink()
    again = copy.run("lab")
    assert told(again)
    assert "waiting for it" in again.stderr, "the killed start's installer was still at work"
    assert copy.installs() == 2


def test_no_network_gets_one_sentence_and_leaves_nothing(copy):
    (copy.uv / "says").write_text("error: Failed to fetch numpy\n  Caused by: dns error: failed to lookup address")
    done = copy.run("lab")
    assert_one_sentence(done, "No package index could be reached")
    assert "uv could not" in done.stderr, "why the slow way was taken must not be kept back"
    assert not copy.env.exists()
    (copy.uv / "says").unlink()
    assert told(copy.run("lab"))


def test_failed_renewal_leaves_the_whole_environment_there_was(copy):
    told(copy.run("lab"))
    whole = (copy.root / "requirements.lock").read_bytes()
    break_lock(copy)
    (copy.uv / "says").write_text("error: dns error")
    assert_one_sentence(copy.run("lab"), "No package index could be reached")
    (copy.root / "requirements.lock").write_bytes(whole)
    assert told(copy.run("lab"))
    assert copy.installs() == 1


def test_something_in_the_way_gets_one_sentence(copy):
    (copy.root / ".venv.lock").mkdir()
    done = copy.run("lab")
    assert done.returncode == 1
    assert ".venv.lock" in done.stderr
    assert "Traceback" not in done.stderr


course = runpy.run_path(str(ROOT / "course.py"), run_name="course")


@pytest.mark.parametrize(
    "output, sentence",
    [
        ("error: Request failed after 3 retries\n  Caused by: dns error: failed to lookup", "No package index"),
        ("tcp connect error: Connection refused (os error 111)", "No package index"),
        (
            "WARNING: Retrying ... NewConnectionError('<pip._vendor.urllib3>: [Errno -2] Name or service",
            "No package index",
        ),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "The disk is full"),
        ("error: failed to create directory `/x`: Permission denied (os error 13)", "could not be written"),
        ("error: Hash mismatch for `numpy==2.4.6`", "so it was refused"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "so it was refused"),
        ("The virtual environment was not created because ensurepip is not available.", "apt install python3-venv"),
        ("error: the moon is in the wrong quarter", "the moon is in the wrong quarter"),
    ],
)
def test_words_of_the_installer_become_a_sentence(output, sentence):
    assert sentence in course["explain"](output)


def test_pip_can_bring_the_uv_that_the_lock_pins(tmp_path, monkeypatch):
    """The pinned uv with all its hashes goes to pip, and what pip brings is found."""
    asked = []

    def run(title, *command, lock):
        asked.append([str(word) for word in command])
        (tmp_path / "bin").mkdir()
        program = tmp_path / "bin" / ("uv.exe" if os.name == "nt" else "uv")
        program.touch(mode=0o755)

    find_uv = course["find_uv"]
    monkeypatch.setitem(find_uv.__globals__, "run", run)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert Path(find_uv(str(tmp_path), None)).stem.lower() == "uv"
    assert {"--require-hashes", "--no-deps"} <= set(asked[0])
    text = Path(asked[0][-1]).read_text()
    lock = (ROOT / "requirements-work.lock").read_text()
    assert text.startswith("uv==")
    assert text in lock
    assert text.count("--hash=") == len(text.splitlines()) - 1 > 10


# --- inside an activated environment


def test_activated_environment_that_has_everything_is_used(copy):
    done = copy.run("test", "--version", python=sys.executable, COURSE_ENV="active")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("pytest") or "pytest" in done.stderr
    assert not copy.env.exists()


def test_activated_environment_that_lacks_packages_hears_which(copy, tmp_path):
    other = tmp_path / "other"
    subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", str(other)], check=True)
    python = other / copy.python.relative_to(copy.env)
    for variable in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        done = copy.run("lab", python=python, **{variable: str(other)})
        assert_one_sentence(done, "lacks numpy>=", "jupyterlab>=", "pip install -e")
    assert not copy.env.exists()


def test_base_environment_of_conda_is_not_taken_for_the_courses(copy, tmp_path):
    other = tmp_path / "other"
    subprocess.run([BASE_PYTHON, "-m", "venv", "--without-pip", str(other)], check=True)
    python = other / copy.python.relative_to(copy.env)
    assert told(copy.run("lab", python=python, CONDA_PREFIX=str(other), CONDA_DEFAULT_ENV="base"))
    assert copy.env.exists()


def test_too_old_a_package_counts_as_lacking(monkeypatch):
    lacking = course["lacking"]
    monkeypatch.setitem(lacking.__globals__, "dependencies", lambda: ["numpy>=1.0", "numpy>=99.0", "no-such-thing>=1"])
    assert lacking() == ["numpy>=99.0", "no-such-thing>=1"]
