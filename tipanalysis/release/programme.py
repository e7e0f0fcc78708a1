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

    def feasible(self) -> bool:
        """Whether any table agrees with all true numbers."""
        return not self.system.atoms or self.farthest(np.zeros(len(self.system.values), dtype=bool), [], "down") is not None

    def farthest(self, hidden: Array, forms: list[int], direction: Direction) -> Array | None:
        """Form values of a table that agrees with all that is shown and moves ``forms`` as far as wanted."""
        system = self.system
        low, high, over, cost = self._bounds(hidden, direction)
        if direction == "up":
            high[forms], over[forms], cost[forms] = system.goal[forms], np.inf, -1.0
        else:
            cost[forms] = 1.0
        return self._solve(low, high, over, cost, np.zeros(len(cost)))

    def cheapest(self, hidden: Array, goal: Goal) -> Array | None:
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
        return self._solve(low, high, over, cost, beyond)

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

    def _solve(self, low: Array, high: Array, over: Array, main: Array, beyond: Array) -> Array | None:
        from scipy.optimize import Bounds, LinearConstraint, milp

        atoms = self.system.atoms
        nothing = np.zeros(atoms)
        found = milp(
            np.concatenate([nothing, main, beyond]),
            constraints=LinearConstraint(self.matrix, 0.0, 0.0),
            bounds=Bounds(
                np.concatenate([nothing, low, np.zeros(len(low))]),
                np.concatenate([np.full(atoms, np.inf), high, over]),
            ),
        )
        if found.status != 0:
            return None
        people = found.x[:atoms]
        whole = np.round(people)
        return self.system.forms @ np.where(np.abs(whole - people) < NEAR, whole, people)
