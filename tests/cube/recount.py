"""Counting again, the slow and plain way: one Python loop over the people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import Any

import pandas as pd

from tipanalysis.counts.cube_value import Cube
from tipanalysis.register.register import Register

Cell = tuple[str, ...]


def every_grouping(names: Sequence[str], order: int) -> list[tuple[str, ...]]:
    return [each for size in range(order + 1) for each in combinations(names, size)]


def recount_frame(frame: pd.DataFrame, by: Sequence[str], weight: str | None = None) -> dict[Cell, Any]:
    weights = [1] * len(frame) if weight is None else frame[weight].tolist()
    cells: Counter[Cell] = Counter()
    columns = [["ND" if pd.isna(value) else str(value) for value in frame[name]] for name in by]
    for at, counted in enumerate(weights):
        cells[tuple(column[at] for column in columns)] += counted
    return without_zeros(cells)


def recount_register(register: Register, by: Sequence[str], key: str, *, mentions: bool = False) -> dict[Cell, Any]:
    """Units in each cell; a mention is a record in a cell."""
    seen: set[tuple[Any, Cell]] = set()
    for record in register.records.to_dict("records"):
        values = [_values(register, record, name) for name in by]
        unit = record["id"] if mentions else record[key]
        seen |= {(unit, cell) for cell in product(*values)}
    return without_zeros(Counter(cell for _, cell in seen))


def _values(register: Register, record: Mapping[str, Any], name: str) -> Iterable[str]:
    if name not in register.children:
        return [str(record[name])]
    child = register.children[name]
    return sorted(set(child.loc[child["id"] == record["id"], name])) or ["ND"]


def without_zeros(cells: Mapping[Cell, Any]) -> dict[Cell, Any]:
    return {cell: counted for cell, counted in cells.items() if counted != 0}


def cells_of(cube: Cube, by: Sequence[str]) -> dict[Cell, Any]:
    """What the cube keeps of a grouping, read out of its arrays."""
    cells = cube.cells(by)
    names = [name for name in cube.variables if name in by]
    texts = [[cube.levels[name][at] for at in codes] for name, codes in zip(names, cells.codes(), strict=True)]
    return dict(zip(zip(*texts, strict=True) if texts else [()] * len(cells), cells.n.tolist(), strict=True))
