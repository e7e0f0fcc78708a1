"""Small numbers that nobody printed: what lies between two tables, and levels added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .attack_bounds import Sparse
from .attack_system import Model
from .attack_tables import Codes, Table, rolled, rolls_to
from .attack_traits import Condition


@dataclass(frozen=True)
class Unprinted:
    """A group of people between the lines: the table whose people it splits, its codes, its sum over the atoms."""

    table: int
    codes: Codes
    row: Sparse


def unprinted(model: Model) -> list[Unprinted]:
    """Every group between two nested selections, and every hidden part that the standard's roll-ups add up."""
    return [*_between_selections(model), *_rolled_up(model)]


def _between_selections(model: Model) -> Iterator[Unprinted]:
    seen = {_key(model.condition(cell)) for cell in model.cells}
    counted = [model.traits.counted(table) for table in model.tables]
    for cell in model.cells:
        inner = counted[cell.table]
        for number, outer in enumerate(counted):
            if not cell.spoken or outer == inner or not _nested(inner, outer):
                continue
            if not {name for name, _ in cell.codes} <= set(model.tables[number].release.by):
                continue
            around = model.traits.condition(model.tables[number], cell.codes)
            within = model.condition(cell)
            if within == around or _key(around, within) in seen or _rest(around, within) in seen:
                continue
            seen.add(_key(around, within))
            yield Unprinted(number, cell.codes, model.row(around) - model.row(within))


def _nested(inner: Condition, outer: Condition) -> bool:
    return all(trait in inner and inner[trait] <= answers for trait, answers in outer.items())


def _rest(around: Condition, within: Condition) -> object:
    """The difference as one condition, where the two differ in one trait that the outer one names."""
    changed = [trait for trait in within if around.get(trait) != within[trait]]
    if len(changed) != 1 or changed[0] not in around:
        return None
    return _key({**within, changed[0]: around[changed[0]] - within[changed[0]]})


def _key(*conditions: Condition) -> object:
    return tuple(frozenset(condition.items()) for condition in conditions)


def _rolled_up(model: Model) -> Iterator[Unprinted]:
    printed = {(_where(model, cell.table), frozenset(cell.codes)) for cell in model.cells}
    for (number, codes), _ in model.places.items():
        for name, code in codes:
            for target, level, levels in _parts(model.tables[number], name, code):
                rest = codes - {(name, code)}
                parts = [model.places.get((number, rest | {(name, other)}), -1) for other in levels]
                known = (_where(model, number), rest | {(target, level)}) in printed
                if -1 not in parts and not known and model.system.hidden[parts].any():
                    yield Unprinted(number, (*rest, (target, level)), model.system.rows[parts].sum(axis=0))


def _parts(table: Table, name: str, code: str) -> Iterator[tuple[str, str, list[str]]]:
    """What ``code`` rolls up to with others, told once, by the first of them: variable, level, and its parts."""
    if name in table.release.multi:
        return
    levels = table.levels(name)
    for target in rolls_to(name):
        level = rolled(name, code, target)
        parts = [other for other in levels if level is not None and rolled(name, other, target) == level]
        if 1 < len(parts) < len(levels) and parts[0] == code:
            yield target, str(level), parts


def _where(model: Model, number: int) -> object:
    return _key(model.traits.counted(model.tables[number]))
