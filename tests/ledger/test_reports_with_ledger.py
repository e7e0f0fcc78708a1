"""A report with a ledger: protected together with what came before, written down last, refused with its reason."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.offices import CELLS, write_office, write_people
from tipanalysis.release.ledger import open_ledger
from tipanalysis.reports.handover import hand_over
from tipanalysis.words.errors import ReportError

ROOT = Path(__file__).resolve().parents[2]
Told = Callable[..., tuple[int, str, str]]
ORDER = ("report", "conteo", "--out", "salida", "--ledger", "publicaciones.jsonl")


@pytest.fixture
def office(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(write_office(tmp_path)))
    return tmp_path


def test_a_second_report_never_tells_by_how_few_a_register_grew(told: Told, office: Path) -> None:
    write_people(office, 30, 27)
    code, out, said = told(*ORDER)
    assert (code, said) == (0, "")
    assert out.endswith(
        "No había ningún libro de publicaciones publicaciones.jsonl: se empezó uno nuevo. Si ya tenía otro, revise el "
        "nombre.\nLibro publicaciones.jsonl: cuadros anteriores tomados en cuenta: 0; cuadros anotados: 1.\n"
    )
    manifest = next((office / "salida").glob("*.manifest.json"))
    assert json.loads(manifest.read_text("utf-8"))["earlier"] == []
    write_people(office, 31, 28)
    code, out, said = told(*ORDER)
    assert (code, said) == (0, "")
    assert out.endswith("Libro publicaciones.jsonl: cuadros anteriores tomados en cuenta: 1; cuadros anotados: 1.\n")
    again = open_ledger(office / "publicaciones.jsonl").publications()[-1].tables["sexo"]
    assert (again.total, again.frame["status"].tolist()) == (None, ["hidden", "hidden"])


def test_a_report_that_gives_away_what_was_added_is_not_written(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that asks the ledger only for the audit, and protects what is new as if nothing had come before."""
    alone = tuple(cell.replace(", previous=antes.tables", "") for cell in CELLS)
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(write_office(tmp_path, alone)))
    write_people(tmp_path, 30, 27)
    assert told(*ORDER)[0] == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "hoja.csv"}

    write_people(tmp_path, 31, 28)
    code, out, said = told(*ORDER)
    assert (code, out) == (1, "")
    es, en = said.splitlines()
    day = open_ledger(tmp_path / "publicaciones.jsonl").publications()[0].date
    assert es.startswith(
        "El informe no se escribió: junto con lo que ya se publicó, la auditoría pudo deducir una cifra pequeña. "
        "En «sexo» hay un grupo pequeño que ningún cuadro muestra ("
    )
    assert f"sexo del informe conteo_oficina_CRI_es ({day.day} de " in es
    assert es.endswith(
        "Lo publicado no se puede retirar. Quite ese cuadro del informe, use un período cerrado que ya no cambie, o "
        "espere a que la diferencia con lo publicado llegue al umbral."
    )
    assert en.startswith(
        "The report was not written: together with what was published before, the audit could work out a small figure."
    )
    assert {path: path.read_bytes() for path in before} == before
    assert set(before) == {path for path in tmp_path.rglob("*") if path.is_file() and path.name != "hoja.csv"}


def test_what_is_in_the_ledger_counts_from_an_environment_and_a_store(
    told: Told, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIPANALYSIS_LEDGER", "almacen.duckdb")
    write_people(office, 30, 27)
    assert told(*ORDER[:4])[0] == 0
    code, out, said = told(*ORDER[:4])
    assert (code, said) == (0, "")
    assert out.endswith("Libro almacen.duckdb: cuadros anteriores tomados en cuenta: 1; cuadros anotados: 0.\n")
    (kept,) = open_ledger("almacen.duckdb").publications()
    assert (kept.report, list(kept.tables)) == ("conteo_oficina_CRI_es", ["sexo"])
    manifest = json.loads(next((office / "salida").glob("*.manifest.json")).read_text("utf-8"))
    assert [name.partition(" (")[0] for name in manifest["earlier"]] == ["sexo del informe conteo_oficina_CRI_es"]


def test_a_damaged_ledger_is_said_before_anything_runs(told: Told, office: Path) -> None:
    write_people(office, 30, 27)
    (office / "publicaciones.jsonl").mkdir()
    code, out, said = told(*ORDER)
    assert (code, out) == (1, "")
    assert said.startswith("El libro de publicaciones «publicaciones.jsonl» no se puede abrir.")
    assert not (office / "salida").exists()


def test_a_report_that_does_not_ask_the_ledger_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Passed:
        passed = True

    monkeypatch.setenv("TIPANALYSIS_LEDGER", "publicaciones.jsonl")
    with pytest.raises(ReportError) as refused:
        hand_over({}, Passed(), title="Cuadros")  # type: ignore[arg-type]
    assert refused.value.both() == (
        "Hay un libro de publicaciones y este informe no lo consulta: podría delatar lo que otro ocultó. En el "
        "cuaderno, pida antes = published_before(registro.provenance.source) y pase antes.tables a protect_together, "
        "antes.publications a audit y earlier=antes a hand_over.\n"
        "There is a ledger of releases and this report does not ask it: it could give away what another one hid. In "
        "the notebook, ask antes = published_before(registro.provenance.source) and pass antes.tables to "
        "protect_together, antes.publications to audit and earlier=antes to hand_over."
    )


@pytest.mark.parametrize("name", ["perfil_anual", "calidad"])
def test_the_reports_of_the_project_ask_it(name: str) -> None:
    text = (ROOT / "notebooks" / "reports" / f"{name}.ipynb").read_text("utf-8")
    for wanted in (
        "antes = published_before(registro.provenance.source)",
        "previous=antes.tables)",
        "previous=antes.publications",
        "earlier=antes",
    ):
        assert wanted in text


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_an_interrupted_report_leaves_the_ledger_as_it_was(told: Told, office: Path) -> None:
    shutil.rmtree(office / "cuadernos")
    begun = office / "empezo"
    wait = f"from pathlib import Path\nimport time\nPath({str(begun)!r}).touch()\ntime.sleep(120)"
    write_office(office, (*CELLS, wait))
    write_people(office, 30, 27)
    (office / "publicaciones.jsonl").write_text("", "utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "tipanalysis.cli", *ORDER],
        cwd=office,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        end = time.monotonic() + 60
        while not begun.exists() and run.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=60)
    finally:
        run.kill()
    assert (run.returncode, said.decode().strip().startswith("Interrumpido.")) == (130, True)
    assert (office / "publicaciones.jsonl").read_text("utf-8") == ""
    assert list(office.glob("*.nuevo")) == []
    assert list((office / "salida").iterdir()) == []
