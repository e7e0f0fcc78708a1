"""Accreditation: how many applications came, were decided, and ended in an accreditation, group by group."""

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
from .view import Cell, View, added, share, view_of

STATE = "estado_solicitud"
ACCREDITED = "ACREDITADA"
DECIDED = (ACCREDITED, "DENEGADA")
"""States that are a decision on the merits; an application that was closed or withdrawn has none."""
_ROOM = 1.4


def draw_accreditation(
    release: Release, *, title: str | None = None, lang: str | None = None, country: str | None = None
) -> Picture:
    """Draw the way of the applications: received, decided, accredited.

    Parameters
    ----------
    release : counts by ``estado_solicitud`` and at most one other variable, which makes the groups
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        Three bars for each group, each with its percentage of the applications received; those for which no state
        was recorded, or whose state does not apply, stand in the table and in the total. A step is hidden wherever
        a number that it is made of is. What became of the rest is said in words: pending is not refused.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by ``estado_solicitud`` and at most one other variable.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> files = pd.DataFrame({"estado_solicitud": ["ACREDITADA"] * 30 + ["DENEGADA"] * 10 + ["EN_ESTUDIO"] * 10})
    >>> "Acreditadas, 30" in draw_accreditation(protect(count_by(files, "estado_solicitud")), lang="es").alt
    True
    """
    view = view_of(release, lang, country)
    group = _group_of(view)
    title = title or _title(view, group)
    rows = _rows(view, group)
    bars = [row for row in rows if row.cell]
    named = [(row.name, row.cell) for row in bars if row.cell and row.look is not REASON]
    with look():
        figure = new_figure(1.05 + rows_height(rows))
        plot_rows(figure.subplots(), view, rows, room=_ROOM)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        cells = [cell for _, cell in named]
        add_footer(figure, [*nothing, *_elsewhere(view)], key_of(view, cells, _unknown(bars)))
    alt = alt_text(view.say("charts_kind_accreditation"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _group_of(view: View) -> str:
    others = [name for name in view.release.by if name != STATE]
    if STATE not in view.release.by or len(others) > 1 or view.estimated:
        raise ReleaseError("charts_accreditation_dimensions", given=", ".join(view.release.by))
    return others[0] if others else ""


def _title(view: View, group: str) -> str:
    if not group:
        return view.say("charts_title_accreditation")
    return view.say("charts_title_accreditation_by", group=lower_first(view.name(group)))


def _rows(view: View, group: str) -> list[Row]:
    """A block of three steps for each group, groups that are not known last and in grey."""
    if not group:
        return _steps(view, {}, "", known=True)
    rows: list[Row] = []
    for code in [*view.levels(group), *view.reasons(group)]:
        label = view.label(group, code)
        known = code not in load_codebook().missing_codes
        rows += [Row(label, None, gap=bool(rows)), *_steps(view, {group: code}, f"{label}, ", known=known)]
    return rows


def _steps(view: View, place: dict[str, str], before: str, *, known: bool) -> list[Row]:
    received = view.cell(**place)
    steps = {
        view.say("charts_accreditation_received"): received,
        view.say("charts_accreditation_decided"): added([view.cell(**{**place, STATE: state}) for state in DECIDED]),
        view.say("charts_accreditation_accredited"): view.cell(**{**place, STATE: ACCREDITED}),
    }
    looks = PARTS[:3] if known else (REASON,) * 3
    return [
        Row(label, _counted(cell), bar, name=f"{before}{label}", text=_written(view, _counted(cell), received))
        for (label, cell), bar in zip(steps.items(), looks, strict=True)
    ]


def _counted(cell: Cell) -> Cell:
    """A state that nobody has is a zero."""
    return Cell("shown", 0.0) if cell.state == "not_applicable" else cell


def _written(view: View, cell: Cell, received: Cell) -> str:
    part = share(cell, received)
    if cell.value is None or part.value is None:
        return view.written(cell)
    return view.say("charts_with_interval", value=view.written(cell), interval=view.percent(part.value, 0))


def _unknown(bars: list[Row]) -> list[Cell]:
    return [row.cell for row in bars if row.cell and row.look is REASON]


def _elsewhere(view: View) -> list[str]:
    """What became of the applications that were not decided, in all groups together."""
    codes = [code for code in [*view.levels(STATE), *view.reasons(STATE)] if code not in DECIDED]
    told = [f"{lower_first(view.label(STATE, code))}: {view.written(view.cell(**{STATE: code}))}" for code in codes]
    return [view.say("charts_accreditation_elsewhere", list="; ".join(told))] if told else []
