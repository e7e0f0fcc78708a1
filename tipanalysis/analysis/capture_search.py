"""Which interactions of lists a model of hidden people should have: stepwise, or by BIC."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .capture import CaptureModel, Histories, Terms
from .poisson import fit_poisson
from .records import Numbers

Search = Callable[[Histories], Terms]
ENTER = 0.02
"""An interaction enters stepwise if its likelihood-ratio p-value is below this (Chan, Silverman and Vincent 2021)."""


def independence(histories: Histories) -> Terms:
    """No interactions at all."""
    return ()


def stepwise(histories: Histories) -> Terms:
    """Interactions of two lists added one by one, each time the one with the smallest p-value, while it is below 0.02.

    An interaction whose model has no finite or no identifiable estimate is passed over.
    """
    from scipy.special import chdtrc

    chosen: Terms = ()
    deviance = _deviances(histories, [()])[0]
    while candidates := [pair for pair in histories.pairs if pair not in chosen]:
        after = _deviances(histories, [(*chosen, pair) for pair in candidates])
        for place in np.argsort(after, kind="stable"):
            if chdtrc(1, max(0.0, deviance - after[place])) >= ENTER:
                return chosen
            if not CaptureModel(histories, (*chosen, candidates[place])).refusal():
                chosen, deviance = (*chosen, candidates[place]), after[place]
                break
        else:
            return chosen
    return chosen


def lowest_bic(histories: Histories) -> Terms:
    """From independence on, the interaction of two lists whose coming or going lowers BIC most, until none does."""
    chosen: Terms = ()
    best = _bics(histories, [chosen])[0]
    while (found := best_neighbour(histories, chosen)) is not None:
        bic = _bics(histories, [found])[0]
        if bic >= best - 1e-9:
            break
        chosen, best = found, bic
    return chosen


def best_neighbour(histories: Histories, terms: Terms) -> Terms | None:
    """Of the models with one interaction more or less, the one of lowest BIC that has an estimate; none if none has."""
    moves: list[Terms] = [_toggled(terms, pair) for pair in histories.pairs]
    for place in np.argsort(_bics(histories, moves), kind="stable"):
        if not CaptureModel(histories, moves[place]).refusal():
            return moves[int(place)]
    return None


def _toggled(terms: Terms, pair: tuple[int, ...]) -> Terms:
    return tuple(term for term in terms if term != pair) if pair in terms else (*terms, pair)


def _bics(histories: Histories, models: list[Terms]) -> Numbers:
    """Up to a constant that all models of the same histories share."""
    parameters = np.array([len(model) for model in models])
    return np.asarray(_deviances(histories, models) + parameters * np.log(histories.n))


def _deviances(histories: Histories, models: list[Terms]) -> Numbers:
    """Of many models at once: those with equally many finite parameters are fitted together."""
    found = np.empty(len(models))
    parts = [CaptureModel(histories, model) for model in models]
    finite = np.array([len(part.terms) - len(part.empty) for part in parts])
    for many in np.unique(finite):
        places = np.flatnonzero(finite == many)
        seen = [tuple(term for term in parts[place].terms if term not in parts[place].empty) for place in places]
        design = np.stack([histories.design(terms) for terms in seen])
        mask = np.stack([parts[place].kept for place in places])
        found[places] = fit_poisson(design, histories.counts, mask=mask).deviance
    return found


SEARCHES: dict[str, Search] = {
    "independence": independence,
    "stepwise": stepwise,
    "bic": lowest_bic,
}
