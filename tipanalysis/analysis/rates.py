"""Rates: records per inhabitants, with a denominator that names its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..counts.counts import TOTAL, Counts
from ..counts.population import DIMENSIONS, Population
from ..words.errors import EstimateError
from .estimates import Estimates
from .records import Numbers
from .standardised import rate_table

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
        If ``counts`` has no variable of years, two variables of the same kind, or a dimension that population
        figures do not have, or follows the law of another country.

    Notes
    -----
    x / d · per, limits of :func:`~tipanalysis.analysis.intervals.count_ci` over d. The rate of SDG 16.2.2,
    detected part: UNODC metadata (2023).

    Examples
    --------
    >>> from tipanalysis.counts.count import count_by
    >>> from tipanalysis.counts.population import load_population
    >>> counts = count_by(pd.DataFrame({"anio_registro": ["2020"] * 51}), "anio_registro")
    >>> round(float(rate_per(counts, load_population("CRI")).frame.loc[0, "estimate"]), 2)
    1.0
    """
    _check_country(counts, population)
    names = _dimensions(counts)
    people = _inhabitants(counts.frame, names, population)
    found = rate_table(counts.frame["n"], people, per, conf_level)
    nobody = np.isnan(people)
    whole = people if nobody.any() else people.astype("int64")
    frame = counts.frame.assign(
        d=whole,
        **{name: found[column].to_numpy() for name, column in _COLUMNS.items()},
        method=found["method"].mask(nobody, "").to_list(),
        status=found["status"].to_list(),
        note=found["note"].mask(nobody, "analysis_note_no_population").to_list(),
    )
    return Estimates(frame, counts, counts.by, per, conf_level, "rate")


_COLUMNS = {"estimate": "estimate", "low": "lower", "high": "upper"}


def _check_country(counts: Counts, population: Population) -> None:
    """People of one country over the inhabitants of another make no rate."""
    country = counts.provenance.country
    if country and country != population.country:
        raise EstimateError("analysis_rate_country", given=population.country, expected=country)


def _dimensions(counts: Counts) -> dict[str, str]:
    """The dimension of the population for each variable: one of years, and none twice."""
    names = {name: _POPULATION_NAMES.get(name, "") for name in counts.by}
    if "anio" not in names.values() or not all(names.values()):
        raise EstimateError("analysis_rate_dimensions", given=", ".join(counts.by), known=", ".join(_POPULATION_NAMES))
    twice = [name for name, dimension in names.items() if Counter(names.values())[dimension] > 1]
    if twice:
        raise EstimateError("analysis_rate_twice", given=", ".join(twice))
    return names


def _inhabitants(frame: pd.DataFrame, names: Mapping[str, str], population: Population) -> Numbers:
    """Residents of the year and group of each row; NaN where no source gives them, or there are none."""
    columns = ["anio", *DIMENSIONS]
    of = {dimension: frame[name].astype("str") for name, dimension in names.items()}
    wanted = pd.DataFrame({column: of.get(column, TOTAL) for column in columns}, index=frame.index, dtype="str")
    figures = population.frame.astype({"anio": "str"}).drop_duplicates(columns)[[*columns, "n"]]
    people = wanted.merge(figures, on=columns, how="left", validate="many_to_one")["n"].to_numpy(dtype="float64")
    return np.where(people > 0, people, np.nan)
