"""What readers could already tell before: of their tables without the new ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

import numpy as np

from .aims import KINDS, NEAR, Aims
from .cells import Key, Table, cells_hidden_before, collect_cells
from .policy import Policy
from .programme import Programme, Wish
from .readings import fitting_system
from .suppress import Aim, Suppression
from .system import System
from .versions import of_now

Array = Any


def settled(system: System) -> System:
    """The system where numbers hidden before stand as the least that they can have been, if all of now are true.

    Those that cannot have been small need no protection, and nobody was alone in those that cannot have been 1.
    """
    programme, hidden = Programme(system), system.unknown | (system.closed & system.doubted)
    maybe = np.flatnonzero(system.unknown & system.printed & (system.values < system.threshold))
    table = programme.farthest(hidden, Wish("low", maybe), whole=False) if len(maybe) else None
    if table is None:
        return system
    least = table[maybe]
    for place, form in enumerate(maybe):
        if least[place] > system.values[form] + NEAR:
            table = programme.farthest(hidden, Wish("low", [form]), whole=False)
            least = least if table is None else np.minimum(least, table[maybe])
    values = system.values.copy()
    values[maybe] = np.maximum(values[maybe], np.ceil(least - NEAR))
    return replace(system, values=values)


class Before:
    """Whether aims of an ``outcome`` that nothing reaches were open before the new tables."""

    def __init__(self, outcome: Suppression, previous: Sequence[Table], policy: Policy) -> None:
        self.system, self.aims = outcome.system, outcome.aims
        self.previous, self.policy = previous, policy

    def was_open(self, aim: Aim) -> bool:
        """Whether an aim was open to its knower; who is only supposed to be alone learns of now what she learns.

        Hiding more of now helps none of them. Where not all tables are thought of, that says nothing of what was open.
        """
        kind, cell, knower = aim
        asked, known = int(self.aims.cells[cell]), self.aims.known_to(knower)
        if not self.system.unknown[asked]:
            return not self.system.unknown[known].any()
        if self.system.narrow:
            return False
        pair = self.system.between.get(asked)
        form = self._changes.get(pair) if pair else self._forms.get(self.system.keys[asked][0])
        if form is None:
            return pair is not None
        own = [form for place in known for key in self.system.keys[place] for form in self._same.get(of_now(key), [])]
        table = Programme(self._then).farthest(self._hidden, Wish(KINDS[kind], [form], own), whole=False)
        if table is None:
            return False
        met = Aims(self._then).met(table, self._hidden)
        return bool(met[kind, np.flatnonzero(Aims(self._then).cells == form)[0]])

    @cached_property
    def _then(self) -> System:
        cells = collect_cells(self.previous, self.policy)
        return fitting_system(self.previous, cells, cells_hidden_before(self.previous, cells, self.policy))

    @cached_property
    def _forms(self) -> dict[Key, int]:
        return {key: form for form, keys in enumerate(self._then.keys) for key in keys}

    @cached_property
    def _changes(self) -> dict[tuple[Key, Key], int]:
        return {pair: form for form, pair in self._then.between.items()}

    @cached_property
    def _same(self) -> dict[Key, list[int]]:
        """The forms hidden then, in whatever state of the register, by their cells."""
        found: dict[Key, list[int]] = {}
        for key, form in self._forms.items():
            if self._hidden[form]:
                found.setdefault(of_now(key), []).append(form)
        return found

    @cached_property
    def _hidden(self) -> Array:
        return self._then.unknown | (self._then.closed & ~self._then.fixed)
