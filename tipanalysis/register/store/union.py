"""Several loads of one source as one register: the years of an institution that hands in a file a year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pandas as pd

from ...standard.codebook import load_codebook
from ...words.errors import StoreError
from ..provenance import Provenance
from ..readers import LINKS
from ..register import Register

NOT_THERE = "ND"
"""The reason for a missing value where a file does not have the variable at all."""


def united(registers: Sequence[Register], file: str) -> Register:
    """One register of the records of all, in their order.

    What a file does not have is not available (``ND``). Log, faults and places name the file of
    each line. An id that
    stands in two files is an error: the record would be counted twice.
    """
    if len(registers) == 1:
        return registers[0]
    ids = pd.concat([register.records["id"] for register in registers])
    if ids.duplicated().any():
        files = ", ".join(register.provenance.file for register in registers)
        raise StoreError("store_same_ids", file=file, n=int(ids[ids.duplicated()].nunique()), files=files)
    children = dict.fromkeys(name for register in registers for name in register.children)
    return Register(
        records=_concatenated([_with_all(register, registers) for register in registers]),
        unit=registers[0].unit,
        provenance=_provenance([register.provenance for register in registers]),
        children={name: _concatenated([_child(register, name) for register in registers]) for name in children},
        log=_listed((register.provenance.file, register.log) for register in registers),
        faults=_listed((register.provenance.file, register.faults) for register in registers),
        rows=_outcomes(registers),
        places=_listed((register.provenance.file, register.places) for register in registers),
    )


def _with_all(register: Register, registers: Sequence[Register]) -> pd.DataFrame:
    """The records with a column for every variable that any of the registers has."""
    records = register.records
    for other in registers:
        for name in other.records.columns:
            if name not in records:
                records = records.assign(**{str(name): _absent(records["id"], str(name), other.records[name].dtype)})
    return records


def _absent(ids: pd.Series, name: str, kind: Any) -> Any:
    if isinstance(kind, pd.CategoricalDtype):
        return pd.Categorical([NOT_THERE] * len(ids), categories=_order(name, [NOT_THERE, *kind.categories]))
    if name in LINKS:
        return "?" + ids
    return pd.Series([NOT_THERE if kind == "str" else None] * len(ids), index=ids.index).astype(kind)


def _child(register: Register, name: str) -> pd.DataFrame:
    if name in register.children:
        return register.children[name]
    ids = register.records["id"]
    return pd.DataFrame({"id": ids, name: pd.Categorical([NOT_THERE] * len(ids), categories=[NOT_THERE])})


def _concatenated(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """One frame under the other, the categories of each column those of all."""
    joined = {}
    for name in (str(column) for column in frames[0].columns):
        parts = [frame[name] for frame in frames]
        if any(isinstance(part.dtype, pd.CategoricalDtype) for part in parts):
            codes = _order(name, [code for part in parts for code in part.cat.categories])
            parts = [part.astype(pd.CategoricalDtype(codes)) for part in parts]
        joined[name] = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(joined)


def _order(name: str, codes: Iterable[str]) -> pd.Index:
    """The codes once each: in the order of the first that has them, plain values sorted, reasons at the end."""
    book = load_codebook()
    once = dict.fromkeys(codes)
    own = [code for code in once if not book.is_missing(code)]
    is_plain = name in book and not book[name].codes()
    reasons = [code for code in book.missing if code in once]
    return pd.Index([*(sorted(own) if is_plain else own), *reasons], dtype="str")


def _listed(tables: Iterable[tuple[str, pd.DataFrame]]) -> pd.DataFrame:
    named = [table.assign(hoja=(f"{file}: " + table["hoja"]).astype("str")) for file, table in tables]
    return pd.concat(named, ignore_index=True)


def _provenance(origins: Sequence[Provenance]) -> Provenance:
    """The origin of all: its checksum is that of the checksums, whatever their order."""
    countries = {origin.country for origin in origins}
    return replace(
        origins[-1],
        file=" + ".join(origin.file for origin in origins),
        checksum=sha256("".join(sorted(origin.checksum for origin in origins)).encode()).hexdigest(),
        synthetic=any(origin.synthetic for origin in origins),
        rows_read=sum(origin.rows_read for origin in origins),
        country=countries.pop() if len(countries) == 1 else "",
    )


def _outcomes(registers: Sequence[Register]) -> dict[str, int]:
    names = dict.fromkeys(outcome for register in registers for outcome in register.rows)
    return {name: sum(register.rows.get(name, 0) for register in registers) for name in names}
