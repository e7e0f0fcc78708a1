"""Distinct profiles: rows that agree in every attribute become one row with a weight."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[Any]
WORD_BITS = 63
"""Bits of one packed word; the sign stays free."""
EXACT = 2**53
"""Whole numbers below this add up exactly as floating-point numbers, which numpy adds up fastest."""
BLOCK = 1 << 15
"""Rows packed or unpacked at a time, so that the words stay in the cache."""
MANY = 1 << 20
"""Rows from which on it pays to work on two halves at the same time."""


@dataclass(frozen=True)
class Profiles:
    """Distinct rows: a column of codes for each attribute, the number of its codes, and what each row counts.

    ``weights`` is ``None`` where each row counts one.
    """

    columns: tuple[Codes, ...]
    sizes: tuple[int, ...]
    weights: NDArray[Any] | None

    def __len__(self) -> int:
        return len(self.columns[0])


def collapse(
    columns: Sequence[Codes], sizes: Sequence[int], weights: NDArray[Any] | None = None, lowest: int = 0
) -> Profiles:
    """The distinct rows of ``columns`` in their order, with the number (or weight) of the rows that are alike.

    A code of column ``i`` is one of ``sizes[i]`` whole numbers from ``lowest`` on; it comes out counted from 0. The
    codes of a row are packed as bit fields of one word, the words are sorted, runs are counted. What does not fit
    one word takes several, which are numbered together.

    Examples
    --------
    >>> found = collapse([np.array([1, -1, 1]), np.array([0, 0, 0])], sizes=[3, 2], lowest=-1)
    >>> [column.tolist() for column in found.columns], found.weights.tolist()
    ([[0, 2], [1, 1]], [1, 2])
    """
    fields = _fields(sizes)
    words = [_packed(columns, fields, lowest, word) for word in range(fields[-1].word + 1)]
    if len(words) == 1:
        distinct, counted = _runs_of_words(words[0], weights)
        words = [distinct]
    else:
        numbers, first = number_rows(words)
        counted = add_up(numbers, weights, len(first))
        words = [word[first] for word in words]
    return Profiles(tuple(_unpacked(words[field.word], field) for field in fields), tuple(sizes), counted)


@dataclass(frozen=True)
class _Field:
    """Where the codes of one attribute stand: which word, from which bit on, how many bits."""

    word: int
    shift: int
    bits: int


def _fields(sizes: Sequence[int]) -> list[_Field]:
    """Words sort as their rows do: the first attribute has the highest bits."""
    runs: list[list[int]] = [[]]
    for size in sizes:
        bits = max(size - 1, 1).bit_length()
        if sum(runs[-1]) + bits > WORD_BITS:
            runs.append([])
        runs[-1].append(bits)
    return [_Field(word, sum(run[at + 1 :]), bits) for word, run in enumerate(runs) for at, bits in enumerate(run)]


def _packed(columns: Sequence[Codes], fields: Sequence[_Field], lowest: int, word: int) -> NDArray[np.int64]:
    mine = [(column, field.shift) for column, field in zip(columns, fields, strict=True) if field.word == word]
    packed = np.empty(len(columns[0]), np.int64)

    def pack(start: int, stop: int) -> None:
        shifted = np.empty(min(BLOCK, stop - start), np.int64)
        for low in range(start, stop, BLOCK):
            block = packed[low : min(low + BLOCK, stop)]
            block[:] = -lowest * sum(1 << shift for _, shift in mine)
            for column, shift in mine:
                part = column[low : low + len(block)]
                block += np.left_shift(part, shift, out=shifted[: len(block)], dtype=np.int64)

    _in_halves(pack, len(packed))
    return packed


def _in_halves(work: Callable[[int, int], None], rows: int) -> None:
    """Do the rows from 0 on, many of them in two halves at the same time: numpy lets the other thread run."""
    if rows < MANY:
        work(0, rows)
    else:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(work, (0, rows // 2), (rows // 2, rows)))


def _runs_of_words(word: NDArray[np.int64], weights: NDArray[Any] | None) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The distinct words in order, with their number or weight; ``word`` may be sorted in place."""
    if weights is None:
        _sort(word)
        starts = _starts_of_runs(word)
        return word[starts], np.diff(starts, append=len(word))
    order = np.argsort(word)
    word = word[order]
    starts = _starts_of_runs(word)
    return word[starts], np.add.reduceat(weights[order], starts) if len(starts) else weights


def _sort(word: NDArray[np.int64]) -> None:
    """Sort in place; merging two sorted halves takes no time."""
    _in_halves(lambda start, stop: word[start:stop].sort(), len(word))
    if len(word) >= MANY:
        word.sort(kind="stable")


def _unpacked(words: NDArray[np.int64], field: _Field) -> Codes:
    highest = (1 << field.bits) - 1
    codes = np.empty(len(words), np.min_scalar_type(highest))

    def unpack(start: int, stop: int) -> None:
        for low in range(start, stop, BLOCK):
            high = min(low + BLOCK, stop)
            shifted = words[low:high] >> field.shift
            codes[low:high] = np.bitwise_and(shifted, highest, out=shifted)

    _in_halves(unpack, len(words))
    return codes


def _starts_of_runs(ordered: Codes) -> NDArray[np.int64]:
    new = np.empty(len(ordered), bool)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def number_rows(words: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """A number for each distinct row of ``words``, in their order, and one row that has each number.

    Examples
    --------
    >>> numbers, first = number_rows([np.array([7, 5, 7]), np.array([0, 0, 0])])
    >>> numbers.tolist(), first.tolist()
    ([1, 0, 1], [1, 2])
    """
    *_, numbers = accumulate(map(_ranks, words), lambda left, right: _ranks(left * (right.max(initial=0) + 1) + right))
    first = np.empty(numbers.max(initial=-1) + 1, np.int64)
    first[numbers] = np.arange(len(numbers))
    return numbers, first


def _ranks(word: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.argsort(word)
    starts = _starts_of_runs(word[order])
    ranks = np.empty(len(word), np.int64)
    ranks[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(word)))
    return ranks


def add_up(keys: Codes, weights: NDArray[Any] | None, size: int) -> NDArray[Any]:
    """The number (or weight) of rows that have each key from 0 to ``size`` - 1; whole numbers stay exact.

    Examples
    --------
    >>> add_up(np.array([0, 2, 2]), np.array([5, 1, 1]), 3).tolist()
    [5, 0, 2]
    """
    if weights is None:
        return np.bincount(keys, minlength=size)
    if weights.dtype.kind == "f" or np.abs(weights).sum() < EXACT:
        return np.bincount(keys, weights, minlength=size).astype(weights.dtype, copy=False)
    table = np.zeros(size, weights.dtype)
    np.add.at(table, keys, weights)
    return table
