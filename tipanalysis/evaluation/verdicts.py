"""What may be said of a target: a sentence for each case, so that a percentage of few people is not taken for more."""

from __future__ import annotations

from ..learning.definitions import TARGET, verdict
from ..learning.figures import Figure
from ..words.numbers import format_number
from ..words.texts import say
from .shown import Seen, limits, whole_percent


def verdict_of(found: Seen, target: float = TARGET) -> str:
    """``claimed``, ``reached``, ``below`` or ``missed``."""
    low, high = found.low or 0.0, found.high or 0.0
    return verdict(Figure(found.n, found.value, low, high), target)


def claim(found: Seen, target: float = TARGET) -> str:
    """Whether «at least ``target`` per cent» can be claimed of a percentage of people, in one sentence.

    Examples
    --------
    >>> "con 25 personas, 80\xa0% va de 61 a 91: no es prueba" in claim(Seen(25, 80.0, 60.9, 91.1))
    True
    """
    return say(
        f"evaluation_claim_{verdict_of(found, target)}",
        target=format_number(target),
        n=format_number(found.n),
        share=whole_percent(found),
        range=limits(found, 0),
    )
