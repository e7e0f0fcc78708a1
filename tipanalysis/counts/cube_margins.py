"""The kernel: the counts of every grouping of up to k attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cube_cells import Cells, cell_of_all, cells_of_profiles, cells_of_table, joint_key
from .cube_cover import Cover, Grouping, design_covers
from .cube_profiles import EXACT, Profiles, add_up, collapse

Table = NDArray[Any]
SMALLEST_COVER, LARGEST_COVER = 1 << 12, 1 << 16
"""Cells of a joint table: few enough for the cache and, at most, for keys of two bytes."""
ROWS_TO_CELLS = 6
EMPTY_CELLS = 8
"""A table of more than so many cells for each profile is not laid out: its profiles are sorted."""


def groupings(attributes: int, order: int) -> list[Grouping]:
    """Every grouping of up to ``order`` attributes, small ones first."""
    return [each for size in range(order + 1) for each in combinations(range(attributes), size)]


def count_groupings(profiles: Profiles, order: int) -> dict[Grouping, Cells]:
    """The cells of every grouping of up to ``order`` attributes.

    Tables of ``order`` attributes are summed from covers, those of fewer from the smallest larger one.
    """
    weights = profiles.weights
    kind = np.dtype(np.int64) if weights is None else weights.dtype
    found: dict[Grouping, Cells] = {(): cell_of_all(len(profiles) if weights is None else weights.sum())}
    for grouping, table in _tables(_ready(profiles), order):
        found[grouping] = _cells(table, kind)
    return {grouping: found[grouping] for grouping in groupings(len(profiles.sizes), order)}


def _ready(profiles: Profiles) -> Profiles:
    """Codes of two bytes, which are quickly made into keys; whole weights as floats where these are exact."""
    weights = profiles.weights
    if weights is not None and weights.dtype.kind != "f" and np.abs(weights).sum() < EXACT:
        weights = weights.astype(np.float64)
    columns = (column.astype(np.uint16) if column.itemsize == 1 else column for column in profiles.columns)
    return replace(profiles, columns=tuple(columns), weights=weights)


def _tables(rows: Profiles, order: int) -> Iterator[tuple[Grouping, Table | Profiles]]:
    """Every grouping's table, the widest first; only those from which narrower ones follow are kept meanwhile."""
    narrower = [each for each in reversed(groupings(len(rows.sizes), order - 1)) if each]
    parents = {each: _smallest_parent(each, rows.sizes) for each in narrower}
    awaited = set(parents.values())
    kept: dict[Grouping, Table | Profiles] = {}
    for grouping, table in _widest(rows, order):
        if grouping in awaited:
            kept[grouping] = table
        yield grouping, table
    for grouping in narrower:
        kept[grouping] = table = _without(kept[parents[grouping]], _dropped(parents[grouping], grouping))
        yield grouping, table


def _smallest_parent(grouping: Grouping, sizes: tuple[int, ...]) -> Grouping:
    smallest = min(set(range(len(sizes))) - set(grouping), key=lambda each: (sizes[each], each))
    return tuple(sorted((*grouping, smallest)))


def _dropped(parent: Grouping, grouping: Grouping) -> int:
    """The axis of ``parent`` that ``grouping`` does not have."""
    return next((axis for axis, each in enumerate(grouping) if each != parent[axis]), len(grouping))


def _without(table: Table | Profiles, axis: int) -> Table | Profiles:
    if not isinstance(table, Profiles):
        return np.asarray(np.add.reduce(table, axis=axis))
    columns, sizes = list(table.columns), list(table.sizes)
    del columns[axis], sizes[axis]
    return _counted(Profiles(tuple(columns), tuple(sizes), table.weights))


def _counted(rows: Profiles) -> Table | Profiles:
    """The table of all attributes of ``rows``; where it would be almost empty, its distinct profiles."""
    if prod(rows.sizes) > max(EMPTY_CELLS * len(rows), LARGEST_COVER):
        return collapse(rows.columns, rows.sizes, rows.weights)
    return add_up(joint_key(rows.columns, rows.sizes), rows.weights, prod(rows.sizes)).reshape(rows.sizes)


def _widest(rows: Profiles, order: int) -> Iterator[tuple[Grouping, Table | Profiles]]:
    limit = 1 << (len(rows) // ROWS_TO_CELLS).bit_length()
    for cover in design_covers(rows.sizes, order, min(max(limit, SMALLEST_COVER), LARGEST_COVER)):
        table = _counted(_selected(rows, cover.attributes))
        if cover.serves == (cover.attributes,):
            yield cover.attributes, table
        else:
            assert not isinstance(table, Profiles)  # a cover of several groupings is small
            yield from _served(table, cover, rows.sizes)


def _selected(rows: Profiles, grouping: Grouping) -> Profiles:
    columns = tuple(rows.columns[each] for each in grouping)
    return Profiles(columns, tuple(rows.sizes[each] for each in grouping), rows.weights)


def _served(table: Table, cover: Cover, sizes: tuple[int, ...]) -> Iterator[tuple[Grouping, Table]]:
    """The tables of a cover's groupings: the largest attribute that one does not have is summed out first."""
    done = {cover.attributes: table}
    by_size = sorted(cover.attributes, key=lambda each: -sizes[each])
    for grouping in cover.serves:
        here = cover.attributes
        for each in by_size:
            if each not in grouping:
                axis, larger = here.index(each), done[here]
                here = here[:axis] + here[axis + 1 :]
                if here not in done:
                    done[here] = np.add.reduce(larger, axis=axis)
        yield grouping, done[here]


def _cells(table: Table | Profiles, kind: np.dtype[Any]) -> Cells:
    return cells_of_profiles(table, kind) if isinstance(table, Profiles) else cells_of_table(table, kind)
