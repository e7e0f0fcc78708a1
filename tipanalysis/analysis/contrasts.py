"""Sums and differences of proportions of groups that share nobody, with limits that hold for small groups."""

from __future__ import annotations

from typing import Any

import numpy as np

from .intervals import wilson_at
from .records import Numbers
from .roots import crossing

FARTHEST = 40.0
"""Standard errors beyond which no test is more certain."""


def contrast(events: Numbers, n: Numbers, weights: Numbers, z: Any) -> tuple[Numbers, Numbers, Numbers]:
    """The contrast Σ weight · events / n with its square-and-add limits at ``z`` standard errors.

    ``events`` and ``n`` have one contrast a row and one group a column, ``weights`` are above 0 for groups that are
    added and below 0 for those taken away; ``z`` is one number or one a row. A row with an empty group has no
    contrast. Each group gives the distance from its proportion to a Wilson limit: the lower one where it is added
    and the upper one where it is taken away give the lower limit of the contrast, the others its upper limit.
    Newcombe (1998), method 10; Zou and Donner (2008).

    Examples
    --------
    >>> gap = contrast(np.array([[56.0, 48.0]]), np.array([[70.0, 80.0]]), np.array([1.0, -1.0]), 1.959964)
    >>> [round(float(side[0]), 4) for side in gap]
    [0.2, 0.0524, 0.3339]
    """
    some = np.where(n > 0, n, np.nan)
    p = events / some
    low, high = wilson_at(events, some, np.asarray(z)[..., None])
    added = weights > 0
    down, up = weights * np.where(added, p - low, high - p), weights * np.where(added, high - p, p - low)
    estimate = (weights * p).sum(axis=1)
    return estimate, estimate - np.sqrt((down**2).sum(axis=1)), estimate + np.sqrt((up**2).sum(axis=1))


def contrast_p(events: Numbers, n: Numbers, weights: Numbers) -> Numbers:
    """Two-sided p-value of each contrast: one minus the level at which its interval just reaches zero.

    Examples
    --------
    >>> groups = np.array([[5.0, 5.0], [56.0, 48.0]]), np.array([[10.0, 10.0], [70.0, 80.0]])
    >>> contrast_p(*groups, np.array([1.0, -1.0])).round(4).tolist()
    [1.0, 0.0081]
    """
    from scipy.special import ndtr

    def reaches(z: Numbers) -> Numbers:
        estimate, lower, upper = contrast(events, n, weights, z)
        return np.where(estimate > 0, -lower, upper)

    start = np.zeros(len(events))
    p: Numbers = 2 * ndtr(-crossing(reaches, start, start + FARTHEST))
    return np.where((n > 0).all(axis=1), p, np.nan)
