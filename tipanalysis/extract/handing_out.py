"""Handing out: an extract beside what its receivers may already hold, and what the ledger is to remember of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import pandas as pd

from ..counts.count import count_by
from ..register.register import Register
from ..register.store.loading import years_of
from ..release.audit import audit
from ..release.handed_out import HandedOut
from ..release.ledger import Earlier
from ..release.protect import protect_together
from ..release.publication import Publication
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..words.errors import ReleaseError
from ..words.numbers import format_date, format_number
from ..words.settings import LANGS
from ..words.texts import Phrase, Told
from .extract import Extract
from .ladder import WHOLE
from .people import says
from .synthetic import Synthetic

TABLE = "extracto"
"""In the ledger the number of records is a table of one cell, under this name."""
MOST_NAMED = 3
"""The most tables that a warning names."""


@dataclass(frozen=True, repr=False)
class HandingOut:
    """What the ledger is to know of an extract, and what whoever gets it can do with what was published."""

    extract: HandedOut
    tables: Mapping[str, Release] = field(default_factory=dict)
    warnings: tuple[Phrase, ...] = ()


def hand_out(extract: Extract, register: Register, earlier: Earlier) -> HandingOut:
    """Look at an extract beside what was published and handed out of the same source before.

    Raises
    ------
    ReleaseError
        Where records of the same years were handed out before, unless it was this very extract; where the number of
        its records, taken off a number published before, or it off that, points at few people.

    Notes
    -----
    Two extracts of the same people undo each other's recodings, and one of a register that grew shows who is new. In
    tables whoever has an extract can count what they hide; that cannot be helped, and is told.
    """
    noted = HandedOut(
        source=register.provenance.source,
        checksum=register.provenance.checksum,
        unit=register.unit,
        records=len(extract.records),
        years=tuple(sorted(years_of(register.records))),
        quasi=tuple(name for name, (first, *_) in extract.quasi.items() if not (extract.records[first] == WHOLE).all()),
        sensitive=tuple(extract.sensitive),
        k=extract.k,
        diversity=extract.diversity,
        epsilon=0.0,
        seal=_seal(extract.records),
    )
    for publication, other in _of_source(noted.source, earlier):
        if not other.invented and _share_people(noted, other):
            raise ReleaseError("extract_again", **_told(publication, other))
    return HandingOut(noted, _number_of_records(register, earlier), tuple(warnings_of(noted, earlier.tables)))


def hand_out_invented(made: Synthetic, register: Register, earlier: Earlier) -> HandingOut:
    """What the ledger is to know of invented records; each synthesis of the same people adds to the budget spent."""
    noted = HandedOut(
        source=register.provenance.source,
        checksum=register.provenance.checksum,
        unit=register.unit,
        records=len(made.records),
        years=tuple(sorted(years_of(register.records))),
        quasi=tuple(made.variables),
        sensitive=(),
        k=0,
        diversity=0,
        epsilon=made.epsilon,
        seal=_seal(made.records),
    )
    spent = [other.epsilon for _, other in _of_source(noted.source, earlier) if other.invented]
    if not spent:
        return HandingOut(noted)
    total = {"times": len(spent) + 1, "epsilon": f"{sum(spent) + made.epsilon:g}"}
    return HandingOut(noted, warnings=(Phrase("synthetic_spent", total),))


def _seal(records: pd.DataFrame) -> str:
    return sha256(records.to_csv(index=False).encode()).hexdigest()


def _of_source(source: str, earlier: Earlier) -> Iterator[tuple[Publication, HandedOut]]:
    for publication in earlier.extracts:
        yield from ((publication, extract) for extract in publication.extracts if extract.source == source)


def _share_people(one: HandedOut, other: HandedOut) -> bool:
    """Whether two extracts may hold the same people and are not the same extract; where years are unknown they may."""
    if (one.checksum, one.seal) == (other.checksum, other.seal):
        return False
    return not (one.years and other.years) or bool(set(one.years) & set(other.years))


def _told(publication: Publication, extract: HandedOut) -> dict[str, object]:
    return {
        "report": publication.report,
        "date": Told({lang: format_date(publication.date.date(), lang=lang) for lang in LANGS}),
        "records": format_number(extract.records),
        "variables": ", ".join((*extract.quasi, *extract.sensitive)),
    }


def _number_of_records(register: Register, earlier: Earlier) -> dict[str, Release]:
    """The number of records as a table that went through the gate and the audit together with what came before."""
    tables = protect_together({TABLE: count_by(register)}, previous=earlier.tables)
    if tables[TABLE].total is None:
        raise ReleaseError("extract_number_tells", tables=_few(earlier.tables))
    found = audit(tables, previous=earlier.publications)
    if not found.passed:
        raise ReleaseError("extract_beside_tables", reason=found.explain()[0])
    return tables


def warnings_of(extract: HandedOut, tables: Mapping[str, Release]) -> Iterator[Phrase]:
    """What whoever has the extract can do with tables of the same source, published before it or after.

    Cells that a table hides can be counted where the extract tells all its variables, in the same words or finer ones.
    A table that says something in finer words than the extract may split a group of the extract.
    """
    if extract.invented:
        return
    told = {*extract.quasi, *extract.sensitive}
    reached = told.union(*map(says, told))
    opened = {name: table.hidden for name, table in tables.items() if table.hidden and _variables(table) <= reached}
    if opened:
        cells = format_number(sum(opened.values()))
        yield Phrase("extract_opens", {"tables": _few(opened), "number": len(opened), "cells": cells})
    finer = [name for name, table in tables.items() if any(_is_finer(v, told) for v in _variables(table))]
    if finer:
        yield Phrase("extract_finer", {"tables": _few(finer), "number": len(finer)})


def warnings_beside(tables: Mapping[str, Release], earlier: Earlier) -> Iterator[Phrase]:
    """The same for tables that come out after extracts of the same source."""
    for publication in earlier.extracts:
        for extract in publication.extracts:
            for warning in warnings_of(extract, tables):
                yield Phrase("extract_of_same_source", {**_told(publication, extract), "warning": warning})


def _variables(table: Release) -> set[str]:
    return {*table.by, *(chosen.variable for chosen in table.provenance.where)}


def _is_finer(variable: str, told: set[str]) -> bool:
    """Whether a variable that the extract does not tell says more than one that it tells."""
    return variable not in told and variable in load_codebook() and not told.isdisjoint(says(variable))


def _few(names: Iterable[str]) -> str:
    return "; ".join(list(names)[:MOST_NAMED])
