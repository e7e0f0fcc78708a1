"""Linear model with one random effect for each stratum, fitted to sizes, means and sums of squares; many at once.

mean = x'β + u, u ~ N(0, s²), with residual variance e² inside the strata. The likelihood is profiled down to one
number, λ = s² / e²: given λ, β is weighted least squares with weights n / (1 + n λ), and e² is what is left. Its
slope in log λ is known, so that halving finds the maximum, or that it lies at λ = 0. Arrays: tables first.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

import numpy as np

from .maihda_fits import StratumFits
from .records import Numbers
from .roots import crossing

SMALLEST, LARGEST = -18.0, 18.0
"""Logarithms of λ between which the maximum is looked for; a smaller λ is none."""


@dataclass(frozen=True)
class GaussianStrata:
    """Means of each stratum and squared distances from them, added up (tables first), and its ``n`` units."""

    mean: Numbers
    ss: Numbers
    n: Numbers
    reml: bool = True

    def fit(self, x: Numbers) -> StratumFits:
        """The linear model with the columns of ``x`` as fixed effects, by restricted or full likelihood."""
        tables = _Tables(np.atleast_2d(self.mean), np.atleast_2d(self.ss).sum(axis=1), self.n, x, self.reml)
        least = np.full(len(tables.mean), SMALLEST)
        place = crossing(lambda at: _slope(tables, np.exp(at)), least, np.full(len(least), LARGEST))
        at_zero = _slope(tables, np.zeros(len(least))) >= 0
        return _told(tables, np.where(at_zero, 0.0, np.exp(place)))

    def simulated(self, fits: StratumFits, rng: np.random.Generator, draws: int) -> GaussianStrata:
        """Tables drawn from the first of ``fits``."""
        residual = fits.var_residual[0]
        spread = np.sqrt(fits.var_stratum[0] + residual / self.n)
        ss = residual * 2 * rng.standard_gamma((self.n - 1) / 2, (draws, self.n.size))
        return GaussianStrata(fits.fixed[0] + rng.normal(0, spread, (draws, self.n.size)), ss, self.n, self.reml)


@dataclass(frozen=True)
class _Tables:
    mean: Numbers
    within: Numbers
    n: Numbers
    x: Numbers
    reml: bool

    @property
    def degrees(self) -> float:
        """Units, less the coefficients where the likelihood is the restricted one."""
        return float(self.n.sum() - self.x.shape[1] * self.reml)


def _least_squares(tables: _Tables, ratio: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Weights, information x'Wx, β and the distances of the means from x'β, given λ."""
    weight = tables.n / (1 + tables.n * ratio[:, None])
    information = (tables.x.T * weight[:, None, :]) @ tables.x
    right = ((weight * tables.mean) @ tables.x)[..., None]
    beta = np.asarray(np.linalg.solve(information, right)[..., 0], dtype="float64")
    return weight, information, beta, tables.mean - beta @ tables.x.T


def _slope(tables: _Tables, ratio: Numbers) -> Numbers:
    """Slope of -2 log-likelihood in λ."""
    weight, information, _, distance = _least_squares(tables, ratio)
    left = tables.within + (weight * distance**2).sum(axis=1)
    slope = weight.sum(axis=1) - tables.degrees * (weight**2 * distance**2).sum(axis=1) / left
    if tables.reml:
        squared = (tables.x.T * (weight**2)[:, None, :]) @ tables.x
        slope -= np.trace(np.linalg.solve(information, squared), axis1=1, axis2=2)
    return np.asarray(slope)


def _told(tables: _Tables, ratio: Numbers) -> StratumFits:
    weight, information, beta, distance = _least_squares(tables, ratio)
    left = tables.within + (weight * distance**2).sum(axis=1)
    residual = left / tables.degrees
    deviance = tables.degrees * (np.log(2 * pi * residual) + 1) + np.log1p(tables.n * ratio[:, None]).sum(axis=1)
    if tables.reml:
        deviance += np.linalg.slogdet(information)[1]
    shrinkage = weight * ratio[:, None]
    u_se = np.sqrt(residual[:, None] * ratio[:, None] / (1 + tables.n * ratio[:, None]))
    always = np.ones(len(beta), dtype=bool)
    return StratumFits(
        beta, residual * ratio, residual, beta @ tables.x.T, shrinkage * distance, u_se, -deviance / 2, always
    )
