"""Slides of a module, made from its own notebooks: headings with their first words, charts, questions, what to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..words.settings import using
from ..words.texts import say
from .lesson import Lesson, Part
from .notebooks import TRAINER_TAG
from .pages import GROUP_TAG, solved_cells
from .quiz_file import read_questions
from .sheet import asset, html_of, sheet

MOST_WORDS = 48
"""Words of running text on a slide; lists and short tables come whole."""
MOST_LINES = 9
"""Rows of a table, or items of a list, that still can be read from the back of the room."""
_HEADING = re.compile(r"^(#{1,3}) +(.+)$")
_SENTENCE = re.compile(r"(?:(?<=[.?!…»”])|(?<=[.?!…»”]\*\*)) +(?=\*{0,2}[«“¿¡A-ZÁÉÍÓÚÑ0-9])")
_QUESTION = re.compile(r"\*\*La pregunta de hoy\.\*\*|La pregunta de trabajo|Dos preguntas de trabajo|Dos titulares")
"""In the first cell of a Spanish notebook: the question that opens it; in the English one, the same paragraph."""


@dataclass(frozen=True)
class Slide:
    """One slide: its kind (for its look), heading, content and, for a question, the answer that is folded away."""

    kind: str
    heading: str
    content: str
    answer: str = ""


def slides_page(lesson: Lesson, lang: str) -> str:
    """The slides of a module as one page that needs nothing from outside and is turned with the keyboard.

    Raises
    ------
    LessonError
        If the module was not built.
    """
    title = say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
    with using(lang=lang):
        made = list(slides_of(lesson, lang))
    return sheet("diapositivas", title, lang, slides=made, script=asset("diapositivas.js"))


def slides_of(lesson: Lesson, lang: str) -> Iterator[Slide]:
    """The slides of a module, in order."""
    minutes = say("course_index_minutes", lang=lang, minutes=lesson.session_minutes)
    about = f"{lesson.meta['objective'][lang]}\n\n{minutes}"
    title = say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
    yield Slide("title", title, html_of(about))
    for part in lesson.parts:
        yield from _of_part(part, lang)


def _of_part(part: Part, lang: str) -> Iterator[Slide]:
    spanish = [cell.source for cell in solved_cells(part, "es")]
    before = ""
    for cell, source in zip(solved_cells(part, lang), spanish, strict=True):
        tags = cell.metadata.get("tags", [])
        if TRAINER_TAG in tags:
            continue
        if cell.cell_type == "markdown":
            before = cell.source
            yield from _of_text(cell.source, source, GROUP_TAG in tags)
        elif "tip.quiz(" in cell.source:
            yield from _questions(part.lesson, lang)
        elif "ejercicio" not in tags:
            yield from _charts(cell, before)


def _of_text(text: str, spanish: str, group: bool) -> Iterator[Slide]:
    """The slide of a cell that begins with a heading; other texts go with their charts."""
    first, _, rest = text.partition("\n")
    found = _HEADING.match(first)
    if not found:
        return
    if len(found[1]) == 1:
        yield Slide("part", found[2], html_of(_opening(rest, spanish.partition("\n")[2])))
    elif re.match(r"#+ +Para comprobar|#+ +\w+ preguntas", spanish):
        return
    else:
        yield Slide("group" if group else "step", found[2], html_of(shortened(rest)))


def _opening(text: str, spanish: str) -> str:
    """The paragraph with the question that opens a notebook; else the first words."""
    paragraphs, keys = _paragraphs(text), _paragraphs(spanish)
    found = next((place for place, key in enumerate(keys) if _QUESTION.search(key)), None)
    if found is None or found >= len(paragraphs):
        return shortened(text)
    return paragraphs[found]


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def shortened(text: str, most: int = MOST_WORDS) -> str:
    """Markdown cut to what fits a slide: whole sentences up to ``most`` words, lists, and tables that are not long.

    Examples
    --------
    >>> shortened("Una frase corta. Otra frase que ya no cabe.", most=3)
    'Una frase corta.'
    """
    kept: list[str] = []
    left = most
    for block in _paragraphs(text):
        if _is_list(block):
            kept.append(_cut_list(block))
        elif left > 0:
            sentences, left = _cut_sentences(block, left, bool(kept))
            if sentences:
                kept.append(sentences)
    return "\n\n".join(filter(None, kept))


def _is_list(block: str) -> bool:
    return bool(re.match(r"[-*>|] ?|\d+\. ", block)) and not block.startswith("**")


def _cut_list(block: str) -> str:
    lines = block.splitlines()
    if lines[0].startswith("|"):
        return block if len(lines) - 2 <= MOST_LINES else ""
    return "\n".join(lines[:MOST_LINES])


def _cut_sentences(block: str, left: int, more: bool) -> tuple[str, int]:
    """As many sentences as there are words left for; the first one always, where nothing stands yet."""
    kept = ""
    for sentence in _SENTENCE.split(block):
        words = len(sentence.split())
        if words > left and (kept or more):
            left = 0
            break
        kept, left = f"{kept} {sentence}".strip(), left - words
    return kept + ("**" if kept.count("**") % 2 else ""), left


def _charts(cell: Any, before: str) -> Iterator[Slide]:
    for output in cell.get("outputs", ()):
        page = "".join(output.get("data", {}).get("text/html", ""))
        if '<figure class="tip-figure"' in page:
            title = re.search(r'class="tip-figure-title">(.*?)</figcaption>', page, flags=re.DOTALL)
            yield Slide("chart", _plain(title[1]) if title else "", page)


def _plain(html: str) -> str:
    from html import unescape

    return unescape(re.sub(r"<[^>]+>", "", html)).strip()


def _questions(lesson: Lesson, lang: str) -> Iterator[Slide]:
    asked = read_questions(lesson)
    for number, question in enumerate(asked, start=1):
        options = "\n".join(f"- **{option.letter})** {option.text[lang]}" for option in question.options)
        right = next(option for option in question.options if option.right)
        heading = say("kit_slides_question", lang=lang, number=number, n=len(asked))
        content = html_of(f"{question.text[lang]}\n\n{options}")
        yield Slide("question", heading, content, html_of(f"**{right.letter})** {right.why[lang]}"))
