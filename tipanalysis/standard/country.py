"""A country of the coalition: its law, the breaks in its series, its calendar, its divisions, its number habits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..words.settings import reader_lang
from .calendar import Holiday, WorkCalendar, load_calendar
from .cldr import alpha2_of, country_name
from .rows import Row, has_rows, in_both, read_day, read_rows, read_toml, require_country

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Law:
    """A law that shapes the register; ``in_force`` is 1 January where only the year is known."""

    id: str
    names: Mapping[str, str]
    in_force: date | None
    reference: str
    to_confirm: bool

    def name(self, lang: str | None = None) -> str:
        """What a reader calls the law."""
        return self.names[reader_lang(lang)]


@dataclass(frozen=True)
class SeriesBreak:
    """A day since which a series counts something else, because the definition changed.

    ``year_only`` says that ``since`` stands for a year; ``to_confirm`` that it was not read in the official source.
    """

    since: date
    law: str
    labels: Mapping[str, str]
    year_only: bool
    to_confirm: bool

    @property
    def year(self) -> int:
        """The year of the break."""
        return self.since.year

    def label(self, lang: str | None = None) -> str:
        """What a reader is told about the break."""
        return self.labels[reader_lang(lang)]


@dataclass(frozen=True)
class Division:
    """A province or canton; ``earlier_name`` was its name until ``renamed``."""

    code: str
    name: str
    parent: str | None
    valid_from: date | None
    earlier_name: str | None
    renamed: date | None
    source: str

    def name_on(self, day: date) -> str:
        """The name the division bore on a day."""
        if self.earlier_name and self.renamed and day < self.renamed:
            return self.earlier_name
        return self.name


@dataclass(frozen=True)
class NumberHabit:
    """The marks with which a country writes numbers."""

    decimal: str
    thousands: str


@dataclass(frozen=True, repr=False)
class Country:
    """A country file, read. ``complete`` is false for those whose law and calendar are still to be filled in.

    Examples
    --------
    >>> here = load_country("CRI")
    >>> here.name(), here.complete, len(here.provinces), len(here.cantons)
    ('Costa Rica', True, 7, 84)
    >>> [each.year for each in here.series_breaks]
    [2009, 2013, 2018, 2024]
    """

    iso3: str
    iso2: str
    locale: str
    complete: bool
    laws: Mapping[str, Law]
    series_breaks: tuple[SeriesBreak, ...]
    provinces: Mapping[str, Division]
    cantons: Mapping[str, Division]
    legal_working_days: int | None
    calendar: WorkCalendar

    def __repr__(self) -> str:
        return f"Country({self.iso3!r}, complete={self.complete})"

    def name(self, lang: str | None = None) -> str:
        """The name of the country."""
        return country_name(self.iso3, reader_lang(lang))

    @property
    def numbers(self) -> NumberHabit:
        """The decimal and thousands marks in use in the country.

        Examples
        --------
        >>> load_country("GTM").numbers
        NumberHabit(decimal='.', thousands=',')
        """
        from babel.numbers import get_decimal_symbol, get_group_symbol

        return NumberHabit(get_decimal_symbol(self.locale), get_group_symbol(self.locale))

    def breaks_between(self, first: int, last: int) -> tuple[SeriesBreak, ...]:
        """The breaks that a series of the years ``first`` to ``last`` crosses: after the first, up to the last.

        Examples
        --------
        >>> [each.year for each in load_country("CRI").breaks_between(2013, 2020)]
        [2018]
        """
        return tuple(each for each in self.series_breaks if first < each.year <= last)

    def holidays(self, year: int) -> Mapping[date, Holiday]:
        """The public holidays of a year by day."""
        return self.calendar.holidays(year)

    def is_working_day(self, day: date) -> bool:
        """Whether a day is neither Saturday, Sunday nor a holiday.

        Examples
        --------
        >>> load_country("CRI").is_working_day(date(2019, 9, 15))
        False
        """
        return self.calendar.is_working_day(day)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative where ``end`` comes first.

        The day of the notice is not counted, the day of the resolution is. A country without
        holidays on file counts Monday to Friday.

        Examples
        --------
        >>> load_country("CRI").working_days_between(date(2019, 4, 12), date(2019, 4, 22))
        4
        """
        return self.calendar.working_days_between(start, end)

    def working_days(self, starts: pd.Series, ends: pd.Series) -> pd.Series:
        """``working_days_between`` for two columns of days: ``Int64`` with the index of ``starts``.

        ``<NA>`` where a day is missing.

        Examples
        --------
        >>> import pandas as pd
        >>> days = pd.Series(pd.to_datetime(["2019-04-12", None]))
        >>> load_country("CRI").working_days(days, pd.Series(pd.to_datetime(["2019-04-22"] * 2))).tolist()
        [4, <NA>]
        """
        return self.calendar.working_days(starts, ends)


@cache
def load_country(iso3: str = "CRI") -> Country:
    """The country file of one of the nine; an unknown code is an error.

    Examples
    --------
    >>> load_country("HND").name("en"), load_country("HND").complete
    ('Honduras', False)
    """
    require_country(iso3)
    facts = read_toml(f"countries/{iso3}")
    divisions = _divisions(iso3)
    return Country(
        iso3=iso3,
        iso2=alpha2_of(iso3),
        locale=facts["locale"],
        complete=facts["status"] == "complete",
        laws=MappingProxyType({each["id"]: _law(each) for each in facts.get("law", ())}),
        series_breaks=tuple(_break(each) for each in facts.get("series_break", ())),
        provinces=divisions["provincia"],
        cantons=divisions["canton"],
        legal_working_days=facts.get("legal_working_days"),
        calendar=load_calendar(iso3),
    )


def _law(fact: Mapping[str, Any]) -> Law:
    return Law(
        id=fact["id"],
        names=in_both(fact, "name"),
        in_force=read_day(fact["in_force"]),
        reference=fact["reference"],
        to_confirm=fact["to_confirm"],
    )


def _break(fact: Mapping[str, Any]) -> SeriesBreak:
    since = read_day(fact["since"])
    assert since is not None  # a break without a day is a fault of the file, found by its test
    return SeriesBreak(since, fact["law"], in_both(fact, "label"), len(fact["since"]) == 4, fact["to_confirm"])


def _divisions(iso3: str) -> dict[str, Mapping[str, Division]]:
    file = f"countries/{iso3}_divisions"
    rows = read_rows(file) if has_rows(file) else ()
    return {
        level: MappingProxyType({row["code"]: _division(row) for row in rows if row["level"] == level})
        for level in ("provincia", "canton")
    }


def _division(row: Row) -> Division:
    return Division(
        code=row["code"],
        name=row["name"],
        parent=row["parent"] or None,
        valid_from=read_day(row["valid_from"]),
        earlier_name=row["earlier_name"] or None,
        renamed=read_day(row["renamed"]),
        source=row["source"],
    )
