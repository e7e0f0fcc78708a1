"""A table of counts by two or more variables, from whatever shape the caller has it in."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from math import prod
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from ..counts.counts import Counts
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE
from ..words.errors import EstimateError
from .arguments import whole_counts
from .records import Numbers

Unknown = Literal["show", "exclude"]


@dataclass(frozen=True)
class Contingency:
    """Counts by variables: ``counts`` has one axis for each of ``names``, along which its ``levels`` stand.

    ``unknown``: units left out because a level of theirs is a reason for not knowing.
    """

    counts: Numbers
    names: tuple[str, ...]
    levels: tuple[tuple[Hashable, ...], ...]
    unknown: int = 0

    @property
    def n(self) -> int:
        """Units in the table."""
        return int(self.counts.sum())

    def margin(self, *axes: int) -> Numbers:
        """Totals by the variables of ``axes``, summed over the others."""
        others = tuple(axis for axis in range(self.counts.ndim) if axis not in axes)
        return np.asarray(self.counts.sum(axis=others))

    @property
    def empty(self) -> tuple[str, ...]:
        """Levels in which nobody is, as ``"variable: level"``."""
        return tuple(
            f"{name}: {level}"
            for axis, (name, levels) in enumerate(zip(self.names, self.levels, strict=True))
            for level, total in zip(levels, self.margin(axis), strict=True)
            if total == 0
        )

    def without_empty(self) -> Contingency:
        """The table without levels in which nobody is: they have no part in degrees of freedom."""
        return self._keeping([self.margin(axis) > 0 for axis in range(self.counts.ndim)])

    def without(self, codes: tuple[str, ...]) -> Contingency:
        """The table without the levels ``codes``; ``unknown`` says how many units they held."""
        rest = self._keeping([np.array([level not in codes for level in levels], bool) for levels in self.levels])
        return replace(rest, unknown=self.unknown + self.n - rest.n)

    def _keeping(self, kept: list[Any]) -> Contingency:
        levels = tuple(
            tuple(level for level, stays in zip(levels, stay, strict=True) if stays)
            for levels, stay in zip(self.levels, kept, strict=True)
        )
        return replace(self, counts=self.counts[np.ix_(*kept)], levels=levels)


def read_contingency(table: Any, *, dimensions: int | None = 2, unknown: Unknown = "show") -> Contingency:
    """The table of counts that ``table`` holds.

    Parameters
    ----------
    table : Counts; a tidy frame (one row for each cell, its count in the column ``n``, every other column a
        variable); a wide frame (labels in index and columns); or an array of counts
    dimensions : how many variables it must have; ``None``: two or more
    unknown : ``"show"`` keeps reasons for not knowing as levels, ``"exclude"`` leaves them out and counts them

    Raises
    ------
    EstimateError
        For a negative, fractional or missing count, another number of variables, a variable with several answers
        for one unit, or an option that does not exist.
    """
    if unknown not in get_args(Unknown):
        raise EstimateError("association_unknown_option", given=unknown, known=", ".join(get_args(Unknown)))
    if isinstance(table, Counts):
        found = _of_counts(table)
    elif isinstance(table, pd.DataFrame):
        found = _of_tidy(table) if "n" in table.columns else _of_wide(table)
    else:
        found = _of_array(table)
    if found.counts.ndim != dimensions if dimensions else found.counts.ndim < 2:
        raise EstimateError("association_dimensions", given=", ".join(found.names), expected=dimensions or "2+")
    return found if unknown == "show" else found.without(load_codebook().unknown_codes)


def _of_counts(table: Counts) -> Contingency:
    if table.multi:
        raise EstimateError("association_several_answers", given=", ".join(table.multi))
    return _of_tidy(table.frame[[*table.by, "n"]])


def _of_tidy(frame: pd.DataFrame) -> Contingency:
    """Cells of the same levels add up; a missing level is one of its own."""
    names = [name for name in frame.columns if name != "n"]
    codes, levels = zip(*(coded(frame[name]) for name in names), strict=True) if names else ((), ())
    counts = np.zeros([len(each) for each in levels])
    np.add.at(counts, tuple(codes), _counted(frame["n"]))
    return Contingency(counts, tuple(map(str, names)), tuple(levels))


def coded(column: pd.Series) -> tuple[Any, tuple[Hashable, ...]]:
    """The place of each value among the levels: those of a categorical column, else in order of appearance.

    A missing value is a level of its own.
    """
    if isinstance(column.dtype, pd.CategoricalDtype):
        values, known = column.astype(object), list(column.cat.categories)
    else:
        values, known = column.astype(object), []
    filled = values.where(values.notna(), NOT_AVAILABLE)
    levels = tuple(dict.fromkeys([*known, *filled]))
    place = {level: index for index, level in enumerate(levels)}
    return filled.map(place).to_numpy(dtype=int), levels


def _of_wide(frame: pd.DataFrame) -> Contingency:
    names = (str(frame.index.name or "rows"), str(frame.columns.name or "columns"))
    counts = _counted(frame.to_numpy().ravel()).reshape(frame.shape)
    return Contingency(counts, names, (tuple(frame.index), tuple(frame.columns)))


def _of_array(table: Any) -> Contingency:
    try:
        array = np.asarray(table)
    except ValueError:
        raise EstimateError("association_ragged") from None
    if array.shape == (0,):
        array = array.reshape(0, 0)
    counts = _counted(array.ravel()).reshape(array.shape)
    names = ("rows", "columns") if array.ndim == 2 else tuple(f"dim{axis + 1}" for axis in range(array.ndim))
    return Contingency(counts, names, tuple(tuple(range(1, size + 1)) for size in array.shape))


def _counted(values: Any) -> Numbers:
    counts = whole_counts("n", values)
    if np.isnan(counts).any():
        raise EstimateError("association_count_missing")
    return counts


def cells_of(table: Contingency) -> pd.DataFrame:
    """One row for each cell, last variable fastest: its levels and ``n``."""
    grid = np.indices(table.counts.shape).reshape(table.counts.ndim, prod(table.counts.shape))
    columns = {
        name: [levels[place] for place in places]
        for name, levels, places in zip(table.names, table.levels, grid, strict=True)
    }
    return pd.DataFrame({**columns, "n": table.counts.ravel().astype("int64")})
