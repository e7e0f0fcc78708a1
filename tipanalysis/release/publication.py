"""A publication: the tables that came out together, with where and when, or an extract that was handed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..words.numbers import format_date
from ..words.texts import say
from .handed_out import HandedOut
from .release import Release


@dataclass(frozen=True, repr=False)
class Publication:
    """What came out together: the name of the report, when (UTC), with which version, and its tables.

    ``extracts``: records that were handed out; of them the tables hold how many there are.
    """

    report: str
    date: datetime
    version: str
    tables: Mapping[str, Release]
    extracts: tuple[HandedOut, ...] = ()

    def __repr__(self) -> str:
        return f"Publication({self.report!r}, {self.date:%Y-%m-%d}, {len(self.tables)} tables)"

    def named(self, lang: str | None = None) -> dict[str, Release]:
        """The tables under names that say which report of which day they stand in."""
        day = format_date(self.date.date(), lang=lang)
        return {
            say("ledger_table", lang=lang, report=self.report, date=day, table=name): table
            for name, table in self.tables.items()
        }


def gathered(parts: Iterable[tuple[tuple[str, datetime, str], str, Release | HandedOut]]) -> tuple[Publication, ...]:
    """Tables and extracts one by one, each with report, date and version, as publications; none of a name is lost."""
    tables: dict[tuple[str, datetime, str], dict[str, Release]] = {}
    extracts: dict[tuple[str, datetime, str], list[HandedOut]] = {}
    for told, name, part in parts:
        same = tables.setdefault(told, {})
        if isinstance(part, HandedOut):
            extracts.setdefault(told, []).append(part)
            continue
        again = sum(other == name or other.startswith(f"{name} (") for other in same)
        same[f"{name} ({again + 1})" if again else name] = part
    return tuple(Publication(*told, same, tuple(extracts.get(told, ()))) for told, same in tables.items())
