"""What a multilevel model of strata is fitted to, and what the fit gives; one table of strata a row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from .records import Numbers


@dataclass(frozen=True)
class StratumFits:
    """One fit a row: coefficients, variances, stratum effects ``u`` with ``u_se``, ``fixed`` = x'β."""

    beta: Numbers
    var_stratum: Numbers
    var_residual: Numbers
    fixed: Numbers
    u: Numbers
    u_se: Numbers
    loglik: Numbers
    converged: NDArray[np.bool_]


class StratumData(Protocol):
    """Outcomes of strata, of one table or of many with the same sizes."""

    @property
    def n(self) -> Numbers:
        """Units of each stratum."""

    def fit(self, x: Numbers) -> StratumFits:
        """The model with the columns of ``x`` as fixed effects, a stratum a row."""

    def simulated(self, fits: StratumFits, rng: np.random.Generator, draws: int) -> Self:
        """Tables drawn from the first of ``fits``: new stratum effects, new outcomes."""
