"""Multilevel models of strata: against the whole likelihood, against planted truths, and at every edge."""

from __future__ import annotations

import time
from itertools import product
from math import exp, inf, isnan, nan, sqrt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from intersections.laws import steadily
from published.nhanes import BODY_MASS, DIMENSIONS, OBESE
from tipanalysis.analysis import icc, maihda, median_odds_ratio, pcv, pvc, response_vpc, stratum_auc, vpc, vpc_reading
from tipanalysis.analysis.maihda_binomial import BinomialStrata
from tipanalysis.analysis.maihda_bootstrap import limits, refits
from tipanalysis.analysis.maihda_gaussian import GaussianStrata
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.texts import say


def grid(*levels, n, events):
    """A table of all combinations of that many levels."""
    rows = list(product(*(range(size) for size in levels)))
    table = pd.DataFrame(rows, columns=["a", "b", "c"][: len(levels)]).astype(str)
    return table.assign(n=n, events=events)


def columns_of(table, dims):
    dummies = [pd.get_dummies(table[name]).to_numpy(float)[:, 1:] for name in dims]
    return np.column_stack([np.ones(len(table)), *dummies])


MIXED = grid(
    *(3, 4), n=[40, 12, 33, 25, 8, 51, 19, 30, 22, 5, 44, 28], events=[9, 8, 4, 15, 1, 30, 15, 4, 17, 1, 8, 20]
)
"""Twelve strata whose shares no sum of main effects explains."""


def whole_loglik(events, n, fixed, variance):
    """The likelihood of the counts, each stratum integrated on a dense grid, without the binomial coefficient."""
    z = np.linspace(-9, 9, 4001)
    total = 0.0
    for x, size, middle in zip(events, n, fixed, strict=True):
        eta = middle + sqrt(variance) * z
        height = x * eta - size * np.logaddexp(0, eta) + stats.norm.logpdf(z)
        total += np.log(integrate.simpson(np.exp(height - height.max()), x=z)) + height.max()
    return total


@pytest.mark.parametrize("dims", [[], ["a", "b"]], ids=["null", "adjusted"])
def test_the_binomial_fit_is_the_maximum_of_the_whole_likelihood(dims):
    x = columns_of(MIXED, dims)
    events, n = MIXED["events"].to_numpy(float), MIXED["n"].to_numpy(float)
    fits = BinomialStrata(events, n).fit(x)
    at = np.append(fits.beta[0], np.log(fits.var_stratum[0]))

    def downhill(place):
        return -whole_loglik(events, n, x @ place[:-1], np.exp(place[-1]))

    assert fits.loglik[0] == pytest.approx(-downhill(at), abs=1e-6)
    near = [(place - 2, place + 2) for place in at]
    best = optimize.minimize(downhill, at + 0.05, method="L-BFGS-B", bounds=near, options={"ftol": 1e-15, "gtol": 1e-7})
    assert -best.fun <= fits.loglik[0] + 1e-6
    assert exp(best.x[-1]) == pytest.approx(fits.var_stratum[0], rel=2e-3)


