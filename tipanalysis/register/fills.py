"""Cell colours that mean something: read only where a source map says what they stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from .sheets import Sheet
from .source_parts import SourceMap


def with_fills(path: Path, sheets: list[Sheet], source: SourceMap) -> list[Sheet]:
    """The sheets with the colours of their cells, where a column of the map asks for colours."""
    asking = [column for column in source.columns if column.fills]
    wanted = {
        sheet.name
        for sheet in sheets
        for column in asking
        if not column.sheets or any(re.fullmatch(pattern, sheet.name) for pattern in column.sheets)
    }
    if not wanted:
        return sheets
    fills = _fills(path, sorted(wanted))
    return [replace(sheet, fills=fills.get(sheet.name, {})) for sheet in sheets]


def _fills(path: Path, names: Sequence[str]) -> dict[str, dict[tuple[int, int], str]]:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=False, data_only=True)
    found = {}
    for name in names:
        cells = (cell for row in book[name].iter_rows() for cell in row if cell.fill.fill_type == "solid")
        found[name] = {(cell.row, cell.column - 1): str(cell.fill.fgColor.rgb)[-6:] for cell in cells}
    book.close()
    return found
