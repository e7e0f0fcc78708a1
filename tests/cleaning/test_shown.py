"""What the score of a cleaning shows in a notebook, and where a notebook finds the rules of an office."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import tipanalysis as tip
from tipanalysis.register.cleaning.score import Score
from tipanalysis.words.settings import using

SECRET = pd.DataFrame({"valor": ["algo que no se muestra"]})
SCORE = Score(10, 9, 1, 3, 3, 2, 2, 20, 20, True, SECRET.head(0), SECRET)


def test_a_score_shows_its_sentences_and_no_value() -> None:
    with using(lang="es", country="CRI"):
        lines = list(SCORE.lines())
        assert repr(SCORE) == str(SCORE) == "\n".join(lines)
        assert SCORE._repr_html_() == "".join(f"<p>{line}</p>" for line in lines)
        assert lines[0] == (
            "Errores con un solo valor correcto: 10; corregidos 9 (90,0\xa0%), en espera de una persona 1."
        )
    assert "no se muestra" not in repr(SCORE) + SCORE._repr_html_()


def test_the_rules_that_come_with_the_project_are_found_from_any_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rules = tip.read_rules("datasets/reglas_oficina.csv")
    assert [(rule.regla, rule.crudo, rule.estandar) for rule in rules] == [
        ("OF01", "bachiller", "SEC_DIVERSIFICADA"),
        ("OF02", "ES", "SLV"),
    ]
