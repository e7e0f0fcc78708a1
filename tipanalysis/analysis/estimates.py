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
    the denominator is the total; empty means the grand total.
    """

    frame: pd.DataFrame
    counts: Counts
    among: tuple[str, ...]
    per: int
    confidence: float = 0.95
    measure: str = "share"
