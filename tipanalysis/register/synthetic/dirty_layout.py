"""The look of the dirty workbook: titles, merged cells, subtotals, colours, footnotes, hidden columns."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from ...words.texts import say
from .calibration import load_parameters
from .dirty_rows import Column, Record, Sheet, spellings

Rows = dict[tuple[str, str], int]


def write_sheets(sheets: list[Sheet], path: Path) -> Rows:
    """Write the workbook; the first row (from 1) of every record by sheet and file number."""
    import xlsxwriter

    rows: Rows = {}
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": say("dirty_title", lang="es"), "created": datetime(2024, 5, 21)})
        _write_words(book.add_worksheet("LEAME"), [say(f"dirty_readme_{n}", lang="es") for n in range(1, 6)])
        for sheet in sheets:
            rows |= _Page(book, sheet).write()
        _write_dictionary(book.add_worksheet("Códigos PANI"))
        _write_summary(book.add_worksheet("Resumen"), sheets)
    return rows


class _Page:
    """One sheet while it is being written."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.spec = next(row for row in load_parameters("sheets") if row["hoja"] == sheet.name)
        self.page = book.add_worksheet(sheet.name)
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.bold = book.add_format({"bold": True})
        self.middle = book.add_format({"valign": "top", "bold": True})
        self.places = _places(sheet.columns)

    def write(self) -> Rows:
        """Titles, header, records, totals and notes, from top to bottom."""
        first = int(self.spec["fila_encabezado"]) - 1
        for line in range(first):
            self.page.write(line, 0, say(f"dirty_sheet_title_{line + 1}", lang="es", sheet=self.sheet.name), self.bold)
        self._write_header(first)
        after, rows = self._write_years(first + int(self.spec["filas_encabezado"]))
        if self.spec["pie"] == "1":
            self.page.write(after + 1, 0, say("dirty_foot_source", lang="es"))
            self.page.write(after + 2, 0, say("dirty_foot_note", lang="es"))
        return rows

    def _write_header(self, line: int) -> None:
        for i, column in enumerate(self.sheet.columns):
            if column.style == "color":
                continue
            self.page.write(line + bool(column.subheader), self.places[i], column.subheader or column.header, self.bold)
            if column.style == "telefono":
                self.page.set_column(self.places[i], self.places[i], None, None, {"hidden": True})
                self.page.write_comment(line + 1, self.places[i], say("dirty_comment", lang="es"), {"author": ""})
        if self.spec["filas_encabezado"] == "2":
            self._write_groups(line)

    def _write_groups(self, line: int) -> None:
        places = zip(self.sheet.columns, self.places.values(), strict=True)
        for header, group in groupby(places, key=lambda pair: pair[0].header):
            across = [place for _, place in group]
            if len(across) > 1:
                self.page.merge_range(line, across[0], line, across[-1], header, self.bold)
            else:
                self.page.write(line, across[0], header, self.bold)

    def _write_years(self, line: int) -> tuple[int, Rows]:
        rows: Rows = {}
        for year, group in groupby(self.sheet.records, key=lambda record: record.key[:4]):
            start, records = line, list(group)
            for record in records:
                rows[self.sheet.name, record.key] = line + 1
                line = self._write_record(line, record)
            self._merge_year(start, line - 1, year)
            line = self._write_total(line, year, len(records))
        if self.spec["subtotales"] == "1" and self._merges_years:
            line = self._write_row_total(line, "TOTAL", len(self.sheet.records))
        return line, rows

    @property
    def _merges_years(self) -> bool:
        return self.sheet.columns[0].style == "anio_combinado"

    def _write_record(self, line: int, record: Record) -> int:
        """One row, or one per purpose; the row after it."""
        for part in range(record.height):
            for i, value in record.cells.items():
                one = value[part] if isinstance(value, tuple) else value
                self._write_cell(line + part, i, one, record)
        return line + record.height

    def _write_cell(self, line: int, i: int, value: Any, record: Record) -> None:
        column = self.sheet.columns[i]
        if value is None or column.style == "anio_combinado":
            return
        if isinstance(value, datetime):
            self.page.write_datetime(line, self.places[i], value, self.day)
        elif isinstance(value, int):
            self.page.write_number(line, self.places[i], value)
        elif column.style == "expediente" and record.fill:
            fill = self.book.add_format({"bg_color": f"#{record.fill}"})
            self.page.write_string(line, self.places[i], value, fill)
        else:
            self.page.write_string(line, self.places[i], str(value))

    def _merge_year(self, first: int, last: int, year: str) -> None:
        if self._merges_years:
            self.page.merge_range(first, 0, last, 0, int(year), self.middle)

    def _write_total(self, line: int, year: str, n: int) -> int:
        if self.spec["subtotales"] != "1":
            return line
        return self._write_row_total(line, f"{'Subtotal' if self._merges_years else 'Total'} {year}", n)

    def _write_row_total(self, line: int, word: str, n: int) -> int:
        self.page.write(line, 0, word, self.bold)
        age = next(i for i, column in enumerate(self.sheet.columns) if column.variable == "edad")
        self.page.write_number(line, self.places[age], n, self.bold)
        return line + 1


def _places(columns: tuple[Column, ...]) -> dict[int, int]:
    """The column of the sheet for each column of the layout: a colour shares the cell before it."""
    places: dict[int, int] = {}
    for i, column in enumerate(columns):
        if column.style != "color":
            places[i] = len(places)
    return places


def _write_words(page: Any, lines: list[str]) -> None:
    for n, line in enumerate(lines):
        page.write(n, 0, line)


def _write_dictionary(page: Any) -> None:
    """The codes of the institution that writes numbers."""
    _write_words(page, [say("dirty_sheet_title_1", lang="es", sheet="Códigos PANI")])
    line = 2
    for variable in ("sexo", "provincia_residencia"):
        words = spellings("*", variable)
        for code, raw in spellings("2023-2024 PANI", variable).items():
            if raw.isdigit():
                page.write_row(line, 0, [variable, raw, words[code]])
                line += 1


def _write_summary(page: Any, sheets: list[Sheet]) -> None:
    """Rows by sheet and year: totals that no reader may take for records."""
    _write_words(page, [say("dirty_sheet_title_1", lang="es", sheet="Resumen")])
    page.write_row(2, 0, [say(f"dirty_summary_{name}", lang="es") for name in ("sheet", "year", "rows")])
    counts = [
        (sheet.name, int(year), len(list(group)))
        for sheet in sheets
        for year, group in groupby(sheet.records, key=lambda record: record.key[:4])
    ]
    for n, count in enumerate([*counts, ("TOTAL", "", sum(n for _, _, n in counts))]):
        page.write_row(3 + n, 0, count)
