"""The learner's side: find the answers in a submission, define them, run the cases, send back plain values.

Everything here runs in a process that the submission may take over as soon as its first line is executed. So nothing that it
sends is believed: it decides nothing, holds no expected value, and is confined (:mod:`utils.grade.sandbox`) before it begins.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import inspect
import io
import linecache
import os
import sys
import tempfile
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from utils.grade import answers, wire
from utils.grade.exam import Exam, Question
from utils.learn import calling
from utils.learn.evaluation import unfit

__all__ = ["DEFINING_LIMIT", "SLOW_CASES", "Examinee", "make_namespace", "main"]

DEFINING_LIMIT = 10.0  # seconds that a cell may take to define its answer
SLOW_CASES = 2  # after so many time-outs, an exercise's other cases wait until every other exercise is done
TEXT = 2000


def make_namespace(exam: Exam) -> dict[str, Any]:
    """Return a notebook's namespace with the blank notebook's imports done, and IPython's shell within reach.

    Done once, before the forks: it is what takes time. Figures are not rendered, and checks and quizzes do nothing.
    """
    module = types.ModuleType("__main__")
    namespace = module.__dict__
    _quieten()
    for source in exam.imports:
        with contextlib.suppress(Exception):  # the self-test finds what is missing
            exec(source, namespace)
    namespace.update({"__name__": "__main__", "get_ipython": functools.cache(functools.partial(_shell, module))})
    return namespace


def _shell(module: types.ModuleType) -> Any:
    """Return IPython's shell for the namespace; made when a magic command first asks for it."""
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    os.environ["IPYTHONDIR"] = os.path.join(os.getcwd(), ".ipython")
    startup = Path(os.environ["IPYTHONDIR"], "profile_default", "startup")
    startup.mkdir(parents=True, exist_ok=True)
    (startup / "README").touch()  # else IPython copies it there with its permissions, which the sandbox refuses
    settings = Config()
    settings.HistoryManager.enabled = False
    shell = InteractiveShell.instance(config=settings, user_module=module, user_ns=module.__dict__)
    for name in ("run_line_magic", "run_cell_magic", "system", "getoutput"):
        setattr(shell, name, _tried(getattr(shell, name)))
    return shell


def _quieten() -> None:
    """Let calls that show something return at once: nobody is looking."""
    from utils import figures, learn

    figures.show = _close
    for name in ("check", "hint", "solution", "quiz", "progress"):
        if hasattr(learn, name):
            setattr(learn, name, _nothing)


def _close(fig, **_) -> None:
    """Stands for `utils.figures.show`."""


def _nothing(*_, **__) -> None:
    """Stands for `check` and its like."""


def _tried(function: Callable) -> Callable:
    """Let a magic or a shell command fail in silence: what it would show or install is of no use here."""

    def attempt(*args, **options):
        with contextlib.suppress(Exception):
            return function(*args, **options)

    return attempt


