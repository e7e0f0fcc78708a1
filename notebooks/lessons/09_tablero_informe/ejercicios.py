"""Exercises of module 9: what stands under a chart, effort and finds, waiting by group, filters, what can be said."""

from __future__ import annotations

from functools import cache

import tipanalysis as tip
from tipanalysis.counts.counts import Counts
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.pages.labels import level_label
from tipanalysis.register.register import Register
from tipanalysis.release.protect import protect

YEARS = ("2018", "2019", "2020", "2021", "2022", "2023", "2024")
STATES = ("ACREDITADA", "DENEGADA", "EN_ESTUDIO", "RECIBIDA")
OTHER_LANGUAGES = ("eng", "zho", "miq", "gym")
FOUND, IN_TIME, LATE, PENDING = "HALLAZGO", ("0-5", "6-7"), ("8-15", "16+"), "PENDIENTE"
PLACE, WAIT = "provincia_inspeccion", "dias_habiles_resolucion"


@cache
def _register() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_limpio")


@cache
def _accredited() -> Register:
    return _register().where(condicion_victima="ACREDITADA", anio_acreditacion=YEARS)


def _people(variable: str, *codes: str) -> int:
    return _n(tip.count_by(_accredited(), variable, unit="persona"), *codes)


def _n(counts: Counts, *codes: str) -> int:
    """Units at these levels of a table by one variable; all of them without a level."""
    return int(counts.frame.loc[counts.frame[counts.by[0]].isin(codes), "n"].sum()) if codes else counts.total


@cache
def _inspections() -> Counts:
    register = tip.read_register(project_folder() / "datasets" / "inspecciones.csv", source="inspecciones")
    return tip.count_by(register, [PLACE, "resultado_inspeccion"])


def _inspected(place: str = "", result: str = "") -> int:
    frame = _inspections().frame
    chosen = frame[PLACE].isin([place] if place else frame[PLACE])
    chosen &= frame["resultado_inspeccion"].isin([result] if result else [FOUND, "NADA"])
    return int(frame.loc[chosen, "n"].sum())


def _yield_of(place: str) -> float:
    return 100 * _inspected(place, FOUND) / _inspected(place)


@cache
def _shown_places() -> tuple[str, ...]:
    """Provinces whose finds are not hidden, those with most finds an inspection first."""
    frame = protect(_inspections()).frame
    seen = frame[(frame["resultado_inspeccion"] == FOUND) & (frame["status"] == "shown")]
    return tuple(sorted(seen[PLACE].astype("str"), key=lambda place: -_yield_of(place)))


def _most(counted: dict[str, int]) -> str:
    return max(counted, key=lambda place: counted[place])


def _named(place: str) -> str:
    return level_label("provincia_residencia", place, "es")


@cache
def _waits() -> Register:
    return tip.with_days(_register()).where(estado_solicitud=STATES)


def _waited(*bands: str) -> float:
    """Percent of all applications, those that still wait in the whole."""
    counts = tip.count_by(_waits(), WAIT)
    return 100 * _n(counts, *bands) / counts.total


def _in_time_of_decided() -> float:
    counts = tip.count_by(_waits(), WAIT)
    return 100 * _n(counts, *IN_TIME) / _n(counts, *IN_TIME, *LATE)


def _foreign_women(languages: tuple[str, ...], *bands: str) -> int:
    chosen = _waits().where(sexo="MUJER", origen="EXTRANJERA", lengua_materna=languages)
    return _n(tip.count_by(chosen, WAIT), *bands)


def _percent(part: dict[str, str], whole: dict[str, str]) -> float:
    selected = (tip.count_by(_accredited().where(**codes), unit="persona").total for codes in (part, whole))
    n, d = selected
    return 100 * n / d


GIRLS = {"sexo": "MUJER", "mayoria_edad": "00-17"}

