"""RERI and its kin: laws of adding up, other routes to the limits, three traits, and cells with nothing in them."""

from __future__ import annotations

from math import exp, isnan, log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from intersections.laws import steadily
from tipanalysis.analysis import FittedRatios, additive_interaction, joint_disparity
from tipanalysis.counts.count import count_by
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.texts import say

PAIR = st.tuples(st.integers(1, 80), st.integers(1, 80)).map(lambda cell: (cell[0], cell[0] + cell[1]))
CELLS = st.fixed_dictionaries(dict.fromkeys(("00", "10", "01", "11"), PAIR))
THREE = ("000", "100", "010", "001", "110", "101", "011", "111")
EIGHT = st.fixed_dictionaries(dict.fromkeys(THREE, PAIR))
MOUTH = {"00": (3, 23), "10": (6, 18), "01": (8, 26), "11": (225, 391)}
LARGE = {"00": (400, 4000), "10": (700, 4000), "01": (900, 4000), "11": (1800, 4000)}


def limits(interval):
    return interval.estimate, interval.lower, interval.upper


@steadily
@given(st.integers(20, 60), st.integers(0, 60), st.integers(0, 60), st.sampled_from(["delta", "mover"]))
def test_risks_that_add_up_do_not_interact(base, first, second, ci):
    cells = {
        "00": (base, 200),
        "10": (base + first, 200),
        "01": (base + second, 200),
        "11": (base + first + second, 200),
    }
    found = additive_interaction(cells, ci=ci)
    assert found.reri.estimate == pytest.approx(0, abs=1e-9)
    assert found.ap.estimate == pytest.approx(0, abs=1e-9)
    assert found.excess_risk.estimate == pytest.approx(0, abs=1e-9)
    if first + second:
        assert found.synergy.estimate == pytest.approx(1)
    assert found.reri.lower < 0 < found.reri.upper


@steadily
@given(CELLS, st.sampled_from(["rr", "or"]), st.sampled_from(["delta", "mover"]))
def test_intervals_hold_their_estimate_and_traits_may_change_places(cells, scale, ci):
    found = additive_interaction(cells, scale=scale, ci=ci)
    turned = additive_interaction({name[::-1]: cell for name, cell in cells.items()}, scale=scale, ci=ci)
    for measure in ("reri", "ap", "synergy", "multiplicative"):
        one = getattr(found, measure)
        assert limits(getattr(turned, measure)) == pytest.approx(limits(one), nan_ok=True)
        assert one.status == "not_estimable" or one.lower <= one.estimate <= one.upper
    assert found.ap.estimate == pytest.approx(found.reri.estimate / found.ratios["11"].estimate)


@steadily
@given(CELLS)
def test_the_excess_on_shares_is_the_one_of_the_joint_disparity(cells):
    found = additive_interaction(cells).excess_risk
    same = joint_disparity(cells["00"], cells["10"], cells["01"], cells["11"])
    assert limits(found) == pytest.approx((same.eid, same.lower, same.upper))
    assert additive_interaction(cells).reri.estimate == pytest.approx(same.reri)
    assert additive_interaction(cells).synergy.estimate == pytest.approx(same.synergy_index, nan_ok=True)


def log_levels(cells, scale):
    events, n = np.array([cells[name] for name in ("00", "10", "01", "11")], dtype=float).T
    others = n if scale == "rr" else n - events
    return np.log(events / others), 1 / events + (1 if scale == "or" else -1) / others


@steadily
@given(CELLS, st.sampled_from(["rr", "or"]))
def test_the_delta_limits_by_numerical_slopes_of_the_cells(cells, scale):
    """Slopes in the four logs of the cells themselves, which are independent, not in the three log ratios."""
    logs, variances = log_levels(cells, scale)

    def reri(at):
        return exp(at[3] - at[0]) - exp(at[1] - at[0]) - exp(at[2] - at[0]) + 1

    def ap(at):
        return reri(at) / exp(at[3] - at[0])

    found = additive_interaction(cells, scale=scale)
    for measure, interval in ((reri, found.reri), (ap, found.ap)):
        slope = optimize.approx_fprime(logs, measure, 1e-7)
        error = float(np.sqrt((slope**2 * variances).sum()))
        assert interval.estimate == pytest.approx(measure(logs))
        assert (interval.upper - interval.lower) / 2 == pytest.approx(1.959964 * error, rel=1e-4, abs=1e-6)
    error = found.reri_se
    assert found.p_value == pytest.approx(2 * stats.norm.sf(abs(found.reri.estimate) / error))


