"""Published files to attack, ours and other people's, and runs of ``tipanalysis audit`` in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from surroundings import spanish_first
from tipanalysis import cli
from tipanalysis.analysis.rates import rate_per
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.population import load_population
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.release.audit import audit
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release
from tipanalysis.reports.handover import TABLES, WORKBOOK, hand_over
from tipanalysis.reports.manifest import write_manifest
from tipanalysis.reports.spec import load_report
from tipanalysis.words.settings import using

__all__ = ["spanish_first"]

Attack = Callable[..., tuple[int, str, str]]


@pytest.fixture
def attack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Attack:
    """Run ``tipanalysis audit`` in an empty folder: how it ended, what it said, and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str, lang: str = "es") -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end, using(lang=lang):
            cli.main(["audit", *args])
        out, said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, out, said

    return run


@pytest.fixture(scope="session")
def released() -> dict[str, Release]:
    """Tables of every kind that a report of ours holds."""
    register = make_synthetic()
    victims = register.where(condicion_victima="ACREDITADA")
    by_year = count_by(victims, "anio_acreditacion", unit="persona")
    return protect_together(
        {
            "todo": count_by(victims, unit="persona"),
            "sexo": count_by(victims, ["sexo"], unit="persona"),
            "finalidad": count_by(victims, ["sexo", "finalidad"], unit="persona"),
            "parte": share_within(count_by(victims, "grupo_edad", unit="persona")),
            "tasa": rate_per(by_year, load_population("CRI")),
        }
    )


@pytest.fixture
def ours(tmp_path: Path, released: Mapping[str, Release], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a report of ours, as the runner of reports leaves it."""
    folder = tmp_path / "informes"
    folder.mkdir()
    with monkeypatch.context() as running:
        running.setenv("TIPANALYSIS_REPORT_FOLDER", str(folder))
        hand_over(released, audit(released), title="Cuadros")
    summary = json.loads((folder / TABLES).read_text("utf-8"))
    (folder / TABLES).unlink()
    (folder / WORKBOOK).rename(folder / "perfil.xlsx")
    (folder / "perfil.html").write_text("<html><p>Un informe</p></html>", "utf-8")
    spec = load_report("perfil_anual")
    values = {each.name: each.default for each in spec.parameters}
    write_manifest(folder / "perfil.manifest.json", spec, values, summary)
    return folder
