"""Every report in a real browser, for each reader: nothing is asked of the network, and nobody is kept out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.accessible import barriers, opened_browser, opened_page
from reports.shelf import READERS, REPORTS, Shelf, shelf

__all__ = ["shelf"]
pytestmark = [pytest.mark.browser, pytest.mark.slow]
BROKEN = """<!doctype html><html><head><title>x</title></head><body><main><h1>x</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7">
<p style="color:#bbb;background:#fff">text</p><img src="https://example.org/x.png" alt="x"></main></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as browser:
        yield browser


@pytest.fixture(scope="module", params=REPORTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("reader", READERS, ids="-".join)
def test_no_barrier_and_no_outside_request(name: str, reader: tuple[str, str], shelf: Shelf, browser: Any) -> None:
    with opened_page(browser, shelf(name, *reader).html) as (page, asked):
        assert barriers(page) == []
        assert [url for url in asked if not url.startswith("data:")] == []
        assert page.evaluate("document.documentElement.lang").partition("-")[0] == reader[0]


@pytest.mark.parametrize("reader", READERS, ids="-".join)
def test_the_page_says_its_language(name: str, reader: tuple[str, str], shelf: Shelf) -> None:
    lang, _ = reader
    assert shelf(name, *reader).page.soup.html["lang"].partition("-")[0] == lang


@pytest.mark.parametrize("reader", READERS, ids="-".join)
def test_every_figure_says_a_number_in_words(name: str, reader: tuple[str, str], shelf: Shelf) -> None:
    alts = [image["alt"] for image in shelf(name, *reader).page.soup.find_all("img")]
    assert [alt for alt in alts if len(alt) < 40 or not re.search(r"\d", alt)] == []


def test_a_page_that_keeps_people_out_is_found(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(BROKEN, "utf-8")
    with opened_page(browser, page) as (opened, asked):
        rules = {found.split()[1] for found in barriers(opened)}
    assert {"html-has-lang", "image-alt", "color-contrast"} <= rules
    assert asked[-1] == "https://example.org/x.png"
