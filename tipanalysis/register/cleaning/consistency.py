"""Consistency: what in a register does not fit together, by rules that are data; nothing is ever changed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import pandas as pd

from ...standard.codebook import load_codebook
from ...standard.country import load_country
from ...standard.rows import in_both
from ...words.settings import COUNTRIES, current_settings
from ..register import Register
from .cells import days_of
from .conditions import holds, read_clauses

FINDINGS = ("id", "hoja", "fila", "regla", "severidad", "variables", "mensaje", "razon")
SEVERITIES = ("error", "consulta", "informa")
"""``error``: cannot be so. ``consulta``: ask, never correct. ``informa``: is as it should be counted, or a service."""


@dataclass(frozen=True)
class ConsistencyRule:
    """One rule: its kind of test (``prueba``), of what (``que``), its message and the law or reason behind it."""

    regla: str
    severidad: str
    prueba: str
    que: str
    mensaje: Mapping[str, str]
    razon: Mapping[str, str]

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables that the rule compares."""
        return _VARIABLES[self.prueba](self.que)


@cache
def load_consistency() -> tuple[ConsistencyRule, ...]:
    """The consistency rules of the package, in order.

    Examples
    --------
    >>> next(rule.variables for rule in load_consistency() if rule.regla == "C11")
    ('embarazo', 'sexo')
    """
    text = files(__package__).joinpath("data", "consistencia.csv").read_text("utf-8")
    return tuple(
        ConsistencyRule(
            row["regla"], row["severidad"], row["prueba"], row["que"], in_both(row, "mensaje"), in_both(row, "razon")
        )
        for row in csv.DictReader(text.splitlines())
    )


def check_consistency(register: Register) -> pd.DataFrame:
    """What does not fit together, one row per record and rule; the register stays as it is.

    Columns: ``id``, ``hoja`` and ``fila`` (where the record begins in the file), ``regla``, ``severidad``
    (``error``, ``consulta``: ask, never correct; ``informa``), ``variables``, ``mensaje`` and ``razon`` (the law or
    reason) in the language set. Rules about variables that the register does not have find nothing.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> found = check_consistency(tip.make_synthetic())
    >>> list(found.columns)[:5], set(found["severidad"]) <= set(SEVERITIES)
    (['id', 'hoja', 'fila', 'regla', 'severidad'], True)
    """
    lang = current_settings().lang
    parts = []
    for rule in load_consistency():
        ids = _TESTS[rule.prueba](register, rule.que)
        told = {"regla": rule.regla, "severidad": rule.severidad, "variables": ", ".join(rule.variables)}
        told |= {"mensaje": rule.mensaje[lang], "razon": rule.razon[lang]}
        parts.append(pd.DataFrame({"id": list(dict.fromkeys(ids))}, dtype="str").assign(**told))
    found = pd.concat(parts, ignore_index=True)
    first = register.places.drop_duplicates("id").astype("str")
    placed = found.merge(first, on="id", how="left")
    return placed[list(FINDINGS)].fillna({"hoja": "", "fila": ""}).astype("str")


def _together(register: Register, what: str) -> pd.Series:
    """Values that stand together."""
    return register.records.loc[holds(register, read_clauses(what)), "id"]


def _order(register: Register, what: str) -> list[str]:
    """A day or number that should not be above another; only whole days are compared."""
    first, _, last = what.partition(" <= ")
    records = register.records
    if first not in records or last not in records:
        return []
    wrong = (records[first] > records[last]).fillna(False).astype(bool) & _whole(records, first) & _whole(records, last)
    return list(records.loc[wrong, "id"])


def _to_come(register: Register, what: str) -> list[str]:
    """A day that has not come yet, where the program runs."""
    if what not in register.records:
        return []
    later = register.records[what] > pd.Timestamp(date.today())
    return list(register.records.loc[later.fillna(False).astype(bool), "id"])


def _whole(records: pd.DataFrame, name: str) -> pd.Series:
    precision = f"{name}_precision"
    if precision not in records:
        return pd.Series(True, index=records.index)
    return records[precision].astype("str") == "DIA"


def _time_limit(register: Register, what: str) -> list[str]:
    """More working days between two dates than the law gives, by the calendar of the register's country.

    Nothing where the law of that country is not on file: the number of the rule is that of Costa Rica's.
    """
    start, end, most = what.split()
    records = register.records
    country = register.provenance.country
    if start not in records or end not in records or (country and country not in COUNTRIES):
        return []
    here = load_country(country or current_settings().country)
    if here.legal_working_days is None:
        return []
    days = here.working_days(records[start], records[end])
    late = (days > int(most)).fillna(False).astype(bool) & _whole(records, start) & _whole(records, end)
    return list(records.loc[late, "id"])


