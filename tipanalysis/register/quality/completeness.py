"""Completeness: of each record and field, whether a value was given and, if not, why; and values to review."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...standard.codebook import load_codebook
from ...standard.fixed_codes import NOT_APPLICABLE, TO_REVIEW
from ..register import Register
from .scheme import load_scheme

FIELD, BLOCK = "llenado_", "bloque_"
GIVEN, COMPLETE, INCOMPLETE, NOTHING = "CON_DATO", "COMPLETO", "INCOMPLETO", "NINGUNO"
_OF_PERSON = ("PNR", "NS")
"""Reasons that lie with the person: she declined, which is her right, or does not know."""


def assessed_fields(register: Register) -> tuple[str, ...]:
    """The fields whose completeness is measured: coded variables of the dashboard or the minimum set.

    A field is left out where another one of the register tells the same.
    """
    scheme = load_scheme()
    return tuple(
        name
        for name, variable in load_codebook().items()
        if (variable.on_dashboard or variable.in_minimum_set)
        and variable.is_coded
        and name in register.variables
        and scheme.told_by.get(name) not in register.variables
    )


def field_states(register: Register, fields: Sequence[str]) -> pd.DataFrame:
    """One row per record, a column per field: ``CON_DATO`` or the reason why nothing was given.

    A value to review was given: whether it is one that the codebook knows is the matter of :func:`to_review`. Of
    several values one is enough.
    """
    reasons = [code for code in load_codebook().missing_codes if code != TO_REVIEW]
    names = np.array([GIVEN, *reasons], dtype=object)
    rank = {code: place for place, code in enumerate(reasons, start=1)}
    columns = {}
    for name in fields:
        table = register.children.get(name, register.records)
        ranks = table[name].astype("str").map(rank).fillna(0).astype("int64")
        if name in register.children:
            least = ranks.groupby(table["id"]).min()
            ranks = register.records["id"].map(least).fillna(0).astype("int64")
        columns[name] = names[ranks.to_numpy()]
    return pd.DataFrame(columns, index=register.records.index)


def block_states(states: pd.DataFrame) -> pd.Series:
    """Of each record, whether a block of fields is complete.

    ``COMPLETO``: enough of the fields that apply (``bloque_completo`` per cent) have a value or the reason that the
    person gave, for to decline is a right and not to know is an answer. ``NA_``: no field applies.
    """
    done = states.isin((GIVEN, *_OF_PERSON)).sum(axis=1)
    apply = (states != NOT_APPLICABLE).sum(axis=1)
    complete = 100 * done >= load_scheme().complete_percent * apply
    marks = pd.Series(np.where(complete, COMPLETE, INCOMPLETE), index=states.index)
    return marks.where(apply > 0, NOT_APPLICABLE)


def blocks_of(fields: Sequence[str]) -> dict[str, list[str]]:
    """The fields by table of the standard, where there are enough of them."""
    book = load_codebook()
    blocks: dict[str, list[str]] = {}
    for name in fields:
        blocks.setdefault(book[name].table, []).append(name)
    return {block: names for block, names in blocks.items() if len(names) >= load_scheme().least_fields}


def to_review(register: Register, fields: Sequence[str]) -> pd.DataFrame:
    """The fields of each record that hold a value which the codebook does not know: ``id`` and ``por_revisar``.

    A record without any has one row, ``NINGUNO``.
    """
    parts = []
    for name in fields:
        table = register.children.get(name, register.records)
        ids = table.loc[table[name].astype("str") == TO_REVIEW, "id"].drop_duplicates()
        parts.append(pd.DataFrame({"id": ids, "por_revisar": name}))
    return with_nothing(register, pd.concat([pd.DataFrame(columns=["id", "por_revisar"]), *parts]))


def with_nothing(register: Register, child: pd.DataFrame) -> pd.DataFrame:
    """A long table with a row ``NINGUNO`` for each record that it does not name, in the order of the records."""
    name = child.columns[1]
    rest = register.records.loc[~register.records["id"].isin(child["id"]), ["id"]].assign(**{name: NOTHING})
    whole = pd.concat([child, rest], ignore_index=True).astype("str")
    places = whole["id"].map(pd.Series(range(len(register)), index=register.records["id"]))
    return whole.iloc[places.argsort(kind="stable")].reset_index(drop=True)
