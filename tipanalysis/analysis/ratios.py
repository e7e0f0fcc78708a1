"""Ratios of two risks, two odds or two rates, defined where a cell is zero."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .arguments import alpha_of, cases_among, chosen, sizes, together, whole_counts, z_of
from .fisher import fixed_margins
from .intervals import clopper_pearson, midp, wilson
from .ratio_scores import Score, odds_score, risk_score, score_limits
from .records import SMALL, Interval, Intervals, Numbers, judged

Found = tuple[Numbers, Numbers, Numbers]


def risk_ratio(x1: float, n1: float, x2: float, n2: float, method: str = "auto", conf_level: float = 0.95) -> Interval:
    """Ratio of two risks, ``(x1 / n1) / (x2 / n2)``, with its interval.

    Parameters
    ----------
    x1, n1, x2, n2 : units with the outcome and units in all, of the group and of its reference; whole numbers
    method : ``"auto"`` (``wald`` where all four cells are above 0, else ``koopman``), ``"wald"`` (of the logarithm;
        Katz), ``"koopman"`` (score), ``"miettinen-nurminen"`` (score with N/(N-1)) or ``"haldane-anscombe"`` (1/2
        added to each cell)
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        ``events`` and ``n`` are those of both groups together. Without events in the reference the estimate and the
        upper limit are infinite and ``note`` says so; without events anywhere, or with an empty group, it is
        ``not_estimable``; ``small`` if a group has fewer than 20. Nothing is added to a zero cell unless
        ``haldane-anscombe`` is asked for, and then ``note`` says so.

    Raises
    ------
    EstimateError
        If a number is negative or fractional, a group has more with the outcome than in all, or the method or level
        does not exist.

    Notes
    -----
    Wald: exp(ln RR ∓ z √(1/x1 - 1/n1 + 1/x2 - 1/n2)). Katz et al. (1978); Koopman (1984); Miettinen and Nurminen
    (1985). For many pairs: :func:`ratio_table`.

    Examples
    --------
    >>> ratio = risk_ratio(13, 2176, 5, 3354)
    >>> round(ratio.estimate, 2), round(ratio.lower, 2), round(ratio.upper, 2)
    (4.01, 1.43, 11.23)
    """
    return _among_cases(x1, n1, x2, n2, "risk", method, conf_level).only()


def odds_ratio(x1: float, n1: float, x2: float, n2: float, method: str = "auto", conf_level: float = 0.95) -> Interval:
    """Ratio of two odds, ``x1 (n2 - x2) / (x2 (n1 - x1))``, with its interval.

    Parameters
    ----------
    x1, n1, x2, n2 : units with the outcome and units in all, of the group and of its reference; whole numbers
    method : ``"auto"`` (``wald`` where all four cells are above 0, else ``cornfield``), ``"wald"`` (of the
        logarithm), ``"cornfield"`` (score), ``"miettinen-nurminen"`` (score with N/(N-1)), ``"exact"`` (both margins
        fixed: conditional maximum likelihood with Fisher's exact limits) or ``"haldane-anscombe"`` (1/2 added to each
        cell)
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        As in :func:`risk_ratio`. ``not_estimable`` too where everybody has the outcome. By ``exact`` the estimate is
        the conditional one, a little nearer to 1; with millions of tables of the same margins it is out of reach.

    Raises
    ------
    EstimateError
        As in :func:`risk_ratio`.

    Notes
    -----
    Wald: exp(ln OR ∓ z √(1/a + 1/b + 1/c + 1/d)). Cornfield (1956), uncorrected, is the score interval; Fisher (1935).

    Examples
    --------
    >>> ratio = odds_ratio(13, 2176, 5, 3354)
    >>> round(ratio.estimate, 2), round(ratio.lower, 2), round(ratio.upper, 2)
    (4.03, 1.43, 11.31)
    """
    return _among_cases(x1, n1, x2, n2, "odds", method, conf_level).only()


def rate_ratio(x1: float, t1: float, x2: float, t2: float, method: str = "exact", conf_level: float = 0.95) -> Interval:
    """Ratio of two rates, ``(x1 / t1) / (x2 / t2)``, with its interval.

    Parameters
    ----------
    x1, x2 : events of the group and of its reference, whole numbers
    t1, t2 : inhabitants, or time under observation; need not be whole
    method : ``"exact"`` (Clopper-Pearson), ``"midp"``, ``"score"`` (Wilson), each of the share that the group has in
        all events, or ``"wald"`` (of the logarithm; only with events in both groups)
    conf_level : between 0 and 1

    Returns
    -------
    Interval
        ``events`` and ``n`` (inhabitants or time) are those of both together. Without events in the reference the
        estimate and the upper limit are infinite and ``note`` says so; ``not_estimable`` without any events or
        without a denominator.

    Raises
    ------
    EstimateError
        If a number is negative, a count fractional, or the method or level does not exist.

    Notes
    -----
    Given all events, those of the group are binomial; limits p of their share become p/(1-p) · t2/t1. Wald:
    exp(ln RR ∓ z √(1/x1 + 1/x2)). Breslow and Day (1987).

    Examples
    --------
    >>> ratio = rate_ratio(41, 28010, 15, 19017)
    >>> round(ratio.estimate, 3), round(ratio.lower, 3), round(ratio.upper, 3)
    (1.856, 1.006, 3.609)
    """
    return _of_rates(x1, t1, x2, t2, method, conf_level).only()


def ratio_table(
    x1: Any, n1: Any, x2: Any, n2: Any, measure: str = "risk", method: str | None = None, conf_level: float = 0.95
) -> pd.DataFrame:
    """Ratios of many pairs: four sequences in, a row for each pair out, in their order.

    ``measure`` is ``"risk"``, ``"odds"`` or ``"rate"``; for the rest see the function of that name.

    Examples
    --------
    >>> ratio_table([2, 0], [30, 30], 1, 40).round(2)[["estimate", "upper", "method"]].to_dict("list")
    {'estimate': [2.67, 0.0], 'upper': [28.05, 4.99], 'method': ['wald', 'koopman']}
    """
    if chosen({"risk": True, "odds": True, "rate": False}, measure):
        return _among_cases(x1, n1, x2, n2, measure, method or "auto", conf_level).frame()
    return _of_rates(x1, n1, x2, n2, method or "exact", conf_level).frame()


def _among_cases(x1: Any, n1: Any, x2: Any, n2: Any, measure: str, method: str, conf_level: float) -> Intervals:
    given = np.stack(together(*cases_among(x1, n1, "1"), *cases_among(x2, n2, "2")))
    compute, alpha = chosen(_METHODS[measure], method), alpha_of(conf_level)
    a, n, c, m = given
    estimable = (n > 0) & (m > 0) & ~np.isnan(a + c) & (a + c > 0) & ((measure == "risk") | (a + c < n + m))
    found = compute(*np.where(estimable, given, np.nan), alpha)
    name = np.where(_all_cells(a, n, c, m), "wald", _WITH_ZEROS[measure]) if method == "auto" else method
    note = "analysis_rates_note_haldane_anscombe" if method == "haldane-anscombe" else ""
    reasons = _reasons(given, a + c, "analysis_rates_note_empty_group", odds=measure == "odds", exact=method == "exact")
    return _ratios(found, (a + c, n + m), name, conf_level, np.minimum(n, m) < SMALL, reasons, note)


def _all_cells(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers) -> NDArray[np.bool_]:
    """Where no cell of the table of two by two is zero."""
    return (x1 > 0) & (x1 < n1) & (x2 > 0) & (x2 < n2)


def _risk(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        ratio: Numbers = (x1 * n2) / (x2 * n1)
    return ratio


def _odds(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):
        ratio: Numbers = (x1 * (n2 - x2)) / (x2 * (n1 - x1))
    return ratio


def _risk_wald(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> Found:
    some, more = np.where((x1 > 0) & (x2 > 0) & (x1 + x2 < n1 + n2), [x1, x2], np.nan)
    return _around(_risk(some, n1, more, n2), np.sqrt(1 / some - 1 / n1 + 1 / more - 1 / n2), alpha)


def _odds_wald(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> Found:
    a, n, c, m = np.where(_all_cells(x1, n1, x2, n2), [x1, n1, x2, n2], np.nan)
    return _around(_odds(a, n, c, m), np.sqrt(1 / a + 1 / (n - a) + 1 / c + 1 / (m - c)), alpha)


def _around(ratio: Numbers, error: Numbers, alpha: float) -> Found:
    """A ratio with limits at the same distance on the scale of logarithms."""
    reach = np.exp(z_of(alpha) * error)
    return ratio, ratio / reach, ratio * reach


def _with_halves(wald: Callable[..., Found]) -> Callable[..., Found]:
    return lambda x1, n1, x2, n2, alpha: wald(x1 + 0.5, n1 + 1, x2 + 0.5, n2 + 1, alpha)


def _scored(ratio: Callable[..., Numbers], score: Score, *, corrected: bool) -> Callable[..., Found]:
    def found(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> Found:
        units, estimate = n1 + n2, ratio(x1, n1, x2, n2)
        widening = units / (units - 1) if corrected else np.ones_like(units)
        return estimate, *score_limits(score, (x1, n1, x2, n2), estimate, z_of(alpha) ** 2 * widening)

    return found


def _wald_or(wald: Callable[..., Found], otherwise: Callable[..., Found]) -> Callable[..., Found]:
    def found(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> Found:
        both = zip(wald(x1, n1, x2, n2, alpha), otherwise(x1, n1, x2, n2, alpha), strict=True)
        estimate, low, high = (np.where(_all_cells(x1, n1, x2, n2), one, other) for one, other in both)
        return estimate, low, high

    return found


def _conditional(x1: Numbers, n1: Numbers, x2: Numbers, n2: Numbers, alpha: float) -> Found:
    """Fisher's exact limits and the conditional estimate, table by table; NaN where they are out of reach."""
    rows = np.full((3, len(x1)), np.nan)
    for place in np.flatnonzero(~np.isnan(x1)):
        a, n, c, m = (float(values[place]) for values in (x1, n1, x2, n2))
        if fixed := fixed_margins(a, n - a, c, m - c):
            rows[:, place] = fixed.odds_ratio(), *fixed.limits(alpha)
    return rows[0], rows[1], rows[2]


