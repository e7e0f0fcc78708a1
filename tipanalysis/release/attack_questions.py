"""The questions put to tables of the same people, and what an outsider, or one of the people, can answer.

Every hidden cell is a question, and so is every small number that nobody printed but that lies between two printed
ones. First everything shown is brought to bear; then, for each person who is alone in a hidden cell, everything shown
and the knowledge that this cell holds one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ..words.errors import ReleaseError
from .attack_bounds import SLACK, Attack, Floats, Sparse, telling_cells
from .attack_differences import unprinted
from .attack_system import Model
from .attack_tables import Cell, Table
from .attack_verdict import BROKEN, Finding, Shown, Verdict, judge

MOST_EXPLAINED = 12
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
    def truly_small(self) -> bool:
        """Whether the house knows that the number is small."""
        return 0 < self.true < self.limit

    def verdict(self, low: float, high: float, least: float) -> Verdict:
        """The verdict on a hidden cell; a number never printed counts where it is known, small and not zero."""
        if self.cell.spoken:
            return judge(low, high, self.limit, least=least, truly_small=self.truly_small)
        return "difference" if judge(low, high, self.limit) == "recovered" and low > 0 else "safe"


class Inquiry:
    """All questions to one model. ``truth`` holds the true numbers of its cells as far as the house knows them."""

    def __init__(self, model: Model, truth: Floats) -> None:
        self.model = model
        self.questions = list(_questions(model, truth))
        self.in_whole_numbers = True
        """Whether every answer so far was sought among whole people."""
        self._told = bool(np.isfinite(truth).any())
        self._tables: list[Floats] = []
        self._open = np.ones(len(self.questions), dtype=bool)

    def findings(self, insiders: Callable[[Table], bool]) -> list[Finding]:
        """What an outsider can tell and, of tables where ``insiders`` says so, what the people in them can."""
        if not self.questions:
            return []
        found = self._from_outside()
        for own in self._alone(insiders):
            left = [place for place in range(len(self.questions)) if self._is_left(place, found)]
            left = [place for place in left if not self._is_part(place, own)]
            found |= self._from_inside(own, left)
        broken = [place for place in sorted(found) if found[place].verdict in BROKEN]
        for place in broken[:MOST_EXPLAINED]:
            found[place] = replace(found[place], telling=self._telling(place, found[place].knower))
        return [found[place] for place in sorted(found)]

    def _from_outside(self) -> dict[int, Finding]:
        every = list(range(len(self.questions)))
        attack = self._pushed(Attack(self.model.system, self._rows), every, self._least)
        self._open = attack.low < attack.high
        found = {}
        for place, question in enumerate(self.questions):
            low, high = attack.low[place], attack.high[place]
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
        from scipy.sparse import vstack

        return vstack([question.row for question in self.questions], format="csr")

    @cached_property
    def _least(self) -> Floats:
        """The least that every number can be for whoever sees only which cells are empty."""
        if not self.model.lower:
            return np.zeros(len(self.questions))
        attack = Attack(self.model.system.of_zeros_alone(), self._rows, whole=False)
        attack.push_down(np.full(len(self.questions), float(self.model.lower)))
        return attack.low

    def _pushed(self, attack: Attack, places: Sequence[int], least: Floats) -> Attack:
        """Push every question as far as its verdict needs, not further; keep the tables that were found."""
        asked = [self.questions[place] for place in places]
        limits = np.array([question.limit for question in asked], dtype=float)
        spoken = np.array([question.cell.spoken for question in asked])
        small = np.array([question.truly_small for question in asked])
        attack.push_up(limits - spoken)
        to_least = (spoken & (attack.high < limits)) | small
        attack.push_down(np.where(to_least, least[list(places)], np.maximum(attack.high - 1.0, 0.0)))
        attack.push_up(np.where(spoken & ~small & (attack.low > least[list(places)]), limits, -np.inf))
        self.in_whole_numbers &= attack.in_whole_numbers
        self._tables += attack.tables
        return attack

    def _alone(self, insiders: Callable[[Table], bool]) -> Iterator[Question]:
        """Hidden cells that hold one person, or could for all the house tells; each group of people once."""
        seen = set()
        for question in self.questions:
            single = question.true == 1 if self._told else True
            people = question.row.indices.tobytes() + question.row.data.tobytes()
            if question.place >= 0 and single and people not in seen and insiders(self._table(question)):
                seen.add(people)
                yield question

    def _table(self, question: Question) -> Table:
        return self.model.tables[question.cell.table]

    def _is_left(self, place: int, found: dict[int, Finding]) -> bool:
        """Whether nobody tells too much of it so far. A number that is known to all, or truly large, may be known."""
        question = self.questions[place]
        safe = place not in found or found[place].verdict not in BROKEN
        return safe and self._open[place] and (question.truly_small or np.isnan(question.true))

    def _is_part(self, place: int, own: Question) -> bool:
        """Whether a group lies inside the cell of the one person, who knows all about it."""
        return not set(self.questions[place].row.indices) - set(own.row.indices)

    def _from_inside(self, own: Question, places: list[int]) -> dict[int, Finding]:
        """Of which ``places`` the one person of the cell ``own`` knows too much.

        Where zeros are printed 1 is the least that anybody thinks of. What follows from the own cell and the printed
        zeros alone tells them nothing new, and parts of their cell hold them alone.
        """
        if not places:
            return {}
        least = np.maximum(self._least, float(self._table(own).release.policy.zeros == "publish"))
        fitting = [people for people in self._tables if abs((own.row @ people)[0] - 1.0) <= SLACK]
        try:
            inside = Attack(self.model.system.with_known(own.place, 1.0), self._rows[places], known=fitting)
            attack = self._pushed(inside, places, least)
        except ReleaseError:
            return {}
        found = {}
        for place, low, high in zip(places, attack.low, attack.high, strict=True):
            question = self.questions[place]
            if question.verdict(low, high, least[place]) in BROKEN:
                zeros = self.model.system.of_zeros_alone().with_known(own.place, 1.0)
                anyway = Attack(zeros, self._rows[[place]], whole=False, known=[*fitting, *attack.tables])
                if self._is_news(question, (low, high), least[place], anyway):
                    found[place] = self._finding(place, (low, high), "insider", self._shown(own.cell))
        return found

    def _is_news(self, question: Question, known: _Known, least: float, anyway: Attack) -> bool:
        """Whether the person learns more than what they could tell ``anyway``, from the printed zeros."""
        low, high = known
        anyway.push_down(np.array([low - 1.0]))
        if question.verdict(low, high, max(least, anyway.low[0])) not in BROKEN:
            return False
        anyway.push_up(np.array([max(high + 1.0, 2.0)]))
        return (anyway.low[0], anyway.high[0]) != known and bool(anyway.high[0] > 1)

    def _telling(self, place: int, knower: Shown | None) -> tuple[Shown, ...]:
        """The printed cells that give a number away; what the knower brings along is not printed."""
        system = self.model.system
        for question in self.questions:
            if knower and question.place >= 0 and self._shown(question.cell) == knower:
                system = system.with_known(question.place, 1.0)
        row = self.questions[place].row.toarray().ravel()
        told = [self._shown(self.model.cells[cell]) for cell in telling_cells(system, row)]
        return tuple(dict.fromkeys(cell for cell in told if cell != knower))


def _questions(model: Model, truth: Floats) -> Iterator[Question]:
    for place, cell in enumerate(model.cells):
        if cell.spoken and model.system.hidden[place]:
            limit = model.tables[cell.table].threshold(cell.codes)
            yield Question(cell, model.system.rows[[place]], limit, float(truth[place]), place)
    for group in unprinted(model):
        limit = model.tables[group.table].threshold(group.codes)
        yield Question(Cell(group.table, group.codes, np.nan, spoken=False), group.row, limit)
