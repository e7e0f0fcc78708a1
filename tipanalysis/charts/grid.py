"""A shaded table: one rectangle and one text a cell, blocks of levels set apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .style import GREY, HIDDEN, INK, SCALE, WIDTH, lines_in, wrapped
from .view import Cell, largest

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LETTER = 0.095
"""Inches a letter takes."""
_LINE = 0.19
_ROW_LETTERS = 28
_TALL_LETTERS = 26
_GAP = 0.25
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

    @property
    def _cell_width(self) -> float:
        longest = max((len(line) for row in self.texts for text in row for line in text.split("\n")), default=1)
        columns = max(sum(len(block) for block in self.columns), 1)
        return max(0.16 + _LETTER * longest, min(1.0, (WIDTH - 2.6) / columns))

    @cached_property
    def tall(self) -> bool:
        """Whether the names of the columns have to stand upright."""
        letters = int(self._cell_width / _LETTER)
        words = [word for block in self.columns for name in block for word in name.split()]
        many = any(lines_in(wrapped(name, max(letters, 1))) > 3 for block in self.columns for name in block)
        return many or any(len(word) > letters for word in words)

    @cached_property
    def column_names(self) -> list[str]:
        """The names of the columns, wrapped to their cells or, upright, to the space above them."""
        letters = _TALL_LETTERS if self.tall else max(int(self._cell_width / _LETTER), 1)
        return [wrapped(name, letters) for block in self.columns for name in block]

    @property
    def width(self) -> float:
        """Inches: a page, or more where the columns need it."""
        names = max((len(line) for name in self.row_names for line in name.split("\n")), default=1)
        return max(WIDTH, 0.6 + _LETTER * names + self._cell_width * len(self.column_names))

    @property
    def height(self) -> float:
        """Inches that rows and names take."""
        lines = max((lines_in(name) for name in self.row_names), default=1)
        lines = max(lines, *(lines_in(text) for row in self.texts for text in row), 1)
        letters = max((len(line) for name in self.column_names for line in name.split("\n")), default=1)
        head = _LETTER * letters if self.tall else _LINE * max(map(lines_in, self.column_names), default=1)
        return 1.3 + head + (_LINE * lines + 0.14) * max(len(self.row_names), 2)


def plot_grid(axes: Axes, grid: Grid) -> None:
    """Draw ``grid``: names above and at the left, the first row at the top."""
    downs, acrosses = _places(grid.rows), _places(grid.columns)
    known_rows, known_columns = len(grid.rows[0]), len(grid.columns[0])
    known = [cell for row in grid.cells[:known_rows] for cell in row[:known_columns]]
    full = grid.most or largest(known)
    for at, (y, row) in enumerate(zip(downs, grid.cells, strict=True)):
        for beside, (x, cell) in enumerate(zip(acrosses, row, strict=True)):
            shaded = at < known_rows and beside < known_columns
            _plot_cell(axes, x, y, cell, grid.texts[at][beside], cell.value / full if shaded and cell.value else 0.0)
    axes.set_xlim(-0.5, max(acrosses, default=0.0) + 0.5)
    axes.set_ylim(max(downs, default=0.0) + 0.5, -0.5)
    axes.set_yticks(downs, grid.row_names)
    upright: dict[str, Any] = {"rotation": 90} if grid.tall else {}
    axes.set_xticks(acrosses, grid.column_names, **upright)
    axes.xaxis.set_ticks_position("top")
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(grid.column_title, weight="bold", labelpad=8)
    axes.set_ylabel(grid.row_title, weight="bold", labelpad=8)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _places(blocks: Names) -> list[float]:
    """Where each level stands: one apart, a little more between blocks."""
    places: list[float] = []
    for block in blocks:
        start = places[-1] + 1 + _GAP if places and block else (places[-1] + 1 if places else 0.0)
        places += [start + at for at in range(len(block))]
    return places


def _plot_cell(axes: Axes, x: float, y: float, cell: Cell, text: str, shade: float) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    color = colormaps[SCALE](0.08 + 0.92 * shade)[:3] if shade else (1.0, 1.0, 1.0)
    plain = {"facecolor": color, "edgecolor": GREY, "linewidth": 0.6}
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, **(HIDDEN if cell.state == "hidden" else plain)))
    backing = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    axes.text(
        x, y, text, ha="center", va="center", color=ink_on(color), bbox=backing if cell.state == "hidden" else None
    )


def ink_on(color: Sequence[float]) -> str:
    """Black or white, whichever stands out more on ``color`` (WCAG contrast)."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color]
    light = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return INK if (light + 0.05) / 0.066 > 1.05 / (light + 0.05) else "white"
