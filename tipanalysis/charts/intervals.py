"""Intervals: each group of a comparison as a point with its limits, beside the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from ..pages.labels import in_words
from ..pages.notes import HIDDEN_MARK
from ..release.release import Release
from .alt import alt_text, axis_name, title_of
from .picture import Picture, make_picture
from .style import BLUE, GREY, HIDDEN, INK, PALE, add_footer, lines_in, look, new_figure, wrapped
from .view import Cell, View, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.42
_BLOCK = 0.12
"""Length of the block of a hidden number, as a part of the axis: the same whatever it hides."""
_NAME = 42
_CLEAR: dict[str, Any] = {"marker": "o", "color": BLUE, "markeredgecolor": INK}
_OPEN: dict[str, Any] = {"marker": "s", "color": "white", "markeredgecolor": GREY}
Named = tuple[str, Cell]


def draw_intervals(
    release: Release, *, title: str | None = None, lang: str | None = None, country: str | None = None
) -> Picture:
    """Draw a comparison of groups: how far each is from the reference, and how far chance may reach.

    Parameters
    ----------
    release : of :func:`~tipanalysis.analysis.comparison.compare` or ``intersect``
    title : by default what is compared with what
    lang, country : by default the settings

    Returns
    -------
    Picture
        One row for each group but the reference and those that stand for a missing value, which the table below
        has. A full circle where the interval leaves the line of no difference out, a hollow square where it does not
        and nothing can be concluded; a hatched block where a number behind it is hidden. Ratios stand on a
        logarithmic axis.

    Raises
    ------
    ReleaseError
        For anything but a Release of a comparison.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.analysis.comparison import compare
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = {"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 40, "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55}
    >>> counts = count_by(pd.DataFrame(people), ["sexo", "ambito"])
    >>> "75,0" in draw_intervals(protect(compare(counts, "sexo")), lang="es").alt
    True
    """
    view = view_of(release, lang, country, comparison=True)
    title = title or title_of(view)
    rows = _rows(view)
    with look():
        figure = new_figure(1.1 + _ROW * max(sum(lines_in(name) for name, _ in rows), 2))
        _plot(figure.subplots(), view, rows)
        add_footer(figure, _explained(view, rows), _key(view, rows))
    named = [(name.replace("\n", " "), cell) for name, cell in rows]
    alt = alt_text(view.say("charts_kind_intervals"), title, {"": view}, named)
    return make_picture(figure, [view], title=title, alt=alt)


def _rows(view: View) -> list[Named]:
    """The groups compared with the reference, in the order of the table."""
    against = dict(view.release.against)
    levels = [[code for code in view.levels(name) if code != against.get(name)] for name in view.release.by]
    rows = []
    for codes in product(*levels):
        place = dict(zip(view.release.by, codes, strict=True))
        name = ", ".join(view.label(variable, code) for variable, code in place.items())
        rows.append((wrapped(name, _NAME), view.cell(**place)))
    return rows


def _plot(axes: Axes, view: View, rows: Sequence[Named]) -> None:
    neutral = _neutral(view)
    if view.release.measure == "ratio":
        axes.set_xscale("log")
    low, high = _ends(view, rows)
    axes.set_xlim(low, high)
    for y, (_, cell) in enumerate(rows):
        _draw(axes, y, cell, neutral)
        axes.annotate(
            _text(view, cell), (1.02, y), xycoords=("axes fraction", "data"), va="center", annotation_clip=False
        )
    axes.axvline(neutral, color=INK, linewidth=1.2)
    axes.set_yticks(range(len(rows)), [name for name, _ in rows])
    axes.set_ylim(max(len(rows) - 0.4, 0.6), -0.6)
    _number_axis(axes, view)


def _draw(axes: Axes, y: int, cell: Cell, neutral: float) -> None:
    if cell.state == "hidden":
        axes.barh(y, _BLOCK, left=0.5 - _BLOCK / 2, height=0.5, transform=axes.get_yaxis_transform(), **HIDDEN)
    elif cell.value is not None and cell.low is not None and cell.high is not None:
        axes.plot([cell.low, cell.high], [y, y], color=INK, linewidth=1.4, zorder=2)
        shape = _CLEAR if _leaves_out(cell, neutral) else _OPEN
        axes.plot([cell.value], [y], linestyle="none", markersize=8, zorder=3, **shape)


def _leaves_out(cell: Cell, neutral: float) -> bool:
    return cell.low is not None and cell.high is not None and not cell.low <= neutral <= cell.high


def _neutral(view: View) -> float:
    return 1.0 if view.release.measure == "ratio" else 0.0


def _ends(view: View, rows: Sequence[Named]) -> tuple[float, float]:
    """The ends of the axis, with a little room; the line of no difference always lies inside."""
    known = [end for _, cell in rows for end in (cell.low, cell.high) if end is not None and abs(end) != float("inf")]
    if view.release.measure == "ratio":
        known = [end for end in known if end > 0]
        return min([*known, 0.5]) / 1.2, max([*known, 2.0]) * 1.2
    reach = max([abs(end) for end in known] or [10.0]) * 1.1
    return -reach, reach


def _text(view: View, cell: Cell) -> str:
    if cell.low is None or cell.high is None:
        return view.written(cell)
    return view.say("charts_with_interval", value=view.written(cell), interval=view.interval(cell.low, cell.high))


def _number_axis(axes: Axes, view: View) -> None:
    from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

    ratio = view.release.measure == "ratio"
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)) if ratio else MaxNLocator(6))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: view.number(value, 1 if ratio else 0)))
    axes.set_xlabel(wrapped(axis_name(view), 60))
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _explained(view: View, rows: Sequence[Named]) -> list[str]:
    """What the shapes mean, each only where it is drawn."""
    neutral = _neutral(view)
    drawn = [cell for _, cell in rows if cell.value is not None and cell.low is not None]
    reference = in_words([view.label(variable, code) for variable, code in view.release.against], view.lang)
    told = [view.say("charts_intervals_line", reference=reference)] if reference else []
    if any(_leaves_out(cell, neutral) for cell in drawn):
        told.append(view.say("charts_intervals_clear"))
    if any(not _leaves_out(cell, neutral) for cell in drawn):
        told.append(view.say("charts_intervals_open"))
    return told


def _key(view: View, rows: Sequence[Named]) -> dict[str, Any]:
    hidden = any(cell.state == "hidden" for _, cell in rows)
    return {view.say("charts_key_hidden", mark=HIDDEN_MARK): HIDDEN} if hidden else {}
