"""Exercises of module 7: what a covered figure tells all the same, and what it costs to cover it well."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd

import tipanalysis as tip
from tipanalysis.counts.counts import Counts
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register
from tipanalysis.release.release import Release

CARTAGO, COVERED, TOTAL = "Cartago", "*", "Total"
UNTIL_2022 = ("2018", "2019", "2020", "2021", "2022")
UNTIL_2023 = (*UNTIL_2022, "2023")
ALONE = 1
"""What the organisation knows of itself: it referred one person."""
POST, PURPOSE, OTHERS = "Puesto", "Explotación sexual", "Otras finalidades"
KNOWN_BY_OTHERS = ("sexo", "grupo_edad", "nacionalidad")
ONE, TWO, THREE = 1, 2, 3


def _table(name: str) -> pd.DataFrame:
    """One of the tables of datasets/cuadros, its first column as the names of the rows."""
    return pd.read_csv(project_folder() / "datasets" / "cuadros" / f"{name}.csv", dtype=str, index_col=0)


def _seen(name: str, row: str, column: str) -> int:
    return int(_table(name).loc[row, column])


def _men(row: str) -> int:
    """The men of a row of the colleague's table, by subtraction."""
    return _seen("colega", row, TOTAL) - _seen("colega", row, "Mujeres")


def _broken() -> list[str]:
    """Rows whose men are covered and can be worked out."""
    table = _table("colega")
    return list(table.index[table["Hombres"] == COVERED])


@cache
def _register() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_limpio")


@cache
def _accredited(years: tuple[str, ...] = ()) -> Register:
    chosen = _register().where(condicion_victima="ACREDITADA")
    return chosen.where(anio_acreditacion=years) if years else chosen


def _by_sex(years: tuple[str, ...]) -> Mapping[str, int]:
    counts = tip.count_by(_accredited(years), "sexo", unit="persona")
    return {**counts.frame.set_index("sexo")["n"].astype(int), TOTAL: counts.total}


def _new(sex: str = "HOMBRE") -> int:
    return _by_sex(UNTIL_2023)[sex] - _by_sex(UNTIL_2022)[sex]


def _posts(*, one_kind: bool = False) -> pd.Series:
    """The posts in question, with the women whom each referred for sexual exploitation."""
    table = _table("puestos").drop(index=TOTAL).astype(int)
    return table.loc[table[OTHERS] == 0 if one_kind else table[OTHERS] > 0, PURPOSE]


def _in_sight_of_others() -> int:
    """The people of the table of referrals that stand in sight."""
    people = _table("referencias")["Personas"].drop(index=TOTAL)
    return int(people[people != COVERED].astype(int).sum())


def _covered() -> int:
    return _seen("referencias", TOTAL, "Personas") - _in_sight_of_others()


@cache
def _count(*by: str) -> Counts:
    return tip.count_by(_accredited(), list(by), unit="persona")


@cache
def _two_tables(together: bool) -> Mapping[str, Release]:
    tables = {"edades": _count("grupo_edad"), "origen": _count("grupo_edad_amplio", "origen")}
    if together:
        return tip.protect_together(tables)
    return {name: tip.protect(table) for name, table in tables.items()}


def _hidden(*, together: bool) -> int:
    return sum(release.hidden for release in _two_tables(together).values())


@cache
def _in_sight() -> int:
    """People in the cells of provinces by fine ages that stay in sight."""
    return int(_fine().frame["n"].sum())


@cache
def _fine() -> Release:
    return tip.protect(_count("provincia_residencia", "grupo_edad"))


def _everybody() -> int:
    return _count("provincia_residencia", "grupo_edad").total


@cache
def _rounded() -> Mapping[str, int]:
    """The men of Guanacaste: the figure printed, how far it may be off, and the true one."""
    by = ("provincia_residencia", "sexo")
    row = tip.protect(_count(*by), method="round").frame.set_index(list(by)).loc[("G", "HOMBRE")]
    true = _count(*by).frame.set_index(list(by)).loc[("G", "HOMBRE"), "n"]
    return {"n": int(row["n"]), "within": int(row["within"]), "true": int(true)}


def _around(off: int) -> list[int]:
    return [_rounded()["n"] - off, _rounded()["n"] + off]


