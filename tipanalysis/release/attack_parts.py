"""How far the questions of one part can be pushed, by as few programmes as will do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from .attack_open import Floats, Open, Places
from .attack_programme import nearest, smallest, smallest_whole

SLACK = 1e-6
BLOCK = 4_000
"""So many unknown numbers go into one programme that answers several questions."""


class Part:
    """A part of what is open, and what is known so far of the pieces of questions that lie in it.

    Every choice that is possible is a complete table that nobody can rule out, so it answers for all pieces at once:
    only those that none so far has pushed far enough are asked by themselves.
    """

    def __init__(self, open_: Open) -> None:
        self.asked = open_.asked
        self.programmes = 0
        self.low, self.high = (np.full(len(self.asked), end) for end in (np.inf, -np.inf))
        self._open = open_
        self._points: list[Floats] = []
        self._settled = {sign: np.zeros(len(self.asked), dtype=bool) for sign in (1, -1)}
        for point in open_.points:
            self._note(point)
        if not self._points:
            self._begin()

    @property
    def whole(self) -> bool:
        """Whether only whole people are thought of."""
        return self._open.whole

    @property
    def open(self) -> Open:
        """What is open here, with all points found."""
        return replace(self._open, points=np.array(self._points))

    def push(self, sign: int, wanted: Floats) -> None:
        """Push each piece up (``sign`` 1) or down (-1) to ``wanted``, or as far as it can go."""
        most = max(1, BLOCK // self._open.limits.unknowns)
        if len(self._left(sign, wanted)) > most:
            self._push_together(sign, wanted)
        while len(left := self._left(sign, wanted)):
            self._ask(left[:most], sign)

    def _left(self, sign: int, wanted: Floats) -> Places:
        short = self.high < wanted - SLACK if sign > 0 else self.low > wanted + SLACK
        return np.flatnonzero(short & ~self._settled[sign])

    def _push_together(self, sign: int, wanted: Floats) -> None:
        """Push many at once, as long as that helps; upwards none further than it must go."""
        left = self._left(sign, wanted)
        while len(left) > 1:
            self.programmes += 1
            limits = self._open.limits
            if sign > 0:
                point = nearest(limits, self._open.questions[left], np.minimum(wanted[left], limits.most))
            else:
                point = smallest(limits, self._open.questions[left].sum(axis=0)[None, :])[0]
            if self._is_possible(point):
                self._note(point)
            fewer = self._left(sign, wanted)
            if len(fewer) > 0.9 * len(left):
                return
            left = fewer

    def _ask(self, pieces: Places, sign: int) -> None:
        """How far each of some pieces can go."""
        self.programmes += 1
        costs = self._open.questions[pieces].toarray()
        points = smallest(self._open.limits, -sign * costs)
        possible = [self._is_possible(point) for point in points]
        for piece, point, cost in zip(pieces[possible], points[possible], costs[possible], strict=True):
            self._note(point)
            self._settle(piece, sign, cost @ point)
        for piece, point, cost in zip(pieces, points, costs, strict=True):
            if not self._settled[sign][piece]:
                self._ask_in_whole_numbers(piece, sign, cost, cost @ point)

    def _ask_in_whole_numbers(self, piece: int, sign: int, cost: Floats, bound: float) -> None:
        """Fractions of people reach ``bound``; whole people perhaps not."""
        if (cost == np.rint(cost)).all():
            bound = np.floor(bound + SLACK) if sign > 0 else np.ceil(bound - SLACK)
        if (self.high[piece] < bound - SLACK) if sign > 0 else (self.low[piece] > bound + SLACK):
            self.programmes += 1
            point, proven = smallest_whole(self._open.limits, -sign * cost)
            if point is not None:
                self._note(point)
            bound = -sign * proven
        self._settle(piece, sign, bound)

    def _settle(self, piece: int, sign: int, bound: float) -> None:
        (self.high if sign > 0 else self.low)[piece] = bound
        self._settled[sign][piece] = True

    def _begin(self) -> None:
        """One choice that is possible; without one what is printed contradicts itself."""
        nothing = np.zeros(self._open.limits.unknowns)
        if self._open.limits.keep(nothing):
            self._note(nothing)
            return
        self.programmes += 1
        point = smallest(self._open.limits, -self._open.questions.sum(axis=0)[None, :])[0]
        if not self._is_possible(point):
            self.programmes += 1
            whole, _ = smallest_whole(self._open.limits, nothing)
            self._open = replace(self._open, whole=whole is not None)
            point = point if whole is None else whole
        self._note(point)

    def _is_possible(self, point: Floats) -> bool:
        return not self._open.whole or bool((np.abs(point - np.rint(point)) <= SLACK).all())

    def _note(self, point: Floats) -> None:
        point = np.rint(point) if self._open.whole else point
        self._points.append(point)
        seen = self._open.questions @ point
        self.low = np.where(self._settled[-1], self.low, np.minimum(self.low, seen))
        self.high = np.where(self._settled[1], self.high, np.maximum(self.high, seen))
