"""Marks that charts share: a bar or what stands for it, what the key explains, the axis in the country's numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ..pages.notes import HIDDEN_MARK
from .style import GREY, HIDDEN, INK, PALE, REASON
from .view import Cell, View

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLOCK = 0.05
"""Length of the block of a hidden cell, as a part of the axis: the same whatever it hides."""
_BAR = 0.72
_GAP = 6


def draw_bar(
    axes: Axes,
    y: float,
    cell: Cell,
    view: View,
    look: Mapping[str, Any],
    *,
    full: float,
    side: int = 1,
    text: bool | str = True,
) -> None:
    """A bar from zero to the value of ``cell``, towards ``side``, with its number; a block where it is hidden.

    ``full`` is the largest value of the chart; ``text`` may be words of its own, or nothing to write.
    """
    end = 0.0
    if cell.state == "hidden":
        end = BLOCK * full
        axes.barh(y, side * end, height=_BAR, **HIDDEN)
    elif cell.value is not None:
        axes.barh(y, side * cell.value, height=_BAR, **look)
        end = max(cell.value, cell.high or 0.0)
        _draw_interval(axes, y, cell)
    if text:
        align = "left" if side > 0 else "right"
        apart: dict[str, Any] = {"textcoords": "offset points", "xytext": (side * _GAP, 0), "ha": align, "va": "center"}
        words = text if isinstance(text, str) else bar_text(cell, view)
        axes.annotate(words, (side * end, y), annotation_clip=False, **apart)


def _draw_interval(axes: Axes, y: float, cell: Cell) -> None:
    if cell.value is not None and cell.low is not None and cell.high is not None:
        ends = [[max(cell.value - cell.low, 0.0)], [max(cell.high - cell.value, 0.0)]]
        axes.errorbar(cell.value, y, xerr=ends, fmt="none", ecolor=INK, elinewidth=1.3, capsize=4)


def bar_text(cell: Cell, view: View) -> str:
    """The number beside a bar, with its interval where it has one."""
    if cell.low is None or cell.high is None:
        return view.written(cell)
    return view.say("charts_with_interval", value=view.written(cell), interval=view.interval(cell.low, cell.high))


def key_of(view: View, cells: Iterable[Cell], reasons: Iterable[Cell] = ()) -> dict[str, Mapping[str, Any]]:
    """What the key has to explain: hidden cells and values not recorded, each only where it is drawn."""
    unrecorded = list(reasons)
    looks: dict[str, Mapping[str, Any]] = {}
    if any(cell.state == "hidden" for cell in [*cells, *unrecorded]):
        looks[view.say("charts_key_hidden", mark=HIDDEN_MARK)] = HIDDEN
    if any(cell.value for cell in unrecorded):
        looks[view.say("charts_key_reasons")] = REASON
    return looks


def number_axis(axes: Axes, view: View, name: str, full: float) -> None:
    """The horizontal axis: a few numbers, written as the country writes them, never a minus sign.

    ``full`` is the largest value shown; without one the axis has no scale, only its zero.
    """
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    decimals = 0 if full >= 5 else 1
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=not view.estimated) if full else FixedLocator([0]))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: view.number(abs(value), decimals)))
    axes.set_xlabel(name)
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0, color=GREY, linewidth=1)
