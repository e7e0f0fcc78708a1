"""Groups: the entries of one person, from the pairs that were taken for one."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

Pairs = Iterable[tuple[int, int]]


def groups(size: int, joined: Pairs, apart: Pairs = ()) -> np.ndarray:
    """For each of ``size`` entries the first entry of its group.

    Entries are joined in the order of ``joined``, directly or through others; a pair that would bring two entries of
    ``apart`` into one group is passed over. So one doubtful pair does not make one person of two families.

    Examples
    --------
    >>> groups(5, [(0, 2), (2, 4)]).tolist()
    [0, 1, 0, 3, 0]
    >>> groups(5, [(0, 2), (2, 4)], apart=[(0, 4)]).tolist()
    [0, 1, 0, 3, 4]
    """
    first = list(range(size))
    members = {entry: {entry} for entry in range(size)}
    foes: dict[int, set[int]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    for one, other in joined:
        low, high = sorted((_root(first, one), _root(first, other)))
        if low != high and not any(foes.get(entry, set()) & members[low] for entry in members[high]):
            first[high] = low
            members[low] |= members.pop(high)
    return np.array([_root(first, entry) for entry in range(size)], dtype=np.int64)


def _root(first: list[int], entry: int) -> int:
    while first[entry] != entry:
        first[entry] = first[first[entry]]
        entry = first[entry]
    return entry
