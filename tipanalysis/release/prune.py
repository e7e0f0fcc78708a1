"""Showing again: cells that were hidden to protect others and turn out not to be needed for that."""

from __future__ import annotations

from typing import Any

import numpy as np

from .aims import OUTSIDE
from .programme import MOST_WHOLE
from .suppress import NONE, OPEN, Aim, Suppression, cover, cover_inside, whole_table

Array = Any
MOST_PROGRAMMES = 800
"""Linear programmes spent at most on showing cells again; fewer where the system is large."""
NEARBY = 12
"""So many aims beside a cell are tried before all others."""
MANY = 20
"""So many aims of insiders are looked for together."""


def show_again(state: Suppression) -> None:
    """Show each cell again, the dearest first, if every small number keeps tables that leave it open."""
    system = state.system
    most = state.programme.solved + MOST_PROGRAMMES * min(1.0, MOST_WHOLE / max(system.atoms, 1))
    stuck = state.witness == OPEN
    state.witness[stuck] = NONE
    for form in sorted(np.flatnonzero(state.hidden & ~state.primary), key=lambda i: (-system.cost[i], i)):
        if state.programme.solved > most:
            break
        before = state.witness.copy(), len(state.tables)
        state.hidden[form] = False
        if not _all_reached(state, state.reasons[int(form)], int(form)):
            state.hidden[form] = True
            state.witness = before[0]
            del state.tables[before[1] :], state.reach[before[1] :]
    state.witness[stuck] = OPEN


def _all_reached(state: Suppression, doubtful: Aim, form: int) -> bool:
    """Whether tables reach every aim now that ``form`` is shown: first the ``doubtful`` one, then those beside it."""
    agreeing = state.agreeing()
    kept = any(state.reach[place][0][doubtful[:2]] and state.reach[place][1][doubtful[2]] for place in agreeing)
    if not kept and _nearest(state, doubtful) is None:
        return False
    gone = np.ones(len(state.tables) + 2, dtype=bool)
    gone[agreeing] = gone[[OPEN, NONE]] = False
    state.witness[gone[state.witness]] = OPEN
    state.look_again()
    if state.witness[doubtful] == OPEN and not _found(state, doubtful):
        return False
    if any(_nearest(state, aim) is None for aim in _beside(state, form)):
        return False
    cover(state, OUTSIDE)
    for reader in (slice(OUTSIDE, OUTSIDE + 1), slice(OUTSIDE + 1, None)):
        for kind, cell, knower in np.argwhere(state.witness[:, :, reader] == OPEN).tolist():
            aim = kind, cell, knower + reader.start
            if state.witness[aim] == OPEN and not _found(state, aim):
                return False
        if reader.start == OUTSIDE and (state.witness == OPEN).sum() > MANY:
            cover_inside(state)
    return True


def _beside(state: Suppression, form: int) -> list[Aim]:
    """Some open aims of readers outside: those that stand in the smallest numbers together with ``form``."""
    system, cells = state.system, state.aims.cells
    around = np.flatnonzero((system.forms @ system.forms[form].T).toarray().ravel())
    together = (system.forms[cells] @ system.forms[around].T).toarray() != 0
    sizes = np.where(together, system.values[around], np.inf).min(axis=1, initial=np.inf)
    left = np.argwhere(state.witness[:, :, OUTSIDE] == OPEN)
    order = np.argsort(sizes[left[:, 1]], kind="stable")[:NEARBY]
    return [(kind, cell, OUTSIDE) for kind, cell in left[order].tolist()]


def _nearest(state: Suppression, aim: Aim) -> Array | None:
    """A table that reaches ``aim``, perhaps one of fractions."""
    table = state.programme.farthest(state.hidden, state.wish(aim), whole=False)
    return table if table is not None and state.reached(aim, table) else None


def _found(state: Suppression, aim: Aim) -> bool:
    """Whether a table reaches ``aim``: one of whole people, where the system is small enough to ask for it."""
    table = _nearest(state, aim)
    if table is not None and not state.trusts(table):
        table = whole_table(state, aim)
    return table is not None and state.note(table)
