"""Covers: few joint tables of several attributes, so that each grouping of k attributes lies in one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Grouping = tuple[int, ...]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]


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
    serve most more for its size, at last whole groupings. Finding the fewest covers is a hard problem; a good design
    is enough.

    Examples
    --------
    >>> [cover.attributes for cover in design_covers((4, 4, 4, 100), 2, 400)]
    [(0, 3), (1, 3), (2, 3), (0, 1, 2)]
    """
    extents = np.log(np.maximum(sizes, 2))
    waiting = np.array(list(combinations(range(len(sizes)), order)))
    waiting = waiting[np.argsort(-extents[waiting].sum(axis=1), kind="stable")]
    has = (waiting == np.arange(len(sizes))[:, None, None]).any(axis=2)
    served = np.zeros(len(waiting), bool)
    covers = []
    while not served.all():
        attributes, shared = _grown(waiting, has, served, extents, np.log(limit) + 1e-9)
        (now,) = (shared == order).nonzero()
        sums = _sums(attributes, map(tuple, waiting[now].tolist()))
        covers.append(Cover(attributes, tuple(sizes[each] for each in attributes), tuple(sums)))
        served[now] = True
        if np.count_nonzero(served) > len(served) / 4:  # copying what is left is dear
            waiting, has, served = waiting[~served], has[:, ~served], served[~served]
    return tuple(covers)


def _grown(
    waiting: Places, has: Marks, served: Marks, extents: NDArray[np.float64], room: float
) -> tuple[Grouping, NDArray[np.int8]]:
    """The first grouping that is not served, with the attributes that it can take in to serve most of the others.

    ``has``: a row for each attribute, whether each grouping has it. Also gives how many of its attributes each
    grouping shares with the cover; none, if it was served before.
    """
    inside = waiting[served.argmin()].tolist()
    order = len(inside)
    room -= extents[inside].sum()
    shared = has[inside].sum(axis=0, dtype=np.int8) - np.int8(order + 1) * served
    while True:
        (near,) = (shared == order - 1).nonzero()
        lacked = waiting[near].sum(axis=1) - inside @ has[np.ix_(inside, near)]  # the number of the one that it lacks
        served_more = np.bincount(lacked, minlength=len(extents)) * (extents <= room) / extents
        best = int(served_more.argmax())
        taken = [best] if served_more[best] else _lacked(waiting, has, shared, inside, extents, room)
        if not taken:
            return tuple(sorted(inside)), shared
        inside += taken
        room -= extents[taken].sum()
        shared += has[taken].sum(axis=0, dtype=np.int8)


def _lacked(
    waiting: Places, has: Marks, shared: NDArray[np.int8], inside: list[int], extents: NDArray[np.float64], room: float
) -> list[int]:
    """Where no single attribute serves more: those that a cover lacks of the largest grouping for which there is room.

    Else small groupings that are left over would each take a cover of their own.
    """
    fits = (shared >= 0) & (shared < waiting.shape[1]) & (extents @ has - extents[inside] @ has[inside] <= room)
    return [each for each in waiting[fits.argmax()].tolist() if each not in inside] if fits.any() else []


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
