"""Every gate of a lesson lets a whole lesson through and catches a fault made on purpose."""

from __future__ import annotations

from collections.abc import Callable

import nbformat
import pytest

from tipanalysis.course.gates import problems_of
from tipanalysis.course.index import index_faults, write_index
from tipanalysis.course.key import write_key
from tipanalysis.course.lesson import Lesson, list_lessons
from tipanalysis.course.notebooks import participant_path
from tipanalysis.course.solved import solved_path
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
        "00_primer_vistazo (es), celda 8: el código tiene un error de sintaxis. Corríjalo en la fuente.",
        "00_primer_vistazo (en), celda 8: el código tiene un error de sintaxis. Corríjalo en la fuente.",
    ]


def test_a_text_cell_marked_as_if_it_were_code(lesson: Lesson, change: Change) -> None:
    change("# %% [markdown]\n# ## Contar", "# %% markdown\n# ## Contar", "leccion.es.py")
    problems = problems_of(lesson)
    assert problems[0] == ("00_primer_vistazo (es): hay una marca «# %% markdown»; escríbala «# %% [markdown]».")


def test_a_tag_that_does_not_exist(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change('tags=["revision"]', 'tags=["revisoin"]', *SOURCES)
    rebuild()
    assert problems_of(lesson) == [
        "00_primer_vistazo (es), celda 18: la etiqueta «revisoin» no existe. Corríjala o quítela.",
        "00_primer_vistazo (en), celda 18: la etiqueta «revisoin» no existe. Corríjala o quítela.",
    ]


def test_a_source_changed_and_not_built(lesson: Lesson, change: Change) -> None:
    change(FIRST, FIRST + "tip.settings()\n", *SOURCES)
    assert problems_of(lesson) == [stale("es"), stale("en")]


@pytest.mark.parametrize("path_of", [participant_path, solved_path])
def test_a_notebook_that_was_never_built(lesson: Lesson, path_of: Callable[..., object]) -> None:
    path_of(lesson.parts[0], "en").unlink()
    assert problems_of(lesson) == [stale("en")]


@pytest.mark.parametrize("path_of", [participant_path, solved_path])
def test_a_notebook_changed_by_hand(lesson: Lesson, path_of: Callable[..., object]) -> None:
    path = path_of(lesson.parts[0], "es")
    node = nbformat.read(path, as_version=4)
    node.cells[0].source += "\nNota."
    nbformat.write(node, path)
    assert problems_of(lesson) == [stale("es")]


def test_a_participant_s_notebook_with_outputs(lesson: Lesson) -> None:
    path = participant_path(lesson.parts[0], "es")
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
        "00_primer_vistazo, celda 8: el código no es igual en español y en inglés. Solo los comentarios se traducen."
    ]


