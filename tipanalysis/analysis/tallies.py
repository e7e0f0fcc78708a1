"""Counts by any of a table's variables, from whatever the caller has; and which of them are unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..counts.count import count_by
from ..counts.counts import TOTAL, Counts
from ..counts.cube_value import Cube
from ..counts.profiles import column_names
from ..register.register import Register
from ..standard.codebook import load_codebook
from ..words.errors import EstimateError
from .arguments import whole_counts


@dataclass(frozen=True)
class Tally:
    """Counts with their margins, and the levels that stand for not knowing."""

    counts: Counts
    unknown_levels: tuple[str, ...]

    def table(self, names: Sequence[str] = ()) -> pd.DataFrame:
        """One row for each combination of levels of ``names``, empty ones too, with its units ``n``; counted once."""
        return self._tables[frozenset(names)][[*names, "n"]]

    @cached_property
    def _tables(self) -> dict[frozenset[str], pd.DataFrame]:
        """Each table of the counts by the variables that it has."""
        by, margins = self.counts.by, self.counts.margins
        kept = (margins[list(by)] != TOTAL).to_numpy()
        tables = {
            frozenset(some): margins[(kept == [name in some for name in by]).all(axis=1)].reset_index(drop=True)
            for some in subsets(by)
        }
        return {**tables, frozenset(by): self.counts.frame}

    def is_unknown(self, table: pd.DataFrame, names: Sequence[str]) -> NDArray[np.bool_]:
        """For each row, whether one of its levels ``names`` is unknown."""
        return np.asarray(table[list(names)].isin(self.unknown_levels).any(axis=1))

    def known(self, names: Sequence[str]) -> int:
        """Units of which all of ``names`` are known; right too where a unit has several answers."""
        return sum((-1) ** len(some) * self._unknown_in_all(some) for some in subsets(names))

    def _unknown_in_all(self, names: Sequence[str]) -> int:
        table = self.table(names)
        return int(table.loc[table[list(names)].isin(self.unknown_levels).all(axis=1), "n"].sum())


def subsets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every choice of ``names``, the empty one first, all of them last."""
    for size in range(len(names) + 1):
        yield from combinations(names, size)


def tally(data: Any, names: Sequence[str], weight: str | None, unknown_levels: Sequence[str]) -> Tally:
    """Counts of ``data`` by ``names``, of which ``unknown_levels`` count as unknown beside those of the codebook.

    ``data`` may be Counts, a Cube, a Register or any frame that can be counted; ``weight`` names a column of whole
    numbers to add up.
    """
    codes = (*load_codebook().unknown_codes, *map(str, unknown_levels))
    if isinstance(data, Cube):
        return Tally(data.counts(names), codes)
    if not isinstance(data, Counts):
        if weight is not None and not isinstance(data, Register):
            _check_weights(data, weight)
        return Tally(count_by(data, names, weight=weight), codes)
    strangers = [name for name in names if name not in data.by]
    if strangers:
        raise EstimateError("analysis_rates_not_in_table", given=", ".join(strangers), known=", ".join(data.by))
    return Tally(data, codes)


def _check_weights(data: Any, weight: str) -> None:
    """Counts to be added up are whole, and none is missing: it would be lost in the sum."""
    if weight not in column_names(data):
        return
    column = nw.from_native(data).lazy().select(weight).unique(weight).collect("pandas").to_native()[weight]
    if np.isnan(whole_counts(weight, column)).any():
        raise EstimateError("analysis_rates_weight_missing", name=weight)
