"""The dirty workbook: every application is in it, every error is in the log."""

import re

import pandas as pd

from tipanalysis.register.synthetic.calibration import load_parameters
from tipanalysis.register.synthetic.dirty import LOG_COLUMNS
from tipanalysis.register.synthetic.dirty_rows import sheet_columns

SHEETS = [row["hoja"] for row in load_parameters("sheets")]


def number_of(text):
    """The canonical file number of a cell, or nothing."""
    for pattern, order in (
        (r"(?:ERI|PANI)-(\d+)-(\d{4})", (2, 1)),
        (r"(\d{3})-(\d\d)", (2, 1)),
        (r"(\d+)/(\d{4})", (2, 1)),
    ):
        match = re.fullmatch(pattern, str(text))
        if match:
            year = match[order[0]] if len(match[order[0]]) == 4 else f"20{match[order[0]]}"
            return f"{year}-{int(match[order[1]]):03d}"
    return None


def file_numbers(cells, sheet):
    column = [c.style for c in sheet_columns(sheet) if c.style != "color"].index("expediente")
    found = [number_of(row[column]) for row in cells[sheet]]
    return [number for number in found if number]


def test_every_application_stands_in_the_workbook_once(register, dirty, cells):
    extra = set(dirty[1].loc[dirty[1]["patron"].isin([120, 116]) & (dirty[1]["variable"] == "id"), "crudo"])
    numbers = []
    for sheet in SHEETS:
        found = file_numbers(cells, sheet)
        numbers += list(dict.fromkeys(found)) if sheet == "2015-2017" else found
    assert sorted(number for number in numbers if number not in extra) == sorted(register.records["id"])
    assert extra <= set(numbers)


def test_one_row_per_purpose_in_2015_to_2017(register, cells):
    purposes = register.children["finalidad_detalle"]
    purposes = purposes[purposes["id"].str[:4].isin(["2015", "2016", "2017"])]
    found = [number for number in file_numbers(cells, "2015-2017") if int(number[5:]) < 900]
    assert len(found) == len(purposes)


def test_log_knows_the_cell_it_speaks_of(dirty, cells):
    log = dirty[1]
    assert tuple(log.columns) == LOG_COLUMNS
    changed = log[log["columna"].notna()]
    assert len(changed) > 400
    for line in changed.itertuples():
        titles = [column.title for column in sheet_columns(line.hoja) if column.style != "color"]
        written = cells[line.hoja][int(line.fila) - 1][titles.index(line.columna)]
        assert ("" if written is None else str(written)) == line.crudo, line


def test_unlogged_cells_are_spelt_as_the_sheet_spells_them(register, dirty, cells):
    sheet = "2021-2022"
    columns = [column for column in sheet_columns(sheet) if column.style != "color"]
    spelt = {row["crudo"] for row in load_parameters("values") if row["hoja"] in ("*", sheet)}
    place = next(i for i, column in enumerate(columns) if column.variable == "nivel_educativo")
    logged = set(dirty[1].loc[(dirty[1]["hoja"] == sheet) & (dirty[1]["variable"] == "nivel_educativo"), "fila"])
    written = {row[place] for n, row in enumerate(cells[sheet], 1) if n > 2 and n not in logged} - {None}
    assert written and written <= spelt


def test_at_least_sixty_patterns_of_the_catalogue(dirty):
    patterns = dirty[1]["patron"].unique()
    assert len(patterns) >= 60 and set(patterns) <= set(range(1, 143))
    assert set(patterns) >= {int(row["patron"]) for row in load_parameters("patterns")}


def test_true_values_of_the_log_are_those_of_the_register(register, dirty):
    records = register.records.set_index("id")
    variables = ["sexo", "nivel_educativo", "ocupacion", "provincia_residencia"]
    log = dirty[1][dirty[1]["variable"].isin(variables) & (dirty[1]["id_solicitud"] != "")]
    assert len(log) > 100
    for line in log.itertuples():
        assert str(records.loc[line.id_solicitud, line.variable]) == line.verdadero


def test_duplicates_are_three_times_as_many_among_foreign_persons(register, dirty):
    log = dirty[1]
    true = log.loc[(log["patron"] == 120) & (log["variable"] == "id"), "id_solicitud"]
    applied = register.records[register.records["condicion_victima"] != "DEPENDIENTE"].set_index("id")
    share = applied.loc[true, "origen"].value_counts() / applied["origen"].value_counts()
    assert 2 < share["EXTRANJERA"] / share["NACIONAL"] < 4.5


def test_ambiguous_spellings_say_so(dirty):
    log = dirty[1].set_index("crudo")
    assert log.loc["extranjera", "ambiguo"].all() and log.loc["PME", "ambiguo"].all()
    assert not log.loc["ama de casa", "ambiguo"].any()


def test_every_sheet_says_it_is_synthetic(cells):
    for sheet, rows in cells.items():
        assert any("DATOS SINTÉTICOS" in str(value) for row in rows for value in row), sheet


def test_layout_has_its_traps(dirty):
    from openpyxl import load_workbook

    book = load_workbook(dirty[0])
    assert any(str(area).startswith("A5:A") for area in book["2010-2014"].merged_cells.ranges)
    colours = {row[1].fill.fgColor.rgb for row in book["2010-2014"].iter_rows(min_row=5)}
    assert {"FFC6EFCE", "FFFFC7CE"} <= colours
    hidden = [name for name, size in book["2018-2020"].column_dimensions.items() if size.hidden]
    assert [book["2018-2020"][f"{name}4"].value for name in hidden] == ["Teléfono"]


def test_colours_tell_the_outcome(register, dirty):
    from openpyxl import load_workbook

    outcome = register.records.set_index("id")["estado_solicitud"].astype(str)
    colours = {"FFC6EFCE": "ACREDITADA", "FFFFC7CE": "DENEGADA", "FFD9D9D9": "ARCHIVADA", "FFFFEB9C": "DESISTIDA"}
    for row in load_workbook(dirty[0])["2010-2014"].iter_rows(min_row=5):
        number = number_of(row[1].value)
        if number and int(number[5:]) < 900:
            assert colours.get(row[1].fill.fgColor.rgb, "NA_") == outcome[number]


def test_identifiers_are_impossible(cells):
    text = pd.Series([str(value) for rows in cells.values() for row in rows for value in row if value is not None])
    names = text[text.str.contains("PERSONA|SINTÉTICA", regex=True) & text.str.contains(r"\d", regex=True)]
    assert names.str.contains("SINT[ÉE]TIC|PERSONA \\d{4}", regex=True).all()
    documents = text[text.str.fullmatch(r"\d-?\d{4}-?\d{4}")]
    assert documents.str.replace("-", "").str.startswith("99999").all()
