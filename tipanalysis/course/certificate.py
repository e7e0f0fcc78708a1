"""The certificate of a workshop: a page with blanks, to be filled in by hand. It holds nobody's name."""

from __future__ import annotations

from ..words.texts import say
from .lesson import list_lessons
from .sheet import sheet


def certificate_page(lang: str) -> str:
    """The certificate with a box for every module."""
    modules = [
        say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
        for lesson in list_lessons()
    ]
    course = say("course_index_title", lang=lang)
    return sheet("constancia", say("kit_certificate_title", lang=lang), lang, course=course, modules=modules)
