"""Rows that belong to one record become one record: values united, contradictions reported, order without effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from ..standard.codebook import load_codebook
from .faults import ReadingNotes
from .readers import AGES, LINKS


def merge_rows(frame: pd.DataFrame, notes: ReadingNotes) -> pd.DataFrame:
    """One row per ``id``: the values of its rows united. Two different single values become ``ERR`` and a fault."""
    repeated = frame["id"].duplicated(keep=False)
    if not repeated.any():
        return frame
    once = frame[~repeated]
    merged = [_merged(group, notes) for _, group in frame[repeated].groupby("id", sort=False)]
    return pd.concat([once, pd.DataFrame(merged, columns=frame.columns)]).sort_values("_orden", kind="stable")


def _merged(group: pd.DataFrame, notes: ReadingNotes) -> dict[str, Any]:
    first = group.sort_values("_orden").iloc[0]
    row: dict[str, Any] = {name: first[name] for name in ("_hoja", "_fila", "_orden", "id")}
    others = group[group["_orden"] != first["_orden"]]
    for sheet, number in zip(others["_hoja"], others["_fila"], strict=True):
        notes.change(sheet, [number], "", "", row["id"], "fila_unida")
    for names in _units(group.columns):
        values, clash = _agreed(names, _cells(group, names))
        row.update(values)
        if clash:
            notes.fault(row["_hoja"], row["_fila"], names[0], clash, "contradiccion", variable=names[0], id=row["id"])
    return row


def _cells(group: pd.DataFrame, names: Sequence[str]) -> list[tuple[Any, ...]]:
    return [tuple(cells) for cells in zip(*(group[name] for name in names), strict=True)]


def _units(columns: Iterable[Any]) -> list[tuple[str, ...]]:
    """Columns that belong together: a value with its bounds, its precision or its reason."""
    names = [str(name) for name in columns if name not in ("_hoja", "_fila", "_orden", "id")]
    tails = ("_low", "_high", "_motivo", "_precision")
    heads = [name for name in names if not name.endswith(tails)]
    return [(name, *(f"{name}{tail}" for tail in tails if f"{name}{tail}" in names)) for name in heads]


def _agreed(names: tuple[str, ...], cells: list[tuple[Any, ...]]) -> tuple[dict[str, Any], str]:
    """The value that the rows of one record share, and, where they contradict each other, what they say."""
    if isinstance(cells[0][0], tuple):
        codes, clash = _agreed_codes(names[0], [cell[0] for cell in cells])
        return {names[0]: codes}, clash
    if names[0] in AGES:
        return _agreed_ages(names, cells)
    known = list(dict.fromkeys(cell for cell in cells if not _is_empty(cell[0])))
    if len(known) == 1:
        return dict(zip(names, known[0], strict=True)), ""
    if not known:
        gap: tuple[Any, ...] = min(cells, key=lambda cell: _rank(cell[-1]))
        return dict(zip(names, gap, strict=True)), ""
    clash = _listed(cell[0] for cell in known)
    if names[0] in LINKS or len(names) == 1:
        return dict.fromkeys(names, ""), clash
    return {names[0]: None, names[1]: "ERR"}, clash


def _agreed_ages(names: tuple[str, ...], cells: list[tuple[Any, ...]]) -> tuple[dict[str, Any], str]:
    """The age within the bounds of every row: each row narrows it; rows that exclude each other contradict."""
    bounds = [(int(cell[1]), int(cell[2])) for cell in cells if not _is_empty(cell[1])]
    reason = min((cell[3] for cell in cells), key=_rank)
    if not bounds:
        return dict(zip(names, (None, None, None, reason), strict=True)), ""
    low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
    if low > high:
        widest = (min(low for low, _ in bounds), max(high for _, high in bounds))
        clash = _listed({str(low) if low == high else f"{low}-{high}" for low, high in bounds})
        return dict(zip(names, (None, *widest, "ERR"), strict=True)), clash
    age, reason = (low, "") if low == high else (None, reason)
    return dict(zip(names, (age, low, high, reason), strict=True)), ""


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or value != value


def _rank(reason: Any) -> int:
    order = load_codebook().missing_codes
    return order.index(reason) if reason in order else len(order)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(sorted(str(value) for value in values))


def _agreed_codes(variable: str, cells: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], str]:
    book = load_codebook()
    missing = book.missing_codes
    every = list(dict.fromkeys(code for cell in cells for code in cell))
    known = sorted(code for code in every if code not in missing)
    multi = variable in book and book[variable].multi
    if multi:
        rest = ("ERR",) if "ERR" in every else ()
        return ((*known, *rest) or (min(every, key=_rank),)), ""
    if len(known) > 1:
        return ("ERR",), ", ".join(known)
    return (tuple(known) or (min(every, key=_rank),)), ""


def missing_of(frame: pd.DataFrame) -> Mapping[str, Any]:
    """What stands in each column of codes or values where a sheet does not have the column at all."""
    filler: dict[str, Any] = {}
    for name in frame.columns:
        sample = next((value for value in frame[name] if value is not None and value == value), None)
        if isinstance(sample, tuple):
            filler[name] = ("ND",)
        elif str(name).endswith(("_motivo", "_precision")):
            filler[name] = "ND"
        elif str(name) in LINKS:
            filler[name] = ""
    return filler
