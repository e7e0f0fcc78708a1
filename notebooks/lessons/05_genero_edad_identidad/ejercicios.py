"""Exercises of module 5: two questions, reasons, tables that hid women, children and men, and women accused."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pandas as pd

import tipanalysis as tip
from tipanalysis.counts.counts import Counts
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register

CHILDREN, ADULTS = "00-17", "18+"


@cache
def _boxes(*kinds: str) -> frozenset[int]:
    """The boxes of the first activity that answer the questions named."""
    text = (Path(__file__).parent / "formulario.csv").read_text("utf-8")
    return frozenset(int(row["casilla"]) for row in csv.DictReader(text.splitlines()) if row["respuesta"] in kinds)


@cache
def _register() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_limpio")


@cache
def _accredited() -> Register:
    return _register().where(condicion_victima="ACREDITADA")


@cache
def _accused() -> Register:
    return tip.read_register(project_folder() / "datasets" / "imputadas.csv", source="imputadas")


def _counts(register: Register, *by: str) -> Counts:
    return tip.count_by(register, list(by), unit="persona")


def _n(counts: Counts, **codes: str) -> int:
    """How many stand at these codes, the other dimensions summed out."""
    frame = counts.frame
    for name, code in codes.items():
        frame = frame[frame[name] == code]
    return int(frame["n"].sum())


@cache
def _office_without_doubts() -> str:
    """Of the large institutions the one that has an identity of everybody and nobody who declined."""
    rated = tip.with_quality(_register()).where(
        condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"],
        anio_registro=[str(year) for year in range(2018, 2025)],
        llenado_identidad_genero=["CON_DATO", "NP", "PNR"],
    )
    table = tip.count_by(rated, ["tipo_entidad", "llenado_identidad_genero"]).frame
    wide = table.pivot_table(index="tipo_entidad", columns="llenado_identidad_genero", values="n", aggfunc="sum")
    whole = wide[(wide.sum(axis=1) >= 20) & (wide["CON_DATO"] == wide.sum(axis=1))]
    (office,) = whole.index
    return str(office)


@cache
def _at_work() -> Counts:
    chosen = tip.with_answer(_accredited(), "finalidad", "LABORAL").where(finalidad_LABORAL="SI")
    return _counts(chosen, "sexo", "mayoria_edad")


@cache
def _women_by_age() -> pd.Series:
    counts = _counts(_accredited(), "grupo_edad", "sexo").frame
    return counts[counts["sexo"] == "MUJER"].set_index("grupo_edad")["n"]


def _hidden_girls(*groups: str) -> float:
    """Percent that those of 15 to 17 are of the groups."""
    women = _women_by_age()
    return 100 * float(women["15-17"]) / float(sum(women[group] for group in groups))


@cache
def _children() -> Counts:
    return _counts(_accredited().where(mayoria_edad=CHILDREN), "grupo_edad_amplio", "sexo")


def _boys(*groups: str) -> float:
    chosen = _children().frame[_children().frame["grupo_edad_amplio"].isin(groups)]
    return 100 * float(chosen.loc[chosen["sexo"] == "HOMBRE", "n"].sum()) / float(chosen["n"].sum())


def _all_children() -> float:
    return 100 * _n(_children(), sexo="HOMBRE") / _children().total


@cache
def _people_of_2021() -> int:
    assert _of_2021(sexo="HOMBRE", mayoria_edad=ADULTS) == 0
    return _of_2021()


def _of_2021(**codes: str) -> int:
    return _n(_counts(_accredited().where(anio_acreditacion="2021"), "sexo", "mayoria_edad"), **codes)


def _relatives_per_stranger(*ages: str) -> float:
    counts = _counts(_accredited(), "mayoria_edad", "vinculo_tratante")
    relatives, strangers = (
        sum(_n(counts, mayoria_edad=age, vinculo_tratante=link) for age in ages) for link in ("FAMILIAR", "DESCONOCIDA")
    )
    return relatives / strangers


def _relatives() -> int:
    return _n(
        _counts(_accredited(), "mayoria_edad", "vinculo_tratante"), mayoria_edad=CHILDREN, vinculo_tratante="FAMILIAR"
    )


@cache
def _roles() -> Counts:
    return tip.count_by(_accused(), ["rol", "tratante_sexo"])


def _women_who_recruit() -> int:
    return _n(_roles(), rol="RECLUTADOR", tratante_sexo="MUJER")


@cache
def _before() -> Counts:
    return tip.count_by(_accused(), ["tratante_sexo", "victima_antes"])


def _victims_before(sex: str) -> int:
    return _n(_before(), tratante_sexo=sex, victima_antes="SI")


def _asked(sex: str) -> int:
    return _n(_before(), tratante_sexo=sex) - _n(_before(), tratante_sexo=sex, victima_antes="NP")


EXERCISES = (
    Exercise(
        id="5.1",
        expected=lambda: _boxes("identidad"),
        mistakes=(
            Mistake("sin_la_6", lambda: _boxes("identidad") - {6}),
            Mistake("con_la_3", lambda: _boxes("identidad") | {3}),
            Mistake("con_la_7", lambda: _boxes("identidad") | {7}),
            Mistake("sexo", lambda: _boxes("sexo")),
            Mistake("las_dos", lambda: _boxes("sexo", "identidad")),
        ),
        hints=2,
    ),
    Exercise(
        id="5.2",
        expected=_office_without_doubts,
        mistakes=(
            Mistake("judicial", lambda: "JUDICIAL"),
            Mistake("ninez", lambda: "NINEZ"),
            Mistake("fiscalia", lambda: "FISCALIA"),
            Mistake("salud", lambda: "SALUD"),
        ),
        hints=2,
    ),
    Exercise(
        id="5.3",
        expected=lambda: 100 * _n(_at_work(), sexo="MUJER") / _at_work().total,
        mistakes=(
            Mistake("solo_adultas", lambda: 100 * _n(_at_work(), sexo="MUJER", mayoria_edad=ADULTS) / _at_work().total),
            Mistake("hombres", lambda: 100 * _n(_at_work(), sexo="HOMBRE") / _at_work().total),
            Mistake("cuantas", lambda: _n(_at_work(), sexo="MUJER")),
            Mistake("de_todas", lambda: 100 * _n(_at_work(), sexo="MUJER") / _counts(_accredited()).total),
            Mistake("proporcion", lambda: _n(_at_work(), sexo="MUJER") / _at_work().total),
        ),
        hints=2,
    ),
    Exercise(
        id="5.4",
        expected=lambda: _hidden_girls("15-17", "18-24"),
        mistakes=(
            Mistake("entre_adultas", lambda: _hidden_girls("18-24")),
            Mistake("al_reves", lambda: 100 - _hidden_girls("15-17", "18-24")),
            Mistake("de_las_ninas", lambda: _hidden_girls("00-05", "06-11", "12-14", "15-17")),
            Mistake("cuantas", lambda: int(_women_by_age()["15-17"])),
            Mistake("proporcion", lambda: _hidden_girls("15-17", "18-24") / 100),
        ),
        hints=2,
    ),
    Exercise(
        id="5.5",
        expected=lambda: _boys("00-11"),
        mistakes=(
            Mistake("toda_la_ninez", _all_children),
            Mistake("adolescentes", lambda: _boys("12-17")),
            Mistake("ninas", lambda: 100 - _boys("00-11")),
            Mistake("cuantos", lambda: _n(_children(), grupo_edad_amplio="00-11", sexo="HOMBRE")),
            Mistake("proporcion", lambda: _boys("00-11") / 100),
        ),
        hints=2,
    ),
    Exercise(
        id="5.6",
        expected=lambda: 100 * 3 / _people_of_2021(),
        mistakes=(
            Mistake("cero", lambda: _of_2021(sexo="HOMBRE", mayoria_edad=ADULTS)),
            Mistake("proporcion", lambda: 3 / _people_of_2021()),
            Mistake("una", lambda: 100 / _people_of_2021()),
            Mistake("solo_adultas", lambda: 100 * 3 / _of_2021(mayoria_edad=ADULTS)),
            Mistake("de_todos_los_anios", lambda: 100 * 3 / _counts(_accredited()).total),
        ),
        hints=2,
    ),
    Exercise(
        id="5.7",
        expected=lambda: _relatives_per_stranger(CHILDREN),
        mistakes=(
            Mistake("al_reves", lambda: 1 / _relatives_per_stranger(CHILDREN)),
            Mistake("adultas", lambda: _relatives_per_stranger(ADULTS)),
            Mistake("todas", lambda: _relatives_per_stranger(CHILDREN, ADULTS)),
            Mistake("cuantas", _relatives),
        ),
        hints=2,
    ),
    Exercise(
        id="5.8",
        expected=lambda: 100 * _women_who_recruit() / _n(_roles(), rol="RECLUTADOR"),
        mistakes=(
            Mistake("de_todas", lambda: 100 * _n(_roles(), tratante_sexo="MUJER") / _roles().total),
            Mistake("de_las_mujeres", lambda: 100 * _women_who_recruit() / _n(_roles(), tratante_sexo="MUJER")),
            Mistake("hombres", lambda: 100 * (1 - _women_who_recruit() / _n(_roles(), rol="RECLUTADOR"))),
            Mistake("cuantas", _women_who_recruit),
            Mistake("proporcion", lambda: _women_who_recruit() / _n(_roles(), rol="RECLUTADOR")),
        ),
        hints=2,
    ),
    Exercise(
        id="5.9",
        expected=lambda: 100 * _victims_before("MUJER") / _asked("MUJER"),
        mistakes=(
            Mistake(
                "con_no_preguntadas", lambda: 100 * _victims_before("MUJER") / _n(_before(), tratante_sexo="MUJER")
            ),
            Mistake("hombres", lambda: 100 * _victims_before("HOMBRE") / _asked("HOMBRE")),
            Mistake("cuantas", lambda: _victims_before("MUJER")),
            Mistake(
                "al_reves",
                lambda: 100 * _victims_before("MUJER") / (_victims_before("MUJER") + _victims_before("HOMBRE")),
            ),
            Mistake("proporcion", lambda: _victims_before("MUJER") / _asked("MUJER")),
        ),
        hints=2,
    ),
)
