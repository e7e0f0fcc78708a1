"""The same people measured twice: how much they changed, and whether chance alone could have done it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from ..words.errors import EstimateError
from .arguments import alpha_of, whole_counts
from .estimates import Status
from .records import SMALL, Numbers
from .resampled import SEED, check_draws, limits_of

DRAWS = 20_000
"""Samples of people for the limits, and signings where they are too many to go through."""
MOST_SUMS = 200_000
"""Up to this sum of changes all signings are gone through."""


@dataclass(frozen=True)
class PairedChange:
    """Two scores of each of ``n`` people: the means, the mean ``change`` with its limits, and two exact tests.

    ``p_flip``: of the mean change; ``p_ranks``: of the signed ranks. ``better``, ``same`` and ``worse`` count people.
    """

    n: int
    before: float
    after: float
    change: float
    lower: float
    upper: float
    better: int
    same: int
    worse: int
    p_flip: float
    p_ranks: float
    conf_level: float = 0.95
    draws: int = DRAWS
    seed: int = SEED
    status: Status = "ok"


def paired_change(
    before: Sequence[int] | Numbers,
    after: Sequence[int] | Numbers,
    conf_level: float = 0.95,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> PairedChange:
    """How much the mean score of the same people changed.

    Parameters
    ----------
    before, after : scores in whole points, one of each person, in the same order; nobody may lack one
    conf_level : between 0 and 1
    draws, seed : samples of people for the limits, with replacement

    Returns
    -------
    PairedChange
        ``status`` is ``not_estimable`` for nobody and ``small`` below 20 people. Both tests are two-sided and exact,
        ties and zeros included (but where changes add up to more than 200 000 points: then ``draws`` signings are
        drawn); where nobody changed p is 1.

    Raises
    ------
    EstimateError
        For scores that are no whole numbers of 0 or more, that are missing, or that are not as many before as after.

    Notes
    -----
    Limits: percentiles of the mean change in samples of people (Efron and Tibshirani 1993). ``p_flip``: were the
    change chance, each difference could as well have the other sign; the share of all 2ⁿ signings whose mean is as far
    from 0, by convolution (Fisher 1935). ``p_ranks``: the same with the ranks of the differences, those of nobody's
    change left out and ties sharing their mean rank (Wilcoxon 1945). Without a comparison group a change is not the
    effect of a training.

    Examples
    --------
    >>> found = paired_change([6, 7, 5, 9, 8], [9, 9, 6, 9, 12])
    >>> found.change, found.better, found.same, found.p_flip
    (2.0, 4, 1, 0.125)
    """
    first, second = paired_scores(before, after)
    alpha = alpha_of(conf_level)
    check_draws(draws)
    moved = second - first
    if not len(moved):
        return PairedChange(0, nan, nan, nan, nan, nan, 0, 0, 0, nan, nan, conf_level, draws, seed, "not_estimable")
    change = float(moved.mean())
    low, high = limits_of(mean_draws(moved[:, None], draws, seed)[:, 0], change, alpha)
    return PairedChange(
        n=len(moved),
        before=float(first.mean()),
        after=float(second.mean()),
        change=change,
        lower=low,
        upper=high,
        better=int((moved > 0).sum()),
        same=int((moved == 0).sum()),
        worse=int((moved < 0).sum()),
        p_flip=_share_as_far(moved, draws, seed),
        p_ranks=_share_as_far(_signed_ranks(moved), draws, seed),
        conf_level=conf_level,
        draws=draws,
        seed=seed,
        status="small" if len(moved) < SMALL else "ok",
    )


def paired_scores(before: Sequence[int] | Numbers, after: Sequence[int] | Numbers) -> tuple[Numbers, Numbers]:
    """Two whole scores of each person; an error for scores that are broken, missing or not as many."""
    first, second = whole_counts("before", before), whole_counts("after", after)
    if len(first) != len(second) or np.isnan(first).any() or np.isnan(second).any():
        raise EstimateError("learning_scores_unpaired", before=len(first), after=len(second))
    return first, second


def mean_draws(values: Numbers, draws: int = DRAWS, seed: int = SEED) -> Numbers:
    """Means of the columns of ``values`` (a row for each person) in samples of people; a row for each sample."""
    rng = np.random.default_rng(seed)
    people = len(values)
    times = rng.multinomial(people, np.full(people, 1 / people), draws)
    drawn: Numbers = times @ values / people
    return drawn


def _share_as_far(values: Numbers, draws: int, seed: int) -> float:
    """Share of all ways to sign whole ``values`` whose sum is at least as far from 0 as the one observed."""
    sizes = np.abs(values[values != 0]).astype("int64")
    reach, seen = int(sizes.sum()), abs(int(values.sum()))
    if reach > MOST_SUMS:
        signs = np.random.default_rng(seed).choice((-1, 1), (draws, len(sizes)))
        return float(((np.abs(signs @ sizes) >= seen).sum() + 1) / (draws + 1))
    chance = np.zeros(2 * reach + 1)
    chance[reach] = 1.0
    for size in sizes:
        chance = (np.roll(chance, size) + np.roll(chance, -size)) / 2
    far = np.abs(np.arange(-reach, reach + 1)) >= seen
    return min(1.0, float(chance[far].sum()))


def _signed_ranks(moved: Numbers) -> Numbers:
    """Twice the mean rank of each change by its size, with the sign of the change: whole numbers."""
    some = moved[moved != 0]
    _, places, counts = np.unique(np.abs(some), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: Numbers = np.sign(some) * (2 * last - counts + 1)[places]
    return ranks


def class_gain(before: float, after: float, most: float) -> float:
    """Share of what a class could still learn that it learnt: of the means, never the mean of people's own gains.

    Parameters
    ----------
    before, after : mean scores of the same people
    most : the highest score there is

    Returns
    -------
    float
        1 for full marks, below 0 where the mean fell; ``nan`` where the class had full marks before.

    Notes
    -----
    (after - before) / (most - before); Hake (1998). The mean of individual gains is undefined for whoever had full
    marks before, and much noisier.

    Examples
    --------
    >>> round(class_gain(7.0, 11.0, 15), 2)
    0.5
    """
    return (after - before) / (most - before) if most > before else nan


def mcnemar_test(gained: int, lost: int) -> float:
    """Two-sided exact p-value of a question that people answered twice.

    Parameters
    ----------
    gained, lost : people who had it right the second time only, and the first time only. Whoever had it right or wrong
        both times tells nothing of a change.

    Returns
    -------
    float
        1 where nobody changed.

    Raises
    ------
    EstimateError
        For counts that are negative, fractional or missing.

    Notes
    -----
    2 P(X <= min(gained, lost)) for X binomial with gained + lost trials and probability 1/2, at most 1; McNemar (1947).

    Examples
    --------
    >>> round(mcnemar_test(10, 2), 4)
    0.0386
    """
    from scipy.special import betainc

    counts = np.concatenate([whole_counts("gained", gained), whole_counts("lost", lost)])
    if np.isnan(counts).any():
        raise EstimateError("learning_scores_unpaired", before=gained, after=lost)
    fewer, more = sorted(counts)
    return min(1.0, 2 * float(betainc(more, fewer + 1, 0.5))) if more else 1.0
