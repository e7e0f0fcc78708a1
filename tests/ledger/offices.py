"""An office whose register grows, and a report about it that runs in a kernel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from reports.small_report import EXPLAIN, write_report
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import Counts
from tipanalysis.register.provenance import Provenance

MAP = """
id = "oficina"
unit = "persona"
country = "CRI"
titles = { es = "Oficina", en = "Office" }
[[columns]]
header = "Sexo"
variable = "sexo"
"""
CELLS = (
    f"{EXPLAIN}\nimport tipanalysis as tip\nfrom tipanalysis.release.ledger import published_before",
    'registro = tip.read_register(data, source=source)\ntablas = {"sexo": tip.count_by(registro, "sexo")}',
    "antes = published_before(registro.provenance.source)\n"
    "publicado = tip.protect_together(tablas, previous=antes.tables)\n"
    "veredicto = tip.audit(publicado, previous=antes.publications)",
    'hand_over(publicado, veredicto, title="Cuadros", earlier=antes)',
)


def people(women: int, men: int) -> Counts:
    """People of one source; another number of them is another state of its register."""
    counted = count_by(pd.DataFrame({"sexo": ["MUJER"] * women + ["HOMBRE"] * men}), "sexo")
    return replace(counted, provenance=Provenance("oficina", "Oficina", "hoja.csv", f"{women}-{men}"))


def write_office(folder: Path, cells: Sequence[str] = CELLS) -> Path:
    """The folder of a report «conteo» that counts the people of ``hoja.csv``."""
    reports = folder / "cuadernos"
    (folder / "oficina.toml").write_text(MAP, "utf-8")
    write_report(reports, "conteo", cells, data="hoja.csv", source="oficina.toml")
    return reports


def write_people(folder: Path, women: int, men: int) -> None:
    (folder / "hoja.csv").write_text("Sexo\n" + "Mujer\n" * women + "Hombre\n" * men, "utf-8")
