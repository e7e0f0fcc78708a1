"""One gap seen within many strata: common odds ratio, and whether the strata agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, nan, sqrt
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..words.errors import EstimateError
from .arguments import alpha_of, whole_counts, z_of
from .noted import Noted
from .records import Numbers
from .roots import crossing

CONTINUITY = 0.5
"""What the continuity correction takes off, and what Woolf's test adds to each cell where one is empty."""


@dataclass(frozen=True, kw_only=True)
class StratifiedOddsRatio(Noted):
    """Odds ratios of 2 x 2 tables: in all, common to the strata, and in each of them.

    ``mh_or`` with ``lower`` and ``upper``: Mantel-Haenszel; ``cmh_chi2``, ``p_value``: test that it is 1
    (``cmh_chi2_cc``, ``p_value_cc``: with continuity correction); ``woolf_…``, ``breslow_day_…``, ``tarone_…``: tests
    that it is the same in all strata, on ``df`` degrees of freedom. ``strata``: stratum, the cells a, b, c, d,
    ``n`` and ``odds_ratio``. ``n``: units in all.
    """

    crude_or: float
    mh_or: float
    lower: float
    upper: float
    cmh_chi2: float
    p_value: float
    cmh_chi2_cc: float
    p_value_cc: float
    woolf_chi2: float
    woolf_p: float
    breslow_day_chi2: float
    breslow_day_p: float
    tarone_chi2: float
    tarone_p: float
    df: int
    strata: pd.DataFrame
    n: float
    conf_level: float

    @property
    def stratum_or(self) -> tuple[float, ...]:
        """The odds ratio of each stratum, in order."""
        return tuple(self.strata["odds_ratio"])

    @property
    def mh_ci(self) -> tuple[float, float]:
        """Both limits of the common odds ratio."""
        return self.lower, self.upper


def stratified_odds_ratio(
    tables: Mapping[Any, Any] | Sequence[Any] | Numbers, *, conf_level: float = 0.95
) -> StratifiedOddsRatio:
    """Crude and Mantel-Haenszel odds ratio of 2 x 2 tables, with tests that it is 1 and that the strata agree.

    Parameters
    ----------
    tables : tables [[a, b], [c, d]] of counts, a sequence of them or a mapping from stratum to table. Columns are
        the groups compared, rows the outcome and its contrary; the odds ratio is a d / (b c)
    conf_level : between 0 and 1

    Returns
    -------
    StratifiedOddsRatio
        ``not_estimable`` where no stratum compares anything. Strata with an empty row or column say nothing and
        do not count in ``df``. Where a cell is empty, Woolf's test adds 0.5 to every cell and ``notes`` say so
        (Haldane-Anscombe); nothing else does. With one stratum there is no test of homogeneity.

    Raises
    ------
    EstimateError
        If a table is not 2 x 2, or a count is negative, fractional or missing.

    Notes
    -----
    Mantel & Haenszel (1959), Σ ad/n over Σ bc/n; limits with the variance of Robins, Breslow & Greenland (1986);
    Breslow & Day (1980), Tarone (1985), Woolf (1955).

    Examples
    --------
    >>> both = stratified_odds_ratio([[[10, 5], [20, 40]], [[8, 3], [12, 9]]])
    >>> round(both.crude_or, 3), round(both.mh_or, 3)
    (3.445, 3.085)
    """
    alpha = alpha_of(conf_level)
    names = list(tables) if isinstance(tables, Mapping) else list(range(1, len(tables) + 1))
    cells = _cells([tables[name] for name in names] if isinstance(tables, Mapping) else list(tables))
    strata = pd.DataFrame({"stratum": names, **dict(zip("abcd", cells, strict=True)), "n": cells.sum(axis=0)})
    strata["odds_ratio"] = _ratio(cells[0] * cells[3], cells[1] * cells[2])
    told = cells[:, _informative(cells)]
    common, limits, notes = _common(told, alpha)
    tests = {**_association(told), **_homogeneity(told, common)}
    total, found = cells.sum(axis=1), 0 < common < inf
    added = found and told.shape[1] > 1 and (told == 0).any()
    return StratifiedOddsRatio(
        crude_or=float(_ratio(total[0] * total[3], total[1] * total[2])),
        mh_or=common,
        lower=limits[0],
        upper=limits[1],
        **tests,
        df=max(told.shape[1] - 1, 0),
        strata=strata,
        n=float(cells.sum()),
        conf_level=conf_level,
        status="ok" if found else "not_estimable",
        notes=(*notes, *(("intersections_note_haldane",) if added else ())),
    )


