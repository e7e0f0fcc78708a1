"""Releases as an Excel workbook: a sheet of notes first, then one sheet a table, hidden numbers nowhere in the file."""

from __future__ import annotations

import datetime
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import __version__
from ..release.release import Release
from ..standard.fixed_codes import TOTAL
from ..words.errors import OutputError, ReleaseError
from ..words.numbers import PERCENT
from ..words.settings import using
from ..words.texts import say
from .labels import level_label, table_title, variable_label
from .layout import Cell, lay_out
from .notes import note_lines, require_release
from .values import say_mark, value_heads
from .workbook_notes import notes_rows

SUFFIX = ".xlsx"
NAME_LENGTH = 31
WIDTHS = (9, 48)

_CREATED = datetime.datetime(2000, 1, 1)
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
_ACTS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_workbook(
    path: str | Path,
    releases: Mapping[str, Release],
    *,
    title: str,
    lang: str | None = None,
    country: str | None = None,
    notes: Sequence[str] = (),
) -> Path:
    """Write released tables into an Excel file, whole or not at all.

    Parameters
    ----------
    path : file ending in ``.xlsx`` in a folder that exists; a file of that name is replaced
    releases : name of the sheet → what :func:`~tipanalysis.release.protect.protect` returned. Names are cut
        to what Excel takes and kept apart.
    title : what the workbook holds
    notes : further lines for the sheet of notes
    lang, country : for this workbook only

    Returns
    -------
    Path
        Where it was written. The same releases give the same bytes. Hidden cells hold a mark: never 0,
        never blank. Text can never act as a formula.

    Raises
    ------
    ReleaseError
        Without tables, for anything but a Release, or for a policy whose releases must not be written.
    OutputError
        Where the file cannot be written; nothing is left half-written.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.release.protect import protect
    >>> people = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 30})
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "cuadros.xlsx")
    ...     write_workbook(file, {"sexo": protect(count_by(people, "sexo"))}, title="Cuadros").name
    'cuadros.xlsx'
    """
    target = Path(path)
    _check(target, releases)
    with using(lang, country):
        _put(target, _workbook_bytes(releases, title, notes))
    return target


def _check(target: Path, releases: Mapping[str, Release]) -> None:
    if not releases:
        raise ReleaseError("pages_workbook_empty")
    for name, release in releases.items():
        require_release(release)
        if not release.policy.can_write:
            raise ReleaseError("pages_policy_cannot_write", policy=release.policy.name, table=name)
    if target.suffix.lower() != SUFFIX:
        raise OutputError("pages_workbook_suffix", given=target.name, guess=target.with_suffix(SUFFIX).name)
    if not target.parent.is_dir():
        raise OutputError("pages_folder_missing", folder=target.parent)


def _workbook_bytes(releases: Mapping[str, Release], title: str, notes: Sequence[str]) -> bytes:
    import xlsxwriter

    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, _OPTIONS)
    book.set_properties({"title": title, "author": "", "company": "", "comments": "", "created": _CREATED})
    styles = _Styles(book)
    first, *names = _sheet_names([say("pages_notes_sheet"), *releases])
    titles = {
        name: table_title(release.unit, release.by, country=release.provenance.country)
        for name, release in zip(names, releases.values(), strict=True)
    }
    rows = notes_rows(list(releases.values()), titles, notes, __version__)
    _write_notes(book.add_worksheet(first), styles, title, rows)
    for name, release in zip(names, releases.values(), strict=True):
        _write_table(book.add_worksheet(name), styles, titles[name], release)
    book.close()
    return memory.getvalue()