@pytest.mark.parametrize("reml", [True, False], ids=["reml", "ml"])
@pytest.mark.parametrize("dims", [[], ["a", "b"]], ids=["null", "adjusted"])
def test_the_gaussian_fit_is_the_maximum_over_persons(reml, dims):
    """The multivariate normal likelihood of every person, not of the strata."""
    rng = np.random.default_rng(3)
    strata = grid(3, 3, n=rng.integers(1, 7, 9), events=0)
    place = np.repeat(np.arange(9), strata["n"])
    values = 20 + rng.normal(0, 2, 9)[place] + rng.normal(0, 3, len(place))
    people = pd.Series(values).groupby(place)
    ss = people.apply(lambda each: float(((each - each.mean()) ** 2).sum())).to_numpy()
    x = columns_of(strata, dims)
    fits = GaussianStrata(people.mean().to_numpy(), ss, strata["n"].to_numpy(float), reml).fit(x)

    def downhill(logs):
        same = place[:, None] == place[None, :]
        cover = exp(logs[0]) * same + exp(logs[1]) * np.eye(len(place))
        inverse, rows = np.linalg.inv(cover), x[place]
        beta = np.linalg.solve(rows.T @ inverse @ rows, rows.T @ inverse @ values)
        left = values - rows @ beta
        size = len(place) - reml * x.shape[1]
        extra = np.linalg.slogdet(rows.T @ inverse @ rows)[1] if reml else 0
        return (size * np.log(2 * np.pi) + np.linalg.slogdet(cover)[1] + left @ inverse @ left + extra) / 2

    best = optimize.minimize(downhill, [0.5, 2.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
    assert fits.var_stratum[0] == pytest.approx(exp(best.x[0]), rel=1e-4)
    assert fits.var_residual[0] == pytest.approx(exp(best.x[1]), rel=1e-5)
    assert fits.loglik[0] == pytest.approx(-best.fun, abs=1e-6)


def test_laplace_is_the_maximum_of_its_own_likelihood():
    events, n = OBESE["events"].to_numpy(float), OBESE["n"].to_numpy(float)

    def downhill(place):
        middle, s = place
        u = np.zeros_like(n)
        for _ in range(60):
            p = 1 / (1 + np.exp(-(middle + u)))
            u += (events - n * p - u / s**2) / (n * p * (1 - p) + 1 / s**2)
        curve = n * p * (1 - p) + 1 / s**2
        eta = middle + u
        return -(events * eta - n * np.logaddexp(0, eta) - u * u / (2 * s * s) - np.log(s) - np.log(curve) / 2).sum()

    best = optimize.minimize(downhill, [-0.6, 0.5], method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-13})
    fit = maihda(OBESE, DIMENSIONS, method="laplace", draws=0).null
    assert (fit.intercept, fit.var_stratum) == pytest.approx((best.x[0], best.x[1] ** 2), rel=1e-5)
    assert fit.loglik == pytest.approx(-best.fun, abs=1e-7)


def test_planted_variances_are_found_again():
    """400 tables of 60 strata: the mean estimate of a variance of 0.5 is near it, a little below as ever with ML."""
    rng, n = np.random.default_rng(5), np.full(60, 80.0)
    u = rng.normal(0, sqrt(0.5), (400, 60))
    events = rng.binomial(80, 1 / (1 + np.exp(-(-0.4 + u)))).astype(float)
    fits = BinomialStrata(events, n).fit(np.ones((60, 1)))
    assert fits.converged.all()
    assert fits.beta.mean() == pytest.approx(-0.4, abs=0.02)
    assert 0.47 < fits.var_stratum.mean() < 0.505


def test_the_interval_of_the_vpc_covers_what_is_planted():
    rng, held, ones = np.random.default_rng(8), 0, np.ones((40, 1))
    for _ in range(60):
        u = rng.normal(0, sqrt(0.4), 40)
        data = BinomialStrata(rng.binomial(100, 1 / (1 + np.exp(-(-0.5 + u)))).astype(float), np.full(40, 100.0))
        low, high = limits(refits(data, data.fit(ones), None, ones, 80, 1).vpc, 0.95)
        held += low <= vpc(0.4) <= high
    assert held >= 51


def test_a_table_of_many_gives_what_each_gives_alone():
    rng = np.random.default_rng(2)
    n = rng.integers(1, 50, 15).astype(float)
    events = rng.binomial(n.astype(int), 0.3, (6, 15)).astype(float)
    x = columns_of(grid(3, 5, n=1, events=0), ["a", "b"])
    together = BinomialStrata(events, n).fit(x)
    for row in range(6):
        alone = BinomialStrata(events[row], n).fit(x)
        assert alone.var_stratum[0] == pytest.approx(together.var_stratum[row], abs=1e-7)
        assert alone.loglik[0] == pytest.approx(together.loglik[row], abs=1e-8)


TABLES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=12, max_size=12).map(
    lambda cells: grid(3, 4, n=[a + b for a, b in cells], events=[b for _, b in cells])
)


