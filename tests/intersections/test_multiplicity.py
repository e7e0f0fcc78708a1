"""Many tests at once: what adjusting must never do, whatever the p-values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersections.laws import steadily
from tipanalysis.analysis import adjust_p
from tipanalysis.words.errors import EstimateError

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)
METHODS = ["bh", "holm", "bonferroni"]


@steadily
@given(P_VALUES, st.sampled_from(METHODS))
def test_adjusting_never_makes_a_finding_surer_and_keeps_the_order(p, method):
    adjusted = adjust_p(p, method)
    assert (adjusted >= np.array(p) - 1e-15).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= -1e-15).all()


@steadily
@given(P_VALUES)
def test_stricter_is_never_tighter(p):
    bh, holm, bonferroni = (adjust_p(p, method) for method in METHODS)
    assert (bh <= holm + 1e-12).all()
    assert (holm <= bonferroni + 1e-12).all()


@steadily
@given(P_VALUES, st.sampled_from(METHODS), st.randoms())
def test_the_order_of_the_tests_does_not_matter(p, method, random):
    order = list(range(len(p)))
    random.shuffle(order)
    shuffled = adjust_p([p[place] for place in order], method)
    assert shuffled == pytest.approx(adjust_p(p, method)[order])


@steadily
@given(P_VALUES, st.sampled_from(METHODS))
def test_a_test_that_was_not_made_does_not_count(p, method):
    with_gap = adjust_p([np.nan, *p], method)
    assert np.isnan(with_gap[0])
    assert with_gap[1:] == pytest.approx(adjust_p(p, method))


@steadily
@given(P_VALUES, st.floats(0.001, 0.2))
def test_bh_rejects_as_many_as_its_definition(p, alpha):
    """The largest i with p_(i) <= i alpha / m, counted straight."""
    rising = sorted(p)
    largest = max((i for i, value in enumerate(rising, 1) if value * len(p) / i <= alpha), default=0)
    assert (adjust_p(p) <= alpha).sum() == largest


def test_no_tests_give_no_findings():
    assert adjust_p([]).tolist() == []
    assert np.isnan(adjust_p([np.nan])).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: adjust_p([0.2], "fdr"),
            "«fdr» no es una forma de corregir por pruebas múltiples. Hay: bh, holm, bonferroni. Elija una de ellas.\n"
            "“fdr” is not a way of correcting for many tests. Available: bh, holm, bonferroni. Choose one of them.",
        ),
        (
            lambda: adjust_p([0.2, 1.5]),
            "Un valor p debe estar entre 0 y 1; llegó «1.5». Revise la columna de valores p.\n"
            "A p-value must lie between 0 and 1, and “1.5” was given. Check the column of p-values.",
        ),
    ],
)
def test_wrong_calls_say_what_came(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message
