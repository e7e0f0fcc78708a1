"""What we do not know: the card that goes with every profile, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping

from ..pages.notes import require_release
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_APPLICABLE
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT
from .alt import Named, alt_text, extremes
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .rows import Row, plot_rows, rows_height
from .style import REASON, add_footer, look, new_figure, wrapped
from .view import NOTHING, Cell, View, added, share, view_of

_ROOM = 1.45


def draw_not_known(
    releases: Mapping[str, Release],
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw the card of what the records do not tell.

    Parameters
    ----------
    releases : releases of counts by one variable each, under any name
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        For each variable the percentage without a value, of those to whom the question applies, the largest first,
        and the number; then what no record can tell: who was not detected, and why a value is missing.

    Raises
    ------
    ReleaseError
        For anything but Releases of counts by one variable.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 42 + ["NP"] * 28})
    >>> "40,0" in draw_not_known({"sexo": protect(count_by(people, "sexo"))}, lang="es", country="CRI").alt
    True
    """
    views = _views(releases, lang, country)
    first = next(iter(views.values()))
    title = title or first.say("charts_title_not_known")
    rows = sorted((_row(view) for view in views.values()), key=lambda row: -(row.cell.value or -1 if row.cell else 0))
    named: list[Named] = [(row.name, row.cell) for row in rows if row.cell]
    with look():
        figure = new_figure(1.05 + rows_height(rows))
        plot_rows(figure.subplots(), first, rows, room=_ROOM, full=PERCENT, name=first.say("charts_axis_not_known"))
        nothing = [] if any(cell.value is not None for _, cell in named) else extremes(first, named)
        sentences = [*nothing, first.say("charts_not_known_detected"), first.say("charts_not_known_why")]
        add_footer(figure, sentences, key_of(first, [], [cell for _, cell in named]))
    kind = first.say("charts_kind_not_known")
    alt = alt_text(kind, title, {"": first}, named, write=lambda cell: _percent(first, cell), unknowns=False)
    notes = [*joined_notes(views, own=False), *_notes(first, [cell for _, cell in named])]
    return make_picture(figure, list(views.values()), title=title, alt=alt, notes=notes)


def _notes(view: View, cells: list[Cell]) -> list[str]:
    """Denominator and protection of the card itself; the tables say those of their own."""
    hidden = view.count(sum(cell.state == "hidden" for cell in cells))
    return [
        view.say("charts_not_known_denominator", unit=view.unit),
        view.say("charts_not_known_protection", policy=view.release.policy.name, cells=hidden),
    ]


def _views(releases: object, lang: str | None, country: str | None) -> dict[str, View]:
    if not isinstance(releases, Mapping):
        require_release(releases)
    if not isinstance(releases, Mapping) or not releases:
        raise ReleaseError("charts_not_known_dimensions", given="")
    views = {name: view_of(release, lang, country) for name, release in releases.items()}
    for view in views.values():
        if len(view.release.by) != 1 or view.estimated:
            raise ReleaseError("charts_not_known_dimensions", given=", ".join(view.release.by))
    return views


def _row(view: View) -> Row:
    """The part without a value; who the question does not apply to is outside."""
    (variable,) = view.release.by
    unknown = [code for code in view.reasons(variable) if code in load_codebook().unknown_codes]
    missing = added([view.cell(**{variable: code}) for code in unknown]) if unknown else Cell("shown", 0.0)
    base = _base(view.cell(), view.cell(**{variable: NOT_APPLICABLE}))
    cell = share(missing, base)
    name = view.name(variable)
    return Row(wrapped(name), cell, REASON, name=name, text=_text(view, cell, missing, base))


def _base(whole: Cell, outside: Cell) -> Cell:
    if "hidden" in (whole.state, outside.state):
        return Cell("hidden")
    return NOTHING if whole.value is None else Cell("shown", whole.value - (outside.value or 0.0))


def _text(view: View, cell: Cell, missing: Cell, base: Cell) -> str:
    if cell.value is None or missing.value is None or base.value is None:
        return view.written(cell)
    told = {"share": view.percent(cell.value), "n": view.count(missing.value), "of": view.count(base.value)}
    return view.say("charts_not_known_part", **told)


def _percent(view: View, cell: Cell) -> str:
    return view.written(cell) if cell.value is None else view.percent(cell.value)
