from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from tipanalysis.release.attack_bounds import Attack, System, bounds
from tipanalysis.release.attack_clusters import lay_out
from tipanalysis.release.attack_telling import telling_cells
from tipanalysis.words.errors import ReleaseError

quietly = settings(max_examples=30, deadline=None, derandomize=True, database=None)


def margins(sizes: tuple[int, ...]) -> np.ndarray:
    """All cells and all margins of a table with ``sizes``, as rows over its inner cells."""
    picks = [np.vstack([np.eye(size), np.ones(size)]) for size in sizes]
    rows = picks[0]
    for pick in picks[1:]:
        rows = np.kron(rows, pick)
    return rows


def explanations(rows: np.ndarray, values: np.ndarray, total: int) -> np.ndarray:
    """Every table of whole numbers with the printed values, found by trying all."""
    shown = ~np.isnan(values)
    every = np.array([table for table in product(range(total + 1), repeat=rows.shape[1]) if sum(table) == total])
    return every[(every @ rows[shown].T == values[shown]).all(axis=1)]


@st.composite
def hidden_tables(draw: st.DrawFn, sizes: tuple[tuple[int, ...], ...] = ((2, 2), (2, 3), (4,))) -> tuple:
    rows = margins(draw(st.sampled_from(sizes)))
    people = np.array(draw(st.lists(st.integers(0, 2), min_size=rows.shape[1], max_size=rows.shape[1])))
    values = (rows @ people).astype(float)
    hide = np.array(draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))))
    hide[-1] = False
    return rows, np.where(hide, np.nan, values), people


@quietly
@given(hidden_tables())
def test_whole_number_bounds_are_those_of_trying_every_table(case: tuple) -> None:
    rows, values, people = case
    low, high = bounds(rows, values)
    told = explanations(rows, values, int(people.sum())) @ rows[np.isnan(values)].T
    assert low.tolist() == told.min(axis=0).tolist()
    assert high.tolist() == told.max(axis=0).tolist()


@quietly
@given(hidden_tables(((2, 3), (3, 3), (2, 2, 2), (2, 2, 3))))
def test_linear_bounds_hold_the_whole_number_bounds_and_those_the_truth(case: tuple) -> None:
    rows, values, people = case
    low, high = bounds(rows, values, whole=True)
    wide_low, wide_high = bounds(rows, values, whole=False)
    truth = rows[np.isnan(values)] @ people
    assert (wide_low <= low).all() and (low <= truth).all() and (truth <= high).all() and (high <= wide_high).all()


@quietly
@given(hidden_tables(((2, 3), (3, 3), (2, 2, 2))), st.integers(0, 100))
def test_one_more_printed_cell_never_widens(case: tuple, which: int) -> None:
    rows, values, people = case
    hidden = np.flatnonzero(np.isnan(values))
    if not len(hidden):
        return
    low, high = bounds(rows, values)
    printed = hidden[which % len(hidden)]
    more = values.copy()
    more[printed] = rows[printed] @ people
    left = hidden != printed
    low_then, high_then = bounds(rows, more)
    assert (low_then >= low[left]).all() and (high_then <= high[left]).all()


@quietly
@given(hidden_tables(((3, 3), (2, 2, 2), (2, 2, 3))), st.integers(1, 3))
def test_what_is_pushed_gets_as_far_as_wanted_or_as_it_can(case: tuple, step: int) -> None:
    rows, values, people = case
    system = System(csr_array(rows), values)
    attack, truth = Attack(system, system.rows[system.hidden]), rows[np.isnan(values)] @ people
    attack.push_up(truth + step)
    attack.push_down(truth - step)
    low, high = bounds(rows, values)
    short, deep = high < truth + step, low > truth - step
    assert (attack.high[short] == high[short]).all() and (attack.high[~short] >= (truth + step)[~short]).all()
    assert (attack.low[deep] == low[deep]).all() and (attack.low[~deep] <= (truth - step)[~deep]).all()


def test_whole_numbers_tell_more_than_fractions() -> None:
    """Two triangles of groups, at most one person on each side: three half people each, or one whole one."""
    triangle = np.array([[1, 1, 0, 1, 0, 0], [0, 1, 1, 0, 1, 0], [1, 0, 1, 0, 0, 1]])
    everyone = np.array([1, 1, 1, 0, 0, 0])
    rows = np.vstack([np.kron(np.eye(2), triangle), np.concatenate([everyone, everyone])])
    values = np.array([1.0] * 6 + [np.nan])
    assert [bound.tolist() for bound in bounds(rows, values)] == [[0.0], [2.0]]
    assert [bound.tolist() for bound in bounds(rows, values, whole=False)] == [[0.0], [3.0]]
    odd = np.array([[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 0, 0]])
    with pytest.raises(ReleaseError):
        bounds(odd, np.array([1.0, 1.0, 1.0, np.nan]), whole=True)