@steadily
@given(CELLS, st.sampled_from(["delta", "mover"]))
def test_a_regression_with_the_same_logs_says_the_same(cells, ci):
    logs, variances = log_levels(cells, "rr")
    fitted = FittedRatios(
        dict(zip(("10", "01", "11"), logs[1:] - logs[0], strict=True)), np.diag(variances[1:]) + variances[0]
    )
    one, other = additive_interaction(cells, ci=ci), additive_interaction(fitted, ci=ci)
    for measure in ("reri", "ap", "synergy", "multiplicative"):
        assert limits(getattr(other, measure)) == pytest.approx(limits(getattr(one, measure)), nan_ok=True)
    assert (other.excess_risk.status, other.excess_risk.note) == ("not_estimable", "intersections_note_model_only")


@steadily
@given(EIGHT, st.sampled_from(["rr", "or"]))
def test_three_traits_split_into_pairs_and_the_rest(cells, scale):
    found = additive_interaction(cells, scale=scale)
    assert list(found.parts) == ["110", "101", "011", "111"]
    assert sum(part.estimate for part in found.parts.values()) == pytest.approx(found.reri.estimate)
    pair = {name: cells["0" + name] for name in ("00", "10", "01", "11")}
    alone = additive_interaction(pair, scale=scale)
    assert limits(found.parts["011"]) == pytest.approx(limits(alone.reri))


@steadily
@given(EIGHT)
def test_the_names_of_three_traits_may_change_places(cells):
    found = additive_interaction(cells)
    turned = additive_interaction({name[1:] + name[0]: cell for name, cell in cells.items()})
    assert limits(turned.reri) == pytest.approx(limits(found.reri))
    assert limits(turned.parts["101"]) == pytest.approx(limits(found.parts["110"]))


def test_three_traits_that_add_up_have_nothing_in_any_part():
    shares = {name: 0.1 + 0.05 * name.count("1") for name in THREE}
    found = additive_interaction({name: (round(1000 * share), 1000) for name, share in shares.items()})
    assert [part.estimate for part in found.parts.values()] == pytest.approx([0] * 4, abs=1e-9)
    assert found.excess_risk.estimate == pytest.approx(0, abs=1e-9)


def test_with_many_people_all_methods_agree():
    delta, mover, bootstrap = (additive_interaction(LARGE, ci=ci) for ci in ("delta", "mover", "bootstrap"))
    for measure in ("reri", "ap", "synergy", "multiplicative"):
        wide = getattr(delta, measure).upper - getattr(delta, measure).lower
        for other in (mover, bootstrap):
            ends = np.subtract(limits(getattr(other, measure))[1:], limits(getattr(delta, measure))[1:])
            assert abs(ends).max() < 0.12 * wide
    assert (bootstrap.failed, bootstrap.draws, bootstrap.status) == (0, 2000, "ok")


def test_a_seed_gives_the_same_draws_again():
    one, again, other = (additive_interaction(LARGE, ci="bootstrap", seed=seed, draws=200) for seed in (1, 1, 2))
    assert one.reri == again.reri != other.reri


def test_the_delta_interval_covers_what_is_planted():
    """Risk ratios of cells of 400: 95 of 100 intervals hold the RERI planted, give or take three."""
    rng, shares, held = np.random.default_rng(0), np.array([0.1, 0.15, 0.2, 0.35]), 0
    truth = (0.35 - 0.15 - 0.2 + 0.1) / 0.1
    for _ in range(200):
        events = rng.binomial(400, shares)
        cells = {name: (int(x), 400) for name, x in zip(("00", "10", "01", "11"), events, strict=True)}
        interval = additive_interaction(cells).reri
        held += interval.lower <= truth <= interval.upper
    assert 0.91 <= held / 200 <= 0.99


def test_odds_ratios_come_with_a_warning_and_without_shares():
    found = additive_interaction(MOUTH, scale="or")
    assert found.notes == ("intersections_note_small_group", "intersections_note_odds")
    assert (found.status, found.excess_risk.note) == ("small", "intersections_note_case_control")
    assert found.frame["measure"].tolist() == [
        *("or_10", "or_01", "or_11", "excess_risk", "reri", "ap", "synergy", "multiplicative")
    ]
    assert all(say(note) != say(note, lang="en") for note in found.notes)


