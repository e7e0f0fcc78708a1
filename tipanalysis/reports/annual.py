"""The annual profile: what its first screen says, and what it admits not to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from .. import __version__
from ..pages.labels import variable_label
from ..pages.notes import count_in_words, policy_line
from ..register.register import Register
from ..release.release import Release
from ..standard.codebook import codebook_of
from ..standard.country import load_country
from ..words.numbers import format_date, format_number
from ..words.settings import COUNTRIES
from ..words.texts import say
from .findings import largest_finding, of_accredited, rest_finding, share_finding, unknown_findings, volume_finding
from .origin import is_aggregated, origin_limits, records_name
from .parameters import years_of
from .passage import Passage, bullets, facts, paragraph, title_block
from .spec import load_report

if TYPE_CHECKING:
    from ..charts.picture import Picture
    from ..release.audit import Audit
    from ..release.suggest import Suggestions


def title(period: str) -> str:
    """The title with its period."""
    return say("annual_title", title=load_report("perfil_anual").title(), period=_span(period))


def _span(period: str) -> str:
    years = years_of(period)
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def opening(records: Release, period: str) -> Passage:
    """The head of the report; ``records`` is the release of all records of the source."""
    origin = records.provenance
    rows = {
        say("annual_fact_source"): origin.title,
        say("annual_fact_period"): _span(period),
        records_name(records): say("annual_few") if records.total is None else count_in_words(records, records.total),
        say("annual_fact_made"): format_date(date.today()),
    }
    return title_block(title(period), load_report("perfil_anual").answer(), rows, synthetic=origin.synthetic)


def findings(released: Mapping[str, Release], period: str) -> list[str]:
    """The report in a few sentences, each from numbers that are shown."""
    one_way = [table for name, table in released.items() if table.by == (name,)]
    sentences = [volume_finding(released["periodo"], _span(period))]
    if "sexo" in released:
        sentences += _sex_findings(released["sexo"])
    for variable, code, key in (
        ("mayoria_edad", "00-17", "finding_children"),
        ("origen", "EXTRANJERA", "finding_foreign"),
    ):
        if variable in released:
            sentences.append(share_finding(released[variable], [code], key))
    for variable, key in (("finalidad", "finding_purpose"), ("forma_captacion", "finding_recruitment")):
        if variable in released:
            sentences.append(largest_finding(released[variable], key))
    return [sentence for sentence in (*sentences, *unknown_findings(one_way, above=50)) if sentence]


def _sex_findings(release: Release) -> list[str]:
    """Women and men, each with their share; a hidden group is kept in sight together with the unknowns."""
    return [
        share_finding(release, ["MUJER"], "finding_women"),
        share_finding(release, ["HOMBRE"], "finding_men"),
        rest_finding(release, ["HOMBRE"], "finding_rest"),
    ]


def draw_volume(released: Mapping[str, Release]) -> Picture:
    """Applications beside accredited victims by year, or the one series that there is."""
    from ..charts.series import draw_series

    series = {name: released[name] for name in ("solicitudes", "por_anio") if name in released}
    lines = {_line_name(name, table): table for name, table in series.items()}
    country = released["por_anio"].provenance.country
    return draw_series(lines, breaks=load_country(country).series_breaks if country in COUNTRIES else ())


def _line_name(name: str, release: Release) -> str:
    return say("annual_series_acreditadas" if of_accredited(release) else f"annual_series_{name}")


def draw_shares(release: Release, *, by_size: bool) -> Picture | Passage:
    """The bars of one variable, or one sentence where not a single one of them can be shown."""
    from ..charts.bars import draw_bars

    if release.blank:
        name = variable_label(release.by[0], country=release.provenance.country)
        return paragraph("annual_all_hidden", variable=name)
    return draw_bars(release, by_size=by_size)


def limits(register: Register, shown: Sequence[str]) -> list[str]:
    """What the register cannot tell, in sentences."""
    book = codebook_of(register.provenance.country)
    wanted = [name for name, variable in book.items() if variable.on_dashboard]
    missing = [book[name].label() for name in wanted if name not in register.variables]
    sentences = [say("annual_limit_detected"), *origin_limits(register)]
    if not is_aggregated(register):
        sentences.append(say("annual_limit_links"))
    if "delito" in register.variables:
        sentences.append(say("annual_limit_offence"))
    if missing:
        sentences.append(say("annual_limit_absent", variables=", ".join(missing)))
    if len(register.faults):
        sentences.append(say("annual_limit_faults", n=format_number(len(register.faults))))
    if any(name in shown and child["id"].duplicated().any() for name, child in register.children.items()):
        sentences.append(say("annual_limit_several"))
    return sentences


def method(released: Mapping[str, Release], verdict: Audit) -> Passage:
    """How the report was made: everything needed to make it again."""
    first = next(iter(released.values()))
    return facts(
        {
            say("annual_fact_file"): first.provenance.file,
            say("annual_fact_checksum"): first.provenance.checksum,
            say("annual_fact_policy"): policy_line(first),
            say("annual_fact_tables"): format_number(len(released)),
            say("annual_fact_hidden"): format_number(sum(release.hidden for release in released.values())),
            say("annual_fact_audit"): verdict.summary(),
            say("annual_fact_version"): __version__,
        }
    )


def advice(suggestions: Suggestions) -> list[Passage]:
    """What to make coarser so that more would be shown; nothing where little is hidden or nothing helps."""
    found = suggestions.sentences()
    return [paragraph("suggest_more"), bullets(found, css="tip-limits")] if found else []
