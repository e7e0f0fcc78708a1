"""Inspections of an invented authority, with those that found nobody: how much was searched in each province.

Most inspections went to two provinces, and somebody is found in them about as often as elsewhere; where few went,
somebody is found more often. A map of those found is therefore first of all a map of the inspections.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...standard.country import load_country
from .fieldwork import SEED, load_fieldwork

_RESULT = {True: "Con hallazgo", False: "Sin hallazgo"}


def make_inspections(seed: int = SEED) -> pd.DataFrame:
    """One row for each inspection; the same seed gives the same rows, any seed the same numbers by province.

    Examples
    --------
    >>> table = make_inspections()
    >>> len(table), int((table["Resultado"] == "Con hallazgo").sum())
    (590, 70)
    """
    spec, rng = load_fieldwork()["inspecciones"], np.random.default_rng([seed, 14])
    provinces = load_country("CRI").provinces
    rows = [
        (provinces[code].name, _RESULT[number < sizes["hallazgos"]])
        for code, sizes in spec["provincias"].items()
        for number in range(sizes["inspecciones"])
    ]
    table = pd.DataFrame(rows, columns=["Provincia", "Resultado"])
    table.insert(0, "Año", rng.integers(spec["desde"], spec["hasta"] + 1, size=len(table)))
    table = table.iloc[rng.permutation(len(table))].sort_values("Año", kind="stable", ignore_index=True)
    table.insert(0, "Boleta", [f"INS-{number:03d}" for number in range(1, len(table) + 1)])
    return table
