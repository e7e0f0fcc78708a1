"""Ratios and parity: laws, zero cells, other ways of computing, whole messages."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.optimize import brentq

from tipanalysis.analysis import (
    odds_ratio,
    parity_index,
    parity_table,
    rate_ratio,
    ratio_table,
    risk_ratio,
)
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=30, deadline=None)

RATIOS = [
    *((risk_ratio, method) for method in ("auto", "koopman", "miettinen-nurminen", "haldane-anscombe")),
    *((odds_ratio, method) for method in ("auto", "cornfield", "miettinen-nurminen", "exact", "haldane-anscombe")),
]


@st.composite
def groups(draw):
    n = draw(st.integers(1, 200))
    return draw(st.integers(0, n)), n


@LAW
@given(groups(), groups(), st.sampled_from(RATIOS))
def test_a_ratio_and_its_inverse_make_one_and_the_interval_holds_it(first, second, kind):
    function, method = kind
    ratio, inverse = function(*first, *second, method), function(*second, *first, method)
    assert ratio.status == inverse.status
    if ratio.status == "not_estimable":
        assert math.isnan(ratio.estimate)
        assert ratio.note
    else:
        assert ratio.lower <= ratio.estimate * (1 + 1e-6)
        assert ratio.estimate <= ratio.upper * (1 + 1e-6)
        assert ratio.lower < ratio.upper
        if 0 < ratio.estimate < math.inf:
            assert ratio.estimate * inverse.estimate == pytest.approx(1, rel=1e-6)
        if ratio.lower > 0:
            assert ratio.lower * inverse.upper == pytest.approx(1, rel=1e-6)


@LAW
@given(groups(), groups(), st.sampled_from(RATIOS), st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_more_confidence_is_never_tighter(first, second, kind, one, other):
    assume(one < other)
    function, method = kind
    narrow, wide = (function(*first, *second, method, level) for level in (one, other))
    if narrow.status != "not_estimable":
        assert wide.lower <= narrow.lower * (1 + 1e-6)
        assert wide.upper >= narrow.upper * (1 - 1e-6)


@pytest.mark.parametrize("cells", [(36, 40, 16, 80), (5, 20, 3, 30), (19, 20, 2, 30)])
@pytest.mark.parametrize(("function", "kind"), [(risk_ratio, "risk"), (odds_ratio, "odds")])
def test_score_limits_agree_with_a_search_for_the_constrained_likelihood(cells, function, kind):
    x1, n1, x2, n2 = cells
    widening = (n1 + n2) / (n1 + n2 - 1)

    def first_of(p2, ratio):
        return ratio * p2 if kind == "risk" else ratio * p2 / (1 - p2 + ratio * p2)

    def z2(log):
        ratio = math.exp(log)
        top = min(1, 1 / ratio) if kind == "risk" else 1

        def slope(p2):
            p1, step = first_of(p2, ratio), 1e-7
            return (loglik(first_of(p2 + step, ratio), p2 + step) - loglik(first_of(p2 - step, ratio), p2 - step)) / (
                2 * step
            ) + 0 * p1

        def loglik(p1, p2):
            return sum(x * math.log(p) + (n - x) * math.log(1 - p) for x, n, p in ((x1, n1, p1), (x2, n2, p2)))

        p2 = brentq(slope, 1e-6, top - 1e-6)
        p1 = first_of(p2, ratio)
        if kind == "risk":
            variance = p1 * (1 - p1) / n1 + ratio**2 * p2 * (1 - p2) / n2
            return (x1 / n1 - ratio * x2 / n2) ** 2 / (variance * widening)
        return (x1 - n1 * p1) ** 2 * (1 / (n1 * p1 * (1 - p1)) + 1 / (n2 * p2 * (1 - p2))) / widening

    ours = function(*cells, "miettinen-nurminen")
    limit = stats.norm.ppf(0.975) ** 2
    for bound in (ours.lower, ours.upper):
        assert z2(math.log(bound)) == pytest.approx(limit, rel=1e-4)


def test_koopman_as_printed():
    """Koopman (1984): 36/40 against 16/80."""
    ratio = risk_ratio(36, 40, 16, 80, "koopman")
    assert (round(ratio.lower, 2), round(ratio.upper, 2)) == (2.94, 7.15)


def test_exact_odds_limits_are_where_fishers_tails_reach_half_alpha():
    ratio = odds_ratio(3, 4, 1, 4, "exact")
    tail = stats.nchypergeom_fisher
    assert tail.sf(2, 8, 4, 4, ratio.lower) == pytest.approx(0.025, rel=1e-6)
    assert tail.cdf(3, 8, 4, 4, ratio.upper) == pytest.approx(0.025, rel=1e-6)
    assert tail.mean(8, 4, 4, ratio.estimate) == pytest.approx(3)
    assert (round(ratio.estimate, 4), round(ratio.lower, 4)) == (6.4083, 0.2117)


@pytest.mark.parametrize("function", [risk_ratio, odds_ratio])
def test_a_zero_cell_gets_score_limits_and_nothing_is_added_in_silence(function):
    none, reference = function(0, 30, 4, 30), function(4, 30, 0, 30)
    assert (none.estimate, none.lower, none.method, none.note) == (
        0, 0, "koopman" if function is risk_ratio else "cornfield", "",
    )  # fmt: skip
    assert 0 < none.upper < 2
    assert (reference.estimate, reference.upper) == (math.inf, math.inf)
    assert reference.note == "analysis_rates_note_zero_reference"
    halves = function(0, 30, 4, 30, "haldane-anscombe")
    assert halves.note == "analysis_rates_note_haldane_anscombe"
    assert halves.estimate > 0


@pytest.mark.parametrize(
    ("ratio", "note"),
    [
        (lambda: risk_ratio(0, 5, 0, 9), "no_events"),
        (lambda: odds_ratio(0, 5, 0, 9), "no_events"),
        (lambda: odds_ratio(5, 5, 9, 9), "all_events"),
        (lambda: risk_ratio(1, 5, 0, 0), "empty_group"),
        (lambda: risk_ratio(1, 5, None, 3), "missing"),
        (lambda: risk_ratio(0, 5, 1, 3, "wald"), "zero_cell"),
        (lambda: risk_ratio(5, 5, 3, 3, "wald"), "zero_cell"),
        (lambda: rate_ratio(0, 5, 0, 3), "no_events"),
        (lambda: rate_ratio(3, 5, 1, 0), "no_denominator"),
        (lambda: rate_ratio(3, 5, 0, 7, "wald"), "zero_cell"),
        (lambda: parity_index(3, 0), "zero_rate"),
        (lambda: parity_index(3, None), "missing"),
    ],
)
def test_what_cannot_be_estimated_says_why(ratio, note):
    found = ratio()
    assert all(math.isnan(value) for value in (found.estimate, found.lower, found.upper))
    assert (found.status, found.note) == ("not_estimable", f"analysis_rates_note_{note}")


def test_everybody_in_both_groups_is_a_risk_ratio_of_one_with_an_interval():
    ratio = risk_ratio(30, 30, 40, 40)
    assert ratio.estimate == 1
    assert ratio.lower < 0.95 < 1.05 < ratio.upper


@LAW
@given(
    st.integers(0, 60),
    st.integers(0, 60),
    st.floats(0.5, 1e6),
    st.floats(0.5, 1e6),
    st.sampled_from(["exact", "midp", "score"]),
)
def test_rates_turn_with_their_groups_and_follow_the_unit_of_time(x1, x2, t1, t2, method):
    assume(x1 + x2 > 0)
    ratio, inverse, hours = (
        rate_ratio(*numbers, method) for numbers in ((x1, t1, x2, t2), (x2, t2, x1, t1), (x1, t1 * 24, x2, t2 * 24))
    )
    assert ratio.lower <= ratio.estimate <= ratio.upper
    assert hours.upper == pytest.approx(ratio.upper)
    if x1:
        assert ratio.lower * inverse.upper == pytest.approx(1)


def test_exact_rate_limits_are_where_the_binomial_tails_reach_half_alpha():
    ratio = rate_ratio(41, 28010, 15, 19017)
    low, high = (bound * 28010 / (bound * 28010 + 19017) for bound in (ratio.lower, ratio.upper))
    assert stats.binom.sf(40, 56, low) == pytest.approx(0.025)
    assert stats.binom.cdf(41, 56, high) == pytest.approx(0.025)


@pytest.mark.parametrize("measure", ["risk", "odds", "rate"])
def test_a_table_has_a_row_for_each_pair_equal_to_the_single_answer(measure):
    function = {"risk": risk_ratio, "odds": odds_ratio, "rate": rate_ratio}[measure]
    x1, n1, x2, n2 = [3, 0, 5], [30, 10, 5], [4, 2, 6], [50, 20, 9]
    table = ratio_table(x1, n1, x2, n2, measure)
    for row, numbers in zip(table.itertuples(), zip(x1, n1, x2, n2, strict=True), strict=True):
        one = function(*numbers)
        np.testing.assert_array_equal(
            [row.estimate, row.lower, row.upper, row.n, row.events],
            [one.estimate, one.lower, one.upper, one.n, one.events],
        )
        assert (row.method, row.status, row.note) == (one.method, one.status, one.note)
    assert ratio_table([], [], [], [], measure).empty


def test_adjusted_parity_is_the_same_distance_in_both_directions():
    assert parity_index(0.5, 1).estimate == 0.5
    assert parity_index(1, 0.5, adjusted=True).estimate == 1.5
    assert parity_index(0.5, 1, adjusted=True).estimate == 0.5


def test_each_gender_stands_against_all_the_others():
    events, people = {"MUJER": 60, "HOMBRE": 30, "OTRO": 2}, {"MUJER": 1000, "HOMBRE": 1100, "OTRO": 40}
    table = parity_table(events, people).set_index("group")
    women = rate_ratio(60, 1000, 32, 1140)
    assert table.loc["MUJER", ["estimate", "lower", "upper"]].tolist() == [women.estimate, women.lower, women.upper]
    assert table["events"].tolist() == [60, 30, 2]
    adjusted = parity_table(events, people, adjusted=True).set_index("group")
    assert adjusted.loc["MUJER", "upper"] == pytest.approx(2 - 1 / women.upper)


def test_a_gender_without_a_population_keeps_its_count_and_leaves_the_others():
    table = parity_table({"MUJER": 6, "HOMBRE": 3, "OTRO": 2}, {"MUJER": 100, "HOMBRE": 100}).set_index("group")
    assert table.loc["OTRO", ["events", "status", "note"]].tolist() == [
        2, "not_estimable", "analysis_rates_note_missing",
    ]  # fmt: skip
    assert table.loc["MUJER", "estimate"] == 2


def test_parity_with_nobody_in_the_others_is_not_estimable():
    table = parity_table({"MUJER": 6, "HOMBRE": 0}, {"MUJER": 100, "HOMBRE": 100}).set_index("group")
    assert table.loc["MUJER", ["status", "note"]].tolist() == ["not_estimable", "analysis_rates_note_zero_rate"]
    assert math.isnan(table.loc["MUJER", "upper"])
    assert table.loc["HOMBRE", ["estimate", "status"]].tolist() == [0, "ok"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: risk_ratio(1, 3, 1, 3, "koopmann"),
            "«koopmann» no es un método para calcular el intervalo. Hay: auto, wald, koopman, miettinen-nurminen, "
            "haldane-anscombe. Elija uno de ellos.\n“koopmann” is not a method for the interval. Available: auto, "
            "wald, koopman, miettinen-nurminen, haldane-anscombe. Choose one of them.",
        ),
        (
            lambda: rate_ratio(1, -3, 1, 3),
            "En «t1» se esperaba un número de 0 o más y llegó -3. Revise los datos: aquí no caben números negativos ni "
            "infinitos.\nFor “t1” a number of 0 or more was expected and -3 was given. Check the data: negative or "
            "infinite numbers have no place here.",
        ),
        (
            lambda: parity_table({"MUJER": 3}, {"MUJER": 10}),
            "Para comparar hacen falta al menos dos grupos; llegó: MUJER. Pase el conteo de cada grupo, también si es "
            "0.\nA comparison needs at least two groups; given: MUJER. Pass the count of each group, even if it is 0.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message
