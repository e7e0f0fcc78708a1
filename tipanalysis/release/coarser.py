"""Cells in coarser words: what a table by age band says about minors and adults without printing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .cells import Cell, Codes, Key, Table
from .space import Space, rolled_up


def coarser_cells(tables: Sequence[Table], cells: Mapping[Key, Cell], space: Space) -> dict[Key, Cell]:
    """Sums that readers can make of cells of a finer variable, where some table counts by the coarser one.

    Only where an unknown value stays unknown in the coarser variable and each person stands in one row.
    """
    found: dict[Key, Cell] = {}
    if not space.strict:
        return found
    coarse = {variable for table in tables for variable in table.by}
    for table in tables:
        for fine in table.by:
            for to in sorted(coarse - set(table.by)):
                if fine not in table.multi and (fine, to) in space.links:
                    _add_sums(found, table, fine, to, cells)
    return {key: cell for key, cell in found.items() if key not in cells}


def _add_sums(found: dict[Key, Cell], table: Table, fine: str, to: str, cells: Mapping[Key, Cell]) -> None:
    sums: dict[Key, Cell] = {}
    for _, codes, _ in table.rows():
        key = table.key(codes)
        if key in cells and fine in dict(codes):
            rolled = (table.region, _rolled(codes, fine, to), key[2])
            cell = sums.setdefault(rolled, Cell(rolled, 0, cells[key].threshold))
            cell.value += cells[key].value
    found.update(sums)


def _rolled(codes: Codes, fine: str, to: str) -> Codes:
    code = rolled_up(fine, dict(codes)[fine], to) or dict(codes)[fine]
    return tuple(sorted((*(pair for pair in codes if pair[0] != fine), (to, code))))
