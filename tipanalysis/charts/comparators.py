"""Comparators: series that count differently, side by side and never added or ranked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..pages.notes import require_release
from ..release.release import Release
from ..standard.fixed_codes import is_year
from ..words.errors import ReleaseError
from .alt import Named, alt_text, axis_name, extremes
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .series_plot import Line, plot_lines
from .style import LINE, add_footer, lines_in, look, new_figure, wrapped
from .view import View, view_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.figure import Figure

_PANEL = 2.3
"""Inches of each panel, without its heading."""
_NAME = 70


def draw_comparators(
    releases: Mapping[str, Release],
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw the series of several countries or institutions, a panel for each.

    Parameters
    ----------
    releases : releases by a year alone, each under the name of its country or source, in the order wanted
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        A panel for each, with a scale, a unit and a definition of its own: what they count is not the same, so there
        is no common axis to read one against the other, no sum and no order by size. Under the panels stand the
        unit, n, protection and source of each.

    Raises
    ------
    ReleaseError
        For anything but Releases by a year alone.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> years = {"OAPVD": ["2021"] * 41 + ["2022"] * 60, "INAMU": ["2021"] * 20 + ["2022"] * 7}
    >>> frames = {name: pd.DataFrame({"anio_registro": each}) for name, each in years.items()}
    >>> tables = {name: protect(count_by(frame, "anio_registro")) for name, frame in frames.items()}
    >>> len(draw_comparators(tables).figure.axes)
    2
    """
    views = _views(releases, lang, country)
    first = next(iter(views.values()))
    lines = {name: _line(view) for name, view in views.items()}
    title = title or first.say("charts_title_comparators")
    cells = [cell for line in lines.values() for _, cell in line.points]
    with look():
        heads = [wrapped(name, _NAME) for name in views]
        figure = new_figure(0.4 + sum(_PANEL + LINE * lines_in(head) for head in heads))
        _plot(figure, views, lines, heads)
        nothing = [] if any(cell.value for cell in cells) else extremes(first, [("", cell) for cell in cells])
        add_footer(figure, [*nothing, first.say("charts_comparators_reading")], key_of(first, cells))
    return make_picture(
        figure, list(views.values()), title=title, alt=_alt(title, views, lines), notes=joined_notes(views)
    )


def _views(releases: object, lang: str | None, country: str | None) -> dict[str, View]:
    if not isinstance(releases, Mapping):
        require_release(releases)
    if not isinstance(releases, Mapping) or not releases:
        raise ReleaseError("charts_comparators_dimensions", given="")
    views = {name: view_of(release, lang, country) for name, release in releases.items()}
    if any(len(view.release.by) != 1 or not is_year(view.release.by[0]) for view in views.values()):
        given = "; ".join(", ".join(view.release.by) for view in views.values())
        raise ReleaseError("charts_comparators_dimensions", given=given)
    return views


def _line(view: View) -> Line:
    (year,) = view.release.by
    return Line("", tuple((int(code), view.cell(**{year: code})) for code in view.levels(year) if code.isdigit()))


def _plot(figure: Figure, views: Mapping[str, View], lines: Mapping[str, Line], heads: Sequence[str]) -> None:
    panels = figure.subplots(len(views), 1, squeeze=False)[:, 0]
    for axes, view, line, head in zip(panels, views.values(), lines.values(), heads, strict=True):
        plot_lines(axes, view, [line], [], None, axis_name(view))
        axes.set_title(head, loc="left", weight="bold")


def _alt(title: str, views: Mapping[str, View], lines: Mapping[str, Line]) -> str:
    """The largest and smallest year of each panel, after the name of each."""
    named: list[Named] = []
    for name, line in lines.items():
        named += [(f"{name} {year}", cell) for year, cell in line.points]
    first = next(iter(views.values()))
    return alt_text(first.say("charts_kind_comparators"), title, views, named)
