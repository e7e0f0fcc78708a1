"""The bundled dirty workbook against the truth from which it was made."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
LAYOUT = DATASETS.parent / "tipanalysis" / "register" / "synthetic" / "data"
FROM = {"grupo_edad": "edad", "grupo_edad_amplio": "edad", "mayoria_edad": "edad", "origen": "nacionalidad"}
FROM |= {"anio_acreditacion": "fecha_resolucion", "banda_duracion": "duracion_meses", "ambito": "pais_captacion"}
FROM |= {"finalidad": "finalidad_detalle", "anio_registro": "fecha_solicitud", "delito": "id"}

NOT_IN_THE_SHEET = ("estado_solicitud", "anio_acreditacion", "mayoria_edad")
"""The truth knows more than the sheet: no colour says "does not apply", no cell who was adult where no age stands."""


@pytest.fixture(scope="module")
def truth() -> Register:
    return read_register(DATASETS / "registro_limpio")


@pytest.fixture(scope="module")
def dirty() -> Register:
    return read_register(DATASETS / "registro_sucio.xlsx", "eri")


@pytest.fixture(scope="module")
def errors() -> pd.DataFrame:
    return pd.read_csv(DATASETS / "registro_sucio_errores.csv", dtype=str, keep_default_na=False)


def test_there_are_as_many_records_as_the_error_log_says(
    truth: Register, dirty: Register, errors: pd.DataFrame
) -> None:
    extra = errors[(errors["variable"] == "id") & errors["patron"].isin(["116", "120"])]
    missing = set(truth.records["id"]) - set(dirty.records["id"])
    assert missing == set()
    planted = set(dirty.records["id"]) - set(truth.records["id"])
    assert planted <= set(extra["crudo"])
    assert len(extra) - len(planted) == dirty.rows["filtro"]
    assert len(dirty) == len(truth) + len(extra) - dirty.rows["filtro"]
    split = errors[(errors["patron"] == "127") & (errors["fila"] != "")]
    assert dirty.rows["unida"] == (split["crudo"].astype(int) - 1).sum()


def as_text(register: Register, name: str) -> pd.Series:
    if name in register.children:
        child = register.children[name]
        return child.groupby("id")[name].agg(lambda codes: "|".join(sorted(map(str, codes))))
    column = register.records.set_index("id")[name]
    return column.astype("str").where(column.notna(), "")


def sheets_with(name: str) -> set[str]:
    """The sheets that have the column from which the variable is read."""
    columns = pd.read_csv(LAYOUT / "columns.csv", dtype=str)
    return set(columns[columns["variable"] == FROM.get(name, name)]["hoja"])


def test_most_values_come_out_right_and_the_rest_is_marked(
    truth: Register, dirty: Register, errors: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong_in_silence, right, all_values = [], 0, 0
    flagged = set(zip(errors["id_solicitud"], errors["variable"], strict=True))
    where = sheet_of(truth)
    for name in truth.variables:
        if name not in dirty.variables:
            continue
        true, read = as_text(truth, name), as_text(dirty, name)
        ids = true.index[where[true.index].isin(sheets_with(name))]
        equal = true[ids] == read.reindex(ids)
        right, all_values = right + int(equal.sum()), all_values + len(ids)
        for record in equal.index[~equal]:
            if (record, FROM.get(name, name)) not in flagged and (record, name) not in flagged:
                wrong_in_silence.append((record, name, true[record], read[record]))
    with capsys.disabled():
        print(f"\ndirty workbook: {right} of {all_values} values right ({100 * right / all_values:.1f} %)")
    assert right / all_values > 0.98
    untouched = [item for item in wrong_in_silence if item[1] not in NOT_IN_THE_SHEET]
    assert untouched == []


def sheet_of(truth: Register) -> pd.Series:
    """The sheet in which each record of the truth stands, by year and age."""
    sheets = pd.read_csv(LAYOUT / "sheets.csv", dtype=str)
    records = truth.records.set_index("id")
    found = pd.Series("", index=records.index)
    for sheet in sheets.itertuples():
        inside = records["anio_registro"].between(int(sheet.desde), int(sheet.hasta))
        who = sheet.quien == "TODAS" or records["mayoria_edad"].astype("str") == sheet.quien
        found[inside & who] = sheet.hoja
    return found


def test_the_dirty_workbook_says_that_it_is_synthetic(dirty: Register) -> None:
    assert dirty.provenance.synthetic
    assert "DATOS SINTÉTICOS" in dirty.provenance.title


def test_no_identifier_of_the_workbook_comes_through(dirty: Register) -> None:
    written = dirty.records.to_csv() + dirty.log.to_csv() + dirty.faults.to_csv()
    assert "PERSONA SINT" not in written
    assert "9-9999" not in written
    assert "RELATO" not in written


def test_faults_name_the_rows_of_the_sheet(dirty: Register, errors: pd.DataFrame) -> None:
    years = dirty.faults[dirty.faults["falta"] == "edad_anio_nacimiento"]
    injected = errors[errors["patron"] == "40"]
    places = zip(injected["hoja"], injected["fila"].astype(float).astype(int).astype(str), strict=True)
    assert set(zip(years["hoja"], years["fila"], strict=True)) == set(places)
