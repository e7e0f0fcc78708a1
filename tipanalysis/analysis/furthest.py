"""Who is furthest behind: the group that a tree singles out, and how much to trust that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, chosen, sizes
from .estimates import Status
from .intervals import proportion_ci
from .noted import Noted
from .records import Interval
from .stratum_cells import Cells, Event, read_cells
from .tree_grow import Node, Rules, Table, grow
from .tree_nodes import NODE_COLUMNS, TEST_COLUMNS, Names, group_of, node_table, steps, tried_table

FEW_EVENTS = 5
"""Below as many events, or units without one, a group singled out is called small."""


@dataclass(frozen=True, kw_only=True)
class FurthestBehind(Noted):
    """A tree and the leaf with the worst share.

    ``worst``: its share with Wilson limits; ``group``: dimension to levels; ``shrunken``: its share drawn towards
    the others; ``stability``: share of trees from resampled tables whose worst leaf is the same people. ``nodes``:
    node, parent, depth, ``rule``, ``split`` (the dimension that divides it, empty in a leaf), ``statistic``,
    ``p_value`` (Bonferroni), ``improvement``, ``n``, ``events``, ``estimate`` with limits, ``leaf``, ``shrunken``,
    ``worst``. ``tests``: every dimension tried in each node. ``overall``: the share of all. ``explained``: the part
    of the sum of squares that the leaves account for.
    """

    method: str
    by: tuple[str, ...]
    favourable: bool
    group: Mapping[str, tuple[str, ...]]
    worst: Interval
    shrunken: float
    stability: float
    overall: Interval
    explained: float
    nodes: pd.DataFrame
    tests: pd.DataFrame
    total: int
    excluded: int
    draws: int
    seed: int

    @property
    def leaves(self) -> pd.DataFrame:
        """The groups that are not divided further, the worst first."""
        leaves = self.nodes[self.nodes["leaf"].astype(bool)]
        return leaves.sort_values("estimate", ascending=self.favourable, ignore_index=True)


def furthest_behind(
    data: Any,
    by: str | Sequence[str],
    method: str = "ctree",
    *,
    outcome: str | None = None,
    event: Event = None,
    favourable: bool = False,
    unknown: str = "show",
    alpha: float = 0.05,
    min_n: int = 20,
    min_events: int = 0,
    min_improvement: float = 0.001,
    draws: int = 200,
    seed: int = 1,
    conf_level: float = 0.95,
) -> FurthestBehind:
    """Divide people into groups by a tree and name the one furthest behind.

    Parameters
    ----------
    data : Counts, or a DataFrame of counts with the columns ``by``, ``n`` and ``events`` (or ``outcome``)
    by : dimensions that may divide
    method : ``"ctree"`` (conditional inference, the stronger choice) or ``"cart"`` (as ESCAP's trees)
    outcome, event, unknown : see :func:`~tipanalysis.analysis.stratum_table.strata`
    favourable : whether the event is good; then the lowest share is the worst, else the highest
    alpha : ``ctree`` divides where the adjusted p-value is not above it
    min_n, min_events : units and events that each side of a division must have
    min_improvement : ``cart`` keeps splits that bring at least this part of the whole sum of squares (R's rpart
        prunes at 0.01)
    draws, seed : resampled tables for the stability (0: none), and where the drawing starts
    conf_level : of the Wilson limits

    Returns
    -------
    FurthestBehind
        A group was searched for: its share is the most extreme of many, so read the shrunken one beside it, and
        the stability. ``small`` if the worst leaf has fewer than 20 units or fewer than 5 events or non-events;
        ``not_estimable`` with nobody, or no or only events. If nothing divides, the worst leaf is everybody.

    Raises
    ------
    EstimateError
        For a column, level, option or method that does not exist.

    Notes
    -----
    ``ctree``: (n - 1) / n · χ², df levels - 1, 1 - (1 - p)^m over the m dimensions that still vary. ``cart``:
    (SSE - SSE_left - SSE_right) / SSE. The shrunken share is that of a logistic model with random leaves. Hothorn,
    Hornik & Zeileis (2006); ESCAP (2020), furthest behind.

    Examples
    --------
    >>> table = pd.DataFrame({"sexo": list("MMHH"), "zona": list("RURU"), "n": [90] * 4, "events": [60, 20, 22, 19]})
    >>> found = furthest_behind(table, ["sexo", "zona"], draws=0)
    >>> found.group, round(found.worst.estimate, 3), round(found.shrunken, 3)
    ({'sexo': ('M',), 'zona': ('R',)}, 0.667, 0.649)
    """
    chosen({"ctree": 0, "cart": 1}, method)
    alpha_of(alpha), alpha_of(conf_level)
    (least_n,), (least_events,), (least_gain,) = (
        sizes(name, value)
        for name, value in (("min_n", min_n), ("min_events", min_events), ("min_improvement", min_improvement))
    )
    cells = read_cells(data, by, outcome=outcome, event=event, unknown=unknown)
    rules = Rules(method, alpha, max(least_n, 1), least_events, least_gain)
    names = Names(cells.by, tuple(cells.levels(name) for name in cells.by))
    table = _table(cells, names)
    if reason := _reason(table):
        return _nothing(cells, reason, method, favourable, (draws, seed), conf_level)
    walked = steps(grow(table, rules))
    worst = _worst(table, walked[0].node, favourable)
    nodes = node_table(table, names, walked, worst, conf_level)
    (step,) = (step for step in walked if step.node is worst)
    share = _interval(nodes, nodes["worst"], conf_level)
    few = min(share.events, share.n - share.events) < FEW_EVENTS
    status, notes = _told(share, few=few, divided=len(walked) > 1)
    return FurthestBehind(
        group=group_of(table, names, step),
        worst=share,
        shrunken=float(nodes.loc[nodes["worst"], "shrunken"].iloc[0]),
        stability=_stability(table, rules, worst, favourable, draws, seed),
        overall=_interval(nodes, nodes["depth"] == 0, conf_level),
        explained=_explained(nodes),
        nodes=nodes,
        tests=tried_table(names, walked),
        status=status,
        notes=notes,
        **_fields(cells, method, favourable, (draws, seed)),
    )


def _table(cells: Cells, names: Names) -> Table:
    codes = [
        pd.Categorical(cells.frame[name], categories=list(levels)).codes
        for name, levels in zip(names.dimensions, names.levels, strict=True)
    ]
    sizes_of = tuple(len(levels) for levels in names.levels)
    return Table(np.column_stack(codes).astype(np.intp), sizes_of, cells.n, cells.events)


def _reason(table: Table) -> str:
    """Why there is no tree, if there is none."""
    if not table.n.sum():
        return "intersections_note_nobody"
    return "" if 0 < table.events.sum() < table.n.sum() else "intersections_note_all_alike"


def _worst(table: Table, root: Node, favourable: bool) -> Node:
    """The leaf with the worst share; of two alike, the larger one."""

    def badness(leaf: Node) -> tuple[float, float]:
        n, events = table.n[leaf.cells].sum(), table.events[leaf.cells].sum()
        return (-events if favourable else events) / n, n

    return max(root.leaves, key=badness)


def _stability(table: Table, rules: Rules, worst: Node, favourable: bool, draws: int, seed: int) -> float:
    """The share of trees of resampled people whose worst leaf holds the same ones of those drawn."""
    if not draws:
        return nan
    rng, same, total = np.random.default_rng(seed), 0, int(table.n.sum())
    outcomes = np.concatenate([table.events, table.n - table.events]) / total
    members = np.isin(np.arange(table.n.size), worst.cells)
    for drawn in rng.multinomial(total, outcomes, draws).astype(float):
        events, others = np.split(drawn, 2)
        again = replace(table, n=events + others, events=events)
        cells = _worst(again, grow(again, rules), favourable).cells
        same += bool(np.array_equal(cells, np.flatnonzero(members & (again.n > 0))))
    return same / draws


def _interval(nodes: pd.DataFrame, where: pd.Series, conf_level: float) -> Interval:
    (row,) = nodes[where].to_dict("records")
    return proportion_ci(row["events"], row["n"], conf_level=conf_level)


def _explained(nodes: pd.DataFrame) -> float:
    squares = nodes["n"] * nodes["estimate"] * (1 - nodes["estimate"])
    return float(1 - squares[nodes["leaf"]].sum() / squares.iloc[0])


def _told(share: Interval, *, few: bool, divided: bool) -> tuple[Status, tuple[str, ...]]:
    notes = {
        "intersections_note_no_split": not divided,
        "intersections_note_small_leaf": share.status == "small",
        "intersections_note_few_events": few,
        "intersections_note_winner": divided,
    }
    status: Status = "small" if few or share.status == "small" else "ok"
    return status, tuple(note for note, true in notes.items() if true)


def _fields(cells: Cells, method: str, favourable: bool, drawn: tuple[int, int]) -> dict[str, Any]:
    """What every result says about what was asked."""
    return {
        "method": method,
        "by": cells.by,
        "favourable": favourable,
        "total": cells.total,
        "excluded": cells.excluded,
        "draws": drawn[0],
        "seed": drawn[1],
    }


def _nothing(
    cells: Cells, reason: str, method: str, favourable: bool, drawn: tuple[int, int], conf_level: float
) -> FurthestBehind:
    overall = proportion_ci(cells.events.sum(), cells.n.sum(), conf_level=conf_level)
    return FurthestBehind(
        group={},
        worst=replace(overall, estimate=nan, lower=nan, upper=nan, status="not_estimable", note=reason),
        shrunken=nan,
        stability=nan,
        overall=overall,
        explained=nan,
        nodes=pd.DataFrame(columns=NODE_COLUMNS),
        tests=pd.DataFrame(columns=TEST_COLUMNS),
        status="not_estimable",
        notes=(reason,),
        **_fields(cells, method, favourable, drawn),
    )
