"""The columns of an extract: one for a variable, or one for each value where a record may have several."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..standard.codebook import load_codebook
from .ladder import Ladder, Rung
from .people import SEPARATOR, People
from .search import Recoding

SUPPRESSED = "SUPRIMIDO"
"""Stands in all quasi-identifiers of a record that would have stood nearly alone."""

YES, NO = "1", "0"


def quasi_columns(people: People, ladders: Mapping[str, Ladder], found: Recoding) -> dict[str, pd.DataFrame]:
    """The columns of each quasi-identifier as it is told, by the name under which it is told."""
    told = {}
    for name in map(str, people.quasi):
        rung = ladders[name][found.rungs[name]]
        several = name in people.multi and is_variable(rung) and load_codebook()[rung.name].multi
        new = name_told(name, rung)
        told[new] = columns_of(new, rung.column, several, pd.Series(found.suppressed))
    return told


def is_variable(rung: Rung) -> bool:
    """Whether a rung holds codes of a variable of the codebook."""
    return rung.name in load_codebook()


def name_told(name: str, rung: Rung) -> str:
    """The variable whose codes stand in the extract; five years and nothing at all go by the name of the variable."""
    return rung.name if is_variable(rung) else name


def sensitive_columns(people: People) -> dict[str, pd.DataFrame]:
    """The columns of each sensitive variable, unchanged."""
    return {str(name): columns_of(str(name), column, name in people.multi) for name, column in people.sensitive.items()}


def columns_of(
    name: str, column: pd.Series, several: bool, marked: pd.Series | None = None, mark: str = SUPPRESSED
) -> pd.DataFrame:
    """A variable as columns; where ``marked`` the ``mark`` stands in all of them."""
    if marked is None:
        marked = pd.Series(False, index=column.index)
    frame = _indicators(name, column.where(~marked, "")) if several else pd.DataFrame({name: column})
    frame.loc[marked] = mark
    return frame


def _indicators(name: str, column: pd.Series) -> pd.DataFrame:
    held = [set(text.split(SEPARATOR)) for text in column]
    codes = [code for code in load_codebook().order(name, set().union(*held)) if any(code in each for each in held)]
    found = {f"{name}_{code}": [YES if code in each else NO for each in held] for code in codes}
    return pd.DataFrame(found, dtype="str")
