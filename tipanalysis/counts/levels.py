"""The levels of a dimension: which rows a table has, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product
from math import inf
from typing import Literal

import pandas as pd

from ..standard.codebook import load_codebook
from ..standard.strangers import told_strangers
from ..words.errors import CountsError

Levels = Literal["present", "all"]


def ordered_levels(variable: str, present: Iterable[str], levels: Levels = "present") -> tuple[str, ...]:
    """The levels of ``variable`` in codebook order.

    ``present`` keeps those that occur; ``all`` adds every code of the codebook. Years and other whole
    numbers are complete between the first and the last. A variable that the codebook does not know keeps the
    levels that occur, sorted. A level that the codebook does not know is an error: it would vanish
    from every table made from the code list.
    """
    seen = set(present)
    if variable not in load_codebook():
        return tuple(sorted(seen, key=_natural))
    known = _known_levels(variable, seen)
    strangers = seen - set(known)
    if strangers:
        raise CountsError("counts_level_unknown", variable=variable, given=told_strangers(variable, strangers))
    complete = levels == "all" or not load_codebook()[variable].is_coded
    return tuple(code for code in known if code in seen or (complete and code not in _reasons()))


def _known_levels(variable: str, seen: set[str]) -> tuple[str, ...]:
    """Codes and reasons for missing in codebook order; where a variable holds numbers, all between the extremes."""
    book = load_codebook()
    if book[variable].is_coded:
        return book.order(variable, seen)
    numbers = sorted(int(level) for level in seen if _is_whole(level))
    between = tuple(str(number) for number in range(numbers[0], numbers[-1] + 1)) if numbers else ()
    others = sorted((level for level in seen - set(_reasons()) if not _is_whole(level)), key=_start)
    return (*between, *others, *_reasons())


def _reasons() -> tuple[str, ...]:
    return load_codebook().missing_codes


def _is_whole(level: str) -> bool:
    return level.lstrip("-").isdigit()


def _start(level: str) -> tuple[float, str]:
    """Bands of numbers by where they begin (``6-7`` before ``16+``), then words."""
    first = re.match(r"\d+", level)
    return (float(first[0]) if first else inf, level)


def _natural(level: str) -> tuple[int, float, str]:
    return (0, float(level), level) if _is_whole(level) else (1, 0.0, level)


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
