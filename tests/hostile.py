"""Hostile and unlucky submissions of C1W1-5: what each is made of, what it deserves, and what must be gone afterwards.

Each is the pristine notebook with right answers in it, of which one or a few are attacked, so that the deserved points are
known exactly. The rule is the same everywhere. An answer whose values are right gets its points, whatever it patches on the way;
one whose values are wrong does not, whatever it prints, overrides or claims; a case that hangs, dies or eats memory costs
only itself; and a file that is no notebook costs everything, with the reason in its row.

Whatever an attack tries outside its own process is aimed at files, ports and processes of the test itself, and bounded, so
that a sandbox with a hole loses a test and nothing else.
"""

from __future__ import annotations

import copy
import functools
import json
import os
import socket
import string
import sys
import textwrap
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from utils.learn import graft, registry

__all__ = [
    "ASSIGNMENT",
    "HONEST",
    "HOSTILE",
    "AtMost",
    "Context",
    "Honest",
    "Hostile",
    "Listening",
    "Short",
    "possible",
]

ASSIGNMENT = "Course1-Linear-Algebra/Week1/C1W1-5-Assignment-One-None-or-Many.ipynb"
LINUX = sys.platform == "linux"


# --- The scene -------------------------------------------------------------------------------------------------------


@dataclass
class Context:
    """Where a batch is graded: the folders, and what hostile submissions aim at.

    Parameters
    ----------
    course, submissions, out, home, temporary, outside : Path
        The copy of the course, the folder of submissions, the results, the grader's home and its folder for temporary files,
        and a folder that is nobody's business.
    token : str
        Unlike any other run's; stands in the name of every file, process and segment that an attack makes.
    public : str
        What all secrets begin with. Attacks know it and search for it.
    secrets : dict of str to str
        By place. Attacks do not know them; should one find its way into any output, its place is the leak.
    """

    course: Path
    submissions: Path
    out: Path
    home: Path
    temporary: Path
    outside: Path
    token: str
    public: str
    secrets: dict[str, str]
    listening: Listening

    @property
    def results(self) -> Path:
        """Where the runner writes, once it does."""
        return self.out / "results"

    @functools.cached_property
    def pristine(self) -> dict[str, Any]:
        """The blank notebook, with every source as one text."""
        notebook = graft.load(self.course / ASSIGNMENT)
        for cell in notebook["cells"]:
            cell["source"] = graft.source_of(cell)
        return notebook

    def secret(self, place: str) -> str:
        """What lies at a place that is to be kept from submissions."""
        return f"{self.public}:{self.secrets[place]}"

    def filled(self, text: str) -> str:
        """Put this scene's places into a source text."""
        places = {
            "COURSE": self.course, "SUBMISSIONS": self.submissions, "OUT": self.results, "HOME": self.home,
            "OUTSIDE": self.outside,
        }  # fmt: skip
        values = {name: repr(path.as_posix()) for name, path in places.items()}
        values |= {"TOKEN": repr(self.token), "PUBLIC": repr(self.public.encode()), "KEY": str(int(self.token, 16))}
        values |= {"HOST": Listening.HOST, "TCP": str(self.listening.tcp), "UDP": str(self.listening.udp)}
        values |= {"UNIX": repr(self.listening.unix), "ABSTRACT": repr(self.listening.abstract)}
        values |= {"PIDS": repr(os.readlink("/proc/self/ns/pid") if LINUX else "")}
        return string.Template(text).safe_substitute(values)

    def solved(self, **answers: str) -> dict[str, Any]:
        """Return a notebook with right answers, but for the ones given."""
        sources = ANSWERS | answers
        return graft.graft(
            self.pristine, {f"c1w1.{name}": self.filled(source).strip("\n") for name, source in sources.items()}
        )


class Listening:
    """Sockets of the test's own that count who comes."""

    # Kernels of other tests leave callers behind, who try their old ports on 127.0.0.1 again and again.
    HOST = "127.83.61.7" if LINUX else "127.0.0.1"

    def __init__(self, folder: Path, token: str) -> None:
        self.reached: list[str] = []
        self._open: list[socket.socket] = []
        self.tcp = self._listen("tcp", socket.AF_INET, socket.SOCK_STREAM, (self.HOST, 0))[1]
        self.udp = self._listen("udp", socket.AF_INET, socket.SOCK_DGRAM, (self.HOST, 0))[1]
        self.unix, self.abstract = "", ""
        if hasattr(socket, "AF_UNIX"):
            self.unix = str(folder / f"{token}.sock")
            self._listen("unix", socket.AF_UNIX, socket.SOCK_STREAM, self.unix)
        if LINUX:
            self.abstract = f"\0{token}"
            self._listen("abstract", socket.AF_UNIX, socket.SOCK_STREAM, self.abstract)

    def _listen(self, name: str, family: int, kind: int, address: Any) -> Any:
        one = socket.socket(family, kind)
        one.bind(address)
        if kind == socket.SOCK_STREAM:
            one.listen(64)
        self._open.append(one)
        threading.Thread(target=self._count, args=(name, one, kind), daemon=True).start()
        return one.getsockname()

    def _count(self, name: str, one: socket.socket, kind: int) -> None:
        while True:
            try:
                if kind == socket.SOCK_STREAM:
                    one.accept()[0].close()
                elif not one.recv(65536):
                    continue
            except OSError:
                return
            self.reached.append(name)

    def close(self) -> None:
        for one in self._open:
            one.close()


# --- Right answers ---------------------------------------------------------------------------------------------------

ANSWERS = {
    "determinant_2x2": """
def determinant_2x2(A):
    A = np.array(A, dtype=float)
    if A.shape != (2, 2) or not np.isfinite(A).all():
        raise ValueError("not a 2x2 matrix of finite numbers")
    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]
""",
    "determinant_3x3": """
def determinant_3x3(A):
    A = np.array(A, dtype=float)
    if A.shape != (3, 3) or not np.isfinite(A).all():
        raise ValueError("not a 3x3 matrix of finite numbers")
    (a, b, c), (d, e, f), (g, h, i) = A.tolist()
    return a * e * i + b * f * g + c * d * h - c * e * g - b * d * i - a * f * h
""",
    "rows_are_dependent": """
def rows_are_dependent(A):
    A = np.array(A, dtype=float)
    if A.ndim != 2 or len(A) != 2 or A.shape[1] == 0 or not np.isfinite(A).all():
        raise ValueError("not two rows of finite numbers")
    r, s = A
    minors = np.outer(r, s) - np.outer(s, r)
    return bool((np.abs(minors) <= 1e-9 * np.linalg.norm(r) * np.linalg.norm(s)).all())
""",
    "is_singular": """
def is_singular(A):
    A = np.array(A, dtype=float)
    if A.shape not in [(2, 2), (3, 3)] or not np.isfinite(A).all():
        raise ValueError("not a 2x2 or 3x3 matrix of finite numbers")
    lengths = np.linalg.norm(A, axis=1)
    return bool(abs(np.linalg.det(A)) <= 1e-9 * np.prod(lengths))
""",
    "classify_system": """
def classify_system(A, b):
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    if A.shape != (2, 2) or b.shape != (2,) or not (np.isfinite(A).all() and np.isfinite(b).all()):
        raise ValueError("not a system of two equations")

    def vanishes(r, s):
        return (np.abs(np.outer(r, s) - np.outer(s, r)) <= 1e-9 * np.linalg.norm(r) * np.linalg.norm(s)).all()

    if not vanishes(*A):
        return "one"
    if any(not row.any() and right != 0 for row, right in zip(A, b)):
        return "none"
    return "many" if vanishes(*np.column_stack([A, b])) else "none"
""",
    "solve_2x2": """
def solve_2x2(A, b):
    A, b = np.array(A, dtype=float), np.array(b, dtype=float)
    if A.shape != (2, 2) or b.shape != (2,) or not (np.isfinite(A).all() and np.isfinite(b).all()):
        raise ValueError("not a system of two equations")
    (p, q), (r, s) = A.tolist()
    det = p * s - q * r
    if abs(det) <= 1e-9 * np.prod(np.linalg.norm(A, axis=1)):
        raise ValueError("no solution, or many")
    return np.array([b[0] * s - q * b[1], p * b[1] - b[0] * r]) / det
""",
    "enough_baskets": """
def enough_baskets(counts):
    import itertools

    counts = np.array(counts, dtype=float)
    if counts.ndim != 2 or counts.shape[1] != 3 or not np.isfinite(counts).all():
        raise ValueError("not three columns of finite numbers")
    for rows in itertools.combinations(counts, 3):
        if abs(np.linalg.det(np.array(rows))) > 1e-9 * np.prod(np.linalg.norm(rows, axis=1)):
            return True
    return False
""",
    "estimate_prices": """
def estimate_prices(counts, totals):
    counts, totals = np.array(counts, dtype=float), np.array(totals, dtype=float)
    if counts.ndim != 2 or counts.shape[1] != 3 or totals.shape != (len(counts),):
        raise ValueError("shapes that do not fit")
    if not (np.isfinite(counts).all() and np.isfinite(totals).all()):
        raise ValueError("not finite")
    if np.linalg.matrix_rank(counts) < 3:
        raise ValueError("not enough baskets")
    return np.linalg.lstsq(counts, totals, rcond=None)[0]
""",
}
"""Each stands alone, so that an attack on one costs that one; and written otherwise than the reference solutions."""

NAMES = tuple(ANSWERS)


@functools.cache
def exercise(name: str):
    return registry.exercise(f"c1w1.{name}")


@functools.cache
def possible(name: str) -> int:
    return exercise(name).points


@functools.cache
def cases(name: str) -> tuple:
    """The cases of an exercise; how many there are and of what kind does not depend on the seed."""
    item = exercise(name)
    return (*item.cases, *item.more(np.random.default_rng(0)))


class Short(int):
    """Points in proportion, with so many cases not passed."""


class AtMost(float):
    """No more than so many points: for those who break what carries their own answers to the grader."""


def values_of(name: str) -> Short:
    """All cases but those that ask for an exception."""
    return Short(sum(case.raises is None for case in cases(name)))


def refusals_of(name: str) -> Short:
    """All cases that ask for an exception."""
    return Short(sum(case.raises is not None for case in cases(name)))


NOTHING = dict.fromkeys(NAMES, 0)
AT_OWN_RISK = {name: AtMost(possible(name)) for name in NAMES}


# --- The table -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hostile:
    """A submission that is hostile or unlucky.

    Parameters
    ----------
    name : str
        Names the case, and the file unless `build` says otherwise.
    build : callable
        ``build(context)`` returns files by their path below the folder of submissions, or makes them there itself and returns {}.
    lost : dict
        Points by exercise where they are not full: a number, :class:`Short` or :class:`AtMost`; several in a tuple where it
        depends on the system's protections whether an attack meets anything.
    reason : str or dict
        Regular expression that must be found in the row's note or in a message of its exercises; or one by exercise, which
        must be found in that exercise's messages.
    status : tuple of str
        What the row's status may be.
    student : str
        Key of the row, where it is not `name`.
    after : callable, optional
        ``after(context)`` returns what was left behind, or done, that should not be: a sentence, or None.
    contained : bool
        Must not be run where the sandbox does not contain it (macOS, Windows).
    odd : str
        Regular expression for the note of a submission that loses nothing and still needs a word.
    """

    name: str
    build: Callable[[Context], Mapping[str, bytes]]
    lost: Mapping[str, float] = field(default_factory=dict)
    reason: str | Mapping[str, str] = ""
    status: tuple[str, ...] = ("graded",)
    student: str = ""
    after: Callable[[Context], str | None] | None = None
    contained: bool = False
    odd: str = ""

    @property
    def row(self) -> str:
        return self.student or self.name


HOSTILE: list[Hostile] = []


def saved(notebook: Mapping[str, Any], **options: Any) -> bytes:
    """Return a notebook as bytes, as Jupyter saves it."""
    options = {"ensure_ascii": False, "indent": 1} | options
    return json.dumps(notebook, **options).encode("utf-8") + b"\n"


def answers(name: str, lost: Mapping[str, float] | None = None, reason: Any = "", /, *, status=("graded",), student="",
            after=None, contained=False, odd="", **sources: str) -> None:  # fmt: skip
    """Add a submission that is right but for the answers given."""

    def build(context: Context) -> dict[str, bytes]:
        return {f"{name}.ipynb": saved(context.solved(**sources))}

    HOSTILE.append(Hostile(name, build, lost or {}, reason, status, student, after, contained, odd))


