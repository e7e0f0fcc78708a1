"""Disaggregation: every level adds up, every denominator is named, the unknown stay in sight."""

from __future__ import annotations

import math
from itertools import combinations
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tipanalysis.analysis import disaggregate, proportion_ci, rate, unknown_bounds
from tipanalysis.counts.count import count_by
from tipanalysis.counts.counts import Counts
from tipanalysis.counts.cube import cube
from tipanalysis.words.errors import EstimateError

LAW = settings(max_examples=6, deadline=None)
CELLS = {("F", "adult"): 219, ("F", "child"): 20, ("M", "adult"): 124, ("M", "child"): 10, ("X", "child"): 2}
UNKNOWN = {("unknown", "adult"): 21, ("unknown", "child"): 4}
VALUE = st.sampled_from(["a", "b", None])


def register() -> pd.DataFrame:
    rows = [row for row, n in {**CELLS, **UNKNOWN}.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=["sex", "age"]).replace({"sex": {"unknown": None}})


def pick(table: pd.DataFrame, statistic: str, of: str, **levels: str) -> pd.Series:
    rows = table[(table["statistic"] == statistic) & (table["of"] == of)]
    for name, level in levels.items():
        rows = rows[rows[name] == level]
    (row,) = (row for _, row in rows.iterrows())
    return row


def test_every_level_adds_up_to_all_records_and_empty_cells_are_shown():
    table = disaggregate(register(), ["sex", "age"])
    counts = table[table["statistic"] == "count"]
    grouped = counts.groupby([counts["sex"] == "TOTAL", counts["age"] == "TOTAL"])["estimate"]
    assert grouped.sum().tolist() == [400, 400, 400, 400]
    assert pick(table, "count", "", sex="X", age="adult")["estimate"] == 0


def test_shares_have_their_denominators_by_name():
    table = disaggregate(register(), ["sex", "age"])
    girls = {"sex": "F", "age": "child"}
    for of, whole in {"total": 400, "sex": 239, "age": 36, "known": 375}.items():
        row, expected = pick(table, "share", of, **girls), proportion_ci(20, whole)
        assert (row["estimate"], row["lower"], row["upper"]) == (expected.estimate, expected.lower, expected.upper)
        assert (row["events"], row["denominator"], row["n"], row["unknown"]) == (20, whole, 20, 25)


def test_the_unknown_are_a_group_and_have_no_share_of_the_known():
    table = disaggregate(register(), "sex")
    assert pick(table, "share", "total", sex="ND")["estimate"] == 25 / 400
    assert "ND" not in table[table["of"] == "known"]["sex"].tolist()


def test_bounds_are_those_of_manski():
    table = disaggregate(register(), ["sex", "age"], unknown="bounds")
    women, bounds = pick(table, "bounds", "total", sex="F", age="TOTAL"), unknown_bounds(239, 375, 25)
    assert (women["estimate"], women["lower"], women["upper"]) == (bounds.estimate, bounds.lower, bounds.upper)
    girls = pick(table, "bounds", "total", sex="F", age="child")
    assert (girls["lower"], girls["upper"]) == (20 / 400, 24 / 400)


def test_excluding_the_unknown_says_how_many():
    table = disaggregate(register(), "sex", unknown="exclude")
    groups = table[table["sex"] != "TOTAL"]
    assert set(groups["sex"]) == {"F", "M", "X"}
    assert set(groups["of"]) == {"", "known"}
    assert set(groups["unknown"]) == {25}
    assert set(groups["note"]) <= {"analysis_rates_note_unknown_left_out", "analysis_note_small"}


def test_a_rate_needs_the_population_of_its_group_and_keeps_the_count_without_it():
    people = pd.DataFrame({"sex": ["F", "M"], "population": [10_000, 9_000]})
    table = disaggregate(register(), ["sex", "age"], population=people)
    rates = table[table["statistic"] == "rate"]
    assert set(rates["age"]) == {"TOTAL"}
    women = pick(table, "rate", "population", sex="F")
    assert women["estimate"] == rate(239, 10_000).estimate
    other = pick(table, "rate", "population", sex="X")
    assert (other["events"], other["status"], other["note"]) == (
        2, "not_estimable", "analysis_rates_note_no_denominator",
    )  # fmt: skip
    same = disaggregate(register(), "sex", population={"F": 10_000, "M": 9_000})
    assert pick(same, "rate", "population", sex="F")["upper"] == women["upper"]


def test_an_outcome_is_shared_out_within_each_group():
    frame = register().assign(asistida=[True, False, None, True] * 100)
    table = disaggregate(frame, "sex", "asistida")
    cells = frame[frame["sex"] == "M"]["asistida"]
    row = pick(table, "outcome", "group", sex="M", outcome="True")
    assert (row["events"], row["denominator"]) == ((cells == True).sum(), 134)  # noqa: E712
    assert pick(table, "outcome", "known", sex="M", outcome="True")["denominator"] == cells.notna().sum()
    within = table[(table["statistic"] == "outcome") & (table["of"] == "group")]
    assert within.groupby("sex")["estimate"].sum().tolist() == pytest.approx([1] * 5)


