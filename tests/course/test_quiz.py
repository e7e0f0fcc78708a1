"""Questions: the same data as controls where a person works, and as text on a page."""

from __future__ import annotations

import pytest

from tipanalysis.course.feedback import Outcome
from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.quiz import Quiz, judge, quiz
from tipanalysis.course.quiz_file import Question, read_questions
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import LANGS, using

ALL = [question for lesson in list_lessons() for question in read_questions(lesson)]
each_question = pytest.mark.parametrize("question", ALL, ids=[question.id for question in ALL])


@each_question
@pytest.mark.parametrize("lang", LANGS)
def test_each_option_says_why(question: Question, lang: str) -> None:
    with using(lang=lang):
        said = {option.letter: judge(question, option.letter) for option in question.options}
        for option in question.options:
            assert said[option.letter].message == option.why[lang]
            assert (said[option.letter].outcome == Outcome.CORRECT) == option.right
    assert len({feedback.message for feedback in said.values()}) == len(question.options)


def test_nothing_chosen() -> None:
    feedback = judge(ALL[0], None)
    assert feedback.outcome == Outcome.NOT_ATTEMPTED
    assert feedback.message == "Elija una de las opciones y presione «Responder»."


def test_the_right_option_does_not_always_stand_in_the_same_place() -> None:
    places = {option.letter for question in ALL for option in question.options if option.right}
    assert len(places) > 1


def test_on_a_page_the_answers_are_under_a_mark_to_open() -> None:
    shown = quiz("0", 1)._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html"}
    page = shown["text/html"]
    assert page.count('<details class="tip-answer"><summary>Ver la respuesta</summary>') == 1
    assert page.index("Todas las víctimas") < page.index("<details")
    assert "Ningún registro cuenta" in page.split("<details")[1]
    assert shown["text/plain"].startswith("0.p1  ¿Qué cuenta el cuadro de esta lección?\n  a) ")


def test_where_a_person_works_there_are_native_controls(monkeypatch: pytest.MonkeyPatch) -> None:
    from ipywidgets import Widget
    from ipywidgets.widgets.widget import _instances

    monkeypatch.setenv("JPY_SESSION_NAME", "cuaderno")
    monkeypatch.setenv("TIPANALYSIS_PROGRESS", "/dev/null")
    before = set(_instances)
    assert "application/vnd.jupyter.widget-view+json" in quiz("0", 1)._repr_mimebundle_()
    made: list[Widget] = [_instances[one] for one in set(_instances) - before]
    choice = next(one for one in made if type(one).__name__ == "RadioButtons")
    button = next(one for one in made if type(one).__name__ == "Button")
    said = [one for one in made if type(one).__name__ == "HTML"]
    assert choice.value is None
    assert button.description == "Responder"
    assert choice.tooltip == button.tooltip == "¿Qué cuenta el cuadro de esta lección?"
    button.click()
    assert any("Sin intentar" in one.value for one in said)
    choice.value = "b"
    with using(lang="en"):  # a click comes from wherever it comes; the question keeps its language
        button.click()
    assert any("Correcto" in one.value for one in said)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_a_question_that_is_none(number: int) -> None:
    with pytest.raises(LessonError) as refusal:
        quiz("0", number)
    assert refusal.value.both() == (
        f"El módulo 0 no tiene la pregunta «{number}»: tiene 4.\nModule 0 has no question “{number}”: it has 4."
    )


def test_a_module_without_questions(lesson: Lesson) -> None:
    (lesson.folder / "preguntas.csv").unlink()
    with pytest.raises(LessonError, match="tiene 0"):
        quiz("0")


def test_a_quiz_reads_as_text() -> None:
    assert repr(Quiz(tuple(ALL[:2]))).count("\n\n") == 1
