"""D-index, Shapley contributions, dissimilarity, mutual information, largest log ratio."""

from __future__ import annotations

import math
from itertools import permutations
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.analysis import (
    d_index,
    dissimilarity_index,
    max_log_ratio,
    mutual_information,
    shapley_decomposition,
)
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=12, deadline=None)
FEW = {"draws": 200}
COUNT = st.integers(0, 80)


@st.composite
def cells(draw):
    rows = [
        (a, b, c, draw(st.integers(0, n)), n)
        for a in "12"
        for b in "FM"
        for c in ("x", "y", None)
        for n in [draw(COUNT)]
    ]
    return pd.DataFrame(rows, columns=["clase", "sexo", "zona", "events", "n"])


@st.composite
def contingency(draw):
    columns = draw(st.integers(1, 5))
    return [[draw(COUNT) for _ in range(columns)] for _ in range(draw(st.integers(2, 3)))]


def hand_d(frame: pd.DataFrame, names: list[str]) -> float:
    grouped = frame.groupby(names, dropna=False)[["events", "n"]].sum() if names else frame[["events", "n"]].sum()
    mean = frame["events"].sum() / frame["n"].sum()
    inside = grouped[grouped["n"] > 0] if names else pd.DataFrame([grouped])
    return float((inside["n"] * (inside["events"] / inside["n"] - mean).abs()).sum() / frame["n"].sum() / (2 * mean))


@LAW
@given(cells())
def test_contributions_are_the_mean_over_all_orders_and_add_up(frame):
    names = ["clase", "sexo", "zona"]
    table = shapley_decomposition(frame, names, **FEW).set_index("circumstance")
    if frame["events"].sum() == 0 or (frame["n"] > 0).sum() < 2:
        assert set(table["status"]) == {"not_estimable"}
        assert table["estimate"].isna().all()
        return
    expected = dict.fromkeys(names, 0.0)
    for order in permutations(names):
        for place, name in enumerate(order):
            before, after = list(order[:place]), list(order[: place + 1])
            expected[name] += (hand_d(frame, after) - hand_d(frame, before)) / 6
    assert table["estimate"].to_dict() == pytest.approx(expected, abs=1e-12)
    assert table["estimate"].sum() == pytest.approx(table["total"].iloc[0])
    assert (table["lower"] <= table["estimate"]).all()
    assert (table["estimate"] <= table["upper"]).all()
    whole = d_index(frame["events"], frame["n"], **FEW)
    assert whole.estimate == pytest.approx(table["total"].iloc[0])
    assert whole.lower <= whole.estimate <= whole.upper


def test_the_order_of_groups_and_circumstances_does_not_matter():
    rows = [("1", "F", 9, 30), ("1", "M", 5, 40), ("2", "F", 6, 20), ("2", "M", 2, 10), ("2", None, 3, 9)]
    frame = pd.DataFrame(rows, columns=["clase", "sexo", "events", "n"])
    mixed = frame.sample(frac=1, random_state=2)
    one = shapley_decomposition(frame, ["clase", "sexo"]).set_index("circumstance")
    other = shapley_decomposition(mixed, ["sexo", "clase"]).set_index("circumstance")
    pd.testing.assert_frame_equal(one, other.loc[one.index])
    found, turned = d_index(frame["events"], frame["n"]), d_index(mixed["events"], mixed["n"])
    assert (found.upper, found.noise) == pytest.approx((turned.upper, turned.noise))


def test_small_groups_alone_make_a_d_index():
    found = d_index([2, 3] * 10, [5] * 20)
    assert found.noise > found.estimate > 0.09
    assert (found.status, found.note, found.smallest) == ("small", "inequality_note_small_group", 5)


def test_an_adverse_outcome_is_turned_and_said():
    adverse, spared = d_index([30, 10], [50, 40], favourable=False), d_index([20, 30], [50, 40])
    assert (adverse.estimate, adverse.hoi) == (pytest.approx(spared.estimate), pytest.approx(spared.hoi))
    assert (adverse.note, spared.note) == ("inequality_note_complement", "")
    rows = pd.DataFrame({"sexo": ["F", "M"], "events": [30, 10], "n": [50, 40]})
    turned = shapley_decomposition(rows, favourable=False)
    assert turned["estimate"].tolist() == pytest.approx([spared.estimate])
    assert turned["note"].tolist() == ["inequality_note_complement"]


@pytest.mark.parametrize(
    ("events", "n", "note"),
    [
        ([], [], "one_group"),
        ([3], [9], "one_group"),
        ([3, 0], [9, 0], "one_group"),
        ([0, 0], [30, 40], "zero"),
    ],
)
def test_an_index_that_cannot_be_estimated_says_why(events, n, note):
    found = d_index(events, n)
    table = shapley_decomposition(pd.DataFrame({"g": list("abc")[: len(n)], "events": events, "n": n}))
    assert math.isnan(found.estimate)
    assert (found.status, found.note) == ("not_estimable", f"inequality_note_{note}")
    assert table["note"].tolist() == [f"inequality_note_{note}"]
    assert table["estimate"].isna().all()


