"""The trend: whether the numbers changed over the years, by no more than their intervals and the law allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Literal

from ..analysis.estimates import Estimates
from ..analysis.intervals import count_ci
from ..analysis.rates import rate_per
from ..analysis.records import SMALL, Interval
from ..analysis.stretches import stretch_ratio
from ..analysis.years import trend
from ..counts.count import count_by
from ..counts.counts import Counts
from ..counts.population import load_population
from ..pages.labels import in_words
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..standard.country import SeriesBreak, load_country
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.settings import COUNTRIES
from ..words.texts import say
from .change_parts import parts_tables, parts_told
from .completeness import blanks_told, completeness_tables, uneven_told
from .cover import computed_table
from .findings import of_accredited
from .parameters import years_of
from .passage import Passage, paragraph
from .purposes import purposes_tables
from .scope import event_of, of_the_coalition, unit_of_victims
from .shown import Shown
from .stretches import Stretch, compared

if TYPE_CHECKING:
    from ..charts.picture import Picture

APPLIED, VICTIMS, RATE = "solicitudes", "por_anio", "tasa"
_APPLICATION_YEAR = "anio_registro"
_LEAST_YEARS = 3
"""With fewer years there is no slope to speak of."""
Releases = Mapping[str, Release]
Verdict = Literal["more", "less", "open", "scattered", "few", "hidden"]


def applications_in(applications: Register, period: str) -> Register | None:
    """The applications of the period; ``None`` where the source does not count applications."""
    if applications.unit != "solicitud" or _APPLICATION_YEAR not in applications.variables:
        return None
    chosen = applications.where(**{_APPLICATION_YEAR: years_of(period)})
    return chosen if len(chosen) else None


def trend_tables(
    victims: Register, applications: Register | None, year: str, stretches: Sequence[Stretch]
) -> dict[str, Counts | Estimates]:
    """Applications and victims by year, their purposes, what is filled in and who applied; to be protected together."""
    unit, event = unit_of_victims(victims), event_of(victims)
    parts = compared(stretches)
    ends = (parts[0], parts[-1]) if len(parts) > 1 else ()
    by_year = count_by(victims, year, unit=unit, cluster=event)
    tables: dict[str, Counts | Estimates] = {VICTIMS: by_year}
    if applications is not None:
        tables[APPLIED] = count_by(applications, _APPLICATION_YEAR, cluster=event)
        tables |= parts_tables(applications, ends)
    if of_the_coalition(victims):
        tables[RATE] = rate_per(by_year, load_population(victims.provenance.country))
    return {**tables, **purposes_tables(victims, year, parts), **completeness_tables(victims, year, ends)}


def series_in(releases: Releases) -> dict[str, Release]:
    """The yearly series that there are: applications, then victims."""
    return {name: releases[name] for name in (APPLIED, VICTIMS) if name in releases}


def series_label(release: Release) -> str:
    """What a series counts, for the middle of a sentence."""
    return say(f"change_series_{_kind(release)}")


def _kind(release: Release) -> str:
    if of_accredited(release):
        return "accredited"
    return "applied" if release.unit == "solicitud" else "recorded"


def yearly(release: Release, stretch: Stretch) -> list[int] | None:
    """The numbers of a stretch, year by year; ``None`` where one of them is hidden."""
    shown = Shown(release)
    numbers = [shown.n(**{release.by[0]: year}) for year in stretch.years]
    return None if None in numbers else [n for n in numbers if n is not None]


@dataclass(frozen=True)
class Slope:
    """The yearly change of a series in a stretch: ``ratio`` of a year over that before, with its limits."""

    stretch: Stretch
    verdict: Verdict
    n: int | None = None
    ratio: float = nan
    low: float = nan
    high: float = nan

    @property
    def measured(self) -> bool:
        """Whether there is a slope at all."""
        return self.verdict not in ("few", "hidden")


def slope_of(release: Release, stretch: Stretch) -> Slope:
    """The slope of a stretch: none with a hidden year, fewer than three years or fewer than 20 units.

    ``scattered``: the years lie further from a line than chance gives, so that neither line nor interval describe them.
    """
    numbers = yearly(release, stretch)
    if numbers is None:
        return Slope(stretch, "hidden")
    if len(numbers) < _LEAST_YEARS or sum(numbers) < SMALL:
        return Slope(stretch, "few", sum(numbers))
    found = trend([int(year) for year in stretch.years], numbers)
    line = found.slopes.iloc[0]
    if found.status != "ok":
        return Slope(stretch, "few", sum(numbers))
    ratio, low, high = (float(line[name]) for name in ("ratio", "lower", "upper"))
    scattered = "trend_note_dispersed" in found.notes
    return Slope(stretch, "scattered" if scattered else _verdict(low, high), sum(numbers), ratio, low, high)


def _verdict(low: float, high: float) -> Verdict:
    return "more" if low > 1 else "less" if high < 1 else "open"


def across(release: Release, parts: Sequence[Stretch]) -> Interval | None:
    """The yearly mean of the last stretch over that of the first; ``None`` where a number that it needs is hidden."""
    numbers = [yearly(release, part) for part in parts]
    known = [years for years in numbers if years is not None]
    if len(known) < len(parts) or len(parts) < 2 or sum(map(sum, (known[0], known[-1]))) < SMALL:
        return None
    found = stretch_ratio(known)
    return None if found.status == "not_estimable" else found


def findings(releases: Releases, stretches: Sequence[Stretch], changes: Sequence[SeriesBreak] | None) -> list[str]:
    """Whether the numbers changed, what the law has to do with it, and what else moved."""
    parts, series = compared(stretches), series_in(releases)
    told = [_volume(releases, stretches)]
    if len(parts) < 2:
        return [*told, say("change_one_year")]
    told += [_across_told(release, parts) for release in series.values()]
    told.append(law_told(releases[VICTIMS], stretches, changes))
    told += [_within_told(release, stretches) for release in series.values()]
    told.append(parts_told(releases, parts))
    told.append(uneven_told(releases, releases[VICTIMS]) or blanks_told(releases, parts))
    return [line for line in told if line]


def _volume(releases: Releases, stretches: Sequence[Stretch]) -> str:
    """How many in all."""
    period = Stretch(stretches[0].first, stretches[-1].last).name
    counted = [
        say(f"change_counted_{_kind(release)}", n=count_in_words(release, release.total))
        for release in series_in(releases).values()
        if release.total is not None
    ]
    if not counted:
        return say("change_all_hidden", period=period)
    return say("change_volume", period=period, counted=in_words(counted))


def _across_told(release: Release, parts: Sequence[Stretch]) -> str:
    found = across(release, parts)
    told = {"series": series_label(release), "first": parts[0].name, "last": parts[-1].name}
    if found is None:
        return say("change_across_hidden", **told)
    means = [format_number(sum(yearly(release, part) or []) / len(part), 1) for part in (parts[0], parts[-1])]
    told |= {"before": means[0], "after": means[1], "range": format_range(found.lower, found.upper, 2)}
    verdict = _verdict(found.lower, found.upper)
    return say(f"change_across_{verdict}", **told, ratio=format_number(found.estimate, 2))


def law_told(release: Release, stretches: Sequence[Stretch], changes: Sequence[SeriesBreak] | None) -> str:
    """In which years the law changed, and what that forbids to read."""
    if changes is None:
        country = release.provenance.country
        name = load_country(country).name() if country in COUNTRIES else say("change_other_country")
        return say("change_law_unknown", country=name)
    years = [str(stretch.first) for stretch in stretches[1:]]
    return say("change_law", years=in_words(years)) if years else say("change_law_none")


def _within_told(release: Release, stretches: Sequence[Stretch]) -> str:
    """The longest stretch with a slope, the latest of those alike."""
    slopes = [slope for slope in (slope_of(release, stretch) for stretch in stretches) if slope.measured]
    if not slopes:
        return say("change_within_none", series=series_label(release))
    slope = max(slopes, key=lambda each: (len(each.stretch), each.stretch.first))
    return slope_told(slope, series_label(release))


def slope_told(slope: Slope, series: str) -> str:
    """The slope of a stretch in words."""
    told = {"series": series, "first": str(slope.stretch.first), "last": str(slope.stretch.last)}
    if slope.verdict == "scattered":
        return say("change_within_scattered", **told)
    low, high = (PERCENT * (end - 1) for end in (slope.low, slope.high))
    if slope.verdict == "less":
        low, high = -high, -low
    share = format_percent(abs(PERCENT * (slope.ratio - 1)))
    return say(f"change_within_{slope.verdict}", **told, share=share, range=format_range(low, high))


def bands_told(stretches: Sequence[Stretch]) -> Passage:
    """What the bands of the chart are, where there are any."""
    return paragraph("annual_volume_how" if len(stretches) > 1 else "change_bands_none")


def slope_table(releases: Releases, stretches: Sequence[Stretch]) -> Passage:
    """The yearly change of each series in each stretch and, where there are several, over all of them."""
    whole = Stretch(stretches[0].first, stretches[-1].last)
    rows = [
        _slope_row(release, stretch, mixes=stretch is whole)
        for release in series_in(releases).values()
        for stretch in (*stretches, *([whole] if len(stretches) > 1 else []))
    ]
    head = [say(f"change_head_{name}") for name in ("series", "n", "mean", "yearly", "reading")]
    return computed_table(say("change_slopes_caption"), head, rows, releases[VICTIMS])


def _slope_row(release: Release, stretch: Stretch, *, mixes: bool) -> tuple[str, ...]:
    slope = slope_of(release, stretch)
    name = say(f"change_row_{_kind(release)}", years=stretch.name)
    if slope.n is None:
        return (name, *[say("change_not_shown")] * 3, say("change_reading_hidden"))
    limits = count_ci(slope.n)
    mean = say(
        "change_mean",
        mean=format_number(slope.n / len(stretch), 1),
        range=format_range(limits.lower / len(stretch), limits.upper / len(stretch)),
    )
    return (
        name,
        count_in_words(release, slope.n),
        mean,
        _yearly_change(slope),
        say("change_reading_mixes" if mixes and slope.measured else f"change_reading_{slope.verdict}"),
    )


def _yearly_change(slope: Slope) -> str:
    if not slope.measured:
        return say("change_not_measured")
    ends = (PERCENT * (end - 1) for end in (slope.ratio, slope.low, slope.high))
    change, low, high = ends
    return say("change_yearly", change=format_percent(change), range=format_range(low, high))


def draw_control_of(release: Release) -> Picture | Passage:
    """The control chart of a series; a sentence where nothing of it can be shown."""
    from ..charts.control import draw_control

    if release.blank:
        return paragraph("change_series_hidden", series=series_label(release))
    return draw_control(release)


def limits(stretches: Sequence[Stretch], changes: Sequence[SeriesBreak] | None) -> list[str]:
    """What a series cannot tell."""
    told = ["change_limit_detection", "change_limit_events", "change_limit_last", "change_limit_parts"]
    starts = {stretch.first for stretch in stretches[1:]}
    confirm = [change.label() for change in changes or () if change.to_confirm and change.year in starts]
    return [*map(say, told), *([say("change_limit_confirm", list="; ".join(confirm))] if confirm else [])]
