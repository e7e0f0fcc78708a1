"""The three lists of dependencies agree; and each way in which they could drift apart has been seen to be caught."""

from __future__ import annotations

import shutil
from importlib.metadata import version
from pathlib import Path

import pytest

from house.dependencies import RULES, conda_list, declared, every_declared, find_faults, pins, tracked_files

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("pyproject.toml", "requirements.txt", "environment.yml", "ARCHITECTURE.md")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_lists_agree(rule):
    assert sorted(set(rule(ROOT, tracked_files(ROOT)))) == []


def test_the_readers_read_all_that_there_is():
    assert len(every_declared(ROOT)) == len(conda_list(ROOT)["dependencies"]) - len(["python", "pip"])
    assert len(pins(ROOT)) == (ROOT / "requirements.txt").read_text("utf-8").count("==") - _markers_with_equals()


def _markers_with_equals() -> int:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    return sum(line.partition(";")[2].count("==") for line in lines)


def test_installed_versions_equal_the_pins():
    needed = {name: pinned for name, pinned, marker in pins(ROOT) if marker is None or marker.evaluate()}
    assert {name: version(name) for name in needed} == needed


def test_the_pins_hold_for_every_python_that_the_project_takes():
    for minor in ("3.11.9", "3.12.9", "3.13.2"):
        there = {"python_full_version": minor, "python_version": minor.rpartition(".")[0]}
        names = [name for name, _, marker in pins(ROOT) if marker is None or marker.evaluate(there)]
        assert set(every_declared(ROOT)) <= set(names)
        assert len(names) == len(set(names))


def test_the_pins_hold_for_windows():
    there = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"}
    names = {name for name, _, marker in pins(ROOT) if marker is None or marker.evaluate(there)}
    assert {"colorama", "pywinpty"} <= names
    assert not {"pexpect", "ptyprocess"} & names


def test_the_crypto_of_the_store_is_that_of_the_database_wherever_there_is_a_package():
    versions = {name: (pinned, marker) for name, pinned, marker in pins(ROOT)}
    pinned, marker = versions["duckdb-extension-httpfs"]
    assert pinned == versions["duckdb"][0]
    assert pinned in declared(ROOT, extra="cifrado")["duckdb-extension-httpfs"]
    systems = {
        ("win32", "AMD64"): True,
        ("win32", "ARM64"): False,
        ("darwin", "arm64"): True,
        ("linux", "x86_64"): True,
        ("linux", "armv7l"): False,
    }
    for (system, machine), there in systems.items():
        assert marker.evaluate({"sys_platform": system, "platform_machine": machine}) is there


