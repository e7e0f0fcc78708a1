"""Units and events of each intersection, read from a table of counts; nobody lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..counts.levels import ordered_levels
from ..counts.profiles import as_text
from ..standard.codebook import load_codebook
from ..words.errors import CountsError, EstimateError
from .arguments import whole_counts
from .records import Numbers

Event = str | bool | int | Sequence[Any] | None
UNKNOWN = ("show", "exclude")


@dataclass(frozen=True)
class Cells:
    """One row per intersection that has somebody.

    ``frame``: the columns ``by`` as text, ``n`` units, ``events`` among them (``nan`` where no outcome was named) and
    ``open``, units whose outcome is not known. ``total``: units in the table; ``excluded``: those of them left out
    because a level is not known.
    """

    frame: pd.DataFrame
    by: tuple[str, ...]
    total: int
    excluded: int

    @property
    def n(self) -> Numbers:
        """Units of each intersection."""
        return np.asarray(self.frame["n"], dtype="float64")

    @property
    def events(self) -> Numbers:
        """Events of each intersection."""
        return np.asarray(self.frame["events"], dtype="float64")

    def levels(self, name: str) -> tuple[str, ...]:
        """The levels of a dimension that somebody has: in codebook order, or sorted where the codes are others."""
        present = set(self.frame[name])
        try:
            return tuple(level for level in ordered_levels(name, present) if level in present)
        except CountsError:
            return tuple(sorted(present))

    @property
    def labels(self) -> pd.Series:
        """The levels of each intersection in one text."""
        return label_of(self.frame, self.by)


def label_of(frame: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """The levels of each row in one text, e.g. ``MUJER × 0_11``."""
    joined = [" × ".join(levels) for levels in frame[list(by)].itertuples(index=False)]
    return pd.Series(joined, index=frame.index, dtype="str")


def read_cells(
    data: Any,
    by: str | Sequence[str],
    *,
    outcome: str | None = None,
    event: Event = None,
    unknown: str = "show",
    needs_events: bool = True,
) -> Cells:
    """The intersections of ``by`` with their units and events.

    Parameters
    ----------
    data : Counts, or a DataFrame of counts with the columns ``by``, ``n`` and either ``events`` or ``outcome``.
        Further columns are summed out
    by : dimensions; none of them one in which a unit stands in several rows
    outcome, event : the dimension that tells the events, and which of its levels is one (or which are). Without
        ``outcome`` the column ``events`` is read
    unknown : ``"show"`` keeps unknown levels as levels of their own and unknown outcomes among the units;
        ``"exclude"`` leaves both out and counts them

    Raises
    ------
    EstimateError
        For a column, level or option that does not exist, a count that is none, more events than units.
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    if unknown not in UNKNOWN:
        raise EstimateError("intersections_unknown_option", given=unknown, known=", ".join(UNKNOWN))
    _check_columns(data, names, outcome, needs_events)
    read = _of_counts if isinstance(data, Counts) else _of_frame
    return _finished(read(data, names, outcome, event), names, unknown)


def _check_columns(data: Any, by: tuple[str, ...], outcome: str | None, needs_events: bool) -> None:
    if not isinstance(data, Counts | pd.DataFrame):
        raise EstimateError("intersections_data_unknown", given=type(data).__name__)
    known = data.by if isinstance(data, Counts) else tuple(str(name) for name in data.columns)
    if not by or len(set(by)) != len(by) or outcome in by:
        raise EstimateError("intersections_by_wrong", given=", ".join(by), known=", ".join(known))
    strangers = [name for name in (*by, *([outcome] if outcome else [])) if name not in known]
    if strangers:
        raise EstimateError("intersections_column_missing", given=", ".join(strangers), known=", ".join(known))
    if isinstance(data, Counts):
        if overlapping := [name for name in by if name in data.multi]:
            raise EstimateError("intersections_by_multi", given=", ".join(overlapping))
    elif "n" not in known:
        raise EstimateError("intersections_no_counts", known=", ".join(known))
    if needs_events and not outcome and (isinstance(data, Counts) or "events" not in known):
        raise EstimateError("intersections_no_events", known=", ".join(known))


