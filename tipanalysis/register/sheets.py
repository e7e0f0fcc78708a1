"""Raw sheets: every cell as text, exactly as it stands, from a workbook, a CSV, a Parquet file or a DuckDB table."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, TextIO

from ..words.errors import InputError
from .file_kind import HEAD, Kind

Rows = list[list[str]]
DELIMITERS = ",;\t|"
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_HIDDEN = {
    "filas_ocultas": re.compile(rb'<row [^>]*\bhidden="(?:1|true)"'),
    "columnas_ocultas": re.compile(rb'<col [^>]*\bhidden="(?:1|true)"'),
}
ENCODINGS = ("utf-8-sig", "cp1252", "latin-1")
_LOOK = 20_000
"""How many signs of a text are looked at for its delimiter."""
_PIECE = 1 << 20


@dataclass(frozen=True)
class Sheet:
    """One sheet as it came: ``rows[0]`` is sheet row 1; all cells are text, empty cells ``""``.

    ``merged`` lists (first row, first column, last row, last column), counted from 0.
    ``warnings`` names what a reader of the file cannot see: hidden rows or columns, comments.
    """

    name: str
    rows: Rows = field(repr=False)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    warnings: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    fills: Mapping[tuple[int, int], str] = field(default_factory=dict, repr=False)
    """Colours of cells, by sheet row (from 1) and column (from 0), where a map asks for them."""


def load_sheets(path: Path, kind: Kind, *, encoding: str = "", delimiter: str = "", table: str = "") -> list[Sheet]:
    """All sheets of a file; what is not said about a text file is found out."""
    if kind == "xlsx":
        return _workbook(path)
    if kind == "parquet":
        return [_parquet(path)]
    if kind == "duckdb":
        return [_duckdb(path, table)]
    return [_delimited(path, path.read_bytes(), encoding, delimiter)]


def preview(path: Path, encoding: str = "", delimiter: str = "") -> Sheet:
    """The first lines of a text file, to see whether it fits before all of it is loaded."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if len(head) == HEAD and not head.startswith(UTF_16):
        head = head[: head.rfind(b"\n") + 1] or head
    return _delimited(path, head, encoding, delimiter)


def text_form(path: Path, encoding: str = "", delimiter: str = "") -> tuple[str, str]:
    """Encoding and delimiter of a text file, as reading it whole would find them, a piece at a time."""
    with path.open("rb") as file:
        if file.read(2) in UTF_16:
            encoding = "utf-16"
    for candidate in (encoding,) if encoding else ENCODINGS:
        if _decodes(path, candidate):
            with open_text(path, candidate) as text:
                return candidate, delimiter or _delimiter(text.read(_LOOK))
    raise InputError("register_encoding_wrong", file=path.name, encoding=encoding)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def open_text(path: Path, encoding: str) -> TextIO:
    """A text file whose lines come with the ends that they have."""
    return path.open(encoding=encoding, newline="")