@steadily
@given(TABLES, st.randoms())
def test_labels_order_and_split_rows_do_not_matter(table, random):
    result = maihda(table, ["a", "b"], draws=0)
    changed = table.assign(a=table["a"].map({"0": "z", "1": "y", "2": "x"}), n=table["n"] - table["events"], events=0)
    rest = changed.assign(n=table["events"], events=table["events"])
    shuffled = pd.concat([changed, rest]).sample(frac=1, random_state=random.randint(0, 99))
    other = maihda(shuffled, ["b", "a"], draws=0)
    assert (other.status, other.n, other.n_strata) == (result.status, result.n, result.n_strata)
    for measure in ("vpc", "pcv", "vpc_adjusted"):
        theirs, ours = getattr(other, measure).estimate, getattr(result, measure).estimate
        assert theirs == pytest.approx(ours, abs=2e-5, nan_ok=True)
    assert other.auc == pytest.approx(result.auc, nan_ok=True)


@steadily
@given(TABLES)
def test_shrinking_moves_towards_what_is_expected_and_never_beyond(table):
    result = maihda(table, ["a", "b"], draws=0)
    if result.adjusted.status != "ok" or "intersections_note_separation" in result.notes:
        return
    strata = result.strata
    between = np.sort(strata[["estimate", "additive"]].to_numpy(), axis=1)
    assert (strata["shrunken"] >= between[:, 0] - 1e-9).all()
    assert (strata["shrunken"] <= between[:, 1] + 1e-9).all()
    assert (strata["interaction_lower"] <= strata["interaction"] + 1e-12).all()
    assert (strata["interaction"] <= strata["interaction_upper"] + 1e-12).all()
    assert (strata["p_adjusted"] >= strata["p_value"] - 1e-12).all()


def test_exchanging_outcome_and_contrary_turns_the_model_over():
    result, other = (
        maihda(table, ["a", "b"], draws=0) for table in (MIXED, MIXED.assign(events=MIXED["n"] - MIXED["events"]))
    )
    assert other.null.intercept == pytest.approx(-result.null.intercept, abs=1e-6)
    assert other.null.var_stratum == pytest.approx(result.null.var_stratum, rel=1e-6)
    assert (1 - other.strata["shrunken"]).tolist() == pytest.approx(result.strata["shrunken"].tolist(), abs=1e-6)
    assert other.auc == pytest.approx(result.auc)


def test_ten_times_the_people_with_the_same_shares_leave_less_to_shrink():
    """With many people in each stratum the shrunken share is the raw one."""
    many = maihda(MIXED.assign(n=MIXED["n"] * 10_000, events=MIXED["events"] * 10_000), ["a", "b"], draws=0)
    assert many.strata["shrunken"].tolist() == pytest.approx(many.strata["estimate"].tolist(), abs=1e-3)


def test_the_measures_hang_together():
    result = maihda(OBESE, DIMENSIONS)
    assert (result.status, result.notes, result.failed) == ("ok", (), 0)
    null, adjusted = result.null.var_stratum, result.adjusted.var_stratum
    assert result.vpc.estimate == result.icc.estimate == vpc(null) == icc(null)
    assert result.pcv.estimate == result.pvc.estimate == pcv(null, adjusted) == pvc(null, adjusted)
    assert result.mor.estimate == median_odds_ratio(null)
    assert result.reading == "intersections_vpc_band_2"
    for found in (result.vpc, result.pcv, result.mor):
        assert found.lower < found.estimate < found.upper
    assert (result.vpc.events, result.vpc.n, result.n_strata) == (1077, 3000, 50)
    assert result.auc > result.auc_adjusted > result.auc_fixed > 0.5
    assert result.adjusted.coefficients.index[0] == "intercept"
    assert len(result.adjusted.coefficients) == 1 + 1 + 4 + 4


