"""A load that is killed at any moment loses nothing that was kept before, and leaves a store that works."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from store.registers import assert_same, small
from store.victims import REGISTERS, loader, parent_of_victims, steps_of
from tipanalysis.register.store import open_store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
BEFORE = small(2019)
KEY = "clave de prueba"
CRYPTO = find_spec("duckdb_extension_httpfs") is not None
needs_crypto = pytest.mark.skipif(not CRYPTO, reason="the crypto of DuckDB (duckdb-extension-httpfs) is not installed")
Kill = Callable[..., int]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> dict[str | None, Path]:
    """A store with one load, plain and encrypted."""
    folder = tmp_path_factory.mktemp("antes")
    stores: dict[str | None, Path] = {None: folder / "plano.duckdb"}
    if CRYPTO:
        stores[KEY] = folder / "cifrado.duckdb"
    for key, path in stores.items():
        open_store(path, key=key).load(BEFORE)
    return stores


@pytest.fixture(scope="module")
def kill() -> Iterator[Callable[..., int]]:
    with parent_of_victims() as made:
        yield made


def start_again(path: Path, store: Path) -> None:
    """The store as it was, without what the last victim left beside it."""
    path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
    shutil.copy(store, path)


def assert_nothing_lost(path: Path, which: str, key: str | None) -> int:
    """What was kept is there; the broken load is there whole or not at all, and can be done again. Loads found."""
    store = open_store(path, key=key)
    found = len(store.loads())
    assert found in (1, 2)
    assert_same(store.register(load=1), BEFORE)
    again = store.load(REGISTERS[which]())
    assert (again.id, again.added) == (2, found == 1)
    assert_same(store.register(load=2), REGISTERS[which]())
    return found


@pytest.mark.parametrize(
    ("which", "key", "points"),
    [
        ("small", None, 12),
        ("parts", None, 8),
        ("big", None, 2),
        pytest.param("small", KEY, 3, marks=needs_crypto),
        pytest.param("parts", KEY, 2, marks=needs_crypto),
    ],
)
def test_killed_at_a_step(
    tmp_path: Path, begun: dict[str | None, Path], kill: Kill, which: str, key: str | None, points: int
) -> None:
    path = tmp_path / "registro.duckdb"
    shutil.copy(begun[key], path)
    steps = steps_of(path, which, key)
    assert steps[-2:] == ["COMMIT", "close"]
    last = len(steps) - 1
    found = {}
    for step in sorted({*range(0, last, max(1, last // points)), last - 1, last}):
        start_again(path, begun[key])
        assert kill(path, which, key, deadly=step) == signal.SIGKILL
        found[step] = assert_nothing_lost(path, which, key)
    assert {step for step, loads in found.items() if loads == 2} == {last}


@pytest.mark.parametrize(
    ("which", "key", "points"),
    [("small", None, 4), ("parts", None, 3), ("big", None, 3), pytest.param("big", KEY, 2, marks=needs_crypto)],
)
def test_killed_at_a_moment(
    tmp_path: Path, begun: dict[str | None, Path], kill: Kill, which: str, key: str | None, points: int
) -> None:
    path = tmp_path / "registro.duckdb"
    shutil.copy(begun[key], path)
    load = loader(which)
    start = time.monotonic()
    load(open_store(path, key=key))
    whole = time.monotonic() - start
    for point in range(points):
        start_again(path, begun[key])
        assert kill(path, which, key, seconds=whole * (point + 0.5) / points) in (signal.SIGKILL, 0)
        assert_nothing_lost(path, which, key)


def test_killed_before_there_was_a_store(tmp_path: Path, kill: Kill) -> None:
    path = tmp_path / "registro.duckdb"
    steps = steps_of(path, "small", None)
    for step in range(0, len(steps), len(steps) // 6):
        for rest in tmp_path.iterdir():
            rest.unlink()
        assert kill(path, "small", None, deadly=step) == signal.SIGKILL
        store = open_store(path)
        assert store.load(REGISTERS["small"]()).id == 1
        assert_same(store.register(), REGISTERS["small"]())
