"""Which printed cells give a number away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .attack_bounds import SLACK, Floats, System


def telling_cells(system: System, question: Floats) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The printed cells (row numbers) and the ranges that hold ``question`` down and up: the proof of its bounds.

    They are those with a price in the two linear programmes; whatever has none could be taken away and the bounds
    would stay.
    """
    cells, ranges = set[int](), set[int]()
    shown = np.flatnonzero(~system.hidden)
    for sign in (1.0, -1.0):
        of_cells, of_ranges = _prices(system, sign * question, shown)
        cells.update(shown[np.abs(of_cells) > SLACK].tolist())
        ranges.update(np.flatnonzero(np.abs(of_ranges) > SLACK).tolist())
    return tuple(sorted(cells)), tuple(sorted(ranges))


def _prices(system: System, objective: Floats, shown: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """What each shown cell and each range adds to the lowest value of ``objective``."""
    from scipy.optimize import linprog
    from scipy.sparse import vstack

    equal = [system.rows[shown]] + ([system.links] if system.links is not None else [])
    to = np.concatenate([system.values[shown], np.zeros(sum(rows.shape[0] for rows in equal[1:]))])
    above = [] if system.at_least is None else [(-system.at_least, np.zeros(system.at_least.shape[0]))]
    if system.lower > 0:
        hidden = system.rows[system.hidden]
        above.append((-hidden, np.full(hidden.shape[0], -float(system.lower))))
    held = np.array([], dtype=bool)
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
        return np.zeros(len(shown)), np.zeros(len(held))
    prices = np.asarray(found.ineqlin.marginals)[-len(held) - held.sum() :] if len(held) else np.zeros(0)
    of_ranges = np.abs(prices[: len(held)])
    of_ranges[held] += np.abs(prices[len(held) :])
    return np.asarray(found.eqlin.marginals)[: len(shown)], of_ranges