def _of_frame(data: pd.DataFrame, by: tuple[str, ...], outcome: str | None, event: Event) -> pd.DataFrame:
    """Units, events and units whose outcome is not known, by the levels of ``by``."""
    n = _complete_counts(data, "n")
    if outcome:
        said = as_text(data[outcome])
        is_event = said.isin(_events_of(sorted(set(said)), outcome, event))
        counted = {"events": n * is_event, "open": n * (said.isin(unknown_codes()) & ~is_event)}
    elif "events" in data:
        counted = {"events": _complete_counts(data, "events"), "open": n * 0}
    else:
        counted = {"events": n * np.nan, "open": n * 0}
    keys = {name: as_text(data[name]) for name in by}
    rows = _checked(pd.DataFrame({**keys, "n": n, **counted}, index=data.index))
    return rows.groupby(list(by), as_index=False).sum(min_count=1)


def _checked(rows: pd.DataFrame) -> pd.DataFrame:
    over = rows[rows["events"] > rows["n"]]
    if len(over):
        raise EstimateError("analysis_events_outside", given=f"{over['events'].iloc[0]:g}", n=f"{over['n'].iloc[0]:g}")
    return rows


def _complete_counts(data: pd.DataFrame, column: str) -> Numbers:
    counts = whole_counts(column, data[column])
    if np.isnan(counts).any():
        raise EstimateError("intersections_count_missing", name=column, rows=int(np.isnan(counts).sum()))
    return counts


def _of_counts(counts: Counts, by: tuple[str, ...], outcome: str | None, event: Event) -> pd.DataFrame:
    """The same from margins, where each unit stands once also if it has several outcomes."""
    units = _margin(counts, by)
    if not outcome:
        return units.assign(events=np.nan, open=0.0)
    rows = _margin(counts, (*by, outcome))
    levels = _events_of(sorted(set(rows[outcome])), outcome, event)
    if outcome in counts.multi and len(levels) > 1:
        raise EstimateError("intersections_event_multi", outcome=outcome, given=", ".join(levels))
    is_event = rows[outcome].isin(levels)
    still_open = rows[outcome].isin(unknown_codes()) & ~is_event
    return units.assign(events=_sums(units, rows[is_event], by), open=_sums(units, rows[still_open], by))


def _margin(counts: Counts, keep: tuple[str, ...]) -> pd.DataFrame:
    if set(keep) == set(counts.by):
        return counts.frame[[*keep, "n"]]
    rows = counts.margins
    for name in counts.by:
        rows = rows[(rows[name] != TOTAL) == (name in keep)]
    return rows[[*keep, "n"]].reset_index(drop=True)


def _sums(units: pd.DataFrame, rows: pd.DataFrame, by: tuple[str, ...]) -> Numbers:
    """What ``rows`` count in each intersection of ``units``."""
    summed = rows.groupby(list(by), as_index=False)["n"].sum().rename(columns={"n": "sum"})
    whole = units[list(by)].merge(summed, on=list(by), how="left", validate="one_to_one")
    sums: Numbers = whole["sum"].fillna(0).to_numpy(dtype="float64")
    return sums


def _events_of(known: list[str], outcome: str, event: Event) -> tuple[str, ...]:
    """The levels that are events; which ones they are is said by the caller, never guessed."""
    given = [event] if isinstance(event, str | bool | int | np.bool_) else list(event or ())
    levels = tuple(str(level) for level in given)
    if not levels or (known and not set(levels) <= set(known)):
        raise EstimateError(
            "intersections_event_unknown", outcome=outcome, given=", ".join(levels), known=", ".join(known)
        )
    return levels


def _finished(told: pd.DataFrame, by: tuple[str, ...], unknown: str) -> Cells:
    total = int(told["n"].sum())
    if unknown == "exclude":
        told = told[~told[list(by)].isin(unknown_codes()).any(axis=1)]
        told = told.assign(n=told["n"] - told["open"], open=0.0)
    kept = told[told["n"] > 0].reset_index(drop=True)
    return Cells(kept.astype({"n": "int64"}), by, total, total - int(kept["n"].sum()))


def unknown_codes() -> list[str]:
    """The levels that stand for not knowing."""
    return list(load_codebook().unknown_codes)
