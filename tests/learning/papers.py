"""Small workshops whose results are known."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from tipanalysis.learning.bank import form_items
from tipanalysis.learning.columns import QUESTIONS, TEST_COLUMNS

Row = dict[str, str]
COLUMNS = [*TEST_COLUMNS[:3], "sexo", "institucion", *QUESTIONS]


def paper(code: str, test: str, form: str, score: int, sex: str = "mujer", institution: str = "OIJ") -> Row:
    """A test with its first ``score`` answers right and the others wrong."""
    letters = [
        item.key if place < score else next(choice.letter for choice in item.choices if not choice.right)
        for place, item in enumerate(form_items(form))
    ]
    who = {"codigo": code, "prueba": test, "forma": form, "sexo": sex, "institucion": institution}
    return {**who, **dict(zip(QUESTIONS, letters, strict=True))}


def workshop_of(scores: Sequence[tuple[int, int]], *, men: int = 0, police: int = 0) -> list[Row]:
    """Both tests of people with these scores, in crossed order; the first of them men, or of the police."""
    rows = []
    for number, (before, after) in enumerate(scores):
        who = (f"AB{number:02}XYZ", "hombre" if number < men else "mujer", "PPM" if number < police else "OIJ")
        rows += [
            paper(who[0], "pre", "AB"[number % 2], before, *who[1:]),
            paper(who[0], "post", "BA"[number % 2], after, *who[1:]),
        ]
    return rows


def write(path: Path, rows: Sequence[Row]) -> Path:
    """Rows as a CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
