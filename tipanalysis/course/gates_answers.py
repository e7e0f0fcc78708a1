"""The gates of the exercises of a lesson: words, key, and answers that can be told apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..words.texts import say
from .exercise import Exercise
from .key import NAME, computed_key, key_text
from .lesson import RIGHT, Lesson

_WORDS = (RIGHT, "otro", "solucion", "seccion")
LEAST_MISTAKES, LEAST_HINTS = 3, 2


def answer_faults(lesson: Lesson) -> Iterator[str]:
    """What is wrong with the exercises of a lesson, one sentence each."""
    for task in lesson.exercises():
        yield from _number_faults(lesson, task)
        yield from _word_faults(lesson, task)
        yield from _twins(lesson, task)
    yield from _literals(lesson)
    path = lesson.folder / NAME
    if not path.is_file() or path.read_text("utf-8") != key_text(lesson):
        yield say("course_gate_stale", path=f"{lesson.name}/{NAME}", lesson=lesson.name)


def _number_faults(lesson: Lesson, task: Exercise) -> Iterator[str]:
    where = {"lesson": lesson.name, "exercise": task.id}
    if task.id.partition(".")[0] != lesson.number:
        yield say("course_gate_number", number=lesson.number, **where)
    if len(task.mistakes) < LEAST_MISTAKES or task.hints < LEAST_HINTS:
        yield say("course_gate_few", mistakes=LEAST_MISTAKES, hints=LEAST_HINTS, **where)


def _word_faults(lesson: Lesson, task: Exercise) -> Iterator[str]:
    hints = [f"pista_{number}" for number in range(1, task.hints + 1)]
    for name in (*_WORDS, *hints, *(mistake.name for mistake in task.mistakes)):
        if not lesson.has_words(f"{task.id}.{name}"):
            yield say("course_gate_words", name=f"{task.id}.{name}", lesson=lesson.name)


def _twins(lesson: Lesson, task: Exercise) -> Iterator[str]:
    """No two answers may be the same: one of them would never be heard."""
    key = list(computed_key(task).items())
    for position, (name, answer) in enumerate(key):
        for other, earlier in key[:position]:
            if answer.same(earlier, task.tolerance):
                yield say("course_gate_same_answer", name=name, other=other, lesson=lesson.name, exercise=task.id)


def _literals(lesson: Lesson) -> Iterator[str]:
    """An answer written as a number stays behind when the data change: it must be computed."""
    tree = ast.parse((lesson.folder / "ejercicios.py").read_text("utf-8"))
    for node in ast.walk(tree):
        given = node.body if isinstance(node, ast.Lambda) else node.value if isinstance(node, ast.Return) else None
        if isinstance(given, ast.Constant) and type(given.value) in (int, float):
            yield say("course_gate_literal", line=given.lineno, lesson=lesson.name)
