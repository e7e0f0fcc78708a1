"""Why a rate changed: because the groups grew or shrank, or because something changed within them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, nan
from typing import Any

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .arguments import sizes, whole_counts
from .contingency import coded
from .noted import Noted
from .records import SMALL, Numbers


@dataclass(frozen=True, eq=False)
class Decomposition(Noted):
    """The change of a rate between two periods, in effects that add up to it.

    ``effects``: one row for each dimension of the structure, then one for ``rate``, with ``factor`` (which),
    ``standardised_1`` and ``standardised_2`` (the rate of each period if only this had been its own), ``effect``
    (their difference, on the scale of the rate) and ``percent`` of the change. ``borrowed``: groups empty in one
    period, whose rate was taken from the other. ``unknown``: people whose period is not known, left out. ``method``:
    ``kitagawa`` (one dimension) or ``das-gupta``.
    """

    periods: tuple[Any, ...]
    method: str
    crude_1: float
    crude_2: float
    change: float
    effects: pd.DataFrame
    n_1: float
    n_2: float
    borrowed: tuple[str, ...] = ()
    unknown: float = 0.0

    @property
    def composition_effect(self) -> float:
        """What the groups' shares did, all dimensions together."""
        return float(self.effects["effect"].iloc[:-1].sum()) if len(self.effects) else nan

    @property
    def rate_effect(self) -> float:
        """What the rates within the groups did."""
        return float(self.effects["effect"].iloc[-1]) if len(self.effects) else nan


def decompose_change(
    table: pd.DataFrame,
    period: str,
    structure: str | Sequence[str],
    *,
    size: str = "d",
    events: str = "n",
    rate: str | None = None,
    periods: Sequence[Any] | None = None,
) -> Decomposition:
    """Split the change of a rate between two periods into composition effects and a rate effect.

    Parameters
    ----------
    table : one row for each group and period; rows of the same add up
    period : column of the periods, the smaller one first; or ``periods`` names the two to compare, in their order
    structure : column or columns that make the groups
    size : column of the people of the group (or its share of the period, on any scale)
    events : column of those with the outcome, whole numbers; or give ``rate``
    rate : column of the rate of the group, on any scale, in place of ``events``

    Returns
    -------
    Decomposition
        With one dimension of structure Kitagawa's split, with several Das Gupta's, in which the effect of a dimension
        is net of the others. Effects add up to the change. A group that is empty in one period has no rate there: it
        takes that of the other, and stands in ``borrowed``. A period without people, or fewer than two periods, is
        ``not_estimable``; fewer than 20 people in a period is ``small``. An effect says where the change lies, not
        what made it.

    Raises
    ------
    EstimateError
        For a column or period that does not exist, more than two periods, a missing or negative number, a fractional
        count, or events in a group without people.

    Notes
    -----
    Composition Σ (s₂-s₁)(r₁+r₂)/2, rate Σ (r₂-r₁)(s₁+s₂)/2: Kitagawa (1955). The share of a cell is the product over
    dimensions d of Π_S (N_{S+d}/N_S)^{1/(k C(k-1,|S|))}, S the sets of the other dimensions; the effect of d is Σ mean
    rate × change of its factor × the others averaged over orders: Das Gupta (1993), chapter 6.

    Examples
    --------
    >>> years = pd.DataFrame(
    ...     {
    ...         "anio": [2020, 2020, 2021, 2021],
    ...         "forma": ["SEXUAL", "LABORAL"] * 2,
    ...         "d": [40, 60, 60, 40],
    ...         "n": [30, 12, 45, 10],
    ...     }
    ... )
    >>> found = decompose_change(years, "anio", "forma")
    >>> round(found.change, 3), round(found.composition_effect, 3), round(found.rate_effect, 3)
    (0.13, 0.105, 0.025)
    """
    names = (structure,) if isinstance(structure, str) else tuple(structure)
    _check_columns(table, (period, *names, size, rate or events))
    chosen = _two_periods(table[period], periods)
    method = "kitagawa" if len(names) == 1 else "das-gupta"
    cells = _read(table[table[period].isin(chosen)], period, names, chosen, size, events, rate)
    totals = [float(part.sum()) for part in cells.people]
    unknown = float(np.nansum(sizes(size, table.loc[table[period].isna(), size])))
    if len(chosen) < 2 or not all(totals):
        note = "decomposition_note_empty_period" if len(chosen) == 2 else "decomposition_note_one_period"
        return _undone(chosen, method, totals, unknown, note)
    few = rate is None and min(totals) < SMALL
    told: dict[str, Any] = {"status": "small", "notes": ("decomposition_note_small",)} if few else {}
    told |= {"periods": chosen, "method": method, "unknown": unknown, "borrowed": cells.in_one_only()}
    return Decomposition(n_1=totals[0], n_2=totals[1], **told, **_split(names, _factors(cells.people), cells.rates))


def _check_columns(table: pd.DataFrame, needed: Sequence[str]) -> None:
    strangers = [name for name in needed if name not in table.columns]
    if strangers or len(needed) < 4:
        known = ", ".join(map(str, table.columns))
        raise EstimateError("decomposition_column", given=", ".join(strangers), known=known)


def _two_periods(column: pd.Series, asked: Sequence[Any] | None) -> tuple[Any, ...]:
    there = tuple(sorted(column.dropna().unique().tolist()))
    strangers = [each for each in asked or () if each not in there]
    chosen = there if asked is None else tuple(asked)
    if strangers or len(chosen) > 2 or (asked is not None and len(set(chosen)) != 2):
        known = ", ".join(map(str, there))
        raise EstimateError("decomposition_periods", given=", ".join(map(str, chosen)), known=known)
    return chosen


