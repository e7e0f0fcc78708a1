"""Secondary suppression: hide as little more as needed, so that no hidden small number can be worked out.

For each small number two complete tables must exist that agree with everything shown: one where it is 0,
one where it reaches ``threshold - 1``. Where there is none, the cheapest change of the whole table that
makes one is found by linear programming, and the cells it moves are hidden (after Kelly, Golden and Assad
1992). What is hidden only grows, so a table found once stays a witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from .system import System

Array = Any
Direction = Literal["down", "up"]
Goal = tuple[int, Direction]
NEAR = 1e-6
COVER_EVERY = 8


@dataclass
class Suppression:
    """Which forms are hidden, with a witness table (its form values) for each goal reached."""

    system: System
    hidden: Array
    primary: Array
    witnesses: dict[Goal, Array]
    failed: list[Goal]


def suppress(system: System, *, secondary: bool = True) -> Suppression:
    """Hide the small numbers of ``system`` and whatever else would give them away.

    With ``secondary=False`` only the small numbers themselves are hidden, which is not safe: tests use
    it to see the attacker succeed. Goals that no table reaches stand in ``failed``.
    """
    primary = (system.sensitive | system.closed) & system.printed & ~system.fixed
    state = Suppression(system, primary.copy(), primary, {}, [])
    if secondary:
        _cover(state)
        for count, goal in enumerate(goals(system)):
            if goal in state.witnesses:
                continue
            table = cheapest_move(state, goal)
            if table is None:
                state.failed.append(goal)
                continue
            state.hidden |= system.printed & (np.abs(table - system.values) > NEAR)
            _note(state, table)
            if count % COVER_EVERY == 0:
                _cover(state)
    return state


def goals(system: System) -> list[Goal]:
    """What must stay possible, the largest small numbers first."""
    order = sorted(np.flatnonzero(system.sensitive), key=lambda i: (-system.values[i], -system.cost[i], i))
    directions: tuple[Direction, ...] = ("up", "down")
    return [(int(form), direction) for form in order for direction in directions]


def target(system: System, form: int) -> float:
    """How high a small number must be able to go: to the threshold less one, and above what it is."""
    return float(max(system.threshold[form] - 1, system.values[form] + 1))


def reaches(system: System, table: Array, goal: Goal, hidden: Array) -> bool:
    """Whether ``table`` shows that a goal can be: for "up" with no hidden number below 1, as readers see zeros."""
    form, direction = goal
    if direction == "down":
        return bool(table[form] <= NEAR)
    enough = table[form] >= target(system, form) - NEAR
    return bool(enough and np.all(table[hidden & system.printed] >= 1 - NEAR))


def agrees(system: System, table: Array, hidden: Array) -> bool:
    """Whether ``table`` has the true value in every cell shown."""
    shown = system.printed & ~hidden
    return bool(np.all(np.abs(table - system.values)[shown] <= NEAR) and np.all(table >= -NEAR))


def _note(state: Suppression, table: Array) -> int:
    """Keep ``table`` as a witness of every open goal it reaches; how many those are."""
    new = [
        goal
        for goal in goals(state.system)
        if goal not in state.witnesses and reaches(state.system, table, goal, state.hidden)
    ]
    state.witnesses.update(dict.fromkeys(new, table))
    return len(new)


def _cover(state: Suppression) -> None:
    """Find tables that reach many open goals at once without hiding more."""
    directions: tuple[Direction, ...] = ("up", "down")
    for direction in directions:
        while forms := [f for f, d in goals(state.system) if d == direction and (f, d) not in state.witnesses]:
            table = many_at_once(state.system, state.hidden, forms, direction)
            if table is None or not _note(state, table):
                break


def many_at_once(system: System, hidden: Array, forms: list[int], direction: Direction) -> Array | None:
    """A table that agrees with all that is shown and moves ``forms`` together as far as possible."""
    from scipy import sparse

    shown = np.flatnonzero(system.printed & ~hidden)
    chosen = system.forms[forms]
    equal = sparse.vstack([system.forms[shown], system.links])
    right = np.concatenate([system.values[shown], np.zeros(system.links.shape[0])])
    if direction == "down":
        atoms = _solve(np.asarray(chosen.sum(axis=0)).ravel(), None, None, equal, right, None)
        return None if atoms is None else system.forms @ atoms
    tops = np.array([target(system, form) for form in forms])
    masked = np.flatnonzero(system.printed & hidden)
    below = sparse.vstack(
        [
            sparse.hstack([-chosen, sparse.identity(len(forms))]),
            sparse.hstack([-system.forms[masked], sparse.csr_matrix((len(masked), len(forms)))]),
        ]
    )
    limits = np.concatenate([np.zeros(len(forms)), -np.ones(len(masked))])
    cost = np.concatenate([np.zeros(system.atoms), -np.ones(len(forms))])
    equal = sparse.hstack([equal, sparse.csr_matrix((equal.shape[0], len(forms)))])
    bounds = np.column_stack([np.zeros(len(cost)), np.concatenate([np.full(system.atoms, np.inf), tops])])
    atoms = _solve(cost, below, limits, equal, right, bounds)
    return None if atoms is None else system.forms @ atoms[: system.atoms]


def cheapest_move(state: Suppression, goal: Goal) -> Array | None:
    """The values of the table that reaches ``goal`` and changes the cells that readers would miss least."""
    from scipy import sparse

    system, (form, direction) = state.system, goal
    free = np.flatnonzero(system.printed & ~state.hidden & ~system.fixed)
    fixed = np.flatnonzero(system.printed & ~state.hidden & system.fixed)
    masked = np.flatnonzero(system.printed & state.hidden)
    count = len(free)
    unit = sparse.identity(count)
    nothing = sparse.csr_matrix((len(fixed) + system.links.shape[0], 2 * count))
    equal = sparse.vstack(
        [
            sparse.hstack([system.forms[free], -unit, unit]),
            sparse.hstack([sparse.vstack([system.forms[fixed], system.links]), nothing]),
        ]
    )
    right = np.concatenate([system.values[free], system.values[fixed], np.zeros(system.links.shape[0])])
    up = direction == "up"
    least = 1.0 if up else 0.0
    lower, limits = -system.forms[masked], np.full(len(masked), -least)
    goal_row = -system.forms[form] if up else system.forms[form]
    below = sparse.vstack([lower, goal_row]) if up else goal_row
    limits = np.append(limits, -target(system, form)) if up else np.zeros(1)
    below = sparse.hstack([below, sparse.csr_matrix((below.shape[0], 2 * count))])
    cost = np.concatenate([np.zeros(system.atoms), system.cost[free], system.cost[free]])
    tops = np.concatenate([np.full(system.atoms + count, np.inf), system.values[free] - least])
    atoms = _solve(cost, below, limits, equal, right, np.column_stack([np.zeros(len(cost)), tops]))
    return None if atoms is None else system.forms @ atoms[: system.atoms]


def _solve(cost: Array, below: Any, limits: Array | None, equal: Any, right: Array, bounds: Array | None) -> Any:
    """The atoms of the best table, or ``None`` if there is none."""
    from scipy.optimize import linprog

    found = linprog(
        cost,
        A_ub=None if below is None else below.tocsr(),
        b_ub=limits,
        A_eq=equal.tocsr(),
        b_eq=right,
        bounds=(0, None) if bounds is None else bounds,
        method="highs",
    )
    if found.status != 0:
        return None
    whole = np.round(found.x)
    return np.where(np.abs(whole - found.x) < NEAR, whole, found.x)
