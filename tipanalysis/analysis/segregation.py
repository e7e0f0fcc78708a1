"""How differently two or more groups are spread over the same categories."""

from __future__ import annotations

from collections.abc import Callable
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import alpha_of, whole_counts
from .records import SMALL, Numbers
from .resampled import DRAWS, SEED, Resampled, check_draws, dealt, limits_of, mean_of


def dissimilarity_index(a: Any, b: Any, *, draws: int = DRAWS, seed: int = SEED, conf_level: float = 0.95) -> Resampled:
    """Share of one group that would have to change category to be spread like the other: 0 alike, 1 apart.

    Parameters
    ----------
    a, b : units of each group in each category (women and men by form of exploitation); whole numbers
    draws, seed : resamples and where they start
    conf_level : between 0 and 1

    Returns
    -------
    Resampled
        ``n`` units of both groups. ``noise`` is its mean if the groups were dealt out by chance: with small numbers
        it is far from 0. ``not_estimable`` if a group is empty, ``small`` if one has fewer than 20.

    Raises
    ------
    EstimateError
        If the sequences differ in length, or a count is missing, negative or fractional.

    Notes
    -----
    ½ Σ |a/A - b/B|. Duncan and Duncan (1955). Limits: shares drawn from the Dirichlet with half a unit in each cell.

    Examples
    --------
    >>> dissimilarity_index([100, 60, 40, 0], [0, 40, 60, 100]).estimate
    0.6
    """
    return _resampled(np.stack(_alike(a, b)), lambda share, _: _half_distance(share), draws, seed, conf_level)


def _alike(a: Any, b: Any) -> tuple[Numbers, Numbers]:
    first, second = whole_counts("a", a), whole_counts("b", b)
    if len(first) != len(second):
        raise EstimateError("inequality_lengths", given=f"{len(first)}, {len(second)}")
    return first, second


def _half_distance(share: Numbers) -> Numbers:
    distance: Numbers = np.abs(share[..., 0, :] - share[..., 1, :]).sum(axis=-1) / 2
    return distance


def mutual_information(
    counts: Any, *, normalised: bool = False, draws: int = DRAWS, seed: int = SEED, conf_level: float = 0.95
) -> Resampled:
    """How much the category says about the group: the M index, in nats; or H, its share of all there is to say.

    Parameters
    ----------
    counts : a row for each group, a column for each category; a frame or nested sequences of whole numbers
    normalised : give H, M over the entropy of the groups, between 0 and 1
    draws, seed, conf_level : as in :func:`dissimilarity_index`

    Returns
    -------
    Resampled
        As in :func:`dissimilarity_index`; empty groups and categories have no part in it. ``not_estimable`` with
        fewer than two groups that anybody is in.

    Raises
    ------
    EstimateError
        If ``counts`` is no such table, or a count is missing, negative or fractional.

    Notes
    -----
    M = Σ p ln(p / (p_group p_category)); H = M / E(groups). Theil (1972); Mora and Ruiz-Castillo (2011).

    Examples
    --------
    >>> found = mutual_information([[100, 60, 40, 0], [0, 40, 60, 100]], normalised=True)
    >>> round(found.estimate, 4), round(found.noise, 2)
    (0.5145, 0.01)
    """
    table = table_of(counts)
    return _resampled(
        table[table.sum(axis=1) > 0],
        lambda share, weight: _information(share, weight, normalised),
        draws,
        seed,
        conf_level,
    )


def table_of(counts: Any) -> Numbers:
    """Counts with a row for each group and a column for each outcome, checked."""
    values = counts.to_numpy() if isinstance(counts, pd.DataFrame) else _array(counts)
    if values.ndim != 2:
        raise EstimateError("inequality_table")
    table = whole_counts("counts", values.ravel()).reshape(values.shape)
    if np.isnan(table).any():
        raise EstimateError("inequality_table")
    return table


def _array(counts: Any) -> Any:
    try:
        return np.array(counts)
    except ValueError:
        raise EstimateError("inequality_table") from None


def _information(share: Numbers, weight: Numbers, normalised: bool) -> Numbers:
    from scipy.special import entr, rel_entr

    spread = (share * weight[:, None]).sum(axis=-2, keepdims=True)
    told: Numbers = (rel_entr(share, spread) * weight[:, None]).sum(axis=(-2, -1))
    return told / entr(weight).sum() if normalised else told


def _resampled(
    table: Numbers, measure: Callable[[Numbers, Numbers], Numbers], draws: int, seed: int, conf_level: float
) -> Resampled:
    """A measure of the shares of each row, with limits and noise."""
    alpha = alpha_of(conf_level)
    check_draws(draws)
    if np.isnan(table).any():
        raise EstimateError("inequality_table")
    sizes = table.sum(axis=1)
    found: dict[str, Any] = {"events": nan, "n": float(sizes.sum()), "method": "resampled", "conf_level": conf_level}
    if len(table) < 2 or not (sizes > 0).all():
        reason: dict[str, Any] = {"status": "not_estimable", "note": "inequality_note_one_group"}
        return Resampled(nan, nan, nan, **found, **reason, draws=draws, seed=seed)
    table = in_one_order(table)
    sizes = table.sum(axis=1)
    weight = sizes / sizes.sum()
    estimate = float(measure(table / sizes[:, None], weight))
    low, high = limits_of(measure(drawn_shares(table, draws, seed), weight), estimate, alpha)
    noise = mean_of(measure(dealt_shares(table, draws, seed), weight))
    few = bool((sizes < SMALL).any())
    warning: dict[str, Any] = {"status": "small", "note": "inequality_note_small_group"} if few else {}
    return Resampled(estimate, low, high, **found, **warning, noise=noise, draws=draws, seed=seed)


def in_one_order(table: Numbers) -> Numbers:
    """The table with rows and columns sorted by what they hold, so that the order given changes no draw."""
    rows = sorted(table.tolist(), key=sorted)
    return np.array([list(column) for column in sorted(zip(*rows, strict=True))]).T


def drawn_shares(table: Numbers, draws: int, seed: int) -> Numbers:
    """Plausible shares of each row, ``draws`` times: Dirichlet with half a unit more in each cell."""
    rng = np.random.default_rng(seed)
    return np.stack([rng.dirichlet(row + 0.5, draws) for row in table], axis=1)


def dealt_shares(table: Numbers, draws: int, seed: int) -> Numbers:
    """Shares as chance makes them where all rows are alike: the units of each column dealt out to the rows."""
    rng = np.random.default_rng(seed)
    left = np.repeat(table.sum(axis=0, keepdims=True), draws, axis=0)
    units = np.empty((draws, *table.shape))
    for row, size in enumerate(table.sum(axis=1)):
        wanted, others = np.full(draws, size), left.sum(axis=1)
        for column in range(table.shape[1]):
            others = others - left[:, column]
            got = dealt(rng, left[:, column], others, wanted)
            units[:, row, column] = got
            wanted, left[:, column] = wanted - got, left[:, column] - got
    shares: Numbers = units / table.sum(axis=1)[:, None]
    return shares
