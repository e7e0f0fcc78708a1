"""Exercises of module 1: units of count, in a story, in the register and in the lists of four institutions."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import tipanalysis as tip
from tipanalysis.counts.counts import Counts
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.register import Register

YEARS = ("2018", "2019", "2020", "2021", "2022")
LISTS = ("policia", "eri", "pani", "inamu")
ON = "SI"


@cache
def _story() -> tuple[dict[str, str], ...]:
    """The story of the first notebook, one row per person, as its table tells it."""
    text = (Path(__file__).parent / "historia.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _told(column: str, *, accredited: bool = False) -> int:
    return sum(int(row[column]) for row in _story() if not accredited or row["acreditada"] == "si")


def _accredited_in_story() -> int:
    return sum(row["acreditada"] == "si" for row in _story())


def _events_in_story() -> int:
    return len({row["evento"] for row in _story()})


@cache
def _register() -> Register:
    return tip.read_register(project_folder() / "datasets" / "registro_limpio")


def _applications() -> Register:
    return _register().where(condicion_victima=["ACREDITADA", "PRESUNTA", "NO_VICTIMA"])


def _accredited() -> Register:
    return _register().where(condicion_victima="ACREDITADA")


def _number(register: Register, unit: str) -> int:
    return tip.count_by(register, unit=unit).total


def _recent(register: Register, unit: str) -> int:
    return _number(register.where(anio_registro=YEARS), unit)


def _accredited_in(year: str, unit: str) -> int:
    return _number(_accredited().where(anio_acreditacion=year), unit)


def _purposes(unit: str) -> Counts:
    return tip.count_by(_accredited(), "finalidad", unit=unit)


def _with(counts: Counts, code: str) -> int:
    return int(counts.frame.set_index("finalidad").loc[code, "n"])


def _percent(unit: str, code: str = "SEXUAL") -> float:
    counts = _purposes(unit)
    return 100 * _with(counts, code) / counts.total


def _percent_of_known() -> float:
    counts = _purposes("persona")
    return 100 * _with(counts, "SEXUAL") / (counts.total - _with(counts, "ND"))


@cache
def _list(name: str) -> Register:
    return tip.read_register(project_folder() / "datasets" / "listas" / f"{name}.csv", source="listas", key="taller")


@cache
def _overlap(lists: tuple[str, ...] = LISTS) -> Counts:
    return tip.count_overlap(tip.link({name: _list(name) for name in lists}))


def _on_lists(least: int, most: int = len(LISTS)) -> int:
    frame = _overlap().frame
    lists = (frame[list(LISTS)] == ON).sum(axis=1)
    return int(frame.loc[lists.between(least, most), "n"].sum())


def _on_the_eri_s() -> int:
    frame = _overlap().frame
    return int(frame.loc[frame["eri"] == ON, "n"].sum())


EXERCISES = (
    Exercise(
        id="1.1",
        expected=_accredited_in_story,
        mistakes=(
            Mistake("una_de_mas", lambda: _accredited_in_story() + 1),
            Mistake("solicitudes", lambda: _told("solicitudes")),
            Mistake("filas", lambda: len(_story())),
            Mistake("menciones", lambda: _told("finalidades", accredited=True)),
            Mistake("eventos", _events_in_story),
            Mistake("denuncias", lambda: _told("denuncias")),
        ),
        hints=2,
    ),
    Exercise(
        id="1.2",
        expected=lambda: _told("solicitudes"),
        mistakes=(
            Mistake("falta_una", lambda: _told("solicitudes") - 1),
            Mistake("acreditadas", _accredited_in_story),
            Mistake("filas", lambda: len(_story())),
            Mistake("eventos", _events_in_story),
        ),
        hints=2,
    ),
    Exercise(
        id="1.3",
        expected=lambda: _recent(_applications(), "persona"),
        mistakes=(
            Mistake("solicitudes", lambda: _recent(_applications(), "solicitud")),
            Mistake("con_dependientes", lambda: _recent(_register(), "persona")),
            Mistake("todos_los_anios", lambda: _number(_applications(), "persona")),
            Mistake("acreditadas", lambda: _recent(_accredited(), "persona")),
            Mistake("eventos", lambda: _recent(_applications(), "evento")),
        ),
        hints=2,
    ),
    Exercise(
        id="1.4",
        expected=lambda: _accredited_in("2020", "evento"),
        mistakes=(
            Mistake("personas", lambda: _accredited_in("2020", "persona")),
            Mistake("todos_los_anios", lambda: _number(_accredited(), "evento")),
            Mistake("de_todas_las_solicitudes", lambda: _number(_applications().where(anio_registro="2020"), "evento")),
            Mistake("otro_anio", lambda: _accredited_in("2019", "evento")),
        ),
        hints=2,
    ),
    Exercise(
        id="1.5",
        expected=lambda: _percent("persona"),
        mistakes=(
            Mistake("de_menciones", lambda: _percent("mencion")),
            Mistake("cuantas", lambda: _with(_purposes("persona"), "SEXUAL")),
            Mistake("proporcion", lambda: _percent("persona") / 100),
            Mistake("sin_sin_dato", _percent_of_known),
            Mistake("laboral", lambda: _percent("persona", "LABORAL")),
        ),
        hints=2,
    ),
    Exercise(
        id="1.6",
        expected=lambda: _overlap().total,
        mistakes=(
            Mistake("suma", lambda: sum(len(_list(name)) for name in LISTS)),
            Mistake("solo_eri", _on_the_eri_s),
            Mistake("dos_listas", lambda: _overlap(("policia", "eri")).total),
            Mistake("en_varias", lambda: _on_lists(2)),
            Mistake("en_una_sola", lambda: _on_lists(1, 1)),
        ),
        hints=2,
    ),
)
