"""Write the pages of a grading: one for each submission, and one for the class.

Whatever a submission wrote or raised may stand in a mark: its file name, its exceptions, its values. So text reaches a
page in two ways only. Plain text is escaped by the templates. Messages go through :func:`inline` or :func:`block`, which
know four marks (code, formulas, emphasis, fenced code) and escape the rest: no links, no pictures, no HTML.
"""

from __future__ import annotations

import functools
import html
import math
import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from utils.grade.marks import CaseMark, ExerciseMark, Mark
from utils.learn.markup import to_text

if TYPE_CHECKING:
    from utils.grade.records import Header

__all__ = [
    "GONE",
    "make_ready",
    "readable",
    "points",
    "inline",
    "block",
    "formula",
    "heading",
    "feedback_page",
    "summary_page",
]

GONE = "Its file is no longer among the submissions."
"""Line of the note of a row that an earlier run left; see `Records.close`."""

SYMBOLS = {"passed": "✓", "failed": "✗", "error": "!", "blank": "○", "missing": "○"}  # those of utils.learn.report
LONGEST = 2000
"""Characters of one message that a page shows."""

# What has no look of its own, or changes how its neighbours look: control characters, marks of direction, characters
# of no width, private ones (the formulas below use three), halves of pairs.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ufffe\uffff\ud800-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]+"
)
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL = re.compile("\x1b\\[[0-9;:?]*[A-Za-z]")  # colours of a terminal, as IPython puts them around exceptions
_PILE = re.compile("([\u0300-\u036f]{3})[\u0300-\u036f]+")  # accents piled over the lines above


def readable(text: str, limit: int = LONGEST) -> str:
    r"""Return text with nothing unseen in it: what has no look becomes ``�``, and what is too long is cut.

    Parameters
    ----------
    text : str
    limit : int
        Characters to keep; what was cut is counted in words.

    Returns
    -------
    str
        Text that any encoding of Unicode can hold, with ``\n`` as its only line end.

    Examples
    --------
    >>> readable("gnp\u202e.exe\x00"), readable("\x1b[31mred\x1b[0m"), readable("0123456789", 4)
    ('gnp�.exe�', 'red', '0123 … and 6 more characters')
    """
    rest = len(text) - limit
    text = _LINE_END.sub("\n", _TERMINAL.sub("", text[:limit]))
    text = _PILE.sub(r"\1", _UNSEEN.sub("\ufffd", text))
    return f"{text} … and {rest:,} more characters" if rest > 0 else text


