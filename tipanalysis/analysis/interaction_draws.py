"""Limits of sums of ratios from resampled ones; the same measures as :mod:`ratio_sums`, by percentiles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np

from .ratio_sums import Limits, Ratios, synergy_delta, total, wald
from .records import Numbers
from .resampled import limits_of


@dataclass(frozen=True)
class Drawn:
    """Resampled ratios, a draw a row; a draw whose reference has no events is ``nan``."""

    values: Numbers
    alpha: float

    @property
    def failed(self) -> int:
        """Draws without a value."""
        return int(np.isnan(self.values).any(axis=1).sum())

    def product(self, ratios: Ratios, of: Mapping[str, float], z: float) -> Limits:
        """The ratios to the power of their weights, multiplied."""
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = np.prod(self.values ** ratios.weights(of), axis=1)
        return self._limits(wald(ratios, of, nan)[0], drawn)

    def sum(self, ratios: Ratios, of: Mapping[str, float], constant: float, z: float) -> Limits:
        """Σ weight · ratio + constant."""
        return self._limits(total(ratios, of, constant), self.values @ ratios.weights(of) + constant)

    def part(self, ratios: Ratios, of: Mapping[str, float], constant: float, z: float) -> Limits:
        """The sum as a part of the ratio of the full cell."""
        full = ratios.weights({ratios.full: 1.0})
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn = (self.values @ ratios.weights(of) + constant) / (self.values @ full)
        return self._limits(total(ratios, of, constant) / float(full @ ratios.values), drawn)

    def synergy(self, ratios: Ratios, z: float) -> Limits:
        """(full - 1) / Σ (single - 1); a draw whose denominator is not above 0 has none."""
        above = self.values @ ratios.weights({ratios.full: 1.0}) - 1
        below = self.values @ ratios.weights(dict.fromkeys(ratios.single, 1.0)) - len(ratios.single)
        drawn = np.where(below > 0, above / np.where(below > 0, below, 1), nan)
        return self._limits(synergy_delta(ratios, nan)[0], drawn)

    def _limits(self, estimate: float, drawn: Numbers) -> Limits:
        return estimate, *limits_of(np.where(np.isfinite(drawn), drawn, nan), estimate, self.alpha)


def drawn_cells(events: Numbers, n: Numbers, scale: str, draws: int, seed: int) -> Numbers:
    """Ratios of each cell to the first one, of tables drawn from the shares observed."""
    rng = np.random.default_rng(seed)
    drawn = rng.binomial(n.astype("int64"), events / n, (draws, n.size)).astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = drawn / n if scale == "rr" else drawn / (n - drawn)
        ratios: Numbers = level[:, 1:] / level[:, :1]
    return np.where(np.isfinite(ratios).all(axis=1, keepdims=True), ratios, nan)


def drawn_model(ratios: Ratios, draws: int, seed: int) -> Numbers:
    """Ratios whose logs are drawn from the normal distribution of a model's estimates."""
    rng = np.random.default_rng(seed)
    drawn: Numbers = np.exp(rng.multivariate_normal(ratios.logs, ratios.covariance, draws))
    return drawn
