"""The attacker's arithmetic: what can be known of a hidden number from everything printed.

Whatever an outsider can add up is one linear system over *atoms*, groups of people so small that every printed
cell is a sum of them. The lowest and the highest value a hidden cell can take is then a linear programme, or a
whole-number one where the system is small.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError

WHOLE_LIMIT = 400
"""Up to so many atoms the attacker reasons in whole numbers."""
SLACK = 1e-6
SECONDS = 5.0

Floats = NDArray[np.float64]
Sparse = Any
_Goals = tuple[Sparse, Floats]
"""Rows over the atoms, and how far each should get."""
_Ends = tuple[Floats, Floats]
"""Lower and upper limits."""


@dataclass(frozen=True)
class System:
    """Everything an outsider can write down.

    ``rows``: one row per printed cell, one column per atom; ``values``: what is printed, NaN where hidden;
    ``links``: rows that sum to zero (two tables tell the same thing); ``at_least``: rows that are zero or more;
    ``lower``: the least a hidden cell can be, 0, or 1 where readers are told that zeros are never hidden;
    ``ranges``: rows that lie between two numbers each.
    """

    rows: Sparse
    values: Floats
    links: Sparse | None = None
    at_least: Sparse | None = None
    lower: int = 0
    ranges: tuple[Sparse, Floats, Floats] | None = None

    @property
    def atoms(self) -> int:
        """How many unknown numbers the system has."""
        return int(self.rows.shape[1])

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Which printed cells carry the mark instead of a number."""
        return np.isnan(self.values)

    def with_known(self, row: int, value: float) -> System:
        """The same system for someone who also knows the cell in ``row``."""
        values = self.values.copy()
        values[row] = value
        return replace(self, values=values)

    def of_zeros_alone(self) -> System:
        """What remains for someone who sees only which cells are empty."""
        return replace(self, values=np.where(self.values == 0, 0.0, np.nan), ranges=None)


def bounds(
    rows: Sparse,
    values: Floats,
    *,
    links: Sparse | None = None,
    at_least: Sparse | None = None,
    lower: int = 0,
    whole: bool | None = None,
) -> tuple[Floats, Floats]:
    """The lowest and highest whole number that each hidden cell can be, in the order of the hidden rows.

    Parameters
    ----------
    rows : sparse matrix or array, cells by atoms
        Which atoms each printed cell adds up.
    values : array of float
        The printed numbers; NaN where hidden.
    links, at_least : sparse matrix, optional
        Rows that sum to zero, and rows that are zero or more.
    lower : int
        0, or 1 for an attacker who is told that zeros are never hidden.
    whole : bool, optional
        Reason in whole numbers; by default where there are at most 400 atoms.

    Returns
    -------
    (low, high) : arrays of float
        ``high`` is infinite where nothing printed holds the cell down.

    Raises
    ------
    ReleaseError
        The printed numbers contradict each other.

    Examples
    --------
    Two hidden cells that add up to 4, because the row says 12 and 8 is shown:

    >>> import numpy as np
    >>> rows = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]])
    >>> low, high = bounds(rows, np.array([12, 8, np.nan, np.nan]))
    >>> low.tolist(), high.tolist()
    ([0.0, 0.0], [4.0, 4.0])
    """
    from scipy.sparse import csr_array

    system = System(csr_array(rows), np.asarray(values, dtype=float), links, at_least, lower)
    attack = Attack(system, system.rows[system.hidden], whole=whole)
    attack.push_up(np.full(attack.asked, np.inf))
    attack.push_down(np.full(attack.asked, float(lower)))
    return attack.low, attack.high


