"""The questions put to tables of the same people, and what an outsider, or one of the people, can answer.

Every hidden cell is a question, and so is every small number that nobody printed but that lies between two printed
ones. First everything shown is brought to bear; then, for each person who is alone in a hidden cell, everything shown
and the knowledge that this cell holds one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..words.errors import ReleaseError
from .attack_bounds import Attack, Floats, Sparse
from .attack_differences import unprinted
from .attack_system import Model
from .attack_tables import Cell, Table
from .attack_telling import telling_cells
from .attack_verdict import BROKEN, Finding, Shown, Verdict, judge

MOST_EXPLAINED = 12
Chosen = NDArray[np.bool_]
_Known = tuple[float, float]
"""The lowest and the highest that a number can be."""


@dataclass(frozen=True)
class Question:
    """A hidden cell or a number never printed, as a row over the atoms, and the threshold it is judged by.

    ``true`` is its number where the house knows it, ``place`` its place among the printed cells.
    """

    cell: Cell
    row: Sparse
    limit: int
    true: float = np.nan
    place: int = -1

    @property
    def least(self) -> float:
        """The least that the number can be by the way it is rounded, if it is."""
        return self.cell.near[0] if self.cell.near else 0.0

    @property
    def truly_small(self) -> bool:
        """Whether the house knows that the number is small."""
        return 0 < self.true < self.limit

    def verdict(self, low: float, high: float, least: float, *, inside: bool = False) -> Verdict:
        """The verdict on a hidden cell; a number never printed counts where it is known, small and not zero.

        Who is ``inside`` may rule out the outermost values of a rounded number: of up to four people, herself among
        them, at most three are in another cell.
        """
        if self.cell.spoken:
            spared = int(inside and self.cell.near is not None)
            return judge(low, high, self.limit - spared, least=least + spared, truly_small=self.truly_small)
        return "difference" if judge(low, high, self.limit) == "recovered" and low > 0 else "safe"


class Inquiry:
    """All questions to one model. ``truth`` holds the true numbers of its cells as far as the house knows them;
    ``dominated`` are those of its cells that one event makes up.
    """

    def __init__(self, model: Model, truth: Floats, dominated: frozenset[int] = frozenset()) -> None:
        self.model = model
        self.questions = list(_questions(model, truth, dominated))
        self.in_whole_numbers = True
        """Whether every answer so far was sought among whole people."""
        self._told = bool(np.isfinite(truth).any())
        self._spoken = np.array([question.cell.spoken for question in self.questions], dtype=bool)
        self._small = np.array([question.truly_small for question in self.questions], dtype=bool)
        self._limits = np.array([question.limit for question in self.questions], dtype=float)
        self._open = np.ones(len(self.questions), dtype=bool)

    @property
    def is_possible(self) -> bool:
        """Whether there can be people of whom all the tables are true."""
        try:
            return bool(self._attack)
        except ReleaseError:
            return False

    def findings(self, insiders: Callable[[Table], bool]) -> list[Finding]:
        """What an outsider can tell and, of tables where ``insiders`` says so, what the people in them can."""
        if not self.questions:
            return []
        found = self._from_outside()
        for own in self._alone(insiders):
            tied = self._attack.tied_to(own)
            found |= self._from_inside(own, [place for place in tied if self._is_left(place, found)])
        broken = [place for place in sorted(found) if found[place].verdict in BROKEN]
        for place in broken[:MOST_EXPLAINED]:
            telling, shares = self._telling(place, found[place].knower)
            found[place] = replace(found[place], telling=telling, shares=shares)
        return [found[place] for place in sorted(found)]

    def _from_outside(self) -> dict[int, Finding]:
        every = np.ones(len(self.questions), dtype=bool)
        low_ends, high_ends = self._pushed(self._attack, every, self._least)
        self._open = low_ends < high_ends
        found = {}
        for place, (question, low, high) in enumerate(zip(self.questions, low_ends, high_ends, strict=True)):
            verdict = question.verdict(low, high, self._least[place])
            if question.cell.spoken or verdict in BROKEN:
                found[place] = self._finding(place, (low, high), verdict)
        return found

    def _finding(self, place: int, known: _Known, verdict: Verdict, knower: Shown | None = None) -> Finding:
        (table, codes), (low, high) = self._shown(self.questions[place].cell), known
        most = None if np.isinf(high) else int(high)
        return Finding(table, codes, int(low), most, self.questions[place].limit, verdict, knower=knower)

    def _shown(self, cell: Cell) -> Shown:
        return self.model.tables[cell.table].name, cell.codes

    @cached_property
    def _rows(self) -> Sparse:
        from scipy.sparse import csr_array, vstack

        rows = [question.row for question in self.questions] or [csr_array((0, self.model.system.atoms))]
        return vstack(rows, format="csr")

    @cached_property
    def _attack(self) -> Attack:
        """The attack of someone who sees everything printed."""
        return Attack(self.model.system, self._rows)

    @cached_property
    def _of_zeros(self) -> Attack:
        """The attack of someone who sees only which cells are empty."""
        return Attack(self.model.system.of_zeros_alone(), self._rows, whole=False)

    @cached_property
    def _least(self) -> Floats:
        """The least that every number can be for whoever sees only which cells are empty."""
        if not self.model.lower:
            return np.array([question.least for question in self.questions])
        self._of_zeros.push_down(np.full(len(self.questions), float(self.model.lower)))
        return self._of_zeros.low

    def _pushed(self, attack: Attack, asked: Chosen, least: Floats) -> tuple[Floats, Floats]:
        """How low and how high every question ``asked`` can be, as far as its verdict needs it and not further."""
        spoken, small, limits = self._spoken, self._small, self._limits
        attack.push_up(np.where(asked, limits - spoken, -np.inf))
        high = attack.high
        to_least = (spoken & (high < limits)) | small
        attack.push_down(np.where(asked, np.where(to_least, least, np.maximum(high - 1.0, 0.0)), np.inf))
        attack.push_up(np.where(asked & spoken & ~small & (attack.low > least), limits, -np.inf))
        attack.push_up(np.where(asked & (attack.low == attack.high), attack.high + 1.0, -np.inf))
        self.in_whole_numbers &= attack.in_whole_numbers
        return attack.low, attack.high

    def _alone(self, insiders: Callable[[Table], bool]) -> Iterator[int]:
        """Hidden cells that hold one person, or could for all the house tells; each group of people once."""
        seen = set()
        for place, question in enumerate(self.questions):
            single = question.true == 1 if self._told else True
            people = question.row.indices.tobytes() + question.row.data.tobytes()
            if question.place >= 0 and single and people not in seen and insiders(self._table(question)):
                seen.add(people)
                yield place

    def _table(self, question: Question) -> Table:
        return self.model.tables[question.cell.table]

    def _is_left(self, place: int, found: dict[int, Finding]) -> bool:
        """Whether nobody tells too much of it so far. A number that is known to all, or truly large, may be known."""
        question = self.questions[place]
        safe = place not in found or found[place].verdict not in BROKEN
        return safe and self._open[place] and (question.truly_small or np.isnan(question.true))

    def _from_inside(self, own: int, places: list[int]) -> dict[int, Finding]:
        """Of which ``places`` the one person of the cell that ``own`` asks for knows too much.

        Where zeros are printed 1 is the least that anybody thinks of. What follows from the own cell and the printed
        zeros alone tells them nothing new, and parts of their cell hold them alone.
        """
        person = self.questions[own]
        others = [place for place in places if set(self.questions[place].row.indices) - set(person.row.indices)]
        if not others:
            return {}
        least = np.maximum(self._least, float(self._table(person).release.policy.zeros_exact))
        asked = np.isin(np.arange(len(self.questions)), others)
        try:
            low_ends, high_ends = self._pushed(self._attack.given(own, 1.0), asked, least)
        except ReleaseError:
            return {}
        found = {}
        for place in others:
            known = low_ends[place], high_ends[place]
            told = self.questions[place].verdict(*known, least[place], inside=True) in BROKEN
            if told and self._is_news(place, known, least[place], own):
                found[place] = self._finding(place, known, "insider", self._shown(person.cell))
        return found

    def _is_news(self, place: int, known: _Known, least: float, own: int) -> bool:
        """Whether the person of ``own`` learns more than what they could tell anyway, from the printed zeros."""
        (low, high), only = known, np.arange(len(self.questions)) == place
        anyway = self._of_zeros.given(own, 1.0)
        anyway.push_down(np.where(only, low - 1.0, np.inf))
        if self.questions[place].verdict(low, high, max(least, anyway.low[place])) not in BROKEN:
            return False
        anyway.push_up(np.where(only, max(high + 1.0, 2.0), -np.inf))
        return (anyway.low[place], anyway.high[place]) != known and bool(anyway.high[place] > 1)

    def _telling(self, place: int, knower: Shown | None) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
        """The printed cells and those with a share that give a number away; what the knower brings is not printed."""
        system = self.model.system
        for question in self.questions:
            if knower and question.place >= 0 and self._shown(question.cell) == knower:
                system = system.with_known(question.place, 1.0)
        row = self.questions[place].row.toarray().ravel()
        cells, ranges = telling_cells(system, row)
        ranged = [self.model.ranged[number] for number in ranges]
        told = [*(self.model.cells[cell] for cell in cells), *(cell for cell in ranged if cell.near)]
        names = dict.fromkeys(name for name in map(self._shown, told) if name != knower)
        return tuple(names), tuple(dict.fromkeys(self._shown(cell) for cell in ranged if not cell.near))


def _questions(model: Model, truth: Floats, dominated: frozenset[int]) -> Iterator[Question]:
    """Hidden cells and numbers between the lines.

    Of a cell that one event makes up no value up to the true one may be ruled out.
    """
    for place, cell in enumerate(model.cells):
        if cell.spoken and model.system.hidden[place]:
            limit = model.tables[cell.table].threshold(cell.codes)
            if place in dominated and not cell.near:
                limit = max(limit, int(truth[place]) + 1)
            yield Question(cell, model.system.rows[[place]], limit, float(truth[place]), place)
    for group in unprinted(model):
        limit = model.tables[group.table].threshold(group.codes)
        yield Question(Cell(group.table, group.codes, np.nan, spoken=False), group.row, limit)
