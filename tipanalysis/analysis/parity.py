"""Parity between genders: the rate of one over the rate of the others."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import sizes, whole_counts
from .ratios import ratio_table
from .records import Interval


def parity_index(female: float, male: float, *, adjusted: bool = False) -> Interval:
    """Parity of two rates: that of women and girls over that of men and boys. 1 is parity.

    Parameters
    ----------
    female, male : the two rates, on any one scale
    adjusted : put both directions on the same scale, 0 to 2: r up to 1, 2 - 1/r above

    Returns
    -------
    Interval
        Without limits (NaN): two rates alone carry none; :func:`parity_table` takes counts and gives them.
        ``not_estimable`` where a rate is missing or the reference is zero.

    Raises
    ------
    EstimateError
        If a rate is negative or no number.

    Notes
    -----
    Gender parity index and its adjusted form: UNESCO Institute for Statistics.

    Examples
    --------
    >>> parity_index(60, 80).estimate, parity_index(80, 60, adjusted=True).estimate
    (0.75, 1.25)
    """
    (first,), (second,) = sizes("female", female), sizes("male", male)
    method = "adjusted" if adjusted else "ratio"
    if np.isnan(first + second):
        return Interval(nan, nan, nan, nan, nan, method, nan, "not_estimable", "analysis_rates_note_missing")
    if second == 0:
        return Interval(nan, nan, nan, nan, nan, method, nan, "not_estimable", "analysis_rates_note_zero_rate")
    ratio = float(first / second)
    return Interval(_adjusted(ratio) if adjusted else ratio, nan, nan, nan, nan, method, nan)


def _adjusted(ratio: float) -> float:
    return ratio if not ratio > 1 else 2 - 1 / ratio


def parity_table(
    events: Mapping[str, float],
    population: Mapping[str, float],
    *,
    adjusted: bool = False,
    method: str = "exact",
    conf_level: float = 0.95,
) -> pd.DataFrame:
    """Parity of each gender against all the others together, with limits; two genders or more.

    Parameters
    ----------
    events : cases of each gender, whole numbers
    population : people of each gender; a gender that is not there keeps its count and is not estimable
    adjusted : as in :func:`parity_index`, limits too
    method, conf_level : see :func:`~tipanalysis.analysis.ratios.rate_ratio`

    Returns
    -------
    pandas.DataFrame
        One row for each gender in the order of ``events``: ``group``, ``estimate``, ``lower``, ``upper``, ``n``
        (people), ``events`` (of this gender), ``denominator`` (the rate of the others), ``method``,
        ``conf_level``, ``status``, ``note``. The others are those whose population is known.

    Raises
    ------
    EstimateError
        If ``events`` has fewer than two genders, or a number is negative or a count fractional.

    Examples
    --------
    >>> table = parity_table({"MUJER": 60, "HOMBRE": 30, "OTRO": 2}, {"MUJER": 1000, "HOMBRE": 1000, "OTRO": 40})
    >>> table[["group", "estimate", "status"]].round(3).to_dict("list")
    {'group': ['MUJER', 'HOMBRE', 'OTRO'], 'estimate': [1.95, 0.503, 1.111], 'status': ['ok', 'ok', 'ok']}
    """
    groups = list(events)
    if len(groups) < 2:
        raise EstimateError("analysis_rates_two_groups", given=", ".join(groups))
    x = whole_counts("events", list(events.values()))
    people = sizes("population", [population.get(group) for group in groups])
    known = ~np.isnan(x) & (people > 0)
    others, rest = (np.nansum(np.where(known, values, 0)) - np.where(known, values, 0) for values in (x, people))
    table = ratio_table(x, people, others, rest, "rate", method, conf_level)
    with np.errstate(divide="ignore", invalid="ignore"):
        table = table.assign(n=people, events=x, denominator=others / rest)
    nothing = others == 0
    table.loc[nothing, ["estimate", "lower", "upper"]] = nan
    table.loc[nothing & known, ["status", "note"]] = "not_estimable", "analysis_rates_note_zero_rate"
    for column in ("estimate", "lower", "upper") if adjusted else ():
        table[column] = table[column].map(_adjusted)
    return pd.DataFrame({"group": groups, **table})
