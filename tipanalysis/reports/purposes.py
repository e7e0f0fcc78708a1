"""Purposes over the years: each as a part of everyone, with what it could be if all that is not recorded were of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..analysis.records import SMALL
from ..analysis.unknowns import unknown_bounds
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, variable_label
from ..register.register import Register
from ..release.release import Release
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, paragraph
from .scope import event_of, unit_of_victims
from .shown import Shown
from .stretches import Stretch

if TYPE_CHECKING:
    from ..charts.picture import Picture

PURPOSE = "finalidad"
Releases = Mapping[str, Release]


def purposes_tables(victims: Register, year: str, parts: Sequence[Stretch]) -> dict[str, Counts]:
    """Mentions of each purpose by year, and people by purpose in each stretch; nothing where none is recorded."""
    if PURPOSE not in victims.variables:
        return {}
    unit, event = unit_of_victims(victims), event_of(victims)
    tables = {PURPOSE: count_by(victims, [year, PURPOSE], unit="mencion")}
    for part in parts:
        some = victims.where(**{year: part.years})
        if len(some):
            tables[f"{PURPOSE}_{part.code}"] = count_by(some, PURPOSE, unit=unit, cluster=event)
    return tables


def draw_purposes(releases: Releases) -> Picture | Passage:
    """What each year is made of, what was not specified among it; a sentence where there is none, or none shown."""
    from ..charts.composition import draw_composition

    if PURPOSE not in releases:
        return paragraph("annual_limit_absent", variables=variable_label(PURPOSE))
    if releases[PURPOSE].blank:
        return paragraph("annual_all_hidden", variable=variable_label(PURPOSE))
    return draw_composition(releases[PURPOSE], shares=False)


def purposes_table(releases: Releases, parts: Sequence[Stretch]) -> Passage:
    """Each purpose in each stretch, between the two percentages that the people without a value allow."""
    there = [part for part in parts if f"{PURPOSE}_{part.code}" in releases]
    shown = {part: Shown(releases[f"{PURPOSE}_{part.code}"]) for part in there}
    codes = list(dict.fromkeys(code for each in shown.values() for code in each.levels(PURPOSE)))
    rows = [(level_label(PURPOSE, code), *(_bounds(each, code) for each in shown.values())) for code in codes]
    head = [variable_label(PURPOSE), *(part.name for part in there)]
    source = next((each.release for each in shown.values()), None)
    return computed_table(say("change_purposes_caption"), head, rows, source) if source else Passage("", "")


def _bounds(shown: Shown, code: str) -> str:
    """Between none and all of those without a value; at least so many where their number is hidden."""
    n = shown.n(**{PURPOSE: code}) if code in shown.levels(PURPOSE) else 0
    unknown, total = shown.unknown(PURPOSE), shown.n()
    if n is None or total is None:
        return say("change_not_shown")
    told = {"n": format_number(n), "total": format_number(total)}
    if total < SMALL:
        return say("change_few", **told)
    if unknown is None or n + unknown > total:
        return say("change_at_least", **told, share=format_percent(PERCENT * n / total))
    found = unknown_bounds(n, total - unknown, unknown)
    return say("change_bounds", **told, range=format_range(PERCENT * found.lower, PERCENT * found.upper))
