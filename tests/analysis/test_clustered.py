"""People of one case are alike: an interval that knows it is wider, and holds what it should."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.analysis import clustered_proportion_ci, proportion_ci

CLUSTER = st.integers(0, 9).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CLUSTERS = st.lists(CLUSTER, min_size=2, max_size=40).filter(lambda rows: sum(n > 0 for _, n in rows) > 1)


@settings(max_examples=60, deadline=None)
@given(CLUSTERS, st.randoms(use_true_random=False))
def test_the_limits_hold_the_share_and_those_of_unrelated_people(rows, random):
    x, n = (list(column) for column in zip(*rows, strict=True))
    found, plain = clustered_proportion_ci(x, n), proportion_ci(sum(x), sum(n))
    assert found.lower <= plain.lower + 1e-12 and plain.upper <= found.upper + 1e-12
    assert found.lower <= found.estimate == plain.estimate <= found.upper
    assert 0 < found.effective_n <= sum(n) + 1e-9 and found.design_effect >= 1
    random.shuffle(rows)
    again = clustered_proportion_ci(*zip(*rows, strict=True))
    assert (again.lower, again.upper) == pytest.approx((found.lower, found.upper))


def test_cases_in_which_all_are_alike_count_as_one_person_each():
    whole = clustered_proportion_ci([4, 0] * 200, [4, 4] * 200)
    assert whole.design_effect == pytest.approx(4, rel=0.01)
    people = proportion_ci(200, 400)
    assert (whole.lower, whole.upper) == pytest.approx((people.lower, people.upper), abs=0.001)
    assert clustered_proportion_ci([0] * 30, [5] * 30).upper == pytest.approx(proportion_ci(0, 30).upper)


def test_clusters_of_one_are_unrelated_people():
    found = clustered_proportion_ci([1] * 300 + [0] * 700, [1] * 1000)
    plain = proportion_ci(300, 1000)
    assert (found.lower, found.upper) == pytest.approx((plain.lower, plain.upper), abs=2e-4)


def test_it_covers_what_is_planted_where_the_plain_interval_does_not():
    rng = np.random.default_rng(7)
    held = np.zeros(2)
    for _ in range(400):
        n = rng.integers(1, 9, 40)
        share = rng.beta(0.6, 1.4, 40)
        x = rng.binomial(n, share)
        for place, found in enumerate((clustered_proportion_ci(x, n), proportion_ci(x.sum(), n.sum()))):
            held[place] += found.lower <= 0.3 <= found.upper
    assert held[0] / 400 > 0.92
    assert held[1] / 400 < 0.85


@pytest.mark.parametrize(
    ("x", "n", "note"),
    [
        ([], [], "analysis_note_no_units"),
        ([0, 0], [0, 0], "analysis_note_no_units"),
        ([3], [5], "clustered_note_one"),
        ([3, 0], [5, 0], "clustered_note_one"),
        ([3, None], [5, 4], "analysis_rates_note_missing"),
    ],
)
def test_what_cannot_be_told_says_why(x, n, note):
    found = clustered_proportion_ci(x, n)
    assert (found.status, found.note) == ("not_estimable", note) and isnan(found.estimate)
