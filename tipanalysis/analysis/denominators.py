"""The same numbers over three denominators, side by side: no percentage is left to be taken for another."""

from __future__ import annotations

from collections.abc import Sequence

from ..counts.counts import Counts
from ..counts.population import Population
from .estimates import Estimates
from .rates import rate_per
from .shares import share_within


def three_denominators(
    counts: Counts,
    within: str | Sequence[str],
    population: Population | None = None,
    *,
    per: int = 100_000,
    conf_level: float = 0.95,
) -> dict[str, Estimates]:
    """Each cell as a share of everyone, as a share of its group, and per inhabitants.

    Parameters
    ----------
    counts : Counts
    within : dimensions that form the groups of the second denominator
    population : residents, for the third; without it there is none. ``counts`` then needs a variable of years
    per, conf_level : see :func:`~tipanalysis.analysis.rates.rate_per`

    Returns
    -------
    dict
        ``"share"``, ``"within"`` and, with a population, ``"rate"``: Estimates of the same rows, to protect with
        ``protect_together`` and to show with ``show_table(..., beside=...)``. Unknowns stay in the denominators of
        the shares and have no rate.

    Raises
    ------
    EstimateError
        As :func:`~tipanalysis.analysis.shares.share_within` and :func:`~tipanalysis.analysis.rates.rate_per`.

    Notes
    -----
    The rate is the detected part of SDG 16.2.2 (UNODC metadata, 2023): victims found by institutions, over residents.

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> people = {"sexo": ["MUJER"] * 60 + ["HOMBRE"] * 40, "ambito": ["INTERNA"] * 45 + ["TRANSFRONTERIZA"] * 55}
    >>> measures = three_denominators(count_by(pd.DataFrame(people), ["sexo", "ambito"]), "sexo")
    >>> [round(measure.frame["estimate"].tolist()[0], 1) for measure in measures.values()]
    [45.0, 75.0]
    """
    measures = {
        "share": share_within(counts, conf_level=conf_level),
        "within": share_within(counts, within, conf_level=conf_level),
    }
    if population is not None:
        measures["rate"] = rate_per(counts, population, per=per, conf_level=conf_level)
    return measures
