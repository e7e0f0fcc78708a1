"""Decided values written into a register: codes, numbers, days, and the long tables of multi-valued variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ...standard.codebook import load_codebook
from ...standard.fixed_codes import TO_REVIEW
from ..register import Register
from .decide import Decision

Group = Sequence[Decision]


def write_values(register: Register, decisions: Group, waiting: set[tuple[str, str]]) -> Register:
    """The register with the decided values; ``waiting`` are records and variables of which a cell is still open."""
    records, children = register.records.copy(), dict(register.children)
    by_variable: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_variable.setdefault(decision.variable, []).append(decision)
    for name, group in by_variable.items():
        if name in children:
            children[name] = _long(children[name], name, group, records["id"], waiting)
        else:
            values = {decision.id: decision.codes[0] for decision in group}
            rows = records["id"].isin(values)
            _set(records, name, rows, records.loc[rows, "id"].map(values))
    return replace(register, records=records, children=children)


def _set(records: pd.DataFrame, name: str, rows: pd.Series, values: pd.Series) -> None:
    missing = load_codebook().missing_codes
    if pd.api.types.is_datetime64_any_dtype(records[name]):
        known = values.where(~values.isin(missing))
        records.loc[rows, name] = pd.to_datetime(known).astype("datetime64[s]")
        precision = f"{name}_precision"
        if precision in records:
            records.loc[rows, precision] = values.where(values.isin(missing), "DIA")
    elif pd.api.types.is_integer_dtype(records[name]):
        records.loc[rows, name] = pd.to_numeric(values.where(~values.isin(missing))).astype("Int64")
    else:
        records.loc[rows, name] = values


def _long(
    child: pd.DataFrame, name: str, group: Group, order: pd.Series, waiting: set[tuple[str, str]]
) -> pd.DataFrame:
    """The long table with the values of some records replaced, in the order of the records."""
    kind = child[name].dtype
    own = _codes(child, name, group, waiting)
    rows = [(record, code) for record, codes in own.items() for code in codes]
    added = pd.DataFrame(rows, columns=["id", name]).astype({"id": "str", name: kind})
    whole = pd.concat([child[~child["id"].isin(own)], added], ignore_index=True).astype({name: kind})
    places = whole["id"].map(dict(zip(order, range(len(order)), strict=True)))
    return whole.iloc[places.argsort(kind="stable")].reset_index(drop=True)


def _codes(
    child: pd.DataFrame, name: str, group: Group, waiting: set[tuple[str, str]]
) -> Mapping[str, tuple[str, ...]]:
    """The codes of each record that a decision touches: what its other rows say stays."""
    missing = load_codebook().missing_codes
    touched = child[child["id"].isin({decision.id for decision in group})]
    held = {str(record): tuple(map(str, codes)) for record, codes in touched.groupby("id")[name]}
    for decision in group:
        rest = [code for code in held[decision.id] if code not in decision.before]
        held[decision.id] = (*rest, *decision.codes)
    return {record: _tidy(codes, missing, (record, name) in waiting) for record, codes in held.items()}


def _tidy(codes: Sequence[str], missing: Sequence[str], waits: bool) -> tuple[str, ...]:
    """Values without reasons for missing beside them; the sign to review stays while a cell is open."""
    known = tuple(dict.fromkeys(code for code in codes if code not in missing))
    if waits:
        return (*known, TO_REVIEW)
    reasons = sorted((code for code in codes if code != TO_REVIEW), key=missing.index) if not known else []
    return known or tuple(reasons[:1]) or (TO_REVIEW,)
