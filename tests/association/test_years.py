from __future__ import annotations

from math import exp, isnan, log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from association.tables import says, steadily
from tipanalysis.analysis import association, trend, trend_test
from tipanalysis.analysis.intervals import count_ci
from tipanalysis.words.errors import EstimateError

YEARS = [2018, 2019, 2020, 2021, 2022]
groups = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=2, max_size=6)


@steadily
@given(groups, st.floats(-3, 3), st.floats(0.1, 9))
def test_a_trend_in_proportions_does_not_ask_for_the_unit_of_the_scores(cells, start, step) -> None:
    x, n = [yes for yes, _ in cells], [yes + no for yes, no in cells]
    scores = [start + step * place for place in range(len(n))]
    one, other, back = trend_test(x, n), trend_test(x, n, scores), trend_test(x[::-1], n[::-1])
    assert one.status == other.status == back.status
    if one.status != "not_estimable":
        assert one.z == pytest.approx(other.z, abs=1e-9) == pytest.approx(-back.z, abs=1e-9)
        assert one.slope == pytest.approx(other.slope * step, abs=1e-9)


@steadily
@given(groups)
def test_two_groups_are_the_chi_square_of_their_table(cells) -> None:
    x, n = [yes for yes, _ in cells[:2]], [yes + no for yes, no in cells[:2]]
    test = trend_test(x, n)
    if test.status != "not_estimable":
        assert test.chi2 == pytest.approx(association(cells[:2]).chi2)


def test_the_p_value_is_that_of_shuffling_people() -> None:
    x, n = np.array([8, 11, 16, 20]), np.array([30, 30, 30, 30])
    people, scores = np.repeat([1, 0], [x.sum(), 120 - x.sum()]), np.repeat([1, 2, 3, 4], n)
    rng = np.random.default_rng(2)
    drawn = np.array([rng.permutation(people) @ scores for _ in range(4000)])
    middle = scores.mean() * x.sum()
    further = np.abs(drawn - middle) >= abs(x @ [1, 2, 3, 4] - middle) - 1e-9
    assert trend_test(x, n).p == pytest.approx(further.mean(), abs=0.004)


@pytest.mark.parametrize(
    ("x", "n", "note"),
    [
        ([], [], "analysis_note_no_units"),
        ([0, 0], [0, 0], "analysis_note_no_units"),
        ([3], [9], "trend_note_one_point"),
        ([3, 0], [9, 0], "trend_note_one_point"),
        ([0, 0, 0], [5, 6, 7], "trend_note_no_contrast"),
        ([5, 6], [5, 6], "trend_note_no_contrast"),
    ],
)
def test_where_no_trend_can_be_tested_the_result_says_so(x, n, note) -> None:
    test = trend_test(x, n)
    assert (test.status, test.note, isnan(test.p)) == ("not_estimable", note, True)


def test_years_show_counts_or_rates_with_the_limits_of_a_count() -> None:
    counts, rates = trend(YEARS, [3, 0, 8, 9, 12]), trend(YEARS, [3, 0, 8, 9, 12], [50_000] * 5)
    assert counts.by_year["estimate"].tolist() == [3, 0, 8, 9, 12]
    assert counts.by_year["upper"].tolist() == pytest.approx([count_ci(n).upper for n in (3, 0, 8, 9, 12)])
    assert rates.by_year["lower"].tolist() == pytest.approx((2 * counts.by_year["lower"]).tolist())
    assert rates.ratio == pytest.approx(counts.ratio)


@steadily
@given(st.lists(st.integers(1, 60), min_size=3, max_size=7), st.integers(2, 50))
def test_the_slope_solves_the_equations_of_the_likelihood(events, factor) -> None:
    years = list(range(2000, 2000 + len(events)))
    population = [1000 + 10 * factor * place for place in range(len(events))]
    found = trend(years, events, population).slopes.iloc[0]
    centred = np.array(years) - np.mean(years)
    shape = np.array(population) * np.exp(found["slope"] * centred)
    fitted = sum(events) * shape / shape.sum()
    assert fitted @ centred == pytest.approx(np.array(events) @ centred, abs=1e-5)
    information = fitted @ centred**2 - (fitted @ centred) ** 2 / fitted.sum()
    assert found["slope_se"] == pytest.approx(information**-0.5)


def test_two_years_give_the_ratio_of_their_rates() -> None:
    found = trend([2020, 2021], [20, 30], [1000, 1200])
    assert found.ratio == pytest.approx((30 / 1200) / (20 / 1000))
    assert found.slopes.loc[0, "slope_se"] == pytest.approx((1 / 20 + 1 / 30) ** 0.5)


def test_rows_of_a_year_add_up() -> None:
    one = trend([2020, 2021], [20, 30], [1000, 1200])
    other = trend([2021, 2020, 2020, 2021], [10, 5, 15, 20], [500, 400, 600, 700])
    assert other.by_year[["n", "d"]].to_numpy().tolist() == one.by_year[["n", "d"]].to_numpy().tolist()


