"""The page in a real browser: nothing asked of the network, no scrolling sideways, and paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from reports.accessible import opened_browser
from reports.conftest import Made

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(params=["first", "other"], scope="module")
def made(request: pytest.FixtureRequest, runs: Any) -> Made:
    return runs[request.param]


@pytest.fixture
def asked() -> list[str]:
    """What the page asked for beyond its own file."""
    return []


@pytest.fixture
def page(browser: Any, made: Made, asked: list[str]) -> Iterator[Any]:
    opened = browser.new_page(java_script_enabled=True)
    own = made.file("html").as_uri()
    opened.on("request", lambda request: asked.append(request.url) if request.url != own else None)
    opened.goto(own, wait_until="load")
    yield opened
    opened.close()


def test_nothing_is_asked_of_the_network(page: Any, asked: list[str]) -> None:
    for summary in page.locator("details > summary").all():
        summary.click()
    page.wait_for_timeout(300)
    assert [url for url in asked if not url.startswith("data:")] == []


@pytest.mark.parametrize("width", [320, 400, 1200])
def test_no_reader_scrolls_sideways(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_picture_is_drawn(page: Any) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


def test_keys_reach_every_table_that_scrolls(page: Any) -> None:
    unreachable = "[...document.querySelectorAll('.tip-scroll')].filter(one => one.tabIndex !== 0 || !one.ariaLabel)"
    assert page.evaluate(f"{unreachable}.length") == 0


def test_it_prints_on_more_than_three_pages(page: Any) -> None:
    paper = page.pdf(format="Letter", print_background=True)
    assert paper.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) > 3
