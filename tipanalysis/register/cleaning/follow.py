"""Variables that follow from others, brought up to date for the records that cleaning changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from ...standard.codebook import load_codebook
from ..derive import BANDS, derive
from ..faults import ReadingNotes
from ..folder import code_order
from ..register import Register
from ..source_parts import SourceMap
from .decide import Decision, held_codes

FOLLOWERS: Mapping[str, tuple[str, ...]] = {
    "edad": BANDS,
    "nacionalidad": ("origen",),
    "fecha_registro": ("anio_registro",),
    "fecha_solicitud": ("anio_registro",),
    "fecha_resolucion": ("anio_acreditacion",),
    "estado_solicitud": ("anio_acreditacion",),
    "duracion_meses": ("banda_duracion",),
    "pais_captacion": ("ambito",),
    "pais_explotacion": ("ambito",),
}
"""What follows from each variable."""
_NUMBERS = ("edad", "duracion_meses")
_DAYS = ("fecha_registro", "fecha_solicitud", "fecha_resolucion")
_CODES = ("nacionalidad", "estado_solicitud", "pais_captacion", "pais_explotacion")


def follow(register: Register, decisions: Sequence[Decision]) -> Register:
    """The register with age bands, origin, years and the like as the decided values imply."""
    register = _purposes(register, {d.id for d in decisions if d.variable == "finalidad_detalle"})
    touched = [decision for decision in decisions if decision.variable in FOLLOWERS]
    if not touched:
        return register
    made = _derived(register, touched)
    records = register.records.copy()
    for name, ids in _affected(touched).items():
        rows = records["id"].isin(ids)
        if name in records and name in made:
            values = {record: _one(value) for record, value in zip(made["id"], made[name], strict=True)}
            given = records.loc[rows, "id"].map(values)
            if isinstance(records[name].dtype, pd.CategoricalDtype):
                codes = code_order(name, {*records[name].cat.categories, *given}, load_codebook())
                records[name] = records[name].cat.set_categories(list(codes))
            records.loc[rows, name] = given.astype(records[name].dtype)
    return replace(register, records=records)


def _one(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) else value


def _affected(touched: Sequence[Decision]) -> Mapping[str, set[str]]:
    affected: dict[str, set[str]] = {}
    for decision in touched:
        for name in FOLLOWERS[decision.variable]:
            affected.setdefault(name, set()).add(decision.id)
    return affected


def _derived(register: Register, touched: Sequence[Decision]) -> pd.DataFrame:
    """The touched records as reading holds them, with what follows derived anew."""
    ids = {decision.id for decision in touched}
    part = register.records[register.records["id"].isin(ids)].reset_index(drop=True)
    frame = part[["id"]].assign(_hoja="", _fila="")
    if "anio_registro" in part:
        frame["anio_registro"] = _objects([None if pd.isna(year) else int(year) for year in part["anio_registro"]])
    for name in _NUMBERS:
        if name in part:
            _add_number(frame, name, part, touched)
    for name in _DAYS:
        if name in part:
            frame[name] = _objects([_day(value) for value in part[name]])
            frame[f"{name}_precision"] = part[f"{name}_precision"].astype("str")
    for name in _CODES:
        if name in register.variables:
            held = held_codes(register, name)
            frame[name] = _objects([held[record] for record in frame["id"]])
    country = register.provenance.country
    return derive(frame, SourceMap(id="", unit="", titles={}, columns=(), country=country), ReadingNotes())


def _objects(values: list[Any]) -> pd.Series:
    return pd.Series(values, dtype=object)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()


def _add_number(frame: pd.DataFrame, name: str, part: pd.DataFrame, touched: Sequence[Decision]) -> None:
    """A number with its bounds and, where it is not known, the reason that a decision gave."""
    numbers = [None if pd.isna(value) else int(value) for value in part[name]]
    given = {decision.id: decision.codes[0] for decision in touched if decision.variable == name}
    reasons = load_codebook().missing_codes
    frame[name] = _objects(numbers)
    frame[f"{name}_low"] = frame[f"{name}_high"] = _objects(numbers)
    codes = [given.get(record, "") for record in part["id"]]
    frame[f"{name}_motivo"] = _objects([code if code in reasons else "" for code in codes])


def _purposes(register: Register, ids: set[str]) -> Register:
    """The broad purposes of the records whose detailed purposes were decided."""
    fine, broad = (register.children.get(name) for name in ("finalidad_detalle", "finalidad"))
    if not ids or fine is None or broad is None:
        return register
    book = load_codebook()
    changed = fine[fine["id"].isin(ids)]
    parents = changed.assign(
        finalidad=[book.roll_up("finalidad_detalle", str(code), "finalidad") for code in changed["finalidad_detalle"]]
    )[["id", "finalidad"]].drop_duplicates()
    whole = pd.concat([broad[~broad["id"].isin(ids)], parents], ignore_index=True).astype(broad.dtypes.to_dict())
    order = dict(zip(register.records["id"], range(len(register)), strict=True))
    placed = whole.iloc[whole["id"].map(order).argsort(kind="stable")].reset_index(drop=True)
    return replace(register, children={**register.children, "finalidad": placed})
