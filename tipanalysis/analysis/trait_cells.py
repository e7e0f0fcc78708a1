"""The cells of two or three traits: read from names, a table or a model, and as ratios to the cell with none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import cases_among
from .ratio_sums import Ratios
from .records import Numbers
from .stratum_cells import Event, read_cells

Level = str | Sequence[str]

NOTHING = 1e-300
"""Stands for no events where a logarithm is needed; the ratio is 0 to every digit."""


@dataclass(frozen=True)
class FittedRatios:
    """What a regression gives: the logs of the ratios of the cells to the one with no trait, and their covariance.

    ``logs``: cell (``"10"``, ``"01"``, ``"11"``) to log ratio; ``covariance``: in the same order. Of a model with a
    product term, the log of ``"11"`` is the sum of its three coefficients.
    """

    logs: Mapping[str, float]
    covariance: Sequence[Sequence[float]] | Numbers


@dataclass(frozen=True)
class TraitCells:
    """Events and units of each cell, the one without traits first; units left out as unknown."""

    names: tuple[str, ...]
    events: Numbers
    n: Numbers
    excluded: int = 0

    @property
    def broken(self) -> bool:
        """Whether a cell has no events, so that the log of its ratio has no variance."""
        return bool((self.events == 0).any())


def _names(traits: int) -> tuple[str, ...]:
    """The cells of so many traits: ``00``, ``10``, ``01``, ``11``."""
    return tuple("".join(bits)[::-1] for bits in product("01", repeat=traits))


def cells_of_mapping(data: Mapping[str, Sequence[float]]) -> TraitCells:
    """Four or eight cells given by name, each as (events, n)."""
    for traits in (2, 3):
        names = _names(traits)
        if set(data) == set(names) and all(len(data[name]) == 2 for name in names):
            return TraitCells(names, *cases_among([data[name][0] for name in names], [data[name][1] for name in names]))
    raise EstimateError("intersections_cells_wrong", given=", ".join(str(cell) for cell in data))


def cells_of_table(data: Any, exposed: Mapping[str, Level] | None, outcome: str | None, event: Event) -> TraitCells:
    """Cells of a table, by the levels that are the traits; units of unknown level are left out."""
    if exposed is None or len(exposed) not in (2, 3):
        raise EstimateError("intersections_exposed_wrong", given=", ".join(exposed or ()))
    read = read_cells(data, tuple(exposed), outcome=outcome, event=event, unknown="exclude")
    codes = pd.Series("", index=read.frame.index, dtype="str")
    for dimension, levels in exposed.items():
        traits = [levels] if isinstance(levels, str) else list(levels)
        if len(read.frame) and not set(traits) & set(read.frame[dimension]):
            known = ", ".join(read.levels(dimension))
            raise EstimateError(
                "intersections_trait_unknown", dimension=dimension, given=", ".join(traits), known=known
            )
        codes += read.frame[dimension].isin(traits).map({True: "1", False: "0"})
    names = _names(len(exposed))
    sums = read.frame[["n", "events"]].groupby(codes).sum().reindex(names, fill_value=0)
    events, n = (np.asarray(sums[column], dtype="float64") for column in ("events", "n"))
    return TraitCells(names, events, n, read.excluded)


def reason_of(cells: TraitCells, scale: str) -> str:
    """Why there are no ratios, if there are none."""
    if not (cells.n > 0).all():
        return "intersections_note_empty_group"
    if cells.events[0] == 0:
        return "intersections_note_reference_zero"
    return "intersections_note_all_events" if scale == "or" and (cells.events == cells.n).any() else ""


def ratios_of_cells(cells: TraitCells, scale: str) -> Ratios:
    """Log ratios to the reference, whose variance they share; a cell without events has a ratio of nothing."""
    some = np.maximum(cells.events, NOTHING)
    others = cells.n if scale == "rr" else cells.n - cells.events
    level, variance = np.log(some / others), 1 / some + (1 if scale == "or" else -1) / others
    shared = np.diag(variance[1:]) + variance[0]
    return Ratios(cells.names[1:], level[1:] - level[0], shared)


def ratios_of_model(data: FittedRatios) -> Ratios:
    """The ratios of a regression, whose cells must be all there."""
    covariance, cells = np.asarray(data.covariance, dtype=float), tuple(data.logs)
    sound = any(set(cells) == set(_names(traits)[1:]) for traits in (2, 3))
    if not sound or covariance.shape != (len(cells), len(cells)):
        raise EstimateError("intersections_cells_wrong", given=", ".join(cells))
    return Ratios(cells, np.array([float(data.logs[cell]) for cell in cells]), covariance)
