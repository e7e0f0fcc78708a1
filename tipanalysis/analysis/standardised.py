"""Rates, and rates made comparable by age: directly and indirectly standardised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import alpha_of, chosen, sizes, together, whole_counts
from .intervals import FEW_EVENTS, counts_with_limits
from .records import Interval, Intervals, Numbers, judged

HUNDRED_THOUSAND = 100_000


def rate(
    x: float, pop: float, per: float = HUNDRED_THOUSAND, conf_level: float = 0.95, *, method: str = "exact-byar"
) -> Interval:
    """Events per ``per`` inhabitants, with the limits of the count.

    Parameters
    ----------
    x : events, a whole number
    pop : inhabitants, or time under observation; need not be whole
    per : multiplier of the rate
    conf_level, method : see :func:`~tipanalysis.analysis.intervals.count_ci`

    Returns
    -------
    Interval
        ``events`` is x and ``n`` is ``pop``. Where the population is missing or zero the rate is ``not_estimable``
        and the count is kept. The interval describes chance only, not detection.

    Raises
    ------
    EstimateError
        If a number is negative or infinite, x fractional, or the method or level does not exist.

    Notes
    -----
    x / pop · per, limits of the count over pop; Breslow and Day (1987). For many groups: :func:`rate_table`.

    Examples
    --------
    >>> found = rate(51, 5_094_114)
    >>> round(found.estimate, 2), round(found.lower, 2), round(found.upper, 2)
    (1.0, 0.75, 1.32)
    """
    return _rates(x, pop, per, conf_level, method).only()


def rate_table(
    x: Any, pop: Any, per: float = HUNDRED_THOUSAND, conf_level: float = 0.95, *, method: str = "exact-byar"
) -> pd.DataFrame:
    """:func:`rate` for many groups at once: two sequences in, a row for each group out, in their order.

    Examples
    --------
    >>> rate_table([51, 3], [5_094_114, None]).round(2)[["estimate", "events", "status"]].to_dict("list")
    {'estimate': [1.0, nan], 'events': [51.0, 3.0], 'status': ['ok', 'not_estimable']}
    """
    return _rates(x, pop, per, conf_level, method).frame()


def _rates(x: Any, pop: Any, per: float, conf_level: float, method: str) -> Intervals:
    events, people = together(whole_counts("x", x), sizes("pop", pop))
    counted = counts_with_limits(events, conf_level, method)
    estimable = (people > 0) & ~np.isnan(events)
    some = np.where(estimable, people, np.nan) / per
    reason = np.where(np.isnan(events), "analysis_rates_note_missing", "analysis_rates_note_no_denominator")
    status = judged(estimable, False, reason, "")
    status["note"] = np.where(estimable, counted.note, status["note"])
    limits = counted.lower / some, counted.upper / some
    return Intervals(events / some, *limits, events, people, counted.method, conf_level, **status)


def standardised_rate(
    x_i: Any,
    pop_i: Any,
    std_i: Any,
    per: float = HUNDRED_THOUSAND,
    conf_level: float = 0.95,
    *,
    method: str = "dobson",
    event_frequency: Sequence[int] | None = None,
) -> Interval:
    """Directly standardised rate: what the rate would be if the ages were those of a standard population.

    Parameters
    ----------
    x_i : events of each age band, whole numbers. With ``event_frequency``: one such sequence for each frequency k,
        holding the persons with exactly k events
    pop_i, std_i : inhabitants and standard population of each band, in the same order
    per : multiplier of the rate
    conf_level : between 0 and 1
    method : ``"dobson"`` (also ``"direct"``), or ``"fay-feuer"`` (gamma limits)
    event_frequency : the frequencies k, where one person may have several events; the limits are then wider

    Returns
    -------
    Interval
        ``events`` and ``n`` inhabitants of the bands that the standard has; bands without a standard population have
        no part in it. ``not_estimable`` with fewer than 10 events, and where a band lacks a count or a population:
        leaving it out would change the standard.

    Raises
    ------
    EstimateError
        If the sequences differ in length, a number is negative, a count fractional, or a method or level unknown.

    Notes
    -----
    DSR = Σ w x/n / Σ w; V = Σ w² x/n² / (Σ w)², or Σ k² V_k. Dobson et al. (1991): DSR + √(V/X) (X_L - X), X_L from
    :func:`~tipanalysis.analysis.intervals.count_ci`, the upper limit likewise. Fay and Feuer (1997).

    Examples
    --------
    >>> found = standardised_rate([10, 30, 60], [1000, 2000, 2000], [500, 300, 200], per=1000)
    >>> round(found.estimate, 2), round(found.lower, 2), round(found.upper, 2)
    (15.5, 11.88, 19.7)
    """
    method = "dobson" if method == "direct" else method
    limits = chosen({"dobson": _dobson, "fay-feuer": _fay_feuer}, method)
    alpha_of(conf_level)
    times = [1] if event_frequency is None else list(event_frequency)
    persons = [x_i] if event_frequency is None else list(x_i)
    names = ["x_i"] if event_frequency is None else [f"x_i ({k})" for k in times]
    if len(times) != len(persons):
        raise EstimateError("analysis_rates_frequencies", given=len(persons), expected=len(times))
    people, standard, *counts = _bands(pop_i=pop_i, std_i=std_i, **dict(zip(names, persons, strict=True)))
    inside = ~(standard == 0)
    people, standard, persons_by = people[inside], standard[inside], np.array(counts)[:, inside]
    k = np.array(times, dtype=float)
    events, everybody = float(np.nansum(k @ np.nan_to_num(persons_by))), float(np.nansum(people))
    reason = _why_no_direct_rate(events, persons_by, people, standard)
    if reason:
        nothing = (np.nan, np.nan, np.nan, events, everybody)
        return Interval(*nothing, method, conf_level, "not_estimable", reason)
    weight = standard / people / standard.sum()
    estimate = float((k @ persons_by) @ weight)
    variance = float((k**2 @ persons_by) @ weight**2)
    low, high = limits(estimate, variance, events, weight, conf_level)
    return Interval(estimate * per, low * per, high * per, events, everybody, method, conf_level)


def _bands(**columns: Any) -> list[Numbers]:
    """Columns of age bands, checked, all of one length."""
    checked = [(whole_counts if "x_" in name else sizes)(name, values) for name, values in columns.items()]
    if len({len(column) for column in checked}) > 1:
        given = ", ".join(f"{name}: {len(column)}" for name, column in zip(columns, checked, strict=True))
        raise EstimateError("analysis_rates_lengths", given=given)
    return checked


def _why_no_direct_rate(events: float, counts: Numbers, people: Numbers, standard: Numbers) -> str:
    if np.isnan(standard).any() or not standard.size:
        return "analysis_rates_note_no_standard"
    if events < FEW_EVENTS:
        return "analysis_rates_note_few_events"
    if np.isnan(counts).any() or not (people > 0).all():
        return "analysis_rates_note_band_missing"
    return ""


def _dobson(estimate: float, variance: float, events: float, weight: Numbers, conf_level: float) -> tuple[float, float]:
    counted = counts_with_limits(np.array([events]), conf_level).only()
    scale = float(np.sqrt(variance / events))
    return estimate + scale * (counted.lower - events), estimate + scale * (counted.upper - events)


def _fay_feuer(
    estimate: float, variance: float, events: float, weight: Numbers, conf_level: float
) -> tuple[float, float]:
    from scipy.special import gammaincinv

    alpha, largest = 1 - conf_level, float(weight.max())
    above, spread = estimate + largest, variance + largest**2
    low = variance / estimate * float(gammaincinv(estimate**2 / variance, alpha / 2))
    return low, spread / above * float(gammaincinv(above**2 / spread, 1 - alpha / 2))


def standardised_ratio(
    x: Any, pop_i: Any, ref_x_i: Any, ref_pop_i: Any, conf_level: float = 0.95, *, per: float | None = None
) -> Interval:
    """Indirectly standardised ratio: events observed over those expected at the rates of a reference population.

    Parameters
    ----------
    x : events of each age band, or of all bands together; whole numbers
    pop_i, ref_x_i, ref_pop_i : inhabitants of each band; events and inhabitants of the reference, in the same order
    conf_level : between 0 and 1
    per : give the indirectly standardised rate instead: the ratio times the crude rate of the reference, per ``per``

    Returns
    -------
    Interval
        ``events`` observed and ``n``, the events expected. A band that lacks a number is left out on both sides and
        ``note`` says so; if only all bands together are given for ``x``, nothing can be left out and it is
        ``not_estimable``, as it is where none are expected. No events in a band of the reference is fine.

    Raises
    ------
    EstimateError
        If the sequences differ in length, a number is negative, a count fractional, or the level does not exist.

    Notes
    -----
    O / Σ pop · ref_x / ref_pop, limits of :func:`~tipanalysis.analysis.intervals.count_ci` over the expected.
    Breslow and Day (1987).

    Examples
    --------
    >>> found = standardised_ratio([4, 9], [1000, 2000], [30, 50], [10_000, 20_000])
    >>> round(found.estimate, 3), round(found.lower, 3), round(found.upper, 3)
    (1.625, 0.864, 2.779)
    """
    observed = whole_counts("x", x)
    people, ref_x, ref_people = _bands(pop_i=pop_i, ref_x_i=ref_x_i, ref_pop_i=ref_pop_i)
    by_band = np.ndim(x) > 0 and len(observed) == len(people)
    if not by_band and np.ndim(x) > 0:
        raise EstimateError("analysis_rates_lengths", given=f"x: {len(observed)}, pop_i: {len(people)}")
    known = ~np.isnan(people + ref_x) & (ref_people > 0) & ~(np.isnan(observed) & by_band)
    risk = np.divide(ref_x, ref_people, out=np.zeros_like(ref_x), where=known)
    events = float(observed[known].sum() if by_band else observed[0])
    expected = float((people[known] * risk[known]).sum())
    counted = counts_with_limits(np.array([events]), conf_level).only()
    if np.isnan(events) or not expected > 0 or not (by_band or known.all()):
        reason = "analysis_rates_note_none_expected" if known.all() else "analysis_rates_note_band_missing"
        nothing = (np.nan, np.nan, np.nan, events, expected)
        return Interval(*nothing, counted.method, conf_level, "not_estimable", reason)
    scale = 1 / expected if per is None else np.nansum(ref_x) / np.nansum(ref_people) * per / expected
    note = "" if known.all() else "analysis_rates_note_bands_left_out"
    estimate, low, high = (float(value * scale) for value in (events, counted.lower, counted.upper))
    return Interval(estimate, low, high, events, expected, counted.method, conf_level, "ok", note)
