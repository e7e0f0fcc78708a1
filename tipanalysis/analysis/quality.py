"""The largest gap between groups in a share, with an interval that allows for having looked at all pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb

from .differences import proportion_difference
from .records import SMALL, Interval


@dataclass(frozen=True)
class Gap:
    """The two groups farthest apart: ``high`` has the larger share. ``pairs`` were compared to find them."""

    high: str
    low: str
    high_share: float
    low_share: float
    interval: Interval
    pairs: int

    @property
    def beyond_chance(self) -> bool:
        """Whether the interval leaves out that the groups are alike."""
        return self.interval.lower > 0


def largest_gap(groups: Mapping[str, tuple[int, int]], conf_level: float = 0.95) -> Gap | None:
    """The largest difference between the shares of two groups.

    Parameters
    ----------
    groups : by name, how many have the trait and how many there are; groups of fewer than 20 are left out
    conf_level : for all pairs together

    Returns
    -------
    Gap or None
        ``None`` with fewer than two groups to compare. With k pairs the interval of the largest difference has the
        level 1 - (1 - conf_level) / k, for the widest of many gaps is wide by chance too (Bonferroni). It speaks of
        chance only, not of why groups differ.

    Notes
    -----
    Newcombe's interval; see :func:`~tipanalysis.analysis.differences.proportion_difference`.

    Examples
    --------
    >>> gap = largest_gap({"MUJER": (56, 70), "HOMBRE": (48, 80)})
    >>> gap.high, round(gap.interval.estimate, 2), gap.beyond_chance
    ('MUJER', 0.2, True)
    >>> largest_gap({"MUJER": (56, 70), "HOMBRE": (5, 6)}) is None
    True
    """
    shares = {name: x / n for name, (x, n) in groups.items() if n >= SMALL}
    if len(shares) < 2:
        return None
    falling = sorted(shares, key=lambda name: (-shares[name], name))
    high, low, pairs = falling[0], falling[-1], comb(len(shares), 2)
    interval = proportion_difference(*groups[high], *groups[low], conf_level=1 - (1 - conf_level) / pairs)
    return Gap(high, low, shares[high], shares[low], interval, pairs)
