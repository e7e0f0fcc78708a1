"""The other forms: how the workshop was received, and what is used at work three and six months later."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..standard.matching import normalise
from ..words.errors import LearningError
from ..words.settings import LANGS
from ..words.texts import Text

SURVEYS = ("reaccion", "seguimiento_3", "seguimiento_6")
SCALES: Mapping[str, tuple[str, ...]] = {
    "acuerdo": ("1", "2", "3", "4"),
    "uso": ("si", "parte", "no"),
    "texto": (),
}
"""The answers that may be marked, by kind of question; what is written in words is read by people only."""
GOOD: Mapping[str, tuple[str, ...]] = {"acuerdo": ("3", "4"), "uso": ("si",)}
"""The answers that are counted: «de acuerdo» and «muy de acuerdo», and «sí»."""


@dataclass(frozen=True)
class Asked:
    """One question of a form; ``level`` is that of Kirkpatrick that it belongs to."""

    survey: str
    number: int
    kind: str
    level: int
    text: Text

    @property
    def column(self) -> str:
        """The column of its answers in a sheet."""
        return f"q{self.number:02}"


@dataclass(frozen=True, repr=False)
class Filled:
    """One filled-in form: which one, and the answer marked to each question that has marks (empty: none)."""

    survey: str
    marks: Mapping[int, str]


@cache
def load_surveys() -> tuple[Asked, ...]:
    """All questions of all forms, in the order of the file.

    Examples
    --------
    >>> {asked.survey for asked in load_surveys()} == set(SURVEYS)
    True
    """
    rows = csv.DictReader(files(__package__).joinpath("data/formularios.csv").read_text("utf-8").splitlines())
    return tuple(
        Asked(
            survey=survey,
            number=int(row["number"]),
            kind=row["kind"],
            level=int(row["level"]),
            text={lang: row[lang] for lang in LANGS},
        )
        for row in rows
        for survey in row["survey"].split("|")
    )


def survey_questions(survey: str) -> tuple[Asked, ...]:
    """The questions of one form."""
    return tuple(asked for asked in load_surveys() if asked.survey == survey)


def read_filled(row: Mapping[str, str], file: str, number: int) -> Filled:
    """One row of a sheet of forms.

    Raises
    ------
    LearningError
        For a form or a mark that does not exist; the message does not repeat it.
    """
    survey = normalise(row["formulario"]).replace(" ", "_").replace("-", "_")
    if survey not in SURVEYS:
        raise LearningError(
            "learning_value_unknown", file=file, row=number, column="formulario", known=", ".join(SURVEYS)
        )
    marks = {}
    for asked in survey_questions(survey):
        mark = normalise(row.get(asked.column, ""))
        known = SCALES[asked.kind]
        if known and mark and mark not in known:
            raise LearningError(
                "learning_value_unknown", file=file, row=number, column=asked.column, known=", ".join(known)
            )
        if known:
            marks[asked.number] = mark
    return Filled(survey, marks)
