"""Killed in the middle, without a chance to tidy up: what is left tells of nobody who is not told of anyway."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from leaks.conftest import NAMES, Room
from leaks.orders import ASKED, ERI
from leaks.test_marked_person import NAME_TRACES, TRACES, found

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
ORDERS = {
    "clean": ("clean", "registro.xlsx", *ERI, "--out", "muerta/limpio"),
    "link": ("link", "eri.csv", "--source", "listas", "--out", "muerta/enlace"),
    "extract": ("extract", "registro.xlsx", *ERI, *ASKED, "--out", "muerta/extracto", "--ledger", "muerta/libro.jsonl"),
}


@pytest.mark.parametrize(("order", "deadly"), [("clean", 9), ("link", 4), ("extract", 4)])
def test_nothing_is_left_that_tells(room: Room, order: str, deadly: int) -> None:
    folder = room.folder / "muerta"
    folder.mkdir(exist_ok=True)
    done = room.start("-m", "tipanalysis.cli", *ORDERS[order], LEAKS_KILL=str(deadly))
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert [name for name in NAMES if name in (done.stdout + done.stderr).decode()] == []
    assert any(folder.rglob("*")), "it was killed before it began"
    assert found(folder, NAME_TRACES) == []
    for place in ("casa", "temporal"):
        assert found(room.folder / place, TRACES) == []


def test_the_next_extract_clears_what_a_killed_one_left_long_ago(room: Room) -> None:
    folder = room.folder / "muerta" / "extracto"
    left = next(folder.glob(".en_proceso_*"))
    assert not list(folder.glob("*.csv")), "all files or none"
    young = folder / ".en_proceso_de_otra"
    shutil.copytree(left, young)
    for path in (left, *left.rglob("*")):
        os.utime(path, (0, 0))
    done = room.start("-m", "tipanalysis.cli", *ORDERS["extract"])
    assert done.returncode == 0, done.stderr.decode()
    assert not left.exists()
    assert young.exists(), "somebody may be at work there"
    assert Path(folder / "extracto.csv").exists()
