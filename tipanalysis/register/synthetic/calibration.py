"""Calibration: tables of whole people whose margins are the published figures.

A seed table is raked to the margins of a year (iterative proportional fitting), and people are drawn
from it one by one, the margins that remain being raked anew after each draw: every margin is then met
exactly, in integers, and the seed's associations are kept as far as the margins allow.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DIMENSIONS = ("quien", "nacionalidad", "forma")


@cache
def load_parameters(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one parameter file of ``data/``, as text; an empty cell is an empty string."""
    text = files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def draw_accredited(rng: np.random.Generator) -> pd.DataFrame:
    """Accredited persons of every year: columns ``anio, quien, nacionalidad, forma``."""
    years = [(int(row["anio"]), int(row["acreditadas"])) for row in load_parameters("years")]
    return pd.concat([draw_year(rng, year, total) for year, total in years], ignore_index=True)


def draw_year(rng: np.random.Generator, year: int, total: int) -> pd.DataFrame:
    """``total`` persons whose margins are those of ``margins.csv``, else the shares of ``shares.csv``."""
    margins = [year_margin(year, dimension, total) for dimension in DIMENSIONS]
    levels = [list(margin) for margin in margins]
    cells = draw_whole(rng, seed_table(levels), [np.array(list(m.values()), dtype=float) for m in margins])
    people = [{d: names[i] for d, names, i in zip(DIMENSIONS, levels, cell, strict=True)} for cell in cells]
    return pd.DataFrame(people).assign(anio=year)


def year_margin(year: int, dimension: str, total: int) -> dict[str, int]:
    """How many of ``total`` persons stand in each level of one dimension."""
    fixed = {
        row["nivel"]: int(row["n"])
        for row in load_parameters("margins")
        if int(row["anio"]) == year and row["dimension"] == dimension
    }
    return fixed or share_out(total, year_shares(year, dimension))


def year_shares(year: int, dimension: str) -> dict[str, float]:
    """The shares that hold for a year without published margin."""
    return {
        row["nivel"]: float(row["parte"])
        for row in load_parameters("shares")
        if row["dimension"] == dimension and int(row["desde"]) <= year <= int(row["hasta"])
    }


def share_out(total: int, shares: dict[str, float]) -> dict[str, int]:
    """Split ``total`` by shares into whole numbers that add up (largest remainder).

    Examples
    --------
    >>> share_out(10, {"a": 0.55, "b": 0.25, "c": 0.2})
    {'a': 6, 'b': 2, 'c': 2}
    """
    exact = np.array(list(shares.values()), dtype=float)
    exact = exact / exact.sum() * total
    whole = np.floor(exact).astype(int)
    late = np.argsort(whole - exact, kind="stable")[: total - whole.sum()]
    whole[late] += 1
    return dict(zip(shares, whole.tolist(), strict=True))


def seed_table(levels: Sequence[Sequence[str]]) -> Floats:
    """The table of affinities: products of the pair weights of ``affinity.csv``, 1 where none is given."""
    weights = {(row["nivel_1"], row["nivel_2"]): float(row["peso"]) for row in load_parameters("affinity")}
    table = np.ones([len(names) for names in levels])
    for cell in np.ndindex(table.shape):
        names = [names[i] for names, i in zip(levels, cell, strict=True)]
        table[cell] = np.prod([weights.get((a, b), 1.0) for a in names for b in names])
    return table


def draw_whole(rng: np.random.Generator, seed: Floats, margins: Iterable[Floats]) -> list[tuple[int, ...]]:
    """Draw cells one by one until every margin is used up exactly.

    Each raking starts from the one before, which has the same odds ratios, and so needs few rounds.
    """
    left = [margin.copy() for margin in margins]
    cells = []
    fitted = rake(seed, left)
    for _ in range(int(left[0].sum())):
        fitted = rake(fitted, left, rounds=5)
        flat = int(rng.choice(fitted.size, p=(fitted / fitted.sum()).ravel()))
        cell = tuple(int(i) for i in np.unravel_index(flat, fitted.shape))
        for margin, i in zip(left, cell, strict=True):
            margin[i] -= 1
        cells.append(cell)
    return cells


def rake(seed: Floats, margins: Sequence[Floats], *, rounds: int = 25) -> Floats:
    """Iterative proportional fitting of a table to its one-way margins (Deming and Stephan 1940).

    Cells that are zero in ``seed`` stay zero; ``rounds`` sweeps are made.

    Examples
    --------
    >>> rake(np.ones((2, 2)), [np.array([3.0, 1.0]), np.array([2.0, 2.0])])
    array([[1.5, 1.5],
           [0.5, 0.5]])
    """
    return reduce(lambda table, _: _sweep(table, margins), range(rounds), seed)


def _sweep(table: Floats, margins: Sequence[Floats]) -> Floats:
    for axis, margin in enumerate(margins):
        others: Any = tuple(i for i in range(table.ndim) if i != axis)
        now = table.sum(axis=others)
        ratio = np.divide(margin, now, out=np.zeros_like(now), where=now > 0)
        table = table * ratio.reshape([-1 if i == axis else 1 for i in range(table.ndim)])
    return table