class Examinee:
    """One submission in its process.

    Parameters
    ----------
    exam : Exam
    namespace : dict
        From :func:`make_namespace`.
    send : callable
        ``send(frame)`` hands bytes to the grader.
    """

    def __init__(self, exam: Exam, namespace: dict[str, Any], send: Callable[[bytes], None]) -> None:
        self._exam = exam
        self._namespace = namespace
        self._send = send
        self._answers: dict[str, Any] = {}
        self._then: dict[str, dict[str, Any]] = {}  # the namespace right after each answer
        self._turn = ""

    def tell(self, message: dict[str, Any], blobs: list[bytes] | tuple = ()) -> None:
        """Send a message."""
        self._send(wire.pack(message, blobs))

    def sit(self, content: bytes, orders: dict[str, Any]) -> None:
        """Go through a submission.

        Parameters
        ----------
        content : bytes
            The submitted file.
        orders : dict
            ``skip``: definitions that ended an earlier process of this submission. ``todo``: pairs (question, case).
        """
        try:
            found = answers.find(content, self._exam)
        except ValueError as error:
            self.tell({"is": "refused", "why": str(error)[:TEXT]})
            return
        self.tell(
            {
                "is": "found",
                "notes": found.notes,
                "answers": {
                    id_: {"note": one.note, "trouble": one.trouble, "uses": " ".join(one.uses)}
                    for id_, one in found.answers.items()
                },
            }
        )
        self._define(found, set(orders["skip"]))
        self._run(orders["todo"])
        self.tell({"is": "done"})

    # --- definitions

    def _define(self, found: answers.Found, skip: set[str]) -> None:
        helpers = [(f"helper {number}", source) for number, source in enumerate(found.before)]
        again = [one for one in helpers if one[0] not in skip and self._step(*one, [])]
        answering: dict[str, list[Question]] = {}
        for question in self._exam.questions:
            if question.id in found.answers:
                answering.setdefault(found.answers[question.id].source, []).append(question)
        for source, questions in answering.items():  # cells may have been merged; each is run once
            if questions[0].id not in skip:
                self._step(questions[0].id, source, questions)
                continue
            for question in questions[1:]:
                words = f"It stands in one cell with `{questions[0].name}`, and that cell did not come to its end."
                self._tell_defined(question, "missing", "", words)
        for name, source in again:  # a helper may have needed an answer
            self._step(name, source, [])

    def _step(self, name: str, source: str, questions: list[Question]) -> str:
        before = {question.id: self._namespace.pop(question.name, None) for question in questions}
        self.tell({"is": "defining", "what": name})
        trouble = self._execute(source, name)
        for question in questions:
            self._note_answer(question, before[question.id], trouble)
        return trouble

    def _note_answer(self, question: Question, before: Any, trouble: str) -> None:
        missing = object()
        answer = self._namespace.get(question.name, missing)
        state, text = "ready", ""
        if answer is missing:
            state = "missing"
            if before is not None:  # an earlier cell's version stays usable for the others
                self._namespace[question.name] = before
        elif calling.is_blank(answer):
            state = "blank"
        else:
            text = unfit(question.exercise, answer) or ""
            state = "unfit" if text else "ready"
            self._answers[question.id] = answer
            self._then[question.id] = dict(self._namespace)
        self._tell_defined(question, state, text, trouble)

    def _tell_defined(self, question: Question, state: str, text: str, trouble: str) -> None:
        self.tell(
            {"is": "defined", "what": question.id, "state": state, "text": text[:TEXT], "trouble": trouble[:TEXT]}
        )

    def _execute(self, source: str, name: str) -> str:
        """Run a cell in the notebook's namespace; return what ended it, in words."""
        filename = f"<{name}>"
        linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
        heard = io.StringIO()
        try:
            with (
                contextlib.redirect_stdout(heard),
                contextlib.redirect_stderr(heard),
                calling.time_limit(DEFINING_LIMIT),
            ):
                flags = answers.ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
                code = compile(source, filename, "exec", flags, dont_inherit=True)
                if code.co_flags & inspect.CO_COROUTINE:
                    asyncio.run(eval(code, self._namespace))
                else:
                    exec(code, self._namespace)
        except calling.TimeIsUp:
            return f"The cell was still running after {DEFINING_LIMIT:g} seconds and was stopped."
        except BaseException as error:
            return _words(error, filename)
        return ""

    # --- cases

    def _run(self, todo: list[list[int]]) -> None:
        waiting = [(q, c) for q, c in todo if self._exam.questions[q].id in self._answers]
        now = dict(self._namespace)
        self._then = {id_: now | then for id_, then in self._then.items()}
        late, slow = [], dict.fromkeys(range(len(self._exam.questions)), 0)
        while waiting or late:
            if not waiting:
                waiting, late, slow = late, [], dict.fromkeys(slow, -(10**9))
            number, case = waiting.pop(0)
            if slow[number] >= SLOW_CASES:
                late.append((number, case))
                continue
            self.tell({"is": "calling", "case": [number, case]})
            slow[number] += self._case(number, case)

    def _case(self, number: int, case: int) -> bool:
        question = self._exam.questions[number]
        if question.id != self._turn:
            # A helper that a later cell defines anew is, for this answer, the one that stood there when its check was run.
            self._turn = question.id
            self._namespace.update(self._then[question.id])
        asked = question.exercise.cases[case]
        given = [calling._resolve(argument) for argument in asked.args]
        try:
            outcome = calling.call(self._answers[question.id], asked, question.exercise, given)
        except KeyboardInterrupt:  # which a notebook lets through, so that its reader can stop it
            outcome = calling.Outcome(error="KeyboardInterrupt", bases=("KeyboardInterrupt", "BaseException"))
        blobs: list[bytes] = []
        report = {
            "is": "outcome",
            "case": [number, case],
            "error": None if outcome.error is None else _text(outcome.error)[:100],
            "message": _text(outcome.message),
            "line": _text(outcome.line),
            "bases": [_text(base) for base in outcome.bases][:20],
            "timed_out": outcome.timed_out,
            "deliberate": outcome.deliberate,
            "after": [wire.digest(argument) for argument in given],
        }
        try:
            report["value"] = wire.encode(outcome.value, blobs)
        except wire.TooLarge as error:
            report |= {"value": ["n"], "too_large": str(error)}
            blobs = []
        self.tell(report, blobs)
        return outcome.timed_out


