"""How a source map fits a file: which sheets, which header, which column; everything that does not fit, at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..words.errors import InputError
from ..words.suggest import nearest
from ..words.texts import Phrase, Phrases
from .coding import Found
from .faults import ReadingNotes
from .identifiers import content_kind, header_kind, looks_personal
from .layout import LEVELS, Table, cut_table, find_header
from .sheets import Sheet
from .signs import bare_words
from .source_parts import ColumnSpec, SheetSpec, SourceMap


@dataclass(frozen=True)
class Fitted:
    """A table with the columns of the map found in it; ``private`` are columns of identifiers."""

    table: Table
    spec: SheetSpec
    found: tuple[Found, ...]
    private: tuple[int, ...] = field(default=())
    person: tuple[int, ...] = field(default=())
    names: tuple[int, ...] = field(default=())


def fit_sheets(sheets: Sequence[Sheet], source: SourceMap, file: str) -> list[Fitted]:
    """Every sheet that the map describes, cut and matched; raises InputError with all that is missing."""
    wanted = [(sheet, spec) for sheet in sheets for spec in [_spec_of(sheet, source)] if spec is not None]
    if not wanted:
        patterns = ", ".join(spec.name for spec in source.sheets)
        raise InputError("register_sheet_missing", file=file, wanted=patterns, known=", ".join(s.name for s in sheets))
    fitted: list[Fitted] = []
    faults: list[Phrase] = []
    for sheet, spec in wanted:
        part, missing = _fit(sheet, spec, source)
        if part is None and len(wanted) > 1 and spec == SheetSpec() and _without_headers(sheet, source):
            continue
        faults += missing
        if part is not None:
            fitted.append(part)
    if faults:
        raise InputError(
            "register_columns_missing", file=file, source=source.id, n=len(faults), faults=Phrases(tuple(faults))
        )
    return fitted


def _spec_of(sheet: Sheet, source: SourceMap) -> SheetSpec | None:
    return next((spec for spec in source.sheets if re.fullmatch(spec.name, sheet.name)), None)


def _fit(sheet: Sheet, spec: SheetSpec, source: SourceMap) -> tuple[Fitted | None, list[Phrase]]:
    columns = [column for column in source.columns if _belongs(column, sheet.name)]
    names = [name for column in columns for name in column.headers]
    row = spec.header_row - 1 if spec.header_row else find_header(sheet.rows, names, header_rows=spec.header_rows)
    if row is None or row + spec.header_rows > len(sheet.rows):
        return None, [Phrase("register_header_missing", {"sheet": sheet.name, "wanted": ", ".join(names[:5])})]
    table = cut_table(sheet, row, spec.header_rows)
    places = [(column, _place(column, table.headers)) for column in columns]
    missing = [column for column, place in places if place is None and column.required]
    if missing:
        return None, [_missing(column, table) for column in missing]
    found = tuple(Found(column, place, source) for column, place in places if place is not None)
    return Fitted(table, spec, found, *_identifiers(table, found, source)), []


def _without_headers(sheet: Sheet, source: SourceMap) -> bool:
    """A sheet of words or of something else, in a workbook whose map names no sheets."""
    return find_header(sheet.rows, [name for column in source.columns for name in column.headers]) is None


def _belongs(column: ColumnSpec, sheet: str) -> bool:
    return not column.sheets or any(re.fullmatch(pattern, sheet) for pattern in column.sheets)


def _place(column: ColumnSpec, headers: Sequence[str]) -> int | None:
    """Where a column stands: by its name or an alias, accents, case and marks aside."""
    names = [bare_words(header) for header in headers]
    for wanted in column.headers:
        if bare_words(wanted) in names:
            return names.index(bare_words(wanted))
    return None


def _missing(column: ColumnSpec, table: Table) -> Phrase:
    return Phrase(
        "register_column_missing",
        {"column": column.header, "sheet": table.sheet, "row": table.header_row, "near": _nearest(column, table)},
    )


def _nearest(column: ColumnSpec, table: Table) -> Phrase | str:
    """The heading most like the one missing; headings that look like data of people are not repeated."""
    return nearest(column.header, [header for header in table.headers if header and not looks_personal(header)])


def _identifiers(table: Table, found: Iterable[Found], source: SourceMap) -> tuple[tuple[int, ...], ...]:
    """Columns that point to a person, declared or recognised, those that make the pseudonym, and those of names."""
    read = {item.index for item in found if item.spec.variable != "fecha_nacimiento"}
    declared = _declared(source)
    person = {bare_words(name) for name in source.identifiers.person}
    named = {bare_words(name) for name in source.identifiers.names}
    names = [bare_words(header) for header in table.headers]
    private = [
        index
        for index, header in enumerate(table.headers)
        if index not in read
        and (names[index] in declared or header_kind(header) or content_kind(row[index] for row in table.rows[:2000]))
    ]
    chosen = (tuple(index for index, name in enumerate(names) if name in wanted) for wanted in (person, named))
    return tuple(private), *chosen


def _declared(source: SourceMap) -> set[str]:
    """The headings that the map itself calls identifiers."""
    declared = source.identifiers
    return {bare_words(name) for name in (*declared.drop, *declared.person, *declared.names)}


def note_unread(fitted: Sequence[Fitted], sheets: Sequence[Sheet], source: SourceMap, notes: ReadingNotes) -> None:
    """Write down what was left aside: sheets, columns, and what a reader of the file cannot see."""
    ignored = {bare_words(name) for name in source.ignore}
    declared = _declared(source)
    for sheet in sheets:
        for warning in sheet.warnings:
            notes.fault(sheet.name, "", "", "", warning)
        if (
            sheet.rows
            and all(sheet.name != part.table.sheet for part in fitted)
            and bare_words(sheet.name) not in ignored
        ):
            notes.fault(sheet.name, "", "", "", "hoja_no_leida")
    for part in fitted:
        note_overflowing(part.table, notes)
        read = {item.index for item in part.found}
        for index, header in enumerate(part.table.headers):
            known = {bare_words(header), bare_words(header.split(LEVELS)[-1])}
            if not header or index in read or known & (ignored | declared):
                continue
            kind = "columna_identificadora" if index in part.private else "columna_no_leida"
            notes.fault(part.table.sheet, part.table.header_row, header, "", kind)


def note_overflowing(table: Table, notes: ReadingNotes) -> None:
    """Write down the rows that have cells beyond the last heading."""
    for row in table.overflowing:
        notes.fault(table.sheet, row, "", "", "celdas_sobrantes")