EXERCISES = (
    Exercise(
        id="9.1",
        expected=lambda: _people("provincia_explotacion", "ND"),
        mistakes=(
            Mistake("no_aplica", lambda: _people("provincia_explotacion", "NA_")),
            Mistake("las_dos", lambda: _people("provincia_explotacion", "ND", "NA_")),
            Mistake("residencia", lambda: _people("provincia_residencia", "ND", "NP", "NS", "IGN")),
            Mistake("total", lambda: _people("provincia_explotacion")),
            Mistake(
                "porcentaje",
                lambda: 100 * _people("provincia_explotacion", "ND") / _people("provincia_explotacion"),
            ),
        ),
        hints=2,
    ),
    Exercise(
        id="9.2",
        expected=lambda: _yield_of("P"),
        mistakes=(
            Mistake("cuantas", lambda: _inspected("P", FOUND)),
            Mistake("reparto", lambda: 100 * _inspected("P", FOUND) / _inspected(result=FOUND)),
            Mistake("nada", lambda: 100 - _yield_of("P")),
            Mistake("proporcion", lambda: _yield_of("P") / 100),
            Mistake("todas", lambda: 100 * _inspected(result=FOUND) / _inspected()),
        ),
        hints=2,
    ),
    Exercise(
        id="9.3",
        expected=lambda: _named(_shown_places()[0]),
        mistakes=(
            Mistake("mas_hallazgos", lambda: _named(_most({p: _inspected(p, FOUND) for p in _shown_places()}))),
            Mistake("mas_personas", lambda: "Puntarenas"),
            Mistake("segunda", lambda: _named(_shown_places()[1])),
            Mistake("menos_inspecciones", lambda: _named(_most({p: -_inspected(p) for p in ("C", "H")}))),
        ),
        hints=2,
    ),
    Exercise(
        id="9.4",
        expected=lambda: _waited(*IN_TIME),
        mistakes=(
            Mistake("sin_pendientes", _in_time_of_decided),
            Mistake("solo_cinco", lambda: _waited("0-5")),
            Mistake("solo_seis_siete", lambda: _waited("6-7")),
            Mistake("fuera", lambda: _waited(*LATE)),
            Mistake("cuantas", lambda: _n(tip.count_by(_waits(), WAIT), *IN_TIME)),
            Mistake("proporcion", lambda: _waited(*IN_TIME) / 100),
        ),
        hints=2,
    ),
    Exercise(
        id="9.5",
        expected=lambda: _foreign_women(OTHER_LANGUAGES, *LATE),
        mistakes=(
            Mistake("a_tiempo", lambda: _foreign_women(OTHER_LANGUAGES, *IN_TIME)),
            Mistake("una_banda", lambda: _foreign_women(OTHER_LANGUAGES, LATE[0])),
            Mistake("la_otra_banda", lambda: _foreign_women(OTHER_LANGUAGES, LATE[1])),
            Mistake("en_espanol", lambda: _foreign_women(("spa",), *LATE)),
            Mistake(
                "porcentaje",
                lambda: 100 * _foreign_women(OTHER_LANGUAGES, *LATE) / _foreign_women(OTHER_LANGUAGES),
            ),
        ),
        hints=2,
    ),
    Exercise(
        id="9.6",
        expected=lambda: _percent(GIRLS, {}),
        mistakes=(
            Mistake("con_filtro", lambda: _percent(GIRLS, {"sexo": "MUJER"})),
            Mistake("entre_menores", lambda: _percent(GIRLS, {"mayoria_edad": "00-17"})),
            Mistake("todas_las_edades", lambda: _percent({"sexo": "MUJER"}, {})),
            Mistake("todos_los_menores", lambda: _percent({"mayoria_edad": "00-17"}, {})),
            Mistake("cuantas", lambda: tip.count_by(_accredited().where(**GIRLS), unit="persona").total),
        ),
        hints=2,
    ),
    Exercise(
        id="9.7",
        expected=lambda: "c",
        mistakes=(
            Mistake("bajo", lambda: "a"),
            Mistake("costura", lambda: "b"),
            Mistake("existentes", lambda: "d"),
        ),
        hints=2,
    ),
)
