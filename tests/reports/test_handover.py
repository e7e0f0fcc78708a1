"""What a notebook hands over, and what it refuses to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tipanalysis.reports.handover import hand_over
from tipanalysis.words.errors import ReportError


@dataclass(frozen=True)
class Verdict:
    passed: bool

    def summary(self) -> str:
        return "resumen"

    def explain(self) -> list[str]:
        return ["motivo"]


def test_a_report_that_gives_a_small_number_away_is_not_handed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIPANALYSIS_REPORT_FOLDER", str(tmp_path))
    with pytest.raises(ReportError) as refusal:
        hand_over({}, Verdict(passed=False), title="Un título")  # type: ignore[arg-type]
    assert refusal.value.both() == (
        "El informe no se escribió: la auditoría pudo deducir una cifra pequeña. motivo "
        "Junte categorías o años, o quite uno de esos cuadros del informe.\n"
        "The report was not written: the audit could work out a small figure. motivo "
        "Merge categories or years, or take one of those tables out of the report."
    )
    assert list(tmp_path.iterdir()) == []


def test_a_notebook_run_by_hand_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIPANALYSIS_REPORT_FOLDER", raising=False)
    monkeypatch.chdir(tmp_path)
    hand_over({}, Verdict(passed=True), title="Un título")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
