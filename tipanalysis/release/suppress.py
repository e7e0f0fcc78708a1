"""Secondary suppression: hide as little more as needed, so that no hidden small number can be worked out.

For each small number two complete tables must exist that agree with everything shown: one where it is 0,
one where it reaches ``threshold - 1``. Where there is none, the cheapest change of the whole table that
makes one is found by linear programming, and the cells it moves are hidden (after Kelly, Golden and Assad
1992). What is hidden only grows, so a table found once stays a witness.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .programme import NEAR, Direction, Goal, Programme
from .system import System

Array = Any
COVER_EVERY = 8
DIRECTIONS: tuple[Direction, ...] = ("up", "down")


@dataclass
class Suppression:
    """Which forms are hidden, with a witness table (its form values) for each goal reached."""

    system: System
    hidden: Array
    primary: Array
    witnesses: dict[Goal, Array] = field(default_factory=dict)
    programme: Programme = field(init=False)

    def __post_init__(self) -> None:
        self.programme = Programme(self.system)


def suppress(system: System, *, secondary: bool = True) -> Suppression:
    """Hide the small numbers of ``system`` and whatever else would give them away.

    With ``secondary=False`` only the small numbers themselves are hidden, which is not safe: tests use
    it to see the attacker succeed. A goal that no table reaches stays without a witness.
    """
    primary = (system.sensitive | system.closed) & system.printed & ~system.fixed
    state = Suppression(system, primary.copy(), primary)
    if secondary:
        _cover(state)
        for count, goal in enumerate(goals(system)):
            if goal not in state.witnesses:
                _reach(state, goal)
                if count % COVER_EVERY == 0:
                    _cover(state)
    return state


def goals(system: System) -> list[Goal]:
    """What must stay possible, the largest small numbers first."""
    order = sorted(np.flatnonzero(system.sensitive), key=lambda i: (-system.values[i], -system.cost[i], i))
    return [(int(form), direction) for form in order for direction in DIRECTIONS]


def reached(system: System, table: Array, hidden: Array) -> list[Goal]:
    """The goals that ``table`` reaches: for "up" only if no hidden number is below 1, as readers see zeros.

    In the same order in every run, so that the same tables are always protected alike.
    """
    forms = np.flatnonzero(system.sensitive)
    found: list[Goal] = [(int(form), "down") for form in forms[table[forms] <= NEAR]]
    if np.all(table[hidden & system.printed] >= 1 - NEAR):
        found += [(int(form), "up") for form in forms[table[forms] >= system.goal[forms] - NEAR]]
    return found


def is_whole(table: Array) -> bool:
    """Whether all numbers of ``table`` are whole."""
    return bool(np.all(np.abs(table - np.round(table)) <= NEAR))


def agrees(system: System, table: Array, hidden: Array) -> bool:
    """Whether ``table`` has the true value in every cell shown."""
    shown = system.printed & ~hidden
    return bool(np.all(np.abs(table - system.values)[shown] <= NEAR) and np.all(table >= -NEAR))


def _reach(state: Suppression, goal: Goal) -> None:
    """Hide the cells that the cheapest table which reaches ``goal`` changes, and find whole people for it."""
    for whole in (False, True):
        table = state.programme.cheapest(state.hidden, goal, whole=whole)
        if table is None:
            return
        state.hidden |= state.system.printed & (np.abs(table - state.system.values) > NEAR)
        near = state.programme.farthest(state.hidden, [goal[0]], goal[1])
        if near is not None and goal in reached(state.system, near, state.hidden) and is_whole(near):
            table = near
            break
    _note(state, table)


def _note(state: Suppression, table: Array) -> int:
    """Keep ``table`` as a witness of every open goal it reaches; how many those are."""
    new = [goal for goal in reached(state.system, table, state.hidden) if goal not in state.witnesses]
    state.witnesses.update(dict.fromkeys(new, table))
    return len(new)


def _cover(state: Suppression) -> None:
    """Find tables that reach many open goals at once without hiding more."""
    for direction in DIRECTIONS:
        while forms := [f for f, d in goals(state.system) if d == direction and (f, d) not in state.witnesses]:
            table = state.programme.farthest(state.hidden, forms, direction)
            if table is None or not _note(state, table):
                break
