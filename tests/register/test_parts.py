"""A text file read in parts gives what it gives as a whole, whatever its parts have to know of each other."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from register.parted import assert_same, read_in_parts
from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.parts import survey
from tipanalysis.register.read import read_register
from tipanalysis.register.sheets import load_sheets
from tipanalysis.register.source_map import SourceMap, load_source_map
from tipanalysis.register.source_parts import FileSpec
from tipanalysis.words.errors import InputError

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
COLUMNS = """
[[columns]]
header = "Exp"
variable = "id"
form = "expediente"

[[columns]]
header = "Sexo"
variable = "sexo"
codes = { F = "MUJER", M = "HOMBRE" }

[[columns]]
header = "Edad"
variable = "edad"

[[columns]]
header = "Nacionalidad"
variable = "nacionalidad"

[[columns]]
header = "Ingreso"
variable = "fecha_solicitud"

[[columns]]
header = "Resuelta"
variable = "fecha_resolucion"

[[columns]]
header = "Resultado"
variable = "estado_solicitud"

[[columns]]
header = "Finalidad"
variable = "finalidad_detalle"
codes = { "cosas de casa" = "DOMESTICO" }
separators = ["+"]

[[columns]]
header = "Delito"
variable = "delito"

[[filters]]
variable = "delito"
drop = ["TRAFICO_MIGRANTES"]

