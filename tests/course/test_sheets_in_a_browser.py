"""The kit's pages in a real browser: nothing keeps anybody out, nothing is asked for, slides turn with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reports.accessible import barriers, opened_browser, opened_page
from tipanalysis.course.card import card_page
from tipanalysis.course.certificate import certificate_page
from tipanalysis.course.guide_page import guide_page
from tipanalysis.course.lesson import Lesson
from tipanalysis.course.slides import slides_page
from tipanalysis.course.timetable import make_timetable, timetable_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def folder(lesson: Lesson, tmp_path: Path) -> Path:
    pages = {
        "slides": slides_page(lesson, "es"),
        "card": card_page(lesson, "es"),
        "guide": guide_page(lesson, "es"),
        "certificate": certificate_page("en"),
        "timetable": timetable_page(make_timetable("dos_dias", "en"), "en"),
    }
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page, "utf-8")
    return tmp_path


def test_nothing_keeps_anybody_out(browser: Any, folder: Path) -> None:
    for path in sorted(folder.glob("*.html")):
        with opened_page(browser, path) as (page, asked):
            assert barriers(page) == [], path.name
            assert asked == [], path.name


def test_slides_turn_with_the_keyboard_and_with_the_buttons(browser: Any, folder: Path) -> None:
    with opened_page(browser, folder / "slides.html") as (page, _):
        status, headings = page.get_by_role("status"), page.locator(".tip-now h1, .tip-now h2")
        total = page.locator(".tip-slide").count()
        steps = {
            "ArrowRight": 2,
            "PageDown": 3,
            "Space": 4,
            "ArrowLeft": 3,
            "End": total,
            "ArrowDown": total,
            "Home": 1,
        }
        for key, number in steps.items():
            page.keyboard.press(key)
            assert status.inner_text() == f"{number} / {total}"
            assert headings.count() == 1
            assert headings.evaluate("heading => heading === document.activeElement")
        page.get_by_role("button", name="Siguiente").click()
        assert status.inner_text() == f"2 / {total}"
        assert page.url.endswith("#d2")


def test_the_answer_of_a_question_is_opened_with_the_keyboard(browser: Any, folder: Path) -> None:
    with opened_page(browser, folder / "slides.html") as (page, _):
        while not page.locator(".tip-now.tip-slide-question").count():
            page.keyboard.press("ArrowRight")
        before = page.get_by_role("status").inner_text()
        answer = page.locator(".tip-now details")
        answer.evaluate("one => { one.open = false; }")
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert answer.get_attribute("open") is not None
        assert page.get_by_role("status").inner_text() == before
