"""From a table of texts to a frame of codes: column by column, each distinct text read once, every change logged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..standard.codebook import load_codebook
from ..words.numbers import parse_number
from ..words.texts import say
from .ages import parse_age
from .cells import BROADER, FINER, CellReader
from .dates import parse_date
from .faults import Notebook
from .identifiers import name_words, safe_text
from .layout import Table
from .signs import clean_text, is_invalid, missing_reason, plain
from .source_map import ColumnSpec, SourceMap

AGES = ("edad", "edad_captacion", "tratante_edad")
NARROWED = {"canton_residencia": "provincia_residencia"}
"""Variables whose open values another variable of the same row may decide, with that variable."""
LINKS = ("id_persona", "id_caso", "id_entidad", "id_solicitud", "id_notificacion")
NO_ANSWER = "ND"


@dataclass(frozen=True)
class Found:
    """A column of the map and where it stands in a table."""

    spec: ColumnSpec
    index: int


def code_table(
    table: Table, found: Sequence[Found], source: SourceMap, notes: Notebook, private: Sequence[int]
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
    name: str, values: pd.Series, possible: pd.Series, deciders: pd.Series, table: Table, notes: Notebook, header: str
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
    notes: Notebook,
    names: Sequence[frozenset[str]],
) -> dict[str, pd.Series]:
    """The series that one column gives, by name."""
    places, distinct = pd.factorize(np.array(texts, dtype=object))
    readings = [_reader(column, source)(str(text)) for text in distinct]
    _note(texts, places, readings, column, source, table, notes, names)
    made: dict[str, pd.Series] = {}
    for name in readings[0].values if readings else _names(column, source):
        values = np.empty(len(readings), dtype=object)
        values[:] = [reading.values[name] for reading in readings]
        made[name] = pd.Series(values[places] if len(readings) else values, dtype=object)
    return made


@dataclass(frozen=True)
class Said:
    """What one distinct text says: values by name, as one text, the rule and the fault."""

    values: Mapping[str, Any]
    standard: str
    rule: str = ""
    fault: str = ""


def _names(column: ColumnSpec, source: SourceMap) -> tuple[str, ...]:
    return tuple(_reader(column, source)("").values)


def _reader(column: ColumnSpec, source: SourceMap) -> Callable[[str], Said]:
    """How the cells of a column are read, by what its variable is."""
    variable = column.variable
    local = source.local_variable(variable)
    if variable == "id" or variable in LINKS or (local is not None and local.kind == "text"):
        return lambda text: _text(text, column)
    if variable in AGES:
        return lambda text: _age(text, column)
    if variable == "fecha_nacimiento" or (local is None and _kind(variable) == "date"):
        return lambda text: _date(text, column, source.file.epoch)
    if variable == "peso" or (local is None and _kind(variable) == "integer"):
        return lambda text: _number(text, column, source.country or None)
    if local is None and not load_codebook()[variable].codes():
        return lambda text: _text(text, column)
    return _codes_reader(column, source)


def _kind(variable: str) -> str:
    book = load_codebook()
    return book[variable].kind if variable in book else ""


def _codes_reader(column: ColumnSpec, source: SourceMap) -> Callable[[str], Said]:
    cells = CellReader(source, column)
    relative = "" if column.mark else FINER.get(column.variable) or BROADER.get(column.variable, "")

    def read(text: str) -> Said:
        reading = cells.read(text)
        values: dict[str, Any] = {column.variable: reading.codes}
        if relative:
            values[relative] = reading.other or (reading.codes if relative in FINER else ())
        if column.variable in NARROWED:
            values[f"{column.variable}_posibles"] = cells.candidates(text) if reading.fault == "valor_ambiguo" else ()
        return Said(values, "|".join(reading.codes), reading.rule, reading.fault)

    return read


def _text(text: str, column: ColumnSpec) -> Said:
    value = clean_text(text)
    if not value or missing_reason(value) or is_invalid(value):
        return Said({column.variable: ""}, "")
    if column.form == "expediente":
        canonical = file_number(value)
        return Said({column.variable: canonical}, canonical, "" if canonical == value else "numero_de_expediente")
    return Said({column.variable: value}, value)


def file_number(text: str) -> str:
    """A file number as year and three digits, whatever order and prefix it was written in.

    Examples
    --------
    >>> file_number("ERI-012-2019"), file_number("012-19"), file_number("12/2019"), file_number("2019-012")
    ('2019-012', '2019-012', '2019-012', '2019-012')
    """
    parts = re.fullmatch(r"(?:[A-Za-z.º° ]+[-_/ ]*)?(\d{1,4})\s?[-_/]\s?(\d{1,4})", text.strip())
    if not parts:
        return text
    first, second = parts.groups()
    year, number = (first, second) if len(first) == 4 and len(second) < 4 else (second, first)
    whole = year if len(year) == 4 else f"20{year:0>2}"
    return f"{whole}-{int(number):03d}"


def _reason(text: str, column: ColumnSpec) -> Said | None:
    """The reason that a marker, an empty cell or the map gives for a plain variable."""
    value = clean_text(text)
    by_map = {plain(raw): reason for raw, reason in column.missing.items()}.get(plain(value))
    marker = missing_reason(value) if column.markers else None
    reason = by_map or marker
    if is_invalid(value):
        return Said(_nothing(column, "ERR"), "ERR", "valor_invalido", "valor_invalido")
    if reason is None:
        return None
    rule = "faltante_de_la_fuente" if by_map else "marcador_faltante"
    return Said(_nothing(column, reason), reason, rule if value else "vacia")


def _nothing(column: ColumnSpec, reason: str) -> dict[str, Any]:
    name = column.variable
    if name in AGES:
        return {name: None, f"{name}_low": None, f"{name}_high": None, f"{name}_motivo": reason}
    if name == "fecha_nacimiento" or _kind(name) == "date":
        return {name: None, f"{name}_precision": reason}
    return {name: None, f"{name}_motivo": reason}


def _age(text: str, column: ColumnSpec) -> Said:
    missing = _reason(text, column)
    if missing is not None:
        return missing
    code = {plain(raw): code for raw, code in column.codes.items()}.get(plain(text))
    age = parse_age(code or text, zero=column.zero)
    name = column.variable
    values = {name: age.age, f"{name}_low": age.low, f"{name}_high": age.high, f"{name}_motivo": age.reason}
    bounds = f"{age.low}-{age.high}" if age.low is not None else age.reason
    return Said(values, str(age.age) if age.age is not None else bounds, age.rule, age.fault)


def _date(text: str, column: ColumnSpec, epoch: int) -> Said:
    missing = _reason(text, column)
    if missing is not None:
        return missing
    date = parse_date(text, order=column.order, epoch=epoch)
    values = {column.variable: date.day, f"{column.variable}_precision": date.precision or date.reason}
    return Said(values, date.day.isoformat() if date.day else date.reason, date.rule, date.fault)


def _number(text: str, column: ColumnSpec, country: str | None) -> Said:
    missing = _reason(text, column)
    if missing is not None:
        return missing
    name, value = column.variable, clean_text(text)
    number, doubtful = _whole_number(value, country)
    if number is None:
        return Said(_nothing(column, "ERR"), "ERR", "valor_desconocido", "numero_desconocido")
    rule = "" if value == str(number) else "numero_con_formato"
    return Said({name: number, f"{name}_motivo": ""}, str(number), rule, "numero_ambiguo" if doubtful else "")


def _whole_number(text: str, country: str | None) -> tuple[int | None, bool]:
    """The whole number that a text states, in the habit of the country, and whether it can be read in two ways."""
    if re.fullmatch(r"\d+(?:\.0+)?", text):
        return int(float(text)), False
    parsed = parse_number(text, country=country)
    if parsed.value is None or not float(parsed.value).is_integer():
        return None, False
    return int(parsed.value), parsed.ambiguous


def _note(
    texts: Sequence[str],
    places: Any,
    readings: Sequence[Said],
    column: ColumnSpec,
    source: SourceMap,
    table: Table,
    notes: Notebook,
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


def _united(name: str, columns: list[pd.Series], table: Table, notes: Notebook) -> pd.Series:
    """One series out of the columns that feed the same variable."""
    if name == "id" and len(columns) > 1:
        return pd.Series(
            ["-".join(part for part in parts if part) for parts in zip(*columns, strict=True)], dtype=object
        )
    if name.endswith("_posibles") or (len(columns) == 1 and not _has_gaps(columns[0])):
        return columns[0]
    order = {reason: place for place, reason in enumerate(load_codebook().missing_codes)}
    united = [_union(codes, order) for codes in zip(*columns, strict=True)]
    book = load_codebook()
    if name not in book or not book[name].multi:
        united = [_single(codes, name, table, row, notes) for row, codes in enumerate(united)]
    return pd.Series(united, dtype=object)


def _single(codes: tuple[str, ...], name: str, table: Table, row: int, notes: Notebook) -> tuple[str, ...]:
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
    return known or tuple(reasons[:1]) or (NO_ANSWER,)
