"""What the variances of a multilevel model say: shares of variance, median odds ratio, discrimination."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, isnan, nan, pi, sqrt
from statistics import NormalDist

import numpy as np

from ..words.errors import EstimateError
from .arguments import cases_among
from .records import Numbers

LOGISTIC_VARIANCE = pi**2 / 3
"""Variance of the standard logistic distribution: what is within strata on the scale of log-odds."""

BANDS = (0.01, 0.05, 0.10, 0.20, 0.30)
"""Where the reading of a VPC changes: Axelsson Fisk et al. (2018), as commonly quoted."""

_NODE, _WEIGHT = np.polynomial.hermite_e.hermegauss(41)


def vpc(var_stratum: float, var_residual: float = LOGISTIC_VARIANCE) -> float:
    """Variance partition coefficient: the share of all variance that lies between strata.

    Parameters
    ----------
    var_stratum, var_residual : variances >= 0; by default the residual one of a logistic model, π²/3

    Returns
    -------
    float
        Between 0 and 1; ``nan`` if both are 0 or one is missing. Also called intraclass correlation (``icc``).

    Raises
    ------
    EstimateError
        If a variance is negative.

    Examples
    --------
    >>> round(vpc(0.2227), 4)
    0.0634
    """
    _check(var_stratum, var_residual)
    return var_stratum / (var_stratum + var_residual) if var_stratum + var_residual else nan


icc = vpc


def pcv(var_null: float, var_adjusted: float) -> float:
    """Proportional change in variance: the share of the variance between strata that main effects account for.

    Returns
    -------
    float
        (null - adjusted) / null. Negative if the variance grew: it is not clipped. ``nan`` if the null variance
        is 0. Also ``pvc``.

    Raises
    ------
    EstimateError
        If a variance is negative.

    Examples
    --------
    >>> round(pcv(2.8308, 0.4918), 3), pcv(0.1, 0.2)
    (0.826, -1.0)
    """
    _check(var_null, var_adjusted)
    return (var_null - var_adjusted) / var_null if var_null else nan


pvc = pcv


def _check(*variances: float) -> None:
    for variance in variances:
        if variance < 0:
            raise EstimateError("intersections_variance_negative", given=variance)


def median_odds_ratio(var_stratum: float) -> float:
    """Median odds ratio between a person of a stratum at higher risk and one at lower risk, drawn at random.

    Returns
    -------
    float
        exp(√(2 s²) Φ⁻¹(0.75)), 1 for no variance; ``nan`` if it is missing. Larsen & Merlo (2005).

    Raises
    ------
    EstimateError
        If the variance is negative.

    Examples
    --------
    >>> round(median_odds_ratio(0.2227), 3)
    1.569
    """
    _check(var_stratum)
    return exp(sqrt(2 * var_stratum) * NormalDist().inv_cdf(0.75))


def response_vpc(intercept: float, var_stratum: float) -> float:
    """VPC of a logistic model on the scale of the answer itself: Var(p) / (Var(p) + E[p (1 - p)]).

    p = 1 / (1 + exp(-(intercept + u))), u ~ N(0, ``var_stratum``), by 41-node Gauss-Hermite quadrature.
    Goldstein, Browne & Rasbash (2002).

    Examples
    --------
    >>> round(response_vpc(0, 0), 3), round(response_vpc(-0.616, 0.2261), 3)
    (0.0, 0.048)
    """
    _check(var_stratum)
    p = 1 / (1 + np.exp(-(intercept + sqrt(var_stratum) * _NODE)))
    weight = _WEIGHT / _WEIGHT.sum()
    mean = float(weight @ p)
    return float(weight @ (p - mean) ** 2) / (mean * (1 - mean)) if 0 < mean < 1 else nan


def stratum_auc(
    events: Sequence[float] | Numbers, n: Sequence[float] | Numbers, risk: Sequence[float] | Numbers
) -> float:
    """Area under the ROC curve if each person is given the risk of the stratum.

    Parameters
    ----------
    events, n : events and units of each stratum
    risk : predicted risk of each stratum, any numbers that order them

    Returns
    -------
    float
        The chance that a person with the event has the higher risk than one without it, ties counted half;
        ``nan`` if nobody or everybody has the event.

    Raises
    ------
    EstimateError
        If there are more events than units, or a count is negative or fractional.

    Examples
    --------
    >>> stratum_auc([8, 2], [10, 10], [0.8, 0.2])
    0.8
    """
    cases, units = cases_among(events, n)
    level, place = np.unique(np.asarray(risk, dtype=float), return_inverse=True)
    with_event = np.bincount(place, cases, len(level))
    without = np.bincount(place, units - cases, len(level))
    pairs = with_event.sum() * without.sum()
    below = np.cumsum(without) - without
    return float((with_event * (below + without / 2)).sum() / pairs) if pairs else nan


def vpc_reading(value: float) -> str:
    """The text key of what a VPC of this size is usually called."""
    if isnan(value):
        return "intersections_vpc_none"
    return f"intersections_vpc_band_{sum(value >= bound for bound in BANDS)}"
