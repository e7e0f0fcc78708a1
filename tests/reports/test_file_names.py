"""The files of a report are called after the source of the data that went into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.small_report import EXPLAIN, write_report
from tipanalysis.reports.render import render_report

CLEAN = Path(__file__).resolve().parents[2] / "datasets" / "registro_limpio"
CELL = """
import tipanalysis as tip
publicado = {"sexo": tip.protect(tip.count_by(tip.read_register(data, source=source), "sexo"))}
hand_over(publicado, tip.audit(publicado), title="Un título")
"""


def test_a_folder_names_its_own_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(tmp_path / "cuadernos", "breve", [EXPLAIN, CELL], data=str(CLEAN), source="eri")
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(tmp_path / "cuadernos"))
    made = render_report("breve", out=tmp_path / "informes")
    assert made.html.name == "breve_sintetico_CRI_es.html"
    assert made.html.is_file()
