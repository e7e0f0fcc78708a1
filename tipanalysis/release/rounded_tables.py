"""Tables in rounded numbers: counts with what is printed, and estimates made again from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ..analysis.comparison import compare, intersect
from ..analysis.estimates import Estimates
from ..analysis.shares import share_within
from ..analysis.standardised import rate_table
from ..counts.counts import Counts
from ..words.errors import ReleaseError
from .cells import Key, Table
from .rounding import Rounded


def in_rounded_numbers(
    name: str, source: Counts | Estimates, table: Table, printed: Mapping[Key, Rounded]
) -> Counts | Estimates:
    """``source`` with the numbers ``printed``; its estimates are those of a table that holds just these numbers.

    Raises :class:`ReleaseError` for estimates that need more than the numbers of their table.
    """
    counts = source.counts if isinstance(source, Estimates) else source
    frame, margins = counts.frame.copy(), counts.margins.copy()
    for place, codes, _ in table.rows():
        part = frame if place.body else margins
        part.iloc[place.row, part.columns.get_loc("n")] = printed[table.key(codes)].number
    total = int(margins["n"].iloc[-1]) if len(margins) else int(frame["n"].iloc[0])
    rounded = replace(counts, frame=frame, margins=margins, total=total)
    return _estimated(name, source, rounded) if isinstance(source, Estimates) else rounded


def withins(table: Table, printed: Mapping[Key, Rounded]) -> tuple[pd.Series, pd.Series]:
    """How far from the truth each number of body and margins may be: less than that."""
    found: dict[bool, list[int]] = {True: [], False: []}
    for place, codes, _ in table.rows():
        found[place.body].append(printed[table.key(codes)].within)
    body, margins = (pd.Series(found[part], dtype="Int64") for part in (True, False))
    return body, margins


def _estimated(name: str, source: Estimates, counts: Counts) -> Estimates:
    against, within = dict(source.against), [group for group in source.among if group not in dict(source.against)]
    methods = [method for method in source.frame["method"].unique() if method]
    if source.measure == "share" and not source.parts:
        return share_within(counts, source.among, method=(methods or ["wilson"])[0], conf_level=source.confidence)
    if source.measure == "rate":
        return _rated(source, counts)
    if source.measure in ("difference", "ratio") and len(against) == 1:
        ((across, reference),) = against.items()
        return compare(
            counts,
            across,
            reference=reference,
            within=within,
            measure="ratio" if source.measure == "ratio" else "difference",
            conf_level=source.confidence,
        )
    if source.measure == "excess" and len(against) == 2:
        one, other = against
        return intersect(counts, (one, other), reference=against, within=within, conf_level=source.confidence)
    raise ReleaseError("round_estimate", name=name)


def _rated(source: Estimates, counts: Counts) -> Estimates:
    """The same populations under the rounded counts."""
    found = rate_table(counts.frame["n"], source.frame["d"].to_numpy(float), source.per, source.confidence)
    known = ~np.isnan(source.frame["d"].to_numpy(float))
    sides = {"estimate": "estimate", "low": "lower", "high": "upper"}
    frame = source.frame.assign(
        n=counts.frame["n"].to_numpy(), **{column: found[side].to_numpy() for column, side in sides.items()}
    )
    frame["status"] = np.where(known, found["status"], source.frame["status"])
    return replace(source, frame=frame, counts=counts)
