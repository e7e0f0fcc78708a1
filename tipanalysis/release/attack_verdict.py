"""What an interval says about a hidden number: is it more than the rule itself says?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .attack_tables import Codes

Verdict = Literal["safe", "known_large", "narrowed", "recovered", "difference", "insider"]
"""``safe``: nothing beyond the rule; ``known_large``: known, but not small; ``narrowed``: certainly small, and some
value from 0 to the threshold is ruled out; ``recovered``: known, and small; ``difference``: a number never printed
that is known, and small; ``insider``: safe from outside, but not from the one person of another hidden cell."""

BROKEN: tuple[Verdict, ...] = ("narrowed", "recovered", "difference", "insider")

Shown = tuple[str, Codes]
"""A printed cell as a person names it: its table and its codes."""


@dataclass(frozen=True)
class Finding:
    """What can be told of one hidden cell, or of one number never printed.

    ``telling`` are the printed cells that give it away, ``shares`` the cells whose printed share, rate or interval
    does; ``knower`` is the cell of the one person who can tell, where an outsider cannot.
    """

    table: str
    codes: Codes
    low: int
    high: int | None
    threshold: int
    verdict: Verdict
    telling: tuple[Shown, ...] = ()
    shares: tuple[Shown, ...] = ()
    knower: Shown | None = None


def judge(low: float, high: float, threshold: int, *, least: float = 0, truly_small: bool = False) -> Verdict:
    """The verdict on a hidden cell that must lie from ``low`` to ``high``, where counts below ``threshold`` are small.

    A reader does not know which hidden cells are small. An interval that reaches the threshold never proves that
    one is, so it is safe, unless whoever asks holds the true counts and says that the cell is ``truly_small``:
    then any value from ``least`` to ``threshold - 1`` ruled out is one too many. ``least`` is what every reader knows
    of a hidden cell: 0, or more where zeros are never hidden.

    Examples
    --------
    >>> judge(0, 4, 5), judge(1, 3, 5), judge(2, 2, 5), judge(7, 7, 5), judge(3, 20, 5)
    ('safe', 'narrowed', 'recovered', 'known_large', 'safe')
    >>> judge(3, 20, 5, truly_small=True)
    'narrowed'
    """
    if low == high:
        return "recovered" if low < threshold else "known_large"
    if low <= least and high >= threshold - 1:
        return "safe"
    if high < threshold or truly_small:
        return "narrowed"
    return "safe"
