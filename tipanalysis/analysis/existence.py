"""Whether a log-linear model of counts has a finite estimate at all."""

from __future__ import annotations

from typing import Any

import numpy as np

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
    from scipy.optimize import linprog

    design, counts = np.asarray(design, dtype=float), np.asarray(counts, dtype=float)
    if (counts > 0).all():
        return True
    if not counts.any():
        return False
    cells = counts.size
    least = np.append(np.zeros(cells), -1.0)
    above = np.column_stack([-np.eye(cells), np.ones(cells)])
    kept = np.column_stack([design.T, np.zeros(design.shape[1])])
    bounds = [(0, None)] * (cells + 1)
    found = linprog(least, above, np.zeros(cells), kept, design.T @ counts, bounds)
    return bool(found.status == 0 and -found.fun > POSITIVE)


def is_identifiable(design: Any) -> bool:
    """Whether every parameter of a model can be told from the others by the cells that there are.

    Examples
    --------
    >>> is_identifiable([[1, 0], [1, 1]]), is_identifiable([[1, 1], [1, 1]])
    (True, False)
    """
    matrix = np.asarray(design, dtype=float)
    return bool(matrix.shape[0] and np.linalg.matrix_rank(matrix) == matrix.shape[1])
