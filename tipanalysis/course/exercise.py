"""Exercises: an answer, the mistakes people make on the way to it, and feedback that names the mistake."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from numbers import Real
from typing import Any

from ..words.errors import LessonError
from ..words.suggest import nearest
from .blank import Blank
from .feedback import Feedback, Outcome
from .lesson import Lesson, list_lessons


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a reason: ``name`` points to the lesson's words, ``value`` computes it from the data."""

    name: str
    value: Callable[[], float]


@dataclass(frozen=True)
class Exercise:
    """One checked exercise; every number is computed from the data that ship with the lesson."""

    id: str
    expected: Callable[[], float]
    mistakes: tuple[Mistake, ...]
    hints: int
    tolerance: float = 0.05

    def same(self, one: float, other: float) -> bool:
        """Whether two answers count as one."""
        return abs(one - other) <= self.tolerance


def check(exercise: str, answer: Any = None) -> Feedback:
    """Say whether ``answer`` solves the exercise, and if not, which mistake it shows.

    Parameters
    ----------
    exercise : its number, e.g. ``"0.1"``
    answer : the participant's value; ``____`` or nothing counts as not attempted

    Returns
    -------
    Feedback
        One of four outcomes: not attempted, incorrect with the reason, not understood, correct with why it
        matters. Whatever the answer is, it never raises: a blocked participant gets a sentence and a hint.

    Raises
    ------
    LessonError
        If there is no such exercise.
    """
    lesson, task = _find(exercise)
    if answer is None or isinstance(answer, Blank):
        return _said(lesson, task, Outcome.NOT_ATTEMPTED, "sin_intentar")
    if isinstance(answer, bool) or not isinstance(answer, Real):
        return _said(lesson, task, Outcome.NOT_UNDERSTOOD, "no_es_numero", given=type(answer).__name__)
    return _compared(lesson, task, answer)


def _compared(lesson: Lesson, task: Exercise, answer: Real) -> Feedback:
    try:
        number = float(answer)
    except OverflowError:
        return _said(lesson, task, Outcome.INCORRECT, "otro")
    if task.same(number, _number(task.expected)):
        return _said(lesson, task, Outcome.CORRECT, "correcto")
    for mistake in task.mistakes:
        if task.same(number, _number(mistake.value)):
            return _said(lesson, task, Outcome.INCORRECT, mistake.name)
    return _said(lesson, task, Outcome.INCORRECT, "otro")


@cache
def _number(compute: Callable[[], float]) -> float:
    """The value of an answer, computed once: on an old laptop every count is a wait."""
    return compute()


def hint(exercise: str, number: int = 1) -> Feedback:
    """The hint ``number`` of an exercise; the last one is nearly the answer."""
    lesson, task = _find(exercise)
    number = min(max(number, 1), task.hints)
    return _said(lesson, task, Outcome.HINT, f"pista_{number}", more=str(number + 1) if number < task.hints else "")


def solution(exercise: str) -> Feedback:
    """The solution of an exercise, always there for whoever is stuck."""
    lesson, task = _find(exercise)
    return _said(lesson, task, Outcome.SOLUTION, "solucion")


def _said(lesson: Lesson, task: Exercise, outcome: Outcome, name: str, **values: str) -> Feedback:
    return Feedback(outcome, lesson.say(f"{task.id}.{name}", **values))


def _find(number: str) -> tuple[Lesson, Exercise]:
    known: dict[str, tuple[Lesson, Exercise]] = {
        task.id: (lesson, task) for lesson in list_lessons() for task in lesson.exercises()
    }
    if number not in known:
        raise LessonError("course_exercise_unknown", given=number, guess=nearest(number, known), known=", ".join(known))
    return known[number]
