"""Secondary suppression: hide as little more as needed, so that no hidden small number can be worked out.

For each small number complete tables must exist that agree with everything shown and take it where it must be able
to be (see :mod:`.aims`). Where there is none, the cheapest change of the whole table that makes one is found by
linear programming, and the cells it moves are hidden (after Kelly, Golden and Assad 1992). What is hidden only grows,
so a table found once stays a witness, and it answers for every aim that it reaches.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .aims import KINDS, NEAR, OUTSIDE, Aims, agrees, is_whole
from .programme import MOST_WHOLE, Programme, Wish
from .system import System

Array = Any
Aim = tuple[int, int, int]
"""The places of a kind, a small number and a knower."""
OPEN, NONE = -1, -2
LOW = KINDS.index("low")
COVER_EVERY = 64


@dataclass
class Suppression:
    """Which forms are hidden, and the tables (their form values) that show every aim to be possible."""

    system: System
    hidden: Array
    primary: Array
    insider: bool = False
    tables: list[Array] = field(default_factory=list)
    reach: list[tuple[Array, Array]] = field(default_factory=list)
    """For each table the small numbers that are where they should get, by kind, and who takes it for possible."""
    aims: Aims = field(init=False)
    programme: Programme = field(init=False)
    witness: Array = field(init=False)
    """For each aim the place of a table in ``tables``, or ``OPEN``; ``NONE`` where there is no such aim."""

    reasons: dict[int, Aim] = field(default_factory=dict)
    """For each form hidden beside the small ones, the aim that it was hidden for."""

    def __post_init__(self) -> None:
        self.aims = Aims(self.system, self.insider)
        self.programme = Programme(self.system)
        self.witness = np.where(self.aims.needed, OPEN, NONE).astype("int32")

    def note(self, table: Array) -> bool:
        """Keep ``table`` as a witness of every open aim it reaches; whether there was any."""
        reach = self.aims.met(table, self.hidden), self.aims.knowers(table)
        new = self._credit(reach, len(self.tables))
        if new:
            self.tables.append(table)
            self.reach.append(reach)
        return new

    def look_again(self) -> None:
        """Find witnesses of open aims among the tables kept that agree with all that is shown now."""
        for place in self.agreeing():
            self._credit(self.reach[place], place)

    def agreeing(self) -> list[int]:
        """The places of the tables kept that agree with all that is shown now."""
        return [place for place, table in enumerate(self.tables) if agrees(self.system, table, self.hidden)]

    def _credit(self, reach: tuple[Array, Array], place: int) -> bool:
        any_new = False
        for witness, met in zip(self.witness, reach[0], strict=True):
            rows = np.flatnonzero(met)
            new = (witness[rows] == OPEN) & reach[1]
            if new.any():
                places, knowers = np.nonzero(new)
                witness[rows[places], knowers] = place
                any_new = True
        return any_new

    def trusts(self, table: Array) -> bool:
        """Whether ``table`` is one of whole people, or of so many atoms that nobody reasons in whole people."""
        return self.system.atoms > MOST_WHOLE or is_whole(table)

    def wish(self, aim: Aim, *others: int) -> Wish:
        """An aim, and other small numbers (their places) that would do well to get there too."""
        kind, cell, knower = aim
        return Wish(KINDS[kind], self.aims.cells[[cell, *others]], self.aims.known_to(knower))

    def together(self, kind: int, knower: int) -> Array:
        """The open aims of a kind that can be asked for together: nothing holds up a change that may be negative."""
        bounded = ~self.system.signed[self.aims.cells] | (KINDS[kind] == "up")
        return np.flatnonzero((self.witness[kind, :, knower] == OPEN) & bounded)

    def floor(self, cell: int) -> float:
        """How low the small number at place ``cell`` must be able to go for who reasons."""
        return float(self.aims.floor[self.aims.cells[cell]])

    def reached(self, aim: Aim, table: Array) -> bool:
        """Whether ``table`` shows that ``aim`` is possible."""
        kind, cell, knower = aim
        return bool(self.aims.met(table, self.hidden)[kind, cell] and self.aims.knowers(table)[knower])


def suppress(system: System, *, secondary: bool = True, insider: bool = False) -> Suppression:
    """Hide the small numbers of ``system`` and whatever else would give them away, to insiders too if asked.

    With ``secondary=False`` only the small numbers themselves are hidden, which is not safe: tests use
    it to see the attacker succeed. An aim that no table reaches stays open.
    """
    primary = (system.sensitive | system.closed) & system.printed & ~system.fixed
    state = Suppression(system, primary.copy(), primary, insider)
    if secondary:
        if system.known:
            state.note(system.values)
        _find_floors(state)
        _reach_all(state, [OUTSIDE])
        cover_inside(state)
        _reach_all(state, range(1, state.witness.shape[2]))
    return state


def _reach_all(state: Suppression, knowers: Iterable[int]) -> None:
    for knower in knowers:
        cover(state, knower)
        count = 0
        for aim in _open_aims(state, knower):
            if state.witness[aim] == OPEN:
                _reach(state, aim)
                count += 1
                if count % COVER_EVERY == 0:
                    cover(state, knower)


def _open_aims(state: Suppression, knower: int) -> Iterator[Aim]:
    """Open aims of one knower, the largest small numbers first."""
    for cell, kind in np.argwhere(state.witness[:, :, knower].T == OPEN).tolist():
        yield kind, cell, knower


def cover(state: Suppression, knower: int) -> None:
    """Find tables that reach many open aims at once without hiding more."""
    for kind in range(len(KINDS)):
        while len(cells := state.together(kind, knower)):
            wish = state.wish((kind, *cells[:1], knower), *cells[1:])
            table = state.programme.farthest(state.hidden, wish)
            if table is None or not state.trusts(table) or not state.note(table):
                break


def cover_inside(state: Suppression) -> None:
    """Find tables that reach the aims of many insiders at once: all of them know, then halves of them in turn.

    Halves by the digits of their places: any two of them are in different halves once.
    """
    alone = state.aims.alone
    if not len(alone):
        return
    places = np.arange(len(alone))
    _cover_knowing(state, np.ones(len(alone), dtype=bool))
    for digit in range(int(places[-1]).bit_length()):
        for side in (0, 1):
            _cover_knowing(state, (places >> digit) & 1 == side)


def _cover_knowing(state: Suppression, knowing: Array) -> None:
    """Tables for the open aims of all who are ``knowing`` that leave every one of their cells at 1."""
    known = state.aims.alone[knowing]
    others = ~np.isin(state.aims.cells, known)
    for kind in range(len(KINDS)):
        while True:
            still = (state.witness[kind][:, 1:][:, knowing] == OPEN).any(axis=1) & others
            if not still.any():
                break
            table = state.programme.farthest(state.hidden, Wish(KINDS[kind], state.aims.cells[still], known))
            if table is None or not state.trusts(table) or not state.note(table):
                break


def _reach(state: Suppression, aim: Aim) -> None:
    """Hide the cells that the cheapest table which reaches ``aim`` changes, and find whole people for it."""
    for whole in (False, True):
        table = _cheapest(state, aim, whole)
        if table is None:
            _give_up(state, aim)
            return
        _hide_moved(state, table, aim)
        if is_whole(table) or state.system.atoms > MOST_WHOLE:
            break
        near = whole_table(state, aim)
        if near is not None:
            table = near
            break
    state.note(table)


def _cheapest(state: Suppression, aim: Aim, whole: bool) -> Array | None:
    """The cheapest table that reaches ``aim``; of a change that nobody knows, where it is large or none."""
    kind, cell, knower = aim
    others = state.together(kind, knower)
    wish = state.wish(aim, *others[others != cell])
    table = state.programme.cheapest(state.hidden, wish, whole=whole, floor=state.floor(cell))
    if not state.system.either[wish.cells[0]]:
        return table
    none = state.programme.cheapest(state.hidden, state.wish((LOW, cell, knower)), whole=whole)
    found = [choice for choice in (none, table) if choice is not None and state.reached(aim, choice)]
    return min(found, key=lambda choice: float(state.system.cost[_moved(state, choice)].sum()), default=None)


def _moved(state: Suppression, table: Array) -> Array:
    """The forms that are shown and other in ``table``."""
    return state.system.printed & ~state.hidden & (np.abs(table - state.system.values) > NEAR)


def _hide_moved(state: Suppression, table: Array, aim: Aim) -> None:
    moved = _moved(state, table)
    state.reasons.update(dict.fromkeys(np.flatnonzero(moved).tolist(), aim))
    state.hidden |= moved


def whole_table(state: Suppression, aim: Aim) -> Array | None:
    """A table of whole people that reaches ``aim`` and hides no more, if one is found."""
    table = state.programme.farthest(state.hidden, state.wish(aim))
    return table if table is not None and is_whole(table) and state.reached(aim, table) else None


def _set_floor(state: Suppression, cell: int, floor: float) -> None:
    form = state.aims.cells[cell]
    state.aims.floor[form] = floor
    if state.system.goal[form] <= floor:
        state.system.goal[form] = floor + 1
        state.witness[0, cell][state.witness[0, cell] >= 0] = OPEN
    if state.system.known:
        state.note(state.system.values)


def _give_up(state: Suppression, aim: Aim) -> None:
    """An aim that no table at all reaches, however much is hidden, asks for too much.

    What an insider then knows follows from her own cell alone; a number that hidden parts hold up, each of them at
    least 1, must go down to what they add up to, and above that.
    """
    kind, cell, knower = aim
    if (
        state.programme.cheapest(state.hidden, state.wish(aim), whole=False, floor=state.floor(cell), bound=False)
        is not None
    ):
        return
    if knower != OUTSIDE:
        state.witness[aim] = NONE
    elif KINDS[kind] == "low":
        _lift_floor(state, aim)


def _find_floors(state: Suppression) -> None:
    """The floors of all numbers at once, where one table has as little in each of them as disjoint parts ask for."""
    aims = state.aims
    bounded = np.flatnonzero(~(state.system.signed | state.system.either)[aims.cells])
    lowest = state.programme.lowest(aims.cells[bounded]) if state.system.least and len(bounded) else None
    if lowest is not None:
        for cell, low in zip(bounded.tolist(), lowest.tolist(), strict=True):
            if low > state.system.least + NEAR and aims.parts_within(cell) >= low - NEAR:
                _set_floor(state, cell, low)


def _lift_floor(state: Suppression, aim: Aim) -> None:
    cell = aim[1]
    form = state.aims.cells[cell]
    lowest = state.programme.lowest([form])
    if lowest is not None and lowest[0] > state.aims.floor[form] + NEAR:
        _set_floor(state, cell, float(lowest[0]))
        for again in (aim, (0, cell, OUTSIDE)):
            if state.witness[again] == OPEN:
                _reach(state, again)
