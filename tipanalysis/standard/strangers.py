"""Values that the codebook does not know, told without telling of people."""

from __future__ import annotations

from collections.abc import Iterable

from ..words.texts import Phrase
from .codebook import load_codebook

LIKE_ENOUGH = 60
"""Likeness to a known name, out of 100, from which a value is a misspelling and may be told."""


def told_strangers(variable: str, values: Iterable[str]) -> str | Phrase:
    """Strange values of a variable of the codebook for a message: those like a name of it; of all others the number.

    A column may hold, by a slip, who a person is.

    Examples
    --------
    >>> str(told_strangers("sexo", ["MUJR", "Femenino"]))
    'Femenino, MUJR'
    >>> str(told_strangers("sexo", ["MUJR", "persona a quien se nombra"]))
    'MUJR (y otros que no se muestran, porque pueden decir de quién son: 1)'
    """
    strangers = sorted(set(values))
    told = [value for value in strangers if _is_misspelt(variable, value)]
    rest = len(strangers) - len(told)
    if not rest:
        return ", ".join(told)
    return Phrase("standard_strangers" if told else "standard_strangers_only", {"told": ", ".join(told), "rest": rest})


def _is_misspelt(variable: str, value: str) -> bool:
    known = load_codebook()[variable]
    return known.find(value) is not None or any(like >= LIKE_ENOUGH for _, like in known.suggest(value, n=1))
