"""Drawing flows: nodes at both sides, a band for each flow, names and totals beside the nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..pages.notes import HIDDEN_MARK
from .series_plot import spread
from .style import HIDDEN, INK, LINE, lines_in, wrapped
from .view import Cell, View

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 3.4
_HEAD = 0.75
_NAME = 22
_GAP = 0.03
"""Room between two nodes, as a part of the height."""
_NODE = 0.025
_BLOCK = (0.022, 0.15)
"""The block of what is hidden: its length along the axes and its height in inches, the same whatever it hides."""


@dataclass(frozen=True)
class Node:
    """One end of flows: its name, its total, its look."""

    name: str
    total: Cell
    look: Mapping[str, Any]


@dataclass(frozen=True)
class Flow:
    """A band between two nodes, by their places; ``hides`` says that a part of it, or all of it, is hidden."""

    start: int
    end: int
    cell: Cell
    hides: bool


def flows_height(view: View, left: Sequence[Node], right: Sequence[Node]) -> float:
    """Inches of the whole figure: room for every name beside its node."""
    lines = max(sum(lines_in(_name(view, node)) for node in nodes) for nodes in (left, right))
    return _HEAD + (max(_HEIGHT, 1.2 * LINE * lines) if left else 0.5)


def _name(view: View, node: Node) -> str:
    """What stands beside a node: its name and its total."""
    total = HIDDEN_MARK if node.total.value is None else view.count(node.total.value)
    return wrapped(f"{node.name}: {total}", _NAME)


def plot_flows(
    axes: Axes, view: View, sides: tuple[Sequence[Node], Sequence[Node]], flows: Sequence[Flow], heads: tuple[str, str]
) -> None:
    """Draw ``flows`` between the nodes of both ``sides``, under their ``heads``."""
    axes.set_axis_off()
    if not sides[0]:
        return
    whole = sum(flow.cell.value or 0.0 for flow in flows) or 1.0
    starts = [_places(len(nodes), flows, side, whole) for side, nodes in enumerate(sides)]
    height = flows_height(view, *sides) - _HEAD
    for side, nodes in enumerate(sides):
        _plot_nodes(axes, view, (side, height), nodes, starts[side], flows)
        x = -0.02 if side == 0 else 1.02
        axes.text(
            x, -0.06, wrapped(heads[side], _NAME), ha="right" if side == 0 else "left", va="bottom", weight="bold"
        )
    _plot_bands(axes, sides, starts, flows, whole)
    axes.set_xlim(0, 1)
    axes.set_ylim(1.02, -0.02)


def _places(nodes: int, flows: Sequence[Flow], side: int, whole: float) -> list[tuple[float, float]]:
    """Where each node of a side begins and ends; its size is that of the bands that are shown."""
    room = 1 - _GAP * (nodes - 1)
    places = []
    top = 0.0
    for at in range(nodes):
        mine = sum(flow.cell.value or 0.0 for flow in flows if (flow.start, flow.end)[side] == at)
        bottom = top + room * mine / whole
        places.append((top, bottom))
        top = bottom + _GAP
    return places


def _plot_nodes(
    axes: Axes,
    view: View,
    place: tuple[int, float],
    nodes: Sequence[Node],
    places: Sequence[tuple[float, float]],
    flows: Sequence[Flow],
) -> None:
    """Blocks, names and totals of one side; a hatched block where a flow of the node is hidden."""
    from matplotlib.patches import Rectangle

    side, inches = place
    halves = [0.55 * LINE * lines_in(_name(view, node)) / inches for node in nodes]
    names = spread([(top + bottom) / 2 for top, bottom in places], halves, 1.0)
    for at, (node, (top, bottom), y) in enumerate(zip(nodes, places, names, strict=True)):
        if bottom > top:
            axes.add_patch(Rectangle((0.0 if side == 0 else 1 - _NODE, top), _NODE, bottom - top, **node.look))
        hides = any(flow.hides for flow in flows if (flow.start, flow.end)[side] == at)
        outward = -1 if side == 0 else 1
        if hides:
            length, tall = _BLOCK
            x = side + outward * 0.01 - (length if side == 0 else 0)
            axes.add_patch(Rectangle((x, y - tall / inches / 2), length, tall / inches, clip_on=False, **HIDDEN))
        align = "right" if side == 0 else "left"
        axes.text(side + outward * 0.045, y, _name(view, node), ha=align, va="center")


def _plot_bands(
    axes: Axes,
    sides: tuple[Sequence[Node], Sequence[Node]],
    starts: Sequence[Sequence[tuple[float, float]]],
    flows: Sequence[Flow],
    whole: float,
) -> None:
    used = [[top for top, _ in side] for side in starts]
    room = [1 - _GAP * (len(nodes) - 1) for nodes in sides]
    for flow in flows:
        if not flow.cell.value:
            continue
        thick = [room[side] * flow.cell.value / whole for side in (0, 1)]
        left, right = used[0][flow.start], used[1][flow.end]
        used[0][flow.start] += thick[0]
        used[1][flow.end] += thick[1]
        axes.add_patch(_band((left, left + thick[0]), (right, right + thick[1]), sides[0][flow.start].look))


def _band(left: tuple[float, float], right: tuple[float, float], look: Mapping[str, Any]) -> Any:
    """A ribbon from one stretch of the left side to one of the right."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    start, end, middle = _NODE, 1 - _NODE, 0.5
    points = [
        (start, left[0]), (middle, left[0]), (middle, right[0]), (end, right[0]),
        (end, right[1]), (middle, right[1]), (middle, left[1]), (start, left[1]), (start, left[0]),
    ]  # fmt: skip
    curve = [Path.CURVE4] * 3
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    face = {"facecolor": look["facecolor"], "edgecolor": INK, "linewidth": 0.5, "alpha": 0.6}
    return PathPatch(Path(points, codes), **face)
