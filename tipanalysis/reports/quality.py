"""The quality page: which records and tables it is made of, and what each of its parts shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from .. import __version__
from ..analysis.estimates import Estimates
from ..analysis.quality import Gap
from ..analysis.shares import share_within
from ..charts.gaps import draw_gaps
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import level_label, lower_first, unit_label, variable_label
from ..pages.notes import policy_line
from ..register.quality.accuracy import planted_errors
from ..register.quality.completeness import FIELD, NOTHING, assessed_fields
from ..register.quality.groups import GROUP, UNKNOWN, with_groups
from ..register.quality.records import measures_of, with_quality
from ..register.quality.scheme import Measure, load_scheme
from ..register.read import read_register
from ..register.register import Register
from ..release.gaps import Comparison
from ..release.policy import load_policy
from ..release.release import Release
from ..standard.codebook import codebook_of, load_codebook
from ..words.errors import ReportError
from ..words.numbers import PERCENT, format_date, format_number, format_percent, format_range
from ..words.texts import say
from .cover import computed_table
from .origin import origin_limits
from .parameters import ALL, NONE, years_of
from .passage import Passage, bullets, facts, paragraph, title_block
from .spec import load_report

if TYPE_CHECKING:
    from ..charts.picture import Picture
    from ..release.audit import Audit

YEAR, INSTITUTION, DEFECT = "anio_registro", "tipo_entidad", "defecto"
ROWS, ERRORS = "filas", "errores"
_ACROSS = (YEAR, f"{GROUP}{INSTITUTION}")
Releases = Mapping[str, Release]


def chosen(register: Register, period: str, institution: str = ALL) -> Register:
    """The records of the period and the institution, rated and in groups; the whole register is rated first.

    Raises
    ------
    ReportError
        For a register without years or institutions, and where nothing is left: the message says what there is.
    """
    if YEAR not in register.records:
        raise ReportError("quality_no_year")
    rated = with_quality(register)
    inside = rated.where(**{YEAR: years_of(period)})
    if len(inside) == 0:
        years = sorted(year for year in rated.records[YEAR].astype("str").unique() if year.isdigit())
        raise ReportError("quality_period_empty", given=period, known=f"{years[0]}-{years[-1]}" if years else "0")
    return with_groups(inside if institution == ALL else _of(inside, institution, period))


def _of(register: Register, institution: str, period: str) -> Register:
    if INSTITUTION not in register.records:
        raise ReportError("quality_no_institution", given=institution)
    variable = load_codebook()[INSTITUTION]
    code = variable.find(institution) or institution
    kept = register.where(**{INSTITUTION: code})
    if len(kept) == 0:
        there = [code for code in variable.codes() if (register.records[INSTITUTION] == code).any()]
        known = ", ".join(variable.label_of(code) for code in there)
        raise ReportError("quality_institution_empty", given=variable.label_of(code), period=period, known=known)
    return kept


def quality_tables(register: Register) -> dict[str, Counts | Estimates]:
    """The tables of the page, of the records chosen, by name; to be protected together."""
    fields = assessed_fields(register)
    tables: dict[str, Counts | Estimates] = {f"{FIELD}{name}": count_by(register, f"{FIELD}{name}") for name in fields}
    details = [measure.detail for measure in measures_of(register)]
    for name in (*details, *(["aviso"] if "aviso" in register.variables else []), DEFECT):
        tables[name] = count_by(register, name)
    for across in dict.fromkeys((*_across(register), *_groups(register))):
        tables[f"{across}_{DEFECT}"] = share_within(count_by(register, [across, DEFECT]), across)
    return tables


def _across(register: Register) -> list[str]:
    """What completeness is shown across: years, and institutions where there are several."""
    return [name for name in _ACROSS if _several(register, name)]


def _groups(register: Register) -> list[str]:
    names = (f"{GROUP}{name}" for name in load_scheme().groups)
    return [name for name in names if _several(register, name)]


def _several(register: Register, name: str) -> bool:
    return name in register.records and register.records[name].nunique() > 1


def file_tables(register: Register, key: str = NONE, truth: str = NONE) -> dict[str, Counts]:
    """Tables of the whole file and not of people: what became of its rows, and how planted errors ended."""
    import pandas as pd

    tables = {}
    if register.rows:
        rows = pd.DataFrame({ROWS: list(register.rows), "n": list(register.rows.values())})
        tables[ROWS] = _of_file(count_by(rows, ROWS, unit="fila", weight="n"), register)
    if key != NONE:
        errors = planted_errors(register, key, read_register(truth) if truth != NONE else None)
        tables[ERRORS] = _of_file(count_by(errors, "resultado", unit="error", weight="n"), register)
    return tables


def _of_file(counts: Counts, register: Register) -> Counts:
    """The counts with the origin of the register instead of that of the small table they were made of."""
    return replace(counts, provenance=replace(register.provenance, where=()))


def told_apart(releases: Releases) -> dict[str, Release]:
    """The releases without details that, laid beside the table of defects, would say more than either alone.

    The gate does not know that the defects of a measure are the sum of its detail. A detail stays if all that both
    tell of it is shown in both.
    """
    closed = {measure.detail for measure in _measures(releases) if not _agree(releases, measure)}
    return {name: release for name, release in releases.items() if name not in closed}


def _measures(releases: Releases) -> list[Measure]:
    return [measure for measure in load_scheme().measures if measure.detail in releases]


def _agree(releases: Releases, measure: Measure) -> bool:
    detail, defects = _statuses(releases[measure.detail]), _statuses(releases[DEFECT])
    bad = [code for code in detail if code not in (*measure.good, *measure.outside)]
    shown = [
        all(defects.get(code, True) for code in (measure.name, measure.not_measured)),
        all(detail.get(code, True) for code in measure.good),
        all(detail.get(code, True) for code in measure.outside) or all(detail[code] for code in bad),
    ]
    return all(shown)


def _statuses(release: Release) -> dict[str, bool]:
    """Of each level of a release by one variable whether its number is shown."""
    frame = release.frame
    return dict(zip(frame[release.by[0]].astype("str"), frame["status"] == "shown", strict=True))


def title(period: str, institution: str) -> str:
    """The title with institution and period."""
    name, span = load_report("calidad").title(), _span(period)
    if institution == ALL:
        return say("quality_title", title=name, period=span)
    return say("quality_title_of", title=name, institution=_institution(institution), period=span)


def _span(period: str) -> str:
    years = years_of(period)
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _institution(given: str) -> str:
    variable = load_codebook()[INSTITUTION]
    return say("quality_all") if given == ALL else variable.label_of(variable.find(given) or given)


def opening(releases: Releases, period: str, institution: str) -> Passage:
    """The head of the page."""
    first = releases[DEFECT]
    rows = {
        say("annual_fact_source"): first.provenance.title,
        say("quality_fact_institution"): _institution(institution),
        say("annual_fact_period"): _span(period),
        say("quality_fact_records"): say("annual_few") if first.total is None else format_number(first.total),
        say("annual_fact_made"): format_date(date.today()),
    }
    question = load_report("calidad").answer()
    return title_block(title(period, institution), question, rows, synthetic=first.provenance.synthetic)


def left_out(register: Register, inside: Register, policy: str) -> Passage:
    """How many records of the file the page does not look at; in words where they are few."""
    outside = len(register) - len(inside)
    if not outside:
        return Passage("", "")
    if outside < load_policy(policy).threshold:
        return paragraph("quality_left_out_few")
    return paragraph("quality_left_out", n=format_number(outside))


def draw_fields(releases: Releases) -> Picture | Passage:
    """The fields with the reasons for which they have no value; a sentence where the source has none of them."""
    from ..charts.reasons import draw_reasons

    fields = {name: release for name, release in releases.items() if name.startswith(FIELD)}
    return draw_reasons(fields) if fields else paragraph("quality_no_fields")


def told(key: str) -> Passage:
    """A paragraph on how quality is measured, with the marks that the data file sets."""
    scheme = load_scheme()
    percent, least = format_number(scheme.complete_percent), format_number(scheme.least_records)
    return paragraph(key, percent=percent, least=least)


def draw_detail(releases: Releases, name: str) -> Picture | Passage:
    """The bars of one detail, or a sentence where it cannot be shown."""
    from ..charts.bars import draw_bars

    release = releases.get(name)
    if release is None or release.blank:
        return paragraph("quality_hidden_detail")
    if release.frame[release.by[0]].tolist() == [NOTHING] and release.total is not None:
        return paragraph("quality_nothing_found", n=format_number(release.total), unit=unit_label(release.unit))
    return draw_bars(release, by_size=True)


def draw_defects(releases: Releases, across: str) -> Picture | Passage:
    """The records that fall short of each measure, by year or group."""
    from ..charts.heatmap import draw_heatmap

    release = releases.get(f"{across}_{DEFECT}")
    return Passage("", "") if release is None else draw_heatmap(release, rows=DEFECT)


def comparisons(register: Register, releases: Releases, groups: Sequence[str]) -> list[Comparison]:
    """Each measure that the register allows, between the groups of each variable."""
    return [
        Comparison(
            _name(measure, group), releases[f"{group}_{DEFECT}"], measure.name, measure.not_measured, apart=(UNKNOWN,)
        )
        for measure in measures_of(register)
        for group in groups
        if f"{group}_{DEFECT}" in releases
    ]


def _name(measure: Measure, group: str) -> str:
    return say(
        "quality_equity_name", measure=say(f"quality_measure_{measure.name}"), group=lower_first(variable_label(group))
    )


def equity_groups() -> list[str]:
    """The variables of groups between which quality is compared."""
    return [f"{GROUP}{name}" for name in load_scheme().groups]


def draw_comparisons(made: Sequence[Comparison], key: str = "") -> Picture | Passage:
    """The gaps as a chart; a sentence where not one can be computed."""
    if all(each.gap is None for each in made):
        return paragraph("quality_no_comparison")
    return draw_gaps(made, title=say(key) if key else None)


def gap_table(made: Sequence[Comparison]) -> Passage:
    """The gaps as a table: the two groups, the gap with its interval, and what may be said of it."""
    keys = ("quality_gap_measure", "quality_gap_high", "quality_gap_low", "quality_gap_points", "quality_gap_reading")
    rows = [(each.name, *_gap_cells(each, gap)) for each in made if (gap := each.gap) is not None]
    if not rows:
        return Passage("", "")
    table = computed_table(say("quality_gap_caption"), [say(key) for key in keys], rows, made[0].release)
    left = say("quality_gap_left", n=format_number(len(made) - len(rows)), all=format_number(len(made)))
    return Passage(f"{table.html}<p>{escape(left)}</p>", f"{table.text}\n{left}")


def _gap_cells(made: Comparison, gap: Gap) -> tuple[str, str, str, str]:
    ends = format_range(PERCENT * gap.interval.lower, PERCENT * gap.interval.upper)
    return (
        say("quality_cell", group=level_label(made.group, gap.high), share=format_percent(PERCENT * gap.high_share)),
        say("quality_cell", group=level_label(made.group, gap.low), share=format_percent(PERCENT * gap.low_share)),
        say("quality_points", gap=format_number(PERCENT * gap.interval.estimate, 1), range=ends),
        say("quality_gap_real" if gap.beyond_chance else "quality_gap_chance"),
    )


def limits(register: Register) -> Passage:
    """What the page cannot tell."""
    book = codebook_of(register.provenance.country)
    wanted = [name for name, variable in book.items() if variable.on_dashboard]
    missing = [book[name].label() for name in wanted if name not in register.variables]
    absent = [say("annual_limit_absent", variables=", ".join(missing))] if missing else []
    mixed = ["quality_limit_offence"] if "delito" in register.variables else []
    told = (*mixed, "quality_limit_key", "quality_limit_groups", "quality_limit_others")
    return bullets([*origin_limits(register), *absent, *(say(key) for key in told)], css="tip-limits")


def method(releases: Releases, verdict: Audit, *, cleaned: bool) -> Passage:
    """How the page was made: everything needed to make it again."""
    first = releases[DEFECT]
    return facts(
        {
            say("annual_fact_file"): first.provenance.file,
            say("annual_fact_checksum"): first.provenance.checksum,
            say("quality_fact_cleaned"): say("quality_cleaned" if cleaned else "quality_clean_already"),
            say("annual_fact_policy"): policy_line(first),
            say("annual_fact_tables"): format_number(len(releases)),
            say("annual_fact_hidden"): format_number(sum(release.hidden for release in releases.values())),
            say("annual_fact_audit"): verdict.summary(),
            say("annual_fact_version"): __version__,
        }
    )
