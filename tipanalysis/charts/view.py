"""What a Release says, cell by cell, in the reader's words: all that a chart ever sees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from ..pages.labels import level_label, unit_label, variable_label
from ..pages.notes import HIDDEN_MARK, has_estimates, require_release, shown_total
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.settings import current_settings
from ..words.texts import say

State = Literal["shown", "hidden", "not_applicable"]


@dataclass(frozen=True)
class Cell:
    """One number of a release. ``value`` is missing unless ``state`` is ``shown``, whatever the table holds."""

    state: State
    value: float | None = None
    low: float | None = None
    high: float | None = None


NOTHING = Cell("not_applicable")
_COMPARISONS = ("difference", "ratio", "excess")


@dataclass(frozen=True)
class View:
    """A release together with the language and the country of its reader."""

    release: Release
    lang: str
    country: str

    @property
    def compares(self) -> bool:
        """Whether the numbers compare groups with one that is the reference."""
        return self.release.measure in _COMPARISONS

    @property
    def estimated(self) -> bool:
        """Whether the numbers to draw are estimates and not counts."""
        return has_estimates(self.release)

    def cell(self, **codes: str) -> Cell:
        """The cell at these codes; a dimension that is not named is summed out."""
        return self._cells.get(tuple(codes.get(name, TOTAL) for name in self.release.by), NOTHING)

    def cells(self) -> dict[tuple[str, ...], Cell]:
        """The cells of the body of the table, margins left out, in its order."""
        return {key: cell for key, cell in self._cells.items() if TOTAL not in key}

    @cached_property
    def _cells(self) -> dict[tuple[str, ...], Cell]:
        return {codes: _cell(line, self.estimated) for codes, line in self.release.lines.items()}

    def levels(self, variable: str) -> list[str]:
        """The codes of a variable that say something, in the order of the release."""
        return [code for code in self._codes(variable) if code not in load_codebook().missing_codes]

    def reasons(self, variable: str) -> list[str]:
        """The codes of a variable that say why nothing was recorded."""
        return [code for code in self._codes(variable) if code in load_codebook().missing_codes]

    def _codes(self, variable: str) -> list[str]:
        return [str(code) for code in self.release.frame[variable].drop_duplicates()]

    @property
    def total(self) -> int | None:
        """Units counted, or ``None`` where that is hidden."""
        return shown_total(self.release)

    @property
    def unit(self) -> str:
        """What is counted, in the plural."""
        return unit_label(self.release.unit, self.lang)

    def name(self, variable: str) -> str:
        """What a reader calls a variable."""
        return variable_label(variable, self.lang, self.release.provenance.country)

    def label(self, variable: str, code: str) -> str:
        """What a reader calls a code."""
        return level_label(variable, code, self.lang)

    def say(self, key: str, **values: object) -> str:
        """A text in the language of the reader."""
        return say(key, lang=self.lang, **values)

    def written(self, cell: Cell) -> str:
        """A cell as it is written: a number, the mark of a hidden one, or that there is none."""
        if cell.state == "hidden":
            return HIDDEN_MARK
        return self.number(cell.value, self._decimals) if cell.value is not None else self.say("charts_mark_none")

    @property
    def _decimals(self) -> int:
        """A ratio needs one more than a percentage or a rate."""
        return 2 if self.release.measure == "ratio" else 1

    def number(self, value: float, decimals: int = 1) -> str:
        """A count, a percentage or a rate (these with ``decimals``) in the habit of the country."""
        if not self.estimated:
            return self.count(value)
        if self.release.measure == "share":
            return format_percent(value, decimals, lang=self.lang, country=self.country)
        return format_number(value, decimals, country=self.country)

    def percent(self, value: float, decimals: int = 1) -> str:
        """A percentage, whatever the release's own numbers are."""
        return format_percent(value, decimals, lang=self.lang, country=self.country)

    def whole_percent(self, share: float) -> str:
        """A percentage without decimals or sign; what is not quite nothing, or not quite all, does not become it."""
        if 0 < share < 1 or 99 < share < 100:
            return self.say("charts_below_one" if share < 1 else "charts_above_99")
        return self.count(share)

    def interval(self, low: float, high: float) -> str:
        """The two ends of an interval."""
        return format_range(low, high, self._decimals, lang=self.lang, country=self.country)

    def count(self, value: float) -> str:
        """A whole number in the habit of the country."""
        return format_number(value, country=self.country)


def _cell(row: Mapping[Any, Any], estimated: bool) -> Cell:
    if row["status"] != "shown":
        return Cell(row["status"])
    value = _number(row.get("estimate") if estimated else row["n"])
    if value is None and _number(row.get("d")) == 0:
        return NOTHING
    if value is None:
        return Cell("hidden")  # the number stands in the table, what it is a part of does not
    return Cell("shown", value, _number(row.get("low")), _number(row.get("high")))


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def view_of(release: Any, lang: str | None, country: str | None, *, comparison: bool = False) -> View:
    """The view of a release for the reader set, or for the ``lang`` and ``country`` given.

    Raises
    ------
    ReleaseError
        For anything that did not go through the gate; for a comparison of groups in a chart that draws numbers
        from zero, and for anything else in one that draws comparisons (``comparison``).
    """
    require_release(release)
    now = current_settings()
    view = View(release, lang or now.lang, country or now.country)
    if view.compares != comparison:
        raise ReleaseError("charts_wants_comparison" if comparison else "charts_no_comparison")
    return view


def largest(cells: Iterable[Cell]) -> float:
    """The largest value shown or end of an interval; 0 where no cell shows more than zero."""
    ends = [end for cell in cells for end in (cell.value, cell.high) if end]
    return max(ends, default=0.0)


def added(cells: Sequence[Cell]) -> Cell:
    """The sum of several counts; hidden where a part of it is, nothing where there is nothing to add."""
    if any(cell.state == "hidden" for cell in cells):
        return Cell("hidden")
    values = [cell.value for cell in cells if cell.value is not None]
    return Cell("shown", sum(values)) if values else NOTHING


def share(part: Cell, whole: Cell) -> Cell:
    """The percentage that ``part`` is of ``whole``; hidden where either is, nothing where the whole is zero."""
    if "hidden" in (part.state, whole.state):
        return Cell("hidden")
    return Cell("shown", PERCENT * (part.value or 0.0) / whole.value) if whole.value else NOTHING
