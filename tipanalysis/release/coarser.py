"""Cells in coarser words: what a table by age band says about minors and adults without printing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .cells import Cell, Codes, Key, Table
from .space import Space, missing_codes, rolled_up


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


def known_only_coarsely(
    tables: Sequence[Table], cells: Mapping[Key, Cell], space: Space
) -> list[tuple[Key, tuple[Key, ...], int, int]]:
    """Small numbers that nobody prints: people whose coarse level is known and whose finer one is not.

    Each as the coarse cell, the finer cells taken off it, the difference and its threshold. Children of unknown
    exact age are an example: the minors less all age bands below 18.
    """
    found: dict[tuple[Key, tuple[Key, ...]], tuple[int, int]] = {}
    coarse = {variable for table in tables for variable in table.by}
    for table in tables:
        for fine in table.by:
            for to in sorted(coarse - set(table.by)):
                if fine not in table.multi and (fine, to) in space.links:
                    for whole, parts in _finer_parts(table, fine, to).items():
                        if whole in cells and all(part in cells for part in parts):
                            known = sum(cells[part].value for part in parts)
                            limit = max(cells[key].threshold for key in (whole, *parts))
                            found[whole, tuple(parts)] = (cells[whole].value - known, limit)
    return [(whole, parts, rest, limit) for (whole, parts), (rest, limit) in found.items() if 0 < rest < limit]


def _finer_parts(table: Table, fine: str, to: str) -> dict[Key, list[Key]]:
    """For each coarse cell the cells of ``table`` that lie inside it."""
    parts: dict[Key, list[Key]] = {}
    for _, codes, _ in table.rows():
        code = dict(codes).get(fine)
        if code is not None and code not in missing_codes():
            key = table.key(codes)
            parts.setdefault((table.region, _rolled(codes, fine, to), key[2]), []).append(key)
    return parts


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
