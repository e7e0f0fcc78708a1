"""One small file per trap seen in real registers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from tipanalysis.register.read import read_register
from tipanalysis.register.readers import file_number
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import SourceMap

Reader = Callable[..., Register]
Maker = Callable[..., SourceMap]

COUNTRY = '[[columns]]\nheader = "Nacionalidad"\nvariable = "nacionalidad"\n'
DATES = '[[columns]]\nheader = "Fecha"\nvariable = "fecha_registro"\n'
PURPOSE = '[[columns]]\nheader = "Finalidad"\nvariable = "finalidad_detalle"\n'


def codes(register: Register, name: str) -> list[str]:
    if name in register.children:
        return register.children[name][name].astype(str).tolist()
    return register.records[name].astype(str).tolist()


def faults(register: Register) -> list[tuple[str, str, str, str]]:
    return list(register.faults[["fila", "columna", "valor", "falta"]].itertuples(index=False, name=None))


def write_sheets(path: Path, **sheets: Sequence[Sequence[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return book


# text files


def test_na_is_namibia_and_no_reader_may_turn_it_into_a_blank(read_text: Reader) -> None:
    register = read_text("Nacionalidad\nNA\nNicaragüense\n\n", COUNTRY)
    assert codes(register, "nacionalidad") == ["NAM", "NIC"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found_out(read_text: Reader, encoding: str, mark: str) -> None:
    text = f"Nacionalidad{mark}Nota\r\nPanameña{mark}a\r\nHaití{mark}b\r\n"
    register = read_text(text.encode(encoding), 'ignore = ["Nota"]\n' + COUNTRY)
    assert codes(register, "nacionalidad") == ["PAN", "HTI"]


def test_a_long_file_in_utf_16_is_read_whole(read_text: Reader) -> None:
    text = "Nacionalidad;Nota\r\n" + "Haití;x\r\n" * 10_000
    assert len(read_text(text.encode("utf-16"), 'ignore = ["Nota"]\n' + COUNTRY)) == 10_000


@pytest.mark.parametrize(
    "raw",
    ["NicaragÃ¼ense", " nicaragüense ", "NICARAGUENSE", "'Nicaragüense", "nicaragu\u0308ense", "Nicara\u200bgüense"],
)
def test_letters_read_wrongly_or_unseen_do_not_hide_a_country(read_text: Reader, raw: str) -> None:
    register = read_text(f"Nacionalidad\n{raw}\n", COUNTRY)
    assert codes(register, "nacionalidad") == ["NIC"]
    assert register.log["estandar"].tolist() == ["NIC"]


def test_a_lost_letter_is_found_only_where_one_code_fits(read_text: Reader) -> None:
    register = read_text("Nacionalidad\nBELICE\ufffdA\n", COUNTRY)
    assert codes(register, "nacionalidad") == ["BLZ"]
    assert register.log["regla"].tolist() == ["letra_perdida"]


def test_a_record_fused_into_one_quoted_field_is_taken_apart(read_text: Reader) -> None:
    register = read_text('Sexo,Edad\nM,17\n"H,30"\n"M,""21"""\n')
    assert codes(register, "sexo") == ["MUJER", "HOMBRE", "MUJER"]
    assert register.records["edad"].tolist() == [17, 30, 21]
    mended = register.log[register.log["regla"] == "registro_pegado"]
    assert mended[["fila", "crudo"]].values.tolist() == [["3", ""], ["4", ""]]


def test_titles_totals_and_notes_are_not_people(read_text: Reader) -> None:
    text = "Registro 2019,\nUso interno,\nSexo,Edad\nM,17\nSubtotal,1\n,\nSexo,Edad\nH,30\nTOTAL,2\n"
    register = read_text(text)
    assert len(register) == 2
    assert register.rows == {"total": 2, "nota": 0, "encabezado_repetido": 1, "filtro": 0, "unida": 0, "registro": 2}
    outside = register.log[register.log["variable"] == ""]
    assert outside[["fila", "regla"]].values.tolist() == [
        ["5", "fila_total"],
        ["7", "fila_encabezado_repetido"],
        ["9", "fila_total"],
    ]


