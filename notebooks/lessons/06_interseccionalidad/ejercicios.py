"""Exercises of module 6: what crossing costs, denominators, gaps that turn round, intervals, and when to keep silent."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

import tipanalysis as tip
from tipanalysis.analysis import simpson_check
from tipanalysis.counts.counts import Counts
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register

CHILDREN = "00-17"
FIVE_YEARS = ("2018", "2019", "2020", "2021", "2022")
FOREIGN_RESIDENTS, NATIONAL_RESIDENTS = 10, 90


@cache
def _register() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_limpio")


@cache
def _accredited(*years: str) -> Register:
    accredited = _register().where(condicion_victima="ACREDITADA")
    return accredited.where(anio_acreditacion=years) if years else accredited


@cache
def _crossed(*years: str) -> pd.DataFrame:
    """Three characteristics, as they leave the gate."""
    release = tip.protect(tip.count_by(_accredited(*years), ["sexo", "mayoria_edad", "origen"], unit="persona"))
    return pd.concat([release.frame.assign(total=False), release.margins.assign(total=True)])


def _groups(status: str, *years: str) -> int:
    """Groups with this status, totals left out."""
    cells = _crossed(*years)
    return int(((cells["status"] == status) & ~cells["total"]).sum())


@cache
def _world() -> pd.DataFrame:
    """People found and not found, by form."""
    table = tip.read_register(project_folder() / "datasets" / "deteccion.csv", source="deteccion")
    frame = tip.count_by(table, ["deteccion", "forma_principal"]).frame
    return frame.set_index(["deteccion", "forma_principal"])["n"].unstack()


def _sexual(*found: str) -> float:
    chosen = _world().loc[list(found)]
    return 100 * float(chosen["SEXUAL"].sum()) / float(chosen.to_numpy().sum())


def _origin(code: str) -> int:
    counts = tip.count_by(_accredited(), "origen", unit="persona")
    return int(counts.frame.set_index("origen").loc[code, "n"])


def _times_per_resident() -> float:
    return (_origin("EXTRANJERA") / FOREIGN_RESIDENTS) / (_origin("NACIONAL") / NATIONAL_RESIDENTS)


@cache
def _applications() -> pd.DataFrame:
    """Applications by whether the purpose is sexual, sex and outcome."""
    asked = _register().where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])
    return tip.count_by(
        tip.with_answer(asked, "finalidad", "SEXUAL"), ["finalidad_SEXUAL", "sexo", "condicion_victima"]
    ).frame


def _accredited_part(sex: str, *answers: str) -> float:
    frame = _applications()
    chosen = frame[(frame["sexo"] == sex) & frame["finalidad_SEXUAL"].isin(answers or frame["finalidad_SEXUAL"])]
    return 100 * float(chosen.loc[chosen["condicion_victima"] == "ACREDITADA", "n"].sum()) / float(chosen["n"].sum())


def _gap(*answers: str) -> float:
    return _accredited_part("MUJER", *answers) - _accredited_part("HOMBRE", *answers)


@cache
def _cards(*decisions: str) -> frozenset[int]:
    text = (Path(__file__).parent / "decisiones.csv").read_text("utf-8")
    return frozenset(int(row["ficha"]) for row in csv.DictReader(text.splitlines()) if row["decision"] in decisions)


@cache
def _shares(*years: str) -> pd.Series:
    """Share of children among the people accredited in these years, with its limits, and how many they are."""
    counts = tip.count_by(_accredited(*years), "mayoria_edad", unit="persona")
    return tip.share_within(counts).frame.set_index("mayoria_edad").loc[CHILDREN]


def _width(*years: str) -> float:
    return float(_shares(*years)["high"] - _shares(*years)["low"])


def _change() -> float:
    return float(_shares("2020")["estimate"] - _shares("2018")["estimate"])


@cache
def _consultation() -> Counts:
    table = tip.read_register(project_folder() / "datasets" / "cantones.csv", source="cantones")
    return tip.count_by(table, ["canton_consulta", "origen", "referida"])


def _within() -> float:
    check = simpson_check(
        _consultation(),
        "origen",
        "canton_consulta",
        levels=("EXTRANJERA", "NACIONAL"),
        outcome="referida",
        event="SI",
    )
    return 100 * check.mh.estimate


def _between() -> float:
    """By how much a canton with ten points more of foreign people refers more."""
    cells = _consultation().frame.set_index(["canton_consulta", "origen", "referida"])["n"]
    people = cells.groupby("canton_consulta").sum()
    foreign = cells.groupby(["canton_consulta", "origen"]).sum().xs("EXTRANJERA", level="origen") / people
    referred = cells.xs("SI", level="referida").groupby("canton_consulta").sum() / people
    x, y = (part - (part * people).sum() / people.sum() for part in (foreign, referred))
    return 10 * float((people * x * y).sum() / (people * x * x).sum())


EXERCISES = (
    Exercise(
        id="6.1",
        expected=lambda: _groups("hidden", "2020"),
        mistakes=(
            Mistake("a_la_vista", lambda: _groups("shown", "2020")),
            Mistake("con_totales", lambda: int((_crossed("2020")["status"] == "hidden").sum())),
            Mistake("personas", lambda: tip.count_by(_accredited("2020"), unit="persona").total),
        ),
        hints=2,
    ),
    Exercise(
        id="6.2",
        expected=lambda: _sexual("DETECTADA", "NO_DETECTADA"),
        mistakes=(
            Mistake("detectadas", lambda: _sexual("DETECTADA")),
            Mistake("no_detectadas", lambda: _sexual("NO_DETECTADA")),
            Mistake("cuantas", lambda: int(_world()["SEXUAL"].sum())),
            Mistake("promedio", lambda: (_sexual("DETECTADA") + _sexual("NO_DETECTADA")) / 2),
            Mistake("proporcion", lambda: _sexual("DETECTADA", "NO_DETECTADA") / 100),
        ),
        hints=2,
    ),
    Exercise(
        id="6.3",
        expected=_times_per_resident,
        mistakes=(
            Mistake("sin_denominador", lambda: _origin("EXTRANJERA") / _origin("NACIONAL")),
            Mistake("al_reves", lambda: 1 / _times_per_resident()),
            Mistake("residentes", lambda: NATIONAL_RESIDENTS / FOREIGN_RESIDENTS),
            Mistake("porcentaje", lambda: 100 * _origin("EXTRANJERA") / (_origin("EXTRANJERA") + _origin("NACIONAL"))),
        ),
        hints=2,
    ),
    Exercise(
        id="6.4",
        expected=lambda: _gap("SI"),
        mistakes=(
            Mistake("total", _gap),
            Mistake("al_reves", lambda: -_gap("SI")),
            Mistake("las_demas", lambda: _gap("NO")),
            Mistake("mujeres", lambda: _accredited_part("MUJER", "SI")),
            Mistake("proporcion", lambda: _gap("SI") / 100),
        ),
        hints=2,
        tolerance=0.15,
    ),
    Exercise(
        id="6.5",
        expected=lambda: _cards("callar"),
        mistakes=(
            Mistake("con_juntar", lambda: _cards("callar", "juntar")),
            Mistake("con_la_3", lambda: _cards("callar") | {3}),
            Mistake("con_la_5", lambda: _cards("callar") | {5}),
            Mistake("sin_la_6", lambda: _cards("callar") - {6}),
            Mistake("sin_la_8", lambda: _cards("callar") - {8}),
            Mistake("las_que_si", lambda: _cards("publicar")),
        ),
        hints=2,
    ),
    Exercise(
        id="6.6",
        expected=_change,
        mistakes=(
            Mistake("al_reves", lambda: -_change()),
            Mistake("numero", lambda: int(_shares("2020")["n"] - _shares("2018")["n"])),
            Mistake("por_ciento", lambda: 100 * float(_shares("2020")["n"] / _shares("2018")["n"] - 1)),
            Mistake("proporcion", lambda: _change() / 100),
        ),
        hints=2,
    ),
    Exercise(
        id="6.7",
        expected=lambda: _width("2018") - _width(*FIVE_YEARS),
        mistakes=(
            Mistake("un_anio", lambda: _width("2018")),
            Mistake("cinco_anios", lambda: _width(*FIVE_YEARS)),
            Mistake("al_reves", lambda: _width(*FIVE_YEARS) - _width("2018")),
            Mistake("porcentajes", lambda: abs(float(_shares("2018")["estimate"] - _shares(*FIVE_YEARS)["estimate"]))),
        ),
        hints=2,
        tolerance=0.25,
    ),
    Exercise(
        id="6.8",
        expected=lambda: -_within(),
        mistakes=(
            Mistake("cantones", _between),
            Mistake("con_signo", _within),
            Mistake("proporcion", lambda: -_within() / 100),
        ),
        hints=2,
        tolerance=0.06,
    ),
)
