"""The first page of the kit: it opens with a double click and leads to all the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from ..words.texts import say
from .guide import guide_path
from .lesson import Lesson, Part, list_lessons
from .sheet import sheet
from .timetable import timetable_names

PAGES, PAPER, FORMS, NOTEBOOKS, SLIDES = "paginas", "imprimir", "evaluacion", "cuadernos", "diapositivas"
"""The folders of the kit in one language."""


def index_page(folder: Path, lang: str) -> str:
    """The index of what lies in ``folder``, the part of the kit in one language."""
    workshop = [
        *(
            _link(folder, f"{PAPER}/horario_{name}", say(f"kit_timetable_{name}", lang=lang))
            for name in timetable_names()
        ),
        _link(folder, f"{PAPER}/constancia", say("kit_certificate_title", lang=lang)),
        *(_link(folder, f"{FORMS}/{page.stem}", _title(page)) for page in sorted((folder / FORMS).glob("*.html"))),
    ]
    modules = [_module(folder, lesson, lang) for lesson in list_lessons()]
    title = say("course_index_title", lang=lang)
    return sheet("indice", title, lang, workshop=workshop, modules=modules)


def written_guide(lesson: Lesson, lang: str) -> bool:
    """Whether the module has its guide in this language."""
    return guide_path(lesson, lang).is_file()


def _module(folder: Path, lesson: Lesson, lang: str) -> Mapping[str, Any]:
    kinds = {
        f"{SLIDES}/{lesson.name}": "kit_index_slides",
        f"{PAPER}/{lesson.name}_tarjeta": "kit_index_card",
        f"{PAPER}/{lesson.name}_grupo": "kit_index_group",
        f"{PAPER}/{lesson.name}_guia": "kit_index_guide",
    }
    there = {path: key for path, key in kinds.items() if (folder / f"{path}.html").is_file()}
    return {
        "title": say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang]),
        "objective": lesson.meta["objective"][lang],
        "parts": [_part(part, lang) for part in lesson.parts],
        "links": [_link(folder, path, say(key, lang=lang)) for path, key in there.items()],
    }


def _part(part: Part, lang: str) -> Mapping[str, str]:
    return {
        "path": f"{PAGES}/{part.name}.html",
        "paper": f"{PAPER}/{part.name}.html",
        "words": part.meta["title"][lang],
        "minutes": say("course_index_minutes", lang=lang, minutes=part.meta["minutes"]),
    }


def _title(page: Path) -> str:
    found = re.search(r"<title>(.*?)</title>", page.read_text("utf-8"))
    return unescape(found[1]) if found else page.stem


def _link(folder: Path, path: str, words: str) -> Mapping[str, str]:
    printed = (folder / f"{path}.pdf").is_file()
    return {"path": f"{path}.html", "words": words, "pdf": f"{path}.pdf" if printed else ""}
