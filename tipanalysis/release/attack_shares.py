"""What printed shares, rates and limits of intervals say about the counts behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan, nan, sqrt
from statistics import NormalDist

from .attack_tables import Cell, Table, codes_of, number_in

SLACK = 1e-6
Line = Mapping[str, object]


@dataclass(frozen=True)
class Share:
    """A count, ``part``, that lies from ``low`` to ``high`` times ``whole``: another cell, or a number known anyway."""

    part: Cell
    whole: Cell | float
    low: float
    high: float


def printed_shares(number: int, table: Table) -> Iterator[Share]:
    """The shares and rates of a table that say something of a count which is hidden, or whose whole is."""
    release = table.release
    if release.measure not in ("share", "rate"):
        return
    for line in table.lines.to_dict("records"):
        base = number_in(line.get("d"))
        among = [(name, code) for name, code in codes_of(release, line) if name in release.among]
        whole = base if release.measure == "rate" else Cell(number, tuple(among), nan)
        between = _between(line, base, release.per, release.confidence)
        if between and isnan(number_in(line["n"]) + base):
            yield Share(Cell(number, codes_of(release, line), nan), whole, *between)


def _between(line: Line, base: float, per: int, confidence: float) -> tuple[float, float] | None:
    """The lowest and the highest share that agree with what a line shows."""
    share, low, high = (number_in(line.get(name)) / per for name in ("estimate", "low", "high"))
    if not isnan(share):
        return share - SLACK, share + SLACK
    if isnan(low + high):
        return None
    return from_limits(low, high, base, confidence) or (low - SLACK, high + SLACK)


def from_limits(low: float, high: float, base: float, confidence: float) -> tuple[float, float] | None:
    """The share inside Wilson's limits, as narrow an interval as they leave; ``None`` for limits of another method.

    Solving the score equation for the share: ``p = L + z sqrt(L (1 - L) / n)`` from the lower limit, and with a minus
    from the upper one (Wilson 1927). Only his limits give the same share twice.

    Examples
    --------
    Three of 12 have limits of 8.9 and 53.2 percent:

    >>> from_limits(0.08894, 0.53231, 12, 0.95) is not None, from_limits(0.05, 0.57, 12, 0.95)
    (True, None)
    """
    if isnan(base) or base <= 0 or not 0 <= low <= high <= 1:
        return None
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    below = low + z * sqrt(low * (1 - low) / base)
    above = high - z * sqrt(high * (1 - high) / base)
    if abs(below - above) > 0.05 / base:
        return None
    return min(below, above) - SLACK, max(below, above) + SLACK
