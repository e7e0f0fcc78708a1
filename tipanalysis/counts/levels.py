"""The levels of a dimension: which rows a table has, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product
from typing import Literal

import pandas as pd

from ..standard.codebook import load_codebook
from ..words.errors import CountsError

Levels = Literal["present", "all"]


def ordered_levels(variable: str, present: Iterable[str], levels: Levels = "present") -> tuple[str, ...]:
    """The levels of ``variable`` in codebook order.

    ``present`` keeps those that occur; ``all`` adds every code of the codebook. Years are always
    complete between the first and the last. A variable that the codebook does not know keeps the
    levels that occur, sorted. A level that the codebook does not know is an error: it would vanish
    from every table made from the code list.
    """
    seen = set(present)
    known = _known_order(variable)
    if known is None:
        return tuple(sorted(seen, key=_natural))
    years = _years(variable, seen)
    strangers = seen - set(known) - set(years)
    if strangers:
        raise CountsError("counts_level_unknown", variable=variable, given=", ".join(sorted(strangers)))
    order = (*years, *known)
    substantive = set(load_codebook()[variable].codes()) if levels == "all" else set()
    return tuple(code for code in order if code in seen or code in substantive or code in years)


@cache
def _known_order(variable: str) -> tuple[str, ...] | None:
    book = load_codebook()
    return book.order(variable) if variable in book else None


def _years(variable: str, seen: set[str]) -> tuple[str, ...]:
    if load_codebook()[variable].kind != "integer":
        return ()
    numbers = sorted(int(level) for level in seen if level.lstrip("-").isdigit())
    return tuple(str(year) for year in range(numbers[0], numbers[-1] + 1)) if numbers else ()


def _natural(level: str) -> tuple[int, float, str]:
    return (0, float(level), level) if level.lstrip("-").isdigit() else (1, 0.0, level)


def completed(frame: pd.DataFrame, levels: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """``frame`` with every combination of ``levels``, in their order; combinations not seen get ``n`` = 0.

    Raises an assertion, never silently, if a row would be lost.
    """
    names = list(levels)
    grid = pd.DataFrame(list(product(*levels.values())), columns=names, dtype="str")
    whole = grid.merge(frame, on=names, how="left", validate="one_to_one")
    whole["n"] = whole["n"].fillna(0).astype("int64")
    assert whole["n"].sum() == frame["n"].sum(), "a level was left out"
    return whole
