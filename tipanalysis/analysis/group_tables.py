"""Units and events of every group of up to a few dimensions, and of whoever is outside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL
from ..counts.cube_value import Cube
from ..words.errors import EstimateError
from .records import Numbers
from .stratum_cells import Cells, Event, read_cells


@dataclass(frozen=True, eq=False)
class GroupTable:
    """Units ``n`` and ``events`` of each group of ``by``: arrays with one axis a dimension, in order of ``levels``."""

    by: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]
    n: Numbers
    events: Numbers

    @property
    def depth(self) -> int:
        """Of how many dimensions."""
        return len(self.by)

    def frame(self, among: Sequence[str]) -> pd.DataFrame:
        """One row for each group: the columns ``among`` (``TOTAL`` where summed out) and ``depth``, ``group``."""
        grids = dict(zip(self.by, np.indices(self.n.shape), strict=True))
        codes = {
            name: np.array(levels, dtype=object)[grids[name].ravel()]
            for name, levels in zip(self.by, self.levels, strict=True)
        }
        columns = {name: codes.get(name, np.full(self.n.size, TOTAL, dtype=object)) for name in among}
        told = [
            " × ".join(f"{name}={code}" for name, code in zip(self.by, row, strict=True))
            for row in zip(*codes.values(), strict=True)
        ]
        return pd.DataFrame(columns, dtype="str").assign(depth=self.depth, group=pd.Series(told, dtype="str"))


@dataclass(frozen=True, eq=False)
class Groups:
    """All tables, small ones first. ``total``: units counted; ``excluded``: those with an unknown level, left out."""

    tables: tuple[GroupTable, ...]
    by: tuple[str, ...]
    total: int
    excluded: int

    def of_depth(self, depth: int) -> list[GroupTable]:
        """The tables of as many dimensions."""
        return [table for table in self.tables if table.depth == depth]


def group_tables(
    data: Any,
    by: str | Sequence[str],
    depth: int,
    *,
    outcome: str | None = None,
    event: Event = None,
    unknown: str = "show",
) -> Groups:
    """Units and events of every group of up to ``depth`` of the dimensions ``by``.

    ``data``, ``outcome``, ``event`` and ``unknown`` are those of
    :func:`~tipanalysis.analysis.stratum_cells.read_cells`; ``data`` may also be a Cube whose order is at least
    ``depth`` and one more for the outcome. Of a Cube each table leaves out the unknowns of its own dimensions, and
    ``excluded`` is the most that one of them leaves out.
    """
    if isinstance(depth, bool) or not isinstance(depth, int) or depth < 1:
        raise EstimateError("profile_depth_wrong", given=depth)
    names = (by,) if isinstance(by, str) else tuple(by)
    chosen: Any = {"outcome": outcome, "event": event, "unknown": unknown}
    if isinstance(data, Cube):
        read = [
            read_cells(data.counts((*some, *([outcome] if outcome else []))), some, **chosen)
            for some in _choices(names, depth)
        ]
        tables = tuple(table for cells in read for table in _tables(cells, [cells.by]))
        return Groups(tables, names, int(data.total), max((cells.excluded for cells in read), default=0))
    cells = read_cells(data, names, **chosen)
    return Groups(tuple(_tables(cells, _choices(cells.by, depth))), cells.by, cells.total, cells.excluded)


def _choices(names: tuple[str, ...], depth: int) -> Iterator[tuple[str, ...]]:
    for size in range(1, min(depth, len(names)) + 1):
        yield from combinations(names, size)


def _tables(cells: Cells, choices: Iterable[tuple[str, ...]]) -> Iterator[GroupTable]:
    levels = {name: cells.levels(name) for name in cells.by}
    codes = {
        name: pd.Categorical(cells.frame[name], categories=list(levels[name])).codes.astype(np.intp)
        for name in cells.by
    }
    for by in choices:
        shape = tuple(len(levels[name]) for name in by)
        places = np.zeros(0, dtype=np.intp)
        if len(cells.n):
            places = np.ravel_multi_index([codes[name] for name in by], shape)
        n, events = (
            np.bincount(places, weight, minlength=int(np.prod(shape))).astype("float64").reshape(shape)
            for weight in (cells.n, cells.events)
        )
        yield GroupTable(by, tuple(levels[name] for name in by), n, events)


def exclusive(counts: Numbers) -> Numbers:
    """Each group beside those that lack one of its traits, or several: one row a group, 2 to the depth columns.

    The first column has all traits, the last none. Of two dimensions: both, the first only, the second only, neither.

    Examples
    --------
    >>> exclusive(np.array([[1.0, 2.0], [3.0, 4.0]])).tolist()[0]
    [1.0, 2.0, 3.0, 4.0]
    """
    parts = [counts]
    for axis in range(counts.ndim):
        parts = [side for part in parts for side in (part, part.sum(axis=axis, keepdims=True) - part)]
    return np.stack([part.ravel() for part in parts], axis=1)


def excess_weights(depth: int) -> Numbers:
    """What each column of :func:`exclusive` weighs in the excess over the parents.

    Examples
    --------
    >>> excess_weights(2).tolist()
    [1.0, -1.0, -1.0, 1.0]
    """
    weights = np.ones(1)
    for _ in range(depth):
        weights = np.kron(weights, np.array([1.0, -1.0]))
    return weights
