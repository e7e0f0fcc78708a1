"""The exact distribution of tables with given margins: two halves of columns, met in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .records import Numbers

Whole = NDArray[np.int64]
MOST_UNITS = 30_000
"""With more units than this, counting how many tables there are takes longer than drawing some."""

TIE = 1e-7
"""Tables whose log-probability is larger by no more than this count as equally likely."""


@dataclass(frozen=True)
class _Half:
    """What some of the columns can hold: ``key`` (their row totals in one number), the log-probability ``value``
    and how many such half tables there are; one entry for each distinct key and value, sorted by both.
    """

    key: Whole
    value: Numbers
    many: Numbers

    @property
    def weight(self) -> Numbers:
        return np.asarray(self.many * np.exp(self.value))


def exact_p(counts: Numbers, most: int) -> float | None:
    """Probability of all tables no likelier than ``counts`` among those of the same margins.

    Parameters
    ----------
    counts : two-way table of whole numbers without empty rows or columns
    most : half tables to enumerate at most

    Returns
    -------
    float or None
        ``None`` if there are more half tables than ``most``, or more than 30 000 units.

    Notes
    -----
    Freeman and Halton (1951). A table splits into its left and right columns; given the row totals of one half,
    the halves are independent. So both are enumerated apart and joined by row totals, as the nodes of the network
    algorithm are (Mehta and Patel 1983), which costs the sum of the halves in place of their product.

    Examples
    --------
    >>> round(exact_p(np.array([[2.0, 15.0], [10.0, 3.0]]), 1000), 6)
    0.000537
    """
    if counts.sum() > MOST_UNITS:
        return None
    table = min((counts, counts.T), key=_halves_to_make).astype(np.int64)
    rows = table.sum(axis=1)
    if np.log(rows + 1.0).sum() > np.log(2.0) * 62 or _choices(table).max() > np.log(most):
        return None
    left, right = (_enumerate(table[:, chosen].sum(axis=0), rows, most) for chosen in _split(table))
    if left is None or right is None:
        return None
    seen = sum(_log_chance(column, rows) for column in table.T)
    margins = -float(_log_chance(rows, rows))
    return min(1.0, float(np.exp(margins)) * _no_likelier(left, right, float(seen) + TIE, rows))


def _halves_to_make(table: Any) -> float:
    return float(sum(np.exp(_choices(table)[chosen].sum()) for chosen in _split(table)))


def _choices(table: Any) -> Numbers:
    """Logarithm of the ways each column total can be shared out among the rows, none beyond its total."""
    ways = np.array([1.0])
    for total in table.sum(axis=1).astype(int):
        ways = np.convolve(ways, np.ones(total + 1))
    return np.asarray(np.log(ways[table.sum(axis=0).astype(int)]))


def _split(table: Any) -> tuple[list[int], list[int]]:
    """The columns in two parts with about as many ways to fill each."""
    choices = _choices(table)
    parts: tuple[list[int], list[int]] = ([], [])
    for column in np.argsort(-choices, kind="stable"):
        min(parts, key=lambda part: choices[part].sum()).append(int(column))
    return parts


def _log_chance(column: Any, rows: Whole) -> Numbers:
    """Log-probability of a column (last axis: rows) if its units fell on the rows in proportion to their totals."""
    from scipy.special import gammaln

    fallen = np.asarray(column)
    chance = gammaln(fallen.sum(axis=-1) + 1) - gammaln(fallen + 1).sum(axis=-1) + fallen @ np.log(rows / rows.sum())
    return np.asarray(chance)


def _enumerate(totals: Whole, rows: Whole, most: int) -> _Half | None:
    place = np.concatenate([[1], np.cumprod(rows[:-1] + 1)])
    half = _Half(np.zeros(1, np.int64), np.zeros(1), np.ones(1))
    for total in totals:
        ways = np.concatenate(list(_fillings(int(total), rows)))
        if half.key.size * len(ways) > most:
            return None
        so_far = half.key[:, None] // place % (rows + 1)
        fits = np.ones((len(so_far), len(ways)), bool)
        for row, room in enumerate(rows):
            fits &= so_far[:, row, None] + ways[:, row] <= room
        old, new = np.nonzero(fits)
        value = half.value[old] + _log_chance(ways, rows)[new]
        half = _merged(half.key[old] + (ways @ place)[new], value, half.many[old])
    return half


def _fillings(total: int, rows: Whole) -> Iterator[Whole]:
    """Every way to share ``total`` out among ``rows``, none beyond its own, in blocks."""
    if len(rows) == 1:
        if total <= rows[0]:
            yield np.array([[total]], np.int64)
        return
    for first in range(max(0, total - int(rows[1:].sum())), min(total, int(rows[0])) + 1):
        for rest in _fillings(total - first, rows[1:]):
            yield np.concatenate([np.full((len(rest), 1), first), rest], axis=1)


def _merged(key: Whole, value: Numbers, many: Numbers) -> _Half:
    """Equal half tables told apart no more: same row totals, same probability."""
    order = np.lexsort((value, key))
    key, value, many = key[order], value[order], many[order]
    starts = np.concatenate([[True], (np.diff(key) > 0) | (np.diff(value) > TIE / 1000)])
    return _Half(key[starts], value[starts], np.add.reduceat(many, np.flatnonzero(starts)))


def _no_likelier(left: _Half, right: _Half, limit: float, rows: Whole) -> float:
    """Joint weight of the pairs of halves that make a whole table no likelier than ``limit``."""
    place = np.concatenate([[1], np.cumprod(rows[:-1] + 1)])
    keys, starts = np.unique(left.key, return_index=True)
    ends, total, weights, masses = [*starts[1:], left.key.size], 0.0, left.weight, right.weight
    partner = int(rows @ place) - keys
    lows, highs = (np.searchsorted(right.key, partner, side) for side in ("left", "right"))
    for start, end, low, high in zip(starts, ends, lows, highs, strict=True):
        mass = np.concatenate([[0.0], np.cumsum(masses[low:high])])
        within = np.searchsorted(right.value[low:high], limit - left.value[start:end], "right")
        total += float(weights[start:end] @ mass[within])
    return total
