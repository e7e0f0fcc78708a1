"""Questions to choose from: native controls where a person works, and the same data as text on a page or on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ..words.errors import LessonError
from ..words.settings import current_settings, using
from ..words.texts import say
from .feedback import Feedback, Outcome
from .lesson import load_lesson
from .progress import in_person, record
from .quiz_file import Option, Question, read_questions


def quiz(module: str, question: int | None = None) -> Quiz:
    """The questions of a module, or one of them.

    Parameters
    ----------
    module : the number or name of the module, e.g. ``"1"``
    question : the number of a single question, from 1

    Returns
    -------
    Quiz
        In a notebook that a person has open: the question, its options and a button. Elsewhere: text.

    Raises
    ------
    LessonError
        If there is no such module, or no such question in it.
    """
    questions = read_questions(load_lesson(module))
    if question is None and questions:
        return Quiz(questions)
    number = 1 if question is None else question
    if not 1 <= number <= len(questions):
        raise LessonError("course_question_unknown", given=number, lesson=module, n=len(questions))
    return Quiz(questions[number - 1 : number])


def judge(question: Question, letter: str | None) -> Feedback:
    """What is said to whoever chose the option ``letter``."""
    lang = current_settings().lang
    chosen = next((option for option in question.options if option.letter == letter), None)
    if chosen is None:
        feedback = Feedback(Outcome.NOT_ATTEMPTED, say("course_quiz_choose"), question.id)
    else:
        outcome = Outcome.CORRECT if chosen.right else Outcome.INCORRECT
        feedback = Feedback(outcome, chosen.why[lang], question.id)
    record(question.id, feedback.outcome)
    return feedback


@dataclass(frozen=True)
class Quiz:
    """Questions, shown by the means there are."""

    questions: tuple[Question, ...]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        texts = {"text/plain": repr(self), "text/html": self.html()}
        return {**texts, **_live(self.questions)} if in_person() else texts

    def __repr__(self) -> str:
        return "\n\n".join(_plain(question) for question in self.questions)

    def html(self) -> str:
        """The questions for a page: the answers are under a mark to open, and paper leaves them out."""
        return f'<div class="tip-quiz">{"".join(map(_page, self.questions))}</div>'


def _plain(question: Question) -> str:
    lang = current_settings().lang
    options = [f"  {option.letter}) {option.text[lang]}" for option in question.options]
    return "\n".join([f"{question.id}  {question.text[lang]}", *options])


def _page(question: Question) -> str:
    lang = current_settings().lang
    options = "".join(f"<li>{escape(option.text[lang])}</li>" for option in question.options)
    return (
        f'<section><p><strong>{escape(question.text[lang])}</strong></p><ol type="a">{options}</ol>'
        f'<details class="tip-answer"><summary>{escape(say("course_quiz_see"))}</summary>'
        f"{''.join(_explained(option) for option in question.options)}</details></section>"
    )


def _explained(option: Option) -> str:
    word = say(f"course_{Outcome.CORRECT if option.right else Outcome.INCORRECT}")
    return f"<p>{option.letter}) <strong>{escape(word)}.</strong> {escape(option.why[current_settings().lang])}</p>"


def _live(questions: Sequence[Question]) -> Mapping[str, Any]:
    from ipywidgets import VBox

    box = VBox([_controls(question) for question in questions])
    return {mime: data for mime, data in box._repr_mimebundle_().items() if mime.startswith("application/")}


def _controls(question: Question) -> Any:
    """Radio buttons, a button and the place for what is said, all reached with the keyboard."""
    from ipywidgets import HTML, Button, Layout, RadioButtons, VBox

    lang = current_settings().lang
    asked = HTML(f"<strong>{escape(question.text[lang])}</strong>")
    choice = RadioButtons(
        options=[(option.text[lang], option.letter) for option in question.options],
        value=None,
        layout=Layout(width="auto"),
        tooltip=question.text[lang],
    )
    button = Button(description=say("course_quiz_answer"), tooltip=question.text[lang])
    said = HTML()

    def answer(_: object) -> None:
        with using(lang=lang):  # a click comes from outside the cell that set the language
            said.value = judge(question, choice.value)._repr_html_()

    button.on_click(answer)
    return VBox([asked, choice, button, said], layout=Layout(margin="0 0 1.5em 0"))
