"""Exercises of lesson 0: every number is computed from the register that the lesson reads."""

from __future__ import annotations

from functools import cache

from tipanalysis.counts.count import count_by
from tipanalysis.course.exercise import Exercise, Mistake
from tipanalysis.course.lesson import project_folder
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register

YEARS = ("2018", "2019", "2020", "2021", "2022")


@cache
def _register() -> Register:
    return read_register(project_folder() / "datasets" / "registro_limpio")


def _under_18(register: Register, unit: str | None = "persona") -> int:
    frame = count_by(register, "mayoria_edad", unit=unit).frame.set_index("mayoria_edad")
    return int(frame.loc["00-17", "n"])


def _accredited() -> Register:
    return _register().where(condicion_victima="ACREDITADA", anio_acreditacion=YEARS)


def _adults() -> int:
    frame = count_by(_accredited(), "mayoria_edad", unit="persona").frame.set_index("mayoria_edad")
    return int(frame.loc["18+", "n"])


def _percent() -> float:
    return 100 * _under_18(_accredited()) / count_by(_accredited(), unit="persona").total


EXERCISES = (
    Exercise(
        id="0.1",
        expected=lambda: _under_18(_accredited()),
        mistakes=(
            Mistake("adultas", _adults),
            Mistake("porcentaje", _percent),
            Mistake("proporcion", lambda: _percent() / 100),
            Mistake("todos_los_anios", lambda: _under_18(_register().where(condicion_victima="ACREDITADA"))),
            Mistake("todo_el_registro", lambda: _under_18(_register(), unit=None)),
            Mistake("total", lambda: count_by(_accredited(), unit="persona").total),
        ),
        hints=2,
    ),
)
