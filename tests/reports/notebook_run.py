"""A report notebook run in this process: what it computes once, what it shows in every language and country."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

from nbformat.v4 import new_code_cell, new_notebook, new_output

from reports.page import Page
from tipanalysis.release.release import Release
from tipanalysis.reports.export import write_html
from tipanalysis.reports.parameters import checked
from tipanalysis.reports.spec import load_report
from tipanalysis.words.settings import using

READERS = tuple(product(("es", "en"), ("CRI", "GTM")))
_SHOWS = ("display(", "hand_over(")


@dataclass(frozen=True)
class Ran:
    """A report that was run: its variables, and what each reader gets to see."""

    name: str
    held: Mapping[str, Any]
    shown: Mapping[tuple[str, str], tuple[str, ...]]
    folder: Path

    @property
    def released(self) -> Mapping[str, Release]:
        return self.held["publicado"]

    def page(self, lang: str = "es", country: str = "CRI") -> Page:
        """The exported page: what the runner does with what the cells left."""
        target = self.folder / f"{self.name}_{lang}_{country}.html"
        if not target.exists():
            outputs = [new_output("display_data", data={"text/html": html}) for html in self.shown[lang, country]]
            with using(lang=lang, country=country):
                page = new_notebook(cells=[new_code_cell("", outputs=outputs)])
                write_html(page, target, title=load_report(self.name).title())
        return Page(target.read_text("utf-8"))


def run_report(name: str, folder: Path, readers: tuple[tuple[str, str], ...] = READERS, **given: str) -> Ran:
    """Compute the report once and show it to each reader."""
    held: dict[str, Any] = dict(checked(load_report(name).parameters, given))
    copy_context().run(_compute, name, held)
    shown = {reader: copy_context().run(_show, name, held, *reader) for reader in readers}
    return Ran(name, held, shown, folder)


def _cells(name: str) -> Iterator[str]:
    notebook = json.loads(load_report(name).notebook.read_text("utf-8"))
    return ("".join(cell["source"]) for cell in notebook["cells"][1:])


def _compute(name: str, held: dict[str, Any]) -> None:
    with using(lang="es", country="CRI"):
        for source in _cells(name):
            if not any(word in source for word in _SHOWS):
                exec(source, held)


def _show(name: str, held: dict[str, Any], lang: str, country: str) -> tuple[str, ...]:
    seen: list[str] = []
    with using(lang=lang, country=country), patch.dict(held, {"display": _collect(seen)}):
        for source in _cells(name):
            if any(word in source for word in _SHOWS):
                exec(source, held)
    return tuple(html for html in seen if html)


def _collect(seen: list[str]) -> Any:
    return lambda *shown: seen.extend(each._repr_html_() for each in shown)
