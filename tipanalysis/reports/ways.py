"""Ways of counting: the same register counted in several ways, side by side, each with what it counts; never added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..analysis.records import SMALL
from ..counts.count import MENTION, count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, lower_first, unit_label, variable_label
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..words.numbers import PERCENT, format_date, format_number, format_percent
from ..words.texts import say
from .cover import computed_table, span_of, title_of
from .parameters import years_of
from .passage import Passage, paragraph, title_block
from .scope import ACCREDITED, applications, present, unit_of_victims, victims, year_of_victims
from .shown import Shown
from .spec import load_report

if TYPE_CHECKING:
    from ..charts.picture import Picture

REPORT = "fuentes"
REGISTERED, DECIDED = "anio_registro", "anio_acreditacion"
RECORDS, APPLICANTS = "solicitudes", "solicitantes"
VICTIMS, BY_ENTRY, CASES, MENTIONS = "victimas", "victimas_por_registro", "casos", "menciones"
DEPENDANTS, PURPOSES = "dependientes", "finalidad"
WAYS = (RECORDS, APPLICANTS, VICTIMS, BY_ENTRY, CASES, MENTIONS, DEPENDANTS)
PLACES = ("provincia_residencia", "provincia_captacion", "provincia_explotacion")
_PLACE = "lugar_"
_DRAWN = (RECORDS, VICTIMS, CASES)
"""Those with a panel of their own; the table has all of them."""
Releases = Mapping[str, Release]


def way_tables(register: Register, period: str) -> dict[str, Counts]:
    """The register counted in each of its ways, by year; to be protected together.

    A way is left out where the register does not hold what it counts. People who applied are not told by year: who
    applied in two would stand in both, and the years would not fit the people of the other ways.
    """
    tables = {RECORDS: _by_year(applications(register), REGISTERED, period)}
    person, found = unit_of_victims(register), victims(register)
    if person is not None:
        tables[APPLICANTS] = count_by(applications(register).where(**{REGISTERED: years_of(period)}), unit=person)
    decided = year_of_victims(register)
    tables[VICTIMS] = _by_year(found, decided, period, person)
    if decided != REGISTERED:
        tables[BY_ENTRY] = _by_year(found, REGISTERED, period, person)
    inside = found.where(**{decided: years_of(period)})
    if "id_caso" in register.variables and register.unit != "caso":
        tables[CASES] = _by_year(found, decided, period, "caso")
    if "finalidad" in register.children:
        tables[MENTIONS] = count_by(inside, "finalidad", unit=MENTION)
        tables[PURPOSES] = count_by(inside, "finalidad", unit=person)
    if _has_dependants(register):
        tables[DEPENDANTS] = _by_year(register.where(condicion_victima="DEPENDIENTE"), REGISTERED, period)
    tables |= {f"{_PLACE}{name}": count_by(inside, name, unit=person) for name in present(inside, PLACES)}
    return tables


def _by_year(register: Register, year: str, period: str, unit: str | None = None) -> Counts:
    return count_by(register.where(**{year: years_of(period)}), year, unit=unit)


def _has_dependants(register: Register) -> bool:
    if "condicion_victima" not in register.records:
        return False
    return bool((register.records["condicion_victima"].astype("str") == "DEPENDIENTE").any())


@dataclass(frozen=True)
class Way:
    """One figure and what it counts: its unit, the day by which it counts, who is in it and whom it covers."""

    name: str
    release: Release
    label: str
    date: str
    who: str

    @property
    def total(self) -> int | None:
        """The figure; ``None`` where it is hidden."""
        return self.release.total

    @property
    def unit(self) -> str:
        """What is counted, in the plural."""
        return unit_label(self.release.unit)

    @property
    def years(self) -> str:
        """The variable of years that it is counted by; empty where it is not."""
        return self.release.by[0] if self.release.by and self.release.by[0].startswith("anio_") else ""

    def of_year(self, year: str) -> int | None:
        """The figure of a year."""
        return Shown(self.release).n(**{self.years: year})


def ways_in(releases: Releases) -> list[Way]:
    """The ways of counting that the releases hold, in their order."""
    return [_way(name, releases[name]) for name in WAYS if name in releases]


def _way(name: str, release: Release) -> Way:
    accredited = any(each.codes == (ACCREDITED,) for each in release.provenance.where)
    stage = "ways_who_accredited" if accredited else "ways_who_recorded"
    who = say(stage) if name in (VICTIMS, BY_ENTRY, CASES, MENTIONS) else say(f"ways_who_{name}")
    years = release.by[0] if release.by and release.by[0].startswith("anio_") else DECIDED if accredited else REGISTERED
    return Way(name, release, say(f"ways_{name}"), lower_first(variable_label(years)), who)


def opening(releases: Releases, lists: Mapping[str, Release], period: str) -> Passage:
    """The head of the report: its question, and which sources stand in it."""
    first = releases[RECORDS]
    others = (each.provenance.title.removesuffix(f" ({name})") for name, each in lists.items())
    titles = dict.fromkeys((first.provenance.title, *others))
    rows = {
        say("ways_fact_sources"): "; ".join(titles),
        say("annual_fact_period"): span_of(period),
        say("annual_fact_made"): format_date(date.today()),
    }
    question = load_report(REPORT).answer()
    synthetic = any(each.provenance.synthetic for each in (first, *lists.values()))
    return title_block(title_of(REPORT, period), question, rows, synthetic=synthetic)


def ways_told(releases: Releases, period: str) -> list[str]:
    """The figures of the one register in a sentence, and what makes them differ."""
    ways = {way.name: way for way in ways_in(releases)}
    shown = [way for way in ways.values() if way.total is not None]
    figures = "; ".join(f"{way.label}, {count_in_words(way.release, way.total or 0)}" for way in shown)
    lines = [say("ways_told", period=span_of(period), n=format_number(len(shown)), figures=figures)] if shown else []
    return [*(lines or [say("ways_hidden")]), *_differences(ways)]


def _differences(ways: Mapping[str, Way]) -> Iterator[str]:
    """Of each pair of ways that differ in one thing only, what that thing is and by how much."""
    for key, first, second in _PAIRS:
        totals = [ways[name].total if name in ways else None for name in (first, second)]
        one, other = totals
        if one is not None and other is not None and other >= SMALL:
            yield say(
                f"ways_differ_{key}", per=format_number(one / other, 2), share=format_percent(PERCENT * other / one)
            )
    dates = [ways[name] for name in (VICTIMS, BY_ENTRY) if name in ways]
    if len(dates) == 2 and (found := _farthest_year(*dates)):
        year, one, other = found
        yield say("ways_differ_date", year=year, decided=format_number(one), registered=format_number(other))


_PAIRS = (("stage", RECORDS, VICTIMS), ("unit", MENTIONS, VICTIMS), ("event", VICTIMS, CASES))
"""What differs, and the two ways that it makes different, the larger first."""


def _farthest_year(one: Way, other: Way) -> tuple[str, int, int] | None:
    """The year in which two ways are farthest apart, where both are shown."""
    found = [
        (year, first, second)
        for year in Shown(one.release).levels(one.years)
        if (first := one.of_year(year)) is not None and (second := other.of_year(year)) is not None and first != second
    ]
    return max(found, key=lambda each: abs(each[1] - each[2]), default=None)


def ways_table(releases: Releases) -> Passage:
    """Each figure with its unit, its date and who is in it. There is no total: they do not count the same."""
    ways = ways_in(releases)
    head = [say(f"ways_head_{name}") for name in ("figure", "n", "unit", "date", "who")]
    rows = [(way.label, _shown(way.total), way.unit, way.date, way.who) for way in ways]
    return computed_table(say("ways_caption"), head, rows, releases[RECORDS])


def _shown(n: int | None) -> str:
    return say("decision_not_shown") if n is None else format_number(n)


def years_table(releases: Releases, period: str) -> Passage:
    """The figures year by year, side by side; no row and no column adds them up."""
    ways = [way for way in ways_in(releases) if way.years]
    rows = [(year, *(_shown(way.of_year(year)) for way in ways)) for year in years_of(period)]
    head = [say("ways_head_year"), *(way.label for way in ways)]
    return computed_table(say("ways_years_caption"), head, rows, releases[RECORDS])


def draw_ways(releases: Releases) -> Picture | Passage:
    """A panel for each way of counting, each with a scale of its own; a sentence where nothing can be shown."""
    from ..charts.comparators import draw_comparators

    drawn = {way.label: way.release for way in ways_in(releases) if way.name in _DRAWN}
    if all(release.blank for release in drawn.values()):
        return paragraph("ways_hidden")
    return draw_comparators(drawn)


def draw_purposes(releases: Releases) -> Picture | Passage:
    """Which part of the people, and of all mentions, each purpose is; nothing where the source has none of it shown."""
    from ..charts.mentions import draw_mentions

    if PURPOSES not in releases or releases[PURPOSES].blank:
        return Passage("", "")
    return draw_mentions(releases[PURPOSES], releases[MENTIONS])


def place_table(releases: Releases) -> Passage:
    """The same people by where they lived, were recruited and were exploited; a sentence without these places."""
    places = {name: releases[f"{_PLACE}{name}"] for name in PLACES if f"{_PLACE}{name}" in releases}
    if len(places) < 2:
        return paragraph("ways_no_places")
    codes = dict.fromkeys(code for name, release in places.items() for code in Shown(release).levels(name))
    first = next(iter(places))
    rows = [
        (level_label(first, code), *(_shown(Shown(release).n(**{name: code})) for name, release in places.items()))
        for code in codes
    ]
    unknown = [_shown(Shown(release).unknown(name)) for name, release in places.items()]
    country = places[first].provenance.country
    head = [say("ways_head_place"), *(variable_label(name, country=country) for name in places)]
    return computed_table(say("ways_places_caption"), head, [*rows, (say("ways_unknown"), *unknown)], places[first])
