"""Exercises of module 10: who was asked, what a survey can say, and whom a warning rule points at by mistake."""

from __future__ import annotations

from functools import cache

import pandas as pd

import tipanalysis as tip
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register

FILES = {"encuesta": "encuesta.csv", "flujo": "flujo.csv", "envios": "envios.csv"}
SIGNS = ("dictado", "papel", "corredor", "fraccionado")
YES = "SI"


@cache
def _register(name: str) -> Register:
    return tip.read_register(project_folder() / "datasets" / FILES[name], source=name)


@cache
def _frame(name: str, *by: str) -> pd.DataFrame:
    return tip.count_by(_register(name), list(by)).frame


def _n(name: str, **codes: str) -> int:
    """How many have these codes; without any, all of them."""
    if not codes:
        return tip.count_by(_register(name)).total
    frame = _frame(name, *codes)
    chosen = pd.Series(True, index=frame.index)
    for variable, code in codes.items():
        chosen &= frame[variable] == code
    return int(frame.loc[chosen, "n"].sum())


def _said(answer: str) -> float:
    return 100 * _n("encuesta", retencion=answer) / _n("encuesta")


def _share(name: str, nationality: str) -> float:
    return 100 * _n(name, nacionalidad=nationality) / _n(name)


def _missing_points() -> float:
    return _share("flujo", "HTI") - _share("encuesta", "HTI")


def _hits(sign: str = "corredor") -> float:
    """Of a hundred alerts of a sign, how many are right."""
    return 100 * _n("envios", relacion=YES, **{f"senal_{sign}": YES}) / _n("envios", **{f"senal_{sign}": YES})


def _caught(sign: str = "corredor") -> float:
    """Of a hundred related transfers, how many the sign sees."""
    return 100 * _n("envios", relacion=YES, **{f"senal_{sign}": YES}) / _n("envios", relacion=YES)


def _false(origin: str = "") -> float:
    """Of a hundred honest transfers, how many are pointed at."""
    group = {"relacion": "NO", **({"origen": origin} if origin else {})}
    return 100 * _n("envios", **group, senal_corredor=YES) / _n("envios", **group)


def _false_of(origin: str) -> int:
    return _n("envios", relacion="NO", origen=origin, senal_corredor=YES)


def _best() -> str:
    return max(SIGNS, key=_hits)


EXERCISES = (
    Exercise(
        id="10.1",
        expected=lambda: _said(YES),
        mistakes=(
            Mistake("solo_respondieron", lambda: 100 * _said(YES) / (100 - _said("PNR"))),
            Mistake("cuantas", lambda: _n("encuesta", retencion=YES)),
            Mistake("que_no", lambda: _said("NO")),
            Mistake("callaron", lambda: _said("PNR")),
            Mistake("proporcion", lambda: _said(YES) / 100),
        ),
        hints=2,
    ),
    Exercise(
        id="10.2",
        expected=_missing_points,
        mistakes=(
            Mistake("al_reves", lambda: -_missing_points()),
            Mistake("ingresos", lambda: _share("flujo", "HTI")),
            Mistake("entrevistas", lambda: _share("encuesta", "HTI")),
            Mistake("veces", lambda: _share("flujo", "HTI") / _share("encuesta", "HTI")),
            Mistake("otra", lambda: _share("encuesta", "VEN") - _share("flujo", "VEN")),
        ),
        hints=2,
        tolerance=0.1,
    ),
    Exercise(
        id="10.3",
        expected=lambda: "c",
        mistakes=(
            Mistake("todas", lambda: "a"),
            Mistake("margen", lambda: "b"),
            Mistake("nada", lambda: "d"),
        ),
        hints=2,
    ),
    Exercise(
        id="10.4",
        expected=_hits,
        mistakes=(
            Mistake("lo_que_vio", _caught),
            Mistake("cuantos", lambda: _n("envios", relacion=YES, senal_corredor=YES)),
            Mistake("falsos", lambda: 100 - _hits()),
            Mistake("tasa_base", lambda: 100 * _n("envios", relacion=YES) / _n("envios")),
            Mistake("avisos", lambda: 100 * _n("envios", senal_corredor=YES) / _n("envios")),
        ),
        hints=2,
    ),
    Exercise(
        id="10.5",
        expected=lambda: _false("EXTRANJERA"),
        mistakes=(
            Mistake("nacionales", lambda: _false("NACIONAL")),
            Mistake("todas", _false),
            Mistake("cuantos", lambda: _false_of("EXTRANJERA")),
            Mistake(
                "de_las_alarmas",
                lambda: 100 * _false_of("EXTRANJERA") / (_false_of("EXTRANJERA") + _false_of("NACIONAL")),
            ),
            Mistake("sin_senal", lambda: 100 - _false("EXTRANJERA")),
        ),
        hints=2,
    ),
    Exercise(
        id="10.6",
        expected=lambda: _false("EXTRANJERA") / _false("NACIONAL"),
        mistakes=(
            Mistake("resta", lambda: _false("EXTRANJERA") - _false("NACIONAL")),
            Mistake("al_reves", lambda: _false("NACIONAL") / _false("EXTRANJERA")),
            Mistake("cuantos", lambda: _false_of("EXTRANJERA") / _false_of("NACIONAL")),
        ),
        hints=2,
        tolerance=1.2,
    ),
    Exercise(
        id="10.7",
        expected=_best,
        mistakes=(
            Mistake("ve_mas", lambda: max(SIGNS, key=_caught)),
            Mistake("nervios", lambda: "papel"),
            Mistake("montos", lambda: "fraccionado"),
        ),
        hints=2,
    ),
)
