"""Trees from counts: every number by another route, and what may be said of the group they single out."""

from __future__ import annotations

from itertools import combinations, product
from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from intersections.laws import steadily
from published.titanic import TITANIC
from tipanalysis.analysis import furthest_behind, proportion_ci
from tipanalysis.analysis.tree_grow import Rules, Table, grow
from tipanalysis.words.errors import EstimateError
from tipanalysis.words.texts import say

BY = ["Class", "Sex", "Age"]
CELL = st.tuples(st.integers(0, 60), st.integers(0, 60))
TABLES = st.lists(CELL, min_size=12, max_size=12).map(
    lambda cells: pd.DataFrame(list(product("wxyz", "abc")), columns=["one", "two"]).assign(
        n=[a + b for a, b in cells], events=[b for _, b in cells]
    )
)
METHODS = st.sampled_from(["ctree", "cart"])


def grown(table, by=("one", "two"), method="ctree", **more):
    return furthest_behind(table, list(by), method, **{"draws": 0, "min_n": 5, **more})


@steadily
@given(TABLES, METHODS)
def test_the_leaves_are_all_the_people(table, method):
    found = grown(table, method=method)
    if found.status == "not_estimable":
        return
    leaves = found.leaves
    assert (leaves["n"].sum(), leaves["events"].sum()) == (table["n"].sum(), table["events"].sum())
    branches = found.nodes[found.nodes["parent"] > 0].groupby("parent")[["n", "events"]].sum()
    assert branches["n"].to_dict() == found.nodes[~found.nodes["leaf"]].set_index("node")["n"].to_dict()
    assert (found.nodes.loc[found.nodes["parent"] > 0, "n"] >= 5).all()
    assert found.nodes["worst"].sum() == 1
    assert found.worst.estimate == leaves["estimate"].max()


@steadily
@given(TABLES, METHODS, st.randoms())
def test_labels_and_order_do_not_matter(table, method, random):
    found = grown(table, method=method)
    renamed = table.assign(one=table["one"].map({"w": "4", "x": "2", "y": "3", "z": "1"}))
    other = grown(renamed.sample(frac=1, random_state=random.randint(0, 99)), method=method)
    assert sorted(other.nodes["n"]) == sorted(found.nodes["n"])
    assert (other.worst.events, other.worst.n, other.status) == (found.worst.events, found.worst.n, found.status)


@steadily
@given(TABLES, METHODS)
def test_a_favourable_outcome_turns_the_worst_over(table, method):
    adverse = grown(table, method=method)
    favourable = grown(table.assign(events=table["n"] - table["events"]), method=method, favourable=True)
    assert sorted(favourable.nodes["n"]) == sorted(adverse.nodes["n"])
    assert favourable.worst.n == adverse.worst.n


@steadily
@given(TABLES)
def test_stricter_tests_never_divide_more(table):
    loose, strict = grown(table, alpha=0.2), grown(table, alpha=0.01)
    assert len(strict.nodes) <= len(loose.nodes)


def people(table):
    """One row a person."""
    rows = table.loc[table.index.repeat(table["n"])].reset_index(drop=True)
    place = rows.groupby(list(rows.columns[:-2])).cumcount()
    return rows.assign(event=(place < rows["events"]).astype(int))


def test_the_tests_are_those_of_the_contingency_tables():
    found = grown(TITANIC, BY, min_n=20)
    for row in found.tests[found.tests["node"] == 1].to_dict("records"):
        counts = pd.crosstab(people(TITANIC)[row["dimension"]], people(TITANIC)["event"])
        expected = stats.chi2_contingency(counts, correction=False)
        assert row["statistic"] == pytest.approx(expected.statistic * 2200 / 2201)
        assert row["df"] == expected.dof
        assert row["p_value"] == pytest.approx(stats.chi2.sf(row["statistic"], expected.dof))
        assert row["p_adjusted"] == pytest.approx(min(1, 1 - (1 - row["p_value"]) ** 3), abs=1e-12)


def squares(values):
    return float(((values - values.mean()) ** 2).sum())


