"""Whom the records show less than one would expect: beside the resident population, by door, and not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from ..analysis.intervals import proportion_ci
from ..analysis.records import SMALL
from ..analysis.unknowns import Bounds
from ..counts.population import load_population
from ..pages.labels import in_words, level_label, variable_label
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import TOTAL
from ..words.numbers import PERCENT, format_percent, format_range
from ..words.settings import COUNTRIES
from ..words.texts import say
from .cover import computed_table
from .parameters import years_of
from .passage import Passage, paragraph
from .unseen_bounds import bounds_in, traits

IDENTITIES = (
    *("sexo", "identidad_genero", "condicion_migratoria", "etnia", "discapacidad", "lengua_materna"),
    "tipo_entidad",
)
"""Whose codes are looked through for groups with nobody, or with few."""
_NO_GROUP = "NINGUNA"
"""An answer that is no group: no disability, no ethnic group."""
_LEVELS = {"sexo": ("MUJER", "HOMBRE"), "mayoria_edad": ("00-17", "18+")}
_PARTS = (("sexo",), ("mayoria_edad",), ("sexo", "mayoria_edad"))
Releases = Mapping[str, Release]
Verdict = Literal["less", "more", "open", "few"]


@dataclass(frozen=True)
class Residents:
    """Residents of a country over the years of a period: by levels of sex and age, ``TOTAL`` for all of one."""

    country: str
    years: tuple[int, ...]
    people: Mapping[tuple[str, str], int]
    source: str

    def share(self, **at: str) -> float:
        """The part that a group is of all residents."""
        place = (at.get("sexo", TOTAL), at.get("mayoria_edad", TOTAL))
        return self.people[place] / sum(n for (sex, age), n in self.people.items() if TOTAL not in (sex, age))


def residents(country: str, period: str) -> Residents | None:
    """The residents in those years of the period that have figures by sex and age; ``None`` where there are none.

    Examples
    --------
    >>> found = residents("CRI", "2018-2022")
    >>> len(found.years), round(found.share(sexo="MUJER"), 2)
    (5, 0.5)
    """
    if country not in COUNTRIES:
        return None
    population = load_population(country)
    places = list(product(_LEVELS["sexo"], _LEVELS["mayoria_edad"]))
    people: dict[tuple[str, str], int] = {}
    years, source = [], ""
    for year in map(int, years_of(period)):
        found = [population.find(year, sexo=sex, grupo_edad=age) for sex, age in places]
        if any(each.n is None for each in found):
            continue
        years.append(year)
        source = found[0].source
        for place, each in zip(places, found, strict=True):
            for part in (place, (place[0], TOTAL), (TOTAL, place[1])):
                people[part] = people.get(part, 0) + (each.n or 0)
    return Residents(country, tuple(years), people, source) if years else None


@dataclass(frozen=True)
class Beside:
    """A group beside its share of the residents; ``bounds`` leave open whatever is not recorded or not shown."""

    place: Mapping[str, str]
    bounds: Bounds
    expected: float

    @property
    def name(self) -> str:
        """The group in words."""
        codes = {name: (code,) for name, code in self.place.items()}
        return say(f"unseen_trait_{next(name for name, trait in traits().items() if trait == codes)}")

    @property
    def times(self) -> tuple[float, float]:
        """Between how many times its share of the residents the group is identified.

        From the lower limit of chance if none of the unknown belong to it, to the upper one if all of them do.
        """
        n = int(self.bounds.n)
        ends = (round(self.bounds.lower * n), round(self.bounds.upper * n))
        low, high = (proportion_ci(x, n) for x in ends)
        return low.lower / self.expected, high.upper / self.expected

    @property
    def verdict(self) -> Verdict:
        """``few`` with fewer than 20 people in all."""
        low, high = self.times
        if self.bounds.n < SMALL:
            return "few"
        return "less" if high < 1 else "more" if low > 1 else "open"


def beside_residents(releases: Releases, reference: Residents | None) -> list[Beside]:
    """The groups of sex and age of which anything can be told."""
    places = [place for by in _PARTS for place in _places(by)] if reference is not None else []
    found = [(place, bounds_in(releases, {name: (code,) for name, code in place.items()})) for place in places]
    return [
        Beside(place, bounds, reference.share(**place))
        for place, bounds in found
        if reference is not None and bounds is not None and bounds.n
    ]


def _places(by: tuple[str, ...]) -> list[dict[str, str]]:
    codes = [_LEVELS[name] for name in by]
    return [dict(zip(by, chosen, strict=True)) for chosen in product(*codes)]


def beside_told(releases: Releases, reference: Residents | None) -> list[str]:
    """The group that appears least, and the one that appears most, beside their share of the residents."""
    found = beside_residents(releases, reference)
    less = sorted((each for each in found if each.verdict == "less"), key=lambda each: each.times[1])[:1]
    more = sorted((each for each in found if each.verdict == "more"), key=lambda each: -each.times[0])[:1]
    return [
        say(
            f"unseen_beside_{each.verdict}",
            group=each.name,
            share=format_percent(PERCENT * (each.bounds.upper if each.verdict == "less" else each.bounds.lower)),
            expected=format_percent(PERCENT * each.expected),
        )
        for each in (*less, *more)
    ]


def beside_table(releases: Releases, reference: Residents | None) -> Passage:
    """Each group of sex and age: its share of the people identified, of the residents, and the ratio of the two."""
    found = beside_residents(releases, reference)
    if reference is None:
        return paragraph("unseen_no_population")
    if not found:
        return paragraph("unseen_beside_hidden")
    head = [say(f"unseen_head_{name}") for name in ("group", "identified", "residents", "ratio", "reading")]
    return computed_table(say("unseen_beside_caption"), head, [_row(each) for each in found], releases["sexo"])


def _row(each: Beside) -> tuple[str, ...]:
    few = each.verdict == "few"
    return (
        each.name,
        say("unseen_no_gap") if few else format_range(PERCENT * each.bounds.lower, PERCENT * each.bounds.upper),
        format_percent(PERCENT * each.expected),
        say("unseen_no_gap") if few else format_range(*each.times, 2),
        say(f"unseen_reading_{each.verdict}"),
    )


def population_told(reference: Residents | None) -> Passage:
    """Of which years and by whom the figures of the residents are."""
    if reference is None:
        return Passage("", "")
    first, last = reference.years[0], reference.years[-1]
    span = str(first) if first == last else f"{first}–{last}"
    return paragraph("unseen_population", years=span, source=reference.source)


@dataclass(frozen=True)
class Levels:
    """The codes of a variable: those that nobody has, those with fewer than 20, and those that are not shown."""

    variable: str
    nobody: tuple[str, ...]
    few: tuple[str, ...]
    hidden: tuple[str, ...]


def levels_of(release: Release) -> Levels:
    """The codes of the first variable of a release that was counted with all of them.

    In rounded numbers a 0 can be a few: then nobody is said to be missing.
    """
    variable = release.by[0]
    rows = release.one_way(variable)
    rows = rows[~rows[variable].isin([*load_codebook().missing_codes, _NO_GROUP])]
    shown = rows[rows["status"] == "shown"]
    nobody, few = shown["n"] == 0, (shown["n"] > 0) & (shown["n"] < SMALL)
    if release.rounded:
        nobody, few = nobody & False, nobody | few
    parts = (shown[nobody], shown[few], rows[rows["status"] == "hidden"])
    first, second, third = (tuple(str(code) for code in part[variable]) for part in parts)
    return Levels(variable, nobody=first, few=second, hidden=third)


def levels_in(releases: Releases) -> Iterator[Levels]:
    """The codes of each variable that is looked through, where the releases hold it."""
    yield from (levels_of(releases[name]) for name in IDENTITIES if name in releases)


def nobody_told(releases: Releases) -> list[str]:
    """The groups that nobody is recorded in, one sentence for identities and one for doors."""
    found = {each.variable: each.nobody for each in levels_in(releases) if each.nobody}
    door = found.pop("tipo_entidad", ())
    told = [f"{variable_label(name)}: {_quoted(name, codes)}" for name, codes in found.items() if name in _TOLD]
    lines = [say("unseen_nobody", list="; ".join(told))] if told else []
    return [*lines, *([say("unseen_no_door", list=_quoted("tipo_entidad", door))] if door else [])]


_TOLD = ("sexo", "identidad_genero", "condicion_migratoria")
"""Variables whose codes are few enough to be told in a sentence; the table has them all."""


def _quoted(variable: str, codes: tuple[str, ...]) -> str:
    return in_words([say("pages_quoted", text=level_label(variable, code)) for code in codes])


def levels_table(releases: Releases) -> Passage:
    """For each variable the groups with nobody, with few people, and those that are not shown."""
    found = list(levels_in(releases))
    head = [say(f"unseen_head_{name}") for name in ("variable", "nobody", "few", "hidden")]
    rows = [
        (
            variable_label(each.variable),
            *(_listed(each.variable, codes) for codes in (each.nobody, each.few, each.hidden)),
        )
        for each in found
    ]
    return computed_table(say("unseen_levels_caption"), head, rows, releases[found[0].variable]) if found else _NONE


_NONE = Passage("", "")


def _listed(variable: str, codes: tuple[str, ...]) -> str:
    return "; ".join(level_label(variable, code) for code in codes) or say("unseen_none")
