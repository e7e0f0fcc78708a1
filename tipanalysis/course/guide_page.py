"""A module's guide on paper: what the trainer wrote, and behind it the keys, from the exercises themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..words.errors import LessonError
from ..words.numbers import format_number
from ..words.settings import using
from ..words.texts import say
from .answers import Answer, Kind
from .guide import guide_path
from .key import key_of
from .lesson import RIGHT, Lesson
from .quiz_file import read_questions
from .sheet import html_of, sheet
from .solved import solution_code


def guide_page(lesson: Lesson, lang: str) -> str:
    """The guide as a page: its sections, then the answers of every exercise and of every question.

    Raises
    ------
    LessonError
        If the guide was not written yet.
    """
    path = guide_path(lesson, lang)
    if not path.is_file():
        raise LessonError("kit_gate_no_guide", lesson=lesson.name, path=path.name)
    title = say("course_module", lang=lang, number=lesson.number, title=lesson.meta["title"][lang])
    with using(lang=lang):
        keys, questions = list(_keys(lesson)), list(_questions(lesson, lang))
    return sheet("guia", title, lang, guide=html_of(path.read_text("utf-8")), keys=keys, questions=questions)


def _keys(lesson: Lesson) -> Iterator[Mapping[str, Any]]:
    for task in lesson.exercises():
        answer = _written(key_of(lesson, task)[RIGHT])
        yield {
            "id": task.id,
            "answer": answer,
            "code": solution_code(lesson, task.id),
            "why": lesson.say(f"{task.id}.{RIGHT}"),
            "mistakes": [lesson.say(f"{task.id}.{mistake.name}") for mistake in task.mistakes],
        }


def _written(answer: Answer) -> str:
    """The answer as a trainer reads it out; a table is read where it stands."""
    if answer.kind == Kind.TABLE:
        return say("course_given_table")
    if answer.kind == Kind.NUMBER:
        return _number(answer.value)
    if answer.kind == Kind.TRUTH:
        return say("yes" if answer.value else "no")
    values = answer.value if isinstance(answer.value, tuple | list | set | frozenset) else (answer.value,)
    return ", ".join(_number(value) if isinstance(value, int | float) else str(value) for value in values)


def _number(value: float) -> str:
    return format_number(value, 0 if float(value).is_integer() else 1)


def _questions(lesson: Lesson, lang: str) -> Iterator[Mapping[str, str]]:
    for number, question in enumerate(read_questions(lesson), start=1):
        for option in question.options:
            if option.right:
                asked = f"{number}. {question.text[lang]}"
                yield {"asked": asked, "right": f"{option.letter}) {option.text[lang]}", "why": option.why[lang]}
