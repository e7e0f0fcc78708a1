"""Readings of tables: what one person may hold, narrowest first, until the numbers can be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..words.errors import ReleaseError
from .cells import Cell, Key, Table
from .programme import Programme
from .space import Space
from .system import System, build_system
from .versions import VERSION

Array = Any
MOST_READ = 1000
"""Up to this many atoms the tables are read without narrowing who could be there."""
MOST_CODES = 4
"""The most values of one variable that the protector thinks of one person holding."""


def fitting_system(
    tables: Sequence[Table], cells: Mapping[Key, Cell], before: Mapping[Key, Cell], *, doubted: bool = False
) -> System:
    """The narrowest reading of the tables that their numbers allow: the fewer tables could be, the safer."""
    for system, people in fitting_systems(tables, cells, before, doubted=doubted):
        return system if system.atoms <= MOST_READ else system.narrowed((people > 0) | (system.several == 0))
    raise ReleaseError("protect_contradiction", tables=", ".join(table.name for table in tables))


def fitting_systems(
    tables: Sequence[Table], cells: Mapping[Key, Cell], before: Mapping[Key, Cell], *, doubted: bool = False
) -> Iterator[tuple[System, Array]]:
    """The readings of the tables that their numbers allow, the narrowest first, each with people that it would hold."""
    for reach, strict in _readings(tables):
        try:
            system = build_system(tables, cells, before, Space(tables, reach, strict))
        except ReleaseError as error:
            if error.key != "protect_contradiction":
                raise
            continue
        system.doubted = doubted
        people = Programme(system).true_table()
        if people is not None:
            yield system, people


def _readings(tables: Sequence[Table]) -> Iterator[tuple[dict[str, int], bool]]:
    """Readings in turn: of how many codes one person holds, and whether an unknown stays unknown rolled up.

    The last ones let a person be in several selections of one variable, as one with several records can be.
    """
    multi = sorted({name for table in tables for name in table.multi})
    for most in range(1, MOST_CODES + 1 if multi else 2):
        for strict in (True, False):
            yield dict.fromkeys(multi, most), strict
    selected = sorted({name for table in tables for name, _ in table.region} - {VERSION})
    for strict in (True, False) if selected else ():
        yield dict.fromkeys([*multi, *selected], 2), strict
