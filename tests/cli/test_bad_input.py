"""Whatever comes in badly ends in one whole message in both languages, at once, with nothing left behind."""

from __future__ import annotations

import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import openpyxl
import pytest

Refused = Callable[..., str]


def workbook(path: Path, sheet: str, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def own_map(folder: Path) -> Path:
    path = folder / "oficina.toml"
    path.write_text(
        'id = "oficina"\nunit = "persona"\ncountry = "CRI"\ntitles = { es = "Oficina", en = "Office" }\n'
        '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n[[columns]]\nheader = "Edad"\nvariable = "edad"\n',
        "utf-8",
    )
    return path


def test_an_empty_file(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "vacio.csv").touch()
    assert refused("--data", "vacio.csv") == (
        "El archivo «vacio.csv» está vacío. Pida de nuevo el archivo a la institución o exporte otra vez la hoja.\n"
        "The file “vacio.csv” is empty. Ask the institution for the file again or export the sheet once more.\n"
    )


def test_a_missing_column(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "datos.csv").write_text("Sexo,Años\nMujer,20\n", "utf-8")
    assert refused("--data", "datos.csv", "--source", str(own_map(tmp_path))) == (
        "«datos.csv» no corresponde al mapa «oficina». Diferencias: 1.\n"
        "  - hoja «datos», fila 1: falta la columna «Edad».\n"
        "Corrija el mapa de la fuente o pida el archivo completo.\n"
        "“datos.csv” does not match the map “oficina”. Differences: 1.\n"
        "  - sheet “datos”, row 1: the column “Edad” is missing.\n"
        "Correct the source map or ask for the complete file.\n"
    )


def test_a_header_and_nobody_below_it(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "datos.csv").write_text("Sexo,Edad\n", "utf-8")
    assert refused("--data", "datos.csv", "--source", str(own_map(tmp_path))) == (
        "«datos.csv» tiene encabezados, pero ningún registro (hojas: datos). Revise si es la versión completa.\n"
        "“datos.csv” has headings but no record (sheets: datos). Check whether it is the complete version.\n"
    )


def test_a_wrong_sheet(refused: Refused, tmp_path: Path) -> None:
    workbook(tmp_path / "otra.xlsx", "Otra", ["Sexo"], ["Mujer"])
    assert refused("--data", "otra.xlsx") == (
        "En «otra.xlsx» no está ninguna de las hojas que el mapa espera (2010-2014, 2015-2017, 2018-2020, "
        "2021-2022, 2023-2024 GTT, 2023-2024 PANI). Hay: Otra. Corrija «sheets» en el mapa de la fuente.\n"
        "“otra.xlsx” has none of the sheets that the map expects (2010-2014, 2015-2017, 2018-2020, 2021-2022, "
        "2023-2024 GTT, 2023-2024 PANI). Available: Otra. Correct “sheets” in the source map.\n"
    )


def test_a_file_for_another_map(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "datos.csv").write_text("Sexo,Edad\nMujer,20\n", "utf-8")
    assert refused("--data", "datos.csv", "--source", "eri") == (
        "El mapa «eri» lee archivos xlsx y «datos.csv» es csv. Indique el archivo o el mapa que corresponda.\nThe "
        "map “eri” reads xlsx files and “datos.csv” is csv. Give the file or the map that matches.\n"
    )


@pytest.mark.parametrize("block", [Random(0).randbytes(1_000_000), b"sin sentido " * 80_000], ids=["bytes", "text"])
def test_a_hundred_megabytes_of_garbage(refused: Refused, tmp_path: Path, block: bytes) -> None:
    with (tmp_path / "basura.csv").open("wb") as file:
        file.write(block)
        file.truncate(100_000_000)
    refused("--data", "nada.csv")
    tracemalloc.start()
    begin = time.process_time()
    said = refused("--data", "basura.csv")
    seconds, (_, peak) = time.process_time() - begin, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said == (
        "El archivo «basura.csv» no contiene una tabla que se pueda leer. Se esperaba .xlsx, .csv, .parquet o "
        ".duckdb; expórtelo de nuevo en uno de esos formatos.\n"
        "The file “basura.csv” holds no table that can be read. One of .xlsx, .csv, .parquet or .duckdb was "
        "expected; export it again in one of those formats.\n"
    )
    assert seconds < 2
    assert peak < 10_000_000


def test_a_large_table_of_something_else_is_not_loaded(refused: Refused, tmp_path: Path) -> None:
    with (tmp_path / "grande.csv").open("wb") as file:
        for _ in range(60):
            file.write(b"a,b\n" * 250_000)
    refused("--data", "nada.csv")
    tracemalloc.start()
    said = refused("--data", "grande.csv", "--source", str(own_map(tmp_path)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert said.startswith("«grande.csv» no corresponde al mapa «oficina». Diferencias: 1.\n")
    assert peak < 30_000_000


def test_a_workbook_that_unpacks_without_end(refused: Refused, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomba.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(60):
                sheet.write(bytes(1_000_000))
    assert refused("--data", "bomba.xlsx") == (
        "El archivo «bomba.xlsx» ocupa 1 MB y al abrirse ocuparía 60 MB; por seguridad no se abre. Exporte de "
        "nuevo solo las hojas con datos.\nThe file “bomba.xlsx” takes 1 MB and would take 60 MB once opened; for "
        "safety it is not opened. Export again only the sheets with data.\n"
    )


def test_a_csv_named_as_a_workbook(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "datos.xlsx").write_text("Sexo,Edad\nMujer,20\n", "utf-8")
    assert refused("--data", "datos.xlsx") == (
        "El archivo «datos.xlsx» no es lo que dice su nombre: se esperaba xlsx y contiene csv. Corrija la "
        "extensión del nombre o expórtelo de nuevo.\nThe file “datos.xlsx” is not what its name says: xlsx was "
        "expected and it holds csv. Correct the ending of its name or export it again.\n"
    )


@pytest.mark.parametrize("name", ["informe.xls", "informe.xlsx"])
def test_a_web_page_named_as_a_workbook(refused: Refused, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<html><body><table><tr><td>1</td></tr></table></body></html>", "utf-8")
    assert refused("--data", name) == (
        f"El archivo «{name}» es una página web o un documento XML, no una hoja de datos. "
        "Ábralo en Excel, guárdelo como .xlsx y pruebe de nuevo.\n"
        f"The file “{name}” is a web page or an XML document, not a data sheet. "
        "Open it in Excel, save it as .xlsx and try again.\n"
    )


def test_a_workbook_cut_short(refused: Refused, tmp_path: Path) -> None:
    whole = workbook(tmp_path / "entero.xlsx", "2018-2020", ["Sexo"], ["Mujer"]).read_bytes()
    (tmp_path / "cortado.xlsx").write_bytes(whole[: len(whole) // 2])
    assert refused("--data", "cortado.xlsx") == (
        "El archivo «cortado.xlsx» está dañado o incompleto. Cópielo o expórtelo de nuevo.\n"
        "The file “cortado.xlsx” is damaged or incomplete. Copy it or export it again.\n"
    )


def test_a_folder_that_is_no_register(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "datos").mkdir()
    (tmp_path / "datos" / "hoja.csv").touch()
    assert refused("--data", "datos") == (
        "«datos» es una carpeta, no un archivo. Indique uno de sus archivos: hoja.csv.\n"
        "“datos” is a folder, not a file. Give one of its files: hoja.csv.\n"
    )


def test_messages_begin_in_the_language_asked_for(refused: Refused, tmp_path: Path) -> None:
    (tmp_path / "vacio.csv").touch()
    assert refused("--data", "vacio.csv", "--lang", "en").startswith("The file “vacio.csv” is empty.")
