"""The largest ratio of shares between two groups, over all outcomes: differential fairness."""

from __future__ import annotations

from math import nan
from typing import Any

import numpy as np

from .arguments import alpha_of
from .records import SMALL, Numbers
from .resampled import DRAWS, SEED, Resampled, check_draws, limits_of, mean_of
from .segregation import dealt_shares, drawn_shares, in_one_order, table_of


def max_log_ratio(
    counts: Any,
    *,
    smoothed: bool = False,
    draws: int = DRAWS,
    seed: int = SEED,
    conf_level: float = 0.95,
) -> Resampled:
    """The largest difference of log shares between two groups in any outcome: 0 where all groups are alike.

    Parameters
    ----------
    counts : a row for each group, a column for each outcome (also those without the trait); whole numbers
    smoothed : share one unit among the outcomes of each group before dividing
    draws, seed : resamples and where they start
    conf_level : between 0 and 1

    Returns
    -------
    Resampled
        Its exponential is the largest ratio. Where a group has nobody in an outcome that another has, the ratio would
        be infinite: it is smoothed even if that was not asked for, and ``note`` says so. Outcomes that nobody has and
        groups with nobody have no part in it. ``not_estimable`` with fewer than two groups, ``small`` if one has
        fewer than 20.

    Raises
    ------
    EstimateError
        If ``counts`` is no such table, or a count is missing, negative or fractional.

    Notes
    -----
    ε = max ln p_g(k) - ln p_h(k); smoothing: Dirichlet with a total of 1. Foulds et al. (2020).

    Examples
    --------
    >>> found = max_log_ratio([[30, 70], [60, 40]])
    >>> round(found.estimate, 4), max_log_ratio([[0, 50], [60, 40]]).note
    (0.6931, 'inequality_note_smoothed')
    """
    alpha = alpha_of(conf_level)
    check_draws(draws)
    table = table_of(counts)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    sizes = table.sum(axis=1)
    found: dict[str, Any] = {
        "events": nan,
        "n": float(sizes.sum()),
        "conf_level": conf_level,
        "draws": draws,
        "seed": seed,
    }
    if len(table) < 2:
        reason: dict[str, Any] = {"status": "not_estimable", "note": "inequality_note_one_group"}
        return Resampled(nan, nan, nan, method="ratio", **found, **reason)
    table = in_one_order(table)
    sizes = table.sum(axis=1)
    smooth = smoothed or bool((table == 0).any())
    added = 1 / table.shape[1] if smooth else 0
    estimate = float(_largest((table + added) / (sizes + smooth)[:, None]))
    low, high = limits_of(_largest(drawn_shares(table, draws, seed)), estimate, alpha)
    noise = mean_of(_largest(_smooth(dealt_shares(table, draws, seed), sizes)))
    few = bool((sizes < SMALL).any())
    note = "inequality_note_smoothed" if smooth else "inequality_note_small_group" if few else ""
    method = "smoothed" if smooth else "ratio"
    return Resampled(
        estimate, low, high, method=method, status="small" if few else "ok", note=note, noise=noise, **found
    )


def _largest(share: Numbers) -> Numbers:
    level = np.log(share)
    widest: Numbers = (level.max(axis=-2) - level.min(axis=-2)).max(axis=-1)
    return widest


def _smooth(share: Numbers, sizes: Numbers) -> Numbers:
    """Shares with one unit more in each group, shared among its outcomes."""
    smooth: Numbers = (share * sizes[:, None] + 1 / share.shape[-1]) / (sizes + 1)[:, None]
    return smooth
