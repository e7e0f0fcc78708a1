"""The folder that a trainer takes along: every lesson as a page, for paper and as a notebook, without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path

from ..reports.export import page_style
from ..words.errors import LessonError
from ..words.settings import LANGS
from ..words.texts import say
from .index import index_path
from .lesson import Lesson, list_lessons
from .notebooks import participant_path
from .pages import group_page, lesson_page

PAGES, PAPER, NOTEBOOKS = "paginas", "imprimir", "cuadernos"


def build_kit(folder: Path) -> Iterator[Path]:
    """Write the kit into ``folder`` and give each file written; the first to open is ``indice.html`` of a language.

    Raises
    ------
    LessonError
        If ``folder`` holds something already, or a lesson was not built.
    """
    if folder.exists() and any(folder.iterdir()):
        raise LessonError("course_kit_taken", given=folder.name)
    for lang in LANGS:
        for lesson in list_lessons():
            yield from _lesson_files(folder / lang, lesson, lang)
        yield _copied(index_path(lang), folder / lang / NOTEBOOKS)
        yield _written(folder / lang / "indice.html", _index(lang))


def _lesson_files(folder: Path, lesson: Lesson, lang: str) -> Iterator[Path]:
    for part in lesson.parts:
        yield _written(folder / PAGES / f"{part.name}.html", lesson_page(part, lang))
        yield _written(folder / PAPER / f"{part.name}.html", lesson_page(part, lang, printed=True))
        yield _copied(participant_path(part, lang), folder / NOTEBOOKS)
    without_computer = group_page(lesson, lang)
    if without_computer:
        yield _written(folder / PAPER / f"{lesson.name}_grupo.html", without_computer)


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def _copied(path: Path, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(path, folder))


def _index(lang: str) -> str:
    """A page that opens with a double click and leads to all the others."""
    title = escape(say("course_index_title", lang=lang))
    rows = "".join(_row(lesson, lang) for lesson in list_lessons())
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>\n{page_style()}</style></head><body><main><h1>{title}</h1>"
        f'<p class="tip-banner">{escape(say("course_kit_synthetic", lang=lang))}</p>{rows}</main></body></html>\n'
    )


def _row(lesson: Lesson, lang: str) -> str:
    title = say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
    links = "".join(
        f'<li><a href="{PAGES}/{part.name}.html">{escape(part.meta["title"][lang])}</a> '
        f"({escape(say('course_index_minutes', lang=lang, minutes=part.meta['minutes']))}; "
        f'<a href="{PAPER}/{part.name}.html">{escape(say("course_kit_paper", lang=lang))}</a>)</li>'
        for part in lesson.parts
    )
    return f"<h2>{escape(title)}</h2><p>{escape(lesson.meta['objective'][lang])}</p><ul>{links}</ul>"