def test_whole_number_programmes_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """HiGHS as SciPy brings it prints a line of its own where it repairs a solution, whatever it is told."""
    rows = margins((3, 3))
    people = np.array([1, 0, 2, 0, 3, 1, 2, 1, 0])
    half = csr_array(np.array([[1.0, 0.4999999, 0, 0, -0.3333333, 0, 0, 0, 1.0]]))
    values = np.where(rows.sum(axis=1) == 1, np.nan, rows @ people)
    attack = Attack(
        System(csr_array(rows), values, ranges=(half, np.array([0.5]), np.array([0.7]))), csr_array(rows[:9]), True
    )
    attack.push_up(np.full(9, np.inf))
    assert attack.programmes > 9
    assert capfd.readouterr() == ("", "")


def test_a_hidden_cell_that_nothing_holds_down_has_no_upper_bound() -> None:
    low, high = bounds(np.eye(2), np.array([3.0, np.nan]))
    assert low.tolist() == [0.0] and high.tolist() == [np.inf]


def test_links_inequalities_and_a_lower_bound_all_count() -> None:
    rows, values = np.eye(3), np.array([7.0, np.nan, np.nan])
    same = csr_array(np.array([[1.0, -1.0, 0.0]]))
    below = csr_array(np.array([[1.0, 0.0, -1.0]]))
    low, high = bounds(rows, values, links=same, at_least=below, lower=1)
    assert low.tolist() == [7.0, 1.0] and high.tolist() == [7.0, 7.0]


def test_numbers_that_contradict_each_other_are_an_error_that_says_so() -> None:
    expected = (
        "Las cifras publicadas se contradicen: ningún grupo de personas puede dar todas a la vez. Revise que los "
        "totales sean los correctos y cuente de nuevo a partir del mismo registro.\nThe published figures "
        "contradict each other: no group of people can give them all at once. Check that the totals are right and "
        "count again from the same register."
    )
    for rows, values in (
        ([[1, 1], [1, 0], [0, 1]], [5.0, 4.0, 2.0]),
        ([[1, 1], [1, 0], [0, 1]], [5.0, 0.0, 0.0]),
    ):
        with pytest.raises(ReleaseError) as error:
            bounds(np.array([*rows, [1, 0]]), np.array([*values, np.nan]))
        assert error.value.both() == expected


def test_every_solution_answers_for_all_questions() -> None:
    """Witness tables: a table of 64 hidden cells, all with room, needs far fewer than 128 programmes."""
    rows = margins((8, 8))
    values = rows @ np.full(64, 10.0)
    values[np.flatnonzero(rows.sum(axis=1) == 1)] = np.nan
    system = System(csr_array(rows), values)
    attack = Attack(system, system.rows[system.hidden], whole=False)
    attack.push_up(np.full(64, 11.0))
    attack.push_down(np.full(64, 4.0))
    assert (attack.high >= 11).all() and (attack.low <= 4).all()
    assert attack.programmes < 16


def test_the_telling_cells_prove_the_bounds_on_their_own() -> None:
    rows = margins((3, 3))
    people = np.array([9, 1, 5, 7, 8, 2, 6, 6, 6])
    values = (rows @ people).astype(float)
    values[1] = np.nan
    told, _ = telling_cells(System(csr_array(rows), values), rows[1])
    kept = [*told, 1]
    low, high = bounds(rows[kept], values[kept])
    assert low.tolist() == high.tolist() == [1.0]
    assert len(told) <= 4


@pytest.mark.parametrize("limit", [2, 3, 99])
def test_clusters_hold_every_scope_and_none_is_too_large(limit: int) -> None:
    scopes = [frozenset(pair) for pair in ("ab", "bc", "ca", "cd", "e", "fg")]
    layout = lay_out(scopes, dict.fromkeys("abcdefg", 2), lambda scope: len(scope) <= limit)
    assert all(any(scope <= cluster for cluster in layout.scopes) for scope in scopes)
    assert all(len(cluster) <= limit for cluster in layout.scopes)
    assert layout.exact == (limit > 2)
    joined = {0}
    for _ in layout.links:
        joined |= {side for one, other, _ in layout.links if {one, other} & joined for side in (one, other)}
    assert joined == set(range(len(layout.scopes)))
