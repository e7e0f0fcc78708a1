"""Exercises of module 4: who is one person, how sure one must be, and for whom linking is right."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

import tipanalysis as tip
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.linking.links import Links
from tipanalysis.register.register import Register

LISTS = ("policia", "eri", "pani", "inamu")
STRICT = 0.99
ALL, FOREIGN, NATIONAL = "TODAS", "EXTRANJERA", "NACIONAL"


@cache
def _different() -> frozenset[int]:
    """The pairs of the first notebook that are two people."""
    text = (Path(__file__).parent / "pares.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return frozenset(int(row["par"]) for row in rows if row["respuesta"] == "distintas")


@cache
def _list(name: str) -> Register:
    return tip.read_register(project_folder() / "datasets" / "listas" / f"{name}.csv", source="listas", key="taller")


@cache
def _links(lists: tuple[str, ...]) -> Links:
    return tip.link({name: _list(name) for name in lists})


def _persons(threshold: float | None = None) -> int:
    links = _links(("policia", "eri"))
    return (links if threshold is None else links.at(threshold)).persons


def _women_of_the_eri() -> int:
    counts = tip.count_by(tip.apply_links(_list("eri"), tip.link(_list("eri"))), "sexo", unit="persona")
    return int(counts.frame.set_index("sexo").loc["MUJER", "n"])


@cache
def _score() -> pd.DataFrame:
    key = project_folder() / "datasets" / "listas_claves.csv"
    return tip.score_links(_links(LISTS), key).drop_duplicates("nivel").set_index("nivel")


def _pairs(level: str, what: str = "encontrados") -> int:
    return int(_score().loc[level, what])


def _found(level: str, among: str = "pares_verdaderos") -> float:
    return 100 * _pairs(level) / _pairs(level, among)


def _gap() -> float:
    return _found(NATIONAL) - _found(FOREIGN)


EXERCISES = (
    Exercise(
        id="4.1",
        expected=_different,
        mistakes=(
            Mistake("sin_la_4", lambda: _different() - {4}),
            Mistake("con_la_7", lambda: _different() | {7}),
            Mistake("con_la_6", lambda: _different() | {6}),
            Mistake("con_la_5", lambda: _different() | {5}),
        ),
        hints=2,
    ),
    Exercise(
        id="4.2",
        expected=lambda: tip.link(_list("eri")).persons,
        mistakes=(
            Mistake("registros", lambda: len(_list("eri"))),
            Mistake("repetidos", lambda: len(_list("eri")) - tip.link(_list("eri")).persons),
            Mistake("mujeres", _women_of_the_eri),
        ),
        hints=2,
    ),
    Exercise(
        id="4.3",
        expected=lambda: _persons(STRICT) - _persons(),
        mistakes=(
            Mistake("exigente", lambda: _persons(STRICT)),
            Mistake("normal", _persons),
            Mistake("al_reves", lambda: _persons() - _persons(STRICT)),
            Mistake("suma", lambda: _persons() + _persons(STRICT)),
        ),
        hints=2,
    ),
    Exercise(
        id="4.4",
        expected=lambda: _found(FOREIGN),
        mistakes=(
            Mistake("nacionales", lambda: _found(NATIONAL)),
            Mistake("todas", lambda: _found(ALL)),
            Mistake("acertados", lambda: _found(FOREIGN, "pares_unidos")),
            Mistake("proporcion", lambda: _found(FOREIGN) / 100),
            Mistake("cuantos", lambda: _pairs(FOREIGN)),
        ),
        hints=2,
    ),
    Exercise(
        id="4.5",
        expected=_gap,
        mistakes=(
            Mistake("al_reves", lambda: -_gap()),
            Mistake("con_todas", lambda: _found(ALL) - _found(FOREIGN)),
            Mistake("pares", lambda: _pairs(NATIONAL) - _pairs(FOREIGN)),
            Mistake("proporcion", lambda: _gap() / 100),
        ),
        hints=2,
    ),
)
