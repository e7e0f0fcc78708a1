"""Gaps: for several shares, how far apart the two most distant groups are, with the interval of the difference."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from ..release.gaps import Comparison
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT, format_number
from .alt import alt_text
from .picture import Picture, joined_notes, make_picture
from .style import BLUE, GREY, INK, LINE, PALE, add_footer, lines_in, look, new_figure, wrapped
from .view import Cell, View, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


_GAP = 0.7
"""Lines left free between two rows."""


def draw_gaps(comparisons: Sequence[Comparison], *, title: str | None = None) -> Picture:
    """Draw the largest gap of each comparison, in percentage points, with its interval.

    Parameters
    ----------
    comparisons : those that cannot be made are left to the words below the chart
    title : by default what it shows

    Returns
    -------
    Picture
        A point and a line for each gap, and the line of no difference. An interval that crosses it is pale: chance
        alone may explain it.

    Raises
    ------
    ReleaseError
        Where not one comparison can be made.
    """
    made = [each for each in comparisons if each.gap is not None]
    gaps = [each.gap for each in comparisons if each.gap is not None]
    if not made:
        raise ReleaseError("charts_gaps_empty")
    views = [view_of(each.release, None, None) for each in comparisons]
    first = views[0]
    title = title or first.say("charts_title_gaps")
    values = [Cell("shown", PERCENT * gap.interval.estimate) for gap in gaps]
    named = [(_name(each, first), cell) for each, cell in zip(made, values, strict=True)]
    rows = [wrapped(name, 44) for name, _ in named]
    with look():
        figure = new_figure(1.0 + LINE * sum(lines_in(row) + _GAP for row in rows))
        _plot(figure.subplots(), gaps, rows, first)
        left = [first.say("charts_gaps_left_out", n=first.count(len(comparisons) - len(gaps)))]
        add_footer(figure, [first.say("charts_gaps_reading"), *(left if len(gaps) < len(comparisons) else [])], {})
    alt = alt_text(
        first.say("charts_kind_gaps"),
        title,
        {"": first},
        named,
        write=lambda cell: _points(cell.value or 0.0),
        unknowns=False,
    )
    notes = joined_notes(dict(zip((each.name for each in comparisons), views, strict=True)), own=False)
    unique = {id(view.release): view for view in views}
    return make_picture(figure, list(unique.values()), title=title, alt=alt, notes=notes)


def _name(comparison: Comparison, view: View) -> str:
    gap = comparison.gap
    sides = (gap.high, gap.low) if gap else ()
    return f"{comparison.name}: {' / '.join(view.label(comparison.group, code) for code in sides)}"


def _plot(axes: Axes, gaps: Sequence[Any], rows: Sequence[str], view: View) -> None:
    from matplotlib.ticker import FuncFormatter

    lines = [lines_in(row) + _GAP for row in rows]
    places = [end - size / 2 for end, size in zip(accumulate(lines), lines, strict=True)]
    ends = [0.0]
    for y, gap in zip(places, gaps, strict=True):
        low, middle, high = (PERCENT * end for end in (gap.interval.lower, gap.interval.estimate, gap.interval.upper))
        colour, filled = (BLUE, BLUE) if gap.beyond_chance else (GREY, "white")
        axes.plot([low, high], [y, y], color=colour, linewidth=2.2, solid_capstyle="butt")
        axes.plot([middle], [y], marker="o" if gap.beyond_chance else "s", color=colour, markerfacecolor=filled)
        axes.annotate(_points(middle), (high, y), textcoords="offset points", xytext=(6, 0), va="center")
        ends += [low, high]
    axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(places, rows)
    axes.set_ylim(sum(lines), 0)
    axes.set_xlim(min(ends) - 2, max(ends) + 0.2 * (max(ends) - min(ends)) + 2)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: view.count(value).replace("-", "−")))
    axes.set_xlabel(view.say("charts_axis_gaps"))
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    axes.tick_params(axis="y", length=0)


def _points(value: float) -> str:
    return format_number(value, 1)
