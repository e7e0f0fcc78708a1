"""Money transfers of a month, counted, with four warning signs and whether they were related to trafficking.

Related ones are about one in eight hundred, and the signs are seen in many honest transfers too, above all in those of
people in transit. Nobody has such a table of real transfers: what is related is hardly ever known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from .fieldwork import SEED, load_fieldwork

_SEX = {"MUJER": "Mujer", "HOMBRE": "Hombre"}
_YES = {True: "Sí", False: "No"}
_COLUMNS = {"dictado": "Dictado", "papel": "Papel", "corredor": "Corredor", "fraccionado": "Fraccionado"}

Parts = Mapping[str, float]


def make_transfers(seed: int = SEED) -> pd.DataFrame:
    """How many transfers of each sex and nationality show which signs; the same seed gives the same table.

    Examples
    --------
    >>> table = make_transfers()
    >>> table.groupby("Relacionado")["Envíos"].sum().to_dict()
    {'No': 50000, 'Sí': 64}
    """
    rng, book = np.random.default_rng([seed, 10]), load_codebook()
    rows = []
    for nationality, sex, related, size, parts in _groups():
        said = _SEX[sex], book.label("nacionalidad", nationality, "es")
        for seen, transfers in sorted(_with_signs(rng, size, parts).items()):
            rows.append((*said, *(_YES[one] for one in seen), _YES[related], transfers))
    return pd.DataFrame(rows, columns=["Sexo", "Nacionalidad", *_COLUMNS.values(), "Relacionado", "Envíos"])


def _groups() -> Iterator[tuple[str, str, bool, int, Parts]]:
    """Nationality, sex, whether related, how many, and in which part of them each sign is seen."""
    spec = load_fieldwork()
    signs: Mapping[str, Any] = spec["senales"]
    for nationality, group in spec["envios"].items():
        for sex in _SEX:
            honest = {sign: float(group.get(sign, signs[sign].get("honesta", 0))) for sign in _COLUMNS}
            more = signs["corredor"]["mujeres"] if sex == "MUJER" else 1.0
            yield nationality, sex, False, group[sex], {**honest, "corredor": honest["corredor"] * more}
            related = {sign: signs[sign]["relacionada"] for sign in _COLUMNS}
            yield nationality, sex, True, spec["relacionados"][nationality][sex], related


def _with_signs(rng: np.random.Generator, size: int, parts: Parts) -> Counter[tuple[bool, ...]]:
    """How many show which signs together: each sign in its part of them, exactly, and who among them is drawn."""
    seen = [rng.permutation(size) < round(size * parts[sign]) for sign in _COLUMNS]
    return Counter(tuple(bool(one) for one in each) for each in zip(*seen, strict=True))
