"""The rows of a batch: one report a row, as people write them in a sheet; everything wrong is said at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from ..register.file_kind import detect_kind
from ..register.sheets import load_sheets
from ..register.signs import plain
from ..words.errors import ReportError, TipError
from ..words.settings import current_settings
from ..words.texts import Phrase, Phrases
from .plan import PlannedReport, plan_report
from .spec import list_reports

REPORT, FOLDER = "report", "folder"
_OWN = {"informe": REPORT, "report": REPORT, "carpeta": FOLDER, "folder": FOLDER}
"""The columns that name no parameter, in both languages."""


@dataclass(frozen=True)
class Row:
    """One row: its number as the sheet shows it, and what its filled cells say by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class PlannedRow:
    """A row whose report can be made."""

    number: int
    given: Mapping[str, str]
    """The parameters that the row states; the others are the report's defaults."""
    plan: PlannedReport


def read_rows(path: str | Path) -> tuple[Row, ...]:
    """The rows of a sheet: the first of a workbook or a CSV in whatever encoding and delimiter.

    Raises
    ------
    InputError, ReportError
        If the file is no such sheet, or has no column that says which report, or no row.
    """
    path = Path(path)
    sheet = load_sheets(path, detect_kind(path))[0]
    filled = [(number, row) for number, row in enumerate(sheet.rows, 1) if any(cell.strip() for cell in row)]
    names = _columns(path.name, filled[0][1]) if filled else []
    if len(filled) < 2:
        raise ReportError("batch_empty", file=path.name)
    return tuple(Row(number, dict(_cells(names, row))) for number, row in filled[1:])


def _columns(file: str, header: list[str]) -> list[str]:
    names = [_OWN.get(plain(cell), cell.strip()) for cell in header]
    if REPORT not in names:
        raise ReportError("batch_no_report_column", file=file, known=", ".join(cell.strip() for cell in header))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise ReportError("batch_column_twice", file=file, names=", ".join(twice))
    return names


def _cells(names: list[str], row: list[str]) -> Iterator[tuple[str, str]]:
    for index, cell in enumerate(row):
        if value := cell.strip():
            yield names[index] if index < len(names) else "", value


def rows_of(given: Iterable[Mapping[str, Any]]) -> tuple[Row, ...]:
    """Rows that come as mappings, numbered from 1; what is ``None`` or an empty text is not given."""
    return tuple(
        Row(number, {_OWN.get(plain(name), name): str(value) for name, value in row.items() if value not in (None, "")})
        for number, row in enumerate(given, 1)
    )


def plan_rows(rows: Iterable[Row], out: str | Path, pdf: bool = False) -> tuple[PlannedRow, ...]:
    """The plans of all rows, each in ``out`` or the folder inside it that the row names.

    A row that names no language or country takes those that are set, as ``tipanalysis report`` does.

    Raises
    ------
    ReportError
        Names every row that cannot be made and why, and rows that would write the same files.
    """
    planned: list[PlannedRow] = []
    problems: list[Phrase] = []
    for row in rows:
        try:
            planned.append(_planned(row, Path(out), pdf))
        except TipError as error:
            problems += [Phrase("batch_row", {"row": row.number, "problem": each}) for each in _phrases(error)]
    problems += _same_files(planned)
    if problems:
        raise ReportError("batch_wrong", problems=Phrases(tuple(problems)))
    return tuple(planned)


def _planned(row: Row, out: Path, pdf: bool) -> PlannedRow:
    known = {parameter.name for spec in list_reports() for parameter in spec.parameters}
    by_plain = {plain(name): name for name in known}
    cells = {by_plain.get(plain(name), name): value for name, value in row.cells.items()}
    name, folder = cells.pop(REPORT, ""), cells.pop(FOLDER, "")
    if not name:
        raise ReportError("batch_no_report", known=", ".join(spec.name for spec in list_reports()))
    unnamed = [value for column, value in cells.items() if not column]
    if unnamed:
        raise ReportError("batch_no_column", given=unnamed[0])
    if folder and (PurePath(folder).is_absolute() or ".." in PurePath(folder).parts):
        raise ReportError("batch_folder_outside", given=folder)
    now = current_settings()
    given = {"lang": now.lang, "country": now.country, **cells}
    return PlannedRow(row.number, cells, plan_report(name, given, out=out / folder, pdf=pdf))


def _phrases(error: TipError) -> list[Phrase]:
    within = error.values.get("problems")
    return list(within.items) if isinstance(within, Phrases) else [Phrase(error.key, error.values)]


def _same_files(planned: Iterable[PlannedRow]) -> list[Phrase]:
    """Names that differ in case only are the same on most desktops."""
    by_place: dict[str, list[PlannedRow]] = {}
    for row in planned:
        by_place.setdefault(str(row.plan.files["html"].resolve()).casefold(), []).append(row)
    return [
        Phrase("batch_same_files", {"rows": ", ".join(str(row.number) for row in same), "name": same[0].plan.stem})
        for same in by_place.values()
        if len(same) > 1
    ]
