"""What was filled in over the years: where more is not recorded, what falls may have fallen for that alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..analysis.differences import proportion_difference
from ..analysis.quality import largest_gap
from ..analysis.records import SMALL, Interval
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import variable_label
from ..register.register import Register
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.texts import say
from .cover import computed_table
from .passage import Passage, paragraph
from .purposes import PURPOSE
from .scope import event_of, present, unit_of_victims
from .shown import Shown
from .stretches import Stretch

ASKED = ("vinculo_tratante", "lugar_captacion", "nivel_educativo", "provincia_explotacion")
"""Variables with one answer: whoever has one is then a selection that the gate knows from the variable itself."""
EVERYONE, KNOWN = "victimas_", "con_dato_"
_ALPHA = 0.05
Releases = Mapping[str, Release]


def completeness_tables(victims: Register, year: str, ends: Sequence[Stretch]) -> dict[str, Counts]:
    """Of whom each variable holds a value, or does not apply: by year, and in each stretch to be compared."""
    unit, event = unit_of_victims(victims), event_of(victims)
    parts = {part.code: victims.where(**{year: part.years}) for part in ends}
    tables = {f"{EVERYONE}{code}": count_by(part, unit=unit, cluster=event) for code, part in parts.items()}
    for name in present(victims, ASKED):
        known = {name: sorted(set(victims.records[name].astype("str")) - set(load_codebook().unknown_codes))}
        if not known[name]:
            continue
        tables[f"{KNOWN}{name}"] = count_by(victims.where(**known), year, unit=unit, cluster=event)
        for code, part in parts.items():
            tables[f"{KNOWN}{name}_{code}"] = count_by(part.where(**known), unit=unit, cluster=event)
    return tables


@dataclass(frozen=True)
class Blank:
    """A variable in two stretches: how many of all lack a value in each, and the difference of the shares."""

    variable: str
    missing: tuple[int, int]
    total: tuple[int, int]
    gap: Interval
    country: str = ""

    @property
    def verdict(self) -> str:
        """``more`` or ``less`` is not recorded than before, or ``open``."""
        return "more" if self.gap.lower > 0 else "less" if self.gap.upper < 0 else "open"

    @property
    def name(self) -> str:
        """What a reader calls the variable, in the words of the country of the records."""
        return variable_label(self.variable, country=self.country)

    def share(self, at: int) -> float:
        """Percent without a value in the first (0) or the last (1) stretch."""
        return PERCENT * self.missing[at] / self.total[at]


def blanks(releases: Releases, parts: Sequence[Stretch]) -> list[Blank]:
    """Who lacks a value in the first and in the last stretch, by variable; only where all numbers are shown.

    The intervals hold for all variables together (Bonferroni); stretches of fewer than 20 people are not compared.
    """
    if len(parts) < 2:
        return []
    ends = parts[0].code, parts[-1].code
    totals = [releases[f"{EVERYONE}{code}"].total for code in ends]
    whole = [n for n in totals if n is not None and n >= SMALL]
    names = _names(releases)
    found = []
    for name in names if len(whole) == len(ends) else ():
        lacks = [_lack_in(releases, name, code) for code in ends]
        lack = [n for n in lacks if n is not None]
        if len(lack) == len(ends) and all(0 <= x <= n for x, n in zip(lack, whole, strict=True)):
            level = 1 - _ALPHA / len(names)
            gap = proportion_difference(lack[1], whole[1], lack[0], whole[0], conf_level=level)
            country = releases[f"{EVERYONE}{ends[0]}"].provenance.country
            found.append(Blank(name, (lack[0], lack[1]), (whole[0], whole[1]), gap, country))
    return found


def _names(releases: Releases) -> list[str]:
    own = [PURPOSE] if PURPOSE in releases else []
    return [*own, *(name for name in ASKED if f"{KNOWN}{name}" in releases)]


def _lack_in(releases: Releases, name: str, code: str) -> int | None:
    """How many lack a value in a stretch; of purposes, which can be several, their own table tells."""
    if name == PURPOSE:
        return Shown(releases[f"{PURPOSE}_{code}"]).unknown(PURPOSE) if f"{PURPOSE}_{code}" in releases else 0
    whole, known = releases[f"{EVERYONE}{code}"].total, releases[f"{KNOWN}{name}_{code}"].total
    return None if whole is None or known is None else whole - known


def blanks_told(releases: Releases, parts: Sequence[Stretch]) -> str:
    """The variable whose part without a value changed most, if one did by more than chance."""
    found = blanks(releases, parts)
    if not found:
        return say("change_blank_hidden")
    apart = [each for each in found if each.verdict != "open"]
    if not apart:
        return say("change_blank_open")
    most = max(apart, key=lambda each: abs(each.gap.estimate))
    return say(
        f"change_blank_{most.verdict}",
        variable=most.name,
        before=format_percent(most.share(0)),
        after=format_percent(most.share(1)),
        first=parts[0].name,
        last=parts[-1].name,
    )


def blanks_table(releases: Releases, parts: Sequence[Stretch]) -> Passage:
    """Who lacks a value in the two stretches as a table; a sentence where it cannot be shown."""
    found = blanks(releases, parts)
    if not found:
        return paragraph("change_blank_none")
    head = [say("change_head_variable"), parts[0].name, parts[-1].name]
    head += [say(f"change_head_{name}") for name in ("points", "reading")]
    rows = [_row(each) for each in found]
    return computed_table(say("change_blank_caption"), head, rows, releases[f"{EVERYONE}{parts[0].code}"])


def _row(each: Blank) -> tuple[str, ...]:
    of = [
        say(
            "group_of",
            n=format_number(each.missing[at]),
            total=format_number(each.total[at]),
            share=format_percent(each.share(at)),
        )
        for at in (0, 1)
    ]
    ends = format_range(PERCENT * each.gap.lower, PERCENT * each.gap.upper)
    points = say("group_points", gap=format_number(PERCENT * each.gap.estimate, 1), range=ends)
    return (each.name, *of, points, say(f"change_blank_reading_{each.verdict}"))


def uneven_told(releases: Releases, everyone: Release) -> str:
    """The first variable that some years know of far fewer people than others, by more than chance; or nothing."""
    for name in _names(releases):
        gap = largest_gap(_lack_by_year(releases, everyone, name))
        if gap is not None and gap.beyond_chance:
            return say(
                "change_uneven",
                variable=variable_label(name, country=everyone.provenance.country),
                low=format_percent(PERCENT * gap.low_share),
                high=format_percent(PERCENT * gap.high_share),
                low_year=gap.low,
                high_year=gap.high,
            )
    return ""


def _lack_by_year(releases: Releases, everyone: Release, name: str) -> dict[str, tuple[int, int]]:
    """For each year whose numbers are shown how many lack a value, and of how many."""
    year, whole = everyone.by[0], Shown(everyone)
    numbers = {
        code: (_lack_at(releases, whole, name, {year: code}), whole.n(**{year: code})) for code in whole.levels(year)
    }
    return {code: (x, n) for code, (x, n) in numbers.items() if x is not None and n is not None and 0 <= x <= n}


def _lack_at(releases: Releases, whole: Shown, name: str, at: Mapping[str, str]) -> int | None:
    if name != PURPOSE:
        n, known = whole.n(**at), Shown(releases[f"{KNOWN}{name}"]).n(**at)
        return None if n is None or known is None else n - known
    release, missing = releases[PURPOSE], load_codebook().unknown_codes
    blank = [str(code) for code in release.frame[PURPOSE].unique() if code in missing]
    numbers = [Shown(release).n(**at, **{PURPOSE: code}) for code in blank]
    return None if None in numbers else sum(n for n in numbers if n is not None)


def years_table(releases: Releases, everyone: Release) -> Passage:
    """Which part of the people of each year lacks a value; of fewer than 20 people, how many. A mark where hidden."""
    names, year = _names(releases), everyone.by[0]
    lacks = [_lack_by_year(releases, everyone, name) for name in names]
    rows = [(code, *(_lacking(lack.get(code)) for lack in lacks)) for code in Shown(everyone).levels(year)]
    country = everyone.provenance.country
    head = [say("change_head_year"), *(variable_label(name, country=country) for name in names)]
    return computed_table(say("change_year_caption"), head, rows if names else [], everyone)


def _lacking(lack: tuple[int, int] | None) -> str:
    if lack is None:
        return say("change_not_shown")
    n, whole = lack
    if not whole:
        return say("change_nobody")
    told = {"n": format_number(n), "total": format_number(whole)}
    return format_percent(PERCENT * n / whole) if whole >= SMALL else say("change_few", **told)
