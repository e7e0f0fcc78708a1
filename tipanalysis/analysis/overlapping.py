"""Traits that one person may have together: who has exactly which of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..counts.counts import Counts
from ..standard.codebook import load_codebook
from ..standard.fixed_codes import NOT_AVAILABLE
from ..words.errors import EstimateError
from .arguments import sizes
from .intervals import proportion_table
from .multi_response import multi_response_table
from .noted import Noted

HAS, HAS_NOT = "SI", "NO"
"""The codes of having a trait and of not having it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Overlap(Noted):
    """Exclusive intersections: each person is in one of them.

    ``frame``: the columns ``items`` (``SI``, ``NO``, or ``ND`` where it is not known), ``label`` (the items that the
    people have), ``degree`` (how many), ``unknown`` (of how many items it is not known), ``n``, ``estimate`` with
    ``lower``, ``upper`` (share of *all* people, between 0 and 1; Wilson), ``denominator``, ``method``,
    ``conf_level``, ``status``, ``note``; the largest first. ``sizes``: each item, whoever has it
    (:func:`~tipanalysis.analysis.multi_response.multi_response_table`). ``total``: all people; ``left_out``: those in
    intersections that were not asked for; ``without``: those known to have none of the items.
    """

    frame: pd.DataFrame
    sizes: pd.DataFrame
    items: tuple[str, ...]
    total: int
    left_out: int
    without: int


def overlap(
    table: Any,
    items: Sequence[str] | None = None,
    *,
    having: str | Sequence[str] = (),
    min_n: int = 1,
    min_degree: int = 0,
    max_degree: int | None = None,
    conf_level: float = 0.95,
) -> Overlap:
    """How many people have exactly which of several traits, as counts and as share of all people.

    Parameters
    ----------
    table : DataFrame with one row for each answer pattern: the columns ``items`` hold 1 (has it), 0 (has not) or
        nothing (not known), ``n`` how many people (absent: one). Or Counts by items with the levels ``SI`` and ``NO``
    items : columns of the traits; of Counts by default all its variables
    having : only intersections whose people have these items
    min_n, min_degree, max_degree : only intersections of so many people, of so many items
    conf_level : of the intervals

    Returns
    -------
    Overlap
        Whatever is selected, shares are of all people in the table, and ``frame`` and ``left_out`` add up to them.
        People of whom an item is not known are in an intersection of their own. ``small`` with fewer than 20 people,
        ``not_estimable`` with nobody.

    Raises
    ------
    EstimateError
        For a column or item that does not exist, a value other than those above, a count that is none.

    Examples
    --------
    >>> patterns = pd.DataFrame({"amenaza": [1, 1, 0], "deuda": [1, 0, 0], "n": [30, 10, 20]})
    >>> found = overlap(patterns, ["amenaza", "deuda"], min_degree=1)
    >>> found.frame[["label", "n", "estimate"]].to_dict("list"), found.left_out
    ({'label': ['amenaza × deuda', 'amenaza'], 'n': [30, 10], 'estimate': [0.5, 0.16666666666666666]}, 20)
    """
    names = tuple(items if items is not None else table.by if isinstance(table, Counts) else ())
    wanted = (having,) if isinstance(having, str) else tuple(having)
    if strangers := [name for name in wanted if name not in names]:
        raise EstimateError("overlap_item_unknown", given=", ".join(strangers), known=", ".join(names))
    (least,), (fewest,) = sizes("min_n", min_n), sizes("min_degree", min_degree)
    most = np.inf if max_degree is None else float(sizes("max_degree", max_degree)[0])
    patterns = _of_counts(table, names) if isinstance(table, Counts) else table
    each = multi_response_table(patterns, names, conf_level=conf_level)
    whole = _exclusive(patterns, names)
    total = int(whole["n"].sum())
    share = proportion_table(whole["n"], np.full(len(whole), total), conf_level=conf_level)
    frame = whole.join(share.drop(columns=["n", "events"]))
    kept = (frame[list(wanted)] == HAS).all(axis=1) & (frame["n"] >= least)
    kept &= frame["degree"].between(fewest, most)
    return Overlap(
        frame=frame[kept].reset_index(drop=True),
        sizes=each,
        items=names,
        total=total,
        left_out=int(frame.loc[~kept, "n"].sum()),
        without=int(whole.loc[(whole["degree"] == 0) & (whole["unknown"] == 0), "n"].sum()),
        status=each["status"].iloc[0],
        notes=(note,) if (note := each["note"].iloc[0]) else (),
    )


def _of_counts(counts: Counts, names: tuple[str, ...]) -> pd.DataFrame:
    """Counts by items as answer patterns; a level that is neither yes, no nor unknown is left for the check to find."""
    strangers = [name for name in names if name not in counts.by]
    if strangers:
        raise EstimateError("overlap_item_unknown", given=", ".join(strangers), known=", ".join(counts.by))
    if counts.multi:
        raise EstimateError("intersections_by_multi", given=", ".join(counts.multi))
    given = {HAS: 1, HAS_NOT: 0, **dict.fromkeys(load_codebook().missing_codes)}
    columns = {name: [given.get(code, code) for code in counts.frame[name]] for name in names}
    return pd.DataFrame(columns, dtype="object").assign(n=counts.frame["n"].to_numpy())


def _exclusive(patterns: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Each pattern once; the largest first, then in order of the items."""
    given = patterns[list(names)].apply(pd.to_numeric)
    codes = given.apply(lambda item: item.map({1: HAS, 0: HAS_NOT}).fillna(NOT_AVAILABLE).astype("str"))
    people = codes.assign(n=patterns["n"].astype("int64") if "n" in patterns else 1)
    whole = people.groupby(list(names), as_index=False)["n"].sum()
    whole = whole.sort_values(["n", *names], ascending=False, ignore_index=True)
    has = whole[list(names)] == HAS
    label = [" × ".join(name for name, true in zip(names, row, strict=True) if true) for row in has.to_numpy()]
    return whole[list(names)].assign(
        label=pd.Series(label, dtype="str", index=whole.index),
        degree=has.sum(axis=1),
        unknown=(whole[list(names)] == NOT_AVAILABLE).sum(axis=1),
        n=whole["n"],
    )
