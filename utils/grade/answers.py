"""Find the answers in a submitted notebook: by exercise id, by cell id, or by the name that they define.

Learners delete, copy, merge, rename and reorder cells; platforms strip metadata. Nothing of the submission is executed here. It
is parsed, though, which a hostile source can make slow or fatal: so this runs in the learner's process, before any of its code.
"""

from __future__ import annotations

import ast
import builtins
import dis
import re
import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from utils.learn.graft import parse, source_of

__all__ = ["Answer", "Cell", "Found", "bound_names", "find", "loaded_names", "parsed", "relevant"]

MOST_CELLS = 5000
LONGEST_CELL = 500_000  # characters
BUILTIN = frozenset(dir(builtins))
DEFINITIONS = (
    ast.Import,
    ast.ImportFrom,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.If,  # and what else may hold a definition: `try: import …`
    ast.Try,
    ast.With,
    ast.For,
)
IN_PLACE = ("%%time", "%%capture", "%%prun")  # cell magics that run their cell as if they were not there


@dataclass(frozen=True)
class Cell:
    """A code cell: its id, the exercise that its metadata names, its source."""

    id: str
    exercise: str
    source: str


@dataclass(frozen=True)
class Answer:
    """Where an exercise's answer was found.

    Parameters
    ----------
    source : str
        The whole cell, as Python (IPython's magics are translated).
    note : str
        What was out of the ordinary; empty where it stood in its own cell.
    trouble : str
        Why it cannot be run: a syntax error, in words.
    uses : tuple of str
        Names of other exercises that the definition mentions.
    """

    source: str
    note: str = ""
    trouble: str = ""
    uses: tuple[str, ...] = ()


@dataclass
class Found:
    """What a submission holds: answers by exercise id, and the helpers that they need, in order."""

    answers: dict[str, Answer] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def _targets(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Tuple | ast.List):
        for item in node.elts:
            yield from _targets(item)
    elif isinstance(node, ast.Starred):
        yield from _targets(node.value)


def bound_names(node: ast.AST) -> set[str]:
    r"""Return the names that a module's statement binds.

    Examples
    --------
    >>> sorted(bound_names(ast.parse("import numpy as np\nif True:\n    a, b = 1, 2\ndef f():\n    c = 3")))
    ['a', 'b', 'f', 'np']
    """
    names: set[str] = set()
    waiting = [node]  # and no recursion: a sum of a thousand terms is a thousand levels deep
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.update(alias.asname or alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.Assign):
            names.update(name for target in node.targets for name in _targets(target))
        elif isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr | ast.For | ast.AsyncFor):
            names.update(_targets(node.target))
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            names.update(_targets(node.optional_vars))
        waiting += [
            child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.Lambda | ast.comprehension)
        ]
    return names


GLOBAL_READS = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"}


def _codes(tree: ast.AST) -> list[types.CodeType]:
    """Compile a statement or a module; return its code and that of every function and class in it."""
    module = tree if isinstance(tree, ast.Module) else ast.Module([tree], [])
    try:
        codes = [compile(module, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)]
    except (SyntaxError, ValueError, RecursionError):  # such as a `return` outside a function: it would not run either
        return []
    for code in codes:  # grows while it is gone through
        codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return codes


def loaded_names(tree: ast.AST) -> set[str]:
    r"""Return the names of the module, or of nobody yet, that are read anywhere inside; parameters and locals are not.

    Examples
    --------
    >>> sorted(loaded_names(ast.parse("def f(x):\n    y = helper(x)\n    return y + LIMIT")))
    ['LIMIT', 'helper']
    """
    # Bytecode, because it has settled what is local.
    return {step.argval for code in _codes(tree) for step in dis.get_instructions(code) if step.opname in GLOBAL_READS}


def _mentioned_names(tree: ast.AST) -> set[str]:
    """Return, much faster, what `loaded_names` returns and the names of attributes."""
    return {name for code in _codes(tree) for name in code.co_names}


