"""What goes in each sheet of the dirty workbook: records as rows of raw cells, before any error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..register import Register
from .calibration import load_parameters
from .people import load_truths

JOINED_BY = {"multi_barra": " / ", "multi_coma": ", ", "multi_punto_y_coma": "; "}
REASON_OF = {"edad": "grupo_edad", "duracion_meses": "banda_duracion"}
"""Where the reason stands when a plain number is missing."""
IDENTIFIERS = ("nombre", "documento", "telefono", "relato")
_SMUGGLED = 6


@dataclass(frozen=True)
class Column:
    """One column of a sheet: its header, the variable it holds and how it is written."""

    header: str
    subheader: str
    variable: str
    style: str

    @property
    def title(self) -> str:
        """The header as one line."""
        return f"{self.header} / {self.subheader}" if self.subheader else self.header


@dataclass
class Record:
    """One record of a sheet: true codes, raw cells by column number, and whether it is an extra row."""

    key: str
    """File number on the sheet."""
    id: str
    """File number in the register; empty where the row is none of its applications."""
    codes: dict[str, Any]
    cells: dict[int, Any]
    fill: str = ""
    extra: int = 0
    """Number of the pattern that put the row there; 0 for the records of the register."""

    @property
    def height(self) -> int:
        """How many rows the record takes."""
        return max([1, *(len(value) for value in self.cells.values() if isinstance(value, tuple))])


@dataclass
class Sheet:
    """A sheet with its columns and records."""

    name: str
    columns: tuple[Column, ...]
    records: list[Record] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    """One cell that was made dirty."""

    sheet: str
    record: str
    id: str
    column: str
    variable: str
    pattern: int
    raw: Any
    true: str
    ambiguous: bool


def build_sheets(register: Register) -> list[Sheet]:
    """All sheets with their records, each value spelt as the sheet spells it."""
    people = _wide(register)
    sheets = [Sheet(row["hoja"], sheet_columns(row["hoja"])) for row in load_parameters("sheets")]
    for sheet, spec in zip(sheets, load_parameters("sheets"), strict=True):
        inside = people["anio_registro"].between(int(spec["desde"]), int(spec["hasta"]))
        if spec["quien"] != "TODAS":
            inside &= people["mayoria_edad"] == spec["quien"]
        sheet.records = [_record(sheet, codes) for codes in people[inside].to_dict("records")]
    return sheets


def _wide(register: Register) -> pd.DataFrame:
    """One row per record; multi-valued variables as tuples."""
    people = register.records.sort_values("id", kind="stable").reset_index(drop=True)
    for name, child in register.children.items():
        people[name] = people["id"].map(child.groupby("id")[name].apply(tuple))
    return people


def sheet_columns(name: str) -> tuple[Column, ...]:
    """The columns of a sheet in order; the colour of a cell counts as one."""
    return tuple(
        Column(row["encabezado"], row["subencabezado"], row["variable"], row["estilo"])
        for row in load_parameters("columns")
        if row["hoja"] == name
    )


def _record(sheet: Sheet, codes: Mapping[str, Any]) -> Record:
    cells = {i: _raw(sheet.name, column, codes) for i, column in enumerate(sheet.columns) if column.style != "color"}
    coloured = any(column.style == "color" for column in sheet.columns)
    fill = spellings(sheet.name, "estado_solicitud").get(codes["estado_solicitud"], "") if coloured else ""
    return Record(codes["id"], codes["id"], dict(codes), cells, fill if len(fill) == 6 else "")


def _raw(sheet: str, column: Column, codes: Mapping[str, Any]) -> Any:
    """The cell of one record in one column, without errors; ``None`` for an empty cell."""
    if column.style in IDENTIFIERS:
        return _identifier(column.style, codes["id_persona"][-4:])
    value = codes[column.variable]
    if column.style == "expediente":
        return file_number(sheet, value)
    if column.style.startswith("marca:"):
        return "X" if value == column.style.removeprefix("marca:") else None
    if column.style in ("fecha", "fecha_texto"):
        return _date(column.style, value)
    if column.style in ("numero", "anio_combinado"):
        return _number(sheet, column.variable, codes)
    if column.style == "texto":
        return value
    words = spellings(sheet, column.variable)
    if column.style == "una_por_fila":
        return tuple(words[code] for code in value)
    if isinstance(value, tuple):
        return JOINED_BY[column.style].join(words[code] for code in value)
    return words[value]


def _identifier(style: str, person: str) -> str:
    """Identifiers that no person can have."""
    return {
        "nombre": f"PERSONA SINTÉTICA {person}",
        "documento": f"9-9999-{person}",
        "telefono": f"0000-{person}",
        "relato": f"RELATO SINTÉTICO {person}: sin contenido.",
    }[style]


def file_number(sheet: str, number: str) -> str:
    """A file number as the sheet writes it.

    Examples
    --------
    >>> file_number("2010-2014", "2013-012")
    'ERI-012-2013'
    """
    year, n = number.split("-")
    return f"{'PANI' if sheet.endswith('PANI') else 'ERI'}-{n}-{year}"


def _date(style: str, value: Any) -> Any:
    if pd.isna(value):
        return None
    return value.to_pydatetime() if style == "fecha" else f"{value:%d/%m/%Y}"


def _number(sheet: str, variable: str, codes: Mapping[str, Any]) -> Any:
    if not pd.isna(codes[variable]):
        return int(codes[variable])
    reason = codes.get(REASON_OF.get(variable, ""), "ND")
    return None if reason == "ND" else spellings(sheet, variable)[reason]


@cache
def spellings(sheet: str, variable: str) -> dict[str, str]:
    """How a sheet spells the codes of a variable: its own way, else the common one; ND is an empty cell there."""
    common = {("*", "*"), ("*", variable)}
    rows = load_parameters("values")
    words = {row["codigo"]: row["crudo"] for row in rows if (row["hoja"], row["variable"]) in common}
    return words | {row["codigo"]: row["crudo"] for row in rows if (row["hoja"], row["variable"]) == (sheet, variable)}


def plant_duplicates(rng: np.random.Generator, sheets: list[Sheet]) -> None:
    """Repeat some applications under another file number; three times as often when the person is foreign."""
    truths = load_truths()
    for sheet in sheets:
        real = [record for record in sheet.records if record.codes["condicion_victima"] != "DEPENDIENTE"]
        foreign = [record.codes["origen"] == "EXTRANJERA" for record in real]
        for origin, share in ((False, truths["duplicadas_nacionales"]), (True, truths["duplicadas_extranjeras"])):
            group = [record for record, other in zip(real, foreign, strict=True) if other == origin]
            for i in np.sort(rng.choice(len(group), size=round(len(group) * share), replace=False)):
                sheet.records.append(_repeated(sheet, group[int(i)]))
        sheet.records.sort(key=lambda record: record.key)


def _repeated(sheet: Sheet, record: Record) -> Record:
    """The same person again: another file number, no person code, the name in another order."""
    taken = sum(other.key.startswith(f"{record.id[:4]}-9") for other in sheet.records)
    key = f"{record.id[:4]}-{901 + taken + 40 * sheet.name.endswith('PANI')}"
    return _with_cells(sheet, replace(record, key=key, extra=120), {"nombre": "SINTETICA {} PERSONA", "persona": None})


def _with_cells(sheet: Sheet, record: Record, changes: Mapping[str, Any]) -> Record:
    cells = dict(record.cells)
    for i, column in enumerate(sheet.columns):
        if column.variable == "id" and column.style == "expediente":
            cells[i] = file_number(sheet.name, record.key)
        elif column.variable == "id_persona":
            cells[i] = changes["persona"]
        elif column.style == "nombre":
            cells[i] = changes["nombre"].format(record.codes["id_persona"][-4:])
        elif column.variable in changes:
            cells[i] = changes[column.variable]
    return replace(record, cells=cells)


def plant_smuggling(rng: np.random.Generator, sheets: list[Sheet]) -> None:
    """Rows of another offence, smuggling of migrants, in the sheets that have a column for the offence."""
    for sheet in sheets:
        if not any(column.variable == "delito" for column in sheet.columns):
            continue
        for n, i in enumerate(np.sort(rng.choice(len(sheet.records), size=_SMUGGLED, replace=False))):
            like = sheet.records[int(i)]
            number = f"{like.id[:4]}-{981 + n}"
            raw = "trafico" if n < 2 else spellings(sheet.name, "delito")["TRAFICO_MIGRANTES"]
            other = replace(like, key=number, id="", extra=116, codes=_smuggled_codes(like, n))
            changes: dict[str, Any] = {"nombre": "PERSONA SINTÉTICA {}", "persona": f"PS-{9001 + n}", "delito": raw}
            sheet.records.append(_with_cells(sheet, other, changes))
        sheet.records.sort(key=lambda record: record.key)


def _smuggled_codes(like: Record, n: int) -> dict[str, Any]:
    return like.codes | {"id_persona": f"PS-{9001 + n}", "delito": "TRAFICO_MIGRANTES"}
