"""Score limits of a ratio: the ratios that a test at the likeliest proportions does not reject."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .records import Numbers
from .roots import crossing

Cells = tuple[Numbers, Numbers, Numbers, Numbers]
Score = Callable[[Cells, Numbers, Numbers], Numbers]

FAR = 35.0
"""Logarithm of a ratio that no register reaches: the search goes from its inverse to itself."""


def score_limits(score: Score, cells: Cells, estimate: Numbers, z2: Numbers) -> tuple[Numbers, Numbers]:
    """Where ``score`` passes ``z2`` below and above the estimate; 0 and infinity where the estimate is that."""
    with np.errstate(divide="ignore"):
        middle = np.clip(np.log(estimate), -FAR, FAR)
    low = crossing(lambda log: -score(cells, np.exp(log), z2), np.full_like(middle, -FAR), middle)
    high = crossing(lambda log: score(cells, np.exp(log), z2), middle, np.full_like(middle, FAR))
    return np.where(estimate == 0, 0.0, np.exp(low)), np.where(np.isinf(estimate), np.inf, np.exp(high))


def risk_score(cells: Cells, ratio: Numbers, z2: Numbers) -> Numbers:
    """Above 0 where a risk ratio is rejected: squared distance less z² variances. Miettinen and Nurminen (1985)."""
    x1, n1, x2, n2 = cells
    square, linear, constant = ratio * (n1 + n2), ratio * (n1 + x2) + x1 + n2, x1 + x2
    root = np.sqrt(np.maximum(linear**2 - 4 * square * constant, 0))
    p2 = np.minimum(2 * constant / (linear + root), np.minimum(1, 1 / ratio))
    p1 = np.minimum(ratio * p2, 1)
    variance = p1 * (1 - p1) / n1 + ratio**2 * p2 * (1 - p2) / n2
    beyond: Numbers = (x1 / n1 - ratio * x2 / n2) ** 2 - z2 * variance
    return beyond


def odds_score(cells: Cells, ratio: Numbers, z2: Numbers) -> Numbers:
    """Above 0 where an odds ratio is rejected; both variances multiplied out. Miettinen and Nurminen (1985)."""
    x1, n1, x2, n2 = cells
    events, others = x1 + x2, n1 + n2 - x1 - x2
    p1, q1 = _likeliest(events, n2, n1, 1 / ratio), _likeliest(others, n2, n1, ratio)
    p2, q2 = _likeliest(events, n1, n2, ratio), _likeliest(others, n1, n2, 1 / ratio)
    first, second = n1 * p1 * q1, n2 * p2 * q2
    beyond: Numbers = (x1 - n1 * p1) ** 2 * (first + second) - z2 * first * second
    return beyond


def _likeliest(events: Numbers, n1: Numbers, n2: Numbers, ratio: Numbers) -> Numbers:
    """The likeliest second proportion where the first odds are ``ratio`` times the second.

    Asked for what did not happen, it gives the complement with all its digits.
    """
    square, linear = n2 * (ratio - 1), n1 * ratio + n2 - events * (ratio - 1)
    root = np.sqrt(np.maximum(linear**2 + 4 * square * events, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(linear > 0, 2 * events / (linear + root), (root - linear) / (2 * square))
    return np.clip(p, 0, 1)
