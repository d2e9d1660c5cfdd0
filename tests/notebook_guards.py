"""What every notebook and page of the course has to be, as functions that return complaints."""

from __future__ import annotations

import ast
import re
import unicodedata
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from utils.learn import graft
from utils.learn.graft import source_of

NEEDED = {
    "lecture": ("By the end you can", "Predict", "Common slip", "Summary", "Explain it back"),
    "lab": ("By the end you can", "Predict", "on your own"),
    "assignment": ("points", "graded", "score"),
    "project": ("By the end you can", "Predict", "points", "graded", "score"),
}
FORBIDDEN_CODE = {
    r"\bsys\.path\b": "sys.path is touched; the package is on the path already",
    r"^\s*[%!]": "a magic or shell command; notebooks are plain Python",
    r"\bget_ipython\b": "get_ipython; notebooks are plain Python",
    r"\bplt\.show\b|\bpyplot\b": "pyplot; figures leave through show(fig, alt=…)",
    r"\binput\(": "input() waits for ever where nobody types",
    r"https?://|\burllib\b|\brequests\b|\bfetch_\w+\(": "code that needs the network",
    r"[\"'](?:/(?:home|tmp|usr|root|work|Users|mnt|content)\b|[A-Za-z]:\\\\)": "an absolute path",
    r"\bnp\.random\.(?!default_rng|Generator|SeedSequence)\w+": "NumPy's global random state; use rng",
    r"default_rng\(\s*\)": "an unseeded generator",
    r"\bimport random\b": "the random module; use NumPy's rng",
}
FILLER = r"\b(simply|obviously|trivially|of course|needless to say|just)\b"


