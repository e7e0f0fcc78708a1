"""Reasons: for each variable, how many units lack a value and why, reason by reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..pages.notes import require_release
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT
from .alt import alt_text
from .grid import Grid, plot_grid
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .style import add_footer, look, new_figure
from .view import NOTHING, Cell, View, view_of


def draw_reasons(
    releases: Mapping[str, Release],
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw which part of each variable has no value, with the reasons kept apart.

    Parameters
    ----------
    releases : releases by one variable each, of counts or of shares of the grand total
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        A row for each variable, a column for each reason that occurs. A cell holds the percentage of all
        units; hidden where the number is. A variable without gaps shows zeros.

    Raises
    ------
    ReleaseError
        For anything that is not a Release by one variable.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect_together
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 42 + ["NP"] * 28})
    >>> releases = protect_together({"sexo": count_by(people, "sexo")})
    >>> "40" in draw_reasons(releases).alt
    True
    """
    views = [_one_way(name, release, lang, country) for name, release in releases.items()]
    if not views:
        raise ReleaseError("charts_missingness_empty")
    first = views[0]
    reasons = load_codebook().unknown_codes
    codes = [code for code in reasons if any(code in view.reasons(_own(view)) for view in views)] or [reasons[0]]
    cells = [[_share(view, code) for code in codes] for view in views]
    named = [
        (f"{view.name(_own(view))}, {view.label(_own(view), code)}", cell)
        for view, row in zip(views, cells, strict=True)
        for code, cell in zip(codes, row, strict=True)
    ]
    title = title or first.say("charts_title_reasons")
    with look():
        grid = _grid(views, codes, cells)
        figure = new_figure(grid.height, grid.width)
        plot_grid(figure.subplots(), grid)
        add_footer(figure, [first.say("charts_reasons_reading")], key_of(first, [cell for _, cell in named]))
    alt = alt_text(
        first.say("charts_kind_missingness"),
        title,
        {"": first},
        named,
        write=lambda cell: _written(first, cell),
        unknowns=False,
    )
    notes = joined_notes(dict(zip(releases, views, strict=True)), own=False)
    return make_picture(figure, views, title=title, alt=alt, notes=notes)


def _one_way(name: str, release: Release, lang: str | None, country: str | None) -> View:
    require_release(release)
    view = view_of(release, lang, country)
    if len(release.by) != 1:
        raise ReleaseError("charts_reasons_dimensions", name=name, given=", ".join(release.by))
    return view


def _own(view: View) -> str:
    return view.release.by[0]


def _share(view: View, code: str) -> Cell:
    """The percentage of all units that lack the value for this reason."""
    if code not in view.reasons(_own(view)):
        return Cell("shown", 0.0)
    cell = view.cell(**{_own(view): code})
    if cell.value is None or view.estimated:
        return cell
    if not view.total:
        return NOTHING if view.total == 0 else Cell("hidden")
    return Cell("shown", PERCENT * cell.value / view.total)


def _grid(views: Sequence[View], codes: Sequence[str], cells: Sequence[Sequence[Cell]]) -> Grid:
    first = views[0]
    return Grid(
        rows=([view.name(_own(view)) for view in views],),
        columns=([first.label(_own(first), code) for code in codes],),
        cells=cells,
        texts=[[_written(view, cell) for cell in row] for view, row in zip(views, cells, strict=True)],
        row_title=first.say("charts_missingness_rows"),
        column_title=first.say("charts_reasons_columns"),
        most=PERCENT,
    )


def _written(view: View, cell: Cell) -> str:
    return view.written(cell) if cell.value is None else view.whole_percent(cell.value)
