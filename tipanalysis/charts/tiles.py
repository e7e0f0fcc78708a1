"""Tile map: one square of the same size for each province, about where it lies; no border, no point on a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..release.release import Release
from ..standard.country import load_country
from ..standard.rows import has_rows, list_names, read_rows
from ..words.errors import ReleaseError
from .alt import alt_text, extremes, title_of
from .grid import ink_on
from .marks import key_of
from .picture import Picture, make_picture
from .style import GREY, HIDDEN, INK, LINE, REASON, SCALE, add_footer, lines_in, look, new_figure, wrapped
from .view import Cell, View, largest, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_SIDE = 1.3
"""Inches of a tile."""
_BETWEEN = 0.06
_APART = 0.35
"""Room between the map and what has no place on it, in tiles."""
_NAME = 12
_LAYOUT = "_tiles"


@dataclass(frozen=True)
class _Tile:
    """One square: its corner in tiles, its name and number, and whether it lies on the map."""

    x: float
    y: float
    name: str
    cell: Cell
    placed: bool


def draw_tiles(
    release: Release, *, title: str | None = None, lang: str | None = None, country: str | None = None
) -> Picture:
    """Draw a tile map of the provinces of the country.

    Parameters
    ----------
    release : by one variable of provinces (``provincia_residencia``, ``provincia_explotacion`` …): counts, shares or
        rates
    title : by default what is counted and by what
    lang, country : by default the settings. The map is that of the country of the records; where they name none, of
        ``country``

    Returns
    -------
    Picture
        A square for each province, darker where there are more, with its number. Squares have the same size because
        provinces with much land do not weigh more than others. Hidden numbers are hatched, zeros white. People from
        outside the country and those without a recorded province stand apart below the map, unshaded.

    Raises
    ------
    ReleaseError
        For anything that is not a Release by one variable of provinces, and for a country without a layout.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"provincia_residencia": ["SJ"] * 40 + ["L"] * 30})
    >>> "San José, 40" in draw_tiles(protect(count_by(people, "provincia_residencia")), lang="es").alt
    True
    """
    view = view_of(release, lang, country)
    iso3 = release.provenance.country or view.country
    tiles = _tiles(view, _checked(view, iso3), load_country(iso3).provinces)
    title = title or title_of(view)
    named = [(tile.name, tile.cell) for tile in tiles if tile.placed]
    with look():
        figure = new_figure(_SIDE * (max((tile.y for tile in tiles), default=0.0) + 1) + 0.5)
        _plot(figure.subplots(), view, tiles)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        add_footer(figure, [*nothing, view.say("charts_tiles_reading")], _key(view, tiles))
    alt = alt_text(view.say("charts_kind_tiles"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _checked(view: View, iso3: str) -> Mapping[str, tuple[int, int]]:
    """The layout of the country: for each province its row and its column."""
    by = view.release.by
    if len(by) != 1 or not by[0].startswith("provincia_"):
        raise ReleaseError("charts_tiles_dimensions", given=", ".join(by))
    if not has_rows(f"countries/{iso3}{_LAYOUT}"):
        known = ", ".join(list_names("countries", f"{_LAYOUT}.csv"))
        raise ReleaseError("charts_tiles_country", given=iso3, known=known)
    rows = read_rows(f"countries/{iso3}{_LAYOUT}")
    return {row["code"]: (int(row["row"]), int(row["column"])) for row in rows}


def _tiles(view: View, layout: Mapping[str, tuple[int, int]], provinces: Mapping[str, Any]) -> list[_Tile]:
    """Every province, also those that nobody is counted in, then what has no place on the map."""
    (variable,) = view.release.by
    tiles = []
    for code, (row, column) in layout.items():
        cell = view.cell(**{variable: code})
        counted = Cell("shown", 0.0) if cell.state == "not_applicable" and not view.estimated else cell
        tiles.append(_Tile(column, row, provinces[code].name, counted, placed=True))
    below = max(row for row, _ in layout.values()) + 1 + _APART
    outside = [code for code in [*view.levels(variable), *view.reasons(variable)] if code not in layout]
    across = max(column for _, column in layout.values()) + 1
    for at, code in enumerate(outside):
        name, cell = view.label(variable, code), view.cell(**{variable: code})
        tiles.append(_Tile(at % across, below + at // across, name, cell, placed=False))
    return tiles


def _plot(axes: Axes, view: View, tiles: list[_Tile]) -> None:
    from matplotlib import colormaps
    from matplotlib.patches import Rectangle

    full = largest(tile.cell for tile in tiles if tile.placed) or 1.0
    side = 1 - _BETWEEN
    for tile in tiles:
        shade = tile.cell.value / full if tile.placed and tile.cell.value else 0.0
        color = colormaps[SCALE](0.08 + 0.92 * shade)[:3] if shade else (1.0, 1.0, 1.0)
        plain: dict[str, Any] = {"facecolor": color, "edgecolor": GREY, "linewidth": 0.8}
        hidden = tile.cell.state == "hidden"
        axes.add_patch(
            Rectangle((tile.x, tile.y), side, side, **(HIDDEN if hidden else plain if tile.placed else REASON))
        )
        _write(axes, view, tile, ink_on(color) if tile.placed else INK)
    axes.set_xlim(-_BETWEEN, max(tile.x for tile in tiles) + 1)
    axes.set_ylim(max(tile.y for tile in tiles) + 1, -_BETWEEN)
    axes.set_aspect("equal")
    axes.set_axis_off()


def _write(axes: Axes, view: View, tile: _Tile, color: str) -> None:
    """The name above, the number below; on hatches each with a ground of its own."""
    ground = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
    box = ground if tile.cell.state == "hidden" else None
    middle = (1 - _BETWEEN) / 2
    name = wrapped(tile.name, _NAME)
    lift = LINE * lines_in(name) / _SIDE / 2
    both: dict[str, Any] = {"ha": "center", "va": "center", "color": color, "bbox": box}
    axes.text(tile.x + middle, tile.y + middle - 0.5 * LINE / _SIDE, name, **both)
    axes.text(
        tile.x + middle, tile.y + middle + lift + 0.15 * LINE / _SIDE, view.written(tile.cell), weight="bold", **both
    )


def _key(view: View, tiles: list[_Tile]) -> dict[str, Mapping[str, Any]]:
    hidden = [Cell("hidden")] if any(tile.cell.state == "hidden" for tile in tiles) else []
    looks = dict(key_of(view, hidden))
    if any(not tile.placed for tile in tiles):
        looks[view.say("charts_tiles_apart")] = REASON
    return looks
