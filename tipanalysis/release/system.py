"""The system: everything a release says about the same people, as linear forms over atoms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from ..words.errors import ReleaseError
from .atoms import Clique, build_clique
from .cells import Cell, Key, Table, hidden_differences, variables_of
from .cliques import find_cliques, join_tree
from .coarser import coarser_cells, known_only_coarsely
from .space import Space, missing_codes
from .versions import changes, unknown_changes

Array = Any


@dataclass
class System:
    """Linear forms over atoms: ``forms @ atoms == values`` and ``links @ atoms == 0`` with ``atoms >= 0``.

    One form may be printed in several places (``keys``); a form without keys is a difference that
    nobody prints. ``threshold`` is the highest of its cells; ``cost`` what hiding it takes from readers.
    """

    forms: Any
    links: Any
    values: Array
    threshold: Array
    cost: Array
    keys: list[list[Key]]
    fixed: Array
    closed: Array
    unknown: Array
    """Forms hidden before whose true value is not known now; they stand as 1."""
    several: Array
    """For each atom how many answers its people hold beyond one of each variable."""
    least: float = 1.0
    """The least that a hidden number can be: 1, or 0 where zeros are hidden too."""
    between: dict[int, tuple[Key, Key]] = field(default_factory=dict)
    """The forms that are a change which nobody here knows, each with the later cell and the earlier one."""
    narrow: bool = False
    """Whether atoms were left out, so that some tables are not thought of."""
    doubted: bool = False
    """Whether the true numbers do not fit what readers may believe, so that they are no table that could be."""

    @property
    def known(self) -> bool:
        """Whether the numbers are a table that could be."""
        return not self.doubted and not self.unknown.any()

    def narrowed(self, kept: Array) -> System:
        """The system with some of its atoms only: fewer tables could be, so whoever is safe in it is safe."""
        return replace(
            self,
            forms=self.forms[:, kept].tocsr(),
            links=self.links[:, kept].tocsr(),
            several=self.several[kept],
            narrow=True,
        )

    @property
    def atoms(self) -> int:
        """How many atoms there are."""
        return int(self.forms.shape[1])

    @cached_property
    def either(self) -> Array:
        """Forms that may be a small change: it is enough that they could be none, or as many as need no protection."""
        return np.isin(np.arange(len(self.values)), list(self.between))

    @cached_property
    def signed(self) -> Array:
        """Forms that may be negative: changes of a register that did not only grow."""
        return np.asarray((self.forms < 0).sum(axis=1)).ravel() > 0

    @cached_property
    def printed(self) -> Array:
        """Which forms some table prints."""
        return np.array([bool(keys) for keys in self.keys], dtype=bool)

    @cached_property
    def sensitive(self) -> Array:
        """Which forms are small numbers to protect; what was shown before is lost already."""
        return (self.values >= self.least) & (self.values < self.threshold) & ~self.fixed

    @cached_property
    def goal(self) -> Array:
        """How high a small number must be able to go: to its threshold less one, and above the least."""
        return np.maximum(self.threshold - 1, self.least + 1).astype("float64")


def build_system(
    tables: Sequence[Table], cells: Mapping[Key, Cell], before: Mapping[Key, Cell], space: Space
) -> System:
    """The global system of ``tables``, which are about the same people.

    Cliques of dimensions are linked where they overlap (a junction tree), so that the atoms describe
    exactly the joint tables that could be; atoms in published zeros are left out. ``before`` holds cells
    that were hidden earlier and whose numbers are not known now.
    """
    from scipy import sparse

    sizes = {name: len(node.levels) for name, node in space.nodes.items()}
    cliques = [build_clique(names, space) for names in find_cliques(map(space.family, tables), sizes)]
    edges = join_tree([frozenset(clique.names) for clique in cliques])
    _prune_unlinked(cliques, edges, space)
    rows = _Rows(cliques, space)
    zeros_hidden = any(table.zeros_hidden for table in tables)
    for key, cell in sorted(cells.items()):
        if cell.value > 0 or zeros_hidden:
            rows.add_cell(key, cell)
    differences = hidden_differences({**cells, **coarser_cells(tables, cells, space)})
    unprinted = (*differences, *changes(cells), *known_only_coarsely(tables, cells, space))
    for whole, parts, value, threshold in unprinted:
        rows.add_difference(whole, parts, value, threshold)
    for key, cell in sorted(before.items()):
        rows.add_unknown(key, cell)
    for later, earlier, threshold in unknown_changes(cells, before):
        rows.add_change(later, earlier, threshold)
    links = sparse.csr_matrix(_link_rows(cliques, edges, rows.offsets, space))
    system = rows.system(links)
    system.least = 0.0 if zeros_hidden else 1.0
    return system


def _prune_unlinked(cliques: list[Clique], edges: list[tuple[int, int]], space: Space) -> None:
    """Take out atoms whose levels the neighbouring clique rules out, until none is left."""
    before = -1
    while before != (before := sum(len(clique.atoms) for clique in cliques)):
        for a, b in edges:
            shared = sorted(set(cliques[a].names) & set(cliques[b].names))
            left, right = cliques[a].groups(shared, space), cliques[b].groups(shared, space)
            cliques[a] = Clique(cliques[a].names, cliques[a].atoms[np.isin(left, right)])
            cliques[b] = Clique(cliques[b].names, cliques[b].atoms[np.isin(right, left)])


def _link_rows(cliques: list[Clique], edges: list[tuple[int, int]], offsets: list[int], space: Space) -> Any:
    """Rows that say: what two neighbouring cliques share is the same in both."""
    from scipy import sparse

    rows, columns, signs, start = [], [], [], 0
    for a, b in edges:
        shared = sorted(set(cliques[a].names) & set(cliques[b].names))
        groups = [cliques[side].groups(shared, space) for side in (a, b)]
        common = np.unique(np.concatenate(groups))
        for side, group, sign in ((a, groups[0], 1.0), (b, groups[1], -1.0)):
            rows.append(start + np.searchsorted(common, group))
            columns.append(offsets[side] + np.arange(len(group)))
            signs.append(np.full(len(group), sign))
        start += len(common)
    shape = (start, offsets[-1])
    if not rows:
        return sparse.csr_matrix(shape)
    return sparse.coo_matrix((np.concatenate(signs), (np.concatenate(rows), np.concatenate(columns))), shape=shape)


class _Rows:
    """Collects forms; cells with the same atoms become one form."""

    def __init__(self, cliques: list[Clique], space: Space) -> None:
        self.cliques, self.space = cliques, space
        self.offsets = [0, *np.cumsum([len(clique.atoms) for clique in cliques]).tolist()]
        self.found: dict[tuple[int, bytes, bytes], int] = {}
        self.columns: list[Array] = []
        self.times: list[Array] = []
        self.values: list[int] = []
        self.thresholds: list[int] = []
        self.costs: list[float] = []
        self.keys: list[list[Key]] = []
        self.fixed: list[bool] = []
        self.closed: list[bool] = []
        self.unknown: list[bool] = []
        self.between: dict[int, tuple[Key, Key]] = {}

    def add_cell(self, key: Key, cell: Cell) -> None:
        """The form of a printed cell."""
        home = self._home(self.space.nodes_of(key[0], variables_of(key)))
        times = self.cliques[home].counted(key, self.space)
        if cell.value == 0 and not times.any():
            return
        form = self._form(home, times, cell.value)
        if self.values[form] != cell.value:
            raise ReleaseError("protect_contradiction", tables=self._tables_of(form, cell))
        self.thresholds[form] = max(self.thresholds[form], cell.threshold)
        self.costs[form] += cost_of(key, cell)
        self.keys[form].append(key)
        self.fixed[form] |= cell.fixed
        self.closed[form] |= cell.closed

    def add_unknown(self, key: Key, cell: Cell) -> None:
        """The form of a cell that was hidden before and is not counted now."""
        home = self._home(self.space.nodes_of(key[0], variables_of(key)))
        times = self.cliques[home].counted(key, self.space)
        if times.any():
            known = len(self.values)
            form = self._form(home, times, cell.value)
            self.keys[form].append(key)
            self.closed[form] = True
            self.thresholds[form] = max(self.thresholds[form], cell.threshold)
            self.unknown[form] |= form >= known

    def add_change(self, later: Key, earlier: Key, threshold: int) -> None:
        """The form of a change between two states of the register that nobody here knows."""
        known = len(self.values)
        home, times = self._less(later, (earlier,))
        if times.any() and (form := self._form(home, times, 1)) >= known:
            self.between[form], self.thresholds[form] = (later, earlier), threshold
            self.unknown[form] = True

    def add_difference(self, whole: Key, parts: tuple[Key, ...], value: int, threshold: int) -> None:
        """The form of a number that nobody prints: a region less regions inside it."""
        form = self._form(*self._less(whole, parts), value)
        self.thresholds[form] = max(self.thresholds[form], threshold)

    def _less(self, whole: Key, parts: tuple[Key, ...]) -> tuple[int, Array]:
        needed = {name for key in (whole, *parts) for name in self.space.nodes_of(key[0], variables_of(key))}
        home = self._home(frozenset(needed))
        times = self.cliques[home].counted(whole, self.space)
        for part in parts:
            times = times - self.cliques[home].counted(part, self.space)
        return home, times

    def _home(self, needed: frozenset[str]) -> int:
        """The smallest clique that holds all dimensions needed."""
        able = [i for i, clique in enumerate(self.cliques) if needed <= set(clique.names)]
        return min(able, key=lambda i: (len(self.cliques[i].atoms), i))

    def _form(self, home: int, times: Array, value: int) -> int:
        columns = np.flatnonzero(times)
        if not len(columns):
            raise ReleaseError("protect_contradiction", tables=", ".join(t.name for t in self.space.tables))
        signature = (home, columns.tobytes(), times[columns].tobytes())
        if signature not in self.found:
            self.found[signature] = len(self.values)
            self.columns.append(columns + self.offsets[home])
            self.times.append(times[columns])
            self.values.append(value)
            self.thresholds.append(1)
            self.costs.append(0.0)
            self.keys.append([])
            self.fixed.append(False)
            self.closed.append(False)
            self.unknown.append(False)
        return self.found[signature]

    def _tables_of(self, form: int, cell: Cell) -> str:
        return ", ".join(sorted({place.table for place in cell.places}))

    def system(self, links: Any) -> System:
        """Everything collected, atoms that no row tells apart merged."""
        from scipy import sparse

        lengths = [len(columns) for columns in self.columns]
        rows = np.repeat(np.arange(len(lengths)), lengths)
        shape = (len(lengths), self.offsets[-1])
        columns = np.concatenate(self.columns) if self.columns else np.zeros(0, dtype=int)
        times = np.concatenate(self.times) if self.times else np.zeros(0)
        forms = sparse.csr_matrix((times, (rows, columns)), shape=shape)
        several = np.concatenate([clique.several(self.space) for clique in self.cliques])
        keep = _distinct_columns(sparse.vstack([forms, links]).tocsc(), several)
        return System(
            forms=forms[:, keep].tocsr(),
            links=links[:, keep].tocsr(),
            values=np.array(self.values, dtype="float64"),
            threshold=np.array(self.thresholds),
            cost=np.array(self.costs),
            keys=self.keys,
            fixed=np.array(self.fixed, dtype=bool),
            closed=np.array(self.closed, dtype=bool),
            unknown=np.array(self.unknown, dtype=bool),
            several=several[keep],
            between=self.between,
        )


def _distinct_columns(matrix: Any, several: Array) -> Array:
    """The simplest of each group of equal columns; empty ones are left out."""
    matrix.sort_indices()
    seen: dict[tuple[bytes, bytes], int] = {}
    for column in np.argsort(several, kind="stable"):
        part = slice(matrix.indptr[column], matrix.indptr[column + 1])
        if part.start < part.stop:
            seen.setdefault((matrix.indices[part].tobytes(), matrix.data[part].tobytes()), column)
    return np.array(sorted(seen.values()), dtype=int)


def cost_of(key: Key, cell: Cell) -> float:
    """What readers lose if a cell is hidden: margins cost more than detail, unknowns less than answers."""
    _, codes, _ = key
    weight = {0: 50.0, 1: 8.0, 2: 3.0}.get(len(codes), 1.0) * len(cell.places)
    if any(code in missing_codes() for _, code in codes):
        weight *= 0.5
    return weight * float(1 + np.log2(1 + cell.value) / 4)
