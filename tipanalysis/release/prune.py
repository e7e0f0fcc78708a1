"""Showing again: cells that were hidden to protect others and turn out not to be needed for that."""

from __future__ import annotations

from typing import Any

import numpy as np

from .suppress import NEAR, Direction, Goal, Suppression, many_at_once, reaches

Array = Any
MOST_PROGRAMMES = 400
"""Linear programmes spent at most on showing cells again."""


def show_again(state: Suppression) -> None:
    """Show each cell again, the dearest first, if every small number keeps tables that leave it open."""
    system = state.system
    spent = 0
    candidates = np.flatnonzero(state.hidden & ~state.primary)
    for form in sorted(candidates, key=lambda i: (-system.cost[i], i)):
        trial = state.hidden.copy()
        trial[form] = False
        witnesses, programmes = _kept(state, int(form), trial)
        spent += programmes
        if witnesses is not None:
            state.hidden, state.witnesses = trial, witnesses
        if spent > MOST_PROGRAMMES:
            return


def _kept(state: Suppression, form: int, trial: Array) -> tuple[dict[Goal, Array] | None, int]:
    """Witnesses for all goals with ``form`` shown, or ``None``; and how many programmes that took."""
    system = state.system
    pool = {id(table): table for table in state.witnesses.values()}
    fitting = [table for table in pool.values() if abs(table[form] - system.values[form]) <= NEAR]
    witnesses: dict[Goal, Array] = {}
    lost: list[Goal] = []
    for goal, table in state.witnesses.items():
        if abs(table[form] - system.values[form]) <= NEAR:
            witnesses[goal] = table
            continue
        other = next((t for t in fitting if reaches(system, t, goal, trial)), None)
        if other is None:
            lost.append(goal)
        else:
            witnesses[goal] = other
    programmes = 0
    while lost:
        table = many_at_once(system, trial, _same_way(lost), lost[0][1]) if programmes == 0 else None
        programmes += 1
        if table is None or not reaches(system, table, lost[0], trial):
            programmes += 1
            table = many_at_once(system, trial, [lost[0][0]], lost[0][1])
        if table is None or not reaches(system, table, lost[0], trial):
            return None, programmes
        won = [goal for goal in lost if reaches(system, table, goal, trial)]
        witnesses.update(dict.fromkeys(won, table))
        lost = [goal for goal in lost if goal not in witnesses]
    return witnesses, programmes


def _same_way(lost: list[Goal]) -> list[int]:
    direction: Direction = lost[0][1]
    return [form for form, way in lost if way == direction]