def test_a_reference_that_is_not_the_lowest_is_named():
    found = additive_interaction({**LARGE, "00": (1000, 4000)})
    assert found.note == "intersections_note_reference_not_lowest"
    low = additive_interaction({"00": (900, 4000), "10": (800, 4000), "01": (850, 4000), "11": (1800, 4000)})
    assert "intersections_note_synergy_undefined" in low.notes
    assert isnan(low.synergy.estimate)


@pytest.mark.parametrize(
    ("cells", "scale", "note"),
    [
        ({**LARGE, "10": (0, 0)}, "rr", "intersections_note_empty_group"),
        ({**LARGE, "00": (0, 4000)}, "rr", "intersections_note_reference_zero"),
        (dict.fromkeys(LARGE, (0, 0)), "rr", "intersections_note_empty_group"),
        (dict.fromkeys(LARGE, (0, 50)), "or", "intersections_note_reference_zero"),
        ({**LARGE, "11": (4000, 4000)}, "or", "intersections_note_all_events"),
    ],
)
def test_without_ratios_there_is_a_reason(cells, scale, note):
    found = additive_interaction(cells, scale=scale)
    assert (found.status, found.notes, found.reri.note) == ("not_estimable", (note,), note)
    assert isnan(found.reri.estimate)
    assert isnan(found.p_value)


@pytest.mark.parametrize("ci", ["delta", "mover"])
def test_a_cell_without_events_has_ratios_but_no_limits(ci):
    found = additive_interaction({**LARGE, "10": (0, 4000)}, ci=ci)
    assert found.ratios["10"].estimate == pytest.approx(0)
    assert found.reri.estimate == pytest.approx(4.5 - 0 - 2.25 + 1)
    assert isnan(found.reri.lower)
    assert (found.reri.status, found.reri.note) == ("not_estimable", "intersections_note_no_limits")
    assert found.note == "intersections_note_zero_cell"
    assert isnan(found.p_value)
    assert found.excess_risk.lower < found.excess_risk.estimate < found.excess_risk.upper


def test_the_bootstrap_has_limits_where_a_cell_has_no_events():
    found = additive_interaction({**LARGE, "10": (0, 4000)}, ci="bootstrap")
    assert found.reri.lower < found.reri.estimate < found.reri.upper


def test_draws_whose_reference_is_empty_are_counted_and_too_many_leave_no_limits():
    found = additive_interaction({**LARGE, "00": (2, 40)}, ci="bootstrap")
    assert 0.08 < found.failed / found.draws < 0.2
    assert isnan(found.reri.lower)
    assert found.reri.note == "intersections_note_no_limits"


def test_all_events_on_the_risk_scale_are_an_estimate():
    found = additive_interaction({**LARGE, "11": (4000, 4000)})
    assert found.ratios["11"].estimate == pytest.approx(10)
    assert found.reri.status == "ok"


TABLE = pd.DataFrame(
    [
        (sex, age, *cell)
        for (sex, age), cell in {
            ("H", "A"): LARGE["00"],
            ("M", "A"): LARGE["10"],
            ("H", "N"): LARGE["01"],
            ("M", "N"): LARGE["11"],
            ("M", None): (5, 9),
            ("NP", "A"): (1, 4),
        }.items()
    ],
    columns=["sexo", "edad", "events", "n"],
)


def test_a_table_with_its_traits_says_the_same_and_counts_the_unknown():
    found = additive_interaction(TABLE, {"sexo": "M", "edad": ["N"]})
    assert found.reri == additive_interaction(LARGE).reri
    assert (found.total, found.excluded) == (16_000 + 13, 13)


