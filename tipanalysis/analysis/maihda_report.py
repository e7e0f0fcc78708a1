"""Both models of a MAIHDA put together: measures with limits, strata, and what to beware of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from .estimates import Status
from .maihda_binomial import expit
from .maihda_bootstrap import Refits, limits, refits
from .maihda_design import Design, main_effects
from .maihda_fits import StratumData, StratumFits
from .maihda_gaussian import GaussianStrata
from .maihda_measures import median_odds_ratio, pcv, response_vpc, stratum_auc, vpc
from .maihda_record import Maihda, MaihdaFit
from .maihda_strata import stratum_table
from .records import Interval, Numbers
from .stratum_cells import Cells

FEW_STRATA = 20
"""With fewer strata a variance between them is hardly known."""

NOT_FITTED = MaihdaFit(
    method="",
    coefficients=pd.Series(dtype="float64"),
    var_stratum=nan,
    var_residual=nan,
    vpc=nan,
    loglik=nan,
    status="not_estimable",
)


@dataclass(frozen=True)
class Call:
    """What was asked for, and the strata it was asked about."""

    cells: Cells
    family: str
    method: str
    draws: int
    seed: int
    conf_level: float
    alpha: float
    too_small: int

    def interval(self, estimate: float, values: Numbers, status: Status, note: str) -> Interval:
        """An estimate with the percentiles of the tables drawn, widened to hold it."""
        n, events = float(self.cells.n.sum()), float(self.cells.events.sum()) if self.family == "binomial" else nan
        lower, upper = limits(values, self.conf_level)
        lower, upper = (nan, nan) if isnan(estimate) else (min(lower, estimate), max(upper, estimate))
        return Interval(estimate, lower, upper, events, n, self.method, self.conf_level, status, note)

    def fields(self) -> dict[str, Any]:
        """What every result of this call says about itself."""
        return {
            "family": self.family,
            "by": self.cells.by,
            "n_strata": len(self.cells.frame),
            "n": int(self.cells.n.sum()),
            "total": self.cells.total,
            "excluded": self.cells.excluded,
            "too_small": self.too_small,
            "draws": self.draws,
            "seed": self.seed,
            "conf_level": self.conf_level,
        }


def undescribed(call: Call, reason: str) -> Maihda:
    """A result without models: the strata as they are, and why there is nothing more."""
    nowhere = call.interval(nan, np.full(0, nan), "not_estimable", reason)
    return Maihda(
        vpc=nowhere,
        vpc_adjusted=nowhere,
        pcv=nowhere,
        mor=nowhere,
        null=NOT_FITTED,
        adjusted=NOT_FITTED,
        models=_models({}),
        vpc_response=nan,
        auc=nan,
        auc_adjusted=nan,
        auc_fixed=nan,
        strata=stratum_table(call.cells, None, None, call.family, call.alpha),
        failed=0,
        status="not_estimable",
        notes=(reason,),
        **call.fields(),
    )


def described(call: Call, data: StratumData) -> Maihda:
    """The result of both models; the adjusted one only where there are more strata than main effects."""
    design, ones = main_effects(call.cells), Design(("intercept",), np.ones((data.n.size, 1)))
    null, adjusted = data.fit(ones.x), data.fit(design.x) if design.x.shape[1] < data.n.size else None
    first = _fit(call.method, ones, null)
    second = _fit(call.method, design, adjusted) if adjusted else NOT_FITTED
    if first.status == "not_estimable":
        return undescribed(call, "intersections_note_not_converged")
    drawn = refits(data, null, adjusted, design.x, call.draws, call.seed)
    status, notes = _told(call, first, second, drawn)
    return Maihda(
        null=first,
        adjusted=second,
        models=_models({(call.method, "null"): first, (call.method, "adjusted"): second} | _other(call, data, design)),
        **_measures(call, first, second, drawn),
        vpc_response=response_vpc(first.intercept, first.var_stratum) if call.family == "binomial" else nan,
        **_discrimination(call, null, adjusted),
        strata=stratum_table(call.cells, null, adjusted, call.family, call.alpha),
        failed=drawn.failed,
        status=status,
        notes=notes,
        **call.fields(),
    )


def _fit(method: str, design: Design, fits: StratumFits) -> MaihdaFit:
    between, within = float(fits.var_stratum[0]), float(fits.var_residual[0])
    status: Status = "ok" if between > 0 else "model_singular"
    return MaihdaFit(
        method=method,
        coefficients=pd.Series(fits.beta[0], index=list(design.names)),
        var_stratum=between,
        var_residual=within,
        vpc=vpc(between, within),
        loglik=float(fits.loglik[0]),
        status=status if fits.converged[0] else "not_estimable",
    )


def _other(call: Call, data: StratumData, design: Design) -> dict[tuple[str, str], MaihdaFit]:
    """For means, both models by the other likelihood: their change in variance may be quite another."""
    if not isinstance(data, GaussianStrata):
        return {}
    method = "ml" if data.reml else "reml"
    other, ones = replace(data, reml=not data.reml), Design(("intercept",), np.ones((data.n.size, 1)))
    saturated = design.x.shape[1] >= data.n.size
    adjusted = NOT_FITTED if saturated else _fit(method, design, other.fit(design.x))
    return {(method, "null"): _fit(method, ones, other.fit(ones.x)), (method, "adjusted"): adjusted}


def _models(fits: dict[tuple[str, str], MaihdaFit]) -> pd.DataFrame:
    columns = ["intercept", "var_stratum", "var_residual", "vpc", "loglik", "status"]
    rows = []
    for (method, model), fit in fits.items():
        change = _change(fits[method, "null"], fit) if model == "adjusted" else nan
        rows.append([method, model, *(getattr(fit, column) for column in columns), change])
    return pd.DataFrame(rows, columns=["method", "model", *columns, "pcv"])


def _change(null: MaihdaFit, adjusted: MaihdaFit) -> float:
    return nan if isnan(adjusted.var_stratum) else pcv(null.var_stratum, adjusted.var_stratum)


def _measures(call: Call, null: MaihdaFit, adjusted: MaihdaFit, drawn: Refits) -> dict[str, Any]:
    change = _change(null, adjusted)
    defined: Status = "not_estimable" if isnan(change) else "ok"
    undefined = "intersections_note_saturated" if null.var_stratum else "intersections_note_null_zero"
    binomial = call.family == "binomial"
    odds = np.exp(np.sqrt(2 * drawn.var_stratum) * np.log(median_odds_ratio(0.5)))
    return {
        "vpc": call.interval(null.vpc, drawn.vpc, null.status, _SINGULAR.get(null.status, "")),
        "vpc_adjusted": call.interval(
            adjusted.vpc, drawn.vpc_adjusted, adjusted.status, _SINGULAR.get(adjusted.status, "")
        ),
        "pcv": call.interval(change, drawn.pcv, defined, undefined if isnan(change) else ""),
        "mor": call.interval(
            median_odds_ratio(null.var_stratum) if binomial else nan,
            odds if binomial else drawn.vpc[:0],
            null.status if binomial else "not_estimable",
            _SINGULAR.get(null.status, "") if binomial else "intersections_note_shares_only",
        ),
    }


_SINGULAR = {"model_singular": "intersections_note_variance_zero", "not_estimable": "intersections_note_saturated"}


def _discrimination(call: Call, null: StratumFits, adjusted: StratumFits | None) -> dict[str, Any]:
    if call.family != "binomial":
        return dict.fromkeys(("auc", "auc_adjusted", "auc_fixed"), nan)
    cells = call.cells.events, call.cells.n
    return {
        "auc": stratum_auc(*cells, expit(null.fixed[0] + null.u[0])),
        "auc_adjusted": stratum_auc(*cells, expit(adjusted.fixed[0] + adjusted.u[0])) if adjusted else nan,
        "auc_fixed": stratum_auc(*cells, expit(adjusted.fixed[0])) if adjusted else nan,
    }


def _told(call: Call, null: MaihdaFit, adjusted: MaihdaFit, drawn: Refits) -> tuple[Status, tuple[str, ...]]:
    """Status and notes of the whole, the weightiest first."""
    saturated = adjusted is NOT_FITTED
    few = len(call.cells.frame) < FEW_STRATA
    stuck = "not_estimable" in (null.status, adjusted.status) and not saturated
    notes = {
        "intersections_note_not_converged": stuck,
        "intersections_note_null_zero": null.var_stratum == 0,
        "intersections_note_saturated": saturated,
        "intersections_note_adjusted_zero": adjusted.var_stratum == 0 and null.var_stratum > 0,
        "intersections_note_pcv_negative": _change(null, adjusted) < 0,
        "intersections_note_few_strata": few,
        "intersections_note_separation": not saturated and call.family == "binomial" and _separated(call.cells),
        "intersections_note_refits_failed": drawn.failed > 0,
    }
    singular = null.var_stratum == 0 or adjusted.var_stratum == 0
    status: Status = "not_estimable" if stuck else "model_singular" if singular else "small" if few else "ok"
    return status, tuple(note for note, true in notes.items() if true)


def _separated(cells: Cells) -> bool:
    """Whether a level has no events, or nothing but events: its main effect has no finite estimate."""
    for name in cells.by:
        sums = cells.frame.groupby(name)[["n", "events"]].sum()
        if ((sums["events"] == 0) | (sums["events"] == sums["n"])).any():
            return True
    return False