def text_rows(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """The rows that lines of a text file hold; a cell may go over several lines."""
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        raise InputError("register_file_not_a_table", file=path.name) from None


def _delimited(path: Path, content: bytes, encoding: str, delimiter: str) -> Sheet:
    text, encoding = _decoded(content, encoding, path.name)
    delimiter = delimiter or _delimiter(text)
    rows = list(text_rows(path, io.StringIO(text, newline=""), delimiter))
    return Sheet(path.stem, rows, delimiter=delimiter, encoding=encoding)


def _decoded(content: bytes, encoding: str, name: str) -> tuple[str, str]:
    if content.startswith(UTF_16):
        encoding = "utf-16"
    for candidate in (encoding,) if encoding else ENCODINGS:
        try:
            return content.decode(candidate), candidate
        except (UnicodeDecodeError, LookupError):
            continue
    raise InputError("register_encoding_wrong", file=name, encoding=encoding)


def _delimiter(text: str) -> str:
    lines = [line for line in text[:_LOOK].splitlines()[:50] if line.strip()]
    scores = {mark: _steadiness(lines, mark) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: scores[mark])
    return best if scores[best] > 0 else ","


def _steadiness(lines: Sequence[str], mark: str) -> float:
    """Most frequent number of fields beyond the first, times the share of lines that have it."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if row)
    return max(((width - 1) * lines_with / len(lines) for width, lines_with in widths.items()), default=0)


def _workbook(path: Path) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        unseen = _unseen(path)
        book = CalamineWorkbook.from_path(str(path))
        sheets = []
        for meta in book.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet:
                continue
            raw = book.get_sheet_by_name(meta.name)
            cells = [[_as_text(cell) for cell in row] for row in raw.to_python(skip_empty_area=False)]
            merged = tuple((a, b, c, d) for (a, b), (c, d) in raw.merged_cell_ranges or ())
            hidden = ("hoja_oculta",) if meta.visible != SheetVisibleEnum.Visible else ()
            sheets.append(Sheet(meta.name, cells, merged, (*hidden, *unseen.get(meta.name, ()))))
    except (CalamineError, zipfile.BadZipFile, zlib.error, OSError):
        raise InputError("register_file_broken", file=path.name) from None
    return sheets


def _as_text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "VERDADERO" if cell else "FALSO"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def _unseen(path: Path) -> dict[str, tuple[str, ...]]:
    """Per sheet: hidden rows, hidden columns, comments; read from the parts of the workbook, which calamine skips."""
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())
        book = packed.read("xl/workbook.xml").decode("utf-8", "replace")
        rels_name = "xl/_rels/workbook.xml.rels"
        rels = packed.read(rels_name).decode("utf-8", "replace") if rels_name in names else ""
        targets = {
            _attribute(tag, "Id"): _attribute(tag, "Target") for tag in re.findall(r"<Relationship [^>]*>", rels)
        }
        found = {}
        for tag in re.findall(r"<sheet [^>]*>", book):
            part = "xl/" + targets.get(_attribute(tag, "r:id"), "").removeprefix("/xl/")
            if part in names:
                found[_attribute(tag, "name")] = _unseen_in(packed, part, names)
    return found


def _attribute(tag: str, name: str) -> str:
    from html import unescape

    match = re.search(rf'{name}="([^"]*)"', tag)
    return unescape(match[1]) if match else ""


def _unseen_in(packed: zipfile.ZipFile, part: str, names: Iterable[str]) -> tuple[str, ...]:
    rels = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
    links = packed.read(rels) if rels in names else b""
    found = _found_in_part(packed, part)
    commented = re.search(rb"relationships/(?:comments|threadedComment)", links)
    return tuple(name for name in _HIDDEN if name in found) + (("comentarios",) if commented else ())


def _found_in_part(packed: zipfile.ZipFile, part: str) -> set[str]:
    """Which signs of hidden things stand in a part, read piece by piece: a sheet can be large."""
    found: set[str] = set()
    tail = b""
    with packed.open(part) as file:
        while piece := file.read(1 << 20):
            found |= {name for name, pattern in _HIDDEN.items() if pattern.search(tail + piece)}
            tail = piece[-500:]
    return found


def _parquet(path: Path) -> Sheet:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except (pa.ArrowException, OSError):
        raise InputError("register_file_broken", file=path.name) from None
    return Sheet(path.stem, _from_columns(table.column_names, [column.to_pylist() for column in table.columns]))


def _from_columns(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Rows:
    texts = [[_as_text(cell) for cell in column] for column in columns]
    return [list(names), *(list(row) for row in zip(*texts, strict=True))]


def _duckdb(path: Path, table: str) -> Sheet:
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as base:
            tables = [row[0] for row in base.execute("select table_name from information_schema.tables").fetchall()]
            name = table or (tables[0] if len(tables) == 1 else "")
            if name not in tables:
                raise InputError("register_table_missing", file=path.name, given=table or "—", known=", ".join(tables))
            result = base.execute(f'select * from "{name}"')
            names = [column[0] for column in result.description]
            rows = result.fetchall()
    except duckdb.Error:
        raise InputError("register_file_broken", file=path.name) from None
    return Sheet(name, _from_columns(names, list(zip(*rows, strict=True)) or [[] for _ in names]))
