"""Rates and standardised rates: laws, bands without data, other ways of computing, whole messages."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.analysis import count_ci, rate, rate_table, standardised_rate, standardised_ratio
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=30, deadline=None)

BANDS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(100, 5000), st.integers(1, 900)), min_size=1, max_size=12
).filter(lambda bands: sum(band[0] for band in bands) >= 10)


def limits(found):
    return found.lower, found.estimate, found.upper


@LAW
@given(st.integers(0, 500), st.floats(1, 1e7), st.floats(0.5, 0.99))
def test_a_rate_is_its_count_over_the_population(x, pop, level):
    found, counted = rate(x, pop, 1000, level), count_ci(x, level)
    assert limits(found) == pytest.approx([value / pop * 1000 for value in limits(counted)])
    assert found.lower <= found.estimate <= found.upper
    assert (found.events, found.n, found.method) == (x, pop, counted.method)


@pytest.mark.parametrize("pop", [0, None])
def test_a_group_that_the_population_lacks_keeps_its_count(pop):
    found = rate(7, pop)
    assert (found.events, found.status, found.note) == (7, "not_estimable", "analysis_rates_note_no_denominator")
    assert all(math.isnan(value) for value in limits(found))


def test_a_missing_count_gives_no_rate():
    table = rate_table([None, 3], [100, 200])
    assert table["note"].tolist() == ["analysis_rates_note_missing", ""]
    assert rate_table([], []).empty


@LAW
@given(BANDS, st.sampled_from(["dobson", "fay-feuer"]), st.integers(0, 99))
def test_the_order_of_the_bands_does_not_matter(bands, method, seed):
    shuffled = Random(seed).sample(bands, len(bands))
    one, other = (standardised_rate(*zip(*rows, strict=True), method=method) for rows in (bands, shuffled))
    assert limits(one) == pytest.approx(limits(other))
    assert one.lower <= one.estimate <= one.upper
    assert one.events == sum(band[0] for band in bands)


@LAW
@given(BANDS, st.floats(0.5, 0.98), st.sampled_from(["dobson", "fay-feuer"]))
def test_more_confidence_is_never_tighter(bands, level, method):
    columns = list(zip(*bands, strict=True))
    narrow, wide = (standardised_rate(*columns, conf_level=each, method=method) for each in (level, level + 0.01))
    assert wide.lower < narrow.lower
    assert wide.upper > narrow.upper


@LAW
@given(BANDS, st.integers(2, 50))
def test_the_standard_counts_by_its_shares_only(bands, times):
    x, pop, std = zip(*bands, strict=True)
    one, other = standardised_rate(x, pop, std), standardised_rate(x, pop, [times * weight for weight in std])
    assert limits(one) == pytest.approx(limits(other))


def test_standardised_to_its_own_population_it_is_the_crude_rate():
    x, pop = [3, 12, 20], [500, 800, 1700]
    assert standardised_rate(x, pop, pop).estimate == pytest.approx(rate(35, 3000).estimate)


@pytest.mark.parametrize("method", ["dobson", "fay-feuer"])
def test_one_band_has_the_limits_of_its_count(method):
    """Both methods reduce to the limits of the count; those of Fay and Feuer are exact."""
    found = standardised_rate([14], [700], [5], per=1, method=method)
    counted = count_ci(14, method="exact" if method == "fay-feuer" else "exact-byar")
    assert limits(found) == pytest.approx([value / 700 for value in limits(counted)])


def test_people_with_several_events_widen_the_limits_as_by_hand():
    once, twice, pop, std = [8, 10], [2, 3], [900, 1100], [4, 6]
    found = standardised_rate([once, twice], pop, std, per=1, event_frequency=[1, 2])
    weights = [0.4 / 900, 0.6 / 1100]
    estimate = sum(w * (a + 2 * b) for w, a, b in zip(weights, once, twice, strict=True))
    variance = sum(w * w * (a + 4 * b) for w, a, b in zip(weights, once, twice, strict=True))
    low = estimate + math.sqrt(variance / 28) * (count_ci(28).lower - 28)
    assert (found.estimate, found.lower, found.events) == (pytest.approx(estimate), pytest.approx(low), 28)
    independent = standardised_rate([12, 16], pop, std, per=1)
    assert found.estimate == pytest.approx(independent.estimate)
    assert found.upper > independent.upper
    assert limits(standardised_rate([[12, 16]], pop, std, per=1, event_frequency=[1])) == limits(independent)


@pytest.mark.parametrize(
    ("x", "pop", "std", "note"),
    [
        ([3, 6], [100, 100], [1, 1], "few_events"),
        ([0, 0], [100, 100], [1, 1], "few_events"),
        ([30, None], [100, 100], [1, 1], "band_missing"),
        ([30, 5], [100, 0], [1, 1], "band_missing"),
        ([30, 5], [100, None], [1, 1], "band_missing"),
        ([30, 5], [100, 100], [0, 0], "no_standard"),
        ([30, 5], [100, 100], [1, None], "no_standard"),
        ([], [], [], "no_standard"),
    ],
)
def test_a_rate_that_cannot_be_standardised_says_why(x, pop, std, note):
    found = standardised_rate(x, pop, std)
    assert (found.status, found.note) == ("not_estimable", f"analysis_rates_note_{note}")
    assert math.isnan(found.estimate)


def test_a_band_that_the_standard_does_not_have_may_lack_a_population():
    assert standardised_rate([30, 0], [100, None], [1, 0]).estimate == pytest.approx(30_000)


@LAW
@given(BANDS)
def test_a_population_compared_with_itself_has_the_ratio_one(bands):
    x, pop, _ = zip(*bands, strict=True)
    found = standardised_ratio(x, pop, x, pop)
    assert found.estimate == pytest.approx(1)
    assert found.lower < 1 < found.upper
    assert found.n == pytest.approx(sum(x))
    assert standardised_ratio(sum(x), pop, x, pop).upper == pytest.approx(found.upper)


def test_no_events_in_a_band_of_the_reference_is_fine():
    found = standardised_ratio([4, 0], [1000, 2000], [30, 0], [10_000, 20_000])
    assert (found.estimate, found.status, found.note) == (pytest.approx(4 / 3), "ok", "")


def test_a_band_without_data_is_left_out_on_both_sides():
    whole = standardised_ratio([4], [1000], [30], [10_000])
    for x, pop, ref in (
        ([4, None], [1000, 5], [30, 9]),
        ([4, 7], [1000, None], [30, 9]),
        ([4, 7], [1000, 5], [30, None]),
    ):
        found = standardised_ratio(x, pop, ref, [10_000, 9])
        assert limits(found) == limits(whole)
        assert (found.events, found.status, found.note) == (4, "ok", "analysis_rates_note_bands_left_out")


@pytest.mark.parametrize(
    ("arguments", "note"),
    [
        ((5, [10, 20], [0, 0], [100, 100]), "none_expected"),
        (([], [], [], []), "none_expected"),
        ((None, [10], [2], [100]), "none_expected"),
        ((5, [10, None], [3, 2], [100, 100]), "band_missing"),
        (([5, None], [None, 3], [3, 2], [100, 100]), "band_missing"),
    ],
)
def test_a_ratio_that_cannot_be_estimated_says_why(arguments, note):
    found = standardised_ratio(*arguments)
    assert (found.status, found.note) == ("not_estimable", f"analysis_rates_note_{note}")
    assert all(math.isnan(value) for value in limits(found))


def test_the_indirect_rate_is_the_ratio_times_the_crude_rate_of_the_reference():
    arguments = ([4, 9], [1000, 2000], [30, 50], [10_000, 20_000])
    ratio, found = standardised_ratio(*arguments), standardised_ratio(*arguments, per=1000)
    np.testing.assert_allclose(limits(found), np.array(limits(ratio)) * 80 / 30_000 * 1000)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: standardised_rate([1, 2], [3, 4], [5]),
            "Las columnas de los grupos de edad no tienen el mismo largo (pop_i: 2, std_i: 1, x_i: 2). Pase un valor "
            "por grupo en cada una y en el mismo orden.\nThe columns of the age bands differ in length (pop_i: 2, "
            "std_i: 1, x_i: 2). Pass one value for each band in each, in the same order.",
        ),
        (
            lambda: standardised_ratio([1, 2], [3], [5], [9]),
            "Las columnas de los grupos de edad no tienen el mismo largo (x: 2, pop_i: 1). Pase un valor por grupo en "
            "cada una y en el mismo orden.\nThe columns of the age bands differ in length (x: 2, pop_i: 1). Pass one "
            "value for each band in each, in the same order.",
        ),
        (
            lambda: standardised_ratio([1], [3], [0.5], [9]),
            "En «ref_x_i» se esperaba un conteo (un número entero, 0 o más) y llegó 0.5. Revise los datos: aquí no "
            "caben números negativos, infinitos ni con decimales.\nFor “ref_x_i” a count was expected (a whole number, "
            "0 or more) and 0.5 was given. Check the data: negative, infinite or fractional numbers have no place "
            "here.",
        ),
        (
            lambda: standardised_rate([[1, 2]], [3, 4], [5, 6], event_frequency=[1, 2]),
            "Llegaron 1 columnas de personas y 2 frecuencias. Pase una columna por cada frecuencia: cuántas personas "
            "tienen exactamente ese número de eventos.\n1 columns of persons and 2 frequencies were given. Pass one "
            "column for each frequency: how many persons have exactly that number of events.",
        ),
        (
            lambda: standardised_rate([1], [3], [5], method="byar"),
            "«byar» no es un método para calcular el intervalo. Hay: dobson, fay-feuer. Elija uno de ellos.\n“byar” is "
            "not a method for the interval. Available: dobson, fay-feuer. Choose one of them.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


@pytest.mark.parametrize("method", ["dobson", "fay-feuer"])
@pytest.mark.parametrize(("x", "people"), [(50, 100), (None, 100), (7, None), (7, 0)])
def test_a_band_that_the_standard_does_not_have_changes_nothing(x, people, method):
    found = standardised_rate([12, 16, x], [100, 300, people], [2, 1, 0], method=method)
    assert found == standardised_rate([12, 16], [100, 300], [2, 1], method=method)


def test_events_outside_the_standard_do_not_make_up_for_too_few_inside():
    found = standardised_rate([3, 40], [100, 100], [1, 0])
    assert (found.status, found.note, found.events) == ("not_estimable", "analysis_rates_note_few_events", 3)


def test_direct_is_the_name_of_the_standardisation_with_dobsons_limits():
    given = ([10, 30, 60], [1000, 2000, 2000], [500, 300, 200])
    assert standardised_rate(*given, method="direct") == standardised_rate(*given, method="dobson")
