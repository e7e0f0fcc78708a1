"""Counts: the waist of the house. Numbers per group of people; nothing after them needs people."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from ..register.provenance import Provenance
from ..standard.fixed_codes import TOTAL
from .events import Events

__all__ = ["TOTAL", "Counts"]


@dataclass(frozen=True)
class Counts:
    """How many units fall in each combination of the levels of ``by``.

    ``frame``: one row per combination (columns ``by`` as text codes, then ``n`` as int64), unknowns
    as levels, combinations present wherever both margins are non-empty, in codebook order.
    ``margins``: the same columns for every proper subset of ``by``, with ``TOTAL`` where a dimension
    is summed out; the grand total is its last row. For dimensions in ``multi`` one unit may stand in
    several rows, so margins are counted, never added up. ``total``: units counted. ``events``: for each cell, margins
    included, the units of its largest event and the number of events, where the event was asked for.
    """

    frame: pd.DataFrame
    margins: pd.DataFrame
    by: tuple[str, ...]
    unit: str
    total: int
    provenance: Provenance
    multi: tuple[str, ...] = ()
    events: Events = field(default_factory=dict)
