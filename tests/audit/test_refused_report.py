"""A report whose tables give somebody away is not written: no file, an exit code that is not 0, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reports.small_report import EXPLAIN, write_report
from tipanalysis import cli
from tipanalysis.words.settings import using

REGISTER = """
import pandas as pd
import tipanalysis as tip
personas = pd.DataFrame({
    "sexo": ["MUJER"] * 50 + ["INTERSEX"] * 3 + ["HOMBRE"] * 25,
    "grupo_edad": ["12-14"] * 30 + ["18-24"] * 48,
})
todas = tip.count_by(personas, "grupo_edad")
dos = tip.count_by(personas, "grupo_edad", where={"sexo": ("MUJER", "HOMBRE")})
"""
APART = (
    REGISTER
    + """
publicado = {"todas": tip.protect(todas), "mujeres y hombres": tip.protect(dos)}
hand_over(publicado, tip.audit(publicado), title="Un título")
"""
)
TOGETHER = (
    REGISTER
    + """
publicado = tip.protect_together({"todas": todas, "mujeres y hombres": dos})
hand_over(publicado, tip.audit(publicado), title="Un título")
"""
)


def made(cell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[int, Path]:
    """Make the report of one cell from the command line; its exit code and its folder."""
    write_report(tmp_path / "cuadernos", "prueba", [EXPLAIN, cell])
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(tmp_path / "cuadernos"))
    monkeypatch.chdir(tmp_path)
    with using(lang="es", country="CRI"), pytest.raises(SystemExit) as end:
        cli.main(["report", "prueba", "--out", "informes"])
    return int(end.value.code or 0), tmp_path / "informes"


def test_tables_that_fall_together_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, folder = made(APART, tmp_path, monkeypatch)
    out, said = capsys.readouterr()
    assert (code != 0, out) == (True, "")
    assert list(folder.iterdir()) == []
    assert said.startswith(
        "El informe no se escribió: la auditoría pudo deducir una cifra pequeña. En «todas» hay un grupo pequeño que "
        "ningún cuadro muestra (Grupo de edad = 18 a 24 años) y que sale al restar. Lo delatan: «todas» (Grupo de edad "
        "= 18 a 24 años); «mujeres y hombres» (Grupo de edad = 18 a 24 años). "
    )


def test_the_same_tables_protected_together_are_written_with_their_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, folder = made(TOGETHER, tmp_path, monkeypatch)
    assert code == 0
    manifest = json.loads(next(folder.glob("*.manifest.json")).read_text("utf-8"))
    assert manifest["audit"]["passed"] is True
    assert manifest["audit"]["summary"].startswith("Cuadros auditados: 2. Con todo lo publicado se intentó deducir")
