"""The kernel: the counts of every grouping of up to k attributes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cube_cells import Cells, cell_of_all, cells_of_profiles, cells_of_tables, joint_key
from .cube_cover import Cover, Grouping, design_covers, in_given_order, narrower_groupings
from .cube_profiles import EXACT, Profiles, add_up, collapse
from .cube_words import Codes

Table = NDArray[Any]
Counted = tuple[Grouping, Table | Profiles]
SMALLEST_COVER, LARGEST_COVER = 1 << 12, 1 << 17
"""Cells of a joint table: about as many as profiles, few enough for the cache."""
LARGE_TABLE, BATCH_CELLS = 1 << 14, 1 << 17
"""Cells of a table that is searched by itself, and of small ones that are searched together, for what is not zero."""
BLOCK_ROWS = 1 << 19
"""Rows counted at a time: their keys stay in the cache, and the tables of blocks are not added too often."""
MANY_ROWS, MANY_COVERS = 1 << 18, 64
"""From so many of both on a second thread pays: it shortens a long wait, but the threads share caches and work more."""
WAITING_COVERS = 32
EMPTY_CELLS = 8
"""A table of more than so many cells for each profile is not laid out: its profiles are sorted."""


def groupings(attributes: int, order: int) -> list[Grouping]:
    """Every grouping of up to ``order`` attributes, small ones first."""
    return [each for size in range(order + 1) for each in combinations(range(attributes), size)]


def count_groupings(profiles: Profiles, order: int) -> dict[Grouping, Cells]:
    """The cells of every grouping of up to ``order`` attributes.

    Tables of ``order`` attributes are summed from covers, those of fewer from the smallest larger one. Meanwhile the
    attribute with the most levels is the last axis of each table: long runs are summed fastest.
    """
    sizes, kind = profiles.sizes, profiles.weights.dtype
    found: dict[Grouping, Cells] = {(): cell_of_all(profiles.total)}
    standing = tuple(sorted(range(len(sizes)), key=sizes.__getitem__))
    given = in_given_order(standing, order)
    for batch in _batches(_tables(_ready(profiles, standing), order)):
        attributes, axes = zip(*(given[each] for each, _ in batch), strict=True)
        found.update(zip(attributes, _cells([table for _, table in batch], kind, axes), strict=True))
    return {grouping: found[grouping] for grouping in groupings(len(sizes), order)}


def _ready(profiles: Profiles, attributes: Sequence[int]) -> Profiles:
    """Another order of attributes; whole weights as floats where these are exact."""
    weights = profiles.weights
    if weights.dtype.kind != "f" and np.abs(weights).sum() < EXACT:
        weights = weights.astype(np.float64)
    columns = tuple(profiles.columns[each] for each in attributes)
    return Profiles(columns, tuple(profiles.sizes[each] for each in attributes), weights)


def _batches(tables: Iterable[Counted]) -> Iterator[list[Counted]]:
    """Small tables in batches; large ones, and distinct profiles, which are no table, each by themselves."""
    batch: list[Counted] = []
    cells = 0
    for grouping, table in tables:
        if isinstance(table, Profiles) or table.size > LARGE_TABLE:
            yield [(grouping, table)]
            continue
        batch.append((grouping, table))
        cells += table.size
        if cells > BATCH_CELLS:
            yield batch
            batch, cells = [], 0
    if batch:
        yield batch


def _cells(tables: Sequence[Table | Profiles], kind: np.dtype[Any], axes: Sequence[tuple[int, ...]]) -> list[Cells]:
    if isinstance(tables[0], Profiles):
        return [cells_of_profiles(tables[0], kind, axes[0])]
    return cells_of_tables([table for table in tables if not isinstance(table, Profiles)], kind, axes)


def _tables(rows: Profiles, order: int) -> Iterator[Counted]:
    """Every grouping's table, the widest first; only those from which narrower ones follow are kept meanwhile."""
    narrower = narrower_groupings(len(rows.sizes), order)
    awaited = {parent for _, parent, _ in narrower}
    kept: dict[Grouping, Table | Profiles] = {}
    for grouping, table in _widest(rows, order):
        if grouping in awaited:
            kept[grouping] = table
        yield grouping, table
    for grouping, parent, axis in narrower:
        kept[grouping] = table = _without(kept[parent], axis)
        yield grouping, table


def _without(table: Table | Profiles, axis: int) -> Table | Profiles:
    if not isinstance(table, Profiles):
        return np.asarray(np.add.reduce(table, axis=axis))
    columns, sizes = list(table.columns), list(table.sizes)
    del columns[axis], sizes[axis]
    return _counted(Profiles(tuple(columns), tuple(sizes), table.weights))


def _counted(rows: Profiles) -> Table | Profiles:
    """The table of all attributes of ``rows``; where it would be almost empty, its distinct profiles."""
    if prod(rows.sizes) > max(EMPTY_CELLS * len(rows), LARGEST_COVER):
        return collapse(rows.columns, rows.sizes, rows.each)
    return _table(rows.columns, rows.sizes, rows.weights)


def _table(columns: Sequence[Codes], sizes: tuple[int, ...], weights: Table) -> Table:
    """Rows that do not fit the cache are counted in blocks."""
    rows, cells = len(columns[0]), prod(sizes)
    counted = [
        add_up(
            joint_key([column[low : low + BLOCK_ROWS] for column in columns], sizes),
            weights[low : low + BLOCK_ROWS],
            cells,
        )
        for low in range(0, max(rows, 1), BLOCK_ROWS)
    ]
    return np.asarray(sum(counted[1:], start=counted[0])).reshape(sizes)


def _widest(rows: Profiles, order: int) -> Iterator[Counted]:
    limit = min(max(1 << len(rows).bit_length(), SMALLEST_COVER), LARGEST_COVER)
    covers = design_covers(rows.sizes, order, limit)
    for cover, table in zip(covers, _joint_tables(rows, covers), strict=True):
        if len(cover.attributes) == order:
            yield cover.attributes, table
        else:
            tables = [np.asarray(table)]
            for source, axis, grouping in cover.sums:
                tables.append(np.add.reduce(tables[source], axis=axis))
                if grouping is not None:
                    yield grouping, tables[-1]


def _joint_tables(rows: Profiles, covers: Sequence[Cover]) -> Iterator[Table | Profiles]:
    """Where it takes long, several covers are counted at the same time: numpy lets other threads run meanwhile."""

    def counted(cover: Cover) -> Table | Profiles:
        return _counted(Profiles(tuple(rows.columns[each] for each in cover.attributes), cover.sizes, rows.weights))

    if len(rows) < MANY_ROWS or len(covers) < MANY_COVERS:
        yield from map(counted, covers)
    else:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for low in range(0, len(covers), WAITING_COVERS):
                yield from pool.map(counted, covers[low : low + WAITING_COVERS])
