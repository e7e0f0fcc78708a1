"""A gap in all and within strata: other routes to the same numbers, and when it may be called reversed."""

from __future__ import annotations

from math import exp, inf, isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from intersections.laws import steadily
from published.cases_intersections import DEPARTMENTS
from tipanalysis.analysis import proportion_difference, simpson_check, stratified_odds_ratio
from tipanalysis.analysis.contrasts import contrast
from tipanalysis.words.errors import EstimateError

CELL = st.integers(0, 40)
TABLES = st.lists(st.tuples(st.tuples(CELL, CELL), st.tuples(CELL, CELL)), min_size=1, max_size=6)
FULL_CELL = st.integers(1, 40)
FULL_TABLES = st.lists(
    st.tuples(st.tuples(FULL_CELL, FULL_CELL), st.tuples(FULL_CELL, FULL_CELL)), min_size=2, max_size=5
)

BERKELEY = pd.DataFrame(
    [
        (department, sex, sum(row[place] for row in table), table[0][place])
        for department, table in DEPARTMENTS.items()
        for place, sex in enumerate("MF")
    ],
    columns=["department", "sex", "n", "events"],
)


@steadily
@given(FULL_TABLES)
def test_changing_columns_turns_the_odds_ratios_over(tables):
    one = stratified_odds_ratio(tables)
    other = stratified_odds_ratio([[row[::-1] for row in table] for table in tables])
    assert other.mh_or == pytest.approx(1 / one.mh_or)
    assert (other.lower, other.upper) == pytest.approx((1 / one.upper, 1 / one.lower))
    assert (other.crude_or, other.woolf_chi2) == pytest.approx((1 / one.crude_or, one.woolf_chi2))
    assert (other.cmh_chi2, other.breslow_day_chi2) == pytest.approx((one.cmh_chi2, one.breslow_day_chi2))
    assert one.lower < one.mh_or < one.upper


@steadily
@given(TABLES, st.permutations(range(6)))
def test_the_order_of_the_strata_does_not_matter(tables, order):
    shuffled = stratified_odds_ratio([tables[place] for place in order if place < len(tables)])
    one = stratified_odds_ratio(tables)
    assert (shuffled.mh_or, shuffled.cmh_chi2, shuffled.status) == (
        pytest.approx(one.mh_or, nan_ok=True),
        pytest.approx(one.cmh_chi2, nan_ok=True),
        one.status,
    )


@steadily
@given(FULL_TABLES)
def test_one_stratum_is_the_crude_table(tables):
    one = stratified_odds_ratio(tables[:1])
    assert (one.mh_or, one.df) == (pytest.approx(one.crude_or), 0)
    assert isnan(one.woolf_p)
    (a, b), (c, d) = tables[0]
    assert np.log(one.upper / one.mh_or) == pytest.approx(1.959964 * (1 / a + 1 / b + 1 / c + 1 / d) ** 0.5, rel=1e-6)


@steadily
@given(FULL_TABLES)
def test_strata_that_agree_show_no_heterogeneity(tables):
    """The second stratum is the first one twice as large: same odds ratio, all chi-squares zero."""
    first = np.array(tables[0])
    result = stratified_odds_ratio([first, 2 * first])
    assert (result.woolf_chi2, result.breslow_day_chi2) == pytest.approx((0, 0), abs=1e-9)
    assert result.mh_or == pytest.approx(result.stratum_or[0])


def test_breslow_day_by_another_route():
    """The expected cells by root finding on the odds ratio of each table, and the chi-square from scipy."""
    result, chi2, apart, spread = stratified_odds_ratio(DEPARTMENTS), 0.0, 0.0, 0.0
    for (a, b), (c, d) in DEPARTMENTS.values():

        def odds_ratio_at(x, rows=a + b, columns=a + c, rest=d - a):
            return x * (rest + x) - result.mh_or * (rows - x) * (columns - x)

        x = optimize.brentq(odds_ratio_at, max(0, a - d), min(a + b, a + c))
        cells = np.array([x, a + b - x, a + c - x, d - a + x])
        chi2 += (a - x) ** 2 * (1 / cells).sum()
        apart, spread = apart + a - x, spread + 1 / (1 / cells).sum()
    assert result.breslow_day_chi2 == pytest.approx(chi2)
    assert result.breslow_day_p == pytest.approx(stats.chi2.sf(chi2, 5))
    assert result.tarone_chi2 == pytest.approx(chi2 - apart**2 / spread)
    assert result.tarone_p == pytest.approx(stats.chi2.sf(result.tarone_chi2, 5))


