"""How far the questions of one part can be pushed, by as few programmes as will do."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError
from .attack_open import Floats, Open
from .attack_programme import Held, Places, Programme

SLACK = 1e-6
TOGETHER = 4
"""Pieces that are pushed at once, to begin with."""


class Part:
    """A part of what is open, and what is known so far of the pieces of questions that lie in it.

    Every choice that is possible is a complete table that nobody can rule out, so it answers for all pieces at once:
    only those that none so far has pushed far enough are asked one by one.
    """

    def __init__(self, open_: Open) -> None:
        self.open = open_
        self.asked = open_.asked
        self.programme = Programme(open_.limits, open_.questions)
        self._known: Held = {}
        self._tables: list[Floats] = []
        """What the pieces are in every choice found, whatever was known to whoever asked."""
        self._start()

    def given(self, question: int, value: float) -> Part:
        """The same for someone who knows that the piece of ``question`` is ``value``.

        Raises
        ------
        ReleaseError
            It cannot be.
        """
        inside = copy(self)
        inside._known = {**self._known, int(np.searchsorted(self.asked, question)): (value, value)}
        inside._start()
        return inside

    def _start(self) -> None:
        number = len(self.asked)
        self._settled = {sign: np.zeros(number, dtype=bool) for sign in (1, -1)}
        self.low, self.high = np.full(number, np.inf), np.full(number, -np.inf)
        fitting = self._fitting()
        for values in fitting:
            self._see(values)
        if not len(fitting):
            self._begin()

    def _fitting(self) -> Floats:
        """What the pieces are in the choices found so far that agree with what is known, and in mixtures of them.

        Between a choice with too few people in a known piece and one with too many lies one with just as many, if
        fractions of people are thought of.
        """
        tables = np.array(self._tables).reshape(len(self._tables), len(self.asked))
        for piece, (value, _) in self._known.items():
            least, most = tables[tables[:, piece] < value - SLACK], tables[tables[:, piece] > value + SLACK]
            tables = tables[np.abs(tables[:, piece] - value) <= SLACK]
            if not self.open.whole and len(least) and len(most):
                tables = np.vstack([tables, *_mixed(least, most, piece, value)])
        return tables

    def _begin(self) -> None:
        """Find one choice that is possible; without one what is printed contradicts itself."""
        nothing = np.zeros(self.open.limits.unknowns)
        if not self._known and self.open.limits.keep(nothing):
            self._note(nothing)
            return
        point = self.programme.point(self._known)
        if point is not None and not self._note(point):
            point, _ = self.programme.whole_point(self._known, nothing)
            if point is not None:
                self._note(point)
        if point is None:
            raise ReleaseError("audit_contradiction")

    def push(self, sign: int, wanted: Floats) -> None:
        """Push each piece up (``sign`` 1) or down (-1) to ``wanted``, or as far as it can go."""
        self._push_together(sign, wanted)
        for piece in np.flatnonzero(self._falls_short(sign, wanted)).tolist():
            if self._falls_short(sign, wanted)[piece]:
                aim = float(wanted[piece])
                reached = None if np.isinf(aim) else self._reaches(piece, sign, aim)
                if not reached:
                    before = reached is not None
                    bound = self._farthest_before(piece, sign, aim) if before else self._farthest(piece, sign)
                    (self.high if sign > 0 else self.low)[piece] = bound
                    self._settled[sign][piece] = True

    def _push_together(self, sign: int, wanted: Floats) -> None:
        """Push several pieces at once: ever more while one choice serves them all, and ever fewer where none does."""
        short, many = self._short(sign, wanted), TOGETHER
        while len(short) > 1 and many > 1:
            chosen = short[:: -(-len(short) // many)].tolist()
            ends = {piece: _beyond(sign, float(wanted[piece])) for piece in chosen}
            point = self.programme.point({**ends, **self._known})
            before, found = len(short), point is not None and self._note(point)
            short = self._short(sign, wanted)
            many = 2 * len(chosen) if found and len(short) < before else len(chosen) // 2

    def _short(self, sign: int, wanted: Floats) -> Places:
        """The pieces that have some way to go."""
        return np.flatnonzero(self._falls_short(sign, wanted) & np.isfinite(wanted))

    def _falls_short(self, sign: int, wanted: Floats) -> NDArray[np.bool_]:
        short = self.high < wanted - SLACK if sign > 0 else self.low > wanted + SLACK
        return short & ~self._settled[sign]

    def _reaches(self, piece: int, sign: int, wanted: float) -> bool | None:
        """Whether a piece can be as far as ``wanted``, which is sooner found than how far it goes.

        ``None`` where only fractions of people were found that are.
        """
        point = self.programme.point({piece: _beyond(sign, wanted), **self._known})
        return False if point is None else self._note(point) or None

    def _farthest_before(self, piece: int, sign: int, wanted: float) -> float:
        """How far a piece can go that cannot go as far as ``wanted``: halved until no whole number lies between."""
        cost = self._costs(piece)
        while (cost == np.rint(cost)).all():
            here = np.floor(self.high[piece] + SLACK) if sign > 0 else np.ceil(self.low[piece] - SLACK)
            if abs(wanted - here) <= 1.0:
                return float(here)
            middle = here + sign * np.ceil(abs(wanted - here) / 2.0)
            reached = self._reaches(piece, sign, middle)
            if reached is None:
                break
            wanted = wanted if reached else middle
        return self._farthest(piece, sign)

    def _farthest(self, piece: int, sign: int) -> float:
        """How far a piece can go."""
        cost = self._costs(piece)
        point = self.programme.point(self._known, -sign * cost)
        if point is None:
            raise ReleaseError("audit_contradiction")
        bound = float(cost @ point)
        if self._note(point):
            return bound
        if (cost == np.rint(cost)).all():
            bound = np.floor(bound + SLACK) if sign > 0 else np.ceil(bound - SLACK)
        if (self.high[piece] >= bound - SLACK) if sign > 0 else (self.low[piece] <= bound + SLACK):
            return bound
        whole, proven = self.programme.whole_point(self._known, -sign * cost)
        if whole is not None:
            self._note(whole)
        return -sign * proven

    def _costs(self, piece: int) -> Floats:
        return np.asarray(self.open.questions[[piece]].toarray().ravel())

    def _note(self, point: Floats) -> bool:
        """Remember a choice; one with fractions of people counts only where these are thought of."""
        if self.open.whole and (np.abs(point - np.rint(point)) > SLACK).any():
            return False
        values = self.open.questions @ (np.rint(point) if self.open.whole else point)
        self._tables.append(values)
        self._see(values)
        return True

    def _see(self, values: Floats) -> None:
        self.low = np.where(self._settled[-1], self.low, np.minimum(self.low, values))
        self.high = np.where(self._settled[1], self.high, np.maximum(self.high, values))


def _beyond(sign: int, wanted: float) -> tuple[float, float]:
    return (wanted, np.inf) if sign > 0 else (-np.inf, wanted)


def _mixed(less: Floats, more: Floats, piece: int, value: float) -> Iterator[Floats]:
    """The lowest and the highest of all pieces where a table of each kind is mixed so that ``piece`` is ``value``."""
    for table in less:
        share = ((value - table[piece]) / (more[:, piece] - table[piece]))[:, None]
        mixed = (1.0 - share) * table + share * more
        yield np.stack([mixed.min(axis=0), mixed.max(axis=0)])
