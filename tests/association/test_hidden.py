from __future__ import annotations

from itertools import combinations, product
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from association.tables import says, steadily
from published.cases_hidden import lists_of
from tipanalysis.analysis import mse, mse_two_list
from tipanalysis.analysis.capture import CaptureModel, read_histories, read_terms
from tipanalysis.analysis.capture_search import _bics, _downhill, lowest_bic
from tipanalysis.analysis.existence import estimate_exists, is_identifiable
from tipanalysis.analysis.poisson import fit_poisson
from tipanalysis.words.errors import EstimateError

THREE = pd.DataFrame(
    {
        "A": [1, 0, 0, 1, 1, 0, 1],
        "B": [0, 1, 0, 1, 0, 1, 1],
        "C": [0, 0, 1, 0, 1, 1, 1],
        "n": [90, 80, 70, 20, 9, 14, 3],
    }
)
EVERY_PAIR = ["A:B", "A:C", "B:C"]


def histories_of(counts: list[int], lists: int = 3) -> pd.DataFrame:
    rows = [history for history in product([0, 1], repeat=lists) if any(history)]
    return pd.DataFrame(rows, columns=list("ABCD"[:lists])).assign(n=counts)


@steadily
@given(st.integers(0, 300), st.integers(0, 300), st.integers(5, 60))
def test_two_lists_keep_their_order_and_never_fall_below_the_seen(more1, more2, both) -> None:
    one, other = mse_two_list(both + more1, both + more2, both), mse_two_list(both + more2, both + more1, both)
    assert (one.estimate, one.lower) == pytest.approx((other.estimate, other.lower), nan_ok=True)
    assert one.observed == both + more1 + more2 <= one.estimate + 1e-9
    assert isnan(one.lower) or one.observed <= one.lower <= one.estimate <= one.upper
    assert one.if_half <= one.lincoln_petersen + 1e-9 <= one.if_twice + 2e-9
    assert one.status == "small" and one.notes == ("mse_note_two_lists", "mse_note_caution")


@pytest.mark.parametrize(
    ("numbers", "note"),
    [((0, 0, 0), "analysis_note_no_units"), ((30, 20, 4), "mse_note_overlap"), ((9, 0, 0), "mse_note_overlap")],
)
def test_two_lists_with_hardly_any_overlap_are_refused(numbers, note) -> None:
    found = mse_two_list(*numbers)
    assert (found.status, found.note, isnan(found.estimate), isnan(found.if_twice)) == (
        "not_estimable",
        note,
        True,
        True,
    )


def test_a_list_inside_another_gives_no_limits() -> None:
    found = mse_two_list(20, 9, 9)
    assert (found.estimate, found.chapman_se) == (20, 0) and isnan(found.lower) and isnan(found.upper)


def test_chapman_is_unbiased_and_its_limits_cover() -> None:
    rng = np.random.default_rng(1)
    seen = [(rng.random((400, 2)) < (0.4, 0.5)) for _ in range(300)]
    found = [mse_two_list(*on.sum(axis=0), on.all(axis=1).sum()) for on in seen]
    assert np.mean([each.estimate for each in found]) == pytest.approx(400, rel=0.02)
    assert 0.92 <= np.mean([each.lower <= 400 <= each.upper for each in found]) <= 0.98


@steadily
@given(st.lists(st.integers(2, 60), min_size=7, max_size=7))
def test_all_pairs_of_three_lists_have_a_closed_form(counts) -> None:
    """N - n = n_001 n_010 n_100 n_111 / (n_011 n_101 n_110): Fienberg (1972)."""
    table = histories_of(counts)
    n = {tuple(row[:3]): row[3] for row in table.to_numpy().tolist()}
    unseen = n[0, 0, 1] * n[0, 1, 0] * n[1, 0, 0] * n[1, 1, 1] / (n[0, 1, 1] * n[1, 0, 1] * n[1, 1, 0])
    row = mse(table, EVERY_PAIR, draws=0).models.set_index("selection").loc["terms"]
    assert row["estimate"] == pytest.approx(sum(counts) + unseen, rel=1e-6)
    assert row["deviance"] == pytest.approx(0, abs=1e-6)


