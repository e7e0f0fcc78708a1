"""The controls of an exploration: four native lists with labels, and what they choose below them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ipywidgets import HTML, Dropdown, Layout, VBox, Widget

from ..words.settings import using
from ..words.texts import say

if TYPE_CHECKING:
    from .explore import Explorer


def live_explorer(explorer: Explorer) -> Mapping[str, Any]:
    """The exploration as a notebook shows it to a person."""
    box = explorer_controls(explorer)
    return {mime: data for mime, data in box._repr_mimebundle_().items() if mime.startswith("application/")}


def explorer_controls(explorer: Explorer) -> Widget:
    """Lists for rows, a second variable, one of its levels and the unit."""
    with using(lang=explorer.lang):
        variables, nothing = explorer.variable_options(), [(say("explore_nothing"), "")]
        everyone = [(say("explore_all"), "")]
        rows = _list("explore_rows", variables)
        second = _list("explore_second", [*nothing, *variables])
        only = _list("explore_only", everyone)
        unit = _list("explore_unit", explorer.unit_options())
    shown = HTML()

    def levels(_: object) -> None:
        """The levels of the second variable as they are shown; where there is none, nothing to choose."""
        with using(lang=explorer.lang):
            found = _levels(explorer, unit.value, rows.value, second.value)
            if tuple(only.options) != (*everyone, *found):
                only.options = [*everyone, *found]
        only.layout.display = "" if found else "none"

    def show(_: object) -> None:
        other = second.value if second.value != rows.value else ""
        shown.value = explorer.html(rows.value, other, only.value if other else "", unit.value)

    for control in (rows, second, unit):
        control.observe(levels, "value")
    for control in (rows, second, only, unit):
        control.observe(show, "value")
    levels(None)
    show(None)
    return VBox([rows, second, only, unit, shown])


def _levels(explorer: Explorer, unit: str, rows: str, second: str) -> list[tuple[str, str]]:
    try:
        return explorer.levels(unit, rows, second) if second and second != rows else []
    except Exception:  # what the table says in words
        return []


def _list(key: str, options: list[tuple[str, str]]) -> Dropdown:
    layout, style = Layout(width="auto", max_width="46em"), {"description_width": "initial"}
    return Dropdown(description=say(key), options=options, layout=layout, style=style)