_KOOPMAN, _CORNFIELD = _scored(_risk, risk_score, corrected=False), _scored(_odds, odds_score, corrected=False)

_METHODS: dict[str, dict[str, Callable[..., Found]]] = {
    "risk": {
        "auto": _wald_or(_risk_wald, _KOOPMAN),
        "wald": _risk_wald,
        "koopman": _KOOPMAN,
        "miettinen-nurminen": _scored(_risk, risk_score, corrected=True),
        "haldane-anscombe": _with_halves(_risk_wald),
    },
    "odds": {
        "auto": _wald_or(_odds_wald, _CORNFIELD),
        "wald": _odds_wald,
        "cornfield": _CORNFIELD,
        "miettinen-nurminen": _scored(_odds, odds_score, corrected=True),
        "exact": _conditional,
        "haldane-anscombe": _with_halves(_odds_wald),
    },
}

_WITH_ZEROS = {"risk": "koopman", "odds": "cornfield"}


def _of_rates(x1: Any, t1: Any, x2: Any, t2: Any, method: str, conf_level: float) -> Intervals:
    given = np.stack(together(whole_counts("x1", x1), sizes("t1", t1), whole_counts("x2", x2), sizes("t2", t2)))
    limits, alpha = chosen(_RATE_METHODS, method), alpha_of(conf_level)
    estimable = (given[1] > 0) & (given[3] > 0) & (given[0] + given[2] > 0)
    a, t, c, u = np.where(estimable, given, np.nan)
    found = limits(a, t, c, u, alpha)
    whole = given[0] + given[2], given[1] + given[3]
    reasons = _reasons(given, whole[0], "analysis_rates_note_no_denominator")
    return _ratios(found, whole, method, conf_level, np.zeros_like(estimable), reasons, "")