def test_levels_choose_which_tables():
    for levels, sizes in {1: {1}, (0, 2): {0, 2}}.items():
        table = disaggregate(register(), ["sex", "age"], levels=levels)
        assert set((table[["sex", "age"]] != "TOTAL").sum(axis=1)) == sizes


def test_counts_cube_weights_and_microdata_give_the_same():
    frame = register()
    expected = disaggregate(frame, ["sex", "age"], unknown="bounds")
    cells = count_by(frame, ["sex", "age"])
    for data, weight in ((cells, None), (cube(frame, ["sex", "age"]), None), (cells.frame, "n")):
        found = disaggregate(data, ["sex", "age"], unknown="bounds", weight=weight)
        pd.testing.assert_frame_equal(found, expected, check_dtype=False)


def test_several_answers_of_one_person_count_once_in_every_total():
    frame = pd.DataFrame({"fin": ["a", "b", "ND"], "n": [3, 2, 1]})
    margins = pd.DataFrame({"fin": ["TOTAL"], "n": [5]})
    plain = count_by(pd.DataFrame({"fin": ["a"]}), "fin")
    counts = Counts(frame, margins, ("fin",), "persona", 5, plain.provenance, ("fin",))
    table = disaggregate(counts, "fin")
    assert pick(table, "share", "total", fin="a")["estimate"] == 3 / 5
    assert pick(table, "share", "known", fin="a")["estimate"] == 3 / 4


@LAW
@given(st.lists(st.tuples(VALUE, VALUE), max_size=40), st.integers(0, 99))
def test_it_agrees_with_plain_masks_whatever_the_order_of_the_rows(rows, seed):
    names = ["p", "q"]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    table = disaggregate(frame, names, unknown="bounds")
    shuffled = pd.DataFrame(Random(seed).sample(rows, len(rows)), columns=names, dtype=object)
    pd.testing.assert_frame_equal(disaggregate(shuffled, names, unknown="bounds"), table)
    if not rows:
        return
    people = [{name: value or "ND" for name, value in zip(names, row, strict=True)} for row in rows]
    for row in table.to_dict("records"):
        levels = {name: row[name] for name in names if row[name] != "TOTAL"}
        fits = [all(person[name] == level for name, level in levels.items()) for person in people]
        may = [all(person[name] in (level, "ND") for name, level in levels.items()) for person in people]
        known = sum(all(person[name] != "ND" for name in levels) for person in people)
        assert row["n"] == sum(fits)
        assert row["unknown"] == len(people) - known
        if row["of"] == "known":
            assert row["denominator"] == known
        if row["statistic"] == "bounds":
            assert (row["lower"], row["upper"]) == (sum(fits) / len(rows), sum(may) / len(rows))
    for size in range(3):
        for group in combinations(names, size):
            inside = table[(table[list(group)] != "TOTAL").all(axis=1) & (table["statistic"] == "count")]
            rest = [name for name in names if name not in group]
            assert inside[(inside[rest] == "TOTAL").all(axis=1)]["estimate"].sum() == len(rows)


@pytest.mark.parametrize("unknown", ["show", "exclude", "bounds"])
@pytest.mark.parametrize("values", [[], [None, None], ["a"]])
def test_nobody_all_unknown_and_one_level_give_a_table(values, unknown):
    frame = pd.DataFrame({"p": values, "q": values}, dtype=object)
    table = disaggregate(frame, "p", "q", unknown=unknown)
    assert table[table["statistic"] == "count"]["estimate"].iloc[0] == len(values)
    assert all(status in ("ok", "small", "not_estimable") for status in table["status"])
    estimable = table[table["status"] != "not_estimable"]
    assert not any(math.isnan(value) for value in estimable["estimate"])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: disaggregate(register(), "sex", unknown="drop"),
            "«drop» no es una forma de tratar lo desconocido. Hay: show, exclude, bounds. Elija una de ellas.\n"
            "“drop” is not a way to treat the unknown. Available: show, exclude, bounds. Choose one of them.",
        ),
        (
            lambda: disaggregate(register(), ["sex", "age"], levels=3),
            "No hay cuadros de 3 variables: se pidió desagregar por 2. Escriba números de 0 a 2, o «all».\n"
            "There are no tables of 3 variables: a disaggregation by 2 was asked for. Write numbers from 0 to 2, or "
            "“all”.",
        ),
        (
            lambda: disaggregate(register(), "sex", population=pd.DataFrame({"sexo": ["F"], "population": [3]})),
            "La población debe ser un cuadro con la columna «population» y algunas de estas: sex; o, con una sola "
            "variable, un diccionario de sus valores. Revise los nombres de las columnas.\nThe population must be a "
            "table with the column “population” and some of these: sex; or, of one variable, a mapping of its levels. "
            "Check the names of the columns.",
        ),
    ],
)
def test_wrong_calls_say_what_came_and_what_to_do(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message
