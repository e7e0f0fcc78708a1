"""What a reader finds printed: the cells of releases, nothing that only the house knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL
from .release import Release

Codes = tuple[tuple[str, str], ...]
"""The dimensions a cell names, with their codes; a dimension summed out is left away."""


@dataclass(frozen=True)
class Cell:
    """One printed cell: of which table, for which codes, and its number, NaN where hidden."""

    table: int
    codes: Codes
    n: float
    spoken: bool = True
    """False for a number that another printed number gives, such as the denominator of a share."""


@dataclass(frozen=True)
class Table:
    """One release as an outsider holds it: its name and how many publications came before it."""

    name: str
    release: Release
    epoch: int = 0

    @cached_property
    def where(self) -> dict[str, tuple[str, ...]]:
        """Who is counted: codes by variable; two selections on one variable keep what both keep."""
        kept: dict[str, tuple[str, ...]] = {}
        for selection in self.release.provenance.where:
            before = kept.get(selection.variable, selection.codes)
            kept[selection.variable] = tuple(sorted(code for code in selection.codes if code in before))
        return kept

    @cached_property
    def lines(self) -> pd.DataFrame:
        """Body and margins, one below the other."""
        return pd.concat([self.release.frame, self.release.margins], ignore_index=True)

    def levels(self, dimension: str) -> tuple[str, ...]:
        """The codes printed for a dimension, without the total."""
        return self._levels[dimension]

    @cached_property
    def _levels(self) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(code for code in pd.unique(self.lines[name].astype(str)) if code != TOTAL)
            for name in self.release.by
        }

    def threshold(self, codes: Codes) -> int:
        """The smallest count but zero that the policy lets be shown for this cell."""
        return self.release.policy.threshold_for([dimension for dimension, _ in codes])


def printed_cells(number: int, table: Table) -> Iterator[Cell]:
    """Everything that one table says: its cells, and the counts its shares and denominators give away."""
    release = table.release
    for line in table.lines.to_dict("records"):
        codes = tuple((name, str(line[name])) for name in release.by if str(line[name]) != TOTAL)
        if line.get("status") != "not_applicable":
            yield Cell(number, codes, _number(line["n"]))
        yield from _given_away(number, release, codes, line)


def _given_away(number: int, release: Release, codes: Codes, line: Mapping[str, object]) -> Iterator[Cell]:
    base, estimate = _number(line.get("d")), _number(line.get("estimate"))
    if np.isnan(base):
        return
    if release.measure == "share":
        yield Cell(number, tuple(pair for pair in codes if pair[0] in release.among), base, spoken=False)
    if np.isnan(_number(line["n"])) and not np.isnan(estimate):
        yield Cell(number, codes, float(np.rint(estimate * base / release.per)), spoken=False)


def _number(value: object) -> float:
    return float("nan") if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def told_together(tables: list[Table], earlier: list[Table]) -> list[list[Table]]:
    """Tables in groups that speak of the same people: same register and unit, then what was published of it before.

    Mentions of different things are different units. Of an earlier publication from the same source it is
    believed that the register has only grown since.
    """
    groups: dict[tuple[object, ...], list[Table]] = {}
    for table in tables:
        groups.setdefault((*_people(table), table.release.provenance.checksum), []).append(table)
    for key, group in groups.items():
        before = [table for table in earlier if _people(table) == key[:-1]]
        states = list(dict.fromkeys([*(_state(table) for table in before), _state(group[0])]))
        states.append(states.pop(states.index(_state(group[0]))))
        groups[key] = [replace(table, epoch=states.index(_state(table))) for table in [*group, *before]]
    return list(groups.values())


def _people(table: Table) -> tuple[object, ...]:
    release = table.release
    mentioned = tuple(sorted(filter(is_multi, release.by))) if release.unit == "mencion" else ()
    return release.provenance.source, release.unit, mentioned


def _state(table: Table) -> str:
    return table.release.provenance.checksum


def is_multi(variable: str) -> bool:
    """Whether the standard lets one record hold several values of ``variable``."""
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return variable in book and book[variable].multi


def rolls_to(variable: str) -> tuple[str, ...]:
    """The variables whose levels are sums of levels of ``variable``, nearest first."""
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return book.roll_up_path(variable)[1:] if variable in book else ()


def rolled(variable: str, code: str, to: str) -> str | None:
    """The level of ``to`` that ``code`` belongs to, or ``None`` where the standard does not say."""
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return book.roll_up(variable, code, to) if code in book[variable].codes() else None


def missing_codes() -> tuple[str, ...]:
    """The codes that say why a value is missing."""
    from ..standard.codebook import load_codebook

    return tuple(load_codebook().missing_codes)
