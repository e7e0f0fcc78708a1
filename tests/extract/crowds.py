"""Small registers of invented people for the tests of extracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register
from tipanalysis.release.policy import Policy

PAIRS = Policy("prueba", threshold=2)
"""Asks for two persons, so that a test can be done by hand."""

LEVELS = {
    "sexo": ("MUJER", "HOMBRE", "ND"),
    "grupo_edad": ("06-11", "12-14", "15-17", "18-24", "25-29", "NP"),
    "nacionalidad": ("CRI", "NIC", "COL", "IGN"),
    "anio_registro": ("2018", "2019", "2021"),
    "finalidad": ("SEXUAL", "LABORAL", "OTRAS", "ND"),
    "etapa": ("DENUNCIA", "ASISTENCIA", "ND"),
}


def register_of(people: Mapping[str, Sequence[str | Sequence[str]]]) -> Register:
    """A register of one column each; a column with a list in it is multi-valued."""
    frame = pd.DataFrame({name: list(column) for name, column in people.items()})
    frame = frame.assign(id=[f"r{i:03}" for i in range(len(frame))])
    several = [name for name in people if frame[name].map(lambda value: isinstance(value, (list, tuple))).any()]
    children = {
        name: frame[["id", name]].explode(name).astype("str").drop_duplicates().reset_index(drop=True)
        for name in several
    }
    single = [name for name in people if name not in several]
    records = frame[["id", *single]].astype({name: "category" for name in single if name != "id_persona"})
    return Register(records, "solicitud", Provenance("prueba", "Prueba", "prueba.csv", "abc", synthetic=True), children)


def crowd(seed: int, n: int, names: Sequence[str], *, several: Sequence[str] = ()) -> Register:
    """People drawn at random, some codes rare; of the variables in ``several`` a person may hold two values."""
    draw = np.random.default_rng(seed)
    people: dict[str, list[str | list[str]]] = {}
    for name in names:
        chance = draw.dirichlet(np.full(len(LEVELS[name]), 5 if name in ("finalidad", "etapa") else 1.5))
        column = draw.choice(LEVELS[name], size=n, p=chance).tolist()
        if name in several:
            known = LEVELS[name][:-1]
            column = [
                sorted({value, str(draw.choice(known))}) if value in known and draw.random() < 0.3 else [value]
                for value in column
            ]
        people[name] = column
    return register_of(people)
