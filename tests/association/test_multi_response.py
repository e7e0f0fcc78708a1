from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from association.tables import says, steadily
from tipanalysis.analysis import association, multi_response_table, multi_response_test
from tipanalysis.words.errors import EstimateError

ITEMS = ["amenaza", "deuda", "encierro"]
PATTERNS = pd.DataFrame(
    {
        "sexo": ["MUJER", "MUJER", "MUJER", "HOMBRE", "HOMBRE", "HOMBRE", None],
        "amenaza": [1, 0, 1, 0, 1, 0, 1],
        "deuda": [1, 1, 0, 0, 1, 1, None],
        "encierro": [0, 1, 0, 1, 1, 0, 0],
        "n": [30, 25, 9, 20, 12, 18, 6],
    }
)


@st.composite
def patterns(draw: st.DrawFn) -> pd.DataFrame:
    rows = draw(st.lists(st.tuples(*[st.integers(0, 1)] * 3, st.sampled_from("ab"), st.integers(0, 9)), max_size=12))
    return pd.DataFrame(rows, columns=[*ITEMS, "grupo", "n"])


@steadily
@given(patterns())
def test_nobody_disappears_and_every_share_is_of_people(table: pd.DataFrame) -> None:
    shares = multi_response_table(table, ITEMS, "grupo")
    whole = shares[shares["grupo"] == "TOTAL"]
    assert set(whole["n"]) == {table["n"].sum()}
    assert whole["events"].tolist() == [table.loc[table[item] == 1, "n"].sum() for item in ITEMS]
    parts = shares[shares["grupo"] != "TOTAL"].groupby("item")[["events", "n"]].sum()
    if len(parts):
        assert (parts.loc[ITEMS] == whole.set_index("item").loc[ITEMS, ["events", "n"]]).all(axis=None)


def test_the_table_names_its_denominator_and_its_unknowns() -> None:
    total = multi_response_table(PATTERNS, ITEMS, "sexo").tail(3).set_index("item")
    assert total["n"].tolist() == [120, 120, 120]
    assert total["unknown"].tolist() == [0, 6, 0]
    assert total.loc["deuda", "estimate"] == pytest.approx(85 / 120)
    assert total["share_of_mentions"].sum() == pytest.approx(1)
    assert total.loc["deuda", "mean_mentions"] == pytest.approx((57 + 85 + 57) / 120)


def test_a_missing_group_is_a_group() -> None:
    groups = multi_response_table(PATTERNS, ITEMS, "sexo")
    assert groups["sexo"].drop_duplicates().tolist() == ["MUJER", "HOMBRE", "ND", "TOTAL"]
    assert multi_response_test(PATTERNS, ITEMS, "sexo").unknown == 6


@steadily
@given(patterns())
def test_each_item_is_the_chi_square_of_its_own_table(table: pd.DataFrame) -> None:
    test = multi_response_test(table, ITEMS, "grupo")
    for item, x2 in zip(test.items["item"], test.items["x2"], strict=True):
        wide = table.pivot_table(index="grupo", columns=item, values="n", aggfunc="sum", fill_value=0)
        assert x2 == pytest.approx(association(wide).chi2)
    assert test.x2_sum == pytest.approx(sum(test.x2_item)) or test.status == "not_estimable"


