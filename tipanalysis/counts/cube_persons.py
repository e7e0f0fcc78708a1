"""Persons and events with several records: each counts once in each cell in which one of its records stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .cube_cells import Cells, cell_of_all, cells_of_profiles
from .cube_cover import Grouping
from .cube_profiles import Profiles, collapse
from .cube_sets import ValueSets


def split_persons(rows: Profiles) -> tuple[Profiles, Profiles]:
    """Those whose records are all alike, as profiles; and the others, one row for each person and distinct record.

    The last column of ``rows`` is the person; the second part keeps it.
    """
    persons = rows.columns[-1]
    several = np.bincount(persons)[persons] > 1
    alone = collapse([column[~several] for column in rows.columns[:-1]], rows.sizes[:-1])
    return alone, replace(rows, columns=tuple(column[several] for column in rows.columns), weights=rows.weights[:0])


def differing(rows: Profiles) -> list[int]:
    """The attributes in which a person of the second part stands in several levels."""
    *columns, persons = rows.columns
    return [
        each
        for each, column in enumerate(columns)
        if len(collapse([column, persons], [rows.sizes[each], rows.sizes[-1]])) > len(np.unique(persons))
    ]


def count_persons(rows: Profiles, grouping: Grouping, sets: Sequence[ValueSets | None], sizes: Sequence[int]) -> Cells:
    """Persons of the second part in each cell of ``grouping``, multi-valued attributes opened up to their values."""
    persons = rows.columns[-1]
    if not grouping:
        return cell_of_all(len(np.unique(persons)))
    columns = [rows.columns[each] for each in grouping]
    for axis, each in enumerate(grouping):
        known = sets[each]
        if known is not None:
            whose, values = known.places(columns[axis])
            persons, columns = persons[whose], [column[whose] for column in columns]
            columns[axis] = values
    once = collapse([*columns, persons], [*sizes, rows.sizes[-1]])
    return cells_of_profiles(collapse(once.columns[:-1], sizes))
