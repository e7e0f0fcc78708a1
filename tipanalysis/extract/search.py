"""The search for the recoding that loses least: through all ways to say every variable, best first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from .classes import Mask, Values, classes_of, is_safe, persons_in
from .ladder import Ladder
from .people import Codes

Node = tuple[int, ...]
DIGITS = 12
"""Losses that agree so far are equal: the order in which they were added up must not decide."""


@dataclass(frozen=True, eq=False)
class Demand:
    """What an extract must fulfil.

    ``k`` persons in each class, ``diversity`` different values of each sensitive variable, and at most this share of
    the records suppressed.
    """

    k: int
    diversity: int
    most_suppressed: float


@dataclass(frozen=True, repr=False, eq=False)
class Recoding:
    """How each quasi-identifier is said, which records lose them all, and what each record loses (0 to 1)."""

    rungs: Mapping[str, int]
    suppressed: Mask
    lost: NDArray[np.float64]

    @property
    def loss(self) -> float:
        """The mean loss of a record."""
        return round(float(self.lost.mean()), DIGITS)

    @property
    def rank(self) -> tuple[float, int, Node]:
        """Least loss first; then fewer records suppressed; then less recoding of the first variables by name."""
        return self.loss, int(self.suppressed.sum()), tuple(self.rungs[name] for name in sorted(self.rungs))


def find_recoding(
    ladders: Mapping[str, Ladder], persons: Codes, sensitive: Sequence[Values], demand: Demand
) -> Recoding | None:
    """The recoding of least loss that fulfils the demand; ``None`` where not even telling nothing does.

    What recoding alone loses never exceeds what it loses together with suppression, so that the search ends at the
    first recoding that alone loses more than the best one found. Recodings whose small classes already are too many
    when only two of their variables are told are passed over: telling more only makes classes smaller.
    """
    search = _Search(ladders, persons, sensitive, demand)
    best: Recoding | None = None
    for bound, node in search.nodes():
        if best is not None and bound > best.loss:
            break
        if search.is_hopeless(node):
            continue
        found = search.recoding(node)
        if found is not None and (best is None or found.rank < best.rank):
            best = found
    return best


class _Search:
    """One search: the nodes of the lattice, what they cost and what they leave."""

    def __init__(
        self, ladders: Mapping[str, Ladder], persons: Codes, sensitive: Sequence[Values], demand: Demand
    ) -> None:
        self.ladders = ladders
        self.persons = persons
        self.sensitive = sensitive
        self.demand = demand
        self.hopeless = set(self._hopeless_pairs())

    def nodes(self) -> Iterator[tuple[float, Node]]:
        """All nodes with what their recoding alone loses, the least first."""
        means = [[float(rung.lost.mean()) for rung in ladder] for ladder in self.ladders.values()]
        every = product(*(range(len(each)) for each in means))
        bounds = (
            (round(sum(m[i] for m, i in zip(means, node, strict=True)) / len(means), DIGITS), node) for node in every
        )
        yield from sorted(bounds)

    def _hopeless_pairs(self) -> Iterator[tuple[tuple[int, int], ...]]:
        for (one, first), (other, second) in combinations(enumerate(self.ladders.values()), 2):
            for i, j in product(range(len(first)), range(len(second))):
                classes = classes_of([first[i].codes, second[j].codes], len(self.persons))
                if self._too_many(persons_in(classes, self.persons)[classes] < self.demand.k):
                    yield (one, i), (other, j)

    def is_hopeless(self, node: Node) -> bool:
        """Whether two of its variables alone already leave too many records in small classes."""
        return any(pair in self.hopeless for pair in combinations(enumerate(node), 2))

    def _too_many(self, suppressed: Mask) -> bool:
        return int(suppressed.sum()) > self.demand.most_suppressed * len(suppressed)

    def recoding(self, node: Node) -> Recoding | None:
        """What a node makes of the records, or ``None`` where too many would have to be suppressed."""
        rungs = [ladder[i] for ladder, i in zip(self.ladders.values(), node, strict=True)]
        classes = classes_of([rung.codes for rung in rungs], len(self.persons))
        suppressed = self._suppressed(classes)
        if suppressed is None:
            return None
        lost = np.mean([rung.lost for rung in rungs], axis=0)
        return Recoding(dict(zip(self.ladders, node, strict=True)), suppressed, np.where(suppressed, 1.0, lost))

    def _suppressed(self, classes: Codes) -> Mask | None:
        """The records of unsafe classes, and of the smallest others until those suppressed are safe as one class."""
        safe = is_safe(classes, self.persons, self.sensitive, self.demand.k, self.demand.diversity)
        suppressed = ~safe[classes]
        joining = iter(np.lexsort((np.arange(len(safe)), persons_in(classes, self.persons), ~safe)).tolist())
        while suppressed.any() and not self._is_one_class(suppressed):
            place = next((place for place in joining), None)
            if place is None or self._too_many(suppressed):
                return None
            suppressed = suppressed | (classes == place)
        return None if self._too_many(suppressed) else suppressed

    def _is_one_class(self, kept: Mask) -> bool:
        """Whether the suppressed records are safe as the one class they become."""
        one = np.where(kept, 0, 1)
        return bool(is_safe(one, self.persons, self.sensitive, self.demand.k, self.demand.diversity)[0])
