"""Drawing lines by year: bands of definitions, broken lines, names at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, nan
from typing import TYPE_CHECKING, Any, cast

from ..pages.notes import HIDDEN_MARK
from .style import GREY, HIDDEN, INK, LINE, LINES, PALE, LineLook, lines_in, wrapped
from .view import Cell, View, largest

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_LINES = 6
"""More lines than this cannot be told apart."""
_BLOCK = 0.05
_TOP = 1.25
_HEIGHT = 3.3
_AROUND = 1.2
_MOST_TICKS = 9
_MOST_NUMBERS = 16
_UNRECORDED = LineLook(GREY, "x", (0, (1, 2)))


@dataclass(frozen=True)
class Line:
    """A name and its values by year; ``unrecorded`` for those whose level is not known."""

    name: str
    points: tuple[tuple[int, Cell], ...]
    unrecorded: bool = False

    def sum(self) -> float:
        """What is shown of it."""
        return sum(cell.value or 0.0 for _, cell in self.points)


@dataclass(frozen=True)
class Band:
    """The years from ``year`` on, counted under another definition."""

    year: int
    label: str


def plot_lines(
    axes: Axes, view: View, lines: Sequence[Line], bands: Sequence[Band], partial: int | None, name: str
) -> None:
    """Draw ``lines`` over ``bands``; the axis starts at zero. Without years there is nothing to draw."""
    cells = [cell for line in lines for _, cell in line.points]
    years = [year for line in lines for year, _ in line.points]
    if not years:
        axes.set_axis_off()
        return
    most = largest(cells)
    full = most or 1.0
    _plot_bands(axes, bands, max(years), full)
    looks = [_UNRECORDED if line.unrecorded else LINES[at % len(LINES)] for at, line in enumerate(lines)]
    for at, (line, line_look) in enumerate(zip(lines, looks, strict=True)):
        _plot_line(axes, line, line_look, partial)
        _plot_hidden(axes, line, line_look, (at - (len(lines) - 1) / 2) * 0.24, full)
    if len(lines) <= 2 and len(set(years)) <= _MOST_NUMBERS:
        _write_numbers(axes, view, lines, full)
    if len(lines) > 1:
        write_names(axes, lines, looks, max(years), full)
    _set_axes(axes, view, years, most, name)


def _plot_bands(axes: Axes, bands: Sequence[Band], last: int, full: float) -> None:
    ends = [band.year - 0.5 for band in bands[1:]] + [last + 0.5] * bool(bands)
    for at, (band, end) in enumerate(zip(bands, ends, strict=True)):
        start = band.year - 0.5
        axes.axvspan(start, end, color=PALE, alpha=0.65 if at % 2 == 0 else 0.25, linewidth=0)
        axes.axvline(start, color=GREY, linewidth=1, linestyle=(0, (4, 3)))
        axes.text(start + 0.06, 0.988 * _TOP * full, str(band.year), ha="left", va="top", color=INK, style="italic")


def _plot_line(axes: Axes, line: Line, line_look: LineLook, partial: int | None) -> None:
    """Markers and strokes; the line breaks where a year has no number to show."""
    xs = [year for year, _ in line.points]
    ys = [nan if cell.value is None else cell.value for _, cell in line.points]
    whole = [nan if year == partial else y for year, y in zip(xs, ys, strict=True)]
    axes.plot(
        xs,
        whole,
        color=line_look.color,
        linestyle=line_look.linestyle,
        linewidth=2,
        clip_on=False,
        **_marker(line_look),
    )
    if partial in xs:
        at = xs.index(partial)
        stretch = slice(max(at - 1, 0), at + 1)
        axes.plot(xs[stretch], ys[stretch], color=line_look.color, linestyle=(0, (2, 2)), linewidth=1.2)
        hollow: dict[str, Any] = {**_marker(line_look), "markerfacecolor": "white"}
        axes.plot(xs[at], ys[at], color=line_look.color, linestyle="none", **hollow)
    for year, cell in line.points:
        if cell.low is not None and cell.high is not None:
            axes.plot([year, year], [cell.low, cell.high], color=line_look.color, linewidth=1.2, marker="_")


def _marker(line_look: LineLook) -> dict[str, Any]:
    return {"marker": line_look.marker, "markersize": 7, "markeredgecolor": line_look.color}


def _plot_hidden(axes: Axes, line: Line, line_look: LineLook, shift: float, full: float) -> None:
    """A block at the foot for each hidden year: always the same size."""
    block = {**HIDDEN, "edgecolor": line_look.color}
    for year, cell in line.points:
        if cell.state == "hidden":
            axes.bar(year + shift, _BLOCK * full, width=0.22, **block)
            axes.text(year + shift, (_BLOCK + 0.01) * full, HIDDEN_MARK, ha="center", va="bottom", color=INK)


def _write_numbers(axes: Axes, view: View, lines: Sequence[Line], full: float) -> None:
    """The number at each point: above the higher line, under the lower one."""
    by_year: dict[int, list[float]] = {}
    for line in lines:
        for year, cell in line.points:
            if cell.value is not None:
                by_year.setdefault(year, []).append(cell.value)
    for year, values in by_year.items():
        for value in set(values):
            below = len(values) > 1 and value == min(values) < max(values) and value > 0.08 * full
            text = axes.annotate(
                view.number(value),
                (year, value),
                xytext=(0, -7 if below else 7),
                textcoords="offset points",
                ha="center",
                va="top" if below else "bottom",
            )
            text.set_path_effects(_halo())


def _halo() -> list[Any]:
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=2.5, foreground="white")]


def write_names(axes: Axes, lines: Sequence[Line], looks: Sequence[LineLook], last: int, full: float) -> None:
    """Each line's marker and name at its right end, pushed apart where they would meet."""
    from matplotlib.transforms import offset_copy

    names = _names(lines)
    ends = [next((cell.value for _, cell in reversed(line.points) if cell.value is not None), 0.0) for line in lines]
    halves = [0.5 * _TOP * full * LINE * lines_in(name) / axes_height(lines) for name in names]
    apart = offset_copy(axes.transData, cast("Figure", axes.figure), x=14, units="points")
    for name, line_look, y in zip(names, looks, spread(ends, halves, _TOP * full), strict=True):
        beside: dict[str, Any] = {"textcoords": "offset points", "va": "center", "ha": "left", "annotation_clip": False}
        axes.annotate(name, (last + 0.5, y), xytext=(26, 0), weight="bold", **beside)
        axes.plot([last + 0.5], [y], color=line_look.color, clip_on=False, transform=apart, **_marker(line_look))


