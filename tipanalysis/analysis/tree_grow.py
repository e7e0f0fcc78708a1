"""Trees grown from counts: which division of the people tells most, again and again.

Both methods look for the two groups of levels whose shares of events lie farthest apart; they differ in how they
choose the dimension and when they stop. ``ctree``: the smallest p-value of (n - 1) / n times Pearson's chi-square,
Bonferroni over the dimensions that still vary (Hothorn, Hornik & Zeileis 2006). ``cart``: the largest fall of the
sum of squares, pruned to what each split brings (Breiman et al. 1984).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .records import Numbers

Places = NDArray[np.intp]

MOST_LEVELS = 11
"""With more levels only divisions along the order of their shares are tried, not every one."""


@dataclass(frozen=True)
class Table:
    """Cells as codes of their levels (a cell a row, a dimension a column), with units and events."""

    codes: Places
    sizes: tuple[int, ...]
    n: Numbers
    events: Numbers


@dataclass(frozen=True)
class Rules:
    """When a division may be made: method, level of the tests, what each side must have, what a split must bring."""

    method: str
    alpha: float
    min_n: float
    min_events: float
    min_improvement: float


@dataclass(frozen=True)
class Tried:
    """One dimension in one node: ``ctree``'s test, and the best division with the fall of the sum of squares."""

    dimension: int
    statistic: float
    df: int
    p_value: float
    p_adjusted: float
    improvement: float
    left: Places


@dataclass(frozen=True)
class Node:
    """The cells of one group; ``chosen`` is what divides it into its two branches, absent in a leaf."""

    cells: Places
    tried: tuple[Tried, ...]
    chosen: Tried | None = None
    branches: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """The node and all below it, each before its branches."""
        yield self
        for branch in self.branches:
            yield from branch.walk()

    @property
    def leaves(self) -> list[Node]:
        """The groups that are not divided further."""
        return [node for node in self.walk() if not node.branches]


def grow(table: Table, rules: Rules) -> Node:
    """The tree of a table; with one node where nothing may be divided."""
    root = _divided(table, np.flatnonzero(table.n > 0), rules)
    return (
        root if rules.method == "ctree" else _pruned(table, root, rules.min_improvement * _squares(table, root.cells))
    )


def _divided(table: Table, cells: Places, rules: Rules) -> Node:
    n, events = table.n[cells].sum(), table.events[cells].sum()
    if not 0 < events < n:
        return Node(cells, ())
    tried = _tests(table, cells, rules)
    for best in _in_order(tried, rules):
        if best.left.size:
            on_left = np.isin(table.codes[cells, best.dimension], best.left)
            sides = cells[on_left], cells[~on_left]
            return Node(cells, tried, best, tuple(_divided(table, side, rules) for side in sides))
    return Node(cells, tried)


def _in_order(tried: tuple[Tried, ...], rules: Rules) -> list[Tried]:
    """What may divide the node, the best first."""
    if rules.method == "ctree":
        certain = [one for one in tried if one.p_adjusted <= rules.alpha]
        return sorted(certain, key=lambda one: (one.p_value, -one.statistic))
    return sorted(tried, key=lambda one: -one.improvement)[:1]


def _tests(table: Table, cells: Places, rules: Rules) -> tuple[Tried, ...]:
    """Every dimension that still varies in the node."""
    sums: list[tuple[int, Places, Numbers, Numbers]] = []
    for dimension, size in enumerate(table.sizes):
        place = table.codes[cells, dimension]
        n, events = (np.bincount(place, values[cells], size).astype("float64") for values in (table.n, table.events))
        there = np.flatnonzero(n)
        if there.size > 1:
            sums.append((dimension, there, n[there], events[there]))
    return tuple(_tried(*each, rivals=len(sums), rules=rules) for each in sums)


def _tried(dimension: int, levels: Places, n: Numbers, events: Numbers, *, rivals: int, rules: Rules) -> Tried:
    from scipy.special import chdtrc

    total, share = n.sum(), events.sum() / n.sum()
    spread = share * (1 - share)
    statistic = float((total - 1) / total * ((events - n * share) ** 2 / (n * spread)).sum())
    p_value = float(chdtrc(levels.size - 1, statistic))
    adjusted = float(-np.expm1(rivals * np.log1p(-min(p_value, 1 - 1e-16))))
    left, fall = _best_cut(n, events, rules)
    return Tried(dimension, statistic, levels.size - 1, p_value, adjusted, float(fall / (total * spread)), levels[left])


def _best_cut(n: Numbers, events: Numbers, rules: Rules) -> tuple[Places, float]:
    """The levels of one side where both sides differ most, and how far the sum of squares falls."""
    order = np.argsort(events / n, kind="stable")
    if rules.method == "ctree" and n.size <= MOST_LEVELS:
        sides = _every_division(n.size)
    else:
        sides = np.tri(n.size - 1, n.size)[:, np.argsort(order)]
    n_left, events_left = sides @ n, sides @ events
    n_right, events_right = n.sum() - n_left, events.sum() - events_left
    allowed = (np.minimum(n_left, n_right) >= rules.min_n) & (np.minimum(events_left, events_right) >= rules.min_events)
    if not allowed.any():
        return np.empty(0, dtype=np.intp), 0.0
    apart = (events_left / n_left - events_right / n_right) ** 2 * n_left * n_right / n.sum()
    best = int(np.argmax(np.where(allowed, np.round(apart, 12), -1)))
    return np.flatnonzero(sides[best]), float(apart[best])


@cache
def _every_division(levels: int) -> Numbers:
    """All divisions of the levels into two sides, one a row; the last level stays on the right."""
    numbers = np.arange(1, 2 ** (levels - 1))
    sides: Numbers = ((numbers[:, None] >> np.arange(levels)) & 1).astype(float)
    return sides


def _squares(table: Table, cells: Places) -> float:
    n, events = float(table.n[cells].sum()), float(table.events[cells].sum())
    return events * (n - events) / n if n else 0.0


def _pruned(table: Table, node: Node, price: float) -> Node:
    """The tree without the splits that bring less than ``price`` each."""
    return _cheapest(table, node, price)[0]


def _cheapest(table: Table, node: Node, price: float) -> tuple[Node, float]:
    alone = _squares(table, node.cells) + price
    if not node.branches:
        return node, alone
    branches = [_cheapest(table, branch, price) for branch in node.branches]
    below = sum(cost for _, cost in branches)
    if alone <= below:
        return Node(node.cells, node.tried), alone
    return Node(node.cells, node.tried, node.chosen, tuple(branch for branch, _ in branches)), below
