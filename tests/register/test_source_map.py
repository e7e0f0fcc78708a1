from __future__ import annotations

from pathlib import Path

import pytest

from tipanalysis.register.propose import propose_source_map, write_proposal
from tipanalysis.register.read import read_register
from tipanalysis.register.source_map import list_source_maps, load_source_map, parse_source_map
from tipanalysis.register.source_write import to_toml
from tipanalysis.words.errors import InputError, OutputError, SourceMapError


@pytest.mark.parametrize("name", list_source_maps())
def test_every_map_of_the_package_holds_and_can_be_written_back(name: str) -> None:
    source = load_source_map(name)
    assert source.id == name
    assert parse_source_map(to_toml(source), name="copia") == source


def test_all_faults_of_a_map_come_together_with_the_nearest_name() -> None:
    text = """
id = "prueba"
unit = "personas"
tittles = { es = "Prueba" }
titles = { es = "Prueba" }

[file]
kind = "exel"
epoch = "1900"

[[columns]]
header = "Sexo"
variabel = "sexo"

[[columns]]
header = "Edad"
variable = "edad"
aliases = "años"
"""
    with pytest.raises(SourceMapError) as refusal:
        parse_source_map(text, name="prueba.toml")
    assert refusal.value.both() == (
        "El mapa «prueba.toml» tiene errores (5):\n"
        "  - tittles: no es una clave del mapa. ¿Quiso decir «titles»?\n"
        "  - columns[1].variabel: no es una clave del mapa. ¿Quiso decir «variable»?\n"
        "  - columns[1].variable: falta\n"
        "  - columns[2].aliases: se esperaba list\n"
        "  - file.epoch: se esperaba number\n"
        "Corríjalos todos y pruebe de nuevo.\n"
        "The map “prueba.toml” has errors (5):\n"
        "  - tittles: is not a key of the map. Did you mean “titles”?\n"
        "  - columns[1].variabel: is not a key of the map. Did you mean “variable”?\n"
        "  - columns[1].variable: is missing\n"
        "  - columns[2].aliases: list was expected\n"
        "  - file.epoch: number was expected\n"
        "Correct them all and try again."
    )


def test_names_and_codes_of_a_map_are_checked_against_the_codebook() -> None:
    text = """
id = "prueba"
unit = "personas"
titles = { es = "Prueba", en = "Test" }

[[sheets]]
name = "20(19"

[[columns]]
header = "Sexo"
variable = "sex"

[[columns]]
header = "Género"
variable = "sexo"
codes = { F = "MUJERES" }
missing = { "-" = "NADA" }

[[columns]]
header = "Fecha"
variable = "fecha_registro"
order = "dym"

[[columns]]
header = "Otra fecha"
variable = "fecha_registro"

[[filters]]
variable = "delito"
keep = ["TRATA"]
"""
    with pytest.raises(SourceMapError) as refusal:
        parse_source_map(text, name="prueba.toml")
    assert str(refusal.value) == (
        "El mapa «prueba» tiene errores (8):\n  - unit: «personas» no es un valor válido. ¿Quiso decir «persona»? "
        "Hay: persona, solicitud, caso, evento, denuncia, llamada, victima, inspeccion, entrevista, ingreso, envio\n"
        "  - «20(19» no es una expresión regular "
        "válida\n  - columns.Sexo: «sex» no es una variable. ¿Quiso decir «sexo»?\n  - columns.Género: «MUJERES» no "
        "es un código de «sexo». ¿Quiso decir «MUJER»?\n  - columns.Género.missing: «NADA» no es un valor válido. "
        "¿Quiso decir «ND»? Hay: NP, PNR, NS, ND, NA_, IGN, ERR\n  - columns.Fecha.order: «dym» no es un valor "
        "válido. ¿Quiso decir «dmy»? Hay: dmy, mdy, ymd\n  - columns: varias columnas llenan «fecha_registro», que "
        "admite un solo valor: Fecha, Otra fecha. Use «aliases» si es la misma columna con otro nombre.\n  - "
        "filters: «delito» no es una variable.\nCorríjalos todos y pruebe de nuevo."
    )


def test_what_holds_for_a_whole_sheet_is_a_code_or_a_year() -> None:
    text = """
id = "prueba"
unit = "persona"
titles = { es = "Prueba", en = "Test" }
constants = { anio_registro = "dos mil", fecha_registro = "2019-01-01", delito = "TRATA", sexoo = "MUJER" }

[[columns]]
header = "Edad"
variable = "edad"
"""
    with pytest.raises(SourceMapError) as refusal:
        parse_source_map(text, name="prueba.toml")
    assert str(refusal.value) == (
        "El mapa «prueba» tiene errores (3):\n"
        "  - constants: «dos mil» no puede valer para todas las filas de «anio_registro»; "
        "solo un código, un año o una cantidad\n"
        "  - constants: «2019-01-01» no puede valer para todas las filas de «fecha_registro»; "
        "solo un código, un año o una cantidad\n"
        "  - constants: «sexoo» no es una variable. ¿Quiso decir «sexo»?\n"
        "Corríjalos todos y pruebe de nuevo."
    )


def test_a_map_that_does_not_exist_and_one_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(SourceMapError) as refusal:
        load_source_map("ery")
    known = ", ".join(list_source_maps())
    assert str(refusal.value) == (
        f"No existe el mapa de fuente «ery». ¿Quiso decir «eri»? Hay: {known}. "
        "También puede indicar la ruta de un archivo .toml."
    )
    path = tmp_path / "mapa.toml"
    path.write_text('id = "x\n', encoding="utf-8")
    with pytest.raises(SourceMapError) as broken:
        load_source_map(path)
    assert str(broken.value) == (
        "El mapa «mapa.toml» no está bien escrito (TOML): Illegal character '\\n' (at line 1, column 8). "
        "Corrija esa línea."
    )


