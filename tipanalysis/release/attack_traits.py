"""The traits of people that printed tables speak of, and what everyone knows about them.

A trait is a question with few answers: the sex of a person, whether a purpose is among theirs, whether a selection
takes them, whether they were already in an earlier publication. A printed cell is then a set of answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .attack_tables import Codes, Table, asked_of, is_multi, missing_codes, rolled, rolls_to

Trait = tuple[str, ...]
"""``("is", v)``: the level of a variable; ``("has", v, code)``: whether a person who may hold several holds this one;
``("lacks", v)``: why a value is missing, if it is; ``("any", v, codes…)``: whether a selection takes the person, and
``("all", …)`` whether several do; ``("since",)``: the publication in which the person first counts."""
Condition = Mapping[Trait, frozenset[str]]
Relation = tuple[tuple[Trait, ...], NDArray[np.bool_]]
"""Traits and, for each combination of their levels, whether a person like that can exist."""

YES, NO, REST, KNOWN = "1", "0", "…", ""
SINCE: Trait = ("since",)


class Traits:
    """The traits behind a group of tables of the same people.

    ``trusting`` attackers also believe what usually holds but need not: that columns which roll up into each
    other were filled in consistently, and that a missing value excludes every other. Where the register ``grew``
    whoever counts in a publication counts in all later ones; else nobody knows who of one is in another.
    """

    def __init__(self, tables: list[Table], trusting: bool = True, grew: bool = True) -> None:
        self.tables = tables
        self.trusting = trusting
        self.grew = grew

    @cached_property
    def _many(self) -> frozenset[str]:
        """Variables of which a unit can hold several values."""
        return frozenset(name for table in self.tables for name in table.many)

    @cached_property
    def _merged(self) -> bool:
        """Whether one unit stands for several records, so that even its sex may differ between them."""
        return any(not is_multi(name) for name in self._many)

    @cached_property
    def _common(self) -> dict[str, tuple[str, ...]]:
        """Selections that every table shares: they need no trait."""
        first = self.tables[0].where
        return {name: codes for name, codes in first.items() if all(t.where.get(name) == codes for t in self.tables)}

    @cached_property
    def _epochs(self) -> tuple[str, ...]:
        return tuple(str(epoch) for epoch in sorted({table.epoch for table in self.tables}))

    def condition(self, table: Table, codes: Codes) -> dict[Trait, frozenset[str]]:
        """The answers of the people counted in one cell."""
        wanted = dict(self.counted(table))
        for name, code in codes:
            trait, answers = self._answer(name, code, many=name in table.many)
            wanted[trait] = wanted.get(trait, answers) & answers
        return wanted

    def counted(self, table: Table) -> dict[Trait, frozenset[str]]:
        """The answers of everyone in a table: its selections, as one trait, and its publication."""
        wanted: dict[Trait, frozenset[str]] = {}
        chosen = self.selections(table)
        if chosen:
            together = chosen[0] if len(chosen) == 1 else ("all", *(part for trait in chosen for part in trait))
            wanted[together] = frozenset({YES})
        if len(self._epochs) > 1:
            earlier = frozenset(epoch for epoch in self._epochs if int(epoch) <= table.epoch)
            wanted[SINCE] = earlier if self.grew else frozenset({str(table.epoch)})
        return wanted

    def selections(self, table: Table) -> tuple[Trait, ...]:
        """The selections of a table that not every table shares."""
        return tuple(
            ("any", name, *codes) for name, codes in sorted(table.where.items()) if self._common.get(name) != codes
        )

    def _answer(self, name: str, code: str, many: bool) -> tuple[Trait, frozenset[str]]:
        if not many:
            return ("is", name), frozenset({code})
        if self._excludes(name) and code in missing_codes():
            return ("lacks", name), frozenset({code})
        return ("has", name, code), frozenset({YES})

    def _excludes(self, name: str) -> bool:
        """Whether a missing value of ``name`` excludes every other."""
        return self.trusting and not self._merged and is_multi(name)

    def levels(self, trait: Trait) -> tuple[str, ...]:
        """The answers there are."""
        return self._levels.get(trait, (NO, YES))

    @cached_property
    def _levels(self) -> dict[Trait, tuple[str, ...]]:
        found: dict[Trait, dict[str, None]] = {SINCE: dict.fromkeys(self._epochs)}
        for table in self.tables:
            for trait, code in self._named(table):
                if trait[0] != "has":
                    found.setdefault(trait, {})[code] = None
        return {trait: self._with_rest(trait, tuple(levels)) for trait, levels in found.items()}

    def _with_rest(self, trait: Trait, levels: tuple[str, ...]) -> tuple[str, ...]:
        if trait[0] == "lacks":
            return (KNOWN, *levels)
        return (*levels, REST) if trait[0] == "is" and trait[1] not in self._common else levels

    def _named(self, table: Table) -> Iterator[tuple[Trait, str]]:
        """The traits that the printed levels of a table speak of."""
        for name in table.release.by:
            for code in table.levels(name):
                yield self._answer(name, code, many=name in table.many)[0], code

    @cached_property
    def _spoken(self) -> tuple[Trait, ...]:
        """Every trait, in a fixed order."""
        named = {trait for table in self.tables for trait, _ in self._named(table)}
        chosen = {trait for table in self.tables for trait in self.selections(table)}
        return tuple(sorted(named | chosen))

    def relations(self) -> Iterator[Relation]:
        """What everyone knows of how the traits go together."""
        for one, other in permutations(self._spoken, 2):
            allowed = self._implied(one, other)
            if allowed is not None:
                yield (one, other), allowed
        for table in self.tables:
            yield from self._selected_by_all(table)
            yield from self._unprinted(table)

    def _selected_by_all(self, table: Table) -> Iterator[Relation]:
        """Whoever several selections take together is taken by each of them."""
        chosen = self.selections(table)
        if len(chosen) > 1:
            whole = next(trait for trait in self.counted(table) if trait[0] == "all")
            each = np.zeros((2,) * len(chosen), dtype=bool)
            each[(1,) * len(chosen)] = True
            yield (*chosen, whole), np.stack([~each, each], axis=-1)

    def _implied(self, one: Trait, other: Trait) -> NDArray[np.bool_] | None:
        """Which pairs of answers can go together, where the first decides something of the second."""
        kinds, same = (one[0], other[0]), one[1] == other[1]
        if kinds == ("has", "lacks") and same:
            allowed = np.ones((2, len(self.levels(other))), dtype=bool)
            allowed[1, 1:] = False
            return allowed
        if kinds in (("has", "any"), ("any", "any")) and same and set(one[2:]) <= set(other[2:]):
            return _IMPLIES
        if kinds == ("is", "any") and not self._overlaps(other[1]):
            return self._deciding(one, other)
        if not self.trusting:
            return None
        if other[0] == "is" and (asked_of(other[1]) or ("",))[0] == one[1]:
            return self._asking(one, other)
        if other[1] not in rolls_to(one[1]):
            return None
        if kinds == ("is", "is"):
            return self._rolling(one, other)
        return _IMPLIES if kinds == ("has", "has") and rolled(one[1], one[2], other[1]) == other[2] else None

    def _overlaps(self, name: str) -> bool:
        """Whether a unit may hold several values of ``name``, so that one value decides little."""
        return self._merged or name in self._many or is_multi(name)

    def _deciding(self, one: Trait, other: Trait) -> NDArray[np.bool_] | None:
        """A known level decides whether a selection on it, or on what it rolls up to, takes the person."""
        if one[1] != other[1] and (not self.trusting or other[1] not in rolls_to(one[1])):
            return None
        allowed = np.ones((len(self.levels(one)), 2), dtype=bool)
        for place, code in enumerate(self.levels(one)):
            level = code if one[1] == other[1] else rolled(one[1], code, other[1])
            if level is not None and level != REST:
                allowed[place] = (level not in other[2:], level in other[2:])
        return allowed

    def _asking(self, one: Trait, other: Trait) -> NDArray[np.bool_] | None:
        """Whether a person holds a code is what a column answers that asks for it; a missing value stays missing."""
        _, asked = asked_of(other[1]) or ("", "")
        levels = np.array(self.levels(other))
        if one[0] == "has" and one[2] == asked:
            yes = levels == (_SAID if _SAID in levels else REST)
            return np.array([~yes, yes])
        if one[0] == "lacks":
            missing = np.isin(levels, missing_codes())
            return np.array(
                [~missing, *(levels == (code if code in levels else REST) for code in self.levels(one)[1:])]
            )
        return None

    def _rolling(self, one: Trait, other: Trait) -> NDArray[np.bool_]:
        """A known level decides the level it rolls up to; a missing one decides nothing."""
        coarse = self.levels(other)
        allowed = np.ones((len(self.levels(one)), len(coarse)), dtype=bool)
        for place, code in enumerate(self.levels(one)):
            to = rolled(one[1], code, other[1])
            if to is not None:
                allowed[place] = [level == (to if to in coarse else REST) for level in coarse]
        return allowed

    def _unprinted(self, table: Table) -> Iterator[Relation]:
        """A table prints every combination of its levels: what it does not print has nobody."""
        choices: list[list[Trait]] = []
        for name in table.release.by:
            kinds = ("has", "lacks") if name in table.many else ("is",)
            choices.append([trait for trait in self._spoken if trait[0] in kinds and trait[1] == name])
        counted = self.counted(table)
        lines = table.release.frame
        for traits in product(*choices):
            printed = self._printed(lines, table.release.by, traits)
            scope = tuple(dict.fromkeys((*traits, *counted)))
            outside = np.zeros((1,) * len(scope), dtype=bool)
            for trait, answers in counted.items():
                outside = outside | ~spread(self._mask(trait, answers), (trait,), scope)
            yield scope, spread(printed, traits, scope) | outside

    def _printed(self, lines: Any, by: tuple[str, ...], traits: tuple[Trait, ...]) -> NDArray[np.bool_]:
        """Combinations of answers that a table has a line for, or says nothing about."""
        found = np.zeros([len(self.levels(trait)) for trait in traits], dtype=bool)
        places = []
        for name, trait in zip(by, traits, strict=True):
            answers = {trait[2]: YES} if trait[0] == "has" else {level: level for level in self.levels(trait)}
            index = {code: self.levels(trait).index(answer) for code, answer in answers.items()}
            places.append(np.array([index.get(str(code), -1) for code in lines[name]], dtype=int))
        told = np.all([place >= 0 for place in places], axis=0)
        found[tuple(place[told] for place in places)] = True
        for axis, trait in enumerate(traits):
            if trait[0] in ("has", "lacks"):
                np.moveaxis(found, axis, 0)[0] = True
        return found

    def mask(self, condition: Condition, scope: tuple[Trait, ...]) -> NDArray[np.bool_]:
        """Which combinations of the answers in ``scope`` a condition takes; broadcasts to all of them."""
        wanted = np.ones((1,) * len(scope), dtype=bool)
        for trait, answers in condition.items():
            wanted = wanted & spread(self._mask(trait, answers), (trait,), scope)
        return wanted

    def _mask(self, trait: Trait, answers: frozenset[str]) -> NDArray[np.bool_]:
        return np.array([level in answers for level in self.levels(trait)])


_SAID = "SI"
_IMPLIES = np.array([[True, True], [False, True]])


def spread(array: NDArray[np.bool_], traits: tuple[Trait, ...], scope: tuple[Trait, ...]) -> NDArray[np.bool_]:
    """``array`` over ``traits``, turned so that it broadcasts over the traits of ``scope``."""
    order = sorted(range(len(traits)), key=lambda axis: scope.index(traits[axis]))
    sizes = {traits[axis]: array.shape[axis] for axis in order}
    return array.transpose(order).reshape([sizes.get(trait, 1) for trait in scope])
