"""One run of the command line inside the test's own process: what it said, where, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from surroundings import spanish_first
from tipanalysis import cli

__all__ = ["spanish_first"]

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ended:
    """How a run ended; ``said`` is what stands on the error stream."""

    code: int
    out: str
    said: str


Told = Callable[..., Ended]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command in an empty folder; relative names are of that folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> Ended:
        with pytest.raises(SystemExit) as end:
            cli.main(list(args))
        out, said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ended(end.value.code, out, said)

    return run


@pytest.fixture
def refused(told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What is said when no report is made of a command: before any kernel, without a file, without a traceback."""

    def started(*args: object, **options: object) -> None:
        raise AssertionError("a kernel was started")

    monkeypatch.setattr("tipanalysis.reports.render.execute", started)

    def run(*args: str) -> str:
        before = sorted(tmp_path.rglob("*"))
        end = told("report", "perfil_anual", *args)
        assert (end.code, end.out) == (1, "")
        assert "Traceback" not in end.said
        assert sorted(tmp_path.rglob("*")) == before
        return end.said

    return run
