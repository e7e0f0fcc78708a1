"""One synthetic register and one dirty workbook for all tests of this folder."""

import json
from pathlib import Path

import pytest

from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.register.synthetic.dirty import write_dirty_workbook

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


@pytest.fixture(scope="session")
def register():
    return make_synthetic()


@pytest.fixture(scope="session")
def accredited(register):
    """Accredited records, one row each, with the codes of who and what for."""
    records = register.records[register.records["condicion_victima"] == "ACREDITADA"].copy()
    child = records["mayoria_edad"] == "00-17"
    sex = records["sexo"].astype(str) + child.map({True: ":00-17", False: ":18+"})
    records["quien"] = sex.map(
        {"MUJER:18+": "MUJER", "MUJER:00-17": "NINA", "HOMBRE:18+": "HOMBRE", "HOMBRE:00-17": "NINO"}
    )
    for name in ("nacionalidad", "finalidad", "finalidad_detalle"):
        records[name] = records["id"].map(register.children[name].groupby("id")[name].apply(tuple))
    return records


@pytest.fixture(scope="session")
def key():
    return json.loads((DATASETS / "claves.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def dirty(register, tmp_path_factory):
    """The workbook's path and its log."""
    path = tmp_path_factory.mktemp("dirty") / "registro_sucio.xlsx"
    return path, write_dirty_workbook(register, path)


@pytest.fixture(scope="session")
def cells(dirty):
    """All rows of the workbook by sheet."""
    from openpyxl import load_workbook

    book = load_workbook(dirty[0])
    return {sheet.title: [tuple(cell.value for cell in row) for row in sheet.iter_rows()] for sheet in book}
