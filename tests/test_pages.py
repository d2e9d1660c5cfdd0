"""The pages keep step with the course: pictures, tables of weeks, recipes of ten lines, commands that exist."""

from __future__ import annotations

import importlib.util
import io
import re

import numpy as np
import pytest
from notebook_runs import NOTEBOOKS
from PIL import Image

from utils.learn import course_map
from utils.learn.registry import ROOT


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pictures():
    spec = importlib.util.spec_from_file_location("make_pictures", ROOT / "docs" / "make_pictures.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def difference(stored: bytes, made: bytes) -> float:
    """Share of pixels that differ clearly; fonts and antialiasing differ a little between machines."""
    one, two = (np.asarray(Image.open(io.BytesIO(data)).convert("L"), dtype=float) for data in (stored, made))
    return 1.0 if one.shape != two.shape else float((abs(one - two) > 60).mean())


def test_the_pictures_of_the_pages_are_made_by_the_course():
    module = pictures()
    stored = {path.name for path in (ROOT / "docs" / "pictures").iterdir()}
    assert stored == set(module.PICTURES)
    for name, make in module.PICTURES.items():
        assert difference((ROOT / "docs" / "pictures" / name).read_bytes(), module.packed(make())) < 0.02


def test_another_picture_would_be_noticed():
    stored = (ROOT / "docs" / "pictures" / "one-none-many.png").read_bytes()
    blank = io.BytesIO()
    Image.new("RGB", Image.open(io.BytesIO(stored)).size, "white").save(blank, "PNG")
    assert difference(stored, blank.getvalue()) > 0.02


def test_each_course_page_lists_its_weeks_and_notebooks():
    for key, (folder, _) in course_map.COURSES.items():
        weeks = [week for week in course_map.weeks() if week.id.startswith(key)]
        if not any(week.notebooks for week in weeks):
            continue
        text = page(f"{folder}/README.md")
        for week in weeks:
            assert week.title in text and week.able in text
            for notebook in week.notebooks:
                assert notebook.path.partition("/")[2] in text, notebook.path


def test_every_recipe_has_at_most_ten_lines():
    recipes = re.split(r"^## ", page("docs/CONTRIBUTING.md"), flags=re.M)
    named = {recipe.splitlines()[0]: re.findall(r"^\d+\. ", recipe, re.M) for recipe in recipes[1:]}
    for name in ("A notebook", "An exercise", "A figure", "A quiz question"):
        assert 3 <= len(named[name]) <= 10, name


@pytest.mark.parametrize("name", ["README.md", "docs/CONTRIBUTING.md", "docs/STYLE.md", "docs/INSTRUCTORS.md"])
def test_paths_tests_and_modules_that_a_page_names_are_there(name):
    text = page(name)
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("test_*.py"))
    for code in re.findall(r"`([^`\n]+)`", text):
        if re.fullmatch(r"(docs|utils|tests|solutions)(/[\w.*-]+)+/?", code):
            assert list(ROOT.glob(code.rstrip("/"))), code
        if re.fullmatch(r"test_\w+", code):
            assert f"def {code}(" in tests, code
        module = re.search(r"python -m (utils[\w.]*)", code)
        if module:
            assert importlib.util.find_spec(module[1]), code


def test_minutes_of_a_week_fit_its_hours():
    for week in course_map.weeks():
        minutes = sum(notebook.minutes for notebook in week.notebooks)
        assert minutes / 60 <= 1.3 * week.hours, (week.id, minutes)
        if any(notebook.kind == "assignment" for notebook in week.notebooks):  # else it is still being written
            assert minutes / 60 >= 0.6 * week.hours, (week.id, minutes)


def test_the_order_of_study_has_no_gaps():
    for week in course_map.weeks():
        numbers = [int(re.match(r".*C\dW\d-(\d)", notebook.path)[1]) for notebook in week.notebooks]
        assert numbers == list(range(1, len(numbers) + 1)), week.id
    assert NOTEBOOKS


def test_the_set_up_test_asks_for_the_versions_that_the_course_asks_for():
    from utils.learn import setup_check

    for name, oldest in setup_check.NEEDED.items():
        assert f'"{name}>={oldest}"' in page("pyproject.toml"), name