def test_counts_with_an_outcome():
    rows = [
        *[("MUJER", "00-17", "SEXUAL")] * 30 + [("MUJER", "00-17", "LABORAL")] * 20,
        *[("MUJER", "18+", "SEXUAL")] * 24 + [("MUJER", "18+", "LABORAL")] * 36,
        *[("HOMBRE", "00-17", "SEXUAL")] * 15 + [("HOMBRE", "00-17", None)] * 35,
        *[("HOMBRE", "18+", "SEXUAL")] * 8 + [("HOMBRE", "18+", "LABORAL")] * 32,
    ]
    people = pd.DataFrame(rows, columns=["sexo", "mayoria_edad", "finalidad"])
    counts = count_by(people, ["sexo", "mayoria_edad", "finalidad"])
    traits = {"sexo": "MUJER", "mayoria_edad": "00-17"}
    found = additive_interaction(counts, traits, outcome="finalidad", event="SEXUAL")
    cells = {"00": (8, 40), "10": (24, 60), "01": (15, 15), "11": (30, 50)}
    assert found.reri == additive_interaction(cells).reri
    assert (found.total, found.excluded) == (200, 35)


@pytest.mark.parametrize("table", [TABLE.head(0), TABLE.assign(n=0, events=0), TABLE[TABLE["sexo"] == "M"]])
def test_tables_without_all_cells_have_a_reason(table):
    found = additive_interaction(table, {"sexo": "M", "edad": "N"})
    assert (found.status, found.note) == ("not_estimable", "intersections_note_empty_group")
    assert (found.excess_risk.status, found.excess_risk.note) == ("not_estimable", "intersections_note_empty_group")


WRONG = {
    "cells": (
        lambda: additive_interaction({"00": (1, 2), "11": (1, 2)}),
        "Hacen falta las cuatro celdas 00, 10, 01 y 11 (u ocho con tres rasgos, de 000 a 111), cada una con el par "
        "(casos, total), o con su matriz de covarianzas si vienen de un modelo; llegó: 00, 11.\n"
        "The four cells 00, 10, 01 and 11 are needed (or eight with three traits, from 000 to 111), each with the pair "
        "(cases, total), or with their covariance matrix if they come from a model; given: 00, 11.",
    ),
    "no traits": (
        lambda: additive_interaction(TABLE, {"sexo": "M"}),
        "Diga con exposed cuáles niveles son el rasgo en dos o tres variables, por ejemplo "
        '{"sexo": "MUJER", "mayoria_edad": "MENOR"}; llegó: «sexo».\n'
        "Say with exposed which levels are the trait in two or three variables, e.g. "
        '{"sexo": "MUJER", "mayoria_edad": "MENOR"}; given: “sexo”.',
    ),
    "a trait": (
        lambda: additive_interaction(TABLE, {"sexo": "MUJER", "edad": "N"}),
        "Nadie en la tabla tiene este nivel de «sexo»: MUJER. Hay: H, M.\n"
        "Nobody in the table has this level of “sexo”: MUJER. Available: H, M.",
    ),
    "a scale": (
        lambda: additive_interaction(LARGE, scale="hr"),
        "«hr» no es un método para calcular el intervalo. Hay: rr, or. Elija uno de ellos.\n"
        "“hr” is not a method for the interval. Available: rr, or. Choose one of them.",
    ),
    "limits": (
        lambda: additive_interaction(LARGE, ci="wald"),
        "«wald» no es un método para calcular el intervalo. Hay: delta, mover, bootstrap. Elija uno de ellos.\n"
        "“wald” is not a method for the interval. Available: delta, mover, bootstrap. Choose one of them.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_calls_say_what_came(wrong):
    call, message = WRONG[wrong]
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


def test_a_model_without_its_covariances_is_refused():
    with pytest.raises(EstimateError):
        additive_interaction(FittedRatios({"10": log(2), "01": log(2), "11": log(5)}, np.eye(2)))


@pytest.mark.parametrize("ci", ["delta", "mover"])
def test_a_cell_where_everybody_is_a_case_says_that_the_limits_are_narrow(ci):
    found = additive_interaction({"00": (5, 10), "10": (3, 3), "01": (2, 10), "11": (8, 10)}, ci=ci)
    assert "intersections_note_full_cell" in found.notes
    assert additive_interaction(dict.fromkeys(("00", "10", "01", "11"), (10, 10)), ci=ci).reri.estimate == 0
    assert "intersections_note_full_cell" not in additive_interaction(LARGE, ci=ci).notes


def test_a_cell_of_unknown_size_is_a_reason():
    found = additive_interaction({"00": (5, 10), "10": (float("nan"), float("nan")), "01": (2, 10), "11": (8, 10)})
    assert (found.status, found.note, found.total) == ("not_estimable", "intersections_note_empty_group", 30)
