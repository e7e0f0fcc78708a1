"""Whether rows and columns of a table have to do with each other: chi-square, exact or Monte Carlo."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Any, Literal, get_args

import numpy as np

from ..words.errors import EstimateError
from .arguments import alpha_of
from .contingency import Unknown, read_contingency
from .fisher import Alternative, FixedMargins, fixed_margins
from .freeman_halton import MOST_UNITS, TIE, exact_p
from .noted import Noted
from .records import Numbers
from .two_way import FEW_EXPECTED, degrees_of_freedom, doubt, expected_counts, pearson_chi2, why_not

Method = Literal["auto", "chi-square", "exact", "monte-carlo"]
TABLES = 1 << 22
"""So many halves of tables are enumerated at most; beyond, ``auto`` draws."""


@dataclass(frozen=True)
class AssociationTest(Noted):
    """A test of independence: its p-value and how it was come to.

    ``method``: ``chi-square``, ``fisher`` (two by two), ``freeman-halton`` (exact, larger) or ``monte-carlo``, which
    made ``draws`` tables with ``seed``. ``odds_ratio`` (conditional maximum likelihood) and its exact limits belong to
    ``fisher``; elsewhere they are NaN. ``dropped``: levels in which nobody is; ``unknown``: units left out.
    """

    method: str
    alternative: Alternative
    n: int
    dropped: tuple[str, ...]
    unknown: int
    conf_level: float
    p: float = nan
    chi2: float = nan
    df: int = 0
    min_expected: float = nan
    odds_ratio: float = nan
    lower: float = nan
    upper: float = nan
    draws: int = 0
    seed: int | None = None


def association_test(
    table: Any,
    method: Method = "auto",
    *,
    exact: bool = False,
    alternative: Alternative = "two-sided",
    draws: int = 10_000,
    seed: int = 0,
    conf_level: float = 0.95,
    unknown: Unknown = "show",
) -> AssociationTest:
    """Test whether the rows and columns of a table are independent, by a method that its numbers allow.

    Parameters
    ----------
    table : Counts, tidy frame with ``n``, wide frame or array of counts with two variables; whole numbers
    method : ``"auto"``: chi-square where at least 5 are expected in every cell, else exact, else (too many tables)
        Monte Carlo. Or one of ``"chi-square"``, ``"exact"``, ``"monte-carlo"``
    exact : the same as ``method="exact"``
    alternative : ``"less"`` or ``"greater"`` (odds ratio below or above 1) for two by two levels, exact
    draws, seed : of the Monte Carlo tables with the same margins
    conf_level : of the limits of the odds ratio
    unknown : ``"show"`` keeps reasons for not knowing as levels, ``"exclude"`` leaves them out and counts them

    Returns
    -------
    AssociationTest
        Levels in which nobody is are left out and named. With nobody, or one level left in a variable, the status is
        ``not_estimable``; it is ``small`` where the chi-square was asked for and fewer than 5 are expected in a cell.

    Raises
    ------
    EstimateError
        For a negative or fractional count, a table that has not two variables, an exact test that was asked for and
        is out of reach, or an option that does not exist.

    Notes
    -----
    Exact p: the probability, given the margins, of all tables no likelier than the one seen, ties within 1e-7.
    Fisher (1935); Freeman and Halton (1951). Monte Carlo: (1 + tables no likelier)/(1 + draws), so never 0.

    Examples
    --------
    >>> job = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]
    >>> test = association_test(job)
    >>> test.method, round(test.p, 4)
    ('freeman-halton', 0.7827)
    """
    method = "exact" if exact and method == "auto" else method
    _check(method, alternative, draws)
    alpha_of(conf_level)
    given = read_contingency(table, unknown=unknown)
    told: dict[str, Any] = {"n": given.n, "dropped": given.empty, "unknown": given.unknown}
    told |= {"alternative": alternative, "conf_level": conf_level}
    counts = given.without_empty().counts
    if reason := why_not(given.without_empty()):
        return AssociationTest(method=method, **told, status="not_estimable", notes=(reason,))
    if alternative != "two-sided" and (counts.shape != (2, 2) or method in ("chi-square", "monte-carlo")):
        raise EstimateError("association_one_sided", given=alternative)
    told |= {"chi2": pearson_chi2(counts), "df": degrees_of_freedom(counts)}
    enough = alternative == "two-sided" and expected_counts(counts).min() >= FEW_EXPECTED
    if method == "chi-square" or (method == "auto" and enough):
        return _chi_square(told, counts)
    found = None if method == "monte-carlo" else _exact(counts, alternative, conf_level)
    if found is None and method == "exact":
        raise EstimateError("association_exact_too_large", n=given.n, shape=" × ".join(map(str, counts.shape)))
    told["min_expected"] = float(expected_counts(counts).min())
    return AssociationTest(**told, **(found or _monte_carlo(counts, draws, seed)))


def _check(method: str, alternative: str, draws: int) -> None:
    for given, known in ((method, get_args(Method)), (alternative, get_args(Alternative))):
        if given not in known:
            raise EstimateError("association_method_unknown", given=given, known=", ".join(known))
    if draws < 1:
        raise EstimateError("association_draws", given=draws)


def _chi_square(told: dict[str, Any], counts: Numbers) -> AssociationTest:
    from scipy.special import chdtrc

    return AssociationTest(method="chi-square", p=float(chdtrc(told["df"], told["chi2"])), **told, **doubt(counts))


def _exact(counts: Numbers, alternative: Alternative, conf_level: float) -> dict[str, Any] | None:
    """Nothing where there are too many tables."""
    if counts.shape == (2, 2):
        return _fisher(fixed_margins(*counts.ravel()), alternative, 1 - conf_level)
    p = exact_p(counts, TABLES)
    return None if p is None else {"method": "freeman-halton", "p": p}


def _fisher(fixed: FixedMargins | None, alternative: Alternative, alpha: float) -> dict[str, Any] | None:
    if fixed is None:
        return None
    lower, upper = fixed.limits(alpha, alternative)
    numbers = {"p": fixed.p_value(alternative), "odds_ratio": fixed.odds_ratio(), "lower": lower, "upper": upper}
    return {"method": "fisher", **numbers}


def _monte_carlo(counts: Numbers, draws: int, seed: int) -> dict[str, Any]:
    """Tables with the margins of ``counts``, as chance would fill them."""
    from scipy.special import gammaln
    from scipy.stats import random_table

    margins = (counts.sum(axis=axis).astype(int) for axis in (1, 0))
    method: Any = "patefield" if counts.sum() > MOST_UNITS else None
    drawn = random_table(*margins).rvs(draws, method=method, random_state=np.random.default_rng(seed))
    likeliness = -gammaln(drawn + 1).sum(axis=(1, 2))
    no_likelier = (likeliness <= -gammaln(counts + 1).sum() + TIE).sum()
    return {"method": "monte-carlo", "p": float((1 + no_likelier) / (1 + draws)), "draws": draws, "seed": seed}
