"""What the quality page says in sentences: strengths, weaknesses, what to do next; no more than numbers carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..analysis.intervals import proportion_ci
from ..analysis.records import SMALL
from ..charts.view import Cell, View, view_of
from ..pages.labels import in_words, level_label, lower_first
from ..register.cleaning.consistency import load_consistency
from ..register.quality.accuracy import ELSEWHERE, NOT_SET, RIGHT, WAITS
from ..register.quality.completeness import FIELD
from ..register.quality.findings import TO_ASK, rules_checked
from ..register.quality.records import measures_of
from ..register.quality.scheme import Measure, load_scheme
from ..register.quality.timeliness import days_allowed
from ..register.register import Register
from ..release.gaps import Comparison
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.country import load_country
from ..words.numbers import PERCENT, format_number, format_percent, format_range
from ..words.settings import COUNTRIES, current_settings
from ..words.texts import say
from .parameters import years_of
from .passage import Passage, bullets, paragraph
from .quality import DEFECT, ERRORS, Releases

_MOST_FIELDS, _WEAK_FIELD = 4, 20.0
_RANKS = ("weak", "middle", "strong")


def summary(register: Register, releases: Releases, equity: Sequence[Comparison]) -> Passage:
    """The page in a few sentences: each measure, the weakest fields, the gaps between groups."""
    taken = measures_of(register)
    told = [_line(releases[DEFECT], measure) for measure in taken]
    absent = [say(f"quality_measure_{each.name}") for each in load_scheme().measures if each not in taken]
    told += [say("quality_line_absent", measures="; ".join(absent))] if absent else []
    told += _accuracy_line(releases)
    return bullets([*told, *_weak_fields(releases), *gap_lines(equity, "quality_line_gap", "quality_no_gap")])


def _line(release: Release, measure: Measure) -> str:
    name = say(f"quality_measure_{measure.name}")
    taken = _taken(release, measure)
    if taken is None:
        return say("quality_line_hidden", measure=name)
    good, base, outside = taken
    share = proportion_ci(good, base)
    values = {
        "measure": name,
        "good": format_number(good),
        "base": format_number(base),
        "unit": view_of(release, None, None).unit,
        "told": say(f"quality_told_{measure.name}"),
        "outside": f" {say('quality_outside', n=format_number(outside))}" if outside else "",
    }
    if base < SMALL:
        return say("quality_line_few", **values)
    ends = format_range(PERCENT * share.lower, PERCENT * share.upper)
    rank = f"quality_line_{_rank(good, base, measure)}"
    return say(rank, share=format_percent(PERCENT * share.estimate), range=ends, **values)


def _rank(good: int, base: int, measure: Measure) -> str:
    share = PERCENT * good / base
    return _RANKS[(share >= measure.weak) + (share >= measure.strong)]


def _taken(release: Release, measure: Measure) -> tuple[int, int, int] | None:
    """How many meet a measure, of how many, and how many it cannot be taken of; ``None`` where that is hidden."""
    view = view_of(release, None, None)
    cells = [view.cell(), _cell(view, measure.name), _cell(view, measure.not_measured)]
    if any(cell.state != "shown" for cell in cells):
        return None
    whole, flawed, outside = (int(cell.value or 0) for cell in cells)
    return whole - flawed - outside, whole - outside, outside


def _cell(view: View, level: str) -> Cell:
    known = view.levels(DEFECT)
    return view.cell(**{DEFECT: level}) if level in known else Cell("shown", 0.0)


def _accuracy_line(releases: Releases) -> list[str]:
    """How the planted errors ended, where a key of them was given and all of it is shown."""
    if ERRORS not in releases:
        return []
    view = view_of(releases[ERRORS], None, None)
    cells = {level: view.cell(resultado=level) for level in view.levels("resultado")}
    if any(cell.state != "shown" for cell in cells.values()):
        return []
    counts = {level: int(cell.value or 0) for level, cell in cells.items()}
    right, waits, other = (format_number(counts.get(level, 0)) for level in (RIGHT, WAITS, ELSEWHERE))
    planted = sum(counts.get(level, 0) for level in (RIGHT, WAITS, NOT_SET))
    return [say("quality_line_accuracy", planted=format_number(planted), right=right, waits=waits, other=other)]


def _weak_fields(releases: Releases) -> list[str]:
    """The fields of which most is missing, with how much and mostly why."""
    gaps = sorted(_gaps(releases).items(), key=lambda item: -item[1][1])[:_MOST_FIELDS]
    told = [
        say("quality_field", field=name, share=format_percent(share), n=n, unit=unit, reason=lower_first(reason))
        for name, (_, share, n, unit, reason) in gaps
        if share >= _WEAK_FIELD
    ]
    return [say("quality_fields_weak", list="; ".join(told))] if told else []


def _gaps(releases: Releases) -> dict[str, tuple[str, float, str, str, str]]:
    """Of each field whose numbers are shown: main reason, share missing of those it applies to, n, unit, its words."""
    found = {}
    for name, release in releases.items():
        view = view_of(release, None, None) if name.startswith(FIELD) else None
        if view is None:
            continue
        reasons = [code for code in view.reasons(name) if code in load_codebook().unknown_codes]
        outside = [code for code in view.reasons(name) if code not in reasons]
        cells = {code: view.cell(**{name: code}) for code in (*reasons, *outside)}
        whole = view.total
        if not reasons or whole is None or any(cell.value is None for cell in cells.values()):
            continue
        base = whole - sum(int(cells[code].value or 0) for code in outside)
        missing = {code: cells[code].value or 0.0 for code in reasons}
        main = max(missing, key=lambda code: missing[code])
        share = PERCENT * sum(missing.values()) / base if base else 0.0
        found[view.name(name)] = (main, share, format_number(base), view.unit, view.label(name, main))
    return found


def gap_lines(made: Sequence[Comparison], one: str, none: str) -> list[str]:
    """A sentence for each gap that goes beyond chance, or the one that says that there is none."""
    if all(each.gap is None for each in made):
        return [say("quality_no_comparison")]
    real = [(each, each.gap) for each in made if each.gap is not None and each.gap.beyond_chance]
    sentences = []
    for each, gap in real:
        ends = format_range(PERCENT * gap.interval.lower, PERCENT * gap.interval.upper)
        shares = {"high_share": gap.high_share, "low_share": gap.low_share}
        values = {name: format_percent(PERCENT * share) for name, share in shares.items()}
        sentences.append(
            say(
                one,
                name=each.name,
                high=level_label(each.group, gap.high),
                low=level_label(each.group, gap.low),
                range=ends,
                **values,
            )
        )
    return sentences or [say(none)]


def next_steps(register: Register, releases: Releases) -> Passage:
    """What to do next: for each measure below its mark, and for the fields by the main reason of their gaps."""
    steps = []
    for measure in measures_of(register):
        taken = _taken(releases[DEFECT], measure)
        if taken is not None and taken[1] and _rank(taken[0], taken[1], measure) != "strong":
            steps.append(say(f"quality_next_{measure.name}"))
    by_reason: dict[str, list[str]] = {}
    for name, (reason, share, *_) in _gaps(releases).items():
        if share >= _WEAK_FIELD:
            by_reason.setdefault(reason, []).append(f"«{name}»" if current_settings().lang == "es" else f"“{name}”")
    known = [code for code in load_codebook().unknown_codes if code in by_reason]
    steps += [say(f"quality_next_{code}", fields=in_words(by_reason[code])) for code in known]
    return bullets(steps or [say("quality_next_none")])


def rules_told(register: Register) -> Passage:
    """How many of the rules could be checked with the variables of the register."""
    n = len(rules_checked(register, TO_ASK))
    total = sum(
        rule.severidad in TO_ASK and rule.regla not in load_scheme().rules_elsewhere for rule in load_consistency()
    )
    return paragraph("quality_rules_checked", n=format_number(n), all=format_number(total))


def rules(releases: Releases, name: str) -> Passage:
    """The rules that a shown release names: what they say, how grave, and the law or reason."""
    if name not in releases:
        return Passage("", "")
    lang = current_settings().lang
    occurring = set(releases[name].frame[name].astype("str"))
    return bullets(
        (
            say(
                "quality_rule",
                rule=rule.regla,
                severity=say(f"quality_severity_{rule.severidad}"),
                message=rule.mensaje[lang],
                reason=rule.razon[lang],
            )
            for rule in load_consistency()
            if rule.regla in occurring
        ),
        css="tip-rules",
    )


def time_limits(register: Register) -> Mapping[str, Passage]:
    """The paragraph of each time limit that the register allows to measure, by its variable."""
    days = {limit.variable: days_allowed(register, limit) for limit in load_scheme().limits}
    return {
        name: paragraph(f"quality_timeliness_{name}", days=format_number(most)) for name, most in days.items() if most
    }


def breaks(register: Register, period: str) -> Passage:
    """The changes of law between the years chosen, as far as the country file tells."""
    years = years_of(period)
    if len(years) == 1:
        return paragraph("quality_one_year")
    country = register.provenance.country
    found = load_country(country).breaks_between(int(years[0]) - 1, int(years[-1])) if country in COUNTRIES else ()
    laws = load_country(country).laws if country in COUNTRIES else {}
    told = [
        say(
            "quality_break",
            year=change.year,
            label=change.label(),
            law=laws[change.law].name(),
            confirm=say("quality_to_confirm") if change.to_confirm else "",
        )
        for change in found
    ]
    return bullets(told or [say("quality_no_breaks")], css="tip-limits")
