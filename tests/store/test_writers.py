"""Several programs and one store: many readers, one writer, nobody loses anything, everybody is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from store.registers import assert_same, small
from store.victims import ROOT
from tipanalysis.register.store import open_store
from tipanalysis.register.store.loading import Loading
from tipanalysis.words.errors import StoreError

BUSY = (
    "Otro programa está usando el almacén «registro.duckdb». Puede leerlo más de un programa a la vez, pero mientras "
    "uno escribe nadie más entra. Espere a que termine o ciérrelo, y vuelva a intentarlo; no se cambió nada.\n"
    "Another program is using the store “registro.duckdb”. Several programs can read it at a time, but while one "
    "writes nobody else gets in. Wait until it is done or close it, and try again; nothing was changed."
)
HOLD = """
import duckdb, sys
base = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == 'reads')
print(flush=True)
input()
"""


@contextmanager
def another_program(path: Path, does: str) -> Iterator[None]:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), does], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    other.stdout.readline()
    try:
        yield
    finally:
        other.communicate("\n", timeout=60)


def test_while_another_program_writes(path: Path) -> None:
    store = open_store(path)
    store.load(small(2020))
    with another_program(path, "writes"):
        for act in (lambda: open_store(path), store.loads, store.register, lambda: store.load(small(2021))):
            with pytest.raises(StoreError) as refused:
                act()
            assert refused.value.both() == BUSY
    assert_same(store.register(), small(2020))
    assert store.load(small(2021)).added


def test_while_another_program_reads(path: Path) -> None:
    store = open_store(path)
    store.load(small(2020))
    with another_program(path, "reads"):
        assert_same(open_store(path).register(), small(2020))
        assert not store.load(small(2020)).added
        with pytest.raises(StoreError) as refused:
            store.load(small(2021))
        assert refused.value.both() == BUSY
    assert store.load(small(2021)).added


def test_an_open_store_that_does_nothing_is_in_nobodys_way(path: Path) -> None:
    idle = open_store(path)
    idle.load(small(2020))
    with another_program(path, "writes"):
        pass
    assert_same(idle.register(), small(2020))


LOADS = """
import sys
from store.registers import small
from tipanalysis.register.store import open_store
from tipanalysis.words.errors import StoreError
print("ready", flush=True)
for year in map(int, input().split()):
    while True:
        try:
            open_store(sys.argv[1]).load(small(year))
            break
        except StoreError as busy:
            assert busy.key == "store_busy", busy.key
"""


def test_two_programs_that_load_at_once_lose_nothing(path: Path) -> None:
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", LOADS, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | paths,
        )
        for _ in range(2)
    ]
    for program in programs:
        assert program.stdout
        program.stdout.readline()
    for program, years in zip(programs, ("2001 2002 2003\n", "2011 2012 2013\n"), strict=True):
        assert program.stdin
        program.stdin.write(years)
        program.stdin.flush()
    assert [program.communicate(timeout=120)[1] for program in programs] == ["", ""]
    store = open_store(path)
    assert sorted(load.years for load in store.loads()) == [(y,) for y in (2001, 2002, 2003, 2011, 2012, 2013)]
    assert [load.id for load in store.loads()] == [1, 2, 3, 4, 5, 6]
    assert len(store.register()) == 12
    assert list(path.parent.iterdir()) == [path]


def test_two_threads_of_one_program(path: Path) -> None:
    store = open_store(path)
    store.load(small(2000))
    ended: list[str] = []

    def load(year: int) -> None:
        while True:
            try:
                ended.append(f"{store.load(small(year)).years}")
                return
            except StoreError as busy:
                assert busy.key == "store_busy"

    threads = [threading.Thread(target=load, args=(year,)) for year in (2001, 2002, 2003)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(ended) == ["(2001,)", "(2002,)", "(2003,)"]
    assert len(store.register()) == 8


def test_ctrl_c_waits_for_a_statement_and_then_ends_the_load(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    store.load(small(2020))
    before = signal.getsignal(signal.SIGINT)
    done: list[int] = []

    def write(*args: Any) -> Iterator[int]:
        for rows in real(*args):
            if not done:
                signal.raise_signal(signal.SIGINT)
            done.append(rows)
            yield rows

    real = Loading.add
    monkeypatch.setattr(Loading, "add", write)
    with pytest.raises(KeyboardInterrupt):
        store.load(small(2021))
    assert done == [2]
    assert signal.getsignal(signal.SIGINT) is before
    monkeypatch.undo()
    assert len(store.loads()) == 1
    assert store.load(small(2021)).id == 2
