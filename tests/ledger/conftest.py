"""Releases to write down, and runs of the command line in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from surroundings import spanish_first
from tipanalysis import cli
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.release.protect import protect_together
from tipanalysis.release.release import Release

__all__ = ["spanish_first"]

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def synthetic() -> Register:
    return make_synthetic()


@pytest.fixture(scope="session")
def released(synthetic: Register) -> dict[str, Release]:
    """Tables of every kind that a ledger keeps."""
    some = synthetic.where(condicion_victima=["ACREDITADA", "PRESUNTA"])
    return protect_together(
        {
            "todo": count_by(synthetic),
            "sexo": count_by(synthetic, ["sexo"]),
            "eleccion": count_by(some, ["grupo_edad"]),
            "finalidad": count_by(synthetic, ["sexo", "finalidad"]),
            "parte": share_within(count_by(synthetic, ["sexo", "grupo_edad"]), among=["sexo"]),
        }
    )


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Told:
    """Run a command in an empty folder: how it ended, what it said, and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            cli.main(list(args))
        out, said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, out, said

    return run
