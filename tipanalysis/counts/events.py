"""How much of a cell is one event: the people of its largest one, and how many events there are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..standard.codebook import load_codebook
from .cube_profiles import number_rows

Codes = tuple[tuple[str, str], ...]
"""A cell: its variables and their codes, in the order of the variables; margins name fewer."""

Events = Mapping[Codes, tuple[int, int]]
"""For each cell with somebody the units of its largest event, and the number of events."""

Column = tuple[NDArray[np.int64], Sequence[Any]]
"""A column of a table: for each row the place of its text, and the texts in order."""


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
    columns = {name: _column(told[name]) for name in by}
    return events_of_coded(columns, _column(told[cluster]), told["n"].to_numpy())


def _column(values: pd.Series) -> Column:
    places, texts = pd.factorize(values.astype("str"), sort=True)
    return places, list(texts)


def events_of_coded(columns: Mapping[str, Column], event: Column, n: NDArray[Any]) -> Events:
    """The events of each cell, of columns that are coded already; ``n`` units of one event in one cell a row."""
    if not len(n):
        return {}
    nameless = np.isin(event[0], _nameless(event[1]))
    order = sorted(columns)
    cell, first = number_rows([columns[name][0] for name in order] or [np.zeros(len(n), np.int64)])
    largest, events = np.zeros(len(first), np.int64), np.zeros(len(first), np.int64)
    np.maximum.at(largest, cell, np.where(nameless, 1, n))
    np.add.at(events, cell, np.where(nameless, n, 1))
    codes = [[columns[name][1][place] for place in columns[name][0][first]] for name in order]
    said = [tuple(zip(order, each, strict=True)) for each in zip(*codes, strict=True)] if order else [()]
    return dict(zip(said, zip(largest.tolist(), events.tolist(), strict=True), strict=True))


def _nameless(texts: Sequence[str]) -> list[int]:
    """The places of texts that name no event; texts are in order."""
    unsaid = ["", *load_codebook().missing_codes]
    places = [bisect_left(texts, text) for text in unsaid]
    return [place for place, text in zip(places, unsaid, strict=True) if place < len(texts) and texts[place] == text]
