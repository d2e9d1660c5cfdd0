"""The assignment in Otter-Grader, graded without containers."""

from __future__ import annotations

import copy
import csv
import json
from pathlib import Path
from pprint import pformat

from grading_peers import assignment
from grading_peers.assignment import Cell, cell
from grading_peers.environments import Environment

__all__ = ["OtterCourse"]


def _doctest(source: str) -> str:
    """Write code as Otter's tests have it."""
    lines = source.split("\n")
    if len(lines) == 1:
        return f">>> {source}"
    return "\n".join([f">>> {lines[0]}", *(f"... {line}" for line in lines[1:])])


def _tests(name: str) -> str:
    cases = [{"code": _doctest(test.source), "hidden": test.hidden, "locked": False} for test in assignment.tests(name)]
    suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    test = {"name": name, "points": assignment.points(name), "suites": [suite]}
    return f"OK_FORMAT = True\n\ntest = {pformat(test)}\n"


def _answer(name: str) -> Cell:
    head, text, _ = assignment.reference(name).split("\n", 2)
    return cell(f"ex_{name}", "code", f"{head}\n{text}\n    ...")


def _check(name: str) -> Cell:
    return cell(f"check_{name}", "code", f'grader.check("{name}")')


class OtterCourse:
    """A folder with the autograder that Otter made.

    Parameters
    ----------
    folder : Path
        An empty folder for it.
    environment : Environment
    """

    how = "otter run, for one submission after the other"

    def __init__(self, folder: Path, environment: Environment) -> None:
        self.folder, self.environment = folder, environment
        setup = f"import otter\n\ngrader = otter.Notebook()\n{assignment.IMPORTS}"
        self.blank = assignment.notebook(setup, _answer, _check)
        (folder / "tests").mkdir()
        for name in assignment.NAMES:
            (folder / "tests" / f"{name}.py").write_text(_tests(name), encoding="utf-8")
        environment.run("otter", "generate", "-t", "tests", "-o", "autograder.zip", folder=folder)

    def submit(self, student: str, *, blank: bool = False) -> None:
        """Hand in the right answers, or none."""
        book = copy.deepcopy(self.blank)
        for name in () if blank else assignment.NAMES:
            place = next(one for one in book["cells"] if one["id"] == f"ex-{name}".replace("_", "-"))
            place["source"] = f"# {student}\n{assignment.reference(name)}"
        assignment.write(self.folder / "submissions" / f"{student}.ipynb", book)

    def grade(self) -> None:
        """Grade all that was handed in; Otter's feedback is the text in each results.json, the table is made of them."""
        for path in sorted((self.folder / "submissions").glob("*.ipynb")):
            results = Path("results", path.stem)
            (self.folder / results).mkdir(parents=True, exist_ok=True)
            command = ["run", "-a", "autograder.zip", "-o", str(results), "--no-logo", f"submissions/{path.name}"]
            self.environment.run("otter", *command, folder=self.folder)
        with open(self.folder / "grades.csv", "w", newline="", encoding="utf-8") as table:
            csv.writer(table).writerows([("student", "score"), *self.scores().items()])

    def scores(self) -> dict[str, float]:
        """Return the score of each student."""
        return {
            path.parent.name: sum(
                test.get("score", 0) for test in json.loads(path.read_text(encoding="utf-8"))["tests"]
            )
            for path in self.feedback()
        }

    def feedback(self) -> list[Path]:
        """Return the files of feedback."""
        return sorted(self.folder.glob("results/*/results.json"))
