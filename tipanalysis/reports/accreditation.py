"""The accreditation service: what became of the applications, in how many working days, and for whom more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from ..analysis.quality import Gap, largest_gap
from ..analysis.records import SMALL
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, lower_first, variable_label
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..standard.country import Country, load_country
from ..words.errors import ReportError
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.settings import COUNTRIES
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, paragraph
from .scope import band_of
from .shown import Shown

if TYPE_CHECKING:
    from ..charts.picture import Picture

STATE, DAYS = "estado_solicitud", "dias_habiles_resolucion"
GROUPS = ("sexo", "mayoria_edad", "origen")
ACCREDITED, DECIDED, WAITING = "ACREDITADA", ("ACREDITADA", "DENEGADA"), ("RECIBIDA", "EN_ESTUDIO")
PENDING, NO_DATE, WRONG = "PENDIENTE", "ND", "ERR"
_ENDS = (5, 7, 15)
_NEEDED = (STATE, "fecha_solicitud", "fecha_resolucion")
Releases = Mapping[str, Release]


def with_days(register: Register) -> Register:
    """The register with the working days to the decision, in bands, by the calendar of its country.

    ``PENDIENTE`` waits; ``ND`` was decided on a day that is not recorded, ``ERR`` before it applied.

    Raises
    ------
    ReportError
        For a register that does not hold applications with their state and both days.
    """
    absent = [name for name in _NEEDED if name not in register.variables]
    if absent or register.unit != "solicitud":
        raise ReportError("decision_no_applications", given=", ".join(map(variable_label, absent or _NEEDED)))
    records = register.records
    days = calendar_of(register).working_days(records["fecha_solicitud"], records["fecha_resolucion"])
    waits = records[STATE].astype("str").isin(WAITING)
    bands = [PENDING if wait else _band(day) for day, wait in zip(days, waits, strict=True)]
    column = pd.Series(bands, index=records.index, dtype="category", name=DAYS)
    return replace(register, records=pd.concat([records.drop(columns=DAYS, errors="ignore"), column], axis=1))


def _band(days: int | None) -> str:
    """The band of a number of days; the last one is open."""
    if days is None or pd.isna(days):
        return NO_DATE
    if days < 0:
        return WRONG
    return band_of(days, _ENDS)


def calendar_of(register: Register) -> Country:
    """The country whose working days count: that of the register."""
    country = register.provenance.country
    return load_country(country if country in COUNTRIES else "CRI")


def limit_of(register: Register) -> int | None:
    """The working days that the law of the register's country gives; ``None`` where it is not on file."""
    return calendar_of(register).legal_working_days if register.provenance.country in COUNTRIES else None


def accreditation_tables(applications: Register) -> dict[str, Counts]:
    """States and days of the applications, of all of them and by group; to be protected together."""
    on_merits = applications.where(**{STATE: (*DECIDED, *WAITING)})
    tables = {STATE: count_by(applications, STATE), DAYS: count_by(on_merits, DAYS)}
    for group in (name for name in GROUPS if name in applications.variables):
        tables[f"{group}_{STATE}"] = count_by(applications, [group, STATE])
        tables[f"{group}_{DAYS}"] = count_by(on_merits, [group, DAYS])
    return tables


@dataclass(frozen=True)
class Way:
    """The way of some applications, from what is shown: ``None`` where a number needed is hidden.

    ``within`` were decided in the legal days, of ``waited`` that were decided (on a known day or not) or still wait;
    ``half`` and ``most`` are the bands by which half of these and nine of ten had their decision (empty where fewer
    have one at all).
    """

    received: int | None
    decided: int | None
    accredited: int | None
    waited: int | None
    pending: int | None
    within: int | None
    half: str | None
    most: str | None

    @property
    def rate(self) -> float | None:
        """Percent accredited of those decided on the merits; ``None`` for few or hidden ones."""
        return _percent(self.accredited, self.decided)

    @property
    def timely(self) -> float | None:
        """Percent decided within the legal days, of all that were decided or wait."""
        return _percent(self.within, self.waited)


