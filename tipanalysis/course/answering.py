"""Answering an exercise without writing code: choose, see the result, answer, and hear what the check says."""

from __future__ import annotations

import ast
import contextlib
import io
import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..words.errors import LessonError
from ..words.numbers import format_number
from ..words.settings import current_settings, using
from ..words.texts import say
from .answers import Answer, Kind
from .blank import Blank
from .choices import Option, answer_options, code_label, gap_options, is_meaningful, labels_in
from .exercise import Exercise, check, find_exercise, hint
from .feedback import Feedback, Outcome
from .gaps import Gap, Trial, trial_of
from .key import Key, key_of
from .lesson import RIGHT, Lesson
from .progress import in_person, record
from .restart import restore
from .solved import Place, find_place
from .typed import numbers_typed

_NEXT_HINT = re.compile(r"\s*[^.:!?]*:\s*tip\.hint\([^)]*\)\.?")
"""The end of a hint that says which line of code gives the next one."""


def answer(exercise: str) -> AnswerForm:
    """A form in which an exercise is solved without writing code: lists, a box, and buttons.

    It asks what the exercise's cells ask, with the same check, hints and progress.

    Parameters
    ----------
    exercise : its number, e.g. ``"0.1"``

    Returns
    -------
    AnswerForm
        In a notebook that a person has open: native controls. Elsewhere: a sentence.

    Raises
    ------
    LessonError
        If there is no such exercise, or its solved notebook is not there.
    """
    from IPython.core.getipython import get_ipython

    lesson, task = find_exercise(exercise)
    place, shell = find_place(lesson, exercise), get_ipython()
    if place is None:
        raise LessonError("course_gate_stale", path=f"notebooks/solved/{lesson.name}", lesson=lesson.name)
    return AnswerForm(lesson, task, place, {} if shell is None else shell.user_ns)


