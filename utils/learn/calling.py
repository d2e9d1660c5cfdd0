"""Run a learner's answer on one case: copied arguments, bounded printing, a time limit, and no exception that escapes."""

from __future__ import annotations

import contextlib
import copy
import ctypes
import dis
import io
import linecache
import signal
import sys
import threading
import traceback
from dataclasses import dataclass
from typing import Any

import numpy as np

from utils.learn.definition import Case, Exercise, Named

__all__ = ["Outcome", "call", "is_blank", "time_limit", "TimeIsUp"]

KEPT_CHARACTERS = 200
A_LIBRARY = 20  # modules; whoever imports as many in a call is given the time for it


class TimeIsUp(BaseException):
    """Raised inside a learner's code when its time is over. Not an Exception, so that ``except Exception`` lets it pass."""


@dataclass(frozen=True)
class Outcome:
    """What one call gave: a value, or the error that ended it."""

    value: Any = None
    error: str | None = None
    message: str = ""
    line: str = ""
    bases: tuple[str, ...] = ()
    timed_out: bool = False
    printed: str = ""
    printed_characters: int = 0
    changed: tuple[int, ...] = ()
    deliberate: bool = False  # the error was raised by a `raise` in the answer's own code

    @property
    def returned(self) -> bool:
        """Whether the call came back with a value."""
        return self.error is None and not self.timed_out


class _BoundedText(io.TextIOBase):
    """Keeps the beginning of what is written and counts the rest."""

    encoding = "utf-8"

    def __init__(self, keep: int) -> None:
        self._parts: list[str] = []
        self._room = keep
        self.total = 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.total += len(text)
        if self._room > 0:
            self._parts.append(text[: self._room])
            self._room -= len(text)
        return len(text)

    @property
    def text(self) -> str:
        return "".join(self._parts)


def _raise_in_learners_code(frame) -> None:
    # The interrupted frame may be this module's own clean-up; an exception there would escape into the notebook.
    if frame is not None and frame.f_code.co_filename == __file__:
        return
    raise TimeIsUp


