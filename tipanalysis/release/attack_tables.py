"""What a reader finds printed: the cells of releases, nothing that only the house knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL
from .release import Release

MENTION = "mencion"
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
    near: tuple[float, float] | None = None
    """The lowest and the highest that a rounded number lets the truth be; ``n`` is then NaN, for it is not known."""


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
    def mentions(self) -> tuple[str, ...]:
        """Dimensions counted by mention: their total adds up the values, not the people who hold them."""
        return tuple(filter(is_multi, self.release.by)) if self.release.unit == MENTION else ()

    @cached_property
    def many(self) -> frozenset[str]:
        """Dimensions of which one person may hold several levels."""
        return frozenset((*self.release.multi, *self.mentions))

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
    """Everything that one table counts: its cells, and the denominators of its shares."""
    release = table.release
    for line in table.lines.to_dict("records"):
        codes, n, base = codes_of(release, line), number_in(line["n"]), number_in(line.get("d"))
        if release.rounded:
            yield Cell(number, codes, np.nan, near=_around(n, number_in(line["within"])))
            continue
        if line.get("status") != "not_applicable" or not np.isnan(n):
            yield Cell(number, codes, n)
        if release.measure != "rate" and not np.isnan(base):
            yield Cell(number, tuple(pair for pair in codes if pair[0] in release.among), base, spoken=False)


def _around(n: float, within: float) -> tuple[float, float]:
    """What a number may be that is printed as ``n`` and less than ``within`` off; the truth counts whole people."""
    return max(0.0, n - within + 1.0), n + within - 1.0


def codes_of(release: Release, line: Mapping[str, object]) -> Codes:
    """The codes that one line of a release names."""
    return tuple((name, str(line[name])) for name in release.by if str(line[name]) != TOTAL)


def number_in(value: object) -> float:
    """A printed number; NaN where there is none."""
    return float("nan") if value is None or pd.isna(value) else float(value)  # type: ignore[arg-type]


def told_together(tables: list[Table], earlier: list[Table]) -> list[list[Table]]:
    """Tables in groups that speak of the same people: same register and unit, then what was published of it before.

    One mention of a value is one unit that holds it: mentions speak of the unit that is counted too, of several of
    the one whose tables share most of their variables.
    Of an earlier publication from the same source it is believed that the register has only grown since.
    """
    counted: dict[tuple[str, str], dict[str, set[str]]] = {}
    for table in (*tables, *earlier):
        asked = {(asked_of(name) or (name,))[0] for name in table.release.by}
        counted.setdefault(_register(table), {}).setdefault(table.release.unit, set()).update(asked)

    def people(table: Table) -> tuple[str, str]:
        unit, units = table.release.unit, counted[_register(table)]
        if unit == MENTION:
            shared = {each: len(units[each] & units[MENTION]) for each in sorted(units.keys() - {MENTION})}
            unit = max(shared, key=shared.__getitem__, default=MENTION)
            unit = unit if len(shared) == 1 or shared.get(unit) else MENTION
        return table.release.provenance.source, unit

    groups: dict[tuple[str, ...], list[Table]] = {}
    for table in tables:
        groups.setdefault((*people(table), _state(table)), []).append(table)
    for key, group in groups.items():
        before = [table for table in earlier if people(table) == key[:-1]]
        states = list(dict.fromkeys([*(_state(table) for table in before), _state(group[0])]))
        states.append(states.pop(states.index(_state(group[0]))))
        groups[key] = [replace(table, epoch=states.index(_state(table))) for table in [*group, *before]]
    return list(groups.values())


def _register(table: Table) -> tuple[str, str]:
    return table.release.provenance.source, _state(table)


def _state(table: Table) -> str:
    return table.release.provenance.checksum


def is_multi(variable: str) -> bool:
    """Whether the standard lets one record hold several values of ``variable``."""
    from ..standard.codebook import load_codebook

    book = load_codebook()
    return variable in book and book[variable].multi


def asked_of(column: str) -> tuple[str, str] | None:
    """The variable and the code that a column of ``SI`` and ``NO`` asks for, as ``finalidad_SEXUAL`` does."""
    from ..standard.codebook import load_codebook

    return load_codebook().answer_in(column)


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