[identifiers]
drop = ["Nombre"]
person = ["Nombre"]
"""
HEADER = "Exp,Sexo,Edad,Nacionalidad,Ingreso,Resuelta,Resultado,Finalidad,Delito,Nombre"
Small = Callable[..., SourceMap]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, SourceMap]]:
    """The sheets of the bundled dirty workbook, each as a text file with the part of the map that reads it."""
    folder = tmp_path_factory.mktemp("hojas")
    eri = load_source_map("eri")
    made = {}
    for sheet in load_sheets(DATASETS / "registro_sucio.xlsx", "xlsx"):
        specs = [replace(spec, name=".*") for spec in eri.sheets if spec.name == sheet.name]
        if specs:
            path = folder / f"{sheet.name}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(sheet.rows)
            columns = [column for column in eri.columns if sheet.name in column.sheets and not column.fills]
            plain = tuple(replace(column, sheets=()) for column in columns)
            filters = eri.filters if any(column.variable == "delito" for column in columns) else ()
            parts = {"sheets": tuple(specs), "columns": plain, "filters": filters}
            made[sheet.name] = path, replace(eri, file=FileSpec(kind="csv"), **parts)
    return made


@pytest.mark.parametrize(
    "name", ["2010-2014", "2015-2017", "2018-2020", "2021-2022", "2023-2024 GTT", "2023-2024 PANI"]
)
def test_the_bundled_data(sheets: dict[str, tuple[Path, SourceMap]], name: str) -> None:
    path, source = sheets[name]
    assert_same(read_in_parts(path, source, size=37, clean=True), clean(read_register(path, source)))


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


ROW = "{n}-2019,F,20,Nica,01/02/2019,05/02/2019,Acreditada,Trabajo forzado,Trata,PERSONA {n}"
PLAIN = [ROW.format(n=n) for n in range(1, 9)]
FAR_APART = {
    "rows of one record": [
        "001-2019,F,20,Nica,,,,Trabajo forzado,Trata,X",
        *PLAIN[1:],
        "ERI-001-2019,F,,,,,,Mendicidad,,X",
    ],
    "rows that contradict each other": ["001-2019,F,20,,,,,,,", *PLAIN[1:], "1/2019,M,30,,,,,,,", "001-19,F,50,,,,,,,"],
    "a record of whose rows the first is left out": [
        "001-2019,F,20,Nica,,,,,Tráfico ilícito,",
        *PLAIN[1:4],
        "001-2019,M,30,,,,,,Trata,",
        *PLAIN[4:],
        "001-2019,,31,Panameña,,,,,Trata,",
    ],
    "records without a number": [",F,20,,,,,,,", *PLAIN, ",M,21,,,,,,,", "-,M,22,,,,,,,"],
    "a word that stands alone at the end": [
        "001-2019,F,20,,,,,cosas de casa y mendicidad,,",
        "002-2019,F,20,,,,,ESC; cosas de casa,,",
        *PLAIN[2:],
        "009-2019,F,20,,,,,cosas de casa,,",
    ],
    "totals, headers and notes": [
        *PLAIN[:2],
        "Total,,2,,,,,,,",
        HEADER,
        *PLAIN[2:4],
        "",
        ",,,,,,,,,",
        "Subtotal 2019,,,,4,,,,,",
        HEADER.upper(),
        *PLAIN[4:],
        "Fuente: DATOS SINTÉTICOS",
        "(*) preliminar",
    ],
    "years of accreditation that only some parts have": [
        f"{n}-2019,F,20,,01/02/{2010 + n},05/02/{2020 - n},Acreditada,,," for n in range(1, 9)
    ],
    "decisions before applications": [f"{n}-2019,F,2{n},,05/02/2019,0{n}/02/2019,Denegada,,," for n in range(1, 9)],
    "cells in quotes over several lines": [
        '"001-2019",F,20,"Nica\n/Tica",,,,"Trabajo forzado+\nMendicidad",,"A ""B"", C"',
        *PLAIN[1:],
        '"9-2019","F","20","a\r\nb",,,,,,',
    ],
    "cells beyond the last heading": [*PLAIN, "009-2019,F,20,,,,,,,,sobra", "010-2019,F,20,,,,,,,,,y más"],
    "a record inside its first cell": [*PLAIN, '"9-2019,F,20,,,,,,,"', "10-2019"],
    "names among the words": [*PLAIN, "009-2019,F,20,de Rosa Mora,,,,,,Rosa Mora", "010-2019,F,x,de Rosa Mora,,,,,,"],
    "a filter that leaves out everybody": [row.replace("Trata", "Tráfico ilícito") for row in PLAIN],
    "a filter that leaves out the first parts": [
        *(row.replace("Trata", "Tráfico ilícito") for row in PLAIN),
        ROW.format(n=9),
    ],
    "the same file twice": [*PLAIN, *PLAIN],
}


@pytest.mark.parametrize("what", FAR_APART)
def test_what_stands_far_apart(small_map: Small, tmp_path: Path, what: str) -> None:
    path, source = tmp_path / "datos.csv", small_map(COLUMNS)
    path.write_text(lines(*FAR_APART[what]), "utf-8", newline="")
    whole = read_register(path, source, key="clave")
    assert_same(read_in_parts(path, source, size=2, key="clave"), whole)
    assert_same(read_in_parts(path, source, size=4, key="clave", clean=True), clean(whole))


TEXT = lines("001-2019,F,20,Nicaragüense,,,,,,", *PLAIN[1:], "009-2019,F,20,Española,,,,,,")


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_ends_of_lines(small_map: Small, tmp_path: Path, encoding: str, ends: str) -> None:
    path, source = tmp_path / "datos.csv", small_map(COLUMNS)
    path.write_bytes(TEXT.replace("\n", ends).encode(encoding))
    assert_same(read_in_parts(path, source, size=3, clean=True), clean(read_register(path, source)))


def test_one_byte_at_the_end_decides_the_encoding_of_all(small_map: Small, tmp_path: Path) -> None:
    path, source = tmp_path / "datos.csv", small_map(COLUMNS)
    path.write_bytes(TEXT.encode("utf-8") + b"010-2019,F,20,espa\xf1ola,,,,,,\n")
    whole = read_register(path, source)
    assert "EspaÃ±ola" in path.read_bytes().decode("cp1252")
    assert_same(read_in_parts(path, source, size=2), whole)


def test_titles_above_the_header_and_another_delimiter(small_map: Small, tmp_path: Path) -> None:
    path, source = tmp_path / "datos.csv", small_map(COLUMNS)
    path.write_text("Registro\n\nAño 2019\n" + TEXT.replace(",", ";"), "utf-8", newline="")
    for size in (1, 4, 100):
        assert_same(read_in_parts(path, source, size=size), read_register(path, source))


@pytest.mark.parametrize("seed", range(3))
def test_rows_in_any_order(small_map: Small, tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    every = [row for rows in FAR_APART.values() for row in rows]
    rows = [every[place] for place in rng.choice(len(every), size=60)]
    path, source = tmp_path / "datos.csv", small_map(COLUMNS)
    path.write_text(lines(*rows), "utf-8", newline="")
    size = int(rng.integers(6, 25))
    assert_same(read_in_parts(path, source, size=size, clean=True), clean(read_register(path, source)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEADER + "\n", "register_no_rows"),
        ("Otra,Cosa\n1,2\n", "register_columns_missing"),
        (lines(*PLAIN, '"' + "x" * 140_000 + '",F,,,,,,,,'), "register_file_not_a_table"),
    ],
)
def test_what_cannot_be_read_is_refused_alike(small_map: Small, tmp_path: Path, text: str, said: str) -> None:
    path, source = tmp_path / "datos.csv", small_map(COLUMNS)
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as whole:
        read_register(path, source)
    with pytest.raises(InputError) as parted:
        survey(path, source, size=3)
    assert whole.value.key == said
    assert parted.value.both() == whole.value.both()
