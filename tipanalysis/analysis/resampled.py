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


MANY = 10**9
"""NumPy deals out fewer units than this; of more, a normal distribution with the same mean and spread is drawn."""


def dealt_out(rng: np.random.Generator, sizes: Numbers, units: int, times: int) -> Numbers:
    """``times`` ways to deal ``units`` of everybody out to groups of these ``sizes``, a row each."""
    if sizes.sum() < MANY:
        return rng.multivariate_hypergeometric(sizes.astype("int64"), units, times).astype("float64")
    left, wanted, columns = float(sizes.sum()), np.full(times, float(units)), []
    for size in sizes:
        left -= size
        columns.append(dealt(rng, np.full(times, size), np.full(times, left), wanted))
        wanted = wanted - columns[-1]
    return np.stack(columns, axis=1)


def dealt(rng: np.random.Generator, kind: Numbers, others: Numbers, units: Numbers) -> Numbers:
    """How many of one ``kind`` are among as many ``units`` of them and the ``others`` as chance picks."""
    if (kind + others < MANY).all():
        return rng.hypergeometric(kind.astype("int64"), others.astype("int64"), units.astype("int64")).astype("float64")
    total = np.maximum(kind + others, 1)
    mean = units / total * kind
    spread = np.sqrt(mean * (others / total) * (total - units) / np.maximum(total - 1, 1))
    found: Numbers = np.clip(np.rint(rng.normal(mean, spread)), np.maximum(0, units - others), np.minimum(kind, units))
    return found
