from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from association.tables import Table, steadily, tables
from tipanalysis.analysis import association, correspondence_analysis

SMOKING = [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]]


@steadily
@given(tables())
def test_inertia_is_chi_square_over_n_and_is_shared_out_whole(table: Table) -> None:
    found = correspondence_analysis(table)
    if found.status == "not_estimable":
        return
    assert found.total_inertia == pytest.approx(association(table).chi2 / table.sum())
    assert sum(found.principal_inertias) == pytest.approx(found.total_inertia, abs=1e-10)
    for side in (found.rows, found.columns):
        shown = side.filter(like="contribution").sum()
        assert shown.to_numpy() == pytest.approx(np.ones(shown.size))


@steadily
@given(tables())
def test_coordinates_rebuild_the_table(table: Table) -> None:
    found = correspondence_analysis(table)
    if found.status == "not_estimable" or found.dropped:
        return
    rows, columns = found.row_principal.to_numpy(), found.col_principal.to_numpy()
    masses = np.outer(found.rows["mass"], found.columns["mass"])
    rebuilt = masses * (1 + rows / np.sqrt(found.principal_inertias) @ columns.T)
    assert rebuilt * table.sum() == pytest.approx(table, abs=1e-6)


@steadily
@given(tables(most=30))
def test_rows_and_columns_change_places(table: Table) -> None:
    one, other = correspondence_analysis(table), correspondence_analysis(table.T)
    assert one.principal_inertias == pytest.approx(other.principal_inertias)


def test_the_order_of_levels_does_not_move_a_point() -> None:
    one = correspondence_analysis(SMOKING).row_principal.to_numpy()
    other = correspondence_analysis(SMOKING[::-1]).row_principal.to_numpy()
    assert other[::-1] == pytest.approx(one)


def test_the_largest_coordinate_of_each_dimension_is_positive() -> None:
    found = correspondence_analysis(SMOKING)
    both = np.vstack([found.row_principal, found.col_principal])
    assert (both[np.abs(both).argmax(axis=0), range(both.shape[1])] > 0).all()


def test_a_level_with_nobody_stays_without_a_place() -> None:
    found = correspondence_analysis([[10, 0, 5], [3, 0, 9]])
    assert found.dropped == ("columns: 2",)
    assert found.columns["n"].tolist() == [13, 0, 14]
    assert found.columns["dim1"].isna().tolist() == [False, True, False]


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ([], "analysis_note_no_units"),
        ([[0, 0], [0, 0]], "analysis_note_no_units"),
        ([[3], [4]], "association_note_one_level"),
    ],
)
def test_where_there_is_no_map_the_result_says_so(table, note) -> None:
    found = correspondence_analysis(table)
    assert (found.status, found.note, found.principal_inertias) == ("not_estimable", note, ())


def test_unrelated_variables_have_no_dimension() -> None:
    found = correspondence_analysis([[10, 20], [20, 40]])
    assert (found.status, found.principal_inertias, found.total_inertia) == ("ok", (), 0)
