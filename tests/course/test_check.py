"""What a participant is told: one of four outcomes, each mistake by its name, and never a traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tipanalysis as tip
from course.conftest import ROOT
from tipanalysis.course.blank import ____
from tipanalysis.course.exercise import Exercise, check, hint, solution
from tipanalysis.course.feedback import Feedback, Outcome
from tipanalysis.course.gates import problems_of
from tipanalysis.course.key import checksum
from tipanalysis.course.lesson import Lesson, list_lessons, load_lesson
from tipanalysis.course.progress import progress
from tipanalysis.course.quiz import quiz
from tipanalysis.course.restart import restart
from tipanalysis.course.solved import solution_code
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import LANGS, using
from tipanalysis.words.texts import say

TASKS = [(lesson, task) for lesson in list_lessons() for task in lesson.exercises()]
each_task = pytest.mark.parametrize(("lesson", "task"), TASKS, ids=[task.id for _, task in TASKS])
each_lang = pytest.mark.parametrize("lang", LANGS)


def words(lesson: Lesson, task: Exercise, name: str, **values: str) -> str:
    return lesson.say(f"{task.id}.{name}", **values)


def told(feedback: Feedback) -> tuple[Outcome, str]:
    return feedback.outcome, feedback.message


@each_task
@pytest.mark.parametrize("answer", [None, ____, [____, 1], {____}], ids=["nothing", "blank", "in-a-list", "in-a-set"])
def test_not_attempted(lesson: Lesson, task: Exercise, answer: Any) -> None:
    own = f"{task.id}.sin_intentar"
    sentence = lesson.say(own) if lesson.has_words(own) else say("course_still_blank")
    assert check(task.id, answer) == Feedback(Outcome.NOT_ATTEMPTED, sentence, task.id)
    assert check(task.id) == check(task.id, answer)


@each_lang
@each_task
def test_correct(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        feedback = check(task.id, task.expected())
        assert told(feedback) == (Outcome.CORRECT, words(lesson, task, "correcto"))
        assert feedback.section == ""


@each_lang
@each_task
def test_every_mistake_has_a_message_of_its_own(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        said = {mistake.name: told(check(task.id, mistake.value())) for mistake in task.mistakes}
        assert said == {name: (Outcome.INCORRECT, words(lesson, task, name)) for name in said}
    assert len(set(said.values())) == len(said) == len(task.mistakes)


@each_task
def test_feedback_leads_back_to_a_place_in_the_lesson(lesson: Lesson, task: Exercise) -> None:
    for feedback in (*(check(task.id, mistake.value()) for mistake in task.mistakes), check(task.id, object())):
        assert feedback.section
        assert f"Repase la sección «{feedback.section}»." in repr(feedback)
        assert f'<a href="#{feedback.section.replace(" ", "-")}">' in feedback._repr_html_()


ODD: tuple[Any, ...] = (
    *(-1, 10**9, float("nan"), float("inf"), 10**400, "zz", "", True, False, ["zz"], (-1,), {"zz"}, {"zz": -1}),
    *(
        pd.Series([-1]),
        np.array([-1]),
        pd.DataFrame({"zz": ["a"], "n": [-1]}),
        pd.DataFrame(),
        -1j,
        print,
        object(),
        ...,
    ),
)


@each_task
@pytest.mark.parametrize("answer", ODD, ids=lambda answer: type(answer).__name__)
def test_any_other_answer_gets_a_sentence(lesson: Lesson, task: Exercise, answer: Any) -> None:
    feedback = check(task.id, answer)
    if feedback.outcome == Outcome.INCORRECT:
        assert feedback.message in {words(lesson, task, name) for name in ("otro", *(m.name for m in task.mistakes))}
    else:
        assert feedback.outcome in (Outcome.NOT_UNDERSTOOD, Outcome.CORRECT)
        assert feedback.message


@pytest.mark.parametrize(
    ("answer", "given"),
    [
        ("73", "un texto entre comillas"),
        (True, "un sí o no (True o False)"),
        ([73], "una lista"),
        ({73}, "un conjunto"),
        ({"n": 73}, "un cuadro"),
        (pd.DataFrame({"sexo": ["MUJER"], "n": [73]}), "un cuadro"),
        (object(), "otra cosa"),
    ],
)
def test_what_came_is_told_in_plain_words(answer: Any, given: str) -> None:
    assert repr(check("0.1", answer)) == (
        "? No se entiende la respuesta. Se esperaba un número, por ejemplo 12, sin comillas ni letras, "
        f"y llegó {given}.\nRepase la sección «Contar»."
    )


@settings(deadline=None)  # the first answer reads the register
@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.fractions()
    | st.complex_numbers()
    | st.text()
    | st.lists(st.integers())
    | st.dictionaries(st.text(), st.floats())
)
def test_whatever_the_answer_is_there_is_feedback(answer: Any) -> None:
    feedback = check(TASKS[0][1].id, answer)
    assert feedback.message
    assert feedback.outcome in {*Outcome} - {Outcome.HINT, Outcome.SOLUTION, Outcome.RESTARTED, Outcome.STOPPED}


@each_task
def test_hints_are_numbered_and_the_last_one_stands_for_all_beyond(lesson: Lesson, task: Exercise) -> None:
    assert task.hints >= 2
    told = [hint(task.id, number) for number in range(1, task.hints + 1)]
    assert {feedback.outcome for feedback in told} == {Outcome.HINT}
    assert len({feedback.message for feedback in told}) == task.hints
    assert hint(task.id) == hint(task.id, 0) == hint(task.id, -5) == told[0]
    assert hint(task.id, 99) == told[-1]
    for number, feedback in enumerate(told[:-1], 2):
        assert f'tip.hint("{task.id}", {number})' in feedback.message


@each_lang
@each_task
def test_there_is_always_a_solution(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        code = solution_code(lesson, task.id)
        assert code
        expected = words(lesson, task, "solucion", codigo=code)
        assert solution(task.id) == Feedback(Outcome.SOLUTION, expected, task.id)


def test_an_exercise_that_does_not_exist() -> None:
    known = ", ".join(task for lesson in list_lessons() for task in lesson.exercise_ids())
    for ask in (lambda: check("0.11", 1), lambda: hint("0.11"), lambda: solution("0.11")):
        with pytest.raises(LessonError) as refusal:
            ask()
        assert refusal.value.both() == (
            f"No existe el ejercicio «0.11». ¿Quiso decir «0.1»? Hay: {known}.\nThere is no exercise “0.11”. Did "
            "you mean "
            f"“0.1”? Available: {known}."
        )


def test_words_that_a_lesson_lacks() -> None:
    with pytest.raises(LessonError) as refusal:
        load_lesson("00").say("0.1.nada")
    assert refusal.value.both() == (
        "A la lección 00_primer_vistazo le falta el texto «0.1.nada» en su archivo textos.csv. "
        "Agréguelo en español y en inglés.\n"
        "The lesson 00_primer_vistazo lacks the text “0.1.nada” in its file textos.csv. "
        "Add it in Spanish and in English."
    )


def test_the_package_offers_them() -> None:
    assert (tip.check, tip.hint, tip.solution, tip.restart) == (check, hint, solution, restart)
    assert (tip.quiz, tip.progress) == (quiz, progress)


class TestFeedback:
    """What feedback looks like: a word first, and the colour only repeats it."""

    @pytest.mark.parametrize("outcome", Outcome)
    @each_lang
    def test_sign_and_word_stand_in_box_and_text(self, outcome: Outcome, lang: str) -> None:
        with using(lang=lang):
            feedback = Feedback(outcome, "Uno.\nDos & <tres>.")
            assert repr(feedback).endswith(f" {feedback.word}. Uno.\nDos & <tres>.")
            box = feedback._repr_html_()
        sign = repr(feedback)[0]
        assert f"<strong>{sign} {feedback_word(outcome, lang)}.</strong> <span" in box
        assert ">Uno.\nDos &amp; &lt;tres&gt;.</span>" in box
        assert 'role="status"' in box

    def test_outcomes_differ_without_colour(self) -> None:
        looks = {repr(Feedback(outcome, "")) for outcome in Outcome}
        assert len(looks) == len(Outcome)


def feedback_word(outcome: Outcome, lang: str) -> str:
    with using(lang=lang):
        return Feedback(outcome, "").word


class TestBlank:
    """The blank that waits for an answer."""

    def test_it_reads_as_it_is_written(self) -> None:
        assert repr(____) == "____"


class TestNumbersComeFromTheData:
    """Expected values are computed from the data that ship with the lessons: fewer rows, other answers."""

    @pytest.fixture
    def fewer(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The project with every other record of the register taken away."""
        project = tmp_path / "fewer"
        for folder in ("notebooks/lessons", "notebooks/solved", "exercises", "datasets"):
            shutil.copytree(ROOT / folder, project / folder)
        _halve(project / "datasets" / "registro_limpio")
        monkeypatch.setenv("TIPANALYSIS_PROJECT", str(project))
        return project

    def test_every_answer_of_the_first_lesson_is_another(self, fewer: Path) -> None:
        task = load_lesson("00").exercises()[0]
        kept = json.loads((ROOT / "notebooks/lessons/00_primer_vistazo/respuestas.json").read_text("utf-8"))
        before = [value for _, value in kept["answers"]["0.1"].values()]
        after = [task.expected(), *(mistake.value() for mistake in task.mistakes)]
        assert all(old != new for old, new in zip(before, after, strict=True))
        assert check(task.id, after[0]).outcome == Outcome.CORRECT
        assert check(task.id, before[0]).outcome == Outcome.INCORRECT

    def test_the_key_of_a_lesson_that_reads_the_register_counts_no_more(self, fewer: Path) -> None:
        for lesson in list_lessons():
            reads = "registro_limpio" in (lesson.folder / "ejercicios.py").read_text("utf-8")
            kept = json.loads((lesson.folder / "respuestas.json").read_text("utf-8"))
            assert (kept["of"] != checksum(lesson)) == reads

    def test_the_solution_kept_from_before_is_no_longer_what_the_lesson_shows(self, fewer: Path) -> None:
        assert problems_of(load_lesson("00")) == [
            "00_primer_vistazo/respuestas.json no corresponde a su fuente. "
            "Ejecute: tipanalysis lesson build 00_primer_vistazo"
        ]


def _halve(folder: Path) -> None:
    """Keep every other record, in every table."""
    records = (folder / "solicitudes.csv").read_text("utf-8").splitlines(keepends=True)
    kept = records[1::2]
    (folder / "solicitudes.csv").write_text("".join([records[0], *kept]), "utf-8")
    ids = {line.split(",", 1)[0] for line in kept}
    for path in folder.glob("*.csv"):
        head, *rows = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join([head, *(row for row in rows if row.split(",", 1)[0] in ids)]), "utf-8")
