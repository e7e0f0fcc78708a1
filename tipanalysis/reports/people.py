"""The people of recruitment and exploitation: by sex and age, for one purpose or several, alone or with others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from ..counts.count import MENTION, count_by
from ..counts.counts import Counts
from ..register.answers import said
from ..register.register import Register
from ..release.part import part_of
from ..release.release import Release
from ..standard.codebook import load_codebook
from .passage import Passage, paragraph
from .scope import band_of, event_of
from .shown import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..charts.picture import Picture

PURPOSE, SIZE = "finalidad", "tamano_evento"
CROSSED = {"personas_finalidad": PURPOSE, "personas_vinculo": "vinculo_tratante"}
"""Tables by sex, age and one more variable; of several answers each is counted, so that the parts make up a whole."""
TOGETHER, EVENTS, IN_EVENTS = "finalidades_juntas", "eventos", "personas_evento"
DEPENDANTS = "dependientes"
_BOTH = ("ACREDITADA", "DEPENDIENTE")
_BY = ("sexo", "mayoria_edad")
_PERSON = "id_persona"
_ENDS = (2, 5)
_UNKNOWN = "ND"


def with_columns(register: Register) -> Register:
    """The register with a column of yes and no for each purpose that occurs, and the size of each record's event.

    What a person answers is the same in all her records: a purpose of one is a purpose of hers.
    """
    columns = {**_purposes(register), **_sizes(register)}
    typed = {
        name: pd.Series(column, index=register.records.index, dtype="category") for name, column in columns.items()
    }
    return replace(register, records=register.records.assign(**typed))


def _purposes(register: Register) -> dict[str, list[str]]:
    if PURPOSE not in register.children:
        return {}
    of_record = register.children[PURPOSE].groupby("id")[PURPOSE].agg(lambda codes: frozenset(map(str, codes)))
    records = register.records
    held = records["id"].map(of_record)
    whose = records[_PERSON if _PERSON in records else "id"].astype("str")
    of_person = held.groupby(whose).agg(lambda sets: frozenset().union(*(each for each in sets if each == each)))
    answers = [of_person[person] for person in whose]
    occurring = [code for code in load_codebook()[PURPOSE].codes() if any(code in codes for codes in answers)]
    return {f"{PURPOSE}_{code}": [said(codes, code) for codes in answers] for code in occurring}


def _sizes(register: Register) -> dict[str, list[str]]:
    """How many people an event brought, in bands so wide that the number of events does not follow from the people."""
    event = event_of(register)
    if event is None:
        return {}
    records = register.records
    events, person = records[event].astype("str"), records[_PERSON if _PERSON in records else "id"].astype("str")
    people = person.groupby(events).transform("nunique")
    known = records[event].notna() & events.ne("")
    return {
        SIZE: [band_of(int(n), _ENDS, start=1) if sure else _UNKNOWN for n, sure in zip(people, known, strict=True)]
    }


def people_tables(register: Register, unit: str | None) -> dict[str, Counts]:
    """Counts of the people by sex, age and one more variable, by their purposes together, and by size of the event.

    A table for which the register lacks a variable is left out.
    """
    tables = {}
    for name, variable in CROSSED.items():
        if {*_BY, variable} <= set(register.variables):
            mentioned = MENTION if variable in register.children else unit
            tables[name] = count_by(register, [*_BY, variable], unit=mentioned)
    columns = [name for name in register.variables if (load_codebook().answer_in(name) or [""])[0] == PURPOSE]
    if len(columns) > 1:
        tables[TOGETHER] = count_by(register, columns, unit=unit)
    if SIZE in register.variables:
        tables[EVENTS] = count_by(register, SIZE, unit="caso")
        tables[IN_EVENTS] = count_by(register, SIZE, unit=unit)
    return tables


def draw_crossed(release: Release) -> list[Picture | Passage]:
    """The mosaic of a table by sex, age and one more variable; where it would be blank, what sex and age each show.

    A row of a mosaic needs the number of all its people: among few, where one of unknown sex hides the others' sums,
    there is none, though single numbers are shown.
    """
    from ..charts.heatmap import draw_heatmap
    from ..charts.mosaic import draw_mosaic

    if _has_row(release):
        return [draw_mosaic(release)]
    variable = next(name for name in release.by if name not in _BY)
    parts = [part_of(release, (name, variable)) for name in _BY]
    shown = [draw_heatmap(part) for part in parts if not _hidden(part)]
    return [paragraph("people_no_mosaic"), *shown] if shown else [paragraph("people_hidden")]


def _has_row(release: Release) -> bool:
    """Whether there are people of some sex and age whose number is shown, and that of a part of them."""
    shown, (*row, _) = Shown(release), release.by
    filled = release.frame[(release.frame["status"] == "shown") & (release.frame["n"] > 0)]
    return any(shown.n(**dict(zip(row, codes, strict=True))) for codes in filled[row].astype("str").to_numpy())


def draw_together(release: Release) -> Picture | Passage:
    """Which purposes come together; a sentence where all of it is hidden."""
    from ..charts.combinations import draw_combinations

    return paragraph("people_hidden") if _hidden(release) else draw_combinations(release)


def draw_events(releases: Mapping[str, Release]) -> Picture | Passage:
    """How many people came in events of each size; a sentence where all of it is hidden."""
    from ..charts.events import draw_event_sizes

    events, people = releases[EVENTS], releases[IN_EVENTS]
    return paragraph("people_hidden") if _hidden(events) or _hidden(people) else draw_event_sizes(events, people)


def dependant_tables(register: Register, unit: str | None) -> dict[str, Counts]:
    """Accredited victims and those who came with them, by age; nothing without these columns."""
    by = ("mayoria_edad", "condicion_victima")
    if not set(by) <= set(register.variables):
        return {}
    both = register.where(condicion_victima=_BOTH)
    return {DEPENDANTS: count_by(both, by, unit=unit)} if len(both) else {}


def draw_dependants_of(release: Release) -> Picture | Passage:
    """Dependants beside accredited victims; a sentence where neither number can be shown."""
    from ..charts.dependants import draw_dependants

    return paragraph("people_hidden") if _hidden(release) else draw_dependants(release)


def _hidden(release: Release) -> bool:
    """Whether no number of anybody is shown."""
    return not ((release.frame["status"] == "shown") & (release.frame["n"] > 0)).any()
