"""Inequality of opportunity: the D-index, the human opportunity index, and what each circumstance contributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb, nan
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import alpha_of, whole_counts
from .inequality_groups import Groups, read_groups
from .inequality_measures import measures
from .records import SMALL, Numbers
from .resampled import DRAWS, SEED, Resampled, check_draws, limits_of, mean_of
from .tallies import subsets


@dataclass(frozen=True)
class DIndex(Resampled):
    """The D-index. ``hoi``: the mean level less what inequality takes; ``smallest``: units of the smallest group."""

    hoi: float = nan
    smallest: float = nan


def d_index(
    events: Any,
    n: Any,
    *,
    favourable: bool = True,
    draws: int = DRAWS,
    seed: int = SEED,
    conf_level: float = 0.95,
) -> DIndex:
    """Share of an opportunity that would have to change hands for every group to have the same level.

    Parameters
    ----------
    events, n : units that have the opportunity, and units in all, of each group; whole numbers
    favourable : False for an adverse outcome: the index is then that of those who are spared, and ``note`` says so
    draws, seed : resamples and where they start
    conf_level : between 0 and 1

    Returns
    -------
    DIndex
        ``estimate`` between 0 and 1, limits that hold it, ``noise`` (its mean if the events were dealt out to the
        same groups by chance: with small groups it is far from 0), ``hoi``, ``smallest``. Groups with nobody have no
        weight. ``not_estimable`` with fewer than two groups or where nobody has the opportunity; ``small`` where a
        group has fewer than 20.

    Raises
    ------
    EstimateError
        If the sequences differ in length, a number is negative or fractional, or events are above n.

    Notes
    -----
    D = Σ w |y - μ| / (2μ); HOI = μ(1 - D). Paes de Barros et al. (2009). Noise: multivariate hypergeometric
    permutation.

    Examples
    --------
    >>> found = d_index([203, 118, 178, 212], [325, 285, 706, 885])
    >>> round(found.estimate, 4), round(found.noise, 2)
    (0.1743, 0.02)
    """
    alpha = alpha_of(conf_level)
    check_draws(draws)
    groups = _groups(events, n, favourable)
    inside = groups.n if groups.n is not None else groups.population
    cases = 0.0 if groups.events is None else float(groups.events.sum())
    found: dict[str, Any] = {"events": cases, "n": float(inside.sum()), "draws": draws, "seed": seed}
    smallest = float(inside.min(initial=np.inf)) if len(inside) else nan
    if len(groups.y) < 2:
        return _no_index(found, conf_level, "inequality_note_one_group", smallest)
    indices = {name: float(value) for name, value in measures(groups.y, groups).items() if name in ("d_index", "hoi")}
    if np.isnan(indices["d_index"]):
        return _no_index(found, conf_level, "inequality_note_zero", smallest)
    resampled = measures(groups.draws(draws, seed), groups)["d_index"]
    noise = mean_of(measures(groups.null_draws(draws, seed), groups)["d_index"])
    low, high = limits_of(resampled, indices["d_index"], alpha)
    few = smallest < SMALL
    note = "" if favourable else "inequality_note_complement"
    return DIndex(
        indices["d_index"],
        low,
        high,
        method="resampled",
        conf_level=conf_level,
        status="small" if few else "ok",
        note=note or ("inequality_note_small_group" if few else ""),
        noise=noise,
        hoi=indices["hoi"],
        smallest=smallest,
        **found,
    )


def _groups(events: Any, n: Any, favourable: bool) -> Groups:
    return read_groups(
        None,
        None,
        events=events,
        n=n,
        se=None,
        groups=None,
        reference=None,
        favourable=favourable,
        ordered=False,
        kind="proportion",
        per=1,
    )


def _no_index(found: Mapping[str, Any], conf_level: float, note: str, smallest: float) -> DIndex:
    nothing: dict[str, Any] = {"estimate": nan, "lower": nan, "upper": nan, "method": "resampled", "note": note}
    return DIndex(**nothing, **found, conf_level=conf_level, status="not_estimable", smallest=smallest)


def shapley_decomposition(
    table: pd.DataFrame,
    circumstances: Sequence[str] | None = None,
    *,
    events: str = "events",
    n: str = "n",
    favourable: bool = True,
    draws: int = DRAWS,
    seed: int = SEED,
    conf_level: float = 0.95,
) -> pd.DataFrame:
    """What each circumstance adds to the D-index, on average over the orders in which they can be added.

    Parameters
    ----------
    table : a row for each group: its circumstances, units with the opportunity and units in all
    circumstances : columns; by default all but ``events`` and ``n``. Unknown levels are levels
    events, n : the columns of counts
    favourable : as in :func:`d_index`
    draws, seed, conf_level : as in :func:`d_index`

    Returns
    -------
    pandas.DataFrame
        One row for each circumstance: ``circumstance``, ``estimate`` (they add up to the D-index of all),
        ``lower``, ``upper``, ``alone`` (the D-index of that circumstance only), ``share`` of the whole, ``noise``,
        ``total``, ``n``, ``events``, ``denominator``, ``method``, ``conf_level``, ``status``, ``note``, ``draws``,
        ``seed``. ``not_estimable`` where the D-index is.

    Raises
    ------
    EstimateError
        If a column is not there, or a count is missing, negative or fractional.

    Notes
    -----
    Shapley value of D(S), the index of the groups formed by the circumstances S; Shorrocks (2013).

    Examples
    --------
    >>> rows = [("1", "F", 9, 10), ("1", "M", 5, 10), ("2", "F", 6, 10), ("2", "M", 2, 10)]
    >>> found = shapley_decomposition(pd.DataFrame(rows, columns=["clase", "sexo", "events", "n"]))
    >>> found[["circumstance", "estimate"]].round(3).to_dict("list")
    {'circumstance': ['clase', 'sexo'], 'estimate': [0.068, 0.114]}
    """
    alpha = alpha_of(conf_level)
    check_draws(draws)
    names = [name for name in table.columns if name not in (events, n)] if circumstances is None else circumstances
    cells = _cells(table, list(names), events, n)
    groups = _groups(cells["events"], cells["n"], favourable)
    several = len(groups.y) > 1
    levels = [groups.y, groups.draws(draws, seed), groups.null_draws(draws, seed) if several else groups.y]
    point, drawn, dealt = (_shapley(level if favourable else 1 - level, cells, list(names)) for level in levels)
    estimates = [float(point[name]) if several else nan for name in names]
    limits = [limits_of(drawn[name], value, alpha) for name, value in zip(names, estimates, strict=True)]
    alone = _indices(groups.y if favourable else 1 - groups.y, cells, list(names))
    total = float(alone[tuple(names)])
    found = pd.DataFrame({"circumstance": list(names), "estimate": estimates}).assign(
        lower=[low for low, _ in limits],
        upper=[high for _, high in limits],
        alone=[float(alone[(name,)]) for name in names],
        share=[value / total if total > 0 else nan for value in estimates],
        noise=[nan if np.isnan(value) else mean_of(dealt[name]) for name, value in zip(names, estimates, strict=True)],
        total=total,
    )
    return found.assign(**_labels(found, cells, favourable), conf_level=conf_level, draws=draws, seed=seed)


def _cells(table: pd.DataFrame, names: list[str], events: str, n: str) -> pd.DataFrame:
    """The groups that anybody is in, alike ones added up: ``names``, ``events``, ``n``."""
    strangers = [name for name in (*names, events, n) if name not in table]
    if strangers:
        raise EstimateError("inequality_columns", given=", ".join(strangers), known=", ".join(map(str, table.columns)))
    counts = {"events": whole_counts(events, table[events]), "n": whole_counts(n, table[n])}
    for name, values in zip((events, n), counts.values(), strict=True):
        if np.isnan(values).any():
            raise EstimateError("inequality_missing_count", name=name)
    cells = table[names].reset_index(drop=True).assign(**counts)
    added = cells.groupby(names, dropna=False, sort=False, as_index=False).sum() if names else cells
    return added[added["n"] > 0].reset_index(drop=True)


def _shapley(level: Numbers, cells: pd.DataFrame, names: list[str]) -> dict[str, Numbers]:
    """The mean of what each name adds to the index of the names before it, over all orders."""
    indices = _indices(level, cells, names)
    found = {name: np.zeros(level.shape[:-1]) for name in names}
    for name in names:
        for others in subsets([other for other in names if other != name]):
            weight = 1 / (len(names) * comb(len(names) - 1, len(others)))
            together = tuple(each for each in names if each in (*others, name))
            found[name] = found[name] + weight * (indices[together] - indices[others])
    return found


def _indices(level: Numbers, cells: pd.DataFrame, names: list[str]) -> dict[tuple[str, ...], Numbers]:
    """The D-index of the groups that each choice of names forms; ``level`` is by cell, along its last axis."""
    size = cells["n"].to_numpy(float)
    found = {}
    for some in subsets(names):
        code = cells.groupby(list(some), dropna=False).ngroup().to_numpy() if some else np.zeros(len(cells), dtype=int)
        member = np.equal.outer(code, np.arange(code.max(initial=0) + 1)).astype(float)
        people, having = size @ member, (level * size) @ member
        mean = having.sum(axis=-1, keepdims=True) / max(size.sum(), 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            found[some] = np.abs(having - mean * people).sum(axis=-1) / (2 * mean[..., 0] * size.sum())
    return found


def _labels(found: pd.DataFrame, cells: pd.DataFrame, favourable: bool) -> dict[str, Any]:
    """What stands beside the contributions: what was counted, and whether they can be trusted."""
    gone, few = found["estimate"].isna(), bool((cells["n"] < SMALL).any())
    fine = "" if favourable else "inequality_note_complement"
    why_not = "inequality_note_one_group" if len(cells) < 2 else "inequality_note_zero"
    return {
        "n": len(cells),
        "events": float(cells["events"].sum()),
        "denominator": float(cells["n"].sum()),
        "method": "resampled",
        "status": np.where(gone, "not_estimable", "small" if few else "ok"),
        "note": np.where(gone, why_not, fine or ("inequality_note_small_group" if few else "")),
    }
