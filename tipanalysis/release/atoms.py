"""Atoms: the smallest groups of people that the tables could tell apart, clique by clique."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from ..words.errors import ReleaseError
from .cells import Key, Region, Table
from .space import Space, selection_name

Array = Any
MOST_ATOMS = 200_000
"""More atoms than this in one clique is more than the protector can answer for."""


@dataclass
class Clique:
    """The atoms of one clique: a row per atom, a column per dimension, each the number of its level."""

    names: tuple[str, ...]
    atoms: Array

    def column(self, name: str) -> Array:
        """The level of each atom in one dimension."""
        return self.atoms[:, self.names.index(name)]

    def groups(self, names: Sequence[str], space: Space) -> Array:
        """One number per atom that says its levels in ``names``."""
        number = np.zeros(len(self.atoms), dtype="int64")
        for name in names:
            number = number * len(space.nodes[name].levels) + self.column(name)
        return number

    def counted(self, key: Key, space: Space) -> Array:
        """How often each atom stands in the cell ``key``: once or never, in mentions perhaps more often."""
        region, codes, mentions = key
        times = self.within(region, space).astype("float64")
        for variable, code in codes:
            times *= space.nodes[variable].holds(code)[self.column(variable)]
        for variable in mentions:
            times *= space.nodes[variable].sizes[self.column(variable)]
        return times

    def several(self, space: Space) -> Array:
        """For each atom how many answers its people hold beyond one of each variable."""
        beyond = [space.nodes[name].sizes[self.column(name)] - 1 for name in self.names if name in space.reach]
        return np.sum(beyond, axis=0) if beyond else np.zeros(len(self.atoms), dtype=int)

    def within(self, region: Region, space: Space) -> Array:
        """Which atoms lie in ``region``."""
        inside = np.ones(len(self.atoms), dtype=bool)
        for variable, codes in region:
            name = selection_name(variable)
            if name in space.nodes:
                inside &= space.nodes[name].inside(codes)[self.column(name)]
        return inside


def build_clique(names: frozenset[str], space: Space) -> Clique:
    """The atoms of one clique that no published zero and no roll-up rules out."""
    order = sorted(names, key=lambda n: (not space.nodes[n].selections, len(space.nodes[n].levels), n))
    concerned = [table for table in space.tables if _has_region(table, names, space)]
    clique = Clique((), np.zeros((1, 0), dtype="int32"))
    for name in order:
        clique = _extended(clique, name, space)
        for table in concerned:
            if name in table.by or name in space.nodes_of(table.region, ()):
                clique = _without_zeros(clique, table, space)
    if len(clique.atoms) > MOST_ATOMS:
        raise _too_many(names)
    return clique


def _has_region(table: Table, names: frozenset[str], space: Space) -> bool:
    return space.nodes_of(table.region, ()) <= names and bool(set(table.by) & names)


def _too_many(names: frozenset[str]) -> ReleaseError:
    shown = sorted({name.rstrip("@") for name in names})
    return ReleaseError("protect_too_many_atoms", variables=", ".join(shown), most=MOST_ATOMS)


def _extended(clique: Clique, name: str, space: Space) -> Clique:
    """The clique with one more dimension, in all combinations that the roll-ups allow."""
    levels = len(space.nodes[name].levels)
    if len(clique.atoms) * levels > 25 * MOST_ATOMS:
        raise _too_many(frozenset((*clique.names, name)))
    atoms = np.column_stack(
        [np.repeat(clique.atoms, levels, axis=0), np.tile(np.arange(levels, dtype="int32"), len(clique.atoms))]
    )
    wider = Clique((*clique.names, name), atoms)
    allowed = np.ones(len(atoms), dtype=bool)
    for fine, coarse in product(wider.names, wider.names):
        if name in (fine, coarse) and (fine, coarse) in space.links:
            allowed &= space.links[fine, coarse][wider.column(fine), wider.column(coarse)]
    return Clique(wider.names, atoms[allowed])


def _without_zeros(clique: Clique, table: Table, space: Space) -> Clique:
    """The clique less the atoms that lie in an empty cell of ``table``, as far as it has its dimensions."""
    shared = [name for name in table.by if name in clique.names]
    if not shared or not space.nodes_of(table.region, ()) <= set(clique.names):
        return clique
    possible = _possible(table, shared, space)
    spared = ~clique.within(table.region, space)
    spared |= possible[tuple(clique.column(name) for name in shared)]
    return Clique(clique.names, clique.atoms[spared])


def _possible(table: Table, shared: Sequence[str], space: Space) -> Array:
    """For each combination of levels of ``shared`` whether ``table`` counts somebody in all its cells."""
    codes = {name: sorted({c for level in space.nodes[name].levels for c in level}) for name in shared}  # type: ignore[attr-defined]
    empty = np.ones([len(codes[name]) for name in shared])
    place = {name: {code: at for at, code in enumerate(codes[name])} for name in shared}
    filled = [np.array([place[name][code] for code in table.occupied[name]], dtype=int) for name in shared]
    empty[tuple(filled)] = 0
    for axis, name in enumerate(shared):
        holds = np.array([space.nodes[name].holds(code) for code in codes[name]], dtype="float64")
        empty = np.moveaxis(np.tensordot(holds, empty, axes=(0, axis)), 0, axis)
    return empty == 0
