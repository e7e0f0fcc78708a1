"""Questions with several answers: percentages of people, never of mentions, and tests that respect it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from ..standard.fixed_codes import NOT_AVAILABLE, TOTAL
from ..words.errors import EstimateError
from .arguments import whole_counts
from .intervals import proportion_table
from .multiplicity import adjust_p
from .noted import Noted
from .records import Numbers
from .two_way import FEW_EXPECTED

SINGULAR = 1e-12
"""Below this, squared eigenvalues are rounding: inside every group all people answer alike."""


def multi_response_table(
    table: pd.DataFrame, items: Sequence[str], by: str | None = None, *, conf_level: float = 0.95
) -> pd.DataFrame:
    """How many people have each of several traits that one person may have together, by group and in all.

    Parameters
    ----------
    table : one row for each answer pattern: the columns ``items`` hold 1 (has it), 0 (has not) or nothing (not
        known); ``by`` the group; ``n`` how many people have the pattern (absent: one)
    items : columns of the traits
    by : column of the group; a missing group is a level of its own
    conf_level : of the intervals

    Returns
    -------
    DataFrame
        One row for each group and item, then for the total: ``by``, ``item``, ``events`` (people with the trait),
        ``n`` (people in the group, unknowns included), ``unknown`` (people of whom it is not known), ``estimate``,
        ``lower``, ``upper`` (share of people; may add up to more than 1 over items), ``share_of_mentions``,
        ``mean_mentions`` (mentions per person of the group), ``method``, ``conf_level``, ``status``, ``note``.

    Raises
    ------
    EstimateError
        For a column that does not exist, a value other than 0, 1 or nothing, or a negative or fractional ``n``.

    Notes
    -----
    Wilson limits. Unknowns stay in the denominator, so a share is the least that it can be:
    (events + unknown) / n is the most.

    Examples
    --------
    >>> patterns = pd.DataFrame({"amenaza": [1, 1, 0], "deuda": [1, 0, 0], "n": [30, 10, 20]})
    >>> multi_response_table(patterns, ["amenaza", "deuda"])[["item", "events", "n", "mean_mentions"]].values.tolist()
    [['amenaza', 40, 60, 1.1666666666666667], ['deuda', 30, 60, 1.1666666666666667]]
    """
    answers = _read(table, items, by)
    shares = _shares(answers, conf_level)
    if not by:
        return shares.iloc[-len(answers.items) :].reset_index(drop=True)
    named = [level for level in (*answers.levels, TOTAL) for _ in answers.items]
    return pd.DataFrame({by: named, **shares})


@dataclass(frozen=True, eq=False)
class _Answers:
    """Answer patterns: ``given`` is 1, 0 or NaN (pattern x item), ``n`` people, ``group`` the place in ``levels``."""

    given: Numbers
    n: Numbers
    items: tuple[str, ...]
    group: Any
    levels: tuple[Any, ...]


def _read(table: pd.DataFrame, items: Sequence[str], by: str | None) -> _Answers:
    names = tuple(items)
    strangers = [name for name in (*names, *([by] if by else [])) if name not in table.columns]
    if strangers or not names:
        columns = ", ".join(map(str, table.columns))
        raise EstimateError("multi_response_column", given=", ".join(strangers), known=columns)
    given = table[list(names)].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float, na_value=nan)
    wrong = table[list(names)].notna().to_numpy() & ~np.isin(given, (0, 1))
    if wrong.any():
        raise EstimateError("multi_response_value", given=table[list(names)].to_numpy()[wrong][0])
    n = whole_counts("n", table["n"]) if "n" in table.columns else np.ones(len(table))
    if np.isnan(n).any():
        raise EstimateError("association_count_missing")
    groups = table[by].astype(object).where(table[by].notna(), NOT_AVAILABLE) if by else pd.Series(0, index=table.index)
    levels = tuple(dict.fromkeys(groups))
    return _Answers(given, n, names, groups.map({level: at for at, level in enumerate(levels)}).to_numpy(int), levels)


def _shares(answers: _Answers, conf_level: float) -> pd.DataFrame:
    """A row for each group and item, then for each item of everybody."""
    holds = answers.given == 1, np.isnan(answers.given), np.ones(answers.given.shape)
    events, unknown, people = (_of_groups(answers, each) for each in holds)
    table = proportion_table(events.ravel(), people.ravel(), conf_level=conf_level)
    mentions = events.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore"):
        of_mentions, of_people = events / mentions, mentions / people
    return pd.DataFrame(
        {
            "item": list(answers.items) * len(people),
            **{name: table[name].astype("int64") for name in ("events", "n")},
            "unknown": unknown.ravel().astype("int64"),
            **table[["estimate", "lower", "upper"]],
            "share_of_mentions": of_mentions.ravel(),
            "mean_mentions": of_people.ravel(),
            **table[["method", "conf_level", "status", "note"]],
        }
    )


def _of_groups(answers: _Answers, holds: Any) -> Numbers:
    """How many people of each group, and in the last row of all, gave the answers of which it ``holds``, by item."""
    sums = np.zeros((len(answers.levels) + 1, len(answers.items)))
    np.add.at(sums, answers.group, answers.n[:, None] * holds)
    sums[-1] = sums[:-1].sum(axis=0)
    return sums


def _no_items() -> pd.DataFrame:
    return pd.DataFrame(columns=["item", "x2", "df", "p", "bonferroni_p"])


@dataclass(frozen=True, eq=False)
class MultiResponseTest(Noted):
    """Tests of marginal independence of traits that one person may have together.

    ``x2_sum``: the sum of Pearson's statistics; ``rao_scott2_…``: it with the second-order correction of Rao and
    Scott, which answers for the traits going together. ``items``: one row for each item (or pair of items) with
    ``x2``, ``df``, ``p``, ``bonferroni_p``; ``bonferroni_p`` is the smallest of those. ``n``: people of whom all is
    known; ``unknown``: the others, left out; ``dropped``: items that all or none have, and groups without anybody.
    """

    n: int
    unknown: int
    dropped: tuple[str, ...]
    items: pd.DataFrame = field(default_factory=_no_items)
    x2_sum: float = nan
    rao_scott2_x2: float = nan
    rao_scott2_df: float = nan
    rao_scott2_p: float = nan
    bonferroni_p: float = nan

    @property
    def x2_item(self) -> tuple[float, ...]:
        """The statistic of each item or pair."""
        return tuple(self.items["x2"])

    @property
    def bonferroni_p_item(self) -> tuple[float, ...]:
        """The adjusted p-value of each item or pair."""
        return tuple(self.items["bonferroni_p"])


def multi_response_test(table: pd.DataFrame, items: Sequence[str], by: str | Sequence[str]) -> MultiResponseTest:
    """Test whether traits that one person may have together depend on a group, or on another set of such traits.

    Parameters
    ----------
    table, items : as in :func:`multi_response_table`
    by : a column of groups, or a list of columns of a second set of traits

    Returns
    -------
    MultiResponseTest
        A chi-square on stacked answers would count one person several times; this one does not. Patterns with an
        unknown are left out and counted. Items that all or none have say nothing and are ``dropped``. With nobody,
        one group or no item left the status is ``not_estimable``; where some expected count is below 5 it is
        ``small``.

    Raises
    ------
    EstimateError
        As :func:`multi_response_table`.

    Notes
    -----
    One group: X² = Σ_j Σ_i n_i (p_ij - p_j)²/(p_j(1 - p_j)), corrected to X² (r-1)c/Σλ² on (r-1)²c²/Σλ² degrees of
    freedom, λ the eigenvalues of D Σ (Σ: covariance of the p_ij - p_j, by group). Two sets: Σ of n φ²_ij over pairs,
    corrected to IJ X²/Σλ² on I²J²/Σλ², Σ the covariance of the products of centred answers. No 0.5 is added anywhere.
    Bilder, Loughin and Nettleton (2000); Thomas and Decady (2004); Rao and Scott (1981).

    Examples
    --------
    >>> patterns = pd.DataFrame(
    ...     {"sexo": ["M", "M", "H", "H"], "amenaza": [1, 0, 1, 0], "deuda": [1, 0, 0, 1], "n": [30, 20, 15, 25]}
    ... )
    >>> test = multi_response_test(patterns, ["amenaza", "deuda"], by="sexo")
    >>> round(test.x2_sum, 3), round(test.rao_scott2_p, 3)
    (4.558, 0.1)
    """
    one_group = isinstance(by, str)
    answers = _read(table, items, by) if isinstance(by, str) else _read(table, [*items, *by], None)
    known = ~np.isnan(answers.given).any(axis=1) & (answers.n > 0)
    n = int(answers.n[known].sum())
    told = {"n": n, "unknown": int(answers.n.sum()) - n}
    given, weights = answers.given[known], answers.n[known]
    share = weights @ given / (n or nan)
    varied = (share > 0) & (share < 1)
    dropped = tuple(item for item, stays in zip(answers.items, varied, strict=True) if not stays)
    names = [item for item, stays in zip(answers.items, varied, strict=True) if stays]
    if one_group:
        present = [level for at, level in enumerate(answers.levels) if (answers.group[known] == at).any()]
        dropped += tuple(f"{by}: {level}" for level in answers.levels if level not in present)
        parts = _by_group(given[:, varied], weights, answers.group[known]) if len(present) > 1 and names else None
    else:
        first = [name for name in names if name in items]
        parts = _two_sets(given[:, varied], weights, len(first)) if 0 < len(first) < len(names) else None
        names = [f"{one} × {other}" for one in first for other in names[len(first) :]]
    return _verdict(parts, names, {**told, "dropped": dropped})


@dataclass(frozen=True, eq=False)
class _Parts:
    """What a test is made of: ``x2`` of each item or pair on ``df``, and the sum of the squared eigenvalues."""

    x2: Numbers
    df: int
    squared: float
    fewest: float


def _by_group(given: Numbers, n: Numbers, group: Any) -> _Parts:
    members = [group == place for place in np.unique(group)]
    sizes = np.array([n[who].sum() for who in members])
    shares = np.array([n[who] @ given[who] for who in members]) / sizes[:, None]
    overall = sizes @ shares / sizes.sum()
    spread = overall * (1 - overall)
    x2 = (sizes[:, None] * (shares - overall) ** 2 / spread).sum(axis=0)
    groups, items = shares.shape
    covariance = np.zeros((groups * items, groups * items))
    for place, who in enumerate(members):
        block = slice(place * items, (place + 1) * items)
        covariance[block, block] = _covariance(given[who], n[who]) / sizes[place]
    from_overall = np.kron(np.eye(groups) - np.outer(np.ones(groups), sizes / sizes.sum()), np.eye(items))
    moved = np.outer(sizes, 1 / spread).ravel()[:, None] * (from_overall @ covariance @ from_overall.T)
    fewest = float(np.outer(sizes, np.minimum(overall, 1 - overall)).min())
    return _Parts(x2, groups - 1, float(np.trace(moved @ moved)), fewest)


def _covariance(values: Numbers, n: Numbers) -> Numbers:
    centred = values - n @ values / n.sum()
    return np.asarray((centred * n[:, None]).T @ centred / n.sum())


def _two_sets(given: Numbers, n: Numbers, first: int) -> _Parts:
    share = n @ given / n.sum()
    spread, centred = share * (1 - share), given - share
    products = (centred[:, :first, None] * centred[:, None, first:]).reshape(n.size, -1)
    scale = np.outer(spread[:first], spread[first:]).ravel()
    x2 = (n @ products) ** 2 / n.sum() / scale
    moved = _covariance(products, n) / scale[:, None]
    rarest = np.minimum(share, 1 - share)
    fewest = float(n.sum() * rarest[:first].min() * rarest[first:].min())
    return _Parts(x2, 1, float(np.trace(moved @ moved)), fewest)


def _verdict(parts: _Parts | None, names: list[str], told: dict[str, Any]) -> MultiResponseTest:
    from scipy.special import chdtrc

    if parts is None:
        note = "multi_response_note_nothing" if told["n"] else "analysis_note_no_units"
        return MultiResponseTest(**told, status="not_estimable", notes=(note,))
    p = chdtrc(parts.df, parts.x2)
    bonferroni = adjust_p(p, "bonferroni")
    told["items"] = pd.DataFrame({"item": names, "x2": parts.x2, "df": parts.df, "p": p, "bonferroni_p": bonferroni})
    told |= {"x2_sum": float(parts.x2.sum()), "bonferroni_p": float(bonferroni.min())}
    if parts.squared <= SINGULAR:
        return MultiResponseTest(**told, status="model_singular", notes=("multi_response_note_no_spread",))
    freedom = parts.df * parts.x2.size
    x2, df = told["x2_sum"] * freedom / parts.squared, freedom**2 / parts.squared
    if parts.fewest < FEW_EXPECTED:
        told |= {"status": "small", "notes": ("association_note_few_expected",)}
    return MultiResponseTest(**told, rao_scott2_x2=x2, rao_scott2_df=df, rao_scott2_p=float(chdtrc(df, x2)))
