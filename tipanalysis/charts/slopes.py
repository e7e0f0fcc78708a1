"""Places against the people in them: two slopes from the same records, which may point to opposite sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..release.release import Release
from ..words.errors import ReleaseError
from ..words.numbers import PERCENT, format_number
from .alt import alt_text, title_of
from .picture import Picture, make_picture
from .style import BLUE, GREY, INK, ORANGE, add_footer, look, new_figure, wrapped
from .view import Cell, View, added, view_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Level = tuple[str, str]
"""A variable and one of its codes."""
_LEAST = 3
"""With fewer places there is no slope to speak of."""
_STEP = 10.0
"""Points of the percentage on the axis for which the slope of places is told."""
_HEIGHT = 4.0
_NAME_COLUMNS = 34


@dataclass(frozen=True)
class _Place:
    """People of one place with the trait and without it, and those of them with the event."""

    name: str
    event: float
    people: float
    other_event: float
    others: float

    @property
    def all(self) -> float:
        """Everybody there."""
        return self.people + self.others

    @property
    def weight(self) -> float:
        """What a gap within the place counts for (Mantel and Haenszel)."""
        return self.people * self.others / self.all

    @property
    def point(self) -> tuple[float, float]:
        """Percentage of people with the trait, and of people with the event."""
        return PERCENT * self.people / self.all, PERCENT * (self.event + self.other_event) / self.all

    @property
    def ends(self) -> tuple[float, float]:
        """Percentage with the event of people without the trait, and of those with it."""
        return PERCENT * self.other_event / self.others, PERCENT * self.event / self.people


def draw_slopes(
    release: Release,
    *,
    trait: Level,
    event: Level,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw how places differ, and beside it how people of the same place do.

    Parameters
    ----------
    release : counts by three variables: that of ``trait``, that of ``event``, and the places
    trait, event : a variable and one of its codes, e.g. ``("origen", "EXTRANJERA")`` and ``("referida", "SI")``
    title : by default what is counted and by what
    lang, country : by default the settings

    Returns
    -------
    Picture
        Left a point for each place, its percentage of people with the trait against that of people with the event,
        and the line through them. Right a line for each place, from its people without the trait to those with it,
        and their mean. Places with a hidden number, or without people of both kinds, are left out and counted in a
        sentence; people whose trait is not known stand in neither group. With fewer than three places left there
        are no slopes.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by three variables, two of them those named.

    Notes
    -----
    Between places: least squares weighted by people. Within: the gaps of the places in the weights of Mantel and
    Haenszel, as in :func:`~tipanalysis.analysis.simpson.simpson_check`. That the first says nothing about people:
    Robinson (1950).

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> rows = [("A", "EXTRANJERA", 10, 90), ("A", "NACIONAL", 90, 610), ("B", "EXTRANJERA", 40, 260),
    ...         ("B", "NACIONAL", 120, 480), ("C", "EXTRANJERA", 90, 410), ("C", "NACIONAL", 130, 370)]
    >>> table = pd.DataFrame([(p, o, s, n) for p, o, *both in rows for s, n in zip(["SI", "NO"], both)],
    ...                      columns=["lugar_consulta", "origen", "referida", "n"])
    >>> counts = count_by(table, ["lugar_consulta", "origen", "referida"], weight="n")
    >>> draw_slopes(protect(counts), trait=("origen", "EXTRANJERA"), event=("referida", "SI"), lang="es").alt[:14]
    'Dos pendientes'
    """
    view = view_of(release, lang, country)
    where = _place_of(view, trait, event)
    levels = view.levels(where)
    places = [place for code in levels for place in _places(view, where, code, trait, event)]
    title = title or title_of(view)
    told = [*_sentences(view, places, trait, event), *_left_out(view, len(levels) - len(places))]
    with look():
        figure = new_figure(_HEIGHT)
        left, right = figure.subplots(1, 2, sharey=True)
        _plot_places(left, view, places, trait, event)
        _plot_people(right, view, places, trait)
        left.set_ylim(bottom=0)
        add_footer(figure, told, {})
    named = [(place.name, Cell("shown", place.point[1])) for place in places]
    alt = alt_text(view.say("charts_kind_slopes"), title, {"": view}, named, write=lambda cell: _written(view, cell))
    return make_picture(figure, [view], title=title, alt=" ".join([alt, *told]))


def _place_of(view: View, trait: Level, event: Level) -> str:
    """The variable of places: the third one."""
    by = view.release.by
    places = [name for name in by if name not in (trait[0], event[0])]
    if len(by) != 3 or len(places) != 1 or view.estimated:
        raise ReleaseError("charts_slopes_dimensions", given=", ".join(by))
    for variable, code in (trait, event):
        if code not in view.levels(variable):
            raise ReleaseError(
                "sentence_level_unknown", given=code, variable=variable, known=", ".join(view.levels(variable))
            )
    return places[0]