def points(value: float) -> str:
    """Write points with as many decimals as they need, two at most.

    Examples
    --------
    >>> points(10.0), points(12.5), points(6.43)
    ('10', '12.5', '6.43')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


# --- Markdown of messages


_CODE = r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)"
_FORMULA = r"(?<![\w$\\])(?P<dollars>\$\$?)(?=[^\s$])(?P<formula>[^$\n]*?[^\s$])(?P=dollars)(?![\d$])"
_STRONG = r"(?<![\w*])\*\*(?=[^\s*])(?P<strong>[^*\n]*?[^\s*])\*\*(?![\w*])"
_EMPHASIS = r"(?<![\w*])\*(?=[^\s*])(?P<em>[^*\n]*?[^\s*])\*(?![\w*])"
_INLINE = re.compile("|".join((_CODE, _FORMULA, _STRONG, _EMPHASIS)))
_FENCE = re.compile(r"^```[^\n`]*\n(.*?)\n?^```[ \t]*$", re.M | re.S)


def _set(found: re.Match) -> str:
    if found["code"] is not None:
        return f"<code>{html.escape(found['code'].strip())}</code>"
    if found["formula"] is not None:
        return formula(found["formula"])
    tag = "strong" if found["strong"] is not None else "em"
    return f"<{tag}>{_inline(found[tag])}</{tag}>"


def _inline(markdown: str) -> str:
    parts, end = [], 0
    for found in _INLINE.finditer(markdown):
        parts += [html.escape(markdown[end : found.start()]), _set(found)]
        end = found.end()
    return "".join(parts) + html.escape(markdown[end:])


def inline(markdown: str) -> str:
    """Set a line of a message as HTML: `code`, $formulas$, *emphasis*; the rest is shown as it is.

    Parameters
    ----------
    markdown : str
        May quote what a submission wrote.

    Returns
    -------
    str
        HTML with no other tags than ``code``, ``em``, ``strong``, ``i``, ``b``, ``sub``, ``sup`` and no attribute
        but one class.

    Examples
    --------
    >>> inline("*Every* pair: `a < b`, <script>, [x](javascript:y)")
    '<em>Every</em> pair: <code>a &lt; b</code>, &lt;script&gt;, [x](javascript:y)'
    """
    return _inline(" ".join(readable(markdown).split("\n")))


def block(markdown: str) -> str:
    r"""Set a message of any length as HTML: paragraphs, lines, fenced code, and what :func:`inline` knows.

    Examples
    --------
    >>> block("One.\n\nTwo,\nthree.")
    '<p>One.</p><p>Two,<br>three.</p>'
    >>> block("It says:\n```\nif x\n    ^\n```")
    '<p>It says:</p><pre><code>if x\n    ^</code></pre>'
    """
    parts = []
    for number, piece in enumerate(_FENCE.split(readable(markdown))):
        if number % 2:
            parts.append(f"<pre><code>{html.escape(piece)}</code></pre>")
            continue
        for paragraph in re.split(r"\n\s*\n", piece.strip("\n")):
            if paragraph.strip():
                parts.append("<p>" + "<br>".join(map(_inline, paragraph.strip().split("\n"))) + "</p>")
    return "".join(parts)


# Characters that no text has left (see `readable`) stand for tags until everything else is escaped.
_TAGS = {
    "\ue000": "<sub>",
    "\ue001": "</sub>",
    "\ue002": "<sup>",
    "\ue003": "</sup>",
    "\ue004": "<b>",
    "\ue005": "</b>",
}
_RAISED = re.compile(r"([_^])(?:\{([^{}]*)\}|(\\[A-Za-z]+|[^\s\\{}\ue000-\ue005]))")


def _raised(found: re.Match) -> str:
    start, end = ("\ue000", "\ue001") if found[1] == "_" else ("\ue002", "\ue003")
    return start + (found[2] if found[2] is not None else found[3]) + end


def _greek(found: re.Match) -> str:
    name = found[1]
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper()}")
    except KeyError:
        return name


def formula(tex: str) -> str:
    r"""Set a formula of TeX as HTML that is read without MathJax: raised, lowered, bold and Greek letters.

    Examples
    --------
    >>> formula(r"\mathbf{A}^{-1} \alpha_1 \le 2")
    '<i class="formula"><b>A</b><sup>-1</sup> α<sub>1</sub> ≤ 2</i>'
    """
    text = re.sub(r"\\mathbf\{([^{}]*)\}", "\ue004\\1\ue005", tex[:500])
    for _ in range(4):  # from the innermost braces outwards
        text, found = _RAISED.subn(_raised, text)
        if not found:
            break
    text = re.sub(r"\\([A-Za-z]+)", _greek, to_text(f"${text}$"))
    text = re.sub("[\ue000-\ue005]", lambda mark: _TAGS[mark[0]], html.escape(text))
    return f'<i class="formula">{text}</i>'


# --- what the templates are given


@functools.cache
def _template(name: str):
    import jinja2  # loaded where a page is written, not by every command

    loader = jinja2.FileSystemLoader(Path(__file__).resolve().parent / "templates")
    made = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    safe = jinja2.filters.do_mark_safe
    made.filters.update(
        # A class has the same titles, probes and calls on every page.
        inline=functools.lru_cache(1024)(lambda text: safe(inline(text))),
        call=functools.lru_cache(1024)(lambda text: jinja2.filters.escape(readable(text, 600))),
        block=lambda text: safe(block(text)),
        readable=readable,
        points=points,
        name=lambda text: readable(text, 80).replace("\n", " "),
        path=lambda text: readable(text, 400).replace("\n", " "),
        broken=lambda text: jinja2.filters.escape(text).replace("_", safe("_<wbr>")),  # where a line may end
    )
    made.globals["symbols"] = SYMBOLS
    return made.get_template(name)


def make_ready() -> None:
    """Compile the templates; worth a call while the caller waits for something else."""
    for name in ("feedback.html", "summary.html"):
        _template(name)


def heading(notebook: str, title: str = "") -> tuple[str, str]:
    """Return the kind and number of an assignment, and its title, which is made from the file name where none is given.

    Examples
    --------
    >>> heading("C1W1-5-Assignment-One-None-or-Many.ipynb"), heading("mine.ipynb")
    (('Assignment C1W1-5', 'One None or Many'), ('', 'mine'))
    >>> heading("C1W1-5-Assignment-One-None-or-Many.ipynb", "One, none or many?")
    ('Assignment C1W1-5', 'One, none or many?')
    """
    stem = notebook.rpartition("/")[2].removesuffix(".ipynb")
    found = re.fullmatch(r"(C\dW\d-\d)-([A-Za-z]+)-(.+)", stem)
    kind, made = (f"{found[2]} {found[1]}", found[3].replace("-", " ")) if found else ("", stem)
    return kind, title or made


def _lines(note: str) -> list[str]:
    """Return the reasons of a note; one has a line."""
    return [line.strip() for line in readable(note).split("\n") if line.strip()]


def _about_the_file(mark: Mark) -> list[str]:
    """Return the reasons that a learner's page does not give below, exercise by exercise."""
    names = {one.name for one in mark.exercises}

    def stands_below(line: str) -> bool:
        start, _, rest = line.partition(": ")
        if start.startswith("None of the exercises was found"):  # the page says so in its own words
            return mark.status == "blank"
        return start in names or names.issuperset(rest.removesuffix(".").split(", "))

    if mark.status == "refused":  # then nothing stands below
        return _lines(mark.note)
    return _lines("\n".join(line for line in mark.note.split("\n") if not stands_below(line.strip())))


