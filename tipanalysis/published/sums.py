"""Whether the numbers of a published table add up, and so what its totals mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ..standard.fixed_codes import TOTAL
from .grid import CountTable, Levels

LEAST = 10
"""Smaller numbers are sums of others by chance."""


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


def blanks_hide(table: CountTable) -> bool:
    """Whether cells left blank stand for numbers: some total is not reached without them.

    Examples
    --------
    >>> blanks_hide(CountTable("t", ("Sexo",), {("Mujer",): 6, (TOTAL,): 10}, blank=(("Hombre",),)))
    True
    """
    zero = replace(table, cells={**table.cells, **dict.fromkeys(table.blank, 0)}, blank=())
    return bool(table.blank) and bool(add_up(zero).short)


def sums_of_others(table: CountTable) -> tuple[str, ...]:
    """Levels that may be subtotals or totals under another name: of at least 10, the sum of all others or of a run of
    others beside them.

    Examples
    --------
    >>> cells = {("América",): 60, ("Nicaragua",): 50, ("Honduras",): 10, ("Asia",): 7}
    >>> sums_of_others(CountTable("t", ("Región",), cells))
    ('América',)
    """
    if len(table.by) != 1:
        return ()
    body = [(cell[0], number) for cell, number in table.cells.items() if TOTAL not in cell]
    numbers = [0 if number is None else number for _, number in body]
    return tuple(name for place, (name, _) in enumerate(body) if _is_sum(numbers, place))


def _is_sum(numbers: Sequence[int], place: int) -> bool:
    whole = numbers[place]
    if whole < LEAST:
        return False
    for others in (numbers[place + 1 :], numbers[:place][::-1]):
        so_far = enumerate(accumulate(others), start=1)
        if any(total == whole and count > 1 and others[count - 1] for count, total in so_far):
            return True
    return False


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
