"""Where the table lies in a sheet: header, records, and the rows that are something else."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from .sheets import Rows, Sheet
from .signs import bare_words, clean_text, load_signs

SEARCH = 40
"""How many rows from the top a header is looked for."""
OUTSIDE = ("total", "nota", "encabezado_repetido")
"""Rows under a header that are no records."""
_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE | re.ASCII)
_MARKS = ("*", "(", "1", "2", "")
"""First signs of what may be a note; an empty text may be anything."""
LEVELS = " / "
"""Stands between the two levels of a header, e.g. ``Sexo / H``."""


@dataclass(frozen=True)
class Table:
    """One sheet as a table: clean headers, the rows that may be records with their sheet row, the rest by reason.

    ``outside`` has (sheet row, reason) of every non-empty row under the header that is not a record:
    totals, footnotes, headers printed again. ``mended`` lists the rows put right, by reason.
    """

    sheet: str
    headers: tuple[str, ...]
    rows: Rows = field(repr=False)
    numbers: tuple[int, ...] = field(repr=False)
    outside: tuple[tuple[int, str], ...] = ()
    mended: tuple[tuple[int, str], ...] = ()
    overflowing: tuple[int, ...] = ()
    """Rows with cells beyond the last heading."""
    warnings: tuple[str, ...] = ()
    header_row: int = 1
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict, repr=False)

    @property
    def rows_read(self) -> int:
        """Rows under the header that hold anything."""
        return len(self.rows) + len(self.outside)


def find_header(rows: Rows, wanted: Collection[str], *, header_rows: int = 1) -> int | None:
    """The row (from 0) among the first ones that holds most of the headers ``wanted``; None if none holds any."""
    names = {bare_words(name) for name in wanted} - {""}
    best, hits = None, 0
    for index in range(min(SEARCH, len(rows))):
        found = {bare_words(name) for name in headers_at(rows, index, header_rows)} & names
        if len(found) > hits:
            best, hits = index, len(found)
    return best


def headers_at(
    rows: Rows, index: int, header_rows: int = 1, merged: Sequence[tuple[int, int, int, int]] = ()
) -> tuple[str, ...]:
    """The column names of a header of one or two rows; two levels become ``upper / lower``."""
    lower = [clean_text(cell) for cell in rows[index + header_rows - 1]] if index + header_rows <= len(rows) else []
    if header_rows == 1:
        return tuple(lower)
    upper = _spread([clean_text(cell) for cell in rows[index]], index, merged)
    width = max(len(upper), len(lower))
    upper += [""] * (width - len(upper))
    lower += [""] * (width - len(lower))
    return tuple(LEVELS.join(part for part in pair if part) for pair in zip(upper, lower, strict=True))


def _spread(cells: list[str], row: int, merged: Sequence[tuple[int, int, int, int]]) -> list[str]:
    """An upper header stands over every column of its merged cell or, without merged cells, up to the next."""
    spans = [(left, right) for top, left, bottom, right in merged if top <= row <= bottom and right > left]
    if not spans:
        spans = _gaps(cells)
    filled = list(cells)
    for left, right in spans:
        for column in range(left, min(right + 1, len(filled))):
            filled[column] = cells[left]
    return filled


def _gaps(cells: Sequence[str]) -> list[tuple[int, int]]:
    starts = [column for column, cell in enumerate(cells) if cell]
    return [(start, end - 1) for start, end in zip(starts, [*starts[1:], len(cells)], strict=True)]


def cut_table(sheet: Sheet, header: int, header_rows: int = 1) -> Table:
    """The table under the header at row ``header`` (from 0): records apart from totals, notes and repeated headers."""
    first = header + header_rows
    body, filled = _filled_down(sheet, first)
    empty = Table(
        sheet=sheet.name,
        headers=headers_at(sheet.rows, header, header_rows, sheet.merged),
        rows=[],
        numbers=(),
        warnings=sheet.warnings,
        header_row=header + 1,
        fills=sheet.fills,
    )
    return cut_rows(empty, enumerate(body, first + 1), sheet.delimiter, filled=[row + 1 for row in sorted(filled)])


def cut_rows(
    table: Table, numbered: Iterable[tuple[int, list[str]]], delimiter: str = "", *, filled: Sequence[int] = ()
) -> Table:
    """The table with other rows under its header, given with their sheet rows; ``filled`` are those filled down."""
    headers = table.headers
    width = len(headers)
    mended = [(number, "celda_combinada") for number in filled]
    kept, numbers, outside, overflowing = [], [], [], []
    for number, raw in numbered:
        row = raw + [""] * (width - len(raw))
        if not any(cell.strip() for cell in row):
            continue
        whole = _unfused(row, width, delimiter or ",")
        if whole is not None:
            row = whole
            mended.append((number, "registro_pegado"))
        reason = _outside(row, headers)
        if reason:
            outside.append((number, reason))
        else:
            kept.append(row[:width])
            numbers.append(number)
            if any(cell.strip() for cell in row[width:]):
                overflowing.append(number)
    rest = set(numbers)
    return replace(
        table,
        rows=kept,
        numbers=tuple(numbers),
        outside=tuple(outside),
        mended=tuple(item for item in mended if item[0] in rest),
        overflowing=tuple(overflowing),
    )


def _filled_down(sheet: Sheet, first: int) -> tuple[Rows, set[int]]:
    """The rows under the header, merged cells filled down: only where they are merged."""
    rows = sheet.rows[first:]
    filled: set[int] = set()
    for top, left, bottom, right in sheet.merged:
        if top < first or bottom == top or top >= len(sheet.rows) or right != left:
            continue
        value = sheet.rows[top][left] if left < len(sheet.rows[top]) else ""
        for index in range(top + 1, min(bottom + 1, len(sheet.rows))):
            row = rows[index - first]
            if any(cell.strip() for cell in row):
                rows[index - first] = [*row[:left], value, *row[left + 1 :]]
                filled.add(index)
    return rows, filled


def _unfused(row: Sequence[str], width: int, delimiter: str) -> list[str] | None:
    """The cells of a record that stands whole inside its first cell, else None."""
    if width < 2 or delimiter not in row[0] or any(cell.strip() for cell in row[1:]):
        return None
    parts = next(csv.reader([row[0]], delimiter=delimiter), [])
    return parts if len(parts) == width else None


def _outside(row: Sequence[str], headers: Sequence[str]) -> str:
    """Why a row is not a record: ``total``, ``nota``, ``encabezado_repetido``; empty when it may be one."""
    first = next((cell for cell in row[: len(headers)] if cell.strip()), "")
    if not first:
        return "nota"
    if row[0] and _first_word(row[0]) == _first_word(headers[0]) and _same(row, headers):
        return "encabezado_repetido"
    sign = _opening(first) if len(headers) > 1 and _may_open(first) else ""
    if not sign:
        return ""
    present = [cell for cell in map(clean_text, row[: len(headers)]) if cell]
    if sign == "total" or (sign == "label" and len(present) > 1):
        return "total" if _numbers_only(present[1:]) else ""
    return "nota" if len(present) <= 2 and len(headers) > 2 else ""


def _same(row: Sequence[str], headers: Sequence[str]) -> bool:
    return [bare_words(cell) for cell in row[: len(headers)]] == [bare_words(name) for name in headers]


def _first_word(text: str) -> str:
    """The beginning of ``bare_words(text)``, sooner: most first cells are numbers of files, each another."""
    if not text.isascii():
        text = bare_words(text)
    word = _WORD.search(text)
    return word[0].lower() if word else ""


def _may_open(text: str) -> bool:
    """Whether a text has the first word of a sign, its first mark, or the end of a label; most have none."""
    marked = text.lstrip().removeprefix("'")[:1] in _MARKS or text.rstrip().endswith(":")
    return marked or not text.isascii() or _first_word(text) in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(sign.split()[0] for kind in ("total", "footnote") for sign in load_signs(kind))


@lru_cache(maxsize=65536)
def _opening(text: str) -> str:
    """Whether a row that begins with ``text`` may be a ``total``, a ``nota`` or a ``label``; empty if neither.

    A total stands first, and beside it there are numbers only; a note stands alone. A label («Mujeres:») is a total
    where a number stands beside it, else a note.
    """
    words = bare_words(text)
    for kind, sign_kind in (("total", "total"), ("nota", "footnote")):
        if any(words == sign or words.startswith(f"{sign} ") for sign in load_signs(sign_kind)):
            return kind
    cleaned = clean_text(text)
    if cleaned.startswith(("*", "(", "1/", "2/")):
        return "nota"
    return "label" if cleaned.endswith(":") else ""


def _numbers_only(cells: Iterable[str]) -> bool:
    return all(cell.replace(".", "").replace(",", "").replace(" ", "").replace("%", "").isdigit() for cell in cells)