WIDTH, HEIGHT = 60, 3  # of a note in a table: characters of a line, about, and lines


def _folded(note: str) -> dict[str, Any]:
    """Return the reasons of a note that fit in a few lines, and those that wait behind a click."""
    lines, shown, height = _lines(note), [], 0
    for line in lines:
        height += math.ceil(len(line) / WIDTH)
        if height > HEIGHT:
            break
        shown.append(line)
    if shown or not lines:
        return {"shown": shown, "rest": lines[len(shown) :], "cut": False}
    start = lines[0][: WIDTH * HEIGHT].rpartition(" ")[0] or lines[0][: WIDTH * HEIGHT]
    return {"shown": [f"{start} …"], "rest": lines, "cut": True}


def _width(names: Iterable[str]) -> int:
    """Return how many characters a column of names must have room for, so that only a very long one is broken."""
    return min(max(map(len, names), default=0), 24) + 1


class _Check(NamedTuple):
    """A line in a list of checks; several hidden ones that probe the same share a line."""

    probe: str
    call: str
    number: int


def _checks(cases: Iterable[CaseMark]) -> list[_Check]:
    counts = Counter((case.probe, case.call) for case in cases)
    return [_Check(probe, call, number) for (probe, call), number in counts.items()]


def _groups(exercise: ExerciseMark) -> list[dict[str, Any]]:
    """Cases that did not pass, those with one diagnosis together, so that it is read once; the largest group first."""
    groups: dict[str, list[CaseMark]] = {}
    for case in exercise.cases:
        if case.status != "passed":
            groups.setdefault(case.message, []).append(case)
    found = [
        {
            "message": message,
            "symbol": SYMBOLS.get(cases[0].status, SYMBOLS["failed"]),
            "size": len(cases),
            "checks": _checks(cases),
        }
        for message, cases in groups.items()
    ]
    return sorted(found, key=lambda group: -group["size"])


_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?")


def _commonest(exercise: ExerciseMark) -> tuple[str, str]:
    """Return what most of the failed checks say, as the first of them says it, and for which of them it stands.

    Messages that differ in their numbers only say the same.
    """
    alike: dict[str, list[str]] = {}
    for case in exercise.cases:
        if case.status != "passed":
            alike.setdefault(_NUMBER.sub("0", case.message), []).append(case.message)
    said = max(alike.values(), key=len, default=[exercise.message])
    failed = len(exercise.cases) - exercise.passed
    count = f"{len(said)} of {failed} checks" if 1 < len(said) < failed else f"{failed} checks"
    if failed > 1 and (len(said) == 1 or len(set(said)) > 1):
        return said[0], f"{count}, the first of them: "
    return said[0], f"{count}: " if len(said) < failed else ""


def _verdict(exercise: ExerciseMark) -> str:
    """Say in words what a status means."""
    total, passed = len(exercise.cases), exercise.passed
    if exercise.status == "blank":
        return "not attempted"
    if exercise.status == "missing":
        return "not found in the notebook"
    if not total:
        return "could not be run"
    if exercise.status == "passed":
        return f"passed, {total} of {total} {'check' if total == 1 else 'checks'}"
    return f"not yet, {passed} of {total} {'check' if total == 1 else 'checks'} passed"


