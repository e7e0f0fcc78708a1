"""The groups that an inequality measure compares: their levels, weights and errors, and draws of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import numpy as np

from ..words.errors import EstimateError
from .arguments import sizes, whole_counts
from .records import Numbers
from .resampled import dealt_out

Kind = Literal["proportion", "rate"]


@dataclass(frozen=True)
class Groups:
    """Groups that can be compared: ``y`` on the scale where 1 is everybody, weights ``w`` that add up to 1.

    ``se`` is NaN where no error is known; ``events`` and ``n`` where the levels come from counts, else None.
    ``left_out``: groups given without a level or without people.
    """

    names: tuple[str, ...]
    y: Numbers
    w: Numbers
    se: Numbers
    population: Numbers
    events: Numbers | None
    n: Numbers | None
    reference: int | None
    favourable: bool
    ordered: bool
    kind: Kind
    left_out: int

    @property
    def mean(self) -> float:
        """The level of everybody."""
        return float(self.y @ self.w)

    @property
    def best(self) -> int:
        """The place of the most favourable level."""
        return int(np.argmax(self.y if self.favourable else -self.y))

    @property
    def worst(self) -> int:
        """The place of the least favourable level."""
        return int(np.argmin(self.y if self.favourable else -self.y))

    def complement(self) -> Groups:
        """The groups by those who do not have the outcome: of an adverse one, those who are spared."""
        events = None if self.events is None or self.n is None else self.n - self.events
        return replace(self, y=1 - self.y, events=events, favourable=not self.favourable)

    def draws(self, times: int, seed: int) -> Numbers:
        """``times`` plausible sets of levels, a row each; NaN where a group's error is unknown."""
        order = self._order()
        first, second = (part[order] for part in self._shape())
        rng = np.random.default_rng(seed)
        known = first > 0
        filled = np.where(known, first, 1), np.where(known, second, 1)
        if self.kind == "proportion":
            drawn = rng.beta(*filled, (times, len(order)))
        else:
            drawn = rng.gamma(filled[0], 1 / filled[1], (times, len(order)))
        fixed = np.where(self.se[order] == 0, self.y[order], np.nan)
        back = np.empty_like(drawn)
        back[:, order] = np.where(known, drawn, fixed)
        return back

    def _order(self) -> Any:
        """The places of the groups in an order of their own: the order given changes no draw."""
        return np.arange(len(self.y)) if self.ordered else np.lexsort((self.population, self.se, self.y))

    def _shape(self) -> tuple[Numbers, Numbers]:
        """Parameters of Beta (proportions) or of Gamma (rates): from counts with half an event, else from the error."""
        if self.events is not None and self.n is not None:
            return self.events + 0.5, self.n - self.events + 0.5 if self.kind == "proportion" else self.n
        variance = np.where(self.se > 0, self.se**2, np.nan)
        if self.kind == "rate":
            return np.nan_to_num(self.y**2 / variance), np.nan_to_num(self.y / variance)
        together = np.nan_to_num(self.y * (1 - self.y) / variance - 1)
        return self.y * together, (1 - self.y) * together

    def null_draws(self, times: int, seed: int) -> Numbers:
        """``times`` sets of levels as chance makes them where all groups are alike: events dealt out anew."""
        if self.events is None or self.n is None:
            return replace(self, y=np.full_like(self.y, self.mean)).draws(times, seed)
        rng, all_events, order = np.random.default_rng(seed), int(self.events.sum()), self._order()
        size = self.n[order]
        dealt = np.empty((times, len(size)))
        if self.kind == "proportion":
            dealt[:, order] = dealt_out(rng, size, all_events, times) / size
        else:
            dealt[:, order] = rng.multinomial(all_events, size / size.sum(), times) / size
        return dealt


def ranks(w: Numbers) -> Numbers:
    """The middle of each group's place in the order, from 0 (first) to 1 (last)."""
    middle: Numbers = np.cumsum(w) - w / 2
    return middle


def read_groups(
    y: Any,
    population: Any,
    *,
    events: Any,
    n: Any,
    se: Any,
    groups: Sequence[str] | None,
    reference: str | int | None,
    favourable: bool,
    ordered: bool,
    kind: Kind,
    per: float,
) -> Groups:
    """What the caller gave as :class:`Groups`, without those that have no level or nobody in them."""
    if kind not in get_args(Kind):
        raise EstimateError("inequality_kind", given=kind, known=", ".join(get_args(Kind)))
    if (events is None) == (y is None) or (events is not None and n is None):
        raise EstimateError("inequality_levels_or_counts")
    x, units = _counts(events, n, kind) if events is not None else (None, None)
    level = _level(y, per, kind) if x is None or units is None else _over(x, units)
    if population is None and units is None:
        raise EstimateError("inequality_levels_or_counts")
    people = sizes("population", population) if population is not None else np.asarray(units)
    error = _error(se, level, units, kind, per)
    names = [str(place) for place in range(len(level))] if groups is None else [str(name) for name in groups]
    if len({len(each) for each in (level, people, error, names)}) > 1:
        given = f"{len(level)}, {len(people)}, {len(error)}, {len(names)}"
        raise EstimateError("inequality_lengths", given=given)
    kept = np.flatnonzero(~np.isnan(level) & (people > 0))
    total = people[kept].sum()
    return Groups(
        tuple(names[place] for place in kept),
        level[kept],
        people[kept] / total if len(kept) else people[kept],
        error[kept],
        people[kept],
        None if x is None else x[kept],
        None if units is None else units[kept],
        _place(reference, names, kept),
        favourable,
        ordered,
        kind,
        len(level) - len(kept),
    )


def _counts(events: Any, n: Any, kind: Kind) -> tuple[Numbers, Numbers]:
    x, units = whole_counts("events", events), (whole_counts if kind == "proportion" else sizes)("n", n)
    if len(x) != len(units):
        raise EstimateError("inequality_lengths", given=f"{len(x)}, {len(units)}")
    above = (x > units) & (kind == "proportion")
    if above.any():
        raise EstimateError("analysis_events_outside", given=f"{x[above][0]:g}", n=f"{units[above][0]:g}")
    return x, units


def _over(x: Numbers, units: Numbers) -> Numbers:
    return np.divide(x, units, out=np.full_like(x, np.nan), where=units > 0)


def _level(y: Any, per: float, kind: Kind) -> Numbers:
    level = sizes("y", y) / per
    above = level > 1
    if kind == "proportion" and above.any():
        raise EstimateError("inequality_above_one", given=f"{level[above][0] * per:g}", per=f"{per:g}")
    return level


def _error(se: Any, level: Numbers, units: Numbers | None, kind: Kind, per: float) -> Numbers:
    if se is not None:
        return sizes("se", se) / per
    if units is None:
        return np.full_like(level, np.nan)
    spread = level * (1 - level) if kind == "proportion" else level
    return np.sqrt(np.divide(spread, units, out=np.full_like(level, np.nan), where=units > 0))


def _place(reference: str | int | None, names: Sequence[str], kept: Any) -> int | None:
    """Where the reference stands among the groups kept; nowhere if it was left out."""
    if reference is None:
        return None
    known = str(reference) in names
    if not known:
        raise EstimateError("inequality_reference", given=reference, known=", ".join(names))
    found = np.flatnonzero(kept == names.index(str(reference)))
    return int(found[0]) if len(found) else None
