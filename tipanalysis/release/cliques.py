"""Groups of dimensions that must be looked at together, and how they hang together in a tree."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations


def find_cliques(families: Iterable[frozenset[str]], sizes: dict[str, int]) -> list[frozenset[str]]:
    """The maximal cliques of the graph that joins the dimensions of each family, once made chordal.

    Dimensions are taken out where that joins the fewest new pairs (min-fill), small ones first. Without any there is
    one clique of nothing: a total alone.
    """
    neighbours: dict[str, set[str]] = {name: set() for name in sizes}
    for family in families:
        for one, other in combinations(sorted(family), 2):
            neighbours[one].add(other)
            neighbours[other].add(one)
    found: list[frozenset[str]] = []
    while neighbours:
        name = min(neighbours, key=lambda n: (_fill(n, neighbours), len(neighbours[n]), sizes[n], n))
        clique = frozenset({name, *neighbours[name]})
        found.append(clique)
        for one, other in combinations(sorted(neighbours[name]), 2):
            neighbours[one].add(other)
            neighbours[other].add(one)
        for other in neighbours.pop(name):
            neighbours[other].discard(name)
    return [clique for clique in found if not any(clique < other for other in found)] or [frozenset()]


def _fill(name: str, neighbours: dict[str, set[str]]) -> int:
    return sum(other not in neighbours[one] for one, other in combinations(sorted(neighbours[name]), 2))


def join_tree(cliques: list[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs of cliques that share most dimensions, so that what two cliques share lies on the way between them."""
    weights = sorted(
        ((len(cliques[a] & cliques[b]), a, b) for a, b in combinations(range(len(cliques)), 2)),
        key=lambda edge: (-edge[0], edge[1], edge[2]),
    )
    home = list(range(len(cliques)))

    def root(index: int) -> int:
        while home[index] != index:
            index = home[index]
        return index

    edges = []
    for _, a, b in weights:
        if root(a) != root(b):
            home[root(a)] = root(b)
            edges.append((a, b))
    return edges