@dataclass(repr=False)
class AnswerForm:
    """What an exercise offers to choose and to answer, in the language set when it was made.

    ``names`` are those of the notebook: the code runs among them, and the answer is kept there under its own name.
    """

    lesson: Lesson
    task: Exercise
    place: Place
    names: MutableMapping[str, Any]
    lang: str = field(default_factory=lambda: current_settings().lang)
    hints_given: int = 0

    def __post_init__(self) -> None:
        self.key: Key = key_of(self.lesson, self.task)
        self.kind: Kind = self.key[RIGHT].kind
        place, table = self.place, self.kind == Kind.TABLE
        self.trial: Trial = trial_of(place.starting, place.solution, place.name, is_word=is_meaningful, whole=table)
        self.options: list[Option] = answer_options(self.lesson, self.task, self.key)

    def __repr__(self) -> str:
        return say("answer_outside", lang=self.lang, exercise=self.task.id)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        if not in_person():
            return {"text/plain": repr(self)}
        from .answer_controls import live_form

        return {"text/plain": repr(self), **live_form(self)}

    @property
    def places(self) -> int:
        """How many things an answer in order may hold."""
        return max((len(one.value) for one in self.key.values() if one.kind == Kind.LIST), default=0)

    def gap_options(self, gap: Gap) -> list[Option]:
        """What can be chosen for a gap of the code."""
        return gap_options(self.lesson, self.task, gap, self.names, (*self.place.before, *self.place.starting))

    def gap_label(self, gap: Gap) -> str:
        """What a gap is called: the comment beside it, numbered where one comment stands beside several."""
        label = gap.note[:1].upper() + gap.note[1:] or say("answer_change", lang=self.lang)
        alike = [each for each in self.trial.gaps if each.note == gap.note]
        return f"{label} ({alike.index(gap) + 1})" if len(alike) > 1 else label

    def run(self, chosen: Sequence[str]) -> list[Any]:
        """Run the code with what was chosen; the values of its lines, as a notebook would show them.

        Raises
        ------
        Exception
            Whatever the code raises, to be told in words.
        """
        found: list[Any] = []
        names: Any = self.names
        with contextlib.redirect_stdout(io.StringIO()), using(lang=self.lang):
            for line in ast.parse(self.trial.filled(chosen)).body:
                if isinstance(line, ast.Expr):
                    found.append(eval(compile(ast.Expression(line.value), "<tipanalysis>", "eval"), names))
                else:
                    exec(compile(ast.Module([line], []), "<tipanalysis>", "exec"), names)
            if self.kind == Kind.TABLE and all(value is None for value in found):
                found.append(_seen(self.names.get(self.place.name)))
        return [value for value in found if value is not None]

    def submit(self, given: Any = None) -> Feedback:
        """What the check says to an answer: a text for a number or a choice, a list of texts, a bool, or nothing.

        The answer of a table is the one that the code made.
        """
        with using(lang=self.lang):
            if self.kind == Kind.TABLE:
                given = self.names.get(self.place.name)
            if given is None or isinstance(given, Blank) or (isinstance(given, str | list) and not given):
                return self._recorded(Outcome.NOT_ATTEMPTED, say(self._blank))
            if self.kind == Kind.NUMBER:
                read = numbers_typed(str(given))
                if not read:
                    return self._recorded(Outcome.NOT_UNDERSTOOD, say("answer_no_number", given=given))
                given = self._meant(read)
            self.names[self.place.name] = given
            return check(self.task.id, given)

    @property
    def _blank(self) -> str:
        return "answer_table_blank" if self.kind == Kind.TABLE else "answer_blank"

    def _recorded(self, outcome: Outcome, message: str) -> Feedback:
        record(self.task.id, outcome)
        return Feedback(outcome, message, self.task.id)

    def _meant(self, read: Sequence[float]) -> float:
        """Of two readings the one that is an answer of the key, be it right or wrong."""
        known = (
            number
            for number in read
            for one in self.key.values()
            if one.same(Answer(Kind.NUMBER, number), self.task.tolerance)
        )
        return next(known, read[0])

    def hint(self) -> Feedback:
        """The next hint, without the line of code that leads to the one after it."""
        self.hints_given = min(self.hints_given + 1, self.task.hints)
        with using(lang=self.lang):
            given = hint(self.task.id, self.hints_given)
        return Feedback(given.outcome, _NEXT_HINT.sub("", given.message), given.exercise, given.section)

    def solution(self) -> Feedback:
        """What to choose, and the answer."""
        with using(lang=self.lang):
            lines = [self._solved(gap) for gap in self.trial.gaps]
            if self.trial.code:
                lines.append(say("answer_solved_run"))
            told = self._told(self.key[RIGHT])
            lines.append(say("answer_solved", answer=told) if told else say("answer_solved_table"))
            return self._recorded(Outcome.SOLUTION, "\n".join(lines))

    def _solved(self, gap: Gap) -> str:
        return say("answer_solved_choice", label=self.gap_label(gap), choice=code_label(gap.wanted, gap.about))

    def _told(self, right: Answer) -> str:
        """The right answer in words; nothing for a table, which the code makes."""
        if right.kind == Kind.NUMBER:
            return format_number(right.value, _decimals(right.value, self.task.tolerance))
        if right.kind == Kind.TRUTH:
            return say("answer_yes" if right.value else "answer_no")
        return ", ".join(labels_in(right, self.options))

    def again(self) -> Feedback:
        """Begin anew: data and variables as they are before the exercise."""
        restore(self.place, self.names)
        self.hints_given = 0
        with using(lang=self.lang):
            return self._recorded(Outcome.RESTARTED, say("answer_again_done", exercise=self.task.id))


def _seen(table: Any) -> Any:
    """A table as it may be shown."""
    from ..counts.counts import Counts
    from ..pages.table import show_table
    from ..release.protect import protect

    return show_table(protect(table)) if isinstance(table, Counts) else table


def _decimals(number: float, tolerance: float) -> int:
    """As few digits after the mark as the check accepts with room to spare."""
    return next((places for places in range(6) if abs(round(number, places) - number) <= tolerance / 2), 6)
