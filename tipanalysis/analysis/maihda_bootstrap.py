"""How far the variances of a multilevel model could lie elsewhere: tables drawn from the fit, fitted anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .maihda_fits import StratumData, StratumFits
from .records import Numbers


@dataclass(frozen=True)
class Refits:
    """Measures of each table drawn, ``nan`` where it has none, and how many tables could not be used."""

    var_stratum: Numbers
    vpc: Numbers
    vpc_adjusted: Numbers
    pcv: Numbers
    failed: int


def refits(
    data: StratumData, null: StratumFits, adjusted: StratumFits | None, x: Numbers, draws: int, seed: int
) -> Refits:
    """Tables drawn from the null model give its variance, tables drawn from the adjusted one the change.

    A table fails if a fit does not converge, or if its null variance is 0, so that nothing can change.
    """
    rng = np.random.default_rng(seed)
    ones, none = np.ones((data.n.size, 1)), np.full(draws, np.nan)
    if not draws:
        return Refits(none, none, none, none, 0)
    first = data.simulated(null, rng, draws).fit(ones)
    var_stratum = np.where(first.converged, first.var_stratum, np.nan)
    share = var_stratum / (var_stratum + first.var_residual)
    if adjusted is None:
        return Refits(var_stratum, share, none, none, int(np.isnan(var_stratum).sum()))
    drawn = data.simulated(adjusted, rng, draws)
    before, after = drawn.fit(ones), drawn.fit(x)
    usable = before.converged & after.converged
    left = np.where(usable, after.var_stratum, np.nan)
    change = 1 - left / np.where(before.var_stratum > 0, before.var_stratum, np.nan)
    failed = np.isnan(var_stratum) | np.isnan(change)
    return Refits(var_stratum, share, left / (left + after.var_residual), change, int(failed.sum()))


def limits(values: Numbers, conf_level: float) -> tuple[float, float]:
    """Percentiles of the tables that gave a value; none where none did."""
    known = values[~np.isnan(values)]
    if not known.size:
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - conf_level) / 2, (1 + conf_level) / 2])
    return float(low), float(high)
