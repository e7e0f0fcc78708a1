"""The columns of a sheet of answers, whatever the case and accents of their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..standard.matching import normalise
from ..words.errors import LearningError
from .bank import LENGTH

QUESTIONS = tuple(f"p{number:02}" for number in range(1, LENGTH + 1))
TEST_COLUMNS = ("codigo", "prueba", "forma", *QUESTIONS)
SURVEY_COLUMN = "formulario"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "codigo": ("code", "clave"),
    "prueba": ("test", "momento"),
    "forma": ("form", "version"),
    "sexo": ("sex",),
    "institucion": ("institution", "entidad"),
    "sintetico": ("synthetic",),
    SURVEY_COLUMN: ("survey",),
}
"""Each column with other headings that are taken for it."""
_NUMBERED = re.compile(r"([pq])? ?0*(\d{1,2})")


@dataclass(frozen=True)
class Heads:
    """Where each known column stands; ``survey`` tells a sheet of surveys from one of tests."""

    places: Mapping[str, int]
    survey: bool

    def named(self, cells: Sequence[str]) -> dict[str, str]:
        """The known cells of a row by the name of their column; a row that is too short has empty ones."""
        return {name: cells[place].strip() if place < len(cells) else "" for name, place in self.places.items()}


def read_heads(file: str, row: Sequence[str]) -> Heads:
    """The columns that a first row names.

    Raises
    ------
    LearningError
        If it is neither a sheet of tests nor one of surveys, or has a column twice.
    """
    places: dict[str, int] = {}
    for place, text in enumerate(row):
        name = _name(text)
        if name in places:
            raise LearningError("learning_column_twice", file=file, column=name)
        if name:
            places[name] = place
    survey = SURVEY_COLUMN in places
    missing = [name for name in TEST_COLUMNS if name not in places]
    if missing and not survey:
        raise LearningError("learning_columns_missing", file=file, missing=", ".join(missing))
    return Heads(places, survey)


def _name(text: str) -> str:
    """The column that a heading names; empty for one that is not known."""
    said = normalise(text)
    for name, others in _NAMES.items():
        if said == name or said in others:
            return name
    numbered = _NUMBERED.fullmatch(said)
    return f"{numbered[1] or 'p'}{int(numbered[2]):02}" if numbered else ""
