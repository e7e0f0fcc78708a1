"""Invented people assisted, with the services that each needed and received: who needed one, and who got it.

Medical care reaches nearly everyone who needs it; material or financial support and advice on one's rights are needed
most and received least. Housing reaches people in an irregular situation less often, and men in forced labour least.
DATOS SINTÉTICOS.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook

FILE = "servicios.csv"
_SEED = 20240521
_NONE, _NOT_ASKED, _NO_DATUM = "NINGUNO", "NP", "ND"
_SEX = {"MUJER": "Mujer", "HOMBRE": "Hombre"}
_COLUMNS = ["Sexo", "Finalidad", "Condición migratoria", "Servicios que necesitaba", "Servicios que recibió"]


@cache
def load_services() -> Mapping[str, Any]:
    """What is invented for this table (``data/servicios.toml``)."""
    return tomllib.loads(files(__package__).joinpath("data", "servicios.toml").read_text("utf-8"))


def make_services(seed: int = _SEED) -> pd.DataFrame:
    """One row for each person assisted; the same seed gives the same rows, any seed as many of each group.

    In each group exactly the planted part needs a service and exactly the planted part of these receives it; the seed
    draws who, and of whom one or the other was not written down.

    Examples
    --------
    >>> table = make_services()
    >>> len(table), int((table["Sexo"] == "Mujer").sum())
    (300, 192)
    """
    spec, rng = load_services(), np.random.default_rng([seed, 6])
    rows = [row for group in spec["grupos"] for row in _people(rng, group)]
    table = pd.DataFrame(rows, columns=_COLUMNS).iloc[rng.permutation(len(rows))]
    table.insert(0, "Año", rng.integers(spec["desde"], spec["hasta"] + 1, size=len(table)))
    table = table.sort_values("Año", kind="stable", ignore_index=True)
    table.insert(0, "Boleta", [f"SRV-{number:03d}" for number in range(1, len(table) + 1)])
    return table


def _people(rng: np.random.Generator, group: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The people of a group, in Spanish words."""
    spec, size = load_services(), group["personas"]
    needs, gets = {}, {}
    for service in spec["servicios"]:
        needed, received = parts_of(service, group)
        needs[service] = _some(rng, np.ones(size, dtype=bool), needed)
        unasked = _some(rng, ~needs[service], spec["sin_anotar"].get(service, 0))
        gets[service] = _some(rng, needs[service], received) | unasked
    silent = _some(rng, np.ones(size, dtype=bool), spec["no_se_pregunto"])
    blank = _some(rng, np.ones(size, dtype=bool), spec["sin_dato"])
    label = load_codebook().label
    who = _SEX[group["sexo"]], label("finalidad", group["finalidad"], "es")
    for at in range(size):
        needed_by = _NOT_ASKED if silent[at] else _held(needs, at)
        received_by = _NO_DATUM if blank[at] else _held(gets, at)
        yield (*who, label("condicion_migratoria", group["condicion"], "es"), _told(needed_by), _told(received_by))


def parts_of(service: str, group: Mapping[str, Any]) -> tuple[float, float]:
    """The part of a group that needs a service, and the part of these who receive it.

    Examples
    --------
    >>> parts_of("ATENCION_MEDICA", load_services()["grupos"][0])
    (0.5, 0.96)
    """
    spec = load_services()
    needed = spec["servicios"][service]["necesita"]
    if group["condicion"] != "NACIONAL":
        needed = spec["solo_extranjeras"].get(service, needed)
    less = spec["menos"].get(service, {})
    traits = (group["condicion"], f"{group['sexo']}_{group['finalidad']}")
    return needed, spec["servicios"][service]["recibe"] * float(np.prod([less.get(trait, 1.0) for trait in traits]))


def _some(rng: np.random.Generator, among: np.ndarray, part: float) -> np.ndarray:
    """Which people are drawn: that part of those ``among``, to the nearest whole person."""
    there = np.flatnonzero(among)
    drawn = np.zeros(len(among), dtype=bool)
    drawn[rng.permutation(there)[: round(len(there) * part)]] = True
    return drawn


def _held(services: Mapping[str, np.ndarray], at: int) -> str:
    return ";".join(service for service, people in services.items() if people[at]) or _NONE


def _told(codes: str) -> str:
    """The codes as an office writes them."""
    book = load_codebook()
    return "; ".join(book.label("servicio_requerido", code, "es") for code in codes.split(";"))


def write_services(folder: Path, seed: int = _SEED) -> Path:
    """Write the table into ``folder``; its path."""
    path = folder / FILE
    path.write_text(make_services(seed).to_csv(index=False, lineterminator="\n"), encoding="utf-8", newline="\n")
    return path
