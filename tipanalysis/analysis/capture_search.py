"""Which interactions of lists a model of hidden people should have: stepwise, or by BIC."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from .capture import CaptureModel, Histories, Terms
from .poisson import fit_poisson
from .records import Numbers

Search = Callable[[Histories], Terms]
ENTER = 0.02
"""An interaction enters stepwise if its likelihood-ratio p-value is below this (Chan, Silverman and Vincent 2021)."""

CLOSE, SLACK = 1e-9, 1e-6
"""Values of BIC nearer than this are the same; bounds are held lower by this, for what rounding leaves over."""

MOST_FREE = 12
"""With more interactions than this left open there are too many models to try them all."""


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
    """The interactions of two lists whose model has the lowest BIC of all models that have an estimate.

    Going downhill from independence finds a good model; then every other one that may be better is tried. The
    deviance of the model with all interactions, and of those that lack one, say which may: terms without which no
    model is better stay in. Where more than 12 terms stay open, the model found downhill is the answer.
    """
    chosen, best = _downhill(histories)
    every = histories.pairs
    least, *without = _deviances(histories, [every, *(_toggled(every, pair) for pair in every)]) - SLACK
    needed = tuple(pair for pair, deviance in zip(every, without, strict=True) if deviance >= best)
    free = [pair for pair in every if pair not in needed]
    most = int((best - least) / np.log(histories.n)) - len(needed)
    if len(free) > MOST_FREE:
        return chosen
    models: list[Terms] = [
        tuple(sorted((*needed, *some))) for size in range(most + 1) for some in combinations(free, size)
    ]
    bics = _bics(histories, models)
    for place in np.argsort(bics, kind="stable"):
        if bics[place] >= best - CLOSE:
            break
        if not CaptureModel(histories, models[place]).refusal():
            return models[int(place)]
    return chosen


def _downhill(histories: Histories) -> tuple[Terms, float]:
    """From independence on, the interaction whose coming or going lowers BIC most, until none does; and its BIC."""
    chosen: Terms = ()
    best = float(_bics(histories, [chosen])[0])
    while (found := best_neighbour(histories, chosen)) is not None:
        bic = float(_bics(histories, [found])[0])
        if bic >= best - CLOSE:
            break
        chosen, best = found, bic
    return chosen, best


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
