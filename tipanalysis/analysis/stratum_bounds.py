"""What the share of each stratum can be, whatever the unknown levels and outcomes are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .tallies import subsets


def share_bounds(cells: pd.DataFrame, by: Sequence[str], unknown: Sequence[str]) -> pd.DataFrame:
    """``bound_low`` and ``bound_high`` of the share of events in each stratum; NaN where a level of its own is unknown.

    ``cells`` holds the columns ``by``, ``n`` units, ``events`` and ``open`` (units whose outcome is not known), all
    strata in it; ``unknown`` are the levels that stand for not knowing. The least share comes about if of those who
    may belong to the stratum all without the event do, and none with it; the most if it is the other way round, and
    everybody whose outcome is not known has it. Manski (1989).

    Examples
    --------
    >>> cells = pd.DataFrame({"sexo": ["M", "H", "ND"], "n": [10, 10, 4], "events": [5, 2, 1], "open": [0, 2, 0]})
    >>> share_bounds(cells, ["sexo"], ["ND"]).round(3).values.tolist()
    [[0.385, 0.545], [0.154, 0.455], [nan, nan]]
    """
    names = list(by)
    is_open = cells[names].isin(list(unknown))
    more = pd.DataFrame(0.0, index=cells.index, columns=["n", "events", "open"])
    for some in subsets(names):
        if some:
            rest = [name for name in names if name not in some]
            more += _fitting(cells, cells[is_open[list(some)].all(axis=1)], rest, list(more))
    n, events = cells["n"], cells["events"]
    least = events / (n + more["n"] - more["events"]).replace(0, np.nan)
    maybe = more["events"] + more["open"]
    most = (events + cells["open"] + maybe) / (n + maybe).replace(0, np.nan)
    found = pd.DataFrame({"bound_low": least, "bound_high": most})
    return found.mask(is_open.any(axis=1))


def _fitting(cells: pd.DataFrame, who: pd.DataFrame, rest: list[str], columns: list[str]) -> pd.DataFrame:
    """The sums of ``who`` in each stratum that agrees with them in the levels ``rest``."""
    if not rest:
        return pd.DataFrame([who[columns].sum()] * len(cells), index=cells.index, columns=columns)
    sums = who.groupby(rest, as_index=False)[columns].sum()
    found = cells[rest].merge(sums, on=rest, how="left", validate="many_to_one")[columns].fillna(0.0)
    return found.set_index(cells.index)
