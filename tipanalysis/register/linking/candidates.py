"""Candidates: which pairs of entries are worth comparing, a few millions instead of thousands of millions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from .parameters import load_parameters


@dataclass(frozen=True)
class Candidates:
    """Pairs of rows of the entries, ``left`` before ``right``; and how many entries stood in blocks left aside."""

    left: np.ndarray
    right: np.ndarray
    crowded: int

    def __len__(self) -> int:
        return len(self.left)

    def part(self, first: int, last: int) -> Candidates:
        """The pairs from ``first`` up to, without, ``last``."""
        return replace(self, left=self.left[first:last], right=self.right[first:last])

    def chosen(self, wanted: np.ndarray) -> Candidates:
        """The pairs marked in ``wanted``."""
        return replace(self, left=self.left[wanted], right=self.right[wanted])


def candidates(entries: pd.DataFrame) -> Candidates:
    """Pairs that share two words of the name, a word and a year of birth, a word and an event, or a birth date.

    Words count by their consonants. A block of more than ``largest_block`` entries says nothing (a very frequent
    name) and is left aside, unless other blocks hold the pair; ``crowded`` counts the entries that stood in one.
    """
    keys, rows = _blocks(entries)
    codes, _ = pd.factorize(np.array(keys, dtype=object))
    order = np.argsort(codes, kind="stable")
    codes, places = codes[order], np.array(rows, dtype=np.int64)[order]
    _, starts, sizes = np.unique(codes, return_index=True, return_counts=True)
    small = (sizes > 1) & (sizes <= load_parameters()["largest_block"])
    crowded = np.concatenate([[], *(places[a : a + n] for a, n in _of(starts, sizes, sizes > 1, ~small))])
    pairs = _pairs(places, list(_of(starts, sizes, small)), len(entries))
    return Candidates(pairs // len(entries), pairs % len(entries), len(np.unique(crowded)))


def _of(starts: np.ndarray, sizes: np.ndarray, *which: np.ndarray) -> Iterator[tuple[int, int]]:
    chosen = np.logical_and.reduce(which)
    return zip(starts[chosen].tolist(), sizes[chosen].tolist(), strict=True)


def _blocks(entries: pd.DataFrame) -> tuple[list[str], list[int]]:
    """Every key of every entry and the row of the entry."""
    keys: list[str] = []
    rows: list[int] = []
    columns = ("consonantes", "desde", "hasta", "dia", "caso")
    for row, (words, low, high, day, case) in enumerate(zip(*(entries[name] for name in columns), strict=True)):
        mine = [f"{one} {other}" for one, other in combinations(sorted(words), 2)]
        years = range(int(low), int(high) + 1) if high - low <= 1 else ()
        mine += [f"{word} {year}" for word in words for year in years]
        mine += [f"{word} {case}" for word in words if case]
        mine += [day] if day else []
        keys += mine
        rows += [row] * len(mine)
    return keys, rows


def _pairs(places: np.ndarray, blocks: list[tuple[int, int]], width: int) -> np.ndarray:
    """Each pair of rows that share a block once, as one number: the earlier row times ``width`` and the later."""
    found = [np.empty(0, dtype=np.int64)]
    by_size: dict[int, list[int]] = {}
    for start, size in blocks:
        by_size.setdefault(size, []).append(start)
    for size, starts in by_size.items():
        members = np.sort(places[np.array(starts)[:, None] + np.arange(size)], axis=1)
        first, second = np.triu_indices(size, 1)
        found.append((members[:, first] * width + members[:, second]).ravel())
    return np.unique(np.concatenate(found))
