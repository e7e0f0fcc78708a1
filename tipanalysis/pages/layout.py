"""Which level stands in which row and column of a table, and what each cell holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..release.release import Release, Status
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT
from .notes import require_release

MANY_COLUMNS = 10

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """One cell: ``n``, its denominator ``d`` and the estimate are ``None`` where hidden or not given."""

    status: Status
    n: int | None = None
    d: int | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Layout:
    """The cells of a release by their codes (in the order of ``by``), and the dimensions of rows and columns."""

    by: tuple[str, ...]
    rows: tuple[str, ...]
    column: str | None
    levels: Mapping[str, Codes]
    cells: Mapping[Codes, Cell]

    def cell(self, place: Mapping[str, str]) -> Cell:
        """The cell at a level of each dimension; combinations that the release leaves out do not apply."""
        return self.cells.get(tuple(place[name] for name in self.by), Cell("not_applicable"))

    def share(self, place: Mapping[str, str], among: Sequence[str]) -> float | None:
        """Percentage of the cell within the groups of ``among``; only where cell and denominator are shown."""
        cell = self.cell(place)
        base = self.cell({name: place[name] if name in among else TOTAL for name in self.by})
        return PERCENT * cell.n / base.n if cell.n is not None and base.n else None


def lay_out(release: Release, rows: str | Sequence[str] | None = None, columns: str | None = None) -> Layout:
    """Choose rows and columns; by default the last dimension goes into columns, or a shorter one if it is long.

    Raises
    ------
    ReleaseError
        If ``release`` is not a Release, or a dimension is unknown, left out or named twice.
    """
    require_release(release)
    levels = {name: _levels(release, name) for name in release.by}
    in_rows, column = _placed(release, levels, rows, columns)
    cells = {codes: _cell(line) for codes, line in release.lines.items()}
    return Layout(release.by, in_rows, column, levels, cells)


def _levels(release: Release, variable: str) -> Codes:
    codes = tuple(dict.fromkeys(release.frame[variable].astype("str")))
    return (*codes, TOTAL) if (release.margins[variable] == TOTAL).any() else codes


def _placed(
    release: Release, levels: Mapping[str, Codes], rows: str | Sequence[str] | None, columns: str | None
) -> tuple[tuple[str, ...], str | None]:
    named = None if rows is None else ((rows,) if isinstance(rows, str) else tuple(rows))
    if named is None and columns is None and len(release.by) > 1:
        columns = _fitting(release.by, levels)
    if named is None:
        named = tuple(name for name in release.by if name != columns)
    elif columns is None:
        columns = next((name for name in release.by if name not in named), None)
    wanted = (*named, columns) if columns else named
    if sorted(wanted) != sorted(release.by):
        raise ReleaseError("pages_dimensions_wrong", given=", ".join(wanted), known=", ".join(release.by))
    return named, columns


def _fitting(by: tuple[str, ...], levels: Mapping[str, Codes]) -> str:
    last = by[-1]
    return last if len(levels[last]) <= MANY_COLUMNS else min(by, key=lambda name: len(levels[name]))


def _cell(row: Mapping[Any, Any]) -> Cell:
    """What a row of the release may tell: nothing but its status unless it is shown."""
    if row["status"] == "hidden":
        return Cell("hidden")
    if row["status"] != "shown" or pd.isna(row["n"]):
        return Cell("not_applicable")
    known = {name: row[name] for name in ("d", "estimate", "low", "high") if name in row and not pd.isna(row[name])}
    base = int(known.pop("d")) if "d" in known else None
    return Cell("shown", int(row["n"]), base, **{name: float(value) for name, value in known.items()})
