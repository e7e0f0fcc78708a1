"""What a MAIHDA gives back."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import pandas as pd

from .estimates import Status
from .maihda_measures import vpc_reading
from .noted import Noted
from .records import Interval


@dataclass(frozen=True, kw_only=True)
class MaihdaFit:
    """One model: ``coefficients`` by name (the first level of each dimension is the reference) and variances."""

    method: str
    coefficients: pd.Series
    var_stratum: float
    var_residual: float
    vpc: float
    loglik: float
    status: Status

    @property
    def intercept(self) -> float:
        """The coefficient of the reference stratum, or the mean of all in the null model."""
        return float(self.coefficients.get("intercept", nan))


@dataclass(frozen=True, kw_only=True)
class Maihda(Noted):
    """Both models of a MAIHDA and what they say.

    ``null``, ``adjusted``: the models without and with main effects; ``models``: both (and for means by ``ml`` and
    ``reml``) as a table. ``vpc``, ``vpc_adjusted``, ``pcv``, ``mor``: estimates with percentile limits of tables
    drawn from the models. ``vpc_response``: VPC of the null model on the scale of proportions. ``auc``,
    ``auc_adjusted``, ``auc_fixed``: discrimination of the risk predicted by the null model, by the adjusted one, by
    its main effects alone. ``strata``: label, ``n``, raw ``estimate`` with limits, ``shrunken``, ``additive``
    expectation, ``interaction`` with limits, ``p_adjusted``, ``flagged``. ``total``: units in the table; ``excluded``
    as unknown; ``too_small``: in strata below ``min_n``. ``failed``: tables drawn that could not be fitted.
    """

    family: str
    by: tuple[str, ...]
    null: MaihdaFit
    adjusted: MaihdaFit
    models: pd.DataFrame
    vpc: Interval
    vpc_adjusted: Interval
    pcv: Interval
    mor: Interval
    vpc_response: float
    auc: float
    auc_adjusted: float
    auc_fixed: float
    strata: pd.DataFrame
    n_strata: int
    n: int
    total: int
    excluded: int
    too_small: int
    draws: int
    failed: int
    seed: int
    conf_level: float

    @property
    def icc(self) -> Interval:
        """The VPC under its other name."""
        return self.vpc

    @property
    def pvc(self) -> Interval:
        """The PCV under its other name."""
        return self.pcv

    @property
    def reading(self) -> str:
        """The text key of what a VPC of this size is usually called."""
        return vpc_reading(self.vpc.estimate)