def _percent(part: int | None, whole: int | None) -> float | None:
    return None if part is None or whole is None or whole < SMALL else PERCENT * part / whole


def way_of(states: Release, days: Release, limit: int | None, **group: str) -> Way:
    """The way of the applications of a group (of all without one), from its two releases."""
    state, waited = Shown(states), Shown(days)
    decided = _sum([state.n(**group, **{STATE: code}) for code in DECIDED])
    bands = _bands()
    numbers = [waited.n(**group, **{DAYS: band}) for band in bands]
    whole = waited.n(**group)
    in_time = [n for band, n in zip(bands, numbers, strict=True) if limit is not None and _end(band) <= limit]
    return Way(
        received=state.n(**group),
        decided=decided,
        accredited=state.n(**group, **{STATE: ACCREDITED}),
        waited=whole,
        pending=waited.n(**group, **{DAYS: PENDING}),
        within=None if limit is None else _sum(in_time),
        half=_reached(bands, numbers, whole, 0.5),
        most=_reached(bands, numbers, whole, 0.9),
    )


def _bands() -> list[str]:
    starts = (0, *(end + 1 for end in _ENDS))
    return [*(f"{start}-{end}" for start, end in zip(starts, _ENDS, strict=False)), f"{starts[-1]}+"]


def _end(band: str) -> float:
    return float("inf") if band.endswith("+") else float(band.partition("-")[2])


def _sum(numbers: Sequence[int | None]) -> int | None:
    return None if None in numbers else sum(n for n in numbers if n is not None)


def _reached(bands: Sequence[str], numbers: Sequence[int | None], whole: int | None, part: float) -> str | None:
    """The band in which so large a part of all had a decision: who waits is in the whole and in no band."""
    if whole is None or whole < SMALL:
        return None
    so_far = 0
    for band, n in zip(bands, numbers, strict=True):
        if n is None:
            return None
        so_far += n
        if so_far >= part * whole:
            return band
    return ""


def findings(releases: Releases, limit: int | None) -> list[str]:
    """What became of the applications, how long it took, and for whom it took longer."""
    way = way_of(releases[STATE], releases[DAYS], limit)
    if way.received is None:
        return [say("decision_hidden")]
    first = releases[STATE]
    lines = [say("decision_received", n=count_in_words(first, way.received))]
    if way.rate is not None:
        facts = {"n": format_number(way.accredited or 0), "total": format_number(way.decided or 0)}
        lines.append(say("decision_accredited", **facts, share=format_percent(way.rate)))
    lines += _time_told(way, limit)
    gaps = [_gap_told(releases, limit, group, measure) for measure in ("timely", "rate") for group in GROUPS]
    return [*lines, *(list(filter(None, gaps)) or [say("decision_no_gap")])]


def _time_told(way: Way, limit: int | None) -> list[str]:
    if limit is None:
        return [say("decision_no_limit")]
    told = []
    if way.timely is None:
        told.append(say("decision_time_hidden", limit=format_number(limit)))
    else:
        facts = {"n": format_number(way.within or 0), "total": format_number(way.waited or 0)}
        told.append(say("decision_within", **facts, limit=format_number(limit), share=format_percent(way.timely)))
    if way.half:
        told.append(say("decision_half", days=band_label(way.half)))
    pending = way.pending
    told.append(
        say("decision_pending_hidden") if pending is None else say("decision_pending", n=format_number(pending))
    )
    return told


def band_label(band: str) -> str:
    """A band of days in words."""
    start, _, end = band.partition("-")
    return say("decision_band", start=start, end=end) if end else say("decision_band_open", start=band.rstrip("+"))


def gap_of(releases: Releases, limit: int | None, group: str, measure: str) -> Gap | None:
    """The largest gap between the groups in what is timely, or in the rate of accreditation."""
    ways = ways_by(releases, limit, group)
    pairs = {
        code: (way.within, way.waited) if measure == "timely" else (way.accredited, way.decided)
        for code, way in ways.items()
    }
    return largest_gap({code: (x, n) for code, (x, n) in pairs.items() if x is not None and n is not None})


