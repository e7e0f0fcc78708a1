"""With a key nothing of a store can be read without it, and the key itself is nowhere."""

from __future__ import annotations

import os
import pickle
import signal
import traceback
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from store.registers import assert_same, small
from store.victims import REGISTERS, parent_of_victims, steps_of
from tipanalysis.register.register import Register
from tipanalysis.register.store import open_store
from tipanalysis.register.store.file import Key
from tipanalysis.words.errors import StoreError

pytestmark = pytest.mark.skipif(
    find_spec("duckdb_extension_httpfs") is None,
    reason="the crypto of DuckDB (duckdb-extension-httpfs) is not installed",
)

KEY = 'clave l\'una "y" otra ñandú'
OTHER = "clave distinta"
MARKER = "PERSONA-SINTETICA-7341"


def marked() -> Register:
    """A register whose ids, log and faults hold a marker."""
    register = small(2020, marker=MARKER)
    line = [["hoja", "2", "sexo", MARKER, "MUJER", MARKER]]
    return replace(
        register,
        log=pd.DataFrame(line, columns=register.log.columns, dtype="str"),
        faults=pd.DataFrame(line, columns=register.faults.columns, dtype="str"),
    )


@pytest.mark.parametrize(("key", "shown"), [(None, True), (KEY, False)])
def test_the_file_holds_no_plain_text(path: Path, key: str | None, shown: bool) -> None:
    store = open_store(path, key=key)
    store.load(marked())
    assert_same(store.register(), marked())
    assert (MARKER.encode() in path.read_bytes()) is shown
    assert not [secret for secret in (KEY, Key(KEY).reveal()) if secret.encode() in path.read_bytes()]
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
@pytest.mark.parametrize(("key", "shown"), [(None, True), (KEY, False)])
def test_nor_does_what_a_killed_load_leaves_beside_it(path: Path, key: str | None, shown: bool) -> None:
    open_store(path, key=key).load(marked())
    copy = path.with_name("copia.duckdb")
    copy.write_bytes(path.read_bytes())
    last = len(steps_of(copy, "small", key)) - 1
    with parent_of_victims() as kill:
        assert kill(path, "small", key, deadly=last) == signal.SIGKILL
    log = path.with_name(f"{path.name}.wal").read_bytes()
    assert (b"2021-1" in log) is shown
    store = open_store(path, key=key)
    assert_same(store.register(load=1), marked())
    assert_same(store.register(load=2), REGISTERS["small"]())


@pytest.mark.parametrize("key", ["a", "ñandú", "a\\b", "a\\xC3b", "a\nb", " a ", "clave " * 50, "\U0001f511"])
def test_any_key_opens_what_it_closed_and_its_neighbour_does_not(path: Path, key: str) -> None:
    open_store(path, key=key).load(small(2020))
    assert len(open_store(path, key=key).loads()) == 1
    for other in (key + "a", key[:-1] + "z", key.replace("\\", ""), key.replace("ú", "u"), key.strip() or "z"):
        if other != key:
            assert "no abre" in refused(lambda other=other: open_store(path, key=other))


def test_a_key_is_the_same_however_its_accents_are_typed(path: Path) -> None:
    open_store(path, key=unicodedata.normalize("NFD", "ñandú")).load(small(2020))
    assert len(open_store(path, key=unicodedata.normalize("NFC", "ñandú")).loads()) == 1


def refused(act: Callable[[], object]) -> str:
    """What is said; neither it nor anything that travels along with it knows the key."""
    with pytest.raises(StoreError) as caught:
        act()
    error: BaseException | None = caught.value
    said = "".join(traceback.format_exception(caught.value)) + repr(pickle.loads(pickle.dumps(caught.value)).values)
    while error:
        said += repr(error) + str(error)
        error = error.__context__
    assert not [secret for key in (KEY, OTHER) for secret in (key, Key(key).reveal()) if secret in said]
    return caught.value.both()


def test_another_key(path: Path) -> None:
    open_store(path, key=KEY).load(small(2020))
    assert refused(lambda: open_store(path, key=OTHER)) == (
        "La clave no abre el almacén «registro.duckdb». Revise mayúsculas y espacios; "
        "sin su clave no hay forma de leerlo.\n"
        "The key does not open the store “registro.duckdb”. Check capitals and spaces; "
        "without its key there is no way to read it."
    )


