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
    group = {entry: [entry] for entry in range(size)}
    foes: dict[int, set[int]] = {}
    for one, other in apart:
        foes.setdefault(one, set()).add(other)
        foes.setdefault(other, set()).add(one)
    for one, other in joined:
        few, many = sorted((group[one], group[other]), key=len)
        if few is not many and not _exclude(few, many, foes):
            many += few
            group.update(dict.fromkeys(few, many))
    first: dict[int, int] = {}
    return np.array([first.setdefault(id(group[entry]), entry) for entry in range(size)], dtype=np.int64)


def _exclude(few: list[int], many: list[int], foes: dict[int, set[int]]) -> bool:
    """Whether an entry of one group is a foe of one of the other."""
    hostile = [foes[entry] for entry in few if entry in foes]
    return any(not enemies.isdisjoint(many) for enemies in hostile)