@pytest.mark.parametrize("method", ["ctree", "cart"])
def test_the_division_is_the_best_of_all(method):
    """Every two groups of classes among the women, person by person."""
    women = people(TITANIC[TITANIC["Sex"] == "Female"])
    best = {}
    for size in (1, 2):
        for side in combinations(sorted(TITANIC["Class"].unique()), size):
            left = women["Class"].isin(side)
            if min(left.sum(), (~left).sum()) >= 20:
                parts = squares(women.loc[left, "event"]) + squares(women.loc[~left, "event"])
                best[side] = 1 - parts / squares(women["event"])
    found = furthest_behind(TITANIC[TITANIC["Sex"] == "Female"], "Class", method, favourable=True, draws=0)
    assert found.tests.loc[0, "improvement"] == pytest.approx(max(best.values()))
    assert found.nodes.loc[0, "split"] == "Class"
    assert 0 < found.explained <= 1


def test_both_methods_divide_by_the_largest_gap_first():
    for method in ("ctree", "cart"):
        found = furthest_behind(TITANIC, BY, method, favourable=True, draws=0)
        assert found.nodes.loc[0, "split"] == "Sex"
        assert found.tests.set_index(["node", "dimension"]).loc[(1, "Sex"), "improvement"] == pytest.approx(0.2075757)


def test_cart_prunes_what_brings_too_little():
    sizes = [len(furthest_behind(TITANIC, BY, "cart", min_improvement=gain, draws=0).leaves) for gain in (0, 0.01, 0.5)]
    assert sizes[0] > sizes[1] == 3 > sizes[2] == 1


def test_many_levels_are_divided_in_the_order_of_their_shares():
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"one": [f"{place:02}" for place in range(30)], "n": 60, "events": rng.binomial(60, 0.2, 30)})
    table.loc[[3, 17, 21], "events"] = 45
    found = furthest_behind(table, "one", draws=0)
    assert found.group == {"one": ("03", "17", "21")}


def test_every_division_and_the_order_of_shares_agree_where_both_are_possible(monkeypatch):
    found = [furthest_behind(TITANIC, BY, favourable=True, draws=0).nodes]
    monkeypatch.setattr("tipanalysis.analysis.tree_grow.MOST_LEVELS", 1)
    found.append(furthest_behind(TITANIC, BY, favourable=True, draws=0).nodes)
    assert sorted(found[0]["n"]) == sorted(found[1]["n"])


def test_the_group_its_share_and_its_doubts():
    found = furthest_behind(TITANIC, BY, favourable=True, draws=100)
    assert found.group == {"Class": ("2nd",), "Sex": ("Male",), "Age": ("Adult",)}
    assert found.worst == proportion_ci(14, 168)
    assert found.worst.estimate < found.shrunken < found.overall.estimate
    assert 0.4 < found.stability < 0.95
    assert found.leaves["estimate"].is_monotonic_increasing
    assert (found.status, found.notes) == ("ok", ("intersections_note_winner",))
    assert found.nodes.loc[11, "rule"] == "Class: 2nd · Sex: Male · Age: Adult"


def test_a_group_far_behind_is_found_in_every_resampling():
    table = pd.DataFrame(list(product("ab", "xy")), columns=["one", "two"]).assign(n=300, events=[30, 33, 28, 200])
    found = furthest_behind(table, ["one", "two"], draws=50)
    assert (found.group, found.stability) == ({"one": ("b",), "two": ("y",)}, 1)
    assert furthest_behind(table, ["one", "two"], draws=50) is not found
    assert furthest_behind(table, ["one", "two"], draws=50).stability == found.stability


def test_chance_alone_divides_one_table_in_twenty_at_most():
    """No difference anywhere, three dimensions: 300 tables, the Bonferroni bound with its sampling error."""
    rng, rules = np.random.default_rng(6), Rules("ctree", 0.05, 20, 0, 0)
    codes = np.array(list(product(range(2), range(3), range(3))))
    tables = (Table(codes, (2, 3, 3), np.full(18, 60.0), rng.binomial(60, 0.3, 18).astype(float)) for _ in range(300))
    divided = sum(bool(grow(table, rules).branches) for table in tables)
    assert divided / 300 <= 0.05 + 3 * (0.05 * 0.95 / 300) ** 0.5


