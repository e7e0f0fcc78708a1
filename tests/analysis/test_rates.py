from __future__ import annotations

import math

import pandas as pd
import pytest

from tipanalysis.analysis.rates import rate_per
from tipanalysis.counts.count import count_by
from tipanalysis.counts.population import load_population
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.settings import using

SDG_16_2_2 = [("CRI", 2020, 51, 1.00), ("CRI", 2010, 83, 1.81), ("DOM", 2020, 195, 1.80), ("GTM", 2020, 439, 2.45)]
"""Detected victims (UNODC GLOTIP) per 100 000 inhabitants (UN World Population Prospects 2019)."""


def people(year: int, n: int, **levels: str) -> pd.DataFrame:
    return pd.DataFrame({"anio_registro": [str(year)] * n, **{name: [level] * n for name, level in levels.items()}})


@pytest.mark.parametrize(("country", "year", "n", "rate"), SDG_16_2_2)
def test_rates_of_the_detected_agree_with_the_published_ones(country, year, n, rate):
    counts = count_by(people(year, n), "anio_registro")
    assert rate_per(counts, load_population(country)).frame.loc[0, "estimate"] == pytest.approx(rate, abs=0.005)


def test_the_interval_is_that_of_the_count_over_the_population():
    row = rate_per(count_by(people(2020, 51), "anio_registro"), load_population("CRI")).frame.iloc[0]
    assert row["low"] < row["estimate"] < row["high"]
    assert row["estimate"] * row["d"] / 100_000 == pytest.approx(51)
    assert (row["status"], row["method"]) == ("ok", "byar")


def test_a_group_has_its_own_denominator():
    counts = count_by(people(2020, 30, sexo="MUJER"), ["anio_registro", "sexo"])
    women = load_population("CRI").find(2020, sexo="MUJER").n
    assert rate_per(counts, load_population("CRI")).frame.loc[0, "d"] == women


@pytest.mark.parametrize("frame", [people(2020, 9, sexo="NP"), people(1950, 9, sexo="MUJER")])
def test_no_population_is_a_status_and_a_reason_not_a_guess(frame):
    row = rate_per(count_by(frame, ["anio_registro", "sexo"]), load_population("CRI")).frame.iloc[0]
    assert (row["status"], row["note"]) == ("not_estimable", "analysis_note_no_population")
    assert math.isnan(row["estimate"]) and row["n"] == 9


def test_a_rate_needs_years_and_groups_that_people_live_in():
    frame = pd.DataFrame({"finalidad": ["SEXUAL"] * 9})
    with pytest.raises(EstimateError) as caught:
        rate_per(count_by(frame, "finalidad"), load_population("CRI"))
    assert str(caught.value) == (
        "No se puede calcular una tasa por: finalidad. Hace falta una variable de año y, además, solo variables que la"
        " población tenga: anio_registro, anio_acreditacion, sexo, grupo_edad, mayoria_edad, provincia_residencia."
    )
    with using(lang="en"):
        assert str(caught.value).startswith("Cannot compute a rate by: finalidad.")


def test_the_inhabitants_of_another_country_make_no_rate():
    from dataclasses import replace

    counts = count_by(people(2020, 51), "anio_registro")
    costa_rican = replace(counts, provenance=replace(counts.provenance, country="CRI"))
    with pytest.raises(EstimateError) as caught:
        rate_per(costa_rican, load_population("GTM"))
    assert str(caught.value) == 'La población es de GTM y el registro es de CRI. Use load_population("CRI").'


def test_two_variables_of_ages_leave_it_open_by_which_people_to_divide():
    frame = people(2020, 9, grupo_edad="06-11", mayoria_edad="00-17")
    with pytest.raises(EstimateError) as caught:
        rate_per(count_by(frame, ["anio_registro", "grupo_edad", "mayoria_edad"]), load_population("CRI"))
    assert caught.value.both() == (
        "«grupo_edad, mayoria_edad» son la misma característica de la población: no se sabe por cuál dividir. Deje "
        "una sola.\n“grupo_edad, mayoria_edad” are the same feature of the population: it is not known which one to "
        "divide by. Keep one of them only."
    )


def test_every_row_has_the_rate_it_has_alone():
    population = load_population("CRI")
    frame = pd.concat(
        [
            people(year, n, sexo=sex)
            for year, n in ((2019, 3), (2020, 12), (1950, 4))
            for sex in ("MUJER", "HOMBRE", "NP")
        ]
    )
    table = rate_per(count_by(frame, ["anio_registro", "sexo"]), population).frame
    for row in table[table["n"] > 0].to_dict("records"):
        alone = people(int(row["anio_registro"]), row["n"], sexo=row["sexo"])
        (one,) = rate_per(count_by(alone, ["anio_registro", "sexo"]), population).frame.to_dict("records")
        assert [str(value) for value in row.values()] == [str(float(v)) if k == "d" else str(v) for k, v in one.items()]
