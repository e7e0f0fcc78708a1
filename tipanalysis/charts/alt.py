"""The words of a chart: its title and the sentence that stands for it where it cannot be seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..pages.labels import in_words, lower_first, table_title, upper_first
from .view import Cell, View

Named = tuple[str, Cell]
"""A cell and what a reader calls it."""


def title_of(view: View, by: Sequence[str] | None = None) -> str:
    """The title of a chart that was given none: what is counted or estimated, and by what."""
    country = view.release.provenance.country
    title = table_title(view.release.unit, view.release.by if by is None else by, view.lang, country)
    if not view.estimated or (view.compares and not view.release.against):
        return title
    against = in_words([view.label(variable, code) for variable, code in view.release.against], view.lang)
    key = f"charts_title_{view.release.measure}"
    return view.say(key, title=lower_first(title), per=view.count(view.release.per), against=against)


def axis_name(view: View) -> str:
    """What the numbers along an axis are."""
    if not view.estimated:
        return upper_first(view.unit)
    return view.say(f"charts_axis_{view.release.measure}", unit=view.unit, per=view.count(view.release.per))


def alt_text(
    kind: str,
    title: str,
    views: Mapping[str, View],
    named: Sequence[Named],
    *,
    write: Callable[[Cell], str] | None = None,
    unknowns: bool = True,
) -> str:
    """What, largest and smallest, hidden cells, n, unknowns, which part, from where; never a hidden number.

    ``kind`` is what sort of chart it is; ``views`` the releases drawn, by the name of each (empty for a single
    one); ``named`` the cells drawn, those for missing values left out; ``write`` says how they are written, by
    default as the release's numbers; ``unknowns`` whether to count them here, or the chart itself is about them.
    """
    first = next(iter(views.values()))
    totals = [sentence for name, view in views.items() for sentence in _totals(name, view, unknowns)]
    origins = [sentence for name, view in views.items() for sentence in _origin(name, view)]
    head = first.say("charts_alt_head", kind=kind, title=title.rstrip("."))
    return " ".join([head, *extremes(first, named, write), *totals, *dict.fromkeys(origins)])


def extremes(view: View, named: Sequence[Named], write: Callable[[Cell], str] | None = None) -> list[str]:
    """The largest and the smallest of the values shown, and how many are hidden."""
    written = write or view.written
    shown = [(name, cell) for name, cell in named if cell.value is not None]
    hidden = sum(cell.state == "hidden" for _, cell in named)
    tail = [view.say("charts_alt_hidden", cells=view.count(hidden))] if hidden else []
    if not named:
        return [view.say("charts_empty")]
    if not shown:
        return [view.say("charts_all_hidden" if hidden else "charts_nothing"), *tail]
    values = [cell.value or 0.0 for _, cell in shown]
    (most, largest), (least, smallest) = shown[values.index(max(values))], shown[values.index(min(values))]
    if len(shown) == 1:
        return [view.say("charts_alt_single", name=most, value=written(largest)), *tail]
    if largest.value == smallest.value:
        return [view.say("charts_alt_equal", value=written(largest)), *tail]
    values_told = {"largest": most, "most": written(largest), "smallest": least, "least": written(smallest)}
    return [view.say("charts_alt_extremes", **values_told), *tail]


def _totals(name: str, view: View, with_unknowns: bool) -> list[str]:
    n = view.say("charts_protected") if view.total is None else view.count(view.total)
    subject = name or view.say("charts_alt_everyone", unit=view.unit)
    unknowns = [
        view.say("charts_alt_unknown", name=lower_first(view.name(variable)), n=_unknown(view, variable))
        for variable in view.release.by
    ]
    told = [view.say("charts_alt_unknowns", list="; ".join(unknowns))] if unknowns and with_unknowns else []
    return [view.say("charts_alt_total", subject=subject, n=n), *told]


def _unknown(view: View, variable: str) -> str:
    _, n, hidden = view.release.unknowns[variable]
    return view.say("charts_protected") if hidden else view.count(n)


def _origin(name: str, view: View) -> list[str]:
    parts = [
        view.say(
            "charts_alt_selected",
            name=lower_first(view.name(chosen.variable)),
            levels=in_words([view.label(chosen.variable, code) for code in chosen.codes], view.lang),
        )
        for chosen in view.release.provenance.where
    ]
    source = view.say("charts_alt_source", title=view.release.provenance.title.rstrip("."))
    synthetic = [view.say("charts_alt_synthetic")] if view.release.provenance.synthetic else []
    rounded = [view.say("charts_alt_rounded", base=view.release.base)] if view.release.rounded else []
    return [*_selected(name, view, "; ".join(parts)), *rounded, source, *synthetic]


def _selected(name: str, view: View, parts: str) -> list[str]:
    if not parts:
        return []
    told = view.say("charts_alt_selection", list=parts)
    return [view.say("charts_alt_of", name=name, told=lower_first(told)) if name else told]
