"""How fast the course's runner grades: beside nbgrader and Otter-Grader, by class size, and what isolation costs.

python benchmarks/grading.py [peers] [scale] [isolation] [--peers DIR] [--rounds N] [--sizes 10,100,1000] [--jobs N]

Each peer is installed with pip into an environment of its own, with the same NumPy, Matplotlib and kernel as here; DIR keeps
the environments for the next time. All grade one assignment (five functions, 18 cells, one plot, the same number of test
cases) in the ordinary way from the command line, and each has to give full marks to right answers and none to blank ones,
or the benchmark stops. It prints seconds and ratios of one run and judges nothing: a machine that others use as well is no
stopwatch. For Linux and macOS; memory is measured on Linux alone.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grading_peers import ROOT, assignment
from grading_peers.environments import Environment, clean_variables
from grading_peers.measuring import Measured, measure, measured
from grading_peers.nbgrader_course import NbgraderCourse
from grading_peers.otter_course import OtterCourse

PEERS = ((NbgraderCourse, "nbgrader", "0.9.6", 8), (OtterCourse, "otter-grader", "7.0.0", 30))
CLASS = 10
FULL = sum(map(assignment.points, assignment.NAMES))
UNPROTECTED = "landlock,seccomp,namespaces,mount,limits,bwrap"


class OurCourse:
    """The assignment in the course's own runner.

    Parameters
    ----------
    folder : Path
        An empty folder for it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.count, self.runs = folder, 0, 0
        self.blank = assignment.our_notebook()
        self.variables = clean_variables(folder / "home", Path(sys.executable).parent)
        assignment.write(folder / assignment.FILE, self.blank)

    def submit(self, student: str, kind: str = "right", number: int = 0) -> None:
        """Hand in one notebook."""
        made = assignment.our_submission(self.blank, student, kind=kind, number=number)
        assignment.write(self.folder / "submissions" / f"{student}.ipynb", made)

    def grade(self, *options: str, without: str = "", memory: bool = False) -> Measured:
        """Grade all that was handed in."""
        self.runs += 1
        self.out = self.folder / f"results-{self.runs}"
        command = [sys.executable, "-m", "utils.grade", self.folder / assignment.FILE, self.folder / "submissions"]
        variables = self.variables | ({"COURSE_GRADE_WITHOUT": without} if without else {})
        return measure([*command, "--out", self.out, *options], folder=ROOT, variables=variables, memory=memory)

    def table(self) -> list[dict[str, str]]:
        """Return the rows of the last run's grades."""
        with open(self.out / "grades.csv", newline="", encoding="utf-8-sig") as table:
            return list(csv.DictReader(table))

    def results(self) -> list[dict]:
        """Return the header of the last run's results, and one record for each submission."""
        return [json.loads(line) for line in (self.out / "results.jsonl").read_text(encoding="utf-8").splitlines()]

    def protections(self) -> str:
        """Name the protections of the last run."""
        return ", ".join(self.results()[0]["protections"]) or "none"


