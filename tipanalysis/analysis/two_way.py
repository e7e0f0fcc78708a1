"""How strongly two variables go together, and which cells carry it."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of
from .contingency import Contingency, Unknown, cells_of, read_contingency
from .multiplicity import adjust_p
from .noted import Noted
from .records import Numbers

FEW_EXPECTED = 5
"""Below so many expected in a cell, the chi-square distribution describes a small table badly."""


@dataclass(frozen=True)
class Association(Noted):
    """Measures of association in a two-way table; NaN where one is not defined.

    ``theil_u_rows`` and ``lambda_rows`` say how much of the rows the columns predict, ``…_columns`` the reverse.
    ``v_lower`` and ``v_upper`` belong to ``v``. ``gamma`` means something only where both variables have an order.
    ``dropped``: levels in which nobody is; ``unknown``: units left out.
    """

    n: int
    dropped: tuple[str, ...]
    unknown: int
    conf_level: float
    method: str = "pearson"
    chi2: float = nan
    df: int = 0
    p: float = nan
    lr_chi2: float = nan
    lr_p: float = nan
    v: float = nan
    v_lower: float = nan
    v_upper: float = nan
    v_corrected: float = nan
    theil_u_rows: float = nan
    theil_u_columns: float = nan
    lambda_rows: float = nan
    lambda_columns: float = nan
    lambda_symmetric: float = nan
    gamma: float = nan
    gamma_se: float = nan
    gamma_lower: float = nan
    gamma_upper: float = nan
    min_expected: float = nan


def association(table: Any, *, unknown: Unknown = "show", conf_level: float = 0.95) -> Association:
    """Tests and measures of association between the rows and columns of a table.

    Parameters
    ----------
    table : Counts, tidy frame with ``n``, wide frame or array of counts with two variables; whole numbers. The
        order of the levels matters for ``gamma`` alone
    unknown : ``"show"`` keeps reasons for not knowing as levels, ``"exclude"`` leaves them out and counts them
    conf_level : between 0 and 1

    Returns
    -------
    Association
        Levels in which nobody is count for no degree of freedom and stand in ``dropped``. With nobody, or with one
        level left in a variable, the status is ``not_estimable``. Where fewer than 5 are expected in a cell it is
        ``small``: the p-values are then doubtful, see :func:`~tipanalysis.analysis.exact_test.association_test`.

    Raises
    ------
    EstimateError
        For a negative or fractional count, or a table that has not two variables.

    Notes
    -----
    V = √(χ²/(n min(r-1, c-1))); its limits solve the noncentral χ² distribution for its parameter, over n. Corrected
    V: Bergsma (2013). U = I(X; Y)/H: Theil (1970). Lambda, and gamma with its asymptotic error: Goodman and Kruskal
    (1954, 1963). V of a small sample is too large even where nothing goes together; the corrected one is not.

    Examples
    --------
    >>> found = association([[26, 26, 23, 18, 9], [6, 7, 9, 14, 23]])
    >>> round(found.chi2, 4), found.df, round(found.v, 4), round(found.v_corrected, 4)
    (26.6025, 4, 0.4065, 0.3757)
    """
    alpha = alpha_of(conf_level)
    given = read_contingency(table, unknown=unknown)
    told: dict[str, Any] = {"n": given.n, "dropped": given.empty, "unknown": given.unknown, "conf_level": conf_level}
    counts = given.without_empty().counts
    if reason := why_not(given.without_empty()):
        return Association(**told, status="not_estimable", notes=(reason,))
    measures = _chi_squares(counts) | _cramer(counts, alpha) | _uncertainty(counts) | _guessing(counts)
    measures |= _gamma(counts, alpha)
    return Association(**told, **measures, **doubt(counts))


def why_not(solid: Contingency) -> str:
    """Why a table without empty levels says nothing about association (a text key); empty if it does."""
    if solid.n == 0:
        return "analysis_note_no_units"
    return "association_note_one_level" if min(solid.counts.shape) < 2 else ""


def doubt(counts: Numbers) -> dict[str, Any]:
    """``min_expected`` of a two-way table; where it is below 5, the status and note that go with it."""
    fewest = float(expected_counts(counts).min())
    few = {"status": "small", "notes": ("association_note_few_expected",)} if fewest < FEW_EXPECTED else {}
    return {"min_expected": fewest, **few}


def expected_counts(counts: Numbers) -> Numbers:
    """What each cell of a two-way table would hold if rows and columns had nothing to do with each other."""
    return np.asarray(np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum())


def pearson_chi2(counts: Numbers) -> float:
    """Pearson's statistic of a two-way table without empty levels."""
    expected = expected_counts(counts)
    return float(((counts - expected) ** 2 / expected).sum())