def _exercise(exercise: ExerciseMark) -> dict[str, Any]:
    said, said_by = _commonest(exercise)
    return {
        "id": exercise.id,
        "name": exercise.name,
        "title": exercise.title,
        "status": exercise.status if exercise.status in SYMBOLS else "error",
        "points": exercise.points,
        "possible": exercise.possible,
        "verdict": _verdict(exercise),
        "message": exercise.message,
        "groups": _groups(exercise),
        "passed": _checks(case for case in exercise.cases if case.status == "passed"),
        "number_passed": exercise.passed,
        "why": said.partition("\n")[0] or _verdict(exercise),
        "said_by": said_by,
        "section": bool(exercise.cases) or exercise.status not in ("blank", "missing"),
    }


def _next_steps(shown: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the exercises in which most points are open, three at most, each with the diagnosis that explains most."""
    steps = []
    for one in shown:
        missing = one["possible"] - one["points"]
        if missing > 0:
            steps.append({**one, "open": missing})
    return sorted(steps, key=lambda step: -step["open"])[:3]


def feedback_page(mark: Mark, header: Header) -> str:
    """Return the page of one submission, for the learner who wrote it.

    It names neither the seed nor the values of a grading case: generators of cases come with the course, so who knows
    the seed could draw them again.

    Parameters
    ----------
    mark : Mark
    header : Header
        Of the results; only the notebook's title is shown.

    Returns
    -------
    str
        HTML that needs no other file and runs no script.
    """
    kind, title = heading(header.notebook, header.title)
    exercises = [_exercise(one) for one in mark.exercises]
    return _template("feedback.html").render(
        kind=kind,
        title=title,
        mark=mark,
        notes=_about_the_file(mark),
        nothing_found=all(one.status == "missing" for one in mark.exercises),
        share=_share(mark.score, mark.max_score),
        exercises=exercises,
        room=_width(one.name for one in mark.exercises),
        steps=_next_steps(exercises) if mark.status == "graded" else [],
    )


# --- the class


def _share(part: float, whole: float) -> float:
    return min(max(part / whole, 0.0), 1.0) if whole else 0.0


BINS = 10


def _bin(score: float, whole: float) -> int:
    return min(math.floor(BINS * _share(score, whole) + 1e-9), BINS - 1)


def _histogram(marks: Sequence[Mark]) -> dict[str, Any]:
    """Ten bars over the possible scores; the last one includes the full score."""
    whole = max((mark.max_score for mark in marks), default=0)
    counts = [0] * BINS
    for mark in marks:
        counts[_bin(mark.score, mark.max_score)] += 1
    edges = [points(whole * i / BINS) for i in range(BINS + 1)]
    tallest = max(counts, default=0) or 1
    bars = [
        {
            "from": edges[i],
            "to": edges[i + 1],
            "count": counts[i],
            "height": 120 * counts[i] / tallest,
            "x": 20 + 32 * i,
        }
        for i in range(BINS)
    ]
    return {"bars": bars, "edges": edges}


def _statistics(marks: Sequence[Mark]) -> dict[str, Any]:
    scores = sorted(mark.score for mark in marks)
    if not scores:
        return {}
    low, middle, high = statistics.quantiles(scores, n=4, method="inclusive") if len(scores) > 1 else scores * 3
    whole = marks[0].max_score
    return {
        "median": middle, "low": low, "high": high, "mean": statistics.fmean(scores), "possible": whole,
        "median_x": 20 + 320 * _share(middle, whole), "median_bin": _bin(middle, whole),
        "full": sum(score >= whole for score in scores),
    }  # fmt: skip


REACHED = {"full": "✓", "partly": "◐", "none": "✗", "blank": "○"}


def _reached(exercise: ExerciseMark) -> str:
    if exercise.status in ("blank", "missing"):
        return "blank"
    return "full" if exercise.points >= exercise.possible else "partly" if exercise.points > 0 else "none"


def _by_exercise(marks: Sequence[Mark], header: Header) -> list[dict[str, Any]]:
    """How each exercise went: the mean share of its points, and how many answers had all, some or none of them."""
    rows = []
    for exercise_id, title, possible in header.exercises:
        found = [one for mark in marks for one in mark.exercises if one.id == exercise_id]
        counts = dict.fromkeys(REACHED, 0) | Counter(map(_reached, found))
        share = statistics.fmean(_share(one.points, one.possible) for one in found) if found else 0.0
        rows.append(
            {"name": exercise_id.partition(".")[2], "title": title, "possible": possible, "share": share,
             "counts": counts, "parts": _parts(counts)}
        )  # fmt: skip
    return rows


def _parts(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Pieces of a bar of width 100, from left to right."""
    total, x, parts = sum(counts.values()) or 1, 0.0, []
    for name, count in counts.items():
        if count:
            parts.append({"name": name, "x": x, "width": 100 * count / total})
        x += 100 * count / total
    return parts


def _why(exercise_id: str, slip: int, message: str) -> str:
    """Return the diagnosis of a slip; the message of the case where the exercise no longer has it."""
    from utils.learn import registry

    try:
        return registry.exercise(exercise_id).slips[slip].why
    except (LookupError, ImportError):
        return message


def _slips(marks: Sequence[Mark], header: Header) -> list[dict[str, Any]]:
    """Known mistakes with the number of submissions that made them, the commonest first."""
    order = {exercise_id: (place, title) for place, (exercise_id, title, _) in enumerate(header.exercises)}
    counts: Counter[tuple[str, int]] = Counter()
    messages: dict[tuple[str, int], str] = {}
    for mark in marks:
        made = {
            (one.id, case.slip): case.message
            for one in mark.exercises
            if one.id in order
            for case in one.cases
            if case.slip is not None and case.status != "passed"
        }
        counts.update(made.keys())
        messages |= made
    ranked = sorted(counts, key=lambda slip: (-counts[slip], order[slip[0]][0], slip[1]))
    return [{"count": counts[slip], "title": order[slip[0]][1], "why": _why(*slip, messages[slip])} for slip in ranked]


def _unexplained(marks: Sequence[Mark], header: Header) -> list[dict[str, Any]]:
    """Return the checks that submissions failed without a known mistake, the commonest first, ten at most."""
    order = {exercise_id: (place, title) for place, (exercise_id, title, _) in enumerate(header.exercises)}
    counts: Counter[tuple[str, str]] = Counter()
    for mark in marks:
        counts.update(
            {
                (one.id, case.probe)
                for one in mark.exercises
                if one.id in order
                for case in one.cases
                if case.status != "passed" and case.slip is None
            }
        )
    ranked = sorted(counts, key=lambda check: (-counts[check], order[check[0]][0], check[1]))
    return [{"count": counts[check], "title": order[check[0]][1], "probe": check[1]} for check in ranked[:10]]


STATUSES = ("graded", "incomplete", "refused", "blank")


def summary_page(marks: Sequence[Mark], header: Header, links: Mapping[str, str]) -> str:
    """Return the page of the class, for the instructor.

    Parameters
    ----------
    marks : sequence of Mark
        In the order in which they are to be listed.
    header : Header
    links : mapping of str to str
        The feedback page of each student, as a path from this page.

    Returns
    -------
    str
        HTML that needs no other file and runs no script. It names the seed: it is not for learners.
    """
    kind, title = heading(header.notebook, header.title)
    graded = [mark for mark in marks if mark.status == "graded"]
    counts = Counter(mark.status for mark in marks)
    attempts = [one for mark in graded for one in mark.exercises if one.status in ("failed", "error")]
    return _template("summary.html").render(
        kind=kind,
        title=title,
        header=header,
        marks=marks,
        graded=graded,
        counts=[(status, counts[status]) for status in STATUSES if counts[status]],
        attention=[mark for status in STATUSES[1:] for mark in marks if mark.status == status],
        gone=[mark for mark in graded if GONE in _lines(mark.note)],
        remarks=[mark for mark in graded if mark.note and GONE not in _lines(mark.note)],
        reasons={mark.student: _folded(mark.note) for mark in marks},
        room=_width(mark.student for mark in marks),
        reached={mark.student: [(one.name, _reached(one)) for one in mark.exercises] for mark in marks},
        signs=REACHED,
        links={student: quote(link) for student, link in links.items()},
        histogram=_histogram(graded),
        statistics=_statistics(graded),
        exercises=_by_exercise(graded, header),
        slips=_slips(graded, header),
        unexplained=_unexplained(graded, header),
        not_passed=len(attempts),
        recognised=sum(any(case.slip is not None for case in one.cases) for one in attempts),
    )
