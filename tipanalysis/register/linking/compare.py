"""Comparisons: how two entries agree in name, spelling, birth, sex, nationality, event and day of entry.

Each comparison has levels, the closest first; ``FALTA`` where one of the two does not say: neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from .candidates import Candidates
from .parameters import load_parameters, load_weights

MISSING = "FALTA"
STRANGERS = "NINGUNA"
"""Names without a word in common."""
Array = np.ndarray


def compare(entries: pd.DataFrame, pairs: Candidates) -> pd.DataFrame:
    """For each pair the level of each comparison, as categories in the order of ``data/weights.csv``."""
    left, right = entries.iloc[pairs.left], entries.iloc[pairs.right]
    shared = _words_shared(left, right)
    found = {
        "nombre": _names(_sizes(left["consonantes"]), _sizes(right["consonantes"]), shared),
        "escritura": _spelling(left, right, shared),
        "nacimiento": _births(left, right),
        "sexo": _same(left["sexo"], right["sexo"], "DISTINTO"),
        "nacionalidad": _overlapping(left["paises"], right["paises"]),
        "evento": _same(left["caso"], right["caso"], "DISTINTO"),
        "ingreso": _entries_apart(left["ingreso"], right["ingreso"]),
    }
    return pd.DataFrame({name: pd.Categorical(levels, list(load_weights()[name])) for name, levels in found.items()})


def _words_shared(left: pd.DataFrame, right: pd.DataFrame) -> Array:
    """How many words of each name stand in the other one, slips of the pen aside; the fewer of the two."""
    sides = (left["cercanas"], right["formas"], right["cercanas"], left["formas"])
    found = (min(_standing(a, of_b), _standing(b, of_a)) for a, of_b, b, of_a in zip(*sides, strict=True))
    return np.fromiter(found, np.int64, len(left))


def _standing(words: tuple[frozenset[str], ...], forms: frozenset[str]) -> int:
    return sum(not own.isdisjoint(forms) for own in words)


def _in_common(left: pd.Series, right: pd.Series) -> Array:
    return np.fromiter((len(a & b) for a, b in zip(left, right, strict=True)), np.int64, len(left))


def _sizes(sets: Iterable[frozenset[str]]) -> Array:
    return np.array([len(words) for words in sets], dtype=np.int64)


def _names(first: Array, second: Array, shared: Array) -> Array:
    """Words in common, and whether one name holds all words of the other: two surnames or one make no difference."""
    short, long = np.minimum(first, second), np.maximum(first, second)
    return _first_of(
        {
            MISSING: short == 0,
            "TODAS_3": (shared == long) & (shared >= 3),
            "TODAS_2": (shared == long) & (shared == 2),
            "DENTRO_3": (shared == short) & (shared >= 3),
            "DENTRO_2": (shared == short) & (shared == 2),
            "VARIAS": shared >= 3,
            "DOS": shared == 2,
            "UNA": shared == 1,
        },
        STRANGERS,
    )


def _first_of(cases: Mapping[str, Array], otherwise: str) -> Array:
    return np.select(list(cases.values()), list(cases), otherwise)


def _spelling(left: pd.DataFrame, right: pd.DataFrame, shared: Array) -> Array:
    """Whether the words in common are written alike, sound alike, or only have their consonants in common."""
    letters, sounds = (_in_common(left[name], right[name]) for name in ("letras", "sonidos"))
    return _first_of({MISSING: shared == 0, "LETRAS": letters >= shared, "SONIDO": sounds >= shared}, "PARECIDA")


def _births(left: pd.DataFrame, right: pd.DataFrame) -> Array:
    """Birth as exactly as both know it: a date against a date, a year against a year, an age against either."""
    first, second = (side["dia"].to_numpy(dtype=object) for side in (left, right))
    near = _in_common(left["partes"], right["partes"]) > 0
    near |= _held(first, right["partes"]) | _held(second, left["partes"])
    whole = (first != "") & (second != "")
    exact = _exact_years(left) & _exact_years(right)
    apart = _years_apart(left, right)
    return _first_of(
        {
            MISSING: np.isnan(apart),
            "IGUAL": whole & (first == second),
            "CASI": near,
            "DISTINTA": whole,
            "ANIO": exact & (apart == 0),
            "CERCA": ~exact & (apart <= load_parameters()["near_years"]),
        },
        "DISTINTA",
    )


def _exact_years(side: pd.DataFrame) -> Array:
    same: Array = side["desde"].to_numpy() == side["hasta"].to_numpy()
    return same


def _years_apart(left: pd.DataFrame, right: pd.DataFrame) -> Array:
    """Years between two spans of years of birth; 0 where they meet, not a number where one is not known."""
    latest_start = np.maximum(left["desde"].to_numpy(), right["desde"].to_numpy())
    first_end = np.minimum(left["hasta"].to_numpy(), right["hasta"].to_numpy())
    apart: Array = np.maximum(latest_start - first_end, 0)
    return apart


def _held(days: Array, parts: Iterable[frozenset[str]]) -> Array:
    """Whether a birth date is the other one with day and month exchanged."""
    return np.fromiter((day in own for day, own in zip(days, parts, strict=True)), bool, len(days))


def _same(left: pd.Series, right: pd.Series, other: str) -> Array:
    first, second = left.to_numpy(dtype=object), right.to_numpy(dtype=object)
    return _first_of({MISSING: (first == "") | (second == ""), "IGUAL": first == second}, other)


def _overlapping(left: pd.Series, right: pd.Series) -> Array:
    none = (_sizes(left) == 0) | (_sizes(right) == 0)
    return _first_of({MISSING: none, "IGUAL": _in_common(left, right) > 0}, "DISTINTA")


def _entries_apart(left: pd.Series, right: pd.Series) -> Array:
    apart = np.abs((left.to_numpy() - right.to_numpy()) / np.timedelta64(1, "D"))
    limits = load_parameters()
    return _first_of(
        {MISSING: np.isnan(apart), "CERCA": apart <= limits["near_days"], "MEDIO": apart <= limits["far_days"]}, "LEJOS"
    )
