"""Why values are missing in the synthetic register: an explicit model, by institution, form, person and year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .calibration import load_parameters
from .rules import blank

PLAIN = ("edad_captacion", "duracion_meses")
"""Plain numbers: a missing one is empty; the reason stands in their band, where there is one."""
KEPT = (
    "id",
    "id_persona",
    "id_caso",
    "anio",
    "anio_registro",
    "quien",
    "forma",
    "origen",
    "resultado",
    "evento",
    "dias_habiles",
    "dias_resolucion",
    "delito",
    "hoja",
)
_CONDITIONS = {"entidad": "tipo_entidad", "forma": "forma", "quien": "quien"}


def add_missingness(rng: np.random.Generator, people: pd.DataFrame, planted: dict[str, list[str]]) -> pd.DataFrame:
    """``people`` with reasons for missing, drawn by ``missingness.csv``, and ND where a form had no such field.

    ``planted`` names, by variable, the records whose value stays. ``edad_motivo`` and
    ``duracion_motivo`` hold the reasons of the two plain numbers that have bands.
    """
    people = people.assign(hoja=sheet_of(people), edad_motivo="", duracion_motivo="")
    for variable in dict.fromkeys(row["variable"] for row in load_parameters("missingness")):
        reasons = _drawn_reasons(rng, people, variable)
        reasons = reasons.mask(people["id"].isin(planted.get(variable, [])), "")
        people = _with_reasons(people, variable, reasons)
    return _without_absent_fields(people, planted)


def sheet_of(people: pd.DataFrame) -> pd.Series:
    """The form (sheet) each record was written on: by year and, in the last years, by age."""
    sheets = pd.Series("", index=people.index, dtype=object)
    child = people["quien"].isin(["NINA", "NINO"])
    for row in load_parameters("sheets"):
        fits = people["anio"].between(int(row["desde"]), int(row["hasta"]))
        if row["quien"] != "TODAS":
            fits &= child == (row["quien"] == "00-17")
        sheets = sheets.mask(fits, row["hoja"])
    return sheets


def _drawn_reasons(rng: np.random.Generator, people: pd.DataFrame, variable: str) -> pd.Series:
    """A reason or an empty string a record; of several rules for one reason the most specific holds."""
    rules = [row for row in load_parameters("missingness") if row["variable"] == variable]
    chance = rng.random(len(people))
    reasons = pd.Series("", index=people.index, dtype=object)
    below = pd.Series(0.0, index=people.index)
    for reason in dict.fromkeys(row["motivo"] for row in rules):
        share = pd.Series(0.0, index=people.index)
        for row in sorted((row for row in rules if row["motivo"] == reason), key=_closeness):
            share = share.mask(_fits(people, row), float(row["probabilidad"]))
        reasons = reasons.mask((chance >= below) & (chance < below + share), reason)
        below += share
    return reasons


def _closeness(row: dict[str, str]) -> int:
    return sum(row[key] != "*" for key in _CONDITIONS)


def _fits(people: pd.DataFrame, row: dict[str, str]) -> pd.Series:
    fits = people["anio"].between(int(row["desde"]), int(row["hasta"]))
    for key, column in _CONDITIONS.items():
        if row[key] != "*":
            fits &= people[column] == row[key]
    return fits


def _with_reasons(people: pd.DataFrame, variable: str, reasons: pd.Series) -> pd.DataFrame:
    if variable in ("edad", "duracion_meses"):
        note = "edad_motivo" if variable == "edad" else "duracion_motivo"
        hit = (reasons != "") & people[variable].notna()
        return people.assign(**{variable: people[variable].mask(hit), note: reasons.where(hit, people[note])})
    values = [
        value
        if reason == "" or value in ("NA_", ("NA_",), ("ND",))
        else ((reason,) if isinstance(value, tuple) else reason)
        for value, reason in zip(people[variable], reasons, strict=True)
    ]
    return people.assign(**{variable: pd.Series(values, index=people.index, dtype=object)})


def _without_absent_fields(people: pd.DataFrame, planted: dict[str, list[str]]) -> pd.DataFrame:
    """ND in every variable that the form of a record did not have: forms changed over the years."""
    for sheet in dict.fromkeys(row["hoja"] for row in load_parameters("sheets")):
        fields = {row["variable"] for row in load_parameters("columns") if row["hoja"] == sheet}
        on_sheet = people["hoja"] == sheet
        for variable in people.columns.difference([*fields, *KEPT, "edad_motivo", "duracion_motivo"]):
            if variable in PLAIN:
                people[variable] = people[variable].mask(on_sheet)
            else:
                people[variable] = blank(people[variable], on_sheet, "ND")
        if "duracion_meses" not in fields:
            people["duracion_motivo"] = people["duracion_motivo"].mask(on_sheet, "ND")
    return people
