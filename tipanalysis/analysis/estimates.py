"""Estimates: numbers with their interval, method and status, made from Counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ..counts.counts import Counts

Status = Literal["ok", "small", "not_estimable", "model_singular"]


@dataclass(frozen=True)
class Estimates:
    """What was estimated for each group of ``counts``.

    ``frame``: the columns of ``counts.by``, ``n`` (numerator), ``d`` (denominator),
    ``estimate``, ``low``, ``high`` (on the scale of ``per``: 100 is percent), ``method``,
    ``status`` and ``note`` (a text key, empty if ``ok``). ``among`` names the dimensions within which
    the denominator is the total; empty means the grand total. ``measure``: ``share`` or ``rate``, and of
    comparisons ``difference``, ``ratio`` or ``excess``, made ``against`` a level of each variable named there;
    ``parts`` then holds for each row the codes of the cells that it was computed from.
    """

    frame: pd.DataFrame
    counts: Counts
    among: tuple[str, ...]
    per: int
    confidence: float = 0.95
    measure: str = "share"
    against: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[tuple[str, ...], ...], ...] = ()
