"""Small numbers that nobody printed: what lies between two tables, and levels added up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .attack_bounds import Sparse
from .attack_system import Model
from .attack_tables import Cell, Codes, Table, rolled, rolls_to
from .attack_traits import Condition


@dataclass(frozen=True)
class Unprinted:
    """A group of people between the lines: the table whose people it splits, its codes, its sum over the atoms."""

    table: int
    codes: Codes
    row: Sparse


def unprinted(model: Model) -> list[Unprinted]:
    """Every group between two nested selections, every hidden part that the standard's roll-ups add up, and whoever
    a coarse table knows and the finer one does not."""
    return [*_between_selections(model), *_rolled_up(model), *_known_only_coarsely(model)]


def _between_selections(model: Model) -> Iterator[Unprinted]:
    seen = set()
    for cell in filter(lambda cell: cell.spoken, model.cells):
        for number, outer in enumerate(model.tables):
            named = {name for name, _ in cell.codes}
            inside = {*model.tables[cell.table].mentions, *outer.mentions} <= named <= set(outer.release.by)
            if (
                inside
                and _nested(model.tables[cell.table], outer, model.traits.grew)
                and not _told(model, cell, number)
            ):
                around, within = model.traits.condition(outer, cell.codes), model.condition(cell)
                if around != within and _key(around, within) not in seen:
                    seen.add(_key(around, within))
                    yield Unprinted(number, cell.codes, model.row(around) - model.row(within))


def _told(model: Model, cell: Cell, outer: int) -> bool:
    """Whether two printed numbers tell the difference, and it is none or not small: nothing is left to work out."""
    whole = model.places.get((outer, frozenset(cell.codes)), -1)
    if whole == -1 or np.isnan(cell.n) or np.isnan(model.cells[whole].n):
        return False
    limits = (model.tables[number].threshold(cell.codes) for number in (cell.table, outer))
    return not 0 < model.cells[whole].n - cell.n < max(limits)


def _nested(inner: Table, outer: Table, grew: bool) -> bool:
    """Whether the people of one table are by their selections all among those of the other.

    Of a register that did not only grow also whether they are the same selections at another time.
    """
    if inner.epoch != outer.epoch and not grew:
        return inner.where == outer.where
    return inner.epoch <= outer.epoch and all(
        name in inner.where and set(inner.where[name]) <= set(codes) for name, codes in outer.where.items()
    )


def _key(*conditions: Condition) -> object:
    return tuple(frozenset(condition.items()) for condition in conditions)


def _rolled_up(model: Model) -> Iterator[Unprinted]:
    from scipy.sparse import csr_array

    printed = {(_where(model, cell.table), frozenset(cell.codes)) for cell in model.cells}
    for (number, codes), _ in model.places.items():
        for name, code in codes:
            for target, level, levels in _parts(model.tables[number], name, code):
                rest = codes - {(name, code)}
                parts = [model.places.get((number, rest | {(name, other)}), -1) for other in levels]
                known = (_where(model, number), rest | {(target, level)}) in printed
                if -1 not in parts and not known and model.system.hidden[parts].any():
                    yield Unprinted(
                        number, (*rest, (target, level)), csr_array(model.system.rows[parts].sum(axis=0).reshape(1, -1))
                    )


def _known_only_coarsely(model: Model) -> Iterator[Unprinted]:
    """Children of unknown age, say: a cell of the coarser variable less all that the finer one tells of it."""
    from scipy.sparse import csr_array

    printed = {(_where(model, cell.table), frozenset(cell.codes)): place for place, cell in enumerate(model.cells)}
    for (number, codes), _ in model.places.items():
        for name, code in codes:
            for target, level, levels in _parts(model.tables[number], name, code, least=1):
                rest = codes - {(name, code)}
                parts = [model.places.get((number, rest | {(name, other)}), -1) for other in levels]
                whole = printed.get((_where(model, number), rest | {(target, level)}), -1)
                if -1 not in (*parts, whole):
                    row = model.system.rows[[whole]].sum(axis=0) - model.system.rows[parts].sum(axis=0)
                    yield Unprinted(number, (*rest, (target, level)), csr_array(row.reshape(1, -1)))


def _parts(table: Table, name: str, code: str, least: int = 2) -> Iterator[tuple[str, str, list[str]]]:
    """What ``code`` rolls up to with others, told once, by the first of them: variable, level, and its parts."""
    if name in table.release.multi:
        return
    levels = table.levels(name)
    for target in rolls_to(name):
        level = rolled(name, code, target)
        parts = [other for other in levels if level is not None and rolled(name, other, target) == level]
        if least <= len(parts) < len(levels) and parts[0] == code:
            yield target, str(level), parts


def _where(model: Model, number: int) -> object:
    return _key(model.traits.counted(model.tables[number]))
