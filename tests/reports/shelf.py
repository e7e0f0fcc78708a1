"""The shelf: every report as each reader gets it, made once a session, whichever test asks first in whichever process.

The reports are made as a batch makes them: in kernels forked from a warm process, and what is the same for all readers
of a report is worked out once. That this gives the bytes of a fresh kernel is tested elsewhere, of the annual profile
and of small reports.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import Any, ClassVar

import pytest

from reports.page import Page
from tipanalysis.release.ledger import open_ledger
from tipanalysis.release.release import Release
from tipanalysis.reports.execution import data_of
from tipanalysis.reports.plan import plan_report
from tipanalysis.reports.render import RenderedReport, make_planned
from tipanalysis.reports.spec import list_reports, load_report
from tipanalysis.reports.warm import Shared, shared_by_languages

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

    _memories = ExitStack()
    _shared: ClassVar[dict[tuple[str, ...], Shared | None]] = {}
    """What this process worked out of each report, for whichever test module asks; they end with it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._taken: dict[tuple[str, ...], Made] = {}

    def __call__(self, name: str, lang: str = "es", country: str = "CRI", **given: str) -> Made:
        """The report with its own parameters but those ``given``."""
        about = (name, *(f"{key}={value}" for key, value in sorted(given.items())))
        asked = (*about, lang, country)
        if asked not in self._taken:
            place = self.folder / "-".join(asked)
            make_it = partial(self._make, about, name, {"lang": lang, "country": country, **given})
            self._taken[asked] = Made(place / made_once(place, make_it))
        return self._taken[asked]

    def _make(self, about: tuple[str, ...], name: str, parameters: Mapping[str, str], place: Path) -> str:
        """The report made in a place, with what this process worked out for another reader; the name of its page."""
        if about not in self._shared:
            plan = plan_report(name, parameters, out=place)
            shared = shared_by_languages(data_of(plan.spec, plan.values))
            self._shared[about] = self._memories.enter_context(shared)
        return make(name, parameters, place, self._shared[about]).html.name

    def few(self, name: str) -> Made:
        """The report on few people, as far as it lets itself be asked for them."""
        known = {parameter.name for parameter in load_report(name).parameters}
        return self(name, **{key: value for key, value in FEW.items() if key in known})


def made_once(place: Path, making: Callable[[Path], str]) -> str:
    """What ``making`` a folder says of it: made here, or by the process that came first."""
    done = place / "hecho"
    try:
        place.mkdir(parents=True)
    except FileExistsError:
        _wait_for(done)
    else:
        try:
            told = making(place)
        except BaseException:
            done.write_text("", "utf-8")
            raise
        done.with_suffix(".nuevo").write_text(told, "utf-8")
        done.with_suffix(".nuevo").replace(done)
    told = done.read_text("utf-8")
    assert told, f"{place.name} could not be made: see the first test that asked for it"
    return told


def _wait_for(done: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not done.exists():
        assert time.monotonic() < end, f"nobody made {done.parent.name} in time"
        time.sleep(0.2)


def make(name: str, parameters: Mapping[str, str], out: Path, shared: Shared | None = None) -> RenderedReport:
    """A report made as a batch makes it, with a ledger of its own beside it, from which its tables can be read."""
    return make_planned(plan_report(name, parameters, out=out), ledger=out / "libro.jsonl", warm=True, shared=shared)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """One folder for all processes of the tests."""
    return Shelf(shared_folder(tmp_path_factory) / "estante")


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of the tests see."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base
