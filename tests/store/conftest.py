"""One synthetic register, the register of the dirty workbook, and a place for a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from surroundings import spanish_first
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.words.settings import using

__all__ = ["spanish_first"]

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


@pytest.fixture(scope="session")
def synthetic() -> Register:
    return make_synthetic()


@pytest.fixture(scope="session")
def dirty() -> Register:
    with using(lang="es", country="CRI"):
        return read_register(DATASETS / "registro_sucio.xlsx", source="eri")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "registro.duckdb"
