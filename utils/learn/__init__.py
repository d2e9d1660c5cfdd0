"""The learner's loop: check an answer, ask for a hint, see the solution, take a quiz, look at the progress.

>>> from utils.learn import check, hint, quiz, solution, progress
"""

from utils.learn.loop import attempt, check, explain_missing_names, hint, solution

__all__ = ["check", "hint", "solution", "attempt", "quiz", "progress"]


def quiz(question_id: str) -> None:
    """Ask a question; see :func:`utils.learn.quizzing.quiz`."""
    from utils.learn.quizzing import quiz as ask  # tomllib and mistune are loaded where a question is asked

    ask(question_id)


def progress() -> None:
    """Show the map of the course with what is done; see :func:`utils.learn.course_map.show`."""
    from utils.learn.course_map import show

    show()


explain_missing_names()
