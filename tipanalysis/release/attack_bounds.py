"""The attacker's arithmetic: what can be known of a hidden number from everything printed.

Whatever an outsider can add up is one linear system over *atoms*, groups of people so small that every printed
cell is a sum of them. The lowest and the highest value a hidden cell can take is then a linear programme, or a
whole-number one where the system is small.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError
from .attack_equations import solve
from .attack_open import Open, joined
from .attack_parts import Part
from .attack_programme import Limits

SLACK = 1e-6

Floats = NDArray[np.float64]
Sparse = Any


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

    @property
    def endless(self) -> float:
        """Whatever is as large as that is held down by nothing printed."""
        printed = self.values[~self.hidden]
        return 10.0 * max(100.0, float(printed.max(initial=0.0)))

    def limits(self, kept: NDArray[np.intp]) -> tuple[Sparse, Floats, Floats]:
        """Everything printed but the zeros, as rows over the atoms ``kept``, and between what they lie."""
        from scipy.sparse import vstack

        shown = ~self.hidden & (self.values != 0)
        parts = [(self.rows[shown], self.values[shown], self.values[shown])]
        if self.links is not None:
            parts.append((self.links, 0, 0))
        if self.at_least is not None:
            parts.append((self.at_least, 0, np.inf))
        if self.ranges is not None:
            parts.append(self.ranges)
        if self.lower > 0:
            parts.append((self._smallest_hidden(kept), self.lower, np.inf))
        low, high = (np.concatenate([np.broadcast_to(part[end], part[0].shape[0]) for part in parts]) for end in (1, 2))
        return vstack([rows[:, kept] for rows, _, _ in parts], format="csr"), low, high

    def _smallest_hidden(self, kept: NDArray[np.intp]) -> Sparse:
        """Hidden cells that can have people, and in which no other cell lies that is not zero."""
        rows, hidden = self.rows[self.values != 0], self.hidden[self.values != 0]
        patterns = abs(rows[:, kept]).sign()
        sizes = patterns.sum(axis=1)
        plain = abs(rows).sum(axis=1) == abs(rows).sign().sum(axis=1)
        inside = (patterns @ patterns.T).tocoo()
        smaller = (inside.data == sizes[inside.col]) & (sizes[inside.col] < sizes[inside.row]) & plain[inside.col]
        return rows[hidden & (sizes > 0) & ~np.isin(np.arange(len(hidden)), inside.row[smaller])]


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
        Reason in whole numbers; by default where at most 400 unknown numbers hang together.

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
    attack, asked = Attack(system, system.rows[system.hidden], whole), int(system.hidden.sum())
    attack.push_up(np.full(asked, np.inf))
    attack.push_down(np.full(asked, float(lower)))
    return attack.low, attack.high


class Attack:
    """Questions put to one system: how low and how high can each be?

    What the system leaves open falls into parts that have nothing to do with each other, and a question into pieces
    that lie in them; the least of a question is the least of its pieces added up.

    Parameters
    ----------
    system : System
    questions : sparse matrix
        One row over the atoms for each question.
    whole : bool, optional
        Think of whole people only; by default where at most 400 unknown numbers hang together.
    """

    def __init__(self, system: System, questions: Sparse, whole: bool | None = None) -> None:
        opened = open_up(system, questions, whole)
        self._endless = opened.limits.most / 2
        self._constant = opened.constant
        self._parts = [Part(part) for part in opened.parts()]

    def given(self, question: int, value: float) -> Attack:
        """The same for someone who knows that a question is ``value``.

        Raises
        ------
        ReleaseError
            It cannot be.
        """
        touched = [part for part in self._parts if question in part.asked]
        inside = copy(self)
        if not touched:
            if abs(self._constant[question] - value) > SLACK:
                raise ReleaseError("audit_contradiction")
            return inside
        whole = touched[0] if len(touched) == 1 else Part(joined([part.open for part in touched]))
        known = whole.given(question, value - self._constant[question])
        inside._parts = [known, *(part for part in self._parts if part not in touched)]
        return inside

    def tied_to(self, question: int) -> NDArray[np.intp]:
        """The questions that have a piece in a part where ``question`` has one; of others it tells nothing."""
        tied = [part.asked for part in self._parts if question in part.asked]
        return np.unique(np.concatenate(tied)) if tied else np.array([], dtype=np.intp)

    @property
    def low(self) -> Floats:
        """The lowest value seen of each question, or the lowest there is where that was asked for."""
        return np.ceil(self._added(lambda part: part.low) - SLACK) + 0.0

    @property
    def high(self) -> Floats:
        """The highest value seen, or the highest there is; infinite where nothing printed holds the number down."""
        high = self._added(lambda part: part.high)
        return np.where(high >= self._endless, np.inf, np.floor(high + SLACK))

    @property
    def programmes(self) -> int:
        """How many programmes were solved."""
        return sum(part.programme.solved for part in self._parts)

    @property
    def in_whole_numbers(self) -> bool:
        """Whether only whole people are thought of, or fractions of people too."""
        return all(part.open.whole for part in self._parts)

    def push_up(self, wanted: Floats) -> None:
        """Raise each question to ``wanted`` or to the highest value it can have."""
        self._push(1, wanted)

    def push_down(self, wanted: Floats) -> None:
        """Lower each question to ``wanted`` or to the lowest value it can have."""
        self._push(-1, wanted)

    def _push(self, sign: int, wanted: Floats) -> None:
        def end(part: Part) -> Floats:
            return part.high if sign > 0 else part.low

        reached = self._added(end)
        for part in self._parts:
            before = end(part)
            part.push(sign, before + wanted[part.asked] - reached[part.asked])
            reached[part.asked] += end(part) - before

    def _added(self, end: Callable[[Part], Floats]) -> Floats:
        added = self._constant.copy()
        for part in self._parts:
            added[part.asked] += end(part)
        return added


def open_up(system: System, questions: Sparse, whole: bool | None = None) -> Open:
    """What ``system`` leaves open of the ``questions``: the people of some atoms; all others follow.

    Atoms without people are left out, and all but one of those that nothing tells apart.
    """
    from scipy.sparse import vstack

    empty = abs(system.rows[system.values == 0]).sum(axis=0)
    kept = np.flatnonzero(empty == 0)
    rows, low, high = system.limits(kept)
    told = _told_apart(vstack([rows, questions[:, kept]]))
    rows, questions = rows[:, told], questions[:, kept[told]]
    equal = low == high
    solved = solve(rows[equal], low[equal])
    follow = np.setdiff1d(np.arange(len(told)), solved.free)
    limits = Limits(
        vstack([solved.moves[follow], rows[~equal] @ solved.moves], format="csr"),
        np.append(-solved.origin[follow], low[~equal] - rows[~equal] @ solved.origin),
        np.append(np.full(len(follow), np.inf), high[~equal] - rows[~equal] @ solved.origin),
        2 * system.endless,
    )
    number = questions.shape[0]
    opened = Open(
        limits,
        (questions @ solved.moves).tocsr(),
        questions @ solved.origin,
        np.arange(number),
        whole,
    )
    return opened if whole is False else opened.counted(len(follow))


def _told_apart(matrix: Sparse) -> NDArray[np.intp]:
    """The first of all columns that are the same."""
    columns = matrix.tocsc()
    columns.sort_indices()
    first: dict[tuple[bytes, bytes], int] = {}
    for place, (start, end) in enumerate(pairwise(columns.indptr)):
        first.setdefault((columns.indices[start:end].tobytes(), columns.data[start:end].tobytes()), place)
    return np.fromiter(first.values(), dtype=np.intp, count=len(first))
