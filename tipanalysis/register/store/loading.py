"""A load while it is written: part after part of a register, then what is known when all of it has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from ...standard.codebook import load_codebook
from ..register import Register
from .file import Connection
from .fingerprint import Seal, tables_of
from .tables import Rows, note_columns

YEAR = "anio_registro"


@dataclass(frozen=True)
class Arrived:
    """What is known of a register when all its parts have come: ``shape`` has its types and outcomes, but no rows."""

    shape: Register
    records: int
    years: tuple[int, ...]
    fingerprint: str


class Loading:
    """The parts of one register on their way into a store, inside the transaction of the caller."""

    def __init__(self, connection: Connection, load: int) -> None:
        self._connection = connection
        self._load = load
        self._rows: dict[str, Rows] = {}
        self._seal = Seal()
        self._shape: Register | None = None
        self._records = 0
        self._years: set[int] = set()

    def add(self, part: Register) -> Iterator[int]:
        """Write the next part; yields the number of rows after each chunk."""
        self._seal.add(part)
        self._shape = _joined(self._shape, part, self._records)
        self._records += len(part)
        self._years |= years_of(part.records)
        for table, frame in tables_of(part).items():
            if len(frame):
                yield from self._of(table, frame).write(frame)

    def _of(self, table: str, frame: pd.DataFrame) -> Rows:
        if table not in self._rows:
            self._rows[table] = Rows(self._connection, table, self._load, frame)
        return self._rows[table]

    def end(self) -> Arrived:
        """Write down the columns of all tables, and tell what came."""
        assert self._shape is not None, "a register has one part at least"
        columns = {}
        for table, frame in tables_of(self._shape).items():
            placed = self._of(table, frame).columns
            columns[table] = [replace(column, categories=_codes(frame[column.name])) for column in placed]
        note_columns(self._connection, self._load, columns)
        return Arrived(self._shape, self._records, tuple(sorted(self._years)), self._seal.of(self._shape))


def _joined(shape: Register | None, part: Register, records: int) -> Register:
    """The shape of the parts so far and of another one; parts without records do not tell the types of columns."""
    if shape is None:
        return _with_frames(part, part.records.iloc[:0], {n: child.iloc[:0] for n, child in part.children.items()})
    rows = {outcome: n + part.rows.get(outcome, 0) for outcome, n in shape.rows.items()}
    if not len(part):
        return replace(shape, rows=rows)
    if not records:
        return replace(_joined(None, part, 0), rows=rows)
    children = {name: _with_codes(child, part.children[name]) for name, child in shape.children.items()}
    return replace(_with_frames(shape, _with_codes(shape.records, part.records), children), rows=rows)


def _with_frames(register: Register, records: pd.DataFrame, children: dict[str, pd.DataFrame]) -> Register:
    lists = {name: getattr(register, name).iloc[:0] for name in ("log", "faults", "places")}
    return replace(register, records=records, children=children, **lists)


def _with_codes(shape: pd.DataFrame, part: pd.DataFrame) -> pd.DataFrame:
    """The shape with the codes that only the new part has; where the codebook lists none, they are in order."""
    assert list(shape.columns) == list(part.columns), "parts of one register have the same columns"
    missing = load_codebook().missing_codes
    for name in shape.columns:
        known, new = _codes(shape[name]), _codes(part[name])
        if known is not None and new is not None and known != new:
            every = {*known, *new}
            codes = [*sorted(every - set(missing)), *(code for code in missing if code in every)]
            shape = shape.assign(**{name: pd.Categorical([], categories=codes)})
    return shape


def _codes(column: pd.Series) -> tuple[str, ...] | None:
    return tuple(column.cat.categories) if isinstance(column.dtype, pd.CategoricalDtype) else None


def years_of(records: pd.DataFrame) -> set[int]:
    """The years of registration that records hold."""
    if YEAR not in records:
        return set()
    years = pd.to_numeric(pd.Series(records[YEAR].unique()).astype("str"), errors="coerce").dropna()
    return {int(year) for year in years}
