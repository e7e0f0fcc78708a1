"""A register that changed since the last publication: who was in it then, who came, who was taken out.

A table of an earlier state counts some of the people of the register, as a selection does, so it gets one: on a
variable that no register has, whose codes are the states of the register. Where the register only grew, whoever is in
an earlier state is in all later ones, and a change is a group of people like any other: those who came. Where numbers
fell, people were taken out or corrected; then nothing is supposed of who is in two states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from .cells import Cell, Key, Region, Table, lies_inside

VERSION = "version"
"""The variable that says in which states of the register a person is."""


def states_of(tables: Sequence[Table]) -> list[int]:
    """The states of the register that ``tables`` count, the oldest first."""
    return sorted({table.state for table in tables})


def told_apart(tables: Sequence[Table], *, grew: bool) -> list[Table]:
    """The tables, each with the state of the register that it counts among its selections.

    If the register only ``grew``, the people of a state are those who were in it or in an earlier one.
    """
    states = states_of(tables)
    if len(states) == 1:
        return list(tables)
    return [
        replace(table, region=_told(table, [s for s in states if s == table.state or (grew and s < table.state)]))
        for table in tables
    ]


def _told(table: Table, states: Sequence[int]) -> Region:
    return tuple(sorted((*table.region, (VERSION, tuple(f"{state:06d}" for state in states)))))


def of_now(key: Key) -> Key:
    """The same cell without the state of the register, as the newest tables name it."""
    region, codes, mentions = key
    return tuple(pair for pair in region if pair[0] != VERSION), codes, mentions


def changes(cells: Mapping[Key, Cell]) -> Iterator[tuple[Key, tuple[Key, ...], int, int]]:
    """Small changes of a number between two states that need not be one inside the other.

    Each as the larger cell, the smaller one, the difference and its threshold.
    """
    same: dict[Key, list[Key]] = {}
    for key in sorted(cells):
        same.setdefault(of_now(key), []).append(key)
    for keys in same.values():
        for place, one in enumerate(keys):
            for other in keys[place + 1 :]:
                small, large = sorted((one, other), key=lambda key: cells[key].value)
                rest = cells[large].value - cells[small].value
                limit = max(cells[large].threshold, cells[small].threshold)
                nested = lies_inside(one[0], other[0]) or lies_inside(other[0], one[0])
                if 0 < rest < limit and not nested and not (cells[one].fixed and cells[other].fixed):
                    yield large, (small,), rest, limit


def unknown_changes(cells: Mapping[Key, Cell], before: Mapping[Key, Cell]) -> Iterator[tuple[Key, Key, int]]:
    """Changes between two states of the register of which a number was hidden before, so that nobody here knows them.

    Each as the later cell, the earlier one and their threshold. A number that nobody is in now says what was before.
    """
    known = {**cells, **before}
    same: dict[Key, list[Key]] = {}
    for key in sorted(known):
        if VERSION in dict(key[0]) and known[key].value:
            same.setdefault(of_now(key), []).append(key)
    for keys in same.values():
        for earlier, later in combinations(sorted(keys, key=lambda key: dict(key[0])[VERSION][-1]), 2):
            if earlier in before or later in before:
                yield later, earlier, max(known[earlier].threshold, known[later].threshold)


def raise_to_least(before: Mapping[Key, Cell], cells: Mapping[Key, Cell], tables: Sequence[Table]) -> None:
    """Let numbers hidden ``before`` stand as the least that they can be, for who knows all numbers of now.

    Where the register only grew, no number grew by more than one that holds it. A number that cannot have been small
    needs no protection.
    """
    newest = dict(max(tables, key=lambda table: table.state).region).get(VERSION, ())
    for (region, codes, mentions), cell in before.items():
        later = tuple((name, newest if name == VERSION else kept) for name, kept in region)
        now = cells.get((later, codes, mentions))
        if now is None or region == later or not lies_inside(region, later):
            continue
        for size in range(len(codes) + 1):
            for fewer in combinations(codes, size):
                around, then = cells.get((later, fewer, mentions)), cells.get((region, fewer, mentions))
                if around is not None and then is not None:
                    cell.value = max(cell.value, now.value - (around.value - then.value))
