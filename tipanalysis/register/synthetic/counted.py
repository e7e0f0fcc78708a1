"""Two invented tables that come counted: what is found beside what there is, and cantons beside the people in them.

``deteccion``: the persons accredited in the training register and, by the planted probabilities, those whom nobody
found; no office will ever have such a table. ``cantones``: people who came to a consultation in cantons that do not
exist, and how many were referred. Where more foreign people live more people are referred, national people above all:
the slope of the cantons has one sign, that of the people in them the other. DATOS SINTÉTICOS.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from .accused import load_practice
from .make import SEED, make_truths

FILES = {"deteccion": "deteccion.csv", "cantones": "cantones.csv"}
_CHILDREN, _ADULTS = "00-17", "18+"
_WHO = {
    "MUJER": ("Mujer", _ADULTS),
    "NINA": ("Mujer", _CHILDREN),
    "HOMBRE": ("Hombre", _ADULTS),
    "NINO": ("Hombre", _CHILDREN),
}
_PURPOSE = {"SEX": "SEXUAL", "LAB": "LABORAL", "DOM": "LABORAL", "CRIM": "OTRAS", "MEND": "OTRAS"}
_FOUND = {True: "Detectadas", False: "No detectadas"}
_ORIGIN = {False: "Nacional", True: "Extranjera"}
_REFERRED = {True: "Sí", False: "No"}


def make_detection(seed: int = SEED) -> pd.DataFrame:
    """Persons found and not found, by sex, age and form: the planted truths of ``make_truths(seed)``.

    Examples
    --------
    >>> table = make_detection()
    >>> table.groupby("Detección")["Personas"].sum().to_dict()
    {'Detectadas': 270, 'No detectadas': 2517}
    """
    book = load_codebook()
    rows = []
    for name, planted in make_truths(seed)["1_poblacion_latente"].items():
        who, form = name.split(":")
        sex, age = _WHO[who]
        said = sex, book.label("mayoria_edad", age, "es"), book.label("finalidad", _PURPOSE[form], "es")
        sizes = {True: planted["detectadas"], False: planted["latente"] - planted["detectadas"]}
        rows += [(*said, _FOUND[found], size) for found, size in sizes.items()]
    columns = ["Sexo", "Edad", "Forma principal de explotación", "Detección", "Personas"]
    return pd.DataFrame(rows, columns=columns)


def make_cantons(seed: int = SEED) -> pd.DataFrame:
    """People asked in each canton, by origin and by whether they were referred; the same seed gives the same table.

    Examples
    --------
    >>> table = make_cantons()
    >>> len(table), table["Cantón"].nunique()
    (64, 16)
    """
    spec, rng = load_practice()["cantones"], np.random.default_rng([seed, 23])
    fewest, most = spec["extranjeras"]
    rows = []
    for number, share in enumerate(np.linspace(fewest, most, spec["cantones"]), 1):
        asked = int(rng.integers(*spec["consultas"]))
        level = spec["referidas"] + spec["pendiente"] * share + rng.uniform(-spec["vaiven"], spec["vaiven"])
        foreign = round(asked * share)
        for is_foreign, size in ((False, asked - foreign), (True, foreign)):
            referred = round(size * (level + spec["brecha"] * is_foreign))
            for sent, people in ((True, referred), (False, size - referred)):
                rows.append((f"C{number:02d}", _ORIGIN[is_foreign], _REFERRED[sent], people))
    return pd.DataFrame(rows, columns=["Cantón", "Origen", "Referida", "Personas"])


def write_counted(folder: Path, seed: int = SEED) -> list[Path]:
    """Write both tables into ``folder``; the paths written."""
    tables = {"deteccion": make_detection(seed), "cantones": make_cantons(seed)}
    paths = []
    for name, table in tables.items():
        paths.append(folder / FILES[name])
        paths[-1].write_text(table.to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    return paths
