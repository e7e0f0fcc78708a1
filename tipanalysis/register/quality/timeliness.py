"""Timeliness: whether the second of two days came within so many working days of the first."""

from __future__ import annotations

import pandas as pd

from ...standard.country import load_country
from ...standard.fixed_codes import NOT_APPLICABLE
from ...words.settings import COUNTRIES
from ..register import Register
from .scheme import TimeLimit

IN_TIME, LATE, BACKWARDS, NO_DATE, PENDING = "EN_PLAZO", "TARDE", "AL_REVES", "SIN_FECHA", "PENDIENTE"
_OPEN = ("RECIBIDA", "EN_ESTUDIO")


def days_allowed(register: Register, limit: TimeLimit) -> int | None:
    """The working days that a limit gives; ``None`` where the register has no such days or no country of ours."""
    country = register.provenance.country
    if not {limit.start, limit.end} <= set(register.records) or country not in COUNTRIES:
        return None
    return limit.days or load_country(country).legal_working_days


def time_states(register: Register, limit: TimeLimit, days: int) -> pd.Series:
    """Of each record: ``EN_PLAZO``, ``TARDE``, ``AL_REVES`` (the second day comes first), ``SIN_FECHA`` (a whole day
    is missing), ``PENDIENTE`` (the procedure is open) or ``NA_`` (no application, as of a dependant).

    Working days by the calendar of the register's country: the first day is not counted, the last one is.
    """
    records = register.records
    taken = load_country(register.provenance.country).working_days(records[limit.start], records[limit.end])
    whole = _is_day(records, limit.start) & _is_day(records, limit.end) & taken.notna()
    backwards = (records[limit.end] < records[limit.start]).fillna(False).astype(bool) | _swapped(register)
    states = pd.Series(NO_DATE, index=records.index)
    if "estado_solicitud" in records:
        stage = records["estado_solicitud"].astype("str")
        states = states.mask(stage.isin(_OPEN), PENDING).mask(stage == NOT_APPLICABLE, NOT_APPLICABLE)
    states = states.mask(whole & (taken <= days).fillna(False), IN_TIME)
    return states.mask(whole & (taken > days).fillna(False), LATE).mask(backwards, BACKWARDS)


def _is_day(records: pd.DataFrame, name: str) -> pd.Series:
    precision = f"{name}_precision"
    if precision not in records:
        return pd.Series(True, index=records.index)
    return records[precision].astype("str") == "DIA"


def _swapped(register: Register) -> pd.Series:
    """Records of which reading found that the dates run backwards."""
    faults = register.faults.loc[register.faults["falta"] == "fechas_al_reves", ["hoja", "fila"]]
    return register.records["id"].isin(faults.merge(register.places, on=["hoja", "fila"])["id"])
