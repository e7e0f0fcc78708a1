"""Whether a proportion rises or falls steadily over ordered groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan, sqrt
from typing import Any

import numpy as np

from ..words.errors import EstimateError
from .arguments import whole_counts
from .noted import Noted
from .records import Numbers

FEW = 5
"""Fewer with or without the trait than this carry no test for trend."""


@dataclass(frozen=True)
class TrendTest(Noted):
    """A test for trend in proportions.

    ``z`` is negative where the proportion falls; ``slope`` is its change per unit of the scores. ``dropped``: scores
    where nobody is.
    """

    n: int
    events: int
    dropped: tuple[float, ...]
    z: float = nan
    chi2: float = nan
    df: int = 1
    p: float = nan
    slope: float = nan
    method: str = "cochran-armitage"


def trend_test(x: Sequence[int], n: Sequence[int], scores: Sequence[float] | None = None) -> TrendTest:
    """Test whether a proportion rises or falls steadily over ordered groups.

    Parameters
    ----------
    x, n : units with the trait and units in all, of each group; whole numbers, x <= n
    scores : place of each group on the scale, e.g. the years; absent: 1, 2, 3, …

    Returns
    -------
    TrendTest
        Two-sided p. Groups without anybody are ``dropped``. ``not_estimable`` with fewer than two groups, or where all
        or none have the trait; ``small`` where fewer than 5 have it, or fewer than 5 have not.

    Raises
    ------
    EstimateError
        For a negative or fractional count, x above n, or lists of different lengths.

    Notes
    -----
    z = Σ x(s - s̄)/√(p(1-p) Σ n(s - s̄)²), s̄ weighted by n. Cochran (1954); Armitage (1955).

    Examples
    --------
    >>> test = trend_test([83, 90, 129, 70], [86, 93, 136, 82])
    >>> round(test.chi2, 4), round(test.p, 6)
    (8.2249, 0.004132)
    """
    events, people = whole_counts("x", x), whole_counts("n", n)
    places = np.arange(1.0, people.size + 1) if scores is None else np.asarray(scores, dtype=float)
    check_lengths(x=events, n=people, scores=places)
    if (events > people).any():
        worst = np.argmax(events - people)
        raise EstimateError("analysis_events_outside", given=int(events[worst]), n=int(people[worst]))
    there = people > 0
    told: dict[str, Any] = {"n": int(people.sum()), "events": int(events.sum())}
    told["dropped"] = tuple(places[~there].tolist())
    if reason := _no_trend(there, events, people, places):
        return TrendTest(**told, status="not_estimable", notes=(reason,))
    share = events.sum() / people.sum()
    centred = places - people @ places / people.sum()
    z = float(events @ centred / sqrt(share * (1 - share) * (people @ centred**2)))
    slope = float(events @ centred / (people @ centred**2))
    few = min(events.sum(), (people - events).sum()) < FEW
    doubt: dict[str, Any] = {"status": "small", "notes": ("trend_note_few",)} if few else {}
    return TrendTest(**told, z=z, chi2=z * z, p=_two_sided(z), slope=slope, **doubt)


def check_lengths(**lists: Numbers) -> None:
    """An error for lists of different lengths, or with a missing number."""
    lengths = {name: each.size for name, each in lists.items()}
    if len(set(lengths.values())) > 1:
        raise EstimateError("trend_lengths", given=", ".join(f"{name}: {size}" for name, size in lengths.items()))
    for name, each in lists.items():
        if np.isnan(each).any():
            raise EstimateError("trend_missing", given=name)


def _no_trend(there: Any, events: Numbers, people: Numbers, places: Numbers) -> str:
    if not there.any():
        return "analysis_note_no_units"
    if np.unique(places[there]).size < 2:
        return "trend_note_one_point"
    return "trend_note_no_contrast" if events.sum() in (0, people.sum()) else ""


def _two_sided(z: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))