def words(notebook: dict) -> int:
    """Number of words of prose."""
    return sum(len(source_of(cell).split()) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def prose(notebook: dict) -> str:
    """All Markdown of a notebook."""
    return "\n\n".join(source_of(cell) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def storage_complaints(notebook: dict) -> list[str]:
    """Stored as agreed: format 4.5, readable unique ids, no outputs, no counts, no widget state, nothing personal."""
    complaints = []
    if (notebook.get("nbformat"), notebook.get("nbformat_minor")) != (4, 5):
        complaints.append(f"format {notebook.get('nbformat')}.{notebook.get('nbformat_minor')}, not 4.5")
    strange = set(notebook["metadata"]) - {"kernelspec", "language_info", "course"}
    if strange:
        complaints.append(f"metadata that is not ours: {sorted(strange)}")
    if notebook["metadata"].get("kernelspec", {}).get("name") != "python3":
        complaints.append("the kernelspec is not python3")
    ids = [cell.get("id", "") for cell in notebook["cells"]]
    complaints += [f"cell id twice: {one}" for one in sorted({one for one in ids if ids.count(one) > 1})]
    complaints += [f"cell id {one!r} is not readable: words with dashes" for one in ids if not _readable(one)]
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and (cell.get("outputs") or cell.get("execution_count") is not None):
            complaints.append(f"{cell.get('id')}: outputs or an execution count are stored")
        if cell.get("attachments"):
            complaints.append(f"{cell.get('id')}: an attachment is stored")
        extra = set(cell.get("metadata", {})) - {"exercise", "jupyter", "tags"}
        if extra:
            complaints.append(f"{cell.get('id')}: metadata that is not ours: {sorted(extra)}")
        if "raises-exception" in cell.get("metadata", {}).get("tags", []):
            complaints.append(f"{cell.get('id')}: raises-exception passes when nothing is raised")
    return complaints


def _readable(cell_id: str) -> bool:
    # An id drawn by Jupyter is eight hexadecimal digits; a readable one has a word in it.
    return (
        bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", cell_id))
        and len(cell_id) <= 64
        and not re.fullmatch(r"[0-9a-f]{8}", cell_id)
    )


def shape_complaints(notebook: dict) -> list[str]:
    """The parts that a notebook of its kind has."""
    complaints, cells = [], notebook["cells"]
    about = notebook["metadata"].get("course", {})
    kind = about.get("kind")
    if (
        kind not in NEEDED
        or not re.fullmatch(r"c\dw\d-\d", about.get("id", ""))
        or not 10 <= about.get("minutes", 0) <= 150
    ):
        return [f"metadata course needs id (c1w1-1), kind ({', '.join(NEEDED)}) and minutes; it is {about}"]
    if not source_of(cells[0]).startswith("# "):
        complaints.append("the first cell is not a title")
    code = graft.code_of(notebook)
    if not code or code[0][0] != "setup" or "python course.py lab" not in code[0][1].splitlines()[0]:
        complaints.append(
            "the first code cell is not the set-up cell (id setup) that says what to do when utils is not found"
        )
    text = prose(notebook)
    complaints += [f"a {kind} without {part!r}" for part in NEEDED[kind] if part.lower() not in text.lower()]
    source = "\n".join(code for _, code in code)
    figures = len(re.findall(r"\b(?:show|explore)\(", source))
    if kind == "lecture" and (words(notebook) < 1200 or figures < 5):
        complaints.append(f"thin for a lecture: {words(notebook)} words, {figures} figures")
    if kind != "lecture" and len(graft.exercise_ids(notebook)) < 4:
        complaints.append(f"{len(graft.exercise_ids(notebook))} exercises, at least four are needed")
    if kind == "lecture" and len(re.findall(r"\bquiz\(", source)) < 3:
        complaints.append("a lecture asks at least three quiz questions")
    return complaints


def exercise_complaints(notebook: dict) -> list[str]:
    """Each exercise cell is one blank definition with a docstring, and its check follows before the next exercise."""
    complaints = []
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    exercises = [i for i, cell in enumerate(cells) if "exercise" in cell.get("metadata", {})]
    for i, after in pairwise([*exercises, len(cells)]):
        exercise_id, source = cells[i]["metadata"]["exercise"], source_of(cells[i])
        name = exercise_id.partition(".")[2]
        if not cells[i]["id"].startswith("ex-"):
            complaints.append(f"{exercise_id}: the cell's id does not start with ex-")
        tree = ast.parse(source).body
        if len(tree) != 1 or getattr(tree[0], "name", None) != name:
            complaints.append(f"{exercise_id}: the cell is not the one definition of {name}")
        elif not ast.get_docstring(tree[0]):
            complaints.append(f"{exercise_id}: the stub has no docstring")
        rest = "\n".join(source_of(cell) for cell in cells[i + 1 : after])
        for call in (f'check("{exercise_id}", {name})', f'# hint("{exercise_id}")'):
            if call not in rest:
                complaints.append(f"{exercise_id}: {call} does not follow the exercise")
    return complaints


def code_complaints(notebook: dict) -> list[str]:
    """No network, no absolute path, no magic, no global state; every import from what the course depends on."""
    complaints = []
    for name, source in graft.code_of(notebook):
        for pattern, why in FORBIDDEN_CODE.items():
            if re.search(pattern, source, re.M):
                complaints.append(f"{name}: {why}")
        try:
            ast.parse(source)
        except SyntaxError as error:
            complaints.append(f"{name}: not plain Python ({error.msg})")
    return complaints


def voice_complaints(text: str) -> list[str]:
    """No filler words, no emoji."""
    bare = re.sub(r"`[^`]*`|\$[^$]*\$", "", text)
    complaints = [
        f"filler word {found[0]!r}: …{bare[max(0, found.start() - 30) : found.end() + 20]!r}"
        for found in re.finditer(FILLER, bare, re.I)
    ]
    emoji = {char for char in text if unicodedata.category(char) == "So" and ord(char) > 0x1F000}
    return complaints + [f"emoji {char}" for char in sorted(emoji)]


def anchors(text: str) -> set[str]:
    """Anchors that JupyterLab and GitHub give to a page's headings."""
    found = set()
    for heading in re.findall(r"^#{1,6}\s+(.+?)\s*$", re.sub(r"```.*?```", "", text, flags=re.S), re.M):
        found.add(heading.replace(" ", "-"))
        found.add(re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-"))
    return found | set(re.findall(r'<a (?:id|name)="([^"]+)"', text))


def page_text(path: Path) -> str:
    """Prose of a notebook or Markdown page."""
    return prose(graft.load(path)) if path.suffix == ".ipynb" else path.read_text(encoding="utf-8")


def link_complaints(text: str, home: Path) -> list[str]:
    """Relative links lead to a file that is there, anchors to a heading that is there, nothing leads out of the course."""
    complaints = []
    bare = re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S)
    targets = re.findall(r"\]\(\s*<?([^)>\s]+)>?(?:\s+\"[^\"]*\")?\s*\)", bare) + re.findall(
        r"(?:href|src)=\"([^\"]+)\"", bare
    )
    for target in targets:
        if re.match(r"[a-z]+:", target):
            if not target.startswith(("https://", "mailto:", "data:image")):
                complaints.append(f"{target}: a link outside starts with https://")
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (home.parent / path).resolve() if path else home
        if not file.exists():
            complaints.append(f"{target}: no such file")
        elif anchor and file.suffix in (".md", ".ipynb") and anchor not in anchors(page_text(file) if path else text):
            complaints.append(f"{target}: no such heading")
    return complaints


LABELS = (
    "By the end you can",
    "Predict",
    "Common slip",
    "Try",
    "Explain it back",
    "What you saw",
    "Back to the problem",
    "Summary",
)


def defined_terms(text: str) -> list[str]:
    """Words in bold that define a term: fixed labels, sentences and table heads are not terms."""
    bare = re.sub(r"```.*?```", "", text, flags=re.S)
    found = [term.strip().rstrip(":.,") for term in re.findall(r"(?<!\*)\*\*([^*\n]+)\*\*(?!\*)", bare)]
    return [
        term
        for term in found
        if term
        and not term.startswith(LABELS)
        and term[0].islower()
        and len(term.split()) <= 5
        and "$" not in term
        and "`" not in term
    ]


def glossary_terms(text: str) -> dict[str, str]:
    """Terms of the glossary, in lower case, with their entry."""
    return {term.strip().lower(): line for line in text.splitlines() for term in _entry_terms(line)}


def _entry_terms(line: str) -> list[str]:
    found = re.match(r"- \*\*(.+?)\*\*", line)
    return found[1].split(" / ") if found else []


def term_complaints(text: str, glossary: str) -> list[str]:
    """Every term that a notebook defines stands in the glossary."""
    known = glossary_terms(glossary)
    return [f"the term {term!r} is not in the glossary" for term in defined_terms(text) if term.lower() not in known]


def glossary_complaints(glossary: str, pages: dict[str, str]) -> list[str]:
    """Every entry is a sentence, in order, and links to a notebook that has the term in bold."""
    complaints, terms = [], []
    for line in glossary.splitlines():
        for term in _entry_terms(line)[:1]:
            terms.append(term.lower())
            linked = re.findall(r"\(\.\./([^)]+\.ipynb)\)", line)
            if not linked:
                complaints.append(f"{term}: no link to the notebook that defines it")
            for page in linked:
                bold = {one.lower() for one in re.findall(r"\*\*([^*\n]+?)[:.,]?\*\*", pages.get(page, ""))}
                if not bold & {one.lower() for one in _entry_terms(line)}:
                    complaints.append(f"{term}: {page} does not define it in bold")
            if len(line.split()) < 8:
                complaints.append(f"{term}: the entry says too little")
    if terms != sorted(terms, key=str.casefold):
        complaints.append("the entries are not in alphabetical order")
    complaints += [f"{term}: twice" for term in sorted({one for one in terms if terms.count(one) > 1})]
    return complaints


def symbol_complaints(text: str, notation: str) -> list[str]:
    """Formulas are written as the notation page says: its macros only, vectors and matrices upright and bold."""
    complaints = []
    for formula in re.findall(
        r"\$\$(.+?)\$\$|\$([^$\n]+)\$", re.sub(r"```.*?```|`[^`\n]*`", "", text, flags=re.S), re.S
    ):
        formula = formula[0] or formula[1]
        complaints += [
            f"{macro} is not used here; see NOTATION"
            for macro in re.findall(r"\\(?:vec|boldsymbol|bm|overrightarrow|textbf)\b", formula)
        ]
        for symbol in re.findall(r"\\mathbf\{?\s*([A-Za-z])\b", formula):
            if rf"\mathbf{{{symbol}}}" not in notation:
                complaints.append(rf"\mathbf{{{symbol}}} is not on the notation page")
        for macro in re.findall(r"\\(?:operatorname\{(\w+)\})", formula):
            if rf"\operatorname{{{macro}}}" not in notation:
                complaints.append(rf"\operatorname{{{macro}}} is not on the notation page")
    return complaints