def _places(view: View, where: str, code: str, trait: Level, event: Level) -> Iterator[_Place]:
    """The place, or nothing where a number of it is hidden or one kind of people is not there."""
    (variable, kind), others = trait, [level for level in view.levels(trait[0]) if level != trait[1]]
    here = {where: code}
    rest = [{**here, variable: level} for level in others]
    cells = (
        view.cell(**here, **{variable: kind}, **{event[0]: event[1]}),
        view.cell(**here, **{variable: kind}),
        added([view.cell(**group, **{event[0]: event[1]}) for group in rest]),
        added([view.cell(**group) for group in rest]),
    )
    numbers = [cell.value for cell in cells]
    if all(number is not None for number in numbers):
        place = _Place(view.label(where, code), *(number or 0.0 for number in numbers))
        if place.people and place.others:
            yield place


def _between(places: Sequence[_Place]) -> tuple[float, float] | None:
    """Intercept and slope of the line through the places, weighted by their people."""
    total = sum(place.all for place in places)
    if len(places) < _LEAST:
        return None
    means = [sum(place.all * place.point[axis] for place in places) / total for axis in (0, 1)]
    spread = sum(place.all * (place.point[0] - means[0]) ** 2 for place in places)
    if not spread:
        return None
    product = sum(place.all * (place.point[0] - means[0]) * (place.point[1] - means[1]) for place in places)
    return means[1] - product / spread * means[0], product / spread


def _within(places: Sequence[_Place]) -> tuple[float, float] | None:
    """The mean of both ends of the lines of the places; their difference is the gap within places."""
    total = sum(place.weight for place in places)
    if len(places) < _LEAST or not total:
        return None
    first, second = (sum(place.weight * place.ends[end] for place in places) / total for end in (0, 1))
    return first, second


def _plot_places(axes: Axes, view: View, places: Sequence[_Place], trait: Level, event: Level) -> None:
    points = [place.point for place in places]
    axes.plot([x for x, _ in points], [y for _, y in points], linestyle="none", marker="o", color=BLUE)
    line = _between(places)
    if line:
        ends = [min(x for x, _ in points), max(x for x, _ in points)]
        axes.plot(ends, [line[0] + line[1] * x for x in ends], color=INK, linewidth=2)
    axes.set_title(view.say("charts_slopes_places"), loc="left")
    axes.set_xlabel(wrapped(view.say("charts_slopes_axis", group=view.label(*trait)), _NAME_COLUMNS))
    named = view.say("charts_slopes_event", name=view.name(event[0]), event=view.label(*event))
    axes.set_ylabel(wrapped(named, _NAME_COLUMNS))
    axes.set_xlim(left=0)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: view.percent(value, 0))


def _plot_people(axes: Axes, view: View, places: Sequence[_Place], trait: Level) -> None:
    for place in places:
        axes.plot([0, 1], place.ends, color=GREY, linewidth=1, marker="o", markersize=3)
    mean = _within(places)
    if mean:
        axes.plot([0, 1], mean, color=ORANGE, linewidth=4, marker="o", markersize=7, markeredgecolor=INK)
    axes.set_title(view.say("charts_slopes_people"), loc="left")
    axes.set_xticks([0, 1], [view.say("charts_slopes_others"), view.label(*trait)])
    axes.set_xlim(-0.35, 1.35)


def _sentences(view: View, places: Sequence[_Place], trait: Level, event: Level) -> list[str]:
    """What each slope says, and that one does not say the other."""
    line, mean = _between(places), _within(places)
    if line is None or mean is None:
        return [view.say("charts_slopes_few", least=view.count(_LEAST))]
    group, shown = view.label(*trait), view.label(*event)
    between, within = _STEP * line[1], mean[1] - mean[0]
    return [
        view.say(
            "charts_slopes_between_more" if between >= 0 else "charts_slopes_between_less",
            group=group,
            name=view.name(event[0]),
            event=shown,
            step=view.count(_STEP),
            size=_points(view, between),
        ),
        view.say(
            "charts_slopes_within_more" if within >= 0 else "charts_slopes_within_less",
            group=group,
            size=_points(view, within),
        ),
        view.say("charts_slopes_warning"),
    ]


def _points(view: View, size: float) -> str:
    return format_number(abs(size), 1, country=view.country)


def _left_out(view: View, number: int) -> list[str]:
    return [view.say("charts_slopes_left_out", n=view.count(number))] if number else []


def _written(view: View, cell: Cell) -> str:
    return view.percent(cell.value or 0.0)