@cache
def _alone(size: int, what: str = "unique") -> int:
    sizes = tip.measure_risk(_register(), list(KNOWN_BY_OTHERS), ["finalidad"]).sizes
    return int(sizes.set_index("size").loc[size, what])


EXERCISES = (
    Exercise(
        id="7.1",
        expected=lambda: _men(CARTAGO),
        mistakes=(
            Mistake("mujeres", lambda: _seen("colega", CARTAGO, "Mujeres")),
            Mistake("total", lambda: _seen("colega", CARTAGO, TOTAL)),
            Mistake("suma", lambda: _seen("colega", CARTAGO, TOTAL) + _seen("colega", CARTAGO, "Mujeres")),
            Mistake("al_reves", lambda: -_men(CARTAGO)),
        ),
        hints=2,
    ),
    Exercise(
        id="7.2",
        expected=lambda: frozenset(_broken()),
        mistakes=(
            Mistake("solo_cartago", lambda: frozenset({CARTAGO})),
            Mistake("falta_sin_dato", lambda: frozenset(_broken()) - {"Sin dato"}),
            Mistake("falta_puntarenas", lambda: frozenset(_broken()) - {"Puntarenas"}),
            Mistake("todos", lambda: frozenset(_table("colega").index) - {TOTAL}),
        ),
        hints=2,
    ),
    Exercise(
        id="7.3",
        expected=_new,
        mistakes=(
            Mistake("todas", lambda: _new(TOTAL)),
            Mistake("mujeres", lambda: _new("MUJER")),
            Mistake("acumulado", lambda: _by_sex(UNTIL_2023)["HOMBRE"]),
            Mistake("al_reves", lambda: -_new()),
        ),
        hints=2,
    ),
    Exercise(
        id="7.4",
        expected=lambda: str(_posts(one_kind=True).index[0]),
        mistakes=(
            Mistake("norte", lambda: str(_posts().idxmax())),
            Mistake("este", lambda: str(_posts().idxmin())),
            Mistake("ninguno", lambda: "ninguno"),
        ),
        hints=2,
    ),
    Exercise(
        id="7.5",
        expected=lambda: _covered() - ALONE,
        mistakes=(
            Mistake("las_dos", _covered),
            Mistake("una", lambda: ALONE),
            Mistake("total_menos_una", lambda: _seen("referencias", TOTAL, "Personas") - ALONE),
            Mistake("sin_pani", lambda: _covered() - ALONE + _seen("referencias", "PANI", "Personas")),
        ),
        hints=2,
    ),
    Exercise(
        id="7.6",
        expected=lambda: _hidden(together=True) - _hidden(together=False),
        mistakes=(
            Mistake("sueltos", lambda: _hidden(together=False)),
            Mistake("juntos", lambda: _hidden(together=True)),
            Mistake("al_reves", lambda: _hidden(together=False) - _hidden(together=True)),
            Mistake("suma", lambda: _hidden(together=False) + _hidden(together=True)),
        ),
        hints=2,
    ),
    Exercise(
        id="7.7",
        expected=lambda: _everybody() - _in_sight(),
        mistakes=(
            Mistake("a_la_vista", _in_sight),
            Mistake("todas", _everybody),
            Mistake("celdas", lambda: _fine().hidden),
        ),
        hints=2,
    ),
    Exercise(
        id="7.8",
        expected=lambda: _around(_rounded()["within"] - 1),
        mistakes=(
            Mistake("con_el_cinco", lambda: _around(_rounded()["within"])),
            Mistake("redondeo_de_escuela", lambda: _around(_rounded()["within"] // TWO)),
            Mistake("exacta", lambda: _around(0)),
            Mistake("al_reves", lambda: _around(1 - _rounded()["within"])),
        ),
        hints=2,
    ),
    Exercise(
        id="7.9",
        expected=lambda: _alone(THREE),
        mistakes=(
            Mistake("grupos_chicos", lambda: _alone(THREE, "below")),
            Mistake("dos", lambda: _alone(TWO)),
            Mistake("una", lambda: _alone(ONE)),
            Mistake("todos", lambda: len(_register())),
        ),
        hints=2,
    ),
)
