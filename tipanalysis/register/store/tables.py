"""Frames in a store and back, exactly: values, types, categories, order of rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from ...words.errors import StoreError
from .file import Connection, quoted

CHUNK = 100_000
"""Rows that go over at a time."""
MULTIPLE = "multiple"
"""The table in which the long tables of all multi-valued variables stand."""
_SINGLE = ("registro", "bitacora", "falta", "lugar")
STORED: Mapping[str, str] = {
    "category": "VARCHAR",
    "str": "VARCHAR",
    "Int64": "BIGINT",
    "int64": "BIGINT",
    "Float64": "DOUBLE",
    "float64": "DOUBLE",
    "boolean": "BOOLEAN",
    "bool": "BOOLEAN",
    "datetime64[s]": "TIMESTAMP_S",
    "datetime64[us]": "TIMESTAMP",
    "datetime64[ns]": "TIMESTAMP_NS",
}
"""The type in the file of each type of column."""


@dataclass(frozen=True)
class Column:
    """A column of a load: its name and type there, and the column of the file that holds its values."""

    name: str
    stored_as: str
    kind: str
    categories: tuple[str, ...] | None = None


def described(table: str, frame: pd.DataFrame) -> list[Column]:
    """The columns of a frame; one of a kind that cannot be kept is an error."""
    return [_described(table, str(name), frame[name]) for name in frame.columns]


def _columns(connection: Connection, table: str, frame: pd.DataFrame) -> list[Column]:
    """The columns of a frame with their places in ``table``, made where they are new."""
    if table in _SINGLE:
        return _placed(connection, table, described(table, frame))
    assert list(frame.columns) == ["id", table], f"{table}: a child table holds the id and the variable"
    return [_described(MULTIPLE, table, frame[table])]


class Rows:
    """The rows of one table of a load on their way into the file, frame after frame.

    ``table`` is one of the store, or a multi-valued variable, whose long tables stand together in one.
    """

    def __init__(self, connection: Connection, table: str, load: int, frame: pd.DataFrame) -> None:
        self.columns = _columns(connection, table, frame)
        self._connection = connection
        self._written = 0
        self._batch = _Batch()
        source = f"lote_{table}"
        if table in _SINGLE:
            names = ", ".join(quoted(name) for name in ("_carga", "_orden", *(c.stored_as for c in self.columns)))
            self._sql = f"INSERT INTO {table} ({names}) SELECT ?, * FROM {source}"
            self._values: list[Any] = [load]
        else:
            self._sql = f"INSERT INTO {MULTIPLE} (_carga, variable, _orden, id, codigo) SELECT ?, ?, * FROM {source}"
            self._values = [load, table]
        self._batch.take(frame, 0)
        connection.register(source, self._batch)

    def write(self, frame: pd.DataFrame) -> Iterator[int]:
        """Add the next rows; yields the number of rows after each chunk."""
        for start in range(0, len(frame), CHUNK):
            part = frame.iloc[start : start + CHUNK]
            self._batch.take(part, self._written)
            self._connection.execute(self._sql, self._values)
            self._written += len(part)
            yield len(part)


class _Batch:
    """What stands under one name for the database, one frame after another.

    What is registered is kept until the transaction ends; so this is registered, once, and not each frame.
    """

    def take(self, frame: pd.DataFrame, first: int) -> None:
        """Hold a frame, its rows numbered from ``first`` on; codes as text, whatever their categories."""
        table = pa.Table.from_pandas(frame, preserve_index=False)
        for place, kind in enumerate(table.schema.types):
            if pa.types.is_dictionary(kind):
                table = table.set_column(place, table.column_names[place], table.column(place).cast(pa.large_string()))
        self._table = table.add_column(0, "_orden", pa.array(range(first, first + len(frame)), pa.int64()))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def note_columns(connection: Connection, load: int, tables: Mapping[str, list[Column]]) -> None:
    """Write down the columns of all tables of a load, in order; the long ones as columns of one table."""
    long = 0
    for table, columns in tables.items():
        if table in _SINGLE:
            _note_columns(connection, table, load, columns)
        else:
            _note_columns(connection, MULTIPLE, load, columns, long)
            long += 1


def _described(table: str, name: str, column: pd.Series) -> Column:
    kind = str(column.dtype)
    if kind not in STORED:
        raise StoreError("store_kind_unknown", table=table, column=name, kind=kind, known=", ".join(STORED))
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return Column(name, name, kind)
    codes = column.cat.categories
    if column.cat.ordered or str(codes.dtype) != "str":
        raise StoreError("store_kind_unknown", table=table, column=name, kind=f"category[{codes.dtype}]", known="str")
    return Column(name, name, kind, tuple(codes))


def _placed(connection: Connection, table: str, columns: list[Column]) -> list[Column]:
    """Each column with its place in the file, made where it is new.

    The database takes ``Sexo`` and ``sexo`` for one name, and one name has one type: what would not fit stands
    under its name with a number.
    """
    found = connection.execute(
        "SELECT lower(column_name), data_type FROM duckdb_columns() WHERE table_name = ?", [table]
    ).fetchall()
    there: dict[str, str] = dict(found)
    taken: set[str] = set()
    placed = []
    for column in columns:
        wanted = STORED[column.kind]
        names = (column.name if number == 1 else f"{column.name}_{number}" for number in range(1, len(there) + 2))
        place = next(name for name in names if name.lower() not in taken and there.get(name.lower(), wanted) == wanted)
        if place.lower() not in there:
            connection.execute(f"ALTER TABLE {table} ADD COLUMN {quoted(place)} {wanted}")
            there[place.lower()] = wanted
        taken.add(place.lower())
        placed.append(Column(column.name, place, column.kind, column.categories))
    return placed


def _note_columns(connection: Connection, table: str, load: int, columns: list[Column], first: int = 0) -> None:
    for place, column in enumerate(columns, first):
        codes = None if column.categories is None else list(column.categories)
        values = [load, table, place, column.name, column.stored_as, column.kind, codes]
        connection.execute("INSERT INTO columna VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def _noted_columns(connection: Connection, table: str, load: int) -> list[Column]:
    rows = connection.execute(
        "SELECT nombre, columna, tipo, categorias FROM columna WHERE carga = ? AND tabla = ? ORDER BY orden",
        [load, table],
    ).fetchall()
    return [Column(name, place, kind, None if codes is None else tuple(codes)) for name, place, kind, codes in rows]


def read_frame(connection: Connection, table: str, load: int) -> pd.DataFrame:
    """The rows of one load in ``table``, as they were."""
    columns = _noted_columns(connection, table, load)
    chosen = ", ".join(f"{_coded(quoted(column.stored_as), column)} AS c{i}" for i, column in enumerate(columns))
    rows = connection.execute(
        f"SELECT {chosen or 'NULL AS nada'} FROM {table} WHERE _carga = ? ORDER BY _orden", [load]
    ).to_arrow_table()
    return pd.DataFrame({column.name: _restored(rows[f"c{i}"], column) for i, column in enumerate(columns)})


def read_children(connection: Connection, load: int) -> dict[str, pd.DataFrame]:
    """The long tables of one load, by variable, as they were."""
    return {column.name: _child(connection, load, column) for column in _noted_columns(connection, MULTIPLE, load)}


def _child(connection: Connection, load: int, column: Column) -> pd.DataFrame:
    rows = connection.execute(
        f"SELECT id, {_coded('codigo', column)} AS codigo FROM multiple "
        "WHERE _carga = ? AND variable = ? ORDER BY _orden",
        [load, column.name],
    ).to_arrow_table()
    ids = _restored(rows["id"], Column("id", "id", "str"))
    return pd.DataFrame({"id": ids, column.name: _restored(rows["codigo"], column)})


def _coded(place: str, column: Column) -> str:
    """Codes leave the file already numbered, so that no text is copied a million times."""
    if not column.categories:
        return place
    return f"{place}::ENUM({', '.join(quoted(code, mark=chr(39)) for code in column.categories)})"


def _restored(values: Any, column: Column) -> Any:
    if column.categories is None:
        return values.to_pandas(types_mapper=_MAPPED.get(column.kind)).astype(column.kind)
    codes = pd.Index(column.categories, dtype="str")
    if not column.categories:
        return pd.Categorical([None] * len(values), categories=codes)
    numbers = values.combine_chunks().indices if isinstance(values, pa.ChunkedArray) else values.indices
    places = numbers.cast(pa.int32()).fill_null(-1).to_numpy(zero_copy_only=False)
    return pd.Categorical.from_codes(places, categories=codes)


_MAPPED: Mapping[str, Any] = {
    "Int64": {pa.int64(): pd.Int64Dtype()}.get,
    "Float64": {pa.float64(): pd.Float64Dtype()}.get,
    "boolean": {pa.bool_(): pd.BooleanDtype()}.get,
}
