"""The course in one command.

    python course.py lab   [--no-browser] [--port N] [any option of jupyter lab]
    python course.py test  [any option of pytest]
    python course.py grade NOTEBOOK SUBMISSIONS --out DIR [--help shows more]

The first use makes an environment, ``.venv``, beside this file from ``requirements.lock``; later uses start at once.
An environment that is incomplete or out of date is made anew. Inside an activated environment, that one is used.

    COURSE_ENV=active   use the Python that runs this file, whatever it is (containers)
    COURSE_LOCK=none    install the newest packages that pyproject.toml allows, not those of the lock
"""

import sys

if sys.version_info < (3, 11):  # this file stays readable for Python 3.6, so that this sentence can be said
    sys.exit(
        "This course needs Python 3.11 or newer, and this is Python {}.{} ({}). Get a newer one from python.org, then "
        "run this command with it, for example: python3.12 course.py lab".format(*sys.version_info[:2], sys.executable)
    )

import contextlib
import difflib
import hashlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENV = ROOT / ".venv"
OLD = ROOT / ".venv-old"  # the last whole environment, kept until its successor is whole
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENV / "course-is-whole"  # written last
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable

ONE_THREAD = ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM", "BLIS")  # many short tests run side by side
REASONS = (
    ("no space left|not enough space|quota exceeded", "The disk is full; the course needs about 700 MB."),
    ("permission denied|access is denied|read-only file", "A file could not be written or replaced: {}."),
    ("hash mismatch|do not match the hashes", "A package is not the one that the lock names, so it was refused: {}."),
    (
        "dns|connect|timed? ?out|unreachable|name resolution|sending request|network|failed to fetch|proxy|offline",
        "No package index could be reached. Connect to the Internet once for the set-up; after that, none is needed.",
    ),
    ("ensurepip", "This Python cannot make environments. On Debian or Ubuntu, run: sudo apt install python3-venv"),
)


class Trouble(Exception):
    """A sentence for the reader, in place of a traceback, and perhaps the exit code."""


def explain(output):
    """Return one sentence that says why the set-up failed, given what the installers printed."""
    for pattern, sentence in REASONS:
        line = re.search(f"(?i).*({pattern}).*", output)
        if line:
            return sentence.format(line.group().strip(" .:"))
    return f"The environment could not be made. The installer's last words were:\n{output.strip()[-1500:]}"


def run(title, *command, lock):
    """Run one step of the set-up and show how long it takes; raise `Trouble` with its output if it fails."""
    variables = dict(os.environ, UV_PYTHON_DOWNLOADS="never", PIP_DISABLE_PIP_VERSION_CHECK="1")
    # A child that outlives this process keeps the lock, so that nobody else builds in the same place meanwhile.
    keep = {} if os.name == "nt" else {"pass_fds": [lock.fileno()]}
    start, line = time.monotonic(), f"\r  {title} ..." if sys.stderr.isatty() else f"  {title} ..."
    print(line, end="", file=sys.stderr, flush=True)
    with tempfile.TemporaryFile() as log:
        # Not the reader's folder: uv follows the settings of a project that it finds there.
        options = dict(
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=variables, cwd=tempfile.gettempdir(), **keep
        )
        with subprocess.Popen([str(word) for word in command], **options) as child:
            while child.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.wait(1)
                if line.startswith("\r"):
                    print(f"{line} {time.monotonic() - start:.0f} s", end="", file=sys.stderr, flush=True)
        outcome = "failed after" if child.returncode else "done in"
        line = line if line.startswith("\r") else ""
        print(f"{line} {outcome} {time.monotonic() - start:.1f} s", file=sys.stderr, flush=True)
        if child.returncode:
            log.seek(0)
            raise Trouble(log.read().decode(errors="replace"))


def dependencies():
    """Return the packages that ``pyproject.toml`` asks for, each as ``name>=version``."""
    import tomllib

    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]


def wanted():
    """Return the installer's arguments, and a line that identifies an environment made with them."""
    if os.environ.get("COURSE_LOCK") == "none":
        return dependencies(), "newest of " + " ".join(dependencies())
    lock = ROOT / "requirements.lock"
    return ["--require-hashes", "--no-deps", "-r", lock], hashlib.sha256(lock.read_bytes()).hexdigest()


