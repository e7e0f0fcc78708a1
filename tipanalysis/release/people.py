"""Which cells to hide, for all tables about the same people at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..register.remembered import remembered
from ..words.errors import ReleaseError
from .before import Before, settled
from .cells import Cell, Key, Table, cells_hidden_before, collect_cells
from .dominance import with_dominated
from .policy import Policy
from .prune import show_again
from .readings import fitting_system
from .suppress import NONE, OPEN, Suppression, suppress
from .system import System
from .versions import of_now, raise_to_least, states_of, told_apart

MOST_NAMED = 3
"""The most tables that a refusal names."""


@dataclass
class Decision:
    """What is hidden among the cells of some tables, and why (for the restricted log only)."""

    cells: Mapping[Key, Cell]
    hidden: frozenset[Key]
    primary: frozenset[Key]
    system: System


def decide(tables: Sequence[Table], previous: Sequence[Table], policy: Policy, *, secondary: bool = True) -> Decision:
    """The cells of ``tables`` that must be hidden, given what ``previous`` tables already show.

    Raises :class:`ReleaseError` if the tables contradict each other, are too large to answer for, or
    cannot be protected any more because of what was shown before.
    """
    return remembered(
        lambda: ("decide", tables, previous, policy, secondary), lambda: _decided(tables, previous, policy, secondary)
    )


def _decided(tables: Sequence[Table], previous: Sequence[Table], policy: Policy, secondary: bool) -> Decision:
    """The decision for what readers may believe of who is in several states of the register."""
    whole = [*sorted(tables, key=lambda table: table.name), *previous]
    if len(states_of(whole)) == 1:
        return _decide(whole, policy, secondary)
    grown, apart = told_apart(whole, grew=True), told_apart(whole, grew=False)
    try:
        return _decide(grown, policy, secondary)
    except ReleaseError as error:
        if error.key != "protect_contradiction":
            raise
    corrected = _decide(apart, policy, secondary)
    try:
        return _decide(grown, policy, secondary, corrected.hidden)
    except ReleaseError as error:
        if error.key != "protect_contradiction":
            raise
    return corrected


def _decide(tables: Sequence[Table], policy: Policy, secondary: bool, closed: frozenset[Key] | None = None) -> Decision:
    """The decision for one belief about who is in several states of the register.

    ``closed`` cells are hidden in any case, because the numbers do not fit the belief; readers may hold it all the
    same, as long as what is shown fits it.
    """
    previous = [table for table in tables if table.before]
    cells = collect_cells(tables, policy)
    for key, cell in cells.items():
        cell.closed |= closed is not None and not cell.fixed and of_now(key) in closed
    unknown = cells_hidden_before(previous, cells, policy)
    if closed is None:
        raise_to_least(unknown, cells, tables)
    system = fitting_system(tables, cells, unknown, doubted=closed is not None)
    system = settled(with_dominated(system, cells))
    outcome = suppress(system, secondary=secondary, insider=policy.insider)
    if secondary:
        show_again(outcome)
        _check(outcome, cells, previous, policy)
    hidden, primary = (
        frozenset(of_now(key) for form in np.flatnonzero(forms) for key in system.keys[form] if key in cells)
        for forms in (outcome.hidden, outcome.primary)
    )
    return Decision({of_now(key): cell for key, cell in cells.items() if not cell.fixed}, hidden, primary, system)


def _check(outcome: Suppression, cells: Mapping[Key, Cell], previous: Sequence[Table], policy: Policy) -> None:
    """Fails closed: every small number must have tables, true to all that is shown, that keep it open.

    What was hidden before may have been closed then: that cannot be helped, and nothing new is told.
    """
    system, aims = outcome.system, outcome.aims
    outcome.witness[outcome.witness != NONE] = OPEN
    outcome.reach = [(aims.met(table, outcome.hidden), aims.knowers(table)) for table in outcome.tables]
    outcome.look_again()
    left = np.argwhere(outcome.witness == OPEN)
    before = Before(outcome, previous, policy) if len(left) and system.unknown.any() else None
    for kind, cell, knower in left.tolist():
        if before is None or before.was_open((kind, cell, knower)):
            form = aims.cells[cell]
            keys = [key for key in system.keys[form] if key in cells] or cells
            raise _no_safe_way({place.table for key in keys for place in cells[key].places}, [t.name for t in previous])


def _no_safe_way(names: set[str], earlier: Sequence[str]) -> ReleaseError:
    """Which tables cannot be shown, and which ones that readers already have stand in the way: of many the first.

    Those that print the number stand in the way, else all that are about the same people.
    """
    new, before = sorted(names.difference(earlier)), [name for name in earlier if name in names] or earlier
    if not new or not before:
        return ReleaseError("protect_impossible", tables=", ".join(sorted(names)))
    return ReleaseError(
        "protect_beside_earlier",
        tables=", ".join(new[:MOST_NAMED]),
        earlier="; ".join(before[:MOST_NAMED]),
        number=len(before),
    )
