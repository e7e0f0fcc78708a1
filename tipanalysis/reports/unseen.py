"""Who is missing: of whom the records say least, whom they show less than others, and whom they do not show at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..analysis.records import SMALL
from ..counts.count import count_by
from ..counts.counts import Counts
from ..pages.labels import in_words, level_label, lower_first, unit_label, variable_label
from ..pages.notes import count_in_words
from ..register.register import Register
from ..release.release import Release
from ..words.numbers import PERCENT, format_date, format_number, format_percent
from ..words.texts import say
from .cover import span_of, title_of
from .passage import Passage, paragraph, title_block
from .scope import absent, present
from .shown import Shown
from .spec import load_report
from .unseen_answers import ANSWERED, QUESTIONS, SIDE, answer_tables, gaps_told, silence_told
from .unseen_bounds import bounds_told
from .unseen_lists import HiddenPeople, hidden_told
from .unseen_people import IDENTITIES, Residents, beside_told, nobody_told

if TYPE_CHECKING:
    from ..charts.picture import Picture

REPORT = "quien_falta"
PERSONS, RECORDS = "personas", "solicitudes"
DOOR = f"{SIDE}tipo_entidad"
_DOORS = (f"{SIDE}sexo", f"{SIDE}mayoria_edad")
_FEW = 3
_KNOWN = ("mayoria_edad", "origen")
Releases = Mapping[str, Release]


def people_tables(victims: Register, unit: str | None, event: str | None) -> dict[str, Counts]:
    """The people identified by what tells who they are, all codes with a row; to be protected together.

    A group that nobody is in stands in its table with a 0: it does not disappear because nobody found it.
    """
    tables = {PERSONS: count_by(victims, unit=unit, cluster=event)}
    for name in present(victims, IDENTITIES):
        tables[name] = count_by(victims, name, unit=unit, levels="all", cluster=event)
    for name in present(victims, _KNOWN):
        tables[name] = count_by(victims, name, unit=unit, cluster=event)
    crossed = ["sexo", "mayoria_edad"]
    if not absent(victims, crossed):
        tables["_".join(crossed)] = count_by(victims, crossed, unit=unit, cluster=event)
    return tables


def record_tables(records: Register) -> dict[str, Counts]:
    """The records by group and question, and by the door through which people came; to be protected together."""
    doors = {f"{DOOR}_{side}": count_by(records, [DOOR, side]) for side in _DOORS if not absent(records, [DOOR, side])}
    return {RECORDS: count_by(records), **answer_tables(records), **doors}


def opening(releases: Releases, period: str) -> Passage:
    """The head of the report: its question, and of how many people and records it speaks."""
    first = releases[RECORDS]
    sizes = {"unseen_fact_people": releases[PERSONS], "unseen_fact_records": first}
    few = say("annual_few")
    rows = {
        say("annual_fact_source"): first.provenance.title,
        say("annual_fact_period"): span_of(period),
        **{say(key): few if each.total is None else count_in_words(each, each.total) for key, each in sizes.items()},
        say("annual_fact_made"): format_date(date.today()),
    }
    question = load_report(REPORT).answer()
    return title_block(title_of(REPORT, period), question, rows, synthetic=first.provenance.synthetic)


def findings(releases: Releases, reference: Residents | None, people: HiddenPeople) -> list[str]:
    """Of whom the records say least and whom they do not show, in sentences made of shown numbers."""
    persons = releases[PERSONS]
    size = say("unseen_people_hidden")
    if persons.total is not None:
        size = say("unseen_people", n=count_in_words(persons, persons.total), unit=unit_label(persons.unit))
    gaps = gaps_told(releases) or [say("unseen_no_gaps_found")]
    rest = [*bounds_told(releases), *beside_told(releases, reference), *nobody_told(releases), *doors_told(releases)]
    return [size, *silence_told(releases), *gaps, *rest, *([hidden_told(people)] if people.lists else [])]


def doors_told(releases: Releases) -> list[str]:
    """The three entities that referred most, and which part of the records came through them."""
    release = next((releases[name] for name in (f"{DOOR}_{side}" for side in _DOORS) if name in releases), None)
    if release is None or (release.total or 0) < SMALL:
        return []
    shown = Shown(release)
    sizes = {code: n for code in shown.levels(DOOR) if (n := shown.n(**{DOOR: code})) and not code.startswith("RESTO")}
    largest = sorted(sizes, key=lambda code: -sizes[code])[:_FEW]
    if len(sizes) <= _FEW:
        return []
    n, total = sum(sizes[code] for code in largest), release.total or 0
    doors = in_words([say("pages_quoted", text=level_label(DOOR, code)) for code in largest])
    told = {"n": format_number(n), "total": format_number(total), "share": format_percent(PERCENT * n / total)}
    return [say("unseen_doors", doors=doors, unit=unit_label(release.unit), **told)]


def draw_doors(releases: Releases) -> list[Picture | Passage]:
    """Who came through each door, by sex and by age; a sentence where none of it can be shown."""
    from ..charts.composition import draw_composition

    drawn: list[Picture | Passage] = []
    for side in _DOORS:
        release = releases.get(f"{DOOR}_{side}")
        if release is None:
            continue
        hidden = release.blank
        told = paragraph("unseen_doors_hidden", group=lower_first(variable_label(side)))
        drawn.append(told if hidden else draw_composition(release, parts=side))
    return drawn


def draw_identity(releases: Releases) -> Picture | Passage:
    """The gender identities recorded, those that nobody has included; a sentence where the source does not ask."""
    from ..charts.bars import draw_bars

    release = releases.get("identidad_genero")
    if release is None:
        return paragraph("unseen_no_identity")
    if release.blank:
        return paragraph("annual_all_hidden", variable=variable_label("identidad_genero"))
    return draw_bars(release)


def draw_card(releases: Releases) -> Picture | Passage:
    """What is not known of the people identified; nothing where it is shown of fewer than two variables."""
    from ..charts.not_known import draw_not_known

    held = [name for name in (*IDENTITIES, *_KNOWN) if name in releases]
    told = {name: releases[name] for name in held if Shown(releases[name]).unknown(name) is not None}
    return draw_not_known(told) if len(told) > 1 else Passage("", "")


def limits(register: Register) -> list[str]:
    """What the page cannot tell."""
    unasked = absent(register, QUESTIONS)
    names = ", ".join(variable_label(name) for name in unasked)
    more = [say("unseen_limit_unasked", variables=names)] if unasked else []
    return [*more, *(say(f"unseen_limit_{name}") for name in ("groups", "residents", "records", "lists"))]


def asked_in(releases: Releases) -> bool:
    """Whether there is any question to compare groups in."""
    return any(f"_{ANSWERED}" in name for name in releases)
