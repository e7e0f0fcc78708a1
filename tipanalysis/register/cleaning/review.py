"""The review queue: raw values that a person must decide, the most frequent first, with suggestions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import pandas as pd

from ...standard.codebook import load_codebook
from ...standard.fixed_codes import TO_REVIEW
from ...words.texts import say
from ..faults import MESSAGES
from ..listing import listed
from ..readers import AGES
from ..register import Register
from ..signs import clean_text
from .cells import days_of
from .decide import find_reviews
from .rules import Rule, load_catalogue

QUEUE = ("fuente", "variable", "crudo", "casos", "valor_actual", "motivo", "sugerencias", "hoja", "fila")
_ONE_BY_ONE = ("integer", "date")
"""Kinds of variables whose raw values say something of one person only."""
_OF_PLAIN_VALUES = ("edad_", "fecha_", "fechas_", "nacimiento_")

Row = Mapping[object, object]


def review_queue(register: Register, *, rules: Sequence[Rule] = ()) -> pd.DataFrame:
    """What a person must decide, one row per variable and raw value, the most frequent first.

    Columns: ``fuente``, ``variable``, ``crudo``, ``casos`` (cells), ``valor_actual`` (codes as read; ``ERR``: none),
    ``motivo``, ``sugerencias`` (codes, never a decision), ``hoja`` and ``fila`` where the value must be decided for
    one cell alone: ages and dates. ``rules`` that a person made take what they settle out of the queue.

    Examples
    --------
    >>> import tipanalysis as tip
    >>> queue = review_queue(tip.read_register("datasets/registro_sucio.xlsx", source="eri"))
    >>> queue.loc[queue["crudo"] == "bachiller", "sugerencias"].item()
    'SEC_DIVERSIFICADA|GRADO'
    """
    cells = find_reviews(register, (*rules, *load_catalogue()))
    cells = cells.assign(fuente=register.provenance.source, motivo="", sugerencias="")
    if len(cells):
        rows = cells.to_dict("records")
        told, days = _told_faults(register), days_of(register)
        cells["motivo"] = [_reason(row, told) for row in rows]
        cells["sugerencias"] = ["|".join(_suggestions(row, days)) for row in rows]
        for name in ("hoja", "fila"):
            cells[name] = [row[name] if _is_decided_alone(str(row["variable"])) else "" for row in rows]
    keys = ["fuente", "variable", "crudo", "estandar", "motivo", "sugerencias", "hoja", "fila"]
    grouped = cells.groupby(keys, sort=False, as_index=False).size()
    queue = grouped.rename(columns={"estandar": "valor_actual", "size": "casos"})
    order = ["casos", "variable", "crudo", "valor_actual", "hoja", "fila"]
    queue = queue.sort_values(order, ascending=[False, *[True] * 5])[list(QUEUE)].reset_index(drop=True)
    return listed(queue, say("cleaning_queue_title"))


def _is_decided_alone(variable: str) -> bool:
    book = load_codebook()
    return variable in book and book[variable].kind in _ONE_BY_ONE


def _told_faults(register: Register) -> Mapping[tuple[str, str, str], str]:
    """What reading found wrong with ages and dates, by sheet, row and variable or raw value."""
    faults = register.faults
    faults = faults[faults["falta"].str.startswith(_OF_PLAIN_VALUES)]
    told: dict[tuple[str, str, str], str] = {}
    for fault in faults.to_dict("records"):
        text = say(MESSAGES[fault["falta"]])
        told |= {(fault["hoja"], fault["fila"], fault[name]): text for name in ("columna", "valor")}
    return told


def _reason(row: Row, told: Mapping[tuple[str, str, str], str]) -> str:
    if row["nota"]:
        return str(row["nota"])
    variable, raw = str(row["variable"]), str(row["crudo"])
    for name in (raw, variable):
        if (found := told.get((str(row["hoja"]), str(row["fila"]), name))) is not None:
            return found
    if _is_ambiguous(variable, raw):
        return say("cleaning_reason_ambiguous")
    opened = TO_REVIEW in str(row["estandar"]).split("|")
    return say("cleaning_reason_unknown" if opened else "cleaning_reason_confirm")


def _suggestions(row: Row, days: Mapping[str, object]) -> tuple[str, ...]:
    """Up to three values that a text may stand for; likeness suggests, it never decides."""
    variable, raw = str(row["variable"]), str(row["crudo"])
    if variable in AGES and re.fullmatch(r"(?:19|20)\d{2}", raw):
        day = days.get(str(row["id"]))
        age = getattr(day, "year", int(raw) - 1) - int(raw)
        return (str(age), str(age - 1)) if age > 0 else ()
    return _alike(variable, raw)


@cache
def _is_ambiguous(variable: str, raw: str) -> bool:
    book = load_codebook()
    return variable in book and book[variable].ambiguous(raw)


@cache
def _alike(variable: str, raw: str) -> tuple[str, ...]:
    book = load_codebook()
    if variable not in book or not book[variable].is_coded:
        return ()
    found = [code for code, _ in book[variable].suggest(clean_text(raw), 6)]
    return tuple(code for code in found if not book.is_missing(code))[:3]
