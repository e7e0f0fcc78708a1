"""Covers: few joint tables of several attributes, so that each grouping of k attributes lies in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Grouping = tuple[int, ...]


@dataclass(frozen=True)
class Cover:
    """Attributes that are counted together, and the groupings whose tables are then summed from that table."""

    attributes: Grouping
    serves: tuple[Grouping, ...]


@lru_cache(maxsize=64)
def design_covers(sizes: tuple[int, ...], order: int, limit: int) -> tuple[Cover, ...]:
    """Covers of at most ``limit`` cells that serve every grouping of ``order`` attributes; each is served once.

    A grouping whose own table is larger than ``limit`` is served by itself. The search is greedy: a cover starts
    from the largest grouping not served yet and takes in, as long as there is room, the attribute that lets it
    serve most more for its size. Finding the fewest covers is a hard problem; a good design is enough.

    Examples
    --------
    >>> [cover.attributes for cover in design_covers((4, 4, 4, 100), 2, 400)]
    [(0, 3), (1, 3), (2, 3), (0, 1, 2)]
    """
    groupings = np.array(list(combinations(range(len(sizes)), order)))
    has = np.zeros((len(groupings), len(sizes)), np.float32)
    np.put_along_axis(has, groupings, 1, axis=1)
    room = np.log(limit) + 1e-9
    extents = np.log(np.maximum(sizes, 2))
    left = np.argsort(-(has @ extents), kind="stable")
    covers = []
    while len(left):
        inside = _grown(has[left], extents, room)
        served = has[left] @ inside == order
        covers.append(Cover(_numbers(inside), tuple(map(_numbers, has[left[served]]))))
        left = left[~served]
    return tuple(covers)


def _grown(has: NDArray[np.float32], extents: NDArray[np.float64], room: float) -> NDArray[np.float32]:
    """The first of the groupings that wait, and the attributes that it can take in to serve most of the others."""
    inside: NDArray[np.float32] = has[0].copy()
    order = inside.sum()
    room -= float(inside @ extents)
    shared = has @ inside
    while True:
        served_more = has[shared == order - 1].sum(axis=0) * (1 - inside) * (extents <= room) / extents
        best = served_more.argmax()
        if not served_more[best]:
            return inside
        inside[best] = 1
        room -= extents[best]
        shared += has[:, best]


def _numbers(inside: NDArray[np.float32]) -> Grouping:
    return tuple(np.flatnonzero(inside).tolist())
