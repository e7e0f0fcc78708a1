"""The cube beside a plain recount, on schemas that chance makes up; and the laws that any count obeys."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cube.recount import cells_of, every_grouping, recount_frame, recount_register
from tipanalysis.counts import cube_margins, cube_profiles
from tipanalysis.counts.cube import cube
from tipanalysis.counts.cube_cover import design_covers
from tipanalysis.register.provenance import Provenance
from tipanalysis.register.register import Register

SLOWLY = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WEIGHTS = {
    "none": st.none(),
    "whole": st.integers(0, 9),
    "beyond floats": st.integers(2**53, 2**55),
    "fractions": st.sampled_from([0.0, 0.25, 1.5, 3.75]),
}


@st.composite
def frames(draw: st.DrawFn) -> tuple[pd.DataFrame, list[str], str | None]:
    """A frame of text columns with gaps, its variables, and the column of weights if it has one."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=5))
    rows = draw(st.integers(0, 40))
    names = [f"v{at}" for at in range(len(sizes))]
    columns = {
        name: draw(st.lists(st.sampled_from([None, *map(str, range(size))]), min_size=rows, max_size=rows))
        for name, size in zip(names, sizes, strict=True)
    }
    kind = draw(st.sampled_from(sorted(WEIGHTS)))
    weights = draw(st.lists(WEIGHTS[kind], min_size=rows, max_size=rows))
    frame = pd.DataFrame(columns, dtype=object)
    return (frame, names, None) if kind == "none" else (frame.assign(peso=weights), names, "peso")


@SLOWLY
@given(frames(), st.integers(1, 4))
def test_every_cell_is_what_a_plain_recount_finds(given_frame, order):
    frame, names, weight = given_frame
    found = cube(frame, names, order, weight=weight)
    assert list(found) == every_grouping(names, min(order, len(names)))
    for by in found:
        assert cells_of(found, by) == recount_frame(frame, by, weight)


@SLOWLY
@given(frames())
def test_each_table_sums_back_to_the_coarser_ones(given_frame):
    frame, names, weight = given_frame
    found = cube(frame, names, 3, weight=weight)
    for by in found:
        table = found.table(by)
        for kept in combinations(by, max(len(by) - 1, 0)):
            coarser = table.groupby(list(kept), sort=False)["n"].sum() if kept else table["n"].sum()
            assert np.array_equal(np.atleast_1d(coarser), found.table(kept)["n"])


