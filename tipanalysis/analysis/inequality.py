"""Summary measures of inequality between groups, each with its interval and the noise it would show by chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from .arguments import alpha_of, chosen
from .inequality_groups import Groups, Kind, read_groups
from .inequality_measures import SCALED, measure_names, measures, noise_of_variance, standard_errors
from .inequality_slopes import slope_errors, slope_indices
from .log_ratios import max_log_ratio
from .records import SMALL, Numbers
from .resampled import DRAWS, SEED, check_draws, limits_of, mean_of


def inequality_summary(
    y: Any = None,
    population: Any = None,
    *,
    events: Any = None,
    n: Any = None,
    se: Any = None,
    groups: Sequence[str] | None = None,
    reference: str | int | None = None,
    favourable: bool = True,
    ordered: bool = False,
    kind: Kind = "proportion",
    per: float = 1,
    slope: str = "logit",
    entropy_times: float = 1,
    draws: int = DRAWS,
    seed: int = SEED,
    conf_level: float = 0.95,
) -> pd.DataFrame:
    """Every summary measure of inequality between groups at once.

    Parameters
    ----------
    y : level of each group, on the scale of ``per`` (100 for percent); or else ``events`` and ``n``
    population : people of each group, their weights; with counts, ``n`` by default
    events, n : units with the outcome and units in all (of ``kind="rate"``: inhabitants) of each group
    se : standard error of each level, on the same scale; from the counts by default
    groups : their names, else 0, 1, 2 …
    reference : the group to compare with, by its name; adds measures about it
    favourable : whether more of the outcome is better
    ordered : the groups come from the least to the most advantaged; adds measures of slope and concentration
    kind : ``"proportion"``, or ``"rate"`` without an upper bound
    slope : ``"logit"`` or ``"linear"``, the model of SII and RII; rates are linear
    entropy_times : multiplier of ``theil`` and ``mld``, errors included (WHO prints them times 1000)
    draws, seed : resamples and where they start; both stand in the result
    conf_level : between 0 and 1

    Returns
    -------
    pandas.DataFrame
        One row for each ``measure``: ``estimate``, ``lower``, ``upper``, ``se`` (where a formula exists), ``noise``
        (what chance alone would show on average were all groups equal), ``n`` (groups compared), ``events``,
        ``denominator``, ``compared`` (the groups that stand out), ``method``, ``conf_level``, ``status``, ``note``,
        ``draws``, ``seed``.

        Of two groups or more: ``mean``, ``difference`` and ``ratio`` (highest and lowest), ``mdm``, ``mdb``, ``mdr``
        (mean difference from mean, best, reference; ``_unweighted``, ``_weighted``), ``bgv``, ``bgsd``, ``cov``,
        ``idis``, ``theil``, ``mld``, ``par``, ``paf`` (percent; against the best, of ordered groups the last),
        ``d_index``, ``hoi``; of counts ``max_log_ratio``; with a reference ``difference_reference`` and
        ``ratio_reference`` (reference and worst), ``par_reference``, ``paf_reference``; if ordered ``aci``, ``rci``,
        ``wagstaff``, ``erreygers``, ``sii``, ``rii``. Of an adverse outcome ``d_index`` and ``hoi`` are those of the
        complement, and ``note`` says so.

        ``not_estimable`` with fewer than two groups, and where a measure divides by zero; nothing is added to a zero.
        Groups without a level or people are left out, and ``note`` says so. Limits hold the estimate and are missing
        where errors are.

    Raises
    ------
    EstimateError
        If sequences differ in length, a number cannot be, or a name or option does not exist.

    Notes
    -----
    Schlotheuber and Hosseinpoor (2022); Wagstaff (2005); Erreygers (2009); Paes de Barros et al. (2009). Limits:
    percentiles of levels drawn from Beta(x + 1/2, n - x + 1/2), of rates from Gamma(x + 1/2, n); without counts from
    the Beta or Gamma with the level and error given. Noise of ``bgv``: Σ w (1 - w) s².

    Examples
    --------
    >>> table = inequality_summary(events=[30, 45, 60], n=[100, 100, 100]).set_index("measure")
    >>> table.loc[["difference", "bgv"], ["estimate", "noise"]].round(3).to_dict("list")
    {'estimate': [0.3, 0.015], 'noise': [0.085, 0.002]}
    """
    alpha = alpha_of(conf_level)
    chosen({"logit": 0, "linear": 0}, slope)
    check_draws(draws)
    given = read_groups(
        y,
        population,
        events=events,
        n=n,
        se=se,
        groups=groups,
        reference=reference,
        favourable=favourable,
        ordered=ordered,
        kind=kind,
        per=per,
    )
    model = slope if kind == "proportion" else "linear"
    table = _summary(given, model, draws, seed, alpha)
    times = {**dict.fromkeys(SCALED, per), "bgv": per**2, "theil": entropy_times, "mld": entropy_times}
    scale = table["measure"].map(times).fillna(1.0)
    values = {name: table[name] * scale for name in ("estimate", "lower", "upper", "se", "noise")}
    labels = _labels(given, table)
    found = table.assign(**values, **labels, conf_level=conf_level, draws=draws, seed=seed)[_COLUMNS]
    if given.events is None or given.n is None or kind != "proportion":
        return found
    outcomes = np.stack([given.events, given.n - given.events], axis=1)
    widest = max_log_ratio(outcomes, draws=draws, seed=seed, conf_level=conf_level)
    shared = {name: getattr(widest, name) for name in _COLUMNS if hasattr(widest, name)}
    row = {**shared, "measure": "max_log_ratio", "n": len(given.y), "events": labels["events"], "compared": ""}
    return pd.concat([found, pd.DataFrame([row])], ignore_index=True)


_COLUMNS = [
    *("measure", "estimate", "lower", "upper", "se", "noise", "n", "events", "denominator", "compared"),
    *("method", "conf_level", "status", "note", "draws", "seed"),
]


def _summary(groups: Groups, model: str, draws: int, seed: int, alpha: float) -> pd.DataFrame:
    """A row for each measure on the scale where 1 is everybody: the estimate, its limits, error and noise."""
    names = measure_names(groups)
    enough = len(groups.y) > 1
    estimates = _all(groups.y, groups, model) if enough else {}
    resampled = _all(groups.draws(draws, seed), groups, model) if enough else {}
    even = _all(groups.null_draws(draws, seed), groups, model) if enough else {}
    errors = {**standard_errors(groups), **(slope_errors(groups, model) if groups.ordered else {})} if enough else {}
    value = [float(estimates.get(name, np.nan)) for name in names]
    limits = [limits_of(resampled.get(name), each, alpha) for name, each in zip(names, value, strict=True)]
    noise = {**{name: mean_of(even.get(name)) for name in names}, "bgv": noise_of_variance(groups)}
    return pd.DataFrame(
        {
            "measure": names,
            "estimate": value,
            "lower": [low for low, _ in limits],
            "upper": [high for _, high in limits],
            "se": [errors.get(name, np.nan) for name in names],
            "noise": [noise[name] if enough else np.nan for name in names],
        }
    )


def _all(y: Numbers, groups: Groups, model: str) -> dict[str, Numbers]:
    return {**measures(y, groups), **(slope_indices(y, groups, model) if groups.ordered else {})}


def _labels(groups: Groups, table: pd.DataFrame) -> dict[str, Any]:
    """What stands beside the numbers: the groups, what was counted, and whether the estimate can be trusted."""
    no_limits = table["lower"].isna()
    names = table["measure"]
    warning = "inequality_note_left_out" if groups.left_out else ""
    small = groups.n is not None and groups.kind == "proportion" and bool((groups.n < SMALL).any())
    warning = warning or ("inequality_note_small_group" if small else "")
    notes = [
        _why_not(name, groups)
        if gone
        else "inequality_note_complement"
        if name in ("d_index", "hoi") and not groups.favourable
        else "inequality_note_no_errors"
        if bare
        else warning
        for name, gone, bare in zip(names, table["estimate"].isna(), no_limits, strict=True)
    ]
    return {
        "n": len(groups.y),
        "events": np.nan if groups.events is None else groups.events.sum(),
        "denominator": (groups.population if groups.n is None else groups.n).sum(),
        "compared": [_compared(name, groups) for name in names],
        "method": np.where(no_limits, "point", "resampled"),
        "status": np.where(table["estimate"].notna(), "small" if small else "ok", _without(groups, names)),
        "note": notes,
    }


def _why_not(name: str, groups: Groups) -> str:
    if len(groups.y) < 2:
        return "inequality_note_one_group"
    if name in ("sii", "rii") and groups.mean > 0:
        return "inequality_note_no_fit"
    return "inequality_note_zero"


def _without(groups: Groups, names: pd.Series) -> Any:
    """The status of what has no estimate: a slope that the model could not find, or nothing to divide by."""
    slopes = names.isin(["sii", "rii"]) & (len(groups.y) > 1) & (groups.mean > 0 if len(groups.y) else False)
    return np.where(slopes, "model_singular", "not_estimable")


def _compared(name: str, groups: Groups) -> str:
    """The groups that a measure sets apart, by their names."""
    if len(groups.y) < 2:
        return ""
    names, reference = groups.names, groups.reference
    best = len(names) - 1 if groups.ordered and name in ("par", "paf") else groups.best
    if name in ("difference", "ratio"):
        return f"{names[int(np.argmax(groups.y))]} : {names[int(np.argmin(groups.y))]}"
    if reference is not None and name in ("difference_reference", "ratio_reference"):
        return f"{names[reference]} : {names[groups.worst]}"
    if reference is not None and (name.endswith("_reference") or name.startswith("mdr")):
        return names[reference]
    return names[best] if name.startswith(("mdb", "par", "paf")) else ""
