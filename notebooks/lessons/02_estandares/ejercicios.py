"""Exercises of module 2: coding with the law, what is missing, and what is lost between classifications."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import tipanalysis as tip
from tipanalysis.counts.counts import Counts
from tipanalysis.course.agreement import Agreement, agreement
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register

BEFORE, AFTER = ("2018", "2019"), ("2021", "2022")
OTHERS = "Other forms of exploitation"
MANY = "17"
ADULT = 18


@cache
def _descriptions() -> tuple[dict[str, str], ...]:
    """The twenty descriptions of the first notebook: age, key, and how two officers coded them."""
    text = (Path(__file__).parent / "vinetas.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _purposes_of(number: str) -> frozenset[str]:
    return next(frozenset(row["finalidades"].split()) for row in _descriptions() if row["vineta"] == number)


def _children(*, exploited: bool = True, only_without_means: bool = False) -> frozenset[int]:
    return frozenset(
        int(row["vineta"])
        for row in _descriptions()
        if row["edad"]
        and int(row["edad"]) < ADULT
        and (bool(row["finalidades"]) or not exploited)
        and not (only_without_means and row["dice_el_medio"] == "si")
    )


def _agreement(one: str, other: str) -> Agreement:
    return agreement(*([row[name] for row in _descriptions()] for name in (one, other)))


@cache
def _register() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_limpio")


def _children_s_means(state: str, code: str = "NA_") -> int:
    chosen = _register().where(mayoria_edad="00-17", estado_solicitud=state)
    return int(tip.count_by(chosen, "medio").frame.set_index("medio").loc[code, "n"])


def _refused_children() -> int:
    return tip.count_by(_register().where(mayoria_edad="00-17", estado_solicitud="DENEGADA")).total


def _without_means_anywhere() -> int:
    return int(tip.count_by(_register(), "medio").frame.set_index("medio").loc["NA_", "n"])


@cache
def _purposes(years: tuple[str, ...]) -> Counts:
    chosen = _register().where(condicion_victima="ACREDITADA", anio_acreditacion=years)
    return tip.count_by(chosen, "finalidad", unit="persona")


def _with(code: str, years: tuple[str, ...] = AFTER) -> int:
    return int(_purposes(years).frame.set_index("finalidad")["n"].get(code, 0))


def _percent(years: tuple[str, ...] = AFTER, *, known: bool = False) -> float:
    among = _purposes(years).total - (_with("ND", years) if known else 0)
    return 100 * _with("SEXUAL", years) / among


def _at_most() -> float:
    return 100 * (_with("SEXUAL") + _with("ND")) / _purposes(AFTER).total


def _lost(name: str) -> int:
    return len(tip.load_crosswalk(name).losses())


def _fall_into(target: str) -> int:
    return len(tip.load_crosswalk("glotip_2023").sources_of(target))


EXERCISES = (
    Exercise(
        id="2.1",
        expected=lambda: _purposes_of(MANY),
        mistakes=(
            Mistake("solo_sexual", lambda: frozenset({"SEXUAL"})),
            Mistake("solo_laboral", lambda: frozenset({"LABORAL"})),
            Mistake("servidumbre", lambda: frozenset({"ESCLAVITUD_SERVIDUMBRE", "SEXUAL"})),
            Mistake("otras", lambda: frozenset({"OTRAS"})),
        ),
        hints=2,
    ),
    Exercise(
        id="2.2",
        expected=lambda: _children(only_without_means=True),
        mistakes=(
            Mistake("todas_las_menores", _children),
            Mistake("con_la_15", lambda: _children(exploited=False, only_without_means=True)),
            Mistake("solo_la_7", lambda: frozenset({7})),
            Mistake("solo_la_4", lambda: frozenset({4})),
        ),
        hints=2,
    ),
    Exercise(
        id="2.3",
        expected=lambda: _agreement("persona_1", "clave").agreed,
        mistakes=(
            Mistake("entre_ellas", lambda: _agreement("persona_1", "persona_2").agreed),
            Mistake("la_otra", lambda: _agreement("persona_2", "clave").agreed),
            Mistake("las_que_no", lambda: len(_agreement("persona_1", "clave").differ)),
            Mistake("porcentaje", lambda: 100 * _agreement("persona_1", "clave").agreed / len(_descriptions())),
        ),
        hints=2,
    ),
    Exercise(
        id="2.4",
        expected=lambda: _children_s_means("DENEGADA"),
        mistakes=(
            Mistake("todas_las_denegadas", _refused_children),
            Mistake("acreditadas", lambda: _children_s_means("ACREDITADA")),
            Mistake("todo_el_registro", _without_means_anywhere),
            Mistake("engano", lambda: _children_s_means("DENEGADA", "ENGANO")),
        ),
        hints=2,
    ),
    Exercise(
        id="2.5",
        expected=lambda: _percent(known=True),
        mistakes=(
            Mistake("de_todas", _percent),
            Mistake("cuantas", lambda: _with("SEXUAL")),
            Mistake("proporcion", lambda: _percent(known=True) / 100),
            Mistake("antes", lambda: _percent(BEFORE)),
            Mistake("sin_dato", lambda: 100 * _with("ND") / _purposes(AFTER).total),
        ),
        hints=2,
    ),
    Exercise(
        id="2.6",
        expected=_at_most,
        mistakes=(
            Mistake("de_todas", _percent),
            Mistake("entre_conocidas", lambda: _percent(known=True)),
            Mistake("proporcion", lambda: _at_most() / 100),
            Mistake("cuantas", lambda: _with("SEXUAL") + _with("ND")),
            Mistake(
                "sin_restar",
                lambda: 100 * (_with("SEXUAL") + _with("ND")) / (_purposes(AFTER).total - _with("ND")),
            ),
        ),
        hints=2,
    ),
    Exercise(
        id="2.7",
        expected=lambda: _fall_into(OTHERS),
        mistakes=(
            Mistake("trabajo_forzado", lambda: _fall_into("Forced labour")),
            Mistake("falta_uno", lambda: _fall_into(OTHERS) - 1),
            Mistake("todos", lambda: len(tip.load_codebook()["finalidad_detalle"].codes())),
        ),
        hints=2,
    ),
    Exercise(
        id="2.8",
        expected=lambda: _lost("glotip_2023"),
        mistakes=(
            Mistake("de_la_ley", lambda: _lost("cr_cp_art172")),
            Mistake("solo_otras", lambda: _fall_into(OTHERS)),
            Mistake("ninguno", lambda: len(tip.load_codebook()["finalidad_detalle"].codes()) - _lost("glotip_2023")),
        ),
        hints=2,
    ),
)
