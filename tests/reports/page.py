"""Reading a finished page as a reader would: its tables cell by cell, its addresses, its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import bs4

HIDDEN = "•"
Place = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of a page: ``names`` of its dimensions, and what every cell shows by its levels.

    In a table with one column a measure, the first measure is the number of units.
    """

    caption: str
    names: tuple[str, ...]
    cells: Mapping[Place, str]

    def numbers(self) -> dict[Place, int | None]:
        """The counts by levels; ``None`` where a cell is hidden."""
        return {place: None if HIDDEN in text else int(re.sub(r"\D", "", text)) for place, text in self.cells.items()}


class Page:
    def __init__(self, html: str) -> None:
        self.html = html
        self.soup = bs4.BeautifulSoup(html, "html.parser")

    @cached_property
    def tables(self) -> list[Table]:
        return [_table(node) for node in self.soup.find_all("table")]

    @cached_property
    def text(self) -> str:
        """Everything a reader can read, what replaces images included."""
        alts = " ".join(image["alt"] for image in self.soup.find_all("img"))
        return f"{self.soup.body.get_text(' ')} {alts}"

    def addresses(self) -> Iterator[str]:
        """Everything that a browser could ask for or follow."""
        for node in self.soup.find_all(True):
            for name in ("src", "href", "srcset", "poster", "data", "action", "formaction", "background", "ping"):
                if name in node.attrs:
                    yield node.attrs[name]
            yield from re.findall(r"url\(\s*['\"]?([^'\")]+)", node.attrs.get("style", ""))
        for style in self.soup.find_all("style"):
            yield from re.findall(r"url\(\s*['\"]?([^'\")]+)", style.string or "")
            yield from re.findall(r"@import[^;]*", style.string or "")


def _table(node: Any) -> Table:
    head, body = _grid(node.thead), [row for part in node.find_all("tbody") for row in _grid(part)]
    depth = sum(1 for cell in head[0] if "tip-corner" in cell.get("class", []))
    names = tuple(cell.get_text() for cell in head[0][:depth])
    across = len(head) > 1
    cells: dict[Place, str] = {}
    for row in body:
        levels = tuple(cell.get_text() for cell in row[:depth])
        columns = range(depth, len(row)) if across else range(depth, depth + 1)
        for column in columns:
            place = (*levels, head[1][column].get_text()) if across else levels
            cells[place] = row[column].get_text()
    return Table(node.caption.get_text(), (*names, head[0][depth].get_text()) if across else names, cells)


def _grid(part: Any) -> list[list[Any]]:
    """Rows of cells with every span filled in."""
    rows: list[dict[int, Any]] = [{} for _ in part.find_all("tr")]
    for index, row in enumerate(part.find_all("tr")):
        for cell in row.find_all(["th", "td"]):
            column = next(place for place in range(1000) if place not in rows[index])
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    rows[index + down][column + right] = cell
    return [[row[column] for column in sorted(row)] for row in rows]
