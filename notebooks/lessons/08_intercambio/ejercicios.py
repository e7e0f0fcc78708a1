"""Exercises of module 8: what travels in a message, what is asked for again, and what two systems count twice."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import tipanalysis as tip
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.course.message_check import MessageCheck
from tipanalysis.course.message_rules import SEPARATOR, load_fields
from tipanalysis.course.messages import Messages
from tipanalysis.register.register import Register

YEARS = ("2018", "2019", "2020", "2021", "2022")
ASKED = ("M04", "M10", "M14", "M16")
"""The messages of which the third exercise asks what goes into the box."""
ROUTED = ("M12", "M19")
BOTH = "M12"
TWICE = "M15"
TAKEN_FOR_NO, NOT_KNOWN = "NO", "NS"
OTHER_HOUR, USUAL_LANGUAGE, IN_WORDS = "2026-03-04 08:30", "spa", "ngäbere"
RED = "ROJO"


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@cache
def _messages() -> Messages:
    return tip.read_messages(project_folder() / "datasets" / "mensajes.csv")


@cache
def _mended() -> Mapping[str, tuple[str, str]]:
    """How each message is mended: field and value."""
    rows = _rows(project_folder() / "datasets" / "mensajes_claves.csv")
    return {row["mensaje"]: (row["campo"], row["valor"]) for row in rows}


@cache
def _too_much() -> frozenset[str]:
    return frozenset(_messages().fields) - frozenset(load_fields())


@cache
def _check() -> MessageCheck:
    return tip.validate_messages(_messages())


def _answers(**instead: str) -> list[str]:
    """What goes into the four boxes, some of them taken for something else."""
    known = {number: _mended()[number][1] for number in ASKED}
    return list((known | instead).values())


def _told() -> frozenset[str]:
    return frozenset(_mended()[BOTH][1].split(SEPARATOR))


@cache
def _accepted(*left: str) -> int:
    """Messages accepted once all are mended but those ``left``."""
    messages = _messages().without(*_too_much()).withdraw(TWICE)
    for number, (field, value) in _mended().items():
        if value and number not in left:
            messages = messages.fix(number, **{field: value})
    return len(tip.validate_messages(messages).accepted)


@cache
def _register() -> Register:
    chosen = tip.read_register(project_folder() / "datasets" / "registro_limpio").where(condicion_victima="ACREDITADA")
    return chosen


def _women(years: tuple[str, ...] = YEARS) -> int:
    chosen = _register().where(sexo="MUJER")
    return tip.count_by(chosen.where(anio_acreditacion=years) if years else chosen, unit="persona").total


def _everyone() -> int:
    return tip.count_by(_register().where(anio_acreditacion=YEARS), unit="persona").total


def _mentions() -> int:
    chosen = _register().where(sexo="MUJER", anio_acreditacion=YEARS)
    return tip.count_by(chosen, "finalidad", unit="mencion").total


@cache
def _overlap() -> Mapping[tuple[str, str], int]:
    folder = project_folder() / "datasets" / "listas"
    lists = {name: tip.read_register(folder / f"{name}.csv", source="listas", key="taller") for name in ("eri", "inamu")}
    counts = tip.count_overlap(tip.link(lists))
    return {(str(eri), str(inamu)): int(n) for (eri, inamu), n in counts.frame.set_index(list(counts.by))["n"].items()}


def _on(eri: str, inamu: str) -> int:
    return _overlap()[eri, inamu]


@cache
def _for_statistics() -> frozenset[str]:
    """The fields that may stand in the sheet for SUMEVIG, in green or in amber."""
    return frozenset(row["campo"] for row in _rows(Path(__file__).parent / "matriz.csv") if row["sumevig"] != RED)


def _all_fields() -> frozenset[str]:
    return frozenset(row["campo"] for row in _rows(Path(__file__).parent / "matriz.csv"))


EXERCISES = (
    Exercise(
        id="8.1",
        expected=_too_much,
        mistakes=(
            Mistake("sin_condicion", lambda: _too_much() - {"condicion_migratoria"}),
            Mistake("sin_relato", lambda: _too_much() - {"relato"}),
            Mistake("nombre_y_telefono", lambda: frozenset({"nombre", "telefono"})),
            Mistake("con_idioma", lambda: _too_much() | {"idioma"}),
            Mistake("con_contacto", lambda: _too_much() | {"consiente_contacto"}),
        ),
        hints=2,
    ),
    Exercise(
        id="8.2",
        expected=lambda: len(_check().rejected),
        mistakes=(
            Mistake("aceptados", lambda: len(_check().accepted)),
            Mistake("todos", lambda: len(_messages())),
            Mistake("razones", lambda: sum(map(len, _check().faults.values()))),
        ),
        hints=2,
    ),
    Exercise(
        id="8.3",
        expected=_answers,
        mistakes=(
            Mistake("no_por_no_preguntado", lambda: _answers(M10=TAKEN_FOR_NO, M14=TAKEN_FOR_NO)),
            Mistake("no_se_sabe", lambda: _answers(M10=NOT_KNOWN, M14=NOT_KNOWN)),
            Mistake("de_la_manana", lambda: _answers(M04=OTHER_HOUR)),
            Mistake("en_espanol", lambda: _answers(M16=USUAL_LANGUAGE)),
            Mistake("en_palabras", lambda: _answers(M16=IN_WORDS)),
        ),
        hints=2,
    ),
    Exercise(
        id="8.4",
        expected=_told,
        mistakes=(
            Mistake("sin_pani", lambda: _told() - {"PANI"}),
            Mistake("sin_policia", lambda: _told() - {"POLICIA"}),
            Mistake("sin_1176", lambda: _told() - {"1176"}),
            Mistake("con_migracion", lambda: _told() | {"MIGRACION"}),
        ),
        hints=2,
    ),
    Exercise(
        id="8.5",
        expected=_accepted,
        mistakes=(
            Mistake("sin_corregir", lambda: _accepted(*ASKED, *ROUTED)),
            Mistake("sin_rutas", lambda: _accepted(*ROUTED)),
            Mistake("sin_preguntas", lambda: _accepted(*ASKED)),
            Mistake("todos", lambda: len(_messages())),
            Mistake("al_principio", lambda: len(_check().accepted)),
        ),
        hints=2,
    ),
    Exercise(
        id="8.6",
        expected=_women,
        mistakes=(
            Mistake("con_hombres", _everyone),
            Mistake("todos_los_anios", lambda: _women(())),
            Mistake("menciones", _mentions),
        ),
        hints=2,
    ),
    Exercise(
        id="8.7",
        expected=lambda: _on("SI", "SI"),
        mistakes=(
            Mistake("solo_eri", lambda: _on("SI", "NO")),
            Mistake("solo_inamu", lambda: _on("NO", "SI")),
            Mistake("todas", lambda: sum(_overlap().values())),
            Mistake("suma", lambda: sum(_overlap().values()) + _on("SI", "SI")),
        ),
        hints=2,
    ),
    Exercise(
        id="8.8",
        expected=_for_statistics,
        mistakes=(
            Mistake("sin_canton", lambda: _for_statistics() - {"canton"}),
            Mistake("con_condicion", lambda: _for_statistics() | {"condicion_migratoria"}),
            Mistake("con_indicadores", lambda: _for_statistics() | {"indicadores"}),
            Mistake("con_fecha", lambda: _for_statistics() | {"fecha_nacimiento"}),
            Mistake("todos", _all_fields),
        ),
        hints=2,
    ),
)
