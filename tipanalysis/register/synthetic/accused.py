"""A prosecutor's sheet of invented persons accused, to see who recruits, who was a victim before, and who was asked.

So many of each sex, role and form as ``data/practice.toml`` says, exactly: a third are women, most of those who recruit
are, and whether someone was a victim before is asked of women more than of men. Years, stages and who among them are
drawn. DATOS SINTÉTICOS.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from .calibration import share_out

FILE = "imputadas.csv"
_SEED = 20240521
_RECRUITS, _OTHERS = "RECLUTADOR", "OTRO"
_COLUMNS = {"rol": "Rol", "finalidad": "Forma de explotación", "etapa_penal": "Etapa del proceso"}
_VICTIM = {"SI": "Sí", "NO": "No", "NP": "No se preguntó"}
_SEX = {"MUJER": "Mujer", "HOMBRE": "Hombre"}


@cache
def load_practice() -> Mapping[str, Any]:
    """What is invented for the practice tables (``data/practice.toml``)."""
    return tomllib.loads(files(__package__).joinpath("data", "practice.toml").read_text("utf-8"))


def make_accused(seed: int = _SEED) -> pd.DataFrame:
    """The sheet: one row for each person accused, in Spanish words; the same seed gives the same rows.

    Examples
    --------
    >>> sheet = make_accused()
    >>> len(sheet), int((sheet["Sexo"] == "Mujer").sum())
    (240, 84)
    """
    rng = np.random.default_rng([seed, 24])
    people = pd.DataFrame(_people(), columns=["sexo", "rol", "finalidad"])
    recruits = people["rol"].where(people["rol"] == _RECRUITS, _OTHERS)
    victim = pd.Series("", index=people.index)
    stage = pd.Series("", index=people.index)
    for (sex, role), rows in people.groupby([people["sexo"], recruits], sort=False).groups.items():
        victim[rows] = _shuffled(rng, load_practice()["imputadas"]["victima_antes"][sex][role])
    for role, rows in people.groupby(recruits, sort=False).groups.items():
        stage[rows] = _shuffled(rng, share_out(len(rows), load_practice()["imputadas"]["etapa"][role]))
    return _sheet(rng, people.assign(etapa_penal=stage, victima=victim))


def _people() -> list[tuple[str, str, str]]:
    """Sex, role and form of each person, in the order of the file."""
    groups = load_practice()["imputadas"]["personas"]
    return [
        (sex, role, form)
        for sex, roles in groups.items()
        for role, forms in roles.items()
        for form, size in forms.items()
        for _ in range(size)
    ]


def _shuffled(rng: np.random.Generator, sizes: Mapping[str, int]) -> list[str]:
    """Each code as often as it is to come, in any order."""
    codes = [code for code, size in sizes.items() for _ in range(size)]
    return [codes[at] for at in rng.permutation(len(codes))]


def _sheet(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """The rows as an office writes them, by year."""
    spec, book = load_practice()["imputadas"], load_codebook()
    years = rng.integers(spec["desde"], spec["hasta"] + 1, size=len(people))
    mixed = people.assign(anio=years).iloc[rng.permutation(len(people))].sort_values("anio", kind="stable")
    words = {title: [book.label(name, code, "es") for code in mixed[name]] for name, title in _COLUMNS.items()}
    return pd.DataFrame(
        {
            "Boleta": [f"IMP-{number:03d}" for number in range(1, len(mixed) + 1)],
            "Año": mixed["anio"].to_numpy(),
            "Sexo": mixed["sexo"].map(_SEX).to_numpy(),
            **words,
            "¿Fue víctima antes?": mixed["victima"].map(_VICTIM).to_numpy(),
        }
    )


def write_accused(folder: Path, seed: int = _SEED) -> Path:
    """Write the sheet into ``folder``; its path."""
    path = folder / FILE
    path.write_text(make_accused(seed).to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    return path
