"""Whether a log-linear model of counts has a finite estimate at all."""

from __future__ import annotations

from typing import Any

import numpy as np

from .poisson import fit_poisson
from .records import Numbers

POSITIVE = 1e-6
"""What the linear programme finds below this is zero but for rounding."""


def estimate_exists(design: Any, counts: Any) -> bool:
    """Whether a Poisson log-linear model has a finite maximum-likelihood estimate.

    Parameters
    ----------
    design : cells x parameters, the first column an intercept
    counts : what was seen in each cell

    Returns
    -------
    bool
        True where some table with every cell above zero has the same sufficient statistics. It says nothing about
        which parameters can be told apart: see :func:`is_identifiable`.

    Notes
    -----
    Maximise s subject to A'x = A'y, x >= s; s = 0 means no finite estimate. Fienberg and Rinaldo (2012).

    Examples
    --------
    >>> estimate_exists([[1, 0], [1, 1]], [5, 3]), estimate_exists([[1, 0], [1, 1]], [5, 0])
    (True, False)
    """
    design, counts = np.asarray(design, dtype=float), np.asarray(counts, dtype=float)
    if not counts.any():
        return False
    return (
        bool((counts > 0).all())
        or _is_witness(fit_poisson(design, counts).fitted, design, counts)
        or (_least_cell(design, counts) > POSITIVE)
    )


def _is_witness(table: Numbers, design: Numbers, counts: Numbers) -> bool:
    """Whether a table is above zero and has the sufficient statistics of the counts, which settles it."""
    off = np.abs(design.T @ (table - counts)).max()
    return bool(table.min() > POSITIVE and off < POSITIVE * table.min())


def _least_cell(design: Numbers, counts: Numbers) -> float:
    """The largest that the smallest cell can be in a table with the sufficient statistics of the counts."""
    from scipy.optimize import linprog

    cells = counts.size
    least = np.append(np.zeros(cells), -1.0)
    above = np.column_stack([-np.eye(cells), np.ones(cells)])
    kept = np.column_stack([design.T, np.zeros(design.shape[1])])
    bounds = [(0, None)] * (cells + 1)
    found = linprog(least, above, np.zeros(cells), kept, design.T @ counts, bounds)
    return float(-found.fun) if found.status == 0 else 0.0


def is_identifiable(design: Any) -> bool:
    """Whether every parameter of a model can be told from the others by the cells that there are.

    Examples
    --------
    >>> is_identifiable([[1, 0], [1, 1]]), is_identifiable([[1, 1], [1, 1]])
    (True, False)
    """
    matrix = np.asarray(design, dtype=float)
    return bool(matrix.shape[0] and np.linalg.matrix_rank(matrix) == matrix.shape[1])
