"""The files of the tables of field work."""

from __future__ import annotations

from pathlib import Path

from .fieldwork import SEED
from .inspections import make_inspections
from .survey import make_flow, make_survey
from .transfers import make_transfers


def write_fieldwork(folder: Path, seed: int = SEED) -> list[Path]:
    """Write ``inspecciones.csv``, ``flujo.csv``, ``encuesta.csv`` and ``envios.csv`` into ``folder``; their paths."""
    tables = {
        "inspecciones": make_inspections(seed),
        "flujo": make_flow(seed),
        "encuesta": make_survey(seed),
        "envios": make_transfers(seed),
    }
    paths = []
    for name, table in tables.items():
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    return paths
