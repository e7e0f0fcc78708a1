"""One synthetic register, the register of the dirty workbook, and a place for a store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.words.settings import using

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


@pytest.fixture(autouse=True)
def spanish_first(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No environment of the machine speaks in, and none of its keys opens a store."""
    for name in list(os.environ):
        if name.startswith("TIPANALYSIS_"):
            monkeypatch.delenv(name)
    with using(lang="es", country="CRI"):
        yield


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
