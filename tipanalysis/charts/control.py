"""Control chart: which of the yearly numbers differ from their mean by more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..pages.labels import in_words
from ..release.release import Release
from ..standard.fixed_codes import is_year
from ..words.errors import ReleaseError
from ..words.numbers import format_number
from .alt import alt_text, axis_name, extremes, title_of
from .marks import key_of
from .picture import Picture, make_picture
from .series_plot import Line, plot_lines, series_height
from .style import GREY, PALE, add_footer, look, new_figure
from .view import View, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEVELS = (95.0, 99.8)
"""The bands: one year in twenty leaves the first by chance alone, one in five hundred the second."""
_LEAST = 3
"""With fewer years there is no mean to compare with."""


@dataclass(frozen=True)
class _Limits:
    """The mean of the years shown and, for each level, the numbers that chance gives around it."""

    mean: float
    bands: tuple[tuple[float, float], ...]


def draw_control(
    release: Release,
    *,
    partial_year: int | None = None,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw yearly counts with the band that chance alone would give around their mean.

    Parameters
    ----------
    release : counts by a year alone
    partial_year : a year that is not over; it is drawn hollow and is not part of the mean
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        The series with two bands around the mean of the years shown, 95 and 99.8 percent of a Poisson distribution.
        Years inside the bands differ by no more than chance; those outside are named, and ask for a reason (one large
        event, another definition, more inspections), not for a conclusion. Hidden years are left out of the mean.
        With fewer than three years there is no band.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by a year alone.

    Notes
    -----
    Exact Poisson quantiles (Shewhart's c chart with probability limits). People of one event are not independent, so
    the bands are, if anything, too narrow.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> years = pd.DataFrame({"anio_registro": ["2019"] * 20 + ["2020"] * 22 + ["2021"] * 60})
    >>> "2021" in draw_control(protect(count_by(years, "anio_registro")), lang="es").alt.split("azar")[-1]
    True
    """
    view = view_of(release, lang, country)
    line = _line(view)
    title = title or title_of(view)
    limits = _limits(line, partial_year)
    named = [(str(year), cell) for year, cell in line.points]
    with look():
        figure = new_figure(series_height([line]))
        axes = figure.subplots()
        plot_lines(axes, view, [line], [], partial_year, axis_name(view))
        if limits:
            _plot_bands(axes, limits)
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        told = _sentences(view, line, limits, partial_year)
        add_footer(figure, [*nothing, *told], {**_key(view, limits), **key_of(view, [cell for _, cell in named])})
    alt = " ".join([alt_text(view.say("charts_kind_control"), title, {"": view}, named), *told])
    return make_picture(figure, [view], title=title, alt=alt)


def _line(view: View) -> Line:
    by = view.release.by
    if len(by) != 1 or not is_year(by[0]) or view.estimated:
        raise ReleaseError("charts_control_dimensions", given=", ".join(by))
    return Line("", tuple((int(code), view.cell(**{by[0]: code})) for code in view.levels(by[0]) if code.isdigit()))


def _limits(line: Line, partial: int | None) -> _Limits | None:
    from scipy.stats import poisson

    values = [cell.value for year, cell in line.points if cell.value is not None and year != partial]
    if len(values) < _LEAST or not sum(values):
        return None
    mean = sum(values) / len(values)
    ends = [(0.5 - level / 200, 0.5 + level / 200) for level in LEVELS]
    return _Limits(mean, tuple((float(poisson.ppf(low, mean)), float(poisson.ppf(high, mean))) for low, high in ends))


_BANDS: tuple[dict[str, Any], ...] = (
    {"facecolor": PALE, "edgecolor": "none", "alpha": 0.9},
    {"facecolor": PALE, "edgecolor": "none", "alpha": 0.45},
)


def _plot_bands(axes: Axes, limits: _Limits) -> None:
    """The wide band behind the narrow one, and the mean."""
    for (low, high), look_of in zip(limits.bands, _BANDS, strict=True):
        axes.axhspan(low, high, zorder=0, **look_of)
    axes.axhline(limits.mean, color=GREY, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    top = max(high for _, high in limits.bands)
    axes.set_ylim(0, max(axes.get_ylim()[1], 1.05 * top))


def _key(view: View, limits: _Limits | None) -> dict[str, dict[str, Any]]:
    if limits is None:
        return {}
    return {
        view.say("charts_control_band", level=view.percent(level, 0 if level == round(level) else 1)): look_of
        for level, look_of in zip(LEVELS, _BANDS, strict=True)
    }


def _sentences(view: View, line: Line, limits: _Limits | None, partial: int | None) -> list[str]:
    """The mean, which years leave the bands, and what that does not say."""
    if limits is None:
        return [view.say("charts_control_few", least=view.count(_LEAST))]
    told = [
        view.say(
            "charts_control_mean",
            mean=format_number(limits.mean, 1, country=view.country),
            n=view.count(_counted(line, partial)),
        )
    ]
    low, high = limits.bands[0]
    outside = [year for year, cell in line.points if cell.value is not None and not low <= cell.value <= high]
    names = in_words([str(year) for year in outside if year != partial], view.lang)
    told.append(view.say("charts_control_outside", years=names) if names else view.say("charts_control_inside"))
    return [*told, *([view.say("charts_series_partial", year=partial)] if _drawn(line, partial) else [])]


def _counted(line: Line, partial: int | None) -> int:
    return sum(cell.value is not None and year != partial for year, cell in line.points)


def _drawn(line: Line, partial: int | None) -> bool:
    return partial in [year for year, _ in line.points]
