"""The fingerprint of a register: the same for the same content, whatever its file is called and its language."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

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
    origin = register.provenance
    seal = sha256()
    for part in _parts(register):
        seal.update(part if isinstance(part, bytes) else f"{part}\x1f".encode())
    seal.update(f"{origin.source}\x1f{origin.checksum}\x1f{origin.rows_read}\x1f{register.unit}".encode())
    return seal.hexdigest()


def _parts(register: Register) -> Iterator[str | bytes]:
    yield from (f"{outcome}={n}" for outcome, n in register.rows.items())
    own = {"bitacora": register.log, "falta": register.faults, "lugar": register.places}
    for table, frame in {"registro": register.records, **register.children, **own}.items():
        yield f"{table}:{len(frame)}"
        yield from frame_parts(frame)


def frame_parts(frame: pd.DataFrame) -> Iterator[str | bytes]:
    """What makes a frame this one: its columns, their types and categories, their values in order."""
    for name in frame.columns:
        if name != _SPOKEN:
            yield f"{name}:{frame[name].dtype}"
            yield from _column_parts(frame[name])


def _column_parts(column: pd.Series) -> Iterator[str | bytes]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        yield from column.cat.categories
    for start in range(0, len(column), _CHUNK):
        part = column.iloc[start : start + _CHUNK]
        yield pd.util.hash_pandas_object(part, index=False).to_numpy().tobytes()
