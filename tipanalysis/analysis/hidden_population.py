"""How many people no list saw: multiple systems estimation, always by more than one model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, nan
from statistics import NormalDist
from typing import Any, Literal

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from ..words.numbers import format_number
from ..words.texts import say
from .arguments import alpha_of
from .capture import CaptureModel, Histories, Terms, read_histories, read_terms
from .capture_search import SEARCHES, Search, best_neighbour
from .noted import Noted
from .poisson import FAR
from .two_lists import LEAST_OVERLAP

Selection = Literal["independence", "stepwise", "bic"]
LEAST_LISTS = 3


@dataclass(frozen=True, eq=False)
class MultipleSystems(Noted):
    """Estimates of a hidden population by several models; no one of them is the answer.

    ``models``: one row for each way of choosing a model: ``selection``, ``terms`` (interactions of lists),
    ``observed``, ``estimate``, ``lower``, ``upper`` (Wald, as if the model had been known beforehand), ``boot_lower``,
    ``boot_upper`` (bootstrap that chooses anew each time; asked selection only) with ``boot_failed`` (draws without an
    estimate), ``parameters``, ``deviance``, ``aic``, ``bic``, ``status``, ``note``. ``asked``: the selection asked
    for. ``overlap``: people on two lists or more; ``dropped``: lists on which nobody is.
    """

    models: pd.DataFrame
    asked: str
    observed: int
    overlap: int
    lists: tuple[str, ...]
    dropped: tuple[str, ...]
    draws: int
    seed: int | None
    conf_level: float

    @property
    def lowest(self) -> float:
        """The smallest estimate of the models."""
        return float(self.models["estimate"].min()) if len(self.models) else nan

    @property
    def highest(self) -> float:
        """The largest estimate of the models."""
        return float(self.models["estimate"].max()) if len(self.models) else nan

    def sensitivity(self, *, lang: str | None = None) -> str:
        """One sentence: how far the models are apart, or why there is none; never one number alone."""
        if self.status in ("not_estimable", "model_singular"):
            return say(self.note, lang=lang)
        numbers = {"observed": self.observed, "low": round(self.lowest), "high": round(self.highest)}
        told = {name: format_number(number) for name, number in numbers.items()}
        return say("mse_sensitivity", lang=lang, **told, models=_different(self.models))


def mse(
    lists: pd.DataFrame,
    model: Selection | Sequence[str] = "stepwise",
    *,
    draws: int = 200,
    seed: int = 0,
    conf_level: float = 0.95,
) -> MultipleSystems:
    """Estimate a hidden population from three lists or more, by several log-linear models side by side.

    Parameters
    ----------
    lists : one row for each history: a column of 1 and 0 for each list, people in ``n`` or ``count``; histories without
        a row have nobody. Nobody can stand on no list
    model : ``"independence"``, ``"stepwise"``, ``"bic"``, or interactions such as ``["A:B", "B:C"]``: which of the
        models the bootstrap is made for
    draws, seed : of the bootstrap, which draws people and chooses the model anew each time; 0 draws: none
    conf_level : between 0 and 1

    Returns
    -------
    MultipleSystems
        Independence, stepwise and lowest BIC, and the interactions given, always; where they all come to the same
        model, the best other one besides. A model without a finite or identifiable estimate is refused
        (``model_singular``, no number). ``not_estimable`` with fewer than three lists or fewer than 5 people on two
        lists or more, and where only one model can be estimated.

    Raises
    ------
    EstimateError
        For a value other than 0 or 1, people on no list, a list or selection that does not exist, or a negative or
        fractional count.

    Notes
    -----
    Poisson regression on the histories; N = seen + exp(intercept). An interaction in which nobody was seen is at minus
    infinity and its histories drop out. Existence by linear programme, identifiability by rank; stepwise by
    likelihood ratio below 0.02: Chan, Silverman and Vincent (2021). BIC with the people seen as sample size. The models
    assume a closed population and people matched without error between lists: linking decides first.

    Examples
    --------
    >>> lists = pd.DataFrame(
    ...     {"A": [1, 0, 0, 1, 1, 0], "B": [0, 1, 0, 1, 0, 1], "C": [0, 0, 1, 0, 1, 1], "n": [40, 30, 20, 6, 5, 4]}
    ... )
    >>> found = mse(lists, draws=0)
    >>> found.models[["selection", "terms", "estimate"]].round(0).values.tolist()[2:]
    [['bic', '', 299.0], ['other', 'A:B', 274.0]]
    >>> found.sensitivity(lang="en")
    'The lists saw 105 people; by 2 models, the estimate of all of them goes from 274 to 299. No model is the answer.'
    """
    alpha = alpha_of(conf_level)
    histories = read_histories(lists)
    asked = model if isinstance(model, str) else "terms"
    told: dict[str, Any] = {"asked": asked, "observed": histories.n, "overlap": histories.overlap}
    told |= {"lists": histories.names, "dropped": histories.dropped, "conf_level": conf_level}
    searches = _searches(model, histories)
    if reason := _too_little(histories):
        nothing = pd.DataFrame(columns=_COLUMNS)
        return MultipleSystems(nothing, **told, draws=0, seed=None, status="not_estimable", notes=(reason,))
    chosen = {name: search(histories) for name, search in searches.items()}
    chosen |= _another(histories, chosen)
    table = pd.DataFrame([_row(histories, name, terms, alpha) for name, terms in chosen.items()], columns=_COLUMNS)
    if draws:
        limits = _bootstrap(histories, searches[asked], draws, seed, alpha)
        table.loc[table["selection"] == asked, ["boot_lower", "boot_upper", "boot_failed"]] = limits
    return MultipleSystems(table, **told, draws=draws, seed=seed if draws else None, **_verdict(table))


_COLUMNS = [
    *("selection", "terms", "observed", "estimate", "lower", "upper", "boot_lower", "boot_upper", "boot_failed"),
    *("parameters", "deviance", "aic", "bic", "status", "note"),
]


def _searches(model: str | Sequence[str], histories: Histories) -> dict[str, Search]:
    """How each model is chosen; interactions that were given are always the same."""
    if not isinstance(model, str):
        given = read_terms(model, (*histories.names, *histories.dropped))
        terms = tuple(term for term in given if max(term) < len(histories.names))
        return {**SEARCHES, "terms": lambda _: terms}
    if model not in SEARCHES:
        raise EstimateError("mse_selection", given=model, known=", ".join(SEARCHES))
    return SEARCHES


def _too_little(histories: Histories) -> str:
    """Why lists carry no estimate (a text key); empty if they do."""
    if histories.n == 0:
        return "analysis_note_no_units"
    if len(histories.names) < LEAST_LISTS:
        return "mse_note_few_lists"
    return "mse_note_overlap" if histories.overlap < LEAST_OVERLAP else ""


def _another(histories: Histories, chosen: dict[str, Terms]) -> dict[str, Terms]:
    """Where every way of choosing comes to one model: the best of those that differ from it by one interaction."""
    if len({frozenset(terms) for terms in chosen.values()}) > 1:
        return {}
    best = best_neighbour(histories, next(iter(chosen.values())))
    return {} if best is None else {"other": best}


def _row(histories: Histories, name: str, terms: Terms, alpha: float) -> tuple[Any, ...]:
    model = CaptureModel(histories, terms)
    head = (name, histories.written(terms), histories.n)
    if reason := model.refusal():
        return (*head, *[nan] * 6, model.parameters, *[nan] * 3, "model_singular", reason)
    fit = model.fit()
    unseen, se = float(fit.beta[0]), float(np.sqrt(fit.covariance[0, 0]))
    reach = NormalDist().inv_cdf(1 - alpha / 2) * se
    estimates = (histories.n + exp(min(part, FAR)) for part in (unseen, unseen - reach, unseen + reach))
    aic, bic = (penalty * model.parameters - 2 * float(fit.log_likelihood) for penalty in (2, log(histories.n)))
    return (*head, *estimates, nan, nan, nan, model.parameters, float(fit.deviance), aic, bic, "ok", "")


def _bootstrap(histories: Histories, search: Search, draws: int, seed: int, alpha: float) -> tuple[float, float, int]:
    """Limits, and how many draws had no estimate."""
    rng = np.random.default_rng(seed)
    resampled = rng.multinomial(histories.n, histories.counts / histories.n, draws).astype(float)
    estimates = np.array([_estimate(histories.with_counts(counts), search) for counts in resampled])
    found = estimates[np.isfinite(estimates)]
    lower, upper = np.quantile(found, [alpha / 2, 1 - alpha / 2]) if found.size else (nan, nan)
    return float(lower), float(upper), int(draws - found.size)


def _estimate(histories: Histories, search: Search) -> float:
    model = CaptureModel(histories, search(histories))
    return nan if model.refusal() else histories.n + exp(min(float(model.fit().beta[0]), FAR))


def _verdict(table: pd.DataFrame) -> dict[str, Any]:
    different = _different(table)
    if different == 0:
        return {"status": "model_singular", "notes": (table["note"].iloc[0], "mse_note_caution")}
    if different == 1:
        return {"status": "not_estimable", "notes": ("mse_note_one_model", "mse_note_caution")}
    return {"notes": ("mse_note_caution",)}


def _different(table: pd.DataFrame) -> int:
    """How many models have an estimate of their own."""
    return int(table.loc[table["status"] == "ok", "estimate"].round(6).nunique())
