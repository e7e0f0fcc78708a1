"""Logistic model with one random effect for each stratum, fitted to counts; many tables at once.

η = x'β + σ z, z ~ N(0, 1), events ~ Binomial(n, 1 / (1 + exp(-η))). The likelihood of a stratum is an integral over
z, computed by adaptive Gauss-Hermite quadrature around the likeliest z (Liu & Pierce 1994; Pinheiro & Bates 1995).
Its gradient and curvature are means over the same nodes (Fisher's and Louis' identities), so that Newton steps in β
and the variance σ² reach the maximum in a few rounds, also where it lies at σ² = 0. Arrays: tables first, strata
second, nodes last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from math import log, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .maihda_fits import StratumFits
from .maihda_measures import LOGISTIC_VARIANCE
from .records import Numbers

ROUNDS, HALVINGS, MODE_ROUNDS, LONGEST = 80, 12, 60, 3
ENOUGH = 1e-11
"""Half the squared length of a Newton step, in log-likelihood, below which nothing is left to climb."""

NEAR = 1e-4
"""Below this gain the top is near and a Newton step is trusted: what the nodes miss is of the same size."""

AS_ZERO = 1e-8
"""A variance between strata that is not above this is none: the maximum lies at 0."""

FEW_NODES = 9
"""With fewer nodes the identities for gradient and curvature no longer belong to the likelihood computed."""


@dataclass(frozen=True)
class BinomialStrata:
    """Events of each stratum (tables first) among its ``n`` units; ``nodes`` = 1 is Laplace's approximation."""

    events: Numbers
    n: Numbers
    nodes: int = 15

    def fit(self, x: Numbers) -> StratumFits:
        """The logistic model with the columns of ``x`` as fixed effects.

        A level that has no events sends its coefficient towards minus infinity; the likelihood, the variance and
        the predictions still converge.
        """
        tables = _Tables(np.atleast_2d(self.events), self.n, x, *_nodes(max(self.nodes, FEW_NODES)))
        at, converged = _climb(tables, *_start(tables))
        if self.nodes < FEW_NODES:
            tables = _Tables(tables.events, self.n, x, *_nodes(self.nodes))
            at, converged = _polished(tables, at)
        return _told(tables, at, converged)

    def simulated(self, fits: StratumFits, rng: np.random.Generator, draws: int) -> BinomialStrata:
        """Tables drawn from the first of ``fits``; they are fitted with as few nodes as are exact enough."""
        u = rng.normal(0, np.sqrt(fits.var_stratum[0]), (draws, self.n.size))
        events = rng.binomial(self.n.astype("int64"), expit(fits.fixed[0] + u)).astype(float)
        return BinomialStrata(events, self.n, FEW_NODES)


def shrunken(events: Numbers, n: Numbers, x: Numbers | None = None) -> Numbers:
    """Shares of groups drawn towards what the columns of ``x`` add up to, by default towards one another.

    A logistic model with a random effect for each group; ``x`` has a row for each group that anybody is in. NaN for a
    group with nobody, and for all with fewer than two groups, where all or none have the event, or where no fit is
    found.

    Examples
    --------
    >>> shrunken(np.array([30.0, 12.0, 0.0]), np.array([50.0, 50.0, 0.0])).round(3).tolist()
    [0.575, 0.265, nan]
    """
    some, shares = n > 0, np.full(n.size, np.nan)
    if some.sum() < 2 or not 0 < events.sum() < n.sum():
        return shares
    fits = BinomialStrata(events[some], n[some]).fit(np.ones((int(some.sum()), 1)) if x is None else x)
    if fits.converged[0]:
        shares[some] = expit(fits.fixed[0] + fits.u[0])
    return shares


@dataclass(frozen=True)
class _Tables:
    events: Numbers
    n: Numbers
    x: Numbers
    node: Numbers
    log_weight: Numbers

    def rows(self, chosen: NDArray[Any]) -> _Tables:
        return replace(self, events=self.events[chosen])


def _nodes(count: int) -> tuple[Numbers, Numbers]:
    """Places and log-weights for integrals of f(z) φ(z) around a mode: weights carry exp(node²)."""
    node, weight = np.polynomial.hermite.hermgauss(count)
    return node * np.sqrt(2), np.log(weight) + node**2 + log(2) / 2 - log(2 * pi) / 2


