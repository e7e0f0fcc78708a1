"""Small registers whose quality is known, and the quality page made in earnest, once a session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from reports.page import Page
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.words.settings import using

ROOT = Path(__file__).resolve().parents[2]
DAYS = ("fecha_solicitud", "fecha_resolucion")


def register_of(children: Mapping[str, list[tuple[str, str]]] | None = None, **columns: list[Any]) -> Register:
    """A register with these columns; days are read, the rest are codes."""
    size = len(next(iter(columns.values())))
    records = pd.DataFrame({"id": [f"R{n}" for n in range(size)]} | columns).astype({"id": "str"})
    for name in columns:
        days = name in DAYS
        records[name] = pd.to_datetime(records[name]).astype("datetime64[s]") if days else records[name].astype("str")
    origin = Provenance("prueba", "Registro de prueba", "prueba.csv", "0" * 64, country="CRI", rows_read=size)
    long = {name: pd.DataFrame(rows, columns=["id", name], dtype="str") for name, rows in (children or {}).items()}
    return Register(records, "solicitud", origin, children=long)


@dataclass(frozen=True)
class Made:
    """A page that the command made, and what it said."""

    folder: Path
    stem: str
    code: int
    out: str
    err: str

    @cached_property
    def page(self) -> Page:
        return Page((self.folder / f"{self.stem}.html").read_text("utf-8"))

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        return json.loads((self.folder / f"{self.stem}.manifest.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The page of the bundled workbook, with the key of its errors."""
    here = tmp_path_factory.mktemp("calidad")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TIPANALYSIS_")}
    order = ["quality", "datasets/registro_sucio.xlsx", "--source", "eri", "--periodo", "2020-2022"]
    order += [
        "--key",
        "datasets/registro_sucio_errores.csv",
        "--truth",
        "datasets/registro_limpio",
        "--out",
        "informes",
    ]
    run = subprocess.run(
        [sys.executable, "-m", "tipanalysis.cli", *order],
        cwd=here,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=300,
        check=False,
    )
    stem = "calidad_eri_2020-2022_CRI_es"
    return Made(here / "informes", stem, run.returncode, run.stdout.decode(), run.stderr.decode())


@pytest.fixture(autouse=True)
def spanish_in_costa_rica() -> Iterator[None]:
    with using(lang="es", country="CRI"):
        yield
