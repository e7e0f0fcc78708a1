"""The fingerprint of a register: the same for the same content, whatever its file is called and its language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

import pandas as pd

from ..register import Register

_CHUNK = 100_000
_SPOKEN = "mensaje"
"""The one column that is written in the language of the reader."""


def fingerprint(register: Register) -> str:
    """SHA-256 over source, unit, checksum of the file, and every table: names, types, categories, values, order.

    Examples
    --------
    >>> from tipanalysis.register.synthetic import make_synthetic
    >>> first, second = make_synthetic(seed=1), make_synthetic(seed=2)
    >>> fingerprint(first) == fingerprint(make_synthetic(seed=1)), fingerprint(first) == fingerprint(second)
    (True, False)
    """
    seal = Seal()
    seal.add(register)
    return seal.of(register)


class Seal:
    """The fingerprint of a register that comes in parts: however it is cut, it is that of the whole."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, str], Any] = {}
        self._rows: dict[str, int] = {}

    def add(self, part: Register) -> None:
        """Take the rows of the next part."""
        for table, frame in tables_of(part).items():
            self._rows[table] = self._rows.get(table, 0) + len(frame)
            for name in frame.columns:
                if name != _SPOKEN:
                    column = self._columns.setdefault((table, str(name)), sha256())
                    for values in _hashed(frame[name]):
                        column.update(values)

    def of(self, register: Register) -> str:
        """The fingerprint of all that was added; ``register`` tells types, categories, outcomes of rows and origin."""
        seal = sha256()
        for part in self._parts(register):
            seal.update(part if isinstance(part, bytes) else f"{part}\x1f".encode())
        origin = register.provenance
        seal.update(f"{origin.source}\x1f{origin.checksum}\x1f{origin.rows_read}\x1f{register.unit}".encode())
        return seal.hexdigest()

    def _parts(self, register: Register) -> Iterator[str | bytes]:
        yield from (f"{outcome}={n}" for outcome, n in register.rows.items())
        for table, frame in tables_of(register).items():
            yield f"{table}:{self._rows[table]}"
            for name in frame.columns:
                if name != _SPOKEN:
                    yield from _described(frame[name])
                    yield self._columns[table, str(name)].digest()


def tables_of(register: Register) -> Mapping[str, pd.DataFrame]:
    """The tables of a register by the name that the store has for them; child tables by their variable."""
    own = {"bitacora": register.log, "falta": register.faults, "lugar": register.places}
    return {"registro": register.records, **register.children, **own}


def frame_parts(frame: pd.DataFrame) -> Iterator[str | bytes]:
    """What makes a frame this one: its columns, their types and categories, their values in order."""
    for name in frame.columns:
        if name != _SPOKEN:
            yield from _described(frame[name])
            yield from _hashed(frame[name])


def _described(column: pd.Series) -> Iterator[str]:
    yield f"{column.name}:{column.dtype}"
    if isinstance(column.dtype, pd.CategoricalDtype):
        yield from column.cat.categories


def _hashed(column: pd.Series) -> Iterator[bytes]:
    for start in range(0, len(column), _CHUNK):
        part = column.iloc[start : start + _CHUNK]
        yield pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes()
