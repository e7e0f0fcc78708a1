"""The same person before and after: paired by a code of her own, never by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from ..standard.fixed_codes import NOT_AVAILABLE
from ..standard.matching import normalise
from .answers import Answers, Taken

LIKE_ENOUGH = 70
"""Likeness of two codes, out of 100, from which it is worth asking whether they are one person."""


@dataclass(frozen=True, repr=False)
class Pair:
    """One person's two tests."""

    before: Taken
    after: Taken

    @property
    def sex(self) -> str:
        """The sex written on either test; not available where the two differ."""
        return _agreed(self.before.sex, self.after.sex)

    @property
    def institution(self) -> str:
        """The institution written on either test; not available where the two differ."""
        return _agreed(self.before.institution, self.after.institution)


def _agreed(first: str, second: str) -> str:
    said = {normalise(one): one for one in (second, first) if one != NOT_AVAILABLE}
    return next(iter(said.values())) if len(said) == 1 else NOT_AVAILABLE


@dataclass(frozen=True, repr=False)
class Paired:
    """Who took both tests, and who took one only."""

    pairs: tuple[Pair, ...]
    before_only: tuple[Taken, ...]
    after_only: tuple[Taken, ...]

    @property
    def people(self) -> int:
        """How many codes there are."""
        return len(self.pairs) + len(self.before_only) + len(self.after_only)

    @property
    def same_form(self) -> int:
        """Who answered the same questions twice."""
        return sum(pair.before.form == pair.after.form for pair in self.pairs)


def pair_tests(answers: Answers) -> Paired:
    """Pair the tests of each code; codes that are only alike stay apart and are proposed by :func:`unmatched`."""
    before = {taken.code: taken for taken in answers.of("PRE")}
    after = {taken.code: taken for taken in answers.of("POST")}
    return Paired(
        tuple(Pair(before[code], after[code]) for code in before if code in after),
        tuple(taken for code, taken in before.items() if code not in after),
        tuple(taken for code, taken in after.items() if code not in before),
    )


def unmatched(paired: Paired) -> pd.DataFrame:
    """The tests without a pair, for whoever typed them: where each stands and which code it may be.

    ``parecido`` is the likest code among those of the other test that have no pair either; empty where none is like it.
    A person compares the papers and corrects the sheet: nothing is joined here.
    """
    sides = ((paired.before_only, paired.after_only), (paired.after_only, paired.before_only))
    rows = [
        (taken.code, taken.test, taken.place.file, taken.place.row, _likest(taken, others))
        for side, others in sides
        for taken in side
    ]
    return pd.DataFrame(rows, columns=["codigo", "prueba", "archivo", "fila", "parecido"])


def _likest(taken: Taken, others: Sequence[Taken]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        taken.code, [other.code for other in others], scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH
    )
    return "" if found is None else str(found[0])
