"""MAIHDA: how much of an inequality lies between intersections, and how much of that the main effects explain."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from .arguments import alpha_of, chosen, sizes
from .maihda_binomial import BinomialStrata
from .maihda_design import read_moments
from .maihda_fits import StratumData
from .maihda_gaussian import GaussianStrata
from .maihda_record import Maihda
from .maihda_report import Call, described, undescribed
from .stratum_cells import Cells, Event, read_cells


def maihda(
    data: Any,
    dims: str | Sequence[str],
    family: str = "binomial",
    *,
    outcome: str | None = None,
    event: Event = None,
    unknown: str = "show",
    min_n: int = 1,
    method: str | None = None,
    draws: int = 200,
    seed: int = 1,
    conf_level: float = 0.95,
) -> Maihda:
    """Multilevel analysis of individual heterogeneity and discriminatory accuracy, from a table of counts.

    Parameters
    ----------
    data : Counts, or a DataFrame of counts with the columns ``dims``, ``n`` and ``events`` (or ``outcome``). For
        means: a DataFrame with ``dims``, ``n``, ``mean`` and ``ss`` (squared distances from the mean, added up)
    dims : the dimensions whose intersections are the strata
    family : ``"binomial"`` (an outcome that people have or not) or ``"gaussian"`` (a mean)
    outcome, event, unknown : see :func:`~tipanalysis.analysis.stratum_table.strata`
    min_n : strata below are left out and counted
    method : ``"aghq15"`` (15-node adaptive Gauss-Hermite; default) or ``"laplace"`` for shares; ``"reml"`` (default)
        or ``"ml"`` for means
    draws, seed : tables drawn from the models for the intervals (0: none), and where the drawing starts
    conf_level : between 0 and 1

    Returns
    -------
    Maihda
        ``model_singular`` where a variance between strata is 0: without one in the null model the VPC is 0 and the
        PCV undefined; in the adjusted model the main effects account for all. A negative PCV is printed as it is.
        ``small`` below 20 strata. ``not_estimable`` with fewer than two strata, nobody, no or only events, or no
        variance inside the strata. The interval of an interaction knows the stratum, not the main effects, as
        uncertain.

    Raises
    ------
    EstimateError
        For a column, level, option or method that does not exist, or a count that is none.

    Notes
    -----
    Model 1: g(mean) = b0 + u_s; model 2 adds the main effects; u ~ N(0, s²). VPC = s² / (s² + e²), e² = π²/3 for
    shares; PCV = (s²₁ - s²₂) / s²₁. Evans et al. (2018, 2024); Merlo (2018); for PCV of means ML and REML may differ
    much: ``models`` has both.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"sexo": list("MMHH"), "zona": list("RURU"), "n": [50] * 4, "events": [30, 12, 10, 9]})
    >>> result = maihda(table, ["sexo", "zona"], draws=0)
    >>> round(result.vpc.estimate, 3), round(result.pcv.estimate, 3), result.status
    (0.141, 0.99, 'small')
    """
    methods = chosen(_METHODS, family)
    method = method or next(iter(methods))
    make, alpha, (least,) = chosen(methods, method), alpha_of(conf_level), sizes("min_n", min_n)
    if family == "gaussian":
        read = read_moments(data, dims, unknown=unknown)
    else:
        read = read_cells(data, dims, outcome=outcome, event=event, unknown=unknown)
    kept = replace(read, frame=read.frame[read.n >= least].reset_index(drop=True))
    call = Call(kept, family, method, draws, seed, conf_level, alpha, int(read.n.sum() - kept.n.sum()))
    reason = _reason(kept, family)
    return undescribed(call, reason) if reason else described(call, make(kept))


_METHODS: dict[str, dict[str, Callable[[Cells], StratumData]]] = {
    "binomial": {
        "aghq15": lambda cells: BinomialStrata(cells.events, cells.n),
        "laplace": lambda cells: BinomialStrata(cells.events, cells.n, 1),
    },
    "gaussian": {
        "reml": lambda cells: _gaussian(cells, reml=True),
        "ml": lambda cells: _gaussian(cells, reml=False),
    },
}


def _gaussian(cells: Cells, *, reml: bool) -> GaussianStrata:
    mean, ss = (np.asarray(cells.frame[name], dtype=float) for name in ("mean", "ss"))
    return GaussianStrata(mean, ss, cells.n, reml)


def _reason(cells: Cells, family: str) -> str:
    """Why there is no model, if there is none."""
    if not len(cells.frame):
        return "intersections_note_nobody"
    if len(cells.frame) < 2:
        return "intersections_note_one_stratum"
    if family == "binomial":
        if not 0 < cells.events.sum() < cells.n.sum():
            return "intersections_note_all_alike"
        mixed = (cells.events > 0) & (cells.events < cells.n)
        return "" if mixed.any() else "intersections_note_all_or_nobody"
    return "" if (cells.frame["ss"] > 0).any() else "intersections_note_no_variance_within"