def test_comments_may_differ(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    change("len(acreditadas)", "len(acreditadas)  # how many", "leccion.en.py")
    rebuild()
    assert problems_of(lesson) == []


@pytest.mark.parametrize("name", ["correcto", "seccion", "otro", "solucion", "pista_2", "adultas"])
def test_feedback_without_words(lesson: Lesson, change: Change, name: str) -> None:
    change(f"0.1.{name},", f"0.1.{name}_,", "textos.csv")
    problems = problems_of(lesson)
    assert len(problems) == 1
    assert problems[0].startswith(f"A la lección 00_primer_vistazo le falta el texto «0.1.{name}» en textos.csv.")


def test_two_answers_with_the_same_number(lesson: Lesson, change: Change) -> None:
    change('Mistake("adultas", lambda: ADULTS)', 'Mistake("adultas", lambda: UNDER)', "ejercicios.py")
    write_key(lesson)
    problems = problems_of(lesson)
    assert len(problems) == 1
    assert problems[0].startswith("00_primer_vistazo, ejercicio 0.1: «adultas» y «correcto» dan el mismo número")


def test_faults_are_told_in_the_language_set(lesson: Lesson, change: Change) -> None:
    change("kernelspec:", "otra:", "leccion.es.py")
    with using(lang="en"):
        assert problems_of(lesson) == [
            "00_primer_vistazo (es): the header lacks “kernelspec:”. Copy it from another lesson."
        ]


def one_problem(lesson: Lesson, sentence: str) -> None:
    assert problems_of(lesson) == [sentence]


def test_no_source_at_all(lesson: Lesson) -> None:
    (lesson.folder / "leccion.es.py").unlink()
    one_problem(
        lesson,
        "00_primer_vistazo: no hay fuente. Escriba leccion.es.py y leccion.en.py, o cópielas de otra lección.",
    )


def test_no_english_source(lesson: Lesson) -> None:
    (lesson.folder / "leccion.en.py").unlink()
    one_problem(
        lesson,
        "00_primer_vistazo: falta leccion.en.py. Tradúzcala de la fuente en español, con las mismas celdas.",
    )


class TestAModuleOfTwoNotebooks:
    """The first lesson twice, as a module of two parts."""

    @pytest.fixture
    def double(self, lesson: Lesson, rebuild: Rebuild) -> Lesson:
        for lang in ("es", "en"):
            text = (lesson.folder / f"leccion.{lang}.py").read_text("utf-8")
            (lesson.folder / f"leccion.{lang}.py").rename(lesson.folder / f"leccion_1.{lang}.py")
            rest = text.split("# %%\n", 1)[0]
            (lesson.folder / f"leccion_2.{lang}.py").write_text(rest, "utf-8")
        titles = 'title = {es = "Un primer vistazo al registro", en = "A first look at the register"}'
        parts = "".join(f"[[part]]\nminutes = 15\n{titles}\n" for _ in range(2))
        with (lesson.folder / "meta.toml").open("a", encoding="utf-8") as file:
            file.write(parts)
        rebuild()
        return lesson

    def test_it_passes_and_makes_two_notebooks(self, double: Lesson) -> None:
        assert problems_of(double) == []
        assert [part.name for part in double.parts] == ["00_primer_vistazo_1", "00_primer_vistazo_2"]
        assert all(participant_path(part, "en").is_file() for part in double.parts)

    def test_a_part_that_is_not_described(self, double: Lesson, change: Change) -> None:
        change("[[part]]\nminutes = 15", "[[parte]]\nminutes = 15", "meta.toml")
        one_problem(
            double,
            "00_primer_vistazo: tiene 2 cuadernos y meta.toml describe 1. "
            "Escriba un [[part]] con título y minutos para cada uno.",
        )

    def test_minutes_that_do_not_add_up(self, double: Lesson, change: Change) -> None:
        change("[[part]]\nminutes = 15", "[[part]]\nminutes = 20", "meta.toml")
        one_problem(
            double, "00_primer_vistazo: los minutos de los cuadernos no suman los del módulo. Corrija meta.toml."
        )


def test_a_title_that_is_not_the_one_told(lesson: Lesson, change: Change) -> None:
    change('es = "Un primer vistazo al registro"', 'es = "Otro"', "meta.toml")
    one_problem(
        lesson,
        "00_primer_vistazo (es): el primer título debe ser «Otro», como dice meta.toml. Cambie uno de los dos.",
    )


def test_a_section_that_is_not_there(lesson: Lesson, change: Change) -> None:
    change("0.1.seccion,Contar,Count", "0.1.seccion,Contar mal,Count", "textos.csv")
    one_problem(
        lesson,
        "00_primer_vistazo (es): «0.1.seccion» lleva a la sección «Contar mal», que no está en el cuaderno. "
        "Escriba el título tal como aparece.",
    )


def test_an_exercise_of_another_module(lesson: Lesson, change: Change) -> None:
    change('"0.1"', '"1.1"', "ejercicios.py")
    write_key(lesson)
    assert problems_of(lesson)[0] == (
        "00_primer_vistazo: el ejercicio 1.1 no empieza con el número del módulo, 0. "
        "Cámbielo en ejercicios.py, textos.csv y las dos fuentes."
    )


def test_too_few_mistakes(lesson: Lesson, change: Change) -> None:
    change('Mistake("proporcion", lambda: UNDER / ADULTS),', "", "ejercicios.py")
    write_key(lesson)
    one_problem(
        lesson,
        "00_primer_vistazo, ejercicio 0.1: hacen falta al menos 3 errores con nombre y 2 pistas. "
        "Agréguelos en ejercicios.py y textos.csv.",
    )


def test_an_answer_written_as_a_number(lesson: Lesson, change: Change) -> None:
    change('Mistake("adultas", lambda: ADULTS)', 'Mistake("adultas", lambda: 91)', "ejercicios.py")
    write_key(lesson)
    one_problem(
        lesson,
        "00_primer_vistazo, ejercicios.py, línea 10: la respuesta está escrita como número. "
        "Calcúlela a partir de los datos.",
    )


def test_a_key_of_other_exercises(lesson: Lesson, change: Change) -> None:
    change("UNDER, ADULTS = 73, 91", "UNDER, ADULTS = 74, 91", "ejercicios.py")
    one_problem(
        lesson,
        "00_primer_vistazo/respuestas.json no corresponde a su fuente. "
        "Ejecute: tipanalysis lesson build 00_primer_vistazo",
    )


def test_a_question_without_an_explanation(lesson: Lesson, change: Change) -> None:
    change("Eso inventa una respuesta que ella no dio.", "", "preguntas.csv")
    one_problem(
        lesson,
        "00_primer_vistazo, preguntas.csv, línea 12: hay una celda vacía. "
        "Complete las columnas question, es, en, why_es, why_en.",
    )


def test_a_question_with_two_right_answers(lesson: Lesson, change: Change) -> None:
    change("3,b,,", "3,b,x,", "preguntas.csv")
    one_problem(
        lesson,
        "00_primer_vistazo, pregunta 0.p3: debe haber exactamente una opción correcta. "
        "Marque una con «x» en la columna right de preguntas.csv.",
    )


def test_a_question_with_two_options(lesson: Lesson, change: Change) -> None:
    change("\n3,b,,", "\n9,b,,", "preguntas.csv")
    assert problems_of(lesson)[0] == (
        "00_primer_vistazo, pregunta 0.p3: hacen falta al menos 3 opciones. Agréguelas en preguntas.csv."
    )


def test_an_index_that_is_old(lesson: Lesson, change: Change) -> None:
    write_index("es")
    assert list(index_faults("es")) == []
    change("minutes = 30", "minutes = 45", "meta.toml")
    assert list(index_faults("es")) == ["es/indice.ipynb no corresponde a su fuente. Ejecute: tipanalysis lesson build"]


def test_notes_for_trainers_are_not_for_participants(lesson: Lesson, change: Change, rebuild: Rebuild) -> None:
    heading = "# %% [markdown]\n# ## {}"
    for name, source in zip(("Para llevar", "To take with you"), SOURCES, strict=True):
        change(heading.format(name), heading.format(name).replace("]\n", '] tags=["instructor"]\n'), source)
    rebuild()
    assert problems_of(lesson) == []
    texts = [path_of(lesson.parts[0], "es").read_text("utf-8") for path_of in (participant_path, solved_path)]
    assert ["Para llevar" in text for text in texts] == [False, True]