@steadily
@given(st.lists(st.integers(0, 30), min_size=7, max_size=7), st.permutations(list("ABC")))
def test_the_order_of_lists_and_rows_and_split_rows_do_not_matter(counts, order) -> None:
    table = histories_of(counts)
    split = pd.concat([table.assign(n=table["n"] // 2), table.assign(n=table["n"] - table["n"] // 2)])
    one, other = mse(table, draws=0), mse(split.iloc[::-1][[*order, "n"]], draws=0)
    assert (one.status, one.note) == (other.status, other.note)
    for selection in set(one.models["selection"]) & set(other.models["selection"]) & {"independence", "bic"}:
        pair = [each.models.set_index("selection").loc[selection, "bic"] for each in (one, other)]
        assert pair[0] == pytest.approx(pair[1], nan_ok=True, rel=1e-6)


@steadily
@given(st.lists(st.sampled_from([0, 0, 1, 4, 20]), min_size=7, max_size=7), st.sampled_from([(), (0,), (0, 1), (0, 2)]))
def test_the_linear_programme_agrees_with_likelihood_that_runs_away(counts, places) -> None:
    """Where no finite estimate exists, and only there, some fitted cell goes to zero."""
    histories = read_histories(histories_of(counts))
    if len(histories.names) < 3:
        return
    model = CaptureModel(histories, read_terms([EVERY_PAIR[place] for place in places], "ABC"))
    if is_identifiable(model.design):
        assert estimate_exists(model.design, model.counts) == (
            fit_poisson(model.design, model.counts).fitted.min() > 1e-5
        )


@settings(parent=steadily, max_examples=15)
@given(st.lists(st.integers(1, 40), min_size=15, max_size=15))
def test_no_model_at_all_has_a_lower_bic(counts) -> None:
    histories = read_histories(histories_of(counts, 4))
    models = {
        terms: CaptureModel(histories, terms) for size in range(7) for terms in combinations(histories.pairs, size)
    }
    bic = {
        frozenset(terms): model.parameters * np.log(histories.n) - 2 * float(model.fit().log_likelihood)
        for terms, model in models.items()
    }
    chosen = frozenset(lowest_bic(histories))
    assert bic[chosen] <= min(bic.values()) + 1e-6


def test_there_are_always_two_models_or_more_and_a_sentence_with_both_ends() -> None:
    found = mse(THREE, "independence", draws=0)
    assert found.models["selection"].tolist()[:3] == ["independence", "stepwise", "bic"]
    assert found.models["estimate"].round(3).nunique() >= 2
    low, high = round(found.lowest), round(found.highest)
    assert low < high
    assert found.sensitivity(lang="es") == (
        f"Las listas vieron a 286 personas; con 2 modelos, la estimación de todas va de {low} a {high}. "
        "Ningún modelo es la respuesta."
    )
    assert found.reasons(lang="en") == (
        "An estimate depends on the model more than on chance. It assumes that lists recognise the same person "
        "and that the population did not change.",
    )


def test_the_bootstrap_chooses_anew_repeats_and_is_wider_than_the_known_model() -> None:
    pulled = THREE.assign(n=[90, 80, 70, 34, 9, 14, 3])
    one, again, other = (mse(pulled, draws=40, seed=seed) for seed in (1, 1, 2))
    row, same, different = (found.models.set_index("selection").loc["stepwise"] for found in (one, again, other))
    assert row["terms"] == "A:B"
    assert (row["boot_lower"], row["boot_upper"]) == (same["boot_lower"], same["boot_upper"])
    assert row["boot_upper"] != different["boot_upper"]
    known = mse(pulled, ["A:B"], draws=40, seed=1).models.set_index("selection").loc["terms"]
    assert row["boot_upper"] - row["boot_lower"] > known["boot_upper"] - known["boot_lower"]
    assert (one.draws, one.seed, row["boot_failed"]) == (40, 1, 0)


def test_the_truth_lies_within_when_the_model_is_right() -> None:
    rng = np.random.default_rng(7)
    covered = []
    for _ in range(60):
        on = pd.DataFrame((rng.random((1000, 3)) < (0.3, 0.25, 0.2)).astype(int), columns=list("ABC"))
        row = mse(on[on.any(axis=1)], draws=0).models.iloc[0]
        covered.append(row["lower"] <= 1000 <= row["upper"])
    assert np.mean(covered) > 0.88


def test_a_row_may_be_a_person() -> None:
    people = THREE.loc[THREE.index.repeat(THREE["n"]), list("ABC")]
    assert mse(people, draws=0).models["estimate"].tolist() == mse(THREE, draws=0).models["estimate"].tolist()


def test_a_list_on_which_nobody_is_stands_aside() -> None:
    found = mse(THREE.assign(D=0), ["A:B", "A:D"], draws=0)
    assert (found.lists, found.dropped) == (("A", "B", "C"), ("D",))
    assert found.models.iloc[-1]["terms"] == "A:B"


@pytest.mark.parametrize(
    ("lists", "status", "note"),
    [
        (pd.DataFrame(), "not_estimable", "analysis_note_no_units"),
        (THREE.iloc[:0], "not_estimable", "analysis_note_no_units"),
        (THREE.assign(n=0), "not_estimable", "analysis_note_no_units"),
        (THREE.assign(C=0).query("A + B > 0"), "not_estimable", "mse_note_few_lists"),
        (THREE.assign(n=[50, 50, 50, 1, 1, 1, 1]), "not_estimable", "mse_note_overlap"),
        (THREE.tail(1).assign(n=50), "model_singular", "mse_note_infinite"),
    ],
    ids=["no columns", "no rows", "all zero", "two lists", "hardly any overlap", "all on all"],
)
def test_lists_that_carry_no_estimate_are_refused(lists, status, note) -> None:
    found = mse(lists, draws=5)
    assert (found.status, found.note) == (status, note)
    assert isnan(found.lowest) and isnan(found.highest)
    assert found.sensitivity() == found.reasons()[0]


def test_a_model_that_does_not_exist_has_no_number_but_a_reason() -> None:
    row = mse(THREE.iloc[:4].assign(n=[40, 30, 20, 6]), ["A:B"], draws=3).models.set_index("selection").loc["terms"]
    assert (row["status"], row["note"], row["boot_failed"]) == ("model_singular", "mse_note_infinite", 3)
    assert isnan(row["estimate"]) and isnan(row["boot_upper"])


def test_an_interaction_that_nobody_was_seen_in_takes_its_histories_out() -> None:
    table = histories_of([20, 30, 8, 40, 0, 6, 0])
    row = mse(table, ["A:C"], draws=0).models.set_index("selection").loc["terms"]
    kept = table[table["A"] + table["C"] < 2]
    fit = fit_poisson(kept[list("ABC")].assign(one=1).to_numpy(), kept["n"])
    assert row["estimate"] == pytest.approx(104 + np.exp(fit.beta[3]))
    assert row["parameters"] == 5


def test_terms_bring_the_smaller_ones_that_they_hold() -> None:
    assert read_terms(["C:A:B"], "ABCD") == ((0, 1), (0, 2), (1, 2), (0, 1, 2))


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda: mse(THREE.assign(A=2)),
            "En una lista solo caben 1 (la persona está) y 0 (no está), y llegó «2». Recodifique la columna.",
            "A list holds only 1 (the person is on it) and 0 (is not), and “2” came. Recode the column.",
        ),
        (
            lambda: mse(THREE.assign(A=0, C=0)),
            "Hay 169 personas que no están en ninguna lista: si alguien las contó, falta la lista que las vio. "
            "Agréguela o quite esas filas.",
            "There are 169 people on no list at all: if somebody counted them, the list that saw them is "
            "missing. Add it or leave out those rows.",
        ),
        (
            lambda: mse(pd.DataFrame(np.eye(11, dtype=int))),
            "Llegaron 11 listas y caben 10 a lo sumo. Junte las listas que se parecen.",
            "11 lists came and at most 10 fit. Put together lists that are alike.",
        ),
        (
            lambda: mse(THREE, ["A:X"]),
            '«A:X» no es una interacción de dos o más listas. Hay: A, B, C. Escriba, por ejemplo, "A:B".',
            '“A:X” is not an interaction of two lists or more. Available: A, B, C. Write, for example, "A:B".',
        ),
        (
            lambda: mse(THREE, "aic"),
            "«aic» no es una forma de elegir el modelo. Hay: independence, stepwise, bic; o una lista de "
            'interacciones como ["A:B"].',
            "“aic” is not a way of choosing the model. Available: independence, stepwise, bic; or a list of "
            'interactions such as ["A:B"].',
        ),
        (
            lambda: mse_two_list(5, 9, 7),
            "En ambas listas no puede haber 7 personas: en una hay 5 y en la otra 9. Revise los datos.",
            "There cannot be 7 people on both lists: one has 5 and the other 9. Check the data.",
        ),
        (
            lambda: mse(THREE.assign(n=-1)),
            "En «n» se esperaba un conteo (un número entero, 0 o más) y llegó -1. Revise los datos: aquí no "
            "caben números negativos, infinitos ni con decimales.",
            "For “n” a count was expected (a whole number, 0 or more) and -1 was given. Check the data: "
            "negative, infinite or fractional numbers have no place here.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call, es, en) -> None:
    with pytest.raises(EstimateError) as caught:
        call()
    assert says(caught, es, en), caught.value.both()


def test_downhill_alone_would_miss_the_lowest_bic_of_the_british_lists() -> None:
    """Five lists, 1,024 models: each one is tried."""
    histories = read_histories(lists_of("UKdat_5"))
    chosen = lowest_bic(histories)
    models = [some for size in range(11) for some in combinations(histories.pairs, size)]
    best = _bics(histories, models)
    assert set(chosen) == set(models[int(np.argmin(best))])
    assert _downhill(histories)[1] == pytest.approx(best.min() + 0.9552, abs=1e-3)
