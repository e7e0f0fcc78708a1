"""A shaded table: one rectangle and one text a cell, blocks of levels set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .style import GREY, HIDDEN, LINE, SCALE, WIDTH, lines_in, wrapped
from .view import Cell, largest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LETTER = 0.095
"""Inches a letter takes."""
_ROW_LETTERS = 28
_TALL_LETTERS = 26
_NAMES = 2.6
_MOST_LINES = 4
_GAP = 0.2
Names = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """What a shaded table shows. ``rows`` and ``columns`` are names in blocks; only the cells of the two first
    blocks are shaded, the rest (reasons for missing, totals) is not compared. ``cells`` and ``texts`` run over
    all blocks.
    """

    rows: Names
    columns: Names
    cells: Sequence[Sequence[Cell]]
    texts: Sequence[Sequence[str]]
    row_title: str
    column_title: str
    most: float | None = None
    """The value of the darkest shade; by default the largest shown."""

    @cached_property
    def row_names(self) -> list[str]:
        """The names of the rows, wrapped."""
        return [wrapped(name, _ROW_LETTERS) for block in self.rows for name in block]

    @cached_property
    def widths(self) -> list[float]:
        """Inches of each column: what its longest number takes, or an equal part of the page."""
        count = sum(len(block) for block in self.columns)
        least = min(1.0, (WIDTH - _NAMES) / max(count, 1))
        longest = [max((_longest(row[at]) for row in self.texts), default=1) for at in range(count)]
        return [max(0.16 + _LETTER * letters, least) for letters in longest]

    @cached_property
    def tall(self) -> bool:
        """Whether the names of the columns have to stand upright."""
        names = [name for block in self.columns for name in block]
        fitting = [max(int(width / _LETTER), 1) for width in self.widths]
        return any(
            _longest(name.replace(" ", "\n")) > letters or lines_in(wrapped(name, letters)) > _MOST_LINES
            for name, letters in zip(names, fitting, strict=True)
        )

    @cached_property
    def column_names(self) -> list[str]:
        """The names of the columns, wrapped to their cells or, upright, to the space above them."""
        names = [name for block in self.columns for name in block]
        letters = [_TALL_LETTERS if self.tall else max(int(width / _LETTER), 1) for width in self.widths]
        return [wrapped(name, most) for name, most in zip(names, letters, strict=True)]

    @property
    def width(self) -> float:
        """Inches: a page, or more where the columns need it."""
        return max(WIDTH, 0.6 + _LETTER * max(map(_longest, self.row_names), default=1) + sum(self.widths))

    @property
    def row_height(self) -> float:
        """Inches of each row."""
        texts = (text for row in self.texts for text in row)
        return 0.14 + LINE * max((lines_in(text) for text in (*self.row_names, *texts)), default=1)

    @property
    def height(self) -> float:
        """Inches that rows and names take."""
        letters, lines = (max(map(of, self.column_names), default=1) for of in (_longest, lines_in))
        head = _LETTER * letters if self.tall else LINE * lines
        return 1.1 + head + self.row_height * max(len(self.row_names), 2)


def _longest(text: str) -> int:
    return max(map(len, text.split("\n")))


def plot_grid(axes: Axes, grid: Grid) -> None:
    """Draw ``grid``: names above and at the left, the first row at the top."""
    downs = _places(grid.rows, [1.0] * len(grid.row_names))
    acrosses = _places(grid.columns, grid.widths)
    known_rows, known_columns = len(grid.rows[0]), len(grid.columns[0])
    full = grid.most or largest(cell for row in grid.cells[:known_rows] for cell in row[:known_columns])
    for at, (y, row) in enumerate(zip(downs, grid.cells, strict=True)):
        for beside, (x, cell) in enumerate(zip(acrosses, row, strict=True)):
            shaded = at < known_rows and beside < known_columns
            shade = cell.value / full if shaded and cell.value else 0.0
            _plot_cell(axes, (x, y, grid.widths[beside]), cell, grid.texts[at][beside], shade)
    right = acrosses[-1] + grid.widths[-1] / 2 if acrosses else 1.0
    axes.set_xlim(0, right)
    axes.set_ylim(max(downs, default=0.5) + 0.5, 0)
    _name_axes(axes, grid, downs, acrosses)


def _places(blocks: Names, sizes: Sequence[float]) -> list[float]:
    """The middle of each level: side by side, a little apart between blocks."""
    places: list[float] = []
    start = 0.0
    for block in blocks:
        for size in sizes[len(places) : len(places) + len(block)]:
            places.append(start + size / 2)
            start += size
        start += _GAP if block else 0.0
    return places


def _plot_cell(axes: Axes, place: tuple[float, float, float], cell: Cell, text: str, shade: float) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    x, y, width = place
    color = colormaps[SCALE](0.08 + 0.92 * shade)[:3] if shade else (1.0, 1.0, 1.0)
    plain = {"facecolor": color, "edgecolor": GREY, "linewidth": 0.6}
    axes.add_patch(Rectangle((x - width / 2, y - 0.5), width, 1, **(HIDDEN if cell.state == "hidden" else plain)))
    backing = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    box = backing if cell.state == "hidden" else None
    axes.text(x, y, text, ha="center", va="center", color=ink_on(color), bbox=box)


def _name_axes(axes: Axes, grid: Grid, downs: Sequence[float], acrosses: Sequence[float]) -> None:
    axes.set_yticks(downs, grid.row_names)
    upright: dict[str, Any] = {"rotation": 90} if grid.tall else {}
    axes.set_xticks(acrosses, grid.column_names, **upright)
    axes.xaxis.set_ticks_position("top")
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(grid.column_title, weight="bold", labelpad=8)
    axes.set_ylabel(grid.row_title, weight="bold", labelpad=8)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def ink_on(color: Sequence[float]) -> str:
    """Black or white, whichever stands out more on ``color`` (WCAG contrast)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return "black" if (light + 0.05) / 0.05 > 1.05 / (light + 0.05) else "white"
