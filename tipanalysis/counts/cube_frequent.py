"""Very many rows: those that are often there become one, without sorting the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from .cube_words import BLOCK, Packing, Words

SLOT_BITS = 19
"""A table has 2¹⁹ slots: as many words as the cache holds beside what is counted."""
SAMPLED = 4
"""One block of so many fills the first table."""
COUNTED = 1 << 20
"""Rows that are counted together."""
MIXER = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio: the high bits of a product with it scatter words that are alike (Knuth, vol. 3, 6.4)."""
NOTHING = -1


def count_frequent(packing: Packing) -> tuple[Words, NDArray[np.int64]]:
    """The words of all rows, frequent ones once; and how many rows the first of them stand for, the others for one.

    A sample of the words goes into a table, where of several with the same slot the last one stays, mostly a
    frequent one. Rows whose word is in the table are counted there. The other words, all of them, go through a
    second table, which finds what is there a few times. One thread does it: two would need twice the cache.

    Examples
    --------
    >>> words, counted = count_frequent(Packing((np.array([7, 5, 5]),), bits=(3,)))
    >>> words.tolist(), counted.tolist()
    ([5, 7], [2])
    """
    starts = range(0, len(packing), BLOCK)
    often, counted, others = _counted(_table(_blocks(packing, starts[::SAMPLED])), _blocks(packing, starts))
    again, counted_again, others = _counted(_table(others), others)
    words, counted = np.concatenate([often, again]), np.concatenate([counted, counted_again])
    several = counted > 1
    return np.concatenate([words[several], words[~several], *others]), counted[several]


def _blocks(packing: Packing, starts: Sequence[int]) -> Iterator[Words]:
    for start in starts:
        yield packing.block(start, min(start + BLOCK, len(packing)))


def _table(blocks: Iterable[Words]) -> Words:
    """Words, each in its slot."""
    table = np.full(1 << SLOT_BITS, NOTHING, np.int64)
    for words in blocks:
        table[_slots(words)] = words
    return table


def _slots(words: Words) -> NDArray[np.int64]:
    mixed = words.view(np.uint64) * MIXER
    mixed >>= np.uint64(64 - SLOT_BITS)
    return mixed.view(np.int64)


def _counted(table: Words, blocks: Iterable[Words]) -> tuple[Words, NDArray[np.int64], list[Words]]:
    """The words of the table that occur, how many of the rows have each, and the words of the other rows."""
    counted = np.zeros(len(table), np.int64)
    waiting, others = [], []
    for words in blocks:
        slots = _slots(words)
        known = table.take(slots, mode="clip") == words
        waiting.append(slots.compress(known))
        others.append(words.compress(~known))
        if sum(map(len, waiting)) >= COUNTED:
            counted += _tally(waiting)
            waiting.clear()
    counted += _tally(waiting)
    (used,) = counted.nonzero()
    return table[used], counted[used], others


def _tally(parts: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.bincount(np.concatenate([np.empty(0, np.int64), *parts]), minlength=1 << SLOT_BITS)
