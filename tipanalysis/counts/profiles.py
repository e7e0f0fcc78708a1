"""The one operation that crosses to a data engine: group by columns and add up, unknowns as keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import narwhals as nw
import pandas as pd

from ..standard.fixed_codes import NOT_AVAILABLE
from ..words.errors import CountsError


def profiles(
    data: Any, columns: Sequence[str], *, weight: str | None = None, where: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """Distinct combinations of ``columns`` in any frame narwhals knows, as text, with their count ``n``.

    Parameters
    ----------
    data : pandas, Polars (eager or lazy), PyArrow, DuckDB relation, Ibis, Dask or PySpark frame
    columns : names to group by; empty cells become the level ``ND``
    weight : column of whole numbers to add up instead of counting rows; sums that are negative or not whole are refused
    where : keep rows whose column holds one of the codes given

    Returns
    -------
    pandas.DataFrame
        ``columns`` as text and ``n`` as int64; the sum of ``n`` is the number (or weight) of rows kept.

    Examples
    --------
    >>> frame = pd.DataFrame({"sexo": ["MUJER", None, "MUJER"]})
    >>> profiles(frame, ["sexo"]).to_dict("list")
    {'sexo': ['MUJER', 'ND'], 'n': [2, 1]}
    """
    table = _selected(data, columns, weight, where or {})
    counted = _collected(_grouped(table, columns, weight))
    if weight is not None:
        _check_weights(counted["n"], weight)
    return _as_text(counted, columns)


def _check_weights(sums: pd.Series, weight: str) -> None:
    """An error for sums that are no counts: they would be cut off without a word."""
    broken = sums[sums.notna() & ((sums < 0) | (sums % 1 != 0))]
    if len(broken):
        raise CountsError("counts_weight_broken", name=weight, given=f"{float(broken.iloc[0]):g}")


def columns_of(
    data: Any, columns: Sequence[str], *, weight: str | None = None, where: Mapping[str, Sequence[str]] | None = None
) -> tuple[Any, str | None]:
    """A narwhals frame in memory that has ``columns``, and which of its columns says how often each row counts.

    A frame in memory gives its rows (and counts by ``weight``); a lazy one (DuckDB, Polars lazy, Ibis, Dask, PySpark)
    its distinct combinations with their count ``n``, grouped by its engine and brought over as Arrow.
    """
    table = _selected(data, columns, weight, where or {})
    if isinstance(table, nw.LazyFrame):
        return _grouped(table, columns, weight).collect("pyarrow"), "n"
    return table, weight


def size_of(data: Any, weight: str | None = None) -> int:
    """The number of all rows, or the sum of their ``weight``."""
    table = _table(data)
    if weight is None and not isinstance(table, nw.LazyFrame):
        return len(table)
    _check_columns(table, [weight] if weight else [])
    return int(_collected(_grouped(table, (), weight))["n"].fillna(0).iloc[0])


def column_names(data: Any) -> list[str]:
    """The names of the columns of any frame narwhals knows."""
    names: list[str] = _table(data).collect_schema().names()
    return names


def _table(data: Any) -> Any:
    try:
        return nw.from_native(data)
    except TypeError:
        raise CountsError("counts_frame_unknown", given=type(data).__name__) from None


def _selected(data: Any, columns: Sequence[str], weight: str | None, where: Mapping[str, Sequence[str]]) -> Any:
    table = _table(data)
    _check_columns(table, [*columns, *where, *([weight] if weight else [])])
    for column, codes in where.items():
        table = table.filter(nw.col(column).cast(nw.String).is_in(list(codes)))
    return table


def _check_columns(table: Any, columns: Sequence[str]) -> None:
    known = table.collect_schema().names()
    missing = [column for column in columns if column not in known]
    if missing:
        raise CountsError("counts_column_missing", given=", ".join(missing), known=", ".join(known))


def _grouped(table: Any, columns: Sequence[str], weight: str | None) -> Any:
    counted = (nw.len() if weight is None else nw.col(weight).sum()).alias("n")
    return table.group_by(*columns).agg(counted) if columns else table.select(counted)


def _collected(result: Any) -> pd.DataFrame:
    frame = result.collect("pandas") if isinstance(result, nw.LazyFrame) else result
    native: pd.DataFrame = frame.to_pandas()
    return native


def _as_text(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    texts = {column: as_text(frame[column]) for column in columns}
    counted = frame.assign(**texts, n=frame["n"].fillna(0).astype("int64"))
    if not columns:
        return counted[["n"]]
    return counted.groupby(list(columns), as_index=False, sort=True)["n"].sum()


def as_text(values: pd.Series) -> pd.Series:
    """Values as the text of their level; whole numbers without a decimal point, empty cells as ``ND``."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        texts = [*as_text(pd.Series(values.cat.categories)), NOT_AVAILABLE]
        return pd.Series([texts[code] for code in values.cat.codes], index=values.index, dtype="str")
    if pd.api.types.is_float_dtype(values) and (values.dropna() % 1 == 0).all():
        values = values.astype("Int64")
    return values.astype("str").where(values.notna(), NOT_AVAILABLE).astype("str")