@pytest.fixture
def small_project(tmp_path):
    """The real lists, with a package and a test of one import each."""
    for name in LISTS:
        shutil.copy(ROOT / name, tmp_path)
    for name, text in {
        "tipanalysis/count.py": "import json\n\nimport pandas as pd\nfrom . import other\n",
        "tests/house/test_count.py": "import pytest\n\nfrom house.count import pd\n",
        "notebooks/a.ipynb": '{"cells": [{"cell_type": "code", "source": ["%time\\n", "import tipanalysis as tip"]}]}',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def faults_of(project: Path) -> list[str]:
    files = [path.relative_to(project).as_posix() for path in sorted(project.rglob("*")) if path.is_file()]
    return find_faults(project, files)


def test_a_sound_project_has_no_faults(small_project):
    assert faults_of(small_project) == []


DRIFTS = {
    "a range changed in pyproject": (
        ("pyproject.toml", '"babel>=2.15"', '"babel>=2.16"'),
        ["babel: pyproject.toml asks for >=2.16, environment.yml for >=2.15"],
    ),
    "a range changed in conda": (
        ("environment.yml", "- pandas>=2.2,<4", "- pandas>=2.2"),
        ["pandas: pyproject.toml asks for <4,>=2.2, environment.yml for >=2.2"],
    ),
    "a package dropped from conda": (
        ("environment.yml", "  - python-duckdb>=1.4,<2\n", ""),
        ["python-duckdb: pyproject.toml asks for <2,>=1.4, environment.yml for nothing"],
    ),
    "a package that only conda knows": (
        ("environment.yml", "  - pip\n", "  - pip\n  - statsmodels\n"),
        ["statsmodels: pyproject.toml asks for nothing, environment.yml for any version"],
    ),
    "another range of Python": (
        ("environment.yml", "python>=3.11,<3.14", "python>=3.11"),
        ["python: pyproject.toml asks for <3.14,>=3.11, environment.yml for >=3.11"],
    ),
    "the paid channels": (
        ("environment.yml", "nodefaults", "defaults"),
        ["environment.yml has the channels ['conda-forge', 'defaults']; there are to be ['conda-forge', 'nodefaults']"],
    ),
    "more than the project on pip's line": (
        ("environment.yml", "- -e .", "- -e . --no-deps"),
        ["environment.yml gives pip ['-e . --no-deps']; it is to be ['-e .']"],
    ),
    "a pin loosened": (
        ("requirements.txt", "jupytext==", "jupytext>="),
        ["jupytext has no pin for this system in requirements.txt", "requirements.txt: not an exact pin: jupytext>={}"],
    ),
    "a pin with a star": (
        ("requirements.txt", "\nwcwidth==", "\nwcwidth==0.*  # "),
        ["requirements.txt: not an exact pin: wcwidth==0.*  # {}"],
    ),
    "a pin outside its range": (
        ("requirements.txt", "duckdb==1.5.5", "duckdb==2.0.0"),
        ["duckdb: the pin 2.0.0 is outside <2,>=1.4"],
    ),
    "a pin for another system only": (
        ("requirements.txt", "\nseaborn==0.13.2", "\nseaborn==0.13.2 ; sys_platform == 'win95'"),
        ["seaborn has no pin for this system in requirements.txt"],
    ),
    "a pin from an address": (
        ("requirements.txt", "\nsix==", "\nsix @ file:six-"),
        ["requirements.txt: not an exact pin: six @ file:six-{}"],
    ),
    "an import that nobody declared": (
        ("tipanalysis/count.py", "import json", "import yaml"),
        ["tipanalysis/count.py imports yaml (pyyaml), which is not declared for it"],
    ),
    "an import of something that is not there": (
        ("tipanalysis/count.py", "import json", "def f():\n    from no_such_thing.part import x"),
        ["tipanalysis/count.py imports no_such_thing (nothing installed), which is not declared for it"],
    ),
    "an import in the package of what only tests may use": (
        ("tipanalysis/count.py", "import json", "import hypothesis"),
        ["tipanalysis/count.py imports hypothesis (hypothesis), which is not declared for it"],
    ),
    "an import in a test that nobody declared": (
        ("tests/house/test_count.py", "import pytest", "import requests"),
        ["tests/house/test_count.py imports requests (requests), which is not declared for it"],
    ),
    "an import in a notebook that nobody declared": (
        ("notebooks/a.ipynb", "import tipanalysis as tip", "import requests"),
        ["notebooks/a.ipynb imports requests (requests), which is not declared for it"],
    ),
    "a dependency that nobody explains": (
        ("ARCHITECTURE.md", "\n| `tqdm` |", "\n| `tqmd` |"),
        [
            "ARCHITECTURE.md tells of tqmd, which is not declared",
            "tqdm has no line under Dependencies in ARCHITECTURE.md",
        ],
    ),
    "a host": (
        ("tipanalysis/count.py", "import json", "# from files.pythonhosted" + ".org"),
        ["tipanalysis/count.py names a package host"],
    ),
    "an index": (
        ("pyproject.toml", "[build-system]", "# pip install --extra-index" + "-url somewhere\n[build-system]"),
        ["pyproject.toml names a package index"],
    ),
    "a path of one machine": (
        ("tipanalysis/count.py", "import json", "X = '/ho" + "me/maria/datos.xlsx'"),
        ["tipanalysis/count.py names a path of one machine"],
    ),
}


@pytest.mark.parametrize("drift", DRIFTS)
def test_a_drift_is_caught(small_project, drift):
    (name, before, after), expected = DRIFTS[drift]
    text = (small_project / name).read_text("utf-8")
    assert text.count(before) == 1
    rest = text.partition(before)[2].partition("\n")[0]
    (small_project / name).write_text(text.replace(before, after), "utf-8")
    assert faults_of(small_project) == [fault.format(rest) for fault in expected]


@pytest.mark.parametrize("name", ["uv.lock", "pylock.toml", "pylock.dev.toml", "poetry.lock", "docs/package-lock.json"])
def test_a_lock_file_is_caught(small_project, name):
    (small_project / name).parent.mkdir(exist_ok=True)
    (small_project / name).write_text("", "utf-8")
    assert faults_of(small_project) == [f"{name} is a lock file"]
