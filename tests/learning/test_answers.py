"""Answers as they come in: whatever the case and spaces of a code, and one clear message for what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from learning.papers import Row, paper, workshop_of, write
from tipanalysis.learning.answers import read_answers
from tipanalysis.learning.pairs import pair_tests, unmatched
from tipanalysis.words.errors import LearningError, TipError
from tipanalysis.words.settings import using

PEOPLE = workshop_of([(5, 8), (6, 9), (7, 7)])


def said(path: Path) -> str:
    with pytest.raises(TipError) as refused, using(lang="es"):
        read_answers([path])
    return str(refused.value)


@pytest.mark.parametrize("written", ["ab00xyz", " AB 00 XYZ ", "Áb-00-xýz", "AB00XYZ\u200b"])
def test_a_code_is_the_same_however_it_is_written(tmp_path: Path, written: str) -> None:
    rows = [paper("AB00XYZ", "pre", "A", 5), paper(written, "post", "B", 9)]
    paired = pair_tests(read_answers([write(tmp_path / "hoja.csv", rows)]))
    assert [(pair.before.score, pair.after.score) for pair in paired.pairs] == [(5, 9)]


def test_a_code_that_is_only_alike_is_proposed_and_not_joined(tmp_path: Path) -> None:
    rows = [paper("MA07SAN", "pre", "A", 5), paper("MAO7SAN", "post", "B", 9), paper("QQ99TTT", "post", "A", 3)]
    paired = pair_tests(read_answers([write(tmp_path / "hoja.csv", rows)]))
    assert paired.pairs == ()
    assert unmatched(paired).to_dict("split")["data"] == [
        ["MA07SAN", "PRE", "hoja.csv", 2, "MAO7SAN"],
        ["MAO7SAN", "POST", "hoja.csv", 3, "MA07SAN"],
        ["QQ99TTT", "POST", "hoja.csv", 4, ""],
    ]


def test_a_workbook_and_a_folder_of_single_files_say_the_same_as_one_sheet(tmp_path: Path) -> None:
    whole = read_answers([write(tmp_path / "hoja.csv", PEOPLE)])
    book = openpyxl.Workbook()
    book.active.append(list(PEOPLE[0]))
    for row in PEOPLE:
        book.active.append(list(row.values()))
    book.save(tmp_path / "hoja.xlsx")
    folder = tmp_path / "respuestas"
    folder.mkdir()
    for number, row in enumerate(PEOPLE):
        write(folder / f"{number:02}.csv", [row])
    for other in (tmp_path / "hoja.xlsx", folder):
        found = read_answers([other])
        assert [(one.code, one.test, one.letters) for one in found.taken] == [
            (one.code, one.test, one.letters) for one in whole.taken
        ]


def test_headings_and_letters_may_be_written_in_other_ways(tmp_path: Path) -> None:
    renamed = {
        "codigo": "Código",
        "prueba": "PRUEBA ",
        "forma": "Form",
        "institucion": "Institución",
        "p01": "1",
        "p02": "P 2",
    }
    rows = [
        {renamed.get(name, name): value.upper() if len(value) == 1 else value for name, value in row.items()}
        for row in PEOPLE
    ]
    rows[0]["1"] = " B) "
    plain = read_answers([write(tmp_path / "a.csv", PEOPLE)])
    dirty = read_answers([write(tmp_path / "b.csv", rows)])
    assert dirty.taken[0].letters == ("b", *plain.taken[0].letters[1:])
    assert [one.letters for one in dirty.taken[1:]] == [one.letters for one in plain.taken[1:]]


def test_a_question_left_blank_is_not_right(tmp_path: Path) -> None:
    row = {**paper("AB00XYZ", "pre", "A", 15), "p03": "", "p15": " "}
    assert read_answers([write(tmp_path / "hoja.csv", [row])]).taken[0].score == 13


def test_sex_and_institution_are_those_of_either_test_unless_they_differ(tmp_path: Path) -> None:
    rows = [
        paper("A1", "pre", "A", 5, sex="", institution="Ministerio Público"),
        paper("A1", "post", "B", 5, sex="Mujer", institution="MINISTERIO PUBLICO"),
        paper("B2", "pre", "A", 5, sex="mujer"),
        paper("B2", "post", "B", 5, sex="hombre"),
    ]
    first, second = pair_tests(read_answers([write(tmp_path / "hoja.csv", rows)])).pairs
    assert (first.sex, first.institution, second.sex) == ("MUJER", "Ministerio Público", "ND")


def test_a_row_twice_counts_once(tmp_path: Path) -> None:
    found = read_answers([write(tmp_path / "hoja.csv", [*PEOPLE, PEOPLE[2]])])
    assert (len(found.taken), found.repeated) == (6, 1)


def changed(**values: str) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [{**rows[0], **values}, *rows[1:]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            changed(codigo=" "),
            "En «hoja.csv», la fila 2 no tiene código. Busque la hoja de papel y escriba el código que puso la "
            "persona; si no puso ninguno, borre la fila.",
        ),
        (
            changed(p04="e"),
            "En «hoja.csv», la fila 2 tiene en la columna p04 algo que no se conoce. Se esperaba: a, b, c; si no hubo "
            "respuesta, deje la celda vacía.",
        ),
        (
            changed(prueba="martes"),
            "En «hoja.csv», la fila 2 tiene en la columna prueba algo que no se conoce. Se esperaba: pre, post; si no "
            "hubo respuesta, deje la celda vacía.",
        ),
        (
            changed(forma="C"),
            "En «hoja.csv», la fila 2 tiene en la columna forma algo que no se conoce. Se esperaba: A, B; si no hubo "
            "respuesta, deje la celda vacía.",
        ),
        (
            lambda rows: [*rows, {**rows[0], "p01": ""}],
            "La fila 8 de «hoja.csv» y la fila 2 de «hoja.csv» son la misma prueba con el mismo código y respuestas "
            "distintas. Compare los papeles: si son dos personas, cambie un código; si es una, deje la fila correcta.",
        ),
        (
            lambda rows: [{name: value for name, value in row.items() if name not in ("forma", "p15")} for row in rows],
            "A «hoja.csv» le faltan columnas para ser una hoja de respuestas: forma, p15. La plantilla que escribe "
            "tipanalysis forms las trae todas.",
        ),
        (
            lambda rows: [{**row, "Código": "x"} for row in rows],
            "En «hoja.csv» la columna codigo está dos veces. Deje una sola y evalúe de nuevo.",
        ),
    ],
    ids=["no code", "no letter", "no moment", "no form", "twice", "no columns", "column twice"],
)
def test_what_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, change: Callable[[list[Row]], list[Row]], message: str
) -> None:
    assert said(write(tmp_path / "hoja.csv", change(PEOPLE))) == message


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "nada"
    folder.mkdir()
    assert said(folder) == (
        "En la carpeta «nada» no hay hojas de respuestas. Se esperaban archivos .csv o .xlsx, como los que escribe "
        "tipanalysis forms."
    )


def test_a_survey_with_a_mark_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [{"formulario": "Reacción", "q01": "5"}])
    assert said(path) == (
        "En «r.csv», la fila 2 tiene en la columna q01 algo que no se conoce. Se esperaba: 1, 2, 3, 4; si no hubo "
        "respuesta, deje la celda vacía."
    )


def test_surveys_are_read_without_what_is_written_in_words(tmp_path: Path) -> None:
    path = write(tmp_path / "r.csv", [{"formulario": "reaccion", "q01": "4", "q09": "más pausas"}])
    only = read_answers([path]).filled[0]
    assert (only.survey, only.marks[1], only.marks[2], 9 in only.marks) == ("reaccion", "4", "", False)


def test_an_answer_is_never_part_of_a_message(tmp_path: Path) -> None:
    path = write(tmp_path / "hoja.csv", changed(p04="Quetzalmira")(PEOPLE))
    with pytest.raises(LearningError) as refused:
        read_answers([path])
    assert "Quetzalmira" not in refused.value.both() + repr(refused.value.values)
