"""Two traits together against each alone: laws, other routes, and what has no value."""

from __future__ import annotations

from math import isnan, sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intersections.laws import steadily
from tipanalysis.analysis import joint_disparity, proportion_ci, proportion_difference
from tipanalysis.words.errors import EstimateError

RATE = st.floats(0.01, 1000)
GROUP = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
FOUR_GROUPS = st.tuples(GROUP, GROUP, GROUP, GROUP)


@steadily
@given(RATE, RATE, RATE)
def test_rates_that_add_up_have_no_excess(base, first, second):
    result = joint_disparity(base, base + first, base + second, base + first + second)
    assert result.eid == pytest.approx(0, abs=1e-9)
    assert result.synergy_index == pytest.approx(1)
    assert result.ratio_observed_expected == pytest.approx(1)


@steadily
@given(RATE, st.floats(0.1, 10), st.floats(0.1, 10))
def test_rates_that_multiply_have_no_multiplicative_contrast(base, first, second):
    result = joint_disparity(base, base * first, base * second, base * first * second)
    assert result.multiplicative_contrast == pytest.approx(1)
    assert result.multiplicative_expected == pytest.approx(result.mu11)


@steadily
@given(RATE, RATE, RATE, RATE)
def test_the_joint_disparity_is_its_parts(mu00, mu10, mu01, mu11):
    result = joint_disparity(mu00, mu10, mu01, mu11)
    parts = result.referent_disparity_10 + result.referent_disparity_01 + result.eid
    assert parts == pytest.approx(result.joint_disparity)
    assert result.attributable_proportion * mu11 == pytest.approx(result.reri * mu00)


@steadily
@given(FOUR_GROUPS)
def test_the_interval_holds_the_estimate_and_the_traits_may_change_places(groups):
    result = joint_disparity(*groups)
    assert result.lower <= result.eid <= result.upper
    swapped = joint_disparity(groups[0], groups[2], groups[1], groups[3])
    assert (swapped.eid, swapped.lower) == pytest.approx((result.eid, result.lower))
    assert swapped.p_value == pytest.approx(result.p_value)


@steadily
@given(FOUR_GROUPS)
def test_the_interval_is_square_and_add_of_wilson_limits(groups):
    cells = [proportion_ci(*group) for group in groups]
    down, up = [cell.estimate - cell.lower for cell in cells], [cell.upper - cell.estimate for cell in cells]
    result = joint_disparity(*groups)
    assert result.lower == pytest.approx(result.eid - sqrt(down[3] ** 2 + down[0] ** 2 + up[1] ** 2 + up[2] ** 2))
    assert result.upper == pytest.approx(result.eid + sqrt(up[3] ** 2 + up[0] ** 2 + down[1] ** 2 + down[2] ** 2))


@steadily
@given(FOUR_GROUPS, st.floats(0.5, 0.999))
def test_the_p_value_says_which_levels_leave_zero_out(groups, conf_level):
    result = joint_disparity(*groups, conf_level=conf_level)
    assume(abs(result.p_value - (1 - conf_level)) > 1e-6)
    assert (result.p_value < 1 - conf_level) == (not result.lower <= 0 <= result.upper)


def test_two_groups_only_is_the_difference_of_two_proportions():
    """Square-and-add over groups whose own interval has no width is Newcombe's interval."""
    wide = 10**14
    result = joint_disparity((0, wide), (0, wide), (48, 80), (56, 70))
    gap = proportion_difference(56, 70, 48, 80)
    assert (result.lower, result.upper) == pytest.approx((gap.lower, gap.upper), abs=1e-6)


def test_ten_thousand_times_larger_groups_agree_with_the_textbook_normal_interval():
    groups = [(30_000, 300_000), (60_000, 400_000), (50_000, 450_000), (300_000, 500_000)]
    spread = 1.959964 * sqrt(sum(x / n * (1 - x / n) / n for x, n in groups))
    result = joint_disparity(*groups)
    assert (result.upper - result.lower) / 2 == pytest.approx(spread, rel=1e-4)


@pytest.mark.parametrize(
    ("groups", "status", "notes"),
    [
        (((3, 30), (6, 40), (5, 45), (30, 50)), "ok", ()),
        (((2, 20), (6, 40), (5, 45), (30, 50)), "ok", ()),
        (((3, 19), (9, 40), (9, 45), (30, 50)), "small", ("intersections_note_small_group",)),
        (((0, 0), (6, 40), (5, 45), (30, 50)), "not_estimable", ("intersections_note_empty_group",)),
        ((float("nan"), 1, 2, 3), "not_estimable", ("intersections_note_empty_group",)),
        ((2, 1, 5, 9), "ok", ("intersections_note_reference_not_lowest",)),
        (
            (5, 3, 4, 9),
            "ok",
            ("intersections_note_reference_not_lowest", "intersections_note_synergy_undefined"),
        ),
        (
            ((0, 30), (0, 40), (0, 45), (0, 50)),
            "ok",
            ("intersections_note_synergy_undefined", "intersections_note_reference_zero"),
        ),
    ],
)
def test_what_cannot_be_said_is_named(groups, status, notes):
    result = joint_disparity(*groups)
    assert (result.status, result.notes) == (status, notes)
    assert result.note == (notes[0] if notes else "")
    assert isnan(result.eid) == (status == "not_estimable")


def test_a_synergy_index_whose_denominator_is_not_above_zero_has_no_value():
    assert isnan(joint_disparity(5, 3, 4, 9).synergy_index)
    assert isnan(joint_disparity(2, 1, 3, 9).synergy_index)


def test_nobody_with_a_case_still_has_an_interval():
    result = joint_disparity((0, 30), (0, 40), (0, 45), (0, 50))
    assert (result.eid, result.p_value) == (0, 1)
    assert result.lower < 0 < result.upper
    assert isnan(result.reri)
    assert isnan(result.synergy_index)


def test_the_notes_are_sentences_in_both_languages():
    result = joint_disparity(2, 1, 5, 9)
    assert result.reasons() == (
        "El grupo de referencia no es el de menor riesgo: el índice de sinergia y la proporción atribuible cambian con "
        "la referencia. Elija el grupo de menor riesgo.",
    )
    assert result.reasons(lang="en") == (
        "The reference group is not the one with the lowest risk: the synergy index and the attributable proportion "
        "change with the reference. Choose the group with the lowest risk.",
    )


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (
            ((3, 30), 0.2, 0.1, 0.5),
            "Los cuatro grupos deben darse de la misma forma: cuatro números, o cuatro pares (casos, total) con los "
            "que se calcula un intervalo. Llegó: (3, 30), 0.2, 0.1, 0.5.\n"
            "The four groups must be given in the same way: four numbers, or four pairs (cases, total), from which an "
            "interval is computed. Given: (3, 30), 0.2, 0.1, 0.5.",
        ),
        (
            ((3, 30), (6, 5), (5, 45), (30, 50)),
            "No se puede calcular la proporción de 6 entre 5: el número de casos debe estar entre 0 y el total. "
            "Revise los datos.\n"
            "No proportion can be computed of 6 among 5: the number of cases must lie between 0 and the total. "
            "Check the data.",
        ),
    ],
)
def test_wrong_calls_say_what_came(groups, message):
    with pytest.raises(EstimateError) as caught:
        joint_disparity(*groups)
    assert caught.value.both() == message


@pytest.mark.parametrize("groups", [((3, 30, 1), (6, 40), (5, 45), (30, 50)), (-1, 2, 3, 4), (1, 2, 3, "x")])
def test_other_wrong_calls_are_refused(groups):
    with pytest.raises(EstimateError):
        joint_disparity(*groups)
