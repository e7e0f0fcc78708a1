"""Where a function of one number crosses zero, for many groups at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .records import Numbers

HALVINGS = 60
"""Halving so often leaves nothing of an interval of length one that a floating-point number could tell."""


def crossing(rising: Callable[[Numbers], Numbers], low: Numbers, high: Numbers) -> Numbers:
    """The point between ``low`` and ``high`` where ``rising`` goes from below zero to above it; NaN stays NaN.

    Examples
    --------
    >>> crossing(lambda p: p * p - np.array([0.25, 0.49]), np.zeros(2), np.ones(2)).round(6).tolist()
    [0.5, 0.7]
    """
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = rising(middle) > 0
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return (low + high) / 2
