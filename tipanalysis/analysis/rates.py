"""Rates: records per inhabitants, with a denominator that names its source."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import nan
from typing import Any

from ..counts.counts import Counts
from ..counts.population import Population
from ..words.errors import CountsError, EstimateError
from .estimates import Estimates
from .intervals import count_ci

_POPULATION_NAMES = {
    "anio_registro": "anio",
    "anio_acreditacion": "anio",
    "sexo": "sexo",
    "grupo_edad": "grupo_edad",
    "mayoria_edad": "grupo_edad",
    "provincia_residencia": "provincia",
}
"""Variables of a register and the dimension of the population they correspond to."""


def rate_per(counts: Counts, population: Population, *, per: int = 100_000, conf_level: float = 0.95) -> Estimates:
    """Units recorded per ``per`` inhabitants of the same year and group, with a Poisson interval.

    Parameters
    ----------
    counts : by a variable of years and any of sexo, grupo_edad or mayoria_edad, provincia_residencia
    population : residents of the country; see :func:`~tipanalysis.counts.population.load_population`
    per : multiplier of the rate
    conf_level : between 0 and 1

    Returns
    -------
    Estimates
        Same rows as ``counts.frame``, with ``d`` (inhabitants), ``estimate``, ``low`` and ``high`` per ``per``
        inhabitants. Where no source gives the population, or a level is a reason for a missing value, the status
        is ``not_estimable`` and ``note`` names why. The interval describes chance only: not detection, and not
        people who were in transit and are not residents.

    Raises
    ------
    EstimateError
        If ``counts`` has no variable of years, or a dimension that population figures do not have, or follows
        the law of another country.

    Notes
    -----
    x / d · per, limits of :func:`~tipanalysis.analysis.intervals.count_ci` over d. The rate of SDG 16.2.2,
    detected part: UNODC metadata (2023).

    Examples
    --------
    >>> import pandas as pd
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.counts.population import load_population
    >>> counts = count_by(pd.DataFrame({"anio_registro": ["2020"] * 51}), "anio_registro")
    >>> round(float(rate_per(counts, load_population("CRI")).frame.loc[0, "estimate"]), 2)
    1.0
    """
    _check_country(counts, population)
    names = {name: _POPULATION_NAMES.get(name, "") for name in counts.by}
    if "anio" not in names.values() or not all(names.values()):
        raise EstimateError("analysis_rate_dimensions", given=", ".join(counts.by), known=", ".join(_POPULATION_NAMES))
    rows = [_rate(row, names, population, per, conf_level) for row in counts.frame.to_dict("records")]
    columns = {key: [row[key] for row in rows] for key in ("d", "estimate", "low", "high", "method", "status", "note")}
    return Estimates(counts.frame.assign(**columns), counts, counts.by, per, conf_level, "rate")


def _check_country(counts: Counts, population: Population) -> None:
    """People of one country over the inhabitants of another make no rate."""
    country = counts.provenance.country
    if country and country != population.country:
        raise EstimateError("analysis_rate_country", given=population.country, expected=country)


def _rate(
    row: Mapping[Hashable, Any], names: Mapping[str, str], population: Population, per: int, conf_level: float
) -> dict[str, Any]:
    people = _inhabitants({dimension: str(row[name]) for name, dimension in names.items()}, population)
    if not people:
        nothing = {"d": nan, "estimate": nan, "low": nan, "high": nan}
        return {**nothing, "method": "", "status": "not_estimable", "note": "analysis_note_no_population"}
    interval = count_ci(row["n"], conf_level)
    scaled = {"estimate": row["n"], "low": interval.lower, "high": interval.upper}
    rates = {key: value / people * per for key, value in scaled.items()}
    return {"d": people, **rates, "method": interval.method, "status": "ok", "note": ""}


def _inhabitants(group: Mapping[str, str], population: Population) -> int | None:
    """Residents of the group in the year; nothing where a level is not one that population figures have."""
    levels = {name: level for name, level in group.items() if name != "anio"}
    if not group["anio"].isdigit():
        return None
    try:
        return population.find(int(group["anio"]), **levels).n
    except CountsError:
        return None
