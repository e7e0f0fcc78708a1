"""The tables of a profile as Estimates: shares, shrunken shares, and observed over expected."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..words.errors import EstimateError
from ..words.numbers import PERCENT
from .estimates import Estimates
from .intervals import counts_with_limits
from .ratios import ratio_table
from .records import SMALL, Numbers, judged
from .shares import share_within

Codes = tuple[str, ...]


def shrunken_shares(counts: Counts, groups: pd.DataFrame, outcome: str, event: str, conf_level: float) -> Estimates:
    """The shrunken share of each group where it stands in ``groups``; made of all cells of the table."""
    by = tuple(name for name in counts.by if name != outcome)
    raw = share_within(counts, by, conf_level=conf_level)
    of_group = groups.set_index(list(by))["shrunken"]
    places = counts.frame[list(by)].itertuples(index=False, name=None)
    found = np.array([of_group.get(place if len(by) > 1 else place[0], np.nan) for place in places]) * PERCENT
    found = np.where(counts.frame[outcome] == event, found, np.nan)
    there = ~np.isnan(found)
    frame = raw.frame.assign(
        estimate=found,
        low=np.nan,
        high=np.nan,
        method="maihda",
        status=np.where(there, raw.frame["status"], "not_estimable"),
        note=np.where(there, raw.frame["note"], "profile_note_not_shrunken"),
    )
    return Estimates(frame, counts, by, PERCENT, conf_level, parts=(_all_cells(counts),) * len(frame))


def _all_cells(counts: Counts) -> tuple[Codes, ...]:
    lines = pd.concat([counts.frame, counts.margins])
    return tuple(lines[list(counts.by)].itertuples(index=False, name=None))


def representation(counts: Counts, outcome: str, reference: pd.DataFrame | None, conf_level: float) -> Estimates:
    """Observed over expected: above 1 a group is over-represented among those with the outcome.

    Expected are as many as the group would have with the share of everyone else: the ratio of both shares, with the
    limits of :func:`~tipanalysis.analysis.ratios.risk_ratio`. Or, with a ``reference`` (columns of some dimensions and
    ``population``), as many as its part of the population of known groups: the limits are those of the count (exact or
    Byar) over the expected number, which is then known.
    """
    by = tuple(name for name in counts.by if name != outcome)
    frame = share_within(counts, by, conf_level=conf_level).frame
    in_outcome = frame[[outcome]].merge(_outcomes(counts, outcome), on=outcome, how="left")["n"].to_numpy(float)
    observed = frame["n"].to_numpy(float)
    if reference is None:
        size, total = frame["d"].to_numpy(float), counts.total
        found, among = ratio_table(observed, size, in_outcome - observed, total - size, conf_level=conf_level), by
    else:
        expected = in_outcome * _parts_of_population(frame, by, reference)
        found, among = _over_expected(observed, expected, in_outcome, conf_level), (outcome,)
        frame = frame.assign(d=in_outcome.astype("int64"))
    usable = np.isfinite(found["estimate"].to_numpy())
    frame = frame.assign(
        **{name: np.where(usable, found[side], np.nan) for name, side in _SIDES.items()},
        method=found["method"].to_list(),
        status=np.where(usable, found["status"], "not_estimable").tolist(),
        note=np.where(usable, found["note"], "profile_note_nothing_expected").tolist(),
    )
    return Estimates(frame, counts, among, 1, conf_level, "ratio", parts=_parts(counts, outcome, reference is None))


_SIDES = {"estimate": "estimate", "low": "lower", "high": "upper"}


def _over_expected(observed: Numbers, expected: Numbers, among: Numbers, conf_level: float) -> pd.DataFrame:
    """Counts with their limits over an expected number that is known; ``small`` by those with the outcome."""
    base = np.where(expected > 0, expected, np.nan)
    count = counts_with_limits(observed, conf_level)
    status = judged(expected > 0, among < SMALL, "profile_note_nothing_expected", "analysis_note_small")
    sides = {"estimate": observed / base, "lower": count.lower / base, "upper": count.upper / base}
    return pd.DataFrame({**sides, "method": "exact-byar", **status})


def _outcomes(counts: Counts, outcome: str) -> pd.DataFrame:
    rows = counts.margins
    for name in counts.by:
        rows = rows[(rows[name] != TOTAL) == (name == outcome)]
    return rows[[outcome, "n"]]


def _parts_of_population(frame: pd.DataFrame, by: tuple[str, ...], reference: pd.DataFrame) -> np.ndarray:
    """The part of the population that each row's group is; NaN where the reference does not have it."""
    if not set(by) <= set(reference.columns):
        return np.full(len(frame), np.nan)
    people = reference.astype(dict.fromkeys(by, "str")).groupby(list(by), as_index=False)["population"].sum()
    found = frame[list(by)].merge(people, on=list(by), how="left")["population"].to_numpy(float)
    return np.asarray(found / people["population"].sum())


def _parts(counts: Counts, outcome: str, others: bool) -> tuple[tuple[Codes, ...], ...]:
    """The cells that each row is computed from: itself, its outcome; of everyone else also the group and all."""
    at = counts.by.index(outcome)
    whole = (TOTAL,) * len(counts.by)
    rows = list(counts.frame[list(counts.by)].itertuples(index=False, name=None))
    made = []
    for row in rows:
        of_outcome = (*whole[:at], row[at], *whole[at + 1 :])
        of_group = (*row[:at], TOTAL, *row[at + 1 :])
        made.append((row, of_outcome, of_group, whole) if others else (row, of_outcome))
    return tuple(made)


def check_reference(reference: pd.DataFrame | None, by: Sequence[str]) -> None:
    """An error for a reference without a population, or of variables that the profile does not have."""
    if reference is None:
        return
    strangers = set(map(str, reference.columns)) - {*by, "population"}
    if strangers or "population" not in reference or not (reference["population"] >= 0).all():
        raise EstimateError("profile_reference_wrong", known=", ".join(by))
