"""What a learner types in a notebook: check, hint, solution, and what answers a name that is not there yet."""

from __future__ import annotations

import html as _html
import os
import re
import sys
from typing import Any

from utils.learn import registry, store
from utils.learn.definition import MISSING
from utils.learn.evaluation import Result, evaluate

__all__ = ["check", "hint", "solution", "attempt", "CheckNotPassed"]


class CheckNotPassed(AssertionError):
    """Raised by a check that did not pass, when ``COURSE_STRICT=1`` (automatic runs of filled-in notebooks)."""


def strict() -> bool:
    """Tell whether checks have to pass."""
    return os.environ.get("COURSE_STRICT", "") not in ("", "0")


def shell():
    """Return the running IPython, or None in plain Python (without importing IPython)."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module is not None else None


def display(html: str, text: str) -> None:
    """Show HTML where it can be shown, else print the text."""
    if shell() is None:
        print(text)
        return
    from IPython.display import display as show_bundle

    show_bundle({"text/html": html, "text/plain": text}, raw=True)


def say(status: str, message: str) -> None:
    """Show one sentence or two in a box."""
    from utils.learn.report import SYMBOLS, panel

    display(panel(status, message), f"{SYMBOLS[status]} {message}")


def _from_notebook(name: str) -> Any:
    running = shell()
    return running.user_ns.get(name, MISSING) if running is not None else MISSING


def check(exercise_id: str, answer: Any = MISSING) -> None:
    """Check an answer and show what was found.

    Parameters
    ----------
    exercise_id : str
        Such as ``"c1w1.residual"``.
    answer : object, optional
        What you defined. Left out, the notebook's own definition of that name is taken.

    Raises
    ------
    CheckNotPassed
        Only with ``COURSE_STRICT=1``, for anything but a pass.

    Examples
    --------
    >>> check("c1w1.no_such_thing", print)  # doctest: +ELLIPSIS
    ! There is no exercise "c1w1.no_such_thing". ...
    """
    try:
        exercise = registry.exercise(exercise_id)
        if answer is MISSING:
            answer = _from_notebook(exercise.name)
        if answer is MISSING:
            _fail(f"`{exercise.name}` is not defined yet. Run the cell of the exercise first, then this one.")
            return
        result = evaluate(exercise, answer)
        if exercise.name in _failed_definitions:
            say(
                "note",
                f"The last cell that defines `{exercise.name}` stopped with {_failed_definitions[exercise.name]}, "
                "so this checks the definition before it.",
            )
    except registry.UnknownId as error:
        _fail(str(error))
        return
    except CheckNotPassed:
        raise
    except Exception as error:  # the check's own fault: the learner goes on, the tests do not
        _fail(f"This check itself failed ({type(error).__name__}: {error}). Your answer is not lost; please report it.")
        return
    _show(result)


def _fail(message: str) -> None:
    say("error", message)
    if strict():
        raise CheckNotPassed(message)


def _show(result: Result) -> None:
    from utils.learn.report import html, text

    trouble = store.record("exercise", result.exercise.id, result.status)
    display(html(result), text(result))
    if trouble:
        say("note", trouble)
    if strict() and not result.passed:
        raise CheckNotPassed(f"{result.exercise.id}: {result.status}. {result.diagnosis}")


def hint(exercise_id: str, number: int | None = None) -> None:
    """Show the next hint: first what to look at, then the plan, then nearly the code.

    Parameters
    ----------
    exercise_id : str
        Such as ``"c1w1.residual"``.
    number : int, optional
        1, 2 or 3 for a certain one. Left out, each call goes one further and remembers where it was.
    """
    from utils.learn.markup import to_html, to_text

    try:
        exercise = registry.exercise(exercise_id)
    except registry.UnknownId as error:
        say("error", str(error))
        return
    last = len(exercise.hints)
    if number is None:
        number = min(store.load().hints.get(exercise.id, 0) + 1, last)
    if number not in range(1, last + 1):
        say("error", f"There are {last} hints; ask for a number from 1 to {last}.")
        return
    store.record("hint", exercise.id, number)
    more = (
        "Run the cell again for the next one."
        if number < last
        else f'That was the last hint (hint("{exercise.id}", 1) shows the first again). After an attempt there is solution("{exercise.id}").'
    )
    head = f"Hint {number} of {last} for {exercise.name}"
    body = exercise.hints[number - 1]
    from utils.learn.report import SYMBOLS, panel

    display(
        panel("note", head, f"<div>{to_html(body)}</div><div><small>{_html.escape(more)}</small></div>"),
        f"{SYMBOLS['note']} {head}\n  {to_text(body)}\n  {more}",
    )


def solution(exercise_id: str, *, show: bool = False) -> None:
    """Show the reference solution, once you have tried the exercise yourself.

    Parameters
    ----------
    exercise_id : str
        Such as ``"c1w1.residual"``.
    show : bool
        True shows it without an attempt.
    """
    try:
        exercise = registry.exercise(exercise_id)
    except registry.UnknownId as error:
        say("error", str(error))
        return
    source = registry.reference_source(exercise_id)
    if source is None:
        say(
            "note",
            f"The solution of {exercise.name} is not in this copy of the course; your instructor may have taken the solutions out.",
        )
        return
    if not show and not store.load().attempts.get(exercise.id):
        say(
            "note",
            f'The solution is for after an attempt. Write something for {exercise.name} and check it first, or call solution("{exercise.id}", show=True).',
        )
        return
    from utils.learn.report import panel

    code = f"<pre><code>{_html.escape(source)}</code></pre>"
    display(panel("note", f"One way to write {exercise.name} (yours may differ and be as good):", code), source)


def attempt(function: Any, *args: Any, seconds: float = 5) -> Any:
    """Call a learner's function for a picture, and let nothing that it does stop the notebook.

    Parameters
    ----------
    function : callable
        What the learner defined.
    *args : object
        Its arguments.
    seconds : float
        How long it may take. More than the default is for large data on a slow machine.

    Returns
    -------
    object
        The result, or None where the function is blank, fails, returns None or runs too long; one sentence then says why there is no picture.

    Examples
    --------
    >>> attempt(lambda x: 2 * x, 4)
    8
    >>> attempt(lambda x: x / 0, 4)
    i No picture yet: <lambda> stopped with ZeroDivisionError. Run its check above for a diagnosis.
    """
    from utils.learn.calling import TimeIsUp, is_blank, time_limit

    name = getattr(function, "__name__", "your answer")
    if is_blank(function):
        say("blank", f"The picture here is made with your own {name}. Write it above, then run this cell again.")
        return None
    try:
        with time_limit(seconds):
            result = function(*args)
        reason = "returned None"
    except TimeIsUp:
        result, reason = None, f"did not end within {seconds:g} seconds"
    except Exception as error:
        result, reason = None, f"stopped with {type(error).__name__}"
    if result is None:
        say("note", f"No picture yet: {name} {reason}. Run its check above for a diagnosis.")
    return result


SETUP_NAMES = {
    "np",
    "plt",
    "rng",
    "data",
    "draw",
    "linalg",
    "style",
    "show",
    "explore",
    "slider",
    "choice",
    "toggle",
    "check",
    "hint",
    "quiz",
    "solution",
    "attempt",
    "score_report",
}


def advice_for_missing(name: str) -> str | None:
    """Say what to do about a name that is not defined, where the course knows it.

    Examples
    --------
    >>> advice_for_missing("np")
    '`np` is not defined yet: run the set-up cell at the top of the notebook first, then this one.'
    >>> advice_for_missing("my_own_variable") is None
    True
    """
    if name in SETUP_NAMES:
        return f"`{name}` is not defined yet: run the set-up cell at the top of the notebook first, then this one."
    for item in registry.exercises():
        if item.name == name:
            return f"`{name}` is not defined yet: run the cell of that exercise (it defines `{name}`) first, then this one."
    return None


_failed_definitions: dict[str, str] = {}
"""Names whose defining cell failed when it was last run, with the error: what a check gets is then an older definition."""


def _remember_failed_definitions(result) -> None:
    """After each cell: note which names it was to define and could not, because it never began to run."""
    error = result.error_before_exec  # a SyntaxError; an error later on leaves the definitions above it in place
    for name in re.findall(r"^(?:def|class) +([A-Za-z_]\w*)", result.info.raw_cell or "", re.M):
        if error is None:
            _failed_definitions.pop(name, None)
        else:
            _failed_definitions[name] = type(error).__name__


def explain_missing_names() -> None:
    """In a notebook, add one sentence to a NameError about a name of the course; the error itself stays."""
    running = shell()
    if running is None or NameError in (running.custom_exceptions or ()):
        return

    def handler(ip, kind, error, trace, tb_offset=None):
        advice = advice_for_missing(getattr(error, "name", None) or "")
        if advice:
            say("note", advice)
        ip.showtraceback((kind, error, trace), tb_offset=tb_offset)

    running.set_custom_exc((NameError,), handler)
    running.events.register("post_run_cell", _remember_failed_definitions)
