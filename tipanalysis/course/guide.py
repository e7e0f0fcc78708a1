"""The guide of a module for whoever teaches it: ``guia.es.md`` and ``guia.en.md`` beside the lesson."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ..words.texts import say
from .lesson import Lesson

SECTIONS = (
    *("purpose", "prerequisite", "materials", "minutes", "speaking", "answers", "paper"),
    *("access", "words", "variants", "children", "shorter", "keys", "indicators"),
)
"""What a guide tells, in this order; the headings are the texts ``kit_guide_<name>``."""
AUDIENCES = ("police", "prosecution", "health", "finance")
_HEADING = re.compile(r"^## +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One row of the minute plan."""

    minutes: int
    what: str
    how: str


@dataclass(frozen=True)
class Guide:
    """A guide in one language: its title and its sections as they stand, in order."""

    lang: str
    title: str
    sections: tuple[tuple[str, str], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its sections."""
        return tuple(heading for heading, _ in self.sections)

    def section(self, name: str) -> str:
        """The text of one of ``SECTIONS``; empty where it is not there."""
        return dict(self.sections).get(guide_heading(name, self.lang), "")

    def plan_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the minute plan as they are written, without the head of the table."""
        rows = [line.strip() for line in self.section("minutes").splitlines() if line.strip().startswith("|")]
        return tuple(tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[2:])

    def steps(self) -> tuple[Step, ...]:
        """The minute plan; rows whose first cell is no whole number are left out."""
        rows = [(*row, "", "") for row in self.plan_rows() if row[0].isdecimal()]
        return tuple(Step(int(row[0]), row[1], row[2]) for row in rows)


def guide_path(lesson: Lesson, lang: str) -> Path:
    """Where the guide of a module lies."""
    return lesson.folder / f"guia.{lang}.md"


def guide_heading(name: str, lang: str) -> str:
    """The heading of one of ``SECTIONS``."""
    return say(f"kit_guide_{name}", lang=lang)


def guide_title(lesson: Lesson, lang: str) -> str:
    """The title that a guide must have."""
    return say("kit_guide_title", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])


def read_guide(lesson: Lesson, lang: str) -> Guide | None:
    """The guide of a module; ``None`` where it was not written yet."""
    path = guide_path(lesson, lang)
    return guide_of(path.read_text("utf-8"), lang) if path.is_file() else None


def guide_of(text: str, lang: str) -> Guide:
    """A guide from its text.

    Examples
    --------
    >>> guide = guide_of("# Guía\\n\\n## Plan de minutos\\n\\n|Min|Qué|\\n|--:|:--|\\n|10|Abrir|\\n", "es")
    >>> guide.title, guide.steps()
    ('Guía', (Step(minutes=10, what='Abrir', how=''),))
    """
    before, *rest = _HEADING.split(text)
    sections = zip(rest[::2], rest[1::2], strict=True)
    return Guide(lang, before.strip().removeprefix("# "), tuple((name, told.strip()) for name, told in sections))
