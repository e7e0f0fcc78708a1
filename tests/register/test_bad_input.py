"""Bad input gives one clear message, quickly, in both languages, and nothing half done."""

from __future__ import annotations

import os
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tipanalysis.register import file_kind
from tipanalysis.register.read import read_register
from tipanalysis.register.source_map import SourceMap
from tipanalysis.words.errors import InputError

Maker = Callable[..., SourceMap]


@pytest.fixture
def refused(tmp_path: Path, small_map: Maker) -> Callable[[str, bytes], str]:
    """What is said, in both languages, when a file with that content is read."""

    def read(name: str, content: bytes) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InputError) as refusal:
            read_register(path, small_map())
        return refusal.value.both()

    return read


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refusal:
        read_register(tmp_path / "datos.csv", "eri")
    assert refusal.value.both() == (
        "No existe el archivo «datos.csv». Revise el nombre y la carpeta.\n"
        "There is no file “datos.csv”. Check the name and the folder."
    )


def test_a_misspelt_file_name_gets_the_nearest_one(tmp_path: Path) -> None:
    (tmp_path / "registro_2019.csv").write_text("x")
    with pytest.raises(InputError) as refusal:
        read_register(tmp_path / "registo_2019.csv", "eri")
    assert refusal.value.both() == (
        "No existe el archivo «registo_2019.csv». ¿Quiso decir «registro_2019.csv», que está en la misma carpeta?\n"
        "There is no file “registo_2019.csv”. Did you mean “registro_2019.csv”, which is in the same folder?"
    )


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "datos"
    folder.mkdir()
    (folder / "b.csv").write_text("x")
    (folder / "a.xlsx").write_text("x")
    with pytest.raises(InputError) as refusal:
        read_register(folder, "eri")
    assert refusal.value.both() == (
        "«datos» es una carpeta, no un archivo. Indique uno de sus archivos: a.xlsx, b.csv.\n"
        "“datos” is a folder, not a file. Give one of its files: a.xlsx, b.csv."
    )


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n\n  \r\n", bytes(1000)])
def test_an_empty_file(refused: Callable[[str, bytes], str], content: bytes) -> None:
    assert refused("datos.csv", content) == (
        "El archivo «datos.csv» está vacío. Pida de nuevo el archivo a la institución o exporte otra vez la hoja.\n"
        "The file “datos.csv” is empty. Ask the institution for the file again or export the sheet once more."
    )


def test_a_csv_named_like_a_workbook(refused: Callable[[str, bytes], str]) -> None:
    assert refused("datos.xlsx", b"Sexo,Edad\nM,17\n") == (
        "El archivo «datos.xlsx» no es lo que dice su nombre: se esperaba xlsx y contiene csv. Corrija la "
        "extensión del nombre o expórtelo de nuevo.\nThe file “datos.xlsx” is not what its name says: xlsx was "
        "expected and it holds csv. Correct the ending of its name or export it again."
    )


def test_a_workbook_named_like_a_csv(tmp_path: Path, refused: Callable[[str, bytes], str]) -> None:
    content = workbook(tmp_path / "l.xlsx", Datos=[["Sexo"], ["M"]]).read_bytes()
    assert refused("datos.csv", content).startswith(
        "El archivo «datos.csv» no es lo que dice su nombre: se esperaba csv y contiene xlsx."
    )


@pytest.mark.parametrize("content", [b"<html><table>", b"\r\n <!DOCTYPE html>", b"\xef\xbb\xbf<?xml version='1.0'?>"])
def test_a_web_page_named_like_a_sheet(refused: Callable[[str, bytes], str], content: bytes) -> None:
    assert refused("datos.xls", content) == (
        "El archivo «datos.xls» es una página web o un documento XML, no una hoja de datos. "
        "Ábralo en Excel, guárdelo como .xlsx y pruebe de nuevo.\n"
        "The file “datos.xls” is a web page or an XML document, not a data sheet. "
        "Open it in Excel, save it as .xlsx and try again."
    )


@pytest.mark.parametrize("name", ["viejo.xls", "cerrado.xlsx"])
def test_an_old_workbook_or_one_with_a_password(refused: Callable[[str, bytes], str], name: str) -> None:
    assert refused(name, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)) == (
        f"El archivo «{name}» es un libro de Excel antiguo (.xls) o está protegido con contraseña. "
        "Ábralo, guárdelo como .xlsx sin contraseña y pruebe de nuevo.\n"
        f"The file “{name}” is an old Excel workbook (.xls) or is protected by a password. "
        "Open it, save it as .xlsx without a password and try again."
    )


