"""Ladders: the ways to say a variable more coarsely, from its own codes up to saying nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..standard.codebook import load_codebook
from ..standard.fixed_codes import is_year
from .people import SEPARATOR, Codes, People

WHOLE = "*"
"""Stands in a variable of which nothing is told."""

YEARS = 5


@dataclass(frozen=True, repr=False, eq=False)
class Rung:
    """A variable said in one way.

    ``name``: the variable whose codes stand in it (:data:`WHOLE` where nothing is told). ``codes``: of each record,
    places in ``texts``. ``lost``: of each record, what is no longer known, from 0 to 1: of M different values in the
    register, a code that stands for m of them loses (m - 1)/(M - 1), the normalised certainty penalty.
    """

    name: str
    codes: Codes
    texts: tuple[str, ...]
    lost: NDArray[np.float64]

    @property
    def column(self) -> pd.Series:
        """The text of each record."""
        return pd.Series(np.array(self.texts, dtype=object)[self.codes], dtype="str")


Ladder = tuple[Rung, ...]


def ladders_of(people: People) -> dict[str, Ladder]:
    """The ladder of every quasi-identifier, by name, so that the order in which they were named changes nothing."""
    return {name: _ladder(name, people) for name in sorted(people.quasi)}


def _ladder(name: str, people: People) -> Ladder:
    codes, values = pd.factorize(people.quasi[name], sort=True)
    own = [str(value) for value in values]
    coarser = _years(own) if is_year(name) else _along(name, own)
    if name == "nacionalidad":
        coarser |= _origins(codes, own, people.origin)
    return tuple(_rung(to, codes, texts) for to, texts in ({name: own} | coarser | {WHOLE: [WHOLE] * len(own)}).items())


def _along(name: str, own: list[str]) -> dict[str, list[str]]:
    """The codebook's own roll-ups."""
    book = load_codebook()
    return {to: [_rolled(name, text, to) for text in own] for to in book.roll_up_path(name)[1:]}


def _rolled(name: str, text: str, to: str) -> str:
    book = load_codebook()
    return SEPARATOR.join(sorted({book.roll_up(name, code, to) for code in text.split(SEPARATOR)}))


def _years(own: list[str]) -> dict[str, list[str]]:
    """Years in fives, 2015-2019; the first step that offices with few cases take."""
    fives = [
        f"{int(text) // YEARS * YEARS}-{int(text) // YEARS * YEARS + YEARS - 1}" if text.isdigit() else text
        for text in own
    ]
    return {"quinquenio": fives}


def _origins(codes: Codes, own: list[str], origin: pd.Series | None) -> dict[str, list[str]]:
    """National or foreign, where the register says it and says one thing for each nationality."""
    if origin is None:
        return {}
    found = pd.DataFrame({"code": codes, "origin": origin}).drop_duplicates()
    if len(found) != len(own):
        return {}
    return {"origen": found.sort_values("code")["origin"].tolist()}


def _rung(name: str, codes: Codes, texts: list[str]) -> Rung:
    places, kinds = pd.factorize(np.array(texts, dtype=object), sort=True)
    merged: NDArray[Any] = np.bincount(places)[places]
    lost = (merged - 1) / max(len(texts) - 1, 1)
    return Rung(name, np.asarray(places[codes], dtype=np.int64), tuple(str(kind) for kind in kinds), lost[codes])