def _text(value: Any) -> str:
    return str.__str__(value)[:TEXT] if isinstance(value, str) else ""


def _words(error: BaseException, filename: str) -> str:
    message = ""
    with contextlib.suppress(BaseException):
        message = str(error)[:300]
    line = ""
    with contextlib.suppress(BaseException):
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == filename:
                line = f" in line {trace.tb_lineno}, `{linecache.getline(filename, trace.tb_lineno).strip()[:80]}`"
            trace = trace.tb_next
    return f"{type(error).__name__}{line}: {message}".rstrip(": ")


def read_exactly(file: int, size: int) -> bytes:
    """Read so many bytes from a file descriptor; fewer only at its end."""
    parts = []
    while size:
        part = os.read(file, min(size, 2**20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def write_all(file: int, data: bytes) -> None:
    """Write every byte."""
    view = memoryview(data)
    while view:
        view = view[os.write(file, view) :]


def read_frame(file: int) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message; raise `EOFError` where there is none."""
    head = read_exactly(file, wire.HEAD.size)
    if len(head) < wire.HEAD.size:
        raise EOFError
    return wire.unpack(head + read_exactly(file, wire.frame_size(head)))


def sit_exam(exam: Exam, namespace: dict[str, Any], incoming: int, outgoing: int) -> None:
    """Read the submission and the orders from one pipe, answer on another; for a process that is confined already."""
    orders, (content,) = read_frame(incoming)
    os.close(incoming)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):  # what C code prints, and what a hundred million characters would be written to
        os.dup2(nowhere, standard)
    sys.stdin = io.StringIO()
    os.environ.update(dict.fromkeys(("HOME", "TMPDIR"), os.getcwd()))
    tempfile.tempdir = None
    np.seterr(all="warn")
    Examinee(exam, namespace, lambda frame: write_all(outgoing, frame)).sit(content, orders)


def main() -> None:
    """Be one whole learner's process, where there is no nursery to fork from: the exam and the submission come by stdin."""
    incoming, outgoing = os.dup(0), os.dup(1)
    if os.name == "nt":
        import msvcrt

        for file in (incoming, outgoing):
            msvcrt.setmode(file, os.O_BINARY)
    head = read_exactly(incoming, wire.HEAD.size)
    exam = Exam.unpack(head + read_exactly(incoming, wire.frame_size(head)))
    import matplotlib

    matplotlib.use("Agg")
    sit_exam(exam, make_namespace(exam), incoming, outgoing)
    os._exit(0)  # no exit hook, no waiting for threads


if __name__ == "__main__":
    main()