def test_the_robust_error_is_the_sandwich_of_the_clusters() -> None:
    years, events, agency = YEARS * 3, [3, 4, 6, 5, 9, 10, 8, 12, 15, 11, 1, 3, 2, 2, 5], list("aaaaabbbbbccccc")
    found = trend(years, events, cluster=agency).slopes.iloc[0]
    slope, centred = found["slope"], np.array(years) - 2020
    fitted = sum(events) * np.exp(slope * centred) / np.exp(slope * centred).sum()
    design = np.column_stack([np.ones(15), centred])
    scores = np.array([(design * (events - fitted)[:, None])[np.array(agency) == each].sum(axis=0) for each in "abc"])
    bread = np.linalg.inv(design.T @ (design * fitted[:, None]))
    assert found["slope_se"] == pytest.approx((bread @ scores.T @ scores @ bread * 3 / 2)[1, 1] ** 0.5)
    assert (found["status"], found["note"]) == ("small", "trend_note_few_clusters")
    assert log(found["upper"]) - slope == pytest.approx(4.302653 * found["slope_se"], rel=1e-6)


def test_a_break_is_flagged_with_its_reason_and_cuts_the_slope() -> None:
    found = trend(YEARS, [10, 11, 30, 31, 33], breaks={2020: "Ley 9999"})
    assert found.by_year["break_flag"].tolist() == [False, False, True, False, False]
    assert found.by_year["break_reason"].tolist() == ["", "", "Ley 9999", "", ""]
    assert found.by_year["segment"].tolist() == [1, 1, 2, 2, 2]
    assert found.notes == ("trend_note_break", "trend_note_dispersed")
    whole, before, after = found.slopes["ratio"]
    assert whole > 1.3 and after < 1.1 and before == pytest.approx(1.1)
    assert found.slopes[["first", "last"]].to_numpy().tolist() == [[2018, 2022], [2018, 2019], [2020, 2022]]


def test_a_break_in_a_year_without_data_still_cuts() -> None:
    found = trend([2018, 2019, 2021, 2022], [5, 6, 7, 8], breaks=[2020, 2018])
    assert found.by_year["segment"].tolist() == [1, 1, 2, 2]
    assert (found.gaps, found.notes) == ((2020,), ("trend_note_break", "trend_note_gap"))


def test_scatter_beyond_chance_is_said() -> None:
    assert trend(YEARS, [10, 90, 10, 90, 10]).note == "trend_note_dispersed"


def test_a_year_without_population_keeps_its_people() -> None:
    found = trend([2020, 2021, 2022], [4, 6, 9], [1000, 0, 1000])
    assert found.by_year["n"].tolist() == [4, 6, 9]
    assert found.by_year["status"].tolist() == ["ok", "not_estimable", "ok"]
    assert found.ratio == pytest.approx(exp(log(9 / 4) / 2))


def test_events_without_a_year_are_counted() -> None:
    assert trend([2020, None, 2021], [4, 7, 5]).unknown == 7


@pytest.mark.parametrize(
    ("years", "events", "status", "note"),
    [
        ([], [], "not_estimable", "analysis_note_no_units"),
        ([None], [3], "not_estimable", "analysis_note_no_units"),
        ([2020, 2021], [0, 0], "not_estimable", "analysis_note_no_units"),
        ([2020], [5], "not_estimable", "trend_note_one_point"),
        ([2020, 2021, 2022], [0, 0, 9], "model_singular", "trend_note_all_at_one_end"),
    ],
)
def test_where_there_is_no_slope_the_result_says_so(years, events, status, note) -> None:
    found = trend(years, events)
    assert (found.status, found.note, isnan(found.ratio)) == (status, note, True)
    assert len(found.by_year) == len({year for year in years if year})


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda: trend_test([1, 2], [3, 4, 5]),
            "Las listas deben tener el mismo largo y llegaron así: x: 2, n: 3, scores: 3. Revise que cada año "
            "o grupo tenga todos sus números.",
            "The lists must be of the same length and came like this: x: 2, n: 3, scores: 3. Check that each "
            "year or group has all its numbers.",
        ),
        (
            lambda: trend_test([1, None], [3, 4]),
            "En «x» falta un número. Escriba 0 donde no hubo nadie; si no se sabe, deje fuera ese grupo.",
            "A number is missing in “x”. Write 0 where there was nobody; if it is not known, leave that group out.",
        ),
        (
            lambda: trend_test([5, 2], [3, 4]),
            "No se puede calcular la proporción de 5 entre 3: el número de casos debe estar entre 0 y el "
            "total. Revise los datos.",
            "No proportion can be computed of 5 among 3: the number of cases must lie between 0 and the "
            "total. Check the data.",
        ),
        (
            lambda: trend([2020, 2021], [1.5, 2]),
            "En «events» se esperaba un conteo (un número entero, 0 o más) y llegó 1.5. Revise los datos: aquí "
            "no caben números negativos, infinitos ni con decimales.",
            "For “events” a count was expected (a whole number, 0 or more) and 1.5 was given. Check the data: "
            "negative, infinite or fractional numbers have no place here.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call, es, en) -> None:
    with pytest.raises(EstimateError) as caught:
        call()
    assert says(caught, es, en), caught.value.both()


def test_the_table_of_years_is_a_plain_frame() -> None:
    assert isinstance(trend(YEARS, [1, 2, 3, 4, 5]).by_year, pd.DataFrame)
