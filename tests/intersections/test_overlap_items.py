"""Traits that one person may have together: each person in one intersection, shares of all of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersections.laws import steadily
from tipanalysis.analysis import overlap
from tipanalysis.counts.count import count_by
from tipanalysis.words.errors import EstimateError

ITEMS = ["threat", "debt", "papers"]
ANSWER = st.sampled_from([1, 0, None])
PATTERNS = st.lists(st.tuples(ANSWER, ANSWER, ANSWER, st.integers(0, 50)), min_size=1, max_size=20).map(
    lambda rows: pd.DataFrame(rows, columns=[*ITEMS, "n"])
)
PEOPLE = pd.DataFrame(
    [(1, 1, 0, 30), (1, 0, 0, 25), (0, 0, 0, 20), (0, 1, 1, 10), (None, 1, 0, 5), (1, 1, 0, 10)], columns=[*ITEMS, "n"]
)


@steadily
@given(PATTERNS, st.randoms())
def test_each_person_is_in_one_intersection_whatever_the_order_of_the_rows(patterns, random):
    found = overlap(patterns, ITEMS)
    assert found.frame["n"].sum() == found.total == patterns["n"].sum()
    assert not found.frame.duplicated(ITEMS).any()
    shuffled = patterns.sample(frac=1, random_state=random.randint(0, 99))
    pd.testing.assert_frame_equal(overlap(shuffled, ITEMS).frame, found.frame)


@steadily
@given(PATTERNS)
def test_intersections_add_up_to_the_size_of_each_item(patterns):
    found = overlap(patterns, ITEMS)
    held = [found.frame.loc[found.frame[item] == "SI", "n"].sum() for item in ITEMS]
    assert held == found.sizes["events"].tolist()


@steadily
@given(PATTERNS, st.integers(0, 3), st.integers(0, 3), st.integers(0, 60))
def test_a_selection_changes_no_share_and_loses_nobody(patterns, fewest, most, least):
    whole = overlap(patterns, ITEMS)
    part = overlap(patterns, ITEMS, having="debt", min_degree=fewest, max_degree=most, min_n=least)
    assert part.frame["n"].sum() + part.left_out == part.total == whole.total
    assert part.frame.merge(whole.frame, how="inner").shape == part.frame.shape
    assert (part.frame["debt"] == "SI").all()


def test_the_table_of_intersections():
    found = overlap(PEOPLE, ITEMS)
    assert found.frame[["label", "degree", "unknown", "n", "estimate", "denominator"]].to_numpy().tolist() == [
        ["threat × debt", 2, 0, 40, 0.4, 100],
        ["threat", 1, 0, 25, 0.25, 100],
        ["", 0, 0, 20, 0.2, 100],
        ["debt × papers", 2, 0, 10, 0.1, 100],
        ["debt", 1, 1, 5, 0.05, 100],
    ]
    assert (found.without, found.left_out, found.sizes["unknown"].tolist()) == (20, 0, [5, 0, 0])


def test_counts_and_single_people_say_the_same_as_patterns():
    people = PEOPLE.loc[PEOPLE.index.repeat(PEOPLE["n"]), ITEMS].reset_index(drop=True)
    words = people.astype("object").map({1: "SI", 0: "NO"}.get)
    of_counts = overlap(count_by(words, ITEMS))
    pd.testing.assert_frame_equal(of_counts.frame, overlap(PEOPLE, ITEMS).frame)
    pd.testing.assert_frame_equal(overlap(people, ITEMS).frame, of_counts.frame)


@pytest.mark.parametrize("nobody", [PEOPLE.head(0), PEOPLE.assign(n=0)])
def test_nobody_is_a_status(nobody):
    found = overlap(nobody, ITEMS)
    assert (found.status, found.total, len(found.frame)) == ("not_estimable", 0, 0)
    assert found.reasons() == ("No hay casos en este grupo: no se puede estimar.",)


def test_all_unknown_is_one_intersection():
    found = overlap(pd.DataFrame({name: [np.nan] for name in ITEMS}).assign(n=7), ITEMS)
    assert found.frame[["label", "degree", "unknown", "n", "status"]].to_numpy().tolist() == [["", 0, 3, 7, "small"]]
    assert found.without == 0


WRONG = {
    "an item to have": (
        lambda: overlap(PEOPLE, ITEMS, having="deb"),
        "La tabla no tiene estas respuestas: deb. Hay: threat, debt, papers. Revise los nombres.\n"
        "The table does not have these answers: deb. Available: threat, debt, papers. Check the names.",
    ),
    "an item of counts": (
        lambda: overlap(count_by(pd.DataFrame({"debt": ["SI"]}), "debt"), ["papers"]),
        "La tabla no tiene estas respuestas: papers. Hay: debt. Revise los nombres.\n"
        "The table does not have these answers: papers. Available: debt. Check the names.",
    ),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_calls_say_what_came_and_what_to_do(wrong):
    call, message = WRONG[wrong]
    with pytest.raises(EstimateError) as caught:
        call()
    assert caught.value.both() == message


@pytest.mark.parametrize("table", [PEOPLE.assign(debt=2), count_by(pd.DataFrame({"debt": ["PERHAPS"]}), "debt")])
def test_values_that_are_neither_yes_nor_no_are_refused(table):
    with pytest.raises(EstimateError):
        overlap(table, ["debt"])
