"""Published tables as Releases that can be attacked."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..register.provenance import Provenance
from ..register.signs import plain
from ..release.held import held_release
from ..release.policy import Policy
from ..release.release import Release
from ..standard.fixed_codes import TOTAL
from .grid import CountTable, Levels
from .people import People
from .sums import add_up


class Names:
    """One spelling for each name and level: «SEXO» of one table is «Sexo» of another."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def of(self, text: str) -> str:
        """The spelling met first, with a capital: so it is never taken for a variable or a code of the standard."""
        return self._first.setdefault(plain(text), text[:1].upper() + text[1:])


def as_releases(people: People, names: Names, *, source: str, policy: Policy, unit: str) -> dict[str, Release]:
    """Releases of the tables of some people, under the names that they have there.

    ``source`` says who they are; the same people at another time have the same source and another grand total.
    """
    origin = Provenance(source, title="", file="", checksum=f"{source} {people.whole}")
    return {name: _release(table, names, policy, unit, origin) for name, table in people.tables.items()}


def _release(table: CountTable, names: Names, policy: Policy, unit: str, origin: Provenance) -> Release:
    by = tuple(names.of(name) for name in table.by)
    lines = [(cell, number, "hidden" if number is None else "shown") for cell, number in table.cells.items()]
    lines += [(cell, None, "not_applicable") for cell in table.blank]
    body = [line for line in lines if TOTAL not in line[0]]
    margins = [line for line in lines if TOTAL in line[0]]
    return held_release(
        frame=_frame(by, body, names),
        margins=_frame(by, margins, names),
        by=by,
        unit=unit,
        provenance=origin,
        policy=policy,
        multi=tuple(names.of(name) for name in add_up(table).overlapping),
    )


def _frame(by: Sequence[str], lines: Sequence[tuple[Levels, int | None, str]], names: Names) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            name: pd.Series([_level(cell[place], names) for cell, _, _ in lines], dtype="str")
            for place, name in enumerate(by)
        }
    )
    frame["n"] = pd.array([number for _, number, _ in lines], dtype="Int64")
    frame["status"] = pd.Series([status for _, _, status in lines], dtype="str")
    return frame


def _level(level: str, names: Names) -> str:
    return level if level == TOTAL else names.of(level)
