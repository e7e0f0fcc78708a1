"""Classes: records that nobody can tell apart, how many people they are and how much their values differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..standard.codebook import load_codebook
from .people import SEPARATOR, Codes

Mask = NDArray[np.bool_]


def classes_of(columns: Sequence[Codes], n: int) -> Codes:
    """The class of each record: records with the same code in every column; without columns one class.

    Examples
    --------
    >>> classes_of([np.array([0, 0, 1]), np.array([2, 3, 2])], 3).tolist()
    [0, 1, 2]
    """
    classes = np.zeros(n, dtype=np.int64)
    for codes in columns:
        joined = classes * (int(codes.max(initial=0)) + 1) + codes
        classes = np.unique(joined, return_inverse=True)[1].astype(np.int64)
    return classes


def persons_in(classes: Codes, persons: Codes) -> Codes:
    """How many different persons each class holds.

    Examples
    --------
    >>> persons_in(np.array([0, 0, 1]), np.array([7, 7, 8])).tolist()
    [1, 1]
    """
    pairs = _distinct(classes, persons)
    return np.bincount(pairs[:, 0], minlength=int(classes.max(initial=-1)) + 1)


def _distinct(first: Codes, second: Codes) -> Codes:
    width = int(second.max(initial=0)) + 1
    pairs = np.unique(first * width + second)
    return np.column_stack([pairs // width, pairs % width])


@dataclass(frozen=True, repr=False, eq=False)
class Values:
    """A sensitive variable: of each record its set of known values (-1: none), and each of them on a row of its own."""

    sets: Codes
    rows: Codes
    values: Codes


def values_of(column: pd.Series) -> Values:
    """The values of a column of texts; a reason that leaves the value open is no value, «does not apply» is one."""
    unknown = set(load_codebook().unknown_codes)
    known = [[value for value in text.split(SEPARATOR) if value not in unknown] for text in column]
    sets = pd.factorize(pd.Series([SEPARATOR.join(each) or None for each in known], dtype=object))[0]
    rows = np.repeat(np.arange(len(known)), [len(each) for each in known])
    values = pd.factorize(pd.Series([value for each in known for value in each], dtype=object))[0]
    return Values(sets.astype(np.int64), rows, values.astype(np.int64))


def diversity_in(classes: Codes, values: Values) -> Codes:
    """How many different values each class holds; 1 where one value is everybody's, 0 where none is known.

    Whoever knows that a person is in a class learns a value that all share, also where some have a second one, and
    also where of the others it is not known.

    Examples
    --------
    >>> column = pd.Series(["SEXUAL", "LABORAL;SEXUAL", "ND", "ND"])
    >>> diversity_in(np.array([0, 0, 0, 1]), values_of(column)).tolist()
    [1, 0]
    """
    size = int(classes.max(initial=-1)) + 1
    known = values.sets >= 0
    sets = _distinct(classes[known], values.sets[known])
    different = np.bincount(sets[:, 0], minlength=size)
    told = np.bincount(classes[known], minlength=size)
    width = int(values.values.max(initial=0)) + 1
    shared, times = np.unique(classes[values.rows] * width + values.values, return_counts=True)
    common = shared[times == told[shared // width]] // width
    different[common] = 1
    return different


def is_safe(classes: Codes, persons: Codes, sensitive: Sequence[Values], k: int, diversity: int) -> Mask:
    """Of each class, whether it holds ``k`` persons and, where any value is known, ``diversity`` different ones."""
    safe = persons_in(classes, persons) >= k
    for values in sensitive:
        different = diversity_in(classes, values)
        safe &= (different == 0) | (different >= diversity)
    return safe
