"""Smaller tables out of a larger one, without counting again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ..words.errors import CountsError
from .count import names_of
from .counts import TOTAL, Counts


def margin_of(counts: Counts, by: str | Sequence[str]) -> Counts:
    """The table by some of the variables, as ``count_by`` would give it; margins are read, never added up.

    Raises
    ------
    CountsError
        For a variable that the table does not have.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> both = count_by(pd.DataFrame({"sexo": ["MUJER", "HOMBRE"], "embarazo": ["SI", "NO"]}), ["sexo", "embarazo"])
    >>> margin_of(both, "sexo").frame.to_dict("list")
    {'sexo': ['MUJER', 'HOMBRE'], 'n': [1, 1]}
    """
    names = names_of(by)
    strangers = [name for name in names if name not in counts.by]
    if strangers:
        raise CountsError("cube_variable_missing", given=", ".join(strangers), known=", ".join(counts.by))
    rows = pd.concat([counts.frame, counts.margins], ignore_index=True)
    for name in counts.by:
        if name not in names:
            rows = rows[rows[name] == TOTAL]
    is_body = (rows[list(names)] != TOTAL).all(axis=1)
    body, margins = (rows.loc[where, [*names, "n"]].reset_index(drop=True) for where in (is_body, ~is_body))
    return replace(
        counts, frame=body, margins=margins, by=names, multi=tuple(name for name in names if name in counts.multi)
    )