@LAW
@given(st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=6), st.integers(0, 100))
def test_dissimilarity_is_symmetric_and_knows_no_order(pairs, seed):
    mixed = Random(seed).sample(pairs, len(pairs))
    one = dissimilarity_index(*zip(*pairs, strict=True), **FEW)
    turned = dissimilarity_index(*reversed(list(zip(*mixed, strict=True))), **FEW)
    assert one.estimate == pytest.approx(turned.estimate, nan_ok=True)
    assert one.status == turned.status
    if one.status == "not_estimable":
        assert one.note == "inequality_note_one_group"
    else:
        assert 0 <= one.lower <= one.estimate <= one.upper <= 1
        a, b = (sum(values) for values in zip(*pairs, strict=True))
        furthest = max(
            abs(sum(x / a for x, _ in some) - sum(y / b for _, y in some))
            for size in range(1 << len(pairs))
            for some in [[pair for place, pair in enumerate(pairs) if size >> place & 1]]
        )
        assert one.estimate == pytest.approx(furthest)


def test_the_order_of_groups_and_categories_changes_no_draw():
    a, b = [12, 30, 7, 0], [20, 5, 40, 3]
    one, other = dissimilarity_index(a, b), dissimilarity_index(b[::-1], a[::-1])
    assert (one.lower, one.upper, one.noise) == pytest.approx((other.lower, other.upper, other.noise))
    first, second = max_log_ratio([a, b, [1, 2, 3, 4]]), max_log_ratio([[4, 3, 2, 1], b[::-1], a[::-1]])
    assert (first.lower, first.upper, first.noise) == pytest.approx((second.lower, second.upper, second.noise))


@LAW
@given(contingency())
def test_mutual_information_is_the_entropy_that_the_category_takes_away(counts):
    table = np.array(counts, dtype=float)
    found, share = mutual_information(counts, **FEW), mutual_information(counts, normalised=True, **FEW)
    if (table.sum(axis=1) > 0).sum() < 2:
        assert (found.status, found.note) == ("not_estimable", "inequality_note_one_group")
        return

    def entropy(values):
        p = values[values > 0] / values.sum()
        return float(-(p * np.log(p)).sum())

    groups = entropy(table.sum(axis=1))
    within = sum(column.sum() / table.sum() * entropy(column) for column in table.T if column.sum() > 0)
    assert found.estimate == pytest.approx(groups - within, abs=1e-12)
    assert share.estimate == pytest.approx(found.estimate / groups, abs=1e-12)
    assert share.lower <= share.estimate <= share.upper


@LAW
@given(contingency())
def test_the_largest_log_ratio_is_that_of_some_pair_in_some_outcome(counts):
    table = np.array(counts, dtype=float)
    found = max_log_ratio(counts, **FEW)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if len(table) < 2:
        assert (found.status, found.note) == ("not_estimable", "inequality_note_one_group")
        return
    smooth = (table == 0).any()
    shares = (table + smooth / table.shape[1]) / (table.sum(axis=1, keepdims=True) + smooth)
    expected = max(math.log(one[k] / other[k]) for one in shares for other in shares for k in range(table.shape[1]))
    assert found.estimate == pytest.approx(expected)
    assert found.lower <= found.estimate <= found.upper
    assert (found.note == "inequality_note_smoothed") == smooth


def test_smoothing_can_be_asked_for():
    assert max_log_ratio([[30, 70], [60, 40]], smoothed=True).note == "inequality_note_smoothed"
    assert max_log_ratio([[30, 70], [60, 40]], smoothed=True).estimate == pytest.approx(math.log(60.5 / 30.5))


@pytest.mark.parametrize("function", [mutual_information, max_log_ratio])
def test_a_frame_is_a_table(function):
    counts = [[30, 70], [60, 40]]
    assert function(pd.DataFrame(counts)) == function(counts)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: dissimilarity_index([1, 2], [1]),
            "Las columnas de los grupos no tienen el mismo largo (2, 1). Pase un valor por grupo en cada una y en el "
            "mismo orden.\nThe columns of the groups differ in length (2, 1). Pass one value for each group in each, "
            "in the same order.",
        ),
        (
            lambda: max_log_ratio([1, 2, 3]),
            "Se esperaba una tabla de conteos con una fila por grupo y una columna por resultado, sin celdas vacías. "
            "Revise su forma.\nA table of counts was expected, with a row for each group and a column for each "
            "outcome, without empty cells. Check its shape.",
        ),
        (
            lambda: shapley_decomposition(pd.DataFrame({"sexo": ["F"], "si": [1], "n": [3]})),
            "La tabla no tiene la columna events. Tiene: sexo, si, n. Revise los nombres.\n"
            "The table does not have the column events. It has: sexo, si, n. Check the names.",
        ),
        (
            lambda: shapley_decomposition(pd.DataFrame({"sexo": ["F", "M"], "events": [1, None], "n": [3, 4]})),
            "Falta un conteo en la columna «events». Escriba 0 si no hay casos, o quite la fila.\n"
            "A count is missing in the column “events”. Write 0 if there are no cases, or remove the row.",
        ),
        (
            lambda: mutual_information([[1, 2], [3, -4]]),
            "En «counts» se esperaba un conteo (un número entero, 0 o más) y llegó -4. Revise los datos: aquí no caben "
            "números negativos, infinitos ni con decimales.\nFor “counts” a count was expected (a whole number, 0 or "
            "more) and -4 was given. Check the data: negative, infinite or fractional numbers have no place here.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message
