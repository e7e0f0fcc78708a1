"""The printed cells: what every table of a release says, body and margins, under one name per cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from ..counts.counts import TOTAL
from ..register.provenance import Provenance
from ..words.errors import ReleaseError
from .policy import Policy

Region = tuple[tuple[str, tuple[str, ...]], ...]
"""Who is counted: variables and the codes kept of them, in the order of their names."""

Codes = tuple[tuple[str, str], ...]
"""What a cell names: its variables and their codes, in the order of the variables; margins name fewer."""

Key = tuple[Region, Codes, tuple[str, ...]]
"""One number: region, codes, and the variables whose mentions are counted (none where people are)."""

MENTION = "mencion"


@dataclass(frozen=True)
class Place:
    """Where a cell is printed: the table, whether in its body, and the row."""

    table: str
    body: bool
    row: int


@dataclass
class Cell:
    """A number that some table prints, or that printed numbers give by subtraction (then without places)."""

    key: Key
    value: int
    threshold: int
    places: list[Place] = field(default_factory=list)
    fixed: bool = False
    """Whether it was shown before and cannot be taken back."""
    closed: bool = False
    """Whether it was hidden before and stays hidden."""
    dominated: bool = False
    """Whether it is the work of one event, and hidden however large it is."""


@dataclass(frozen=True)
class Table:
    """One table as the protector sees it: its rows and what they count."""

    name: str
    by: tuple[str, ...]
    multi: tuple[str, ...]
    region: Region
    mentions: bool
    body: pd.DataFrame
    margins: pd.DataFrame
    before: bool = False
    """Whether readers already have the table."""
    state: int = 0
    """The state of the register that is counted: a later one has a higher number."""
    zeros_hidden: bool = False
    """Whether a hidden number may be zero, and zeros are hidden."""
    dominated: frozenset[Codes] = frozenset()
    """The cells that are the work of one event."""

    @cached_property
    def occupied(self) -> Mapping[str, list[str]]:
        """The codes of the rows of the body that count somebody for all that readers know, hidden ones included."""
        somebody = (self.body["n"] > 0).fillna(True).astype(bool)
        rows = self.body if self.zeros_hidden else self.body[somebody]
        return {name: rows[name].astype("str").tolist() for name in self.by}

    def key(self, codes: Codes) -> Key:
        """The cell that names ``codes``; where a table of mentions sums over several answers it counts mentions."""
        named = {variable for variable, _ in codes}
        summed = tuple(sorted(set(self.multi) - named)) if self.mentions else ()
        return self.region, codes, summed

    def rows(self) -> Iterator[tuple[Place, Codes, int]]:
        """Each number with its place and codes; a number hidden before is missing."""
        for body, frame in ((True, self.body), (False, self.margins)):
            columns = [frame[name].astype("str").tolist() for name in self.by]
            numbers = frame["n"].tolist()
            for row, number in enumerate(numbers):
                codes = ((name, column[row]) for name, column in zip(self.by, columns, strict=True))
                yield Place(self.name, body, row), tuple(sorted(c for c in codes if c[1] != TOTAL)), number


def cells_hidden_before(tables: Iterable[Table], cells: Mapping[Key, Cell], policy: Policy) -> dict[Key, Cell]:
    """Cells that an earlier release hides and no table of now counts: nobody here knows their numbers.

    Each stands as a 1 that stays hidden: what was open to readers before must stay open.
    """
    found: dict[Key, Cell] = {}
    for table in tables:
        threshold = policy.threshold_for([*table.by, *(variable for variable, _ in table.region)])
        for place, codes, value in table.rows():
            key = table.key(codes)
            if pd.isna(value) and key not in cells:
                found.setdefault(key, Cell(key, 1, threshold, closed=True)).places.append(place)
    return found


def variables_of(key: Key) -> tuple[str, ...]:
    """The variables needed to count a cell, its region aside."""
    return (*(variable for variable, _ in key[1]), *key[2])


def region_of(provenance: Provenance) -> Region:
    """The selections of ``provenance``, each variable once: repeated selections keep their common codes."""
    kept: dict[str, set[str]] = {}
    for selection in provenance.where:
        codes = set(selection.codes)
        kept[selection.variable] = kept.get(selection.variable, codes) & codes
    return tuple(sorted((variable, tuple(sorted(codes))) for variable, codes in kept.items()))


def collect_cells(tables: Iterable[Table], policy: Policy) -> dict[Key, Cell]:
    """Every printed number once, with all the places where it stands; tables shown before come last.

    Raises :class:`ReleaseError` if two tables print different numbers for the same cell.
    """
    cells: dict[Key, Cell] = {}
    for table in tables:
        threshold = policy.threshold_for([*table.by, *(variable for variable, _ in table.region)])
        for place, codes, value in table.rows():
            key = table.key(codes)
            if pd.isna(value):
                if key in cells:
                    cells[key].closed = True
                continue
            cell = cells.setdefault(key, Cell(key, int(value), threshold))
            cell.fixed |= table.before
            if cell.value != value:
                raise ReleaseError("protect_tables_differ", first=cell.places[0].table, second=table.name)
            cell.threshold = max(cell.threshold, threshold)
            cell.dominated |= codes in table.dominated
            cell.places.append(place)
    return cells


def hidden_differences(cells: Mapping[Key, Cell]) -> list[tuple[Key, tuple[Key, ...], int, int]]:
    """Small numbers that nobody prints but a subtraction gives: a region less regions inside it.

    What tables shown before give is lost already. Each as the larger cell, the cells taken off it, the difference
    and its threshold.
    """
    found = []
    for whole, parts in _nested(cells):
        rest = cells[whole].value - sum(cells[part].value for part in parts)
        threshold = max(cells[key].threshold for key in (whole, *parts))
        if 0 < rest < threshold and not all(cells[key].fixed for key in (whole, *parts)):
            found.append((whole, parts, rest, threshold))
    return found


def _nested(cells: Mapping[Key, Cell]) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    regions: dict[tuple[Codes, tuple[str, ...]], list[Region]] = {}
    for region, codes, mentions in cells:
        regions.setdefault((codes, mentions), []).append(region)
    for (codes, mentions), found in sorted(regions.items()):
        for whole in sorted(found):
            inside = [part for part in sorted(found) if part != whole and lies_inside(part, whole)]
            for parts in _families(inside):
                yield (whole, codes, mentions), tuple((part, codes, mentions) for part in parts)


def lies_inside(part: Region, whole: Region) -> bool:
    """Whether everyone in ``part`` is in ``whole`` by what the selections say."""
    kept = dict(part)
    return all(variable in kept and set(kept[variable]) <= set(codes) for variable, codes in whole)


def _families(inside: list[Region]) -> Iterator[tuple[Region, ...]]:
    """Each region alone, and regions that select disjoint codes of one variable together."""
    for region in inside:
        yield (region,)
    by_rest: dict[tuple[str, Region], list[Region]] = {}
    for region in inside:
        for variable, _ in region:
            rest = tuple(pair for pair in region if pair[0] != variable)
            by_rest.setdefault((variable, rest), []).append(region)
    for (variable, _), family in sorted(by_rest.items()):
        chosen: list[Region] = []
        taken: set[str] = set()
        for region in sorted(family, key=lambda r: (len(dict(r)[variable]), r)):
            if not taken & set(dict(region)[variable]):
                chosen.append(region)
                taken |= set(dict(region)[variable])
        if len(chosen) > 1:
            yield tuple(chosen)
