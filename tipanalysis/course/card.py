"""The quick card of a module: one page with the verbs, the signs that something is wrong, and what to keep."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ..words.texts import say
from .lesson import Lesson, project_folder
from .notebooks import read_source
from .pages import solved_cells
from .sheet import html_of, sheet

NOT_ON_CARDS = {
    f"tip.{name}"
    for name in ("check", "hint", "solution", "restart", "quiz", "progress", "answer", "test", "settings", "using")
}
"""What every notebook has; the card of no module explains it."""
_PITFALLS = "docs/referencia/trampas"
_ENDINGS = {"es": ".md", "en": ".en.md"}
_MODULE = {"es": "módulo", "en": "module"}
_RECAP = re.compile(r"^## +Para llevar")
_LIMITS = re.compile(r"^## +Lo que .*\bno\b")
"""Headings of the Spanish notebooks; the English cell stands at the same place."""


def card_page(lesson: Lesson, lang: str) -> str:
    """The quick card as a page for one sheet of paper.

    Raises
    ------
    LessonError
        If the module was not built.
    """
    title = say("kit_card_title", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
    words = {
        "objective": lesson.meta["objective"][lang],
        "verbs": [{"example": row["ejemplo"], "words": row[lang]} for row in _verb_rows(lesson)],
        "signs": list(_signs(lesson, lang)),
        "limits": html_of(_list_under(_LIMITS, lesson, lang)),
        "recap": html_of(_list_under(_RECAP, lesson, lang)),
    }
    return sheet("tarjeta", title, lang, **words)


def _verb_rows(lesson: Lesson) -> list[Mapping[str, str]]:
    known = _verbs()
    return [known[verb] for verb in _called(lesson) if verb in known]


def verbs_without_words(lesson: Lesson) -> tuple[str, ...]:
    """Verbs of ``tip`` in the module's code that ``data/verbos.csv`` does not explain."""
    own = (verb for verb in _called(lesson) if verb.startswith("tip.") and verb not in NOT_ON_CARDS)
    return tuple(verb for verb in own if verb not in _verbs())


@cache
def _verbs() -> Mapping[str, Mapping[str, str]]:
    text = files(__package__).joinpath("data/verbos.csv").read_text("utf-8")
    return {row["verbo"]: row for row in csv.DictReader(text.splitlines())}


def _called(lesson: Lesson) -> Sequence[str]:
    """What the module's code calls, ``tip.name`` or ``.name`` of something else, in the order in which it is met."""
    found: dict[str, None] = {}
    for part in lesson.parts:
        for cell in read_source(part, "es").cells:
            if cell.cell_type == "code":
                calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
                for call in sorted(calls, key=lambda node: (node.lineno, -node.col_offset)):
                    if isinstance(call.func, ast.Attribute):
                        found.setdefault(_verb(call.func))
    return tuple(found)


def _verb(node: ast.Attribute) -> str:
    of_tip = isinstance(node.value, ast.Name) and node.value.id == "tip"
    return f"tip.{node.attr}" if of_tip else f".{node.attr}"


def _signs(lesson: Lesson, lang: str) -> Iterator[Mapping[str, str]]:
    """The pitfalls that the module teaches, from the reference page that lists all of them."""
    page = project_folder() / f"{_PITFALLS}{_ENDINGS[lang]}"
    here = re.compile(rf"\b{_MODULE[lang]} {lesson.number}\b", re.IGNORECASE)
    for line in page.read_text("utf-8").splitlines() if page.is_file() else ():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 5 and cells[0].isdecimal() and here.search(cells[4]):
            yield {"name": cells[1], "said": cells[2], "check": cells[3]}


def _list_under(heading: re.Pattern[str], lesson: Lesson, lang: str) -> str:
    """The list under a heading of the solved notebooks; the last one, where there are several."""
    found = ""
    for part in lesson.parts:
        for cell, spanish in zip(solved_cells(part, lang), solved_cells(part, "es"), strict=True):
            if heading.match(spanish.source):
                found = _only_lists(cell)
    return found


def _only_lists(cell: Any) -> str:
    return "\n".join(line for line in cell.source.splitlines() if re.match(r"- |\d+\. ", line))