@steadily
@given(patterns(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_items_and_splitting_a_pattern_do_not_matter(table: pd.DataFrame, random) -> None:
    split = pd.concat([table.assign(n=table["n"] // 2), table.assign(n=table["n"] - table["n"] // 2)])
    order = random.sample(ITEMS, 3)
    one, other = multi_response_test(table, ITEMS, "grupo"), multi_response_test(split.iloc[::-1], order, "grupo")
    for field in ("x2_sum", "rao_scott2_x2", "rao_scott2_df", "rao_scott2_p", "bonferroni_p"):
        assert getattr(one, field) == pytest.approx(getattr(other, field), nan_ok=True, rel=1e-7), field


def test_one_item_that_the_groups_share_alike_needs_no_correction() -> None:
    table = pd.DataFrame({"g": list("aabb"), "x": [1, 0, 1, 0], "n": [30, 70, 60, 140]})
    test = multi_response_test(table, ["x"], "g")
    assert (test.rao_scott2_x2, test.rao_scott2_df, test.rao_scott2_p) == pytest.approx((0, 1, 1))


def test_the_corrected_test_keeps_its_level_where_stacked_answers_do_not() -> None:
    """Items that always go together, groups that do not differ: the naive test finds something far too often."""
    rng = np.random.default_rng(3)
    corrected, stacked = [], []
    for yes in rng.binomial(60, 0.5, (120, 2)):
        has = pd.DataFrame({"g": list("aabb"), "n": [yes[0], 60 - yes[0], yes[1], 60 - yes[1]]})
        test = multi_response_test(has.assign(x=[1, 0, 1, 0], y=[1, 0, 1, 0], z=[1, 0, 1, 0]), list("xyz"), "g")
        corrected.append(test.rao_scott2_p)
        stacked.append(stats.chi2.sf(test.x2_sum, 3))
    assert np.mean(np.array(corrected) < 0.05) < 0.06 < np.mean(np.array(stacked) < 0.05)


def test_two_sets_sum_phi_over_pairs_and_change_places() -> None:
    known = PATTERNS.dropna()
    one, other = multi_response_test(known, ITEMS[:1], ITEMS[1:]), multi_response_test(known, ITEMS[1:], ITEMS[:1])
    tables = [known.pivot_table(index="amenaza", columns=item, values="n", aggfunc="sum") for item in ITEMS[1:]]
    assert one.x2_item == pytest.approx([association(table.fillna(0)).chi2 for table in tables])
    assert one.items["item"].tolist() == ["amenaza × deuda", "amenaza × encierro"]
    assert (one.x2_sum, one.rao_scott2_p) == pytest.approx((other.x2_sum, other.rao_scott2_p))


def test_two_sets_under_independence_are_corrected_by_the_items_own_correlation() -> None:
    """Eigenvalues by permutation: the mean of X² over shuffles is their sum, IJ."""
    rng = np.random.default_rng(5)
    first, second = rng.integers(0, 2, (400, 2)), rng.integers(0, 2, (400, 2))
    shuffled = []
    for _ in range(40):
        table = pd.DataFrame(np.column_stack([first, rng.permutation(second)]), columns=list("abcd"))
        shuffled.append(multi_response_test(table, ["a", "b"], ["c", "d"]))
    assert np.mean([test.x2_sum for test in shuffled]) == pytest.approx(4, abs=1)
    assert np.mean([test.rao_scott2_df for test in shuffled]) == pytest.approx(4, abs=0.2)


@pytest.mark.parametrize(
    ("table", "status", "note"),
    [
        (PATTERNS.iloc[:0], "not_estimable", "analysis_note_no_units"),
        (PATTERNS.assign(n=0), "not_estimable", "analysis_note_no_units"),
        (PATTERNS.assign(**dict.fromkeys(ITEMS, np.nan)), "not_estimable", "analysis_note_no_units"),
        (PATTERNS[PATTERNS["sexo"] == "MUJER"], "not_estimable", "multi_response_note_nothing"),
        (PATTERNS.assign(**dict.fromkeys(ITEMS, 1)), "not_estimable", "multi_response_note_nothing"),
        (PATTERNS.assign(**dict.fromkeys(ITEMS, 0)), "not_estimable", "multi_response_note_nothing"),
        (PATTERNS.assign(n=1), "small", "association_note_few_expected"),
    ],
    ids=["empty", "all zero", "all unknown", "one group", "everybody", "nobody has it", "few"],
)
def test_a_table_that_says_little_is_answered_with_a_status(table, status, note) -> None:
    test = multi_response_test(table, ITEMS, "sexo")
    assert (test.status, test.note) == (status, note)
    assert isnan(test.x2_sum) == (status == "not_estimable")
    multi_response_table(table, ITEMS, "sexo")


def test_perfect_separation_has_no_joint_correction_but_its_items() -> None:
    test = multi_response_test(pd.DataFrame({"g": ["a", "b"], "x": [1, 0], "n": [15, 16]}), ["x"], "g")
    assert (test.status, test.note) == ("model_singular", "multi_response_note_no_spread")
    assert test.x2_sum == pytest.approx(31) and isnan(test.rao_scott2_p) and test.bonferroni_p < 1e-6


def test_an_item_that_all_have_is_named() -> None:
    test = multi_response_test(PATTERNS.dropna().assign(encierro=1), ITEMS, "sexo")
    assert (test.dropped, len(test.items)) == (("encierro",), 2)


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda: multi_response_test(PATTERNS, ["golpes"], "sexo"),
            "Estas columnas no están en el cuadro: «golpes». Hay: sexo, amenaza, deuda, encierro, n. Nombre "
            "las columnas de las respuestas, al menos una.",
            "These columns are not in the table: “golpes”. Available: sexo, amenaza, deuda, encierro, n. Name "
            "the columns of the answers, at least one.",
        ),
        (
            lambda: multi_response_table(PATTERNS.assign(deuda=2), ITEMS),
            "Una respuesta solo puede ser 1 (sí), 0 (no) o quedar vacía (no se sabe), y llegó «2». Recodifique "
            "la columna.",
            "An answer can only be 1 (yes), 0 (no) or empty (not known), and “2” came. Recode the column.",
        ),
        (
            lambda: multi_response_table(PATTERNS.assign(n=1.5), ITEMS),
            "En «n» se esperaba un conteo (un número entero, 0 o más) y llegó 1.5. Revise los datos: aquí no "
            "caben números negativos, infinitos ni con decimales.",
            "For “n” a count was expected (a whole number, 0 or more) and 1.5 was given. Check the data: "
            "negative, infinite or fractional numbers have no place here.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call, es, en) -> None:
    with pytest.raises(EstimateError) as caught:
        call()
    assert says(caught, es, en), caught.value.both()
