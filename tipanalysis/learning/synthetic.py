"""Invented answers of an invented workshop, to try the evaluation on: ``python -m tipanalysis.learning.synthetic``."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from .bank import Item, form_items
from .columns import QUESTIONS
from .surveys import SCALES, SURVEYS, survey_questions

SEED = 20_240_521
PEOPLE = 26
COLUMNS = ("codigo", "prueba", "forma", "sexo", "institucion", *QUESTIONS, "sintetico")
STARTS, ENDS = ("MA", "RO", "TE", "AN", "LU", "CA"), ("SAN", "LIM", "PUN", "HER", "CAR", "ALA")
INSTITUTIONS = ("OIJ", "Ministerio Público", "Policía Profesional de Migración", "INAMU", "PANI")
SHARES = (0.3, 0.25, 0.25, 0.15, 0.05)
FIRST_ONLY, LAST_ONLY, MISSPELT = 3, 11, 17
"""Who left before the end, who came late, and who wrote her code with a letter for a digit."""
LEARNT = 0.28
"""What the workshop adds to the probability of a right answer, for most people."""

Row = Mapping[str, str]


def synthetic_answers(seed: int = SEED) -> dict[str, list[Row]]:
    """Rows of the sheets of an invented workshop: two tests, the reaction form and the follow-up at three months.

    Codes are written as people write them: in capitals or not, with spaces, hyphens and accents. One row stands twice,
    one code is misspelt, one person lacks the last test and one the first.
    """
    rng = np.random.default_rng(seed)
    people = [_person(rng, number) for number in range(PEOPLE)]
    first = [_test(rng, one, "pre", number) for number, one in enumerate(people) if number != LAST_ONLY]
    last = [_test(rng, one, "post", number) for number, one in enumerate(people) if number != FIRST_ONLY]
    return {
        "prueba_inicial": [*first, first[5]],
        "prueba_final": last,
        "reaccion": [_survey(rng, SURVEYS[0]) for _ in range(23)],
        "seguimiento_3": [_survey(rng, SURVEYS[1]) for _ in range(14)],
    }


def _person(rng: np.random.Generator, number: int) -> dict[str, str]:
    return {
        "codigo": f"{STARTS[number % 6]}{rng.integers(1, 29):02}{ENDS[number // 6 % 6]}{number % 10}",
        "sexo": str(rng.choice(["mujer", "hombre"], p=[0.6, 0.4])),
        "institucion": str(rng.choice(INSTITUTIONS, p=SHARES)),
        "ability": f"{rng.normal(0, 0.13):.4f}",
    }


def _test(rng: np.random.Generator, person: Row, test: str, number: int) -> Row:
    """One test; half of the people begin with form A, and a few do not learn."""
    form = "AB"[(number + (test == "post")) % 2]
    learnt = 0.0 if test == "pre" or number % 9 == 4 else LEARNT
    letters = [_letter(rng, item, 0.48 + float(person["ability"]) + learnt) for item in form_items(form)]
    return {
        "codigo": _as_written(person["codigo"], test, number),
        "prueba": test,
        "forma": form,
        "sexo": person["sexo"],
        "institucion": person["institucion"],
        **dict(zip(QUESTIONS, letters, strict=True)),
        "sintetico": "sí",
    }


def _letter(rng: np.random.Generator, item: Item, chance: float) -> str:
    """The right letter with some probability, else a wrong one, and now and then none."""
    if rng.random() < min(max(chance, 0.05), 0.97):
        return item.key
    wrong = [choice.letter for choice in item.choices if not choice.right]
    return str(rng.choice([*wrong, ""], p=[0.47, 0.47, 0.06]))


def _as_written(code: str, test: str, number: int) -> str:
    if test == "pre":
        return code
    if number == MISSPELT:
        return code.replace("0", "O").replace("1", "I")
    ways = (code, code.lower(), f" {code[:2]} {code[2:4]} {code[4:]}", f"{code[:2]}-{code[2:]}", code.replace("A", "Á"))
    return ways[number % len(ways)]


def _survey(rng: np.random.Generator, survey: str) -> Row:
    row = {"formulario": survey}
    for asked in survey_questions(survey):
        known = SCALES[asked.kind]
        weights = {"acuerdo": [0.03, 0.12, 0.45, 0.40], "uso": [0.4, 0.35, 0.25]}.get(asked.kind, [])
        row[asked.column] = str(rng.choice(known, p=weights)) if known else ""
    return {**row, "sintetico": "sí"}


def write_synthetic(folder: Path, seed: int = SEED) -> Iterator[Path]:
    """Write the sheets into a folder, one file each, and give their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in synthetic_answers(seed).items():
        yield _write(folder / f"{name}.csv", rows)


def _write(path: Path, rows: Sequence[Row]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


if __name__ == "__main__":
    for made in write_synthetic(Path(sys.argv[1] if len(sys.argv) > 1 else "datasets/evaluacion")):
        sys.stdout.write(f"{made}\n")
