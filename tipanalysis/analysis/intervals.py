"""Intervals for a proportion and for a count."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan, sqrt
from statistics import NormalDist

from ..words.errors import EstimateError
from .estimates import Status

SMALL = 20
"""Below this denominator a percentage says little: its status is ``small``."""


@dataclass(frozen=True)
class Interval:
    """One estimate with its limits, on the natural scale (a proportion between 0 and 1, a count)."""

    estimate: float
    lower: float
    upper: float
    events: float
    n: float
    method: str
    conf_level: float
    status: Status = "ok"
    note: str = ""


def proportion_ci(x: float, n: float, method: str = "wilson", conf_level: float = 0.95) -> Interval:
    """Proportion ``x / n`` with its interval.

    Parameters
    ----------
    x, n : units with the trait and units in all, 0 <= x <= n
    method : ``"wilson"`` (score interval) or ``"clopper-pearson"`` (exact)
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        ``status`` is ``not_estimable`` for n = 0 and ``small`` for n < 20. The interval describes chance
        only, neither detection nor unknowns. With x = 0 the lower limit is 0, with x = n the upper is 1.

    Raises
    ------
    EstimateError
        If x is not between 0 and n, or the method or level does not exist.

    Notes
    -----
    (2x + z² ∓ z √(z² + 4x(1 - x/n))) / (2(n + z²)). Wilson (1927); Newcombe (1998).

    Examples
    --------
    >>> share = proportion_ci(81, 263)
    >>> round(share.lower, 4), round(share.upper, 4)
    (0.2553, 0.3662)
    """
    if not 0 <= x <= n:
        raise EstimateError("analysis_events_outside", given=x, n=n)
    alpha = _alpha(conf_level)
    if n == 0:
        return Interval(nan, nan, nan, x, n, method, conf_level, "not_estimable", "analysis_note_no_units")
    try:
        low, high = _PROPORTION[method](x, n, alpha)
    except KeyError:
        raise EstimateError("analysis_method_unknown", given=method, known=", ".join(_PROPORTION)) from None
    small = n < SMALL
    return Interval(
        x / n, low, high, x, n, method, conf_level, "small" if small else "ok", "analysis_note_small" if small else ""
    )


def _alpha(conf_level: float) -> float:
    if not 0 < conf_level < 1:
        raise EstimateError("analysis_level_outside", given=conf_level)
    return 1 - conf_level


def _wilson(x: float, n: float, alpha: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf(1 - alpha / 2)
    middle, reach = 2 * x + z * z, z * sqrt(z * z + 4 * x * (1 - x / n))
    width = 2 * (n + z * z)
    return (0.0 if x == 0 else (middle - reach) / width, 1.0 if x == n else (middle + reach) / width)


def _clopper_pearson(x: float, n: float, alpha: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    low = 0.0 if x == 0 else float(betaincinv(x, n - x + 1, alpha / 2))
    high = 1.0 if x == n else float(betaincinv(x + 1, n - x, 1 - alpha / 2))
    return low, high


_PROPORTION = {"wilson": _wilson, "clopper-pearson": _clopper_pearson}


def count_ci(x: float, conf_level: float = 0.95) -> Interval:
    """A count of events with its Poisson interval.

    Parameters
    ----------
    x : events counted, >= 0
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        Exact limits below 10 events, Byar's approximation from 10 on; 0 gives [0, 3.689].

    Raises
    ------
    EstimateError
        If x is negative or the level is not between 0 and 1.

    Notes
    -----
    Exact: χ²(α/2, 2x)/2 and χ²(1-α/2, 2x+2)/2. Byar: Breslow & Day (1987).

    Examples
    --------
    >>> round(count_ci(0).upper, 3)
    3.689
    """
    if x < 0:
        raise EstimateError("analysis_events_outside", given=x, n=inf)
    alpha = _alpha(conf_level)
    low, high = _exact_count(x, alpha) if x < 10 else _byar(x, alpha)
    return Interval(x, low, high, x, nan, "exact" if x < 10 else "byar", conf_level)


def _exact_count(x: float, alpha: float) -> tuple[float, float]:
    from scipy.special import gammaincinv

    low = 0.0 if x == 0 else float(gammaincinv(x, alpha / 2))
    return low, float(gammaincinv(x + 1, 1 - alpha / 2))


def _byar(x: float, alpha: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf(1 - alpha / 2)
    low = x * (1 - 1 / (9 * x) - z / (3 * sqrt(x))) ** 3
    return low, (x + 1) * (1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1))) ** 3
