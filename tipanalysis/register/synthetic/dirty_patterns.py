"""Dirty spellings: which cells get which pattern of ``patterns.csv``."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from .calibration import load_parameters
from .dirty_rows import IDENTIFIERS, Cell, Column, Record, Sheet

EMPTY = "(vacia)"
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"),
)
_EPOCH = pd.Timestamp("1899-12-30")
_SIGNS: dict[str, Callable[[str], str]] = {
    "@space": lambda text: text + " ",
    "@latin": lambda text: text.encode().decode("latin-1"),
    "@fffd": lambda text: "".join(c if c.isascii() else "\ufffd" for c in text),
    "@nfd": lambda text: unicodedata.normalize("NFD", text),
    "@zw": lambda text: text[:2] + "\u200b" + text[2:],
    "@apos": lambda text: "'" + text,
}

Place = tuple[Sheet, Record, int, Column]


def inject_patterns(rng: np.random.Generator, sheets: list[Sheet]) -> list[Cell]:
    """Put every pattern into as many cells as it asks for, each cell changed once; the cells changed."""
    places: dict[str, list[Place]] = {}
    for sheet in sheets:
        for record in sheet.records:
            for i, column in enumerate(sheet.columns):
                if i in record.cells:
                    places.setdefault(_named(column), []).append((sheet, record, i, column))
    taken: set[tuple[str, str, int]] = set()
    changed = []
    for row in load_parameters("patterns"):
        fitting = [place for place in places[row["variable"]] if _key(place) not in taken and _fits(place, row)]
        wanted = min(int(row["cuantos"]), len(fitting))
        for k in np.sort(rng.choice(len(fitting), size=wanted, replace=False)) if wanted else []:
            place = fitting[int(k)]
            taken.add(_key(place))
            changed.append(_dirtied(place, row))
    return changed


def _named(column: Column) -> str:
    """What patterns call a column: its variable, or what identifies people in it."""
    return column.style if column.style in IDENTIFIERS else column.variable


def _key(place: Place) -> tuple[str, str, int]:
    sheet, record, i, _ = place
    return sheet.name, record.key, i


def _fits(place: Place, row: dict[str, str]) -> bool:
    """Whether a cell holds the true value that a pattern is a spelling of."""
    sheet, record, _, _ = place
    if row["hojas"] != "*" and sheet.name not in row["hojas"].split(";"):
        return False
    if row["donde"]:
        other, code = row["donde"].split("=")
        if code not in _codes(record, other):
            return False
    return _holds(place, row["codigo"], row["crudo"])


def _holds(place: Place, code: str, raw: str) -> bool:
    _, record, i, column = place
    written = record.cells[i]
    if code == "vacia":
        return written is None
    if code != "*" and "+".join(_codes(record, column.variable)) != code:
        return False
    if raw.startswith("@"):
        return isinstance(written, str) and (not written.isascii() or raw in ("@space", "@zw", "@apos", "@code"))
    return written is not None and (code != "*" or _usual(written)) and not isinstance(written, tuple) | (len(raw) == 0)


def _usual(written: Any) -> bool:
    """Whether a cell holds a value and not a reason for missing."""
    return written not in ("No sabe", "Ignorado", "No aplica", "ND", "No se preguntó", "Prefiere no responder")


def _codes(record: Record, variable: str) -> tuple[str, ...]:
    """The true codes of a variable; a missing plain number gives its reason."""
    value = record.codes.get(variable)
    if isinstance(value, tuple):
        return value
    if variable == "edad" and pd.isna(value):
        return (record.codes["grupo_edad"],)
    return (str(value),)


def _dirtied(place: Place, row: dict[str, str]) -> Cell:
    sheet, record, i, column = place
    raw = _spelt(row["crudo"], record, column, record.cells[i])
    record.cells[i] = raw
    true = ";".join(_codes(record, column.variable)) if column.variable else record.codes["id_persona"]
    true = "" if true == "NaT" else true.removesuffix(" 00:00:00")
    return Cell(
        sheet.name,
        record.key,
        record.id,
        column.title,
        row["variable"],
        int(row["patron"]),
        raw,
        true,
        row["ambiguo"] == "1",
    )


def _spelt(raw: str, record: Record, column: Column, written: Any) -> Any:
    if raw == EMPTY:
        return None
    if raw == "@code":
        return str(record.codes[column.variable])
    if raw in _SIGNS:
        return _SIGNS[raw](written)
    if "{" not in raw:
        return raw
    text = raw.format_map(dict(_facts(record, column)))
    return int(text) if raw in ("{serial}", "{anio_nacimiento}", "{y}") else text


def _facts(record: Record, column: Column) -> Iterator[tuple[str, Any]]:
    """What a template may name: the true age, date, file number and person."""
    year, number = record.key.split("-")
    yield from {
        "y": int(year),
        "yy": int(year) % 100,
        "n": int(number),
        "persona": record.codes["id_persona"][-4:],
    }.items()
    if column.variable == "edad":
        age = int(record.codes["edad"]) if pd.notna(record.codes["edad"]) else 0
        yield from {"edad": age, "anio_nacimiento": int(year) - age}.items()
    if column.style.startswith("fecha"):
        day = record.codes[column.variable]
        before = record.codes["fecha_solicitud"] - pd.Timedelta(days=9)
        yield from {
            "d": day.day,
            "m": day.month,
            "y": day.year,
            "yy": day.year % 100,
            "serial": (day - _EPOCH).days,
        }.items()
        yield from {
            "mes": _MONTHS[day.month - 1],
            "mes3": _MONTHS[day.month - 1][:3],
            "antes": f"{before:%d/%m/%Y}",
        }.items()
