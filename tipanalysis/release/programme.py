"""Linear programmes over one system: tables that agree with what is shown and are as far from the truth as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .aims import NEAR, Kind
from .system import System

Array = Any
MOST_WHOLE = 400
"""Up to this many atoms a table of fractions is turned into one of whole people."""
MOST_NODES = 200
"""Branches followed at most to turn a table of fractions into one of whole people."""
BESIDE = 1e-4
"""What reaching a further aim beside the first is worth: less than any number that readers would miss."""


@dataclass(frozen=True)
class Wish:
    """Small numbers (forms) that should get as far as their ``kind`` says, where the forms ``known`` are 1."""

    kind: Kind
    cells: Sequence[int] | Array
    known: Sequence[int] | Array = ()

    @property
    def fixed(self) -> Array:
        """The known forms as places."""
        return np.asarray(self.known, dtype=int)


@dataclass
class Programme:
    """Tables that could be: people in atoms, none below zero, with ``forms @ atoms`` within limits."""

    system: System
    solved: int = 0
    """How many programmes were solved."""

    def true_table(self) -> Array | None:
        """The people of a table that agrees with all true numbers, few with several answers; none if there is none.

        Where the true numbers are ``doubted``, with all that is shown.
        """
        system = self.system
        if not system.atoms:
            return np.zeros(0)
        free = system.unknown | (system.doubted & ~system.fixed & (system.closed | ~system.printed))
        low = np.where(free, np.where(system.printed, system.least, 0.0), system.values)
        high = np.where(free, np.inf, system.values)
        return self._people(_Question(system, low, high), system.several.astype("float64"), whole=False)

    def farthest(self, hidden: Array, wish: Wish, *, whole: bool = True) -> Array | None:
        """Form values of a table that agrees with all that is shown and takes the wished cells as far as wanted."""
        question = _Question(self.system, *self._limits(hidden, wish))
        question.push(wish.kind, wish.cells, 1.0)
        return self._table(question, whole)

    def cheapest(
        self, hidden: Array, wish: Wish, *, whole: bool, floor: float = 0.0, bound: bool = True
    ) -> Array | None:
        """Form values of the table that gets the first wished cell there and changes what readers would miss least.

        For who reasons, low is ``floor``. The other cells are taken along as far as that changes nothing more. Without
        ``bound`` even what was shown before may change.
        """
        system, form = self.system, wish.cells[0]
        low, high = self._limits(hidden, wish)
        if wish.kind == "up":
            low[form] = system.goal[form]
        else:
            high[form] = 0.0 if wish.kind == "down" else floor
        question = _Question(system, low, high)
        free = system.printed & ~hidden & ~(system.fixed & bound)
        question.release(np.flatnonzero(free), self._least(wish.kind), system.cost)
        question.push(wish.kind, wish.cells[1:], BESIDE)
        return self._table(question, whole)

    def lowest(self, forms: Sequence[int] | Array) -> Array | None:
        """The numbers of a table where ``forms`` are as low as they get together if nothing is shown but zeros."""
        everything = np.ones(len(self.system.values), dtype=bool)
        table = self.farthest(everything, Wish("low", forms), whole=False)
        return None if table is None else table[forms]

    def _limits(self, hidden: Array, wish: Wish) -> tuple[Array, Array]:
        """Lower and upper limits of the forms: shown numbers fixed, others free, as readers take them."""
        system = self.system
        shown = system.printed & ~hidden
        low = np.where(shown, system.values, np.where(system.printed, self._least(wish.kind), 0.0))
        high = np.where(shown, system.values, np.inf)
        low[wish.fixed] = high[wish.fixed] = 1.0
        return low, high

    def _least(self, kind: Kind) -> float:
        return 0.0 if kind == "down" else self.system.least

    def _table(self, question: _Question, whole: bool) -> Array | None:
        """Form values of the best table; of the best table of whole people, if that is wanted and found."""
        nothing = np.zeros(self.system.atoms)
        people = self._people(question, nothing, whole=False)
        if people is None:
            return None
        table = self.system.forms @ people
        fractions = np.abs(people - np.round(people)) > NEAR
        if whole and self.system.atoms <= MOST_WHOLE and fractions.any():
            kept = np.where(fractions, np.nan, people)
            people = self._people(question, nothing, kept, whole=True)
            if people is None:
                people = self._people(question, nothing, whole=True)
            table = table if people is None else self.system.forms @ people
        return np.asarray(table)

    def _people(self, question: _Question, cost: Array, kept: Array | None = None, *, whole: bool) -> Array | None:
        """The best table; in whole people if asked, and with the atoms ``kept`` as they are where they are known."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        self.solved += 1
        costs, matrix, rows, columns = question.written(cost)
        if kept is not None:
            known = np.flatnonzero(~np.isnan(kept))
            columns[0][known] = columns[1][known] = np.round(kept[known])
        found = milp(
            costs,
            constraints=LinearConstraint(matrix, *rows),
            bounds=Bounds(*columns),
            integrality=np.repeat([int(whole), 0], [len(cost), len(costs) - len(cost)]) if whole else None,
            options={"node_limit": MOST_NODES, "mip_rel_gap": 0.05} if whole else {},
        )
        if found.x is None:
            return None
        people = found.x[: len(cost)]
        rounded = np.round(people)
        return np.where(np.abs(rounded - people) < NEAR, rounded, people)