def test_each_side_keeps_as_many_events_as_asked_for():
    found = furthest_behind(TITANIC, BY, min_events=30, draws=0)
    assert (found.nodes["events"] >= 30).all()
    assert len(found.nodes) < len(furthest_behind(TITANIC, BY, draws=0).nodes)


EDGES = {
    "empty": (TITANIC.head(0), "nobody"),
    "all zero": (TITANIC.assign(n=0, events=0), "nobody"),
    "no events": (TITANIC.assign(events=0), "all_alike"),
    "all events": (TITANIC.assign(events=TITANIC["n"]), "all_alike"),
}


@pytest.mark.parametrize("edge", EDGES)
def test_without_people_or_outcome_there_is_a_reason(edge):
    table, note = EDGES[edge]
    found = furthest_behind(table, BY)
    assert (found.status, found.notes) == ("not_estimable", (f"intersections_note_{note}",))
    assert (found.worst.status, found.worst.note) == ("not_estimable", f"intersections_note_{note}")
    assert isnan(found.stability)
    assert (len(found.nodes), len(found.leaves), len(found.tests), found.group) == (0, 0, 0, {})


@pytest.mark.parametrize("table", [TITANIC.head(1).assign(n=50, events=20), TITANIC.assign(n=100, events=30)])
def test_where_nothing_divides_the_group_is_everybody(table):
    found = furthest_behind(table, BY, draws=5)
    assert (found.group, len(found.nodes), found.status) == ({}, 1, "ok")
    assert found.worst == found.overall
    assert isnan(found.shrunken)
    assert found.notes == ("intersections_note_no_split",)
    assert 0 <= found.stability <= 1


def test_few_events_are_called_small():
    table = pd.DataFrame({"one": ["a", "b"], "n": [30, 300], "events": [28, 20]})
    found = furthest_behind(table, "one", draws=0)
    assert (found.status, found.notes) == ("small", ("intersections_note_few_events", "intersections_note_winner"))
    assert say(found.note) == "El grupo tiene menos de 5 personas con el resultado, o menos de 5 sin él."
    tiny = furthest_behind(table.assign(n=[12, 300], events=[6, 20]), "one", draws=0, min_n=5)
    assert tiny.notes[0] == "intersections_note_small_leaf"


def test_perfect_separation_divides_and_has_no_shrunken_share():
    table = pd.DataFrame({"one": ["a", "b"], "n": [50, 60], "events": [0, 60]})
    found = furthest_behind(table, "one", draws=10)
    assert (found.group, found.worst.estimate, found.stability) == ({"one": ("b",)}, 1, 1)
    assert (found.explained, found.status) == (1, "small")


def test_unknown_levels_may_divide_or_are_left_out():
    table = pd.DataFrame({"one": ["a", "b", None], "n": [100, 100, 100], "events": [20, 20, 70]})
    assert furthest_behind(table, "one", draws=0).group == {"one": ("ND",)}
    known = furthest_behind(table, "one", unknown="exclude", draws=0)
    assert (known.group, known.excluded, known.total) == ({}, 100, 300)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: furthest_behind(TITANIC, BY, "forest"),
            "«forest» no es un método para calcular el intervalo. Hay: ctree, cart. Elija uno de ellos.",
        ),
        (
            lambda: furthest_behind(TITANIC, BY, alpha=5),
            "El nivel de confianza debe estar entre 0 y 1; llegó «5». Escriba, por ejemplo, 0.95.",
        ),
        (
            lambda: furthest_behind(TITANIC.drop(columns="events"), BY),
            "Falta saber qué se mide: dé una columna «events» con los casos, o los argumentos outcome y event. La "
            "tabla tiene: Class, Sex, Age, n.",
        ),
    ],
)
def test_wrong_calls_say_what_came(call, message):
    with pytest.raises(EstimateError) as caught:
        call()
    assert str(caught.value) == message


def test_where_there_is_no_tree_nobody_is_worst():
    table = pd.DataFrame({"sexo": ["M", "H"], "n": [30, 30], "events": [0, 0]})
    found = furthest_behind(table, "sexo")
    assert found.worst.status == "not_estimable" and isnan(found.worst.estimate)
    assert found.overall.estimate == 0
