"""Waiting: how many applications were decided after how many days, with those that still wait in the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import nan
from typing import TYPE_CHECKING

from ..pages.labels import lower_first
from ..pages.notes import HIDDEN_MARK
from ..release.release import Release
from ..standard.country import load_country
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT
from .alt import Named, alt_text, extremes
from .marks import key_of
from .picture import Picture, make_picture
from .series_plot import MOST_LINES, Line, axes_height, write_names
from .style import HIDDEN, INK, LINES, PALE, LineLook, add_footer, look, new_figure
from .view import Cell, View, added, share, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PENDING = "PENDIENTE"
"""The level of those without a decision on the day of the count."""
_BAND = re.compile(r"(?:(?P<low>\d+)-)?(?P<high>\d+)(?P<open>\+)?")
_BLOCK = (0.02, 5.0)
"""The block of what is hidden, as parts of the axes: the same whatever it hides."""


def draw_waiting(
    release: Release,
    *,
    limit: int | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw which part of the applications was decided after how many working days.

    Parameters
    ----------
    release : counts by a variable of days whose levels are numbers of days, bands (``0-3``, ``8-14``) or an open band
        (``31+``), with the level ``PENDIENTE`` for those still waiting, and at most one other variable
    limit : the days that the law gives; by default those of the country of the records
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        A line for each group that rises by steps: at each number of days the percentage of *all* applications that
        had a decision by then. Who still waits is in the whole, so the line ends below 100 and no average hides
        them. A step that is made of a hidden number is not drawn and the line breaks. A vertical line is the limit.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by a variable of days and at most one other.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> waits = pd.DataFrame({"dias_habiles_resolucion": ["5"] * 60 + ["12"] * 30 + ["PENDIENTE"] * 10})
    >>> picture = draw_waiting(protect(count_by(waits, "dias_habiles_resolucion")), limit=7, lang="es")
    >>> "60,0" in picture.alt
    True
    """
    view = view_of(release, lang, country)
    days, group = _dimensions(view)
    limit = limit or load_country(release.provenance.country or view.country).legal_working_days
    title = title or _title(view, group)
    curves = [_curve(view, days, place, name) for name, place in _groups(view, group).items()]
    named = _named(view, curves, limit)
    with look():
        figure = new_figure(1.2 + (axes_height(curves) if any(curve.points for curve in curves) else 0.5))
        _plot(figure.subplots(), view, curves, limit)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        sentences = [*nothing, *_sentences(view, days, group, limit)]
        add_footer(figure, sentences, key_of(view, [cell for curve in curves for _, cell in curve.points]))
    alt = alt_text(view.say("charts_kind_waiting"), title, {"": view}, named, write=lambda cell: _percent(view, cell))
    return make_picture(figure, [view], title=title, alt=alt)


def _dimensions(view: View) -> tuple[str, str]:
    """The variable of days and that of the groups, if there is one."""
    by = view.release.by
    days = [name for name in by if name.startswith(("dias_", "plazo_"))]
    if len(days) != 1 or len(by) > 2 or view.estimated:
        raise ReleaseError("charts_waiting_dimensions", given=", ".join(by))
    strange = [code for code in view.levels(days[0]) if code != PENDING and not _BAND.fullmatch(code)]
    if strange:
        raise ReleaseError("charts_waiting_levels", given=", ".join(strange), pending=PENDING)
    return days[0], next((name for name in by if name != days[0]), "")


def _title(view: View, group: str) -> str:
    if not group:
        return view.say("charts_title_waiting", unit=view.unit)
    return view.say("charts_title_waiting_by", unit=view.unit, group=lower_first(view.name(group)))


def _groups(view: View, group: str) -> dict[str, dict[str, str]]:
    """Where to find the cells of each line, by its name: groups that are known, the largest where there are many."""
    if not group:
        return {"": {}}
    codes = view.levels(group)
    largest = sorted(codes, key=lambda code: -(view.cell(**{group: code}).value or 0.0))[:MOST_LINES]
    return {view.label(group, code): {group: code} for code in codes if code in largest}


