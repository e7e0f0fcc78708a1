"""A survey of people in transit and the flow that it stands in: who was asked is not who passed.

The survey asks adults, in Spanish, by day, at two places. It reaches some nationalities far more than others, and
those whom it hardly reaches are those to whom more happened on the way.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from .calibration import share_out
from .fieldwork import SEED, load_fieldwork

_SEX = ("Mujer", "Hombre")
_ANSWER = {"SI": "Sí", "NO": "No", "PNR": "Prefiere no responder"}
_AGES = (18, 60)


def make_flow(seed: int = SEED) -> pd.DataFrame:
    """Entries of the week by nationality and sex, counted; the seed changes nothing in them.

    Examples
    --------
    >>> int(make_flow()["Ingresos"].sum())
    12000
    """
    rows = [
        (_nationality(code), sex, people)
        for code, spec in load_fieldwork()["flujo"].items()
        for sex, people in zip(_SEX, _by_sex(spec["ingresos"], spec["mujeres"]), strict=True)
    ]
    return pd.DataFrame(rows, columns=["Nacionalidad", "Sexo", "Ingresos"])


def _nationality(code: str) -> str:
    return load_codebook().label("nacionalidad", code, "es")


def _by_sex(people: int, women: float) -> tuple[int, int]:
    first = round(people * women)
    return first, people - first


def withheld_in_flow() -> float:
    """The truth that the survey misses: the percentage of everyone who passed whose documents or money were withheld.

    Examples
    --------
    >>> round(withheld_in_flow(), 1)
    29.1
    """
    groups = load_fieldwork()["flujo"].values()
    withheld = sum(group["ingresos"] * group["retencion"] for group in groups)
    return float(100 * withheld / sum(group["ingresos"] for group in groups))


def make_survey(seed: int = SEED) -> pd.DataFrame:
    """One row for each interview; the same seed gives the same rows, any seed as many of each nationality.

    Examples
    --------
    >>> table = make_survey()
    >>> len(table), list(table)
    (633, ['Boleta', 'Sexo', 'Edad', 'Nacionalidad', 'Le retuvieron documentos o dinero'])
    """
    rng, spec = np.random.default_rng([seed, 22]), load_fieldwork()["encuesta"]
    rows = []
    for code, group in load_fieldwork()["flujo"].items():
        asked = round(group["ingresos"] * group["alcance"])
        women = min(1.0, group["mujeres"] * spec["mujeres_alcanzadas"])
        parts = {"PNR": spec["no_responde"], "SI": group["retencion"] * (1 - spec["no_responde"])}
        sizes = share_out(asked, {**parts, "NO": 1 - sum(parts.values())})
        answers = rng.permutation(np.repeat(list(sizes), list(sizes.values())))
        sexes = rng.permutation(np.repeat(list(_SEX), list(_by_sex(asked, women))))
        ages = rng.integers(*_AGES, size=asked)
        rows += [(sex, age, _nationality(code), _ANSWER[a]) for sex, age, a in zip(sexes, ages, answers, strict=True)]
    columns = ["Sexo", "Edad", "Nacionalidad", "Le retuvieron documentos o dinero"]
    table = pd.DataFrame(rows, columns=columns).iloc[rng.permutation(len(rows))].reset_index(drop=True)
    table.insert(0, "Boleta", [f"ENC-{number:03d}" for number in range(1, len(table) + 1)])
    return table
