"""Which printed cells give a number away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .attack_bounds import SLACK, Floats, System


def telling_cells(system: System, question: Floats) -> tuple[int, ...]:
    """The printed cells (row numbers) that hold ``question`` down and up: the proof of its bounds.

    They are the cells with a price in the two linear programmes; cells without one could be taken away and the
    bounds would stay.
    """
    telling: set[int] = set()
    shown = np.flatnonzero(~system.hidden)
    for sign in (1.0, -1.0):
        prices = _prices(system, sign * question, shown)
        telling.update(shown[np.abs(prices) > SLACK].tolist())
    return tuple(sorted(telling))


def _prices(system: System, objective: Floats, shown: NDArray[np.intp]) -> Floats:
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    equal = [system.rows[shown]] + ([system.links] if system.links is not None else [])
    to = np.concatenate([system.values[shown], np.zeros(sum(rows.shape[0] for rows in equal[1:]))])
    above = [] if system.at_least is None else [(-system.at_least, np.zeros(system.at_least.shape[0]))]
    if system.lower > 0:
        hidden = system.rows[system.hidden]
        above.append((-hidden, np.full(hidden.shape[0], -float(system.lower))))
    if system.ranges is not None:
        rows, low, high = system.ranges
        held = np.isfinite(high)
        above += [(-rows, -low), (rows[held], high[held])]
    found = linprog(
        objective,
        A_eq=vstack(equal),
        b_eq=to,
        A_ub=vstack([rows for rows, _ in above]) if above else None,
        b_ub=np.concatenate([limit for _, limit in above]) if above else None,
        method="highs",
    )
    if found.eqlin is None or found.x is None:
        return np.zeros(len(shown))
    return np.asarray(found.eqlin.marginals)[: len(shown)]
