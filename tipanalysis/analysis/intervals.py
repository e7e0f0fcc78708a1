"""Intervals for a proportion and for a count, of one group or of many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, cases_among, chosen, whole_counts, z_of
from .records import SMALL, Interval, Intervals, Numbers, judged
from .roots import crossing

FEW_EVENTS = 10
"""Below this count of events the limits are exact; from it on, Byar's approximation."""


def proportion_ci(x: float, n: float, method: str = "wilson", conf_level: float = 0.95) -> Interval:
    """Proportion ``x / n`` with its interval.

    Parameters
    ----------
    x, n : units with the trait and units in all, whole numbers, 0 <= x <= n
    method : ``"wilson"`` (score), ``"clopper-pearson"`` (exact), ``"jeffreys"`` (Bayes with the prior
        Beta(1/2, 1/2)) or ``"midp"`` (exact, counting half of what was observed)
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        ``status`` is ``not_estimable`` for n = 0 or a missing number and ``small`` for n < 20. The interval
        describes chance only, neither detection nor unknowns. With x = 0 the lower limit is 0, with x = n the
        upper is 1, by every method.

    Raises
    ------
    EstimateError
        If x or n is negative or fractional, x is above n, or the method or level does not exist.

    Notes
    -----
    Wilson: (2x + z² ∓ z √(z² + 4x(1 - x/n))) / (2(n + z²)). Wilson (1927); Newcombe (1998); Brown, Cai and
    DasGupta (2001). For many groups: :func:`proportion_table`.

    Examples
    --------
    >>> share = proportion_ci(81, 263)
    >>> round(share.lower, 4), round(share.upper, 4)
    (0.2553, 0.3662)
    """
    return _proportions(x, n, method, conf_level).only()


def proportion_table(x: Any, n: Any, method: str = "wilson", conf_level: float = 0.95) -> pd.DataFrame:
    """:func:`proportion_ci` for many groups at once: two sequences in, a row for each group out, in their order.

    Examples
    --------
    >>> proportion_table([1, 0], [9, 0])[["estimate", "upper", "status"]].round(4).to_dict("list")
    {'estimate': [0.1111, nan], 'upper': [0.435, nan], 'status': ['small', 'not_estimable']}
    """
    return _proportions(x, n, method, conf_level).frame()


def _proportions(x: Any, n: Any, method: str, conf_level: float) -> Intervals:
    limits, alpha = chosen(_PROPORTION, method), alpha_of(conf_level)
    events, units = cases_among(x, n)
    estimable = ~np.isnan(events) & (units > 0)
    some = np.where(estimable, units, np.nan)
    low, high = limits(events, some, alpha)
    reason = np.where(np.isnan(events) | np.isnan(units), "analysis_rates_note_missing", "analysis_note_no_units")
    status = judged(estimable, units < SMALL, reason, "analysis_note_small")
    return Intervals(events / some, low, high, events, units, method, conf_level, **status)


