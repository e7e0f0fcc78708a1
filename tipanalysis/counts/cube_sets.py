"""Multi-valued variables: each distinct set of values is one code, opened up only in the finished counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .cube_profiles import number_rows
from .cube_words import WORD_BITS, Codes


@dataclass(frozen=True)
class ValueSets:
    """The members of set ``s``: ``members[starts[s]:starts[s + 1]]``, in order and each once."""

    starts: NDArray[np.int64]
    members: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def lengths(self) -> NDArray[np.int64]:
        """How many members each set has."""
        return np.diff(self.starts)

    def places(self, sets: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each set of a list its members, one after the other: whose they are (place in the list), and which.

        Examples
        --------
        >>> whose, which = ValueSets(np.array([0, 2, 3]), np.array([5, 7, 5])).places(np.array([1, 0, 1]))
        >>> whose.tolist(), which.tolist()
        ([0, 1, 1, 2], [5, 5, 7, 5])
        """
        lengths = self.lengths[sets]
        return np.repeat(np.arange(len(sets)), lengths), self.members[ranges(self.starts[sets], lengths)]


def ranges(starts: Codes, lengths: Codes) -> NDArray[np.int64]:
    """Runs of consecutive numbers, one after the other.

    Examples
    --------
    >>> ranges(np.array([4, 0]), np.array([2, 3])).tolist()
    [4, 5, 0, 1, 2]
    """
    before = np.cumsum(lengths) - lengths
    whole: NDArray[np.int64] = np.arange(lengths.sum()) + np.repeat(starts - before, lengths)
    return whole


def sets_of(rows: Codes, values: Codes, records: int, missing: int) -> tuple[ValueSets, NDArray[np.int64]]:
    """The distinct sets of values of ``records`` records, and which of them each record has.

    ``rows`` and ``values`` list who has which value, in any order, repeated or not. A record without any has the
    set of ``missing`` alone, the highest value there is.

    Examples
    --------
    >>> sets, each = sets_of(np.array([0, 0, 2, 2]), np.array([1, 0, 0, 1]), records=3, missing=2)
    >>> each.tolist(), sets.members.tolist(), sets.starts.tolist()
    ([0, 1, 0], [0, 1, 2], [0, 2, 3])
    """
    without = np.setdiff1d(np.arange(records), rows)
    owners = np.concatenate([rows, without])
    pairs = np.unique(owners * (missing + 1) + np.concatenate([values, np.full(len(without), missing)]))
    owners, members = np.divmod(pairs, missing + 1)
    starts = np.searchsorted(owners, np.arange(records + 1))
    each, first = number_rows(_as_bits(members, starts, missing + 1))
    lengths = np.diff(starts)[first]
    distinct = ValueSets(np.concatenate([[0], np.cumsum(lengths)]), members[ranges(starts[first], lengths)])
    return distinct, each


def _as_bits(members: Codes, starts: Codes, size: int) -> list[NDArray[np.int64]]:
    """Each record's values as bits of as many words as are needed."""
    words = []
    for low in range(0, size, WORD_BITS):
        inside = (members >= low) & (members < low + WORD_BITS)
        bits = np.where(inside, np.int64(1) << np.where(inside, members - low, 0), 0)
        words.append(np.bitwise_or.reduceat(bits, starts[:-1]) if len(bits) else bits)
    return words