def test_the_test_of_association_is_the_one_of_scipy():
    one = stratified_odds_ratio([[[12, 5], [7, 29]]])
    expected = stats.chi2_contingency([[12, 5], [7, 29]], correction=False).statistic
    assert one.cmh_chi2 == pytest.approx(expected * 52 / 53)


@pytest.mark.parametrize(
    ("tables", "mh_or", "notes"),
    [
        ([], np.nan, ("intersections_note_no_stratum",)),
        ([[[0, 0], [0, 0]]], np.nan, ("intersections_note_no_stratum",)),
        ([[[5, 0], [7, 0]], [[0, 3], [0, 8]]], np.nan, ("intersections_note_no_stratum",)),
        ([[[0, 5], [5, 5]], [[0, 3], [4, 4]]], 0.0, ("intersections_note_one_sided",)),
        ([[[5, 0], [5, 5]], [[3, 0], [4, 4]]], inf, ("intersections_note_one_sided",)),
    ],
)
def test_where_there_is_nothing_to_compare_a_reason_stands(tables, mh_or, notes):
    result = stratified_odds_ratio(tables)
    assert (result.status, result.notes) == ("not_estimable", notes)
    assert result.mh_or == pytest.approx(mh_or, nan_ok=True)
    assert isnan(result.lower)
    assert isnan(result.woolf_p)


def test_half_is_added_for_woolf_only_and_said():
    with_zero = [[[5, 0], [5, 5]], [[3, 4], [4, 4]]]
    result = stratified_odds_ratio(with_zero)
    assert (result.status, result.notes) == ("ok", ("intersections_note_haldane",))
    assert result.mh_or == pytest.approx((25 / 15 + 12 / 15) / (16 / 15))
    logs = [np.log(np.array(table) + 0.5) for table in with_zero]
    ratios = [table[0, 0] + table[1, 1] - table[0, 1] - table[1, 0] for table in logs]
    weights = [1 / np.exp(-table).sum() for table in logs]
    mean = np.average(ratios, weights=weights)
    assert result.woolf_chi2 == pytest.approx(
        sum(w * (ratio - mean) ** 2 for w, ratio in zip(weights, ratios, strict=True))
    )


def test_a_stratum_that_compares_nothing_changes_nothing_but_the_total():
    with_empty = stratified_odds_ratio([[[10, 5], [20, 40]], [[8, 3], [12, 9]], [[4, 0], [6, 0]]])
    without = stratified_odds_ratio([[[10, 5], [20, 40]], [[8, 3], [12, 9]]])
    assert (with_empty.mh_or, with_empty.df, with_empty.n) == (without.mh_or, 1, without.n + 10)
    assert with_empty.breslow_day_chi2 == without.breslow_day_chi2


def check(table, **more):
    return simpson_check(table, "sex", "department", levels=("M", "F"), **more)


def test_berkeley_gap_does_not_hold_but_may_be_chance():
    result = check(BERKELEY)
    assert result.reversed
    assert (result.crude.lower, result.crude.upper) == pytest.approx((0.11321, 0.16957), abs=1e-5)
    assert result.mh.estimate == pytest.approx(-0.018425, abs=1e-6)
    assert result.odds_ratios.mh_or == pytest.approx(0.9046968283)
    assert result.sentence() == (
        "La diferencia entre M y F no se mantiene: 14,2 puntos porcentuales en total, -1,8 dentro de los niveles de "
        "department, pero al menos una de las dos puede deberse al azar. No concluya a partir del total."
    )


def test_a_gap_that_surely_turns_is_called_so():
    result = check(BERKELEY.assign(n=BERKELEY["n"] * 10, events=BERKELEY["events"] * 10))
    assert result.mh.upper < 0 < result.crude.lower
    assert result.sentence(lang="en") == (
        "The gap between M and F changes its direction: 14,2 percentage points in all, -1,8 within the levels of "
        "department. The gap in all reflects how the two groups are spread over those levels."
    )


def test_a_gap_that_stays_is_called_so():
    result = check(BERKELEY[BERKELEY["department"].isin(["D", "F"])])
    assert not result.reversed
    assert result.sentence() == (
        "La diferencia entre M y F no cambia de sentido al comparar dentro de cada nivel de department: -1,4 puntos "
        "porcentuales en total, -1,5 dentro de los niveles."
    )


def test_the_gaps_within_strata_are_weighted_means_of_the_gaps_of_each():
    strata = check(BERKELEY).strata
    gaps = strata["x1"] / strata["n1"] - strata["x2"] / strata["n2"]
    assert strata["estimate"].tolist() == pytest.approx(gaps.tolist())
    weights = strata["n1"] * strata["n2"] / (strata["n1"] + strata["n2"])
    assert check(BERKELEY).mh.estimate == pytest.approx(np.average(gaps, weights=weights))
    assert check(BERKELEY).standardised.estimate == pytest.approx(np.average(gaps, weights=strata["n1"] + strata["n2"]))


