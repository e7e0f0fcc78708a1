"""Linking keys: names and birth dates made unreadable while a file is read, and still comparable.

Every key is an HMAC-SHA256 under a secret that is never written. Whoever has the secret can try out names: the keys are
for the restricted room, like the register itself.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from .names import name_words, near_forms, skeleton, sound

KEY_COLUMNS = ("id", "nombre", "nacida_desde", "nacida_hasta", "nacida_dia", "nacida_partes")
"""One line for each row of the file.

``nombre``: the words of the name, each as ``letters:sound:consonants:near`` (near forms separated by commas).
``nacida_desde``, ``nacida_hasta``: years between which the person was born. ``nacida_dia``: the whole birth date.
``nacida_partes``: year with month, month with day, year with day, and the date with day and month exchanged; fewer
where less is known. All but the years are keys.
"""
NAMES = "_nombre"
"""The column in which reading carries keyed names."""
_DIGITS = 16

Keyed = Callable[[str, str], str]


def no_keys() -> pd.DataFrame:
    """Keys of nobody: what a register has that was read without a secret."""
    return pd.DataFrame(columns=list(KEY_COLUMNS), dtype="str")


def keyed_names(secret: str, rows: Sequence[Sequence[str]]) -> list[str]:
    """For each row of cells with names the keys of its words; the order in which they stand says nothing.

    Examples
    --------
    >>> first, second = keyed_names("k", [["Zoraida Velmonte"], ["BELMONTE, Soraida"]])
    >>> {word.split(":")[1] for word in first.split()} == {word.split(":")[1] for word in second.split()}
    True
    """
    keyed = partial(_keyed, secret.encode())
    done: dict[str, str] = {}
    return [" ".join(sorted(_word_keys(word, keyed, done) for word in name_words(row))) for row in rows]


def _word_keys(word: str, keyed: Keyed, done: dict[str, str]) -> str:
    if word not in done:
        near = ",".join(sorted(keyed("cerca", form) for form in near_forms(word)))
        parts = {"letras": word, "sonido": sound(word), "consonantes": skeleton(word)}
        done[word] = ":".join([*(keyed(kind, part) for kind, part in parts.items()), near])
    return done[word]


def _keyed(secret: bytes, kind: str, text: str) -> str:
    return hmac.new(secret, f"{kind}|{text}".encode(), hashlib.sha256).hexdigest()[:_DIGITS]


def key_lines(frame: pd.DataFrame, secret: str | None) -> pd.DataFrame:
    """The keys of the rows of a file as they are read; nobody's without a secret or without names to key.

    ``frame`` has ``id``, ``_nombre`` (from :func:`keyed_names`) and what reading made of birth date, age and dates.
    """
    if not secret or NAMES not in frame:
        return no_keys()
    keyed = partial(_keyed, secret.encode())
    lines = [_line(row, keyed) for row in frame.to_dict("records")]
    return pd.DataFrame(lines, columns=list(KEY_COLUMNS)).astype({"nacida_desde": "Int64", "nacida_hasta": "Int64"})


def _line(row: dict[Any, Any], keyed: Keyed) -> tuple[Any, ...]:
    name = row[NAMES] if isinstance(row[NAMES], str) else ""
    return (row["id"], name, *_years(row), *_birth_keys(row, keyed))


def _years(row: dict[Any, Any]) -> tuple[int | None, int | None]:
    """The years between which a person was born: from the birth date, else from the age and the day it was stated."""
    born = row.get("fecha_nacimiento")
    if isinstance(born, date):
        return born.year, born.year
    low, high, year = row.get("edad_low"), row.get("edad_high"), _stated_in(row)
    if year is None or low is None or high is None or low != low or high != high:
        return None, None
    return year - int(high) - 1, year - int(low)


def _stated_in(row: dict[Any, Any]) -> int | None:
    for name in ("fecha_registro", "fecha_solicitud"):
        if isinstance(row.get(name), date):
            return int(row[name].year)
    year = row.get("anio_registro")
    return int(year) if year is not None and year == year else None


def _birth_keys(row: dict[Any, Any], keyed: Keyed) -> tuple[str, str]:
    """Keys of the birth date as exactly as it is known; 1 January is how offices write a year that is all they know."""
    born = row.get("fecha_nacimiento")
    if not isinstance(born, date) or (born.month, born.day) == (1, 1):
        return "", ""
    precision = row.get("fecha_nacimiento_precision")
    month = f"a{born.year}m{born.month}"
    if precision == "MES":
        return "", keyed("parte", month)
    if precision != "DIA":
        return "", ""
    return keyed("parte", _whole(born.year, born.month, born.day)), " ".join(
        keyed("parte", part) for part in _parts(born, month)
    )


def _whole(year: int, month: int, day: int) -> str:
    return f"a{year}m{month}d{day}"


def _parts(born: date, month: str) -> Iterator[str]:
    yield month
    yield f"m{born.month}d{born.day}"
    yield f"a{born.year}d{born.day}"
    if born.day <= 12 and born.day != born.month:
        yield _whole(born.year, born.day, born.month)
