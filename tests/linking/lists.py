"""Synthetic lists as registers, made in memory's folder: the worlds on which linking is tried."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from tipanalysis.register.read import read_register
from tipanalysis.register.register import Register
from tipanalysis.register.synthetic.lists import make_lists, write_lists

SECRET = "de prueba"


@cache
def world(seed: int, people: int = 620) -> tuple[dict[str, Register], pd.DataFrame]:
    """The four lists of one seed as registers, and the key of who is who."""
    lists = make_lists(seed, people)
    with TemporaryDirectory() as folder:
        write_lists(folder, lists)
        paths = {name: Path(folder) / "listas" / f"{name}.csv" for name in lists.sheets}
        registers = {name: read_register(path, "listas", key=SECRET) for name, path in paths.items()}
    return registers, lists.key
