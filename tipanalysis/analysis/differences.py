"""Difference between two proportions, with limits that hold for small groups."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, cases_among, chosen, together, z_of
from .intervals import wilson
from .records import SMALL, Interval, Intervals, Numbers, judged
from .roots import crossing


def proportion_difference(
    x1: float, n1: float, x2: float, n2: float, method: str = "newcombe", conf_level: float = 0.95
) -> Interval:
    """Difference ``x1 / n1 - x2 / n2`` between two groups that share nobody, with its interval.

    Parameters
    ----------
    x1, n1, x2, n2 : units with the trait and units in all, of each group; whole numbers
    method : ``"newcombe"`` (square-and-add of Wilson limits), ``"miettinen-nurminen"`` (score) or ``"mee"``
        (score without the factor N/(N-1))
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        ``events`` and ``n`` are those of both groups together. ``not_estimable`` if a group is empty, ``small`` if
        one has fewer than 20. Where nobody has the trait in either group the estimate is 0 and the interval is
        defined; a tiny group never gets an interval of no width.

    Raises
    ------
    EstimateError
        If a number is negative or fractional, a group has more with the trait than in all, or the method or level
        does not exist.

    Notes
    -----
    Newcombe: d - √((p1-l1)² + (u2-p2)²), d + √((u1-p1)² + (p2-l2)²) with Wilson's l, u; Newcombe (1998), method
    10. Miettinen and Nurminen (1985): the differences δ that a score test does not reject, its variance at the
    constrained maximum of the likelihood times N/(N-1). For many pairs: :func:`difference_table`.

    Examples
    --------
    >>> gap = proportion_difference(56, 70, 48, 80)
    >>> round(gap.estimate, 4), round(gap.lower, 4), round(gap.upper, 4)
    (0.2, 0.0524, 0.3339)
    """
    return _differences(x1, n1, x2, n2, method, conf_level).only()


def difference_table(
    x1: Any, n1: Any, x2: Any, n2: Any, method: str = "newcombe", conf_level: float = 0.95
) -> pd.DataFrame:
    """:func:`proportion_difference` for many pairs: four sequences in, a row for each pair out, in their order.

    Examples
    --------
    >>> difference_table([9, 0], [10, 10], [3, 0], [10, 20]).round(4)[["estimate", "lower"]].to_dict("list")
    {'estimate': [0.6, 0.0], 'lower': [0.1705, -0.1611]}
    """
    return _differences(x1, n1, x2, n2, method, conf_level).frame()


def _differences(x1: Any, n1: Any, x2: Any, n2: Any, method: str, conf_level: float) -> Intervals:
    limits, alpha = chosen(_METHODS, method), alpha_of(conf_level)
    given = np.stack(together(*cases_among(x1, n1, "1"), *cases_among(x2, n2, "2")))
    missing, smaller = np.isnan(given).any(axis=0), np.minimum(given[1], given[3])
    estimable = ~missing & (smaller > 0)
    a, n, b, m = np.where(estimable, given, np.nan)
    low, high = limits(a, n, b, m, alpha)
    reason = np.where(missing, "analysis_rates_note_missing", "analysis_rates_note_empty_group")
    status = judged(estimable, smaller < SMALL, reason, "analysis_rates_note_small_group")
    both = given[0] + given[2], given[1] + given[3]
    return Intervals(a / n - b / m, low, high, *both, method, conf_level, **status)


def _newcombe(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(x1, n1, alpha), wilson(x2, n2, alpha)
    return p1 - p2 - np.hypot(p1 - l1, u2 - p2), p1 - p2 + np.hypot(u1 - p1, p2 - l2)


def _miettinen_nurminen(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    return _score(x1, n1, x2, n2, alpha, (n1 + n2) / (n1 + n2 - 1))


def _mee(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> tuple[Numbers, Numbers]:
    return _score(x1, n1, x2, n2, alpha, np.ones_like(n1))


def _score(
    x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float, widening: Numbers
) -> tuple[Numbers, Numbers]:
    """The differences at which the score test gives just α, below and above the one observed."""
    gap, z = x1 / n1 - x2 / n2, z_of(alpha)

    def rejects(distance: Numbers, side: int) -> Numbers:
        delta = gap + side * distance
        p2 = _constrained(x1, n1, x2, n2, delta)
        p1 = np.clip(p2 + delta, 0, 1)
        spread = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * widening
        excess: Numbers = distance**2 - z * z * spread
        return excess

    below = crossing(lambda distance: rejects(distance, -1), np.zeros_like(gap), gap + 1)
    above = crossing(lambda distance: rejects(distance, 1), np.zeros_like(gap), 1 - gap)
    return gap - below, gap + above


def _constrained(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, delta: Numbers) -> Numbers:
    """The likeliest second proportion where the first one is larger by ``delta``: the middle root of a cubic.

    Farrington and Manning (1990). Two steps of Newton take off what the arc cosine lost.
    """
    units, events = n1 + n2, x1 + x2
    square = ((n1 + 2 * n2) * delta - units - events) / units
    linear = ((n2 * delta - units - 2 * x2) * delta + events) / units
    constant = x2 * delta * (1 - delta) / units
    shift = square / 3
    twist = shift**3 - linear * shift / 2 + constant / 2
    size = np.copysign(np.sqrt(np.maximum(shift**2 - linear / 3, 1e-100)), twist)
    root = 2 * size * np.cos((np.pi + np.arccos(np.clip(twist / size**3, -1, 1))) / 3) - shift
    for _ in range(2):
        slope = (3 * root + 2 * square) * root + linear
        value = ((root + square) * root + linear) * root + constant
        root = root - np.divide(value, slope, out=np.zeros_like(value), where=slope < 0)
    inside: Numbers = np.clip(root, np.maximum(0, -delta), np.minimum(1, 1 - delta))
    return inside


_METHODS = {"newcombe": _newcombe, "miettinen-nurminen": _miettinen_nurminen, "mee": _mee}
