"""The dimensions that people are told apart by: their levels, and which level implies which."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from ..words.errors import CodebookError
from .cells import Region, Table

Array = Any
OTHER = "*"
"""The code that stands for every code no table names."""
YES, NO = "SI", "NO"
"""The levels of a column that asks for one code of a variable, as ``finalidad_SEXUAL`` does."""


@dataclass(frozen=True)
class Node:
    """One dimension: the sets of codes a person may hold of ``variable``, or in which selections she is."""

    name: str
    variable: str
    levels: tuple[Hashable, ...]
    selections: tuple[tuple[str, ...], ...] = ()
    """For a dimension of selections: their codes; a level then says for each whether one is in it."""

    def holds(self, code: str) -> Array:
        """For each level whether it holds ``code``."""
        return np.array([code in level for level in self.levels])  # type: ignore[operator]

    def inside(self, codes: tuple[str, ...]) -> Array:
        """For each level whether it lies in the selection of ``codes``."""
        return np.array([level[self.selections.index(codes)] for level in self.levels])  # type: ignore[index]

    @property
    def sizes(self) -> Array:
        """How many codes each level holds."""
        return np.array([len(level) for level in self.levels])  # type: ignore[arg-type]


def selection_name(variable: str) -> str:
    """The name of the dimension that says in which selections of ``variable`` a person is."""
    return f"{variable}@"


class Space:
    """All dimensions of tables about the same people, with the roll-ups between them.

    ``reach`` says how many codes of a multi-valued variable one person may hold at most;
    ``strict`` that an unknown value stays unknown in the coarser variable.
    """

    def __init__(self, tables: Sequence[Table], reach: Mapping[str, int], strict: bool) -> None:
        self.reach = reach
        self.strict = strict
        self.tables = tables
        variables = sorted({name for table in tables for name in table.by})
        self.nodes = {name: self._variable(name) for name in variables}
        for variable in sorted({name for table in tables for name, _ in table.region}):
            node = self._selections(variable)
            if len(node.levels) > 1:
                self.nodes[node.name] = node
        self.links: dict[tuple[str, str], Array] = {}
        for fine in variables:
            for node in self.nodes.values():
                matrix = self._implied(self.nodes[fine], node)
                if matrix is not None:
                    self.links[fine, node.name] = matrix

    def nodes_of(self, region: Region, codes: Iterable[str]) -> frozenset[str]:
        """The dimensions needed to say who is in ``region`` and holds codes of the variables ``codes``."""
        chosen = {selection_name(variable) for variable, _ in region} & self.nodes.keys()
        return frozenset(chosen | set(codes))

    def family(self, table: Table) -> frozenset[str]:
        """The dimensions of ``table`` and all that follow from them."""
        own = self.nodes_of(table.region, table.by)
        return own | {coarse for fine, coarse in self.links if fine in own}

    def _variable(self, name: str) -> Node:
        codes: set[str] = set()
        for table in self.tables:
            if name in table.by:
                codes |= set(table.occupied[name])
        single = sorted(codes)
        levels = [frozenset({code}) for code in single]
        substantive = [code for code in single if code not in missing_codes()]
        for size in range(2, self.reach.get(name, 1) + 1):
            levels += [frozenset(several) for several in combinations(substantive, size)]
        return Node(name, name, (*levels, frozenset({OTHER})))

    def _selections(self, variable: str) -> Node:
        found = sorted({codes for table in self.tables for name, codes in table.region if name == variable})
        everyone = all(variable in dict(table.region) for table in self.tables)
        signatures = {tuple(code in codes for codes in found) for codes in found for code in codes}
        if self.reach.get(variable, 1) > 1:
            signatures |= {tuple(map(any, zip(a, b, strict=True))) for a in signatures for b in signatures}
        if not everyone:
            signatures.add((False,) * len(found))
        return Node(selection_name(variable), variable, tuple(sorted(signatures, reverse=True)), tuple(found))

    def _implied(self, fine: Node, coarse: Node) -> Array | None:
        """Which levels of ``coarse`` go with each level of ``fine``; ``None`` if nothing follows."""
        if fine.name == coarse.name:
            return None
        asked = asked_by(coarse.variable, fine.variable)
        if asked is not None and self.reach.get(coarse.variable, 1) == 1:
            return np.array([self._goes_with([self._said(asked, level, fine)], coarse) for level in fine.levels])
        step = {code: self._rolled(fine.variable, code, coarse.variable) for level in fine.levels for code in level}  # type: ignore[attr-defined]
        if not any(target is not None and code not in missing_codes() for code, target in step.items()):
            return None
        rows = [self._goes_with([step[code] for code in sorted(level)], coarse) for level in fine.levels]  # type: ignore[call-overload]
        return np.array(rows)

    def _said(self, asked: str, level: Any, fine: Node) -> str | None:
        """What whoever holds the codes of ``level`` answers when asked for one of them; ``None`` where that is open."""
        reason = next((code for code in level if code in missing_codes()), None)
        if reason is not None:
            return reason if self.strict else None
        if asked in level:
            return YES
        return NO if any(asked in known for known in fine.levels) else None  # type: ignore[operator]

    def _rolled(self, fine: str, code: str, coarse: str) -> str | None:
        if code == OTHER:
            return None
        if fine == coarse:
            return code
        if code in missing_codes():
            return code if self.strict else None
        return rolled_up(fine, code, coarse)

    @staticmethod
    def _goes_with(targets: Sequence[str | None], coarse: Node) -> list[bool]:
        if None in targets:
            return [True] * len(coarse.levels)
        image = frozenset(target for target in targets if target is not None)
        if coarse.selections:
            signature = tuple(bool(image & set(codes)) for codes in coarse.selections)
            return [level == signature for level in coarse.levels]
        known = {code for level in coarse.levels for code in level}  # type: ignore[attr-defined]
        wanted = image if image <= known else frozenset({OTHER})
        return [level == wanted for level in coarse.levels]


@cache
def missing_codes() -> frozenset[str]:
    """The codes that say why a value is missing; a person holds such a code alone."""
    from ..standard.codebook import load_codebook

    return frozenset(load_codebook().missing_codes)


@cache
def rolled_up(fine: str, code: str, coarse: str) -> str | None:
    """The code of ``coarse`` that ``code`` of ``fine`` belongs to, or ``None`` where the codebook gives none."""
    from ..standard.codebook import load_codebook

    book = load_codebook()
    if fine not in book or coarse not in book:
        return None
    try:
        return str(book.roll_up(fine, code, coarse))
    except CodebookError:
        return None


@cache
def asked_by(column: str, variable: str) -> str | None:
    """The code of ``variable`` that the answers of ``column`` are about, if they are."""
    from ..standard.codebook import load_codebook

    of, code = load_codebook().answer_in(column) or ("", "")
    return code if of == variable else None
