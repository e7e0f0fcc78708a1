"""A run that is broken off, or stops by itself, leaves one message and nothing else: no file, no kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from reports.small_report import EXPLAIN, write_report

ROOT = Path(__file__).resolve().parents[2]
Told = Callable[..., Any]


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cuadernos"
    folder.mkdir()
    monkeypatch.setenv("TIPANALYSIS_REPORTS", str(folder))
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_an_interrupted_run(reports: Path, tmp_path: Path) -> None:
    begun = tmp_path / "empezo"
    wait = f"from pathlib import Path\nimport time\nPath({str(begun)!r}).touch()\ntime.sleep(120)"
    write_report(reports, "espera", [wait])
    command = [sys.executable, "-m", "tipanalysis.cli", "report", "espera", "--out", str(tmp_path / "salida")]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        seen_within(60, lambda: begun.exists() or run.poll() is not None)
        kernels = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(signal.SIGINT)
        out, said = run.communicate(timeout=60)
    finally:
        run.kill()
    assert kernels
    assert run.returncode == 130
    assert out == b""
    assert said.decode().strip() == (
        "Interrumpido. No quedó ningún archivo a medias; puede ejecutar la orden de nuevo.\n"
        "Interrupted. No half-written file was left; you can run the command again."
    )
    assert list((tmp_path / "salida").iterdir()) == []
    seen_within(10, lambda: not any(kernel.is_running() for kernel in kernels))


def seen_within(seconds: float, true: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def test_a_cell_that_fails_names_the_cell_and_no_data(told: Told, reports: Path, tmp_path: Path) -> None:
    write_report(reports, "roto", ["1 + 1", "raise ValueError('PERSONA SINTÉTICA 1-1111-1111')"])
    end = told("report", "roto", "--out", "salida")
    assert (end.code, end.out, end.said) == (
        1,
        "",
        "El informe se detuvo en la celda 3 por un error interno (ValueError). No se escribió ningún archivo. "
        "Avise a quien mantiene el informe y adjunte este mensaje.\nThe report stopped at cell 3 because of an "
        "internal error (ValueError). No file was written. Tell whoever maintains the report and include this "
        "message.\n",
    )
    assert list((tmp_path / "salida").iterdir()) == []


def test_what_a_notebook_finds_wrong_is_said_in_its_own_words(told: Told, reports: Path, tmp_path: Path) -> None:
    write_report(reports, "pide", [EXPLAIN, "import tipanalysis as tip\ntip.settings(country='XXX')"])
    end = told("report", "pide", "--out", "salida")
    known = "CRI, BLZ, DOM, SLV, GTM, HND, MEX, NIC, PAN"
    assert (end.code, end.out, end.said) == (
        1,
        "",
        f'«XXX» no es un país del paquete. Hay: {known}. Escriba, por ejemplo, settings(country="CRI").\n“XXX” is '
        "not a "
        f'country of the package. Available: {known}. Write, for example, settings(country="CRI").\n',
    )
    assert list((tmp_path / "salida").iterdir()) == []


def test_a_notebook_that_hands_nothing_over(told: Told, reports: Path, tmp_path: Path) -> None:
    write_report(reports, "calla", ["1 + 1"])
    end = told("report", "calla", "--out", "salida")
    assert (end.code, end.out, end.said) == (
        1,
        "",
        "El cuaderno terminó sin entregar sus cuadros. Debe llamar a hand_over(…) al final; revise su última "
        "celda.\nThe notebook ended without handing over its tables. It must call hand_over(…) at the end; check "
        "its last cell.\n",
    )
    assert list((tmp_path / "salida").iterdir()) == []


def test_a_kernel_that_dies(told: Told, reports: Path, tmp_path: Path) -> None:
    write_report(reports, "muere", ["import os\nos._exit(3)"])
    end = told("report", "muere", "--out", "salida")
    assert end.code == 1
    assert end.said.startswith("Ocurrió un error interno (DeadKernelError). No se escribió ningún archivo.")
    assert list((tmp_path / "salida").iterdir()) == []
