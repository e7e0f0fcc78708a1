"""How the unknowns are laid out: small tables of people that agree with each other instead of one huge one.

All combinations of everything that thirty tables speak of are far too many. But tables hang together through a few
traits each; eliminating the traits one after another gives clusters that form a tree. Clusters that agree with their
neighbours are as good as the whole cross product. Where a cluster would grow beyond the limit it is split; then
the attacker knows a little less than all, and says so (``exact``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from math import prod
from typing import Any

Scope = frozenset[Any]


@dataclass
class Layout:
    """Clusters of traits and the pairs of them that must agree on what they share."""

    scopes: list[Scope] = field(default_factory=list)
    links: list[tuple[int, int, Scope]] = field(default_factory=list)
    exact: bool = True

    def home(self, scope: Iterable[Any]) -> int:
        """The first cluster that holds all of ``scope``."""
        wanted = frozenset(scope)
        return next(number for number, cluster in enumerate(self.scopes) if wanted <= cluster)


@dataclass(frozen=True)
class _Piece:
    """A scope on its way through the elimination and the cluster that sent it, if one did."""

    scope: Scope
    sender: int | None = None


def lay_out(scopes: Iterable[Scope], sizes: Mapping[Any, int], fits: Callable[[Scope], bool]) -> Layout:
    """Clusters that between them hold every one of ``scopes``, none larger than what ``fits``.

    Examples
    --------
    >>> layout = lay_out([frozenset("ab"), frozenset("bc"), frozenset("ac")], dict.fromkeys("abc", 2), lambda s: True)
    >>> [sorted(scope) for scope in layout.scopes]
    [['a', 'b', 'c']]
    """
    layout = Layout()
    pieces = [_Piece(scope) for scope in dict.fromkeys(scopes)]
    traits = set().union(*(piece.scope for piece in pieces))
    while traits:
        trait = min(traits, key=lambda name: (_weight(pieces, name, sizes), str(name)))
        traits.remove(trait)
        bucket = [piece for piece in pieces if trait in piece.scope]
        bins = _binned(bucket, fits)
        numbers = [_settle(layout, pile) for pile in bins]
        layout.exact &= len(bins) == 1
        for one, other in combinations(dict.fromkeys(numbers), 2):
            layout.links.append((one, other, layout.scopes[one] & layout.scopes[other]))
        sent = [_Piece(_union(pile) - {trait}, number) for pile, number in zip(bins, numbers, strict=True)]
        pieces = [piece for piece in pieces if trait not in piece.scope] + sent
    ends = list(dict.fromkeys(piece.sender for piece in pieces if piece.sender is not None))
    if not layout.scopes:
        layout.scopes.append(frozenset())
    layout.links += [(ends[0], other, frozenset()) for other in ends[1:]]
    return layout


def _weight(pieces: list[_Piece], trait: Any, sizes: Mapping[Any, int]) -> int:
    return prod(sizes[name] for name in _union([piece for piece in pieces if trait in piece.scope]))


def _union(pieces: Iterable[_Piece]) -> Scope:
    return frozenset().union(*(piece.scope for piece in pieces))


def _binned(bucket: list[_Piece], fits: Callable[[Scope], bool]) -> list[list[_Piece]]:
    """The bucket in as few piles as the limit allows; one pile keeps the attack exact."""
    if fits(_union(bucket)):
        return [bucket]
    piles: list[list[_Piece]] = []
    for piece in sorted(bucket, key=lambda piece: -len(piece.scope)):
        pile = next((pile for pile in piles if piece.scope <= _union(pile) or fits(_union([*pile, piece]))), None)
        if pile is None:
            piles.append([piece])
        else:
            pile.append(piece)
    return piles


def _settle(layout: Layout, pile: list[_Piece]) -> int:
    """The cluster for a pile: a new one, or the sender that already holds it all."""
    union = _union(pile)
    number = next((piece.sender for piece in pile if piece.sender is not None and piece.scope == union), None)
    if number is None:
        layout.scopes.append(union)
        number = len(layout.scopes) - 1
    for piece in pile:
        if piece.sender is not None and piece.sender != number:
            layout.links.append((piece.sender, number, piece.scope))
    return number
