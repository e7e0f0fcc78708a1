"""Heat map of two variables: a number in every cell, darker where there are more."""

from __future__ import annotations

from collections.abc import Sequence

from ..release.release import Release
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from .alt import Named, alt_text, extremes, title_of
from .grid import Grid, plot_grid
from .marks import key_of
from .picture import Picture, make_picture
from .style import add_footer, look, new_figure
from .view import View, view_of


def draw_heatmap(
    release: Release,
    *,
    rows: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw the numbers of two variables as a shaded table.

    Parameters
    ----------
    release : by two variables
    rows : the variable that goes down; by default the one with more levels, so that names stay readable
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        Every cell holds its number; hidden cells are hatched and hold the mark, zeros hold 0 on white. What was
        not recorded, and the totals, stand apart and are not shaded: the shades compare known values only.

    Raises
    ------
    ReleaseError
        For anything that is not a Release, or does not have two dimensions.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30, "mayoria_edad": ["18+"] * 35 + ["00-17"] * 35})
    >>> picture = draw_heatmap(protect(count_by(people, ["mayoria_edad", "sexo"])), rows="sexo")
    >>> picture.figure.axes[0].get_yticklabels()[0].get_text()
    'Mujer'
    """
    view = view_of(release, lang, country)
    down, across = _placed(view, rows)
    title = title or title_of(view, (down, across))
    grid = _grid(view, down, across)
    named = _named(view, down, across)
    with look():
        figure = new_figure(grid.height, grid.width)
        plot_grid(figure.subplots(), grid)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        add_footer(figure, nothing, key_of(view, [cell for row in grid.cells for cell in row]))
    alt = alt_text(view.say("charts_kind_heatmap"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _placed(view: View, rows: str | None) -> tuple[str, str]:
    """Which variable goes down and which across."""
    by = view.release.by
    if len(by) != 2 or rows not in (None, *by):
        raise ReleaseError("charts_heatmap_dimensions", given=", ".join(by), rows=rows or "")
    first = rows or max(by, key=lambda variable: len(view.levels(variable) + view.reasons(variable)))
    return (by[0], by[1]) if first == by[0] else (by[1], by[0])


def _grid(view: View, down: str, across: str) -> Grid:
    rows, columns = _blocks(view, down), _blocks(view, across)
    cells = tuple(tuple(view.cell(**{down: row, across: column}) for column in _all(columns)) for row in _all(rows))
    return Grid(
        rows=tuple(tuple(view.label(down, code) for code in block) for block in rows),
        columns=tuple(tuple(view.label(across, code) for code in block) for block in columns),
        cells=cells,
        texts=tuple(tuple(view.written(cell) for cell in row) for row in cells),
        row_title=view.name(down),
        column_title=view.name(across),
    )


def _blocks(view: View, variable: str) -> tuple[Sequence[str], ...]:
    """The levels that say something, the reasons for missing, and the total (of counts)."""
    return view.levels(variable), view.reasons(variable), [] if view.estimated else [TOTAL]


def _all(blocks: Sequence[Sequence[str]]) -> list[str]:
    return [code for block in blocks for code in block]


def _named(view: View, down: str, across: str) -> list[Named]:
    """The cells of known levels with their names."""
    return [
        (f"{view.label(down, row)}, {view.label(across, column)}", view.cell(**{down: row, across: column}))
        for row in view.levels(down)
        for column in view.levels(across)
    ]