def ways_by(releases: Releases, limit: int | None, group: str) -> dict[str, Way]:
    """The way of each group."""
    names = f"{group}_{STATE}", f"{group}_{DAYS}"
    if not set(names) <= set(releases):
        return {}
    states, days = (releases[name] for name in names)
    return {code: way_of(states, days, limit, **{group: code}) for code in Shown(states).levels(group)}


def _gap_told(releases: Releases, limit: int | None, group: str, measure: str) -> str:
    gap = gap_of(releases, limit, group, measure)
    if gap is None or not gap.beyond_chance:
        return ""
    return say(
        f"decision_gap_{measure}",
        group=lower_first(variable_label(group)),
        high=level_label(group, gap.high),
        low=level_label(group, gap.low),
        high_share=format_percent(PERCENT * gap.high_share),
        low_share=format_percent(PERCENT * gap.low_share),
        range=format_range(PERCENT * gap.interval.lower, PERCENT * gap.interval.upper),
    )


def way_table(releases: Releases, limit: int | None) -> Passage:
    """The way of every group as a table; a mark where a number is hidden."""
    rows = [_row(say("decision_everyone"), way_of(releases[STATE], releases[DAYS], limit))]
    for group in GROUPS:
        named = {level_label(group, code): way for code, way in ways_by(releases, limit, group).items()}
        rows += [_row(name, way) for name, way in named.items()]
    head = [say(f"decision_head_{name}") for name in ("group", "received", "rate", "timely", "half", "most")]
    return computed_table(say("decision_caption"), head, rows, releases[STATE])


def _row(name: str, way: Way) -> tuple[str, ...]:
    return (
        name,
        _shown(way.received),
        _of(way.accredited, way.decided, way.rate),
        _of(way.within, way.waited, way.timely),
        _days(way.half),
        _days(way.most),
    )


def _shown(n: int | None) -> str:
    return say("decision_not_shown") if n is None else format_number(n)


def _of(part: int | None, whole: int | None, share: float | None) -> str:
    if part is None or whole is None:
        return say("decision_not_shown")
    if share is None:
        return say("decision_few", n=format_number(part), total=format_number(whole))
    return say("group_of", n=format_number(part), total=format_number(whole), share=format_percent(share))


def _days(band: str | None) -> str:
    if band is None:
        return say("decision_not_shown")
    return band_label(band) if band else say("decision_not_yet")


def draw_states(release: Release) -> Picture:
    """Received, decided, accredited."""
    from ..charts.accreditation import draw_accreditation

    return draw_accreditation(release)


def draw_days(release: Release, limit: int | None) -> Picture | Passage:
    """Which part was decided after how many working days; a sentence where nothing of it can be shown."""
    from ..charts.waiting import draw_waiting

    if release.blank:
        return paragraph("decision_all_days_hidden")
    return draw_waiting(release, limit=limit)


def draw_days_by(releases: Releases, group: str, limit: int | None) -> Picture | Passage:
    """The same by group; a sentence where no group's curve can begin, nothing where there are no groups."""
    name = f"{group}_{DAYS}"
    if name not in releases:
        return Passage("", "")
    shown = Shown(releases[name])
    begun = [(shown.n(**{group: code}), shown.n(**{group: code, DAYS: _bands()[0]})) for code in shown.levels(group)]
    if not any(whole and first is not None for whole, first in begun):
        return paragraph("decision_days_hidden", group=lower_first(variable_label(group)))
    return draw_days(releases[name], limit)


def limits(register: Register) -> list[str]:
    """What the days cannot tell."""
    country = calendar_of(register)
    calendar = "decision_limit_calendar" if country.complete else "decision_limit_no_holidays"
    return [say("decision_limit_censored"), say("decision_limit_merits"), say(calendar, country=country.name())]
