"""Slope and relative index of inequality: the level fitted at the top of the social order, less or over the bottom."""

from __future__ import annotations

from math import nan, sqrt

import numpy as np

from .inequality_groups import Groups, ranks
from .records import Numbers

STEPS, CLOSE = 60, 1e-10


def slope_indices(y: Numbers, groups: Groups, model: str) -> dict[str, Numbers]:
    """SII and RII of levels whose last axis is the groups; NaN where the model has no finite fit."""
    rank, weight = ranks(groups.w), groups.population
    if model == "linear":
        start, slope = _linear(y, rank, weight)
        bottom, top = start, start + slope
    else:
        start, slope = _logit(y, rank, weight)
        bottom, top = _expit(start), _expit(start + slope)
    level = y.max(axis=-1)
    flat = level == y.min(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        relative = np.where(flat, level / level, top / bottom)
    return {"sii": np.where(flat, 0.0, top - bottom), "rii": relative}


def _linear(y: Numbers, rank: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    share = weight / weight.sum()
    away = rank - share @ rank
    slope = (y * share) @ away / (share @ away**2)
    return y @ share - slope * (share @ rank), slope


def _logit(y: Numbers, rank: Numbers, weight: Numbers) -> tuple[Numbers, Numbers]:
    """Grouped binomial logit by Newton's steps, for every row of ``y`` at once."""
    level = np.clip(y @ weight / weight.sum(), 1e-9, 1 - 1e-9)
    start, slope = np.log(level / (1 - level)), np.zeros_like(level)
    for _ in range(STEPS):
        p = _expit(start[..., None] + slope[..., None] * rank)
        gap, spread = weight * (y - p), weight * p * (1 - p)
        s0, s1, s2 = spread.sum(axis=-1), spread @ rank, spread @ rank**2
        g0, g1, size = gap.sum(axis=-1), gap @ rank, s0 * s2 - s1**2
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            step0, step1 = (s2 * g0 - s1 * g1) / size, (s0 * g1 - s1 * g0) / size
            short = np.minimum(1, 5 / np.maximum(np.abs(step0) + np.abs(step1), 1e-12))
            start, slope = start + short * step0, slope + short * step1
    found = (np.abs(step0) + np.abs(step1) < CLOSE * (1 + np.abs(start) + np.abs(slope))) & (size > 0)
    return np.where(found, start, nan), np.where(found, slope, nan)


def _expit(value: Numbers) -> Numbers:
    from scipy.special import expit

    level: Numbers = expit(value)
    return level


def slope_errors(groups: Groups, model: str) -> dict[str, float]:
    """Standard errors robust to what a straight line leaves over (HC1), carried over to both indices."""
    rank, weight, y = ranks(groups.w), groups.population, groups.y
    design = np.stack([np.ones_like(rank), rank], axis=1)
    start, slope = (_linear if model == "linear" else _logit)(y, rank, weight)
    ends = np.array([start, start + slope])
    if len(y) < 3 or np.isnan(ends).any():
        return {"sii": nan, "rii": nan}
    fitted = design @ [start, slope] if model == "linear" else _expit(design @ [start, slope])
    bread = design.T @ (design * (weight if model == "linear" else weight * fitted * (1 - fitted))[:, None])
    scores = design * (weight * (y - fitted))[:, None]
    if np.linalg.matrix_rank(bread) < 2:
        return {"sii": nan, "rii": nan}
    inverse = np.linalg.inv(bread)
    covariance = inverse @ (scores.T @ scores) @ inverse * len(y) / (len(y) - 2)
    bottom, top = ends if model == "linear" else _expit(ends)
    rise = np.ones(2) if model == "linear" else np.array([bottom * (1 - bottom), top * (1 - top)])
    low, high = np.array([rise[0], 0]), np.array([rise[1], rise[1]])
    below = bottom if bottom > 0 else nan
    slopes = {"sii": high - low, "rii": high / below - low * top / below**2}
    return {name: _root(float(gradient @ covariance @ gradient)) for name, gradient in slopes.items()}


def _root(variance: float) -> float:
    """Its square root; NaN where rounding left less than nothing of it, for a fit at the edge of what is finite."""
    return sqrt(variance) if variance >= 0 else nan
