"""Whether the numbers of a published table add up, and so what its totals mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..standard.fixed_codes import TOTAL
from .grid import CountTable, Levels


@dataclass(frozen=True)
class Sums:
    """How the parts of a table stand to its totals.

    ``overlapping`` are the dimensions whose parts add up to more than their total: a person stands in several.
    ``short`` are those whose parts do not reach it although all of them are shown: something is not printed.
    """

    overlapping: tuple[str, ...]
    short: tuple[str, ...]


def add_up(table: CountTable) -> Sums:
    """Compare every total of a table with its parts.

    Examples
    --------
    >>> add_up(CountTable("t", ("Sexo",), {("Mujer",): 6, ("Hombre",): 5, (TOTAL,): 10}))
    Sums(overlapping=('Sexo',), short=())
    """
    overlapping, short = [], []
    for place, name in enumerate(table.by):
        beyond = {_beyond(total, parts, whole) for total, parts, whole in _totals(table, place)}
        if 1 in beyond:
            overlapping.append(name)
        elif -1 in beyond:
            short.append(name)
    return Sums(tuple(overlapping), tuple(short))


def _totals(table: CountTable, place: int) -> Iterator[tuple[int, list[int], bool]]:
    """Each total over one dimension that is shown, with its shown parts, and whether these are all parts."""
    levels = [level for level in dict.fromkeys(cell[place] for cell in table.cells) if level != TOTAL]
    for cell, total in table.cells.items() if levels else ():
        if cell[place] == TOTAL and total is not None:
            parts = [table.cells.get(_at(cell, place, level)) for level in levels]
            yield total, [part for part in parts if part is not None], None not in parts


def _at(cell: Levels, place: int, level: str) -> Levels:
    return (*cell[:place], level, *cell[place + 1 :])


def _beyond(total: int, parts: list[int], whole: bool) -> int:
    """1 if the parts exceed the total, -1 if they are all there and do not reach it, else 0."""
    return 1 if sum(parts) > total else -1 if whole and sum(parts) < total else 0
