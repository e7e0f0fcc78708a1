"""The kernel: the counts of every grouping of up to k attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
"""Cells of a joint table: about as many as profiles, few enough for the cache and for keys of two bytes."""
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
    weights, sizes = profiles.weights, profiles.sizes
    kind = np.dtype(np.int64) if weights is None else weights.dtype
    found: dict[Grouping, Cells] = {(): cell_of_all(len(profiles) if weights is None else weights.sum())}
    by_size = sorted(range(len(sizes)), key=sizes.__getitem__)
    for standing, table in _tables(_ready(profiles, by_size), order):
        attributes = [by_size[each] for each in standing]
        grouping = tuple(sorted(attributes))
        axes = tuple(map(grouping.index, attributes))
        if isinstance(table, Profiles):
            found[grouping] = cells_of_profiles(table, kind, axes)
        else:
            found[grouping] = cells_of_table(table, kind, axes)
    return {grouping: found[grouping] for grouping in groupings(len(sizes), order)}


def _ready(profiles: Profiles, attributes: Sequence[int]) -> Profiles:
    """Codes of two bytes, which are quickly made into keys; whole weights as floats where these are exact."""
    weights = profiles.weights
    if weights is not None and weights.dtype.kind != "f" and np.abs(weights).sum() < EXACT:
        weights = weights.astype(np.float64)
    columns = [profiles.columns[each] for each in attributes]
    codes = tuple(column.astype(np.uint16) if column.itemsize == 1 else column for column in columns)
    return Profiles(codes, tuple(profiles.sizes[each] for each in attributes), weights)


def _tables(rows: Profiles, order: int) -> Iterator[tuple[Grouping, Table | Profiles]]:
    """Every grouping's table, the widest first; only those from which narrower ones follow are kept meanwhile."""
    narrower = [each for each in reversed(groupings(len(rows.sizes), order - 1)) if each]
    parents = {each: _smallest_parent(each) for each in narrower}
    awaited = set(parents.values())
    kept: dict[Grouping, Table | Profiles] = {}
    for grouping, table in _widest(rows, order):
        if grouping in awaited:
            kept[grouping] = table
        yield grouping, table
    for grouping in narrower:
        kept[grouping] = table = _without(kept[parents[grouping]], _dropped(parents[grouping], grouping))
        yield grouping, table


def _smallest_parent(grouping: Grouping) -> Grouping:
    """With the attribute that has the fewest levels, the first one that the grouping does not have."""
    first = next(each for each in range(len(grouping) + 1) if each not in grouping)
    return tuple(sorted((*grouping, first)))


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
    limit = min(max(1 << len(rows).bit_length(), SMALLEST_COVER), LARGEST_COVER)
    for cover in design_covers(rows.sizes, order, limit):
        table = _counted(_selected(rows, cover.attributes))
        if cover.serves == (cover.attributes,):
            yield cover.attributes, table
        else:
            assert not isinstance(table, Profiles)  # a cover of several groupings is small
            yield from _served(table, cover)


def _selected(rows: Profiles, grouping: Grouping) -> Profiles:
    columns = tuple(rows.columns[each] for each in grouping)
    return Profiles(columns, tuple(rows.sizes[each] for each in grouping), rows.weights)


def _served(table: Table, cover: Cover) -> Iterator[tuple[Grouping, Table]]:
    """The tables of a cover's groupings: the largest attribute that one does not have is summed out first."""
    done = {cover.attributes: table}
    for grouping in cover.serves:
        here = cover.attributes
        for axis in reversed(range(len(here))):
            if cover.attributes[axis] not in grouping:
                larger = done[here]
                here = here[:axis] + here[axis + 1 :]
                if here not in done:
                    done[here] = np.add.reduce(larger, axis=axis)
        yield grouping, done[here]
