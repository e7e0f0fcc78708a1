"""Combinations: which answers of a question come together, how often (an UpSet chart)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError
from .alt import Named, alt_text, extremes
from .marks import key_of
from .picture import Picture, make_picture
from .rows import Row, largest_first, plot_rows, rows_height
from .style import GREY, INK, LINE, REASON, WIDTH, add_footer, lines_in, look, new_figure, wrapped
from .view import NOTHING, Cell, View, added, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ON, OFF = "SI", "NO"
MOST = 15
_NAME = 14
_LETTER = 0.1
"""Inches a letter takes."""
_UPRIGHT = 2
_TALL_NAME = 24
_COLUMN = 0.55
"""Inches of a column of circles."""
_ALL_COLUMNS = 0.97
_ROOM = 1.25


@dataclass(frozen=True)
class _Combination(Row):
    """A bar, and which answers are given together, in the order of the columns; none for what is not recorded."""

    on: tuple[bool, ...] = ()


def draw_combinations(
    release: Release,
    *,
    most: int = MOST,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw which answers of a question with several answers come together.

    Parameters
    ----------
    release : counts by one column for each answer, each with the levels ``SI`` and ``NO`` and called by its variable
        and its code (``finalidad_SEXUAL``); also an overlap of lists
        (:func:`~tipanalysis.counts.overlap.count_overlap`)
    most : how many combinations are drawn, the largest; the rest is in the table
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        A row for each combination: full circles say which answers it holds, the bar how many gave exactly these, so
        that nobody stands twice. Combinations that nobody has are left out. A hidden one is a block of always the
        same size, after those shown; where an answer was not recorded the combination is not known, and stands last.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by two or more columns of ``SI`` and ``NO``.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> answers = {"finalidad_SEXUAL": ["SI"] * 70 + ["NO"] * 30, "finalidad_LABORAL": ["NO"] * 60 + ["SI"] * 40}
    >>> picture = draw_combinations(protect(count_by(pd.DataFrame(answers), list(answers))), lang="es")
    >>> "Explotación sexual, 60" in picture.alt
    True
    """
    view = view_of(release, lang, country)
    names = _names(view)
    title = title or view.say("charts_title_combinations", unit=view.unit)
    found, left_out = _combinations(view, names, most)
    named = [(each.name, each.cell) for each in found if each.cell and each.on]
    unknown = [each.cell for each in found if each.cell and not each.on]
    with look():
        figure = new_figure(1.2 + _head(list(names.values())) + rows_height(found))
        _plot(figure, view, list(names.values()), found)
        add_footer(figure, _sentences(view, named, left_out), key_of(view, [cell for _, cell in named], unknown))
    alt = alt_text(view.say("charts_kind_combinations"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _names(view: View) -> dict[str, str]:
    """The columns and what a reader calls them."""
    by = view.release.by
    levels = {level for name in by for level in view.levels(name)}
    if len(by) < 2 or view.estimated or not levels <= {ON, OFF}:
        raise ReleaseError("charts_combinations_dimensions", given=", ".join(by), levels=", ".join(sorted(levels)))
    return {name: wrapped(view.name(name), _NAME if len(by) <= _UPRIGHT else _TALL_NAME) for name in by}


def _head(names: Sequence[str]) -> float:
    """Inches above the circles: names lie where there is room for them, else they stand upright."""
    if len(names) > _UPRIGHT:
        return _LETTER * max(len(line) for name in names for line in name.split("\n"))
    return LINE * max(map(lines_in, names))


def _combinations(view: View, names: dict[str, str], most: int) -> tuple[list[_Combination], int]:
    """The largest combinations, then those that are not known; and how many are left to the table."""
    missing = set(load_codebook().missing_codes)
    cells = view.cells()
    found = [
        _combination(view, names, codes, cell)
        for codes, cell in cells.items()
        if not missing.intersection(codes) and (cell.value or cell.state == "hidden")
    ]
    unknown = added([cell for codes, cell in cells.items() if missing.intersection(codes)])
    ranked = largest_first(found)
    last = _Combination(view.say("charts_unrecorded"), unknown, REASON, gap=True)
    return [*ranked[:most], *([last] if unknown is not NOTHING else [])], max(len(ranked) - most, 0)


def _combination(view: View, names: dict[str, str], codes: Sequence[str], cell: Cell) -> _Combination:
    on = tuple(code == ON for code in codes)
    held = [name.replace("\n", " ") for name, holds in zip(names.values(), on, strict=True) if holds]
    return _Combination("", cell, name=" + ".join(held) or view.say("charts_combinations_none"), on=on)


def _plot(figure: Figure, view: View, names: Sequence[str], found: Sequence[_Combination]) -> None:
    """The circles at the left, the bars at the right, one line for each combination."""
    wide = _COLUMN * max(len(names), 2)
    circles, bars = figure.subplots(1, 2, width_ratios=[wide, max(WIDTH - wide, 0.4 * WIDTH)])
    plot_rows(bars, view, found, room=_ROOM)
    places = [float(place) for place in bars.get_yticks()]
    for y, each in zip(places, found, strict=True):
        _plot_circles(circles, y, each)
    circles.set_xticks(range(len(names)), names, rotation=90 if len(names) > _UPRIGHT else 0)
    circles.set_xlim(-0.6, len(names) - 0.4)
    circles.xaxis.set_ticks_position("top")
    circles.tick_params(length=0)
    circles.spines[:].set_visible(False)
    circles.set_yticks([])
    circles.set_ylim(bars.get_ylim())
    bars.set_yticks([])


def _plot_circles(axes: Axes, y: float, each: _Combination) -> None:
    """A full circle for each answer in the combination, joined by a line; a hollow one for each that is not."""
    if not each.on:
        axes.text(_ALL_COLUMNS, y, each.label, transform=axes.get_yaxis_transform(), ha="right", va="center")
    held = [x for x, holds in enumerate(each.on) if holds]
    for x, holds in enumerate(each.on):
        face, edge = (INK, INK) if holds else ("white", GREY)
        axes.plot([x], [y], marker="o", markersize=9, markerfacecolor=face, color=edge, linestyle="none")
    if len(held) > 1:
        axes.plot([held[0], held[-1]], [y, y], color=INK, linewidth=2, zorder=1)


def _sentences(view: View, named: Sequence[Named], left_out: int) -> list[str]:
    nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
    rest = [view.say("charts_combinations_left_out", n=view.count(left_out))] if left_out else []
    return [*nothing, view.say("charts_combinations_reading", unit=view.unit), *rest]
