"""Every report notebook, read as each reader gets it: what must hold of whatever leaves the house."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest

from reports.page import Page
from reports.shelf import READERS, REPORTS, Made, Shelf, shelf
from tipanalysis.reports.spec import load_report
from tipanalysis.words.settings import using
from tipanalysis.words.texts import say

__all__ = ["shelf"]

pytestmark = pytest.mark.slow
OF_FEW = ("perfil_interseccional", "captacion_explotacion", "acreditacion")
"""Reports made of few people too; the others are asked for few in tests of their own, without being made."""


@pytest.fixture(scope="module", params=REPORTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def made(name: str, shelf: Shelf) -> Made:
    return shelf(name)


@pytest.fixture(scope="module", params=READERS, ids="-".join)
def page(request: pytest.FixtureRequest, name: str, shelf: Shelf) -> Page:
    return shelf(name, *request.param).page


@pytest.fixture(autouse=True)
def spanish_in_costa_rica() -> Iterator[None]:
    with using(lang="es", country="CRI"):
        yield


def test_its_own_audit_finds_nothing(made: Made) -> None:
    assert made.manifest["audit"]["passed"] is True
    assert {release.policy.name for release in made.released.values()} == {"publication"}


def test_every_reader_sees_the_same_numbers(name: str, shelf: Shelf) -> None:
    """Digits of every cell, in the order of the page."""
    read = {reader: _numbers(shelf(name, *reader).page) for reader in READERS}
    assert read["es", "CRI"] == read["en", "CRI"] == read["es", "GTM"] == read["en", "GTM"]


def _numbers(page: Page) -> list[list[str]]:
    return [
        [re.sub(r"\D", "", cell.get_text()) for cell in table.find_all("td")] for table in page.soup.find_all("table")
    ]


def test_numbers_follow_the_habits_of_the_country(name: str, shelf: Shelf) -> None:
    for lang in ("es", "en"):
        assert not re.search(r"\d\.\d+\s?%", shelf(name, lang, "CRI").page.text)
        assert not re.search(r"\d,\d+\s?%", shelf(name, lang, "GTM").page.text)


def test_the_question_and_the_answer_in_words_come_first(name: str, page: Page) -> None:
    (question,) = page.soup.find_all(class_="tip-question")
    spec = load_report(name)
    assert question.get_text() in spec.answers.values()
    first = page.soup.find("h2")
    assert first["id"] == "annual_brief"
    answers = first.find_next("ul")
    assert 1 <= len(answers.find_all("li")) <= 12
    assert first.find_next(["img", "table", "ul"]) is answers


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(node.name[1]) for node in page.soup.find_all(re.compile(r"^h[1-6]$"))]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_ids_are_unique(page: Page) -> None:
    ids = [node["id"] for node in page.soup.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))


def test_nothing_is_asked_of_anybody(page: Page) -> None:
    assert [address for address in page.addresses() if not address.startswith(("data:", "#"))] == []
    assert page.soup.find_all(["script", "iframe", "object", "embed", "link", "base", "form"]) == []


def test_every_picture_says_a_number_and_has_its_data_beside_it(page: Page) -> None:
    images = page.soup.find_all("img")
    assert [image["alt"] for image in images if len(image["alt"]) < 40 or not re.search(r"\d", image["alt"])] == []
    assert all(image.find_parent("figure").find("table") for image in images)


def test_every_table_has_caption_heads_and_says_that_the_data_are_synthetic(page: Page) -> None:
    words = ("DATOS SINTÉTICOS", "SYNTHETIC DATA")
    for table in page.soup.find_all("table"):
        assert len(table.caption.get_text(strip=True)) > 10
        assert all(cell.get("scope") for cell in table.find_all("th"))
        assert table.find_parent(class_="tip-page").find(class_="tip-synthetic").get_text().startswith(words)


def test_no_key_of_a_text_and_no_code_shows(page: Page) -> None:
    """But for the names of files, and of reports in quotes; in English «None» is an answer."""
    text = re.sub(r"\s+", " ", page.soup.body.get_text(" "))
    none = "" if page.soup.html["lang"].startswith("en") else "None|"
    code = rf"\{{|<NA>|\b(?<![«“])(?:nan|{none}import|[a-z]+_[a-z_]+)\b(?!\.(?:xlsx|csv))"
    assert re.findall(rf".{{0,20}}(?:{code}).{{0,20}}", text) == []


def test_no_small_number_of_people_stands_in_a_computed_table(made: Made) -> None:
    """``n de total``: each is a number that a release shows, or the difference of two."""
    small = re.compile(r"(?<![\d,.])([1-4]) de \d")
    for table in made.page.soup.find_all("table"):
        assert small.findall(table.get_text(" ")) == [], table.caption


def test_the_verdict_of_the_audit_stands_at_the_foot(made: Made) -> None:
    assert made.manifest["audit"]["summary"] in made.page.text
    assert made.page.soup.find_all("h2")[-1].get_text() in (say("annual_method"), say("quality_method"))


@pytest.mark.parametrize("of_few", OF_FEW)
def test_a_year_of_few_people_under_a_strict_policy_is_told_and_not_shown(of_few: str, shelf: Shelf) -> None:
    few = shelf.few(of_few)
    assert few.manifest["audit"]["passed"] is True
    assert sum(release.hidden for release in few.released.values())
    assert few.page.soup.find(id="annual_brief").find_next("ul").find_all("li")
