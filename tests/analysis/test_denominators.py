"""One count over three denominators."""

from __future__ import annotations

import pandas as pd
import pytest

from tipanalysis.analysis.denominators import three_denominators
from tipanalysis.analysis.rates import rate_per
from tipanalysis.analysis.shares import share_within
from tipanalysis.counts.count import count_by
from tipanalysis.counts.population import load_population
from tipanalysis.words.errors import EstimateError


@pytest.fixture
def counts():
    years = ["2019"] * 60 + ["2020"] * 40
    sexes = (["MUJER"] * 4 + ["HOMBRE"]) * 20
    return count_by(pd.DataFrame({"anio_registro": years, "sexo": sexes}), ["anio_registro", "sexo"], unit="persona")


def test_each_measure_is_that_of_its_own_verb_on_the_same_rows(counts):
    people = load_population("CRI")
    measures = three_denominators(counts, "anio_registro", people)
    assert list(measures) == ["share", "within", "rate"]
    for name, alone in {
        "share": share_within(counts),
        "within": share_within(counts, "anio_registro"),
        "rate": rate_per(counts, people),
    }.items():
        pd.testing.assert_frame_equal(measures[name].frame, alone.frame)
        assert measures[name].counts is counts


def test_without_a_population_there_is_no_rate(counts):
    assert list(three_denominators(counts, "anio_registro")) == ["share", "within"]


def test_shares_of_everyone_and_of_each_group_add_up_to_a_hundred(counts):
    measures = three_denominators(counts, "anio_registro")
    assert measures["share"].frame["estimate"].sum() == pytest.approx(100)
    within = measures["within"].frame.groupby("anio_registro")["estimate"].sum()
    assert within.tolist() == pytest.approx([100, 100])


def test_a_group_that_the_table_does_not_have_is_refused(counts):
    with pytest.raises(EstimateError):
        three_denominators(counts, "anio")
