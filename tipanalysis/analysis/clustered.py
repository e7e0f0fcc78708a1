"""A proportion among people who come in clusters, victims of the same case: fewer than they seem."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np

from .arguments import alpha_of, cases_among, chosen
from .intervals import clopper_pearson, wilson
from .records import SMALL, Interval, Numbers

METHODS = {"wilson": wilson, "clopper-pearson": clopper_pearson}


@dataclass(frozen=True)
class ClusteredInterval(Interval):
    """A proportion with limits that allow for clusters.

    ``clusters``: how many have somebody; ``design_effect``: how many times larger the variance is than that of as
    many unrelated people, at least 1; ``effective_n``: unrelated people that would tell as much.
    """

    clusters: int = 0
    design_effect: float = nan
    effective_n: float = nan


def clustered_proportion_ci(x_i: Any, n_i: Any, method: str = "wilson", conf_level: float = 0.95) -> ClusteredInterval:
    """Proportion of people with a trait where people of one cluster (a case, a household) are alike.

    Parameters
    ----------
    x_i, n_i : people with the trait, and people in all, of each cluster; whole numbers
    method : ``"wilson"`` or ``"clopper-pearson"``, of the effective number of people
    conf_level : between 0 and 1

    Returns
    -------
    ClusteredInterval
        ``events`` and ``n`` are all people. Never narrower than without clusters. ``not_estimable`` with fewer than
        two clusters, ``small`` with fewer than 20. Where all or none have the trait nothing tells how alike clusters
        are, and each counts as one person.

    Raises
    ------
    EstimateError
        If the lists differ in length, a number is negative or fractional, or one is above the size of its cluster.

    Notes
    -----
    p = Σx/Σn; variance G/(G-1) Σ(x - pn)²/(Σn)² over G clusters; design effect: it over p(1-p)/Σn; effective number
    Σn over the design effect, times (z/t)² with t on G-1 degrees of freedom. Kish (1965); Korn and Graubard (1998).

    Examples
    --------
    >>> share = clustered_proportion_ci([5, 0, 6, 1] * 6, [5, 6, 6, 4] * 6)
    >>> round(share.estimate, 3), round(share.lower, 3), round(share.upper, 3), round(share.design_effect, 1)
    (0.571, 0.372, 0.75, 5.0)
    """
    limits, alpha = chosen(METHODS, method), alpha_of(conf_level)
    events, people = cases_among(x_i, n_i)
    inside = people > 0
    x, n, clusters = float(np.nansum(events)), float(np.nansum(people)), int(inside.sum())
    told: dict[str, Any] = {"events": x, "n": n, "method": method, "conf_level": conf_level, "clusters": clusters}
    if reason := _reason(events, people, clusters):
        return ClusteredInterval(nan, nan, nan, **told, status="not_estimable", note=reason)
    effect, effective = _effective(events[inside], people[inside], alpha)
    low, high = limits(np.array([x / n * effective]), np.array([effective]), alpha)
    told |= {"design_effect": effect, "effective_n": effective}
    if clusters < SMALL:
        told |= {"status": "small", "note": "clustered_note_few"}
    return ClusteredInterval(x / n, float(low[0]), float(high[0]), **told)


def _reason(events: Numbers, people: Numbers, clusters: int) -> str:
    if np.isnan(events + people).any():
        return "analysis_rates_note_missing"
    if not clusters:
        return "analysis_note_no_units"
    return "clustered_note_one" if clusters < 2 else ""


def _effective(x: Numbers, n: Numbers, alpha: float) -> tuple[float, float]:
    """The design effect, and how many unrelated people would tell as much."""
    from scipy.special import ndtri, stdtrit

    total, share, clusters = n.sum(), x.sum() / n.sum(), len(n)
    if share in (0, 1):
        return float(total / clusters), float(clusters)
    variance = clusters / (clusters - 1) * ((x - share * n) ** 2).sum() / total**2
    effect = max(1.0, float(variance * total / (share * (1 - share))))
    narrower = (ndtri(1 - alpha / 2) / stdtrit(clusters - 1, 1 - alpha / 2)) ** 2
    return effect, float(total / effect * narrower)
