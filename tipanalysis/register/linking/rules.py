"""The linker for lessons: points that a person set, added up; no estimation, no chance, nothing to install."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .parameters import load_weights

BASE_FOR = 1000
"""Entries for which the base is set: among twice as many a pair is half as likely to be one person."""


def rule_probabilities(levels: pd.DataFrame, entries: int) -> np.ndarray:
    """The probability that each pair is one person, from the points of its levels (``data/weights.csv``).

    A point doubles the odds: ``odds = 2 ** (base + points)``. That is the scale on which Fellegi and Sunter's model
    speaks as well; there the points are estimated, here they were set by hand and can be changed in the table.
    ``entries`` is how many there are in all: beyond a thousand the base falls by a point with each doubling.

    Examples
    --------
    >>> alike = {"nombre": "TODAS_3", "escritura": "LETRAS", "nacimiento": "IGUAL", "sexo": "IGUAL"}
    >>> pair = pd.DataFrame([alike | {"nacionalidad": "FALTA", "evento": "FALTA", "ingreso": "FALTA"}])
    >>> rule_probabilities(pair, entries=500).round(3).tolist()
    [1.0]
    """
    odds = np.exp2(points(levels) - np.log2(max(entries, BASE_FOR) / BASE_FOR))
    probabilities: np.ndarray = odds / (1 + odds)
    return probabilities


def points(levels: pd.DataFrame) -> np.ndarray:
    """The sum of the points of each pair, base included."""
    weights = load_weights()
    total = np.full(len(levels), weights["base"]["base"])
    for name in levels:
        level = levels[name].astype("category")
        total += level.cat.categories.map(weights[name]).to_numpy(dtype=float)[level.cat.codes]
    return total
