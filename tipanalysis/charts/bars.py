"""Bars: how many, or which share, in each group, with intervals where chance plays a part."""

from __future__ import annotations

from ..release.release import Release
from ..words.errors import ReleaseError
from .alt import alt_text, extremes, title_of
from .marks import key_of
from .picture import Picture, make_picture
from .rows import COUNTED, ROOM, Row, largest_first, plot_rows, rows_height
from .style import INK, REASON, SKY, add_footer, look, new_figure, wrapped
from .view import View, view_of

MOST_BARS = 25
"""More bars than this no one reads: the largest are drawn, the table has them all."""
LEAST_BARS = 5
"""As many as this of each block are drawn in any case."""
_ESTIMATED = {"facecolor": SKY, "edgecolor": INK, "linewidth": 0.6}
"""Light enough for an interval to be seen on it."""
_ROOM = 1.5
"""What the axis of estimates leaves for their intervals in words."""


def draw_bars(
    release: Release,
    *,
    title: str | None = None,
    by_size: bool = False,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw one horizontal bar for each group.

    Parameters
    ----------
    release : by one variable, or by two (one block of bars for each level of the first)
    title : by default what is counted and by what
    by_size : the longest bar first (hidden ones after those shown) instead of the order of the codebook
    lang, country : by default the settings

    Returns
    -------
    Picture
        Bars of counts; of estimates with their interval where the release was made from estimates. A hidden
        number is a hatched block of always the same size, a true zero is a 0. Reasons for missing stand
        apart at the bottom, dotted grey. Of more than 25 groups the largest 25 shown are drawn and a sentence
        says how many are in the table only.

    Raises
    ------
    ReleaseError
        For anything that is not a Release, or has more than two dimensions.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30})
    >>> picture = draw_bars(protect(count_by(people, "sexo")))
    >>> "70" in picture.alt, picture.svg[:5]
    (True, b'<?xml')
    """
    view = view_of(release, lang, country)
    if len(release.by) > 2:
        raise ReleaseError("charts_bars_dimensions", given=", ".join(release.by))
    title = title or title_of(view)
    rows, left_out = _rows(view, by_size)
    named = [(row.name, row.cell) for row in rows if row.cell and row.look is not REASON]
    unrecorded = [row.cell for row in rows if row.cell and row.look is REASON]
    with look():
        figure = new_figure(1.05 + rows_height(rows))
        plot_rows(figure.subplots(), view, rows, room=_ROOM if view.estimated else ROOM)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        rest = [view.say("charts_bars_left_out", groups=view.count(left_out))] if left_out else []
        add_footer(figure, [*nothing, *rest], key_of(view, [cell for _, cell in named], unrecorded))
    alt = alt_text(view.say("charts_kind_bars"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _rows(view: View, by_size: bool) -> tuple[list[Row], int]:
    """The lines of the chart from top to bottom, and how many groups are left to the table."""
    by = view.release.by
    if len(by) < 2:
        return _block(view, by[0] if by else "", {}, by_size)
    rows: list[Row] = []
    left_out = 0
    groups = [*view.levels(by[0]), *view.reasons(by[0])]
    most = max(MOST_BARS // max(len(groups), 1), LEAST_BARS)
    for code in groups:
        heading = view.label(by[0], code)
        unknown = code in view.reasons(by[0])
        block, more = _block(view, by[1], {by[0]: code}, by_size, heading, unknown=unknown, most=most)
        rows += [Row(heading, None, gap=bool(rows)), *block]
        left_out += more
    return rows, left_out


def _block(
    view: View,
    variable: str,
    fixed: dict[str, str],
    by_size: bool,
    heading: str = "",
    *,
    unknown: bool = False,
    most: int = MOST_BARS,
) -> tuple[list[Row], int]:
    """The bars of one variable, reasons for missing last."""
    known = _ESTIMATED if view.estimated else COUNTED
    if not variable:
        return [Row(view.say("charts_everyone"), view.cell(), known, name=view.say("charts_everyone"))], 0

    def row(code: str, reason: bool, gap: bool = False) -> Row:
        label = view.label(variable, code)
        name = f"{heading}, {label}" if heading else label
        bar = REASON if reason or unknown else known
        return Row(wrapped(label), view.cell(**fixed, **{variable: code}), bar, gap, name)

    rows = [row(code, reason=False) for code in view.levels(variable)]
    kept = largest_first(rows)[:most] if by_size or len(rows) > most else rows
    reasons = [row(code, reason=True, gap=not at) for at, code in enumerate(view.reasons(variable))]
    return [*kept, *reasons], len(rows) - len(kept)
