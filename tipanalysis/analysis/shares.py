"""Shares within a group: a denominator that is given, never guessed."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..words.errors import EstimateError
from ..words.numbers import PERCENT
from .estimates import Estimates
from .intervals import proportion_table


def share_within(
    counts: Counts, among: str | Sequence[str] = (), *, method: str = "wilson", conf_level: float = 0.95
) -> Estimates:
    """Percentage that each cell is of its group, with its interval; unknowns stay in the denominator.

    Parameters
    ----------
    counts : Counts
    among : dimensions that form the groups; the total of each group is the denominator. Empty: the grand
        total. In dimensions with several answers the denominator is units, so that percentages of a
        group may add up to more than 100.
    method, conf_level : see :func:`~tipanalysis.analysis.intervals.proportion_ci`

    Returns
    -------
    Estimates
        Same rows as ``counts.frame``, with ``d``, ``estimate``, ``low`` and ``high`` in percent and a status.

    Raises
    ------
    EstimateError
        If ``among`` names something that is not a dimension, or all of them.

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> counts = count_by(pd.DataFrame({"sexo": ["MUJER"] * 3 + ["HOMBRE"]}), "sexo")
    >>> share_within(counts).frame[["sexo", "n", "d", "estimate"]].to_dict("records")[0]
    {'sexo': 'MUJER', 'n': 3, 'd': 4, 'estimate': 75.0}
    """
    groups = (among,) if isinstance(among, str) else tuple(among)
    strangers = [name for name in groups if name not in counts.by]
    if strangers or (counts.by and set(groups) == set(counts.by)):
        raise EstimateError("analysis_among_unknown", given=", ".join(groups), known=", ".join(counts.by))
    frame = counts.frame.assign(d=_denominators(counts, groups))
    found = proportion_table(frame["n"], frame["d"], method, conf_level)
    limits = {"estimate": "estimate", "low": "lower", "high": "upper"}
    estimates = frame.assign(
        **{name: found[column].to_numpy() * PERCENT for name, column in limits.items()},
        **{name: found[name].to_list() for name in ("method", "status", "note")},
    )
    return Estimates(estimates, counts, groups, PERCENT, conf_level)


def _denominators(counts: Counts, groups: tuple[str, ...]) -> pd.Series:
    if not groups:
        return pd.Series(counts.total, index=counts.frame.index)
    margins = counts.margins
    for name in counts.by:
        margins = margins[(margins[name] != TOTAL) == (name in groups)]
    sizes = margins[[*groups, "n"]].rename(columns={"n": "d"})
    return counts.frame[list(groups)].merge(sizes, on=list(groups), how="left", validate="many_to_one")["d"]
