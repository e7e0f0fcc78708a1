"""Tables for the inside: those who may see the records open them, and every row says that they do not leave."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..words.texts import say

USE = "uso"
"""The column that says it, in every row: a table may be cut, pasted and sorted."""


def write_inside(table: pd.DataFrame, path: Path, *, encoding: str = "utf-8") -> None:
    """Write a table that stays in the institution, with a last column that says so."""
    table.assign(**{USE: say("inside_use")}).to_csv(path, index=False, encoding=encoding, lineterminator="\n")
