"""Rows of bars: one line for each bar or heading, in the order given; a hidden number is a block beside its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any, TypeVar

from .alt import axis_name
from .marks import draw_bar, number_axis
from .style import BLUE, INK, lines_in
from .view import Cell, View, largest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COUNTED: Mapping[str, Any] = {"facecolor": BLUE, "edgecolor": INK, "linewidth": 0.6}
"""The look of an ordinary bar."""
ROW = 0.28
"""Inches of a row with a name of one line."""
_GAP = 0.6
ROOM = 1.18
"""What the axis of counts leaves beyond the longest bar for its number, as a part of it."""


@dataclass(frozen=True)
class Row:
    """One line of a chart: a bar, or the heading of a group (no cell).

    ``gap`` leaves room above it, ``name`` is what it is called away from its neighbours, ``text`` stands beside the
    bar instead of its number.
    """

    label: str
    cell: Cell | None
    look: Mapping[str, Any] = field(default_factory=lambda: COUNTED)
    gap: bool = False
    name: str = ""
    text: str = ""


SomeRow = TypeVar("SomeRow", bound=Row)


def rows_height(rows: Sequence[Row]) -> float:
    """Inches that the rows take, without the axis below them."""
    return ROW * max(sum(map(_size, rows)), 3)


def plot_rows(
    axes: Axes, view: View, rows: Sequence[Row], *, room: float = ROOM, full: float | None = None, name: str = ""
) -> None:
    """Draw ``rows`` from top to bottom.

    ``full`` is the end of the scale, by default the largest value shown; ``room`` what the axis leaves beyond it for
    the numbers; ``name`` the name of the axis, by default what is counted.
    """
    ends = list(accumulate(map(_size, rows)))
    places = [end - _tall(row) / 2 for end, row in zip(ends, rows, strict=True)]
    most = largest([row.cell for row in rows if row.cell]) if full is None else full
    for y, row in zip(places, rows, strict=True):
        if row.cell:
            draw_bar(axes, y, row.cell, view, row.look, full=most or 1.0, text=row.text or True)
    axes.set_yticks(places, [row.label for row in rows])
    for tick, row in zip(axes.get_yticklabels(), rows, strict=True):
        tick.set_fontweight("bold" if row.cell is None else "normal")
    number_axis(axes, view, name or axis_name(view), most)
    axes.set_xlim(0, (most or 1.0) * room)
    if full is not None:
        axes.set_xticks([tick for tick in axes.get_xticks() if 0 <= tick <= full])
    axes.set_ylim(max(ends, default=1.0) + 0.2, -0.2)


def _size(row: Row) -> float:
    """What a row takes, the gap above it included; 1 is a bar with a name of one line."""
    return _tall(row) + _GAP * row.gap


def _tall(row: Row) -> float:
    return max(0.75 * lines_in(row.label), 1.0)


def largest_first(rows: Sequence[SomeRow]) -> list[SomeRow]:
    """By the value shown; rows without one after them, in the order they came."""

    def place(row: Row) -> tuple[bool, float]:
        value = row.cell.value if row.cell else None
        return value is None, -(value or 0.0)

    return sorted(rows, key=place)
