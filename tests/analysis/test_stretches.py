"""The ratio of two yearly means: Poisson where years scatter as chance has it, wider where they scatter more."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest
from scipy.stats import t

from tipanalysis.analysis.poisson import fit_poisson
from tipanalysis.analysis.stretches import stretch_ratio
from tipanalysis.words.errors import EstimateError


def test_years_that_scatter_less_than_chance_never_narrow_the_interval() -> None:
    """20 and 30 a year without any scatter: the Poisson error, and Student's t on four degrees."""
    found = stretch_ratio([[20, 20, 20], [30, 30, 30]])
    reach = t.ppf(0.975, 4) * sqrt(1 / 60 + 1 / 90)
    assert (found.estimate, found.status) == (pytest.approx(1.5), "ok")
    assert (found.lower, found.upper) == (pytest.approx(exp(log(1.5) - reach)), pytest.approx(exp(log(1.5) + reach)))
    assert (found.events, found.n) == (150, 6)


def test_the_error_is_that_of_a_quasi_poisson_model() -> None:
    """Another route: the regression on a dummy, its variance times Pearson's χ² over the degrees of freedom."""
    first, last = [10, 24, 14, 30], [40, 22, 55]
    counts = np.array([*first, *last], dtype=float)
    design = np.column_stack([np.ones(7), [0, 0, 0, 0, 1, 1, 1]])
    fit = fit_poisson(design, counts)
    spread = ((counts - fit.fitted) ** 2 / fit.fitted).sum() / 5
    assert spread > 1
    reach = t.ppf(0.975, 5) * sqrt(spread * fit.covariance[1, 1])
    found = stretch_ratio([first, last])
    assert found.estimate == pytest.approx(exp(fit.beta[1]))
    assert (found.lower, found.upper) == (
        pytest.approx(exp(fit.beta[1] - reach)),
        pytest.approx(exp(fit.beta[1] + reach)),
    )


def test_what_lies_between_tells_how_years_scatter_and_not_the_ratio() -> None:
    calm, wild = (stretch_ratio([[20, 22], between, [30, 33]]) for between in ([25, 25, 26], [5, 60, 10]))
    assert calm.estimate == wild.estimate
    assert wild.lower < calm.lower < calm.upper < wild.upper


def test_it_covers_what_it_says_with_people_found_together() -> None:
    """Years three times as scattered as chance: a Poisson interval would hold 72 of 100."""
    draw = np.random.default_rng(5)
    means = np.array([24.0] * 4 + [30.0] * 5)
    held = 0
    for _ in range(400):
        years = draw.negative_binomial(means / 2, 1 / 3)
        found = stretch_ratio([years[:4].tolist(), years[4:].tolist()])
        held += found.lower <= 30 / 24 <= found.upper
    assert 0.92 <= held / 400 <= 0.99


@pytest.mark.parametrize("years", [[[20, 20]], [[], [3]], [[0, 0], [4, 5]], [[4, 5], [0, 0]]])
def test_without_two_stretches_with_events_there_is_no_ratio(years: list[list[int]]) -> None:
    found = stretch_ratio(years)
    assert (found.status, found.note) == ("not_estimable", "stretch_note_no_events")
    assert np.isnan(found.estimate)


def test_single_years_say_that_their_scatter_is_not_known() -> None:
    found = stretch_ratio([[20], [40]])
    assert (found.status, found.note) == ("small", "stretch_note_no_scatter")
    assert found.lower == pytest.approx(2 * exp(-1.959964 * sqrt(1 / 20 + 1 / 40)))


def test_no_year_is_half_a_person() -> None:
    with pytest.raises(EstimateError):
        stretch_ratio([[1.5], [2]])  # type: ignore[list-item]
