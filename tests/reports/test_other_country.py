"""The reports on a table of another country that comes counted: what it tells, in its own words, nothing of home."""

from __future__ import annotations

import re

import pytest

from reports.page import Page
from reports.shelf import REPORTS, Shelf, shelf
from tipanalysis.reports.render import render_report
from tipanalysis.words.errors import ReportError
from tipanalysis.words.texts import say

__all__ = ["shelf"]
pytestmark = pytest.mark.slow
GTM = {"data": "datasets/agregados/gtm.csv", "source": "agregado_gtm", "periodo": "2018-2022"}
MEX = {"data": "datasets/agregados/mex.csv", "source": "agregado_mex", "periodo": "2018-2023"}
REFUSED = ("acreditacion",)
"""Reports of which an aggregated table has not even the question."""
HOME = r"Costa Rica|CONATT|\bERI\b|INAMU|\bPANI\b|9095|¢|\bCRC\b|\b[Pp]rovinc|\b[Cc]ant[oó]n|7 (?:días|working)"
"""What belongs to Costa Rica alone."""
TOLD = [name for name in REPORTS if name not in REFUSED]


@pytest.fixture(scope="module", params=TOLD)
def page(request: pytest.FixtureRequest, shelf: Shelf) -> Page:
    return shelf(request.param, "es", "GTM", **GTM).page


def test_nothing_of_costa_rica_is_said_of_another_country(page: Page) -> None:
    assert re.findall(rf".{{0,60}}(?:{HOME}).{{0,60}}", page.text) == []


def test_numbers_are_written_as_guatemala_writes_them(page: Page) -> None:
    assert not re.search(r"\d,\d+\s?%|\d\xa0\d{3}\b", page.text)
    assert re.search(r"\d,\d{3}\b", page.text)


def test_what_a_counted_table_cannot_tell_is_told(page: Page) -> None:
    assert say("aggregated_rows") in page.text
    assert say("country_pending", country="Guatemala") in page.text


def test_the_profile_counts_people_and_names_what_the_table_lacks(shelf: Shelf) -> None:
    page = shelf("perfil_anual", "es", "GTM", **GTM).page
    assert "1,894" in page.text and "921" not in page.text
    assert "Departamento de explotación" in page.text
    assert say("country_no_breaks") in page.text
    absent = next(line.get_text() for line in page.soup.find_all("li") if "no registra" in line.get_text())
    assert "Forma de captación" in absent and "Departamento de residencia" in absent
    assert "Sexo registrado" not in absent


def test_a_table_without_age_or_place_is_reported_too(shelf: Shelf) -> None:
    page = shelf("perfil_anual", "en", "MEX", **MEX).page
    assert "Age group" in next(line.get_text() for line in page.soup.find_all("li") if "not record" in line.get_text())
    assert say("country_pending", lang="en", country="Mexico") in page.text


@pytest.mark.parametrize("name", REFUSED)
def test_a_question_that_the_table_has_not_is_refused_in_a_sentence(name: str, tmp_path) -> None:
    with pytest.raises(ReportError) as caught:
        render_report(name, {**GTM, "country": "GTM"}, out=tmp_path / "informes", warm=True)
    assert "Use un registro de solicitudes de acreditación." in str(caught.value)
    assert list(tmp_path.rglob("*.html")) == []