def test_footnotes_are_left_out_and_a_record_that_begins_like_one_is_not(read_text: Reader) -> None:
    columns = (
        COUNTRY + '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n[[columns]]\nheader = "Edad"\nvariable = "edad"\n'
    )
    register = read_text("Nacionalidad,Sexo,Edad\nNotas,Mujer,17\nFuente: ERI 2020,,\n* dato preliminar,,\n", columns)
    assert register.rows["nota"] == 2
    assert len(register) == 1


def test_a_label_with_its_number_under_the_table_is_nobody(read_text: Reader) -> None:
    text = "N.º,Nacionalidad,Nota\n1,Panamá,a\n2,Haití,b\nTOTAL,2,\n,,\nMujeres:,2,\nElaborado por:,,\nRevisado:,,\n"
    register = read_text(text, 'ignore = ["N.º", "Nota"]\n' + COUNTRY)
    assert codes(register, "nacionalidad") == ["PAN", "HTI"]
    assert register.rows["total"] == 2
    assert register.rows["nota"] == 2


def test_a_record_that_begins_with_a_colon_at_its_end_is_kept(read_text: Reader) -> None:
    register = read_text(
        "Oficina,Nacionalidad,Nota\nSede Limón:,Panamá,2\n", 'ignore = ["Oficina", "Nota"]\n' + COUNTRY
    )
    assert codes(register, "nacionalidad") == ["PAN"]


def test_a_total_among_records_is_not_taken_for_a_sum(read_text: Reader) -> None:
    columns = COUNTRY + '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n'
    register = read_text("Nacionalidad,Sexo\nTotal,Mujer\n", columns)
    assert (len(register), register.rows.get("total", 0)) == (1, 0)


def test_counts_are_weights_in_the_habit_of_the_country(read_text: Reader) -> None:
    columns = COUNTRY + '[[columns]]\nheader = "Cantidad"\nvariable = "peso"\n'
    register = read_text("Nacionalidad;Cantidad\nCRI;3\nNIC;1 084\nHND;\nPAN;x\n", columns)
    assert register.records["peso"].tolist() == [3, 1084, 1, 1]
    assert [fault[-1] for fault in faults(register)] == ["numero_desconocido"]


def test_leading_zeros_stay(read_text: Reader) -> None:
    columns = '[[columns]]\nheader = "Caso"\nvariable = "id_caso"\n'
    assert read_text("Caso\n007\n", columns).records["id_caso"].tolist() == ["007"]


def test_m_means_what_the_source_says_and_nothing_elsewhere(read_text: Reader) -> None:
    open_map = '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n'
    assert codes(read_text("Sexo\nM\n"), "sexo") == ["MUJER"]
    register = read_text("Sexo\nM\nX\n", open_map)
    assert codes(register, "sexo") == ["ERR", "ERR"]
    assert faults(register)[0] == ("2", "Sexo", "M", "valor_ambiguo")


def test_markers_of_missing_values_keep_their_reasons(read_text: Reader) -> None:
    columns = (
        '[[columns]]\nheader = "Nivel"\nvariable = "nivel_educativo"\n[[columns]]\nheader = "Edad"\nvariable = "edad"\n'
    )
    markers = ["", "S/D", "No refiere", "Ignorado", "Prefiere no responder", "No sabe", "No aplica", "?", "#REF!"]
    register = read_text("Nivel;Edad\n" + "".join(f"{marker};20\n" for marker in markers), columns)
    assert codes(register, "nivel_educativo") == ["ND", "ND", "NP", "IGN", "PNR", "NS", "NA_", "IGN", "ERR"]
    assert faults(register) == [("10", "Nivel", "#REF!", "valor_invalido")]