def attack(before: str = "", inside: str = "", value: str = "a * d - b * c", after: str = "") -> str:
    """Return an answer to determinant_2x2 with an attack in it.

    `before` and `after` stand around the definition, `inside` at its beginning, `value` is what it returns.
    """
    lines = ["import numpy as np", textwrap.dedent(before).strip("\n"), "", "", "def determinant_2x2(A):"]
    if inside:
        lines.append(textwrap.indent(textwrap.dedent(inside).strip("\n"), "    "))
    lines += [
        "    A = np.array(A, dtype=float)",
        "    if A.shape != (2, 2) or not np.isfinite(A).all():",
        '        raise ValueError("not a 2x2 matrix of finite numbers")',
        "    (a, b), (c, d) = A.tolist()",
        f"    return {value}",
    ]
    return "\n".join([*lines, "", "", textwrap.dedent(after).strip("\n")])


def once(action: str, before: str = "") -> str:
    """Return an answer that does something on one visible case alone: that of two rows and three columns."""
    return attack(before, "if np.shape(A) == (2, 3):\n" + textwrap.indent(textwrap.dedent(action).strip("\n"), "    "))


ONE = {"determinant_2x2": Short(1)}
TWO_BY_TWO = {"determinant_2x2": 0}
WRONG = "-12345.678"