def test_a_packed_file_that_is_no_workbook(tmp_path: Path, refused: Callable[[str, bytes], str]) -> None:
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as packed:
        packed.writestr("datos.csv", "Sexo\nM\n")
    assert refused("datos.xlsx", (tmp_path / "l.zip").read_bytes()) == (
        "El archivo «datos.xlsx» es un archivo comprimido, pero no un libro de Excel. Si contiene el libro, "
        "descomprímalo primero.\nThe file “datos.xlsx” is a compressed file but not an Excel workbook. If it holds "
        "the workbook, unpack it first."
    )


def test_a_workbook_cut_short(tmp_path: Path, refused: Callable[[str, bytes], str]) -> None:
    content = workbook(tmp_path / "l.xlsx", Datos=[["Sexo"], ["M"]]).read_bytes()
    assert refused("datos.xlsx", content[: len(content) // 2]) == (
        "El archivo «datos.xlsx» está dañado o incompleto. Cópielo o expórtelo de nuevo.\n"
        "The file “datos.xlsx” is damaged or incomplete. Copy it or export it again."
    )


@pytest.mark.parametrize(("name", "start"), [("datos.parquet", b"PAR1"), ("datos.duckdb", b"\x00" * 8 + b"DUCK")])
def test_a_broken_database(refused: Callable[[str, bytes], str], name: str, start: bytes) -> None:
    assert refused(name, start + b"\x01" * 5000).startswith(f"El archivo «{name}» está dañado o incompleto.")


def test_a_zip_bomb_is_never_unpacked(tmp_path: Path, small_map: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_kind, "RATIO_FROM", 1_000_000)
    path = tmp_path / "bomba.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 20_000_000)
    with pytest.raises(InputError) as refusal:
        read_register(path, small_map())
    assert refusal.value.both() == (
        "El archivo «bomba.xlsx» ocupa 1 MB y al abrirse ocuparía 20 MB; por seguridad no se abre. Exporte de "
        "nuevo solo las hojas con datos.\nThe file “bomba.xlsx” takes 1 MB and would take 20 MB once opened; for "
        "safety it is not opened. Export again only the sheets with data."
    )


NO_TABLE = (
    "El archivo «datos.csv» no contiene una tabla que se pueda leer. Se esperaba .xlsx, .csv, .parquet o .duckdb; "
    "expórtelo de nuevo en uno de esos formatos.\n"
    "The file “datos.csv” holds no table that can be read. One of .xlsx, .csv, .parquet or .duckdb was expected; "
    "export it again in one of those formats."
)


def sparse(path: Path, head: bytes, size: int) -> None:
    with path.open("wb") as file:
        file.write(head)
        file.truncate(size)


@pytest.mark.parametrize("head", [b"\x89PNG\r\n" + os.urandom(70_000), b"a" * 70_000])
def test_a_hundred_megabytes_of_garbage_are_refused_at_once(tmp_path: Path, small_map: Maker, head: bytes) -> None:
    path = tmp_path / "datos.csv"
    sparse(path, head, 100_000_000)
    source = small_map()
    start = time.perf_counter()
    tracemalloc.start()
    with pytest.raises(InputError) as refusal:
        read_register(path, source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.both() == NO_TABLE
    assert time.perf_counter() - start < 2
    assert peak < 20_000_000


def test_a_hundred_megabytes_of_other_text_are_refused_before_they_are_loaded(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "datos.csv"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"lorem,ipsum,dolor\n" * 58_000)
    start = time.perf_counter()
    with pytest.raises(InputError) as refusal:
        read_register(path, small_map())
    assert time.perf_counter() - start < 2
    assert refusal.value.both() == (
        "«datos.csv» no corresponde al mapa «prueba». Diferencias: 1.\n"
        "  - hoja «datos»: no se encontró la fila de encabezados (se buscó Sexo, Edad)\n"
        "Corrija el mapa de la fuente o pida el archivo completo.\n"
        "“datos.csv” does not match the map “prueba”. Differences: 1.\n"
        "  - sheet “datos”: the row of headings was not found (looked for Sexo, Edad)\n"
        "Correct the source map or ask for the complete file."
    )


def test_missing_columns_are_all_named_with_the_nearest_heading(tmp_path: Path, small_map: Maker) -> None:
    columns = "".join(
        f'[[columns]]\nheader = "{header}"\nvariable = "{name}"\n'
        for header, name in (("Sexo", "sexo"), ("Nacionalidad", "nacionalidad"), ("Edad", "edad"))
    )
    path = tmp_path / "datos.csv"
    path.write_text("Título,,\nSexo,Nacionalidades,Otra\nM,CRI,x\n", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read_register(path, small_map(columns))
    assert refusal.value.both() == (
        "«datos.csv» no corresponde al mapa «prueba». Diferencias: 2.\n"
        "  - hoja «datos», fila 2: falta la columna «Nacionalidad». ¿Quiso decir «Nacionalidades»?\n"
        "  - hoja «datos», fila 2: falta la columna «Edad».\n"
        "Corrija el mapa de la fuente o pida el archivo completo.\n"
        "“datos.csv” does not match the map “prueba”. Differences: 2.\n"
        "  - sheet “datos”, row 2: the column “Nacionalidad” is missing. Did you mean “Nacionalidades”?\n"
        "  - sheet “datos”, row 2: the column “Edad” is missing.\n"
        "Correct the source map or ask for the complete file."
    )


def test_the_wrong_sheet_lists_those_that_are_there(tmp_path: Path, small_map: Maker) -> None:
    path = workbook(tmp_path / "libro.xlsx", Enero=[["Sexo"], ["M"]], Febrero=[["Sexo"], ["M"]])
    source = small_map('[[sheets]]\nname = "20\\\\d\\\\d"\n[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n')
    with pytest.raises(InputError) as refusal:
        read_register(path, source)
    assert refusal.value.both() == (
        "En «libro.xlsx» no está ninguna de las hojas que el mapa espera (20\\d\\d). Hay: Enero, Febrero. Corrija "
        "«sheets» en el mapa de la fuente.\n“libro.xlsx” has none of the sheets that the map expects (20\\d\\d). "
        "Available: Enero, Febrero. Correct “sheets” in the source map."
    )


def test_headers_without_a_single_record(refused: Callable[[str, bytes], str]) -> None:
    assert refused("datos.csv", b"Sexo,Edad\nTotal,0\n") == (
        "«datos.csv» tiene encabezados, pero ningún registro (hojas: datos). Revise si es la versión completa.\n"
        "“datos.csv” has headings but no record (sheets: datos). Check whether it is the complete version."
    )


def test_another_kind_of_file_than_the_map_reads(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Sexo\nM\n")
    with pytest.raises(InputError) as refusal:
        read_register(path, "eri")
    assert refusal.value.both() == (
        "El mapa «eri» lee archivos xlsx y «datos.csv» es csv. Indique el archivo o el mapa que corresponda.\nThe "
        "map “eri” reads xlsx files and “datos.csv” is csv. Give the file or the map that matches."
    )


def test_a_file_without_a_map(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Sexo\nM\n")
    with pytest.raises(InputError) as refusal:
        read_register(path)
    assert refusal.value.both() == (
        "Para leer «datos.csv» hace falta el mapa de su fuente. Escriba, por ejemplo, read_register(archivo, "
        'source="eri"); si no hay mapa, «tipanalysis map datos.csv» propone uno.\nTo read “datos.csv” the map of '
        'its source is needed. Write, for example, read_register(file, source="eri"); if there is no map, '
        "“tipanalysis map datos.csv” proposes one."
    )


def test_a_file_that_may_not_be_read(tmp_path: Path, small_map: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Sexo\nM\n")

    def forbidden(*args: object, **options: object) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(InputError) as refusal:
        read_register(path, small_map())
    assert refusal.value.both() == (
        "El archivo «datos.csv» no se puede abrir: falta permiso o está en uso. Ciérrelo en los otros programas o "
        "pida permiso de lectura.\nThe file “datos.csv” cannot be opened: you lack permission or it is in use. "
        "Close it in other programs or ask for permission to read it."
    )


def test_a_text_in_another_encoding_than_the_map_says(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "datos.csv"
    path.write_bytes("Sexo,Año\nMujer,2019\n".encode("latin-1"))
    source = small_map('[file]\nencoding = "utf-8"\n[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n')
    with pytest.raises(InputError) as refusal:
        read_register(path, source)
    assert refusal.value.both() == (
        "El archivo «datos.csv» no está escrito en utf-8. Quite «encoding» del mapa de la fuente para que se "
        "detecte solo.\nThe file “datos.csv” is not written in utf-8. Remove “encoding” from the source map so that "
        "it is detected automatically."
    )


def test_a_table_that_the_database_does_not_have(tmp_path: Path, small_map: Maker) -> None:
    import duckdb

    path = tmp_path / "base.duckdb"
    with duckdb.connect(str(path)) as base:
        base.execute("create table personas (Sexo text); create table casos (Sexo text)")
    with pytest.raises(InputError) as refusal:
        read_register(path, small_map('[file]\ntable = "persona"\n[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n'))
    assert refusal.value.both() == (
        "La base «base.duckdb» no tiene la tabla «persona». Hay: casos, personas. Escriba el nombre en "
        "«file.table» del mapa de la fuente.\nThe database “base.duckdb” has no table “persona”. Available: casos, "
        "personas. Write the name in “file.table” of the source map."
    )


def test_a_file_is_never_changed_by_reading_it(tmp_path: Path, small_map: Maker) -> None:
    path = workbook(tmp_path / "libro.xlsx", Datos=[["Sexo", "Edad"], ["M", 17]])
    before = path.read_bytes()
    path.chmod(0o444)
    read_register(path, small_map())
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["libro.xlsx"]
