"""From the codes of an engine to the levels of the codebook: which occur, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..standard.fixed_codes import NOT_AVAILABLE
from .cube_profiles import Profiles, collapse, condense
from .cube_records import Attribute, Records
from .cube_sets import ValueSets
from .cube_words import Codes
from .levels import ordered_levels


@dataclass(frozen=True)
class Coded:
    """Profiles whose codes are places in ``levels`` or, where an attribute is multi-valued, in its ``sets``."""

    rows: Profiles
    levels: tuple[tuple[str, ...], ...]
    sets: tuple[ValueSets | None, ...]

    def sizes_of(self, grouping: Sequence[int]) -> tuple[int, ...]:
        """How many levels the attributes of a grouping have."""
        return tuple(len(self.levels[each]) for each in grouping)


def distinct_records(records: Records) -> Profiles:
    """Records that are alike in all attributes (and of the same person, where that counts) as one row.

    The code 0 now stands for a value that is not recorded; the person is one more column, the last.
    """
    columns = [attribute.codes for attribute in records.attributes]
    sizes = [attribute.size + 1 for attribute in records.attributes]
    if records.persons is None:
        return condense(columns, sizes, records.weights, lowest=-1)
    return collapse([*columns, records.persons], [*sizes, int(records.persons.max(initial=-1)) + 2], lowest=-1)


def code_by_levels(rows: Profiles, attributes: Sequence[Attribute]) -> Coded:
    """The same rows with the levels that occur, in codebook order."""
    columns, levels, sets = list(rows.columns), [], []
    for each, attribute in enumerate(attributes):
        coder = _code_sets if attribute.sets is not None else _code_values
        columns[each], found, known = coder(columns[each], attribute)
        levels.append(found)
        sets.append(known)
    sizes = [len(found) if known is None else len(known) for found, known in zip(levels, sets, strict=True)]
    coded = replace(rows, columns=tuple(columns), sizes=(*sizes, *rows.sizes[len(attributes) :]))
    return Coded(coded, tuple(levels), tuple(sets))


def _code_values(column: Codes, attribute: Attribute) -> tuple[Codes, tuple[str, ...], None]:
    texts = (NOT_AVAILABLE, *attribute.texts)
    levels, places = _places(texts, _occurring(column, len(texts)), attribute.name)
    last = max(len(levels) - 1, 0)
    given = list(range(len(texts)))
    if places.tolist() == given:
        return column, levels, None
    if places[1:].tolist() == given[:-1]:
        return np.minimum(column - column.dtype.type(1), column.dtype.type(last)), levels, None  # as it mostly is
    if column.itemsize > 1:
        return places.astype(np.min_scalar_type(last))[column], levels, None
    table = places.astype(np.uint8).tobytes().ljust(256)
    return np.frombuffer(column.tobytes().translate(table), np.uint8), levels, None  # twice as fast as by index


def _occurring(column: Codes, size: int) -> Codes:
    """Which codes occur; among single bytes the search for each ends where it is found first."""
    if column.itemsize > 1:
        return np.flatnonzero(np.bincount(column, minlength=size))
    held = column.tobytes()
    return np.array([code for code in range(size) if code in held], dtype=np.int64)


def _code_sets(column: Codes, attribute: Attribute) -> tuple[Codes, tuple[str, ...], ValueSets]:
    assert attribute.sets is not None
    levels, places = _places(attribute.texts, np.unique(attribute.sets.members), attribute.name)
    return column - column.dtype.type(1), levels, ValueSets(attribute.sets.starts, places[attribute.sets.members])


def _places(texts: Sequence[str], present: Codes, name: str) -> tuple[tuple[str, ...], Codes]:
    """The levels of a variable, and of each of its texts the place among them; -1 for texts that do not occur."""
    levels = ordered_levels(name, (texts[each] for each in present))
    place = {level: at for at, level in enumerate(levels)}
    return levels, np.array([place.get(text, -1) for text in texts])