def wilson(x: Numbers, n: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    """Score limits of the proportions ``x / n``; NaN where n is NaN."""
    return _at_the_ends(x, n, *wilson_at(x, n, z_of(alpha)))


def wilson_at(x: Numbers, n: Numbers, z: Any) -> tuple[Numbers, Numbers]:
    """Score limits at ``z`` standard errors, one number or one for each proportion."""
    middle, reach = 2 * x + z * z, z * np.sqrt(z * z + 4 * x * (1 - x / n))
    width = 2 * (n + z * z)
    return (middle - reach) / width, (middle + reach) / width


def _at_the_ends(x: Numbers, n: Numbers, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Nobody with the trait allows a proportion of 0, everybody one of 1."""
    known = ~np.isnan(n)
    return np.where(known & (x == 0), 0.0, low), np.where(known & (x == n), 1.0, high)


def clopper_pearson(x: Numbers, n: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    """Exact limits of the proportions ``x / n``; NaN where n is NaN."""
    from scipy.special import betaincinv

    return _at_the_ends(x, n, betaincinv(x, n - x + 1, alpha / 2), betaincinv(x + 1, n - x, 1 - alpha / 2))


def _jeffreys(x: Numbers, n: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    from scipy.special import betaincinv

    a, b = x + 0.5, n - x + 0.5
    return _at_the_ends(x, n, betaincinv(a, b, alpha / 2), betaincinv(a, b, 1 - alpha / 2))


def midp(x: Numbers, n: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    """Exact limits of the proportions ``x / n`` that count half of what was observed; NaN where n is NaN."""
    return _at_the_ends(x, n, _midp_lower(x, n, alpha), 1 - _midp_lower(n - x, n, alpha))


def _midp_lower(x: Numbers, n: Numbers, alpha: float) -> Numbers:
    """The proportion at which more than x, and half of exactly x, has the probability α/2."""
    from scipy.special import betainc

    def excess(p: Numbers) -> Numbers:
        beyond = np.where(x < n, betainc(x + 1, np.maximum(n - x, 1), p), 0.0)
        at_least: Numbers = betainc(np.maximum(x, 1), n - x + 1, p)
        return (beyond + at_least) / 2 - alpha / 2

    return crossing(excess, np.zeros_like(n), np.ones_like(n))


_PROPORTION = {"wilson": wilson, "clopper-pearson": clopper_pearson, "jeffreys": _jeffreys, "midp": midp}


def count_ci(x: float, conf_level: float = 0.95, *, method: str = "exact-byar") -> Interval:
    """A count of events with its Poisson interval.

    Parameters
    ----------
    x : events counted, a whole number >= 0
    conf_level : between 0 and 1
    method : ``"exact-byar"`` (exact limits below 10 events, Byar's approximation from 10 on), ``"exact"``,
        ``"byar"`` or ``"midp"`` (counting half of what was observed: nearer to the level asked for, where exact limits
        hold more)

    Returns
    -------
    Interval
        ``method`` names what was used. 0 gives [0, 3.689]. Byar's lower limit is replaced by the exact one where it
        would be negative or undefined, and ``note`` says so. A missing count is not estimable.

    Raises
    ------
    EstimateError
        If x is negative or fractional, or the level or the method does not exist.

    Notes
    -----
    Exact: χ²(α/2, 2x)/2 and χ²(1-α/2, 2x+2)/2. Byar: x(1 - 1/(9x) - z/(3√x))³ and
    (x+1)(1 - 1/(9(x+1)) + z/(3√(x+1)))³; Breslow and Day (1987). Mid-p: P(beyond x) + P(x)/2 = α/2. For many counts:
    :func:`count_table`.

    Examples
    --------
    >>> round(count_ci(0).upper, 3)
    3.689
    """
    return counts_with_limits(whole_counts("x", x), conf_level, method).only()


def count_table(x: Any, conf_level: float = 0.95, *, method: str = "exact-byar") -> pd.DataFrame:
    """:func:`count_ci` for many counts at once: a sequence in, a row for each out, in their order.

    Examples
    --------
    >>> count_table([0, 65])[["upper", "method"]].round(2).to_dict("list")
    {'upper': [3.69, 82.85], 'method': ['exact', 'byar']}
    """
    return counts_with_limits(whole_counts("x", x), conf_level, method).frame()


def counts_with_limits(events: Numbers, conf_level: float, method: str = "exact-byar") -> Intervals:
    """Counts, already checked, with their Poisson limits; NaN where a count is missing."""
    alpha, limits = alpha_of(conf_level), chosen(_COUNT, method)
    name, low, high, turned = limits(events, alpha)
    status = judged(~np.isnan(events), False, "analysis_rates_note_missing", "")
    turned_note = np.where(turned, "analysis_rates_note_byar_negative", "")
    note = np.where(np.isnan(events), status["note"], turned_note)
    nobody = np.full_like(events, np.nan)
    return Intervals(events, low, high, events, nobody, name, conf_level, status["status"], note)


def _exact_or_byar(few: float) -> Callable[[Numbers, float], tuple[Any, Numbers, Numbers, Any]]:
    """Exact limits below ``few`` events and Byar's from there on; exact too where Byar's lower one turns negative."""

    def limits(x: Numbers, alpha: float) -> tuple[Any, Numbers, Numbers, Any]:
        exactly, (low, high) = _exact_count(x, alpha), _byar(x, alpha)
        exact = x < few
        turned = ~exact & ~(low >= 0)
        lower = np.where(exact | turned, exactly[0], low)
        return np.where(exact, "exact", "byar"), lower, np.where(exact, exactly[1], high), turned

    return limits


def _midp_count(x: Numbers, alpha: float) -> tuple[Any, Numbers, Numbers, Any]:
    """Limits inside the exact ones, at which half of what was observed counts as beyond."""
    from scipy.special import gammainc

    def reached(mean: Numbers) -> Numbers:
        probability: Numbers = (gammainc(x, mean) + gammainc(x + 1, mean)) / 2
        return probability

    least, most = _exact_count(x, alpha)
    low = crossing(lambda mean: reached(mean) - alpha / 2, least, x)
    high = crossing(lambda mean: reached(mean) - 1 + alpha / 2, x, most)
    return "midp", np.where(x == 0, 0.0, low), high, False


def _exact_count(x: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    from scipy.special import gammaincinv

    some = np.where(x > 0, x, 1)
    return np.where(x == 0, 0.0, np.where(x > 0, gammaincinv(some, alpha / 2), np.nan)), gammaincinv(
        x + 1, 1 - alpha / 2
    )


def _byar(x: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    """Byar's limits; the lower one NaN where there is no event."""
    z = z_of(alpha)
    some, more = np.where(x > 0, x, np.nan), x + 1
    low = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    return low, more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3


_COUNT = {
    "exact-byar": _exact_or_byar(FEW_EVENTS),
    "exact": _exact_or_byar(np.inf),
    "byar": _exact_or_byar(0),
    "midp": _midp_count,
}