def mixed_class(course: OurCourse, count: int) -> dict[str, str]:
    """Hand in six right, three wrong and one blank of every ten; return the kind of each."""
    kinds = {}
    for number, student in enumerate(assignment.students(count)):
        kinds[student] = {2: "wrong", 5: "wrong", 8: "wrong", 9: "blank"}.get(number % 10, "right")
        course.submit(student, kinds[student], number // 10 * 3 + number % 10 // 3)
    return kinds


def require_deserved(course: OurCourse, kinds: dict[str, str]) -> None:
    """Stop where a score of the last run is not what the answers deserve."""
    scores = {row["student"]: float(row["score"]) for row in course.table()}
    deserved = {"right": lambda s: s == FULL, "wrong": lambda s: 0 < s < FULL, "blank": lambda s: s == 0}
    wrong = {
        student: scores.get(student) for student, kind in kinds.items() if not deserved[kind](scores.get(student, -1))
    }
    if wrong or len(scores) != len(kinds):
        raise SystemExit(f"Not the scores that the answers deserve: {wrong}; {len(scores)} rows for {len(kinds)}.")


@contextmanager
def folder() -> Iterator[Path]:
    """Make a folder for one part, with its real name, and take it away after."""
    with tempfile.TemporaryDirectory(prefix="grading-") as name:
        yield Path(name).resolve()


def ready_peer(peer: type, environment: Environment, place: Path):
    """Return a peer's course with ten right answers handed in, after it has shown that it tells right from blank."""
    place.mkdir()
    course = peer(place, environment)
    course.submit("blank", blank=True)
    course.submit("right")
    course.grade()  # also the unmeasured first run: caches on disk
    if course.scores() != {"blank": 0, "right": FULL}:
        raise SystemExit(
            f"{course.environment.grader} gave {course.scores()}; right answers deserve {FULL}, blank ones 0."
        )
    fresh = peer(make(place / "class"), environment)
    for student in assignment.students(CLASS):
        fresh.submit(student)
    return fresh


def make(path: Path) -> Path:
    """Make a folder and return it."""
    path.mkdir()
    return path


def measured_peer(course) -> Measured:
    """Return what it took a peer to grade the class; stop where it has not done so."""
    with measured() as taken:
        course.grade()
    if course.scores() != dict.fromkeys(assignment.students(CLASS), FULL) or len(course.feedback()) != CLASS:
        raise SystemExit(
            f"{course.environment.grader} gave {course.scores()} and {len(course.feedback())} files of feedback."
        )
    return taken[0]


def ours_beside(ours: OurCourse, jobs: int) -> Measured:
    """Return what it took our runner to grade the class; stop where it has not done so."""
    taken = ours.grade("--jobs", str(jobs))
    require_deserved(ours, dict.fromkeys(assignment.students(CLASS), "right"))
    if len(list((ours.out / "feedback").glob("*.html"))) != CLASS:
        raise SystemExit("Ours did not write a page of feedback for each.")
    return taken


def beside_the_peers(kept: Path, rounds: int, jobs: int) -> None:
    """Grade ten right submissions in turn with ours, on several cores and on one, and with each peer."""
    with folder() as place:
        ours = OurCourse(make(place / "ours"))
        for student in assignment.students(CLASS):
            ours.submit(student)
        courses = {}
        for peer, name, version, _ in PEERS:
            environment = Environment(kept, name, version)
            environment.make()
            courses[f"{name} {version}"] = ready_peer(peer, environment, place / name)
        own = {f"ours, --jobs {number}": number for number in sorted({jobs, 1}, reverse=True)}
        taken: dict[str, list[Measured]] = {label: [] for label in (*own, *courses)}
        ours.grade()  # once unmeasured
        for turn in range(rounds * len(courses) + 1):  # ours before, between and after the peers
            for label, number in own.items():
                taken[label].append(ours_beside(ours, number))
            if turn < rounds * len(courses):
                label = list(courses)[turn % len(courses)]
                taken[label].append(measured_peer(courses[label]))
        print_peers(taken, {label: course.how for label, course in courses.items()}, ours.protections())


def print_peers(taken: dict[str, list[Measured]], how: dict[str, str], protections: str) -> None:
    """Print what each took for the class, and how many times what ours took."""
    cases = sum(len(assignment.tests(name)) for name in assignment.NAMES)
    print(f"\n{CLASS} right submissions, {len(assignment.NAMES)} functions, {cases} test cases, table and feedback")
    print(f"ours with {protections}")
    for label, words in how.items():
        print(f"{label}: {words}")
    print(f"\n{'':22}{'runs':>5}{'best, s':>9}{'median, s':>11}{'each, s':>9}{'processor, s':>14}{'   times ours':14}")
    wall = {label: [one.seconds for one in runs] for label, runs in taken.items()}
    processor = {label: statistics.median(one.processor for one in runs) for label, runs in taken.items()}
    ours = [label for label in taken if label not in how]
    asked = {f"{name} {version}": times for _, name, version, times in PEERS}
    for label, times in wall.items():
        middle = statistics.median(times)
        ratios = [f"{middle / statistics.median(wall[own]):.1f}" for own in ours]
        ratio = f"   {' and '.join(ratios)} (processor {processor[label] / processor[ours[0]]:.1f})"
        wish = f", asked {asked[label]}" if label in asked else ""
        print(
            f"{label:22}{len(times):>5}{min(times):>9.2f}{middle:>11.2f}{middle / CLASS:>9.3f}{processor[label]:>14.2f}{ratio}{wish}"
        )
    print(f"times ours: medians of wall time, over {' and over '.join(ours)}; in brackets processor time, of all cores")


def by_class_size(sizes: list[int], jobs: int) -> None:
    """Grade mixed classes of several sizes; say whether time and memory grow with them in a straight line."""
    print(f"\nMixed classes (6 right, 3 wrong, 1 blank of ten), --jobs {jobs}")
    print(
        f"{'submissions':>11}{'s':>9}{'s each':>9}{'s per further':>15}{'parent MB':>11}{'kB per further':>16}{'tree MB':>9}"
    )
    with folder() as place:
        last: tuple[int, Measured] | None = None
        for size in sizes:
            course = OurCourse(make(place / str(size)))
            kinds = mixed_class(course, size)
            if last is None:
                course.grade("--jobs", str(jobs))  # once unmeasured
            now = course.grade("--jobs", str(jobs), memory=True)
            require_deserved(course, kinds)
            further = f"{'':15}", f"{'':16}"
            if last is not None:
                more = size - last[0]
                further = (
                    f"{(now.seconds - last[1].seconds) / more:>15.3f}",
                    f"{(now.parent - last[1].parent) * 1024 / more:>16.1f}",
                )
            print(
                f"{size:>11}{now.seconds:>9.2f}{now.seconds / size:>9.3f}{further[0]}{now.parent:>11.0f}{further[1]}{now.tree:>9.0f}",
                flush=True,
            )
            last = size, now
    print("asked: a straight line, the parent under 500 MB; the tree's memory is sampled, shared pages counted once")


def cost_of_isolation(rounds: int, jobs: int, small: int = 10, large: int = 100) -> None:
    """Grade two classes with all protections and without, in turn; compare what one further submission takes."""
    with folder() as place:
        courses = {}
        for size in (small, large):
            courses[size] = OurCourse(make(place / str(size)))
            kinds = mixed_class(courses[size], size)
        ways = {"with": "", "without": UNPROTECTED}
        taken: dict[str, list[dict[int, Measured]]] = {way: [] for way in ways}
        own: dict[str, list[float]] = {way: [] for way in ways}
        active = {}
        for turn in range(rounds + 1):
            for way in sorted(ways, reverse=bool(turn % 2)):
                runs = {}
                for size, course in courses.items():
                    runs[size] = course.grade("--jobs", str(jobs), without=ways[way])
                require_deserved(courses[large], kinds)
                active[way] = courses[large].protections()
                if len(set(active.values())) < len(active):
                    raise SystemExit(f"COURSE_GRADE_WITHOUT={UNPROTECTED} took nothing away: {active[way]}.")
                if turn:  # the first round is not measured
                    taken[way].append(runs)
                    own[way].append(statistics.median(one["seconds"] for one in courses[large].results()[1:]))
    print(f"\nIsolation: {rounds} rounds in turn, --jobs {jobs}, medians")
    for way, names in active.items():
        print(f"  {way:8}: {names}")
    rows = {
        f"wall time, class of {large}, s": lambda way: [runs[large].seconds for runs in taken[way]],
        "wall time, one further submission, ms": lambda way: [
            (runs[large].seconds - runs[small].seconds) / (large - small) * 1000 for runs in taken[way]
        ],
        "processor time, one further submission, ms": lambda way: [
            (runs[large].processor - runs[small].processor) / (large - small) * 1000 for runs in taken[way]
        ],
        "wall time within a submission, ms": lambda way: [seconds * 1000 for seconds in own[way]],
    }
    print(f"{'':44}{'with':>9}{'without':>9}{'ratio':>8}{'ratios of the rounds':>24}")
    for label, values in rows.items():
        protected, bare = values("with"), values("without")
        ratios = sorted(a / b if b else float("nan") for a, b in zip(protected, bare, strict=True))
        a, b = statistics.median(protected), statistics.median(bare)
        print(f"{label:44}{a:>9.2f}{b:>9.2f}{a / b if b else float('nan'):>8.3f}{ratios[0]:>14.3f} to {ratios[-1]:.3f}")
    print("asked: a ratio under 1.10 for each submission")


def main() -> None:
    """Run the parts that are asked for."""
    parts = ("peers", "scale", "isolation")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(parts)}; default: all")
    parser.add_argument("--peers", type=Path, metavar="DIR", help="where the peers' environments are, or will be kept")
    parser.add_argument("--rounds", type=int, help="default: 1 with the peers (ours runs around each), 7 for isolation")
    parser.add_argument("--sizes", default="10,100,1000", help="class sizes, default %(default)s")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="default: as many as cores")
    options = parser.parse_args()
    unknown = sorted(set(options.parts) - set(parts))
    if unknown:
        parser.error(f"there is no part {', '.join(unknown)}; the parts are {', '.join(parts)}.")
    chosen = options.parts or parts
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{system}, load {os.getloadavg()[0]:.1f}", flush=True)
    if "peers" in chosen:
        with folder() as temporary:
            beside_the_peers(options.peers or temporary, options.rounds or 1, options.jobs)
    if "scale" in chosen:
        by_class_size(sorted(map(int, options.sizes.split(","))), options.jobs)
    if "isolation" in chosen:
        cost_of_isolation(options.rounds or 7, options.jobs)


if __name__ == "__main__":
    main()