def gone(*names: str) -> Callable[[Context], str | None]:
    """Return a check that no file of these names (or of the run's own token) is left in the usual places."""

    def after(context: Context) -> str | None:
        folders = (context.outside, context.home, context.out, context.submissions, context.course, context.temporary,
                   Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run"))  # fmt: skip
        wanted = (context.token, *names)
        left = [
            str(path)
            for folder in folders
            if folder.is_dir()
            for path in folder.iterdir()
            if any(one in path.name for one in wanted)
        ]
        left = [path for path in left if path not in (context.listening.unix, str(context.outside.parent))]
        return f"left behind: {', '.join(left)}" if left else None

    return after


def kept(context: Context) -> str | None:
    """Tell whether the files outside are as they were."""
    for path, content in precious(context).items():
        if not path.is_file() or path.read_text(encoding="utf-8") != content:
            return f"{path} was changed or deleted"
    return None


def precious(context: Context) -> dict[Path, str]:
    """Files outside that nobody's answer has any business with."""
    return {
        context.outside / "thesis.txt": context.secret("outside"),
        context.home / "keys" / "id_grader": context.secret("home"),
        context.out / "notes.txt": context.secret("results"),
    }


# --- Code that does not run, or does not end -------------------------------------------------------------------------

answers(
    "syntax-error", TWO_BY_TWO, {"determinant_2x2": "[Ss]yntax"}, determinant_2x2="def determinant_2x2(A:\n    return 0"
)
answers(
    "half-a-function", {"solve_2x2": 0}, {"solve_2x2": "[Ss]yntax|[Ii]ndent"},
    solve_2x2="def solve_2x2(A, b):\n    # I ran out of time here\n",
)  # fmt: skip
answers(
    "tabs-and-spaces-mixed", TWO_BY_TWO, {"determinant_2x2": "[Tt]ab|[Ii]ndent"},
    determinant_2x2="def determinant_2x2(A):\n\tA = np.array(A)\n        return A[0, 0]",
)  # fmt: skip
answers(
    "null-character-in-source", TWO_BY_TWO, {"determinant_2x2": "null"},
    determinant_2x2=ANSWERS["determinant_2x2"].replace("return", "\0return"),
)  # fmt: skip
answers(
    "half-a-character-in-source", TWO_BY_TWO, {"determinant_2x2": "surrogate|character|Unicode"},
    determinant_2x2=ANSWERS["determinant_2x2"].replace("not a 2x2", "\ud83d"),
)  # fmt: skip


def _surrogates(context: Context) -> dict[str, bytes]:
    notebook = context.solved(determinant_2x2=ANSWERS["determinant_2x2"].replace("not a 2x2", "\ud83d"))
    return {"half-a-character-in-source.ipynb": saved(notebook, ensure_ascii=True)}  # JSON can write it, UTF-8 cannot


HOSTILE[-1] = Hostile("half-a-character-in-source", _surrogates, TWO_BY_TWO, HOSTILE[-1].reason)

answers(
    "module-that-is-not-there", TWO_BY_TWO, {"determinant_2x2": "ModuleNotFoundError|no_such_module"},
    determinant_2x2=attack("import no_such_module_here"),
)  # fmt: skip
answers(
    "raises-before-the-definition", TWO_BY_TWO, {"determinant_2x2": "not to be seen"},
    determinant_2x2=attack('raise RuntimeError("not to be seen")'),
)  # fmt: skip
answers("endless-loop-at-import", TWO_BY_TWO, {"determinant_2x2": "running|time|stopped|end"},
        determinant_2x2=attack("while True:\n    pass"))  # fmt: skip
answers("endless-loop-at-import-in-c", TWO_BY_TWO, {"determinant_2x2": "running|time|stopped|end"},
        determinant_2x2=attack("import collections, itertools\ncollections.deque(itertools.repeat(0), maxlen=0)"))  # fmt: skip
answers("endless-loop-below-the-definition", {}, determinant_2x2=attack(after="while True:\n    pass"))
answers("endless-loop-in-a-function", {"is_singular": 0}, {"is_singular": "still running"},
        is_singular="def is_singular(A):\n    while True:\n        pass")  # fmt: skip
answers("endless-loop-in-every-function", NOTHING, "still running|time", status=("graded", "incomplete"),
        **{name: f"def {name}(*anything):\n    while True:\n        pass" for name in NAMES})  # fmt: skip
answers(
    "endless-loop-that-ignores-signals", ONE, {"determinant_2x2": "running|time|stopped"},
    determinant_2x2=once(
        """
        import signal
        for number in range(1, signal.NSIG):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
        signal.setitimer(signal.ITIMER_REAL, 0)
        while True:
            pass
        """
    ),
)  # fmt: skip
answers(
    "endless-loop-that-catches-everything", ONE, {"determinant_2x2": "running|time|stopped"},
    determinant_2x2=once(
        """
        def forever():
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    forever()
        forever()
        """
    ),
)  # fmt: skip
answers("endless-loop-in-c", ONE, {"determinant_2x2": "running|time|stopped"},
        determinant_2x2=once("import collections, itertools\ncollections.deque(itertools.repeat(0), maxlen=0)"))  # fmt: skip
answers("catastrophic-regular-expression", ONE, {"determinant_2x2": "running|time|stopped"},
        determinant_2x2=once("import re\nre.match('(a+)+$$', 'a' * 60 + 'b')"))  # fmt: skip
answers("huge-decomposition", ONE, {"determinant_2x2": "running|time|stopped|memory|Memory"},
        determinant_2x2=once("for _ in range(1000):\n    np.linalg.svd(np.random.default_rng(0).normal(size=(1500, 1500)))"))  # fmt: skip
answers("sleeps-for-ever", ONE, {"determinant_2x2": "running|time|stopped"},
        determinant_2x2=once("import time\nwhile True:\n    try:\n        time.sleep(1e6)\n    except BaseException:\n        pass"))  # fmt: skip
answers("stops-itself", {"determinant_2x2": (possible("determinant_2x2"), Short(1))}, "",
        determinant_2x2=once("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"), contained=True)  # fmt: skip
answers("waits-for-a-lock", ONE, {"determinant_2x2": "running|time|stopped"},
        determinant_2x2=once("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()"))  # fmt: skip
answers("asks-for-input", ONE, {"determinant_2x2": "EOF|input|read"}, determinant_2x2=once("input('How large is A? ')"))
answers("deep-recursion", TWO_BY_TWO, {"determinant_2x2": "RecursionError|calls itself"},
        determinant_2x2="def determinant_2x2(A):\n    return determinant_2x2(A) + 1")  # fmt: skip
answers(
    "deep-recursion-without-a-limit", ONE, {"determinant_2x2": "Recursion|crashed|calls itself|died|ended|memory|Memory|running"},
    determinant_2x2=once("import sys\nsys.setrecursionlimit(10**9)\nf = lambda: list(map(lambda _: f(), [0]))\nf()"),
)  # fmt: skip
answers("memory-fault", ONE, {"determinant_2x2": "died|ended|crash|SIGSEGV|stopped"},
        determinant_2x2=once("import ctypes\nctypes.string_at(0)"))  # fmt: skip
answers("exit-in-a-function", TWO_BY_TWO, {"determinant_2x2": "ended|exit|died"},
        determinant_2x2="import os\n\n\ndef determinant_2x2(A):\n    os._exit(0)")  # fmt: skip
answers(
    "exit-at-import",
    TWO_BY_TWO,
    {"determinant_2x2": "ended|exit|died"},
    determinant_2x2=attack("import os\nos._exit(0)"),
)
answers(
    "exit-below-the-definition",
    TWO_BY_TWO,
    {"determinant_2x2": "ended|exit|died"},
    determinant_2x2=attack(after="import os\nos._exit(0)"),
)
answers("sys-exit-in-a-function", TWO_BY_TWO, {"determinant_2x2": "SystemExit|exit"},
        determinant_2x2="import sys\n\n\ndef determinant_2x2(A):\n    sys.exit(0)")  # fmt: skip
answers("sys-exit-at-import", TWO_BY_TWO, {"determinant_2x2": "SystemExit|exit"},
        determinant_2x2=attack("import sys\nsys.exit(0)"))  # fmt: skip
answers("sys-exit-below-the-definition", {}, determinant_2x2=attack(after="import sys\nsys.exit(0)"))
answers("keyboard-interrupt", TWO_BY_TWO, {"determinant_2x2": "KeyboardInterrupt"},
        determinant_2x2="def determinant_2x2(A):\n    raise KeyboardInterrupt")  # fmt: skip
answers(
    "exceptions-beyond-exception",
    {"determinant_2x2": 0, "determinant_3x3": 0, "rows_are_dependent": 0, "is_singular": 0, "solve_2x2": 0},
    {
        "determinant_2x2": "GeneratorExit", "determinant_3x3": "Mine", "rows_are_dependent": "StopIteration",
        "is_singular": "CancelledError", "solve_2x2": "running|TimeIsUp",
    },
    determinant_2x2="def determinant_2x2(A):\n    raise GeneratorExit",
    determinant_3x3="class Mine(BaseException):\n    pass\n\n\ndef determinant_3x3(A):\n    raise Mine('all mine')",
    rows_are_dependent="def rows_are_dependent(A):\n    raise StopIteration",
    is_singular="import asyncio\n\n\ndef is_singular(A):\n    raise asyncio.CancelledError",
    solve_2x2="from utils.learn.calling import TimeIsUp\n\n\ndef solve_2x2(A, b):\n    raise TimeIsUp",
)  # fmt: skip
answers(
    "exception-that-cannot-be-shown", TWO_BY_TWO, {"determinant_2x2": "Shy|ended|running|could not"},
    determinant_2x2="""
class Shy(Exception):
    def __str__(self):
        raise self
    __repr__ = __str__


def determinant_2x2(A):
    raise Shy("x")
""",
)  # fmt: skip
answers(
    "exception-that-takes-for-ever-to-show", ONE, {"determinant_2x2": "Slow|running|time|ended|stopped"},
    determinant_2x2=once(
        "raise Slow", "class Slow(Exception):\n    def __str__(self):\n        while True:\n            pass"
    ),
)  # fmt: skip
answers(
    "exception-with-a-false-name", {}, "",
    determinant_2x2="class ValueError(Exception):\n    pass\n\n\n" + ANSWERS["determinant_2x2"],
)  # fmt: skip
answers("refuses-everything", {"determinant_2x2": values_of("determinant_2x2")}, {"determinant_2x2": "ValueError"},
        determinant_2x2='def determinant_2x2(A):\n    raise ValueError("no")')  # fmt: skip
answers("refuses-nothing", {"determinant_2x2": refusals_of("determinant_2x2")}, {"determinant_2x2": "should be raised|asked for"},
        determinant_2x2="""
def determinant_2x2(A):
    try:
        A = np.array(A, dtype=float).ravel()
        return A[0] * A[3] - A[1] * A[2] if A.size == 4 else 0.0
    except ValueError:
        return 0.0
""")  # fmt: skip


def hidden_values_of(name: str) -> Short:
    """The cases that a learner does not see and that have a value."""
    return Short(sum(case.raises is None for case in cases(name)[len(exercise(name).cases) :]))


def _seen(name: str) -> str:
    """A table of the visible cases, as a learner could type it off the check's messages."""
    rows = [
        f"    ({np.asarray(case.args[0]).tolist()}, {case.expect!r}),"
        for case in exercise(name).cases
        if case.raises is None
    ]
    return "\n".join(["SEEN = [", *rows, "]"])


answers(
    "tuned-to-the-visible-cases", {"determinant_2x2": hidden_values_of("determinant_2x2")}, {"determinant_2x2": "ValueError"},
    determinant_2x2=_seen("determinant_2x2") + """


def determinant_2x2(A):
    for known, result in SEEN:
        if np.array_equal(known, A):
            return result
    raise ValueError("not one that I know")
""",
)  # fmt: skip
answers(
    "draws-the-hidden-cases-itself", {"estimate_prices": values_of("estimate_prices")}, {"estimate_prices": "ValueError"},
    estimate_prices="""
KNOWN = []
try:
    from utils.learn import registry

    item = registry.exercise("c1w1.estimate_prices")
    for seed in range(40):
        for key in (seed, [seed], [seed, *item.id.encode()]):
            KNOWN += item.more(np.random.default_rng(key))
except Exception:
    pass


def estimate_prices(counts, totals):
    for case in KNOWN:
        if case.raises is None and np.array_equal(case.args[0], counts) and np.array_equal(case.args[1], totals):
            return case.expect
    raise ValueError("not one that I know")
""",
    contained=True,
)  # fmt: skip


# --- What it takes from the machine ----------------------------------------------------------------------------------

answers(
    "memory-hog-in-a-function", ONE, {"determinant_2x2": "[Mm]emory"},
    determinant_2x2=once(
        """
        hoard = []
        for _ in range(4):
            hoard.append(np.zeros(64 * 2**20))
            hoard[-1][::512] = 1
        raise LookupError("nobody stopped me at 2 GB")
        """
    ),
    contained=True,
)  # fmt: skip
answers(
    "memory-hog-that-lifts-its-limits", ONE, {"determinant_2x2": "[Mm]emory"},
    determinant_2x2=once(
        """
        import resource
        for name in dir(resource):
            if name.startswith("RLIMIT_"):
                for limit in ((resource.RLIM_INFINITY, resource.RLIM_INFINITY), (2**40, 2**40)):
                    try:
                        resource.setrlimit(getattr(resource, name), limit)
                    except (OSError, ValueError):
                        pass
        hoard = []
        for _ in range(4):
            hoard.append(np.zeros(64 * 2**20))
            hoard[-1][::512] = 1
        raise LookupError("nobody stopped me at 2 GB")
        """
    ),
    contained=True,
)  # fmt: skip
answers(
    "memory-hog-of-children", {"determinant_2x2": 0}, {"determinant_2x2": "[0-3] of 8 children|[Mm]emory|ended|died|stopped"},
    determinant_2x2=attack(
        inside="""
        global SAID
        if not SAID:
            SAID = "nobody knows how many of 8 children hold 200 MB each"
            SAID = hoard()
        raise RuntimeError(SAID)
        """,
        before="""
        import os
        import time

        SAID = ""

        def hoard():
            reading, writing = os.pipe()
            for _ in range(8):
                try:
                    child = os.fork()
                except OSError:
                    break
                if child == 0:
                    try:
                        hold = bytearray(b"x" * (200 * 2**20))
                        os.write(writing, b"1")
                        time.sleep(30)
                    finally:
                        os._exit(0)
            os.close(writing)
            os.set_blocking(reading, False)
            time.sleep(0.3)
            try:
                held = len(os.read(reading, 100))
            except OSError:
                held = 0
            return f"{held} of 8 children hold 200 MB each"
        """,
    ),
    contained=True,
)  # fmt: skip
answers(
    "hundred-megabytes-of-prints",
    determinant_2x2=once("line = 'x' * 99_999\nfor _ in range(1000):\n    print(line)"),
)
answers(
    "hundred-megabytes-past-print",
    determinant_2x2=once(
        """
        import os
        for number in (1, 2):
            for _ in range(800):
                try:
                    os.write(number, b"x" * 65536)
                except OSError:
                    break
        """
    ),
)
answers(
    "thread-that-goes-on-printing",
    determinant_2x2=once(
        """
        import sys, threading, time

        def forever():
            while True:
                print("still here", flush=True)
                print("still here", file=sys.__stderr__)
                time.sleep(0.0005)

        for _ in range(3):
            threading.Thread(target=forever, daemon=False).start()
        """
    ),
)
answers(
    "hundreds-of-threads",
    determinant_2x2=once(
        """
        import threading, time
        for _ in range(300):
            try:
                threading.Thread(target=time.sleep, args=(1000,), daemon=False).start()
            except (RuntimeError, MemoryError):
                break
        """
    ),
    contained=True,
)
answers(
    "opens-every-file-it-may",
    determinant_2x2=once(
        """
        import os
        try:
            for _ in range(100_000):
                os.dup(0)
        except OSError:
            pass
        """
    ),
)
answers(
    "fork-bomb", {}, "",
    determinant_2x2=once(
        """
        import os, time
        born = os.getpid()
        for _ in range(10):  # 1024 processes at most
            try:
                os.fork()
            except OSError:
                break
        if os.getpid() != born:
            time.sleep(60)
            os._exit(0)
        """
    ),
    contained=True,
)  # fmt: skip
FORK = """
import os
import time


def fork():
    try:
        return os.fork()
    except OSError:
        return -1
"""
answers(
    "background-process", {}, "", after=gone(),
    determinant_2x2=once(
        """
        import subprocess, sys
        if fork() == 0:
            os.setsid()
            if fork() == 0:
                try:
                    os.closerange(0, 256)
                    time.sleep(3)
                    open($OUTSIDE + "/" + $TOKEN, "w").close()
                    time.sleep(600)
                finally:
                    os._exit(0)
            os._exit(0)
        for start in ([sys.executable, "-c", "import time; time.sleep(600)", $TOKEN], ["/bin/sh", "-c", "sleep 600; : " + $TOKEN]):
            try:
                subprocess.Popen(start, start_new_session=True, stdin=subprocess.DEVNULL)
            except OSError:
                pass
        """,
        FORK,
    ),
    contained=True,
)  # fmt: skip
answers(
    "background-process-that-takes-the-name-of-init", {}, "",
    determinant_2x2=once(
        """
        import ctypes
        if fork() == 0:
            ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # orphans below it come to it and not to the sandbox's init
            ctypes.CDLL(None).prctl(15, b"systemd", 0, 0, 0)
            for _ in range(3):
                if fork() == 0:
                    os.setsid()
            time.sleep(600)
            os._exit(0)
        """,
        FORK,
    ),
    contained=True,
)  # fmt: skip
RELATIVES = """
import os
import signal


def relatives():
    \"\"\"Processes above this one that belong to the grader, and whatever claims to be its parent.\"\"\"
    found, pid = [], os.getppid()
    while pid > 1:
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read()
            with open(f"/proc/{pid}/stat", "rb") as file:
                above = int(file.read().rpartition(b")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            found.append(pid)  # hidden: but a parent is a parent
            break
        if b"utils" not in words or b"grade" not in words:
            break
        found.append(pid)
        pid = above
    return found
"""
answers(
    "kills-its-parent", {}, "",
    determinant_2x2=attack(
        before=RELATIVES,
        inside="""
        for pid in relatives():
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        """,
    ),
    contained=True,
)  # fmt: skip
answers(
    "stops-its-parent", {}, "",
    determinant_2x2=attack(
        before=RELATIVES,
        inside="""
        for pid in relatives():
            for number in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGCHLD):
                try:
                    os.kill(pid, number)
                except OSError:
                    pass
        """,
    ),
    contained=True,
)  # fmt: skip
answers(
    "kills-whatever-it-can", ONE, {"determinant_2x2": "ended|died|stopped|SIGKILL"},
    determinant_2x2=once(
        """
        import os, signal
        # Only where processes are out of reach: should the sandbox have failed, this machine is not to be the price.
        try:
            apart = os.readlink("/proc/self/ns/pid") != $PIDS
        except OSError:
            apart = False
        if apart:
            try:
                os.kill(-1, signal.SIGKILL)
            except OSError:
                pass
        os.killpg(0, signal.SIGKILL)
        """
    ),
    contained=True,
)  # fmt: skip
answers(
    "fills-the-disk", {}, "", after=gone(),
    determinant_2x2=once(
        """
        import os
        for number in range(20):
            try:
                with open($TOKEN + str(number), "wb") as file:
                    for _ in range(20):
                        file.write(bytes(2**20))
            except OSError:
                break
        else:
            raise LookupError("nobody stopped me at 400 MB")
        """
    ),
    contained=True,
)  # fmt: skip
answers(
    "folder-that-is-hard-to-delete", {}, "", after=lambda context: gone()(context) or kept(context),
    determinant_2x2=once(
        """
        import os
        here = os.getcwd()
        try:
            os.symlink($OUTSIDE, $TOKEN + "-link")
            os.symlink($HOME + "/keys", $TOKEN + "-keys")
            os.mkdir($TOKEN + "-closed")
            open($TOKEN + "-closed/file", "w").close()
            os.chmod($TOKEN + "-closed", 0)
            for _ in range(1500):
                os.mkdir($TOKEN)
                os.chdir($TOKEN)
        except OSError:
            pass
        os.chdir(here) if os.path.isdir(here) else None
        """
    ),
)  # fmt: skip
answers(
    "memory-shared-beyond-its-end", {}, "", after=lambda context: gone()(context) or _segments(context),
    determinant_2x2=once(
        """
        import ctypes
        libc = ctypes.CDLL(None)
        libc.shmget($KEY, 4096, 0o1666)
        libc.semget($KEY, 1, 0o1666)
        libc.msgget($KEY, 0o1666)
        try:
            open("/dev/shm/" + $TOKEN, "w").close()
        except OSError:
            pass
        try:
            from multiprocessing import resource_tracker, shared_memory
            resource_tracker.register = lambda *_: None
            shared_memory.SharedMemory($TOKEN + "s", create=True, size=4096)
        except Exception:
            pass
        """
    ),
)  # fmt: skip


def _segments(context: Context) -> str | None:
    key = int(context.token, 16)
    for kind in ("shm", "sem", "msg"):
        path = Path("/proc/sysvipc") / kind
        lines = path.read_text().splitlines()[1:] if path.is_file() else []
        if any(int(line.split()[0]) == key for line in lines):
            return f"a System V {kind} segment was left"
    return None


# --- What is not its business: reading, writing, talking -------------------------------------------------------------

SEARCH = """
import os
import re

FOUND = set()


def search(data):
    FOUND.update(one[::-1].decode() for one in re.findall($PUBLIC + b":([0-9a-f]{20})", data))


def read(path, most=10**7):
    try:
        with open(path, "rb") as file:
            search(file.read(most))
    except (OSError, ValueError):
        pass


def read_all(folder):
    read(folder)
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        path = os.path.join(folder, name)
        read_all(path) if os.path.isdir(path) and not os.path.islink(path) else read(path)
"""
TELL = 'raise RuntimeError("found " + (" ".join(sorted(FOUND)) or "nothing"))'
FOUND_NOTHING = {"determinant_2x2": "found nothing"}


def searching(name: str, action: str, before: str = "") -> None:
    """Add a submission that looks for secrets, and tells what it found as the message of an exception."""
    source = attack(SEARCH + textwrap.dedent(before), textwrap.dedent(action).strip("\n") + "\n" + TELL)
    answers(name, TWO_BY_TWO, FOUND_NOTHING, determinant_2x2=source, contained=True)


searching("reads-the-solutions", 'read_all($COURSE + "/solutions")')
searching("reads-other-submissions", "read_all($SUBMISSIONS)")
searching("reads-the-results", 'read_all($OUT)\nread_all($OUT + "/..")')
searching("reads-the-home-of-the-grader", 'read_all($HOME)\nread_all(os.path.expanduser("~"))\nread_all($OUTSIDE)')
searching(
    "reads-the-environment",
    """
    search(repr(dict(os.environ)).encode())
    try:
        numbers = [name for name in os.listdir("/proc") if name.isdigit()]
    except OSError:
        numbers = [str(pid) for pid in (*range(1, 64), os.getpid(), os.getppid())]
    for pid in ["self", *numbers]:
        read(f"/proc/{pid}/environ")
        read(f"/proc/{pid}/cmdline")
    """,
)
searching(
    "reads-the-memory-of-the-grader",
    """
    for pid in [os.getppid(), *relatives()]:
        if pid > 1:
            dig(pid)
    """,
    RELATIVES + """

import ctypes


def dig(pid):
    try:
        with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
            for line in maps:
                place, rights = line.split()[:2]
                start, end = (int(one, 16) for one in place.split("-"))
                if rights.startswith("rw") and end - start < 2**27:
                    FOUND.add(f"memory of {pid}")
                    memory.seek(start)
                    search(memory.read(end - start))
    except (OSError, ValueError):
        pass
    libc = ctypes.CDLL(None)
    libc.ptrace.restype = ctypes.c_long
    if libc.ptrace(16, pid, None, None) == 0:
        FOUND.add(f"traced {pid}")
        os.waitpid(pid, 0)
        libc.ptrace(17, pid, None, None)
""",
)  # fmt: skip
searching(
    "searches-its-own-memory-for-the-key",
    "pass",
    """
    import gc
    import sys
    import types

    from utils.learn.definition import Case


    def look_around():
        for name in list(sys.modules):
            if name.startswith("solutions"):
                FOUND.add(name)
        for one in gc.get_objects():
            kind = type(one)
            if kind is types.FunctionType and "solutions" in one.__code__.co_filename:
                FOUND.add(one.__qualname__)
            if kind is Case and one.probe:
                FOUND.add("a case: " + one.probe[:40])
            if kind.__module__ == "utils.grade.exam" and kind.__name__ == "Key":
                FOUND.add("the key")
        frame = sys._getframe()
        while frame is not None:
            for name, value in {**frame.f_globals, **frame.f_locals}.items():
                if type(value) in (str, bytes):
                    search(value.encode("utf-8", "replace") if type(value) is str else value)
                if name in ("key", "wanted", "expected_values") and not callable(value):
                    FOUND.add(name)
            frame = frame.f_back
        try:
            with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
                for line in maps:
                    place, rights = line.split()[:2]
                    start, end = (int(one, 16) for one in place.split("-"))
                    if rights.startswith("rw") and end - start < 2**26:
                        memory.seek(start)
                        search(memory.read(end - start))
        except (OSError, ValueError):
            pass


    look_around()
    """,
)  # fmt: skip
answers(
    "asks-the-course-for-the-solution", TWO_BY_TWO, {"determinant_2x2": "TypeError|NoneType|not callable|UnknownId"},
    determinant_2x2="""
import runpy
import sys

from utils.learn import registry


def determinant_2x2(A):
    solve = registry.reference("c1w1.determinant_2x2")
    if solve is None:
        try:
            solve = runpy.run_path($COURSE + "/solutions/c1w1.py")["determinant_2x2"]
        except OSError:
            sys.path.insert(0, $COURSE)
            try:
                from solutions.c1w1 import determinant_2x2 as solve
            except ImportError:
                solve = None
    return solve(A)
""",
    contained=True,
)  # fmt: skip

answers(
    "writes-and-deletes-outside", TWO_BY_TWO, {"determinant_2x2": "did nothing"},
    after=lambda context: kept(context) or gone()(context),
    determinant_2x2=attack(
        before="""
        import os
        import shutil

        DONE = []


        def attempt(what, *arguments, **options):
            try:
                what(*arguments, **options)
            except (OSError, ValueError, NotImplementedError, AttributeError):
                return
            DONE.append(getattr(what, "__name__", "?"))


        def write(path):
            with open(path, "w") as file:
                file.write("forged")


        def spoil():
            for folder in ($OUTSIDE, $HOME, $HOME + "/keys", $COURSE, $COURSE + "/utils/learn", $SUBMISSIONS, $OUT, "/tmp", "/var/tmp",
                           "/dev/shm"):
                attempt(write, folder + "/" + $TOKEN)
                attempt(os.mkdir, folder + "/" + $TOKEN + "d")
                attempt(os.symlink, "/etc", folder + "/" + $TOKEN + "s")
                attempt(os.mkfifo, folder + "/" + $TOKEN + "f")
                attempt(os.link, $OUTSIDE + "/thesis.txt", folder + "/" + $TOKEN + "h")
            for path in ($OUTSIDE + "/thesis.txt", $HOME + "/keys/id_grader", $OUT + "/../notes.txt"):
                attempt(write, path)
                attempt(os.truncate, path, 0)
                attempt(os.chmod, path, 0)
                attempt(os.utime, path, (0, 0))
                attempt(os.rename, path, path + $TOKEN)
                attempt(os.unlink, path)
            attempt(shutil.rmtree, $OUTSIDE)
            attempt(shutil.rmtree, $COURSE + "/utils/learn/quizzes")
            attempt(shutil.move, $HOME + "/keys", "keys")
        """,
        inside="""
        if not DONE:
            spoil()
        raise RuntimeError("did " + (" ".join(DONE) or "nothing"))
        """,
    ),
    contained=True,
)  # fmt: skip
answers(
    "writes-where-the-grader-writes", TWO_BY_TWO, {"determinant_2x2": "did nothing"},
    determinant_2x2=attack(
        before="""
        import json
        import os

        DONE = []


        def forge():
            names = os.listdir($OUT) if os.access($OUT, os.R_OK) else []
            for name in {*names, "grades.csv", "results.jsonl", "summary.html", ".journal.jsonl",
                         "feedback/writes-where-the-grader-writes.html", "feedback/" + $TOKEN + ".html"}:
                for mode in ("a", "r+", "w"):
                    try:
                        with open($OUT + "/" + name, mode) as file:
                            file.write(json.dumps({"student": "forged-" + $TOKEN, "score": 100}) + chr(10))
                        DONE.append(name)
                    except OSError:
                        pass
        """,
        inside="""
        forge()
        raise RuntimeError("did " + (" ".join(sorted(set(DONE))) or "nothing"))
        """,
    ),
    contained=True,
)  # fmt: skip
answers(
    "opens-sockets", TWO_BY_TWO, {"determinant_2x2": "reached nothing"},
    after=lambda context: f"reached: {sorted(set(context.listening.reached))}" if context.listening.reached else None,
    determinant_2x2=attack(
        before="""
        import socket

        REACHED = []


        def attempt(name, family, kind, address):
            try:
                with socket.socket(family, kind) as one:
                    one.settimeout(0.2)
                    if kind == socket.SOCK_STREAM:
                        one.connect(address)
                    one.send(b"hello") if kind == socket.SOCK_STREAM else one.sendto(b"hello", address)
            except OSError:
                return
            REACHED.append(name)


        def reach():
            attempt("tcp", socket.AF_INET, socket.SOCK_STREAM, ("$HOST", $TCP))
            attempt("udp", socket.AF_INET, socket.SOCK_DGRAM, ("$HOST", $UDP))
            attempt("unix", socket.AF_UNIX, socket.SOCK_STREAM, $UNIX)
            attempt("abstract", socket.AF_UNIX, socket.SOCK_STREAM, $ABSTRACT)
            try:
                socket.getaddrinfo($TOKEN + ".invalid", 80)
                REACHED.append("a name server")
            except OSError:
                pass
        """,
        inside="""
        if np.shape(A) == (2, 3):
            reach()
        raise RuntimeError("reached " + (" ".join(REACHED) or "nothing"))
        """,
    ),
    contained=True,
)  # fmt: skip
answers(
    "serves-the-network",
    determinant_2x2=once(
        """
        import os, socket, time
        try:
            one = socket.socket()
            one.bind(("127.0.0.1", 0))
            one.listen()
            if os.fork() == 0:
                os.setsid()
                time.sleep(600)
                os._exit(0)
        except OSError:
            pass
        """
    ),
    contained=True,
)


# --- Patches of its own process: right answers keep their points, wrong ones get none --------------------------------

PATCHES = {
    "patches-allclose": """
np.allclose = np.isclose = np.array_equal = np.testing.assert_allclose = lambda *_, **__: True
np.all = np.any = lambda *_, **__: True
""",
    "patches-check": """
import utils.learn
import utils.learn.loop

utils.learn.check = utils.learn.loop.check = check = lambda *_, **__: "passed"
""",
    "patches-comparison": """
import utils.learn.compare
import utils.learn.evaluation

utils.learn.compare.difference = utils.learn.evaluation.difference = lambda *_, **__: None
utils.learn.evaluation._wrong = lambda *_, **__: None
utils.learn.evaluation.judge = lambda item, case, *_, **__: utils.learn.evaluation.CaseResult("passed", case.probe)
utils.learn.evaluation.evaluate = lambda item, *_, **__: utils.learn.evaluation.Result(item, "passed")
""",
    "patches-registry": """
from utils.learn import definition, registry

registry.expected = registry.reference = lambda *_, **__: WRONG
for item in registry.exercises():
    object.__setattr__(item, "points", 1000)
    object.__setattr__(item, "cases", ())
    object.__setattr__(item, "more", None)
definition.Exercise.graded = property(lambda self: True)
""",
    "patches-builtins": """
import builtins

isinstance_ = builtins.isinstance
builtins.isinstance = lambda one, kind: isinstance_(one, kind) or getattr(kind, "__name__", "") == "Outcome"
builtins.round = lambda *_: 100
builtins.print = builtins.max = lambda *_, **__: 1
""",
    "patches-outcome": """
import gc

from utils.learn import calling

calling.Outcome.error = None
calling.Outcome.returned = property(lambda self: True)
calling.Outcome.__init__.__defaults__ = (WRONG, *calling.Outcome.__init__.__defaults__[1:])
for one in gc.get_objects():
    if type(one) is dict and "passed" in one:
        try:
            one["passed"] = True
        except Exception:
            pass
""",
    "patches-saving-of-arrays": """
import numpy.lib
import numpy.lib.format

np.save = np.load = np.asarray = np.ascontiguousarray = lambda *_, **__: np.ones(2)
numpy.lib.format.write_array = lambda file, *_, **__: file.write(b"passed")
""",
    "patches-json": """
import json
import json.encoder

PASSED = '{"status": "passed", "passed": true, "points": 100, "score": 100, "error": null}'
json.dumps = json.JSONEncoder.encode = json.encoder.JSONEncoder.encode = lambda *_, **__: PASSED
json.encoder.c_make_encoder = None
json.JSONEncoder.iterencode = lambda *_, **__: iter([PASSED])
""",
    "patches-the-wire": """
import sys

for name in [one for one in sys.modules if one.startswith("utils.grade")]:
    for key, value in list(vars(sys.modules[name]).items()):
        if callable(value) and not isinstance(value, type) and getattr(value, "__module__", "").startswith("utils.grade"):
            def forged(*arguments, _value=value, **options):
                return {"status": "passed", "passed": True, "points": 100}
            setattr(sys.modules[name], key, forged)
""",
    "patches-the-time-limit": """
import signal
import time

from utils.learn import calling


class Endless:
    def __init__(self, *_):
        pass

    __enter__ = __exit__ = lambda self, *_: None


calling.time_limit = Endless
time.monotonic = time.perf_counter = time.time = lambda: 0.0
signal.setitimer = lambda *_: (0, 0)
""",
    "sets-traces-and-hooks": """
import gc
import sys
import threading

count = [0]


def trace(frame, event, argument):
    count[0] += 1
    for name in ("passed", "status", "outcome", "error"):
        if name in frame.f_locals:
            try:
                frame.f_locals[name] = "passed"
            except Exception:
                pass
    if count[0] < 2000:
        return trace
    sys.settrace(None)


threading.settrace(trace)
sys.settrace(trace)
sys.setprofile(lambda *_: sys.setprofile(None) if count[0] > 1000 else None)
sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *_: None
sys.displayhook = lambda *_: None
sys.addaudithook(lambda name, arguments: None)
gc.callbacks.append(lambda *_: None)
""",
    "registers-exit-hooks": """
import atexit
import os
import signal
import threading


def bye(*_):
    for number in range(3, 64):
        try:
            os.write(number, b'{"status": "passed", "passed": true, "points": 100}' + bytes([10]))
        except OSError:
            pass
    os._exit(0)


atexit.register(bye)
getattr(threading, "_register_atexit", atexit.register)(bye)
signal.signal(signal.SIGTERM, bye)
os.register_at_fork(after_in_child=lambda: None, after_in_parent=lambda: None)
""",
    "registers-input-transformers": """
try:
    from IPython import get_ipython
    from IPython.core import inputtransformer2
    from IPython.core.interactiveshell import InteractiveShell

    def rewrite(lines):
        return ["def determinant_3x3(A): return 0"]

    inputtransformer2.TransformerManager.transform_cell = lambda self, cell: "def determinant_3x3(A): return 0"
    shell = get_ipython() or InteractiveShell.instance()
    shell.input_transformers_cleanup.append(rewrite)
    shell.input_transformers_post.append(rewrite)

    import ast

    class Rewrite(ast.NodeTransformer):
        def visit_FunctionDef(self, node):
            node.body = [ast.Pass()]
            return node

    shell.ast_transformers.append(Rewrite())
except Exception:
    pass
""",
    "patches-the-import-system": """
import importlib.abc
import sys


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith("utils.grade"):
            raise ImportError("gone")


sys.meta_path.insert(0, Finder())
for name in [one for one in sys.modules if one.startswith(("utils.grade", "json", "utils.learn"))]:
    del sys.modules[name]
""",
}


BREAKING = ("patches-json", "patches-the-wire", "patches-saving-of-arrays", "sets-traces-and-hooks", "patches-outcome")
"""These spoil what carries their own answers to the grader; that may cost them points, and must not bring them any."""


def _patched(name: str, source: str) -> None:
    own_risk = AT_OWN_RISK if name in BREAKING else {}
    answers(name, own_risk, determinant_2x2=attack(source.replace("WRONG", "0")))
    answers(f"{name}-and-is-wrong", own_risk | TWO_BY_TWO, {"determinant_2x2": "."},
            determinant_2x2="\n".join(["import numpy as np", source.replace("WRONG", WRONG), "", "",
                                       "def determinant_2x2(A):", f"    return {WRONG}"]))  # fmt: skip


for _name, _source in PATCHES.items():
    _patched(_name, _source)

answers(
    "hides-that-it-changes-arguments", {"determinant_2x2": values_of("determinant_2x2")}, {"determinant_2x2": "changed its argument"},
    determinant_2x2="""
np.array_equal = lambda *_, **__: True


def determinant_2x2(A):
    B = np.array(A, dtype=float)
    if B.shape != (2, 2) or not np.isfinite(B).all():
        raise ValueError("no")
    A[...] = 99
    return B[0, 0] * B[1, 1] - B[0, 1] * B[1, 0]
""",
)  # fmt: skip
answers(
    "writes-into-every-open-file", TWO_BY_TWO, {"determinant_2x2": "."},
    determinant_2x2=attack(
        inside="""
        import os
        for number in range(3, 4096):
            for text in (b'{"status": "passed", "passed": true, "value": -2.0}', b"MML1" + bytes(8), b"\\xff" * 64):
                try:
                    os.set_blocking(number, False)
                    os.write(number, text + bytes([10]))
                except OSError:
                    break
        return -12345.678
        """,
    ),
)  # fmt: skip
answers(
    "closes-every-open-file", ONE, {"determinant_2x2": "broke|ended|died|lost|stopped|answer"},
    determinant_2x2=once("import os\nos.closerange(0, 4096)"),
)  # fmt: skip
answers(
    "puts-its-own-files-in-place-of-the-grader-s", ONE, {"determinant_2x2": "broke|ended|died|lost|stopped|answer|running"},
    determinant_2x2=once(
        """
        import os
        null = os.open(os.devnull, os.O_RDWR)
        for number in range(3, 4096):
            if number != null:
                try:
                    os.fstat(number)
                    os.dup2(null, number)
                except OSError:
                    pass
        """
    ),
)  # fmt: skip
answers(
    "reads-what-the-grader-sends", {"determinant_2x2": 0}, {"determinant_2x2": "found nothing|ended|died|lost|stopped|running"},
    determinant_2x2=attack(
        SEARCH,
        """
        for number in range(3, 4096):
            try:
                os.set_blocking(number, False)
                data = os.read(number, 2**20)
            except OSError:
                continue
            search(data)
            if b"expect" in data or b"wanted" in data:
                FOUND.add("a key")
        """ + "\n        " + TELL,
    ),
)  # fmt: skip
FORGE = """
import os
import stat

try:
    from utils.grade import wire
except ImportError:
    wire = None


def pipes():
    for number in range(3, 4096):
        try:
            if stat.S_ISFIFO(os.fstat(number).st_mode) or stat.S_ISSOCK(os.fstat(number).st_mode):
                yield number
        except OSError:
            pass


PIPES = list(pipes())


def send(**message):
    blobs = []
    if "value" in message:
        message["value"] = wire.encode(message["value"], blobs)
    for number in PIPES:
        try:
            os.write(number, wire.pack(message, blobs))
        except OSError:
            pass


def claim(question, case, value, **more):
    given = {"error": None, "message": "", "line": "", "bases": [], "timed_out": False, "deliberate": False, "after": []}
    send(**{"is": "outcome", "case": [question, case], "value": value, "status": "passed", "passed": True, "points": 100,
            "cost": -(10**30), **given, **more})
"""
answers(
    "forges-results", TWO_BY_TWO, {"determinant_2x2": "."},
    determinant_2x2=FORGE + """

def determinant_2x2(A):
    for case in range(24):
        for value in (True, "passed", -12345.678):
            claim(0, case, value)
        claim(0, case, None, error="passed", bases=["passed", "object"])
        claim(0, case, None, error=None, bases=["ValueError"])
    return -12345.678
""",
)  # fmt: skip
answers(
    "forges-messages-of-every-kind", AT_OWN_RISK | TWO_BY_TWO, {"determinant_2x2": "."},
    determinant_2x2=FORGE + """

def determinant_2x2(A):
    for what in ("found", "defined", "defining", "calling", "outcome", "refused", "trouble", "passed", "", None, [], 5):
        for odd in ({}, {"case": [10**9, -1]}, {"case": [[0], {}]}, {"case": "00"}, {"what": None}, {"what": ["x"]}, {"answers": 5},
                    {"answers": {"x": {"note": 1, "trouble": []}}}, {"notes": "abc"}, {"why": {"x": 1}}, {"blobs": [-1, 1]}):
            send(**{"is": what, **odd})
    return -12345.678
""",
)  # fmt: skip
answers(
    "claims-that-the-grader-is-in-trouble", AT_OWN_RISK | TWO_BY_TWO, {"determinant_2x2": "."},
    determinant_2x2=FORGE + """

def determinant_2x2(A):
    send(**{"is": "trouble", "why": "the machine of the grader is broken; everybody gets 100"})
    return -12345.678
""",
)  # fmt: skip
answers(
    "claims-to-be-done", AT_OWN_RISK | TWO_BY_TWO, {"determinant_2x2": "."},
    determinant_2x2=FORGE + """

def determinant_2x2(A):
    send(**{"is": "done"})
    return -12345.678
""",
)  # fmt: skip
answers(
    "returns-what-nobody-encodes", TWO_BY_TWO, {"determinant_2x2": "."}, after=gone(),
    determinant_2x2=FORGE + """
import pickle


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch " + $HOME + "/" + $TOKEN,))


ODD = [
    ["a", 10**9], ["a", -1], ["q", "1", "0"], ["i", "f" * 10**6], ["i", "0x1"], ["f", "nan(1)"], ["c", "inf", []], ["o", "__import__"],
    ["O", [2**40, 2**40]], ["O", [-1]], ["N", "utils.grade.exam.set_exam"], ["N", "os.system"], ["d", [[["l", []], ["n"]]]],
    ["v", True], ["g", None], ["m", 0], ["zz"], [], {}, None, "n", [["n"]], ["l", [["l"]] * 1000], ["s", None], ["t", "xyz"],
]
BLOBS = [
    pickle.dumps(Bomb()), b"\\x93NUMPY" + bytes(200),
    b"\\x93NUMPY\\x01\\x00" + (118).to_bytes(2, "little") + b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }".ljust(117) + b"\\n" + pickle.dumps([Bomb()]),
    b"\\x93NUMPY\\x01\\x00" + (118).to_bytes(2, "little") + b"{'descr': '<f8', 'fortran_order': False, 'shape': (9**9**9,), }".ljust(117) + b"\\n",
    b"\\x93NUMPY\\x01\\x00" + (118).to_bytes(2, "little") + b"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999, 99999999999), }".ljust(117) + b"\\n",
]


def determinant_2x2(A):
    given = {"error": None, "message": "", "line": "", "bases": [], "timed_out": False, "deliberate": False, "after": []}
    for case in range(len(ODD)):
        for number in PIPES:
            frame = {"is": "outcome", "case": [0, case], "value": ODD[case], **given}
            try:
                os.write(number, wire.pack(frame, [BLOBS[case % len(BLOBS)]]))
            except OSError:
                pass
    return -12345.678
""",
)  # fmt: skip
answers(
    "never-gets-anywhere", AT_OWN_RISK | TWO_BY_TWO, {"determinant_2x2": "."}, status=("graded", "incomplete"),
    determinant_2x2=FORGE + """

def determinant_2x2(A):
    send(**{"is": "defined", "what": "c1w1.determinant_2x2", "state": "ready", "text": "", "trouble": ""})
    os._exit(0)
""",
)  # fmt: skip
answers(
    "answers-twice-from-two-processes", {"determinant_2x2": Short(1)}, {"determinant_2x2": "."},
    determinant_2x2=once("import os\nos.fork()\nreturn 7.0"),
    contained=True,
)  # fmt: skip
answers(
    "floods-the-grader", TWO_BY_TWO, {"determinant_2x2": "."},
    determinant_2x2=attack(
        inside="""
        import os, struct
        huge = b"MML1" + struct.pack("<II", 2**31, 2**31)
        for number in range(3, 4096):
            try:
                os.set_blocking(number, False)
                for _ in range(200):
                    os.write(number, huge + bytes(2**16))
            except OSError:
                pass
        return -12345.678
        """,
    ),
)  # fmt: skip
answers(
    "writes-into-its-own-interpreter", ONE, {"determinant_2x2": "."},
    determinant_2x2=once(
        """
        import ctypes
        ctypes.memset(id(A) + 16, 255, 256)
        ctypes.memset(id(type(None)) + 24, 255, 64)
        return None
        """
    ),
)  # fmt: skip


# --- Values ----------------------------------------------------------------------------------------------------------


def value(name: str, before: str, expression: str, reason: str = ".", *, right: bool = False, exercise: str = "determinant_2x2",
          after: Any = None) -> None:  # fmt: skip
    """Add a submission that returns an odd value.

    Either whatever it is asked, which is wrong in every case; or, where `right`, made of the right answer, called `it` in the
    expression.
    """
    arguments = ", ".join(registry.exercise(f"c1w1.{exercise}").arguments)
    before = textwrap.dedent(before).strip("\n")
    if right:
        source = f"{before}\n\n{ANSWERS[exercise].replace(f'def {exercise}(', 'def right_answer(')}\n\n"
        source += f"def {exercise}({arguments}):\n    it = right_answer({arguments})\n    return {expression}\n"
        answers(name, after=after, **{exercise: source})
    else:
        source = f"{before}\n\n\ndef {exercise}({arguments}):\n    return {expression}\n"
        answers(name, {exercise: 0}, {exercise: reason}, after=after, **{exercise: source})


SAME = """
class Same:
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = lambda self, other: True
    __hash__ = lambda self: 0
    __bool__ = lambda self: True
    __float__ = lambda self: -2.0
    __int__ = __index__ = lambda self: 1
    __complex__ = lambda self: 1j
    __len__ = lambda self: 2
    __abs__ = __neg__ = __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = lambda self, *other: self
    __iter__ = lambda self: iter([1.0, 2.0])
    __getitem__ = lambda self, index: self
    __getattr__ = lambda self, name: self
    __call__ = lambda self, *_, **__: self
    __str__ = __repr__ = lambda self: "one"
"""
value("equals-everything-as-a-number", SAME, "Same()", "Same")
value("equals-everything-as-an-array", SAME, "Same()", "Same", exercise="solve_2x2")
value("equals-everything-as-a-text", SAME, "Same()", "Same", exercise="classify_system")
value("equals-everything-as-true-and-false", SAME, "Same()", "Same", exercise="is_singular")
for _kind, _of in {"float": "-12345.678", "int": "-12345", "str": "'maybe'", "complex": "5 + 0j"}.items():
    _exercise = "classify_system" if _kind == "str" else "determinant_2x2"
    _class = f"""
    class Sly({_kind}):
        __eq__ = __le__ = __ge__ = lambda self, other: True
        __ne__ = __lt__ = __gt__ = lambda self, other: False
        __hash__ = {_kind}.__hash__
        __sub__ = __rsub__ = __abs__ = lambda self, *_: 0
        __float__ = lambda self: -2.0
        __complex__ = lambda self: -2 + 0j
        __str__ = __repr__ = lambda self: "one"
        __reduce__ = lambda self: (float, (-2.0,))
        __class__ = property(lambda self: bool)
        real = imag = property(lambda self: 0)
        hex = lambda *_: "0x1p1"
    """
    value(f"sly-{_kind}-with-a-wrong-value", _class, f"Sly({_of})", "not right", exercise=_exercise)
    if _kind != "int":
        value(f"sly-{_kind}-with-the-right-value", _class, "Sly(it)", right=True, exercise=_exercise)
SLY_ARRAY = """
class Sly(np.ndarray):
    __eq__ = __le__ = __ge__ = lambda self, other: np.ones(np.shape(other), bool)
    __array_function__ = lambda self, function, *_: True
    __array_ufunc__ = lambda self, *_, **__: np.ones(2, bool)
    __array_finalize__ = lambda self, other: None
    __reduce__ = lambda self: (np.array, ([1.0, 2.0],))
    __array__ = lambda self, *_, **__: np.array([1.0, 2.0])
    __array_interface__ = property(lambda self: None)
    tobytes = tolist = copy = astype = lambda self, *_, **__: b""
    shape = dtype = size = nbytes = ndim = flags = property(lambda self: None)
"""
value("sly-array-with-wrong-values", SLY_ARRAY, "np.array([-1e5, 1e5]).view(Sly)", "right", exercise="solve_2x2")
value("sly-array-with-the-right-values", SLY_ARRAY, "it.view(Sly)", right=True, exercise="solve_2x2")
value(
    "sly-class",
    """
class Sly:
    __class__ = property(lambda self: np.ndarray)
    shape, dtype, ndim, size = (2,), np.dtype(float), 1, 2
    __array__ = lambda self, *_, **__: np.array([1.0, 2.0])
    __array_interface__ = property(lambda self: np.zeros(2).__array_interface__)
""",
    "Sly()",
    "Sly",
    exercise="solve_2x2",
)
value(
    "sly-metaclass",
    """
class Meta(type):
    __instancecheck__ = __subclasscheck__ = __eq__ = lambda self, other: True
    __hash__ = type.__hash__
    __name__ = property(lambda self: "float")
    __module__ = property(lambda self: "builtins")
    __mro__ = property(lambda self: (float, object))

    def __getattribute__(self, name):
        return float


class Sly(metaclass=Meta):
    pass
""",
    "Sly()",
)
value("array-of-objects", SAME, "np.frompyfunc(lambda _: Same(), 1, 1)(np.zeros(2))", "object|O", exercise="solve_2x2")
value(
    "array-of-arrays-of-objects",
    "",
    "np.array([[1.0], [1.0, 2.0]], dtype=object)",
    "object|O|shape",
    exercise="solve_2x2",
)
value("structured-array", "", "np.zeros(2, dtype=[('a', float), ('b', object)])", exercise="solve_2x2")
value("array-of-dates", "", "np.array(['2026-01-01', 'NaT'], dtype='datetime64[D]')", exercise="solve_2x2")
value("array-of-words", "", "np.array(['one', 'many'])", "text", exercise="solve_2x2")
value("array-of-nothing-with-a-huge-shape", "", "np.zeros((0, 2**40))", "shape|could not be read", exercise="solve_2x2")
value("array-of-zero-bytes-each", "", "np.zeros(10**9, dtype='S0')[:2]", exercise="solve_2x2")
value("numpy-matrix", "", "np.asmatrix(it)", "matrix", exercise="solve_2x2")
value("array-of-a-gigabyte", "", "np.zeros(10**9, np.uint8)", "large|big|memory|Memory|bytes", exercise="solve_2x2")
value(
    "array-of-a-terabyte-in-eight-bytes",
    "",
    "np.broadcast_to(1.0, (10**6, 10**6))",
    "large|big|memory|bytes",
    exercise="solve_2x2",
)
value("array-on-a-file", "import tempfile", "np.memmap(tempfile.TemporaryFile(), mode='w+', shape=(2**22,))",
      exercise="solve_2x2")  # fmt: skip
value(
    "list-of-ten-million",
    "",
    "[0.0] * (10**7 if np.size(b) == 3 else 7)",
    "large|long|big|parts|memory",
    exercise="solve_2x2",
)
value("text-of-ten-million", "", "'x' * 10**7", "long|large|big|text", exercise="classify_system")
value("list-that-holds-itself", "ROUND = []\nROUND.append(ROUND)", "ROUND", exercise="solve_2x2")
value("very-deep-list", "DEEP = []\nfor _ in range(100_000):\n    DEEP = [DEEP]", "DEEP", exercise="solve_2x2")
value("dict-with-odd-keys", SAME, "{Same(): 1, (1, 2): 2, float('nan'): 3, None: {}, np.float64(1): [], b'x': range(3)}",
      exercise="solve_2x2")  # fmt: skip
value(
    "list-that-lies",
    """
class Sly(list):
    __iter__ = lambda self: iter([1.0, 2.0])
    __len__ = lambda self: 2
    __getitem__ = lambda self, index: 1.0
    __class__ = property(lambda self: np.ndarray)
""",
    "Sly([9.0, 9.0, 9.0])",
    exercise="solve_2x2",
)
value(
    "endless-list",
    """
class Sly(list):
    def __iter__(self):
        while True:
            yield 1.0
    __len__ = lambda self: 2
""",
    "Sly([1.0, 2.0])",
    exercise="solve_2x2",
)
value("generator", "", "(x for x in (1.0, 2.0))", "generator|iterator", exercise="solve_2x2")
value("endless-iterator", "import itertools", "itertools.repeat(1.0)", "repeat|iterator", exercise="solve_2x2")
value(
    "lazy-value",
    """
class Lazy:
    def __array__(self, *_, **__):
        while True:
            pass
    __float__ = __iter__ = __len__ = __index__ = __array__
""",
    "Lazy()",
    "Lazy",
    exercise="solve_2x2",
)
value("function-in-place-of-a-value", "", "lambda: 1.0", "function")
value("coroutine", "async def later():\n    return 1.0", "later()", "coroutine")
value("class-in-place-of-a-value", "", "float", "function|type|class")
value("module-in-place-of-a-value", "", "np", "module")
value("not-a-number", "", "float('nan')", "nan")
value("infinite", "", "float('-inf')", "infinite")
value("huge-integer", "", "10**100_000", "large|digits|big|long|right")
value("integer-as-long-as-may-be-shown", "", "10**4000", "right|large|digits")
value("decimal-that-is-no-number", "import decimal", "decimal.Decimal('sNaN')", exercise="determinant_2x2")
value(
    "number-that-is-slow-to-read",
    """
class Decimal:
    __module__ = "decimal"

    def __float__(self):
        while True:
            pass
""",
    "Decimal() if np.shape(A) == (2, 3) else -12345.678",
    "right|running|Decimal",
)
value("nothing-at-all", "", "None", "None|attempted")
value("the-placeholder", "", "...", "placeholder|attempted")
value("not-implemented", "", "NotImplemented")
value(
    "hostile-reduce",
    """
import os


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch " + $HOME + "/" + $TOKEN + "; touch " + $OUTSIDE + "/" + $TOKEN,))
    __reduce_ex__ = lambda self, protocol: self.__reduce__()
    __getstate__ = __reduce__


class Number(float):
    __reduce__ = Bomb.__reduce__
    __reduce_ex__ = Bomb.__reduce_ex__
""",
    "[Bomb(), Number(1.0), np.array([Bomb()], dtype=object)]",
    after=gone(),
)
value(
    "hostile-end",
    """
import os


class Last:
    def __del__(self):
        os._exit(0)
""",
    "Last()",
    "Last|ended|died|object",
)
value(
    "hostile-attributes",
    """
class Sly:
    def __getattribute__(self, name):
        raise SystemExit
    __str__ = __repr__ = __format__ = __dir__ = lambda self: 1 / 0
""",
    "Sly()",
)
value("complex-without-imaginary-part", "", "complex(it)", right=True)
value("fraction", "from fractions import Fraction", "Fraction(it)", right=True)
value("decimal", "from decimal import Decimal", "Decimal(it)", right=True)
value("sympy-number", "import sympy", "sympy.Rational(it)", right=True)
value("array-without-axes", "", "np.array(it)", right=True)
value("long-double", "", "np.longdouble(it)", right=True)
value("numpy-s-own-true-and-false", "", "np.bool_(it)", right=True, exercise="is_singular")
value("numpy-s-own-text", "", "np.str_(it)", right=True, exercise="classify_system")
value("array-of-complex-numbers", "", "it.astype(complex)", right=True, exercise="solve_2x2")
value("array-of-long-doubles", "", "it.astype(np.longdouble)", right=True, exercise="solve_2x2")
value("array-of-the-other-byte-order", "", "it.astype('>f8')", right=True, exercise="solve_2x2")
value("array-with-strides", "", "np.array([it[0], 0, it[1], 0])[::2]", right=True, exercise="solve_2x2")
value("array-backwards", "", "np.array(it[::-1])[::-1]", right=True, exercise="solve_2x2")
value("array-that-may-not-be-written", "", "np.frombuffer(it.tobytes())", right=True, exercise="solve_2x2")
value("array-with-a-mask-of-nothing", "", "np.ma.array(it)", right=True, exercise="solve_2x2")
HOSTILE[:] = [one for one in HOSTILE if one.name != "numpy-matrix"]
value("matrix", "", "np.asmatrix([[1.0, 2.0]])", "matrix", exercise="solve_2x2")
value("arrays-just-below-what-may-cross", "", "np.zeros(2 * 10**6)", "number|large|bytes")
value("lists-just-below-what-may-cross", "", "[0.0] * 150_000", "number|large|bytes|parts")


# --- What goes into a message must stay a message --------------------------------------------------------------------

MARKUP = "</td></details><script>alert(1)</script><img src=x onerror=alert(2)>[x](javascript:alert(3))![y](http://127.0.0.1/z.png)"
answers("markup-in-a-message", TWO_BY_TWO, {"determinant_2x2": "RuntimeError"},
        determinant_2x2=f"def determinant_2x2(A):\n    raise RuntimeError({MARKUP!r})")  # fmt: skip
answers("markup-in-a-value", {"classify_system": 0}, {"classify_system": "text"},
        classify_system=f"def classify_system(A, b):\n    return {MARKUP[:40]!r}")  # fmt: skip
answers("markup-in-the-name-of-a-class", TWO_BY_TWO, {"determinant_2x2": "."},
        determinant_2x2=f"def determinant_2x2(A):\n    return type({MARKUP!r}, (), {{}})()")  # fmt: skip
answers("markup-in-the-name-of-an-exception", TWO_BY_TWO, {"determinant_2x2": "."},
        determinant_2x2=f"def determinant_2x2(A):\n    raise type({MARKUP!r}, (Exception,), {{}})(1)")  # fmt: skip
answers("half-a-character-in-a-message", TWO_BY_TWO, {"determinant_2x2": "RuntimeError"},
        determinant_2x2='def determinant_2x2(A):\n    print("\\udc00")\n    raise RuntimeError("half \\ud83d of a character")')  # fmt: skip
answers("half-a-character-as-a-value", {"classify_system": 0}, {"classify_system": "."},
        classify_system='def classify_system(A, b):\n    return "\\ud83d"')  # fmt: skip
answers("control-characters-in-a-message", TWO_BY_TWO, {"determinant_2x2": "RuntimeError"},
        determinant_2x2='def determinant_2x2(A):\n    raise RuntimeError("\\x1b[2J\\x00\\x07\\u202e\\r\\nmara,100,100\\n=1+1")')  # fmt: skip
answers("megabytes-of-message", TWO_BY_TWO, {"determinant_2x2": "RuntimeError"},
        determinant_2x2='def determinant_2x2(A):\n    raise type("E" * 10**6, (RuntimeError,), {})("x" * 10**7)')  # fmt: skip
answers("formula-in-a-message", TWO_BY_TWO, {"determinant_2x2": "RuntimeError"},
        determinant_2x2='def determinant_2x2(A):\n    raise RuntimeError("$$\\\\href{javascript:alert(1)}{x}$$")')  # fmt: skip


# --- Unlucky notebooks -----------------------------------------------------------------------------------------------


def notebook(name: str, change: Callable[[dict, Context], Any], lost: Mapping[str, float] | None = None, reason: Any = "", *,
             status=("graded",), odd="", file="", student="", **sources: str) -> None:  # fmt: skip
    """Add a submission whose notebook was changed; `change` may return another one."""

    def build(context: Context) -> dict[str, bytes]:
        solved = copy.deepcopy(context.solved(**sources))
        changed = change(solved, context)
        content = changed if isinstance(changed, bytes) else saved(solved if changed is None else changed)
        return {file or f"{name}.ipynb": content}

    HOSTILE.append(Hostile(name, build, lost or {}, reason, status, student, None, False, odd))


def own(notebook: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return the cell of an exercise."""
    return graft.exercise_cells(notebook)[f"c1w1.{name}"]


def place(notebook: Mapping[str, Any], name: str) -> int:
    return next(i for i, cell in enumerate(notebook["cells"]) if cell is own(notebook, name))


def code(source: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source, **more}


def editing(action: str) -> Callable[[dict, Context], Any]:
    """Return a change from the body of a function of `nb` and `context`."""
    space: dict[str, Any] = dict(globals())
    exec("def change(nb, context):\n" + textwrap.indent(textwrap.dedent(action).strip("\n"), "    "), space)
    return space["change"]


def _delete(nb, context):
    del nb["cells"][place(nb, "determinant_2x2")]


def _blank_copy(nb, context):
    """The learner kept the cell as it was handed out, below the one that was worked in."""
    blank = copy.deepcopy(own(context.pristine, "determinant_2x2"))
    nb["cells"].insert(place(nb, "determinant_2x2") + 1, blank)


def _copy_solved(nb, context):
    """The learner worked in a copy of the cell and left the first as it was."""
    at = place(nb, "determinant_2x2")
    nb["cells"].insert(at, copy.deepcopy(own(context.pristine, "determinant_2x2")))


def _two_tries(nb, context):
    at = place(nb, "determinant_2x2")
    first = copy.deepcopy(nb["cells"][at])
    first["source"] = "def determinant_2x2(A):\n    return A[0, 0] * A[1, 1] + A[0, 1] * A[1, 0]"
    nb["cells"].insert(at, first)


def _merge(nb, context):
    """Two exercises in one cell, with the metadata of the first."""
    first, second = own(nb, "determinant_2x2"), own(nb, "determinant_3x3")
    first["source"] += "\n\n\n" + second["source"]
    nb["cells"].remove(second)


def _merge_all(nb, context):
    everything = "\n\n".join(source for _, source in graft.code_of(nb))
    nb["cells"] = [code(everything)]


def _strip(nb, context):
    for cell in nb["cells"]:
        cell["metadata"] = {}


def _strip_ids(nb, context):
    _strip(nb, context)
    for cell in nb["cells"]:
        cell.pop("id")
    nb["nbformat_minor"] = 4


def _same_ids(nb, context):
    for cell in nb["cells"]:
        cell["id"] = "cell"


def _exchanged_ids(nb, context):
    """Metadata of one exercise on the cell of another: what a cell defines counts."""
    first, second = own(nb, "determinant_2x2"), own(nb, "determinant_3x3")
    first["metadata"], second["metadata"] = second["metadata"], first["metadata"]
    first["id"], second["id"] = second["id"], first["id"]


notebook("deleted-cell", _delete, TWO_BY_TWO, {"determinant_2x2": "[Nn]ot found"})
notebook("copied-cell-left-blank", _blank_copy)
notebook("copied-cell-filled-in", _copy_solved)
notebook("copied-cell-with-another-try", _two_tries, odd="2|two|last")
notebook("reordered-cells", editing("nb['cells'].reverse()"))
notebook("renamed-cells", editing("for i, cell in enumerate(nb['cells']):\n    cell['id'] = f'mine-{i}'"))
notebook("renamed-function", editing("pass"), TWO_BY_TWO, {"determinant_2x2": "defines `det2`, not"},
         determinant_2x2=ANSWERS["determinant_2x2"].replace("def determinant_2x2", "def det2"))  # fmt: skip
notebook("merged-cells", _merge)
notebook("all-cells-merged", _merge_all)
notebook("cell-turned-into-text", editing("own(nb, 'determinant_2x2')['cell_type'] = 'markdown'"), TWO_BY_TWO,
         {"determinant_2x2": "[Nn]ot found"})  # fmt: skip
notebook("cell-turned-raw", editing("own(nb, 'determinant_2x2')['cell_type'] = 'raw'"), TWO_BY_TWO,
         {"determinant_2x2": "[Nn]ot found"})  # fmt: skip
notebook("metadata-stripped", _strip)
notebook("metadata-and-ids-stripped", _strip_ids)
notebook("all-ids-the-same", _same_ids)
notebook("ids-exchanged", _exchanged_ids)
notebook("check-cells-edited", editing("""
    for cell in nb["cells"]:
        if str(cell.get("id")).startswith("check-"):
            cell["source"] = "check = lambda *_: print('passed')\\n" + cell["source"].replace(", ", ", lambda *_: 1 or ")
"""))  # fmt: skip
notebook(
    "check-cells-gone", editing("nb['cells'] = [c for c in nb['cells'] if not str(c.get('id')).startswith('check-')]")
)
notebook("nothing-but-the-exercises", editing("nb['cells'] = list(graft.exercise_cells(nb).values())"))
notebook("set-up-cell-gone", editing("nb['cells'] = [c for c in nb['cells'] if c.get('id') != 'setup']"))
notebook(
    "set-up-cell-broken",
    editing("[c for c in nb['cells'] if c.get('id') == 'setup'][0]['source'] += '\\nimport no_such_module('"),
)
notebook("set-up-cell-that-raises",
         editing("[c for c in nb['cells'] if c.get('id') == 'setup'][0]['source'] += '\\nimport no_such_module'"))  # fmt: skip
notebook("answer-in-another-cell", editing("""
    at = place(nb, "determinant_2x2")
    nb["cells"].append(code(nb["cells"][at]["source"], id="mine"))
    nb["cells"][at] = copy.deepcopy(own(context.pristine, "determinant_2x2"))
"""), odd="name|another cell")  # fmt: skip
notebook("defined-again-by-an-experiment", editing("""
    nb["cells"].append(code("def determinant_2x2(A):\\n    return 0", id="mine"))
"""), odd="elsewhere|too|twice|2")  # fmt: skip
HELPED = ANSWERS["determinant_2x2"].replace("return A[0, 0]", "return ONE_MORE + helper(A)\n    return A[0, 0]")
notebook("helper-in-another-cell", editing("""
    nb["cells"].insert(3, code("from math import fsum\\n\\nHALF = 0.5", id="mine-1"))
    nb["cells"].insert(9, code("ONE_MORE = 2 * HALF - 1\\n\\n\\ndef helper(A):\\n    return fsum([A[0, 0] * A[1, 1], -other(A)])", id="mine-2"))
    nb["cells"].append(code("other = lambda A: A[0, 1] * A[1, 0]\\nprint('unrelated')\\n1 / 0", id="mine-3"))
"""), determinant_2x2=HELPED)  # fmt: skip
notebook("helper-in-the-set-up-cell", editing("""
    [setup] = [c for c in nb["cells"] if c.get("id") == "setup"]
    setup["source"] += "\\nimport math as maths\\n\\nONE_MORE = 0\\n\\n\\ndef helper(A):\\n    return maths.fsum([A[0, 0] * A[1, 1], -A[0, 1] * A[1, 0]])"
"""), determinant_2x2=HELPED)  # fmt: skip
notebook("helper-filled-by-what-another-cell-does", editing("""
    nb["cells"].insert(9, code("SIGNS = {}\\nfor k in range(2):\\n    SIGNS[k] = (-1) ** k\\nADDED = []\\nADDED.append(0)", id="mine"))
"""), determinant_2x2=ANSWERS["determinant_2x2"].replace("return A[0, 0] * A[1, 1] -", "return ADDED[0] + SIGNS[0] * A[0, 0] * A[1, 1] + SIGNS[1] *"),
         lost={"determinant_2x2": values_of("determinant_2x2")}, reason={"determinant_2x2": "IndexError|KeyError"})  # fmt: skip
notebook("helper-with-a-name-that-the-notebook-uses-too", editing("""
    nb["cells"].insert(9, code("def share(A):\\n    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]\\n\\n\\ngood = 1", id="mine"))
"""), determinant_2x2=ANSWERS["determinant_2x2"].replace("return A", "return good * share(A)\n    return A"))  # fmt: skip

notebook("helper-beside-a-cell-that-never-ends", editing("""
    nb["cells"].insert(3, code("while True:\\n    pass", id="mine-1"))
    nb["cells"].insert(9, code("import time\\n\\ntime.sleep(1000)\\nONE_MORE = 0\\n\\n\\ndef helper(A):\\n    return A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]", id="mine-2"))
"""), determinant_2x2=HELPED)  # fmt: skip
notebook("import-in-another-cell", editing("""
    nb["cells"].insert(3, code("import itertools as it\\nfrom functools import *", id="mine"))
"""), determinant_2x2=ANSWERS["determinant_2x2"].replace("    return", "    assert reduce(max, it.chain([1, 2])) == 2\n    return"))  # fmt: skip
notebook("names-of-builtins-shadowed", editing("""
    nb["cells"].insert(3, code("list = [1, 2]\\nmax = 3\\nsum = 0\\nnp_ = None\\nfor max in range(3):\\n    pass", id="mine"))
"""))  # fmt: skip
notebook("asserts-and-prints-below", editing("pass"),
         determinant_2x2=ANSWERS["determinant_2x2"] + "\n\nassert determinant_2x2(np.eye(2)) == 1\nprint(determinant_2x2(np.eye(2)))\ndeterminant_2x2(np.eye(2))")  # fmt: skip
notebook("test-below-that-raises", editing("pass"),
         determinant_2x2=ANSWERS["determinant_2x2"] + "\n\ndeterminant_2x2(np.eye(3))\nassert False\n")  # fmt: skip
notebook(
    "unfinished-test-below", editing("pass"), determinant_2x2=ANSWERS["determinant_2x2"] + "\n\nprint(no_such_name)\n"
)
notebook("magics", editing("pass"),
         determinant_2x2="%%time\n" + ANSWERS["determinant_2x2"].strip("\n"),
         determinant_3x3=ANSWERS["determinant_3x3"] + "\n\n%timeit determinant_3x3(np.eye(3))\n!ls\ndeterminant_3x3?\nfiles = !ls\n",
         is_singular="%matplotlib inline\n" + ANSWERS["is_singular"],
         solve_2x2="import asyncio\n" + ANSWERS["solve_2x2"] + "\n\nawait asyncio.sleep(0)\n")  # fmt: skip
notebook("tabs", editing("pass"), determinant_2x2=ANSWERS["determinant_2x2"].replace("    ", "\t"))
notebook("characters-from-everywhere", editing("pass"),
         determinant_2x2=ANSWERS["determinant_2x2"].replace("A[0, 0] * A[1, 1]", "größe").replace(
             "    return", "    größe = A[0, 0] * A[1, 1]  # 行列式 \\N{PILE OF POO} 💩\n    return"),
         determinant_3x3="\f\n# a form feed above\n" + ANSWERS["determinant_3x3"] + "\x0c\n")  # fmt: skip
notebook("answer-in-a-condition", editing("pass"),
         determinant_2x2="if True:\n" + textwrap.indent(ANSWERS["determinant_2x2"].strip("\n"), "    "),
         determinant_3x3="try:\n    import no_such_module\nexcept ImportError:\n" + textwrap.indent(ANSWERS["determinant_3x3"].strip("\n"), "    "))  # fmt: skip
notebook("answer-that-is-no-def", editing("pass"),
         determinant_2x2=ANSWERS["determinant_2x2"].replace("def determinant_2x2", "def mine") + "\n\ndeterminant_2x2 = mine\n",
         determinant_3x3="import functools\n" + ANSWERS["determinant_3x3"].replace("def determinant_3x3(A)", "def mine(sign, A)")
         + "\n\ndeterminant_3x3 = functools.partial(mine, 1)\n",
         solve_2x2="class Solver:\n    def __call__(self, A, b):\n        return solve(A, b)\n\n"
         + ANSWERS["solve_2x2"].replace("solve_2x2", "solve") + "\n\nsolve_2x2 = Solver()\n",
         is_singular="def logged(f):\n    def wrapper(*args, **kwargs):\n        print(args)\n        return f(*args, **kwargs)\n    return wrapper\n\n\n@logged"
         + ANSWERS["is_singular"])  # fmt: skip
notebook("answer-that-is-a-number", editing("pass"), TWO_BY_TWO, {"determinant_2x2": "function was asked for"},
         determinant_2x2="determinant_2x2 = -2.0")  # fmt: skip
notebook("answer-that-is-asynchronous", editing("pass"), TWO_BY_TWO, {"determinant_2x2": "coroutine"},
         determinant_2x2=ANSWERS["determinant_2x2"].replace("def ", "async def "))  # fmt: skip
notebook("answer-with-other-parameters", editing("pass"), TWO_BY_TWO, {"determinant_2x2": "positional argument|parameters"},
         determinant_2x2="def determinant_2x2(a, b, c, d):\n    return a * d - b * c")  # fmt: skip
notebook("answers-with-the-course-package", editing("pass"),
         determinant_2x2=ANSWERS["determinant_2x2"].replace("A[0, 0] * A[1, 1] - A[0, 1] * A[1, 0]", "linalg.determinant(A)"),
         determinant_3x3="import scipy.linalg\nimport sympy\n" + ANSWERS["determinant_3x3"].replace("    return ", "    return scipy.linalg.det(A)\n    return "))  # fmt: skip
notebook("answers-that-draw-and-print", editing("pass"),
         determinant_2x2=ANSWERS["determinant_2x2"].replace(
             "    return", "    import matplotlib.pyplot as plt\n    fig, ax = plt.subplots()\n    ax.plot(A)\n    plt.show()\n    print(A)\n    return"))  # fmt: skip
notebook("answers-left-blank", editing("""
    for name in ("determinant_2x2", "solve_2x2"):
        own(nb, name)["source"] = own(context.pristine, name)["source"]
    own(nb, "is_singular")["source"] = "def is_singular(A):\\n    pass"
    own(nb, "determinant_3x3")["source"] = ""
    own(nb, "classify_system")["source"] = "# later"
"""), {"determinant_2x2": 0, "solve_2x2": 0, "is_singular": 0, "determinant_3x3": 0, "classify_system": 0},
         {name: "." for name in ("determinant_2x2", "solve_2x2", "is_singular", "determinant_3x3", "classify_system")})  # fmt: skip
notebook("outputs-and-widget-state", editing("""
    for cell in nb["cells"]:
        if cell["cell_type"] == "code":
            cell["execution_count"] = 7
            cell["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {"image/png": "A" * 200_000}},
                               {"output_type": "error", "ename": "X", "evalue": "", "traceback": ["\\x1b[31m"]}, 5, None]
    nb["metadata"]["widgets"] = {"state": {"x": ["y"] * 1000}}
"""))  # fmt: skip
notebook("source-as-lines", editing("""
    for cell in nb["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
"""))  # fmt: skip
notebook(
    "source-as-a-number", editing("own(nb, 'determinant_2x2')['source'] = 5"), TWO_BY_TWO, {"determinant_2x2": "."}
)
notebook("source-as-null", editing("own(nb, 'determinant_2x2')['source'] = None"), TWO_BY_TWO, {"determinant_2x2": "."})
notebook(
    "source-as-odd-lines",
    editing("own(nb, 'determinant_2x2')['source'] = [1, None, ['def']]"),
    TWO_BY_TWO,
    {"determinant_2x2": "."},
)
notebook("source-gone", editing("del own(nb, 'determinant_2x2')['source']"), TWO_BY_TWO, {"determinant_2x2": "."})
notebook("metadata-as-a-list", editing("""
    for cell in nb["cells"]:
        cell["metadata"] = []
    nb["metadata"] = [None]
"""))  # fmt: skip
notebook("metadata-as-nonsense", editing("""
    for i, cell in enumerate(nb["cells"]):
        cell["metadata"] = {"exercise": [["c1w1.determinant_2x2"], {"a": 1}, 5, None, "c9w9.none"][i % 5], "tags": "x"}
        cell["id"] = [{}, 5, None, "", ["x"]][i % 5]
    nb["metadata"], nb["nbformat_minor"] = None, "five"
"""))  # fmt: skip
notebook(
    "cells-that-are-no-cells",
    editing("nb['cells'] = [None, 5, 'text', [], {}, {'cell_type': 'code'}, *nb['cells'], True]"),
)
notebook("many-cells", editing("nb['cells'] += [code(f'filler_{i} = {i}') for i in range(100_000)]"))
notebook("many-cells-first", editing("nb['cells'] = [code(f'filler_{i} = {i}') for i in range(100_000)] + nb['cells']"),
         {name: (0, possible(name)) for name in NAMES}, "100.?000|5.?000|more than", status=("graded", "blank"))  # fmt: skip
notebook("cell-of-megabytes", editing("nb['cells'].insert(2, code('x = [\\n' + '1,\\n' * 1_000_000 + ']'))"))
notebook(
    "cell-that-is-hard-to-parse",
    editing(
        "nb['cells'].insert(2, code('x = ' + '(' * 5_000 + ')' * 5_000))\nnb['cells'].insert(2, code('x = ' + '-' * 200_000 + '1'))"
    ),
)
notebook("answer-that-is-hard-to-parse", editing("pass"), TWO_BY_TWO, {"determinant_2x2": "."},
         determinant_2x2="def determinant_2x2(A):\n    return " + "-" * 200_000 + "1")  # fmt: skip
notebook("carriage-returns", editing("return saved(nb).replace(b'\\n', b'\\r\\n').replace(b'\\\\n', b'\\\\r\\\\n')"))
notebook("old-carriage-returns", editing("return saved(nb).replace(b'\\\\n', b'\\\\r')"))
notebook("byte-order-mark", editing("return b'\\xef\\xbb\\xbf' + saved(nb)"))
notebook(
    "numbers-that-json-does-not-know", editing("nb['metadata']['x'] = [float('nan'), float('inf'), -float('inf')]")
)
notebook("renamed-by-the-browser", editing("pass"), odd="renamed", file="renamed-by-the-browser (1).ipynb")

notebook("another-notebook", lambda nb, context: graft.load(next((context.course / ASSIGNMENT).parent.glob("C1W1-4*"))), NOTHING, ".",
         status=("blank", "refused", "graded"))  # fmt: skip
notebook("no-cells", editing("nb['cells'] = []"), NOTHING, "cells", status=("blank", "refused"))
for _name, _content, _reason in (
    ("empty-file", b"", "empty|JSON"),
    ("not-json", b"Dear Professor, my notebook would not save.\n", "JSON"),
    ("json-of-something-else", b'{"name": "me", "grade": 100}', "not a notebook|cells"),
    ("json-list", b"[1, 2, 3]", "not a notebook|cells"),
    ("json-null", b"null", "not a notebook|cells"),
    ("html-of-a-login-page", b"<!DOCTYPE html><html><body>Please log in</body></html>", "JSON"),
    ("a-zip-called-notebook", b"PK\x03\x04" + bytes(200), "JSON|UTF-8|zip"),
    ("zeros", bytes(5000), "JSON"),
    ("deeply-nested-json", b"[" * 200_000, "JSON|nested"),
    ("digits-without-end", b'{"cells": [], "x": ' + b"9" * 200_000 + b"}", "JSON|digits|number|cells"),
    ("endless-keys", b'{"cells": {"a": 1}, "metadata": 5}', "cells"),
    ("cells-as-null", b'{"cells": null, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "cells"),
):
    notebook(_name, lambda nb, context, content=_content: content, NOTHING, _reason, status=("refused", "blank"))
notebook("truncated", lambda nb, context: saved(nb)[:20_000], NOTHING, "JSON", status=("refused",))
notebook("not-utf-8", lambda nb, context: saved(nb).decode().replace("One, none", "Une, zéro").encode("latin-1", "replace"),
         NOTHING, "UTF-8", status=("refused",))  # fmt: skip
notebook(
    "utf-16", lambda nb, context: saved(nb).decode().encode("utf-16"), NOTHING, "UTF-8|UTF-16", status=("refused",)
)
notebook("nested-too-deep", lambda nb, context: saved(nb).replace(b'"nbformat": 4', b'"x": ' + b"[" * 100_000 + b"]" * 100_000 + b', "nbformat": 4'),
         NOTHING, "JSON|nested", status=("refused",))  # fmt: skip


def _version_3(nb, context):
    cells = [{**cell, "input": cell.pop("source"), "language": "python"} for cell in nb["cells"]]
    return {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {"name": ""},
        "worksheets": [{"cells": cells, "metadata": {}}],
    }


notebook("version-3", _version_3, NOTHING, "format|version", status=("refused",))


# --- Files that are no files, and names ------------------------------------------------------------------------------


def made(name: str, make: Callable[[Context, Path], Any], lost: Mapping[str, float] | None = None, reason: str = "", *,
         status=("refused",), student: str = "", after: Any = None) -> None:  # fmt: skip
    """Add a submission that has to be made on the disk."""

    def build(context: Context) -> dict[str, bytes]:
        make(context, context.submissions)
        return {}

    HOSTILE.append(Hostile(name, build, NOTHING if lost is None else lost, reason, status, student, after))


def _huge(context: Context, folder: Path) -> None:
    with (folder / "huge-file.ipynb").open("wb") as file:
        file.truncate(200 * 2**20)


def _linked(context: Context, folder: Path) -> None:
    target = context.outside / "solved.ipynb"
    target.write_bytes(saved(context.solved()))
    (folder / "symbolic-link.ipynb").symlink_to(target)


def _linked_folder(context: Context, folder: Path) -> None:
    target = context.outside / "solved"
    target.mkdir()
    (target / Path(ASSIGNMENT).name).write_bytes(saved(context.solved()))
    (folder / "symbolic-link-to-a-folder").symlink_to(target)


def _linked_inside(context: Context, folder: Path) -> None:
    (folder / "symbolic-link-in-a-folder").mkdir()
    target = context.outside / "solved-too.ipynb"
    target.write_bytes(saved(context.solved()))
    (folder / "symbolic-link-in-a-folder" / "x.ipynb").symlink_to(target)


def _broken_link(context: Context, folder: Path) -> None:
    (folder / "link-to-itself.ipynb").symlink_to("link-to-itself.ipynb")


def _folder(context: Context, folder: Path) -> None:
    (folder / "folder-called-notebook.ipynb").mkdir()


def _full_folder(context: Context, folder: Path) -> None:
    (folder / "folder-of-one-student").mkdir()
    (folder / "folder-of-one-student" / "anything at all.ipynb").write_bytes(saved(context.solved()))


def _tree(context: Context, folder: Path) -> None:
    below = folder / "tree-of-nbgrader" / "C1W1-5"
    below.mkdir(parents=True)
    (below / Path(ASSIGNMENT).name).write_bytes(saved(context.solved()))
    (below / ".ipynb_checkpoints").mkdir()
    (below / ".ipynb_checkpoints" / Path(ASSIGNMENT).name).write_bytes(saved(context.pristine))


def _empty_folder(context: Context, folder: Path) -> None:
    (folder / "folder-without-a-notebook").mkdir()
    (folder / "folder-without-a-notebook" / "report.docx").write_bytes(b"PK")


def _pipe(context: Context, folder: Path) -> None:
    os.mkfifo(folder / "pipe.ipynb")


def _socket(context: Context, folder: Path) -> None:
    here = os.getcwd()
    os.chdir(folder)  # the path of a socket may not be long
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("socket.ipynb")
    finally:
        os.chdir(here)


made("huge-file", _huge, None, "large|MB|size")
made("folder-called-notebook", _folder, None, "folder|notebook")
made("folder-without-a-notebook", _empty_folder, None, "notebook")
made("folder-of-one-student", _full_folder, {}, status=("graded",))
made("tree-of-nbgrader", _tree, {}, status=("graded",))
if hasattr(os, "mkfifo"):
    made("symbolic-link", _linked, None, "link")
    made("symbolic-link-to-a-folder", _linked_folder, None, "link")
    made("symbolic-link-in-a-folder", _linked_inside, None, "link|notebook")
    made("link-to-itself", _broken_link, None, "link")
    made("pipe", _pipe, None, "pipe|fifo|not a (plain |regular )?file|neither|device")
    made("socket", _socket, None, "socket|not a (plain |regular )?file|neither|device")


def named(name: str, file: str | bytes, lost: Mapping[str, float] | None = None) -> None:
    """Add a right submission whose file has an odd name; its row is found by that name."""

    def make(context: Context, folder: Path) -> None:
        (folder / os.fsdecode(file)).write_bytes(saved(context.solved()))

    made(name, make, lost or {}, status=("graded",), student="file:" + os.fsdecode(file))


named("name-of-a-formula", "=1+1.ipynb")
named("name-of-a-command", "=cmd|' calc'!A0.ipynb" if os.name != "nt" else "=cmd.ipynb")
named("name-of-an-at-sign", "@SUM(1).ipynb")
named("name-of-a-sign", "-2+3.ipynb")
named("name-of-an-option", "--out=x.ipynb")
named("name-in-another-script", "Зоя 老师 é.ipynb")
named("name-of-a-page", "summary.ipynb")
named("name-of-another-page", "index.ipynb")
named("name-of-a-device", "con.ipynb" if os.name != "nt" else "con1.ipynb")
if LINUX:
    named("name-with-markup", "<img src=x onerror=alert(4)>\"&'.ipynb")
    named("name-with-a-new-line", "two\nlines,100,100.ipynb")
    named("name-with-a-tab-first", "\t=2+2.ipynb")
    named("name-with-control-characters", "\x1b[2J\x07\u202eevil.ipynb")
    named("name-that-is-not-text", b"caf\xe9.ipynb")
    named("name-as-long-as-may-be", "é" * 124 + ".ipynb")
    named("name-in-capitals", "TWIN.ipynb")  # two students, two pages, even where the size of letters is ignored
    named("name-in-small-letters", "twin.ipynb")
    named("name-of-backslashes", "up\\..\\..\\evil.ipynb")


# --- Honest ones, between the others ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Honest:
    """A submission that nobody has to fear: what it solves, and how its row has to read wherever it stands."""

    name: str
    solved: tuple[str, ...]
    status: str = "graded"


HONEST = (
    Honest("aaa-full", NAMES),
    Honest("fff-half", NAMES[:3]),
    Honest("mmm-full", NAMES),
    Honest("ppp-blank", (), "blank"),
    Honest("sss-half", NAMES[4:]),
    Honest("zzz-full", NAMES),
)


def honest(context: Context, one: Honest) -> dict[str, bytes]:
    """Build an honest submission, with a secret in it that is no other submission's business."""
    notebook = copy.deepcopy(
        graft.graft(context.pristine, {f"c1w1.{name}": ANSWERS[name].strip("\n") for name in one.solved})
    )
    notebook["metadata"]["diary"] = context.secret("submission")
    return {f"{one.name}.ipynb": saved(notebook)}