@SLOWLY
@given(frames(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_names_of_levels_do_not_matter(given_frame, chance):
    frame, names, weight = given_frame
    found = cube(frame, names, 3, weight=weight)
    order = list(range(len(frame)))
    chance.shuffle(order)
    renamed = frame.iloc[order].assign(**{name: "x" + frame[name] for name in names})
    again = cube(renamed, names, 3, weight=weight)
    for by in found:
        expected = {
            tuple(text if text == "ND" else "x" + text for text in cell): n for cell, n in cells_of(found, by).items()
        }
        assert cells_of(again, by) == expected


@st.composite
def registers(draw: st.DrawFn) -> Register:
    """A few people with several records each, one or two values of one variable and several of two others."""
    rows = draw(st.integers(0, 9))
    ids = [f"r{at}" for at in range(rows)]
    people = draw(st.lists(st.sampled_from(["p1", "p2", "p3", "p4", "p5", "p6"]), min_size=rows, max_size=rows))
    single = {
        name: pd.Categorical(draw(st.lists(st.sampled_from(["A", "B", "ND"]), min_size=rows, max_size=rows)))
        for name in ("uno", "dos")
    }
    children = {}
    for name in ("varias", "otras"):
        pairs = st.tuples(st.sampled_from(ids), st.sampled_from(["X", "Y", "Z", "ND"]))
        drawn = draw(st.lists(pairs, max_size=18)) if ids else []
        children[name] = pd.DataFrame(drawn, columns=["id", name], dtype="str")
    records = pd.DataFrame({"id": pd.Series(ids, dtype="str"), "id_persona": pd.Series(people, dtype="str"), **single})
    return Register(records, "solicitud", Provenance("p", "p", "p", "0" * 64), children)


@pytest.mark.parametrize(("unit", "key"), [(None, "id"), ("persona", "id_persona"), ("mencion", "id")])
@SLOWLY
@given(register=registers())
def test_people_with_several_values_or_records_count_once_in_each_cell(register, unit, key):
    names = ["uno", "dos", "varias", "otras"]
    found = cube(register, names, 4, unit=unit)
    groupings = every_grouping(names, 4)
    assert list(found) == [by for by in groupings if unit != "mencion" or set(by) & {"varias", "otras"}]
    for by in found:
        assert cells_of(found, by) == recount_register(register, by, key, mentions=unit == "mencion")


@pytest.mark.parametrize("order", [1, 2, 3])
def test_keys_that_need_several_words(order):
    """Forty variables of up to 300 levels need 250 bits; a profile of them all is still one profile."""
    rng = np.random.default_rng(7)
    names = [f"v{at}" for at in range(12 if order == 3 else 40)]
    frame = pd.DataFrame({name: rng.integers(0, 300, 50).astype(str) for name in names})
    frame = pd.concat([frame, frame.head(20)], ignore_index=True)
    found = cube(frame, names, order)
    for by in list(found)[:: 7 * order]:
        assert cells_of(found, by) == recount_frame(frame, by)


def test_a_table_of_more_cells_than_a_word_can_number():
    rng = np.random.default_rng(8)
    names = [f"v{at}" for at in range(9)]
    frame = pd.DataFrame({name: rng.permutation(200).astype(str) for name in names}).sample(
        500, replace=True, random_state=1
    )
    found = cube(frame, names, 9)
    assert np.prod([float(len(found.levels[name])) for name in names]) > 2.0**63
    assert len(found.cells(names).keys) == 2
    for by in [names, names[:8], names[1:], names[3:5]]:
        assert cells_of(found, by) == recount_frame(frame, by)


@pytest.mark.parametrize("size", [255, 256, 257, 65535, 65536])
def test_as_many_levels_as_a_small_number_can_tell(size):
    frame = pd.DataFrame({"a": ["x"] * size, "b": np.arange(size).astype(str), "c": ["u", *["v"] * (size - 1)]})
    for names in (["a", "b"], ["a", "b", "c"]):
        found = cube(frame, names)
        assert cells_of(found, ["a", "b"]) == {("x", str(at)): 1 for at in range(size)}
        assert all(found.cells(by).n.sum() == size for by in found)


def test_many_rows_are_sorted_and_counted_by_several_threads(monkeypatch):
    monkeypatch.setattr(cube_profiles, "MANY", 1 << 30)
    monkeypatch.setattr(cube_margins, "MANY_COVERS", 0)
    rng = np.random.default_rng(9)
    rows = 1 << 20
    codes = {name: rng.integers(0, size, rows) for name, size in (("a", 60), ("b", 50), ("c", 40), ("d", 30))}
    frame = pd.DataFrame(
        {name: pd.Categorical.from_codes(code, [*map(str, range(60))]) for name, code in codes.items()}
    )
    found = cube(frame, list(codes), 2)
    for by in found:
        sizes = [int(codes[name].max()) + 1 for name in by]
        key = np.ravel_multi_index([codes[name] for name in by], sizes) if by else np.zeros(rows, int)
        expected = np.bincount(key, minlength=int(np.prod(sizes)))
        assert np.array_equal(found.cells(by).table().ravel(), expected)


def test_one_row_no_rows_one_level():
    one = cube(pd.DataFrame({"a": ["x"], "b": [None]}), ["a", "b"])
    assert [cells_of(one, by) for by in one] == [{(): 1}, {("x",): 1}, {("ND",): 1}, {("x", "ND"): 1}]
    none = cube(pd.DataFrame({"a": [], "b": []}, dtype=object), ["a", "b"])
    assert [cells_of(none, by) for by in none] == [{}, {}, {}, {}]
    assert none.total == 0
    same = cube(pd.DataFrame({"a": ["x"] * 5}), "a")
    assert cells_of(same, ["a"]) == {("x",): 5}


def test_the_long_frame_holds_every_cell():
    frame = pd.DataFrame({"a": ["x", "y", None], "b": ["u", "u", "w"]})
    found = cube(frame, ["a", "b"])
    long = found.to_frame()
    assert long.columns.tolist() == ["a", "b", "n"]
    assert len(long) == found.size == 9
    assert (long.groupby([long["a"] == "TOTAL", long["b"] == "TOTAL"])["n"].sum() == 3).all()
    assert long[long["a"] == "y"].astype(str).to_numpy().tolist() == [["y", "TOTAL", "1"], ["y", "u", "1"]]


def test_small_groupings_that_are_left_over_share_a_cover():
    sizes, limit = (3, 3, 3, 3, 3, 3, 3, 4, 5, 7, 10, 11, 21, 61, 61), 1 << 17
    covers = design_covers(sizes, 3, limit)
    served = [set(combinations(cover.attributes, 3)) for cover in covers]
    assert set().union(*served) == set(combinations(range(len(sizes)), 3))
    assert all(np.prod(cover.sizes) <= limit for cover in covers)
    assert sum(np.prod(cover.sizes) ** 2 <= limit for cover in covers) <= 1
