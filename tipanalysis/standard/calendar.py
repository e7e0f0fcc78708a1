"""Working days: weekends and the public holidays of a country, which change from year to year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..words.settings import reader_lang
from .rows import Row, has_rows, in_both, read_day, read_rows

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A public holiday: on a day of the year, or so many days from Easter Sunday, in the years it holds."""

    names: Mapping[str, str]
    month: int | None
    day: int | None
    easter_offset: int | None
    valid_from: date | None
    valid_to: date | None
    source: str

    def name(self, lang: str | None = None) -> str:
        """What a reader calls the holiday."""
        return self.names[reader_lang(lang)]

    def on(self, year: int) -> date | None:
        """The day of the holiday in a year; ``None`` in a year in which it does not hold."""
        if self.easter_offset is not None:
            found = easter_sunday(year) + timedelta(days=self.easter_offset)
        else:
            assert self.month is not None and self.day is not None  # a fault of the file, found by its test
            found = date(year, self.month, self.day)
        held = (self.valid_from is None or self.valid_from <= found) and (
            self.valid_to is None or found <= self.valid_to
        )
        return found if held else None


@cache
def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar.

    Examples
    --------
    >>> easter_sunday(2019), easter_sunday(2024)
    (datetime.date(2019, 4, 21), datetime.date(2024, 3, 31))
    """
    from pandas import Timestamp
    from pandas.tseries.offsets import Easter

    found: date = Easter().rollforward(Timestamp(year, 1, 1)).date()
    return found


@dataclass(frozen=True)
class WorkCalendar:
    """The working days of a country."""

    rules: tuple[Holiday, ...]

    def holidays(self, year: int) -> Mapping[date, Holiday]:
        """The holidays of a year by day, in order."""
        days = {day: rule for rule in self.rules if (day := rule.on(year))}
        return MappingProxyType(dict(sorted(days.items())))

    def is_working_day(self, day: date) -> bool:
        """Whether a day is neither Saturday, Sunday nor a holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays(day.year)

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after ``start`` up to and including ``end``; negative where ``end`` comes first."""
        import numpy as np

        return int(self._count(np.array([start], "datetime64[D]"), np.array([end], "datetime64[D]"))[0])

    def working_days(self, starts: pd.Series, ends: pd.Series) -> pd.Series:
        """``working_days_between`` for two columns of days, ``<NA>`` where a day is missing."""
        import pandas as pd

        known = starts.notna().to_numpy() & ends.notna().to_numpy()
        first, last = (pd.to_datetime(days).to_numpy()[known].astype("datetime64[D]") for days in (starts, ends))
        counted = pd.Series(pd.NA, index=starts.index, dtype="Int64")
        counted[known] = self._count(first, last)
        return counted

    def _count(self, starts: np.typing.NDArray[Any], ends: np.typing.NDArray[Any]) -> np.typing.NDArray[Any]:
        import numpy as np

        if not len(starts):
            return np.array([], dtype="int64")
        first, last = np.minimum(starts, ends), np.maximum(starts, ends)
        years = range(first.min().item().year, last.max().item().year + 1)
        off = [day for year in years for day in self.holidays(year)]
        counts = np.busday_count(first + 1, last + 1, holidays=np.array(off, dtype="datetime64[D]"))
        signed: np.typing.NDArray[Any] = np.where(starts <= ends, counts, -counts)
        return signed


@cache
def load_calendar(iso3: str) -> WorkCalendar:
    """The calendar of a country; only weekends where its holidays are not on file."""
    file = f"countries/{iso3}_holidays"
    return WorkCalendar(tuple(_holiday(row) for row in read_rows(file)) if has_rows(file) else ())


def _holiday(row: Row) -> Holiday:
    return Holiday(
        names=in_both(row, "name"),
        month=_number(row["month"]),
        day=_number(row["day"]),
        easter_offset=_number(row["easter_offset"]),
        valid_from=read_day(row["valid_from"]),
        valid_to=read_day(row["valid_to"]),
        source=row["source"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None
