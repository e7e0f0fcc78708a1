"""Simpson's check: does a gap change its sign when like is compared with like?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from ..words.numbers import PERCENT, format_number
from ..words.texts import say
from .arguments import alpha_of, z_of
from .contrasts import contrast
from .differences import difference_table, proportion_difference
from .estimates import Status
from .noted import Noted
from .records import SMALL, Interval, Numbers
from .stratified import StratifiedOddsRatio, stratified_odds_ratio
from .stratum_cells import Event, label_of, read_cells

NOTHING = 1e-12


@dataclass(frozen=True, kw_only=True)
class SimpsonCheck(Noted):
    """The gap between the two ``levels`` of ``gap``, in all and within the strata of ``by``.

    ``crude``, ``mh`` (weights of Mantel-Haenszel) and ``standardised`` (weights: the size of each stratum) are
    differences of proportions, first level less second; ``odds_ratios`` holds crude and common odds ratio and
    the tests that the strata agree. ``reversed``: crude and Mantel-Haenszel gap have opposite signs. ``strata``:
    columns ``by``, ``label``, ``x1``, ``n1``, ``x2``, ``n2`` and the gap in each. ``excluded``: units of other
    levels, or left out as unknown; ``alone``: units in strata where only one of the two groups is.
    """

    gap: str
    levels: tuple[str, str]
    by: tuple[str, ...]
    crude: Interval
    mh: Interval
    standardised: Interval
    odds_ratios: StratifiedOddsRatio
    reversed: bool
    strata: pd.DataFrame
    total: int
    excluded: int
    alone: int

    def sentence(self, *, lang: str | None = None) -> str:
        """What the check says, and no more than the intervals allow."""
        if self.status == "not_estimable":
            return say(self.note, lang=lang)
        if not self.reversed:
            key = "intersections_simpson_same"
        elif _excludes_zero(self.crude) and _excludes_zero(self.mh):
            key = "intersections_simpson_reversed"
        else:
            key = "intersections_simpson_uncertain"
        first, second = self.levels
        by = ", ".join(self.by)
        return say(
            key, lang=lang, first=first, second=second, by=by, crude=_points(self.crude), within=_points(self.mh)
        )


def _excludes_zero(gap: Interval) -> bool:
    return gap.lower > 0 or gap.upper < 0


def _points(gap: Interval) -> str:
    return format_number(gap.estimate * PERCENT, 1)


def simpson_check(
    data: Any,
    gap: str,
    by: str | Sequence[str],
    *,
    levels: tuple[str, str],
    outcome: str | None = None,
    event: Event = None,
    unknown: str = "show",
    conf_level: float = 0.95,
) -> SimpsonCheck:
    """Compare the gap between two groups in all with the gap between them within the strata of ``by``.

    Parameters
    ----------
    data : Counts, or a DataFrame of counts with the columns ``gap``, ``by``, ``n`` and ``events`` or ``outcome``
    gap : the dimension whose two ``levels`` are compared; the gap is the first less the second
    by : one or several dimensions that form the strata
    outcome, event, unknown : see :func:`~tipanalysis.analysis.stratum_table.strata`
    conf_level : between 0 and 1

    Returns
    -------
    SimpsonCheck
        Units of other levels are counted in ``excluded``; strata where only one group is count in the crude gap
        and in ``alone``, not in the gaps within strata. ``not_estimable`` if a group has nobody, or no stratum
        has both; ``small`` if a group has fewer than 20.

    Raises
    ------
    EstimateError
        For a column, level or option that does not exist.

    Notes
    -----
    Within strata: Σ w (p1 - p2) / Σ w with w = n1 n2 / (n1 + n2) (Mantel-Haenszel; Greenland & Robins 1985) or
    w = n1 + n2 (standardised); limits by square-and-add of Wilson limits. Crude: Newcombe. Simpson (1951).

    Examples
    --------
    >>> table = pd.DataFrame({"sexo": ["M", "H"] * 2, "zona": ["1", "1", "2", "2"],
    ...                       "n": [80, 20, 20, 80], "events": [40, 8, 2, 4]})
    >>> check = simpson_check(table, "sexo", "zona", levels=("M", "H"))
    >>> round(check.crude.estimate, 3), round(check.mh.estimate, 3), check.reversed
    (0.3, 0.075, False)
    """
    z, names = z_of(alpha_of(conf_level)), (by,) if isinstance(by, str) else tuple(by)
    cells = read_cells(data, (gap, *names), outcome=outcome, event=event, unknown=unknown)
    _check_levels(gap, levels, cells.levels(gap))
    strata = _side_by_side(cells.frame, gap, names, levels, conf_level)
    x1, n1, x2, n2 = (strata[column].to_numpy(dtype="float64") for column in ("x1", "n1", "x2", "n2"))
    crude = proportion_difference(x1.sum(), n1.sum(), x2.sum(), n2.sum(), conf_level=conf_level)
    both = (n1 > 0) & (n2 > 0)
    sides = x1[both], n1[both], x2[both], n2[both]
    mh = _within(*sides, _mantel_haenszel(*sides), "mantel-haenszel", z, conf_level)
    tables = {
        label: [[a, c], [b - a, d - c]] for label, a, b, c, d in zip(strata["label"], x1, n1, x2, n2, strict=True)
    }
    units = int((n1 + n2).sum())
    return SimpsonCheck(
        gap=gap,
        levels=levels,
        by=names,
        crude=crude,
        mh=mh,
        standardised=_within(*sides, sides[1] + sides[3], "standardised", z, conf_level),
        odds_ratios=stratified_odds_ratio(tables, conf_level=conf_level),
        reversed=_sign(crude) * _sign(mh) < 0,
        strata=strata,
        total=cells.total,
        excluded=cells.total - units,
        alone=int((n1 + n2)[~both].sum()),
        status=mh.status if crude.status == "ok" or mh.status == "not_estimable" else crude.status,
        notes=tuple(dict.fromkeys(note for note in (mh.note, crude.note) if note)),
    )


def _sign(gap: Interval) -> int:
    """The direction of a gap; none for what differs from zero by rounding only."""
    return 0 if isnan(gap.estimate) or abs(gap.estimate) < NOTHING else int(gap.estimate > 0) * 2 - 1


def _check_levels(gap: str, levels: tuple[str, str], known: tuple[str, ...]) -> None:
    """Two levels that the table has; where it has one only, the other may be a group with nobody."""
    strangers = set(levels) - set(known)
    if len(set(levels)) != 2 or len(levels) != 2 or (strangers and len(known) > 1):
        raise EstimateError("intersections_levels_wrong", gap=gap, given=", ".join(levels), known=", ".join(known))


def _side_by_side(
    frame: pd.DataFrame, gap: str, by: tuple[str, ...], levels: tuple[str, str], conf_level: float
) -> pd.DataFrame:
    """One row per stratum with both groups beside each other; a group that is not there has nobody."""
    columns = [*by, "n", "events"]
    first, second = (frame.loc[frame[gap] == level, columns] for level in levels)
    joined = first.merge(second, on=list(by), how="outer", suffixes=("1", "2"), validate="one_to_one")
    counts = joined.rename(columns={"events1": "x1", "events2": "x2"}).fillna(
        dict.fromkeys(("n1", "x1", "n2", "x2"), 0)
    )
    strata = counts.sort_values(list(by), ignore_index=True)
    gaps = difference_table(strata["x1"], strata["n1"], strata["x2"], strata["n2"], conf_level=conf_level)
    shown = strata[[*by, "x1", "n1", "x2", "n2"]].assign(label=label_of(strata, by))
    return shown.join(gaps[["estimate", "lower", "upper", "status", "note"]])


def _mantel_haenszel(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers) -> Numbers:
    return n1 * n2 / (n1 + n2)


def _within(
    x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, weight: Numbers, method: str, z: float, conf_level: float
) -> Interval:
    """The weighted mean of the gaps within the strata."""
    size = float(x1.sum() + x2.sum()), float(n1.sum() + n2.sum())
    if not len(x1):
        return Interval(nan, nan, nan, *size, method, conf_level, "not_estimable", "intersections_note_never_both")
    share = weight / weight.sum()
    groups = np.concatenate([x1, x2])[None, :], np.concatenate([n1, n2])[None, :]
    estimate, lower, upper = (float(side[0]) for side in contrast(*groups, np.concatenate([share, -share]), z))
    small = min(n1.sum(), n2.sum()) < SMALL
    status: Status = "small" if small else "ok"
    note = "intersections_note_small_group" if small else ""
    return Interval(estimate, lower, upper, *size, method, conf_level, status, note)
