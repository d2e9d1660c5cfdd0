"""Examine a submission: have its answers run in a process of their own, and note what comes back.

Nothing that comes back is believed or judged here; :mod:`utils.grade.marking` does that. A process that hangs, dies or
floods is ended, the case that it was at is noted, and another process goes on with the rest.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from utils.grade import launch, sandbox, wire
from utils.grade.exam import Exam
from utils.learn.registry import ROOT

__all__ = ["Limits", "Transcript", "Examiner", "GraderTrouble"]

GRACE = 2.0  # seconds beyond an answer's own time limit, for a process that does not stop by itself
READING = 30.0  # seconds to read a submission and find the answers in it
STARTING = 120.0  # seconds for an ordinary Python to start and import, on a slow machine
MOST_MESSAGES = 20_000
MOST_KEPT = 160 * 2**20  # bytes, about, of all that one submission returns; each exercise has an equal share
DEFINING = 10.0
MOST_RESTARTS = 3
WARM = ("matplotlib.pyplot", "IPython.core.interactiveshell", "sympy", "scipy", "sklearn", "pandas", "statsmodels")
"""What takes long to import: done by the warm process, for all that follow, when the first submission names it."""


class GraderTrouble(RuntimeError):
    """The grader itself, not a submission, is in trouble; the sentence says how."""


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    Parameters
    ----------
    seconds : float
        Wall time in all. One call has, besides, the time limit of its exercise.
    memory : int
        MB beyond the warm process.
    """

    seconds: float = 120.0
    memory: int = 1024


@dataclass
class Transcript:
    """What a submission's processes sent, as it came.

    Parameters
    ----------
    refused : str
        Why it is no notebook; empty if it is one.
    notes : list of str
        What was odd about the notebook.
    answers : dict
        By exercise id: where it was found (``note``), and why it cannot be run (``trouble``).
    defined : dict
        By exercise id: ``state`` ("ready", "blank", "missing", "unfit"), ``text``, ``trouble``.
    outcomes : dict
        By (question, case): the report, and its arrays.
    out_of_time : bool
    trouble : str
        Of the grader's own.
    seconds : float
    """

    refused: str = ""
    notes: list[str] = field(default_factory=list)
    answers: dict[str, dict] = field(default_factory=dict)
    defined: dict[str, dict] = field(default_factory=dict)
    outcomes: dict[tuple[int, int], tuple[dict, list[bytes]]] = field(default_factory=dict)
    out_of_time: bool = False
    trouble: str = ""
    seconds: float = 0.0

    def pack(self) -> bytes:
        """Return the transcript as bytes, to be sent from another machine."""
        blobs: list[bytes] = []
        outcomes = []
        for case, (report, own) in self.outcomes.items():
            outcomes.append([list(case), report, len(own)])
            blobs += own
        plain = {**vars(self), "outcomes": outcomes}
        return wire.pack(plain, blobs)

    @classmethod
    def unpack(cls, frame: bytes) -> Transcript:
        """Return the transcript that :meth:`pack` wrote."""
        plain, blobs = wire.unpack(frame)
        outcomes, at = {}, 0
        for case, report, count in plain.pop("outcomes"):
            outcomes[tuple(case)] = (report, blobs[at : at + count])
            at += count
        return cls(**plain, outcomes=outcomes)


# --- one process of one submission


class _Ended(Exception):
    """The process closed its pipe; there are no more messages."""


class _Hung(Exception):
    """The next message did not come in time."""


class _Run:
    """A learner's process that was forked by the nursery."""

    def __init__(self, report: int, status: int, process: int, nursery: launch.Nursery) -> None:
        self.nursery = nursery
        self._report, self._status, self._process = report, status, process
        self._poll = select.poll()
        self._poll.register(report, select.POLLIN)
        self._buffer = bytearray()

    def receive(self, deadline: float) -> tuple[dict, list[bytes]]:
        """Return the next message."""
        head = self._take(wire.HEAD.size, deadline)
        return _message(head + self._take(wire.frame_size(head, wire.LARGEST_REPORT), deadline))

    def _take(self, size: int, deadline: float) -> bytes:
        while len(self._buffer) < size:
            left = deadline - time.monotonic()
            if left <= 0 or not self._poll.poll(left * 1000):
                raise _Hung
            part = os.read(self._report, 2**18)
            if not part:
                raise _Ended
            self._buffer += part
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken

    def end(self) -> str:
        """End the process with all that it may have started, and say how it ended if it ended by itself."""
        with contextlib.suppress(ProcessLookupError):
            if not select.select([self._process], [], [], 0)[0]:
                signal.pidfd_send_signal(self._process, signal.SIGKILL)
        said = b""
        if select.select([self._status], [], [], 10)[0]:
            said = os.read(self._status, 20)
        for file in (self._report, self._status, self._process):
            os.close(file)
        return how_it_ended(int(said)) if said.lstrip(b"-").isdigit() else ""