def _sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names that Excel takes: no forbidden signs, 31 characters at most, no two alike."""
    names: list[str] = []
    for raw in wanted:
        clean = _NOT_IN_NAMES.sub("_", raw).strip(" '")[:NAME_LENGTH].strip(" '") or say("pages_sheet")
        if clean.lower() == "history":
            clean = f"{clean}_"
        name, number = clean, 2
        while name.lower() in {other.lower() for other in names}:
            tail = f" ({number})"
            name, number = clean[: NAME_LENGTH - len(tail)] + tail, number + 1
        names.append(name)
    return names


class _Styles:
    """The cell formats of one workbook, each also in a variant that Excel never reads as a formula."""

    def __init__(self, book: Any) -> None:
        plain: dict[str, object] = {"valign": "top"}
        looks: dict[str, dict[str, object]] = {
            "title": {"bold": True, "font_size": 14},
            "banner": {"bold": True, "border": 2},
            "head": {"bold": True, "bottom": 2, "text_wrap": True},
            "text": plain,
            "strong": {**plain, "bold": True},
            "wrapped": {**plain, "text_wrap": True},
            "code": {**plain, "font_color": "#595959"},
            "hidden": {"align": "center", "bg_color": "#ECECEC"},
            "count": {"num_format": "#,##0"},
            "percent": {"num_format": "0.0%"},
            "rate": {"num_format": "#,##0.0"},
            "ratio": {"num_format": "0.00"},
            "value": {"num_format": "0.0##"},
        }
        self._plain = {name: book.add_format(look) for name, look in looks.items()}
        self._quoted = {name: book.add_format({**look, "quote_prefix": True}) for name, look in looks.items()}

    def number(self, name: str) -> Any:
        return self._plain[name]

    def text(self, name: str, text: str) -> Any:
        return (self._quoted if text.startswith(_ACTS_AS_FORMULA) else self._plain)[name]


@dataclass
class _Pen:
    """Writes numbers as numbers and every text as text."""

    sheet: Any
    styles: _Styles

    def write(self, row: int, column: int, value: str | int | float, look: str) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, column, value, self.styles.text(look, value))
        else:
            self.sheet.write_number(row, column, value, self.styles.number(look))


def _write_notes(sheet: Any, styles: _Styles, title: str, rows: Iterable[tuple[str, str]]) -> None:
    pen = _Pen(sheet, styles)
    pen.write(0, 0, title, "title")
    for row, (label, text) in enumerate(rows, start=2):
        if label:
            pen.write(row, 0, label, "strong")
        if text:
            pen.write(row, 1, text, "wrapped")
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
    _for_print(sheet)


def _write_table(sheet: Any, styles: _Styles, title: str, release: Release) -> None:
    pen = _Pen(sheet, styles)
    pen.write(0, 0, title, "title")
    if release.provenance.synthetic:
        pen.write(1, 0, say("pages_note_synthetic"), "banner")
    heads = _heads(release)
    head_row = 3
    for column, text in enumerate(heads):
        pen.write(head_row, column, text, "head")
    rows = list(_rows(release))
    for row, values in enumerate(rows, start=head_row + 1):
        for column, (value, look) in enumerate(values):
            pen.write(row, column, value, look)
    for row, line in enumerate(note_lines(release), start=head_row + len(rows) + 2):
        pen.write(row, 0, line, "text")
    _set_widths(sheet, heads, rows)
    sheet.freeze_panes(head_row + 1, len(release.by))
    sheet.repeat_rows(head_row)
    _for_print(sheet)


def _heads(release: Release) -> list[str]:
    country = release.provenance.country
    labels = [variable_label(name, country=country) for name in release.by] or [say("pages_head_group")]
    codes = [say("pages_head_code", variable=name) for name in release.by]
    *numbers, last = value_heads(release, None)
    if not numbers:
        return [*labels, *codes, last]
    return [*labels, *codes, *numbers, say("pages_head_low"), say("pages_head_high")]


def _rows(release: Release) -> Iterator[list[tuple[str | int | float, str]]]:
    """Label columns, code columns and numbers of each cell, margins last."""
    for codes, cell in lay_out(release).cells.items():
        look = "strong" if TOTAL in codes or not codes else "text"
        labels = [level_label(name, code) for name, code in zip(release.by, codes, strict=True)]
        heads = [(label, look) for label in labels or [say("pages_total")]]
        yield [*heads, *((code, "code") for code in codes), *_numbers(release, cell)]


def _numbers(release: Release, cell: Cell) -> list[tuple[str | int | float, str]]:
    if len(value_heads(release, None)) == 1:
        return [_number(cell, cell.n, "count")]
    scale, look = (PERCENT, "percent") if release.measure == "share" else (1, "rate")
    look = release.measure if release.measure in ("ratio", "value") else look
    parts = [None if part is None else part / scale for part in (cell.estimate, cell.low, cell.high)]
    counts = [_number(cell, value, "count") for value in (cell.n, cell.d)]
    return [*counts, *(_number(cell, part, look) for part in parts)]


def _number(cell: Cell, value: float | None, look: str) -> tuple[str | int | float, str]:
    if value is not None:
        return value, look
    return say_mark(cell if cell.status == "hidden" else Cell("not_applicable")).mark, "hidden"


def _set_widths(sheet: Any, heads: Sequence[str], rows: Sequence[Sequence[tuple[object, str]]]) -> None:
    least, most = WIDTHS
    for column, head in enumerate(heads):
        longest = max([len(head) * 3 // 4, *(len(str(row[column][0])) for row in rows if row[column][1] not in _SHORT)])
        sheet.set_column(column, column, max(least, min(most, longest + 2)))


_SHORT = ("percent", "rate", "ratio", "value")


def _for_print(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _put(target: Path, content: bytes) -> None:
    """Write next to the target, then move over it: the file is there whole or as it was before."""
    part = ""
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.stem}-", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(part).chmod(0o644)
        Path(part).replace(target)
    except OSError as error:
        raise OutputError(
            "pages_file_not_writable", file=target.name, folder=target.parent, reason=error.strerror
        ) from None
    finally:
        if part:
            Path(part).unlink(missing_ok=True)
