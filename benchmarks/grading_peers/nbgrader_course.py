"""The assignment in nbgrader."""

from __future__ import annotations

import copy
import csv
import json
from pathlib import Path

from grading_peers import assignment
from grading_peers.assignment import Cell, cell
from grading_peers.environments import Environment

__all__ = ["NbgraderCourse"]

CONFIGURATION = 'c = get_config()\nc.CourseDirectory.course_id = "course"\n'


def _graded(name: str, source: str, **flags) -> Cell:
    flags = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3} | flags
    return cell(name, "code", source, nbgrader={"grade_id": name.replace("_", "-"), **flags})


def _answer(name: str) -> Cell:
    head, text, body = assignment.reference(name).split("\n", 2)
    return _graded(f"ex_{name}", f"{head}\n{text}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION", solution=True)


def _test(name: str) -> Cell:
    tests = assignment.tests(name)
    visible = "\n".join(test.source for test in tests if not test.hidden)
    hidden = "\n".join(test.source for test in tests if test.hidden)
    source = f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    return _graded(f"test_{name}", source, grade=True, locked=True, points=assignment.points(name))


class NbgraderCourse:
    """A course of nbgrader's with the assignment released.

    Parameters
    ----------
    folder : Path
        An empty folder for it.
    environment : Environment
    """

    how = "autograde, generate_feedback and export to CSV"

    def __init__(self, folder: Path, environment: Environment) -> None:
        self.folder, self.environment = folder, environment
        book = assignment.notebook(assignment.IMPORTS, _answer, _test)
        assignment.write(folder / "source" / "lines" / assignment.FILE, book)
        (folder / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
        self._nbgrader("generate_assignment", "lines")
        self.blank = json.loads((folder / "release" / "lines" / assignment.FILE).read_text(encoding="utf-8"))

    def _nbgrader(self, *arguments: str) -> None:
        self.environment.run("nbgrader", *arguments, folder=self.folder)

    def submit(self, student: str, *, blank: bool = False) -> None:
        """Hand in the right answers, or none."""
        book = copy.deepcopy(self.blank)
        for name in () if blank else assignment.NAMES:
            place = next(one for one in book["cells"] if one["id"] == f"ex-{name}".replace("_", "-"))
            place["source"] = f"# {student}\n{assignment.reference(name)}"
        assignment.write(self.folder / "submitted" / student / "lines" / assignment.FILE, book)

    def grade(self) -> None:
        """Grade all that was handed in, with feedback and a table."""
        self._nbgrader("autograde", "lines", "--force")
        self._nbgrader("generate_feedback", "lines", "--force")
        self._nbgrader("export", "--to", "grades.csv")

    def scores(self) -> dict[str, float]:
        """Return the score of each student."""
        with open(self.folder / "grades.csv", newline="", encoding="utf-8") as table:
            return {row["student_id"]: float(row["score"]) for row in csv.DictReader(table)}

    def feedback(self) -> list[Path]:
        """Return the files of feedback."""
        return sorted(self.folder.glob("feedback/*/lines/*.html"))
