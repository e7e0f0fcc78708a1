"""Exercises of module 3: what a sheet holds, what its cleaning asks, and whom it touches."""

from __future__ import annotations

from functools import cache

import pandas as pd

import tipanalysis as tip
from tipanalysis.counts.counts import Counts
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register

STATES = ("ACREDITADA", "PRESUNTA", "NO_VICTIMA")
RAW = ("nicas", "bachiller", "Fémina", "SI", "Ngäbe")
WAITING, BY_CATALOGUE = "REVISION", "CATALOGO"


@cache
def _dirty() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_sucio.xlsx", source="eri")


@cache
def _clean() -> Register:
    return tip.clean(_dirty())


@cache
def _queue() -> pd.DataFrame:
    return tip.review_queue(_clean())


def _rows(*outcomes: str) -> int:
    return sum(_dirty().rows[name] for name in outcomes)


def _of_sex(code: str, *years: str) -> int:
    chosen = _dirty().where(anio_registro=years) if years else _dirty()
    return int(tip.count_by(chosen, "sexo").frame.set_index("sexo").loc[code, "n"])


def _percent_of(variable: str, *codes: str) -> float:
    counts = tip.count_by(_dirty().where(condicion_victima=STATES), variable)
    return 100 * float(counts.frame.loc[counts.frame[variable].isin(codes), "n"].sum()) / counts.total


def _not_asked() -> int:
    counts = tip.count_by(_dirty().where(condicion_victima=STATES), "identidad_genero")
    return int(counts.frame.set_index("identidad_genero").loc["NP", "n"])


def _asked() -> frozenset[str]:
    """Of the five texts those that wait for a person."""
    return frozenset(RAW) & frozenset(_queue()["crudo"])


@cache
def _touched() -> Counts:
    return tip.count_by(tip.with_changes(_clean()), ["origen", "limpieza"])


def _records(origin: str, done: str = "") -> int:
    frame = _touched().frame
    chosen = (frame["origen"] == origin) & ((frame["limpieza"] == done) if done else True)
    return int(frame.loc[chosen, "n"].sum())


def _waiting(*origins: str) -> float:
    return 100 * sum(_records(one, WAITING) for one in origins) / sum(_records(one) for one in origins)


@cache
def _identity_of_the_row() -> str:
    return tip.explain(_clean(), 50, "identidad_genero", sheet="2021-2022").estandar


EXERCISES = (
    Exercise(
        id="3.1",
        expected=lambda: _rows("total", "nota", "filtro"),
        mistakes=(
            Mistake("con_unidas", lambda: _rows("total", "nota", "filtro", "unida")),
            Mistake("solo_totales", lambda: _rows("total")),
            Mistake("sin_filtro", lambda: _rows("total", "nota")),
            Mistake("los_registros", lambda: _rows("registro")),
            Mistake("todas", lambda: _rows(*_dirty().rows)),
        ),
        hints=2,
    ),
    Exercise(
        id="3.2",
        expected=lambda: _of_sex("MUJER", "2015", "2016", "2017"),
        mistakes=(
            Mistake("hombres", lambda: _of_sex("HOMBRE", "2015", "2016", "2017")),
            Mistake("otros_anios", lambda: _of_sex("MUJER", "2010", "2011", "2012")),
            Mistake("total", lambda: tip.count_by(_dirty().where(anio_registro=("2015", "2016", "2017"))).total),
            Mistake("todo_el_libro", lambda: _of_sex("MUJER")),
        ),
        hints=2,
    ),
    Exercise(
        id="3.3",
        expected=lambda: _percent_of("identidad_genero", "NP"),
        mistakes=(
            Mistake("no_disponible", lambda: _percent_of("identidad_genero", "ND")),
            Mistake("sin_dato", lambda: _percent_of("identidad_genero", *tip.load_codebook().unknown_codes)),
            Mistake("cuantas", _not_asked),
            Mistake("proporcion", lambda: _percent_of("identidad_genero", "NP") / 100),
            Mistake("otra_variable", lambda: _percent_of("etnia", "NP")),
        ),
        hints=2,
    ),
    Exercise(
        id="3.4",
        expected=lambda: len(_queue()),
        mistakes=(
            Mistake("antes", lambda: len(tip.review_queue(_dirty()))),
            Mistake("celdas", lambda: int(_queue()["casos"].sum())),
            Mistake("por_revisar", lambda: len(_clean().faults)),
        ),
        hints=2,
    ),
    Exercise(
        id="3.5",
        expected=_asked,
        mistakes=(
            Mistake("todas", lambda: frozenset(RAW)),
            Mistake("al_reves", lambda: frozenset(RAW) - _asked()),
            Mistake("sin_ngabe", lambda: _asked() - {"Ngäbe"}),
            Mistake("sin_si", lambda: _asked() - {"SI"}),
            Mistake("sin_bachiller", lambda: _asked() - {"bachiller"}),
        ),
        hints=2,
    ),
    Exercise(
        id="3.6",
        expected=lambda: _waiting("EXTRANJERA"),
        mistakes=(
            Mistake("nacionales", lambda: _waiting("NACIONAL")),
            Mistake("todas", lambda: _waiting("NACIONAL", "EXTRANJERA", "ERR")),
            Mistake("cuantos", lambda: _records("EXTRANJERA", WAITING)),
            Mistake("del_total", lambda: 100 * _records("EXTRANJERA", WAITING) / _touched().total),
            Mistake("catalogo", lambda: 100 * _records("EXTRANJERA", BY_CATALOGUE) / _records("EXTRANJERA")),
        ),
        hints=2,
    ),
    Exercise(
        id="3.7",
        expected=_identity_of_the_row,
        mistakes=(
            Mistake("hombre", lambda: "HOMBRE"),
            Mistake("mujer", lambda: "MUJER"),
            Mistake("error", lambda: "ERR"),
        ),
        hints=2,
    ),
)
