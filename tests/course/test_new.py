"""A new lesson begins as a copy of another one, under its own number."""

from __future__ import annotations

import pytest

from tipanalysis.course.lesson import Lesson, load_lesson
from tipanalysis.course.new import new_lesson
from tipanalysis.words.errors import LessonError


def test_the_copy_has_its_own_number(lesson: Lesson) -> None:
    folder = new_lesson("12_servicios", lesson)
    made = load_lesson("12")
    assert made.folder == folder
    assert made.exercise_ids() == ("12.1",)
    source = (folder / "leccion.es.py").read_text("utf-8")
    assert 'tags=["ejercicio", "ej:12.1"]' in source
    assert 'tip.check("12.1", menores_de_18)' in source
    assert "## Ejercicio 12.1" in source
    assert 'tip.quiz("12")' in source
    assert [task.id for task in made.exercises()] == ["12.1"]
    assert not (folder / "respuestas.json").exists()
    assert load_lesson("0").exercise_ids() == ("0.1",)


@pytest.mark.parametrize("name", ["servicios", "1_servicios", "12 servicios", "12_Género", "../12_a", ""])
def test_a_name_that_cannot_be(lesson: Lesson, name: str) -> None:
    with pytest.raises(LessonError) as refusal:
        new_lesson(name, lesson)
    assert str(refusal.value) == (
        f"«{name}» no sirve como nombre de lección. Escriba dos cifras, una raya baja y palabras sin tildes ni "
        "espacios, por ejemplo 12_servicios."
    )


def test_a_number_that_is_taken(lesson: Lesson) -> None:
    with pytest.raises(LessonError) as refusal:
        new_lesson("00_otra", lesson)
    assert str(refusal.value) == "El número de «00_otra» ya lo tiene la lección 00_primer_vistazo. Elija otro."
