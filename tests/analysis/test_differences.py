"""Differences of proportions: laws, small groups, another way of computing, whole messages."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from tipanalysis.analysis import difference_table, proportion_difference
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=30, deadline=None)

METHODS = ["newcombe", "miettinen-nurminen", "mee"]


@st.composite
def groups(draw):
    n = draw(st.integers(1, 400))
    return draw(st.integers(0, n)), n


@LAW
@given(groups(), groups(), st.sampled_from(METHODS))
def test_the_interval_holds_the_estimate_and_turns_with_the_groups(first, second, method):
    gap, turned = (proportion_difference(*a, *b, method) for a, b in ((first, second), (second, first)))
    assert -1 <= gap.lower <= gap.estimate <= gap.upper <= 1
    assert (gap.lower, gap.upper) == pytest.approx((-turned.upper, -turned.lower), abs=1e-9)
    assert gap.upper - gap.lower > 1e-9


@LAW
@given(groups(), groups(), st.sampled_from(METHODS))
def test_counting_those_without_the_trait_turns_the_interval(first, second, method):
    gap = proportion_difference(*first, *second, method)
    without = proportion_difference(first[1] - first[0], first[1], second[1] - second[0], second[1], method)
    assert (gap.lower, gap.upper) == pytest.approx((-without.upper, -without.lower), abs=1e-9)


@LAW
@given(groups(), groups(), st.sampled_from(METHODS), st.floats(0.5, 0.99), st.floats(0.5, 0.99))
def test_more_confidence_is_never_tighter(first, second, method, one, other):
    assume(one < other)
    narrow, wide = (proportion_difference(*first, *second, method, level) for level in (one, other))
    assert wide.lower <= narrow.lower + 1e-12
    assert wide.upper >= narrow.upper - 1e-12


def likeliest(x1, n1, x2, n2, delta):
    """The constrained maximum of the likelihood where its slope is zero, not by the cubic."""

    def slope(p):
        q = p + delta
        return x2 / p - (n2 - x2) / (1 - p) + x1 / q - (n1 - x1) / (1 - q)

    ends = max(0, -delta), min(1, 1 - delta)
    return brentq(slope, ends[0] + 1e-15, ends[1] - 1e-15, xtol=1e-18, rtol=1e-14)


@pytest.mark.parametrize(
    "pair", [(56, 70, 48, 80), (9, 10, 3, 10), (6, 7, 2, 7), (5, 56, 1, 29), (30, 200, 1, 300), (3, 10**6, 1, 10**6)]
)
def test_the_score_limits_are_where_the_test_of_miettinen_and_nurminen_just_rejects(pair):
    x1, n1, x2, n2 = pair
    gap, z = x1 / n1 - x2 / n2, 1.959963984540054

    def distance(delta):
        p2 = likeliest(*pair, delta)
        p1 = p2 + delta
        spread = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)
        return abs(gap - delta) - z * math.sqrt(spread)

    ours = proportion_difference(*pair, "miettinen-nurminen")
    assert ours.lower == pytest.approx(brentq(distance, -0.999, gap, xtol=1e-16), rel=1e-8)
    assert ours.upper == pytest.approx(brentq(distance, gap, 0.999, xtol=1e-16), rel=1e-8)


def test_nobody_in_either_group_is_no_difference_with_an_interval():
    gap = proportion_difference(0, 10, 0, 20)
    assert (gap.estimate, gap.status, gap.note) == (0, "small", "analysis_rates_note_small_group")
    assert gap.lower < -0.16
    assert gap.upper > 0.27


@pytest.mark.parametrize("method", METHODS)
def test_an_empty_or_missing_group_gives_a_reason(method):
    empty, missing = proportion_difference(3, 9, 0, 0, method), proportion_difference(3, 9, None, 5, method)
    assert math.isnan(empty.estimate)
    assert (empty.status, empty.note) == ("not_estimable", "analysis_rates_note_empty_group")
    assert (missing.status, missing.note) == ("not_estimable", "analysis_rates_note_missing")


def test_a_table_has_a_row_for_each_pair_equal_to_the_single_answer():
    x1, n1, x2, n2 = [9, 0, 3], [10, 0, 30], [3, 1, 2], [10, 4, 25]
    table = difference_table(x1, n1, x2, n2, "mee", 0.9)
    assert list(table) == [
        "estimate", "lower", "upper", "n", "events", "denominator", "method", "conf_level", "status", "note",
    ]  # fmt: skip
    for row, numbers in zip(table.to_dict("records"), zip(x1, n1, x2, n2, strict=True), strict=True):
        one = proportion_difference(*numbers, "mee", 0.9)
        assert {name: value for name, value in row.items() if value == value} == {
            name: getattr(one, name) for name in row if getattr(one, name) == getattr(one, name)
        }
    assert difference_table([], [], [], []).empty


def test_one_group_against_many():
    table = difference_table(np.array([1, 2, 3]), 30, 5, 40)
    assert table["n"].tolist() == [70, 70, 70]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: proportion_difference(5, 4, 1, 3),
            "No se puede calcular la proporción de 5 entre 4: el número de casos debe estar entre 0 y el total. "
            "Revise los datos.\nNo proportion can be computed of 5 among 4: the number of cases must lie between 0 and "
            "the total. Check the data.",
        ),
        (
            lambda: proportion_difference(1, 4, 1.5, 3),
            "En «x2» se esperaba un conteo (un número entero, 0 o más) y llegó 1.5. Revise los datos: aquí no caben "
            "números negativos, infinitos ni con decimales.\nFor “x2” a count was expected (a whole number, 0 or more) "
            "and 1.5 was given. Check the data: negative, infinite or fractional numbers have no place here.",
        ),
        (
            lambda: proportion_difference(1, "muchas", 1, 3),
            "En «n1» se esperaban números y llegó «muchas». Revise que la columna sea la de los conteos.\n"
            "For “n1” numbers were expected and “muchas” was given. Check that the column is the one of counts.",
        ),
        (
            lambda: difference_table([1, 2], [4, "5"], 1, 3),
            "En «n1» se esperaban números y llegó «5». Revise que la columna sea la de los conteos.\n"
            "For “n1” numbers were expected and “5” was given. Check that the column is the one of counts.",
        ),
        (
            lambda: difference_table([1, 2], [4, 5], [1, 2, 3], [4, 5, 6]),
            "Las columnas no tienen el mismo largo (2, 2, 3, 3). Pase un valor por grupo en cada una, o un solo valor "
            "para todos.\nThe columns differ in length (2, 2, 3, 3). Pass one value for each group in each, or one "
            "value for all.",
        ),
        (
            lambda: proportion_difference(1, 4, 1, 3, "wald"),
            "«wald» no es un método para calcular el intervalo. Hay: newcombe, miettinen-nurminen, mee. "
            "Elija uno de ellos.\n“wald” is not a method for the interval. Available: newcombe, miettinen-nurminen, "
            "mee. Choose one of them.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message
