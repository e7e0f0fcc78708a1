"""What «learnt more» may mean: four definitions, the headline made of two of them, and what a target needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from ..analysis.intervals import proportion_ci
from ..analysis.items import ReliableChange, reliability, reliable_change
from ..words.numbers import PERCENT
from .bank import LENGTH
from .figures import Figure
from .pairs import Pair

MASTERY_PERCENT = 70
MASTERY = ceil(LENGTH * MASTERY_PERCENT / PERCENT)
"""Right answers from which the content is mastered."""
CLEAR_GAIN = 2
TARGET = 80
"""What the results framework asks for, in percent."""

Verdict = Literal["claimed", "reached", "below", "missed"]


@dataclass(frozen=True)
class Definition:
    """One way to say who learnt more; ``code`` is that of the tables."""

    code: str
    holds: Callable[[int, int], bool]


HEADLINE = "TITULAR"
RELIABLE = "CONFIABLE"


def definitions(reliable: ReliableChange | None) -> Sequence[Definition]:
    """The headline first, then (a) to (d); without a reliable change (d) is left out."""
    found = [
        Definition(HEADLINE, lambda before, after: after > before or (before >= MASTERY and after >= MASTERY)),
        Definition("CUALQUIERA", lambda before, after: after > before),
        Definition("DOS", lambda before, after: after - before >= CLEAR_GAIN),
        Definition("DOMINIO", lambda before, after: after >= MASTERY),
    ]
    if reliable:
        least = reliable.points
        found.append(Definition(RELIABLE, lambda before, after: after - before >= least))
    return found


def error_of_the_test(pairs: Sequence[Pair]) -> ReliableChange | None:
    """What change is more than the error of the test, from the answers before; ``None`` where it cannot be judged."""
    marks = [pair.before.right for pair in pairs]
    if not marks:
        return None
    scores = [pair.before.score for pair in pairs]
    return reliable_change(scores, [pair.after.score for pair in pairs], reliability(marks))


def shown_by(definition: Definition, pairs: Sequence[Pair], people: Mapping[str, int]) -> dict[str, Figure]:
    """Percent of each number of people in ``people`` who showed it. Whoever lacks a test did not show it.

    So the same people are counted over every denominator, and no two of them tell of somebody who took one test only.
    """
    x = sum(definition.holds(pair.before.score, pair.after.score) for pair in pairs)
    return {name: percent(x, n) for name, n in people.items()}


def percent(x: int, n: int) -> Figure:
    """A percentage of people with its 95 % interval (Wilson)."""
    found = proportion_ci(x, n)
    return Figure(n, found.estimate * PERCENT, found.lower * PERCENT, found.upper * PERCENT)


def verdict(figure: Figure, target: float = TARGET) -> Verdict:
    """What a percentage says of «at least ``target`` per cent».

    It can be ``claimed`` only where the whole interval is there. Else it was ``reached`` by this group, which is no
    proof, or it is ``below`` with an interval that holds the target, or ``missed``.

    Examples
    --------
    >>> [verdict(percent(x, 25)) for x in (25, 20, 17, 9)]
    ['claimed', 'reached', 'below', 'missed']
    """
    if figure.value >= target:
        return "claimed" if figure.low >= target else "reached"
    return "below" if figure.high >= target else "missed"