@dataclass(frozen=True, eq=False)
class _Cells:
    """People and rates by period (first axis) and group; NaN where a group without people has no rate."""

    people: Numbers
    rates: Numbers
    levels: tuple[tuple[Any, ...], ...]

    def in_one_only(self) -> tuple[str, ...]:
        """Groups with people in one of two periods."""
        places = np.argwhere((self.people > 0).sum(axis=0) == 1)
        return tuple(", ".join(str(self.levels[at][level]) for at, level in enumerate(place)) for place in places)


def _read(
    table: pd.DataFrame,
    period: str,
    names: tuple[str, ...],
    chosen: tuple[Any, ...],
    size: str,
    events: str,
    rate: str | None,
) -> _Cells:
    """Rows of the same group and period add up."""
    codes, levels = zip(*(coded(table[name]) for name in names), strict=True)
    people = sizes(size, table[size])
    counted = whole_counts(events, table[events]) if rate is None else sizes(rate, table[rate]) * people
    counted = np.where((people == 0) & np.isnan(counted), 0, counted)
    if np.isnan(people).any() or np.isnan(counted).any():
        raise EstimateError("association_count_missing")
    if (counted[people == 0] > 0).any():
        raise EstimateError("analysis_events_outside", given=f"{counted[people == 0].max():g}", n=0)
    when = table[period].map({each: place for place, each in enumerate(chosen)}).to_numpy(int)
    totals = np.zeros((2, len(chosen), *map(len, levels)))
    np.add.at(totals, (0, when, *codes), people)
    np.add.at(totals, (1, when, *codes), counted)
    with np.errstate(invalid="ignore"):
        return _Cells(totals[0], totals[1] / totals[0], tuple(levels))


def _undone(chosen: tuple[Any, ...], method: str, totals: list[float], unknown: float, note: str) -> Decomposition:
    effects = pd.DataFrame(columns=["factor", "standardised_1", "standardised_2", "effect", "percent"])
    n_1, n_2 = [*totals, nan, nan][:2]
    told: dict[str, Any] = {"unknown": unknown, "status": "not_estimable", "notes": (note,)}
    return Decomposition(chosen, method, nan, nan, nan, effects, n_1, n_2, **told)


def _split(names: tuple[str, ...], factors: Numbers, rates: Numbers) -> dict[str, Any]:
    """The rate of each period, their difference and its parts."""
    rates = _borrowed(rates)
    crude = [float((share * rate).sum()) for share, rate in zip(factors.prod(axis=0), rates, strict=True)]
    change = crude[1] - crude[0]
    effects = _effects(names, factors, rates)
    effects["percent"] = 100 * effects["effect"] / (change or nan)
    return {"crude_1": crude[0], "crude_2": crude[1], "change": change, "effects": effects}


def _factors(people: Numbers) -> Numbers:
    """Das Gupta's factors (dimension x period x group), whose product is the share of the group in its period."""
    dimensions = people.ndim - 1
    factors = np.ones((dimensions, *people.shape))
    for place in range(dimensions):
        others = [each for each in range(dimensions) if each != place]
        for among in _subsets(others):
            larger, smaller = _margin(people, among), _margin(people, (*among, place))
            with np.errstate(invalid="ignore"):
                ratio = _borrowed(np.broadcast_to(smaller / larger, people.shape))
            factors[place] *= ratio ** (1 / (dimensions * comb(dimensions - 1, len(among))))
    return factors


def _subsets(places: list[int]) -> list[tuple[int, ...]]:
    return [among for many in range(len(places) + 1) for among in combinations(places, many)]


def _margin(people: Numbers, kept: tuple[int, ...]) -> Numbers:
    """Totals by period and the dimensions ``kept``, with the shape of ``people``."""
    summed = tuple(axis + 1 for axis in range(people.ndim - 1) if axis not in kept)
    return np.asarray(people.sum(axis=summed, keepdims=True))


def _borrowed(values: Numbers) -> Numbers:
    """What one period does not define is taken from the other; what neither does is 0 and plays no part."""
    return np.nan_to_num(np.where(np.isnan(values), values[::-1], values))


def _effects(names: tuple[str, ...], factors: Numbers, rates: Numbers) -> pd.DataFrame:
    """The rate of each period that each factor alone would give, the others averaged over both periods."""
    rows = []
    for place, name in enumerate(names):
        rest = np.delete(factors, place, axis=0)
        weight = rates.mean(axis=0) * _averaged(rest)
        rows.append((name, *(float((part * weight).sum()) for part in factors[place])))
    share = factors.prod(axis=0).mean(axis=0)
    rows.append(("rate", *(float((part * share).sum()) for part in rates)))
    table = pd.DataFrame(rows, columns=["factor", "standardised_1", "standardised_2"])
    return table.assign(effect=table["standardised_2"] - table["standardised_1"])


def _averaged(factors: Numbers) -> Any:
    """The product of factors (factor x period x group), averaged over all orders in which they change period."""
    many = len(factors)
    total: Any = 0.0
    for changed in _subsets(list(range(many))):
        mixed = [factors[place][int(place in changed)] for place in range(many)]
        total += np.prod(mixed, axis=0) / ((many + 1) * comb(many, len(changed)))
    return total
