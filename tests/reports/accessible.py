"""Pages looked at in Chromium: what they ask for, and what axe-core finds that keeps people out.

The browser is the one that is installed, axe-core the copy that a package carries; where either is missing the tests
that need it skip and say so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
BARRIERS = ("serious", "critical")


@contextmanager
def opened_browser() -> Iterator[Any]:
    """A Chromium without a window, until the block ends."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium is installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()


def axe_script() -> str:
    """The text of axe-core."""
    pytest.importorskip("axe_playwright_python", reason="axe-core comes with the extra «axe», which is not installed")
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@contextmanager
def opened_page(browser: Any, page: Path) -> Iterator[tuple[Any, list[str]]]:
    """A page from disk with all its parts unfolded, and what it asks for beyond its own file."""
    asked: list[str] = []
    own = page.resolve().as_uri()
    opened = browser.new_page()
    opened.on("request", lambda request: asked.append(request.url) if request.url != own else None)
    opened.goto(own, wait_until="load")
    opened.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield opened, asked
    opened.close()


def barriers(page: Any) -> list[str]:
    """What axe-core finds serious or critical in an opened page: the rule, how often, and the first place."""
    page.evaluate(axe_script())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{each['impact']} {each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:200]}"
        for each in found
        if each["impact"] in BARRIERS
    ]
