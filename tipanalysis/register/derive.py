"""Variables that follow from others: age bands, years, origin, duration bands; and dates that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from ..standard.age_bands import band_of
from ..standard.codebook import load_codebook
from .faults import ReadingNotes
from .source_parts import SourceMap

BANDS = ("grupo_edad", "grupo_edad_amplio", "mayoria_edad")
YEAR_FROM = ("fecha_registro", "fecha_solicitud")

Codes = tuple[str, ...]


def derive(frame: pd.DataFrame, source: SourceMap, notes: ReadingNotes) -> pd.DataFrame:
    """``frame`` with what follows from its columns; what the source itself says stays."""
    frame = frame.copy()
    _check_dates(frame, notes)
    _from_birth(frame, notes)
    _age_bands(frame)
    _years(frame)
    if "nacionalidad" in frame and source.country:
        _fill(frame, "origen", [_origin(codes, source.country) for codes in frame["nacionalidad"]])
    if "duracion_meses" in frame:
        pairs = zip(frame["duracion_meses"], frame["duracion_meses_motivo"], strict=True)
        _fill(frame, "banda_duracion", [_duration(months, reason) for months, reason in pairs])
    if "pais_captacion" in frame and "pais_explotacion" in frame:
        places = zip(frame["pais_captacion"], frame["pais_explotacion"], strict=True)
        _fill(frame, "ambito", [_reach(start, end) for start, end in places])
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
    for place, (asked, decided) in enumerate(zip(frame["fecha_solicitud"], frame["fecha_resolucion"], strict=True)):
        whole = (
            frame["fecha_solicitud_precision"].iloc[place] == frame["fecha_resolucion_precision"].iloc[place] == "DIA"
        )
        if _day(asked) and _day(decided) and whole and decided < asked:
            row = frame.iloc[place]
            notes.fault(row["_hoja"], row["_fila"], "fecha_resolucion", decided.isoformat(), "fechas_al_reves")
            notes.change(
                row["_hoja"],
                [row["_fila"]],
                "fecha_resolucion",
                decided.isoformat(),
                "ERR",
                "resolucion_antes_de_solicitud",
            )
            label = frame.index[place]
            frame.at[label, "fecha_resolucion"] = None
            frame.at[label, "fecha_resolucion_precision"] = "ERR"


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
    for label, row in frame.iterrows():
        born, day = row["fecha_nacimiento"], row[reference]
        if not (_day(born) and _day(day)) or row["fecha_nacimiento_precision"] != "DIA":
            continue
        if born > day:
            notes.fault(row["_hoja"], row["_fila"], "fecha_nacimiento", "", "nacimiento_despues")
            continue
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        if row["edad"] is None or row["edad"] != row["edad"]:
            frame.loc[label, ["edad", "edad_low", "edad_high", "edad_motivo"]] = [age, age, age, ""]
            notes.change(row["_hoja"], [row["_fila"]], "edad", "", str(age), "edad_por_nacimiento")
        elif abs(age - row["edad"]) > 1:
            notes.fault(row["_hoja"], row["_fila"], "edad", str(row["edad"]), "edad_y_nacimiento")


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
            book = load_codebook()
            _fill(frame, coarser, [(book.roll_up(finer, codes[0], coarser),) for codes in frame[finer]])


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
        pairs = zip(frame["fecha_resolucion"], frame["estado_solicitud"], strict=True)
        reasons = frame["fecha_resolucion_precision"]
        years = [_accredited(day, codes, reason) for (day, codes), reason in zip(pairs, reasons, strict=True)]
        frame["anio_acreditacion"] = pd.Series(years, index=frame.index, dtype=object)


def _accredited(day: Any, state: Codes, reason: str) -> Codes:
    """The year of accreditation; ``NA_`` for who was not accredited, else why it is not known."""
    if state != ("ACREDITADA",):
        return state if state[0] in load_codebook().missing_codes else ("NA_",)
    return (str(day.year),) if isinstance(day, date) else (reason or "ND",)


def _year(day: Any) -> int | None:
    return day.year if isinstance(day, date) else None


def _origin(codes: Codes, country: str) -> Codes:
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