def test_the_map_may_say_what_a_marker_means_here(read_text: Reader) -> None:
    columns = COUNTRY + 'markers = false\nmissing = { "0" = "IGN", "" = "NP" }\ncodes = { NP = "NPL" }\n'
    sex = '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n'
    register = read_text("Nacionalidad,Sexo\n0,Mujer\n,Mujer\nNP,Mujer\nS/D,Mujer\n", columns + sex)
    assert codes(register, "nacionalidad") == ["IGN", "NP", "NPL", "ERR"]


def test_several_values_in_a_cell_become_rows_of_a_child_table(read_text: Reader) -> None:
    register = read_text(
        'Nacionalidad,Nota\nNicaragüense/Costarricense,\n"Haití; Haití",\n', 'ignore = ["Nota"]\n' + COUNTRY
    )
    child = register.children["nacionalidad"]
    assert child.values.tolist() == [["2", "NIC"], ["2", "CRI"], ["3", "HTI"]]
    assert codes(register, "origen") == ["NACIONAL", "EXTRANJERA"]


def test_a_purpose_may_be_written_at_either_level(read_text: Reader) -> None:
    register = read_text("Finalidad\nProstitución ajena\nESCLAVITUD_SERVIDUMBRE\nxyz\n", PURPOSE)
    assert codes(register, "finalidad_detalle") == ["PROSTITUCION_AJENA", "ND", "ERR"]
    assert codes(register, "finalidad") == ["SEXUAL", "ESCLAVITUD_SERVIDUMBRE", "ERR"]


def test_a_finer_value_in_the_broader_column_keeps_both_levels(read_text: Reader) -> None:
    columns = '[[columns]]\nheader = "Etnia"\nvariable = "etnia"\n'
    register = read_text("Etnia\nBribri\nIndígena\nMestiza o blanca\n", columns)
    assert codes(register, "etnia") == ["INDIGENA", "INDIGENA", "MESTIZA_BLANCA"]
    assert codes(register, "pueblo_indigena") == ["BRIBRI", "ND", "ND"]


@pytest.mark.parametrize("raw", ["ERI-012-2019", "012-19", "12/2019", "2019-012", "Exp. 12-2019", "2019/12"])
def test_a_file_number_has_one_form(raw: str) -> None:
    assert file_number(raw) == "2019-012"


def test_central_is_a_canton_of_the_province_of_its_row(read_text: Reader) -> None:
    columns = (
        '[[columns]]\nheader = "Cantón"\nvariable = "canton_residencia"\n'
        '[[columns]]\nheader = "Provincia"\nvariable = "provincia_residencia"\n'
    )
    register = read_text("Cantón,Provincia\nCentral,Limón\nCentral,S/D\n", columns)
    assert codes(register, "canton_residencia") == ["701", "ERR"]
    assert faults(register) == [("3", "Cantón", "Central", "valor_ambiguo")]
    assert "decidido_por_la_provincia" in register.log["regla"].tolist()


def test_trata_and_trafico_are_told_apart_by_a_filter(read_text: Reader) -> None:
    columns = (
        '[[filters]]\nvariable = "delito"\nkeep = ["TRATA"]\n[[columns]]\nheader = "Delito"\nvariable = "delito"\n'
    )
    register = read_text("Delito\nTrata de personas\nTráfico ilícito de migrantes\ntrafico\n", columns)
    assert codes(register, "delito") == ["TRATA"]
    assert (register.rows["filtro"], register.provenance.rows_read) == (2, 3)
    assert register.log.query("regla == 'fila_filtrada'")["fila"].tolist() == ["3", "4"]


