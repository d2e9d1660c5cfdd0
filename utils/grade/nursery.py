"""The nursery: one warm process that forks another for each submission.

A fresh Python, started before the grader knows any expected value, with a cleared environment. It does the blank notebook's
imports and then forks on demand: a fork takes milliseconds, a new Python with the same imports takes seconds. Of the large
packages that this notebook does not import itself, each is imported when the first submission names it. Linux only; elsewhere :mod:`utils.grade.examiner` starts ordinary processes.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import shutil
import signal
import socket
import sys
from typing import Any

from utils.grade import sandbox
from utils.grade.launch import BORN, BROKEN, FAILED, FORK, FORK_BYTES
from utils.learn.registry import ROOT

__all__ = ["main"]


def _warm(name: str) -> None:
    """Import what a submission is about to import, so that all after it find it done."""
    module = importlib.import_module(name)
    if name == "matplotlib.pyplot":  # the first figure takes much longer than the next ones
        fig, ax = module.subplots()
        ax.plot([0, 1], label="a")
        ax.set_title("$x$")
        ax.legend()
        fig.canvas.draw()
        module.close(fig)


REHEARSAL = """def {name}(*arguments):
    import numpy as np
    A, b = np.eye(2), np.ones(2)
    np.linalg.det(A), np.linalg.norm(b), np.isfinite(A).all()
    return np.linalg.solve(A, b)
"""


def _rehearse(exam, namespace: dict[str, Any]) -> None:
    """Go through a notebook of our own once, so that no submission pays for what Python and NumPy do at the first time."""
    from utils.grade.examinee import Examinee

    cells = [
        {"cell_type": "code", "id": q.cell_id, "metadata": {"exercise": q.id}, "source": REHEARSAL.format(name=q.name)}
        for q in exam.questions
    ]
    todo = [[number, 0] for number in range(len(exam.questions))]
    with contextlib.suppress(Exception):
        Examinee(exam, dict(namespace), lambda frame: None).sit(
            json.dumps({"cells": cells}).encode(), {"skip": [], "todo": todo}
        )


class Nursery:
    """The loop that forks, and tells how each child ended."""

    def __init__(self, control: socket.socket, folder: str, exam, namespace: dict[str, Any], cage, limits) -> None:
        self._control, self._folder = control, folder
        self._exam, self._namespace = exam, namespace
        self._cage, self._limits = cage, limits
        self._born: dict[int, tuple[int, str]] = {}  # process id -> where to tell its end, its folder
        self._warm: set[str] = set()
        self._count = 0

    def run(self) -> None:
        """Serve until the grader closes its end."""
        woken, wake = os.pipe()
        os.set_blocking(wake, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        with selectors.DefaultSelector() as waiting:
            waiting.register(self._control, selectors.EVENT_READ)
            waiting.register(woken, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in waiting.select()}
                if woken in ready:
                    os.read(woken, 4096)
                    self._reap()
                if self._control in ready and not self._serve():
                    return

    def _serve(self) -> bool:
        order, files, _, _ = socket.recv_fds(self._control, 1 + FORK_BYTES, 3)
        if order[:1] != FORK:
            return False
        payload, report, status = files
        for name in set(json.loads(order[1:])) - self._warm:
            self._warm.add(name)
            with contextlib.suppress(Exception):  # then the submission will meet the same
                _warm(name)
                gc.freeze()
        self._count += 1
        folder = os.path.join(self._folder, str(self._count))
        try:
            sandbox.before_fork()
            child = os.fork()
        except (OSError, sandbox.SandboxError) as error:
            os.close(status)
            self._control.sendall(FAILED + f"{error}"[:200].encode().ljust(200))
        else:
            if child == 0:
                self._be_examinee(folder, payload, report)
            self._born[child] = status, folder
            handle = os.pidfd_open(child)
            socket.send_fds(self._control, [BORN], [handle])
            os.close(handle)
        os.close(payload)
        os.close(report)
        return True

    def _be_examinee(self, folder: str, payload: int, report: int) -> None:
        """Be the child: give away what is the nursery's, enter the sandbox, answer; never return."""
        from utils.grade import examinee, wire

        code = 0
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            sandbox.enter(self._limits, self._cage, folder, keep=(payload, report))
            examinee.sit_exam(self._exam, self._namespace, payload, report)
        except sandbox.SandboxError as error:  # nothing of the submission has run yet
            code = sandbox.EXIT_UNCONFINED
            examinee.write_all(report, wire.pack({"is": "trouble", "why": str(error)}))
        except BaseException:
            code = BROKEN
        finally:
            os._exit(code)  # no exit hook, no waiting for threads

    def _reap(self) -> None:
        with contextlib.suppress(ChildProcessError):
            while True:
                child, ending = os.waitpid(-1, os.WNOHANG)
                if child == 0:
                    return
                status, folder = self._born.pop(child, (None, None))
                if status is None:  # an orphan of a submission, where there is no PID namespace
                    continue
                with contextlib.suppress(OSError):
                    os.write(status, str(os.waitstatus_to_exitcode(ending)).encode())
                os.close(status)
                shutil.rmtree(folder, ignore_errors=True)


def main(control_fd: int) -> None:
    """Warm up, take the exam, and fork until the grader is done.

    Parameters
    ----------
    control_fd : int
        A Unix socket to the grader.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the grader's to answer
    protections = sandbox.usable()  # while there is one thread
    if protections.bwrap and sandbox.IN_BWRAP not in os.environ:
        os.environ[sandbox.IN_BWRAP] = "1"
        words = [*sandbox.bwrap_prefix(os.getcwd()), *sys.orig_argv]
        os.execvp(words[0], words)
    sandbox.bootstrap("namespaces" in protections.layers)
    from utils.grade.exam import Exam
    from utils.grade.examinee import make_namespace, read_frame

    control = socket.socket(fileno=control_fd)
    settings, (packed,) = read_frame(control_fd)
    exam = Exam.unpack(packed)
    namespace = make_namespace(exam)
    _rehearse(exam, namespace)
    folder = settings["folder"]
    cage = sandbox.prepare(protections.layers, sandbox.allowed_paths(ROOT, settings["forbidden"]), folder)
    limits = sandbox.Limits(cpu_seconds=settings["cpu_seconds"], memory=settings["memory"] * 2**20)
    nursery = Nursery(control, folder, exam, namespace, cage, limits)
    gc.collect()
    gc.freeze()  # so that a collection in a child does not touch, and thereby copy, every page
    control.sendall(json.dumps(protections.plain()).encode() + b"\n")
    nursery.run()