class _Ordinary:
    """A learner's process where nothing can be forked: a Python of its own, with its imports."""

    nursery = None

    def __init__(self, exam: bytes, payload: bytes, folder: str) -> None:
        self._folder = tempfile.TemporaryDirectory(dir=folder)
        code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from utils.grade.examinee import main; main()"
        own_group = {"start_new_session": True} if os.name != "nt" else {}
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            env=launch.clean_environment(self._folder.name),
            **own_group,
        )
        self._frames: queue.Queue = queue.Queue(maxsize=64)
        threading.Thread(target=self._feed, args=(exam + payload,), daemon=True).start()
        threading.Thread(target=self._pump, daemon=True).start()

    def _feed(self, data: bytes) -> None:
        with contextlib.suppress(OSError, ValueError), self._child.stdin as pipe:
            pipe.write(data)

    def _pump(self) -> None:
        # Windows can only wait for a pipe by reading it, so a thread reads and the examiner waits for the thread.
        pipe = self._child.stdout
        item: Any = _Ended()
        try:
            while head := pipe.read(wire.HEAD.size):
                self._frames.put(_message(head + pipe.read(wire.frame_size(head, wire.LARGEST_REPORT))))
        except Exception as error:
            item = error if isinstance(error, wire.Garbled) else _Ended()
        self._frames.put(item)

    def receive(self, deadline: float) -> tuple[dict, list[bytes]]:
        """Return the next message."""
        try:
            found = self._frames.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise _Hung from None
        if isinstance(found, Exception):
            raise found
        return found

    def end(self) -> str:
        """End the process and, where the system has them, its group; say how it ended if it ended by itself."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(0.2 if self._frames.empty() else 0)
        said = self._child.poll()
        with contextlib.suppress(OSError):
            os.killpg(self._child.pid, signal.SIGKILL) if os.name != "nt" else self._child.kill()
        self._child.kill()
        self._child.wait()
        with contextlib.suppress(queue.Empty):  # lets the pump end that waits to hand something over
            while True:
                self._frames.get_nowait()
        self._child.stdout.close()
        with contextlib.suppress(OSError):
            self._folder.cleanup()
        return how_it_ended(said) if said is not None else ""


def _message(frame: bytes) -> tuple[dict, list[bytes]]:
    """Unpack a message, and note what it costs to keep: text becomes objects, which take far more room."""
    message, blobs = wire.unpack(frame)
    arrays = sum(map(len, blobs))
    message["cost"] = arrays + 10 * (len(frame) - arrays)
    return message, blobs


def how_it_ended(code: int) -> str:
    """Say how a process ended.

    Examples
    --------
    >>> how_it_ended(3)
    'It ended the whole process, with exit code 3. Does it call exit()?'
    >>> how_it_ended(-11)
    'It crashed the whole process (signal 11, SIGSEGV).'
    """
    if code == launch.BROKEN:
        return "It broke the process in which it ran: something that Python itself needs was replaced or interrupted."
    if code >= 0:
        return f"It ended the whole process, with exit code {code}. Does it call exit()?"
    name = ""
    with contextlib.suppress(ValueError):
        name = f", {signal.Signals(-code).name}"
    if -code in (9, 24):
        return f"The process was stopped (signal {-code}{name}): the computing time that a submission may use was over, or it killed itself."
    return f"It crashed the whole process (signal {-code}{name})."


# --- the examiner


class Examiner:
    """Runs submissions, each in a process of its own; may be used from several threads.

    The warm process starts with the examiner, so that it imports while the exam is still being drawn; then comes :meth:`give`.

    Parameters
    ----------
    limits : Limits
    forbidden : sequence of path
        What no submission may read even where it lies inside the Python installation or the course package.
    """

    def __init__(self, limits: Limits = Limits(), forbidden: tuple[str, ...] = ()) -> None:  # noqa: B008
        self._limits = limits
        self._lock = threading.RLock()
        self._forbidden = [str(Path(path).resolve()) for path in forbidden]
        self._folder: tempfile.TemporaryDirectory | None = None
        self._nursery: launch.Nursery | None = None
        self._restarts = 0
        self.protections = sandbox.Protections((), dict.fromkeys(sandbox.LAYERS, "not on this system"))
        self._ready = not launch.can_fork()
        if launch.can_fork():
            self._nursery = launch.take()
        else:
            self._folder = tempfile.TemporaryDirectory(prefix="course-grade-")

    def __enter__(self) -> Examiner:
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """End the warm process with all that it forked, and remove the temporary folder."""
        self._restarts = MOST_RESTARTS
        if self._nursery is not None:
            self._nursery.close()
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()

    def give(self, exam: Exam) -> None:
        """Say what is asked.

        Parameters
        ----------
        exam : Exam
        """
        self._exam, self._packed = exam, exam.pack()
        if self._nursery is None:
            return
        settings = {
            "folder": self._nursery.folder,
            "forbidden": self._forbidden,
            "memory": self._limits.memory,
            "cpu_seconds": int(self._limits.seconds) + 10,
        }
        with contextlib.suppress(OSError):  # if it died, `wait_until_ready` says so
            self._nursery.control.sendall(wire.pack(settings, [self._packed]))

    def wait_until_ready(self) -> None:
        """Wait for the warm process.

        Raises
        ------
        GraderTrouble
            With its last words, where it does not come up.
        """
        with self._lock:
            if self._ready:
                return
            said = b""
            while not said.endswith(b"\n"):
                part = self._nursery.control.recv(65536)
                if not part:
                    raise GraderTrouble(
                        f"The process that learners' answers run in did not start. {self._nursery.last_words()}"
                    )
                said += part
            self.protections = sandbox.Protections.from_plain(json.loads(said))
            self._ready = True

    def _replace(self, dead: launch.Nursery) -> None:
        """Start another nursery where one has died, which only a machine short of memory brings about."""
        with self._lock:
            if self._nursery is not dead:
                return
            if self._restarts >= MOST_RESTARTS:
                raise GraderTrouble(
                    f"The process that learners' answers run in ended again and again. {dead.last_words()}"
                )
            self._restarts += 1
            dead.close()
            self._nursery, self._ready = launch.Nursery(), False
            self.give(self._exam)
            self.wait_until_ready()

    def _launch(self, content: bytes, orders: dict) -> Any:
        payload = wire.pack(orders, [content])
        if self._nursery is None:
            return _Ordinary(self._packed, payload, self._folder.name)
        source = os.memfd_create("submission")
        report, theirs = os.pipe()
        status, their_status = os.pipe()
        given = (source, theirs, their_status)
        needed = json.dumps([name for name in WARM if name.partition(".")[0].encode() in content]).encode()
        nursery = self._nursery
        try:
            with open(source, "wb", closefd=False) as file:
                file.write(payload)
            os.lseek(source, 0, os.SEEK_SET)
            with self._lock:
                nursery = self._nursery
                socket.send_fds(nursery.control, [launch.FORK + needed.ljust(launch.FORK_BYTES)], given)
                answer, handles, _, _ = socket.recv_fds(nursery.control, 1, 1)
                words = nursery.control.recv(200) if answer == launch.FAILED else b""
        except OSError as error:
            answer, words = b"", str(error).encode()
        finally:
            for file in given:
                os.close(file)
        if answer == launch.BORN:
            return _Run(report, status, handles[0], nursery)
        os.close(report)
        os.close(status)
        if not answer:
            self._replace(nursery)
            return self._launch(content, orders)
        raise GraderTrouble(f"No process could be made for a submission. {words.decode().strip()}")

    def examine(self, content: bytes) -> Transcript:
        """Run a submission to its end, whatever it does.

        Parameters
        ----------
        content : bytes
            The file.

        Returns
        -------
        Transcript
        """
        started = time.monotonic()
        sitting = _Sitting(self._exam, started + self._limits.seconds)
        try:
            self.wait_until_ready()
            while sitting.goes_on:
                run = self._launch(content, sitting.orders())
                reason = ""
                try:
                    reason = sitting.follow(run, READING if self._nursery else STARTING)
                finally:
                    ending = run.end()
                if reason == "ended" and run.nursery is not None and not run.nursery.alive:
                    self._replace(run.nursery)  # and once more: the submission is not to blame
                elif reason:
                    sitting.blame(reason, ending)
        except GraderTrouble as error:
            sitting.transcript.trouble = str(error)
        sitting.transcript.seconds = time.monotonic() - started
        return sitting.transcript


class _Sitting:
    """What is known of a submission so far, and what is still to do."""

    def __init__(self, exam: Exam, deadline: float) -> None:
        self.transcript = Transcript()
        self._exam, self._deadline = exam, deadline
        self._todo = {(q, c): None for q, question in enumerate(exam.questions) for c in range(len(question.cases))}
        self._skip: list[str] = []
        self._at: tuple | str | None = None
        self._room = [MOST_KEPT // len(exam.questions)] * len(exam.questions)
        self._progress = self._found = False
        self.goes_on = True

    def orders(self) -> dict[str, Any]:
        return {"skip": self._skip, "todo": list(self._todo)}

    def follow(self, run: Any, starting: float) -> str:
        """Take messages until the process is done or in trouble; return what the trouble is."""
        self._at, self._progress = None, False
        patience = starting
        try:
            for _ in range(MOST_MESSAGES):
                message, blobs = run.receive(min(time.monotonic() + patience, self._deadline))
                if self._note(message, blobs):
                    return ""
                patience = self._patience()
        except _Ended:
            return "ended"
        except _Hung:
            if time.monotonic() >= self._deadline:
                self.transcript.out_of_time = True
                self.goes_on = False
                return ""
            return "hung"
        except (wire.Garbled, KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError):
            return "garbled"
        return "garbled"

    def _patience(self) -> float:
        if isinstance(self._at, tuple):
            return self._exam.questions[self._at[0]].time_limit + GRACE
        return DEFINING + GRACE

    def _note(self, message: dict, blobs: list[bytes]) -> bool:
        """Take note of a message; return whether it was the last."""
        kind = message["is"]
        paper = self.transcript
        if kind == "trouble" and not paper.answers and not paper.defined:
            raise GraderTrouble(str(message["why"])[:500])
        if kind == "refused":
            if self._found:  # by then it is the submission that speaks
                raise wire.Garbled("refused too late")
            paper.refused = str(message["why"])[:500]
        elif kind == "found":
            if not self._found:
                self._found = True
                paper.notes = [str(note)[:500] for note in message["notes"]][:20]
                paper.answers = {
                    id_: _clipped(one, "note", "trouble", "uses") for id_, one in message["answers"].items()
                }
        elif kind == "defining":
            self._at = str(message["what"])[:100]
        elif kind == "defined":
            if message["what"] in paper.answers and message["what"] not in paper.defined:
                paper.defined[message["what"]] = _clipped(message, "state", "text", "trouble")
                self._progress = True
            self._at = None
        elif kind == "calling":
            case = tuple(message["case"])
            self._at = case if case in self._todo else None
        elif kind == "outcome":
            case = tuple(message["case"])
            if case in self._todo:
                if message["cost"] > self._room[case[0]]:
                    message, blobs = {"is": "outcome", "too_large": "values of very many bytes in all"}, []
                else:
                    self._room[case[0]] -= message["cost"]
                paper.outcomes[case] = (message, blobs)
                del self._todo[case]
                self._progress = True
            self._at = None
        elif kind == "done":
            self.goes_on = False
            return True
        self.goes_on = self.goes_on and kind != "refused"
        return kind == "refused"

    def blame(self, reason: str, ending: str) -> None:
        """Note the trouble where it happened, so that the next process passes over it."""
        words = ending or "The process of this answer ended, or closed its pipe."
        if reason == "garbled":
            words = "What came back could not be read: the answer wrote into the grader's pipe, or sent far too much."
        paper = self.transcript
        if isinstance(self._at, str):
            self._skip.append(self._at)
            if reason == "hung":
                words = f"Its cell was still running after {DEFINING:g} seconds and was stopped."
            paper.defined.setdefault(self._at, {"state": "missing", "text": "", "trouble": words})
            return
        if not self._found:
            paper.refused = f"The file could not be read as a notebook: reading it did not end well. {words}"
            self.goes_on = False
            return
        if self._at is None and self._progress:
            return  # between two steps: a thread, perhaps; the next process starts at the next step
        case = self._at or next(iter(self._todo), None)
        if case is None:
            self.goes_on = False
            return
        report = {"timed_out": True} if reason == "hung" else {"died": words}
        paper.outcomes[case] = ({"is": "outcome", **report}, [])
        del self._todo[case]


def _clipped(message: dict, *names: str) -> dict[str, str]:
    return {name: str(message[name])[:2000] for name in names}
