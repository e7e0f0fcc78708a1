"""As many dirty rows as are wanted, in one CSV: invented people of the project's own generator. DATOS SINTÉTICOS."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import numpy as np

from tipanalysis.register.source_map import SourceMap, load_source_map
from tipanalysis.register.source_parts import FileSpec, SheetSpec
from tipanalysis.register.source_write import to_toml
from tipanalysis.register.synthetic import make_synthetic
from tipanalysis.register.synthetic.dirty_patterns import inject_patterns
from tipanalysis.register.synthetic.dirty_rows import Record, Sheet, build_sheets, plant_duplicates

LAYOUT = "2021-2022"
"""The sheet of the dirty workbook whose columns the file has: 46 of them, identifiers and a narrative included."""
NUMBER, PERSON, EVENT, NAME, DOCUMENT = range(5)
PAGE = 20_000
"""After so many rows the sheet was printed anew: a line of totals, then the header again."""


def make_rows(seeds: Sequence[int]) -> tuple[list[str], list[list[str]]]:
    """The header, and the rows of all people of these seeds with the dirt of the generator put in."""
    sheets = [sheet for seed in seeds for sheet in _dirty_sheet(seed)]
    header = [column.title for column in sheets[0].columns]
    return header, [_texts(record, len(header)) for sheet in sheets for record in sheet.records]


def _dirty_sheet(seed: int) -> Iterator[Sheet]:
    """Everybody of one seed in the layout of one sheet; the other sheets stand by, for patterns of their columns."""
    register = make_synthetic(seed)
    moved = replace(register, records=register.records.assign(anio_registro=2021))
    (sheet,) = (sheet for sheet in build_sheets(moved) if sheet.name == LAYOUT)
    rng = np.random.default_rng(seed)
    plant_duplicates(rng, [sheet])
    others = [sheet for sheet in build_sheets(register) if sheet.name != LAYOUT]
    inject_patterns(rng, [sheet, *others])
    yield sheet


def _texts(record: Record, width: int) -> list[str]:
    return [_text(record.cells.get(column)) for column in range(width)]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)


def write_rows(path: Path, header: list[str], pool: Sequence[list[str]], n: int) -> int:
    """Write ``n`` records as a CSV, with lines of totals, headers printed again and a footnote; rows in all.

    Where the pool is smaller than ``n``, its rows come again as other people of other applications.
    """
    number = header.index("Edad")
    extra = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(header)
        for place, row in zip(range(n), chain.from_iterable(cycle([pool])), strict=False):
            writer.writerow([*_own(row, place, place // len(pool)), *row[DOCUMENT + 1 :]])
            if place % PAGE == PAGE - 1:
                total = ["Total", *[""] * (len(header) - 1)]
                total[number] = str(PAGE)
                writer.writerows([total, header])
                extra += 2
        writer.writerow(["Fuente: DATOS SINTÉTICOS"])
    return n + extra + 1


def _own(row: Sequence[str], place: int, turn: int) -> list[str]:
    """What tells one record from another: numbers of file, person and event, name, document."""
    person = f"{row[PERSON]}-{turn}" if row[PERSON] else ""
    event = f"{row[EVENT]}-{turn}" if row[EVENT] else ""
    return [f"E-{place:07d}", person, event, f"{row[NAME]} {turn}", row[DOCUMENT]]


def source_map() -> SourceMap:
    """How the file is read: as that sheet of the training workbook, from a CSV."""
    eri = load_source_map("eri")
    columns = [replace(column, sheets=(), form="") for column in eri.columns if LAYOUT in column.sheets]
    ids = ("Nombre", "Documento", "Relato")
    drop = tuple(name for name in eri.identifiers.drop if name in ids)
    return replace(
        eri,
        id="millon",
        file=FileSpec(kind="csv"),
        sheets=(SheetSpec(),),
        filters=(),
        columns=tuple(columns),
        identifiers=replace(eri.identifiers, drop=drop, person=()),
    )


def write_map(path: Path) -> Path:
    """The map as the file that ``tipanalysis load --source`` takes."""
    path.write_text(to_toml(source_map()), "utf-8")
    return path
