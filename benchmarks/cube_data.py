"""Invented cases for the benchmark of the cube: fifteen attributes that hang together as those of case data do.

DATOS SINTÉTICOS. Each case is in one of 300 latent situations, some frequent, most rare, with a usual value of each
attribute; a case strays from it now and then. Half of the cases come on one of 60 forms, each of which lacks some
questions; in the others single answers are missing. So 20 to 28 % of the values of each attribute are missing, and
about 75, 50, 40 and 25 % of the profiles of 10 thousand, 200 thousand, 1 and 10 million cases are distinct.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZES = (60, 60, 20, 10, 9, 6, 4, 3, 2, 2, 2, 2, 2, 2, 2)
NAMES = tuple(f"a{at:02}" for at in range(len(SIZES)))
SITUATIONS, FORMS, ON_FORMS, STRAYING = 300, 60, 0.5, 0.2
MISSING = np.linspace(0.20, 0.28, len(SIZES))
SEED = 20261121
Codes = list[NDArray[np.int8]]


def load_cases(rows: int) -> Codes:
    """The codes of each attribute, -1 where missing; made once and kept in the folder for temporary files."""
    path = Path(tempfile.gettempdir()) / f"tipanalysis_cube_{SEED}_{rows}.npy"
    if not path.exists():
        partial = path.with_suffix(".part.npy")
        np.save(partial, np.stack(make_cases(rows)))
        partial.replace(path)
    return list(np.load(path))


def make_cases(rows: int, seed: int = SEED) -> Codes:
    rng = np.random.default_rng(seed)
    usual = [_skewed(rng, SITUATIONS, size) for size in SIZES]
    situations = rng.choice(SITUATIONS, rows, p=_falling(SITUATIONS))
    straying = rng.beta(0.5, 2, SITUATIONS) * STRAYING
    shares = _falling(FORMS)
    lacking = [_forms_without(rng, shares, share) for share in MISSING]
    forms = np.where(rng.random(rows) < ON_FORMS, rng.choice(FORMS, rows, p=shares), -1)
    columns = []
    for size, values, without, share in zip(SIZES, usual, lacking, MISSING, strict=True):
        strays = rng.random(rows) < straying[situations]
        column = np.where(strays, _skewed(rng, rows, size), values[situations])
        missing = np.where(forms < 0, rng.random(rows) < share, without[forms])
        columns.append(np.where(missing, -1, column).astype(np.int8))
    return columns


def _skewed(rng: np.random.Generator, many: int, size: int) -> NDArray[np.int8]:
    """Values of which the first ones are the most frequent."""
    return (rng.random(many) ** 2 * size).astype(np.int8)


def _falling(many: int) -> NDArray[np.float64]:
    """Shares that fall as 1, 1/2, 1/3, …"""
    shares = 1 / np.arange(1, many + 1)
    whole: NDArray[np.float64] = shares / shares.sum()
    return whole


def _forms_without(rng: np.random.Generator, shares: NDArray[Any], wanted: float) -> NDArray[np.bool_]:
    """Forms that lack a question, together about the share wanted of all cases."""
    without = np.zeros(len(shares), bool)
    for form in rng.permutation(len(shares)):
        without[form] = shares[without].sum() + shares[form] <= wanted
    return without
