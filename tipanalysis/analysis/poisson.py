"""Poisson regression with a logarithmic link, one model or many of the same size at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .records import Numbers

ROUNDS = 100
CLOSE = 1e-12
FAR = 30.0
"""A logarithm of a mean further from zero than this has run away: its model has no finite estimate."""


@dataclass(frozen=True, eq=False)
class PoissonFit:
    """Fitted models; leading axes run over them. ``deviance`` and ``log_likelihood`` leave out masked cells."""

    beta: Numbers
    information: Numbers
    fitted: Numbers
    deviance: Numbers
    log_likelihood: Numbers

    @property
    def covariance(self) -> Numbers:
        """Of the parameters: the inverse of the information."""
        return _inverse(self.information)


def fit_poisson(design: Any, counts: Any, offset: Any = 0.0, mask: Any = 1.0) -> PoissonFit:
    """Maximum likelihood by iteratively reweighted least squares.

    Parameters
    ----------
    design : cells x parameters; leading axes fit many models
    counts : cells, or one row of cells for each model
    offset : logarithm of the exposure of each cell
    mask : 1 for cells that take part, 0 for those that do not

    Returns
    -------
    PoissonFit
        Where no finite estimate exists the parameters are large, not infinite: ask
        :func:`~tipanalysis.analysis.existence.estimate_exists` first.

    Examples
    --------
    >>> fit = fit_poisson(np.ones((3, 1)), [2, 4, 6])
    >>> fit.beta.round(4).tolist(), fit.fitted.round(4).tolist()
    ([1.3863], [4.0, 4.0, 4.0])
    """
    design, counts = np.asarray(design, dtype=float), np.asarray(counts, dtype=float)
    shape = np.broadcast_shapes(design.shape[:-1], counts.shape)
    counts, mask = np.broadcast_to(counts, shape), np.broadcast_to(mask, shape)
    mean = counts + 0.5
    linear, deviance = np.log(mean), np.full(shape[:-1], np.inf)
    for _ in range(ROUNDS):
        weight = mean * mask
        working = linear - offset + (counts - mean) / mean
        scaled = design * weight[..., None]
        information = np.swapaxes(scaled, -1, -2) @ design
        right = np.swapaxes(scaled, -1, -2) @ working[..., None]
        beta = _solved(information, right)[..., 0]
        linear = np.clip((design @ beta[..., None])[..., 0] + offset, -FAR, FAR)
        mean = np.exp(linear)
        before, deviance = deviance, _deviance(counts, mean, mask)
        if (np.abs(before - deviance) <= CLOSE * (np.abs(deviance) + 0.1)).all():
            break
    information = np.swapaxes(design * (mean * mask)[..., None], -1, -2) @ design
    return PoissonFit(beta, information, mean * mask, deviance, _log_likelihood(counts, mean, mask))


def _solved(matrix: Numbers, right: Numbers) -> Numbers:
    try:
        return np.asarray(np.linalg.solve(matrix, right))
    except np.linalg.LinAlgError:
        return np.asarray(_inverse(matrix) @ right)


def _inverse(matrix: Numbers) -> Numbers:
    return np.asarray(np.linalg.pinv(matrix, hermitian=True))


def _deviance(counts: Numbers, mean: Numbers, mask: Numbers) -> Numbers:
    from scipy.special import xlogy

    return np.asarray(2 * ((xlogy(counts, counts / mean) - counts + mean) * mask).sum(axis=-1))


def _log_likelihood(counts: Numbers, mean: Numbers, mask: Numbers) -> Numbers:
    from scipy.special import gammaln

    return np.asarray(((counts * np.log(mean) - mean - gammaln(counts + 1)) * mask).sum(axis=-1))
