"""The shelf: every report as each reader gets it, made once a session, whichever test asks first in whichever process.

The reports are made as the product makes them, in kernels forked from a warm process; that these give the bytes of a
fresh one is tested elsewhere.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from reports.page import Page
from tipanalysis.release.ledger import open_ledger
from tipanalysis.release.release import Release
from tipanalysis.reports.render import RenderedReport, render_report
from tipanalysis.reports.spec import list_reports, load_report

REPORTS = tuple(spec.name for spec in list_reports())
READERS = tuple(product(("es", "en"), ("CRI", "GTM")))
FIRST = READERS[0]
FEW = {"policy": "strict", "periodo": "2021"}
"""A year of few people under a strict policy."""
PATIENCE = 600.0
"""Seconds that one process of the tests waits for another that makes the report it needs."""


@dataclass(frozen=True)
class Made:
    """The files of a report, its four by their endings, and what they say."""

    html: Path

    def file(self, ending: str) -> Path:
        return self.html.with_name(f"{self.html.stem}.{ending}")

    @cached_property
    def page(self) -> Page:
        return Page(self.html.read_text("utf-8"))

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        return json.loads(self.file("manifest.json").read_text("utf-8"))

    @cached_property
    def notebook(self) -> Mapping[str, Any]:
        return json.loads(self.file("ipynb").read_text("utf-8"))

    @property
    def released(self) -> Mapping[str, Release]:
        """Its tables as the gate let them through, by name."""
        (publication,) = open_ledger(self.html.with_name("libro.jsonl")).publications()
        return publication.tables


class Shelf:
    """Reports by name and reader; what is not there yet is made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._taken: dict[tuple[str, ...], Made] = {}

    def __call__(self, name: str, lang: str = "es", country: str = "CRI", **given: str) -> Made:
        """The report with its own parameters but those ``given``."""
        asked = (name, lang, country, *(f"{key}={value}" for key, value in sorted(given.items())))
        if asked not in self._taken:
            place = self.folder / "-".join(asked)
            self._taken[asked] = Made(place / _made_once(place, name, {"lang": lang, "country": country, **given}))
        return self._taken[asked]

    def few(self, name: str) -> Made:
        """The report on few people, as far as it lets itself be asked for them."""
        known = {parameter.name for parameter in load_report(name).parameters}
        return self(name, **{key: value for key, value in FEW.items() if key in known})


def _made_once(place: Path, name: str, parameters: Mapping[str, str]) -> str:
    """The name of the page: made here, or by the process that came first."""
    done = place / "hecho"
    try:
        place.mkdir(parents=True)
    except FileExistsError:
        _wait_for(done)
    else:
        try:
            told = make(name, parameters, place).html.name
        except BaseException:
            done.write_text("", "utf-8")
            raise
        done.with_suffix(".nuevo").write_text(told, "utf-8")
        done.with_suffix(".nuevo").replace(done)
    told = done.read_text("utf-8")
    assert told, f"{name} could not be made: see the first test that asked for it"
    return told


def _wait_for(done: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not done.exists():
        assert time.monotonic() < end, f"nobody made {done.parent.name} in time"
        time.sleep(0.2)


def make(name: str, parameters: Mapping[str, str], out: Path) -> RenderedReport:
    """A report made as a batch makes it, with a ledger of its own beside it, from which its tables can be read."""
    return render_report(name, parameters, out=out, ledger=out / "libro.jsonl", warm=True)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One folder for all processes of the tests."""
    base = tmp_path_factory.getbasetemp()
    return Shelf((base.parent if base.name.startswith("popen-") else base) / "estante")
