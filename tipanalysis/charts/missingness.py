"""Missingness: which share of each variable was not recorded, by year or institution, and mostly why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..pages.labels import lower_first
from ..pages.notes import require_release
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_APPLICABLE, NOT_RECORDED, is_year
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT, format_percent
from .alt import alt_text, extremes
from .grid import Grid, plot_grid
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .style import add_footer, look, new_figure
from .view import NOTHING, Cell, View, view_of


@dataclass(frozen=True)
class _Gap:
    """The share not recorded in one cell, and the reason given most often (none where nothing is missing)."""

    share: Cell
    reason: str = ""


def draw_missingness(
    releases: Mapping[str, Release],
    *,
    across: str | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw which share of each variable was not recorded.

    Parameters
    ----------
    releases : one release of counts for each variable, all by the same dimension (years, institutions) and the
        variable, e.g. ``protect_together({name: count_by(register, ["anio_registro", name]) for name in names})``
    across : the dimension they share; by default a year, else the first that is in all
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        A row for each variable, a column for each year or institution. A cell holds the percentage (0 to 100)
        of the records whose value is not known, and the code of the most frequent reason, explained below (none where
        the level ``SIN_DATO`` holds all of them). Those to whom the question does not apply are outside the
        denominator. A share is hidden wherever any number that it is made of is hidden; where there are no records
        there is no share.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by two dimensions, one of them shared.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect_together
    >>> years, sexes = ["2021"] * 40 + ["2022"] * 30, (["MUJER"] * 3 + ["NP"] * 2) * 14
    >>> people = pd.DataFrame({"anio_registro": years, "sexo": sexes})
    >>> releases = protect_together({"sexo": count_by(people, ["anio_registro", "sexo"])})
    >>> "40,0" in draw_missingness(releases).alt
    True
    """
    views = _views(releases, across, lang, country)
    first = next(iter(views.values()))
    shared = _shared(views, across)
    codes = _columns(views, shared)
    gaps = [[_gap(view, shared, code) for code in codes] for view in views.values()]
    title = title or first.say("charts_title_missingness", name=lower_first(first.name(shared)))
    named = [
        (f"{view.name(_own(view, shared))}, {view.label(shared, code)}", gap.share)
        for view, row in zip(views.values(), gaps, strict=True)
        for code, gap in zip(codes, row, strict=True)
    ]
    with look():
        grid = _grid(list(views.values()), shared, codes, gaps)
        figure = new_figure(grid.height, grid.width)
        plot_grid(figure.subplots(), grid)
        nothing = [] if any(cell.value is not None for _, cell in named) else extremes(first, named)
        add_footer(
            figure,
            [*nothing, *_reading(first, gaps)],
            key_of(first, [cell for _, cell in named]),
        )
    alt = alt_text(
        first.say("charts_kind_missingness"), title, {"": first}, named, write=_writer(first), unknowns=False
    )
    notes = [*joined_notes(views, own=False), *_notes(first, [cell for _, cell in named])]
    return make_picture(figure, list(views.values()), title=title, alt=alt, notes=notes)


def _views(releases: object, across: str | None, lang: str | None, country: str | None) -> dict[str, View]:
    if not isinstance(releases, Mapping):
        require_release(releases)
    if not isinstance(releases, Mapping) or not releases:
        raise ReleaseError("charts_missingness_empty")
    views = {name: view_of(release, lang, country) for name, release in releases.items()}
    shared = _shared(views, across)
    for name, view in views.items():
        by = view.release.by
        if len(by) != 2 or shared not in by or view.estimated:
            raise ReleaseError("charts_missingness_dimensions", name=name, given=", ".join(by), shared=shared)
    return views


def _shared(views: Mapping[str, View], across: str | None) -> str:
    """The dimension that goes across: the one asked for, else a year, else the first that is in all."""
    if across:
        return across
    by = [view.release.by for view in views.values()]
    common = [variable for variable in by[0] if all(variable in other for other in by)]
    years = [variable for variable in common if is_year(variable)]
    return (years or common or [""])[0]