def test_one_row_per_purpose_is_one_record(read_text: Reader) -> None:
    columns = '[[columns]]\nheader = "Exp"\nvariable = "id"\nform = "expediente"\n' + PURPOSE + DATES
    text = (
        "Exp,Finalidad,Fecha\nERI-012-2019,Prostitución ajena,03/04/2019\n"
        "12/2019,Trabajo forzado,\n013-19,Trabajo forzado,03/04/2019\n"
    )
    register = read_text(text, columns)
    assert register.records["id"].tolist() == ["2019-012", "2019-013"]
    assert register.children["finalidad_detalle"]["finalidad_detalle"].tolist() == [
        "PROSTITUCION_AJENA",
        "TRABAJO_FORZADO",
        "TRABAJO_FORZADO",
    ]
    assert register.records["anio_registro"].tolist() == [2019, 2019]
    assert register.rows["unida"] == 1


def test_rows_of_one_record_that_contradict_each_other_are_a_fault_whatever_their_order(read_text: Reader) -> None:
    columns = '[[columns]]\nheader = "Exp"\nvariable = "id"\n' + "".join(
        f'[[columns]]\nheader = "{header}"\nvariable = "{name}"\n'
        for header, name in (("Sexo", "sexo"), ("Edad", "edad"))
    )
    one = read_text("Exp,Sexo,Edad\n1,Mujer,16\n1,Hombre,20\n", columns)
    other = read_text("Exp,Sexo,Edad\n1,Hombre,20\n1,Mujer,16\n", columns)
    for register in (one, other):
        assert codes(register, "sexo") == ["ERR"]
        assert codes(register, "mayoria_edad") == ["ERR"]
        assert [fault[2:] for fault in faults(register)] == [
            ("HOMBRE, MUJER", "contradiccion"),
            ("16, 20", "contradiccion"),
        ]


def test_rows_of_one_record_narrow_its_age(read_text: Reader) -> None:
    columns = '[[columns]]\nheader = "Exp"\nvariable = "id"\n[[columns]]\nheader = "Edad"\nvariable = "edad"\n'
    register = read_text("Exp,Edad\n1,\n1,PME\n1,15-20\n2,PME\n2,16\n3,PME\n3,20\n", columns)
    assert codes(register, "grupo_edad") == ["15-17", "15-17", "ERR"]
    assert codes(register, "mayoria_edad") == ["00-17", "00-17", "ERR"]
    assert [fault for fault in faults(register) if fault[-1] == "contradiccion"] == [
        ("7", "edad", "0-17, 20", "contradiccion")
    ]


def test_a_row_without_a_file_number_is_a_record_of_its_own(read_text: Reader) -> None:
    columns = '[[columns]]\nheader = "Exp"\nvariable = "id"\n[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n'
    register = read_text("Exp,Sexo\n1,Mujer\n,Mujer\nS/D,Hombre\n", columns)
    assert register.records["id"].tolist() == ["1", "sin-id!3", "sin-id!4"]
    assert [fault[-1] for fault in faults(register)] == ["sin_id", "sin_id"]


def test_age_bounds_give_the_bands_that_they_determine(read_text: Reader) -> None:
    register = read_text("Sexo,Edad\nM,PME\nM,15-17\nM,17-18\nM,20-23\nM,99\nM,8 meses\n")
    assert codes(register, "grupo_edad") == ["ND", "15-17", "ND", "18-24", "IGN", "00-05"]
    assert codes(register, "mayoria_edad") == ["00-17", "00-17", "ND", "18+", "IGN", "00-17"]
    assert register.records["edad"].isna().tolist() == [True, True, True, True, True, False]


def test_a_decision_before_the_application_is_a_fault(read_text: Reader) -> None:
    columns = "".join(
        f'[[columns]]\nheader = "{header}"\nvariable = "{name}"\n'
        for header, name in (
            ("Solicitud", "fecha_solicitud"),
            ("Resolución", "fecha_resolucion"),
            ("Estado", "estado_solicitud"),
        )
    )
    rows = ("05/03/2019,01/03/2019,Acreditada", "05/03/2019,10/01/2020,Acreditada", "05/03/2019,,Denegada")
    text = "\n".join(("Solicitud,Resolución,Estado", *rows))
    register = read_text(text, columns)
    assert codes(register, "anio_acreditacion") == ["ERR", "2020", "NA_"]
    assert codes(register, "fecha_resolucion_precision") == ["ERR", "DIA", "ND"]
    assert [fault[-1] for fault in faults(register)] == ["fechas_al_reves"]


