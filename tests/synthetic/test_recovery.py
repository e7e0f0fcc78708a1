"""The true register can be recovered from the dirty workbook: only logged cells differ."""

from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.register.folder import read_folder
from tipanalysis.register.read import read_register
from tipanalysis.standard.codebook import load_codebook

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
FOLLOWS_FROM = {
    "grupo_edad": "edad",
    "grupo_edad_amplio": "edad",
    "mayoria_edad": "edad",
    "anio_acreditacion": "fecha_resolucion",
    "origen": "nacionalidad",
    "ambito": "pais_explotacion",
    "banda_duracion": "duracion_meses",
    "finalidad": "finalidad_detalle",
}


@pytest.fixture(scope="module")
def clean():
    return read_folder(DATASETS / "registro_limpio")


@pytest.fixture(scope="module")
def read():
    return read_register(DATASETS / "registro_sucio.xlsx", source="eri")


@pytest.fixture(scope="module")
def log():
    return pd.read_csv(DATASETS / "registro_sucio_errores.csv", keep_default_na=False)


def test_every_application_is_recovered_and_every_other_row_is_logged(clean, read, log):
    extra = set(read.records["id"]) - set(clean.records["id"])
    assert set(clean.records["id"]) <= set(read.records["id"])
    assert extra <= set(log.loc[log["variable"] == "id", "crudo"])


@pytest.mark.parametrize("variable", [name for name in load_codebook() if name != "anio_registro"])
def test_only_logged_cells_differ(clean, read, log, variable):
    if variable not in clean.variables or variable not in read.variables:
        return
    true, found = _values(clean, variable), _values(read, variable)
    differ = {number for number in true.index if true[number] != found[number]}
    changed = log[log["variable"] == FOLLOWS_FROM.get(variable, variable)]
    known = set(changed["id_solicitud"]) | _without_colour(clean, variable) | _known_only_as_adult(clean, variable)
    assert differ <= known


def _values(register, variable):
    if variable in register.children:
        child = register.children[variable]
        return child.groupby("id")[variable].apply(lambda codes: tuple(sorted(codes.astype(str))))
    column = register.records.set_index("id")[variable].astype(object)
    return column.map(lambda value: "" if pd.isna(value) else str(value))


def _without_colour(clean, variable):
    """Dependants of the sheet whose colours tell the outcome: no colour, no outcome."""
    records = clean.records
    dependants = (records["anio_registro"] < 2015) & (records["condicion_victima"] == "DEPENDIENTE")
    return set(records.loc[dependants, "id"]) if variable in ("estado_solicitud", "anio_acreditacion") else set()


def _known_only_as_adult(clean, variable):
    """Whether someone was a child is lost where the sheet states no age."""
    return set(clean.records.loc[clean.records["edad"].isna(), "id"]) if variable == "mayoria_edad" else set()


def test_recovered_accreditations_by_year_stay_close(clean, read):
    def accredited(register):
        records = register.records[register.records["id"].isin(clean.records["id"])]
        return records.loc[records["condicion_victima"] == "ACREDITADA", "anio_acreditacion"].value_counts()

    gap = (accredited(clean) - accredited(read)).abs()
    assert gap.max() <= 2
