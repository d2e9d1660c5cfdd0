"""Every notebook is stored, shaped and written as agreed, and each guard complains about a bad example."""

from __future__ import annotations

import copy
import json

import notebook_guards as guards
import numpy as np
import pytest
from notebook_runs import ALL, NOTEBOOKS, START, run, run_code

from utils import explore, figures
from utils.learn import course_map, graft, registry

figure_checks = pytest.importorskip("figure_checks")

PAGES = sorted(
    [*registry.ROOT.glob("*.md"), *(registry.ROOT / "docs").glob("*.md"), *registry.ROOT.glob("Course*/README.md")]
)
every_notebook = pytest.mark.parametrize("path", ALL, ids=[path.stem for path in ALL])
course_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
every_page = pytest.mark.parametrize("path", [*ALL, *PAGES], ids=[path.stem for path in [*ALL, *PAGES]])


def doc(name: str) -> str:
    return (registry.ROOT / "docs" / name).read_text(encoding="utf-8")


@every_notebook
def test_it_is_stored_as_agreed(path):
    assert guards.storage_complaints(graft.load(path)) == []


@every_notebook
def test_it_is_a_valid_notebook(path):
    import nbformat

    nbformat.validate(graft.load(path))


@course_notebook
def test_it_has_the_parts_of_its_kind(path):
    assert guards.shape_complaints(graft.load(path)) == []


@course_notebook
def test_exercises_are_blank_and_checked(path):
    assert guards.exercise_complaints(graft.load(path)) == []


@every_notebook
def test_code_needs_no_network_path_or_magic(path):
    assert guards.code_complaints(graft.load(path)) == []


@every_page
def test_the_voice_has_no_filler(path):
    assert guards.voice_complaints(guards.page_text(path)) == []


@every_page
def test_links_lead_somewhere(path):
    assert guards.link_complaints(guards.page_text(path), path) == []


@course_notebook
def test_its_terms_are_in_the_glossary(path):
    assert guards.term_complaints(guards.page_text(path), doc("GLOSSARY.md")) == []


@course_notebook
def test_its_symbols_are_on_the_notation_page(path):
    assert guards.symbol_complaints(guards.page_text(path), doc("NOTATION.md")) == []


def test_the_glossary_is_in_order_and_leads_to_definitions():
    pages = {path.relative_to(registry.ROOT).as_posix(): guards.page_text(path) for path in NOTEBOOKS}
    assert guards.glossary_complaints(doc("GLOSSARY.md"), pages) == []


def test_there_is_a_notebook_and_a_start_page():
    assert START in ALL
    assert len(NOTEBOOKS) >= 5


def test_every_quiz_question_is_asked_and_known():
    from utils.learn import quizzing

    asked = [one for notebook in course_map.notebooks() for one in notebook.questions]
    assert sorted(asked) == sorted({item.id for item in quizzing.questions()})


# --- figures, as the notebook draws them ------------------------------------------------------------------------------


@every_notebook
def test_every_figure_has_its_own_alt_text(path):
    assert figure_checks.alt_complaints(run(path).alts) == []


@every_notebook
def test_figures_use_the_palette_and_readable_text(path):
    complaints = []
    for shown in run(path).shown:
        complaints += [
            f"{shown.alt[:50]}: {one}"
            for one in figure_checks.colour_complaints(shown.figure) + figure_checks.text_complaints(shown.figure)
        ]
    assert complaints == []


@every_notebook
def test_source_names_no_colours_of_its_own(path):
    complaints = [
        f"{name}: {one}"
        for name, code in graft.code_of(graft.load(path))
        for one in figure_checks.source_colour_complaints(code)
    ]
    assert complaints == []


@every_notebook
def test_sliders_draw_at_corners_middle_and_random_points(path):
    complaints = []
    for number, explorer in enumerate(run(path).explorers):
        rng = np.random.default_rng(number)
        complaints += [f"{explorer.alt_at()[:50]}: {one}" for one in figure_checks.explorer_complaints(explorer, rng)]
        for values in (*explorer.corners()[:4], explorer.default, *explorer.sample(rng, 1)):
            figure = explorer.at(**values)
            found = figure_checks.colour_complaints(figure) + figure_checks.text_complaints(figure)
            complaints += [f"{explorer.alt_at()[:50]} at {values}: {one}" for one in found]
    assert complaints == []


@every_notebook
def test_figures_leave_through_show_and_explore_alone(path):
    import matplotlib.pyplot as plt

    run(path)
    assert plt.get_fignums() == []


@every_notebook
def test_it_draws_and_says_the_same_at_every_run(path):
    first, notebook = run(path), graft.load(path)
    again = run_code(graft.code_of(graft.graft(notebook, graft.reference_answers(graft.exercise_ids(notebook)))))
    assert again.alts == first.alts
    for old, new in zip(first.shown, again.shown, strict=True):
        assert old.picture == new.picture, old.alt


# --- the guards themselves, on bad examples ---------------------------------------------------------------------------


def sample() -> dict:
    """A small notebook that every guard is content with."""

    def cell(kind, name, source, **metadata):
        extra = {"outputs": [], "execution_count": None} if kind == "code" else {}
        return {"cell_type": kind, "id": name, "metadata": metadata, "source": source, **extra}

    text = "# Title\n\n**By the end you can** solve.\n\n**Predict** what comes. Then try it on your own."
    stub = 'def residual(A, x, b):\n    """Return b - Ax."""\n    ...'
    cells = [
        cell("markdown", "title", text),
        cell("code", "setup", '# "No module named utils"? Start with: python course.py lab\nimport numpy as np'),
    ]
    for i in range(4):
        cells += [cell("code", f"ex-residual-{i}", stub.replace("residual", f"residual{i}"), exercise=f"c1w1.residual{i}"),
                  cell("code", f"check-residual-{i}", f'check("c1w1.residual{i}", residual{i})\n# hint("c1w1.residual{i}")')]  # fmt: skip
    metadata = {
        "kernelspec": {"name": "python3"},
        "language_info": {"name": "python"},
        "course": {"id": "c1w1-4", "kind": "lab", "minutes": 60},
    }
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells}


