"""The tables of a web page as grids of text, merged cells filled; what scripts and styles say is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..words.errors import InputError
from .grid import Rows

_MOST_SPANNED = 200


def page_tables(path: Path) -> Iterator[tuple[str, Rows]]:
    """Every table of a page with its caption for a name, else its number.

    Raises
    ------
    InputError
        If the page cannot be opened or holds no table.
    """
    from bs4 import BeautifulSoup

    try:
        page = BeautifulSoup(path.read_bytes(), "html.parser")
    except OSError:
        raise InputError("register_file_unreadable", file=path.name) from None
    tables = [table for table in page.find_all("table") if not table.find("table")]
    if not tables:
        raise InputError("published_no_tables", file=path.name)
    taken: dict[str, int] = {}
    for number, table in enumerate(tables, start=1):
        caption = " ".join(table.caption.get_text(" ").split()) if table.caption else ""
        name = caption or f"{path.stem} {number}"
        taken[name] = taken.get(name, 0) + 1
        yield name if taken[name] == 1 else f"{name} ({taken[name]})", _grid(table)


def _grid(table: Any) -> list[list[str]]:
    """Rows of text; a cell over several rows or columns stands in each of them."""
    rows: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    for number, row in enumerate(table.find_all("tr")):
        cells: list[str] = []
        for cell in row.find_all(["td", "th"]):
            _take_above(cells, below, number)
            text = _text(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for down in range(1, high):
                below |= {(number + down, len(cells) + place): text for place in range(wide)}
            cells += [text] * wide
        _take_above(cells, below, number)
        rows.append(cells)
    return rows


def _text(cell: Any) -> str:
    """What a cell says to somebody who hears the page: signs for the eye alone have their words beside them."""
    for sign in cell.select("[aria-hidden=true]"):
        if sign.find_next_sibling():
            sign.extract()
    return " ".join(cell.get_text(" ").split())


def _take_above(cells: list[str], below: dict[tuple[int, int], str], row: int) -> None:
    """Put the cells that reach down from above where they stand."""
    while (row, len(cells)) in below:
        cells.append(below[row, len(cells)])


def _span(cell: Any, name: str) -> int:
    said = str(cell.get(name, "1")).strip()
    return max(1, min(_MOST_SPANNED, int(said))) if said.isdigit() else 1
