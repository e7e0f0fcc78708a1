"""The gates of the questions of a lesson."""

from __future__ import annotations

from collections.abc import Iterator

from ..words.texts import say
from .lesson import Lesson
from .quiz_file import NAME, Question, quiz_rows, read_questions

LEAST_OPTIONS = 3


def quiz_faults(lesson: Lesson) -> Iterator[str]:
    """What is wrong with the questions of a lesson, one sentence each."""
    for line, row in enumerate(quiz_rows(lesson.folder), start=2):
        needed = ("question", "es", "en", *(("why_es", "why_en") if row["option"] else ()))
        if not all(row[column] for column in needed):
            yield say("course_gate_quiz_cell", lesson=lesson.name, file=NAME, line=line, columns=", ".join(needed))
    for question in read_questions(lesson):
        yield from _question_faults(lesson, question)


def _question_faults(lesson: Lesson, question: Question) -> Iterator[str]:
    where = {"lesson": lesson.name, "question": question.id}
    if len(question.options) < LEAST_OPTIONS:
        yield say("course_gate_quiz_few", n=LEAST_OPTIONS, **where)
    if sum(option.right for option in question.options) != 1:
        yield say("course_gate_quiz_right", **where)
