"""Simple correspondence analysis: rows and columns of a table as points of one map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .contingency import Contingency, Unknown, read_contingency
from .noted import Noted
from .records import Numbers
from .two_way import pearson_chi2, why_not

NOTHING = 1e-12
"""An inertia below this is rounding, not a dimension."""


@dataclass(frozen=True, eq=False)
class Correspondence(Noted):
    """Inertias and coordinates of a correspondence analysis.

    ``principal_inertias`` and ``percent`` (of the total) by dimension, largest first. ``rows`` and ``columns``: one
    row for each level with ``n``, ``mass``, the principal coordinates ``dim1``, ``dim2``, …, and for each dimension
    ``contribution…`` (share of its inertia that the level makes) and ``cos2_…`` (share of the level's own distance
    that it shows). Levels in which nobody is have no coordinates; ``dropped`` names them.
    """

    principal_inertias: tuple[float, ...]
    percent: tuple[float, ...]
    total_inertia: float
    rows: pd.DataFrame
    columns: pd.DataFrame
    n: int
    dropped: tuple[str, ...]
    unknown: int

    @property
    def row_principal(self) -> pd.DataFrame:
        """Principal coordinates of the rows, one column for each dimension."""
        return self.rows[[name for name in self.rows if str(name).startswith("dim")]]

    @property
    def col_principal(self) -> pd.DataFrame:
        """Principal coordinates of the columns, one column for each dimension."""
        return self.columns[[name for name in self.columns if str(name).startswith("dim")]]


def correspondence_analysis(table: Any, *, unknown: Unknown = "show") -> Correspondence:
    """Map the rows and columns of a table so that levels with like profiles stand near each other.

    Parameters
    ----------
    table : Counts, tidy frame with ``n``, wide frame or array of counts with two variables; whole numbers
    unknown : ``"show"`` keeps reasons for not knowing as levels, ``"exclude"`` leaves them out and counts them

    Returns
    -------
    Correspondence
        All dimensions that have inertia, at most the smaller number of levels less one. The sign of a dimension is
        fixed: the level with the largest coordinate on it, rows before columns, is positive. With nobody, or one
        level left in a variable, the status is ``not_estimable``. The map shows profiles, not sizes and not how sure
        they are: read it beside the table.

    Raises
    ------
    EstimateError
        For a negative or fractional count, or a table that has not two variables.

    Notes
    -----
    Singular values of the standardised residuals (p - r c)/√(r c); coordinates √inertia times the vectors over √mass.
    Total inertia is χ²/n. Greenacre (1984).

    Examples
    --------
    >>> smoking = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]
    >>> found = correspondence_analysis(smoking)
    >>> [round(inertia, 4) for inertia in found.principal_inertias]
    [0.0748, 0.01, 0.0004]
    """
    given = read_contingency(table, unknown=unknown)
    told: dict[str, Any] = {"n": given.n, "dropped": given.empty, "unknown": given.unknown}
    solid = given.without_empty()
    if reason := why_not(solid):
        sides = (_side(given, axis, np.empty((0, 0)), np.empty(0)) for axis in (0, 1))
        return Correspondence(*((), (), float("nan")), *sides, **told, status="not_estimable", notes=(reason,))
    inertias, coordinates = _axes(solid.counts)
    whole = pearson_chi2(solid.counts) / solid.n
    sides = (_side(given, axis, coordinates[axis], inertias) for axis in (0, 1))
    percent = tuple((100 * inertias / whole).tolist())
    return Correspondence(tuple(inertias.tolist()), percent, whole, *sides, **told)


def _axes(counts: Numbers) -> tuple[Numbers, tuple[Numbers, Numbers]]:
    """Inertias, and the principal coordinates of rows and columns."""
    shares = counts / counts.sum()
    masses = [shares.sum(axis=1), shares.sum(axis=0)]
    roots = [np.sqrt(mass) for mass in masses]
    residuals = (shares - np.outer(*masses)) / np.outer(*roots)
    left, singular, right = np.linalg.svd(residuals, full_matrices=False)
    real = singular**2 > NOTHING
    rows = (left / roots[0][:, None] * singular)[:, real]
    columns = (right.T / roots[1][:, None] * singular)[:, real]
    sign = np.array([_sign(np.concatenate([*pair])) for pair in zip(rows.T, columns.T, strict=True)])
    return singular[real] ** 2, (rows * sign, columns * sign)


def _sign(coordinates: Numbers) -> float:
    """Of the largest loading; among those that are equal up to rounding, of the first."""
    size = np.abs(coordinates)
    return float(np.sign(coordinates[np.argmax(size >= size.max() * (1 - 1e-9))]))


def _side(given: Contingency, axis: int, coordinates: Numbers, inertias: Numbers) -> pd.DataFrame:
    """One row for each level of one variable, empty levels without coordinates."""
    totals = given.margin(axis)
    mass = totals / (given.n or np.nan)
    dimensions = [f"dim{place}" for place in range(1, inertias.size + 1)]
    filled = totals > 0
    places = pd.DataFrame(np.nan, index=range(totals.size), columns=dimensions)
    if dimensions:
        places.loc[filled, dimensions] = coordinates
    squares = places.to_numpy() ** 2
    distance = squares.sum(axis=1, keepdims=True)
    side = pd.DataFrame({given.names[axis]: list(given.levels[axis]), "n": totals.astype("int64"), "mass": mass})
    made = pd.DataFrame(mass[:, None] * squares / inertias, columns=[f"contribution{name[3:]}" for name in dimensions])
    with np.errstate(invalid="ignore"):
        shown = pd.DataFrame(squares / distance, columns=[f"cos2_{name[3:]}" for name in dimensions])
    return pd.concat([side, places, made, shown], axis=1)
