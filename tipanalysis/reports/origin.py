"""Origin: what the country of a source, and the way its data come, keep a report from saying."""

from __future__ import annotations

from ..register.register import Register
from ..release.release import Release
from ..standard.codebook import load_codebook
from ..standard.country import load_country
from ..words.settings import COUNTRIES
from ..words.texts import say
from .passage import Passage, paragraph

WEIGHT = "peso"
"""How many people, cases or complaints a row of an aggregated table stands for."""


def origin_limits(register: Register) -> list[str]:
    """What a country file still to be completed, and a table that comes counted, cannot tell; in sentences."""
    sentences = []
    if is_aggregated(register):
        sentences.append(say("aggregated_rows"))
    if has_hidden_counts(register):
        sentences.append(say("aggregated_hidden"))
    country = register.provenance.country
    if country in COUNTRIES and not load_country(country).complete:
        sentences.append(say("country_pending", country=load_country(country).name()))
    return sentences


def is_aggregated(register: Register) -> bool:
    """Whether the rows of the source are counts instead of people."""
    return WEIGHT in register.records


def has_hidden_counts(register: Register) -> bool:
    """Whether the count of a row that is counted was hidden, missing or illegible in the source."""
    if not is_aggregated(register):
        return False
    log = register.log[(register.log["variable"] == WEIGHT) & register.log["estandar"].isin(load_codebook().missing)]
    places = register.places[["hoja", "fila"]].astype("str")
    return bool(log[["hoja", "fila"]].astype("str").merge(places, on=["hoja", "fila"]).shape[0])


def records_name(records: Release) -> str:
    """What the number of all records is called: a table that comes counted has people and no records."""
    return say("aggregated_people" if records.unit == "persona" else "annual_fact_records")


def breaks_told(by_year: Release) -> Passage:
    """How to read the years: the bands of changes of law, or that their dates are not on file."""
    country = by_year.provenance.country
    known = country in COUNTRIES and load_country(country).series_breaks
    return paragraph("annual_volume_how" if known else "country_no_breaks")
