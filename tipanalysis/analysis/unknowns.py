"""What is not known: bounds that leave it open, and how complete a register is for whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from ..counts.counts import Counts
from ..counts.cube_value import Cube
from ..counts.profiles import column_names
from ..register.register import Register
from ..standard.fixed_codes import NOT_APPLICABLE
from ..words.errors import EstimateError
from .arguments import whole_counts
from .differences import difference_table
from .estimates import Status
from .intervals import proportion_table
from .tallies import Tally, tally


@dataclass(frozen=True)
class Bounds:
    """A share of which the unknown could change the value: ``lower`` if none of them belongs, ``upper`` if all do.

    ``estimate`` is the share among the known, ``width`` the unknown as a share of all, ``n`` all records.
    """

    estimate: float
    lower: float
    upper: float
    width: float
    events: float
    n: float
    n_known: float
    n_unknown: float
    method: str = "manski"
    status: Status = "ok"
    note: str = ""

    @property
    def denominator(self) -> float:
        """What the bounds are divided by: ``n`` under the name that tables give it."""
        return self.n


def unknown_bounds(k: int, n_known: int, n_unknown: int) -> Bounds:
    """Bounds of a share whatever the unknown values are; no assumption about them.

    Parameters
    ----------
    k : records known to belong to the group
    n_known, n_unknown : records whose value is known and is not; whole numbers, k <= n_known

    Returns
    -------
    Bounds
        The bounds say nothing of chance. With nothing known they are 0 and 1 and the share is ``not_estimable``.

    Raises
    ------
    EstimateError
        If a number is negative or fractional, or k is above ``n_known``.

    Notes
    -----
    k / (n_known + n_unknown) and (k + n_unknown) / (n_known + n_unknown). Manski (1989).

    Examples
    --------
    >>> share = unknown_bounds(239, 375, 25)
    >>> round(share.estimate, 4), share.lower, share.upper, share.width
    (0.6373, 0.5975, 0.66, 0.0625)
    """
    given = {"k": k, "n_known": n_known, "n_unknown": n_unknown}
    events, known, unknown = (float(whole_counts(name, value)[0]) for name, value in given.items())
    if events > known:
        raise EstimateError("analysis_events_outside", given=f"{events:g}", n=f"{known:g}")
    n = known + unknown
    if np.isnan(n + events) or n == 0:
        note = "analysis_note_no_units" if n == 0 else "analysis_rates_note_missing"
        return Bounds(nan, nan, nan, nan, events, n, known, unknown, status="not_estimable", note=note)
    bounds = events / n, (events + unknown) / n, unknown / n
    if known == 0:
        note = "analysis_rates_note_all_unknown"
        return Bounds(nan, *bounds, events, n, known, unknown, status="not_estimable", note=note)
    return Bounds(events / known, *bounds, events, n, known, unknown)


def completeness(
    data: Any,
    by: str | Sequence[str] = (),
    variables: str | Sequence[str] | None = None,
    *,
    weight: str | None = None,
    unknown_levels: Sequence[str] = (),
    conf_level: float = 0.95,
) -> pd.DataFrame:
    """Share of records in which each variable is known, for each group, and how it differs from the other groups.

    Parameters
    ----------
    data : Counts, a Cube, a Register or any frame that can be counted
    by : variables that form the groups: sex, agency. Empty: everybody
    variables : those to judge; by default all others that Counts, a Cube or a frame has
    weight : of a frame, the column of counts to add up
    unknown_levels : levels that stand for not knowing, beside the codebook's reasons and empty cells
    conf_level : between 0 and 1

    Returns
    -------
    pandas.DataFrame
        One row for each variable and group: ``variable``, ``by``, ``estimate`` (Wilson limits ``lower``, ``upper``),
        ``n`` records, ``events`` known, ``denominator``, ``method``, ``conf_level``, ``status``, ``note``, and
        ``difference`` from all other groups together with ``difference_lower``, ``difference_upper`` (Newcombe) and
        ``differs``: its interval leaves out 0, so that what is missing is not missing at random. «Does not apply»
        leaves nothing open and is out of ``n``.

    Raises
    ------
    EstimateError
        If a variable is not there, stands in ``by`` too, or a weight is no whole number.

    Examples
    --------
    >>> frame = pd.DataFrame({"sexo": ["MUJER"] * 40 + ["HOMBRE"] * 40, "edad": ["30"] * 40 + ["30", None] * 20})
    >>> table = completeness(frame, "sexo", "edad")
    >>> table[["sexo", "estimate", "difference", "differs"]].to_dict("list")
    {'sexo': ['MUJER', 'HOMBRE'], 'estimate': [1.0, 0.5], 'difference': [0.5, -0.5], 'differs': [True, True]}
    """
    groups = [by] if isinstance(by, str) else list(by)
    judged = _judged(data, groups, variables, weight)
    if not judged:
        return pd.DataFrame(columns=["variable", *groups, *proportion_table([], []), *_GAP])
    parts = [
        _complete(tally(data, [*groups, name], weight, unknown_levels), groups, name, conf_level) for name in judged
    ]
    return pd.concat(parts, ignore_index=True)


_GAP = ("difference", "difference_lower", "difference_upper", "differs")


def _judged(data: Any, groups: list[str], variables: str | Sequence[str] | None, weight: str | None) -> list[str]:
    """The variables to judge, none of which forms the groups."""
    if variables is None:
        return [name for name in _variables(data) if name not in (*groups, weight)]
    names = [variables] if isinstance(variables, str) else list(variables)
    twice = [name for name in names if name in groups]
    if twice:
        raise EstimateError("analysis_rates_variable_twice", given=", ".join(twice))
    return names


def _variables(data: Any) -> Sequence[str]:
    if isinstance(data, Counts):
        return data.by
    return list(data.variables) if isinstance(data, (Cube, Register)) else column_names(data)


def _complete(counted: Tally, groups: list[str], name: str, conf_level: float) -> pd.DataFrame:
    """Of one variable: a row for each group."""
    by_level = counted.table([*groups, name])
    unknown = _units(by_level[by_level[name].isin(counted.unknown_levels)], groups)
    outside = _units(by_level[by_level[name] == NOT_APPLICABLE], groups)
    everybody = _units(counted.table(groups), groups)
    n = (everybody - outside.reindex(everybody.index, fill_value=0)).to_numpy(dtype=float)
    known = n - unknown.reindex(everybody.index, fill_value=0).to_numpy(dtype=float)
    overlap = bool(set(groups) & set(counted.counts.multi))
    rest, others = (nan, nan) if overlap else (known.sum() - known, n.sum() - n)
    gap = difference_table(known, n, rest, others, conf_level=conf_level)
    labels = everybody.index.to_frame(index=False) if groups else pd.DataFrame(index=[0])
    return pd.DataFrame({"variable": name, **labels, **proportion_table(known, n, conf_level=conf_level)}).assign(
        difference=gap["estimate"],
        difference_lower=gap["lower"],
        difference_upper=gap["upper"],
        differs=(gap["lower"] > 0) | (gap["upper"] < 0),
    )


def _units(table: pd.DataFrame, groups: list[str]) -> pd.Series:
    """Units of each group, by its levels; of everybody under 0 where there are no groups."""
    return table.groupby(groups or (lambda _: 0), sort=False)["n"].sum()
