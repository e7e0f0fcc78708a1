"""The territory: where people lived, were recruited and were exploited, and where that is not on record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..analysis.quality import largest_gap
from ..analysis.ratios import rate_ratio
from ..analysis.records import Interval
from ..analysis.standardised import rate
from ..counts.count import count_by
from ..counts.counts import Counts
from ..counts.population import Population, load_population
from ..pages.labels import in_words, level_label, lower_first, variable_label
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..standard.country import load_country
from ..standard.fixed_codes import NOT_APPLICABLE, TOTAL
from ..standard.rows import has_rows
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.settings import COUNTRIES
from ..words.texts import say
from .cover import computed_table
from .findings import largest_finding, volume_finding
from .passage import Passage, paragraph
from .scope import event_of, present, unit_of_victims
from .shown import Shown

if TYPE_CHECKING:
    from ..charts.picture import Picture

EXPLOITED, RECRUITED, LIVED = PLACES = ("provincia_explotacion", "provincia_captacion", "provincia_residencia")
NATIONS = ("pais_explotacion", "nacionalidad")
"""Not the country of recruitment: whether a border was crossed follows from both countries, which the gate cannot know,
so that the three together could give small numbers away. The report on recruitment shows the routes."""
BORDER, CROSSED, _WOMEN = ("sexo", "ambito"), "TRANSFRONTERIZA", "MUJER"
_KEYS = {EXPLOITED: "exploited", RECRUITED: "recruited", LIVED: "lived"}
_ALPHA = 0.05
Releases = Mapping[str, Release]


def territory_tables(victims: Register, year: str) -> dict[str, Counts]:
    """People by each place that the register holds, and by border; to be protected together."""
    unit, event = unit_of_victims(victims), event_of(victims)

    def counted(*by: str) -> Counts:
        return count_by(victims, list(by), unit=unit, cluster=event)

    tables = {"personas": counted(), year: counted(year)}
    tables |= {name: counted(name) for name in present(victims, (*PLACES, *NATIONS))}
    if len(present(victims, BORDER)) == len(BORDER):
        tables["_".join(BORDER)] = counted(*BORDER)
    return tables


def places_in(releases: Releases) -> list[str]:
    """The variables of places inside the country that there are."""
    return [name for name in PLACES if name in releases]


def known_in(releases: Releases) -> dict[str, Release]:
    """The tables of one place or country each, for the card of what is not known."""
    return {name: releases[name] for name in (*PLACES, *NATIONS) if name in releases}


def findings(releases: Releases, year: str, period: str) -> list[str]:
    """Where most is on record, how much is not, and what the places cannot tell."""
    everyone = releases["personas"]
    told = [volume_finding(everyone, period)]
    told += [_place_told(releases[name]) for name in places_in(releases)]
    told.append(_rates_told(releases, year))
    told.append(_abroad_told(releases))
    told.append(border_told(releases))
    told += [say("place_absent", variables=in_words(absent))] if (absent := _absent(releases)) else []
    return [line for line in (*told, say("place_not_identified")) if line]


def _absent(releases: Releases) -> list[str]:
    """The places that the source does not record, in words."""
    country = releases["personas"].provenance.country
    return [lower_first(variable_label(name, country=country)) for name in PLACES if name not in releases]


def _place_told(release: Release) -> str:
    """The place with most people, of how many it is not known and to how many it does not apply."""
    (name,) = release.by
    most = largest_finding(release, f"place_{_KEYS[name]}") or say(f"place_{_KEYS[name]}_hidden")
    outside = _not_asked(Shown(release))
    apart = say("place_outside", n=count_in_words(release, outside)) if outside else ""
    return " ".join(filter(None, (most, _unknown_told(release, outside or 0), apart)))


def _unknown_told(release: Release, outside: int) -> str:
    (name,) = release.by
    shown = Shown(release)
    unknown, total = shown.unknown(name), release.total
    if unknown is None or total is None or total <= outside:
        return say("place_unknown_hidden")
    if not unknown:
        return say("place_all_known")
    most = max((shown.n(**{name: code}) or 0 for code in shown.levels(name)), default=0)
    return say(
        "place_unknown_most" if unknown > most else "place_unknown",
        n=count_in_words(release, unknown),
        total=count_in_words(release, total - outside),
        share=format_percent(PERCENT * unknown / (total - outside)),
    )


def _abroad_told(releases: Releases) -> str:
    """How many were exploited in another country, whichever it was: only their sum."""
    release = releases.get("pais_explotacion")
    if release is None or release.provenance.country not in COUNTRIES:
        return ""
    shown, home = Shown(release), release.provenance.country
    outside = (shown.n(), shown.n(pais_explotacion=home), shown.unknown("pais_explotacion"), _not_asked(shown))
    country = load_country(home).name()
    known = [n for n in outside if n is not None]
    if len(known) < len(outside):
        return say("place_abroad_hidden", country=country)
    whole, *inside = known
    return say(
        "place_abroad",
        n=count_in_words(release, max(whole - sum(inside), 0)),
        total=count_in_words(release, whole),
        country=country,
    )


def _not_asked(shown: Shown) -> int | None:
    return shown.n(**{shown.release.by[0]: NOT_APPLICABLE})


def border_told(releases: Releases) -> str:
    """Whether women crossed a border more than everyone else, or less, by more than chance; empty without records.

    Everyone else holds those without a recorded sex: alone they would be few, and hide the others with them.
    """
    release = releases.get("_".join(BORDER))
    if release is None:
        return ""
    sex, scope = BORDER
    shown = Shown(release)
    numbers = [shown.n(**at, **who) for at in ({scope: CROSSED}, {}) for who in ({}, {sex: _WOMEN})]
    known = [n for n in numbers if n is not None]
    if len(known) < len(numbers):
        return say("place_border_hidden")
    crossed, women_crossed, everyone, women = known
    gap = largest_gap({_WOMEN: (women_crossed, women), "": (crossed - women_crossed, everyone - women)})
    if gap is None:
        return say("place_border_hidden")
    names = {_WOMEN: level_label(sex, _WOMEN), "": say("place_everyone_else")}
    return say(
        "place_border_apart" if gap.beyond_chance else "place_border_open",
        high=names[gap.high],
        low=names[gap.low],
        high_share=format_percent(PERCENT * gap.high_share),
        low_share=format_percent(PERCENT * gap.low_share),
        range=format_range(PERCENT * gap.interval.lower, PERCENT * gap.interval.upper),
    )


@dataclass(frozen=True)
class PlaceRate:
    """People on record who lived in a place, per 100,000 residents and year; ``found`` is empty where not shown."""

    code: str
    n: int | None
    residents: int
    found: Interval | None


@dataclass(frozen=True)
class Rates:
    """The rates of all places, with the year whose residents divide and the number of years they stand for."""

    year: int
    years: int
    places: tuple[PlaceRate, ...]


def residence_rates(releases: Releases, year: str) -> Rates | None:
    """Rates by place of residence; ``None`` where the country has no residents by place on file.

    People over residents times years of the period, by the residents of the year on file that is nearest to its middle:
    between two censuses nothing is interpolated.
    """
    if LIVED not in releases or releases[LIVED].provenance.country not in COUNTRIES:
        return None
    country = releases[LIVED].provenance.country
    years = sorted(int(code) for code in Shown(releases[year]).levels(year) if code.isdigit())
    population = load_population(country)
    on_file = _years_on_file(population)
    if not years or not on_file:
        return None
    chosen = min(on_file, key=lambda each: (abs(each - (years[0] + years[-1]) / 2), -each))
    many, shown = years[-1] - years[0] + 1, Shown(releases[LIVED])
    places = [_rate_of(code, shown, population, chosen, many) for code in load_country(country).provinces]
    return Rates(chosen, many, tuple(place for place in places if place is not None))


def _years_on_file(population: Population) -> list[int]:
    return sorted({int(each) for each in population.frame.loc[population.frame["provincia"] != TOTAL, "anio"]})


def _rate_of(code: str, shown: Shown, population: Population, year: int, many: int) -> PlaceRate | None:
    residents = population.find(year, provincia=code).n
    if residents is None:
        return None
    n = shown.n(**{LIVED: code})
    return PlaceRate(code, n, residents, None if n is None else rate(n, residents * many))


def _rates_told(releases: Releases, year: str) -> str:
    """The highest and the lowest rate, and whether they differ by more than chance."""
    found = residence_rates(releases, year)
    if found is None:
        return say("place_no_residents") if LIVED in releases else ""
    shown = [place for place in found.places if place.n]
    if len(shown) < 2:
        return say("place_rates_hidden")
    high, low = (pick(shown, key=lambda each: (each.n or 0) / each.residents) for pick in (max, min))
    pairs = len(shown) * (len(shown) - 1) / 2
    ratio = rate_ratio(high.n or 0, high.residents, low.n or 0, low.residents, conf_level=1 - _ALPHA / pairs)
    return say(
        "place_rates_apart" if ratio.lower > 1 else "place_rates_open",
        high=level_label(LIVED, high.code),
        low=level_label(LIVED, low.code),
        high_rate=_rate_in_words(high),
        low_rate=_rate_in_words(low),
    )


def _rate_in_words(place: PlaceRate) -> str:
    return format_number(place.found.estimate, 2) if place.found else say("place_not_shown")


def rates_table(releases: Releases, year: str) -> Passage:
    """People, residents and rate of each place; a sentence where there are no residents on file."""
    found = residence_rates(releases, year)
    if found is None:
        return paragraph("place_no_residents")
    head = [variable_label(LIVED, country=releases[LIVED].provenance.country)]
    head += [say(f"place_head_{name}", year=found.year) for name in ("people", "residents", "rate")]
    caption = say("place_rates_caption", year=found.year, years=format_number(found.years))
    return computed_table(caption, head, [_rate_row(place) for place in found.places], releases[LIVED])


def _rate_row(place: PlaceRate) -> tuple[str, ...]:
    told = say("place_not_shown")
    if place.found is not None:
        ends = format_range(place.found.lower, place.found.upper, 2)
        told = say("place_rate", rate=_rate_in_words(place), range=ends)
    n = say("place_not_shown") if place.n is None else format_number(place.n)
    return (level_label(LIVED, place.code), n, format_number(place.residents), told)


def draw_place(release: Release) -> Picture | Passage:
    """The map of a place; bars where the country has no map in the program, a sentence where nothing can be shown."""
    from ..charts.bars import draw_bars
    from ..charts.tiles import draw_tiles

    if release.blank:
        name = variable_label(release.by[0], country=release.provenance.country)
        return paragraph("annual_all_hidden", variable=name)
    has_map = has_rows(f"countries/{release.provenance.country}_tiles")
    return draw_tiles(release) if has_map else draw_bars(release, by_size=True)


def nobody_told(release: Release) -> Passage:
    """Where nobody is on record: a zero of the register, not of the place. Nothing where zeros are not shown."""
    home = release.provenance.country
    if home not in COUNTRIES or release.rounded or release.policy.zeros != "publish":
        return Passage("", "")
    shown, (name,) = Shown(release), release.by
    empty = [place.name for code, place in load_country(home).provinces.items() if shown.n(**{name: code}) == 0]
    return paragraph("place_nobody", places=in_words(empty)) if empty else Passage("", "")


def map_told(release: Release) -> Passage:
    """That the country of the records has no map in the program, where that is so."""
    home = release.provenance.country
    if has_rows(f"countries/{home}_tiles"):
        return Passage("", "")
    return paragraph("place_no_map", country=load_country(home).name() if home in COUNTRIES else home)


def draw_nation(releases: Releases, name: str) -> Picture | Passage:
    """The countries or nationalities on record, most to fewest; a sentence where none can be shown."""
    from ..charts.ranking import draw_ranking

    release = releases.get(name)
    if release is None:
        return paragraph("annual_limit_absent", variables=variable_label(name))
    if release.blank:
        return paragraph("annual_all_hidden", variable=variable_label(name))
    return draw_ranking(release)


def draw_border(releases: Releases) -> Picture | Passage:
    """Internal and cross-border by sex, what is not recorded as a part of the whole."""
    from ..charts.composition import draw_composition

    release = releases.get("_".join(BORDER))
    if release is None:
        return paragraph("annual_limit_absent", variables=variable_label(BORDER[1]))
    if release.blank:
        return paragraph("annual_all_hidden", variable=variable_label(BORDER[1]))
    return draw_composition(release)


def draw_unknown(releases: Releases) -> Picture | Passage:
    """The card of the places that are not known."""
    from ..charts.not_known import draw_not_known

    known = known_in(releases)
    return draw_not_known(known) if known else paragraph("place_nothing")


def limits(releases: Releases) -> list[str]:
    """What places cannot tell."""
    told = ["place_limit_looked", "place_limit_transit", "place_limit_first"]
    names = [lower_first(variable_label(name, country=releases["personas"].provenance.country)) for name in PLACES]
    return [*map(say, told), say("place_limit_apart", list=in_words(names))]
