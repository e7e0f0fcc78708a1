"""Exercises: an answer, the mistakes people make on the way to it, and feedback that names the mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..words.errors import LessonError
from ..words.suggest import nearest
from ..words.texts import say
from .answers import kind_given, read_answer
from .blank import Blank
from .feedback import Feedback, Outcome
from .key import key_of
from .lesson import RIGHT, Lesson, list_lessons
from .progress import record


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that has a reason: ``name`` points to the lesson's words, ``value`` computes it from the data."""

    name: str
    value: Callable[[], object]


@dataclass(frozen=True)
class Exercise:
    """One checked exercise; every answer is computed from the data that ship with the lesson.

    ``expected`` returns a number, a text (a code, a choice), a bool, a list (in order), a set (in any order), or a
    table: Counts, a DataFrame, a Series or a mapping from codes to numbers. Numbers may differ by ``tolerance``.
    """

    id: str
    expected: Callable[[], object]
    mistakes: tuple[Mistake, ...]
    hints: int
    tolerance: float = 0.05


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
    lesson, task = find_exercise(exercise)
    feedback = _judged(lesson, task, answer)
    record(task.id, feedback.outcome)
    return feedback


def _judged(lesson: Lesson, task: Exercise, answer: Any) -> Feedback:
    if answer is None or _has_blank(answer):
        own = f"{task.id}.sin_intentar"
        return Feedback(
            Outcome.NOT_ATTEMPTED, lesson.say(own) if lesson.has_words(own) else say("course_still_blank"), task.id
        )
    key = key_of(lesson, task)
    for name, wanted in key.items():
        given = read_answer(answer, wanted.kind)
        if given is not None and given.same(wanted, task.tolerance):
            return _said(lesson, task, Outcome.CORRECT if name == RIGHT else Outcome.INCORRECT, name)
    expected = key[RIGHT].kind
    if read_answer(answer, expected) is not None:
        return _said(lesson, task, Outcome.INCORRECT, "otro")
    given_words, expected_words = say(f"course_given_{kind_given(answer)}"), say(f"course_expected_{expected}")
    message = say("course_other_kind", given=given_words, expected=expected_words)
    return Feedback(Outcome.NOT_UNDERSTOOD, message, task.id, _section(lesson, task))


def _has_blank(answer: Any) -> bool:
    parts = answer if isinstance(answer, list | tuple | set | frozenset) else (answer,)
    return any(isinstance(part, Blank) for part in parts)


def hint(exercise: str, number: int = 1) -> Feedback:
    """The hint ``number`` of an exercise; the last one is nearly the answer."""
    lesson, task = find_exercise(exercise)
    number = min(max(number, 1), task.hints)
    record(task.id, Outcome.HINT)
    return _said(lesson, task, Outcome.HINT, f"pista_{number}", more=str(number + 1) if number < task.hints else "")


def solution(exercise: str) -> Feedback:
    """The solution of an exercise, always there for whoever is stuck."""
    from .solved import solution_code

    lesson, task = find_exercise(exercise)
    record(task.id, Outcome.SOLUTION)
    words = lesson.say(f"{task.id}.solucion", codigo=solution_code(lesson, task.id))
    return Feedback(Outcome.SOLUTION, words, task.id)


def _said(lesson: Lesson, task: Exercise, outcome: Outcome, name: str, **values: str) -> Feedback:
    section = "" if outcome == Outcome.CORRECT else _section(lesson, task, name)
    return Feedback(outcome, lesson.say(f"{task.id}.{name}", **values), task.id, section)


def _section(lesson: Lesson, task: Exercise, name: str = "") -> str:
    """The heading to go back to: the mistake's own, or else the exercise's."""
    keys = (f"{task.id}.{name}.seccion", f"{task.id}.seccion")
    return next((lesson.say(key) for key in keys if lesson.has_words(key)), "")


def find_exercise(number: str) -> tuple[Lesson, Exercise]:
    """The exercise ``number`` with its lesson; of other lessons nothing is loaded.

    Raises
    ------
    LessonError
        If there is no such exercise; it says which there are.
    """
    lessons = list_lessons()
    for lesson in lessons:
        if lesson.number == number.partition(".")[0]:
            for task in lesson.exercises():
                if task.id == number:
                    return lesson, task
    raise _unknown(number, [known for lesson in lessons for known in lesson.exercise_ids()])


def _unknown(number: str, known: Iterable[str]) -> LessonError:
    return LessonError("course_exercise_unknown", given=number, guess=nearest(number, known), known=", ".join(known))
