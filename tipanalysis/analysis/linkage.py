"""How well records were linked, with intervals: precision, recall and F1 of each group of people, and the gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from .intervals import proportion_table

MEASURES = ("precision", "recall", "f1")


def link_quality(counts: pd.DataFrame, conf_level: float = 0.95) -> pd.DataFrame:
    """Precision, recall and F1 of each group, with their intervals.

    Parameters
    ----------
    counts : one row per group: ``grupo``, ``nivel``, ``pares_verdaderos``, ``encontrados``, ``pares_unidos``, as
        :func:`~tipanalysis.register.linking.score.score_links` gives them; numbers of pairs of records
    conf_level : between 0 and 1

    Returns
    -------
    DataFrame
        ``grupo, nivel, medida, estimate, lower, upper, n, status``: one row per group and measure. ``n`` are the pairs
        joined (precision), the true ones (recall), both (F1). ``not_estimable`` where there are none.

    Notes
    -----
    Wilson intervals; those of F1 = 2 found / (true + joined) are the harmonic means of the limits of its two parts,
    which is cautious. The pairs of one person are not independent: with several records each the intervals are
    somewhat too narrow. They say how well this truth was recovered, nothing of people without a truth.

    Examples
    --------
    >>> counts = pd.DataFrame({"grupo": ["TODAS"], "nivel": ["TODAS"], "pares_verdaderos": [100],
    ...     "encontrados": [95], "pares_unidos": [97]})
    >>> link_quality(counts)[["medida", "estimate", "lower"]].round(3).values.tolist()
    [['precision', 0.979, 0.928], ['recall', 0.95, 0.888], ['f1', 0.964, 0.908]]
    """
    found, joined, true = (counts[name].to_numpy() for name in ("encontrados", "pares_unidos", "pares_verdaderos"))
    precision = proportion_table(found, joined, conf_level=conf_level)
    recall = proportion_table(found, true, conf_level=conf_level)
    columns = ["estimate", "lower", "upper", "n", "status"]
    parts = {"precision": precision[columns], "recall": recall[columns], "f1": _f1(precision, recall)[columns]}
    whole = pd.concat([_of_groups(counts, table, name) for name, table in parts.items()], ignore_index=True)
    order = np.lexsort((whole["medida"].map(MEASURES.index), np.tile(np.arange(len(counts)), len(MEASURES))))
    return whole.iloc[order].reset_index(drop=True)


def _f1(precision: pd.DataFrame, recall: pd.DataFrame) -> pd.DataFrame:
    both = {name: _harmonic(precision[name], recall[name]) for name in ("estimate", "lower", "upper")}
    worst = np.where(recall["status"] == "not_estimable", recall["status"], precision["status"])
    worst = np.where((recall["status"] == "small") & (worst == "ok"), "small", worst)
    return pd.DataFrame({**both, "n": precision["n"] + recall["n"], "status": worst})


def _harmonic(one: pd.Series, other: pd.Series) -> Any:
    total = (one + other).to_numpy()
    return np.where(total == 0, 0.0, 2 * one * other / np.where(total == 0, 1, total))


def _of_groups(counts: pd.DataFrame, table: pd.DataFrame, name: str) -> pd.DataFrame:
    return pd.concat([counts[["grupo", "nivel"]].reset_index(drop=True), table], axis=1).assign(medida=name)[
        ["grupo", "nivel", "medida", "estimate", "lower", "upper", "n", "status"]
    ]


def link_gaps(quality: pd.DataFrame) -> pd.DataFrame:
    """The largest gap of each measure within each grouping: between which two levels, how large, with its interval.

    Parameters
    ----------
    quality : from :func:`link_quality`

    Returns
    -------
    DataFrame
        ``grupo, medida, nivel_mayor, nivel_menor, estimate, lower, upper``: the level where links are best less the
        one where they are worst. Groupings with fewer than two levels that can be estimated have no row.

    Notes
    -----
    Square and add (Newcombe 1998): the distance of the estimates and of their limits. Of more than two levels the two
    are chosen for being far apart, and the interval does not know that.

    Examples
    --------
    >>> counts = pd.DataFrame({"grupo": ["origen"] * 2, "nivel": ["NACIONAL", "EXTRANJERA"],
    ...     "pares_verdaderos": [100, 100], "encontrados": [98, 90], "pares_unidos": [100, 95]})
    >>> gap = link_gaps(link_quality(counts)).set_index("medida").loc["recall"]
    >>> gap["nivel_menor"], f"{gap['estimate']:.3f}", f"{gap['lower']:.3f}"
    ('EXTRANJERA', '0.080', '0.013')
    """
    known = quality[quality["status"] != "not_estimable"]
    return pd.DataFrame(list(_gaps(known)), columns=list(_GAP_COLUMNS))


_GAP_COLUMNS = ("grupo", "medida", "nivel_mayor", "nivel_menor", "estimate", "lower", "upper")


def _gaps(known: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    for (group, measure), rows in known.groupby(["grupo", "medida"], sort=False):
        if len(rows) > 1:
            best, worst = (dict(rows.loc[place]) for place in (rows["estimate"].idxmax(), rows["estimate"].idxmin()))
            yield group, measure, best["nivel"], worst["nivel"], *_distance(best, worst)


def _distance(best: Mapping[str, Any], worst: Mapping[str, Any]) -> tuple[float, float, float]:
    gap = best["estimate"] - worst["estimate"]
    down = np.hypot(best["estimate"] - best["lower"], worst["upper"] - worst["estimate"])
    up = np.hypot(best["upper"] - best["estimate"], worst["estimate"] - worst["lower"])
    return float(gap), float(gap - down), float(gap + up)
