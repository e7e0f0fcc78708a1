"""The last step of reading: a frame of codes becomes a Register with categories, whole numbers and dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

from ..standard.codebook import codebook_of, load_codebook
from .dates import PRECISIONS
from .faults import ReadingNotes
from .provenance import Provenance
from .readers import LINKS
from .register import Register
from .source_parts import SourceMap

_ASIDE = ("_low", "_high", "_motivo")


def finish(
    frame: pd.DataFrame, source: SourceMap, notes: ReadingNotes, *, provenance: Provenance, rows: Mapping[str, int]
) -> Register:
    """The Register that ``frame`` holds: multi-valued variables as long tables, the others as columns."""
    book = load_codebook()
    records: dict[str, Any] = {"id": frame["id"].astype("str")}
    children = {}
    for name in (str(column) for column in frame.columns):
        if name == "id" or name.startswith("_") or name.endswith(_ASIDE):
            continue
        if name in book and book[name].multi:
            children[name] = _long(records["id"], frame[name], name, source)
        else:
            records[name] = _column(frame, name, source)
    return Register(
        records=pd.DataFrame(records),
        unit=source.unit,
        provenance=provenance,
        children=children,
        log=notes.log_frame(),
        faults=notes.fault_frame(),
        rows=rows,
    )


def _long(ids: pd.Series, values: pd.Series, name: str, source: SourceMap) -> pd.DataFrame:
    """The codes of each record one under the other."""
    rows = np.repeat(np.arange(len(values)), [len(codes) for codes in values])
    codes = np.array(list(chain.from_iterable(values)), dtype=object)
    return pd.DataFrame({"id": ids.iloc[rows].reset_index(drop=True), name: _category(codes, name, source)})


def _column(frame: pd.DataFrame, name: str, source: SourceMap) -> Any:
    """One column of records. A row whose count cannot be read still stands for one; its fault says so."""
    values = frame[name]
    if name in LINKS:
        own = [value or f"?{record}" for value, record in zip(values, frame["id"], strict=True)]
        return pd.Series(own, index=frame.index, dtype="str")
    if name.endswith("_precision"):
        return pd.Categorical(values, categories=[*PRECISIONS, *load_codebook().missing_codes])
    sample = next((value for value in values if value is not None and value == value), None)
    if isinstance(sample, tuple):
        return _category(np.array([codes[0] for codes in values], dtype=object), name, source)
    if isinstance(sample, date) or f"{name}_precision" in frame:
        return pd.to_datetime(values).astype("datetime64[s]")
    if isinstance(sample, str):
        return values.where(values != "", "ND").astype("str")
    whole = values.astype("Int64")
    return whole.fillna(1) if name == "peso" else whole


def _category(codes: np.ndarray, name: str, source: SourceMap) -> Any:
    book = codebook_of(source.country)
    local = source.local_variable(name)
    substantive = tuple(local.codes) if local is not None else book[name].codes()
    known = (*substantive, *book.missing_codes)
    places, distinct = pd.factorize(codes)
    strangers = sorted(set(distinct) - set(known)) if not substantive else []
    categories = pd.Index([*strangers, *known], dtype="str")
    numbers = categories.get_indexer(distinct)
    assert (numbers >= 0).all(), f"{name}: a code without a category"
    return pd.Categorical.from_codes(numbers.take(places), categories=categories)
