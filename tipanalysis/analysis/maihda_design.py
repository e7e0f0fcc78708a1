"""The strata of a multilevel model as arrays: sizes, outcomes, and main effects as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..counts.counts import Counts
from ..counts.profiles import as_text
from ..standard.codebook import load_codebook
from ..words.errors import EstimateError
from .arguments import whole_counts
from .records import Numbers
from .stratum_cells import UNKNOWN, Cells


@dataclass(frozen=True)
class Design:
    """Main effects: the first level of each dimension is the reference; columns that say nothing new are left out."""

    names: tuple[str, ...]
    x: Numbers


def main_effects(cells: Cells) -> Design:
    """Intercept and one column for each further level of each dimension."""
    names, columns = ["intercept"], [np.ones(len(cells.frame))]
    for dimension in cells.by:
        for level in cells.levels(dimension)[1:]:
            column = (cells.frame[dimension] == level).to_numpy(dtype="float64")
            if np.linalg.matrix_rank(np.column_stack([*columns, column])) > len(columns):
                names.append(f"{dimension}={level}")
                columns.append(column)
    return Design(tuple(names), np.column_stack(columns))


def read_moments(data: Any, by: str | Sequence[str], *, unknown: str = "show") -> Cells:
    """Sizes, means and sums of squares of each intersection; rows of the same intersection are joined.

    ``data``: a DataFrame with the columns ``by``, ``n``, ``mean`` and ``ss`` (squared distances from the mean,
    added up; (n - 1) times the variance). The frame of the result has them instead of events.
    """
    names = (by,) if isinstance(by, str) else tuple(by)
    if unknown not in UNKNOWN:
        raise EstimateError("intersections_unknown_option", given=unknown, known=", ".join(UNKNOWN))
    if isinstance(data, Counts) or not isinstance(data, pd.DataFrame):
        raise EstimateError("intersections_moments_unknown", given=type(data).__name__)
    missing = [name for name in (*names, "n", "mean", "ss") if name not in data]
    if missing:
        known = ", ".join(str(name) for name in data.columns)
        raise EstimateError("intersections_column_missing", given=", ".join(missing), known=known)
    frame = _joined(data, names)
    total = int(frame["n"].sum())
    if unknown == "exclude":
        frame = frame[~frame[list(names)].isin(list(load_codebook().unknown_codes)).any(axis=1)]
    kept = frame[frame["n"] > 0].reset_index(drop=True)
    return Cells(kept.astype({"n": "int64"}), names, total, total - int(kept["n"].sum()))


def _joined(data: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    n, mean, ss = whole_counts("n", data["n"]), *(np.asarray(data[name], dtype=float) for name in ("mean", "ss"))
    open_cells = {"n": np.isnan(n), "mean": np.isnan(mean) & (n > 0), "ss": np.isnan(ss) & (n > 1)}
    for name, missing in open_cells.items():
        if missing.any():
            raise EstimateError("intersections_count_missing", name=name, rows=int(missing.sum()))
    if (ss < 0).any():
        raise EstimateError("intersections_variance_negative", given=f"{np.nanmin(ss):g}")
    mean, ss = np.nan_to_num(mean), np.nan_to_num(ss)
    rows = pd.DataFrame({name: as_text(data[name]) for name in by}).assign(n=n, ss=ss, weighted=n * mean)
    groups = rows.groupby(list(by))
    size = groups["n"].transform("sum").to_numpy()
    middle = groups["weighted"].transform("sum").to_numpy() / np.where(size > 0, size, 1)
    distance = np.where(np.isclose(mean, middle, rtol=1e-12, atol=0), 0.0, mean - middle)
    rows = rows.assign(ss=ss + n * distance**2)
    joined = rows.groupby(list(by), as_index=False)[["n", "weighted", "ss"]].sum()
    return joined.assign(mean=joined["weighted"] / joined["n"].where(joined["n"] > 0, 1)).drop(columns="weighted")
