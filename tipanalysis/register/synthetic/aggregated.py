"""Tables that come counted, one column of counts instead of people, in the shapes of two public sources.

``gtm`` has the dimensions and words of UNODC's table of detected victims (sex, age, form, citizenship, year) and a
department; ``mex`` has those of a migration authority (nationality, sex, form, migratory outcome). The numbers are
invented: people of each year are drawn over the combinations of ``data/aggregated.csv``. DATOS SINTÉTICOS.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from pathlib import Path

import numpy as np
import pandas as pd

from .calibration import load_parameters

FOLDER = "agregados"
COUNTS = {"gtm": "Victims", "mex": "Personas"}
"""The tables and the name of their column of counts."""
_SEED = 20240521

Row = dict[str, str]


def make_aggregated(name: str, seed: int = _SEED) -> pd.DataFrame:
    """The aggregated table ``name``: a row for each combination with somebody in it, and how many.

    Examples
    --------
    >>> table = make_aggregated("mex")
    >>> list(table), int(table["Personas"].sum())
    (['Año', 'Nacionalidad', 'Sexo', 'Forma de explotación', 'Desenlace migratorio', 'Personas'], 171)
    """
    rows = [row for row in load_parameters("aggregated") if row["tabla"] == name]
    year, *others = dict.fromkeys(row["columna"] for row in rows)
    values = [_values(rows, column) for column in others]
    combinations = [dict(zip(others, each, strict=True)) for each in product(*values)]
    weights = np.array([_weight(rows, each) for each in combinations])
    rng = np.random.default_rng([seed, list(COUNTS).index(name)])
    parts = []
    for row in (row for row in rows if row["columna"] == year):
        drawn = rng.multinomial(int(row["parte"]), weights / weights.sum())
        parts.append(pd.DataFrame(combinations).assign(**{COUNTS[name]: drawn}))
        parts[-1].insert(0, year, row["valor"])
    table = pd.concat(parts, ignore_index=True)
    return table[table[COUNTS[name]] > 0].reset_index(drop=True)


def _values(rows: Iterable[Row], column: str) -> list[str]:
    return list(dict.fromkeys(row["valor"] for row in rows if row["columna"] == column))


def _weight(rows: Iterable[Row], combination: Mapping[str, str]) -> float:
    """How often a combination comes: the parts of its values, each given the others where the file says so."""
    given = {f"{column}={value}" for column, value in combination.items()}
    parts: dict[str, float] = {}
    for row in rows:
        named = combination.get(row["columna"]) == row["valor"]
        if named and (row["dado"] in given or (not row["dado"] and row["columna"] not in parts)):
            parts[row["columna"]] = float(row["parte"])
    return prod(parts.values())


def write_aggregated(folder: Path, seed: int = _SEED) -> list[Path]:
    """Write every aggregated table as CSV into ``folder/agregados``; the paths written."""
    there = folder / FOLDER
    there.mkdir(exist_ok=True)
    paths = []
    for name in COUNTS:
        path = there / f"{name}.csv"
        path.write_text(make_aggregated(name, seed).to_csv(index=False, lineterminator="\n"), "utf-8", newline="\n")
        paths.append(path)
    return paths
