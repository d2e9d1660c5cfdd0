"""Code and notebooks keep to the style that ruff holds, with the settings of pyproject.toml."""

from __future__ import annotations

import subprocess
import sys

import pytest

from utils.learn.registry import ROOT


def ruff(*arguments, folder=ROOT) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "ruff", *arguments, "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder)


@pytest.mark.parametrize("arguments", [("check", "."), ("format", "--check", ".")], ids=["lint", "layout"])
def test_code_and_notebooks_are_in_style(arguments):
    ended = ruff(*arguments)
    assert ended.returncode == 0, ended.stdout


@pytest.mark.parametrize(("arguments", "code"), [(("check",), "import os\n"), (("format", "--check"), "x=1\n")])
def test_code_out_of_style_would_be_noticed(tmp_path, arguments, code):
    (tmp_path / "bad.py").write_text(code, encoding="utf-8")
    assert ruff(*arguments, ".", folder=tmp_path).returncode == 1
