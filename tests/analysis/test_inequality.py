"""Summary inequality: laws, other ways of computing, groups without data, whole messages."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from tipanalysis.analysis import inequality_summary
from tipanalysis.analysis.inequality_groups import read_groups
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=15, deadline=None)
FEW = {"draws": 200}


@st.composite
def tables(draw, least=1):
    sizes = draw(st.lists(st.integers(1, 300), min_size=2, max_size=7))
    return [(draw(st.integers(min(least, n), n)), n) for n in sizes]


def summary(counted, **options) -> pd.DataFrame:
    events, n = zip(*counted, strict=True)
    return inequality_summary(events=events, n=n, **{**FEW, **options}).set_index("measure")


@LAW
@given(tables(), st.booleans())
def test_the_limits_hold_the_estimate(groups, ordered):
    table = summary(groups, ordered=ordered)
    there = table[table["lower"].notna()]
    assert (there["lower"] <= there["estimate"]).all()
    assert (there["estimate"] <= there["upper"]).all()
    assert len(there) > 10


@pytest.mark.parametrize(
    "groups",
    [
        [(1, 295), (300, 300), (1, 1), (1, 1), (1, 1)],
        [(1, 2), (1, 2), (1, 2)],
        [(2, 2), (1, 5), (1, 3), (1, 1)],
        [(1, 300), (1, 1), (1, 1)],
        [(3, 3), (1, 1), (96, 96), (1, 3)],
    ],
)
def test_a_slope_at_the_edge_of_what_is_finite_warns_nobody(groups):
    table = summary(groups, ordered=True)
    assert {"sii", "rii"} <= set(table.index)


@LAW
@given(tables(), st.integers(0, 99))
def test_neither_the_order_of_the_groups_nor_their_names_matter(groups, seed):
    names = [f"g{place}" for place in range(len(groups))]
    mixed = Random(seed).sample(list(zip(groups, names, strict=True)), len(groups))
    one = summary(groups, groups=names)
    other = summary([group for group, _ in mixed], groups=[name for _, name in mixed])
    columns = ["estimate", "lower", "upper", "se", "noise"]
    pd.testing.assert_frame_equal(one[columns], other[columns])


@LAW
@given(tables(), st.floats(0.5, 0.95))
def test_more_confidence_is_never_tighter(groups, level):
    narrow, wide = (summary(groups, conf_level=each) for each in (level, level + 0.04))
    both = narrow["lower"].notna() & wide["lower"].notna()
    assert (wide["lower"] <= narrow["lower"] + 1e-12)[both].all()
    assert (wide["upper"] >= narrow["upper"] - 1e-12)[both].all()


@LAW
@given(tables())
def test_equal_groups_show_no_inequality(groups):
    level = groups[0][0] / groups[0][1]
    table = inequality_summary([level] * 3, [5, 6, 7], **FEW).set_index("measure")["estimate"]
    zero = ["difference", "mdm_weighted", "mdb_unweighted", "bgv", "idis_weighted", "theil", "mld", "par", "d_index"]
    assert table[zero].abs().max() < 1e-9
    assert table["ratio"] == pytest.approx(1)


@LAW
@given(tables())
def test_what_is_the_same_by_definition_is_the_same(groups):
    table = summary(groups)["estimate"]
    assert table["d_index"] == pytest.approx(table["idis_weighted"] / 200)
    assert table["bgsd"] ** 2 == pytest.approx(table["bgv"])
    assert table["hoi"] == pytest.approx(table["mean"] * (1 - table["d_index"]))
    assert table["par"] == pytest.approx(table["mdb_weighted"])
    assert table["mean"] == pytest.approx(sum(x for x, _ in groups) / sum(n for _, n in groups))


@LAW
@given(tables())
def test_an_adverse_outcome_is_a_favourable_one_of_those_who_are_spared(groups):
    spared = [(n - x, n) for x, n in groups]
    adverse, favourable = summary(groups, favourable=False), summary(spared)
    for measure in ("d_index", "hoi", "bgv", "mdb_weighted", "difference"):
        assert adverse.loc[measure, "estimate"] == pytest.approx(favourable.loc[measure, "estimate"], nan_ok=True)
    assert adverse.loc["par", "estimate"] == pytest.approx(-favourable.loc["par", "estimate"])
    if not math.isnan(adverse.loc["d_index", "estimate"]):
        assert adverse.loc["d_index", "note"] == "inequality_note_complement"


def test_a_reference_adds_measures_about_it_and_is_named():
    table = summary([(30, 100), (45, 100), (60, 100)], groups=["a", "b", "c"], reference="b")
    assert table.loc["difference_reference", ["estimate", "compared"]].tolist() == [pytest.approx(0.15), "b : a"]
    assert table.loc["ratio_reference", "estimate"] == pytest.approx(1.5)
    assert table.loc["mdr_unweighted", ["estimate", "compared"]].tolist() == [pytest.approx(0.1), "b"]
    assert table.loc["par_reference", "estimate"] == pytest.approx(0)
    assert table.loc["difference", "compared"] == "c : a"
    assert table.loc["par", "compared"] == "c"


def test_concentration_agrees_with_the_area_under_the_curve():
    y, people = np.array([0.2, 0.25, 0.4, 0.7]), np.array([40, 10, 30, 20])
    table = inequality_summary(y, people, ordered=True, **FEW).set_index("measure")["estimate"]
    share = np.concatenate([[0], np.cumsum(people) / people.sum()])
    having = np.concatenate([[0], np.cumsum(people * y) / (people * y).sum()])
    assert table["rci"] == pytest.approx(1 - 2 * np.trapezoid(having, share))
    mean = table["mean"]
    assert table["aci"] == pytest.approx(table["rci"] * mean)
    assert table["wagstaff"] == pytest.approx(table["rci"] / (1 - mean))
    assert table["erreygers"] == pytest.approx(4 * mean * table["rci"])


@pytest.mark.parametrize("slope", ["logit", "linear"])
def test_slopes_agree_with_a_search_for_the_best_fit(slope):
    x, n = np.array([12, 40, 33, 80]), np.array([60, 90, 70, 110])
    table = summary(list(zip(x, n, strict=True)), ordered=True, slope=slope)
    rank = (np.cumsum(n) - n / 2) / n.sum()

    def loss(line):
        fitted = line[0] + line[1] * rank
        if slope == "linear":
            return float((n * (x / n - fitted) ** 2).sum())
        return float((n * np.logaddexp(0, fitted) - x * fitted).sum())

    start, rise = minimize(loss, [0, 0], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-14}).x
    ends = np.array([start, start + rise])
    low, high = ends if slope == "linear" else 1 / (1 + np.exp(-ends))
    assert table.loc["sii", "estimate"] == pytest.approx(high - low, abs=1e-6)
    assert table.loc["rii", "estimate"] == pytest.approx(high / low, rel=1e-5)


def test_the_robust_error_of_a_linear_slope_is_hc1():
    x, n = np.array([12, 40, 33, 80]), np.array([60, 90, 70, 110])
    table = summary(list(zip(x, n, strict=True)), ordered=True, slope="linear")
    design = np.stack([np.ones(4), (np.cumsum(n) - n / 2) / n.sum()], axis=1)
    bread = np.linalg.inv(design.T @ np.diag(n) @ design)
    left = x / n - design @ bread @ design.T @ (n * (x / n))
    meat = design.T @ np.diag((n * left) ** 2) @ design
    expected = math.sqrt((bread @ meat @ bread)[1, 1] * 4 / 2)
    assert table.loc["sii", "se"] == pytest.approx(expected)


def test_a_step_without_exception_has_no_logit_slope():
    table = summary([(0, 30), (30, 30)], ordered=True)
    assert table.loc["sii", ["status", "note"]].tolist() == ["model_singular", "inequality_note_no_fit"]
    assert table.loc["aci", "status"] == "ok"


def test_standard_errors_are_those_of_many_draws():
    y, people, se = [0.5, 0.6, 0.75, 0.4], [300, 500, 200, 400], [0.004, 0.003, 0.005, 0.004]
    table = inequality_summary(y, people, se=se, draws=10).set_index("measure")
    rng, w = np.random.default_rng(1), np.array(people) / 1400
    drawn = rng.normal(y, se, (100_000, 4))
    mean = drawn @ w
    relative = drawn / mean[:, None]
    expected = {
        "theil": (relative * np.log(relative)) @ w,
        "mld": -np.log(relative) @ w,
        "bgv": (drawn - mean[:, None]) ** 2 @ w,
    }
    for measure, values in expected.items():
        assert table.loc[measure, "se"] == pytest.approx(values.std(), rel=0.02)


def test_the_noise_line_is_what_chance_shows_on_average():
    """Statistics of equal groups: 20 of 5 and 5 of 50 people give a D-index of about 0.139 (half of them have it)."""
    n = [5] * 20 + [50] * 5
    rng = np.random.default_rng(3)
    dealt = rng.multivariate_hypergeometric(n, 175, 4000) / np.array(n)
    expected = (np.abs(dealt - 0.5) @ (np.array(n) / 350) / (2 * 0.5)).mean()
    table = inequality_summary(events=[2, 3] * 10 + [25] * 5, n=n, draws=2000).set_index("measure")
    assert table.loc["d_index", "noise"] == pytest.approx(expected, rel=0.03)
    assert table.loc["bgv", "noise"] > table.loc["bgv", "estimate"]


def test_levels_with_errors_are_drawn_with_that_mean_and_error():
    for kind, y, se in (("proportion", [0.3, 0.8], [0.02, 0.05]), ("rate", [3.0, 8.0], [0.2, 0.5])):
        groups = read_groups(
            y, [1, 1], events=None, n=None, se=se, groups=None, reference=None,
            favourable=True, ordered=False, kind=kind, per=1,
        )  # fmt: skip
        drawn = groups.draws(40_000, 1)
        assert drawn.mean(axis=0) == pytest.approx(y, rel=0.01)
        assert drawn.std(axis=0) == pytest.approx(se, rel=0.03)


def test_the_seed_stands_in_the_result_and_repeats_it():
    groups = [(3, 30), (9, 40), (20, 50)]
    pd.testing.assert_frame_equal(summary(groups, seed=5), summary(groups, seed=5))
    assert summary(groups, seed=5)["seed"].unique().tolist() == [5]
    assert summary(groups, seed=5).loc["bgv", "upper"] != summary(groups, seed=6).loc["bgv", "upper"]


def test_a_scale_of_percent_changes_the_unit_only():
    one = inequality_summary([0.2, 0.5, 0.6], [3, 4, 5], se=[0.01] * 3, ordered=True, **FEW).set_index("measure")
    other = inequality_summary([20, 50, 60], [3, 4, 5], se=[1] * 3, ordered=True, per=100, **FEW).set_index("measure")
    for measure, times in {"difference": 100, "bgv": 10_000, "sii": 100, "ratio": 1, "paf": 1, "erreygers": 1}.items():
        for field in ("estimate", "lower", "upper", "noise"):
            assert other.loc[measure, field] == pytest.approx(one.loc[measure, field] * times)
        assert other.loc[measure, "se"] == pytest.approx(one.loc[measure, "se"] * times, nan_ok=True)


def test_entropies_take_their_errors_along_when_multiplied():
    one, thousand = (summary([(30, 90), (50, 80)], entropy_times=times).loc["theil"] for times in (1, 1000))
    for field in ("estimate", "lower", "upper", "se", "noise"):
        assert thousand[field] == pytest.approx(1000 * one[field])


def test_rates_have_no_upper_bound():
    table = inequality_summary(events=[30, 90], n=[1000, 1500], kind="rate", per=100_000, **FEW).set_index("measure")
    assert table.loc["difference", "estimate"] == pytest.approx(3000)
    assert "d_index" not in table.index
    assert table.loc["difference", "lower"] < 3000 < table.loc["difference", "upper"]


def test_levels_without_errors_have_no_limits():
    table = inequality_summary([0.2, 0.4], [10, 20], **FEW).set_index("measure")
    assert table["lower"].isna().all()
    assert set(table["method"]) == {"point"}
    assert table.loc["bgv", ["status", "note"]].tolist() == ["ok", "inequality_note_no_errors"]


def test_nothing_is_added_to_a_zero():
    table = summary([(0, 30), (12, 30), (20, 30)])
    for measure in ("mld", "ratio"):
        assert table.loc[measure, ["status", "note"]].tolist() == ["not_estimable", "inequality_note_zero"]
    relative = np.array([0, 12, 20]) / (32 / 3)
    assert table.loc["theil", "estimate"] == pytest.approx((relative[1:] * np.log(relative[1:])).sum() / 3)
    assert table.loc["max_log_ratio", "note"] == "inequality_note_smoothed"


@pytest.mark.parametrize("groups", [[(0, 25), (0, 30)], [(25, 25), (30, 30)]])
@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("favourable", [True, False])
def test_nobody_and_everybody_are_no_error(groups, ordered, favourable):
    table = summary(groups, ordered=ordered, favourable=favourable)
    assert table.loc["difference", ["estimate", "status"]].tolist() == [0, "ok"]
    gone = table[table["estimate"].isna()]
    assert set(gone["note"]) <= {"inequality_note_zero", "inequality_note_no_fit"}
    if ordered:
        assert table.loc["sii", "estimate"] == 0 or groups[0][0] == 0


@pytest.mark.parametrize("groups", [[], [(3, 30)], [(3, 30), (0, 0)], [(None, 30), (4, 20)], [(0, 0), (0, 0)]])
@pytest.mark.parametrize("ordered", [True, False])
def test_fewer_than_two_groups_are_nothing_to_compare(groups, ordered):
    columns = list(zip(*groups, strict=True)) or [[], []]
    table = inequality_summary(events=columns[0], n=columns[1], ordered=ordered, **FEW)
    assert set(table["status"]) == {"not_estimable"}
    assert set(table["note"]) == {"inequality_note_one_group"}
    assert table["estimate"].isna().all()


def test_a_group_without_data_is_left_out_and_said():
    whole, gap = summary([(30, 90), (50, 80)]), summary([(30, 90), (50, 80), (0, 0)])
    pd.testing.assert_series_equal(whole["estimate"], gap["estimate"])
    assert gap.loc["bgv", ["n", "note"]].tolist() == [2, "inequality_note_left_out"]
    lost = summary([(30, 90), (50, 80), (0, 0)], reference="2")
    assert "mdr_weighted" not in lost.index


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: inequality_summary([61, 74], [3, 4]),
            "Llegó 61 como proporción en una escala de 1: no puede pasar de la escala. Si son porcentajes, escriba "
            'per=100; si son tasas, kind="rate".\n61 was given as a proportion on a scale of 1: it cannot be above the '
            'scale. If these are percentages, write per=100; if rates, kind="rate".',
        ),
        (
            lambda: inequality_summary([0.6, 0.7]),
            "Pase el valor de cada grupo (y) con su población, o bien los casos (events) y el total (n) de cada grupo, "
            "pero no las dos cosas.\nPass the level of each group (y) with its population, or else the cases (events) "
            "and the total (n) of each group, but not both.",
        ),
        (
            lambda: inequality_summary([0.6, 0.7], [1, 2, 3]),
            "Las columnas de los grupos no tienen el mismo largo (2, 3, 2, 2). Pase un valor por grupo en cada una y "
            "en el mismo orden.\nThe columns of the groups differ in length (2, 3, 2, 2). Pass one value for each "
            "group in each, in the same order.",
        ),
        (
            lambda: inequality_summary([0.6, 0.7], [1, 2], groups=["a", "b"], reference="c"),
            "No hay un grupo «c» para comparar. Hay: a, b. Elija uno de ellos.\n"
            "There is no group “c” to compare with. Available: a, b. Choose one of them.",
        ),
        (
            lambda: inequality_summary([0.6, 0.7], [1, 2], kind="share"),
            "«share» no es una clase de resultado. Hay: proportion, rate. Elija una de ellas.\n"
            "“share” is not a kind of outcome. Available: proportion, rate. Choose one of them.",
        ),
        (
            lambda: inequality_summary([0.6, 0.7], [1, 2], draws=0),
            "Se pidieron 0 remuestras. Escriba un número entero de 1 o más; por ejemplo, 2000.\n"
            "0 resamples were asked for. Write a whole number of 1 or more; for example, 2000.",
        ),
        (
            lambda: inequality_summary(events=[3, 9], n=[4, 5]),
            "No se puede calcular la proporción de 9 entre 5: el número de casos debe estar entre 0 y el total. Revise "
            "los datos.\nNo proportion can be computed of 9 among 5: the number of cases must lie between 0 and the "
            "total. Check the data.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


def test_more_units_than_numpy_deals_out_have_the_same_mean_and_spread():
    from tipanalysis.analysis.resampled import dealt, dealt_out

    rng = np.random.default_rng(1)
    sizes = np.array([2e9, 1e9, 5e8])
    dealt_groups = dealt_out(rng, sizes, 7_000_000, 4000)
    assert (dealt_groups.sum(axis=1) == 7_000_000).all()
    share, part = sizes / sizes.sum(), 1 - 7e6 / 3.5e9
    assert dealt_groups.mean(axis=0) == pytest.approx(7e6 * share, rel=1e-4)
    assert dealt_groups.std(axis=0) == pytest.approx(np.sqrt(7e6 * share * (1 - share) * part), rel=0.05)
    few = dealt(rng, np.full(4000, 3.0), np.full(4000, 3e9), np.full(4000, 1.5e9))
    assert (few >= 0).all() and (few <= 3).all() and few.mean() == pytest.approx(1.5, abs=0.1)
