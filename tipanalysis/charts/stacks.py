"""Stacked wholes: the parts of each row side by side, what was not recorded among them, what is hidden beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..pages.notes import HIDDEN_MARK
from ..words.numbers import PERCENT
from .alt import axis_name
from .grid import ink_on
from .marks import number_axis
from .series_plot import spread
from .style import HIDDEN, LINE, lines_in
from .view import Cell, View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes

_BLOCK = (1.015, 0.03)
"""Where the block of what is hidden stands beside the axes, and how long it is: the same whatever it hides."""
_TALL = 0.17
"""Inches: its height."""
_TOTAL = 1.06
UNIT = 0.34
"""Inches of an ordinary row."""
_BAR = 0.72
_MARGIN = 1.01
_ROOM = 0.075
"""A part shorter than this, of the axis, holds no number."""


@dataclass(frozen=True)
class Part:
    """One part of every whole: what it is called and how it looks."""

    name: str
    look: Mapping[str, Any]


@dataclass(frozen=True)
class Stack:
    """One row: its parts in the order of the key, the whole they belong to, and its height in rows."""

    name: str
    cells: tuple[Cell, ...]
    whole: Cell
    height: float = 1.0

    @property
    def shown(self) -> float:
        """The sum of the parts that are shown."""
        return sum(cell.value or 0.0 for cell in self.cells)

    @property
    def hides(self) -> bool:
        """Whether a part or the whole is hidden."""
        return any(cell.state == "hidden" for cell in (*self.cells, self.whole))


def height_for(name: str) -> float:
    """The height, in rows, that a name of several lines needs."""
    return max(1.0, (LINE * lines_in(name) + 0.06) / UNIT)


def plot_stacks(
    axes: Axes,
    view: View,
    parts: Sequence[Part],
    stacks: Sequence[Stack],
    *,
    shares: bool,
    bar: float = _BAR,
    unit: float = UNIT,
) -> None:
    """Draw ``stacks`` from top to bottom: as percentages of each whole, or as numbers.

    ``bar`` is the part of its row that a bar fills, ``unit`` the inches of a row of height 1. Beside the axes stand
    each total and, where a part is hidden, a block of always the same size. Names are pushed apart where they meet.
    """
    full = PERCENT if shares else max((stack.shown for stack in stacks), default=0.0)
    ends = list(accumulate(stack.height for stack in stacks))
    middles = [end - stack.height / 2 for end, stack in zip(ends, stacks, strict=True)]
    names = spread(middles, [LINE * lines_in(stack.name) / unit / 2 for stack in stacks], ends[-1] if ends else 1.0)
    for middle, name, stack in zip(middles, names, stacks, strict=True):
        _plot_parts(axes, view, (middle, bar * stack.height, unit), parts, stack, full or 1.0, shares=shares)
        _plot_beside(axes, view, name, stack, unit)
    axes.set_yticks(names, [stack.name for stack in stacks])
    number_axis(axes, view, view.say("charts_axis_share", unit=view.unit) if shares else axis_name(view), full)
    axes.set_xlim(0, (full or 1.0) * _MARGIN)
    axes.set_ylim(ends[-1] if ends else 1.0, 0)


def _plot_parts(
    axes: Axes,
    view: View,
    place: tuple[float, float, float],
    parts: Sequence[Part],
    stack: Stack,
    full: float,
    *,
    shares: bool,
) -> None:
    """The parts that are shown, one after the other; of a whole that is hidden there are no percentages."""
    y, height, unit = place
    start = 0.0
    scale = PERCENT / stack.whole.value if shares and stack.whole.value else 0.0 if shares else 1.0
    for part, cell in zip(parts, stack.cells, strict=True):
        length = (cell.value or 0.0) * scale
        if not length:
            continue
        axes.barh(y, length, left=start, height=height, **part.look)
        if length >= _ROOM * full and height * unit > 0.9 * LINE:
            axes.text(start + length / 2, y, _written(view, cell, length, shares), **_in_part(part))
        start += length


def _written(view: View, cell: Cell, length: float, shares: bool) -> str:
    return view.whole_percent(length) if shares else view.written(cell)


def _in_part(part: Part) -> dict[str, Any]:
    from matplotlib.colors import to_hex, to_rgb

    color = to_rgb(part.look["facecolor"])
    backing = {"boxstyle": "round,pad=0.12", "facecolor": to_hex(color), "edgecolor": "none"}
    return {"ha": "center", "va": "center", "color": ink_on(color), "bbox": backing}


def _plot_beside(axes: Axes, view: View, y: float, stack: Stack, unit: float) -> None:
    if stack.hides:
        start, length = _BLOCK
        beside: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "clip_on": False}
        axes.barh(y, length, left=start, height=_TALL / unit, **HIDDEN, **beside)
    axes.annotate(
        total_of(view, stack.whole),
        (_TOTAL, y),
        xycoords=("axes fraction", "data"),
        va="center",
        annotation_clip=False,
    )


def total_of(view: View, whole: Cell) -> str:
    """How many a row is made of, in words as short as can be."""
    return view.say("charts_stack_total", n=HIDDEN_MARK if whole.value is None else view.count(whole.value))
