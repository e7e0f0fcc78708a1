"""The strata after the models: raw, shrunken, expected from main effects, and what interaction is left."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from .arguments import z_of
from .intervals import proportion_table
from .maihda_binomial import expit
from .maihda_fits import StratumFits
from .multiplicity import adjust_p
from .records import SMALL, Numbers
from .stratum_cells import Cells


def stratum_table(
    cells: Cells, null: StratumFits | None, adjusted: StratumFits | None, family: str, alpha: float
) -> pd.DataFrame:
    """One row per stratum; columns of a model that could not be fitted are ``nan``."""
    raw = _shares(cells, alpha) if family == "binomial" else _means(cells, alpha)
    named = cells.frame[list(cells.by)].assign(label=cells.labels, n=cells.frame["n"])
    table = named.join(raw.drop(columns="n", errors="ignore"))
    back = expit if family == "binomial" else np.asarray
    return table.assign(**_effects("null", null, len(table)), **_interaction(adjusted, back, len(table), alpha))


def _shares(cells: Cells, alpha: float) -> pd.DataFrame:
    return proportion_table(cells.events, cells.n, conf_level=1 - alpha).drop(columns="denominator")


def _means(cells: Cells, alpha: float) -> pd.DataFrame:
    """Means with Student's limits; a stratum of one has none."""
    from scipy.special import stdtrit

    mean, ss = (np.asarray(cells.frame[name], dtype=float) for name in ("mean", "ss"))
    degrees = np.where(cells.n > 1, cells.n - 1, np.nan)
    reach = stdtrit(degrees, 1 - alpha / 2) * np.sqrt(ss / degrees / cells.n)
    small = cells.n < SMALL
    return pd.DataFrame(
        {
            "estimate": mean,
            "lower": mean - reach,
            "upper": mean + reach,
            "method": "t",
            "conf_level": 1 - alpha,
            "status": np.where(small, "small", "ok"),
            "note": np.where(small, "analysis_note_small", ""),
        }
    )


def _effects(model: str, fits: StratumFits | None, strata: int) -> dict[str, Numbers]:
    none = np.full(strata, np.nan)
    return {f"u_{model}": fits.u[0] if fits else none, f"u_{model}_se": fits.u_se[0] if fits else none}


def _interaction(
    fits: StratumFits | None, back: Callable[[Numbers], Numbers], strata: int, alpha: float
) -> dict[str, Numbers]:
    """What the shrunken value has beyond the main effects, on the scale of the outcome."""
    from scipy.special import ndtr

    effects = _effects("adjusted", fits, strata)
    u, se = effects["u_adjusted"], np.where(effects["u_adjusted_se"] > 0, effects["u_adjusted_se"], np.nan)
    fixed = fits.fixed[0] if fits else np.full(strata, np.nan)
    additive, reach = back(fixed), z_of(alpha) * se
    p_value = 2 * ndtr(-np.abs(u) / se)
    p_adjusted = adjust_p(p_value)
    return {
        **effects,
        "shrunken": back(fixed + u),
        "additive": additive,
        "interaction": back(fixed + u) - additive,
        "interaction_lower": back(fixed + u - reach) - additive,
        "interaction_upper": back(fixed + u + reach) - additive,
        "p_value": p_value,
        "p_adjusted": p_adjusted,
        "flagged": p_adjusted <= alpha,
    }
