"""From a table of texts to a frame of codes: column by column, each distinct text read once, every change logged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE
from ..words.texts import say
from .faults import ReadingNotes
from .identifiers import name_words, safe_text
from .layout import Table
from .readers import NARROWED, Said, reader_of
from .signs import clean_text
from .source_parts import ColumnSpec, SourceMap


@dataclass(frozen=True)
class Found:
    """A column of the map and where it stands in a table."""

    spec: ColumnSpec
    index: int


def code_table(
    table: Table, found: Sequence[Found], source: SourceMap, notes: ReadingNotes, private: Sequence[int]
) -> pd.DataFrame:
    """The rows of a table as codes; one row each, in the order of the sheet.

    ``private`` are the columns of identifiers: their words are kept out of the log and the faults.
    """
    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.headers]
    frame = pd.DataFrame({"_hoja": table.sheet, "_fila": list(table.numbers)})
    blocks: dict[str, list[pd.Series]] = {}
    names = _row_names(table, private)
    for item in found:
        texts = _fills(table, item.index) if item.spec.fills else list(columns[item.index])
        for name, values in _coded(texts, item.spec, source, table, notes, names).items():
            blocks.setdefault(name, []).append(values)
    parts = {name: _united(name, values, table, notes) for name, values in blocks.items()}
    for name, decider in NARROWED.items():
        possible = parts.pop(f"{name}_posibles", None)
        if possible is not None and decider in parts:
            header = next(item.spec.header for item in found if item.spec.variable == name)
            parts[name] = _narrowed(name, parts[name], possible, parts[decider], table, notes, header)
    return pd.concat([frame, pd.DataFrame(parts, index=frame.index)], axis=1)


def _narrowed(
    name: str,
    values: pd.Series,
    possible: pd.Series,
    deciders: pd.Series,
    table: Table,
    notes: ReadingNotes,
    header: str,
) -> pd.Series:
    """``Central`` is a canton of each province: where the row names the province, only one is left."""
    parent = load_codebook()[name].parent
    decided = list(values)
    for row, (codes, decider) in enumerate(zip(possible, deciders, strict=True)):
        left = [code for code in codes if parent(code) == decider[0]]
        if len(left) == 1:
            decided[row] = (left[0],)
            notes.change(table.sheet, [table.numbers[row]], name, "", left[0], "decidido_por_la_provincia")
            notes.settle(table.sheet, table.numbers[row], header)
    return pd.Series(decided, dtype=object)


def _fills(table: Table, index: int) -> list[str]:
    return [table.fills.get((number, index), "") for number in table.numbers]


def _row_names(table: Table, private: Sequence[int]) -> list[frozenset[str]]:
    if not private:
        return []
    return [name_words([row[index] for index in private]) for row in table.rows]


def _coded(
    texts: list[str],
    column: ColumnSpec,
    source: SourceMap,
    table: Table,
    notes: ReadingNotes,
    names: Sequence[frozenset[str]],
) -> dict[str, pd.Series]:
    """The series that one column gives, by name."""
    places, distinct = pd.factorize(np.array(texts, dtype=object))
    read = reader_of(column, source)
    readings = [read(str(text)) for text in distinct]
    _note(texts, places, readings, column, source, table, notes, names)
    made: dict[str, pd.Series] = {}
    for name in (readings[0] if readings else read("")).values:
        values = np.empty(len(readings), dtype=object)
        values[:] = [reading.values[name] for reading in readings]
        made[name] = pd.Series(values[places] if len(readings) else values, dtype=object)
    return made


def _note(
    texts: Sequence[str],
    places: Any,
    readings: Sequence[Said],
    column: ColumnSpec,
    source: SourceMap,
    table: Table,
    notes: ReadingNotes,
    names: Sequence[frozenset[str]],
) -> None:
    """Write down every change and every fault of a column; birth dates leave no trace of themselves."""
    secret = column.variable == "fecha_nacimiento"
    changed = np.array([bool(said.rule) for said in readings], dtype=bool)
    if secret or not len(texts):
        return
    rows = np.flatnonzero(changed[places])
    raw = np.array([safe_text(clean_text(text)) for text in dict.fromkeys(texts)], dtype=object)
    unknown = {index for index, said in enumerate(readings) if said.rule == "valor_desconocido"}
    shown = raw[places]
    for row in np.flatnonzero(np.isin(places, list(unknown))).tolist() if names and unknown else ():
        shown[row] = safe_text(shown[row], names[row])
    standard = np.array([said.standard for said in readings], dtype=object)[places]
    rules = np.array([said.rule for said in readings], dtype=object)[places]
    numbers = np.array(table.numbers)
    notes.change(table.sheet, numbers[rows].tolist(), column.variable, shown[rows], standard[rows], rules[rows])
    for row in np.flatnonzero(np.array([bool(said.fault) for said in readings])[places]).tolist():
        said = readings[places[row]]
        near = _guess(column, source, texts[row]) if said.fault in ("valor_desconocido", "valor_ambiguo") else ""
        notes.fault(
            table.sheet,
            int(numbers[row]),
            column.header,
            str(shown[row]),
            said.fault,
            variable=column.variable,
            near=near,
        )


def _guess(column: ColumnSpec, source: SourceMap, text: str) -> str:
    """The codes that the value may stand for, as a question to the reader; never a decision."""
    if source.local_variable(column.variable) is not None:
        return ""
    book = load_codebook()
    near = [code for code, _ in book[column.variable].suggest(clean_text(text), 3)]
    labels = ", ".join(f"{code} ({book.label(column.variable, code)})" for code in near)
    return " " + say("register_guess", codes=labels) if labels else ""


def _united(name: str, columns: list[pd.Series], table: Table, notes: ReadingNotes) -> pd.Series:
    """One series out of the columns that feed the same variable."""
    if name == "id" and len(columns) > 1:
        return pd.Series(
            ["-".join(part for part in parts if part) for parts in zip(*columns, strict=True)], dtype=object
        )
    if name.endswith("_posibles") or (len(columns) == 1 and not _has_gaps(columns[0])):
        return columns[0]
    order = {reason: place for place, reason in enumerate(load_codebook().missing_codes)}
    rows = list(zip(*columns, strict=True))
    unions = {codes: _union(codes, order) for codes in set(rows)}
    united = [unions[codes] for codes in rows]
    book = load_codebook()
    if name not in book or not book[name].multi:
        united = [_single(codes, name, table, row, notes) for row, codes in enumerate(united)]
    return pd.Series(united, dtype=object)


def _single(codes: tuple[str, ...], name: str, table: Table, row: int, notes: ReadingNotes) -> tuple[str, ...]:
    if len(codes) == 1:
        return codes
    notes.fault(table.sheet, table.numbers[row], name, ", ".join(codes), "marcas_contradictorias", variable=name)
    return ("ERR",)


def _has_gaps(values: pd.Series) -> bool:
    return any(isinstance(value, tuple) and not value for value in pd.unique(values))


def _union(codes: Sequence[tuple[str, ...]], order: Mapping[str, int]) -> tuple[str, ...]:
    """The values of several cells together; a reason for missing only where there is no value."""
    every = dict.fromkeys(code for cell in codes for code in cell)
    known = tuple(code for code in every if code not in order or code == "ERR")
    reasons = sorted((code for code in every if code in order and code != "ERR"), key=lambda code: order[code])
    return known or tuple(reasons[:1]) or (NOT_AVAILABLE,)