def parsed(source: str) -> tuple[str, ast.Module | None, str]:
    r"""Parse a cell as Jupyter would run it.

    Parameters
    ----------
    source : str

    Returns
    -------
    source : str
        With magics translated.
    tree : ast.Module or None
        None where it is no Python.
    trouble : str
        Why not, in words.

    Examples
    --------
    >>> parsed("def f(:")[2]
    'SyntaxError in line 1, `def f(:`: invalid syntax'
    >>> parsed("%matplotlib inline\nx = 1")[0].splitlines()[1]
    'x = 1'
    """
    if len(source) > LONGEST_CELL:
        return source, None, f"The cell has {len(source)} characters; at most {LONGEST_CELL} are read."
    try:
        return source, _tree(source), ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        pass
    if "\0" in source:
        return source, None, "SyntaxError: the cell holds null characters, which Python does not read"
    text = source
    try:
        from IPython.core.inputtransformer2 import TransformerManager

        text = TransformerManager().transform_cell(_without_cell_magic(source))
        return text, _tree(text), ""
    except SyntaxError as error:
        line = (error.text or "").strip()[:80]
        where = f" in line {error.lineno}" if error.lineno else ""
        words = f"{type(error).__name__}{where}{f', `{line}`' if line else ''}: {error.msg}"
        curly = ". Curly quotes are no quotes in Python: type them again" if set(line) & set("“”‘’„") else ""
        return text, None, words + curly
    except Exception as error:  # null characters, endless nesting, and what a transformer makes of them
        return text, None, f"{type(error).__name__}: {str(error)[:200]}"


def _without_cell_magic(source: str) -> str:
    r"""Make a comment of a first line such as ``%%time``, which hides the cell from the parser.

    Examples
    --------
    >>> _without_cell_magic("%%time\nx = 1"), _without_cell_magic("%%html\n<b>")
    ('# %%time\nx = 1', '%%html\n<b>')
    """
    words = source.split(maxsplit=1)
    return source.replace("%%", "# %%", 1) if words and words[0] in IN_PLACE else source