def _cells(tables: list[Any]) -> Numbers:
    """The cells a, b, c, d as rows, the strata as columns."""
    if not tables:
        return np.zeros((4, 0))
    shapes = {np.shape(table) for table in tables}
    if shapes != {(2, 2)}:
        raise EstimateError("intersections_not_two_by_two", given=" · ".join(str(shape) for shape in sorted(shapes)))
    counts = whole_counts("tables", np.array(tables).ravel())
    if np.isnan(counts).any():
        raise EstimateError("intersections_count_missing", name="tables", rows=int(np.isnan(counts).sum()))
    return counts.reshape(-1, 4).T


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    """a / b with infinity where only b is 0, and no value where both are."""
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Numbers = np.asarray(above / np.asarray(below, dtype=float))
    return ratio


def _informative(cells: Numbers) -> NDArray[np.bool_]:
    a, b, c, d = cells
    informative: NDArray[np.bool_] = np.min([a + b, c + d, a + c, b + d], axis=0) > 0
    return informative


def _common(cells: Numbers, alpha: float) -> tuple[float, tuple[float, float], tuple[str, ...]]:
    a, b, c, d = cells
    n = cells.sum(axis=0)
    r, s, p, q = a * d / n, b * c / n, (a + d) / n, (b + c) / n
    if not r.sum() or not s.sum():
        reason = "intersections_note_no_stratum" if not r.sum() + s.sum() else "intersections_note_one_sided"
        return float(_ratio(r.sum(), s.sum())), (nan, nan), (reason,)
    common = r.sum() / s.sum()
    parts = (p * r).sum() / r.sum() ** 2, ((p * s) + (q * r)).sum() / (r.sum() * s.sum()), (q * s).sum() / s.sum() ** 2
    reach = z_of(alpha) * sqrt(sum(parts) / 2)
    return float(common), (float(common * np.exp(-reach)), float(common * np.exp(reach))), ()


def _association(cells: Numbers) -> dict[str, float]:
    """Cochran-Mantel-Haenszel test that the common odds ratio is 1, without and with continuity correction."""
    from scipy.special import chdtrc

    a, b, c, d = cells
    n = cells.sum(axis=0)
    expected = (a + b) * (a + c) / n
    variance = ((a + b) * (c + d) * (a + c) * (b + d) / (n**2 * (n - 1))).sum()
    distance = abs((a - expected).sum())
    corrected = distance - CONTINUITY if distance >= CONTINUITY else distance
    plain, with_correction = (float(gap**2 / variance) if variance else nan for gap in (distance, corrected))
    return {
        "cmh_chi2": plain,
        "p_value": float(chdtrc(1, plain)),
        "cmh_chi2_cc": with_correction,
        "p_value_cc": float(chdtrc(1, with_correction)),
    }


def _homogeneity(cells: Numbers, common: float) -> dict[str, float]:
    from scipy.special import chdtrc

    df = cells.shape[1] - 1
    if df < 1 or not 0 < common < inf:
        return {f"{test}_{value}": nan for test in ("woolf", "breslow_day", "tarone") for value in ("chi2", "p")}
    breslow_day, tarone = _breslow_day(cells, common)
    found = {"woolf": _woolf(cells), "breslow_day": breslow_day, "tarone": tarone}
    chi2 = {f"{test}_chi2": value for test, value in found.items()}
    return chi2 | {f"{test}_p": float(chdtrc(df, value)) for test, value in found.items()}


def _woolf(cells: Numbers) -> float:
    a, b, c, d = cells + CONTINUITY if (cells == 0).any() else cells
    log_ratio, weight = np.log(a * d / (b * c)), 1 / (1 / a + 1 / b + 1 / c + 1 / d)
    mean = (weight * log_ratio).sum() / weight.sum()
    return float((weight * (log_ratio - mean) ** 2).sum())


def _breslow_day(cells: Numbers, common: float) -> tuple[float, float]:
    """Squared distances from the cells that the common odds ratio expects; Tarone's takes off what is common."""
    a, b, c, d = cells
    rows, columns, rest = a + b, a + c, d - a
    expected = _expected(rows, columns, rest, common)
    variance = 1 / (1 / expected + 1 / (rows - expected) + 1 / (columns - expected) + 1 / (rest + expected))
    chi2 = float(((a - expected) ** 2 / variance).sum())
    return chi2, chi2 - float((a - expected).sum() ** 2 / variance.sum())


def _expected(rows: Numbers, columns: Numbers, rest: Numbers, common: float) -> Numbers:
    """The cell a with A (rest + A) = common (rows - A) (columns - A), where all four cells are positive."""
    low, high = np.maximum(0, -rest), np.minimum(rows, columns)

    def rising(a: Numbers) -> Numbers:
        return a * (rest + a) - common * (rows - a) * (columns - a)

    return crossing(rising, low, high)
