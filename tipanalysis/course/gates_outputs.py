"""The gates of what a solved notebook shows: every picture in words too, every table with its title."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from ..words.settings import LANGS
from ..words.texts import say
from .lesson import Lesson, Part
from .solved import solved_path

LEAST_ALT = 40
"""A sentence shorter than this does not say what a picture shows."""


def output_faults(lesson: Lesson) -> Iterator[str]:
    """What is wrong with the results of a lesson, one sentence each."""
    for part in lesson.parts:
        for lang in LANGS:
            yield from _faults_in(part, lang)


def _faults_in(part: Part, lang: str) -> Iterator[str]:
    import nbformat

    for position, cell in enumerate(nbformat.read(solved_path(part, lang), as_version=4).cells):
        for output in cell.get("outputs", []):
            for fault in _faults_of(output.get("data", {})):
                yield say(fault, lesson=part.name, language=lang, cell=position)


def _faults_of(data: dict[str, Any]) -> Iterator[str]:
    if "text/html" not in data:
        if any(kind.startswith("image/") for kind in data):
            yield "course_gate_picture"
        return
    seen = _Seen()
    seen.feed(data["text/html"])
    if any(len(alt) < LEAST_ALT or not any(map(str.isdigit, alt)) for alt in seen.alts):
        yield "course_gate_alt"
    if not all(map(str.strip, seen.captions)):
        yield "course_gate_caption"


class _Seen(HTMLParser):
    """The alternative text of every picture and the caption of every table of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str] = []
        self.captions: list[str] = []
        self._in_caption = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note pictures and tables as they begin."""
        told = dict(attrs)
        if tag == "img":
            self.alts.append(told.get("alt") or "")
        elif tag == "svg":
            self.alts.append(told.get("aria-label") or "")
        elif tag == "table":
            self.captions.append("")
        elif tag == "caption":
            self._in_caption = True

    def handle_endtag(self, tag: str) -> None:
        """A caption ends."""
        if tag == "caption":
            self._in_caption = False

    def handle_data(self, data: str) -> None:
        """The words of a caption."""
        if self._in_caption and self.captions:
            self.captions[-1] += data