def _tree(source: str) -> ast.Module:
    return compile(source, "<cell>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def cells_of(notebook: Mapping[str, Any]) -> list[Cell]:
    """Return the code cells of a notebook, whatever state its cells are in."""
    cells = []
    for raw in notebook["cells"][:MOST_CELLS]:
        if not isinstance(raw, dict) or raw.get("cell_type") != "code":
            continue
        metadata = raw.get("metadata")
        named = metadata.get("exercise") if isinstance(metadata, dict) else None
        try:
            source = source_of(raw)
        except TypeError:  # a source that is neither text nor lines
            source = ""
        id_ = raw.get("id")
        cells.append(Cell(id_ if isinstance(id_, str) else "", named if isinstance(named, str) else "", source))
    return cells


@dataclass
class _Read:
    """A cell that was parsed."""

    cell: Cell
    place: int
    source: str
    tree: ast.Module | None
    trouble: str
    bound: set[str]


def _read(cell: Cell, place: int) -> _Read:
    source, tree, trouble = parsed(cell.source)
    return _Read(cell, place, source, tree, trouble, bound_names(tree) if tree is not None else set())


def _is_placeholder(tree: ast.Module, name: str) -> bool:
    """Tell whether the last definition of a name has no body but a docstring, ``...`` and ``pass``."""
    last = [node for node in tree.body if name in bound_names(node)][-1]
    if isinstance(last, ast.Assign | ast.AnnAssign):
        return isinstance(last.value, ast.Constant) and last.value.value is ...
    if not isinstance(last, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    return all(
        isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for node in last.body
    )


def _choose(question, reads: list[_Read]) -> tuple[_Read, str] | None:
    """Return the cell that answers a question, and what is odd about it; None where nothing defines the name."""
    defining = [one for one in reads if question.name in one.bound]
    filled = [one for one in defining if not _is_placeholder(one.tree, question.name)]
    own = [one for one in reads if one.cell.exercise == question.id]
    same_id = [one for one in reads if one.cell.id == question.cell_id and one.cell.exercise in ("", question.id)]
    broken = [one for one in (*own, *same_id) if one.trouble and question.name in one.cell.source]
    for group, where in ((own, "exercise"), (same_id, "cell"), (reads, "name")):
        chosen = [one for one in group if one in filled]
        if not chosen:
            continue
        note = []
        if where == "name":
            note.append(f"`{question.name}` was found by its name, in another cell than the exercise's.")
        if len(chosen) > 1:
            note.append(f"{len(chosen)} cells define `{question.name}`; the last of them was taken.")
        elif len(filled) > 1:
            note.append(f"`{question.name}` is defined elsewhere too; the one in the exercise's cell was taken.")
        if broken and chosen[-1] not in broken:
            note.append("The exercise's own cell is not valid Python.")
        return chosen[-1], " ".join(note)
    if broken:
        return broken[-1], ""
    unreadable = [one for one in reads if one.trouble and f"def {question.name}(" in one.cell.source]
    if unreadable:
        return unreadable[-1], ""
    return (defining[-1], "") if defining else None


def relevant(needed: set[str], pieces: list[tuple[set[str], set[str], Any]]) -> list[Any]:
    """Return the pieces that bind what is needed, and what those need in turn, in their own order.

    Parameters
    ----------
    needed : set of str
        Names.
    pieces : list of (bound names, loaded names, piece)

    Returns
    -------
    list
        The pieces.

    Examples
    --------
    >>> relevant({"f"}, [({"x"}, set(), "x = 1"), ({"y"}, set(), "y = 2"), ({"f"}, {"x"}, "f = x")])
    ['x = 1', 'f = x']
    """
    chosen: set[int] = set()
    waiting, seen = list(needed), set(needed)
    while waiting:
        name = waiting.pop()
        for number, (bound, loaded, _) in enumerate(pieces):
            if name in bound and number not in chosen:
                chosen.add(number)
                waiting += loaded - seen
                seen |= loaded
    return [pieces[number][2] for number in sorted(chosen)]


def find(content: bytes, exam) -> Found:
    """Find the answers of a submission.

    Parameters
    ----------
    content : bytes
        The file.
    exam : utils.grade.exam.Exam

    Returns
    -------
    Found

    Raises
    ------
    ValueError
        Where it is not a notebook; the sentence says what it is instead.
    """
    notebook = parse(content, "The file")
    cells = cells_of(notebook)
    pristine = {source for _, source in exam.cells}
    by_id = {cell_id for cell_id, _ in exam.cells}
    # A cell that is still as it was handed out tells nothing new; most are, and parsing them all would take longer.
    reads = [_read(cell, place) for place, cell in enumerate(cells) if cell.source not in pristine]
    found = Found()
    if len(notebook["cells"]) > MOST_CELLS:
        found.notes.append(f"It has {len(notebook['cells'])} cells; the first {MOST_CELLS} were read.")
    chosen: dict[int, _Read] = {}
    for question in exam.questions:
        choice = _choose(question, reads)
        if choice is None:
            own = [one for one in reads if one.cell.exercise == question.id and not one.trouble]
            if own:
                names = ", ".join(f"`{name}`" for name in sorted(own[-1].bound))
                words = f"defines {names}, not `{question.name}`" if names else f"does not define `{question.name}`"
                found.answers[question.id] = Answer("", "", f"The exercise's cell {words}.")
            continue
        one, note = choice
        chosen[one.place] = one
        others = {other.name for other in exam.questions} - {question.name}
        nodes = [node for node in (one.tree.body if one.tree else ()) if question.name in bound_names(node)]
        uses = sorted(others & {name for node in nodes for name in _mentioned_names(node)})
        found.answers[question.id] = Answer(one.source, note, one.trouble, tuple(uses))
    if not cells:
        found.notes.append("The notebook has no code cells.")
    elif not by_id & {cell.id for cell in cells} and not any(cell.exercise for cell in cells):
        found.notes.append("Its cells have lost their ids and metadata; answers were looked for by name.")
    found.before = _helpers_for(chosen, reads, pristine, exam)
    return found


def _helpers_for(chosen: dict[int, _Read], reads: list[_Read], pristine: set[str], exam) -> list[str]:
    """Return what the answers need besides themselves: cells of the blank notebook, and definitions of the learner's own."""
    trees = [one.tree for one in chosen.values() if one.tree is not None]
    own = [
        (bound_names(node), one.source, node)
        for one in reads
        if one.tree is not None and one.place not in chosen and one.cell.source not in pristine
        for node in one.tree.body
        if isinstance(node, DEFINITIONS)
    ]
    theirs = {name for names, *_ in own for name in names}
    known = {name for tree in trees for name in bound_names(tree)} | ((BUILTIN | exam.imported) - theirs)
    needed = {name for tree in trees for name in _mentioned_names(tree)} - known
    offered = theirs.union(*(names for names, *_ in exam.pieces))
    if not needed & offered and "*" not in offered:
        return []
    needed = {name for tree in trees for name in loaded_names(tree)} - known
    mine = [(names, loaded_names(node), _segment(source, node)) for names, source, node in own if "*" not in names]
    # What learners define themselves takes the place of the blank notebook's, unless it builds on that.
    replaced = {name for names, loaded, _ in mine for name in names - loaded}
    pieces = [(names - replaced, loaded, source) for names, loaded, source in exam.pieces]
    stars = [_segment(source, node) for names, source, node in own if "*" in names]
    return stars + relevant(needed, [*pieces, *mine])


def _segment(source: str, node: ast.AST) -> str:
    """Return the source of a statement, its decorators included."""
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
    lines = re.split(r"\r\n|\r|\n", source)[first - 1 : node.end_lineno]  # the lines that Python counts, no others
    alone = len(lines) > 1 or node.col_offset == 0
    return "\n".join(lines) if alone else ast.get_source_segment(source, node) or ""
