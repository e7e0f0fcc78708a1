"""Stretches: years of a period between changes of the law; within one of them a series counts the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..register.register import Register
from ..standard.country import SeriesBreak, load_country
from ..words.settings import COUNTRIES


@dataclass(frozen=True)
class Stretch:
    """The years from ``first`` to ``last``."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1

    @property
    def years(self) -> tuple[str, ...]:
        """Its years as a register writes them."""
        return tuple(str(year) for year in range(self.first, self.last + 1))

    @property
    def code(self) -> str:
        """Its name in a table's name."""
        return "-".join(dict.fromkeys((str(self.first), str(self.last))))

    @property
    def name(self) -> str:
        """Its name in a sentence."""
        return self.code.replace("-", "–")


def law_changes(register: Register) -> tuple[SeriesBreak, ...] | None:
    """The changes of law of the register's country; ``None`` where its file does not tell them yet."""
    country = register.provenance.country
    return (load_country(country).series_breaks or None) if country in COUNTRIES else None


def years_in(register: Register, variable: str) -> list[int]:
    """The years that the records hold."""
    return sorted({int(year) for year in register.records[variable].astype("str") if year.isdigit()})


def stretches_between(first: int, last: int, changes: Sequence[SeriesBreak]) -> list[Stretch]:
    """The stretches of a period, a new one from each year in which the law changed.

    Examples
    --------
    >>> [stretch.name for stretch in stretches_between(2010, 2019, load_country("CRI").series_breaks)]
    ['2010–2012', '2013–2017', '2018–2019']
    """
    starts = [first, *sorted({change.year for change in changes if first < change.year <= last})]
    ends = [*(start - 1 for start in starts[1:]), last]
    return [Stretch(*pair) for pair in zip(starts, ends, strict=True)]


def compared(stretches: Sequence[Stretch]) -> list[Stretch]:
    """What is set side by side: the stretches or, of a single one, its two halves; a single year stays alone.

    Examples
    --------
    >>> [part.name for part in compared([Stretch(2018, 2022)])]
    ['2018–2019', '2020–2022']
    """
    if len(stretches) > 1 or len(stretches[0]) == 1:
        return list(stretches)
    (whole,) = stretches
    middle = whole.first + len(whole) // 2
    return [Stretch(whole.first, middle - 1), Stretch(middle, whole.last)]
