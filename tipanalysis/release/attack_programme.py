"""The attacker's programmes: a choice that keeps to all limits, the best one, and the best in whole numbers (HiGHS)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

SECONDS = 5.0
"""A whole-number programme that takes longer is answered by the bound it has proven so far."""
SLACK = 1e-6

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Sparse = Any
Held = Mapping[int, tuple[float, float]]
"""Questions, and between what they are to lie."""
_FREE = (-np.inf, np.inf)


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


class Programme:
    """One set of limits, asked again and again: each answer starts where the last one ended."""

    def __init__(self, limits: Limits, questions: Sparse) -> None:
        self._limits, self._questions = limits, questions
        self._held: Held = {}
        self.solved = 0
        """How many programmes were solved."""

    def point(self, held: Held, costs: Floats | None = None) -> Floats | None:
        """A choice that keeps to all limits and, if there are ``costs``, makes them as small as can be.

        ``None`` where there is no choice.
        """
        from highspy import HighsModelStatus

        solver, number = self._solver, self._limits.unknowns
        self._hold(held)
        solver.changeColsCost(number, np.arange(number, dtype=np.int32), np.zeros(number) if costs is None else costs)
        for _ in range(2):
            self.solved += 1
            solver.run()
            status = solver.getModelStatus()
            if status == HighsModelStatus.kOptimal:
                return np.array(solver.getSolution().col_value)
            if status == HighsModelStatus.kInfeasible:
                return None
            solver.clearSolver()
        raise ArithmeticError(solver.modelStatusToString(status))

    def whole_point(self, held: Held, costs: Floats) -> tuple[Floats | None, float]:
        """A choice of whole numbers that makes ``costs`` as small as can be, and the bound that is proven for them.

        The point is ``None`` where there is none, or the time was too short to find one.
        """
        from highspy import HighsModelStatus, HighsVarType

        solver, number = _solver_of(self._limits, self._questions), self._limits.unknowns
        places = np.arange(number, dtype=np.int32)
        solver.setOptionValue("time_limit", SECONDS)
        solver.setOptionValue("mip_rel_gap", 0.0)
        solver.changeColsCost(number, places, costs)
        solver.changeColsIntegrality(number, places, np.full(number, HighsVarType.kInteger))
        for question, ends in held.items():
            solver.changeRowBounds(self._row(question), *ends)
        self.solved += 1
        solver.run()
        info = solver.getInfo()
        found = info.primal_solution_status == 2
        exact = solver.getModelStatus() == HighsModelStatus.kOptimal
        bound = info.objective_function_value if exact else info.mip_dual_bound
        return np.rint(solver.getSolution().col_value) if found else None, float(bound)

    def _hold(self, held: Held) -> None:
        for question in {*self._held, *held}:
            ends = held.get(question, _FREE)
            if ends != self._held.get(question, _FREE):
                self._solver.changeRowBounds(self._row(question), *ends)
        self._held = held

    def _row(self, question: int) -> int:
        return int(self._limits.matrix.shape[0]) + question

    @cached_property
    def _solver(self) -> Any:
        return _solver_of(self._limits, self._questions)


def _solver_of(limits: Limits, questions: Sparse) -> Any:
    """A silent solver of the limits; the questions are rows without ends."""
    from highspy import Highs, HighsLp, MatrixFormat
    from scipy.sparse import vstack

    rows = vstack([limits.matrix, questions], format="csc")
    number = questions.shape[0]
    programme = HighsLp()
    programme.num_row_, programme.num_col_ = rows.shape
    programme.col_cost_ = programme.col_lower_ = np.zeros(limits.unknowns)
    programme.col_upper_ = np.full(limits.unknowns, limits.most)
    programme.row_lower_ = np.append(limits.low, np.full(number, -np.inf))
    programme.row_upper_ = np.append(limits.high, np.full(number, np.inf))
    matrix = programme.a_matrix_
    matrix.format_, matrix.start_, matrix.index_, matrix.value_ = (
        MatrixFormat.kColwise,
        rows.indptr,
        rows.indices,
        rows.data,
    )
    solver = Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(programme)
    return solver