def _names(lines: Sequence[Line]) -> list[str]:
    return [wrapped(line.name, 18) for line in lines]


def axes_height(lines: Sequence[Line]) -> float:
    """Inches: room for every name beside the axes, one above the other."""
    return max(_HEIGHT, LINE * sum(map(lines_in, _names(lines))) if len(lines) > 1 else 0.0)


def series_height(lines: Sequence[Line]) -> float:
    """Inches of a figure of ``lines``."""
    return _AROUND + (axes_height(lines) if any(line.points for line in lines) else 0.0)


def spread(ends: Sequence[float], halves: Sequence[float], top: float) -> list[float]:
    """Places near ``ends`` where labels of these half heights do not meet, from 0 to ``top`` as far as they fit.

    Examples
    --------
    >>> spread([1.0, 9.0, 9.5], [1.0, 1.0, 1.0], top=10.0)
    [1.0, 7.0, 9.0]
    """
    order = sorted(range(len(ends)), key=lambda at: ends[at])
    places = list(ends)
    floor = -max(halves, default=0.0)
    for at in order:
        places[at] = max(ends[at], floor + halves[at])
        floor = places[at] + halves[at]
    ceiling = top
    for at in reversed(order):
        places[at] = min(places[at], ceiling - halves[at])
        ceiling = places[at] - halves[at]
    return places


def _set_axes(axes: Axes, view: View, years: Sequence[int], most: float, name: str) -> None:
    from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator

    first, last = min(years), max(years)
    step = ceil((last - first + 1) / _MOST_TICKS)
    shown = list(range(last, first - 1, -step))
    axes.set_xticks(shown, [str(year) for year in shown])
    axes.set_xlim(first - 0.5, last + 0.5)
    axes.set_ylim(0, _TOP * (most or 1.0))
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=not view.estimated) if most else FixedLocator([0]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: view.number(value, 0 if most >= 5 else 1)))
    axes.set_ylabel(wrapped(name, 40))
    axes.grid(axis="y", color=PALE, linewidth=0.8)
