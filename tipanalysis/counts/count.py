"""Counting: any subset of variables, any unit, nobody lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, get_args

import pandas as pd

from ..register.provenance import Provenance
from ..register.register import Register
from ..register.remembered import remembered
from ..standard.codebook import load_codebook
from ..words.errors import CountsError
from .coded_rows import code_rows
from .counts import TOTAL, Counts
from .events import Codes, Events, events_of
from .levels import Levels, completed, ordered_levels
from .profiles import column_names, profiles, size_of

MENTION = "mencion"
_KEYS = {"persona": "id_persona", "caso": "id_caso", "evento": "id_caso"}


def count_by(
    data: Any,
    by: str | Sequence[str] = (),
    *,
    unit: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
    weight: str | None = None,
    levels: Levels = "present",
    cluster: str | None = None,
) -> Counts:
    """Count units in each combination of the levels of ``by``.

    Parameters
    ----------
    data : Register, or any frame narwhals knows (pandas, Polars, PyArrow, DuckDB, Ibis, Dask, PySpark)
    by : variables; in a Register multi-valued ones too
    unit : what is counted. By default what one record is. ``"persona"``, ``"caso"`` (a person or event in
        several records counts once) or ``"mencion"`` (each value of the multi-valued variables counts)
    where : only records with these codes, e.g. ``{"condicion_victima": "ACREDITADA"}``
    weight : for a frame, the column of counts to add up, whole numbers of 0 or more (``cube`` carries fractional ones
        too); a Register brings its own. The gate takes tables of plain frames for tables of the same people if
        columns, rows and weight agree; a frame that was filtered before it was counted is another one, so select
        with ``where``
    levels : ``"present"``, or ``"all"`` for every code of the codebook
    cluster : column that names the event in which people were found, ``"id_caso"`` in a Register. Each cell then says
        how many of its units are of its largest event, so that the gate can hide what is the work of one operation

    Returns
    -------
    Counts
        Unknowns are levels, each with its reason. Margins are counted, so that a person with two
        purposes stands in two rows and once in the total. Empty cells of a plain frame count as ``ND``.

    Raises
    ------
    CountsError
        For a column, unit or level that does not exist, the message names what there is; for weights that add up to
        less than 0 or to no whole number.

    Examples
    --------
    >>> frame = pd.DataFrame({"sexo": ["MUJER", "MUJER", None]})
    >>> count_by(frame, "sexo").frame.to_dict("list")
    {'sexo': ['MUJER', 'ND'], 'n': [2, 1]}
    >>> count_by(frame, "sexo").total
    3
    """
    names = names_of(by)
    _check_levels(levels)
    chosen = chosen_codes(where)
    if isinstance(data, Register):
        if weight is not None:
            raise CountsError("counts_weight_of_register", given=weight)
        return _count_register(data.where(**chosen) if chosen else data, names, unit, levels, cluster)
    counts = _count_frame(data, names, unit, chosen, weight, levels)
    if cluster is None:
        return counts
    return replace(
        counts, events=_events(profiles(data, [*names, cluster], weight=weight, where=chosen), names, cluster)
    )


def names_of(by: str | Sequence[str]) -> tuple[str, ...]:
    """The variables asked for, each once."""
    names = (by,) if isinstance(by, str) else tuple(by)
    if len(set(names)) != len(names):
        raise CountsError("counts_by_twice", given=", ".join(names))
    return names


def chosen_codes(where: Mapping[str, str | Sequence[str]] | None) -> dict[str, tuple[str, ...]]:
    """The codes chosen of each variable, as a tuple also where there is one."""
    return {name: (codes,) if isinstance(codes, str) else tuple(codes) for name, codes in (where or {}).items()}


def _check_levels(levels: str) -> None:
    if levels not in get_args(Levels):
        raise CountsError("counts_levels_unknown", given=levels, known=", ".join(get_args(Levels)))


def _count_frame(
    data: Any,
    by: tuple[str, ...],
    unit: str | None,
    where: Mapping[str, tuple[str, ...]],
    weight: str | None,
    levels: Levels,
) -> Counts:
    provenance = frame_provenance(data, where, weight)
    cells = profiles(data, by, weight=weight, where=where)
    margins = {subset: _summed(cells, subset) for subset in subsets(by)}
    frame, margin_frame, total = _tables(cells, margins, by, levels)
    return Counts(frame, margin_frame, by, unit or "registro", total, provenance)


def frame_provenance(data: Any, where: Mapping[str, tuple[str, ...]], weight: str | None) -> Provenance:
    """What tells tables of one frame from those of another; a misspelt code would leave nobody without a word."""
    book = load_codebook()
    provenance = Provenance("data", "data", "data", _checksum(data, weight))
    for variable, codes in where.items():
        if variable in book and book[variable].is_coded:
            strangers = [code for code in codes if code not in book.order(variable, codes)]
            if strangers:
                raise CountsError("counts_level_unknown", variable=variable, given=", ".join(strangers))
        provenance = provenance.narrowed(variable, codes)
    return provenance


def _checksum(data: Any, weight: str | None) -> str:
    return hashlib.sha256(f"{column_names(data)}{size_of(data, weight)}{weight}".encode()).hexdigest()


def _events(cells: pd.DataFrame, by: tuple[str, ...], cluster: str) -> Events:
    """The events of the body and of all margins of a table whose people stand in one cell each."""
    return {
        codes: event
        for subset in (by, *subsets(by))
        for codes, event in events_of(_summed(cells, (*subset, cluster)), subset, cluster).items()
    }


def _count_register(
    register: Register, by: tuple[str, ...], unit: str | None, levels: Levels, cluster: str | None
) -> Counts:
    check_variables(register, by)
    multi = tuple(name for name in by if name in register.children)
    key = key_of(register, unit)
    if unit == MENTION and not multi:
        raise CountsError("counts_mention_needs_multi", given=", ".join(by), known=", ".join(register.children))
    if cluster is not None and cluster not in register.records:
        raise CountsError("counts_cluster_missing", given=cluster, known=", ".join(register.records.columns))
    rows = _rows(register, by, key, *([cluster] if cluster else []))
    once = None if unit == MENTION else key
    frame, margin_frame, total, overlapping, events = remembered(
        lambda: ("count", rows, by, multi, once, levels, cluster),
        lambda: _counted(rows, by, multi, once, levels, cluster),
    )
    return Counts(frame, margin_frame, by, unit or register.unit, total, register.provenance, overlapping, events)


def _counted(
    rows: pd.DataFrame,
    by: tuple[str, ...],
    multi: tuple[str, ...],
    once: str | None,
    levels: Levels,
    cluster: str | None,
) -> tuple[pd.DataFrame, pd.DataFrame, int, tuple[str, ...], Events]:
    """Body, margins, total, dimensions in which one unit stands in several rows, and events."""
    cells, events_in, overlapping = _counter(rows, by, multi, once, cluster)
    margins = {subset: cells(subset) for subset in subsets(by)}
    frame, margin_frame, total = _tables(cells(by), margins, by, levels)
    events: dict[Codes, tuple[int, int]] = {}
    for subset in (by, *subsets(by)):
        if cluster is not None:
            events |= events_in(subset, cluster)
    return frame, margin_frame, total, overlapping, events


def _counter(
    rows: pd.DataFrame, by: tuple[str, ...], multi: tuple[str, ...], once: str | None, cluster: str | None
) -> tuple[Callable[[tuple[str, ...]], pd.DataFrame], Callable[[tuple[str, ...], str], Events], tuple[str, ...]]:
    """What counts the cells of a grouping and its events, and the dimensions in which a unit may stand twice."""
    if "peso" in rows:
        return (
            lambda subset: _weighed(rows, subset, once),
            lambda subset, event: events_of(_weighed(rows, (*subset, event), once), subset, event),
            multi if once else (),
        )
    coded = code_rows(rows, [*by, *([cluster] if cluster else [])], once)
    several = tuple(name for name in by if name in multi or (once != "id" and coded.overlaps(name))) if once else ()
    return coded.only(by).cells, coded.events, several


def check_variables(register: Register, by: tuple[str, ...]) -> None:
    """Refuse variables that the register does not have."""
    strangers = [name for name in by if name not in register.variables]
    if strangers:
        raise CountsError("counts_variable_missing", given=", ".join(strangers), known=", ".join(register.variables))


def key_of(register: Register, unit: str | None) -> str:
    """The column that tells one unit from another; records unless another unit was asked for."""
    if unit in (None, register.unit, MENTION):
        return "id"
    column = _KEYS.get(unit or "", "")
    if column not in register.records:
        known = [register.unit, MENTION, *(name for name, key in _KEYS.items() if key in register.records)]
        raise CountsError("counts_unit_unknown", given=unit, known=", ".join(dict.fromkeys(known)))
    return column


def _rows(register: Register, by: tuple[str, ...], key: str, *beside: str) -> pd.DataFrame:
    """One row per record and combination of its values."""
    single = [name for name in by if name not in register.children]
    kept = dict.fromkeys(
        ["id", key, *single, *beside, *(["peso"] if "peso" in register.records and key == "id" else [])]
    )
    rows = register.records[list(kept)]
    for name in by:
        if name in register.children:
            rows = rows.merge(register.children[name].drop_duplicates(), on="id", how="left")
    return rows


def _weighed(rows: pd.DataFrame, by: tuple[str, ...], once: str | None) -> pd.DataFrame:
    """Cells of one table whose records come counted: each record once in each combination."""
    if once is not None:
        rows = rows.drop_duplicates(subset=[once, *by])
    return profiles(rows, by, weight="peso")


def subsets(by: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All smaller groupings, the larger ones first, the empty one last."""
    for size in range(len(by) - 1, -1, -1):
        yield from combinations(by, size)


def _summed(cells: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    if not by:
        return pd.DataFrame({"n": [cells["n"].sum()]})
    return cells.groupby(list(by), as_index=False)["n"].sum()


def _tables(
    cells: pd.DataFrame, margins: Mapping[tuple[str, ...], pd.DataFrame], by: tuple[str, ...], levels: Levels
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """The body and the margins with all their levels, and the grand total."""
    if not by:
        return cells, cells.head(0), int(cells["n"].iloc[0])
    order = {name: ordered_levels(name, cells[name], levels) for name in by}
    whole = [
        completed(table, {name: order[name] for name in subset}) if subset else table
        for subset, table in margins.items()
    ]
    padded = [table.assign(**{name: TOTAL for name in by if name not in table}) for table in whole]
    margin_frame = pd.concat(padded, ignore_index=True)[[*by, "n"]]
    return completed(cells, order), margin_frame, int(margin_frame["n"].iloc[-1])
