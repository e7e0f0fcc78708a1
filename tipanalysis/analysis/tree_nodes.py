"""A tree as tables: one row for each node, and one for each dimension tried in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .intervals import proportion_table
from .maihda_binomial import shrunken
from .tree_grow import Node, Table

NODE_COLUMNS = [
    *("node", "parent", "depth", "rule", "split", "statistic", "p_value", "improvement", "n", "events"),
    *("estimate", "lower", "upper", "method", "conf_level", "status", "note", "leaf", "shrunken", "worst"),
]
TEST_COLUMNS = ["node", "dimension", "statistic", "df", "p_value", "p_adjusted", "improvement"]


@dataclass(frozen=True)
class Names:
    """The names of the dimensions and of their levels, in the order of the codes."""

    dimensions: tuple[str, ...]
    levels: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Step:
    """A node in its place: number, parent, depth and the dimensions that divided on the way to it."""

    node: Node
    number: int
    parent: int
    depth: int
    divided: tuple[int, ...]


def steps(root: Node) -> list[Step]:
    """All nodes, each before its branches, numbered from 1."""
    found: list[Step] = []

    def visit(node: Node, parent: int, depth: int, divided: tuple[int, ...]) -> None:
        found.append(Step(node, len(found) + 1, parent, depth, divided))
        number = len(found)
        for branch in node.branches:
            assert node.chosen is not None
            visit(branch, number, depth + 1, tuple(dict.fromkeys((*divided, node.chosen.dimension))))

    visit(root, 0, 0, ())
    return found


def node_table(table: Table, names: Names, walked: list[Step], worst: Node, conf_level: float) -> pd.DataFrame:
    """One row per node; see :class:`~tipanalysis.analysis.furthest.FurthestBehind`."""
    rows = pd.DataFrame([_row(table, names, step) for step in walked])
    shares = proportion_table(rows["events"], rows["n"], conf_level=conf_level)
    leaf = rows["split"] == ""
    leaf_shares = np.full(len(rows), np.nan)
    leaf_shares[leaf] = shrunken(rows.loc[leaf, "events"].to_numpy(), rows.loc[leaf, "n"].to_numpy())
    nodes = rows.join(shares.drop(columns=["n", "events", "denominator"]))
    nodes = nodes.assign(leaf=leaf, shrunken=leaf_shares, worst=[step.node is worst for step in walked])
    return nodes[NODE_COLUMNS]


def _row(table: Table, names: Names, step: Step) -> dict[str, object]:
    node, chosen = step.node, step.node.chosen
    return {
        "node": step.number,
        "parent": step.parent,
        "depth": step.depth,
        "rule": " · ".join(f"{name}: {', '.join(levels)}" for name, levels in group_of(table, names, step).items()),
        "split": names.dimensions[chosen.dimension] if chosen else "",
        "statistic": chosen.statistic if chosen else np.nan,
        "p_value": chosen.p_adjusted if chosen else np.nan,
        "improvement": chosen.improvement if chosen else np.nan,
        "n": float(table.n[node.cells].sum()),
        "events": float(table.events[node.cells].sum()),
    }


def group_of(table: Table, names: Names, step: Step) -> Mapping[str, tuple[str, ...]]:
    """The levels that the node has of each dimension that divided on the way to it."""
    return {
        names.dimensions[dimension]: tuple(
            names.levels[dimension][code] for code in np.unique(table.codes[step.node.cells, dimension])
        )
        for dimension in sorted(step.divided)
    }


def tried_table(names: Names, walked: list[Step]) -> pd.DataFrame:
    """One row for each dimension tried in each node."""
    return pd.DataFrame(_tests(names, walked), columns=TEST_COLUMNS)


def _tests(names: Names, walked: list[Step]) -> Iterator[list[object]]:
    for step in walked:
        for tried in step.node.tried:
            name = names.dimensions[tried.dimension]
            yield [
                *(step.number, name, tried.statistic, tried.df),
                *(tried.p_value, tried.p_adjusted, tried.improvement),
            ]
