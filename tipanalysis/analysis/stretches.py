"""Stretches of years compared: the ratio of two yearly means, with the scatter of the years in its interval."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, nan, sqrt
from typing import Any

import numpy as np

from .arguments import alpha_of, whole_counts
from .records import Interval


def stretch_ratio(stretches: Sequence[Sequence[int]], conf_level: float = 0.95) -> Interval:
    """Yearly mean of the last stretch of years over that of the first.

    Parameters
    ----------
    stretches : for each stretch, in their order, the events of each of its years. Those between the first and the last
        help to see how the years scatter
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        ``events`` and ``n`` are the events and the years of the two stretches compared. Years that scatter more than
        chance gives (people found together in one event) make the interval wider; years that scatter less never make
        it narrower. ``not_estimable`` with fewer than two stretches, a stretch without years, or no event in the first
        or the last; ``small`` where every stretch is one year, so that nothing tells how years scatter. A ratio across
        a change of law mixes what happened with how it was recorded.

    Raises
    ------
    EstimateError
        For a negative or fractional number, or a level outside 0 and 1.

    Notes
    -----
    log r ∓ t √(φ (1/x₁ + 1/x₂)); φ = Σ (n - m)²/m over (years - stretches), at least 1, m the mean of the stretch;
    Student's t on as many degrees of freedom. Quasi-likelihood: McCullagh and Nelder (1989), chapter 9.

    Examples
    --------
    >>> found = stretch_ratio([[20, 24, 22], [31, 36, 29]])
    >>> round(found.estimate, 3), round(found.lower, 2), round(found.upper, 2)
    (1.455, 0.93, 2.27)
    """
    alpha = alpha_of(conf_level)
    counted = [whole_counts("stretches", years) for years in stretches]
    told: dict[str, Any] = {"method": "quasi-poisson", "conf_level": conf_level}
    ends = [counted[0], counted[-1]] if len(counted) > 1 else counted
    events, years = sum(float(each.sum()) for each in ends), sum(each.size for each in ends)
    if len(counted) < 2 or not all(each.size for each in counted) or not all(each.sum() for each in ends):
        told |= {"status": "not_estimable", "note": "stretch_note_no_events"}
        return Interval(nan, nan, nan, events, years, **told)
    first, last = ends
    ratio = float(last.mean() / first.mean())
    spread, free = _scatter(counted)
    reach = _reach(alpha, free) * sqrt(spread * (1 / first.sum() + 1 / last.sum()))
    told |= {} if free else {"status": "small", "note": "stretch_note_no_scatter"}
    return Interval(ratio, exp(log(ratio) - reach), exp(log(ratio) + reach), events, years, **told)


def _scatter(stretches: Sequence[Any]) -> tuple[float, int]:
    """Pearson's χ² of the years about the mean of their stretch, for each degree of freedom and never below 1."""
    free = sum(each.size - 1 for each in stretches)
    squares = sum(float(((each - each.mean()) ** 2).sum() / each.mean()) for each in stretches if each.any())
    return max(1.0, squares / free) if free else 1.0, free


def _reach(alpha: float, free: int) -> float:
    from scipy.stats import t

    return float(t.ppf(1 - alpha / 2, free if free else np.inf))
