"""The page of a lesson in a real browser: nothing in it keeps anybody out, and it asks for nothing from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.accessible import barriers, opened_browser, opened_page
from tipanalysis.course.lesson import Lesson
from tipanalysis.course.pages import lesson_page


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("printed", [False, True])
def test_nothing_keeps_anybody_out(lesson: Lesson, tmp_path: Path, printed: bool) -> None:
    path = tmp_path / "leccion.html"
    path.write_text(lesson_page(lesson.parts[0], "es", printed=printed), "utf-8")
    with opened_browser() as browser, opened_page(browser, path) as (page, asked):
        assert barriers(page) == []
        assert asked == []
