"""The cube: all counts of up to k of the variables at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..register.provenance import Provenance
from ..register.register import Register
from ..words.errors import CountsError
from .count import MENTION, check_variables, chosen_codes, frame_provenance, key_of, names_of
from .cube_cells import Cells, merged, opened
from .cube_cover import Grouping
from .cube_levels import Coded, code_by_levels, distinct_records
from .cube_margins import count_groupings
from .cube_persons import count_persons, differing, split_persons
from .cube_profiles import Profiles
from .cube_records import Records, records_of_frame, records_of_register
from .cube_value import Cube


def cube(
    data: Any,
    variables: str | Sequence[str],
    order: int = 3,
    *,
    unit: str | None = None,
    weight: str | None = None,
    where: Mapping[str, str | Sequence[str]] | None = None,
) -> Cube:
    """Count units in every combination of the levels of up to ``order`` of the ``variables``.

    Parameters
    ----------
    data : Register, or any frame narwhals knows (pandas, Polars, PyArrow, DuckDB, Ibis, Dask, PySpark)
    variables : names; in a Register multi-valued ones too
    order : of how many variables at most; 3 gives all one-, two- and three-way tables
    unit, weight, where : as in ``count_by``; ``weight`` may also hold numbers that are not whole

    Returns
    -------
    Cube
        ``cube(...).counts(by)`` is what ``count_by(data, by, ...)`` gives, for any ``by`` among the variables:
        unknowns are levels, each margin has everybody, a person with two purposes stands in two cells and once in
        the total. With ``unit="mencion"`` there are the groupings with a multi-valued variable only.

    Raises
    ------
    CountsError
        For a column, unit, code or order that does not exist; the message names what there is.

    Notes
    -----
    Records that are alike become one profile with a weight; joint tables of several attributes are counted so that
    each grouping lies in one of them; smaller tables are summed from the smallest larger one.

    Examples
    --------
    >>> import pandas as pd
    >>> frame = pd.DataFrame({"sexo": ["MUJER", "MUJER", None], "mayoria_edad": ["18+", "00-17", "18+"]})
    >>> found = cube(frame, ["sexo", "mayoria_edad"])
    >>> found
    Cube(2 variables, order 2, 4 groupings, 8 cells of 3 × registro)
    >>> found.counts("sexo").frame.to_dict("list")
    {'sexo': ['MUJER', 'ND'], 'n': [2, 1]}
    """
    names = names_of(variables)
    _check_call(names, order)
    if isinstance(data, Register):
        if weight is not None:
            raise CountsError("counts_weight_of_register", given=weight)
        return _cube_of_register(data.where(**chosen_codes(where)), names, order, unit)
    chosen = chosen_codes(where)
    provenance = frame_provenance(data, chosen, weight)
    return _cube_of_records(records_of_frame(data, names, weight, chosen), order, unit or "registro", provenance)


def _check_call(names: tuple[str, ...], order: int) -> None:
    if not names:
        raise CountsError("cube_without_variables")
    if isinstance(order, bool) or not isinstance(order, int) or order < 1:
        raise CountsError("cube_order_unknown", given=order)


def _cube_of_register(register: Register, names: tuple[str, ...], order: int, unit: str | None) -> Cube:
    check_variables(register, names)
    key = key_of(register, unit)
    if unit == MENTION and not set(names) & set(register.children):
        raise CountsError("counts_mention_needs_multi", given=", ".join(names), known=", ".join(register.children))
    records = records_of_register(register, names, key)
    return _cube_of_records(records, order, unit or register.unit, register.provenance)


def _cube_of_records(records: Records, order: int, unit: str, provenance: Provenance) -> Cube:
    names = tuple(attribute.name for attribute in records.attributes)
    coded = code_by_levels(distinct_records(records), records.attributes)
    order = min(order, len(names))
    alone, several = (coded.rows, None) if records.persons is None else split_persons(coded.rows)
    multi = [name for name, known in zip(names, coded.sets, strict=True) if known is not None]
    if several is not None:
        multi += [names[each] for each in differing(several)]
    parts = {}
    for grouping, cells in count_groupings(alone, order).items():
        whole = _opened(cells, coded, grouping) if multi else cells
        parts[tuple([names[each] for each in grouping])] = _with_persons(whole, several, coded, grouping)
    total = parts[()].n.sum().item()
    if unit == MENTION:
        parts = {by: cells for by, cells in parts.items() if set(by) & set(multi)}
    in_order = tuple(name for name in names if name in multi)
    return Cube(names, order, dict(zip(names, coded.levels, strict=True)), unit, total, provenance, in_order, parts)


def _opened(cells: Cells, coded: Coded, grouping: Grouping) -> Cells:
    sets = [coded.sets[each] for each in grouping]
    return cells if sets.count(None) == len(sets) else opened(cells, sets, coded.sizes_of(grouping))


def _with_persons(cells: Cells, several: Profiles | None, coded: Coded, grouping: Grouping) -> Cells:
    if several is None or not len(several):
        return cells
    return merged(cells, count_persons(several, grouping, coded.sets, coded.sizes_of(grouping)))
