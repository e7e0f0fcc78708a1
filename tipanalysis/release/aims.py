"""Aims: what must stay possible for each small number, for readers outside and for the people in the tables.

A reader knows everything that is shown. Who also reasons that zeros are never hidden takes each hidden number for 1
or more; who is the one person of a cell knows in addition that this cell is 1, and subtracts herself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from .system import System

Array = Any
Kind = Literal["up", "low", "down"]
KINDS: tuple[Kind, ...] = ("up", "low", "down")
"""``up``: to the threshold less one, with every hidden number as readers take it; ``low``: to the least that a hidden
number can be, likewise; ``down``: to 0 for who does not reason about hidden numbers at all."""
OUTSIDE = 0
NEAR = 1e-6


@dataclass(frozen=True)
class Aims:
    """All aims of a system, as places in an array of kinds, small numbers and knowers.

    The first knower is the reader outside; the others are the cells of one person each, if ``insider``.
    """

    system: System
    insider: bool = False

    @cached_property
    def cells(self) -> Array:
        """The forms that are small numbers, the largest first."""
        system = self.system
        order = sorted(np.flatnonzero(system.sensitive), key=lambda i: (-system.values[i], -system.cost[i], i))
        return np.array(order, dtype=int)

    @cached_property
    def alone(self) -> Array:
        """The forms of one person who knows that she is the only one; hidden before, those that may be."""
        system = self.system
        one = system.sensitive & system.printed & (system.values == 1)
        return np.flatnonzero(one & self.insider)

    @cached_property
    def floor(self) -> Array:
        """How low each form must be able to go for who reasons: the least, or what its hidden parts add up to."""
        return np.full(len(self.system.values), float(self.system.least))

    def parts_within(self, cell: int) -> int:
        """How many printed numbers lie inside the small number at place ``cell`` beside each other."""
        forms = self.system.forms
        inside = set(forms[self.cells[cell]].indices.tolist())
        sizes = np.diff(forms.indptr)
        within = np.flatnonzero(self._shared[:, cell].toarray().ravel() == sizes)
        count = 0
        for form in within[np.argsort(sizes[within], kind="stable")]:
            atoms = set(forms.indices[forms.indptr[form] : forms.indptr[form + 1]].tolist())
            if self.system.printed[form] and atoms <= inside:
                inside -= atoms
                count += 1
        return count

    @cached_property
    def _shared(self) -> Any:
        """How many atoms each form shares with each small number."""
        told = (self.system.forms != 0).astype("int32")
        return (told @ told[self.cells].T).tocsc()

    @cached_property
    def needed(self) -> Array:
        """Which aims there are: who is alone in a cell knows all about parts of it."""
        system, shape = self.system, (len(KINDS), len(self.cells), 1 + len(self.alone))
        needed = np.zeros(shape, dtype=bool)
        needed[:, :, OUTSIDE] = True
        needed[1:, system.either[self.cells], OUTSIDE] = False
        if len(self.alone):
            known, asked = (system.forms[forms] != 0 for forms in (self.alone, self.cells))
            shared = (asked.astype("int32") @ known.T.astype("int32")).toarray()
            needed[:2, :, 1:] = (shared < asked.sum(axis=1).reshape(-1, 1)) | (shared == 0)
            needed[1, system.either[self.cells], 1:] = False
            if not system.least:
                needed[1, :, 1:] &= shared < known.sum(axis=1).reshape(1, -1)
        return needed

    def known_to(self, knower: int) -> Array:
        """The forms whose number the knower has beyond what is shown."""
        return self.alone[:0] if knower == OUTSIDE else self.alone[[knower - 1]]

    def met(self, table: Array, hidden: Array) -> Array:
        """For each kind, which small numbers are where they should get in ``table``."""
        numbers = table[self.cells]
        either = self.system.either[self.cells]
        far = np.where(either, np.abs(numbers), numbers) >= self.system.goal[self.cells] - NEAR
        far |= either & (np.abs(numbers) <= NEAR)
        believable = bool(np.all(table[hidden & self.system.printed] >= self.system.least - NEAR))
        return np.stack(
            [
                far & believable,
                (numbers <= self.floor[self.cells] + NEAR) & believable,
                numbers <= NEAR,
            ]
        )

    def knowers(self, table: Array) -> Array:
        """Who takes ``table`` for possible: everyone outside, and those whose own cell is 1 in it."""
        return np.concatenate([[True], np.abs(table[self.alone] - 1) <= NEAR])


def is_whole(table: Array) -> bool:
    """Whether all numbers of ``table`` are whole."""
    return bool(np.all(np.abs(table - np.round(table)) <= NEAR))


def agrees(system: System, table: Array, hidden: Array) -> bool:
    """Whether ``table`` has the true value in every cell shown."""
    shown = system.printed & ~hidden
    return bool(np.all(np.abs(table - system.values)[shown] <= NEAR) and np.all(table[~system.signed] >= -NEAR))