def _start(tables: _Tables) -> tuple[Numbers, Numbers]:
    """Least squares on the log-odds with half an event added; some variance between strata."""
    share = (tables.events + 0.5) / (tables.n + 1)
    weight = tables.n * share * (1 - share)
    log_odds = np.log(share / (1 - share))
    left = (tables.x.T * weight[:, None, :]) @ tables.x
    beta = np.linalg.solve(left, ((weight * log_odds) @ tables.x)[..., None])[..., 0]
    return np.column_stack([beta, np.full(len(beta), 0.2)]), np.zeros_like(tables.events)


def _climb(tables: _Tables, at: Numbers, mode: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Newton steps from ``at`` (coefficients, then the variance) for every table that is not yet on top."""
    done = np.zeros(len(at), dtype=bool)
    going, some, here = np.arange(len(at)), tables, _integrate(tables, at, mode)
    for _ in range(ROUNDS):
        step, gain = _step(some, at[going], here)
        at[going], there = _moved(some, at[going], step, gain, here)
        done[going] = gain < ENOUGH
        left = gain >= ENOUGH
        if not left.any():
            break
        going, some, here = going[left], some.rows(left), there.rows(left)
    return at, done


@dataclass(frozen=True)
class _Integral:
    """The log-likelihood of each table, the likeliest z of each stratum, and what the nodes say around it."""

    loglik: Numbers
    mode: Numbers
    curvature: Numbers
    share: Numbers
    z: Numbers
    p: Numbers

    def rows(self, chosen: NDArray[Any]) -> _Integral:
        return _Integral(*(getattr(self, field.name)[chosen] for field in fields(self)))

    def with_rows(self, chosen: NDArray[Any], other: _Integral) -> _Integral:
        for field in fields(self):
            getattr(self, field.name)[chosen] = getattr(other, field.name)
        return self


def _integrate(tables: _Tables, at: Numbers, mode: Numbers) -> _Integral:
    fixed, sigma = at[:, :-1] @ tables.x.T, np.sqrt(at[:, -1:])
    mode, curvature = _mode(tables, fixed, sigma, mode)
    z = mode[..., None] + tables.node / np.sqrt(curvature)[..., None]
    eta = fixed[..., None] + sigma[..., None] * z
    height = tables.events[..., None] * eta - tables.n[:, None] * np.logaddexp(0, eta) - z * z / 2 + tables.log_weight
    top = height.max(axis=-1, keepdims=True)
    mass = np.exp(height - top)
    whole = mass.sum(axis=-1, keepdims=True)
    loglik = (top + np.log(whole))[..., 0] - np.log(curvature) / 2
    return _Integral(loglik.sum(axis=1), mode, curvature, mass / whole, z, expit(eta))


def expit(eta: Numbers) -> Numbers:
    """1 / (1 + exp(-η)), without overflow."""
    p: Numbers = 0.5 * (1 + np.tanh(0.5 * np.asarray(eta)))
    return p


def _mode(tables: _Tables, fixed: Numbers, sigma: Numbers, mode: Numbers) -> tuple[Numbers, Numbers]:
    """The likeliest z of each stratum and the curvature there; steps are held short, as the curve is flat far off."""
    longest = 2 / np.maximum(np.abs(sigma), 1e-12)
    for _ in range(MODE_ROUNDS):
        p = expit(fixed + sigma * mode)
        curvature = 1 + sigma**2 * tables.n * p * (1 - p)
        step = np.clip((sigma * (tables.events - tables.n * p) - mode) / curvature, -longest, longest)
        mode = mode + step
        if np.abs(step).max() < 1e-10:
            break
    p = expit(fixed + sigma * mode)
    return mode, 1 + sigma**2 * tables.n * p * (1 - p)


def _step(tables: _Tables, at: Numbers, here: _Integral) -> tuple[Numbers, Numbers]:
    """The Newton step of each table and what it should gain; where the curve is not a hill, one of Fisher scoring."""
    variance = at[:, -1]
    score, observed, safe = _slopes(tables, np.sqrt(variance), here)
    pinned = (variance <= AS_ZERO) & (score[:, -1] <= 0)
    score[pinned, -1] = 0
    for curve in (observed, safe):
        curve[pinned, -1, :] = curve[pinned, :, -1] = 0
        curve[pinned, -1, -1] = 1
    rising = np.linalg.eigvalsh(observed)
    hill = rising[:, 0] > 1e-9 * rising[:, -1]
    curve = np.where(hill[:, None, None], observed, safe) + 1e-12 * np.eye(score.shape[1])
    step = np.asarray(np.linalg.solve(curve, score[..., None])[..., 0], dtype="float64")
    return step, (step * score).sum(axis=1) / 2


def _slopes(tables: _Tables, sigma: Numbers, here: _Integral) -> tuple[Numbers, Numbers, Numbers]:
    """Score, observed information, and what information to expect around here, for β and the variance."""
    residual = tables.events[..., None] - tables.n[:, None] * here.p
    weight = tables.n[:, None] * here.p * (1 - here.p)
    pulled = residual * here.z

    def mean(values: Numbers) -> Numbers:
        averaged: Numbers = (here.share * values).sum(axis=-1)
        return averaged

    of_beta, of_sigma, known = mean(residual), mean(pulled), mean(weight)
    turn, pull = 2 * sigma, of_sigma.sum(axis=1)
    in_beta = known - mean(residual**2) + of_beta**2
    in_both = mean(weight * here.z) - mean(residual * pulled) + of_beta * of_sigma
    in_sigma = (mean(weight * here.z**2) - mean(pulled**2) + of_sigma**2).sum(axis=1)
    score = np.column_stack([of_beta @ tables.x, pull / turn])
    observed = _information(tables.x, in_beta, in_both / turn[:, None], (in_sigma + pull / sigma) / turn**2)
    flat = known / (1 + sigma[:, None] ** 2 * known)
    safe = _information(tables.x, flat, 0 * known, (flat**2).sum(axis=1) / 2)
    return score, observed, safe


def _information(x: Numbers, of_beta: Numbers, of_both: Numbers, of_variance: Numbers) -> Numbers:
    tables, size = len(of_beta), x.shape[1] + 1
    matrix = np.empty((tables, size, size))
    matrix[:, :-1, :-1] = (x.T * of_beta[:, None, :]) @ x
    matrix[:, -1, :-1] = matrix[:, :-1, -1] = of_both @ x
    matrix[:, -1, -1] = of_variance
    return matrix


def _moved(tables: _Tables, at: Numbers, step: Numbers, gain: Numbers, here: _Integral) -> tuple[Numbers, _Integral]:
    """Where the step leads and what is seen there; a long step is halved until it does not lead down."""
    size = np.minimum(1, LONGEST / np.maximum(np.abs(step).max(axis=1), 1e-12))[:, None]
    to = _within_bounds(at + size * step)
    there = _integrate(tables, to, here.mode)
    for _ in range(HALVINGS):
        lower = np.flatnonzero((gain > NEAR) & (there.loglik < here.loglik))
        if not lower.size:
            break
        size[lower] /= 2
        to[lower] = _within_bounds((at + size * step)[lower])
        there = there.with_rows(lower, _integrate(tables.rows(lower), to[lower], here.mode[lower]))
    return to, there


def _within_bounds(at: Numbers) -> Numbers:
    at[:, -1] = np.maximum(at[:, -1], AS_ZERO)
    return at


def _polished(tables: _Tables, at: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """The maximum of the likelihood as few nodes give it, by quasi-Newton steps from the exact one."""
    from scipy.optimize import minimize

    done = np.zeros(len(at), dtype=bool)
    bounds = [(None, None)] * (at.shape[1] - 1) + [(AS_ZERO, None)]
    for row in range(len(at)):
        height = _downhill(replace(tables, events=tables.events[row : row + 1]))
        found = minimize(height, at[row], method="L-BFGS-B", bounds=bounds, options={"ftol": 1e-14, "gtol": 1e-7})
        at[row], done[row] = found.x, bool(found.success)
    return at, done


def _downhill(one: _Tables) -> Callable[[Numbers], float]:
    start = np.zeros_like(one.events)
    return lambda at: -float(_integrate(one, at[None, :], start).loglik[0])


def _told(tables: _Tables, at: Numbers, converged: NDArray[np.bool_]) -> StratumFits:
    variance = np.where(at[:, -1] > AS_ZERO, at[:, -1], 0.0)
    here = _integrate(tables, np.column_stack([at[:, :-1], variance]), np.zeros_like(tables.events))
    spread = np.sqrt(variance)[:, None]
    u_se = spread / np.sqrt(here.curvature)
    within, fixed = np.full_like(variance, LOGISTIC_VARIANCE), at[:, :-1] @ tables.x.T
    return StratumFits(at[:, :-1], variance, within, fixed, spread * here.mode, u_se, here.loglik, converged)
