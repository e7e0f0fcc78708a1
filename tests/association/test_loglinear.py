from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from association.tables import Table, says, steadily, tables
from tipanalysis.analysis import association, loglinear_search
from tipanalysis.analysis.poisson import fit_poisson
from tipanalysis.words.errors import EstimateError

STUDENTS = [[[911, 538], [44, 456]], [[3, 43], [2, 279]]]


@st.composite
def cubes(draw: st.DrawFn, least: int = 0) -> NDArray[np.int64]:
    return np.array(draw(st.lists(st.integers(least, 20), min_size=12, max_size=12))).reshape(2, 3, 2)


@steadily
@given(tables())
def test_independence_of_two_variables_is_the_test_of_association(table: Table) -> None:
    found, expected = loglinear_search(table), association(table)
    if expected.status == "not_estimable":
        assert found[["status", "note"]].to_numpy().tolist() == [["not_estimable", expected.note]]
        return
    row = found.set_index("model").loc["[rows] [columns]"]
    assert (row["g2"], row["x2"], row["df"]) == pytest.approx((expected.lr_chi2, expected.chi2, expected.df), abs=1e-7)


@steadily
@given(cubes(least=1), st.permutations([0, 1, 2]))
def test_the_order_of_variables_and_levels_does_not_matter(cube, order) -> None:
    one = loglinear_search(cube)
    other = loglinear_search(np.transpose(cube[::-1], order))
    assert sorted(one["g2"].round(6)) == pytest.approx(sorted(other["g2"].round(6)), abs=1e-5)
    assert sorted(one["df"]) == sorted(other["df"])


@steadily
@given(cubes(least=1))
def test_a_model_inside_another_fits_no_better_and_aic_is_g2_less_twice_df(cube) -> None:
    found = loglinear_search(cube).set_index("model")
    assert len(found) == 9
    chain = ["[dim1] [dim2] [dim3]", "[dim1 dim2] [dim3]", "[dim1 dim2] [dim1 dim3]", "[dim1 dim2 dim3]"]
    assert (found.loc[chain, "g2"].diff().dropna() <= 1e-6).all()
    assert (found["aic"] - found["g2"] + 2 * found["df"]).abs().max() < 1e-9
    assert found["aic"].is_monotonic_increasing


@settings(parent=steadily, max_examples=10)
@given(cubes(least=1))
def test_proportional_fitting_is_the_poisson_model_by_another_route(cube) -> None:
    a, b, c = (each.ravel()[:, None] for each in np.indices(cube.shape))
    main = np.hstack([np.ones((12, 1)), a, b == 1, b == 2, c])
    pairs = np.hstack([main, a * (b == 1), a * (b == 2), a * c, c * (b == 1), c * (b == 2)])
    deviance = [float(fit_poisson(design, cube.ravel()).deviance) for design in (main, pairs)]
    found = loglinear_search(cube).set_index("model")["g2"]
    models = ["[dim1] [dim2] [dim3]", "[dim1 dim2] [dim1 dim3] [dim2 dim3]"]
    assert found[models].tolist() == pytest.approx(deviance, abs=1e-6)


def test_levels_with_nobody_take_no_part_and_are_named() -> None:
    wider = np.insert(np.array(STUDENTS), 1, 0, axis=2)
    one, other = loglinear_search(STUDENTS), loglinear_search(wider)
    assert other["dropped"].unique().tolist() == ["dim3: 2"]
    pd.testing.assert_frame_equal(one.drop(columns="dropped"), other.drop(columns="dropped"))


def test_an_empty_margin_takes_its_cells_and_parameters_out() -> None:
    cube = np.array(STUDENTS)
    cube[1, 1] = 0
    row = loglinear_search(cube).set_index("model").loc["[dim1 dim2] [dim3]"]
    assert row[["zero_cells", "parameters", "df", "note"]].tolist() == [2, 4, 2, "loglinear_note_zero_margin"]


def test_a_model_without_finite_estimate_is_said_and_stands_last() -> None:
    found = loglinear_search([[[0, 5], [6, 7]], [[8, 9], [3, 0]]])
    assert found.iloc[-1][["model", "status", "note"]].tolist() == [
        "[dim1 dim2] [dim1 dim3] [dim2 dim3]",
        "model_singular",
        "loglinear_note_no_estimate",
    ]
    assert (found["status"].iloc[:-1] == "ok").all()


def test_backward_finds_what_was_put_in() -> None:
    places = np.indices((2,) * 5)
    found = loglinear_search(np.where(places[0] == places[3], 60, 20))
    assert found["model"].iloc[0] == "[dim1 dim4] [dim2] [dim3] [dim5]"
    assert loglinear_search(STUDENTS, "backward")["model"].iloc[0] == "[dim1 dim2] [dim1 dim3] [dim2 dim3]"


@pytest.mark.parametrize(
    ("table", "note"),
    [
        ([], "analysis_note_no_units"),
        (np.zeros((2, 2, 2)), "analysis_note_no_units"),
        ([[[3, 4]], [[5, 6]]], "association_note_one_level"),
        (pd.DataFrame({"a": ["ND"], "b": ["ND"], "c": ["ND"], "n": [9]}), "association_note_one_level"),
    ],
)
def test_where_there_is_nothing_to_model_the_result_says_so(table, note) -> None:
    found = loglinear_search(table)
    assert found[["status", "note"]].to_numpy().tolist() == [["not_estimable", note]]


@pytest.mark.parametrize(
    ("call", "es", "en"),
    [
        (
            lambda: loglinear_search(STUDENTS, "forward"),
            "«forward» no es una forma de buscar modelos. Hay: auto, all, backward. Elija una.",
            "“forward” is not a way of searching for models. Available: auto, all, backward. Choose one.",
        ),
        (
            lambda: loglinear_search(np.ones((2,) * 5), "all"),
            "El cuadro tiene 5 variables y esta búsqueda admite 4 a lo sumo. Elija menos variables, o "
            'search="backward" si son hasta 6.',
            "The table has 5 variables and this search takes at most 4. Choose fewer variables, or "
            'search="backward" if there are up to 6.',
        ),
        (
            lambda: loglinear_search([1, 2, 3]),
            "Este análisis necesita un cuadro con 2+ variables y llegó uno con: dim1. Elija las variables, por "
            "ejemplo con count_by, y vuelva a intentarlo.",
            "This analysis needs a table with 2+ variables and one with these came: dim1. Choose the "
            "variables, for example with count_by, and try again.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused(call, es, en) -> None:
    with pytest.raises(EstimateError) as caught:
        call()
    assert says(caught, es, en), caught.value.both()
