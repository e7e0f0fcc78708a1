"""The code lists that hold for a load, with their version: what its codes meant when it was made."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import pandas as pd
import pyarrow as pa

from ... import standard
from ...standard.codebook import load_codebook
from .file import Connection

COLUMNS = ("variable", "orden", "codigo", "es", "en", "superior")


@cache
def lists_version() -> str:
    """A version of the code lists of this program: the beginning of the SHA-256 of their data files."""
    seal = sha256()
    for name, file in sorted(_data_files(files(standard).joinpath("data"))):
        seal.update(name.encode() + file.read_bytes().replace(b"\r\n", b"\n"))
    return seal.hexdigest()[:16]


def _data_files(folder: Traversable, before: str = "") -> Iterator[tuple[str, Traversable]]:
    for file in folder.iterdir():
        if file.is_dir():
            yield from _data_files(file, f"{before}{file.name}/")
        elif file.name.endswith((".csv", ".toml")):
            yield before + file.name, file


def write_lists(connection: Connection) -> str:
    """Write down the code lists of this program where the store does not have them yet; returns their version."""
    version = lists_version()
    known = connection.execute("SELECT 1 FROM lista_codigos WHERE version = ? LIMIT 1", [version]).fetchone()
    if not known:
        connection.register("listas", _lists())
        connection.execute("INSERT INTO lista_codigos SELECT ?, * FROM listas", [version])
        connection.unregister("listas")
    return version


@cache
def _lists() -> pa.Table:
    return pa.Table.from_pandas(pd.DataFrame(_entries(), columns=list(COLUMNS)), preserve_index=False)


def _entries() -> Iterator[tuple[str, int, str, str, str, str | None]]:
    book = load_codebook()
    for name, variable in book.items():
        for place, code in enumerate(book.order(name) if variable.codes() else ()):
            labels = (book.label(name, code, lang="es"), book.label(name, code, lang="en"))
            yield name, place, code, *labels, None if book.is_missing(code) else variable.parent(code)


def read_lists(connection: Connection, version: str) -> pd.DataFrame:
    """The code lists of one version: variable, order, code, label in Spanish and English, code of the coarser list."""
    return connection.execute(
        f"SELECT {', '.join(COLUMNS)} FROM lista_codigos WHERE version = ? ORDER BY ALL", [version]
    ).df()
