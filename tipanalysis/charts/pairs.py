"""Pairs: for each level the same thing counted in two ways, one bar under the other, never added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..pages.labels import in_words
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError
from .alt import Named, alt_text, extremes
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .rows import Row, plot_rows, rows_height
from .style import PARTS, REASON, add_footer, look, new_figure
from .view import Cell, View, share, view_of

_ROOM = 1.35


def views_of(
    releases: Mapping[str, Release], lang: str | None, country: str | None, *, chart: str, units: bool = True
) -> dict[str, View]:
    """The views of two releases of counts by the same variable, or by two of the same list of codes.

    ``units``: whether these have to differ.

    Raises
    ------
    ReleaseError
        For anything else; ``chart`` is the function that the message names.
    """
    views = {name: view_of(release, lang, country) for name, release in releases.items()}
    one, other = views.values()
    same_unit = units and one.release.unit == other.release.unit
    if not _alike(one.release.by, other.release.by) or one.estimated or other.estimated or same_unit:
        told = "; ".join(f"{', '.join(view.release.by)} ({view.unit})" for view in views.values())
        raise ReleaseError("charts_pairs_dimensions", chart=chart, given=told)
    return views


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two tables are by one variable each, and by the same codes."""
    if len(one) != 1 or len(other) != 1:
        return False
    book = load_codebook()
    lists = [book[name].code_list.name if name in book else "" for name in (*one, *other)]
    return one == other or (bool(lists[0]) and lists[0] == lists[1])


def pairs_picture(
    views: Mapping[str, View], *, kind: str, title: str, sentences: Sequence[str], shares: bool
) -> Picture:
    """The picture of two releases, by the name of each, as percentages of each total or as numbers."""
    first = next(iter(views.values()))
    rows = _rows(views, shares=shares)
    named = [(row.name, row.cell) for row in rows if row.cell and row.look is not REASON]
    unknown = [row.cell for row in rows if row.cell and row.look is REASON]
    with look():
        figure = new_figure(1.05 + rows_height(rows))
        name = first.say("charts_axis_pairs") if shares else first.say("charts_axis_count")
        plot_rows(figure.subplots(), first, rows, room=_ROOM, name=name)
        nothing = [] if any(cell.value for _, cell in named) else extremes(first, named)
        add_footer(figure, [*nothing, *sentences], key_of(first, [cell for _, cell in named], unknown))
    alt = alt_text(kind, title, views, _told(named), write=lambda cell: _number(first, cell, shares=shares))
    return make_picture(figure, list(views.values()), title=title, alt=alt, notes=joined_notes(views))


def _told(named: Sequence[Named]) -> list[Named]:
    return [(name, cell) for name, cell in named if cell.state != "not_applicable"]


def _rows(views: Mapping[str, View], *, shares: bool) -> list[Row]:
    """A heading for each level that occurs in one of them, and a bar for each release."""
    first = next(iter(views.values()))
    (variable,) = first.release.by
    known = dict.fromkeys(code for view in views.values() for code in view.levels(*view.release.by))
    reasons = dict.fromkeys(code for view in views.values() for code in view.reasons(*view.release.by))
    rows: list[Row] = []
    for code in [*known, *reasons]:
        label = first.label(variable, code)
        rows.append(Row(label, None, gap=bool(rows)))
        for at, (name, view) in enumerate(views.items()):
            count = view.cell(**dict.fromkeys(view.release.by, code))
            cell = share(count, view.cell()) if shares else count
            bar = REASON if code in reasons else PARTS[at]
            rows.append(Row(name, cell, bar, name=f"{label}, {name}", text=_text(view, cell, count, shares=shares)))
    return rows


def _text(view: View, cell: Cell, count: Cell, *, shares: bool) -> str:
    if not shares or cell.value is None:
        return view.written(cell)
    return view.say("charts_with_interval", value=view.percent(cell.value), interval=view.written(count))


def _number(view: View, cell: Cell, *, shares: bool) -> str:
    return view.percent(cell.value) if shares and cell.value is not None else view.written(cell)


def sums_told(views: Mapping[str, View]) -> list[str]:
    """What the percentages of each release add up to, where none is hidden: more than 100 where answers overlap."""
    first = next(iter(views.values()))
    sums = [f"{name}: {first.percent(total)}" for name, view in views.items() if (total := _sum(view)) is not None]
    return [first.say("charts_pairs_sums", list=in_words(sums, first.lang))] if len(sums) == len(views) else []


def _sum(view: View) -> float | None:
    shares = [share(cell, view.cell()) for cell in view.cells().values()]
    values = [cell.value for cell in shares if cell.value is not None]
    return sum(values) if values and len(values) == len(shares) else None
