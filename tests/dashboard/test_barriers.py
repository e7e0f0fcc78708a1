"""The folder of the dashboard in a real browser: nobody is kept out, and nothing beyond the folder is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.accessible import barriers, opened_browser, opened_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as browser:
        yield browser


def test_no_barrier_and_nothing_from_outside(folder: Path, browser: Any) -> None:
    pages = sorted(folder.glob("*.html"))
    assert pages
    for each in pages:
        with opened_page(browser, each) as (page, asked):
            page.wait_for_timeout(300)
            assert barriers(page) == []
            assert [url for url in asked if not url.startswith((folder.resolve().as_uri(), "data:"))] == []
