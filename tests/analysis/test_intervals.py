from __future__ import annotations

import math

import pytest

from tipanalysis.analysis.intervals import count_ci, proportion_ci
from tipanalysis.words.errors import EstimateError

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


@pytest.mark.parametrize("method", ["wilson", "clopper-pearson"])
@pytest.mark.parametrize(("x", "n"), [(0, 7), (7, 7), (3, 7), (1, 1), (500, 1000)])
def test_the_interval_holds_the_estimate_and_mirrors(method, x, n):
    interval, mirror = proportion_ci(x, n, method), proportion_ci(n - x, n, method)
    assert 0 <= interval.lower <= interval.estimate <= interval.upper <= 1
    assert interval.lower == pytest.approx(1 - mirror.upper)


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
            lambda: count_ci(3, conf_level=95),
            "El nivel de confianza debe estar entre 0 y 1; llegó «95». Escriba, por ejemplo, 0.95.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert str(caught.value) == message
