from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tipanalysis.analysis import count_ci, count_table, proportion_ci, proportion_table
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=50, deadline=None)
METHODS = ["wilson", "clopper-pearson", "jeffreys", "midp"]

NEWCOMBE_1998_TABLE_1 = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
"""Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3 (score without continuity correction)."""


@pytest.mark.parametrize(("x", "n", "low", "high"), NEWCOMBE_1998_TABLE_1)
def test_wilson_agrees_with_the_published_table(x, n, low, high):
    interval = proportion_ci(x, n)
    assert (round(interval.lower, 4), round(interval.upper, 4)) == (low, high)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(("x", "n"), [(0, 7), (7, 7), (3, 7), (1, 1), (500, 1000)])
def test_the_interval_holds_the_estimate_and_mirrors(method, x, n):
    interval, mirror = proportion_ci(x, n, method), proportion_ci(n - x, n, method)
    assert 0 <= interval.lower <= interval.estimate <= interval.upper <= 1
    assert interval.lower == pytest.approx(1 - mirror.upper)


@LAW
@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(METHODS), st.floats(0.5, 0.99))
def test_more_confidence_is_never_tighter(x, others, method, level):
    narrow, wide = (proportion_ci(x, x + others + 1, method, each) for each in (level, level + 0.009))
    assert wide.lower <= narrow.lower <= narrow.estimate <= narrow.upper <= wide.upper


@LAW
@given(st.integers(0, 80), st.integers(0, 80))
def test_limits_are_where_the_tails_reach_half_of_what_is_left(x, others):
    n = x + others + 1
    exact, bayes, midp = (proportion_ci(x, n, method) for method in METHODS[1:])
    if x > 0:
        assert stats.binom.sf(x - 1, n, exact.lower) == pytest.approx(0.025)
        assert stats.binom.sf(x, n, midp.lower) + stats.binom.pmf(x, n, midp.lower) / 2 == pytest.approx(0.025)
        assert stats.beta.cdf(bayes.lower, x + 0.5, n - x + 0.5) == pytest.approx(0.025)
    assert stats.binom.cdf(x, n, exact.upper) == pytest.approx(0.025)
    assert stats.binom.cdf(x, n, midp.upper) - stats.binom.pmf(x, n, midp.upper) / 2 == pytest.approx(0.025)
    assert exact.lower <= midp.lower
    assert midp.upper <= exact.upper


@LAW
@given(st.integers(0, 300), st.sampled_from(["exact-byar", "exact", "byar"]), st.floats(0.5, 0.99))
def test_a_count_lies_in_its_limits_and_more_confidence_widens_them(x, method, level):
    narrow, wide = (count_ci(x, each, method=method) for each in (level, level + 0.009))
    assert 0 <= wide.lower <= narrow.lower <= x <= narrow.upper <= wide.upper


@LAW
@given(st.integers(0, 200))
def test_exact_limits_of_a_count_are_where_the_poisson_tails_reach_half(x):
    exact = count_ci(x, method="exact")
    assert stats.poisson.cdf(x, exact.upper) == pytest.approx(0.025)
    assert x == 0 or stats.poisson.sf(x - 1, exact.lower) == pytest.approx(0.025)
    if x >= 10:
        byar = count_ci(x)
        assert (byar.lower, byar.upper) == pytest.approx((exact.lower, exact.upper), rel=0.005)


def test_few_events_are_never_left_to_byar():
    """Breslow and Day's approximation turns negative for one event at 99.8 %."""
    one = count_ci(1, 0.998)
    assert (one.method, one.lower, one.upper) == (
        "exact", pytest.approx(stats.chi2.ppf(0.001, 2) / 2), pytest.approx(stats.chi2.ppf(0.999, 4) / 2),
    )  # fmt: skip
    asked = count_ci(1, 0.998, method="byar")
    assert (asked.lower, asked.note) == (one.lower, "analysis_rates_note_byar_negative")
    assert count_ci(0, method="byar").lower == 0
    assert count_ci(1, method="byar").note == ""