def _faults(register: Register, what: str) -> pd.Series:
    """What reading found already."""
    faults = register.faults.loc[register.faults["falta"] == what, ["hoja", "fila"]]
    return faults.merge(register.places, on=["hoja", "fila"])["id"]


def _parent(register: Register, what: str) -> list[str]:
    """A code under another one than the broader variable says."""
    finer, broader = what.split()
    if finer not in register.records or broader not in register.records:
        return []
    book = load_codebook()
    records = register.records
    parents = {
        code: "" if book.is_missing(code) else book[finer].parent(code) or ""
        for code in records[finer].astype("str").unique()
    }
    above = records[finer].astype("str").map(parents)
    said = records[broader].astype("str")
    wrong = (above != "") & ~said.isin(book.missing_codes) & (above != said)
    return list(records.loc[wrong, "id"])


def _in_force(register: Register, what: str) -> list[str]:
    """A code that did not yet hold, or held no more, on the date of the record."""
    if what not in register.variables:
        return []
    table = register.children.get(what, register.records)
    days, variable = days_of(register), load_codebook()[what]
    pairs = zip(table["id"], table[what].astype("str"), strict=True)
    known = set(variable.codes())
    return [record for record, code in pairs if code in known and not variable.entry(code).holds(days.get(record))]


def _again(register: Register, what: str) -> list[str]:
    """Records of a person who has several, with the same date of application (``igual``) or with another."""
    records = register.records
    if "id_persona" not in records or "fecha_solicitud" not in records:
        return []
    known = ~records["id_persona"].str.startswith("?")
    people = records[known]
    several = people["id_persona"].duplicated(keep=False)
    same = people.duplicated(["id_persona", "fecha_solicitud"], keep=False) & people["fecha_solicitud"].notna()
    later = people.sort_values("fecha_solicitud").duplicated("id_persona").reindex(people.index)
    return list(people.loc[same if what == "igual" else several & later & ~same, "id"])


def _several(register: Register, what: str) -> list[str]:
    """Records with more than one value of a multi-valued variable."""
    child = register.children.get(what)
    if child is None:
        return []
    known = child[~child[what].astype("str").isin(load_codebook().missing_codes)]
    counts = known["id"].value_counts(sort=False)
    return list(counts.index[counts > 1])


def _transition(register: Register, what: str) -> list[str]:
    """Later records of a person whose outcome cannot follow the one before."""
    records = register.records
    if not {"id_persona", "fecha_solicitud", "estado_solicitud"} <= set(records):
        return []
    people = records[~records["id_persona"].str.startswith("?") & records["fecha_solicitud"].notna()]
    people = people.sort_values(["id_persona", "fecha_solicitud"], kind="stable")
    state = people["estado_solicitud"].astype("str")
    before = state.groupby(people["id_persona"]).shift()
    book = load_codebook()
    known = before.notna() & ~state.isin(book.missing_codes) & ~before.isin(book.missing_codes)
    allowed = _transitions(what)
    steps = zip(before, state, strict=True)
    wrong = known & pd.Series([step not in allowed for step in steps], index=people.index)
    return list(people.loc[wrong, "id"])


@cache
def _transitions(name: str) -> frozenset[tuple[str, str]]:
    rows = csv.DictReader(files(__package__).joinpath("data", f"{name}.csv").read_text("utf-8").splitlines())
    return frozenset((row["desde"], row["hacia"]) for row in rows)


_TESTS: Mapping[str, Callable[[Register, str], pd.Series | list[str]]] = MappingProxyType(
    {
        "juntos": _together,
        "orden": _order,
        "por_venir": _to_come,
        "plazo": _time_limit,
        "falta": _faults,
        "padre": _parent,
        "vigencia": _in_force,
        "otra_vez": _again,
        "varios": _several,
        "transicion": _transition,
    }
)
_OF_FAULT = {
    "fechas_al_reves": ("fecha_solicitud", "fecha_resolucion"),
    "nacimiento_despues": ("fecha_nacimiento",),
    "edad_y_nacimiento": ("edad", "fecha_nacimiento"),
    "edad_cruza_18": ("edad",),
}
_PERSON = ("id_persona", "fecha_solicitud")
_VARIABLES: Mapping[str, Callable[[str], tuple[str, ...]]] = MappingProxyType(
    {
        "juntos": lambda what: tuple(clause.variable for clause in read_clauses(what)),
        "orden": lambda what: tuple(what.split(" <= ")),
        "plazo": lambda what: tuple(what.split()[:2]),
        "falta": lambda what: _OF_FAULT.get(what, ()),
        "padre": lambda what: tuple(what.split()),
        "por_venir": lambda what: (what,),
        "vigencia": lambda what: (what,),
        "otra_vez": lambda what: _PERSON,
        "varios": lambda what: (what,),
        "transicion": lambda what: (*_PERSON, "estado_solicitud"),
    }
)
"""Which variables each kind of test compares."""
