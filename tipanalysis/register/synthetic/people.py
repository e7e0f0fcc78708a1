"""Who is in the synthetic register: accredited persons, refused applications, dependants; and their events."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from .calibration import DIMENSIONS, draw_accredited, draw_whole, load_parameters, seed_table, share_out, year_shares

SEXUAL_FORMS = ("SEX", "SEX_LAB", "DOM_SEX", "SERV_SEX")
SEX_OF = {"MUJER": "MUJER", "NINA": "MUJER", "HOMBRE": "HOMBRE", "NINO": "HOMBRE"}


@cache
def load_truths() -> dict[str, Any]:
    """What is planted on purpose (``data/truths.toml``)."""
    return tomllib.loads(files(__package__).joinpath("data", "truths.toml").read_text("utf-8"))


def draw_people(rng: np.random.Generator) -> pd.DataFrame:
    """Everyone in the register: ``anio, quien, nacionalidad, forma, resultado, evento``, one row per application.

    ``resultado`` is ACREDITADA, NEGADA (any other outcome) or DEPENDIENTE; ``evento`` numbers the
    events in which people were found together.
    """
    accredited = draw_accredited(rng).assign(resultado="ACREDITADA")
    refused = _draw_refused(rng, accredited).assign(resultado="NEGADA")
    applicants = _in_events(rng, pd.concat([accredited, refused], ignore_index=True))
    return pd.concat([applicants, _draw_dependants(rng, applicants)], ignore_index=True)


def _draw_refused(rng: np.random.Generator, accredited: pd.DataFrame) -> pd.DataFrame:
    """Applications without accreditation: invented ratios by year, acceptance by sex and form as planted."""
    totals = {int(r["anio"]): _refused(int(r["acreditadas"]), float(r["razon"])) for r in load_parameters("years")}
    cells = _refused_cells(accredited, sum(totals.values()))
    margins = [np.array(list(totals.values()), dtype=float), np.array(list(cells.values()), dtype=float)]
    drawn = draw_whole(rng, np.ones((len(totals), len(cells))), margins)
    years, names = list(totals), list(cells)
    return pd.DataFrame([_draw_person(rng, years[y], *names[c]) for y, c in sorted(drawn)])


def _refused(accredited: int, ratio: float) -> int:
    return round(accredited * ratio) - accredited


def _refused_cells(accredited: pd.DataFrame, total: int) -> dict[tuple[str, str], int]:
    """Refused applications by sex and sexual or other form, so that acceptance comes out as planted."""
    rates = load_truths()["tasa_acreditacion"]
    sex = accredited["quien"].map(SEX_OF)
    stratum = np.where(accredited["forma"].isin(SEXUAL_FORMS), "SEXUAL", "OTRA")
    n = accredited.groupby([sex, stratum]).size()
    odds = {
        f"{who}:{form}": n.get((who, form), 0) * (1 - rate) / rate
        for who, forms in rates.items()
        for form, rate in forms.items()
    }
    return {(key.split(":")[0], key.split(":")[1]): n for key, n in share_out(total, odds).items()}


def _draw_person(rng: np.random.Generator, year: int, sex: str, stratum: str) -> dict[str, Any]:
    levels, weights = _year_weights(year)
    wanted = np.ones(weights.shape, dtype=bool)
    wanted &= np.array([SEX_OF[who] == sex for who in levels[0]])[:, None, None]
    wanted &= np.array([(form in SEXUAL_FORMS) == (stratum == "SEXUAL") for form in levels[2]])[None, None, :]
    p = np.where(wanted, weights, 0.0).ravel()
    cell = np.unravel_index(int(rng.choice(p.size, p=p / p.sum())), weights.shape)
    return {"anio": year, **{d: levels[i][k] for i, (d, k) in enumerate(zip(DIMENSIONS, cell, strict=True))}}


@cache
def _year_weights(year: int) -> tuple[list[list[str]], Any]:
    shares = [year_shares(year, dimension) for dimension in DIMENSIONS]
    levels = [list(share) for share in shares]
    quien, nationality, form = (np.array(list(share.values())) for share in shares)
    return levels, seed_table(levels) * quien[:, None, None] * nationality[None, :, None] * form[None, None, :]


def _in_events(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Put people in events of planted sizes; those of one event are alike in form and nationality."""
    shuffled = people.assign(azar=rng.random(len(people))).sort_values(["anio", "forma", "nacionalidad", "azar"])
    sizes = _event_sizes(rng, shuffled["anio"].value_counts().sort_index())
    events = [(year, size) for year in sorted(sizes) for size in sizes[year]]
    numbers = np.repeat(np.arange(1, len(events) + 1), [size for _, size in events])
    return shuffled.drop(columns="azar").assign(evento=numbers).reset_index(drop=True)


def _event_sizes(rng: np.random.Generator, people: pd.Series) -> dict[int, list[int]]:
    """Sizes of the events of each year: the planted shares of small, middle and large, one very large."""
    truths = load_truths()
    left = {int(year): int(n) for year, n in people.items()}
    sizes: dict[int, list[int]] = {year: [] for year in left}
    left[truths["anio_conglomerado_grande"]] -= truths["conglomerado_grande"]
    sizes[truths["anio_conglomerado_grande"]].append(truths["conglomerado_grande"])
    for size in _middle_sizes(rng, sum(left.values())):
        roomy = [year for year in left if left[year] >= size + 4]
        year = int(rng.choice(roomy))
        left[year] -= size
        sizes[year].append(size)
    return {year: [int(s) for s in rng.permutation(sizes[year] + [1] * left[year])] for year in left}


def _middle_sizes(rng: np.random.Generator, people: int) -> list[int]:
    """Events of two and more persons, largest first, so many that singles have their planted share."""
    shares = load_truths()["parte_eventos"]
    mean = shares["1"] + shares["2-5"] * 2.9 + shares["6-12"] * 7.5
    events = people / mean
    middle = rng.choice([2, 3, 4, 5], p=[0.45, 0.3, 0.15, 0.1], size=round(events * shares["2-5"]))
    large = rng.choice([6, 7, 8, 9, 12], p=[0.4, 0.25, 0.15, 0.1, 0.1], size=round(events * shares["6-12"]))
    return sorted((int(size) for size in [*middle, *large]), reverse=True)


def _draw_dependants(rng: np.random.Generator, applicants: pd.DataFrame) -> pd.DataFrame:
    """Persons who came with an accredited one: never victims, never without a place in the file."""
    parts = []
    for row in load_parameters("years"):
        year, total = int(row["anio"]), int(row["dependientes"])
        hosts = applicants[(applicants["anio"] == year) & (applicants["resultado"] == "ACREDITADA")]
        chosen = hosts.iloc[np.sort(rng.choice(len(hosts), size=total, replace=False))]
        who = [who for who, n in _dependant_margin(year, total).items() for _ in range(n)]
        parts.append(chosen.assign(quien=who, forma="NINGUNA", resultado="DEPENDIENTE"))
    return pd.concat(parts, ignore_index=True)


def _dependant_margin(year: int, total: int) -> dict[str, int]:
    fixed = {
        row["nivel"]: int(row["n"])
        for row in load_parameters("margins")
        if row["anio"] == str(year) and row["dimension"] == "dependientes"
    }
    return fixed or share_out(total, {"NINA": 0.36, "NINO": 0.34, "MUJER": 0.2, "HOMBRE": 0.1})
