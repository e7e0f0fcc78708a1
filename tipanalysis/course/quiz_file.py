"""The questions of a module, as data: ``preguntas.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..words.settings import LANGS
from .lesson import Lesson

NAME = "preguntas.csv"
COLUMNS = ["question", "option", "right", "es", "en", "why_es", "why_en"]


@dataclass(frozen=True)
class Option:
    """One answer to choose, and what is said to whoever chooses it."""

    letter: str
    right: bool
    text: Mapping[str, str]
    why: Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question with its options; ``id`` is the module's number, ``p`` and its own."""

    id: str
    text: Mapping[str, str]
    options: tuple[Option, ...]


@cache
def read_questions(lesson: Lesson) -> tuple[Question, ...]:
    """The questions of a lesson, in order; none where it has no ``preguntas.csv``."""
    rows = quiz_rows(lesson.folder)
    return tuple(
        Question(
            f"{lesson.number}.p{row['question']}",
            _words(row),
            tuple(_option(one) for one in rows if one["question"] == row["question"] and one["option"]),
        )
        for row in rows
        if not row["option"]
    )


def quiz_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of the file as they stand."""
    path = folder / NAME
    if not path.is_file():
        return []
    return [
        {column: (row.get(column) or "").strip() for column in COLUMNS}
        for row in csv.DictReader(path.read_text("utf-8-sig").splitlines())
    ]


def _option(row: Mapping[str, str]) -> Option:
    why: dict[str, str] = {lang: row[f"why_{lang}"] for lang in LANGS}
    return Option(letter=row["option"], right=bool(row["right"]), text=_words(row), why=why)


def _words(row: Mapping[str, str]) -> Mapping[str, str]:
    return {lang: row[lang] for lang in LANGS}


def question_ids(lesson: Lesson) -> tuple[str, ...]:
    """The numbers of the questions of a lesson."""
    return tuple(question.id for question in read_questions(lesson))
