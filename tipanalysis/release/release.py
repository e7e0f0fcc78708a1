"""The Release: numbers that are safe to show. Only ``protect`` makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ..register.provenance import Provenance
from .policy import Policy

Status = Literal["shown", "hidden", "not_applicable"]


@dataclass(frozen=True)
class Release:
    """A table that went through the gate.

    ``frame`` and ``margins`` have the columns of the counts they come from: the dimensions ``by``,
    ``n`` (Int64; ``<NA>`` where hidden), ``status``; where the release was made from estimates also
    ``d``, ``estimate``, ``low``, ``high`` (missing where any part is hidden). One mark for every hidden cell:
    why a cell is hidden stays inside the gate.
    """

    frame: pd.DataFrame
    margins: pd.DataFrame
    by: tuple[str, ...]
    unit: str
    provenance: Provenance
    policy: Policy
    multi: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    measure: str = "count"
    per: int = 1
    confidence: float = 0.95

    @property
    def total(self) -> int | None:
        """Units counted, or ``None`` where even that is hidden."""
        n = self.margins["n"].iloc[-1] if len(self.margins) else self.frame["n"].sum()
        return None if pd.isna(n) else int(n)

    @property
    def hidden(self) -> int:
        """How many cells, margins included, are hidden."""
        return int((self.frame["status"] == "hidden").sum() + (self.margins["status"] == "hidden").sum())
