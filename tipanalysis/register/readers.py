"""How the cells of a column are read, by what its variable is: codes, ages, dates, whole numbers or plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..standard.codebook import load_codebook
from ..words.numbers import parse_number
from ..words.settings import COUNTRIES
from .ages import parse_age
from .cells import BROADER, FINER, CellReader
from .dates import parse_date
from .signs import clean_text, is_invalid, missing_reason, plain
from .source_parts import ColumnSpec, SourceMap

AGES = ("edad", "edad_captacion", "tratante_edad")
NARROWED = {"canton_residencia": "provincia_residencia"}
"""Variables whose open values another variable of the same row may decide, with that variable."""
LINKS = ("id_persona", "id_caso", "id_entidad", "id_solicitud", "id_notificacion")


@dataclass(frozen=True)
class Said:
    """What one distinct text says: values by name, as one text, the rule and the fault."""

    values: Mapping[str, Any]
    standard: str
    rule: str = ""
    fault: str = ""


def reader_of(column: ColumnSpec, source: SourceMap) -> Callable[[str], Said]:
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
        return lambda text: _number(text, column, source.country if source.country in COUNTRIES else None)
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
    if number is None or (name == "peso" and number < 0):
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
