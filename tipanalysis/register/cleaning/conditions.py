"""Conditions over the values of a record, written as data: ``embarazo=SI & sexo=HOMBRE``, ``edad<10``."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from ...standard.codebook import load_codebook
from ..register import Register
from ..signs import plain

_CLAUSE = re.compile(r"(?P<variable>\w+)\s*(?P<sign>!=|=|<|>|~)\s*(?P<value>.+)")
ANYTHING, NOTHING = "*", "?"
"""As values: any substantive value; no known value, though one applies."""


@dataclass(frozen=True)
class Clause:
    """One comparison: ``=`` and ``!=`` with codes, ``<`` and ``>`` with numbers, ``~`` with the raw text."""

    variable: str
    sign: str
    value: str


def read_clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a condition, joined by ``&``; a clause that cannot be read is an error of the data file.

    Examples
    --------
    >>> read_clauses("embarazo=SI & edad<10")
    (Clause(variable='embarazo', sign='=', value='SI'), Clause(variable='edad', sign='<', value='10'))
    """
    found = [_CLAUSE.fullmatch(part.strip()) for part in text.split("&")]
    assert all(found), f"a condition that cannot be read: {text}"
    return tuple(Clause(**{name: part.strip() for name, part in match.groupdict().items()}) for match in found if match)


def holds(register: Register, clauses: tuple[Clause, ...]) -> pd.Series:
    """Which records meet every clause; none where the register lacks one of the variables."""
    records = register.records
    met = pd.Series(True, index=records.index)
    for clause in clauses:
        if clause.variable not in register.variables:
            return pd.Series(False, index=records.index)
        met &= _meets(register, clause)
    return met


def _meets(register: Register, clause: Clause) -> pd.Series:
    records = register.records
    if clause.sign == "~":
        return records["id"].isin(_ids_with_raw(register, clause))
    if clause.sign in "<>":
        numbers = records[clause.variable].astype("Float64")
        compared = numbers < float(clause.value) if clause.sign == "<" else numbers > float(clause.value)
        return compared.fillna(False).astype(bool)
    if clause.variable in register.children:
        child = register.children[clause.variable]
        return records["id"].isin(child.loc[_fits(child[clause.variable], clause), "id"])
    return _fits(records[clause.variable], clause)


def _fits(values: pd.Series, clause: Clause) -> pd.Series:
    """Whether values are the wanted ones; with ``!=``, known and another."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return values.notna() if clause.value == ANYTHING else values.isna()
    book = load_codebook()
    codes = values.astype("str")
    known = ~codes.isin(book.missing_codes)
    if clause.value == ANYTHING:
        return known
    if clause.value == NOTHING:
        return codes.isin(book.unknown_codes)
    named = codes.isin(clause.value.split("|"))
    return known & ~named if clause.sign == "!=" else named


def _ids_with_raw(register: Register, clause: Clause) -> pd.Series:
    lines = register.log[register.log["variable"] == clause.variable]
    texts = {raw for raw in lines["crudo"].unique() if re.fullmatch(clause.value, plain(raw))}
    return lines[lines["crudo"].isin(texts)].merge(register.places, on=["hoja", "fila"])["id"]
