"""Older stores are brought up with what they hold; newer ones, and files that are no stores, are left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from store.registers import assert_same, small
from tipanalysis.register.store import open_store
from tipanalysis.register.store.file import StoreFile
from tipanalysis.register.store.schema import bring_up, load_steps, run_steps
from tipanalysis.words.errors import StoreError


def version(path: Path) -> list[tuple[int]]:
    with duckdb.connect(str(path), read_only=True) as base:
        return base.execute("SELECT version FROM esquema ORDER BY version").fetchall()


def older(path: Path, steps: int, key: str | None = None) -> None:
    """A store as a program made it that knew fewer steps, with one load (without steps: without anything)."""
    if not steps:
        duckdb.connect(str(path)).close()
        return
    whole = path.with_name("entero.duckdb")
    open_store(whole).load(small(2020))
    with duckdb.connect(str(path)) as base:
        run_steps(base, load_steps()[:steps])
        base.execute(f"ATTACH '{whole}' AS entero (READ_ONLY)")
        there = base.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'registro' AND table_name <> 'esquema'"
        ).fetchall()
        for (table,) in there:
            base.execute(f"CREATE OR REPLACE TABLE {table} AS FROM entero.{table}")
    whole.unlink()


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        act()
    return refused.value.both()


def test_the_steps_lead_to_the_newest_version(path: Path) -> None:
    open_store(path).load(small(2020))
    assert version(path) == [(number,) for number, _ in load_steps()]


def test_a_database_without_anything_becomes_a_store(path: Path) -> None:
    older(path, steps=0)
    open_store(path).load(small(2021))
    assert version(path) == [(number,) for number, _ in load_steps()]


@pytest.mark.parametrize("steps", range(1, len(load_steps())))
def test_an_older_store_is_brought_up_with_what_it_holds(path: Path, steps: int) -> None:
    older(path, steps)
    store = open_store(path)
    assert version(path) == [(number,) for number, _ in load_steps()]
    assert_same(store.register(), small(2020))
    assert not store.load(small(2020)).added
    assert store.load(small(2021)).id == 2
    assert store.releases() == ()


def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path) -> None:
    open_store(path).load(small(2020))
    broken = (*load_steps(), (len(load_steps()) + 1, "DROP TABLE registro; SELECT no_existe;"))
    told = refusal(lambda: bring_up(StoreFile(path, None), broken))
    assert told == (
        "El almacén «registro.duckdb» no se pudo leer o escribir (BinderException). Si se copió o descargó, vuelva a "
        "copiarlo completo, con «registro.duckdb.wal» si existe; si no, recupere la última copia de seguridad. "
        "No se cambió nada.\n"
        "The store “registro.duckdb” could not be read or written (BinderException). If it was copied or downloaded, "
        "copy it again in full, with “registro.duckdb.wal” if there is one; otherwise restore the last backup. "
        "Nothing was changed."
    )
    assert_same(open_store(path).register(), small(2020))


def test_a_store_of_a_newer_program_is_left_alone(path: Path) -> None:
    open_store(path).load(small(2020))
    known = len(load_steps())
    bring_up(StoreFile(path, None), (*load_steps(), (known + 1, "CREATE TABLE nueva (a INTEGER);")))
    before = path.read_bytes()
    assert refusal(lambda: open_store(path)) == (
        f"El almacén «registro.duckdb» tiene la versión {known + 1} y este programa conoce hasta la {known}. "
        "Actualice tipanalysis; no se cambió nada.\n"
        f"The store “registro.duckdb” has version {known + 1} and this program knows up to {known}. "
        "Update tipanalysis; nothing was changed."
    )
    assert path.read_bytes() == before


NOT_OURS = (
    "«registro.duckdb» no es un almacén de tipanalysis y no se toca. Indique un nombre que no exista todavía para "
    "empezar uno nuevo; si es la base de una institución, léala con read_register.\n"
    "“registro.duckdb” is not a store of tipanalysis and is left as it is. Give a name that does not exist yet to "
    "start a new one; if it is an institution's database, read it with read_register."
)


def test_somebody_elses_database_is_left_alone(path: Path) -> None:
    with duckdb.connect(str(path)) as base:
        base.execute("CREATE TABLE casos (a INTEGER)")
    before = path.read_bytes()
    assert refusal(lambda: open_store(path)) == NOT_OURS
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"hola" * 5000], ids=["nothing", "workbook", "text"])
def test_a_file_that_is_no_database(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert refusal(lambda: open_store(path)) == NOT_OURS
    assert path.read_bytes() == content


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.001])
def test_half_a_store(path: Path, kept: float) -> None:
    open_store(path).load(small(2020))
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(StoreError) as refused:
        open_store(path).register()
    assert refused.value.key == "store_broken"


def test_a_place_where_no_store_can_be(tmp_path: Path) -> None:
    assert refusal(lambda: open_store(tmp_path)) == (
        f"«{tmp_path.name}» es una carpeta y el almacén es un archivo. "
        "Indique un archivo, por ejemplo registro.duckdb.\n"
        f"“{tmp_path.name}” is a folder and the store is a file. Give a file, for example registro.duckdb."
    )
    assert refusal(lambda: open_store(tmp_path / "no" / "registro.duckdb")) == (
        "No existe la carpeta «no», donde iría el almacén «registro.duckdb». Créela o indique otra.\n"
        "There is no folder “no” for the store “registro.duckdb”. Make it or give another one."
    )
