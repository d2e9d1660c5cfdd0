"""Send submissions to a Dask cluster, and take their transcripts back.

What travels is bytes in the format of :mod:`utils.grade.wire`: the exam without its key and a submission on the way out, what
the submission's processes sent on the way back. Judgement stays with the grader. A worker needs this course and its
environment; each keeps one warm process, as the grader does on its own machine.
"""

from __future__ import annotations

import atexit
import hashlib
import threading
from concurrent.futures import Future

from utils.grade import sandbox, wire
from utils.grade.exam import Exam
from utils.grade.examiner import Examiner, GraderTrouble, Limits, Transcript

__all__ = ["Cluster", "examine_remotely", "protections_remotely"]

MOST_EXAMS = 4  # warm processes that a worker keeps
_examiners: dict[str, Examiner] = {}
_lock = threading.Lock()


def _examiner(setup: bytes) -> Examiner:
    """Return this worker's examiner for an exam, started at its first submission."""
    key = hashlib.sha256(setup).hexdigest()
    with _lock:
        if key not in _examiners:
            message, (packed,) = wire.unpack(setup)
            while len(_examiners) >= MOST_EXAMS:  # a worker outlives many exams; the oldest goes
                _examiners.pop(next(iter(_examiners))).close()
            examiner = Examiner(Limits(message["seconds"], message["memory"]), _hidden())
            examiner.give(Exam.unpack(packed))
            atexit.register(examiner.close)
            _examiners[key] = examiner
        return _examiners[key]


def _hidden() -> tuple[str, ...]:
    from utils.grade.command import HIDDEN
    from utils.learn.registry import ROOT

    return tuple(str(ROOT / name) for name in HIDDEN)


def examine_remotely(setup: bytes, content: bytes) -> bytes:
    """Examine a submission on a worker.

    Parameters
    ----------
    setup : bytes
        The exam and the limits, from :class:`Cluster`.
    content : bytes
        The submitted file.

    Returns
    -------
    bytes
        A packed :class:`~utils.grade.examiner.Transcript`.
    """
    return _examiner(setup).examine(content).pack()


def protections_remotely(setup: bytes) -> dict:
    """Return what protects a worker's machine from submissions."""
    examiner = _examiner(setup)
    examiner.wait_until_ready()
    return examiner.protections.plain()


class Cluster:
    """A Dask cluster as the place where submissions run.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``"tcp://10.0.0.1:8786"``.
    limits : Limits

    Raises
    ------
    GraderTrouble
        If Dask is not installed, the scheduler does not answer, or it has no workers.
    """

    def __init__(self, address: str, limits: Limits) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise GraderTrouble(
                "--scheduler needs Dask, which is not installed. Run: python -m pip install distributed"
            ) from None
        try:
            self._client = Client(address, timeout="10s", set_as_default=False)
            self._threads = sum(self._client.nthreads().values())
        except (OSError, ValueError) as error:
            raise GraderTrouble(f"No Dask scheduler answers at {address}: {error}") from None
        if not self._threads:
            self._client.close()
            raise GraderTrouble(f"The Dask scheduler at {address} has no workers.")
        self._limits = limits
        # pure=False: an equal submission is run again, not answered from memory.
        self._executor = self._client.get_executor(pure=False)
        self.places = self._threads

    def give(self, exam: Exam) -> None:
        """Say what is asked."""
        limits = {"seconds": self._limits.seconds, "memory": self._limits.memory}
        self._setup = wire.pack(limits, [exam.pack()])

    def protections(self) -> sandbox.Protections:
        """Return the protections that every worker has."""
        found = [
            sandbox.Protections.from_plain(one) for one in self._client.run(protections_remotely, self._setup).values()
        ]
        layers = tuple(layer for layer in found[0].layers if all(layer in one.layers for one in found))
        reasons = {layer: "not on every worker" for layer in sandbox.LAYERS if layer not in layers}
        return sandbox.Protections(layers, reasons, min(one.abi for one in found), any(one.bwrap for one in found))

    def submit(self, content: bytes) -> Future[Transcript]:
        """Have a submission examined somewhere."""
        future: Future[Transcript] = Future()

        def settle(remote: Future) -> None:
            try:
                future.set_result(Transcript.unpack(remote.result()))
            except BaseException as error:
                future.set_exception(error)

        self._executor.submit(examine_remotely, self._setup, content).add_done_callback(settle)
        return future

    def close(self) -> None:
        """Leave the cluster; it goes on."""
        self._executor.shutdown(wait=False)
        self._client.close()
