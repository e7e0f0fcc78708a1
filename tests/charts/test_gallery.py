"""The page of the charts shows them all: the functions that exist, the 24 of the list, a picture of each."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import tipanalysis as tip
from charts import gallery
from charts.forms import FORMS
from tipanalysis.dashboard.declared import declared_views
from tipanalysis.reports.spec import list_reports

CHARTS = Path(tip.__file__).parent / "charts"
REPORTS = CHARTS.parent / "reports"
MOST_BYTES = 1_500_000
IN_A_FIGURE = {"draw_bar"}
"""Draws one mark inside a figure."""


def drawn() -> set[str]:
    """The functions of the folder that draw a chart."""
    found = {
        name for path in CHARTS.glob("*.py") for name in re.findall(r"^def (draw_\w+)\(", path.read_text("utf-8"), re.M)
    }
    return found - IN_A_FIGURE


def test_the_list_has_24_charts_and_every_function_has_its_place() -> None:
    listed = {entry.function for entry in gallery.GALLERY}
    assert len(gallery.GALLERY) == 24
    assert drawn() == listed | set(gallery.OTHERS)
    assert listed.isdisjoint(gallery.OTHERS)
    assert listed - set(FORMS) == {
        "draw_denominators",
        "draw_heatmap",
        "draw_missingness",
        "draw_pyramid",
        "draw_series",
    }


@pytest.mark.parametrize("lang", gallery.PAGES)
def test_the_page_has_the_table_and_a_picture_with_numbers_for_each_question(lang: str) -> None:
    page = gallery.PAGES[lang].read_text("utf-8")
    rest = page.partition(gallery.MARK)[2]
    assert gallery.views_table(lang) in rest
    assert gallery.table(lang) in rest
    shown = re.findall(r"^### (\d+)\. (.+)\n\n!\[([^\]]+)\]\(\.\./imagenes/graficos/(.+)\)$", rest, re.M)
    assert [(int(number), question, file) for number, question, _, file in shown] == [
        (number, getattr(entry, lang), gallery.file_of(number)) for number, entry in enumerate(gallery.GALLERY, start=1)
    ]
    assert [alt for _, _, alt, _ in shown if not re.search(r"\d", alt)] == []
    assert all(name in page for name in gallery.OTHERS)


def test_the_pictures_are_those_of_the_list_and_small() -> None:
    files = sorted(path.name for path in gallery.PICTURES.iterdir())
    assert files == [gallery.file_of(number) for number in range(1, 25)]
    assert sum(path.stat().st_size for path in gallery.PICTURES.iterdir()) < MOST_BYTES


def test_views_and_reports_exist() -> None:
    views = {view for entry in gallery.GALLERY for view in entry.views.split(", ")}
    assert views == {*gallery.VIEWS, "–"}
    assert {group for *_, group in gallery.VIEWS.values()} <= {view.group for view in declared_views()}
    assert {entry.report for entry in gallery.GALLERY} - {""} <= {spec.name for spec in list_reports()}


def code_of(report: str) -> str:
    """What a report runs: its notebook, the modules of reports that it imports, and those that they import."""
    code = (gallery.ROOT / "notebooks" / "reports" / f"{report}.ipynb").read_text("utf-8")
    seen: set[str] = set()
    while named := {name for name in imported(code) if (REPORTS / f"{name}.py").exists()} - seen:
        seen |= named
        code += "".join((REPORTS / f"{name}.py").read_text("utf-8") for name in named)
    return code


def imported(code: str) -> set[str]:
    together = re.findall(r"from tipanalysis\.reports import ([\w, ]+)", code)
    alone = re.findall(r"from (?:tipanalysis\.reports)?\.(\w+) import", code)
    return {name for names in together for name in names.split(", ")} | set(alone)


@pytest.mark.parametrize("entry", [each for each in gallery.GALLERY if each.report], ids=lambda entry: entry.report)
def test_the_report_that_is_named_draws_the_chart(entry: gallery.Entry) -> None:
    assert f"{entry.function}(" in code_of(entry.report)


@pytest.mark.parametrize("number", range(1, 25))
def test_the_package_offers_each_chart_by_name(number: int) -> None:
    name = gallery.GALLERY[number - 1].function
    function = getattr(tip, name)
    assert function is getattr(import_module(function.__module__), name)
