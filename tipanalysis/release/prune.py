"""Showing again: cells that were hidden to protect others and turn out not to be needed for that."""

from __future__ import annotations

from typing import Any

import numpy as np

from .programme import MOST_WHOLE, NEAR, Goal
from .suppress import Suppression, reached

Array = Any
MOST_PROGRAMMES = 150
"""Linear programmes spent at most on showing cells again; fewer where the system is large."""


def show_again(state: Suppression) -> None:
    """Show each cell again, the dearest first, if every small number keeps tables that leave it open."""
    system = state.system
    budget = MOST_PROGRAMMES * min(1.0, MOST_WHOLE / max(system.atoms, 1))
    spent = 0
    for form in sorted(np.flatnonzero(state.hidden & ~state.primary), key=lambda i: (-system.cost[i], i)):
        trial = state.hidden.copy()
        trial[form] = False
        witnesses, programmes = _witnesses_with(state, int(form), trial)
        spent += programmes
        if witnesses is not None:
            state.hidden, state.witnesses = trial, witnesses
        if spent > budget:
            return


def _witnesses_with(state: Suppression, form: int, trial: Array) -> tuple[dict[Goal, Array] | None, int]:
    """Witnesses for all goals with ``form`` shown, or ``None``; and how many programmes that took."""
    system = state.system
    pool = {id(table): table for table in state.witnesses.values()}
    witnesses: dict[Goal, Array] = {}
    for table in pool.values():
        if abs(table[form] - system.values[form]) <= NEAR:
            witnesses.update(dict.fromkeys(reached(system, table, trial), table))
    programmes = 0
    while lost := [goal for goal in state.witnesses if goal not in witnesses]:
        for wanted in ([lost[0]], [goal for goal in lost if goal[1] == lost[0][1]]):
            for whole in (False, True):
                table = state.programme.farthest(trial, [other for other, _ in wanted], lost[0][1], whole=whole)
                programmes += 1
                won = [] if table is None else reached(system, table, trial)
                if len(wanted) == 1 and lost[0] not in won:
                    return None, programmes
            witnesses.update(dict.fromkeys(won, table))
    return witnesses, programmes