class time_limit:  # noqa: N801 - used like a function, as contextlib's are
    """Raise :class:`TimeIsUp` in the enclosed code after `seconds`, and again until it gives up.

    In the main thread of a POSIX system a timer signal does it, which also ends a ``time.sleep``. Elsewhere another thread
    plants the exception, which takes effect between two Python instructions. It comes again every few milliseconds, because
    a bare ``except:`` inside an endless loop would swallow the first.

    Parameters
    ----------
    seconds : float
        How long the code may run.

    Examples
    --------
    >>> try:
    ...     with time_limit(0.05):
    ...         while True:
    ...             pass
    ... except TimeIsUp:
    ...     print("stopped")
    stopped
    """

    # A class and not a generator: every frame between the learner's code and the end of the limit then lies in this file.
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._target = threading.get_ident()
        self._by_signal = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> None:
        if self._by_signal:
            self._before = signal.signal(signal.SIGALRM, lambda _, frame: _raise_in_learners_code(frame))
            signal.setitimer(signal.ITIMER_REAL, self._seconds, 0.003)
        else:
            self._over = threading.Event()
            self._watcher = threading.Thread(target=self._watch, daemon=True)
            self._watcher.start()

    def __exit__(self, *_) -> None:
        if self._by_signal:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
        else:
            self._over.set()
            self._watcher.join()
            self._plant(None)  # one that was planted too late is taken back

    def _plant(self, kind: type | None) -> None:
        planted = ctypes.py_object(kind) if kind is not None else None
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._target), planted)

    def _watch(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            frame = sys._current_frames().get(self._target)
            if frame is not None and frame.f_code.co_filename != __file__:
                self._plant(TimeIsUp)
            wait = 0.01


def _resolve(value: Any) -> Any:
    if isinstance(value, Named):
        return value.resolve()
    if isinstance(value, list | tuple):
        return type(value)(_resolve(item) for item in value)
    if isinstance(value, dict):
        return {key: _resolve(item) for key, item in value.items()}
    return copy.deepcopy(value)


def _unchanged(now: Any, before: Any) -> bool:
    """Whether an argument is still what it was (functions are not looked at)."""
    if isinstance(before, Named):
        return True
    if isinstance(before, np.ndarray):
        return (
            isinstance(now, np.ndarray)
            and now.dtype == before.dtype
            and np.array_equal(now, before, equal_nan=before.dtype.kind in "fc")
        )
    if isinstance(before, list | tuple):
        return len(now) == len(before) and all(map(_unchanged, now, before))
    if isinstance(before, dict):
        return list(now) == list(before) and all(_unchanged(now[key], before[key]) for key in before)
    return bool(now == before) or (now != now and before != before)


def _where(error: BaseException, answer: Any) -> str:
    """Return the line of the learner's own code that failed: ``line 3: return a / 0``."""
    home = getattr(getattr(answer, "__code__", None), "co_filename", None)
    for frame, number in reversed(list(traceback.walk_tb(error.__traceback__))):
        if frame.f_code.co_filename == home:
            first = getattr(answer.__code__, "co_firstlineno", 1)
            text = linecache.getline(home, number).strip()
            return f"line {number - first + 1} of your function" + (f", `{text}`" if text else "")
    return ""


def _deliberate(error: BaseException, answer: Any) -> bool:
    """Tell whether a `raise` in the answer's own file raised the error, and not a library that it called."""
    home = getattr(getattr(answer, "__code__", None), "co_filename", None)
    last = error.__traceback__
    while last.tb_next is not None:
        last = last.tb_next
    code = last.tb_frame.f_code
    # The instruction, not the line: in `if u == 0: raise ValueError` the comparison may be what fails.
    return code.co_filename == home and dis.opname[code.co_code[last.tb_lasti]] == "RAISE_VARARGS"


def call(answer: Any, case: Case, exercise: Exercise, given: list[Any] | None = None) -> Outcome:
    """Put one case to an answer.

    Parameters
    ----------
    answer : object
        What the learner defined: a function, or a value where ``exercise.kind`` is ``"value"``.
    case : Case
        Its arguments are copied; the copies are compared with the originals afterwards.
    exercise : Exercise
        Tells the kind of answer, the probe and the time limit.
    given : list, optional
        The copies to hand over, where the caller wants to see them afterwards.

    Returns
    -------
    Outcome
        Whatever happens: no exception of the learner's code escapes, except ``KeyboardInterrupt``.

    Examples
    --------
    >>> case = Case("two", args=(2,), expect=4)
    >>> exercise = Exercise(id="c1w1.double", title="Twice", arguments=("x",), hints=("", "", ""), cases=(case,))
    >>> call(lambda x: 2 * x, case, exercise).value
    4
    >>> call(lambda x: x / 0, case, exercise).error
    'ZeroDivisionError'
    """
    if exercise.kind == "value":
        return Outcome(value=answer)
    given = [_resolve(argument) for argument in case.args] if given is None else given
    loaded = len(sys.modules)
    outcome = _called_once(answer, case, exercise, given)
    if outcome.timed_out and len(sys.modules) - loaded >= A_LIBRARY:
        given[:] = [_resolve(argument) for argument in case.args]
        outcome = _called_once(answer, case, exercise, given)  # what it imports is there now, or most of it
    return outcome


def _called_once(answer: Any, case: Case, exercise: Exercise, given: list[Any]) -> Outcome:
    heard = _BoundedText(KEPT_CHARACTERS)
    result: dict[str, Any] = {}
    try:
        with (
            contextlib.redirect_stdout(heard),
            contextlib.redirect_stderr(heard),
            np.errstate(all="ignore"),
            time_limit(exercise.time_limit),
        ):
            if exercise.probe is not None:
                result["value"] = exercise.probe.resolve()(answer, *given)
            else:
                result["value"] = answer(*given)
    except TimeIsUp:
        result = {"timed_out": True}
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # sys.exit() in a learner's function must not end the kernel either
        names = tuple(kind.__name__ for kind in type(error).__mro__)
        with contextlib.suppress(Exception):
            result["message"] = str(error)[:KEPT_CHARACTERS]
        result |= {"error": type(error).__name__, "bases": names, "line": _where(error, answer)}
        result["deliberate"] = _deliberate(error, answer)
    changed = tuple(
        i for i, (now, before) in enumerate(zip(given, case.args, strict=True)) if not _safe_unchanged(now, before)
    )
    return Outcome(printed=heard.text, printed_characters=heard.total, changed=changed, **result)


def _safe_unchanged(now: Any, before: Any) -> bool:
    try:
        return _unchanged(now, before)
    except Exception:  # something that cannot even be compared any more was changed
        return False


def is_blank(answer: Any) -> bool:
    """Tell whether an exercise is still as it was handed out: ``...``, or a function or class whose body is ``...``.

    Examples
    --------
    >>> def untouched(x):
    ...     '''Return twice x.'''
    ...     ...
    >>> is_blank(untouched), is_blank(...), is_blank(lambda x: 2 * x)
    (True, True, False)
    """
    if answer is ...:
        return True
    if isinstance(answer, type):
        methods = [member for member in vars(answer).values() if hasattr(member, "__code__")]
        return all(map(is_blank, methods))
    code = getattr(answer, "__code__", None)
    if code is None:
        return False
    # Bytecode, not source: it works for code that came from a notebook, a file or a graft alike, and comments do not matter.
    steps = [step for step in dis.get_instructions(code) if step.opname not in ("RESUME", "NOP", "CACHE")]
    names = [step.opname for step in steps]
    return names in (["RETURN_CONST"], ["LOAD_CONST", "RETURN_VALUE"]) and steps[0].argval is None
