"""Linear and whole-number programmes: the choices that make a number as small as can be (SciPy's HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError

SECONDS = 5.0
"""A whole-number programme that takes longer is answered by the bound it has proven so far."""
SLACK = 1e-6

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Sparse = Any


@dataclass(frozen=True)
class Limits:
    """Rows over unknown numbers and between what they lie; the unknowns themselves lie from 0 to ``most``."""

    matrix: Sparse
    low: Floats
    high: Floats
    most: float

    @property
    def unknowns(self) -> int:
        """How many unknown numbers there are."""
        return int(self.matrix.shape[1])

    def and_also(self, row: Sparse, low: float, high: float) -> Limits:
        """The same limits and one more."""
        from scipy.sparse import vstack

        matrix = vstack([self.matrix, row], format="csr")
        return Limits(matrix, np.append(self.low, low), np.append(self.high, high), self.most)

    def turned(self, turn: Sparse, start: Floats) -> Limits:
        """The limits of other unknowns, from which the old ones follow as ``start + turn @ new``."""
        moved = self.matrix @ start
        return Limits((self.matrix @ turn).tocsr(), self.low - moved, self.high - moved, self.most)

    def of(self, rows: Places, columns: Places) -> Limits:
        """Some of the rows, on some of the unknowns."""
        return Limits(self.matrix[rows][:, columns], self.low[rows], self.high[rows], self.most)

    def binding(self) -> tuple[Places, Places]:
        """The rows that some choice breaks, and the unknowns that some choice lets be more than zero."""
        columns = np.arange(self.unknowns)
        while True:
            matrix = self.matrix[:, columns]
            falls, rises = _any_in_row(matrix, matrix.data < 0), _any_in_row(matrix, matrix.data > 0)
            held = np.where(rises, False, self.low >= -SLACK) | np.where(falls, False, self.high <= SLACK)
            zero = matrix[np.flatnonzero(held)].indices
            if not len(zero):
                break
            columns = np.delete(columns, np.unique(zero))
        lowest, highest = np.where(falls, -np.inf, 0.0), np.where(rises, np.inf, 0.0)
        return np.flatnonzero((lowest < self.low - SLACK) | (highest > self.high + SLACK)), columns

    def keep(self, point: Floats) -> bool:
        """Whether a point keeps to all limits."""
        seen = self.matrix @ point
        return bool((seen >= self.low - SLACK).all() and (seen <= self.high + SLACK).all())


def _any_in_row(matrix: Sparse, which: NDArray[np.bool_]) -> NDArray[np.bool_]:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.bincount(rows[which], minlength=matrix.shape[0]) > 0


def smallest(limits: Limits, costs: Floats) -> Floats:
    """For each row of ``costs`` a point that makes it as small as can be, all in one linear programme."""
    from scipy.sparse import eye_array, kron

    number = len(costs)
    together = Limits(
        kron(eye_array(number), limits.matrix, format="csc"),
        np.tile(limits.low, number),
        np.tile(limits.high, number),
        limits.most,
    )
    return np.asarray(_solved(together, costs.ravel()).x).reshape(costs.shape)


def nearest(limits: Limits, rows: Sparse, goals: Floats) -> Floats:
    """A point where ``rows`` come as near to their goals from below as they can together."""
    from scipy.sparse import csr_array, eye_array, hstack, vstack

    number, unknowns = len(goals), limits.unknowns
    aside = csr_array((limits.matrix.shape[0], number))
    aimed = Limits(
        vstack([hstack([limits.matrix, aside]), hstack([rows, -eye_array(number)])], format="csc"),
        np.append(limits.low, np.zeros(number)),
        np.append(limits.high, np.full(number, np.inf)),
        limits.most,
    )
    least = np.append(np.zeros(unknowns), np.full(number, -np.inf))
    most = np.append(np.full(unknowns, limits.most), goals)
    return np.asarray(_solved(aimed, np.append(np.zeros(unknowns), -np.ones(number)), least, most).x)[:unknowns]


def smallest_whole(limits: Limits, cost: Floats) -> tuple[Floats | None, float]:
    """A point of whole numbers that makes ``cost`` as small as can be, and the bound that is proven for it.

    The point is ``None`` where the time was too short to find one.
    """
    found = _solved(limits, cost, whole=True)
    bound = found.fun if found.status == 0 else found.mip_dual_bound
    return None if found.x is None else np.rint(found.x), float(bound)


def _solved(
    limits: Limits, costs: Floats, least: Floats | float = 0.0, most: Floats | None = None, whole: bool = False
) -> Any:
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        costs,
        integrality=np.full(len(costs), int(whole)),
        bounds=Bounds(least, limits.most if most is None else most),
        constraints=LinearConstraint(limits.matrix, limits.low, limits.high) if limits.matrix.shape[0] else None,
        options={"time_limit": SECONDS} if whole else {},
    )
    if found.x is None and found.status != 1:
        raise ReleaseError("audit_contradiction")
    return found