def _own(view: View, shared: str) -> str:
    """The variable of one release, beside the one that all share."""
    return next(variable for variable in view.release.by if variable != shared)


def _columns(views: Mapping[str, View], shared: str) -> list[str]:
    """All levels of the shared dimension, those that say something first."""
    known = dict.fromkeys(code for view in views.values() for code in view.levels(shared))
    reasons = dict.fromkeys(code for view in views.values() for code in view.reasons(shared))
    return [*(sorted(known) if is_year(shared) else known), *reasons]


def _gap(view: View, shared: str, code: str) -> _Gap:
    """The share without data in one column; hidden wherever one of its numbers is."""
    own = _own(view, shared)
    reasons = [reason for reason in view.reasons(own) if reason in load_codebook().unknown_codes]
    reasons += [code for code in view.levels(own) if code == NOT_RECORDED]
    total = view.cell(**{shared: code})
    outside = view.cell(**{shared: code, own: NOT_APPLICABLE})
    missing = {reason: view.cell(**{shared: code, own: reason}) for reason in reasons}
    if any(cell.state == "hidden" for cell in (total, outside, *missing.values())):
        return _Gap(Cell("hidden"))
    base = (total.value or 0.0) - (outside.value or 0.0)
    if base <= 0:
        return _Gap(NOTHING)
    counts = {reason: cell.value or 0.0 for reason, cell in missing.items()}
    most = max(counts, key=lambda reason: counts[reason]) if any(counts.values()) else ""
    return _Gap(Cell("shown", PERCENT * sum(counts.values()) / base), "" if most == NOT_RECORDED else most)


def _grid(views: Sequence[View], shared: str, codes: Sequence[str], gaps: Sequence[Sequence[_Gap]]) -> Grid:
    first = views[0]
    known = [code for code in codes if not load_codebook().is_missing(code)]
    unknown = [code for code in codes if load_codebook().is_missing(code)]
    return Grid(
        rows=([view.name(_own(view, shared)) for view in views],),
        columns=([first.label(shared, code) for code in known], [first.label(shared, code) for code in unknown]),
        cells=[[gap.share for gap in row] for row in gaps],
        texts=[[_text(first, gap) for gap in row] for row in gaps],
        row_title=first.say("charts_missingness_rows"),
        column_title=first.name(shared),
        most=PERCENT,
    )


def _text(view: View, gap: _Gap) -> str:
    share = gap.share.value
    if share is None:
        return view.written(gap.share)
    return f"{view.whole_percent(share)}\n{gap.reason}".strip()


def _writer(view: View) -> Callable[[Cell], str]:
    def written(cell: Cell) -> str:
        if cell.value is None:
            return view.written(cell)
        return format_percent(cell.value, lang=view.lang, country=view.country)

    return written


def _reading(view: View, gaps: Sequence[Sequence[_Gap]]) -> list[str]:
    """What a cell holds, and what the codes of the reasons in it mean."""
    told = _reasons(view, gaps)
    return [view.say("charts_missingness_reading" if told else "charts_missingness_alone"), *told]


def _reasons(view: View, gaps: Sequence[Sequence[_Gap]]) -> list[str]:
    """What the codes in the cells mean."""
    used = {gap.reason for row in gaps for gap in row}
    codes = [code for code in load_codebook().unknown_codes if code in used]
    told = [f"{code}, {lower_first(view.label(_any(view), code))}" for code in codes]
    return [view.say("charts_missingness_reasons", list="; ".join(told))] if told else []


def _any(view: View) -> str:
    """A variable to ask for the label of a reason: all share them."""
    return view.release.by[0]


def _notes(view: View, cells: Sequence[Cell]) -> list[str]:
    """Denominator and protection of the map itself; the tables say those of their own."""
    hidden = view.count(sum(cell.state == "hidden" for cell in cells))
    return [
        view.say("charts_missingness_denominator", unit=view.unit),
        view.say("charts_missingness_protection", policy=view.release.policy.name, cells=hidden),
    ]
