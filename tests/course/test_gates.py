"""Every gate of a lesson lets a whole lesson through and catches a fault made on purpose."""

from __future__ import annotations

from collections.abc import Callable

import nbformat
import pytest

from tipanalysis.course.gates import problems_of
from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.notebooks import participant_path, solved_path
from tipanalysis.words.settings import using

Change = Callable[..., None]
Rebuild = Callable[[], None]
SOURCES = ("leccion.es.py", "leccion.en.py")
FIRST = "# %%\nimport tipanalysis as tip\n"


def stale(path: str) -> str:
    return (
        f"{path}/00_primer_vistazo.ipynb no corresponde a su fuente. "
        "Ejecute: tipanalysis lesson build 00_primer_vistazo"
    )


def test_the_lessons_of_the_project_pass() -> None:
    assert [problem for lesson in list_lessons() for problem in problems_of(lesson)] == []


def test_a_copy_passes_too(lesson: Lesson) -> None:
    assert problems_of(lesson) == []


@pytest.mark.parametrize("part", ["extension: .py", "format_name: percent", "kernelspec:"])
def test_a_header_that_lacks_something(lesson: Lesson, change: Change, part: str) -> None:
    change(part, "otra:" if part.endswith(":") else "otra: cosa", "leccion.es.py")
    assert problems_of(lesson) == [f"00_primer_vistazo (es): al encabezado le falta «{part}». Cópielo de otra lección."]


def test_a_header_that_cannot_be_read(lesson: Lesson, change: Change) -> None:
    change("jupytext:", "jupytext: {", "leccion.es.py")
    assert problems_of(lesson) == ["00_primer_vistazo (es): el encabezado no se puede leer. Cópielo de otra lección."]


def test_code_that_is_no_python(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change("len(acreditadas)", "len(acreditadas", *SOURCES)
    rebuild()
    assert problems_of(lesson) == [
        "00_primer_vistazo (es), celda 6: el código tiene un error de sintaxis. Corríjalo en la fuente.",
        "00_primer_vistazo (en), celda 6: el código tiene un error de sintaxis. Corríjalo en la fuente.",
    ]


def test_a_text_cell_marked_as_if_it_were_code(lesson: Lesson, change: Change) -> None:
    change("# %% [markdown]\n# ## Contar", "# %% markdown\n# ## Contar", "leccion.es.py")
    problems = problems_of(lesson)
    assert problems[0] == ("00_primer_vistazo (es): hay una marca «# %% markdown»; escríbala «# %% [markdown]».")


def test_a_tag_that_does_not_exist(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change('tags=["revision"]', 'tags=["revisoin"]', *SOURCES)
    rebuild()
    assert problems_of(lesson) == [
        "00_primer_vistazo (es), celda 16: la etiqueta «revisoin» no existe. Corríjala o quítela.",
        "00_primer_vistazo (en), celda 16: la etiqueta «revisoin» no existe. Corríjala o quítela.",
    ]


def test_a_source_changed_and_not_built(lesson: Lesson, change: Change) -> None:
    change(FIRST, FIRST + "tip.settings()\n", *SOURCES)
    assert problems_of(lesson) == [stale("es"), stale("en")]


@pytest.mark.parametrize("path_of", [participant_path, solved_path])
def test_a_notebook_that_was_never_built(lesson: Lesson, path_of: Callable[..., object]) -> None:
    path_of(lesson, "en").unlink()
    assert problems_of(lesson) == [stale("en")]


@pytest.mark.parametrize("path_of", [participant_path, solved_path])
def test_a_notebook_changed_by_hand(lesson: Lesson, path_of: Callable[..., object]) -> None:
    path = path_of(lesson, "es")
    node = nbformat.read(path, as_version=4)
    node.cells[0].source += "\nNota."
    nbformat.write(node, path)
    assert problems_of(lesson) == [stale("es")]


def test_a_participant_s_notebook_with_outputs(lesson: Lesson) -> None:
    path = participant_path(lesson, "es")
    node = nbformat.read(path, as_version=4)
    code = next(cell for cell in node.cells if cell.cell_type == "code")
    code.outputs = [nbformat.v4.new_output("stream", text="164")]
    nbformat.write(node, path)
    assert len(problems_of(lesson)) == 1
    assert problems_of(lesson)[0].startswith("00_primer_vistazo (es): el cuaderno de participantes guarda resultados.")


def test_a_solution_that_stands_elsewhere_in_the_notebook(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    line = 'menores_de_18 = int(por_mayoria.frame.set_index("mayoria_edad").loc["00-17", "n"])'
    change("# %% [markdown]\n# ## Contar\n#\n", f"# %% [markdown]\n# ## Contar\n#\n# `{line}`\n#\n", "leccion.es.py")
    rebuild()
    problems = problems_of(lesson)
    assert len(problems) == 1
    assert problems[0].startswith(
        f"00_primer_vistazo (es): la solución «{line}» aparece en el cuaderno de participantes."
    )


def test_a_cell_that_one_language_lacks(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change(FIRST, "# %% [markdown]\n# Algo más.\n\n" + FIRST, "leccion.es.py")
    rebuild()
    assert problems_of(lesson) == [
        "00_primer_vistazo: el español y el inglés no tienen la misma secuencia de celdas y etiquetas. "
        "Compare las dos fuentes."
    ]


def test_code_that_differs_between_the_languages(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change("len(acreditadas)", "len(registro)", "leccion.en.py")
    rebuild()
    assert problems_of(lesson) == [
        "00_primer_vistazo, celda 6: el código no es igual en español y en inglés. Solo los comentarios se traducen."
    ]


def test_comments_may_differ(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change("len(acreditadas)", "len(acreditadas)  # how many", "leccion.en.py")
    rebuild()
    assert problems_of(lesson) == []


@pytest.mark.parametrize("name", ["sin_intentar", "no_es_numero", "correcto", "otro", "solucion", "pista_2", "adultas"])
def test_feedback_without_words(lesson: Lesson, change: Change, name: str) -> None:
    change(f"0.1.{name},", f"0.1.{name}_,", "textos.csv")
    problems = problems_of(lesson)
    assert len(problems) == 1
    assert problems[0].startswith(f"A la lección 00_primer_vistazo le falta el texto «0.1.{name}» en textos.csv.")


def test_two_answers_with_the_same_number(lesson: Lesson, change: Change) -> None:
    change('Mistake("adultas", lambda: 91)', 'Mistake("adultas", lambda: 73)', "ejercicios.py")
    problems = problems_of(lesson)
    assert len(problems) == 1
    assert problems[0].startswith("00_primer_vistazo, ejercicio 0.1: «adultas» y «correcto» dan el mismo número")


def test_faults_are_told_in_the_language_set(lesson: Lesson, change: Change) -> None:
    change("kernelspec:", "otra:", "leccion.es.py")
    with using(lang="en"):
        assert problems_of(lesson) == [
            "00_primer_vistazo (es): the header lacks “kernelspec:”. Copy it from another lesson."
        ]
