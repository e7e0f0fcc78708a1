from __future__ import annotations

from itertools import product
from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from scipy.special import gammaln

from association.tables import Table, says, steadily, tables
from tipanalysis.analysis import association_test
from tipanalysis.words.errors import EstimateError

JOB = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]


def by_brute_force(table: Table) -> float:
    """Every table with the same margins, one by one."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    corner = [range(int(min(row, column)) + 1) for row in rows[:-1] for column in columns[:-1]]
    weights, seen = [], -gammaln(table + 1).sum()
    for cells in product(*corner):
        body = np.array(cells).reshape(len(rows) - 1, len(columns) - 1)
        body = np.column_stack([body, rows[:-1] - body.sum(axis=1)])
        whole = np.vstack([body, columns - body.sum(axis=0)])
        if (whole >= 0).all():
            weights.append(-gammaln(whole + 1).sum())
    chance = np.exp(np.array(weights) - max(weights))
    return float(chance[np.array(weights) <= seen + 1e-7].sum() / chance.sum())


@steadily
@given(tables(most=30, shape=(2, 2)), st.sampled_from(["two-sided", "less", "greater"]))
def test_two_by_two_is_fishers_test_of_scipy(table: Table, alternative) -> None:
    test = association_test(table, "exact", alternative=alternative)
    if test.status != "not_estimable":
        assert test.method == "fisher"
        assert test.p == pytest.approx(stats.fisher_exact(table, alternative)[1], abs=1e-12)


@steadily
@given(tables(most=3))
def test_larger_tables_agree_with_enumeration_one_by_one(table: Table) -> None:
    test = association_test(table[:3, :3], "exact")
    if test.method == "freeman-halton":
        solid = table[:3, :3][table[:3, :3].sum(axis=1) > 0][:, table[:3, :3].sum(axis=0) > 0]
        assert test.p == pytest.approx(by_brute_force(solid), abs=1e-9)


@steadily
@given(tables(most=4), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_and_their_places_do_not_matter(table: Table, random) -> None:
    order = list(range(table.shape[0]))
    random.shuffle(order)
    p = [association_test(each, "exact").p for each in (table, table[order], table.T)]
    assert p == pytest.approx([p[0]] * 3, abs=1e-9, nan_ok=True)


def test_monte_carlo_comes_near_the_exact_value_and_repeats() -> None:
    table = [[3, 1, 4], [1, 5, 0], [2, 6, 5]]
    drawn = [association_test(table, "monte-carlo", seed=seed) for seed in (1, 1, 2)]
    assert drawn[0].p == drawn[1].p != drawn[2].p
    assert (drawn[0].draws, drawn[0].seed, drawn[0].method) == (10_000, 1, "monte-carlo")
    for each in drawn:
        assert each.p == pytest.approx(association_test(table).p, abs=0.015)


def test_a_drawn_p_is_never_zero() -> None:
    assert association_test([[40, 0], [0, 40]], "monte-carlo", draws=99).p == 0.01


@pytest.mark.parametrize(
    ("table", "method"),
    [
        ([[20, 20], [30, 10]], "chi-square"),
        ([[2, 15], [10, 1]], "fisher"),
        (JOB, "freeman-halton"),
        (np.arange(1, 50).reshape(7, 7), "monte-carlo"),
    ],
)
def test_the_numbers_choose_the_method(table, method) -> None:
    test = association_test(table)
    assert (test.method, test.status) == (method, "ok")


def test_chi_square_by_wish_on_small_numbers_is_marked() -> None:
    test = association_test(JOB, "chi-square")
    assert (test.status, test.note) == ("small", "association_note_few_expected")
    assert test.p == pytest.approx(stats.chi2_contingency(JOB).pvalue)


def test_exact_may_be_asked_for_by_its_own_name() -> None:
    table = [[30, 20], [15, 35]]
    assert association_test(table, exact=True).p == association_test(table, "exact").p != association_test(table).p


def test_the_odds_ratio_of_fishers_test_has_its_conditional_limits() -> None:
    test = association_test([[2, 15], [10, 3]], "exact")
    assert test.lower < test.odds_ratio < test.upper < 1
    assert isnan(association_test([[20, 20], [30, 10]]).odds_ratio)


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ([], "analysis_note_no_units"),
        ([[0, 0], [0, 0]], "analysis_note_no_units"),
        ([[3, 4]], "association_note_one_level"),
        ([[0, 4], [0, 2]], "association_note_one_level"),
    ],
)
@pytest.mark.parametrize("method", ["auto", "chi-square", "exact", "monte-carlo"])
def test_where_there_is_nothing_to_test_the_result_says_so(table, note, method) -> None:
    test = association_test(table, method)
    assert (test.status, test.note, isnan(test.p)) == ("not_estimable", note, True)


@steadily
@given(tables(most=3), st.integers(0, 4))
def test_a_level_with_nobody_takes_no_part(table: Table, place: int) -> None:
    wider = np.insert(table, min(place, table.shape[0]), 0, axis=0)
    one, other = association_test(table), association_test(wider)
    assert (one.df, one.method) == (other.df, other.method)
    assert one.p == pytest.approx(other.p, nan_ok=True)
    assert len(other.dropped) == len(one.dropped) + 1


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda: association_test(JOB, "bayes"),
            "«bayes» no es una opción de esta prueba. Hay: auto, chi-square, exact, monte-carlo. Elija una.",
            "“bayes” is not an option of this test. Available: auto, chi-square, exact, monte-carlo. Choose one.",
        ),
        (
            lambda: association_test(JOB, alternative="below"),
            "«below» no es una opción de esta prueba. Hay: two-sided, less, greater. Elija una.",
            "“below” is not an option of this test. Available: two-sided, less, greater. Choose one.",
        ),
        (
            lambda: association_test(JOB, draws=0),
            "Hace falta al menos un sorteo y llegó 0. Lo usual son 10000.",
            "At least one draw is needed and 0 came. The usual number is 10000.",
        ),
        (
            lambda: association_test(JOB, alternative="less"),
            "«less» solo tiene sentido en un cuadro de dos por dos con la prueba exacta. Use "
            'alternative="two-sided"; o quite la opción method.',
            '“less” makes sense only for a table of two by two with the exact test. Use alternative="two-sided", or '
            "leave out the option method.",
        ),
        (
            lambda: association_test(np.arange(1, 50).reshape(7, 7), "exact"),
            "El cuadro (7 × 7, 1225 casos) tiene demasiadas tablas posibles para la prueba exacta. Use "
            'method="monte-carlo".',
            'The table (7 × 7, 1225 cases) has too many possible tables for the exact test. Use method="monte-carlo".',
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call, es, en) -> None:
    with pytest.raises(EstimateError) as caught:
        call()
    assert says(caught, es, en), caught.value.both()


@steadily
@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_two_by_two_agrees_with_scipy(cells: list[int]) -> None:
    from scipy.stats.contingency import odds_ratio

    table = np.array(cells).reshape(2, 2)
    if min(table.sum(axis=0).min(), table.sum(axis=1).min()) == 0:
        return
    other = odds_ratio(table, kind="conditional")
    for alternative in ("two-sided", "less", "greater"):
        found = association_test(table, "exact", alternative=alternative)
        assert found.p == pytest.approx(stats.fisher_exact(table, alternative)[1], rel=1e-6)
        limits = other.confidence_interval(0.95, alternative)
        assert (found.odds_ratio, found.lower, found.upper) == pytest.approx((other.statistic, *limits), rel=1e-4)


def test_a_hundred_thousand_people_are_still_exact_and_soon_done() -> None:
    found = association_test([[40_000, 60_000], [30_000, 70_000]], "exact")
    assert found.odds_ratio == pytest.approx(1.5555521, rel=1e-6)
    log = np.log(1.555555556)
    reach = 1.959964 * np.sqrt(1 / 40_000 + 1 / 60_000 + 1 / 30_000 + 1 / 70_000)
    assert (found.lower, found.upper) == pytest.approx((np.exp(log - reach), np.exp(log + reach)), rel=1e-4)


def test_numbers_beyond_the_exact_test_are_drawn_for_or_refused() -> None:
    huge = [[3_000_000_000, 3, 2], [4, 1, 2]]
    assert association_test(huge, draws=99).method == "monte-carlo"
    assert association_test([[3_000_000_000, 3], [4, 1]]).method == "fisher"
    with pytest.raises(EstimateError):
        association_test(huge, "exact")
