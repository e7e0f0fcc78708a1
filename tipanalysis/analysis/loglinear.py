"""Which variables of a table have to do with which: hierarchical log-linear models, compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from ..words.errors import EstimateError
from .contingency import Contingency, Unknown, read_contingency
from .existence import estimate_exists
from .records import Numbers

Search = Literal["auto", "all", "backward"]
Model = tuple[frozenset[int], ...]
"""The largest terms of a hierarchical model, each the variables that it holds together."""

ALL_UP_TO = 4
"""Up to so many variables every hierarchical model is tried; beyond, terms are taken out one by one."""
MOST = 6
ROUNDS = 5000
CLOSE = 1e-10


def loglinear_search(table: Any, search: Search = "auto", *, unknown: Unknown = "show") -> pd.DataFrame:
    """Hierarchical log-linear models of a table of two to six variables, the best first.

    Parameters
    ----------
    table : Counts, tidy frame with ``n``, wide frame or array of counts; whole numbers
    search : ``"all"`` hierarchical models with every variable in them (two to four variables), ``"backward"`` from
        the saturated model, taking out at each step the term whose loss raises AIC least, or ``"auto"``
    unknown : ``"show"`` keeps reasons for not knowing as levels, ``"exclude"`` leaves them out

    Returns
    -------
    DataFrame
        One row for each model fitted, lowest ``aic`` first, models without a finite estimate last: ``model`` (its
        largest terms, ``"[a b] [c]"``), ``g2``, ``x2``, ``df``, ``p``, ``aic``, ``parameters``, ``zero_cells`` (that a
        zero margin of the model makes zero), ``n``, ``dropped``, ``unknown``, ``method``, ``status``, ``note``. Levels
        in which nobody is are left out and named. Zero margins take their cells and parameters out of ``df``; where a
        model has no finite estimate for another reason the status is ``model_singular``. One row with
        ``not_estimable`` where nobody is left or a variable has one level. Many models were looked at: a p-value after
        a search is no proof.

    Raises
    ------
    EstimateError
        For a negative or fractional count, fewer than two or more than six variables, or a search that does not exist.

    Notes
    -----
    Fitted by iterative proportional fitting (Deming and Stephan 1940). G² = 2 Σ n ln(n/m); df = cells not made zero
    less parameters that these identify; AIC = G² - 2 df, so the saturated model has 0 (add 2 times its parameters for
    G² + 2 parameters). Bishop, Fienberg and Holland (1975); Agresti (2013), chapter 9.

    Examples
    --------
    >>> found = loglinear_search([[[911, 538], [44, 456]], [[3, 43], [2, 279]]])
    >>> found[["model", "g2", "df"]].head(2).round(1).values.tolist()
    [['[dim1 dim2] [dim1 dim3] [dim2 dim3]', 0.4, 1], ['[dim1 dim2 dim3]', 0.0, 0]]
    """
    given = read_contingency(table, dimensions=None, unknown=unknown)
    many = given.counts.ndim
    if search not in get_args(Search):
        raise EstimateError("loglinear_search_unknown", given=search, known=", ".join(get_args(Search)))
    if many > MOST or (search == "all" and many > ALL_UP_TO):
        raise EstimateError("loglinear_too_many", given=many, most=ALL_UP_TO if search == "all" else MOST)
    told = {"n": given.n, "dropped": "; ".join(given.empty), "unknown": given.unknown}
    solid = given.without_empty()
    if given.n == 0 or min(solid.counts.shape) < 2:
        note = "association_note_one_level" if given.n else "analysis_note_no_units"
        return _arranged([{"model": "", "status": "not_estimable", "note": note}], told)
    whole = search == "all" or (search == "auto" and many <= ALL_UP_TO)
    rows = [_fit(solid, model) for model in _every(many)] if whole else _backward(solid)
    return _arranged(rows, told)


_COLUMNS = ("model", "g2", "x2", "df", "p", "aic", "parameters", "zero_cells")


def _arranged(rows: list[dict[str, Any]], told: dict[str, Any]) -> pd.DataFrame:
    table = pd.DataFrame(rows).reindex(columns=[*_COLUMNS, "status", "note"])
    last = table["status"] == "model_singular"
    table = table.assign(last=last).sort_values(["last", "aic", "parameters", "model"], ignore_index=True)
    front = table[list(_COLUMNS)].assign(**told, method="iterative-proportional-fitting")
    return pd.concat([front, table[["status", "note"]]], axis=1)


def _every(many: int) -> Iterator[Model]:
    """Every hierarchical model in which each of so many variables has at least its own term."""
    terms = [frozenset(term) for size in range(1, many + 1) for term in combinations(range(many), size)]
    yield from _chains(terms[::-1], (), many)


def _chains(terms: list[frozenset[int]], chosen: Model, many: int) -> Iterator[Model]:
    """Sets of terms of which none holds another, largest terms first, that together name every variable."""
    if not terms:
        if len(frozenset().union(*chosen)) == many:
            yield tuple(sorted(chosen, key=sorted))
        return
    first, rest = terms[0], terms[1:]
    if not any(first < held for held in chosen):
        yield from _chains(rest, (*chosen, first), many)
    yield from _chains(rest, chosen, many)


def _backward(table: Contingency) -> list[dict[str, Any]]:
    """From the saturated model down, as long as a simpler one has no higher AIC."""
    model: Model = (frozenset(range(table.counts.ndim)),)
    best = _fit(table, model)
    rows = {best["model"]: best}
    while simpler := [(_fit(table, each), each) for each in _simpler(model)]:
        rows |= {row["model"]: row for row, _ in simpler}
        row, model = min(simpler, key=lambda pair: (pair[0]["status"] != "ok", pair[0]["aic"]))
        if row["aic"] > best["aic"]:
            break
        best = row
    return list(rows.values())


def _simpler(model: Model) -> Iterator[Model]:
    """The model without one of its largest terms, whose parts stay."""
    for term in model:
        if len(term) > 1:
            rest = [other for other in model if other != term]
            parts = [frozenset(part) for part in combinations(sorted(term), len(term) - 1)]
            kept = [part for part in parts if not any(part < other for other in rest)]
            yield tuple(sorted([*rest, *(part for part in kept if part not in rest)], key=sorted))


def _fit(table: Contingency, model: Model) -> dict[str, Any]:
    from scipy.special import chdtrc, xlogy

    counts = table.counts
    open_cells = _open(counts, model)
    fitted = _proportional(counts, model, open_cells)
    design = _design(counts.shape, model)[open_cells.ravel()]
    parameters = int(np.linalg.matrix_rank(design))
    df = int(open_cells.sum()) - parameters
    safe = np.where(fitted > 0, fitted, 1.0)
    g2 = max(0.0, float(2 * xlogy(counts, counts / safe).sum()))
    x2 = float(((counts - fitted) ** 2 / safe).sum())
    closed = int((~open_cells).sum())
    numbers = {"g2": g2, "x2": x2, "df": df, "p": float(chdtrc(df, g2)) if df else 1.0, "aic": g2 - 2 * df}
    name = " ".join(f"[{' '.join(table.names[place] for place in sorted(term))}]" for term in model)
    told = {"model": name, **numbers, "parameters": parameters, "zero_cells": closed}
    if not estimate_exists(_independent(design), counts[open_cells]):
        return {**told, "status": "model_singular", "note": "loglinear_note_no_estimate"}
    return {**told, "status": "ok", "note": "loglinear_note_zero_margin" if closed else ""}


def _open(counts: Numbers, model: Model) -> Any:
    """Cells that no zero margin of the model makes zero."""
    alive = np.ones(counts.shape, bool)
    for term in model:
        alive &= counts.sum(axis=_others(term, counts.ndim), keepdims=True) > 0
    return alive


def _others(term: Iterable[int], many: int) -> tuple[int, ...]:
    return tuple(sorted(set(range(many)) - set(term)))


def _proportional(counts: Numbers, model: Model, open_cells: Any) -> Numbers:
    fitted = open_cells.astype(float)
    for _ in range(ROUNDS):
        before = fitted
        for term in model:
            axes = _others(term, counts.ndim)
            now = fitted.sum(axis=axes, keepdims=True)
            fitted = fitted * counts.sum(axis=axes, keepdims=True) / np.where(now > 0, now, 1.0)
        if np.abs(fitted - before).max() <= CLOSE * counts.sum():
            break
    return np.asarray(fitted)


def _design(shape: tuple[int, ...], model: Model) -> Numbers:
    """One column for each parameter: products of indicators of all levels but the first."""
    terms = sorted({part for term in model for part in _parts(term)}, key=lambda part: (len(part), part))
    places = np.indices(shape).reshape(len(shape), -1)
    columns = [np.ones((places.shape[1], 1))]
    for term in terms:
        block = np.ones((places.shape[1], 1))
        for variable in term:
            levels = places[variable][:, None] == np.arange(1, shape[variable])
            block = (block[:, :, None] * levels[:, None, :]).reshape(places.shape[1], -1)
        columns.append(block)
    return np.concatenate(columns, axis=1)


def _parts(term: frozenset[int]) -> Iterator[tuple[int, ...]]:
    for size in range(1, len(term) + 1):
        yield from combinations(sorted(term), size)


def _independent(design: Numbers) -> Numbers:
    """As many columns as there are parameters that the cells identify, spanning the same."""
    left, size, _ = np.linalg.svd(design, full_matrices=False)
    return np.asarray(left[:, size > size[0] * 1e-10])
