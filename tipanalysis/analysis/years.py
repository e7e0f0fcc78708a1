"""Rates by year, their slope, and the breaks that a slope must not hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, sizes, whole_counts
from .cochran_armitage import check_lengths
from .existence import estimate_exists
from .intervals import count_ci
from .noted import Noted
from .poisson import fit_poisson
from .records import Numbers

FEW_CLUSTERS = 10
"""With fewer clusters a robust error is itself unsure."""
DISPERSED = 2.0
"""Years that scatter this many times more than chance gives are not described by their slope and a Poisson error."""


@dataclass(frozen=True, eq=False)
class Trend(Noted):
    """Rates by year and the yearly change that a Poisson model sees in them.

    ``by_year``: one row for each year with ``year``, ``n`` (events), ``d`` (population), ``estimate``, ``lower``,
    ``upper`` (per ``per``), ``method``, ``status``, ``note``, ``break_flag`` (something in law or agency changed that
    year), ``break_reason`` and ``segment`` (which stretch between breaks). ``slopes``: one row for all years, then for
    each segment: ``first``, ``last``, ``slope`` (logarithm), ``slope_se``, ``ratio`` (rate of a year over that of the
    year before) with ``lower`` and ``upper``, ``p``, ``dispersion``, ``status``, ``note``. ``gaps``: years without a
    row; ``unknown``: events whose year is not known.
    """

    by_year: pd.DataFrame
    slopes: pd.DataFrame
    gaps: tuple[int, ...]
    unknown: int
    per: float
    method: str
    conf_level: float

    @property
    def ratio(self) -> float:
        """Rate of a year over that of the year before, over all years."""
        return float(self.slopes["ratio"].iloc[0])


def trend(
    years: Sequence[float],
    events: Sequence[int],
    population: Sequence[float] | None = None,
    *,
    cluster: Sequence[Any] | None = None,
    breaks: Mapping[int, str] | Sequence[int] = (),
    per: float | None = None,
    conf_level: float = 0.95,
) -> Trend:
    """Events or rates by year with intervals, their yearly change, and where it may not be read.

    Parameters
    ----------
    years, events : one entry for each row; several rows of a year (of agencies, say) add up. A missing year is
        counted as unknown
    population : people behind each row; absent: events as such, not a rate
    cluster : what rows belong together (agency, case): errors are then robust to what clusters share
    breaks : years in which law, agency or definition changed, with the reason if known
    per : multiplier of the rates; absent: 100 000 with a population, 1 without
    conf_level : between 0 and 1

    Returns
    -------
    Trend
        Years without population keep their count and have no rate. The slope is ``not_estimable`` with fewer than two
        years or without events, ``model_singular`` where all events stand in the first or last year. A break inside the
        stretch is noted, because a slope across it mixes what happened with how it was recorded: read the segments.
        More records are not more victims.

    Raises
    ------
    EstimateError
        For a negative or fractional count, or lists of different lengths.

    Notes
    -----
    log E(n) = a + b·year + log d; limits exp(b ∓ z·SE). Robust: sandwich with the factor G/(G-1) and Student's t on
    G-1. Limits of a year: :func:`~tipanalysis.analysis.intervals.count_ci`.

    Examples
    --------
    >>> found = trend([2019, 2020, 2021, 2022], [20, 24, 31, 36], breaks={2021: "Ley 9999"})
    >>> round(found.ratio, 3), found.note
    (1.222, 'trend_note_break')
    """
    alpha = alpha_of(conf_level)
    rows = _rows(years, events, population, cluster)
    scale = per or (1.0 if population is None else 100_000.0)
    reasons = dict(breaks) if isinstance(breaks, Mapping) else dict.fromkeys(breaks, "")
    known = rows[rows["year"].notna()]
    by_year = _by_year(known, population is not None, scale, reasons, conf_level)
    method = "poisson" if cluster is None else "poisson-robust"
    slopes = _slopes(known, by_year, alpha)
    gaps = _gaps(by_year["year"])
    status, note = slopes.loc[0, ["status", "note"]]
    cut = "trend_note_break" if len(slopes) > 1 else ""
    notes = [*((cut, note) if status == "ok" else (note, cut)), "trend_note_gap" if gaps else ""]
    unknown = int(rows.loc[rows["year"].isna(), "n"].sum())
    told = {"status": status, "notes": tuple(filter(None, notes))}
    return Trend(by_year, slopes, gaps, unknown, scale, method, conf_level, **told)


def _rows(years: Any, events: Any, population: Any, cluster: Any) -> pd.DataFrame:
    counted, when = whole_counts("events", events), whole_counts("years", years)
    people = np.ones(counted.size) if population is None else sizes("population", population)
    groups = list(range(counted.size)) if cluster is None else list(cluster)
    check_lengths(events=counted)
    lengths = {"years": np.zeros(when.size), "population": np.zeros(people.size), "cluster": np.zeros(len(groups))}
    check_lengths(events=counted, **lengths)
    rows = pd.DataFrame({"year": when, "n": counted, "d": people, "robust": cluster is not None})
    return rows.assign(cluster=pd.factorize(np.array([str(each) for each in groups], dtype=object))[0])


def _by_year(
    rows: pd.DataFrame, with_population: bool, per: float, reasons: Mapping[int, str], conf_level: float
) -> pd.DataFrame:
    totals = rows.groupby("year", sort=True)[["n", "d"]].agg(lambda part: part.sum(skipna=False)).reset_index()
    lines = [_rate(int(n), d, with_population, per, conf_level) for n, d in zip(totals["n"], totals["d"], strict=True)]
    names = ["n", "d", "estimate", "lower", "upper", "method", "status", "note"]
    table = pd.DataFrame(lines, columns=names)
    table.insert(0, "year", totals["year"].astype("int64"))
    inside = np.array([each for each in reasons if each > table["year"].min()])
    return table.assign(
        break_flag=table["year"].isin(list(reasons)),
        break_reason=[reasons.get(year, "") for year in table["year"]],
        segment=[1 + int((inside <= year).sum()) for year in table["year"]],
    )


def _rate(n: int, d: float, with_population: bool, per: float, conf_level: float) -> tuple[Any, ...]:
    if with_population and not d > 0:
        return (n, d, nan, nan, nan, "", "not_estimable", "analysis_note_no_population")
    found = count_ci(n, conf_level)
    size = d if with_population else 1.0
    limits = (per * each / size for each in (found.estimate, found.lower, found.upper))
    return (n, d if with_population else nan, *limits, found.method, found.status, found.note)


def _gaps(years: pd.Series) -> tuple[int, ...]:
    return tuple(sorted(set(range(years.min(), years.max() + 1)) - set(years))) if len(years) else ()


def _slopes(rows: pd.DataFrame, by_year: pd.DataFrame, alpha: float) -> pd.DataFrame:
    """Over all years, and over each segment where there is more than one."""
    segments = [part["year"] for _, part in by_year.groupby("segment")]
    stretches = [by_year["year"], *(segments if len(segments) > 1 else [])]
    return pd.DataFrame([_slope(rows[rows["year"].isin(stretch)], stretch, alpha) for stretch in stretches])


def _slope(rows: pd.DataFrame, stretch: pd.Series, alpha: float) -> dict[str, Any]:
    ends = {"first": stretch.min() if len(stretch) else nan, "last": stretch.max() if len(stretch) else nan}
    there = rows[rows["d"] > 0]
    numbers = dict.fromkeys(("slope", "slope_se", "ratio", "lower", "upper", "p", "dispersion"), nan)
    if there["year"].nunique() < 2 or there["n"].sum() == 0:
        note = "analysis_note_no_units" if there["n"].sum() == 0 else "trend_note_one_point"
        return {**ends, **numbers, "status": "not_estimable", "note": note}
    design = np.column_stack([np.ones(len(there)), there["year"] - there["year"].mean()])
    if not estimate_exists(design, there["n"]):
        return {**ends, **numbers, "status": "model_singular", "note": "trend_note_all_at_one_end"}
    return {**ends, **_fitted(design, there, alpha)}


def _fitted(design: Numbers, rows: pd.DataFrame, alpha: float) -> dict[str, Any]:
    from scipy.stats import t

    counts = rows["n"].to_numpy(float)
    fit = fit_poisson(design, counts, np.log(rows["d"].to_numpy(float)))
    robust, clusters = bool(rows["robust"].any()), rows["cluster"].nunique()
    spread = _sandwich(design, counts - fit.fitted, fit.covariance, rows["cluster"]) if robust else fit.covariance
    slope, se = float(fit.beta[1]), float(np.sqrt(spread[1, 1]))
    law = t(clusters - 1 if robust else np.inf)
    reach = law.ppf(1 - alpha / 2) * se
    free = len(rows) - 2
    dispersion = float(((counts - fit.fitted) ** 2 / fit.fitted).sum() / free) if free else nan
    numbers = {"slope": slope, "slope_se": se, "ratio": np.exp(slope), "lower": np.exp(slope - reach)}
    numbers |= {"upper": np.exp(slope + reach), "p": 2 * law.sf(abs(slope) / se), "dispersion": dispersion}
    if robust and clusters < FEW_CLUSTERS:
        return {**numbers, "status": "small", "note": "trend_note_few_clusters"}
    return {**numbers, "status": "ok", "note": "trend_note_dispersed" if dispersion > DISPERSED and not robust else ""}


def _sandwich(design: Numbers, residuals: Numbers, bread: Numbers, cluster: pd.Series) -> Numbers:
    """NaN with one cluster: nothing to compare it with."""
    scores = pd.DataFrame(design * residuals[:, None]).groupby(cluster.to_numpy()).sum().to_numpy()
    groups = len(scores)
    meat = scores.T @ scores * (groups / (groups - 1) if groups > 1 else nan)
    return np.asarray(bread @ meat @ bread)
