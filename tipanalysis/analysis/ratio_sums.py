"""Sums of ratios known by their logarithms and covariances: limits by delta method and by variance recovery."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, nan, sqrt

import numpy as np

from .records import Numbers

Limits = tuple[float, float, float]
"""Estimate, lower, upper."""


@dataclass(frozen=True)
class Ratios:
    """Ratios to one reference cell: ``cells`` in their order, ``logs`` and the ``covariance`` of the logs."""

    cells: tuple[str, ...]
    logs: Numbers
    covariance: Numbers

    @property
    def values(self) -> Numbers:
        """The ratios themselves."""
        return np.exp(self.logs)

    def weights(self, of: Mapping[str, float]) -> Numbers:
        """The weight of each ratio, 0 where none is given."""
        return np.array([of.get(cell, 0.0) for cell in self.cells])

    @property
    def full(self) -> str:
        """The cell with all traits."""
        return max(self.cells, key=lambda cell: cell.count("1"))

    @property
    def single(self) -> tuple[str, ...]:
        """The cells with one trait."""
        return tuple(cell for cell in self.cells if cell.count("1") == 1)


def total(ratios: Ratios, of: Mapping[str, float], constant: float) -> float:
    """Σ weight · ratio + constant."""
    return float(ratios.weights(of) @ ratios.values) + constant


def spread(ratios: Ratios, slope: Numbers) -> float:
    """Standard error of a function of the logs with this slope."""
    return sqrt(max(float(slope @ ratios.covariance @ slope), 0.0))


def wald(ratios: Ratios, of: Mapping[str, float], z: float) -> Limits:
    """exp(Σ weight · log), symmetric on the scale of logs."""
    weights = ratios.weights(of)
    middle, reach = float(weights @ ratios.logs), z * spread(ratios, weights)
    return exp(middle), exp(middle - reach), exp(middle + reach)


def sum_delta(ratios: Ratios, of: Mapping[str, float], constant: float, z: float) -> Limits:
    """The sum, symmetric on its own scale."""
    middle, reach = total(ratios, of, constant), z * spread(ratios, ratios.weights(of) * ratios.values)
    return middle, middle - reach, middle + reach


def part_delta(ratios: Ratios, of: Mapping[str, float], constant: float, z: float) -> Limits:
    """The sum as a part of the ratio of the full cell."""
    full = ratios.weights({ratios.full: 1.0})
    whole = float(full @ ratios.values)
    part = total(ratios, of, constant) / whole
    reach = z * spread(ratios, ratios.weights(of) * ratios.values / whole - full * part)
    return part, part - reach, part + reach


def synergy_delta(ratios: Ratios, z: float) -> Limits:
    """(full - 1) / Σ (single - 1), symmetric on the scale of its log; no limits where a side is not above 0."""
    above, below = _sides(ratios)
    if above <= 0 or below <= 0:
        return (above / below if below > 0 else nan), nan, nan
    slope = ratios.values * (
        ratios.weights({ratios.full: 1 / above}) - ratios.weights(dict.fromkeys(ratios.single, 1 / below))
    )
    middle, reach = log(above / below), z * spread(ratios, slope)
    return exp(middle), exp(middle - reach), exp(middle + reach)


def _sides(ratios: Ratios) -> tuple[float, float]:
    return (
        total(ratios, {ratios.full: 1.0}, -1),
        total(ratios, dict.fromkeys(ratios.single, 1.0), -len(ratios.single)),
    )


def sum_mover(ratios: Ratios, of: Mapping[str, float], constant: float, z: float) -> Limits:
    """The sum with limits recovered from those of each ratio and their correlations; Zou (2008)."""
    weights, values = ratios.weights(of), ratios.values
    errors = np.sqrt(np.diag(ratios.covariance))
    low, high = values * np.exp(-z * errors), values * np.exp(z * errors)
    scale = np.outer(errors, errors)
    correlation = np.divide(ratios.covariance, scale, out=np.eye(len(errors)), where=scale > 0)
    middle = total(ratios, of, constant)
    down = weights * np.where(weights > 0, values - low, high - values)
    up = weights * np.where(weights > 0, high - values, values - low)
    below, above = (sqrt(max(float(side @ correlation @ side), 0.0)) for side in (down, up))
    return middle, middle - below, middle + above


def part_mover(ratios: Ratios, of: Mapping[str, float], constant: float, z: float) -> Limits:
    """The sum as a part of the full cell: the same sum of ratios to the full cell."""
    turned, reference = _turned(ratios)
    weights = {cell: weight for cell, weight in of.items() if cell != ratios.full} | {reference: constant}
    return sum_mover(turned, weights, of.get(ratios.full, 0.0), z)


def _turned(ratios: Ratios) -> tuple[Ratios, str]:
    """The ratios to the full cell, that of the old reference among them."""
    place, reference = ratios.cells.index(ratios.full), "0" * len(ratios.full)
    turn = np.eye(len(ratios.cells))
    turn[:, place] -= 1
    turn[place, place] = -1
    cells = tuple(reference if cell == ratios.full else cell for cell in ratios.cells)
    return Ratios(cells, turn @ ratios.logs, turn @ ratios.covariance @ turn.T), reference


def synergy_mover(ratios: Ratios, z: float) -> Limits:
    """The synergy index with limits recovered from those of both sides; no limits where a side may be 0 or less."""
    singles = dict.fromkeys(ratios.single, 1.0)
    above = sum_mover(ratios, {ratios.full: 1.0}, -1, z)
    below = sum_mover(ratios, singles, -len(ratios.single), z)
    if not (above[1] > 0 and below[1] > 0):
        return synergy_delta(ratios, nan)
    middle = log(above[0] / below[0])
    full, single = (ratios.weights(of) * ratios.values for of in ({ratios.full: 1.0}, singles))
    together = float(full @ ratios.covariance @ single) / (spread(ratios, full) * spread(ratios, single))
    reach = [
        _joined(log(above[0] / above[1]), log(below[2] / below[0]), together),
        _joined(log(above[2] / above[0]), log(below[0] / below[1]), together),
    ]
    return exp(middle), exp(middle - reach[0]), exp(middle + reach[1])


def _joined(first: float, second: float, together: float) -> float:
    return sqrt(max(first**2 + second**2 - 2 * together * first * second, 0.0))