def _curve(view: View, days: str, place: Mapping[str, str], name: str) -> Line:
    """For each number of days that ends a level the percentage decided by then, of all in the group."""
    whole = view.cell(**place)
    codes = [*view.levels(days), *view.reasons(days)]
    ends = {code: end for code in codes if (end := _end_of(code)) is not None}
    points = []
    for day in sorted(set(ends.values())):
        early = [view.cell(**{**place, days: code}) for code, end in ends.items() if end <= day]
        late = [view.cell(**{**place, days: code}) for code in codes if ends.get(code, day + 1) > day]
        points.append((day, _decided(added(early), added(late), whole)))
    return Line(name, tuple(points))


def _end_of(code: str) -> int | None:
    """The last day of a level; an open one, and who waits, has none."""
    found = _BAND.fullmatch(code)
    return int(found["high"]) if found and not found["open"] else None


def _decided(early: Cell, late: Cell, whole: Cell) -> Cell:
    """The percentage decided, from the shown numbers before the day or, where one is hidden, from those after it."""
    if early.value is not None or not whole.value or late.value is None:
        return share(early, whole)
    return Cell("shown", PERCENT * (whole.value - late.value) / whole.value)


def _named(view: View, curves: Sequence[Line], limit: int | None) -> list[Named]:
    """What is told of each line: the percentage decided within the limit, or by the last day."""
    named = []
    for curve in curves:
        inside = [point for point in curve.points if limit is None or point[0] <= limit]
        for day, cell in inside[-1:]:
            name = view.say("charts_waiting_within", days=view.count(day))
            named.append((f"{curve.name}, {name}" if curve.name else name, cell))
    return named


def _plot(axes: Axes, view: View, curves: Sequence[Line], limit: int | None) -> None:
    days = [day for curve in curves for day, _ in curve.points]
    if not days:
        axes.set_axis_off()
        return
    last = max([*days, *([limit] if limit else [])])
    for at, curve in enumerate(curves):
        _plot_curve(axes, curve, LINES[at % len(LINES)], last, at)
    if limit:
        axes.axvline(limit + 0.5, color=INK, linewidth=1.2, linestyle=(0, (4, 3)))
        axes.annotate(
            view.say("charts_waiting_limit", days=view.count(limit)),
            (limit + 0.5, 104),
            textcoords="offset points",
            xytext=(4, 0),
            va="center",
        )
    if len(curves) > 1:
        write_names(axes, curves, LINES[: len(curves)], last, PERCENT)
    _set_axes(axes, view, last)


def _plot_curve(axes: Axes, curve: Line, line_look: LineLook, last: int, at: int) -> None:
    """Steps from nothing on; a hidden step is a gap with a block at its foot."""
    days = [0, *(day for day, _ in curve.points), last]
    values = [nan if cell.value is None else cell.value for _, cell in curve.points]
    color, stroke = line_look.color, line_look.linestyle
    axes.step(days, [0.0, *values, *values[-1:]], where="post", color=color, linestyle=stroke, linewidth=2)
    width, height = _BLOCK
    for day, cell in curve.points:
        if cell.state == "hidden":
            shift = (at + 0.5) * width * last
            axes.bar(day + shift, height, width=width * last, **{**HIDDEN, "edgecolor": color})
            axes.text(day + shift, height + 1, HIDDEN_MARK, ha="center", va="bottom", color=INK)


def _set_axes(axes: Axes, view: View, last: int) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_xlim(0, last + 0.5)
    axes.set_ylim(0, 112)
    axes.set_yticks(range(0, PERCENT + 1, 20), [view.percent(value, 0) for value in range(0, PERCENT + 1, 20)])
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: view.count(value)))
    axes.set_xlabel(view.say("charts_axis_waiting"))
    axes.grid(axis="y", color=PALE, linewidth=0.8)


def _sentences(view: View, days: str, group: str, limit: int | None) -> list[str]:
    """Who still waits, group by group, in words."""
    told = []
    for name, place in _groups(view, group).items():
        waiting = share(view.cell(**{**place, days: PENDING}), view.cell(**place))
        told.append(f"{name}: {_percent(view, waiting)}" if name else _percent(view, waiting))
    pending = [view.say("charts_waiting_pending", list="; ".join(told))] if PENDING in view.levels(days) else []
    return [view.say("charts_waiting_reading"), *pending]


def _percent(view: View, cell: Cell) -> str:
    return view.written(cell) if cell.value is None else view.percent(cell.value)