def is_ready():
    """Tell whether ``.venv`` is whole, made from this lock, and its Python still there and the same."""
    with contextlib.suppress(OSError, subprocess.SubprocessError):
        identity, version, *place = STAMP.read_text(encoding="utf-8").splitlines()
        question = [str(PYTHON), "-I", "-S", "-c", "import sys; print('{}.{}'.format(*sys.version_info[:2]))"]
        answer = subprocess.run(question, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, timeout=60)
        return (identity, version) == (wanted()[1], answer.stdout.decode().strip()) and place in ([], [str(ROOT)])
    return False


@contextlib.contextmanager
def only_one():
    """Let one process at a time make the environment; the system frees the lock when its holders end."""
    with (ROOT / ".venv.lock").open("w") as file:
        told = False
        while True:
            try:
                if os.name == "nt":
                    import msvcrt

                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    import fcntl

                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except (BlockingIOError, PermissionError):
                if not told:
                    print("Another start is setting up the course; waiting for it ...", file=sys.stderr, flush=True)
                told = not time.sleep(0.2)
            except OSError:  # a file system without locks
                break
        yield file


def find_uv(folder, lock):
    """Return the path of uv: the machine's own, or the one that ``requirements-work.lock`` pins, brought by pip."""
    if shutil.which("uv"):
        return shutil.which("uv")
    text = (ROOT / "requirements-work.lock").read_text(encoding="utf-8")
    pin, python = Path(folder, "uv.txt"), BASE_PYTHON
    pin.write_text(re.search(r"(?m)^uv==.*\n( +--hash.*\n?)+", text).group(), encoding="utf-8")
    if subprocess.run([python, "-c", "import pip"], stderr=subprocess.DEVNULL, check=False).returncode:
        run("making a place for pip", python, "-m", "venv", Path(folder, "pip"), lock=lock)
        python = Path(folder, "pip", PYTHON.relative_to(ENV))
    options = ["--retries", "2", "--require-hashes", "--no-deps", "--no-compile", "--only-binary=:all:"]
    command = [python, "-m", "pip", "install", *options, "--target", folder, "-r", pin]
    run("fetching the installer uv", *command, lock=lock)
    return shutil.which("uv", path=os.pathsep.join(str(Path(folder, name)) for name in ("bin", "Scripts")))


def install(uv, lock):
    """Make ``.venv`` with uv, or with pip where there is no uv, and write the stamp."""
    what, identity = wanted()
    if uv:
        run("making .venv", uv, "venv", "--relocatable", "--python", BASE_PYTHON, ENV, lock=lock)
        run("installing the packages", uv, "pip", "install", "--python", PYTHON, *what, lock=lock)
        trim = [uv, "pip", "uninstall", "--python", PYTHON]
    else:
        run("making .venv", BASE_PYTHON, "-m", "venv", ENV, lock=lock)
        pip = [PYTHON, "-m", "pip"]
        run("installing the packages (minutes)", *pip, "install", "--retries", "2", "--no-compile", *what, lock=lock)
        trim = [*pip, "uninstall", "--yes"]
    # An optional part of jsonschema that costs every process that opens a notebook 1 to 2 s: it builds a grammar.
    run("trimming", *trim, "rfc3987-syntax", lock=lock)
    site = sysconfig.get_path("purelib", "venv", {"base": str(ENV), "platbase": str(ENV)})
    Path(site, "course.pth").write_text(os.path.relpath(str(ROOT), site) + "\n", encoding="utf-8")
    # The commands that pip makes know the folder's full name, so after a move they need making anew; uv's do not.
    lines = [identity, "{}.{}".format(*sys.version_info[:2]), *([] if uv else [str(ROOT)])]
    STAMP.write_text("\n".join(lines), encoding="utf-8")


def build(lock):
    """Make ``.venv``; if that fails, put back the whole one that was there before."""
    print("Setting up the course in .venv, once; it takes about 600 MB.", file=sys.stderr, flush=True)
    if STAMP.exists():
        shutil.rmtree(str(OLD), ignore_errors=True)
        ENV.rename(OLD)
    said = ""
    try:
        with tempfile.TemporaryDirectory() as folder:
            for find in (find_uv, lambda *_: None):  # with uv, or else with pip, which may also know another index
                shutil.rmtree(str(ENV), ignore_errors=not ENV.exists())
                try:
                    install(find(folder, lock), lock)
                    break
                except Trouble as trouble:
                    said += str(trouble)
                    if find is find_uv:
                        print(f"  uv could not: {said.strip().splitlines()[-1].strip()}", file=sys.stderr, flush=True)
            else:
                raise Trouble(explain(said))
        shutil.rmtree(str(OLD), ignore_errors=True)
    except BaseException:
        shutil.rmtree(str(ENV), ignore_errors=True)
        if OLD.exists():
            OLD.rename(ENV)
        raise


