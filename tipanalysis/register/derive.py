"""Variables that follow from others: age bands, years, origin, duration bands; and dates that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from ..standard.age_bands import band_of
from ..standard.codebook import load_codebook
from .faults import ReadingNotes
from .source_parts import SourceMap

BANDS = ("grupo_edad", "grupo_edad_amplio", "mayoria_edad")
YEAR_FROM = ("fecha_registro", "fecha_solicitud")

FOLLOWS_FROM = {
    "grupo_edad": ("edad",),
    "grupo_edad_amplio": ("edad", "grupo_edad"),
    "mayoria_edad": ("edad", "grupo_edad"),
    "anio_registro": YEAR_FROM,
    "anio_acreditacion": ("fecha_resolucion", "estado_solicitud"),
    "origen": ("nacionalidad",),
    "banda_duracion": ("duracion_meses",),
    "ambito": ("pais_captacion", "pais_explotacion"),
}
"""What may follow from other variables, and from which."""

Codes = tuple[str, ...]


def derive(frame: pd.DataFrame, source: SourceMap, notes: ReadingNotes) -> pd.DataFrame:
    """``frame`` with what follows from its columns; what the source itself says stays."""
    frame = frame.copy()
    _check_dates(frame, notes)
    _from_birth(frame, notes)
    _age_bands(frame)
    _years(frame)
    if "nacionalidad" in frame and source.country:
        origin = cache(partial(_origin, source.country))
        _fill(frame, "origen", [origin(codes) for codes in frame["nacionalidad"]])
    if "duracion_meses" in frame:
        pairs = zip(frame["duracion_meses"], frame["duracion_meses_motivo"], strict=True)
        _fill(frame, "banda_duracion", [_duration(months, reason) for months, reason in pairs])
    if "pais_captacion" in frame and "pais_explotacion" in frame:
        places = zip(frame["pais_captacion"], frame["pais_explotacion"], strict=True)
        reach = cache(_reach)
        _fill(frame, "ambito", [reach(start, end) for start, end in places])
    return frame.drop(columns=[name for name in frame if str(name).startswith("fecha_nacimiento")])


def _fill(frame: pd.DataFrame, name: str, derived: list[Codes]) -> None:
    """Put what was derived where the source itself says nothing."""
    if name not in frame:
        frame[name] = pd.Series(derived, index=frame.index, dtype=object)
        return
    missing = load_codebook().missing_codes
    pairs = zip(frame[name], derived, strict=True)
    values = [new if own[0] in missing and new[0] not in missing else own for own, new in pairs]
    frame[name] = pd.Series(values, index=frame.index, dtype=object)


def _check_dates(frame: pd.DataFrame, notes: ReadingNotes) -> None:
    if "fecha_solicitud" not in frame or "fecha_resolucion" not in frame:
        return
    whole = (frame["fecha_solicitud_precision"] == "DIA") & (frame["fecha_resolucion_precision"] == "DIA")
    days = zip(frame["fecha_solicitud"], frame["fecha_resolucion"], whole, strict=True)
    wrong = [place for place, (asked, decided, both) in enumerate(days) if both and decided < asked]
    for place in wrong:
        row = frame.iloc[place]
        sheet, number, decided = row["_hoja"], row["_fila"], row["fecha_resolucion"].isoformat()
        notes.fault(sheet, number, "fecha_resolucion", decided, "fechas_al_reves")
        notes.change(sheet, [number], "fecha_resolucion", decided, "ERR", "resolucion_antes_de_solicitud")
    labels = frame.index[wrong]
    frame.loc[labels, "fecha_resolucion"] = None
    frame.loc[labels, "fecha_resolucion_precision"] = "ERR"


def _day(value: Any) -> bool:
    return isinstance(value, date)


def _from_birth(frame: pd.DataFrame, notes: ReadingNotes) -> None:
    """Ages from birth dates where the sheet states none; where it states one, only a check."""
    reference = next((name for name in YEAR_FROM if name in frame), None)
    if "fecha_nacimiento" not in frame or reference is None:
        return
    for name, default in (("edad", None), ("edad_low", None), ("edad_high", None), ("edad_motivo", "ND")):
        if name not in frame:
            frame[name] = pd.Series([default] * len(frame), index=frame.index, dtype=object)
    names = ("fecha_nacimiento", reference, "fecha_nacimiento_precision", "edad", "_hoja", "_fila")
    ages: dict[int, int] = {}
    for place, row in enumerate(zip(*(frame[name] for name in names), strict=True)):
        born, day, precision, stated, sheet, number = row
        if not (_day(born) and _day(day)) or precision != "DIA":
            continue
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if born > day:
            notes.fault(sheet, number, "fecha_nacimiento", "", "nacimiento_despues")
        elif stated is None or stated != stated:
            ages[place] = age
        elif abs(age - stated) > 1:
            notes.fault(sheet, number, "edad", str(stated), "edad_y_nacimiento")
    _set_ages(frame, ages, notes)


def _set_ages(frame: pd.DataFrame, ages: Mapping[int, int], notes: ReadingNotes) -> None:
    """Ages that birth dates gave, by place, with their lines in the log."""
    for name in ("edad", "edad_low", "edad_high", "edad_motivo"):
        values = frame[name].to_numpy(dtype=object, copy=True)
        values[list(ages)] = list(ages.values()) if name != "edad_motivo" else ""
        frame[name] = pd.Series(values, index=frame.index, dtype=object)
    told = sorted(set(ages.values()))
    which = {age: place for place, age in enumerate(told)}
    for sheet, part in frame.iloc[list(ages)].groupby("_hoja", sort=False):
        texts = [("", str(age), "edad_por_nacimiento") for age in told]
        notes.recode(str(sheet), part["_fila"].tolist(), "edad", part["edad"].map(which).to_numpy(dtype=np.intp), texts)


def _age_bands(frame: pd.DataFrame) -> None:
    """Bands from the age or its bounds; from a band that the source gives, the coarser ones."""
    if "edad" in frame:
        known = {
            age: _bands_of(age)
            for age in pd.unique(frame[["edad_low", "edad_high"]].to_numpy().ravel())
            if age == age and age is not None
        }
        rows = list(zip(frame["edad_low"], frame["edad_high"], frame["edad_motivo"], strict=True))
        for name in BANDS:
            _fill(frame, name, [_band(known, name, *row) for row in rows])
    for finer, coarser in pairwise(BANDS):
        if finer in frame:
            above = cache(partial(_above, finer, coarser))
            _fill(frame, coarser, [above(codes) for codes in frame[finer]])


def _above(finer: str, coarser: str, codes: Codes) -> Codes:
    return (load_codebook().roll_up(finer, codes[0], coarser),)


def _bands_of(age: Any) -> Mapping[str, str]:
    return {name: band_of(age, name) for name in BANDS}


def _band(known: Mapping[Any, Mapping[str, str]], name: str, low: Any, high: Any, reason: str) -> Codes:
    if low not in known or high not in known:
        return (reason or "ND",)
    first, last = known[low][name], known[high][name]
    return (first,) if first == last else (reason or "ND",)


def _years(frame: pd.DataFrame) -> None:
    dates = [name for name in YEAR_FROM if name in frame]
    if "anio_registro" not in frame and dates:
        frame["anio_registro"] = pd.Series([None] * len(frame), index=frame.index, dtype=object)
    for name in dates:
        years = [
            own if own == own and own is not None else _year(day)
            for own, day in zip(frame["anio_registro"], frame[name], strict=True)
        ]
        frame["anio_registro"] = pd.Series(years, index=frame.index, dtype=object)
    if "fecha_resolucion" in frame and "estado_solicitud" in frame:
        days = [_year(day) for day in frame["fecha_resolucion"]]
        accredited = cache(_accredited)
        rows = zip(days, frame["estado_solicitud"], frame["fecha_resolucion_precision"], strict=True)
        years = [accredited(*row) for row in rows]
        frame["anio_acreditacion"] = pd.Series(years, index=frame.index, dtype=object)


def _accredited(year: int | None, state: Codes, reason: str) -> Codes:
    """The year of accreditation; ``NA_`` for who was not accredited, else why it is not known."""
    if state != ("ACREDITADA",):
        return state if state[0] in load_codebook().missing_codes else ("NA_",)
    return (str(year),) if year is not None else (reason or "ND",)


def _year(day: Any) -> int | None:
    return day.year if isinstance(day, date) else None


def _origin(country: str, codes: Codes) -> Codes:
    """National if one nationality is the country's; foreign if another is known; else the reason."""
    if country in codes:
        return ("NACIONAL",)
    known = [code for code in codes if code not in load_codebook().missing_codes]
    return ("EXTRANJERA",) if known else codes[:1]


def _duration(months: Any, reason: str) -> Codes:
    if months is None or months != months:
        return (reason or "ND",)
    return (band_of(months, "banda_duracion"),)


def _reach(start: Codes, end: Codes) -> Codes:
    missing = load_codebook().missing_codes
    for place in (start, end):
        if place[0] in missing:
            return place
    return ("INTERNA",) if start == end else ("TRANSFRONTERIZA",)
