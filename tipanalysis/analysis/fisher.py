"""Tables of two by two with all their margins fixed: Fisher's exact test, and the odds ratio that goes with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf
from typing import Literal

import numpy as np

from .records import Numbers

Alternative = Literal["two-sided", "less", "greater"]

MOST = 2_000_000
"""With more tables of the same margins than this nothing is computed exactly."""

TIE = 1e-7
"""Tables that are likelier by this part only count as equally likely."""

FAR = 60.0
"""Logarithm of an odds ratio that no table of so few possible ones reaches."""


@dataclass(frozen=True)
class FixedMargins:
    """The tables that have the margins of one: ``k``, what their first cell is; ``log_weight`` where odds are equal.

    ``x`` is the first cell of the table itself. Given the margins, the first cell is noncentral hypergeometric.
    """

    x: float
    k: Numbers
    log_weight: Numbers

    def p_value(self, alternative: Alternative = "two-sided") -> float:
        """Probability of tables no likelier than the one seen, or of first cells no larger (no smaller) than its own.

        Examples
        --------
        >>> round(fixed_margins(3, 1, 1, 3).p_value("greater"), 4)
        0.2429
        """
        chance = self._chances(0.0)
        if alternative == "less":
            return min(1.0, float(chance[self.k <= self.x].sum()))
        if alternative == "greater":
            return min(1.0, float(chance[self.k >= self.x].sum()))
        seen = float(chance[self.k == self.x][0])
        return min(1.0, float(chance[chance <= seen * (1 + TIE)].sum()))

    def odds_ratio(self) -> float:
        """The likeliest odds ratio given the margins; 0 or infinite where the first cell is at the end of its range."""
        return self._odds(lambda chance: float(chance @ self.k) - self.x)

    def limits(self, alpha: float, alternative: Alternative = "two-sided") -> tuple[float, float]:
        """The odds ratios at which the first cell seen, and those beyond it, have the probability that α leaves."""
        tail = alpha / 2 if alternative == "two-sided" else alpha
        low = 0.0 if alternative == "less" else self._odds(lambda chance: float(chance[self.k >= self.x].sum()) - tail)
        if alternative == "greater":
            return low, inf
        return low, self._odds(lambda chance: tail - float(chance[self.k <= self.x].sum()))

    def _chances(self, log_odds: float) -> Numbers:
        height = self.log_weight + log_odds * self.k
        mass = np.exp(height - height.max())
        chances: Numbers = mass / mass.sum()
        return chances

    def _odds(self, rising: Callable[[Numbers], float]) -> float:
        """Where ``rising`` crosses zero as the odds ratio grows; 0 or infinite where it does nowhere."""
        from scipy.optimize import brentq

        def at(log_odds: float) -> float:
            return rising(self._chances(log_odds))

        if at(-FAR) >= 0:
            return 0.0
        return exp(brentq(at, -FAR, FAR, xtol=1e-12)) if at(FAR) > 0 else inf


def fixed_margins(a: float, b: float, c: float, d: float) -> FixedMargins | None:
    """All tables with the margins of [[a, b], [c, d]]; nothing where there are too many of them.

    Examples
    --------
    >>> tea = fixed_margins(3, 1, 1, 3)
    >>> round(tea.odds_ratio(), 4), [round(limit, 4) for limit in tea.limits(0.05)]
    (6.4083, [0.2117, 626.2435])
    """
    from scipy.special import gammaln

    first, second, column = a + b, c + d, a + c
    low, high = max(0.0, column - second), min(first, column)
    if high - low >= MOST:
        return None
    k = np.arange(low, high + 1)
    log_weight = -sum(gammaln(cell + 1) for cell in (k, first - k, column - k, second - column + k))
    return FixedMargins(a, k, np.asarray(log_weight))