class _Question:
    """One programme: limits of forms, what moving shown numbers costs, what pushing small ones is worth."""

    def __init__(self, system: System, low: Array, high: Array) -> None:
        self.system, self.low, self.high = system, low, high
        self.moving = self.raised = np.zeros(0, dtype=int)
        self.lowered: Array = self.raised
        self.worth, self.least = 0.0, 0.0
        self.cost = np.zeros(len(low))

    def release(self, forms: Array, least: float, cost: Array) -> None:
        """Let shown numbers move, at a cost, down to ``least`` and up."""
        self.moving = forms
        self.least, self.cost = least, cost

    def push(self, kind: Kind, cells: Sequence[int] | Array, worth: float) -> None:
        """Reward ``cells`` for getting where their ``kind`` wants them, and no farther."""
        self.worth = worth
        if kind == "up":
            self.raised = np.asarray(cells, dtype=int)
        else:
            self.lowered = np.asarray(cells, dtype=int)

    def written(self, cost: Array) -> tuple[Array, Any, tuple[Array, Array], tuple[Array, Array]]:
        """Costs, matrix, and limits of rows and columns: atoms, then moves up and down, then raised numbers."""
        from scipy import sparse

        system, moving, raised = self.system, self.moving, self.raised
        rows = np.flatnonzero(self._bounded())
        place = np.zeros(len(self.low), dtype=int)
        place[rows] = np.arange(len(rows))
        signs = np.repeat([-1.0, 1.0, -1.0], [len(moving), len(moving), len(raised)])
        where = (np.concatenate([place[moving], place[moving], place[raised]]), np.arange(len(signs)))
        beside = sparse.csr_matrix((signs, where), shape=(len(rows), len(signs)))
        nothing = sparse.csr_matrix((system.links.shape[0], len(signs)))
        matrix = sparse.vstack([sparse.hstack([system.forms[rows], beside]), sparse.hstack([system.links, nothing])])
        low, high = self.low[rows], self.high[rows]
        low[place[raised]], high[place[raised]] = 0.0, np.inf
        zeros = np.zeros(system.links.shape[0])
        costs = np.concatenate([cost, self.cost[moving], self.cost[moving], np.full(len(raised), -self.worth)])
        if len(self.lowered):
            costs[: system.atoms] += self.worth * np.asarray(system.forms[self.lowered].sum(axis=0)).ravel()
        ends = (np.concatenate([low, zeros]), np.concatenate([high, zeros]))
        return costs, matrix.tocsc(), ends, self._columns()

    def _bounded(self) -> Array:
        bounded = (self.low > 0) | np.isfinite(self.high)
        bounded[self.moving] = bounded[self.raised] = True
        return bounded

    def _columns(self) -> tuple[Array, Array]:
        """Limits of the columns; a raised number stays within its own limits and its goal."""
        system, moving, raised = self.system, self.moving, self.raised
        top = np.maximum(np.minimum(system.goal[raised], self.high[raised]), self.low[raised])
        down = system.values[moving] - self.least
        return (
            np.concatenate([np.zeros(system.atoms + 2 * len(moving)), self.low[raised]]),
            np.concatenate([np.full(system.atoms + len(moving), np.inf), down, top]),
        )
