"""The command that keeps registers in a store: what it says, and what is there when it is broken off."""

from __future__ import annotations

import datetime
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tipanalysis.register.folder import write_folder
from tipanalysis.register.store import open_store
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.words.numbers import format_date
from tipanalysis.words.texts import say_both

ROOT = Path(__file__).resolve().parents[2]
CLEAN = ROOT / "datasets" / "registro_limpio"
Told = Callable[..., Any]
KEY = "clave de prueba"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """What somebody types where a key is asked for."""

    def types(*keys: str) -> None:
        waiting = iter(keys)
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda text: next(waiting))

    return types


def test_a_register_is_kept_once(told: Told, tmp_path: Path) -> None:
    first, second = told("load", str(CLEAN)), told("load", str(CLEAN), "--store", "registro.duckdb")
    n = len(open_store(tmp_path / "registro.duckdb").register())
    assert (first.code, first.said, first.out) == (
        0,
        "",
        f"Carga 1 en registro.duckdb: {n} registros de «sintetico», años 2010 a 2024. El almacén no está cifrado.\n",
    )
    day = format_date(datetime.datetime.now(datetime.UTC).date())
    assert (second.code, second.said, second.out) == (
        0,
        "",
        f"No se agregó nada: «registro_limpio» ya está en registro.duckdb, es la carga 1 del {day}.\n",
    )
    assert [entry.name for entry in tmp_path.iterdir()] == ["registro.duckdb"]


def test_a_newer_one_takes_its_place_and_says_so(told: Told, tmp_path: Path) -> None:
    write_folder(make_synthetic(seed=7), tmp_path / "nuevo")
    told("load", str(CLEAN))
    newer = told("--idioma", "en", "load", "nuevo")
    n = len(open_store(tmp_path / "registro.duckdb").register())
    assert newer.out == (
        f"Load 2 in registro.duckdb: {n} records of “sintetico”, years 2010 to 2024. "
        "It takes the place of load 1, which is kept. The store is not encrypted.\n"
    )
    older = told("--idioma", "en", "load", str(CLEAN))
    assert older.out.endswith("Load 2 has taken its place since.\n")


@pytest.mark.skipif(
    find_spec("duckdb_extension_httpfs") is None,
    reason="the crypto of DuckDB (duckdb-extension-httpfs) is not installed",
)
def test_a_key_that_is_typed(told: Told, typed: Callable[..., None], tmp_path: Path) -> None:
    typed(KEY, KEY)
    made = told("load", str(CLEAN), "--key-prompt")
    assert (made.code, made.out.endswith("El almacén está cifrado.\n")) == (0, True)
    assert len(open_store(tmp_path / "registro.duckdb", key=KEY).loads()) == 1
    typed("otra")
    wrong = told("load", str(CLEAN), "--key-prompt")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.said == (
        "La clave no abre el almacén «registro.duckdb». Revise mayúsculas y espacios; sin su clave no hay forma de "
        "leerlo.\nThe key does not open the store “registro.duckdb”. Check capitals and spaces; without its key "
        "there is no way to read it.\n"
    )
    assert not [said for said in (made.out, made.said, wrong.said) if KEY in said or "otra" in said]


def test_two_keys_that_differ_make_no_store(told: Told, typed: Callable[..., None], tmp_path: Path) -> None:
    typed(KEY, "otra")
    end = told("load", str(CLEAN), "--key-prompt")
    assert (end.code, end.out, end.said) == (
        1,
        "",
        "Las dos claves no son iguales. No se creó ningún almacén; vuelva a ejecutar la orden.\n"
        "The two keys are not the same. No store was made; run the command again.\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_makes_no_store(told: Told, tmp_path: Path) -> None:
    end = told("load", "nada.xlsx", "--source", "eri")
    assert (end.code, end.out) == (1, "")
    assert "nada.xlsx" in end.said
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_is_no_store_is_refused_before_anything_is_read(told: Told, tmp_path: Path) -> None:
    (tmp_path / "registro.duckdb").write_text("soy otra cosa")
    end = told("load", "nada.xlsx", "--source", "eri")
    assert (end.code, end.out) == (1, "")
    assert end.said.startswith("«registro.duckdb» no es un almacén de tipanalysis y no se toca.")
    assert (tmp_path / "registro.duckdb").read_text() == "soy otra cosa"


@pytest.fixture
def slow_loads(tmp_path: Path) -> Iterator[Callable[[float], subprocess.CompletedProcess[str]]]:
    """Run the command and interrupt it some seconds after it began to write."""
    begin = "import duckdb, sys\nfrom tipanalysis.register.store.loading import Loading\n"
    begin += "real = Loading.add\ndef told(*args):\n    print('begun', flush=True)\n    yield from real(*args)\n"
    begin += "Loading.add = told\nfrom tipanalysis.cli import main\nmain(sys.argv[1:])"

    def run(seconds: float) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", begin, "load", str(CLEAN)]
        program = subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert program.stdout
        program.stdout.readline()
        time.sleep(seconds)
        program.send_signal(signal.SIGINT)
        out, said = program.communicate(timeout=60)
        return subprocess.CompletedProcess(command, program.returncode, out, said)

    yield run


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
@pytest.mark.parametrize("seconds", [0, 0.04, 0.08])
def test_an_interrupted_load(
    slow_loads: Callable[[float], subprocess.CompletedProcess[str]], tmp_path: Path, seconds: float
) -> None:
    open_store(tmp_path / "registro.duckdb").load(make_synthetic(seed=7))
    end = slow_loads(seconds)
    store = open_store(tmp_path / "registro.duckdb")
    assert end.returncode in (130, 0, -signal.SIGINT)  # the last two: it had kept the register already
    if end.returncode == 130:
        assert (end.stdout, end.stderr.strip()) == ("", say_both("cli_interrupted"))
    else:
        assert len(store.loads()) == 2
    assert len(store.register(load=1)) == store.loads()[0].records
    assert [entry.name for entry in tmp_path.iterdir()] == ["registro.duckdb"]
