"""Figures of a group of people, made ready for the gate: a figure is hidden wherever its group is too small."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan, nan

import pandas as pd

from ..analysis.estimates import Estimates
from ..counts.counts import Counts
from ..register.provenance import Provenance

VALUE = "value"
"""The measure of an estimate that is a figure of the very people counted in its row: a mean, a share, a p-value."""


@dataclass(frozen=True)
class Figure:
    """One number about ``n`` people, with limits where it has some; ``nan`` where it cannot be had."""

    n: int
    value: float
    low: float = nan
    high: float = nan


def figures(
    by: Sequence[str],
    rows: Mapping[tuple[str, ...], Figure],
    origin: Provenance,
    made_of: Callable[[tuple[str, ...]], tuple[str, ...]] | None = None,
) -> Estimates:
    """Figures by what they are about, each of the people that its row counts.

    The rows count groups that overlap (the same people answer every question), so that there are no totals. A figure
    that tells of fewer people than it is divided by is ``made_of`` the row that counts them, and hidden with it.
    """
    counts = groups(by, {codes: figure.n for codes, figure in rows.items()}, origin)
    found = list(rows.values())
    frame = counts.frame.assign(
        d=counts.frame["n"],
        estimate=[figure.value for figure in found],
        low=[figure.low for figure in found],
        high=[figure.high for figure in found],
        method=VALUE,
        status=["not_estimable" if isnan(figure.value) else "ok" for figure in found],
        note="",
    )
    parts = tuple((made_of(codes),) for codes in rows) if made_of else ()
    return Estimates(frame, counts, (), 1, measure=VALUE, parts=parts)


def groups(by: Sequence[str], sizes: Mapping[tuple[str, ...], int], origin: Provenance) -> Counts:
    """How many people each of several groups has that overlap."""
    columns = {name: pd.Series([codes[place] for codes in sizes], dtype="str") for place, name in enumerate(by)}
    frame = pd.DataFrame({**columns, "n": pd.Series(list(sizes.values()), dtype="int64")})
    return Counts(frame, frame.head(0), tuple(by), "persona", int(frame["n"].max()), origin)
