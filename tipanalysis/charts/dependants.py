"""Dependants: those who came with the victims, counted beside them and never as victims."""

from __future__ import annotations

from ..pages.labels import lower_first
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError
from .alt import alt_text, extremes
from .marks import key_of
from .picture import Picture, make_picture
from .rows import Row, plot_rows, rows_height
from .style import PARTS, REASON, add_footer, look, new_figure
from .view import Cell, View, view_of

STATUS = "condicion_victima"
DEPENDANT = "DEPENDIENTE"


def draw_dependants(
    release: Release,
    *,
    victims: str = "ACREDITADA",
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw dependants alongside victims.

    Parameters
    ----------
    release : counts by ``condicion_victima`` and at most one other variable, a year for instance
    victims : the status that counts as a victim
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        Two bars for each group, victims and dependants, with the sentence that they are not added. Other statuses
        are in the table.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by ``condicion_victima`` and at most one other variable, or
        where ``victims`` is none of its codes.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"condicion_victima": ["ACREDITADA"] * 20 + ["DEPENDIENTE"] * 10})
    >>> "Persona dependiente, 10" in draw_dependants(protect(count_by(people, "condicion_victima")), lang="es").alt
    True
    """
    view = view_of(release, lang, country)
    group = _group_of(view, victims)
    title = title or _title(view, group)
    rows = _rows(view, group, victims)
    named = [(row.name, row.cell) for row in rows if row.cell and row.look is not REASON]
    unknown = [row.cell for row in rows if row.cell and row.look is REASON]
    with look():
        figure = new_figure(1.05 + rows_height(rows))
        plot_rows(figure.subplots(), view, rows)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        told = [*nothing, view.say("charts_dependants_reading")]
        add_footer(figure, told, key_of(view, [cell for _, cell in named], unknown))
    alt = alt_text(view.say("charts_kind_bars"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _group_of(view: View, victims: str) -> str:
    others = [name for name in view.release.by if name != STATUS]
    known = [code for code in load_codebook().order(STATUS) if code != DEPENDANT]
    if STATUS not in view.release.by or len(others) > 1 or view.estimated or victims not in known:
        told = {"given": ", ".join(view.release.by), "victims": victims, "known": ", ".join(known)}
        raise ReleaseError("charts_dependants_dimensions", **told)
    return others[0] if others else ""


def _title(view: View, group: str) -> str:
    if not group:
        return view.say("charts_title_dependants")
    return view.say("charts_title_dependants_by", group=lower_first(view.name(group)))


def _rows(view: View, group: str, victims: str) -> list[Row]:
    """A pair of bars for each group; without people there is nothing to draw."""
    if not group:
        return _pair(view, {}, victims, "", known=True) if view.cells() else []
    rows: list[Row] = []
    for code in [*view.levels(group), *view.reasons(group)]:
        label = view.label(group, code)
        known = code in view.levels(group)
        pair = _pair(view, {group: code}, victims, f"{label}, ", known=known)
        rows += [Row(label, None, gap=bool(rows)), *pair]
    return rows


def _pair(view: View, place: dict[str, str], victims: str, before: str, *, known: bool) -> list[Row]:
    rows = []
    for at, status in enumerate((victims, DEPENDANT)):
        cell = view.cell(**{**place, STATUS: status})
        counted = Cell("shown", 0.0) if cell.state == "not_applicable" else cell
        label = view.label(STATUS, status)
        rows.append(Row(label, counted, PARTS[at] if known else REASON, name=f"{before}{label}"))
    return rows