def test_with_one_stratum_all_gaps_are_the_crude_one():
    one = BERKELEY[BERKELEY["department"] == "C"]
    result, gap = check(one), proportion_difference(120, 325, 202, 593)
    for found in (result.crude, result.mh, result.standardised):
        assert (found.estimate, found.lower, found.upper) == pytest.approx((gap.estimate, gap.lower, gap.upper))


def test_the_interval_within_strata_covers_what_is_planted():
    """Five strata of 15 and 25 people, gap 0.1 in each: 95 of 100 intervals hold it, give or take one and a half."""
    rng, base = np.random.default_rng(4), np.array([0.1, 0.3, 0.5, 0.7, 0.85])
    n = np.tile([15.0] * 5 + [25.0] * 5, (4000, 1))
    events = rng.binomial(n.astype(int), np.concatenate([base + 0.1, base])).astype(float)
    _, lower, upper = contrast(events, n, np.array([0.2] * 5 + [-0.2] * 5), 1.959964)
    assert 0.935 <= ((lower <= 0.1) & (upper >= 0.1)).mean() <= 0.975


def test_who_is_not_compared_is_counted():
    more = pd.DataFrame({"sex": ["X", "M", "M"], "department": ["A", "Z", None], "n": [7, 5, 3], "events": [1, 2, 3]})
    result = check(pd.concat([BERKELEY, more]), unknown="exclude")
    assert (result.total, result.excluded, result.alone) == (4526 + 15, 7 + 3, 5)
    assert result.mh.n == 4526
    assert result.crude.n == 4526 + 5


@pytest.mark.parametrize(
    "table",
    [
        BERKELEY.head(0),
        BERKELEY.assign(n=0, events=0),
        BERKELEY[BERKELEY["sex"] == "M"],
        BERKELEY[(BERKELEY["sex"] == "M") == (BERKELEY["department"] == "A")],
    ],
    ids=["empty", "all zero", "one level", "never both"],
)
def test_no_stratum_with_both_groups_is_a_status(table):
    result = check(table)
    assert result.status == "not_estimable"
    assert not result.reversed
    assert result.sentence() == "En ningún estrato están los dos grupos: no se pueden comparar entre iguales."


@pytest.mark.parametrize("events", [0, BERKELEY["n"]], ids=["no events", "all events"])
def test_where_all_are_alike_the_gap_is_zero_with_an_interval(events):
    result = check(BERKELEY.assign(events=events))
    assert (result.crude.estimate, result.mh.estimate, result.reversed) == (
        pytest.approx(0),
        pytest.approx(0, abs=1e-12),
        False,
    )
    assert result.mh.lower < 0 < result.mh.upper
    assert result.odds_ratios.status == "not_estimable"


def test_few_people_are_called_small():
    few = pd.DataFrame({"sex": ["M", "F"], "department": ["A", "A"], "n": [8, 30], "events": [2, 9]})
    assert (check(few).status, check(few).notes[0]) == ("small", "intersections_note_small_group")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: simpson_check(BERKELEY, "sex", "department", levels=("M", "W")),
            "Nombre dos niveles distintos de «sex» para comparar; llegó: M, W. Hay: F, M.\n"
            "Name two different levels of “sex” to compare; given: M, W. Available: F, M.",
        ),
        (
            lambda: stratified_odds_ratio([[[1, 2, 3], [4, 5, 6]]]),
            "Cada estrato debe ser una tabla de 2 por 2: [[a, b], [c, d]]. Llegaron tablas de tamaño: (2, 3).\n"
            "Each stratum must be a table of 2 by 2: [[a, b], [c, d]]. Tables of this size were given: (2, 3).",
        ),
    ],
)
def test_wrong_calls_say_what_came(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


def test_the_log_of_the_common_ratio_is_between_those_of_the_strata():
    result = stratified_odds_ratio(DEPARTMENTS)
    assert min(result.stratum_or) < result.mh_or < max(result.stratum_or)
    assert exp(0) < result.crude_or


def test_the_gaps_of_the_strata_have_the_level_asked_for():
    table = pd.DataFrame(
        {"sexo": ["M", "H"] * 2, "zona": ["1", "1", "2", "2"], "n": [80, 20, 20, 80], "events": [40, 8, 2, 4]}
    )
    strata = simpson_check(table, "sexo", "zona", levels=("M", "H"), conf_level=0.5).strata
    expected = proportion_difference(40, 80, 8, 20, conf_level=0.5)
    assert strata.loc[0, ["lower", "upper"]].tolist() == pytest.approx([expected.lower, expected.upper])
