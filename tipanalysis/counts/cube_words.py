"""Rows as words: the codes of a row are bit fields of one or several whole numbers that sort as the rows do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[Any]
Words = NDArray[np.int64]
UNSIGNED = tuple(np.dtype(kind) for kind in (np.uint8, np.uint16, np.uint32, np.uint64))
WORD_BITS = 63
"""Bits of one packed word; the sign stays free."""
BLOCK = 1 << 17
"""Rows packed or unpacked at a time: long enough that two threads seldom wait for each other, short for the cache."""
MANY = 1 << 20
"""Rows from which on it pays to work on two halves at the same time."""


@dataclass(frozen=True)
class Field:
    """Where the codes of one attribute stand: which word, from which bit on, how many bits."""

    word: int
    shift: int
    bits: int


def fields_of(sizes: Sequence[int]) -> list[Field]:
    """Words sort as their rows do: the first attribute has the highest bits."""
    runs: list[list[int]] = [[]]
    for size in sizes:
        bits = max(size - 1, 1).bit_length()
        if sum(runs[-1]) + bits > WORD_BITS:
            runs.append([])
        runs[-1].append(bits)
    return [Field(word, sum(run[at + 1 :]), bits) for word, run in enumerate(runs) for at, bits in enumerate(run)]


@dataclass(frozen=True)
class Packing:
    """The words of rows, made when asked for: columns of codes from ``lowest`` on, and how many bits each takes."""

    columns: tuple[Codes, ...]
    bits: tuple[int, ...]
    lowest: int = 0

    def __len__(self) -> int:
        return len(self.columns[0])

    def block(self, start: int, stop: int) -> Words:
        """The words of a few rows.

        Examples
        --------
        >>> Packing((np.array([1, -1]), np.array([0, 2])), bits=(2, 4), lowest=-1).block(0, 2).tolist()
        [33, 3]
        """
        parts = [self._from_zero(*field, start, stop) for field in zip(self.columns, self.bits, strict=True)]
        widths: Sequence[int] = self.bits
        for kind in UNSIGNED:
            parts, widths = _joined(parts, widths, kind)
        return parts[0].view(np.int64)

    def whole(self) -> Words:
        """The words of all rows."""
        words = np.empty(len(self), np.int64)

        def write(start: int, stop: int) -> None:
            for low in range(start, stop, BLOCK):
                high = min(low + BLOCK, stop)
                words[low:high] = self.block(low, high)

        in_halves(write, len(words))
        return words

    def _from_zero(self, column: Codes, bits: int, start: int, stop: int) -> Codes:
        """Codes in as few bytes as they need; those below zero wrap around and come back."""
        kind = next(kind for kind in UNSIGNED if bits <= 8 * kind.itemsize)
        part = column[start:stop]
        narrow = part.view(kind) if part.itemsize == kind.itemsize else part.astype(kind)
        from_zero: Codes = narrow + np.int64(-self.lowest).astype(kind)
        return from_zero


def _joined(parts: Sequence[Codes], bits: Sequence[int], kind: np.dtype[Any]) -> tuple[list[Codes], list[int]]:
    """Neighbours put together as long as they fit this kind: a processor packs many at once of what is narrow."""
    found: list[Codes] = []
    widths: list[int] = []
    for part, width in zip(parts, bits, strict=True):
        if widths and widths[-1] + width <= 8 * kind.itemsize:
            found[-1] *= kind.type(1 << width)  # faster than shifting bytes
            found[-1] += part.astype(kind, copy=False)
            widths[-1] += width
        else:
            found.append(part.astype(kind, copy=False) if width <= 8 * kind.itemsize else part)
            widths.append(width)
    return found, widths


def unpacked(words: Sequence[Words], fields: Sequence[Field]) -> list[Codes]:
    """The codes of each attribute, in as few bytes as they need; block by block, so that words are fetched once."""
    highest = [np.min_scalar_type((1 << field.bits) - 1).type((1 << field.bits) - 1) for field in fields]
    columns = [np.empty(len(words[0]), most.dtype) for most in highest]
    for low in range(0, len(words[0]), BLOCK):
        for field, column, most in zip(fields, columns, highest, strict=True):
            codes = column[low : low + BLOCK]
            codes[:] = words[field.word][low : low + BLOCK] >> field.shift  # what is above falls off
            codes &= most
    return columns


def in_halves(work: Callable[[int, int], None], rows: int) -> None:
    """Do the rows from 0 on, many of them in two halves at the same time: numpy lets the other thread run."""
    if rows < MANY:
        work(0, rows)
    else:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, (0, rows // 2), (rows // 2, rows)))


def count_runs(words: Words) -> tuple[Words, NDArray[Any]]:
    """The distinct words in order, and how often each is there; ``words`` is sorted in place."""
    in_halves(lambda start, stop: words[start:stop].sort(), len(words))
    if len(words) >= MANY:
        words.sort(kind="stable")  # merging two sorted halves takes no time
    starts = starts_of_runs(words)
    return words[starts], np.diff(starts, append=len(words))


def starts_of_runs(ordered: Codes) -> NDArray[np.int64]:
    """Where in sorted values a new one begins."""
    new = np.empty(len(ordered), bool)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)
