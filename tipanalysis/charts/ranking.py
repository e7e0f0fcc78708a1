"""Ranking: the most frequent levels, and beside the counts the rate per inhabitants where one is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pages.labels import lower_first
from ..release.release import Release
from ..standard.fixed_codes import is_year
from ..words.errors import ReleaseError
from .alt import Named, alt_text, axis_name, extremes, title_of
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .rows import COUNTED, Row, largest_first, plot_rows, rows_height
from .style import INK, REASON, SKY, add_footer, look, new_figure, wrapped
from .view import NOTHING, View, view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

MOST = 15
_RATE = {"facecolor": SKY, "edgecolor": INK, "linewidth": 0.6}
_ROOM = 1.3
_INTERVAL_ROOM = 2.1


def draw_ranking(
    release: Release,
    rates: Release | None = None,
    *,
    most: int = MOST,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw the most frequent levels of a variable, from more to fewer.

    Parameters
    ----------
    release : counts by one variable, ``nacionalidad`` for instance
    rates : rates of the same levels, by that variable and at most a variable of years with a single year
    most : how many levels are drawn; the rest is in the table, and a sentence says how many
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        Bars of counts and, with ``rates``, a second block with the rate and its interval: the order may be another
        one. Hidden levels stand after those shown, what was not recorded last. A sentence says that a rate per
        resident is not a risk: many victims were in transit.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by one variable, and for rates of other levels.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"nacionalidad": ["NIC"] * 40 + ["CRI"] * 30})
    >>> "Nicaragua, 40" in draw_ranking(protect(count_by(people, "nacionalidad")), lang="es").alt
    True
    """
    view = view_of(release, lang, country)
    per_head = view_of(rates, lang, country) if rates is not None else None
    _check(view, per_head)
    title = title or title_of(view)
    rows, left_out = _rows(view, most)
    beside = [_rate_row(view, per_head, row) for row in rows] if per_head else []
    known = [row for row in rows if row.look is not REASON]
    named = [(row.name, row.cell) for row in known if row.cell]
    with look():
        figure = new_figure(1.05 + rows_height(rows) + (0.6 + rows_height(beside) if beside else 0.0))
        _plot(figure, view, rows, per_head, beside)
        cells = [row.cell for row in (*rows, *beside) if row.cell and row.look is not REASON]
        unknown = [row.cell for row in rows if row.cell and row.look is REASON]
        add_footer(figure, _sentences(view, named, left_out), key_of(view, cells, unknown))
    views = {"": view} if per_head is None else {axis_name(view): view, axis_name(per_head): per_head}
    alt = alt_text(view.say("charts_kind_ranking"), title, {"": view}, named)
    notes = joined_notes(views) if per_head else None
    return make_picture(figure, list(views.values()), title=title, alt=alt, notes=notes)


def _check(view: View, per_head: View | None) -> None:
    by = view.release.by
    if len(by) != 1 or view.estimated:
        raise ReleaseError("charts_ranking_dimensions", given=", ".join(by))
    if per_head is not None:
        years = [name for name in per_head.release.by if is_year(name)]
        same = [name for name in per_head.release.by if name not in years] == list(by)
        one_year = all(len(per_head.levels(name)) == 1 for name in years)
        if not same or not one_year or per_head.release.measure != "rate":
            raise ReleaseError("charts_ranking_rates", given=", ".join(per_head.release.by), variable=by[0])


def _rows(view: View, most: int) -> tuple[list[Row], int]:
    """The largest levels, then what was not recorded; and how many are left to the table."""
    (variable,) = view.release.by

    def row(code: str, bar: object, gap: bool = False) -> Row:
        label = view.label(variable, code)
        look_of = REASON if bar is REASON else COUNTED
        return Row(wrapped(label), view.cell(**{variable: code}), look_of, gap, name=label)

    ranked = largest_first([row(code, COUNTED) for code in view.levels(variable)])
    reasons = [row(code, REASON, gap=not at) for at, code in enumerate(view.reasons(variable))]
    return [*ranked[:most], *reasons], max(len(ranked) - most, 0)


def _rate_row(view: View, rates: View | None, row: Row) -> Row:
    """The rate of the level of a row; what is not recorded has none."""
    if rates is None:
        return row
    (variable,) = view.release.by
    years = {name: rates.levels(name)[0] for name in rates.release.by if is_year(name)}
    code = {view.label(variable, code): code for code in view.levels(variable)}.get(row.name)
    cell = rates.cell(**{variable: code}, **years) if code else NOTHING
    return Row(row.label, cell, _RATE if code else REASON, row.gap, row.name)


def _plot(figure: Figure, view: View, rows: Sequence[Row], rates: View | None, beside: Sequence[Row]) -> None:
    if rates is None:
        plot_rows(figure.subplots(), view, rows, room=_ROOM)
        return
    counted, rated = figure.subplots(2, 1)
    plot_rows(counted, view, rows, room=_ROOM)
    plot_rows(rated, rates, beside, room=_INTERVAL_ROOM)


def _sentences(view: View, named: Sequence[Named], left_out: int) -> list[str]:
    (variable,) = view.release.by
    nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
    rest = [view.say("charts_bars_left_out", groups=view.count(left_out))] if left_out else []
    return [*nothing, *rest, view.say("charts_ranking_caveat", name=lower_first(view.name(variable)))]
