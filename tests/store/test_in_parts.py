"""A file that is loaded in parts is one load like any other: the same, once, and all of it or nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from store.registers import assert_same, small
from store.victims import MAP, ROOT, dirty_file
from tipanalysis.register.cleaning.clean import clean
from tipanalysis.register.cleaning.in_parts import LARGE, comes_in_parts
from tipanalysis.register.cleaning.rules import Rule
from tipanalysis.register.read import read_register
from tipanalysis.register.store import open_store
from tipanalysis.register.store.loading import Loading
from tipanalysis.words.errors import StoreError
from tipanalysis.words.texts import say_both


@pytest.mark.parametrize("size", [9, 40, 1000])
def test_it_is_the_load_of_the_whole_file(path: Path, size: int) -> None:
    whole = clean(read_register(*dirty_file()))
    store = open_store(path)
    load = store.load_file(*dirty_file(), clean=True, part=size)
    assert (load.added, load.records, load.years) == (True, len(whole), (2021,))
    assert_same(store.register(), whole)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    assert not store.load(whole).added
    again = store.load_file(*dirty_file(), clean=True, part=size + 3)
    assert (again.added, again.id) == (False, load.id)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert len(store.loads()) == 1


def test_with_the_help_of_others(path: Path) -> None:
    store = open_store(path)
    load = store.load_file(*dirty_file(), clean=True, part=10, workers=2)
    assert_same(store.register(load=load.id), clean(read_register(*dirty_file())))


def test_as_it_was_read_or_by_rules_of_an_office(path: Path) -> None:
    rules = (Rule("R1", "sexo", "quizás", "INTERSEX", autor="a", fecha="2024-01-01", by_person=True),)
    whole = read_register(*dirty_file())
    store = open_store(path)
    for rows in (None, 20):
        read = store.load_file(*dirty_file(), part=rows)
        ruled = store.load_file(*dirty_file(), part=rows, rules=rules)
        assert (read.added, ruled.added) == (rows is None, rows is None)
    assert_same(store.register(load=read.id), whole)
    assert_same(store.register(load=ruled.id), clean(whole, rules=rules))
    assert "R1" in set(store.register(load=ruled.id).log["regla"])


def test_which_files_come_in_parts(tmp_path: Path) -> None:
    small_file, large = dirty_file()[0], tmp_path / "grande.csv"
    large.write_text("a,b\n" * (LARGE // 4), "utf-8")
    datasets = ROOT / "datasets"
    assert [comes_in_parts(file, None) for file in (small_file, large)] == [False, True]
    assert comes_in_parts(small_file, 10)
    assert not comes_in_parts(datasets / "registro_sucio.xlsx", 10)
    assert not comes_in_parts(datasets / "registro_limpio", 10)


def test_an_error_in_the_middle_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(path)
    store.load(small(2019))
    before = store.loads()

    def broken(self: Loading, part: object) -> None:
        raise StoreError("store_no_space", file="registro.duckdb") if self._records else KeyboardInterrupt

    for error in (KeyboardInterrupt, StoreError):
        monkeypatch.setattr(Loading, "add", broken if error is KeyboardInterrupt else _second(broken))
        with pytest.raises(error):
            store.load_file(*dirty_file(), part=20)
        monkeypatch.undo()
        assert store.loads() == before
        assert_same(store.register(), small(2019))
    assert store.load_file(*dirty_file(), part=20).id == 2


def _second(broken: object) -> object:
    real = Loading.add

    def add(self: Loading, part: object) -> object:
        return broken(self, part) if self._records else real(self, part)  # type: ignore[operator, arg-type]

    return add


LOADS = """
import sys
from tipanalysis.register.cleaning import in_parts
from tipanalysis.register.store import store
from tipanalysis.register.store.loading import Loading
from tipanalysis.cli import main
in_parts.LARGE = 0
store.PART = 2
real = Loading.add
def told(self, part):
    print("begun", flush=True)
    yield from real(self, part)
if __name__ == "__main__":
    Loading.add = told
    main(["load", sys.argv[1], "--source", sys.argv[2], "--clean"])
"""


@pytest.fixture
def program(tmp_path: Path) -> subprocess.Popen[str]:
    """The command, loading in parts with the help of two others into a store that holds something; it has begun."""
    open_store(tmp_path / "registro.duckdb").load(small(2019))
    (tmp_path / "carga.py").write_text(LOADS, "utf-8")
    (tmp_path / "prueba.toml").write_text(MAP, "utf-8")
    command = [sys.executable, "carga.py", str(dirty_file()[0]), "prueba.toml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    made = subprocess.Popen(
        command,
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert made.stdout
    assert made.stdout.readline() == "begun\n"
    return made


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_ctrl_c_on_a_terminal_reaches_everybody_and_only_one_speaks(
    program: subprocess.Popen[str], tmp_path: Path
) -> None:
    os.killpg(program.pid, signal.SIGINT)
    _, said = program.communicate(timeout=60)
    assert (program.returncode, said.strip()) == (130, say_both("cli_interrupted"))
    assert_same(open_store(tmp_path / "registro.duckdb").register(), small(2019))
    assert not list(tmp_path.glob("registro.duckdb?*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_killed_program_leaves_neither_helpers_nor_half_a_load(
    program: subprocess.Popen[str], tmp_path: Path
) -> None:
    helpers = psutil.Process(program.pid).children(recursive=True)
    assert len(helpers) >= 2
    program.kill()
    program.communicate(timeout=60)
    deadline = time.monotonic() + 30
    while any(helper.is_running() and helper.status() != psutil.STATUS_ZOMBIE for helper in helpers):
        assert time.monotonic() < deadline, "a helper is still there"
        time.sleep(0.1)
    assert_same(open_store(tmp_path / "registro.duckdb").register(), small(2019))