def test_a_seed_gives_the_same_limits_again():
    one, again, other = (maihda(MIXED, ["a", "b"], draws=50, seed=seed).vpc for seed in (3, 3, 4))
    assert one == again
    assert (one.lower, one.upper) != (other.lower, other.upper)


def test_fifty_strata_take_well_under_a_second_with_their_intervals():
    maihda(OBESE, DIMENSIONS, draws=1)
    before = time.process_time()
    maihda(OBESE, DIMENSIONS)
    assert time.process_time() - before < 0.9


def test_means_give_both_likelihoods():
    result = maihda(BODY_MASS, DIMENSIONS, "gaussian", draws=0)
    change = result.models[result.models["model"] == "adjusted"].set_index("method")["pcv"]
    assert change.round(3).to_dict() == {"reml": 0.662, "ml": 0.826}
    assert result.pcv.estimate == change["reml"]
    by_ml = maihda(BODY_MASS, DIMENSIONS, "gaussian", method="ml", draws=0)
    assert by_ml.pcv.estimate == change["ml"]
    assert isnan(result.mor.estimate)
    assert (result.mor.status, result.mor.note) == ("not_estimable", "intersections_note_shares_only")


def test_the_strata_of_means_have_students_limits():
    row = maihda(BODY_MASS, DIMENSIONS, "gaussian", draws=0).strata.iloc[1]
    spread = sqrt(1401.38981538462 / 25 / 26)
    low, high = stats.t.interval(0.95, 25, 32.3338461538462, spread)
    assert (row["lower"], row["upper"], row["status"]) == pytest.approx((low, high, "ok"))
    alone = maihda(BODY_MASS, DIMENSIONS, "gaussian", draws=0).strata.iloc[0]
    assert isnan(alone["lower"])
    assert alone["status"] == "small"


def test_rows_of_means_of_the_same_stratum_are_joined():
    values = {("x", 1): [3.0, 5.0, 10.0], ("x", 2): [4.0, 4.5], ("y", 1): [8.0, 1.0, 2.0, 2.5]}

    def table_of(groups):
        rows = [(key[0], len(v), np.mean(v), float(((v - np.mean(v)) ** 2).sum())) for key, v in groups]
        return pd.DataFrame(rows, columns=["a", "n", "mean", "ss"])

    split = table_of([(key, np.array(v)) for key, v in values.items()])
    whole = table_of([(("x", 0), np.array(values["x", 1] + values["x", 2])), (("y", 0), np.array(values["y", 1]))])
    ours, theirs = (maihda(table, "a", "gaussian", draws=0) for table in (split, whole))
    assert ours.null.var_residual == pytest.approx(theirs.null.var_residual)
    assert ours.strata["lower"].tolist() == pytest.approx(theirs.strata["lower"].tolist())


EDGES = {
    "empty": (MIXED.head(0), "not_estimable", ("nobody",)),
    "all zero": (MIXED.assign(n=0, events=0), "not_estimable", ("nobody",)),
    "one stratum": (MIXED.head(1), "not_estimable", ("one_stratum",)),
    "no events": (MIXED.assign(events=0), "not_estimable", ("all_alike",)),
    "all events": (MIXED.assign(events=MIXED["n"]), "not_estimable", ("all_alike",)),
    "perfect separation": (
        grid(3, 4, n=30, events=[0] * 6 + [30] * 6),
        "not_estimable",
        ("all_or_nobody",),
    ),
    "strata of one person": (grid(3, 4, n=1, events=[0, 1] * 6), "not_estimable", ("all_or_nobody",)),
    "no variance at all": (grid(4, 5, n=50, events=10), "model_singular", ("null_zero",)),
    "main effects only": (
        grid(4, 5, n=200, events=[20 + 15 * a + 10 * b for a in range(4) for b in range(5)]),
        "model_singular",
        ("adjusted_zero",),
    ),
    "a level without events": (
        grid(4, 5, n=30, events=[0] * 5 + [9, 14, 20, 6, 11] * 3),
        "model_singular",
        ("adjusted_zero", "separation"),
    ),
    "few strata": (MIXED, "small", ("few_strata",)),
    "as many effects as strata": (grid(3, n=50, events=[10, 20, 40]), "small", ("saturated", "few_strata")),
}


