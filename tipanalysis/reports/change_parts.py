"""The parts of a change: more applications, other people among them, or another share of them accredited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..analysis.decomposition import decompose_change
from ..analysis.records import SMALL
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, lower_first, variable_label
from ..register.register import Register
from ..release.release import Release
from ..words.numbers import format_number
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, paragraph
from .scope import ACCREDITED, event_of
from .stretches import Stretch

TRAITS = {"sexo": "MUJER", "mayoria_edad": "00-17", "origen": "EXTRANJERA"}
"""Who is set against everyone else, those without a value among them: nobody is lost, no small group stands alone."""
GRANTED, OTHERS = "acreditadas_", "no_acreditadas_"
Releases = Mapping[str, Release]


def parts_tables(applications: Register, ends: Sequence[Stretch]) -> dict[str, Counts]:
    """How many of each stretch were accredited by now and how many were not, all and those of each trait.

    To be protected together. The gate protects what one number less another gives, so the two are counted apart: with
    all applications in the place of those not accredited, two subtractions would give the others among these away.
    """
    conditions = set(applications.records.get("condicion_victima", pd.Series(dtype=str)).astype("str"))
    if ACCREDITED not in conditions:
        return {}
    event = event_of(applications)
    tables = {}
    for part in ends:
        for kind, codes in ((GRANTED, {ACCREDITED}), (OTHERS, conditions - {ACCREDITED})):
            some = applications.where(anio_registro=part.years, condicion_victima=sorted(codes))
            tables[f"{kind}{part.code}"] = count_by(some, cluster=event)
            for name in (name for name in TRAITS if name in applications.variables):
                tables[_table(kind, name, part)] = count_by(some.where(**{name: TRAITS[name]}), cluster=event)
    return tables


def _table(kind: str, name: str, part: Stretch) -> str:
    return f"{kind}{name}_{part.code}"


@dataclass(frozen=True)
class ChangeParts:
    """What became of the accreditations of a year between two stretches, in parts that add up.

    ``before`` and ``after`` are accreditations per year, by year of application; ``volume`` is what the number of
    applications did to them, ``composition`` that more or fewer of those who applied had the ``trait``, ``within`` the
    share accredited among those with it and among everyone else.
    """

    trait: str
    first: Stretch
    last: Stretch
    before: float
    after: float
    volume: float
    composition: float
    within: float

    @property
    def change(self) -> float:
        """The sum of the parts."""
        return self.after - self.before


def change_parts(releases: Releases, parts: Sequence[Stretch]) -> list[ChangeParts]:
    """The change between the first and the last stretch by each trait whose numbers are all shown.

    None where a stretch has fewer than 20 applications.

    Notes
    -----
    Accreditations are applications times the share accredited: the change of one times the mean of the other, both
    ways; the change of the share is split by :func:`~tipanalysis.analysis.decomposition.decompose_change` (Kitagawa).
    """
    found = [_split(releases, parts[0], parts[-1], name) for name in TRAITS] if len(parts) > 1 else []
    return [each for each in found if each is not None]


def _split(releases: Releases, first: Stretch, last: Stretch, trait: str) -> ChangeParts | None:
    rows = [row for part in (first, last) for row in _groups(releases, part, trait)]
    table = pd.DataFrame(rows, columns=["tramo", "grupo", "d", "n"])
    sizes = table.groupby("tramo")["d"].sum()
    rounded_apart = (table["n"] < 0) | (table["n"] > table["d"])
    if len(table) < 4 or (sizes < SMALL).any() or rounded_apart.any():
        return None
    found = decompose_change(table, "tramo", "grupo", periods=(first.code, last.code))
    yearly = found.n_1 / len(first), found.n_2 / len(last)
    return ChangeParts(
        trait,
        first,
        last,
        before=yearly[0] * found.crude_1,
        after=yearly[1] * found.crude_2,
        volume=(yearly[1] - yearly[0]) * (found.crude_1 + found.crude_2) / 2,
        composition=found.composition_effect * sum(yearly) / 2,
        within=found.rate_effect * sum(yearly) / 2,
    )


def _groups(releases: Releases, part: Stretch, trait: str) -> Iterator[tuple[str, str, int, int]]:
    """Those with the trait and everyone else: applications and accreditations. Nothing where a number is hidden."""
    names = [name for kind in (GRANTED, OTHERS) for name in (f"{kind}{part.code}", _table(kind, trait, part))]
    numbers = [releases[name].total for name in names if name in releases]
    known = [n for n in numbers if n is not None]
    if len(known) < len(names):
        return
    granted, had, others, had_not = known
    yield part.code, TRAITS[trait], had + had_not, had
    yield part.code, "", granted + others - had - had_not, granted - had


def parts_told(releases: Releases, parts: Sequence[Stretch]) -> str:
    """The parts of the change in a sentence, or why there are none."""
    if not any(name.startswith(GRANTED) for name in releases):
        return say("change_parts_absent")
    found = change_parts(releases, parts)
    if not found:
        return say("change_parts_hidden")
    whole = found[0]
    told = [say("change_part_of", trait=_trait(each), n=signed(each.composition)) for each in found]
    return say(
        "change_parts",
        first=whole.first.name,
        last=whole.last.name,
        total=signed(whole.change),
        volume=signed(whole.volume),
        rest=signed(whole.composition + whole.within),
        list="; ".join(told),
    )


def _trait(each: ChangeParts) -> str:
    return lower_first(variable_label(each.trait))


def signed(value: float) -> str:
    """A change with its sign.

    Examples
    --------
    >>> signed(4.25), signed(-0.04), signed(-3.0)
    ('+4,3', '0,0', '-3,0')
    """
    text = format_number(value, 1)
    return text if value < 0 or text == format_number(0, 1) else f"+{text}"


def parts_table(releases: Releases, parts: Sequence[Stretch]) -> Passage:
    """The parts by each trait as a table; a sentence where there are none."""
    found = change_parts(releases, parts)
    if not found:
        return paragraph("change_parts_none")
    first = found[0]
    caption = say(
        "change_parts_caption",
        first=first.first.name,
        last=first.last.name,
        before=format_number(first.before, 1),
        after=format_number(first.after, 1),
    )
    head = [say(f"change_head_{name}") for name in ("by", "change", "volume", "composition", "within")]
    return computed_table(caption, head, [_row(each) for each in found], releases[f"{GRANTED}{first.first.code}"])


def _row(each: ChangeParts) -> tuple[str, ...]:
    name = say(
        "change_against_rest", variable=variable_label(each.trait), level=level_label(each.trait, TRAITS[each.trait])
    )
    return (name, *map(signed, (each.change, each.volume, each.composition, each.within)))
