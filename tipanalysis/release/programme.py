"""Linear programmes over one system: tables that agree with what is shown and are as far from the truth as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from .aims import NEAR, Kind, is_whole
from .question import Frame, Question
from .simplex import DUAL, PRIMAL, Limits, Simplex
from .system import System

Array = Any
MOST_WHOLE = 400
"""Up to this many atoms a table of fractions is turned into one of whole people."""
MOST_NODES = 200
"""Branches followed at most to turn a table of fractions into one of whole people."""
MANY_COLUMNS = 15
"""With so many columns for each row moves are searched from the primal side too."""
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
    frames: dict[bool, Frame] = field(default_factory=dict)
    """By whether shown numbers move."""
    solvers: dict[tuple[bool, Kind], Simplex] = field(default_factory=dict)
    """By that and by kind: programmes that differ little start where the last one ended."""

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
        question = Question(system, "low", low, high)
        question.cost = system.several.astype("float64")
        return self._people(question)

    def farthest(self, hidden: Array, wish: Wish, *, whole: bool = True) -> Array | None:
        """Form values of a table that agrees with all that is shown and takes the wished cells as far as wanted."""
        question = Question(self.system, wish.kind, *self._limits(hidden, wish))
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
        question = Question(system, wish.kind, low, high)
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

    def _table(self, question: Question, whole: bool) -> Array | None:
        """Form values of the best table; of the best table of whole people, if that is wanted and found."""
        people = self._people(question, whole=whole and self.system.atoms <= MOST_WHOLE)
        return None if people is None else np.asarray(self.system.forms @ people)

    def _people(self, question: Question, *, whole: bool = False) -> Array | None:
        """The people of the best table; some of them in fractions, unless whole ones are wanted and found."""
        self.solved += 1
        solver, frame = self._solver(question)
        limits = question.written(frame)
        columns = solver.cheapest(limits)
        if columns is None:
            return None
        people = _rounded(frame.people @ columns)
        return people if not whole or is_whole(people) else self._whole_people(solver, frame, limits, columns)

    def _whole_people(self, solver: Simplex, frame: Frame, limits: Limits, columns: Array) -> Array:
        """The same in whole people, if such a table is found: atoms whole already stay if they can."""
        people = frame.people @ columns
        fractions = np.abs(people - np.round(people)) > NEAR
        staying = frame.whole & (abs(frame.people).T @ fractions == 0)
        for kept in (staying, np.zeros(len(columns), dtype=bool)):
            self.solved += 1
            held = np.round(columns)
            low, high = np.where(kept, held, limits.low), np.where(kept, held, limits.high)
            found = solver.in_whole(replace(limits, low=low, high=high), frame.whole, MOST_NODES)
            if found is not None:
                return _rounded(frame.people @ found)
        return _rounded(people)

    def _solver(self, question: Question) -> tuple[Simplex, Frame]:
        """The solver that was asked the most similar questions, and how they are written."""
        moves, kind = question.moves, question.kind
        if moves not in self.frames:
            self.frames[moves] = Frame(self.system, moves=moves)
        if (moves, kind) not in self.solvers:
            rows, columns = self.frames[moves].matrix.shape
            way = DUAL if moves and columns < MANY_COLUMNS * rows else PRIMAL
            self.solvers[moves, kind] = Simplex(self.frames[moves].matrix, way)
        return self.solvers[moves, kind], self.frames[moves]


def _rounded(people: Array) -> Array:
    """Whole numbers where they nearly are."""
    rounded = np.round(people)
    return np.where(np.abs(rounded - people) < NEAR, rounded, people)