def test_a_birth_date_gives_the_age_and_is_not_kept(read_text: Reader) -> None:
    columns = DATES + "".join(
        f'[[columns]]\nheader = "{header}"\nvariable = "{name}"\n'
        for header, name in (("Nac", "fecha_nacimiento"), ("Edad", "edad"))
    )
    text = "Fecha,Nac,Edad\n01/06/2019,02/06/2002,\n01/06/2019,01/01/1990,15\n01/06/2019,01/01/2020,\n"
    register = read_text(text, columns)
    assert register.records["edad"].tolist()[:2] == [16, 15]
    assert [fault[-1] for fault in faults(register)] == ["edad_y_nacimiento", "nacimiento_despues"]
    everything = register.records.to_csv() + register.log.to_csv() + register.faults.to_csv()
    assert "2002" not in everything
    assert "fecha_nacimiento" not in register.records


# workbooks


def test_merged_years_are_filled_down_only_where_they_are_merged(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "libro.xlsx"
    rows = [["Año", "Sexo"], [2010, "M"], [None, "H"], ["Subtotal 2010", None], [None, "M"], [2012, "H"]]
    book = write_sheets(path, Datos=rows)
    book["Datos"].merge_cells("A2:A3")
    book.save(path)
    columns = (
        '[[columns]]\nheader = "Año"\nvariable = "anio_registro"\n'
        '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\ncodes = { M = "MUJER", H = "HOMBRE" }\n'
    )
    register = read_register(path, small_map(columns))
    assert [None if pd.isna(year) else year for year in register.records["anio_registro"]] == [2010, 2010, None, 2012]
    assert register.log.query("regla == 'celda_combinada'")["fila"].tolist() == ["3"]


def test_headers_of_two_levels_become_one_name(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "libro.xlsx"
    rows = [
        ["Informe"],
        ["Sexo", None, "Persona"],
        ["H", "M", "Edad"],
        ["X", None, 20],
        [None, "✔", 17],
        ["x", "x", 30],
        [None, None, 40],
    ]
    book = write_sheets(path, Datos=rows)
    book["Datos"].merge_cells("A2:B2")
    book.save(path)
    columns = (
        '[[sheets]]\nname = "Datos"\nheader_rows = 2\n'
        '[[columns]]\nheader = "Sexo / H"\nvariable = "sexo"\nmark = "HOMBRE"\n'
        '[[columns]]\nheader = "Sexo / M"\nvariable = "sexo"\nmark = "MUJER"\n'
        '[[columns]]\nheader = "Persona / Edad"\nvariable = "edad"\n'
    )
    register = read_register(path, small_map(columns))
    assert codes(register, "sexo") == ["HOMBRE", "MUJER", "ERR", "ND"]
    assert register.records["edad"].tolist() == [20, 17, 30, 40]
    assert [fault[-1] for fault in faults(register)] == ["marcas_contradictorias"]


def test_one_sheet_per_year_with_changing_columns(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "libro.xlsx"
    write_sheets(path, **{"2019": [["Sexo"], ["M"]], "2020": [["", "Género"], ["", "Femenino"]], "Notas": [["nada"]]})
    columns = (
        '[[sheets]]\nname = "2019"\nconstants = { anio_registro = "2019" }\n'
        '[[sheets]]\nname = "2020"\nconstants = { anio_registro = "2020" }\n'
        '[[columns]]\nheader = "Sexo"\nvariable = "sexo"\nsheets = ["2019"]\ncodes = { M = "HOMBRE" }\n'
        '[[columns]]\nheader = "Género"\nvariable = "sexo"\nsheets = ["2020"]\n'
    )
    register = read_register(path, small_map(columns))
    assert codes(register, "sexo") == ["HOMBRE", "MUJER"]
    assert register.records["anio_registro"].tolist() == [2019, 2020]
    assert register.records["id"].tolist() == ["2019!2", "2020!2"]
    assert register.faults[["hoja", "falta"]].values.tolist() == [["Notas", "hoja_no_leida"]]


def test_colours_speak_only_where_the_map_says_so(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "libro.xlsx"
    book = write_sheets(path, Datos=[["Exp", "Sexo"], ["1", "Mujer"], ["2", "Mujer"]])
    book["Datos"]["A2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFC6EFCE")
    book.save(path)
    columns = (
        '[[columns]]\nheader = "Exp"\nvariable = "id"\n[[columns]]\nheader = "Sexo"\nvariable = "sexo"\n'
        '[[columns]]\nheader = "Exp"\nvariable = "estado_solicitud"\nfills = { C6EFCE = "ACREDITADA" }\n'
    )
    assert codes(read_register(path, small_map(columns)), "estado_solicitud") == ["ACREDITADA", "ND"]


def test_what_is_hidden_is_read_and_said(tmp_path: Path, small_map: Maker) -> None:
    path = tmp_path / "libro.xlsx"
    book = write_sheets(path, Datos=[["Sexo", "Edad"], ["M", 17], ["H", 30]], Otra=[["x"]])
    book["Datos"].row_dimensions[3].hidden = True
    book["Datos"].column_dimensions["B"].hidden = True
    book["Datos"]["A2"].comment = openpyxl.comments.Comment("María Pérez llamó", "x")
    book["Otra"].sheet_state = "hidden"
    book.save(path)
    register = read_register(path, small_map())
    assert len(register) == 2
    assert register.faults["falta"].tolist() == [
        "filas_ocultas",
        "columnas_ocultas",
        "comentarios",
        "hoja_oculta",
        "hoja_no_leida",
    ]
    assert "María" not in register.faults.to_csv() + register.log.to_csv()


def test_typed_cells_keep_their_meaning(tmp_path: Path, small_map: Maker) -> None:
    from datetime import datetime

    path = tmp_path / "libro.xlsx"
    write_sheets(path, Datos=[["Fecha", "Embarazo"], [datetime(2019, 4, 3, 10, 5), True], [43558, False]])
    columns = DATES + '[[columns]]\nheader = "Embarazo"\nvariable = "embarazo"\n'
    register = read_register(path, small_map(columns))
    assert register.records["fecha_registro"].dt.strftime("%Y-%m-%d").tolist() == ["2019-04-03", "2019-04-03"]
    assert codes(register, "embarazo") == ["SI", "NO"]


# databases


def test_cells_beyond_the_last_heading_are_reported(read_text: Reader) -> None:
    register = read_text("Sexo,Edad\nM,17\nH,30,sobra\n")
    assert (len(register), faults(register)) == (2, [("3", "", "", "celdas_sobrantes")])


def test_parquet_and_duckdb_read_like_a_sheet(tmp_path: Path, small_map: Maker) -> None:
    import duckdb

    frame = pd.DataFrame({"Sexo": ["M", "H", None], "Edad": [17, 30, 8]})
    frame.to_parquet(tmp_path / "datos.parquet")
    with duckdb.connect(str(tmp_path / "datos.duckdb")) as base:
        base.execute("create table personas (Sexo text, Edad integer)")
        base.execute("insert into personas values ('M', 17), ('H', 30), (null, 8)")
    for name in ("datos.parquet", "datos.duckdb"):
        register = read_register(tmp_path / name, small_map())
        assert codes(register, "sexo") == ["MUJER", "HOMBRE", "ND"]
        assert register.records["edad"].tolist() == [17, 30, 8]