def is_active():
    """Tell whether the running Python belongs to an activated environment that is not the course's own."""
    if os.environ.get("COURSE_ENV") == "active":
        return True
    conda = os.environ.get("CONDA_PREFIX") if os.environ.get("CONDA_DEFAULT_ENV") != "base" else None
    folders = [os.path.realpath(folder) for folder in (os.environ.get("VIRTUAL_ENV"), conda) if folder]
    return os.path.realpath(sys.prefix) in folders and os.path.realpath(sys.prefix) != str(ENV)


def lacking():
    """Return the packages that the running Python lacks, or has in too old a version."""
    missing = []
    for dependency in dependencies():
        name, least = dependency.split(">=")
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            has = importlib.metadata.version(name)
            if [int(n) for n in re.findall(r"\d+", has)[:2]] >= [int(n) for n in least.split(".")]:
                continue
        missing.append(dependency)
    return missing


def prepare():
    """Return the Python to hand over to and the variables for it, after making the environment if need be."""
    variables = dict(os.environ, JUPYTER_PREFER_ENV_PATH="1")
    if is_active():
        if lacking():
            raise Trouble(
                f"The active environment, {sys.prefix}, lacks {', '.join(lacking())}. Run this to add them: "
                f'python -m pip install -e "{ROOT}". Or leave that environment, and the course makes its own.'
            )
        variables["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return sys.executable, variables
    if not is_ready():
        with only_one() as lock:
            if not is_ready():
                build(lock)
    for name in ("PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):  # the last of them slows every start
        variables.pop(name, None)
    variables["VIRTUAL_ENV"] = str(ENV)
    variables["PATH"] = str(PYTHON.parent) + os.pathsep + variables.get("PATH", "")
    return str(PYTHON), variables


def hand_over(python, arguments, variables):
    """Run a module with its arguments in place of this process, and end with its exit code."""
    command = [python, "-P", "-m", *arguments]  # -P: files in the reader's folder must not pass for modules
    if os.name != "nt":
        os.execve(python, command, variables)
    with subprocess.Popen(command, env=variables) as child:
        while child.poll() is None:
            with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is the child's to answer
                child.wait()
    sys.exit(child.returncode)


def main(arguments):
    """Run one command; return its exit code if it could not be handed over to."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(__doc__)
        return 0 if arguments else 2
    command, rest = arguments[0], arguments[1:]
    if command not in ("lab", "test", "grade"):
        close = difflib.get_close_matches(command, ("lab", "test", "grade"), 1)
        hint = f"did you mean '{close[0]}'?" if close else "there are lab, test and grade."
        raise Trouble(f"There is no command '{command}': {hint}", 2)
    python, variables = prepare()
    if command == "lab":
        # .jupyter opens Start-Here.ipynb and turns off what asks the network; the reader's own settings stay.
        paths = [str(ROOT / ".jupyter"), variables.get("JUPYTER_CONFIG_PATH")]
        variables["JUPYTER_CONFIG_PATH"] = os.pathsep.join(filter(None, paths))
        root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        module = ["jupyterlab", f"--ServerApp.root_dir={ROOT}", *root]
    elif command == "test":
        os.chdir(str(ROOT))
        variables.update({f"{library}_NUM_THREADS": "1" for library in ONE_THREAD}, MPLBACKEND="Agg")
        module = ["pytest"]
    else:
        module = ["utils.grade"]
    return hand_over(python, module + rest, variables)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Trouble as trouble:
        message, code = (*trouble.args, 1)[:2]
    except OSError as error:
        message, code = f"{error.strerror or error}: {error.filename or ROOT}", 1
    except KeyboardInterrupt:
        message, code = "Stopped. Nothing half-made is left, so just run it again.", 130
    print(f"course.py: {message}", file=sys.stderr)
    sys.exit(code)