def changed(change) -> dict:
    notebook = copy.deepcopy(sample())
    change(notebook)
    return notebook


def test_the_guards_are_content_with_a_good_notebook():
    good = sample()
    for guard in (
        guards.storage_complaints,
        guards.shape_complaints,
        guards.exercise_complaints,
        guards.code_complaints,
    ):
        assert guard(good) == []


@pytest.mark.parametrize(
    ("guard", "change"),
    [
        (guards.storage_complaints, lambda nb: nb.update(nbformat_minor=4)),
        (guards.storage_complaints, lambda nb: nb["cells"][1].update(outputs=[{"output_type": "stream", "text": "x"}])),
        (guards.storage_complaints, lambda nb: nb["cells"][1].update(execution_count=1)),
        (guards.storage_complaints, lambda nb: nb["cells"][1].update(id="3f2a9c01")),
        (guards.storage_complaints, lambda nb: nb["cells"][1].update(id="title")),
        (guards.storage_complaints, lambda nb: nb["metadata"].update(widgets={})),
        (guards.storage_complaints, lambda nb: nb["cells"][1]["metadata"].update(tags=["raises-exception"])),
        (guards.storage_complaints, lambda nb: nb["cells"][1]["metadata"].update(collapsed=True)),
        (guards.shape_complaints, lambda nb: nb["metadata"]["course"].update(kind="essay")),
        (guards.shape_complaints, lambda nb: nb["cells"][0].update(source="No title")),
        (guards.shape_complaints, lambda nb: nb["cells"].pop(1)),
        (guards.shape_complaints, lambda nb: nb["metadata"]["course"].update(kind="lecture")),
        (guards.shape_complaints, lambda nb: nb.update(cells=nb["cells"][:6])),
        (guards.exercise_complaints, lambda nb: nb["cells"].pop(3)),
        (guards.exercise_complaints, lambda nb: nb["cells"][2].update(source="def residual0(A):\n    ...")),
        (guards.exercise_complaints, lambda nb: nb["cells"][2].update(source="x = 1")),
        (guards.exercise_complaints, lambda nb: nb["cells"][2].update(id="cell-two")),
        *[
            (guards.code_complaints, lambda nb, line=line: nb["cells"][1].update(source=line))
            for line in ("%matplotlib inline", "!pip install x", "import sys; sys.path.append('..')", "plt.show()", "input('?')",
                         "open('/home/me/x.csv')", "url = 'https://example.org'", "np.random.seed(1)", "rng = np.random.default_rng()",
                         "import random", "x = = 1", "import requests", "open('C:\\\\data.csv')")  # fmt: skip
        ],
    ],
)  # fmt: skip
def test_the_guards_complain_about_a_bad_notebook(guard, change):
    assert guard(changed(change)) != []


def test_filler_words_and_emoji_are_noticed():
    assert guards.voice_complaints("You simply add.") and guards.voice_complaints("Well done \U0001f389")
    assert not guards.voice_complaints("You adjust the `just` variable.")


def test_dead_links_and_anchors_are_noticed(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One heading\n", encoding="utf-8")
    for bad in ("[x](nowhere.md)", "[x](page.md#two)", "[x](http://example.org)", '<img src="gone.png">', "[x](#gone)"):
        assert guards.link_complaints(bad, page), bad
    for good in ("[x](page.md)", "[x](page.md#one-heading)", "[x](https://example.org)", "`[x](nowhere.md)`"):
        assert not guards.link_complaints(good, page), good


def test_terms_missing_from_the_glossary_are_noticed():
    glossary = "- **pivot** — the first nonzero entry of a row in echelon form. ([C1W1-1](../a.ipynb))\n"
    assert guards.term_complaints("A **free variable** may take any value.", glossary)
    assert not guards.term_complaints("The **pivot** and **Common slip** and **By the end you can**", glossary)
    assert not guards.glossary_complaints(glossary, {"a.ipynb": "A **pivot** is"})
    assert guards.glossary_complaints(glossary, {"a.ipynb": "A pivot is"})
    assert guards.glossary_complaints(glossary + glossary.replace("pivot", "order"), {"a.ipynb": "**pivot** **order**"})
    assert guards.glossary_complaints("- **pivot** — a thing.\n", {})


def test_symbols_that_are_not_agreed_are_noticed():
    notation = r"| $\mathbf{A}$ | matrix |"
    assert guards.symbol_complaints(r"$\vec{x}$", notation)
    assert guards.symbol_complaints(r"$\mathbf{Q}$", notation)
    assert guards.symbol_complaints(r"$\operatorname{trace}(\mathbf{A})$", notation)
    assert not guards.symbol_complaints(r"$\mathbf{A}$ and `$\vec{x}$`", notation)


def test_a_figure_that_escapes_show_is_found_by_the_run():
    shown = run_code(
        [
            (
                "cell",
                "from utils import style\nfrom utils.figures import show\nshow(style.new_figure()[0], alt='Empty axes with nothing on them.')",
            )
        ]
    )
    assert [one.alt for one in shown.shown] == ["Empty axes with nothing on them."]
    assert figures.show is not None and explore.Explorer.created is not None


def test_stored_notebooks_are_json_with_sorted_keys():
    """One way of writing, so that a change of one word is a change of one line."""
    for path in ALL:
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True) + "\n", path
