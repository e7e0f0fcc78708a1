"""The scan: every group up to three dimensions deep, and which are not what their parents lead one to expect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, sizes, z_of
from .contrasts import contrast, contrast_p
from .group_tables import Groups, GroupTable, excess_weights, exclusive, group_tables
from .intervals import proportion_table
from .multiplicity import adjust_p
from .noted import Noted
from .records import SMALL, Numbers
from .stratum_cells import Event


@dataclass(frozen=True, kw_only=True, eq=False)
class Scan(Noted):
    """Every group with its share and its deviation from what its parents lead one to expect.

    ``frame``: the columns ``by`` (``TOTAL`` where a dimension is summed out), ``depth``, ``group``, ``n``, ``events``,
    ``estimate`` with ``lower``, ``upper`` (share between 0 and 1, Wilson), ``expected`` (the share that the parents
    add up to), ``deviation`` from it with ``deviation_lower``, ``deviation_upper``, ``shrunken`` (the deviation drawn
    towards 0), ``p_value``, ``p_adjusted``, ``flagged``, ``status``, ``note``. ``tested``: how many groups were.
    """

    frame: pd.DataFrame
    by: tuple[str, ...]
    depth: int
    tested: int
    total: int
    excluded: int
    min_n: float
    min_events: float
    adjust: str
    alpha: float
    conf_level: float

    @property
    def findings(self) -> pd.DataFrame:
        """The groups flagged, the surest first."""
        flagged = self.frame[self.frame["flagged"]]
        return flagged.sort_values(["p_adjusted", "depth", "group"], kind="stable", ignore_index=True)


def scan_intersections(
    data: Any,
    by: str | Sequence[str],
    depth: int = 3,
    *,
    outcome: str | None = None,
    event: Event = None,
    unknown: str = "show",
    min_n: int = 20,
    min_events: int = 5,
    adjust: str = "bh",
    alpha: float = 0.05,
    conf_level: float = 0.95,
) -> Scan:
    """Search all groups of up to ``depth`` dimensions for shares that their parents do not explain.

    Parameters
    ----------
    data : Counts, a DataFrame of counts with the columns ``by``, ``n`` and ``events`` (or ``outcome``), or a Cube of
        order ``depth`` + 1
    by : dimensions
    depth : of how many dimensions a group may be made, at most
    outcome, event, unknown : see :func:`~tipanalysis.analysis.stratum_table.strata`
    min_n, min_events : units and events that a group must have to be tested; the others stay in the table
    adjust : how p-values answer for the number of tests, see :func:`~tipanalysis.analysis.multiplicity.adjust_p`
    alpha : a group is flagged where its adjusted p-value is not above it
    conf_level : of the intervals, which are those of one group alone

    Returns
    -------
    Scan
        Of one dimension the deviation is the group's share less that of everyone else; of two it is the excess
        intersectional disparity p11 - p10 - p01 + p00, 1 being in the group's level and 0 in any other; of three the
        part that no two of the traits explain. ``small`` where one of the groups compared has fewer than 20;
        ``not_estimable``, with the reason, where the group is too small to be tested or a group that it is compared
        with is empty. The same table gives the same result; the order of its rows does not matter.

    Raises
    ------
    EstimateError
        For a column, level or option that does not exist; a count that is negative, fractional or missing.

    Notes
    -----
    Limits and p-values: square-and-add of Wilson limits. Shrinkage: deviation · τ² / (τ² + se²), for each depth
    τ² = max(0, (Σ d²/se² - m) / Σ 1/se²) over its m deviations; without differences beyond chance it is 0. The two
    levels of a dimension of two mirror each other: one finding, shown twice. Jackson, Williams & VanderWeele (2016);
    Benjamini & Hochberg (1995); DerSimonian & Laird (1986).

    Examples
    --------
    >>> table = pd.DataFrame({"sexo": list("MMHH"), "zona": list("RURU"), "n": [90] * 4, "events": [60, 20, 22, 19]})
    >>> found = scan_intersections(table, ["sexo", "zona"])
    >>> row = found.frame.set_index("group").loc["sexo=M × zona=R"]
    >>> round(float(row["deviation"]), 3), round(float(row["shrunken"]), 3), bool(row["flagged"])
    (0.411, 0.391, True)
    """
    alpha_of(alpha)
    z = float(z_of(alpha_of(conf_level)))
    (least_n,), (least_events,) = sizes("min_n", min_n), sizes("min_events", min_events)
    groups = group_tables(data, by, depth, outcome=outcome, event=event, unknown=unknown)
    deepest = max((table.depth for table in groups.tables), default=0)
    least = (float(least_n), float(least_events))
    parts = [_scanned(groups, size, least, z, conf_level) for size in range(1, deepest + 1)]
    frame = pd.concat(parts, ignore_index=True)
    adjusted = adjust_p(frame["p_value"].to_numpy(), adjust)
    frame = frame.assign(p_adjusted=adjusted, flagged=adjusted <= alpha)
    tested = int(frame["p_value"].notna().sum())
    reason = _reason(frame, tested)
    return Scan(
        frame=frame[[*groups.by, *_COLUMNS]],
        by=groups.by,
        depth=deepest,
        tested=tested,
        total=groups.total,
        excluded=groups.excluded,
        min_n=least[0],
        min_events=least[1],
        adjust=adjust,
        alpha=alpha,
        conf_level=conf_level,
        status="not_estimable" if reason else "ok",
        notes=(reason,) if reason else ("scan_note_search",),
    )


_COLUMNS = (
    *("depth", "group", "n", "events", "estimate", "lower", "upper"),
    *("expected", "deviation", "deviation_lower", "deviation_upper", "shrunken"),
    *("p_value", "p_adjusted", "flagged", "status", "note"),
)


def _scanned(groups: Groups, depth: int, least: tuple[float, float], z: float, conf_level: float) -> pd.DataFrame:
    """All groups of as many dimensions."""
    tables = groups.of_depth(depth)
    n, events = (np.concatenate([exclusive(getattr(table, name)) for table in tables]) for name in ("n", "events"))
    weights = excess_weights(depth)
    notes = _notes(n, events, least)
    tested = notes == ""
    some = np.where(tested[:, None], n, 0)
    deviation, lower, upper = contrast(events, some, weights, z)
    share = proportion_table(events[:, 0], n[:, 0], conf_level=conf_level)
    small = tested & (n < SMALL).any(axis=1)
    return _named(tables, groups.by).assign(
        n=n[:, 0].astype("int64"),
        events=events[:, 0].astype("int64"),
        **{name: share[name] for name in ("estimate", "lower", "upper")},
        expected=share["estimate"].to_numpy() - deviation,
        deviation=deviation,
        deviation_lower=lower,
        deviation_upper=upper,
        shrunken=shrunken_to_zero(deviation, (upper - lower) / (2 * z)),
        p_value=contrast_p(events, some, weights),
        status=np.where(tested, np.where(small, "small", "ok"), "not_estimable"),
        note=np.where(small, "intersections_note_small_group", notes),
    )


def _notes(n: Numbers, events: Numbers, least: tuple[float, float]) -> Any:
    """Why a group is not tested; empty where it is."""
    reasons = {
        "scan_note_nobody": n[:, 0] == 0,
        "scan_note_few_people": n[:, 0] < least[0],
        "scan_note_few_events": events[:, 0] < least[1],
        "intersections_note_empty_group": (n == 0).any(axis=1),
    }
    return np.select(list(reasons.values()), list(reasons), default="")


def _named(tables: Sequence[GroupTable], by: tuple[str, ...]) -> pd.DataFrame:
    return pd.concat([table.frame(by) for table in tables], ignore_index=True)


def shrunken_to_zero(deviation: Numbers, error: Numbers) -> Numbers:
    """Deviations drawn towards zero by what chance alone would spread them; missing ones stay missing.

    Examples
    --------
    >>> shrunken_to_zero(np.array([0.3, -0.3, np.nan]), np.array([0.1, 0.1, 0.1])).round(3).tolist()
    [0.267, -0.267, nan]
    """
    weight = np.where(np.isnan(deviation), 0.0, 1 / np.where(error > 0, error, np.nan) ** 2)
    if not weight.sum() > 0:
        return deviation * np.nan
    spread = max(0.0, float((np.nansum(weight * deviation**2) - (weight > 0).sum()) / weight.sum()))
    return np.asarray(deviation * spread / (spread + error**2))


def _reason(frame: pd.DataFrame, tested: int) -> str:
    """Why nothing was tested, if nothing was."""
    if not frame["n"].sum():
        return "intersections_note_nobody"
    return "" if tested else "scan_note_nothing_tested"
