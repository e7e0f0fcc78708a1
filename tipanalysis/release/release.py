"""The Release: numbers that are safe to show. Only ``protect`` makes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import InitVar, dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..register.provenance import Provenance
from ..standard.fixed_codes import TOTAL
from ..words.errors import ReleaseError
from .policy import Policy, base_for

Status = Literal["shown", "hidden", "not_applicable"]
_SEAL = object()


class Unknown(NamedTuple):
    """Those without a value in one dimension: how many cells count them, the units shown, whether one is hidden."""

    cells: int
    n: int
    hidden: bool


@dataclass(frozen=True, repr=False)
class Release:
    """A table that went through the gate.

    ``frame`` and ``margins`` have the columns of the counts they come from: the dimensions ``by``,
    ``n`` (Int64; ``<NA>`` where hidden), ``status``; where the release was made from estimates the
    ``frame`` also has ``d``, ``estimate``, ``low``, ``high`` (missing where any part is hidden). One mark
    for every hidden cell: why a cell is hidden stays inside the gate. A rounded release hides nothing; its
    column ``within`` says how far each number is from the truth: less than that. ``suggestions`` are keys of texts
    that say how to merge levels so that more can be shown.

    A Release made by hand, or changed with ``dataclasses.replace``, raises :class:`ReleaseError`.
    """

    frame: pd.DataFrame
    margins: pd.DataFrame
    by: tuple[str, ...]
    unit: str
    provenance: Provenance
    policy: Policy
    multi: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    against: tuple[tuple[str, str], ...] = ()
    measure: str = "count"
    per: int = 1
    confidence: float = 0.95
    suggestions: tuple[str, ...] = ()
    seal: InitVar[object] = None

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ReleaseError("release_by_hand")

    def __repr__(self) -> str:
        return (
            f"Release(by={self.by}, unit={self.unit!r}, {len(self.frame)} cells, {self.hidden} hidden, "
            f"policy={self.policy.name!r})"
        )

    @property
    def total(self) -> int | None:
        """Units counted, or ``None`` where even that is hidden."""
        n = self.margins["n"].iloc[-1] if len(self.margins) else self.frame["n"].sum(min_count=1)
        return None if pd.isna(n) else int(n)

    @property
    def rounded(self) -> bool:
        """Whether the numbers are rounded, and none is exact."""
        return "within" in self.frame

    @property
    def base(self) -> int:
        """What every number is a multiple of: 1 unless they are rounded; totals shared with a stricter table more."""
        variables = [*self.by, *(chosen.variable for chosen in self.provenance.where)]
        return base_for(self.policy.base, self.policy.threshold_for(variables)) if self.rounded else 1

    @cached_property
    def hidden(self) -> int:
        """How many cells, margins included, are hidden."""
        return int((self.frame["status"] == "hidden").sum() + (self.margins["status"] == "hidden").sum())

    @cached_property
    def lines(self) -> Mapping[tuple[str, ...], Mapping[str, Any]]:
        """Each row, margins last, by its codes in the order of ``by``; its ``status`` says what it may tell."""
        found = {}
        for part in (self.frame, self.margins):
            for values in zip(*(part[name].tolist() for name in part.columns), strict=True):
                line = dict(zip(part.columns, values, strict=True))
                found[tuple(str(line[name]) for name in self.by)] = line
        return found

    @cached_property
    def summed(self) -> NDArray[np.bool_]:
        """Which rows of the margins (down) are summed over which of the dimensions (across)."""
        return np.array([(self.margins[name] == TOTAL).to_numpy() for name in self.by], dtype=bool).T

    def one_way(self, variable: str) -> pd.DataFrame:
        """The rows that hold one dimension alone, all others summed out."""
        if self.by == (variable,):
            return self.frame
        alone = [name != variable for name in self.by]
        return self.margins[(self.summed == alone).all(axis=1)]

    @cached_property
    def unknowns(self) -> Mapping[str, Unknown]:
        """For each dimension those whose value in it is not known."""
        from ..standard.codebook import load_codebook

        found, codes = {}, load_codebook().unknown_codes
        for variable in self.by:
            rows = self.one_way(variable)
            rows = rows[rows[variable].isin(codes)]
            found[variable] = Unknown(len(rows), int(rows["n"].sum()), bool((rows["status"] == "hidden").any()))
        return found

    @property
    def blank(self) -> bool:
        """Whether every cell is hidden, so that there is nothing to draw; totals may be shown all the same."""
        return bool((self.frame["status"] == "hidden").all())


def seal_release(**parts: Any) -> Release:
    """A Release of ``parts``; for ``protect`` alone."""
    return Release(**parts, seal=_SEAL)
