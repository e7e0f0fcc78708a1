"""Denominators: the same numbers as a part of everyone, as a part of their group and per inhabitants."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from ..pages.labels import table_title, variables_in_words
from ..pages.notes import require_release
from ..release.release import Release
from ..words.errors import ReleaseError
from .alt import Named, alt_text, axis_name, extremes
from .marks import key_of
from .picture import Picture, joined_notes, make_picture
from .rows import Row, plot_rows, rows_height
from .style import INK, REASON, SKY, add_footer, look, new_figure, wrapped
from .view import View, view_of

_BAR = {"facecolor": SKY, "edgecolor": INK, "linewidth": 0.6}
_ROOM = 1.7
_PANEL = 0.95
"""Inches that the axis, its name and the space above take in each panel."""


def draw_denominators(
    measures: Mapping[str, Release],
    *,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw the same rows over several denominators, one panel for each.

    Parameters
    ----------
    measures : releases of shares and rates of the same rows, e.g. of
        :func:`~tipanalysis.analysis.denominators.three_denominators`, protected together
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        A panel for each denominator, each with a scale and intervals of its own and the denominator in its name: who
        is first under one may be last under another.

    Raises
    ------
    ReleaseError
        For anything but Releases of estimates with the same dimensions.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.analysis.denominators import three_denominators
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect_together
    >>> people = {"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 40, "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55}
    >>> measures = three_denominators(count_by(pd.DataFrame(people), ["sexo", "ambito"]), "sexo")
    >>> len(draw_denominators(protect_together(measures)).figure.axes)
    2
    """
    views = _views(measures, lang, country)
    first = views[0]
    panels = {_axis_name(view): (view, _rows(view)) for view in views}
    title = title or table_title(first.release.unit, first.release.by, first.lang, first.release.provenance.country)
    cells = [cell for _, rows in panels.values() for _, cell in _named(rows)]
    with look():
        heights = [_PANEL + rows_height(rows) for _, rows in panels.values()]
        figure = new_figure(0.3 + sum(heights))
        axes = figure.subplots(len(panels), 1, squeeze=False, height_ratios=heights)[:, 0]
        for one, (name, (view, rows)) in zip(axes, panels.items(), strict=True):
            plot_rows(one, view, rows, room=_ROOM, name=wrapped(name, 60))
        nothing = [] if any(cell.value for cell in cells) else extremes(first, [("", cell) for cell in cells])
        add_footer(figure, [*nothing, first.say("charts_denominators_reading")], key_of(first, cells))
    notes = joined_notes({name: view for name, (view, _) in panels.items()})
    return make_picture(figure, views, title=title, alt=_alt(title, panels), notes=notes)


def _views(measures: object, lang: str | None, country: str | None) -> list[View]:
    if not isinstance(measures, Mapping):
        require_release(measures)
    if not isinstance(measures, Mapping) or not measures:
        raise ReleaseError("charts_denominators_dimensions", given="")
    views = [view_of(release, lang, country) for release in measures.values()]
    if any(view.release.by != views[0].release.by or not view.estimated for view in views):
        given = "; ".join(", ".join(view.release.by) for view in views)
        raise ReleaseError("charts_denominators_dimensions", given=given)
    return views


def _axis_name(view: View) -> str:
    """The denominator, as the name of the axis."""
    if view.release.measure == "rate":
        return axis_name(view)
    if not view.release.among:
        return view.say("charts_denominators_all", unit=view.unit)
    country = view.release.provenance.country
    groups = variables_in_words(view.release.among, view.lang, country)
    return view.say("charts_denominators_within", groups=groups)


def _rows(view: View) -> list[Row]:
    """A bar for each combination of levels, those with one that is not known last and in grey."""
    by = view.release.by
    places = product(*([*view.levels(name), *view.reasons(name)] for name in by))
    rows = [_row(view, dict(zip(by, codes, strict=True))) for codes in places]
    return sorted(rows, key=lambda row: row.look is REASON)


def _row(view: View, place: dict[str, str]) -> Row:
    name = ", ".join(view.label(variable, code) for variable, code in place.items())
    unknown = any(code in view.reasons(variable) for variable, code in place.items())
    return Row(wrapped(name), view.cell(**place), REASON if unknown else _BAR, name=name)


def _named(rows: list[Row]) -> list[Named]:
    return [(row.name, row.cell) for row in rows if row.cell and row.look is not REASON]


def _alt(title: str, panels: Mapping[str, tuple[View, list[Row]]]) -> str:
    """The largest and the smallest under the first denominator, then under each of the others."""
    (name, (first, rows)), *others = panels.items()
    kind = f"{first.say('charts_kind_denominators')}. {name}"
    told = [f"{name}. {' '.join(extremes(view, _named(rows)))}" for name, (view, rows) in others]
    return " ".join([alt_text(kind, title, {"": first}, _named(rows)), *told])