def degrees_of_freedom(counts: Numbers) -> int:
    """Of the test of independence in a two-way table."""
    return int((counts.shape[0] - 1) * (counts.shape[1] - 1))


def _chi_squares(counts: Numbers) -> dict[str, Any]:
    from scipy.special import chdtrc, xlogy

    df, chi2, expected = degrees_of_freedom(counts), pearson_chi2(counts), expected_counts(counts)
    lr = max(0.0, float(2 * xlogy(counts, counts / expected).sum()))
    return {"chi2": chi2, "df": df, "p": float(chdtrc(df, chi2)), "lr_chi2": lr, "lr_p": float(chdtrc(df, lr))}


def _cramer(counts: Numbers, alpha: float) -> dict[str, float]:
    n, (r, c), chi2 = counts.sum(), counts.shape, pearson_chi2(counts)
    most = n * min(r - 1, c - 1)
    ends = (_noncentrality(chi2, degrees_of_freedom(counts), tail) for tail in (1 - alpha / 2, alpha / 2))
    lower, upper = (min(1.0, sqrt(end / most)) for end in ends)
    return {"v": sqrt(chi2 / most), "v_lower": lower, "v_upper": upper, "v_corrected": _bergsma(chi2 / n, n, r, c)}


def _noncentrality(chi2: float, df: int, tail: float) -> float:
    """The noncentrality at which a statistic of at most ``chi2`` has probability ``tail``; 0 if none has so little."""
    from scipy.optimize import brentq
    from scipy.special import chndtr

    def excess(noncentrality: float) -> float:
        return float(chndtr(chi2, df, noncentrality)) - tail

    if excess(0.0) <= 0:
        return 0.0
    far = chi2 + 10 * sqrt(chi2 + df) + 50
    return float(brentq(excess, 0.0, far, xtol=1e-10))


def _bergsma(phi2: float, n: float, r: int, c: int) -> float:
    """NaN for so few units that nothing is left to compare them with."""
    if n <= 1:
        return nan
    short = min(size - (size - 1) ** 2 / (n - 1) for size in (r, c)) - 1
    return sqrt(max(0.0, phi2 - (r - 1) * (c - 1) / (n - 1)) / short) if short > 0 else nan


def _uncertainty(counts: Numbers) -> dict[str, float]:
    joint, rows, columns = (_entropy(part) for part in (counts.ravel(), counts.sum(axis=1), counts.sum(axis=0)))
    shared = max(0.0, rows + columns - joint)
    return {"theil_u_rows": shared / rows, "theil_u_columns": shared / columns}


def _entropy(counts: Numbers) -> float:
    from scipy.special import entr

    return float(entr(counts / counts.sum()).sum())


def _guessing(counts: Numbers) -> dict[str, float]:
    """Goodman and Kruskal's lambda: how many wrong guesses of one variable the other saves."""
    n, rows, columns = counts.sum(), counts.sum(axis=1), counts.sum(axis=0)
    saved_rows, wrong_rows = counts.max(axis=0).sum() - rows.max(), n - rows.max()
    saved_columns, wrong_columns = counts.max(axis=1).sum() - columns.max(), n - columns.max()
    return {
        "lambda_rows": float(saved_rows / wrong_rows),
        "lambda_columns": float(saved_columns / wrong_columns),
        "lambda_symmetric": float((saved_rows + saved_columns) / (wrong_rows + wrong_columns)),
    }


