"""How many people two lists did not see, and what two lists cannot tell."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, nan, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np

from ..words.errors import EstimateError
from .arguments import alpha_of, whole_counts
from .noted import Noted

LEAST_OVERLAP = 5
"""Fewer people than this on two lists or more carry no estimate."""


@dataclass(frozen=True)
class TwoLists(Noted):
    """People on two lists and an estimate of all, if being on one made being on the other neither likelier nor rarer.

    ``estimate`` is Chapman's, with log-normal limits that never fall below the people seen. ``if_half`` and
    ``if_twice``: the estimate if the odds of being on the second list were half or twice as large for people on the
    first: two lists cannot tell.
    """

    n1: int
    n2: int
    m: int
    observed: int
    conf_level: float
    estimate: float = nan
    lower: float = nan
    upper: float = nan
    chapman: float = nan
    chapman_se: float = nan
    lincoln_petersen: float = nan
    if_half: float = nan
    if_twice: float = nan
    method: str = "chapman"


def mse_two_list(n1: int, n2: int, m: int, *, conf_level: float = 0.95) -> TwoLists:
    """Estimate a hidden population from two lists and their overlap.

    Parameters
    ----------
    n1, n2 : people on each list
    m : people on both; whole numbers, m at most the smaller list
    conf_level : between 0 and 1

    Returns
    -------
    TwoLists
        Never ``ok``: with two lists nothing can check that they are independent, so the status is ``small`` and
        ``if_half`` and ``if_twice`` stand beside the estimate. ``not_estimable`` with fewer than 5 people on both.

    Raises
    ------
    EstimateError
        For a negative or fractional number, or more on both lists than on one.

    Notes
    -----
    Chapman (n1+1)(n2+1)/(m+1) - 1, its variance (n1+1)(n2+1)(n1-m)(n2-m)/((m+1)²(m+2)); Lincoln-Petersen n1·n2/m.
    Limits: seen + unseen·exp(±z √ln(1 + var/unseen²)); Chao (1987). Odds θ: seen + θ·(n1-m)(n2-m)/m. Seber (1982).

    Examples
    --------
    >>> found = mse_two_list(948, 421, 167)
    >>> round(found.chapman, 2), round(found.chapman_se, 2), round(found.lincoln_petersen, 2)
    (2382.8, 129.06, 2389.87)
    """
    alpha = alpha_of(conf_level)
    first, second, both = (float(each) for each in whole_counts("n1, n2, m", [n1, n2, m]))
    if np.isnan([first, second, both]).any():
        raise EstimateError("association_count_missing")
    if both > min(first, second):
        raise EstimateError("mse_overlap_outside", given=m, n1=n1, n2=n2)
    seen = first + second - both
    told: dict[str, Any] = {"n1": int(first), "n2": int(second), "m": int(both), "observed": int(seen)}
    told["conf_level"] = conf_level
    if both < LEAST_OVERLAP:
        note = "mse_note_overlap" if seen else "analysis_note_no_units"
        return TwoLists(**told, status="not_estimable", notes=(note,))
    chapman = (first + 1) * (second + 1) / (both + 1) - 1
    only = (first - both) * (second - both)
    se = sqrt((first + 1) * (second + 1) * only / ((both + 1) ** 2 * (both + 2)))
    lower, upper = _above(seen, chapman - seen, se, alpha)
    told |= {"estimate": chapman, "chapman": chapman, "chapman_se": se, "lincoln_petersen": first * second / both}
    told |= {"lower": lower, "upper": upper, "if_half": seen + only / both / 2, "if_twice": seen + 2 * only / both}
    notes = ("mse_note_two_lists", "mse_note_caution")
    return TwoLists(**told, status="small", notes=notes)


def _above(seen: float, unseen: float, se: float, alpha: float) -> tuple[float, float]:
    """Log-normal limits of all, never below those seen; none where the error is zero, which is no certainty."""
    if se == 0:
        return nan, nan
    factor = exp(NormalDist().inv_cdf(1 - alpha / 2) * sqrt(log(1 + (se / unseen) ** 2)))
    return seen + unseen / factor, seen + unseen * factor
