"""Covers: few joint tables of several attributes, so that each grouping of k attributes lies in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Grouping = tuple[int, ...]


@dataclass(frozen=True)
class Cover:
    """Attributes that are counted together, and how the tables of other groupings are summed from theirs.

    ``sums``: one table after the other, each from one made before (0 is the cover's own) over one of its axes; the
    grouping whose table it is, or ``None`` where it only leads to others.
    """

    attributes: Grouping
    sizes: tuple[int, ...]
    sums: tuple[tuple[int, int, Grouping | None], ...]


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
        attributes = _numbers(inside)
        sums = _sums(attributes, map(_numbers, has[left[served]]))
        covers.append(Cover(attributes, tuple(sizes[each] for each in attributes), tuple(sums)))
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


def _sums(attributes: Grouping, served: Iterable[Grouping]) -> Iterator[tuple[int, int, Grouping | None]]:
    """The last attribute that a grouping does not have is summed out first: it has the most levels."""
    made = {attributes: 0}
    for grouping in served:
        here = attributes
        for axis in reversed(range(len(attributes))):
            if attributes[axis] not in grouping:
                larger, here = here, here[:axis] + here[axis + 1 :]
                if here not in made:
                    yield made[larger], axis, grouping if here == grouping else None
                    made[here] = len(made)


@lru_cache(maxsize=64)
def narrower_groupings(attributes: int, order: int) -> tuple[tuple[Grouping, Grouping, int], ...]:
    """Groupings of fewer than ``order`` attributes, wide ones first: each with a larger one and the axis to sum out.

    The larger one has the first attribute besides, which is to be the one with the fewest levels.

    Examples
    --------
    >>> narrower_groupings(3, 2)
    (((2,), (0, 2), 0), ((1,), (0, 1), 0), ((0,), (0, 1), 1))
    """
    found = []
    for size in range(order - 1, 0, -1):
        for grouping in reversed(list(combinations(range(attributes), size))):
            first = next(each for each in range(attributes) if each not in grouping)
            parent = tuple(sorted((*grouping, first)))
            found.append((grouping, parent, parent.index(first)))
    return tuple(found)


@lru_cache(maxsize=64)
def in_given_order(standing: tuple[int, ...], order: int) -> Mapping[Grouping, tuple[Grouping, Grouping]]:
    """For groupings of attributes that stand in another order: the attributes as given, and which of them each axis is.

    Examples
    --------
    >>> in_given_order((2, 0, 1), 2)[0, 2]
    ((1, 2), (1, 0))
    """
    found = {}
    for size in range(1, order + 1):
        for grouping in combinations(range(len(standing)), size):
            attributes = [standing[each] for each in grouping]
            given = tuple(sorted(attributes))
            found[grouping] = given, tuple(map(given.index, attributes))
    return found
