"""Linear programmes over one system: the matrix is built once, only bounds and costs change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np

from .system import System

Array = Any
Direction = Literal["down", "up"]
Goal = tuple[int, Direction]
NEAR = 1e-6
MOST_WHOLE = 1000
"""Up to this many atoms a table of fractions is turned into one of whole people."""
MOST_NODES = 200
"""Branches followed at most to turn a table of fractions into one of whole people."""


@dataclass
class Programme:
    """Tables that could be: ``forms @ atoms == main + beyond`` and ``links @ atoms == 0``, nothing below zero.

    ``main`` holds a number up to what is wanted of it, ``beyond`` what goes over that, so that costs and
    rewards can change where the true value, or a goal, is reached.
    """

    system: System

    @cached_property
    def matrix(self) -> Any:
        """The one matrix: atoms, ``main`` and ``beyond`` of each form, in this order."""
        from scipy import sparse

        system = self.system
        unit = sparse.identity(len(system.values))
        nothing = sparse.csr_matrix((system.links.shape[0], 2 * len(system.values)))
        return sparse.vstack(
            [sparse.hstack([system.forms, -unit, -unit]), sparse.hstack([system.links, nothing])]
        ).tocsc()

    def true_table(self) -> Array | None:
        """The people of a table that agrees with all true numbers, few with several answers; none if there is none."""
        system = self.system
        if not system.atoms:
            return np.zeros(0)
        low, high, over, _ = self._bounds(system.unknown, "down")
        nothing = np.zeros(2 * len(low))
        bounds = self._columns(low, high, over)
        return self._people(np.concatenate([system.several.astype("float64"), nothing]), bounds, whole=False)

    def farthest(self, hidden: Array, forms: list[int], direction: Direction, *, whole: bool = True) -> Array | None:
        """Form values of a table that agrees with all that is shown and moves ``forms`` as far as wanted."""
        system = self.system
        low, high, over, cost = self._bounds(hidden, direction)
        if direction == "up":
            high[forms], over[forms], cost[forms] = system.goal[forms], np.inf, -1.0
        else:
            cost[forms] = 1.0
        return self._solve(low, high, over, cost, np.zeros(len(cost)), whole)

    def cheapest(self, hidden: Array, goal: Goal, *, whole: bool) -> Array | None:
        """Form values of the table that reaches ``goal`` and changes shown numbers that readers would miss least."""
        system, (form, direction) = self.system, goal
        low, high, over, cost = self._bounds(hidden, direction)
        free = system.printed & ~hidden & ~system.fixed
        beyond = np.zeros(len(cost))
        least = 1.0 if direction == "up" else 0.0
        low[free], over[free], cost[free], beyond[free] = least, np.inf, -system.cost[free], system.cost[free]
        if direction == "up":
            low[form], high[form] = system.goal[form], np.inf
        else:
            low[form] = high[form] = 0.0
        return self._solve(low, high, over, cost, beyond, whole)

    def _bounds(self, hidden: Array, direction: Direction) -> tuple[Array, Array, Array, Array]:
        """Bounds of ``main``, the upper bound of ``beyond`` and no costs: shown numbers fixed, others free.

        For "up" a hidden number is at least 1, since readers know that zeros are never hidden.
        """
        system = self.system
        shown = system.printed & ~hidden
        least = np.where(system.printed & (direction == "up"), 1.0, 0.0)
        low = np.where(shown, system.values, least)
        high = np.where(shown, system.values, np.inf)
        return low, high, np.zeros(len(low)), np.zeros(len(low))

    def _solve(self, low: Array, high: Array, over: Array, main: Array, beyond: Array, whole: bool) -> Array | None:
        """Form values of the best table; of the best table of whole people, if that is wanted and found."""
        bounds = self._columns(low, high, over)
        cost = np.concatenate([np.zeros(self.system.atoms), main, beyond])
        people = self._people(cost, bounds, whole=False)
        if people is None:
            return None
        table = self.system.forms @ people
        if whole and self.system.atoms <= MOST_WHOLE and np.any(np.abs(people - np.round(people)) > NEAR):
            people = self._people(cost, bounds, whole=True)
            table = table if people is None else self.system.forms @ people
        return np.asarray(table)

    def _columns(self, low: Array, high: Array, over: Array) -> tuple[Array, Array]:
        """Lower and upper bounds of all columns of the matrix."""
        atoms = self.system.atoms
        return (
            np.concatenate([np.zeros(atoms), low, np.zeros(len(low))]),
            np.concatenate([np.full(atoms, np.inf), high, over]),
        )

    def _people(self, cost: Array, bounds: tuple[Array, Array], whole: bool) -> Array | None:
        from scipy.optimize import Bounds, LinearConstraint, milp

        atoms = self.system.atoms
        found = milp(
            cost,
            constraints=LinearConstraint(self.matrix, 0.0, 0.0),
            bounds=Bounds(*bounds),
            integrality=np.repeat([int(whole), 0], [atoms, len(cost) - atoms]),
            options={"node_limit": MOST_NODES, "mip_rel_gap": 0.05},
        )
        if found.x is None:
            return None
        people = found.x[:atoms]
        rounded = np.round(people)
        return np.where(np.abs(rounded - people) < NEAR, rounded, people)
