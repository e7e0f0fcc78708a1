"""What the rules say of the cells of a register: which value each is to have, and which a person must look at."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from ...standard.fixed_codes import TO_REVIEW
from ...words.texts import has_text
from ..register import Register
from ..signs import clean_text, plain
from .cells import CELL, days_of, is_open, lines_of_cells, states_of, unlogged_cells
from .rules import EVERYWHERE, KEEP, Rule

Cell = Mapping[str, Any]
Words = Mapping[tuple[str, str, str], str]
"""Words that stand alone in a cell, by sheet, variable and plain text, and what they were read as."""
SEVERAL = "varios_valores"
"""The rule by which a cell was read as several values."""
ABOUT_VALUES = ("valor_", "edad_", "fecha_", "fechas_", "numero_")
"""Beginnings of the faults that speak of one value and end when it is decided."""
_PARTS = re.compile(r"[;/,|\n]| y ")


@dataclass(frozen=True)
class Decision:
    """One value to write: into the cell itself, or, ``only_unknown``, into another variable of its record.

    ``before`` are the codes that the cell was read as.
    """

    id: str
    hoja: str
    fila: str
    variable: str
    crudo: str
    codes: tuple[str, ...]
    regla: str
    before: tuple[str, ...] = ()
    only_unknown: bool = False


def find_decisions(register: Register, rules: Sequence[Rule], words: Words) -> list[Decision]:
    """What the rules change in a register as it is; of several rules for one cell the first wins.

    ``words`` are those of :func:`words_alone`, of the whole file where the register is a part of it.
    """
    judge = _Judge(register, rules, words)
    return [decision for cell, fitting in judge.cells() for decision in judge.decide(cell, fitting)]


def find_reviews(register: Register, rules: Sequence[Rule]) -> pd.DataFrame:
    """The cells that a person must look at: the columns of ``cell_states`` and ``nota``, why.

    Cells that hold a value to review, and those of a rule with the state ``revisar``, whatever was read; not
    those that a rule made by a person has settled.
    """
    judge = _Judge(register, rules, {})
    settled = {rule.regla for rule in rules if rule.by_person}
    rows = [
        {**cell, "nota": next((rule.nota for rule in fitting if rule.estado == "revisar"), "")}
        for cell, fitting in judge.cells()
        if _waits(cell, fitting) and cell["regla"] not in settled
    ]
    return pd.DataFrame(rows, columns=[*judge.states.columns, "nota"]).drop_duplicates(CELL, ignore_index=True)


def _waits(cell: Cell, fitting: Sequence[Rule]) -> bool:
    return bool(cell["abierta"] or cell["dudosa"]) or any(rule.estado == "revisar" for rule in fitting)


def _doubts(register: Register) -> pd.DataFrame:
    """The faults that speak of one value."""
    return register.faults[register.faults["falta"].str.startswith(ABOUT_VALUES)]


def _doubtful(register: Register, states: pd.DataFrame) -> pd.Series:
    """Cells that hold a value about which reading noted a fault."""
    noted = pd.MultiIndex.from_frame(_doubts(register)[["hoja", "fila", "valor"]])
    places = pd.MultiIndex.from_frame(states[["hoja", "fila", "crudo"]])
    return pd.Series(places.isin(noted) & (states["crudo"] != "").to_numpy(), index=states.index)


class _Judge:
    """Cells and rules of one register, each distinct text compared once."""

    def __init__(self, register: Register, rules: Sequence[Rule], words: Words) -> None:
        self.register = register
        self.words = words
        self.source = register.provenance.source
        self.rules = tuple(rules)
        self.days = days_of(register)
        self.book = load_codebook()
        self.held = cache(lambda variable: held_codes(register, variable))
        self.unknown = set(self.book.unknown_codes)
        self.near = _near_rules(self.rules, self.source)
        self.states = self._concerned()

    def _concerned(self) -> pd.DataFrame:
        """The cells that are open (``abierta``), that reading doubts (``dudosa``) or that a rule speaks of."""
        log = self.register.log
        chosen = is_open(log) | self._named(log) | log["fila"].isin(_doubts(self.register)["fila"])
        states = states_of(self.register, lines_of_cells(log, chosen))
        as_they_are = [unlogged_cells(self.register, name, code) for name, code in self._asked_as_they_are()]
        states = pd.concat([states, *as_they_are], ignore_index=True)
        opened = is_open(states)
        doubtful = _doubtful(self.register, states)
        named = self._named(states)
        states = states.assign(abierta=opened, dudosa=doubtful)
        return states[opened.to_numpy() | doubtful.to_numpy() | named].reset_index(drop=True)

    def _named(self, cells: pd.DataFrame) -> np.ndarray:
        """Which cells hold a text that a rule speaks of; each distinct text is compared once."""
        variables, names = pd.factorize(cells["variable"].to_numpy(dtype=object))
        texts, raws = pd.factorize(cells["crudo"].to_numpy(dtype=object))
        pairs, places = np.unique(variables * max(1, len(raws)) + texts, return_inverse=True)
        told = [bool(self.near(names[pair // len(raws)], raws[pair % len(raws)])) for pair in pairs]
        return np.array(told, dtype=bool)[places]

    def _asked_as_they_are(self) -> Iterator[tuple[str, str]]:
        """Codes that a rule asks about and that a sheet may hold as they are, so that nothing was logged."""
        for rule in self.rules:
            name = rule.variable
            here = rule.tipo == "exacta" and EVERYWHERE not in name and rule.concerns(self.source, name)
            if here and name in self.register.variables and rule.crudo in self.book[name].codes():
                yield name, rule.crudo

    def cells(self) -> Iterator[tuple[dict[str, Any], list[Rule]]]:
        """Every cell with the rules that fit it, the strongest first."""
        for cell in self.states.to_dict("records"):
            near = self.near(cell["variable"], cell["crudo"])
            yield {str(name): value for name, value in cell.items()}, [rule for rule in near if self._holds(rule, cell)]

    def _holds(self, rule: Rule, cell: Mapping[Any, Any]) -> bool:
        """Whether the place, the period and the condition of a rule are those of a cell."""
        if (rule.hoja and rule.hoja != cell["hoja"]) or (rule.fila and rule.fila != cell["fila"]):
            return False
        if not rule.covers(self.days.get(cell["id"])):
            return False
        name, _, codes = rule.cuando.partition("=")
        return not rule.cuando or bool(set(codes.split("|")) & set(self.held(name).get(cell["id"], ())))

    def decide(self, cell: Cell, fitting: Sequence[Rule]) -> Iterator[Decision]:
        """What the rules that fit a cell do to it and to the other variables of its record."""
        place = (cell["id"], cell["hoja"], cell["fila"])
        waits = _waits(cell, fitting)
        empty = cell["abierta"] or set(cell["estandar"].split("|")) <= self.unknown
        able = (rule for rule in fitting if rule.is_decision and (empty or (rule.by_person and waits)))
        rule = next(able, None)
        if rule is not None and cell["regla"] != rule.regla and (codes := self._decided(cell, rule)):
            before = tuple(cell["estandar"].split("|"))
            yield Decision(*place, cell["variable"], cell["crudo"], codes, rule.regla, before)
        for other in fitting:
            for name, codes in other.effects.items():
                yield Decision(*place, name, "", codes, other.regla, only_unknown=True)

    def _decided(self, cell: Cell, rule: Rule) -> tuple[str, ...]:
        if rule.codes == (KEEP,):
            return () if cell["abierta"] else tuple(cell["estandar"].split("|"))
        if rule.matches(cell["crudo"]):
            return rule.codes
        parts = [self._part_codes(part, cell) or [TO_REVIEW] for part in _parts(cell["crudo"])]
        return tuple(dict.fromkeys(code for codes in parts for code in codes))

    def _part_codes(self, part: str, cell: Cell) -> list[str]:
        """The codes of one of several values in a cell: by a rule, by the codebook, or as it was read alone."""
        for rule in self.rules:
            fits = rule.is_decision and rule.concerns(self.source, cell["variable"]) and rule.matches(part)
            if fits and self._holds(rule, cell):
                return list(rule.codes)
        known = self.words.get((cell["hoja"], cell["variable"], plain(part)))
        found = self.book[cell["variable"]].find(part)
        return known.split("|") if known else [found] if found else []


def words_alone(register: Register) -> Words:
    """What words were read as where they stand alone in a cell of a variable with several values: the map of the
    source knows them. A word that was read in two ways is left out.
    """
    log = register.log
    multi = [name for name in register.children if name in load_codebook()]
    log = log[log["variable"].isin(multi)][["hoja", "variable", "crudo", "estandar", "regla"]].drop_duplicates()
    return agreed_words(log.itertuples(index=False, name=None))


def agreed_words(lines: Iterable[tuple[str, str, str, str, str]]) -> Words:
    """The words of lines (sheet, variable, raw text, codes, rule of reading) that were read in one way only."""
    read: dict[tuple[str, str, str], set[str]] = {}
    for sheet, name, raw, codes, rule in lines:
        if codes != TO_REVIEW and rule != SEVERAL and has_text(f"cleaning_rule_{rule}"):
            read.setdefault((sheet, name, plain(raw)), set()).add(codes)
    return {word: codes.pop() for word, codes in read.items() if len(codes) == 1}


@lru_cache(maxsize=4)
def _near_rules(rules: tuple[Rule, ...], source: str) -> Callable[[str, str], list[Rule]]:
    """The rules that speak of a text of a variable or, where several values share a cell, of a part of it."""
    book = load_codebook()
    concerning = cache(lambda variable: [rule for rule in rules if rule.concerns(source, variable)])

    @lru_cache(maxsize=100_000)
    def near(variable: str, raw: str) -> list[Rule]:
        texts = [raw, *(_parts(raw) if variable in book and book[variable].multi else [])]
        return [rule for rule in concerning(variable) if any(rule.matches(text) for text in texts)]

    return near


def held_codes(
    register: Register, variable: str, among: Collection[str] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """The codes of a variable by record, of all or of some; empty for a variable that the register does not have."""
    if variable in register.children:
        child = register.children[variable]
        if among is not None:
            child = child[child["id"].isin(list(among))]
        held: dict[str, tuple[str, ...]] = {}
        for record, code in zip(child["id"], child[variable].astype("str"), strict=True):
            held[record] = (*held.get(record, ()), code)
        return held
    if variable not in register.records:
        return {}
    records = register.records[["id", variable]]
    if among is not None:
        records = records[records["id"].isin(list(among))]
    values = records[variable].astype("str").fillna("")
    return {record: (value,) for record, value in zip(records["id"], values, strict=True)}


def _parts(raw: str) -> list[str]:
    return [part for part in map(clean_text, _PARTS.split(raw)) if part]
