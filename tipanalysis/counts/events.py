"""How much of a cell is one event: the people of its largest one, and how many events there are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..standard.codebook import load_codebook

Codes = tuple[tuple[str, str], ...]
"""A cell: its variables and their codes, in the order of the variables; margins name fewer."""

Events = Mapping[Codes, tuple[int, int]]
"""For each cell with somebody the units of its largest event, and the number of events."""


def events_of(cells: pd.DataFrame, by: tuple[str, ...], cluster: str) -> Events:
    """The events of each cell of a table.

    Parameters
    ----------
    cells : columns of ``by``, ``cluster`` and ``n``, one row for each event in each cell
    by : the variables of the table
    cluster : the column that names the event; where it says nothing each unit is an event of its own

    Examples
    --------
    >>> cells = pd.DataFrame({"sexo": ["MUJER"] * 3, "id_caso": ["EV1", "EV2", "ND"], "n": [9, 1, 2]})
    >>> events_of(cells, ("sexo",), "id_caso")
    {(('sexo', 'MUJER'),): (9, 4)}
    """
    told = cells[cells["n"] > 0]
    nameless = told[cluster].isin(["", *load_codebook().missing_codes]).to_numpy()
    sizes = pd.DataFrame({name: told[name].astype("str") for name in by})
    sizes["largest"] = np.where(nameless, 1, told["n"])
    sizes["events"] = np.where(nameless, told["n"], 1)
    if not by:
        return {(): (int(sizes["largest"].max()), int(sizes["events"].sum()))} if len(sizes) else {}
    found = sizes.groupby(list(by), sort=False, observed=True).agg({"largest": "max", "events": "sum"}).reset_index()
    order = sorted(by)
    return {
        tuple(zip(order, codes, strict=True)): (int(largest), int(events))
        for *codes, largest, events in found[[*order, "largest", "events"]].itertuples(index=False, name=None)
    }