@dataclass
class Attack:
    """Questions put to one system: how low and how high can each of ``questions`` be?

    Every solution is a complete table that nobody can rule out, so it answers for all questions at once: only
    those that no solution so far has pushed far enough are asked one by one.
    """

    system: System
    questions: Sparse
    whole: bool | None = None
    known: Sequence[Floats] = ()
    """Solutions, as people in atoms, that were found before."""
    tables: list[Floats] = field(init=False, default_factory=list)
    """Solutions found here."""
    low: Floats = field(init=False)
    """Lowest value seen; once a question was asked on its own, the lowest there is."""
    high: Floats = field(init=False)
    programmes: int = field(init=False, default=0)
    """How many programmes were solved."""

    def __post_init__(self) -> None:
        self.low = np.full(self.asked, np.inf)
        self.high = np.full(self.asked, -np.inf)
        for people in self.known:
            self._see(people)
        if self.asked and not self.known:
            self._witness(np.zeros(self.system.atoms))

    @property
    def asked(self) -> int:
        """How many questions there are."""
        return int(self.questions.shape[0])

    def push_up(self, wanted: Floats) -> None:
        """Raise each question to ``wanted`` or to the highest value it can have."""
        self._push(wanted, -1.0)

    def push_down(self, wanted: Floats) -> None:
        """Lower each question to ``wanted`` or to the lowest value it can have."""
        self._push(wanted, 1.0)

    def _push(self, wanted: Floats, sign: float) -> None:
        def still_open() -> NDArray[np.intp]:
            return np.flatnonzero(self.high < wanted if sign < 0 else self.low > wanted)

        if sign < 0:
            self._raise_together(still_open, wanted)
        else:
            self._lower_together(still_open)
        for question in still_open():
            if (self.high[question] < wanted[question]) if sign < 0 else (self.low[question] > wanted[question]):
                self._push_one(question, sign)

    def _raise_together(self, still_open: Callable[[], NDArray[np.intp]], wanted: Floats) -> None:
        """Raise as many questions at once as can be, none further than wanted."""
        left = still_open()
        while len(left) > 1:
            goals = np.minimum(wanted[left], self._cap)
            self._note(self._solve(np.zeros(self.system.atoms), (self.questions[left], goals))[0])
            fewer = still_open()
            if len(fewer) > 0.9 * len(left):
                return
            left = fewer

    def _lower_together(self, still_open: Callable[[], NDArray[np.intp]]) -> None:
        left = still_open()
        while len(left) > 1:
            self._note(self._solve(np.asarray(self.questions[left].sum(axis=0)).ravel())[0])
            fewer = still_open()
            if len(fewer) > 0.9 * len(left):
                return
            left = fewer

    def _push_one(self, question: int, sign: float) -> None:
        row = self.questions[[question]].toarray().ravel()
        bound = sign * self._witness(sign * row)
        if sign > 0:
            self.low[question] = _up(bound)
        else:
            self.high[question] = np.inf if bound >= self._cap else np.floor(bound + SLACK)

    def _witness(self, objective: Floats) -> float:
        """Solve once, let the solution speak for all questions, and return the bound proven."""
        people, bound = self._solve(objective)
        self._note(people)
        return bound

    def _note(self, people: Floats) -> None:
        self.tables.append(people)
        self._see(people)

    def _see(self, people: Floats) -> None:
        seen = self.questions @ people
        self.low = np.minimum(self.low, _up(seen))
        self.high = np.maximum(self.high, np.floor(seen + SLACK))

    def _solve(self, objective: Floats, goals: _Goals | None = None) -> tuple[Floats, float]:
        """A table that makes the objective small and its bound, or one that comes near to as many goals as can be."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        self.programmes += 1
        if not len(self._kept):
            return self._nobody()
        costs, matrix, rows, columns = self._programme(objective[self._kept], goals)
        people = np.arange(len(costs)) < len(self._kept)
        found = milp(
            costs,
            integrality=(people & self.in_whole_numbers).astype(int),
            bounds=Bounds(*columns),
            constraints=LinearConstraint(matrix, *rows),
            options={"time_limit": SECONDS} if self.in_whole_numbers else {},
        )
        if found.x is None:
            raise ReleaseError("audit_contradiction")
        x = np.zeros(self.system.atoms)
        x[self._kept] = np.rint(found.x[people]) if self.in_whole_numbers else found.x[people]
        exact = found.mip_dual_bound if self.in_whole_numbers and found.status == 1 else found.fun
        return x, float(exact)

    def _programme(self, objective: Floats, goals: _Goals | None) -> tuple[Floats, Sparse, _Ends, _Ends]:
        """Costs, matrix, limits of its rows and of its columns; each goal is a column that stays below its row."""
        from scipy.sparse import csr_array, hstack, identity, vstack

        matrix, low, high = self._constraints
        below, above = np.zeros(len(objective)), np.full(len(objective), self._cap)
        if goals is None:
            return objective, matrix, (low, high), (below, above)
        rows, wanted = goals
        number = len(wanted)
        matrix = vstack(
            [hstack([matrix, csr_array((matrix.shape[0], number))]), hstack([rows[:, self._kept], -identity(number)])],
            format="csc",
        )
        limits = np.append(low, np.zeros(number)), np.append(high, np.full(number, np.inf))
        columns = np.append(below, np.full(number, -np.inf)), np.append(above, wanted)
        return np.append(objective, -np.ones(number)), matrix, limits, columns

    def _nobody(self) -> tuple[Floats, float]:
        if np.nansum(self.system.values) > 0:
            raise ReleaseError("audit_contradiction")
        return np.zeros(self.system.atoms), 0.0

    @cached_property
    def _kept(self) -> NDArray[np.intp]:
        """Atoms that no printed zero covers."""
        empty = self.system.rows[self.system.values == 0]
        return np.flatnonzero(np.asarray(abs(empty).sum(axis=0)).ravel() == 0)

    @cached_property
    def in_whole_numbers(self) -> bool:
        """Whether only whole people are thought of, or fractions of people too."""
        return len(self._kept) <= WHOLE_LIMIT if self.whole is None else self.whole

    @cached_property
    def _cap(self) -> float:
        printed = self.system.values[~self.system.hidden]
        return 10.0 * max(100.0, float(printed.max(initial=0.0)))

    @cached_property
    def _constraints(self) -> tuple[Sparse, Floats, Floats]:
        from scipy.sparse import vstack

        system, kept = self.system, self._kept
        shown = ~system.hidden & (system.values != 0)
        limits = [(system.rows[shown], system.values[shown], system.values[shown])]
        if system.links is not None:
            limits.append((system.links, 0, 0))
        if system.at_least is not None:
            limits.append((system.at_least, 0, np.inf))
        if system.lower > 0:
            limits.append((system.rows[system.hidden], system.lower, np.inf))
        if system.ranges is not None:
            limits.append(system.ranges)
        ends = [np.concatenate([np.broadcast_to(end[side], end[0].shape[0]) for end in limits]) for side in (1, 2)]
        return vstack([rows[:, kept] for rows, _, _ in limits], format="csc"), ends[0], ends[1]


def _up(value: Any) -> Any:
    """The next whole number, without a negative zero."""
    return np.ceil(value - SLACK) + 0.0


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
