"""The counts of one grouping: its non-empty cells, as keys and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cube_profiles import Profiles, collapse
from .cube_sets import ValueSets
from .cube_words import WORD_BITS, Codes


@dataclass(frozen=True, eq=False)
class Cells:
    """Cells that are not zero.

    ``keys``: the place of each cell in the table, its last axis running fastest; a table of more than 2⁶³ cells
    takes several arrays, each for as many axes as fit. ``n``: what each cell counts. ``sizes``: how many levels
    each axis has. ``axes``: which attribute of the grouping each axis is.
    """

    keys: tuple[Codes, ...]
    n: NDArray[Any]
    sizes: tuple[int, ...]
    axes: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.n)

    @property
    def nbytes(self) -> int:
        """Memory of keys and numbers."""
        return self.n.nbytes + sum(key.nbytes for key in self.keys)

    @property
    def levels(self) -> tuple[int, ...]:
        """How many levels each attribute has, in the order of the grouping."""
        return tuple(self._in_order(self.sizes))

    def codes(self) -> tuple[Codes, ...]:
        """The level of each attribute in each cell, as its place among the levels, in the order of the grouping."""
        found: list[Codes] = []
        for key, sizes in zip(self.keys, _runs(self.sizes), strict=True):
            found += np.unravel_index(key, sizes) if sizes else []
        return tuple(self._in_order(found))

    def table(self) -> NDArray[Any]:
        """All cells, zeros too, an axis for each attribute in the order of the grouping."""
        whole = np.zeros(prod(self.sizes), self.n.dtype)
        whole[self.keys[0]] = self.n
        return whole.reshape(self.sizes).transpose(self._in_order(range(len(self.axes))))

    def _in_order(self, of_axes: Sequence[Any]) -> list[Any]:
        return [of_axes[self.axes.index(attribute)] for attribute in range(len(self.axes))]

    def sorted(self) -> Cells:
        """The same cells in the order of their levels, the first attribute first."""
        return cells_of_profiles(collapse(self.codes(), self.levels, self.n)) if self.sizes else self


def cell_of_all(n: Any) -> Cells:
    """The one cell of the empty grouping: everybody."""
    counted = np.atleast_1d(n)
    kept = counted[counted != 0]
    return Cells((np.zeros(len(kept), np.uint8),), kept, (), ())


def cells_of_tables(
    tables: Sequence[NDArray[Any]], kind: np.dtype[Any], axes: Sequence[tuple[int, ...]]
) -> list[Cells]:
    """The cells of several tables that are not zero, their numbers of the kind asked for; looked for all at once.

    Examples
    --------
    >>> one, other = cells_of_tables([np.array([0.0, 2]), np.eye(2)], np.dtype(int), [(0,), (0, 1)])
    >>> one.keys[0].tolist(), one.n.tolist(), other.keys[0].tolist(), other.n.tolist()
    ([1], [2], [0, 3], [1, 1])
    """
    flat = tables[0].ravel() if len(tables) == 1 else np.concatenate([table.ravel() for table in tables])
    (places,) = flat.astype(bool).nonzero()  # ten times as fast as finding them among numbers
    n = flat.take(places).astype(kind, copy=False)
    sizes = np.array([table.size for table in tables])
    cuts = np.searchsorted(places, np.cumsum(sizes)).tolist()
    keys = places - np.repeat(np.cumsum(sizes) - sizes, np.diff(cuts, prepend=0))
    keys = keys.astype(_smallest(int(sizes.max())))
    found = zip(tables, axes, [0, *cuts], cuts, strict=False)
    return [Cells((keys[low:high],), n[low:high], table.shape, each) for table, each, low, high in found]


def cells_of_profiles(
    profiles: Profiles, kind: np.dtype[Any] | None = None, axes: tuple[int, ...] | None = None
) -> Cells:
    """Distinct rows in their order, as cells."""
    weights = profiles.each
    kept = weights != 0
    keys, used = [], 0
    for sizes in _runs(profiles.sizes):
        columns = profiles.columns[used : used + len(sizes)]
        keys.append(joint_key(columns, sizes)[kept])
        used += len(sizes)
    attributes = tuple(range(len(profiles.sizes))) if axes is None else axes
    return Cells(tuple(keys), weights[kept].astype(kind or weights.dtype), profiles.sizes, attributes)


def joint_key(columns: Sequence[Codes], sizes: Sequence[int]) -> Codes:
    """One number for the codes of a row: its place in the table of ``sizes``, in as few bytes as that needs."""
    key, cells = columns[0], sizes[0]
    for column, size in zip(columns[1:], sizes[1:], strict=True):
        cells *= size
        kind = _smallest(cells)
        key = key.astype(kind, copy=False) * kind.type(size)
        key += column.astype(kind, copy=False)
    return key.astype(_smallest(cells), copy=False)


@cache
def _smallest(cells: int) -> np.dtype[Any]:
    """For keys of a table, and for its sizes, by which they are multiplied."""
    return np.min_scalar_type(cells)


def _runs(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The sizes in order, in as few runs as have less than 2⁶³ cells each."""
    run: tuple[int, ...] = ()
    for size in sizes:
        if prod((*run, size)) >= 1 << WORD_BITS:
            yield run
            run = ()
        run = (*run, size)
    yield run


def opened(cells: Cells, sets: Sequence[ValueSets | None], sizes: Sequence[int]) -> Cells:
    """Cells by sets of values as cells by values; each unit counts in each value of its set, once."""
    columns, weights = list(cells.codes()), cells.n
    for axis, known in enumerate(sets):
        if known is not None:
            whose, values = known.places(columns[axis])
            columns = [column[whose] for column in columns]
            columns[axis], weights = values, weights[whose]
    return cells_of_profiles(collapse(columns, sizes, weights))


def merged(cells: Cells, others: Cells) -> Cells:
    """The counts of two parts of the same people, added up."""
    if not cells.sizes:
        return cell_of_all(cells.n.sum() + others.n.sum())
    columns = [np.concatenate(both) for both in zip(cells.codes(), others.codes(), strict=True)]
    return cells_of_profiles(collapse(columns, cells.levels, np.concatenate([cells.n, others.n])))
