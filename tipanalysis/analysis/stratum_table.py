"""Strata: every intersection with its size and its share, and how many of them are too small to speak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..counts.levels import completed
from ..words.errors import EstimateError
from .arguments import sizes
from .intervals import proportion_table
from .noted import Noted
from .stratum_bounds import share_bounds
from .stratum_cells import UNKNOWN, Cells, Event, label_of, read_cells, unknown_codes

SIZES = (100, 50, 30, 20, 10)
"""Sizes at which the strata are counted: the table of Evans et al. (2024)."""


@dataclass(frozen=True, kw_only=True)
class Strata(Noted):
    """Every combination of the levels of ``by``.

    ``frame``: the columns ``by``, ``label``, then ``n``, ``events``, ``estimate``, ``lower``, ``upper`` (shares
    between 0 and 1, Wilson), ``denominator``, ``method``, ``conf_level``, ``status``, ``note``. ``sparseness``: how
    many strata have at least 100, 50, 30, 20, 10 units (``at_least``) and how many fewer than 10 (``below``), with
    their share of all strata. ``total``: units in the table; ``excluded``: those of them with an unknown level, if
    they were left out.
    """

    frame: pd.DataFrame
    sparseness: pd.DataFrame
    by: tuple[str, ...]
    total: int
    excluded: int


def strata(
    data: Any,
    by: str | Sequence[str],
    *,
    outcome: str | None = None,
    event: Event = None,
    unknown: str = "show",
    min_n: int = 1,
    conf_level: float = 0.95,
) -> Strata:
    """Every intersection of the levels of ``by``, with its size, and the share of events where there is an outcome.

    Parameters
    ----------
    data : Counts, or a DataFrame of counts with the columns ``by``, ``n`` and perhaps ``events`` or ``outcome``.
        Rows of the same intersection are added up, further columns summed out
    by : dimensions
    outcome, event : the dimension that tells the events, and which of its levels is one (or which are)
    unknown : ``"show"`` keeps unknown levels as levels of their own and unknown outcomes among the units;
        ``"exclude"`` leaves both out and counts them in ``excluded``; ``"bounds"`` shows them and adds ``bound_low``
        and ``bound_high``, which hold the share whatever the unknown levels and outcomes are
    min_n : smaller strata stay in the table without an estimate
    conf_level : between 0 and 1

    Returns
    -------
    Strata
        Combinations that nobody is in have ``n`` 0 wherever both margins have somebody. A stratum is
        ``not_estimable`` below ``min_n`` and ``small`` below 20. The units of all strata and those excluded are
        all units of the table. Nobody at all gives status ``not_estimable``.

    Raises
    ------
    EstimateError
        For a column, level or option that does not exist; a count that is negative, fractional or missing.

    Notes
    -----
    Table of sparseness: Evans, Leckie, Subramanian, Bell & Merlo (2024), SSM - Population Health 26:101664.

    Examples
    --------
    >>> table = pd.DataFrame({"sexo": ["M", "M", "H"], "edad": ["1", "2", "1"], "n": [40, 12, 25], "events": [8, 3, 5]})
    >>> strata(table, ["sexo", "edad"]).frame[["label", "n", "estimate", "status"]].to_dict("list")["n"]
    [25, 0, 40, 12]
    """
    if unknown not in (*UNKNOWN, "bounds"):
        raise EstimateError("intersections_unknown_option", given=unknown, known=", ".join((*UNKNOWN, "bounds")))
    bounded = unknown == "bounds"
    read = "show" if bounded else unknown
    cells = read_cells(data, by, outcome=outcome, event=event, unknown=read, needs_events=bounded)
    (least,) = sizes("min_n", min_n)
    whole = _completed(cells)
    n = whole["n"].to_numpy(dtype="float64")
    estimates = proportion_table(whole["events"], n, conf_level=conf_level)
    below = n < least
    estimates.loc[below, ["estimate", "lower", "upper"]] = np.nan
    estimates.loc[below, "status"] = "not_estimable"
    estimates.loc[below & (n > 0), "note"] = "intersections_note_below_min_n"
    names = whole[list(cells.by)].assign(label=label_of(whole, cells.by), n=whole["n"])
    bounds = share_bounds(whole, cells.by, unknown_codes()) if bounded else pd.DataFrame(index=whole.index)
    return Strata(
        frame=names.join(estimates.drop(columns="n")).join(bounds),
        sparseness=_sparseness(n),
        by=cells.by,
        total=cells.total,
        excluded=cells.excluded,
        status="ok" if len(n) else "not_estimable",
        notes=() if len(n) else ("intersections_note_nobody",),
    )


def _completed(cells: Cells) -> pd.DataFrame:
    """All combinations of the levels that somebody has."""
    whole = completed(cells.frame, {name: cells.levels(name) for name in cells.by})
    nobody = whole["n"] == 0
    return whole.assign(events=whole["events"].mask(nobody, 0.0), open=whole["open"].mask(nobody, 0.0))


def _sparseness(n: np.typing.NDArray[np.float64]) -> pd.DataFrame:
    at_least = [int((n >= size).sum()) for size in SIZES]
    counted = [*at_least, len(n) - at_least[-1]]
    names = {"at_least": [*SIZES, None], "below": [*[None] * len(SIZES), SIZES[-1]]}
    table = pd.DataFrame({name: pd.array(values, dtype="Int64") for name, values in names.items()})
    return table.assign(strata=counted, share=[count / len(n) if len(n) else np.nan for count in counted])
