"""The synthetic training register: invented people whose totals are the published ones. DATOS SINTÉTICOS."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ...standard.codebook import Codebook, load_codebook
from ...words.texts import say
from ..folder import code_order
from ..provenance import Provenance
from ..register import Register
from .attributes import draw_attributes
from .derived import add_derived
from .missingness import PLAIN, add_missingness
from .people import draw_people
from .process import add_process
from .rules import follow_rules
from .truths import make_key, plant_identities, plant_refusals, planted_records

SEED = 20240521
"""The seed of the published files."""
TEXT = ("id", "id_persona", "id_caso")
DATES = ("fecha_solicitud", "fecha_resolucion")
NUMBERS = ("anio_registro", "edad", *PLAIN)


def make_synthetic(seed: int = SEED) -> Register:
    """The training register: applications and dependants of 2010 to 2024, all invented.

    One record is one application (``unit`` ``solicitud``) or one dependant (``condicion_victima``
    DEPENDIENTE, never counted as a victim); ``id_persona`` joins the applications of a person and
    ``id_caso`` the people of an event. Accredited persons by year, sex and age, nationality and form
    are the published Costa Rican figures where there are any (``data/published.csv``);
    applications, all other attributes and everything from 2023 on are invented. Unknown values carry
    their reason. The same seed gives the same records, byte for byte; another seed gives other people
    with the same published totals.

    Examples
    --------
    >>> register = make_synthetic()
    >>> register.provenance.synthetic, register.unit
    (True, 'solicitud')
    >>> len(register.where(condicion_victima="ACREDITADA"))
    409
    """
    return coded(_people(seed)[0], f"make_synthetic(seed={seed})")


def make_truths(seed: int = SEED) -> dict[str, Any]:
    """The planted truths of ``make_synthetic(seed)`` with their numbers: the key of the exercises.

    Examples
    --------
    >>> make_truths()["acreditadas"]
    409
    """
    return {"seed": seed, **_people(seed)[1]}


@cache
def _people(seed: int) -> tuple[pd.DataFrame, dict[str, Any]]:
    """All records in one table, multi-valued variables as tuples, and the key."""
    rng = np.random.default_rng(seed)
    people = follow_rules(rng, draw_attributes(rng, draw_people(rng)))
    people = plant_identities(rng, people)
    people = plant_refusals(rng, add_process(rng, people))
    key = make_key(people)
    people = add_missingness(rng, people, planted_records(people))
    return add_derived(people, load_codebook()), key


def coded(people: pd.DataFrame, file: str) -> Register:
    """A table of codes as a register: categories in codebook order, multi-valued variables as child tables."""
    book = load_codebook()
    single = [
        name for name in book if name in people and not book[name].multi and name not in (*TEXT, *DATES, *NUMBERS)
    ]
    records = people[["id", *TEXT[1:], *DATES]].astype(dict.fromkeys(TEXT, "str"))
    for name in NUMBERS:
        records[name] = people[name].astype("Int64")
    for name in single:
        records[name] = _category(people[name], name, book)
    children = {name: _child(people, name, book) for name in book if name in people and book[name].multi}
    return Register(
        records=records.reset_index(drop=True),
        unit="solicitud",
        children=children,
        provenance=_provenance(people, file),
    )


def _category(codes: pd.Series, variable: str, book: Codebook) -> pd.Series:
    known = code_order(variable, codes, book)
    assert set(codes) <= set(known), f"{variable}: {set(codes) - set(known)}"
    return codes.astype("str").astype(pd.CategoricalDtype(list(known)))


def _child(people: pd.DataFrame, variable: str, book: Codebook) -> pd.DataFrame:
    long = people[["id", variable]].explode(variable, ignore_index=True)
    return pd.DataFrame({"id": long["id"].astype("str"), variable: _category(long[variable], variable, book)})


def _provenance(people: pd.DataFrame, file: str) -> Provenance:
    content = people.sort_index(axis=1).to_csv(index=False).encode()
    return Provenance(
        source="sintetico",
        title=say("synthetic_title"),
        file=file,
        checksum=hashlib.sha256(content).hexdigest(),
        synthetic=True,
        rows_read=len(people),
        country="CRI",
    )