@pytest.mark.parametrize("edge", EDGES)
def test_at_the_edges_there_is_a_status_and_a_reason(edge):
    table, status, notes = EDGES[edge]
    dims = ["a", "b"] if "b" in table and edge != "as many effects as strata" else ["a"]
    result = maihda(table, dims, draws=0)
    assert (result.status, result.notes) == (status, tuple(f"intersections_note_{note}" for note in notes))
    assert all(say(note) != say(note, lang="en") for note in result.notes)
    assert len(result.strata) == result.n_strata
    assert isnan(result.vpc.estimate) == (status == "not_estimable")


def test_without_variance_the_vpc_is_zero_and_the_pcv_undefined():
    result = maihda(grid(4, 5, n=50, events=10), ["a", "b"], draws=20)
    assert (result.vpc.estimate, result.null.status, result.vpc.status) == (0, "model_singular", "model_singular")
    assert isnan(result.pcv.estimate)
    assert (result.pcv.status, result.pcv.note) == ("not_estimable", "intersections_note_null_zero")
    assert result.mor.estimate == 1
    assert result.failed > 0
    assert "intersections_note_refits_failed" in result.notes
    assert result.strata["interaction"].tolist() == [0] * 20
    assert result.strata["p_value"].isna().all()
    assert not result.strata["flagged"].any()


def test_a_negative_pcv_is_printed_as_it_is():
    """Main effects that hide each other: what they leave over differs more than the strata themselves."""
    n = np.array([5, 400, 400, 5, 400, 400, 400, 5])
    table = pd.DataFrame(list(product("01", "01", "01")), columns=["a", "b", "c"])
    table = table.assign(n=n, mean=[9.5, 9.7, 10.4, 11.0, 9.9, 11.4, 9.3, 10.4], ss=4.0 * (n - 1))
    found = maihda(table, ["a", "b", "c"], "gaussian", draws=0)
    assert found.pcv.estimate < 0
    assert "intersections_note_pcv_negative" in found.notes
    assert pcv(0.1, 0.25) == pytest.approx(-1.5)


def test_interaction_that_is_planted_is_flagged_and_nothing_else():
    table = grid(4, 6, n=400, events=[80 + 12 * a + 6 * b for a in range(4) for b in range(6)])
    table.loc[9, "events"] += 120
    result = maihda(table, ["a", "b"], draws=0)
    assert result.strata.index[result.strata["flagged"]].tolist() == [9]
    assert result.strata.loc[9, "interaction"] > 0.1


def test_small_strata_and_unknown_levels_are_left_out_and_counted():
    table = pd.concat([MIXED, pd.DataFrame({"a": [None, "0"], "b": ["0", "NP"], "n": [7, 5], "events": [3, 1]})])
    shown = maihda(table, ["a", "b"], draws=0)
    known = maihda(table, ["a", "b"], unknown="exclude", draws=0)
    assert (shown.n_strata, known.n_strata, known.excluded) == (14, 12, 12)
    assert known.total == shown.n == MIXED["n"].sum() + 12
    large = maihda(MIXED, ["a", "b"], min_n=20, draws=0)
    assert large.too_small == MIXED.loc[MIXED["n"] < 20, "n"].sum()
    assert large.n + large.too_small == large.total
    assert large.strata["n"].min() >= 20


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.004, "Menos del 1 % de la varianza está entre las intersecciones: casi nada."),
        (0.01, "Entre el 1 % y el 5 % de la varianza está entre las intersecciones: poco."),
        (0.3, "El 30 % o más de la varianza está entre las intersecciones: una parte muy grande."),
        (nan, "Sin coeficiente de partición de la varianza: no se pudo estimar."),
    ],
)
def test_a_vpc_is_read_in_words(value, text):
    assert say(vpc_reading(value)) == text