def test_tables_have_a_row_for_each_group_equal_to_the_single_answer():
    x, n = [81, 0, None, 3, 0], [263, 20, 5, None, 0]
    for method in METHODS:
        table = proportion_table(pd.Series(x), n, method)
        for row, group in zip(table.itertuples(), zip(x, n, strict=True), strict=True):
            one = proportion_ci(*group, method)
            assert (row.estimate, row.lower, row.upper) == pytest.approx(
                (one.estimate, one.lower, one.upper), nan_ok=True
            )
            assert (row.status, row.note) == (one.status, one.note)
    assert proportion_table(x, n)["note"].tolist() == [
        *("", "", "analysis_rates_note_missing", "analysis_rates_note_missing", "analysis_note_no_units"),
    ]
    counts = count_table([0, 9, 10, None])
    assert counts["method"].tolist()[:3] == ["exact", "exact", "byar"]
    assert counts["status"].tolist() == ["ok", "ok", "ok", "not_estimable"]
    assert proportion_table([], []).empty
    assert count_table([]).empty


def test_nobody_gives_no_estimate_and_a_reason():
    interval = proportion_ci(0, 0)
    assert math.isnan(interval.estimate)
    assert (interval.status, interval.note) == ("not_estimable", "analysis_note_no_units")


def test_few_are_marked():
    assert proportion_ci(3, 19).status == "small"
    assert proportion_ci(3, 20).status == "ok"


@pytest.mark.parametrize(
    ("x", "low", "high"), [(0, 0, 3.689), (1, 0.025, 5.572), (9, 4.115, 17.085), (10, 4.79, 18.39)]
)
def test_counts_agree_with_published_poisson_limits(x, low, high):
    """Exact limits: Poisson tables (Pearson & Hartley); Byar's for 10: Breslow & Day (1987), p. 69."""
    interval = count_ci(x)
    assert interval.lower == pytest.approx(low, abs=0.006)
    assert interval.upper == pytest.approx(high, abs=0.006)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: proportion_ci(5, 4),
            "No se puede calcular la proporción de 5 entre 4: el número de casos debe estar entre 0 y el total. "
            "Revise los datos.",
        ),
        (
            lambda: proportion_ci(1, 4, "wald"),
            "«wald» no es un método para calcular el intervalo. Hay: wilson, clopper-pearson, jeffreys, midp. "
            "Elija uno de ellos.",
        ),
        (
            lambda: proportion_ci(-1, 4),
            "En «x» se esperaba un conteo (un número entero, 0 o más) y llegó -1. Revise los datos: aquí no caben "
            "números negativos, infinitos ni con decimales.",
        ),
        (
            lambda: count_ci(2.5),
            "En «x» se esperaba un conteo (un número entero, 0 o más) y llegó 2.5. Revise los datos: aquí no caben "
            "números negativos, infinitos ni con decimales.",
        ),
        (
            lambda: count_ci(2, method="wald"),
            "«wald» no es un método para calcular el intervalo. Hay: exact-byar, exact, byar, midp. Elija uno de "
            "ellos.",
        ),
        (
            lambda: count_ci(3, conf_level=95),
            "El nivel de confianza debe estar entre 0 y 1; llegó «95». Escriba, por ejemplo, 0.95.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert str(caught.value) == message


@LAW
@given(st.integers(0, 3000))
def test_midp_limits_of_a_count_lie_inside_the_exact_ones_where_half_of_what_was_seen_counts(x):
    from scipy.stats import poisson

    found, exact = count_ci(x, method="midp"), count_ci(x, method="exact")
    assert exact.lower <= found.lower <= x <= found.upper < exact.upper
    assert poisson.cdf(x, found.upper) - poisson.pmf(x, found.upper) / 2 == pytest.approx(0.025)
    if x:
        assert poisson.sf(x, found.lower) + poisson.pmf(x, found.lower) / 2 == pytest.approx(0.025)
    else:
        assert (found.lower, found.upper) == (0, pytest.approx(-math.log(0.05)))
