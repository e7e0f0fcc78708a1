"""Processes that load a register and are killed while they do: before a chosen step, or at a moment from outside.

Run as a script it is their parent: it has loaded all that they need, so that each of them is made in no time.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd

from store.registers import SEX, small
from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.source_map import SourceMap, parse_source_map
from tipanalysis.register.store import Load, Store, open_store
from tipanalysis.register.store.code_lists import _lists

ROOT = Path(__file__).resolve().parents[2]


def big(n: int = 130_000) -> Register:
    """So many records that they do not wait for the end of the transaction to be written to the file."""
    records = pd.DataFrame(
        {
            "id": pd.Series(range(n)).astype("str"),
            "anio_registro": pd.Series([2021] * n, dtype="Int64"),
            "sexo": pd.Categorical.from_codes([0, 1, 2, 3, 4] * (n // 5), categories=SEX),
        }
    )
    return Register(records, "persona", Provenance("prueba", "Prueba", "grande.csv", "grande", rows_read=n))


MAP = """
id = "prueba"
unit = "persona"
titles = { es = "Prueba", en = "Test" }
""" + "".join(
    f'[[columns]]\nheader = "{name}"\nvariable = "{name}"\n'
    for name in ("id", "sexo", "edad", "nacionalidad", "anio_registro")
)
_FOLDER = TemporaryDirectory()


def dirty_file() -> tuple[Path, SourceMap]:
    """A text file of 60 rows, some of one record far apart, and its source map."""
    path = Path(_FOLDER.name) / "sucio.csv"
    sexes = ("Mujer", "Varón", "quizás", "")
    rows = [f"{place % 50}-21,{sexes[place % 4]},{place} años,nica; tica,2021" for place in range(60)]
    path.write_text("\n".join(["id,sexo,edad,nacionalidad,anio_registro", *rows, "Total,,60,,"]), "utf-8")
    return path, parse_source_map(MAP, name="prueba.toml")


REGISTERS: dict[str, Callable[[], Register]] = {
    "small": lambda: small(2021),
    "big": big,
    "parts": lambda: clean(read_register(*dirty_file())),
}


def loader(which: str) -> Callable[[Store], Load]:
    """How one of the registers is loaded; what can be made ready before is ready."""
    if which == "parts":
        path, source = dirty_file()
        return lambda store: store.load_file(path, source, clean=True, part=25)
    register = REGISTERS[which]()
    return lambda store: store.load(register)


class Steps:
    """Counts what is asked of the database, statement by statement, and ends the process before one of them."""

    def __init__(self, deadly: int | None = None) -> None:
        self.deadly = deadly
        self.taken: list[str] = []

    def connect(self, *args: Any, **options: Any) -> Any:
        return _Watched(_CONNECT(*args, **options), self)

    def take(self, name: str) -> None:
        if len(self.taken) == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        self.taken.append(name)


class _Watched:
    def __init__(self, connection: Any, steps: Steps) -> None:
        self._connection = connection
        self._steps = steps

    def execute(self, sql: str, *values: Any) -> Any:
        self._steps.take(sql)
        return self._connection.execute(sql, *values)

    def close(self) -> None:
        self._steps.take("close")
        self._connection.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


_CONNECT = duckdb.connect


def steps_of(path: Path, which: str, key: str | None) -> list[str]:
    """What a whole load asks of the database, in order."""
    steps = Steps()
    duckdb.connect = steps.connect
    try:
        loader(which)(open_store(path, key=key))
    finally:
        duckdb.connect = _CONNECT
    return steps.taken


@contextmanager
def parent_of_victims() -> Iterator[Callable[..., int]]:
    """A function that makes a process load and die, and gives the signal that ended it (0: it was quicker).

    ``deadly`` is the step before which it kills itself; ``seconds`` the time after which it is killed.
    """
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    parent = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
    assert parent.stdin
    assert parent.stdout

    def kill(path: Path, which: str, key: str | None, *, deadly: int = -1, seconds: float | None = None) -> int:
        print(json.dumps([str(path), which, key, deadly, seconds]), file=parent.stdin, flush=True)
        return int(parent.stdout.readline())

    try:
        yield kill
    finally:
        parent.stdin.close()
        parent.wait(60)
        parent.stdout.close()


def main() -> None:
    """Make one victim for each line of the input, and print the signal that ended it."""
    _lists()
    REGISTERS["parts"]()
    for line in sys.stdin:
        path, which, key, deadly, seconds = json.loads(line)
        load = loader(which)
        victim = os.fork()
        if not victim:
            duckdb.connect = Steps(deadly).connect
            load(open_store(path, key=key))
            os._exit(0)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(victim, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(victim, 0)[1]) * -1, flush=True)


if __name__ == "__main__":
    main()
