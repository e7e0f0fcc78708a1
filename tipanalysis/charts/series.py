"""Series: numbers by year, with the years in which the definition changed and those that are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..pages.labels import in_words, lower_first, upper_first
from ..release.release import Release
from ..standard.country import SeriesBreak
from ..standard.fixed_codes import is_year
from ..words.errors import ReleaseError
from .alt import alt_text, axis_name, extremes, title_of
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .series_plot import MOST_LINES, Band, Line, plot_lines, series_height
from .style import add_footer, look, new_figure
from .view import Cell, View, added, view_of


def draw_series(
    release: Release | Mapping[str, Release],
    *,
    breaks: Iterable[SeriesBreak] = (),
    partial_year: int | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw numbers by year.

    Parameters
    ----------
    release : by a variable of years (``anio_registro``, ``anio_acreditacion`` …) and at most one other variable,
        which gives a line for each level; or several releases by year alone, each under the name of its line,
        e.g. ``{"Solicitudes recibidas": …, "Víctimas acreditadas": …}``
    breaks : changes of definition, e.g. ``load_country("CRI").series_breaks``; each starts a band
    partial_year : a year that is not over: hollow marker, dashed stroke, and a sentence that says so
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        Lines told apart by colour, marker and stroke, each with its name at its end. A hidden year breaks the
        line and stands as a hatched block of always the same size at the foot; a true zero is a point at 0.
        Values without a year are counted in words below. Of more than six lines the six largest are drawn.

    Raises
    ------
    ReleaseError
        For anything that is not a Release, or has no year.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"anio_registro": ["2021"] * 40 + ["2022"] * 30})
    >>> picture = draw_series(protect(count_by(people, "anio_registro")), partial_year=2022)
    >>> "2021" in picture.alt, "70" in picture.alt
    (True, True)
    """
    views = _views(release, lang, country)
    first = next(iter(views.values()))
    title = title or _title(views)
    lines, left_out = _lines(views)
    bands = _bands(first, lines, breaks)
    named = [(f"{line.name} {year}".strip(), cell) for line in lines for year, cell in line.points]
    with look():
        figure = new_figure(series_height(lines))
        plot_lines(figure.subplots(), first, lines, bands, partial_year, _axis_name(views))
        nothing = [] if any(cell.value for _, cell in named) else extremes(first, named)
        add_footer(
            figure,
            [*nothing, *_sentences(views, bands, partial_year, lines, left_out)],
            key_of(first, [cell for _, cell in named]),
        )
    alt = alt_text(_kind(first, lines), title, views, named)
    return make_picture(figure, list(views.values()), title=title, alt=alt, notes=joined_notes(views))


def _views(release: Release | Mapping[str, Release], lang: str | None, country: str | None) -> dict[str, View]:
    named = release if isinstance(release, Mapping) else {"": release}
    if not named:
        raise ReleaseError("charts_series_empty")
    views = {name: view_of(one, lang, country) for name, one in named.items()}
    for view in views.values():
        years = [variable for variable in view.release.by if is_year(variable)]
        if len(years) != 1 or len(view.release.by) > (1 if len(views) > 1 else 2):
            raise ReleaseError("charts_series_dimensions", given=", ".join(view.release.by))
    return views


def _year_of(view: View) -> str:
    return next(variable for variable in view.release.by if is_year(variable))


def _title(views: Mapping[str, View]) -> str:
    first = next(iter(views.values()))
    if len(views) == 1:
        return title_of(first)
    names = [lower_first(name) for name in views]
    return first.say("charts_title_series", names=upper_first(in_words(names, first.lang)))


def _kind(view: View, lines: Sequence[Line]) -> str:
    years = [year for line in lines for year, _ in line.points]
    if not years:
        return view.say("charts_kind_series")
    return view.say("charts_kind_series_years", first=min(years), last=max(years))


def _axis_name(views: Mapping[str, View]) -> str:
    names = {axis_name(view) for view in views.values()}
    first = next(iter(views.values()))
    return names.pop() if len(names) == 1 else first.say("charts_axis_count")


def _lines(views: Mapping[str, View]) -> tuple[list[Line], int]:
    """The lines to draw and how many levels are left to the table."""
    first = next(iter(views.values()))
    if len(views) > 1 or len(first.release.by) == 1:
        return [Line(name, _points(view, {})) for name, view in views.items()], 0
    other = next(variable for variable in first.release.by if variable != _year_of(first))
    lines = [Line(first.label(other, code), _points(first, {other: code})) for code in first.levels(other)]
    largest = sorted(lines, key=lambda line: -line.sum())[:MOST_LINES]
    kept = [line for line in lines if line in largest]
    return [*kept, *_unrecorded(first, other)], len(lines) - len(kept)


def _points(view: View, fixed: Mapping[str, str]) -> tuple[tuple[int, Cell], ...]:
    year = _year_of(view)
    return tuple((int(code), view.cell(**{year: code, **fixed})) for code in _years(view))


def _years(view: View) -> list[str]:
    return [code for code in view.levels(_year_of(view)) if code.isdigit()]


def _unrecorded(view: View, other: str) -> list[Line]:
    """One line for everyone without a value, whatever the reason; a year is hidden where a part of it is."""
    reasons = view.reasons(other)
    if not reasons:
        return []
    by_reason = [_points(view, {other: code}) for code in reasons]
    points = [(same_year[0][0], added([cell for _, cell in same_year])) for same_year in zip(*by_reason, strict=True)]
    return [Line(view.say("charts_unrecorded"), tuple(points), unrecorded=True)]


def _bands(view: View, lines: Sequence[Line], breaks: Iterable[SeriesBreak]) -> list[Band]:
    """The changes of definition inside the years drawn, oldest first."""
    years = [year for line in lines for year, _ in line.points]
    inside = [change for change in breaks if years and min(years) < change.year <= max(years)]
    return [Band(change.year, _told(view, change)) for change in sorted(inside, key=lambda change: change.since)]


def _told(view: View, change: SeriesBreak) -> str:
    label = change.label(view.lang)
    return view.say("charts_series_to_confirm", change=label) if change.to_confirm else label


def _sentences(
    views: Mapping[str, View], bands: Sequence[Band], partial: int | None, lines: Sequence[Line], left_out: int
) -> list[str]:
    """What has to be said under the lines."""
    first = next(iter(views.values()))
    changes = "; ".join(f"{band.year}: {band.label}" for band in bands)
    drawn = {year for line in lines for year, _ in line.points}
    return [
        *([first.say("charts_series_breaks", list=changes)] if bands else []),
        *([first.say("charts_series_partial", year=partial)] if partial in drawn else []),
        *_undated(views),
        *([first.say("charts_series_left_out", lines=first.count(left_out))] if left_out else []),
    ]


def _undated(views: Mapping[str, View]) -> list[str]:
    """Who has no year, counted in words."""
    first = next(iter(views.values()))
    counted = [text for name, view in views.items() for text in _without_year(name, view)]
    return [first.say("charts_series_undated", list="; ".join(counted))] if counted else []


def _without_year(name: str, view: View) -> list[str]:
    year = _year_of(view)
    codes = [code for code in [*view.levels(year), *view.reasons(year)] if not code.isdigit()]
    heading = f"{name}, " if name else ""
    return [f"{heading}{view.label(year, code)}: {view.written(view.cell(**{year: code}))}" for code in codes]
