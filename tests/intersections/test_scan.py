"""The scan of intersections: what it compares, what it leaves untested, and that chance alone flags little."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intersections.laws import steadily
from tipanalysis.analysis import adjust_p, joint_disparity, proportion_difference, scan_intersections
from tipanalysis.counts.cube import cube
from tipanalysis.words.errors import EstimateError

BY = ["one", "two", "three"]
ROW = st.tuples(
    st.sampled_from("ab"), st.sampled_from("xyz"), st.sampled_from("pq"), st.integers(0, 60), st.integers(0, 60)
)
TABLES = st.lists(ROW, min_size=1, max_size=20).map(
    lambda rows: pd.DataFrame([(*key, n + e, e) for *key, n, e in rows], columns=[*BY, "n", "events"])
)


def shares(of, n=200):
    """A table of 2 × 3 × 2 groups of ``n`` people with the share that ``of`` gives each."""
    keys = list(product("ab", "xyz", "pq"))
    return pd.DataFrame(keys, columns=BY).assign(n=n, events=[round(n * of(*key)) for key in keys])


ONE_STRANGE = shares(lambda one, two, three: 0.6 if (one, two, three) == ("a", "x", "p") else 0.2)


def row(found, group):
    return found.frame.set_index("group").loc[group]


def without(frame, *groups):
    """Units and events outside the groups named by (column, level)."""
    for name, level in groups:
        frame = frame[frame[name] != level]
    return int(frame["events"].sum()), int(frame["n"].sum())


@steadily
@given(TABLES, st.randoms())
def test_nobody_is_lost_in_any_table_and_the_order_of_rows_does_not_matter(table, random):
    found = scan_intersections(table, BY)
    sums = found.frame.assign(over=(found.frame[BY] == "TOTAL").apply(tuple, axis=1)).groupby("over")[["n", "events"]]
    assert (sums.sum() == [table["n"].sum(), table["events"].sum()]).all(axis=None)
    shuffled = table.sample(frac=1, random_state=random.randint(0, 99))
    pd.testing.assert_frame_equal(scan_intersections(shuffled, BY).frame, found.frame)


@steadily
@given(TABLES)
def test_intervals_hold_the_deviation_and_shrinking_never_goes_beyond_it(table):
    frame = scan_intersections(table, BY, min_n=1, min_events=0).frame.dropna(subset="deviation")
    assert (frame["deviation_lower"] <= frame["deviation"]).all()
    assert (frame["deviation"] <= frame["deviation_upper"]).all()
    assert (frame["shrunken"].abs() <= frame["deviation"].abs()).all()
    assert np.allclose(frame["expected"] + frame["deviation"], frame["estimate"])


def test_one_dimension_is_compared_with_everyone_else():
    found, two = scan_intersections(ONE_STRANGE, BY), ONE_STRANGE[ONE_STRANGE["two"] == "x"]
    gap = proportion_difference(two["events"].sum(), two["n"].sum(), *without(ONE_STRANGE, ("two", "x")))
    told = row(found, "two=x")[["deviation", "deviation_lower", "deviation_upper"]].astype(float).tolist()
    assert told == pytest.approx([gap.estimate, gap.lower, gap.upper])


def test_two_dimensions_deviate_by_the_excess_intersectional_disparity():
    pairs = ONE_STRANGE.groupby(["one", "two"], as_index=False)[["n", "events"]].sum()
    is_one, is_two = pairs["one"] == "a", pairs["two"] == "x"
    cells = [pairs[a & b] for a, b in ((~is_one, ~is_two), (is_one, ~is_two), (~is_one, is_two), (is_one, is_two))]
    known = joint_disparity(*[(int(cell["events"].sum()), int(cell["n"].sum())) for cell in cells])
    told = row(scan_intersections(ONE_STRANGE, BY), "one=a × two=x")
    assert told[["deviation", "deviation_lower", "deviation_upper", "p_value"]].astype(float).tolist() == pytest.approx(
        [known.eid, known.lower, known.upper, known.p_value]
    )


def test_three_dimensions_deviate_by_what_no_two_of_them_explain():
    assert row(scan_intersections(ONE_STRANGE, BY), "one=a × two=x × three=p")["deviation"] == pytest.approx(0.4)
    added = shares(lambda one, two, three: 0.1 + 0.2 * (one == "a") * (two == "x") + 0.3 * (three == "p"))
    deepest = scan_intersections(added, BY).frame.query("depth == 3")
    assert deepest["deviation"].abs().max() < 1e-12


def test_p_values_are_adjusted_over_all_groups_tested():
    found = scan_intersections(ONE_STRANGE, BY, adjust="holm")
    assert found.frame["p_adjusted"].tolist() == adjust_p(found.frame["p_value"], "holm").tolist()
    assert found.tested == len(found.frame) == 7 + 16 + 12
    assert (found.findings["p_adjusted"] <= 0.05).all()
    assert found.findings["p_adjusted"].is_monotonic_increasing


def test_without_differences_nothing_is_flagged_and_deviations_shrink_to_nothing():
    random = np.random.default_rng(7)
    table = shares(lambda *_: 0.3, n=60)
    table["events"] = random.binomial(table["n"], 0.3)
    found = scan_intersections(table, BY)
    assert not found.frame["flagged"].any()
    assert found.frame["shrunken"].abs().mean() < found.frame["deviation"].abs().mean() / 4


def test_small_groups_stay_in_the_table_without_a_test():
    table = pd.DataFrame({"one": list("abcd"), "n": [19, 40, 60, 0], "events": [9, 4, 20, 0]})
    frame = scan_intersections(table, "one", unknown="show").frame
    assert frame[["one", "n", "status", "note"]].to_numpy().tolist() == [
        ["a", 19, "not_estimable", "scan_note_few_people"],
        ["b", 40, "not_estimable", "scan_note_few_events"],
        ["c", 60, "ok", ""],
    ]
    assert frame["estimate"].notna().all()
    assert frame.loc[:1, ["deviation", "p_value", "p_adjusted", "shrunken"]].isna().all(axis=None)
    assert scan_intersections(table, "one", min_n=1, min_events=0).frame["status"].tolist() == ["small", "ok", "ok"]


def test_empty_combinations_have_a_row_and_a_reason():
    table = pd.DataFrame({"one": list("aab"), "two": list("xyx"), "n": [90] * 3, "events": [30, 40, 50]})
    frame = scan_intersections(table, ["one", "two"]).frame.set_index("group")
    assert frame.loc["one=b × two=y", ["n", "status", "note"]].tolist() == [0, "not_estimable", "scan_note_nobody"]
    assert frame.loc["one=a × two=x", "note"] == "intersections_note_empty_group"


def test_unknown_is_a_group_or_is_counted_as_left_out():
    table = ONE_STRANGE.assign(one=ONE_STRANGE["one"].replace("b", None))
    shown, excluded = scan_intersections(table, BY), scan_intersections(table, BY, unknown="exclude")
    assert {"one=ND", "one=a"} <= set(shown.frame["group"])
    assert (excluded.excluded, excluded.total, "one=ND" in set(excluded.frame["group"])) == (1200, 2400, False)


def test_a_cube_gives_what_its_people_counted_give():
    random = np.random.default_rng(3)
    people = pd.DataFrame({name: random.choice(list("abc"), 900) for name in [*BY, "four"]})
    people["ill"] = random.choice(["SI", "NO"], 900)
    table = people.value_counts().rename("n").reset_index()
    by = [*BY, "four"]
    of_cube = scan_intersections(cube(people, [*by, "ill"], 4), by, outcome="ill", event="SI")
    pd.testing.assert_frame_equal(of_cube.frame, scan_intersections(table, by, outcome="ill", event="SI").frame)


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (ONE_STRANGE.head(0), "No hay personas en la tabla: no hay nada que estimar."),
        (ONE_STRANGE.assign(n=0, events=0), "No hay personas en la tabla: no hay nada que estimar."),
        (
            ONE_STRANGE.head(1),
            "Ningún grupo alcanza el mínimo de personas y de casos, o no hay con quién comparar: no se hizo ninguna "
            "prueba.",
        ),
    ],
)
def test_nothing_to_search_is_a_status(table, reason):
    found = scan_intersections(table, BY)
    assert (found.status, found.reasons(), found.tested) == ("not_estimable", (reason,), 0)


def test_a_depth_that_is_none_is_refused():
    with pytest.raises(EstimateError) as caught:
        scan_intersections(ONE_STRANGE, BY, 0)
    assert caught.value.both() == (
        "La profundidad dice cuántas variables puede cruzar un grupo: un número entero, 1 o más; llegó «0». Use 2 o 3."
        "\nThe depth says how many variables a group may cross: a whole number, 1 or more; “0” was given. Use 2 or 3."
    )
