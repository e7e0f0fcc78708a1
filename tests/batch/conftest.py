"""Small reports to make many of, and a sheet that asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.small_report import EXPLAIN, write_report
from surroundings import spanish_first

__all__ = ["spanish_first"]

CELL = """
import tipanalysis as tip
from tipanalysis.release.ledger import published_before
antes = published_before(source)
por = ["departamento"] if periodo == "2008" else []
tablas = {"total": tip.count_by(tip.read_register(data, source=source), por)}
publicado = tip.protect_together(tablas, previous=antes.tables)
veredicto = tip.audit(publicado, previous=antes.publications)
hand_over(publicado, veredicto, title="Un título " + periodo, earlier=antes)
"""
SHEET = "FECHA HECHO,DEPARTAMENTO,DESCRIPCION CONDUCTA,CANTIDAD\n" + 12 * (
    "01/16/2007 12:00:00 AM,SANTANDER,ARTICULO 188 A.- TRATA DE PERSONAS,2\n"
)


def contents(folder: Path) -> dict[str, bytes]:
    """All files by name, but for the log, which says how long each took."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in sorted(found.items()) if not name.endswith("bitacora.csv")}


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """``breve``, which counts ``hoja.csv``, in 2008 by place, and ``roto``, which fails; here is an empty folder."""
    folder = tmp_path / "cuadernos"
    (tmp_path / "aqui").mkdir()
    monkeypatch.chdir(tmp_path / "aqui")
    Path("hoja.csv").write_text(SHEET, "utf-8")
    write_report(folder, "breve", [EXPLAIN, CELL], data="hoja.csv", source="co_policia", periodo="2007")
    write_report(folder, "roto", [EXPLAIN, "raise ValueError('PERSONA SINTÉTICA 1-1111-1111')"])
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(folder))
    return folder
