"""Linear programmes asked again and again over one matrix: each answer starts where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
DUAL, PRIMAL = 1, 4
"""Ways of the simplex: the first is fast where limits of rows change, the second where costs do."""


@dataclass
class Limits:
    """What changes between programmes: the cost of each column, and how low and high columns and rows may be."""

    cost: Array
    low: Array
    high: Array
    row_low: Array
    row_high: Array


class Simplex:
    """The programmes over one matrix: the cheapest columns, with rows (``matrix @ columns``) within limits."""

    def __init__(self, matrix: Any, way: int) -> None:
        self.matrix = matrix
        self.model = _solver(simplex_strategy=way)
        self.last: Limits | None = None

    def cheapest(self, limits: Limits) -> Array | None:
        """The columns of the cheapest solution within ``limits``; ``None`` if there is none."""
        from highspy import HighsModelStatus

        if self.last is None:
            self.model.passModel(_written(self.matrix, limits))
        else:
            self._change(self.last, limits)
        self.last = limits
        self.model.run()
        if self.model.getModelStatus() not in (HighsModelStatus.kOptimal, HighsModelStatus.kInfeasible):
            self.model.clearSolver()
            self.model.run()
        if self.model.getModelStatus() != HighsModelStatus.kOptimal:
            return None
        return np.array(self.model.getSolution().col_value)

    def _change(self, old: Limits, new: Limits) -> None:
        places = np.flatnonzero(old.cost != new.cost)
        self.model.changeColsCost(len(places), places, new.cost[places])
        places = np.flatnonzero((old.low != new.low) | (old.high != new.high))
        self.model.changeColsBounds(len(places), places, new.low[places], new.high[places])
        places = np.flatnonzero((old.row_low != new.row_low) | (old.row_high != new.row_high))
        self.model.changeRowsBounds(len(places), places, new.row_low[places], new.row_high[places])

    def in_whole(self, limits: Limits, whole: Array, most: int, gap: float = 0.05) -> Array | None:
        """Like :meth:`cheapest`, to a ``gap``, columns ``whole``; ``None`` if ``most`` branches find nothing."""
        from highspy import SolutionStatus

        model = _solver(mip_max_nodes=most, mip_rel_gap=gap)
        model.passModel(_written(self.matrix, limits, whole))
        model.run()
        if model.getInfo().primal_solution_status != SolutionStatus.kSolutionStatusFeasible:
            return None
        return np.array(model.getSolution().col_value)


def _solver(**options: int | float) -> Any:
    """A solver that prints nothing and, on one thread, repeats."""
    from highspy import Highs

    model = Highs()
    for name, value in {"output_flag": False, "threads": 1, **options}.items():
        model.setOptionValue(name, value)
    return model


def _written(matrix: Any, limits: Limits, whole: Array | None = None) -> Any:
    """The programme as the solver reads it."""
    from highspy import HighsLp, HighsVarType, MatrixFormat

    written = HighsLp()
    written.num_row_, written.num_col_ = matrix.shape
    written.col_cost_, written.col_lower_, written.col_upper_ = limits.cost, limits.low, limits.high
    written.row_lower_, written.row_upper_ = limits.row_low, limits.row_high
    written.a_matrix_.format_ = MatrixFormat.kColwise
    written.a_matrix_.start_, written.a_matrix_.index_ = matrix.indptr, matrix.indices
    written.a_matrix_.value_ = matrix.data
    if whole is not None:
        kinds = (HighsVarType.kContinuous, HighsVarType.kInteger)
        written.integrality_ = [kinds[one] for one in whole.astype(int).tolist()]
    return written
