"""The cells of a register as its log tells them: raw text, value now, the rule that gave it, the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np
import pandas as pd

from ...standard.fixed_codes import TO_REVIEW
from ..readers import LINKS
from ..register import Register

CELL = ["hoja", "fila", "variable"]
COLUMNS = [*CELL, "crudo", "estandar", "regla", "id"]


def cell_states(register: Register, variables: Iterable[str] | None = None) -> pd.DataFrame:
    """One row per cell that the log speaks of: ``hoja``, ``fila``, ``variable``, ``crudo`` as it stood in the file,
    ``estandar`` and ``regla`` as the last line says, ``id`` of the record. Identifiers are left out.
    """
    log = register.log
    wanted = log["variable"].isin(list(variables)) if variables is not None else log["variable"] != ""
    return states_of(register, log[wanted & ~log["variable"].isin(["id", *LINKS])])


def states_of(register: Register, log: pd.DataFrame) -> pd.DataFrame:
    """The same for the cells of some lines of the log: all lines of each."""
    last = log.drop_duplicates(CELL, keep="last")
    first = log.drop_duplicates(CELL, keep="first")[[*CELL, "crudo"]]
    cells = first.merge(last[[*CELL, "estandar", "regla"]], on=CELL, how="left")
    return cells.merge(register.places.drop_duplicates(["hoja", "fila"]), on=["hoja", "fila"], how="inner")[COLUMNS]


def lines_of_cells(log: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    """All lines of the cells of which at least one line is ``chosen``; identifiers and rows are no cells."""
    if not chosen.any():
        return log.iloc[:0]
    key = np.zeros(len(log), dtype=np.int64)
    for name in CELL:
        places, texts = pd.factorize(log[name])
        if name == "variable":
            cells = ~np.isin(texts, ["", "id", *LINKS])[places]
        key = key * len(texts) + places
    return log[np.isin(key, key[chosen.to_numpy() & cells])]


def unlogged_cells(register: Register, variable: str, code: str) -> pd.DataFrame:
    """The cells that hold a code as it stands, so that the log has no line for them; columns as in ``cell_states``."""
    table = register.children.get(variable, register.records)
    holders = table.loc[(table[variable] == code).to_numpy(), "id"]
    places = register.places[register.places["id"].isin(holders)]
    logged = register.log.loc[(register.log["variable"] == variable).to_numpy(), ["hoja", "fila"]]
    logged = logged[logged["fila"].isin(places["fila"])].drop_duplicates()
    found = places.merge(logged, on=["hoja", "fila"], how="left", indicator=True)
    found = found[found["_merge"] == "left_only"].drop(columns="_merge")
    return found.assign(variable=variable, crudo=code, estandar=code, regla="")[COLUMNS]


def is_open(states: pd.DataFrame) -> pd.Series:
    """Which cells, or lines of the log, hold a value that no table and no person has decided."""
    places, texts = pd.factorize(states["estandar"])
    opened = np.array([TO_REVIEW in str(text).split("|") for text in texts], dtype=bool)
    return pd.Series(opened[places] if len(opened) else False, index=states.index, dtype=bool)


def days_of(register: Register) -> dict[str, date]:
    """The date of each record: when it was registered or applied for, else the first day of its year."""
    records = register.records
    days = pd.Series(pd.NaT, index=records.index, dtype="datetime64[s]")
    for name in ("fecha_registro", "fecha_solicitud"):
        if name in records:
            days = days.fillna(records[name])
    if "anio_registro" in records:
        years = records["anio_registro"].astype("Int64").astype("str")
        days = days.fillna(pd.to_datetime(years.where(years.str.isdigit()), format="%Y", errors="coerce"))
    known = days.notna()
    return dict(zip(records.loc[known, "id"], days[known].dt.date, strict=True))
