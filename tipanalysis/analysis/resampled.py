"""Measures whose limits come from resampling, with the noise that chance alone would show."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from ..words.errors import EstimateError
from .records import Interval, Numbers

SEED, DRAWS = 20_231_016, 2000


@dataclass(frozen=True)
class Resampled(Interval):
    """An estimate with resampled limits. ``noise``: its mean were all groups alike; ``draws``, ``seed``: how often."""

    noise: float = nan
    draws: int = DRAWS
    seed: int = SEED


def check_draws(draws: int) -> None:
    """An error for a number of resamples that is none."""
    if draws < 1:
        raise EstimateError("inequality_draws", given=draws)


def limits_of(values: Numbers | None, estimate: float, alpha: float) -> tuple[float, float]:
    """Percentiles of the resampled values, widened to hold the estimate; NaN where too many values are missing."""
    if values is None or np.isnan(estimate) or np.isnan(values).mean() > alpha / 2:
        return nan, nan
    low, high = np.nanquantile(values, [alpha / 2, 1 - alpha / 2])
    return min(float(low), estimate), max(float(high), estimate)


def mean_of(values: Numbers | None) -> float:
    """The mean of the values that are there."""
    return float(np.nanmean(values)) if values is not None and not np.isnan(values).all() else nan
