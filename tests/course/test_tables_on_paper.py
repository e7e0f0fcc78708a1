"""The practice tables that a lesson prints are those of the files that its cells attack."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tipanalysis.course.lesson import load_lesson
from tipanalysis.words.settings import LANGS

TABLES = Path(__file__).resolve().parents[2] / "datasets" / "cuadros"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["colega", "puestos", "referencias"])
def test_the_lesson_prints_the_numbers_of_the_file(name: str, lang: str) -> None:
    """One row below the other, whatever the rows are called in the language."""
    text = load_lesson("7").parts[0].source(lang).read_text("utf-8")
    _, *rows = csv.reader((TABLES / f"{name}.csv").read_text("utf-8").splitlines())
    printed = "\n".join(rf"# \| [^|\n]+ \| {re.escape(' | '.join(row[1:]))} \|" for row in rows)
    assert re.search(printed, text)
