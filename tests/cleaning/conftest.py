"""Small sheets read with a plain map, and the bundled dirty workbook, read and cleaned once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import parse_source_map

DATASETS = Path(__file__).resolve().parents[2] / "datasets"
HEAD = """id = "prueba"
unit = "solicitud"
country = "CRI"
titles = { es = "Prueba", en = "Test" }

[file]
kind = "csv"

"""


@pytest.fixture(scope="session")
def read_rows(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Register]:
    """The Register of rows of texts, each column named for its variable but those to be dropped."""

    def make(rows: Sequence[Mapping[str, str]], dropped: Sequence[str] = ()) -> Register:
        names = list(rows[0])
        path = tmp_path_factory.mktemp("hojas") / "hoja.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)
        forms = {"id": 'form = "expediente"'}
        columns = [
            f'[[columns]]\nheader = "{name}"\nvariable = "{name}"\n{forms.get(name, "")}\n'
            for name in names
            if name not in dropped
        ]
        identifiers = f"[identifiers]\ndrop = {list(dropped)}\n" if dropped else ""
        return read_register(path, parse_source_map(HEAD + "".join(columns) + identifiers, name="prueba.toml"))

    return make


@pytest.fixture(scope="session")
def dirty() -> Register:
    return read_register(DATASETS / "registro_sucio.xlsx", "eri")


@pytest.fixture(scope="session")
def tidy(dirty: Register) -> Register:
    return clean(dirty)


@pytest.fixture(scope="session")
def truth() -> Register:
    return read_register(DATASETS / "registro_limpio")
