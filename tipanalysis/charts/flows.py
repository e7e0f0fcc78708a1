"""Flows: from where people were recruited to where they were exploited, small flows put together."""

from __future__ import annotations

from dataclasses import dataclass

from ..pages.labels import lower_first
from ..release.release import Release
from ..words.errors import ReleaseError
from .alt import alt_text, extremes
from .flow_plot import Flow, Node, flows_height, plot_flows
from .marks import key_of
from .picture import Picture, make_picture
from .style import PARTS, REASON, REST, add_footer, look, new_figure
from .view import Cell, View, added, view_of

MOST_NODES = 6
"""More ends than this on one side make threads that nobody can follow."""


@dataclass(frozen=True)
class _End:
    """One side: its variable, the codes that each node stands for, and the nodes."""

    variable: str
    codes: list[tuple[str, ...]]
    nodes: list[Node]


def draw_flows(
    release: Release,
    *,
    start: str | None = None,
    most: int = MOST_NODES,
    title: str | None = None,
    lang: str | None = None,
    country: str | None = None,
) -> Picture:
    """Draw the flows from the levels of one variable to those of another.

    Parameters
    ----------
    release : counts by two variables, e.g. ``["lugar_captacion", "pais_explotacion"]``
    start : the variable at the left; by default the first
    most : how many levels of each side stand alone; the smaller ones are put together. What was not recorded always
        stands apart, in grey
    title : by default what it shows
    lang, country : by default the settings

    Returns
    -------
    Picture
        Bands as wide as their number. A flow that is hidden has no band: the ends that it joins have a hatched block
        of always the same size. The number beside an end is its total as the table has it.

    Raises
    ------
    ReleaseError
        For anything that is not a Release of counts by two variables; for one of which a unit can have several
        levels, because bands would not add up.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"pais_captacion": ["NIC"] * 40 + ["CRI"] * 30, "pais_explotacion": ["CRI"] * 70})
    >>> release = protect(count_by(people, ["pais_captacion", "pais_explotacion"]))
    >>> "Nicaragua → Costa Rica, 40" in draw_flows(release).alt
    True
    """
    view = view_of(release, lang, country)
    left, right = (_end(view, variable, most) for variable in _sides(view, start))
    title = title or _title(view, left.variable, right.variable)
    flows = _flows(view, left, right)
    known = [flow for flow in flows if REASON not in (left.nodes[flow.start].look, right.nodes[flow.end].look)]
    named = [(f"{left.nodes[flow.start].name} → {right.nodes[flow.end].name}", flow.cell) for flow in known]
    with look():
        figure = new_figure(flows_height(view, left.nodes, right.nodes))
        plot_flows(figure.subplots(), view, (left.nodes, right.nodes), flows, _heads(view, left, right))
        nothing = [] if any(cell.value for _, cell in named) else extremes(view, named)
        add_footer(figure, [*nothing, *_drawn(view, flows)], key_of(view, [flow.cell for flow in flows]))
    alt = alt_text(view.say("charts_kind_flows"), title, {"": view}, [pair for pair in named if pair[1].value != 0])
    return make_picture(figure, [view], title=title, alt=alt)


def _sides(view: View, start: str | None) -> tuple[str, str]:
    by = view.release.by
    if len(by) != 2 or view.estimated or start not in (None, *by):
        raise ReleaseError("charts_flows_dimensions", given=", ".join(by), start=start or "")
    if view.release.multi:
        name = view.release.multi[0]
        raise ReleaseError("charts_composition_several", name=view.name(name), variable=name)
    first = start or by[0]
    return (by[0], by[1]) if first == by[0] else (by[1], by[0])


def _end(view: View, variable: str, most: int) -> _End:
    """The nodes of one side: the largest levels by size, the smaller ones together, what was not recorded."""
    size = {code: view.cell(**{variable: code}) for code in view.levels(variable)}
    largest = sorted(size, key=lambda code: -(size[code].value or 0.0))
    alone = largest if len(largest) <= most else largest[: most - 1]
    codes: list[tuple[str, ...]] = [(code,) for code in alone]
    nodes = [Node(view.label(variable, code), size[code], PARTS[at % len(PARTS)]) for at, code in enumerate(alone)]
    if rest := tuple(largest[len(alone) :]):
        codes.append(rest)
        name = view.say("charts_composition_rest", n=view.count(len(rest)))
        nodes.append(Node(name, added([size[code] for code in rest]), REST))
    if reasons := tuple(view.reasons(variable)):
        codes.append(reasons)
        total = added([view.cell(**{variable: code}) for code in reasons])
        nodes.append(Node(view.say("charts_unrecorded"), total, REASON))
    return _End(variable, codes, nodes)


def _flows(view: View, left: _End, right: _End) -> list[Flow]:
    """Every band with its number; of several put together what is shown of them, and whether some is hidden."""
    flows = []
    for start, froms in enumerate(left.codes):
        for end, tos in enumerate(right.codes):
            cells = [view.cell(**{left.variable: one, right.variable: other}) for one in froms for other in tos]
            shown = sum(cell.value or 0.0 for cell in cells)
            hides = any(cell.state == "hidden" for cell in cells)
            flows.append(Flow(start, end, Cell("hidden") if hides and not shown else Cell("shown", shown), hides))
    return flows


def _drawn(view: View, flows: list[Flow]) -> list[str]:
    """How many of all the bands stand for, where some are hidden."""
    if view.total is None or not any(flow.hides for flow in flows):
        return []
    shown = sum(flow.cell.value or 0.0 for flow in flows)
    told = {"n": view.count(shown), "total": view.count(view.total), "unit": view.unit}
    return [view.say("charts_flows_drawn", **told)]


def _title(view: View, start: str, end: str) -> str:
    return view.say("charts_title_flows", start=lower_first(view.name(start)), end=lower_first(view.name(end)))


def _heads(view: View, left: _End, right: _End) -> tuple[str, str]:
    return view.name(left.variable), view.name(right.variable)
