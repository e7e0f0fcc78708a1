"""What a release of figures shows of one row, in numbers and in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from ..pages.notes import HIDDEN_MARK
from ..pages.values import NOT_APPLICABLE_MARK
from ..release.release import Release
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say


@dataclass(frozen=True)
class Seen:
    """A figure that is shown, of ``n`` people; ``low`` and ``high`` are ``None`` where it has no limits."""

    n: int
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def people(self) -> int:
        """Of a percentage of people: how many they are."""
        return round(self.n * self.value / PERCENT)


def seen(release: Release, *codes: str) -> Seen | None:
    """The figure at these codes; ``None`` where it is hidden, cannot be had or is not in the release."""
    rows = release.frame
    for name, code in zip(release.by, codes, strict=True):
        rows = rows[rows[name] == code]
    if len(rows) != 1 or rows["status"].iloc[0] != "shown":
        return None
    row = rows.iloc[0]
    if "estimate" not in rows:
        return Seen(int(row["n"]), float(row["n"]))
    if pd.isna(row["estimate"]):
        return None
    low, high = (None if pd.isna(row[end]) else float(row[end]) for end in ("low", "high"))
    return Seen(int(row["n"]), float(row["estimate"]), low, high)


def in_words(release: Release, form: Callable[[Seen], str], *codes: str) -> str:
    """The figure at these codes in one form, or the mark of why there is none."""
    found = seen(release, *codes)
    if found is not None:
        return form(found)
    rows = release.frame
    for name, code in zip(release.by, codes, strict=True):
        rows = rows[rows[name] == code]
    return NOT_APPLICABLE_MARK if (rows["status"] == "not_applicable").any() else HIDDEN_MARK


def whole_percent(found: Seen) -> str:
    """A percentage without decimals: with so few people they would say nothing."""
    return format_percent(found.value, 0)


def people_of(found: Seen) -> str:
    """How many of how many, the percentage and its interval."""
    return say(
        "evaluation_people",
        x=format_number(found.people),
        n=format_number(found.n),
        share=whole_percent(found),
        range=limits(found, 0),
    )


def limits(found: Seen, decimals: int = 1) -> str:
    """The two ends of the interval; a mark where it has none."""
    if found.low is None or found.high is None:
        return NOT_APPLICABLE_MARK
    return format_range(found.low, found.high, decimals)


def change(found: Seen) -> str:
    """A change with its sign and its interval."""
    return say("evaluation_change", change=signed(found.value), range=limits(found))


def signed(value: float, decimals: int = 1) -> str:
    """A number with its sign.

    Examples
    --------
    >>> signed(3.25), signed(-0.5)
    ('+3,3', '−0,5')
    """
    sign = "+" if round(value, decimals) > 0 else "−" if round(value, decimals) < 0 else ""
    return sign + format_number(abs(value), decimals)


def mean(found: Seen) -> str:
    """A mean number of points."""
    return format_number(found.value, 1)


def p_value(found: Seen) -> str:
    """A p-value, never as 0."""
    if found.value < LEAST_P:
        return say("evaluation_p_below", p=format_number(LEAST_P, 3))
    return format_number(found.value, 3)


LEAST_P = 0.001


def correlation(found: Seen) -> str:
    """A correlation, which may be negative."""
    return signed(found.value, 2)
