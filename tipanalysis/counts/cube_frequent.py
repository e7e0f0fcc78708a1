"""Very many rows: those that are often there become one, without sorting the others."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from .cube_words import BLOCK, Packing, Words, in_halves

SLOT_BITS = 20
"""The table has 2²⁰ slots: as many words as the cache holds."""
SAMPLED = 4
"""One block of so many fills the table."""
COUNTED = 8
"""Blocks whose slots are counted together."""
MIXER = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ over the golden ratio: the high bits of a product with it scatter words that are alike (Knuth, vol. 3, 6.4)."""
NOTHING = -1


def count_frequent(packing: Packing) -> tuple[Words, NDArray[np.int64]]:
    """The words of all rows, frequent ones once; and how many rows the first of them stand for, the others for one.

    A sample of the words goes into a table, where of several with the same slot the last one stays, mostly a
    frequent one. Rows whose word is in the table are counted there.

    Examples
    --------
    >>> words, counted = count_frequent(Packing((np.array([7, 5, 5]),), bits=(3,)))
    >>> sorted(zip(words.tolist(), counted.tolist(), strict=True))
    [(5, 2), (7, 1)]
    """
    table = _sample(packing)
    halves: list[tuple[NDArray[np.int64], list[Words]]] = []
    in_halves(lambda start, stop: halves.append(_count(packing, table, start, stop)), len(packing))
    counted = np.asarray(sum(counted for counted, _ in halves))
    (used,) = counted.nonzero()
    return np.concatenate([table[used], *(words for _, others in halves for words in others)]), counted[used]


def _sample(packing: Packing) -> Words:
    """The words of some blocks, each in its slot."""
    tables: dict[int, Words] = {}

    def fill(start: int, stop: int) -> None:
        tables[start] = table = np.full(1 << SLOT_BITS, NOTHING, np.int64)
        for low in range(start, stop, SAMPLED * BLOCK):
            words = packing.block(low, min(low + BLOCK, stop))
            table[_slots(words)] = words

    in_halves(fill, len(packing))
    first, *second = (tables[start] for start in sorted(tables))
    return np.where(second[0] == NOTHING, first, second[0]) if second else first


def _slots(words: Words) -> NDArray[np.int64]:
    mixed = words.view(np.uint64) * MIXER
    mixed >>= np.uint64(64 - SLOT_BITS)
    return mixed.view(np.int64)


def _count(packing: Packing, table: Words, start: int, stop: int) -> tuple[NDArray[np.int64], list[Words]]:
    """How many of the rows have the word of each slot, and the words of the other rows."""
    counted = np.zeros(len(table), np.int64)
    slots, others = [], []
    for low in range(start, stop, BLOCK):
        words = packing.block(low, min(low + BLOCK, stop))
        found = _slots(words)
        known = table.take(found, mode="clip") == words
        slots.append(np.multiply(found, known, out=found))  # the others go to slot 0 and are taken out at the end
        others.append(words[~known])
        if len(slots) == COUNTED:
            counted += np.bincount(np.concatenate(slots), minlength=len(table))
            slots.clear()
    if slots:
        counted += np.bincount(np.concatenate(slots), minlength=len(table))
    counted[0] -= sum(map(len, others))
    return counted, others
