"""Other people's tables, as they come: read, attacked, and left aside with a reason where they are not understood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tipanalysis.published.grid import CountTable, Unread, count_tables
from tipanalysis.published.signs import marks_of
from tipanalysis.standard.fixed_codes import TOTAL

Attack = Callable[..., tuple[int, str, str]]
MARKS = marks_of(())


def write(name: str, text: str, encoding: str = "utf-8") -> None:
    Path(name).write_text(text, encoding)


def grid(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip("\n").splitlines()]


def only(text: str) -> CountTable:
    (table,) = count_tables("cuadro", grid(text), MARKS)
    assert isinstance(table, CountTable), table
    return table


def test_a_broken_table_is_told_without_its_number(attack: Attack) -> None:
    write("cuadro.csv", "Sexo;Nacional;Extranjera;Total\nMujer;12;20;32\nHombre;*;7;*\nTotal;15;27;42\n", "latin-1")
    assert attack("cuadro.csv") == (
        1,
        "cuadro.csv: NO protege. Hallazgos: 1. Cuadros atacados: 1; celdas ocultas: 2.\n"
        "  - En «cuadro.csv», la celda oculta (Sexo = Hombre, Nacional / Extranjera = Nacional) se puede deducir. La "
        "delatan: «cuadro.csv» (Sexo = Mujer, Nacional / Extranjera = Nacional); «cuadro.csv» (Nacional / Extranjera = "
        "Nacional).\n",
        "",
    )
    code, out, _ = attack("cuadro.csv", lang="en")
    assert (code, out.splitlines()[0]) == (
        1,
        "cuadro.csv: does NOT protect. Findings: 1. Tables attacked: 1; hidden cells: 2.",
    )


def test_the_threshold_and_the_marks_are_the_reader_s_to_say(attack: Attack) -> None:
    write("cuadro.csv", "Sexo,n\nMujer,80\nHombre,reserva\nTotal,86\n")
    assert attack("cuadro.csv")[:2] == (
        2,
        "cuadro.csv: no se atacó ningún cuadro.\n  - No se atacó «cuadro»: entre las cifras hay palabras o signos "
        "que no se conocen. Si ocultan una cifra, dígalos con --mark.\n",
    )
    assert attack("cuadro.csv", "--mark", "Reserva")[0] == 0
    assert attack("cuadro.csv", "--mark", "Reserva", "--threshold", "11")[0] == 1
    assert attack("cuadro.csv", "--threshold", "0")[0] == 2


def test_a_zero_that_comes_out_points_at_nobody(attack: Attack) -> None:
    write("cuadro.csv", "Sexo,n\nMujer,80\nHombre,6\nIntersex,-\nTotal,86\n")
    assert attack("cuadro.csv")[0] == 0


def test_known_never_to_be_zero_a_mark_says_more(attack: Attack) -> None:
    write("cuadro.csv", "Sexo,n\nMujer,80\nHombre,x\nIntersex,x\nTotal,86\n")
    assert attack("cuadro.csv")[0] == 0
    write("cuadro.csv", "Sexo,n\nMujer,80\nHombre,x\nIntersex,x\nTotal,82\n")
    assert attack("cuadro.csv", "--no-hidden-zeros")[0] == 1


def test_a_small_number_for_all_to_see_is_the_first_thing_told(attack: Attack) -> None:
    write("cuadro.csv", "Sexo,n\nMujer,80\nHombre,3\nIntersex,0\nTotal,83\n")
    assert attack("cuadro.csv") == (
        1,
        "cuadro.csv: NO protege. Hallazgos: 1. Cuadros atacados: 1; celdas ocultas: 0.\n"
        "  - En «cuadro.csv» hay cifras pequeñas a la vista. Celdas: 1; la primera: Sexo = Hombre.\n",
        "",
    )
    assert attack("cuadro.csv", "--threshold", "3")[0] == 0


def test_two_files_tell_together_what_each_hides(attack: Attack) -> None:
    write("sexo.csv", "Sexo,n\nMujer,80\nHombre,*\nIntersex,*\nTotal,98\n")
    write("cruce.csv", "SEXO,Nacional,Extranjera,Total\nmujer,40,40,80\nhombre,10,5,15\nintersex,*,*,*\nTotal,*,*,98\n")
    assert attack("sexo.csv")[0] == 0
    code, out, _ = attack("sexo.csv", "cruce.csv")
    assert code == 1
    assert "la celda oculta (Sexo = Intersex) se puede deducir" in out


def test_what_came_before_is_taken_off(attack: Attack) -> None:
    write("marzo.csv", "Sexo,n\nMujer,30\nHombre,27\nTotal,57\n")
    write("junio.csv", "Sexo,n\nMujer,30\nHombre,29\nTotal,59\n")
    write("julio.csv", "Sexo,n\nMujer,30\nHombre,40\nTotal,70\n")
    assert attack("junio.csv")[0] == attack("julio.csv", "--before", "marzo.csv")[0] == 0
    code, out, _ = attack("junio.csv", "--before", "marzo.csv")
    assert (code, out.count("sale al restar")) == (1, 2)
    assert attack("julio.csv", "--before", "marzo.csv", "--before", "junio.csv")[0] == 1, "the older ones differ by two"


def test_what_came_before_is_broken_by_what_comes_now(attack: Attack) -> None:
    write("marzo.csv", "Sexo,n\nMujer,80\nHombre,*\nIntersex,*\nTotal,98\n")
    write("junio.csv", "Sexo,n\nMujer,80\nHombre,15\nTotal,95\n")
    write("junio.csv", "Sexo,n\nMujer,80\nHombre,15\nIntersex,*\nTotal,98\n")
    code, out, _ = attack("junio.csv", "--before", "marzo.csv")
    assert code == 1
    assert "marzo.csv: NO protege." in out


def test_figures_that_shrank_are_not_passed_over(attack: Attack) -> None:
    write("marzo.csv", "Sexo,n\nMujer,30\nHombre,27\nTotal,57\n")
    write("junio.csv", "Sexo,n\nMujer,29\nHombre,41\nTotal,70\n")
    code, out, _ = attack("junio.csv", "--before", "marzo.csv")
    assert code in (1, 2), "one woman less may be found as well"
    assert out.splitlines()[-1] == (
        "En «marzo.csv», publicado antes, hay cifras mayores que las de ahora: alguien se quitó o se corrigió. Con lo "
        "que pasó entre los dos no se pudo hacer la cuenta completa."
    )


def test_totals_that_nearly_agree_are_shown_to_a_person(attack: Attack) -> None:
    write("todas.csv", "Edad,n\n12-17,40\n18 y más,43\nTotal,83\n")
    write("sin_una.csv", "Edad,n\n12-17,40\n18 y más,40\nTotal,80\n")
    code, out, _ = attack("todas.csv", "sin_una.csv")
    assert code == 2
    assert out.splitlines()[-1] == (
        "«todas.csv: todas» y «sin_una.csv: sin_una» tienen totales que difieren en una cifra pequeña. Si uno cuenta a "
        "una parte del otro, la diferencia señala a esas personas: revíselo alguien que conozca los cuadros."
    )


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            "Grupo,n\nMujeres,,\n0-17,12\n18+,20\nHombres,,\n0-17,9\n18+,7\n",
            "No se atacó «cuadro»: entre las cifras hay renglones sin ninguna, como los títulos de una sección. Deje "
            "un cuadro por sección, con un renglón en blanco entre ellos.",
        ),
        ("Mujer,12\nHombre,13\n", "No se atacó «cuadro»: encima de las cifras no hay encabezados que digan qué son."),
        (
            "Sexo,Nacional,Extranjera\nMujer,12,20 (a)\nHombre,15,30\n",
            "No se atacó «cuadro»: entre las cifras hay palabras o signos que no se conocen. Si ocultan una cifra, "
            "dígalos con --mark.",
        ),
        ("Año,Tasa\n2021,1.2\n2022,1.4\n", "No se atacó «cuadro»: ninguna columna trae conteos enteros."),
        (
            "Sexo,n\nMujer,12\nMujer,13\n",
            "No se atacó «cuadro»: hay renglones o encabezados repetidos y no se sabe qué los distingue.",
        ),
        (
            "Sexo,n\nMujer,12\nHombre,13\nTotal,30\n",
            "No se atacó «cuadro»: las partes no llegan al total aunque todas se muestran. Falta un renglón, o hay "
            "subtotales entre las partes.",
        ),
        (
            "Grupo,n\nMujeres,32\nNiñas,12\nAdultas,20\nTotal,40\n",
            "En «cuadro» las partes de «Grupo» suman más que su total: se leyó como si una persona pudiera estar en "
            "varias. Si son subtotales, no se usaron; ponga cada nivel en un cuadro aparte.",
        ),
        (
            "Sexo,n\nMujer,80\nHombre,<5\nIntersex,<5\nTotal,88\n",
            "En «cuadro» el propio signo dice que la cifra es pequeña (como «<5»): esa pista, que aquí no se usa, "
            "ayuda a quien quiera deducirla. Use un solo signo que no diga nada para todo lo oculto.",
        ),
        (
            'Sexo,n,%\nMujer,80,"81,6"\nHombre,*,"15,3"\nIntersex,*,"3,1"\nTotal,98,100\n',
            "En «cuadro», en el renglón de una cifra oculta se ven otras (%). Con su base, un porcentaje o una tasa "
            "es el mismo conteo, y aquí no se usaron. Oculte también esas.",
        ),
    ],
)
def test_what_is_not_understood_is_said_and_never_called_safe(attack: Attack, rows: str, sentence: str) -> None:
    write("cuadro.csv", rows)
    code, out, said = attack("cuadro.csv")
    assert (code, said) == (2, "")
    assert f"  - {sentence}\n" in out


def test_what_is_left_blank_hides_where_the_total_is_not_reached(attack: Attack) -> None:
    write("cuadro.csv", "Año,Mujeres,Hombres,Total\n2019,12,,16\n2020,15,6,21\n2021,20,0,20\nTotal,47,10,57\n")
    code, out, _ = attack("cuadro.csv")
    assert code == 1
    assert "(Año = 2019, Mujeres / Hombres = Hombres) se puede deducir" in out
    assert "se leyeron como ocultas" in out
    write("cuadro.csv", "Año,Mujeres,Hombres,Total\n2019,12,,12\n2020,15,6,21\nTotal,27,6,33\n")
    assert attack("cuadro.csv")[0] == 0, "a blank where nobody is missing is a zero"


@pytest.mark.parametrize("row", ["Mujer,120 (1)\nHombre,30*\n", "Mujer,120[note 2]\nHombre,30\n"])
def test_numbers_with_the_mark_of_a_footnote_are_no_heads(attack: Attack, row: str) -> None:
    """Read as heads, they would be missing from the table, and what is left would look safe."""
    write("cuadro.csv", f"Sexo,n\n{row}Intersex,*\nTotal,153\n")
    assert attack("cuadro.csv")[0] == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            "Región,n\nCentroamérica,60\nNicaragua,50\nHonduras,10\nPanamá,*\n",
            "En «cuadro» hay renglones que suman otros (Centroamérica): parecen totales con otro nombre, y se leyeron "
            "como categorías. Llámelos «Total», o ponga cada nivel en un cuadro aparte.",
        ),
        (
            'Sexo,%,n\nMujer,"81,6",98\nHombre,"15,3",98\nIntersex,"3,1",98\n',
            "En «cuadro» la única cifra entera es la base de los porcentajes (%): con ella cada porcentaje es un "
            "conteo, y aquí no se usaron.",
        ),
        (
            "Sexo,n\nMujer,80\nHombre,x\nIntersex,x\nTotal,\n",
            "En «cuadro» hay totales en blanco, quizá fórmulas sin su resultado: no se usaron, y quien abra el archivo "
            "puede verlos. Guárdelo con los resultados a la vista y pruebe de nuevo.",
        ),
    ],
)
def test_what_a_reader_could_use_and_the_attack_did_not_is_said(attack: Attack, rows: str, sentence: str) -> None:
    write("cuadro.csv", rows)
    code, out, _ = attack("cuadro.csv")
    assert (code, f"  - {sentence}\n" in out) == (2, True), out


def test_an_english_page_with_the_marks_of_its_office(attack: Attack) -> None:
    write(
        "page.html",
        "<table><caption>Table 1</caption><tr><th>Age group</th><th>Female</th><th>Male</th><th>All genders</th></tr>"
        "<tr><th>Adult</th><td>2,345</td><td>[c]</td><td>2,348</td></tr>"
        "<tr><th>Child</th><td>1,620</td><td>5,800</td><td>7,420</td></tr>"
        "<tr><th>All ages</th><td>3,965</td><td>[low]</td><td>9,768</td></tr></table>",
    )
    code, out, _ = attack("page.html", lang="en")
    assert (code, out.splitlines()[0]) == (
        1,
        "page.html: does NOT protect. Findings: 1. Tables attacked: 1; hidden cells: 2.",
    )


@pytest.mark.parametrize(
    ("name", "content", "begins"),
    [
        ("vacio.csv", b"", "El archivo «vacio.csv» está vacío."),
        ("basura.csv", b"\x00\x01\x02" * 999, "El archivo «basura.csv» no contiene una tabla que se pueda leer."),
        ("basura.xlsx", b"PK\x03\x04" + b"x" * 999, "El archivo «basura.xlsx» está dañado o incompleto."),
        ("texto.csv", b"a,b\nx,y\n", "En «texto.csv» no hay ningún cuadro de conteos."),
        ("pagina.html", b"<html><p>Nada</p></html>", "En «pagina.html» no hay ningún cuadro de conteos."),
        ("libro.jsonl", b"{}\n", "El libro de publicaciones «libro.jsonl» está dañado en la línea 1"),
        ("cuaderno.ipynb", b'{"cells": [1, 2]}', "«cuaderno.ipynb» es .ipynb; se esperaba lo que la gente puede leer"),
        (
            "datos.parquet",
            b"PAR1" + b"\x00" * 99,
            "«datos.parquet» es .parquet; se esperaba lo que la gente puede leer",
        ),
    ],
)
def test_a_bad_file_ends_in_one_message(attack: Attack, name: str, content: bytes, begins: str) -> None:
    Path(name).write_bytes(content)
    code, out, said = attack(name)
    assert (code, out) == (2, "")
    assert said.startswith(begins)
    assert len(said.splitlines()) == 2


def test_a_file_that_is_not_there_does_not_keep_others_from_being_attacked(attack: Attack) -> None:
    write("cuadro.csv", "Sexo,n\nMujer,80\nHombre,*\nTotal,83\n")
    code, out, said = attack("cuadro.csv", "cuadros.csv")
    assert (code, out.startswith("cuadro.csv: NO protege.")) == (1, True)
    assert said == (
        "No existe el archivo «cuadros.csv». ¿Quiso decir «cuadro.csv», que está en la misma carpeta?\n"
        "There is no file “cuadros.csv”. Did you mean “cuadro.csv”, which is in the same folder?\n"
    )


def test_a_workbook_with_merged_heads_titles_and_notes(attack: Attack) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Cuadro 1"
    for row in (
        ["Cuadro 1. Personas por provincia, sexo y año"],
        [],
        ["Provincia", 2021, None, 2022, None, "Total"],
        [None, "Mujeres", "Hombres", "Mujeres", "Hombres", None],
        ["San José", 20, 12, 30, 9, 71],
        ["Alajuela", 7, "*", 9, 6, "*"],
        ["Limón", 8, "*", 9, "*", "*"],
        ["Total", 35, 18, 48, 18, 119],
        ["Fuente: registro de 2022."],
    ):
        sheet.append(row)
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("D3:E3")
    book.create_sheet("Notas").append(["Léase con cuidado"])
    book.save("libro.xlsx")
    code, out, _ = attack("libro.xlsx")
    assert (code, len(out.splitlines())) == (1, 2)
    assert "(Provincia = Limón, 2021 / 2022 = 2022, Mujeres / Hombres = Hombres) se puede deducir" in out


def test_a_page_with_spans_and_captions(attack: Attack) -> None:
    write(
        "pagina.html",
        "<html><script>var n = 3;</script><table><caption>Por sexo</caption><thead><tr><th rowspan=2>Origen</th>"
        "<th colspan=3>Sexo</th></tr><tr><th>Mujer</th><th>Hombre</th><th>Total</th></tr></thead><tbody>"
        "<tr><th>Nacional</th><td>1&nbsp;234</td><td>12</td><td>1&nbsp;246</td></tr>"
        "<tr><th>Extranjera</th><td>40</td><td><span aria-hidden=true>•</span><span>oculto</span></td><td>44</td></tr>"
        "<tr><th>Total</th><td>1 274</td><td>16</td><td>1 290</td></tr></tbody></table>"
        "<table><tr><td>Fuente</td><td>Registro</td></tr></table></html>",
    )
    code, out, _ = attack("pagina.html")
    assert (code, len(out.splitlines())) == (1, 2)
    assert "En «pagina.html: Por sexo», la celda oculta (Origen = Extranjera, Sexo = Hombre) se puede deducir." in out


def test_heads_with_age_bands_are_no_numbers() -> None:
    table = only("Sexo|0-5|6-11|12 a 17|18 y más\nMujer|5|6|*|..\nHombre|5|6|7|8")
    assert table.by == ("Sexo", "0-5 / 6-11 / 12 a 17 / 18 y más")
    assert table.cells[("Mujer", "12 a 17")] is None
    assert table.cells[("Hombre", "18 y más")] == 8


def test_a_count_may_bring_its_percentage_and_its_code() -> None:
    table = only(
        "Sexo|código de sexo|n\nMujer|MUJER|34 (61,8 %)\nHombre|HOMBRE|21 38,2 %\nOtro|OTRO|no aplica\nTotal|TOTAL|55"
    )
    assert table.by == ("Sexo",)
    assert table.cells == {("Mujer",): 34, ("Hombre",): 21, (TOTAL,): 55}
    assert (table.blank, table.unread) == ((("Otro",),), ())


def test_long_tables_name_a_dimension_in_each_column() -> None:
    table = only("año|edad|n\n2021|0-5|12\n|6-11|*\n|Total|20\n2022|0-5|1.234\n|6-11|\n|Total|1 240")
    assert table.by == ("año", "edad")
    assert table.cells == {
        ("2021", "0-5"): 12,
        ("2021", "6-11"): None,
        ("2021", TOTAL): 20,
        ("2022", "0-5"): 1234,
        ("2022", TOTAL): 1240,
    }
    assert table.blank == (("2022", "6-11"),)


def test_blocks_are_tables_of_their_own() -> None:
    found = list(
        count_tables("hoja", grid("Título\nSexo|n\nMujer|5\n\nOrigen|n\nNacional|8\n\nuna nota|y otra"), MARKS)
    )
    assert [table.name for table in found] == ["hoja (1)", "hoja (2)"]
    assert not any(isinstance(table, Unread) for table in found)
