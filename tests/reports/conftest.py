"""The annual profile made in earnest by the command line, once a session: at home and for readers elsewhere."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from reports.page import Page
from reports.shelf import made_once, shared_folder
from tipanalysis.words.settings import using

ROOT = Path(__file__).resolve().parents[2]
NAME = "perfil_anual"
READERS = {"first": ("es", "CRI"), "other": ("en", "GTM")}


@dataclass(frozen=True)
class Made:
    """A report that the command line made, and what it said while making it."""

    folder: Path
    stem: str
    code: int
    out: str
    err: str

    def file(self, ending: str) -> Path:
        return self.folder / f"{self.stem}.{ending}"

    @cached_property
    def page(self) -> Page:
        return Page(self.file("html").read_text("utf-8"))

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        return json.loads(self.file("manifest.json").read_text("utf-8"))

    @cached_property
    def notebook(self) -> Mapping[str, Any]:
        return json.loads(self.file("ipynb").read_text("utf-8"))


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Made]:
    """Two runs side by side, each from a folder of its own; whichever process of the tests comes first makes them."""
    place = shared_folder(tmp_path_factory) / "perfiles"
    said = json.loads(made_once(place, _run_both))
    return {
        name: Made(place / name / "informes", f"{NAME}_eri_2018-2022_{country}_{lang}", *said[name])
        for name, (lang, country) in READERS.items()
    }


def _run_both(place: Path) -> str:
    """How each run ended and what it said, as JSON."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIPANALYSIS_")}
    begun = {}
    for name, (lang, country) in READERS.items():
        (place / name).mkdir()
        command = [sys.executable, "-m", "tipanalysis.cli", "report", NAME, "--lang", lang, "--country", country]
        begun[name] = subprocess.Popen(
            [*command, "--out", "informes"],
            cwd=place / name,
            env={**environment, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    said = {name: [part.decode() for part in run.communicate(timeout=300)] for name, run in begun.items()}
    return json.dumps({name: [begun[name].returncode, *parts] for name, parts in said.items()})


@pytest.fixture(scope="session")
def report(runs: Mapping[str, Made]) -> Made:
    """The profile in Spanish, with the habits of Costa Rica."""
    return runs["first"]


@pytest.fixture(scope="session")
def english(runs: Mapping[str, Made]) -> Made:
    """The profile in English, with the habits of Guatemala."""
    return runs["other"]


@pytest.fixture(scope="session")
def truth(report: Made) -> Mapping[str, Any]:
    """The report's own variables up to its releases: ``tablas`` before the gate, ``publicado`` after it."""
    held: dict[str, Any] = {}
    with using(lang="es", country="CRI"):
        for cell in report.notebook["cells"]:
            source = "".join(cell["source"])
            if "display(" not in source:
                exec(source, held)
            if "protect_together" in source:
                return held
    raise AssertionError("the report protects nothing")


@pytest.fixture(autouse=True)
def spanish_in_costa_rica() -> Iterator[None]:
    with using(lang="es", country="CRI"):
        yield
