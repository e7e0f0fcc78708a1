"""How far two people who coded the same things agree, and on which of them they do not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ..words.errors import LessonError
from ..words.numbers import format_number, format_percent
from ..words.texts import say


@dataclass(frozen=True)
class Agreement:
    """Two codings of ``n`` things: how many are equal, which are not, and kappa.

    ``differ`` holds the numbers of the things coded differently, from 1 on. ``kappa`` is the part of the agreement
    beyond chance, 1 where all are equal; ``None`` where both gave every thing one and the same code, so that
    chance alone agrees on everything and nothing can be said.
    """

    n: int
    agreed: int
    differ: tuple[int, ...]
    kappa: float | None

    def __str__(self) -> str:
        return " ".join(self._told())

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(text)}</p>" for text in self._told())

    def _told(self) -> list[str]:
        counts = {"agreed": format_number(self.agreed), "n": format_number(self.n)}
        told = [say("agreement_share", share=format_percent(100 * self.agreed / self.n, 0), **counts)]
        if self.kappa is None:
            told.append(say("agreement_one_code"))
        else:
            told.append(say("agreement_kappa", kappa=format_number(self.kappa, 2)))
        if self.differ:
            told.append(say("agreement_differ", numbers=", ".join(map(str, self.differ))))
        return told


def agreement(first: str | Sequence[str], second: str | Sequence[str]) -> Agreement:
    """Compare the codes that two people gave to the same things, in the same order.

    Parameters
    ----------
    first, second : one code for each thing; a text is split at spaces, commas and line ends. Case does not matter

    Returns
    -------
    Agreement

    Raises
    ------
    LessonError
        Where there are no codes, or not as many on both sides.

    Notes
    -----
    Cohen's kappa: (observed - expected) / (1 - expected), where what is expected by chance comes from how often each
    person used each code. Cohen (1960).

    Examples
    --------
    >>> found = agreement("sexual laboral otras sexual", "sexual laboral laboral sexual")
    >>> found.agreed, found.n, found.differ, found.kappa
    (3, 4, (3,), 0.6)
    """
    one, other = _codes(first), _codes(second)
    if not one or len(one) != len(other):
        raise LessonError("agreement_lengths", first=len(one), second=len(other))
    differ = tuple(number for number, (a, b) in enumerate(zip(one, other, strict=True), 1) if a != b)
    return Agreement(len(one), len(one) - len(differ), differ, _kappa(one, other, len(one) - len(differ)))


def _codes(given: str | Sequence[str]) -> list[str]:
    parts = re.split(r"[\s,;]+", given.strip()) if isinstance(given, str) else given
    return [part.strip().casefold() for part in parts if part.strip()]


def _kappa(one: Sequence[str], other: Sequence[str], agreed: int) -> float | None:
    n = len(one)
    used, also = Counter(one), Counter(other)
    by_chance = sum(used[code] * also[code] for code in used)  # times n squared, so that equal is exactly equal
    return None if by_chance == n * n else round((agreed * n - by_chance) / (n * n - by_chance), 12)
