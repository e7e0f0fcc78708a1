"""What can be wrong with a source map: shapes, names, codes. All faults at once, with the nearest name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import Any, get_type_hints

from ..standard.codebook import codebook_of, load_codebook
from ..words.settings import COUNTRIES, LANGS
from ..words.suggest import nearest
from ..words.texts import Phrase
from . import source_parts as shapes
from .source_parts import ColumnSpec, SourceMap

UNITS = (
    "persona",
    "solicitud",
    "caso",
    "evento",
    "denuncia",
    "llamada",
    "victima",
    "inspeccion",
    "entrevista",
    "ingreso",
    "envio",
)
KINDS = ("xlsx", "csv", "parquet", "duckdb")
ORDERS = ("dmy", "mdy", "ymd")
OWN = ("id", "peso", "fecha_nacimiento")
"""Variables that are not in the codebook: key, weight, and the birth date, which is read and never kept."""

CONSTANT_NUMBERS = ("anio_registro", "peso")
"""Numbers that may hold for a whole sheet."""

Faults = list[Phrase]


def build_map(table: Mapping[str, Any]) -> tuple[dict[str, Any], Faults]:
    """The arguments of SourceMap from a TOML table, and what is wrong with its shape."""
    faults: Faults = []
    lists = {
        "sheets": shapes.SheetSpec,
        "columns": shapes.ColumnSpec,
        "filters": shapes.FilterSpec,
        "local": shapes.LocalVariable,
    }
    singles = {"file": shapes.FileSpec, "identifiers": shapes.IdentifierSpec}
    top = {key: value for key, value in table.items() if key not in {*lists, *singles}}
    values = _values(shapes.SourceMap, top, "", faults, given={*lists, *singles} & set(table))
    for key, cls in lists.items():
        if key in table:
            rows = table[key] if isinstance(table[key], list) else [table[key]]
            values[key] = tuple(_built(cls, row, f"{key}[{n}]", faults) for n, row in enumerate(rows, 1))
    for key, single in singles.items():
        if key in table:
            values[key] = _built(single, table[key], key, faults)
    return values, faults


def _built(cls: type[Any], table: Any, where: str, faults: Faults) -> Any:
    if not isinstance(table, Mapping):
        faults.append(Phrase("register_map_shape", {"key": where, "expected": "table"}))
        return None
    before = len(faults)
    values = _values(cls, table, where, faults)
    return cls(**values) if len(faults) == before else None


def _values(
    cls: type[Any], table: Mapping[str, Any], where: str, faults: Faults, given: Iterable[str] = ()
) -> dict[str, Any]:
    hints = get_type_hints(cls)
    known = [item.name for item in fields(cls)]
    values = {}
    for key, value in table.items():
        place = f"{where}.{key}" if where else key
        if key not in known:
            faults.append(Phrase("register_map_key_unknown", {"key": place, "near": nearest(key, known)}))
            continue
        values[key] = _fitted(value, hints[key], place, faults)
    needed = (item.name for item in fields(cls) if item.default is MISSING and item.default_factory is MISSING)
    for name in needed:
        if name not in table and name not in given:
            faults.append(Phrase("register_map_key_missing", {"key": f"{where}.{name}" if where else name}))
    return values


def _fitted(value: Any, wanted: Any, place: str, faults: Faults) -> Any:
    """``value`` in the type wanted: text, whole number, yes/no, list of texts, or table of texts."""
    name = str(wanted)
    if wanted in (str, int, bool) and type(value) is wanted:
        return value
    if name.startswith("tuple") and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    if name.count("Mapping") == 1 and _is_table(value):
        return MappingProxyType(dict(value))
    if name.count("Mapping") == 2 and isinstance(value, Mapping) and all(map(_is_table, value.values())):
        return MappingProxyType({key: MappingProxyType(dict(item)) for key, item in value.items()})
    words = {str: "text", int: "number", bool: "true/false"}
    expected = words.get(wanted, "list" if name.startswith("tuple") else "table")
    faults.append(Phrase("register_map_shape", {"key": place, "expected": expected}))
    return value


def _is_table(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(item, str) for item in value.values())


def find_faults(source: SourceMap) -> Faults:
    """What is wrong with the names and codes in a map: variables, codes, patterns, units."""
    return [
        *_head_faults(source),
        *_sheet_faults(source),
        *(fault for column in source.columns for fault in _column_faults(source, column)),
        *_twice(source),
        *_constant_faults(source, source.constants, "constants"),
        *(
            fault
            for name, codes in source.words.items()
            for fault in _named_code_faults(source, name, codes.values(), "words")
        ),
        *(
            fault
            for item in source.filters
            for fault in _filter_faults(source, item.variable, (*item.keep, *item.drop))
        ),
    ]


def _head_faults(source: SourceMap) -> Iterator[Phrase]:
    if source.unit not in UNITS:
        yield _unknown("unit", source.unit, UNITS)
    if source.country and source.country not in COUNTRIES and not re.fullmatch("[A-Z]{3}", source.country):
        yield _unknown("country", source.country, COUNTRIES)
    if source.file.kind and source.file.kind not in KINDS:
        yield _unknown("file.kind", source.file.kind, KINDS)
    if source.file.epoch not in (1900, 1904):
        yield _unknown("file.epoch", str(source.file.epoch), ("1900", "1904"))
    for lang in LANGS:
        if not source.titles.get(lang):
            yield Phrase("register_map_key_missing", {"key": f"titles.{lang}"})
    if not source.columns:
        yield Phrase("register_map_key_missing", {"key": "columns"})


def _unknown(key: str, given: str, known: Iterable[str]) -> Phrase:
    known = tuple(known)
    return Phrase(
        "register_map_value_unknown",
        {"key": key, "given": given, "near": nearest(given, known), "known": ", ".join(known)},
    )


def _sheet_faults(source: SourceMap) -> Iterator[Phrase]:
    patterns = [sheet.name for sheet in source.sheets] + [p for column in source.columns for p in column.sheets]
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error:
            yield Phrase("register_map_pattern", {"given": pattern})
    for sheet in source.sheets:
        if sheet.header_rows not in (1, 2):
            yield _unknown("sheets.header_rows", str(sheet.header_rows), ("1", "2"))
        yield from _constant_faults(source, sheet.constants, f"sheets.{sheet.name}.constants")


def _column_faults(source: SourceMap, column: ColumnSpec) -> Iterator[Phrase]:
    place = f"columns.{column.header}"
    names = known_variables(source)
    if column.variable not in names:
        yield _no_variable(place, column.variable, names)
        return
    if column.order not in ORDERS:
        yield _unknown(f"{place}.order", column.order, ORDERS)
    if column.form not in ("", "expediente"):
        yield _unknown(f"{place}.form", column.form, ("expediente",))
    codes = [*column.codes.values(), *column.fills.values(), *([column.mark] if column.mark else [])]
    yield from _code_faults(source, column.variable, codes, place)
    missing = load_codebook().missing_codes
    for reason in column.missing.values():
        if reason not in missing:
            yield _unknown(f"{place}.missing", reason, missing)


def _no_variable(place: str, given: str, known: Iterable[str]) -> Phrase:
    return Phrase("register_map_variable_unknown", {"key": place, "given": given, "near": nearest(given, known)})


def known_variables(source: SourceMap) -> tuple[str, ...]:
    """Every name that a column of this map may feed."""
    return (*OWN, *(variable.name for variable in source.local), *load_codebook())


def _code_faults(source: SourceMap, variable: str, codes: Iterable[str], place: str) -> Iterator[Phrase]:
    allowed = allowed_codes(source, variable)
    if allowed is None:
        return
    for given in dict.fromkeys(part for code in codes for part in code.split("|")):
        if given not in allowed:
            yield Phrase(
                "register_map_code_unknown",
                {"key": place, "given": given, "variable": variable, "near": nearest(given, allowed)},
            )


def allowed_codes(source: SourceMap, variable: str) -> tuple[str, ...] | None:
    """The codes a variable may hold, reasons for missing included; None where any text will do."""
    book = codebook_of(source.country)
    local = source.local_variable(variable)
    if local is not None:
        return (*local.codes, *book.missing_codes) if local.kind == "code" else None
    if variable in book and book[variable].codes():
        return (*book[variable].codes(), *book.missing_codes)
    return None


def _twice(source: SourceMap) -> Iterator[Phrase]:
    book = load_codebook()
    fed: dict[str, list[ColumnSpec]] = {}
    for column in source.columns:
        fed.setdefault(column.variable, []).append(column)
    for variable, columns in fed.items():
        free = variable == "id" or (variable in book and book[variable].multi)
        apart = all(column.sheets or column.mark for column in columns)
        if len(columns) > 1 and not free and not apart:
            headers = ", ".join(column.header for column in columns)
            yield Phrase("register_map_variable_twice", {"variable": variable, "headers": headers})


def _constant_faults(source: SourceMap, constants: Mapping[str, str], place: str) -> Iterator[Phrase]:
    for variable, code in constants.items():
        yield from _named_code_faults(source, variable, [code], place)
        plain = variable in known_variables(source) and allowed_codes(source, variable) is None
        if plain and not (variable in CONSTANT_NUMBERS and code.isdigit()):
            yield Phrase("register_map_constant", {"key": place, "variable": variable, "given": code})


def _named_code_faults(source: SourceMap, variable: str, codes: Iterable[str], place: str) -> Iterator[Phrase]:
    names = known_variables(source)
    if variable not in names:
        yield _no_variable(place, variable, names)
    else:
        yield from _code_faults(source, variable, codes, place)


def _filter_faults(source: SourceMap, variable: str, codes: Iterable[str]) -> Iterator[Phrase]:
    fed = {column.variable for column in source.columns} | set(source.constants)
    if variable not in fed:
        yield _no_variable("filters", variable, fed)
    else:
        yield from _code_faults(source, variable, codes, "filters")
