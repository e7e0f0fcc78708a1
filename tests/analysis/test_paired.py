"""The same people twice, and the questions of a test: each number by another route."""

from __future__ import annotations

from itertools import product
from math import isnan, nan, sqrt

import numpy as np
import pytest
from scipy import stats

from tipanalysis.analysis.intervals import proportion_ci
from tipanalysis.analysis.items import item_analysis, reliability, reliable_change
from tipanalysis.analysis.paired import class_gain, mcnemar_test, mean_draws, paired_change
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.settings import using

RNG = np.random.default_rng(11)
BEFORE = RNG.integers(3, 12, 12)
AFTER = np.clip(BEFORE + RNG.integers(-2, 5, 12), 0, 15)


def all_signings(values: list[int]) -> float:
    """The exact two-sided p-value, sign by sign."""
    seen = abs(sum(values))
    far = [
        abs(sum(s * v for s, v in zip(signs, values, strict=True))) >= seen
        for signs in product((1, -1), repeat=len(values))
    ]
    return sum(far) / len(far)


def test_sign_flips_are_those_of_every_signing() -> None:
    found = paired_change(BEFORE, AFTER)
    moved = (AFTER - BEFORE).tolist()
    assert found.p_flip == pytest.approx(all_signings(moved))
    ranks = stats.rankdata(np.abs([d for d in moved if d]))
    signed = [int(2 * r) if d > 0 else -int(2 * r) for d, r in zip([d for d in moved if d], ranks, strict=True)]
    assert found.p_ranks == pytest.approx(all_signings(signed))


def test_ranks_without_ties_are_those_of_wilcoxon() -> None:
    moved = np.array([1, -2, 3, 4, 5, -6, 7, 8, 9, 10])
    found = paired_change(np.full(10, 20), 20 + moved)
    assert found.p_ranks == pytest.approx(stats.wilcoxon(moved, method="exact").pvalue)


def test_many_signings_are_drawn_and_near_the_exact_ones() -> None:
    exact = paired_change(BEFORE, AFTER).p_flip
    drawn = paired_change(BEFORE * 50_000, AFTER * 50_000).p_flip
    assert drawn == pytest.approx(exact, abs=4 * sqrt(exact * (1 - exact) / 20_000))
    assert drawn != exact


def test_the_interval_holds_the_change_and_is_about_that_of_the_t_distribution() -> None:
    before = RNG.integers(4, 10, 60)
    after = before + RNG.integers(-1, 6, 60)
    found = paired_change(before, after)
    moved = after - before
    low, high = stats.t.interval(0.95, 59, moved.mean(), stats.sem(moved))
    assert found.change == pytest.approx(moved.mean())
    assert (found.lower, found.upper) == pytest.approx((low, high), abs=0.08)
    assert (found.better, found.same, found.worse) == ((moved > 0).sum(), (moved == 0).sum(), (moved < 0).sum())


def test_means_of_samples_have_the_spread_of_the_mean() -> None:
    values = RNG.normal(size=(30, 2))
    drawn = mean_draws(values)
    assert drawn.shape == (20_000, 2)
    assert drawn.std(axis=0) == pytest.approx(values.std(axis=0) / sqrt(30), rel=0.03)


def test_nobody_who_changed_is_no_evidence_and_nobody_at_all_no_estimate() -> None:
    same = paired_change([5, 6], [5, 6])
    assert (same.p_flip, same.p_ranks, same.change, same.status) == (1.0, 1.0, 0.0, "small")
    nobody = paired_change([], [])
    assert nobody.status == "not_estimable" and isnan(nobody.p_flip)


@pytest.mark.parametrize(
    ("before", "after"),
    [([1, 2], [1]), ([1, nan], [1, 2]), ([1.5], [2]), ([-1], [2])],
    ids=["length", "missing", "half", "negative"],
)
def test_what_are_no_pairs_of_scores_is_refused(before: list[float], after: list[float]) -> None:
    with pytest.raises(EstimateError):
        paired_change(before, after)  # type: ignore[arg-type]


def test_the_message_on_scores_without_a_pair() -> None:
    with pytest.raises(EstimateError) as refused, using(lang="es"):
        paired_change([1, 2], [1])
    assert (
        str(refused.value)
        == "Se esperaba un puntaje entero de cada persona antes y después; llegaron 2 antes y 1 después."
    )


def test_the_gain_of_a_class_is_of_its_means() -> None:
    before, after = [3, 6, 15], [9, 9, 15]
    assert class_gain(8, 11, 15) == pytest.approx((np.mean(after) - np.mean(before)) / (15 - np.mean(before)))
    assert isnan(class_gain(15, 15, 15))


@pytest.mark.parametrize(("gained", "lost"), [(0, 0), (9, 0), (7, 3), (2, 2), (1, 12)])
def test_mcnemar_is_the_exact_binomial_test(gained: int, lost: int) -> None:
    both = gained + lost
    expected = stats.binomtest(gained, both, 0.5).pvalue if both else 1.0
    assert mcnemar_test(gained, lost) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("x", "n", "low", "high"), [(20, 25, 61, 91), (64, 80, 70, 87), (25, 31, 64, 91)], ids=["20/25", "64/80", "25/31"]
)
def test_a_target_met_by_few_people_is_far_from_sure(x: int, n: int, low: int, high: int) -> None:
    """Intervals published with the evaluation design of the course."""
    found = proportion_ci(x, n)
    assert (round(100 * found.lower), round(100 * found.upper)) == (low, high)


MARKS = RNG.integers(0, 2, (30, 6))


def test_items_are_those_of_the_plain_formulas() -> None:
    found = item_analysis(MARKS)
    for place in range(6):
        rest = np.delete(MARKS, place, axis=1).sum(axis=1)
        assert found["discrimination"][place] == pytest.approx(stats.pointbiserialr(MARKS[:, place], rest)[0])
        assert found["share"][place] == MARKS[:, place].mean()


def test_reliability_is_cronbachs_alpha_of_binary_answers() -> None:
    covariance = np.cov(MARKS.T, ddof=0)
    alpha = 6 / 5 * (1 - np.trace(covariance) / covariance.sum())
    assert reliability(MARKS) == pytest.approx(alpha)
    assert isnan(reliability([[1, 0], [0, 1]])) and isnan(reliability([[1], [0]]))


def test_only_zeros_and_ones_are_marks() -> None:
    with pytest.raises(EstimateError) as refused, using(lang="es"):
        item_analysis([[1, 2]])
    assert str(refused.value) == (
        "Se esperaba una fila por persona y una columna por pregunta, con 1 donde acertó y 0 donde no."
    )


def test_a_reliable_change_is_beyond_the_error_of_two_scores() -> None:
    before, after, r = np.array([4, 6, 8, 10, 7]), np.array([9, 7, 14, 11, 7]), 0.6
    found = reliable_change(before, after, r)
    assert found is not None
    index = (after - before) / (before.std(ddof=1) * sqrt(2) * sqrt(1 - r))
    assert found.changed == (index >= 1.959964).sum() == 2
    assert found.points == 4


@pytest.mark.parametrize(
    ("before", "r"), [([5, 5], 0.7), ([5], 0.7), ([4, 6], 0.0), ([4, 6], -0.3), ([4, 6], nan)], ids=str
)
def test_no_reliable_change_where_the_error_is_not_known(before: list[int], r: float) -> None:
    assert reliable_change(before, before, r) is None
