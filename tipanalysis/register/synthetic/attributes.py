"""What synthetic people are like: attributes drawn given who they are, what for, and where from."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from .calibration import load_parameters

SINGLE = (
    "edad",
    "identidad_genero",
    "orientacion_sexual",
    "condicion_migratoria",
    "nivel_educativo",
    "ocupacion",
    "provincia_residencia",
    "etnia",
    "discapacidad",
    "estado_conyugal",
    "embarazo",
    "sector",
    "lugar_captacion",
    "provincia_captacion",
    "vinculo_tratante",
    "duracion_meses",
    "dias_resolucion",
)
OF_EVENT = ("tipo_entidad", "provincia_explotacion", "pais_explotacion")
"""Drawn for the first person of an event and shared by all."""
MULTI = {
    "finalidad_detalle": 0.0,
    "forma_captacion": 0.10,
    "medio_captacion": 0.12,
    "plataforma": 0.10,
    "acto": 0.35,
    "medio": 0.40,
    "metodo_control": 0.45,
    "vulnerabilidad": 0.35,
    "lugar_explotacion": 0.10,
}
"""Multi-valued variables and the chance of a second value."""
ANY = "*"


def draw_attributes(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """``people`` with every attribute of ``attributes.csv``; multi-valued ones hold tuples of codes."""
    people = people.assign(origen=np.where(people["nacionalidad"] == "CRI", "NACIONAL", "EXTRANJERA"))
    drawn = {variable: _draw(rng, people, variable) for variable in SINGLE}
    first = people.groupby("evento", sort=False).head(1)
    for variable in OF_EVENT:
        by_event = dict(zip(first["evento"], _draw(rng, first, variable), strict=True))
        drawn[variable] = people["evento"].map(by_event)
    for variable, second in MULTI.items():
        drawn[variable] = _draw_several(rng, people, variable, second)
    return people.assign(**drawn)


def _draw(rng: np.random.Generator, people: pd.DataFrame, variable: str) -> pd.Series:
    """One code a person; a group that the file does not describe gets NA_."""
    codes = np.full(len(people), "NA_", dtype=object)
    for (quien, forma, origen), places in people.groupby(["quien", "forma", "origen"], sort=True).indices.items():
        names, weights = _choices(variable, str(quien), str(forma), str(origen))
        if names:
            codes[places] = [names[i] for i in rng.choice(len(names), size=len(places), p=weights)]
    return pd.Series(codes, index=people.index, dtype=object)


def _draw_several(rng: np.random.Generator, people: pd.DataFrame, variable: str, second: float) -> pd.Series:
    one, other = _draw(rng, people, variable), _draw(rng, people, variable)
    more = rng.random(len(people)) < second
    return pd.Series(
        [(a, b) if again and a != b else (a,) for a, b, again in zip(one, other, more, strict=True)],
        index=people.index,
    )


@cache
def _choices(variable: str, quien: str, forma: str, origen: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Codes and probabilities of the most specific rows of ``attributes.csv`` that fit."""
    given = {"quien": quien, "forma": forma, "origen": origen}
    rows = [
        row
        for row in load_parameters("attributes")
        if row["variable"] == variable and all(row[key] in (ANY, value) for key, value in given.items())
    ]
    if not rows:
        return (), ()
    closest = max(_closeness(row) for row in rows)
    chosen = [row for row in rows if _closeness(row) == closest]
    weights = np.array([float(row["peso"]) for row in chosen])
    return tuple(row["codigo"] for row in chosen), tuple(weights / weights.sum())


def _closeness(row: dict[str, str]) -> tuple[int, bool, bool]:
    named = [row[key] != ANY for key in ("quien", "forma", "origen")]
    return sum(named), named[0], named[1]
