"""Every gate of a module's guide and of its minutes lets a whole one through and catches a fault made on purpose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tipanalysis.course import gates_guide
from tipanalysis.course.card import verbs_without_words
from tipanalysis.course.gates_guide import guide_faults
from tipanalysis.course.guide import SECTIONS, guide_heading, read_guide
from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.notebooks import read_source
from tipanalysis.course.reading import Reading, reading_of
from tipanalysis.words.settings import LANGS

Change = Callable[..., None]
NAME = "00_primer_vistazo"


def one_fault(lesson: Lesson, sentence: str) -> None:
    assert list(guide_faults(lesson)) == [sentence]


def test_the_guides_of_the_project_pass() -> None:
    assert [fault for lesson in list_lessons() for fault in guide_faults(lesson)] == []


def test_a_copy_passes_too(lesson: Lesson) -> None:
    assert list(guide_faults(lesson)) == []


def test_a_guide_that_is_not_there(lesson: Lesson) -> None:
    (lesson.folder / "guia.en.md").unlink()
    one_fault(lesson, f"{NAME}: falta la guía guia.en.md. Escríbala con las secciones de las otras guías.")


def test_a_title_that_is_another(lesson: Lesson, change: Change) -> None:
    change("# Guía del módulo 0. ", "# Guía del módulo 1. ", "guia.es.md")
    one_fault(
        lesson,
        f"{NAME}, guia.es.md: el título debe ser «Guía del módulo 0. Un primer vistazo al registro», "
        "como dice meta.toml. Corríjalo.",
    )


def test_a_section_with_another_name(lesson: Lesson, change: Change) -> None:
    change("## Accesibilidad", "## Acceso", "guia.es.md")
    known = " · ".join(guide_heading(name, "es") for name in SECTIONS)
    one_fault(
        lesson,
        f"{NAME}, guia.es.md: falta, sobra o está fuera de orden la sección «Accesibilidad». "
        f"Deje estas y en este orden: {known}.",
    )


def test_a_section_too_many(lesson: Lesson) -> None:
    path = lesson.folder / "guia.es.md"
    path.write_text(path.read_text("utf-8") + "\n## Otras cosas\n\nTexto.\n", "utf-8")
    assert [fault.partition(". ")[0] for fault in guide_faults(lesson)] == [
        f"{NAME}, guia.es.md: falta, sobra o está fuera de orden la sección «Otras cosas»"
    ]


def test_a_section_without_text(lesson: Lesson, change: Change) -> None:
    text = read_guide(lesson, "en").section("prerequisite")  # type: ignore[union-attr]
    change(text, "", "guia.en.md")
    one_fault(lesson, f"{NAME}, guia.en.md: la sección «Prerequisite» está vacía. Escríbala.")


def test_an_exercise_without_its_answers(lesson: Lesson, change: Change) -> None:
    change("### Ejercicio 0.1", "### Ejercicio 0.2", "guia.es.md")
    one_fault(
        lesson,
        f"{NAME}, guia.es.md: en «Respuestas esperadas y equivocadas» falta el ejercicio 0.1. "
        "Agregue su título, con ### y el número.",
    )


def test_an_institution_that_is_forgotten(lesson: Lesson, change: Change) -> None:
    change("- **Health.** ", "- **Clinics.** ", "guia.en.md")
    one_fault(
        lesson,
        f"{NAME}, guia.en.md: en «Variants by institution» falta la línea «- **Health.** …». Agréguela.",
    )


def test_hardly_a_word_on_children(lesson: Lesson, change: Change) -> None:
    text = read_guide(lesson, "es").section("children")  # type: ignore[union-attr]
    change(text, "Se llama al PANI.", "guia.es.md")
    one_fault(
        lesson,
        f"{NAME}, guia.es.md: «Niñez y adolescencia» tiene menos de 40 palabras. "
        "Diga qué cambia antes de los 18 años y a quién se llama.",
    )


def test_minutes_that_are_no_number(lesson: Lesson, change: Change) -> None:
    for lang in LANGS:
        change("| 15 | ", "| un cuarto | ", f"guia.{lang}.md")
    assert list(guide_faults(lesson)) == [
        f"{NAME}, guia.{lang}.md: en el plan de minutos, la primera columna debe ser un número entero de minutos "
        "y dice «un cuarto». Corríjala."
        for lang in LANGS
    ]


def test_a_plan_that_does_not_add_up(lesson: Lesson, change: Change) -> None:
    for lang in LANGS:
        change("| 15 | ", "| 20 | ", f"guia.{lang}.md")
    assert list(guide_faults(lesson)) == [
        f"{NAME}, guia.{lang}.md: el plan suma 65 minutos y el módulo tiene 60. "
        "Ajuste las filas, o minutes y room_minutes en meta.toml."
        for lang in LANGS
    ]


def test_two_plans_that_differ(lesson: Lesson, change: Change) -> None:
    change("| 15 | ", "| 10 | ", "guia.en.md")
    change("| 5 | ", "| 10 | ", "guia.en.md")
    one_fault(
        lesson,
        f"{NAME}: los planes de minutos de guia.es.md y guia.en.md no tienen los mismos números. "
        "Deje las mismas filas en los dos.",
    )


def test_a_lesson_longer_than_its_minutes(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gates_guide, "reading_of", lambda *_: Reading(4000, 20, 1, 4, 0, 39.6, 30))
    assert list(guide_faults(lesson)) == [
        f"{NAME} ({lang}): leer y hacer las tareas toma unos 40 minutos, 132\xa0% de los 30 del módulo; "
        "debe estar entre 60\xa0% y 110\xa0%. Acorte o alargue la lección, o cambie minutes en meta.toml."
        for lang in LANGS
    ]


def test_a_verb_that_the_card_cannot_explain(lesson: Lesson, change: Change) -> None:
    change("tip.draw_pyramid(", "tip.draw_anything(", "leccion.es.py")
    assert verbs_without_words(lesson) == ("tip.draw_anything",)
    one_fault(
        lesson,
        f"{NAME}: la tarjeta no sabe explicar «tip.draw_anything». Agréguelo en tipanalysis/course/data/verbos.csv.",
    )


def test_reading_counts_words_cells_that_are_run_exercises_and_questions(lesson: Lesson) -> None:
    reading = reading_of(lesson, "es")
    code = [cell for cell in read_source(lesson.parts[0], "es").cells if cell.cell_type == "code"]
    assert reading.cells == len(code) - 2, "the check and the hints are not run to learn from their result"
    assert (reading.exercises, reading.questions, reading.group) == (1, 4, 0)
    assert 550 < reading.words < 900
    assert reading.needed == pytest.approx(reading.words / 120 + reading.cells * 1 + 1 * 6 + 4 * 1.5)
    assert replace(reading, needed=15.0).share == 0.5


def test_the_minutes_of_group_work_are_those_of_the_spanish_text(lesson: Lesson, change: Change) -> None:
    before = reading_of(lesson, "en").needed
    change("# ## Para llevar", "# ## Actividad en grupo (20 minutos)", "leccion.es.py")
    after = reading_of(lesson, "en")
    assert after.group == 20
    assert after.needed == pytest.approx(before + 20)
