"""A batch that is broken off leaves its log, and no file, folder or process beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from reports.small_report import write_report

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left(sent: signal.Signals, tmp_path: Path) -> None:
    begun = [tmp_path / year for year in ("2020", "2021")]
    wait = f"from pathlib import Path\nimport time\nPath({str(tmp_path)!r}, periodo).touch()\ntime.sleep(120)"
    write_report(tmp_path / "cuadernos", "espera", [wait], periodo="2020")
    (tmp_path / "lote.csv").write_text("informe,periodo\nespera,2020\nespera,2021\nespera,2022\n", "utf-8")
    run = subprocess.Popen(
        [sys.executable, "-m", "tipanalysis.cli", "batch", "lote.csv", "--jobs", "2"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TIPANALYSIS_REPORTS": "cuadernos"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        seen_within(90, lambda: all(path.exists() for path in begun) or run.poll() is not None)
        processes = psutil.Process(run.pid).children(recursive=True)
        run.send_signal(sent)
        out, said = run.communicate(timeout=60)
    finally:
        run.kill()
    assert len(processes) >= 4
    seen_within(20, lambda: not any(process.is_running() for process in processes))
    if sent == signal.SIGINT:
        assert run.returncode == 130
        assert "Repita la orden para seguir donde quedó." in said.decode()
        assert "Bitácora: informes" in out.decode()
        (log,) = (tmp_path / "informes").iterdir()
        assert log.read_text("utf-8-sig").count("sin hacer") == 3
    else:
        assert list((tmp_path / "informes").iterdir()) == []


def seen_within(seconds: float, true: Callable[[], bool]) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
