"""Capture histories: who stands on which of several lists, and the log-linear models of that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..words.errors import EstimateError
from .arguments import whole_counts
from .existence import estimate_exists, is_identifiable
from .poisson import PoissonFit, fit_poisson
from .records import Numbers

Terms = tuple[tuple[int, ...], ...]
"""The interactions of a model, each the places of its lists, in order."""
COUNT_COLUMNS = ("n", "count")
MOST_LISTS = 10


@dataclass(frozen=True, eq=False)
class Histories:
    """Every way to be on at least one list (``on``: history x list, 1 or 0) and how many people were seen so.

    ``dropped``: lists on which nobody is.
    """

    names: tuple[str, ...]
    on: NDArray[np.int64]
    counts: Numbers
    dropped: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """People seen."""
        return int(self.counts.sum())

    @property
    def overlap(self) -> int:
        """People on two lists or more."""
        return int(self.counts[self.on.sum(axis=1) > 1].sum())

    @cached_property
    def pairs(self) -> Terms:
        """Every interaction of two lists."""
        return tuple(combinations(range(len(self.names)), 2))

    def together(self, term: Sequence[int]) -> Any:
        """Which histories are on all lists of a term."""
        return self.on[:, list(term)].all(axis=1)

    def seen(self, term: Sequence[int]) -> bool:
        """Whether anybody is on all lists of a term."""
        return bool(self.counts[self.together(term)].any())

    def with_counts(self, counts: Numbers) -> Histories:
        """The same histories with other numbers of people."""
        return replace(self, counts=counts)

    def design(self, terms: Terms) -> Numbers:
        """Intercept, lists and interactions: one row for each history."""
        products = [self.together(term)[:, None] for term in terms]
        return np.hstack([np.ones((len(self.on), 1)), self.on, *products]).astype(float)

    def written(self, terms: Terms) -> str:
        """The interactions by the names of their lists: ``"A:B, A:C"``."""
        return ", ".join(":".join(self.names[place] for place in term) for term in terms)


def read_histories(lists: pd.DataFrame) -> Histories:
    """Capture histories from a table with one column of 1 and 0 for each list.

    Parameters
    ----------
    lists : one row for each history with its people in ``n`` or ``count``; without that column each row is one. Rows
        of the same history add up; histories without a row have nobody

    Raises
    ------
    EstimateError
        For a value that is not 0 or 1, people on no list, more than ten lists, or a negative or fractional count.
    """
    column = next((name for name in COUNT_COLUMNS if name in lists.columns), None)
    names = [name for name in lists.columns if name != column]
    values = lists[names].apply(pd.to_numeric, errors="coerce").to_numpy(dtype=float).reshape(len(lists), len(names))
    if not np.isin(values, (0, 1)).all():
        raise EstimateError("mse_value", given=lists[names].to_numpy()[~np.isin(values, (0, 1))][0])
    counts = whole_counts(column, lists[column]) if column else np.ones(len(lists))
    if np.isnan(counts).any():
        raise EstimateError("association_count_missing")
    if counts[values.sum(axis=1) == 0].any():
        raise EstimateError("mse_nobody_saw", given=int(counts[values.sum(axis=1) == 0].sum()))
    filled = [place for place in range(len(names)) if counts[values[:, place] == 1].any()]
    if len(filled) > MOST_LISTS:
        raise EstimateError("mse_many_lists", given=len(filled), most=MOST_LISTS)
    dropped = tuple(str(name) for place, name in enumerate(names) if place not in filled)
    return _complete([str(names[place]) for place in filled], values[:, filled].astype(int), counts, dropped)


def _complete(names: list[str], values: Any, counts: Numbers, dropped: tuple[str, ...]) -> Histories:
    """Every history, in the order of the binary numbers that they spell, fewest lists first."""
    places = np.arange(1, 2 ** len(names))
    on = places[:, None] // 2 ** np.arange(len(names)) % 2
    totals = np.bincount(values @ 2 ** np.arange(len(names)), counts, minlength=2 ** len(names))[1:]
    order = np.argsort(on.sum(axis=1), kind="stable")
    return Histories(tuple(names), on[order], totals[order].astype(float), dropped)


def read_terms(terms: Iterable[str], names: Sequence[str]) -> Terms:
    """Interactions written as ``"A:B"``, with every smaller one that they hold.

    Raises
    ------
    EstimateError
        For a list that does not exist, or a term of one list.
    """
    found: set[tuple[int, ...]] = set()
    for term in terms:
        parts = [part.strip() for part in term.split(":")]
        if len(set(parts)) < 2 or not set(parts) <= set(names):
            raise EstimateError("mse_term", given=term, known=", ".join(names))
        places = sorted(names.index(part) for part in set(parts))
        found |= {each for size in range(2, len(places) + 1) for each in combinations(places, size)}
    return tuple(sorted(found, key=lambda term: (len(term), term)))


@dataclass(frozen=True, eq=False)
class CaptureModel:
    """A log-linear model of histories: those that its empty overlaps leave, and its design on them."""

    histories: Histories
    terms: Terms

    @cached_property
    def empty(self) -> Terms:
        """Interactions that nobody was seen in: their parameter is minus infinity."""
        return tuple(term for term in self.terms if not self.histories.seen(term))

    @cached_property
    def kept(self) -> Any:
        """Histories that the empty overlaps do not exclude."""
        excluded = np.zeros(len(self.histories.on), bool)
        for term in self.empty:
            excluded |= self.histories.together(term)
        return np.asarray(~excluded)

    @cached_property
    def design(self) -> Numbers:
        """Of the kept histories and the interactions that were seen."""
        seen = tuple(term for term in self.terms if term not in self.empty)
        return np.asarray(self.histories.design(seen)[self.kept])

    @property
    def counts(self) -> Numbers:
        """People in the kept histories."""
        return np.asarray(self.histories.counts[self.kept])

    @property
    def parameters(self) -> int:
        """Intercept, lists and interactions, those at minus infinity included."""
        return 1 + len(self.histories.names) + len(self.terms)

    def refusal(self) -> str:
        """Why the model has no estimate (a text key); empty if it has one."""
        if not is_identifiable(self.design):
            return "mse_note_not_identifiable"
        return "" if estimate_exists(self.design, self.counts) else "mse_note_infinite"

    def fit(self) -> PoissonFit:
        """The fitted model; to be asked for where nothing refuses it."""
        return fit_poisson(self.design, self.counts)
