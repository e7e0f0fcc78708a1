"""Distinct profiles: rows that agree in every attribute become one row with a weight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .cube_frequent import count_frequent
from .cube_words import Codes, Field, Packing, Words, count_runs, fields_of, starts_of_runs, unpacked

EXACT = 2**53
"""Whole numbers below this add up exactly as floating-point numbers, which numpy adds up fastest."""
MANY = 1 << 19
"""Rows from which on it takes less time to find the frequent ones than to sort all."""


@dataclass(frozen=True)
class Profiles:
    """Rows, most of them distinct: a column of codes for each attribute, the number of its codes, what a row counts.

    ``weights``: what each of the first rows counts; those beyond count one.
    """

    columns: tuple[Codes, ...]
    sizes: tuple[int, ...]
    weights: NDArray[Any]

    def __len__(self) -> int:
        return len(self.columns[0])

    @property
    def total(self) -> Any:
        """What all rows count."""
        return self.weights.sum() + len(self) - len(self.weights)

    @property
    def each(self) -> NDArray[Any]:
        """What each row counts."""
        return np.append(self.weights, np.ones(len(self) - len(self.weights), self.weights.dtype))


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
    fields = fields_of(sizes)
    words = [packing.whole() for packing in _packings(columns, fields, lowest)]
    if len(words) > 1:
        numbers, first = number_rows(words)
        return _unpacked([word[first] for word in words], fields, sizes, add_up(numbers, weights, len(first)))
    distinct, counted = count_runs(words[0]) if weights is None else _weigh_runs(words[0], weights)
    return _unpacked([distinct], fields, sizes, counted)


def condense(
    columns: Sequence[Codes], sizes: Sequence[int], weights: NDArray[Any] | None = None, lowest: int = 0
) -> Profiles:
    """Like :func:`collapse`, for counting only: the order is not kept, and a rare row may be there again.

    Of very many rows the frequent ones are found without sorting.
    """
    fields = fields_of(sizes)
    if len(columns[0]) < MANY or weights is not None or fields[-1].word:
        return collapse(columns, sizes, weights, lowest)
    (packing,) = _packings(columns, fields, lowest)
    words, counted = count_frequent(packing)
    return _unpacked([words], fields, sizes, counted)


def _packings(columns: Sequence[Codes], fields: Sequence[Field], lowest: int) -> Iterator[Packing]:
    """How each word of a row is made."""
    for word in range(fields[-1].word + 1):
        mine = [at for at, field in enumerate(fields) if field.word == word]
        yield Packing(tuple(columns[at] for at in mine), tuple(fields[at].bits for at in mine), lowest)


def _unpacked(words: Sequence[Words], fields: Sequence[Field], sizes: Sequence[int], weights: NDArray[Any]) -> Profiles:
    return Profiles(tuple(unpacked(words, fields)), tuple(sizes), weights)


def _weigh_runs(word: Words, weights: NDArray[Any]) -> tuple[Words, NDArray[Any]]:
    order = np.argsort(word)
    word = word[order]
    starts = starts_of_runs(word)
    return word[starts], np.add.reduceat(weights[order], starts) if len(starts) else weights


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
    starts = starts_of_runs(word[order])
    ranks = np.empty(len(word), np.int64)
    ranks[order] = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(word)))
    return ranks


def add_up(keys: Codes, weights: NDArray[Any] | None, size: int) -> NDArray[Any]:
    """What the rows with each key from 0 to ``size`` - 1 count; rows beyond the weights count one.

    Whole numbers stay exact.

    Examples
    --------
    >>> add_up(np.array([0, 2, 2, 1]), np.array([5, 1]), 3).tolist()
    [5, 1, 2]
    """
    if weights is None or not len(weights):
        return np.bincount(keys, minlength=size)
    weighted = _weighed(keys[: len(weights)], weights, size)
    return weighted + np.bincount(keys[len(weights) :], minlength=size) if len(weights) < len(keys) else weighted


def _weighed(keys: Codes, weights: NDArray[Any], size: int) -> NDArray[Any]:
    if weights.dtype.kind == "f" or np.abs(weights).sum() < EXACT:
        return np.bincount(keys, weights, minlength=size).astype(weights.dtype, copy=False)
    table = np.zeros(size, weights.dtype)
    np.add.at(table, keys, weights)
    return table
