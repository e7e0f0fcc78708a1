"""Which published tables speak of the same people: those that came out together with the same grand total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..register.signs import plain
from ..standard.fixed_codes import TOTAL
from .grid import CountTable


@dataclass
class People:
    """Tables of one publication about the same people, and the grand total that says so."""

    whole: int | None
    tables: dict[str, CountTable] = field(default_factory=dict)

    def shapes(self) -> Iterator[frozenset[str]]:
        """The dimensions of each table."""
        for table in self.tables.values():
            yield frozenset(map(plain, table.by))

    def likeness(self, other: People) -> int:
        """How many tables both have, told by their dimensions; a table of the same name counts twice."""
        same = len(set(self.shapes()) & set(other.shapes()))
        named = {table.name for table in self.tables.values()} & {table.name for table in other.tables.values()}
        return same + (len(named) if same else 0)


def people_of(tables: dict[str, CountTable]) -> list[People]:
    """The tables of one publication, by the people that they speak of.

    A table whose grand total is not shown goes with the first others that have a dimension of it.
    """
    found: dict[int, People] = {}
    for name, table in tables.items():
        whole = grand_total(table)
        if whole is not None:
            found.setdefault(whole, People(whole)).tables[name] = table
    groups = list(found.values())
    for name, table in tables.items():
        if grand_total(table) is None:
            own = set(map(plain, table.by))
            near = next((group for group in groups if any(own & shape for shape in group.shapes())), None)
            if near is None:
                near = People(None)
                groups.append(near)
            near.tables[name] = table
    return groups


def grand_total(table: CountTable) -> int | None:
    """The number of all people in a table: printed, or the sum of a table without totals and hidden cells."""
    everybody = (TOTAL,) * len(table.by)
    if everybody in table.cells:
        return table.cells[everybody]
    body = [number for cell, number in table.cells.items() if TOTAL not in cell]
    shown = [number for number in body if number is not None]
    return sum(shown) if len(shown) == len(body) else None


def followed(groups: Sequence[People], earlier: Sequence[People]) -> list[int | None]:
    """For each earlier group the place of the group that speaks of the same people by now, if there is one."""
    found: list[int | None] = []
    for old in earlier:
        likeness = [old.likeness(group) for group in groups]
        best = max(range(len(groups)), key=likeness.__getitem__) if groups else 0
        found.append(best if groups and likeness[best] else None)
    return found
