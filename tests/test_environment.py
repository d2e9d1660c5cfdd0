"""`pyproject.toml`, `environment.yml` and the locks name the same packages, and each package has its reason."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
CONDA_NAMES = {"matplotlib-base": "matplotlib"}  # where conda-forge calls the same package otherwise


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def pins(lock: str) -> list[tuple[str, str, str]]:
    """Return name, version and what follows (marker and hashes) of each entry of a lock."""
    return re.findall(r"(?m)^([A-Za-z0-9._-]+)==([^\s;]+)(.*(?:\n[ \t]+.*)*)", lock)


def wanted(pyproject: str, group: str | None = None) -> list[Requirement]:
    """Return the packages that `pyproject.toml` asks for."""
    table = tomllib.loads(pyproject)
    return [
        Requirement(text) for text in (table["dependency-groups"][group] if group else table["project"]["dependencies"])
    ]


def missing_pins(requirements: list[Requirement], lock: str) -> list[str]:
    """Return what is asked for and not in the lock, or in it with a version that is not allowed."""
    found = []
    for requirement in requirements:
        versions = [version for name, version, _ in pins(lock) if name == requirement.name]
        if not versions:
            found.append(f"the lock has no {requirement.name}")
        found += [
            f"the lock's {requirement.name} {v} is not {requirement}"
            for v in versions
            if v not in requirement.specifier
        ]
    return found


def disagreements(pyproject: str, environment: str, lock: str) -> list[str]:
    """Return, in words, each point in which the three files differ."""
    found = missing_pins(wanted(pyproject), lock)
    packages = environment.partition("\ndependencies:\n")[2] or environment
    listed = re.findall(r"(?m)^  - ([a-z0-9-]+)([^\s:#]*)[ \t]*(?:#.*)?$", packages)
    conda = {CONDA_NAMES.get(name, name): specifier for name, specifier in listed}
    python = conda.pop("python", "")
    conda.pop("pip", None)
    if not re.fullmatch(r"=3\.\d+", python):
        found.append("environment.yml does not write Python as python=3.12")
    elif python[1:] not in SpecifierSet(tomllib.loads(pyproject)["project"]["requires-python"]):
        found.append(f"environment.yml has Python {python[1:]}, which pyproject.toml refuses")
    ours = {requirement.name: str(requirement.specifier) for requirement in wanted(pyproject)}
    for name in sorted(ours.keys() | conda.keys()):
        if ours.get(name) != conda.get(name):
            found.append(f"{name}: pyproject.toml has {ours.get(name)}, environment.yml {conda.get(name)}")
    return found


def faults_of_lock(lock: str) -> list[str]:
    """Return what makes a lock unsafe or tied to one place: an entry without a hash, an address, a path, a remark."""
    found = [
        f"{name} has no hash" for name, _, rest in pins(lock) if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", rest)
    ]
    entry = re.compile(r"[a-z0-9._-]+==[^\s;/@:]+( ; [^/#\\]+)? ?\\?|    --hash=sha256:[0-9a-f]{64}( \\)?")
    found += [f"neither a pin nor a hash: {line}" for line in lock.splitlines() if not entry.fullmatch(line)]
    return found if pins(lock) else ["the lock is empty"]


def without_reason(pyproject: str) -> list[str]:
    """Return the dependencies that have no comment of at least three words beside them."""
    lines = re.findall(r'(?m)^    "([A-Za-z0-9-]+)[^"]*",?[ \t]*(?:#[ \t]*(.*))?$', pyproject)
    names = {name for name, reason in lines if len(reason.split()) >= 3}
    return [r.name for group in (None, "work") for r in wanted(pyproject, group) if r.name not in names]


# --- the promises


def test_pyproject_environment_and_lock_agree():
    assert disagreements(read("pyproject.toml"), read("environment.yml"), read("requirements.lock")) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-work.lock"])
def test_lock_has_a_hash_for_every_package_and_no_address(name):
    assert faults_of_lock(read(name)) == []


def test_every_dependency_has_a_reason_beside_it():
    assert without_reason(read("pyproject.toml")) == []


def test_lock_for_the_work_has_its_packages_in_the_versions_of_the_other_lock():
    assert missing_pins(wanted(read("pyproject.toml"), "work"), read("requirements-work.lock")) == []
    versions = {(name, version) for name, version, _ in pins(read("requirements.lock"))}
    names = {name for name, _ in versions}
    both = [(name, version) for name, version, _ in pins(read("requirements-work.lock")) if name in names]
    assert set(both) <= versions


def test_lock_serves_the_oldest_supported_python():
    oldest = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"].removeprefix(">=")
    numpys = [rest.splitlines()[0] for name, _, rest in pins(read("requirements.lock")) if name == "numpy"]
    assert len(numpys) == 1 or any("python_full_version < '3.12'" in marker for marker in numpys)
    workflow = read(".github/workflows/ci.yml")
    assert f'python: ["{oldest}"' in workflow


def test_uv_can_install_the_lock_from_the_folder_of_the_course():
    """Beside ``--require-hashes``, uv refuses constraints without hashes, which it takes from this section."""
    assert "uv" not in tomllib.loads(read("pyproject.toml")).get("tool", {})


def test_ruff_of_the_commit_hook_is_the_one_of_the_lock():
    [version] = [version for name, version, _ in pins(read("requirements.lock")) if name == "ruff"]
    assert re.search(r"ruff-pre-commit\s+rev: v(\S+)", read(".pre-commit-config.yaml")).group(1) == version


def test_jupyterlab_is_told_to_ask_the_network_for_nothing():
    lab = json.loads(read(".jupyter/jupyter_lab_config.json"))["LabApp"]
    assert lab["news_url"] is None
    assert lab["extension_manager"] == "readonly"
    assert lab["check_for_updates_class"] == "jupyterlab.NeverCheckForUpdate"
    page = json.loads(read(".jupyter/labconfig/page_config.json"))
    assert page["disabledExtensions"] == {"@jupyterlab/apputils-extension:announcements": True}


# --- each guard fails on a bad example

HASH = "--hash=sha256:" + "0" * 64
PYPROJECT = """
[project]
requires-python = ">=3.11"
dependencies = [
    "numpy>=2.2",  # arrays for the labs
]
[dependency-groups]
work = []
"""
ENVIRONMENT = "dependencies:\n  - python=3.12\n  - pip\n  - numpy>=2.2  # arrays\n  - pip:\n      - --editable .\n"
LOCK = f"numpy==2.4.6 \\\n    {HASH}\n"


def test_a_good_example_has_no_fault():
    assert disagreements(PYPROJECT, ENVIRONMENT, LOCK) == faults_of_lock(LOCK) == without_reason(PYPROJECT) == []


@pytest.mark.parametrize(
    "pyproject, environment, lock, fault",
    [
        (PYPROJECT, ENVIRONMENT, LOCK.replace("numpy", "scipy"), "the lock has no numpy"),
        (PYPROJECT, ENVIRONMENT, LOCK.replace("2.4.6", "2.1.0"), "numpy 2.1.0 is not numpy>=2.2"),
        (PYPROJECT, ENVIRONMENT.replace("  - numpy>=2.2  # arrays\n", ""), LOCK, "environment.yml None"),
        (
            PYPROJECT,
            ENVIRONMENT.replace("  - pip\n", "  - pip\n  - pandas>=3\n"),
            LOCK,
            "pandas: pyproject.toml has None",
        ),
        (PYPROJECT, ENVIRONMENT.replace("numpy>=2.2", "numpy>=2.0"), LOCK, "numpy: pyproject.toml has >=2.2"),
        (PYPROJECT, ENVIRONMENT.replace("python=3.12", "python>=3.12"), LOCK, "does not write Python"),
        (PYPROJECT, ENVIRONMENT.replace("python=3.12", "python=3.10"), LOCK, "which pyproject.toml refuses"),
    ],
)
def test_a_disagreement_is_found(pyproject, environment, lock, fault):
    assert fault in "\n".join(disagreements(pyproject, environment, lock))


@pytest.mark.parametrize(
    "lock, fault",
    [
        (LOCK + "scipy==1.17.1\n", "scipy has no hash"),
        ("--index-url https://example.org/simple\n" + LOCK, "neither a pin nor a hash: --index-url"),
        ("# made in /home/me\n" + LOCK, "neither a pin nor a hash: #"),
        (LOCK + f"scipy @ https://example.org/scipy.whl \\\n    {HASH}\n", "neither a pin nor a hash: scipy @"),
        (LOCK.replace("2.4.6", "2.4.6 # via -r /tmp/in.txt"), "neither a pin nor a hash"),
        (LOCK + f"./scipy.whl \\\n    {HASH}\n", "neither a pin nor a hash: ./scipy.whl"),
        ("", "the lock is empty"),
    ],
)
def test_a_bad_lock_is_found(lock, fault):
    assert fault in "\n".join(faults_of_lock(lock))


@pytest.mark.parametrize("comment", ["", "  # arrays", '  # ""'])
def test_a_dependency_without_reason_is_found(comment):
    assert without_reason(PYPROJECT.replace("  # arrays for the labs", comment)) == ["numpy"]
