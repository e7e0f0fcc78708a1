"""What follows from other attributes: purposes from the form, languages from origin, questions that do not apply."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ...standard.fixed_codes import NOT_APPLICABLE
from .calibration import load_parameters

_OF_DEPENDANTS = (
    "estado_solicitud",
    "forma_captacion",
    "medio_captacion",
    "plataforma",
    "acto",
    "medio",
    "metodo_control",
    "finalidad_detalle",
    "sector",
    "lugar_captacion",
    "lugar_explotacion",
    "pais_captacion",
    "pais_explotacion",
    "provincia_captacion",
    "provincia_explotacion",
    "vinculo_tratante",
)


def follow_rules(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """``people`` with ages, places, purposes and languages that fit together."""
    age = people["edad"].astype("Int64")
    people = people.assign(
        edad=age,
        edad_captacion=(age - rng.choice([0, 0, 0, 1, 2], size=len(people))).clip(lower=0),
        duracion_meses=pd.to_numeric(people["duracion_meses"]).astype("Int64"),
        finalidad_detalle=_purposes(rng, people),
        pais_nacimiento=people["nacionalidad"],
        pais_captacion=_recruited_in(rng, people),
        canton_residencia=_cantons(rng, people),
        lengua_materna=_languages(rng, people),
        pueblo_indigena=NOT_APPLICABLE,
    )
    return _with_nationalities(rng, _without_idle_questions(rng, people))


def _purposes(rng: np.random.Generator, people: pd.DataFrame) -> list[tuple[str, ...]]:
    """The purposes of each form: mixed forms have two, some others a second one; NOESP has none (ND)."""
    child = people["quien"].isin(["NINA", "NINO"])
    again = rng.random(len(people))
    purposes = []
    for form, drawn, is_child, chance in zip(people["forma"], people["finalidad_detalle"], child, again, strict=True):
        sexual = "ESC_NNA" if is_child else "PROSTITUCION_AJENA"
        more = {
            "SEX_LAB": (sexual, "TRABAJO_FORZADO"),
            "DOM_SEX": ("DOMESTICO", sexual),
            "NOESP": ("ND",),
            "LAB": (*drawn, "DEUDAS") if chance < 0.12 else drawn,
        }
        purposes.append(more.get(form, drawn))
    return purposes


def _recruited_in(rng: np.random.Generator, people: pd.DataFrame) -> pd.Series:
    """Nationals in Costa Rica; seven in ten foreigners in their own country."""
    abroad = (people["nacionalidad"] != "CRI") & (rng.random(len(people)) < 0.7)
    return people["nacionalidad"].where(abroad, "CRI")


def _cantons(rng: np.random.Generator, people: pd.DataFrame) -> pd.Series:
    """A canton of the province; one that did not exist yet is the canton it was part of."""
    cantons = pd.Series(NOT_APPLICABLE, index=people.index, dtype=object)
    for province, group in people.groupby("provincia_residencia"):
        rows = [row for row in load_parameters("cantons") if row["provincia"] == province]
        if rows:
            cantons.loc[group.index] = _weighted(rng, rows, "codigo", len(group))
    for row in load_parameters("cantons"):
        if row["desde"]:
            too_early = (cantons == row["codigo"]) & (people["anio"] < int(row["desde"]))
            cantons = cantons.mask(too_early, row["antes"])
    return cantons


def _languages(rng: np.random.Generator, people: pd.DataFrame) -> pd.Series:
    """Mother tongue by nationality and ethnic self-identification (``languages.csv``)."""
    tongues = pd.Series("spa", index=people.index, dtype=object)
    for (nationality, ethnicity), group in people.groupby(["nacionalidad", "etnia"], sort=True):
        rows = _language_rows(str(nationality), str(ethnicity))
        tongues.loc[group.index] = _weighted(rng, rows, "lengua", len(group))
    return tongues


def _language_rows(nationality: str, ethnicity: str) -> list[dict[str, str]]:
    for wanted in ((nationality, ethnicity), (nationality, "*"), ("*", "*")):
        rows = [row for row in load_parameters("languages") if (row["nacionalidad"], row["etnia"]) == wanted]
        if rows:
            break
    return rows


def _weighted(rng: np.random.Generator, rows: list[dict[str, str]], column: str, size: int) -> list[str]:
    weights = np.array([float(row["peso"]) for row in rows])
    return [rows[i][column] for i in rng.choice(len(rows), size=size, p=weights / weights.sum())]


def _without_idle_questions(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """NA_ where a question does not apply: to small children, to men, to dependants, outside the country."""
    age = people["edad"]
    child = people["quien"].isin(["NINA", "NINO"])
    idle = {
        "identidad_genero": age < 12,
        "orientacion_sexual": child,
        "estado_conyugal": age < 12,
        "embarazo": (age < 10) | people["quien"].isin(["HOMBRE", "NINO"]),
        "ocupacion": age < 5,
        "provincia_captacion": people["pais_captacion"] != "CRI",
        "provincia_explotacion": people["pais_explotacion"] != "CRI",
        "medio": child & (rng.random(len(people)) < 0.55),
        "plataforma": ~_any_of(people["medio_captacion"], {"REDES_SOCIALES", "MENSAJERIA"}),
    }
    dependant = people["resultado"] == "DEPENDIENTE"
    idle |= {name: idle.get(name, dependant) | dependant for name in _OF_DEPENDANTS if name in people}
    people = people.assign(**{name: blank(people[name], where.astype(bool)) for name, where in idle.items()})
    plain = ("edad_captacion", "duracion_meses")
    return people.assign(**{name: people[name].mask(dependant) for name in plain})


def blank(values: pd.Series, where: pd.Series, reason: str = NOT_APPLICABLE) -> pd.Series:
    """``values`` with a reason for missing where told; multi-valued ones get a tuple of one."""
    several = values.map(lambda value: isinstance(value, tuple)).any()
    return pd.Series(
        [((reason,) if several else reason) if gone else value for value, gone in zip(values, where, strict=True)],
        index=values.index,
        dtype=object,
    )


def _any_of(values: Iterable[tuple[str, ...]], wanted: set[str]) -> pd.Series:
    return pd.Series([bool(wanted & set(codes)) for codes in values])


def _with_nationalities(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Nationality as a tuple; a few in years without published margin have two."""
    free = ~people["anio"].isin([2018, 2019, 2021, 2022]) & (people["nacionalidad"] == "NIC")
    both = free & (rng.random(len(people)) < 0.06)
    several = [(code, "CRI") if two else (code,) for code, two in zip(people["nacionalidad"], both, strict=True)]
    return people.assign(nacionalidad=several)