SHEET = "Registro 2019,,,,\nExpediente,Sexo,Edad,Nacionalidad,Fecha de solicitud\n" + "".join(
    f"ERI-{number:03d}-2019,{'M' if number % 2 else 'H'},{number + 10},Costarricense,{number:02d}/24/2019\n"
    for number in range(1, 9)
)


def test_a_proposal_can_be_written_reviewed_and_read_with(tmp_path: Path) -> None:
    path = tmp_path / "solicitudes 2019.csv"
    path.write_text(SHEET, encoding="utf-8")
    proposal = propose_source_map(path)
    assert [(item.header, item.variable) for item in proposal.suggestions] == [
        ("Expediente", "id"),
        ("Sexo", "sexo"),
        ("Edad", "edad"),
        ("Nacionalidad", "nacionalidad"),
        ("Fecha de solicitud", "fecha_solicitud"),
    ]
    assert min(item.confidence for item in proposal.suggestions) >= 60
    written = write_proposal(proposal, tmp_path / "mapa.toml")
    source = load_source_map(written)
    assert source == proposal.source
    register = read_register(path, source)
    assert register.records["sexo"].astype(str).tolist() == ["MUJER", "HOMBRE"] * 4
    assert register.records["fecha_solicitud"].dt.day.unique().tolist() == [24]
    assert len(register.faults) == 0


def test_a_proposal_looks_at_the_values_where_a_heading_says_little(tmp_path: Path) -> None:
    """A second column of women and men is the identity, not a sex for the second time; places tell a canton."""
    path = tmp_path / "atenciones.csv"
    rows = ["Sexo,Género,Cantón donde vive,¿Cómo la captaron?", "F,Mujer,Talamanca,oferta de trabajo"]
    path.write_text("\n".join([*rows, "M,Hombre,Liberia,pareja", "F,Mujer trans,Garabito,"]), encoding="utf-8")
    found = {item.header: item.variable for item in propose_source_map(path).suggestions}
    assert found == {
        "Sexo": "sexo",
        "Género": "identidad_genero",
        "Cantón donde vive": "canton_residencia",
        "¿Cómo la captaron?": "forma_captacion",
    }


def test_two_columns_of_one_variable_leave_the_less_likely_one_to_a_person(tmp_path: Path) -> None:
    path = tmp_path / "dos.csv"
    path.write_text("Escolaridad,Nivel educativo\nprimaria,primaria\nsecundaria,secundaria\n", encoding="utf-8")
    proposal = propose_source_map(path)
    assert [item.variable for item in proposal.suggestions] == ["nivel_educativo", ""]
    assert proposal.unmapped[0].header == "Nivel educativo"


def test_a_proposal_finds_sheets_and_two_level_headers(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    first = book.active
    first.title = "Leame"
    first.append(["Solo palabras"])
    second = book.create_sheet("Datos 2020")
    for row in (["Informe"], ["Persona", None, "Residencia"], ["Sexo", "Edad", "Provincia"], ["Mujer", 17, "Limón"]):
        second.append(row)
    second.append(["Hombre", 30, "Cartago"])
    second.merge_cells("A2:B2")
    book.save(tmp_path / "libro.xlsx")
    proposal = propose_source_map(tmp_path / "libro.xlsx")
    (sheet,) = proposal.source.sheets
    assert (sheet.name, sheet.header_row, sheet.header_rows) == ("Datos 2020", 2, 2)
    assert [column.header for column in proposal.source.columns] == [
        "Persona / Sexo",
        "Persona / Edad",
        "Residencia / Provincia",
    ]


def test_what_was_left_over_is_listed_for_the_reviewer(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Sexo,Zzz\nMujer,qqq\nHombre,www\n", encoding="utf-8")
    proposal = propose_source_map(path)
    assert [item.header for item in proposal.unmapped] == ["Zzz"]
    text = write_proposal(proposal, tmp_path / "mapa.toml").read_text("utf-8")
    assert text.startswith(
        "# Mapa propuesto para datos.csv. Revíselo línea por línea antes de usarlo.\n"
        "# Confirme sobre todo: unit (qué es una fila), titles, country, los códigos de sexo "
        "y el orden de las fechas.\n"
        "# sin asignar: hoja «datos», columna «Zzz» (nada parecido en el libro de códigos)\n"
    )
    assert "qqq" not in text


def test_a_map_is_never_overwritten_and_a_bad_place_is_said(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Sexo\nMujer\nHombre\n", encoding="utf-8")
    proposal = propose_source_map(path)
    with pytest.raises(OutputError) as refusal:
        write_proposal(proposal, path)
    assert refusal.value.both() == (
        "Ya existe «datos.csv» y no se reemplaza. Indique otro nombre.\n"
        "“datos.csv” already exists and is not replaced. Give another name."
    )
    with pytest.raises(OutputError) as nowhere:
        write_proposal(proposal, tmp_path / "nada" / "mapa.toml")
    assert nowhere.value.both() == (
        "No se puede escribir «mapa.toml» en la carpeta «nada». Elija una carpeta donde tenga permiso.\n“mapa.toml” "
        "cannot be written in the folder “nada”. Choose a folder where you have permission to write."
    )


def test_a_file_in_which_nothing_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "datos.csv"
    path.write_text("Qqq,Www\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        propose_source_map(path)
    assert refusal.value.both() == (
        "En «datos.csv» no se reconoció ninguna variable. Escriba el mapa a mano, a partir de uno de los que "
        "vienen con el programa: tipanalysis sources\nNo variable was recognised in “datos.csv”. Write the map by "
        "hand, starting from one of those that come with the program: tipanalysis sources"
    )