def test_the_median_odds_ratio_is_the_median_of_the_larger_over_the_smaller():
    rng = np.random.default_rng(0)
    pairs = rng.normal(0, sqrt(0.8), (2, 400_000))
    assert median_odds_ratio(0.8) == pytest.approx(exp(np.median(np.abs(pairs[0] - pairs[1]))), rel=0.01)
    assert median_odds_ratio(0) == 1


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 3)), min_size=1, max_size=6))
@steadily
def test_the_auc_is_the_share_of_pairs_in_the_right_order(strata):
    with_event = [risk for events, _, risk in strata for _ in range(events)]
    without = [risk for _, others, risk in strata for _ in range(others)]
    pairs = [(a > b) + (a == b) / 2 for a in with_event for b in without]
    expected = np.mean(pairs) if pairs else nan
    found = stratum_auc([e for e, _, _ in strata], [e + o for e, o, _ in strata], [risk for _, _, risk in strata])
    assert found == pytest.approx(expected, nan_ok=True)


def test_the_vpc_of_proportions_is_the_one_of_simulated_strata():
    p = 1 / (1 + np.exp(-(-0.6 + np.random.default_rng(0).normal(0, sqrt(0.7), 1_000_000))))
    assert response_vpc(-0.6, 0.7) == pytest.approx(p.var() / (p.mean() * (1 - p.mean())), rel=0.01)
    assert isnan(response_vpc(-inf, 0.7))


WRONG = {
    "a family": (
        lambda: maihda(MIXED, "a", "poisson"),
        "«poisson» no es un método para calcular el intervalo. Hay: binomial, gaussian. Elija uno de ellos.",
    ),
    "a method": (
        lambda: maihda(MIXED, "a", method="reml"),
        "«reml» no es un método para calcular el intervalo. Hay: aghq15, laplace. Elija uno de ellos.",
    ),
    "a negative variance": (
        lambda: vpc(-0.1),
        "Una varianza o suma de cuadrados no puede ser negativa; llegó «-0.1».",
    ),
    "a negative sum of squares": (
        lambda: maihda(pd.DataFrame({"a": ["x"], "n": [2], "mean": [1], "ss": [-3]}), "a", "gaussian"),
        "Una varianza o suma de cuadrados no puede ser negativa; llegó «-3».",
    ),
    "means without their columns": (
        lambda: maihda(MIXED, "a", "gaussian"),
        "La tabla no tiene: mean, ss. Hay: a, b, n, events. Revise los nombres.",
    ),
    "no table of means": (
        lambda: maihda([1, 2], "a", "gaussian"),
        "Para medias hace falta una tabla con las columnas «n», «mean» y «ss» (suma de las distancias al cuadrado "
        "respecto de la media); llegó un objeto de tipo list.",
    ),
    "a mean that is missing": (
        lambda: maihda(pd.DataFrame({"a": ["x"], "n": [2], "mean": [None], "ss": [3]}), "a", "gaussian"),
        "La columna «mean» tiene 1 celdas sin número. Un conteo que falta no es cero: complete la tabla o quite esas "
        "filas.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_calls_say_what_came(wrong):
    call, message = WRONG[wrong]
    with pytest.raises(EstimateError) as caught:
        call()
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("table", "note"),
    [
        (BODY_MASS.head(0), "nobody"),
        (BODY_MASS.head(1), "one_stratum"),
        (BODY_MASS.assign(ss=0.0), "no_variance_within"),
        (BODY_MASS.assign(n=1, ss=0.0), "no_variance_within"),
    ],
)
def test_means_without_a_model_have_a_reason(table, note):
    result = maihda(table, DIMENSIONS, "gaussian")
    assert (result.status, result.note) == ("not_estimable", f"intersections_note_{note}")


def test_means_that_do_not_differ_have_no_variance_between():
    same = BODY_MASS.assign(mean=28.0)
    result = maihda(same, DIMENSIONS, "gaussian", draws=0)
    assert (result.status, result.vpc.estimate, result.note) == ("model_singular", 0, "intersections_note_null_zero")