def test_no_key(path: Path) -> None:
    with open_store(path, key=KEY) as store:
        store.load(small(2020))
    told = (
        "El almacén «registro.duckdb» está cifrado y falta su clave. Póngala en la variable de entorno "
        "TIPANALYSIS_STORE_KEY, o use --key-prompt para escribirla sin que se vea.\n"
        "The store “registro.duckdb” is encrypted and its key is missing. Put it in the environment variable "
        "TIPANALYSIS_STORE_KEY, or use --key-prompt to type it unseen."
    )
    assert refused(lambda: open_store(path)) == told
    assert refused(store.loads) == told


def test_a_key_for_a_plain_store(path: Path) -> None:
    open_store(path).load(small(2020))
    before = path.read_bytes()
    assert refused(lambda: open_store(path, key=KEY)) == (
        "El almacén «registro.duckdb» no está cifrado y llegó una clave. Quite la clave (también la de la variable "
        "de entorno TIPANALYSIS_STORE_KEY) para usarlo como está, o cargue los archivos en un almacén nuevo con "
        "clave.\n"
        "The store “registro.duckdb” is not encrypted and a key was given. Remove the key (also that of the "
        "environment variable TIPANALYSIS_STORE_KEY) to use it as it is, or load the files into a new store with a "
        "key."
    )
    assert path.read_bytes() == before


def test_an_empty_key(path: Path) -> None:
    assert refused(lambda: open_store(path, key="")) == (
        "La clave del almacén está vacía. Escriba una clave, o ninguna para un almacén sin cifrar.\n"
        "The key of the store is empty. Give a key, or none for a store that is not encrypted."
    )


def test_the_key_of_the_environment(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPANALYSIS_STORE_KEY", KEY)
    open_store(path).load(small(2020))
    monkeypatch.setenv("TIPANALYSIS_STORE_KEY", OTHER)
    assert_same(open_store(path, key=KEY).register(), small(2020))
    assert "no abre" in refused(lambda: open_store(path))
    monkeypatch.setenv("TIPANALYSIS_STORE_KEY", "")
    assert "falta su clave" in refused(lambda: open_store(path))


def test_without_the_crypto_a_key_gives_a_refusal_and_no_plain_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import duckdb

    monkeypatch.setattr("tipanalysis.register.store.file.find_spec", lambda name: None)
    version = duckdb.__version__
    told = (
        f"Para escribir un almacén cifrado falta el paquete de cifrado de DuckDB {version}. Instálelo con: "
        f"pip install duckdb-extension-httpfs=={version}. No se escribió nada sin cifrar.\n"
        f"To write an encrypted store the encryption package of DuckDB {version} is missing. Install it with: "
        f"pip install duckdb-extension-httpfs=={version}. Nothing was written unencrypted."
    )
    assert refused(lambda: open_store(path, key=KEY).load(small(2020))) == told
    assert list(path.parent.iterdir()) == []
    monkeypatch.undo()
    open_store(path, key=KEY).load(small(2020))
    monkeypatch.setattr("tipanalysis.register.store.file.find_spec", lambda name: None)
    store = open_store(path, key=KEY)
    assert_same(store.register(), small(2020))
    assert refused(lambda: store.load(small(2021))) == told
    assert len(store.loads()) == 1


def test_the_key_shows_itself_nowhere(path: Path) -> None:
    store = open_store(path, key=KEY)
    load = store.load(small(2020))
    assert repr(store) == "Store('registro.duckdb', encrypted=True)"
    shown = repr([store, load, vars(store), vars(store._file), store.loads(), store.register()])
    assert KEY not in shown
    assert "Key(…)" in shown
    with pytest.raises(TypeError, match="a key is not pickled"):
        pickle.dumps(store)


def test_the_unsafe_crypto_is_never_switched_on(path: Path) -> None:
    asked = steps_of(path, "small", KEY)
    assert not [sql for sql in asked if "force_mbedtls" in sql or "ñandú" in sql or Key(KEY).reveal() in sql]
    assert sum("ENCRYPTION_KEY $key" in sql for sql in asked) == 3
