"""From a table of texts to a frame of codes: column by column, each distinct text read once, every change logged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd

from ..standard.codebook import codebook_of, load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE
from ..words.texts import say
from .faults import ReadingNotes
from .identifiers import HIDDEN, name_words, safe_text
from .layout import Table
from .readers import NARROWED, Said, reader_of
from .signs import clean_text
from .source_parts import ColumnSpec, SourceMap

_REMEMBERED = 10_000
"""How many texts of a column are remembered with what they say."""


@dataclass(frozen=True)
class Found:
    """A column of a map and where it stands in a table."""

    spec: ColumnSpec
    index: int
    source: SourceMap

    @cached_property
    def read(self) -> Callable[[str], Said]:
        """What a cell of the column says; a text that was read before is not read again."""
        return lru_cache(_REMEMBERED)(reader_of(self.spec, self.source))


@dataclass(frozen=True)
class Coded:
    """What the cells of a column say, each distinct text once: its values, and for each row the place of its own."""

    places: np.ndarray
    values: Sequence[Any]

    def spread(self) -> np.ndarray:
        """One value for each row."""
        values = np.empty(len(self.values), dtype=object)
        values[:] = self.values
        return values.take(self.places)


def code_table(table: Table, found: Sequence[Found], notes: ReadingNotes, private: Sequence[int]) -> pd.DataFrame:
    """The rows of a table as codes; one row each, in the order of the sheet.

    ``private`` are the columns of identifiers: their words are kept out of the log and the faults.
    """
    columns = list(zip(*table.rows, strict=True)) or [() for _ in table.headers]
    frame = pd.DataFrame({"_hoja": table.sheet, "_fila": list(table.numbers)})
    blocks: dict[str, list[Coded]] = {}

    def names(row: int) -> frozenset[str]:
        return name_words([table.rows[row][index] for index in private])

    for item in found:
        texts = _fills(table, item.index) if item.spec.fills else columns[item.index]
        for name, values in _coded(texts, item, table, notes, names).items():
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
    settled = []
    for row, (codes, decider) in enumerate(zip(possible, deciders, strict=True)):
        left = [code for code in codes if parent(code) == decider[0]]
        if len(left) == 1:
            decided[row] = (left[0],)
            notes.change(table.sheet, [table.numbers[row]], name, "", left[0], "decidido_por_la_provincia")
            settled.append(table.numbers[row])
    notes.settle(table.sheet, settled, header)
    return pd.Series(decided, dtype=object)


def _fills(table: Table, index: int) -> list[str]:
    return [table.fills.get((number, index), "") for number in table.numbers]


def _coded(
    texts: Sequence[str], column: Found, table: Table, notes: ReadingNotes, names: Callable[[int], frozenset[str]]
) -> dict[str, Coded]:
    """What one column gives, by name."""
    places, distinct = pd.factorize(np.array(texts, dtype=object))
    readings = [column.read(text) for text in distinct]
    if column.spec.variable != "fecha_nacimiento":
        _note(_Cells(column, table, distinct, places, readings), notes, names)
    named = (readings[0] if readings else column.read("")).values
    return {name: Coded(places, [reading.values[name] for reading in readings]) for name in named}


@dataclass(frozen=True)
class _Cells:
    """The cells of a column: distinct texts, for each row the place of its own, and what each text says."""

    column: Found
    table: Table
    texts: Sequence[str]
    places: np.ndarray
    readings: Sequence[Said]

    def rows_of(self, wanted: Sequence[int]) -> list[int]:
        """The rows whose text is at one of these places."""
        return np.flatnonzero(np.isin(self.places, wanted)).tolist()


def _note(cells: _Cells, notes: ReadingNotes, names: Callable[[int], frozenset[str]]) -> None:
    """Write down every change and every fault of a column; birth dates leave no trace of themselves.

    An unknown text that holds a word of the identifiers of its row (``names``) is hidden there.
    """
    said = dict(enumerate(cells.readings))
    shown = {n: safe_text(clean_text(cells.texts[n])) for n, reading in said.items() if reading.rule or reading.fault}
    unknown = cells.rows_of([n for n in shown if said[n].rule == "valor_desconocido"])
    hidden = {row for row in unknown if safe_text(shown[int(cells.places[row])], names(row)) == HIDDEN}
    _note_changes(cells, shown, hidden, notes)
    _note_faults(cells, shown, hidden, notes)


def _note_changes(cells: _Cells, shown: Mapping[int, str], hidden: Collection[int], notes: ReadingNotes) -> None:
    changed = [n for n in shown if cells.readings[n].rule]
    texts = [(shown[n], cells.readings[n].standard, cells.readings[n].rule) for n in changed]
    without = [(HIDDEN, standard, rule) for _, standard, rule in texts]
    order = np.full(len(cells.readings) + 1, -1)
    order[changed] = np.arange(len(changed))
    which = order[cells.places]
    which[list(hidden)] += len(changed)
    rows = np.flatnonzero(which >= 0)
    numbers = np.array(cells.table.numbers, dtype=np.int64)[rows]
    notes.recode(cells.table.sheet, numbers, cells.column.spec.variable, which[rows], [*texts, *without])


def _note_faults(cells: _Cells, shown: Mapping[int, str], hidden: Collection[int], notes: ReadingNotes) -> None:
    spec = cells.column.spec
    guess = cache(lambda n: _guess(spec, cells.column.source, cells.texts[n]))
    for row in cells.rows_of([n for n in shown if cells.readings[n].fault]):
        n = int(cells.places[row])
        kind = cells.readings[n].fault
        near = guess(n) if kind in ("valor_desconocido", "valor_ambiguo") else ""
        value, number = HIDDEN if row in hidden else shown[n], cells.table.numbers[row]
        notes.fault(cells.table.sheet, number, spec.header, value, kind, variable=spec.variable, near=near)


def _guess(column: ColumnSpec, source: SourceMap, text: str) -> str:
    """The codes that the value may stand for, as a question to the reader; never a decision."""
    if source.local_variable(column.variable) is not None:
        return ""
    book = codebook_of(source.country)
    near = [code for code, _ in book[column.variable].suggest(clean_text(text), 3)]
    labels = ", ".join(f"{code} ({book.label(column.variable, code)})" for code in near)
    return " " + say("register_guess", codes=labels) if labels else ""


def _united(name: str, columns: list[Coded], table: Table, notes: ReadingNotes) -> pd.Series:
    """One series out of the columns that feed the same variable."""
    if name == "id" and len(columns) > 1:
        parts = zip(*(column.spread() for column in columns), strict=True)
        return pd.Series(["-".join(filter(None, row)) for row in parts], dtype=object)
    if name.endswith("_posibles") or not any(isinstance(value, tuple) for value in columns[0].values):
        return pd.Series(columns[0].spread(), dtype=object)
    order = {reason: place for place, reason in enumerate(load_codebook().missing_codes)}
    if len(columns) == 1:
        filled = [value or (NOT_AVAILABLE,) for value in columns[0].values]
        return pd.Series(Coded(columns[0].places, filled).spread(), dtype=object)
    rows = list(zip(*(column.spread() for column in columns), strict=True))
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


def _union(codes: Sequence[tuple[str, ...]], order: Mapping[str, int]) -> tuple[str, ...]:
    """The values of several cells together; a reason for missing only where there is no value."""
    every = dict.fromkeys(code for cell in codes for code in cell)
    known = tuple(code for code in every if code not in order or code == "ERR")
    reasons = sorted((code for code in every if code in order and code != "ERR"), key=lambda code: order[code])
    return known or tuple(reasons[:1]) or (NOT_AVAILABLE,)