def _by_share(share: Callable[..., tuple[Numbers, Numbers]]) -> Callable[..., Found]:
    def found(x1: Numbers, t1: Numbers, x2: Numbers, t2: Numbers, alpha: float) -> Found:
        low, high = share(x1, x1 + x2, alpha)
        with np.errstate(divide="ignore"):
            return x1 / t1 * t2 / x2, low / (1 - low) * t2 / t1, high / (1 - high) * t2 / t1

    return found


def _rate_wald(x1: Numbers, t1: Numbers, x2: Numbers, t2: Numbers, alpha: float) -> Found:
    some, more = np.where((x1 > 0) & (x2 > 0), [x1, x2], np.nan)
    return _around(some / t1 * t2 / more, np.sqrt(1 / some + 1 / more), alpha)


_RATE_METHODS: dict[str, Callable[..., Found]] = {
    "exact": _by_share(clopper_pearson),
    "midp": _by_share(midp),
    "score": _by_share(wilson),
    "wald": _rate_wald,
}


def _reasons(given: Numbers, events: Numbers, empty: str, *, odds: bool = False, exact: bool = False) -> Any:
    """Why a ratio cannot be estimated, the first that holds."""
    missing = np.isnan(given).any(axis=0)
    nothing = (given[1] == 0) | (given[3] == 0)
    everybody = odds & (events == given[1] + given[3])
    return np.select(
        [missing, nothing, events == 0, everybody],
        ["analysis_rates_note_missing", empty, "analysis_rates_note_no_events", "analysis_rates_note_all_events"],
        "analysis_rates_note_too_large" if exact else "analysis_rates_note_zero_cell",
    )


def _ratios(
    found: Found,
    whole: tuple[Numbers, Numbers],
    name: Any,
    conf_level: float,
    small: Any,
    reasons: Any,
    note: str,
) -> Intervals:
    estimable = ~np.isnan(found).any(axis=0)
    status = judged(estimable, small, reasons, "analysis_rates_note_small_group")
    known = np.where(np.isinf(found[0]), "analysis_rates_note_zero_reference", note)
    status["note"] = np.where(estimable & (known != ""), known, status["note"])
    estimate, low, high = np.where(estimable, found, np.nan)
    return Intervals(estimate, low, high, *whole, name, conf_level, **status)