def _gamma(counts: Numbers, alpha: float) -> dict[str, float]:
    """No limits where the estimated error is zero: that means few units, not certainty."""
    alike, unlike = _pairs(counts), _pairs(counts[:, ::-1])[:, ::-1]
    concordant, discordant = (counts * alike).sum(), (counts * unlike).sum()
    both = concordant + discordant
    if both == 0:
        return dict.fromkeys(("gamma", "gamma_se", "gamma_lower", "gamma_upper"), nan)
    gamma = float((concordant - discordant) / both)
    se = float(4 / both**2 * np.sqrt((counts * (discordant * alike - concordant * unlike) ** 2).sum()))
    reach = NormalDist().inv_cdf(1 - alpha / 2) * se if se > 0 else nan
    limits = np.clip([gamma - reach, gamma + reach], -1, 1)
    return {"gamma": gamma, "gamma_se": se, "gamma_lower": float(limits[0]), "gamma_upper": float(limits[1])}


def _pairs(counts: Numbers) -> Numbers:
    """For each cell, the units above it on the left and below it on the right."""
    before = np.pad(counts, ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)[:-1, :-1]
    after = np.pad(counts[::-1, ::-1], ((1, 0), (1, 0))).cumsum(axis=0).cumsum(axis=1)[:-1, :-1][::-1, ::-1]
    return np.asarray(before + after)


FLAG = 2.0
"""Adjusted residuals beyond this stand out, if they still do once the many cells are accounted for."""


def adjusted_residuals(
    table: Any, *, adjust: str | None = "bh", alpha: float = 0.05, unknown: Unknown = "show"
) -> pd.DataFrame:
    """Which cells hold more or fewer units than independence of rows and columns would give.

    Parameters
    ----------
    table : as in :func:`association`
    adjust : method of :func:`~tipanalysis.analysis.multiplicity.adjust_p` for the many cells; ``None``: none
    alpha : a cell is flagged if its residual lies beyond 2 and its adjusted p-value is at most this
    unknown : as in :func:`association`

    Returns
    -------
    DataFrame
        One row for each cell, in the order of the table: the two levels, ``n``, ``expected``, ``pearson`` and
        ``adjusted`` residuals, ``p``, ``p_adjusted``, ``flag``, ``method``, ``status``, ``note``. Cells of a level in
        which nobody is have no residual (``not_estimable``); cells with less than 1 expected are ``small`` and never
        flagged.

    Raises
    ------
    EstimateError
        As in :func:`association`, and for a method or level that does not exist.

    Notes
    -----
    (O - E)/√(E (1 - share of row)(1 - share of column)): Haberman (1973); Agresti (2007), p. 38.

    Examples
    --------
    >>> cells = adjusted_residuals([[762, 327, 468], [484, 239, 477]])
    >>> cells["adjusted"].round(2).tolist(), cells["flag"].tolist()[:3]
    ([4.5, 0.7, -5.32, -4.5, -0.7, 5.32], [True, False, True])
    """
    alpha_of(alpha)
    given = read_contingency(table, unknown=unknown)
    residuals = pd.DataFrame(_residuals(given.counts))
    residuals["p_adjusted"] = residuals["p"] if adjust is None else adjust_p(residuals["p"].to_numpy(), adjust)
    estimable, small = residuals["adjusted"].notna(), residuals["expected"] < 1
    cells = pd.concat([cells_of(given), residuals], axis=1)
    cells["flag"] = estimable & ~small & (residuals["adjusted"].abs() > FLAG) & (residuals["p_adjusted"] <= alpha)
    cells["method"] = adjust or "none"
    cells["status"] = np.where(~estimable, "not_estimable", np.where(small, "small", "ok"))
    reason = why_not(given.without_empty()) or "association_note_empty_level"
    cells["note"] = np.where(~estimable, reason, np.where(small, "association_note_below_one", ""))
    return cells


def _residuals(counts: Numbers) -> dict[str, Any]:
    """NaN wherever a row or column is empty or holds everybody."""
    from scipy.special import ndtr

    n = counts.sum() or nan
    rows, columns = counts.sum(axis=1) / n, counts.sum(axis=0) / n
    expected = np.outer(rows, columns) * n
    spread = np.outer(rows * (1 - rows), columns * (1 - columns)) * n
    pearson, adjusted = (
        np.divide(counts - expected, np.sqrt(width), where=spread > 0, out=np.full(counts.shape, nan))
        for width in (expected, spread)
    )
    parts = {"expected": expected, "pearson": pearson, "adjusted": adjusted, "p": 2 * ndtr(-np.abs(adjusted))}
    return {name: part.ravel() for name, part in parts.items()}
