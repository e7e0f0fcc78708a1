"""The form of an exercise: the same answers as in code, the same words, and every control with its label."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from course.test_check import TASKS
from course.test_notebooks import given_to
from tipanalysis.course import answering, exercise
from tipanalysis.course.answer_controls import form_controls
from tipanalysis.course.answering import AnswerForm, answer
from tipanalysis.course.answers import Answer, Kind
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.feedback import Outcome
from tipanalysis.course.key import computed_key
from tipanalysis.course.lesson import RIGHT, Lesson
from tipanalysis.course.progress import progress
from tipanalysis.course.solved import Place
from tipanalysis.words.errors import LessonError
from tipanalysis.words.settings import LANGS, using
from tipanalysis.words.texts import say

each_form = pytest.mark.parametrize(
    ("lesson", "task", "lang"),
    [(lesson, task, lang) for lesson, task in TASKS for lang in LANGS],
    ids=[f"{task.id}-{lang}" for _, task in TASKS for lang in LANGS],
)


@each_form
def test_every_known_answer_can_be_given_and_is_told_as_in_code(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        form = answer(task.id)
        for name, known in form.key.items():
            if known.kind == form.kind != Kind.TABLE:
                feedback = form.submit(given_to(form, known))
                assert feedback.message == lesson.say(f"{task.id}.{name}"), name
                assert (feedback.outcome == Outcome.CORRECT) == (name == RIGHT)


@each_form
def test_the_code_can_be_completed_to_the_solution(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        form = answer(task.id)
        for gap in form.trial.gaps:
            options = form.gap_options(gap)
            assert gap.wanted in [code for _, code in options]
            assert len({label for label, _ in options}) == len(options) > 1
            assert form.gap_label(gap)
        ast.parse(form.trial.filled([gap.wanted for gap in form.trial.gaps]))


@each_form
def test_the_solution_tells_an_answer_that_is_right(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        form = answer(task.id)
        told = form.solution()
        assert told.outcome == Outcome.SOLUTION
        if form.kind == Kind.NUMBER:
            last = told.message.splitlines()[-1].removeprefix(say("answer_solved", answer="").removesuffix("."))
            assert form.submit(last.removesuffix(".")).outcome == Outcome.CORRECT


@each_form
def test_hints_come_one_after_the_other_without_code(lesson: Lesson, task: Exercise, lang: str) -> None:
    with using(lang=lang):
        form = answer(task.id)
        told = [form.hint() for _ in range(task.hints + 1)]
    assert told[-1] == told[-2]
    assert len({each.message for each in told}) == task.hints
    for each in told:
        assert each.outcome == Outcome.HINT
        assert each.message.strip()
        assert "tip.hint" not in each.message


@pytest.mark.parametrize("nothing", [None, "", []])
def test_nothing_given(nothing: Any) -> None:
    assert repr(answer("0.1").submit(nothing)) == (
        "○ Sin intentar. Todavía no hay respuesta. Escríbala o elíjala y presione «Comprobar»."
    )


def test_what_is_no_number() -> None:
    form = answer("0.1")
    assert repr(form.submit("doce")) == (
        "? No se entiende la respuesta. «doce» no se puede leer como un número. Escriba solo el número, por ejemplo "
        "12 o 45,3. También sirve una cuenta, por ejemplo 100 * 12 / 40."
    )
    with using(lang="en"):
        assert repr(answer("0.1").submit("twelve")) == (
            "? Answer not understood. “twelve” cannot be read as a number. Type the number alone, for example 12 or "
            "45.3. A sum works too, for example 100 * 12 / 40."
        )


def test_the_answer_is_kept_under_its_own_name_and_counts_as_progress(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIPANALYSIS_PROGRESS", str(tmp_path / "avance.jsonl"))
    form = answer("0.1")
    right = form.key[RIGHT].value
    assert form.submit(f"{right:g}").outcome == Outcome.CORRECT
    assert form.names == {"menores_de_18": right}
    assert progress().rows[0].done == 1


def test_of_two_readings_the_known_one_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    form = answer("0.1")
    form.key = {RIGHT: Answer(Kind.NUMBER, 1234.0)}
    assert form._meant((1.234, 1234.0)) == 1234.0
    assert form._meant((1.5, 15.0)) == 1.5


def test_elsewhere_it_says_that_there_is_a_form() -> None:
    assert answer("0.1")._repr_mimebundle_() == {
        "text/plain": "Ejercicio 0.1. Aquí hay un formulario para responder sin escribir código; "
        "se ve al abrir el cuaderno en JupyterLab."
    }


def test_an_exercise_whose_notebook_was_never_built(lesson: Lesson) -> None:
    for path in (lesson.folder.parents[1] / "solved").rglob("00_*.ipynb"):
        path.unlink()
    answering.find_place.__globals__["_code_cells"].cache_clear()
    with pytest.raises(LessonError) as refusal:
        answer("0.1")
    assert str(refusal.value) == (
        "notebooks/solved/00_primer_vistazo no corresponde a su fuente. "
        "Ejecute: tipanalysis lesson build 00_primer_vistazo"
    )


PLACES = {
    Kind.NUMBER: ("n = ____", "n = 3", 3, 4),
    Kind.TEXT: ("n = ____", 'n = "MUJER"', "MUJER", "HOMBRE"),
    Kind.TRUTH: ("n = ____", "n = True", True, False),
    Kind.SET: ("n = [____]", 'n = ["MUJER"]', {"MUJER"}, {"HOMBRE"}),
    Kind.LIST: ("n = [____]", 'n = ["MUJER", "HOMBRE"]', ["MUJER", "HOMBRE"], ["HOMBRE", "MUJER"]),
    Kind.TABLE: ("n = f(____)", "n = f(uno=3)", {"uno": 3}, {"dos": 3}),
}


MadeUp = Callable[..., AnswerForm]


@pytest.fixture
def made_up(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> MadeUp:
    """A form of each kind, about nothing, that speaks with the words of the first exercise."""

    def make(kind: Kind, names: dict[str, Any] | None = None, codes: tuple[str, str] | None = None) -> AnswerForm:
        starting, solution, right, wrong = PLACES[kind]
        starting, solution = codes or (starting, solution)
        task = Exercise("0.1", lambda: right, (Mistake("adultas", lambda: wrong),), hints=2)
        for module in (answering, exercise):
            monkeypatch.setattr(module, "key_of", lambda lesson, task: computed_key(task))
        monkeypatch.setattr(exercise, "find_exercise", lambda number: (lesson, task))
        return AnswerForm(lesson, task, Place((), (starting,), (solution,), "n"), {} if names is None else names)

    return make


def widgets_in(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from widgets_in(child)


def named(box: Any, kind: str) -> list[Any]:
    return [each for each in widgets_in(box) if type(each).__name__ == kind]


@pytest.mark.parametrize("kind", list(Kind), ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_every_control_is_native_and_has_a_label(made_up: MadeUp, kind: Kind, lang: str) -> None:
    with using(lang=lang):
        box = form_controls(made_up(kind))
    used = {type(each).__name__ for each in widgets_in(box)}
    assert used <= {"VBox", "HBox", "HTML", "Dropdown", "Button", "Checkbox", "RadioButtons", "Text"}
    for each in widgets_in(box):
        if type(each).__name__ not in ("VBox", "HBox", "HTML"):
            assert each.description.strip()
            assert not each.disabled
    buttons = [each.description for each in named(box, "Button")]
    assert buttons[-4:] == [say(f"answer_{name}", lang=lang) for name in ("check", "hint", "solution", "again")]


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (Kind.NUMBER, ["3"], ["4"]),
        (Kind.TEXT, ["MUJER"], ["HOMBRE"]),
        (Kind.TRUTH, [True], [False]),
        (Kind.LIST, ["MUJER", "HOMBRE"], ["HOMBRE", "MUJER"]),
    ],
)
def test_a_person_answers(made_up: MadeUp, kind: Kind, right: list[Any], wrong: list[Any]) -> None:
    box = form_controls(made_up(kind))
    controls = [each for name in ("Text", "Dropdown", "RadioButtons") for each in named(box, name)]
    check, said = named(box, "Button")[0], named(box, "HTML")[-1]
    check.click()
    assert "Sin intentar" in said.value
    for values, word in ((wrong, "Incorrecto"), (right, "Correcto")):
        for control, value in zip(controls, values, strict=True):
            control.value = value
        with using(lang="en"):  # a click comes from wherever it comes; the form keeps its language
            check.click()
        assert word in said.value


def test_a_person_ticks_boxes(made_up: MadeUp) -> None:
    box = form_controls(made_up(Kind.SET))
    boxes = {each.description: each for each in named(box, "Checkbox")}
    assert list(boxes)[:2] == ["Mujer", "Hombre"]
    boxes["Hombre"].value = True
    check, said = named(box, "Button")[0], named(box, "HTML")[-1]
    check.click()
    assert "Incorrecto" in said.value
    boxes["Hombre"].value, boxes["Mujer"].value = False, True
    check.click()
    assert "Correcto" in said.value


def test_a_person_makes_a_table_by_choosing(made_up: MadeUp) -> None:
    codes = ("n = dict.fromkeys([____], 3)", "n = dict.fromkeys([uno], 3)")
    form = made_up(Kind.TABLE, {"uno": "uno", "dos": "dos"}, codes)
    place = Place(('uno, dos = "uno", "dos"',), form.place.starting, form.place.solution, "n")
    box = form_controls(AnswerForm(form.lesson, form.task, place, form.names))
    (chosen,), (run, check, *_), (shown, said) = named(box, "Dropdown"), named(box, "Button"), named(box, "HTML")
    assert [code for _, code in chosen.options] == [None, "dos", "uno"]
    run.click()
    assert "Primero elija en cada lista" in shown.value
    check.click()
    assert "Primero elija y presione «Ver el resultado»" in said.value
    for value, word in (("dos", "Incorrecto"), ("uno", "Correcto")):
        chosen.value = value
        run.click()
        check.click()
        assert word in said.value


class TestTheFirstExercise:
    """As a person works through it: another variable, the table, the answer."""

    @pytest.fixture
    def box(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        form = answer("0.1")
        names: dict[str, Any] = {}
        for code in form.place.before:
            exec(code, names)
        form.names = names
        return form_controls(form)

    def test_choose_see_answer(self, box: Any) -> None:
        form_key = answer("0.1").key
        (chosen,), (box_of_number,) = named(box, "Dropdown"), named(box, "Text")
        run, check, hint, solution, again = named(box, "Button")
        shown, said = named(box, "HTML")
        assert chosen.description == "Cambie una palabra"
        assert chosen.value == '"sexo"'
        assert ("Minoría o mayoría de edad", '"mayoria_edad"') in chosen.options
        run.click()
        assert "<caption" in shown.value
        assert "Mujer" in shown.value
        chosen.value = '"mayoria_edad"'
        run.click()
        assert "0 a 17 años" in shown.value
        right, adults = (form_key[name].value for name in (RIGHT, "adultas"))
        box_of_number.value = f"{adults:g}"
        check.click()
        assert "Ese es el número de personas de 18 años o más" in said.value
        hint.click()
        assert "cambie «sexo» por «mayoria_edad»" in said.value
        solution.click()
        assert "En «Cambie una palabra» elija «Minoría o mayoría de edad»." in said.value
        assert f"La respuesta es: {right:g}." in said.value
        box_of_number.value = f"{right:g}"
        check.click()
        assert "Así es." in said.value
        again.click()
        assert "El ejercicio 0.1 está otra vez como al principio." in said.value
        assert shown.value == ""
        assert chosen.value == '"sexo"'

    def test_code_that_stops_is_told_in_words(self, box: Any) -> None:
        (chosen,), run = named(box, "Dropdown"), named(box, "Button")[0]
        chosen.options = [*chosen.options, ("x", "acreditada")]
        chosen.value = "acreditada"
        run.click()
        shown = named(box, "HTML")[0].value
        assert "No existe nada con el nombre «acreditada»." in shown
        assert "Traceback" not in shown
