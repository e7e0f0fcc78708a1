"""Reading a register: a file and the source map of its institution become a Register, and nobody gets lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from ..words.errors import InputError
from ..words.settings import current_settings
from .coding import code_table
from .derive import derive
from .faults import ReadingNotes
from .file_kind import Kind, checksum, detect_kind
from .fills import with_fills
from .finish import finish
from .fit import Fitted, fit_sheets, note_unread
from .identifiers import given_key, pseudonym
from .layout import OUTSIDE
from .linking.keys import NAMES, key_lines, keyed_names
from .location import located
from .merging import merge_rows, missing_of
from .provenance import Provenance
from .register import Register
from .remembered import remembered
from .sheets import Sheet, load_sheets, preview
from .source_check import CONSTANT_NUMBERS
from .source_map import SourceMap, load_source_map


def read_register(
    path: str | Path, source: str | Path | SourceMap | None = None, *, key: str | None = None
) -> Register:
    """The records of a file as a Register, read by the source map of its institution.

    Parameters
    ----------
    path : workbook (.xlsx), CSV, Parquet or DuckDB file; or a folder with a ``datapackage.json`` of this package;
        ``datasets/…`` is found from any folder
    source : name of a source map of the package (``"eri"``), the path of a TOML file, or a SourceMap; a folder of
        this package needs none
    key : secret from which pseudonyms of persons are made (HMAC-SHA256); without it, nor ``TIPANALYSIS_KEY`` in
        the environment, the columns that identify people are dropped. With it the names become the keys of linking

    Returns
    -------
    Register
        One row per record. A value that no table knows becomes ``ERR`` and a line of ``faults``; a record is never
        left out for it. Every row of the file is accounted for in ``rows``: records, rows united in one record,
        rows left out by a filter, totals, notes, headers printed again.

    Raises
    ------
    InputError
        The file is not there, is not what its name says, or lacks sheets or columns: all of them in one message.
    SourceMapError
        The source map is unknown or has faults.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = Path(folder.name) / "ejemplo.csv"
    >>> _ = file.write_text("FECHA HECHO,DEPARTAMENTO,DESCRIPCION CONDUCTA,CANTIDAD\\n"
    ...     "01/16/2007 12:00:00 AM,SANTANDER,ARTICULO 188 A.- TRATA DE PERSONAS,2\\n")
    >>> read_register(file, "co_policia")
    Register('co_policia', 1 × caso, 6 variables, 0 faults)
    >>> folder.cleanup()
    """
    path = located(path)
    kind = detect_kind(path)
    if kind == "folder":
        from .folder import read_folder

        return read_folder(path)
    if source is None:
        raise InputError("register_source_needed", file=path.name)
    chosen, secret = load_source_map(source), given_key(key)
    made = remembered(
        lambda: ("read", path.name, checksum(path), kind, repr(chosen), secret),
        lambda: _read(path, kind, chosen, secret),
    )
    return replace(made, provenance=replace(made.provenance, title=_title(chosen)))


def check_file(path: str | Path, source: str | Path | SourceMap) -> str:
    """Refuse at once what :func:`read_register` would refuse, before any value is read; returns the name of the source.

    Of a text file only the first lines are looked at: it can be large. A folder names its source itself.
    """
    path = located(path)
    kind = detect_kind(path)
    if kind == "folder":
        from .folder import source_of_folder

        return source_of_folder(path)
    chosen = load_source_map(source)
    _check_kind(path, kind, chosen)
    sheets = [_first_lines(path, chosen)] if kind == "csv" else load_sheets(path, kind, **_wishes(chosen))
    _fitted(path, sheets, chosen)
    return chosen.id


def _read(path: Path, kind: Kind, source: SourceMap, key: str | None) -> Register:
    _check_kind(path, kind, source)
    if kind == "csv":
        fit_sheets([_first_lines(path, source)], source, path.name)
    sheets = with_fills(path, load_sheets(path, kind, **_wishes(source)), source)
    fitted = _fitted(path, sheets, source)
    notes = ReadingNotes([part.table.sheet for part in fitted])
    note_unread(fitted, sheets, source, notes)
    rows_read = sum(part.table.rows_read for part in fitted)
    return assembled(fitted, source, notes, key, provenance_of(path, source, rows_read))


def assembled(
    fitted: Sequence[Fitted], source: SourceMap, notes: ReadingNotes, key: str | None, provenance: Provenance
) -> Register:
    """The Register of the rows of tables: coded, filtered, united by record, with what follows from them."""
    frame = identified(fitted, source, notes, key)
    kept = filtered(frame, source, notes)
    merged = merge_rows(kept.drop(columns=NAMES, errors="ignore"), notes).reset_index(drop=True)
    outside = Counter(reason for part in fitted for _, reason in part.table.outside)
    outcome = {reason: outside[reason] for reason in OUTSIDE}
    outcome |= {"filtro": len(frame) - len(kept), "unida": len(kept) - len(merged), "registro": len(merged)}
    assert sum(outcome.values()) == sum(part.table.rows_read for part in fitted), "a row is not accounted for"
    _note_rows(fitted, notes)
    made = derive(merged, source, notes)
    register = finish(made, source, notes, provenance=provenance, rows=outcome)
    return replace(register, places=_places(kept), keys=key_lines(kept, key))


def _places(frame: pd.DataFrame) -> pd.DataFrame:
    places = pd.DataFrame({"id": frame["id"], "hoja": frame["_hoja"], "fila": frame["_fila"]})
    return places.astype("str").reset_index(drop=True)


def _check_kind(path: Path, kind: Kind, source: SourceMap) -> None:
    if source.file.kind and source.file.kind != kind:
        raise InputError("register_kind_wrong", file=path.name, source=source.id, expected=source.file.kind, found=kind)


def _first_lines(path: Path, source: SourceMap) -> Sheet:
    return preview(path, source.file.encoding, source.file.delimiter)


def _fitted(path: Path, sheets: list[Sheet], source: SourceMap) -> list[Fitted]:
    fitted = fit_sheets(sheets, source, path.name)
    if not any(part.table.rows for part in fitted):
        raise InputError("register_no_rows", file=path.name, sheets=", ".join(part.table.sheet for part in fitted))
    return fitted


def _wishes(source: SourceMap) -> dict[str, str]:
    return {"encoding": source.file.encoding, "delimiter": source.file.delimiter, "table": source.file.table}


def _coded(part: Fitted, source: SourceMap, notes: ReadingNotes, key: str | None) -> pd.DataFrame:
    frame = code_table(part.table, part.found, notes, part.private)
    if key and part.person:
        cells = ([row[index] for index in part.person] for row in part.table.rows)
        frame["id_persona"] = pd.Series([pseudonym(key, row) for row in cells], index=frame.index, dtype=object)
    if key and part.names:
        frame[NAMES] = keyed_names(key, [[row[index] for index in part.names] for row in part.table.rows])
    for variable, value in {**source.constants, **part.spec.constants}.items():
        if variable not in frame:
            frame[variable] = pd.Series([_constant(variable, value)] * len(frame), index=frame.index, dtype=object)
    return frame


def _constant(variable: str, value: str) -> Any:
    return int(value) if variable in CONSTANT_NUMBERS else tuple(value.split("|"))


def _together(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """All sheets one under the other; what a sheet does not have is not available in the source."""
    frame = pd.concat([part.astype(object) for part in frames], ignore_index=True)
    for name, filler in missing_of(frame).items():
        gaps = frame[name].isna()
        if gaps.any():
            frame[name] = pd.Series(
                [filler if gap else value for value, gap in zip(frame[name], gaps, strict=True)], dtype=object
            )
    return frame.assign(_orden=range(len(frame)))


def identified(fitted: Sequence[Fitted], source: SourceMap, notes: ReadingNotes, key: str | None) -> pd.DataFrame:
    """The rows of tables as codes, each with the id of its record; a row without one is a record of its own."""
    frame = _together([_coded(part, source, notes, key) for part in fitted])
    places = [
        f"{sheet}!{row}" if len(fitted) > 1 else f"{row}"
        for sheet, row in zip(frame["_hoja"], frame["_fila"], strict=True)
    ]
    if "id" not in frame:
        return frame.assign(id=places)
    ids = []
    for place, value, sheet, row in zip(places, frame["id"], frame["_hoja"], frame["_fila"], strict=True):
        if not value:
            notes.fault(sheet, row, "id", "", "sin_id")
        ids.append(value or f"sin-id!{place}")
    return frame.assign(id=ids)


def filtered(frame: pd.DataFrame, source: SourceMap, notes: ReadingNotes) -> pd.DataFrame:
    """The rows that the filters of the map keep."""
    keep = pd.Series(True, index=frame.index)
    for rule in source.filters:
        held = frame[rule.variable]
        if rule.keep:
            keep &= held.map(lambda codes, wanted=rule.keep: bool(set(codes) & set(wanted)))
        if rule.drop:
            keep &= held.map(lambda codes, wanted=rule.drop: not set(codes) & set(wanted))
    for sheet, rows in frame[~keep].groupby("_hoja")["_fila"]:
        notes.change(str(sheet), rows.tolist(), "", "", "", "fila_filtrada")
    return frame[keep]


def _note_rows(fitted: Sequence[Fitted], notes: ReadingNotes) -> None:
    for part in fitted:
        for row, reason in part.table.outside:
            notes.change(part.table.sheet, [row], "", "", "", f"fila_{reason}")
        for row, reason in part.table.mended:
            notes.change(part.table.sheet, [row], "", "", "", reason)


def provenance_of(path: Path, source: SourceMap, rows_read: int) -> Provenance:
    """Where the rows of a file come from."""
    return Provenance(
        source=source.id,
        title=_title(source),
        file=path.name,
        checksum=checksum(path),
        synthetic=source.synthetic,
        rows_read=rows_read,
        country=source.country,
    )


def _title(source: SourceMap) -> str:
    return source.titles[current_settings().lang]
