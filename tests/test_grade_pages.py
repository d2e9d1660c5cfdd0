"""The pages of a grading: what they say, what they keep to themselves, and that nothing handed in becomes markup."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils import style
from utils.grade import pages
from utils.grade.marks import CaseMark, ExerciseMark, Mark
from utils.grade.records import Header
from utils.learn import registry, report

SOLVE, SINGULAR = "c1w1.solve_2x2", "c1w1.is_singular"
HEADER = Header(
    "C1W1-5-Assignment-One-None-or-Many.ipynb", "11" * 32, "22" * 32, "33" * 32, "Python 3.12, numpy 2.4", 86420975,
    ((SOLVE, "Solve two equations, or refuse", 10), (SINGULAR, "Singular or not?", 15)), ("Landlock", "no network"),
)  # fmt: skip
CALL = "solve_2x2(np.array([[1, 2], [3, 4]]), np.array([1, 2]))"
HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "'--><!--", "</style></title>",
    "[x](javascript:alert(1))", "![x](http://example.org/p.png)", "<http://example.org>", "[x]: http://example.org\n\n[x]",
    "`<b>`", "$<i>$", "$\\mathbf{<u>}_{<s>}$", "*<b>*", "**<i>**", "```\n</code></pre><script>\n```", "{{ 7*7 }}{% raw %}",
    "&#60;script&#62;", "\ue000<b>\ue001", "a\u202egnp.exe", "\x00\x1b[31m\x07", "\ud800", "\u2028", "x" * 100_000, "`" * 999,
    "$" * 999, "*" * 999, "[" * 999, "$_{_{_{_{_{_{" * 99,
)  # fmt: skip


def solved(passed: int, total: int, *, message: str = "x and y are exchanged.", slip: int | None = 0) -> ExerciseMark:
    """An answer to the first exercise; its first case is a visible one."""
    cases = [CaseMark(f"probe {i}", "passed", call=CALL if i == total - 1 else "") for i in range(passed)]
    cases += [
        CaseMark(f"probe {i}", "failed", message, CALL if i == total - 1 else "", slip) for i in range(passed, total)
    ]
    status = "passed" if passed == total else "failed"
    return ExerciseMark(SOLVE, "Solve two equations, or refuse", status, 10 * passed / total, 10, "", tuple(cases))


def marked(first: ExerciseMark, *, student: str = "amara", status: str = "graded", note: str = "") -> Mark:
    second = ExerciseMark(SINGULAR, "Singular or not?", "blank", 0.0, 15, "Not attempted yet.")
    return Mark(student, f"{student}.ipynb", status, note, first.points, 25, 0.1, "ab" * 32, (first, second))


def hostile_mark(text: str) -> Mark:
    """A mark with this text wherever a submission can put its own."""
    cases = (
        CaseMark("a probe", "error", text, CALL),
        CaseMark("another", "failed", text),
        CaseMark("a third", "passed"),
    )
    one = ExerciseMark(SOLVE, "Solve two equations, or refuse", "failed", 3.33, 10, text, cases)
    two = ExerciseMark(SINGULAR, "Singular or not?", "missing", 0.0, 15, text)
    return Mark(text, text, "graded", text, 3.33, 25, 0.1, "", (one, two))


class Read(HTMLParser):
    """What a browser would make of a page: tags with attributes, the text, and whether all tags are closed."""

    EMPTY = frozenset("meta br wbr rect line".split())

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.open: list[str] = []
        self.parts: list[str] = []
        self.code: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            (self.code if {"code", "pre"} & set(self.open) else self.parts).append(data)

    def unknown_decl(self, data):
        raise AssertionError(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def named(self, *names: str) -> list[dict]:
        return [attributes for tag, attributes in self.tags if tag in names]


def summary(marks: list[Mark]) -> str:
    return pages.summary_page(marks, HEADER, {mark.student: f"feedback/{i}.html" for i, mark in enumerate(marks)})


def active(page: Read) -> list[str]:
    """Name what could run, load or lead away."""
    found = [tag for tag, _ in page.tags if tag in {"script", "img", "iframe", "object", "embed", "form", "base", "link", "input", "video", "audio", "use", "image"}]  # fmt: skip
    for tag, attributes in page.tags:
        found += [f"{tag} {name}" for name in attributes if name.startswith("on") or name in ("src", "srcset", "style")]
        target = attributes.get("href")
        if target is not None and not re.fullmatch(r"#\w+|feedback/\d+\.html", target):
            found.append(target)
    return found


# --- nothing handed in becomes markup


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_a_submission_says_is_shown_and_never_obeyed(text):
    mark = hostile_mark(text)
    for page in (pages.feedback_page(mark, HEADER), summary([mark, replace(mark, student="other", status="refused")])):
        page.encode()
        read = Read(page)
        assert active(read) == [] and read.open == []
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ue000-\uf8ff]", page)
        assert len(page) < 120_000


def test_an_active_page_would_be_noticed():
    for bad in ("<script></script>", '<a href="javascript:x">y</a>', '<i onclick="x">y</i>', '<p style="x">y</p>'):
        assert active(Read(bad))


PIECES = st.sampled_from(["`", "``", "```", "$", "$$", "*", "**", "_", "^", "{", "}", "\\", "\\mathbf{", "\\frac{", "\\begin{pmatrix}", "&", "<", ">",
                          '"', "'", "\n", " ", "[", "](", ")", "!", "a", "b1", "\ue000", "\ue003", "\ud800", "\x00", "\u202e", "é", "&lt;"])  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=40).map("".join))
def test_messages_become_a_handful_of_harmless_tags_whatever_is_in_them(text):
    class Loose(Read):
        def handle_endtag(self, tag):  # sub and sup of a formula without sense may close crosswise
            assert tag in self.open
            self.open.remove(tag)

    for made, allowed in ((pages.inline(text), set()), (pages.block(text), {"p", "br", "pre"})):
        read = Loose(made)
        assert {tag for tag, _ in read.tags} <= allowed | {"code", "em", "strong", "i", "b", "sub", "sup"}
        assert all(attributes in ({}, {"class": "formula"}) for _, attributes in read.tags)
        made.encode()


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_characters="`*$"), max_size=200))
def test_text_without_marks_is_shown_word_for_word(text):
    shown = Read(pages.inline(text)).words
    assert shown == " ".join(pages.readable(text).split())


def test_messages_keep_code_formulas_and_emphasis():
    assert pages.inline("`a*b*c` and *this* and **that**: 2*3*4") == (
        "<code>a*b*c</code> and <em>this</em> and <strong>that</strong>: 2*3*4"
    )
    assert pages.inline("$x_1^2$ costs $5 or $6") == ('<i class="formula">x<sub>1</sub><sup>2</sup></i> costs $5 or $6')
    assert Read(pages.inline(r"$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$")).words == "[[1, 2], [3, 4]]"


def test_every_slip_and_probe_of_the_course_is_read_without_mathjax():
    for item in registry.exercises():
        for text in (item.title, *(case.probe for case in item.cases), *(slip.why for slip in item.slips)):
            read = Read(pages.block(text))
            assert not re.search(r"[$`\\]|\*\w|\w\*\s|\]\(", read.words), (item.id, text)


# --- the learner's page


def test_the_learner_reads_score_points_reason_and_what_to_look_at_next():
    page = Read(pages.feedback_page(marked(solved(6, 8)), HEADER))
    for words in ("One None or Many", "amara", "7.5 of 25 points", "7.5 of 10", "not yet, 6 of 8 checks passed", "0 of 15",
                  "not attempted", "Where most points are open", "Singular or not? (15 points)", "(2.5 points): x and y are exchanged."):  # fmt: skip
        assert words in page.words or words in " ".join(" ".join(page.parts + page.code).split()), words
    assert CALL in page.code
    assert 'hint("c1w1.is_singular")' in page.code


def test_one_diagnosis_is_read_once_for_all_checks_that_it_explains():
    section = pages.feedback_page(marked(solved(2, 8)), HEADER).partition('class="exercise')[2]
    assert section.count("x and y are exchanged.") == 1
    assert "These 6 checks did not pass" in section and "2 checks passed" in section


def test_messages_that_differ_stand_with_their_checks():
    one = solved(1, 4)
    cases = tuple(replace(case, message=f"Your answer: {i}.") for i, case in enumerate(one.cases) if i) + one.cases[:1]
    page = Read(pages.feedback_page(marked(replace(one, cases=cases)), HEADER)).words
    assert "These 3 checks did not pass, each with what it says" in page
    assert "(7.5 points): 3 checks, the first of them: Your answer: 1." in page  # they differ in a number only
    assert all(page.count(f"Your answer: {i}.") >= 1 for i in (1, 2, 3))


def failing(*messages: str) -> Mark:
    cases = tuple(CaseMark(f"probe {i}", "failed", message) for i, message in enumerate(messages))
    return marked(ExerciseMark(SOLVE, "Solve two equations, or refuse", "failed", 0.0, 10, "", cases))


@pytest.mark.parametrize(
    ("messages", "says"),
    [
        (["Odd."] * 2 + [f"shape ({n},); shape ({n + 1},) was asked for." for n in range(12)] + ["b", "c"],
         "12 of 16 checks, the first of them: shape (0,); shape (1,) was asked for."),
        ([f"Off by {x}." for x in ("1e-7", "-2.5", "3")], "3 checks, the first of them: Off by 1e-7."),
        (["Odd.", "Odd.", "Even."], "2 of 3 checks: Odd."),
        (["Odd.", "Even."], "2 checks, the first of them: Odd."),
        (["Odd.", "Odd."], "(10 points): Odd."),
        (["Odd."], "(10 points): Odd."),
    ],
)  # fmt: skip
def test_the_diagnosis_quoted_first_is_the_one_that_most_checks_share_numbers_aside(messages, says):
    page = Read(pages.feedback_page(failing(*messages), HEADER)).words
    assert says in page.partition("Where most points are open")[2].partition("Check by check")[0]


def test_the_note_has_a_line_for_each_reason_and_repeats_nothing_that_stands_below():
    note = "\n".join(
        ("Taken from a (1).ipynb.", "solve_2x2: no case passed; the first of them, a probe: Odd.",
         "Not attempted: is_singular.", "Not found in the notebook: solve_2x2, is_singular.",
         "The time for one submission was used up; what was not reached has no points.", "Not attempted: odd names.")
    )  # fmt: skip
    for status in ("graded", "incomplete", "blank"):
        page = pages.feedback_page(marked(solved(0, 2), note=note, status=status), HEADER)
        panel = re.findall("<p>([^<]*)</p>", page.partition('class="panel"')[2].partition("</div>")[0])
        assert [line for line in panel if line in note] == [note.split("\n")[i] for i in (0, 4, 5)]
    below = pages.feedback_page(marked(solved(0, 2), note="solve_2x2: odd.\nNot attempted: is_singular."), HEADER)
    assert 'class="panel"' not in below
    refused = pages.feedback_page(marked(solved(0, 2), note="solve_2x2: odd.", status="refused"), HEADER)
    assert "solve_2x2: odd." in refused  # there is nothing below


def test_a_notebook_with_none_of_the_exercises_is_not_told_that_its_cells_are_untouched():
    note = "None of the exercises was found in it. Is it the notebook of this assignment?"

    def page(*statuses):
        exercises = tuple(ExerciseMark(f"c1w1.f{i}", "F", status, 0.0, 5) for i, status in enumerate(statuses))
        mark = replace(marked(solved(0, 1)), status="blank", note=note, exercises=exercises)
        return Read(pages.feedback_page(mark, HEADER)).words

    wrong = "None of the exercises of this assignment was found in the file: is it the right notebook?"
    assert wrong in page("missing", "missing") and note not in page("missing", "missing")
    assert "as they were handed out" not in page("missing", "missing")
    assert "The exercise cells are as they were handed out" in page("blank", "blank")
    assert "The exercise cells that were found are as they were handed out" in page("blank", "missing")
    assert wrong not in page("blank", "missing")


def test_the_pages_have_the_title_of_the_notebook():
    header = replace(HEADER, title="One, *none* or `many`?")
    for page in (pages.feedback_page(marked(solved(1, 2)), header), pages.summary_page([], header, {})):
        read = Read(page)
        assert "One, none or many?" in page.partition("<title>")[2].partition("</title>")[0]
        assert "Assignment C1W1-5" in read.words and len(read.named("em")) == 1
        assert "One None or Many" not in page


def test_the_file_is_named_in_full():
    file = f"{'Anna-Lena Fischer_120340_assignsubmission_file_' * 3}/{HEADER.notebook}"
    page = pages.feedback_page(replace(marked(solved(1, 2)), file=file), HEADER)
    assert file in "".join(Read(page).parts)


def test_the_page_names_no_seed_and_nothing_of_the_course_package():
    page = pages.feedback_page(marked(solved(3, 8)), HEADER)
    assert str(HEADER.seed) not in page and "22" * 8 not in page
    assert page.count(CALL.partition("(")[0] + "(np.") == 1  # the visible call, and none for the hidden ones


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("refused", "could not be graded"),
        ("incomplete", "did not reach the end"),
        ("blank", "No exercise was attempted"),
    ],
)
def test_a_submission_without_a_full_grading_gets_its_reason(status, says):
    page = Read(pages.feedback_page(marked(solved(0, 1), status=status, note="The file is cut off."), HEADER))
    assert says in page.words and "The file is cut off." in page.words
    assert ("Overview" in page.words) == (status != "refused")


def test_only_a_full_score_says_that_nothing_is_open():
    full = marked(solved(8, 8))
    second = ExerciseMark(SINGULAR, "Singular or not?", "passed", 15.0, 15, "", (CaseMark("a probe", "passed"),))
    everything = replace(full, score=25.0, exercises=(full.exercises[0], second))
    assert "Nothing is open" in pages.feedback_page(everything, HEADER)
    assert "Nothing is open" not in pages.feedback_page(full, HEADER)
    assert "Nothing is open" not in pages.feedback_page(replace(everything, status="incomplete"), HEADER)


# --- the class page


def bars(page: str) -> list[int]:
    rows = re.findall(r'<th scope="row">[\d.]+ to[^<]*</th><td class="number">(\d+)</td>', page)
    return [int(count) for count in rows]


def test_the_histogram_counts_every_graded_submission_once():
    marks = [
        replace(marked(solved(1, 2), student=f"s{score}"), score=score) for score in (0.0, 2.4, 2.5, 12.5, 24.99, 25.0)
    ]
    page = summary([*marks, marked(solved(0, 1), student="r", status="refused", note="a PDF")])
    assert bars(page) == [2, 1, 0, 0, 0, 1, 0, 0, 0, 2]
    assert "Of the 6 graded: median 7.5 of 25 points" in page and "1 reached every point" in page
    assert "mean of the 6 graded 11.23 points" in page and "The one that was not graded is in none" in page
    assert "2 from 0 to 2.5" in page and "2 from 22.5 to 25" in page  # the same for who does not see it


def test_slips_are_counted_by_submissions_and_the_commonest_comes_first():
    why = [slip.why for slip in registry.exercise(SOLVE).slips]
    marks = [marked(solved(2, 8, slip=slip), student=f"s{i}") for i, slip in enumerate((3, 0, 0, 0, 3, 1, None))]
    page = summary(marks)
    table = page.partition("Commonest slips")[2].partition("</table>")[0]
    counts = [int(count) for count in re.findall(r'<td class="number">(\d+)</td>', table)]
    assert counts == [3, 2, 1]
    places = [table.find(pages.inline(why[slip])) for slip in (0, 3, 1)]
    assert -1 not in places and places == sorted(places)
    assert "7 answers did not pass everything; 6 of them were recognised" in page
    assert "Checks failed most often without a known slip" in page and "probe 5" in page


def test_a_slip_that_the_exercise_no_longer_has_is_told_by_its_message():
    assert "an old diagnosis" in summary([marked(solved(2, 8, slip=99, message="an old diagnosis"))])


def test_exercises_are_counted_full_partly_none_and_blank():
    page = summary([marked(solved(n, 4), student=f"s{i}") for i, n in enumerate((4, 4, 3, 0))])
    rows = re.findall(r"(\d+) %</td>(.*?)</tr>", page.partition("By exercise")[2])
    assert [(mean, re.findall(r">(\d+)<", counts)) for mean, counts in rows[:2]] == [
        ("69", ["2", "1", "1", "0"]),
        ("0", ["0", "0", "0", "4"]),
    ]


def test_what_needs_a_look_is_listed_with_its_reason():
    marks = [
        marked(solved(4, 4), student="fine"), marked(solved(4, 4), student="moved", note="Taken from moved (1).ipynb."),
        marked(solved(0, 4), student="pdf", status="refused", note="It is a PDF."),
        marked(solved(2, 4), student="slow", status="incomplete", note="The time was used up."),
    ]  # fmt: skip
    section = Read(summary(marks).partition("Needs a look</h2>")[2].partition("<h2>")[0]).words
    for words in (
        "slow incomplete : The time was used up.",
        "pdf refused : It is a PDF.",
        "moved Taken from moved (1).ipynb.",
    ):
        assert words in section, section
    assert "fine" not in section
    assert "4 submissions: 2 graded, 1 incomplete, 1 refused." in summary(marks)


def remark(note: str, **changes) -> tuple[str, str]:
    """Return what the class page shows of a note, and what it keeps behind a click."""
    page = summary([marked(solved(4, 4), note=note, **changes)])
    cell = page.partition("Needs a look</h2>")[2].partition("</th><td>")[2].partition("</td>")[0]
    shown, _, rest = cell.partition("<details>")
    return shown, rest


def test_a_long_note_keeps_three_lines_in_the_table_and_the_rest_behind_a_click():
    shown, rest = remark("\n".join(f"Reason {i}." for i in range(14)))
    assert re.findall(r"Reason \d+", shown) == [f"Reason {i}" for i in range(3)] and shown.count("<br>") == 2
    assert "11 more reasons" in rest and re.findall(r"<p>(Reason \d+)", rest) == [f"Reason {i}" for i in range(3, 14)]
    shown, rest = remark(f"{'word ' * 30}end.\nshort.", status="incomplete")
    assert "<b>incomplete</b>: " in shown and "end." in shown and "1 more reason<" in rest and "<p>short.</p>" in rest
    shown, rest = remark(f"{'word ' * 60}end.\nshort.")
    assert "word …" in shown and "in full" in rest and "word end.</p>" in rest and "short." in rest
    assert remark("One.\nTwo.")[1] == ""


def test_rows_whose_file_is_gone_need_a_look_under_their_own_heading():
    marks = [marked(solved(4, 4), student="left", note=pages.GONE), marked(solved(4, 4), student="moved", note="Odd.")]
    page = summary(marks)
    gone, _, remarks = page.partition("No longer among the submissions")[2].partition("Graded, with a remark")
    assert ">left<" in gone and ">moved<" not in gone
    assert ">moved<" in remarks.partition("<h2>")[0] and ">left<" not in remarks.partition("<h2>")[0]
    assert "No longer among" not in summary(marks[1:])


def test_names_have_room_for_one_line_and_break_at_underscores_first():
    page = summary([marked(solved(4, 4), student="Fischer_1203405", note="Odd.")])
    assert "min-width: 16ch" in page and "Fischer_<wbr>1203405" in page
    assert "min-width: 25ch" in summary([marked(solved(4, 4), student="x" * 300)])


@pytest.mark.parametrize("marks", [1, 2])
def test_one_is_not_told_in_the_plural(marks):
    page = summary([marked(solved(1, 2), student=f"s{i}", note="a\n" * 4) for i in range(marks)])
    assert bool(re.search(r"(?<![\d.])1 (submissions|answers|reasons|points|exercises|checks)\b", page)) is False


def test_the_class_page_says_how_it_was_graded():
    page = summary([marked(solved(4, 4))])
    for words in (str(HEADER.seed), "Landlock; no network", "11" * 32, "22" * 32, "33" * 32, "Python 3.12, numpy 2.4"):
        assert words in page
    assert "ran as ordinary programs" in pages.summary_page([], replace(HEADER, protections=()), {})


@pytest.mark.parametrize("marks", [[], [marked(solved(0, 1), status="refused")], [marked(solved(1, 1))]], ids=len)
def test_a_class_of_none_or_one_has_its_page(marks):
    assert Read(summary(marks)).open == []


# --- for every reader


def both_pages() -> list[str]:
    marks = [marked(solved(n, 12), student=f"s{n}") for n in range(12)]
    return [pages.feedback_page(marks[3], HEADER), summary(marks)]


def test_pages_need_no_other_file_and_run_no_script():
    for page in both_pages():
        assert "default-src 'none'; style-src 'unsafe-inline'" in page
        assert active(Read(page)) == [] and "url(" not in page and "@import" not in page


def test_pages_are_built_for_screen_readers():
    for page in both_pages():
        read = Read(page)
        assert read.named("html") == [{"lang": "en"}] and len(read.named("h1")) == 1
        levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))
        assert all("scope" in heading for heading in read.named("th"))
        assert all(svg.get("aria-hidden") or svg.get("aria-labelledby") for svg in read.named("svg"))
        ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert {link["href"][1:] for link in read.named("a") if link["href"].startswith("#")} <= set(ids)


def schemes() -> list[dict[str, str]]:
    """The colours of the light scheme, the dark one, and of print."""
    source = (registry.ROOT / "utils" / "grade" / "templates" / "base.html").read_text(encoding="utf-8")
    return [
        dict(re.findall(r"--(\w+): (#[0-9A-F]{6})", block)) for block in re.findall(r":root \{(.*?)\}", source, re.S)
    ]


def test_the_colours_are_those_of_the_course():
    light, dark, printed = schemes()
    for scheme in (light, printed):
        assert (scheme["first"], scheme["second"], scheme["result"]) == (style.FIRST, style.SECOND, style.RESULT)
        assert (scheme["ink"], scheme["paper"], scheme["context"]) == (style.INK, style.PAPER, style.CONTEXT)
    assert dark["paper"] == style.INK
    for role, by in (("first", style.FIRST), ("second", style.SECOND), ("result", style.RESULT), ("link", style.FIRST)):
        assert dark[role].lower() in {style.tint(by, amount / 100) for amount in range(61)}
    assert light.keys() == dark.keys() == printed.keys()


@pytest.mark.parametrize("scheme", schemes(), ids=("light", "dark", "print"))
def test_text_and_graphics_stand_out_as_wcag_asks(scheme):
    for text in ("ink", "quiet", "link"):
        for ground in ("paper", "panel"):
            assert style.contrast_ratio(scheme[text], scheme[ground]) >= 4.5, (text, ground)
    for graphic in ("first", "second", "result"):
        assert style.contrast_ratio(scheme[graphic], scheme["paper"]) >= 3, graphic


def test_templates_name_no_colour_but_in_the_schemes():
    for path in (registry.ROOT / "utils" / "grade" / "templates").iterdir():
        source = re.sub(r":root \{.*?\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        assert re.findall(r"#[0-9A-Fa-f]{3,8}\b(?=[;\s\"])", source) == [], path.name


def test_symbols_are_those_of_the_checks_in_the_notebooks():
    assert all(report.SYMBOLS[status] == pages.SYMBOLS[status] for status in ("passed", "failed", "error", "blank"))


def test_templates_are_loaded_only_where_a_page_is_written():
    code = "import utils.grade.records, sys; print({'jinja2', 'mistune', 'matplotlib'} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=registry.ROOT, check=True)
    assert ended.stdout.strip() == "set()"
