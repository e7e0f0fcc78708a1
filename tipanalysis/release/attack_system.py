"""From releases to one linear system: what all tables of the same people say together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .attack_bounds import Floats, Sparse, System
from .attack_clusters import Layout, Scope, lay_out
from .attack_shares import printed_shares
from .attack_tables import Cell, Table, printed_cells
from .attack_traits import Condition, Trait, Traits, spread

ATOM_LIMIT = 20_000
"""No cluster of traits holds more groups of people than that; beyond it the attacker settles for less."""
RAW_LIMIT = 2_000_000


class Model:
    """Tables of the same people, with the groups of people (atoms) that explain every printed cell."""

    def __init__(self, tables: list[Table], *, lower: int = 0, trusting: bool = True, grew: bool = True) -> None:
        self.tables = tables
        self.lower = lower
        self.traits = Traits(tables, trusting, grew)
        self.cells = [
            cell
            for number, table in enumerate(tables)
            for cell in printed_cells(number, table)
            if trusting or cell.spoken
        ]
        self.shares = [
            share for number, table in enumerate(tables if trusting else []) for share in printed_shares(number, table)
        ]

    def condition(self, cell: Cell) -> Condition:
        """The answers of the people in a cell."""
        return self.traits.condition(self.tables[cell.table], cell.codes)

    def _conditions(self, cell: Cell) -> list[Condition]:
        """The groups that a cell adds up: one, or one for each value where the cell counts mentions of them."""
        table = self.tables[cell.table]
        open_to_all = [name for name in table.mentions if name not in dict(cell.codes)]
        values = product(*([(name, code) for code in table.levels(name)] for name in open_to_all))
        return [self.traits.condition(table, (*cell.codes, *named)) for named in values]

    @cached_property
    def system(self) -> System:
        """One row per cell of ``cells``."""
        from scipy.sparse import vstack

        rows = vstack([self._summed_over(cell) for cell in self.cells], format="csr")
        values = np.array([cell.n for cell in self.cells], dtype=float)
        return System(rows, values, self._links, self._at_least(rows), self.lower, self._ranges)

    def _summed_over(self, cell: Cell) -> Sparse:
        return self.row(*self._conditions(cell))

    def row(self, *groups: Condition) -> Sparse:
        """The atoms that groups of people add up, as one sparse row; an atom in two groups counts twice."""
        from scipy.sparse import csr_array

        columns = np.concatenate([np.zeros(0, dtype=np.intp), *map(self._atoms, groups)])
        row = csr_array((np.ones(len(columns)), columns, np.array([0, len(columns)])), shape=(1, self._starts[-1]))
        row.sum_duplicates()
        return row

    def _atoms(self, group: Condition) -> NDArray[np.intp]:
        number = self.layout.home(group)
        taken = np.broadcast_to(self.traits.mask(group, self._scopes[number]), self._allowed[number].shape)
        return np.asarray(self._starts[number] + np.flatnonzero(taken[self._allowed[number]]))

    @cached_property
    def layout(self) -> Layout:
        """The clusters of traits."""
        shared = [cell for share in self.shares for cell in (share.part, share.whole) if isinstance(cell, Cell)]
        scopes = [frozenset(condition) for cell in (*self.cells, *shared) for condition in self._conditions(cell)]
        relations = [frozenset(traits) for traits in self._relations]
        traits = set().union(*scopes, *relations)
        sizes = {trait: len(self.traits.levels(trait)) for trait in traits}
        return lay_out([*scopes, *relations], sizes, self._fits)

    @cached_property
    def _relations(self) -> dict[tuple[Trait, ...], NDArray[np.bool_]]:
        found: dict[tuple[Trait, ...], NDArray[np.bool_]] = {}
        for traits, allowed in self.traits.relations():
            found[traits] = found[traits] & allowed if traits in found else allowed
        return {traits: allowed for traits, allowed in found.items() if not allowed.all()}

    def _fits(self, scope: Scope) -> bool:
        raw = prod(len(self.traits.levels(trait)) for trait in scope)
        return raw <= ATOM_LIMIT or (raw <= RAW_LIMIT and self._possible(_ordered(scope)).sum() <= ATOM_LIMIT)

    def _possible(self, scope: tuple[Trait, ...]) -> NDArray[np.bool_]:
        """Which combinations of answers a person can give."""
        allowed = np.ones([len(self.traits.levels(trait)) for trait in scope], dtype=bool)
        inside = set(scope)
        for traits, relation in self._relations.items():
            if inside.issuperset(traits):
                allowed &= spread(relation, traits, scope)
        return allowed

    @cached_property
    def _scopes(self) -> list[tuple[Trait, ...]]:
        return [_ordered(scope) for scope in self.layout.scopes]

    @cached_property
    def _allowed(self) -> list[NDArray[np.bool_]]:
        return [self._possible(scope) for scope in self._scopes]

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        return np.concatenate([[0], np.cumsum([allowed.sum() for allowed in self._allowed])]).astype(np.intp)

    @cached_property
    def _links(self) -> Sparse | None:
        from scipy.sparse import vstack

        if not self.layout.links:
            return None
        parts = []
        for one, other, shared in self.layout.links:
            difference = self._summed(one, shared) - self._summed(other, shared)
            parts.append(difference[np.diff(difference.indptr) > 0])
        return vstack(parts, format="csr")

    def _summed(self, number: int, shared: Scope) -> Sparse:
        """The atoms of a cluster added up for each combination of the ``shared`` traits."""
        from scipy.sparse import csr_array

        allowed, scope = self._allowed[number], self._scopes[number]
        order = _ordered(shared)
        sizes = [len(self.traits.levels(trait)) for trait in order]
        places = np.nonzero(allowed)
        kept = tuple(places[scope.index(trait)] for trait in order)
        count = int(allowed.sum())
        row = np.ravel_multi_index(kept, sizes) if order else np.zeros(count, dtype=int)
        return csr_array(
            (np.ones(count), (row, self._starts[number] + np.arange(count))), shape=(prod(sizes), self._starts[-1])
        )

    def _at_least(self, rows: Sparse) -> Sparse | None:
        """Each person holds at least one value: the cells of a many-valued dimension reach their margin."""
        from scipy.sparse import csr_array, vstack

        found = [
            csr_array(rows[parts].sum(axis=0).reshape(1, -1)) - rows[[whole]] for whole, parts in self._overlapping()
        ]
        return vstack(found, format="csr") if found else None

    @cached_property
    def _ranges(self) -> tuple[Sparse, Floats, Floats] | None:
        from scipy.sparse import vstack

        if not self._ranged:
            return None
        _, rows, low, high = zip(*self._ranged, strict=True)
        return vstack(rows, format="csr"), np.array(low), np.array(high)

    @property
    def ranged(self) -> list[Cell]:
        """Of which cell each range tells: one that is rounded, or one that has a printed share or rate."""
        return [cell for cell, *_ in self._ranged]

    @cached_property
    def _ranged(self) -> list[tuple[Cell, Sparse, float, float]]:
        """What lies between two numbers: rounded cells, and what shares hold of other cells or a known population."""
        found = [(cell, self._summed_over(cell), *cell.near) for cell in self.cells if cell.near]
        for share in self.shares:
            part = self._summed_over(share.part)
            if isinstance(share.whole, Cell):
                whole = self._summed_over(share.whole)
                found.append((share.part, part - share.low * whole, 0.0, np.inf))
                found.append((share.part, share.high * whole - part, 0.0, np.inf))
            else:
                found.append((share.part, part, share.low * share.whole, share.high * share.whole))
        return found

    def _overlapping(self) -> Iterator[tuple[int, list[int]]]:
        """Cells with a many-valued dimension summed out, and the cells of that dimension: places in ``cells``."""
        for number, table in enumerate(self.tables):
            for name in table.release.multi:
                for (holder, codes), whole in self.places.items():
                    if holder == number and name not in dict(codes):
                        parts = [self.places.get((number, codes | {(name, code)}), -1) for code in table.levels(name)]
                        if -1 not in parts:
                            yield whole, parts

    @cached_property
    def places(self) -> dict[tuple[int, frozenset[tuple[str, str]]], int]:
        """Where each cell stands in ``cells``, by table and codes."""
        return {(cell.table, frozenset(cell.codes)): place for place, cell in enumerate(self.cells) if cell.spoken}


def _ordered(scope: Iterable[Any]) -> tuple[Trait, ...]:
    return tuple(sorted(scope))
