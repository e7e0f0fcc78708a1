"""The practice tables that a lesson prints are those of the files that its cells attack."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tipanalysis.course.lesson import load_lesson
from tipanalysis.words.settings import LANGS

TABLES = Path(__file__).resolve().parents[2] / "datasets" / "cuadros"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["colega", "puestos", "referencias"])
def test_every_row_of_numbers_stands_in_the_lesson(name: str, lang: str) -> None:
    text = load_lesson("7").parts[0].source(lang).read_text("utf-8")
    _, *rows = csv.reader((TABLES / f"{name}.csv").read_text("utf-8").splitlines())
    missing = [row for row in rows if f" | {' | '.join(row[1:])} |" not in text]
    assert missing == []
