"""The published files are what the generator makes now."""

import json
from pathlib import Path

import pandas as pd
import pytest

from tipanalysis.register.synthetic.files import write_datasets

AGAIN = "make them again: python -m tipanalysis.register.synthetic.files datasets"
DATASETS = Path(__file__).resolve().parents[2] / "datasets"
LISTS = [f"listas/{name}.csv" for name in ("policia", "eri", "pani", "inamu")]
AGGREGATED = [f"agregados/{name}.csv" for name in ("gtm", "mex")]
PRACTICE = [f"{name}.csv" for name in ("imputadas", "deteccion", "cantones", "servicios")]
FIELDWORK = [f"{name}.csv" for name in ("inspecciones", "flujo", "encuesta", "envios")]
CARDS = ("registro_limpio.md", "registro_sucio.md", "claves.md", "population.md", "listas.md", "agregados.md")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("datasets")
    write_datasets(folder)
    return folder


def test_clean_register_is_the_published_one(made):
    published = sorted(path.name for path in (DATASETS / "registro_limpio").iterdir())
    assert published == sorted(path.name for path in (made / "registro_limpio").iterdir())
    for name in published:
        assert (made / "registro_limpio" / name).read_bytes() == (DATASETS / "registro_limpio" / name).read_bytes(), (
            name
        )


@pytest.mark.parametrize(
    "name",
    ["registro_sucio_errores.csv", "claves.json", "listas_claves.csv", *LISTS, *AGGREGATED, *PRACTICE, *FIELDWORK],
)
def test_logs_lists_and_keys_are_the_published_ones(made, name):
    assert (made / name).read_bytes() == (DATASETS / name).read_bytes(), AGAIN


def test_dirty_workbook_has_the_published_cells(made):
    first, second = (
        pd.read_excel(folder / "registro_sucio.xlsx", sheet_name=None, header=None, dtype=str, engine="calamine")
        for folder in (made, DATASETS)
    )
    assert list(first) == list(second)
    assert all(first[name].equals(second[name]) for name in first), AGAIN


def test_files_are_small_and_carry_cards():
    assert sum(path.stat().st_size for path in DATASETS.rglob("*") if path.is_file()) < 2_000_000
    for card in (*CARDS, *(name.replace(".csv", ".md") for name in (*PRACTICE, *FIELDWORK))):
        text = (DATASETS / card).read_text(encoding="utf-8")
        assert "CC BY 4.0" in text and "## English" in text, card
    assert json.loads((DATASETS / "claves.json").read_text(encoding="utf-8"))["seed"] == 20240521
