"""A publication: the tables that came out together, with where and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..words.numbers import format_date
from ..words.texts import say
from .release import Release


@dataclass(frozen=True, repr=False)
class Publication:
    """What came out together: the name of the report, when (UTC), with which version, and its tables."""

    report: str
    date: datetime
    version: str
    tables: Mapping[str, Release]

    def __repr__(self) -> str:
        return f"Publication({self.report!r}, {self.date:%Y-%m-%d}, {len(self.tables)} tables)"

    def named(self, lang: str | None = None) -> dict[str, Release]:
        """The tables under names that say which report of which day they stand in."""
        day = format_date(self.date.date(), lang=lang)
        return {
            say("ledger_table", lang=lang, report=self.report, date=day, table=name): table
            for name, table in self.tables.items()
        }


def gathered(tables: Iterable[tuple[tuple[str, datetime, str], str, Release]]) -> tuple[Publication, ...]:
    """Tables one by one, each with report, date and version, as publications; of two of a name none is lost."""
    found: dict[tuple[str, datetime, str], dict[str, Release]] = {}
    for told, name, release in tables:
        same = found.setdefault(told, {})
        again = sum(other == name or other.startswith(f"{name} (") for other in same)
        same[f"{name} ({again + 1})" if again else name] = release
    return tuple(Publication(*told, same) for told, same in found.items())
