"""The way of an application: dates, outcome, file number, persons who come back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .calibration import load_parameters
from .people import SEX_OF, load_truths

LAST_YEAR = 2024
_PENDING = ("EN_ESTUDIO", "EN_ESTUDIO", "EN_ESTUDIO", "RECIBIDA", "RECIBIDA")


def add_process(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """``people`` with dates, outcome and victim status, in file order with ``id``, ``id_caso``, ``id_persona``."""
    people = _with_outcome(rng, _with_dates(rng, people))
    people = people.sort_values(["fecha_solicitud", "evento"], kind="stable").reset_index(drop=True)
    number = people.groupby("anio").cumcount() + 1
    people = people.assign(
        id=[f"{year}-{n:03d}" for year, n in zip(people["anio"], number, strict=True)],
        id_caso=_numbered("EV", people["evento"]),
        id_persona=_numbered("PS", pd.Series(range(len(people)))),
    )
    return _with_returns(rng, people)


def _with_dates(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Date of application by event; resolution after the working days drawn, slow for some as planted."""
    days = pd.Series(rng.integers(1, 320, size=int(people["evento"].max()) + 1))
    start = pd.to_datetime(people["anio"].astype(str) + "-01-02")
    applied = (start + pd.to_timedelta(people["evento"].map(days), unit="D")).to_numpy().astype("datetime64[D]")
    applied = np.busday_offset(applied, 0, roll="forward")
    waits = np.where(slow_group(people), rng.choice(load_truths()["dias_lentos"], size=len(people)), _drawn(people))
    return people.assign(
        fecha_solicitud=pd.to_datetime(applied),
        fecha_resolucion=pd.to_datetime(np.busday_offset(applied, waits.astype(int))),
        dias_habiles=waits.astype(int),
    )


def slow_group(people: pd.DataFrame) -> pd.Series:
    """Foreign women and girls whose mother tongue is not Spanish: they wait longer, as planted."""
    women = people["quien"].map(SEX_OF) == "MUJER"
    return women & (people["origen"] == "EXTRANJERA") & (people["lengua_materna"] != "spa")


def _drawn(people: pd.DataFrame) -> pd.Series:
    return pd.to_numeric(people["dias_resolucion"], errors="coerce").fillna(0)


def _with_outcome(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Outcome and status: accredited; denied, archived or withdrawn; pending at the end; dependants apart."""
    refused = rng.choice(["DENEGADA", "ARCHIVADA", "DESISTIDA"], p=[0.62, 0.22, 0.16], size=len(people))
    outcome = people["resultado"].map({"ACREDITADA": "ACREDITADA", "DEPENDIENTE": "NA_"}).fillna(pd.Series(refused))
    presumed = np.where((outcome == "DENEGADA") & (rng.random(len(people)) < 0.8), "NO_VICTIMA", "PRESUNTA")
    status = pd.Series(presumed).where(people["resultado"] == "NEGADA", people["resultado"])
    people = people.assign(estado_solicitud=outcome, condicion_victima=status)
    people["fecha_resolucion"] = people["fecha_resolucion"].mask(people["resultado"] == "DEPENDIENTE")
    return _with_pending(people)


def _with_pending(people: pd.DataFrame) -> pd.DataFrame:
    """The last applications of the last year have no decision yet."""
    late = people[(people["anio"] == LAST_YEAR) & (people["resultado"] == "NEGADA")]
    rows = late.sort_values("fecha_solicitud", kind="stable").index[-len(_PENDING) :]
    people.loc[rows, "estado_solicitud"] = list(_PENDING)
    people.loc[rows, "condicion_victima"] = "PRESUNTA"
    people.loc[rows, "fecha_solicitud"] = pd.to_datetime([f"{LAST_YEAR}-12-{day}" for day in (9, 11, 13, 17, 19)])
    people.loc[rows, "fecha_resolucion"] = pd.NaT
    return people


def _numbered(prefix: str, values: pd.Series) -> list[str]:
    numbers = pd.factorize(values)[0] + 1
    return [f"{prefix}-{n:04d}" for n in numbers]


def _with_returns(rng: np.random.Generator, people: pd.DataFrame) -> pd.DataFrame:
    """Persons refused once who apply again and are accredited: the earlier record is theirs."""
    free = people[people["resultado"] == "ACREDITADA"]
    wanted = len(free) - int(load_truths()["nuevas_solicitudes"])
    refused = people["estado_solicitud"].isin(["DENEGADA", "DESISTIDA"]) & (people["plantada"] == "")
    for i in rng.permutation(people.index[refused]):
        later = _same_person(free, people.loc[i])
        if later is not None:
            free = free.drop(index=later.name)
            for name in ("id_persona", *load_lasting()):
                people.at[i, name] = later[name]
        if len(free) == wanted:
            break
    return people


def load_lasting() -> tuple[str, ...]:
    """Attributes that a person keeps from one application to the next."""
    return tuple(row["variable"] for row in load_parameters("lasting"))


def _same_person(accredited: pd.DataFrame, earlier: pd.Series) -> pd.Series | None:
    """The first later accreditation of someone of the same sex, age and origin, if there is one."""
    gap = accredited["anio"] - earlier["anio"]
    fits = (
        gap.between(1, 5)
        & (accredited["quien"].map(SEX_OF) == SEX_OF[earlier["quien"]])
        & (accredited["edad"] - gap == earlier["edad"])
        & (accredited["origen"] == earlier["origen"])
    )
    return accredited[fits].iloc[0] if fits.any() else None
