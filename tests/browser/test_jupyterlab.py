"""A learner's session in a real JupyterLab: run a lecture and a lab, move a slider, answer, be told, pass, come back.

Needs Chromium and Playwright; without them it is skipped with a reason, or fails where ``COURSE_BROWSER=required``.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from utils.learn import graft, quizzing, registry

REQUIRED = os.environ.get("COURSE_BROWSER") == "required"
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
WEEK = "Course1-Linear-Algebra/Week1"
LECTURE = f"{WEEK}/C1W1-1-Lecture-Systems-as-Lines-and-Planes.ipynb"
LAB = f"{WEEK}/C1W1-3-Lab-Arrays-in-NumPy.ipynb"
TOKEN = "only-for-this-test"
SHORT, LONG = 20_000, 120_000  # milliseconds

pytestmark = pytest.mark.browser


def _missing() -> str | None:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "Playwright is not installed (pip install playwright)"
    return None if CHROMIUM else "no Chromium was found on the PATH"


if _missing():
    if REQUIRED:
        pytest.fail(f"COURSE_BROWSER=required, but {_missing()}", pytrace=False)
    pytest.skip(_missing(), allow_module_level=True)

from playwright.sync_api import expect, sync_playwright  # noqa: E402


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the notebooks, so that what is typed here is saved there."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(registry.ROOT / "Start-Here.ipynb", folder)
    shutil.copytree(registry.ROOT / WEEK, folder / WEEK, ignore=shutil.ignore_patterns(".*"))
    return folder


@pytest.fixture(scope="module")
def lab(course, tmp_path_factory):
    """A JupyterLab that answers, on the copy; its address."""
    home = tmp_path_factory.mktemp("home")
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Every cell stays in the page, so that cell number i of the file is element number i.
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "COURSE_PROGRESS": str(home / "progress.jsonl"), "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "runtime"), "IPYTHONDIR": str(home / "ipython"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"), "PYTHONPATH": str(registry.ROOT),
        "JUPYTER_CONFIG_PATH": str(registry.ROOT / ".jupyter"),  # as `python course.py lab` sets it
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0", "--ip=127.0.0.1", "--allow-root",
               f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={course}"]  # fmt: skip
    log = (home / "log.txt").open("w+", encoding="utf-8")
    server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, cwd=course)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=5).read()
                break
            assert server.poll() is None, (home / "log.txt").read_text()
            time.sleep(0.2)
        else:
            pytest.fail("JupyterLab did not answer:\n" + (home / "log.txt").read_text())
        yield address
    finally:
        server.terminate()
        server.wait(30)
        log.close()


@pytest.fixture(scope="module")
def page(lab):
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        page.set_default_timeout(SHORT)
        yield page
        browser.close()


@pytest.fixture(autouse=True)
def picture_of_a_failure(request, page, tmp_path):
    failed = request.session.testsfailed
    yield
    if request.session.testsfailed > failed:
        page.screenshot(path=tmp_path / "failed.png", full_page=True)
        print("What the page showed:", tmp_path / "failed.png")


def position(path: str, cell_id: str) -> int:
    return [cell["id"] for cell in graft.load(registry.ROOT / path)["cells"]].index(cell_id)


def open_notebook(page, lab: str, path: str):
    page.goto(f"{lab}/lab/tree/{path}?reset&token={TOKEN}")
    notebook = page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    number = len(graft.load(registry.ROOT / path)["cells"])
    expect(notebook.locator(".jp-Cell")).to_have_count(number, timeout=LONG)
    # JupyterLab drops a "Run All" that comes before the kernel has answered, so wait for the status bar to say that it has.
    expect(page.locator("#jp-main-statusbar")).to_contain_text("Python 3 (ipykernel) | Idle", timeout=LONG)
    return notebook


def run_all(page, notebook) -> None:
    """Run > Run All Cells, from the menu; wait for the end."""
    prompts = notebook.locator(".jp-CodeCell .jp-InputArea-prompt")
    for _ in range(3):
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        with contextlib.suppress(AssertionError):  # not begun: the kernel was not there yet, so choose it again
            expect(prompts.first).to_contain_text(re.compile(r"[\d*]"), timeout=10_000)
            break
    page.wait_for_function(
        """() => { const prompts = [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell .jp-InputArea-prompt')];
        const stopped = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) [data-mime-type="application/vnd.jupyter.error"]');
        return stopped || (prompts.length && prompts.every(prompt => /\\[\\d+\\]/.test(prompt.textContent))); }""",
        timeout=LONG,
    )
    assert errors(notebook) == []


def cell(notebook, path: str, cell_id: str):
    found = notebook.locator(".jp-Cell").nth(position(path, cell_id))
    found.scroll_into_view_if_needed()
    return found


def run_cell(page, target, source: str | None = None) -> None:
    """Click into a cell, type where there is something to type, press Shift + Enter, wait for its number."""
    editor = target.locator(".cm-content").first
    editor.click()
    if source is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(source)
    prompt = target.locator(".jp-InputArea-prompt").first
    before = prompt.inner_text()
    page.keyboard.press("Shift+Enter")
    for _ in range(200):
        now = prompt.inner_text()
        if now != before and "*" not in now:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"the cell did not end: {prompt.inner_text()}")


def errors(notebook) -> list[str]:
    return notebook.locator(
        '.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]'
    ).all_inner_texts()


def test_the_start_page_runs_and_shows_the_map(page, lab):
    notebook = open_notebook(page, lab, "Start-Here.ipynb")
    run_all(page, notebook)
    expect(cell(notebook, "Start-Here.ipynb", "test-setup")).to_contain_text("Everything is in place")
    expect(cell(notebook, "Start-Here.ipynb", "map")).to_contain_text("Systems of linear equations")


def test_a_lecture_runs_a_slider_moves_and_a_quiz_answers(page, lab):
    notebook = open_notebook(page, lab, LECTURE)
    run_all(page, notebook)

    assert notebook.locator("figure.course-figure img").count() >= 8
    assert all(notebook.locator("figure.course-figure img").nth(i).get_attribute("alt") for i in range(8))
    with_slider = notebook.locator(".jp-CodeCell").filter(has=page.locator(".widget-slider")).first
    handle = with_slider.locator(".noUi-handle").first
    handle.scroll_into_view_if_needed()
    picture = with_slider.locator("figure.course-figure img").first
    before, words = picture.get_attribute("src"), picture.get_attribute("alt")
    handle.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "([old]) => [...document.querySelectorAll('.jp-CodeCell figure.course-figure img')].every(img => img.src !== old)",
        arg=[before],
        timeout=SHORT,
    )
    assert with_slider.locator("figure.course-figure img").first.get_attribute("alt") != words

    item = quizzing.question(next(one for one in _asked(LECTURE)))
    right = next(i for i, choice in enumerate(item.choices) if choice.right)
    asked = notebook.locator(".course-quiz.jupyter-widgets").first
    asked.scroll_into_view_if_needed()
    asked.get_by_role("button", name="ABCDEFGH"[(right + 1) % len(item.choices)], exact=True).click()
    expect(asked.locator(".course-quiz-answer")).to_contain_text("is not it")
    asked.get_by_role("button", name="ABCDEFGH"[right], exact=True).click()
    expect(asked.locator(".course-quiz-answer")).to_contain_text("is right")


def _asked(path: str) -> list[str]:
    from utils.learn import course_map

    return list(next(one.questions for one in course_map.notebooks() if one.path == path))


def test_a_lab_tells_a_wrong_answer_from_a_right_one_and_keeps_the_progress(page, lab):
    notebook = open_notebook(page, lab, LAB)
    run_all(page, notebook)

    exercise, check = cell(notebook, LAB, "ex-basket-totals"), cell(notebook, LAB, "check-basket-totals")
    expect(check).to_contain_text("not attempted yet")
    run_cell(page, exercise, "def basket_totals(*anything):\n    return [1.0, 2.0]")
    run_cell(page, check)
    expect(check.locator(".course-diagnosis").first).to_contain_text("a NumPy array was asked for")

    run_cell(page, exercise, "def basket_totals(*anything):\n    while True:\n        pass")
    run_cell(page, check)
    expect(check.locator(".course-diagnosis").first).to_contain_text("still running after", timeout=SHORT)

    run_cell(page, exercise, registry.reference_source("c1w1.basket_totals"))
    run_cell(page, check)
    expect(check.locator(".course-passed")).to_contain_text("passed")

    run_cell(page, exercise, "basket_totals_of_mine = basket_totals_nowhere")
    run_cell(page, check)
    expect(check.locator(".course-passed")).to_contain_text(
        "passed"
    )  # the kernel lives on, the last good definition is there

    page.keyboard.press("Control+s")
    page.reload()
    again = open_notebook(page, lab, "Start-Here.ipynb")
    run_all(page, again)
    board = cell(again, "Start-Here.ipynb", "map")
    expect(board).to_contain_text("1 of ")
    row = board.locator("tr").filter(has_text="Arrays in NumPy")
    expect(row).to_contain_text("1 of ")
