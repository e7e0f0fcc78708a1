"""Linear programmes over one system: tables that agree with what is shown and are as far from the truth as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from .aims import NEAR, Kind
from .simplex import DUAL, PRIMAL, Limits, Simplex
from .system import System

Array = Any
MOST_WHOLE = 400
"""Up to this many atoms a table of fractions is turned into one of whole people."""
MOST_NODES = 200
"""Branches followed at most to turn a table of fractions into one of whole people."""
BESIDE = 1e-4
"""What reaching a further aim beside the first is worth: less than any number that readers would miss."""


@dataclass(frozen=True)
class Wish:
    """Small numbers (forms) that should get as far as their ``kind`` says, where the forms ``known`` are 1."""

    kind: Kind
    cells: Sequence[int] | Array
    known: Sequence[int] | Array = ()

    @property
    def fixed(self) -> Array:
        """The known forms as places."""
        return np.asarray(self.known, dtype=int)


@dataclass
class Programme:
    """Tables that could be: people in atoms, none below zero, with ``forms @ atoms`` within limits."""

    system: System
    solved: int = 0
    """How many programmes were solved."""
    solvers: dict[tuple[bool, Kind], Simplex] = field(default_factory=dict)
    """By whether shown numbers move and by kind: programmes that differ little start where the last one ended."""

    def true_table(self) -> Array | None:
        """The people of a table that agrees with all true numbers, few with several answers; none if there is none.

        Where the true numbers are ``doubted``, with all that is shown.
        """
        system = self.system
        if not system.atoms:
            return np.zeros(0)
        free = system.unknown | (system.doubted & ~system.fixed & (system.closed | ~system.printed))
        low = np.where(free, np.where(system.printed, system.least, 0.0), system.values)
        high = np.where(free, np.inf, system.values)
        question = _Question(system, "low", low, high)
        question.cost = system.several.astype("float64")
        return self._people(question)

    def farthest(self, hidden: Array, wish: Wish, *, whole: bool = True) -> Array | None:
        """Form values of a table that agrees with all that is shown and takes the wished cells as far as wanted."""
        question = _Question(self.system, wish.kind, *self._limits(hidden, wish))
        question.push(wish.cells, 1.0)
        return self._table(question, whole)

    def cheapest(
        self, hidden: Array, wish: Wish, *, whole: bool, floor: float = 0.0, bound: bool = True
    ) -> Array | None:
        """Form values of the table that gets the first wished cell there and changes what readers would miss least.

        For who reasons, low is ``floor``. The other cells are taken along as far as that changes nothing more. Without
        ``bound`` even what was shown before may change.
        """
        system, form = self.system, wish.cells[0]
        low, high = self._limits(hidden, wish)
        if wish.kind == "up":
            low[form] = system.goal[form]
        else:
            low[form], high[form] = max(low[form], 0.0), 0.0 if wish.kind == "down" else floor
        question = _Question(system, wish.kind, low, high)
        question.push(wish.cells[1:], BESIDE)
        question.release(system.printed & ~hidden & ~(system.fixed & bound), self._least(wish.kind))
        return self._table(question, whole)

    def lowest(self, forms: Sequence[int] | Array) -> Array | None:
        """The numbers of a table where ``forms`` are as low as they get together if nothing is shown but zeros."""
        everything = np.ones(len(self.system.values), dtype=bool)
        table = self.farthest(everything, Wish("low", forms), whole=False)
        return None if table is None else table[forms]

    def _limits(self, hidden: Array, wish: Wish) -> tuple[Array, Array]:
        """Lower and upper limits of the forms: shown numbers fixed, others free, as readers take them.

        A change that may be negative need not be thought of below its goal.
        """
        system = self.system
        shown = system.printed & ~hidden
        least = np.where(system.signed & ~system.either, -system.goal, -np.inf)
        low = np.where(shown, system.values, np.where(system.printed, self._least(wish.kind), least))
        high = np.where(shown, system.values, np.inf)
        low[wish.fixed] = high[wish.fixed] = 1.0
        return low, high

    def _least(self, kind: Kind) -> float:
        return 0.0 if kind == "down" else self.system.least

    def _table(self, question: _Question, whole: bool) -> Array | None:
        """Form values of the best table; of the best table of whole people, if that is wanted and found."""
        people = self._people(question)
        if people is None:
            return None
        fractions = np.abs(people - np.round(people)) > NEAR
        if whole and self.system.atoms <= MOST_WHOLE and fractions.any():
            better = self._whole_people(question, np.where(fractions, np.nan, people))
            if better is None:
                better = self._whole_people(question, np.full(len(people), np.nan))
            people = people if better is None else better
        return np.asarray(self.system.forms @ people)

    def _people(self, question: _Question) -> Array | None:
        """The best table, perhaps one of fractions."""
        self.solved += 1
        return self._rounded(self._solver(question).cheapest(question.written()))

    def _whole_people(self, question: _Question, kept: Array) -> Array | None:
        """The best table of whole people that is found, with the atoms ``kept`` as they are where they are known."""
        self.solved += 1
        limits = question.written()
        known = np.flatnonzero(~np.isnan(kept))
        limits.low[known] = limits.high[known] = np.round(kept[known])
        return self._rounded(self._solver(question).in_whole(limits, self.system.atoms, MOST_NODES))

    def _rounded(self, columns: Array | None) -> Array | None:
        """The people in atoms, whole where they nearly are."""
        if columns is None:
            return None
        people = columns[: self.system.atoms]
        rounded = np.round(people)
        return np.where(np.abs(rounded - people) < NEAR, rounded, people)

    def _solver(self, question: _Question) -> Simplex:
        """The solver that was asked the most similar questions."""
        moves, kind = question.moves, question.kind
        if (moves, kind) not in self.solvers:
            matrix = self._moving_matrix if moves else self._matrix
            self.solvers[moves, kind] = Simplex(matrix, DUAL if moves else PRIMAL)
        return self.solvers[moves, kind]

    @cached_property
    def _matrix(self) -> Any:
        """Rows are forms, then links; columns are atoms, then how far each small number gets."""
        return self._beside(-_places(self.system.sensitive))

    @cached_property
    def _moving_matrix(self) -> Any:
        """The same with further columns: how far each printed number moves up, and how far down."""
        moves = _places(self.system.printed)
        return self._beside(-_places(self.system.sensitive), -moves, moves)

    def _beside(self, *columns: Any) -> Any:
        from scipy import sparse

        forms, links = sparse.hstack([self.system.forms, *columns]), self.system.links
        nothing = sparse.csr_matrix((links.shape[0], forms.shape[1] - self.system.atoms))
        return sparse.vstack([forms, sparse.hstack([links, nothing])]).tocsc()


def _places(chosen: Array) -> Any:
    """A column for each chosen form, with 1 in its row."""
    from scipy import sparse

    rows = np.flatnonzero(chosen)
    return sparse.csr_matrix((np.ones(len(rows)), (rows, np.arange(len(rows)))), (len(chosen), len(rows)))


class _Question:
    """One programme: limits of forms, what moving shown numbers costs, what pushing small ones is worth."""

    def __init__(self, system: System, kind: Kind, low: Array, high: Array) -> None:
        self.system, self.kind, self.low, self.high = system, kind, low, high
        self.cost = np.zeros(system.atoms)
        self.raised: Array = np.zeros(len(low), dtype=bool)
        self.moving: Array = self.raised
        self.worth, self.least = 0.0, 0.0

    @property
    def moves(self) -> bool:
        """Whether shown numbers may move."""
        return bool(self.moving.any())

    def push(self, cells: Sequence[int] | Array, worth: float) -> None:
        """Reward ``cells`` for getting where their kind wants them, and no farther."""
        cells = np.asarray(cells, dtype=int)
        self.worth = worth
        if self.kind == "up":
            self.raised = np.isin(np.arange(len(self.low)), cells)
        elif len(cells):
            self.cost = worth * np.asarray(self.system.forms[cells].sum(axis=0)).ravel()

    def release(self, forms: Array, least: float) -> None:
        """Let shown numbers move, at their cost, down to ``least`` and up."""
        self.moving, self.least = forms, least

    def written(self) -> Limits:
        """The programme in the columns and rows of the matrix."""
        system, small, raised = self.system, self.system.sensitive, self.raised
        row_low = np.where(raised, 0.0, np.where((self.low > 0) | np.isfinite(self.high), self.low, -np.inf))
        top = np.maximum(np.minimum(system.goal, self.high), self.low)
        zeros = np.zeros(system.links.shape[0])
        cost, low = [self.cost, np.where(raised, -self.worth, 0.0)[small]], [np.where(raised, self.low, 0.0)[small]]
        high = [np.full(system.atoms, np.inf), np.where(raised, top, 0.0)[small]]
        if self.moves:
            printed, moving = system.printed, self.moving
            cost += 2 * [np.where(moving, system.cost, 0.0)[printed]]
            low += [np.zeros(2 * int(printed.sum()))]
            high += [np.where(moving, upward, 0.0)[printed] for upward in (np.inf, system.values - self.least)]
        return Limits(
            cost=np.concatenate(cost),
            low=np.concatenate([np.zeros(system.atoms), *low]),
            high=np.concatenate(high),
            row_low=np.concatenate([row_low, zeros]),
            row_high=np.concatenate([np.where(raised, np.inf, self.high), zeros]),
        )
